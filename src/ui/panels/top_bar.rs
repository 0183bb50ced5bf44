//! The top bar: the menu, the model's name, undo and redo, tabs, zoom, export.
//!
//! Knows nothing about what the commands do.

use std::path::PathBuf;

use eframe::egui::{self, Button, Frame, Key, Margin, Panel, RichText};

use super::tabs;
use crate::editor::commands::{self, Menu};
use crate::editor::workspace::Then;
use crate::editor::{Command, Workspace};
use crate::theme::{Mode, Theme};
use crate::ui::keys;
use crate::ui::places;
use crate::ui::style::{color, icon_text, strong};

pub(in crate::ui) fn ui(ui: &mut egui::Ui, workspace: &mut Workspace, mode: Mode) {
    let theme = Theme::of(mode);
    let frame = Frame::NONE.fill(color(theme.panel)).inner_margin(Margin::symmetric(12, 0));
    Panel::top("top-bar").frame(frame).show(ui, |ui| {
        // What is typed here is of one document.
        let of = workspace.session.as_ref().map(|s| s.id);
        ui.push_id(of, |ui| {
            ui.horizontal(|ui| {
                ui.set_min_height(tabs::HEIGHT);
                let mut due = None;
                menu_ui(ui, workspace, &mut due);
                name_ui(ui, workspace, theme);
                let undo = ui.cursor().left();
                for (command, icon) in [(Command::Undo, "arrow-u-up-left"), (Command::Redo, "arrow-u-up-right")] {
                    icon_button(ui, workspace, command, icon, &mut due);
                }
                let undo = ui.max_rect().shrink2(egui::vec2(0.0, 8.0)).with_min_x(undo);
                places::note(ui.ctx(), "undo", undo.with_max_x(ui.cursor().left()));
                ui.add_space(8.0);
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    let export = Button::new((icon_text("export", 15.0), RichText::new("Export")));
                    let export =
                        ui.add(export).accessible_name("Export").on_hover_text(hint(ui.ctx(), Command::Export));
                    if export.clicked() {
                        due = Some(Command::Export);
                    }
                    let save = Button::new((icon_text("floppy-disk", 15.0), RichText::new("Save")));
                    let dirty = workspace.session.as_ref().is_some_and(crate::editor::Session::is_dirty);
                    let save = ui.add_enabled(dirty, save).accessible_name("Save");
                    let save = save.on_hover_text(hint(ui.ctx(), Command::Save));
                    if save.clicked() {
                        due = Some(Command::Save);
                    }
                    places::note(ui.ctx(), "export", save.rect.union(export.rect));
                    let (icon, other) = match mode {
                        Mode::Light => ("moon", Command::ThemeDark),
                        Mode::Dark => ("sun", Command::ThemeLight),
                    };
                    icon_button(ui, workspace, other, icon, &mut due);
                    zoom_ui(ui, workspace, &mut due);
                    ui.add_space(8.0);
                    ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                        places::note(ui.ctx(), "tabs", ui.available_rect_before_wrap());
                        tabs::ui(ui, workspace, theme, &mut due);
                    });
                });
                if let Some(command) = due {
                    workspace.run(command, mode);
                }
            })
        });
    });
}

/// One button for all commands, by the menus they stand in.
fn menu_ui(ui: &mut egui::Ui, workspace: &mut Workspace, due: &mut Option<Command>) {
    let mut open = None;
    let button = egui::containers::menu::MenuButton::from_button(Button::new(icon_text("list", 17.0)).frame(false));
    let (response, _) = button.ui(ui, |ui| {
        ui.set_min_width(150.0);
        ui.spacing_mut().button_padding.x = 8.0;
        ui.spacing_mut().item_spacing.y = 2.0;
        for menu in Menu::ALL {
            let (response, _) = submenu(menu.label()).ui(ui, |ui| {
                ui.set_min_width(250.0);
                ui.spacing_mut().button_padding.x = 8.0;
                ui.spacing_mut().item_spacing.y = 2.0;
                // A long menu must not end below the window.
                let room = ui.ctx().content_rect().height() - 48.0;
                egui::ScrollArea::vertical().max_height(room).min_scrolled_height(room).show(ui, |ui| {
                    for spec in commands::ALL.iter().filter(|s| s.menu == menu) {
                        command_item(ui, workspace, spec.command, due);
                        if spec.command == Command::Open {
                            recent_ui(ui, workspace, &mut open);
                        }
                    }
                });
            });
            response.accessible_name(menu.label());
        }
    });
    response.accessible_name("Menu").on_hover_text("Everything the program can do");
    if let Some(path) = open {
        workspace.leave(Then::Open(path));
    }
}

/// The files that were opened last, in a menu of their own.
fn recent_ui(ui: &mut egui::Ui, workspace: &Workspace, open: &mut Option<PathBuf>) {
    let (response, _) = submenu("Open recent").ui(ui, |ui| {
        ui.set_min_width(260.0);
        for path in &workspace.recent {
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            let item = Button::new(name.as_str()).frame_when_inactive(false).min_size(egui::vec2(250.0, 28.0));
            let item = ui.add(item).accessible_name(format!("Open {name}"));
            if item.on_hover_text(path.display().to_string()).clicked() {
                *open = Some(path.clone());
                ui.close();
            }
        }
        if workspace.recent.is_empty() {
            ui.label(RichText::new("No file was opened yet").weak());
        }
    });
    response.accessible_name("Open recent");
}

