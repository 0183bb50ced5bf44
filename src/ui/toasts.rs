//! Sentences that come and go at the bottom of the canvas.
//!
//! Knows nothing about what happened.

use eframe::egui::{self, Align2, Area, Frame, Id, Margin, Order, RichText, Vec2};

use super::style::{color, icon_text};
use crate::editor::{Notice, Session, Tone};
use crate::theme::Theme;

/// How long a sentence stays: three seconds, and a little for each letter.
fn stays(notice: &Notice) -> f64 {
    let least = if notice.tone == Tone::Info { 2.5 } else { 5.0 };
    least + notice.text.chars().count() as f64 * 0.04
}

/// The sentences on show.
#[derive(Default)]
pub(super) struct Toasts {
    shown: Vec<(Notice, f64)>,
}

impl Toasts {
    pub(super) fn add(&mut self, notice: Notice, now: f64) {
        // The same sentence again starts its time anew instead of standing twice.
        self.shown.retain(|(n, _)| *n != notice);
        // What went well is news only until the next thing does.
        if notice.tone == Tone::Info {
            self.shown.retain(|(n, _)| n.tone != Tone::Info);
        }
        let until = now + stays(&notice);
        self.shown.push((notice, until));
        if self.shown.len() > 3 {
            self.shown.remove(0);
        }
    }

    pub(super) fn ui(
        &mut self,
        ctx: &egui::Context,
        theme: &Theme,
        canvas: egui::Rect,
        mut session: Option<&mut Session>,
    ) {
        let now = ctx.input(|i| i.time);
        self.shown.retain(|(_, until)| *until > now);
        let Some(next) = self.shown.iter().map(|(_, until)| until - now).min_by(f64::total_cmp) else { return };
        ctx.request_repaint_after(std::time::Duration::from_secs_f64(next.max(0.05)));
        let mut closed = None;
        let bottom = ctx.content_rect().bottom() - canvas.bottom();
        let shift = canvas.center().x - ctx.content_rect().center().x;
        Area::new(Id::unique("toasts"))
            .order(Order::Foreground)
            .anchor(Align2::CENTER_BOTTOM, Vec2::new(shift, -bottom - 16.0))
            .show(ctx, |ui| {
                let several = self.shown.len() > 1;
                for (i, (notice, _)) in self.shown.iter().enumerate() {
                    let (icon, tint) = match notice.tone {
                        Tone::Info => ("check", theme.accent),
                        Tone::Refusal => ("info", theme.finding.warning),
                        Tone::Error => ("warning", theme.finding.error),
                    };
                    Frame::popup(ui.style()).inner_margin(Margin::symmetric(12, 8)).show(ui, |ui| {
                        ui.horizontal(|ui| {
                            ui.label(icon_text(icon, 16.0).color(color(tint)));
                            ui.vertical(|ui| {
                                ui.set_max_width(520.0);
                                ui.add_space(1.0);
                                ui.label(RichText::new(&notice.text).color(color(theme.text)));
                            });
                            if let Some(session) = session.as_deref_mut().filter(|s| s.offers_to_show(&notice.text))
                                && ui.add(egui::Button::new("Show")).accessible_name("Show what changed").clicked()
                            {
                                session.show_elsewhere();
                            }
                            let close = ui.add(egui::Button::new(icon_text("x", 12.0)).frame(false));
                            let name = if several { format!("Dismiss: {}", notice.text) } else { "Dismiss".to_owned() };
                            let close = close.accessible_name(name);
                            if close.clicked() {
                                closed = Some(i);
                            }
                        });
                    });
                }
            });
        if let Some(i) = closed {
            self.shown.remove(i);
        }
    }
}
