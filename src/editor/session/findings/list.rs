//! The findings as a list: grouped, filtered, with one row that is current.
//!
//! The list is put together anew only when the findings or what is asked of it have changed.
//!
//! Knows nothing about how a row looks.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ecow::EcoString;

use super::super::Session;
use super::super::matching::plain;
use crate::analysis::accountable::accountable;
use crate::check::{Finding, Rule, Severity, Subject};
use crate::model::{Document, ElementId, ElementKind, Revision};
use crate::scene::Owner;

/// What the findings are grouped by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GroupBy {
    /// How much they weigh.
    #[default]
    Severity,
    /// The rule that found them.
    Rule,
    /// What they are about.
    Element,
    /// The role or unit that is accountable for what they are about.
    Owner,
}

impl GroupBy {
    /// Every grouping.
    pub const ALL: [Self; 4] = [Self::Severity, Self::Rule, Self::Element, Self::Owner];

    /// What it is called.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Severity => "Severity",
            Self::Rule => "Rule",
            Self::Element => "Element",
            Self::Owner => "Owner",
        }
    }
}

/// What is asked of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// What it is grouped by.
    pub by: GroupBy,
    /// What is typed to filter.
    pub text: String,
    /// Which severities are shown, the heaviest first.
    pub severities: [bool; 3],
    /// Whether only what is about the selection is shown.
    pub selected: bool,
    /// Whether those that were accepted are shown, instead of those that are open.
    pub waived: bool,
}

impl Default for Asked {
    fn default() -> Self {
        Self { by: GroupBy::default(), text: String::new(), severities: [true; 3], selected: false, waived: false }
    }
}

/// What tells a group from the others of the list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Of one severity.
    Severity(Severity),
    /// Of one rule.
    Rule(&'static str),
    /// About one thing.
    Subject(Subject),
    /// Of one role or unit; of nobody.
    Owner(Option<ElementId>),
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// Findings that belong together.
    Group {
        /// Which.
        group: Group,
        /// How many there are.
        count: usize,
        /// The heaviest of them.
        severity: Severity,
        /// Whether they are shown.
        open: bool,
    },
    /// A finding, and why it was accepted, if it was.
    Row(Arc<Finding>, Option<EcoString>),
}

/// What tells a line from the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// A group.
    Group(Group),
    /// A finding of a rule about something.
    Finding(&'static str, Subject),
}

impl Line {
    /// What tells it from the others.
    #[must_use]
    pub fn key(&self) -> Key {
        match self {
            Self::Group { group, .. } => Key::Group(group.clone()),
            Self::Row(finding, _) => Key::Finding(finding.rule.id, finding.subject.clone()),
        }
    }

    /// The finding, if it is one.
    #[must_use]
    pub fn finding(&self) -> Option<&Arc<Finding>> {
        if let Self::Row(finding, _) = self { Some(finding) } else { None }
    }
}

/// The list as it is shown.
#[derive(Debug, Default)]
pub struct Listing {
    /// Its lines.
    pub lines: Vec<Line>,
    /// How many findings it has, those of closed groups too.
    pub found: usize,
}

/// What the list is of: the number of the findings, and what else it depends on.
type Of = (u64, Asked, BTreeSet<GroupKey>, Option<Revision>, Option<u64>);

/// A group that is closed, by its words: groups of all kinds are kept together.
type GroupKey = EcoString;

/// The list while it is used.
#[derive(Default)]
pub struct List {
    /// What is asked of it.
    pub asked: Asked,
    closed: BTreeSet<GroupKey>,
    known: Option<(Of, Arc<Listing>)>,
    /// The line that the keys are on, and where it stood last.
    at: Option<(Key, usize)>,
    /// How often it was put together, to be counted in tests.
    built: usize,
    /// Whether it is to be shown, told once.
    wished: bool,
}

impl Session {
    /// What is asked of the list of findings.
    #[must_use]
    pub fn findings_asked(&self) -> &Asked {
        &self.list.asked
    }

    /// Asks something else of the list of findings.
    pub fn ask_findings(&mut self, asked: Asked) {
        self.list.asked = asked;
    }

