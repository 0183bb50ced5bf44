//! What may be connected: every triple, every refusal with its sentence, and what a new relation brings along.

use opcanvas::edit::{Edit, EditError, apply, compose};
use opcanvas::format::metamodel;
use opcanvas::model::attr::stage;
use opcanvas::model::legality::{connections, initial_attributes, may_connect};
use opcanvas::model::{Document, Element, ElementId, ElementKind, Record, Relation, RelationKind, Value};

fn blank_with(elements: &[(&str, ElementKind)]) -> Document {
    let edits: Vec<_> = elements
        .iter()
        .map(|(id, kind)| Edit::AddElement(Element::new((*id).into(), *kind, id.to_uppercase())))
        .collect();
    apply(&Document::new(metamodel::base()), &edits).expect("elements").0
}

fn relate(document: &Document, id: &str, kind: RelationKind, source: &str, target: &str) -> Document {
    let mut relation = Relation::new(id.into(), kind, source.into(), target.into());
    relation.attributes = initial_attributes(document, kind);
    apply(document, &[Edit::AddRelation(relation)]).expect("a relation").0
}

fn two(source: ElementKind, target: ElementKind) -> Document {
    let mut document = blank_with(&[("from", source), ("to", target)]);
    // A project is the one source that a condition asks for.
    if source == ElementKind::PortfolioItem {
        let project = Edit::SetAttribute("from".into(), "itemType".into(), Some(Value::text("project")));
        document = apply(&document, &[project]).expect("a project").0;
    }
    document
}

#[test]
fn the_legal_triples_are_accepted_and_every_other_names_the_alternatives() {
    let (from, to) = (ElementId::from("from"), ElementId::from("to"));
    let mut legal = 0;
    for source in ElementKind::ALL {
        for target in ElementKind::ALL {
            let document = two(source, target);
            let metamodel = document.metamodel();
            let quick = metamodel.quick_connect(source, target);
            assert_eq!(connections(&document, &from, &to), quick, "{source} to {target}: the likeliest first");
            for kind in RelationKind::ALL {
                let attributes = initial_attributes(&document, kind);
                let answer = may_connect(&document, kind, &from, &to, &attributes);
                let mut relation = Relation::new("r".into(), kind, from.clone(), to.clone());
                relation.attributes = attributes;
                let applied = apply(&document, &[Edit::AddRelation(relation)]);
                assert_eq!(answer.is_ok(), applied.is_ok(), "hover and commit agree on {source} {kind} {target}");
                if metamodel.relation(kind).unwrap().pairs.contains(&(source, target)) {
                    legal += 1;
                    assert_eq!(answer, Ok(()), "{source} {kind} {target}");
                    assert!(quick.contains(&kind), "{source} {kind} {target} is offered");
                    continue;
                }
                let sentence = answer.unwrap_err().to_string();
                for other in quick {
                    let label = format!("\"{}\"", metamodel.relation_label(*other));
                    assert!(sentence.contains(&label), "{sentence} names {label}");
                }
                assert_eq!(sentence.contains("but it can have"), !quick.is_empty(), "{sentence}");
                assert!(sentence.contains(&format!("\"{}\"", metamodel.relation_label(kind))), "{sentence}");
            }
        }
    }
    assert_eq!(legal, 136);
}

