//! Edits: any sequence of them keeps the invariants, says exactly what it changed, can be undone and can be saved.

use crate::recipes;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ecow::EcoVec;
use opcanvas::edit::{Edit, History, apply};
use opcanvas::format::templates::Template;
use opcanvas::format::{self, load};
use opcanvas::geom::Point;
use opcanvas::model::legality::initial_attributes;
use opcanvas::model::{
    Annotation, AnnotationKind, Change, Delta, Document, Element, ElementId, ElementKind, Placement, Relation,
    RelationId, RelationKind, Value, View, ViewId,
};
use proptest::prelude::*;
use recipes::{Recipe, edit, nested, recipe, record};

fn template(template: Template) -> Document {
    load(template.bytes()).expect("a template").document
}

// --- what every step must keep ---

fn by_id<'a, K: Ord + Clone + 'a, V: PartialEq + Clone + 'a>(
    before: impl Iterator<Item = (&'a K, &'a V)>,
    after: impl Iterator<Item = (&'a K, &'a V)>,
) -> BTreeMap<K, Change<V>> {
    let (before, after): (BTreeMap<_, _>, BTreeMap<_, _>) = (before.collect(), after.collect());
    let keys: BTreeSet<_> = before.keys().chain(after.keys()).copied().collect();
    let change =
        |key: &K| Change { before: before.get(key).copied().cloned(), after: after.get(key).copied().cloned() };
    keys.into_iter().map(|k| (k.clone(), change(k))).filter(|(_, c)| c.before != c.after).collect()
}

/// The view without its placements, which a delta lists apart.
fn bare(view: &Arc<View>) -> View {
    View { placements: opcanvas::model::table::Table::new(), ..View::clone(view) }
}

fn assert_exact(before: &Document, after: &Document, delta: &Delta) {
    assert_eq!(delta.elements, by_id(before.elements().iter(), after.elements().iter()));
    assert_eq!(delta.relations, by_id(before.relations().iter(), after.relations().iter()));
    assert_eq!(delta.head, before.head() != after.head(), "head");
    let views = |d: &Document| d.views().iter().map(|(id, v)| (id.clone(), bare(v))).collect::<BTreeMap<_, _>>();
    let expected = by_id(views(before).iter(), views(after).iter());
    assert_eq!(delta.views.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "views");
    for (id, change) in &delta.views {
        assert_eq!(change.before.as_ref().map(bare), expected[id].before);
        assert_eq!(change.after.as_ref().map(bare), expected[id].after);
    }
    // Placements of views that are new or gone came or went with their views.
    let both = |id: &ViewId| before.view(id).is_some() && after.view(id).is_some();
    let placements = |d: &Document| {
        let of_view = |v: &Arc<View>| {
            v.placements.iter().map(|(e, p)| ((v.id.clone(), e.clone()), p.clone())).collect::<Vec<_>>()
        };
        d.views().values().filter(|v| both(&v.id)).flat_map(of_view).collect::<BTreeMap<_, _>>()
    };
    assert_eq!(delta.placements, by_id(placements(before).iter(), placements(after).iter()));
}

/// No group holds what the step removed from the model or took out of its diagram.
fn assert_groups_follow(after: &Document, delta: &Delta) {
    for view in after.views().values() {
        for member in view.annotations().filter(|a| a.kind == AnnotationKind::Group).flat_map(|a| a.members) {
            let deleted = delta.elements.get(&member).is_some_and(|c| c.after.is_none());
            let unplaced = delta.placements.get(&(view.id.clone(), member.clone())).is_some_and(|c| c.after.is_none());
            assert!(!deleted && (!unplaced || view.kind == "canvas"), "{member} is in a group of {}", view.id);
        }
    }
}

fn assert_round_trip(document: &Document) {
    let bytes = format::save(document);
    let loaded = load(&bytes).unwrap_or_else(|e| panic!("what was saved opens: {e}"));
    // Whole documents are compared without printing them, which would fill the screen.
    assert!(loaded.document == *document, "what was saved opens as the same");
    assert!(format::save(&loaded.document) == bytes, "the second save gives the same bytes");
}

