//! What an empty diagram says: how it is filled.
//!
//! Knows nothing about how anything is added.

use eframe::egui::{self, FontId, Id, Rect, Sense, Vec2, WidgetInfo, accesskit};

use crate::editor::{Command, Session};
use crate::scene::Plan;
use crate::text::Weight;
use crate::theme::Theme;
use crate::ui::keys;
use crate::ui::style::{color, family};

/// Says how an empty diagram is filled, in its middle; nothing where there is something, or while something is done.
pub(super) fn ui(ui: &egui::Ui, session: &Session, plan: &Plan, canvas: Rect, theme: &Theme) {
    let annotated = session.view().is_some_and(|v| v.annotations().next().is_some());
    let idle = session.naming.is_none() && session.menu.is_none() && !session.gesture.is_active();
    if session.is_canvas() || !plan.nodes.is_empty() || annotated || !idle || session.is_laying_out() {
        return;
    }
    if session.editable().is_err() || session.showing.only_shows() || session.placing().is_some() {
        return;
    }
    let paste =
        keys::first(ui.ctx(), Command::Paste).map_or_else(String::new, |k| format!(", or press {k} to paste a list"));
    let (title, words) = if session.document().elements().is_empty() {
        ("Nothing is drawn yet", format!("Double-click to add the first element{paste}."))
    } else {
        let words = format!("Drag elements here from the outline, double-click to add new ones{paste}.");
        ("This diagram is empty", words)
    };
    let painter = ui.painter_at(canvas);
    let lay = |text: &str, size: f32, weight: Weight, ink| {
        let font = FontId::new(size, family(weight));
        painter.layout(text.to_owned(), font, color(ink), (canvas.width() - 48.0).min(420.0))
    };
    let heading = lay(title, 16.0, Weight::SemiBold, theme.text_secondary);
    let mut job = (*lay(&words, 13.5, Weight::Regular, theme.muted).job).clone();
    job.halign = egui::Align::Center;
    let below = painter.layout_job(job);
    let top = canvas.center().y - (heading.size().y + below.size().y + 6.0) / 2.0;
    let middle = canvas.center().x;
    let height = heading.size().y;
    painter.galley(egui::pos2(middle - heading.size().x / 2.0, top), heading, color(theme.text_secondary));
    painter.galley(egui::pos2(middle, top + height + 6.0), below, color(theme.muted));
    let place = Rect::from_center_size(canvas.center(), Vec2::new(10.0, 10.0));
    let told = ui.interact(place, Id::unique("empty-diagram"), Sense::hover());
    told.widget_info(|| WidgetInfo::labeled(accesskit::Role::Label, true, format!("{title}. {words}")));
}
