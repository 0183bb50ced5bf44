//! What can be done about partners without contracts or work, and about contracts that end or are named wrongly.
//!
//! Knows nothing about the other families.

use std::collections::BTreeSet;

use ecow::EcoString;

use crate::analysis::Date;
use crate::analysis::contract::horizon;
use crate::analysis::date::read;
use crate::check::Subject;
use crate::edit::Edit;
use crate::fix::ask::{Ask, MOST};
use crate::fix::focus::Focus;
use crate::fix::records::{all, appended, changed, record};
use crate::model::attr::{contract, partner as attr, supplies};
use crate::model::{Element, ElementKind, Record, Relation, RelationKind, Value};

const SUPPLIED: [ElementKind; 5] = [
    ElementKind::ValueStream,
    ElementKind::Stage,
    ElementKind::Process,
    ElementKind::Technology,
    ElementKind::PortfolioItem,
];
const KEY: &str = attr::CONTRACTS.key;

pub(super) fn offers(ask: &mut Ask<'_>) {
    let Some(partner) = ask.finding.element().and_then(|id| ask.element(id)) else { return };
    let name = partner.shown_name();
    match (ask.finding.rule.id, &ask.finding.subject) {
        ("PT-01", _) => {
            if let Some(stated) = stated_once(ask, partner) {
                add_contract(ask, partner, &stated);
                return;
            }
            let Some((edit, at)) = appended(partner, KEY, Record::new()) else { return };
            let focus = Focus::element(&partner.id, KEY).entry(at, contract::REFERENCE.key);
            ask.offer(format!("Add a contract with {name}"), vec![edit], Some(focus));
        }
        ("PT-02", Subject::Contract(reference)) => expired(ask, partner, reference),
        ("PT-03", Subject::Contract(reference)) => {
            let places = ending(ask, partner, reference, 0);
            renew(ask, partner, reference, &places);
        }
        ("PT-04", Subject::Contract(reference)) => {
            if contracts_of(partner, reference).is_empty() {
                supplied_under_none(ask, partner, reference);
            } else {
                correct(ask, partner, reference);
            }
        }
        ("PT-04", Subject::Element(_)) => supply_under_a_contract(ask, partner),
        ("PT-05", _) => {
            let pick = ask.to(RelationKind::Supplies, &partner.id, &SUPPLIED).or_new(&[ElementKind::Process]);
            ask.pick(format!("Choose what {name} contributes to"), pick);
        }
        ("PT-09", _) => {
            let pick = ask.from(RelationKind::InteractsWith, &partner.id, &[ElementKind::OrgUnit]);
            ask.pick(format!("Choose the team that works with {name}"), pick);
        }
        _ => {}
    }
}

/// The contracts that a finding with a reference can be about; one without is called as its partner.
fn contracts_of<'a>(partner: &'a Element, reference: &EcoString) -> Vec<(usize, &'a Record)> {
    let is_it = |record: &Record| match contract::REFERENCE.read(record) {
        Some(own) => own == *reference,
        None => partner.id.text() == *reference,
    };
    all(partner, KEY).into_iter().filter(|(_, record)| is_it(record)).collect()
}

fn what_it_supplies<'a>(ask: &Ask<'a>, partner: &Element, under: Option<&EcoString>) -> Vec<&'a Relation> {
    let stated = |r: &Relation| r.get(supplies::CONTRACT).filter(|reference| !reference.trim().is_empty());
    let all = ask.outgoing(&partner.id, RelationKind::Supplies).into_iter();
    all.filter(|r| stated(r).as_ref() == under).collect()
}

/// How a contract is called: by its reference, or by its partner.
fn called(partner: &Element, record: &Record) -> String {
    let reference = contract::REFERENCE.read(record).filter(|reference| !reference.trim().is_empty());
    reference.map_or_else(|| format!("the contract with {}", partner.shown_name()), |r| format!("contract {r}"))
}

// --- contracts that end ---

/// The contracts with a reference that end so many days from now or later, or have ended where that is below zero.
fn ending(ask: &Ask<'_>, partner: &Element, reference: &EcoString, from: i64) -> Vec<usize> {
    let Some(as_of) = ask.limits.as_of else { return Vec::new() };
    let warned = |record: &Record| contract::NOTICE_DAYS.read(record).unwrap_or(0).max(ask.limits.expiry_warn_days);
    let is_it = |record: &Record| {
        horizon(record, as_of)
            .is_some_and(|h| if from < 0 { h.days < 0 } else { h.days >= 0 && h.days <= warned(record) })
    };
    contracts_of(partner, reference).into_iter().filter(|(_, record)| is_it(record)).map(|(at, _)| at).collect()
}

