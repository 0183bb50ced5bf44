//! Words, attributes and settings of the model: edited, used at once, and kept by copies that do not know them.

use opcanvas::edit::{Edit, apply};
use opcanvas::editor::Session;
use opcanvas::editor::fields::{Cell, Place, read};
use opcanvas::editor::session::additions::{Facet, Of, OwnType, Word};
use opcanvas::format::{load, save};
use opcanvas::model::{Document, Element, ElementId, ElementKind, RelationKind, Value};

use crate::models;

const STAGE: Of = Of::Element(ElementKind::Stage);
const FLOWS: Of = Of::Relation(RelationKind::FlowsTo);

fn session() -> Session {
    Session::untitled(models::bank())
}

fn stage(document: &Document) -> ElementId {
    document.index().of_kind(ElementKind::Stage).next().unwrap().clone()
}

fn bytes(document: &Document) -> Vec<u8> {
    save(document)
}

/// What was saved reads back as the same document, and saves to the same bytes.
fn round_trip(document: &Document) -> Document {
    let first = bytes(document);
    let again = load(&first).unwrap();
    assert_eq!(again.document, *document);
    assert_eq!(bytes(&again.document), first);
    again.document
}

fn label(document: &Document) -> String {
    document.metamodel().kind_label(ElementKind::Stage).to_owned()
}

#[test]
fn an_own_label_is_the_kinds_name_at_once_and_undo_takes_it_back() {
    let mut s = session();
    let before = s.document().clone();
    s.set_own_word(STAGE, Word::Label, "Step of work").unwrap();
    assert_eq!(label(s.document()), "Step of work");
    let def = s.document().metamodel().kind(ElementKind::Stage).unwrap().clone();
    assert_eq!((def.short.as_str(), def.plural.as_str()), ("Step of work", "Step of work"));
    s.set_own_word(STAGE, Word::Other, "Steps of work").unwrap();
    assert_eq!(s.document().metamodel().kind(ElementKind::Stage).unwrap().plural, "Steps of work");
    s.set_synonyms(STAGE, "Etappe, Schritt; etappe").unwrap();
    assert_eq!(STAGE.own_synonyms(s.document()), ["Etappe", "Schritt"]);
    let found = s.creatable("etappe", None);
    assert!(found.iter().any(|c| c.kind == ElementKind::Stage), "found by its other word");
    s.set_own_word(FLOWS, Word::Label, "leads on to").unwrap();
    assert_eq!(s.document().metamodel().relation_label(RelationKind::FlowsTo), "leads on to");
    let after = s.document().clone();
    round_trip(&after);
    for _ in 0..4 {
        s.undo();
    }
    assert_eq!(*s.document(), before);
    assert_eq!(label(s.document()), label(&before));
    for _ in 0..4 {
        s.redo();
    }
    assert_eq!(*s.document(), after);
    assert_eq!(label(s.document()), "Step of work");
    s.set_own_word(STAGE, Word::Label, "").unwrap();
    assert_eq!(label(s.document()), label(&before), "an empty word gives back the one it came with");
    let taken = s.document().metamodel().kind_label(ElementKind::Role).to_owned();
    assert!(s.set_own_word(STAGE, Word::Label, &taken).unwrap_err().contains("called so already"));
}

#[test]
fn an_attribute_of_every_type_is_made_used_and_kept() {
    let mut s = session();
    let id = stage(s.document());
    let role = s.document().index().of_kind(ElementKind::Role).next().unwrap().clone();
    for ty in OwnType::ALL {
        let key = s.add_own_attribute(STAGE, &format!("My {}", ty.label())).unwrap();
        s.set_attribute_type(STAGE, &key, ty).unwrap();
        let text = match ty {
            OwnType::OneOf | OwnType::SomeOf => {
                s.set_attribute_facet(STAGE, &key, Facet::Values, "Low\nHigh").unwrap();
                "high"
            }
            OwnType::Reference => {
                s.set_attribute_facet(STAGE, &key, Facet::To, "Role").unwrap();
                role.as_str()
            }
            OwnType::Boolean => "yes",
            OwnType::Date => "2026-07-01",
            OwnType::Duration => "2d",
            _ => "7",
        };
        s.set_attribute_facet(STAGE, &key, Facet::Default, text).unwrap();
        s.set_attribute_facet(STAGE, &key, Facet::Help, "What it is").unwrap();
        s.set_attribute_required(STAGE, &key, true).unwrap();
        let def =
            s.document().metamodel().element_attributes(ElementKind::Stage).iter().find(|d| d.key == key).unwrap();
        assert_eq!(OwnType::of(def), Some(ty));
        let value = def.default.clone().unwrap();
        assert!(def.required && def.help.is_some());
        assert!(s.set_value(Place::Attribute(id.clone(), key.clone()), "Own", Some(value)));
    }
    let again = round_trip(s.document());
    assert_eq!(again.element(&id).unwrap().attributes, s.document().element(&id).unwrap().attributes);
    assert!(load(&bytes(&again)).unwrap().problems.is_empty());
}

