//! The most telling facts of an element, one or two short lines for its card: what is stored, never defaults.
//!
//! Knows nothing about how they are drawn.

use crate::model::attr::{
    self, Choice, Hours, Money, Percent, choice, contract, culture, experiment, investment, key_result, location,
    management, objective, org_unit, partner, portfolio_item, process, role, stage, stakeholder, technology,
    value_proposition, value_stream,
};
use crate::model::metamodel::AttributeType;
use crate::model::{Document, Element, ElementKind, Record, Value};

/// One or two lines.
pub(super) fn facts(document: &Document, element: &Element) -> Vec<String> {
    let e = element;
    let label = |key: attr::Attr<Choice>| e.get(key).map(|Choice(id)| label_of(document, e, key.key, &id));
    let lines: Vec<Option<String>> = match e.kind {
        ElementKind::ValueProposition => {
            vec![label(value_proposition::DIFFERENTIATOR).map(|d| format!("by {}", d.to_lowercase()))]
        }
        ElementKind::Objective => vec![
            e.get(objective::KEY_RESULTS)
                .and_then(|list| key_result::NAME.read(list.0.first()?))
                .map(|name| name.to_string()),
            e.get(objective::DUE_DATE).map(|d| format!("by {}", month(&d.0))),
        ],
        ElementKind::Stakeholder => vec![
            e.get(stakeholder::POPULATION).map(|n| grouped(n as f64)),
            e.get(stakeholder::ROLES).map(|roles| {
                let labels: Vec<_> =
                    roles.0.iter().map(|id| label_of(document, e, "roles", id).to_lowercase()).collect();
                labels.join(", ")
            }),
        ],
        ElementKind::ValueStream => vec![
            e.get(value_stream::TARGET_LEAD_TIME).map(|Hours(h)| format!("target {} h", number(h))),
            label(value_stream::STREAM_TYPE).map(|t| t.to_lowercase()),
        ],
        ElementKind::Stage => vec![joined(&[
            e.get(stage::LEAD_TIME).map(|Hours(h)| format!("{} h", number(h))),
            e.get(stage::PCT_CA).map(|Percent(p)| format!("{} %", number(p))),
        ])],
        ElementKind::Process => vec![joined(&[
            label(process::APPROACH).map(|a| a.to_lowercase()),
            e.get(process::TIME_TO_MARKET).map(|d| format!("{} days to market", number(d))),
        ])],
        ElementKind::PortfolioItem => vec![
            joined(
                &[label(portfolio_item::ITEM_TYPE), label(portfolio_item::LIFECYCLE)]
                    .map(|l| l.map(|l| l.to_lowercase())),
            ),
            yearly_investment(document, e),
        ],
        ElementKind::OrgUnit => vec![joined(&[
            e.get(org_unit::FTE).map(|n| format!("{} FTE", number(n))),
            label(org_unit::UNIT_TYPE).map(|t| t.to_lowercase()),
        ])],
        ElementKind::Role => {
            vec![e.get(role::HOLDERS).map(|n| if n == 1 { "1 holder".into() } else { format!("{n} holders") })]
        }
        ElementKind::Location => vec![joined(&[
            e.get(location::REGION).map(|r| r.to_string()),
            label(location::LOCATION_TYPE).map(|t| t.to_lowercase()),
        ])],
        ElementKind::Technology => {
            vec![joined(&[label(technology::RING), label(technology::MATURITY)].map(|l| l.map(|l| l.to_lowercase())))]
        }
        ElementKind::Partner => contract_facts(document, e),
        ElementKind::Culture => vec![match (e.get(culture::CURRENT), e.get(culture::TARGET)) {
            (Some(now), Some(target)) => Some(format!("level {now} of {target}")),
            _ => None,
        }],
        ElementKind::Experiment => {
            vec![label(experiment::STATUS).map(|s| s.to_lowercase()), e.get(experiment::MEASURE).map(|m| m.to_string())]
        }
        ElementKind::Management => vec![
            label(management::CADENCE).map(|c| c.to_lowercase()),
            e.get(management::PURPOSE).map(|p| p.to_string()),
        ],
        ElementKind::Choice => {
            vec![label(choice::STATUS).map(|s| s.to_lowercase()), e.get(choice::DECISION).map(|d| d.to_string())]
        }
        ElementKind::Foreign => {
            vec![e.attributes.get("type").and_then(Value::as_text).map(ToString::to_string)]
        }
    };
    lines.into_iter().flatten().filter(|l| !l.trim().is_empty()).take(2).collect()
}

/// Whether a technology is still emerging: in research or just appearing.
pub(super) fn is_emerging(element: &Element) -> bool {
    element.kind == ElementKind::Technology
        && element.get(technology::MATURITY).is_some_and(|Choice(m)| m == "research" || m == "emerging")
}

