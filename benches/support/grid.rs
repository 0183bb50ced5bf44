//! A model whose boxes stand on a grid, so that the same boxes are in the same window however large the model is.

use opcanvas::edit::{Edit, apply};
use opcanvas::geom::{Point, Rect, Size};
use opcanvas::model::view::DIAGRAM;
use opcanvas::model::{Document, ElementId, Placement, RelationKind, Value, View, ViewId};
use opcanvas::scene::diagram::{Kept, build_with};
use opcanvas::scene::{Look, Plan, PlannedEdge, Scene, plan};

use crate::support::model;

/// Boxes of a cluster of `support`.
const CLUSTER: usize = 40;
/// Boxes of a cluster beside each other.
const ACROSS: usize = 8;
/// Clusters beside each other; further ones stand below, far from the window.
const CLUSTERS_ACROSS: usize = 5;
/// From box to box, and from cluster to cluster.
const STEP: Size = Size::new(260.0, 130.0);
const CLUSTER_STEP: Size = Size::new(2400.0, 1000.0);

/// A model of `n` elements in clusters that do not reach each other, with its drawing.
pub struct Grid {
    /// The model, with one view.
    pub document: Document,
    /// That view, planned.
    pub plan: Plan,
}

impl Grid {
    /// Makes and plans the model.
    pub fn new(n: usize) -> Self {
        let document = model(n, 0);
        let mut view = View::new(ViewId::new("grid"), DIAGRAM, "Grid");
        for (i, id) in document.elements().keys().enumerate() {
            let (cluster, inside) = (i / CLUSTER, i % CLUSTER);
            let at = |place: usize, across: usize, step: Size| {
                Point::new((place % across) as f64 * step.width, (place / across) as f64 * step.height)
            };
            let corner = at(cluster, CLUSTERS_ACROSS, CLUSTER_STEP) + at(inside, ACROSS, STEP).to_vec2();
            view.placements.insert(id.clone(), Placement::at(corner));
        }
        let hidden = RelationKind::ALL.map(|kind| Value::text(kind.id()));
        view.options.set("hidden", Value::List(hidden.into_iter().collect()));
        let mut plan = plan(&document, Some(&view));
        // Every relation is drawn straight: how lines are led depends on how many there are, what is measured must not.
        let line = |source, target| Some(vec![plan.node(source)?.rect.center(), plan.node(target)?.rect.center()]);
        let edges = document
            .relations()
            .values()
            .filter_map(|r| Some(PlannedEdge::new(r.id.clone(), line(&r.source, &r.target)?)));
        plan.edges = edges.collect();
        let (document, _) = apply(&document, &[Edit::AddView(view)]).expect("the placements are of elements");
        Self { document, plan }
    }

    /// The scene, with the figures that did not change taken from `kept`.
    pub fn scene(&self, document: &Document, kept: &mut Kept) -> Scene {
        let view = document.views().values().next().map(|v| &**v);
        build_with(document, view, &self.plan, &Look::default(), kept)
    }

    /// The document with one element of the window renamed, and which.
    pub fn renamed(&self) -> (Document, ElementId) {
        let id = self.document.elements().keys().nth(12 * CLUSTER + 1).expect("there are 13 clusters").clone();
        let edit = Edit::SetName(id.clone(), "Another name".into());
        (apply(&self.document, &[edit]).expect("the element is there").0, id)
    }
}

/// A window over one cluster and the nearest column of the next: 45 boxes and what runs between them.
pub fn window() -> Rect {
    let corner = Point::new(2.0 * CLUSTER_STEP.width - 20.0, 2.0 * CLUSTER_STEP.height - 20.0);
    Rect::from_origin_size(corner, Size::new(CLUSTER_STEP.width + 200.0, 5.0 * STEP.height))
}
