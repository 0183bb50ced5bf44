//! Text becomes elements and relations in the view on show: pasted, or typed where one thing is named.
//!
//! Knows nothing about how text is read.

use std::collections::BTreeMap;

use super::make::free_place;
use super::{Session, Tone};
use crate::edit::{Edit, compose};
use crate::editor::clip;
use crate::editor::wording::plural;
use crate::editor::words::{self, Built, Preview};
use crate::geom::{Point, Rect, Vec2};
use crate::model::index::folded;
use crate::model::legality::connections;
use crate::model::{ElementId, ElementKind, Placement, ViewId};
use crate::scene::{Owner, Plan};

/// What is typed where a kind is chosen and means more than one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// What it would do.
    pub label: String,
    /// What is typed.
    text: String,
    /// The kind of its icon.
    pub kind: ElementKind,
}

impl Session {
    /// What lines without a kind become: the kind that was made last, else that of what is selected, else processes.
    #[must_use]
    pub fn untyped_kind(&self) -> ElementKind {
        let selected = self.single_element().map(|e| e.kind).filter(|k| *k != ElementKind::Foreign);
        self.clipboard.last_kind.or(selected).unwrap_or(ElementKind::Process)
    }

    /// Shows what a text would become before it does.
    pub(super) fn preview_words(&mut self, text: &str, at: Point) {
        self.see_words(text, at, self.untyped_kind());
    }

    fn see_words(&mut self, text: &str, at: Point, kind: ElementKind) {
        let home = self.stream_for_stage();
        self.clipboard.preview = Some(Preview::new(self.document(), text, at, kind, home));
    }

    /// Lets lines without a kind become another in the text that is looked at.
    pub fn set_untyped_kind(&mut self, kind: ElementKind) {
        if let Some(preview) = self.clipboard.preview.take() {
            self.see_words(&preview.text, preview.at, kind);
        }
    }

    /// Makes of the text that is looked at what it means, as one step.
    pub fn accept_words(&mut self) {
        let Some(mut preview) = self.clipboard.preview.take() else { return };
        if preview.revision != self.document().revision() {
            preview = Preview::new(self.document(), &preview.text, preview.at, preview.kind, preview.home);
        }
        if preview.untyped() > 0 {
            self.clipboard.last_kind = Some(preview.kind);
        }
        let complaints = preview.complaints();
        let label = match preview.built.elements.as_slice() {
            [one] => format!("Paste {}", preview.built.document.element(one).map_or("text", |e| e.shown_name())),
            many => format!("Paste {} elements from text", many.len()),
        };
        let (done, said) = (self.perform_built(&preview.built, preview.at, label), preview.sentence());
        if done {
            self.say(Tone::Info, said.replacen("Makes", "Made", 1));
        }
        if let Some(first) = complaints.first() {
            let more = complaints.len() - 1;
            let more = if more > 0 { format!(" And {more} more.") } else { String::new() };
            self.say(Tone::Refusal, format!("{first}{more}"));
        }
    }

    /// Makes a note of the text that is looked at.
    pub fn accept_words_as_note(&mut self) {
        if let Some(preview) = self.clipboard.preview.take() {
            self.paste_note(&preview.text, preview.at);
        }
    }

    /// Leaves the text that is looked at.
    pub fn forget_words(&mut self) {
        self.clipboard.preview = None;
    }

    /// Performs what a text became and puts it around a point, as one step. Whether anything was done.
    fn perform_built(&mut self, built: &Built, at: Point, label: String) -> bool {
        let plan = self.plan();
        let canvas = self.is_canvas();
        let mut edits = built.edits.clone();
        let mut stored = None;
        if canvas {
            edits.extend(self.slots_after(&built.edits));
        } else {
            let (view, mut all) = self.stored_view();
            let places = self.places_for(built, &plan, at);
            all.append(&mut edits);
            all.extend(places.into_iter().map(|(id, p)| Edit::Place(view.clone(), id, p)));
            edits = all;
            stored = Some(view);
        }
        let only_view = edits.iter().all(|e| matches!(e, Edit::AddView(_)));
        if !only_view && !self.perform(label, &edits) {
            return false;
        }
        if let Some(view) = stored.filter(|_| !only_view) {
            self.stored_as(view);
        }
        let there = built.elements.iter().filter(|id| self.document().element(id).is_some());
        *self.selection = there.cloned().map(Owner::Element).collect();
        self.reveal_selection();
        !only_view
    }

