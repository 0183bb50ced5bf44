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
    if kind == RelationKind::Contains && document.element(source).is_some_and(|e| e.kind == ElementKind::ValueStream) {
        edits.extend(append_stage(document, source, target));
    }
    edits
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
