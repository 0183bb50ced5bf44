//! Making typed elements of what was only said: entries of the tray and notes, where they are put.
//!
//! What was said leaves the tray or the view in the same step.
//!
//! Knows nothing about pointers and lists.

use std::collections::BTreeSet;

use ecow::EcoString;

use super::row::Row;
use super::tray::set;
use super::{Creatable, Menu, Offer, Session, Tone};
use crate::edit::{Edit, apply, compose};
use crate::editor::session::offers::{Action, Choice};
use crate::editor::wording::beginning;
use crate::editor::words;
use crate::geom::{Point, Rect};
use crate::model::element::MAX_NAME;
use crate::model::legality::connections;
use crate::model::{AnnotationKind, Document, Element, ElementId, ElementKind, RelationKind, Revision, Value};
use crate::scene::canvas::zone_of;
use crate::scene::{Owner, Plan};

/// The most kinds that a question offers for a note that was dropped in a container.
const MOST_KINDS: usize = 3;

/// What was only said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Entries of the tray.
    Unsorted(Vec<EcoString>),
    /// Notes of the view on show.
    Notes(Vec<EcoString>),
}

impl Said {
    /// Only some of it.
    fn only(&self, ids: Vec<EcoString>) -> Self {
        match self {
            Self::Unsorted(_) => Self::Unsorted(ids),
            Self::Notes(_) => Self::Notes(ids),
        }
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        match self {
            Self::Unsorted(ids) | Self::Notes(ids) => ids.len(),
        }
    }
}

/// What would become of entries of the tray if they were let go now.
#[derive(Clone, Debug)]
pub struct Aim {
    /// Which entries.
    pub said: Said,
    /// Where in the drawing.
    pub at: Point,
    /// What they may become; any kind where it is empty.
    pub kinds: Vec<Creatable>,
    /// What they become part of.
    pub into: Option<ElementId>,
    /// What is lit.
    pub mark: Option<Rect>,
    /// What letting go does, as a sentence.
    pub hint: String,
}

/// One of what was said, as it becomes an element.
pub(super) struct Piece {
    /// Of which entry or note.
    of: EcoString,
    text: String,
    name: String,
    description: String,
    pub(super) place: Option<Rect>,
}

/// What is made, step by step.
pub(super) struct Made {
    pub(super) document: Document,
    edits: Vec<Edit>,
    pub(super) elements: Vec<ElementId>,
    refused: Vec<String>,
}

impl Made {
    pub(super) fn add(&mut self, edits: Vec<Edit>) -> bool {
        match apply(&self.document, &edits) {
            Ok((document, _)) => {
                self.document = document;
                self.edits.extend(edits);
                true
            }
            Err(why) => {
                self.refused.push(why.to_string());
                false
            }
        }
    }
}

impl Session {
    // --- what is held over the drawing ---

    /// What would become of the entries that are held over the drawing.
    #[must_use]
    pub fn aim(&self) -> Option<&Aim> {
        self.tray.aim.as_ref()
    }

    /// Holds entries of the tray over a point of the drawing; `ask` lets the kind be chosen wherever it is.
    pub fn hold_unsorted(&mut self, ids: &[EcoString], at: Point, ask: bool) {
        if self.editable().is_err() || ids.is_empty() {
            self.tray.aim = None;
            return;
        }
        let said = Said::Unsorted(ids.to_vec());
        let (mut kinds, into, mark) = self.kinds_at(&said, at);
        if ask {
            kinds.clear();
        }
        let hint = self.aim_words(said.count(), &kinds, into.as_ref());
        self.tray.aim = Some(Aim { said, at, kinds, into, mark, hint });
    }

    /// Forgets the entries that were held over the drawing.
    pub fn let_go_unsorted(&mut self) {
        self.tray.aim = None;
    }

    /// Lets the held entries go where they are: one kind is made at once, of several it is asked for one.
    pub fn drop_unsorted(&mut self) {
        let Some(aim) = self.tray.aim.take() else { return };
        self.commit_naming();
        match aim.kinds.as_slice() {
            [one] => {
                self.sort(&aim.said, one, aim.at, aim.into.as_ref(), None);
            }
            _ => {
                let kinds = aim.kinds;
                self.menu =
                    Some(Menu::Sort { at: aim.at, said: aim.said, kinds, into: aim.into, filter: String::new() });
            }
        }
    }

