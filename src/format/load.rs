//! Reads a document from bytes, or refuses them with the place.
//!
//! What is damaged but readable opens with its problems listed.
//!
//! One streaming pass reads the lists into entries; a second, in memory, checks ids, ends and types. Nothing is thrown
//! away: what cannot be used is kept aside and saved again.
//!
//! Knows nothing about files.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::assemble::assemble;
use super::limits;
use super::problem::{Place, Problem, Refused, quoted};
use crate::model::value::{self, ValueSeed};
use crate::model::{Document, Record, Value};

/// A document as it was read.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The document.
    pub document: Document,
    /// What was damaged, in the order of the file.
    pub problems: Vec<Problem>,
    /// How many more problems there are than are listed.
    pub unlisted: usize,
    /// The version of the file, when it is newer than this program: then it may be looked at but not changed.
    pub newer_version: Option<i64>,
}

/// The entries of a file before they are checked against each other.
#[derive(Default)]
pub(super) struct Entries {
    pub version: Option<Value>,
    pub meta: Option<Value>,
    pub settings: Option<Value>,
    pub metamodel: Option<Value>,
    pub plateaus: Vec<Value>,
    pub elements: Vec<Value>,
    pub relations: Vec<Value>,
    pub views: Vec<Value>,
    pub waivers: Vec<Value>,
    pub assets: Vec<Value>,
    pub conflicts: Vec<Value>,
    pub unsorted: Option<Value>,
    pub rest: Record,
    seen_format: bool,
}

/// Reads a document.
///
/// # Errors
/// Why the bytes are no model, with the place.
pub fn load(bytes: &[u8]) -> Result<Loaded, Refused> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.len() as u64 > limits::MAX_FILE {
        return Err(Refused::TooLarge { bytes: bytes.len() as u64, limit: limits::MAX_FILE });
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Refused::Empty);
    }
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let entries = json.deserialize_any(FileVisitor).and_then(|entries| json.end().map(|()| entries));
    let entries = entries.map_err(|error| refusal(bytes, &error))?;
    if !entries.seen_format {
        return Err(Refused::NotOpcanvas);
    }
    assemble(entries)
}

/// The line of the first conflict mark of a text merge, if there is one.
fn conflict_mark(bytes: &[u8]) -> Option<usize> {
    bytes.split(|b| *b == b'\n').position(|line| line.starts_with(b"<<<<<<<")).map(|i| i + 1)
}

const NOT_OPCANVAS: &str = "not an opcanvas file";
const UNREADABLE_MANY: &str = "too many unreadable entries";
const ENTRIES_MANY: &str = "too many entries";

/// The reason behind a parser's error. Our own visitors mark theirs by their texts, which the parser passes through.
fn refusal(bytes: &[u8], error: &serde_json::Error) -> Refused {
    if let Some(line) = conflict_mark(bytes) {
        return Refused::Conflicted(line);
    }
    let place = Place { line: error.line().max(1), column: error.column().max(1) };
    let text = error.to_string();
    // The parser ends its texts with the place, which is told apart from what happened.
    let what = text.rfind(" at line ").map_or(text.as_str(), |end| &text[..end]).to_owned();
    if error.is_eof() {
        Refused::EndsEarly(place)
    } else if error.is_syntax() && what == "recursion limit exceeded" {
        Refused::TooDeep(place)
    } else if what == NOT_OPCANVAS {
        Refused::NotOpcanvas
    } else if what == UNREADABLE_MANY {
        Refused::TooMany { what: "unreadable entries", limit: limits::MAX_UNREADABLE }
    } else if what == ENTRIES_MANY {
        Refused::TooMany { what: "entries in one list", limit: limits::MAX_ENTRIES }
    } else if what == value::TOO_MANY_VALUES {
        Refused::TooMany { what: "values in one place", limit: limits::MAX_VALUES_OF_ENTRY }
    } else if error.is_data() {
        Refused::Damaged { what: quoted(&what).into_owned(), place }
    } else {
        Refused::NotJson { what, place }
    }
}

struct FileVisitor;

