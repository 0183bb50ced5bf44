//! What may be connected with what, and why not: the one rule that hover, commit, import and checks ask.
//!
//! Knows nothing about pointers or menus.

use std::fmt;

use ecow::EcoString;

use super::attr::assigned_to;
use super::document::Document;
use super::ids::{ElementId, RelationId};
use super::index::Direction;
use super::kind::{ElementKind, RelationKind};
use super::metamodel::Metamodel;
use super::value::Record;

/// Why a relation is refused, with the names that the sentence needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// One end is not in the model.
    MissingEnd(ElementId),
    /// Both ends are the same element.
    Itself(EcoString),
    /// The metamodel has no such triple.
    Illegal {
        /// What the relation is called.
        relation: EcoString,
        /// What the source's kind is called.
        source: EcoString,
        /// What the target's kind is called.
        target: EcoString,
        /// What would be legal instead, as labels.
        instead: Vec<EcoString>,
    },
    /// The relation is there already.
    Duplicate {
        /// The one that is there.
        existing: RelationId,
        /// Name of the source.
        source: EcoString,
        /// What the relation is called.
        relation: EcoString,
        /// Name of the target.
        target: EcoString,
    },
    /// The target is part of another element.
    SecondParent {
        /// Name of the target.
        child: EcoString,
        /// Name of what it is part of.
        parent: EcoString,
    },
    /// The source is part of the target.
    ContainsItself {
        /// Name of the source.
        inner: EcoString,
        /// Name of the target.
        outer: EcoString,
    },
    /// The source lacks what the relation asks of it.
    WrongSource {
        /// What the relation is called.
        relation: EcoString,
        /// What the source must be.
        wanted: EcoString,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingEnd(id) => write!(f, "There is no element \"{id}\"."),
            Self::Itself(name) => write!(f, "\"{name}\" cannot be connected with itself."),
            Self::Illegal { relation, source, target, instead } if instead.is_empty() => {
                write!(f, "{} cannot have \"{relation}\" to {}.", capital(source), with_article(target))
            }
            Self::Illegal { relation, source, target, instead } => {
                let instead = instead.iter().map(|i| format!("\"{i}\"")).collect::<Vec<_>>().join(" or ");
                let target = with_article(target);
                write!(f, "{} cannot have \"{relation}\" to {target}, but it can have {instead}.", capital(source))
            }
            Self::Duplicate { source, relation, target, .. } => {
                write!(f, "\"{source}\" {relation} \"{target}\" already.")
            }
            Self::SecondParent { child, parent } => write!(f, "\"{child}\" is part of \"{parent}\" already."),
            Self::ContainsItself { inner, outer } => {
                write!(f, "\"{inner}\" is part of \"{outer}\" and cannot contain it.")
            }
            Self::WrongSource { relation, wanted } => {
                write!(f, "Only {} {relation} other elements.", with_article(wanted))
            }
        }
    }
}

fn with_article(noun: &str) -> String {
    let noun = noun.to_lowercase();
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}

fn capital(noun: &str) -> String {
    let text = with_article(noun);
    text[..1].to_uppercase() + &text[1..]
}

