//! What is told of a thing while the pointer rests on it: the whole name, what it is, who answers for it.
//!
//! Knows nothing about how it is shown.

use super::{Session, Tone};
use crate::analysis;
use crate::model::attr::{PlateauId, common};
use crate::model::{Element, ElementId, State};
use crate::scene::{Owner, anatomy, edge};

/// The most names of cards without room that are told at once.
const MOST_NAMES: usize = 24;

/// What is told of a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tip {
    /// What it is called, in full.
    pub title: String,
    /// What else there is to say, line by line.
    pub lines: Vec<String>,
}

impl Session {
    /// What is told of what the pointer rests on; nothing of empty places, and nothing while a gesture is under way.
    #[must_use]
    pub fn tip(&mut self) -> Option<Tip> {
        if self.gesture.is_active() || self.naming.is_some() || self.menu.is_some() {
            return None;
        }
        match self.hovered.clone()? {
            Owner::Element(id) => self.known_tip(&id),
            Owner::Relation(id) => {
                let relation = self.document().relation(&id)?.clone();
                let title = edge::accessible_name(self.document(), &relation).to_string();
                let plan = self.plan();
                let count = plan.edges.iter().find(|e| e.relation == id).map_or(1, |e| e.count);
                let others = format!("and {} more: this line stands for {count} relations", count.saturating_sub(1));
                Some(Tip { title, lines: if count > 1 { vec![others] } else { Vec::new() } })
            }
            Owner::More(zone) => self.left_over(&zone),
            Owner::Annotation(_) | Owner::Zone(_) | Owner::Page => None,
        }
    }

    /// What had no room in a zone.
    fn left_over(&mut self, zone: &str) -> Option<Tip> {
        let plan = self.plan();
        let left_over = &plan.canvas.as_ref()?.zone(zone)?.left_over;
        let names = left_over.iter().take(MOST_NAMES).filter_map(|id| self.document().element(id));
        let mut lines: Vec<String> = names.map(|e| e.shown_name().to_owned()).collect();
        if left_over.len() > MOST_NAMES {
            lines.push(format!("and {} more", left_over.len() - MOST_NAMES));
        }
        Some(Tip { title: "No room on this page".to_owned(), lines })
    }

    /// Says what had no room in a zone.
    pub fn tell_left_over(&mut self, zone: &str) {
        if let Some(tip) = self.left_over(zone) {
            self.say(Tone::Info, format!("{}: {}", tip.title, tip.lines.join(", ")));
        }
    }

    /// What is told of an element, worked out anew only when the model changed or it is another element.
    fn known_tip(&mut self, id: &ElementId) -> Option<Tip> {
        let revision = self.document().revision();
        if let Some((known, element, tip)) = &self.told
            && *known == revision
            && element == id
        {
            return Some(tip.clone());
        }
        let tip = self.document().element(id).map(|e| self.element_tip(e))?;
        self.told = Some((revision, id.clone(), tip.clone()));
        Some(tip)
    }

    fn element_tip(&self, element: &Element) -> Tip {
        let document = self.document();
        let mut lines = vec![anatomy::kind_words(document, element).to_owned()];
        if let Some(role) = analysis::accountable(document, &element.id).and_then(|id| document.element(&id)) {
            let initials = analysis::initials(document);
            let short = initials.get(&role.id).map(|i| format!(" ({i})")).unwrap_or_default();
            lines.push(format!("Accountable: {}{short}", role.shown_name()));
        }
        let change = match element.state() {
            State::Keep => None,
            State::New => Some("New"),
            State::Change => Some("Changes"),
            State::Retire => Some("Retires"),
        };
        if let Some(change) = change {
            let plateau = common::PLATEAU.read(&element.fields).and_then(|PlateauId(id)| {
                let plateau = document.head().plateaus.iter().find(|p| p.id == id)?;
                plateau.fields.get("name").and_then(|v| v.as_text()).map(|name| format!(" at {name}"))
            });
            lines.push(format!("{change}{}", plateau.unwrap_or_default()));
        }
        if !element.description().is_empty() {
            lines.push(element.description().to_owned());
        }
        Tip { title: element.shown_name().to_owned(), lines }
    }
}
