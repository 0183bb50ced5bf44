//! The charts in the window: chosen from a list, each number asked how it comes about, by pointer and by keys.

#![allow(clippy::unwrap_used, reason = "tests may fail loudly")]

use crate::window;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use opcanvas::editor::Session;
use opcanvas::editor::workspace::Question;
use opcanvas::scene::charts::Chart;
use opcanvas::theme::Mode;
use window::{CTRL, Window, example};

const NONE: Modifiers = Modifiers::NONE;

fn open(test: &str) -> Window {
    let mut w = Window::on_canvas(test);
    w.pick(&["Menu", "Explore", "Figures"]);
    w
}

fn choose(w: &mut Window, chart: Chart) {
    w.harness.get_by_role_and_label(Role::ListItem, chart.title()).click_accesskit();
    w.run();
}

/// Presses the number whose name begins so.
fn press(w: &mut Window, name: &str) {
    let all = w.harness.query_all_by(|n| n.role() == Role::Button && n.label().is_some_and(|l| l.starts_with(name)));
    let found = all.into_iter().next();
    found.unwrap_or_else(|| panic!("{name}")).click_accesskit();
    w.run();
}

fn numbers(w: &Window) -> usize {
    let is_number = |l: &str| l.contains(": ");
    w.harness.query_all_by(|n| n.role() == Role::Button && n.label().is_some_and(|l| is_number(&l))).count()
}

#[test]
fn every_chart_is_shown_with_its_numbers_as_things_to_ask() {
    for name in ["bank", "city"] {
        let mut w = Window::open("figures", Some(&example(name)));
        w.pick(&["Menu", "Explore", "Figures"]);
        for chart in Chart::ALL {
            choose(&mut w, chart);
            assert_eq!(w.session().figures.chart(), chart);
            assert!(w.has_part(chart.question()), "{name} {chart:?}");
            assert!(numbers(&w) >= 4, "{name} {chart:?}: {}", numbers(&w));
        }
        assert!(w.has("As of 1 July 2026"));
    }
}

#[test]
fn a_number_says_how_it_comes_about_and_leads_to_its_elements() {
    let mut w = open("ask");
    press(&mut w, "Request to funds: lead time 9 h");
    assert!(w.has("1 h + 6 h + 2 h = 9 h"), "{:?}", w.labels_with("9 h"));
    assert!(w.has("Go to Request to funds") && w.has("Go to Decide credit"));
    w.harness.get_by_label("Go to Decide credit").click_accesskit();
    w.run();
    assert!(!w.session().figures.is_open(), "the drawing is seen again");
    assert_eq!(w.session().single_element().unwrap().name, "Decide credit");
    // Nothing of it is an edit.
    assert!(w.session().history().to_undo().is_none() && !w.session().is_dirty());
}

#[test]
fn keys_walk_the_numbers_ask_and_leave() {
    let mut w = open("keys");
    let focused = |w: &Window| {
        let mut all = w.harness.query_all_by(|n| n.is_focused() && n.role() != Role::Window);
        all.find_map(|n| n.accesskit_node().label()).unwrap_or_default()
    };
    let name = "Join and fund: lead time 6 h";
    let mut seen = false;
    for _ in 0..200 {
        w.keys(NONE, Key::Tab);
        if focused(&w).starts_with(name) {
            seen = true;
            break;
        }
    }
    assert!(seen, "Tab reaches the numbers");
    w.keys(NONE, Key::Enter);
    assert!(w.session().figures.asked().is_some());
    assert_eq!(focused(&w), "Go to Join and fund", "the keyboard goes on in the card");
    w.keys(NONE, Key::Escape);
    assert!(w.session().figures.asked().is_none() && w.session().figures.is_open());
    w.keys(NONE, Key::Escape);
    if w.session().figures.is_open() {
        w.keys(NONE, Key::Escape);
    }
    assert!(!w.session().figures.is_open(), "back to the drawing");
}

#[test]
fn keys_of_the_drawing_do_nothing_to_what_is_not_seen() {
    let mut w = open("away");
    let before = w.document().elements().len();
    for key in [Key::Delete, Key::Num1, Key::Insert, Key::ArrowLeft] {
        w.keys(NONE, key);
    }
    assert_eq!(w.document().elements().len(), before);
    assert!(w.session().figures.is_open());
    // What needs the drawing shows it.
    w.keys(CTRL, Key::F);
    assert!(!w.session().figures.is_open() && w.session().is_finding());
}

