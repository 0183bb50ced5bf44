//! The tray of what was said and is no element yet, between the palette and the drawing.
//!
//! Its field stays ready for what is said next. The list has the keyboard as one.
//!
//! Knows nothing about what the entries become.

use std::mem;

use ecow::EcoString;
use eframe::egui::{
    self, Align2, Event, FontId, Frame, Id, Key, Margin, Modifiers, Panel, Pos2, Rect, RichText, Sense, Stroke,
    StrokeKind, TextEdit, Vec2, WidgetInfo, accesskit,
};

use super::over_canvas;
use crate::editor::Session;
use crate::editor::wording::plural;
use crate::model::{ElementKind, Unsorted};
use crate::text::Weight;
use crate::theme::Theme;
use crate::ui::style::{color, family, fill_sign, icon_text};

/// Height of a row.
const ROW: f32 = 30.0;
/// Space between the border of a row and its words.
const PAD: f32 = 8.0;

/// An entry that is written anew where it stands.
#[derive(Clone, Default)]
struct Writing {
    id: EcoString,
    text: String,
    fresh: bool,
}

/// What was done with a row.
#[derive(Clone, Copy)]
enum Did {
    Chosen { turn: bool, range: bool },
    Opened,
    Held(Pos2),
    Dropped(Pos2),
    Shown,
    Asked,
}

/// What has the keyboard while the list has it.
pub(in crate::ui) fn list_id() -> Id {
    Id::unique("unsorted-list")
}

fn field_id() -> Id {
    Id::unique("unsorted-field")
}

fn writing_id() -> Id {
    Id::unique("unsorted-writing")
}

/// Shows the tray, if it is open.
pub(in crate::ui) fn ui(ui: &mut egui::Ui, session: &mut Session, theme: &Theme) {
    if !session.shows_tray() {
        return;
    }
    let frame = Frame::NONE.fill(color(theme.panel)).inner_margin(Margin { left: 12, right: 12, top: 8, bottom: 8 });
    let panel = Panel::left("unsorted-tray").frame(frame).resizable(true).default_size(248.0).size_range(190.0..=440.0);
    panel.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        heading(ui, session, theme);
        ui.add_space(1.0);
        field(ui, session);
        ui.add_space(6.0);
        let foot = if session.unsorted().is_empty() { 0.0 } else { 40.0 };
        let room = Vec2::new(ui.available_width(), (ui.available_height() - foot).max(ROW));
        ui.allocate_ui(room, |ui| {
            ui.set_min_size(room);
            list(ui, session, theme);
        });
        if foot > 0.0 {
            let text = "Drag onto the drawing, with Alt to choose the kind, or press Enter";
            ui.add(egui::Label::new(RichText::new(text).size(11.5).color(color(theme.muted))).wrap());
        }
    });
}

fn heading(ui: &mut egui::Ui, session: &mut Session, theme: &Theme) {
    ui.horizontal(|ui| {
        let n = session.unsorted().len();
        ui.label(RichText::new("UNSORTED").size(11.0).extra_letter_spacing(1.2).color(color(theme.muted)));
        let count = plural(n, "entry");
        let shown = ui.label(RichText::new(n.to_string()).size(11.0).color(color(theme.text_secondary)));
        shown.widget_info(|| WidgetInfo::labeled(accesskit::Role::Label, true, &count));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let name = "Hide the unsorted tray";
            let button = egui::Button::new(icon_text("x", 13.0)).frame(false);
            if ui.add(button).accessible_name(name).on_hover_text(name).clicked() {
                session.toggle_tray();
            }
        });
    });
}

/// The field in which what is said is typed: Enter puts it into the tray and the field stays.
fn field(ui: &mut egui::Ui, session: &mut Session) {
    let id = field_id();
    let focused = ui.memory(|m| m.has_focus(id));
    if focused && let Some(text) = pasted(ui.ctx()) {
        session.add_unsorted(&text);
    }
    let mut text: String = ui.data(|d| d.get_temp(id)).unwrap_or_default();
    let edit = TextEdit::singleline(&mut text)
        .id(id)
        .hint_text("Type what is said, or paste a list")
        .char_limit(2000)
        .desired_width(f32::INFINITY);
    let response = ui.add_enabled(session.editable().is_ok(), edit).accessible_name("Add to the unsorted tray");
    if response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter)) {
        if !text.trim().is_empty() {
            session.add_unsorted(&text);
            text.clear();
        }
        response.request_focus();
    }
    let down = response.has_focus() && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::ArrowDown));
    if down && !session.unsorted().is_empty() {
        session.tray.asks_list = true;
    }
    if mem::take(&mut session.tray.asks_field) {
        response.request_focus();
    }
    ui.data_mut(|d| d.insert_temp(id, text));
}

