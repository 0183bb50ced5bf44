//! Random edits: numbers that are read against the document as it is.
//!
//! Knows nothing about what an edit must keep.

use ecow::{EcoString, EcoVec};
use opcanvas::edit::Edit;
use opcanvas::geom::Point;
use opcanvas::model::legality::{connections, initial_attributes};
use opcanvas::model::metamodel::{AttributeDef, AttributeType};
use opcanvas::model::{
    Annotation, AnnotationKind, Document, Element, ElementId, ElementKind, Placement, Record, Relation, RelationId,
    RelationKind, Value, View, ViewId,
};
use proptest::prelude::*;
use proptest::sample::Index;

/// What one random edit is made of.
#[derive(Clone, Debug)]
pub struct Recipe {
    edit: u8,
    odd: u8,
    a: Index,
    b: Index,
    c: Index,
}

/// Any recipe.
pub fn recipe() -> impl Strategy<Value = Recipe> {
    (0..20_u8, any::<u8>(), any::<Index>(), any::<Index>(), any::<Index>()).prop_map(|(edit, odd, a, b, c)| Recipe {
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

/// A record of these.
pub fn record(pairs: &[(&str, Value)]) -> Record {
    pairs.iter().map(|(k, v)| (EcoString::from(*k), v.clone())).collect()
}

/// A list in a list, so many levels deep.
pub fn nested(levels: usize) -> Value {
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

/// The edit that a recipe means for a document.
pub fn edit(document: &Document, r: &Recipe) -> Edit {
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
        15 => {
            let (key, value) = setting(document, &metamodel.settings, r);
            Edit::SetSetting(key, value)
        }
        19 => Edit::SetKind(element(r.a), ElementKind::ALL[r.b.index(ElementKind::ALL.len())]),
        _ => view_edit(document, &view(r.a), &relation(r.b), r),
    }
}

/// An edit of how a view is drawn.
fn view_edit(document: &Document, view: &ViewId, relation: &RelationId, r: &Recipe) -> Edit {
    match r.edit {
        16 => match r.odd % 2 {
            0 => Edit::SetViewOrder(view.clone(), number(r.b)),
            _ => {
                let (key, value) = setting_of_unknown(r);
                Edit::SetViewOption(view.clone(), key, (!r.odd.is_multiple_of(3)).then_some(value))
            }
        },
        17 => {
            let points = (0..r.c.index(4)).map(|i| Point::new(number(r.c), 8.0 * i as f64)).collect();
            Edit::SetBends(view.clone(), relation.clone(), points)
        }
        _ => annotating(document, view, r),
    }
}

/// Puts a note, frame or group, new or in the place of one that is there, or takes one away.
fn annotating(document: &Document, view: &ViewId, r: &Recipe) -> Edit {
    let there: Vec<_> = document.view(view).iter().flat_map(|v| v.annotations()).collect();
    let one = (!there.is_empty() && !r.odd.is_multiple_of(7)).then(|| there[r.b.index(there.len())].id.clone());
    if r.odd.is_multiple_of(4) {
        return Edit::RemoveAnnotation(view.clone(), one.unwrap_or_else(|| "nobody".into()));
    }
    let corner = if r.odd.is_multiple_of(3) { Point::new(number(r.b), number(r.c)) } else { Point::new(8.0, -4.5) };
    let rect = opcanvas::geom::Rect::from_origin_size(corner, (200.0, 12.5));
    let mut annotation = Annotation::new(AnnotationKind::ALL[r.c.index(3)], rect);
    annotation.id = one.unwrap_or_else(|| new_id("a", r.c, r.odd));
    annotation.text = text(r.b);
    annotation.members = document.elements().keys().take(r.c.index(3)).cloned().collect();
    if r.odd.is_multiple_of(5) {
        let (key, value) = setting_of_unknown(r);
        annotation.fields.set(key, value);
    }
    Edit::PutAnnotation(view.clone(), annotation)
}
