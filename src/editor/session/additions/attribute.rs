//! Attributes of this model: added, changed facet by facet, moved and removed.
//!
//! The key of an attribute is made from its label once and stays, so that stored values never lose it.
//!
//! Knows nothing about sheets and fields.

use ecow::{EcoString, EcoVec};

use super::{Of, put, users_named};
use crate::editor::fields::{self, Place};
use crate::editor::session::{Session, Tone};
use crate::model::additions::{MAX_ADDED_ATTRIBUTES, MAX_ADDED_VALUES, attribute_def};
use crate::model::index::folded;
use crate::model::metamodel::{AttributeDef, AttributeType};
use crate::model::{Document, Record, Value};

/// The types that an own attribute can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the labels say what each is")]
pub enum OwnType {
    Text,
    LongText,
    Integer,
    Number,
    Boolean,
    Percent,
    Money,
    Duration,
    Date,
    OneOf,
    SomeOf,
    Texts,
    Reference,
}

impl OwnType {
    /// Every type, in the order in which they are offered.
    pub const ALL: [Self; 13] = [
        Self::Text,
        Self::LongText,
        Self::Integer,
        Self::Number,
        Self::Boolean,
        Self::Percent,
        Self::Money,
        Self::Duration,
        Self::Date,
        Self::OneOf,
        Self::SomeOf,
        Self::Texts,
        Self::Reference,
    ];

    /// What it is called.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::LongText => "Long text",
            Self::Integer => "Whole number",
            Self::Number => "Number",
            Self::Boolean => "Yes or no",
            Self::Percent => "Percent",
            Self::Money => "Money",
            Self::Duration => "Duration",
            Self::Date => "Date",
            Self::OneOf => "One of some values",
            Self::SomeOf => "Some of some values",
            Self::Texts => "List of texts",
            Self::Reference => "Reference to an element",
        }
    }

    /// The type of an attribute; none for those that are made elsewhere, such as records.
    #[must_use]
    pub fn of(def: &AttributeDef) -> Option<Self> {
        Some(match &def.ty {
            AttributeType::Text if def.multiline => Self::LongText,
            AttributeType::Text => Self::Text,
            AttributeType::Integer => Self::Integer,
            AttributeType::Number => Self::Number,
            AttributeType::Boolean => Self::Boolean,
            AttributeType::Percent => Self::Percent,
            AttributeType::Money => Self::Money,
            AttributeType::Duration => Self::Duration,
            AttributeType::Date => Self::Date,
            AttributeType::Enum { .. } => Self::OneOf,
            AttributeType::Set { .. } => Self::SomeOf,
            AttributeType::List { of } if matches!(**of, AttributeType::Text) => Self::Texts,
            AttributeType::Reference { .. } => Self::Reference,
            _ => return None,
        })
    }

    /// Whether it has a least and a greatest value.
    #[must_use]
    pub const fn is_figure(self) -> bool {
        matches!(self, Self::Integer | Self::Number | Self::Percent | Self::Money | Self::Duration)
    }

    /// Whether its values are listed.
    #[must_use]
    pub const fn has_values(self) -> bool {
        matches!(self, Self::OneOf | Self::SomeOf)
    }

    /// Writes the type into an attribute of a file, with what only this type has.
    fn write(self, attribute: &mut Record) {
        let id = match self {
            Self::Text | Self::LongText => "text",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Percent => "percent",
            Self::Money => "money",
            Self::Duration => "duration",
            Self::Date => "date",
            Self::OneOf => "enum",
            Self::SomeOf => "set",
            Self::Texts => "list",
            Self::Reference => "reference",
        };
        attribute.set("type", Value::text(id));
        put(attribute, "multiline", (self == Self::LongText).then_some(Value::Bool(true)));
        let text: Record = [("type".into(), Value::text("text"))].into_iter().collect();
        put(attribute, "of", (self == Self::Texts).then_some(Value::Record(text)));
        if self.has_values() && attribute.get("values").is_none() {
            attribute.set("values", Value::List(EcoVec::new()));
        }
        if self == Self::Reference && attribute.get("to").is_none() {
            attribute.set("to", Value::List(EcoVec::new()));
        }
        if !self.is_figure() {
            for key in ["min", "max"] {
                attribute.remove(key);
            }
        }
    }
}

/// What can be said of an own attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Facet {
    /// What it is called.
    Label,
    /// Its unit.
    Unit,
    /// The least value.
    Min,
    /// The greatest value.
    Max,
    /// What absence means.
    Default,
    /// A hint.
    Help,
    /// Its values, one on each line.
    Values,
    /// The kinds that a reference may name.
    To,
}

impl Facet {
    const ALL: [Self; 8] =
        [Self::Label, Self::Unit, Self::Min, Self::Max, Self::Default, Self::Help, Self::Values, Self::To];

