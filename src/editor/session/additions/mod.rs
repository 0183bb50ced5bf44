//! Words and attributes of this model: what the file adds to kinds of elements and relations, read and changed.
//!
//! Only the keys that are changed are touched; what else the file says there stays as it came.
//!
//! Knows nothing about sheets and fields.

mod attribute;

use ecow::{EcoString, EcoVec};

use super::Session;
use crate::edit::Edit;
use crate::editor::fields::Place;
use crate::editor::wording::plural;
use crate::model::additions::{ELEMENTS, RELATIONS};
use crate::model::index::folded;
use crate::model::{Document, ElementKind, Metamodel, Record, RelationKind, Value};
pub use attribute::{Facet, OwnType};

/// A kind that a file can add to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Of {
    /// A kind of element.
    Element(ElementKind),
    /// A kind of relation.
    Relation(RelationKind),
}

/// The key of the other words of a kind.
pub(super) const SYNONYMS: &str = "synonyms";

/// A word that a kind can have of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Word {
    /// What it is called.
    Label,
    /// What several are called, or what a relation is called from its target.
    Other,
}

impl Of {
    /// Every kind that can be added to: elements as they are shown, then relations.
    #[must_use]
    pub fn all(metamodel: &Metamodel) -> Vec<Self> {
        let elements = metamodel.kinds_by_importance().into_iter().map(Self::Element);
        elements.chain(RelationKind::ALL.into_iter().map(Self::Relation)).collect()
    }

    fn path(self) -> (&'static str, &'static str) {
        match self {
            Self::Element(kind) => (ELEMENTS, kind.id()),
            Self::Relation(kind) => (RELATIONS, kind.id()),
        }
    }

    const fn key(self, word: Word) -> &'static str {
        match (self, word) {
            (_, Word::Label) => "label",
            (Self::Element(_), Word::Other) => "plural",
            (Self::Relation(_), Word::Other) => "inverse",
        }
    }

    /// Where a word of its own stands.
    #[must_use]
    pub fn place(self, word: Word) -> Place {
        Place::Word(self, self.key(word).into())
    }

    /// Where its other words stand.
    #[must_use]
    pub fn place_of_synonyms(self) -> Place {
        Place::Word(self, SYNONYMS.into())
    }

    pub(super) fn word_of(self, key: &str) -> Option<Word> {
        [Word::Label, Word::Other].into_iter().find(|word| self.key(*word) == key)
    }

    /// What the kind is called in a metamodel.
    #[must_use]
    pub fn label(self, metamodel: &Metamodel) -> EcoString {
        match self {
            Self::Element(kind) => metamodel.kind_label(kind).into(),
            Self::Relation(kind) => metamodel.relation_label(kind).into(),
        }
    }

    /// A word of the kind in a metamodel.
    #[must_use]
    pub fn word(self, word: Word, metamodel: &Metamodel) -> EcoString {
        match (self, word) {
            (_, Word::Label) => self.label(metamodel),
            (Self::Element(kind), Word::Other) => metamodel.kind(kind).map(|k| k.plural.clone()).unwrap_or_default(),
            (Self::Relation(kind), Word::Other) => {
                metamodel.relation(kind).map(|r| r.inverse.clone()).unwrap_or_default()
            }
        }
    }

    /// What the file adds to the kind, as it stands there.
    #[must_use]
    pub fn addition(self, document: &Document) -> Option<&Record> {
        let (part, kind) = self.path();
        document.head().additions.get(part)?.as_record()?.get(kind)?.as_record()
    }

    /// A word that the file gives the kind.
    #[must_use]
    pub fn own_word(self, word: Word, document: &Document) -> Option<EcoString> {
        self.addition(document)?.get(self.key(word))?.as_text().cloned()
    }

    /// The other words that the file gives the kind.
    #[must_use]
    pub fn own_synonyms(self, document: &Document) -> Vec<EcoString> {
        let list = self.addition(document).and_then(|a| a.get(SYNONYMS));
        list.map(|l| l.as_list().iter().filter_map(Value::as_text).cloned().collect()).unwrap_or_default()
    }

    /// The attributes that the file gives the kind, as they stand there; what is no attribute too.
    #[must_use]
    pub fn own_attributes(self, document: &Document) -> Vec<Value> {
        let list = self.addition(document).and_then(|a| a.get("attributes"));
        list.map(|l| l.as_list().to_vec()).unwrap_or_default()
    }

    /// The attribute of a key that the file gives the kind.
    #[must_use]
    pub fn own_attribute<'a>(self, document: &'a Document, key: &str) -> Option<&'a Record> {
        let has_key = |r: &&Record| r.get("key").and_then(Value::as_text).is_some_and(|k| k == key);
        let list = self.addition(document)?.get("attributes")?.as_list();
        list.iter().filter_map(Value::as_record).find(has_key)
    }

    /// Whether the file says anything about the kind.
    #[must_use]
    pub fn is_added_to(self, document: &Document) -> bool {
        self.addition(document).is_some_and(|a| !a.is_empty())
    }
}

