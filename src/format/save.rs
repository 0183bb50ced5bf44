//! Writes a document as canonical JSON: the same document gives the same bytes on every machine.
//!
//! Two-space indent; known keys in the order of the format and the metamodel, unknown ones after them as they came;
//! elements, relations, views and waivers sorted by id; no nulls; one trailing newline.
//!
//! Knows nothing about files.

use std::sync::Arc;

use ecow::EcoString;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::geom::Point;
use crate::model::document::Plateau;
use crate::model::view::LinePlace;
use crate::model::{Document, Element, ElementId, Placement, Record, Relation, RelationId, Unsorted, Value, View};

/// The bytes of the document's file.
///
/// # Panics
/// Never: writing to memory cannot fail and every number of a document is finite.
#[must_use]
pub fn save(document: &Document) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(256 * (document.elements().len() + document.relations().len()) + 1024);
    let mut serializer = serde_json::Serializer::pretty(&mut bytes);
    File(document).serialize(&mut serializer).expect("writing a document to memory cannot fail");
    bytes.push(b'\n');
    bytes
}

/// The top level of the file.
struct File<'a>(&'a Document);

impl Serialize for File<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let document = self.0;
        let (head, aside) = (document.head(), document.aside());
        let mut map = s.serialize_map(None)?;
        map.serialize_entry("format", "opcanvas")?;
        map.serialize_entry("version", &head.version)?;
        for (key, record) in [("meta", &head.meta), ("settings", &head.settings), ("metamodel", &head.additions)] {
            if !record.is_empty() {
                map.serialize_entry(key, record)?;
            }
        }
        map.serialize_entry("plateaus", &Entries { own: head.plateaus.iter().collect(), aside: &aside.plateaus })?;
        map.serialize_entry("elements", &elements(document))?;
        map.serialize_entry("relations", &relations(document))?;
        map.serialize_entry("views", &views(document))?;
        for (key, list) in [("waivers", &head.waivers), ("assets", &head.assets), ("conflicts", &head.conflicts)] {
            if !list.is_empty() {
                map.serialize_entry(key, list)?;
            }
        }
        if !(head.unsorted.is_empty() && aside.unsorted.is_empty()) {
            map.serialize_entry("unsorted", &Entries { own: head.unsorted.iter().collect(), aside: &aside.unsorted })?;
        }
        rest(&mut map, &head.fields)?;
        map.end()
    }
}

/// Entries in their order, then those that are kept aside.
struct Entries<'a, T> {
    own: Vec<&'a T>,
    aside: &'a [Value],
}

impl<'a, T> Serialize for Entries<'a, T>
where
    Entry<'a, T>: Serialize,
{
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut seq = s.serialize_seq(Some(self.own.len() + self.aside.len()))?;
        for own in &self.own {
            seq.serialize_element(&Entry(*own))?;
        }
        for value in self.aside {
            seq.serialize_element(value)?;
        }
        seq.end()
    }
}

/// One entry of a list, written as the format says.
struct Entry<'a, T>(&'a T);

/// Entries and those that are kept aside, together in id order; what has no id comes last.
struct Merged<'a, T> {
    entries: Vec<(EcoString, Line<'a, T>)>,
}

