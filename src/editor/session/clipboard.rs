//! Copying, cutting and pasting: what goes onto the clipboard, and what becomes of what comes from it.
//!
//! Knows nothing about the system's clipboard: it hands texts over and takes them.

use std::collections::BTreeSet;

use super::{Session, Tone};
use crate::edit::Edit;
use crate::editor::clip::{self, Answer, Fragment, Known, NotAFragment, Place, Target};
use crate::editor::wording::plural;
use crate::editor::words::Preview;
use crate::geom::{Point, Vec2};
use crate::model::{Annotation, AnnotationKind, ElementId, ElementKind, Placement, View, ViewId};
use crate::scene::{Owner, notes};

/// How far from the last one what is pasted at the same place stands.
const STEP: f64 = 24.0;
/// The width of a note made of a pasted text.
const NOTE_WIDTH: f64 = 240.0;

/// Copying and pasting in a document.
#[derive(Default)]
pub struct Clipboard {
    /// What should go onto the system's clipboard.
    pub copied: Option<String>,
    /// Whether what is on the system's clipboard should be pasted, and whether it is asked how.
    pub wanted: Option<bool>,
    /// What must be answered before something is pasted.
    pub asking: Option<Asking>,
    /// A text that would become elements and relations, to be looked at first.
    pub preview: Option<Preview>,
    /// The kind of the element that was made last.
    pub last_kind: Option<ElementKind>,
    /// The answer that holds until the document is closed.
    remembered: Option<Answer>,
    /// Where was pasted last, and how often.
    last: Option<(Point, u32)>,
    pub(super) duplicated: Option<super::duplicate::Duplicated>,
}

/// What must be answered before a fragment is pasted.
#[derive(Clone, Debug)]
pub struct Asking {
    /// What is to be pasted.
    pub fragment: Fragment,
    /// How much of it is here already.
    pub known: Known,
    /// Where it is put.
    pub at: Point,
    /// Whether this view shows all of it already, so that the same elements would only be selected.
    pub shown: bool,
    /// Whether the answer holds for the next time too.
    pub remember: bool,
}

impl Asking {
    /// What is asked, as a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let Known { all, same, named } = self.known;
        let elements = |n: usize| plural(n, "element");
        let verb = |n: usize| if n == 1 { "is" } else { "are" };
        match (same, named) {
            (0, 0) => format!("{} {} new to this model.", elements(all), verb(all)),
            (0, n) => format!("{} of this kind and name {} in this model already.", elements(n), verb(n)),
            (n, _) if n == all => format!("{} {} in this model already.", elements(n), verb(n)),
            (n, _) => format!("{} of {all} {} in this model already.", elements(n), verb(n)),
        }
    }
}

impl Session {
    /// What is selected, with what stands in and on it, as a fragment.
    pub(super) fn fragment(&mut self, cut: bool) -> Option<Fragment> {
        let plan = self.plan();
        let shown = self.shown_view();
        let grabbed = self.grabbed();
        let mut elements = grabbed.elements;
        elements.extend(self.selected_elements());
        let mut view = View::new(ViewId::new("fragment"), shown.kind.clone(), shown.name.clone());
        for id in &elements {
            let Some(node) = plan.node(id) else { continue };
            let mut placement = shown.placements.get(id).cloned().unwrap_or_else(|| Placement::at(node.rect.origin()));
            (placement.x, placement.y) = (node.rect.x0, node.rect.y0);
            (placement.pinned, placement.locked) = (None, None);
            view.placements.insert(id.clone(), placement);
        }
        for (relation, points) in shown.bends.iter() {
            let inside = self.document().relation(relation);
            if inside.is_some_and(|r| elements.contains(&r.source) && elements.contains(&r.target)) {
                view.bends.insert(relation.clone(), points.clone());
            }
        }
        let chosen = |a: &Annotation| self.selection.contains(&Owner::Annotation(a.id.clone()));
        let whole = |a: &Annotation| !a.members.is_empty() && a.members.iter().all(|m| elements.contains(m));
        let groups = shown.annotations().filter(|a| a.kind == AnnotationKind::Group && (chosen(a) || whole(a)));
        view.annotations = grabbed.annotations.into_iter().chain(groups).map(|a| a.to_value()).collect();
        let fragment = Fragment::new(self.document(), &elements, view, cut);
        (!fragment.is_empty()).then_some(fragment)
    }

    /// Puts what is selected onto the clipboard.
    pub fn copy(&mut self) {
        self.commit_naming();
        match self.fragment(false) {
            Some(fragment) => {
                self.say(Tone::Info, format!("Copied {}", fragment_words(&fragment)));
                self.clipboard.copied = Some(fragment.text());
            }
            None => self.say(Tone::Refusal, "Select elements, notes or frames to copy first."),
        }
    }

