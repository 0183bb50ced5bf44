//! The cells that are in sight; the header and the first column stay where they are.
//!
//! The grid has the keyboard as one, and one of its cells is current.
//!
//! Knows nothing about what is done with cells.

use std::ops::Range;

use eframe::egui::{
    self, Align2, CursorIcon, FontId, Id, Rect, ScrollArea, Sense, Stroke, StrokeKind, Vec2, WidgetInfo, accesskit,
    pos2,
};

use super::field::cut;
use super::{HEADER, ROW, TableView, grid_id};
use crate::editor::Session;
use crate::editor::table::{At, Column};
use crate::model::metamodel::AttributeType;
use crate::text::Weight;
use crate::theme::Theme;
use crate::ui::style::{color, family};

/// How near the right edge of a header the pointer must be to drag it.
const GRIP: f32 = 5.0;

/// Where the cells are in this frame.
struct Places {
    /// All that is in sight.
    area: Rect,
    offset: Vec2,
    /// Left edges of the columns, and the right edge of the last.
    edges: Vec<f32>,
}

impl Places {
    fn name(&self) -> f32 {
        self.edges.get(1).copied().unwrap_or(0.0)
    }

    fn x(&self, column: usize) -> Range<f32> {
        let (left, right) = (self.edges[column], self.edges[column + 1]);
        let by = if column == 0 { 0.0 } else { self.offset.x };
        self.area.left() + left - by..self.area.left() + right - by
    }

    fn cell(&self, at: At) -> Rect {
        let x = self.x(at.column);
        let y = self.area.top() + HEADER + at.row as f32 * ROW - self.offset.y;
        Rect::from_min_max(pos2(x.start, y), pos2(x.end, y + ROW))
    }

    fn header(&self, column: usize) -> Rect {
        let x = self.x(column);
        Rect::from_min_max(pos2(x.start, self.area.top()), pos2(x.end, self.area.top() + HEADER))
    }

    /// What cells that scroll have for themselves: what is neither header nor first column.
    fn body(&self, column: usize) -> Rect {
        let left = if column == 0 { self.area.left() } else { self.area.left() + self.name() };
        let right = if column == 0 { self.area.left() + self.name() } else { self.area.right() };
        Rect::from_min_max(pos2(left, self.area.top() + HEADER), pos2(right, self.area.bottom()))
    }

    fn head(&self, column: usize) -> Rect {
        let body = self.body(column);
        Rect::from_min_max(pos2(body.left(), self.area.top()), pos2(body.right(), self.area.top() + HEADER))
    }

    /// The rows that are in sight.
    fn rows(&self, count: usize) -> Range<usize> {
        let first = (self.offset.y / ROW).floor().max(0.0) as usize;
        let last = ((self.offset.y + self.area.height() - HEADER) / ROW).ceil().max(0.0) as usize;
        first.min(count)..last.min(count)
    }

    /// The columns that are in sight beside the first.
    fn columns(&self) -> impl Iterator<Item = usize> + '_ {
        let body = self.body(1);
        (1..self.edges.len() - 1).filter(move |c| {
            let x = self.x(*c);
            x.end > body.left() && x.start < body.right()
        })
    }

    fn column_at(&self, x: f32) -> Option<usize> {
        if x < self.area.left() + self.name() {
            return (x >= self.area.left()).then_some(0);
        }
        (1..self.edges.len() - 1).find(|c| self.x(*c).contains(&x))
    }

    fn at(&self, pos: egui::Pos2, rows: usize) -> Option<At> {
        let column = self.column_at(pos.x)?;
        let y = pos.y - self.area.top() - HEADER + self.offset.y;
        let row = if y < 0.0 { 0 } else { (y / ROW) as usize };
        (row < rows).then_some(At { row, column })
    }
}

/// How wide a column is until it is dragged.
fn usual_width(column: &Column, unit: Option<&String>, first: bool) -> f32 {
    let letters = column.label.chars().count() + unit.map_or(0, |u| u.chars().count() + 3);
    let label = letters as f32 * 7.0 + 24.0;
    let of_values: f32 = match column.def().map(|d| &d.ty) {
        None if first => 220.0,
        None => 170.0,
        Some(AttributeType::Text | AttributeType::List { .. }) => 200.0,
        Some(AttributeType::Date) => 108.0,
        // The currency stands in the header.
        Some(AttributeType::Money) => 168.0,
        Some(AttributeType::Enum { .. } | AttributeType::Set { .. } | AttributeType::Reference { .. }) => 140.0,
        Some(_) => 84.0,
    };
    of_values.max(label.min(230.0))
}

