//! The metamodel: kinds, attributes with their types, legal pairs, zones and settings, as a value of the document.
//!
//! It is data (`assets/metamodel.json`, read by `format::metamodel`) plus the additions of a file, so the inspector, the
//! palette, the schema and the mappings derive from one place, and two open files may differ.
//!
//! Knows nothing about where the data came from.

mod attribute;

use std::collections::BTreeMap;

use ecow::EcoString;
use serde::Deserialize;

pub use attribute::{AttributeDef, AttributeType, Conditions, EnumValue, is_date};

use super::kind::{ElementKind, RelationKind};
use super::value::{Record, Value};

/// What kinds there are and what may be said about them.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Metamodel {
    /// The version of the data.
    pub version: u32,
    /// What every element has besides id, kind and name.
    pub common: Vec<AttributeDef>,
    /// Record types by name.
    pub records: BTreeMap<EcoString, RecordDef>,
    /// Element kinds, in the order of [`ElementKind::ALL`].
    pub kinds: Vec<KindDef>,
    /// Relation kinds, in the order of [`RelationKind::ALL`].
    pub relations: Vec<RelationDef>,
    /// What came from other tools.
    pub foreign: ForeignDef,
    /// For each pair of kinds, the legal relations, likeliest first.
    pub quick_connect: Vec<QuickConnect>,
    /// The areas of the canvas.
    pub zones: Vec<ZoneDef>,
    /// The settings of a document.
    pub settings: Vec<AttributeDef>,
}

/// A kind of element.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KindDef {
    /// The id, see [`ElementKind::id`].
    pub id: EcoString,
    /// Its name in the window.
    pub label: EcoString,
    /// Its name for several.
    pub plural: EcoString,
    /// Its name where space is short.
    pub short: EcoString,
    /// Key work, context or driver.
    pub theme: KindTheme,
    /// Its letter in POLISM, if it has one.
    pub polism: Option<EcoString>,
    /// The zone of the canvas that it belongs to.
    pub zone: EcoString,
    /// What it means.
    pub definition: EcoString,
    /// The question that an empty zone asks.
    pub prompt: EcoString,
    /// 1 for the kind that is shown first.
    pub importance: u32,
    /// Name of its icon.
    pub icon: EcoString,
    /// Other words for it.
    pub synonyms: Vec<EcoString>,
    /// Common uses with attributes already set.
    #[serde(default)]
    pub presets: Vec<Preset>,
    /// The most telling attributes, best first.
    pub facts: Vec<EcoString>,
    /// Its attributes in the order of the file.
    pub attributes: Vec<AttributeDef>,
}

/// Where a kind stands towards the operating model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KindTheme {
    /// The work that takes place.
    KeyWork,
    /// What the work is done in and with.
    Context,
    /// Outside the model, drives it.
    Driver,
}

/// A kind with attributes already set.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preset {
    /// Its name in the window.
    pub label: EcoString,
    /// The attributes that it sets.
    #[serde(deserialize_with = "json_record")]
    pub attributes: Record,
    /// Other words for it.
    #[serde(default)]
    pub synonyms: Vec<EcoString>,
    /// Name of its icon, where it has its own.
    #[serde(default)]
    pub icon: Option<EcoString>,
}

/// A kind of relation.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RelationDef {
    /// The id, see [`RelationKind::id`].
    pub id: EcoString,
    /// One letter or sign.
    pub code: EcoString,
    /// What it is called from the source.
    pub label: EcoString,
    /// What it is called from the target.
    pub inverse: EcoString,
    /// What it means.
    pub meaning: EcoString,
    /// Legal source and target kinds.
    #[serde(deserialize_with = "kind_pairs")]
    pub pairs: Vec<(ElementKind, ElementKind)>,
    /// Whether a cycle of it is a fault.
    pub acyclic: bool,
    /// The attribute that excuses a cycle.
    #[serde(default)]
    pub acyclic_unless: Option<EcoString>,
    /// Whether a target has at most one source.
    pub tree: bool,
    /// Whether an element may be joined with itself where the pair allows it.
    #[serde(default = "yes", rename = "self")]
    pub allows_self: bool,
    /// Only from sources with these values of their attributes.
    #[serde(default)]
    pub source_is: Conditions,
    /// What it becomes in `ArchiMate` 3.2: cases, the first that fits wins.
    #[serde(deserialize_with = "json_list")]
    pub archimate: Vec<Value>,
    /// Its attributes in the order of the file.
    pub attributes: Vec<AttributeDef>,
}

