//! What was found out about the model and is looked at in every frame: kept until the model or what is asked changes.
//!
//! Knows nothing about how it is found.

use super::{Session, related, several};
use crate::editor::known::Known;
use crate::model::{ElementId, RelationKind, Revision};

/// What a session has found out, each for the state that was asked about last.
#[derive(Default)]
pub(super) struct Kept {
    drawn_by_hand: Known<Revision, usize>,
    /// The choices of the list that is open.
    pub offered: related::Offered,
    /// What the element is related with that is looked at.
    pub relations: Known<(Revision, ElementId), Vec<related::Ways>>,
    /// What is selected, where it is several things.
    pub several: Known<(Revision, u64), several::Several>,
}

impl Session {
    /// How many relations were drawn by hand: those that say what is part of what, or follows what, come by themselves
    /// too.
    pub(in crate::editor) fn drawn_by_hand(&self) -> usize {
        let own = |kind| !matches!(kind, RelationKind::Contains | RelationKind::FlowsTo);
        let document = self.document();
        let count = || document.relations().values().filter(|r| own(r.kind)).count();
        *self.kept.drawn_by_hand.of(document.revision(), count)
    }
}
