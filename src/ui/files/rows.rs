//! The entries of a folder as a table that is gone through by keys and by typing.
//!
//! Knows nothing about what a file is chosen for.

use std::path::{MAIN_SEPARATOR, PathBuf};

use eframe::egui::{
    self, Align2, Event, FontId, Id, Key, Modifiers, Pos2, Rect, RichText, ScrollArea, Sense, Stroke, StrokeKind, Vec2,
    WidgetInfo, accesskit,
};

use super::{Files, To};
use crate::editor::FolderEntry;
use crate::editor::browser::{Sort, changed_words, size_words};
use crate::text::Weight;
use crate::theme::Theme;
use crate::ui::style::{color, family, sign};

/// Height of a row.
const ROW: f32 = 28.0;
/// Width of the day of the last change.
const CHANGED: f32 = 96.0;
/// Width of the size.
const SIZE: f32 = 72.0;

/// Shows the entries; gives the file that was chosen.
pub(super) fn ui(ui: &mut egui::Ui, files: &mut Files, theme: &Theme, height: f32) -> Option<PathBuf> {
    let width = ui.available_width();
    heads(ui, files, theme, width);
    let id = Id::unique("files-list");
    let area = Rect::from_min_size(ui.cursor().min, Vec2::new(width, height - ROW));
    let list = ui.interact(area, id, Sense::focusable_noninteractive());
    let name = format!("Entries of {}", files.browser.folder().display());
    list.widget_info(|| WidgetInfo::labeled(accesskit::Role::ListBox, true, &name));
    if files.to == Some(To::List) {
        files.to = None;
        list.request_focus();
        if files.browser.at().is_none() {
            files.browser.put(0);
        }
    }
    let before = files.browser.at();
    let mut chosen = if list.has_focus() { keys(ui, files, id) } else { None };
    let moved = files.browser.at() != before;
    let border = if list.has_focus() {
        Stroke::new(1.5, color(theme.accent))
    } else {
        Stroke::new(1.0, color(theme.field_border))
    };
    ui.painter().rect(area, 6.0, color(theme.field), border, StrokeKind::Inside);
    let message = files.browser.message();
    let rows = files.browser.rows().len();
    let at = files.browser.at();
    let mut clicked = None;
    ui.scope_builder(egui::UiBuilder::new().max_rect(area.shrink(3.0)), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut scroll = ScrollArea::vertical().auto_shrink(false).id_salt(("files", files.browser.folder()));
        if let Some(at) = at.filter(|_| moved) {
            // The row may not be made yet, so its place is worked out.
            let (top, seen) = (at as f32 * ROW, ui.data(|d| d.get_temp::<f32>(id)).unwrap_or_default());
            let room = area.height() - 6.0;
            scroll = scroll.vertical_scroll_offset(seen.clamp((top + ROW - room).max(0.0), top.max(0.0)));
        }
        let shown = scroll.show_rows(ui, ROW, rows, |ui, range| {
            for i in range {
                let Some(entry) = files.browser.rows().get(i) else { continue };
                let response = row(ui, entry, id.with(("row", i)), at == Some(i), theme);
                if response.double_clicked() {
                    clicked = Some((i, true));
                } else if response.clicked() {
                    clicked = Some((i, false));
                }
            }
            if rows == 0 {
                ui.add_space(14.0);
            }
            if let Some(message) = message.as_ref().filter(|_| rows == 0) {
                ui.vertical_centered(|ui| ui.label(RichText::new(message).color(color(theme.muted))));
            }
        });
        ui.data_mut(|d| d.insert_temp(id, shown.state.clamped_offset().y));
    });
    if let Some(message) = message.filter(|_| rows > 0) {
        ui.label(RichText::new(message).size(11.0).color(color(theme.finding.warning)));
    }
    crate::ui::list::current(ui.ctx(), id, id, at.unwrap_or(usize::MAX), rows);
    if let Some((i, twice)) = clicked {
        files.browser.put(i);
        files.wrong = None;
        let file = files.browser.current().filter(|e| e.is_file).map(|e| e.name.clone());
        if twice {
            chosen = files.choose(i).or(chosen);
        } else if let Some(name) = file {
            files.text = name;
        } else {
            list.request_focus();
        }
    }
    chosen
}

/// What the keys do while the list has them; gives the file that was chosen.
fn keys(ui: &mut egui::Ui, files: &mut Files, id: Id) -> Option<PathBuf> {
    let keep = egui::EventFilter { vertical_arrows: true, horizontal_arrows: true, ..egui::EventFilter::default() };
    ui.memory_mut(|m| m.set_focus_lock_filter(id, keep));
    let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    let page = 8;
    for (key, by) in [(Key::ArrowDown, 1), (Key::ArrowUp, -1), (Key::PageDown, page), (Key::PageUp, -page)] {
        if pressed(key) {
            files.browser.step(by);
        }
    }
    if pressed(Key::Home) {
        files.browser.put(0);
    }
    if pressed(Key::End) {
        files.browser.put(usize::MAX);
    }
    if pressed(Key::Backspace) {
        files.browser.up();
    }
    let (text, now) = ui.input_mut(|i| {
        let mut text = String::new();
        i.events.retain(|event| {
            if let Event::Text(typed) = event {
                text.push_str(typed);
                return false;
            }
            true
        });
        (text, i.time)
    });
    if text.starts_with(['/', '~', MAIN_SEPARATOR]) {
        // A path is typed, not the name of an entry.
        files.text = text;
        files.to = Some(To::End);
        return None;
    }
    if !text.is_empty() {
        files.browser.type_ahead(&text, now);
    }
    if pressed(Key::Enter)
        && let Some(at) = files.browser.at()
    {
        return files.choose(at);
    }
    None
}

