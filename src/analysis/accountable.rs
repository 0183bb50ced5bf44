//! Who answers for an element, and for how many elements somebody does (A13).
//!
//! Knows nothing about how much work that is.

use std::collections::{BTreeSet, HashMap};

use super::settings;
use super::share::Share;
use crate::model::attr::{Choice, assigned_to};
use crate::model::{Direction, Document, ElementId, ElementKind, Relation, RelationId, RelationKind};

/// The letter of those who do the work; an assignment without a letter has it.
pub const R: &str = "R";

/// The letter of who answers for the work.
pub const A: &str = "A";

/// The assignments with a letter of an element: who is assigned to it, or what it is assigned to, and over which relation.
pub fn assigned<'a>(
    document: &'a Document,
    element: &ElementId,
    direction: Direction,
    letter: &'static str,
) -> impl Iterator<Item = (&'a ElementId, &'a RelationId)> + use<'a> {
    let all = document.index().relations_of_kind(element, RelationKind::AssignedTo, direction);
    all.filter(move |(_, id)| document.relation(id).is_some_and(|relation| is_letter(document, relation, letter)))
}

/// The one role or unit that is accountable for an element (`assigned_to` with A). `None` when there is none, and when
/// there are several: then nobody is.
#[must_use]
pub fn accountable(document: &Document, element: &ElementId) -> Option<ElementId> {
    // The same statement made twice is one.
    let who: BTreeSet<&ElementId> = assigned(document, element, Direction::Incoming, A).map(|(who, _)| who).collect();
    let mut who = who.into_iter();
    who.next().filter(|_| who.next().is_none()).cloned()
}

/// A13, accountability coverage in percent = elements with exactly one A / elements that should have one: stages, value
/// streams, portfolio items, technologies and partners.
///
/// Source: RACI, exactly one accountable. Its worked example, 18 of 20:
///
/// ```
/// use opcanvas::analysis::accountable::coverage;
///
/// let items = (0..20).map(|i| format!(r#"{{"id": "t{i}", "kind": "technology", "name": "T"}},"#)).collect::<String>();
/// let assigned = (0..18).map(|i| format!(r#"{{"id": "a{i}", "kind": "assigned_to", "source": "r", "target": "t{i}",
///     "attributes": {{"raci": "A"}}}},"#)).collect::<String>();
/// let model = format!(r#"{{"format": "opcanvas", "version": 1, "elements": [{items}
///     {{"id": "r", "kind": "role", "name": "R"}}], "relations": [{}]}}"#, assigned.trim_end_matches(','));
/// let document = opcanvas::format::load(model.as_bytes()).unwrap().document;
/// assert_eq!(coverage(&document).percent().unwrap().0, 90.0);
/// ```
#[must_use]
pub fn coverage(document: &Document) -> Share {
    // One look at every relation is much quicker than one at every element.
    let mut held: HashMap<&ElementId, Option<&ElementId>> = HashMap::new();
    for relation in document.relations().values().filter(|r| r.kind == RelationKind::AssignedTo) {
        if is_letter(document, relation, A) {
            let who = held.entry(&relation.target).or_insert(Some(&relation.source));
            *who = who.filter(|who| *who == &relation.source);
        }
    }
    let expected = ElementKind::ALL.into_iter().filter(|kind| is_owner_expected(*kind));
    let all = expected.flat_map(|kind| document.index().of_kind(kind));
    Share::of(all, |id| held.get(id).is_some_and(Option::is_some))
}

fn is_letter(document: &Document, relation: &Relation, letter: &str) -> bool {
    settings::of_relation(document, relation, assigned_to::RACI).is_some_and(|Choice(raci)| raci == letter)
}

/// Whether an element of this kind should have exactly one who is accountable.
#[must_use]
pub const fn is_owner_expected(kind: ElementKind) -> bool {
    matches!(
        kind,
        ElementKind::Stage
            | ElementKind::ValueStream
            | ElementKind::PortfolioItem
            | ElementKind::Technology
            | ElementKind::Partner
    )
}
