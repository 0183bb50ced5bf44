//! The first five minutes: start screen, prompts of the blank canvas, hints that come once, next steps, and the tour.

use crate::window;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Vec2};
use egui_kittest::kittest::Queryable;
use opcanvas::analysis::lead_time::stages;
use opcanvas::analysis::next_steps::{Begin, next_steps};
use opcanvas::editor::guide::tour::{PRACTICE, STEPS};
use opcanvas::editor::workspace::Question;
use opcanvas::format::{load, templates::Template};
use opcanvas::model::Document;
use opcanvas::scene::{Item, Look, build, canvas, plan::plan};
use opcanvas::theme::Mode;
use window::{CTRL, Window};

const CONSUMERS: &str = "Consumers, drivers";
const PROMISES: &str = "Value propositions, drivers";
const STREAMS: &str = "Value streams, zone";
const TOUR: &str = "Take the two-minute tour";
const RING: &str = "Hint: Drag from the ring";

fn document(template: Template) -> Document {
    load(template.bytes()).unwrap().document
}

fn prompts(document: &Document) -> Vec<canvas::Prompt> {
    let view = canvas::default_view(document);
    canvas::prompts(document, plan(document, Some(&view)).canvas.as_ref().unwrap())
}

/// The window on a blank canvas.
fn blank(test: &str) -> Window {
    let mut w = Window::open(test, None);
    w.keys(Modifiers::NONE, Key::Enter);
    w
}

/// Types a name into a zone, keeps it, and puts the next card away.
fn add(w: &mut Window, zone: &str, name: &str) {
    w.click(w.at(zone));
    assert!(w.session().naming.is_some(), "a click in {zone} opens a name");
    w.type_text(name);
    w.keys(Modifiers::NONE, Key::Enter);
    if w.session().naming.is_some() {
        w.keys(Modifiers::NONE, Key::Escape);
    }
}

/// Lets the time of some frames pass.
fn wait(w: &mut Window, frames: usize) {
    w.harness.run_steps(frames);
}

fn tour_step(w: &Window) -> Option<usize> {
    w.harness.state().workspace().guide.tour.shown(w.session()).map(|(n, _)| n)
}

#[test]
fn every_template_is_a_card_and_the_arrow_keys_lead_from_one_to_the_next() {
    let mut w = Window::open("desk-cards", None);
    for template in Template::ALL {
        assert!(w.has(template.title()), "{}", template.title());
    }
    let (blank, bank) = (w.rect(Template::Blank.title()), w.rect(Template::Bank.title()));
    assert!((blank.size() - bank.size()).length() < 1.0, "cards are equal");
    w.keys(Modifiers::NONE, Key::ArrowRight);
    assert!(w.harness.get_by_label(Template::Blank.title()).is_focused());
    w.keys(Modifiers::NONE, Key::ArrowRight);
    assert!(w.harness.get_by_label(Template::Bank.title()).is_focused());
    w.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(w.document().name(), "Lumen Bank");
}

#[test]
fn in_a_narrow_window_the_cards_wrap() {
    let mut w = Window::open("desk-narrow", None);
    w.harness.set_size(Vec2::new(560.0, 700.0));
    w.run();
    let (first, second) = (w.rect(Template::ALL[0].title()), w.rect(Template::ALL[2].title()));
    assert!(second.top() > first.bottom(), "the third card stands in the next row");
    assert!(first.right() <= 560.0 && second.right() <= 560.0);
}

#[test]
fn enter_opens_the_blank_canvas() {
    let w = blank("desk-enter");
    assert!(w.document().elements().is_empty());
    assert!(w.session().is_canvas());
}

#[test]
fn the_first_steps_are_numbered_and_the_one_to_be_taken_is_marked() {
    let all = prompts(&document(Template::Blank));
    let mut steps: Vec<_> = all.iter().filter_map(|p| Some((p.step?, p.zone.as_str(), p.text.as_str()))).collect();
    steps.sort_unstable();
    assert_eq!(
        steps,
        [
            (1, "Z_CONS", "Who do you serve?"),
            (2, "Z_VP", "What do you promise them?"),
            (3, "Z_VS", "What steps keep the promise?"),
            (4, "Z_SUP", "Who helps, under which contract?"),
            (5, "Z_TECH", "What does the work rely on?"),
        ]
    );
    assert_eq!(all.iter().filter(|p| p.next).map(|p| p.step).collect::<Vec<_>>(), [Some(1)]);
    assert!(all.iter().any(|p| p.step.is_none() && p.zone == "Z_LOC"), "other zones ask quietly");
    let bank = prompts(&document(Template::Bank));
    assert!(bank.iter().all(|p| p.step.is_none()), "a full model has no first steps");
}

