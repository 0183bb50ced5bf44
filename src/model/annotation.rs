//! Notes, frames and groups: what a view says beside its elements.
//!
//! A record that cannot be read as one stays in the view as it came and is not drawn.
//!
//! Knows nothing about how they are drawn.

use ecow::{EcoString, EcoVec};

use super::ids::{ElementId, random_text};
use super::value::{Record, Value};
use crate::geom::Rect;

/// Key of the list of a group's members.
const MEMBERS: &str = "members";
/// Key of the picture of a note.
const IMAGE: &str = "image";

/// What an annotation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnnotationKind {
    /// A text on a sheet of its own.
    Note,
    /// A titled area behind what stands on it.
    Frame,
    /// A border around some elements, wherever they are.
    Group,
}

impl AnnotationKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Note, Self::Frame, Self::Group];

    /// The id in the file.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Frame => "frame",
            Self::Group => "group",
        }
    }

    /// What it is called.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Note => "Note",
            Self::Frame => "Frame",
            Self::Group => "Group",
        }
    }
}

/// A note, frame or group of a view.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// Unique among the annotations of its view.
    pub id: EcoString,
    /// What it is.
    pub kind: AnnotationKind,
    /// What it says; the title of a frame or group.
    pub text: EcoString,
    /// Where it stands; a group stands around its members and needs none.
    pub rect: Rect,
    /// The elements that a group holds together.
    pub members: Vec<ElementId>,
    /// Drawn later when higher, among notes or among frames; 0 when none is stored.
    pub z: Option<i64>,
    /// Whether the pointer leaves it where it is.
    pub locked: bool,
    /// What this version does not know or cannot read.
    pub fields: Record,
}

impl Annotation {
    /// A new annotation with an id of its own.
    #[must_use]
    pub fn new(kind: AnnotationKind, rect: Rect) -> Self {
        let (text, members, fields) = (EcoString::new(), Vec::new(), Record::new());
        Self { id: random_text("a"), kind, text, rect, members, z: None, locked: false, fields }
    }

    /// The annotation that a view's entry holds; `None` when it holds none that can be used.
    ///
    /// What is not read, such as the place of a group, stays in [`Self::fields`] as it came.
    #[must_use]
    pub fn from_value(value: &Value) -> Option<Self> {
        let mut fields = value.as_record()?.clone();
        let text = |v: Option<&Value>| v.and_then(|v| v.as_text().cloned()).unwrap_or_default();
        let id = text(fields.get("id"));
        let kind = text(fields.get("kind"));
        let kind = AnnotationKind::ALL.into_iter().find(|k| kind == k.id() && !id.is_empty())?;
        fields.remove("id");
        fields.remove("kind");
        let says = text(fields.get("text"));
        if !says.is_empty() {
            fields.remove("text");
        }
        let z = fields.get("z").and_then(Value::as_int);
        let locked = fields.get("locked").and_then(Value::as_bool) == Some(true);
        if z.is_some() {
            fields.remove("z");
        }
        if locked {
            fields.remove("locked");
        }
        let (mut rect, mut members) = (Rect::ZERO, Vec::new());
        if kind == AnnotationKind::Group {
            members = take_members(&mut fields);
        } else {
            let mut number = |key: &str| fields.remove(key).and_then(|v| v.as_number());
            let (x, y, w, h) = (number("x")?, number("y")?, number("w")?, number("h")?);
            let far = super::view::MAX_COORDINATE;
            let place = |n: f64| n.clamp(-far, far);
            rect = Rect::from_origin_size((place(x), place(y)), (place(w).max(0.0), place(h).max(0.0)));
            if rect.area() <= 0.0 {
                return None;
            }
        }
        Some(Self { id, kind, text: says, rect, members, z, locked, fields })
    }

    /// The picture of a note, as PNG in base64.
    #[must_use]
    pub fn image(&self) -> Option<&EcoString> {
        self.fields
            .get(IMAGE)
            .and_then(Value::as_text)
            .filter(|data| self.kind == AnnotationKind::Note && !data.is_empty())
    }

