//! What texts in cells do to a document, one after the other: each sees what those before it did.
//!
//! Knows nothing about where the texts come from.

use ecow::EcoString;

use super::Row;
use super::columns::{Column, Holds, List, What, parents};
use super::rows::entries;
use super::text::{name, others, relations, text as standing};
use crate::edit::{Edit, apply, compose};
use crate::editor::fields::{Cell, judge, read_line};
use crate::editor::wording::capital;
use crate::model::index::folded;
use crate::model::legality::{initial_attributes, may_connect};
use crate::model::{Document, Element, ElementId, ElementKind, Record, Relation, RelationId, RelationKind, Value};

/// Edits that are being gathered for one step.
pub(super) struct Work {
    /// The document after them.
    pub(super) document: Document,
    /// The edits.
    pub(super) edits: Vec<Edit>,
    what: What,
}

/// What became of a name typed into the row of what is new.
pub(super) enum Added {
    /// A new row.
    Made(Row),
    /// The element that is called so.
    Here(Row),
}

impl Work {
    pub(super) fn new(document: &Document, what: &What) -> Self {
        Self { document: document.clone(), edits: Vec::new(), what: what.clone() }
    }

    fn perform(&mut self, edits: Vec<Edit>) -> Result<(), String> {
        let (after, _) = apply(&self.document, &edits).map_err(|e| e.to_string())?;
        self.document = after;
        self.edits.extend(edits);
        Ok(())
    }

    /// Puts a text into a cell; an empty one takes away what is there. The text that stands there changes nothing, whatever
    /// it would be read as: names may be those of several, or have a semicolon in them.
    ///
    /// # Errors
    /// Why it was not taken, as a sentence.
    pub(super) fn put(&mut self, row: &Row, column: &Column, text: &str) -> Result<(), String> {
        let text = text.trim();
        if text == standing(&self.document, row, column).trim() {
            return Ok(());
        }
        match &column.holds {
            Holds::Name if text.is_empty() => Err("A name is expected. Shift+Delete deletes the row.".into()),
            Holds::Name => self.perform(vec![Edit::SetName(row.element.clone(), text.into())]),
            Holds::Owner if folded(text) == folded(&name(&self.document, &row.element)) => Ok(()),
            Holds::Owner => Err("An entry stays where it is. Add one below for another.".into()),
            Holds::Parent => self.put_parent(&row.element, text),
            Holds::Related { kind, back, raci } => self.put_related(&row.element, (*kind, *back, raci.as_ref()), text),
            Holds::Value { def, .. } => {
                let Some(cell) = column.cell(row) else { return Ok(()) };
                let expected = |what: String| format!("{} is expected.", capital(&what));
                let value = read_line(&self.document, &def.ty, text).map_err(expected)?;
                if cell.value(&self.document) == value.as_ref() {
                    return Ok(());
                }
                if let Some(value) = &value {
                    judge(&self.document, &cell, value)?;
                }
                let whole = Cell::from(cell.place.clone()).value(&self.document).cloned();
                let edit = cell.place.edit(cell.put(whole.as_ref(), value));
                self.perform(Vec::from_iter(edit))
            }
        }
    }

    fn named(&self, kinds: &[ElementKind], text: &str) -> Result<ElementId, String> {
        let fits = |id: &&ElementId| self.document.element(id).is_some_and(|e| kinds.contains(&e.kind));
        self.document.index().named(text).find(fits).cloned().ok_or_else(|| {
            let labels: Vec<String> =
                kinds.iter().take(4).map(|k| self.document.metamodel().kind_label(*k).to_lowercase()).collect();
            let kinds = if kinds.len() > 4 { "thing".to_owned() } else { labels.join(" or ") };
            format!("There is no {kinds} \"{text}\" in this model.")
        })
    }

    fn put_parent(&mut self, id: &ElementId, text: &str) -> Result<(), String> {
        let Some(kind) = self.document.element(id).map(|e| e.kind) else { return Ok(()) };
        let now = self.document.parent(id).cloned();
        let wanted = match text {
            "" => None,
            text => Some(self.named(&parents(self.document.metamodel(), kind), text)?),
        };
        if now == wanted {
            return Ok(());
        }
        let mut edits = compose::leave(&self.document, id);
        let with = apply(&self.document, &edits).map_err(|e| e.to_string())?.0;
        if let Some(whole) = &wanted {
            may_connect(&with, RelationKind::Contains, whole, id, &Record::new()).map_err(|e| e.to_string())?;
            edits.extend(compose::connect(&with, RelationKind::Contains, whole, id));
        }
        self.perform(edits)
    }

