//! Applies edits of views: their choices, what stands where, bends, notes, frames and groups.
//!
//! Knows nothing about elements but that placements need them.

use std::collections::BTreeSet;
use std::sync::Arc;

use ecow::{EcoString, EcoVec};

use super::EditError;
use super::apply::{Work, check_key, check_text, check_unknown, check_value};
use crate::geom::Point;
use crate::model::ids::is_id;
use crate::model::view::{CANVAS, LinePlace, MAX_BENDS};
use crate::model::{Annotation, Change, Delta, ElementId, Placement, RelationId, Value, View, ViewId};

impl Work {
    pub(super) fn add_view(&mut self, view: &View) -> Result<(), EditError> {
        if !is_id(view.id.as_str()) || self.document.view(&view.id).is_some() {
            return Err(EditError::BadId(view.id.text()));
        }
        check_text(&view.name)?;
        check_text(&view.kind)?;
        check_unknown(
            &view.fields,
            &["id", "kind", "name", "order", "options", "placements", "bends", "lines", "annotations"],
        )?;
        check_unknown(&view.options, &[])?;
        view.annotations.iter().try_for_each(check_value)?;
        if view.order.is_some_and(|n| !n.is_finite()) {
            return Err(EditError::BadValue);
        }
        for (relation, points) in view.bends.iter() {
            self.document.relation(relation).ok_or_else(|| EditError::NoRelation(relation.clone()))?;
            if points.len() > MAX_BENDS || points.iter().any(|p| !p.is_finite()) {
                return Err(EditError::BadPosition);
            }
        }
        for (relation, place) in view.lines.iter() {
            self.document.relation(relation).ok_or_else(|| EditError::NoRelation(relation.clone()))?;
            check_line(place)?;
        }
        for (element, placement) in view.placements.iter() {
            self.element(element)?;
            check_placement(placement)?;
        }
        let after = Arc::new(view.clone());
        self.document.put_view(after.clone());
        Delta::note(&mut self.delta.views, view.id.clone(), Change { before: None, after: Some(after) });
        Ok(())
    }

    fn view(&self, id: &ViewId) -> Result<&Arc<View>, EditError> {
        self.document.view(id).ok_or_else(|| EditError::NoView(id.clone()))
    }

    pub(super) fn change_view(&mut self, id: &ViewId, change: impl FnOnce(&mut View)) -> Result<(), EditError> {
        let before = self.view(id)?.clone();
        let mut view = View::clone(&before);
        change(&mut view);
        let after = Arc::new(view);
        self.document.put_view(after.clone());
        Delta::note(&mut self.delta.views, id.clone(), Change { before: Some(before), after: Some(after) });
        Ok(())
    }

    pub(super) fn place(&mut self, view: &ViewId, element: &ElementId, placement: &Placement) -> Result<(), EditError> {
        self.element(element)?;
        check_placement(placement)?;
        self.put_placement(view, element, Some(placement.clone()))
    }

    pub(super) fn unplace(&mut self, view: &ViewId, element: &ElementId) -> Result<(), EditError> {
        self.put_placement(view, element, None)
    }

    fn put_placement(&mut self, id: &ViewId, element: &ElementId, after: Option<Placement>) -> Result<(), EditError> {
        let mut view = View::clone(self.view(id)?);
        let before = view.placements.get(element).cloned();
        match after.clone() {
            Some(placement) => view.placements.insert(element.clone(), placement),
            None => {
                view.placements.remove(element);
            }
        }
        if before != after {
            self.document.put_view(Arc::new(view));
            Delta::note(&mut self.delta.placements, (id.clone(), element.clone()), Change { before, after });
        }
        Ok(())
    }

    pub(super) fn set_view_order(&mut self, id: &ViewId, order: f64) -> Result<(), EditError> {
        if !order.is_finite() {
            return Err(EditError::BadValue);
        }
        self.change_view(id, |view| view.order = Some(order))
    }

    pub(super) fn set_view_option(
        &mut self,
        id: &ViewId,
        key: &EcoString,
        value: Option<&Value>,
    ) -> Result<(), EditError> {
        check_key(key, &[])?;
        match value {
            Some(Value::Null) => return Err(EditError::BadValue),
            Some(value) => check_value(value)?,
            None => {}
        }
        self.change_view(id, |view| match value {
            Some(value) => view.options.set(key.clone(), value.clone()),
            None => {
                view.options.remove(key);
            }
        })
    }

