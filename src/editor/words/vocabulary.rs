//! The words for kinds, presets and relations, as people write them.
//!
//! Knows nothing about lines.

use std::collections::BTreeMap;

use ecow::EcoString;

use crate::model::index::folded;
use crate::model::{ElementKind, Metamodel, Record, RelationKind};

/// A kind, perhaps as one of its presets.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed {
    /// Which kind.
    pub kind: ElementKind,
    /// What the preset sets.
    pub attributes: Record,
    /// What it is called.
    pub label: EcoString,
}

/// The words of a metamodel.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    kinds: BTreeMap<EcoString, Typed>,
    /// The relation a word means, and whether it is read backwards.
    relations: BTreeMap<EcoString, (RelationKind, bool)>,
}

impl Vocabulary {
    /// The words for the kinds and relations of a metamodel. Names come before other words, and what is more important
    /// before what is less.
    #[must_use]
    pub fn of(metamodel: &Metamodel) -> Self {
        let mut words = Self::default();
        let kinds = metamodel.kinds_by_importance();
        let defs = || kinds.iter().filter_map(|kind| Some((*kind, metamodel.kind(*kind)?)));
        for (kind, def) in defs() {
            let typed = Typed { kind, attributes: Record::new(), label: def.short.clone() };
            for word in [&def.short, &def.label, &def.plural, &def.id.replace("_", " ")] {
                words.add(word, &typed);
            }
            // "Partner / supplier" is both.
            for word in def.label.split('/') {
                words.add(word, &typed);
            }
        }
        let presets = || {
            defs().flat_map(|(kind, def)| {
                def.presets.iter().map(move |preset| {
                    let typed = Typed { kind, attributes: preset.attributes.clone(), label: preset.label.clone() };
                    (preset, typed)
                })
            })
        };
        for (preset, typed) in presets() {
            words.add(&preset.label, &typed);
        }
        for (kind, def) in defs() {
            let typed = Typed { kind, attributes: Record::new(), label: def.short.clone() };
            def.synonyms.iter().for_each(|word| words.add(word, &typed));
        }
        for (preset, typed) in presets() {
            preset.synonyms.iter().for_each(|word| words.add(word, &typed));
        }
        for kind in RelationKind::ALL {
            let Some(def) = metamodel.relation(kind) else { continue };
            for (word, back) in [(&def.label, false), (&def.id.replace("_", " "), false), (&def.inverse, true)] {
                words.relations.entry(folded(word)).or_insert((kind, back));
            }
        }
        words
    }

    fn add(&mut self, word: &str, typed: &Typed) {
        let word = folded(word);
        if word.is_empty() {
            return;
        }
        let plural = if word.ends_with('s') { None } else { Some(EcoString::from(format!("{word}s"))) };
        for word in std::iter::once(word).chain(plural) {
            self.kinds.entry(word).or_insert_with(|| typed.clone());
        }
    }

    /// The kind that a word means.
    #[must_use]
    pub fn kind(&self, word: &str) -> Option<Typed> {
        self.kinds.get(&folded(word)).cloned()
    }

    /// The relation that a word means, and whether it is read from its target.
    #[must_use]
    pub fn relation(&self, word: &str) -> Option<(RelationKind, bool)> {
        let word = folded(&word.replace('_', " "));
        self.relations.get(&word).copied()
    }
}
