//! What rules ask of a model: elements, relations around them, thresholds and totals, each question noted.
//!
//! A rule reads what it does not look at itself through here only; what it read is what it depends on.
//!
//! Knows nothing about any rule.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};

use ecow::EcoString;

use super::cycles::{Cycles, Ring};
use super::read::{Key, Read};
use super::totals::{Count, Totals};
use crate::analysis::source::Source;
use crate::analysis::{Date, as_of, settings, single_points};
use crate::model::attr::{Attr, Choice, FromValue, Owner, assigned_to};
use crate::model::index::folded;
use crate::model::metamodel::AttributeType;
use crate::model::{
    Direction, Document, Element, ElementId, ElementKind, Metamodel, Relation, RelationId, RelationKind, Value,
};

pub use super::totals::{CONSUMER_ROLES, Count as Total};

/// The day, the thresholds and the defaults that the rules go by.
#[derive(Clone, Debug, Default)]
pub struct Limits {
    /// The day that dates are compared with.
    pub as_of: Option<Date>,
    /// A contract ends soon from so many days on.
    pub expiry_warn_days: i64,
    /// The concentration of partners is high above this.
    pub hhi_high: f64,
    /// ... where there are at least so many partners.
    pub hhi_min_partners: i64,
    /// Layers of units below the top.
    pub max_layers: i64,
    /// Elements one role may answer for.
    pub max_accountable: i64,
    /// Days from idea to first use.
    pub max_time_to_market: f64,
    /// The least share of investment that transforms, 0 to 1.
    pub min_transform: f64,
    /// Support ends soon from so many days on.
    pub support_warn_days: i64,
    /// Critical from here on, 1 to 5.
    pub critical_from: i64,
    /// The least openness to learning, 1 to 5.
    pub min_learning: i64,
    /// A culture gap is large from here on.
    pub culture_gap_warn: i64,
    /// A risk is critical from here on, likelihood times impact.
    pub risk_critical: i64,
    /// The kinds of relations that state amounts: percentages, money or time, themselves or in lists and records.
    pub kinds_with_amounts: Vec<RelationKind>,
    defaults: HashMap<(Owner, EcoString), Value>,
}

impl Limits {
    /// Those of a document.
    #[must_use]
    pub fn of(document: &Document, today: Option<Date>) -> Self {
        let number = |key: &str, otherwise: f64| settings::number(document, key).unwrap_or(otherwise);
        let whole = |key: &str, otherwise: i64| settings::whole(document, key).unwrap_or(otherwise);
        let metamodel = document.metamodel();
        let mut defaults = HashMap::new();
        for kind in ElementKind::ALL {
            for def in metamodel.element_attributes(kind) {
                let value = def.default.clone();
                defaults.extend(value.map(|value| ((Owner::Element(kind), def.key.clone()), value)));
            }
        }
        for kind in RelationKind::ALL {
            for def in metamodel.relation_attributes(kind) {
                let value = def.default.clone();
                defaults.extend(value.map(|value| ((Owner::Relation(kind), def.key.clone()), value)));
            }
        }
        Self {
            as_of: as_of(document, today),
            expiry_warn_days: whole("expiryWarnDays", 90),
            hhi_high: number("hhiHigh", 0.25),
            hhi_min_partners: whole("hhiMinPartners", 3),
            max_layers: whole("maxLayers", 3),
            max_accountable: whole("maxA", 12),
            max_time_to_market: number("maxTtm", 180.0),
            min_transform: number("minTransform", 0.05),
            support_warn_days: whole("supportWarnDays", 365),
            critical_from: whole("criticalFrom", 4),
            min_learning: whole("minLearning", 3),
            culture_gap_warn: whole("cultureGapWarn", 2),
            risk_critical: whole("riskCritical", 15),
            kinds_with_amounts: RelationKind::ALL.into_iter().filter(|kind| states_amounts(metamodel, *kind)).collect(),
            defaults,
        }
    }

    /// The year of the day.
    #[must_use]
    pub fn year(&self) -> Option<i64> {
        self.as_of.map(Date::year)
    }

    /// What an element says of itself: its own value, else what absence means.
    #[must_use]
    pub fn settled<T: FromValue>(&self, element: &Element, attr: Attr<T>) -> Option<T> {
        element.get(attr).or_else(|| self.default(attr))
    }

    /// What a relation says of itself: its own value, else what absence means.
    #[must_use]
    pub fn settled_of<T: FromValue>(&self, relation: &Relation, attr: Attr<T>) -> Option<T> {
        relation.get(attr).or_else(|| self.default(attr))
    }

    fn default<T: FromValue>(&self, attr: Attr<T>) -> Option<T> {
        self.defaults.get(&(attr.owner, EcoString::from(attr.key))).and_then(T::from_value)
    }
}

fn states_amounts(metamodel: &Metamodel, kind: RelationKind) -> bool {
    use AttributeType::{Duration, List, Money, Percent, Record};
    let is_amount = |ty: &AttributeType| matches!(ty, Percent | Money | Duration | List { .. } | Record { .. });
    metamodel.relation_attributes(kind).iter().any(|def| is_amount(&def.ty))
}

