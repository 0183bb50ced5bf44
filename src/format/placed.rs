//! Reads the entries of a view: where something stands, how a line bends, where it ends.
//!
//! Knows nothing about what happens to entries that cannot be used.

use ecow::EcoVec;

use super::ids::AllRenamed;
use super::limits;
use crate::geom::Point;
use crate::model::view::LinePlace;
use crate::model::{Document, ElementId, Placement, RelationId, Value};

pub(super) fn placement(entry: &Value, renamed: &AllRenamed) -> Option<(ElementId, Placement)> {
    let mut fields = entry.as_record()?.clone();
    let element = renamed.element(fields.remove("element")?.as_text()?);
    let mut number = |key: &str| match fields.remove(key) {
        None => Some(None),
        Some(value) => value.as_number().map(Some),
    };
    let (x, y, w, h) = (number("x")??, number("y")??, number("w")?, number("h")?);
    let z = match fields.remove("z") {
        None => None,
        Some(value) => Some(value.as_int()?),
    };
    let mut yes = |key: &str| match fields.remove(key) {
        None => Some(None),
        Some(value) => value.as_bool().map(Some),
    };
    let (pinned, locked) = (yes("pinned")?, yes("locked")?);
    let collapsed = yes("collapsed")?;
    Some((element, Placement { x, y, w, h, z, pinned, locked, collapsed, fields }))
}

pub(super) fn bend(document: &Document, entry: &Value, renamed: &AllRenamed) -> Option<(RelationId, EcoVec<Point>)> {
    // A bend with a key that this version does not know is kept aside: a drawn bend has no place for it.
    let record = entry.as_record().filter(|r| r.len() == 2)?;
    let relation = renamed.relation(record.get("relation")?.as_text()?);
    document.relation(&relation)?;
    let Value::List(points) = record.get("points")? else { return None };
    if points.len() > limits::MAX_BENDS {
        return None;
    }
    let point = |p: &Value| {
        let p = p.as_record().filter(|p| p.len() == 2)?;
        Some(Point::new(p.get("x")?.as_number()?, p.get("y")?.as_number()?))
    };
    Some((relation, points.iter().map(point).collect::<Option<_>>()?))
}

pub(super) fn line_place(document: &Document, entry: &Value, renamed: &AllRenamed) -> Option<(RelationId, LinePlace)> {
    let mut fields = entry.as_record()?.clone();
    let relation = renamed.relation(fields.remove("relation")?.as_text()?);
    document.relation(&relation)?;
    let mut spot = |key: &str| match fields.remove(key) {
        None => Some(None),
        Some(value) => {
            let p = value.as_record().filter(|p| p.len() == 2)?;
            Some(Some(Point::new(p.get("x")?.as_number()?, p.get("y")?.as_number()?)))
        }
    };
    let (from, to) = (spot("from")?, spot("to")?);
    let label = match fields.remove("label") {
        None => None,
        Some(value) => Some(value.as_number()?),
    };
    Some((relation, LinePlace { from, to, label, fields })).filter(|(_, place)| place.is_sound() && !place.is_empty())
}
