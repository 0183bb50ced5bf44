//! The only code that changes a document: edits go in, a new document and what changed come out.
//!
//! Edits are applied all or none; what may be connected is asked of `model::legality`, so no edit breaks an invariant.
//!
//! Knows nothing about selections, gestures or dialogs.

mod apply;
mod apply_view;
pub mod between;
pub mod compose;
mod head;
pub mod history;

use ecow::{EcoString, EcoVec};
use thiserror::Error;

pub use apply::apply;
pub use history::{History, Step};

use crate::geom::Point;
use crate::model::legality::Refusal;
use crate::model::view::LinePlace;
use crate::model::{
    Annotation, Element, ElementId, ElementKind, Placement, Plateau, Record, Relation, RelationId, Unsorted, Value,
    View, ViewId,
};

/// One change of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Adds an element.
    AddElement(Element),
    /// Gives an element another name.
    SetName(ElementId, EcoString),
    /// Makes an element one of another kind; what its relations and attributes were that cannot be there must have gone.
    SetKind(ElementId, ElementKind),
    /// Sets or removes what every element may have: description, state, plateau, tags, value-outcomes-costs-risks.
    SetField(ElementId, EcoString, Option<Value>),
    /// Sets or removes an attribute of an element.
    SetAttribute(ElementId, EcoString, Option<Value>),
    /// Removes an element with its relations, its placements in every view and its part in groups.
    RemoveElement(ElementId),
    /// Adds a relation.
    AddRelation(Relation),
    /// Sets or removes an attribute of a relation.
    SetRelationAttribute(RelationId, EcoString, Option<Value>),
    /// Leads a relation from and to other elements; what is said of it stays.
    SetRelationEnds(RelationId, ElementId, ElementId),
    /// Removes a relation.
    RemoveRelation(RelationId),
    /// Lets go of a relation that the file holds but the model cannot: it joins what may not be joined, or lacks an end.
    DropRefused(RelationId),
    /// Adds a view.
    AddView(View),
    /// Gives a view another name.
    SetViewName(ViewId, EcoString),
    /// Removes a view; its elements stay in the model.
    RemoveView(ViewId),
    /// Sets where a view stands among the views.
    SetViewOrder(ViewId, f64),
    /// Sets or removes a choice of how a view is drawn.
    SetViewOption(ViewId, EcoString, Option<Value>),
    /// Sets the bends of a relation's line in a view; none lets it find its own way again.
    SetBends(ViewId, RelationId, EcoVec<Point>),
    /// Sets where a relation's line ends in a view and where its label stands.
    SetLine(ViewId, RelationId, LinePlace),
    /// Adds a note, frame or group to a view, or replaces the one with its id.
    PutAnnotation(ViewId, Annotation),
    /// Removes a note, frame or group from a view.
    RemoveAnnotation(ViewId, EcoString),
    /// Puts an element into a view, or moves it there.
    Place(ViewId, ElementId, Placement),
    /// Takes an element out of a view and, in a diagram, out of its groups; it stays in the model.
    Unplace(ViewId, ElementId),
    /// Sets or removes the model's name or description.
    SetMeta(EcoString, Option<Value>),
    /// Sets or removes a setting.
    SetSetting(EcoString, Option<Value>),
    /// Sets what the file adds to the metamodel; what was said of elements and relations stays.
    SetAdditions(Record),
    /// Sets the steps of the roadmap; elements that name one that is gone keep its name.
    SetPlateaus(EcoVec<Plateau>),
    /// Sets what lies in the tray of what is not sorted yet, in its order.
    SetUnsorted(EcoVec<Unsorted>),
    /// Sets which findings were accepted, each with the reason; they stand in the file by rule and subject.
    SetWaivers(EcoVec<Value>),
}

/// Why an edit cannot be made; the document is as it was.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum EditError {
    /// The element is not in the model.
    #[error("There is no element \"{0}\".")]
    NoElement(ElementId),
    /// The relation is not in the model.
    #[error("There is no relation \"{0}\".")]
    NoRelation(RelationId),
    /// The view is not in the model.
    #[error("There is no view \"{0}\".")]
    NoView(ViewId),
    /// The id is taken or is none.
    #[error("The id \"{0}\" cannot be used.")]
    BadId(EcoString),
    /// The key stands for something else in the file, or no file can hold it.
    #[error("The key \"{0}\" cannot be used.")]
    BadKey(EcoString),
    /// The relation may not be.
    #[error("{0}")]
    MayNotConnect(Refusal),
    /// The value is not of the attribute's type.
    #[error("\"{label}\" should be {expected}.")]
    WrongType {
        /// What the attribute is called.
        label: EcoString,
        /// What is expected.
        expected: String,
    },
    /// The name is too long.
    #[error("A name has at most {0} characters.")]
    NameTooLong(usize),
    /// The note, frame or group is not in the view.
    #[error("There is no note, frame or group \"{0}\" in this view.")]
    NoAnnotation(EcoString),
    /// A text has a character that no text may have.
    #[error("A text cannot have the NUL character.")]
    NulInText,
    /// A value that no file can hold: an absent one by key, a number in another than its one form, lists too deep.
    #[error("The value cannot be stored.")]
    BadValue,
    /// An addition to the metamodel that cannot be used.
    #[error("{0}")]
    BadAddition(String),
    /// A position is not a number.
    #[error("A position is not a number.")]
    BadPosition,
}
