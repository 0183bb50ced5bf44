//! The charts to choose from, the day they are of, and what can be done with the one on show.
//!
//! Knows nothing about what they show.

use eframe::egui::{self, Button, RichText, Vec2, WidgetInfo, accesskit};

use super::Did;
use crate::analysis::{as_of, month_name};
use crate::editor::{Command, Session};
use crate::scene::charts::Chart;
use crate::theme::Theme;
use crate::ui::going::small;
use crate::ui::style::{color, icon_text};

/// Height of a row.
const ROW: f32 = 32.0;

pub(super) fn ui(ui: &mut egui::Ui, session: &Session, theme: &Theme) -> Option<Did> {
    let mut did = None;
    ui.horizontal(|ui| {
        ui.label(RichText::new("FIGURES").size(11.0).extra_letter_spacing(1.2).color(color(theme.muted)));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if small(ui, "x", "Back to the drawing", true) {
                did = Some(Did::Closed);
            }
        });
    });
    ui.add_space(4.0);
    let foot = 112.0;
    let height = (ui.available_height() - foot).max(ROW * 2.0);
    egui::ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        for chart in Chart::ALL {
            let shown = session.figures.chart() == chart;
            let text = RichText::new(chart.title()).size(13.0).color(color(theme.text));
            let button = Button::new(text)
                .selected(shown)
                .frame_when_inactive(shown)
                .wrap_mode(egui::TextWrapMode::Truncate)
                .min_size(Vec2::new(ui.available_width() - 2.0, ROW));
            let response = ui.add(button).on_hover_text(chart.question());
            let named = || WidgetInfo::selected(accesskit::Role::ListItem, true, shown, chart.title());
            response.widget_info(named);
            if response.clicked() && !shown {
                did = Some(Did::Chart(chart));
            }
        }
    });
    ui.with_layout(egui::Layout::bottom_up(egui::Align::Min), |ui| {
        for (icon, label, help, command) in [
            ("export", "Export…", "Save this chart as SVG or PNG", Command::Export),
            ("copy", "Copy as picture", "This chart onto the clipboard", Command::CopyPicture),
        ] {
            let text = (icon_text(icon, 14.0), RichText::new(label).size(12.5));
            let button = Button::new(text).min_size(Vec2::new(ui.available_width() - 2.0, 28.0));
            let response = ui.add(button).on_hover_text(help);
            response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Button, true, format!("{label} this chart")));
            if response.clicked() {
                did = Some(Did::Command(command));
            }
        }
        ui.add_space(4.0);
        if let Some(day) = as_of(session.document(), session.today()) {
            let text = format!("As of {} {} {}", day.day(), month_name(day.month()), day.year());
            ui.label(RichText::new(text).size(12.0).color(color(theme.text_secondary)));
        }
    });
    did
}