enum Line<'a, T> {
    Own(&'a T),
    Aside(&'a Value),
}

impl<'a, T> Merged<'a, T> {
    fn new(own: impl Iterator<Item = (EcoString, &'a T)>, aside: &'a [Value]) -> Self {
        let mut entries: Vec<_> = own.map(|(id, e)| (id, Line::Own(e))).collect();
        let sorted = entries.is_sorted_by(|a, b| a.0 <= b.0);
        for value in aside {
            entries.push((aside_id(value), Line::Aside(value)));
        }
        if !(sorted && aside.is_empty()) {
            entries.sort_by(|a, b| a.0.cmp(&b.0));
        }
        Self { entries }
    }
}

impl<'a, T> Serialize for Merged<'a, T>
where
    Entry<'a, T>: Serialize,
{
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut seq = s.serialize_seq(Some(self.entries.len()))?;
        for (_, line) in &self.entries {
            match line {
                Line::Own(own) => seq.serialize_element(&Entry(*own))?,
                Line::Aside(value) => seq.serialize_element(value)?,
            }
        }
        seq.end()
    }
}

/// The id by which an entry that is kept aside is sorted; what has none comes last.
pub(super) fn aside_id(entry: &Value) -> EcoString {
    let id = entry.as_record().and_then(|r| r.get("id")).and_then(Value::as_text).cloned();
    id.unwrap_or_else(|| EcoString::from("\u{10ffff}"))
}

fn elements(document: &Document) -> Merged<'_, Element> {
    Merged::new(document.elements().values().map(|e| (e.id.text(), &**e)), &document.aside().elements)
}

fn relations(document: &Document) -> Merged<'_, Relation> {
    let own = document.relations().values().map(Arc::as_ref);
    let aside = document.aside().relations.iter().map(|a| &a.relation);
    Merged::new(own.chain(aside).map(|r| (r.id.text(), r)), &document.aside().relation_entries)
}

fn views(document: &Document) -> Merged<'_, View> {
    Merged::new(document.views().values().map(|v| (v.id.text(), &**v)), &document.aside().views)
}

fn rest<M: SerializeMap>(map: &mut M, fields: &Record) -> Result<(), M::Error> {
    fields.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))
}

fn attributes<M: SerializeMap>(map: &mut M, attributes: &Record) -> Result<(), M::Error> {
    if attributes.is_empty() { Ok(()) } else { map.serialize_entry("attributes", attributes) }
}

impl Serialize for Entry<'_, Plateau> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(None)?;
        map.serialize_entry("id", &self.0.id)?;
        rest(&mut map, &self.0.fields)?;
        map.end()
    }
}

impl Serialize for Entry<'_, Unsorted> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(None)?;
        map.serialize_entry("id", &self.0.id)?;
        map.serialize_entry("text", &self.0.text)?;
        rest(&mut map, &self.0.fields)?;
        map.end()
    }
}

/// The keys of an element's fields that stand before its attributes.
pub(super) const COMMON: [&str; 5] = ["description", "state", "plateau", "tags", "vocr"];

impl Serialize for Entry<'_, Element> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let element = self.0;
        let mut map = s.serialize_map(None)?;
        map.serialize_entry("id", element.id.as_str())?;
        map.serialize_entry("kind", element.kind.id())?;
        map.serialize_entry("name", &element.name)?;
        let (known, unknown): (Vec<_>, Vec<_>) =
            element.fields.iter().partition(|(key, _)| COMMON.contains(&key.as_str()));
        for (key, value) in known {
            map.serialize_entry(key, value)?;
        }
        attributes(&mut map, &element.attributes)?;
        for (key, value) in unknown {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl Serialize for Entry<'_, Relation> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let relation = self.0;
        let mut map = s.serialize_map(None)?;
        map.serialize_entry("id", relation.id.as_str())?;
        map.serialize_entry("kind", relation.kind.id())?;
        map.serialize_entry("source", relation.source.as_str())?;
        map.serialize_entry("target", relation.target.as_str())?;
        attributes(&mut map, &relation.attributes)?;
        rest(&mut map, &relation.fields)?;
        map.end()
    }
}

impl Serialize for Entry<'_, View> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let view = self.0;
        let mut map = s.serialize_map(None)?;
        map.serialize_entry("id", view.id.as_str())?;
        map.serialize_entry("kind", &view.kind)?;
        map.serialize_entry("name", &view.name)?;
        if let Some(order) = view.order {
            map.serialize_entry("order", &Number(order))?;
        }
        if !view.options.is_empty() {
            map.serialize_entry("options", &view.options)?;
        }
        map.serialize_entry("placements", &Placements(view))?;
        if !(view.bends.is_empty() && view.aside.bends.is_empty()) {
            map.serialize_entry("bends", &Bends(view))?;
        }
        if !(view.lines.is_empty() && view.aside.lines.is_empty()) {
            map.serialize_entry("lines", &LinePlaces(view))?;
        }
        if !view.annotations.is_empty() {
            map.serialize_entry("annotations", &view.annotations)?;
        }
        rest(&mut map, &view.fields)?;
        map.end()
    }
}

