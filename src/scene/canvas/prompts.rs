//! What the empty zones of a canvas ask for: one line each, and on a young model the first steps by number.
//!
//! They are no part of the drawing, so no export has them: whoever shows the canvas for editing draws them over it.
//!
//! Knows nothing about how they look.

use ecow::EcoString;

use super::{Canvas, Zone};
use crate::analysis::next_steps::YOUNG;
use crate::geom::Rect;
use crate::model::{Document, ElementKind};

/// Zones whose prompts lead through the first minutes, in this order.
pub const FIRST_STEPS: [&str; 5] = ["Z_CONS", "Z_VP", "Z_VS", "Z_SUP", "Z_TECH"];

/// What an empty zone asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Prompt {
    /// The zone's id in the metamodel.
    pub zone: EcoString,
    /// Where there is room for it, in the drawing.
    pub room: Rect,
    /// What it asks.
    pub text: EcoString,
    /// Which of the first steps it is, from 1 on; nothing for what can wait.
    pub step: Option<usize>,
    /// Whether it is the step to be taken now.
    pub next: bool,
    /// Whether the zone is that of the value streams, which shows what a stream looks like.
    pub stream: bool,
}

/// The prompts of the zones of a canvas that are empty. The first steps are numbered as long as the model is young.
#[must_use]
pub fn prompts(document: &Document, canvas: &Canvas) -> Vec<Prompt> {
    let young = document.elements().len() < YOUNG;
    let step_of = |zone: &Zone| FIRST_STEPS.iter().position(|id| *id == zone.id).filter(|_| young);
    let empty = |zone: &&Zone| {
        zone.rect.height() > 0.0
            && !zone.continued
            && zone.left_over.is_empty()
            && zone.slots.iter().all(|(id, _)| id.is_none())
    };
    // Stages that wait for a stream stand in its zone without a slot.
    let waiting = document.index().of_kind(ElementKind::Stage).any(|id| canvas.steps.contains_key(id));
    let empty = |zone: &&Zone| empty(zone) && !(waiting && zone.id == "Z_VS");
    let next = canvas.zones.iter().filter(empty).filter_map(step_of).min();
    let prompt = |zone: &Zone| {
        let def = document.metamodel().zones.iter().find(|z| z.id == zone.id)?;
        let step = step_of(zone);
        let r = zone.rect;
        let inside = if def.theme == "driver" { 12.0 } else { canvas.pad + 2.0 };
        let below = if def.theme == "driver" { 4.0 } else { 6.0 };
        Some(Prompt {
            zone: zone.id.clone(),
            room: Rect::new(r.x0 + inside, r.y0 + canvas.header, r.x1 - inside, r.y1 - below),
            text: def.prompt.clone()?,
            step: step.map(|s| s + 1),
            next: step.is_some() && step == next,
            stream: zone.id == "Z_VS",
        })
    };
    canvas.zones.iter().filter(empty).filter_map(prompt).collect()
}
