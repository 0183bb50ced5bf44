//! How flat the organization is (A22) and where it decides (A23).
//!
//! Knows nothing about who works in the units.

use super::alignment::units;
use super::settings;
use super::share::Share;
use crate::model::attr::{Choice, org_unit};
use crate::model::{Direction, Document, ElementId, ElementKind, RelationKind};

/// The tree of units.
#[derive(Clone, Debug, PartialEq)]
pub struct Flatness {
    /// Layers of units, the top included.
    pub layers: usize,
    /// The units from the top to the first of the deepest.
    pub deepest: Vec<ElementId>,
    /// The units that contain units, with how many, by id.
    pub spans: Vec<(ElementId, usize)>,
}

impl Flatness {
    /// Span of control: the mean number of units in a unit that contains any; `None` where none does.
    #[must_use]
    pub fn span(&self) -> Option<f64> {
        let children: usize = self.spans.iter().map(|(_, n)| n).sum();
        (!self.spans.is_empty()).then(|| children as f64 / self.spans.len() as f64)
    }
}

/// A22, organization flatness: layers = greatest depth + 1; span of control = mean number of child units of units that
/// have some. Roles are no layer. `None` where there is no unit.
///
/// Source: organization design, layers and spans. Its worked example, a root with 4 teams, one of which has 2 sub-teams:
///
/// ```
/// use opcanvas::analysis::structure::flatness;
///
/// let units = ["root", "a", "b", "c", "d", "e", "f"]
///     .map(|id| format!(r#"{{"id": "{id}", "kind": "org_unit", "name": "Unit"}}"#));
/// let contains = [("root", "a"), ("root", "b"), ("root", "c"), ("root", "d"), ("a", "e"), ("a", "f")]
///     .map(|(a, b)| format!(r#"{{"id": "{a}.{b}", "kind": "contains", "source": "{a}", "target": "{b}"}}"#));
/// let model = format!(r#"{{"format": "opcanvas", "version": 1, "elements": [{}], "relations": [{}]}}"#,
///     units.join(","), contains.join(","));
/// let found = flatness(&opcanvas::format::load(model.as_bytes()).unwrap().document).unwrap();
/// assert_eq!((found.layers, found.span()), (3, Some(3.0)));
/// assert_eq!(found.deepest, ["root".into(), "a".into(), "e".into()]);
/// ```
#[must_use]
pub fn flatness(document: &Document) -> Option<Flatness> {
    let index = document.index();
    let is_unit = |id: &&ElementId| document.element(id).is_some_and(|e| e.kind == ElementKind::OrgUnit);
    let parent = |id: &ElementId| document.parent(id).filter(is_unit);
    let tops = index.of_kind(ElementKind::OrgUnit).filter(|id| parent(id).is_none());
    let mut open: Vec<(&ElementId, usize)> = tops.map(|id| (id, 1)).collect();
    let (mut deepest, mut spans) = (open.first().copied()?, Vec::new());
    // Nearest first, so that the first of the deepest is that by id.
    let mut next = 0;
    while let Some((id, layer)) = open.get(next).copied() {
        next += 1;
        if layer > deepest.1 {
            deepest = (id, layer);
        }
        let before = open.len();
        let children = index.relations_of_kind(id, RelationKind::Contains, Direction::Outgoing);
        open.extend(children.map(|(child, _)| child).filter(is_unit).map(|child| (child, layer + 1)));
        if open.len() > before {
            spans.push((id.clone(), open.len() - before));
        }
    }
    spans.sort();
    let up = std::iter::successors(Some(deepest.0), |id| parent(id)).take(deepest.1);
    let mut way: Vec<ElementId> = up.cloned().collect();
    way.reverse();
    Some(Flatness { layers: deepest.1, deepest: way, spans })
}

/// A23, decentralization index in percent = teams, departments and divisions that decide locally / all of them.
///
/// Source: organization design, decision rights. Its worked example, 3 of 5:
///
/// ```
/// use opcanvas::analysis::structure::decentralization;
///
/// let unit = |(i, rights)| format!(r#"{{"id": "u{i}", "kind": "org_unit", "name": "Unit",
///     "attributes": {{"decisionRights": "{rights}"}}}}"#);
/// let units: Vec<String> = (0..).zip(["local", "local", "local", "shared", "central"]).map(unit).collect();
/// let model = format!(r#"{{"format": "opcanvas", "version": 1, "elements": [{}]}}"#, units.join(","));
/// let found = decentralization(&opcanvas::format::load(model.as_bytes()).unwrap().document);
/// assert_eq!(found.percent().unwrap().0, 60.0);
/// ```
#[must_use]
pub fn decentralization(document: &Document) -> Share {
    let is_local = |id: &ElementId| {
        let rights = document.element(id).and_then(|e| settings::of_element(document, e, org_unit::DECISION_RIGHTS));
        rights.is_some_and(|Choice(rights)| rights == "local")
    };
    Share::of(units(document).map(|unit| &unit.id), is_local)
}
