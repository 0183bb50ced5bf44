//! What can be done where a stream lacks stages, consumers, management or a result.
//!
//! Knows nothing about the other families.

use crate::analysis::accountable::accountable;
use crate::edit::Edit;
use crate::fix::ask::Ask;
use crate::fix::focus::Focus;
use crate::fix::pick::Among;
use crate::fix::records::record;
use crate::model::attr::{assigned_to, stage, stakeholder, value_stream};
use crate::model::{Element, ElementKind, Record, RelationKind, Value};

pub(super) fn offers(ask: &mut Ask<'_>) {
    let Some(stream) = ask.subject() else { return };
    let name = stream.shown_name();
    match ask.finding.rule.id {
        "VS-02" => give_stages(ask, stream),
        "VS-03" => {
            let kinds = [ElementKind::Stakeholder];
            let pick = ask.from(RelationKind::ParticipatesIn, &stream.id, &kinds).among(Among::Consumers);
            let customer = Value::List([Value::text("customer")].into_iter().collect());
            let pick = pick.or_new(&kinds).made_with(stakeholder::ROLES.key, customer);
            ask.pick(format!("Choose the consumer who takes part in {name}"), pick);
            make_enabling(ask, stream);
        }
        "VS-04" => {
            let kinds = [ElementKind::Management];
            let pick = ask.from(RelationKind::Governs, &stream.id, &kinds).or_new(&kinds);
            ask.pick(format!("Choose what manages {name}"), pick);
        }
        "VS-05" => {
            let pick = ask.to(RelationKind::Delivers, &stream.id, &[ElementKind::PortfolioItem]);
            ask.pick(format!("Choose what {name} delivers"), pick);
            make_enabling(ask, stream);
        }
        "VS-07" => {
            for (cadence, word) in
                [("monthly", "every month"), ("quarterly", "every quarter"), ("weekly", "every week")]
            {
                let edits = vec![Ask::choose(&stream.id, value_stream::REVIEW_CADENCE.key, cadence)];
                ask.offer(format!("Review {name} {word}"), edits, None);
            }
        }
        _ => {}
    }
}

fn make_enabling(ask: &mut Ask<'_>, stream: &Element) {
    let edits = vec![Ask::choose(&stream.id, value_stream::STREAM_TYPE.key, "enabling")];
    ask.offer(format!("Make {} an enabling stream", stream.shown_name()), edits, None);
}

/// A first stage, for which answers who answers for the stream, else a new owner of the stream; or a stage that stands
/// alone.
fn give_stages(ask: &mut Ask<'_>, stream: &Element) {
    let name = stream.shown_name();
    let first = ask.make(ElementKind::Stage, "First stage", record(&[(stage::ORDER.key, Value::Int(1))]));
    let accountable_for = |who: &_, what: &_| {
        ask.relate(RelationKind::AssignedTo, who, what, &record(&[(assigned_to::RACI.key, Value::text("A"))]))
    };
    let mut edits = vec![Edit::AddElement(first.clone())];
    edits.push(ask.relate(RelationKind::Contains, &stream.id, &first.id, &Record::new()));
    let label = match accountable(ask.document, &stream.id) {
        Some(owner) => {
            edits.push(accountable_for(&owner, &first.id));
            format!("Add the first stage of {name}, for which {} answers", ask.name(&owner))
        }
        None => {
            let owner = ask.make(ElementKind::Role, &format!("Owner of {name}"), Record::new());
            edits.push(Edit::AddElement(owner.clone()));
            edits.push(accountable_for(&owner.id, &first.id));
            if ask.assigned(&stream.id, "A").is_empty() {
                edits.push(accountable_for(&owner.id, &stream.id));
            }
            format!("Add the first stage of {name} and a role that answers for it")
        }
    };
    ask.offer(label, edits, Some(Focus::element(&first.id, "name")));
    let pick = ask.to(RelationKind::Contains, &stream.id, &[ElementKind::Stage]);
    ask.pick(format!("Choose a stage that belongs to {name}"), pick);
}
