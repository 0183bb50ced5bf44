//! Words and marks stand out from what they really stand on: all that was painted there before them.

use opcanvas::geom::{Point, flatten};
use opcanvas::scene::{Figure, Item, Line, Owner};
use opcanvas::theme::Color;

use super::places::{holds, is_outline};
use super::{Drawn, Law, Violation, called, fault};

/// Of words to their ground (WCAG 2.2, 1.4.3).
const TEXT: f64 = 4.5;
/// Of what carries meaning to its ground (WCAG 2.2, 1.4.11).
const MARK: f64 = 3.0;
/// The height of a bar and of what lies on its track.
const BAR: f64 = 4.0;

pub fn check(drawn: &Drawn, faults: &mut Vec<Violation>) {
    for text in &drawn.texts {
        if drawn.picture.dimmed && text.color.a < 255 {
            continue;
        }
        let y = text.at.y - text.font.cap_height() / 2.0;
        let contrasts = [text.rect.x0 + 1.0, text.rect.center().x, text.rect.x1 - 1.0].map(|x| {
            let ground = ground(drawn, Point::new(x, y), text.figure, text.item);
            text.color.over(ground).contrast(ground)
        });
        let least = contrasts.into_iter().fold(f64::INFINITY, f64::min);
        if least < TEXT {
            faults.push(fault(Law::FaintText, called(drawn.figure(text.figure)), format!("\"{}\"", text.says), least));
        }
    }
    for (i, figure) in drawn.figures().enumerate() {
        for (j, item) in figure.items.iter().enumerate() {
            if let Some((name, least)) = mark(drawn, (i, figure), (j, item))
                && least < MARK
            {
                faults.push(fault(Law::FaintMark, called(figure), name, least));
            }
        }
    }
}

/// The colour at a point before an item of a figure is drawn there.
fn ground(drawn: &Drawn, p: Point, figure: usize, item: usize) -> Color {
    let mut color = drawn.picture.scene.page;
    for (i, before) in drawn.figures().enumerate().take(figure + 1) {
        // Lines that meet run into each other; what they stand on is what lies below all of them.
        let other_line = i < figure && matches!(before.owner, Owner::Relation(_));
        if other_line || !before.bounds.inflate(1.0, 1.0).contains(p) {
            continue;
        }
        let most = if i == figure { item } else { before.items.len() };
        for shape in &before.items[..most] {
            let fill = match shape {
                Item::Box { fill, .. } | Item::Path { fill, .. } => *fill,
                Item::Text { .. } | Item::Icon { .. } | Item::Image { .. } => continue,
            };
            if fill.a > 0 && shape.bounds().contains(p) && holds(shape, p) {
                color = fill.over(color);
            }
        }
    }
    color
}

/// A mark that carries meaning, with its least contrast to its ground.
fn mark(drawn: &Drawn, (i, figure): (usize, &Figure), (j, item): (usize, &Item)) -> Option<(String, f64)> {
    let theme_bar = |color: Color| {
        [opcanvas::theme::Mode::Light, opcanvas::theme::Mode::Dark]
            .into_iter()
            .any(|mode| opcanvas::theme::Theme::of(mode).bar == color)
    };
    // A line with its head and tail is one mark, where they lie on each other too.
    let from = if matches!(figure.owner, Owner::Relation(_)) { 0 } else { j };
    let against = |color: Color, p: Point| {
        let ground = ground(drawn, p, i, from);
        color.over(ground).contrast(ground)
    };
    let shown = |color: Color| color.a > 0 && !(drawn.picture.dimmed && color.a < 255);
    let in_card = matches!(figure.owner, Owner::Element(_) | Owner::More(_)) || figure.name == "Legend";
    match item {
        Item::Icon { square, name, color, .. } if shown(*color) => {
            Some((format!("icon {name}"), against(*color, square.center())))
        }
        // The line of a relation with its head and tail, and strokes on cards such as the ribbon of a life.
        Item::Path { path, fill, stroke } => {
            let relation = matches!(figure.owner, Owner::Relation(_));
            if !relation && (!in_card || is_outline(item, figure.bounds)) {
                return dashes(drawn, (i, figure), (j, item));
            }
            let color = stroke.map(|s| s.color).or(Some(*fill)).filter(|c| shown(*c))?;
            let mut points = Vec::new();
            flatten(path, 1.0, |p| points.push(p));
            let middles = points.windows(2).map(|s| s[0].midpoint(s[1]));
            Some(("stroke".to_owned(), middles.map(|p| against(color, p)).fold(f64::INFINITY, f64::min)))
        }
        Item::Box { rect, fill, stroke, .. } if in_card && !is_outline(item, figure.bounds) => {
            // The track of a bar says nothing; what lies on it is read against the card.
            if theme_bar(*fill) || !shown(*fill) {
                return None;
            }
            let is_bar = (rect.height() - BAR).abs() < 0.1 && stroke.is_none();
            // The day of the picture crosses a bar and is seen where it rises above it.
            let is_day = rect.width() < 2.0 && rect.height() > BAR;
            let at = match (is_bar, is_day) {
                (true, _) => rect.center() + (0.0, 3.0),
                (_, true) => Point::new(rect.center().x, rect.y0 + 1.0),
                _ => rect.center(),
            };
            let ground = ground(drawn, at, i, j);
            let border = stroke.map_or(1.0, |s| s.color.over(ground).contrast(ground));
            // Samples of areas in a legend have the quiet colours of what they stand for.
            let is_sample = figure.name == "Legend" && stroke.is_some() && rect.height() > 12.0;
            (!is_sample).then(|| (format!("mark at {rect}"), fill.over(ground).contrast(ground).max(border)))
        }
        Item::Box { .. } => dashes(drawn, (i, figure), (j, item)),
        _ => None,
    }
}

/// Dashes around a card mean something, so they stand out from both of their sides.
fn dashes(drawn: &Drawn, (i, figure): (usize, &Figure), (j, item): (usize, &Item)) -> Option<(String, f64)> {
    let (Item::Box { fill, stroke, .. } | Item::Path { fill, stroke, .. }) = item else { return None };
    let stroke = stroke.filter(|s| s.line != Line::Solid && matches!(figure.owner, Owner::Element(_)))?;
    if drawn.picture.dimmed && stroke.color.a < 255 {
        return None;
    }
    let bounds = item.bounds();
    let outside = ground(drawn, Point::new(bounds.center().x, bounds.y0 - 1.0), i, j);
    let inside = fill.over(outside);
    let [one, other] = [outside, inside].map(|g| stroke.color.over(g).contrast(g));
    // A card that stands out by itself shows its dashes from one side.
    let least = if inside.contrast(outside) >= MARK { one.max(other) } else { one.min(other) };
    Some(("dashes".to_owned(), least))
}