    /// Gives a note a picture, as PNG in base64.
    pub fn set_image(&mut self, data: EcoString) {
        self.fields.set(IMAGE, Value::Text(data));
    }

    /// The entry of a view. What was not read stands in it as it came, unless something was written over it.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut record = Record::new();
        record.set("id", Value::text(self.id.clone()));
        record.set("kind", Value::text(self.kind.id()));
        if !self.text.is_empty() {
            record.set("text", Value::text(self.text.clone()));
        }
        if self.kind == AnnotationKind::Group {
            let unread = self.fields.get(MEMBERS);
            if unread.is_none_or(|v| matches!(v, Value::List(_))) || !self.members.is_empty() {
                let mut members: EcoVec<Value> = self.members.iter().map(|id| Value::text(id.text())).collect();
                members.extend(unread.iter().flat_map(|v| v.as_list()).cloned());
                record.set(MEMBERS, Value::List(members));
            }
        } else {
            let r = self.rect;
            for (key, n) in [("x", r.x0), ("y", r.y0), ("w", r.width()), ("h", r.height())] {
                record.set(key, Value::number(n).unwrap_or(Value::Int(0)));
            }
        }
        if let Some(z) = self.z {
            record.set("z", Value::Int(z));
        }
        if self.locked {
            record.set("locked", Value::Bool(true));
        }
        for (key, value) in &self.fields {
            if record.get(key).is_none() {
                record.set(key.clone(), value.clone());
            }
        }
        Value::Record(record)
    }

    /// Whether a view's entry holds the annotation with this id. A record that cannot be read as one is none, whatever its
    /// id.
    #[must_use]
    pub fn is(value: &Value, id: &str) -> bool {
        let has_id = value.as_record().and_then(|r| r.get("id")).and_then(Value::as_text).is_some_and(|v| v == id);
        has_id && Self::from_value(value).is_some()
    }

    /// What a view's entry is without some members of its group; `None` where it loses none. A group that has lost all
    /// has nothing to stand around, and is [`Value::Null`].
    #[must_use]
    pub(crate) fn without(value: &Value, gone: impl Fn(&str) -> bool) -> Option<Value> {
        let is_gone = |v: &Value| v.as_text().is_some_and(|id| gone(id));
        let members = value.as_record()?.get(MEMBERS)?.as_list();
        if !members.iter().any(is_gone) || Self::from_value(value)?.kind != AnnotationKind::Group {
            return None;
        }
        let left: EcoVec<Value> = members.iter().filter(|v| !is_gone(v)).cloned().collect();
        if left.is_empty() {
            return Some(Value::Null);
        }
        let mut record = value.as_record()?.clone();
        record.set(MEMBERS, Value::List(left));
        Some(Value::Record(record))
    }
}