    /// Puts what is selected onto the clipboard and takes it away: out of a diagram, from the model on a canvas, which
    /// shows all there is.
    pub fn cut(&mut self) {
        self.commit_naming();
        if let Err(why) = self.editable() {
            self.say(Tone::Refusal, format!("{why}."));
            return;
        }
        let Some(fragment) = self.fragment(true) else {
            self.say(Tone::Refusal, "Select elements, notes or frames to cut first.");
            return;
        };
        let before = self.document().revision();
        if self.is_canvas() {
            self.delete_from_model();
        } else {
            self.delete_from_view();
        }
        if self.document().revision() != before {
            self.clipboard.copied = Some(fragment.text());
        }
    }

    /// Asks for what is on the clipboard.
    pub fn want_paste(&mut self, special: bool) {
        self.clipboard.wanted = Some(special);
    }

    /// Takes a text from the clipboard: a fragment is put at a point or in the middle of what is shown, any other text is
    /// looked at first. `special` asks how even where nothing would have to be asked, and makes a note of a text.
    pub fn paste(&mut self, text: &str, at: Option<Point>, special: bool) {
        self.commit_naming();
        self.menu = None;
        if let Err(why) = self.editable() {
            self.say(Tone::Refusal, format!("{why}."));
            return;
        }
        if text.trim().is_empty() {
            self.say(Tone::Refusal, "There is nothing on the clipboard that could be pasted here.");
            return;
        }
        match Fragment::read(text) {
            Ok(fragment) if fragment.is_empty() => {
                self.say(Tone::Refusal, "The model on the clipboard has no elements, so there is nothing to paste.");
            }
            Ok(fragment) => {
                let at = self.paste_point(at);
                self.paste_fragment(fragment, at, special);
            }
            Err(NotAFragment::Unreadable(why)) => {
                self.say(Tone::Refusal, format!("What is on the clipboard cannot be pasted. {why}"));
            }
            Err(NotAFragment::Text) if special => {
                let at = self.paste_point(at);
                self.paste_note(text, at);
            }
            Err(NotAFragment::Text) => {
                let at = self.paste_point(at);
                self.preview_words(text, at);
            }
        }
    }

    /// Where is pasted: at the pointer, else in the middle of what is shown; the next time there a little aside.
    pub(super) fn paste_point(&mut self, at: Option<Point>) -> Point {
        let at = at.unwrap_or_else(|| self.camera.window(self.canvas).center());
        let times = match self.clipboard.last {
            Some((last, times)) if last.distance(at) < 2.0 => times + 1,
            _ => 0,
        };
        self.clipboard.last = Some((at, times));
        at + Vec2::new(STEP, STEP) * f64::from(times)
    }

    fn paste_fragment(&mut self, fragment: Fragment, at: Point, special: bool) {
        let known = clip::known(self.document(), &fragment);
        let view = self.shown_view();
        let gone = |id: &ElementId| !view.placements.contains(id);
        let shown = self.is_canvas() || !fragment.document().elements().keys().any(gone);
        // What was cut out of a view is put into another, or back.
        let moved = fragment.is_cut() && fragment.document().elements().keys().all(gone);
        let answer = match (known.same, self.clipboard.remembered) {
            _ if special && known.all > 0 => None,
            (0, _) => Some(Answer::Same),
            _ if moved => Some(Answer::Same),
            (_, remembered) => remembered,
        };
        match answer {
            Some(answer) => self.insert_fragment(&fragment, answer, Place::Around(at), "Paste"),
            None => self.clipboard.asking = Some(Asking { fragment, known, at, shown, remember: false }),
        }
    }

    /// Answers what was asked about what is pasted; nothing takes the pasting back.
    pub fn answer_paste(&mut self, answer: Option<Answer>) {
        let Some(asking) = self.clipboard.asking.take() else { return };
        let Some(answer) = answer else { return };
        if asking.remember {
            self.clipboard.remembered = Some(answer);
        }
        self.insert_fragment(&asking.fragment, answer, Place::Around(asking.at), "Paste");
    }