    /// Asks for the list to be shown, of what is given to it to find.
    pub fn wish_findings(&mut self, asked: Asked) {
        self.list.asked = asked;
        self.list.wished = true;
    }

    /// Whether the list is to be shown, told once.
    pub fn take_findings_wish(&mut self) -> bool {
        std::mem::take(&mut self.list.wished)
    }

    /// The list of findings as it is now.
    pub fn finding_lines(&mut self) -> Arc<Listing> {
        let turn = self.findings().turn();
        let asked = self.list.asked.clone();
        // Names and owners are no part of the findings themselves.
        let by_model = matches!(asked.by, GroupBy::Element | GroupBy::Owner) || !asked.text.trim().is_empty();
        let revision = by_model.then(|| self.document().revision());
        let selection = asked.selected.then(|| self.selection_turn());
        let of: Of = (turn, asked, self.list.closed.clone(), revision, selection);
        if let Some((known, listing)) = &self.list.known
            && *known == of
        {
            return listing.clone();
        }
        let listing = Arc::new(self.put_together(&of.1));
        self.list.built += 1;
        self.list.known = Some((of, listing.clone()));
        self.find_current_again(&listing);
        listing
    }

    fn put_together(&self, asked: &Asked) -> Listing {
        let findings = self.known_findings();
        let document = self.document();
        let words: Vec<String> = plain(&asked.text).split_whitespace().map(str::to_owned).collect();
        let mut groups: BTreeMap<Group, Vec<Line>> = BTreeMap::new();
        for finding in findings.shared() {
            let waiver = findings.waiver(finding);
            let is_asked = waiver.is_some() == asked.waived
                && asked.severities[finding.severity() as usize]
                && (!asked.selected || self.is_about_selection(finding))
                && (words.is_empty() || fits(document, finding, &words));
            if is_asked {
                let row = Line::Row(finding.clone(), waiver.map(|w| w.reason.clone()));
                groups.entry(group_of(document, finding, asked.by)).or_default().push(row);
            }
        }
        let mut groups: Vec<(Group, Severity, Vec<Line>)> = groups
            .into_iter()
            .map(|(group, mut rows)| {
                let weight = |line: &Line| line.finding().map_or(Severity::Info, |f| f.severity());
                rows.sort_by_key(weight);
                let heaviest = rows.iter().map(weight).min().unwrap_or(Severity::Info);
                (group, heaviest, rows)
            })
            .collect();
        groups.sort_by_cached_key(|(group, heaviest, _)| order(document, group, *heaviest));
        let mut listing = Listing::default();
        for (group, severity, rows) in groups {
            let open = !self.list.closed.contains(&key_of(&group));
            listing.found += rows.len();
            listing.lines.push(Line::Group { group, count: rows.len(), severity, open });
            if open {
                listing.lines.extend(rows);
            }
        }
        listing
    }

    fn is_about_selection(&self, finding: &Finding) -> bool {
        let relation = if let Subject::Relation(id) = &finding.subject { Some(id) } else { None };
        relation.is_some_and(|id| self.selection.contains(&Owner::Relation(id.clone())))
            || finding.element().is_some_and(|id| self.selection.contains(&Owner::Element(id.clone())))
    }

    /// How often the list of findings was put together, to be counted in tests.
    #[must_use]
    pub fn finding_lists_built(&self) -> usize {
        self.list.built
    }

    // --- the current line ---

    /// The line that the keys are on.
    #[must_use]
    pub fn finding_at(&self) -> Option<usize> {
        self.list.at.as_ref().map(|(_, at)| *at)
    }

    /// Leads the keys to a line.
    pub fn be_at_finding(&mut self, at: usize) {
        let key = self.finding_lines().lines.get(at).map(Line::key);
        self.list.at = key.map(|key| (key, at));
    }

