//! What is shown in every frame is found out once for each state of the model.

use std::sync::Arc;

use eframe::egui::Key;
use egui_kittest::kittest::Queryable;
use opcanvas::edit::{Edit, apply};
use opcanvas::editor::Session;
use opcanvas::editor::session::related::{Choice, Way};
use opcanvas::geom::Point;
use opcanvas::model::view::DIAGRAM;
use opcanvas::model::{Direction, ElementId, Placement, Relation, RelationId, RelationKind, Value, View, ViewId};
use opcanvas::scene::Owner;

use crate::models::{chain, diagram};
use crate::window::{CTRL, Window};

#[test]
fn an_open_list_of_choices_is_put_together_once_for_what_is_typed() {
    let mut session = diagram(chain(60));
    let (first, way) = (ElementId::new("t0000"), Way { kind: RelationKind::DependsOn, direction: Direction::Outgoing });
    let choices = session.relation_choices(&first, way, "technology 5");
    assert_eq!(choices.first(), Some(&Choice::Element(ElementId::new("t0005"))));
    assert!(Arc::ptr_eq(&choices, &session.relation_choices(&first, way, "technology 5")), "nothing has changed");
    assert_ne!(choices, session.relation_choices(&first, way, "technology 6"));
    session.perform("Remove", &[Edit::RemoveElement(ElementId::new("t0005"))]);
    let after = session.relation_choices(&first, way, "technology 5");
    assert!(!after.contains(&Choice::Element(ElementId::new("t0005"))), "the model has changed");
}

#[test]
fn what_has_no_name_is_found_as_it_is_shown() {
    let mut session = diagram(chain(3));
    session.set_name(&ElementId::new("t0002"), "");
    let found = session.reference_choices(&[], "unnamed");
    assert_eq!(found.first(), Some(&Choice::Element(ElementId::new("t0002"))));
}

#[test]
fn thousands_that_are_selected_are_looked_at_once_and_not_in_every_frame() {
    let mut session = diagram(chain(200));
    session.select_all();
    let several = session.several();
    assert_eq!(several.heading, "200 technologies selected");
    assert!(Arc::ptr_eq(&several, &session.several()), "neither the selection nor the model has changed");
    let lifecycle = several.fields.iter().find(|f| f.cells.len() == 200).unwrap();
    let stored = lifecycle.cells.stored(session.document());
    assert!(Arc::ptr_eq(&stored, &lifecycle.cells.stored(session.document())), "what stands in them neither");

    let tags = several.fields.iter().find(|f| f.def.key == "tags").unwrap();
    let old = Value::List([Value::text("old")].into_iter().collect());
    let values: Vec<_> = tags.cells.iter().map(|c| (c.clone(), Some(old.clone()))).collect();
    session.set_cells("Tag", &values).unwrap();
    let tagged = session.several();
    let tags = tagged.fields.iter().find(|f| f.def.key == "tags").unwrap();
    assert_eq!(tags.cells.stored(session.document()).value(), Some(&old), "the model has changed");
    session.select(Some(Owner::Element(ElementId::new("t0000"))));
    assert_eq!(session.several().heading, "1 technologies selected");
}

/// A hub that many depend on, alone in a view.
fn hub(n: usize) -> Vec<u8> {
    let hub = ElementId::new("t0000");
    let others = (1..n).map(|i| ElementId::new(format!("t{i:04}")));
    let relations = others.enumerate().map(|(i, other)| {
        Edit::AddRelation(Relation::new(RelationId::new(format!("h{i}")), RelationKind::DependsOn, other, hub.clone()))
    });
    let mut view = View::new(ViewId::new("v"), DIAGRAM, "Hub");
    view.placements.insert(hub.clone(), Placement::at(Point::new(0.0, 0.0)));
    let edits: Vec<_> = relations.chain([Edit::AddView(view)]).collect();
    opcanvas::format::save(&apply(&chain(n), &edits).unwrap().0)
}

