//! The tray of what was said and is no element yet: kept in the document, filled by typing or pasting, ordered by hand.
//!
//! Knows nothing about what its entries become.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use ecow::{EcoString, EcoVec};

use super::sorting::Aim;
use super::{Session, Tone};
use crate::edit::Edit;
use crate::editor::wording::{beginning, listed};
use crate::editor::words::{self, Vocabulary};
use crate::model::index::folded;
use crate::model::unsorted::MAX_UNSORTED;
use crate::model::{ElementId, ElementKind, Metamodel, Unsorted, Value};

/// How the tray is shown, and what is chosen in it.
#[derive(Default)]
pub struct Tray {
    /// Whether it was opened or closed by hand; by itself it is open when something is in it.
    wanted: Option<bool>,
    /// The chosen entries.
    chosen: BTreeSet<EcoString>,
    /// From where Shift chooses.
    anchor: Option<EcoString>,
    /// Whether its field is to take the keyboard.
    pub asks_field: bool,
    /// Whether its list is to take the keyboard.
    pub asks_list: bool,
    pub(super) aim: Option<Aim>,
    words: RefCell<Option<(Arc<Metamodel>, Arc<Vocabulary>)>>,
}

impl Session {
    /// What is in the tray, in its order.
    #[must_use]
    pub fn unsorted(&self) -> &EcoVec<Unsorted> {
        &self.document().head().unsorted
    }

    /// Whether the tray is shown.
    #[must_use]
    pub fn shows_tray(&self) -> bool {
        self.tray.wanted.unwrap_or(!self.unsorted().is_empty())
    }

    /// Opens the tray with its field ready for typing, or closes it; what is in it stays.
    pub fn toggle_tray(&mut self) {
        if self.shows_tray() { self.tray.wanted = Some(false) } else { self.open_tray() }
    }

    /// Opens the tray with its field ready for typing.
    pub fn open_tray(&mut self) {
        self.commit_naming();
        self.tray.wanted = Some(true);
        self.tray.asks_field = true;
    }

    /// The chosen entries, in their order.
    #[must_use]
    pub fn chosen_unsorted(&self) -> Vec<EcoString> {
        self.unsorted().iter().map(|e| &e.id).filter(|id| self.tray.chosen.contains(*id)).cloned().collect()
    }

    /// Where the last of the chosen entries stands.
    #[must_use]
    pub fn last_chosen_unsorted(&self) -> Option<usize> {
        self.unsorted().iter().rposition(|e| self.tray.chosen.contains(&e.id))
    }

    /// Whether an entry is chosen.
    #[must_use]
    pub fn is_chosen_unsorted(&self, id: &str) -> bool {
        self.tray.chosen.contains(id)
    }

    /// Chooses an entry: alone, turned in what is chosen, or with all from where it began.
    pub fn choose_unsorted(&mut self, id: &str, turn: bool, range: bool) {
        let at = |id: &str| self.unsorted().iter().position(|e| e.id == id);
        let Some(to) = at(id) else { return };
        let from = self.tray.anchor.as_deref().and_then(at);
        if let (true, Some(from)) = (range, from) {
            let between = self.unsorted().iter().skip(from.min(to)).take(from.abs_diff(to) + 1);
            self.tray.chosen = between.map(|e| e.id.clone()).collect();
            return;
        }
        self.tray.anchor = Some(id.into());
        if !turn {
            self.tray.chosen.clear();
        }
        if !self.tray.chosen.remove(id) {
            self.tray.chosen.insert(id.into());
        }
    }

    /// Lets go of what is chosen in the tray.
    pub fn choose_nothing_unsorted(&mut self) {
        self.tray.chosen.clear();
        self.tray.anchor = None;
    }

    /// Chooses everything in the tray.
    pub fn choose_all_unsorted(&mut self) {
        self.tray.chosen = self.unsorted().iter().map(|e| e.id.clone()).collect();
    }

