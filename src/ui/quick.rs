//! A list that is found in by typing: a field over rows, led by the arrow keys while the field keeps the keyboard.
//!
//! Only the rows in sight are drawn, so a list may be long.
//!
//! Knows nothing about what the rows stand for.

use eframe::egui::{
    self, Align2, FontId, Frame, Id, Key, Margin, Modal, Modifiers, Rect, RichText, Sense, Stroke, TextEdit, UiBuilder,
    Vec2, WidgetInfo, accesskit, text::LayoutJob,
};

use super::style::{backdrop, color, family, icon_text};
use crate::text::Weight;
use crate::theme::Theme;

pub(super) const WIDTH: f32 = 640.0;
pub(super) const ROW: f32 = 36.0;
/// How many rows are in sight; the half shows that there are more.
pub(super) const IN_SIGHT: f32 = 9.5;
/// How far an icon moves the title to the right.
const ICON: f32 = 26.0;
/// How far the page keys go.
const PAGE: usize = 9;

/// A row of the list.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// What stands before its title.
    pub icon: Option<RichText>,
    /// What it is called.
    pub title: String,
    /// The letters of the title that were typed, by number.
    pub marks: Vec<usize>,
    /// What it is called for those who hear it, where that is more than its title.
    pub name: Option<String>,
    /// What stands at the right in quiet letters.
    pub note: String,
    /// Its keys.
    pub keys: String,
    /// What it does, shown below the list while it is the one that Enter takes.
    pub help: String,
    /// Why it cannot be taken, if it cannot.
    pub why_not: Option<String>,
}

/// How far below the upper edge of the window such a list stands.
pub(super) fn top(ctx: &egui::Context) -> f32 {
    (ctx.content_rect().height() * 0.12).clamp(12.0, 120.0)
}

/// The field over the rows.
pub(super) fn head(ui: &mut egui::Ui, theme: &Theme, id: Id, text: &mut String, hint: &str) -> egui::Response {
    let frame = Frame::NONE.inner_margin(Margin::symmetric(16, 12));
    let shown = frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label(icon_text("magnifying-glass", 17.0).color(color(theme.muted)));
            let edit = TextEdit::singleline(text)
                .id(id)
                .font(FontId::new(15.0, family(Weight::Regular)))
                .hint_text(hint)
                .frame(Frame::NONE)
                .margin(Margin::symmetric(4, 0))
                .align(Align2::LEFT_CENTER)
                .min_size(Vec2::new(0.0, 26.0))
                .desired_width(f32::INFINITY);
            ui.add(edit)
        })
    });
    shown.inner.inner
}

/// What the user did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// Nothing yet.
    Nothing,
    /// The row of this number.
    Chosen(usize),
    /// To close it.
    Closed,
}

/// What the list remembers while it is open.
#[derive(Default)]
pub(super) struct Quick {
    /// What is typed.
    pub text: String,
    at: usize,
    offset: f32,
    /// Whether it was shown already, so that it takes the keyboard only once.
    shown: bool,
}

impl Quick {
    /// Shows the list over the window; `rows` gives what fits what is typed.
    pub(super) fn ui(
        &mut self,
        ctx: &egui::Context,
        theme: &Theme,
        (name, hint): (&str, &str),
        rows: impl FnOnce(&str) -> Vec<Row>,
    ) -> Said {
        let id = Id::unique(name);
        let top = top(ctx);
        let area = Modal::default_area(id).anchor(Align2::CENTER_TOP, Vec2::new(0.0, top));
        let frame = Frame::window(&ctx.global_style()).inner_margin(Margin::same(0));
        let modal = Modal::new(id).area(area).frame(frame).backdrop_color(backdrop(ctx)).show(ctx, |ui| {
            ui.set_width(WIDTH.min(ctx.content_rect().width() - 32.0));
            ui.spacing_mut().item_spacing.y = 0.0;
            // Before the field sees them, which would move its cursor.
            let taken = |key: Key| ctx.input_mut(|i| i.consume_key(Modifiers::NONE, key));
            let keys = [Key::ArrowUp, Key::ArrowDown, Key::PageUp, Key::PageDown, Key::Enter].map(taken);
            self.field(ui, theme, id, hint);
            let rows = rows(&self.text);
            self.lead(keys, rows.len());
            line(ui, theme);
            let mut chosen = self.list(ui, theme, id, &rows);
            line(ui, theme);
            self.foot(ui, theme, &rows);
            if keys[4] {
                chosen = Some(self.at);
            }
            chosen.filter(|at| rows.get(*at).is_some_and(|r| r.why_not.is_none()))
        });
        match modal.inner {
            Some(at) => Said::Chosen(at),
            None if modal.should_close() => Said::Closed,
            None => Said::Nothing,
        }
    }

