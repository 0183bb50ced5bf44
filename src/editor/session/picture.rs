//! What a session shows: plan and scene with what is under way, the way from one picture to the next, and the camera.
//!
//! Knows nothing about what a gesture will change.

use std::collections::BTreeSet;
use std::sync::Arc;

use ecow::EcoString;

use super::Session;
use super::size::Sized;
use crate::edit::Edit;
use crate::editor::Camera;
use crate::editor::drawing::{Preview, Redraw, Redrawn};
use crate::editor::gesture::Gesture;
use crate::file::today;
use crate::geom::{Rect, Size, bounds_of, encloses};
use crate::model::{Annotation, AnnotationKind, ElementId, Placement, RelationId};
use crate::scene::patch::Work;
use crate::scene::{Look, Moved, Owner, Plan, Scene, motion};
use crate::theme::Mode;

/// How long things take to where they go, in seconds.
const MOTION: f64 = 0.16;

/// How long the pointer stays over something until it rests there, in seconds.
const REST: f64 = 0.14;

/// More boxes than this go there at once.
const MOST_MOVING: usize = 600;

/// Boxes and lines on their way to where the view has them.
pub(super) struct Moving {
    from: Arc<Plan>,
    to: Arc<Plan>,
    since: f64,
}

/// All of a drawing shown: where the camera was put, and for what.
pub(super) struct Fit {
    camera: Camera,
    canvas: Size,
    bounds: Rect,
}

/// What is dragged along with the selection.
#[derive(Default)]
pub(super) struct Grabbed {
    /// The elements, with all that stands in them.
    pub elements: BTreeSet<ElementId>,
    /// The notes and frames.
    pub annotations: Vec<Annotation>,
}

impl Session {
    /// Plan and scene as they are now, what is dragged included.
    pub fn show(&mut self, mode: Mode) -> (Arc<Plan>, Arc<Scene>) {
        let view = self.shown_view();
        let document = self.history.document().clone();
        if let Some(plan) = self.on_the_way() {
            let scene = self.drawing.scene(&document, &view, &plan, &Look { today: today(), ..Look::of(mode) });
            let plan = plan.clone();
            let scene = self.lit_scene(&plan, scene, mode);
            return (plan, scene);
        }
        let preview = self.preview();
        let window = self.camera.window(self.canvas);
        let (plan, scene) = self.drawing.show(&self.history, &view, mode, &preview, window);
        if self.canvas.width > 0.0 && (!self.fitted || self.is_fitted_otherwise(&plan, &scene)) {
            self.fitted = true;
            match self.arrive() {
                Some(camera) => self.camera = camera,
                None => self.fit(&scene),
            }
        }
        let scene = self.lit_scene(&plan, scene, mode);
        (plan, scene)
    }

    fn fit(&mut self, scene: &Scene) {
        self.camera.fit(scene.bounds, self.canvas, 1.0);
        self.fit = Some(Fit { camera: self.camera, canvas: self.canvas, bounds: scene.bounds });
    }

    /// Whether all of the drawing was shown and nobody has moved it since, but the window has another size now, or the page
    /// has: then it is shown whole again. The bounds of a diagram change while it is worked on, so they do not count. While a
    /// name is typed that is in sight, nothing moves.
    fn is_fitted_otherwise(&self, plan: &Plan, scene: &Scene) -> bool {
        let window = self.camera.window(self.canvas);
        let named = self.naming.as_ref().and_then(|n| plan.node(&n.element));
        let seen = named.is_some_and(|node| encloses(window, node.rect));
        self.fit.as_ref().is_some_and(|fit| {
            let page = self.is_canvas() && fit.bounds.size() != scene.bounds.size() && !seen;
            fit.camera == self.camera && (fit.canvas != self.canvas || page) && !self.gesture.is_active()
        })
    }

    /// Whether all of the drawing was shown and nobody has moved it since.
    pub(super) fn shows_all(&self) -> bool {
        self.fit.as_ref().is_some_and(|fit| fit.camera == self.camera)
    }

    /// Where everything of the view on show stands, without what is being dragged.
    pub fn plan(&mut self) -> Arc<Plan> {
        let view = self.shown_view();
        self.drawing.plan(&self.history, &view)
    }

    /// A whole picture of a large view to be drawn elsewhere, while what is shown is only patched; once.
    pub fn take_redraw(&mut self, mode: Mode) -> Option<Redraw> {
        let view = self.shown_view();
        self.drawing.redraw(&self.history, &view, mode)
    }

    /// Takes a whole picture that was drawn elsewhere.
    pub fn redrawn(&mut self, redrawn: Redrawn) {
        self.drawing.redrawn(redrawn);
    }

    /// What the last patch of a large picture had to do.
    #[must_use]
    pub fn patch_work(&self) -> Work {
        self.drawing.work
    }

