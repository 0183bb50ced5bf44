//! Applies edits, all or none, and notes what changed.
//!
//! Knows nothing about why an edit is made.

use std::sync::Arc;

use ecow::EcoString;

use super::{Edit, EditError};
use crate::model::aside::AsideRelation;
use crate::model::document::Head;
use crate::model::element::MAX_NAME;
use crate::model::ids::is_id;
use crate::model::legality::{may_become, may_connect, may_repeat};
use crate::model::metamodel::AttributeDef;
use crate::model::table::Table;
use crate::model::{
    Change, Delta, Direction, Document, Element, ElementId, ElementKind, Record, Relation, RelationId, RelationKind,
    Value, View, ViewId,
};

/// The document after the edits, in order, and what changed.
///
/// # Errors
/// Why the first edit that cannot be made cannot be made; then none is.
pub fn apply(document: &Document, edits: &[Edit]) -> Result<(Document, Delta), EditError> {
    let mut work = Work { document: document.clone(), delta: Delta::default() };
    for edit in edits {
        work.apply(edit)?;
    }
    work.leave_groups();
    settle(&mut work.delta, document, &work.document);
    // An edit that changed nothing must not look like a new state.
    if work.delta.is_empty() {
        return Ok((document.clone(), work.delta));
    }
    Ok((work.document, work.delta))
}

/// Leaves in the delta what differs between the start and the end of all edits, whatever they did on the way.
pub(super) fn settle(delta: &mut Delta, start: &Document, end: &Document) {
    delta.head = delta.head && (start.head() != end.head() || start.aside() != end.aside());
    let in_both = |id: &ViewId| start.view(id).is_some() && end.view(id).is_some();
    delta.placements.retain(|(view, _), _| in_both(view));
    let bare = |v: &Arc<View>| View { placements: Table::new(), ..View::clone(v) };
    delta.views.retain(|id, change| {
        *change = Change { before: start.view(id).cloned(), after: end.view(id).cloned() };
        change.before.as_ref().map(bare) != change.after.as_ref().map(bare)
    });
}

pub(super) struct Work {
    pub(super) document: Document,
    pub(super) delta: Delta,
}

impl Work {
    fn apply(&mut self, edit: &Edit) -> Result<(), EditError> {
        match edit {
            Edit::AddElement(element) => self.add_element(element),
            Edit::SetName(id, name) => self.set_name(id, name),
            Edit::SetKind(id, kind) => self.set_kind(id, *kind),
            Edit::SetField(id, key, value) => {
                let defs = self.document.metamodel().clone();
                check_key(key, &ELEMENT_KEYS)?;
                self.set(id, key, value.as_ref(), &defs.common, |e| &mut e.fields)
            }
            Edit::SetAttribute(id, key, value) => {
                let metamodel = self.document.metamodel().clone();
                let kind = self.element(id)?.kind;
                self.set(id, key, value.as_ref(), metamodel.element_attributes(kind), |e| &mut e.attributes)
            }
            Edit::RemoveElement(id) => self.remove_element(id),
            Edit::AddRelation(relation) => self.add_relation(relation),
            Edit::SetRelationAttribute(id, key, value) => self.set_relation_attribute(id, key, value.as_ref()),
            Edit::SetRelationEnds(id, source, target) => self.set_relation_ends(id, source, target),
            Edit::RemoveRelation(id) => {
                self.document.relation(id).ok_or_else(|| EditError::NoRelation(id.clone()))?;
                self.remove_relations(vec![id.clone()]);
                Ok(())
            }
            Edit::DropRefused(id) => self.drop_refused(id),
            Edit::AddView(view) => self.add_view(view),
            Edit::SetViewName(id, name) => {
                check_text(name)?;
                self.change_view(id, |view| view.name = name.clone())
            }
            Edit::RemoveView(id) => {
                let before = self.document.take_view(id).ok_or_else(|| EditError::NoView(id.clone()))?;
                Delta::note(&mut self.delta.views, id.clone(), Change { before: Some(before), after: None });
                Ok(())
            }
            Edit::SetViewOrder(id, order) => self.set_view_order(id, *order),
            Edit::SetViewOption(id, key, value) => self.set_view_option(id, key, value.as_ref()),
            Edit::SetBends(view, relation, points) => self.set_bends(view, relation, points),
            Edit::SetLine(view, relation, place) => self.set_line(view, relation, place),
            Edit::PutAnnotation(view, annotation) => self.put_annotation(view, annotation),
            Edit::RemoveAnnotation(view, id) => self.remove_annotation(view, id),
            Edit::Place(view, element, placement) => self.place(view, element, placement),
            Edit::Unplace(view, element) => self.unplace(view, element),
            Edit::SetMeta(key, value) => self.set_head(key, value.as_ref(), "meta", |head| &mut head.meta, &[]),
            Edit::SetSetting(key, value) => {
                let metamodel = self.document.metamodel().clone();
                self.set_head(key, value.as_ref(), "settings", |head| &mut head.settings, &metamodel.settings)
            }
            Edit::SetAdditions(additions) => self.set_additions(additions),
            Edit::SetPlateaus(plateaus) => self.set_plateaus(plateaus),
            Edit::SetUnsorted(entries) => self.set_unsorted(entries),
            Edit::SetWaivers(waivers) => self.set_waivers(waivers),
        }
    }

