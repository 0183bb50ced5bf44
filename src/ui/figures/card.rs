//! How a number comes about, beside it: the arithmetic in words, and the elements that it comes from, each to go to.
//!
//! Knows nothing about what the number means.

use eframe::egui::{self, Area, Button, Frame, Id, Label, Margin, Order, Pos2, Rect, RichText, Stroke, Vec2};
use eframe::egui::{Response, WidgetInfo, accesskit};

use super::Did;
use crate::editor::Session;
use crate::model::ElementId;
use crate::scene::anatomy;
use crate::scene::charts::Number;
use crate::theme::Theme;
use crate::ui::going::small;
use crate::ui::style::{color, fill_icon_text, strong};

/// Width of the card.
const WIDTH: f32 = 340.0;
/// The most elements that are named.
const MOST: usize = 12;

/// Shows the card near the place of its number, inside an area. `lead` leads the keyboard to it.
pub(super) fn ui(
    ctx: &egui::Context,
    session: &Session,
    theme: &Theme,
    number: &Number,
    (place, area): (Rect, Rect),
    lead: bool,
) -> Option<Did> {
    let id = Id::unique("figure-card");
    let size: Vec2 = ctx.data(|d| d.get_temp(id)).unwrap_or(Vec2::new(WIDTH, 180.0));
    let at = beside(place, size, area.shrink(8.0));
    let mut did = None;
    let shown = Area::new(id).order(Order::Foreground).fixed_pos(at).show(ctx, |ui| {
        let frame = Frame::NONE
            .fill(color(theme.panel))
            .stroke(Stroke::new(1.0, color(theme.frame_stroke)))
            .corner_radius(10.0)
            .inner_margin(Margin::same(14))
            .shadow(ui.style().visuals.popup_shadow);
        frame.show(ui, |ui| {
            ui.set_width(WIDTH - 28.0);
            did = inside(ui, session, theme, number, lead);
        });
    });
    let is = shown.response.rect.size();
    if is != size {
        // Where it fits is known only now.
        ctx.data_mut(|d| d.insert_temp(id, is));
        ctx.request_repaint();
    }
    did
}

/// Below a number, above it where there is more room, and always inside.
fn beside(place: Rect, size: Vec2, area: Rect) -> Pos2 {
    let below = place.bottom() + 8.0;
    let y = if below + size.y <= area.bottom() { below } else { place.top() - 8.0 - size.y };
    let y = y.clamp(area.top(), (area.bottom() - size.y).max(area.top()));
    let x = place.left().clamp(area.left(), (area.right() - size.x).max(area.left()));
    Pos2::new(x, y).round()
}

fn inside(ui: &mut egui::Ui, session: &Session, theme: &Theme, number: &Number, lead: bool) -> Option<Did> {
    let (mut did, mut lead) = (None, lead);
    ui.horizontal_top(|ui| {
        let room = ui.available_width() - 30.0;
        ui.allocate_ui(Vec2::new(room, 20.0), |ui| {
            ui.set_width(room);
            ui.add(Label::new(strong(&number.name, 14.0).color(color(theme.text))).wrap());
        });
        if small(ui, "x", "Close how it comes about", true) {
            did = Some(Did::Asked(None));
        }
    });
    if !number.words.is_empty() {
        let words = RichText::new(number.words.as_str()).size(12.5).color(color(theme.text_secondary));
        ui.add(Label::new(words).wrap());
    }
    ui.spacing_mut().item_spacing.y = 1.0;
    let groups = [("COMES FROM", &number.elements), ("DO NOT SAY IT YET", &number.missing)];
    egui::ScrollArea::vertical().max_height(260.0).auto_shrink([false, true]).show(ui, |ui| {
        for (label, ids) in groups.into_iter().filter(|(_, ids)| !ids.is_empty()) {
            ui.add_space(8.0);
            ui.label(RichText::new(label).size(10.5).extra_letter_spacing(1.0).color(color(theme.muted)));
            for id in ids.iter().take(MOST) {
                let Some(response) = element(ui, session, theme, id) else { continue };
                if std::mem::take(&mut lead) {
                    response.request_focus();
                }
                if response.clicked() {
                    did = Some(Did::Gone(id.clone()));
                }
            }
            let rest = ids.len().saturating_sub(MOST);
            if rest > 0 {
                ui.label(RichText::new(format!("and {rest} more")).size(12.0).color(color(theme.muted)));
            }
        }
    });
    did
}

/// An element as a link to where it is drawn.
fn element(ui: &mut egui::Ui, session: &Session, theme: &Theme, id: &ElementId) -> Option<Response> {
    let document = session.document();
    let element = document.element(id)?;
    let icon = fill_icon_text(&anatomy::icon_name(document, element), 15.0, theme.kind(element.kind.id()));
    let name = RichText::new(element.shown_name()).size(12.5).color(color(theme.accent));
    let button = Button::new((icon, name)).frame_when_inactive(false).wrap_mode(egui::TextWrapMode::Truncate);
    let response = ui.add(button.min_size(Vec2::new(ui.available_width() - 8.0, 26.0)));
    let spoken = format!("Go to {}", element.shown_name());
    response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Link, true, &spoken));
    Some(response.on_hover_text("Show it on the drawing"))
}