    /// What may be made at a point, of what it becomes part, and what lights up for it.
    fn kinds_at(&mut self, said: &Said, at: Point) -> (Vec<Creatable>, Option<ElementId>, Option<Rect>) {
        let plan = self.plan();
        if let Some((whole, kinds, rect)) = self.whole_at(&plan, at) {
            return (self.likeliest(said, kinds), Some(whole), Some(rect));
        }
        let zone = plan.canvas.as_ref().and_then(|c| c.zone_at(at)).map(|z| (z.id.clone(), z.rect));
        let Some((zone, rect)) = zone else { return (Vec::new(), None, None) };
        let kinds = self.zone_kinds(&zone);
        (self.likeliest(said, kinds), None, Some(rect))
    }

    /// Only what the entries say they are, where they all say the same and it is possible.
    fn likeliest(&self, said: &Said, kinds: Vec<Creatable>) -> Vec<Creatable> {
        let hinted = self.hint_of_all(said);
        match kinds.iter().find(|c| Some(c.kind) == hinted) {
            Some(one) => vec![one.clone()],
            None => kinds,
        }
    }

    fn hint_of_all(&self, said: &Said) -> Option<ElementKind> {
        let Said::Unsorted(ids) = said else { return None };
        let these = set(ids);
        let hints: BTreeSet<_> =
            self.unsorted().iter().filter(|e| these.contains(&e.id)).map(|e| self.hint_of(e)).collect();
        hints.first().copied().flatten().filter(|_| hints.len() == 1)
    }

    /// The innermost element at a point that may hold others, with the kinds that it holds. A canvas has streams for
    /// stages and units for what is in them; the rest of it belongs to zones.
    fn whole_at(&self, plan: &Plan, at: Point) -> Option<(ElementId, Vec<Creatable>, Rect)> {
        let document = self.document();
        let canvas = plan.canvas.is_some();
        let hit = plan.nodes.iter().rev().filter(|n| n.rect.contains(at));
        for node in hit {
            let Some(element) = document.element(&node.element) else { continue };
            let whole = match element.kind {
                ElementKind::Stage if canvas => document.parent(&element.id).cloned(),
                ElementKind::ValueStream | ElementKind::OrgUnit => Some(element.id.clone()),
                _ => (!canvas).then(|| element.id.clone()),
            };
            let Some(whole) = whole else { continue };
            let Some(kind) = document.element(&whole).map(|e| e.kind) else { continue };
            let kinds = self.parts_of(kind);
            if !kinds.is_empty() {
                let rect = plan.node(&whole).map_or(node.rect, |n| n.rect);
                return Some((whole, kinds, rect));
            }
        }
        None
    }

    /// The kinds that an element of a kind may contain; a stream is there for its stages.
    fn parts_of(&self, whole: ElementKind) -> Vec<Creatable> {
        let metamodel = self.document().metamodel();
        let legal = |k: &ElementKind| metamodel.is_legal(RelationKind::Contains, whole, *k);
        let mut kinds: Vec<ElementKind> = metamodel.kinds_by_importance().into_iter().filter(legal).collect();
        if whole == ElementKind::ValueStream && kinds.contains(&ElementKind::Stage) {
            kinds = vec![ElementKind::Stage];
        }
        kinds.into_iter().map(|k| self.plain_kind(k)).collect()
    }

    fn plain_kind(&self, kind: ElementKind) -> Creatable {
        let label = self.document().metamodel().kind(kind).map_or_else(EcoString::default, |k| k.short.clone());
        Creatable { kind, preset: None, label }
    }