    pub(super) fn element(&self, id: &ElementId) -> Result<&Arc<Element>, EditError> {
        self.document.element(id).ok_or_else(|| EditError::NoElement(id.clone()))
    }

    pub(super) fn put_element(&mut self, element: Element) {
        let (id, after) = (element.id.clone(), Arc::new(element));
        let before = self.document.put_element(after.clone());
        Delta::note(&mut self.delta.elements, id, Change { before, after: Some(after) });
    }

    fn add_element(&mut self, element: &Element) -> Result<(), EditError> {
        if !is_id(element.id.as_str()) || self.document.element(&element.id).is_some() {
            return Err(EditError::BadId(element.id.text()));
        }
        check_name(&element.name)?;
        check_unknown(&element.fields, &ELEMENT_KEYS)?;
        let metamodel = self.document.metamodel().clone();
        check_record(&metamodel.common, &element.fields, &metamodel)?;
        let defs = metamodel.element_attributes(element.kind);
        check_record(defs, &element.attributes, &metamodel)?;
        let mut element = element.clone();
        metamodel.put_in_order(&metamodel.common, &mut element.fields);
        metamodel.put_in_order(defs, &mut element.attributes);
        self.put_element(element);
        Ok(())
    }

    fn set_name(&mut self, id: &ElementId, name: &EcoString) -> Result<(), EditError> {
        check_name(name)?;
        let element = self.element(id)?;
        if element.name != *name {
            let mut element = Element::clone(element);
            element.name = name.clone();
            self.put_element(element);
        }
        Ok(())
    }

    fn set_kind(&mut self, id: &ElementId, kind: ElementKind) -> Result<(), EditError> {
        let metamodel = self.document.metamodel().clone();
        let before = self.element(id)?;
        if before.kind == kind {
            return Ok(());
        }
        let mut element = Element::clone(before);
        element.kind = kind;
        let defs = metamodel.element_attributes(kind);
        check_record(defs, &element.attributes, &metamodel)?;
        may_become(&self.document, id, kind).map_err(EditError::MayNotConnect)?;
        metamodel.put_in_order(defs, &mut element.attributes);
        self.put_element(element);
        Ok(())
    }

    fn set(
        &mut self,
        id: &ElementId,
        key: &EcoString,
        value: Option<&Value>,
        defs: &[AttributeDef],
        part: impl Fn(&mut Element) -> &mut Record,
    ) -> Result<(), EditError> {
        let mut element = Element::clone(self.element(id)?);
        let metamodel = self.document.metamodel().clone();
        set_checked(part(&mut element), key, value, defs, &metamodel)?;
        if element != **self.element(id)? {
            self.put_element(element);
        }
        Ok(())
    }

    fn remove_element(&mut self, id: &ElementId) -> Result<(), EditError> {
        self.element(id)?;
        let index = self.document.index();
        let relations: Vec<_> = [Direction::Outgoing, Direction::Incoming]
            .into_iter()
            .flat_map(|direction| index.relations_of(id, direction).map(|(.., relation)| relation.clone()))
            .collect();
        self.remove_relations(relations);
        let views: Vec<_> =
            self.document.views().values().filter(|v| v.placements.contains(id)).map(|v| v.id.clone()).collect();
        for view in views {
            self.unplace(&view, id)?;
        }
        let before = self.document.take_element(id);
        Delta::note(&mut self.delta.elements, id.clone(), Change { before, after: None });
        Ok(())
    }

