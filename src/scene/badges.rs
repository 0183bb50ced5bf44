//! What stands on a card beside words: initials, state marks, bars.
//!
//! Knows nothing about elements.

use super::context::Marks;
use super::facts::Bar;
use super::figure::{Item, Stroke};
use super::manner::Manner;
use super::outline::Outline;
use crate::geom::{Point, Rect, Vec2};
use crate::model::State;
use crate::text::{Font, Weight, width};
use crate::theme::{Color, Mark, Theme, size};

/// Space between a badge and the border of its card.
const INSET: f64 = 6.0;

/// The same below the badge, where names above it need the room more.
const BELOW: f64 = 4.0;

/// Height of a bar.
const BAR: f64 = 4.0;

/// The initials of the accountable role at the lower right of a card: where, and their shapes.
pub(super) fn initials(
    text: Option<&str>,
    card: Rect,
    outline: Outline,
    manner: &Manner,
    theme: &Theme,
) -> Option<(Rect, Vec<Item>)> {
    let text = text?;
    let (w, h) = extent(text, manner);
    let (_, right) = outline.inset();
    let (_, bottom) = outline.inset_vertical();
    // Round ends leave no room in their corners.
    let pill = outline == Outline::Pill;
    let y = if pill { card.center().y - h / 2.0 } else { card.y1 - bottom - BELOW - h };
    let x = card.x1 - right - INSET - w;
    let at = Rect::from_origin_size((x.round(), y.round()), (w, h));
    // On a card that is hardly larger than its badge the badge would cover the name.
    (at.y0 >= card.y0 + 2.0 && at.x0 >= card.x0 + card.width() / 2.0).then(|| (at, pill_items(text, at, manner, theme)))
}

/// Initials at the right of a header.
pub(super) fn beside(text: Option<&str>, header: Rect, manner: &Manner, theme: &Theme) -> Option<(Rect, Vec<Item>)> {
    let text = text?;
    let (w, h) = extent(text, manner);
    let at = Rect::from_origin_size((header.x1 - w, (header.center().y - h / 2.0).round()), (w, h));
    Some((at, pill_items(text, at, manner, theme)))
}

fn extent(text: &str, manner: &Manner) -> (f64, f64) {
    let h = (manner.badge.size * 1.9).round();
    ((width(text, manner.badge) + manner.badge.size * 0.8).max(h).ceil(), h)
}

fn pill_items(text: &str, at: Rect, manner: &Manner, theme: &Theme) -> Vec<Item> {
    let w = width(text, manner.badge);
    let baseline = Point::new(at.center().x - w / 2.0, at.y0 + manner.badge.baseline_in(at.height()));
    vec![pill(at, theme.badge, theme.badge_stroke), Item::text(baseline, text, manner.badge, theme.badge_text)]
}

/// The ground of a badge. Its fill is quiet; the line around it is what stands out from the card.
pub(super) fn pill(at: Rect, fill: Color, outline: Color) -> Item {
    let rect = at.inset(-0.5);
    Item::Box { rect, radius: rect.height() / 2.0, fill, stroke: Some(Stroke::solid(outline, 1.0)) }
}

fn state_word(state: State) -> &'static str {
    match state {
        State::Keep => "KEEP",
        State::New => "NEW",
        State::Change => "CHANGE",
        State::Retire => "RETIRE",
    }
}

/// Width of a state mark with the space after it.
pub(super) fn state_width(state: State, manner: &Manner) -> f64 {
    width(state_word(state), mark_font(manner)) + 12.0 + 6.0
}

fn mark_font(manner: &Manner) -> Font {
    Font::new(Weight::Bold, manner.badge.size)
}

/// A state mark on a line whose top left is `at`; gives where the line goes on.
pub(super) fn state(state: State, at: Point, manner: &Manner, theme: &Theme, items: &mut Vec<Item>) -> f64 {
    state_on(None, state, at, manner, theme, items)
}

/// The same on a card in the colours of its class, from which the outline has to stand out.
pub(super) fn state_on(
    tint: Option<Mark>,
    state: State,
    at: Point,
    manner: &Manner,
    theme: &Theme,
    items: &mut Vec<Item>,
) -> f64 {
    let Some(mark) = theme.state.get(state.id()) else { return at.x };
    let font = mark_font(manner);
    let text = state_word(state);
    let w = width(text, font) + 12.0;
    let h = (font.size * 1.45).round();
    let rect = Rect::from_origin_size((at.x, at.y + ((manner.detail_line - h) / 2.0).round()), (w, h));
    items.push(pill(rect, mark.fill, tint.map_or(mark.text, |tint| tint.text)));
    let baseline = Point::new(rect.x0 + 6.0, rect.y0 + font.baseline_in(h));
    items.push(Item::text(baseline, text, font, mark.text));
    at.x + state_width(state, manner)
}

