//! What an operating model is, as values: elements, relations, views, the metamodel, and what may be connected.
//!
//! Beside the values stand the indexes and lenses through which the model is asked.
//!
//! Knows nothing about IO, file formats, drawing or selection.

pub mod additions;
pub mod annotation;
pub mod aside;
pub mod attr;
pub mod delta;
pub mod document;
pub mod element;
pub mod graph;
pub mod ids;
pub mod index;
pub(crate) mod invariants;
pub mod kind;
pub mod legality;
pub mod metamodel;
mod part;
pub mod picture;
pub mod table;
pub mod unsorted;
pub mod value;
pub mod view;

pub use annotation::{Annotation, AnnotationKind};
pub use delta::{Change, Delta};
pub use document::{Document, Head, Plateau, Revision};
pub use element::{Element, Relation, State};
pub use ids::{ElementId, RelationId, ViewId};
pub use index::Direction;
pub use kind::{ElementKind, RelationKind};
pub use metamodel::Metamodel;
pub use unsorted::Unsorted;
pub use value::{Record, Value};
pub use view::{Placement, View};
