//! Whatever the keyboard or a click can reach has a name, and the keyboard gets out of everything it gets into.

use crate::names;
use crate::window;

use std::collections::{BTreeMap, BTreeSet};

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use opcanvas::editor::commands::Menu;
use opcanvas::model::RelationKind;
use window::{CTRL, Window};

const NONE: Modifiers = Modifiers::NONE;

/// Where a name was looked for in vain, or was there twice.
#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    /// Looks at all that is in the window now.
    fn look(&mut self, w: &Window, where_it_is: &str) {
        let unnamed = names::unnamed(&w.harness).into_iter().map(|u| format!("{where_it_is}: no name: {u}"));
        self.0.extend(unnamed);
        let twice = names::twice(&w.harness).into_iter().map(|u| format!("{where_it_is}: twice: {u}"));
        self.0.extend(twice);
    }

    /// Closes what is open with Escape: it goes, and the keyboard is with the drawing again.
    fn escape(&mut self, w: &mut Window, what: &str, label: &str) {
        let has = |w: &Window| w.harness.query_all_by_label(label).next().is_some();
        if !has(w) {
            self.0.push(format!("{what}: {label:?} is not there"));
        }
        w.keys(NONE, Key::Escape);
        if has(w) {
            self.0.push(format!("{what}: Escape does not close it"));
            w.keys(NONE, Key::Escape);
        }
        if !on_drawing(w) {
            self.0.push(format!("{what}: Escape leaves the keyboard at {:?}", focused(w)));
        }
    }

    fn none(self) {
        let all: BTreeSet<String> = self.0.into_iter().collect();
        assert!(all.is_empty(), "{all:#?}");
    }
}

/// What has the keyboard: its role, name and place.
fn focused(w: &Window) -> Option<(Role, String, String)> {
    let node = w.harness.query_all_by(|n| n.is_focused() && n.role() != Role::Window).last()?;
    let node = node.accesskit_node();
    Some((node.role(), node.label().unwrap_or_default(), format!("{:?}", node.bounding_box())))
}

fn on_drawing(w: &Window) -> bool {
    let items = [Role::Canvas, Role::GraphicsObject, Role::GraphicsSymbol, Role::Note];
    focused(w).is_some_and(|(role, ..)| items.contains(&role))
}

/// Selects an item of the drawing as a screen reader does.
fn select(w: &mut Window, role: Role, name: &str) {
    let item = w.harness.query_all_by(|n| n.role() == role && n.label().is_some_and(|l| l == name)).next();
    item.unwrap_or_else(|| panic!("{name}")).click_accesskit();
    w.run();
}

/// Runs a command by its name.
fn run(w: &mut Window, label: &str) {
    w.keys(CTRL, Key::K);
    w.type_text(label);
    w.keys(NONE, Key::Enter);
}

/// The items of the drawing: one element of each kind, one relation of each verb.
fn one_of_each(w: &Window) -> (Vec<String>, Vec<String>) {
    let document = w.document();
    let mut kinds = BTreeMap::new();
    for element in document.elements().values() {
        kinds.entry(element.kind).or_insert(element.name.to_string());
    }
    let labels = |role| {
        let items = w.harness.query_all_by(move |n| n.role() == role);
        items.filter_map(|n| n.accesskit_node().label()).collect::<Vec<_>>()
    };
    let objects = labels(Role::GraphicsObject);
    let elements = kinds.values().filter_map(|name| objects.iter().find(|l| l.ends_with(name.as_str())).cloned());
    let symbols = labels(Role::GraphicsSymbol);
    let verb = |kind: &RelationKind| document.metamodel().relation_label(*kind).to_owned();
    let verbs: BTreeSet<String> = document.relations().values().map(|r| verb(&r.kind)).collect();
    let relations = verbs.iter().filter_map(|v| symbols.iter().find(|l| l.contains(v.as_str())).cloned());
    (elements.collect(), relations.collect())
}

