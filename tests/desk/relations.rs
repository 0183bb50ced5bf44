//! Relations and references in the inspector: seen from both ends, made, led elsewhere and removed through the window.

use crate::window;

use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use opcanvas::format::load;
use opcanvas::model::{Direction, ElementId, Relation, RelationKind, Value};
use window::{CTRL, Window, example};

/// The bank with an element selected.
fn bank(test: &str, label: &str) -> Window {
    let mut w = Window::bank(&format!("relations-{test}"));
    w.click(w.at(label));
    w
}

/// Presses buttons one after the other, in sight or not.
fn press(w: &mut Window, labels: &[&str]) {
    for label in labels {
        w.harness.get_by_label(label).click_accesskit();
        w.run();
    }
}

/// Opens a list, types into it and takes the first row.
fn choose(w: &mut Window, button: &str, text: &str) {
    press(w, &[button]);
    w.type_text(text);
    w.keys(Modifiers::NONE, Key::Enter);
}

fn steps(w: &Window) -> usize {
    w.session().history().steps().len()
}

fn last_step(w: &Window) -> String {
    w.session().history().to_undo().map(|s| s.label.clone()).unwrap_or_default()
}

fn between<'a>(w: &'a Window, source: &str, kind: RelationKind, target: &str) -> Option<&'a Relation> {
    let (source, target) = (ElementId::new(source), ElementId::new(target));
    let id = w.document().index().between(&source, kind, &target).next()?;
    w.document().relation(id).map(|r| &**r)
}

#[test]
fn relations_of_both_directions_are_listed_by_kind_and_name_and_lead_to_the_other_end() {
    let mut w = bank("listed", "Stage Apply");
    let stage = w.session().single_element().unwrap().id.clone();
    let index = w.document().index();
    let n = index.relations_of(&stage, Direction::Outgoing).count()
        + index.relations_of(&stage, Direction::Incoming).count();
    assert!(w.has(&format!("Relations ({n})")));
    let listed = w.labels_with("Remove ").into_iter().filter(|l| !l.contains("tag")).count();
    assert!(listed >= n, "{listed} of {n} can be removed here");
    let go = w.labels_with("flows to ").into_iter().find(|l| l.starts_with("flows to ")).expect("it flows somewhere");
    press(&mut w, &[&go]);
    assert!(w.session().single_element().is_some_and(|e| go.ends_with(e.shown_name())), "a click goes there");
    assert!(w.has("flows from Apply"), "and it is seen from there");
}

#[test]
fn a_relation_is_added_by_kind_and_name_edited_led_elsewhere_and_removed() {
    let mut w = bank("edited", "Partner / supplier VeriFace");
    choose(&mut w, "Add relation: supplies", "Apply");
    let made = between(&w, "pa.idv", RelationKind::Supplies, "st.on1").expect("it supplies the stage");
    let id = made.id.clone();
    assert_eq!(last_step(&w), "Relate VeriFace: supplies Apply");
    assert!(w.session().single_element().is_some(), "the element stays selected");
    press(&mut w, &["Open supplies Apply"]);
    w.harness.get_by_label("Share of supplies Apply").focus();
    w.run();
    w.type_text("120");
    w.keys(Modifiers::NONE, Key::Tab);
    let share = |w: &Window| w.document().relation(&id).unwrap().attributes.get("share").cloned();
    assert_eq!(share(&w), None, "what is no share stays in the field");
    w.harness.get_by_label("Share of supplies Apply").focus();
    w.run();
    w.keys(CTRL, Key::A);
    w.type_text("0.4");
    w.keys(Modifiers::NONE, Key::Tab);
    assert_eq!(share(&w).and_then(|v| v.as_number()), Some(0.4));
    choose(&mut w, "Other end of supplies Apply", "Verify identity");
    assert_eq!(w.document().relation(&id).unwrap().target.as_str(), "st.on1", "it supplies that stage already");
    assert!(w.has("Nothing of this name fits"));
    w.keys(Modifiers::NONE, Key::Escape);
    let other = w.document().elements().values().find(|e| {
        e.kind == opcanvas::model::ElementKind::Stage
            && between(&w, "pa.idv", RelationKind::Supplies, e.id.as_str()).is_none()
    });
    let other = other.unwrap().shown_name().to_owned();
    choose(&mut w, "Other end of supplies Apply", &other);
    assert!(w.has(&format!("supplies {other}")));
    assert_eq!(share(&w).and_then(|v| v.as_number()), Some(0.4), "what is said of it stays");
    w.save();
    let saved = load(&std::fs::read(w.file()).unwrap()).unwrap().document;
    assert_eq!(&saved, w.document());
    press(&mut w, &[&format!("Remove supplies {other}")]);
    assert!(w.document().relation(&id).is_none());
    for _ in 0..4 {
        w.keys(CTRL, Key::Z);
    }
    assert_eq!(w.document(), &load(&example("bank")).unwrap().document);
}

