//! The titles of zones that reach over the upper edge of what is shown: they stay in sight while one is zoomed in.
//!
//! Knows nothing about zones beside their names.

use std::sync::Arc;

use eframe::egui::{self, Rect, Stroke, StrokeKind, Vec2};

use crate::scene::{Figure, Item, Layer, Owner, Plan, Region};
use crate::text::Weight;
use crate::theme::Theme;
use crate::ui::paint::Brush;
use crate::ui::style::{color, family};

/// The least that must be seen of a zone below its title, in points of the screen.
const LEAST: f32 = 48.0;

/// A title that is pinned: what it says and where.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pinned {
    pub title: String,
    pub at: Rect,
}

/// The zones whose titles are out of sight while the zones are not.
pub(super) fn titles(brush: &Brush<'_>, plan: &Plan, visible: &[&Arc<Figure>]) -> Vec<Pinned> {
    let Some(canvas) = &plan.canvas else { return Vec::new() };
    let window = brush.painter.clip_rect();
    let mut all: Vec<Pinned> = Vec::new();
    let words = headings(brush, visible);
    for figure in visible {
        let (Owner::Zone(id), Region::Rect(region)) = (&figure.owner, &figure.region) else { continue };
        let Some(zone) = canvas.zone(id) else { continue };
        let whole = brush.rect(*region);
        let header = brush.rect(canvas.corner(zone));
        let Some(seen) = seen_without_title(whole, header, window).filter(|_| !figure.title.is_empty()) else {
            continue;
        };
        let galley = lay(brush, &figure.title, egui::Color32::PLACEHOLDER, seen.width() - 32.0);
        let size = galley.size() + Vec2::new(16.0, 8.0);
        // Where it covers no other title and no name of a stream; else the zone is told by what stands in it.
        let spare = (seen.width() - size.x - 16.0).max(0.0);
        let places = [0.0, 1.0, 0.5].map(|share| seen.min + Vec2::new(8.0 + spare * share, 8.0));
        let free = places.into_iter().map(|min| Rect::from_min_size(min, size)).find(|at| {
            let others = words.iter().chain(all.iter().map(|p| &p.at));
            others.into_iter().all(|w| !w.intersects(*at))
        });
        let Some(at) = free else { continue };
        all.push(Pinned { title: figure.title.to_string(), at });
    }
    all
}

/// The titles of zones and the names of streams that are seen, on the screen.
fn headings(brush: &Brush<'_>, visible: &[&Arc<Figure>]) -> Vec<Rect> {
    let heads = visible.iter().filter(|f| matches!(f.owner, Owner::Zone(_)) || matches!(f.layer, Layer::Container(_)));
    let texts = heads.flat_map(|f| f.items.iter().filter(|i| matches!(i, Item::Text { .. })));
    let window = brush.painter.clip_rect();
    texts.map(|i| brush.rect(i.bounds())).filter(|r| r.intersects(window)).collect()
}

/// What is seen of a zone whose title is not; nothing where the title is, and where there is too little to name.
fn seen_without_title(whole: Rect, header: Rect, window: Rect) -> Option<Rect> {
    let out = header.bottom() < window.top() + 4.0 || whole.left() < window.left() - header.height() * 2.0;
    let seen = whole.intersect(window);
    (out && seen.height() >= LEAST && seen.width() >= LEAST * 2.0).then_some(seen)
}

fn lay(brush: &Brush<'_>, title: &str, ink: egui::Color32, width: f32) -> Arc<egui::Galley> {
    let font = egui::FontId::new(12.0, family(Weight::SemiBold));
    let mut job = egui::text::LayoutJob::simple_singleline(title.to_uppercase(), font, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(20.0));
    brush.painter.layout_job(job)
}

/// Draws them over everything else of the drawing.
pub(super) fn ui(brush: &Brush<'_>, plan: &Plan, visible: &[&Arc<Figure>], theme: &Theme) {
    for pinned in titles(brush, plan, visible) {
        let figure = visible.iter().find(|f| f.title == pinned.title.as_str());
        let ink = figure.and_then(|f| {
            f.items.iter().find_map(|i| if let Item::Text { color, .. } = i { Some(*color) } else { None })
        });
        let ink = color(ink.unwrap_or(theme.text_secondary));
        let border = Stroke::new(1.0, color(theme.panel_border));
        brush.painter.rect(pinned.at, 6.0, color(theme.panel).gamma_multiply(0.94), border, StrokeKind::Inside);
        let galley = lay(brush, &pinned.title, ink, pinned.at.width() - 15.0);
        brush.painter.galley(pinned.at.min + Vec2::new(8.0, 4.0), galley, ink);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_pinned_while_its_zone_is_seen_without_it() {
        let window = Rect::from_min_max(egui::pos2(0.0, 0.0), egui::pos2(1000.0, 600.0));
        let zone = |x: f32, y: f32| {
            let whole = Rect::from_min_size(egui::pos2(x, y), Vec2::new(500.0, 900.0));
            (whole, Rect::from_min_size(egui::pos2(x + 470.0, y + 4.0), Vec2::splat(24.0)))
        };
        let seen = |(whole, header)| seen_without_title(whole, header, window);
        assert_eq!(seen(zone(100.0, 50.0)), None);
        let above = seen(zone(100.0, -300.0)).unwrap();
        assert_eq!(above.min, egui::pos2(100.0, 0.0));
        assert!(seen(zone(-200.0, 50.0)).is_some());
        // A sliver is not worth a name.
        assert_eq!(seen(zone(100.0, -880.0)), None);
    }
}
