//! What can be done where value, outcomes, costs and risks are incomplete, without an owner or out of range.
//!
//! Knows nothing about the other families.

use crate::analysis::vocr::known;
use crate::edit::Edit;
use crate::fix::ask::{Ask, letter};
use crate::fix::focus::{Focus, Of, Part};
use crate::fix::harm;
use crate::fix::records::record;
use crate::model::attr::{assigned_to, common, vocr, vocr_risk, vocr_value};
use crate::model::metamodel::AttributeType;
use crate::model::{Element, ElementKind, Metamodel, Record, RelationKind, Value};

const KEY: &str = common::VOCR.key;

pub(super) fn offers(ask: &mut Ask<'_>) {
    let Some(element) = ask.subject() else { return };
    match ask.finding.rule.id {
        "VO-01" => complete(ask, element),
        "VO-02" => find_an_owner(ask, element),
        "VO-03" => respond(ask, element),
        "VO-04" => clear(ask, element),
        _ => {}
    }
}

fn put(element: &Element, worth: Record) -> Edit {
    Edit::SetField(element.id.clone(), KEY.into(), Some(Value::Record(worth)))
}

fn worth(element: &Element) -> Record {
    common::VOCR.read(&element.fields).unwrap_or_default()
}

/// Where one part is missing only, and looking is all that it takes.
fn complete(ask: &mut Ask<'_>, element: &Element) {
    let parts = known(element);
    let is_damaged = element.fields.get(KEY).is_some_and(|value| value.as_record().is_none());
    let mut worth = worth(element);
    let name = element.shown_name();
    if is_damaged {
        return;
    }
    match parts {
        [true, true, true, false] => {
            worth.set(vocr::NO_KNOWN_RISK.key, Value::Bool(true));
            ask.offer(format!("Say that no risk of {name} is known"), vec![put(element, worth)], None);
        }
        [true, true, false, true] => {
            worth.set(vocr::COST_KNOWN.key, Value::Bool(true));
            ask.offer(format!("Say that the cost of {name} is known as it stands"), vec![put(element, worth)], None);
        }
        _ => {}
    }
}

/// Whoever does it alone answers for it, or somebody is chosen.
fn find_an_owner(ask: &mut Ask<'_>, element: &Element) {
    let name = element.shown_name();
    if let [only] = ask.assigned(&element.id, "R").as_slice()
        && harm::may_answer(ask.document, &ask.limits, only, &element.id, ask.finding.severity())
        // A stage keeps who does it.
        && element.kind != ElementKind::Stage
    {
        let relations = ask.incoming(&element.id, RelationKind::AssignedTo).into_iter();
        let mut theirs = relations.filter(|r| r.source == **only && letter(r).is_some_and(|l| l == "R"));
        if let Some(relation) = theirs.next() {
            let key = assigned_to::RACI.key.into();
            let mut edits = vec![Edit::SetRelationAttribute(relation.id.clone(), key, Some(Value::text("A")))];
            edits.extend(theirs.map(|copy| Edit::RemoveRelation(copy.id.clone())));
            ask.offer(format!("Make {} accountable for {name}", ask.name(only)), edits, None);
        }
    }
    let kinds = [ElementKind::Role, ElementKind::OrgUnit];
    let metamodel = ask.document.metamodel();
    if metamodel.is_legal(RelationKind::AssignedTo, ElementKind::Role, element.kind) {
        let pick = ask.from(RelationKind::AssignedTo, &element.id, &kinds).saying(assigned_to::RACI.key, "A");
        ask.pick(format!("Choose who answers for the cost of {name}"), pick.or_new(&[ElementKind::Role]));
    }
}

/// Another response than to accept it, for every risk that is high.
fn respond(ask: &mut Ask<'_>, element: &Element) {
    let is_high = |risk: &Record| {
        let rated = vocr_risk::LIKELIHOOD.read(risk).zip(vocr_risk::IMPACT.read(risk));
        rated.is_some_and(|(likelihood, impact)| likelihood.saturating_mul(impact) >= ask.limits.risk_critical)
            && vocr_risk::RESPONSE.read(risk).is_none_or(|r| r.0 == "accept")
    };
    let worth = worth(element);
    let risks = worth.get(vocr::RISKS.key).map(Value::as_list).unwrap_or_default();
    let high = risks.iter().filter_map(Value::as_record).filter(|risk| is_high(risk)).count();
    let name = element.shown_name();
    let what = if high == 1 { format!("the high risk of {name}") } else { format!("the {high} high risks of {name}") };
    let mut offers = Vec::new();
    for (response, word) in [("reduce", "Reduce"), ("avoid", "Avoid"), ("transfer", "Transfer")] {
        let changed = risks.iter().map(|value| match value.as_record().filter(|risk| is_high(risk)) {
            Some(risk) => {
                let mut risk = risk.clone();
                risk.set(vocr_risk::RESPONSE.key, Value::text(response));
                Value::Record(risk)
            }
            None => value.clone(),
        });
        let mut worth = worth.clone();
        worth.set(vocr::RISKS.key, Value::List(changed.collect()));
        offers.push((format!("{word} {what}"), vec![put(element, worth)]));
    }
    for (label, edits) in offers {
        ask.offer(label, edits, None);
    }
}