fn run(start: &Document, steps: &[Vec<Recipe>]) {
    let mut history = History::new(start.clone());
    for recipes in steps {
        let before = history.document().clone();
        // Later edits of a step are made against what the earlier ones leave, where they can be made.
        let (mut edits, mut at) = (Vec::new(), before.clone());
        for recipe in recipes {
            edits.push(edit(&at, recipe));
            at = apply(&at, &edits[edits.len() - 1..]).map_or(at, |(after, _)| after);
        }
        match history.perform("step", &edits) {
            Ok(delta) => {
                let after = history.document();
                assert_exact(&before, after, &delta);
                assert_eq!(delta.is_empty(), before.revision() == after.revision(), "a change is a new revision");
                assert_groups_follow(after, &delta);
                if recipes.len() == 1 {
                    assert_round_trip(after);
                }
            }
            Err(error) => {
                assert!(*history.document() == before, "a refused edit changes nothing: {error}");
                assert_eq!(history.document().revision(), before.revision());
                assert!(error.to_string().ends_with('.'), "{error}");
            }
        }
        assert_eq!(history.document().broken_invariants(), [""; 0], "after {edits:?}");
    }
    let end = history.document().clone();
    assert_round_trip(&end);
    let steps = history.steps().len();
    while history.undo().is_some() {
        assert_eq!(history.document().broken_invariants(), [""; 0]);
    }
    assert!(history.document() == start, "undoing all gives the start");
    assert_eq!(history.document().revision(), start.revision());
    let redone = std::iter::from_fn(|| history.redo().map(|_| ())).count();
    assert_eq!(redone, steps);
    assert!(*history.document() == end, "redoing all gives the end");
    assert_eq!(history.document().revision(), end.revision());
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 2_000, ..ProptestConfig::default() }
}

fn steps(most: usize) -> impl Strategy<Value = Vec<Vec<Recipe>>> {
    prop::collection::vec(prop::collection::vec(recipe(), 1..4), 1..most)
}

proptest! {
    #![proptest_config(config(600))]

    #[test]
    fn any_edits_of_an_empty_model_keep_every_promise(steps in steps(40)) {
        run(&template(Template::Blank), &steps);
    }
}

proptest! {
    #![proptest_config(config(48))]

    #[test]
    fn any_edits_of_the_bank_keep_every_promise(steps in steps(16)) {
        run(&template(Template::Bank), &steps);
    }
}

// --- single promises ---

fn blank_with(elements: &[(&str, ElementKind)]) -> Document {
    let edits: Vec<_> = elements
        .iter()
        .map(|(id, kind)| Edit::AddElement(Element::new((*id).into(), *kind, id.to_uppercase())))
        .collect();
    apply(&template(Template::Blank), &edits).expect("elements").0
}

fn relate(document: &Document, id: &str, kind: RelationKind, source: &str, target: &str) -> Document {
    let mut relation = Relation::new(id.into(), kind, source.into(), target.into());
    relation.attributes = initial_attributes(document, kind);
    apply(document, &[Edit::AddRelation(relation)]).expect("a relation").0
}

#[test]
fn what_no_file_can_hold_is_refused() {
    let document = relate(
        &blank_with(&[("s", ElementKind::ValueStream), ("t", ElementKind::Stage)]),
        "r",
        RelationKind::Contains,
        "s",
        "t",
    );
    let (s, r) = (ElementId::from("s"), RelationId::from("r"));
    let bad_values =
        [Value::Null, Value::Number(f64::NAN), Value::Number(-0.0), Value::Number(4.0), Value::text("\0"), nested(200)];
    let in_record = |v: &Value| Value::Record(record(&[("inner", v.clone())]));
    for bad in bad_values.iter().cloned().chain(bad_values.iter().map(in_record)) {
        for edit in [
            Edit::SetAttribute(s.clone(), "unknown".into(), Some(bad.clone())),
            Edit::SetField(s.clone(), "unknown".into(), Some(bad.clone())),
            Edit::SetRelationAttribute(r.clone(), "unknown".into(), Some(bad.clone())),
            Edit::SetMeta("unknown".into(), Some(bad.clone())),
            Edit::SetSetting("unknown".into(), Some(bad.clone())),
        ] {
            assert!(apply(&document, std::slice::from_ref(&edit)).is_err(), "{edit:?}");
        }
    }
    for key in ["id", "kind", "name", "attributes", "a\0b"] {
        let edit = Edit::SetField(s.clone(), key.into(), Some(Value::Int(1)));
        assert!(apply(&document, &[edit]).is_err(), "{key:?} would stand twice in the file, or not load");
    }
    let mut bent = View::new("v".into(), "diagram", "");
    bent.bends.insert("nobody".into(), EcoVec::new());
    assert!(apply(&document, &[Edit::AddView(bent)]).is_err());
}

