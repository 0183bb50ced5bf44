//! A model whose boxes stand on a grid, so that the same boxes are in the same window however large the model is.

// Some only draw it, some only edit it.
#![allow(dead_code, reason = "each program uses a part of this")]

use opcanvas::edit::{Edit, apply};
use opcanvas::editor::Session;
use opcanvas::editor::gesture::{Event, Held, Pull, Tool, Under};
use opcanvas::geom::{Point, Rect, Size};
use opcanvas::model::view::DIAGRAM;
use opcanvas::model::{Document, ElementId, Placement, RelationKind, Value, View, ViewId};
use opcanvas::scene::diagram::{Kept, build_with};
use opcanvas::scene::{Look, Owner, Plan, PlannedEdge, Scene, plan};
use opcanvas::theme::Mode;

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
        let mut view = placed(&document);
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

/// A view of every element, in its place of the grid.
fn placed(document: &Document) -> View {
    let mut view = View::new(ViewId::new("grid"), DIAGRAM, "Grid");
    for (i, id) in document.elements().keys().enumerate() {
        let (cluster, inside) = (i / CLUSTER, i % CLUSTER);
        let at = |place: usize, across: usize, step: Size| {
            Point::new((place % across) as f64 * step.width, (place / across) as f64 * step.height)
        };
        let corner = at(cluster, CLUSTERS_ACROSS, CLUSTER_STEP) + at(inside, ACROSS, STEP).to_vec2();
        view.placements.insert(id.clone(), Placement::at(corner));
    }
    view
}

/// The same boxes in an editor, with the lines between them, seen through [`window`].
pub struct Diagram {
    /// The editor.
    pub session: Session,
    /// A box in the window that others are related to.
    pub element: ElementId,
    /// What is seen.
    pub window: Rect,
}

impl Diagram {
    /// Makes, plans and draws the diagram once.
    pub fn new(n: usize) -> Self {
        let document = model(n, 0);
        let view = placed(&document);
        let (document, _) = apply(&document, &[Edit::AddView(view)]).expect("the placements are of elements");
        let element = document.elements().keys().nth(12 * CLUSTER + 9).expect("there are 13 clusters").clone();
        let mut session = Session::untitled(document);
        session.canvas = Size::new(1440.0, 900.0);
        session.show(Mode::Light);
        let window = window();
        session.camera.fit(window, session.canvas, 1.0);
        Self { session, element, window }
    }

    /// Takes hold of the box, and gives where.
    pub fn press(&mut self) -> Point {
        let at = self.session.plan().node(&self.element).expect("it is placed").rect.center();
        self.press_on(Under::Owner(Owner::Element(self.element.clone())), at);
        at
    }

    /// Takes hold of the lower right corner of the box, and gives where.
    pub fn press_corner(&mut self) -> Point {
        let rect = self.session.plan().node(&self.element).expect("it is placed").rect;
        let at = Point::new(rect.x1, rect.y1);
        self.press_on(Under::Corner(Owner::Element(self.element.clone()), Pull::default()), at);
        at
    }

    /// Begins to draw a connection from the box.
    pub fn connect(&mut self) {
        let at = self.session.plan().node(&self.element).expect("it is placed").rect.center();
        self.press_on(Under::Handle(self.element.clone()), at);
    }

    fn press_on(&mut self, under: Under, at: Point) {
        self.session.pointer(Event::Press { at, under, held: Held::default(), tool: Tool::Select });
    }

    /// Moves the pointer.
    pub fn drag(&mut self, at: Point) {
        self.drag_with(at, Held::default());
    }

    /// Moves the pointer while keys are held.
    pub fn drag_with(&mut self, at: Point, held: Held) {
        let zoom = self.session.camera.zoom;
        self.session.pointer(Event::Move { at, under: Under::Page, zoom, held });
    }

    /// What is asked for to draw a frame: what is under the pointer and what is in the window. How many figures.
    pub fn frame(&mut self) -> usize {
        let (_, scene) = self.session.show(Mode::Light);
        let window = self.session.camera.window(self.session.canvas);
        let _ = scene.hit(window.center(), 4.0);
        scene.visible(window).len()
    }
}
