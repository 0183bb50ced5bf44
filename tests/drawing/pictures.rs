//! Pictures keep their laws: both examples, the blank template and 200 made models, in every shape, state and colour.

use crate::generate;
use crate::pictures_check;

use generate::model;
use opcanvas::analysis::{ColorBy, Show};
use opcanvas::format::{load, templates::Template};
use opcanvas::model::{Document, Value, View};
use opcanvas::scene::options::{Density, Labels, Lines, Shape};
use opcanvas::scene::plan::default_view;
use opcanvas::scene::{Look, Plan, build, canvas, plan};
use opcanvas::theme::Mode;
use pictures_check::{Picture, check};

const MODES: [Mode; 2] = [Mode::Light, Mode::Dark];

fn example(template: Template) -> Document {
    load(template.bytes()).expect("an example").document
}

fn with(view: &View, options: &[(&str, &str)]) -> View {
    let mut view = view.clone();
    for (key, value) in options {
        view.options.set(*key, Value::text(*value));
    }
    view
}

/// The faults of pictures, each with what was drawn.
#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    /// Draws a view of a document, checks it and every further page.
    fn draw(&mut self, name: &str, document: &Document, view: &View, mode: Mode) {
        let pages =
            if view.kind == "canvas" { canvas::pages(document, view) } else { vec![plan(document, Some(view))] };
        for (n, page) in pages.iter().enumerate() {
            let name = if n == 0 { name.to_owned() } else { format!("{name} page {}", n + 1) };
            self.page(&name, document, view, page, &Look::of(mode));
        }
    }

    fn page(&mut self, name: &str, document: &Document, view: &View, plan: &Plan, look: &Look) {
        let scene = build(document, Some(view), plan, look);
        let paper = Shape::of(view).paper().filter(|_| plan.canvas.is_some());
        let picture = Picture {
            document,
            plan,
            scene: &scene,
            paper: paper.map(|paper| (paper, Density::of(view).least_type())),
            straight: Lines::of(view) == Lines::Straight && plan.canvas.is_none(),
            dimmed: look.focus.is_some(),
            whole_names: !name.starts_with("made"),
        };
        self.0.extend(check(&picture).into_iter().map(|fault| format!("{name}, {:?}: {fault}", look.mode)));
    }

    fn none(self) {
        let shown = self.0.iter().take(2000).map(String::as_str).collect::<Vec<_>>().join("\n");
        assert!(self.0.is_empty(), "{} faults\n{shown}\n", self.0.len());
    }
}

#[test]
fn every_relation_at_once_and_each_in_focus() {
    let mut faults = Faults::default();
    for template in [Template::Bank, Template::City] {
        let document = example(template);
        let view = canvas::default_view(&document);
        faults.draw(
            &format!("{} all relations", template.name()),
            &document,
            &with(&view, &[("relations", "all")]),
            Mode::Light,
        );
        let plan = plan(&document, Some(&view));
        for id in document.elements().keys() {
            let look = Look { focus: Some(id.clone()), ..Look::of(Mode::Dark) };
            faults.page(&format!("{} {id} in focus", template.name()), &document, &view, &plan, &look);
        }
    }
    faults.none();
}

#[test]
fn templates_as_canvas_and_diagram() {
    let mut faults = Faults::default();
    for template in Template::ALL {
        let document = example(template);
        for mode in MODES {
            faults.draw(&format!("{} canvas", template.name()), &document, &canvas::default_view(&document), mode);
            faults.draw(&format!("{} diagram", template.name()), &document, &default_view(&document), mode);
        }
    }
    faults.none();
}

#[test]
fn every_shape_and_density() {
    let mut faults = Faults::default();
    for template in Template::ALL {
        let document = example(template);
        let view = canvas::default_view(&document);
        for shape in Shape::ALL {
            for density in Density::ALL {
                let name = format!("{} {} {}", template.name(), shape.id(), density.id());
                let view = with(&view, &[(Shape::KEY, shape.id()), (Density::KEY, density.id())]);
                faults.draw(&name, &document, &view, Mode::Light);
                if *density != Density::Full {
                    faults.draw(&name, &document, &view, Mode::Dark);
                }
            }
        }
    }
    faults.none();
}

#[test]
fn every_state_and_colour() {
    let mut faults = Faults::default();
    for template in [Template::Bank, Template::City] {
        let document = example(template);
        let views = [("canvas", canvas::default_view(&document)), ("diagram", default_view(&document))];
        for (kind, view) in &views {
            for show in Show::all(&document) {
                let name = format!("{} {kind} {}", template.name(), show.id());
                faults.draw(&name, &document, &with(view, &[("state", show.id())]), Mode::Light);
            }
            for (by, mode) in ColorBy::ALL.into_iter().flat_map(|by| MODES.map(|mode| (by, mode))) {
                let name = format!("{} {kind} by {}", template.name(), by.id());
                faults.draw(&name, &document, &with(view, &[("colorBy", by.id())]), mode);
            }
        }
    }
    faults.none();
}

#[test]
fn every_kind_of_line() {
    let mut faults = Faults::default();
    for template in [Template::Bank, Template::City] {
        let document = example(template);
        let view = default_view(&document);
        for lines in Lines::ALL {
            let name = format!("{} {} labelled", template.name(), lines.id());
            let options = [(Lines::KEY, lines.id()), (Labels::KEY, Labels::Always.id())];
            faults.draw(&name, &document, &with(&view, &options), Mode::Light);
        }
    }
    faults.none();
}

/// The sizes of the made models: most below 120 elements, some of 300.
fn sizes(part: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..50).map(move |i| {
        let n = i * 4 + part;
        // 8 to 119, evenly, but every nineteenth larger.
        let elements = if n % 19 == 18 { 120 + n * 180 / 199 } else { 8 + n * 111 / 199 };
        (elements, n % 7)
    })
}

fn made(part: usize) {
    let mut faults = Faults::default();
    for (elements, far) in sizes(part) {
        let document = model(elements, far);
        let mode = MODES[elements % 2];
        let view = canvas::default_view(&document);
        faults.draw(&format!("made {elements} {far} canvas"), &document, &view, mode);
        let paper = with(&view, &[(Shape::KEY, Shape::A3.id())]);
        faults.draw(&format!("made {elements} {far} a3"), &document, &paper, mode);
        faults.draw(&format!("made {elements} {far} diagram"), &document, &default_view(&document), mode);
    }
    faults.none();
}

#[test]
fn made_models_first() {
    made(0);
}

#[test]
fn made_models_second() {
    made(1);
}

#[test]
fn made_models_third() {
    made(2);
}

#[test]
fn made_models_fourth() {
    made(3);
}
