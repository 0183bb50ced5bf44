//! The invariants of a document, written out so that tests can ask for them after every step.
//!
//! Knows nothing about how a document came about.

use super::document::Document;
use super::ids::ElementId;
use super::index::Direction;
use super::kind::{ElementKind, RelationKind};
use super::legality::is_inside;
use super::value::{Record, Value};

/// What is wrong with the document; empty unless the program has a fault.
pub(super) fn broken(document: &Document) -> Vec<String> {
    let mut wrong = Vec::new();
    for (id, element) in document.elements().iter() {
        if *id != element.id {
            wrong.push(format!("element {} stands under {id}", element.id));
        }
        if !(finite(&element.attributes) && finite(&element.fields)) {
            wrong.push(format!("element {id} has a number that is not finite"));
        }
        if !document.index().of_kind(element.kind).any(|e| e == id)
            || !document.index().named(&element.name).any(|e| e == id)
        {
            wrong.push(format!("element {id} is missing in an index"));
        }
        let parents = document.index().relations_of_kind(id, RelationKind::Contains, Direction::Incoming).count();
        if parents > 1 {
            wrong.push(format!("element {id} has {parents} parents"));
        }
        if let Some(parent) = document.parent(id)
            && is_inside(document, &parent.clone(), id)
        {
            wrong.push(format!("element {id} contains itself"));
            return wrong;
        }
    }
    let mut edges = 0;
    for (id, relation) in document.relations().iter() {
        let kind_of = |end: &ElementId| document.element(end).map(|e| e.kind);
        match (kind_of(&relation.source), kind_of(&relation.target)) {
            (Some(source), Some(target)) => {
                let foreign = relation.kind == RelationKind::Foreign;
                if !foreign && !document.metamodel().is_legal(relation.kind, source, target) {
                    wrong.push(format!("relation {id} is not legal"));
                }
            }
            _ if relation.kind == RelationKind::Foreign && foreign_ends_exist(document, relation) => {}
            _ => wrong.push(format!("relation {id} misses an end")),
        }
        for (end, other, direction) in [
            (&relation.source, &relation.target, Direction::Outgoing),
            (&relation.target, &relation.source, Direction::Incoming),
        ] {
            let listed = document
                .index()
                .relations_of(end, direction)
                .any(|(k, o, r)| k == relation.kind && o == other && r == id);
            if !listed {
                wrong.push(format!("relation {id} is missing in the index"));
            }
        }
        edges += 1;
    }
    let indexed: usize =
        document.elements().keys().map(|id| document.index().relations_of(id, Direction::Outgoing).count()).sum();
    let from_relations = document.relations().values().filter(|r| document.element(&r.source).is_none()).count();
    if indexed + from_relations != edges {
        wrong.push(format!("the index holds {indexed} relations, the document {edges}"));
    }
    let by_kind: usize = ElementKind::ALL
        .into_iter()
        .chain([ElementKind::Foreign])
        .map(|kind| document.index().of_kind(kind).count())
        .sum();
    if by_kind != document.elements().len() {
        wrong.push(format!("the index holds {by_kind} elements, the document {}", document.elements().len()));
    }
    for (id, view) in document.views().iter() {
        for (element, placement) in view.placements.iter() {
            if document.element(element).is_none() {
                wrong.push(format!("view {id} places {element}, which does not exist"));
            }
            let sizes = [Some(placement.x), Some(placement.y), placement.w, placement.h];
            if sizes.into_iter().flatten().any(|n| !n.is_finite()) {
                wrong.push(format!("view {id} places {element} nowhere"));
            }
        }
        for (relation, place) in view.lines.iter() {
            if document.relation(relation).is_none() || !place.is_sound() {
                wrong.push(format!("view {id} places the line of {relation} wrongly"));
            }
        }
        for relation in view.bends.keys() {
            if document.relation(relation).is_none() {
                wrong.push(format!("view {id} bends {relation}, which does not exist"));
            }
        }
    }
    wrong
}

/// Whether both ends of a foreign relation exist, as elements or as other relations.
pub(crate) fn foreign_ends_exist(document: &Document, relation: &super::element::Relation) -> bool {
    [&relation.source, &relation.target].into_iter().all(|end| {
        document.element(end).is_some()
            || (end.as_str() != relation.id.as_str()
                && document.relation(&super::ids::RelationId::new(end.text())).is_some())
    })
}

fn finite(record: &Record) -> bool {
    fn value_is_finite(value: &Value) -> bool {
        match value {
            Value::Number(n) => n.is_finite(),
            Value::List(list) => list.iter().all(value_is_finite),
            Value::Record(record) => finite(record),
            _ => true,
        }
    }
    record.iter().all(|(_, value)| value_is_finite(value))
}