#[test]
fn a_chart_is_drawn_once_and_again_only_when_the_model_changes() {
    let mut w = open("lazy");
    w.run();
    w.run();
    assert_eq!(w.session().figures.work, 1, "only the chart in sight, once");
    choose(&mut w, Chart::Cost);
    assert_eq!(w.session().figures.work, 2);
    w.run();
    assert_eq!(w.session().figures.work, 2);
}

#[test]
fn table_and_charts_take_turns() {
    let mut w = open("turns");
    choose(&mut w, Chart::Culture);
    assert!(w.has_part("Safe to try: level 3 today, target 4, 2 actions under way"));
    w.pick(&["Menu", "View", "Table of elements"]);
    assert!(w.session().table.is_open() && !w.session().figures.is_open());
    w.pick(&["Menu", "Explore", "Figures"]);
    assert!(!w.session().table.is_open() && w.session().figures.is_open());
    assert_eq!(w.session().figures.chart(), Chart::Culture, "the one that was looked at last");
}

#[test]
fn a_chart_follows_the_model_with_what_was_asked() {
    let mut session = Session::untitled(opcanvas::format::load(&example("bank")).unwrap().document);
    session.show_figure(Chart::Partners);
    let name = |session: &mut Session| {
        let picture = session.figure(Mode::Light, 800.0);
        let drawn = picture.as_ref().as_ref().unwrap();
        drawn.numbers.iter().find(|n| n.elements == ["pa.cloud".into()]).unwrap().clone()
    };
    let before = name(&mut session);
    assert!(before.name.starts_with("Nordic Cloud: 73.4 %"), "{}", before.name);
    session.ask_number(Some(before.owner.clone()));
    session.set_name(&"pa.cloud".into(), "Southern Cloud");
    assert!(name(&mut session).name.starts_with("Southern Cloud: 73.4 %"));
    assert_eq!(session.asked_number().unwrap().name, name(&mut session).name, "it is still asked about");
    session.undo();
    assert_eq!(name(&mut session), before);
    assert!(session.figures.is_open());
    // Asked once more, it is asked no more.
    session.ask_number(Some(before.owner.clone()));
    assert_eq!(session.asked_number(), None);
}

#[test]
fn what_a_chart_lacks_is_said_calmly_and_not_exported() {
    let mut w = Window::open("blank", Some(br#"{"format": "opcanvas", "version": 1, "elements": []}"#));
    w.pick(&["Menu", "Explore", "Figures"]);
    for chart in Chart::ALL {
        choose(&mut w, chart);
        assert!(w.has_part("Enter") || w.has_part("Add") || w.has_part("Draw"), "{chart:?}");
    }
    w.harness.get_by_label("Copy as picture this chart").click_accesskit();
    w.run();
    assert!(w.harness.state().workspace().question.is_none());
    w.keys(CTRL, Key::E);
    assert!(w.harness.state().workspace().question.is_none(), "there is nothing to draw");
}

#[test]
fn the_chart_on_show_is_what_is_exported() {
    let mut w = open("export");
    choose(&mut w, Chart::Partners);
    w.harness.get_by_label("Export… this chart").click_accesskit();
    w.run();
    let Some(Question::Path { suggestion, .. }) = &w.harness.state().workspace().question else { panic!("it asks") };
    let to = suggestion.clone();
    assert!(to.ends_with("Lumen Bank - Partner concentration - 2026-07-01.png"), "{to:?}");
    w.pick(&["Kind of picture", "SVG"]);
    let to = to.with_extension("svg");
    w.harness.get_by_label("Name of the file").focus();
    w.run();
    w.keys(NONE, Key::Enter);
    w.wait("it is exported", |_| to.exists());
    let text = std::fs::read_to_string(&to).unwrap();
    assert!(text.contains("Partner concentration") && text.contains("0.5791") && !text.contains("Verify identity"));
}

#[test]
fn the_chart_that_was_looked_at_comes_back_with_the_file() {
    let document = opcanvas::format::load(&example("bank")).unwrap().document;
    let mut session = Session::untitled(document.clone());
    assert_eq!(session.left_off().get("chart"), None);
    session.show_figure(Chart::Delight);
    for open in [true, false] {
        let entry = session.left_off();
        let mut again = Session::untitled(document.clone());
        again.be_as_left(&entry);
        assert_eq!((again.figures.is_open(), again.figures.chart()), (open, Chart::Delight));
        session.close_figures();
    }
    let mut entry = session.left_off();
    entry.insert("chart".into(), serde_json::json!({"id": "pie", "open": true}));
    let mut again = Session::untitled(document);
    again.be_as_left(&entry);
    assert!(!again.figures.is_open(), "a chart that this version does not know is passed over");
}