    fn field(&mut self, ui: &mut egui::Ui, theme: &Theme, id: Id, hint: &str) {
        let field = head(ui, theme, id.with("field"), &mut self.text, hint).accessible_name(hint);
        if field.changed() {
            (self.at, self.offset) = (0, 0.0);
        }
        // Somebody typing means this list, whatever was clicked in it.
        if !self.shown || ui.memory(|m| m.focused().is_none()) {
            field.request_focus();
        }
        self.shown = true;
    }

    /// Moves to another row by the keys; the list follows.
    fn lead(&mut self, [up, down, page_up, page_down, _]: [bool; 5], count: usize) {
        let last = count.saturating_sub(1);
        self.at = self.at.min(last);
        let before = self.at;
        if up {
            self.at = if self.at == 0 { last } else { self.at - 1 };
        }
        if down {
            self.at = if self.at == last { 0 } else { self.at + 1 };
        }
        if page_up {
            self.at = self.at.saturating_sub(PAGE);
        }
        if page_down {
            self.at = (self.at + PAGE).min(last);
        }
        if self.at != before {
            let top = self.at as f32 * ROW;
            self.offset = self.offset.clamp((top + ROW - IN_SIGHT * ROW).max(0.0), top);
        }
    }

    fn list(&mut self, ui: &mut egui::Ui, theme: &Theme, id: Id, rows: &[Row]) -> Option<usize> {
        if rows.is_empty() {
            let text = RichText::new("Nothing has these letters").color(color(theme.muted));
            Frame::NONE.inner_margin(Margin::symmetric(18, 12)).show(ui, |ui| ui.label(text));
            return None;
        }
        let mut chosen = None;
        let moved = ui.input(|i| i.pointer.delta() != Vec2::ZERO);
        let area = egui::ScrollArea::vertical()
            .id_salt(id.with("rows"))
            .max_height(IN_SIGHT * ROW)
            .auto_shrink([false, true])
            .vertical_scroll_offset(self.offset);
        let shown = area.show_rows(ui, ROW, rows.len(), |ui, range| {
            for at in range {
                let Some(row) = rows.get(at) else { continue };
                let response = row_ui(ui, theme, id.with(("row", at)), row, at == self.at);
                if response.gained_focus() || (moved && response.hovered()) {
                    self.at = at;
                }
                if response.clicked() {
                    chosen = Some(at);
                }
            }
        });
        self.offset = shown.state.unclamped_offset().y;
        chosen
    }

    /// What the row does that Enter takes, or why it cannot be taken.
    fn foot(&self, ui: &mut egui::Ui, theme: &Theme, rows: &[Row]) {
        let row = rows.get(self.at);
        let (text, ink) = match row {
            Some(Row { why_not: Some(why), .. }) => (why.as_str(), theme.finding.warning),
            Some(row) => (row.help.as_str(), theme.text_secondary),
            None => ("", theme.muted),
        };
        foot(ui, theme, (text, ink), "Enter takes it · Esc closes");
    }
}

/// The line below the rows: what the row means, and what the keys do.
pub(super) fn foot(ui: &mut egui::Ui, theme: &Theme, (text, ink): (&str, crate::theme::Color), keys: &str) {
    Frame::NONE.inner_margin(Margin::symmetric(18, 9)).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.label(RichText::new(keys).size(11.0).color(color(theme.muted)));
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    ui.add(egui::Label::new(RichText::new(text).size(12.0).color(color(ink))).truncate());
                });
            });
        });
    });
}

/// A line across.
pub(super) fn line(ui: &mut egui::Ui, theme: &Theme) {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 1.0), Sense::hover());
    ui.painter().rect_filled(rect, 0.0, color(theme.panel_border));
}

