//! What deleting takes along: said before it is done, and taken back beside the sentence that tells of it.
//!
//! Knows nothing about how it is shown.

use std::collections::BTreeSet;

use super::{Session, Tone};
use crate::editor::wording::plural;
use crate::model::{Direction, ElementId, RelationId, Revision};
use crate::scene::Owner;

/// More than this is not counted while the pointer moves.
const MANY: usize = 64;

/// What was deleted last, and the sentence that told of it.
pub(super) struct Gone {
    said: String,
    made: Revision,
}

impl Session {
    /// What deleting the selection from the model would take along, in words; nothing where it is no element, or very many.
    #[must_use]
    pub fn also_deletes(&self) -> Option<String> {
        let elements: BTreeSet<&ElementId> =
            self.selection.iter().filter_map(|o| if let Owner::Element(id) = o { Some(id) } else { None }).collect();
        if elements.is_empty() || elements.len() > MANY {
            return None;
        }
        let document = self.document();
        let both = |id| [Direction::Outgoing, Direction::Incoming].map(|d| document.index().relations_of(id, d));
        let relations: BTreeSet<&RelationId> =
            elements.iter().flat_map(|id| both(id).into_iter().flatten().map(|(.., id)| id)).collect();
        let views = document.views().values().filter(|v| elements.iter().any(|id| v.placements.contains(*id))).count();
        let them = if elements.len() == 1 { "appears" } else { "appear" };
        let relations = match relations.len() {
            0 => "removes no relations".to_owned(),
            n => format!("also removes {}", plural(n, "relation")),
        };
        // A view that is drawn from the model and not stored has nothing of its own to lose.
        Some(if views == 0 { relations } else { format!("{relations}, {them} in {}", plural(views, "view")) })
    }

    /// Says what went, so that taking it back is offered beside it.
    pub(super) fn tell_gone(&mut self, said: String) {
        self.going.gone = Some(Gone { said: said.clone(), made: self.document().revision() });
        self.say(Tone::Info, said);
    }

    /// Whether a sentence told of what was done last, and that can be taken back as the next.
    #[must_use]
    pub fn offers_to_undo(&self, said: &str) -> bool {
        self.going.gone.as_ref().is_some_and(|g| g.said == said && g.made == self.document().revision())
    }
}
