//! The outline: the model as a tree, under the palette.
//!
//! Only the rows that are seen are made. The tree has the keyboard as one, and one of its rows is current.
//!
//! Knows nothing about what is in the tree.

use std::sync::Arc;

use eframe::egui::{
    self, Align2, FontId, Id, Key, Modifiers, Panel, Rect, RichText, Sense, Stroke, StrokeKind, TextEdit, Vec2,
    WidgetInfo, accesskit,
};

use crate::editor::Session;
use crate::editor::session::outline::{Branch, Row};
use crate::geom::{BezPath, PathEl, Point, flatten};
use crate::model::ElementId;
use crate::scene::{Owner, anatomy};
use crate::text::{Weight, icon};
use crate::theme::Theme;
use crate::ui::style::{color, family, icon_family, icon_text};

/// Height of a row.
const ROW: f32 = 24.0;
/// How far what is contained stands to the right.
const INDENT: f32 = 14.0;
/// The least room that is left for the palette.
const PALETTE: f32 = 230.0;

/// The row that the keys work on, and what was typed to jump to a name.
#[derive(Clone, Default)]
struct Current {
    branch: Option<Branch>,
    typed: String,
    since: f64,
}

pub(super) fn ui(ui: &mut egui::Ui, session: &mut Session, theme: &Theme) {
    let open = session.shows_outline();
    let most = (ui.available_height() - PALETTE).max(90.0);
    let frame = egui::Frame::NONE.inner_margin(egui::Margin { left: 0, right: 0, top: 8, bottom: 0 });
    let panel = Panel::bottom("outline").frame(frame);
    let panel = if open {
        panel.resizable(true).default_size((ui.available_height() * 0.48).min(most)).size_range(90.0..=most)
    } else {
        panel.resizable(false).exact_size(40.0)
    };
    panel.show(ui, |ui| {
        if open {
            // What it shows does not say how high it is: an empty model would leave it two rows for good.
            ui.set_min_height(ui.available_height());
        }
        ui.horizontal(|ui| {
            ui.label(RichText::new("OUTLINE").size(11.0).extra_letter_spacing(1.2).color(color(theme.muted)));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let (icon, name) =
                    if open { ("caret-down", "Hide the outline") } else { ("caret-up", "Show the outline") };
                let button = egui::Button::new(icon_text(icon, 13.0)).frame(false);
                if ui.add(button).accessible_name(name).on_hover_text(name).clicked() {
                    session.toggle_outline();
                }
            });
        });
        if !open {
            return;
        }
        let mut filter = session.outline_filter().to_owned();
        let edit = TextEdit::singleline(&mut filter).hint_text("Filter by name or kind").desired_width(f32::INFINITY);
        ui.add(edit).accessible_name("Filter the outline");
        session.set_outline_filter(&filter);
        tree(ui, session, theme);
    });
}

