//! Attribute values: what a JSON value can say, with numbers that are always finite and texts that are cheap to share.
//!
//! Knows nothing about which attribute a value belongs to.

use std::collections::HashSet;
use std::fmt;

use ecow::{EcoString, EcoVec};
use serde::de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One value of an attribute, or of a key that this version of the program does not know.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing; only kept inside lists, since a key with nothing is left out.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A finite number that is not whole, or is beyond 2^53. Made by [`Value::number`].
    Number(f64),
    /// A text; dates and enum ids too.
    Text(EcoString),
    /// Values in an order.
    List(EcoVec<Value>),
    /// Values by key.
    Record(Record),
}

impl Value {
    /// The largest whole number that a JSON number carries exactly.
    const EXACT: f64 = 9_007_199_254_740_992.0;

    /// A number; whole ones become [`Value::Int`]. `None` for what is not finite, which no file can say.
    #[must_use]
    pub fn number(n: f64) -> Option<Self> {
        if !n.is_finite() {
            None
        } else if n.fract() == 0.0 && n.abs() <= Self::EXACT {
            Some(Self::Int(n as i64))
        } else {
            Some(Self::Number(n))
        }
    }

    /// A text.
    pub fn text(text: impl Into<EcoString>) -> Self {
        Self::Text(text.into())
    }

    /// The text, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&EcoString> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The number, whole or not.
    #[must_use]
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Self::Int(n) => Some(*n as f64),
            Self::Number(n) => Some(*n),
            _ => None,
        }
    }

    /// The whole number, if it is one.
    #[must_use]
    pub fn as_int(&self) -> Option<i64> {
        if let Self::Int(n) = self { Some(*n) } else { None }
    }

    /// Yes or no, if it is that.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(b) = self { Some(*b) } else { None }
    }

    /// The entries, if it is a list; else none.
    #[must_use]
    pub fn as_list(&self) -> &[Value] {
        if let Self::List(list) = self { list } else { &[] }
    }

    /// The record, if it is one.
    #[must_use]
    pub fn as_record(&self) -> Option<&Record> {
        if let Self::Record(record) = self { Some(record) } else { None }
    }
}

/// Values by key, in an order that is kept. Keys are unique.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record(EcoVec<(EcoString, Value)>);

impl Record {
    /// A record with nothing in it.
    #[must_use]
    pub const fn new() -> Self {
        Self(EcoVec::new())
    }

    /// The value of `key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.iter().find(|(k, _)| k == key).map(|(_, v)| v)
    }

    /// Sets `key` to `value` where it stands, else at the end.
    pub fn set(&mut self, key: impl Into<EcoString>, value: Value) {
        let key = key.into();
        if let Some(i) = self.0.iter().position(|(k, _)| *k == key) {
            self.0.make_mut()[i].1 = value;
        } else {
            self.0.push((key, value));
        }
    }

    /// Removes `key` and gives what it had.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        let i = self.0.iter().position(|(k, _)| k == key)?;
        let (_, value) = self.0.remove(i);
        if self.0.is_empty() {
            // A record with nothing in it holds no memory; most elements of a large model have one.
            *self = Self::new();
        }
        Some(value)
    }

    /// Adds a pair whose key is known to be new.
    pub fn push(&mut self, key: EcoString, value: Value) {
        self.0.push((key, value));
    }

    /// Key and value in their order.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&EcoString, &Value)> {
        self.0.iter().map(|(k, v)| (k, v))
    }

    /// How many keys there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Sorts by `rank` of the key, keeping the order of equal ranks; does nothing to a record in order.
    pub fn sort_by_rank(&mut self, rank: impl Fn(&str) -> usize) {
        if !self.0.is_sorted_by_key(|(k, _)| rank(k)) {
            // The rank is asked once for each key: a hostile record has a million of them.
            self.0.make_mut().sort_by_cached_key(|(k, _)| rank(k));
        }
    }
}

impl FromIterator<(EcoString, Value)> for Record {
    fn from_iter<T: IntoIterator<Item = (EcoString, Value)>>(pairs: T) -> Self {
        let mut record = Self::new();
        for (key, value) in pairs {
            record.set(key, value);
        }
        record
    }
}

impl<'a> IntoIterator for &'a Record {
    type Item = &'a (EcoString, Value);
    type IntoIter = std::slice::Iter<'a, (EcoString, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

// --- reading and writing through serde, whatever the format ---

/// Reads one value, refusing repeated keys, the NUL character, and more values than are left.
pub struct ValueSeed<'a> {
    /// How many values may still be read; counts down.
    pub left: &'a mut usize,
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Value, D::Error> {
        d.deserialize_any(self)
    }
}

