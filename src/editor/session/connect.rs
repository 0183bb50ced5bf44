//! Connecting elements, by menu where several relations fit, and what the pointer asks for.
//!
//! Knows nothing about what is legal: `model::legality` does.

use std::collections::BTreeSet;

use super::{Menu, Session, Tone};
use crate::edit::{Edit, compose};
use crate::editor::gesture::{Event, Gesture, Outcome, Tool, Under};
use crate::geom::{Point, Rect};
use crate::model::legality::connections;
use crate::model::{AnnotationKind, ElementId, RelationKind};
use crate::scene::Owner;
use crate::scene::options::{Relations, hidden_kinds};

impl Session {
    /// Connects two elements: at once where one relation fits, by a menu where several do, else says why none does.
    pub fn connect(&mut self, source: &ElementId, target: &ElementId, at: Point) {
        let kinds = connections(self.document(), source, target);
        match kinds.as_slice() {
            [] => {
                let why = self.why_not(source, target);
                self.say(Tone::Refusal, why);
            }
            [one] => self.connect_as(*one, source, target),
            _ => self.menu = Some(Menu::Relation { source: source.clone(), target: target.clone(), kinds, at }),
        }
    }

    /// Connects two elements by a relation of a kind.
    pub fn connect_as(&mut self, kind: RelationKind, source: &ElementId, target: &ElementId) {
        self.menu = None;
        let verb = self.document().metamodel().relation_label(kind).to_owned();
        let label = format!("Connect {} {verb} {}", self.name_of(source), self.name_of(target));
        let edits = compose::connect(self.document(), kind, source, target);
        let relation = edits.iter().find_map(|e| if let Edit::AddRelation(r) = e { Some(r.id.clone()) } else { None });
        if self.perform(label, &edits) {
            self.select(relation.map(Owner::Relation));
            if let Some(why) = self.why_undrawn(kind) {
                let (source, target) = (self.name_of(source), self.name_of(target));
                self.say(Tone::Info, format!("{source} {verb} {target}. {why}"));
            }
        }
    }

