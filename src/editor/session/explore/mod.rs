//! Exploring the model on the drawing: an outage, the ways between two elements, single points of failure, a promise.
//!
//! Nothing of it changes the model.
//!
//! | Where | What |
//! | --- | --- |
//! | `rows` | what is told of it, as rows |
//! | `light` | what the drawing points out of it, and how an outage washes outward |
//!
//! Knows nothing about how it is shown beside the drawing.

mod light;
mod rows;

use std::cmp::Reverse;
use std::sync::Arc;

pub use light::HOP;
pub use rows::{Explored, Figure, Group, Row, Step};

use super::matching::{fit, plain};
use super::{Menu, Session, Tone};
use crate::analysis::paths::Along;
use crate::geom::encloses;
use crate::model::{ElementId, ElementKind, Revision};
use crate::scene::Owner;

/// What is explored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// What is lost when an element is switched off.
    Outage(ElementId),
    /// The ways from one element to another.
    Paths {
        /// From which.
        from: ElementId,
        /// To which.
        to: ElementId,
        /// Whether only with the arrows.
        along: Along,
    },
    /// The single points of failure.
    SinglePoints,
    /// The promises, and how well each is kept.
    Promises,
    /// What keeps a promise.
    Sight(ElementId),
}

/// What is explored now, and what was worked out for that.
#[derive(Default)]
pub(super) struct Exploring {
    what: Option<What>,
    /// Since when, in seconds.
    since: f64,
    /// At which row one is.
    at: Option<usize>,
    told: Option<(Revision, Arc<Explored>)>,
    shown: light::Shown,
}

/// The most ends of a way that are offered at once.
const MOST_ENDS: usize = 40;

/// The kinds that can be switched off.
const FAILING: [ElementKind; 6] = [
    ElementKind::Partner,
    ElementKind::Technology,
    ElementKind::Role,
    ElementKind::OrgUnit,
    ElementKind::Location,
    ElementKind::Process,
];

impl Session {
    /// What is explored; nothing while nothing is.
    #[must_use]
    pub fn exploring(&self) -> Option<&What> {
        self.exploring.what.as_ref()
    }

    /// Explores something; the table makes way for the drawing.
    pub fn explore(&mut self, what: What) {
        self.commit_naming();
        self.cancel_find();
        self.end_focus();
        self.select(None);
        self.exploring = Exploring { what: Some(what), since: self.now, ..Exploring::default() };
        // The first way is what was asked for.
        if matches!(self.exploring(), Some(What::Paths { .. })) && self.explored_rows() > 0 {
            self.exploring.at = Some(0);
        }
        self.see_all_lit();
    }

    /// Goes back to the drawing as it was.
    pub fn end_exploring(&mut self) {
        self.exploring = Exploring::default();
    }

    /// Lets the outage wash over the drawing once more.
    pub fn replay(&mut self) {
        self.exploring.since = self.now;
        self.exploring.at = None;
        self.select(None);
        self.see_all_lit();
    }

    // --- the commands ---

