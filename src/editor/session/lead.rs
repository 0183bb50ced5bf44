//! What a line can be instead where its end may not be: of another kind, the other way, or at a part or the whole.
//!
//! Knows nothing about gestures.

use ecow::EcoVec;

use super::Session;
use super::offers::{Action, Choice};
use super::reattach::reattached;
use crate::edit::{Edit, apply};
use crate::editor::gesture::End;
use crate::model::legality::connections;
use crate::model::{ElementId, RelationId, RelationKind};

/// The most ways that are offered.
const MOST: usize = 6;

impl Session {
    /// What is legal instead of leading an end of a relation to an element, nearest first.
    pub(super) fn ways_to_lead(&self, relation: &RelationId, end: End, to: &ElementId) -> Vec<Choice> {
        let Some(old) = self.document().relation(relation) else { return Vec::new() };
        let Ok((without, _)) = apply(self.document(), &[Edit::RemoveRelation(relation.clone())]) else {
            return Vec::new();
        };
        let metamodel = without.metamodel();
        let (source, target) = match end {
            End::Source => (to, &old.target),
            End::Target => (&old.source, to),
        };
        let words = |kind: RelationKind, source: &ElementId, target: &ElementId| {
            format!("{} {} {}", self.name_of(source), metamodel.relation_label(kind), self.name_of(target))
        };
        let lead = |label: String, kind, source: &ElementId, target: &ElementId| Choice {
            label,
            action: Action::Lead(relation.clone(), kind, source.clone(), target.clone()),
        };
        let there = connections(&without, source, target).into_iter();
        let mut ways: Vec<Choice> = there.map(|kind| lead(words(kind, source, target), kind, source, target)).collect();
        // The same kind the other way is nearer than another.
        let mut back = connections(&without, target, source);
        back.sort_by_key(|kind| *kind != old.kind);
        let reverse = |kind| lead(format!("Reverse: {}", words(kind, target, source)), kind, target, source);
        ways.extend(back.into_iter().map(reverse));
        let parts = without.children(to).into_iter().map(|e| (e.id.clone(), false));
        let near = parts.chain(without.parent(to).map(|id| (id.clone(), true)));
        let beside = near.filter_map(|(id, whole)| {
            let new = reattached(self.document(), relation, end, &id).ok()?;
            let element = without.element(&id)?;
            let what = if whole { "whole".to_owned() } else { metamodel.kind_label(element.kind).to_lowercase() };
            Some(lead(format!("To its {what} {}", element.shown_name()), old.kind, &new.source, &new.target))
        });
        ways.extend(beside.take(3));
        ways.truncate(MOST);
        ways
    }

    /// Leads a relation to other ends, as one of a kind, as one step; its line finds its own way.
    pub(super) fn lead(&mut self, relation: &RelationId, kind: RelationKind, source: &ElementId, target: &ElementId) {
        let Some(old) = self.document().relation(relation) else { return };
        let edits = if old.kind == kind {
            vec![Edit::SetRelationEnds(relation.clone(), source.clone(), target.clone())]
        } else {
            self.relation_as(relation, kind, source, target).unwrap_or_default()
        };
        let verb = self.document().metamodel().relation_label(kind).to_owned();
        let label = format!("Lead a line: {} {verb} {}", self.name_of(source), self.name_of(target));
        let before = self.plan();
        let views: Vec<_> = self.document().views().values().filter(|v| v.bends.contains(relation)).collect();
        let straight = views.into_iter().map(|v| Edit::SetBends(v.id.clone(), relation.clone(), EcoVec::new()));
        let edits: Vec<Edit> = edits.into_iter().chain(straight).collect();
        if self.perform(label, &edits) {
            self.select(Some(crate::scene::Owner::Relation(relation.clone())));
            self.move_from(before);
        }
    }
}
