//! What streams cost in a year: the costs of partners, technologies, processes and roles pushed on to what they serve (A9).
//!
//! Knows nothing about what items are invested in, and nothing about incomes.

use std::collections::{BTreeMap, BTreeSet};

use super::accountable::{A, R};
use super::cost::{contract_value, people_cost, run_cost};
use super::date::Date;
use super::settings;
use crate::model::attr::{Choice, Money, assigned_to, enables, supplies};
use crate::model::{Direction, Document, Element, ElementId, ElementKind, Relation, RelationId, RelationKind};

/// The kinds that have costs to push on, each before those that it pushes to.
const SOURCES: [ElementKind; 4] =
    [ElementKind::Partner, ElementKind::Technology, ElementKind::Process, ElementKind::Role];

/// Money that is pushed from one element to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Push {
    /// From where.
    pub from: ElementId,
    /// To where.
    pub to: ElementId,
    /// Over which relation; a stage hands what it has to its stream over `contains`.
    pub relation: RelationId,
    /// Which share of what `from` has, 0 to 1.
    pub share: f64,
    /// How much that is, in a year.
    pub money: Money,
}

/// The yearly costs of a model, stream by stream and source by source.
#[derive(Clone, Debug, PartialEq)]
pub struct RollUp {
    /// What each source costs itself, for those that state it.
    pub direct: BTreeMap<ElementId, Money>,
    /// What each stream costs: what reaches itself and its stages. Every stream is there.
    pub streams: BTreeMap<ElementId, Money>,
    /// What could not be pushed on, by the element from which nothing leads on. Only amounts above 0.
    pub unallocated: BTreeMap<ElementId, Money>,
    /// The sum of all direct costs, which is the sum of all streams and all that is unallocated.
    pub total: Money,
    /// Every step from the sources to the streams, each element before those that it pushes to.
    pub pushes: Vec<Push>,
    /// Where the pushes to each element stand.
    received: BTreeMap<ElementId, Vec<usize>>,
    /// Where the pushes of stages to their streams begin.
    by_stages: usize,
}

/// A9, cost roll-up to streams, in the model's currency a year. `None` when no cost is stated.
///
/// - direct(partner) = sum of the values of its contracts that are active on the day; direct(technology, process) =
///   running cost a year; direct(role) = FTE * cost of one FTE.
/// - Costs are pushed from partners to technologies, processes, stages and streams, from technologies to processes, stages
///   and streams, from processes to stages and streams, and from roles that are R or A to stages and streams. Each source
///   splits by the `share` of the relations; those without one split the remainder equally. Relations to anything else
///   take no part, so what a partner supplies only to partners stays with it, and no cycle can arise.
/// - cost(stream) = what reaches the stream + what reaches its stages. What has no target is unallocated, and so is the
///   remainder where shares add up to less than 1; where they add up to more, each is cut in proportion. A share outside 0
///   to 1 and an amount below 0 read as absent.
/// - Invariant: sum of streams + unallocated = sum of direct costs.
///
/// Without a day every contract counts.
///
/// Source: activity-based costing, two-stage allocation. Its worked example, technology T of 120,000 for stages of two
/// streams in the ratio 3 to 1, contract P of 60,000 for one, a role of 2 FTE * 80,000 accountable for both:
///
/// ```
/// use opcanvas::analysis::roll_up::roll_up;
///
/// let model = opcanvas::format::load(br#"{"format": "opcanvas", "version": 1, "elements": [
///     {"id": "x", "kind": "value_stream", "name": "Stream 1"}, {"id": "s1", "kind": "stage", "name": "s1"},
///     {"id": "y", "kind": "value_stream", "name": "Stream 2"}, {"id": "s2", "kind": "stage", "name": "s2"},
///     {"id": "t", "kind": "technology", "name": "T", "vocr": {"cost": {"runPerYear": 120000}}},
///     {"id": "p", "kind": "partner", "name": "P", "attributes": {"contracts": [{"valuePerYear": 60000}]}},
///     {"id": "r", "kind": "role", "name": "R", "attributes": {"fte": 2, "costPerFte": 80000}}],
///   "relations": [
///     {"id": "1", "kind": "contains", "source": "x", "target": "s1"},
///     {"id": "2", "kind": "contains", "source": "y", "target": "s2"},
///     {"id": "3", "kind": "enables", "source": "t", "target": "s1", "attributes": {"share": 0.75}},
///     {"id": "4", "kind": "enables", "source": "t", "target": "s2", "attributes": {"share": 0.25}},
///     {"id": "5", "kind": "supplies", "source": "p", "target": "s1"},
///     {"id": "6", "kind": "assigned_to", "source": "r", "target": "s1", "attributes": {"raci": "A"}},
///     {"id": "7", "kind": "assigned_to", "source": "r", "target": "s2", "attributes": {"raci": "A"}}]}"#);
/// let costs = roll_up(&model.unwrap().document, None).unwrap();
/// assert_eq!(costs.streams[&"x".into()].0, 230_000.0);
/// assert_eq!(costs.streams[&"y".into()].0, 110_000.0);
/// assert_eq!((costs.total.0, costs.unallocated.len()), (340_000.0, 0));
/// ```
#[must_use]
pub fn roll_up(document: &Document, day: Option<Date>) -> Option<RollUp> {
    let sources = SOURCES.into_iter().flat_map(|kind| document.index().of_kind(kind));
    let direct = sources.filter_map(|id| Some((id.clone(), direct(document.element(id)?, day)?)));
    let direct: BTreeMap<ElementId, Money> = direct.collect();
    let total: f64 = direct.values().map(|money| money.0).sum();
    // Amounts beyond all numbers say nothing; below that no part of the sum can leave them.
    if direct.is_empty() || !total.is_finite() {
        return None;
    }
    // What each element has to push on.
    let mut pool: BTreeMap<ElementId, f64> = direct.iter().map(|(id, money)| (id.clone(), money.0)).collect();
    let streams = document.index().of_kind(ElementKind::ValueStream);
    let mut costs = RollUp {
        direct,
        streams: streams.map(|id| (id.clone(), Money(0.0))).collect(),
        unallocated: BTreeMap::new(),
        total: Money(total),
        pushes: Vec::new(),
        received: BTreeMap::new(),
        by_stages: 0,
    };
    costs.push_on(document, &mut pool);
    costs.gather(document, &mut pool);
    for (id, money) in &mut costs.streams {
        *money = Money(pool.get(id).copied().unwrap_or(0.0));
    }
    Some(costs)
}

