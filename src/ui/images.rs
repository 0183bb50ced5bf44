//! Embedded pictures as textures, made once and kept.
//!
//! Knows nothing about notes.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex};

use eframe::egui::{self, Color32, ColorImage, Id, Painter, Rect, TextureHandle, TextureOptions, pos2};

use crate::model::picture;

/// More pictures than this are not kept.
const MOST: usize = 64;

/// Textures by what they are of; nothing for what cannot be read.
type Kept = Arc<Mutex<HashMap<u64, Option<TextureHandle>>>>;

/// Draws an embedded picture.
pub(super) fn paint(painter: &Painter, rect: Rect, data: &str, opacity: f64) {
    let ctx = painter.ctx();
    let kept: Kept = ctx.data_mut(|d| d.get_temp_mut_or_default::<Kept>(Id::unique("embedded-pictures")).clone());
    let Ok(mut kept) = kept.lock() else { return };
    let key = key_of(data);
    if kept.len() > MOST && !kept.contains_key(&key) {
        kept.clear();
    }
    let texture = kept.entry(key).or_insert_with(|| {
        let most = ctx.input(|i| i.max_texture_side).min(picture::MAX_SIDE);
        let pixels = picture::decode(data)?.within(most)?;
        let image = ColorImage::from_rgba_unmultiplied([pixels.width, pixels.height], &pixels.rgba);
        let options = TextureOptions { mipmap_mode: Some(egui::TextureFilter::Linear), ..TextureOptions::LINEAR };
        Some(ctx.load_texture("embedded-picture", image, options))
    });
    if let Some(texture) = texture {
        let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        painter.image(texture.id(), rect, whole, Color32::WHITE.gamma_multiply(opacity as f32));
    }
}

/// A number for a picture. It is asked for in every frame, so not every byte counts: where it is in memory, its length,
/// and some of it.
fn key_of(data: &str) -> u64 {
    let bytes = data.as_bytes();
    let mut hasher = DefaultHasher::new();
    bytes.len().hash(&mut hasher);
    let step = (bytes.len() / 1024).max(1);
    for byte in bytes.iter().step_by(step) {
        byte.hash(&mut hasher);
    }
    bytes[bytes.len().saturating_sub(64)..].hash(&mut hasher);
    hasher.finish()
}
