//! The plan and the scene of the view on show, kept until something they depend on changes.
//!
//! Knows nothing about pointers.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::geom::Vec2;
use crate::model::{Document, ElementId, Revision, View};
use crate::scene::diagram::{Kept, build_with};
use crate::scene::plan::default_view;
use crate::scene::{Look, Plan, Scene, plan};
use crate::theme::Mode;

/// What was drawn last, and from what.
#[derive(Default)]
pub struct Drawing {
    /// The default diagram as it was first placed: it stays as it is while the model changes, so that nothing jumps.
    default: Option<Arc<View>>,
    planned: Option<(Revision, Arc<View>, Arc<Plan>)>,
    drawn: Option<(Key, Arc<Plan>, Arc<Scene>)>,
    kept: Kept,
}

#[derive(PartialEq)]
struct Key {
    revision: Revision,
    mode: Mode,
    view: Arc<View>,
    moved: BTreeMap<ElementId, (u64, u64)>,
}

/// How far some boxes are shown from where they are, while they are dragged.
pub type Offsets = BTreeMap<ElementId, Vec2>;

impl Drawing {
    /// The default diagram of the whole model: placed once, and again only when there are elements that it lacks.
    pub fn default_view(&mut self, document: &Document) -> Arc<View> {
        match &self.default {
            Some(view) if document.elements().keys().all(|id| view.placements.contains(id)) => view.clone(),
            _ => {
                let view = Arc::new(default_view(document));
                self.default = Some(view.clone());
                view
            }
        }
    }

    /// Plan and scene of a view, with some boxes shown elsewhere.
    pub fn show(
        &mut self,
        document: &Document,
        view: &Arc<View>,
        mode: Mode,
        moved: &Offsets,
    ) -> (Arc<Plan>, Arc<Scene>) {
        let bits = moved.iter().map(|(id, by)| (id.clone(), (by.x.to_bits(), by.y.to_bits()))).collect();
        let key = Key { revision: document.revision(), mode, view: view.clone(), moved: bits };
        if let Some((drawn, plan, scene)) = &self.drawn
            && *drawn == key
        {
            return (plan.clone(), scene.clone());
        }
        let base = self.plan(document, view);
        let plan = if moved.is_empty() { base } else { Arc::new(base.moved(document, moved)) };
        let scene = Arc::new(build_with(document, Some(view), &plan, Look { mode }, &mut self.kept));
        self.drawn = Some((key, plan.clone(), scene.clone()));
        (plan, scene)
    }

    /// The plan of a view.
    pub fn plan(&mut self, document: &Document, view: &Arc<View>) -> Arc<Plan> {
        if let Some((revision, planned, plan)) = &self.planned
            && *revision == document.revision()
            && planned == view
        {
            return plan.clone();
        }
        let plan = Arc::new(plan(document, Some(view)));
        self.planned = Some((document.revision(), view.clone(), plan.clone()));
        plan
    }
}
