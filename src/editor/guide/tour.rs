//! A tour of two minutes: eight steps on a practice model of its own, each of which goes on by itself when it is done.
//!
//! It can be left at any step, and goes on there while its practice model is open.
//!
//! Knows nothing about how a step is drawn.

use super::{has_named, once};
use crate::analysis::lead_time::stages;
use crate::edit::{Edit, apply};
use crate::editor::session::Session;
use crate::editor::workspace::{Template, Then, Workspace};
use crate::model::attr::stage;
use crate::model::{ElementKind, Value};

/// What the practice model is called.
pub const PRACTICE: &str = "Practice model";

/// How long a step that is done stays, so that its mark is seen, in seconds.
const LINGERS: f64 = 0.7;

/// What a step points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Zones of the canvas.
    Zones(&'static [&'static str]),
    /// A part of the window, by the name under which the window notes where it is.
    Part(&'static str),
}

/// A step of the tour.
pub struct Step {
    /// What it is about.
    pub title: &'static str,
    /// What to do; ids of commands in braces stand for their keys.
    pub text: &'static str,
    /// Where.
    pub place: Place,
    /// Whether it is done; nothing for a step that is only read.
    done: Option<fn(&Session) -> bool>,
}

/// The steps in their order.
pub static STEPS: [Step; 8] = [
    Step {
        title: "Who do you serve?",
        text: "Click the zone Consumers and type a name, such as New customers. Enter keeps it and opens the next card; Esc puts that one away.",
        place: Place::Zones(&["Z_CONS"]),
        done: Some(|s| s.naming.is_none() && has_named(s, ElementKind::Stakeholder)),
    },
    Step {
        title: "What do you promise them?",
        text: "Click Value propositions and type a promise, such as An account in ten minutes. Then Enter and Esc.",
        place: Place::Zones(&["Z_VP"]),
        done: Some(|s| s.naming.is_none() && has_named(s, ElementKind::ValueProposition)),
    },
    Step {
        title: "What steps keep the promise?",
        text: "Click Value streams and type Join: apply > verify > open. Enter makes the stream with its three stages.",
        place: Place::Zones(&["Z_VS"]),
        done: Some(|s| {
            let streams = s.document().index().of_kind(ElementKind::ValueStream);
            streams.map(|id| stages(s.document(), id).len()).any(|n| n > 1)
        }),
    },
    Step {
        title: "Connect them",
        text: "Put the pointer on the promise and drag from one of the rings at its border to the stream.",
        place: Place::Zones(&["Z_VS", "Z_VP"]),
        done: Some(|s| s.drawn_by_hand() > 0),
    },
    Step {
        title: "Say more about a stage",
        text: "Click a stage. On the right you enter what is known about it: type 2d as its lead time.",
        place: Place::Part("inspector"),
        done: Some(|s| {
            let document = s.document();
            let of_kind = document.index().of_kind(ElementKind::Stage).filter_map(|id| document.element(id));
            of_kind.into_iter().any(|e| e.get(stage::LEAD_TIME).is_some())
        }),
    },
    Step {
        title: "See it another way",
        text: "Click the tab Whole model: the same elements as a diagram. A change in one view is a change in all.",
        place: Place::Part("tabs"),
        done: Some(|s| !s.is_canvas()),
    },
    Step {
        title: "Nothing is lost",
        text: "Press {undo}, or the arrow up here. Everything can be taken back, step by step, and done again.",
        place: Place::Part("undo"),
        done: Some(|s| s.history().to_redo().is_some()),
    },
    Step {
        title: "Take it with you",
        text: "Save keeps the model as one file, and Export draws this view as a picture. That is all you need to begin; {shortcuts} shows every key.",
        place: Place::Part("export"),
        done: None,
    },
];

/// Where the tour is.
#[derive(Default)]
pub struct Tour {
    /// The practice model.
    of: Option<u64>,
    step: usize,
    on: bool,
    /// Whether the step was done when it came: then it does not go on by itself.
    was_done: bool,
    /// Since when the step is done, in seconds.
    done_since: Option<f64>,
}

impl Tour {
    /// The step on show in a document, with its number from 1; nothing beside the tour.
    #[must_use]
    pub fn shown(&self, session: &Session) -> Option<(usize, &'static Step)> {
        (self.on && self.of == Some(session.id)).then(|| STEPS.get(self.step)).flatten().map(|s| (self.step + 1, s))
    }

    /// Whether the step on show is done.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.was_done || self.done_since.is_some()
    }

    /// Whether it was left at a step of the model in front, where it can go on.
    #[must_use]
    pub fn can_go_on(&self, session: Option<&Session>) -> bool {
        !self.on && session.is_some_and(|s| self.of == Some(s.id))
    }

    /// Leaves the tour; it can go on where it was.
    pub fn leave(&mut self) {
        self.on = false;
    }

    /// Goes to the step before.
    pub fn back(&mut self, session: &Session) {
        self.go(self.step.saturating_sub(1), session);
    }

    /// Goes to the next step; after the last one the tour is over.
    pub fn next(&mut self, session: &Session) {
        if self.step + 1 < STEPS.len() {
            self.go(self.step + 1, session);
        } else {
            (self.on, self.step) = (false, 0);
        }
    }

    fn go(&mut self, step: usize, session: &Session) {
        self.step = step;
        self.done_since = None;
        self.was_done = STEPS[step].done.is_some_and(|done| done(session));
    }

    /// Goes on when the step on show was done.
    fn watch(&mut self, session: &Session, now: f64) {
        let Some((_, step)) = self.shown(session) else { return };
        let Some(done) = step.done.filter(|_| !self.was_done) else { return };
        match self.done_since {
            None if done(session) => self.done_since = Some(now),
            Some(since) if now > since + LINGERS && !session.gesture.is_active() => self.next(session),
            _ => {}
        }
    }

    fn begin(&mut self, session: &mut Session) {
        rename(session);
        (self.of, self.on) = (Some(session.id), true);
        self.go(0, session);
    }
}

/// Makes a new model the practice model, without that being a step or something to save.
fn rename(session: &mut Session) {
    let name = [Edit::SetMeta("name".into(), Some(Value::Text(PRACTICE.into())))];
    if let Ok((document, _)) = apply(session.document(), &name) {
        let id = session.id;
        *session = Session::untitled(document);
        session.id = id;
    }
}

impl Workspace {
    /// Begins the tour on a new practice model, or goes on where it was left while its practice model is open.
    pub(in crate::editor) fn take_tour(&mut self) {
        self.settings.hints.see(once::TOUR);
        if let Some(practice) = self.guide.tour.of {
            self.show_document(practice);
        }
        let tour = &mut self.guide.tour;
        if let Some(session) = self.session.as_ref().filter(|s| tour.of == Some(s.id)) {
            tour.on = true;
            tour.go(tour.step, session);
            return;
        }
        let before = self.session.as_ref().map(|s| s.id);
        self.leave(Then::New(Template::Blank));
        if let Some(session) = self.session.as_mut().filter(|s| Some(s.id) != before) {
            self.guide.tour.begin(session);
        }
    }

    /// Lets the tour and the hints follow what the user does.
    pub fn follow_guide(&mut self, now: f64) {
        let asking = self.question.is_some() || self.sheet.is_some();
        let touring = self.session.as_ref().is_some_and(|s| self.guide.tour.shown(s).is_some());
        if let Some(session) = &self.session {
            self.guide.tour.watch(session, now);
        }
        self.guide.hints.step(self.session.as_mut(), &mut self.settings.hints, now, asking || touring);
    }
}
