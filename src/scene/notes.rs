//! Notes, frames and groups of a diagram as figures.
//!
//! A note is a sheet with a folded corner, a frame a quiet titled area, a group a dashed border around its members.
//!
//! Knows nothing about how they are edited.

use ecow::EcoString;

use super::figure::{Figure, Item, Layer, Line, Owner, Region, Stroke};
use super::plan::Plan;
use crate::geom::{BezPath, Point, Rect, Size, bounds_of};
use crate::model::picture;
use crate::model::{Annotation, AnnotationKind, Document, View};
use crate::text::{self, Font, Weight, break_lines, fit_line};
use crate::theme::{Color, Theme};

/// Height of the title of a frame or group.
pub const FRAME_TITLE: f64 = 28.0;

/// Space between the border of a note and its text.
pub const PADDING: f64 = 12.0;
/// Side of the folded corner.
const FOLD: f64 = 16.0;
/// Sizes of the text of a note, largest first; smaller ones only where a note was made too small for its text.
const SIZES: [f64; 6] = [13.0, 12.0, 11.0, 10.0, 9.0, 8.0];
/// Space between the border of a group and its members.
const GROUP_MARGIN: f64 = 14.0;
/// The title of a frame or group.
const TITLE: Font = Font::new(Weight::SemiBold, 13.0);

/// The figures of a view's notes, frames and groups: what lies on the ground first.
#[must_use]
pub fn figures(document: &Document, view: Option<&View>, plan: &Plan, theme: &Theme) -> Vec<Figure> {
    let Some(view) = view else { return Vec::new() };
    let mut all: Vec<Annotation> = view.annotations().collect();
    // Of two frames on each other the smaller one is on top, unless somebody said otherwise.
    let z = |a: &Annotation| a.z.unwrap_or(0);
    all.sort_by(|a, b| z(a).cmp(&z(b)).then(b.rect.area().total_cmp(&a.rect.area())));
    let mut figures = Vec::with_capacity(all.len());
    for (rank, annotation) in all.iter().enumerate() {
        let figure = match annotation.kind {
            AnnotationKind::Note => Some(note(annotation, theme)),
            AnnotationKind::Frame => Some(frame(annotation, u16::try_from(rank).unwrap_or(u16::MAX - 1), theme)),
            AnnotationKind::Group => group(document, annotation, plan, theme),
        };
        figures.extend(figure);
    }
    figures
}

/// How high a note of this width must be for its text.
#[must_use]
pub fn note_height(text: &str, width: f64) -> f64 {
    let font = Font::new(Weight::Regular, SIZES[0]);
    let lines = lines_of(text, font, width - 2.0 * PADDING).len();
    (lines as f64 * line_height(font) + 2.0 * PADDING).ceil()
}

fn line_height(font: Font) -> f64 {
    (font.size * 1.4).round()
}

fn note(annotation: &Annotation, theme: &Theme) -> Figure {
    let r = annotation.rect;
    let fold = FOLD.min(r.width() / 3.0).min(r.height() / 3.0);
    let colors = theme.note;
    let stroke = Some(Stroke { color: colors.stroke, width: 1.0, line: Line::Solid });
    let shade = Rect::new(r.x0 + 2.0, r.y0 + 3.0, r.x1 - fold, r.y1 + 3.0);
    let mut items = vec![Item::Box { rect: shade, radius: 4.0, fill: theme.shadow, stroke: None }];
    let sheet = outline(&[
        Point::new(r.x0, r.y0),
        Point::new(r.x1, r.y0),
        Point::new(r.x1, r.y1 - fold),
        Point::new(r.x1 - fold, r.y1),
        Point::new(r.x0, r.y1),
    ]);
    items.push(Item::Path { path: sheet, fill: colors.fill, stroke });
    let corner =
        outline(&[Point::new(r.x1, r.y1 - fold), Point::new(r.x1 - fold, r.y1 - fold), Point::new(r.x1 - fold, r.y1)]);
    items.push(Item::Path { path: corner, fill: colors.stroke, stroke });
    let mut room = r.inset(-PADDING);
    if let Some(data) = annotation.image()
        && let Some((width, height)) = picture::size(data)
    {
        let place = picture_place(r, &annotation.text, width as f64 / height as f64);
        items.push(Item::Image { rect: place, data: data.clone(), opacity: 1.0 });
        // What it says stands below it.
        room.y0 = place.y1 + PADDING / 2.0;
    }
    push_text(&mut items, &annotation.text, room, colors.text);
    figure(annotation, Layer::Top, r, items)
}

