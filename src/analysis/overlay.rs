//! "Colour by": every element in a class by its kind, state, owner, cost, risk, completeness, ring or contract.
//!
//! Classes come in the order of their legend, whether or not an element is in them: a legend lists those that are used.
//!
//! Knows nothing about colours: a class says which shade of which palette it takes.

use std::collections::BTreeMap;

use ecow::EcoString;

use super::accountable::{accountable, is_owner_expected};
use super::contract::{Standing, contracts, standing};
use super::cost::yearly_cost;
use super::date::Date;
use super::risk::{Band, band, exposure};
use super::vocr::{PARTS, completeness};
use crate::model::attr::{Choice, Money, technology};
use crate::model::metamodel::AttributeType;
use crate::model::{Document, Element, ElementId, ElementKind, State};

/// By what elements are coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColorBy {
    /// What they are.
    Kind,
    /// Whether they stay, come, change or go.
    State,
    /// Who is accountable.
    Owner,
    /// What they cost in a year.
    Cost,
    /// Their worst risk.
    Risk,
    /// How much of value, outcomes, costs and risks is known.
    Vocr,
    /// The adoption ring of technologies.
    Ring,
    /// How near the end of a partner's contracts is.
    Expiry,
}

impl ColorBy {
    /// Every one, in the order in which they are offered.
    pub const ALL: [Self; 8] =
        [Self::Kind, Self::State, Self::Owner, Self::Cost, Self::Risk, Self::Vocr, Self::Ring, Self::Expiry];

    /// The id for a view's option or a command line.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::State => "state",
            Self::Owner => "owner",
            Self::Cost => "cost",
            Self::Risk => "risk",
            Self::Vocr => "vocr",
            Self::Ring => "ring",
            Self::Expiry => "expiry",
        }
    }

    /// The one with an id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.id() == id)
    }

    /// What people call it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Kind => "Kind",
            Self::State => "State",
            Self::Owner => "Accountable",
            Self::Cost => "Cost a year",
            Self::Risk => "Risk exposure",
            Self::Vocr => "Value, outcomes, costs and risks known",
            Self::Ring => "Technology ring",
            Self::Expiry => "Contract end",
        }
    }
}

/// Which shade a class takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shade {
    /// The colour of a kind.
    Kind(ElementKind),
    /// The colour of a state.
    State(State),
    /// A step of the palette for what has an order, from 0, the least, to [`STEPS`] - 1.
    Step(u8),
    /// A colour of the palette for what has names, from 0 to [`NAMES`] - 1.
    Named(u8),
    /// The colour of all the other names.
    Others,
    /// The quiet colour of what is not there: no owner, no contract, not rated.
    Nothing,
}

/// How many steps the palette for what has an order has.
pub const STEPS: u8 = 5;

/// How many colours the palette for what has names has, without that of the others.
pub const NAMES: u8 = 8;

/// Elements that are coloured alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// What the legend says.
    pub label: EcoString,
    /// Which shade it takes.
    pub shade: Shade,
}

/// Every element in its class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlay {
    /// By what.
    pub by: ColorBy,
    /// The classes in the order of the legend.
    pub classes: Vec<Class>,
    of: BTreeMap<ElementId, usize>,
}

impl Overlay {
    /// The place of an element's class in `classes`; `None` where colouring by this says nothing about the element.
    #[must_use]
    pub fn class_of(&self, id: &ElementId) -> Option<usize> {
        self.of.get(id).copied()
    }

    /// The shade of an element.
    #[must_use]
    pub fn shade_of(&self, id: &ElementId) -> Option<Shade> {
        Some(self.classes[self.class_of(id)?].shade)
    }

    /// Whether the classes have an order from little to much.
    #[must_use]
    pub fn is_ordered(&self) -> bool {
        self.classes.iter().any(|class| matches!(class.shade, Shade::Step(_)))
    }
}

/// The elements of a document in classes. Without a day all contracts count for cost, and none can be told to end.
#[must_use]
pub fn classify(document: &Document, by: ColorBy, as_of: Option<Date>) -> Overlay {
    let elements = document.elements().values();
    let mut overlay = Overlay { by, classes: Vec::new(), of: BTreeMap::new() };
    if by == ColorBy::Owner {
        return by_owner(document, overlay);
    }
    let bands = if by == ColorBy::Cost { cost_bands(document, as_of) } else { Vec::new() };
    let shades = elements.filter_map(|e| Some((e.id.clone(), shade(document, e, by, as_of, &bands)?)));
    let shades: Vec<_> = shades.collect();
    overlay.classes = classes(document, by, &bands);
    let place: BTreeMap<Shade, usize> = overlay.classes.iter().enumerate().map(|(i, c)| (c.shade, i)).collect();
    overlay.of = shades.into_iter().filter_map(|(id, shade)| Some((id, *place.get(&shade)?))).collect();
    overlay
}

