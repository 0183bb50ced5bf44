//! What a file adds to the metamodel: own words and attributes for kinds of elements and relations.
//!
//! Additions are `{"elements": {KIND: {"label", "plural", "synonyms", "attributes"}}, "relations": {KIND: {"label",
//! "inverse", "attributes"}}}` with attributes as in `assets/metamodel.json`. What cannot be used is left where it stands
//! and said; the rest beside it is used.
//!
//! Knows nothing about files and about who changes the additions.

use std::borrow::Cow;
use std::sync::Arc;

use ecow::EcoString;

use super::metamodel::{AttributeDef, AttributeType, Metamodel};
use super::value::{Record, Value};

/// The most attributes that a file may add to one kind, so that checking an element costs little whatever the file says.
pub const MAX_ADDED_ATTRIBUTES: usize = 200;

/// The most values of an enum that a file may add.
pub const MAX_ADDED_VALUES: usize = 1_000;

/// The most characters of a text from the file that a message repeats.
pub const MAX_QUOTED: usize = 80;

/// The part of the additions that is about kinds of elements.
pub const ELEMENTS: &str = "elements";

/// The part of the additions that is about kinds of relations.
pub const RELATIONS: &str = "relations";

/// A text of the file as messages repeat it: a name of a megabyte in ten thousand messages would fill the memory.
#[must_use]
pub fn quoted(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(MAX_QUOTED) {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
    }
}

/// `base` with the additions of a file, and a sentence for each addition that cannot be used.
#[must_use]
pub fn extended(base: &Arc<Metamodel>, additions: &Record) -> (Arc<Metamodel>, Vec<String>) {
    let mut complaints = Vec::new();
    if additions.is_empty() {
        return (base.clone(), complaints);
    }
    let mut metamodel = (**base).clone();
    for (part, kinds) in additions {
        let Some(kinds) = kinds.as_record() else {
            complaints.push(format!("\"{}\" of the metamodel additions is not a record.", quoted(part)));
            continue;
        };
        for (kind, addition) in kinds {
            let Some(target) = Target::of(&mut metamodel, part, kind) else {
                let (part, kind) = (quoted(part), quoted(kind));
                complaints.push(format!("The metamodel addition to \"{part}\" \"{kind}\" is about no known kind."));
                continue;
            };
            let Some(addition) = addition.as_record() else {
                let kind = quoted(kind);
                complaints.push(format!("The metamodel addition to \"{kind}\" cannot be used: it is not a record."));
                continue;
            };
            target.add(base, kind, addition, &mut complaints);
        }
    }
    (Arc::new(metamodel), complaints)
}

/// What of a kind can be added to.
struct Target<'a> {
    label: &'a mut EcoString,
    /// How it is called for several, or read from the other end.
    other: (&'static str, &'a mut EcoString),
    short: Option<&'a mut EcoString>,
    synonyms: Option<&'a mut Vec<EcoString>>,
    attributes: &'a mut Vec<AttributeDef>,
}

impl<'a> Target<'a> {
    fn of(metamodel: &'a mut Metamodel, part: &str, kind: &str) -> Option<Self> {
        match part {
            ELEMENTS => metamodel.kinds.iter_mut().find(|k| k.id == kind).map(|k| Self {
                label: &mut k.label,
                other: ("plural", &mut k.plural),
                short: Some(&mut k.short),
                synonyms: Some(&mut k.synonyms),
                attributes: &mut k.attributes,
            }),
            RELATIONS => metamodel.relations.iter_mut().find(|r| r.id == kind).map(|r| Self {
                label: &mut r.label,
                other: ("inverse", &mut r.inverse),
                short: None,
                synonyms: None,
                attributes: &mut r.attributes,
            }),
            _ => None,
        }
    }