    /// The facet that stands under a key.
    pub(in crate::editor::session) fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.key() == key)
    }

    /// Where it stands, of an attribute of a kind.
    #[must_use]
    pub fn place(self, of: Of, attribute: &EcoString) -> Place {
        Place::Own(of, attribute.clone(), self.key().into())
    }

    /// What it is called.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Label => "Label",
            Self::Unit => "Unit",
            Self::Min => "Least",
            Self::Max => "Greatest",
            Self::Default => "Default",
            Self::Help => "Help",
            Self::Values => "Values",
            Self::To => "Kinds",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::Unit => "unit",
            Self::Min => "min",
            Self::Max => "max",
            Self::Default => "default",
            Self::Help => "help",
            Self::Values => "values",
            Self::To => "to",
        }
    }
}

impl Session {
    /// Adds an attribute to a kind, of text to begin with, and gives its key.
    ///
    /// # Errors
    /// Why not.
    pub fn add_own_attribute(&mut self, of: Of, label: &str) -> Result<EcoString, String> {
        let label = label.trim();
        self.check_label(of, None, label)?;
        if of.own_attributes(self.document()).len() >= MAX_ADDED_ATTRIBUTES {
            return Err(format!("A kind can have {MAX_ADDED_ATTRIBUTES} attributes of its own, not more."));
        }
        let key = self.free_key(of, label);
        let attribute: Record = [
            ("key".into(), Value::Text(key.clone())),
            ("label".into(), Value::text(label)),
            ("type".into(), Value::text("text")),
        ]
        .into_iter()
        .collect();
        self.change_attributes(of, format!("Add the attribute {label}"), |list| {
            list.push(Value::Record(attribute));
        })?;
        Ok(key)
    }

    /// Changes one facet of an attribute; an empty text takes it away.
    ///
    /// # Errors
    /// Why not; then everything is as it was.
    pub fn set_attribute_facet(&mut self, of: Of, key: &str, facet: Facet, text: &str) -> Result<(), String> {
        let (at, attribute) = self.own_attribute(of, key)?;
        let def = attribute_def(&Value::Record(attribute.clone()))?;
        let text = text.trim();
        let number = |text: &str| match fields::read(self.document(), &AttributeType::Number, text) {
            Ok(value) => Ok(value),
            Err(_) => Err(format!("\"{text}\" is no number.")),
        };
        let value = match facet {
            Facet::Label => {
                self.check_label(of, Some(key), text)?;
                Some(Value::text(text))
            }
            Facet::Unit | Facet::Help => (!text.is_empty()).then(|| Value::text(text)),
            Facet::Min | Facet::Max => {
                let value = if matches!(def.ty, AttributeType::Duration) {
                    fields::read(self.document(), &def.ty, text)
                        .map_err(|expected| format!("\"{text}\" is no duration: {expected} is expected."))?
                } else {
                    number(text)?
                };
                let n = value.as_ref().and_then(Value::as_number);
                let (min, max) = if facet == Facet::Min { (n, def.max) } else { (def.min, n) };
                if min.zip(max).is_some_and(|(min, max)| min > max) {
                    return Err("The least value is greater than the greatest.".into());
                }
                value
            }
            Facet::Default => self.read_default(&def, text)?,
            Facet::Values => Some(read_values(&attribute, text)?),
            Facet::To => Some(read_kinds(self.document(), text)?),
        };
        let mut attribute = attribute;
        put(&mut attribute, facet.key(), value);
        let named = def.label.clone();
        let what = facet.label().to_lowercase();
        self.replace_attribute(of, at, attribute, format!("Set {what} of the attribute {named}"))
    }

    /// Changes the type of an attribute. Values that do not fit stay in the model and are said.
    ///
    /// # Errors
    /// Why not.
    pub fn set_attribute_type(&mut self, of: Of, key: &str, ty: OwnType) -> Result<(), String> {
        let (at, mut attribute) = self.own_attribute(of, key)?;
        let def = attribute_def(&Value::Record(attribute.clone())).ok();
        ty.write(&mut attribute);
        // A default of another type is none.
        if let (Ok(new), Some(default)) = (attribute_def(&Value::Record(attribute.clone())), attribute.get("default"))
            && self.document().metamodel().check_type(&new.ty, default).is_err()
        {
            attribute.remove("default");
        }
        let named = def.as_ref().map_or_else(|| EcoString::from(key), |d| d.label.clone());
        let step = format!("Make the attribute {named} {}", ty.label().to_lowercase());
        self.replace_attribute(of, at, attribute, step)
    }