/// The shade of one element, for all but owners; `None` where it says nothing.
fn shade(document: &Document, e: &Element, by: ColorBy, as_of: Option<Date>, bands: &[f64]) -> Option<Shade> {
    match by {
        ColorBy::Kind => Some(Shade::Kind(e.kind)),
        ColorBy::State => Some(Shade::State(e.state())),
        ColorBy::Cost => {
            let Money(cost) = yearly_cost(e, as_of)?;
            Some(Shade::Step(bands.iter().filter(|limit| cost >= **limit).count() as u8))
        }
        ColorBy::Risk => Some(exposure(e).map_or(Shade::Nothing, |worst| risk_shade(band(document, worst)))),
        ColorBy::Vocr => Some(Shade::Step(completeness(e))),
        ColorBy::Ring if e.kind == ElementKind::Technology => {
            let ring =
                e.get(technology::RING).and_then(|Choice(id)| rings(document).iter().position(|(r, _)| *r == id));
            Some(ring.filter(|i| *i < usize::from(NAMES)).map_or(Shade::Nothing, |i| Shade::Named(i as u8)))
        }
        ColorBy::Expiry if e.kind == ElementKind::Partner => {
            let nearest = as_of.and_then(|day| contracts(e).iter().map(|c| standing(document, c, day)).min());
            Some(nearest.map_or(Shade::Nothing, standing_shade))
        }
        ColorBy::Owner | ColorBy::Ring | ColorBy::Expiry => None,
    }
}

/// The classes of all but owners.
fn classes(document: &Document, by: ColorBy, bands: &[f64]) -> Vec<Class> {
    let class = |label: &str, shade| Class { label: label.into(), shade };
    match by {
        ColorBy::Kind => {
            let kinds = ElementKind::ALL.into_iter().filter_map(|kind| Some((kind, document.metamodel().kind(kind)?)));
            let kinds = kinds.map(|(kind, def)| class(&def.label, Shade::Kind(kind)));
            let foreign = class(&document.metamodel().foreign.label, Shade::Kind(ElementKind::Foreign));
            kinds.chain([foreign]).collect()
        }
        ColorBy::State => {
            let labels = ["Stays", "New", "Changes", "Retires"];
            State::ALL.into_iter().zip(labels).map(|(state, label)| class(label, Shade::State(state))).collect()
        }
        ColorBy::Owner => Vec::new(),
        ColorBy::Cost => band_labels(document, bands),
        ColorBy::Risk => {
            let rated = Band::ALL.into_iter().map(|band| class(band.label(), risk_shade(band)));
            rated.chain([class("Not rated", Shade::Nothing)]).collect()
        }
        ColorBy::Vocr => (0..=PARTS).map(|n| class(&format!("{n} of {PARTS}"), Shade::Step(n))).collect(),
        ColorBy::Ring => {
            let rings = (0..NAMES).zip(rings(document)).map(|(i, (_, label))| class(&label, Shade::Named(i)));
            rings.chain([class("No ring", Shade::Nothing)]).collect()
        }
        ColorBy::Expiry => {
            let labels = [
                (Standing::Expired, "Expired"),
                (Standing::Due, "Ends soon or notice has begun"),
                (Standing::WithinYear, "Ends within a year"),
                (Standing::Later, "Ends later"),
                (Standing::OpenEnded, "Open-ended"),
            ];
            let ends = labels.into_iter().map(|(standing, label)| class(label, standing_shade(standing)));
            ends.chain([class("No contract", Shade::Nothing)]).collect()
        }
    }
}

/// Steps far apart in the palette, so that four bands use its whole range.
const fn risk_shade(band: Band) -> Shade {
    Shade::Step(match band {
        Band::Low => 0,
        Band::Medium => 1,
        Band::High => 3,
        Band::Critical => 4,
    })
}

/// The nearer the end, the stronger.
const fn standing_shade(standing: Standing) -> Shade {
    Shade::Step(match standing {
        Standing::Expired => 4,
        Standing::Due => 3,
        Standing::WithinYear => 2,
        Standing::Later => 1,
        Standing::OpenEnded => 0,
    })
}