    /// Puts every line of a text into the tray, without bullets and numbers, as one step; a line that is there already is
    /// left out. Says what is in the tray or in the model already. Whether anything was put in.
    pub fn add_unsorted(&mut self, text: &str) -> bool {
        let lines = words::entries(text);
        let mut there: BTreeSet<EcoString> = self.unsorted().iter().map(|e| folded(&e.text)).collect();
        let (mut new, mut doubles, mut known) = (Vec::new(), Vec::new(), Vec::new());
        for line in lines {
            let line: String = line.chars().take(MAX_UNSORTED).collect();
            if !there.insert(folded(&line)) {
                doubles.push(beginning(&line));
                continue;
            }
            let entry = hinted(self, Unsorted::new(line));
            if let Some(id) = self.known_as(&entry) {
                known.push(beginning(&self.name_of(&id)));
            }
            new.push(entry);
        }
        let label = match new.as_slice() {
            [] => {
                self.say_doubles(&doubles, &known);
                return false;
            }
            [one] => format!("Add \"{}\" to the tray", beginning(&one.text)),
            many => format!("Add {} entries to the tray", many.len()),
        };
        let entries = self.unsorted().iter().cloned().chain(new).collect();
        let done = self.perform(label, &[Edit::SetUnsorted(entries)]);
        if done {
            self.tray.wanted = Some(true);
            self.say_doubles(&doubles, &known);
        }
        done
    }

    fn say_doubles(&mut self, doubles: &[String], known: &[String]) {
        if !doubles.is_empty() {
            self.say(Tone::Info, format!("Already in the tray: {}.", listed(doubles)));
        }
        if !known.is_empty() {
            self.say(Tone::Info, format!("Already in the model: {}.", listed(known)));
        }
    }

    /// The element that is called as an entry says.
    #[must_use]
    pub fn known_as(&self, entry: &Unsorted) -> Option<ElementId> {
        let (document, kind) = (self.document(), self.hint_of(entry));
        let name = self.entry_name(entry, kind);
        let fits = |id: &&ElementId| kind.is_none_or(|k| document.element(id).is_some_and(|e| e.kind == k));
        let all = || document.index().named(&name);
        all().find(fits).or_else(|| all().next()).cloned()
    }

    /// The kind that an entry likely means.
    #[must_use]
    pub fn hint_of(&self, entry: &Unsorted) -> Option<ElementKind> {
        entry.fields.get("hint").and_then(Value::as_text)?.parse().ok()
    }

    /// What an entry is called as an element of a kind: without the word for the kind, if it begins with that.
    pub(super) fn entry_name(&self, entry: &Unsorted, kind: Option<ElementKind>) -> String {
        let hinted = entry.fields.get("hint").is_some();
        let said = if hinted { words::said_kind(&self.vocabulary(), &entry.text) } else { None };
        let name = said.filter(|(typed, _)| Some(typed.kind) == kind).map(|(_, name)| name);
        name.unwrap_or_else(|| entry.text.trim().to_owned())
    }

    /// The words for kinds, put together once: they are looked up for every row in every frame.
    fn vocabulary(&self) -> Arc<Vocabulary> {
        let metamodel = self.document().metamodel();
        let mut known = self.tray.words.borrow_mut();
        if let Some((of, words)) = &*known
            && Arc::ptr_eq(of, metamodel)
        {
            return words.clone();
        }
        let words = Arc::new(Vocabulary::of(metamodel));
        *known = Some((metamodel.clone(), words.clone()));
        words
    }

    /// Gives an entry another text, as one step; without one it goes.
    pub fn write_unsorted(&mut self, id: &str, text: &str) {
        let text: String = words::entries(text).join(" ").chars().take(MAX_UNSORTED).collect();
        if text.is_empty() {
            self.delete_unsorted(&[id.into()]);
            return;
        }
        let mut entries = self.unsorted().clone();
        let Some(at) = entries.iter().position(|e| e.id == id).filter(|at| entries[*at].text != text) else { return };
        let mut entry = Unsorted { text: text.as_str().into(), ..entries[at].clone() };
        entry.fields.remove("hint");
        entries.make_mut()[at] = hinted(self, entry);
        self.perform(format!("Write \"{}\" in the tray", beginning(&text)), &[Edit::SetUnsorted(entries)]);
    }