/// The text, unless it has a character that no text of a model may have.
///
/// # Errors
/// What is wrong with it.
pub fn checked_text<E: de::Error>(text: &str) -> Result<EcoString, E> {
    if text.contains('\0') { Err(E::custom(NUL_IN_TEXT)) } else { Ok(text.into()) }
}

/// What is said of a text with the NUL character.
pub const NUL_IN_TEXT: &str = "a text contains the NUL character";

/// What is said of a record with a repeated key.
pub const REPEATED_KEY: &str = "the key stands twice in one record";

/// What is said when there are more values than may be.
pub const TOO_MANY_VALUES: &str = "too many values in one place";

/// Reads the pairs of a map, refusing repeated keys. Absent values (null) are left out.
///
/// # Errors
/// Those of the format, and [`REPEATED_KEY`].
pub fn read_record<'de, A: MapAccess<'de>>(mut map: A, left: &mut usize) -> Result<Record, A::Error> {
    let mut record = Record::new();
    // Few keys are compared one by one, many through a set: a hostile record of 100,000 keys must not cost their square.
    let mut seen: Option<HashSet<EcoString>> = None;
    let mut nulls: Vec<EcoString> = Vec::new();
    while let Some(key) = map.next_key::<std::borrow::Cow<'de, str>>()? {
        let key = checked_text(&key)?;
        let repeated = match &mut seen {
            Some(seen) => !seen.insert(key.clone()),
            None => record.get(&key).is_some() || nulls.contains(&key),
        };
        if repeated {
            return Err(de::Error::custom(format!("{REPEATED_KEY}: \"{key}\"")));
        }
        let value = map.next_value_seed(ValueSeed { left })?;
        // A null is absent, but its key was there: whether a repeat is refused must not depend on the value.
        if value != Value::Null {
            record.push(key, value);
        } else if seen.is_none() {
            nulls.push(key);
        }
        if seen.is_none() && record.len() + nulls.len() > 32 {
            seen = Some(record.iter().map(|(k, _)| k.clone()).chain(nulls.drain(..)).collect());
        }
    }
    Ok(record)
}

impl<'de> Visitor<'de> for ValueSeed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        take_one(self.left)?;
        Ok(Value::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_bool<E: de::Error>(self, b: bool) -> Result<Value, E> {
        take_one(self.left)?;
        Ok(Value::Bool(b))
    }

    fn visit_i64<E: de::Error>(self, n: i64) -> Result<Value, E> {
        take_one(self.left)?;
        Ok(Value::Int(n))
    }

    fn visit_u64<E: de::Error>(self, n: u64) -> Result<Value, E> {
        match i64::try_from(n) {
            Ok(n) => self.visit_i64(n),
            Err(_) => self.visit_f64(n as f64),
        }
    }

    fn visit_f64<E: de::Error>(self, n: f64) -> Result<Value, E> {
        take_one(self.left)?;
        Value::number(n).ok_or_else(|| E::custom("a number is not finite"))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Value, E> {
        take_one(self.left)?;
        checked_text(text).map(Value::Text)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        take_one(self.left)?;
        let mut list = EcoVec::new();
        while let Some(value) = seq.next_element_seed(ValueSeed { left: self.left })? {
            list.push(value);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Value, A::Error> {
        take_one(self.left)?;
        read_record(map, self.left).map(Value::Record)
    }
}

fn take_one<E: de::Error>(left: &mut usize) -> Result<(), E> {
    *left = left.checked_sub(1).ok_or_else(|| E::custom(TOO_MANY_VALUES))?;
    Ok(())
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        ValueSeed { left: &mut usize::MAX.clone() }.deserialize(d)
    }
}

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        match Value::deserialize(d)? {
            Value::Record(record) => Ok(record),
            _ => Err(de::Error::custom("expected a record")),
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => s.serialize_unit(),
            Self::Bool(b) => s.serialize_bool(*b),
            Self::Int(n) => s.serialize_i64(*n),
            Self::Number(n) => s.serialize_f64(*n),
            Self::Text(text) => s.serialize_str(text),
            Self::List(list) => s.collect_seq(list.iter()),
            Self::Record(record) => record.serialize(s),
        }
    }
}

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_map(self.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_have_one_form() {
        assert_eq!(Value::number(3.0), Some(Value::Int(3)));
        assert_eq!(Value::number(-0.0), Some(Value::Int(0)));
        assert_eq!(Value::number(0.25), Some(Value::Number(0.25)));
        assert_eq!(Value::number(1e300), Some(Value::Number(1e300)));
        assert_eq!(Value::number(f64::NAN), None);
        assert_eq!(Value::number(f64::INFINITY), None);
    }

    #[test]
    fn a_value_is_three_words() {
        assert_eq!(size_of::<Value>(), 24);
    }
}
