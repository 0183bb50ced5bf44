//! A relation that is missing: one end is known, the other is picked among what is there or made new.
//!
//! Knows nothing about how one is picked.

use std::collections::BTreeSet;

use ecow::EcoString;

use super::focus::Focus;
use super::{harm, label};
use crate::analysis::contract::contracts;
use crate::check::Severity;
use crate::check::facts::{CONSUMER_ROLES, Limits};
use crate::edit::{Edit, apply, compose};
use crate::model::attr::{Choices, contract, stakeholder, supplies};
use crate::model::legality::{initial_attributes, may_connect};
use crate::model::{Direction, Document, Element, ElementId, ElementKind, Record, RelationId, RelationKind, Value};

/// A relation whose other end is to be picked.
#[derive(Clone, Debug, PartialEq)]
pub struct Pick {
    /// The kind of the relation.
    pub relation: RelationKind,
    /// The end that is known.
    pub from: ElementId,
    /// Whether the relation leaves the known end or reaches it.
    pub way: Direction,
    /// The kinds of elements that can be picked.
    pub kinds: Vec<ElementKind>,
    /// The kinds of which one can be made new for the other end.
    pub new: Vec<ElementKind>,
    /// What the relation says.
    pub says: Record,
    /// What an element says that is made new.
    pub made: Record,
    /// What the other end must be besides.
    pub among: Among,
    /// What the relation may raise must weigh less.
    pub below: Severity,
}

/// What the other end must be besides its kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Among {
    /// Anything.
    All,
    /// A customer, user or sponsor.
    Consumers,
    /// One of these.
    These(BTreeSet<ElementId>),
}

/// What picking comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Picked {
    /// The edits of it.
    pub edits: Vec<Edit>,
    /// The relation.
    pub relation: RelationId,
    /// The field that is still empty.
    pub focus: Option<Focus>,
}

impl Pick {
    /// Which element the relation would lead from and which to.
    #[must_use]
    pub fn ends<'a>(&'a self, other: &'a ElementId) -> (&'a ElementId, &'a ElementId) {
        if self.way == Direction::Outgoing { (&self.from, other) } else { (other, &self.from) }
    }

    fn attributes(&self, document: &Document) -> Record {
        let mut attributes = initial_attributes(document, self.relation);
        for (key, value) in self.says.iter() {
            attributes.set(key.clone(), value.clone());
        }
        attributes
    }

    /// Whether an element can be the other end: it is one of those that are asked for, the relation may be, and raises
    /// nothing that weighs as much as what it is drawn for.
    #[must_use]
    pub fn allows(&self, document: &Document, other: &ElementId) -> bool {
        self.may_be(document, &Limits::of(document, None), other)
    }

    fn may_be(&self, document: &Document, limits: &Limits, other: &ElementId) -> bool {
        let Some(element) = document.element(other) else { return false };
        let is_asked = match &self.among {
            Among::All => true,
            Among::Consumers => plays(element),
            Among::These(ids) => ids.contains(other),
        };
        let (source, target) = self.ends(other);
        is_asked
            && self.kinds.contains(&element.kind)
            && may_connect(document, self.relation, source, target, &self.attributes(document)).is_ok()
            && harm::of_relation(document, limits, self.relation, source, target, &self.says)
                .is_none_or(|h| h > self.below)
    }

    /// The elements that can be the other end, in the order of the kinds.
    pub fn candidates<'a>(&'a self, document: &'a Document) -> impl Iterator<Item = &'a ElementId> {
        self.candidates_named(document, |_| true)
    }

    /// The same of those whose names will do; those are asked first, as it costs least.
    pub fn candidates_named<'a>(
        &'a self,
        document: &'a Document,
        will_do: impl Fn(&Element) -> bool + 'a,
    ) -> impl Iterator<Item = &'a ElementId> {
        let limits = Limits::of(document, None);
        let (these, all) = match &self.among {
            Among::These(ids) => (Some(ids.iter()), None),
            _ => (None, Some(self.kinds.iter().flat_map(|kind| document.index().of_kind(*kind)))),
        };
        these
            .into_iter()
            .flatten()
            .chain(all.into_iter().flatten())
            .filter(move |id| document.element(id).is_some_and(|e| will_do(e)) && self.may_be(document, &limits, id))
    }

    /// Draws the relation to or from an element that is there.
    #[must_use]
    pub fn existing(&self, document: &Document, other: &ElementId) -> Picked {
        let (source, target) = self.ends(other);
        let mut edits = compose::connect(document, self.relation, source, target);
        let mut says = self.says.clone();
        let mut is_open = false;
        if self.relation == RelationKind::Supplies {
            // Every supply is under a contract; where the partner has one only, it is that.
            let partner = document.element(source);
            let stated = partner.map(|p| contracts(p)).unwrap_or_default();
            let known: BTreeSet<EcoString> = stated.iter().filter_map(|c| contract::REFERENCE.read(c)).collect();
            let mut known = known.into_iter().filter(|reference| !reference.trim().is_empty());
            match (known.next(), known.next()) {
                (Some(only), None) => says.set(supplies::CONTRACT.key, Value::Text(only)),
                _ => is_open = true,
            }
        }
        let mut relation = RelationId::default();
        for edit in &mut edits {
            if let Edit::AddRelation(r) = edit
                && (r.kind, &r.source, &r.target) == (self.relation, source, target)
            {
                says.iter().for_each(|(key, value)| r.attributes.set(key.clone(), value.clone()));
                relation = r.id.clone();
            }
        }
        let focus = is_open.then(|| Focus::relation(&relation, supplies::CONTRACT.key));
        Picked { edits, relation, focus }
    }

    /// Makes an element of a kind and draws the relation to or from it. Without a name it gets that of its kind, to be
    /// typed over. Nothing where that would raise something that weighs as much as what the relation is drawn for.
    #[must_use]
    pub fn fresh(&self, document: &Document, kind: ElementKind, name: &str) -> Option<(Picked, ElementId)> {
        let wished = if name.trim().is_empty() {
            format!("New {}", document.metamodel().kind_label(kind).to_lowercase())
        } else {
            name.to_owned()
        };
        let mut element = Element::new(ElementId::random(), kind, label::unique(document, kind, &wished));
        element.attributes = self.made.clone();
        let id = element.id.clone();
        let add = Edit::AddElement(element);
        let (with, _) = apply(document, std::slice::from_ref(&add)).ok()?;
        let (source, target) = self.ends(&id);
        let limits = Limits::of(&with, None);
        let harm = harm::of_relation(&with, &limits, self.relation, source, target, &self.says);
        if harm.is_some_and(|harm| harm <= self.below) {
            return None;
        }
        let mut picked = self.existing(&with, &id);
        picked.edits.insert(0, add);
        picked.focus = picked.focus.or_else(|| Some(Focus::element(&id, "name")));
        Some((picked, id))
    }
}

/// Whether a stakeholder is a consumer.
pub(super) fn plays(who: &Element) -> bool {
    let roles = who.get(stakeholder::ROLES);
    roles.is_some_and(|Choices(roles)| roles.iter().any(|role| CONSUMER_ROLES.contains(&role.as_str())))
}
