//! Notes, frames and groups of the view on show: adding, writing, removing them.
//!
//! Knows nothing about how they are drawn.

use std::collections::BTreeSet;

use ecow::EcoString;

use super::change::annotation_named;
use super::{Session, Tone};
use crate::edit::Edit;
use crate::geom::{Point, Rect, Size, bounds_of, encloses};
use crate::model::{Annotation, AnnotationKind, ElementId, Revision, View};
use crate::scene::{Owner, notes};

/// A text of an annotation being typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Writing {
    /// Of which annotation.
    pub annotation: EcoString,
    /// What is typed so far.
    pub text: String,
    /// The state of the document when the annotation was just made: then its text becomes part of that step.
    pub fresh: Option<Revision>,
}

/// The size of a new note.
const NOTE: Size = Size::new(200.0, 112.0);
/// The size of a new frame around nothing.
const FRAME: Size = Size::new(480.0, 320.0);
/// Space between a frame and what it is drawn around.
const FRAME_MARGIN: f64 = 32.0;

impl Session {
    /// An annotation of the view on show.
    pub fn annotation(&mut self, id: &str) -> Option<Annotation> {
        self.shown_view().annotations().find(|a| a.id == id)
    }

    /// The selected note, frame or group, when it is the only thing selected.
    #[must_use]
    pub fn single_annotation(&self) -> Option<&EcoString> {
        match self.selection.iter().next() {
            Some(Owner::Annotation(id)) if self.selection.len() == 1 => Some(id),
            _ => None,
        }
    }

    /// Whether a group is selected, or an element of one.
    #[must_use]
    pub fn has_selected_group(&self) -> bool {
        self.view().is_some_and(|view| !self.groups_in(view).is_empty())
    }

    fn groups_in(&self, view: &View) -> Vec<Annotation> {
        let chosen = |a: &Annotation| {
            self.selection.contains(&Owner::Annotation(a.id.clone()))
                || a.members.iter().any(|id| self.selection.contains(&Owner::Element(id.clone())))
        };
        view.annotations().filter(|a| a.kind == AnnotationKind::Group && chosen(a)).collect()
    }

    /// Adds a note where there is room near the middle of what is shown, and opens its text. A canvas has no place for
    /// notes: there it is typed into the tray.
    pub fn add_note(&mut self) {
        self.commit_naming();
        if self.is_canvas() {
            self.open_tray();
            return;
        }
        let plan = self.plan();
        let mut taken: Vec<Rect> = plan.nodes.iter().map(|n| n.rect).collect();
        taken.extend(self.shown_view().annotations().filter(|a| a.kind == AnnotationKind::Note).map(|a| a.rect));
        let window = self.camera.window(self.canvas);
        let wished = Rect::from_center_size(window.center(), NOTE);
        // A note lies over all, so better in sight than where nothing stands.
        let free = super::make::free_place(&taken, wished);
        let place = if encloses(window, free) { free } else { wished };
        self.add_annotation(Annotation::new(AnnotationKind::Note, whole(place)), "Add note");
    }

    /// Adds a frame around what is selected, or an empty one in the middle of what is shown, and opens its title.
    pub fn add_frame(&mut self) {
        self.commit_naming();
        let plan = self.plan();
        let selection = self.selection.clone();
        let chosen = self.carried_by(&selection, true).elements;
        let around = bounds_of(chosen.iter().filter_map(|id| plan.node(id)).map(|n| n.rect));
        let place = match around {
            Some(r) => {
                let r = r.inflate(FRAME_MARGIN, FRAME_MARGIN);
                Rect::new(r.x0, r.y0 - notes::FRAME_TITLE, r.x1, r.y1)
            }
            None => Rect::from_center_size(self.camera.window(self.canvas).center(), FRAME),
        };
        self.add_annotation(Annotation::new(AnnotationKind::Frame, whole(place)), "Add frame");
    }

    /// Draws a border around the selected elements, wherever they go, and opens its title.
    pub fn group_selection(&mut self) {
        self.commit_naming();
        let members: Vec<ElementId> = self.selected_elements().into_iter().collect();
        if members.len() < 2 {
            self.say(Tone::Refusal, "Select two elements or more to group them.");
            return;
        }
        let label = format!("Group {} elements", members.len());
        self.add_annotation(Annotation { members, ..Annotation::new(AnnotationKind::Group, Rect::ZERO) }, &label);
    }

