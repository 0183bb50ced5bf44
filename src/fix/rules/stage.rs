//! What can be done where stages lack an owner, a place or what they use, or flow in circles.
//!
//! Knows nothing about the other families.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::analysis::accountable::accountable;
use crate::edit::Edit;
use crate::fix::ask::{Ask, MOST, letter};
use crate::fix::focus::Focus;
use crate::fix::harm;
use crate::fix::records::record;
use crate::fix::refused;
use crate::model::attr::{Hours, assigned_to, flows_to, stage};
use crate::model::{Document, Element, ElementId, ElementKind, Relation, RelationKind, Value};

const DOERS: [ElementKind; 2] = [ElementKind::Role, ElementKind::OrgUnit];

pub(super) fn offers(ask: &mut Ask<'_>) {
    let Some(element) = ask.subject() else { return };
    let name = element.shown_name();
    match ask.finding.rule.id {
        "ST-01" if ask.document.parent(&element.id).is_none() => {
            let pick = ask.from(RelationKind::Contains, &element.id, &[ElementKind::ValueStream]);
            ask.pick(format!("Choose the stream that {name} belongs to"), pick);
        }
        "ST-01" => {
            let claims = refused::second_claims(ask.document, &element.id);
            let stream = ask.document.parent(&element.id).map_or_else(String::new, |id| ask.name(id));
            ask.offer(format!("Keep {name} in {stream} only"), refused::drop(claims), None);
        }
        "ST-02" => renumber(ask, element),
        "ST-03" => make_accountable(ask, element),
        "ST-04" => keep_one(ask, element),
        "ST-05" => {
            let stream = ask.document.parent(&element.id);
            if let Some(owner) = stream.and_then(|stream| accountable(ask.document, stream)) {
                let edits = vec![assign(ask, &owner, &element.id, "R")];
                ask.offer(format!("Make {} responsible for {name}", ask.name(&owner)), edits, None);
            }
            let pick = ask.from(RelationKind::AssignedTo, &element.id, &DOERS).saying(assigned_to::RACI.key, "R");
            ask.pick(format!("Choose who does {name}"), pick.or_new(&[ElementKind::Role]));
        }
        "ST-06" => correct_times(ask, element),
        "ST-08" => {
            let kinds = [ElementKind::Process, ElementKind::Technology];
            let pick = ask.from(RelationKind::Enables, &element.id, &kinds).or_new(&[ElementKind::Process]);
            ask.pick(format!("Choose the process or technology that {name} uses"), pick);
            let pick = ask.from(RelationKind::Supplies, &element.id, &[ElementKind::Partner]);
            ask.pick(format!("Choose the partner who contributes to {name}"), pick);
        }
        "ST-09" => mark_rework(ask, element),
        _ => {}
    }
}

fn assign(ask: &Ask<'_>, who: &ElementId, what: &ElementId, raci: &str) -> Edit {
    ask.relate(RelationKind::AssignedTo, who, what, &record(&[(assigned_to::RACI.key, Value::text(raci))]))
}

/// Positions from 1 on: in the order of the flow where the stages are a chain, else as they stand.
fn renumber(ask: &mut Ask<'_>, stage: &Element) {
    let Some(stream) = ask.document.parent(&stage.id) else { return };
    let stages: Vec<ElementId> =
        crate::analysis::lead_time::stages(ask.document, stream).iter().map(|s| s.id.clone()).collect();
    let order = chain(ask, &stages).unwrap_or_else(|| stages.clone());
    let edits = order.iter().zip(1_i64..).map(|(id, at)| Ask::set(id, stage::ORDER.key, Value::Int(at)));
    let label = format!("Renumber the {} stages of {}", order.len(), ask.name(stream));
    ask.certain(label, edits.collect());
}