    /// What the keys were on may stand elsewhere; where it is gone, what took its place is current.
    fn find_current_again(&mut self, listing: &Listing) {
        let Some((key, at)) = self.list.at.take() else { return };
        let is_there = |at: usize| listing.lines.get(at).is_some_and(|line| line.key() == key);
        let to = if is_there(at) { Some(at) } else { listing.lines.iter().position(|line| line.key() == key) };
        let to = to.unwrap_or_else(|| at.min(listing.lines.len().saturating_sub(1)));
        self.list.at = listing.lines.get(to).map(|line| (line.key(), to));
    }

    /// Opens a group of the list, or closes it.
    pub fn turn_findings(&mut self, group: &Group) {
        let key = key_of(group);
        if !self.list.closed.remove(&key) {
            self.list.closed.insert(key);
        }
    }

    /// The next finding of the list after the current one, or the one before; closed groups are passed over, and after the
    /// last comes the first.
    pub fn finding_beside(&mut self, forward: bool) -> Option<usize> {
        let lines = &self.finding_lines().lines;
        let n = lines.len();
        let from = match self.finding_at() {
            Some(at) => at,
            None if forward => n.checked_sub(1)?,
            None => 0,
        };
        let beside = |step: usize| if forward { (from + step) % n } else { (from + n - step) % n };
        (1..=n).map(beside).find(|at| matches!(lines[*at], Line::Row(..)))
    }
}

/// The words that a rule is known by: what it says, with what it says it of left out.
#[must_use]
pub fn title(rule: &Rule) -> String {
    let said =
        ["\"{n}\"", "{n}", "{k}", "{y}"].iter().fold(rule.message.to_owned(), |said, part| said.replace(part, "…"));
    said.trim_end_matches('.').to_owned()
}

fn group_of(document: &Document, finding: &Finding, by: GroupBy) -> Group {
    match by {
        GroupBy::Severity => Group::Severity(finding.severity()),
        GroupBy::Rule => Group::Rule(finding.rule.id),
        GroupBy::Element => {
            Group::Subject(finding.element().map_or_else(|| finding.subject.clone(), |id| Subject::Element(id.clone())))
        }
        GroupBy::Owner => Group::Owner(finding.element().and_then(|id| owner(document, id))),
    }
}

/// Who answers for what a finding is about: a role for itself, else the one that is accountable for it or for what it is
/// part of.
fn owner(document: &Document, id: &ElementId) -> Option<ElementId> {
    if document.element(id).is_some_and(|e| e.kind == ElementKind::Role) {
        return Some(id.clone());
    }
    accountable(document, id).or_else(|| accountable(document, document.parent(id)?))
}

/// Heavy groups before light ones; those of nobody and of the whole model last.
fn order(document: &Document, group: &Group, heaviest: Severity) -> (bool, Severity, String) {
    let name = |id: &ElementId| document.element(id).map_or_else(|| id.to_string(), |e| plain(e.shown_name()));
    match group {
        Group::Severity(severity) => (false, *severity, String::new()),
        Group::Rule(id) => (false, heaviest, (*id).to_owned()),
        Group::Subject(Subject::Element(id)) => (false, heaviest, name(id)),
        Group::Subject(subject) => (true, heaviest, subject.id().to_owned()),
        Group::Owner(Some(id)) => (false, Severity::Error, name(id)),
        Group::Owner(None) => (true, Severity::Error, String::new()),
    }
}

fn key_of(group: &Group) -> GroupKey {
    match group {
        Group::Severity(severity) => severity.id().into(),
        Group::Rule(id) => (*id).into(),
        Group::Subject(subject) => ecow::eco_format!("{}:{}", subject.kind(), subject.id()),
        Group::Owner(Some(id)) => ecow::eco_format!("owner:{id}"),
        Group::Owner(None) => "owner".into(),
    }
}

/// Whether all of what is typed is in a finding.
fn fits(document: &Document, finding: &Finding, words: &[String]) -> bool {
    let subject = finding.element().and_then(|id| document.element(id)).map_or("", |e| e.shown_name());
    let said = format!("{} {} {} {subject}", finding.rule.id, finding.message(), finding.rule.suggestion);
    let said = plain(&said);
    words.iter().all(|word| said.contains(word.as_str()))
}
