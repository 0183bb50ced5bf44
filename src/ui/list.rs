//! A list of rows of which one is taken: led by the arrow keys while the field above it keeps the keyboard.
//!
//! The list of commands, the list of places to go to and the menus on the canvas are all this list.
//!
//! Knows nothing about what the rows stand for.

use eframe::egui::{
    self, Align2, FontId, Id, Key, Modifiers, Rect, RichText, Sense, Stroke, UiBuilder, Vec2, WidgetInfo, accesskit,
    text::LayoutJob,
};

use super::popup;
use super::style::{color, family};
use crate::text::Weight;
use crate::theme::Theme;

/// A list up to this long is told whole, not only what of it is in sight.
const TOLD: usize = 100;
/// Height of what stands above a group of rows.
const HEADING: f32 = 22.0;
/// Height of what is said below the title of a row.
const BELOW: f32 = 16.0;
/// Width of the place of an icon.
const ICON: f32 = 26.0;

/// Keys that lead in the list and not from it.
const ARROWS: egui::EventFilter =
    egui::EventFilter { tab: false, horizontal_arrows: false, vertical_arrows: true, escape: false };

/// A row of the list.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// What stands above it, where a group of rows begins.
    pub heading: &'static str,
    /// What stands before its title.
    pub icon: Option<RichText>,
    /// What it is called.
    pub title: String,
    /// What a screen reader says; nothing for the title.
    pub name: String,
    /// The letters of the title that were typed, by number.
    pub marks: Vec<usize>,
    /// What is said below its title.
    pub below: String,
    /// What stands at the right in quiet letters.
    pub note: String,
    /// Its keys.
    pub keys: String,
    /// What it does.
    pub help: String,
    /// Why it cannot be taken, if it cannot.
    pub why_not: Option<String>,
}

impl Row {
    /// A row with a title.
    pub(super) fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// What a screen reader calls it.
    fn told(&self) -> &str {
        if self.name.is_empty() { &self.title } else { &self.name }
    }

    fn height(&self, look: &Look<'_>) -> f32 {
        look.row + if self.heading.is_empty() { 0.0 } else { HEADING } + if self.below.is_empty() { 0.0 } else { BELOW }
    }
}

/// How a list looks.
#[derive(Clone, Copy)]
pub(super) struct Look<'a> {
    /// What a screen reader calls the field.
    pub name: &'a str,
    /// What the field asks for.
    pub hint: &'a str,
    /// What is said where no row fits what is typed.
    pub nothing: &'a str,
    /// Height of a row.
    pub row: f32,
    /// The greatest height of the list.
    pub most: f32,
    /// Space at both sides of a row.
    pub side: f32,
}

/// The list in a menu on the canvas.
pub(super) const MENU: Look<'_> =
    Look { name: "", hint: "", nothing: "", row: popup::ROW, most: 10.5 * popup::ROW, side: 6.0 };

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

/// The keys of the list that were pressed.
#[derive(Clone, Copy)]
pub(super) struct Keys {
    led: [bool; 6],
    enter: bool,
    escape: bool,
}

/// Takes the keys of a list before a field sees them, which would move its cursor.
pub(super) fn keys(ctx: &egui::Context) -> Keys {
    let taken = |key: Key| ctx.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    Keys {
        led: [Key::ArrowUp, Key::ArrowDown, Key::PageUp, Key::PageDown, Key::Home, Key::End].map(taken),
        enter: taken(Key::Enter),
        escape: taken(Key::Escape),
    }
}

/// Which row the keys have led to, and how far the list is scrolled.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Led {
    at: usize,
    /// Whether somebody led there; before, it is the row that is likeliest meant.
    moved: bool,
    offset: f32,
}

impl Led {
    /// The row that Enter takes.
    pub(super) fn at(self) -> usize {
        self.at
    }

    /// Shows the rows, of which `likeliest` is meant while nobody leads elsewhere.
    pub(super) fn show(
        &mut self,
        ui: &mut egui::Ui,
        theme: &Theme,
        look: &Look<'_>,
        (id, keys): (Id, Keys),
        (rows, likeliest): (&[Row], usize),
    ) -> Said {
        let mut tops = Vec::with_capacity(rows.len() + 1);
        let mut top = 0.0;
        for row in rows {
            tops.push(top);
            top += row.height(look);
        }
        tops.push(top);
        self.lead(keys, &tops, likeliest, look);
        if keys.escape {
            return Said::Closed;
        }
        let mut chosen = self.rows(ui, theme, look, id, rows, &tops);
        if keys.enter {
            chosen = Some(self.at);
        }
        let usable = |at: &usize| rows.get(*at).is_some_and(|r| r.why_not.is_none());
        chosen.filter(usable).map_or(Said::Nothing, Said::Chosen)
    }

