//! How long a stream takes: the sum, the longest path or the expected way of its stages (A1, A2, A3), in hours.
//!
//! Knows nothing about targets: whether that is too long is for a rule to say.

use std::collections::BTreeMap;

use crate::model::attr::{Hours, flows_to, stage};
use crate::model::{Direction, Document, Element, ElementId, ElementKind, RelationKind};

/// Which of the analyses counts for a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// A1: no flows or a single chain; the sum of all stages and hand-off delays.
    Sum,
    /// A2: stages branch; the longest path over the flows, hand-off delays included.
    LongestPath,
    /// A3: some flow has a probability below 1; what is to be expected.
    Expected,
}

/// How long a stream takes.
#[derive(Clone, Debug, PartialEq)]
pub struct LeadTime {
    /// Business hours from its start to its end.
    pub hours: Hours,
    /// How they were reckoned.
    pub method: Method,
    /// The stages that decide it, in the order of the work: all of them for A1, the critical path for A2, the likeliest
    /// way for A3.
    pub path: Vec<ElementId>,
    /// How many stages have no lead time; they count as none, so the stream may take longer than the hours say.
    pub unknown: usize,
    /// What the hours are the sum of: the lead times of stages and the delays between them that are stated, in the order
    /// of the stages.
    pub parts: Vec<Part>,
}

/// A part of the hours that a stream takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The stage; for a hand-off the one that the work waits to leave.
    pub stage: ElementId,
    /// For a hand-off the stage that the work waits for.
    pub hand_off_to: Option<ElementId>,
    /// How likely it is that work comes by, 0 to 1; 1 where nothing is left to chance.
    pub probability: f64,
    /// How long it takes.
    pub hours: Hours,
}

/// The stages of a stream in their order.
#[must_use]
pub fn stages<'a>(document: &'a Document, stream: &ElementId) -> Vec<&'a Element> {
    let children = document.children(stream).into_iter();
    children.map(|child| &**child).filter(|child| child.kind == ElementKind::Stage).collect()
}

/// The lead time of a stream that counts, in hours: A3 where a flow has a probability below 1, else A2 where stages
/// branch, else A1. `None` when no stage has a lead time.
///
/// - A1, total lead time = sum of lead times + sum of hand-off delays.
/// - A2, with parallel branches = longest path: the greatest sum of lead times and hand-off delays over all ways through
///   the flows; the stages on it are the critical path.
/// - A3, with alternatives: E(s) = LT(s) + sum of p * (hand-off delay + E(next)) from the first stages on; where several
///   flows leave a stage and all are certain the branches run in parallel, and the longest counts as in A2.
///
/// Flows that are marked as rework are left out, and so is a flow that closes a cycle without being marked: the flow
/// that leads back, seen from the first stages on. Flows to other streams are not part of this one.
///
/// Source: Lean, value stream mapping (A1); the critical path method (A2); expected value over the ways (A3).
///
/// ```
/// use opcanvas::analysis::lead_time::{Method, lead_time};
/// # use opcanvas::model::Document;
/// # fn stream(hours: &[(&str, f64)], flows: &str) -> Document {
/// #     let stages = (1..).zip(hours).map(|(i, (id, h))| format!(r#",{{"id": "{id}", "kind": "stage", "name": "{id}",
/// #         "attributes": {{"order": {i}, "leadTime": {h}}}}}"#)).collect::<String>();
/// #     let parts = hours.iter().map(|(id, _)| format!(r#"{{"id": "c{id}", "kind": "contains", "source": "vs",
/// #         "target": "{id}"}},"#)).collect::<String>();
/// #     let flows = flows.split(' ').filter(|f| !f.is_empty()).map(|f| {
/// #         let part = |i| f.split(':').nth(i).unwrap();
/// #         format!(r#"{{"id": "f{}{}", "kind": "flows_to", "source": "{}", "target": "{}", "attributes":
/// #             {{"handoffDelay": {}, "probability": {}}}}},"#, part(0), part(1), part(0), part(1), part(2), part(3))
/// #     }).collect::<String>();
/// #     let all = format!("{parts}{flows}");
/// #     let model = format!(r#"{{"format": "opcanvas", "version": 1, "elements": [{{"id": "vs", "kind": "value_stream",
/// #         "name": "S"}}{stages}], "relations": [{}]}}"#, all.trim_end_matches(','));
/// #     opcanvas::format::load(model.as_bytes()).unwrap().document
/// # }
///
/// // A1: lead times of 4, 24, 60 and 8 h.
/// let chain = stream(&[("A", 4.0), ("B", 24.0), ("C", 60.0), ("D", 8.0)], "");
/// let found = lead_time(&chain, &"vs".into()).unwrap();
/// assert_eq!((found.hours.0, found.method), (96.0, Method::Sum));
///
/// // A2: A = 4, then B = 10 or C = 6 in parallel (hand-off from A to C: 1), then D = 2. A flow is from:to:delay:probability.
/// let flows = "A:B:0:1 A:C:1:1 B:D:0:1 C:D:0:1";
/// let branches = stream(&[("A", 4.0), ("B", 10.0), ("C", 6.0), ("D", 2.0)], flows);
/// let found = lead_time(&branches, &"vs".into()).unwrap();
/// assert_eq!((found.hours.0, found.method), (16.0, Method::LongestPath));
/// assert_eq!(found.path, ["A".into(), "B".into(), "D".into()]);
///
/// // A3: A = 4, 70 % go on to B = 10 and 30 % to C = 20: 4 + 7 + 6.
/// let ways = stream(&[("A", 4.0), ("B", 10.0), ("C", 20.0)], "A:B:0:0.7 A:C:0:0.3");
/// let found = lead_time(&ways, &"vs".into()).unwrap();
/// assert_eq!((found.hours.0, found.method), (17.0, Method::Expected));
/// ```
#[must_use]
pub fn lead_time(document: &Document, stream: &ElementId) -> Option<LeadTime> {
    let stages = stages(document, stream);
    let known: Vec<_> = stages.iter().map(|s| s.get(stage::LEAD_TIME).map(|Hours(h)| h)).collect();
    let unknown = known.iter().filter(|h| h.is_none()).count();
    if unknown == stages.len() {
        return None;
    }
    let own: Vec<f64> = known.iter().map(|h| h.unwrap_or(0.0)).collect();
    let ways = Ways::new(document, &stages);

    let method = if ways.flows().any(|f| f.probability < 1.0) {
        Method::Expected
    } else if ways.branch() {
        Method::LongestPath
    } else {
        Method::Sum
    };
    let taken = if method == Method::Sum { ways.all(&own) } else { ways.longest(&own) };
    let id = |i: usize| stages[i].id.clone();
    let mut parts = Vec::new();
    let mut reached = taken.reached;
    reached.sort_by_key(|(i, _)| *i);
    for (i, probability) in reached {
        if let Some(hours) = known[i] {
            parts.push(Part { stage: id(i), hand_off_to: None, probability, hours: Hours(hours) });
        }
        for (flow, probability) in taken.flows[i].iter().filter(|(flow, _)| flow.delay != 0.0) {
            let (hand_off_to, hours) = (Some(id(flow.to)), Hours(flow.delay));
            parts.push(Part { stage: id(i), hand_off_to, probability: *probability, hours });
        }
    }
    let path = taken.path.into_iter().map(id).collect();
    // Hours beyond all numbers are not known either.
    taken.hours.is_finite().then_some(LeadTime { hours: Hours(taken.hours), method, path, unknown, parts })
}