/// A text of several lines that is pasted in this frame: a field of one line would run them together.
fn pasted(ctx: &egui::Context) -> Option<String> {
    ctx.input_mut(|i| {
        let lines = |e: &Event| matches!(e, Event::Paste(text) if text.trim().contains(['\n', '\r']));
        let at = i.events.iter().position(lines)?;
        if let Event::Paste(text) = i.events.remove(at) { Some(text) } else { None }
    })
}

fn list(ui: &mut egui::Ui, session: &mut Session, theme: &Theme) {
    let entries = session.unsorted().clone();
    let area = ui.available_rect_before_wrap();
    let response = ui.interact(area, list_id(), Sense::CLICK | Sense::FOCUSABLE);
    response.widget_info(|| WidgetInfo::labeled(accesskit::Role::ListBox, true, "Unsorted entries"));
    if entries.is_empty() {
        let text = "Nothing is waiting. What you type here while people talk can be sorted later.";
        ui.add(egui::Label::new(RichText::new(text).color(color(theme.muted))).wrap());
        return;
    }
    // Enter on the list is no click beside its rows.
    if response.clicked_by(egui::PointerButton::Primary) {
        session.choose_nothing_unsorted();
        response.request_focus();
    }
    if mem::take(&mut session.tray.asks_list) && session.menu.is_none() {
        if session.last_chosen_unsorted().is_none() {
            session.choose_unsorted(&entries[0].id, false, false);
        }
        response.request_focus();
    }
    if response.has_focus() {
        let keep = egui::EventFilter { vertical_arrows: true, escape: true, ..egui::EventFilter::default() };
        ui.memory_mut(|m| m.set_focus_lock_filter(list_id(), keep));
        keyboard(ui, session, &entries);
    }
    let focused = response.has_focus();
    let scrolls = ui.input(|i| [Key::ArrowUp, Key::ArrowDown, Key::Home, Key::End].iter().any(|k| i.key_pressed(*k)));
    let mut scroll = egui::ScrollArea::vertical().auto_shrink(false).id_salt("unsorted-rows");
    let at = if focused && scrolls { session.last_chosen_unsorted() } else { None };
    let seen: (f32, f32) = ui.data(|d| d.get_temp(list_id())).unwrap_or_default();
    if let Some(top) = at.map(|i| i as f32 * ROW) {
        if top < seen.0 {
            scroll = scroll.vertical_scroll_offset(top);
        } else if top + ROW > seen.0 + seen.1 {
            scroll = scroll.vertical_scroll_offset(top + ROW - seen.1);
        }
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut done = None;
    let top = ui.cursor().top();
    let shown = scroll.show_rows(ui, ROW, entries.len(), |ui, range| {
        for entry in entries.iter().skip(range.start).take(range.len()) {
            if let Some(did) = row(ui, session, theme, entry, focused) {
                done = Some((entry.id.clone(), did));
            }
        }
    });
    let offset = shown.state.clamped_offset().y;
    ui.data_mut(|d| d.insert_temp(list_id(), (offset, shown.inner_rect.height())));
    let gap = |pos: Pos2| {
        let inside = shown.inner_rect.expand2(Vec2::new(0.0, ROW)).contains(pos);
        inside.then(|| (((pos.y - top + offset) / ROW).round().max(0.0) as usize).min(entries.len()))
    };
    match done {
        Some((id, did)) => act(ui, session, theme, &id, &did, &gap, (top - offset, area)),
        None if session.aim().is_some() => session.let_go_unsorted(),
        None => {}
    }
}

fn act(
    ui: &egui::Ui,
    session: &mut Session,
    theme: &Theme,
    id: &EcoString,
    did: &Did,
    gap: &dyn Fn(Pos2) -> Option<usize>,
    (top, area): (f32, Rect),
) {
    if !matches!(did, Did::Held(_) | Did::Dropped(_) | Did::Opened) {
        ui.memory_mut(|m| m.request_focus(list_id()));
    }
    let held = |session: &mut Session| {
        if !session.is_chosen_unsorted(id) {
            session.choose_unsorted(id, false, false);
        }
        session.chosen_unsorted()
    };
    match *did {
        Did::Chosen { turn, range } => session.choose_unsorted(id, turn, range),
        Did::Opened => write(ui, session, id),
        Did::Shown => {
            let known = session.unsorted().iter().find(|e| e.id == *id).and_then(|e| session.known_as(e));
            if let Some(known) = known {
                session.choose_in_outline(&known);
            }
        }
        Did::Asked => {
            held(session);
            session.ask_unsorted_kind();
        }
        Did::Held(pos) => {
            let ids = held(session);
            ui.ctx().set_cursor_icon(egui::CursorIcon::Grabbing);
            if let Some(at) = over_canvas(ui, session, pos) {
                session.hold_unsorted(&ids, at, ui.input(|i| i.modifiers.alt));
                return;
            }
            session.let_go_unsorted();
            if let Some(to) = gap(pos) {
                let y = (top + to as f32 * ROW).clamp(area.top(), area.bottom());
                let line = [egui::pos2(area.left(), y), egui::pos2(area.right(), y)];
                ui.painter().line_segment(line, Stroke::new(2.0, color(theme.accent)));
            } else {
                let name = match ids.as_slice() {
                    [_] => session.unsorted().iter().find(|e| e.id == *id).map(|e| e.text.to_string()),
                    several => Some(format!("{} entries", several.len())),
                };
                super::palette::ghost(ui.ctx(), theme, pos, &name.unwrap_or_default());
            }
        }
        Did::Dropped(pos) => {
            let ids = held(session);
            if let Some(at) = over_canvas(ui, session, pos) {
                session.hold_unsorted(&ids, at, ui.input(|i| i.modifiers.alt));
                session.drop_unsorted();
            } else if let Some(to) = gap(pos) {
                session.move_unsorted(&ids, to);
            }
            session.let_go_unsorted();
        }
    }
}

fn write(ui: &egui::Ui, session: &mut Session, id: &str) {
    if session.editable().is_err() {
        return;
    }
    let text = session.unsorted().iter().find(|e| e.id == id).map_or_else(String::new, |e| e.text.to_string());
    ui.data_mut(|d| d.insert_temp(writing_id(), Writing { id: id.into(), text, fresh: true }));
}

/// The keys of the list.
fn keyboard(ui: &egui::Ui, session: &mut Session, entries: &[Unsorted]) {
    if ui.input(|i| i.events.is_empty()) {
        return;
    }
    let taken = |modifiers, key| ui.input_mut(|i| i.consume_key(modifiers, key));
    for (key, down) in [(Key::ArrowUp, false), (Key::ArrowDown, true)] {
        if taken(Modifiers::ALT, key) {
            session.shift_unsorted(down);
        }
        let range = taken(Modifiers::SHIFT, key);
        if range || taken(Modifiers::NONE, key) {
            let chosen = session.chosen_unsorted();
            let edge = if down { chosen.last() } else { chosen.first() };
            let at = edge.and_then(|id| entries.iter().position(|e| e.id == *id));
            let last = entries.len().saturating_sub(1);
            let to = at.map_or(0, |at| if down { (at + 1).min(last) } else { at.saturating_sub(1) });
            if at == Some(0) && !down && !range {
                session.tray.asks_field = true;
                session.choose_nothing_unsorted();
            } else if let Some(entry) = entries.get(to) {
                session.choose_unsorted(&entry.id, false, range);
            }
        }
    }
    for (key, entry) in [(Key::Home, entries.first()), (Key::End, entries.last())] {
        if taken(Modifiers::NONE, key)
            && let Some(entry) = entry
        {
            session.choose_unsorted(&entry.id, false, false);
        }
    }
    if taken(Modifiers::COMMAND, Key::A) {
        session.choose_all_unsorted();
    }
    let chosen = session.chosen_unsorted();
    if taken(Modifiers::NONE, Key::Escape) {
        session.choose_nothing_unsorted();
        ui.memory_mut(|m| m.request_focus(Id::unique("canvas")));
        return;
    }
    if chosen.is_empty() {
        return;
    }
    if taken(Modifiers::NONE, Key::F2) {
        write(ui, session, &chosen[0]);
    } else if taken(Modifiers::NONE, Key::Delete) || taken(Modifiers::NONE, Key::Backspace) {
        session.delete_unsorted(&chosen);
    } else if taken(Modifiers::NONE, Key::Enter) {
        session.ask_unsorted_kind();
    } else {
        let typed = |e: &Event| if let Event::Text(text) = e { Some(text.clone()) } else { None };
        let text: String = ui.input(|i| i.events.iter().filter_map(typed).collect());
        if text.chars().any(char::is_alphanumeric) {
            session.ask_unsorted_kind();
            session.filter_sort(&text);
        }
    }
}

/// One entry, and what was done with it just now.
fn row(ui: &mut egui::Ui, session: &mut Session, theme: &Theme, entry: &Unsorted, focused: bool) -> Option<Did> {
    let (_, rect) = ui.allocate_space(Vec2::new(ui.available_width(), ROW));
    let rect = rect.shrink2(Vec2::new(0.0, 1.0));
    let writing: Option<Writing> = ui.data(|d| d.get_temp(writing_id()));
    if let Some(writing) = writing.filter(|w| w.id == entry.id) {
        written(ui, session, rect, writing);
        return None;
    }
    let id = Id::unique(("unsorted-entry", entry.id.as_str()));
    let response = ui.interact(rect, id, Sense::CLICK | Sense::DRAG);
    let chosen = session.is_chosen_unsorted(&entry.id);
    let known = session.known_as(entry).and_then(|id| session.document().element(&id).cloned());
    let told = if known.is_some() { format!("{}, already in the model", entry.text) } else { entry.text.to_string() };
    response.widget_info(|| WidgetInfo::selected(accesskit::Role::ListBoxOption, true, chosen, &told));
    let painter = ui.painter_at(rect.expand(1.0));
    let ground = if chosen {
        theme.selected
    } else if response.hovered() {
        theme.hover
    } else {
        theme.card
    };
    let border = if chosen && focused { color(theme.accent) } else { color(theme.field_border) };
    painter.rect(rect, 6.0, color(ground), Stroke::new(1.0, border), StrokeKind::Inside);
    let y = rect.center().y;
    let mut left = rect.left() + PAD;
    if let Some(kind) = session.hint_of(entry) {
        kind_mark(&painter, session, theme, kind, egui::pos2(left, y));
        left += 20.0;
    }
    let mut right = rect.right() - PAD;
    let small = FontId::new(10.5, family(Weight::Regular));
    if known.is_some() {
        let words = painter.layout_no_wrap("in the model".to_owned(), small, color(theme.text_secondary));
        right -= words.size().x;
        painter.galley(egui::pos2(right, y - words.size().y / 2.0), words, color(theme.text_secondary));
    }
    let mark = Rect::from_x_y_ranges(right - 2.0..=rect.right(), rect.y_range());
    let mut job = egui::text::LayoutJob::simple_singleline(
        entry.text.lines().collect::<Vec<_>>().join(" "),
        FontId::new(13.0, family(Weight::Regular)),
        color(theme.text),
    );
    job.wrap = egui::text::TextWrapping::truncate_at_width((right - left - PAD).max(20.0));
    let galley = painter.layout_job(job);
    painter.galley(egui::pos2(left, y - galley.size().y / 2.0), galley.clone(), color(theme.text));
    let response = match &known {
        Some(element) => {
            let kind = session.document().metamodel().kind_label(element.kind).to_lowercase();
            response
                .on_hover_text(format!("Already in the model: {} ({kind}). Click here to see it", element.shown_name()))
        }
        None if galley.elided => response.on_hover_text(entry.text.as_str()),
        None => response,
    };
    let on_mark = known.is_some() && response.interact_pointer_pos().is_some_and(|p| mark.contains(p));
    did(ui, session, &response, on_mark)
}

fn did(ui: &egui::Ui, session: &Session, response: &egui::Response, on_mark: bool) -> Option<Did> {
    if response.dragged() && session.editable().is_ok() {
        return ui.input(|i| i.pointer.latest_pos()).map(Did::Held);
    }
    if response.drag_stopped() && !ui.input(|i| i.key_pressed(Key::Escape)) {
        return ui.input(|i| i.pointer.latest_pos()).map(Did::Dropped);
    }
    if response.double_clicked() {
        return Some(Did::Opened);
    }
    if response.secondary_clicked() {
        return Some(Did::Asked);
    }
    let (turn, range) = ui.input(|i| (i.modifiers.command, i.modifiers.shift));
    response.clicked().then_some(if on_mark { Did::Shown } else { Did::Chosen { turn, range } })
}

fn kind_mark(painter: &egui::Painter, session: &Session, theme: &Theme, kind: ElementKind, at: Pos2) {
    let icon_name = session.document().metamodel().kind(kind).map_or("shapes", |d| d.icon.as_str());
    fill_sign(painter, icon_name, at, Align2::LEFT_CENTER, 14.0, color(theme.kind(kind.id())));
}

/// The text of an entry, open for typing where it stands.
fn written(ui: &mut egui::Ui, session: &mut Session, rect: Rect, mut writing: Writing) {
    let edit = TextEdit::singleline(&mut writing.text).char_limit(2000).desired_width(rect.width());
    let response = ui.put(rect, edit).accessible_name("Text of the entry");
    if mem::take(&mut writing.fresh) {
        response.request_focus();
        super::select_all(ui.ctx(), response.id, &writing.text);
    }
    if response.lost_focus() {
        if !ui.input(|i| i.key_pressed(Key::Escape)) {
            session.write_unsorted(&writing.id, &writing.text);
        }
        ui.data_mut(|d| d.remove::<Writing>(writing_id()));
        if ui.input(|i| i.key_pressed(Key::Enter) || i.key_pressed(Key::Escape)) {
            session.tray.asks_list = true;
        }
    } else {
        ui.data_mut(|d| d.insert_temp(writing_id(), writing));
    }
}

/// Forgets what was typed: another document is in front.
pub(super) fn forget(ctx: &egui::Context) {
    ctx.data_mut(|d| {
        d.remove::<String>(field_id());
        d.remove::<Writing>(writing_id());
    });
}
