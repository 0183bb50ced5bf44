//! What a picture shows of the roadmap: the model as it is, as it will be at a plateau, or the difference.
//!
//! Knows nothing about how states are drawn.

use ecow::EcoString;

use crate::model::attr::{PlateauId, common};
use crate::model::index::folded;
use crate::model::{Document, Element, ElementKind, Plateau, Relation, State};

/// What is shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Show {
    /// What is there today.
    AsIs,
    /// What will be there at a plateau, by its id.
    Plateau(EcoString),
    /// Everything, each with its state.
    Difference,
}

impl Show {
    const AS_IS: &str = "as-is";
    const DIFFERENCE: &str = "difference";

    /// Everything that can be shown of a document, in the order in which it is offered.
    #[must_use]
    pub fn all(document: &Document) -> Vec<Self> {
        let plateaus = document.head().plateaus.iter().map(|p| Self::Plateau(p.id.clone()));
        std::iter::once(Self::AsIs).chain(plateaus).chain([Self::Difference]).collect()
    }

    /// What `as-is`, `difference`, the id or the name of a plateau say; `None` for anything else.
    #[must_use]
    pub fn parse(document: &Document, text: &str) -> Option<Self> {
        match text {
            Self::AS_IS => return Some(Self::AsIs),
            Self::DIFFERENCE => return Some(Self::Difference),
            _ => {}
        }
        let plateaus = &document.head().plateaus;
        let by_id = plateaus.iter().find(|p| p.id == text);
        let found = by_id.or_else(|| plateaus.iter().find(|p| folded(p.name()) == folded(text)))?;
        Some(Self::Plateau(found.id.clone()))
    }

    /// The word for a file or a command line: `as-is`, `difference` or the id of the plateau.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::AsIs => Self::AS_IS,
            Self::Plateau(id) => id,
            Self::Difference => Self::DIFFERENCE,
        }
    }

    /// The words for a reader: "As is", the name of the plateau (its id when it has none), "Difference".
    #[must_use]
    pub fn label(&self, document: &Document) -> EcoString {
        match self {
            Self::AsIs => "As is".into(),
            Self::Difference => "Difference".into(),
            Self::Plateau(id) => {
                let plateau = document.head().plateaus.iter().find(|p| p.id == *id);
                plateau.map_or(id, Plateau::name).clone()
            }
        }
    }
}

/// Whether an element is shown. As is: what stays, changes or goes. At a plateau: what stays or changes, what is new at
/// that plateau, before it or at none, and what goes only after it. Difference: everything. A stage is there only when its
/// stream is.
#[must_use]
pub fn is_shown(document: &Document, element: &Element, show: &Show) -> bool {
    if element.kind == ElementKind::Stage
        && let Some(stream) = document.parent(&element.id).and_then(|id| document.element(id))
        && !is_there(document, stream, show)
    {
        return false;
    }
    is_there(document, element, show)
}

fn is_there(document: &Document, element: &Element, show: &Show) -> bool {
    let id = match show {
        Show::Difference => return true,
        Show::AsIs => return element.state() != State::New,
        Show::Plateau(id) => id,
    };
    let place = |id: &EcoString| document.head().plateaus.iter().position(|p| p.id == *id);
    let own = common::PLATEAU.read(&element.fields).and_then(|PlateauId(id)| place(&id));
    // A plateau that is gone stands for the end of the roadmap.
    let is_after = own.is_some_and(|own| place(id).is_some_and(|shown| own > shown));
    match element.state() {
        State::Keep | State::Change => true,
        State::New => !is_after,
        State::Retire => is_after,
    }
}

/// Whether a relation is shown: both its ends are.
#[must_use]
pub fn is_relation_shown(document: &Document, relation: &Relation, show: &Show) -> bool {
    [&relation.source, &relation.target]
        .into_iter()
        .all(|end| document.element(end).is_some_and(|element| is_shown(document, element, show)))
}