#[test]
fn each_refusal_has_its_sentence() {
    use RelationKind::{AssignedTo, Changes, Contains, Delivers, DependsOn, FlowsTo, Foreign};
    let mut document = blank_with(&[
        ("outer", ElementKind::OrgUnit),
        ("inner", ElementKind::OrgUnit),
        ("core", ElementKind::OrgUnit),
        ("other", ElementKind::OrgUnit),
        ("app", ElementKind::Technology),
        ("db", ElementKind::Technology),
        ("item", ElementKind::PortfolioItem),
        ("value", ElementKind::Culture),
        ("site", ElementKind::Location),
    ]);
    document = relate(&document, "r1", Contains, "outer", "inner");
    document = relate(&document, "r2", Contains, "inner", "core");
    document = relate(&document, "r3", DependsOn, "app", "db");
    let ask = |kind, source: &str, target: &str| {
        may_connect(&document, kind, &source.into(), &target.into(), &initial_attributes(&document, kind))
    };
    for (kind, source, target, sentence) in [
        (DependsOn, "app", "nobody", "There is no element \"nobody\"."),
        (DependsOn, "nobody", "app", "There is no element \"nobody\"."),
        (DependsOn, "app", "app", "\"APP\" cannot be connected with itself."),
        (Foreign, "app", "app", "\"APP\" cannot be connected with itself."),
        (DependsOn, "app", "db", "\"APP\" depends on \"DB\" already."),
        (FlowsTo, "site", "value", "A location cannot have \"flows to\" to a culture element."),
        (
            FlowsTo,
            "value",
            "app",
            "A culture element cannot have \"flows to\" to a technology, but it can have \"shapes\".",
        ),
        (Contains, "other", "inner", "\"INNER\" is part of \"OUTER\" already."),
        (Contains, "core", "outer", "\"CORE\" is part of \"OUTER\" and cannot contain it."),
        (Changes, "item", "app", "Only a project changes other elements."),
    ] {
        assert_eq!(ask(kind, source, target).unwrap_err().to_string(), sentence);
    }
    // The alternatives stand in the order of the palette.
    let instead = ask(Delivers, "outer", "inner").unwrap_err().to_string();
    let quick = document.metamodel().quick_connect(ElementKind::OrgUnit, ElementKind::OrgUnit);
    let labels: Vec<_> = quick.iter().map(|k| format!("\"{}\"", document.metamodel().relation_label(*k))).collect();
    let expected = format!(
        "An organization unit cannot have \"delivers\" to an organization unit, but it can have {}.",
        labels.join(" or ")
    );
    assert_eq!(instead, expected);
    // The other way round is another relation.
    assert_eq!(ask(DependsOn, "db", "app"), Ok(()));
    assert_eq!(ask(Foreign, "app", "value"), Ok(()));
    assert!(ask(AssignedTo, "value", "app").is_err());
}

#[test]
fn responsibilities_repeat_only_with_the_same_letter() {
    let mut document = blank_with(&[("who", ElementKind::Role), ("what", ElementKind::Process)]);
    let (who, what) = (ElementId::from("who"), ElementId::from("what"));
    let raci = |letter: &str| Record::from_iter([("raci".into(), Value::text(letter))]);
    let kind = RelationKind::AssignedTo;
    for letter in ["R", "A", "C", "I"] {
        let mut relation = Relation::new(letter.into(), kind, who.clone(), what.clone());
        relation.attributes = raci(letter);
        assert_eq!(may_connect(&document, kind, &who, &what, &raci(letter)), Ok(()));
        document = apply(&document, &[Edit::AddRelation(relation)]).unwrap().0;
        let refused = may_connect(&document, kind, &who, &what, &raci(letter)).unwrap_err();
        assert_eq!(refused.to_string(), "\"WHO\" is R/A/C/I for \"WHAT\" already.");
    }
    // The letter of one must not become that of another, which would be the same statement twice.
    let same = Edit::SetRelationAttribute("R".into(), "raci".into(), Some(Value::text("A")));
    assert!(matches!(apply(&document, &[same]), Err(EditError::MayNotConnect(_))));
    let kept = Edit::SetRelationAttribute("R".into(), "raci".into(), Some(Value::text("R")));
    assert!(apply(&document, &[kept]).unwrap().1.is_empty());
}

#[test]
fn a_stage_that_joins_a_stream_is_numbered_and_chained() {
    use RelationKind::{Contains, FlowsTo};
    let mut document = blank_with(&[
        ("s", ElementKind::ValueStream),
        ("t1", ElementKind::Stage),
        ("t2", ElementKind::Stage),
        ("t3", ElementKind::Stage),
        ("t4", ElementKind::Stage),
        ("t5", ElementKind::Stage),
    ]);
    let stream = ElementId::from("s");
    let flows = |d: &Document, from: &str, to: &str| d.index().between(&from.into(), FlowsTo, &to.into()).count();
    let order = |d: &Document, id: &str| d.element(&id.into()).unwrap().get(stage::ORDER);
    let join = |d: &Document, id: &str| apply(d, &compose::connect(d, Contains, &stream, &id.into())).unwrap().0;
    for id in ["t1", "t2", "t3"] {
        document = join(&document, id);
    }
    assert_eq!(["t1", "t2", "t3"].map(|id| order(&document, id)), [Some(1), Some(2), Some(3)]);
    assert_eq!((flows(&document, "t1", "t2"), flows(&document, "t2", "t3"), flows(&document, "t1", "t3")), (1, 1, 0));
    // Branches are the user's: the next one is numbered but not chained.
    document = relate(&document, "branch", FlowsTo, "t1", "t3");
    document = join(&document, "t4");
    assert_eq!((order(&document, "t4"), flows(&document, "t3", "t4")), (Some(4), 0));
    // Elsewhere a relation is only a relation, with the attributes that it must have.
    let edits = compose::connect(&document, FlowsTo, &"t4".into(), &"t5".into());
    assert_eq!(edits.len(), 1);
    assert!(connections(&document, &stream, &"t1".into()).iter().all(|k| *k != Contains), "it has a parent already");
}
