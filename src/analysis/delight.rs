//! How consumers experience what they consume (A24).
//!
//! Knows nothing about what they expect.

use super::settings;
use crate::model::attr::{Choice, Percent, consumes};
use crate::model::{Direction, RelationKind};
use crate::model::{Document, ElementId, ElementKind, RelationId};

/// How somebody experiences something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Experience {
    /// Worse than hoped for.
    Dissatisfied,
    /// As hoped for.
    Satisfied,
    /// Better.
    Delighted,
}

impl Experience {
    /// What people call it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Dissatisfied => "Dissatisfied",
            Self::Satisfied => "Satisfied",
            Self::Delighted => "Delighted",
        }
    }

    fn from_id(id: &str) -> Option<Self> {
        match id {
            "dissatisfied" => Some(Self::Dissatisfied),
            "satisfied" => Some(Self::Satisfied),
            "delighted" => Some(Self::Delighted),
            _ => None,
        }
    }
}

/// Somebody who consumes something.
#[derive(Clone, Debug, PartialEq)]
pub struct Consumption {
    /// The relation that says so.
    pub relation: RelationId,
    /// Who.
    pub consumer: ElementId,
    /// What.
    pub item: ElementId,
    /// How they experience it.
    pub experience: Option<Experience>,
    /// Their net promoter score.
    pub nps: Option<f64>,
    /// How much it weighs: the volume a year, the setting `npsDefaultVolume`, 1 by default, where that is not stated.
    pub weight: f64,
}

/// Everything that is consumed, with how it is experienced.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Delight {
    /// By consumer, then item.
    pub all: Vec<Consumption>,
}

impl Delight {
    /// How many have a given experience.
    #[must_use]
    pub fn count(&self, experience: Experience) -> usize {
        self.all.iter().filter(|c| c.experience == Some(experience)).count()
    }

    /// How many have any experience.
    #[must_use]
    pub fn rated(&self) -> usize {
        self.all.iter().filter(|c| c.experience.is_some()).count()
    }

    /// The delight index in percent; `None` where no experience is stated.
    #[must_use]
    pub fn index(&self) -> Option<Percent> {
        let rated = self.rated();
        (rated > 0).then(|| Percent(100.0 * self.count(Experience::Delighted) as f64 / rated as f64))
    }

    /// The net promoter score, -100 to 100, weighted; `None` where none is stated, or nothing weighs anything.
    #[must_use]
    pub fn nps(&self) -> Option<f64> {
        let scored = || self.all.iter().filter_map(|c| Some((c.nps?, c.weight)));
        let weight: f64 = scored().map(|(_, weight)| weight).sum();
        let sum: f64 = scored().map(|(nps, weight)| nps * weight).sum();
        (weight > 0.0).then(|| sum / weight).filter(|nps| nps.is_finite())
    }
}

/// A24, delight index in percent = `consumes` with the experience delighted / those with any experience; NPS = mean of the
/// scores, weighted by volume a year. A volume below 0 reads as absent.
///
/// Source: customer experience; Net Promoter Score. Its worked example, delighted with 54 (n = 900) and satisfied with 30
/// (n = 100):
///
/// ```
/// use opcanvas::analysis::delight::delight;
///
/// let model = opcanvas::format::load(br#"{"format": "opcanvas", "version": 1, "elements": [
///     {"id": "a", "kind": "stakeholder", "name": "A"}, {"id": "b", "kind": "stakeholder", "name": "B"},
///     {"id": "p", "kind": "portfolio_item", "name": "P"}],
///   "relations": [
///     {"id": "1", "kind": "consumes", "source": "a", "target": "p",
///      "attributes": {"experience": "delighted", "nps": 54, "volumePerYear": 900}},
///     {"id": "2", "kind": "consumes", "source": "b", "target": "p",
///      "attributes": {"experience": "satisfied", "nps": 30, "volumePerYear": 100}}]}"#);
/// let found = delight(&model.unwrap().document);
/// assert_eq!((found.index().unwrap().0, found.nps().unwrap()), (50.0, 51.6));
/// ```
#[must_use]
pub fn delight(document: &Document) -> Delight {
    let otherwise = settings::number(document, "npsDefaultVolume").filter(|n| *n >= 0.0).unwrap_or(1.0);
    let consumers = document.index().of_kind(ElementKind::Stakeholder);
    let all = consumers.flat_map(|consumer| {
        let consumed = document.index().relations_of_kind(consumer, RelationKind::Consumes, Direction::Outgoing);
        consumed.filter_map(|(item, id)| {
            let relation = document.relation(id)?;
            let experience = relation.get(consumes::EXPERIENCE);
            Some(Consumption {
                relation: id.clone(),
                consumer: consumer.clone(),
                item: item.clone(),
                experience: experience.and_then(|Choice(id)| Experience::from_id(&id)),
                nps: relation.get(consumes::NPS),
                weight: relation.get(consumes::VOLUME_PER_YEAR).filter(|n| *n >= 0.0).unwrap_or(otherwise),
            })
        })
    });
    Delight { all: all.collect() }
}