#[test]
fn refusals_of_edits_say_what_is_wrong() {
    let document = blank_with(&[("s", ElementKind::Stage)]);
    let s = ElementId::from("s");
    let order = |value| Edit::SetAttribute(s.clone(), "order".into(), Some(value));
    let view = || Edit::AddView(View::new("v".into(), "diagram", ""));
    let place = |x| Edit::Place("v".into(), s.clone(), Placement::at(Point::new(x, 0.0)));
    let table: Vec<(Vec<Edit>, &str)> = vec![
        (vec![Edit::SetName("x".into(), "a".into())], "There is no element \"x\"."),
        (vec![Edit::RemoveElement("x".into())], "There is no element \"x\"."),
        (vec![Edit::RemoveRelation("x".into())], "There is no relation \"x\"."),
        (vec![Edit::RemoveView("x".into())], "There is no view \"x\"."),
        (vec![Edit::Unplace("x".into(), s.clone())], "There is no view \"x\"."),
        (vec![Edit::AddElement(Element::new(s.clone(), ElementKind::Role, ""))], "The id \"s\" cannot be used."),
        (vec![Edit::SetName(s.clone(), "x".repeat(121).into())], "A name has at most 120 characters."),
        (vec![Edit::SetName(s.clone(), "\0".into())], "A text cannot have the NUL character."),
        (vec![order(Value::text("1"))], "\"Order\" should be a whole number."),
        (vec![view(), place(f64::NAN)], "A position is not a number."),
        (vec![view(), view()], "The id \"v\" cannot be used."),
    ];
    for (edits, sentence) in table {
        assert_eq!(apply(&document, &edits).unwrap_err().to_string(), sentence, "{edits:?}");
    }
    apply(&document, &[Edit::SetName(s, "ä".repeat(120).into())]).unwrap();
}

#[test]
fn what_cancels_out_is_no_step() {
    let document = template(Template::Bank);
    let mut history = History::new(document.clone());
    let (element, view) = (document.elements().keys().next().unwrap(), ViewId::from("w"));
    let name = Value::text("Another name");
    let old = document.head().meta.get("name").cloned();
    let place = Edit::Place(view.clone(), element.clone(), Placement::at(Point::ZERO));
    for edits in [
        vec![],
        vec![Edit::SetMeta("name".into(), Some(name)), Edit::SetMeta("name".into(), old)],
        vec![Edit::AddView(View::new(view.clone(), "diagram", "")), place, Edit::RemoveView(view)],
        vec![Edit::SetName(element.clone(), document.element(element).unwrap().name.clone())],
    ] {
        let delta = history.perform("nothing", &edits).unwrap();
        assert!(delta.is_empty(), "{edits:?}: {delta:?}");
        assert_eq!(history.document().revision(), document.revision());
        assert!(history.to_undo().is_none());
    }
}