/// Whether a new relation of this kind with these attributes may join the two elements.
///
/// A repeat of kind and ends is refused; for responsibilities only when the letter (R, A, C, I) repeats too.
///
/// # Errors
/// The reason, fit to show.
pub fn may_connect(
    document: &Document,
    kind: RelationKind,
    source: &ElementId,
    target: &ElementId,
    attributes: &Record,
) -> Result<(), Refusal> {
    let from = document.element(source).ok_or_else(|| Refusal::MissingEnd(source.clone()))?;
    let to = document.element(target).ok_or_else(|| Refusal::MissingEnd(target.clone()))?;
    let metamodel = document.metamodel();
    let name = |e: &super::element::Element| EcoString::from(e.shown_name());
    if source == target {
        return Err(Refusal::Itself(name(from)));
    }
    let relation = EcoString::from(metamodel.relation_label(kind));
    if !metamodel.is_legal(kind, from.kind, to.kind) {
        let instead = metamodel.quick_connect(from.kind, to.kind);
        return Err(Refusal::Illegal {
            relation,
            source: metamodel.kind_label(from.kind).into(),
            target: metamodel.kind_label(to.kind).into(),
            instead: instead.iter().map(|k| metamodel.relation_label(*k).into()).collect(),
        });
    }
    if let Some(def) = metamodel.relation(kind)
        && !metamodel.meets(&def.source_is, metamodel.element_attributes(from.kind), &from.attributes)
    {
        let wanted = def.source_is.values().flatten().map(EcoString::as_str).collect::<Vec<_>>().join(" or ");
        return Err(Refusal::WrongSource { relation, wanted: wanted.into() });
    }
    if let Some(existing) = repeated(document, kind, source, target, attributes) {
        return Err(Refusal::Duplicate { existing, source: name(from), relation, target: name(to) });
    }
    if kind == RelationKind::Contains {
        if let Some(parent) = document.parent(target).and_then(|p| document.element(p)) {
            return Err(Refusal::SecondParent { child: name(to), parent: name(parent) });
        }
        if is_inside(document, source, target) {
            return Err(Refusal::ContainsItself { inner: name(from), outer: name(to) });
        }
    }
    Ok(())
}

/// The kinds that may be at the other end of a relation of an element of a kind, in the order of the metamodel.
#[must_use]
pub fn other_kinds(
    metamodel: &Metamodel,
    relation: RelationKind,
    kind: ElementKind,
    direction: Direction,
) -> Vec<ElementKind> {
    let mut kinds = Vec::new();
    for (source, target) in metamodel.relation(relation).map(|r| r.pairs.as_slice()).unwrap_or_default() {
        let (here, there) = if direction == Direction::Outgoing { (source, target) } else { (target, source) };
        if *here == kind && !kinds.contains(there) {
            kinds.push(*there);
        }
    }
    kinds
}

/// The relations that may join the two elements as they are now, likeliest first.
#[must_use]
pub fn connections(document: &Document, source: &ElementId, target: &ElementId) -> Vec<RelationKind> {
    let (Some(from), Some(to)) = (document.element(source), document.element(target)) else { return Vec::new() };
    let kinds = if from.kind == ElementKind::Foreign || to.kind == ElementKind::Foreign {
        &[RelationKind::Foreign][..]
    } else {
        document.metamodel().quick_connect(from.kind, to.kind)
    };
    kinds
        .iter()
        .copied()
        .filter(|kind| {
            let attributes = initial_attributes(document, *kind);
            may_connect(document, *kind, source, target, &attributes).is_ok()
        })
        .collect()
}

/// Whether an element may become one of another kind with the relations that it has.
pub(crate) fn may_become(document: &Document, id: &ElementId, kind: ElementKind) -> Result<(), Refusal> {
    let metamodel = document.metamodel();
    for relation in relations_that_go(document, id, kind) {
        let Some(relation) = document.relation(&relation) else { continue };
        let kind_of = |end: &ElementId| if end == id { Some(kind) } else { document.element(end).map(|e| e.kind) };
        let label = |end| kind_of(end).map_or("", |k| metamodel.kind_label(k)).into();
        return Err(Refusal::Illegal {
            relation: metamodel.relation_label(relation.kind).into(),
            source: label(&relation.source),
            target: label(&relation.target),
            instead: Vec::new(),
        });
    }
    Ok(())
}

