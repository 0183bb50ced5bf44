//! Line of sight: from a promise to everything that keeps it, and where that line is broken (A27).
//!
//! Knows nothing about figures: a promise may be kept slowly and at great cost.

use std::collections::{BTreeMap, BTreeSet};

use super::accountable::accountable;
use super::contract::contracts;
use super::impact::does;
use super::lead_time::stages;
use super::single_points::is_core;
use crate::model::Direction::{Incoming, Outgoing};
use crate::model::{Direction, Document, ElementId, ElementKind, RelationId, RelationKind};

/// What keeps a promise, by the part that it plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Whom the promise is made to.
    Promised,
    /// The streams that it drives.
    Streams,
    /// Their stages.
    Stages,
    /// Who answers for the work or does it (A, R).
    People,
    /// The processes that enable it.
    Processes,
    /// The technologies that enable it, with all that these depend on.
    Technologies,
    /// Who supplies any of this.
    Partners,
    /// What is delivered.
    Items,
    /// Who consumes it.
    Consumers,
}

impl Part {
    /// Every part, from the promise to those who have what it promises.
    pub const ALL: [Self; 9] = [
        Self::Promised,
        Self::Streams,
        Self::Stages,
        Self::People,
        Self::Processes,
        Self::Technologies,
        Self::Partners,
        Self::Items,
        Self::Consumers,
    ];

    /// What it is called.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Promised => "Promised to",
            Self::Streams => "Value streams that keep it",
            Self::Stages => "Stages",
            Self::People => "Who answers for it and does it",
            Self::Processes => "Processes and practices",
            Self::Technologies => "Technologies",
            Self::Partners => "Partners",
            Self::Items => "Products and services delivered",
            Self::Consumers => "Consumers",
        }
    }
}

/// A link that is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gap {
    /// The promise is made to nobody.
    NotOffered,
    /// The promise drives no stream.
    NoStream,
    /// The stream has no stages.
    NoStages,
    /// The core stream delivers nothing, nor does a stage of it.
    NothingDelivered,
    /// Nobody consumes the item.
    NoConsumer,
    /// The promise is made to them, and they consume nothing that its streams deliver.
    NotReached,
    /// Nobody, or more than one, is accountable.
    NobodyAccountable,
    /// No process, technology or partner is named for the stage, nor for its stream.
    NothingUsed,
    /// The partner has no contract.
    NoContract,
}

/// A place where the line of sight is broken.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Break {
    /// What is missing.
    pub gap: Gap,
    /// Where.
    pub element: ElementId,
}

impl Break {
    /// What is missing, in words.
    #[must_use]
    pub fn words(&self, document: &Document) -> String {
        let name = document.element(&self.element).map_or_else(|| self.element.as_str(), |e| e.shown_name());
        match self.gap {
            Gap::NotOffered => format!("{name} is offered to nobody."),
            Gap::NoStream => format!("No value stream keeps {name}."),
            Gap::NoStages => format!("{name} has no stages."),
            Gap::NothingDelivered => format!("{name} delivers no product or service."),
            Gap::NoConsumer => format!("Nobody consumes {name}."),
            Gap::NotReached => {
                format!("Nothing that its streams deliver is consumed by {name}, to whom it is promised.")
            }
            Gap::NobodyAccountable => {
                let several = document.index().relations_of_kind(&self.element, RelationKind::AssignedTo, Incoming);
                let several = several.filter(|(_, by)| does(document, by) == Some(super::impact::Raci::A)).count() > 1;
                let who = if several { "More than one is" } else { "Nobody is" };
                format!("{who} accountable for {name}.")
            }
            Gap::NothingUsed => format!("{name} names no process, technology or partner."),
            Gap::NoContract => format!("{name} works for it without a contract."),
        }
    }
}

/// What keeps a promise, and where the line to it is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sight {
    /// The promise.
    pub promise: ElementId,
    /// What keeps it: by the order of the work where it has one, else by name.
    pub parts: BTreeMap<Part, Vec<ElementId>>,
    /// The relations over which all of this was found.
    pub relations: BTreeSet<RelationId>,
    /// Where the line is broken, the gravest gap first.
    pub breaks: Vec<Break>,
    /// Whether some of those whom it is made to consume what a stream of it delivers (A27).
    pub closed: bool,
}

impl Sight {
    /// The elements that play a part.
    #[must_use]
    pub fn part(&self, part: Part) -> &[ElementId] {
        self.parts.get(&part).map_or(&[], Vec::as_slice)
    }

    /// Every element of it, the promise included.
    #[must_use]
    pub fn elements(&self) -> BTreeSet<ElementId> {
        self.parts.values().flatten().chain([&self.promise]).cloned().collect()
    }
}