#[test]
fn the_start_screen_and_its_dialogs_name_everything() {
    let mut f = Faults::default();
    let mut w = Window::bank("names-start");
    w.keys(CTRL, Key::W);
    assert!(w.harness.state().workspace().session.is_none());
    f.look(&w, "start screen with recent files");
    for (held, key, what) in [(CTRL, Key::K, "palette"), (NONE, Key::F1, "keys"), (CTRL, Key::Comma, "settings")] {
        w.keys(held, key);
        f.look(&w, what);
        w.keys(NONE, Key::Escape);
    }
    w.keys(CTRL, Key::O);
    assert!(w.has("Open a model"));
    f.look(&w, "open");
    w.keys(NONE, Key::Escape);
    assert!(!w.has("Open a model"));
    f.none();
}

#[test]
fn the_panels_name_everything_whatever_is_selected() {
    let mut f = Faults::default();
    let mut w = Window::on_canvas("names-panels");
    f.look(&w, "canvas view");
    w.tab("Whole model");
    f.look(&w, "diagram");
    let (elements, relations) = one_of_each(&w);
    assert!(elements.len() >= 14 && relations.len() >= 10, "{elements:?} {relations:?}");
    for name in &elements {
        select(&mut w, Role::GraphicsObject, name);
        f.look(&w, name);
    }
    for name in &relations {
        select(&mut w, Role::GraphicsSymbol, name);
        f.look(&w, name);
    }
    for command in ["Add note", "Add frame"] {
        w.keys(NONE, Key::Escape);
        run(&mut w, command);
        f.look(&w, &format!("{command}, being typed"));
        w.type_text("What is written");
        w.keys(CTRL, Key::Enter);
        f.look(&w, &format!("{command}, selected"));
    }
    run(&mut w, "Select all");
    f.look(&w, "everything selected");
    run(&mut w, "Group selection");
    f.look(&w, "title of a group");
    w.keys(NONE, Key::Escape);
    f.look(&w, "group");
    w.keys(NONE, Key::Escape);
    w.harness.get_by_label("Filter the outline").focus();
    w.run();
    w.type_text("a");
    f.look(&w, "filtered outline");
    w.pick(&["Hide the outline"]);
    f.look(&w, "outline hidden");
    w.harness.get_by_label("Search the palette").focus();
    w.run();
    w.type_text("st");
    f.look(&w, "palette searched");
    w.keys(NONE, Key::Escape);
    f.none();
}

#[test]
fn menus_name_everything_and_escape_closes_them() {
    let mut f = Faults::default();
    let mut w = Window::bank("names-menus");
    for menu in Menu::ALL {
        w.pick(&["Menu", menu.label()]);
        f.look(&w, menu.label());
        if menu.label() == "File" {
            w.pick(&["Open recent"]);
            f.look(&w, "recent files");
        }
        w.keys(NONE, Key::Escape);
        w.keys(NONE, Key::Escape);
    }
    assert!(!w.has("Open recent"));
    for path in [&["New view"][..], &["New view", "By kind"], &["New view", "By tag"]] {
        w.pick(path);
        f.look(&w, "new views");
        w.keys(NONE, Key::Escape);
        w.keys(NONE, Key::Escape);
    }
    let zoom = w.harness.query_all_by(|n| n.role() == Role::Button && n.label().is_some_and(|l| l.contains('%')));
    zoom.last().unwrap().click();
    w.run();
    f.look(&w, "zoom");
    w.keys(NONE, Key::Escape);
    // The bar over the drawing, wide and narrow: all its menus.
    let bar = w.harness.query_all_by(|n| {
        n.role() == Role::Button
            && n.label().is_some_and(|l| l.contains(": ") && !l.starts_with("State:") || l == "More about this view")
    });
    let bar: Vec<String> = bar.filter_map(|n| n.accesskit_node().label()).collect();
    assert!(bar.len() >= 2, "{bar:?}");
    for menu in &bar {
        w.pick(&[menu]);
        f.look(&w, menu);
        if menu == "More about this view" {
            let subs =
                w.harness.query_all_by(|n| n.role() == Role::Button && n.label().is_some_and(|l| l.contains(": ")));
            let subs: Vec<String> =
                subs.filter_map(|n| n.accesskit_node().label()).filter(|l| !bar.contains(l)).collect();
            assert!(subs.len() >= 3, "{subs:?}");
            for sub in &subs {
                w.keys(NONE, Key::Escape);
                w.keys(NONE, Key::Escape);
                w.pick(&[menu, sub]);
                f.look(&w, sub);
            }
        }
        w.keys(NONE, Key::Escape);
        w.keys(NONE, Key::Escape);
    }
    let tab = w.harness.get_by_role_and_label(Role::Tab, "Canvas").rect().center();
    w.right_click(tab);
    assert!(w.has("Duplicate view"));
    f.look(&w, "tab");
    w.keys(NONE, Key::Escape);
    w.tab("Whole model");
    run(&mut w, "Rename view");
    f.look(&w, "name of a view");
    w.keys(NONE, Key::Escape);
    f.none();
}