/// A row, the words of which are for the eye; its name is its title.
pub(super) fn row_ui(ui: &mut egui::Ui, theme: &Theme, id: Id, row: &Row, on: bool) -> egui::Response {
    let (_, place) = ui.allocate_space(Vec2::new(ui.available_width(), ROW));
    let response = ui.interact(place, id, Sense::click());
    let usable = row.why_not.is_none();
    let name = row.name.as_ref().unwrap_or(&row.title);
    response.widget_info(|| WidgetInfo::selected(accesskit::Role::ListBoxOption, usable, on, name));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_selected(on);
        node.clear_toggled();
        node.set_description(row.why_not.as_deref().unwrap_or(&row.help));
        if !row.keys.is_empty() {
            node.set_keyboard_shortcut(row.keys.as_str());
        }
    });
    let inner = place.shrink2(Vec2::new(6.0, 1.0));
    if on {
        ui.painter().rect_filled(inner, 6.0, color(theme.selected));
    }
    if response.has_focus() {
        ui.painter().rect_stroke(inner, 6.0, Stroke::new(1.5, color(theme.accent)), egui::StrokeKind::Inside);
    }
    let mut ui = ui.new_child(UiBuilder::new().max_rect(inner.shrink2(Vec2::new(12.0, 0.0))));
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        if !row.keys.is_empty() {
            keycap(ui, theme, &row.keys);
        }
        paint(ui, row.why_not.as_deref().unwrap_or(&row.note), 12.0, color(theme.muted), 300.0);
        let ink = if usable { theme.text } else { theme.muted };
        let room = ui.available_width() - if row.icon.is_some() { ICON } else { 0.0 };
        let job = title(row, color(ink), color(theme.accent));
        let galley = ui
            .fonts_mut(|f| f.layout_job(LayoutJob { wrap: egui::text::TextWrapping::truncate_at_width(room), ..job }));
        let mut at = egui::pos2(inner.left() + 12.0, inner.center().y - galley.size().y / 2.0);
        if let Some(icon) = &row.icon {
            let words = egui::WidgetText::from(icon.clone());
            let icon = words.into_galley(ui, None, f32::INFINITY, egui::TextStyle::Body);
            let place = egui::pos2(at.x, inner.center().y - icon.size().y / 2.0);
            ui.painter().galley(place, icon, color(theme.text_secondary));
            at.x += ICON;
        }
        ui.painter().galley(at, galley, color(ink));
    });
    response
}

/// The title with the letters that were typed in another colour.
fn title(row: &Row, ink: egui::Color32, mark: egui::Color32) -> LayoutJob {
    let mut job = LayoutJob::default();
    for (at, letter) in row.title.chars().enumerate() {
        let typed = row.marks.binary_search(&at).is_ok();
        let font = FontId::new(13.5, family(if typed { Weight::SemiBold } else { Weight::Medium }));
        let format = egui::TextFormat::simple(font, if typed && row.why_not.is_none() { mark } else { ink });
        let mut bytes = [0; 4];
        job.append(letter.encode_utf8(&mut bytes), 0.0, format);
    }
    job
}

/// Words that are for the eye only: the row says them itself.
fn paint(ui: &mut egui::Ui, text: &str, size: f32, ink: egui::Color32, most: f32) -> Rect {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), FontId::new(size, family(Weight::Regular)), ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(most.min(ui.available_width()));
    let galley = ui.fonts_mut(|f| f.layout_job(job));
    let (_, place) = ui.allocate_space(galley.size());
    ui.painter().galley(place.min, galley, ink);
    place
}

/// Keys in a small frame.
fn keycap(ui: &mut egui::Ui, theme: &Theme, keys: &str) {
    let font = FontId::new(11.5, family(Weight::Medium));
    let galley = ui.fonts_mut(|f| f.layout_no_wrap(keys.to_owned(), font, color(theme.text_secondary)));
    let (_, place) = ui.allocate_space(galley.size() + Vec2::new(12.0, 6.0));
    let edge = Stroke::new(1.0, color(theme.field_border));
    ui.painter().rect(place, 5.0, color(theme.field), edge, egui::StrokeKind::Inside);
    ui.painter().galley(place.min + Vec2::new(6.0, 3.0), galley, color(theme.text_secondary));
}