impl TableView {
    pub(super) fn grid(&mut self, ui: &mut egui::Ui, session: &mut Session, theme: &Theme, keyboard: bool) {
        let area = ui.available_rect_before_wrap();
        let columns = session.table.columns().clone();
        let rows = session.table.rows().len() + 1;
        let mut edges = vec![0.0];
        for (i, column) in columns.iter().enumerate() {
            let unit = session.table.unit(session.document(), i);
            let width = session.table.width(column).unwrap_or_else(|| usual_width(column, unit.as_ref(), i == 0));
            edges.push(edges[i] + width);
        }
        if columns.is_empty() {
            return;
        }
        let size = Vec2::new(edges[columns.len()] + 24.0, HEADER + rows as f32 * ROW + 24.0);
        let mut places = Places { area, offset: self.offset, edges };
        let mut scroll = ScrollArea::both().id_salt("table-cells").auto_shrink(false);
        let move_of = (session.id, session.table.moves());
        if self.followed != move_of {
            self.followed = move_of;
            let offset = follow(&places, session.table.range().cursor, size);
            scroll = scroll.scroll_offset(offset);
        }
        let shown = scroll.show_viewport(ui, |ui, viewport| {
            ui.set_min_size(size);
            places.area = ui.clip_rect().intersect(area);
            places.offset = viewport.min.to_vec2();
            self.cells(ui, session, theme, &mut places, &columns, keyboard);
        });
        self.offset = shown.state.clamped_offset();
        self.seen = shown.inner_rect.size();
    }

    fn cells(
        &mut self,
        ui: &mut egui::Ui,
        session: &mut Session,
        theme: &Theme,
        places: &mut Places,
        columns: &[Column],
        keyboard: bool,
    ) {
        let grid = grid_id();
        let response = ui.interact(places.area, grid, Sense::click_and_drag());
        let label = session.table.what().label(session.document().metamodel());
        response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Grid, true, format!("Table of {label}")));
        let free = keyboard && ui.memory(|m| m.focused().is_none()) && !egui::Popup::is_any_open(ui.ctx());
        if free && session.table.editing().is_none_or(|e| !e.inside) {
            response.request_focus();
        }
        let focused = ui.memory(|m| m.has_focus(grid));
        if focused {
            let keep = egui::EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
            ui.memory_mut(|m| m.set_focus_lock_filter(grid, keep));
            let cell = places.cell(session.table.range().cursor);
            ui.output_mut(|o| {
                o.ime = Some(egui::output::IMEOutput {
                    purpose: egui::IMEPurpose::Normal,
                    rect: cell,
                    cursor_rect: cell,
                    should_interrupt_composition: false,
                });
            });
        } else if session.table.editing().is_some_and(|e| !e.inside) && !response.is_pointer_button_down_on() {
            // The keyboard went elsewhere: what was typed is taken, as everywhere.
            session.table_take();
        }
        self.pointer(ui, session, places, columns, &response);
        let rows = places.rows(session.table.rows().len() + 1);
        let shown: Vec<usize> = places.columns().collect();
        for row in rows.clone() {
            for &column in &shown {
                cell(ui, session, theme, places, At { row, column }, &columns[column]);
            }
        }
        ui.painter_at(places.body(0)).rect_filled(places.body(0), 0.0, color(theme.panel));
        for row in rows {
            cell(ui, session, theme, places, At { row, column: 0 }, &columns[0]);
        }
        border(ui, session, theme, places, focused);
        ui.painter_at(places.area).rect_filled(
            Rect::from_min_max(places.area.min, pos2(places.area.right(), places.area.top() + HEADER)),
            0.0,
            color(theme.panel),
        );
        for column in shown.into_iter().chain([0]) {
            self.header(ui, session, theme, places, column, &columns[column]);
        }
        let line = Stroke::new(1.0, color(theme.panel_border));
        let painter = ui.painter_at(places.area);
        painter.hline(places.area.x_range(), places.area.top() + HEADER - 0.5, line);
        painter.vline(places.area.left() + places.name() - 0.5, places.area.y_range(), line);
        let cursor = session.table.range().cursor;
        let id = cell_id(cursor);
        ui.ctx().accesskit_node_builder(grid, |node| node.set_active_descendant(id.accesskit_id()));
        let field = places.cell(cursor);
        self.field(ui, session, theme, field, places.area);
    }

    /// Clicks and drags on cells.
    fn pointer(
        &mut self,
        ui: &egui::Ui,
        session: &mut Session,
        places: &Places,
        columns: &[Column],
        response: &egui::Response,
    ) {
        let rows = session.table.rows().len() + 1;
        let Some(pos) = ui.input(|i| i.pointer.interact_pos()) else { return };
        let in_header = pos.y < places.area.top() + HEADER;
        if let Some(id) = &self.dragged {
            if let Some(i) = columns.iter().position(|c| c.id == *id) {
                session.table.set_width(id, pos.x - places.x(i).start);
            }
            ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
            if !ui.input(|i| i.pointer.primary_down()) {
                self.dragged = None;
            }
            return;
        }
        let over = response.contains_pointer() && places.area.contains(pos);
        let grip = (0..columns.len()).find(|c| {
            let x = places.x(*c).end;
            (pos.x - x).abs() < GRIP && (*c == 0 || x > places.area.left() + places.name())
        });
        if over && in_header && grip.is_some() {
            ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
        }
        let (pressed, shift) = ui.input(|i| (i.pointer.primary_pressed(), i.modifiers.shift));
        if pressed && over {
            if in_header {
                self.dragged = grip.map(|c| columns[c].id.clone());
            } else if let Some(at) = places.at(pos, rows) {
                let editing = session.table.editing().is_some();
                if !(editing && session.table.range().cursor == at) {
                    session.table_take();
                    session.table.go(at, shift);
                    session.table_select();
                    self.ranging = true;
                }
                response.request_focus();
            }
        } else if self.ranging && ui.input(|i| i.pointer.primary_down()) {
            if let Some(at) = places.at(pos, rows)
                && at != session.table.range().cursor
            {
                session.table.go(at, true);
            }
        } else {
            self.ranging = false;
        }
        if response.double_clicked() && !in_header && places.at(pos, rows).is_some() {
            session.table_begin(None);
        }
    }

    fn header(
        &mut self,
        ui: &egui::Ui,
        session: &mut Session,
        theme: &Theme,
        places: &Places,
        column: usize,
        what: &Column,
    ) {
        let rect = places.header(column);
        let clip = places.head(column);
        let response = ui.interact(rect.intersect(clip), Id::unique(("table-header", column)), Sense::CLICK);
        let sorted = session.table.sorted().filter(|(by, _)| *by == what.id).map(|(_, down)| *down);
        let unit = session.table.unit(session.document(), column).map(|u| format!(" ({u})")).unwrap_or_default();
        response.widget_info(|| {
            WidgetInfo::labeled(accesskit::Role::ColumnHeader, true, format!("Column {}{unit}", what.label))
        });
        let painter = ui.painter_at(clip);
        let font = FontId::new(12.0, family(Weight::Medium));
        let ink = color(if response.hovered() { theme.text } else { theme.text_secondary });
        let arrow = match sorted {
            Some(true) => " ↓",
            Some(false) => " ↑",
            None => "",
        };
        cut(&painter, rect, &format!("{}{unit}{arrow}", what.label), what.is_number(), font, ink);
        painter.vline(rect.right() - 0.5, rect.y_range().shrink(8.0), Stroke::new(1.0, color(theme.panel_border)));
        if response.clicked() && self.dragged.is_none() {
            session.table_take();
            let document = session.document().clone();
            session.table.sort(&document, &what.id);
        }
        let help = what.def().and_then(|d| d.help.as_ref()).map_or("", |h| h.as_str());
        response.on_hover_text_at_pointer(format!("{}{unit}. {help} A click sorts.", what.label));
    }
}