/// The end is not known yet once it is renewed.
fn renew(ask: &mut Ask<'_>, partner: &Element, reference: &EcoString, places: &[usize]) {
    let [first, ..] = places else { return };
    let edit = changed(partner, KEY, places, |_, mut record| {
        record.remove(contract::END.key);
        Some(record)
    });
    let what = contracts_of(partner, reference).into_iter().find(|(at, _)| at == first);
    let what = what.map_or_else(String::new, |(_, record)| called(partner, record));
    let focus = Focus::element(&partner.id, KEY).entry(*first, contract::END.key);
    ask.offer(format!("Renew {what} and enter its new end"), vec![edit], Some(focus));
}

fn expired(ask: &mut Ask<'_>, partner: &Element, reference: &EcoString) {
    let places = ending(ask, partner, reference, -1);
    renew(ask, partner, reference, &places);
    let own = all(partner, KEY);
    let stays = own
        .iter()
        .any(|(at, record)| !places.contains(at) && contract::REFERENCE.read(record).is_some_and(|r| r == *reference));
    // What is supplied under it needs it, and a partner needs a contract.
    let is_needed =
        own.len() <= places.len() || (!stays && !what_it_supplies(ask, partner, Some(reference)).is_empty());
    if !is_needed && let [first, ..] = places.as_slice() {
        let what = own.iter().find(|(at, _)| at == first).map_or_else(String::new, |(_, r)| called(partner, r));
        let edit = changed(partner, KEY, &places, |_, _| None);
        ask.offer(format!("Remove {what}, which has ended"), vec![edit], None);
    }
}

// --- references ---

fn day(record: &Record, attr: crate::model::attr::Attr<crate::model::attr::Date>) -> Option<Date> {
    attr.read(record).as_ref().and_then(read)
}

fn ends_before_it_starts(record: &Record) -> bool {
    day(record, contract::START).zip(day(record, contract::END)).is_some_and(|(start, end)| end < start)
}

fn exchanged(mut record: Record) -> Record {
    let (start, end) = (contract::START.read(&record), contract::END.read(&record));
    if ends_before_it_starts(&record)
        && let Some((start, end)) = start.zip(end)
    {
        record.set(contract::START.key, Value::Text(end.0));
        record.set(contract::END.key, Value::Text(start.0));
    }
    record
}

/// Every reference of the model and how many contracts have it.
fn references(ask: &Ask<'_>) -> Vec<EcoString> {
    let partners = ask.all(ElementKind::Partner);
    let all = partners.flat_map(|p| all(p, KEY)).filter_map(|(_, record)| contract::REFERENCE.read(record));
    all.collect()
}

/// Contracts of one partner whose reference others have too get another one, which what is supplied under it follows;
/// dates that are the wrong way round are exchanged.
fn correct(ask: &mut Ask<'_>, partner: &Element, reference: &EcoString) {
    let own = contracts_of(partner, reference);
    let is_stated = own.iter().any(|(_, record)| contract::REFERENCE.read(record).is_some());
    let taken = references(ask);
    let everywhere = taken.iter().filter(|r| *r == reference).count();
    let stated = own.iter().filter(|(_, record)| contract::REFERENCE.read(record).is_some()).count();
    let is_wrong_way = own.iter().any(|(_, record)| ends_before_it_starts(record));
    let places: Vec<usize> = own.iter().map(|(at, _)| *at).collect();
    if !is_stated || everywhere <= 1 {
        if is_wrong_way {
            let edit = changed(partner, KEY, &places, |_, record| Some(exchanged(record)));
            let what = own.first().map_or_else(String::new, |(_, record)| called(partner, record));
            ask.offer(format!("Exchange the start and the end of {what}"), vec![edit], None);
        }
        return;
    }
    // The first keeps the reference where no other partner has it.
    let others_have_it = everywhere > stated;
    let mut taken: BTreeSet<EcoString> = taken.into_iter().collect();
    let mut first: Option<(usize, EcoString)> = None;
    let mut kept = others_have_it;
    let edit = changed(partner, KEY, &places, |at, record| {
        let mut record = exchanged(record);
        if contract::REFERENCE.read(&record).is_none() {
            return Some(record);
        }
        if !kept {
            kept = true;
            return Some(record);
        }
        let free = (2..u32::MAX).map(|n| EcoString::from(format!("{reference}-{n}"))).find(|r| !taken.contains(r));
        let free = free.unwrap_or_default();
        taken.insert(free.clone());
        record.set(contract::REFERENCE.key, Value::Text(free.clone()));
        first.get_or_insert((at, free));
        Some(record)
    });
    let Some((at, renamed)) = first else { return };
    let mut edits = vec![edit];
    if others_have_it {
        let under = what_it_supplies(ask, partner, Some(reference)).into_iter();
        let key = supplies::CONTRACT.key;
        edits.extend(
            under.map(|r| Edit::SetRelationAttribute(r.id.clone(), key.into(), Some(Value::Text(renamed.clone())))),
        );
    }
    let focus = Focus::element(&partner.id, KEY).entry(at, contract::REFERENCE.key);
    let label = format!("Give a contract with {} the reference {renamed}", partner.shown_name());
    ask.offer(label, edits, Some(focus));
}

