//! What can be done where consumers are missing, take no part or are not delighted.
//!
//! Knows nothing about the other families.

use crate::check::Subject;
use crate::edit::Edit;
use crate::fix::ask::{Ask, MOST};
use crate::fix::focus::Focus;
use crate::fix::pick::plays;
use crate::fix::{label, records};
use crate::model::attr::{Choice, Choices, consumes, stakeholder};
use crate::model::{Element, ElementKind, Record, RelationKind, Value};

const STREAMS: [ElementKind; 2] = [ElementKind::ValueStream, ElementKind::Stage];

pub(super) fn offers(ask: &mut Ask<'_>) {
    match (ask.finding.rule.id, ask.subject()) {
        ("CN-01", _) => name_consumers(ask),
        ("CN-02", Some(who)) => {
            let name = who.shown_name();
            let pick = ask.to(RelationKind::ParticipatesIn, &who.id, &STREAMS);
            ask.pick(format!("Choose the stream that {name} takes part in"), pick);
            let pick = ask.to(RelationKind::Consumes, &who.id, &[ElementKind::PortfolioItem]);
            ask.pick(format!("Choose what {name} consumes"), pick);
        }
        ("CN-03", Some(who)) => {
            let key = stakeholder::FACTORS.key;
            let Some((edit, at)) = records::appended(who, key, Record::new()) else { return };
            let focus = Focus::element(&who.id, key).entry(at, "factor");
            ask.offer(format!("Add what helps or hinders {}", who.shown_name()), vec![edit], Some(focus));
        }
        ("CN-04", _) => expect_less(ask),
        ("CN-05", _) => play_the_role(ask),
        _ => {}
    }
}

/// The edit that gives a stakeholder a role besides those it has. Nothing where the file has no list of roles there.
fn with_role(who: &Element, role: &str) -> Option<Edit> {
    let mut roles = match who.attributes.get(stakeholder::ROLES.key) {
        None => Vec::new(),
        Some(Value::List(roles)) => roles.to_vec(),
        Some(_) => return None,
    };
    roles.push(Value::text(role));
    Some(Ask::set(&who.id, stakeholder::ROLES.key, Value::List(roles.into_iter().collect())))
}

fn name_consumers(ask: &mut Ask<'_>) {
    let here: Vec<&Element> = ask.all(ElementKind::Stakeholder).take(MOST).collect();
    for who in here {
        if let Some(edit) = with_role(who, "customer") {
            ask.offer(format!("Make {} a customer", who.shown_name()), vec![edit], None);
        }
    }
    let roles = Value::List([Value::text("customer")].into_iter().collect());
    let who = ask.make(ElementKind::Stakeholder, "Customers", records::record(&[(stakeholder::ROLES.key, roles)]));
    let focus = Focus::element(&who.id, "name");
    ask.offer("Add the customers of the model", vec![Edit::AddElement(who)], Some(focus));
}

/// Whoever expects no more than satisfaction is content with it.
fn expect_less(ask: &mut Ask<'_>) {
    let Some(relation) = ask.relation() else { return };
    let is_satisfied = relation.get(consumes::EXPERIENCE).is_some_and(|Choice(e)| e == "satisfied");
    let edits = vec![Ask::choose(&relation.source, stakeholder::EXPECTATION.key, "satisfaction")];
    let name = ask.name(&relation.source);
    if is_satisfied {
        ask.offer(format!("Expect {name} to be satisfied, not delighted"), edits, None);
    }
    let focus = Focus::relation(&relation.id, consumes::EXPERIENCE.key);
    ask.look(format!("Go to the experience of {name} with {}", ask.name(&relation.target)), focus);
}

/// Those who can play a role without anything else missing of them then: consumers already, or whoever takes part and,
/// where the role asks for it, has influencing factors.
fn play_the_role(ask: &mut Ask<'_>) {
    let Subject::Role(role) = &ask.finding.subject else { return };
    let word = label::of_value(ask.document, ElementKind::Stakeholder, stakeholder::ROLES.key, role);
    let is_told = |who: &&Element| {
        let Choices(roles) = who.get(stakeholder::ROLES).unwrap_or(Choices(Vec::new()));
        let is_heard = *role == "sponsor"
            || roles.iter().any(|r| r == "customer" || r == "user")
            || who.get(stakeholder::FACTORS).is_some_and(|list| !list.0.is_empty());
        let takes_part = [RelationKind::ParticipatesIn, RelationKind::Consumes];
        is_heard && (plays(who) || takes_part.into_iter().any(|kind| !ask.outgoing(&who.id, kind).is_empty()))
    };
    let who: Vec<&Element> = ask.all(ElementKind::Stakeholder).filter(is_told).take(MOST).collect();
    for who in who {
        if let Some(edit) = with_role(who, role) {
            ask.offer(format!("Let {} play the role {word}", who.shown_name()), vec![edit], None);
        }
    }
}
