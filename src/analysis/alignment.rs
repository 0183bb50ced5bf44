//! Which units contribute to an objective, directly or through their work (A14).
//!
//! Knows nothing about how far the objectives have come.

use super::accountable::{A, R, assigned};
use super::settings;
use super::share::Share;
use crate::model::attr::{Choice, org_unit};
use crate::model::{Direction, Document, Element, ElementId, ElementKind, RelationKind};

/// How units are aligned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alignment {
    /// Units that say themselves which objective they contribute to.
    pub direct: Share,
    /// Those, and units whose work says so.
    pub effective: Share,
}

/// A14, strategic alignment coverage in percent = teams, departments and divisions with `aligned_to` / all of them.
/// Effective are also those that are A or R, themselves or by a role in them, for something that is aligned; a stage is
/// where its stream is.
///
/// Source: strategic alignment, as in the balanced scorecard. Its worked example, of four units three are aligned and one
/// is responsible for an aligned stream:
///
/// ```
/// use opcanvas::analysis::alignment::alignment;
///
/// let model = opcanvas::format::load(br#"{"format": "opcanvas", "version": 1, "elements": [
///     {"id": "a", "kind": "org_unit", "name": "A"}, {"id": "b", "kind": "org_unit", "name": "B"},
///     {"id": "c", "kind": "org_unit", "name": "C"}, {"id": "d", "kind": "org_unit", "name": "D"},
///     {"id": "o", "kind": "objective", "name": "O"}, {"id": "vs", "kind": "value_stream", "name": "S"}],
///   "relations": [
///     {"id": "1", "kind": "aligned_to", "source": "a", "target": "o"},
///     {"id": "2", "kind": "aligned_to", "source": "b", "target": "o"},
///     {"id": "3", "kind": "aligned_to", "source": "c", "target": "o"},
///     {"id": "4", "kind": "aligned_to", "source": "vs", "target": "o"},
///     {"id": "5", "kind": "assigned_to", "source": "d", "target": "vs", "attributes": {"raci": "R"}}]}"#);
/// let found = alignment(&model.unwrap().document);
/// assert_eq!((found.direct.percent().unwrap().0, found.effective.percent().unwrap().0), (75.0, 100.0));
/// ```
#[must_use]
pub fn alignment(document: &Document) -> Alignment {
    let units: Vec<&ElementId> = units(document).map(|e| &e.id).collect();
    let direct = Share::of(units.iter().copied(), |id| is_aligned(document, id));
    let effective = Share::of(units.into_iter(), |id| is_aligned(document, id) || works_aligned(document, id));
    Alignment { direct, effective }
}

/// The units that decide and are aligned: teams, departments and divisions.
pub fn units(document: &Document) -> impl Iterator<Item = &Element> {
    let all = document.index().of_kind(ElementKind::OrgUnit).filter_map(|id| document.element(id));
    all.map(|e| &**e).filter(|e| {
        let ty = settings::of_element(document, e, org_unit::UNIT_TYPE);
        ty.is_some_and(|Choice(ty)| matches!(ty.as_str(), "team" | "department" | "division"))
    })
}

/// Whether an element says itself which objective it contributes to.
#[must_use]
pub fn is_aligned(document: &Document, id: &ElementId) -> bool {
    document.index().relations_of_kind(id, RelationKind::AlignedTo, Direction::Outgoing).next().is_some()
}

/// Whether something is aligned that a unit, or a role in it, is A or R for.
fn works_aligned(document: &Document, unit: &ElementId) -> bool {
    let parts = document.index().relations_of_kind(unit, RelationKind::Contains, Direction::Outgoing);
    let is_role = |id: &&ElementId| document.element(id).is_some_and(|e| e.kind == ElementKind::Role);
    let roles = parts.map(|(part, _)| part).filter(is_role);
    std::iter::once(unit).chain(roles).any(|who| {
        let work = [A, R].into_iter().flat_map(|letter| assigned(document, who, Direction::Outgoing, letter));
        work.map(|(work, _)| work).any(|work| {
            is_aligned(document, work)
                || document.parent(work).is_some_and(|stream| is_stage_of(document, work, stream))
        })
    })
}

fn is_stage_of(document: &Document, work: &ElementId, stream: &ElementId) -> bool {
    document.element(work).is_some_and(|e| e.kind == ElementKind::Stage) && is_aligned(document, stream)
}