    /// Brings a fragment into the view on show as one step, selects it, and says what could not come.
    pub(super) fn insert_fragment(&mut self, fragment: &Fragment, answer: Answer, place: Place, verb: &str) {
        let (view, mut edits) = self.stored_view();
        let canvas = self.is_canvas();
        let stored = match crate::edit::apply(self.document(), &edits) {
            Ok((document, _)) => document,
            Err(error) => {
                self.say(Tone::Refusal, error.to_string());
                return;
            }
        };
        let target = Target { document: &stored, view: &view, canvas, place };
        let inserted = clip::insert(&target, fragment, answer);
        if canvas && self.view().is_none() {
            // A canvas that is not stored shows what is new without being stored.
            edits.clear();
        }
        edits.extend(inserted.edits.iter().cloned());
        if inserted.edits.is_empty() {
            let there: BTreeSet<Owner> = inserted.elements.iter().cloned().map(Owner::Element).collect();
            let why = if there.is_empty() {
                "Notes and frames have no place on a canvas. Paste them into a diagram."
            } else {
                "All of it is in this view already; it is selected now."
            };
            self.say(Tone::Info, why);
            *self.selection = there;
            return;
        }
        if canvas {
            edits.extend(self.slots_after(&edits));
        }
        let label = format!("{verb} {}", fragment_words(fragment));
        if !self.perform(label, &edits) {
            return;
        }
        if edits.iter().any(|e| matches!(e, Edit::AddView(_) | Edit::Place(..) | Edit::PutAnnotation(..))) {
            self.stored_as(view);
        }
        let elements = inserted.elements.iter().cloned().map(Owner::Element);
        *self.selection = elements.chain(inserted.annotations.iter().cloned().map(Owner::Annotation)).collect();
        self.reveal_selection();
        self.say_what_stayed(&inserted);
    }

    /// The slots of a stored canvas for what edits add, so that what comes later moves nothing.
    pub(super) fn slots_after(&mut self, edits: &[Edit]) -> Vec<Edit> {
        let Some(shown) = self.view().cloned() else { return Vec::new() };
        let Ok((after, _)) = crate::edit::apply(self.document(), edits) else { return Vec::new() };
        let extended = crate::scene::canvas::extended(&after, &shown);
        let new = extended.placements.iter().filter(|(id, p)| shown.placements.get(*id) != Some(*p));
        new.map(|(id, p)| Edit::Place(shown.id.clone(), id.clone(), p.clone())).collect()
    }

    pub(super) fn reveal_selection(&mut self) {
        let plan = self.plan();
        let shown = self.shown_view();
        let sheets = shown.annotations().filter(|a| self.selection.contains(&Owner::Annotation(a.id.clone())));
        let boxes = self.selected_elements();
        let boxes = boxes.iter().filter_map(|id| plan.node(id)).map(|n| n.rect);
        if let Some(bounds) = crate::geom::bounds_of(boxes.chain(sheets.map(|a| a.rect))) {
            self.camera.reveal(bounds, self.canvas);
        }
    }

    fn say_what_stayed(&mut self, inserted: &clip::Inserted) {
        let mut says = Vec::new();
        if let Some(why) = inserted.refused.first() {
            let n = plural(inserted.refused.len(), "relation");
            says.push(format!("{n} could not come: {why}"));
        }
        if inserted.dropped > 0 {
            let n = plural(inserted.dropped, "value");
            says.push(format!("{n} that this model has no attribute for stayed behind."));
        }
        if inserted.homeless > 0 {
            let n = match inserted.homeless {
                1 => "1 note or frame".to_owned(),
                n => format!("{n} notes and frames"),
            };
            says.push(format!("{n} stayed behind: a canvas has no place for them."));
        }
        if !says.is_empty() {
            self.say(Tone::Refusal, says.join(" "));
        }
    }

    /// Makes a note of a text, as one step.
    pub fn paste_note(&mut self, text: &str, at: Point) {
        const MOST: usize = 2000;
        if self.is_canvas() {
            self.add_unsorted(text);
            return;
        }
        let all: String = text.trim().chars().map(|c| if c == '\0' { ' ' } else { c }).collect();
        let cut: String = all.chars().take(MOST).collect();
        let lost = all.chars().count() > MOST;
        let height = notes::note_height(&cut, NOTE_WIDTH).clamp(56.0, 640.0).ceil();
        let rect = crate::geom::Rect::from_center_size(at, (NOTE_WIDTH, height)).round();
        let note = Annotation { text: cut.into(), ..Annotation::new(AnnotationKind::Note, rect) };
        let id = note.id.clone();
        if self.perform_on_view("Paste note", |view| vec![Edit::PutAnnotation(view.clone(), note)]) {
            self.select(Some(Owner::Annotation(id)));
            self.reveal_selection();
            if lost {
                let what = "A note holds 2,000 characters; the rest of the text was left out.";
                self.say(Tone::Refusal, what);
            }
        }
    }

    /// Whether something is selected that can be copied.
    #[must_use]
    pub fn selection_is_copyable(&self) -> bool {
        self.selection.iter().any(|o| matches!(o, Owner::Element(_) | Owner::Annotation(_)))
    }
}

/// What a fragment holds, in a few words.
fn fragment_words(fragment: &Fragment) -> String {
    let elements = fragment.document().elements();
    let sheets: Vec<Annotation> = fragment.annotations().collect();
    match (elements.len(), sheets.len()) {
        (1, _) => elements.values().next().map_or_else(String::new, |e| e.shown_name().to_owned()),
        (0, 1) => sheets[0].kind.label().to_lowercase(),
        (0, n) => format!("{n} notes and frames"),
        (n, _) => format!("{n} elements"),
    }
}
