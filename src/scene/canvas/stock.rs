//! Which elements stand in which zone of the canvas, and in which order.
//!
//! Who was given a slot keeps it, so that nothing moves when something is added or goes; the others follow by importance.
//!
//! Knows nothing about sizes.

use std::collections::{BTreeMap, BTreeSet};

use ecow::EcoString;

use super::super::context::shown_state;
use super::super::options::SCOPE;
use crate::analysis::{self, Scope, Show, reach};
use crate::model::attr::{Choice, portfolio_item, stakeholder, technology, value_stream};
use crate::model::metamodel::{ZoneDef, ZoneRoles};
use crate::model::view::{CANVAS, View};
use crate::model::{Direction, Document, Element, ElementId, ElementKind, Placement, RelationKind, ViewId};

/// The id of a zone.
pub(super) type ZoneId = EcoString;

/// The slots of each zone: an element, or nothing where one has gone.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Stock {
    zones: BTreeMap<ZoneId, Vec<Option<ElementId>>>,
}

/// The zone in which an element of the canvas stands; stages stand in their streams.
#[must_use]
pub fn zone_of<'a>(document: &'a Document, element: &Element) -> Option<&'a EcoString> {
    let kind = element.kind.id();
    let roles = element.get(stakeholder::ROLES).map(|r| r.0).unwrap_or_default();
    let one_of = |wanted: &[EcoString]| roles.iter().any(|r| wanted.contains(r));
    let takes = |zone: &&ZoneDef| match &zone.roles {
        None => true,
        Some(ZoneRoles::Any(any)) => one_of(any),
        Some(ZoneRoles::None(none)) => !one_of(none),
    };
    let zones = document.metamodel().zones.iter();
    zones.filter(|z| z.kinds.iter().any(|k| k == kind)).find(takes).map(|z| &z.id)
}

/// Where an element has its slot: in its zone, or for roles on a shelf of their own below the units of theirs.
fn shelf_of(document: &Document, element: &Element) -> Option<ZoneId> {
    let zone = zone_of(document, element)?;
    Some(if element.kind == ElementKind::Role { roles_of(zone) } else { zone.clone() })
}

/// The shelf of the roles in a zone.
pub(super) fn roles_of(zone: &str) -> ZoneId {
    ecow::eco_format!("{zone}/role")
}

/// What a canvas is about.
#[must_use]
pub fn scope_of(view: &View) -> Scope {
    view.options.get(SCOPE).and_then(|v| v.as_record()).map(Scope::parse).unwrap_or_default()
}

/// The elements that a canvas shows: what its scope reaches and the state of the roadmap has.
pub(super) fn shown(document: &Document, view: &View, show: &Show) -> BTreeSet<ElementId> {
    let scope = scope_of(view);
    let all: BTreeSet<ElementId> = match &scope {
        Scope::All => document.elements().keys().cloned().collect(),
        scope => reach(document, scope),
    };
    all.into_iter().filter(|id| document.element(id).is_some_and(|e| analysis::is_shown(document, e, show))).collect()
}

impl Stock {
    pub(super) fn new(document: &Document, view: &View, shown: &BTreeSet<ElementId>) -> Self {
        let mut waiting: BTreeMap<ZoneId, Vec<&Element>> = BTreeMap::new();
        for element in shown.iter().filter_map(|id| document.element(id)) {
            // Stages stand in their streams; one without a stream stands nowhere until it has one.
            if element.kind == ElementKind::Stage {
                continue;
            }
            if let Some(shelf) = shelf_of(document, element) {
                waiting.entry(shelf).or_default().push(element);
            }
        }
        let mut hidden: BTreeMap<ZoneId, BTreeSet<usize>> = BTreeMap::new();
        for (id, placement) in view.placements.iter().filter(|(id, _)| !shown.contains(*id)) {
            let zone = document.element(id).and_then(|e| shelf_of(document, e));
            if let (Some(zone), Some(slot)) = (zone, placement.z.and_then(|z| usize::try_from(z).ok())) {
                hidden.entry(zone).or_default().insert(slot);
            }
        }
        let none = BTreeSet::new();
        let zones = waiting
            .into_iter()
            .map(|(zone, elements)| {
                let slots = slots(document, view, elements, hidden.get(&zone).unwrap_or(&none));
                (zone, slots)
            })
            .collect();
        Self { zones }
    }