/// Where the picture of a note stands on its sheet: as large as it can, in its own proportions, over its caption.
fn picture_place(sheet: Rect, caption: &str, aspect: f64) -> Rect {
    let margin = PADDING / 2.0;
    let caption = if caption.is_empty() { 0.0 } else { note_height(caption, sheet.width()) - PADDING - margin };
    let room = Rect::new(
        sheet.x0 + margin,
        sheet.y0 + margin,
        sheet.x1 - margin,
        (sheet.y1 - margin - caption).max(sheet.y0 + sheet.height() / 2.0),
    );
    let width = room.width().min(room.height() * aspect).max(1.0);
    Rect::from_center_size(room.center(), (width, (width / aspect).max(1.0)))
}

/// How large a note is for a picture of so many pixels, within a share of what is shown.
#[must_use]
pub fn picture_sheet(width: usize, height: usize, room: Size) -> Size {
    let scale = (room.width / width as f64).min(room.height / height as f64).min(1.0);
    let side = |n: usize, least: f64| (n as f64 * scale + PADDING).max(least).ceil();
    Size::new(side(width, 96.0), side(height, 56.0))
}

/// Text in a box, in the largest size that fits; what does not fit in the smallest ends in an ellipsis.
fn push_text(items: &mut Vec<Item>, text: &str, room: Rect, color: Color) {
    let fits = |size: &&f64| {
        let font = Font::new(Weight::Regular, **size);
        let whole_words = text.split_whitespace().all(|word| text::width(word, font) <= room.width());
        whole_words && lines_of(text, font, room.width()).len() as f64 * line_height(font) <= room.height() + 0.5
    };
    let size = SIZES.iter().find(fits).copied().unwrap_or(SIZES[SIZES.len() - 1]);
    let font = Font::new(Weight::Regular, size);
    let line = line_height(font);
    let mut lines = lines_of(text, font, room.width());
    let most = ((room.height() + 0.5) / line).floor().max(1.0) as usize;
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = fit_line(last, font, room.width(), true).text;
        }
    }
    for (i, text) in lines.into_iter().enumerate().filter(|(_, text)| !text.is_empty()) {
        let at = Point::new(room.x0, room.y0 + line * i as f64 + font.baseline_in(line));
        items.push(Item::text(at, text, font, color));
    }
}

/// The lines of a text that has lines of its own; empty ones stay.
fn lines_of(text: &str, font: Font, width: f64) -> Vec<EcoString> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let broken = break_lines(paragraph, font, width.max(1.0), usize::MAX);
        if broken.is_empty() {
            lines.push(EcoString::new());
        }
        lines.extend(broken.into_iter().map(|l| l.text));
    }
    lines
}

fn frame(annotation: &Annotation, rank: u16, theme: &Theme) -> Figure {
    let r = annotation.rect;
    let stroke = Some(Stroke { color: theme.frame_stroke, width: 1.0, line: Line::Solid });
    let mut items = vec![Item::Box { rect: r, radius: 10.0, fill: theme.frame, stroke }];
    push_title(&mut items, annotation, Rect::new(r.x0, r.y0 + 4.0, r.x1, r.y0 + 4.0 + FRAME_TITLE), theme);
    figure(annotation, Layer::Ground(rank), r, items)
}