    fn add(mut self, base: &Metamodel, kind: &str, addition: &Record, complaints: &mut Vec<String>) {
        let unusable = |what: &str| format!("The metamodel addition to \"{kind}\" cannot be used: {what}.");
        if let Some(label) = own_word(addition, "label", complaints, unusable) {
            if let Some(short) = self.short {
                // The word of before still finds it.
                if let Some(synonyms) = &mut self.synonyms {
                    synonyms.push(short.clone());
                }
                short.clone_from(&label);
                self.other.1.clone_from(&label);
            }
            *self.label = label;
        }
        if let Some(other) = own_word(addition, self.other.0, complaints, unusable) {
            *self.other.1 = other;
        }
        if let Some(synonyms) = self.synonyms {
            match addition.get("synonyms") {
                None => {}
                Some(Value::List(list)) if list.iter().all(|v| v.as_text().is_some()) => {
                    synonyms.extend(list.iter().filter_map(Value::as_text).cloned());
                }
                Some(_) => complaints.push(unusable("its synonyms are not a list of texts")),
            }
        }
        let attributes = match addition.get("attributes") {
            None => return,
            Some(Value::List(list)) => list,
            Some(_) => {
                complaints.push(unusable("its attributes are not a list"));
                return;
            }
        };
        if attributes.len() > MAX_ADDED_ATTRIBUTES {
            complaints.push(format!(
                "The metamodel adds {} attributes to \"{kind}\"; only the first {MAX_ADDED_ATTRIBUTES} are used.",
                attributes.len()
            ));
        }
        for attribute in attributes.iter().take(MAX_ADDED_ATTRIBUTES) {
            match attribute_def(attribute) {
                Ok(def) => {
                    if let Some(def) = usable(base, self.attributes, kind, def, complaints) {
                        self.attributes.push(def);
                    }
                }
                Err(why) => complaints.push(unusable(&quoted(&why))),
            }
        }
    }
}

/// A word that is a text and says something.
fn own_word(
    addition: &Record,
    key: &str,
    complaints: &mut Vec<String>,
    unusable: impl Fn(&str) -> String,
) -> Option<EcoString> {
    match addition.get(key)? {
        Value::Text(word) => Some(word.clone()).filter(|w| !w.trim().is_empty()),
        _ => {
            complaints.push(unusable(&format!("its {key} is not a text")));
            None
        }
    }
}

/// The attribute, unless it cannot be used beside those that are there.
fn usable(
    base: &Metamodel,
    there: &[AttributeDef],
    kind: &str,
    mut attribute: AttributeDef,
    complaints: &mut Vec<String>,
) -> Option<AttributeDef> {
    let key = quoted(&attribute.key).into_owned();
    if there.iter().any(|a| a.key == attribute.key) {
        complaints.push(format!("The attribute \"{key}\" of \"{kind}\" exists already."));
        return None;
    }
    if values(&attribute.ty) > MAX_ADDED_VALUES {
        complaints.push(format!(
            "The attribute \"{key}\" of \"{kind}\" has more than {MAX_ADDED_VALUES} values and is not used."
        ));
        return None;
    }
    if let Some(default) = &attribute.default
        && let Err(expected) = base.check_type(&attribute.ty, default)
    {
        let expected = quoted(&expected);
        complaints.push(format!(
            "The default of the attribute \"{key}\" of \"{kind}\" should be {expected} and is not used."
        ));
        attribute.default = None;
    }
    Some(attribute)
}

/// How many values an enum or a set has.
fn values(ty: &AttributeType) -> usize {
    match ty {
        AttributeType::Enum { values } | AttributeType::Set { values } => values.len(),
        AttributeType::List { of } => values(of),
        _ => 0,
    }
}

/// An attribute as a file writes it.
///
/// # Errors
/// What is wrong with it.
pub fn attribute_def(attribute: &Value) -> Result<AttributeDef, String> {
    if attribute.as_record().is_none() {
        return Err("an attribute is not a record".into());
    }
    if !is_written_out(attribute) {
        return Err("a type of an attribute is not a text, or a value of one is not a record".into());
    }
    let json = serde_json::to_value(attribute).map_err(|e| e.to_string())?;
    serde_json::from_value(json).map_err(|e| e.to_string())
}

/// Whether types are texts and the values of enums records, however deep in lists; serde would also take a number for a
/// type, as its place among them, and a list for a record, key by key.
fn is_written_out(attribute: &Value) -> bool {
    let part = |key: &str| attribute.as_record().and_then(|r| r.get(key));
    part("type").is_none_or(|ty| ty.as_text().is_some())
        && part("values").map_or(&[][..], Value::as_list).iter().all(|v| v.as_record().is_some())
        && part("of").is_none_or(is_written_out)
}
