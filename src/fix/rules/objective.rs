//! What can be done about objectives that are missing, carried by nobody or not measured.
//!
//! Knows nothing about the other families.

use crate::edit::Edit;
use crate::fix::ask::{Ask, MOST};
use crate::fix::focus::Focus;
use crate::fix::records::appended;
use crate::model::attr::{key_result, objective as attr};
use crate::model::{Element, ElementKind, Record, RelationKind};

/// What contributes to objectives, likeliest first.
const CARRIERS: [ElementKind; 12] = [
    ElementKind::OrgUnit,
    ElementKind::ValueStream,
    ElementKind::PortfolioItem,
    ElementKind::Process,
    ElementKind::Role,
    ElementKind::Experiment,
    ElementKind::Management,
    ElementKind::Culture,
    ElementKind::Choice,
    ElementKind::Partner,
    ElementKind::Technology,
    ElementKind::Objective,
];

pub(super) fn offers(ask: &mut Ask<'_>) {
    match (ask.finding.rule.id, ask.subject()) {
        ("OB-01", Some(objective)) => {
            let made = [ElementKind::Process, ElementKind::Management];
            let pick = ask.from(RelationKind::AlignedTo, &objective.id, &CARRIERS).or_new(&made);
            ask.pick(format!("Choose who contributes to {}", objective.shown_name()), pick);
        }
        ("OB-01", None) => add_one(ask),
        ("OB-02", Some(objective)) => {
            let key = attr::KEY_RESULTS.key;
            let Some((edit, at)) = appended(objective, key, Record::new()) else { return };
            let focus = Focus::element(&objective.id, key).entry(at, key_result::NAME.key);
            ask.offer(format!("Add a key result of {}", objective.shown_name()), vec![edit], Some(focus));
        }
        _ => {}
    }
}

fn add_one(ask: &mut Ask<'_>) {
    let streams: Vec<&Element> = ask.all(ElementKind::ValueStream).take(MOST).collect();
    for stream in streams {
        let objective = ask.make(ElementKind::Objective, "What we want to reach", Record::new());
        let focus = Focus::element(&objective.id, "name");
        let aligned = ask.relate(RelationKind::AlignedTo, &stream.id, &objective.id, &Record::new());
        let label = format!("Add the objective that {} contributes to", stream.shown_name());
        ask.offer(label, vec![Edit::AddElement(objective), aligned], Some(focus));
    }
}
