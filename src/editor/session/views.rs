//! The views of a document as tabs: which one is on show, and what is done with them as wholes.
//!
//! A document that has stored no canvas still has one, and one without a diagram has that of the whole model; they are
//! stored with their first edit.
//!
//! Knows nothing about how tabs look.

use std::sync::Arc;

use ecow::EcoString;

use super::{Session, Tone};
use crate::edit::Edit;
use crate::editor::drawing::WHOLE_MODEL;
use crate::model::view::{CANVAS, DIAGRAM};
use crate::model::{Document, Value, View, ViewId};
use crate::scene::Owner;

/// The view on show.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OnShow {
    /// The canvas of a document that has stored none.
    Canvas,
    /// The diagram of the whole model of a document that has stored no diagram.
    Diagram,
    /// A stored view.
    Stored(ViewId),
}

/// One tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Which view it shows.
    pub which: OnShow,
    /// What it says.
    pub name: EcoString,
    /// The kind of the view.
    pub kind: EcoString,
}

/// The tabs of a document, in their order.
#[must_use]
pub fn tabs(document: &Document) -> Vec<Tab> {
    let views = document.views_in_order();
    let of_kind = |kind: &str| views.iter().any(|v| v.kind == kind);
    let default =
        |which, name: &str, kind: &str| (!of_kind(kind)).then(|| Tab { which, name: name.into(), kind: kind.into() });
    let stored = views.iter().filter(|v| v.kind == CANVAS || v.kind == DIAGRAM).map(|v| Tab {
        which: OnShow::Stored(v.id.clone()),
        name: if v.name.is_empty() { "Unnamed view".into() } else { v.name.clone() },
        kind: v.kind.clone(),
    });
    let mut tabs: Vec<Tab> = default(OnShow::Canvas, "Canvas", CANVAS).into_iter().collect();
    tabs.extend(stored);
    tabs.extend(default(OnShow::Diagram, WHOLE_MODEL, DIAGRAM));
    tabs
}

/// What is shown of a document that was just opened: its first view, else the canvas.
pub(super) fn first(document: &Document) -> OnShow {
    let stored = tabs(document).into_iter().map(|t| t.which).find(|w| matches!(w, OnShow::Stored(_)));
    stored.unwrap_or(OnShow::Canvas)
}

impl Session {
    /// The tabs, in their order.
    #[must_use]
    pub fn tabs(&self) -> Vec<Tab> {
        tabs(self.document())
    }

    /// Which view is on show.
    #[must_use]
    pub fn on_show(&self) -> &OnShow {
        &self.on_show
    }

    /// The view on show, if it is stored.
    #[must_use]
    pub fn view(&self) -> Option<&Arc<View>> {
        match &self.on_show {
            OnShow::Stored(id) => self.document().view(id),
            OnShow::Canvas | OnShow::Diagram => None,
        }
    }

    /// The view as it is drawn: the stored one, or the one that the document has without storing it.
    pub fn shown_view(&mut self) -> Arc<View> {
        let which = self.on_show.clone();
        self.view_of(&which)
    }

    /// The view of a tab as it is drawn.
    pub(super) fn view_of(&mut self, which: &OnShow) -> Arc<View> {
        let document = self.history.document();
        if let OnShow::Stored(id) = which
            && let Some(view) = document.view(id)
        {
            return view.clone();
        }
        if *which == OnShow::Diagram {
            self.drawing.default_diagram(document)
        } else {
            self.drawing.default_canvas(document)
        }
    }

    /// Whether the view on show is a canvas.
    #[must_use]
    pub fn is_canvas(&self) -> bool {
        self.shown_kind() == CANVAS
    }

    fn shown_kind(&self) -> EcoString {
        match &self.on_show {
            OnShow::Canvas => CANVAS.into(),
            OnShow::Diagram => DIAGRAM.into(),
            OnShow::Stored(id) => self.document().view(id).map_or_else(|| self.last_kind.clone(), |v| v.kind.clone()),
        }
    }

    /// Shows another view. What is selected stays so where the other view has it.
    pub fn show_tab(&mut self, which: OnShow) {
        self.commit_naming();
        self.close_table();
        if self.on_show == which || which == OnShow::Diagram && self.lay_out_model() {
            return;
        }
        self.put_on_show(which);
        self.keep_selection_of_view();
    }

    fn keep_selection_of_view(&mut self) {
        if self.selection.is_empty() {
            return;
        }
        let plan = self.plan();
        self.selection.retain(|owner| matches!(owner, Owner::Element(id) if plan.node(id).is_some()));
    }