fn group(document: &Document, annotation: &Annotation, plan: &Plan, theme: &Theme) -> Option<Figure> {
    let members = annotation.members.iter().filter(|id| document.element(id).is_some());
    let nodes: Vec<_> = members.filter_map(|id| plan.node(id)).collect();
    let r = bounds_of(nodes.iter().map(|n| n.rect))?.inflate(GROUP_MARGIN, GROUP_MARGIN);
    let title = if annotation.text.is_empty() { 0.0 } else { FRAME_TITLE - 6.0 };
    let r = Rect::new(r.x0, r.y0 - title, r.x1, r.y1);
    let stroke = Some(Stroke { color: theme.muted, width: 1.3, line: Line::Dashed });
    let mut items = vec![Item::Box { rect: r, radius: 14.0, fill: Color::NONE, stroke }];
    push_title(&mut items, annotation, Rect::new(r.x0, r.y0 + 3.0, r.x1, r.y0 + 3.0 + FRAME_TITLE), theme);
    // Among the parts of a container it lies on the container.
    let depth = nodes.iter().map(|n| n.depth).min().unwrap_or(0);
    let layer = if depth == 0 { Layer::Ground(u16::MAX) } else { Layer::Container(depth) };
    Some(figure(annotation, layer, r, items))
}

fn push_title(items: &mut Vec<Item>, annotation: &Annotation, room: Rect, theme: &Theme) {
    if annotation.text.is_empty() {
        return;
    }
    let first = annotation.text.lines().next().unwrap_or_default();
    let line = fit_line(first, TITLE, room.width() - 2.0 * PADDING, false);
    let at = Point::new(room.x0 + PADDING, room.y0 + TITLE.baseline_in(room.height()));
    items.push(Item::text(at, line.text, TITLE, theme.text_secondary));
}

fn figure(annotation: &Annotation, layer: Layer, rect: Rect, items: Vec<Item>) -> Figure {
    let kind = if annotation.image().is_some() { "Picture" } else { annotation.kind.label() };
    let says = annotation.text.lines().collect::<Vec<_>>().join(" ");
    Figure {
        owner: Owner::Annotation(annotation.id.clone()),
        layer,
        name: if says.is_empty() { kind.into() } else { ecow::eco_format!("{kind} {says}") },
        title: annotation.text.clone(),
        title_room: if annotation.kind == AnnotationKind::Note {
            rect
        } else {
            Rect { x0: rect.x0 + PADDING, y1: (rect.y0 + FRAME_TITLE).min(rect.y1), ..rect }
        },
        bounds: bounds_of(items.iter().map(Item::bounds)).unwrap_or(rect),
        items,
        region: Region::Rect(rect),
    }
}

fn outline(points: &[Point]) -> BezPath {
    let mut path = BezPath::new();
    for (i, p) in points.iter().enumerate() {
        if i == 0 {
            path.move_to(*p);
        } else {
            path.line_to(*p);
        }
    }
    path.close_path();
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::Mode;

    #[test]
    fn a_note_keeps_whole_words_inside_its_sheet_at_any_size() {
        let says = "Ask the regulator whether onboarding-by-video counts as identification\n\nBefore summer";
        for (w, h) in [(200.0, 112.0), (120.0, 200.0), (96.0, 56.0)] {
            let rect = Rect::from_origin_size((10.0, 20.0), (w, h));
            let note = Annotation { text: says.into(), ..Annotation::new(AnnotationKind::Note, rect) };
            let drawn = super::note(&note, Theme::of(Mode::Light));
            let texts: Vec<_> = drawn.items.iter().filter(|i| matches!(i, Item::Text { .. })).collect();
            assert!(!texts.is_empty());
            for item in texts {
                assert!(crate::geom::encloses(rect, item.bounds()), "{w}x{h}: {item:?}");
                let Item::Text { text, .. } = item else { continue };
                let mut words = text.trim_end_matches('…').split_whitespace();
                assert!(
                    words.all(|w| says
                        .split(|c: char| c.is_whitespace() || c == '-')
                        .any(|s| w.split('-').any(|p| p == s))),
                    "{text}"
                );
            }
        }
        assert!(note_height(says, 200.0) > 100.0);
        assert!((note_height("", 200.0) - 2.0 * PADDING).abs() < 1e-9);
    }
}
