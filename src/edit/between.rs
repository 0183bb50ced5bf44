//! Putting an element into a relation: one relation becomes two of its kind.
//!
//! Knows nothing about pictures.

use super::{Edit, apply};
use crate::model::attr::stage;
use crate::model::legality::initial_attributes;
use crate::model::{Document, ElementId, ElementKind, Relation, RelationId, RelationKind, Value};

/// Whether an element of a kind may stand between the ends of a relation.
#[must_use]
pub fn may_stand_between(document: &Document, kind: ElementKind, relation: &RelationId) -> bool {
    let Some(relation) = document.relation(relation) else { return false };
    let kind_of = |id: &ElementId| document.element(id).map(|e| e.kind);
    let (Some(a), Some(b)) = (kind_of(&relation.source), kind_of(&relation.target)) else { return false };
    // What is part of a whole stands in it, not between it and its parts.
    let told_otherwise = matches!(relation.kind, RelationKind::Contains | RelationKind::Foreign);
    let metamodel = document.metamodel();
    !told_otherwise && metamodel.is_legal(relation.kind, a, kind) && metamodel.is_legal(relation.kind, kind, b)
}

/// The edits that put an element of the document between the ends of a relation; nothing where they are not legal. The
/// first of the two new relations keeps what was said of the old one. Between the stages of a stream a stage becomes part
/// of it and gets its position there.
#[must_use]
pub fn put_between(document: &Document, between: &ElementId, relation: &RelationId) -> Option<Vec<Edit>> {
    let kind = document.element(between)?.kind;
    if !may_stand_between(document, kind, relation) {
        return None;
    }
    let old = document.relation(relation)?;
    if *between == old.source || *between == old.target {
        return None;
    }
    let mut first = Relation::new(RelationId::random(), old.kind, old.source.clone(), between.clone());
    first.attributes = old.attributes.clone();
    let mut second = Relation::new(RelationId::random(), old.kind, between.clone(), old.target.clone());
    second.attributes = initial_attributes(document, old.kind);
    let mut edits = vec![Edit::RemoveRelation(relation.clone()), Edit::AddRelation(first), Edit::AddRelation(second)];
    if old.kind == RelationKind::FlowsTo && kind == ElementKind::Stage {
        edits.extend(join_stream(document, between, &old.source, &old.target));
    }
    apply(document, &edits).ok()?;
    Some(edits)
}

/// Makes a stage part of the stream of two others, with the position behind the first.
fn join_stream(document: &Document, new: &ElementId, before: &ElementId, behind: &ElementId) -> Vec<Edit> {
    let Some(stream) = document.parent(before).filter(|s| document.parent(behind) == Some(s)) else {
        return Vec::new();
    };
    let mut edits = Vec::new();
    if document.parent(new) != Some(stream) {
        let index = document.index();
        let parents = index.relations_of_kind(new, RelationKind::Contains, crate::model::Direction::Incoming);
        edits.extend(parents.map(|(_, id)| Edit::RemoveRelation(id.clone())));
        let part = Relation::new(RelationId::random(), RelationKind::Contains, stream.clone(), new.clone());
        edits.push(Edit::AddRelation(part));
    }
    let order = |id: &ElementId| document.element(id).and_then(|e| e.get(stage::ORDER));
    let Some(at) = order(before) else { return edits };
    let set = |id: &ElementId, n: i64| Edit::SetAttribute(id.clone(), stage::ORDER.key.into(), Some(Value::Int(n)));
    let next = at.saturating_add(1);
    let others = document.children(stream).into_iter().filter(|s| s.id != *new);
    let later: Vec<_> = others.filter_map(|s| Some((s.id.clone(), order(&s.id)?))).filter(|s| s.1 > at).collect();
    // Where there is a number free, nobody else gets another.
    if later.iter().any(|s| s.1 == next) {
        edits.extend(later.iter().map(|(id, n)| set(id, n.saturating_add(1))));
    }
    edits.push(set(new, next));
    edits
}