#[test]
fn no_export_has_a_prompt() {
    let document = document(Template::Blank);
    let view = canvas::default_view(&document);
    let plan = plan(&document, Some(&view));
    let asked: Vec<_> = prompts(&document).into_iter().map(|p| p.text).collect();
    let scene = build(&document, Some(&view), &plan, &Look::of(Mode::Light));
    let items = scene.figures().flat_map(|f| f.items.clone()).collect::<Vec<_>>();
    let words: Vec<String> = items
        .iter()
        .filter_map(|i| if let Item::Text { text, .. } = i { Some(text.to_string()) } else { None })
        .collect();
    assert!(words.iter().any(|w| w == "VALUE STREAMS"), "zones keep their titles");
    for word in &words {
        assert!(!asked.iter().any(|a| a.contains(word.as_str())), "{word:?} is drawn");
    }
}

#[test]
fn a_click_in_a_zone_names_a_card_enter_opens_the_next_and_escape_drops_it() {
    let mut w = blank("desk-zone");
    w.click(w.at(CONSUMERS));
    w.type_text("New customers");
    w.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(w.document().elements().len(), 2, "the next card is open");
    w.type_text("Businesses");
    w.keys(Modifiers::NONE, Key::Enter);
    w.keys(Modifiers::NONE, Key::Escape);
    let names: Vec<_> = w.document().elements().values().map(|e| e.name.to_string()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    let next: Vec<_> = prompts(w.document()).into_iter().filter(|p| p.next).map(|p| p.zone).collect();
    assert_eq!(next, ["Z_VP"], "what is done asks no more, the next step is marked");
}

#[test]
fn a_whole_stream_is_typed_as_a_name() {
    let mut w = blank("desk-stream");
    w.click(w.at(STREAMS));
    assert_eq!(w.session().name_prompt(), "Join: apply > verify > open");
    w.type_text("Join: apply > verify > open");
    w.keys(Modifiers::NONE, Key::Enter);
    // The next one is open already, without a name.
    let stream = w.document().index().named("Join").next().unwrap().clone();
    let names: Vec<_> = stages(w.document(), &stream).iter().map(|s| s.name.to_lowercase()).collect();
    assert_eq!(names, ["apply", "verify", "open"]);
}

#[test]
fn after_two_cards_a_hint_shows_the_ring_once_and_leaves_when_they_are_connected() {
    let mut w = blank("desk-hint");
    assert!(!w.has_part(RING));
    add(&mut w, CONSUMERS, "New customers");
    assert!(!w.has_part(RING), "one card has nothing to be connected with");
    add(&mut w, PROMISES, "An account in ten minutes");
    assert!(w.has_part(RING));
    let hint = w.harness.query_all_by(|n| n.label().is_some_and(|l| l.starts_with("Hint: "))).count();
    assert_eq!(hint, 1, "never two at a time");
    w.connect("Value proposition An account in ten minutes", "Consumer New customers");
    assert_eq!(w.document().relations().len(), 1);
    w.run();
    assert!(!w.has_part(RING));
    w.keys(CTRL, Key::Z);
    wait(&mut w, 200);
    assert!(!w.has_part(RING), "it comes once");
    assert!(w.harness.state().workspace().settings.hints.has_seen("connect"));
}

#[test]
fn a_hint_can_be_closed_and_shown_again_from_the_help_menu() {
    let mut w = blank("desk-hint-close");
    add(&mut w, CONSUMERS, "New customers");
    add(&mut w, PROMISES, "An account in ten minutes");
    w.harness.get_by_label("Close the hint").click();
    w.run();
    assert!(!w.has_part(RING));
    w.pick(&["Menu", "Help", "Show hints again"]);
    wait(&mut w, 200);
    assert!(w.has_part(RING), "it comes again when it was quiet for a while");
}

#[test]
fn next_steps_are_few_and_a_full_model_has_none_or_few() {
    let blank = next_steps(&document(Template::Blank));
    assert_eq!(blank.len(), 3);
    assert_eq!(blank[0].begin, Begin::CardIn("Z_CONS"));
    for template in Template::ALL.into_iter().filter(|t| *t != Template::Blank) {
        let steps = next_steps(&document(template));
        assert!(steps.len() <= 1, "{}: {steps:?}", template.title());
    }
}

#[test]
fn the_status_bar_says_how_many_next_steps_there_are_and_begins_one() {
    let mut w = blank("desk-next");
    w.harness.get_by_label("3 next steps").click();
    w.run();
    w.harness.get_by_label("Add: Say who you serve").click();
    w.run();
    assert!(w.session().naming.is_some());
    w.type_text("New customers");
    w.keys(Modifiers::NONE, Key::Enter);
    w.keys(Modifiers::NONE, Key::Escape);
    assert!(w.has("Consumer New customers"));
    // From a diagram it leads to the canvas.
    w.tab("Whole model");
    w.harness.get_by_label_contains("next steps").click();
    w.run();
    w.harness.get_by_label("Add: Say what you promise them").click();
    w.run();
    assert!(w.session().is_canvas() && w.session().naming.is_some());
    w.type_text("An account in ten minutes");
    w.keys(Modifiers::NONE, Key::Enter);
    w.keys(Modifiers::NONE, Key::Escape);
    // What stands alone is connected from the list.
    add(&mut w, STREAMS, "Join: apply > verify > open");
    w.harness.get_by_label_contains("next steps").click();
    w.run();
    w.harness.get_by_label("Connect: Say to whom An account in ten minutes is promised").click();
    w.run();
    w.type_text("New");
    w.keys(Modifiers::NONE, Key::Enter);
    assert!(w.document().relations().values().any(|r| r.kind.id() == "offered_to"));
}

#[test]
fn the_tour_is_offered_on_the_first_run_and_can_be_put_away() {
    let mut w = Window::open("desk-offer", None);
    assert!(w.has("New here?") && w.has(TOUR));
    w.pick(&["Not now"]);
    assert!(!w.has("New here?"));
    assert!(w.has(TOUR), "it can still be taken");
    assert!(w.harness.state().workspace().settings.hints.has_seen("tour"));
}

#[test]
fn the_tour_goes_on_as_its_steps_are_done_from_the_first_card_to_the_export() {
    let mut w = Window::open("desk-tour", None);
    w.pick(&[TOUR]);
    assert_eq!(w.document().name(), PRACTICE);
    assert!(!w.session().is_dirty(), "the practice model is nothing to be saved");
    assert!(w.has("Tour, step 1 of 9: Who do you serve?"));
    add(&mut w, CONSUMERS, "New customers");
    wait(&mut w, 12);
    assert_eq!(tour_step(&w), Some(2), "it goes on by itself");
    add(&mut w, PROMISES, "An account in ten minutes");
    wait(&mut w, 12);
    assert_eq!(tour_step(&w), Some(3));
    add(&mut w, STREAMS, "Join: apply > verify > open");
    wait(&mut w, 12);
    assert_eq!(tour_step(&w), Some(4));
    assert!(!w.has_part(RING), "no hint beside the tour");
    w.connect("Value proposition An account in ten minutes", "Consumer New customers");
    wait(&mut w, 12);
    assert_eq!(tour_step(&w), Some(5));
    // A step can be skipped, and gone back to.
    w.pick(&["Next step"]);
    assert_eq!(tour_step(&w), Some(6));
    w.pick(&["Step before", "Next step"]);
    w.tab("Whole model");
    wait(&mut w, 12);
    assert_eq!(tour_step(&w), Some(6), "what there is to see is seen first");
    w.pick(&["Next step"]);
    let drawn = w.document().relations().len();
    w.keys(CTRL, Key::Z);
    wait(&mut w, 12);
    assert_eq!(tour_step(&w), Some(7));
    assert!(w.document().relations().len() < drawn);
    w.pick(&["Next step"]);
    assert_eq!(w.document().relations().len(), drawn, "what was taken back is there again");
    w.pick(&["Next step"]);
    assert_eq!(tour_step(&w), Some(STEPS.len()));
    w.pick(&["Finish the tour"]);
    let workspace = w.harness.state().workspace();
    assert!(workspace.question.is_none() && workspace.session.is_none(), "the practice model is gone, unasked");
}

#[test]
fn the_tour_is_left_with_escape_or_its_button_and_goes_on_where_it_was() {
    let mut w = Window::open("desk-leave", None);
    w.pick(&[TOUR, "Next step", "Next step"]);
    assert_eq!(tour_step(&w), Some(3));
    w.keys(Modifiers::NONE, Key::Escape);
    assert_eq!(tour_step(&w), None);
    let before = w.session().id;
    w.pick(&["Menu", "Help", "Two-minute tour"]);
    assert_eq!(tour_step(&w), Some(3));
    assert_eq!(w.session().id, before, "in the same practice model");
    w.pick(&["Leave the tour"]);
    assert_eq!(tour_step(&w), None);
}

#[test]
fn escape_first_lets_go_of_a_name_and_of_the_selection() {
    let mut w = Window::open("desk-escape", None);
    w.pick(&[TOUR]);
    w.click(w.at(CONSUMERS));
    w.keys(Modifiers::NONE, Key::Escape);
    assert!(w.session().naming.is_none());
    assert_eq!(tour_step(&w), Some(1), "Escape was for the card");
    w.keys(Modifiers::NONE, Key::Escape);
    assert_eq!(tour_step(&w), None);
}

#[test]
fn the_tour_loses_no_work() {
    let mut w = blank("desk-tour-dirty");
    add(&mut w, CONSUMERS, "New customers");
    w.pick(&["Menu", "Help", "Two-minute tour"]);
    let asks = matches!(w.harness.state().workspace().question, Some(Question::Unsaved(_)));
    let beside = w.document().name() == PRACTICE;
    assert!(asks || beside, "it asks first, or opens beside");
}

#[test]
fn an_empty_diagram_says_how_it_is_filled() {
    let mut w = blank("desk-empty");
    w.tab("Whole model");
    assert!(w.has_part("Nothing is drawn yet"));
    w.double_click(w.harness.get_by_role_and_label(Role::Canvas, "Canvas area").rect().center());
    assert!(!w.has_part("Nothing is drawn yet"), "what is chosen stands there");
}