    fn put_related(
        &mut self,
        id: &ElementId,
        (kind, back, raci): (RelationKind, bool, Option<&EcoString>),
        text: &str,
    ) -> Result<(), String> {
        let Some(own) = self.document.element(id).map(|e| e.kind) else { return Ok(()) };
        let kinds = others(&self.document, kind, own, back);
        let now = relations(&self.document, id, (kind, back, raci));
        let called = |other: &ElementId| name(&self.document, other);
        let mut wanted: Vec<ElementId> = Vec::new();
        for typed in text.split([';', '\n']).map(str::trim).filter(|n| !n.is_empty()) {
            // Of several of a name those that are there are meant.
            let same = |other: &&ElementId| folded(called(other).trim()) == folded(typed) && !wanted.contains(*other);
            let other = match now.iter().map(|(_, other)| other).find(same) {
                Some(other) => other.clone(),
                None => self.named(&kinds, typed)?,
            };
            if !wanted.contains(&other) {
                wanted.push(other);
            }
        }
        // What has no name cannot be typed, so it only goes with all others.
        let stays = |other: &ElementId| wanted.contains(other) || !text.is_empty() && called(other).trim().is_empty();
        let gone = now.iter().filter(|(_, other)| !stays(other));
        let mut edits: Vec<Edit> = gone.map(|(r, _)| Edit::RemoveRelation(r.clone())).collect();
        let mut with = apply(&self.document, &edits).map_err(|e| e.to_string())?.0;
        for other in wanted.iter().filter(|w| !now.iter().any(|(_, other)| other == *w)) {
            let (source, target) = if back { (other, id) } else { (id, other) };
            let mut attributes = initial_attributes(&with, kind);
            if let Some(letter) = raci {
                attributes.set("raci", Value::Text(letter.clone()));
            }
            may_connect(&with, kind, source, target, &attributes).map_err(|e| e.to_string())?;
            let mut relation = Relation::new(RelationId::random(), kind, source.clone(), target.clone());
            relation.attributes = attributes;
            let edit = Edit::AddRelation(relation);
            with = apply(&with, std::slice::from_ref(&edit)).map_err(|e| e.to_string())?.0;
            edits.push(edit);
        }
        self.perform(edits)
    }

    /// Makes a row of the name of an element, or an entry of the element of that name. An element that is here is no twin,
    /// unless it is part of another whole than the new one will be.
    ///
    /// # Errors
    /// Why not, as a sentence.
    pub(super) fn add(&mut self, text: &str, whole: Option<&str>) -> Result<Added, String> {
        match self.what.clone() {
            What::Kind(kind) => self.add_element(kind, text.trim(), whole.map(str::trim).filter(|w| !w.is_empty())),
            What::Entries(list) => self.add_entry(&list, text.trim()).map(Added::Made),
        }
    }

    fn add_element(&mut self, kind: ElementKind, text: &str, whole: Option<&str>) -> Result<Added, String> {
        if text.is_empty() {
            return Err("A name is expected.".into());
        }
        let document = &self.document;
        let same = |id: &&ElementId| {
            let parent = document.parent(id).map(|p| folded(&name(document, p)));
            document.element(id).is_some_and(|e| e.kind == kind)
                && whole.is_none_or(|w| parent.is_none_or(|p| p == folded(w)))
        };
        if let Some(id) = document.index().named(text).find(same) {
            return Ok(Added::Here(Row { element: id.clone(), entry: None }));
        }
        let element = Element::new(ElementId::random(), kind, text);
        let row = Row { element: element.id.clone(), entry: None };
        self.perform(vec![Edit::AddElement(element)])?;
        Ok(Added::Made(row))
    }

    fn add_entry(&mut self, list: &List, text: &str) -> Result<Row, String> {
        let kinds = list.kind.map_or_else(|| ElementKind::ALL.to_vec(), |k| vec![k]);
        let element = self.named(&kinds, text)?;
        let entry = entries(&self.document, &self.what, &element);
        let row = Row { element, entry: Some(entry) };
        let cell = list.cell(&row);
        let whole = Cell::from(cell.place.clone()).value(&self.document).cloned();
        let edit = cell.place.edit(cell.put(whole.as_ref(), Some(Value::Record(Record::new()))));
        self.perform(Vec::from_iter(edit))?;
        Ok(row)
    }

    /// Takes entries away, the last of each list first.
    pub(super) fn remove_entries(&mut self, list: &List, rows: &[Row]) -> Result<(), String> {
        let mut rows: Vec<&Row> = rows.iter().collect();
        rows.sort_by(|a, b| b.cmp(a));
        for row in rows {
            let cell = list.cell(row);
            let whole = Cell::from(cell.place.clone()).value(&self.document).cloned();
            let edit = cell.place.edit(cell.put(whole.as_ref(), None));
            self.perform(Vec::from_iter(edit))?;
        }
        Ok(())
    }
}
