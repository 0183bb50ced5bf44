//! Edits: any sequence of them keeps the invariants, says exactly what it changed, can be undone and can be saved.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ecow::{EcoString, EcoVec};
use opcanvas::edit::{Edit, History, apply};
use opcanvas::format::templates::Template;
use opcanvas::format::{self, load};
use opcanvas::geom::Point;
use opcanvas::model::legality::{connections, initial_attributes};
use opcanvas::model::metamodel::{AttributeDef, AttributeType};
use opcanvas::model::{
    Change, Delta, Document, Element, ElementId, ElementKind, Placement, Record, Relation, RelationId, RelationKind,
    Value, View, ViewId,
};
use proptest::prelude::*;
use proptest::sample::Index;

fn template(template: Template) -> Document {
    load(template.bytes()).expect("a template").document
}

// --- random edits: numbers that are read against the document as it is ---

#[derive(Clone, Debug)]
struct Recipe {
    edit: u8,
    odd: u8,
    a: Index,
    b: Index,
    c: Index,
}

fn recipe() -> impl Strategy<Value = Recipe> {
    (0..16_u8, any::<u8>(), any::<Index>(), any::<Index>(), any::<Index>()).prop_map(|(edit, odd, a, b, c)| Recipe {
        edit,
        odd,
        a,
        b,
        c,
    })
}

/// One of the keys, or now and then one that does not exist.
fn pick<'a, T: Clone + From<&'static str> + 'a>(keys: impl Iterator<Item = &'a T>, at: Index, odd: u8) -> T {
    let keys: Vec<_> = keys.collect();
    if keys.is_empty() || odd.is_multiple_of(29) { T::from("nobody") } else { keys[at.index(keys.len())].clone() }
}

fn new_id(prefix: &str, at: Index, odd: u8) -> EcoString {
    match odd {
        0..4 => "".into(),
        4..8 => "a b".into(),
        8..12 => "x".repeat(65).into(),
        _ => format!("{prefix}{}", at.index(12)).into(),
    }
}

fn text(at: Index) -> EcoString {
    ["Kredit prüfen", "", "  ", "北京 🏦", "a\"b\\c\n</title>", "\u{202e}abc", "a\0b"][at.index(7)].into()
}

fn name(at: Index) -> EcoString {
    if at.index(11) == 10 { "ä".repeat(121).into() } else { text(at) }
}

fn record(pairs: &[(&str, Value)]) -> Record {
    pairs.iter().map(|(k, v)| (EcoString::from(*k), v.clone())).collect()
}

fn nested(levels: usize) -> Value {
    (0..levels).fold(Value::Int(1), |inner, _| Value::List([inner].into_iter().collect()))
}

/// Values of every form, half of which no file can hold.
fn value(at: Index) -> Value {
    let list = |values: &[Value]| Value::List(values.iter().cloned().collect());
    let values = [
        Value::text("plain"),
        Value::text("2026-07-01"),
        Value::text("A"),
        Value::text("project"),
        Value::text("a\0b"),
        Value::Int(3),
        Value::Int(i64::MIN),
        Value::Int(i64::MAX),
        Value::Number(0.5),
        Value::Number(1e300),
        Value::Number(1e17),
        Value::Number(5e-324),
        Value::Number(2.0),
        Value::Number(-0.0),
        Value::Number(f64::NAN),
        Value::Number(f64::NEG_INFINITY),
        Value::Bool(true),
        Value::Null,
        list(&[]),
        list(&[Value::Null, Value::Int(1)]),
        list(&[Value::text("customer"), Value::text("user")]),
        list(&[Value::text("\0")]),
        Value::Record(Record::new()),
        Value::Record(record(&[("z", Value::Int(1)), ("a", Value::Bool(false))])),
        Value::Record(record(&[("nothing", Value::Null)])),
        Value::Record(record(&[("a\0b", Value::Int(1))])),
        list(&[Value::Record(record(&[
            ("run", Value::Int(1)),
            ("year", Value::Int(2026)),
            ("odd", Value::Number(0.25)),
        ]))]),
        nested(40),
        nested(200),
    ];
    values[at.index(values.len())].clone()
}

