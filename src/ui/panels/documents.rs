//! The open documents as tabs over the whole window: one is in front, the others a click away.
//!
//! The tabs of views stand below, in the top bar of each document.
//!
//! Knows nothing about what a document holds.

use eframe::egui::{
    self, Align, Button, CornerRadius, FontId, Frame, Id, Layout, Margin, Panel, Pos2, Rect, ScrollArea, Sense, Stroke,
    StrokeKind, Vec2, WidgetInfo, accesskit,
};

use crate::editor::workspace::{DocumentTab, Then};
use crate::editor::{Command, Workspace};
use crate::text::Weight;
use crate::theme::Theme;
use crate::ui::style::{color, family, icon_text, sign};

/// Height of the row.
const HEIGHT: f32 = 36.0;
/// Room above a tab.
const ABOVE: f32 = 5.0;
/// The widest that a tab gets.
const WIDEST: f32 = 240.0;

/// What is done with the tabs.
#[derive(Clone, Copy)]
pub(in crate::ui) enum Done {
    Show(u64),
    Close(u64),
    Move(u64, usize),
    Start,
    LeaveStart,
    Run(Command),
}

/// Shows the tabs where there is something to choose: more than one document, or one behind the start screen.
/// Gives what is to be done once the frame is over.
pub(in crate::ui) fn ui(ui: &mut egui::Ui, workspace: &Workspace, theme: &Theme) -> Option<Done> {
    let tabs = workspace.documents();
    let start = workspace.session.is_none();
    if tabs.len() < if start { 1 } else { 2 } {
        // A field below that is being typed in stays the same when the tabs come.
        ui.skip_ahead_auto_ids(1);
        return None;
    }
    let mut done = None;
    let frame = Frame::NONE.fill(color(theme.page)).inner_margin(Margin::symmetric(12, 0));
    Panel::top("documents").frame(frame).exact_size(HEIGHT).show(ui, |ui| {
        ui.with_layout(Layout::left_to_right(Align::Max), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            let room = (ui.available_width() - 44.0).max(60.0);
            ScrollArea::horizontal()
                .id_salt("document-tabs")
                .max_width(room)
                .scroll_bar_visibility(egui::scroll_area::ScrollBarVisibility::AlwaysHidden)
                .show(ui, |ui| {
                    ui.with_layout(Layout::left_to_right(Align::Max), |ui| {
                        row(ui, workspace, &tabs, theme, &mut done);
                        if start {
                            start_tab(ui, theme, &mut done);
                        }
                    });
                });
            if !start {
                let plus = Button::new(icon_text("plus", 14.0)).frame_when_inactive(false);
                let plus = ui.add_sized(Vec2::splat(HEIGHT - ABOVE), plus).accessible_name("New tab");
                if plus.on_hover_text("New model or another file, from the start screen").clicked() {
                    done = Some(Done::Start);
                }
            }
        });
    });
    let free = workspace.question.is_none() && workspace.sheet.is_none() && !egui::Popup::is_any_open(ui.ctx());
    if start && free && ui.input(|i| i.key_pressed(egui::Key::Escape)) {
        done = Some(Done::LeaveStart);
    }
    done
}

/// Does what was asked for at the tabs; a command is handed on.
pub(in crate::ui) fn carry_out(done: Done, workspace: &mut Workspace) -> Option<Command> {
    match done {
        Done::Show(id) => workspace.show_document(id),
        Done::Close(id) => workspace.leave(Then::Close(id)),
        Done::Move(id, to) => workspace.move_document(id, to),
        Done::Start => workspace.show_start(),
        Done::LeaveStart => workspace.leave_start(),
        Done::Run(command) => return Some(command),
    }
    None
}

fn row(ui: &mut egui::Ui, workspace: &Workspace, tabs: &[DocumentTab], theme: &Theme, done: &mut Option<Done>) {
    let width = widths(ui, tabs.len());
    let mut middles = Vec::new();
    let mut dragged = None;
    for tab in tabs {
        let response = document(ui, tab, width, theme, done);
        middles.push(response.rect.center().x);
        if response.drag_stopped()
            && let Some(at) = response.interact_pointer_pos()
        {
            dragged = Some((tab.id, at.x));
        }
        // What the menu is of comes to the front with it.
        if response.clicked() || response.secondary_clicked() {
            *done = Some(Done::Show(tab.id));
        }
        if response.middle_clicked() {
            *done = Some(Done::Close(tab.id));
        }
        if tab.in_front && ui.memory(|m| m.data.get_temp::<u64>(seen_id()) != Some(tab.id)) {
            response.scroll_to_me(None);
            ui.memory_mut(|m| m.data.insert_temp(seen_id(), tab.id));
        }
        response.context_menu(|ui| {
            ui.set_min_width(190.0);
            let mut due = None;
            for command in [Command::Save, Command::SaveAs, Command::Close, Command::CloseOthers] {
                super::top_bar::command_item(ui, workspace, command, &mut due);
            }
            if let Some(command) = due {
                *done = Some(Done::Run(command));
            }
        });
    }
    if let Some((id, x)) = dragged {
        let from = tabs.iter().position(|t| t.id == id).unwrap_or_default();
        let before = middles.iter().enumerate().filter(|(i, middle)| *i != from && **middle < x).count();
        *done = Some(Done::Move(id, before));
    }
}

