//! Asking whether what was dropped into a container, or pulled out of one, is part of it.
//!
//! Knows nothing about gestures.

use std::collections::BTreeSet;

use super::make::{grown_to_hold, place_in};
use super::offers::{Action, Choice, Offer};
use super::{Menu, Session, Tone};
use crate::edit::{Edit, apply, compose};
use crate::geom::{Point, Vec2, bounds_of, encloses, overlaps};
use crate::model::legality::is_inside;
use crate::model::{Document, ElementId, RelationKind};
use crate::scene::Plan;

/// An element that may become part of another, or stop being it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Belonging {
    /// Which.
    pub element: ElementId,
    /// What it is part of.
    pub from: Option<ElementId>,
    /// What it would be part of.
    pub to: Option<ElementId>,
}

impl Session {
    /// Asks after a move whether what stands in another container now is part of it.
    pub(super) fn ask_where_it_belongs(&mut self, before: &Plan, by: Vec2, at: Point) {
        let moved = self.grabbed().elements;
        let elements = self.selected_elements();
        let asked: Vec<Belonging> = elements.iter().filter_map(|id| self.belonging(before, id, by, &moved)).collect();
        // Several at once are asked for only where one answer is right for all.
        let same = asked.windows(2).all(|pair| pair[0].to == pair[1].to && pair[0].from == pair[1].from);
        if same {
            self.offer_to_belong(asked, at);
        }
    }

    /// Asks whether some elements change what they are part of.
    pub(super) fn offer_to_belong(&mut self, asked: Vec<Belonging>, at: Point) {
        let Some(first) = asked.first() else { return };
        let name = |id: &ElementId| self.name_of(id);
        let them = if asked.len() == 1 { "it" } else { "them" };
        let (text, yes, no) = match (&first.from, &first.to) {
            (None, Some(to)) => (format!("Make {them} part of {}?", name(to)), "Part of it", "Only placed here"),
            (Some(from), Some(to)) => {
                (format!("Move {them} from {} to {}?", name(from), name(to)), "Move", "Only placed here")
            }
            (Some(from), None) => (format!("No longer part of {}?", name(from)), "No longer part", "Still part of it"),
            (None, None) => return,
        };
        let choices = vec![
            Choice { label: yes.into(), action: Action::Belong(asked) },
            Choice { label: no.into(), action: Action::Leave },
        ];
        let made = Some(self.document().revision());
        self.menu = Some(Menu::Offer(Offer { at, text, field: None, choices, made }));
    }

    fn belonging(&self, before: &Plan, id: &ElementId, by: Vec2, moved: &BTreeSet<ElementId>) -> Option<Belonging> {
        let document = self.document();
        let node = before.node(id)?;
        // What was carried along by what it stands in has not changed its place.
        if node.parent.is_some_and(|p| moved.contains(&before.nodes[p].element)) {
            return None;
        }
        let kind = document.element(id)?.kind;
        let (was, now) = (node.rect, node.rect + by);
        let from = document.parent(id).cloned();
        let others = moved;
        let stood = self.container_at(before, kind, was, others);
        let to = self.container_at(before, kind, now, others).filter(|to| !is_inside(document, to, id));
        match (from, to) {
            (from, Some(to)) if from.as_ref() != Some(&to) && stood.as_ref() != Some(&to) => {
                Some(Belonging { element: id.clone(), from, to: Some(to) })
            }
            (Some(from), None) => {
                let whole = before.node(&from)?.rect;
                let left = encloses(whole, was) && !overlaps(whole, now);
                left.then(|| Belonging { element: id.clone(), from: Some(from), to: None })
            }
            _ => None,
        }
    }

    /// Changes what elements are part of, as part of the step that led here where it still is the last.
    pub(super) fn belong(&mut self, all: &[Belonging], made: Option<crate::model::Revision>) {
        let mut edits: Vec<Edit> = Vec::new();
        let mut document = self.document().clone();
        for one in all {
            let more = belong_edits(&document, one);
            // Each is composed on what the ones before it led to: stages get one position after the other.
            match apply(&document, &more) {
                Ok((next, _)) => document = next,
                Err(error) => {
                    self.say(Tone::Refusal, error.to_string());
                    return;
                }
            }
            edits.extend(more);
        }
        edits.extend(self.room_for(all));
        let Some(first) = all.first() else { return };
        let words = match (&first.from, &first.to) {
            (_, Some(to)) => format!(" into {}", self.name_of(to)),
            (Some(from), None) => format!(" out of {}", self.name_of(from)),
            (None, None) => return,
        };
        self.merge_step(&words, &edits, made);
    }

    /// What lets a container hold what becomes part of it: it grows, and one element that sticks out of it goes to the next
    /// free place in it.
    fn room_for(&mut self, all: &[Belonging]) -> Vec<Edit> {
        let mut edits = Vec::new();
        let Some(view) = self.view().filter(|_| !self.is_canvas()).cloned() else { return edits };
        let plan = self.plan();
        let Some(to) = all.first().and_then(|one| one.to.as_ref()) else { return edits };
        let Some(home) = plan.node(to) else { return edits };
        let nodes: Vec<_> = all.iter().filter_map(|one| plan.node(&one.element)).collect();
        let Some(bounds) = bounds_of(nodes.iter().map(|n| n.rect)) else { return edits };
        if encloses(home.rect, bounds) {
            return edits;
        }
        let document = self.document();
        match nodes.as_slice() {
            [one] if !one.holds => {
                let place = place_in(document, &plan, to, one.rect.size(), &mut edits, &view.id);
                if let Some(mut placement) = view.placements.get(&one.element).cloned() {
                    (placement.x, placement.y) = (place.x0, place.y0);
                    edits.push(Edit::Place(view.id.clone(), one.element.clone(), placement));
                }
            }
            _ => edits.extend(grown_to_hold(document, &plan, to, bounds, &view.id)),
        }
        edits
    }

    /// Adds edits to the last step where it is the one that made the state `made`, else performs them as one.
    pub(super) fn merge_step(&mut self, words: &str, edits: &[Edit], made: Option<crate::model::Revision>) -> bool {
        if !self.is_last_step(made) || self.editable().is_err() {
            return self.perform(words.trim().to_owned(), edits);
        }
        match self.history.extend_last(words, edits) {
            Ok(()) => true,
            Err(error) => {
                self.say(Tone::Refusal, error.to_string());
                false
            }
        }
    }
}

fn belong_edits(document: &Document, one: &Belonging) -> Vec<Edit> {
    let mut edits = compose::leave(document, &one.element);
    if let Some(to) = &one.to
        && let Ok((without, _)) = apply(document, &edits)
    {
        edits.extend(compose::connect(&without, RelationKind::Contains, to, &one.element));
    }
    edits
}
