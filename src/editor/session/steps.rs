//! The next steps of a young model: what is suggested, and beginning it.
//!
//! Knows nothing about where they are listed.

use super::{Creatable, Session};
use crate::analysis::next_steps::{Begin, NextStep, YOUNG, is_young, next_steps};
use crate::editor::commands::Command;
use crate::model::view::CANVAS;
use crate::model::{ElementId, ElementKind, Revision};
use crate::scene::Owner;

/// A model of so many elements is worth a file.
const WORTH_SAVING: usize = 3;
/// A model of so many elements is worth a picture.
const WORTH_SHOWING: usize = 5;

/// What can be suggested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Suggestion {
    /// Something about the model.
    Step(NextStep),
    /// A command, with what it is good for now and what its button says.
    Run(Command, &'static str, &'static str),
}

impl Suggestion {
    /// What to do.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Step(step) => &step.text,
            Self::Run(_, text, _) => text,
        }
    }

    /// What its button says.
    #[must_use]
    pub fn action(&self) -> &'static str {
        match self {
            Self::Step(step) => step.action,
            Self::Run(_, _, action) => action,
        }
    }
}

/// The steps that were found, and for which state of the document.
#[derive(Default)]
pub(super) struct Steps {
    found: Option<(Revision, Vec<NextStep>)>,
    /// Whether a picture was exported or copied.
    pictured: bool,
    /// Whether it was said that the canvas draws only some relations.
    lines_told: bool,
}

impl Session {
    /// What can be done next; nothing for a document that may not be changed. While a name is typed it stays as it was.
    pub fn suggestions(&mut self) -> Vec<Suggestion> {
        if self.editable().is_err() {
            return Vec::new();
        }
        let revision = self.document().revision();
        let typing = self.naming.is_some() && self.steps.found.is_some();
        if !typing && self.steps.found.as_ref().is_none_or(|(of, _)| *of != revision) {
            self.steps.found = Some((revision, next_steps(self.document())));
        }
        let steps = self.steps.found.iter().flat_map(|(_, steps)| steps);
        let mut all: Vec<Suggestion> = steps.cloned().map(Suggestion::Step).collect();
        // Whoever has drawn more knows how to save and export.
        let n = self.document().elements().len();
        if (WORTH_SAVING..YOUNG).contains(&n) && self.path().is_none() {
            all.push(Suggestion::Run(Command::Save, "Save the model as a file", "Save"));
        }
        if (WORTH_SHOWING..YOUNG).contains(&n) && !self.steps.pictured {
            all.push(Suggestion::Run(Command::Export, "Show it to somebody as a picture", "Export"));
        }
        all
    }

    /// Notes that there is a picture now, which is suggested no more.
    pub fn was_pictured(&mut self) {
        self.steps.pictured = true;
    }

    /// Whether it is to be said that the canvas draws only some relations, which is said once.
    pub(super) fn tells_of_lines(&mut self) -> bool {
        !std::mem::replace(&mut self.steps.lines_told, true)
    }

    /// Whether the model is so young that what it lacks is told as next steps; one that may not be changed is as it is.
    #[must_use]
    pub fn is_young(&self) -> bool {
        self.editable().is_ok() && is_young(self.document())
    }

    /// Begins a step, on the drawing.
    pub fn begin_step(&mut self, step: &NextStep) {
        self.commit_naming();
        self.close_table();
        match &step.begin {
            Begin::CardIn(zone) => self.begin_card(zone),
            Begin::Connect(id) => {
                if self.go_to_element(id) {
                    self.ask_target();
                }
            }
            Begin::StageOf(stream) => self.begin_stage(stream),
            Begin::Enter(id, key) => {
                if self.go_to_element(id) {
                    self.lead_into(Owner::Element(id.clone()), *key, Vec::new());
                }
            }
            Begin::Name(id) => {
                if self.go_to_element(id) {
                    self.begin_naming(id);
                }
            }
        }
    }

    /// Opens a new card in a zone of the canvas.
    fn begin_card(&mut self, zone: &str) {
        if !self.is_canvas()
            && let Some(tab) = self.tabs().into_iter().find(|t| t.kind == CANVAS)
        {
            self.show_tab(tab.which);
        }
        self.select(None);
        let plan = self.plan();
        let there = plan.canvas.as_ref().and_then(|c| c.zone(zone)).map(|z| z.rect);
        if let Some(rect) = there {
            self.camera.reveal(rect, self.canvas);
        }
        let middle = self.camera.window(self.canvas).center();
        self.create_in_zone(zone, there.map_or(middle, |rect| rect.origin()));
    }

    /// Opens a new stage of a stream.
    fn begin_stage(&mut self, stream: &ElementId) {
        if !self.go_to_element(stream) {
            return;
        }
        let label = self.document().metamodel().kind(ElementKind::Stage).map(|k| k.short.clone()).unwrap_or_default();
        let what = Creatable { kind: ElementKind::Stage, preset: None, label };
        let at = self.place_of(&Owner::Element(stream.clone())).map(|r| r.center());
        self.create(&what, at, None);
    }
}
