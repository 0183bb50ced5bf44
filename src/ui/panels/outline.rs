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

use super::over_canvas;
use crate::editor::session::outline::{Branch, Row};
use crate::editor::{Session, Tone};
use crate::geom::{BezPath, PathEl, flatten};
use crate::model::{ElementId, ElementKind};
use crate::scene::{Owner, anatomy};
use crate::text::{Weight, icon};
use crate::theme::Theme;
use crate::ui::style::{color, family, fill_sign, icon_text, sign};

/// Height of a row.
const ROW: f32 = 24.0;
/// How far what is contained stands to the right.
const INDENT: f32 = 14.0;
/// The least room that is left for the palette.
const PALETTE: f32 = 230.0;
/// The room in which the palette shows all its kinds.
const WHOLE_PALETTE: f32 = 408.0;

/// The row that the keys work on, and what was typed to jump to a name.
#[derive(Clone, Default)]
struct Current {
    branch: Option<Branch>,
    /// From where Shift selects.
    anchor: Option<Branch>,
    /// The element that was selected when the tree was shown last.
    selected: Option<ElementId>,
    typed: String,
    since: f64,
}

/// What was done with the outline as a whole.
#[derive(Default)]
pub(super) struct Outline {
    /// It is to be shown, or to be hidden.
    pub(super) turned: bool,
    /// One of its elements is held over the drawing.
    pub(super) holds: bool,
}

/// Shows the outline, or only its heading.
pub(super) fn ui(ui: &mut egui::Ui, session: &mut Session, theme: &Theme, open: bool) -> Outline {
    let mut done = Outline::default();
    let most = (ui.available_height() - PALETTE).max(90.0);
    let frame = egui::Frame::NONE.inner_margin(egui::Margin { left: 0, right: 0, top: 8, bottom: 0 });
    let panel = Panel::bottom("outline").frame(frame);
    let panel = if open {
        let height = ui.available_height();
        let usual = (height - WHOLE_PALETTE).max(height * 0.4).min(most);
        panel.resizable(true).default_size(usual).size_range(90.0..=most)
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
                    done.turned = true;
                }
                let table = egui::Button::new(icon_text("grid-four", 13.0)).frame(false);
                let what = "Show as table";
                let table = ui.add(table).accessible_name(what);
                if table.on_hover_text("All elements of a kind, edited like a spreadsheet").clicked() {
                    session.show_kind_as_table(current_kind(ui));
                }
            });
        });
        if !open {
            return;
        }
        // Few rows leave the panel as high as it is: what stands above does not jump.
        ui.set_min_height(ui.available_height());
        let mut filter = session.outline_filter().to_owned();
        let edit = TextEdit::singleline(&mut filter).hint_text("Filter by name or kind").desired_width(f32::INFINITY);
        ui.add(edit).accessible_name("Filter the outline");
        session.set_outline_filter(&filter);
        done.holds = tree(ui, session, theme);
    });
    done
}

/// The kind of the row that the keys are on.
fn current_kind(ui: &egui::Ui) -> Option<ElementKind> {
    let current: Current = ui.data(|d| d.get_temp(tree_id())).unwrap_or_default();
    if let Some(Branch::Kind(kind)) = current.branch { Some(kind) } else { None }
}

