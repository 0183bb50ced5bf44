//! Scene to PNG: the same shapes as pixels, letters drawn from their outlines.
//!
//! Knows nothing about what the shapes mean.

use tiny_skia::{
    FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, PremultipliedColorU8, StrokeDash, Transform,
};

use super::ExportError;
use crate::geom::{Affine, BezPath, PathEl, Rect};
use crate::model::picture;
use crate::scene::outline::round_rect;
use crate::scene::{Item, Scene, Stroke};
use crate::text::{icon, outline};
use crate::theme::Color;

/// The most pixels of one picture: 16,000 x 4,000, a quarter of a gigabyte while drawing.
pub const MAX_PIXELS: u64 = 64_000_000;

/// The largest scale.
pub const MAX_SCALE: f64 = 16.0;

/// Draws a scene at `scale` pixels per document unit.
///
/// # Errors
/// When the picture would be too large or the scale is no sensible number.
pub fn render(scene: &Scene, scale: f64) -> Result<Vec<u8>, ExportError> {
    encode(&draw(scene, scale)?, scale)
}

/// The same as pixels across, pixels down, and four bytes for each: red, green, blue, opacity.
///
/// # Errors
/// When the picture would be too large or the scale is no sensible number.
pub fn pixels(scene: &Scene, scale: f64) -> Result<(usize, usize, Vec<u8>), ExportError> {
    let pixmap = draw(scene, scale)?;
    // The page is opaque, so no colour was multiplied by its opacity.
    Ok((pixmap.width() as usize, pixmap.height() as usize, pixmap.data().to_vec()))
}

fn draw(scene: &Scene, scale: f64) -> Result<Pixmap, ExportError> {
    if !(scale > 0.0 && scale <= MAX_SCALE) {
        return Err(ExportError::BadScale);
    }
    let across = (scene.bounds.width() * scale).ceil().max(1.0);
    let down = (scene.bounds.height() * scale).ceil().max(1.0);
    let (width, height) = (across as u64, down as u64);
    let too_large = ExportError::TooLarge { width, height, limit: MAX_PIXELS / 1_000_000 };
    if width.saturating_mul(height) > MAX_PIXELS {
        return Err(too_large);
    }
    let (Ok(w), Ok(h)) = (u32::try_from(width), u32::try_from(height)) else { return Err(too_large) };
    let mut canvas = Canvas { pixmap: Pixmap::new(w, h).ok_or(too_large)?, scale, origin: scene.bounds };
    canvas.pixmap.fill(color(scene.page));
    for figure in scene.figures() {
        for item in &figure.items {
            canvas.item(item);
        }
    }
    Ok(canvas.pixmap)
}

struct Canvas {
    pixmap: Pixmap,
    scale: f64,
    origin: Rect,
}

impl Canvas {
    fn item(&mut self, item: &Item) {
        match item {
            Item::Box { rect, radius, fill, stroke } => self.path(&round_rect(*rect, *radius), *fill, *stroke),
            Item::Path { path, fill, stroke } => self.path(path, *fill, *stroke),
            Item::Text { at, text, font, color, .. } => self.path(&outline(text, *font, *at), *color, None),
            Item::Icon { square, name, style, color } => {
                if let Some(outline) = icon::outline(name, *style) {
                    let place = Affine::translate(square.origin().to_vec2())
                        * Affine::scale_non_uniform(square.width(), square.height());
                    self.path(&(place * outline), *color, None);
                }
            }
            Item::Image { rect, data, opacity } => self.image(*rect, data, *opacity),
        }
    }

    fn image(&mut self, rect: Rect, data: &str, opacity: f64) {
        let Some(pixels) = picture::decode(data) else { return };
        let (Ok(w), Ok(h)) = (u32::try_from(pixels.width), u32::try_from(pixels.height)) else { return };
        let Some(mut source) = Pixmap::new(w, h) else { return };
        for (to, from) in source.pixels_mut().iter_mut().zip(pixels.rgba.as_chunks::<4>().0) {
            *to = tiny_skia::ColorU8::from_rgba(from[0], from[1], from[2], from[3]).premultiply();
        }
        let at = (rect.origin() - self.origin.origin()) * self.scale;
        let (sx, sy) = (rect.width() * self.scale / f64::from(w), rect.height() * self.scale / f64::from(h));
        let place = Transform::from_row(sx as f32, 0.0, 0.0, sy as f32, at.x as f32, at.y as f32);
        let quality = tiny_skia::FilterQuality::Bilinear;
        let paint = tiny_skia::PixmapPaint { opacity: opacity as f32, quality, ..tiny_skia::PixmapPaint::default() };
        self.pixmap.draw_pixmap(0, 0, source.as_ref(), &paint, place, None);
    }

    fn path(&mut self, path: &BezPath, fill: Color, stroke: Option<Stroke>) {
        // Moved before it becomes single precision, which far from the origin is coarser than a pixel.
        let Some(path) = skia_path(&(Affine::translate(-self.origin.origin().to_vec2()) * path)) else { return };
        let transform = Transform::from_scale(self.scale as f32, self.scale as f32);
        if fill.a > 0 {
            self.pixmap.fill_path(&path, &paint(fill), FillRule::Winding, transform, None);
        }
        if let Some(stroke) = stroke {
            let pattern: Vec<f32> = stroke.line.pattern(stroke.width).into_iter().map(|n| n as f32).collect();
            let line = tiny_skia::Stroke {
                width: stroke.width as f32,
                line_cap: LineCap::Butt,
                line_join: LineJoin::Miter,
                dash: StrokeDash::new(pattern, 0.0),
                ..tiny_skia::Stroke::default()
            };
            self.pixmap.stroke_path(&path, &paint(stroke.color), &line, transform, None);
        }
    }
}

fn color(c: Color) -> tiny_skia::Color {
    tiny_skia::Color::from_rgba8(c.r, c.g, c.b, c.a)
}

fn paint(c: Color) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color(color(c));
    paint
}

fn skia_path(path: &BezPath) -> Option<Path> {
    let mut builder = PathBuilder::new();
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(p) => builder.move_to(p.x as f32, p.y as f32),
            PathEl::LineTo(p) => builder.line_to(p.x as f32, p.y as f32),
            PathEl::QuadTo(a, p) => builder.quad_to(a.x as f32, a.y as f32, p.x as f32, p.y as f32),
            PathEl::CurveTo(a, b, p) => {
                builder.cubic_to(a.x as f32, a.y as f32, b.x as f32, b.y as f32, p.x as f32, p.y as f32);
            }
            PathEl::ClosePath => builder.close(),
        }
    }
    builder.finish()
}

fn encode(pixmap: &Pixmap, scale: f64) -> Result<Vec<u8>, ExportError> {
    let failed = |error: png::EncodingError| ExportError::Encoding(error.to_string());
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixmap.width(), pixmap.height());
    // The page is opaque, so the picture needs no opacity.
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    // 96 document units make an inch, so that the picture has the same size on paper whatever the scale.
    let per_metre = (96.0 * scale / 0.0254).round() as u32;
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: per_metre, yppu: per_metre, unit: png::Unit::Meter }));
    let mut writer = encoder.write_header().map_err(failed)?;
    let rgb: Vec<u8> =
        pixmap.pixels().iter().flat_map(|p: &PremultipliedColorU8| [p.red(), p.green(), p.blue()]).collect();
    writer.write_image_data(&rgb).map_err(failed)?;
    writer.finish().map_err(failed)?;
    Ok(bytes)
}