    /// Removes relations and the foreign relations that end at one of them, with the bends of all.
    fn remove_relations(&mut self, mut doomed: Vec<RelationId>) {
        while let Some(id) = doomed.pop() {
            let as_end = ElementId::new(id.text());
            if self.document.element(&as_end).is_none() {
                let index = self.document.index();
                for direction in [Direction::Outgoing, Direction::Incoming] {
                    doomed.extend(
                        index.relations_of_kind(&as_end, RelationKind::Foreign, direction).map(|(_, r)| r.clone()),
                    );
                }
            }
            let Some(before) = self.document.take_relation(&id) else { continue };
            Delta::note(&mut self.delta.relations, id.clone(), Change { before: Some(before), after: None });
            let bent: Vec<_> = self
                .document
                .views()
                .values()
                .filter(|v| v.bends.contains(&id) || v.lines.contains(&id))
                .map(|v| v.id.clone())
                .collect();
            for view in bent {
                // The view was found just now, so changing it cannot fail.
                let _ = self.change_view(&view, |view| {
                    view.bends.remove(&id);
                    view.lines.remove(&id);
                });
            }
        }
    }

    fn add_relation(&mut self, relation: &Relation) -> Result<(), EditError> {
        let taken = |id: &RelationId| {
            self.document.relation(id).is_some() || self.document.aside().relations.iter().any(|a| a.relation.id == *id)
        };
        if !is_id(relation.id.as_str()) || taken(&relation.id) {
            return Err(EditError::BadId(relation.id.text()));
        }
        check_unknown(&relation.fields, &["id", "kind", "source", "target", "attributes"])?;
        let metamodel = self.document.metamodel().clone();
        let defs = metamodel.relation_attributes(relation.kind);
        check_record(defs, &relation.attributes, &metamodel)?;
        may_connect(&self.document, relation.kind, &relation.source, &relation.target, &relation.attributes)
            .map_err(EditError::MayNotConnect)?;
        let mut relation = relation.clone();
        metamodel.put_in_order(defs, &mut relation.attributes);
        self.put_relation(relation);
        Ok(())
    }

    fn drop_refused(&mut self, id: &RelationId) -> Result<(), EditError> {
        let is_it = |refused: &AsideRelation| refused.relation.id == *id;
        if !self.document.aside().relations.iter().any(is_it) {
            return Err(EditError::NoRelation(id.clone()));
        }
        self.document.aside_mut().relations.retain(|refused| !is_it(refused));
        self.delta.head = true;
        Ok(())
    }

    pub(super) fn put_relation(&mut self, relation: Relation) {
        let (id, after) = (relation.id.clone(), Arc::new(relation));
        let before = self.document.put_relation(after.clone());
        Delta::note(&mut self.delta.relations, id, Change { before, after: Some(after) });
    }

    fn set_relation_ends(&mut self, id: &RelationId, source: &ElementId, target: &ElementId) -> Result<(), EditError> {
        let before = self.document.relation(id).ok_or_else(|| EditError::NoRelation(id.clone()))?.clone();
        // It must not be in its own way.
        let mut without = self.document.clone();
        without.take_relation(id);
        may_connect(&without, before.kind, source, target, &before.attributes).map_err(EditError::MayNotConnect)?;
        let relation = Relation { source: source.clone(), target: target.clone(), ..Relation::clone(&before) };
        if relation != *before {
            self.put_relation(relation);
        }
        Ok(())
    }

    fn set_relation_attribute(
        &mut self,
        id: &RelationId,
        key: &EcoString,
        value: Option<&Value>,
    ) -> Result<(), EditError> {
        let before = self.document.relation(id).ok_or_else(|| EditError::NoRelation(id.clone()))?.clone();
        let metamodel = self.document.metamodel().clone();
        let mut relation = Relation::clone(&before);
        set_checked(&mut relation.attributes, key, value, metamodel.relation_attributes(relation.kind), &metamodel)?;
        if relation != *before {
            may_repeat(&self.document, &relation).map_err(EditError::MayNotConnect)?;
            self.put_relation(relation);
        }
        Ok(())
    }