#[test]
fn bad_definitions_are_said_and_the_last_good_ones_stay() {
    let mut s = session();
    let key = s.add_own_attribute(STAGE, "CO2 per case").unwrap();
    assert_eq!(key, "co2PerCase");
    s.set_attribute_type(STAGE, &key, OwnType::Number).unwrap();
    s.set_attribute_facet(STAGE, &key, Facet::Min, "5").unwrap();
    let good = s.document().clone();
    let cases = [
        (Facet::Label, "  ", "needs a label"),
        (Facet::Label, "lead time", "already"),
        (Facet::Max, "4", "greater than the greatest"),
        (Facet::Max, "x", "no number"),
        (Facet::Default, "many", "cannot be the default"),
    ];
    for (facet, text, why) in cases {
        let said = s.set_attribute_facet(STAGE, &key, facet, text).unwrap_err();
        assert!(said.contains(why), "{facet:?} {text}: {said}");
    }
    for text in ["", "Co2 per Case"] {
        s.add_own_attribute(STAGE, text).unwrap_err();
    }
    assert_eq!(*s.document(), good);
    s.set_attribute_facet(STAGE, &key, Facet::Label, "Footprint").unwrap();
    let second = s.add_own_attribute(STAGE, "CO2 per case").unwrap();
    assert_ne!(second, key, "the key stays with what had it first");
}

#[test]
fn what_elements_say_outlives_changes_of_the_definition_and_is_told() {
    let mut s = session();
    let id = stage(s.document());
    let key = s.add_own_attribute(STAGE, "Grade").unwrap();
    s.set_value(Place::Attribute(id.clone(), key.clone()), "Grade", Some(Value::text("good")));
    s.take_notices();
    s.set_attribute_type(STAGE, &key, OwnType::Integer).unwrap();
    assert!(
        s.take_notices()
            .iter()
            .any(|n| n.text.contains("1 element has a value of Grade that do not fit") || n.text.contains("1 element"))
    );
    assert_eq!(s.document().element(&id).unwrap().attributes.get(&key), Some(&Value::text("good")));
    s.remove_own_attribute(STAGE, 0).unwrap();
    assert!(s.take_notices().iter().any(|n| n.text.contains("keeps its value")));
    assert_eq!(s.document().element(&id).unwrap().attributes.get(&key), Some(&Value::text("good")));
    round_trip(s.document());
    assert!(STAGE.addition(s.document()).is_none(), "nothing is left of an addition that says nothing");
    s.undo();
    assert_eq!(STAGE.own_attributes(s.document()).len(), 1);
    // A new definition does not take over what another left.
    s.redo();
    assert_ne!(s.add_own_attribute(STAGE, "Grade").unwrap(), key);
    round_trip(s.document());
}

#[test]
fn values_of_an_enum_keep_their_ids_when_they_are_renamed() {
    let mut s = session();
    let key = s.add_own_attribute(FLOWS, "Channel").unwrap();
    s.set_attribute_type(FLOWS, &key, OwnType::OneOf).unwrap();
    s.set_attribute_facet(FLOWS, &key, Facet::Values, "By post\nOnline").unwrap();
    s.set_attribute_facet(FLOWS, &key, Facet::Values, "By letter\nOnline").unwrap();
    let list = FLOWS.own_attributes(s.document());
    let values = list[0].as_record().unwrap().get("values").unwrap().as_list().to_vec();
    let ids: Vec<_> =
        values.iter().map(|v| v.as_record().unwrap().get("id").unwrap().as_text().unwrap().as_str()).collect();
    assert_eq!(ids, ["by_post", "online"]);
    s.set_attribute_facet(FLOWS, &key, Facet::Values, "a\nA").unwrap_err();
}

