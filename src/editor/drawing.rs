//! The plan and the scene of the view on show, kept until something they depend on changes.
//!
//! Knows nothing about pointers.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::geom::Vec2;
use crate::model::{Document, ElementId, Revision, View};
use crate::scene::diagram::{Kept, build_with};
use crate::scene::plan::{default_view, plan_after};
use crate::scene::{Look, Plan, Scene};
use crate::theme::Mode;

/// What was drawn last, and from what.
#[derive(Default)]
pub struct Drawing {
    /// The default diagram as it was first placed: it stays as it is while the model changes, so that nothing jumps.
    default: Option<(Revision, Arc<View>)>,
    planned: Option<(Revision, Arc<View>, Arc<Plan>)>,
    drawn: Option<(Key, Arc<Plan>, Arc<Scene>)>,
    kept: Kept,
}

struct Key {
    revision: Revision,
    mode: Mode,
    view: Arc<View>,
    moved: Offsets,
}

impl Key {
    /// Whether what is asked for is what was drawn. Views are told apart by identity: comparing what they hold would cost
    /// as much as the model is large, in every frame.
    fn is(&self, revision: Revision, mode: Mode, view: &Arc<View>, moved: &Offsets) -> bool {
        self.revision == revision && self.mode == mode && Arc::ptr_eq(&self.view, view) && self.moved == *moved
    }
}

/// How far some boxes are shown from where they are, while they are dragged.
pub type Offsets = BTreeMap<ElementId, Vec2>;

impl Drawing {
    /// The default diagram of the whole model: placed once, and again only when there are elements that it lacks.
    pub fn default_view(&mut self, document: &Document) -> Arc<View> {
        let lacks_nothing = |view: &View| document.elements().keys().all(|id| view.placements.contains(id));
        let view = match self.default.take() {
            Some((revision, view)) if revision == document.revision() || lacks_nothing(&view) => view,
            _ => Arc::new(default_view(document)),
        };
        self.default = Some((document.revision(), view.clone()));
        view
    }

    /// Plan and scene of a view, with some boxes shown elsewhere.
    pub fn show(
        &mut self,
        document: &Document,
        view: &Arc<View>,
        mode: Mode,
        moved: &Offsets,
    ) -> (Arc<Plan>, Arc<Scene>) {
        if let Some((drawn, plan, scene)) = &self.drawn
            && drawn.is(document.revision(), mode, view, moved)
        {
            return (plan.clone(), scene.clone());
        }
        let base = self.plan(document, view);
        let plan = if moved.is_empty() { base } else { Arc::new(base.moved(document, moved)) };
        let scene = Arc::new(build_with(document, Some(view), &plan, &Look::of(mode), &mut self.kept));
        let key = Key { revision: document.revision(), mode, view: view.clone(), moved: moved.clone() };
        self.drawn = Some((key, plan.clone(), scene.clone()));
        (plan, scene)
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