/// The order of stages that flow from one to the next without a branch.
fn chain(ask: &Ask<'_>, stages: &[ElementId]) -> Option<Vec<ElementId>> {
    let mut next: BTreeMap<ElementId, ElementId> = BTreeMap::new();
    let mut reached = BTreeSet::new();
    for id in stages {
        for flow in ask.outgoing(id, RelationKind::FlowsTo) {
            if flow.get(flows_to::REWORK) == Some(true) || !stages.contains(&flow.target) {
                continue;
            }
            if next.insert(id.clone(), flow.target.clone()).is_some() || !reached.insert(flow.target.clone()) {
                return None;
            }
        }
    }
    let mut order = vec![stages.iter().find(|id| !reached.contains(*id))?.clone()];
    while let Some(after) = next.get(order.last()?) {
        order.push(after.clone());
    }
    (order.len() == stages.len()).then_some(order)
}

fn make_accountable(ask: &mut Ask<'_>, stage: &Element) {
    let name = stage.shown_name();
    let doers = ask.assigned(&stage.id, "R");
    if let [only] = doers.as_slice() {
        let relations = ask.incoming(&stage.id, RelationKind::AssignedTo).into_iter();
        let mut theirs = relations.filter(|r| r.source == **only && letter(r).is_some_and(|l| l == "R"));
        if let Some(relation) = theirs.next() {
            let mut edits = vec![Edit::SetRelationAttribute(
                relation.id.clone(),
                assigned_to::RACI.key.into(),
                Some(Value::text("A")),
            )];
            edits.extend(theirs.map(|copy| Edit::RemoveRelation(copy.id.clone())));
            ask.offer(format!("Make {} accountable for {name}", ask.name(only)), edits, None);
        }
    }
    let stream = ask.document.parent(&stage.id);
    if let Some(owner) = stream.and_then(|stream| accountable(ask.document, stream)) {
        let edits = vec![assign(ask, &owner, &stage.id, "A")];
        ask.offer(format!("Make {} accountable for {name}", ask.name(&owner)), edits, None);
    }
    let pick = ask.from(RelationKind::AssignedTo, &stage.id, &DOERS).saying(assigned_to::RACI.key, "A");
    ask.pick(format!("Choose who is accountable for {name}"), pick.or_new(&[ElementKind::Role]));
}

/// One of those who are accountable stays so, and the others become responsible.
fn keep_one(ask: &mut Ask<'_>, element: &Element) {
    let all = ask.incoming(&element.id, RelationKind::AssignedTo);
    let with = |wanted: &str| -> Vec<&Relation> {
        all.iter().copied().filter(|r| letter(r).is_some_and(|l| l == wanted)).collect()
    };
    let (accountable, responsible) = (with("A"), with("R"));
    let who = ask.assigned(&element.id, "A");
    for kept in who.iter().take(MOST) {
        let mut edits = Vec::new();
        let mut seen: BTreeSet<&ElementId> = responsible.iter().map(|r| &r.source).collect();
        let mut is_kept = false;
        for relation in &accountable {
            if relation.source == **kept && !is_kept {
                is_kept = true;
            } else if relation.source == **kept || !seen.insert(&relation.source) {
                edits.push(Edit::RemoveRelation(relation.id.clone()));
            } else {
                let raci = assigned_to::RACI.key.into();
                edits.push(Edit::SetRelationAttribute(relation.id.clone(), raci, Some(Value::text("R"))));
            }
        }
        let name = element.shown_name();
        match who.len() {
            1 => ask.certain(format!("Say once that {} is accountable for {name}", ask.name(kept)), edits),
            2 => {
                let other = who.iter().find(|id| *id != kept).map_or_else(String::new, |id| ask.name(id));
                let label = format!("Keep {} accountable for {name}; {other} becomes responsible", ask.name(kept));
                ask.offer(label, edits, None);
            }
            _ => {
                let label = format!("Keep {} accountable for {name}; the others become responsible", ask.name(kept));
                ask.offer(label, edits, None);
            }
        }
    }
}

