//! Sentences that come and go at the bottom of the canvas.
//!
//! Knows nothing about what happened.

use eframe::egui::{self, Align2, Area, Frame, Id, Margin, Order, Vec2};

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
        let several = self.shown.len() > 1;
        let mut at = canvas.center_bottom() - Vec2::new(0.0, 16.0);
        // The newest stands lowest; each is in the middle, as wide as what it says.
        for (i, (notice, _)) in self.shown.iter().enumerate().rev() {
            let area = Area::new(Id::unique(("toast", &notice.text))).order(Order::Foreground).fixed_pos(at);
            let shown = area.pivot(Align2::CENTER_BOTTOM).show(ctx, |ui| {
                Frame::popup(ui.style()).inner_margin(Margin::symmetric(12, 6)).corner_radius(10).show(ui, |ui| {
                    if toast(ui, theme, (notice, several), canvas.width() - 180.0, session.as_deref_mut()) {
                        closed = Some(i);
                    }
                });
            });
            at.y -= shown.response.rect.height() + 8.0;
        }
        if let Some(i) = closed {
            self.shown.remove(i);
        }
    }
}

/// One sentence. Whether it was dismissed.
fn toast(
    ui: &mut egui::Ui,
    theme: &Theme,
    (notice, several): (&Notice, bool),
    room: f32,
    session: Option<&mut Session>,
) -> bool {
    let (icon, tint) = match notice.tone {
        Tone::Info => ("check", theme.accent),
        Tone::Refusal => ("info", theme.finding.warning),
        Tone::Error => ("warning", theme.finding.error),
    };
    let row = ui.horizontal(|ui| {
        ui.label(icon_text(icon, 16.0).color(color(tint)));
        let font = egui::TextStyle::Body.resolve(ui.style());
        let most = room.clamp(160.0, 520.0);
        let galley = ui.fonts_mut(|f| f.layout(notice.text.clone(), font, color(theme.text), most));
        ui.add(egui::Label::new(galley));
        let done = session.is_some_and(|session| offer(ui, notice, session));
        let name = if several { format!("Dismiss: {}", notice.text) } else { "Dismiss".to_owned() };
        ui.add(egui::Button::new(icon_text("x", 12.0)).frame(false)).accessible_name(name).clicked() || done
    });
    row.inner
}

/// What can be done about a sentence. Whether that settles it.
fn offer(ui: &mut egui::Ui, notice: &Notice, session: &mut Session) -> bool {
    if session.offers_to_show(&notice.text)
        && ui.add(egui::Button::new("Show")).accessible_name("Show what changed").clicked()
    {
        session.show_elsewhere();
    }
    if session.offers_to_expand(&notice.text)
        && ui.add(egui::Button::new("Expand")).accessible_name("Expand and go there").clicked()
    {
        session.expand_to_told();
        return true;
    }
    if session.offers_to_undo(&notice.text) && ui.add(egui::Button::new("Undo")).accessible_name("Undo this").clicked()
    {
        session.undo();
        return true;
    }
    false
}