    /// Whether the inspector asks for an attribute.
    ///
    /// # Errors
    /// Why not.
    pub fn set_attribute_required(&mut self, of: Of, key: &str, required: bool) -> Result<(), String> {
        let (at, mut attribute) = self.own_attribute(of, key)?;
        let def = attribute_def(&Value::Record(attribute.clone()))?;
        put(&mut attribute, "required", required.then_some(Value::Bool(true)));
        let verb = if required { "Ask" } else { "Do not ask" };
        self.replace_attribute(of, at, attribute, format!("{verb} for the attribute {}", def.label))
    }

    /// Moves an attribute one place up or down.
    ///
    /// # Errors
    /// Why not.
    pub fn move_own_attribute(&mut self, of: Of, at: usize, down: bool) -> Result<(), String> {
        let to = if down { at + 1 } else { at.wrapping_sub(1) };
        if to >= of.own_attributes(self.document()).len() {
            return Err("There is no place beyond.".into());
        }
        self.change_attributes(of, "Move an attribute".into(), |list| list.make_mut().swap(at, to))
    }

    /// Removes an attribute. What elements have of it stays with them, as an attribute that the model does not know.
    ///
    /// # Errors
    /// Why not.
    pub fn remove_own_attribute(&mut self, of: Of, at: usize) -> Result<(), String> {
        let list = of.own_attributes(self.document());
        let Some(attribute) = list.get(at) else { return Ok(()) };
        let text = |key: &str| attribute.as_record().and_then(|r| r.get(key)).and_then(Value::as_text).cloned();
        let key = text("key").unwrap_or_default();
        let label = text("label").unwrap_or_else(|| key.clone());
        let (used, _) = self.users(of, &key, |_| true);
        self.change_attributes(of, format!("Remove the attribute {label}"), |list| {
            list.remove(at);
        })?;
        if used > 0 {
            let who = users_named(of, used);
            let verb = if used == 1 { "keeps its value" } else { "keep their values" };
            self.say(
                Tone::Info,
                format!(
                    "{who} {verb} of {label}, as an attribute that this model does not define. Undo brings it back."
                ),
            );
        }
        Ok(())
    }

    /// How many elements or relations have a value of an attribute, and how many of these do not fit its type.
    #[must_use]
    pub fn attribute_use(&self, of: Of, def: &AttributeDef) -> (usize, usize) {
        let metamodel = self.document().metamodel();
        self.users(of, &def.key, |value| metamodel.check_type(&def.ty, value).is_ok())
    }

    fn own_attribute(&self, of: Of, key: &str) -> Result<(usize, Record), String> {
        let list = of.own_attributes(self.document());
        let has_key =
            |v: &Value| v.as_record().and_then(|r| r.get("key")).and_then(Value::as_text).is_some_and(|k| k == key);
        let at = list.iter().position(has_key).ok_or("The attribute is gone.")?;
        let record = list[at].as_record().cloned().ok_or("The attribute is damaged.")?;
        Ok((at, record))
    }

    /// Puts a changed attribute in its place, and says how many values do not fit it.
    fn replace_attribute(&mut self, of: Of, at: usize, attribute: Record, step: String) -> Result<(), String> {
        let after = attribute_def(&Value::Record(attribute.clone()))?;
        if let Some(default) = &after.default
            && let Err(expected) = self.document().metamodel().check_type(&after.ty, default)
        {
            return Err(format!("The default would not fit: {expected} is expected. Change the default first."));
        }
        self.change_attributes(of, step, |list| {
            if let Some(slot) = list.make_mut().get_mut(at) {
                *slot = Value::Record(attribute);
            }
        })?;
        let (_, bad) = self.attribute_use(of, &after);
        if bad > 0 {
            let who = users_named(of, bad);
            let (verb, what) = if bad == 1 { ("has", "a value") } else { ("have", "values") };
            self.say(
                Tone::Refusal,
                format!("{who} {verb} {what} of {} that do not fit now. They are kept and shown as damaged until corrected.", after.label),
            );
        }
        Ok(())
    }

    fn change_attributes(
        &mut self,
        of: Of,
        step: String,
        change: impl FnOnce(&mut EcoVec<Value>),
    ) -> Result<(), String> {
        let mut list = match of.addition(self.document()).and_then(|a| a.get("attributes")) {
            None => EcoVec::new(),
            Some(Value::List(list)) => list.clone(),
            Some(_) => return Err("The attributes of this kind are damaged. Correct the file first.".into()),
        };
        change(&mut list);
        let value = (!list.is_empty()).then_some(Value::List(list));
        self.change_addition(of, step, |addition| put(addition, "attributes", value))
    }

    fn check_label(&self, of: Of, key: Option<&str>, label: &str) -> Result<(), String> {
        if label.is_empty() {
            return Err("An attribute needs a label.".into());
        }
        let metamodel = self.document().metamodel();
        let common = if matches!(of, Of::Element(_)) { metamodel.common.as_slice() } else { &[] };
        let taken = |d: &&AttributeDef| Some(d.key.as_str()) != key && folded(&d.label) == folded(label);
        if defs(self.document(), of).iter().chain(common).find(taken).is_some() {
            return Err(format!("There is an attribute \"{label}\" already. Choose another label."));
        }
        Ok(())
    }