#[test]
fn a_contract_that_is_not_there_yet_is_made_with_the_reference_to_it() {
    let mut w = bank("contract", "Partner / supplier VeriFace");
    let title = w.labels_with("Open supplies ").into_iter().next().unwrap();
    press(&mut w, &[&title]);
    let of = title.trim_start_matches("Open ").to_owned();
    let contracts = |w: &Window| {
        let partner = w.document().element(&ElementId::new("pa.idv")).unwrap();
        partner.attributes.get("contracts").map_or(0, |v| v.as_list().len())
    };
    let (before, n) = (contracts(&w), steps(&w));
    choose(&mut w, &format!("Contract of {of}"), "NEW-7");
    assert_eq!(contracts(&w), before + 1);
    assert_eq!(steps(&w), n + 1);
    let refers = w
        .document()
        .relations()
        .values()
        .any(|r| r.source.as_str() == "pa.idv" && r.attributes.get("contract") == Some(&Value::text("NEW-7")));
    assert!(refers);
    w.keys(CTRL, Key::Z);
    assert_eq!(contracts(&w), before, "one step");
}

#[test]
fn a_role_that_is_not_there_yet_is_made_where_it_is_referred_to() {
    let file = r#"{"format": "opcanvas", "version": 1, "meta": {"name": "Desk"}, "elements": [
        {"id": "x", "kind": "culture", "name": "Speak up", "attributes":
            {"promotingActions": [{"action": "Open floor", "owner": "gone"}]}}], "relations": []}"#;
    let mut w = Window::open("relations-role", Some(file.as_bytes()));
    w.tab("Whole model");
    w.click(w.at("Culture element Speak up"));
    press(&mut w, &["Open promoting action 1"]);
    assert!(w.has_part("There is no element \"gone\" in this model."));
    let name = "Carried out by of promoting action 1";
    let n = steps(&w);
    press(&mut w, &[name]);
    w.type_text("Coach");
    assert!(w.has("Create role \"Coach\""));
    w.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(w.document().elements().len(), 2);
    assert_eq!(steps(&w), n + 1);
    assert!(!w.has_part("There is no element"));
    press(&mut w, &["Go to Coach"]);
    assert_eq!(w.session().single_element().map(|e| e.shown_name().to_owned()).as_deref(), Some("Coach"));
    w.keys(CTRL, Key::Z);
    assert_eq!(w.document().elements().len(), 1);
}

#[test]
fn the_letter_of_a_responsibility_is_a_click_and_new_ones_are_made_in_the_list() {
    let mut w = bank("letters", "Stage Apply");
    press(&mut w, &["Add relation"]);
    w.type_text("has as");
    w.keys(Modifiers::NONE, Key::Enter);
    let button = w.labels_with("Other end of the new relation").into_iter().next().unwrap();
    let n = w.document().elements().len();
    choose(&mut w, &button, "Doorkeeper");
    assert_eq!(w.document().elements().len(), n + 1);
    let role = w.document().elements().values().find(|e| e.name == "Doorkeeper").unwrap().id.clone();
    let raci = |w: &Window| {
        let r = between(w, role.as_str(), RelationKind::AssignedTo, "st.on1").unwrap();
        r.attributes.get("raci").and_then(Value::as_text).cloned()
    };
    let letter = w.labels_with("Consulted: ").into_iter().find(|l| l.ends_with("Doorkeeper")).unwrap();
    press(&mut w, &[&letter]);
    assert_eq!(raci(&w).map(|t| t.to_lowercase()), Some("c".into()));
}

#[test]
fn whatever_is_chosen_keeps_the_model_sound_and_undoing_it_leads_back_to_the_first_byte() {
    use opcanvas::editor::Session;
    use opcanvas::editor::gesture::End;
    use opcanvas::editor::session::related::{relations_of, ways_of};
    let mut seed: u64 = 7919;
    let mut below = |n: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % n.max(1) as u64) as usize
    };
    let mut session = Session::untitled(load(&example("bank")).unwrap().document);
    let first = opcanvas::format::save(session.document());
    for i in 0..120 {
        let elements: Vec<ElementId> = session.document().elements().keys().cloned().collect();
        let element = &elements[below(elements.len())];
        let typed = ["", "a", "New one"][below(3)];
        let relations: Vec<_> = relations_of(session.document(), element).into_iter().flat_map(|w| w.rows).collect();
        let end = if below(2) == 0 { End::Source } else { End::Target };
        match relations.get(below(relations.len() + 4)) {
            Some((relation, _)) if below(3) > 0 => {
                let choices = session.end_choices(relation, end, typed);
                if let Some(choice) = choices.get(below(choices.len())) {
                    assert!(session.lead_end(relation, end, choice), "what is offered can be done: step {i}");
                }
            }
            Some((relation, _)) => assert!(session.remove_relation(relation)),
            None => {
                let ways = ways_of(session.document(), element);
                let Some(way) = ways.get(below(ways.len())) else { continue };
                let choices = session.relation_choices(element, *way, typed);
                if let Some(choice) = choices.get(below(choices.len())) {
                    assert!(session.relate(element, *way, choice), "what is offered can be done: step {i}");
                }
            }
        }
        assert_eq!(session.document().broken_invariants(), Vec::<String>::new());
    }
    assert!(session.history().steps().len() > 40);
    while session.history().to_undo().is_some() {
        session.undo();
    }
    assert!(opcanvas::format::save(session.document()) == first);
}