fn tree(ui: &mut egui::Ui, session: &mut Session, theme: &Theme) {
    let rows = session.outline();
    if rows.is_empty() {
        let nothing = if session.outline_filter().is_empty() { "The model is empty" } else { "Nothing is called so" };
        ui.label(RichText::new(nothing).color(color(theme.muted)));
        return;
    }
    let tree = Id::unique("outline-tree");
    let area = ui.available_rect_before_wrap();
    let response = ui.interact(area, tree, Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Tree, true, "Outline of the model"));
    let mut current: Current = ui.data(|d| d.get_temp(tree)).unwrap_or_default();
    let mut at = rows.iter().position(|r| Some(&r.branch) == current.branch.as_ref());
    let mut moved = false;
    if response.has_focus() {
        let keep = egui::EventFilter { horizontal_arrows: true, vertical_arrows: true, ..egui::EventFilter::default() };
        ui.memory_mut(|m| m.set_focus_lock_filter(tree, keep));
        let to = keys(ui, session, &rows, at, &mut current);
        moved = to != at;
        at = to;
        current.branch = at.and_then(|i| rows.get(i)).map(|r| r.branch.clone());
    }
    let focused = response.has_focus();
    let plan = session.plan();
    let mut done = None;
    let mut scroll = egui::ScrollArea::vertical().auto_shrink(false).id_salt("outline-rows");
    if moved && let Some(i) = at {
        // The row may not be made yet, so its place is worked out.
        let (top, last) = (i as f32 * ROW, ui.data(|d| d.get_temp::<(f32, f32)>(tree)).unwrap_or_default());
        if top < last.0 {
            scroll = scroll.vertical_scroll_offset(top);
        } else if top + ROW > last.0 + last.1 {
            scroll = scroll.vertical_scroll_offset(top + ROW - last.1);
        }
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let shown = scroll.show_rows(ui, ROW, rows.len(), |ui, range| {
        for i in range {
            let Some(row) = rows.get(i) else { continue };
            let seen = match &row.branch {
                Branch::Kind(_) => true,
                Branch::Element(id) => plan.node(id).is_some(),
            };
            let is_current = focused && at == Some(i);
            if let Some(what) = line(ui, session, theme, row, seen, is_current) {
                done = Some((row.branch.clone(), what));
            }
        }
    });
    ui.data_mut(|d| d.insert_temp(tree, (shown.state.clamped_offset().y, shown.inner_rect.height())));
    if let Some(branch) = &current.branch {
        let id = row_id(branch);
        ui.ctx().accesskit_node_builder(tree, |node| node.set_active_descendant(id.accesskit_id()));
    }
    if let Some((branch, what)) = done {
        if !matches!(what, Did::Dropped(_)) {
            ui.memory_mut(|m| m.request_focus(tree));
        }
        current.branch = Some(branch.clone());
        act(ui, session, &branch, what);
    }
    ui.data_mut(|d| d.insert_temp(tree, current));
}

/// What was done with a row.
#[derive(Clone, Copy)]
enum Did {
    /// It was chosen.
    Chosen,
    /// What stands under it is to be shown or hidden.
    Turned,
    /// It is to be renamed.
    Renamed,
    /// It was dragged to a place of the window.
    Dropped(egui::Pos2),
}

fn act(ui: &egui::Ui, session: &mut Session, branch: &Branch, what: Did) {
    match (branch, what) {
        (branch, Did::Turned) | (branch @ Branch::Kind(_), Did::Chosen | Did::Renamed) => session.turn(branch),
        (Branch::Element(id), Did::Chosen) => session.choose_in_outline(id),
        (Branch::Element(id), Did::Renamed) => {
            session.choose_in_outline(id);
            if session.plan().node(id).is_some() && session.editable().is_ok() {
                session.begin_naming(id);
            }
        }
        (Branch::Element(id), Did::Dropped(pos)) => {
            let canvas: Option<Rect> = ui.data(|d| d.get_temp(Id::unique("canvas-rect")));
            // A drop outside the canvas takes the drag back.
            if let Some(canvas) = canvas.filter(|c| c.contains(pos)) {
                let local = Point::new(f64::from(pos.x - canvas.min.x), f64::from(pos.y - canvas.min.y));
                let at = session.camera.doc_from_screen(local);
                session.drop_from_outline(id, at);
            }
        }
        (Branch::Kind(_), Did::Dropped(_)) => {}
    }
}

