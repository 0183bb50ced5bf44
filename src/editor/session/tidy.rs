//! Automatic layout on request: of a new view, of the view on show, or of what is selected.
//!
//! What takes long is handed out as a task, to be done on another thread.
//!
//! Knows nothing about threads: it hands over a task and takes its result.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{OnShow, Session, Tone};
use crate::edit::Edit;
use crate::model::{Document, ElementId, Placement, RelationId, View, ViewId};
use crate::scene::plan::default_view;
use crate::scene::tidy::tidied;

/// Layouts of more elements than this are not done while the window waits.
const MANY: usize = 300;

/// A layout to be done elsewhere.
pub struct Task {
    /// Tells it from those before and after it.
    pub number: u64,
    document: Document,
    what: What,
}

/// What is laid out.
enum What {
    /// A view, or some elements of it.
    View(Arc<View>, Option<BTreeSet<ElementId>>),
    /// The whole model, as it is shown where no diagram is stored.
    Model,
}

/// What a layout gives: the places that change.
pub type Places = BTreeMap<ElementId, Placement>;

impl Task {
    /// Lays out. This is what takes long.
    #[must_use]
    pub fn run(&self) -> Places {
        match &self.what {
            What::View(view, only) => tidied(&self.document, view, only.as_ref()),
            What::Model => {
                let view = default_view(&self.document);
                view.placements.iter().map(|(id, p)| (id.clone(), p.clone())).collect()
            }
        }
    }
}

/// A layout that is under way, and what its result is for.
pub(super) struct Pending {
    number: u64,
    goal: Goal,
    label: String,
}

#[derive(Clone)]
enum Goal {
    /// A view that is not part of the document yet.
    New(View),
    /// The view of a tab, which has this id or will be stored under it.
    View(OnShow, ViewId),
    /// The diagram of the whole model, which is shown without being stored.
    Model,
}

impl Session {
    /// Tidies the selected elements if they are several, else the whole view, as one step. Pinned and locked elements
    /// stay.
    pub fn tidy(&mut self) {
        self.commit_naming();
        let selected = self.selected_elements();
        let only = (selected.len() > 1).then_some(selected);
        let label = match &only {
            Some(some) => format!("Tidy {}", self.names_of(some)),
            None => "Tidy the view".to_owned(),
        };
        let view = self.shown_view();
        let goal = Goal::View(self.on_show.clone(), view.id.clone());
        self.lay_out(view, only, goal, label);
    }

    /// Adds a view whose elements have no places yet.
    pub(super) fn lay_out_new(&mut self, view: View, label: String) {
        self.lay_out(Arc::new(view.clone()), None, Goal::New(view), label);
    }

    fn lay_out(&mut self, view: Arc<View>, only: Option<BTreeSet<ElementId>>, goal: Goal, label: String) {
        if let Err(why) = self.editable() {
            self.say(Tone::Refusal, format!("{why}."));
            return;
        }
        let long = view.placements.len() > MANY;
        self.layouts += 1;
        let task = Task { number: self.layouts, document: self.document().clone(), what: What::View(view, only) };
        if long {
            self.pending = Some(Pending { number: task.number, goal, label });
            self.task = Some(task);
        } else {
            self.use_layout(goal, label, task.run());
        }
    }

    /// Whether the diagram of the whole model has yet to be laid out and that takes long; then it is under way now, and is
    /// shown when it is done.
    pub(super) fn lay_out_model(&mut self) -> bool {
        if !self.model_takes_long() {
            return false;
        }
        self.layouts += 1;
        let document = self.document().clone();
        self.pending =
            Some(Pending { number: self.layouts, goal: Goal::Model, label: "Lay out the whole model".to_owned() });
        self.task = Some(Task { number: self.layouts, document, what: What::Model });
        true
    }

    /// Whether the diagram of the whole model has yet to be laid out and that takes long.
    pub(super) fn model_takes_long(&self) -> bool {
        let document = self.document();
        document.elements().len() > MANY && !self.drawing.has_default_diagram(document)
    }

    /// The layout that is to be started, once.
    pub fn take_task(&mut self) -> Option<Task> {
        self.task.take()
    }

    /// Whether a layout is waited for.
    #[must_use]
    pub fn is_laying_out(&self) -> bool {
        self.pending.is_some()
    }

    /// Gives up the layout that is waited for; its result will be ignored.
    pub fn cancel_layout(&mut self) {
        if let Some(pending) = self.pending.take() {
            self.task = None;
            self.say(Tone::Info, format!("Cancelled: {}", pending.label));
        }
    }

