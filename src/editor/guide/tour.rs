//! A tour of two minutes: steps on a practice model of its own.
//!
//! A step in which something is drawn goes on by itself when it is done, one in which something is to be seen waits until
//! that was seen. It can be left at any step, and goes on there while its practice model is open. At its end that goes,
//! unless there is more in it than the tour asked for.
//!
//! Knows nothing about how a step is drawn.

use super::{has_named, once};
use crate::analysis::lead_time::stages;
use crate::edit::{Edit, apply};
use crate::editor::session::{Session, Tone};
use crate::editor::workspace::{Question, Template, Then, Workspace};
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
    /// Zones of the canvas, and a part of the window once an element is selected.
    ZonesThenPart(&'static [&'static str], &'static str),
    /// Nothing.
    Nowhere,
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
    /// Whether there is something to see once it is done, so that it does not go on by itself.
    waits: bool,
}

/// The steps in their order.
pub static STEPS: [Step; 9] = [
    Step {
        title: "Who do you serve?",
        text: "Click the zone Consumers and type a name, such as New customers. Enter keeps it and opens the next card; Esc puts that one away.",
        place: Place::Zones(&["Z_CONS"]),
        done: Some(|s| s.naming.is_none() && has_named(s, ElementKind::Stakeholder)),
        waits: false,
    },
    Step {
        title: "What do you promise them?",
        text: "Click Value propositions and type a promise, such as An account in ten minutes. Then Enter and Esc.",
        place: Place::Zones(&["Z_VP"]),
        done: Some(|s| s.naming.is_none() && has_named(s, ElementKind::ValueProposition)),
        waits: false,
    },
    Step {
        title: "What steps keep the promise?",
        text: "Click Value streams and type Join: apply > verify > open. Enter makes the stream with its three stages; the tour puts away the name that opens next.",
        place: Place::Zones(&["Z_VS"]),
        done: Some(|s| {
            let streams = s.document().index().of_kind(ElementKind::ValueStream);
            streams.map(|id| stages(s.document(), id).len()).any(|n| n > 1)
        }),
        waits: false,
    },
    Step {
        title: "Connect them",
        text: "Put the pointer on the promise and drag from one of the rings at its border to the stream.",
        place: Place::Zones(&["Z_VS", "Z_VP"]),
        done: Some(|s| s.drawn_by_hand() > 0),
        waits: false,
    },
    Step {
        title: "Say more about a stage",
        text: "Click a stage of the stream. On the right you enter what is known about it: type 2d as its lead time, then Enter.",
        place: Place::ZonesThenPart(&["Z_VS"], "inspector"),
        done: Some(|s| {
            let document = s.document();
            let of_kind = document.index().of_kind(ElementKind::Stage).filter_map(|id| document.element(id));
            of_kind.into_iter().any(|e| e.get(stage::LEAD_TIME).is_some())
        }),
        waits: false,
    },
    Step {
        title: "See it another way",
        text: "Click the tab Whole model: the same elements as a diagram. A change in one view is a change in all. Look around, then go on with Next.",
        place: Place::Part("tabs"),
        done: Some(|s| !s.is_canvas()),
        waits: true,
    },
    Step {
        title: "Nothing is lost",
        text: "Press {undo}, or the arrow up there: your last step is taken back. {redo} does it again. With Next the tour puts back what you took back.",
        place: Place::Part("undo"),
        done: Some(|s| s.history().to_redo().is_some()),
        waits: true,
    },
    Step {
        title: "Take it with you",
        text: "Save keeps the model as one file, and Export draws the view on show as a picture. There is no need to do it now.",
        place: Place::Part("export"),
        done: None,
        waits: true,
    },
    Step {
        title: "That is all you need to begin",
        text: "You drew whom you serve, what you promise them and the steps that keep the promise. {find-command} finds every command, {shortcuts} shows every key. Finish closes the practice model, and your own begins on the start screen.",
        place: Place::Nowhere,
        done: None,
        waits: true,
    },
];

/// How many elements of a kind the tour asks for at most; what is beyond that is somebody's own.
const fn asked_for(kind: ElementKind) -> usize {
    match kind {
        ElementKind::Stakeholder | ElementKind::ValueProposition | ElementKind::ValueStream => 1,
        ElementKind::Stage => 3,
        _ => 0,
    }
}

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
            Some(since) if now > since + LINGERS && !step.waits && !session.gesture.is_active() => self.next(session),
            // What is to be seen is taken back: then it is to be done anew.
            Some(_) if step.waits && !done(session) => self.done_since = None,
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

/// Whether a practice model has become more than what the tour asked for: somebody's own, which is not thrown away.
fn is_own(session: &Session) -> bool {
    let document = session.document();
    let more = |kind| document.index().of_kind(kind).count() > asked_for(kind);
    session.path().is_some() || document.name() != PRACTICE || ElementKind::ALL.into_iter().any(more)
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

    /// Goes on to the next step, as the user asked. A name that is open is kept or put away, and what was only taken back to
    /// see how is done again. After the last step the practice model goes, unless it is more than practice.
    pub fn next_step(&mut self) {
        let Some(session) = &mut self.session else { return };
        let Some((n, step)) = self.guide.tour.shown(session) else { return };
        session.leave_naming();
        if step.place == Place::Part("undo") {
            for _ in 0..session.history().steps().len() + 64 {
                session.redo();
            }
        }
        let (id, own) = (session.id, is_own(session));
        self.guide.tour.next(session);
        if n == STEPS.len() {
            self.guide.tour.of = None;
            if own {
                self.say(
                    Tone::Info,
                    "The tour is over. You drew more than it asked for, so the practice model stays open.",
                );
                return;
            }
            self.question = Some(Question::Unsaved(Then::Close(id)));
            self.discard();
            self.say(Tone::Info, "The tour is over and its practice model is closed.");
        }
    }

    /// Lets the tour and the hints follow what the user does.
    pub fn follow_guide(&mut self, now: f64) {
        let asking = self.question.is_some() || self.sheet.is_some();
        let touring = self.session.as_ref().is_some_and(|s| self.guide.tour.shown(s).is_some());
        if let Some(session) = &mut self.session {
            let step = self.guide.tour.step;
            self.guide.tour.watch(session, now);
            // No step begins with a name that is still empty: it would be in the way of what comes now.
            if self.guide.tour.step != step && session.naming.as_ref().is_some_and(|n| n.text.trim().is_empty()) {
                session.leave_naming();
            }
        }
        self.guide.hints.step(self.session.as_mut(), &mut self.settings.hints, now, asking || touring);
    }
}
