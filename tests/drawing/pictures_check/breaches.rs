//! Every law can be broken: a scene made by hand that breaks it is found out, by that law.

use std::sync::Arc;

use opcanvas::format::load;
use opcanvas::geom::{Point, Rect, Size, Vec2};
use opcanvas::model::Document;
use opcanvas::scene::plan::default_view;
use opcanvas::scene::{Figure, Item, Look, Owner, Plan, Region, Scene, Stroke, build, plan};
use opcanvas::text::Font;
use opcanvas::theme::{Color, Mode, Theme};

use super::{Law, Picture, check};

/// A picture of two technologies, one of which depends on the other, and of a unit with a role.
struct Made {
    document: Document,
    plan: Plan,
    figures: Vec<Figure>,
    bounds: Rect,
    paper: Option<(Size, f64)>,
}

/// The parts of a text.
struct Written<'a> {
    at: &'a mut Point,
    text: &'a mut ecow::EcoString,
    font: &'a mut Font,
    color: &'a mut Color,
    width: &'a mut f64,
}

impl Made {
    fn new() -> Self {
        let file = r#"{"format": "opcanvas", "version": 1, "elements": [
            {"id": "a", "kind": "technology", "name": "Ledger of accounts"},
            {"id": "b", "kind": "technology", "name": "Mobile app"},
            {"id": "u", "kind": "org_unit", "name": "Credit team"},
            {"id": "r", "kind": "role", "name": "Analyst"}], "relations": [
            {"id": "d", "kind": "depends_on", "source": "a", "target": "b"},
            {"id": "c", "kind": "contains", "source": "u", "target": "r"}]}"#;
        let document = load(file.as_bytes()).expect("a model").document;
        let plan = plan(&document, Some(&default_view(&document)));
        let scene = build(&document, None, &plan, &Look::of(Mode::Light));
        let figures = scene.figures().map(|f| (**f).clone()).collect();
        Self { document, plan, figures, bounds: scene.bounds, paper: None }
    }

    fn figure(&mut self, id: &str) -> &mut Figure {
        let is = |f: &&mut Figure| matches!(&f.owner, Owner::Element(e) if e.as_str() == id);
        self.figures.iter_mut().find(is).expect("a figure")
    }

    fn line(&mut self) -> &mut Figure {
        self.figures.iter_mut().find(|f| matches!(f.owner, Owner::Relation(_))).expect("a line")
    }

    /// Changes the name of a technology as it is drawn.
    fn name(&mut self, change: impl FnOnce(Written)) {
        let items = &mut self.figure("a").items;
        let Some(Item::Text { at, text, font, color, width }) =
            items.iter_mut().find(|i| matches!(i, Item::Text { .. }))
        else {
            panic!("a card has its name")
        };
        change(Written { at, text, font, color, width });
    }

    fn move_node(&mut self, id: &str, by: Vec2) {
        let node = self.plan.nodes.iter_mut().find(|n| n.element.as_str() == id).expect("a node");
        node.rect = node.rect + by;
    }

    fn rect(&self, id: &str) -> Rect {
        self.plan.nodes.iter().find(|n| n.element.as_str() == id).expect("a node").rect
    }

    fn broken(self) -> Vec<Law> {
        let page = Theme::of(Mode::Light).page;
        let scene = Scene::new(self.bounds, page, self.figures.into_iter().map(Arc::new).collect());
        let picture = Picture {
            document: &self.document,
            plan: &self.plan,
            scene: &scene,
            paper: self.paper,
            straight: false,
            dimmed: false,
            whole_names: false,
        };
        let mut laws: Vec<Law> = check(&picture).into_iter().map(|fault| fault.law).collect();
        laws.sort_unstable();
        laws.dedup();
        laws
    }
}

fn assert_breaks(law: Law, breach: impl FnOnce(&mut Made)) {
    let mut made = Made::new();
    breach(&mut made);
    let broken = made.broken();
    assert!(broken.contains(&law), "{law:?} is not among {broken:?}");
}

#[test]
fn a_picture_as_it_is_drawn_breaks_no_law() {
    assert_eq!(Made::new().broken(), []);
}

#[test]
fn boxes_on_each_other_or_outside_of_what_holds_them_are_found() {
    assert_breaks(Law::Overlap, |made| {
        let by = made.rect("b").origin() - made.rect("a").origin();
        made.move_node("a", by + Vec2::new(3.0, 3.0));
    });
    assert_breaks(Law::OutOfPlace, |made| made.move_node("r", Vec2::new(40.0, 0.0)));
    assert_breaks(Law::OffPage, |made| made.bounds = made.bounds.inflate(-60.0, -60.0));
}

#[test]
fn words_outside_of_their_card_and_of_another_width_are_found() {
    assert_breaks(Law::SticksOut, |made| made.name(|name| name.at.x += 120.0));
    assert_breaks(Law::Width, |made| made.name(|name| *name.width -= 10.0));
}

#[test]
fn words_that_are_cut_or_left_out_are_found() {
    assert_breaks(Law::CutWord, |made| made.name(|name| *name.text = "Ledger of acc…".into()));
    assert_breaks(Law::CutWord, |made| made.name(|name| *name.text = "Ledger of acc".into()));
    assert_breaks(Law::NoName, |made| made.figure("a").items.retain(|i| !matches!(i, Item::Text { .. })));
    let mut made = Made::new();
    made.name(|name| {
        *name.text = "Ledger of…".into();
        *name.width = opcanvas::text::width(name.text, *name.font);
    });
    assert_eq!(made.broken(), [], "a name may end between its words");
}

#[test]
fn small_type_is_found() {
    assert_breaks(Law::SmallType, |made| made.name(|name| name.font.size = 9.5));
    assert_breaks(Law::SmallType, |made| {
        made.paper = Some((Size::new(made.bounds.width() * 0.6, 400.0), 9.0));
    });
}

#[test]
fn words_on_words_boxes_and_marks_are_found() {
    assert_breaks(Law::Covers, |made| {
        let other = made.rect("b").origin();
        made.name(|name| *name.at = other + Vec2::new(40.0, 30.0));
    });
    assert_breaks(Law::Covers, |made| {
        let card = made.rect("a");
        let mark = Rect::from_origin_size(card.origin() + Vec2::new(50.0, 15.0), (20.0, 20.0));
        let fill = Theme::of(Mode::Light).text;
        made.figure("a").items.insert(2, Item::Box { rect: mark, radius: 2.0, fill, stroke: None });
    });
}

#[test]
fn lines_through_boxes_and_loose_ends_are_found() {
    assert_breaks(Law::Through, |made| {
        let (unit, target) = (made.rect("u"), made.rect("b"));
        let Region::Line(points) = &mut made.line().region else { panic!("a line") };
        *points = vec![unit.origin() - Vec2::new(9.0, 9.0), unit.center(), target.center()];
    });
    assert_breaks(Law::LooseEnd, |made| {
        let Region::Line(points) = &mut made.line().region else { panic!("a line") };
        points[0] += Vec2::new(0.0, 5.0);
        points[0] -= Vec2::new(4.0, 0.0);
    });
}

#[test]
fn faint_words_and_marks_are_found() {
    let faint = Theme::of(Mode::Light).card_stroke;
    assert_breaks(Law::FaintText, |made| made.name(|name| *name.color = faint));
    assert_breaks(Law::FaintMark, |made| {
        for item in &mut made.line().items {
            if let Item::Path { stroke, .. } = item {
                *stroke = Some(Stroke::solid(faint, 1.5));
            }
        }
    });
}