    /// Takes the result of a layout that was done elsewhere, unless it was given up.
    pub fn laid_out(&mut self, number: u64, places: Places) {
        if let Some(pending) = self.pending.take_if(|p| p.number == number) {
            // What is being typed belongs to the step before this one.
            self.commit_naming();
            self.use_layout(pending.goal, pending.label, places);
        }
    }

    fn use_layout(&mut self, goal: Goal, label: String, mut places: Places) {
        // While it was laid out, elements may have been deleted.
        places.retain(|id, _| self.document().element(id).is_some());
        match goal {
            Goal::New(mut view) => {
                let gone: Vec<_> =
                    view.placements.keys().filter(|id| self.document().element(id).is_none()).cloned().collect();
                for id in gone {
                    view.placements.remove(&id);
                }
                for (id, placement) in places {
                    view.placements.insert(id, placement);
                }
                self.add_view(view, label);
            }
            Goal::Model => {
                self.drawing.set_default_diagram(self.history.document(), places);
                self.show_tab(OnShow::Diagram);
            }
            Goal::View(which, id) => self.use_tidied(which, id, label, &places),
        }
    }

    /// Takes the places of a view that was tidied, whichever is on show by now, as one step.
    fn use_tidied(&mut self, which: OnShow, id: ViewId, label: String, places: &Places) {
        // It may have been stored meanwhile, or be gone.
        let tabs = self.tabs();
        let Some(which) = [OnShow::Stored(id), which].into_iter().find(|w| tabs.iter().any(|t| t.which == *w)) else {
            self.say(Tone::Refusal, "The view that was being tidied is no longer there.");
            return;
        };
        let view = self.view_of(&which);
        let moved: Places =
            places.iter().filter_map(|(id, to)| Some((id.clone(), put_at(view.placements.get(id)?, to)?))).collect();
        if moved.is_empty() {
            self.say(Tone::Info, "This is tidy already.");
            return;
        }
        let on_show = self.on_show == which;
        let before = on_show.then(|| self.plan());
        let bends = self.bends_between(&view, &moved);
        let (id, mut edits) = self.stored_view_of(&which);
        edits.extend(moved.into_iter().map(|(element, p)| Edit::Place(id.clone(), element, p)));
        edits.extend(bends.into_iter().map(|relation| Edit::SetBends(id.clone(), relation, ecow::EcoVec::new())));
        if !self.perform(label, &edits) {
            return;
        }
        match before {
            Some(before) => {
                self.stored_as(id);
                self.move_from(before);
            }
            None => {
                self.keep_camera(&which, id);
                self.say(Tone::Info, format!("The view {} is tidy now.", view.name));
            }
        }
    }

    /// The relations whose bends were set for places that both change.
    fn bends_between(&self, view: &View, places: &Places) -> Vec<RelationId> {
        let document = self.document();
        let moved = |id: &RelationId| {
            document.relation(id).is_some_and(|r| places.contains_key(&r.source) && places.contains_key(&r.target))
        };
        view.bends.keys().filter(|id| moved(id)).cloned().collect()
    }

    /// Lets automatic layout leave the selected elements where they are, or no longer.
    pub fn toggle_pin(&mut self) {
        let selected = self.selected_elements();
        let view = self.shown_view();
        let placed: Vec<(ElementId, Placement)> =
            selected.iter().filter_map(|id| Some((id.clone(), view.placements.get(id)?.clone()))).collect();
        if placed.is_empty() {
            return;
        }
        let pin = placed.iter().any(|(_, p)| p.pinned != Some(true));
        let label = format!("{} {}", if pin { "Pin" } else { "Unpin" }, self.names_of(&selected));
        let names = self.names_of(&selected);
        if self.perform_on_view(label, |view| {
            let pinned = |p: Placement| Placement { pinned: pin.then_some(true), ..p };
            placed.into_iter().map(|(id, p)| Edit::Place(view.clone(), id, pinned(p))).collect()
        }) {
            let stays = if selected.len() == 1 { "stays" } else { "stay" };
            let text = if pin {
                format!("{names} {stays} in place when the view is tidied.")
            } else {
                format!("{names} may be moved by Tidy again.")
            };
            self.say(Tone::Info, text);
        }
    }
}

/// A placement as it is by now, put where a layout wants it; nothing where it is there already or is to stay.
fn put_at(now: &Placement, to: &Placement) -> Option<Placement> {
    let stays = now.pinned == Some(true) || now.locked == Some(true);
    let put = Placement { x: to.x, y: to.y, w: to.w, h: to.h, ..now.clone() };
    (!stays && put != *now).then_some(put)
}