/// Takes the ids in the list of members out of a group's fields, and leaves there what is no id.
fn take_members(fields: &mut Record) -> Vec<ElementId> {
    let Some(Value::List(list)) = fields.get(MEMBERS) else { return Vec::new() };
    let members = list.iter().filter_map(Value::as_text).map(|id| ElementId::new(id.clone())).collect();
    let unread: EcoVec<Value> = list.iter().filter(|v| v.as_text().is_none()).cloned().collect();
    if unread.is_empty() {
        fields.remove(MEMBERS);
    } else {
        fields.set(MEMBERS, Value::List(unread));
    }
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn annotations_read_back_as_they_were_written() {
        let mut note = Annotation::new(AnnotationKind::Note, Rect::new(10.0, 20.0, 210.5, 90.0));
        note.text = "Ask the regulator".into();
        note.fields.set("color", Value::text("warm"));
        (note.z, note.locked) = (Some(-3), true);
        assert_eq!(Annotation::from_value(&note.to_value()), Some(note));
        let mut group = Annotation::new(AnnotationKind::Group, Rect::ZERO);
        group.members = vec!["te.app".into(), "te.core".into()];
        assert_eq!(Annotation::from_value(&group.to_value()), Some(group));
        assert_eq!(Annotation::from_value(&Value::text("note")), None);
    }

    fn record(pairs: &[(&str, Value)]) -> Value {
        Value::Record(pairs.iter().map(|(key, value)| (EcoString::from(*key), value.clone())).collect())
    }

    fn list(values: &[Value]) -> Value {
        Value::List(values.iter().cloned().collect())
    }

    #[test]
    fn what_is_not_read_outlives_an_edit() {
        let ids = list(&[Value::text("te.app"), Value::text("te.core")]);
        let odd = [
            Value::Int(7),
            Value::Bool(true),
            Value::text("te.app"),
            Value::text(""),
            list(&[]),
            list(&[Value::Int(1), Value::Record(Record::new())]),
            record(&[("a", Value::Int(1))]),
        ];
        let place = [("x", Value::Int(3)), ("y", Value::Int(-4)), ("w", Value::Int(50)), ("h", Value::Number(6.5))];
        for kind in AnnotationKind::ALL {
            for value in &odd {
                for key in ["text", MEMBERS, "color", "x"] {
                    let is_read = key == "text" && value.as_text().is_some()
                        || key == "x" && kind != AnnotationKind::Group
                        || key == MEMBERS && kind == AnnotationKind::Group && matches!(value, Value::List(_));
                    let mut pairs = vec![("id", Value::text("a")), ("kind", Value::text(kind.id()))];
                    pairs.extend(place.clone());
                    pairs.push((MEMBERS, ids.clone()));
                    pairs.retain(|(k, _)| *k != key);
                    if !is_read {
                        pairs.push((key, value.clone()));
                    } else if key == "x" {
                        pairs.push((key, Value::Int(9)));
                    }
                    let before = record(&pairs);
                    let mut annotation = Annotation::from_value(&before).expect("an annotation");
                    let same = annotation.to_value();
                    for (k, v) in &pairs {
                        assert_eq!(same.as_record().and_then(|r| r.get(k)), Some(v), "{k} of {before:?}");
                    }
                    assert_eq!(Annotation::from_value(&same).as_ref(), Some(&annotation));
                    annotation.text = "Says something else".into();
                    let after = Annotation::from_value(&annotation.to_value()).expect("an annotation");
                    assert_eq!(after.text, annotation.text, "{before:?}");
                    let value = annotation.to_value();
                    for (k, v) in pairs.iter().filter(|(k, _)| *k != "text") {
                        assert_eq!(value.as_record().and_then(|r| r.get(k)), Some(v), "{k} of {before:?}");
                    }
                }
            }
        }
        // Members that are ids are read, others stay beside them.
        let mixed = list(&[Value::text("te.app"), Value::Int(5)]);
        let group = record(&[("id", Value::text("g")), ("kind", Value::text("group")), (MEMBERS, mixed.clone())]);
        let mut group = Annotation::from_value(&group).expect("a group");
        assert_eq!(group.members, ["te.app".into()]);
        assert_eq!(group.to_value().as_record().and_then(|r| r.get(MEMBERS)), Some(&mixed));
        group.members.push("te.core".into());
        let grown = list(&[Value::text("te.app"), Value::text("te.core"), Value::Int(5)]);
        assert_eq!(group.to_value().as_record().and_then(|r| r.get(MEMBERS)), Some(&grown));
    }

    #[test]
    fn only_what_can_be_read_goes_by_its_id() {
        let note =
            Annotation { id: "a".into(), ..Annotation::new(AnnotationKind::Note, Rect::new(0.0, 0.0, 9.0, 9.0)) };
        assert!(Annotation::is(&note.to_value(), "a") && !Annotation::is(&note.to_value(), "b"));
        for kind in ["arrow", "note"] {
            assert!(!Annotation::is(&record(&[("id", Value::text("a")), ("kind", Value::text(kind))]), "a"));
        }
    }
}
