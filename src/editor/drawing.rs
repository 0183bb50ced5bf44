//! The plan and the scene of the view on show, kept until something they depend on changes.
//!
//! Knows nothing about pointers.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::file::today;
use crate::geom::{Point, Rect, Vec2};
use crate::model::view::DIAGRAM;
use crate::model::{Annotation, Document, ElementId, Placement, RelationId, Revision, View, ViewId};
use crate::scene::diagram::{Kept, build_with};
use crate::scene::plan::{PlannedEdge, default_view, plan_after};
use crate::scene::{Look, Owner, Plan, Scene, canvas};
use crate::theme::Mode;

/// What the diagram of the whole model is called while it is not stored.
pub const WHOLE_MODEL: &str = "Whole model";

/// What was drawn last, and from what.
#[derive(Default)]
pub struct Drawing {
    /// The diagram of the whole model as it was first placed: it stays as it is while the model changes, so that nothing
    /// jumps.
    diagram: Option<(Revision, Arc<View>)>,
    canvas: Option<(Revision, Arc<View>)>,
    planned: Option<(Revision, Arc<View>, Arc<Plan>)>,
    drawn: Option<(Key, Arc<Plan>, Arc<Scene>)>,
    kept: Kept,
}

struct Key {
    revision: Revision,
    mode: Mode,
    view: Arc<View>,
    preview: Preview,
}

impl Key {
    /// Whether what is asked for is what was drawn. Views are told apart by identity: comparing what they hold would cost
    /// as much as the model is large, in every frame.
    fn is(&self, revision: Revision, mode: Mode, view: &Arc<View>, preview: &Preview) -> bool {
        self.revision == revision && self.mode == mode && Arc::ptr_eq(&self.view, view) && self.preview == *preview
    }
}

/// How far some boxes are shown from where they are, while they are dragged.
pub type Offsets = BTreeMap<ElementId, Vec2>;

/// What is shown otherwise than it is stored, while a gesture is under way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// Boxes that are elsewhere.
    pub moved: Offsets,
    /// Boxes of another size.
    pub sized: Vec<(ElementId, Rect)>,
    /// Notes, frames and groups as they would be.
    pub annotations: Vec<Annotation>,
    /// A line as it would run.
    pub route: Option<(RelationId, Vec<Point>)>,
    /// The element whose relations are lit on a canvas, where the rest is dimmed.
    pub focus: Option<ElementId>,
}

impl Drawing {
    /// Whether the diagram of the whole model is placed already.
    #[must_use]
    pub fn has_default_diagram(&self, document: &Document) -> bool {
        let lacks_nothing = |view: &View| document.elements().keys().all(|id| view.placements.contains(id));
        self.diagram.as_ref().is_some_and(|(revision, view)| *revision == document.revision() || lacks_nothing(view))
    }

    /// Takes the places of the diagram of the whole model, which were found elsewhere.
    pub fn set_default_diagram(&mut self, document: &Document, places: BTreeMap<ElementId, Placement>) {
        let id = self.diagram_id().cloned().unwrap_or_else(ViewId::random);
        let mut view = View::new(id, DIAGRAM, WHOLE_MODEL);
        for (id, placement) in places {
            view.placements.insert(id, placement);
        }
        let lacks_nothing = document.elements().keys().all(|id| view.placements.contains(id));
        // What came while it was laid out is laid out with the rest.
        self.diagram = lacks_nothing.then(|| (document.revision(), Arc::new(view)));
    }

    /// The diagram of the whole model: placed once, and again only when there are elements that it lacks.
    pub fn default_diagram(&mut self, document: &Document) -> Arc<View> {
        let placed = self.has_default_diagram(document);
        let view = match self.diagram.take() {
            Some((_, view)) if placed => view,
            last => {
                let mut view = default_view(document);
                // It is the same diagram, laid out anew.
                if let Some((_, last)) = last {
                    view.id = last.id.clone();
                }
                Arc::new(view)
            }
        };
        self.diagram = Some((document.revision(), view.clone()));
        view
    }

