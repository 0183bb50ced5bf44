//! Finding dots on the cards that are seen.
//!
//! They are painted with their cards, told of under the pointer, and pressed to list what was found. Only what is in sight is looked at, so an edit costs no more than what it changed there.
//!
//! Knows nothing about what was found.

use std::collections::HashMap;
use std::sync::Arc;

use eframe::egui::{self, Pos2, RichText, Vec2};

use crate::editor::Session;
use crate::geom::{Point, Rect};
use crate::model::{ElementId, Revision};
use crate::scene::dots::{self, Dot};
use crate::scene::{Figure, Item, Owner};
use crate::theme::Theme;
use crate::ui::paint::Brush;
use crate::ui::panels::findings;
use crate::ui::style::{color, fill_icon_text, strong};

/// Below this size of a dot on the screen its count could not be read, and it is a mere dot.
const READ: f64 = 9.5;
/// The least diameter of such a dot on the screen.
const LEAST: f32 = 7.0;
/// The most findings that are told at once.
const MOST: usize = 5;

/// How strongly a card is drawn: while another is in focus it recedes, and its dot with it.
fn strength_of(figure: &Figure) -> f64 {
    let ink = figure.items.iter().find_map(|i| if let Item::Text { color, .. } = i { Some(*color) } else { None });
    ink.map_or(1.0, |ink| f64::from(ink.a) / 255.0)
}

/// A dot with the card that it was placed on.
struct Placed {
    figure: Arc<Figure>,
    dot: Dot,
    at: Rect,
}

/// The dots of the drawing.
#[derive(Default)]
pub(super) struct Dots {
    /// How much is found of each element, as of a number of the findings and a state of the document.
    known: HashMap<ElementId, Option<Dot>>,
    of: Option<(u64, Revision)>,
    placed: HashMap<ElementId, Placed>,
    /// What is seen in this frame, and where.
    shown: Vec<(ElementId, Rect)>,
}

impl Dots {
    /// Begins a frame.
    pub(super) fn begin(&mut self, session: &mut Session) {
        self.shown.clear();
        let of = Some((session.findings().turn(), session.document().revision()));
        if self.of != of {
            self.of = of;
            self.known.clear();
            // What has gone out of sight is not kept for ever.
            if self.placed.len() > 4_000 {
                self.placed.clear();
            }
        }
    }

    /// Paints the dot of a figure, if it has one.
    pub(super) fn paint(&mut self, brush: &Brush<'_>, session: &mut Session, figure: &Arc<Figure>, theme: &Theme) {
        let Owner::Element(id) = &figure.owner else { return };
        if session.is_fresh(id) {
            return;
        }
        let dot = *self.known.entry(id.clone()).or_insert_with(|| session.dot_of(id));
        let Some(dot) = dot else { return };
        let same = self.placed.get(id).filter(|p| p.dot == dot && Arc::ptr_eq(&p.figure, figure));
        let at = if let Some(placed) = same {
            placed.at
        } else {
            let Some(kind) = session.document().element(id).map(|e| e.kind) else { return };
            let at = dots::place(figure, kind, dot);
            self.placed.insert(id.clone(), Placed { figure: figure.clone(), dot, at });
            at
        };
        self.shown.push((id.clone(), at));
        let brush = &Brush { strength: brush.strength * strength_of(figure), ..*brush };
        if at.height() * brush.camera.zoom >= READ {
            for item in &dots::items(dot, at, theme) {
                brush.item(item);
            }
        } else {
            let place = brush.rect(at);
            let radius = (place.height() / 2.0).max(LEAST / 2.0);
            let tint = color(dot.color(theme).faded(brush.strength));
            brush.painter.circle_filled(place.center(), radius, tint);
        }
    }

    /// The element whose dot is at a point of the drawing.
    pub(super) fn at(&self, session: &Session, at: Point) -> Option<ElementId> {
        let reach = 1.5 / session.camera.zoom;
        self.shown.iter().rev().find(|(_, rect)| rect.inflate(reach, reach).contains(at)).map(|(id, _)| id.clone())
    }

    /// Tells what was found of the element whose dot is under the pointer. Whether one is.
    pub(super) fn tell(
        &self,
        session: &mut Session,
        background: &egui::Response,
        at: Option<Point>,
        theme: &Theme,
    ) -> bool {
        let Some(id) = at.and_then(|at| self.at(session, at)).filter(|_| !session.gesture.is_active()) else {
            return false;
        };
        background.ctx.set_cursor_icon(egui::CursorIcon::PointingHand);
        let found: Vec<_> = session.findings().of_element(&id).into_iter().cloned().collect();
        let mut tooltip = egui::Tooltip::for_enabled(background).at_pointer().gap(12.0);
        if let Some((_, rect)) = self.shown.iter().find(|(shown, _)| *shown == id) {
            let corner = session.camera.screen_from_doc(Point::new(rect.x0, rect.y0));
            let size = Vec2::splat((rect.height() * session.camera.zoom) as f32);
            let corner = background.rect.min + Vec2::new(corner.x as f32, corner.y as f32);
            tooltip.popup = tooltip.popup.anchor(egui::Rect::from_min_size(Pos2::new(corner.x, corner.y), size));
        }
        tooltip.show(|ui| {
            ui.set_max_width(340.0);
            for finding in found.iter().take(MOST) {
                let severity = finding.severity();
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = 6.0;
                    ui.label(fill_icon_text(findings::icon(severity), 14.0, findings::ink(severity, theme)));
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = 1.0;
                        ui.add(egui::Label::new(strong(finding.message(), 12.5)).wrap());
                        let does = RichText::new(finding.rule.suggestion).size(12.0);
                        ui.add(egui::Label::new(does.color(color(theme.text_secondary))).wrap());
                    });
                });
            }
            let rest = found.len().saturating_sub(MOST);
            let words =
                if rest > 0 { format!("and {rest} more. A click lists them") } else { "A click lists them".into() };
            ui.label(RichText::new(words).size(11.5).color(color(theme.muted)));
        });
        true
    }
}