/// The scrolling with which a cell is seen.
fn follow(places: &Places, at: At, size: Vec2) -> Vec2 {
    let mut offset = places.offset;
    let room = places.area.size() - Vec2::new(places.name(), HEADER);
    if at.column > 0 {
        let (left, right) = (places.edges[at.column] - places.name(), places.edges[at.column + 1] - places.name());
        offset.x = offset.x.max(right - room.x + 16.0).min(left);
    }
    let top = at.row as f32 * ROW;
    offset.y = offset.y.max(top + ROW - room.y + 16.0).min(top);
    let most = (size - places.area.size()).max(Vec2::ZERO);
    offset.clamp(Vec2::ZERO, most)
}

/// A narrower column has no room for a duration in days beside its hours.
const ROOM_FOR_DAYS: f32 = 84.0;

fn cell_id(at: At) -> Id {
    Id::unique(("table-cell", at.row, at.column))
}

fn cell(ui: &egui::Ui, session: &mut Session, theme: &Theme, places: &Places, at: At, column: &Column) {
    let rect = places.cell(at);
    let clip = places.body(at.column);
    let painter = ui.painter_at(clip);
    let (tables, document) = (&session.table, session.document());
    let fresh = at.row == tables.rows().len();
    let line = tables.line(document, at.row, at.column);
    let why = tables.why(document, at.row, at.column);
    let range = tables.range();
    if range.has(at) && !range.is_one() {
        painter.rect_filled(rect, 0.0, color(theme.selected));
    } else if range.cursor.row == at.row && at.column == 0 {
        painter.rect_filled(rect, 0.0, color(theme.hover));
    }
    let hair = Stroke::new(1.0, color(theme.panel_border));
    painter.hline(rect.x_range(), rect.bottom() - 0.5, hair);
    let weight = if at.column == 0 { Weight::Medium } else { Weight::Regular };
    let ink = if why.is_some() { theme.finding.error } else { theme.text };
    if fresh && at.column == 0 && line.is_empty() {
        let text = match column.holds {
            crate::editor::table::Holds::Owner => format!("New {} of …", tables.what().noun(document.metamodel())),
            _ => format!("New {} …", tables.what().noun(document.metamodel())),
        };
        cut(&painter, rect, &text, false, FontId::new(13.0, family(Weight::Regular)), color(theme.muted));
    } else if !line.is_empty() {
        cut(&painter, rect, &line, column.is_number() && why.is_none(), FontId::new(13.0, family(weight)), color(ink));
    }
    if why.is_some() {
        painter.rect_stroke(rect.shrink(1.0), 2.0, Stroke::new(1.0, color(theme.finding.error)), StrokeKind::Inside);
        painter.text(
            rect.right_center() - Vec2::new(6.0, 0.0),
            Align2::RIGHT_CENTER,
            "!",
            FontId::new(12.0, family(Weight::Bold)),
            color(theme.finding.error),
        );
    }
    let words = tables.in_days(document, at.row, at.column).filter(|_| why.is_none());
    if let Some(words) = words.as_ref().filter(|_| rect.width() > ROOM_FOR_DAYS) {
        // A column counts in one unit, or its numbers could not be compared; what was typed as days is seen beside it.
        let font = FontId::new(11.0, family(Weight::Regular));
        cut(&painter, rect, words, false, font, color(theme.muted));
    }
    let response = ui.interact(rect.intersect(clip), cell_id(at), Sense::hover());
    let name = tables.cell_name(document, at.row, at.column);
    let role = if at.column == 0 { accesskit::Role::RowHeader } else { accesskit::Role::Cell };
    response.widget_info(|| {
        let unit = tables.unit(document, at.column).filter(|_| !line.is_empty());
        let unit = unit.map(|u| format!(" {u}")).unwrap_or_default();
        let wrong = why.as_ref().map(|w| format!(". {w}")).unwrap_or_default();
        WidgetInfo::labeled(role, true, format!("{name}: {line}{unit}{wrong}"))
    });
    let asked = ui.input(|i| {
        i.has_accesskit_action_request(response.id, accesskit::Action::Focus)
            || i.has_accesskit_action_request(response.id, accesskit::Action::Click)
    });
    if let Some(why) = why {
        response.on_hover_text_at_pointer(why);
    } else if let Some(words) = words {
        response.on_hover_text_at_pointer(format!("{line} h = {words} at {} h a day", document.hours_per_day()));
    } else if line.chars().count() > 24 {
        response.on_hover_text_at_pointer(line);
    }
    if asked {
        session.table.go(at, false);
        session.table_select();
        ui.memory_mut(|m| m.request_focus(grid_id()));
    }
}