impl Session {
    /// Gives a kind a word of its own; an empty one gives it back the word that it came with.
    ///
    /// # Errors
    /// Why not.
    pub fn set_own_word(&mut self, of: Of, word: Word, text: &str) -> Result<(), String> {
        let text = text.trim();
        let document = self.document();
        if !text.is_empty() && word == Word::Label {
            let metamodel = document.metamodel();
            let same = |o: &Of| *o != of && folded(&o.label(metamodel)) == folded(text);
            if let Some(other) = Of::all(metamodel).into_iter().find(same) {
                let came = other.label(document.base_metamodel());
                return Err(format!("\"{came}\" is called so already. Choose another word."));
            }
        }
        let usual = of.word(word, document.base_metamodel());
        // The usual word for several is no longer the usual one where the kind has a word of its own.
        let is_usual = text == usual && (word == Word::Label || of.own_word(Word::Label, document).is_none());
        let value = (!text.is_empty() && !is_usual).then(|| Value::text(text));
        let step = match &value {
            Some(_) => format!("Call {} {text}", usual.to_lowercase()),
            None => format!("Call {} as it came", usual.to_lowercase()),
        };
        self.change_addition(of, step, |addition| put(addition, of.key(word), value))
    }

    /// Sets the other words of a kind, set apart by commas or lines.
    ///
    /// # Errors
    /// Why not.
    pub fn set_synonyms(&mut self, of: Of, text: &str) -> Result<(), String> {
        let mut words: Vec<EcoString> = Vec::new();
        for word in text.split([',', ';', '\n']).map(str::trim).filter(|w| !w.is_empty()) {
            if !words.iter().any(|w| folded(w) == folded(word)) {
                words.push(word.into());
            }
        }
        let list: EcoVec<Value> = words.into_iter().map(Value::Text).collect();
        let value = (!list.is_empty()).then_some(Value::List(list));
        let step = format!("Set other words for {}", of.label(self.document().metamodel()).to_lowercase());
        self.change_addition(of, step, |addition| put(addition, SYNONYMS, value))
    }

    /// Changes what the file adds to a kind, as one step.
    fn change_addition(&mut self, of: Of, step: String, change: impl FnOnce(&mut Record)) -> Result<(), String> {
        self.editable().map_err(|why| format!("{why}."))?;
        self.commit_naming();
        let (part, kind) = of.path();
        let mut additions = self.document().head().additions.clone();
        let (had, mut kinds) = match additions.get(part) {
            None => (false, Record::new()),
            Some(Value::Record(kinds)) => (true, kinds.clone()),
            Some(_) => return Err(damaged(part)),
        };
        let mut addition = match kinds.get(kind) {
            None => Record::new(),
            Some(Value::Record(addition)) => addition.clone(),
            Some(_) => return Err(damaged(kind)),
        };
        change(&mut addition);
        if addition.is_empty() {
            kinds.remove(kind);
        } else {
            kinds.set(kind, Value::Record(addition));
        }
        if kinds.is_empty() {
            additions.remove(part);
        } else {
            additions.set(part, Value::Record(kinds));
            if !had {
                additions.sort_by_rank(|key| [ELEMENTS, RELATIONS].iter().position(|k| *k == key).unwrap_or(2));
            }
        }
        self.perform_quietly(step, &[Edit::SetAdditions(additions)])
    }

    /// How many elements or relations of a kind have a value under a key, and how many of those the type would not take.
    fn users(&self, of: Of, key: &str, fits: impl Fn(&Value) -> bool) -> (usize, usize) {
        let document = self.document();
        let count = |values: &mut dyn Iterator<Item = &Value>| {
            values.fold((0, 0), |(all, bad), value| (all + 1, bad + usize::from(!fits(value))))
        };
        match of {
            Of::Element(kind) => {
                let elements = document.index().of_kind(kind).filter_map(|id| document.element(id));
                count(&mut elements.filter_map(|e| e.attributes.get(key)))
            }
            Of::Relation(kind) => {
                let relations = document.relations().values().filter(|r| r.kind == kind);
                count(&mut relations.filter_map(|r| r.attributes.get(key)))
            }
        }
    }
}

/// So many elements or relations, in words.
fn users_named(of: Of, n: usize) -> String {
    plural(n, if matches!(of, Of::Element(_)) { "element" } else { "relation" })
}

fn damaged(what: &str) -> String {
    format!("\"{what}\" of the file's additions is damaged. Correct the file first; it is kept as it is.")
}

/// Sets or removes a key where it stands.
fn put(record: &mut Record, key: &str, value: Option<Value>) {
    match value {
        Some(value) => record.set(key, value),
        None => {
            record.remove(key);
        }
    }
}
