//! The plan and the scene of the view on show, kept until something they depend on changes.
//!
//! Knows nothing about pointers.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::edit::History;
use crate::file::today;
use crate::geom::{Point, Rect, Size, encloses};
use crate::model::view::DIAGRAM;
use crate::model::{Annotation, Document, ElementId, Placement, RelationId, Revision, View, ViewId};
use crate::scene::diagram::{Kept, build_with};
use crate::scene::patch::{self, Changed, Picture, Work};
use crate::scene::plan::{PlannedEdge, default_view, plan_after};
use crate::scene::{Look, Moved, Owner, Plan, Scene, canvas};
use crate::theme::Mode;

/// What the diagram of the whole model is called while it is not stored.
pub const WHOLE_MODEL: &str = "Whole model";

/// Drawings of more boxes and lines than this are not drawn whole while the window waits: what changed is drawn over the
/// last whole picture, until another one was drawn elsewhere.
const LARGE: usize = 1_500;
/// The same for the elements of a canvas, which shares out its page anew with each of them.
const LARGE_CANVAS: usize = 300;
/// With more changes than this a whole picture is quicker.
const MOST_CHANGES: usize = 600;

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
    /// The last whole picture of a large drawing.
    whole: Option<Whole>,
    /// The whole picture that is being drawn elsewhere.
    awaited: Option<u64>,
    /// How many were asked for.
    asked: u64,
    /// What the last patch had to do.
    pub work: Work,
}

/// A whole picture, and of what.
struct Whole {
    revision: Revision,
    view: Arc<View>,
    look: Look,
    picture: Picture,
}

/// A whole picture to be drawn elsewhere.
pub struct Redraw {
    number: u64,
    document: Document,
    view: Arc<View>,
    look: Look,
    before: Arc<Plan>,
    kept: Kept,
}

/// A whole picture that was drawn elsewhere.
pub struct Redrawn {
    number: u64,
    whole: Whole,
    kept: Kept,
}

impl Redraw {
    /// Draws. This is what takes long.
    #[must_use]
    pub fn run(mut self) -> Redrawn {
        let plan = Arc::new(plan_after(&self.document, &self.view, Some(&self.before)));
        let scene = Arc::new(build_with(&self.document, Some(&self.view), &plan, &self.look, &mut self.kept));
        let picture = self.kept.picture(plan, scene);
        let whole = Whole { revision: self.document.revision(), view: self.view, look: self.look, picture };
        Redrawn { number: self.number, whole, kept: self.kept }
    }
}

impl std::fmt::Debug for Redrawn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Redrawn").field("number", &self.number).finish_non_exhaustive()
    }
}

struct Key {
    revision: Revision,
    mode: Mode,
    view: Arc<View>,
    preview: Preview,
    /// What is drawn of it, if not all.
    window: Option<Rect>,
}

impl Key {
    /// Whether what is asked for is what was drawn. Views are told apart by identity: comparing what they hold would cost
    /// as much as the model is large, in every frame.
    fn is(&self, revision: Revision, mode: Mode, view: &Arc<View>, preview: &Preview, window: Rect) -> bool {
        self.revision == revision
            && self.mode == mode
            && Arc::ptr_eq(&self.view, view)
            && self.window.is_none_or(|drawn| encloses(drawn, window))
            && self.preview == *preview
    }
}

/// What is shown otherwise than it is stored, while a gesture is under way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// Boxes that are elsewhere.
    pub moved: Moved,
    /// Boxes of another size.
    pub sized: BTreeMap<ElementId, Rect>,
    /// Notes, frames and groups as they would be.
    pub annotations: Vec<Annotation>,
    /// A line as it would run.
    pub route: Option<(RelationId, Vec<Point>)>,
    /// A label that stands elsewhere.
    pub label: Option<(RelationId, Point)>,
    /// The element whose relations are lit on a canvas, where the rest is dimmed.
    pub focus: Option<ElementId>,
}

impl Preview {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The view with notes, frames and groups as they would be.
    fn shown(&self, view: &View) -> View {
        let mut shown = view.clone();
        for value in shown.annotations.make_mut() {
            if let Some(annotation) = self.annotations.iter().find(|a| Annotation::is(value, &a.id)) {
                *value = annotation.to_value();
            }
        }
        shown
    }
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

