//! The views as tabs: one is on show, others a click away, new ones behind the plus.
//!
//! Knows nothing about what a view shows.

use std::collections::BTreeSet;

use eframe::egui::{
    self, Align, Button, CornerRadius, FontId, Key, Layout, PopupCloseBehavior, Pos2, Rect, RichText, Sense, Stroke,
    StrokeKind, Vec2, WidgetInfo, accesskit,
};

use crate::editor::session::diagrams::tags;
use crate::editor::session::{NewView, OnShow, Tab};
use crate::editor::{Command, Session, Workspace};
use crate::model::ElementKind;
use crate::model::view::CANVAS;
use crate::text::Weight;
use crate::theme::Theme;
use crate::ui::style::{color, family, icon_text, sign};

/// Height of the bar, which a tab fills.
pub(super) const HEIGHT: f32 = 44.0;

/// The widest that a tab gets.
const WIDEST: f32 = 220.0;

pub(super) fn ui(ui: &mut egui::Ui, workspace: &mut Workspace, theme: &Theme, due: &mut Option<Command>) {
    let Some(session) = &workspace.session else { return };
    let (tabs, on_show) = (session.tabs(), session.on_show().clone());
    let room = (ui.available_width() - 40.0).max(60.0);
    ui.spacing_mut().item_spacing.x = 2.0;
    let mut chosen = None;
    egui::ScrollArea::horizontal()
        .id_salt("tabs")
        .max_width(room)
        .scroll_bar_visibility(egui::scroll_area::ScrollBarVisibility::AlwaysHidden)
        .show(ui, |ui| {
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                for tab in &tabs {
                    let on = tab.which == on_show;
                    if on && rename_ui(ui, workspace) {
                        continue;
                    }
                    let response = tab_ui(ui, tab, on, theme);
                    if on && ui.memory(|m| m.data.get_temp::<OnShow>(shown_id()).as_ref() != Some(&tab.which)) {
                        response.scroll_to_me(None);
                        ui.memory_mut(|m| m.data.insert_temp(shown_id(), tab.which.clone()));
                    }
                    if response.clicked() || response.secondary_clicked() {
                        chosen = Some(tab.which.clone());
                    }
                    if response.double_clicked() {
                        *due = Some(Command::RenameView);
                    }
                    response.context_menu(|ui| context_ui(ui, workspace, due));
                }
            });
        });
    if let (Some(which), Some(session)) = (chosen, &mut workspace.session) {
        session.show_tab(which);
    }
    new_ui(ui, workspace, theme, due);
}

fn shown_id() -> egui::Id {
    egui::Id::unique("tab-on-show")
}

fn tab_ui(ui: &mut egui::Ui, tab: &Tab, on: bool, theme: &Theme) -> egui::Response {
    let ink = color(if on { theme.text } else { theme.text_secondary });
    let font = FontId::new(13.0, family(if on { Weight::SemiBold } else { Weight::Medium }));
    let mut job = egui::text::LayoutJob::simple_singleline(tab.name.to_string(), font, ink);
    job.wrap.max_width = WIDEST - 48.0;
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    let galley = ui.fonts_mut(|f| f.layout_job(job));
    let size = Vec2::new(galley.size().x + 46.0, HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(accesskit::Role::Tab, true, on, tab.name.as_str()));
    let painter = ui.painter();
    if on {
        painter.rect_filled(rect, 0.0, color(theme.page));
        let line = Rect::from_min_size(rect.min, Vec2::new(rect.width(), 2.0));
        painter.rect_filled(line, CornerRadius::ZERO, color(theme.accent));
    } else if response.hovered() {
        painter.rect_filled(rect.shrink2(Vec2::new(2.0, 8.0)), 6.0, color(theme.hover));
    }
    if response.has_focus() {
        let ring = rect.shrink2(Vec2::new(3.0, 7.0));
        painter.rect_stroke(ring, 6.0, Stroke::new(1.5, color(theme.accent)), StrokeKind::Inside);
    }
    let name = if tab.kind == CANVAS { "squares-four" } else { "graph" };
    let tint = color(if on { theme.accent } else { theme.text_secondary });
    let at = Pos2::new(rect.left() + 14.0, rect.center().y);
    sign(painter, name, at, egui::Align2::LEFT_CENTER, 15.0, tint);
    painter.galley(Pos2::new(rect.left() + 34.0, rect.center().y - galley.size().y / 2.0), galley, ink);
    let what = match (&tab.which, tab.kind == CANVAS) {
        (OnShow::Canvas, _) => "The one-page canvas, drawn from the model",
        (OnShow::Diagram, _) => "Every element, placed automatically until something is moved",
        (OnShow::Stored(_), true) => "A canvas",
        (OnShow::Stored(_), false) => "A diagram",
    };
    response.on_hover_text(format!("{}\n{what}", tab.name))
}