    /// The kinds that a zone is for, each as the preset that stands there where only that does.
    pub(super) fn zone_kinds(&self, zone: &str) -> Vec<Creatable> {
        let document = self.document();
        let metamodel = document.metamodel();
        let Some(def) = metamodel.zones.iter().find(|z| z.id == zone) else { return Vec::new() };
        let kinds = def.kinds.iter().filter_map(|k| k.parse::<ElementKind>().ok());
        let standing = |kind: ElementKind| {
            let kind_def = metamodel.kind(kind)?;
            // Consumers and other stakeholders are one kind in two zones: the preset that stands in this one is meant.
            let presets = std::iter::once(None).chain(kind_def.presets.iter().cloned().map(Some));
            let fits = |preset: &Option<crate::model::metamodel::Preset>| {
                let mut element = Element::new(ElementId::new("new"), kind, "");
                if let Some(preset) = preset {
                    element.attributes = preset.attributes.clone();
                }
                zone_of(document, &element).is_some_and(|z| z == zone)
            };
            let preset = presets.into_iter().find(fits)?;
            let label = preset.as_ref().map_or_else(|| kind_def.short.clone(), |p| p.label.clone());
            Some(Creatable { kind, preset, label })
        };
        kinds.filter_map(standing).collect()
    }

    fn aim_words(&self, n: usize, kinds: &[Creatable], into: Option<&ElementId>) -> String {
        let of = into.map_or_else(String::new, |id| format!(" of {}", self.name_of(id)));
        let names: Vec<EcoString> = kinds.iter().map(|k| k.label.to_lowercase()).collect();
        match names.as_slice() {
            [] => "Release to choose what it becomes".to_owned(),
            [one] if n == 1 => format!("Release: {one}{of}"),
            [one] => format!("Release: {n} × {one}{of}"),
            several => format!("Release to choose: {}{of}", several.join(", ")),
        }
    }

    // --- choosing what it becomes ---

    /// Asks what the chosen entries of the tray become.
    pub fn ask_unsorted_kind(&mut self) {
        let ids = self.chosen_unsorted();
        if ids.is_empty() {
            self.say(Tone::Refusal, "Choose an entry of the tray first.");
            return;
        }
        let at = self.camera.window(self.canvas).center();
        self.ask_sort(Said::Unsorted(ids), at);
    }

    /// Asks what the selected notes become.
    pub(super) fn ask_notes_kind(&mut self) {
        let ids = self.selected_notes();
        let at = self.place_of_keys();
        if !ids.is_empty() {
            self.ask_sort(Said::Notes(ids), at);
        }
    }

    /// Notes what was typed to find the kind.
    pub fn filter_sort(&mut self, text: &str) {
        if let Some(Menu::Sort { filter, .. }) = &mut self.menu {
            text.clone_into(filter);
        }
    }

    fn ask_sort(&mut self, said: Said, at: Point) {
        if let Err(why) = self.editable() {
            self.say(Tone::Refusal, format!("{why}."));
            return;
        }
        self.commit_naming();
        self.menu = Some(Menu::Sort { at, said, kinds: Vec::new(), into: None, filter: String::new() });
    }

    /// The selected notes, when nothing else is selected; pictures are none.
    #[must_use]
    pub fn selected_notes(&self) -> Vec<EcoString> {
        let chosen = self.selected_annotations();
        if chosen.len() != self.selection().len() {
            return Vec::new();
        }
        let Some(view) = self.view() else { return Vec::new() };
        let notes = view.annotations().filter(|a| a.kind == AnnotationKind::Note && a.image().is_none());
        notes.map(|a| a.id).filter(|id| chosen.contains(id)).collect()
    }

    /// What it may become, by what is typed: what it says it is and what was made last come first.
    #[must_use]
    pub fn sort_offers(&self, said: &Said, kinds: &[Creatable], filter: &str) -> Vec<Creatable> {
        if !kinds.is_empty() {
            let typed = filter.trim().to_lowercase();
            return kinds.iter().filter(|k| k.label.to_lowercase().contains(&typed)).cloned().collect();
        }
        let mut offers = self.creatable(filter, None);
        if filter.trim().is_empty() {
            let (hint, last) = (self.hint_of_all(said), self.clipboard.last_kind);
            offers.sort_by_key(|c| (Some(c.kind) != hint, Some(c.kind) != last));
        }
        offers
    }

    // --- making it ---