fn contract_facts(document: &Document, e: &Element) -> Vec<Option<String>> {
    let Some(contracts) = e.get(partner::CONTRACTS).filter(|c| !c.0.is_empty()) else {
        return vec![e.get(partner::ROLE_IN_MODEL).map(|r| r.to_string())];
    };
    let total: f64 = contracts.0.iter().filter_map(|c| contract::VALUE_PER_YEAR.read(c)).map(|Money(m)| m).sum();
    let money = (total > 0.0).then(|| format!("{} a year", money(document, total)));
    let kind = |c: &Record| {
        contract::TYPE.read(c).map(|Choice(id)| record_label(document, "Contract", "type", &id).to_lowercase())
    };
    let first = match contracts.0.as_slice() {
        [one] => joined(&[kind(one), contract::END.read(one).map(|d| format!("to {}", month(&d.0)))]),
        several => Some(format!("{} contracts", several.len())),
    };
    vec![money, first]
}

fn yearly_investment(document: &Document, e: &Element) -> Option<String> {
    let list = e.get(portfolio_item::INVESTMENTS)?.0;
    let as_of = document.setting("asOf").and_then(|v| v.as_text().cloned());
    let year: Option<i64> = as_of.and_then(|d| d.get(..4)?.parse().ok());
    // Without an as-of date the last year that is known speaks.
    let of_year = |r: &&Record| investment::YEAR.read(r) == year;
    let entry = list.iter().find(of_year).or_else(|| if year.is_none() { list.last() } else { None })?;
    let total: f64 = [investment::RUN, investment::GROW, investment::TRANSFORM]
        .into_iter()
        .filter_map(|k| k.read(entry))
        .map(|Money(m)| m)
        .sum();
    Some(format!("{} in {}", money(document, total), investment::YEAR.read(entry)?))
}

fn joined(parts: &[Option<String>]) -> Option<String> {
    let parts: Vec<_> = parts.iter().flatten().map(String::as_str).collect();
    if parts.is_empty() { None } else { Some(parts.join(", ")) }
}

fn label_of(document: &Document, element: &Element, key: &str, id: &str) -> String {
    enum_label(document.metamodel().element_attributes(element.kind), key, id)
}

fn record_label(document: &Document, record: &str, key: &str, id: &str) -> String {
    document.metamodel().records.get(record).map_or_else(|| id.to_owned(), |r| enum_label(&r.fields, key, id))
}

fn enum_label(defs: &[crate::model::metamodel::AttributeDef], key: &str, id: &str) -> String {
    let def = defs.iter().find(|d| d.key == key);
    let values = match def.map(|d| &d.ty) {
        Some(AttributeType::Enum { values } | AttributeType::Set { values }) => values.as_slice(),
        _ => &[],
    };
    values.iter().find(|v| v.id == *id).map_or(id, |v| v.label.as_str()).to_owned()
}

/// A number with at most two decimals and no trailing zeros.
fn number(n: f64) -> String {
    let text = format!("{n:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A whole number with its thousands set apart.
fn grouped(n: f64) -> String {
    let digits = format!("{:.0}", n.abs());
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if n < 0.0 { format!("-{text}") } else { text }
}

/// Money as people write it on a slide: €1.9m, €480k.
fn money(document: &Document, amount: f64) -> String {
    let currency = document.setting("currency").and_then(|v| v.as_text().cloned()).unwrap_or_default();
    let (scaled, unit) = match amount.abs() {
        a if a >= 999_500_000.0 => (amount / 1e9, "bn"),
        a if a >= 999_500.0 => (amount / 1e6, "m"),
        a if a >= 1_000.0 => (amount / 1e3, "k"),
        _ => (amount, ""),
    };
    let figure = if scaled.abs() >= 100.0 || unit.is_empty() {
        format!("{scaled:.0}")
    } else {
        number((scaled * 10.0).round() / 10.0)
    };
    match currency.as_str() {
        "EUR" => format!("€{figure}{unit}"),
        "USD" => format!("${figure}{unit}"),
        "GBP" => format!("£{figure}{unit}"),
        "" => format!("{figure}{unit}"),
        other => format!("{other} {figure}{unit}"),
    }
}

/// A date as month and year.
fn month(date: &str) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let name = date.get(5..7).and_then(|m| m.parse::<usize>().ok()).and_then(|m| MONTHS.get(m.checked_sub(1)?));
    match (name, date.get(..4)) {
        (Some(name), Some(year)) => format!("{name} {year}"),
        _ => date.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_as_people_write_them() {
        let mut document = Document::new(crate::format::metamodel::base());
        assert_eq!(money(&document, 1_900_000.0), "€1.9m");
        assert_eq!(money(&document, 480_000.0), "€480k");
        assert_eq!(money(&document, 999_999.0), "€1m");
        assert_eq!(money(&document, 12.0), "€12");
        document.head_mut().settings.set("currency", Value::text("SEK"));
        assert_eq!(money(&document, 2_500_000_000.0), "SEK 2.5bn");
        assert_eq!(number(0.2), "0.2");
        assert_eq!(number(40.0), "40");
        assert_eq!(grouped(410_000.0), "410,000");
        assert_eq!(grouped(-1_234.0), "-1,234");
        assert_eq!(month("2026-09-30"), "Sep 2026");
        assert_eq!(month("soon"), "soon");
    }
}
