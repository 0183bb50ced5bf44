//! The rules by what they look at: sorted out once, so that an element is not shown to every rule.
//!
//! Knows nothing about any one rule.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::rule::{AtElement, AtModel, AtRelation, Look, Rule};
use super::rules::RULES;
use crate::model::{ElementKind, RelationKind};

/// A look and the rule whose it is.
pub(super) type Of<T> = (&'static Rule, T);

/// Every look of every rule, by what it is at, each list in the order of the rules.
pub(super) static LOOKS: LazyLock<Looks> = LazyLock::new(|| {
    let mut looks = Looks::default();
    for rule in RULES.iter().copied() {
        for look in rule.look {
            match look {
                Look::Model(ask) => looks.model.push((rule, *ask)),
                Look::Elements(kinds, ask) => {
                    let kinds = if kinds.is_empty() { &ElementKind::ALL[..] } else { *kinds };
                    for kind in kinds {
                        looks.elements.entry(*kind).or_default().push((rule, *ask));
                    }
                }
                Look::Relations(kinds, ask) => {
                    let kinds = if kinds.is_empty() { &RelationKind::ALL[..] } else { *kinds };
                    for kind in kinds {
                        looks.relations.entry(*kind).or_default().push((rule, *ask));
                    }
                }
            }
        }
    }
    looks
});

/// The looks by what they are at. Foreign elements and relations are looked at by no rule.
#[derive(Default)]
pub(super) struct Looks {
    pub model: Vec<Of<AtModel>>,
    elements: BTreeMap<ElementKind, Vec<Of<AtElement>>>,
    relations: BTreeMap<RelationKind, Vec<Of<AtRelation>>>,
}

impl Looks {
    /// Those at elements of a kind.
    pub fn at_elements(&self, kind: ElementKind) -> &[Of<AtElement>] {
        self.elements.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// Those at relations of a kind.
    pub fn at_relations(&self, kind: RelationKind) -> &[Of<AtRelation>] {
        self.relations.get(&kind).map_or(&[], Vec::as_slice)
    }
}
