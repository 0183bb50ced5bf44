//! What is said of an attribute: its key and name, what its values are, and which of them make sense.
//!
//! Knows nothing about which kinds have it.

use std::collections::BTreeMap;

use ecow::EcoString;
use serde::Deserialize;

use crate::model::value::Value;

/// An attribute: its key, its name and what its values are.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AttributeDef {
    /// The key in the file.
    pub key: EcoString,
    /// Its name in the window.
    pub label: EcoString,
    /// What its values are.
    #[serde(flatten)]
    pub ty: AttributeType,
    /// The unit of a number.
    #[serde(default)]
    pub unit: Option<EcoString>,
    /// The least sensible number.
    #[serde(default)]
    pub min: Option<f64>,
    /// The attribute that is the least sensible number.
    #[serde(default)]
    pub min_key: Option<EcoString>,
    /// The greatest sensible number.
    #[serde(default)]
    pub max: Option<f64>,
    /// What absence means.
    #[serde(default, deserialize_with = "json_value")]
    pub default: Option<Value>,
    /// Whether the inspector asks for it; a file without it still loads.
    #[serde(default)]
    pub required: bool,
    /// Whether a text has several lines.
    #[serde(default)]
    pub multiline: bool,
    /// `year` or `once`, for money.
    #[serde(default)]
    pub per: Option<EcoString>,
    /// Only with these values of another attribute.
    #[serde(default)]
    pub when: Conditions,
    /// A hint.
    #[serde(default)]
    pub help: Option<EcoString>,
}

/// What the values of an attribute are.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum AttributeType {
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// Yes or no.
    Boolean,
    /// 0 to 100.
    Percent,
    /// Money in the model's currency.
    Money,
    /// Business hours.
    Duration,
    /// `YYYY-MM-DD`.
    Date,
    /// One of some values.
    Enum {
        /// The values.
        values: Vec<EnumValue>,
    },
    /// Some of some values.
    Set {
        /// The values.
        values: Vec<EnumValue>,
    },
    /// Values in an order.
    List {
        /// What each is.
        of: Box<AttributeType>,
    },
    /// Values by key.
    Record {
        /// The record type.
        record: EcoString,
    },
    /// The id of an element.
    Reference {
        /// The kinds that it may be of.
        to: Vec<EcoString>,
    },
    /// The reference of one of the source partner's contracts.
    Contract,
    /// The id of a plateau.
    Plateau,
    /// Any names with any values.
    Properties,
}

/// One value of an enum.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct EnumValue {
    /// The id in the file.
    pub id: EcoString,
    /// Its name in the window.
    pub label: EcoString,
    /// Only with these values of another attribute.
    #[serde(default)]
    pub when: Conditions,
    /// How it reads between two names.
    #[serde(default)]
    pub phrase: Option<EcoString>,
}

/// Values that other attributes must have, by key; nothing asks for nothing.
pub type Conditions = BTreeMap<EcoString, Vec<EcoString>>;

impl AttributeDef {
    /// An attribute of a text, of which nothing but key and name is said.
    #[must_use]
    pub fn text(key: &str, label: &str) -> Self {
        Self {
            key: key.into(),
            label: label.into(),
            ty: AttributeType::Text,
            unit: None,
            min: None,
            min_key: None,
            max: None,
            default: None,
            required: false,
            multiline: false,
            per: None,
            when: Conditions::new(),
            help: None,
        }
    }
}

impl AttributeType {
    /// What a value should be, as a phrase.
    #[must_use]
    pub fn expected(&self) -> String {
        let one_of = |values: &[EnumValue]| values.iter().map(|v| v.id.as_str()).collect::<Vec<_>>().join(", ");
        match self {
            Self::Text => "a text".into(),
            Self::Integer => "a whole number".into(),
            Self::Number | Self::Percent | Self::Money | Self::Duration => "a number".into(),
            Self::Boolean => "true or false".into(),
            Self::Date => "a date such as 2026-07-01".into(),
            Self::Enum { values } => format!("one of {}", one_of(values)),
            Self::Set { values } => format!("a list of {}", one_of(values)),
            Self::List { .. } => "a list".into(),
            Self::Record { .. } | Self::Properties => "a record".into(),
            Self::Reference { .. } => "the id of an element".into(),
            Self::Contract => "the reference of a contract".into(),
            Self::Plateau => "the id of a plateau".into(),
        }
    }

    /// Whether its values have parts: records, lists of records, and properties.
    #[must_use]
    pub fn has_parts(&self) -> bool {
        match self {
            Self::List { of } => matches!(**of, Self::Record { .. }),
            ty => matches!(ty, Self::Record { .. } | Self::Properties),
        }
    }

    pub(super) fn has_records(&self) -> bool {
        match self {
            Self::Record { .. } => true,
            Self::List { of } => of.has_records(),
            _ => false,
        }
    }
}

/// Whether a text is a day of the Gregorian calendar written `YYYY-MM-DD`.
#[must_use]
pub fn is_date(text: &str) -> bool {
    let b = text.as_bytes();
    if b.len() != 10 || b[4] != b'-' || b[7] != b'-' || !text.is_ascii() {
        return false;
    }
    let digits = |range: std::ops::Range<usize>| {
        let part = &text[range];
        part.bytes().all(|c| c.is_ascii_digit()).then(|| part.parse::<u32>().ok()).flatten()
    };
    let (Some(year), Some(month), Some(day)) = (digits(0..4), digits(5..7), digits(8..10)) else { return false };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

fn json_value<'de, D: serde::Deserializer<'de>>(d: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(d).map(|v| (v != Value::Null).then_some(v))
}

#[cfg(test)]
mod tests {
    use super::is_date;

    #[test]
    fn dates_are_days_of_the_calendar() {
        for good in ["2026-07-01", "2024-02-29", "2000-02-29", "1999-12-31"] {
            assert!(is_date(good), "{good}");
        }
        for bad in [
            "2026-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-1-01",
            "2026-04-31",
            "26-07-01",
            "+026-07-01",
            "2026-07-0x",
            "２０26-07-01",
            "",
        ] {
            assert!(!is_date(bad), "{bad}");
        }
    }
}
