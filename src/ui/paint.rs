//! Shapes of a scene as shapes of egui, through the camera.
//!
//! Text is laid out at the size it is shown, so it stays sharp.
//!
//! Knows nothing about who owns a shape.

use eframe::egui::{
    Color32, CornerRadius, FontId, Mesh, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, epaint::PathShape,
    epaint::PathStroke,
};

use super::style::{color, family, icon_family};
use crate::editor::Camera;
use crate::geom::{self, BezPath, PathEl, Point};
use crate::scene::{Figure, Item, Layer, Line, Owner, Region};
use crate::text::{Font, Weight, break_lines, fit_line, icon, width};
use crate::theme::{Color, Theme, size};

/// Text smaller than this on the screen is left out: it could not be read and would flicker.
const LEAST_TEXT: f64 = 4.5;

/// The shortest piece of a dotted line, and the least gap between two, on the screen.
const LEAST_PIECE: f64 = 1.5;
const LEAST_GAP: f64 = 2.8;

/// Below this zoom elements show only their names.
const SMALL: f64 = 0.5;

/// Below this zoom they are blocks in the colour of their kind.
const BLOCKS: f64 = 0.25;

/// The size of the titles of zones over such blocks, on the screen.
const ZONE_TITLE: f64 = 11.0;

/// The least size of those names on the screen.
const LEAST_TITLE: f64 = 7.2;

/// The least size of the title of a zone on the screen, where its header is high enough.
const LEAST_ZONE: f64 = 8.0;

/// Draws on a canvas whose top left is `origin`.
pub(super) struct Brush<'a> {
    pub painter: &'a Painter,
    pub camera: Camera,
    pub origin: Pos2,
    /// How strongly everything is drawn, 0 to 1.
    pub strength: f64,
}

fn at(camera: &Camera, origin: Pos2, p: Point) -> Pos2 {
    let p = camera.screen_from_doc(p);
    origin + Vec2::new(p.x as f32, p.y as f32)
}

/// Where a rectangle of the drawing is on the screen, seen through a camera from the corner of the canvas on.
pub(super) fn on_screen(camera: &Camera, origin: Pos2, r: geom::Rect) -> Rect {
    Rect::from_min_max(at(camera, origin, r.origin()), at(camera, origin, Point::new(r.x1, r.y1)))
}