fn tree(ui: &mut egui::Ui, session: &mut Session, theme: &Theme) -> bool {
    let tree = tree_id();
    let mut current: Current = ui.data(|d| d.get_temp(tree)).unwrap_or_default();
    let revealed = reveal(session, &mut current);
    let rows = session.outline();
    if rows.is_empty() {
        let nothing = if session.outline_filter().is_empty() {
            "The model is empty. What you add is listed here, kind by kind."
        } else {
            "Nothing is called so"
        };
        ui.label(RichText::new(nothing).color(color(theme.muted)));
        return false;
    }
    let area = ui.available_rect_before_wrap();
    let response = ui.interact(area, tree, Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Tree, true, "Outline of the model"));
    let mut at = rows.iter().position(|r| Some(&r.branch) == current.branch.as_ref());
    let mut moved = revealed;
    if response.has_focus() {
        let keep = egui::EventFilter { horizontal_arrows: true, vertical_arrows: true, ..egui::EventFilter::default() };
        ui.memory_mut(|m| m.set_focus_lock_filter(tree, keep));
        let to = keys(ui, session, &rows, at, &mut current);
        moved |= to != at;
        at = to;
        current.branch = at.and_then(|i| rows.get(i)).map(|r| r.branch.clone());
        extend(ui, session, &rows, at.filter(|_| moved && !revealed), &mut current);
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
                Branch::Kind(_) | Branch::Notes | Branch::Note(..) => true,
                Branch::Element(id) => plan.standing_for(id).is_some(),
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
    let mut held = false;
    if let Some((branch, what)) = done {
        if !matches!(what, Did::Dropped(_) | Did::Held(_)) {
            ui.memory_mut(|m| m.request_focus(tree));
        }
        current.branch = Some(branch.clone());
        let at = rows.iter().position(|r| r.branch == branch);
        if let (Did::Held(pos), Branch::Element(id)) = (what, &branch) {
            held = hold(ui, session, theme, id, pos);
        }
        let (several, range) = ui.input(|i| (i.modifiers.command, i.modifiers.shift));
        match (&branch, what, at) {
            (Branch::Element(id), Did::Chosen, _) if several => session.toggle_in_outline(id),
            (_, Did::Chosen, at @ Some(_)) if range => extend(ui, session, &rows, at, &mut current),
            _ => act(ui, session, &branch, what),
        }
        if !range {
            current.anchor = Some(branch);
        }
        // What was chosen here is in sight here.
        current.selected = session.single_element().map(|e| e.id.clone());
    }
    ui.data_mut(|d| d.insert_temp(tree, current));
    held
}

/// Opens what stands above the element that was selected elsewhere, and makes its row the current one; a filter that is in
/// use says what is shown. Whether it did.
fn reveal(session: &mut Session, current: &mut Current) -> bool {
    let selected = session.single_element().map(|e| e.id.clone());
    if selected == current.selected {
        return false;
    }
    current.selected.clone_from(&selected);
    let Some(id) = selected.filter(|_| session.outline_filter().is_empty()) else { return false };
    let found = session.reveal_in_outline(&id).is_some();
    if found {
        current.branch = Some(Branch::Element(id));
    }
    found
}

/// With Shift selects all from where it began to the current row.
fn extend(ui: &egui::Ui, session: &mut Session, rows: &[Row], at: Option<usize>, current: &mut Current) {
    let Some(at) = at else { return };
    if !ui.input(|i| i.modifiers.shift) {
        current.anchor = rows.get(at).map(|r| r.branch.clone());
        return;
    }
    let from = rows.iter().position(|r| Some(&r.branch) == current.anchor.as_ref()).unwrap_or(at);
    session.choose_range_in_outline(from, at);
    current.selected = session.single_element().map(|e| e.id.clone());
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
    /// Its menu is asked for at a place of the window.
    Asked(egui::Pos2),
    /// It is to be removed from the view, or deleted from the model.
    Deleted(bool),
    /// It is dragged, now over a place of the window.
    Held(egui::Pos2),
    /// It was dragged to a place of the window.
    Dropped(egui::Pos2),
}

fn act(ui: &egui::Ui, session: &mut Session, branch: &Branch, what: Did) {
    match (branch, what) {
        (branch, Did::Turned) | (branch @ (Branch::Kind(_) | Branch::Notes), Did::Chosen | Did::Renamed) => {
            session.turn(branch);
        }
        (Branch::Note(view, id), Did::Chosen) => session.go_to_note(view, id),
        (Branch::Note(view, id), Did::Renamed) => {
            session.go_to_note(view, id);
            session.begin_writing(id);
        }
        (Branch::Element(id), Did::Chosen) => session.choose_in_outline(id),
        (Branch::Element(id), Did::Renamed) => {
            session.choose_in_outline(id);
            if session.plan().node(id).is_some() {
                session.begin_naming(id);
            } else {
                session.say(Tone::Info, "It is not seen in this view. Its name can be changed in the inspector.");
            }
        }
        (Branch::Element(id), Did::Dropped(pos)) => {
            // A drop outside the canvas takes the drag back.
            if let Some(at) = over_canvas(ui, session, pos) {
                if session.hold_existing(id, at, ui.input(|i| i.modifiers.command)) {
                    session.hold_apart(ui.input(|i| i.modifiers.alt));
                    session.drop_new();
                } else {
                    session.drop_from_outline(id, at);
                }
            }
        }
        (Branch::Element(id), Did::Deleted(from_model)) => session.delete_in_outline(id, from_model),
        (Branch::Element(id), Did::Asked(pos)) => {
            let owner = Owner::Element(id.clone());
            if !session.selection().contains(&owner) {
                session.select(Some(owner));
            }
            session.showing.context = true;
            ui.data_mut(|d| d.insert_temp(context_place(), pos));
        }
        (Branch::Kind(_) | Branch::Notes | Branch::Note(..), Did::Dropped(_) | Did::Deleted(_) | Did::Asked(_))
        | (_, Did::Held(_)) => {}
    }
}