    /// Shows the next tab, or the one before; after the last comes the first.
    pub fn show_tab_beside(&mut self, forward: bool) {
        let tabs = self.tabs();
        let Some(at) = tabs.iter().position(|t| t.which == self.on_show) else { return };
        let to = if forward { at + 1 } else { at + tabs.len() - 1 } % tabs.len();
        self.show_tab(tabs[to].which.clone());
    }

    /// The stored view that edits of the picture go to, and the edits that store it where it is not stored yet: what was
    /// placed automatically becomes the view's, so that nothing moves but what is moved.
    pub(super) fn stored_view(&mut self) -> (ViewId, Vec<Edit>) {
        let which = self.on_show.clone();
        self.stored_view_of(&which)
    }

    /// The same for the view of any tab.
    pub(super) fn stored_view_of(&mut self, which: &OnShow) -> (ViewId, Vec<Edit>) {
        if let OnShow::Stored(id) = which
            && self.document().view(id).is_some()
        {
            return (id.clone(), Vec::new());
        }
        let mut view = View::clone(&self.view_of(which));
        let document = self.document();
        let gone: Vec<_> = view.placements.keys().filter(|id| document.element(id).is_none()).cloned().collect();
        for id in gone {
            view.placements.remove(&id);
        }
        if document.view(&view.id).is_some() {
            view.id = ViewId::random();
        }
        let orders = document.views().values().map(|v| v.order.unwrap_or(0.0));
        view.order = if *which == OnShow::Canvas {
            orders.reduce(f64::min).map(|least| least - 1.0)
        } else {
            orders.reduce(f64::max).map(|most| most + 1.0)
        };
        (view.id.clone(), vec![Edit::AddView(view)])
    }

    /// Performs edits of the view on show as one named step, after storing it where it is not stored yet. Whether they
    /// were performed.
    pub(super) fn perform_on_view(
        &mut self,
        label: impl Into<String>,
        edits: impl FnOnce(&ViewId) -> Vec<Edit>,
    ) -> bool {
        let (view, mut all) = self.stored_view();
        all.extend(edits(&view));
        let done = self.perform(label, &all);
        if done {
            self.stored_as(view);
        }
        done
    }

    /// Notes that the view on show is stored now.
    pub(super) fn stored_as(&mut self, view: ViewId) {
        let which = OnShow::Stored(view);
        if self.on_show != which && self.tabs().iter().any(|t| t.which == which) {
            // The picture is the same, so it is seen as before.
            self.on_show = which;
            self.last_kind = self.shown_kind();
        }
    }

    /// Lets a view that is stored now be found as it was left before it was.
    pub(super) fn keep_camera(&mut self, before: &OnShow, stored: ViewId) {
        let camera = if self.on_show == *before { Some(self.camera) } else { self.cameras.get(before).copied() };
        if let Some(camera) = camera {
            self.cameras.insert(OnShow::Stored(stored), camera);
        }
    }

    fn put_on_show(&mut self, which: OnShow) {
        self.stop_moving();
        self.cameras.insert(self.on_show.clone(), self.camera);
        // A view is fitted when it is first shown, and found as it was left after that.
        let known = self.cameras.get(&which).copied();
        self.fitted = known.is_some();
        self.camera = known.unwrap_or_default();
        self.on_show = which;
        self.last_kind = self.shown_kind();
        self.hovered = None;
        self.menu = None;
        self.renaming = None;
    }

    /// After undo or a deletion: where the view on show is gone, one like it is shown.
    pub(super) fn settle_view(&mut self) {
        let tabs = self.tabs();
        if tabs.iter().any(|t| t.which == self.on_show) {
            return;
        }
        // Nothing is laid out that takes long: it would hold up the window, and nobody asked for it.
        let slow = self.model_takes_long();
        let mut quick = tabs.iter().filter(|t| t.which != OnShow::Diagram || !slow);
        let like = quick.clone().find(|t| t.kind == self.last_kind).or_else(|| quick.next());
        let Some(which) = like.map(|t| t.which.clone()) else { return };
        // The view that was stored by the first edit is the same picture as before it.
        let before = self.id_of(&self.on_show);
        if before.is_some() && before == self.id_of(&which) {
            self.cameras.insert(which.clone(), self.camera);
        }
        self.put_on_show(which);
    }

    /// The id that a view has, or would be stored under as it was shown last.
    fn id_of<'a>(&'a self, which: &'a OnShow) -> Option<&'a ViewId> {
        match which {
            OnShow::Stored(id) => Some(id),
            OnShow::Canvas => self.drawing.canvas_id(),
            OnShow::Diagram => self.drawing.diagram_id(),
        }
    }