    /// Deletes entries, as one step, and chooses what comes after them.
    pub fn delete_unsorted(&mut self, ids: &[EcoString]) {
        let (left, label) = (self.without_unsorted(ids), format!("Delete {} from the tray", self.unsorted_named(ids)));
        let next = self.after_unsorted(ids);
        if self.perform(label, &[Edit::SetUnsorted(left)]) {
            self.choose_next_unsorted(next);
        }
    }

    /// Puts entries before the one at a place, or last, as one step.
    pub fn move_unsorted(&mut self, ids: &[EcoString], to: usize) {
        let (all, these) = (self.unsorted(), set(ids));
        let before = all.iter().take(to).filter(|e| !these.contains(&e.id)).count();
        let mut left: Vec<Unsorted> = self.without_unsorted(ids).into_iter().collect();
        let moved: Vec<Unsorted> = all.iter().filter(|e| these.contains(&e.id)).cloned().collect();
        left.splice(before..before, moved);
        let entries: EcoVec<Unsorted> = left.into();
        self.perform(format!("Move {} in the tray", self.unsorted_named(ids)), &[Edit::SetUnsorted(entries)]);
    }

    /// Moves the chosen entries one place up or down.
    pub fn shift_unsorted(&mut self, down: bool) {
        let ids = self.chosen_unsorted();
        let is_chosen = |e: &Unsorted| self.tray.chosen.contains(&e.id);
        let all = self.unsorted();
        let (Some(first), Some(last)) = (all.iter().position(is_chosen), all.iter().rposition(is_chosen)) else {
            return;
        };
        let to = if down { last + 2 } else { first.saturating_sub(1) };
        if to <= self.unsorted().len() {
            self.move_unsorted(&ids, to);
        }
    }

    pub(super) fn without_unsorted(&self, ids: &[EcoString]) -> EcoVec<Unsorted> {
        let these = set(ids);
        self.unsorted().iter().filter(|e| !these.contains(&e.id)).cloned().collect()
    }

    /// What is said of entries: how the only one begins, else their number.
    pub(super) fn unsorted_named(&self, ids: &[EcoString]) -> String {
        let one = if let [id] = ids { self.unsorted().iter().find(|e| e.id == *id) } else { None };
        one.map_or_else(|| format!("{} entries", ids.len()), |e| format!("\"{}\"", beginning(&e.text)))
    }

    /// The entry after some, else the one before them.
    pub(super) fn after_unsorted(&self, ids: &[EcoString]) -> Option<EcoString> {
        let (all, these) = (self.unsorted(), set(ids));
        let last = all.iter().rposition(|e| these.contains(&e.id))?;
        let stays = |e: &&Unsorted| !these.contains(&e.id);
        all.iter().skip(last).find(stays).or_else(|| all.iter().rev().find(stays)).map(|e| e.id.clone())
    }

    pub(super) fn choose_next_unsorted(&mut self, next: Option<EcoString>) {
        self.tray.anchor.clone_from(&next);
        self.tray.chosen = next.into_iter().collect();
    }

    /// Puts the text that is looked at into the tray instead of making elements of it.
    pub fn accept_words_unsorted(&mut self) {
        if let Some(preview) = self.clipboard.preview.take() {
            self.add_unsorted(&preview.text);
        }
    }
}

pub(super) fn set(ids: &[EcoString]) -> BTreeSet<&EcoString> {
    ids.iter().collect()
}

/// An entry with the kind that its words say, if they say one.
fn hinted(session: &Session, mut entry: Unsorted) -> Unsorted {
    let known = session.vocabulary();
    let kind = if words::said_stream(&known, &entry.text).is_some() {
        Some(ElementKind::ValueStream)
    } else {
        words::said_kind(&known, &entry.text).map(|(typed, _)| typed.kind)
    };
    if let Some(kind) = kind {
        entry.fields.set("hint", Value::text(kind.id()));
    }
    entry
}
