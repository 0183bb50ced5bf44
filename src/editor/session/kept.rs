//! What was found out about the model and is looked at in every frame: kept until the model or what is asked changes.
//!
//! Knows nothing about how it is found.

use super::{related, several};
use crate::editor::known::Known;
use crate::model::{ElementId, Revision};

/// What a session has found out, each for the state that was asked about last.
#[derive(Default)]
pub(super) struct Kept {
    /// The choices of the list that is open.
    pub offered: related::Offered,
    /// What the element is related with that is looked at.
    pub relations: Known<(Revision, ElementId), Vec<related::Ways>>,
    /// What is selected, where it is several things.
    pub several: Known<(Revision, u64), several::Several>,
}
