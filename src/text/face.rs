//! Fonts: the four weights of Inter, shaped with kerning; letters that Inter lacks come from the system's fonts.
//!
//! Knows nothing about lines.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;

use ecow::EcoString;
use harfrust::{FontRef, ShapeOptions, ShaperData, UnicodeBuffer};
use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};

use super::fallback;
use crate::geom::{Affine, BezPath, Point};

/// How heavy the letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// 400.
    Regular,
    /// 500.
    Medium,
    /// 600.
    SemiBold,
    /// 700.
    Bold,
}

impl Weight {
    /// Every weight.
    pub const ALL: [Self; 4] = [Self::Regular, Self::Medium, Self::SemiBold, Self::Bold];

    /// The number that CSS uses.
    #[must_use]
    pub const fn css(self) -> u32 {
        match self {
            Self::Regular => 400,
            Self::Medium => 500,
            Self::SemiBold => 600,
            Self::Bold => 700,
        }
    }
}

/// A weight of Inter at a size in document units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Font {
    /// How heavy.
    pub weight: Weight,
    /// The size of the em.
    pub size: f64,
}

impl Font {
    /// A weight at a size.
    #[must_use]
    pub const fn new(weight: Weight, size: f64) -> Self {
        Self { weight, size }
    }

    /// Height of capital letters.
    #[must_use]
    pub fn cap_height(self) -> f64 {
        self.size * 0.7275
    }

    /// Where the baseline lies in a line of this height, from its top: capitals are centred.
    #[must_use]
    pub fn baseline_in(self, line_height: f64) -> f64 {
        f64::midpoint(line_height, self.cap_height())
    }
}

/// The bytes of a bundled weight of Inter.
#[must_use]
pub fn bundled(weight: Weight) -> &'static [u8] {
    match weight {
        Weight::Regular => include_bytes!("../../assets/fonts/Inter-Regular.ttf"),
        Weight::Medium => include_bytes!("../../assets/fonts/Inter-Medium.ttf"),
        Weight::SemiBold => include_bytes!("../../assets/fonts/Inter-SemiBold.ttf"),
        Weight::Bold => include_bytes!("../../assets/fonts/Inter-Bold.ttf"),
    }
}

/// Width of a text on one line, in document units.
#[must_use]
pub fn width(text: &str, font: Font) -> f64 {
    thread_local! {
        /// Widths at size 1 of the texts that were asked for; drawings ask for the same ones over and over.
        static WIDTHS: RefCell<HashMap<(Weight, EcoString), f64>> = RefCell::default();
    }
    /// Beyond this many the memory is worth more than the time.
    const KEPT: usize = 50_000;
    WIDTHS.with_borrow_mut(|widths| {
        let key = (font.weight, EcoString::from(text));
        if let Some(width) = widths.get(&key) {
            return width * font.size;
        }
        let width: f64 = runs(text).map(|run| run.face.shape(font.weight, run.text).1).sum();
        if widths.len() >= KEPT {
            widths.clear();
        }
        widths.insert(key, width);
        width * font.size
    })
}

/// Outline of a text that starts at `at` on its baseline, in document units, y down.
#[must_use]
pub fn outline(text: &str, font: Font, at: Point) -> BezPath {
    let mut path = BezPath::new();
    let mut x = at.x;
    for run in runs(text) {
        let (glyphs, advance) = run.face.shape(font.weight, run.text);
        run.face.with(font.weight, |face| {
            let outlines = face.font.outline_glyphs();
            let scale = font.size / f64::from(face.units_per_em);
            for glyph in &glyphs {
                let Some(outline) = outlines.get(skrifa::GlyphId::new(glyph.id)) else { continue };
                let mut pen = Pen(BezPath::new());
                let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
                if outline.draw(settings, &mut pen).is_ok() {
                    let origin = Point::new(x + glyph.x * font.size, at.y - glyph.y * font.size);
                    let place = Affine::translate(origin.to_vec2()) * Affine::scale_non_uniform(scale, -scale);
                    path.extend(place * pen.0);
                }
            }
        });
        x += advance * font.size;
    }
    path
}

/// A face with what shaping needs.
pub(super) struct Face {
    pub font: FontRef<'static>,
    shaper: ShaperData,
    units_per_em: u16,
}

impl Face {
    pub(super) fn new(bytes: &'static [u8], index: u32) -> Option<Self> {
        let font = FontRef::from_index(bytes, index).ok()?;
        let units_per_em = font.metrics(Size::unscaled(), LocationRef::default()).units_per_em;
        Some(Self { shaper: ShaperData::new(&font), units_per_em, font })
    }

    pub(super) fn has(&self, c: char) -> bool {
        self.font.charmap().map(c).is_some_and(|glyph| glyph.to_u32() != 0)
    }
}

/// Which face a run of text is set in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RunFace {
    /// Inter in the weight that is asked for.
    Inter,
    /// A font of the system, whatever the weight.
    System(&'static SystemFace),
}

/// A face of the system's fonts.
pub(super) struct SystemFace(pub Face);