    fn preview(&mut self) -> Preview {
        let mut preview = Preview { focus: self.focus(), lines: self.selected_lines(), ..Preview::default() };
        match self.gesture.clone() {
            // The copy is drawn over the drawing, in which nothing moves.
            Gesture::Moving { copy: true, .. } => {}
            Gesture::Moving { .. } => {
                let Some(by) = self.moved_by() else { return preview };
                let held = self.held();
                preview.moved = Moved { what: held.0.clone(), by };
                let moved = |a: &Annotation| Annotation { rect: a.rect + by, ..a.clone() };
                preview.annotations = held.1.iter().map(moved).collect();
                // The line that it will be put into does not make way for it.
                if let Some(onto) = self.drag().onto.clone() {
                    let edge = self.plan().edges.iter().find(|e| e.relation == onto).map(|e| e.route.clone());
                    preview.route = edge.map(|route| (onto, route));
                }
            }
            Gesture::Spacing { .. } => self.show_space(&mut preview),
            Gesture::Reattaching { relation, end, now, over, pin } => {
                preview.route = self.reattached_route(&relation, end, now, over.as_ref(), pin).map(|r| (relation, r));
            }
            Gesture::Sliding { relation, now } => {
                preview.label = self.share_along(&relation, now).map(|(_, at)| (relation, at));
            }
            Gesture::Resizing { owner, start, now, pull } => {
                match self.resized(&owner, now - start + self.drag().snapped.by, pull) {
                    Some(Sized::Note(note)) => preview.annotations.push(note),
                    Some(Sized::Elements(rects)) => preview.sized = rects.into_iter().collect(),
                    None => {}
                }
            }
            Gesture::Bending { relation, grip, start, now } => {
                preview.route = self.bent(&relation, grip, start, now).map(|(_, route)| (relation, route));
            }
            _ => {}
        }
        // While it is being typed its field shows it.
        if let Some(writing) = self.writing.clone()
            && let Some(annotation) = self.annotation(&writing.annotation)
        {
            preview.annotations.push(Annotation { text: EcoString::new(), ..annotation });
        }
        preview
    }

    /// The selected relations of a canvas: they are drawn wherever the pointer is.
    fn selected_lines(&self) -> Vec<RelationId> {
        if !self.is_canvas() {
            return Vec::new();
        }
        let relation = |o: &Owner| if let Owner::Relation(id) = o { Some(id.clone()) } else { None };
        self.selection.iter().filter_map(relation).collect()
    }

    /// The element whose relations are lit on a canvas: the one that the pointer rests on, else the only one selected. One
    /// that nothing is related to lights nothing, so it dims nothing either.
    #[must_use]
    pub fn focus(&self) -> Option<ElementId> {
        use crate::model::Direction::{Incoming, Outgoing};
        let lit_otherwise = self.is_finding() || self.focus_depth().is_some() || self.exploring().is_some();
        if !self.is_canvas() || self.gesture.is_active() || self.naming.is_some() || lit_otherwise {
            return None;
        }
        let index = self.document().index();
        let related =
            |id: &ElementId| [Outgoing, Incoming].into_iter().any(|d| index.relations_of(id, d).next().is_some());
        let hovered = match &self.hovered {
            Some(Owner::Element(id)) if self.rests_in().is_none() => Some(id),
            _ => None,
        };
        let selected = self.single_element().map(|e| &e.id);
        hovered.or(selected).filter(|id| related(id)).cloned()
    }

    /// In how many seconds the pointer will have rested on what it is over; nothing once it has. A page must not flicker
    /// while the pointer crosses it.
    #[must_use]
    pub fn rests_in(&self) -> Option<f64> {
        let left = REST - (self.now - self.hovered_since);
        (self.hovered.is_some() && left > 0.0).then_some(left)
    }

    /// The elements that are being dragged.
    pub fn dragged(&mut self) -> Arc<BTreeSet<ElementId>> {
        if matches!(self.gesture, Gesture::Moving { copy: false, .. }) { self.held().0 } else { Arc::default() }
    }

    /// What goes along with the drag that is under way.
    fn held(&mut self) -> (Arc<BTreeSet<ElementId>>, Arc<Vec<Annotation>>) {
        let revision = self.document().revision();
        if self.hand.along.as_ref().is_none_or(|(of, ..)| *of != revision) {
            let grabbed = self.grabbed();
            self.hand.along = Some((revision, Arc::new(grabbed.elements), Arc::new(grabbed.annotations)));
        }
        self.hand.along.as_ref().map(|(_, what, notes)| (what.clone(), notes.clone())).unwrap_or_default()
    }

    /// The selected elements and annotations with everything that stands in and on them.
    pub(super) fn grabbed(&mut self) -> Grabbed {
        let selection = self.selection.clone();
        self.carried_by(&selection, false)
    }