    /// Whether the selected element can be switched off.
    ///
    /// # Errors
    /// Why not.
    pub fn can_fail(&self) -> Result<(), &'static str> {
        let may = self.single_element().is_some_and(|e| FAILING.contains(&e.kind));
        may.then_some(()).ok_or("Select one partner, technology, process, role, unit or location first")
    }

    /// Whether there are promises to follow.
    ///
    /// # Errors
    /// Why not.
    pub fn has_promise(&self) -> Result<(), &'static str> {
        let some = self.document().index().of_kind(ElementKind::ValueProposition).next().is_some();
        some.then_some(()).ok_or("Add a value proposition first")
    }

    /// Switches the selected element off.
    pub fn switch_off(&mut self) {
        match self.single_element().map(|e| e.id.clone()) {
            Some(id) if self.can_fail().is_ok() => self.explore(What::Outage(id)),
            _ => self.say(Tone::Refusal, "Select one partner, technology, process, role, unit or location first."),
        }
    }

    /// Follows the selected promise; the only one where none is selected, and all where there are several.
    pub fn look_along(&mut self) {
        let selected = self.single_element().filter(|e| e.kind == ElementKind::ValueProposition).map(|e| e.id.clone());
        let all: Vec<&ElementId> = self.document().index().of_kind(ElementKind::ValueProposition).take(2).collect();
        let only = if let [one] = all[..] { Some(one.clone()) } else { None };
        match selected.or(only) {
            Some(promise) => self.explore(What::Sight(promise)),
            None => self.explore(What::Promises),
        }
    }

    /// Shows the ways between two selected elements; from one, asks to which.
    pub fn ask_path(&mut self) {
        self.commit_naming();
        let elements: Vec<ElementId> = self.selected_elements().into_iter().collect();
        match elements.as_slice() {
            [a, b] => {
                let first = self.keys.first == Some(Owner::Element(b.clone()));
                let (from, to) = if first { (b, a) } else { (a, b) };
                self.explore(What::Paths { from: from.clone(), to: to.clone(), along: Along::Either });
            }
            [source] => {
                let at = self.place_of_keys();
                self.menu = Some(Menu::PathTo { at, source: source.clone(), filter: String::new() });
            }
            _ => self.say(Tone::Refusal, "Select the element where the way begins, or both its ends."),
        }
    }

    /// Takes the other end of the way that was asked for.
    pub fn take_path_end(&mut self, from: &ElementId, to: &ElementId) {
        self.menu = None;
        if from != to {
            self.explore(What::Paths { from: from.clone(), to: to.clone(), along: Along::Either });
        }
    }

    /// Takes what the pointer is over as the other end of the way that is asked for. Whether it is an element.
    pub fn take_pointed_path_end(&mut self) -> bool {
        let (Some(Menu::PathTo { source, .. }), Some(Owner::Element(id))) = (self.menu.clone(), self.hovered.clone())
        else {
            return false;
        };
        self.take_path_end(&source, &id);
        true
    }

    /// The elements that are named like what is typed, best first, those of this view before others: the ends that a way
    /// from an element may have.
    #[must_use]
    pub fn path_ends(&mut self, from: &ElementId, typed: &str) -> Vec<ElementId> {
        let plan = self.plan();
        let typed = plain(typed);
        let all = self.document().elements().values().filter(|e| e.id != *from);
        let mut fits: Vec<_> = all
            .filter_map(|e| {
                let name = plain(e.shown_name());
                let fit = fit(&typed, &name)?;
                Some((Reverse(fit), plan.standing_for(&e.id).is_none(), name, e.id.clone()))
            })
            .collect();
        fits.sort();
        fits.into_iter().take(MOST_ENDS).map(|(.., id)| id).collect()
    }

    /// Goes only with the arrows, or whichever way they run.
    pub fn set_along(&mut self, along: Along) {
        if let Some(What::Paths { from, to, .. }) = self.exploring().cloned() {
            self.explore(What::Paths { from, to, along });
        }
    }

    // --- going from row to row ---

    /// What is told of what is explored, worked out anew only when the model has changed. Where it is about something that
    /// is gone, there is nothing left to explore.
    pub fn explored(&mut self) -> Option<Arc<Explored>> {
        let what = self.exploring.what.clone()?;
        let revision = self.document().revision();
        if let Some((of, told)) = &self.exploring.told
            && *of == revision
        {
            return Some(told.clone());
        }
        let Some(told) = rows::told(self.document(), &what) else {
            self.end_exploring();
            return None;
        };
        let told = Arc::new(told);
        self.exploring.told = Some((revision, told.clone()));
        Some(told)
    }

    fn explored_rows(&mut self) -> usize {
        self.explored().map_or(0, |told| told.rows().count())
    }

    /// At which row one is: the one that was gone to, as long as nothing else is selected; else that of what is selected.
    pub fn explored_at(&mut self) -> Option<usize> {
        let told = self.explored()?;
        let selected = self.single_element().map(|e| e.id.clone());
        let at = self.exploring.at;
        let Some(selected) = selected else { return at.filter(|at| *at < told.rows().count()) };
        let is_of = |row: &Row| row.element.as_ref() == Some(&selected);
        let there = at.filter(|at| told.rows().nth(*at).is_some_and(|row| is_of(row) || row.element.is_none()));
        there.or_else(|| told.rows().position(is_of))
    }

    /// Goes to a row: what it is about is selected and comes into sight.
    pub fn go_to_explored(&mut self, at: usize) {
        let Some(told) = self.explored() else { return };
        let Some(row) = told.rows().nth(at) else { return };
        self.exploring.at = Some(at);
        match &row.element {
            Some(id) => {
                self.see_explored(id);
            }
            // A way is seen from end to end.
            None => {
                self.select(None);
                self.see_all_lit();
            }
        }
    }

    /// Goes to an element that a row speaks of. Where it is in sight the drawing stays as it is: what leads to it is to be
    /// seen too.
    pub fn see_explored(&mut self, id: &ElementId) {
        let place = self.plan().standing_for(id).map(|node| (node.element.clone(), node.rect));
        if let Some((seen, rect)) = place {
            self.select(Some(Owner::Element(seen)));
            if !encloses(self.camera.window(self.canvas), rect) {
                self.fly_to_reveal(rect);
            }
            return;
        }
        if !self.go_to_element(id) {
            self.select(Some(Owner::Element(id.clone())));
            let name = self.name_of(id);
            self.say(Tone::Info, format!("No view shows {name} now. It is selected."));
        }
    }

    /// Goes to the next row, or to the one before; after the last comes the first.
    pub fn step_explored(&mut self, forward: bool) {
        let n = self.explored_rows();
        if n == 0 {
            return;
        }
        let at = match self.explored_at() {
            None if forward => 0,
            None => n - 1,
            Some(at) if forward => (at + 1) % n,
            Some(at) => (at + n - 1) % n,
        };
        // Going along does not leave the view; what it does not show is told beside it.
        let away = self.explored().and_then(|told| told.rows().nth(at).and_then(|row| row.element.clone()));
        let away = away.filter(|id| self.plan().standing_for(id).is_none());
        if away.is_some() {
            self.select(None);
            self.exploring.at = Some(at);
        } else {
            self.go_to_explored(at);
        }
    }

    /// Explores what a row leads to, if it leads anywhere.
    pub fn open_explored(&mut self, at: usize) {
        let opens = self.explored().and_then(|told| told.rows().nth(at).and_then(|row| row.opens.clone()));
        if let Some(what) = opens {
            self.explore(what);
        }
    }

    /// What is explored, in a few words.
    pub fn explored_words(&mut self) -> Option<String> {
        let at = self.explored_at();
        let told = self.explored()?;
        Some(match (self.exploring()?, at) {
            (What::Paths { .. }, Some(at)) => format!("{}: {} of {}", told.line, at + 1, told.rows().count()),
            _ => told.line.clone(),
        })
    }

    /// What is told of an element of the drawing by what is explored; nothing where that has nothing to say of it.
    pub fn explored_of(&mut self, id: &ElementId) -> Option<String> {
        let told = self.explored()?;
        let document = self.document();
        if let Some(blast) = &told.blast {
            if *id == blast.start {
                return Some("Switched off".to_owned());
            }
            let weak = blast.weakened.iter().find(|weak| weak.element == *id);
            return match blast.hop(id) {
                Some(hop) => Some(format!("Lost at hop {hop}: {}", blast.because(document, id)?)),
                None => weak.map(|weak| format!("Weakened: {}", weak.because(document))),
            };
        }
        let rows = told.rows().filter(|row| row.element.as_ref() == Some(id) && !row.words.is_empty());
        let words: Vec<&str> = rows.map(|row| row.words.as_str()).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }
}