/// The keys of the tree. Which row is current after them.
fn keys(
    ui: &egui::Ui,
    session: &mut Session,
    rows: &Arc<Vec<Row>>,
    at: Option<usize>,
    current: &mut Current,
) -> Option<usize> {
    let taken = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    let last = rows.len() - 1;
    let i = at.unwrap_or(0);
    let row = &rows[i.min(last)];
    if taken(Key::ArrowDown) {
        return Some(at.map_or(0, |i| (i + 1).min(last)));
    }
    if taken(Key::ArrowUp) {
        return Some(i.saturating_sub(1));
    }
    if taken(Key::Home) {
        return Some(0);
    }
    if taken(Key::End) {
        return Some(last);
    }
    if taken(Key::ArrowRight) {
        if row.open && row.count > 0 {
            return Some((i + 1).min(last));
        }
        if row.count > 0 {
            session.turn(&row.branch);
        }
    }
    if taken(Key::ArrowLeft) {
        if !row.open {
            return Some(rows[..i].iter().rposition(|r| r.depth < row.depth).unwrap_or(i));
        }
        session.turn(&row.branch);
    }
    if taken(Key::Enter) {
        act(ui, session, &row.branch, Did::Chosen);
    }
    if taken(Key::F2) {
        act(ui, session, &row.branch, Did::Renamed);
    }
    let typed: String = ui.input(|i| {
        let text =
            i.events.iter().filter_map(|e| if let egui::Event::Text(text) = e { Some(text.as_str()) } else { None });
        text.collect()
    });
    if typed.is_empty() { at } else { jump(ui, session, rows, i, current, &typed).or(at) }
}

/// The next row whose name begins as is typed; letters that come quickly are typed together.
fn jump(
    ui: &egui::Ui,
    session: &Session,
    rows: &[Row],
    at: usize,
    current: &mut Current,
    typed: &str,
) -> Option<usize> {
    let now = ui.input(|i| i.time);
    if now - current.since > 1.0 {
        current.typed.clear();
    }
    current.since = now;
    current.typed.push_str(&typed.to_lowercase());
    let begins = |row: &Row| words(session, &row.branch).0.to_lowercase().starts_with(&current.typed);
    // The first letter goes on to another row; those after it may stay.
    let from = at + usize::from(current.typed.chars().count() == 1);
    let n = rows.len();
    (0..n).map(|i| (from + i) % n).find(|i| begins(&rows[*i]))
}

fn row_id(branch: &Branch) -> Id {
    match branch {
        Branch::Kind(kind) => Id::unique(("outline-kind", kind.id())),
        Branch::Element(id) => Id::unique(("outline-element", id.as_str())),
    }
}

/// The name of a row, the icon and the id of the kind.
fn words(session: &Session, branch: &Branch) -> (String, ecow::EcoString, &'static str) {
    let document = session.document();
    match branch {
        Branch::Kind(kind) => {
            let def = document.metamodel().kind(*kind);
            let icon = def.map_or_else(|| "shapes".into(), |d| d.icon.clone());
            let name = def.map_or("Other", |d| d.short.as_str());
            (name.to_owned(), icon, kind.id())
        }
        Branch::Element(id) => document.element(id).map_or_else(Default::default, |e| {
            (e.shown_name().to_owned(), anatomy::icon_name(document, e), e.kind.id())
        }),
    }
}

