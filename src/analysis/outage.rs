//! What an outage of a technology or partner reaches (A11), prepared once for any number of them.
//!
//! Knows nothing about people and places, nor about how likely an outage is.

use std::collections::HashMap;

use crate::model::attr::{Choice, Percent, depends_on};
use crate::model::{Document, ElementId, ElementKind, Relation, RelationId, RelationKind};

/// How an outage passes from one element to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Link {
    /// What it enables.
    Enables,
    /// What it supplies.
    Supplies,
    /// The product or service that it delivers.
    Delivers,
    /// What depends on it, with the strength hard.
    DependsHard,
    /// The stream of which it is a stage.
    StageOf,
    /// Who consumes it.
    Consumed,
}

impl Link {
    /// What it says of the element that is reached, before the name of the one it is reached from.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Enables => "is enabled by",
            Self::Supplies => "is supplied by",
            Self::Delivers => "is delivered by",
            Self::DependsHard => "depends hard on",
            Self::StageOf => "needs its stage",
            Self::Consumed => "consumes",
        }
    }

    /// How an outage passes over a relation, and whether against its direction; `None` where it does not. Only what a stage
    /// is contained in is lost with it, see [`Outages::new`].
    fn over(relation: &Relation) -> Option<(Self, bool)> {
        match relation.kind {
            RelationKind::Enables => Some((Self::Enables, false)),
            RelationKind::Supplies => Some((Self::Supplies, false)),
            RelationKind::Delivers => Some((Self::Delivers, false)),
            RelationKind::DependsOn => {
                let is_hard = relation.get(depends_on::STRENGTH).is_some_and(|Choice(strength)| strength == "hard");
                is_hard.then_some((Self::DependsHard, true))
            }
            RelationKind::Contains => Some((Self::StageOf, true)),
            RelationKind::Consumes => Some((Self::Consumed, true)),
            _ => None,
        }
    }
}

/// A step of an outage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// The element that is reached.
    pub element: ElementId,
    /// The one that it is reached from first.
    pub from: ElementId,
    /// Over which relation.
    pub relation: RelationId,
    /// Why.
    pub link: Link,
}

/// What an outage reaches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Every element that is reached, the nearest first, each once.
    pub hops: Vec<Hop>,
    /// The value streams among them, sorted; so are the other two.
    pub streams: Vec<ElementId>,
    /// The products, services and projects.
    pub items: Vec<ElementId>,
    /// Who consumes them.
    pub consumers: Vec<ElementId>,
    /// How many value streams there are.
    pub all_streams: usize,
}

impl Reach {
    /// The streams that are reached, in percent of all; `None` where there are none.
    #[must_use]
    pub fn share(&self) -> Option<Percent> {
        let share = 100.0 * self.streams.len() as f64 / self.all_streams as f64;
        (self.all_streams > 0).then_some(Percent(share))
    }
}

/// The ways of outages through a model.
pub struct Outages<'a> {
    ids: Vec<&'a ElementId>,
    kinds: Vec<ElementKind>,
    place: HashMap<&'a ElementId, usize>,
    /// Where an outage goes from each element: to which, over which relation, why.
    ways: Vec<Vec<(usize, &'a RelationId, Link)>>,
    all_streams: usize,
    /// The round in which each element was last reached.
    seen: Vec<usize>,
    round: usize,
}

impl<'a> Outages<'a> {
    /// The ways through a model; linear in its size.
    #[must_use]
    pub fn new(document: &'a Document) -> Self {
        let ids: Vec<&ElementId> = document.elements().keys().collect();
        let kinds: Vec<ElementKind> = document.elements().values().map(|e| e.kind).collect();
        let place: HashMap<&ElementId, usize> = ids.iter().enumerate().map(|(i, id)| (*id, i)).collect();
        let mut ways = vec![Vec::new(); ids.len()];
        for (id, relation) in document.relations().iter() {
            let Some((link, is_back)) = Link::over(relation) else { continue };
            let ends = (place.get(&relation.source), place.get(&relation.target));
            let (Some(source), Some(target)) = ends else { continue };
            let (from, to) = if is_back { (*target, *source) } else { (*source, *target) };
            if link != Link::StageOf || kinds[from] == ElementKind::Stage {
                ways[from].push((to, id, link));
            }
        }
        let all_streams = kinds.iter().filter(|kind| **kind == ElementKind::ValueStream).count();
        Self { seen: vec![0; ids.len()], ids, kinds, place, ways, all_streams, round: 0 }
    }

