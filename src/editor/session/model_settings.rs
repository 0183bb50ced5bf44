//! Settings of the model: name, description and what the metamodel's settings say, set and set back.
//!
//! Knows nothing about sheets and fields.

use super::Session;
use crate::edit::Edit;
use crate::editor::fields;
use crate::model::metamodel::{AttributeDef, AttributeType, Metamodel};
use crate::model::{Document, Value};

/// Settings under one heading, by their keys.
pub type Group = (&'static str, &'static [&'static str]);

/// The settings by what they are about. What the metamodel has beside them comes last.
pub const GROUPS: [Group; 9] = [
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
pub const CURRENCIES: &[(&str, &str)] = &[
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

/// What a setting is, as it is typed; empty where the file says nothing.
#[must_use]
pub fn typed(document: &Document, key: &str) -> String {
    one_line(document.head().settings.get(key))
}

/// What a setting is when the file says nothing, as it is typed.
#[must_use]
pub fn usual(def: &AttributeDef) -> String {
    one_line(def.default.as_ref())
}

fn one_line(value: Option<&Value>) -> String {
    fields::typed(value).replace('\n', ", ")
}

/// The value of a text for a setting; none for its default.
fn read(document: &Document, def: &AttributeDef, text: &str) -> Result<Option<Value>, String> {
    let text = text.trim();
    if def.key == "currency" && !text.is_empty() {
        let code = text.to_uppercase();
        if code.len() != 3 || !code.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(format!("\"{text}\" is no code of three letters such as EUR."));
        }
        return Ok(Some(Value::text(code)).filter(|v| Some(v) != def.default.as_ref()));
    }
    let lines = if matches!(def.ty, AttributeType::List { .. }) {
        text.replace([',', ';', '/'], "\n")
    } else {
        text.to_owned()
    };
    let value = fields::read(document, &def.ty, &lines)
        .map_err(|expected| format!("\"{text}\" was not taken: {expected} is expected."))?;
    if let Some(number) = value.as_ref().and_then(Value::as_number) {
        let outside = |bound: Option<f64>, beyond: fn(f64, f64) -> bool| bound.filter(|b| beyond(number, *b));
        if let Some(min) = outside(def.min, |n, min| n < min) {
            return Err(format!("\"{text}\" was not taken: at least {min} is expected."));
        }
        if let Some(max) = outside(def.max, |n, max| n > max) {
            return Err(format!("\"{text}\" was not taken: at most {max} is expected."));
        }
        // Hours of a day and days of a week divide others.
        if matches!(def.key.as_str(), "hoursPerDay" | "daysPerWeek" | "workDaysPerYear" | "nameMax") && number <= 0.0 {
            return Err(format!("\"{text}\" was not taken: more than 0 is expected."));
        }
        let most = match def.key.as_str() {
            "hoursPerDay" => 24.0,
            "daysPerWeek" => 7.0,
            "workDaysPerYear" => 366.0,
            _ => f64::INFINITY,
        };
        if number > most {
            return Err(format!("\"{text}\" was not taken: at most {most} is expected."));
        }
        if number < 0.0 {
            return Err(format!("\"{text}\" was not taken: a number of at least 0 is expected."));
        }
    }
    // Defaults are not stored.
    Ok(value.filter(|v| Some(v) != def.default.as_ref()))
}

impl Session {
    /// Sets a setting to what is typed; an empty text gives it back its default. Stored durations stay what they are.
    ///
    /// # Errors
    /// Why not; then it is as it was.
    pub fn set_setting(&mut self, key: &str, text: &str) -> Result<(), String> {
        let document = self.document();
        let def =
            document.metamodel().settings.iter().find(|d| d.key == key).ok_or("There is no such setting.")?.clone();
        let value = read(document, &def, text)?;
        let label = def.label.to_lowercase();
        let step = match &value {
            Some(value) => format!("Set {label} to {}", one_line(Some(value))),
            None => format!("Set {label} back to its default"),
        };
        self.perform_quietly(step, &[Edit::SetSetting(key.into(), value)])
    }

    /// Describes the model; an empty text takes the description away.
    ///
    /// # Errors
    /// Why not.
    pub fn set_model_description(&mut self, text: &str) -> Result<(), String> {
        let text = text.trim();
        let value = (!text.is_empty()).then(|| Value::text(text));
        self.perform_quietly("Describe the model", &[Edit::SetMeta("description".into(), value)])
    }
}
