//! What is shown in every frame is found out once for each state of the model.

use std::sync::Arc;

use opcanvas::edit::Edit;
use opcanvas::editor::session::related::{Choice, Way};
use opcanvas::model::{Direction, ElementId, RelationKind, Value};
use opcanvas::scene::Owner;

use crate::models::{chain, diagram};

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
    let lifecycle = several.fields.iter().find(|f| f.cells.len() == 200 && f.tags.is_none()).unwrap();
    let stored = lifecycle.cells.stored(session.document());
    assert!(Arc::ptr_eq(&stored, &lifecycle.cells.stored(session.document())), "what stands in them neither");

    let tags = several.fields.iter().find(|f| f.tags.is_some()).unwrap();
    session.tag_all(&tags.def, &tags.cells, &Value::text("old"), true);
    let tagged = session.several();
    let tags = tagged.fields.iter().find_map(|f| f.tags.as_ref()).unwrap();
    assert_eq!(*tags, [(Value::text("old"), 200)]);
    session.select(Some(Owner::Element(ElementId::new("t0000"))));
    assert_eq!(session.several().heading, "1 technologies selected");
}