/// A value of the type, so that a fair share of the edits goes through.
fn fitting(metamodel: &opcanvas::model::Metamodel, ty: &AttributeType, at: Index) -> Value {
    match ty {
        AttributeType::Text | AttributeType::Reference { .. } | AttributeType::Contract | AttributeType::Plateau => {
            Value::text("e1")
        }
        AttributeType::Integer => Value::Int([-1, 0, 1, 2, 5, 40, 1_000, i64::MAX, i64::MIN][at.index(9)]),
        AttributeType::Number | AttributeType::Percent | AttributeType::Money | AttributeType::Duration => {
            Value::number(at.index(1000) as f64 / 8.0).expect("a number")
        }
        AttributeType::Boolean => Value::Bool(at.index(2) == 0),
        AttributeType::Date => Value::text("2026-02-28"),
        AttributeType::Enum { values } => Value::text(values[at.index(values.len())].id.clone()),
        AttributeType::Set { values } => {
            Value::List(values.iter().take(at.index(3)).map(|v| Value::text(v.id.clone())).collect())
        }
        AttributeType::List { of } => Value::List((0..at.index(3)).map(|_| fitting(metamodel, of, at)).collect()),
        AttributeType::Record { record } => {
            let fields = metamodel.records.get(record).map_or(&[][..], |r| &r.fields);
            // Backwards, so that the order of keys has to be mended.
            Value::Record(fields.iter().rev().map(|f| (f.key.clone(), fitting(metamodel, &f.ty, at))).collect())
        }
        AttributeType::Properties => Value::Record(Record::new()),
    }
}

/// A key, defined or not, with a value, fitting or not, or with none.
fn setting(document: &Document, defs: &[AttributeDef], r: &Recipe) -> (EcoString, Option<Value>) {
    const OTHERS: [&str; 11] =
        ["unknown", "id", "kind", "name", "attributes", "source", "x", "a\0b", "", "description", "state"];
    let def = (!defs.is_empty() && r.odd % 4 != 3).then(|| &defs[r.b.index(defs.len())]);
    let key = def.map_or_else(|| OTHERS[r.b.index(OTHERS.len())].into(), |d| d.key.clone());
    let value = match (def, r.odd % 16) {
        (_, 0) => None,
        (Some(def), 1..12) => Some(fitting(document.metamodel(), &def.ty, r.c)),
        _ => Some(value(r.c)),
    };
    (key, value)
}

fn number(at: Index) -> f64 {
    let any = f64::from_bits(at.index(usize::MAX) as u64);
    [0.0, -0.0, 10.0, 12.5, -300.0, 1e7, 1e308, -1e308, 5e-324, f64::NAN, f64::INFINITY, any, any][at.index(13)]
}

fn placement(r: &Recipe) -> Placement {
    let mut placement = Placement::at(Point::new(number(r.a), number(r.b)));
    placement.w = (r.odd & 1 > 0).then(|| number(r.c));
    placement.h = (r.odd & 2 > 0).then(|| number(r.b));
    placement.z = (r.odd & 4 > 0).then_some(-3);
    placement.pinned = (r.odd & 8 > 0).then_some(false);
    if r.odd & 0x30 == 0x30 {
        let (key, value) = setting_of_unknown(r);
        placement.fields.set(key, value);
    }
    placement
}

fn setting_of_unknown(r: &Recipe) -> (EcoString, Value) {
    (["unknown", "x", "element", "z", "a\0b"][r.c.index(5)].into(), value(r.b))
}