    /// Places for what the view lacks: laid out by itself near a point, where nothing stands.
    fn places_for(&mut self, built: &Built, plan: &Plan, at: Point) -> BTreeMap<ElementId, Placement> {
        let view = self.shown_view();
        let lacks = |id: &&ElementId| !view.placements.contains(id) && built.document.element(id).is_some();
        let mut new: Vec<ElementId> = Vec::new();
        for id in built.elements.iter().filter(lacks) {
            if !new.contains(id) {
                new.push(id.clone());
            }
        }
        let places = clip::laid_out(&built.document, &new);
        let Some(bounds) = clip::bounds(&built.document, &places) else { return places };
        let taken: Vec<Rect> = plan.nodes.iter().map(|n| n.rect).collect();
        let wished = bounds + (at - bounds.center());
        let by = free_place(&taken, wished).origin() - bounds.origin();
        let by = Vec2::new(by.x.round(), by.y.round());
        let moved = |p: Placement| Placement { x: p.x + by.x, y: p.y + by.y, ..p };
        places.into_iter().map(|(id, p)| (id, moved(p))).collect()
    }

    /// What is typed in a menu of kinds when it is more than a word: a stream with its stages, or a kind with a name.
    #[must_use]
    pub fn phrase(&self, typed: &str) -> Option<Phrase> {
        let document = self.document();
        let text = typed.trim().to_owned();
        if let Some((name, stages)) = words::stream(document, typed) {
            let stages = plural(stages.len(), "stage");
            let there = document
                .index()
                .named(&name)
                .any(|id| document.element(id).is_some_and(|e| e.kind == ElementKind::ValueStream));
            let label = if there {
                format!("Add {stages} to the stream {name}")
            } else {
                format!("Make the stream {name} with {stages}")
            };
            return Some(Phrase { label, text, kind: ElementKind::ValueStream });
        }
        let (typed, name) = words::typed_name(document, typed)?;
        let there = document.index().named(&name).any(|id| document.element(id).is_some_and(|e| e.kind == typed.kind));
        let word = typed.label.to_lowercase();
        let label =
            if there { format!("Use the {word} {name} that is here") } else { format!("Make the {word} {name}") };
        Some(Phrase { label, text: format!("{}: {name}", typed.label), kind: typed.kind })
    }

    /// Does what is typed, around a point; from an element, what is made first is connected with it.
    pub fn do_phrase(&mut self, phrase: &Phrase, at: Point, from: Option<&ElementId>) {
        self.commit_naming();
        self.menu = None;
        let document = self.document();
        let sketch = words::read(document, &phrase.text, phrase.kind);
        let mut built = words::build(document, &sketch, self.stream_for_stage().as_ref());
        if let (Some(from), Some(first)) = (from, built.elements.first().cloned())
            && let Some(kind) = connections(&built.document, from, &first).first()
        {
            let edits = compose::connect(&built.document, *kind, from, &first);
            if let Ok((after, _)) = crate::edit::apply(&built.document, &edits) {
                built.edits.extend(edits);
                built.document = after;
            }
        }
        self.clipboard.last_kind = Some(phrase.kind);
        self.perform_built(&built, at, phrase.label.clone());
    }

    /// The edits that make a stream that was just made, and its stages, of what is typed as its name.
    pub(super) fn stream_typed(&mut self, id: &ElementId, typed: &str) -> Option<(String, Vec<Edit>)> {
        let document = self.document().clone();
        let element = document.element(id).filter(|e| e.kind == ElementKind::ValueStream)?;
        let (name, stages) = words::stream(&document, typed)?;
        let (named, _) =
            crate::edit::apply(&document, &[Edit::SetName(element.id.clone(), name.as_str().into())]).ok()?;
        let sketch = words::read(&named, typed, ElementKind::Stage);
        let mine = sketch.things.first().is_some_and(|t| folded(&t.name) == folded(&name));
        let mut sketch = sketch;
        if let Some(first) = sketch.things.first_mut().filter(|_| mine) {
            first.existing = Some(element.id.clone());
        }
        let built = words::build(&named, &sketch, None);
        let mut edits = vec![Edit::SetName(element.id.clone(), name.as_str().into())];
        edits.extend(built.edits.iter().cloned());
        if self.is_canvas() {
            edits.extend(self.slots_after(&edits));
        } else {
            let view = self.view()?.id.clone();
            edits.extend(self.places_in_stream(id, &built, &view));
        }
        let n = stages.len();
        Some((format!(" \"{name}\" with {n} {}", if n == 1 { "stage" } else { "stages" }), edits))
    }

    /// A stream with its stages in a row, where the stream is.
    fn places_in_stream(&mut self, stream: &ElementId, built: &Built, view: &ViewId) -> Vec<Edit> {
        let plan = self.plan();
        let Some(node) = plan.node(stream) else { return Vec::new() };
        let origin = node.rect.origin();
        let mut all = vec![stream.clone()];
        let is_part = |id: &&ElementId| built.document.parent(id) == Some(stream);
        all.extend(built.elements.iter().filter(is_part).cloned());
        let places = clip::laid_out(&built.document, &all);
        let by = places.get(stream).map_or(Vec2::ZERO, |p| origin - p.origin());
        let put = |(id, p): (ElementId, Placement)| {
            Edit::Place(view.clone(), id, Placement { x: (p.x + by.x).round(), y: (p.y + by.y).round(), ..p })
        };
        places.into_iter().map(put).collect()
    }
}