    pub(super) fn set_bends(
        &mut self,
        view: &ViewId,
        relation: &RelationId,
        points: &EcoVec<Point>,
    ) -> Result<(), EditError> {
        self.document.relation(relation).ok_or_else(|| EditError::NoRelation(relation.clone()))?;
        if points.len() > MAX_BENDS || points.iter().any(|p| !p.is_finite()) {
            return Err(EditError::BadPosition);
        }
        self.change_view(view, |view| {
            if points.is_empty() {
                view.bends.remove(relation);
            } else {
                view.bends.insert(relation.clone(), points.clone());
            }
        })
    }

    pub(super) fn set_line(
        &mut self,
        view: &ViewId,
        relation: &RelationId,
        place: &LinePlace,
    ) -> Result<(), EditError> {
        self.document.relation(relation).ok_or_else(|| EditError::NoRelation(relation.clone()))?;
        check_line(place)?;
        self.change_view(view, |view| {
            // A key of this name that was something else gives way, so that it is not written twice.
            view.fields.remove("lines");
            if place.is_empty() {
                view.lines.remove(relation);
            } else {
                view.lines.insert(relation.clone(), place.clone());
            }
        })
    }

    pub(super) fn put_annotation(&mut self, view: &ViewId, annotation: &Annotation) -> Result<(), EditError> {
        if annotation.id.is_empty() {
            return Err(EditError::BadId(annotation.id.clone()));
        }
        if !annotation.rect.is_finite() {
            return Err(EditError::BadPosition);
        }
        let value = annotation.to_value();
        check_value(&value)?;
        self.change_view(view, |view| match view.annotations.iter().position(|v| Annotation::is(v, &annotation.id)) {
            Some(at) => view.annotations.make_mut()[at] = value,
            None => view.annotations.push(value),
        })
    }

    pub(super) fn remove_annotation(&mut self, view: &ViewId, id: &EcoString) -> Result<(), EditError> {
        let there = self.view(view)?.annotations.iter().position(|v| Annotation::is(v, id));
        let at = there.ok_or_else(|| EditError::NoAnnotation(id.clone()))?;
        self.change_view(view, |view| {
            view.annotations.remove(at);
        })
    }

    /// Takes what all edits together removed from the model or from a diagram out of its groups. A group that has lost all
    /// members goes too: it would be drawn nowhere, so that nobody could take it away.
    pub(super) fn leave_groups(&mut self) {
        let delta = &self.delta;
        let deleted: BTreeSet<&str> =
            delta.elements.iter().filter(|(_, change)| change.after.is_none()).map(|(id, _)| id.as_str()).collect();
        let unplaced: BTreeSet<(&ViewId, &str)> = delta
            .placements
            .iter()
            .filter(|(_, change)| change.after.is_none())
            .map(|((view, id), _)| (view, id.as_str()))
            .collect();
        if deleted.is_empty() && unplaced.is_empty() {
            return;
        }
        let mut left: Vec<(ViewId, EcoVec<Value>)> = Vec::new();
        for view in self.document.views().values() {
            // A canvas shows what is in its scope, whether it says where or not.
            let gone = |id: &str| deleted.contains(id) || (view.kind != CANVAS && unplaced.contains(&(&view.id, id)));
            let annotations: Vec<Option<Value>> =
                view.annotations.iter().map(|value| Annotation::without(value, gone)).collect();
            if annotations.iter().any(Option::is_some) {
                let all = view.annotations.iter().zip(annotations).map(|(old, new)| new.unwrap_or_else(|| old.clone()));
                left.push((view.id.clone(), all.filter(|value| *value != Value::Null).collect()));
            }
        }
        for (view, annotations) in left {
            // The view was found just now, so changing it cannot fail.
            let _ = self.change_view(&view, |view| view.annotations = annotations);
        }
    }
}

fn check_line(place: &LinePlace) -> Result<(), EditError> {
    check_unknown(&place.fields, &["relation", "from", "to", "label"])?;
    if place.is_sound() { Ok(()) } else { Err(EditError::BadPosition) }
}

fn check_placement(placement: &Placement) -> Result<(), EditError> {
    let numbers = [Some(placement.x), Some(placement.y), placement.w, placement.h];
    check_unknown(&placement.fields, &["element", "x", "y", "w", "h", "z", "pinned", "locked", "collapsed"])?;
    if numbers.into_iter().flatten().all(f64::is_finite) { Ok(()) } else { Err(EditError::BadPosition) }
}
