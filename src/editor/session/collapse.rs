//! Collapsing containers to one card, and expanding them again to what they were.
//!
//! Knows nothing about how a collapsed container is drawn.

use std::collections::BTreeSet;

use super::Session;
use crate::edit::Edit;
use crate::model::ElementId;
use crate::scene::Owner;

impl Session {
    /// Collapses the selected containers, or expands them, as one step. What they hold keeps its places.
    pub fn set_collapsed(&mut self, collapsed: bool) {
        let selected = self.selected_elements();
        self.collapse(&selected, collapsed);
    }

    /// Expands one container.
    pub fn expand(&mut self, id: &ElementId) {
        self.collapse(&BTreeSet::from([id.clone()]), false);
    }

    fn collapse(&mut self, ids: &BTreeSet<ElementId>, collapsed: bool) {
        self.commit_naming();
        let (before, shown) = (self.plan(), self.shown_view());
        let places: Vec<_> = before
            .nodes
            .iter()
            .filter(|n| ids.contains(&n.element) && if collapsed { n.holds } else { !n.hides.is_empty() })
            .filter_map(|n| Some((n.element.clone(), shown.placements.get(&n.element)?.clone())))
            .collect();
        let changed: BTreeSet<ElementId> = places.iter().map(|(id, _)| id.clone()).collect();
        if places.is_empty() {
            return;
        }
        let label = format!("{} {}", if collapsed { "Collapse" } else { "Expand" }, self.names_of(&changed));
        if self.perform_on_view(label, |view| {
            let put = |(id, mut placement): (ElementId, crate::model::Placement)| {
                placement.collapsed = collapsed.then_some(true);
                Edit::Place(view.clone(), id, placement)
            };
            places.into_iter().map(put).collect()
        }) {
            // What is no longer seen is no longer selected.
            let plan = self.plan();
            self.selection.retain(|owner| !matches!(owner, Owner::Element(id) if plan.node(id).is_none()));
            self.move_from(before);
        }
    }

    /// Whether a container is selected that can be collapsed, or one that can be expanded.
    ///
    /// # Errors
    /// Why not, as a short sentence.
    pub fn can_collapse(&self, collapsed: bool) -> Result<(), &'static str> {
        let is_collapsed =
            |id: &ElementId| self.view().and_then(|v| v.placements.get(id)).is_some_and(|p| p.collapsed == Some(true));
        let holds = |id: &ElementId| !self.document().children(id).is_empty();
        let fits = |id: &ElementId| holds(id) && is_collapsed(id) != collapsed;
        let any = self.selection.iter().any(|o| matches!(o, Owner::Element(id) if fits(id)));
        match (any, collapsed) {
            (true, _) => Ok(()),
            (false, true) => Err("Select a container that holds something first"),
            (false, false) => Err("Select a collapsed container first"),
        }
    }

    /// Why a selected line cannot be deleted: it stands for several relations.
    pub(super) fn why_line_stays(&mut self) -> Option<String> {
        let plan = self.plan();
        let edge =
            plan.edges.iter().find(|e| e.count > 1 && self.selection.contains(&Owner::Relation(e.relation.clone())))?;
        let relation = self.document().relation(&edge.relation)?;
        let ends = [&relation.source, &relation.target];
        let names = ends.into_iter().filter_map(|id| plan.standing_for(id)).filter(|n| !n.hides.is_empty());
        let names: Vec<String> = names.map(|n| self.name_of(&n.element)).collect();
        Some(format!(
            "This line stands for {} relations. Expand {} to delete one of them.",
            edge.count,
            names.join(" and ")
        ))
    }
}
