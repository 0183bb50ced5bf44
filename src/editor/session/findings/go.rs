//! Going to what a finding is about: it is selected, comes into sight, and its field is opened.
//!
//! Knows nothing about where findings are listed.

use super::super::{Session, Tone};
use super::list::Line;
use crate::check::{Finding, Subject};
use crate::model::view::CANVAS;
use crate::model::{ElementId, ElementKind};
use crate::scene::Owner;

/// What the families of rules are about, where they speak of the whole model.
const FAMILIES: [(&str, ElementKind); 13] = [
    ("AG", ElementKind::Process),
    ("CH", ElementKind::Choice),
    ("CN", ElementKind::Stakeholder),
    ("CU", ElementKind::Culture),
    ("GE", ElementKind::Management),
    ("IN", ElementKind::Experiment),
    ("OB", ElementKind::Objective),
    ("OR", ElementKind::OrgUnit),
    ("PF", ElementKind::PortfolioItem),
    ("PT", ElementKind::Partner),
    ("TE", ElementKind::Technology),
    ("VP", ElementKind::ValueProposition),
    ("VS", ElementKind::ValueStream),
];

impl Session {
    /// Goes to what a finding is about; where it is about a field, that is opened.
    pub fn go_to_finding(&mut self, finding: &Finding) {
        let field = self.fly_to_finding(finding);
        if let (Some(owner), Some(key)) = (field, finding.field(self.document())) {
            self.lead_into(owner, key, Vec::new());
        }
    }

    /// Goes to the next finding of the list, or to the one before, on the drawing.
    pub fn step_finding(&mut self, forward: bool) {
        let listing = self.finding_lines();
        let Some(at) = self.finding_beside(forward) else {
            let text = if self.findings().is_checking() { "The model is being checked." } else { "Nothing is found." };
            self.say(Tone::Info, text);
            return;
        };
        self.be_at_finding(at);
        if let Some(finding) = listing.lines.get(at).and_then(Line::finding) {
            self.fly_to_finding(finding);
        }
    }

    /// Goes to what a finding is about. What is selected by that.
    fn fly_to_finding(&mut self, finding: &Finding) -> Option<Owner> {
        self.commit_naming();
        match &finding.subject {
            Subject::Relation(id) if self.document().relation(id).is_some() => {
                self.go_to_relation(id);
                Some(Owner::Relation(id.clone()))
            }
            Subject::Zone(zone) => {
                self.fly_to_zone(zone);
                None
            }
            subject => match finding.element().filter(|id| self.document().element(id).is_some()).cloned() {
                Some(id) => Some(self.fly_to_subject(&id)),
                // What is gone or hidden has no place of its own.
                None if matches!(subject, Subject::Model | Subject::Role(_)) => {
                    let family = finding.rule.family();
                    let kind = FAMILIES.iter().find(|(id, _)| *id == family).map(|(_, kind)| kind.id());
                    let zones = &self.document().metamodel().zones;
                    let zone = zones.iter().find(|z| z.kinds.iter().any(|k| Some(k.as_str()) == kind));
                    if let Some(zone) = zone.map(|z| z.id.clone()) {
                        self.fly_to_zone(&zone);
                    }
                    None
                }
                None => None,
            },
        }
    }

    fn fly_to_subject(&mut self, id: &ElementId) -> Owner {
        let owner = Owner::Element(id.clone());
        // Where several are selected to see what is found of them, they stay so.
        if self.list.asked.selected && self.selection.contains(&owner) {
            if let Some(place) = self.place_of(&owner) {
                self.fly_to_reveal(place);
            }
        } else if self.table.is_open() || !self.go_to_element(id) {
            self.select(Some(owner.clone()));
            if !self.table.is_open() {
                let name = self.name_of(id);
                self.say(Tone::Info, format!("No view shows {name} now. It is selected, and the inspector has it."));
            }
        }
        owner
    }

    /// Shows a zone of the canvas.
    fn fly_to_zone(&mut self, zone: &str) {
        if !self.is_canvas()
            && let Some(tab) = self.tabs().into_iter().find(|t| t.kind == CANVAS)
        {
            self.show_tab(tab.which);
        }
        self.select(None);
        let plan = self.plan();
        if let Some(zone) = plan.canvas.as_ref().and_then(|c| c.zone(zone)) {
            let rect = zone.rect;
            self.fly_to_reveal(rect);
        }
    }

    // --- pointing one out ---

    /// Points out on the drawing what a finding is about, until the end of the frame.
    pub fn light_finding(&mut self, finding: Option<&Finding>) {
        self.pointed_out = finding.map_or_else(Vec::new, |finding| match &finding.subject {
            Subject::Relation(id) => {
                let ends = self.document().relation(id).map(|r| [r.source.clone(), r.target.clone()]);
                let ends = ends.into_iter().flatten().map(Owner::Element);
                std::iter::once(Owner::Relation(id.clone())).chain(ends).collect()
            }
            Subject::Zone(zone) => vec![Owner::Zone(zone.clone())],
            _ => finding.element().into_iter().chain(&finding.related).cloned().map(Owner::Element).collect(),
        });
    }

    /// What is pointed out on the drawing.
    #[must_use]
    pub fn pointed_out(&self) -> &[Owner] {
        &self.pointed_out
    }
}