/// Elements and relations of other tools.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ForeignDef {
    /// What an element is called.
    pub label: EcoString,
    /// What a relation is called.
    pub relation_label: EcoString,
    /// What it means.
    pub definition: EcoString,
    /// Name of its icon.
    pub icon: EcoString,
    /// Attributes of both.
    pub attributes: Vec<AttributeDef>,
}

/// The legal relations of one ordered pair of kinds.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuickConnect {
    /// Kind of the source.
    #[serde(deserialize_with = "element_kind")]
    pub source: ElementKind,
    /// Kind of the target.
    #[serde(deserialize_with = "element_kind")]
    pub target: ElementKind,
    /// Likeliest first.
    #[serde(deserialize_with = "relation_kinds")]
    pub relations: Vec<RelationKind>,
}

/// An area of the canvas, in shares of its width and height.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ZoneDef {
    /// Its id, `Z_...` or `FRAME`.
    pub id: EcoString,
    /// Its title.
    pub label: EcoString,
    /// Key work, context, driver, frame or title.
    pub theme: EcoString,
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
    /// Ids of the kinds that belong here.
    pub kinds: Vec<EcoString>,
    /// Which stakeholders belong here.
    #[serde(default)]
    pub roles: Option<ZoneRoles>,
    /// The question that it asks while empty.
    #[serde(default)]
    pub prompt: Option<EcoString>,
}

/// Which stakeholders a zone takes.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ZoneRoles {
    /// Those with one of these roles.
    Any(Vec<EcoString>),
    /// Those with none of these roles.
    None(Vec<EcoString>),
}

/// A record type: keys with types.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordDef {
    /// Its name in the window.
    pub label: EcoString,
    /// Its keys in the order of the file.
    pub fields: Vec<AttributeDef>,
}

impl Metamodel {
    /// The definition of a kind; `None` for [`ElementKind::Foreign`].
    #[must_use]
    pub fn kind(&self, kind: ElementKind) -> Option<&KindDef> {
        self.kinds.get(kind.index())
    }

    /// The definition of a relation kind; `None` for [`RelationKind::Foreign`].
    #[must_use]
    pub fn relation(&self, kind: RelationKind) -> Option<&RelationDef> {
        self.relations.get(kind.index())
    }

    /// What a kind is called.
    #[must_use]
    pub fn kind_label(&self, kind: ElementKind) -> &str {
        self.kind(kind).map_or(&self.foreign.label, |k| &k.label)
    }

    /// What a relation kind is called, read from its source.
    #[must_use]
    pub fn relation_label(&self, kind: RelationKind) -> &str {
        self.relation(kind).map_or(&self.foreign.relation_label, |r| &r.label)
    }

    /// The attributes of an element kind.
    #[must_use]
    pub fn element_attributes(&self, kind: ElementKind) -> &[AttributeDef] {
        self.kind(kind).map_or(&self.foreign.attributes, |k| &k.attributes)
    }

    /// The attributes of a relation kind.
    #[must_use]
    pub fn relation_attributes(&self, kind: RelationKind) -> &[AttributeDef] {
        self.relation(kind).map_or(&self.foreign.attributes, |r| &r.attributes)
    }

    /// The legal relation kinds from one kind to another, likeliest first.
    #[must_use]
    pub fn quick_connect(&self, source: ElementKind, target: ElementKind) -> &[RelationKind] {
        self.quick_connect
            .iter()
            .find(|q| q.source == source && q.target == target)
            .map_or(&[], |q| q.relations.as_slice())
    }

    /// Whether the triple is legal; foreign relations join anything.
    #[must_use]
    pub fn is_legal(&self, kind: RelationKind, source: ElementKind, target: ElementKind) -> bool {
        self.relation(kind).is_none_or(|r| r.pairs.contains(&(source, target)))
    }

    /// The kinds in the order in which a palette or list shows them.
    #[must_use]
    pub fn kinds_by_importance(&self) -> Vec<ElementKind> {
        let mut kinds = ElementKind::ALL.to_vec();
        kinds.sort_by_key(|k| self.kind(*k).map_or(u32::MAX, |d| d.importance));
        kinds
    }

    /// Whether a record of attributes meets conditions; an absent value counts as its default.
    #[must_use]
    pub fn meets(&self, conditions: &Conditions, defs: &[AttributeDef], attributes: &Record) -> bool {
        conditions.iter().all(|(key, wanted)| {
            let default = defs.iter().find(|d| d.key == *key).and_then(|d| d.default.as_ref());
            let value = attributes.get(key).or(default).and_then(Value::as_text);
            value.is_some_and(|v| wanted.contains(v))
        })
    }