    /// Moves to another row by the keys; the list follows.
    fn lead(&mut self, keys: Keys, tops: &[f32], likeliest: usize, look: &Look<'_>) {
        let last = tops.len().saturating_sub(2);
        let page = ((look.most / look.row) as usize).max(1);
        let before = if self.moved { self.at } else { likeliest }.min(last);
        let [up, down, page_up, page_down, home, end] = keys.led;
        let mut at = before;
        if up {
            at = if at == 0 { last } else { at - 1 };
        }
        if down {
            at = if at == last { 0 } else { at + 1 };
        }
        if page_up {
            at = at.saturating_sub(page);
        }
        if page_down {
            at = (at + page).min(last);
        }
        if home {
            at = 0;
        }
        if end {
            at = last;
        }
        if let (true, Some(top), Some(bottom)) = (at != before, tops.get(at), tops.get(at + 1)) {
            self.offset = self.offset.clamp((bottom - look.most).max(0.0), *top);
        }
        self.at = at;
        self.moved |= keys.led.contains(&true);
    }

    fn rows(
        &mut self,
        ui: &mut egui::Ui,
        theme: &Theme,
        look: &Look<'_>,
        id: Id,
        rows: &[Row],
        tops: &[f32],
    ) -> Option<usize> {
        if rows.is_empty() {
            let text = RichText::new(look.nothing).color(color(theme.muted));
            let place = egui::Frame::NONE.inner_margin(egui::Margin::symmetric(look.side as i8, 8));
            place.show(ui, |ui| ui.add(egui::Label::new(text).wrap()));
            return None;
        }
        let on = self.at();
        let moved = ui.input(|i| i.pointer.delta() != Vec2::ZERO);
        let area = egui::ScrollArea::vertical()
            .id_salt(id.with("rows"))
            .max_height(look.most)
            // Near the lower border the menu moves up, instead of showing two rows of it.
            .min_scrolled_height(look.most)
            .auto_shrink([false, true])
            .vertical_scroll_offset(self.offset);
        let (mut chosen, mut focused) = (None, None);
        let shown = area.show_viewport(ui, |ui, sight| {
            ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
                node.set_role(accesskit::Role::ListBox);
                node.set_label("Entries");
            });
            let (_, whole) = ui.allocate_space(Vec2::new(ui.available_width(), tops.last().copied().unwrap_or(0.0)));
            for (at, (row, top)) in rows.iter().zip(tops).enumerate() {
                let (top, height) = (*top, row.height(look));
                if rows.len() > TOLD && (top + height < sight.top() || top > sight.bottom()) {
                    continue;
                }
                let corner = whole.min + Vec2::new(0.0, top);
                let mut place = Rect::from_min_size(corner, Vec2::new(whole.width(), height));
                if !row.heading.is_empty() {
                    heading(ui, theme, look, place, row.heading);
                    place.min.y += HEADING;
                }
                let response = row_ui(ui, theme, look, (id.with(("row", at)), place), row, at == on);
                if response.gained_focus() || (moved && response.hovered()) {
                    (self.at, self.moved) = (at, true);
                }
                if response.has_focus() {
                    focused = Some(at);
                    ui.memory_mut(|m| m.set_focus_lock_filter(response.id, ARROWS));
                }
                if response.clicked() {
                    chosen = Some(at);
                }
            }
        });
        // Where a row has the keyboard, it goes along.
        if focused.is_some_and(|f| f != self.at) {
            ui.memory_mut(|m| m.request_focus(id.with(("row", self.at))));
        }
        self.offset = shown.state.unclamped_offset().y;
        chosen
    }
}

/// A field over a list, as the menus on the canvas have it: the keyboard is in the field, and the keys lead in the list.
/// `rows` gives what fits what is typed, and which of it is likeliest meant. What is remembered between frames begins
/// anew where the list is `fresh`.
pub(super) fn find(
    ui: &mut egui::Ui,
    theme: &Theme,
    look: &Look<'_>,
    (id, fresh): (Id, bool),
    text: &mut String,
    rows: impl FnOnce(&str) -> (Vec<Row>, usize),
) -> Said {
    let mut led: Led = if fresh { Led::default() } else { ui.data(|d| d.get_temp(id)).unwrap_or_default() };
    let keys = keys(ui.ctx());
    let field = popup::field(ui, Some(id.with("field")), text, look.hint).accessible_name(look.name);
    if fresh {
        field.request_focus();
        // What was typed to open it is gone on with.
        to_end(ui.ctx(), field.id, text);
    }
    if field.changed() {
        led = Led::default();
    }
    let (rows, likeliest) = rows(text);
    let said = led.show(ui, theme, look, (id, keys), (&rows, likeliest));
    current(ui.ctx(), field.id, id, led.at(), rows.len());
    ui.data_mut(|d| d.insert_temp(id, led));
    said
}