/// One flow between two stages.
#[derive(Clone, Copy)]
struct Flow {
    to: usize,
    /// 0 to 1.
    probability: f64,
    /// Hours.
    delay: f64,
}

/// The flows among the stages of a stream, without those that lead back.
struct Ways {
    /// Flows that leave each stage, in the order of the stages they lead to.
    out: Vec<Vec<Flow>>,
    /// The stages, each behind all that it leads to.
    last_first: Vec<usize>,
    /// How many flows reach each stage.
    entering: Vec<usize>,
}

impl Ways {
    fn new(document: &Document, stages: &[&Element]) -> Self {
        let place: BTreeMap<&ElementId, usize> = stages.iter().enumerate().map(|(i, s)| (&s.id, i)).collect();
        let mut out: Vec<Vec<Flow>> = stages.iter().map(|s| flows_of(document, s, &place)).collect();
        let mut entering = vec![0; stages.len()];
        out.iter().flatten().for_each(|f| entering[f.to] += 1);
        let first = (0..stages.len()).filter(|i| entering[*i] == 0);
        let rest = (0..stages.len()).filter(|i| entering[*i] > 0);
        let last_first = drop_ways_back(&mut out, first.chain(rest));
        entering.fill(0);
        out.iter().flatten().for_each(|f| entering[f.to] += 1);
        Self { out, last_first, entering }
    }

    fn flows(&self) -> impl Iterator<Item = &Flow> {
        self.out.iter().flatten()
    }

    /// Whether some stage leads to several or is reached from several.
    fn branch(&self) -> bool {
        self.out.iter().any(|flows| flows.len() > 1) || self.entering.iter().any(|n| *n > 1)
    }

    /// All stages and hand-offs, one after the other.
    fn all(&self, own: &[f64]) -> Taken {
        Taken {
            hours: own.iter().sum::<f64>() + self.flows().map(|f| f.delay).sum::<f64>(),
            path: (0..own.len()).collect(),
            reached: (0..own.len()).map(|i| (i, 1.0)).collect(),
            flows: self.out.iter().map(|flows| flows.iter().map(|f| (*f, 1.0)).collect()).collect(),
        }
    }

