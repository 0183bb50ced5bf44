//! What the empty zones of a canvas ask for, drawn over them: as large as it can be read, whatever the zoom.
//!
//! Knows nothing about which zones are empty.

use std::sync::Arc;

use eframe::egui::{Color32, FontId, Galley, Painter, Pos2, Rect, Shape, Stroke, Vec2};

use super::paint::Brush;
use super::style::{color, family};
use crate::editor::session::STREAM_EXAMPLE;
use crate::scene::canvas::Prompt;
use crate::text::Weight;
use crate::theme::Theme;

/// The least and the greatest size of letters on the screen.
const LETTERS: (f32, f32) = (11.5, 18.0);
/// Height of what may stand in the lower corner of a small picture.
const KEY: f32 = 20.0;
/// How many of the first steps a small picture lists.
const LISTED: usize = 3;

/// Draws the prompts.
pub(super) fn paint(brush: &Brush<'_>, prompts: &[Prompt], theme: &Theme) {
    let size = (12.5 * brush.camera.zoom as f32).clamp(LETTERS.0, LETTERS.1);
    for prompt in prompts {
        let room = brush.rect(prompt.room);
        if prompt.stream {
            ghost(brush.painter, room, theme);
        }
        one(brush.painter, prompt, room, theme, size);
    }
}

/// Lists the first steps one below the other in a small picture, where zones have no room for their words.
pub(super) fn list(painter: &Painter, prompts: &[Prompt], place: Rect, theme: &Theme) {
    let size = (place.width() / 23.0).clamp(8.0, 12.0);
    let mut steps: Vec<&Prompt> = prompts.iter().filter(|p| p.step.is_some()).collect();
    steps.sort_by_key(|p| p.step);
    steps.truncate(LISTED);
    let ink = |p: &Prompt| color(if p.next { theme.text } else { theme.text_secondary });
    let weight = |p: &Prompt| if p.next { Weight::SemiBold } else { Weight::Medium };
    let font = |p: &Prompt| FontId::new(size, family(weight(p)));
    let (circle, row) = (size * 1.7, size * 2.5);
    // What does not fit is left out, and what comes after it.
    let lay = |p: &&Prompt| painter.layout_no_wrap(p.text.to_string(), font(p), ink(p));
    let most = place.width() - circle - size * 0.7;
    let words: Vec<_> = steps.iter().map(lay).take_while(|words| words.size().x <= most).collect();
    let widest = words.iter().map(|w| w.size().x).fold(0.0, f32::max);
    let room = Vec2::new(circle + size * 0.7 + widest, row * words.len() as f32);
    // The lower corner is kept free for a key.
    let spare = place.height() - room.y;
    let start = Pos2::new(place.center().x - room.x / 2.0, place.top() + (spare / 2.0).min(spare - KEY).max(0.0));
    for (i, (prompt, words)) in steps.into_iter().zip(words).enumerate() {
        let middle = start.y + (i as f32 + 0.5) * row;
        number(painter, prompt, Pos2::new(start.x + circle / 2.0, middle), circle, theme);
        let at = Pos2::new(start.x + circle + size * 0.7, middle - words.size().y / 2.0);
        painter.galley(at, words, ink(prompt));
    }
}

