//! Selecting by relation and by likeness, among what the view on show has.
//!
//! Knows nothing about menus.

use std::collections::BTreeSet;

use super::neighbours::near;
use super::{Session, Tone};
use crate::analysis::accountable;
use crate::model::graph::along_value;
use crate::model::{Direction, ElementId, RelationKind};
use crate::scene::Owner;
use crate::scene::options::hidden_kinds;

/// What is to be selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// What value comes from on its way to the selection, with the selection.
    Upstream,
    /// What value goes to from the selection, with the selection.
    Downstream,
    /// What is one relation away, with the selection.
    Neighbours,
    /// What is of the same kinds.
    SameKind,
    /// What the same roles answer for.
    SameOwner,
    /// What is in the same states.
    SameState,
    /// All that the selection contains.
    Inside,
    /// All elements that are not selected.
    Others,
    /// Of what is selected the elements, or all of them where none is.
    ElementsOnly,
    /// Of what is selected the relations, or all of them where none is.
    RelationsOnly,
    /// Nothing.
    Nothing,
}

impl Session {
    /// Selects by relation or likeness and says how many that are.
    pub fn pick(&mut self, what: Pick) {
        let picked = self.pick_of(what);
        let n = picked.len();
        if n == 0 && !matches!(what, Pick::Nothing) {
            self.say(Tone::Info, none(what));
            return;
        }
        let elements = picked.iter().all(|o| matches!(o, Owner::Element(_)));
        let relations = picked.iter().all(|o| matches!(o, Owner::Relation(_)));
        *self.selection = picked;
        let noun = match (elements, relations) {
            (true, _) if n == 1 => "element",
            (true, _) => "elements",
            (_, true) if n == 1 => "relation",
            (_, true) => "relations",
            _ => "things",
        };
        let text = if n == 0 { "Nothing is selected".to_owned() } else { format!("{n} {noun} selected") };
        self.say(Tone::Info, text);
    }

    fn pick_of(&mut self, what: Pick) -> BTreeSet<Owner> {
        let plan = self.plan();
        let view = self.shown_view();
        let document = self.history.document();
        let chosen = self.selected_elements();
        let hidden = hidden_kinds(&view);
        let leads = |kind| !hidden.contains(&kind);
        let all = || plan.nodes.iter().filter_map(|n| document.element(&n.element));
        let seen = |ids: BTreeSet<ElementId>| -> BTreeSet<Owner> {
            ids.into_iter().filter(|id| plan.node(id).is_some()).map(Owner::Element).collect()
        };
        let like = |is: &dyn Fn(&crate::model::Element) -> bool| -> BTreeSet<Owner> {
            all().filter(|e| is(e)).map(|e| Owner::Element(e.id.clone())).collect()
        };
        let of_chosen = || chosen.iter().filter_map(|id| document.element(id));
        match what {
            Pick::Upstream => seen(along_value(document, &chosen, Direction::Incoming, leads)),
            Pick::Downstream => seen(along_value(document, &chosen, Direction::Outgoing, leads)),
            Pick::Neighbours => seen(near(document, &plan, &chosen, 1, leads)),
            Pick::SameKind => {
                let kinds: BTreeSet<_> = of_chosen().map(|e| e.kind).collect();
                like(&|e| kinds.contains(&e.kind))
            }
            Pick::SameOwner => {
                let owners: BTreeSet<_> = chosen.iter().filter_map(|id| accountable(document, id)).collect();
                like(&|e| accountable(document, &e.id).is_some_and(|role| owners.contains(&role)))
            }
            Pick::SameState => {
                let states: Vec<_> = of_chosen().map(|e| e.state()).collect();
                like(&|e| states.contains(&e.state()))
            }
            Pick::Inside => {
                let mut inside = BTreeSet::new();
                let mut rest: Vec<ElementId> = chosen.iter().cloned().collect();
                while let Some(id) = rest.pop() {
                    let parts = document.index().relations_of_kind(&id, RelationKind::Contains, Direction::Outgoing);
                    rest.extend(parts.filter(|(part, _)| inside.insert((*part).clone())).map(|(part, _)| part.clone()));
                }
                seen(inside)
            }
            Pick::Others => like(&|e| !chosen.contains(&e.id)),
            Pick::ElementsOnly if chosen.is_empty() => like(&|_| true),
            Pick::ElementsOnly => chosen.into_iter().map(Owner::Element).collect(),
            Pick::RelationsOnly => {
                let relations = |o: &&Owner| matches!(o, Owner::Relation(_));
                let some: BTreeSet<Owner> = self.selection.iter().filter(relations).cloned().collect();
                let every = || plan.edges.iter().map(|e| Owner::Relation(e.relation.clone())).collect();
                if some.is_empty() { every() } else { some }
            }
            Pick::Nothing => BTreeSet::new(),
        }
    }

    /// Whether somebody is accountable for a selected element.
    #[must_use]
    pub fn has_owned_selected(&self) -> bool {
        self.selected_elements().iter().any(|id| accountable(self.document(), id).is_some())
    }

    /// Whether a selected element contains another.
    #[must_use]
    pub fn has_whole_selected(&self) -> bool {
        let holds = |id: &ElementId| {
            let mut parts = self.document().index().relations_of_kind(id, RelationKind::Contains, Direction::Outgoing);
            parts.next().is_some()
        };
        self.selected_elements().iter().any(holds)
    }
}

/// What is said when there is nothing to select.
const fn none(what: Pick) -> &'static str {
    match what {
        Pick::Inside => "Nothing of what it contains is in this view.",
        Pick::RelationsOnly => "This view draws no relations.",
        Pick::Others => "Everything is selected already.",
        _ => "There is nothing of that kind in this view.",
    }
}