    /// Why the view on show draws no lines for relations of a kind, if it draws none.
    fn why_undrawn(&mut self, kind: RelationKind) -> Option<&'static str> {
        use RelationKind::{Contains, Delivers, FlowsTo};
        let view = self.shown_view();
        if self.is_canvas() {
            // A canvas tells some by where things stand, and always draws what is delivered.
            let told = matches!(kind, Contains | Delivers | FlowsTo);
            return (!told && Relations::of(&view) != Relations::All && self.tells_of_lines()).then_some(
                "This canvas draws only the relations of what is selected; an exported picture can have them all.",
            );
        }
        // Parts stand in their whole.
        (kind != Contains && hidden_kinds(&view).contains(&kind))
            .then_some("This view does not draw such relations; the inspector lists them.")
    }

    /// Connects two elements the other way than they were connected by hand, which is the only legal one, and says so.
    pub(super) fn connect_back(&mut self, source: &ElementId, target: &ElementId, at: Point) {
        let kinds = connections(self.document(), target, source);
        let steps = self.document().revision();
        self.connect(target, source, at);
        if let ([kind], true) = (kinds.as_slice(), self.document().revision() != steps) {
            let verb = self.document().metamodel().relation_label(*kind);
            let (from, to) = (self.name_of(target), self.name_of(source));
            self.say(Tone::Info, format!("Drawn the other way, as only that says something: {from} {verb} {to}."));
        }
    }

    /// Whether the connection that is being drawn may end at an element; the other way counts too, since it is turned.
    pub fn may_end_at(&mut self, target: &ElementId) -> bool {
        if let Some(known) = self.legal.get(target) {
            return *known;
        }
        let legal = match &self.gesture {
            Gesture::Connecting { source, .. } => {
                let document = self.history.document();
                !connections(document, source, target).is_empty() || !connections(document, target, source).is_empty()
            }
            Gesture::Reattaching { relation, end, .. } => self.may_lead_to(relation, *end, target),
            _ => return false,
        };
        self.legal.insert(target.clone(), legal);
        legal
    }

    /// Takes an event of the pointer.
    pub fn pointer(&mut self, mut event: Event) {
        if let Event::Press { held, .. } | Event::Move { held, .. } = &event {
            self.hand.held = *held;
        }
        if let Event::Press { under, tool: Tool::Select, .. } = &mut event
            && let Under::Owner(owner) = under
            && self.is_locked(owner)
        {
            *under = Under::Locked(owner.clone());
        }
        let tool = self.tool;
        let connects = |g: &Gesture| matches!(g, Gesture::Connecting { .. } | Gesture::Reattaching { .. });
        let was_connecting = connects(&self.gesture);
        let at = match &event {
            Event::Press { at, .. } | Event::Move { at, .. } => *at,
            _ => match &self.gesture {
                Gesture::Connecting { now, .. } | Gesture::Moving { now, .. } => *now,
                _ => Point::ZERO,
            },
        };
        let pressed_at = if let Gesture::Pressed { start, .. } = &self.gesture { Some(*start) } else { None };
        let (gesture, outcome) = std::mem::take(&mut self.gesture).step(event);
        self.gesture = gesture;
        if was_connecting != connects(&self.gesture) {
            self.legal.clear();
        }
        self.aim_at_whole();
        let drag = std::mem::take(&mut self.hand.drag);
        self.feel();
        let uses_tool =
            matches!(outcome, Some(Outcome::Connect { .. } | Outcome::DroppedOnPage { .. } | Outcome::Space { .. }));
        if uses_tool && tool != Tool::Select {
            self.tool_used();
        }
        match outcome {
            None => {}
            Some(Outcome::Select { owner, toggle: false })
                if pressed_at.is_some_and(|at| self.click_in_zone(owner.as_ref(), at)) => {}
            Some(Outcome::Select { owner, toggle }) => self.click(owner, toggle),
            Some(Outcome::SelectIn { area, add, toggle }) => self.select_in(area, add, toggle),
            // What is selected already stays selected, all of it, and is moved together.
            Some(Outcome::Grab(owner)) if self.selection.contains(&owner) => {}
            Some(Outcome::Grab(owner)) => self.select(Some(owner)),
            Some(Outcome::CopyBy(by)) => self.duplicate_by(by),
            Some(Outcome::MoveBy(by)) if self.is_canvas() => self.drop_cards(at, by),
            Some(Outcome::MoveBy(by)) => self.drop_moved(by, at, &drag),
            Some(Outcome::ResizeBy(owner, by, pull)) => self.resize(&owner, by + drag.snapped.by, pull),
            Some(Outcome::Bend { relation, grip, from, to }) => self.bend(&relation, grip, from, to),
            Some(Outcome::Connect { source, target }) => self.drop_connection(&source, &target, at),
            Some(Outcome::SelectUnder(at)) => self.select_under(at),
            Some(Outcome::Reattach { relation, end, over, at, pin }) => {
                self.reattach(&relation, end, over.as_ref(), at, pin);
            }
            Some(Outcome::Slide(relation, at)) => self.slide_label(&relation, at),
            Some(Outcome::Space { start, now }) => self.make_space(start, now),
            Some(Outcome::DroppedOnPage { source, at }) => {
                self.menu = Some(Menu::Create { at, from: Some(source), filter: String::new() });
            }
        }
    }

    /// A line that may not end at a part goes to the whole that the part stands in, where it may end: a promise that is
    /// dropped on a stage drives its stream. With Alt the part itself is asked about.
    fn aim_at_whole(&mut self) {
        let Gesture::Connecting { source, over: Some(over), .. } = &self.gesture else { return };
        if self.hand.held.alt {
            return;
        }
        let (source, part) = (source.clone(), over.clone());
        // Only where nothing ever joins the two: what joins them already is told.
        let kind = |id: &ElementId| self.document().element(id).map(|e| e.kind);
        let (Some(from), Some(to)) = (kind(&source), kind(&part)) else { return };
        if !self.document().metamodel().quick_connect(from, to).is_empty() {
            return;
        }
        let plan = self.plan();
        let mut at = part;
        while let Some(whole) = self.document().parent(&at).cloned() {
            let drawn = plan.nodes.iter().any(|n| n.element == whole);
            if whole != source && drawn && !connections(self.document(), &source, &whole).is_empty() {
                if let Gesture::Connecting { over, .. } = &mut self.gesture {
                    *over = Some(whole);
                }
                return;
            }
            at = whole;
        }
    }

    fn click(&mut self, owner: Option<Owner>, toggle: bool) {
        // Zones and the page are where things stand, not things.
        match owner.filter(Owner::is_thing) {
            Some(owner) if toggle => {
                if !self.selection.remove(&owner) {
                    let first = self.selection.first().cloned().filter(|_| self.selection.len() == 1);
                    self.keys.first = first;
                    self.selection.insert(owner);
                }
            }
            None if toggle => {}
            owner => self.select(owner),
        }
    }

    fn select_in(&mut self, area: Rect, add: bool, toggle: bool) {
        let plan = self.plan();
        let inside = plan.nodes.iter().filter(|n| crate::geom::encloses(area, n.rect));
        let mut owners: BTreeSet<Owner> = inside.map(|n| Owner::Element(n.element.clone())).collect();
        let view = self.shown_view();
        let notes = view.annotations().filter(|a| a.kind != AnnotationKind::Group);
        let inside = notes.filter(|a| crate::geom::encloses(area, a.rect));
        owners.extend(inside.map(|a| Owner::Annotation(a.id)));
        if toggle {
            *self.selection = self.selection.symmetric_difference(&owners).cloned().collect();
        } else {
            if !add {
                self.selection.clear();
            }
            self.selection.extend(owners);
        }
    }
}
