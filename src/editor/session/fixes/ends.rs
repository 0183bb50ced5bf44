//! The other end of a relation that a fix draws: what fits among what is there, or a new element named as typed.
//!
//! Knows nothing about how the list looks.

use super::Session;
use crate::edit::Edit;
use crate::fix::{Pick, Picked};
use crate::model::index::folded;
use crate::model::{Direction, Element, ElementId, ElementKind};
use crate::scene::Owner;

/// The most elements that are offered for the other end of a relation at once.
const MOST: usize = 40;

/// What can be the other end of a relation that is to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OtherEnd {
    /// An element that is there.
    There(ElementId),
    /// A new one of a kind.
    New(ElementKind),
}

/// A relation that is to be drawn, and what that is for.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// What it is for, as a sentence.
    pub label: String,
    /// The relation.
    pub pick: Pick,
}

impl Session {
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
        let outgoing = pick.way == Direction::Outgoing;
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
}