fn one(painter: &Painter, prompt: &Prompt, room: Rect, theme: &Theme, size: f32) {
    let (weight, ink) = match (prompt.step, prompt.next) {
        (_, true) => (Weight::SemiBold, theme.text),
        (Some(_), _) => (Weight::Medium, theme.text_secondary),
        (None, _) => (Weight::Regular, theme.muted),
    };
    let lay = |text: &str, size: f32, weight: Weight, ink: Color32, width: f32| -> Arc<Galley> {
        let mut job = eframe::egui::text::LayoutJob::simple(
            text.to_owned(),
            FontId::new(size, family(weight)),
            ink,
            width.max(1.0),
        );
        job.halign = eframe::egui::Align::Min;
        painter.layout_job(job)
    };
    let side = if prompt.stream { room.height().min(40.0) * 0.6 } else { 0.0 };
    let room = room.shrink2(Vec2::new(side, 0.0));
    let circle = if prompt.step.is_some() { size * 1.7 } else { 0.0 };
    let gap = if circle > 0.0 { size * 0.6 } else { 0.0 };
    let beside = lay(&prompt.text, size, weight, color(ink), room.width() - circle - gap);
    // A word that is wider than the room would be cut in two.
    let longest = prompt.text.split_whitespace().map(|w| lay(w, size, weight, color(ink), f32::MAX).size().x);
    let longest = longest.fold(0.0, f32::max);
    let fits = |galley: &Galley, width: f32, height: f32| longest <= width && galley.size().y <= height;
    // Beside its number where that takes two lines at most, else below it, else the number alone.
    let centred = prompt.step.is_none() && beside.rows.len() > 1;
    if !centred && beside.rows.len() <= 2 && fits(&beside, room.width() - circle - gap, room.height()) {
        let example = (prompt.stream && prompt.step.is_some())
            .then(|| lay(&format!("e.g. {STREAM_EXAMPLE}"), size * 0.92, Weight::Regular, color(theme.muted), f32::MAX))
            .filter(|e| e.size().x <= room.width() && beside.size().y + e.size().y + 6.0 < room.height() * 0.7);
        let below = example.as_ref().map_or(0.0, |e| e.size().y + 5.0);
        let width = circle + gap + beside.size().x;
        let start = room.center() - Vec2::new(width / 2.0, f32::midpoint(beside.size().y, below));
        let middle = start.y + beside.size().y / 2.0;
        number(painter, prompt, Pos2::new(start.x + circle / 2.0, middle), circle, theme);
        let bottom = start.y + beside.size().y + 5.0;
        painter.galley(start + Vec2::new(circle + gap, 0.0), beside, color(ink));
        if let Some(example) = example {
            painter.galley(Pos2::new(room.center().x - example.size().x / 2.0, bottom), example, color(theme.muted));
        }
        return;
    }
    let below = lay(&prompt.text, size, weight, color(ink), room.width());
    let space = if circle > 0.0 { circle + 4.0 } else { 0.0 };
    if fits(&below, room.width(), room.height() - space) {
        let top = room.center().y - f32::midpoint(below.size().y, space);
        number(painter, prompt, Pos2::new(room.center().x, top + circle / 2.0), circle, theme);
        let mut y = top + space;
        // Line by line, each in the middle.
        for row in &below.rows {
            let line = lay(row.text().trim(), size, weight, color(ink), f32::MAX);
            let height = line.size().y;
            painter.galley(Pos2::new(room.center().x - line.size().x / 2.0, y), line, color(ink));
            y += height;
        }
    } else if circle <= room.width() + 12.0 && circle <= room.height() + 6.0 {
        number(painter, prompt, room.center(), circle, theme);
    }
}

/// The number of a step in a circle, filled for the one to be taken now.
fn number(painter: &Painter, prompt: &Prompt, at: Pos2, diameter: f32, theme: &Theme) {
    let Some(step) = prompt.step else { return };
    let (fill, ink, line) = if prompt.next {
        (theme.accent, theme.accent_text, theme.accent)
    } else {
        (theme.accent_soft, theme.accent, theme.accent.faded(0.35))
    };
    if prompt.next {
        painter.circle_filled(at, diameter / 2.0 + 4.0, color(theme.accent.faded(0.14)));
    }
    painter.circle(at, diameter / 2.0, color(fill), Stroke::new(1.0, color(line)));
    let galley =
        painter.layout_no_wrap(step.to_string(), FontId::new(diameter * 0.56, family(Weight::SemiBold)), color(ink));
    painter.galley(at - galley.size() / 2.0, galley, color(ink));
}

/// The outline of a stream to be, behind the prompt of its zone.
fn ghost(painter: &Painter, room: Rect, theme: &Theme) {
    let height = (room.height() * 0.8).min(96.0);
    if height < 16.0 || room.width() < 2.0 * height {
        return;
    }
    let rect = Rect::from_center_size(room.center(), Vec2::new(room.width() - 4.0, height));
    let tip = height * 0.22;
    let points = [
        rect.left_top(),
        Pos2::new(rect.right() - tip, rect.top()),
        rect.right_center(),
        Pos2::new(rect.right() - tip, rect.bottom()),
        rect.left_bottom(),
        Pos2::new(rect.left() + tip, rect.center().y),
        rect.left_top(),
    ];
    let fill = color(theme.stream_fill.faded(0.45));
    let (left, right) = (Pos2::new(rect.left() + tip, rect.center().y), Pos2::new(rect.right() - tip, rect.top()));
    let half = |a: Pos2, b: Pos2, c: Pos2, d: Pos2| Shape::convex_polygon(vec![a, b, c, d], fill, Stroke::NONE);
    painter.add(half(points[0], right, points[2], left));
    painter.add(half(left, points[2], points[3], points[4]));
    let line = Stroke::new(1.2, color(theme.zone.key.stroke));
    painter.extend(Shape::dashed_line(&points, line, 5.0, 4.0));
}