impl RollUp {
    fn push(&mut self, pool: &mut BTreeMap<ElementId, f64>, push: Push) {
        *pool.entry(push.to.clone()).or_default() += push.money.0;
        self.received.entry(push.to.clone()).or_default().push(self.pushes.len());
        self.pushes.push(push);
    }

    /// Pushes what the sources have to stages and streams.
    fn push_on(&mut self, document: &Document, pool: &mut BTreeMap<ElementId, f64>) {
        for id in SOURCES.into_iter().flat_map(|kind| document.index().of_kind(kind)) {
            let Some(has) = pool.get(id).copied().filter(|has| *has > 0.0) else { continue };
            let shares = shares(document, id);
            let mut left = 1.0;
            for (to, relation, share) in shares {
                left -= share;
                self.push(pool, Push { from: id.clone(), to, relation, share, money: Money(has * share) });
            }
            // What is left by rounding is no part of the cost.
            if left > 1e-9 {
                self.unallocated.insert(id.clone(), Money(has * left));
            }
        }
    }

    /// Hands what reached the stages to their streams.
    fn gather(&mut self, document: &Document, pool: &mut BTreeMap<ElementId, f64>) {
        self.by_stages = self.pushes.len();
        for id in document.index().of_kind(ElementKind::Stage) {
            let Some(has) = pool.get(id).copied().filter(|has| *has > 0.0) else { continue };
            let stream = document.index().relations_of_kind(id, RelationKind::Contains, Direction::Incoming).next();
            match stream {
                Some((stream, relation)) => {
                    let (from, to, relation) = (id.clone(), stream.clone(), relation.clone());
                    self.push(pool, Push { from, to, relation, share: 1.0, money: Money(has) });
                }
                None => drop(self.unallocated.insert(id.clone(), Money(has))),
            }
        }
    }

    /// What is pushed to an element.
    pub fn into(&self, element: &ElementId) -> impl Iterator<Item = &Push> {
        self.places(element).map(|at| &self.pushes[at])
    }