#[test]
fn context_menus_and_pads_name_everything_wherever_they_open() {
    let mut f = Faults::default();
    let mut w = Window::on_canvas("names-context");
    let menu = |w: &mut Window, f: &mut Faults, what: &str| {
        w.keys(Modifiers::SHIFT, Key::F10);
        f.look(w, what);
        let open = w.harness.query_all_by(|n| n.label().is_some_and(|l| l.starts_with("What can be done"))).next();
        assert!(open.is_some(), "{what}");
        w.keys(NONE, Key::Escape);
        w.run();
        if !on_drawing(w) {
            f.0.push(format!("{what}: Escape leaves the keyboard at {:?}", focused(w)));
        }
    };
    menu(&mut w, &mut f, "page of a canvas");
    let zone = w.harness.query_all_by(|n| n.label().is_some_and(|l| l.ends_with(", zone"))).next().unwrap().rect();
    w.right_click(zone.left_top() + eframe::egui::Vec2::splat(6.0));
    f.look(&w, "zone");
    w.keys(NONE, Key::Escape);
    w.tab("Whole model");
    menu(&mut w, &mut f, "page of a diagram");
    select(&mut w, Role::GraphicsObject, "Partner / supplier VeriFace");
    menu(&mut w, &mut f, "element");
    let (_, relations) = one_of_each(&w);
    select(&mut w, Role::GraphicsSymbol, &relations[0]);
    menu(&mut w, &mut f, "relation");
    run(&mut w, "Select all");
    menu(&mut w, &mut f, "several");
    run(&mut w, "Group selection");
    w.type_text("All");
    w.keys(NONE, Key::Enter);
    menu(&mut w, &mut f, "group");
    run(&mut w, "Add note");
    w.type_text("Said");
    w.keys(CTRL, Key::Enter);
    menu(&mut w, &mut f, "note");
    run(&mut w, "Lock or unlock");
    f.look(&w, "locked");
    f.none();
}

#[test]
fn lists_and_dialogs_name_everything_and_give_the_keyboard_back() {
    let mut f = Faults::default();
    let mut w = Window::bank("names-lists");
    let mut sheet = |w: &mut Window, held, key, label: &str, typed: &str| {
        w.keys(held, key);
        f.look(w, label);
        if !typed.is_empty() {
            w.type_text(typed);
            f.look(w, &format!("{label}, typed"));
        }
        f.escape(w, label, label);
    };
    sheet(&mut w, CTRL, Key::K, "Find a command", "al");
    sheet(&mut w, NONE, Key::F1, "Keyboard and pointer", "");
    sheet(&mut w, CTRL, Key::Comma, "Settings", "");
    sheet(&mut w, CTRL, Key::P, "Go to anything", "ver");
    sheet(&mut w, CTRL, Key::F, "Find in this view", "ver");
    sheet(&mut w, NONE, Key::I, "Find a kind", "pa");
    sheet(&mut w, NONE, Key::I, "Find a kind", "Join: a > b");
    select(&mut w, Role::GraphicsObject, "Partner / supplier VeriFace");
    sheet(&mut w, NONE, Key::L, "Find an element", "ap");
    sheet(&mut w, NONE, Key::R, "Find a kind", "te");
    w.keys(NONE, Key::F2);
    f.look(&w, "naming");
    w.keys(NONE, Key::Escape);
    assert!(on_drawing(&w) && w.session().naming.is_none());
    let mut sheet = |w: &mut Window, held, key, label: &str| {
        w.keys(held, key);
        f.look(w, label);
        f.escape(w, label, label);
    };
    sheet(&mut w, CTRL, Key::E, "Export a picture");
    sheet(&mut w, CTRL | Modifiers::SHIFT, Key::S, "Save the model");
    w.keys(Modifiers::SHIFT, Key::F);
    f.look(&w, "focus");
    w.keys(NONE, Key::Escape);
    w.keys(CTRL | Modifiers::SHIFT, Key::H);
    w.keys(NONE, Key::ArrowRight);
    w.keys(CTRL, Key::Z);
    f.look(&w, "history and what was undone");
    w.keys(CTRL | Modifiers::SHIFT, Key::H);
    w.keys(NONE, Key::ArrowRight);
    w.keys(CTRL, Key::W);
    f.look(&w, "unsaved changes");
    f.escape(&mut w, "unsaved changes", "Don't save");
    f.none();
}

