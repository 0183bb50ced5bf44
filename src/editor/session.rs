//! One document being edited: the view on show, what is selected, the camera, the gesture under way, and undo.
//!
//! Knows nothing about windows; files only by name.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ecow::EcoString;

use super::camera::Camera;
use super::drawing::{Drawing, Offsets};
use super::gesture::{Event, Gesture, Outcome, Tool};
use crate::edit::{Edit, History, compose};
use crate::file::{Fingerprint, Opened};
use crate::format::Problem;
use crate::geom::{Point, Rect, Size, Vec2, bounds_of};
use crate::model::legality::{connections, initial_attributes, may_connect};
use crate::model::metamodel::Preset;
use crate::model::view::DIAGRAM;
use crate::model::{
    Document, Element, ElementId, ElementKind, Placement, RelationId, RelationKind, Revision, Value, View, ViewId,
};
use crate::scene::{Owner, Plan, Scene, anatomy};
use crate::theme::Mode;

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something happened as wished.
    Info,
    /// Something was not done, for a reason.
    Refusal,
    /// Something failed.
    Error,
}

/// A sentence for the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The sentence.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
}

/// A name being typed on the canvas.
#[derive(Clone, Debug, PartialEq)]
pub struct Naming {
    /// Of which element.
    pub element: ElementId,
    /// What is typed so far.
    pub text: String,
    /// Whether the element was just made and goes when it gets no name.
    pub fresh: bool,
}

/// A choice that is asked for where the pointer is.
#[derive(Clone, Debug, PartialEq)]
pub enum Menu {
    /// Which relation joins two elements; likeliest first.
    Relation {
        /// From which.
        source: ElementId,
        /// To which.
        target: ElementId,
        /// What is legal.
        kinds: Vec<RelationKind>,
        /// Where in the drawing.
        at: Point,
    },
    /// Which kind of element to make.
    Create {
        /// Where in the drawing.
        at: Point,
        /// The element from which it will be connected.
        from: Option<ElementId>,
        /// What is typed to filter.
        filter: String,
    },
}

/// A kind of element, perhaps as one of its presets, that can be made.
#[derive(Clone, Debug)]
pub struct Creatable {
    /// Which kind.
    pub kind: ElementKind,
    /// Which preset.
    pub preset: Option<Preset>,
    /// Its name.
    pub label: EcoString,
}

/// One document being edited.
pub struct Session {
    history: History,
    view: Option<ViewId>,
    drawing: Drawing,
    selection: BTreeSet<Owner>,
    /// What is shown of the drawing.
    pub camera: Camera,
    /// The size of the canvas on the screen; nothing before it was first shown.
    pub canvas: Size,
    /// What the pointer is doing.
    pub gesture: Gesture,
    /// What a press does.
    pub tool: Tool,
    /// What the pointer is over.
    pub hovered: Option<Owner>,
    /// A name being typed.
    pub naming: Option<Naming>,
    /// A choice that is asked for.
    pub menu: Option<Menu>,
    path: Option<PathBuf>,
    fingerprint: Option<Fingerprint>,
    saved: Revision,
    /// What was damaged in the file.
    pub problems: Vec<Problem>,
    read_only: Option<&'static str>,
    notices: Vec<Notice>,
    fitted: bool,
    legal: BTreeMap<ElementId, bool>,
}

impl Session {
    /// A document that is no file yet.
    #[must_use]
    pub fn untitled(document: Document) -> Self {
        let saved = document.revision();
        let view = document.views_in_order().into_iter().find(|v| v.kind == DIAGRAM).map(|v| v.id.clone());
        Self {
            history: History::new(document),
            view,
            drawing: Drawing::default(),
            selection: BTreeSet::new(),
            camera: Camera::default(),
            canvas: Size::ZERO,
            gesture: Gesture::Idle,
            tool: Tool::Select,
            hovered: None,
            naming: None,
            menu: None,
            path: None,
            fingerprint: None,
            saved,
            problems: Vec::new(),
            read_only: None,
            notices: Vec::new(),
            fitted: false,
            legal: BTreeMap::new(),
        }
    }