/// What the columns are called; a click puts the entries in order by one.
fn heads(ui: &mut egui::Ui, files: &mut Files, theme: &Theme, width: f32) {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(width, ROW - 4.0), Sense::hover());
    let right = rect.right() - 14.0;
    let columns = [
        (Sort::Name, "Name", Rect::from_x_y_ranges(rect.left()..=right - SIZE - CHANGED, rect.y_range())),
        (Sort::Changed, "Changed", Rect::from_x_y_ranges(right - SIZE - CHANGED..=right - SIZE, rect.y_range())),
        (Sort::Size, "Size", Rect::from_x_y_ranges(right - SIZE..=right, rect.y_range())),
    ];
    let (sort, turned) = files.browser.sort();
    for (by, label, place) in columns {
        let on = sort == by;
        let response = ui.interact(place, Id::unique(("files-sort", label)), Sense::click());
        response.widget_info(|| {
            WidgetInfo::selected(accesskit::Role::Button, true, on, format!("Sort by {}", label.to_lowercase()))
        });
        let ink = color(if on || response.hovered() { theme.text } else { theme.muted });
        let font = FontId::new(11.0, family(if on { Weight::SemiBold } else { Weight::Regular }));
        let (at, anchor) = match by {
            Sort::Name => (Pos2::new(place.left() + 10.0, place.center().y), Align2::LEFT_CENTER),
            _ => (Pos2::new(place.right(), place.center().y), Align2::RIGHT_CENTER),
        };
        let drawn = ui.painter().text(at, anchor, label, font, ink);
        if on {
            let name = if turned { "caret-up" } else { "caret-down" };
            let (at, anchor) = match by {
                Sort::Name => (drawn.right_center() + Vec2::new(4.0, 0.0), Align2::LEFT_CENTER),
                _ => (drawn.left_center() - Vec2::new(4.0, 0.0), Align2::RIGHT_CENTER),
            };
            sign(ui.painter(), name, at, anchor, 9.0, ink);
        }
        if response.has_focus() {
            ui.painter().rect_stroke(place.shrink(2.0), 4.0, Stroke::new(1.5, color(theme.accent)), StrokeKind::Inside);
        }
        if response.clicked() {
            files.browser.sort_by(by);
        }
    }
}

fn row(ui: &mut egui::Ui, entry: &FolderEntry, id: Id, on: bool, theme: &Theme) -> egui::Response {
    let (_, rect) = ui.allocate_space(Vec2::new(ui.available_width(), ROW));
    // The list has the keyboard for all of them.
    let response = ui.interact(rect, id, Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(accesskit::Role::ListBoxOption, true, on, &entry.name));
    let changed = entry.modified.map(changed_words).unwrap_or_default();
    let size = if entry.is_file { size_words(entry.size) } else { String::new() };
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_selected(on);
        node.clear_toggled();
        let what = if entry.is_file { size.as_str() } else { "folder" };
        node.set_description(format!("{what}, changed {changed}"));
    });
    let painter = ui.painter();
    if on {
        painter.rect_filled(rect, 5.0, color(theme.selected));
    } else if response.hovered() {
        painter.rect_filled(rect, 5.0, color(theme.hover));
    }
    let name = if entry.is_file { "file-text" } else { "folder" };
    let tint = color(if entry.is_file { theme.muted } else { theme.accent });
    sign(painter, name, Pos2::new(rect.left() + 16.0, rect.center().y), Align2::CENTER_CENTER, 15.0, tint);
    let right = rect.right() - 10.0;
    let font = FontId::new(12.0, family(Weight::Regular));
    let ink = color(theme.text_secondary);
    painter.text(Pos2::new(right, rect.center().y), Align2::RIGHT_CENTER, size, font.clone(), ink);
    painter.text(Pos2::new(right - SIZE, rect.center().y), Align2::RIGHT_CENTER, changed, font, ink);
    let font = FontId::new(13.0, family(Weight::Regular));
    let mut job = egui::text::LayoutJob::simple_singleline(entry.name.clone(), font, color(theme.text));
    job.wrap.max_width = right - SIZE - CHANGED - rect.left() - 34.0;
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    let galley = ui.fonts_mut(|f| f.layout_job(job));
    let at = Pos2::new(rect.left() + 30.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, color(theme.text));
    response
}
