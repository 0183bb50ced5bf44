//! Elements and relations: what they are, apart from any picture.
//!
//! Knows nothing about views, files or the rules that judge them.

use ecow::EcoString;

use super::attr::{Attr, FromValue};
use super::ids::{ElementId, RelationId};
use super::kind::{ElementKind, RelationKind};
use super::value::{Record, Value};

/// The longest name that an edit gives, in characters; longer ones load with a problem.
pub const MAX_NAME: usize = 120;

/// What stands for the name of an element that has none.
pub const UNNAMED: &str = "Unnamed";

/// Whether an element is there today, comes, changes or goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Stays as it is.
    #[default]
    Keep,
    /// Is not there yet.
    New,
    /// Is there and will be altered.
    Change,
    /// Is there and will go.
    Retire,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Keep, Self::New, Self::Change, Self::Retire];

    /// The id in the file.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::New => "new",
            Self::Change => "change",
            Self::Retire => "retire",
        }
    }
}

/// A concept of the model. It lives once; views only refer to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// Its id, unique among elements.
    pub id: ElementId,
    /// What it is.
    pub kind: ElementKind,
    /// What people call it; may be empty.
    pub name: EcoString,
    /// Description, state, plateau, tags, value-outcomes-costs-risks, then keys this version does not know.
    pub fields: Record,
    /// The attributes of its kind, then those this version does not know.
    pub attributes: Record,
}

impl Element {
    /// An element with nothing but a name.
    pub fn new(id: ElementId, kind: ElementKind, name: impl Into<EcoString>) -> Self {
        Self { id, kind, name: name.into(), fields: Record::new(), attributes: Record::new() }
    }

    /// The value of a typed attribute; `None` when it is absent or of another type.
    #[must_use]
    pub fn get<T: FromValue>(&self, attr: Attr<T>) -> Option<T> {
        attr.read(&self.attributes)
    }

    /// The description, empty when there is none.
    #[must_use]
    pub fn description(&self) -> &str {
        self.fields.get("description").and_then(Value::as_text).map_or("", EcoString::as_str)
    }

    /// The state; keep when none is stored.
    #[must_use]
    pub fn state(&self) -> State {
        let id = self.fields.get("state").and_then(Value::as_text);
        State::ALL.into_iter().find(|s| id.is_some_and(|id| id == s.id())).unwrap_or_default()
    }

    /// The name, or a stand-in that says that there is none.
    #[must_use]
    pub fn shown_name(&self) -> &str {
        if self.name.trim().is_empty() { UNNAMED } else { &self.name }
    }
}

/// A directed statement about two elements.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// Its id, unique among relations.
    pub id: RelationId,
    /// What it says.
    pub kind: RelationKind,
    /// Where it starts. Only a foreign relation may name another relation here.
    pub source: ElementId,
    /// Where it ends. Only a foreign relation may name another relation here.
    pub target: ElementId,
    /// Keys this version does not know.
    pub fields: Record,
    /// The attributes of its kind, then those this version does not know.
    pub attributes: Record,
}

impl Relation {
    /// A relation with nothing but its ends.
    #[must_use]
    pub fn new(id: RelationId, kind: RelationKind, source: ElementId, target: ElementId) -> Self {
        Self { id, kind, source, target, fields: Record::new(), attributes: Record::new() }
    }

    /// The value of a typed attribute; `None` when it is absent or of another type.
    #[must_use]
    pub fn get<T: FromValue>(&self, attr: Attr<T>) -> Option<T> {
        attr.read(&self.attributes)
    }
}
