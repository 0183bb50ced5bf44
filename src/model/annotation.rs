//! Notes, frames and groups: what a view says beside its elements.
//!
//! A record that cannot be read as one stays in the view as it came and is not drawn.
//!
//! Knows nothing about how they are drawn.

use ecow::{EcoString, EcoVec};

use super::ids::{ElementId, random_text};
use super::value::{Record, Value};
use crate::geom::Rect;

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
    /// Keys this version does not know.
    pub fields: Record,
}

impl Annotation {
    /// A new annotation with an id of its own.
    #[must_use]
    pub fn new(kind: AnnotationKind, rect: Rect) -> Self {
        let (text, members, fields) = (EcoString::new(), Vec::new(), Record::new());
        Self { id: random_text("a"), kind, text, rect, members, fields }
    }

    /// The annotation that a view's entry holds; `None` when it holds none that can be used.
    #[must_use]
    pub fn from_value(value: &Value) -> Option<Self> {
        let mut fields = value.as_record()?.clone();
        let text = |v: Option<Value>| v.and_then(|v| v.as_text().cloned());
        let id = text(fields.remove("id")).filter(|id| !id.is_empty())?;
        let kind = text(fields.remove("kind"))?;
        let kind = AnnotationKind::ALL.into_iter().find(|k| kind == k.id())?;
        let says = text(fields.remove("text")).unwrap_or_default();
        let mut number = |key: &str| fields.remove(key).and_then(|v| v.as_number());
        let (x, y, w, h) = (number("x"), number("y"), number("w"), number("h"));
        let far = super::view::MAX_COORDINATE;
        let place = |n: Option<f64>| n.unwrap_or(0.0).clamp(-far, far);
        let rect = Rect::from_origin_size((place(x), place(y)), (place(w).max(0.0), place(h).max(0.0)));
        if kind != AnnotationKind::Group && (x.is_none() || y.is_none() || rect.area() <= 0.0) {
            return None;
        }
        let members = fields.remove("members").unwrap_or(Value::Null);
        let members =
            members.as_list().iter().filter_map(|v| v.as_text()).map(|id| ElementId::new(id.clone())).collect();
        Some(Self { id, kind, text: says, rect, members, fields })
    }

    /// The entry of a view.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut record = Record::new();
        record.set("id", Value::text(self.id.clone()));
        record.set("kind", Value::text(self.kind.id()));
        if !self.text.is_empty() {
            record.set("text", Value::text(self.text.clone()));
        }
        if self.kind == AnnotationKind::Group {
            let members: EcoVec<Value> = self.members.iter().map(|id| Value::text(id.text())).collect();
            record.set("members", Value::List(members));
        } else {
            let r = self.rect;
            for (key, n) in [("x", r.x0), ("y", r.y0), ("w", r.width()), ("h", r.height())] {
                record.set(key, Value::number(n).unwrap_or(Value::Int(0)));
            }
        }
        for (key, value) in &self.fields {
            record.set(key.clone(), value.clone());
        }
        Value::Record(record)
    }

    /// Whether a view's entry has this id.
    #[must_use]
    pub fn is(value: &Value, id: &str) -> bool {
        value.as_record().and_then(|r| r.get("id")).and_then(Value::as_text).is_some_and(|v| v == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn annotations_read_back_as_they_were_written() {
        let mut note = Annotation::new(AnnotationKind::Note, Rect::new(10.0, 20.0, 210.5, 90.0));
        note.text = "Ask the regulator".into();
        note.fields.set("color", Value::text("warm"));
        assert_eq!(Annotation::from_value(&note.to_value()), Some(note));
        let mut group = Annotation::new(AnnotationKind::Group, Rect::ZERO);
        group.members = vec!["te.app".into(), "te.core".into()];
        assert_eq!(Annotation::from_value(&group.to_value()), Some(group));
        assert_eq!(Annotation::from_value(&Value::text("note")), None);
    }
}
