//! What can be done about elements that stand alone, repeat another or are retired and still used.
//!
//! Knows nothing about the other families.

use super::culture::SHAPED;
use super::innovation::TESTED;
use super::organization::WORK;
use crate::edit::Edit;
use crate::fix::ask::{Ask, MOST};
use crate::fix::focus::Focus;
use crate::fix::{label, refused};
use crate::model::attr::assigned_to;
use crate::model::legality::connections;
use crate::model::{Element, ElementKind, Record, RelationKind, Value};

pub(super) fn offers(ask: &mut Ask<'_>) {
    match (ask.finding.rule.id, ask.subject()) {
        ("GE-01", Some(element)) => connect(ask, element),
        ("GE-02", _) => allow(ask),
        ("GE-03", Some(element)) => rename(ask, element),
        ("GE-03", None) => {
            let kept_aside = ask.refused();
            let Some(relation) = ask.relation().or(kept_aside) else { return };
            let verb = ask.document.metamodel().relation_label(relation.kind);
            let (a, b) = (ask.name(&relation.source), ask.name(&relation.target));
            let edits = match kept_aside {
                Some(claim) => refused::drop([claim]),
                None => vec![Edit::RemoveRelation(relation.id.clone())],
            };
            ask.certain(format!("Remove the repeated relation: {a} {verb} {b}"), edits);
        }
        ("GE-05", _) => add_management(ask),
        ("GE-06", Some(element)) => {
            let name = element.shown_name();
            let pick = ask.from(RelationKind::Changes, &element.id, &[ElementKind::PortfolioItem]);
            ask.pick(format!("Choose the project that replaces {name}"), pick);
            let edits = vec![Edit::SetField(element.id.clone(), "state".into(), Some(Value::text("keep")))];
            ask.offer(format!("Keep {name} instead of retiring it"), edits, None);
        }
        _ => {}
    }
}

/// What may join the two instead, in either direction, or nothing.
fn allow(ask: &mut Ask<'_>) {
    let Some(relation) = ask.refused() else { return };
    let (document, metamodel) = (ask.document, ask.document.metamodel());
    let dropped = refused::drop([relation]);
    for (source, target) in [(&relation.source, &relation.target), (&relation.target, &relation.source)] {
        for kind in connections(document, source, target).into_iter().take(MOST) {
            let Some(other) = ask.element(target) else { continue };
            let pick = ask.to(kind, source, &[other.kind]);
            if !pick.allows(document, target) {
                continue;
            }
            let picked = pick.existing(document, target);
            let label = format!("Make it {} {} {}", ask.name(source), metamodel.relation_label(kind), ask.name(target));
            let edits = dropped.iter().cloned().chain(picked.edits).collect();
            ask.offer(label, edits, picked.focus);
        }
    }
    let ends = format!("from {} to {}", ask.name(&relation.source), ask.name(&relation.target));
    let verb = metamodel.relation_label(relation.kind);
    ask.offer(format!("Let go of \"{verb}\" {ends}, which the model cannot hold"), dropped, None);
}