    /// The slots of a zone.
    pub(super) fn slots(&self, zone: &str) -> &[Option<ElementId>] {
        self.zones.get(zone).map_or(&[], Vec::as_slice)
    }

    pub(super) fn zones(&self) -> impl Iterator<Item = (&ZoneId, &Vec<Option<ElementId>>)> {
        self.zones.iter()
    }
}

fn slots(
    document: &Document,
    view: &View,
    mut elements: Vec<&Element>,
    hidden: &BTreeSet<usize>,
) -> Vec<Option<ElementId>> {
    let rank: BTreeMap<&ElementId, (i64, i64)> = elements.iter().map(|e| (&e.id, importance(document, e))).collect();
    elements
        .sort_by(|a, b| rank[&a.id].cmp(&rank[&b.id]).then_with(|| a.name.cmp(&b.name)).then_with(|| a.id.cmp(&b.id)));
    if elements.iter().any(|e| matches!(e.kind, ElementKind::OrgUnit | ElementKind::Role)) {
        elements = by_tree(document, &elements);
    }
    let (mut taken, mut free): (Vec<_>, Vec<_>) = (Vec::new(), Vec::new());
    for e in elements {
        match view.placements.get(&e.id).and_then(|p| p.z).filter(|z| *z >= 0) {
            Some(slot) => taken.push((slot, e)),
            None => free.push(e),
        }
    }
    // Stable: of two that claim one slot the more important one comes first.
    taken.sort_by_key(|(slot, _)| *slot);
    let most = 3 * taken.len() + 16;
    let mut slots: Vec<Option<ElementId>> = Vec::new();
    for (slot, e) in taken {
        // What is there but not shown leaves no hole; and a slot far away, as from another program, no field of holes.
        let slot = usize::try_from(slot).unwrap_or(0);
        let slot = slot - hidden.range(..slot).count();
        while slots.len() < slot.min(most) {
            slots.push(None);
        }
        slots.push(Some(e.id.clone()));
    }
    slots.extend(free.into_iter().map(|e| Some(e.id.clone())));
    slots
}

/// What comes first in its zone: smaller is earlier.
fn importance(document: &Document, e: &Element) -> (i64, i64) {
    let index = document.index();
    let related = |direction| index.relations_of(&e.id, direction).count() as i64;
    let links = related(Direction::Outgoing) + related(Direction::Incoming);
    let first = match e.kind {
        ElementKind::ValueStream => {
            i64::from(e.get(value_stream::STREAM_TYPE).is_some_and(|Choice(t)| t == "enabling"))
        }
        ElementKind::PortfolioItem => match e.get(portfolio_item::ITEM_TYPE).map(|Choice(t)| t).as_deref() {
            Some("product") => 0,
            Some("service") => 1,
            Some("project") => 3,
            _ => 2,
        },
        ElementKind::Technology => -e.get(technology::CRITICALITY).unwrap_or(3),
        ElementKind::Partner => {
            -(analysis::cost::yearly_cost(e, analysis::as_of(document, None)).map_or(0.0, |m| m.0) as i64)
        }
        ElementKind::Choice => 1,
        _ => 0,
    };
    (first, -links)
}

/// Units from the top of the tree down, level by level with what belongs together side by side; then roles by their unit.
fn by_tree<'a>(document: &Document, elements: &[&'a Element]) -> Vec<&'a Element> {
    let place: BTreeMap<&ElementId, usize> = elements.iter().enumerate().map(|(i, e)| (&e.id, i)).collect();
    let parent = |e: &Element| document.parent(&e.id).and_then(|p| place.get(p)).copied();
    let mut units: Vec<usize> = (0..elements.len()).filter(|i| elements[*i].kind == ElementKind::OrgUnit).collect();
    let depth = |i: usize| {
        // `contains` is a forest, so the way up ends.
        std::iter::successors(parent(elements[i]), |p| parent(elements[*p])).count()
    };
    units.sort_by_key(|i| (depth(*i), parent(elements[*i]).unwrap_or(0), *i));
    let unit_place: BTreeMap<usize, usize> = units.iter().enumerate().map(|(n, i)| (*i, n)).collect();
    let mut roles: Vec<usize> = (0..elements.len()).filter(|i| elements[*i].kind != ElementKind::OrgUnit).collect();
    roles.sort_by_key(|i| (parent(elements[*i]).and_then(|p| unit_place.get(&p)).copied().unwrap_or(usize::MAX), *i));
    units.into_iter().chain(roles).map(|i| elements[i]).collect()
}

