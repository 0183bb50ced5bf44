//! Pictures that become notes.
//!
//! Knows nothing about where a picture comes from.

use ecow::EcoString;

use super::{Session, Tone};
use crate::edit::Edit;
use crate::geom::{Point, Rect, Size};
use crate::model::picture::Pixels;
use crate::model::{Annotation, AnnotationKind};
use crate::scene::{Owner, notes};

/// The most of what is shown that a new picture covers.
const SHARE: f64 = 0.5;

/// A picture as a note holds it.
#[derive(Debug)]
pub struct Sheet {
    data: EcoString,
    /// How many pixels it has across and down.
    size: (usize, usize),
    /// How many it had.
    was: (usize, usize),
}

impl Sheet {
    /// The picture as it is kept, which takes a while to find out; nothing for what is no picture.
    #[must_use]
    pub fn of(pixels: &Pixels) -> Option<Self> {
        let (data, kept) = pixels.embedded()?;
        Some(Self { data, size: (kept.width, kept.height), was: (pixels.width, pixels.height) })
    }
}

impl Session {
    /// Whether the view on show takes pictures; says why not.
    pub fn takes_pictures(&mut self) -> bool {
        if let Err(why) = self.editable() {
            self.say(Tone::Refusal, format!("{why}."));
            return false;
        }
        if self.is_canvas() {
            self.say(Tone::Refusal, "A canvas has no place for pictures. Show a diagram and paste there.");
            return false;
        }
        true
    }

    /// Makes a note of a picture at a point or in the middle of what is shown, as one step.
    pub fn put_picture(&mut self, sheet: Sheet, at: Option<Point>) {
        self.commit_naming();
        if !self.takes_pictures() {
            return;
        }
        let Sheet { data, size: (width, height), was } = sheet;
        let window = self.camera.window(self.canvas);
        let room = Size::new((window.width() * SHARE).clamp(96.0, 800.0), (window.height() * SHARE).clamp(64.0, 600.0));
        let sheet = notes::picture_sheet(width, height, room);
        let at = self.paste_point(at);
        let mut note = Annotation::new(AnnotationKind::Note, Rect::from_center_size(at, sheet).round());
        note.set_image(data);
        let id = note.id.clone();
        if self.perform_on_view("Paste picture", |view| vec![Edit::PutAnnotation(view.clone(), note)]) {
            self.select(Some(Owner::Annotation(id)));
            self.reveal_selection();
            if (width, height) != was {
                let text = format!(
                    "The picture was made smaller, from {} x {} to {width} x {height} pixels, so that the file stays small.",
                    was.0, was.1
                );
                self.say(Tone::Info, text);
            }
        }
    }
}