/// Additions as a later version, another program or a careless hand may write them.
const STRANGE: &str = r#"{
  "elements": {
    "stage": {
      "label": "Step",
      "synonyms": ["Etappe"],
      "colour": "teal",
      "attributes": [
        {"key": "co2", "label": "CO2", "type": "number", "future": {"a": [1, null, "x"]}},
        {"key": "where", "label": "Where", "type": "geo", "precision": 3},
        {"key": "broken", "label": 7, "type": "text"},
        "nothing",
        {"key": "grade", "label": "Grade", "type": "enum", "values": [{"id": "a", "label": "A", "shade": 2}]}
      ]
    },
    "starship": {"label": "Starship"},
    "role": 5
  },
  "relations": {"flows_to": {"attributes": [{"key": "lane", "label": "Lane", "type": "text", "icon": "car"}]}},
  "records": {"Thing": {"fields": []}},
  "later": true
}"#;

fn strange() -> Document {
    let mut json: serde_json::Value = serde_json::from_slice(&bytes(&models::bank())).unwrap();
    json["metamodel"] = serde_json::from_str(STRANGE).unwrap();
    let elements = json["elements"].as_array_mut().unwrap();
    let stage = elements.iter_mut().find(|e| e["kind"] == "stage").unwrap();
    stage["attributes"]["co2"] = serde_json::json!(4.5);
    stage["attributes"]["where"] = serde_json::json!({"lat": 1.5, "lon": [2]});
    stage["attributes"]["unheard"] = serde_json::json!([{"of": null}]);
    stage["mood"] = serde_json::json!("sunny");
    json["plateaus"][0]["owner"] = serde_json::json!({"name": "x"});
    load(&serde_json::to_vec(&json).unwrap()).unwrap().document
}

fn lines(document: &Document) -> Vec<String> {
    String::from_utf8(bytes(document)).unwrap().lines().map(ToOwned::to_owned).collect()
}

/// The lines of `after` that are not in `before`, and the other way round.
fn differing(before: &Document, after: &Document) -> usize {
    let (a, b) = (lines(before), lines(after));
    let gone = a.iter().filter(|l| !b.contains(l)).count();
    let new = b.iter().filter(|l| !a.contains(l)).count();
    gone + new
}

#[test]
fn additions_that_this_program_does_not_understand_survive_an_edit_byte_for_byte() {
    let document = strange();
    round_trip(&document);
    assert_eq!(label(&document), "Step", "what is sound beside what is damaged is used");
    let keys: Vec<_> =
        document.metamodel().element_attributes(ElementKind::Stage).iter().map(|d| d.key.to_string()).collect();
    assert!(keys.contains(&"co2".into()) && keys.contains(&"grade".into()) && !keys.contains(&"where".into()));
    let before = String::from_utf8(bytes(&document)).unwrap();
    let id = document.index().of_kind(ElementKind::Role).next().unwrap().clone();
    let (renamed, _) = apply(&document, &[Edit::SetName(id.clone(), "Someone else entirely".into())]).unwrap();
    let old = document.element(&id).unwrap().name.clone();
    let after = String::from_utf8(bytes(&renamed)).unwrap();
    let expected = after.replacen("Someone else entirely", &old, 1);
    assert_eq!(expected, before, "only the name is another");
    let added = apply(&document, &[Edit::AddElement(Element::new(ElementId::new("zz"), ElementKind::Role, "New"))]);
    round_trip(&added.unwrap().0);
}

