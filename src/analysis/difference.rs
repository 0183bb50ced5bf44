//! What the roadmap changes: what comes, what is altered, what goes, and what is invested in that (A29).
//!
//! Knows nothing about when.

use std::collections::{BTreeMap, BTreeSet};

use super::investment::invested;
use crate::model::attr::{Choice, Money, portfolio_item};
use crate::model::{Direction, Document, ElementId, ElementKind, RelationKind, State};

/// What the roadmap changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference {
    /// Elements that are new, change or retire, by state and kind.
    pub elements: BTreeMap<(State, ElementKind), Vec<ElementId>>,
    /// The projects that change them, by id, with all that is invested in each, where that is stated.
    pub projects: Vec<(ElementId, Option<Money>)>,
}

impl Difference {
    /// The states that make a difference, in the order in which they are told.
    pub const STATES: [State; 3] = [State::New, State::Change, State::Retire];

    /// The elements in a state, by kind.
    pub fn of(&self, state: State) -> impl Iterator<Item = &ElementId> {
        self.elements.iter().filter(move |((of, _), _)| *of == state).flat_map(|(_, ids)| ids)
    }

    /// How many elements there are that do not stay as they are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.elements.values().map(Vec::len).sum()
    }

    /// What is invested in the projects, in the model's currency, all years together; `None` where none states anything.
    #[must_use]
    pub fn investment(&self) -> Option<Money> {
        let sum = self.projects.iter().filter_map(|(_, money)| *money).reduce(|a, b| Money(a.0 + b.0));
        sum.filter(|money| money.0.is_finite())
    }
}

/// A29, as-is/to-be difference = the number of elements that are new, change or retire, for each kind; and the investment,
/// of all years and sorts, of the projects that change one of these.
///
/// Source: gap analysis of enterprise architecture (plateaus). Its worked example, 3 new, 2 change, 1 retire:
///
/// ```
/// use opcanvas::analysis::difference::difference;
///
/// let states = ["new", "new", "new", "change", "change", "retire", "keep"];
/// let element = |(i, state)| format!(r#"{{"id": "t{i}", "kind": "technology", "name": "T", "state": "{state}"}}"#);
/// let elements: Vec<String> = (0..).zip(states).map(element).collect();
/// let model = format!(r#"{{"format": "opcanvas", "version": 1, "elements": [{}, {{"id": "p", "kind": "portfolio_item",
///     "name": "P", "attributes": {{"itemType": "project", "investments": [{{"year": 2026, "transform": 40}}]}}}}],
///     "relations": [{{"id": "r", "kind": "changes", "source": "p", "target": "t5"}}]}}"#, elements.join(","));
/// let found = difference(&opcanvas::format::load(model.as_bytes()).unwrap().document);
/// assert_eq!((found.count(), found.investment().unwrap().0), (6, 40.0));
/// ```
#[must_use]
pub fn difference(document: &Document) -> Difference {
    let mut elements: BTreeMap<(State, ElementKind), Vec<ElementId>> = BTreeMap::new();
    let mut projects: BTreeSet<&ElementId> = BTreeSet::new();
    for element in document.elements().values() {
        let state = element.state();
        if state == State::Keep {
            continue;
        }
        elements.entry((state, element.kind)).or_default().push(element.id.clone());
        let changes = document.index().relations_of_kind(&element.id, RelationKind::Changes, Direction::Incoming);
        projects.extend(changes.map(|(project, _)| project));
    }
    let project = |id: &ElementId| {
        let project = document.element(id)?;
        let is_project = project.get(portfolio_item::ITEM_TYPE).is_some_and(|Choice(ty)| ty == "project");
        let money = invested(project, None).map(|money| Money(money.iter().map(|m| m.0).sum()));
        is_project.then(|| (id.clone(), money))
    };
    Difference { elements, projects: projects.into_iter().filter_map(project).collect() }
}