    /// A key that nothing of the kind has: neither definitions, defined here or damaged, nor values.
    fn free_key(&self, of: Of, label: &str) -> EcoString {
        let derived = slug(label, true);
        let damaged = of.own_attributes(self.document());
        let written = |key: &str| {
            damaged
                .iter()
                .any(|v| v.as_record().and_then(|r| r.get("key")).and_then(Value::as_text).is_some_and(|k| k == key))
        };
        let taken = |key: &str| {
            defs(self.document(), of).iter().any(|d| d.key == key)
                || written(key)
                || self.users(of, key, |_| true).0 > 0
        };
        let mut key = derived.clone();
        let mut n = 2;
        while taken(&key) {
            key = EcoString::from(format!("{derived}{n}"));
            n += 1;
        }
        key
    }

    fn read_default(&self, def: &AttributeDef, text: &str) -> Result<Option<Value>, String> {
        fields::read(self.document(), &def.ty, text)
            .map_err(|expected| format!("\"{text}\" cannot be the default: {expected} is expected."))
    }
}

/// The attributes of a kind, those of the file included.
fn defs(document: &Document, of: Of) -> &[AttributeDef] {
    match of {
        Of::Element(kind) => document.metamodel().element_attributes(kind),
        Of::Relation(kind) => document.metamodel().relation_attributes(kind),
    }
}

/// A key or id made of a label: its letters and digits, words joined as the metamodel joins them.
fn slug(label: &str, camel: bool) -> EcoString {
    let mut slug = String::new();
    let mut gap = false;
    for c in label.chars().take(40) {
        if !c.is_alphanumeric() {
            gap = !slug.is_empty();
        } else if !std::mem::take(&mut gap) {
            slug.extend(c.to_lowercase());
        } else if camel {
            slug.extend(c.to_uppercase());
        } else {
            slug.push('_');
            slug.extend(c.to_lowercase());
        }
    }
    if slug.is_empty() { "own".into() } else { slug.into() }
}

/// The values of an enum by their labels, one on each line. A value whose label stays keeps its id and all that is said of
/// it, so does one whose label changed in its place.
fn read_values(attribute: &Record, text: &str) -> Result<Value, String> {
    let old = attribute.get("values").map_or(&[][..], Value::as_list);
    let text_of = |v: &Value, key: &str| v.as_record().and_then(|r| r.get(key)).and_then(Value::as_text).cloned();
    let labels: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    if labels.len() > MAX_ADDED_VALUES {
        return Err(format!("An attribute can have {MAX_ADDED_VALUES} values, not more."));
    }
    let same_place = labels.len() == old.len();
    let mut values: EcoVec<Value> = EcoVec::new();
    for (i, label) in labels.iter().enumerate() {
        if labels[..i].iter().any(|l| folded(l) == folded(label)) {
            return Err(format!("The value \"{label}\" stands there twice."));
        }
        let by_label = old.iter().find(|v| text_of(v, "label").is_some_and(|l| l == *label));
        let moved_on = |v: &&Value| text_of(v, "label").is_none_or(|l| !labels.contains(&l.as_str()));
        let known = by_label.or_else(|| old.get(i).filter(|_| same_place).filter(moved_on));
        let record = if let Some(record) = known.and_then(Value::as_record) {
            let mut record = record.clone();
            record.set("label", Value::text(*label));
            record
        } else {
            let taken = |id: &str| old.iter().chain(&values).any(|v| text_of(v, "id").is_some_and(|i| i == id));
            let derived = slug(label, false);
            let mut id = derived.clone();
            let mut n = 2;
            while taken(&id) {
                id = EcoString::from(format!("{derived}_{n}"));
                n += 1;
            }
            [("id".into(), Value::Text(id)), ("label".into(), Value::text(*label))].into_iter().collect()
        };
        values.push(Value::Record(record));
    }
    Ok(Value::List(values))
}

/// Kinds of elements by their labels, set apart by commas; none for any.
fn read_kinds(document: &Document, text: &str) -> Result<Value, String> {
    let kinds = &document.metamodel().kinds;
    let words = text.split([',', '\n']).map(str::trim).filter(|w| !w.is_empty());
    let list: Result<EcoVec<Value>, String> = words
        .map(|word| {
            let word_is = |label: &str| folded(label) == folded(word);
            let found =
                kinds.iter().find(|k| word_is(&k.label) || word_is(&k.short) || word_is(&k.plural) || k.id == word);
            found.map(|k| Value::Text(k.id.clone())).ok_or_else(|| format!("\"{word}\" is no kind of element."))
        })
        .collect();
    Ok(Value::List(list?))
}