    /// A document of a file.
    #[must_use]
    pub fn of_file(path: PathBuf, opened: Opened) -> Self {
        let mut session = Self::untitled(opened.loaded.document);
        if let Some(version) = opened.loaded.newer_version {
            session.read_only = Some("This file was made by a newer version of opcanvas and can only be looked at");
            session.say(
                Tone::Refusal,
                format!("Version {version} of the file format is newer than this program. You can look at the model and export pictures, but not change it."),
            );
        }
        let problems = opened.loaded.problems.len() + opened.loaded.unlisted;
        if problems > 0 {
            let things = if problems == 1 { "1 thing" } else { &format!("{problems} things") };
            session.say(
                Tone::Refusal,
                format!("{things} in this file could not be used as written. Nothing was lost; see Problems."),
            );
        }
        session.problems = opened.loaded.problems;
        session.path = Some(path);
        session.fingerprint = Some(opened.fingerprint);
        session
    }

    /// The document as it is now.
    #[must_use]
    pub fn document(&self) -> &Document {
        self.history.document()
    }

    /// The steps that were done and undone.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The file, if it is one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// What the file held when it was read or written last.
    #[must_use]
    pub fn fingerprint(&self) -> Option<Fingerprint> {
        self.fingerprint
    }

    /// Notes that a state of the document is in a file now.
    pub fn saved_as(&mut self, path: PathBuf, revision: Revision, fingerprint: Fingerprint) {
        self.path = Some(path);
        self.saved = revision;
        self.fingerprint = Some(fingerprint);
    }