/// What has the keyboard while the tree has it.
pub(in crate::ui) fn tree_id() -> Id {
    Id::unique("outline-tree")
}

/// Where the window keeps the place at which a context menu is asked for.
pub(in crate::ui) fn context_place() -> Id {
    Id::unique("context-menu-place")
}

/// Shows what is dragged: over the drawing where it would stand, else its name under the pointer. Whether it is held there.
fn hold(ui: &egui::Ui, session: &mut Session, theme: &Theme, id: &ElementId, pos: egui::Pos2) -> bool {
    ui.ctx().set_cursor_icon(egui::CursorIcon::Copy);
    if let Some(at) = over_canvas(ui, session, pos)
        && session.hold_existing(id, at, ui.input(|i| i.modifiers.command))
    {
        session.hold_apart(ui.input(|i| i.modifiers.alt));
        return true;
    }
    let name = session.document().element(id).map(|e| e.shown_name().to_owned()).unwrap_or_default();
    super::palette::ghost(ui.ctx(), theme, pos, &name);
    false
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
    let from_model = ui.input(|i| i.modifiers.shift);
    if at.is_some() && (taken(Key::Delete) || taken(Key::Backspace)) {
        act(ui, session, &row.branch, Did::Deleted(from_model));
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
        Branch::Notes => Id::unique("outline-notes"),
        Branch::Note(view, id) => Id::unique(("outline-note", view.as_str(), id.as_str())),
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
        Branch::Element(id) => document
            .element(id)
            .map_or_else(Default::default, |e| (session.called(e), anatomy::icon_name(document, e), e.kind.id())),
        Branch::Notes => ("Notes".to_owned(), "file-text".into(), ""),
        Branch::Note(view, id) => {
            let note = document.view(view).and_then(|v| v.annotations().find(|a| a.id == *id));
            let line = note.and_then(|a| a.text.lines().find(|l| !l.trim().is_empty()).map(|l| l.trim().to_owned()));
            (line.unwrap_or_default(), "file-text".into(), "")
        }
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
        None if matches!(row.branch, Branch::Note(..)) => format!("{name}, note"),
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
        let name = if row.open { "caret-down" } else { "caret-right" };
        sign(&painter, name, caret.center(), Align2::CENTER_CENTER, 11.0, color(theme.text_secondary));
    }
    let at = egui::pos2(x + 16.0, y);
    if seen {
        fill_sign(&painter, &icon_name, at, Align2::LEFT_CENTER, 14.0, color(theme.kind(kind)));
    } else {
        hollow(&painter, at, &icon_name, color(theme.muted));
    }
    let heading = matches!(row.branch, Branch::Kind(_) | Branch::Notes);
    let weight = if heading { Weight::SemiBold } else { Weight::Regular };
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
    did(ui, session, &response, caret, row.count > 0, element)
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

fn did(
    ui: &egui::Ui,
    session: &Session,
    response: &egui::Response,
    caret: Rect,
    turns: bool,
    element: Option<&ElementId>,
) -> Option<Did> {
    if element.is_some() && response.dragged() && session.editable().is_ok() {
        return ui.input(|i| i.pointer.latest_pos()).map(Did::Held);
    }
    if element.is_some() && response.drag_stopped() && !ui.input(|i| i.key_pressed(Key::Escape)) {
        return ui.input(|i| i.pointer.latest_pos()).map(Did::Dropped);
    }
    if response.double_clicked() && element.is_some() {
        return Some(Did::Renamed);
    }
    if response.secondary_clicked() && element.is_some() {
        return response.interact_pointer_pos().map(Did::Asked);
    }
    let on_caret = turns && response.interact_pointer_pos().is_some_and(|p| caret.contains(p));
    response.clicked().then_some(if on_caret { Did::Turned } else { Did::Chosen })
}

/// Forgets which row the keys are on.
pub(super) fn forget(ctx: &egui::Context) {
    ctx.data_mut(|d| d.remove::<Current>(tree_id()));
}