/// Follows a promise to everything that keeps it. `None` where the element is no value proposition.
///
/// The loop of A27 is closed where promise -drives-> stream -(itself or a stage) delivers-> item <-consumes- who <-offered
/// to- promise; A27 of a model is the share of promises for which it is.
///
/// ```
/// use opcanvas::analysis::line_of_sight::{Gap, Part, line_of_sight};
/// use opcanvas::format::load;
///
/// let model = load(br#"{"format": "opcanvas", "version": 1, "elements": [
///     {"id": "vp", "kind": "value_proposition", "name": "Same-day account"},
///     {"id": "vs", "kind": "value_stream", "name": "Onboard"}, {"id": "c", "kind": "stakeholder", "name": "Students"}],
///   "relations": [
///     {"id": "r1", "kind": "drives", "source": "vp", "target": "vs"},
///     {"id": "r2", "kind": "offered_to", "source": "vp", "target": "c"}]}"#).unwrap().document;
///
/// let sight = line_of_sight(&model, &"vp".into()).unwrap();
/// assert_eq!(sight.part(Part::Streams), ["vs".into()]);
/// assert!(!sight.closed);
/// assert_eq!(sight.breaks[0].gap, Gap::NoStages);
/// assert_eq!(sight.breaks[1].words(&model), "Onboard delivers no product or service.");
/// ```
#[must_use]
pub fn line_of_sight(document: &Document, promise: &ElementId) -> Option<Sight> {
    document.element(promise).filter(|e| e.kind == ElementKind::ValueProposition)?;
    let mut line = Line { document, parts: BTreeMap::new(), relations: BTreeSet::new(), breaks: BTreeSet::new() };
    line.follow(promise);
    let promised: BTreeSet<ElementId> = line.parts.get(&Part::Promised).into_iter().flatten().cloned().collect();
    let consumers: BTreeSet<ElementId> = line.parts.get(&Part::Consumers).into_iter().flatten().cloned().collect();
    let closed = !promised.is_disjoint(&consumers);
    // Where nothing is delivered that is the reason, and said already.
    if !line.breaks.iter().any(|b| matches!(b.gap, Gap::NoStream | Gap::NothingDelivered)) {
        for missed in promised.difference(&consumers) {
            line.breaks.insert(Break { gap: Gap::NotReached, element: missed.clone() });
        }
    }
    let parts = line.parts.into_iter().filter(|(_, ids)| !ids.is_empty()).collect();
    let breaks = line.breaks.into_iter().collect();
    Some(Sight { promise: promise.clone(), parts, relations: line.relations, breaks, closed })
}

/// Whether the value loop of a promise is closed (A27).
#[must_use]
pub fn is_closed(document: &Document, promise: &ElementId) -> bool {
    line_of_sight(document, promise).is_some_and(|sight| sight.closed)
}

/// A line of sight being followed.
struct Line<'a> {
    document: &'a Document,
    parts: BTreeMap<Part, Vec<ElementId>>,
    relations: BTreeSet<RelationId>,
    breaks: BTreeSet<Break>,
}