/// The border of the current cell, and of the range.
fn border(ui: &egui::Ui, session: &Session, theme: &Theme, places: &Places, focused: bool) {
    let range = session.table.range();
    let ink = color(if focused { theme.accent } else { theme.muted });
    let width = if focused { 2.0 } else { 1.0 };
    let cursor = places.cell(range.cursor);
    ui.painter_at(places.body(range.cursor.column)).rect_stroke(
        cursor,
        2.0,
        Stroke::new(width, ink),
        StrokeKind::Inside,
    );
    if range.is_one() {
        return;
    }
    // The first column stays where it is while the others go below it, so each has its own part of the border.
    let (first, last) = (places.cell(range.first()), places.cell(range.last()));
    let (top, bottom) = (first.top(), last.bottom());
    let far = 20.0;
    let (from_name, to_name) = (range.first().column == 0, range.last().column == 0);
    let stroke = Stroke::new(1.0, ink);
    if from_name {
        let right = if to_name { last.right() } else { places.area.right() + far };
        let rect = Rect::from_min_max(pos2(first.left(), top), pos2(right, bottom));
        ui.painter_at(places.body(0)).rect_stroke(rect, 0.0, stroke, StrokeKind::Inside);
    }
    if !to_name {
        let left = if from_name { places.area.left() - far } else { first.left() };
        let rect = Rect::from_min_max(pos2(left, top), pos2(last.right(), bottom));
        ui.painter_at(places.body(1)).rect_stroke(rect, 0.0, stroke, StrokeKind::Inside);
    }
}