#[test]
fn questions_on_the_drawing_and_about_pasting_name_everything() {
    let mut f = Faults::default();
    let mut w = Window::bank("names-asks");
    w.connect("Portfolio item Ledger renewal", "Portfolio item Round-the-clock care");
    f.look(&w, "which relation");
    f.escape(&mut w, "which relation", "depends on");
    w.connect("Partner / supplier VeriFace", "Consumer Retail customers");
    f.look(&w, "offer");
    let first = w.harness.query_all_by(|n| n.role() == Role::ListBoxOption).next();
    let first = first.and_then(|n| n.accesskit_node().label()).expect("answers");
    f.escape(&mut w, "offer", &first);
    select(&mut w, Role::GraphicsSymbol, "VeriFace supplies Verify identity");
    w.keys(NONE, Key::R);
    f.look(&w, "kinds of a relation");
    w.keys(NONE, Key::Escape);
    select(&mut w, Role::GraphicsObject, "Partner / supplier VeriFace");
    w.keys(CTRL, Key::C);
    w.harness.event(Event::Paste("Join: apply > verify > open\nand: nothing at all".into()));
    w.run();
    f.look(&w, "words");
    f.escape(&mut w, "words", "Add to model");
    run(&mut w, "Select all");
    run(&mut w, "Take together in a new element…");
    f.look(&w, "take together");
    w.keys(NONE, Key::Escape);
    w.keys(NONE, Key::Escape);
    run(&mut w, "Present");
    f.look(&w, "presenting");
    w.keys(NONE, Key::Escape);
    f.none();
}

/// From wherever the keyboard is, Tab leads to every panel: nothing keeps it.
fn comes_round(w: &mut Window, modifiers: Modifiers) -> Result<(), String> {
    let mut waits_for = BTreeSet::from(["drawing", "Menu", "Select tool", "Search the palette", "Filter the outline"]);
    let mut last = None;
    for _ in 0..150 {
        let now = focused(w);
        if let Some((_, name, _)) = &now {
            waits_for.remove(name.as_str());
        }
        if on_drawing(w) {
            waits_for.remove("drawing");
        }
        if waits_for.is_empty() {
            return Ok(());
        }
        last = now;
        w.harness.key_press_modifiers(modifiers, Key::Tab);
        w.harness.run_steps(2);
    }
    Err(format!("Tab does not lead to {waits_for:?}; it is at {last:?}"))
}

#[test]
fn tab_comes_round_from_every_panel_and_in_every_dialog() {
    let mut f = Faults::default();
    for panel in 0..4 {
        let mut w = Window::open(&format!("names-tab-{panel}"), None);
        w.pick(&["Blank model"]);
        w.tab("Whole model");
        for name in ["One", "Two"] {
            w.pick(&["Add Consumer"]);
            w.type_text(name);
            w.keys(NONE, Key::Enter);
        }
        for _ in 0..panel {
            w.keys(NONE, Key::F6);
        }
        for modifiers in [NONE, Modifiers::SHIFT] {
            if let Err(why) = comes_round(&mut w, modifiers) {
                f.0.push(format!("panel {panel} {modifiers:?}: {why}"));
            }
        }
    }
    f.none();
}
