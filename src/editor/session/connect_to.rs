//! Connecting by a list instead of a pointer: what the selected element may be connected with.
//!
//! Knows nothing about how the list looks.

use std::collections::{BTreeMap, BTreeSet};

use super::{Menu, Session, Tone};
use crate::model::index::folded;
use crate::model::legality::connections;
use crate::model::{Document, ElementId};
use crate::scene::Owner;

/// The most targets that are offered at once.
const MOST: usize = 40;

/// An element that may be connected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// From which.
    pub source: ElementId,
    /// To which.
    pub target: ElementId,
    /// The other one.
    pub element: ElementId,
    /// What it says: the relation with the name.
    pub label: String,
}

impl Session {
    /// Lets the user choose what to connect the selected element with; two that are selected are connected at once, the
    /// one that was selected first with the other.
    pub fn ask_target(&mut self) {
        self.commit_naming();
        let mut elements: Vec<ElementId> = self.selected_elements().into_iter().collect();
        let at = self.place_of_keys();
        if let [a, b] = elements.as_slice() {
            let first = self.keys.first == Some(Owner::Element(b.clone()));
            let (a, b) = if first { (b.clone(), a.clone()) } else { (a.clone(), b.clone()) };
            let legal = |a, b| !connections(self.document(), a, b).is_empty();
            let (a, b) = if legal(&a, &b) || !legal(&b, &a) { (a, b) } else { (b, a) };
            self.connect(&a, &b, at);
            return;
        }
        if elements.len() > 2 {
            self.say(Tone::Refusal, "Select one element to connect, or two to connect with each other.");
        } else if let Some(source) = elements.pop() {
            self.menu = Some(Menu::Target { at, source, filter: String::new() });
        }
    }

    /// What an element may be connected with and is named like what is typed: in this view first, best first, and those
    /// that lead to it after those that it leads to.
    #[must_use]
    pub fn targets(&mut self, source: &ElementId, filter: &str) -> Vec<Target> {
        let order = self.reading_order();
        let seen: BTreeSet<&ElementId> = order.iter().collect();
        let document = self.document();
        let typed = folded(filter);
        let rank = |name: &str| usize::from(name != typed) + usize::from(!name.starts_with(typed.as_str()));
        let fitting: BTreeMap<&ElementId, usize> = document
            .index()
            .names()
            .filter(|(name, id)| name.contains(typed.as_str()) && *id != source)
            .map(|(name, id)| (id, rank(name)))
            .collect();
        let rest = fitting.keys().copied().filter(|id| !seen.contains(id));
        let mut named: Vec<(usize, &ElementId)> =
            order.iter().chain(rest).filter_map(|id| Some((*fitting.get(id)?, id))).collect();
        named.sort_by_key(|(rank, _)| *rank);
        let (mut to, mut from) = (Vec::new(), Vec::new());
        for (_, id) in named {
            if to.len() >= MOST {
                break;
            }
            to.extend(target(document, source, id, id));
            if from.len() < MOST {
                from.extend(target(document, id, source, id));
            }
        }
        // A whole name means what has it, whichever way the relation goes.
        let exact = |t: &Target| document.element(&t.element).is_none_or(|e| folded(&e.name) != typed);
        to.append(&mut from);
        to.sort_by_key(exact);
        to.truncate(MOST);
        to
    }

    /// Takes an entry of the list: connects at once, or asks which relation where several fit.
    pub fn connect_target(&mut self, target: &Target) {
        self.menu = None;
        let at = self.place_of_keys();
        self.connect(&target.source, &target.target, at);
    }
}

fn target(document: &Document, source: &ElementId, target: &ElementId, other: &ElementId) -> Option<Target> {
    let kinds = connections(document, source, target);
    let verb = document.metamodel().relation_label(*kinds.first()?);
    let more = if kinds.len() > 1 { " …" } else { "" };
    let name = document.element(other)?.shown_name();
    let label = if other == target { format!("{verb}{more} {name}") } else { format!("{name} {verb}{more} this") };
    Some(Target { source: source.clone(), target: target.clone(), element: other.clone(), label })
}