#[test]
fn removing_an_element_takes_all_that_hangs_on_it_and_nothing_else() {
    use RelationKind::{DependsOn, FlowsTo};
    let mut document = blank_with(&[
        ("a", ElementKind::Technology),
        ("b", ElementKind::Technology),
        ("c", ElementKind::Technology),
        ("p", ElementKind::Process),
        ("q", ElementKind::Process),
    ]);
    document = relate(&document, "ab", DependsOn, "a", "b");
    document = relate(&document, "bc", DependsOn, "b", "c");
    document = relate(&document, "pq", FlowsTo, "p", "q");
    // Foreign relations that end at relations are only read from files, so the file is written by hand.
    let file = String::from_utf8(format::save(&document)).unwrap();
    let foreign = |id: &str, source: &str, target: &str| {
        format!(r#"{{"id": "{id}", "kind": "foreign", "source": "{source}", "target": "{target}"}}"#)
    };
    let more = [foreign("f1", "c", "ab"), foreign("f2", "f1", "c"), foreign("f3", "pq", "c"), foreign("f4", "c", "p")];
    let views = r#""views": [{"id": "v", "kind": "diagram", "name": "", "placements":
        [{"element": "a", "x": 1, "y": 2}, {"element": "c", "x": 3, "y": 4}],
        "bends": [{"relation": "ab", "points": []}, {"relation": "bc", "points": [{"x": 1, "y": 1}]}]},
        {"id": "w", "kind": "diagram", "name": "", "placements": [{"element": "a", "x": 5, "y": 6}]}]"#;
    let file = file.replacen("\"relations\": [", &format!("\"relations\": [{},", more.join(",")), 1);
    let file = file.replacen("\"views\": []", views, 1);
    let loaded = load(file.as_bytes()).unwrap();
    assert_eq!(loaded.problems, []);
    assert_eq!(loaded.document.relations().len(), 3 + more.len());

    let (after, delta) = apply(&loaded.document, &[Edit::RemoveElement("a".into())]).unwrap();
    let left: Vec<_> = after.relations().keys().map(RelationId::as_str).collect();
    assert_eq!(left, ["bc", "f3", "f4", "pq"], "f1 ends at a removed relation, f2 at f1");
    let placed = |view: &str| after.view(&view.into()).unwrap().placements.keys().cloned().collect::<Vec<_>>();
    assert_eq!((placed("v"), placed("w")), (vec!["c".into()], vec![]));
    let bent: Vec<_> = after.view(&"v".into()).unwrap().bends.keys().cloned().collect();
    assert_eq!(bent, ["bc".into()]);
    assert_eq!(after.broken_invariants(), [""; 0]);
    assert_exact(&loaded.document, &after, &delta);
    let (after, _) = apply(&after, &[Edit::RemoveRelation("pq".into())]).unwrap();
    assert!(after.relation(&"f3".into()).is_none());
    assert_eq!(after.broken_invariants(), [""; 0]);
}

#[test]
fn a_note_takes_no_other_record_for_its_own() {
    let mut view = View::new("v".into(), "diagram", "");
    let of_later = record(&[("id", Value::text("a")), ("kind", Value::text("arrow")), ("to", Value::text("b"))]);
    view.annotations.push(Value::Record(of_later));
    let (document, _) = apply(&template(Template::Blank), &[Edit::AddView(view.clone())]).unwrap();
    let rect = opcanvas::geom::Rect::new(0.0, 0.0, 200.0, 90.0);
    let note = Annotation { id: "a".into(), ..Annotation::new(AnnotationKind::Note, rect) };
    let (with_note, _) = apply(&document, &[Edit::PutAnnotation("v".into(), note.clone())]).unwrap();
    let annotations = |d: &Document| d.view(&"v".into()).unwrap().annotations.clone();
    assert_eq!(annotations(&with_note)[..], [view.annotations[0].clone(), note.to_value()]);
    let remove = [Edit::RemoveAnnotation("v".into(), "a".into())];
    let (without, _) = apply(&with_note, &remove).unwrap();
    assert_eq!(annotations(&without), view.annotations);
    assert!(apply(&without, &remove).is_err());
}

#[test]
fn what_leaves_a_view_or_the_model_leaves_its_groups() {
    let document = blank_with(&["a", "b", "c", "d"].map(|id| (id, ElementKind::Technology)));
    let group = |id: &str, members: &[&str]| Annotation {
        id: id.into(),
        members: members.iter().map(|id| ElementId::from(*id)).collect(),
        ..Annotation::new(AnnotationKind::Group, opcanvas::geom::Rect::ZERO)
    };
    let view = |id: &str, kind: &str, all: &[&str]| {
        let mut view = View::new(id.into(), kind, "");
        for id in all {
            view.placements.insert((*id).into(), Placement::at(Point::new(1.0, 2.0)));
        }
        view.annotations = [group("ab", &["a", "b"]), group("c", &["c"]), group("none", &[])]
            .into_iter()
            .map(|group| group.to_value())
            .collect();
        Edit::AddView(view)
    };
    let views = [view("v", "diagram", &["a", "b", "c"]), view("w", "diagram", &["b"]), view("p", "canvas", &["a"])];
    let (document, _) = apply(&document, &views).unwrap();
    let words = |a: Annotation| format!("{}:{}", a.id, a.members.iter().map(ElementId::as_str).collect::<String>());
    let groups = |d: &Document| {
        ["v", "w", "p"].map(|v| d.view(&v.into()).unwrap().annotations().map(words).collect::<Vec<_>>().join(" "))
    };
    let all = "ab:ab c:c none:";
    let unplace = |view: &str, id: &str| Edit::Unplace(view.into(), id.into());
    let place = |view: &str, id: &str| Edit::Place(view.into(), id.into(), Placement::at(Point::ZERO));
    let drop = |view: &str, id: &str| Edit::RemoveAnnotation(view.into(), id.into());
    let remove = |id: &str| Edit::RemoveElement(id.into());
    let table = [
        (vec![unplace("v", "a")], ["ab:b c:c none:", all, all]),
        (vec![unplace("v", "c")], ["ab:ab none:", all, all]),
        (vec![unplace("v", "b"), unplace("v", "a")], ["c:c none:", all, all]),
        // A group can be selected and removed together with what it holds.
        (vec![unplace("v", "c"), drop("v", "c"), unplace("w", "b")], ["ab:ab none:", "ab:a c:c none:", all]),
        (vec![unplace("v", "a"), place("v", "a")], [all; 3]),
        (vec![unplace("p", "a")], [all; 3]),
        (vec![remove("d")], [all; 3]),
        (vec![remove("a")], ["ab:b c:c none:"; 3]),
        (vec![remove("a"), remove("b"), remove("c")], ["none:"; 3]),
        (
            vec![Edit::PutAnnotation("v".into(), group("d", &["d", "a"])), remove("d")],
            ["ab:ab c:c none: d:a", all, all],
        ),
    ];
    for (edits, expected) in table {
        let mut history = History::new(document.clone());
        let delta = history.perform("step", &edits).unwrap();
        let after = history.document().clone();
        assert_eq!(groups(&after), expected, "{edits:?}");
        assert_exact(&document, &after, &delta);
        assert_round_trip(&after);
        if history.undo().is_some() {
            assert!(*history.document() == document, "{edits:?}");
            history.redo();
            assert!(*history.document() == after, "{edits:?}");
        }
    }
}