    /// A11, blast radius of a technology or partner = all that is reached from it over `enables`, `supplies` and
    /// `delivers` forward, `depends_on` that is hard backward, from stages to their stream and from items to those who
    /// consume them, as a fixpoint; share = 100 * reached streams / streams, in percent. Of an id that the model does not
    /// have nothing is reached. Linear in what is reached, and cycles end.
    ///
    /// Source: dependency impact analysis, as in business continuity. Its worked example, t1 enables s1 of stream X, t2
    /// depends hard on t1 and enables s2 of stream Y, and there are three streams:
    ///
    /// ```
    /// use opcanvas::analysis::outage::Outages;
    ///
    /// let model = opcanvas::format::load(br#"{"format": "opcanvas", "version": 1, "elements": [
    ///     {"id": "t1", "kind": "technology", "name": "t1"}, {"id": "t2", "kind": "technology", "name": "t2"},
    ///     {"id": "x", "kind": "value_stream", "name": "X"}, {"id": "s1", "kind": "stage", "name": "s1"},
    ///     {"id": "y", "kind": "value_stream", "name": "Y"}, {"id": "s2", "kind": "stage", "name": "s2"},
    ///     {"id": "z", "kind": "value_stream", "name": "Z"}],
    ///   "relations": [
    ///     {"id": "1", "kind": "enables", "source": "t1", "target": "s1"},
    ///     {"id": "2", "kind": "enables", "source": "t2", "target": "s2"},
    ///     {"id": "3", "kind": "depends_on", "source": "t2", "target": "t1", "attributes": {"strength": "hard"}},
    ///     {"id": "4", "kind": "contains", "source": "x", "target": "s1"},
    ///     {"id": "5", "kind": "contains", "source": "y", "target": "s2"}]}"#).unwrap().document;
    /// let reach = Outages::new(&model).reach(&"t1".into());
    /// assert_eq!(reach.streams, ["x".into(), "y".into()]);
    /// assert_eq!(format!("{:.2}", reach.share().unwrap().0), "66.67");
    /// ```
    #[must_use]
    pub fn reach(&mut self, start: &ElementId) -> Reach {
        let hops = self.places(start);
        let mut reach = Reach { all_streams: self.all_streams, ..Reach::default() };
        let mut all: Vec<usize> = hops.iter().map(|(at, ..)| *at).collect();
        // A stream or item that is switched off itself is lost too.
        all.extend(self.place.get(start));
        all.sort_unstable();
        for at in all {
            let list = match self.kinds[at] {
                ElementKind::ValueStream => &mut reach.streams,
                ElementKind::PortfolioItem => &mut reach.items,
                ElementKind::Stakeholder => &mut reach.consumers,
                _ => continue,
            };
            list.push(self.ids[at].clone());
        }
        let hop = |(at, from, relation, link): (usize, usize, &RelationId, Link)| {
            let (element, from) = (self.ids[at].clone(), self.ids[from].clone());
            Hop { element, from, relation: relation.clone(), link }
        };
        reach.hops = hops.into_iter().map(hop).collect();
        reach
    }

    /// The ids and kinds of what is reached, without the start.
    pub(super) fn reached(&mut self, start: &ElementId) -> Vec<(&'a ElementId, ElementKind)> {
        let hops = self.places(start);
        hops.into_iter().map(|(at, ..)| (self.ids[at], self.kinds[at])).collect()
    }

    /// What is reached: its place, that of the one it is reached from, the relation, why.
    fn places(&mut self, start: &ElementId) -> Vec<(usize, usize, &'a RelationId, Link)> {
        let mut hops = Vec::new();
        let Some(start) = self.place.get(start).copied() else { return hops };
        self.round += 1;
        self.seen[start] = self.round;
        let (mut at, mut next) = (start, 0);
        loop {
            for (to, relation, link) in &self.ways[at] {
                if self.seen[*to] != self.round {
                    self.seen[*to] = self.round;
                    hops.push((*to, at, *relation, *link));
                }
            }
            let Some((to, ..)) = hops.get(next) else { return hops };
            at = *to;
            next += 1;
        }
    }
}