    /// Takes away the selected groups and those around selected elements; the elements stay.
    pub fn ungroup(&mut self) {
        self.commit_naming();
        let view = self.shown_view();
        let groups = self.groups_in(&view);
        let label = match groups.as_slice() {
            [one] => format!("Take away {}", annotation_named(one.kind.label(), &one.text)),
            several => format!("Take away {} groups", several.len()),
        };
        let members: BTreeSet<ElementId> = groups.iter().flat_map(|g| g.members.iter().cloned()).collect();
        let plan = self.plan();
        if self.perform_on_view(label, |view| {
            groups.into_iter().map(|g| Edit::RemoveAnnotation(view.clone(), g.id)).collect()
        }) {
            let there = members.into_iter().filter(|id| plan.node(id).is_some());
            *self.selection = there.map(Owner::Element).collect();
        }
    }

    fn add_annotation(&mut self, annotation: Annotation, label: &str) {
        let id = annotation.id.clone();
        if self.perform_on_view(label, |view| vec![Edit::PutAnnotation(view.clone(), annotation)]) {
            self.select(Some(Owner::Annotation(id.clone())));
            if let Some(annotation) = self.annotation(&id).filter(|a| a.kind != AnnotationKind::Group) {
                self.camera.reveal(annotation.rect, self.canvas);
            }
            let fresh = Some(self.document().revision());
            self.writing = Some(Writing { annotation: id, text: String::new(), fresh });
        }
    }

    /// Opens the text of an annotation for typing.
    pub fn begin_writing(&mut self, id: &str) {
        self.commit_naming();
        if let Err(why) = self.editable() {
            self.say(Tone::Refusal, format!("{why}."));
        } else if let Some(annotation) = self.annotation(id) {
            self.select(Some(Owner::Annotation(annotation.id.clone())));
            let text = annotation.text.to_string();
            self.writing = Some(Writing { annotation: annotation.id, text, fresh: None });
        }
    }

    /// Takes the typed text; for an annotation that was just made, as part of making it. A new note without a text goes.
    pub(super) fn commit_writing(&mut self) {
        let Some(writing) = self.writing.take() else { return };
        let Some(annotation) = self.annotation(&writing.annotation) else { return };
        let text = writing.text.trim_end();
        let fresh = self.is_last_step(writing.fresh);
        if fresh && text.trim().is_empty() && annotation.kind == AnnotationKind::Note {
            self.drop_last_step();
            return;
        }
        if annotation.text == text {
            return;
        }
        let label = format!("Write {}", annotation_named(annotation.kind.label(), text));
        let captioned = !annotation.text.is_empty();
        let mut written = Annotation { text: text.into(), ..annotation };
        if written.kind == AnnotationKind::Note {
            // A sheet grows with what is written on it.
            let mut needed = notes::note_height(text, written.rect.width());
            if written.image().is_some() {
                // A first caption has its room below the picture; later ones share it.
                needed = if captioned { 0.0 } else { written.rect.height() + needed - notes::PADDING };
            }
            written.rect.y1 = written.rect.y1.max(written.rect.y0 + needed);
        }
        let put = |view: &crate::model::ViewId| Edit::PutAnnotation(view.clone(), written.clone());
        if fresh {
            let view = self.shown_view().id.clone();
            if let Err(error) = self.history.extend_last(&annotation_named("", text), &[put(&view)]) {
                self.say(Tone::Refusal, error.to_string());
            }
        } else {
            self.perform_on_view(label, |view| vec![put(view)]);
        }
    }

    /// Leaves the text as it was; a note that was just made goes again.
    pub fn cancel_writing(&mut self) {
        if let Some(writing) = self.writing.take()
            && self.is_last_step(writing.fresh)
            && self.annotation(&writing.annotation).is_some_and(|a| a.kind == AnnotationKind::Note)
        {
            self.drop_last_step();
        }
    }

    /// The selected notes, frames and groups.
    pub(super) fn selected_annotations(&self) -> BTreeSet<EcoString> {
        let annotation = |o: &Owner| if let Owner::Annotation(id) = o { Some(id.clone()) } else { None };
        self.selection.iter().filter_map(annotation).collect()
    }
}

fn whole(rect: Rect) -> Rect {
    let p = |x: f64, y: f64| Point::new(x.round(), y.round());
    Rect::from_points(p(rect.x0, rect.y0), p(rect.x1, rect.y1))
}