    /// Sets or removes a choice of how the view is drawn, as one step.
    pub fn set_view_option(&mut self, key: &str, value: Option<Value>, label: &str) {
        self.commit_naming();
        if self.shown_view().options.get(key) == value.as_ref() {
            return;
        }
        self.perform_on_view(label, |view| vec![Edit::SetViewOption(view.clone(), key.into(), value)]);
    }

    /// Gives the view on show another name.
    pub fn rename_view(&mut self, name: &str) {
        self.renaming = None;
        let name = name.trim();
        if name.is_empty() || self.shown_view().name == name {
            return;
        }
        let label = format!("Rename view {} to {name}", self.shown_view().name);
        self.perform_on_view(label, |view| vec![Edit::SetViewName(view.clone(), name.into())]);
    }

    /// Adds a copy of the view on show behind it, and shows it.
    pub fn duplicate_view(&mut self) {
        self.commit_naming();
        let shown = self.shown_view();
        let mut copy = View::clone(&shown);
        copy.id = ViewId::random();
        copy.name = self.free_name(&shown.name);
        let label = format!("Duplicate view {}", shown.name);
        self.add_view(copy, label);
    }

    /// Deletes the view on show; its elements stay in the model.
    pub fn delete_view(&mut self) {
        self.commit_naming();
        let Some(view) = self.view().cloned() else { return };
        let tabs = self.tabs();
        let at = tabs.iter().position(|t| t.which == self.on_show).unwrap_or(0);
        let beside = tabs.get(at + 1).or_else(|| at.checked_sub(1).map(|i| &tabs[i])).map(|t| t.which.clone());
        if self.perform(format!("Delete view {}", view.name), &[Edit::RemoveView(view.id.clone())]) {
            let beside = beside.filter(|w| self.tabs().iter().any(|t| t.which == *w));
            let which = beside.unwrap_or_else(|| first(self.document()));
            self.put_on_show(which);
            self.keep_selection_of_view();
            self.say(
                Tone::Info,
                format!("Deleted the view {}; its elements are still in the model. Undo brings it back.", view.name),
            );
        }
    }

    /// Moves the view on show one tab to the right, or to the left.
    pub fn move_view(&mut self, right: bool) {
        self.commit_naming();
        let Some(view) = self.view().map(|v| v.id.clone()) else { return };
        let mut order: Vec<ViewId> = self
            .tabs()
            .into_iter()
            .filter_map(|t| if let OnShow::Stored(id) = t.which { Some(id) } else { None })
            .collect();
        let Some(at) = order.iter().position(|id| *id == view) else { return };
        let to = if right { at + 1 } else { at.wrapping_sub(1) };
        if to >= order.len() {
            return;
        }
        order.swap(at, to);
        let edits: Vec<Edit> = order
            .into_iter()
            .enumerate()
            .map(|(i, id)| (i as f64 + 1.0, id))
            .filter(|(n, id)| self.document().view(id).is_some_and(|v| v.order != Some(*n)))
            .map(|(n, id)| Edit::SetViewOrder(id, n))
            .collect();
        let name = self.shown_view().name.clone();
        self.perform(format!("Move view {name}"), &edits);
    }

    /// Adds a view behind the others as one step, and shows it. A view of the same kind that was shown without being
    /// stored is stored with it, or it would go.
    pub(super) fn add_view(&mut self, mut view: View, label: impl Into<String>) -> bool {
        let mut edits = Vec::new();
        let alone = !self.document().views().values().any(|v| v.kind == view.kind);
        let default = if view.kind == CANVAS { OnShow::Canvas } else { OnShow::Diagram };
        if alone && (default == OnShow::Canvas || self.on_show == default) {
            let (id, stored) = self.stored_view_of(&default);
            edits = stored;
            self.keep_camera(&default, id);
        }
        let added = edits.iter().filter_map(|e| if let Edit::AddView(v) = e { v.order } else { None });
        let orders = self.document().views().values().map(|v| v.order.unwrap_or(0.0)).chain(added);
        view.order = Some(orders.reduce(f64::max).unwrap_or(0.0).max(0.0) + 1.0);
        let id = view.id.clone();
        edits.push(Edit::AddView(view));
        let done = self.perform(label, &edits);
        if done {
            self.show_tab(OnShow::Stored(id));
        }
        done
    }

    /// The name, with a number behind it if another view has it.
    pub(super) fn free_name(&self, name: &str) -> EcoString {
        let taken = |name: &str| self.tabs().iter().any(|t| t.name == name);
        let mut free = EcoString::from(name);
        for n in 2_usize.. {
            if !taken(&free) {
                break;
            }
            free = ecow::eco_format!("{name} {n}");
        }
        free
    }
}