/// The canvas of the whole model. It is no part of the document until somebody edits it; then every card keeps its slot.
#[must_use]
pub fn default_view(document: &Document) -> View {
    let view = View::new(ViewId::new("canvas"), CANVAS, "Canvas");
    extended(document, &view)
}

/// A canvas on which everything that stands on it has a slot: what has none yet comes after the last of its zone.
#[must_use]
pub fn extended(document: &Document, view: &View) -> View {
    let mut view = view.clone();
    let all: BTreeSet<ElementId> = document.elements().keys().cloned().collect();
    let stock = Stock::new(document, &view, &all);
    for (_, slots) in stock.zones() {
        for (slot, id) in slots.iter().enumerate() {
            let Some(id) = id else { continue };
            if view.placements.get(id).is_none_or(|p| p.z.is_none()) {
                let placement = Placement { z: Some(slot as i64), ..Placement::at(crate::geom::Point::ZERO) };
                view.placements.insert(id.clone(), placement);
            }
        }
    }
    view
}

/// The placements that put an element into a slot of its zone, counted among the slots that the view shows; others there
/// move up only as far as they must.
#[must_use]
pub fn moved_to(document: &Document, view: &View, element: &ElementId, slot: usize) -> BTreeMap<ElementId, Placement> {
    let all: BTreeSet<ElementId> = document.elements().keys().cloned().collect();
    let found = document.element(element).and_then(|e| Some((zone_of(document, e)?, shelf_of(document, e)?)));
    let Some((zone, shelf)) = found else { return BTreeMap::new() };
    let whole = Stock::new(document, view, &all);
    let seen = Stock::new(document, view, &shown(document, view, &shown_state(document, Some(view))));
    let mut slots = whole.slots(&shelf).to_vec();
    let place = |id: &ElementId| slots.iter().position(|s| s.as_ref() == Some(id));
    // A slot is found again by who has it, else by who stands before it.
    let above = if shelf == *zone { 0 } else { seen.slots(zone).len() };
    let seen = seen.slots(&shelf);
    let slot = slot.saturating_sub(above).min(seen.len());
    let slot = match seen.get(slot) {
        Some(Some(id)) => place(id),
        _ => (0..slot).rev().find_map(|i| Some(place(seen[i].as_ref()?)? + (slot - i))),
    };
    let slot = slot.unwrap_or(0);
    if let Some(from) = place(element) {
        slots[from] = None;
    }
    while slots.len() <= slot.min(slots.len() + 64) {
        slots.push(None);
    }
    let slot = slot.min(slots.len() - 1);
    // The nearest hole is filled by those in between, so that only they move.
    let hole = (slot..slots.len()).find(|i| slots[*i].is_none());
    let hole = hole.or_else(|| (0..slot).rev().find(|i| slots[*i].is_none()));
    if let Some(hole) = hole {
        slots.remove(hole);
    }
    slots.insert(slot, Some(element.clone()));
    let mut changed = BTreeMap::new();
    for (i, id) in slots.iter().enumerate() {
        let Some(id) = id else { continue };
        let before = view.placements.get(id);
        if before.and_then(|p| p.z) != Some(i as i64) {
            let base = before.cloned().unwrap_or_else(|| Placement::at(crate::geom::Point::ZERO));
            changed.insert(id.clone(), Placement { z: Some(i as i64), ..base });
        }
    }
    changed
}

/// What is related to an element by a kind, from its source or its target.
pub(super) fn related(document: &Document, id: &ElementId, kind: RelationKind, way: Direction) -> Vec<ElementId> {
    document.index().relations_of_kind(id, kind, way).map(|(other, _)| other.clone()).collect()
}
