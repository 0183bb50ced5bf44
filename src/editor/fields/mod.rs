//! The values of attributes as people type and read them, and where in a document they stand.
//!
//! | Where | What |
//! | --- | --- |
//! | `read` | what a text means |
//! | `show` | a value as a text |
//! | `number` | numbers, money, durations, dates |
//! | `cell` | where a value stands: an attribute, or a part of a record in it |
//! | `cells` | the cells that one editor sets, and what stands in them |
//! | `entries` | lists of records as tables, and what is pasted into them |
//! | `sheet` | the cells of a text from a spreadsheet |
//! | `summary` | the entries of a table in few words |
//! | `rest` | numbers as they stand while nobody types |
//! | `month` | a month as a grid of days |
//! | `judge` | whether a value makes sense where it stands |
//!
//! Knows nothing about where the fields are on the screen.

mod cell;
mod cells;
pub mod entries;
mod judge;
mod month;
mod number;
mod read;
mod rest;
pub mod sheet;
mod show;
mod summary;

pub use cell::{Cell, Part, Place};
pub use cells::{Cells, Stored, Which};
pub use entries::Table;
pub use judge::{doubt, judge};
pub use month::{Month, starts_on};
pub use read::{read, read_line};
pub use rest::{in_days, in_other_words, resting, unit_words};
pub use show::{duration_echo, shown, typed, words_of};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::metamodel::AttributeType;
    use crate::model::{Document, Value};

    #[test]
    fn what_people_type_is_read_as_they_mean_it() {
        let document = Document::new(crate::format::metamodel::base());
        let ok = |ty: &AttributeType, text: &str| read(&document, ty, text).unwrap().unwrap();
        for (text, hours) in
            [("90m", 1.5), ("6", 6.0), ("6 h", 6.0), ("2d", 16.0), ("1w", 40.0), ("0,5 d", 4.0), ("20 min", 1.0 / 3.0)]
        {
            let value = ok(&AttributeType::Duration, text).as_number().unwrap();
            assert!((value - hours).abs() < 1e-5, "{text}: {value}");
        }
        for (text, n) in [
            ("1,234,567", 1_234_567.0),
            ("0,125", 0.125),
            ("3,5", 3.5),
            ("1 200", 1200.0),
            ("12.75", 12.75),
            ("-3", -3.0),
        ] {
            assert_eq!(ok(&AttributeType::Number, text).as_number(), Some(n), "{text}");
        }
        assert_eq!(ok(&AttributeType::Percent, "88 %"), Value::Int(88));
        assert_eq!(read(&document, &AttributeType::Number, "  ").unwrap(), None);
        for bad in ["x", "inf", "NaN", "1e999", "--1"] {
            assert!(read(&document, &AttributeType::Number, bad).is_err(), "{bad}");
            assert!(read(&document, &AttributeType::Duration, bad).is_err(), "{bad}");
        }
        assert!(read(&document, &AttributeType::Integer, "1.5").is_err());
        assert!(read(&document, &AttributeType::Date, "2026-02-30").is_err());
        let list = AttributeType::List { of: Box::new(AttributeType::Text) };
        assert_eq!(typed(Some(&ok(&list, "a\n\n b "))), "a\nb");
        assert_eq!(duration_echo(&document, "2d").as_deref(), Some("= 16 h at 8 h a day"));
        assert_eq!(duration_echo(&document, "6"), None);
    }

    #[test]
    fn money_dates_and_choices_are_read_as_people_write_them() {
        let document = Document::new(crate::format::metamodel::base());
        let ok = |ty: &AttributeType, text: &str| read(&document, ty, text).unwrap().unwrap();
        for (text, n) in
            [("EUR 1,200", 1200.0), ("1.2m", 1_200_000.0), ("€ 40k", 40_000.0), ("12.50 EUR", 12.5), ("700", 700.0)]
        {
            assert_eq!(ok(&AttributeType::Money, text).as_number(), Some(n), "{text}");
        }
        for text in ["2026-8-1", "1.8.2026", "1 Aug 2026", "Aug 1, 2026", "1 August 2026", "2026-08-01"] {
            assert_eq!(ok(&AttributeType::Date, text), Value::text("2026-08-01"), "{text}");
        }
        for bad in ["1/8/2026", "2026-02-30", "tomorrow", "2026-08", "1 Foo 2026"] {
            assert!(read(&document, &AttributeType::Date, bad).is_err(), "{bad}");
        }
        assert!(read(&document, &AttributeType::Date, "2026-02-30").unwrap_err().contains("28 days"));
        let metamodel = document.metamodel();
        let contract = &metamodel.records["Contract"].fields;
        let kind = contract.iter().find(|d| d.key == "type").unwrap();
        assert_eq!(ok(&kind.ty, "Data sharing"), Value::text("data_sharing"));
        assert!(read(&document, &kind.ty, "handshake").unwrap_err().starts_with("one of "));
        let roles = metamodel.kinds.iter().flat_map(|k| &k.attributes).find(|d| d.key == "roles").unwrap();
        let both = ok(&roles.ty, "user; Customer");
        assert_eq!(both.as_list().len(), 2);
        assert_eq!(ok(&roles.ty, &shown(&document, &roles.ty, &both)), both);
    }
}