impl PartialEq for SystemFace {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for SystemFace {}

/// A glyph with its place in its run, at size 1, y up.
struct Glyph {
    id: u32,
    x: f64,
    y: f64,
}

fn inter(weight: Weight) -> &'static Face {
    static FACES: LazyLock<[Face; 4]> = LazyLock::new(|| {
        Weight::ALL.map(|weight| Face::new(bundled(weight), 0).expect("the bundled fonts are fonts, a test reads them"))
    });
    &FACES[weight as usize]
}

impl RunFace {
    fn with<T>(self, weight: Weight, f: impl FnOnce(&Face) -> T) -> T {
        match self {
            Self::Inter => f(inter(weight)),
            Self::System(face) => f(&face.0),
        }
    }

    /// The glyphs of a run and its width, at size 1.
    fn shape(self, weight: Weight, text: &str) -> (Vec<Glyph>, f64) {
        self.with(weight, |face| {
            let mut buffer = UnicodeBuffer::new();
            buffer.push_str(text);
            buffer.guess_segment_properties();
            let shaped = face.shaper.shaper(&face.font).build().shape(buffer, ShapeOptions::new());
            let unit = 1.0 / f64::from(face.units_per_em);
            let mut x = 0.0;
            let glyphs = std::iter::zip(shaped.glyph_infos(), shaped.glyph_positions())
                .map(|(info, pos)| {
                    let glyph = Glyph {
                        id: info.glyph_id,
                        x: x + f64::from(pos.x_offset) * unit,
                        y: f64::from(pos.y_offset) * unit,
                    };
                    x += f64::from(pos.x_advance) * unit;
                    glyph
                })
                .collect();
            (glyphs, x)
        })
    }
}

struct Run<'a> {
    text: &'a str,
    face: RunFace,
}

/// Cuts a text where the face changes. Blanks and marks stay with the letters before them.
fn runs(text: &str) -> impl Iterator<Item = Run<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let face = face_of(first);
        let end = rest
            .char_indices()
            .skip(1)
            .find(|(_, c)| !stays_with_previous(*c) && face_of(*c) != face)
            .map_or(rest.len(), |(i, _)| i);
        let (run, after) = rest.split_at(end);
        rest = after;
        Some(Run { text: run, face })
    })
}

fn stays_with_previous(c: char) -> bool {
    c == ' ' || matches!(c, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}')
}

fn face_of(c: char) -> RunFace {
    if c.is_ascii() || inter(Weight::Regular).has(c) {
        return RunFace::Inter;
    }
    fallback::face_for(c).map_or(RunFace::Inter, RunFace::System)
}

struct Pen(BezPath);

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to((f64::from(x), f64::from(y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to((f64::from(x), f64::from(y)));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to((f64::from(cx), f64::from(cy)), (f64::from(x), f64::from(y)));
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let point = |x: f32, y: f32| Point::new(f64::from(x), f64::from(y));
        self.0.curve_to(point(ax, ay), point(bx, by), point(x, y));
    }

    fn close(&mut self) {
        self.0.close_path();
    }
}

/// Outline of one glyph of a bundled icon font, at size 1 with its em square from (0, 0) to (1, 1), y down.
pub(super) fn icon_outline(bytes: &'static [u8], c: char) -> Option<BezPath> {
    let font = FontRef::new(bytes).ok()?;
    let glyph = font.charmap().map(c)?;
    let outline = font.outline_glyphs().get(glyph)?;
    let mut pen = Pen(BezPath::new());
    outline.draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::default()), &mut pen).ok()?;
    let metrics = font.metrics(Size::unscaled(), LocationRef::default());
    let unit = 1.0 / f64::from(metrics.units_per_em);
    let place = Affine::translate((0.0, f64::from(metrics.ascent) * unit)) * Affine::scale_non_uniform(unit, -unit);
    Some(place * pen.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::PathShape;

    #[test]
    fn figures_are_tabular_and_kerning_is_on() {
        for weight in Weight::ALL {
            let font = Font::new(weight, 100.0);
            assert!((width("111", font) - width("888", font)).abs() < 1e-9);
            assert!(width("AV", font) < width("A", font) + width("V", font));
        }
    }

    #[test]
    fn widths_grow_with_size_and_weight() {
        let at = |weight, size| width("Decide credit", Font::new(weight, size));
        assert!((at(Weight::Regular, 28.0) - 2.0 * at(Weight::Regular, 14.0)).abs() < 1e-9);
        assert!(at(Weight::Bold, 14.0) > at(Weight::Regular, 14.0));
    }

    #[test]
    fn the_outline_is_as_wide_as_the_text() {
        let font = Font::new(Weight::SemiBold, 14.0);
        let path = outline("Hummingbird H", font, Point::new(10.0, 50.0));
        let bounds = path.bounding_box();
        assert!(bounds.x0 >= 10.0 && bounds.x1 <= 10.0 + width("Hummingbird H", font));
        assert!(bounds.x1 > 10.0 + width("Hummingbird H", font) * 0.95);
        assert!(bounds.y0 < 50.0 - 9.0 && bounds.y1 > 50.0, "letters stand on the baseline: {bounds:?}");
    }
}