impl<'de> Visitor<'de> for FileVisitor {
    type Value = Entries;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an opcanvas model")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
        let mut entries = Entries::default();
        let mut seen = std::collections::HashSet::new();
        let mut left = limits::MAX_VALUES_OF_HEAD;
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            let key = value::checked_text::<A::Error>(&key)?;
            if !seen.insert(key.clone()) {
                return Err(de::Error::custom(format!("{}: \"{key}\"", value::REPEATED_KEY)));
            }
            let list = match key.as_str() {
                "plateaus" => Some(&mut entries.plateaus),
                "elements" => Some(&mut entries.elements),
                "relations" => Some(&mut entries.relations),
                "views" => Some(&mut entries.views),
                "waivers" => Some(&mut entries.waivers),
                "assets" => Some(&mut entries.assets),
                "conflicts" => Some(&mut entries.conflicts),
                _ => None,
            };
            if let Some(list) = list {
                *list = map.next_value_seed(ListSeed { key: &key })?;
                continue;
            }
            let value = map.next_value_seed(ValueSeed { left: &mut left })?;
            match key.as_str() {
                "format" => {
                    if value.as_text().is_none_or(|t| t != "opcanvas") {
                        return Err(de::Error::custom(NOT_OPCANVAS));
                    }
                    entries.seen_format = true;
                }
                "version" => entries.version = Some(value),
                "meta" => entries.meta = Some(value),
                "settings" => entries.settings = Some(value),
                "metamodel" => entries.metamodel = Some(value),
                "unsorted" => entries.unsorted = Some(value),
                _ if value == Value::Null => {}
                _ => entries.rest.push(key, value),
            }
        }
        Ok(entries)
    }

    // Anything but an object is JSON of something else; say so at once, without reading on.
    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<Entries, A::Error> {
        Err(de::Error::custom(NOT_OPCANVAS))
    }

    fn visit_str<E: de::Error>(self, _: &str) -> Result<Entries, E> {
        Err(E::custom(NOT_OPCANVAS))
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Entries, E> {
        Err(E::custom(NOT_OPCANVAS))
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Entries, E> {
        Err(E::custom(NOT_OPCANVAS))
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<Entries, E> {
        Err(E::custom(NOT_OPCANVAS))
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<Entries, E> {
        Err(E::custom(NOT_OPCANVAS))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Entries, E> {
        Err(E::custom(NOT_OPCANVAS))
    }
}

/// Reads a list of entries, each with its own limit; entries that cannot be a model's are counted.
struct ListSeed<'a> {
    key: &'a str,
}

impl ListSeed<'_> {
    /// The error of something else in the place of the list; it does not repeat what stands there, which may be long.
    fn not_a_list<T, E: de::Error>(&self, what: &str) -> Result<T, E> {
        Err(E::custom(format!("\"{}\" is {what} instead of a list", self.key)))
    }
}

impl<'de> DeserializeSeed<'de> for ListSeed<'_> {
    type Value = Vec<Value>;

    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Vec<Value>, D::Error> {
        d.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ListSeed<'_> {
    type Value = Vec<Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of {}", self.key)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Vec<Value>, E> {
        Ok(Vec::new())
    }

    fn visit_bool<E: de::Error>(self, yes: bool) -> Result<Vec<Value>, E> {
        self.not_a_list(if yes { "true" } else { "false" })
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<Vec<Value>, E> {
        self.not_a_list("a number")
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<Vec<Value>, E> {
        self.not_a_list("a number")
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Vec<Value>, E> {
        self.not_a_list("a number")
    }

    fn visit_str<E: de::Error>(self, _: &str) -> Result<Vec<Value>, E> {
        self.not_a_list("a text")
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<Vec<Value>, A::Error> {
        self.not_a_list("a record")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<Value>, A::Error> {
        let mut list = Vec::new();
        let mut unreadable = 0;
        loop {
            let mut left = limits::MAX_VALUES_OF_ENTRY;
            let Some(value) = seq.next_element_seed(ValueSeed { left: &mut left })? else { return Ok(list) };
            if value.as_record().is_none_or(Record::is_empty) {
                unreadable += 1;
                if unreadable > limits::MAX_UNREADABLE {
                    return Err(de::Error::custom(UNREADABLE_MANY));
                }
            }
            if list.len() == limits::MAX_ENTRIES {
                return Err(de::Error::custom(ENTRIES_MANY));
            }
            list.push(value);
        }
    }
}
