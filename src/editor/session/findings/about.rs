//! What is found of one thing: on its card, and at the field that it is about.
//!
//! Knows nothing about how it is shown.

use std::collections::BTreeSet;

use super::super::Session;
use super::{Asked, Finding};
use crate::check::{Severity, Subject};
use crate::model::{ElementId, RelationId};
use crate::scene::Owner;
use crate::scene::dots::{Dot, Weight};

/// A finding with the key of the attribute that it is about, if it is about one of what it is told of.
pub type AtField = (Option<&'static str>, Finding);

impl Session {
    /// The dot on the card of an element; none where nothing is found of it, and while dots are not shown.
    pub fn dot_of(&mut self, id: &ElementId) -> Option<Dot> {
        if !self.shows_dots() {
            return None;
        }
        let found = self.findings().of_element(id);
        let weight = match found.iter().map(|finding| finding.severity()).min()? {
            Severity::Error => Weight::Error,
            Severity::Warning => Weight::Warning,
            Severity::Info => Weight::Info,
        };
        Some(Dot { count: found.len(), weight })
    }

    /// Whether cards have dots that say how much is found of them: not those of a young model, nor where something is
    /// shown to others.
    #[must_use]
    pub fn shows_dots(&self) -> bool {
        self.dots && !self.showing.only_shows() && !self.is_young()
    }

    /// Lists what is found of an element, and selects it.
    pub fn list_findings_of(&mut self, id: &ElementId) {
        self.select(Some(Owner::Element(id.clone())));
        let by = self.findings_asked().by;
        self.wish_findings(Asked { by, selected: true, ..Asked::default() });
    }

    /// What is found of an element, each with the attribute of it that it is about.
    pub fn findings_at_element(&mut self, id: &ElementId) -> Vec<AtField> {
        let found: Vec<Finding> = self.findings().of_element(id).into_iter().cloned().collect();
        let document = self.document();
        let at = |finding: &Finding| {
            let of_relation = matches!(finding.subject, Subject::Relation(_));
            finding.field(document).filter(|_| !of_relation)
        };
        let mut found: Vec<AtField> = found.into_iter().map(|finding| (at(&finding), finding)).collect();
        found.sort_by_key(|(_, finding)| finding.severity());
        found
    }

    /// What is found of a relation, each with the attribute of it that it is about.
    pub fn findings_at_relation(&mut self, id: &RelationId) -> Vec<AtField> {
        let subject = Subject::Relation(id.clone());
        let Some(relation) = self.document().relation(id).cloned() else { return Vec::new() };
        let ends: BTreeSet<&ElementId> = [&relation.source, &relation.target].into();
        let findings = self.findings();
        let all = ends.into_iter().flat_map(|end| findings.of_element(end));
        let found: Vec<Finding> = all.filter(|f| f.subject == subject).cloned().collect();
        let document = self.document();
        found.into_iter().map(|finding| (finding.field(document), finding)).collect()
    }
}