    /// Makes elements of a kind of what was said, around a point or where a note stands, as parts of something; as part
    /// of the step that led to `made` where that is still the last. Whether it did.
    pub fn sort(
        &mut self,
        said: &Said,
        what: &Creatable,
        at: Point,
        into: Option<&ElementId>,
        made: Option<Revision>,
    ) -> bool {
        self.menu = None;
        let pieces = self.said_pieces(said, what.kind);
        let stream = if what.kind == ElementKind::Stage { self.stream_for_stage() } else { None };
        let into = into.cloned().or(stream);
        if what.kind == ElementKind::Stage && into.is_none() && self.is_canvas() {
            let why = "A stage is a part of a value stream. Drop it on the stream, or make the stream first.";
            self.say(Tone::Refusal, why);
            return false;
        }
        let places = !self.is_canvas();
        let (view, edits) = if places { self.stored_view() } else { (self.shown_view().id.clone(), Vec::new()) };
        let Ok((document, _)) = apply(self.document(), &edits) else { return false };
        let mut work = Made { document, edits, elements: Vec::new(), refused: Vec::new() };
        let plan = self.plan();
        let mut row = Row::new(&plan, at, into.clone().filter(|id| plan.node(id).is_some()));
        // What could not be made stays where it was said.
        let mut used: Vec<EcoString> = Vec::new();
        for piece in &pieces {
            if make(&mut work, piece, what, into.as_ref()) {
                used.push(piece.of.clone());
            }
            if places {
                row.place(&mut work, &plan, &view, piece);
            } else {
                row.done = work.elements.len();
            }
        }
        if !places {
            let slots = self.slots_after(&work.edits.clone());
            work.add(slots);
        }
        let gone = match said {
            Said::Unsorted(_) => vec![Edit::SetUnsorted(self.without_unsorted(&used))],
            Said::Notes(_) => used.iter().map(|id| Edit::RemoveAnnotation(view.clone(), id.clone())).collect(),
        };
        if work.elements.is_empty() || !work.add(gone) {
            let why = work.refused.pop().unwrap_or_else(|| "There is nothing to sort.".to_owned());
            self.say(Tone::Refusal, why);
            return false;
        }
        let said = &said.only(used);
        let next = if let Said::Unsorted(ids) = said { self.after_unsorted(ids) } else { None };
        let label = self.sort_label(said, what);
        let done = match made {
            Some(_) => self.merge_step(&format!(" and make it a {}", what.label.to_lowercase()), &work.edits, made),
            None => self.perform(label, &work.edits),
        };
        if done {
            self.after_sort(said, what, &work, next);
            if places {
                self.stored_as(view);
            }
            self.reveal_selection();
        }
        done
    }

    fn after_sort(&mut self, said: &Said, what: &Creatable, work: &Made, next: Option<EcoString>) {
        self.clipboard.last_kind = Some(what.kind);
        *self.selection = work.elements.iter().cloned().map(Owner::Element).collect();
        if matches!(said, Said::Unsorted(_)) {
            self.choose_next_unsorted(next);
            self.tray.asks_list = true;
        }
        if let Some(why) = work.refused.first() {
            self.say(Tone::Refusal, why.clone());
        }
    }

    fn sort_label(&self, said: &Said, what: &Creatable) -> String {
        let kind = what.label.to_lowercase();
        match said {
            Said::Unsorted(ids) => format!("Make {} a {kind}", self.unsorted_named(ids)),
            Said::Notes(ids) => {
                let text = self
                    .view()
                    .and_then(|v| v.annotations().find(|a| ids.as_slice() == std::slice::from_ref(&a.id)))
                    .map(|a| a.text);
                match text {
                    Some(text) => format!("Turn note \"{}\" into a {kind}", beginning(&text)),
                    None => format!("Turn {} notes into a {kind} each", ids.len()),
                }
            }
        }
    }

    fn said_pieces(&mut self, said: &Said, kind: ElementKind) -> Vec<Piece> {
        match said {
            Said::Unsorted(ids) => {
                let these = set(ids);
                let entries = self.unsorted().iter().filter(|e| these.contains(&e.id));
                entries.map(|e| piece(&e.id, &e.text, &self.entry_name(e, Some(kind)), None)).collect()
            }
            Said::Notes(ids) => {
                let view = self.shown_view();
                let notes = view.annotations().filter(|a| ids.contains(&a.id));
                notes.map(|a| piece(&a.id, &a.text, &a.text, Some(a.rect))).collect()
            }
        }
    }