/// A bar at the bottom of `line`, its words to the right.
pub(super) fn bar(bar: &Bar, marks: &Marks, line: Rect, theme: &Theme, items: &mut Vec<Item>) {
    let y = line.y1 - 5.0 - BAR / 2.0;
    let track = |x1: f64| Rect::new(line.x0, y.round(), x1.max(line.x0), y.round() + BAR);
    match bar {
        Bar::Share(share, words) => {
            let w = width(words, size::SMALL);
            let short = words.split(' ').take(2).collect::<Vec<_>>().join(" ");
            let short_w = width(&short, size::SMALL);
            let (words, w) =
                if line.width() - w - 8.0 >= 30.0 { (words.as_str(), w) } else { (short.as_str(), short_w) };
            let at = track(line.x1 - w - 8.0);
            if at.width() >= 16.0 {
                fill_bar(at, &[(0.0, share.clamp(0.0, 1.0), theme.kind("stage"))], theme, items);
                let baseline = Point::new(line.x1 - w, at.center().y + size::SMALL.cap_height() / 2.0);
                items.push(Item::text(baseline, words, size::SMALL, theme.text_secondary));
            }
        }
        Bar::Investment(parts) => {
            let colors = [theme.investment.run, theme.investment.grow, theme.investment.transform];
            let mut from = 0.0;
            let pieces: Vec<_> = std::iter::zip(parts, colors)
                .map(|(part, color)| {
                    let piece = (from, from + part, color);
                    from += part;
                    piece
                })
                .collect();
            fill_bar(track(line.x1), &pieces, theme, items);
        }
        Bar::Contract(start, end) => {
            let Some((from, to, today)) = marks.contracts else { return };
            let days = from.days_until(to).max(1) as f64;
            let share = |d: crate::analysis::Date| (from.days_until(d) as f64 / days).clamp(0.0, 1.0);
            let at = track(line.x1);
            let piece = (share(*start), end.map_or(1.0, share), theme.kind("partner"));
            fill_bar(at, &[piece], theme, items);
            if let Some(today) = today.filter(|d| *d >= from && *d <= to) {
                let x = (at.x0 + at.width() * share(today)).round();
                let mark = Rect::new(x - 0.75, at.y0 - 3.0, x + 0.75, at.y1 + 3.0);
                items.push(Item::Box { rect: mark, radius: 0.0, fill: theme.text, stroke: None });
            }
        }
    }
}

/// A track with coloured pieces from one share of it to another, a hair apart.
fn fill_bar(track: Rect, pieces: &[(f64, f64, Color)], theme: &Theme, items: &mut Vec<Item>) {
    items.push(Item::Box { rect: track, radius: BAR / 2.0, fill: theme.bar, stroke: None });
    let shown: Vec<_> = pieces.iter().filter(|(a, b, _)| b > a).collect();
    for (i, (a, b, color)) in shown.iter().enumerate() {
        let gap = if i > 0 { 1.0 } else { 0.0 };
        let x0 = track.x0 + a * track.width() + gap;
        let rect = Rect::new(x0, track.y0, (track.x0 + b * track.width()).max(x0 + 1.5).min(track.x1), track.y1);
        items.push(Item::Box { rect, radius: (BAR / 2.0).min(rect.width() / 2.0), fill: *color, stroke: None });
    }
}

/// A short sample of what a bar or mark looks like, for the legend.
pub(super) enum Sample {
    /// Working time in lead time, or another share.
    Share,
    /// Run, grow and transform.
    Investment,
    /// A contract with the day of the picture.
    Contract,
}

/// The shapes of a sample in a rectangle.
pub(super) fn sample(what: &Sample, rect: Rect, theme: &Theme) -> Vec<Item> {
    let track = Rect::from_center_size(rect.center(), (rect.width(), BAR));
    let mut items = Vec::new();
    match what {
        Sample::Share => fill_bar(track, &[(0.0, 0.4, theme.kind("stage"))], theme, &mut items),
        Sample::Investment => {
            let i = &theme.investment;
            let pieces = [(0.0, 0.4, i.run), (0.4, 0.75, i.grow), (0.75, 1.0, i.transform)];
            fill_bar(track, &pieces, theme, &mut items);
        }
        Sample::Contract => {
            fill_bar(track, &[(0.1, 0.8, theme.kind("partner"))], theme, &mut items);
            let mark = Rect::from_center_size(track.center() + Vec2::new(4.0, 0.0), (1.5, 10.0));
            items.push(Item::Box { rect: mark, radius: 0.0, fill: theme.text, stroke: None });
        }
    }
    items
}

/// A sample of initials.
pub(super) fn sample_initials(text: &str, at: Point, manner: &Manner, theme: &Theme) -> Vec<Item> {
    let (w, h) = extent(text, manner);
    let rect = Rect::from_center_size(at, (w, h));
    pill_items(text, rect, manner, theme)
}

/// A stroke that says that something is emerging.
pub(super) fn emerging(theme: &Theme) -> Stroke {
    Stroke { color: theme.kind("technology"), width: 1.3, line: super::figure::Line::Dashed }
}