#[test]
fn of_thousands_of_relations_the_first_are_listed_and_more_on_request() {
    let mut w = Window::open("hub", Some(&hub(1_000)));
    w.keys(CTRL, Key::A);
    assert!(w.session().single_element().is_some() && w.has("Relations (1000)"));
    // A fix that is offered begins "Remove that".
    let is_line = |l: &String| l.contains("Technology") && !l.starts_with("Remove that");
    let listed = |w: &Window| w.labels_with("Remove ").into_iter().filter(is_line).count();
    assert_eq!(listed(&w), 31, "one that it depends on, and 30 that depend on it");
    w.harness.get_by_label("Show 100 of 969 more: needed by").click_accesskit();
    w.run();
    assert_eq!(listed(&w), 131);
    let relations = w.session().relations_of(&ElementId::new("t0000"));
    assert!(Arc::ptr_eq(&relations, &w.session().relations_of(&ElementId::new("t0000"))), "found once");
}

#[test]
fn the_roadmap_of_a_large_model_shows_the_first_of_what_is_marked_and_more_on_request() {
    let document = chain(300);
    let new = |id: &ElementId| Edit::SetField(id.clone(), "state".into(), Some(Value::text("new")));
    let edits: Vec<_> = document.elements().keys().map(new).collect();
    let bytes = opcanvas::format::save(&apply(&document, &edits).unwrap().0);
    let mut w = Window::open("marked", Some(&bytes));
    w.harness.get_by_label("Roadmap").click_accesskit();
    w.run();
    let listed = |w: &Window| w.labels_with("Go to Technology").into_iter().filter(|l| l.ends_with(", new")).count();
    assert_eq!(listed(&w), 30);
    w.harness.get_by_label("Show 100 of 270 more: new").click_accesskit();
    w.run();
    assert_eq!(listed(&w), 130);
}

#[test]
fn the_tables_to_choose_from_are_counted_once_for_what_is_typed() {
    let mut session = diagram(chain(5));
    let tables = session.table_choices("tech");
    assert_eq!(tables.first().map(|(_, label, n)| (label.as_str(), *n)), Some(("Technologies", 5)));
    assert!(Arc::ptr_eq(&tables, &session.table_choices(" Tech")));
    session.perform("Remove", &[Edit::RemoveElement(ElementId::new("t0000"))]);
    assert_eq!(session.table_choices("tech")[0].2, 4);
}

#[test]
fn many_entries_of_the_tray_are_moved_and_deleted_together() {
    let mut session = diagram(chain(2));
    let lines: Vec<String> = (0..3_000).map(|i| format!("Line {i}")).collect();
    session.add_unsorted(&lines.join("\n"));
    let texts = |s: &Session| s.unsorted().iter().map(|e| e.text.to_string()).collect::<Vec<_>>();
    let odd: Vec<_> = session.unsorted().iter().skip(1).step_by(2).map(|e| e.id.clone()).collect();
    session.move_unsorted(&odd, 0);
    assert_eq!((texts(&session)[0].as_str(), texts(&session)[1_500].as_str()), ("Line 1", "Line 0"));
    session.delete_unsorted(&odd);
    assert_eq!((texts(&session)[0].as_str(), texts(&session).len()), ("Line 0", 1_500));
    assert_eq!(session.last_chosen_unsorted(), Some(0), "what comes after them is chosen");
}

#[test]
fn a_figure_is_told_with_its_unit_once() {
    use opcanvas::editor::fields::{Cell, Place, Table};
    let document = crate::models::bank();
    let partners = document.index().of_kind(opcanvas::model::ElementKind::Partner);
    let tables =
        partners.filter_map(|id| Table::of(&document, &Cell::from(Place::Attribute(id.clone(), "contracts".into()))));
    let told: Vec<String> = tables.map(|t| t.summary(&document, 0)).collect();
    assert!(told.iter().any(|t| t.contains(" %")) && !told.iter().any(|t| t.contains("% %")), "{told:?}");
}