/// Ids and labels of the rings, as the metamodel lists them.
fn rings(document: &Document) -> Vec<(EcoString, EcoString)> {
    let attributes = document.metamodel().element_attributes(ElementKind::Technology);
    let ring = attributes.iter().find(|def| def.key == technology::RING.key);
    match ring.map(|def| &def.ty) {
        Some(AttributeType::Enum { values }) => values.iter().map(|v| (v.id.clone(), v.label.clone())).collect(),
        _ => Vec::new(),
    }
}

/// Owners by how much they answer for, then by id; those beyond the palette together, and nobody where one is expected.
fn by_owner(document: &Document, mut overlay: Overlay) -> Overlay {
    let owners: Vec<(&Element, Option<ElementId>)> = document
        .elements()
        .values()
        .map(|e| (&**e, accountable(document, &e.id)))
        .filter(|(e, owner)| owner.is_some() || is_owner_expected(e.kind))
        .collect();
    let mut counts: BTreeMap<&ElementId, usize> = BTreeMap::new();
    for owner in owners.iter().filter_map(|(_, owner)| owner.as_ref()) {
        *counts.entry(owner).or_default() += 1;
    }
    let mut ranked: Vec<_> = counts.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let rank: BTreeMap<&ElementId, usize> = ranked.iter().enumerate().map(|(i, (id, _))| (*id, i)).collect();

    let named = ranked.iter().zip(0..NAMES).map(|((id, _), i)| Class {
        label: document.element(id).map_or_else(|| id.text(), |e| e.shown_name().into()),
        shade: Shade::Named(i),
    });
    overlay.classes = named.collect();
    let others = overlay.classes.len();
    overlay.classes.push(Class { label: "Others".into(), shade: Shade::Others });
    overlay.classes.push(Class { label: "Nobody".into(), shade: Shade::Nothing });
    overlay.of = owners
        .iter()
        .map(|(e, owner)| {
            let class = owner.as_ref().and_then(|owner| rank.get(owner)).map_or(others + 1, |rank| (*rank).min(others));
            (e.id.clone(), class)
        })
        .collect();
    overlay
}

/// The lower limits of all but the lowest band: the highest of 1, 2 or 5 times a power of ten below the greatest cost,
/// and the three such numbers before it. Round numbers that grow evenly by what they multiply: costs of a model lie
/// orders apart, and most would share the lowest of bands that are equally wide.
fn cost_bands(document: &Document, as_of: Option<Date>) -> Vec<f64> {
    let costs = document.elements().values().filter_map(|e| yearly_cost(e, as_of)).map(|Money(m)| m);
    // Amounts that add up to more than any number have no round amount below them.
    let greatest = costs.filter(|cost| cost.is_finite()).fold(0.0, f64::max);
    let mut bands = Vec::new();
    let mut below = greatest;
    while bands.len() < usize::from(STEPS) - 1 {
        let limit = round_below(below);
        if limit < 1.0 {
            break;
        }
        bands.push(limit);
        below = limit / 2.0;
    }
    bands.reverse();
    bands
}

/// The greatest of 1, 2 or 5 times a power of ten that is not above a finite number from 1 on; 0 for a smaller one.
fn round_below(number: f64) -> f64 {
    let mut power = 1.0;
    while power <= number / 10.0 {
        power *= 10.0;
    }
    [5.0, 2.0, 1.0].into_iter().map(|n| n * power).find(|n| *n <= number).unwrap_or(0.0)
}

fn band_labels(document: &Document, bands: &[f64]) -> Vec<Class> {
    let currency = document.currency();
    let money = |amount: f64| format!("{} {currency}", short(amount)).trim_end().to_owned();
    (0..=bands.len())
        .map(|i| {
            let label = match (i.checked_sub(1).and_then(|below| bands.get(below)), bands.get(i)) {
                (None, None) => "Any cost".to_owned(),
                (None, Some(to)) => format!("Below {}", money(*to)),
                (Some(from), Some(to)) => format!("{} to {}", short(*from), money(*to)),
                (Some(from), None) => format!("{} and more", money(*from)),
            };
            Class { label: label.into(), shade: Shade::Step(i as u8) }
        })
        .collect()
}

/// A round amount in few letters: 500, 20k, 5m, 1bn.
fn short(amount: f64) -> String {
    let (unit, sign) = match amount {
        a if a >= 1e9 => (1e9, "bn"),
        a if a >= 1e6 => (1e6, "m"),
        a if a >= 1e3 => (1e3, "k"),
        _ => (1.0, ""),
    };
    format!("{}{sign}", amount / unit)
}