/// The same without a field, for a few rows: they have the keyboard themselves.
pub(super) fn choose(ui: &mut egui::Ui, theme: &Theme, look: &Look<'_>, (id, fresh): (Id, bool), rows: &[Row]) -> Said {
    let mut led: Led = if fresh { Led::default() } else { ui.data(|d| d.get_temp(id)).unwrap_or_default() };
    let said = led.show(ui, theme, look, (id, keys(ui.ctx())), (rows, 0));
    if fresh {
        ui.memory_mut(|m| m.request_focus(id.with(("row", 0))));
    }
    ui.data_mut(|d| d.insert_temp(id, led));
    said
}

/// Puts the cursor of a field behind what stands in it.
fn to_end(ctx: &egui::Context, field: Id, text: &str) {
    let mut state = egui::TextEdit::load_state(ctx, field).unwrap_or_default();
    let end = egui::text::CCursor::new(text.chars().count());
    state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
    egui::TextEdit::store_state(ctx, field, state);
}

/// Which row of a list on the canvas Enter takes.
pub(super) fn at(ui: &egui::Ui, id: Id) -> usize {
    ui.data(|d| d.get_temp::<Led>(id)).unwrap_or_default().at()
}

/// Tells a screen reader which row the field above the list is at.
pub(super) fn current(ctx: &egui::Context, field: Id, list: Id, at: usize, count: usize) {
    let row = list.with(("row", at));
    if at < count && ctx.has_accesskit_node(row) {
        ctx.accesskit_node_builder(field, |node| node.set_active_descendant(row.accesskit_id()));
    }
}

/// What stands above a group of rows.
fn heading(ui: &egui::Ui, theme: &Theme, look: &Look<'_>, place: Rect, text: &str) {
    let at = place.min + Vec2::new(look.side, HEADING / 2.0 + 2.0);
    let font = FontId::new(11.0, family(Weight::Regular));
    ui.painter().text(at, Align2::LEFT_CENTER, text, font, color(theme.muted));
}

fn row_ui(
    ui: &mut egui::Ui,
    theme: &Theme,
    look: &Look<'_>,
    (id, place): (Id, Rect),
    row: &Row,
    on: bool,
) -> egui::Response {
    let response = ui.interact(place, id, Sense::click());
    let usable = row.why_not.is_none();
    response.widget_info(|| WidgetInfo::selected(accesskit::Role::ListBoxOption, usable, on, row.told()));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_selected(on);
        node.clear_toggled();
        let said = [row.why_not.as_deref().unwrap_or(&row.help), &row.note];
        node.set_description(said.into_iter().find(|s| !s.is_empty()).unwrap_or_default());
        if !row.keys.is_empty() {
            node.set_keyboard_shortcut(row.keys.as_str());
        }
    });
    let inner = place.shrink2(Vec2::new(look.side - 6.0, 1.0));
    if on {
        ui.painter().rect_filled(inner, 6.0, color(theme.selected));
    }
    if response.has_focus() {
        ui.painter().rect_stroke(inner, 6.0, Stroke::new(1.5, color(theme.accent)), egui::StrokeKind::Inside);
    }
    let mut text = Rect::from_min_size(inner.min, Vec2::new(inner.width(), look.row - 2.0));
    text = text.shrink2(Vec2::new(look.side.clamp(8.0, 12.0), 0.0));
    if let Some(icon) = &row.icon {
        let icon = egui::WidgetText::from(icon.clone());
        let galley = icon.into_galley(ui, Some(egui::TextWrapMode::Extend), f32::INFINITY, egui::TextStyle::Body);
        let at = egui::pos2(text.left(), text.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, color(theme.text_secondary));
        text.min.x += ICON;
    }
    if !row.below.is_empty() {
        let at = egui::pos2(text.left(), text.bottom() - 2.0);
        let galley = cut(ui, &row.below, 11.0, color(theme.text_secondary), text.width());
        ui.painter().galley(at, galley, color(theme.text_secondary));
    }
    let mut ui = ui.new_child(UiBuilder::new().max_rect(text));
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        if !row.keys.is_empty() {
            keycap(ui, theme, &row.keys);
        }
        let note = row.why_not.as_deref().unwrap_or(&row.note);
        if !note.is_empty() {
            let most = (ui.available_width() * 0.6).min(300.0);
            let galley = cut(ui, note, 12.0, color(theme.muted), most);
            let (_, place) = ui.allocate_space(galley.size());
            ui.painter().galley(place.min, galley, color(theme.muted));
        }
        let ink = if usable { theme.text } else { theme.muted };
        let room = ui.available_width();
        let job = title(row, color(ink), color(theme.accent));
        let galley = ui
            .fonts_mut(|f| f.layout_job(LayoutJob { wrap: egui::text::TextWrapping::truncate_at_width(room), ..job }));
        let at = egui::pos2(text.left(), text.center().y - galley.size().y / 2.0);
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

/// Words that are for the eye only, as far as there is room: the row says them itself.
fn cut(ui: &egui::Ui, text: &str, size: f32, ink: egui::Color32, most: f32) -> std::sync::Arc<egui::Galley> {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), FontId::new(size, family(Weight::Regular)), ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(most);
    ui.fonts_mut(|f| f.layout_job(job))
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