    /// Asks whether notes that were dropped in a container become parts of it.
    pub(super) fn ask_what_notes_become(&mut self, at: Point) {
        let notes = self.selected_notes();
        let plan = self.plan();
        let Some((whole, kinds, _)) = self.whole_at(&plan, at).filter(|_| !notes.is_empty()) else { return };
        let name = self.name_of(&whole);
        let (text, it) = if notes.len() == 1 {
            (format!("Make the note a part of {name}?"), "it")
        } else {
            (format!("Make {} notes parts of {name}?", notes.len()), "each")
        };
        let said = Said::Notes(notes);
        let mut choices: Vec<Choice> = kinds
            .into_iter()
            .take(MOST_KINDS)
            .map(|what| Choice {
                label: format!("Make {it} a {}", what.label.to_lowercase()),
                action: Action::Sort(said.clone(), Box::new(what), whole.clone()),
            })
            .collect();
        choices.push(Choice { label: "Only placed here".into(), action: Action::Leave });
        let made = Some(self.document().revision());
        self.menu = Some(Menu::Offer(Offer { at, text, field: None, choices, made }));
    }

    /// The container at a point that selected notes could become parts of.
    pub(super) fn whole_for_notes(&mut self, at: Point) -> Option<ElementId> {
        if self.selected_notes().is_empty() {
            return None;
        }
        let plan = self.plan();
        self.whole_at(&plan, at).map(|(whole, ..)| whole)
    }
}

/// What was said as a name and what is said beside it: the first line, then the rest.
fn piece(of: &EcoString, text: &str, name: &str, place: Option<Rect>) -> Piece {
    let lines = words::entries(name);
    let first = lines.first().map_or("", String::as_str);
    let long = first.chars().count() > MAX_NAME;
    let rest = name.trim().split_once('\n').map_or("", |(_, rest)| rest).trim();
    let description = if long { name.trim() } else { rest };
    Piece {
        of: of.clone(),
        text: text.trim().to_owned(),
        name: first.chars().take(MAX_NAME).collect(),
        description: description.to_owned(),
        place,
    }
}

/// Makes an element of a piece, or a whole stream where it tells one; one of this kind and name that is there is used, and
/// gets what is said beside its name. Whether it could.
fn make(work: &mut Made, piece: &Piece, what: &Creatable, into: Option<&ElementId>) -> bool {
    if what.kind == ElementKind::ValueStream && words::stream(&work.document, &piece.text).is_some() {
        let sketch = words::read(&work.document, &piece.text, ElementKind::Stage);
        let built = words::build(&work.document, &sketch, None);
        let done = (!built.edits.is_empty() || built.refused.is_empty()) && work.add(built.edits);
        if done {
            let there = built.elements.into_iter().filter(|id| built.document.element(id).is_some());
            work.elements.extend(there);
        }
        work.refused.extend(built.refused);
        return done;
    }
    let same = |id: &&ElementId| work.document.element(id).is_some_and(|e| e.kind == what.kind);
    let there = work.document.index().named(&piece.name).find(same).filter(|_| !piece.name.is_empty()).cloned();
    let id = there.clone().unwrap_or_else(ElementId::random);
    if let Some(element) = there.as_ref().and_then(|id| work.document.element(id)) {
        let described = described_too(element, &piece.description);
        let edit = described.map(|text| Edit::SetField(id.clone(), "description".into(), Some(Value::text(text))));
        if !work.add(edit.into_iter().collect()) {
            return false;
        }
    } else {
        let mut element = Element::new(id.clone(), what.kind, piece.name.as_str());
        if let Some(preset) = &what.preset {
            element.attributes = preset.attributes.clone();
        }
        if !piece.description.is_empty() {
            element.fields.set("description", Value::text(piece.description.as_str()));
        }
        if !work.add(vec![Edit::AddElement(element)]) {
            return false;
        }
    }
    work.elements.push(id.clone());
    if let Some(whole) = into.filter(|whole| work.document.parent(&id).is_none() && **whole != id)
        && connections(&work.document, whole, &id).contains(&RelationKind::Contains)
    {
        let edits = compose::connect(&work.document, RelationKind::Contains, whole, &id);
        work.add(edits);
    }
    true
}

/// The description of an element with what is said of it too, where it does not say so already.
fn described_too(element: &Element, more: &str) -> Option<String> {
    let before = element.description();
    match before.trim() {
        _ if before.contains(more) => None,
        "" => Some(more.to_owned()),
        _ => Some(format!("{before}\n{more}")),
    }
}
