//! A view made tidy.
//!
//! Knows nothing about lines or colours.

use std::collections::{BTreeMap, BTreeSet};

use super::plan::default_view;
use crate::model::{Document, ElementId, Placement, View};

/// New places for the elements of a view, or for those in `only`.
#[must_use]
pub fn tidied(document: &Document, view: &View, only: Option<&BTreeSet<ElementId>>) -> BTreeMap<ElementId, Placement> {
    let all = default_view(document);
    view.placements
        .iter()
        .filter(|(id, p)| only.is_none_or(|o| o.contains(*id)) && p.pinned != Some(true) && p.locked != Some(true))
        .filter_map(|(id, _)| Some((id.clone(), all.placements.get(id)?.clone())))
        .collect()
}