struct Placements<'a>(&'a View);

impl Serialize for Placements<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut seq = s.serialize_seq(None)?;
        for pair in self.0.placements.iter() {
            seq.serialize_element(&Placed(pair))?;
        }
        for value in &self.0.aside.placements {
            seq.serialize_element(value)?;
        }
        seq.end()
    }
}

struct Placed<'a>((&'a ElementId, &'a Placement));

impl Serialize for Placed<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let (element, placement) = self.0;
        let mut map = s.serialize_map(None)?;
        map.serialize_entry("element", element.as_str())?;
        map.serialize_entry("x", &Number(placement.x))?;
        map.serialize_entry("y", &Number(placement.y))?;
        for (key, n) in [("w", placement.w), ("h", placement.h)] {
            if let Some(n) = n {
                map.serialize_entry(key, &Number(n))?;
            }
        }
        if let Some(z) = placement.z {
            map.serialize_entry("z", &z)?;
        }
        let marks = [("pinned", placement.pinned), ("locked", placement.locked), ("collapsed", placement.collapsed)];
        for (key, yes) in marks {
            if let Some(yes) = yes {
                map.serialize_entry(key, &yes)?;
            }
        }
        rest(&mut map, &placement.fields)?;
        map.end()
    }
}

struct Bends<'a>(&'a View);

impl Serialize for Bends<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut seq = s.serialize_seq(None)?;
        for pair in self.0.bends.iter() {
            seq.serialize_element(&Bent(pair))?;
        }
        for value in &self.0.aside.bends {
            seq.serialize_element(value)?;
        }
        seq.end()
    }
}

struct Bent<'a>((&'a RelationId, &'a ecow::EcoVec<Point>));

impl Serialize for Bent<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let (relation, points) = self.0;
        let mut map = s.serialize_map(None)?;
        map.serialize_entry("relation", relation.as_str())?;
        let points: Vec<_> = points.iter().map(|p| XY(*p)).collect();
        map.serialize_entry("points", &points)?;
        map.end()
    }
}

struct LinePlaces<'a>(&'a View);

impl Serialize for LinePlaces<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut seq = s.serialize_seq(None)?;
        for pair in self.0.lines.iter() {
            seq.serialize_element(&PlacedLine(pair))?;
        }
        for value in &self.0.aside.lines {
            seq.serialize_element(value)?;
        }
        seq.end()
    }
}

struct PlacedLine<'a>((&'a RelationId, &'a LinePlace));

impl Serialize for PlacedLine<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let (relation, place) = self.0;
        let mut map = s.serialize_map(None)?;
        map.serialize_entry("relation", relation.as_str())?;
        for (key, spot) in [("from", place.from), ("to", place.to)] {
            if let Some(spot) = spot {
                map.serialize_entry(key, &XY(spot))?;
            }
        }
        if let Some(label) = place.label {
            map.serialize_entry("label", &Number(label))?;
        }
        rest(&mut map, &place.fields)?;
        map.end()
    }
}

struct XY(Point);

impl Serialize for XY {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(Some(2))?;
        map.serialize_entry("x", &Number(self.0.x))?;
        map.serialize_entry("y", &Number(self.0.y))?;
        map.end()
    }
}

/// A number in its one form: whole ones without a point.
struct Number(f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        // A document holds finite numbers only; what is none would become null, so write zero in a release that has a fault.
        debug_assert!(self.0.is_finite());
        Value::number(self.0).unwrap_or(Value::Int(0)).serialize(s)
    }
}
