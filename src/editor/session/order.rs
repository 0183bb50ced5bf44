//! What lies over what: bringing the selection to the front or back, or past the next thing that overlaps it.
//!
//! Cards and containers, notes, and frames each have an order of their own; a note always lies over a card.
//!
//! Knows nothing about how layers are drawn.

use std::collections::{BTreeMap, BTreeSet};

use super::{Session, Tone};
use crate::edit::Edit;
use crate::geom::{Rect, overlaps};
use crate::model::{Annotation, AnnotationKind};
use crate::scene::Owner;

/// Where in the order something goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// Over the next thing that overlaps it.
    Forward,
    /// Under the next thing that overlaps it.
    Backward,
    /// Over all.
    Front,
    /// Under all.
    Back,
}

impl Shift {
    const fn label(self) -> &'static str {
        match self {
            Self::Forward => "Bring forward",
            Self::Backward => "Send backward",
            Self::Front => "Bring to front",
            Self::Back => "Send to back",
        }
    }
}

/// Something in an order, lowest first.
struct Lying {
    owner: Owner,
    rect: Rect,
    z: i64,
    /// What decides between things of one height.
    rank: usize,
}

/// The heights that have to change for the chosen ones to go where they should; `all` is sorted, lowest first.
fn shifted(all: &[Lying], chosen: &BTreeSet<Owner>, shift: Shift) -> BTreeMap<Owner, i64> {
    let is_chosen = |i: usize| chosen.contains(&all[i].owner);
    let (block, rest): (Vec<usize>, Vec<usize>) = (0..all.len()).partition(|i| is_chosen(*i));
    let (Some(lowest), Some(highest)) = (block.first().copied(), block.last().copied()) else {
        return BTreeMap::new();
    };
    let touches = |i: &usize| block.iter().any(|b| overlaps(all[*b].rect, all[*i].rect));
    // How many of the rest lie under the chosen ones afterwards.
    let under = match shift {
        Shift::Front => rest.len(),
        Shift::Back => 0,
        Shift::Forward => match rest.iter().position(|i| *i > lowest && touches(i)) {
            Some(at) => at + 1,
            None => return BTreeMap::new(),
        },
        Shift::Backward => match rest.iter().rposition(|i| *i < highest && touches(i)) {
            Some(at) => at,
            None => return BTreeMap::new(),
        },
    };
    let order: Vec<usize> = rest[..under].iter().chain(&block).chain(&rest[under..]).copied().collect();
    if order.iter().enumerate().all(|(at, i)| at == *i) {
        return BTreeMap::new();
    }
    // Each is at least as high as the one under it, and higher where it would else lie under it.
    let mut heights = BTreeMap::new();
    let mut last: Option<(i64, usize)> = None;
    let rank = |i: usize| all[i].rank;
    for (at, i) in order.iter().copied().enumerate() {
        let least = last.map(|(z, under)| if rank(under) < rank(i) { z } else { z.saturating_add(1) });
        let z = match least {
            Some(least) if is_chosen(i) => least,
            Some(least) => all[i].z.max(least),
            // The lowest of all goes under what it is put before.
            None => match order[at + 1..].iter().find(|other| !is_chosen(**other)) {
                Some(next) if is_chosen(i) => all[*next].z.saturating_sub(block.len() as i64),
                _ => all[i].z,
            },
        };
        if z != all[i].z {
            heights.insert(all[i].owner.clone(), z);
        }
        last = Some((z, i));
    }
    heights
}

impl Session {
    /// Puts what is selected, with all that stands in it, elsewhere in the order, as one step.
    pub fn shift_order(&mut self, shift: Shift) {
        self.commit_naming();
        let (plan, view) = (self.plan(), self.shown_view());
        let mut chosen: BTreeSet<Owner> = self.selection.clone();
        let carried = self.carried_by(&chosen, true);
        chosen.extend(carried.elements.into_iter().map(Owner::Element));
        // Containers of one depth have an order, and so have all cards.
        let mut layers: BTreeMap<u16, Vec<Lying>> = BTreeMap::new();
        let mut nodes: Vec<_> = plan.nodes.iter().collect();
        nodes.sort_by_key(|n| (n.depth, n.element.clone()));
        for (rank, node) in nodes.into_iter().enumerate() {
            let layer = if node.holds { node.depth } else { u16::MAX };
            let owner = Owner::Element(node.element.clone());
            layers.entry(layer).or_default().push(Lying { owner, rect: node.rect, z: node.z, rank });
        }
        let mut orders: Vec<Vec<Lying>> = layers.into_values().collect();
        let annotations: Vec<Annotation> = view.annotations().collect();
        for kind in [AnnotationKind::Note, AnnotationKind::Frame] {
            let mut some: Vec<&Annotation> = annotations.iter().filter(|a| a.kind == kind).collect();
            some.sort_by(|a, b| b.rect.area().total_cmp(&a.rect.area()));
            let lying = |(rank, a): (usize, &Annotation)| {
                let owner = Owner::Annotation(a.id.clone());
                Lying { owner, rect: a.rect, z: a.z.unwrap_or(0), rank }
            };
            orders.push(some.into_iter().enumerate().map(lying).collect());
        }
        let mut heights: BTreeMap<Owner, i64> = BTreeMap::new();
        for mut order in orders {
            order.sort_by_key(|lying| lying.z);
            heights.extend(shifted(&order, &chosen, shift));
        }
        if heights.is_empty() {
            let text = match shift {
                Shift::Forward => "Nothing lies over this.",
                Shift::Backward => "Nothing lies under this.",
                Shift::Front => "This is in front already.",
                Shift::Back => "This is at the back already.",
            };
            self.say(Tone::Info, text);
            return;
        }
        let label = format!("{}: {}", shift.label(), self.things_named());
        self.perform_on_view(label, |id| {
            let edit = |(owner, z): (Owner, i64)| match owner {
                Owner::Element(element) => {
                    let mut placement = view.placements.get(&element)?.clone();
                    placement.z = Some(z).filter(|z| *z != 0);
                    Some(Edit::Place(id.clone(), element, placement))
                }
                Owner::Annotation(note) => {
                    let mut annotation = annotations.iter().find(|a| a.id == note)?.clone();
                    annotation.z = Some(z).filter(|z| *z != 0);
                    Some(Edit::PutAnnotation(id.clone(), annotation))
                }
                _ => None,
            };
            heights.into_iter().filter_map(edit).collect()
        });
    }
}
