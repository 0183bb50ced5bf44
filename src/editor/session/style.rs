//! Copying how something looks, or how a view is drawn, and giving that to others, in this file or another.
//!
//! Knows nothing about where a copied style is kept.

use super::{Session, Tone};
use crate::edit::Edit;
use crate::geom::{Rect, Size};
use crate::model::{AnnotationKind, Record, Value};
use crate::scene::Owner;

/// Choices that say what a view shows, not how.
const WHAT_IS_SHOWN: [&str; 2] = ["scope", "state"];
/// Choices that views of every kind have.
const OF_EVERY_VIEW: [&str; 2] = ["colorBy", "legend"];

/// A style that was copied.
#[derive(Clone, Debug, PartialEq)]
pub enum Style {
    /// Of an element, a note or a frame.
    Thing {
        /// Its size; `None` where it has its natural one.
        size: Option<Size>,
        /// Its height over others.
        z: Option<i64>,
    },
    /// Of a view.
    View {
        /// The kind of the view.
        kind: ecow::EcoString,
        /// How it is drawn.
        options: Record,
    },
}

impl Session {
    /// The style of the one thing selected, or of the view where nothing is, and says which it is.
    pub fn copy_style(&mut self) -> Option<Style> {
        self.commit_naming();
        let view = self.shown_view();
        let style = match self.selection.iter().next().filter(|_| self.selection.len() == 1).cloned() {
            Some(Owner::Element(id)) if !self.is_canvas() => {
                let placement = view.placements.get(&id)?;
                let size = placement.w.zip(placement.h).map(|(w, h)| Size::new(w, h));
                Some(Style::Thing { size, z: placement.z })
            }
            Some(Owner::Annotation(id)) => {
                let annotation = self.annotation(&id).filter(|a| a.kind != AnnotationKind::Group)?;
                Some(Style::Thing { size: Some(annotation.rect.size()), z: annotation.z })
            }
            None if self.selection.is_empty() => {
                let how = (&view.options).into_iter().filter(|(key, _)| !WHAT_IS_SHOWN.contains(&key.as_str()));
                let options = how.map(|(key, value)| (key.clone(), value.clone())).collect();
                Some(Style::View { kind: view.kind.clone(), options })
            }
            _ => None,
        };
        let text = match &style {
            Some(Style::Thing { .. }) => format!("Copied the style of {}.", self.things_named()),
            Some(Style::View { .. }) => format!("Copied how the view {} is drawn.", view.name),
            None => "Select one element or note, or nothing to copy how the view is drawn.".to_owned(),
        };
        self.say(if style.is_some() { Tone::Info } else { Tone::Refusal }, text);
        style
    }

    /// Gives a style to what is selected, or to the view, as one step.
    pub fn paste_style(&mut self, style: &Style) {
        self.commit_naming();
        match style {
            Style::Thing { size, z } => self.paste_look(*size, *z),
            Style::View { kind, options } => self.paste_options(kind, options),
        }
    }

    fn paste_look(&mut self, size: Option<Size>, z: Option<i64>) {
        let (before, view) = (self.plan(), self.shown_view());
        let (mut places, mut notes) = (Vec::new(), Vec::new());
        let locked = self.locked_of_selection();
        for owner in self.selection.clone().into_iter().filter(|owner| !locked.contains(owner)) {
            match &owner {
                Owner::Element(id) => {
                    let Some(now) = view.placements.get(id) else { continue };
                    let holds = before.node(id).is_some_and(|n| n.holds || !n.hides.is_empty());
                    let mut placement = now.clone();
                    placement.z = z;
                    // What holds others is as large as these need.
                    if !holds {
                        let least = self.least_size(id);
                        placement.w = size.map(|s| s.width.max(least.width));
                        placement.h = size.map(|s| s.height.max(least.height));
                    }
                    if placement != *now {
                        places.push((id.clone(), placement));
                    }
                }
                Owner::Annotation(id) => {
                    let Some(now) = self.annotation(id).filter(|a| a.kind != AnnotationKind::Group) else { continue };
                    let mut note = now.clone();
                    note.z = z;
                    note.rect = Rect::from_origin_size(now.rect.origin(), size.unwrap_or(now.rect.size()));
                    if note != now {
                        notes.push(note);
                    }
                }
                _ => {}
            }
        }
        if places.is_empty() && notes.is_empty() {
            let text = if self.selection.is_empty() {
                "Select what should have the copied style first."
            } else {
                "What is selected has this style already, or is locked."
            };
            self.say(Tone::Info, text);
            return;
        }
        let label = format!("Paste style to {}", self.things_named());
        self.put_things(label, places, notes, before);
    }

    fn paste_options(&mut self, kind: &str, options: &Record) {
        let view = self.shown_view();
        let same = view.kind == kind;
        let concerns = |key: &str| !WHAT_IS_SHOWN.contains(&key) && (same || OF_EVERY_VIEW.contains(&key));
        let given = options.into_iter().filter(|(key, _)| concerns(key));
        let mut changes: Vec<(ecow::EcoString, Option<Value>)> =
            given.map(|(key, value)| (key.clone(), Some(value.clone()))).collect();
        // What is not said is as usual.
        let usual = (&view.options).into_iter().filter(|(key, _)| concerns(key) && options.get(key).is_none());
        changes.extend(usual.map(|(key, _)| (key.clone(), None)));
        changes.retain(|(key, value)| view.options.get(key) != value.as_ref());
        if changes.is_empty() {
            self.say(Tone::Info, "This view is drawn like that already.");
            return;
        }
        self.perform_on_view("Paste how a view is drawn", |view| {
            changes.into_iter().map(|(key, value)| Edit::SetViewOption(view.clone(), key, value)).collect()
        });
    }
}
