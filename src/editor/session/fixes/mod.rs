//! Quick fixes of findings: what is offered, doing it as one step, and going to the field that is left to be filled.
//!
//! Knows nothing about what a fix consists of, nor about where offers are shown.

mod ends;
mod places;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

pub use ends::{Asked, OtherEnd};

use super::offers::{Action, Choice, Offer};
use super::{Menu, Session, Tone};
use crate::check::{Finding, Subject};
use crate::edit::{Edit, apply};
use crate::editor::fields::Part;
use crate::editor::wording::plural;
use crate::file::today;
use crate::fix::{self, Act, CERTAIN, Fix, Focus, Of, offers};
use crate::model::{ElementId, Revision};
use crate::scene::Owner;

/// The most fixes that are asked about at once: more would be a list of faults.
const MOST_FIXES: usize = 9;

/// What a finding is known by.
type Key = (&'static str, Subject, Vec<ElementId>);

/// What is offered for findings that were asked about.
type Known = HashMap<Key, Arc<[Fix]>>;

/// What is offered for the document as it is.
#[derive(Default)]
pub(super) struct Fixing {
    known: Option<(Revision, Known)>,
    /// How many findings need nobody's answer, as of a turn of the findings.
    certain: Option<(Revision, u64, usize)>,
}

impl Session {
    // --- what is offered ---

    /// What can be done about a finding, the likeliest first; nothing where the document may not be changed.
    pub fn fixes_of(&mut self, finding: &Finding) -> Arc<[Fix]> {
        if self.editable().is_err() {
            return Arc::default();
        }
        let document = self.history.document();
        let revision = document.revision();
        let known = self.fixing.known.take_if(|(of, _)| *of == revision);
        let (_, known) = self.fixing.known.insert(known.unwrap_or((revision, Known::new())));
        let key = (finding.rule.id, finding.subject.clone(), finding.related.clone());
        known.entry(key).or_insert_with(|| offers(document, finding, today()).into()).clone()
    }

    /// The findings of what is selected, that can be fixed or whose field can be gone to.
    fn findings_of_selection(&mut self) -> Vec<Finding> {
        let Some(owner) = self.selection.first().cloned().filter(|_| self.selection.len() == 1) else {
            return Vec::new();
        };
        let found: Vec<Finding> = match &owner {
            Owner::Element(id) => self.findings().of_element(id).into_iter().cloned().collect(),
            Owner::Relation(id) => {
                let subject = Subject::Relation(id.clone());
                self.findings().open().filter(|f| f.subject == subject).cloned().collect()
            }
            _ => Vec::new(),
        };
        found.into_iter().filter(|f| !self.fixes_of(f).is_empty()).collect()
    }

    /// The finding of the list that the keys are on, as far as it is about what is selected or nothing is.
    fn finding_of_list(&mut self) -> Option<Finding> {
        let at = self.finding_at()?;
        let finding = Finding::clone(self.finding_lines().lines.get(at)?.finding()?);
        let about = match &finding.subject {
            Subject::Relation(id) => Some(Owner::Relation(id.clone())),
            _ => finding.element().cloned().map(Owner::Element),
        };
        let is_meant = self.selection.is_empty() || about.is_some_and(|about| self.selection.contains(&about));
        is_meant.then_some(finding)
    }

    /// How many open findings can be put right without asking anybody.
    pub fn certain_fixes(&mut self) -> usize {
        let (turn, revision) = (self.findings().turn(), self.document().revision());
        if let Some((of, at, n)) = self.fixing.certain
            && (of, at) == (revision, turn)
        {
            return n;
        }
        let found = self.certain_findings();
        let n = found.iter().filter(|f| self.fixes_of(f).iter().any(Fix::needs_no_answer)).count();
        self.fixing.certain = Some((revision, turn, n));
        n
    }

    fn certain_findings(&mut self) -> Vec<Finding> {
        self.findings().open().filter(|f| CERTAIN.contains(&f.rule.id)).cloned().collect()
    }

    /// Whether anything is found about what is selected.
    ///
    /// # Errors
    /// Why there is nothing to fix.
    pub fn may_fix_selection(&self) -> Result<(), &'static str> {
        if self.selection.is_empty() && self.finding_at().is_some() {
            return Ok(());
        }
        let Some(owner) = self.selection.first().filter(|_| self.selection.len() == 1) else {
            return Err("Select one element or relation first");
        };
        let known = self.known_findings();
        if known.turn() == 0 {
            // Nobody asked yet.
            return Ok(());
        }
        let is_found = match owner {
            Owner::Element(id) => !known.of_element(id).is_empty(),
            Owner::Relation(id) => known.open().any(|f| matches!(&f.subject, Subject::Relation(of) if of == id)),
            _ => false,
        };
        if is_found { Ok(()) } else { Err("Nothing is found about what is selected") }
    }

    /// Every fix of what is selected, with the finding that it is of.
    pub fn fixes_of_selection(&mut self) -> Vec<(Finding, Fix)> {
        let found = self.findings_of_selection();
        let all = found.into_iter().flat_map(|finding| {
            let fixes = self.fixes_of(&finding);
            fixes.iter().map(|fix| (finding.clone(), fix.clone())).collect::<Vec<_>>()
        });
        let mut all: Vec<_> = all.collect();
        // What does something comes before what only leads to a field.
        all.sort_by_key(|(finding, fix)| (!fix.is_work(), finding.severity()));
        // What answers two findings is offered once.
        let mut told = BTreeSet::new();
        all.retain(|(_, fix)| told.insert(fix.label.clone()));
        all
    }

    /// Asks which fix of what is selected is to be done.
    pub fn ask_fix(&mut self) {
        self.commit_naming();
        if let Err(why) = self.editable() {
            self.say(Tone::Refusal, format!("{why}."));
            return;
        }
        let mut all = match self.finding_of_list() {
            Some(finding) => self.fixes_of(&finding).iter().map(|fix| (finding.clone(), fix.clone())).collect(),
            None => self.fixes_of_selection(),
        };
        if all.is_empty() {
            all = self.fixes_of_selection();
        }
        let Some((first, _)) = all.first() else {
            self.say(Tone::Info, "Nothing is found about what is selected that could be fixed here.");
            return;
        };
        let several = all.iter().any(|(finding, _)| finding != first);
        let text = if several { "What can be put right here".to_owned() } else { first.message() };
        all.truncate(MOST_FIXES);
        let choices = all.into_iter().map(|(finding, fix)| {
            let label = told(&fix);
            Choice { label, action: Action::Fix(Box::new((finding, fix))) }
        });
        let (at, choices) = (self.place_of_keys(), choices.collect());
        self.menu = Some(Menu::Offer(Offer { at, text, field: None, choices, made: None }));
    }

    // --- doing it ---

    /// Does a fix as one step and goes to the field that is left to be filled, or lets the other end of its relation be
    /// picked.
    pub fn apply_fix(&mut self, finding: &Finding, fix: &Fix) {
        self.commit_naming();
        self.menu = None;
        if let Err(why) = self.editable() {
            self.say(Tone::Refusal, format!("{why}."));
            return;
        }
        match &fix.act {
            Act::Do { edits, focus } => {
                if edits.is_empty() || self.perform_fix(&fix.label, edits) {
                    self.go_after(finding, focus.as_ref());
                }
            }
            Act::Pick(pick) => {
                self.close_table();
                if !self.go_to_element(&pick.from) {
                    self.select(Some(Owner::Element(pick.from.clone())));
                }
                let at = self.place_of_keys();
                let asked = Asked { label: fix.label.clone(), pick: pick.clone() };
                self.menu = Some(Menu::Pick { at, asked: Box::new(asked), filter: String::new() });
            }
        }
    }

    /// Performs the edits of a fix; what is new in them gets its place in the view on show.
    fn perform_fix(&mut self, label: &str, edits: &[Edit]) -> bool {
        let before = self.plan();
        let (edits, view) = self.with_places(edits);
        if !self.perform(label, &edits) {
            return false;
        }
        if let Some(view) = view {
            self.stored_as(view);
        }
        self.move_from(before);
        true
    }

    /// After a fix: goes to the field that is left to be filled, else to what the finding was about.
    fn go_after(&mut self, finding: &Finding, focus: Option<&Focus>) {
        if let Some(focus) = focus {
            self.lead_to(focus);
            return;
        }
        match &finding.subject {
            Subject::Relation(id) if self.document().relation(id).is_some() => {
                self.go_to_relation(&id.clone());
            }
            _ => {
                let id = finding.element().filter(|id| self.document().element(id).is_some()).cloned();
                if let Some(id) = id {
                    self.go_or_select(&id);
                }
            }
        }
    }

    /// Goes to a field and leads the keyboard there; a name is opened where it stands in the drawing.
    fn lead_to(&mut self, focus: &Focus) {
        let owner = match &focus.of {
            Of::Element(id) => {
                let is_drawn = if self.table.is_open() { false } else { self.go_to_element(id) };
                if is_drawn && focus.key == "name" {
                    self.begin_naming(id);
                    return;
                }
                Owner::Element(id.clone())
            }
            Of::Relation(id) => {
                self.go_to_relation(id);
                Owner::Relation(id.clone())
            }
        };
        self.select(Some(owner.clone()));
        self.lead_into(owner, focus.key.clone(), focus.way.iter().map(part).collect());
    }

    // --- all that needs nobody ---

    /// Does every fix that follows from the model itself, as one step, and says how many findings that put right.
    pub fn fix_all(&mut self) {
        self.commit_naming();
        if let Err(why) = self.editable() {
            self.say(Tone::Refusal, format!("{why}."));
            return;
        }
        let found = self.certain_findings();
        let (mut work, mut edits, mut fixed) = (self.document().clone(), Vec::new(), 0_usize);
        for finding in &found {
            if !offers(self.document(), finding, today()).iter().any(Fix::needs_no_answer) {
                continue;
            }
            fixed += 1;
            // What was done for another finding can have put this one right, or changed what there is to do.
            let now = offers(&work, finding, today());
            let Some(Act::Do { edits: more, .. }) = now.iter().find(|f| f.needs_no_answer()).map(|f| &f.act) else {
                continue;
            };
            if let Ok((after, _)) = apply(&work, more) {
                work = after;
                edits.extend(more.iter().cloned());
            }
        }
        if edits.is_empty() {
            let text = if self.findings().is_checking() {
                "The model is being checked."
            } else {
                "Nothing can be fixed without an answer of yours."
            };
            self.say(Tone::Info, text);
            return;
        }
        let what = plural(fixed, "finding");
        if self.perform(format!("Fix {what}"), &edits) {
            self.say(Tone::Info, format!("Fixed {what} that needed no answer, as one step."));
        }
    }
}

/// What a fix is called where it is chosen: with dots where something is left to be picked.
#[must_use]
pub fn told(fix: &Fix) -> String {
    if matches!(fix.act, Act::Pick(_)) { format!("{}…", fix.label) } else { fix.label.clone() }
}

fn part(part: &fix::Part) -> Part {
    match part {
        fix::Part::Key(key) => Part::Key(key.clone()),
        fix::Part::At(at) => Part::At(*at),
    }
}