/// The name of the view on show, open for typing; whether it is.
fn rename_ui(ui: &mut egui::Ui, workspace: &mut Workspace) -> bool {
    let Some(session) = &mut workspace.session else { return false };
    let Some(mut text) = session.renaming.clone() else { return false };
    let id = ui.scope_id().with("tab-name");
    let fresh = !ui.memory(|m| m.data.get_temp::<bool>(id).unwrap_or(false));
    ui.memory_mut(|m| m.data.insert_temp(id, true));
    let edit = egui::TextEdit::singleline(&mut text).id(id.with("field")).char_limit(120).desired_width(150.0);
    let response = ui.add(edit).accessible_name("Name of the view");
    if fresh {
        response.request_focus();
        super::select_all(ui.ctx(), response.id, &text);
    }
    let done = response.lost_focus() && !fresh;
    if done {
        ui.memory_mut(|m| m.data.remove_temp::<bool>(id));
    }
    if done && ui.input(|i| i.key_pressed(Key::Escape)) {
        session.renaming = None;
    } else if done {
        session.rename_view(&text);
    } else {
        session.renaming = Some(text);
    }
    true
}

fn context_ui(ui: &mut egui::Ui, workspace: &Workspace, due: &mut Option<Command>) {
    ui.set_min_width(190.0);
    for command in [
        Command::RenameView,
        Command::DuplicateView,
        Command::MoveViewLeft,
        Command::MoveViewRight,
        Command::DeleteView,
    ] {
        super::top_bar::command_item(ui, workspace, command, due);
    }
}

/// The menu of new views.
fn new_ui(ui: &mut egui::Ui, workspace: &mut Workspace, theme: &Theme, due: &mut Option<Command>) {
    let Some(session) = &mut workspace.session else { return };
    let editable = session.editable();
    let mut new = None;
    ui.add_enabled_ui(editable.is_ok(), |ui| {
        let plus = Button::new(icon_text("plus", 15.0)).frame_when_inactive(false);
        // Ticking a kind must not close the menu.
        let config = egui::containers::menu::MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
        let menu = egui::containers::menu::MenuButton::from_button(plus).config(config);
        let (response, _) = menu.ui(ui, |ui| {
            ui.set_min_width(250.0);
            new = new_items(ui, session, theme, due);
            if new.is_some() || due.is_some() {
                ui.close();
            }
        });
        response.accessible_name("New view").on_hover_text("New canvas or diagram");
    });
    if let Some(what) = new {
        session.new_view(&what);
    }
}

fn new_items(ui: &mut egui::Ui, session: &Session, theme: &Theme, due: &mut Option<Command>) -> Option<NewView> {
    let mut new = None;
    let item = |ui: &mut egui::Ui, label: &str, enabled: bool| {
        let button = Button::new(label).frame(false).min_size(Vec2::new(236.0, 27.0));
        let response = ui.add_enabled(enabled, button).accessible_name(label);
        response.on_disabled_hover_text("Select an element first").clicked()
    };
    if item(ui, "New canvas", true) {
        *due = Some(Command::NewCanvas);
    }
    ui.separator();
    heading(ui, theme, "New diagram");
    if item(ui, "Empty", true) {
        *due = Some(Command::NewDiagram);
    }
    if item(ui, "Whole model", true) {
        *due = Some(Command::WholeModel);
    }
    ui.menu_button("By kind", |ui| new = kinds_ui(ui, session)).response.accessible_name("By kind");
    let tags = tags(session.document());
    ui.add_enabled_ui(!tags.is_empty(), |ui| {
        ui.menu_button("By tag", |ui| {
            egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
                for tag in tags {
                    if item(ui, &tag, true) {
                        new = Some(NewView::Tagged(tag));
                    }
                }
            });
        })
        .response
        .on_disabled_hover_text("No element has a tag yet");
    });
    ui.separator();
    heading(ui, theme, "From the selection");
    let selected = session.has_selected(1);
    for (label, what) in [
        ("Neighbours", NewView::Neighbourhood(1)),
        ("Neighbours to depth 2", NewView::Neighbourhood(2)),
        ("Neighbours to depth 3", NewView::Neighbourhood(3)),
        ("Everything upstream", NewView::Upstream),
        ("Everything downstream", NewView::Downstream),
    ] {
        if item(ui, label, selected) {
            new = Some(what);
        }
    }
    new
}

fn heading(ui: &mut egui::Ui, theme: &Theme, text: &str) {
    ui.add_space(2.0);
    ui.label(RichText::new(text).size(11.0).color(color(theme.muted)));
}

/// The kinds that the model has elements of, to be ticked.
fn kinds_ui(ui: &mut egui::Ui, session: &Session) -> Option<NewView> {
    let id = egui::Id::unique("kinds-of-new-view");
    let mut ticked: BTreeSet<ElementKind> = ui.data(|d| d.get_temp(id)).unwrap_or_default();
    let document = session.document();
    let before = ticked.clone();
    ui.set_min_width(210.0);
    for kind in document.metamodel().kinds_by_importance() {
        let Some(def) = document.metamodel().kind(kind) else { continue };
        if document.index().of_kind(kind).next().is_none() {
            continue;
        }
        let mut on = ticked.contains(&kind);
        ui.checkbox(&mut on, def.plural.as_str());
        if on {
            ticked.insert(kind);
        } else {
            ticked.remove(&kind);
        }
    }
    ui.add_space(4.0);
    let make = ui.add_enabled(!ticked.is_empty(), Button::new("Make diagram").min_size(Vec2::new(196.0, 28.0)));
    if make.on_disabled_hover_text("Tick a kind first").clicked() {
        ui.data_mut(|d| d.remove_temp::<BTreeSet<ElementKind>>(id));
        return Some(NewView::Kinds(ticked));
    }
    if ticked != before {
        ui.data_mut(|d| d.insert_temp(id, ticked));
    }
    None
}
