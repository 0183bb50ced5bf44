//! What is told of a thing while the pointer rests on it: the whole name, what it is, who answers for it.
//!
//! Knows nothing about how it is shown.

use super::{Session, Tone};
use crate::analysis;
use crate::file::clock;
use crate::model::attr::{PlateauId, common};
use crate::model::{Element, ElementId, ElementKind, State};
use crate::scene::explained::{answers_for, explained};
use crate::scene::{Item, Owner, anatomy, edge};

/// The most names of cards without room that are told at once.
const MOST_NAMES: usize = 24;

/// The most names of what a role answers for.
const MOST_ANSWERED: usize = 6;

/// What is told of a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tip {
    /// What it is called, in full.
    pub title: String,
    /// What else there is to say, line by line.
    pub lines: Vec<String>,
    /// The elements that it speaks of, which are lit.
    pub lights: Vec<ElementId>,
}

impl Session {
    /// What is told of what the pointer rests on; nothing of empty places, and nothing while a gesture is under way.
    #[must_use]
    pub fn tip(&mut self) -> Option<Tip> {
        if self.gesture.is_active() || self.naming.is_some() || self.menu.is_some() {
            return None;
        }
        match self.hovered.clone()? {
            Owner::Element(id) => match self.role_pointed_at(&id) {
                Some(role) => self.known_tip(&role),
                None => {
                    let mut tip = self.known_tip(&id)?;
                    tip.lines.extend(self.explored_of(&id));
                    Some(tip)
                }
            },
            Owner::Relation(id) => {
                let relation = self.document().relation(&id)?.clone();
                let title = edge::accessible_name(self.document(), &relation).to_string();
                let plan = self.plan();
                let count = plan.edges.iter().find(|e| e.relation == id).map_or(1, |e| e.count);
                let others = format!("and {} more: this line stands for {count} relations", count.saturating_sub(1));
                let lines = if count > 1 { vec![others] } else { Vec::new() };
                Some(Tip { title, lines, lights: Vec::new() })
            }
            // That opens as a list.
            Owner::More(_) | Owner::Annotation(_) | Owner::Zone(_) | Owner::Mark(_) | Owner::Page => None,
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
        Some(Tip { title: "No room on this page".to_owned(), lines, lights: Vec::new() })
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
                Some(format!(" at {}", plateau.name()))
            });
            lines.push(format!("{change}{}", plateau.unwrap_or_default()));
        }
        let explained = explained(document, element, analysis::as_of(document, clock::today()));
        lines.extend(explained.lines);
        let mut lights = explained.parts;
        if matches!(element.kind, ElementKind::Role | ElementKind::OrgUnit) {
            lights = answers_for(document, &element.id);
            lines.extend(self.answers_for_words(&element.id, &lights));
        }
        if !element.description().is_empty() {
            lines.push(element.description().to_owned());
        }
        Tip { title: element.shown_name().to_owned(), lines, lights }
    }

    fn answers_for_words(&self, id: &ElementId, all: &[ElementId]) -> Vec<String> {
        let initials = analysis::initials(self.document()).get(id).map(|i| format!("Initials on cards: {i}"));
        let names: Vec<String> = all.iter().take(MOST_ANSWERED).map(|id| self.name_of(id)).collect();
        let more = all.len().saturating_sub(MOST_ANSWERED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let answers = (!all.is_empty()).then(|| format!("Answers for {}: {}{more}", all.len(), names.join(", ")));
        initials.into_iter().chain(answers).collect()
    }

    /// The role whose initials on the card of an element are under the pointer.
    fn role_pointed_at(&self, id: &ElementId) -> Option<ElementId> {
        let at = self.keys.pointer?;
        let role = analysis::accountable(self.document(), id)?;
        let scene = self.drawing.drawn()?;
        let initials = analysis::initials(self.document());
        let short = initials.get(&role)?;
        let near = |item: &Item| {
            let Item::Text { at: start, text, font, width, .. } = item else { return false };
            let (middle, size) = (start.x + width / 2.0, font.size);
            text == short
                && (at.x - middle).abs() <= width / 2.0 + size
                && (at.y - start.y + size / 2.0).abs() <= size * 1.2
        };
        let figure = scene.figure(&Owner::Element(id.clone()))?;
        figure.items.iter().any(near).then_some(role)
    }

    /// Shows what had no room: where a view has it, else it is said what can be done.
    pub fn go_to_left_over(&mut self, id: &ElementId) {
        if !self.go_to_element(id) {
            self.select(Some(Owner::Element(id.clone())));
            let text = format!("{} has no room on this page; its facts are in the inspector.", self.name_of(id));
            self.say(Tone::Info, text);
        }
    }
}