    fn set_head(
        &mut self,
        key: &EcoString,
        value: Option<&Value>,
        part_name: &str,
        part: impl Fn(&mut Head) -> &mut Record,
        defs: &[AttributeDef],
    ) -> Result<(), EditError> {
        let metamodel = self.document.metamodel().clone();
        let mut head = self.document.head().clone();
        set_checked(part(&mut head), key, value, defs, &metamodel)?;
        if part_name == "meta" {
            let rank = |key: &str| ["name", "description"].iter().position(|k| *k == key).unwrap_or(2);
            head.meta.sort_by_rank(rank);
        }
        // A damaged part of that name gives way to the sound one, so that the key is not written twice.
        head.fields.remove(part_name);
        if head != *self.document.head() {
            *self.document.head_mut() = head;
            self.delta.head = true;
        }
        Ok(())
    }
}

fn set_checked(
    record: &mut Record,
    key: &EcoString,
    value: Option<&Value>,
    defs: &[AttributeDef],
    metamodel: &crate::model::Metamodel,
) -> Result<(), EditError> {
    check_key(key, &[])?;
    let Some(value) = value else {
        record.remove(key);
        return Ok(());
    };
    if *value == Value::Null {
        return Err(EditError::BadValue);
    }
    check_value(value)?;
    if let Some(def) = defs.iter().find(|d| d.key == *key) {
        check_typed(def, value, metamodel)?;
    }
    record.set(key.clone(), value.clone());
    metamodel.put_in_order(defs, record);
    Ok(())
}

fn check_record(defs: &[AttributeDef], record: &Record, metamodel: &crate::model::Metamodel) -> Result<(), EditError> {
    check_unknown(record, &[])?;
    for (key, value) in record {
        if let Some(def) = defs.iter().find(|d| d.key == *key) {
            check_typed(def, value, metamodel)?;
        }
    }
    Ok(())
}

fn check_typed(def: &AttributeDef, value: &Value, metamodel: &crate::model::Metamodel) -> Result<(), EditError> {
    metamodel.check_type(&def.ty, value).map_err(|expected| EditError::WrongType { label: def.label.clone(), expected })
}

/// The keys of an element that are no fields of it.
const ELEMENT_KEYS: [&str; 4] = ["id", "kind", "name", "attributes"];

/// How deep a value may be; files are read to a depth of 128, some of which is above the value.
const MAX_DEPTH: usize = 64;

/// Refuses a key that another part of the entry has in the file.
pub(super) fn check_key(key: &EcoString, taken: &[&str]) -> Result<(), EditError> {
    let usable = !taken.contains(&key.as_str()) && !key.contains('\0');
    if usable { Ok(()) } else { Err(EditError::BadKey(key.clone())) }
}

pub(super) fn check_unknown(record: &Record, taken: &[&str]) -> Result<(), EditError> {
    record.iter().try_for_each(|(key, value)| {
        check_key(key, taken)?;
        if *value == Value::Null { Err(EditError::BadValue) } else { check_value(value) }
    })
}

/// Refuses what no file can hold: other forms of whole numbers, infinite ones, the NUL character, nulls by key.
pub(super) fn check_value(value: &Value) -> Result<(), EditError> {
    check_nested(value, MAX_DEPTH)
}

fn check_nested(value: &Value, depth: usize) -> Result<(), EditError> {
    match value {
        Value::Number(n) if Value::number(*n) != Some(value.clone()) => Err(EditError::BadValue),
        Value::Text(text) => check_text(text),
        Value::List(_) | Value::Record(_) if depth == 0 => Err(EditError::BadValue),
        Value::List(list) => list.iter().try_for_each(|v| check_nested(v, depth - 1)),
        Value::Record(record) => record.iter().try_for_each(|(key, v)| {
            check_key(key, &[])?;
            if *v == Value::Null { Err(EditError::BadValue) } else { check_nested(v, depth - 1) }
        }),
        _ => Ok(()),
    }
}

pub(super) fn check_text(text: &str) -> Result<(), EditError> {
    if text.contains('\0') { Err(EditError::NulInText) } else { Ok(()) }
}

fn check_name(name: &str) -> Result<(), EditError> {
    check_text(name)?;
    if name.chars().count() > MAX_NAME { Err(EditError::NameTooLong(MAX_NAME)) } else { Ok(()) }
}