    /// What is pushed to a stream and to its stages from outside of it: its costs by the last source they come through.
    #[must_use]
    pub fn into_stream(&self, stream: &ElementId) -> Vec<&Push> {
        let (from_stages, own): (Vec<usize>, Vec<usize>) = self.places(stream).partition(|at| *at >= self.by_stages);
        let through = from_stages.into_iter().flat_map(|at| self.places(&self.pushes[at].from));
        own.into_iter().chain(through).map(|at| &self.pushes[at]).collect()
    }

    /// The sources whose direct costs a stream bears and how much of each, the largest first.
    #[must_use]
    pub fn sources_of(&self, stream: &ElementId) -> Vec<(ElementId, Money)> {
        // Which part of what an element has reaches the stream.
        let mut reaching: BTreeMap<&ElementId, f64> = BTreeMap::from([(stream, 1.0)]);
        let mut open: BTreeSet<usize> = self.places(stream).collect();
        // From the last push to the first: whoever pushes on has received all before.
        while let Some(at) = open.pop_last() {
            let push = &self.pushes[at];
            let part = reaching.get(&push.to).copied().unwrap_or(0.0) * push.share;
            if !reaching.contains_key(&push.from) {
                open.extend(self.places(&push.from));
            }
            *reaching.entry(&push.from).or_default() += part;
        }
        let bears = |(id, part): (&ElementId, f64)| {
            let Money(own) = self.direct.get(id).copied()?;
            (own * part > 0.0).then(|| (id.clone(), Money(own * part)))
        };
        let mut found: Vec<_> = reaching.into_iter().filter_map(bears).collect();
        found.sort_by(|a, b| b.1.0.total_cmp(&a.1.0).then_with(|| a.0.cmp(&b.0)));
        found
    }

    /// Where the pushes to an element stand.
    fn places(&self, element: &ElementId) -> impl Iterator<Item = usize> + use<'_> {
        self.received.get(element).into_iter().flatten().copied()
    }
}

/// What a source costs itself in a year; `None` of what is no source, and where it does not say.
fn direct(element: &Element, day: Option<Date>) -> Option<Money> {
    let cost = match element.kind {
        ElementKind::Partner => contract_value(element, day),
        ElementKind::Technology | ElementKind::Process => run_cost(element).filter(|cost| *cost >= 0.0),
        ElementKind::Role => people_cost(element).filter(|cost| *cost >= 0.0),
        _ => None,
    };
    cost.map(Money)
}

/// Where what a source has goes, over which relation and in which shares, which are at most 1 together.
fn shares(document: &Document, id: &ElementId) -> Vec<(ElementId, RelationId, f64)> {
    let kinds = [RelationKind::Supplies, RelationKind::Enables, RelationKind::AssignedTo];
    let all = kinds.into_iter().flat_map(|kind| document.index().relations_of_kind(id, kind, Direction::Outgoing));
    let targets = all.filter_map(|(target, by)| {
        let (relation, kind) = (document.relation(by)?, document.element(target)?.kind);
        takes_cost(document, relation, kind).then(|| (target.clone(), by.clone(), share(relation)))
    });
    let targets: Vec<(ElementId, RelationId, Option<f64>)> = targets.collect();
    let stated: f64 = targets.iter().filter_map(|(.., share)| *share).sum();
    let open = targets.iter().filter(|(.., share)| share.is_none()).count();
    let rest = (1.0 - stated).max(0.0) / open as f64;
    let cut = stated.max(1.0);
    targets.into_iter().map(|(id, by, share)| (id, by, share.map_or(rest, |share| share / cut))).collect()
}

/// Whether the cost of a source goes on over a relation to an element of a kind.
fn takes_cost(document: &Document, relation: &Relation, target: ElementKind) -> bool {
    use ElementKind::{Process, Stage, Technology, ValueStream};
    match relation.kind {
        RelationKind::Supplies => matches!(target, Technology | Process | Stage | ValueStream),
        RelationKind::Enables => matches!(target, Process | Stage | ValueStream),
        _ => {
            let raci = settings::of_relation(document, relation, assigned_to::RACI);
            matches!(target, Stage | ValueStream) && raci.is_some_and(|Choice(raci)| raci == R || raci == A)
        }
    }
}

/// The share that a relation states, unless none can be so.
fn share(relation: &Relation) -> Option<f64> {
    let share = match relation.kind {
        RelationKind::Supplies => relation.get(supplies::SHARE),
        RelationKind::Enables => relation.get(enables::SHARE),
        _ => relation.get(assigned_to::SHARE),
    };
    share.filter(|share| (0.0..=1.0).contains(share))
}