    /// The canvas of a document that has stored none. Who has a slot keeps it while the model changes; what is new comes
    /// last.
    pub fn default_canvas(&mut self, document: &Document) -> Arc<View> {
        let view = match self.canvas.take() {
            Some((revision, view)) if revision == document.revision() => view,
            // The same view stays the same, so that what was drawn of it can be kept.
            Some((_, last)) => {
                let view = canvas::extended(document, &last);
                if *last == view { last } else { Arc::new(view) }
            }
            None => Arc::new(canvas::default_view(document)),
        };
        self.canvas = Some((document.revision(), view.clone()));
        view
    }

    /// The id of the diagram of the whole model, if it was placed once.
    #[must_use]
    pub fn diagram_id(&self) -> Option<&ViewId> {
        self.diagram.as_ref().map(|(_, view)| &view.id)
    }

    /// The id of the canvas that is shown without being stored, if it was shown once.
    #[must_use]
    pub fn canvas_id(&self) -> Option<&ViewId> {
        self.canvas.as_ref().map(|(_, view)| &view.id)
    }

    /// Plan and scene of a view, with some of it shown otherwise.
    pub fn show(
        &mut self,
        document: &Document,
        view: &Arc<View>,
        mode: Mode,
        preview: &Preview,
    ) -> (Arc<Plan>, Arc<Scene>) {
        if let Some((key, plan, scene)) = &self.drawn
            && key.is(document.revision(), mode, view, preview)
        {
            return (plan.clone(), scene.clone());
        }
        let mut plan = self.plan(document, view);
        if !preview.moved.is_empty() {
            plan = Arc::new(plan.moved(document, &preview.moved));
        }
        if !preview.sized.is_empty() {
            plan = Arc::new(plan.resized(document, &preview.sized));
        }
        if let Some((relation, route)) = &preview.route {
            let plan = Arc::make_mut(&mut plan);
            if let Some(edge) = plan.edges.iter_mut().find(|e| e.relation == *relation) {
                *edge = PlannedEdge { count: edge.count, ..PlannedEdge::new(relation.clone(), route.clone()) };
            }
        }
        let look = Look { mode, today: today(), focus: preview.focus.clone() };
        let scene = if preview.annotations.is_empty() {
            self.scene(document, view, &plan, &look)
        } else {
            let mut shown = View::clone(view);
            for value in shown.annotations.make_mut() {
                if let Some(annotation) = preview.annotations.iter().find(|a| Annotation::is(value, &a.id)) {
                    *value = annotation.to_value();
                }
            }
            self.scene(document, &shown, &plan, &look)
        };
        let scene = if plan.canvas.is_some() { lifted(scene, &preview.moved) } else { scene };
        let key = Key { revision: document.revision(), mode, view: view.clone(), preview: preview.clone() };
        self.drawn = Some((key, plan.clone(), scene.clone()));
        (plan, scene)
    }

    /// What was drawn last.
    #[must_use]
    pub fn drawn(&self) -> Option<Arc<Scene>> {
        self.drawn.as_ref().map(|(.., scene)| scene.clone())
    }

    /// The scene of a plan that is not the view's, such as one on the way to it; it is not kept.
    pub fn scene(&mut self, document: &Document, view: &View, plan: &Plan, look: &Look) -> Arc<Scene> {
        Arc::new(build_with(document, Some(view), plan, look, &mut self.kept))
    }

    /// The plan of a view.
    pub fn plan(&mut self, document: &Document, view: &Arc<View>) -> Arc<Plan> {
        if let Some((revision, planned, plan)) = &self.planned
            && *revision == document.revision()
            && Arc::ptr_eq(planned, view)
        {
            return plan.clone();
        }
        let before = self.planned.take().map(|(.., plan)| plan);
        let plan = Arc::new(plan_after(document, view, before.as_deref()));
        self.planned = Some((document.revision(), view.clone(), plan.clone()));
        plan
    }
}

/// The scene with what is dragged over everything else: on a canvas cards have no order of their own.
fn lifted(scene: Arc<Scene>, dragged: &Offsets) -> Arc<Scene> {
    if dragged.is_empty() {
        return scene;
    }
    let is_dragged = |owner: &Owner| matches!(owner, Owner::Element(id) if dragged.contains_key(id));
    let (over, under): (Vec<_>, Vec<_>) = scene.figures.iter().cloned().partition(|f| is_dragged(&f.owner));
    Arc::new(Scene::new(scene.bounds, scene.page, under.into_iter().chain(over).collect()))
}
