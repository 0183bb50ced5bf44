//! Quick fixes of findings: what is offered, doing it as one step, and going to the field that is left to be filled.
//!
//! Knows nothing about what a fix consists of, nor about where offers are shown.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use ecow::EcoString;

use super::make::{free_place, place_in};
use super::offers::{Action, Choice, Offer};
use super::{Menu, Session, Tone};
use crate::check::{Finding, Subject};
use crate::edit::{Edit, apply};
use crate::editor::fields::Part;
use crate::editor::wording::plural;
use crate::file::today;
use crate::fix::{self, Act, CERTAIN, Fix, Focus, Of, Pick, Picked, offers};
use crate::geom::{Point, Rect, encloses};
use crate::model::index::folded;
use crate::model::legality::is_inside;
use crate::model::{Document, Element, ElementId, ElementKind, Placement, RelationKind, Revision, ViewId};
use crate::scene::{Owner, Plan, anatomy, canvas};

/// The most elements that are offered for the other end of a relation at once.
const MOST: usize = 40;

/// The most fixes that are asked about at once: more would be a list of faults.
const MOST_FIXES: usize = 9;

/// What a finding is known by.
type Key = (&'static str, Subject, Vec<ElementId>);

/// What is offered for findings that were asked about.
type Known = HashMap<Key, Arc<[Fix]>>;

/// What is offered for the document as it is, and the field that the keyboard is led to.
#[derive(Default)]
pub(super) struct Fixing {
    known: Option<(Revision, Known)>,
    led: Option<Led>,
    /// How many findings need nobody's answer, as of a turn of the findings.
    certain: Option<(Revision, u64, usize)>,
}

/// A field that the keyboard is led to.
#[derive(Clone, Debug, PartialEq)]
pub struct Led {
    /// Whose it is.
    pub owner: Owner,
    /// The key of the attribute; `name` for the name.
    pub key: EcoString,
    /// The way into it.
    pub way: Vec<Part>,
}

/// What can be the other end of a relation that is to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OtherEnd {
    /// An element that is there.
    There(ElementId),
    /// A new one of a kind.
    New(ElementKind),
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
        self.fixing.led = Some(Led { owner, key: focus.key.clone(), way: focus.way.iter().map(part).collect() });
    }

    /// The field that the keyboard is led to, if it is one of what is asked about; told once.
    pub fn take_led(&mut self, owner: &Owner) -> Option<Led> {
        self.fixing.led.take().filter(|led| led.owner == *owner)
    }

    /// Whether the keyboard is led to a field of what is selected, so that it must be seen.
    #[must_use]
    pub fn is_led(&self) -> bool {
        self.fixing.led.as_ref().is_some_and(|led| self.selection.contains(&led.owner))
    }

    // --- the other end of a relation ---

    /// What can be the other end of a relation and is named like what is typed, in this view first; then what can be made.
    pub fn other_ends(&mut self, pick: &Pick, filter: &str) -> Vec<OtherEnd> {
        let order = self.reading_order();
        let typed = folded(filter.trim());
        let document = self.document();
        let fits = |e: &Element| folded(&e.name).contains(typed.as_str());
        let here = order.iter().filter(|id| document.element(id).is_some_and(|e| fits(e)));
        let mut found: Vec<ElementId> = here.filter(|id| pick.allows(document, id)).take(MOST).cloned().collect();
        let room = MOST - found.len();
        let more: Vec<ElementId> =
            pick.candidates_named(document, fits).filter(|id| !found.contains(id)).take(room).cloned().collect();
        found.extend(more);
        let rank = |id: &ElementId| {
            let name = document.element(id).map(|e| folded(&e.name)).unwrap_or_default();
            (name != typed, !name.starts_with(typed.as_str()))
        };
        found.sort_by_key(rank);
        found.into_iter().map(OtherEnd::There).chain(pick.new.iter().copied().map(OtherEnd::New)).collect()
    }

    /// Takes an entry of that list: draws the relation, and makes its other end where it is new, named as typed.
    pub fn take_other_end(&mut self, asked: &Asked, end: &OtherEnd, typed: &str) {
        self.menu = None;
        let pick = &asked.pick;
        let document = self.document();
        let picked = match end {
            OtherEnd::There(id) => Some((pick.existing(document, id), self.name_of(id))),
            OtherEnd::New(kind) => pick.fresh(document, *kind, typed).map(|(picked, id)| {
                let made = picked.edits.iter().find_map(|edit| match edit {
                    Edit::AddElement(element) if element.id == id => Some(element.shown_name().to_owned()),
                    _ => None,
                });
                (picked, made.unwrap_or_default())
            }),
        };
        let Some((Picked { edits, relation, focus }, other)) = picked else { return };
        let verb = document.metamodel().relation_label(pick.relation).to_owned();
        let from = self.name_of(&pick.from);
        let outgoing = pick.way == crate::model::Direction::Outgoing;
        let label =
            if outgoing { format!("Connect {from} {verb} {other}") } else { format!("Connect {other} {verb} {from}") };
        if !self.perform_fix(&label, &edits) {
            return;
        }
        // A name that was typed is there already.
        match focus.filter(|focus| typed.trim().is_empty() || focus.key != "name") {
            Some(focus) => self.lead_to(&focus),
            None => self.select(Some(Owner::Relation(relation))),
        }
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

    // --- where it stands ---

    /// Edits with what gives new elements their places in the view on show, and moves what became part of another into it;
    /// and the view, where that is stored by it.
    fn with_places(&mut self, edits: &[Edit]) -> (Vec<Edit>, Option<ViewId>) {
        let new: Vec<&Element> =
            edits.iter().filter_map(|e| if let Edit::AddElement(e) = e { Some(e) } else { None }).collect();
        let moved: Vec<(ElementId, ElementId)> = edits
            .iter()
            .filter_map(|edit| match edit {
                Edit::SetRelationEnds(relation, whole, part) => {
                    let kind = self.document().relation(relation)?.kind;
                    (kind == RelationKind::Contains).then(|| (whole.clone(), part.clone()))
                }
                _ => None,
            })
            .collect();
        if new.is_empty() && (moved.is_empty() || self.is_canvas()) {
            return (edits.to_vec(), None);
        }
        let shown = self.shown_view();
        if self.is_canvas() {
            let mut edits = edits.to_vec();
            // A stored canvas says where everything stands, so that what comes later moves nothing.
            if self.view().is_some()
                && let Ok((with, _)) = apply(self.document(), &edits)
            {
                let after = canvas::extended(&with, &shown);
                let placed = new.iter().filter_map(|e| Some((e.id.clone(), after.placements.get(&e.id)?.clone())));
                edits.extend(
                    placed.map(|(id, placement)| Edit::Place(shown.id.clone(), id, placement)).collect::<Vec<_>>(),
                );
            }
            return (edits, None);
        }
        let plan = self.plan();
        let middle = self.camera.window(self.canvas).center();
        let (view, stored) = self.stored_view();
        let mut all = stored;
        all.extend(edits.iter().cloned());
        let Ok((with, _)) = apply(self.document(), &all) else { return (edits.to_vec(), None) };
        let mut taken: Vec<Rect> = plan.nodes.iter().map(|n| n.rect).collect();
        for element in new {
            let size = anatomy::natural_size(&with, element);
            let whole = with.parent(&element.id).filter(|id| plan.node(id).is_some());
            let rect = match whole {
                Some(whole) => place_in(&with, &plan, whole, size, &mut all, &view),
                None => {
                    free_place(&taken, Rect::from_center_size(beside(&with, &plan, element).unwrap_or(middle), size))
                }
            };
            taken.push(rect);
            all.push(Edit::Place(
                view.clone(),
                element.id.clone(),
                Placement::at(Point::new(rect.x0.round(), rect.y0.round())),
            ));
        }
        for (whole, part) in &moved {
            let (Some(home), Some(node)) = (plan.node(whole), plan.node(part)) else { continue };
            if encloses(home.rect, node.rect) && node.parent.map(|p| &plan.nodes[p].element) == Some(whole) {
                continue;
            }
            let place = place_in(&with, &plan, whole, node.rect.size(), &mut all, &view);
            let by = place.origin() - node.rect.origin();
            for inner in plan.nodes.iter().filter(|n| is_inside(self.document(), &n.element, part)) {
                let stored = with.view(&view).and_then(|v| v.placements.get(&inner.element)).cloned();
                let mut placement = stored.unwrap_or_else(|| Placement::of(inner.rect));
                let at = (inner.rect + by).origin();
                (placement.x, placement.y) = (at.x.round(), at.y.round());
                all.push(Edit::Place(view.clone(), inner.element.clone(), placement));
            }
        }
        (all, Some(view))
    }
}

/// A relation that is to be drawn, and what that is for.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// What it is for, as a sentence.
    pub label: String,
    /// The relation.
    pub pick: Pick,
}

/// Where a new element is looked for: near what it is connected with.
fn beside(document: &Document, plan: &Plan, element: &Element) -> Option<Point> {
    let ways = [crate::model::Direction::Outgoing, crate::model::Direction::Incoming];
    let others = ways.into_iter().flat_map(|way| document.index().relations_of(&element.id, way));
    let nodes: Vec<Rect> = others.filter_map(|(_, other, _)| plan.node(other)).map(|n| n.rect).collect();
    nodes.first().map(|rect| Point::new(rect.center().x, rect.y1 + 48.0))
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
