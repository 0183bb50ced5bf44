//! What can be done where culture is missing, promoted by nothing or touches nothing.
//!
//! Knows nothing about the other families.

use crate::edit::Edit;
use crate::fix::ask::{Ask, MOST};
use crate::fix::focus::Focus;
use crate::fix::records::{all, appended, changed, record};
use crate::model::attr::{Choice, action, culture as attr};
use crate::model::{Element, ElementKind, Record, RelationKind, Value};

/// What a value or a choice shapes, likeliest first.
pub(super) const SHAPED: [ElementKind; 12] = [
    ElementKind::ValueStream,
    ElementKind::Process,
    ElementKind::OrgUnit,
    ElementKind::Role,
    ElementKind::Stage,
    ElementKind::PortfolioItem,
    ElementKind::Technology,
    ElementKind::Partner,
    ElementKind::Management,
    ElementKind::Location,
    ElementKind::Choice,
    ElementKind::Culture,
];

pub(super) fn offers(ask: &mut Ask<'_>) {
    match (ask.finding.rule.id, ask.subject()) {
        ("CU-01", _) => add_a_value(ask),
        ("CU-02", Some(culture)) => promote(ask, culture),
        ("CU-03", Some(culture)) => {
            let pick = ask.to(RelationKind::Shapes, &culture.id, &SHAPED).or_new(&[ElementKind::Process]);
            ask.pick(format!("Choose what {} shapes", culture.shown_name()), pick);
        }
        _ => {}
    }
}

fn under_way() -> Record {
    record(&[(action::STATUS.key, Value::text("active"))])
}

/// A value that shapes the unit at the top or the first stream, with an action whose words are still to be found.
fn add_a_value(ask: &mut Ask<'_>) {
    let top = ask.all(ElementKind::OrgUnit).find(|unit| ask.document.parent(&unit.id).is_none());
    let Some(shaped) = top.or_else(|| ask.all(ElementKind::ValueStream).next()) else { return };
    let actions = Value::List([Value::Record(under_way())].into_iter().collect());
    let made = ask.make(ElementKind::Culture, "A value we need", record(&[(attr::ACTIONS.key, actions)]));
    let focus = Focus::element(&made.id, "name");
    let shapes = ask.relate(RelationKind::Shapes, &made.id, &shaped.id, &Record::new());
    let label = format!("Add a value that shapes {} and an action that promotes it", shaped.shown_name());
    ask.offer(label, vec![Edit::AddElement(made), shapes], Some(focus));
}

fn promote(ask: &mut Ask<'_>, culture: &Element) {
    let key = attr::ACTIONS.key;
    let name = culture.shown_name();
    let words = |entry: &Record| {
        let text = entry.get("action").and_then(Value::as_text).map(|text| text.trim().to_owned());
        text.filter(|text| !text.is_empty())
    };
    for (at, entry) in all(culture, key).into_iter().take(MOST) {
        let is_open = action::STATUS.read(entry).is_none_or(|Choice(status)| status != "active" && status != "done");
        if let Some(words) = words(entry).filter(|_| is_open) {
            let edit = changed(culture, key, &[at], |_, mut entry| {
                entry.set(action::STATUS.key, Value::text("active"));
                Some(entry)
            });
            ask.offer(format!("Say that \"{words}\" is under way for {name}"), vec![edit], None);
        }
    }
    let Some((edit, at)) = appended(culture, key, under_way()) else { return };
    let focus = Focus::element(&culture.id, key).entry(at, "action");
    ask.offer(format!("Add an action under way that promotes {name}"), vec![edit], Some(focus));
}
