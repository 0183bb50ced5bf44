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
}

/// The stages of a stream in their order.
#[must_use]
pub fn stages<'a>(document: &'a Document, stream: &ElementId) -> Vec<&'a Element> {
    let children = document.children(stream).into_iter();
    children.map(|child| &**child).filter(|child| child.kind == ElementKind::Stage).collect()
}

/// The lead time of a stream that counts: A3 where a flow has a probability below 1, else A2 where stages branch, else
/// A1. `None` when no stage has a lead time.
///
/// - A1 = sum of lead times + sum of hand-off delays.
/// - A2 = longest path: the greatest sum of lead times and hand-off delays over all ways through the flows.
/// - A3: E(s) = LT(s) + sum of p * (hand-off delay + E(next)) from the first stages on; where several flows leave a stage
///   and all are certain the branches run in parallel, and the longest counts as in A2.
///
/// Flows that are marked as rework are left out, and so is a flow that closes a cycle without being marked: the flow
/// that leads back, seen from the first stages on. Flows to other streams are not part of this one.
#[must_use]
pub fn lead_time(document: &Document, stream: &ElementId) -> Option<LeadTime> {
    let stages = stages(document, stream);
    let own: Vec<_> = stages.iter().map(|s| s.get(stage::LEAD_TIME).map(|Hours(h)| h)).collect();
    let unknown = own.iter().filter(|h| h.is_none()).count();
    if unknown == stages.len() {
        return None;
    }
    let own: Vec<f64> = own.into_iter().map(|h| h.unwrap_or(0.0)).collect();
    let ways = Ways::new(document, &stages);

    let method = if ways.flows().any(|f| f.probability < 1.0) {
        Method::Expected
    } else if ways.branch() {
        Method::LongestPath
    } else {
        Method::Sum
    };
    let (hours, path) = if method == Method::Sum {
        (own.iter().sum::<f64>() + ways.flows().map(|f| f.delay).sum::<f64>(), (0..stages.len()).collect())
    } else {
        ways.longest(&own)
    };
    let path = path.into_iter().map(|i: usize| stages[i].id.clone()).collect();
    Some(LeadTime { hours: Hours(hours), method, path, unknown })
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

    /// Hours of the longest way from any first stage, and the stages on it; `own` are the hours of each stage. Where
    /// flows have probabilities the hours are what is to be expected and the way is the likeliest.
    fn longest(&self, own: &[f64]) -> (f64, Vec<usize>) {
        let mut hours = own.to_vec();
        let mut next: Vec<Option<usize>> = vec![None; own.len()];
        for &i in &self.last_first {
            let reached = |f: &Flow| f.delay + hours[f.to];
            let is_certain = self.out[i].iter().all(|f| f.probability >= 1.0);
            let weight = |f: &Flow| if is_certain { 1.0 } else { f.probability };
            let best = first_most(&self.out[i], |f| (weight(f), reached(f)));
            let rest = if is_certain {
                best.map_or(0.0, reached)
            } else {
                self.out[i].iter().map(|f| f.probability * reached(f)).sum()
            };
            next[i] = best.map(|f| f.to);
            hours[i] += rest;
        }
        let first: Vec<usize> = (0..own.len()).filter(|i| self.entering[*i] == 0).collect();
        let Some(start) = first_most(&first, |i| (hours[*i], 0.0)) else { return (0.0, Vec::new()) };
        let path = std::iter::successors(Some(*start), |i| next[*i]).collect();
        (hours[*start], path)
    }
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
