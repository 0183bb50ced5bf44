//! What had no room in a zone, as a list that opens under the pointer; a click goes there.
//!
//! Knows nothing about why there was no room.

use eframe::egui::{self, Area, Id, Order, Rect, ScrollArea, Vec2};

use crate::editor::Session;
use crate::model::ElementId;
use crate::scene::{Owner, Plan, anatomy};
use crate::theme::Theme;
use crate::ui::paint::Brush;
use crate::ui::popup;
use crate::ui::style::fill_icon_text;

/// How far the pointer may stray from the list before it closes.
const SLACK: f32 = 10.0;
/// The most rows that are in sight.
const MOST: f32 = 9.0;

/// Shows the list while the pointer is on what says that there is more, or in the list.
pub(super) fn ui(ctx: &egui::Context, session: &mut Session, plan: &Plan, brush: &Brush<'_>, theme: &Theme) {
    let id = Id::unique("left-over");
    let open: Option<(ecow::EcoString, Rect)> = ctx.data(|d| d.get_temp(id));
    let pointer = ctx.input(|i| i.pointer.hover_pos());
    let hovered = match session.hovered() {
        Some(Owner::More(zone)) => Some(zone.clone()),
        _ => None,
    };
    let stays = open.filter(|(_, list)| pointer.is_some_and(|p| list.expand(SLACK).contains(p)));
    let zone = stays.map(|(zone, _)| zone).or(hovered);
    let found = zone.filter(|_| !session.gesture.is_active() && session.menu.is_none()).and_then(|zone| {
        let there = plan.canvas.as_ref()?.zone(&zone)?;
        Some((zone, there.more?, there.left_over.clone()))
    });
    let Some((zone, more, left_over)) = found else {
        ctx.data_mut(|d| d.remove::<(ecow::EcoString, Rect)>(id));
        return;
    };
    let place = brush.rect(more);
    let room = brush.painter.clip_rect().shrink(4.0);
    let area = Area::new(id.with("area")).order(Order::Foreground).fixed_pos(place.left_bottom()).constrain_to(room);
    let mut chosen = None;
    let shown = area.show(ctx, |ui| {
        popup::frame(ui).show(ui, |ui| {
            ui.set_width(popup::WIDTH);
            ui.spacing_mut().item_spacing.y = 0.0;
            popup::heading(ui, theme, "No room on this page");
            ScrollArea::vertical().max_height(MOST * popup::ROW).show(ui, |ui| {
                for element in &left_over {
                    if row(ui, session, theme, element) {
                        chosen = Some(element.clone());
                    }
                }
            });
        });
    });
    let list = shown.response.rect.union(place).expand2(Vec2::new(0.0, 2.0));
    ctx.data_mut(|d| d.insert_temp(id, (zone, list)));
    if let Some(element) = chosen {
        session.go_to_left_over(&element);
        ctx.data_mut(|d| d.remove::<(ecow::EcoString, Rect)>(id));
    }
}

fn row(ui: &mut egui::Ui, session: &Session, theme: &Theme, id: &ElementId) -> bool {
    let Some(element) = session.document().element(id) else { return false };
    let icon = anatomy::icon_name(session.document(), element);
    let icon = fill_icon_text(&icon, 16.0, theme.kind(element.kind.id()));
    let row = popup::row(ui, theme, Some(icon), element.shown_name(), false);
    row.accessible_name(element.shown_name()).clicked()
}