/// The relations of an element that it could not have as one of another kind.
#[must_use]
pub fn relations_that_go(document: &Document, id: &ElementId, kind: ElementKind) -> Vec<RelationId> {
    let metamodel = document.metamodel();
    let kind_of = |end: &ElementId| if end == id { Some(kind) } else { document.element(end).map(|e| e.kind) };
    let stays = |relation: &super::element::Relation| {
        relation.kind == RelationKind::Foreign
            || kind_of(&relation.source)
                .zip(kind_of(&relation.target))
                .is_some_and(|(source, target)| metamodel.is_legal(relation.kind, source, target))
    };
    let all = [Direction::Outgoing, Direction::Incoming].into_iter();
    all.flat_map(|direction| document.index().relations_of(id, direction))
        .filter(|(.., r)| document.relation(r).is_some_and(|r| !stays(r)))
        .map(|(.., r)| r.clone())
        .collect()
}

/// What a new relation of a kind starts with: the defaults of the attributes that it must have.
#[must_use]
pub fn initial_attributes(document: &Document, kind: RelationKind) -> Record {
    document
        .metamodel()
        .relation_attributes(kind)
        .iter()
        .filter(|def| def.required)
        .filter_map(|def| Some((def.key.clone(), def.default.clone()?)))
        .collect()
}

/// Whether `inner` is `outer` or lies in it, however deep.
#[must_use]
pub fn is_inside(document: &Document, inner: &ElementId, outer: &ElementId) -> bool {
    let mut at = Some(inner);
    // `contains` is a forest, so this walk ends at a root.
    while let Some(id) = at {
        if id == outer {
            return true;
        }
        at = document.parent(id);
    }
    false
}

/// Whether a relation of the document may have these attributes without saying what another one says already.
pub(crate) fn may_repeat(document: &Document, relation: &super::element::Relation) -> Result<(), Refusal> {
    let before = document.relation(&relation.id).map(|r| r.get(assigned_to::RACI));
    if relation.kind != RelationKind::AssignedTo || before == Some(relation.get(assigned_to::RACI)) {
        return Ok(());
    }
    let Some(existing) = repeated(document, relation.kind, &relation.source, &relation.target, &relation.attributes)
    else {
        return Ok(());
    };
    let name = |id| document.element(id).map_or("?", |e| e.shown_name()).into();
    let (source, target) = (name(&relation.source), name(&relation.target));
    let label = document.metamodel().relation_label(relation.kind).into();
    Err(Refusal::Duplicate { existing, source, relation: label, target })
}

fn repeated(
    document: &Document,
    kind: RelationKind,
    source: &ElementId,
    target: &ElementId,
    attributes: &Record,
) -> Option<RelationId> {
    let raci = assigned_to::RACI.read(attributes);
    document
        .index()
        .between(source, kind, target)
        .find(|id| {
            kind != RelationKind::AssignedTo || document.relation(id).is_some_and(|r| r.get(assigned_to::RACI) == raci)
        })
        .cloned()
}

/// Whether a relation of a loaded document may stay in it; unlike [`may_connect`] it lets repeats pass, which are findings.
///
/// `lies_in` tells whether the first element lies in the second, which has no parent: a reader of many relations knows
/// it without walking up to the root each time.
pub(crate) fn may_stand(
    document: &Document,
    relation: &super::element::Relation,
    lies_in: impl FnOnce(&ElementId, &ElementId) -> bool,
) -> Result<(), super::aside::AsideReason> {
    use super::aside::AsideReason;
    let (from, to) = (document.element(&relation.source), document.element(&relation.target));
    let (Some(from), Some(to)) = (from, to) else { return Err(AsideReason::MissingEnd) };
    if !document.metamodel().is_legal(relation.kind, from.kind, to.kind) {
        return Err(AsideReason::Illegal);
    }
    if relation.kind == RelationKind::Contains {
        let mut parents = document.index().relations_of_kind(&to.id, RelationKind::Contains, Direction::Incoming);
        if parents.any(|(_, id)| *id != relation.id) {
            return Err(AsideReason::SecondParent);
        }
        if lies_in(&relation.source, &relation.target) {
            return Err(AsideReason::ContainsItself);
        }
    }
    Ok(())
}