    /// Plan and scene of a view, with some of it shown otherwise; all of it that is in `window`.
    pub fn show(
        &mut self,
        history: &History,
        view: &Arc<View>,
        mode: Mode,
        preview: &Preview,
        window: Rect,
    ) -> (Arc<Plan>, Arc<Scene>) {
        let document = history.document();
        if let Some((key, plan, scene)) = &self.drawn
            && key.is(document.revision(), mode, view, preview, window)
        {
            return (plan.clone(), scene.clone());
        }
        let look = Look { mode, today: today(), focus: preview.focus.clone(), light: None };
        // A little more is drawn than is seen, so that not every step of the camera draws anew.
        let near = window.inflate(window.width() / 2.0, window.height() / 2.0);
        let (plan, scene, window) = match self.patched(history, view, &look, preview, near) {
            Some((plan, scene)) => (plan, scene, Some(near)),
            None => {
                let (plan, scene) = self.whole(history, view, &look, preview);
                (plan, scene, None)
            }
        };
        let key = Key { revision: document.revision(), mode, view: view.clone(), preview: preview.clone(), window };
        self.drawn = Some((key, plan.clone(), scene.clone()));
        (plan, scene)
    }

    /// Everything drawn.
    fn whole(
        &mut self,
        history: &History,
        view: &Arc<View>,
        look: &Look,
        preview: &Preview,
    ) -> (Arc<Plan>, Arc<Scene>) {
        let document = history.document();
        let mut plan = self.plan(history, view);
        if !preview.moved.is_empty() || !preview.sized.is_empty() {
            let Moved { what, by } = &preview.moved;
            let moved = what.iter().map(|id| (id.clone(), *by)).collect();
            plan = Arc::new(plan.moved(document, &moved, &preview.sized));
        }
        if let Some((relation, route)) = &preview.route {
            let plan = Arc::make_mut(&mut plan);
            if let Some(edge) = plan.edges.iter_mut().find(|e| e.relation == *relation) {
                *edge = PlannedEdge { count: edge.count, ..PlannedEdge::new(relation.clone(), route.clone()) };
            }
        }
        if let Some((relation, at)) = &preview.label {
            let plan = Arc::make_mut(&mut plan);
            if let Some(edge) = plan.edges.iter_mut().find(|e| e.relation == *relation) {
                edge.label = Some(*at);
            }
        }
        let scene = if preview.annotations.is_empty() {
            self.scene(document, view, &plan, look)
        } else {
            self.scene(document, &preview.shown(view), &plan, look)
        };
        if preview.is_empty() && is_large(document, &plan) {
            let (revision, view, look) = (document.revision(), view.clone(), look.clone());
            let picture = self.kept.picture(plan.clone(), scene.clone());
            self.whole = Some(Whole { revision, view, look, picture });
            self.awaited = None;
        }
        let scene = if plan.canvas.is_some() { lifted(scene, &preview.moved) } else { scene };
        (plan, scene)
    }

    /// What is otherwise than in the last whole picture; nothing where there is none of this view, or that would be too
    /// much to draw over it.
    fn changed(&self, history: &History, view: &Arc<View>) -> Option<Changed> {
        let whole = self.whole.as_ref()?;
        if whole.view.id != view.id || whole.view.options != view.options || whole.view.kind != view.kind {
            return None;
        }
        let mut changed = Changed::default();
        for delta in history.since(whole.revision)? {
            if !changed.note(&delta, &whole.view, view) {
                return None;
            }
        }
        (changed.elements.len() + changed.relations.len() <= MOST_CHANGES).then_some(changed)
    }