/// A button that opens a menu beside it.
pub(in crate::ui) fn submenu(label: &str) -> egui::containers::menu::SubMenuButton<'_> {
    let arrow = egui::containers::menu::SubMenuButton::arrow_atom(None);
    let button = Button::new(label).frame_when_inactive(false).min_size(egui::vec2(180.0, 28.0)).right_text(arrow);
    egui::containers::menu::SubMenuButton::from_button(button)
}

/// A command as a line of a menu.
pub(in crate::ui) fn command_item(
    ui: &mut egui::Ui,
    workspace: &Workspace,
    command: Command,
    due: &mut Option<Command>,
) -> egui::Response {
    let spec = command.spec();
    let mut label = RichText::new(spec.label);
    let enabled = workspace.enabled(command);
    if enabled.is_err() {
        label = label.weak();
    }
    let text = keys::first(ui.ctx(), command).unwrap_or_default();
    let on = workspace.is_on(command) == Some(true);
    let check = if on { icon_text("check", 12.0) } else { RichText::new("") };
    let button = Button::new((label, check))
        .selected(on)
        .shortcut_text(text)
        .frame_when_inactive(on)
        .min_size(egui::vec2(180.0, 28.0));
    let response = ui.add_enabled(enabled.is_ok(), button).accessible_name(spec.label);
    // What would go with it is said before it goes.
    let also = workspace.session.as_ref().filter(|_| command == Command::DeleteFromModel);
    let also = also.and_then(crate::editor::Session::also_deletes);
    let tooltip = also.map_or_else(|| spec.tooltip.to_owned(), |also| format!("{}: {also}", spec.tooltip));
    let response = response.on_disabled_hover_text(enabled.err().unwrap_or_default()).on_hover_text(tooltip);
    if response.clicked() {
        *due = Some(command);
        ui.close();
    }
    response
}

/// What a command does, with its keys.
pub(in crate::ui) fn hint(ctx: &egui::Context, command: Command) -> String {
    let keys = keys::first(ctx, command).map(|keys| format!("  ({keys})")).unwrap_or_default();
    format!("{}{keys}", command.spec().tooltip)
}

fn icon_button(ui: &mut egui::Ui, workspace: &Workspace, command: Command, icon: &str, due: &mut Option<Command>) {
    let enabled = workspace.enabled(command);
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

pub(super) fn tool_button(
    ui: &mut egui::Ui,
    workspace: &mut Workspace,
    command: Command,
    icon: &str,
    due: &mut Option<Command>,
) {
    use crate::editor::gesture::Tool;
    let tool = workspace.session.as_ref().map(|s| s.tool).unwrap_or_default();
    let on = matches!(
        (command, tool),
        (Command::SelectTool, Tool::Select)
            | (Command::HandTool, Tool::Hand)
            | (Command::ConnectTool, Tool::Connect)
            | (Command::SpaceTool, Tool::Space)
    );
    let response = ui.add(Button::new(icon_text(icon, 17.0)).frame_when_inactive(on).selected(on));
    let response = response.accessible_name(command.spec().label).on_hover_text(hint(ui.ctx(), command));
    if response.double_clicked()
        && let Some(session) = &mut workspace.session
    {
        session.keep_tool(true);
    }
    if response.clicked() {
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
    let width = (galley.size().x + 14.0 + PENCIL).clamp(60.0, 260.0);
    let ground = ui.painter().add(egui::Shape::Noop);
    let edit = egui::TextEdit::singleline(&mut text)
        .id(id)
        .font(font)
        .desired_width(width)
        .char_limit(120)
        .frame(Frame::NONE)
        .margin(Margin { left: 6, right: PENCIL as i8, top: 0, bottom: 0 })
        .align(egui::Align2::LEFT_CENTER)
        .min_size(egui::vec2(0.0, 28.0));
    let editable = session.editable().is_ok();
    let response = ui.add_enabled(editable, edit).accessible_name("Name of the model");
    if editable {
        title_frame(ui, &response, ground, theme);
    }
    let asked = std::mem::take(&mut session.showing.titling);
    if asked {
        response.request_focus();
    }
    if asked || response.gained_focus() {
        // Typing replaces it; a click again puts the cursor into it.
        super::select_all(ui.ctx(), id, &text);
    }
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

/// Room for the pencil behind the name of the model.
const PENCIL: f32 = 24.0;

/// What shows that the name of the model is a field: a pencil, under the pointer a ground, with the keyboard a border.
fn title_frame(ui: &egui::Ui, field: &egui::Response, ground: egui::layers::ShapeIdx, theme: &Theme) {
    let (lit, typing) = (field.hovered(), field.has_focus());
    let fill = if typing { theme.card } else { theme.hover };
    let line = if typing { egui::Stroke::new(1.5, color(theme.accent)) } else { egui::Stroke::NONE };
    if lit || typing {
        let frame = egui::epaint::RectShape::new(field.rect, 6.0, color(fill), line, egui::StrokeKind::Inside);
        ui.painter().set(ground, frame);
    }
    if !typing {
        let ink = if lit { theme.accent } else { theme.muted };
        let at = field.rect.right_center() - egui::vec2(PENCIL / 2.0 + 1.0, 0.0);
        crate::ui::style::sign(ui.painter(), "pencil-simple", at, egui::Align2::CENTER_CENTER, 13.0, color(ink));
        if lit {
            field.clone().on_hover_text("Rename the model");
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
                .add_enabled(
                    enabled,
                    Button::new(command.spec().label).frame_when_inactive(false).min_size(egui::vec2(150.0, 28.0)),
                )
                .clicked()
            {
                *due = Some(command);
                ui.close();
            }
        }
    });
    icon_button(ui, workspace, Command::ZoomOut, "minus", due);
}
