//! Figures, money, dates and the labels of choices as people write them on a slide.
//!
//! Knows nothing about what they are facts of.

use crate::analysis::short_month;
pub use crate::analysis::written::{grouped, number};
use crate::model::metamodel::AttributeType;
use crate::model::{Document, Element};

pub(super) fn label_of(document: &Document, element: &Element, key: &str, id: &str) -> String {
    enum_label(document.metamodel().element_attributes(element.kind), key, id)
}

pub(super) fn record_label(document: &Document, record: &str, key: &str, id: &str) -> String {
    document.metamodel().records.get(record).map_or_else(|| id.to_owned(), |r| enum_label(&r.fields, key, id))
}

/// What a contract is, such as "service"; its reference where that is not said.
pub(super) fn label_of_contract(document: &Document, contract: &crate::model::Record) -> String {
    let kind = contract.get("type").and_then(|v| v.as_text()).map(|id| record_label(document, "Contract", "type", id));
    let text = |key: &str| contract.get(key).and_then(|v| v.as_text()).map(ToString::to_string);
    kind.or_else(|| text("reference")).unwrap_or_else(|| "contract".to_owned())
}

pub(super) fn enum_label(defs: &[crate::model::metamodel::AttributeDef], key: &str, id: &str) -> String {
    let def = defs.iter().find(|d| d.key == key);
    let values = match def.map(|d| &d.ty) {
        Some(AttributeType::Enum { values } | AttributeType::Set { values }) => values.as_slice(),
        _ => &[],
    };
    values.iter().find(|v| v.id == *id).map_or(id, |v| v.label.as_str()).to_owned()
}

/// Money as people write it on a slide: €1.9m, €480k.
pub(super) fn money(document: &Document, amount: f64) -> String {
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
    match document.currency().as_str() {
        "EUR" => format!("€{figure}{unit}"),
        "USD" => format!("${figure}{unit}"),
        "GBP" => format!("£{figure}{unit}"),
        "" => format!("{figure}{unit}"),
        other => format!("{other} {figure}{unit}"),
    }
}

/// A duration in the largest unit that says it in whole numbers, `2 d` for two days of work: only hours are stored, and who
/// typed days looks for days.
#[must_use]
pub fn duration(document: &Document, hours: f64) -> String {
    let [words] = durations(document, [hours]);
    words
}

/// Durations that are compared, in one unit.
pub(super) fn durations<const N: usize>(document: &Document, hours: [f64; N]) -> [String; N] {
    let units = [(document.hours_per_week(), "w"), (document.hours_per_day(), "d")];
    let whole = |unit: f64| hours.iter().all(|h| *h >= unit && ((h / unit) - (h / unit).round()).abs() < 1e-6);
    let (unit, name) = units.into_iter().find(|(unit, _)| whole(*unit)).unwrap_or((1.0, "h"));
    hours.map(|h| format!("{} {name}", grouped(&number(h / unit))))
}

/// A date as month and year.
pub(super) fn month(date: &str) -> String {
    let name = date.get(5..7).and_then(|m| m.parse().ok()).map(short_month).filter(|m| !m.is_empty());
    match (name, date.get(..4)) {
        (Some(name), Some(year)) => format!("{name} {year}"),
        _ => date.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Value;

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
        let said = [16.0, 8.0, 40.0, 48.0, 20.0, 0.5, 0.0, 12_345.0].map(|h| duration(&document, h));
        assert_eq!(said, ["2 d", "1 d", "1 w", "6 d", "20 h", "0.5 h", "0 h", "12,345 h"]);
        assert_eq!(durations(&document, [48.0, 40.0]), ["6 d", "5 d"], "what is compared is in one unit");
        assert_eq!(durations(&document, [9.0, 40.0]), ["9 h", "40 h"]);
        document.head_mut().settings.set("hoursPerDay", Value::number(7.5).unwrap());
        assert_eq!([15.0, 16.0].map(|h| duration(&document, h)), ["2 d", "16 h"]);
        for (plain, apart) in [
            ("410000", "410,000"),
            ("-1234", "-1,234"),
            ("-12345.5", "-12,345.5"),
            ("20", "20"),
            ("", ""),
            ("x1000", "x1000"),
        ] {
            assert_eq!(grouped(plain), apart);
        }
        assert_eq!(month("2026-09-30"), "Sep 2026");
        assert_eq!(month("soon"), "soon");
    }
}
