//! The top bar: menus, the model's name, undo and redo, views, zoom, export.
//!
//! Knows nothing about what the commands do.

use eframe::egui::{self, Button, Frame, Key, KeyboardShortcut, Margin, Modifiers, Panel, RichText};

use crate::editor::commands::{self, Menu, Shortcut};
use crate::editor::{Command, Workspace};
use crate::theme::{Mode, Theme};
use crate::ui::style::{color, icon_text, strong};

pub(in crate::ui) fn ui(ui: &mut egui::Ui, workspace: &mut Workspace, mode: Mode) {
    let theme = Theme::of(mode);
    let frame = Frame::NONE.fill(color(theme.panel)).inner_margin(Margin::symmetric(12, 7));
    Panel::top("top-bar").frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.set_min_height(30.0);
            let mut due = None;
            for (menu, label) in [(Menu::File, "File"), (Menu::Edit, "Edit"), (Menu::View, "View")] {
                menu_ui(ui, workspace, menu, label, &mut due);
            }
            ui.separator();
            name_ui(ui, workspace, theme);
            ui.separator();
            for (command, icon) in [(Command::Undo, "arrow-u-up-left"), (Command::Redo, "arrow-u-up-right")] {
                icon_button(ui, workspace, command, icon, &mut due);
            }
            ui.separator();
            views_ui(ui, workspace, theme);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let export = Button::new((icon_text("export", 15.0), RichText::new("Export")));
                if ui.add(export).accessible_name("Export").on_hover_text(hint(ui.ctx(), Command::Export)).clicked() {
                    due = Some(Command::Export);
                }
                let save = Button::new((icon_text("floppy-disk", 15.0), RichText::new("Save")));
                let dirty = workspace.session.as_ref().is_some_and(crate::editor::Session::is_dirty);
                if ui
                    .add_enabled(dirty, save)
                    .accessible_name("Save")
                    .on_hover_text(hint(ui.ctx(), Command::Save))
                    .clicked()
                {
                    due = Some(Command::Save);
                }
                ui.separator();
                zoom_ui(ui, workspace, &mut due);
                let (icon, other) = match mode {
                    Mode::Light => ("moon", Command::ThemeDark),
                    Mode::Dark => ("sun", Command::ThemeLight),
                };
                icon_button(ui, workspace, other, icon, &mut due);
                ui.separator();
                for (command, icon) in [
                    (Command::ConnectTool, "share-network"),
                    (Command::HandTool, "hand"),
                    (Command::SelectTool, "cursor"),
                ] {
                    tool_button(ui, workspace, command, icon, &mut due);
                }
            });
            if let Some(command) = due {
                workspace.run(command, mode);
            }
        });
    });
}

fn menu_ui(ui: &mut egui::Ui, workspace: &Workspace, menu: Menu, label: &str, due: &mut Option<Command>) {
    let button = egui::containers::menu::MenuButton::from_button(Button::new(label).frame(false));
    button.ui(ui, |ui| {
        ui.set_min_width(230.0);
        for spec in commands::ALL.iter().filter(|s| s.menu == menu) {
            let mut label = RichText::new(spec.label);
            let enabled = spec.command.enabled(workspace.session.as_ref());
            if enabled.is_err() {
                label = label.weak();
            }
            let text = spec.shortcuts.first().map(|s| shown(ui.ctx(), s)).unwrap_or_default();
            let button = Button::new(label).shortcut_text(text).frame(false).min_size(egui::vec2(220.0, 26.0));
            let response = ui.add_enabled(enabled.is_ok(), button).accessible_name(spec.label);
            let response = response.on_disabled_hover_text(enabled.err().unwrap_or_default());
            if response.on_hover_text(spec.tooltip).clicked() {
                *due = Some(spec.command);
                ui.close();
            }
        }
    });
}

/// The shortcut as this system writes it.
fn shown(ctx: &egui::Context, shortcut: &Shortcut) -> String {
    let mut modifiers = if shortcut.command { Modifiers::COMMAND } else { Modifiers::NONE };
    modifiers.shift = shortcut.shift;
    Key::from_name(shortcut.key)
        .map(|key| ctx.format_shortcut(&KeyboardShortcut::new(modifiers, key)))
        .unwrap_or_default()
}

fn hint(ctx: &egui::Context, command: Command) -> String {
    let spec = command.spec();
    let keys = spec.shortcuts.first().map(|s| format!("  ({})", shown(ctx, s))).unwrap_or_default();
    format!("{}{keys}", spec.tooltip)
}

fn icon_button(ui: &mut egui::Ui, workspace: &Workspace, command: Command, icon: &str, due: &mut Option<Command>) {
    let enabled = command.enabled(workspace.session.as_ref());
    let response = ui.add_enabled(enabled.is_ok(), Button::new(icon_text(icon, 17.0)).frame(false));
    let response = response.accessible_name(command.spec().label);
    let what = workspace.session.as_ref().and_then(|s| match command {
        Command::Undo => s.undo_label(),
        Command::Redo => s.redo_label(),
        _ => None,
    });
    let text = hint(ui.ctx(), command);
    let text = what.map_or(text.clone(), |what| format!("{text}\n{what}"));
    if response.on_hover_text(text).on_disabled_hover_text(enabled.err().unwrap_or_default()).clicked() {
        *due = Some(command);
    }
}