impl Line<'_> {
    fn follow(&mut self, promise: &ElementId) {
        let promised =
            self.from(std::slice::from_ref(promise), RelationKind::OfferedTo, Outgoing, ElementKind::Stakeholder);
        let streams =
            self.from(std::slice::from_ref(promise), RelationKind::Drives, Outgoing, ElementKind::ValueStream);
        self.note_gap(Gap::NotOffered, promised.is_empty(), promise);
        self.note_gap(Gap::NoStream, streams.is_empty(), promise);
        let mut all_stages = Vec::new();
        let mut items = Vec::new();
        for stream in &streams {
            let stages: Vec<ElementId> = stages(self.document, stream).into_iter().map(|s| s.id.clone()).collect();
            self.note(std::slice::from_ref(stream), RelationKind::Contains, Outgoing, &stages);
            self.note_gap(Gap::NoStages, stages.is_empty(), stream);
            let work: Vec<ElementId> = std::iter::once(stream).chain(&stages).cloned().collect();
            let delivered = self.from(&work, RelationKind::Delivers, Outgoing, ElementKind::PortfolioItem);
            // A stream that enables others is there for them.
            let is_core = || self.document.element(stream).is_some_and(|stream| is_core(self.document, stream));
            let nothing = delivered.is_empty() && is_core();
            self.note_gap(Gap::NothingDelivered, nothing, stream);
            self.used(stream, &stages);
            items.extend(delivered);
            all_stages.extend(stages);
        }
        let items = self.unique(items);
        let work: Vec<ElementId> = streams.iter().chain(&all_stages).cloned().collect();
        let processes = self.from(&work, RelationKind::Enables, Incoming, ElementKind::Process);
        let mut on = [work.as_slice(), &processes, &items].concat();
        let mut technologies = self.from(&on, RelationKind::Enables, Incoming, ElementKind::Technology);
        technologies.extend(self.from(&items, RelationKind::DependsOn, Outgoing, ElementKind::Technology));
        let technologies = self.depended_on(&technologies);
        on.extend(technologies.iter().cloned());
        let partners = self.suppliers(on);
        let mut consumers = Vec::new();
        for item in &items {
            let consuming =
                self.from(std::slice::from_ref(item), RelationKind::Consumes, Incoming, ElementKind::Stakeholder);
            self.note_gap(Gap::NoConsumer, consuming.is_empty(), item);
            consumers.extend(consuming);
        }
        let consumers = self.unique(consumers);
        let people = self.people(&work, &items, &technologies, &partners);
        for partner in &partners {
            let without = self.document.element(partner).is_some_and(|e| contracts(e).is_empty());
            self.note_gap(Gap::NoContract, without, partner);
        }
        self.parts = BTreeMap::from([
            (Part::Promised, promised),
            (Part::Streams, streams),
            (Part::Stages, all_stages),
            (Part::People, people),
            (Part::Processes, processes),
            (Part::Technologies, technologies),
            (Part::Partners, partners),
            (Part::Items, items),
            (Part::Consumers, consumers),
        ]);
    }

    /// Notes a gap, if it is one.
    fn note_gap(&mut self, gap: Gap, is_missing: bool, element: &ElementId) {
        if is_missing {
            self.breaks.insert(Break { gap, element: element.clone() });
        }
    }

    /// What relations of a kind lead to from some elements, by name; the relations are noted.
    fn from(
        &mut self,
        from: &[ElementId],
        relation: RelationKind,
        way: Direction,
        kind: ElementKind,
    ) -> Vec<ElementId> {
        let mut found = Vec::new();
        for id in from {
            for (other, by) in self.document.index().relations_of_kind(id, relation, way) {
                if self.document.element(other).is_some_and(|e| e.kind == kind) {
                    self.relations.insert(by.clone());
                    found.push(other.clone());
                }
            }
        }
        self.unique(found)
    }

    /// Notes the relations of a kind between some elements and these.
    fn note(&mut self, from: &[ElementId], relation: RelationKind, way: Direction, to: &[ElementId]) {
        let to: BTreeSet<&ElementId> = to.iter().collect();
        for id in from {
            let known = self.document.index().relations_of_kind(id, relation, way);
            self.relations.extend(known.filter(|(other, _)| to.contains(other)).map(|(_, by)| by.clone()));
        }
    }

    /// Each once, by name.
    fn unique(&self, ids: Vec<ElementId>) -> Vec<ElementId> {
        let set: BTreeSet<ElementId> = ids.into_iter().collect();
        let mut ids: Vec<ElementId> = set.into_iter().collect();
        ids.sort_by_cached_key(|id| self.document.element(id).map(|e| e.shown_name().to_lowercase()));
        ids
    }

    /// Technologies with all that these depend on.
    fn depended_on(&mut self, technologies: &[ElementId]) -> Vec<ElementId> {
        let mut all: BTreeSet<ElementId> = technologies.iter().cloned().collect();
        let mut edge: Vec<ElementId> = all.iter().cloned().collect();
        while !edge.is_empty() {
            let next = self.from(&edge, RelationKind::DependsOn, Outgoing, ElementKind::Technology);
            edge = next.into_iter().filter(|id| all.insert(id.clone())).collect();
        }
        self.unique(all.into_iter().collect())
    }

    /// Who supplies any of these, and who supplies them.
    fn suppliers(&mut self, on: Vec<ElementId>) -> Vec<ElementId> {
        let mut all = BTreeSet::new();
        let mut edge = on;
        while !edge.is_empty() {
            let next = self.from(&edge, RelationKind::Supplies, Incoming, ElementKind::Partner);
            edge = next.into_iter().filter(|id| all.insert(id.clone())).collect();
        }
        self.unique(all.into_iter().collect())
    }

    /// Who answers for the work or does it; what nobody answers for is a gap.
    fn people(
        &mut self,
        work: &[ElementId],
        items: &[ElementId],
        technologies: &[ElementId],
        partners: &[ElementId],
    ) -> Vec<ElementId> {
        let mut people = Vec::new();
        for id in work.iter().chain(items).chain(technologies).chain(partners) {
            let nobody = accountable(self.document, id).is_none();
            self.note_gap(Gap::NobodyAccountable, nobody, id);
            for (who, by) in self.document.index().relations_of_kind(id, RelationKind::AssignedTo, Incoming) {
                if does(self.document, by).is_some() {
                    self.relations.insert(by.clone());
                    people.push(who.clone());
                }
            }
        }
        self.unique(people)
    }

    /// What a stage of a stream uses, itself or with its stream; a stage that names nothing is a gap.
    fn used(&mut self, stream: &ElementId, stages: &[ElementId]) {
        let uses = |id: &ElementId| {
            let enabled = self.document.index().relations_of_kind(id, RelationKind::Enables, Incoming).next().is_some();
            enabled || self.document.index().relations_of_kind(id, RelationKind::Supplies, Incoming).next().is_some()
        };
        let enabled = self.document.index().relations_of_kind(stream, RelationKind::Enables, Incoming).next().is_some();
        let unused: Vec<ElementId> = stages.iter().filter(|stage| !enabled && !uses(stage)).cloned().collect();
        for stage in unused {
            self.breaks.insert(Break { gap: Gap::NothingUsed, element: stage });
        }
    }
}
