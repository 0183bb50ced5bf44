//! What is inside of a collapsed container: one goes to the container, which stands for it, and may expand it.
//!
//! Knows nothing about how a collapsed container is drawn.

use super::{Session, Tone};
use crate::model::ElementId;
use crate::scene::{Owner, Plan};

/// What was gone to inside of a collapsed container, and the sentence that said so.
pub(super) struct Folded {
    said: String,
    element: ElementId,
}

/// The collapsed container that stands for an element.
pub(super) fn folded_in(plan: &Plan, id: &ElementId) -> Option<ElementId> {
    if plan.node(id).is_some() {
        return None;
    }
    plan.standing_for(id).map(|n| n.element.clone())
}

impl Session {
    /// What is selected when something is gone to: the collapsed container that stands for it, which is said, or itself.
    pub(super) fn seen_instead(&mut self, owner: Owner) -> Owner {
        let Owner::Element(id) = &owner else { return owner };
        let plan = self.plan();
        let Some(whole) = folded_in(&plan, id) else { return owner };
        let text = self.folded_words(id, &whole);
        self.tell_folded(text, id);
        Owner::Element(whole)
    }

    pub(super) fn folded_words(&self, id: &ElementId, whole: &ElementId) -> String {
        format!("{} is inside {}, which is collapsed", self.name_of(id), self.name_of(whole))
    }

    /// Says something of an element in a collapsed container, so that expanding it is offered beside it.
    pub(super) fn tell_folded(&mut self, said: String, id: &ElementId) {
        self.going.folded = Some(Folded { said: said.clone(), element: id.clone() });
        self.say(Tone::Info, said);
    }

    /// Whether a sentence told of something inside of a collapsed container that can be expanded now.
    #[must_use]
    pub fn offers_to_expand(&self, said: &str) -> bool {
        self.editable().is_ok() && self.going.folded.as_ref().is_some_and(|f| f.said == said)
    }

    /// Expands what stands for the element that was told of, and goes to it.
    pub fn expand_to_told(&mut self) {
        let Some(folded) = self.going.folded.take() else { return };
        // A collapsed container may stand in another; each opens the next, until none does.
        let mut known = None;
        loop {
            let plan = self.plan();
            let whole = folded_in(&plan, &folded.element).filter(|whole| known.as_ref() != Some(whole));
            let Some(whole) = whole else { break };
            self.expand(&whole);
            known = Some(whole);
        }
        if self.plan().node(&folded.element).is_some() {
            self.select_and_fly(&Owner::Element(folded.element));
        }
    }
}