    /// The longest way from any first stage; `own` are the hours of each stage. Where flows have probabilities the hours
    /// are what is to be expected and the way is the likeliest.
    fn longest(&self, own: &[f64]) -> Taken {
        let mut hours = own.to_vec();
        let mut next: Vec<Option<&Flow>> = vec![None; own.len()];
        for &i in &self.last_first {
            let reached = |f: &Flow| f.delay + hours[f.to];
            let is_certain = self.is_certain(i);
            let weight = |f: &Flow| if is_certain { 1.0 } else { f.probability };
            let best = first_most(&self.out[i], |f| (weight(f), reached(f)));
            let rest = if is_certain {
                best.map_or(0.0, reached)
            } else {
                self.out[i].iter().map(|f| f.probability * reached(f)).sum()
            };
            next[i] = best;
            hours[i] += rest;
        }
        let first: Vec<usize> = (0..own.len()).filter(|i| self.entering[*i] == 0).collect();
        let Some(start) = first_most(&first, |i| (hours[*i], 0.0)).copied() else { return Taken::default() };
        let path = std::iter::successors(Some(start), |i| next[*i].map(|f| f.to)).collect();
        Taken { hours: hours[start], path, ..self.taken(start, &next) }
    }

    /// The stages that work which begins at `start` comes by with their probabilities, and the flows on the way: all where
    /// they are alternatives, the one that decides where they run in parallel.
    fn taken(&self, start: usize, next: &[Option<&Flow>]) -> Taken {
        let mut probability = vec![0.0; self.out.len()];
        probability[start] = 1.0;
        let (mut reached, mut flows) = (Vec::new(), vec![Vec::new(); self.out.len()]);
        for &i in self.last_first.iter().rev() {
            let come = probability[i];
            if come == 0.0 {
                continue;
            }
            reached.push((i, come));
            if self.is_certain(i) {
                flows[i].extend(next[i].map(|f| (*f, come)));
            } else {
                flows[i].extend(self.out[i].iter().map(|f| (*f, come * f.probability)).filter(|(_, p)| *p > 0.0));
            }
            flows[i].iter().for_each(|(f, p)| probability[f.to] += p);
        }
        Taken { reached, flows, ..Taken::default() }
    }

    /// Whether all that leaves a stage is certain to go that way: then it goes all ways at once.
    fn is_certain(&self, stage: usize) -> bool {
        self.out[stage].iter().all(|f| f.probability >= 1.0)
    }
}

/// What work comes by on its way through the stages.
#[derive(Default)]
struct Taken {
    hours: f64,
    /// The stages that decide the hours.
    path: Vec<usize>,
    /// The stages that count, each before those it leads to, with the probability that work comes by.
    reached: Vec<(usize, f64)>,
    /// The flows that count by the stage they leave, with the same.
    flows: Vec<Vec<(Flow, f64)>>,
}

/// The flows that leave a stage for others of its stream, one to each, without rework.
fn flows_of(document: &Document, from: &Element, place: &BTreeMap<&ElementId, usize>) -> Vec<Flow> {
    let relations = document.index().relations_of_kind(&from.id, RelationKind::FlowsTo, Direction::Outgoing);
    let mut flows: Vec<Flow> = Vec::new();
    for (target, id) in relations {
        let (Some(to), Some(relation)) = (place.get(target), document.relation(id)) else { continue };
        // A relation that stands twice says nothing new.
        if relation.get(flows_to::REWORK) == Some(true) || flows.iter().any(|f| f.to == *to) {
            continue;
        }
        flows.push(Flow {
            to: *to,
            probability: relation.get(flows_to::PROBABILITY).unwrap_or(1.0).clamp(0.0, 1.0),
            delay: relation.get(flows_to::HANDOFF_DELAY).map_or(0.0, |Hours(h)| h),
        });
    }
    flows.sort_by_key(|f| f.to);
    flows
}

/// Takes out the flows that lead back to a stage from which they were reached, and gives the stages so that each stands
/// behind all that it leads to. Depth first from `starts`, without recursion: a stream may have any number of stages.
fn drop_ways_back(out: &mut [Vec<Flow>], starts: impl Iterator<Item = usize>) -> Vec<usize> {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        No,
        OnTheWay,
        Done,
    }
    let mut seen = vec![Seen::No; out.len()];
    let mut order = Vec::with_capacity(out.len());
    for start in starts {
        if seen[start] != Seen::No {
            continue;
        }
        seen[start] = Seen::OnTheWay;
        let mut way = vec![(start, 0)];
        while let Some((stage, flow)) = way.last_mut() {
            let Some(to) = out[*stage].get(*flow).map(|f| f.to) else {
                seen[*stage] = Seen::Done;
                order.push(*stage);
                way.pop();
                continue;
            };
            if seen[to] == Seen::OnTheWay {
                out[*stage].remove(*flow);
                continue;
            }
            *flow += 1;
            if seen[to] == Seen::No {
                seen[to] = Seen::OnTheWay;
                way.push((to, 0));
            }
        }
    }
    order
}

/// The first of those whose pair is greatest.
fn first_most<T>(of: &[T], value: impl Fn(&T) -> (f64, f64)) -> Option<&T> {
    of.iter().reduce(|best, other| {
        let (a, b) = (value(best), value(other));
        if b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1)).is_gt() { other } else { best }
    })
}