impl Brush<'_> {
    /// Where a point of the drawing is on the screen.
    pub(super) fn at(&self, p: Point) -> Pos2 {
        at(&self.camera, self.origin, p)
    }

    /// Where a rectangle of the drawing is on the screen.
    pub(super) fn rect(&self, r: geom::Rect) -> Rect {
        on_screen(&self.camera, self.origin, r)
    }

    fn color(&self, c: Color) -> Color32 {
        color(if self.strength < 1.0 { c.faded(self.strength) } else { c })
    }

    /// Draws a figure; below half size an element shows its outline with only its name, set larger to stay readable.
    pub(super) fn figure(&self, figure: &Figure) {
        let zoom = self.camera.zoom;
        let Region::Rect(rect) = figure.region else {
            figure.items.iter().for_each(|item| self.item(item));
            return;
        };
        // The title of a zone is small type, so it needs to be set larger sooner than what stands in the zone.
        let small_zone = matches!(figure.owner, Owner::Zone(_)) && size::ZONE.size * zoom < LEAST_ZONE;
        if zoom >= SMALL && !small_zone || figure.title.is_empty() || figure.owner == Owner::Page {
            // A legend without its words explains nothing.
            if figure.owner != Owner::Page || !figure.title.is_empty() || size::DETAIL.size * zoom >= LEAST_TEXT {
                figure.items.iter().for_each(|item| self.item(item));
            }
            return;
        }
        let is_node = matches!(figure.layer, Layer::Node(_));
        if zoom < BLOCKS && is_node {
            self.block(figure, rect);
            return;
        }
        // The outline comes before what stands in it.
        let outline = figure.items.iter().take_while(|i| matches!(i, Item::Box { .. } | Item::Path { .. }));
        outline.for_each(|item| self.item(item));
        if zoom < BLOCKS && matches!(figure.owner, Owner::Zone(_)) {
            return;
        }
        // In steps, so that names do not flow anew with every notch of the wheel.
        let least = if small_zone { LEAST_ZONE } else { LEAST_TITLE };
        let size = [16.0, 19.0, 23.0, 28.0, 36.0, 44.0].into_iter().find(|s| s * zoom >= least);
        let ink = figure.items.iter().find_map(|i| if let Item::Text { color, .. } = i { Some(*color) } else { None });
        if let (Some(size), Some(ink)) = (size, ink) {
            // The title of a container may not run over what the container holds.
            let size = if is_node { size } else { size.min(figure.title_room.height() * 0.85) };
            // A zone is told by all of its title, however small.
            let wide = if small_zone { width(&figure.title, Font::new(Weight::SemiBold, 1.0)) } else { 0.0 };
            let size =
                if wide > 0.0 { size.min((figure.title_room.width() / wide).max(size::ZONE.size)) } else { size };
            self.small_title(figure, size, ink, is_node);
        }
    }

    /// A node from afar: a block in the colour of its kind.
    fn block(&self, figure: &Figure, rect: geom::Rect) {
        let icon = figure.items.iter().find_map(|i| if let Item::Icon { color, .. } = i { Some(*color) } else { None });
        let line = figure.items.iter().find_map(|i| match i {
            Item::Path { stroke: Some(s), .. } | Item::Box { stroke: Some(s), .. } => Some(s.color),
            _ => None,
        });
        let Some(tint) = icon.or(line) else { return };
        let radius = CornerRadius::same((size::CARD_RADIUS * self.camera.zoom).round() as u8);
        self.painter.rect_filled(self.rect(rect), radius, self.color(tint.faded(0.55)));
    }

    /// The title of a zone that is seen from so far that its cards are blocks, over them.
    pub(super) fn zone_title(&self, figure: &Figure, theme: &Theme) {
        let (zoom, Region::Rect(rect)) = (self.camera.zoom, &figure.region) else { return };
        let ink = figure.items.iter().find_map(|i| if let Item::Text { color, .. } = i { Some(*color) } else { None });
        let (Some(ink), true) = (ink, zoom < BLOCKS && matches!(figure.owner, Owner::Zone(_))) else { return };
        // As large as its longest word and the zone allow.
        let unit = Font::new(Weight::SemiBold, 1.0);
        let longest = figure.title.split_whitespace().map(|word| width(word, unit)).fold(1.0, f64::max);
        let size = (ZONE_TITLE / zoom).min(rect.width() * 0.9 / longest).min(rect.height() / 1.3);
        if size * zoom < LEAST_TEXT {
            return;
        }
        let font = Font::new(Weight::SemiBold, size);
        let most = ((rect.height() / (size * 1.15)) as usize).clamp(1, 3);
        let lines = break_lines(&figure.title, font, rect.width() * 0.95, most);
        let line = font.size * 1.15;
        let widest = lines.iter().map(|l| l.width).fold(0.0, f64::max);
        let ground = geom::Rect::from_center_size(
            rect.center(),
            (widest + font.size, line * lines.len() as f64 + font.size * 0.5),
        );
        let radius = CornerRadius::same((font.size * zoom * 0.5) as u8);
        self.painter.rect_filled(self.rect(ground), radius, self.color(theme.frame.faded(0.88)));
        let mut y = rect.center().y - line * lines.len() as f64 / 2.0;
        for text in lines {
            let at = Point::new(rect.center().x - text.width / 2.0, y + font.baseline_in(line));
            self.letters(at, &text.text, font.size * zoom, family(Weight::SemiBold), self.color(ink));
            y += line;
        }
    }

    fn small_title(&self, figure: &Figure, size: f64, ink: Color, centred: bool) {
        let font = Font::new(Weight::SemiBold, size);
        let line = size * 1.15;
        let rect = figure.title_room;
        let margin = if centred { 12.0 } else { 0.0 };
        let room = (rect.width() - 2.0 * margin).max(20.0);
        let lines = ((rect.height() - 4.0) / line).floor().clamp(1.0, 3.0) as usize;
        // A word that is too long for a line ends in an ellipsis; broken between letters it would read as two.
        let lines = if figure.title.split_whitespace().any(|word| width(word, font) > room) {
            vec![fit_line(&figure.title, font, room, false)]
        } else {
            break_lines(&figure.title, font, room, lines)
        };
        let mut y = rect.center().y - line * lines.len() as f64 / 2.0;
        for text in lines {
            let x = if centred { rect.center().x - text.width / 2.0 } else { rect.x0 };
            let at = Point::new(x, y + font.baseline_in(line));
            self.letters(at, &text.text, size * self.camera.zoom, family(Weight::SemiBold), self.color(ink));
            y += line;
        }
    }

    pub(super) fn item(&self, item: &Item) {
        let zoom = self.camera.zoom;
        match item {
            Item::Box { rect, radius, fill, stroke } => {
                let rect = self.rect(*rect);
                let radius = CornerRadius::same((radius * zoom).round().clamp(0.0, 255.0) as u8);
                let Some(stroke) = stroke else {
                    self.painter.rect_filled(rect, radius, self.color(*fill));
                    return;
                };
                if stroke.line == Line::Solid {
                    let line = Stroke::new(self.line_width(stroke.width), self.color(stroke.color));
                    self.painter.rect(rect, radius, self.color(*fill), line, StrokeKind::Middle);
                } else {
                    self.painter.rect_filled(rect, radius, self.color(*fill));
                    let Item::Box { rect, radius, .. } = item else { return };
                    let outline = crate::scene::outline::round_rect(*rect, *radius);
                    self.outline(&self.points(&outline), true, stroke);
                }
            }
            Item::Path { path, fill, stroke } => {
                let points = self.points(path);
                if points.len() < 2 {
                    return;
                }
                let closed = matches!(path.elements().last(), Some(PathEl::ClosePath));
                if fill.a > 0 {
                    self.fill(&points, self.color(*fill));
                }
                if let Some(stroke) = stroke {
                    self.outline(&points, closed, stroke);
                }
            }
            Item::Text { at, text, font, color, .. } => {
                let size = font.size * zoom;
                if size < LEAST_TEXT {
                    return;
                }
                self.letters(*at, text, size, family(font.weight), self.color(*color));
            }
            Item::Icon { square, name, style, color } => {
                let size = square.height() * zoom;
                if size < LEAST_TEXT {
                    return;
                }
                let Some(letter) = icon::letter(name, *style) else { return };
                // The icon fonts stand 15/16 of the em above the baseline.
                let baseline = Point::new(square.x0, square.y0 + square.height() * 0.9375);
                self.letters(baseline, &letter.to_string(), size, icon_family(*style), self.color(*color));
            }
            Item::Image { rect, data, opacity } => {
                super::images::paint(self.painter, self.rect(*rect), data, opacity * self.strength);
            }
        }
    }

    /// Letters that start at `at` on their baseline. Sizes go in half points, so that zooming reuses what was laid out.
    fn letters(&self, at: Point, text: &str, size: f64, family: eframe::egui::FontFamily, color: Color32) {
        let size = (size * 2.0).round() as f32 / 2.0;
        let galley = self.painter.layout_no_wrap(text.to_owned(), FontId::new(size, family), color);
        let baseline =
            galley.rows.first().and_then(|row| row.glyphs.first().map(|g| row.pos.y + g.pos.y)).unwrap_or(size);
        let pos = self.at(at) - Vec2::new(0.0, baseline);
        self.painter.galley(pos, galley, color);
    }

    fn line_width(&self, width: f64) -> f32 {
        (width * self.camera.zoom).max(0.6) as f32
    }

    fn points(&self, path: &BezPath) -> Vec<Pos2> {
        let mut points: Vec<Pos2> = Vec::new();
        let tolerance = 0.2 / self.camera.zoom.max(0.05);
        crate::geom::flatten(path, tolerance, |p| {
            let p = self.at(p);
            if points.last().is_none_or(|last| last.distance_sq(p) > 1e-4) {
                points.push(p);
            }
        });
        points
    }

    fn outline(&self, points: &[Pos2], closed: bool, stroke: &crate::scene::Stroke) {
        let width = self.line_width(stroke.width);
        let line = Stroke::new(width, self.color(stroke.color));
        let pattern = stroke.line.pattern(stroke.width);
        if let [piece, gap] = pattern[..] {
            let mut points = points.to_vec();
            if closed {
                points.extend(points.first().copied());
            }
            let zoom = self.camera.zoom;
            // Finer dots than these would melt into grey or vanish between the pixels.
            let line = Stroke::new(line.width.max(1.0), line.color);
            let (piece, gap) = ((piece * zoom).max(LEAST_PIECE), (gap * zoom).max(LEAST_GAP));
            self.painter.extend(Shape::dashed_line(&points, line, piece as f32, gap as f32));
        } else {
            let path = PathShape {
                points: points.to_vec(),
                closed,
                fill: Color32::TRANSPARENT,
                stroke: PathStroke::new(width, line.color),
            };
            self.painter.add(path);
        }
    }

    fn fill(&self, points: &[Pos2], color: Color32) {
        let mut points = points.to_vec();
        if points.len() > 1 && points.first().zip(points.last()).is_some_and(|(a, b)| a.distance_sq(*b) < 1e-4) {
            points.pop();
        }
        if points.len() < 3 {
            return;
        }
        if is_convex(&points) {
            self.painter.add(Shape::convex_polygon(points, color, Stroke::NONE));
            return;
        }
        // Chevrons and tabs are not convex, but all of each can be seen from its middle: a fan of triangles fills them.
        let middle = Rect::from_points(&points).center();
        let mut mesh = Mesh::default();
        mesh.colored_vertex(middle, color);
        for p in &points {
            mesh.colored_vertex(*p, color);
        }
        let n = points.len() as u32;
        for i in 0..n {
            mesh.add_triangle(0, 1 + i, 1 + (i + 1) % n);
        }
        self.painter.add(Shape::mesh(mesh));
    }
}

fn is_convex(points: &[Pos2]) -> bool {
    let n = points.len();
    let mut sign = 0.0_f32;
    for i in 0..n {
        let (a, b, c) = (points[i], points[(i + 1) % n], points[(i + 2) % n]);
        let turn = (b - a).x * (c - b).y - (b - a).y * (c - b).x;
        if turn.abs() > 1e-3 {
            if sign * turn < 0.0 {
                return false;
            }
            sign = turn.signum();
        }
    }
    true
}