    /// Whether there is something that no file holds.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.document().revision() != self.saved
    }

    /// What the document is called: its model's name, else its file's.
    #[must_use]
    pub fn title(&self) -> String {
        let file = self.path.as_ref().and_then(|p| p.file_name()).map(|n| n.to_string_lossy().into_owned());
        match (self.document().name(), file) {
            ("", Some(file)) => file,
            ("", None) => "Untitled".to_owned(),
            (name, _) => name.to_owned(),
        }
    }

    /// Whether the document may be changed.
    ///
    /// # Errors
    /// Why not.
    pub fn editable(&self) -> Result<(), &'static str> {
        self.read_only.map_or(Ok(()), Err)
    }

    /// The view on show; `None` for the default diagram of the whole model.
    #[must_use]
    pub fn view(&self) -> Option<&Arc<View>> {
        self.document().view(self.view.as_ref()?)
    }

    /// The view as it is drawn: the stored one, or the default diagram of the whole model.
    pub fn shown_view(&mut self) -> Arc<View> {
        match self.view().cloned() {
            Some(view) => view,
            None => self.drawing.default_view(self.history.document()),
        }
    }

    /// Shows another view.
    pub fn show_view(&mut self, id: Option<ViewId>) {
        if self.view != id {
            self.view = id;
            self.selection.clear();
            self.fitted = false;
        }
    }

    /// Takes the sentences that were not shown yet.
    pub fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    /// Adds a sentence for the user.
    pub fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.notices.push(Notice { text: text.into(), tone });
    }

    // --- what is shown ---

    /// Plan and scene as they are now, what is dragged included.
    pub fn show(&mut self, mode: Mode) -> (Arc<Plan>, Arc<Scene>) {
        let view = self.shown_view();
        let moved = self.offsets();
        let document = self.history.document().clone();
        let (plan, scene) = self.drawing.show(&document, &view, mode, &moved);
        if !self.fitted && self.canvas.width > 0.0 {
            self.fitted = true;
            self.camera.fit(scene.bounds, self.canvas, 1.0);
        }
        (plan, scene)
    }

    fn plan(&mut self) -> Arc<Plan> {
        let view = self.shown_view();
        let document = self.history.document().clone();
        self.drawing.plan(&document, &view)
    }

    fn offsets(&mut self) -> Offsets {
        match self.gesture.offset() {
            Some(by) => self.grabbed().into_iter().map(|id| (id, by)).collect(),
            None => Offsets::new(),
        }
    }

    /// The selected elements with everything that stands in them.
    fn grabbed(&mut self) -> BTreeSet<ElementId> {
        let plan = self.plan();
        let mut all = BTreeSet::new();
        for owner in &self.selection {
            if let Owner::Element(id) = owner
                && plan.node(id).is_some()
            {
                all.extend(plan.inside(id));
                all.insert(id.clone());
            }
        }
        all
    }

    /// Shows the whole drawing.
    pub fn fit_all(&mut self, mode: Mode) {
        let (_, scene) = self.show(mode);
        self.camera.fit(scene.bounds, self.canvas, 1.0);
    }

    /// Shows what is selected.
    pub fn fit_selection(&mut self, mode: Mode) {
        let (_, scene) = self.show(mode);
        let bounds = bounds_of(scene.figures.iter().filter(|f| self.selection.contains(&f.owner)).map(|f| f.bounds));
        if let Some(bounds) = bounds {
            self.camera.fit(bounds.inflate(48.0, 48.0), self.canvas, 1.5);
        }
    }

    // --- selection ---

    /// What is selected.
    #[must_use]
    pub fn selection(&self) -> &BTreeSet<Owner> {
        &self.selection
    }

    /// The selected element, when it is the only thing selected.
    #[must_use]
    pub fn single_element(&self) -> Option<&Arc<Element>> {
        match self.selection.iter().next() {
            Some(Owner::Element(id)) if self.selection.len() == 1 => self.document().element(id),
            _ => None,
        }
    }

    /// Selects only this.
    pub fn select(&mut self, owner: Option<Owner>) {
        self.selection = owner.into_iter().collect();
    }

    /// Selects everything in the view.
    pub fn select_all(&mut self) {
        let plan = self.plan();
        self.selection = plan.nodes.iter().map(|n| Owner::Element(n.element.clone())).collect();
    }

    fn forget_what_is_gone(&mut self) {
        let document = self.history.document();
        let there = |owner: &Owner| match owner {
            Owner::Element(id) => document.element(id).is_some(),
            Owner::Relation(id) => document.relation(id).is_some(),
        };
        self.selection.retain(&there);
        self.hovered = self.hovered.take().filter(&there);
        self.naming = self.naming.take().filter(|n| document.element(&n.element).is_some());
        if self.view.as_ref().is_some_and(|id| document.view(id).is_none()) {
            self.view = document.views_in_order().into_iter().find(|v| v.kind == DIAGRAM).map(|v| v.id.clone());
        }
    }

    // --- changes ---

    /// Performs edits as one named step; a refusal becomes a notice. Whether they were performed.
    pub fn perform(&mut self, label: impl Into<String>, edits: &[Edit]) -> bool {
        if let Err(why) = self.editable() {
            self.say(Tone::Refusal, format!("{why}."));
            return false;
        }
        match self.history.perform(label, edits) {
            Ok(_) => {
                self.forget_what_is_gone();
                true
            }
            Err(error) => {
                self.say(Tone::Refusal, error.to_string());
                false
            }
        }
    }

    /// Takes back the last step and says which; flies there if it cannot be seen.
    pub fn undo(&mut self) {
        self.naming = None;
        if let Some(step) = self.history.undo() {
            let (label, delta) = (step.label.clone(), step.delta.clone());
            self.after_travel("Undid", &label, &delta);
        }
    }

    /// Does again what was taken back, and says what.
    pub fn redo(&mut self) {
        if let Some(step) = self.history.redo() {
            let (label, delta) = (step.label.clone(), step.delta.clone());
            self.after_travel("Redid", &label, &delta);
        }
    }

    fn after_travel(&mut self, verb: &str, label: &str, delta: &crate::model::Delta) {
        self.forget_what_is_gone();
        self.say(Tone::Info, format!("{verb}: {label}"));
        let plan = self.plan();
        let elements = delta.elements.keys().chain(delta.placements.keys().map(|(_, id)| id)).cloned();
        let ends =
            delta.relations.values().filter_map(|c| c.after.as_ref().or(c.before.as_ref())).map(|r| r.source.clone());
        let places = elements.chain(ends).filter_map(|id| plan.node(&id).map(|n| n.rect)).take(64);
        if let Some(bounds) = bounds_of(places) {
            self.camera.reveal(bounds, self.canvas);
        }
    }

    /// The stored view that edits of the picture go to, and the edits that store it where the default diagram is on show:
    /// its automatic places become the view's, so that nothing moves but what is moved.
    fn stored_view(&mut self) -> (ViewId, Vec<Edit>) {
        if let Some(view) = self.view() {
            return (view.id.clone(), Vec::new());
        }
        let mut view = View::clone(&self.shown_view());
        let gone: Vec<_> = view.placements.keys().filter(|id| self.document().element(id).is_none()).cloned().collect();
        for id in gone {
            view.placements.remove(&id);
        }
        (view.id.clone(), vec![Edit::AddView(view)])
    }

    fn name_of(&self, id: &ElementId) -> String {
        self.document().element(id).map_or_else(|| id.to_string(), |e| e.shown_name().to_owned())
    }

    fn names_of(&self, ids: &BTreeSet<ElementId>) -> String {
        match ids.iter().next() {
            Some(one) if ids.len() == 1 => self.name_of(one),
            _ => format!("{} elements", ids.len()),
        }
    }

    fn selected_elements(&self) -> BTreeSet<ElementId> {
        self.selection.iter().filter_map(|o| if let Owner::Element(id) = o { Some(id.clone()) } else { None }).collect()
    }

    /// Moves the selected elements, with what stands in them, as one step.
    pub fn move_selection(&mut self, by: Vec2) {
        let plan = self.plan();
        let grabbed = self.grabbed();
        if grabbed.is_empty() || by.hypot2() == 0.0 {
            return;
        }
        let label = format!("Move {}", self.names_of(&self.selected_elements()));
        let (view, mut edits) = self.stored_view();
        let fresh = if let Some(Edit::AddView(v)) = edits.first() { Some(v.clone()) } else { None };
        for id in grabbed {
            let Some(node) = plan.node(&id) else { continue };
            let stored = fresh.as_ref().or_else(|| self.document().view(&view).map(Arc::as_ref));
            let Some(mut placement) = stored.and_then(|v| v.placements.get(&id)).cloned() else { continue };
            if placement.locked == Some(true) {
                continue;
            }
            let to = node.rect.origin() + by;
            (placement.x, placement.y) = (to.x, to.y);
            edits.push(Edit::Place(view.clone(), id, placement));
        }
        if self.perform(label, &edits) {
            self.view = Some(view);
        }
    }

    /// Removes the selection from the view: elements stay in the model; relations, which a view does not hold, are
    /// deleted only by [`Self::delete_from_model`].
    pub fn delete_from_view(&mut self) {
        let elements = self.selected_elements();
        if elements.is_empty() {
            self.say(Tone::Refusal, "A relation is part of the model. Press Shift+Delete to delete it there.");
            return;
        }
        let mut all: BTreeSet<ElementId> = self.grabbed();
        all.extend(elements.iter().cloned());
        let label = format!("Remove {} from the view", self.names_of(&elements));
        let (view, mut edits) = self.stored_view();
        edits.extend(all.into_iter().map(|id| Edit::Unplace(view.clone(), id)));
        let names = self.names_of(&elements);
        if self.perform(label, &edits) {
            self.view = Some(view);
            self.selection.clear();
            self.say(Tone::Info, format!("{names} is no longer in this view, but still in the model."));
        }
    }

    /// Deletes the selection from the model and every view, and says what else went.
    pub fn delete_from_model(&mut self) {
        let elements = self.selected_elements();
        let relations: BTreeSet<RelationId> = self
            .selection
            .iter()
            .filter_map(|o| if let Owner::Relation(id) = o { Some(id.clone()) } else { None })
            .collect();
        let document = self.document();
        let before = document.relations().len();
        let views = document.views().values().filter(|v| elements.iter().any(|e| v.placements.contains(e))).count();
        // A relation that goes with an element must not be removed a second time.
        let touched = |id: &RelationId| {
            document.relation(id).is_some_and(|r| elements.contains(&r.source) || elements.contains(&r.target))
        };
        let edits: Vec<Edit> = relations
            .iter()
            .filter(|id| !touched(id))
            .cloned()
            .map(Edit::RemoveRelation)
            .chain(elements.iter().cloned().map(Edit::RemoveElement))
            .collect();
        let label = match (elements.is_empty(), relations.len()) {
            (true, 1) => "Delete relation".to_owned(),
            (true, n) => format!("Delete {n} relations"),
            _ => format!("Delete {}", self.names_of(&elements)),
        };
        if edits.is_empty() || !self.perform(label.clone(), &edits) {
            return;
        }
        self.selection.clear();
        let gone = before.saturating_sub(self.document().relations().len());
        let mut text = label.replacen("Delete", "Deleted", 1);
        if !elements.is_empty() {
            text += &format!(", with {}", plural(gone, "relation"));
            if views > 0 {
                text += &format!(", from {}", plural(views, "view"));
            }
        }
        self.say(Tone::Info, text);
    }

    // --- connecting ---

    /// Connects two elements: at once where one relation fits, by a menu where several do, else says why none does.
    pub fn connect(&mut self, source: &ElementId, target: &ElementId, at: Point) {
        let kinds = connections(self.document(), source, target);
        match kinds.as_slice() {
            [] => {
                let why = self.why_not(source, target);
                self.say(Tone::Refusal, why);
            }
            [one] => self.connect_as(*one, source, target),
            _ => self.menu = Some(Menu::Relation { source: source.clone(), target: target.clone(), kinds, at }),
        }
    }

    /// Connects two elements by a relation of a kind.
    pub fn connect_as(&mut self, kind: RelationKind, source: &ElementId, target: &ElementId) {
        self.menu = None;
        let verb = self.document().metamodel().relation_label(kind).to_owned();
        let label = format!("Connect {} {verb} {}", self.name_of(source), self.name_of(target));
        let edits = compose::connect(self.document(), kind, source, target);
        let relation = edits.iter().find_map(|e| if let Edit::AddRelation(r) = e { Some(r.id.clone()) } else { None });
        if self.perform(label, &edits) {
            self.select(relation.map(Owner::Relation));
            let hidden = crate::scene::plan::HIDDEN_BY_DEFAULT.contains(&kind) && kind != RelationKind::Contains;
            if hidden {
                let (source, target) = (self.name_of(source), self.name_of(target));
                self.say(
                    Tone::Info,
                    format!(
                        "{source} {verb} {target}. This view does not draw such relations; the inspector lists them."
                    ),
                );
            }
        }
    }

    /// Why no relation joins two elements.
    #[must_use]
    pub fn why_not(&self, source: &ElementId, target: &ElementId) -> String {
        let document = self.document();
        let kind_of = |id| document.element(id).map(|e| e.kind);
        let (Some(from), Some(to)) = (kind_of(source), kind_of(target)) else {
            return "There is nothing to connect.".into();
        };
        let metamodel = document.metamodel();
        let legal = metamodel.quick_connect(from, to);
        if let Some(kind) = legal.first() {
            // Legal by kind, so something else is in the way: say what.
            let attributes = initial_attributes(document, *kind);
            if let Err(why) = may_connect(document, *kind, source, target, &attributes) {
                return why.to_string();
            }
        }
        let back = metamodel.quick_connect(to, from).first().map(|k| metamodel.relation_label(*k));
        let mut text =
            format!("Nothing joins {} to {}", article(metamodel.kind_label(from)), article(metamodel.kind_label(to)));
        match back {
            Some(label) if source != target => text += &format!("; drag the other way for \"{label}\"."),
            _ => text.push('.'),
        }
        text
    }

    /// Whether the connection that is being drawn may end at an element.
    pub fn may_end_at(&mut self, target: &ElementId) -> bool {
        let Gesture::Connecting { source, .. } = &self.gesture else { return false };
        if let Some(known) = self.legal.get(target) {
            return *known;
        }
        let legal = !connections(self.history.document(), source, target).is_empty();
        self.legal.insert(target.clone(), legal);
        legal
    }

    // --- the pointer ---

    /// Takes an event of the pointer.
    pub fn pointer(&mut self, event: Event) {
        let was_connecting = matches!(self.gesture, Gesture::Connecting { .. });
        let at = match &event {
            Event::Press { at, .. } | Event::Move { at, .. } => *at,
            _ => match &self.gesture {
                Gesture::Connecting { now, .. } => *now,
                _ => Point::ZERO,
            },
        };
        let (gesture, outcome) = std::mem::take(&mut self.gesture).step(event);
        self.gesture = gesture;
        if was_connecting != matches!(self.gesture, Gesture::Connecting { .. }) {
            self.legal.clear();
        }
        match outcome {
            None => {}
            Some(Outcome::Select { owner, toggle }) => self.click(owner, toggle),
            Some(Outcome::SelectIn { area, add }) => self.select_in(area, add),
            // What is selected already stays selected, all of it, and is moved together.
            Some(Outcome::Grab(owner)) if self.selection.contains(&owner) => {}
            Some(Outcome::Grab(owner)) => self.select(Some(owner)),
            Some(Outcome::MoveBy(by)) => self.move_selection(by),
            Some(Outcome::Connect { source, target }) => self.connect(&source, &target, at),
            Some(Outcome::DroppedOnPage { source, at }) => {
                self.menu = Some(Menu::Create { at, from: Some(source), filter: String::new() });
            }
        }
    }

    fn click(&mut self, owner: Option<Owner>, toggle: bool) {
        match owner {
            Some(owner) if toggle => {
                if !self.selection.remove(&owner) {
                    self.selection.insert(owner);
                }
            }
            None if toggle => {}
            owner => self.select(owner),
        }
    }

    fn select_in(&mut self, area: Rect, add: bool) {
        let plan = self.plan();
        if !add {
            self.selection.clear();
        }
        let inside = plan.nodes.iter().filter(|n| crate::geom::encloses(area, n.rect));
        let owners: Vec<_> = inside.map(|n| Owner::Element(n.element.clone())).collect();
        self.selection.extend(owners);
    }

    // --- making and naming ---

    /// The kinds and presets that can be made, filtered by what is typed: by name and by other words for them. From an
    /// element, only those that it can be connected with.
    #[must_use]
    pub fn creatable(&self, filter: &str, from: Option<&ElementId>) -> Vec<Creatable> {
        let metamodel = self.document().metamodel();
        let filter = filter.trim().to_lowercase();
        let from = from.and_then(|id| self.document().element(id)).map(|e| e.kind);
        let mut found = Vec::new();
        for kind in metamodel.kinds_by_importance() {
            let Some(def) = metamodel.kind(kind) else { continue };
            if from.is_some_and(|from| metamodel.quick_connect(from, kind).is_empty()) {
                continue;
            }
            let hit = |label: &str, synonyms: &[EcoString]| {
                filter.is_empty()
                    || label.to_lowercase().contains(&filter)
                    || synonyms.iter().any(|s| s.to_lowercase().starts_with(&filter))
            };
            if hit(&def.label, &def.synonyms) {
                found.push(Creatable { kind, preset: None, label: def.short.clone() });
            }
            if !filter.is_empty() {
                let presets = def.presets.iter().filter(|p| hit(&p.label, &p.synonyms));
                found.extend(presets.map(|p| Creatable { kind, preset: Some(p.clone()), label: p.label.clone() }));
            }
        }
        found
    }

    /// Makes an element, in the middle of what is shown or around a point, and opens its name. Made inside a container
    /// that may hold it, it becomes part of it; from an element, it is connected with it.
    pub fn create(&mut self, what: &Creatable, at: Option<Point>, from: Option<&ElementId>) {
        self.menu = None;
        let plan = self.plan();
        let (view, mut edits) = self.stored_view();
        let document = self.history.document();
        let mut element = Element::new(ElementId::random(), what.kind, "");
        if let Some(preset) = &what.preset {
            element.attributes = preset.attributes.clone();
        }
        let id = element.id.clone();
        let size = anatomy::natural_size(document, &element);
        let middle = at.unwrap_or_else(|| self.camera.window(self.canvas).center());
        let parent = plan
            .nodes
            .iter()
            .rev()
            .filter(|n| n.rect.contains(middle))
            .find(|n| {
                document
                    .element(&n.element)
                    .is_some_and(|p| document.metamodel().is_legal(RelationKind::Contains, p.kind, what.kind))
            })
            .map(|n| n.element.clone());
        let asked = Rect::from_center_size(middle, size);
        let place = match &parent {
            Some(parent) => place_in(document, &plan, parent, size, &mut edits, &view),
            None if at.is_some() => asked,
            None => free_place(&plan, asked),
        };
        edits.push(Edit::AddElement(element));
        edits.push(Edit::Place(
            view.clone(),
            id.clone(),
            Placement::at(Point::new(place.x0.round(), place.y0.round())),
        ));
        // The relation is composed on the document that already has the element.
        if let Ok((with_element, _)) = crate::edit::apply(document, &edits) {
            if let Some(parent) = &parent {
                edits.extend(compose::connect(&with_element, RelationKind::Contains, parent, &id));
            }
            if let Some(from) = from
                && let Some(kind) = connections(&with_element, from, &id).first()
                && !(parent.as_ref() == Some(from) && *kind == RelationKind::Contains)
            {
                edits.extend(compose::connect(&with_element, *kind, from, &id));
            }
        }
        if self.perform(format!("Add {}", what.label.to_lowercase()), &edits) {
            self.view = Some(view);
            self.select(Some(Owner::Element(id.clone())));
            self.naming = Some(Naming { element: id, text: String::new(), fresh: true });
        }
    }

    /// Opens the name of an element for typing.
    pub fn begin_naming(&mut self, element: &ElementId) {
        if let Err(why) = self.editable() {
            self.say(Tone::Refusal, format!("{why}."));
        } else if let Some(e) = self.document().element(element) {
            let text = e.name.to_string();
            self.naming = Some(Naming { element: element.clone(), text, fresh: false });
            self.select(Some(Owner::Element(element.clone())));
        }
    }

    /// Takes the typed name; for an element that was just made, as part of making it.
    pub fn commit_naming(&mut self) {
        let Some(naming) = self.naming.take() else { return };
        let name = naming.text.trim();
        if name.is_empty() && naming.fresh {
            self.history.drop_last();
            self.forget_what_is_gone();
            return;
        }
        let edit = Edit::SetName(naming.element.clone(), name.into());
        if naming.fresh {
            if let Err(error) = self.history.extend_last(&format!(" \"{name}\""), &[edit]) {
                self.say(Tone::Refusal, error.to_string());
            }
        } else {
            let label = format!("Rename {} to {name}", self.name_of(&naming.element));
            self.perform(label, &[edit]);
        }
    }

    /// Leaves the name as it was; an element that was just made and has none goes again.
    pub fn cancel_naming(&mut self) {
        if let Some(naming) = self.naming.take()
            && naming.fresh
        {
            self.history.drop_last();
            self.forget_what_is_gone();
        }
    }

    // --- facts ---

    /// Sets or removes the name of an element.
    pub fn set_name(&mut self, element: &ElementId, name: &str) {
        let label = format!("Rename {} to {name}", self.name_of(element));
        self.perform(label, &[Edit::SetName(element.clone(), name.trim().into())]);
    }

    /// Sets or removes what every element may have, such as its description. Whether it was done.
    pub fn set_field(&mut self, element: &ElementId, key: &str, label: &str, value: Option<Value>) -> bool {
        let step = format!("Set {} of {}", label.to_lowercase(), self.name_of(element));
        self.perform(step, &[Edit::SetField(element.clone(), key.into(), value)])
    }

    /// Sets or removes an attribute of an element. Whether it was done.
    pub fn set_attribute(&mut self, element: &ElementId, key: &str, label: &str, value: Option<Value>) -> bool {
        let step = format!("Set {} of {}", label.to_lowercase(), self.name_of(element));
        self.perform(step, &[Edit::SetAttribute(element.clone(), key.into(), value)])
    }

    /// Sets or removes an attribute of a relation. Whether it was done.
    pub fn set_relation_attribute(
        &mut self,
        relation: &RelationId,
        key: &str,
        label: &str,
        value: Option<Value>,
    ) -> bool {
        let step = format!("Set {} of a relation", label.to_lowercase());
        self.perform(step, &[Edit::SetRelationAttribute(relation.clone(), key.into(), value)])
    }

    /// Gives the model another name.
    pub fn set_model_name(&mut self, name: &str) {
        let value = Some(Value::text(name.trim())).filter(|_| !name.trim().is_empty());
        self.perform("Rename the model", &[Edit::SetMeta("name".into(), value)]);
    }

    // --- words ---

    /// What undo would undo.
    #[must_use]
    pub fn undo_label(&self) -> Option<String> {
        self.history.to_undo().map(|s| s.label.clone())
    }

    /// What redo would redo.
    #[must_use]
    pub fn redo_label(&self) -> Option<String> {
        self.history.to_redo().map(|s| s.label.clone())
    }

    /// What stands beside the pointer while a connection is drawn: what it would be, or why it cannot.
    #[must_use]
    pub fn connecting_label(&self) -> String {
        let Gesture::Connecting { source, over: Some(over), .. } = &self.gesture else { return String::new() };
        let metamodel = self.document().metamodel();
        match connections(self.document(), source, over).as_slice() {
            [] => self.why_not(source, over),
            [one] => metamodel.relation_label(*one).to_owned(),
            [first, ..] => format!("{} …", metamodel.relation_label(*first)),
        }
    }

    /// What the status bar says: what releasing will do, and which keys act now.
    #[must_use]
    pub fn hint(&self) -> String {
        match &self.gesture {
            Gesture::Connecting { source, over: Some(over), .. } => {
                let kinds = connections(self.document(), source, over);
                let (source_name, over_name) = (self.name_of(source), self.name_of(over));
                match kinds.as_slice() {
                    [] => self.why_not(source, over),
                    [one] => {
                        let verb = self.document().metamodel().relation_label(*one);
                        format!("Release to connect: {source_name} {verb} {over_name}")
                    }
                    several => format!("Release to choose one of {} relations to {over_name}", several.len()),
                }
            }
            Gesture::Connecting { .. } => {
                "Release on a ringed element to connect, on an empty place to make a new one · Esc cancels".into()
            }
            Gesture::Moving { .. } => "Release to drop · Shift moves straight · Esc cancels".into(),
            Gesture::Marquee { .. } => "Release to select what lies inside · Shift adds · Esc cancels".into(),
            Gesture::Idle | Gesture::Pressed { .. } => match (self.tool, &self.hovered) {
                (Tool::Hand, _) => "Drag to move the drawing · V returns to selecting".into(),
                (Tool::Connect, _) => {
                    "Drag from one element to another to connect them · V returns to selecting".into()
                }
                (Tool::Select, Some(Owner::Element(_))) => {
                    "Drag to move · drag from a ring handle to connect · double-click to rename".into()
                }
                (Tool::Select, Some(Owner::Relation(_))) => {
                    "Click to select · Shift+Delete deletes it from the model".into()
                }
                (Tool::Select, None) => {
                    "Double-click to add · drag to select · Space or middle button moves the drawing · Ctrl+wheel zooms"
                        .into()
                }
            },
        }
    }

    /// What is selected, in words; empty for nothing.
    #[must_use]
    pub fn selection_facts(&self) -> String {
        match self.selection.len() {
            0 => String::new(),
            n => format!("{n} selected"),
        }
    }
}