/// The time that is worked is part of the time that it takes: the two were exchanged, or it takes at least that long.
fn correct_times(ask: &mut Ask<'_>, stage: &Element) {
    let times = stage.get(stage::PROCESS_TIME).zip(stage.get(stage::LEAD_TIME));
    let Some((Hours(worked), Hours(taken))) = times else { return };
    let (Some(more), Some(less)) = (Value::number(worked), Value::number(taken)) else { return };
    let name = stage.shown_name();
    let longer = Ask::set(&stage.id, stage::LEAD_TIME.key, more);
    let shorter = Ask::set(&stage.id, stage::PROCESS_TIME.key, less);
    ask.offer(
        format!("Exchange the lead time and the process time of {name}"),
        vec![longer.clone(), shorter.clone()],
        None,
    );
    ask.offer(format!("Raise the lead time of {name} to its process time"), vec![longer], None);
    ask.offer(format!("Lower the process time of {name} to its lead time"), vec![shorter], None);
}

// --- flows in circles ---

/// Marks the flows that lead back, as many as it takes for the stage to be on no cycle any more.
fn mark_rework(ask: &mut Ask<'_>, stage: &Element) {
    let mut back: Vec<Relation> = Vec::new();
    while let Some(flow) = way_back(ask.document, &stage.id, &back) {
        back.push(flow);
    }
    let [first, ..] = back.as_slice() else { return };
    let (key, yes) = (flows_to::REWORK.key, Value::Bool(true));
    let edits: Vec<Edit> =
        back.iter().map(|f| Edit::SetRelationAttribute(f.id.clone(), key.into(), Some(yes.clone()))).collect();
    let ends = back.iter().flat_map(|f| [&f.source, &f.target]).chain([&stage.id]);
    let streams: BTreeSet<&ElementId> = ends.filter_map(|id| ask.document.parent(id)).collect();
    if streams.into_iter().any(|stream| harm::is_late_with(ask.document, &edits, stream)) {
        // That the stream is too slow would only be told then.
        let label = format!("Go to the flow that leads back from {}", ask.name(&first.source));
        ask.look(label, Focus::relation(&first.id, key));
        return;
    }
    let label = match back.len() {
        1 => format!("Mark the flow from {} back to {} as rework", ask.name(&first.source), ask.name(&first.target)),
        n => format!("Mark the {n} flows that lead back to {} as rework", stage.shown_name()),
    };
    // Against the order of the stages it can only be work that comes back.
    let order = |id: &ElementId| ask.element(id).and_then(|e| e.get(stage::ORDER));
    if back.iter().all(|f| order(&f.source).zip(order(&f.target)).is_some_and(|(from, to)| from > to)) {
        ask.certain(label, edits);
    } else {
        ask.offer(label, edits, None);
    }
}

/// The flow that leads back the furthest on a shortest cycle through a stage, some flows being left out.
fn way_back(document: &Document, stage: &ElementId, without: &[Relation]) -> Option<Relation> {
    let is_stage = |id: &ElementId| document.element(id).is_some_and(|e| e.kind == ElementKind::Stage);
    let mut came: BTreeMap<ElementId, Relation> = BTreeMap::new();
    let mut todo = VecDeque::from([stage.clone()]);
    'search: while let Some(id) = todo.pop_front() {
        for flow in crate::fix::ask::around(document, &id, RelationKind::FlowsTo, crate::model::Direction::Outgoing) {
            let is_left = without.iter().any(|other| other.id == flow.id);
            if is_left || flow.get(flows_to::REWORK) == Some(true) || !is_stage(&flow.target) {
                continue;
            }
            if flow.target == *stage {
                came.insert(stage.clone(), flow.clone());
                break 'search;
            }
            if !came.contains_key(&flow.target) {
                came.insert(flow.target.clone(), flow.clone());
                todo.push_back(flow.target.clone());
            }
        }
    }
    let mut cycle = vec![came.get(stage)?.clone()];
    while let Some(flow) = cycle.last().filter(|flow| flow.source != *stage).and_then(|flow| came.get(&flow.source)) {
        cycle.push(flow.clone());
    }
    let order = |id: &ElementId| document.element(id).and_then(|e| e.get(stage::ORDER)).unwrap_or(0);
    let jump = |flow: &Relation| order(&flow.source).saturating_sub(order(&flow.target));
    cycle.into_iter().rev().max_by_key(jump)
}