/// What rules ask of a model.
pub struct Facts<'a> {
    document: &'a Document,
    /// The day and the thresholds.
    pub limits: &'a Limits,
    totals: &'a Totals,
    cycles: &'a Cycles,
    /// What was read since the last [`Facts::take_reads`]; `None` where nobody follows the model.
    reads: Option<RefCell<Vec<Key>>>,
    own: RefCell<Option<ElementId>>,
    visited: Cell<usize>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(
        document: &'a Document,
        limits: &'a Limits,
        totals: &'a Totals,
        cycles: &'a Cycles,
        noted: bool,
    ) -> Self {
        let reads = noted.then(RefCell::default);
        Self { document, limits, totals, cycles, reads, own: RefCell::default(), visited: Cell::new(0) }
    }

    /// Begins to look at an element (its own reads need no note) or at something else.
    pub(super) fn look_at(&self, own: Option<&ElementId>) {
        *self.own.borrow_mut() = own.cloned();
        self.visited.set(self.visited.get() + 1);
    }

    /// What was read since it was last asked, each once.
    pub(super) fn take_reads(&self) -> Vec<Key> {
        let mut reads = self.reads.as_ref().map(RefCell::take).unwrap_or_default();
        reads.sort_unstable();
        reads.dedup();
        reads
    }

    /// How many elements and relations were looked at.
    pub(super) const fn visited(&self) -> &Cell<usize> {
        &self.visited
    }

    fn note(&self, id: Option<&ElementId>, read: &Read<'_>) {
        let Some(reads) = &self.reads else { return };
        if id.is_none() || id != self.own.borrow().as_ref() {
            reads.borrow_mut().push(read.key());
            self.visited.set(self.visited.get() + 1);
        }
    }

    /// Labels and legal pairs.
    #[must_use]
    pub fn metamodel(&self) -> &'a Metamodel {
        self.document.metamodel()
    }

    /// What the model is called.
    #[must_use]
    pub fn model_name(&self) -> &'a str {
        self.document.name()
    }

    /// An element.
    #[must_use]
    pub fn element(&self, id: &ElementId) -> Option<&'a Element> {
        self.note(Some(id), &Read::Element(id));
        self.document.element(id).map(|e| &**e)
    }

    /// Of which kind an element is. An element never goes before its relations.
    #[must_use]
    pub fn kind(&self, id: &ElementId) -> Option<ElementKind> {
        self.note(Some(id), &Read::Kind(id));
        self.document.element(id).map(|e| e.kind)
    }

    /// The relations of a kind that leave or reach an element.
    pub fn relations(
        &self,
        id: &ElementId,
        kind: RelationKind,
        direction: Direction,
    ) -> impl Iterator<Item = &'a Relation> + use<'a> {
        self.note(Some(id), &Read::around(id, kind, direction));
        let document = self.document;
        let ids = document.index().relations_of_kind(id, kind, direction);
        ids.filter_map(move |(_, id)| document.relation(id)).map(|r| &**r)
    }

    /// The elements at the other end of the relations of a kind, in the order of their ids.
    pub fn others(
        &self,
        id: &ElementId,
        kind: RelationKind,
        direction: Direction,
    ) -> impl Iterator<Item = &'a ElementId> + use<'a> {
        self.note(Some(id), &Read::around(id, kind, direction));
        self.document.index().relations_of_kind(id, kind, direction).map(|(other, _)| other)
    }

    /// What relations of a kind lead to from an element.
    pub fn to(&self, id: &ElementId, kind: RelationKind) -> impl Iterator<Item = &'a ElementId> + use<'a> {
        self.others(id, kind, Direction::Outgoing)
    }

    /// Where relations of a kind to an element come from.
    pub fn from(&self, id: &ElementId, kind: RelationKind) -> impl Iterator<Item = &'a ElementId> + use<'a> {
        self.others(id, kind, Direction::Incoming)
    }

    /// Whether any relation of a kind leaves an element.
    #[must_use]
    pub fn leads(&self, id: &ElementId, kind: RelationKind) -> bool {
        self.to(id, kind).next().is_some()
    }

    /// Whether any relation of a kind reaches an element.
    #[must_use]
    pub fn is_led_to(&self, id: &ElementId, kind: RelationKind) -> bool {
        self.from(id, kind).next().is_some()
    }

    /// Whether an element has any relation at all.
    #[must_use]
    pub fn is_joined(&self, id: &ElementId) -> bool {
        // Only ever asked of the element that is looked at, so that it needs no note.
        let index = self.document.index();
        let ways = [Direction::Outgoing, Direction::Incoming];
        ways.into_iter().any(|way| index.relations_of(id, way).next().is_some())
    }

    /// The stages of a stream.
    #[must_use]
    pub fn stages(&self, stream: &ElementId) -> Vec<&'a Element> {
        let inside = self.to(stream, RelationKind::Contains);
        inside.filter_map(|id| self.element(id)).filter(|e| e.kind == ElementKind::Stage).collect()
    }

    /// A stream and its stages.
    #[must_use]
    pub fn stream_and_stages(&self, stream: &ElementId) -> Vec<&'a ElementId> {
        let own = self.document.element(stream).map(|e| &e.id);
        let inside = self.to(stream, RelationKind::Contains);
        own.into_iter().chain(inside.filter(|id| self.kind(id) == Some(ElementKind::Stage))).collect()
    }

    /// The model itself, for an analysis of a stream; everything that it may read of the stream is noted.
    #[must_use]
    pub fn document_of_stream(&self, stream: &ElementId) -> &'a Document {
        for stage in self.stages(stream) {
            let _ = self.relations(&stage.id, RelationKind::FlowsTo, Direction::Outgoing);
        }
        self.document
    }

    /// Who is R, A, C or I for an element, once for every relation that says so.
    #[must_use]
    pub fn assigned(&self, id: &ElementId, letter: &str) -> Vec<&'a ElementId> {
        let all = self.relations(id, RelationKind::AssignedTo, Direction::Incoming);
        all.filter(|r| Self::letter(r).is_some_and(|Choice(l)| l == letter)).map(|r| &r.source).collect()
    }

    /// For how many elements a role or unit is one of these letters.
    #[must_use]
    pub fn answers(&self, who: &ElementId, letters: &[&str]) -> usize {
        let all = self.relations(who, RelationKind::AssignedTo, Direction::Outgoing);
        let is_one = |r: &&Relation| Self::letter(r).is_some_and(|Choice(l)| letters.contains(&l.as_str()));
        // What is said twice of one element is said of one.
        all.filter(is_one).map(|r| &r.target).collect::<HashSet<_>>().len()
    }

    fn letter(relation: &Relation) -> Option<Choice> {
        // A letter that is not stated is none, though the inspector proposes one.
        relation.get(assigned_to::RACI)
    }

    /// Relations that the file holds but the model cannot: they join what may not be joined, or lack an end.
    pub fn refused(&self) -> impl Iterator<Item = &'a crate::model::aside::AsideRelation> + use<'a> {
        self.document.aside().relations.iter()
    }

    /// Ids of the relations of a kind from one element to another.
    pub fn between(
        &self,
        source: &ElementId,
        kind: RelationKind,
        target: &ElementId,
    ) -> impl Iterator<Item = &'a Relation> + use<'a> {
        self.note(None, &Read::Between(source, kind, target));
        let document = self.document;
        let ids = document.index().between(source, kind, target);
        ids.filter_map(move |id: &RelationId| document.relation(id)).map(|r| &**r)
    }

    /// The other elements of the same kind with the same name, without regard to case.
    #[must_use]
    pub fn namesakes(&self, element: &Element) -> Vec<ElementId> {
        self.note(None, &Read::Name(element.kind, &folded(&element.name)));
        let same = self.document.index().named(&element.name);
        same.filter(|id| **id != element.id && self.kind(id) == Some(element.kind)).cloned().collect()
    }

    /// How often a contract of the model has a reference.
    #[must_use]
    pub fn references(&self, reference: &EcoString) -> i64 {
        self.note(None, &Read::Reference(reference));
        self.totals.references(reference)
    }

    /// Whether any unit is built around customers.
    #[must_use]
    pub fn has_customer_unit(&self) -> bool {
        self.note(None, &Read::CustomerUnits);
        self.totals.count(Count::CustomerUnits) > 0
    }

    /// Whether an element is on a cycle.
    #[must_use]
    pub fn is_on(&self, ring: Ring, id: &ElementId) -> bool {
        // When that changes the element is looked at again, so that it needs no note.
        self.cycles.has(ring, id)
    }

    /// Whether a stream is there for consumers, and not for other streams.
    #[must_use]
    pub fn is_core(&self, stream: &Element) -> bool {
        single_points::is_core(self, stream)
    }

    /// How many parents the file claims for an element.
    #[must_use]
    pub fn parents(&self, id: &ElementId) -> usize {
        self.from(id, RelationKind::Contains).count() + self.cycles.more_parents(id)
    }

    /// The totals; for rules about the whole model, which are asked after every edit.
    #[must_use]
    pub const fn totals(&self) -> &'a Totals {
        self.totals
    }
}

impl<'a, 'f> Source<'a> for &'f Facts<'a> {
    fn element(self, id: &ElementId) -> Option<&'a Element> {
        Facts::element(self, id)
    }

    fn kind(self, id: &ElementId) -> Option<ElementKind> {
        Facts::kind(self, id)
    }

    fn relations(
        self,
        id: &ElementId,
        kind: RelationKind,
        direction: Direction,
    ) -> impl Iterator<Item = &'a Relation> + use<'a, 'f> {
        Facts::relations(self, id, kind, direction)
    }

    fn settled<T: FromValue>(self, element: &Element, attr: Attr<T>) -> Option<T> {
        self.limits.settled(element, attr)
    }

    fn threshold(self, key: &str) -> Option<i64> {
        settings::whole(self.document, key)
    }
}