#[test]
fn every_edit_of_the_additions_leaves_what_it_does_not_know() {
    let kept = [
        "\"colour\"",
        "\"future\"",
        "\"geo\"",
        "\"nothing\"",
        "\"shade\"",
        "\"starship\"",
        "\"icon\"",
        "\"later\"",
        "\"precision\"",
    ];
    let mut s = Session::untitled(strange());
    let start = s.document().clone();
    let at_most = |s: &Session, n: usize, what: &str| {
        let text = String::from_utf8(bytes(s.document())).unwrap();
        for part in kept {
            assert!(text.contains(part), "{what} lost {part}");
        }
        let d = differing(&start, s.document());
        assert!(d <= n, "{what} changed {d} lines");
        round_trip(s.document());
    };
    s.set_own_word(STAGE, Word::Label, "Act").unwrap();
    at_most(&s, 2, "the label");
    s.undo();
    s.set_synonyms(STAGE, "Etappe, Akt").unwrap();
    at_most(&s, 4, "the synonyms");
    s.undo();
    s.set_attribute_facet(STAGE, "co2", Facet::Unit, "kg").unwrap();
    at_most(&s, 4, "the unit");
    s.undo();
    s.set_attribute_facet(STAGE, "grade", Facet::Values, "A\nB").unwrap();
    at_most(&s, 8, "the values");
    s.undo();
    let key = s.add_own_attribute(STAGE, "Where").unwrap();
    assert_ne!(key, "where", "the key of a definition that cannot be read is taken");
    at_most(&s, 12, "the new attribute");
    s.undo();
    s.move_own_attribute(STAGE, 0, true).unwrap();
    at_most(&s, 4, "the order");
    s.undo();
    assert!(s.set_own_word(Of::Element(ElementKind::Role), Word::Label, "Hat").unwrap_err().contains("damaged"));
    s.rename_plateau("p1", "Soon").unwrap();
    assert!(String::from_utf8(bytes(s.document())).unwrap().contains("\"owner\""));
    assert_eq!(differing(&start, s.document()), 2);
}

#[test]
fn a_part_that_is_copied_has_the_additions() {
    let document = strange();
    let id = stage(&document);
    let view = opcanvas::model::View::new(opcanvas::model::ViewId::new("v"), "diagram", "V");
    let part = document.part(&[id].into_iter().collect(), view, ("mark", Value::Int(1)));
    assert_eq!(part.metamodel().kind_label(ElementKind::Stage), "Step");
    assert_eq!(
        part.base_metamodel().kind_label(ElementKind::Stage),
        models::bank().metamodel().kind_label(ElementKind::Stage)
    );
}

/// What is typed into the field of a setting.
fn set_setting(s: &mut Session, key: &str, text: &str) -> Result<(), String> {
    let cell = Cell::from(Place::Setting(key.into()));
    let ty = cell.def(s.document()).unwrap().ty;
    let value = read(s.document(), &ty, text)?;
    s.set_cells("Set", &[(cell, value)]).map(|done| assert!(done))
}

#[test]
fn every_setting_is_set_and_set_back_and_bad_input_changes_nothing() {
    let mut s = session();
    let defs = s.document().metamodel().settings.clone();
    for def in &defs {
        let text = match def.key.as_str() {
            "currency" => "CHF",
            "asOf" => "2027-01-31",
            "portfolioTarget" => "60, 30, 10",
            "hhiHigh" | "hhiModerate" | "minTransform" => "0.3",
            _ => "3",
        };
        set_setting(&mut s, &def.key, text).unwrap_or_else(|why| panic!("{}: {why}", def.key));
        round_trip(s.document());
        set_setting(&mut s, &def.key, "").unwrap();
        assert_eq!(s.document().head().settings.get(&def.key), None);
        let before = s.document().clone();
        let bad = if def.key == "currency" { "money" } else { "x y" };
        assert!(set_setting(&mut s, &def.key, bad).is_err(), "{}", def.key);
        assert_eq!(*s.document(), before);
    }
    for (key, text) in
        [("hoursPerDay", "0"), ("hoursPerDay", "25"), ("daysPerWeek", "-1"), ("asOf", "2026-02-30"), ("hhiHigh", "2")]
    {
        assert!(set_setting(&mut s, key, text).is_err(), "{key} {text}");
    }
    let grouped = opcanvas::editor::model_settings::grouped(s.document().metamodel());
    assert_eq!(grouped.iter().map(|(_, d)| d.len()).sum::<usize>(), defs.len(), "each setting stands once");
}

#[test]
fn another_working_day_leaves_stored_hours_alone() {
    let mut s = session();
    let before: Vec<_> = s.document().elements().values().map(|e| e.attributes.clone()).collect();
    set_setting(&mut s, "hoursPerDay", "7,5").unwrap();
    let after: Vec<_> = s.document().elements().values().map(|e| e.attributes.clone()).collect();
    assert_eq!(before, after);
    let hours =
        opcanvas::editor::fields::read(s.document(), &opcanvas::model::metamodel::AttributeType::Duration, "2d");
    assert_eq!(hours.unwrap(), Some(Value::Int(15)));
}