fn own_references(partner: &Element) -> BTreeSet<EcoString> {
    let own = all(partner, KEY).into_iter().filter_map(|(_, record)| contract::REFERENCE.read(record));
    own.filter(|reference| !reference.trim().is_empty()).collect()
}

fn put_under(relations: &[&Relation], reference: &EcoString) -> Vec<Edit> {
    let put = |r: &&Relation| {
        let key = supplies::CONTRACT.key.into();
        Edit::SetRelationAttribute(r.id.clone(), key, Some(Value::Text(reference.clone())))
    };
    relations.iter().map(put).collect()
}

/// What is supplied under a contract that the partner has not: it is another one, or it is missing.
fn supplied_under_none(ask: &mut Ask<'_>, partner: &Element, stated: &EcoString) {
    let under = what_it_supplies(ask, partner, Some(stated));
    let Some(target) = under.first().map(|r| ask.name(&r.target)) else { return };
    let what = if under.len() == 1 { target } else { format!("{} things", under.len()) };
    let name = partner.shown_name();
    for reference in own_references(partner).iter().take(MOST) {
        let label = format!("Let {name} supply {what} under contract {reference}");
        ask.offer(label, put_under(&under, reference), None);
    }
    add_contract(ask, partner, stated);
}

/// The one reference under which something is supplied, where no contract has it.
fn stated_once(ask: &Ask<'_>, partner: &Element) -> Option<EcoString> {
    let supplied = ask.outgoing(&partner.id, RelationKind::Supplies);
    let stated: BTreeSet<EcoString> = supplied.into_iter().filter_map(|r| r.get(supplies::CONTRACT)).collect();
    let mut stated = stated.into_iter().filter(|reference| !reference.trim().is_empty());
    let only = stated.next().filter(|_| stated.next().is_none())?;
    (!references(ask).contains(&only)).then_some(only)
}

/// A contract with the reference under which something is supplied.
fn add_contract(ask: &mut Ask<'_>, partner: &Element, stated: &EcoString) {
    if references(ask).contains(stated) {
        return;
    }
    let new = record(&[(contract::REFERENCE.key, Value::Text(stated.clone()))]);
    if let Some((edit, at)) = appended(partner, KEY, new) {
        let focus = Focus::element(&partner.id, KEY).entry(at, contract::TYPE.key);
        ask.offer(format!("Add contract {stated} with {}", partner.shown_name()), vec![edit], Some(focus));
    }
}

/// What is supplied under no contract.
fn supply_under_a_contract(ask: &mut Ask<'_>, partner: &Element) {
    let is_meant = |r: &&Relation| ask.finding.related.contains(&r.target);
    let under: Vec<&Relation> = what_it_supplies(ask, partner, None).into_iter().filter(is_meant).collect();
    let Some(first) = under.first() else { return };
    let (name, what) = (partner.shown_name(), ask.name(&first.target));
    let own = own_references(partner);
    for reference in own.iter().take(MOST) {
        ask.offer(format!("Let {name} supply {what} under contract {reference}"), put_under(&under, reference), None);
    }
    let focus = if own.is_empty() {
        // There is no contract yet to be named.
        let at = all(partner, KEY).first().map_or(0, |(at, _)| *at);
        let list = Focus::element(&partner.id, KEY);
        if partner.attributes.get(KEY).is_some() { list.entry(at, contract::REFERENCE.key) } else { list }
    } else {
        Focus::relation(&first.id, supplies::CONTRACT.key)
    };
    ask.look(format!("Go to the contract under which {name} supplies {what}"), focus);
}