fn tool_button(ui: &mut egui::Ui, workspace: &Workspace, command: Command, icon: &str, due: &mut Option<Command>) {
    use crate::editor::gesture::Tool;
    let tool = workspace.session.as_ref().map(|s| s.tool).unwrap_or_default();
    let on = matches!(
        (command, tool),
        (Command::SelectTool, Tool::Select) | (Command::HandTool, Tool::Hand) | (Command::ConnectTool, Tool::Connect)
    );
    let response = ui.add(Button::new(icon_text(icon, 17.0)).frame_when_inactive(on).selected(on));
    if response.accessible_name(command.spec().label).on_hover_text(hint(ui.ctx(), command)).clicked() {
        *due = Some(command);
    }
}

/// The model's name, to be changed where it stands.
fn name_ui(ui: &mut egui::Ui, workspace: &mut Workspace, theme: &Theme) {
    let Some(session) = &mut workspace.session else { return };
    let id = ui.scope_id().with("model-name");
    let typing: Option<String> = ui.data(|d| d.get_temp(id));
    let mut text = typing.clone().unwrap_or_else(|| session.title());
    let font = egui::FontId::new(14.0, crate::ui::style::family(crate::text::Weight::SemiBold));
    let galley = ui.painter().layout_no_wrap(text.clone(), font.clone(), color(theme.text));
    let width = (galley.size().x + 14.0).clamp(60.0, 260.0);
    let edit = egui::TextEdit::singleline(&mut text)
        .font(font)
        .desired_width(width)
        .char_limit(120)
        .frame(Frame::NONE)
        .margin(Margin::symmetric(4, 0))
        .align(egui::Align2::LEFT_CENTER)
        .min_size(egui::vec2(0.0, 28.0));
    let response = ui.add_enabled(session.editable().is_ok(), edit).accessible_name("Name of the model");
    if response.lost_focus() {
        if typing.as_ref().is_some_and(|t| *t != session.title()) && !ui.input(|i| i.key_pressed(Key::Escape)) {
            session.set_model_name(&text);
        }
        ui.data_mut(|d| d.remove_temp::<String>(id));
    } else if response.has_focus() {
        ui.data_mut(|d| d.insert_temp(id, text));
    } else if typing.is_some() {
        ui.data_mut(|d| d.remove_temp::<String>(id));
    }
    if session.is_dirty() {
        let dot = ui.label(strong("•", 16.0).color(color(theme.accent)));
        dot.on_hover_text("There are changes that are not saved").accessible_name("Not saved");
    }
}

fn views_ui(ui: &mut egui::Ui, workspace: &mut Workspace, theme: &Theme) {
    let Some(session) = &mut workspace.session else { return };
    let current = session.view().map(|v| v.id.clone());
    let views: Vec<_> = session
        .document()
        .views_in_order()
        .into_iter()
        .filter(|v| v.kind == crate::model::view::DIAGRAM)
        .map(|v| (v.id.clone(), v.name.clone()))
        .collect();
    if views.is_empty() {
        let tab = Button::new((icon_text("graph", 15.0).color(color(theme.accent)), RichText::new("Whole model")))
            .selected(true);
        ui.add(tab).on_hover_text("Placed automatically until you move something");
        return;
    }
    for (id, name) in views {
        let on = current.as_ref() == Some(&id);
        let label = if name.is_empty() { "Unnamed view" } else { name.as_str() };
        if ui
            .add(Button::new((icon_text("graph", 15.0), RichText::new(label))).selected(on).frame_when_inactive(on))
            .clicked()
        {
            session.show_view(Some(id));
        }
    }
}

fn zoom_ui(ui: &mut egui::Ui, workspace: &Workspace, due: &mut Option<Command>) {
    let zoom = workspace.session.as_ref().map_or(1.0, |s| s.camera.zoom);
    icon_button(ui, workspace, Command::ZoomIn, "plus", due);
    let button =
        egui::containers::menu::MenuButton::from_button(Button::new(format!("{:.0} %", zoom * 100.0)).frame(false));
    button.ui(ui, |ui| {
        for command in [Command::FitAll, Command::FitSelection, Command::ZoomActual] {
            let enabled = command.enabled(workspace.session.as_ref()).is_ok();
            if ui
                .add_enabled(enabled, Button::new(command.spec().label).frame(false).min_size(egui::vec2(150.0, 26.0)))
                .clicked()
            {
                *due = Some(command);
                ui.close();
            }
        }
    });
    icon_button(ui, workspace, Command::ZoomOut, "minus", due);
}