    /// Brings the keys of `record`, and of the records in it, into the order of the definitions; keys that are not
    /// defined keep their order behind them.
    pub fn put_in_order(&self, defs: &[AttributeDef], record: &mut Record) {
        record.sort_by_rank(|key| defs.iter().position(|d| d.key == key).unwrap_or(defs.len()));
        for def in defs.iter().filter(|d| d.ty.has_records()) {
            if let Some(value) = record.get(&def.key) {
                let mut ordered = value.clone();
                self.put_value_in_order(&def.ty, &mut ordered);
                if ordered != *value {
                    record.set(def.key.clone(), ordered);
                }
            }
        }
    }

    fn put_value_in_order(&self, ty: &AttributeType, value: &mut Value) {
        match (ty, value) {
            (AttributeType::Record { record: name }, Value::Record(record)) => {
                if let Some(def) = self.records.get(name) {
                    self.put_in_order(&def.fields, record);
                }
            }
            (AttributeType::List { of }, Value::List(list)) if of.has_records() => {
                for entry in list.make_mut() {
                    self.put_value_in_order(of, entry);
                }
            }
            _ => {}
        }
    }

    /// Why `value` is not of the type; `Ok` when it is. Ranges are findings, not types, and are not looked at.
    ///
    /// # Errors
    /// What was expected, as a phrase such as "a number", with the key of the part that is wrong where it is inside.
    pub fn check_type(&self, ty: &AttributeType, value: &Value) -> Result<(), String> {
        let fits = match ty {
            AttributeType::Text
            | AttributeType::Reference { .. }
            | AttributeType::Contract
            | AttributeType::Plateau => value.as_text().is_some(),
            AttributeType::Integer => value.as_int().is_some(),
            AttributeType::Number | AttributeType::Percent | AttributeType::Money | AttributeType::Duration => {
                value.as_number().is_some()
            }
            AttributeType::Boolean => value.as_bool().is_some(),
            AttributeType::Date => value.as_text().is_some_and(|t| is_date(t)),
            AttributeType::Enum { values } => value.as_text().is_some_and(|t| values.iter().any(|v| v.id == *t)),
            AttributeType::Set { values } => {
                matches!(value, Value::List(list)
                    if list.iter().all(|e| e.as_text().is_some_and(|t| values.iter().any(|v| v.id == *t))))
            }
            AttributeType::List { of } => {
                let Value::List(list) = value else { return Err(ty.expected()) };
                return list.iter().try_for_each(|entry| self.check_type(of, entry));
            }
            AttributeType::Record { record: name } => {
                let Value::Record(record) = value else { return Err(ty.expected()) };
                let Some(def) = self.records.get(name) else { return Ok(()) };
                for field in &def.fields {
                    if let Some(value) = record.get(&field.key) {
                        self.check_type(&field.ty, value).map_err(|e| format!("{e} as \"{}\"", field.key))?;
                    }
                }
                return Ok(());
            }
            AttributeType::Properties => value.as_record().is_some(),
        };
        if fits { Ok(()) } else { Err(ty.expected()) }
    }
}

// --- reading the data ---

fn element_kind<'de, D: serde::Deserializer<'de>>(d: D) -> Result<ElementKind, D::Error> {
    let id = EcoString::deserialize(d)?;
    id.parse().map_err(|_| serde::de::Error::custom(format!("no element kind \"{id}\"")))
}

fn relation_kinds<'de, D: serde::Deserializer<'de>>(d: D) -> Result<Vec<RelationKind>, D::Error> {
    let ids = Vec::<EcoString>::deserialize(d)?;
    ids.iter()
        .map(|id| id.parse().map_err(|_| serde::de::Error::custom(format!("no relation kind \"{id}\""))))
        .collect()
}

fn kind_pairs<'de, D: serde::Deserializer<'de>>(d: D) -> Result<Vec<(ElementKind, ElementKind)>, D::Error> {
    let pairs = Vec::<(EcoString, EcoString)>::deserialize(d)?;
    let kind = |id: &EcoString| id.parse().map_err(|_| serde::de::Error::custom(format!("no element kind \"{id}\"")));
    pairs.iter().map(|(s, t)| Ok((kind(s)?, kind(t)?))).collect()
}

fn yes() -> bool {
    true
}

fn json_list<'de, D: serde::Deserializer<'de>>(d: D) -> Result<Vec<Value>, D::Error> {
    Vec::<Value>::deserialize(d)
}

fn json_record<'de, D: serde::Deserializer<'de>>(d: D) -> Result<Record, D::Error> {
    Record::deserialize(d)
}
