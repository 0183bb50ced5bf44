//! Hints that come at their moment, one at a time and each only once.
//!
//! A hint leaves when what it is about was done, when it is closed, and after a minute.
//!
//! Knows nothing about where it is drawn.

use std::collections::BTreeSet;

use super::is_busy;
use crate::analysis::next_steps::YOUNG;
use crate::editor::session::Session;
use crate::geom::{bounds_of, encloses};
use crate::model::ElementId;

/// The offer of the tour on the start screen, which comes once too.
pub const TOUR: &str = "tour";

/// How long a hint stays, in seconds.
const STAYS: f64 = 60.0;
/// How long it is quiet after a hint, in seconds.
const QUIET: f64 = 12.0;
/// From this zoom on a drawing is looked at closely.
const CLOSE: f64 = 1.25;

/// Which hints were shown, over all runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen(BTreeSet<String>);

impl Seen {
    /// Those with these ids; what this version does not know is kept.
    pub fn of(ids: impl Iterator<Item = String>) -> Self {
        Self(ids.collect())
    }

    /// The ids, in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Whether a hint was shown.
    #[must_use]
    pub fn has_seen(&self, id: &str) -> bool {
        self.0.contains(id)
    }

    /// Notes that a hint was shown.
    pub fn see(&mut self, id: &str) {
        self.0.insert(id.to_owned());
    }

    /// Lets every hint come again.
    pub fn forget(&mut self) {
        self.0.clear();
    }

    /// Whether none was shown yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Where a hint points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// At an element, whose ring it shows.
    Ring(ElementId),
    /// At the drawing as a whole.
    Drawing,
}

/// A hint.
pub struct Hint {
    /// Under which name it is remembered.
    pub id: &'static str,
    /// What it says; ids of commands in braces stand for their keys.
    pub text: &'static str,
    /// Whether its moment has come, and where it points.
    begins: fn(&mut Session) -> Option<Anchor>,
    /// Whether what it is about was done since.
    ends: fn(&mut Session, &Start) -> bool,
}

/// How things stood when a hint came.
struct Start {
    connections: usize,
    zoom: f64,
}

/// Every hint, the most useful first.
pub static ALL: [Hint; 4] = [
    Hint {
        id: "connect",
        text: "Drag from the ring of a card to another to connect them, or press {connect-to}.",
        begins: |s| {
            let n = s.document().elements().len();
            let young = (2..YOUNG).contains(&n) && s.history().to_undo().is_some();
            (young && s.drawn_by_hand() == 0).then(|| ring_of(s)).flatten()
        },
        ends: |s, start| s.drawn_by_hand() > start.connections,
    },
    Hint {
        id: "kinds",
        text: "Hold Alt while you let go to choose among all kinds of relation.",
        begins: |s| {
            let connected = s.history().to_undo().is_some_and(|step| step.label.starts_with("Connect "));
            connected.then_some(Anchor::Drawing)
        },
        ends: |s, start| s.drawn_by_hand() > start.connections,
    },
    Hint {
        id: "align",
        text: "Several are selected: the bar beside them lines them up and spreads them evenly, as {align-left} aligns them left.",
        begins: |s| (!s.is_canvas() && s.has_selected(2)).then_some(Anchor::Drawing),
        ends: |s, _| !s.has_selected(2),
    },
    Hint {
        id: "whole",
        text: "Press {fit-all} to see the whole drawing again.",
        begins: |s| (s.camera.zoom >= CLOSE && !sees_all(s)).then_some(Anchor::Drawing),
        ends: |s, start| s.camera.zoom < start.zoom * 0.8,
    },
];

/// The element whose ring is shown: the one that is selected, else the last that was drawn.
fn ring_of(session: &mut Session) -> Option<Anchor> {
    let selected = session.single_element().map(|e| e.id.clone());
    let plan = session.plan();
    let shown = selected.filter(|id| plan.node(id).is_some());
    shown.or_else(|| plan.nodes.last().map(|n| n.element.clone())).map(Anchor::Ring)
}

/// Where a hint on show points now: the ring is that of what is selected, and there is none where several things are, or a
/// line. While a name is typed it waits.
fn followed(session: &mut Session, anchor: &Anchor) -> Option<Anchor> {
    let Anchor::Ring(id) = anchor else { return Some(anchor.clone()) };
    let there = session.document().element(id).is_some();
    if there && (session.naming.is_some() || session.selection().is_empty()) {
        return Some(anchor.clone());
    }
    let free = session.selection().is_empty() || session.single_element().is_some();
    free.then(|| ring_of(session)).flatten()
}

/// Whether all of the drawing is in sight.
fn sees_all(session: &mut Session) -> bool {
    let window = session.camera.window(session.canvas);
    let plan = session.plan();
    bounds_of(plan.nodes.iter().map(|n| n.rect)).is_none_or(|all| encloses(window, all))
}

/// The hint on show.
pub struct Shown {
    /// Which hint.
    pub hint: &'static Hint,
    /// Where it points.
    pub anchor: Anchor,
    session: u64,
    since: f64,
    start: Start,
}

/// The hint on show, and since when it is quiet.
#[derive(Default)]
pub struct Hints {
    shown: Option<Shown>,
    quiet_until: f64,
}

impl Hints {
    /// The hint on show.
    #[must_use]
    pub fn shown(&self) -> Option<&Shown> {
        self.shown.as_ref()
    }

    /// Puts the hint on show away.
    pub fn close(&mut self, now: f64) {
        if self.shown.take().is_some() {
            self.quiet_until = now + QUIET;
        }
    }

    /// Lets a hint come whose moment it is, and the one on show leave when it has done its work. While something else is
    /// asked or shown none comes.
    pub fn step(&mut self, session: Option<&mut Session>, seen: &mut Seen, now: f64, quiet: bool) {
        let Some(session) = session.filter(|s| s.editable().is_ok()) else {
            self.shown = None;
            return;
        };
        if let Some(shown) = &mut self.shown {
            let anchor = followed(session, &shown.anchor);
            let gone = anchor.is_none();
            shown.anchor = anchor.unwrap_or(Anchor::Drawing);
            let over = shown.session != session.id || now > shown.since + STAYS || gone || quiet;
            if over || (shown.hint.ends)(session, &shown.start) {
                self.close(now);
            }
            return;
        }
        if quiet || is_busy(session) || now < self.quiet_until {
            return;
        }
        for hint in ALL.iter().filter(|h| !seen.has_seen(h.id)) {
            if let Some(anchor) = (hint.begins)(session) {
                seen.see(hint.id);
                let start = Start { connections: session.drawn_by_hand(), zoom: session.camera.zoom };
                self.shown = Some(Shown { hint, anchor, session: session.id, since: now, start });
                return;
            }
        }
    }
}