fn edit(document: &Document, r: &Recipe) -> Edit {
    let (metamodel, odd) = (document.metamodel(), r.odd);
    let element = |at: Index| pick(document.elements().keys(), at, odd);
    let relation = |at: Index| pick(document.relations().keys(), at, odd);
    let view = |at: Index| pick(document.views().keys(), at, odd);
    match r.edit {
        0 | 1 => {
            let kind = [&ElementKind::ALL[..], &[ElementKind::Foreign]].concat()[r.a.index(17)];
            let mut element = Element::new(ElementId::new(new_id("n", r.b, odd)), kind, name(r.c));
            if odd % 3 == 0 {
                let (key, value) = setting(document, metamodel.element_attributes(kind), r);
                element.attributes.set(key, value.unwrap_or(Value::Null));
                let (key, value) = setting(document, &metamodel.common, r);
                element.fields.set(key, value.unwrap_or(Value::Null));
            }
            Edit::AddElement(element)
        }
        2 => Edit::SetName(element(r.a), name(r.b)),
        3 => {
            let (key, value) = setting(document, &metamodel.common, r);
            Edit::SetField(element(r.a), key, value)
        }
        4 => {
            let id = element(r.a);
            let defs = document.element(&id).map_or(&[][..], |e| metamodel.element_attributes(e.kind));
            let (key, value) = setting(document, defs, r);
            Edit::SetAttribute(id, key, value)
        }
        5 => Edit::RemoveElement(element(r.a)),
        6..9 => {
            let (source, target) = (element(r.a), element(r.b));
            // Mostly what is legal; now and then any kind at all, and a foreign relation that ends at a relation.
            let legal = connections(document, &source, &target);
            let kind = match odd % 8 {
                0 => RelationKind::ALL[r.c.index(18)],
                1 => RelationKind::Foreign,
                2 => RelationKind::Contains,
                _ if legal.is_empty() => RelationKind::AssignedTo,
                _ => legal[r.c.index(legal.len())],
            };
            let target = if odd % 16 == 1 { ElementId::new(relation(r.b).text()) } else { target };
            let id = RelationId::new(new_id("q", r.c, odd));
            let mut relation = Relation::new(id, kind, source, target);
            relation.attributes = initial_attributes(document, kind);
            if odd % 5 == 0 {
                let (key, value) = setting(document, metamodel.relation_attributes(kind), r);
                relation.attributes.set(key, value.unwrap_or(Value::Null));
                let (key, value) = setting_of_unknown(r);
                relation.fields.set(key, value);
            }
            Edit::AddRelation(relation)
        }
        9 => {
            let id = relation(r.a);
            let defs = document.relation(&id).map_or(&[][..], |e| metamodel.relation_attributes(e.kind));
            let (key, value) = setting(document, defs, r);
            Edit::SetRelationAttribute(id, key, value)
        }
        10 => Edit::RemoveRelation(relation(r.a)),
        11 => {
            let mut view = View::new(ViewId::new(new_id("w", r.a, odd)), text(r.b), text(r.c));
            view.order = (odd & 1 > 0).then(|| number(r.a));
            if odd & 6 > 0 {
                view.placements.insert(element(r.a), placement(r));
            }
            if odd & 0x18 == 0x18 {
                view.bends.insert(relation(r.b), [Point::new(number(r.c), 3.5)].into_iter().collect::<EcoVec<_>>());
            }
            if odd & 0x60 == 0x60 {
                let (key, found) = setting_of_unknown(r);
                view.options.set(key.clone(), found.clone());
                view.fields.set(key, found.clone());
                view.annotations.push(found);
            }
            Edit::AddView(view)
        }
        12 => match odd % 3 {
            0 => Edit::SetViewName(view(r.a), text(r.b)),
            1 => Edit::RemoveView(view(r.a)),
            _ => Edit::Unplace(view(r.a), element(r.b)),
        },
        13 => Edit::Place(view(r.c), element(r.a), placement(r)),
        14 => {
            let (key, value) = setting(document, &[], r);
            Edit::SetMeta(["name", "description", "later"].get(r.a.index(4)).map_or(key, |k| (*k).into()), value)
        }
        _ => {
            let (key, value) = setting(document, &metamodel.settings, r);
            Edit::SetSetting(key, value)
        }
    }
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
