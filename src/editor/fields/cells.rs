//! The cells that one editor shows and sets: one, or the same of thousands of elements.
//!
//! Knows nothing about what values mean.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;

use super::Cell;
use crate::editor::known::Known;
use crate::model::{Document, Revision, Value};

/// Cells that are edited as one. They are compared, and what stands in them is found, once and not in every frame.
#[derive(Clone, Debug)]
pub struct Cells {
    which: Which,
    stored: Rc<Known<Revision, Stored>>,
}

/// Which cells they are, as a key under which something is kept for them.
#[derive(Clone, Debug)]
pub struct Which(Rc<(Vec<Cell>, u64)>);

/// What stands in some cells.
#[derive(Debug)]
pub enum Stored {
    /// The same in all of them, or nothing.
    Same(Option<Value>),
    /// The cells differ.
    Mixed,
}

impl Stored {
    fn of(document: &Document, cells: &[Cell]) -> Self {
        let mut values = cells.iter().map(|c| c.value(document));
        let first = values.next().flatten();
        if values.all(|v| v == first) { Self::Same(first.cloned()) } else { Self::Mixed }
    }

    /// The value, where it is the same in all of them.
    #[must_use]
    pub fn value(&self) -> Option<&Value> {
        if let Self::Same(value) = self { value.as_ref() } else { None }
    }
}

impl Cells {
    /// Which they are.
    #[must_use]
    pub fn which(&self) -> &Which {
        &self.which
    }

    /// What stands in them.
    #[must_use]
    pub fn stored(&self, document: &Document) -> Arc<Stored> {
        self.stored.of(document.revision(), || Stored::of(document, self))
    }
}

impl Deref for Cells {
    type Target = [Cell];

    fn deref(&self) -> &[Cell] {
        &self.which
    }
}

impl Deref for Which {
    type Target = [Cell];

    fn deref(&self) -> &[Cell] {
        &self.0.0
    }
}

impl From<Vec<Cell>> for Which {
    fn from(cells: Vec<Cell>) -> Self {
        let mut hasher = DefaultHasher::new();
        cells.hash(&mut hasher);
        Self(Rc::new((cells, hasher.finish())))
    }
}

impl From<Vec<Cell>> for Cells {
    fn from(cells: Vec<Cell>) -> Self {
        Self { which: cells.into(), stored: Rc::default() }
    }
}

impl From<&[Cell]> for Cells {
    fn from(cells: &[Cell]) -> Self {
        cells.to_vec().into()
    }
}

impl<const N: usize> From<&[Cell; N]> for Cells {
    fn from(cells: &[Cell; N]) -> Self {
        cells.to_vec().into()
    }
}

impl From<&Self> for Cells {
    fn from(cells: &Self) -> Self {
        cells.clone()
    }
}

impl PartialEq for Which {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0) || self.0.1 == other.0.1 && self.0.0 == other.0.0
    }
}

impl Eq for Which {}

impl Hash for Which {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.1.hash(state);
    }
}