/// What an element of its kind is connected with most naturally.
fn connect(ask: &mut Ask<'_>, element: &Element) {
    use ElementKind as Kind;
    use RelationKind as Rel;
    let id = &element.id;
    let name = element.shown_name();
    let streams = [Kind::ValueStream, Kind::Stage];
    let used = [Kind::ValueStream, Kind::Stage, Kind::Process];
    let placed = [Kind::OrgUnit, Kind::ValueStream, Kind::Technology, Kind::Role, Kind::Process, Kind::Partner];
    let picks = match element.kind {
        Kind::ValueProposition => vec![("Choose the stream that keeps {n}", ask.to(Rel::Drives, id, &streams[..1]))],
        Kind::Objective => {
            let carriers = [Kind::OrgUnit, Kind::ValueStream, Kind::PortfolioItem, Kind::Process];
            vec![("Choose who contributes to {n}", ask.from(Rel::AlignedTo, id, &carriers).or_new(&[Kind::Process]))]
        }
        Kind::Stakeholder => vec![
            ("Choose what {n} is promised", ask.from(Rel::OfferedTo, id, &[Kind::ValueProposition])),
            ("Choose the stream that {n} takes part in", ask.to(Rel::ParticipatesIn, id, &streams)),
            ("Choose what {n} consumes", ask.to(Rel::Consumes, id, &[Kind::PortfolioItem])),
        ],
        Kind::ValueStream => vec![
            ("Choose the promise that {n} keeps", ask.from(Rel::Drives, id, &[Kind::ValueProposition])),
            ("Choose what manages {n}", ask.from(Rel::Governs, id, &[Kind::Management]).or_new(&[Kind::Management])),
        ],
        Kind::Stage => vec![("Choose the stream that {n} belongs to", ask.from(Rel::Contains, id, &streams[..1]))],
        Kind::Process => vec![("Choose the stream that {n} works for", ask.to(Rel::Enables, id, &streams))],
        Kind::Technology => {
            vec![("Choose what {n} is used for", ask.to(Rel::Enables, id, &used).or_new(&[Kind::Process]))]
        }
        Kind::PortfolioItem => vec![
            ("Choose the stream that delivers {n}", ask.from(Rel::Delivers, id, &streams)),
            ("Choose who consumes {n}", ask.from(Rel::Consumes, id, &[Kind::Stakeholder])),
            ("Choose what {n} changes", ask.to(Rel::Changes, id, &used)),
        ],
        Kind::OrgUnit | Kind::Role => {
            let pick = ask.to(Rel::AssignedTo, id, &WORK).saying(assigned_to::RACI.key, "R").or_new(&[Kind::Process]);
            let unit = ask.from(Rel::Contains, id, &[Kind::OrgUnit]);
            vec![("Choose what {n} is responsible for", pick), ("Choose the unit that {n} belongs to", unit)]
        }
        Kind::Location => vec![("Choose who or what is at {n}", ask.from(Rel::LocatedAt, id, &placed))],
        Kind::Partner => {
            vec![("Choose what {n} contributes to", ask.to(Rel::Supplies, id, &used).or_new(&[Kind::Process]))]
        }
        Kind::Culture | Kind::Choice => vec![("Choose what {n} shapes", ask.to(Rel::Shapes, id, &SHAPED))],
        Kind::Experiment => vec![("Choose what {n} tests", ask.to(Rel::Tests, id, &TESTED).or_new(&[Kind::Process]))],
        Kind::Management => {
            let governed = [Kind::ValueStream, Kind::OrgUnit, Kind::PortfolioItem, Kind::Process];
            vec![("Choose what {n} manages", ask.to(Rel::Governs, id, &governed))]
        }
        Kind::Foreign => Vec::new(),
    };
    for (words, pick) in picks {
        ask.pick(words.replace("{n}", name), pick);
    }
}

/// A number tells two of one name apart, until a better name is typed.
fn rename(ask: &mut Ask<'_>, element: &Element) {
    let kind = ask.document.metamodel().kind_label(element.kind).to_lowercase();
    let wished = if element.name.trim().is_empty() { format!("New {kind}") } else { element.name.to_string() };
    let name = label::unique(ask.document, element.kind, &wished);
    let edits = vec![Edit::SetName(element.id.clone(), name)];
    let label = format!("Give this {kind} another name than {}", element.shown_name());
    ask.offer(label, edits, Some(Focus::element(&element.id, "name")));
}

fn add_management(ask: &mut Ask<'_>) {
    let streams: Vec<&Element> = ask.all(ElementKind::ValueStream).take(MOST).collect();
    for stream in streams {
        let name = stream.shown_name();
        let review = ask.make(ElementKind::Management, &format!("Review of {name}"), Record::new());
        let focus = Focus::element(&review.id, "name");
        let governs = ask.relate(RelationKind::Governs, &review.id, &stream.id, &Record::new());
        ask.offer(format!("Add a review that governs {name}"), vec![Edit::AddElement(review), governs], Some(focus));
    }
}
