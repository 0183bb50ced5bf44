//! Edits that belong together: what a new relation brings along so that the model stays in step with itself.
//!
//! Knows nothing about gestures.

use super::Edit;
use crate::model::attr::stage;
use crate::model::legality::initial_attributes;
use crate::model::{Direction, Document, ElementId, ElementKind, Relation, RelationId, RelationKind, Value};

/// A new relation with what its kind starts with. A stage that joins a stream gets the next position there, and where the
/// stages of the stream are a plain chain, the last one flows to it.
#[must_use]
pub fn connect(document: &Document, kind: RelationKind, source: &ElementId, target: &ElementId) -> Vec<Edit> {
    let mut relation = Relation::new(RelationId::random(), kind, source.clone(), target.clone());
    relation.attributes = initial_attributes(document, kind);
    let mut edits = vec![Edit::AddRelation(relation)];
    if kind == RelationKind::Contains {
        edits.extend(join(document, source, target));
    }
    edits
}

/// What goes when an element is no longer part of its whole. A stage leaves what it flowed to behind with its stream, and
/// where the stages there were a plain chain, they are one again.
#[must_use]
pub fn leave(document: &Document, part: &ElementId) -> Vec<Edit> {
    let wholes = document.index().relations_of_kind(part, RelationKind::Contains, Direction::Incoming);
    let contained = wholes.map(|(_, relation)| Edit::RemoveRelation(relation.clone()));
    unchain(document, part).into_iter().chain(contained).collect()
}

/// The same as far as the stages of its stream are concerned: it is led elsewhere by what makes it a part.
#[must_use]
pub fn unchain(document: &Document, stage: &ElementId) -> Vec<Edit> {
    let is_stage = document.element(stage).is_some_and(|e| e.kind == ElementKind::Stage);
    let Some(stream) = document.parent(stage).filter(|_| is_stage) else { return Vec::new() };
    let stages = document.children(stream);
    let others: Vec<ElementId> = stages.iter().map(|s| s.id.clone()).filter(|id| id != stage).collect();
    let mut edits = in_order(document, stream, &others);
    let index = document.index();
    for other in &others {
        for (from, to) in [(stage, other), (other, stage)] {
            for flow in index.between(from, RelationKind::FlowsTo, to) {
                let edit = Edit::RemoveRelation(flow.clone());
                if !edits.contains(&edit) {
                    edits.push(edit);
                }
            }
        }
    }
    edits
}

/// What a stage gets in the stream that it is led to: the last position, and a flow where the stages are a plain chain.
#[must_use]
pub fn join(document: &Document, whole: &ElementId, part: &ElementId) -> Vec<Edit> {
    let stream = document.element(whole).is_some_and(|e| e.kind == ElementKind::ValueStream);
    if stream { append_stage(document, whole, part) } else { Vec::new() }
}

fn append_stage(document: &Document, stream: &ElementId, new: &ElementId) -> Vec<Edit> {
    let stages = document.children(stream);
    let last_position = stages.iter().filter_map(|s| s.get(stage::ORDER)).max().unwrap_or(0);
    let position = Value::Int(last_position.saturating_add(1));
    let mut edits = vec![Edit::SetAttribute(new.clone(), stage::ORDER.key.into(), Some(position))];
    // Branches are the user's; only a plain chain is continued.
    let flows =
        |id: &ElementId, direction| document.index().relations_of_kind(id, RelationKind::FlowsTo, direction).count();
    let chain = stages.windows(2).all(|pair| {
        document.index().between(&pair[0].id, RelationKind::FlowsTo, &pair[1].id).next().is_some()
            && flows(&pair[0].id, Direction::Outgoing) == 1
    });
    if let Some(last) = stages.last()
        && chain
        && flows(&last.id, Direction::Outgoing) == 0
        && flows(new, Direction::Incoming) == 0
    {
        let flow = Relation::new(RelationId::random(), RelationKind::FlowsTo, last.id.clone(), new.clone());
        edits.push(Edit::AddRelation(flow));
    }
    edits
}

/// A new relation without what its kind brings along, where that is composed apart.
#[must_use]
pub fn bare(kind: RelationKind, source: &ElementId, target: &ElementId) -> Option<Edit> {
    Some(Edit::AddRelation(Relation::new(RelationId::random(), kind, source.clone(), target.clone())))
}

/// Puts the stages of a stream into an order, new ones among them and without those that leave it. Where they were a plain
/// chain they are one again.
#[must_use]
pub fn in_order(document: &Document, stream: &ElementId, order: &[ElementId]) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (i, id) in order.iter().enumerate() {
        let position = i64::try_from(i).unwrap_or(i64::MAX).saturating_add(1);
        if document.element(id).and_then(|e| e.get(stage::ORDER)) != Some(position) {
            edits.push(Edit::SetAttribute(id.clone(), stage::ORDER.key.into(), Some(Value::Int(position))));
        }
    }
    let before: Vec<ElementId> = document.children(stream).iter().map(|s| s.id.clone()).collect();
    let index = document.index();
    let flow = |a: &ElementId, b: &ElementId| index.between(a, RelationKind::FlowsTo, b).next().cloned();
    let flows = |id: &ElementId| index.relations_of_kind(id, RelationKind::FlowsTo, Direction::Outgoing).count();
    let chain = before.windows(2).all(|pair| flow(&pair[0], &pair[1]).is_some() && flows(&pair[0]) == 1);
    if !chain {
        return edits;
    }
    let follows = |all: &[ElementId], pair: &[ElementId]| all.windows(2).any(|p| p == pair);
    for pair in before.windows(2).filter(|pair| !follows(order, pair)) {
        edits.extend(flow(&pair[0], &pair[1]).map(Edit::RemoveRelation));
    }
    for pair in order.windows(2).filter(|pair| flow(&pair[0], &pair[1]).is_none()) {
        edits.extend(bare(RelationKind::FlowsTo, &pair[0], &pair[1]));
    }
    edits
}
