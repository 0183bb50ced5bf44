//! How a name that is typed ends: kept, and what opens next; and whether there is such an element already.
//!
//! Knows nothing about which keys end it.

use super::{Session, Tone};
use crate::edit::compose;
use crate::model::index::folded;
use crate::model::legality::connections;
use crate::model::{Direction, ElementId};
use crate::scene::Owner;

/// How typing a name ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It is kept; of several that are renamed the next one opens, on a canvas the next card.
    Keep,
    /// It is kept, and the one before opens.
    Before,
    /// It is kept, and the next element in reading order opens, or the one before it.
    Walk(bool),
    /// It is kept, and one more of the same kind opens.
    Sibling,
    /// The element of the model with this name is meant.
    UseExisting,
}

impl Session {
    /// Opens the names of the selected elements one after the other.
    pub fn rename_selection(&mut self) {
        self.commit_naming();
        let selected = self.selected_elements();
        let order: Vec<ElementId> = self.reading_order().into_iter().filter(|id| selected.contains(id)).collect();
        if let Some(first) = order.first().cloned() {
            self.begin_naming(&first);
            self.keys.renames = order;
        }
    }

    /// Which of how many names is open, where several are renamed.
    #[must_use]
    pub fn renaming_place(&self) -> Option<(usize, usize)> {
        let naming = self.naming.as_ref()?;
        let at = self.keys.renames.iter().position(|id| *id == naming.element)?;
        Some((at + 1, self.keys.renames.len()))
    }

    /// Ends the name that is being typed.
    pub fn end_naming(&mut self, ending: Ending) {
        let Some(naming) = self.naming.clone() else { return };
        if ending != Ending::UseExisting && self.asks_about_twin() {
            return;
        }
        let given = !naming.text.trim().is_empty();
        let fresh = self.is_last_step(naming.fresh);
        let goes_on = std::mem::take(&mut self.keys.goes_on) && fresh && given;
        let renames = std::mem::take(&mut self.keys.renames);
        if ending == Ending::UseExisting {
            self.use_existing();
            return;
        }
        self.commit_naming();
        if !given && naming.fresh.is_some() {
            return;
        }
        match ending {
            Ending::Sibling => {
                self.select(Some(Owner::Element(naming.element)));
                self.create_sibling();
            }
            Ending::Walk(forward) => {
                self.select(Some(Owner::Element(naming.element.clone())));
                self.walk_in_order(forward);
                let next = self.single_element().map(|e| e.id.clone()).filter(|id| *id != naming.element);
                if let Some(next) = next {
                    self.begin_naming(&next);
                }
            }
            Ending::Keep | Ending::Before => {
                let at = renames.iter().position(|id| *id == naming.element);
                let next = match (at, ending) {
                    (Some(at), Ending::Keep) => renames.get(at + 1),
                    (Some(at), _) => at.checked_sub(1).and_then(|i| renames.get(i)),
                    _ => None,
                };
                if let Some(next) = next.cloned() {
                    self.go_to(Some(Owner::Element(next.clone())));
                    self.begin_naming(&next);
                    self.keys.renames = renames;
                } else if at.is_some() {
                    *self.selection = renames.into_iter().map(Owner::Element).collect();
                } else if goes_on && ending == Ending::Keep {
                    self.select(Some(Owner::Element(naming.element)));
                    self.create_sibling();
                }
            }
            Ending::UseExisting => {}
        }
    }

    /// Leaves the name that is being typed, as Escape does: an old name stays as it was. A new element keeps a name that was
    /// typed for it, which is more than a trace; one that has none, or only that of another, goes again.
    pub fn leave_naming(&mut self) {
        let typed = self.naming.as_ref().is_some_and(|n| n.fresh.is_some() && !n.text.trim().is_empty());
        if typed && !self.is_twin() {
            self.commit_naming();
        } else {
            self.cancel_naming();
        }
    }

    /// Whether the name that is typed is that of another element of the same kind.
    fn is_twin(&self) -> bool {
        let Some(naming) = &self.naming else { return false };
        let kind = |id: &ElementId| self.document().element(id).map(|e| e.kind);
        self.existing_with_name().is_some_and(|id| kind(&id) == kind(&naming.element))
    }

    /// The element that has the name typed for a new one already; of the same kind before others.
    #[must_use]
    pub fn existing_with_name(&self) -> Option<ElementId> {
        let naming = self.naming.as_ref().filter(|n| n.fresh.is_some() && !n.text.trim().is_empty())?;
        let document = self.document();
        let kind = document.element(&naming.element)?.kind;
        let typed = folded(naming.text.trim());
        let others = document.index().named(naming.text.trim()).filter(|id| **id != naming.element);
        let others = others.filter_map(|id| document.element(id)).filter(|e| folded(&e.name) == typed);
        others.min_by_key(|e| (e.kind != kind, e.id.clone())).map(|e| e.id.clone())
    }

    /// What the name field says about an element that has the name already.
    #[must_use]
    pub fn existing_words(&self) -> Option<String> {
        let element = self.document().element(&self.existing_with_name()?)?;
        let kind = self.document().metamodel().kind_label(element.kind).to_lowercase();
        let asked = self.keys.twin.as_deref() == self.naming.as_ref().map(|n| n.text.trim());
        let more = if asked { "; Enter again makes another" } else { "" };
        Some(format!("There is a {kind} \"{}\" already{more}", element.shown_name()))
    }

    /// Asks before a name makes a second element of its kind with it: the field stays open, and only the same again makes
    /// one.
    fn asks_about_twin(&mut self) -> bool {
        let same = self.is_twin();
        let Some(naming) = &self.naming else { return false };
        let text = Some(naming.text.trim().to_owned()).filter(|_| same);
        let asks = text.is_some() && text != self.keys.twin;
        self.keys.twin = text.filter(|_| asks);
        asks
    }

    /// Drops the new element and takes the one that has its name already, with the same connection.
    fn use_existing(&mut self) {
        let (Some(existing), Some(naming)) = (self.existing_with_name(), self.naming.take()) else { return };
        if !self.is_last_step(naming.fresh) {
            return;
        }
        let index = self.document().index();
        let from = index.relations_of(&naming.element, Direction::Incoming).map(|(_, other, _)| other.clone()).last();
        let middle = self.camera.window(self.canvas).center();
        let at = self.plan().node(&naming.element).map_or(middle, |n| n.rect.center());
        self.drop_last_step();
        if !self.is_canvas() {
            self.place_existing(&existing, at, from.as_ref());
        } else if let Some(from) = from
            && let Some(kind) = connections(self.document(), &from, &existing).first().copied()
        {
            let label = format!("Connect {} with {}", self.name_of(&from), self.name_of(&existing));
            let edits = compose::connect(self.document(), kind, &from, &existing);
            self.perform(label, &edits);
        }
        let name = self.name_of(&existing);
        self.go_to(Some(Owner::Element(existing)));
        self.say(Tone::Info, format!("{name} was in the model already and is used here."));
    }
}