fn plural(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

fn article(noun: &str) -> String {
    let noun = noun.to_lowercase();
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { format!("an {noun}") } else { format!("a {noun}") }
}

/// The next place in a container: at the end of a stream, below the last of others. The container and those around it
/// grow to hold it.
fn place_in(
    document: &Document,
    plan: &Plan,
    parent: &ElementId,
    size: Size,
    edits: &mut Vec<Edit>,
    view: &ViewId,
) -> Rect {
    let Some(node) = plan.node(parent) else { return Rect::from_origin_size(Point::ZERO, size) };
    let kind = document.element(parent).map_or(ElementKind::Foreign, |e| e.kind);
    let padding = anatomy::container_padding(kind);
    let gap = anatomy::container_gap(kind);
    let children: Vec<Rect> =
        document.children(parent).iter().filter_map(|c| plan.node(&c.id)).map(|n| n.rect).collect();
    let inner = Point::new(node.rect.x0 + padding.x0, node.rect.y0 + padding.y0);
    let origin = match bounds_of(children) {
        None => inner,
        Some(b) if kind == ElementKind::ValueStream => Point::new(b.x1 + gap, b.y0),
        Some(b) => Point::new(b.x0, b.y1 + gap),
    };
    let place = Rect::from_origin_size(origin, size);
    let mut needed = place;
    let mut at = Some(parent.clone());
    while let Some(id) = at {
        let Some(node) = plan.node(&id) else { break };
        let kind = document.element(&id).map_or(ElementKind::Foreign, |e| e.kind);
        let padding = anatomy::container_padding(kind);
        let grown = Rect::new(
            node.rect.x0,
            node.rect.y0,
            node.rect.x1.max(needed.x1 + padding.x1),
            node.rect.y1.max(needed.y1 + padding.y1),
        );
        if grown != node.rect {
            let stored = document.view(view).and_then(|v| v.placements.get(&id)).cloned();
            let mut placement = stored.unwrap_or_else(|| Placement::of(grown));
            (placement.w, placement.h) = (Some(grown.width()), Some(grown.height()));
            edits.push(Edit::Place(view.clone(), id.clone(), placement));
        }
        needed = grown;
        at = node.parent.map(|p| plan.nodes[p].element.clone());
    }
    place
}

/// The place nearest to the wished one where nothing stands.
fn free_place(plan: &Plan, wished: Rect) -> Rect {
    let free = |rect: Rect| plan.nodes.iter().all(|n| !crate::geom::overlaps(n.rect, rect.inflate(12.0, 12.0)));
    for ring in 0_i32..40 {
        for dy in -ring..=ring {
            for dx in -ring..=ring {
                if dx.abs().max(dy.abs()) != ring {
                    continue;
                }
                let rect = wished + Vec2::new(f64::from(dx) * 48.0, f64::from(dy) * 32.0);
                if free(rect) {
                    return rect;
                }
            }
        }
    }
    wished
}