/// One row, and what was done with it just now.
fn line(ui: &mut egui::Ui, session: &Session, theme: &Theme, row: &Row, seen: bool, current: bool) -> Option<Did> {
    let (name, icon_name, kind) = words(session, &row.branch);
    let (_, rect) = ui.allocate_space(Vec2::new(ui.available_width(), ROW));
    let id = row_id(&row.branch);
    // The tree has the keyboard, not its rows.
    let response = ui.interact(rect, id, Sense::CLICK | Sense::DRAG);
    let element = if let Branch::Element(id) = &row.branch { Some(id) } else { None };
    let selected = element.is_some_and(|id| session.selection().contains(&Owner::Element(id.clone())));
    let told = match element {
        None => format!("{name}, {}", row.count),
        Some(_) if seen => name.clone(),
        Some(_) => format!("{name}, not in this view"),
    };
    response.widget_info(|| WidgetInfo::selected(accesskit::Role::TreeItem, true, selected, &told));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_level(usize::from(row.depth) + 1);
        if row.count > 0 {
            node.set_expanded(row.open);
        }
    });
    let painter = ui.painter_at(rect);
    if selected || response.hovered() {
        painter.rect_filled(rect, 5.0, color(if selected { theme.selected } else { theme.hover }));
    }
    if current {
        painter.rect_stroke(rect, 5.0, Stroke::new(1.5, color(theme.accent)), StrokeKind::Inside);
    }
    let x = rect.left() + 4.0 + f32::from(row.depth.min(12)) * INDENT;
    let y = rect.center().y;
    let caret = Rect::from_center_size(egui::pos2(x + 5.0, y), Vec2::new(18.0, ROW));
    if row.count > 0 {
        let letter = icon::letter(if row.open { "caret-down" } else { "caret-right" }, icon::Style::Regular);
        let font = FontId::new(11.0, icon_family(icon::Style::Regular));
        painter.text(caret.center(), Align2::CENTER_CENTER, letter.unwrap_or(' '), font, color(theme.text_secondary));
    }
    let at = egui::pos2(x + 16.0, y);
    if seen {
        let letter = icon::letter(&icon_name, icon::Style::Fill);
        let font = FontId::new(14.0, icon_family(icon::Style::Fill));
        painter.text(at, Align2::LEFT_CENTER, letter.unwrap_or(' '), font, color(theme.kind(kind)));
    } else {
        hollow(&painter, at, &icon_name, color(theme.muted));
    }
    let weight = if element.is_none() { Weight::SemiBold } else { Weight::Regular };
    let ink = color(if seen { theme.text } else { theme.muted });
    let font = FontId::new(12.5, family(weight));
    let count = if row.count > 0 { row.count.to_string() } else { String::new() };
    let small = FontId::new(11.0, family(Weight::Regular));
    let count = painter.layout_no_wrap(count, small, color(theme.muted));
    let room = (rect.right() - x - 36.0 - count.size().x - 10.0).max(20.0);
    let mut job = egui::text::LayoutJob::simple_singleline(name.clone(), font, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room);
    let galley = painter.layout_job(job);
    painter.galley(egui::pos2(x + 36.0, y - galley.size().y / 2.0), galley.clone(), ink);
    painter.galley(egui::pos2(rect.right() - count.size().x - 6.0, y - count.size().y / 2.0), count, ink);
    let response = if galley.elided { response.on_hover_text(&name) } else { response };
    did(ui, session, &response, caret, row.count > 0, element, &name, theme)
}

/// The outline of an icon, left of whose middle is `at`.
fn hollow(painter: &egui::Painter, at: egui::Pos2, name: &str, tint: egui::Color32) {
    const SIZE: f32 = 14.0;
    let Some(path) = icon::outline(name, icon::Style::Fill) else { return };
    let corner = at - Vec2::new(0.0, SIZE / 2.0);
    // Each part of the icon is a line of its own.
    for part in path.elements().split_inclusive(|e| matches!(e, PathEl::ClosePath)) {
        let mut points: Vec<egui::Pos2> = Vec::new();
        flatten(&BezPath::from_vec(part.to_vec()), 0.01, |p| {
            points.push(corner + Vec2::new(p.x as f32, p.y as f32) * SIZE);
        });
        if points.len() > 1 {
            painter.line(points, Stroke::new(0.9, tint));
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "called once; a struct would only rename its locals")]
fn did(
    ui: &egui::Ui,
    session: &Session,
    response: &egui::Response,
    caret: Rect,
    turns: bool,
    element: Option<&ElementId>,
    name: &str,
    theme: &Theme,
) -> Option<Did> {
    if element.is_some() && response.dragged() && session.editable().is_ok() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::Copy);
        if let Some(pos) = ui.input(|i| i.pointer.hover_pos()) {
            super::palette::ghost(ui.ctx(), theme, pos, name);
        }
    }
    if element.is_some() && response.drag_stopped() && !ui.input(|i| i.key_pressed(Key::Escape)) {
        return ui.input(|i| i.pointer.latest_pos()).map(Did::Dropped);
    }
    if response.double_clicked() && element.is_some() {
        return Some(Did::Renamed);
    }
    let on_caret = turns && response.interact_pointer_pos().is_some_and(|p| caret.contains(p));
    response.clicked().then_some(if on_caret { Did::Turned } else { Did::Chosen })
}
