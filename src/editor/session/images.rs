//! Pictures that become notes.
//!
//! Knows nothing about where a picture comes from.

use super::{Session, Tone};
use crate::edit::Edit;
use crate::geom::{Point, Rect, Size};
use crate::model::picture::Pixels;
use crate::model::{Annotation, AnnotationKind};
use crate::scene::{Owner, notes};

/// The most of what is shown that a new picture covers.
const SHARE: f64 = 0.5;

impl Session {
    /// Makes a note of a picture at a point or in the middle of what is shown, as one step.
    pub fn paste_image(&mut self, pixels: &Pixels, at: Option<Point>) {
        self.commit_naming();
        if let Err(why) = self.editable() {
            self.say(Tone::Refusal, format!("{why}."));
            return;
        }
        if self.is_canvas() {
            self.say(Tone::Refusal, "A canvas has no place for pictures. Show a diagram and paste there.");
            return;
        }
        let Some((data, kept)) = pixels.embedded() else {
            self.say(Tone::Refusal, "The picture cannot be read. Copy it again, or as PNG.");
            return;
        };
        let window = self.camera.window(self.canvas);
        let room = Size::new((window.width() * SHARE).clamp(96.0, 800.0), (window.height() * SHARE).clamp(64.0, 600.0));
        let sheet = notes::picture_sheet(kept.width, kept.height, room);
        let at = self.paste_point(at);
        let mut note = Annotation::new(AnnotationKind::Note, Rect::from_center_size(at, sheet).round());
        note.set_image(data);
        let id = note.id.clone();
        if self.perform_on_view("Paste picture", |view| vec![Edit::PutAnnotation(view.clone(), note)]) {
            self.select(Some(Owner::Annotation(id)));
            self.reveal_selection();
            if (kept.width, kept.height) != (pixels.width, pixels.height) {
                let text = format!(
                    "The picture was made smaller, from {} x {} to {} x {} pixels, so that the file stays small.",
                    pixels.width, pixels.height, kept.width, kept.height
                );
                self.say(Tone::Info, text);
            }
        }
    }
}
