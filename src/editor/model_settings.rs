//! Settings of the model by what they are about, and the currencies that are offered.
//!
//! Knows nothing about how they are set: they are cells as everything else is.

use crate::model::metamodel::{AttributeDef, Metamodel};

/// Settings under one heading, by their keys.
type Group = (&'static str, &'static [&'static str]);

/// The settings by what they are about. What the metamodel has beside them comes last.
const GROUPS: [Group; 9] = [
    ("Time and money", &["asOf", "currency", "hoursPerDay", "daysPerWeek", "workDaysPerYear"]),
    ("Partners", &["expiryWarnDays", "hhiModerate", "hhiHigh", "hhiMinPartners", "criticalFrom"]),
    ("Flow", &["maxTtm", "agileTtmDays", "agileIterationDays", "npsDefaultVolume"]),
    ("Organization", &["maxLayers", "maxA", "singleHolder"]),
    ("Portfolio", &["minTransform", "portfolioTarget"]),
    ("Technology", &["supportWarnDays", "spofStreams"]),
    ("Risks", &["riskMediumFrom", "riskHighFrom", "riskCritical"]),
    ("Learning and culture", &["minLearning", "cultureGapWarn"]),
    ("Editor", &["nameMax"]),
];

/// Currencies in wide use by their codes of ISO 4217.
const CURRENCIES: &[(&str, &str)] = &[
    ("AED", "UAE dirham"),
    ("ARS", "Argentine peso"),
    ("AUD", "Australian dollar"),
    ("BDT", "Bangladeshi taka"),
    ("BGN", "Bulgarian lev"),
    ("BHD", "Bahraini dinar"),
    ("BRL", "Brazilian real"),
    ("CAD", "Canadian dollar"),
    ("CHF", "Swiss franc"),
    ("CLP", "Chilean peso"),
    ("CNY", "Chinese yuan"),
    ("COP", "Colombian peso"),
    ("CRC", "Costa Rican colón"),
    ("CZK", "Czech koruna"),
    ("DKK", "Danish krone"),
    ("DZD", "Algerian dinar"),
    ("EGP", "Egyptian pound"),
    ("EUR", "Euro"),
    ("GBP", "Pound sterling"),
    ("GEL", "Georgian lari"),
    ("GHS", "Ghanaian cedi"),
    ("HKD", "Hong Kong dollar"),
    ("HUF", "Hungarian forint"),
    ("IDR", "Indonesian rupiah"),
    ("ILS", "Israeli new shekel"),
    ("INR", "Indian rupee"),
    ("ISK", "Icelandic króna"),
    ("JOD", "Jordanian dinar"),
    ("JPY", "Japanese yen"),
    ("KES", "Kenyan shilling"),
    ("KRW", "South Korean won"),
    ("KWD", "Kuwaiti dinar"),
    ("KZT", "Kazakhstani tenge"),
    ("LKR", "Sri Lankan rupee"),
    ("MAD", "Moroccan dirham"),
    ("MXN", "Mexican peso"),
    ("MYR", "Malaysian ringgit"),
    ("NGN", "Nigerian naira"),
    ("NOK", "Norwegian krone"),
    ("NZD", "New Zealand dollar"),
    ("OMR", "Omani rial"),
    ("PEN", "Peruvian sol"),
    ("PHP", "Philippine peso"),
    ("PKR", "Pakistani rupee"),
    ("PLN", "Polish złoty"),
    ("QAR", "Qatari riyal"),
    ("RON", "Romanian leu"),
    ("RSD", "Serbian dinar"),
    ("SAR", "Saudi riyal"),
    ("SEK", "Swedish krona"),
    ("SGD", "Singapore dollar"),
    ("THB", "Thai baht"),
    ("TND", "Tunisian dinar"),
    ("TRY", "Turkish lira"),
    ("TWD", "New Taiwan dollar"),
    ("UAH", "Ukrainian hryvnia"),
    ("USD", "US dollar"),
    ("UYU", "Uruguayan peso"),
    ("VND", "Vietnamese đồng"),
    ("ZAR", "South African rand"),
];

/// What a model says of itself.
#[must_use]
pub fn about() -> [AttributeDef; 2] {
    let description = AttributeDef {
        multiline: true,
        help: Some("What this model is about, and for whom.".into()),
        ..AttributeDef::text("description", "Model description")
    };
    [AttributeDef::text("name", "Model name"), description]
}

/// The currencies whose code or name begins with, or has, what is typed; those whose code begins so come first.
#[must_use]
pub fn currencies(typed: &str) -> Vec<(&'static str, &'static str)> {
    let typed = typed.trim().to_lowercase();
    let begins = |code: &str| code.to_lowercase().starts_with(&typed);
    let mut found: Vec<_> = CURRENCIES
        .iter()
        .filter(|(code, name)| begins(code) || name.to_lowercase().contains(&typed))
        .copied()
        .collect();
    found.sort_by_key(|(code, _)| !begins(code));
    found
}

/// The settings by their headings; those that no heading names come last.
#[must_use]
pub fn grouped(metamodel: &Metamodel) -> Vec<(&'static str, Vec<&AttributeDef>)> {
    let find = |key: &&str| metamodel.settings.iter().find(|d| d.key == **key);
    let mut groups: Vec<_> =
        GROUPS.iter().map(|(name, keys)| (*name, keys.iter().filter_map(find).collect())).collect();
    let named = |d: &&AttributeDef| GROUPS.iter().any(|(_, keys)| keys.contains(&d.key.as_str()));
    let rest: Vec<_> = metamodel.settings.iter().filter(|d| !named(d)).collect();
    if !rest.is_empty() {
        groups.push(("Others", rest));
    }
    groups
}