    /// What changed drawn over the last whole picture.
    fn patched(
        &mut self,
        history: &History,
        view: &Arc<View>,
        look: &Look,
        preview: &Preview,
        window: Rect,
    ) -> Option<(Arc<Plan>, Arc<Scene>)> {
        let mut changed = self.changed(history, view)?;
        let whole = self.whole.as_ref()?;
        let picture = &whole.picture;
        if picture.plan.canvas.is_some() {
            // Cards of a canvas push each other about, so what is there stays until all of it was drawn.
            let still = preview.moved.is_empty() && whole.look == *look;
            return still.then(|| (picture.plan.clone(), picture.scene.clone()));
        }
        if picture.plan.is_folded() || whole.look.mode != look.mode || whole.look.today != look.today {
            return None;
        }
        changed.moved.clone_from(&preview.moved);
        changed.sized.clone_from(&preview.sized);
        changed.label.clone_from(&preview.label);
        changed.route.clone_from(&preview.route);
        changed.annotations |= !preview.annotations.is_empty();
        self.work = Work::default();
        if changed.is_empty() {
            return Some((picture.plan.clone(), picture.scene.clone()));
        }
        let shown = if preview.annotations.is_empty() { view.clone() } else { Arc::new(preview.shown(view)) };
        let (plan, scene, work) = patch::patched(picture, history.document(), &shown, look, &changed, window);
        self.work = work;
        Some((Arc::new(plan), Arc::new(scene)))
    }

    /// The whole picture that should be drawn elsewhere by now, because what is shown is patched; once.
    pub fn redraw(&mut self, history: &History, view: &Arc<View>, mode: Mode) -> Option<Redraw> {
        let document = history.document();
        let whole = self.whole.as_ref()?;
        if self.awaited.is_some() || whole.revision == document.revision() {
            return None;
        }
        self.changed(history, view)?;
        self.asked += 1;
        self.awaited = Some(self.asked);
        Some(Redraw {
            number: self.asked,
            document: document.clone(),
            view: view.clone(),
            look: Look { mode, today: today(), focus: None, light: None },
            before: self.whole.as_ref()?.picture.plan.clone(),
            kept: std::mem::take(&mut self.kept),
        })
    }

    /// Takes a whole picture that was drawn elsewhere, unless there is a later one.
    pub fn redrawn(&mut self, redrawn: Redrawn) {
        if self.awaited.take_if(|number| *number == redrawn.number).is_some() {
            self.whole = Some(redrawn.whole);
            self.kept = redrawn.kept;
            self.planned = None;
            self.drawn = None;
        }
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
    pub fn plan(&mut self, history: &History, view: &Arc<View>) -> Arc<Plan> {
        let document = history.document();
        if let Some(plan) = self.plan_at_hand(document, view) {
            return plan;
        }
        let plan = self.patched_plan(history, view).unwrap_or_else(|| {
            let before = self.planned.take().map(|(.., plan)| plan);
            Arc::new(plan_after(document, view, before.as_deref()))
        });
        self.planned = Some((document.revision(), view.clone(), plan.clone()));
        plan
    }

    /// The plan of a view, if it is known as of now.
    #[must_use]
    pub fn plan_at_hand(&self, document: &Document, view: &Arc<View>) -> Option<Arc<Plan>> {
        let (revision, planned, plan) = self.planned.as_ref()?;
        (*revision == document.revision() && Arc::ptr_eq(planned, view)).then(|| plan.clone())
    }

    fn patched_plan(&mut self, history: &History, view: &Arc<View>) -> Option<Arc<Plan>> {
        let look = self.whole.as_ref()?.look.clone();
        let nowhere = Rect::from_origin_size((f64::MAX, f64::MAX), Size::ZERO);
        self.patched(history, view, &look, &Preview::default(), nowhere).map(|(plan, _)| plan)
    }
}

/// Whether drawing all of it takes longer than a frame may.
fn is_large(document: &Document, plan: &Plan) -> bool {
    let canvas = plan.canvas.is_some() && document.elements().len() > LARGE_CANVAS;
    canvas || plan.nodes.len() + plan.edges.len() > LARGE
}

/// The scene with what is dragged over everything else: on a canvas cards have no order of their own.
fn lifted(scene: Arc<Scene>, dragged: &Moved) -> Arc<Scene> {
    if dragged.is_empty() {
        return scene;
    }
    let is_dragged = |owner: &Owner| matches!(owner, Owner::Element(id) if dragged.what.contains(id));
    let (over, under): (Vec<_>, Vec<_>) = scene.figures().cloned().partition(|f| is_dragged(&f.owner));
    Arc::new(Scene::new(scene.bounds, scene.page, under.into_iter().chain(over).collect()))
}