    /// What goes where these go: all that stands in and on them. What is locked stays, with what it holds, unless it is
    /// asked for too.
    pub(super) fn carried_by(&mut self, owners: &BTreeSet<Owner>, locked_too: bool) -> Grabbed {
        let plan = self.plan();
        let view = self.shown_view();
        let stays = |locked: Option<bool>| locked == Some(true) && !locked_too;
        let fast = |id: &ElementId| view.placements.get(id).is_some_and(|p| stays(p.locked));
        let chosen = |a: &Annotation| owners.contains(&Owner::Annotation(a.id.clone())) && !stays(Some(a.locked));
        let annotations: Vec<Annotation> = view.annotations().filter(|a| a.kind != AnnotationKind::Group).collect();
        let groups = view.annotations().filter(|a| a.kind == AnnotationKind::Group && chosen(a));
        let members: BTreeSet<ElementId> = groups.flat_map(|g| g.members).collect();
        let mut frames = Vec::new();
        let mut carried: Vec<bool> = annotations.iter().map(chosen).collect();
        // A frame may stand on another, so this goes on until nothing more comes along.
        loop {
            let before = frames.len();
            frames = annotations
                .iter()
                .zip(&carried)
                .filter(|(a, carried)| **carried && a.kind == AnnotationKind::Frame)
                .map(|(a, _)| a.rect)
                .collect();
            for (a, carried) in annotations.iter().zip(&mut carried) {
                *carried = *carried || !stays(Some(a.locked)) && frames.iter().any(|f| encloses(*f, a.rect));
            }
            if frames.len() == before {
                break;
            }
        }
        let mut taken = vec![false; plan.nodes.len()];
        let mut elements = BTreeSet::new();
        // Containers stand before what they hold, so one pass finds all.
        for (i, node) in plan.nodes.iter().enumerate() {
            taken[i] = !fast(&node.element)
                && (node.parent.is_some_and(|p| taken[p])
                    || owners.contains(&Owner::Element(node.element.clone()))
                    || members.contains(&node.element)
                    || frames.iter().any(|f| encloses(*f, node.rect)));
            if taken[i] {
                elements.insert(node.element.clone());
                // What a collapsed container holds goes with it, unseen.
                elements.extend(node.hides.iter().cloned());
            }
        }
        let annotations = annotations.into_iter().zip(carried).filter(|(_, c)| *c).map(|(a, _)| a).collect();
        Grabbed { elements, annotations }
    }

    // --- from one picture to the next ---

    /// Puts elements and annotations of the view as they are to be, as one step, and lets them go there from where they were.
    pub(super) fn put_things(
        &mut self,
        label: impl Into<String>,
        places: Vec<(ElementId, Placement)>,
        notes: Vec<Annotation>,
        before: Arc<Plan>,
    ) {
        if self.perform_on_view(label, |view| {
            let placed = places.into_iter().map(|(id, p)| Edit::Place(view.clone(), id, p));
            placed.chain(notes.into_iter().map(|n| Edit::PutAnnotation(view.clone(), n))).collect()
        }) {
            self.move_from(before);
        }
    }

    /// Lets everything go from where it was to where the view has it now.
    pub(super) fn move_from(&mut self, before: Arc<Plan>) {
        let to = self.plan();
        self.moving = None;
        if !self.still && before != to && to.nodes.len() <= MOST_MOVING {
            self.moving = Some(Moving { from: before, to, since: self.now });
        }
    }

    pub(super) fn stop_moving(&mut self) {
        self.moving = None;
    }

    /// Whether something is still on its way.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        self.moving.is_some()
    }

    fn on_the_way(&mut self) -> Option<Arc<Plan>> {
        let now = self.now;
        let plan = self.plan();
        // What changed since is shown as it is.
        let moving = self.moving.take_if(|m| now - m.since >= MOTION || !Arc::ptr_eq(&m.to, &plan));
        drop(moving);
        let moving = self.moving.as_ref().filter(|_| !self.gesture.is_active())?;
        let gone = ((now - moving.since) / MOTION).clamp(0.0, 1.0);
        let eased = 1.0 - (1.0 - gone).powi(3);
        Some(Arc::new(motion::between(&moving.from, &moving.to, eased)))
    }

    // --- the camera ---

    /// Shows the whole drawing.
    pub fn fit_all(&mut self, mode: Mode) {
        let (_, scene) = self.show(mode);
        self.fit(&scene);
    }

    /// Shows what is selected.
    pub fn fit_selection(&mut self, mode: Mode) {
        let (_, scene) = self.show(mode);
        let bounds = bounds_of(scene.figures().filter(|f| self.selection.contains(&f.owner)).map(|f| f.bounds));
        if let Some(bounds) = bounds {
            let mut camera = self.camera;
            camera.fit(bounds.inflate(48.0, 48.0), self.canvas, 1.5);
            self.fly(camera);
        }
    }
}