#[test]
fn an_extended_step_is_one_step() {
    let start = template(Template::Bank);
    let (element, view) = (ElementId::from("new"), ViewId::from("w"));
    let place = |x| Edit::Place("w".into(), "new".into(), Placement::at(Point::new(x, 0.0)));
    let add = Edit::AddElement(Element::new(element.clone(), ElementKind::Role, ""));
    let mut history = History::new(start.clone());
    history.perform("View", &[Edit::AddView(View::new(view.clone(), "diagram", "")), add, place(1.0)]).unwrap();
    let more = [
        vec![Edit::SetName(element.clone(), "Name".into()), place(2.0)],
        vec![Edit::SetMeta("name".into(), Some(Value::text("x")))],
        vec![Edit::SetMeta("name".into(), start.head().meta.get("name").cloned())],
        vec![Edit::SetViewName(view, "Seen".into())],
    ];
    for edits in more {
        history.extend_last(", and more", &edits).unwrap();
        let step = history.to_undo().unwrap();
        assert!(step.before == start && step.after == *history.document());
        assert_exact(&start, history.document(), &step.delta);
    }
    assert_eq!(history.steps().len(), 1);
    let end = history.document().revision();
    assert!(history.extend_last("", &[Edit::SetName("nobody".into(), "x".into())]).is_err());
    assert_eq!(history.document().revision(), end);
    // What changes nothing forgets nothing that was undone.
    history.perform("Rename", &[Edit::SetName(element.clone(), "Other".into())]).unwrap();
    history.undo();
    history.extend_last("", &[Edit::SetName(element, "Name".into())]).unwrap();
    assert_eq!((history.document().revision(), history.to_redo().is_some()), (end, true));
}

#[test]
fn foreign_relations_and_bends_follow_a_relation_that_got_another_id() {
    let file = br#"{"format": "opcanvas", "version": 1,
        "elements": [{"id": "a", "kind": "technology", "name": "A"}, {"id": "b", "kind": "technology", "name": "B"}],
        "relations": [{"id": "rel 1", "kind": "depends_on", "source": "a", "target": "b"},
            {"id": "f", "kind": "foreign", "source": "rel 1", "target": "b"}],
        "views": [{"id": "v", "kind": "diagram", "name": "", "placements": [],
            "bends": [{"relation": "rel 1", "points": [{"x": 1, "y": 2}]}]}]}"#;
    let document = load(file).unwrap().document;
    assert!(document.aside().is_empty() && document.relations().len() == 2, "{:?}", document.aside());
    assert_eq!(document.views().values().map(|v| v.bends.len()).collect::<Vec<_>>(), [1]);
    assert_eq!(document.broken_invariants(), [""; 0]);
    assert_round_trip(&document);
}