// --- numbers out of range ---

/// Numbers that cannot be are taken out, to be entered again; shares that add up to more than all become even ones.
fn clear(ask: &mut Ask<'_>, element: &Element) {
    let metamodel = ask.document.metamodel();
    let mut gone: Vec<Focus> = Vec::new();
    let mut edits = Vec::new();
    for (key, value) in element.attributes.iter() {
        let def = metamodel.element_attributes(element.kind).iter().find(|def| def.key == *key);
        let mut focus = Focus::element(&element.id, key.clone());
        let Some(def) = def else { continue };
        let before = gone.len();
        let kept = without(metamodel, &def.ty, value, &mut focus, &mut gone);
        if gone.len() > before {
            edits.push(Edit::SetAttribute(element.id.clone(), key.clone(), kept));
        }
    }
    for (key, value) in element.fields.iter() {
        let def = metamodel.common.iter().find(|def| def.key == *key);
        let mut focus = Focus::element(&element.id, key.clone());
        let Some(def) = def else { continue };
        let before = gone.len();
        let kept = without(metamodel, &def.ty, value, &mut focus, &mut gone);
        if gone.len() > before {
            edits.push(Edit::SetField(element.id.clone(), key.clone(), kept));
        }
    }
    let name = element.shown_name();
    let numbers = gone.len();
    let mut shares = 0;
    for kind in [RelationKind::AssignedTo, RelationKind::Enables, RelationKind::Supplies] {
        let stated: Vec<_> = ask
            .outgoing(&element.id, kind)
            .into_iter()
            .filter_map(|r| Some((r, r.attributes.get("share").and_then(Value::as_number)?)))
            .collect();
        if stated.iter().map(|(_, share)| share).sum::<f64>() > 1.0 + 1e-6 {
            shares += stated.len();
            edits.extend(stated.iter().map(|(r, _)| Edit::SetRelationAttribute(r.id.clone(), "share".into(), None)));
        }
    }
    let numbers = match numbers {
        0 => String::new(),
        1 => format!("the number of {name} that cannot be"),
        n => format!("the {n} numbers of {name} that cannot be"),
    };
    let label = match (numbers.is_empty(), shares) {
        (false, 0) => format!("Clear {numbers}, to enter again"),
        (false, _) => format!("Clear {numbers}, to enter again, and its shares"),
        (true, _) => format!("Clear the {shares} shares of {name}, so that they are even"),
    };
    ask.offer(label, edits, gone.into_iter().next());
}

/// A value without the numbers in it that cannot be, which are noted; nothing where it is one.
fn without(
    metamodel: &Metamodel,
    ty: &AttributeType,
    value: &Value,
    at: &mut Focus,
    gone: &mut Vec<Focus>,
) -> Option<Value> {
    let mut is_bad = |is: bool, at: &Focus| {
        if is {
            gone.push(at.clone());
        }
        (!is).then(|| value.clone())
    };
    match ty {
        AttributeType::Percent => is_bad(value.as_number().is_some_and(|n| !(0.0..=100.0).contains(&n)), at),
        AttributeType::Money | AttributeType::Duration => is_bad(value.as_number().is_some_and(|n| n < 0.0), at),
        AttributeType::Integer => is_bad(is_rated_wrong(at, value), at),
        AttributeType::List { of } if !value.as_list().is_empty() => {
            let mut kept = Vec::new();
            for (i, entry) in value.as_list().iter().enumerate() {
                at.way.push(Part::At(i));
                kept.extend(without(metamodel, of, entry, at, gone));
                at.way.pop();
            }
            Some(Value::List(kept.into_iter().collect()))
        }
        AttributeType::Record { record: ty } => {
            let Some(stated) = value.as_record() else { return Some(value.clone()) };
            let fields = metamodel.records.get(ty).map_or(&[][..], |def| &def.fields);
            let mut kept = record(&[]);
            for (key, part) in stated.iter() {
                at.way.push(Part::Key(key.clone()));
                let part = match fields.iter().find(|def| def.key == *key) {
                    Some(def) => without(metamodel, &def.ty, part, at, gone),
                    None => Some(part.clone()),
                };
                at.way.pop();
                if let Some(part) = part {
                    kept.set(key.clone(), part);
                }
            }
            Some(Value::Record(kept))
        }
        _ => Some(value.clone()),
    }
}

/// Whether a rating of value is outside 0 to 5, or one of a risk outside 1 to 5.
fn is_rated_wrong(at: &Focus, value: &Value) -> bool {
    let (true, Of::Element(_), [.., Part::Key(key)]) = (at.key == KEY, &at.of, at.way.as_slice()) else { return false };
    let least = match key.as_str() {
        key if key == vocr_value::RATING.key => 0,
        key if key == vocr_risk::LIKELIHOOD.key || key == vocr_risk::IMPACT.key => 1,
        _ => return false,
    };
    value.as_int().is_some_and(|n| n < least || n > 5)
}