/// How wide a tab may be so that many have room.
fn widths(ui: &egui::Ui, n: usize) -> f32 {
    let room = ui.ctx().content_rect().width() - 90.0;
    (room / n.max(1) as f32 - 2.0).clamp(96.0, WIDEST)
}

fn seen_id() -> Id {
    Id::unique("document-tab-seen")
}

/// A tab of a document with its close button.
fn document(
    ui: &mut egui::Ui,
    tab: &DocumentTab,
    widest: f32,
    theme: &Theme,
    done: &mut Option<Done>,
) -> egui::Response {
    let name = format!("Document {}{}", tab.title, if tab.dirty { ", not saved" } else { "" });
    let id = Id::unique(("document-tab", tab.id));
    let (rect, response) = tab_ui(ui, id, &tab.title, "file-text", tab.in_front, widest, theme);
    response.widget_info(|| WidgetInfo::selected(accesskit::Role::Tab, true, tab.in_front, &name));
    let cross = Rect::from_center_size(Pos2::new(rect.right() - 17.0, rect.center().y), Vec2::splat(20.0));
    let close = ui.interact(cross, id.with("close"), Sense::click());
    close.widget_info(|| WidgetInfo::labeled(accesskit::Role::Button, true, format!("Close {}", tab.title)));
    let near = response.hovered() || close.hovered() || close.has_focus();
    if close.hovered() || close.has_focus() {
        ui.painter().rect_filled(cross, 5.0, color(theme.hover));
    }
    if close.has_focus() {
        ui.painter().rect_stroke(cross, 5.0, Stroke::new(1.5, color(theme.accent)), StrokeKind::Inside);
    }
    if tab.dirty && !near {
        ui.painter().circle_filled(cross.center(), 3.5, color(theme.accent));
    } else if near || tab.in_front {
        sign(ui.painter(), "x", cross.center(), egui::Align2::CENTER_CENTER, 12.0, color(theme.text_secondary));
    }
    if close.on_hover_text("Close (middle click)").clicked() {
        *done = Some(Done::Close(tab.id));
    }
    let place = tab.path.as_ref().map_or_else(|| "Not yet a file".to_owned(), |p| p.display().to_string());
    response.on_hover_text(format!("{}\n{place}", tab.title))
}

/// The tab of the start screen, while it is shown over open documents.
fn start_tab(ui: &mut egui::Ui, theme: &Theme, done: &mut Option<Done>) {
    let id = Id::unique("start-tab");
    let (rect, response) = tab_ui(ui, id, "Start", "house", true, WIDEST, theme);
    response.widget_info(|| WidgetInfo::selected(accesskit::Role::Tab, true, true, "Start screen"));
    let cross = Rect::from_center_size(Pos2::new(rect.right() - 17.0, rect.center().y), Vec2::splat(20.0));
    let close = ui.interact(cross, id.with("close"), Sense::click());
    close.widget_info(|| WidgetInfo::labeled(accesskit::Role::Button, true, "Close the start screen"));
    if close.hovered() || close.has_focus() {
        ui.painter().rect_filled(cross, 5.0, color(theme.hover));
    }
    sign(ui.painter(), "x", cross.center(), egui::Align2::CENTER_CENTER, 12.0, color(theme.text_secondary));
    if close.on_hover_text("Back to the model (Esc)").clicked() || response.middle_clicked() {
        *done = Some(Done::LeaveStart);
    }
}

fn tab_ui(
    ui: &mut egui::Ui,
    id: Id,
    title: &str,
    icon: &str,
    on: bool,
    widest: f32,
    theme: &Theme,
) -> (Rect, egui::Response) {
    let ink = if on { theme.text } else { theme.text_secondary };
    let font = FontId::new(13.0, family(if on { Weight::SemiBold } else { Weight::Regular }));
    let mut job = egui::text::LayoutJob::simple_singleline(title.to_owned(), font, color(ink));
    job.wrap.max_width = widest - 66.0;
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    let galley = ui.fonts_mut(|f| f.layout_job(job));
    let (_, rect) = ui.allocate_space(Vec2::new(galley.size().x + 66.0, HEIGHT - ABOVE));
    let response = ui.interact(rect, id, Sense::click_and_drag());
    let painter = ui.painter();
    let corners = CornerRadius { nw: 8, ne: 8, sw: 0, se: 0 };
    if on {
        // It is one with the bar below.
        painter.rect_filled(rect, corners, color(theme.panel));
    } else if response.hovered() {
        painter.rect_filled(rect.shrink2(Vec2::new(1.0, 3.0)), 6.0, color(theme.hover));
    }
    if response.has_focus() {
        let ring = rect.shrink2(Vec2::new(2.0, 4.0));
        painter.rect_stroke(ring, 6.0, Stroke::new(1.5, color(theme.accent)), StrokeKind::Inside);
    }
    let tint = if on { theme.accent } else { theme.text_secondary };
    let at = Pos2::new(rect.left() + 19.0, rect.center().y);
    sign(ui.painter(), icon, at, egui::Align2::CENTER_CENTER, 15.0, color(tint));
    let at = Pos2::new(rect.left() + 32.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, color(ink));
    (rect, response)
}
