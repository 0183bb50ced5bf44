//! The bar over the drawing: tools, and how the view on show is drawn.
//!
//! What finds no room stands behind one button.
//!
//! Knows nothing about what the choices do.

use eframe::egui::{
    self, Button, CornerRadius, FontId, Frame, Margin, Panel, PopupCloseBehavior, RichText, Sense, Stroke, StrokeKind,
    Vec2, WidgetInfo, accesskit,
};

use super::top_bar::{hint, tool_button};
use crate::editor::session::ViewChoice;
use crate::editor::session::choices::Entry;
use crate::editor::{Command, Session, Workspace};
use crate::text::Weight;
use crate::theme::{Mode, Theme};
use crate::ui::style::{color, family, icon_text};

/// Width of the menu button of what found no room.
const MORE: f32 = 44.0;
/// A bar narrower than this behind its tools does not offer to tidy.
const ROOM_FOR_TIDY: f32 = 150.0;
/// The same for notes and frames.
const ROOM_FOR_NOTES: f32 = 300.0;

/// What was chosen just now.
type Chosen = Option<(ViewChoice, Entry)>;

pub(in crate::ui) fn ui(ui: &mut egui::Ui, workspace: &mut Workspace, mode: Mode) {
    let theme = Theme::of(mode);
    let frame = Frame::NONE.fill(color(theme.panel)).inner_margin(Margin::symmetric(10, 4));
    Panel::top("options-bar").frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.set_min_height(30.0);
            ui.spacing_mut().item_spacing.x = 4.0;
            let mut due = None;
            for (command, icon) in [
                (Command::SelectTool, "cursor"),
                (Command::HandTool, "hand"),
                (Command::ConnectTool, "share-network"),
                (Command::SpaceTool, "arrows-out"),
            ] {
                // Space is made in diagrams only.
                if command == Command::SpaceTool && workspace.session.as_ref().is_some_and(Session::is_canvas) {
                    continue;
                }
                tool_button(ui, workspace, command, icon, &mut due);
            }
            keep_tool(ui, workspace, &mut due);
            let diagram = workspace.session.as_ref().is_some_and(|s| !s.is_canvas());
            // What finds no room is still in the menu and has its keys.
            if diagram && ui.available_width() > ROOM_FOR_TIDY {
                ui.separator();
                if ui.available_width() > ROOM_FOR_NOTES {
                    for (command, icon) in [(Command::AddNote, "file-text"), (Command::AddFrame, "frame-corners")] {
                        quiet_button(ui, workspace, command, icon, &mut due);
                    }
                }
                tidy_button(ui, workspace, &mut due);
            }
            if let Some(session) = &mut workspace.session {
                let editable = session.editable().is_ok();
                let chosen = ui.add_enabled_ui(editable, |ui| choices_ui(ui, session, theme, diagram)).inner;
                if let Some((choice, entry)) = chosen {
                    session.choose(choice, &entry);
                }
            }
            if let Some(command) = due {
                workspace.run(command, mode);
            }
        });
    });
}

fn quiet_button(ui: &mut egui::Ui, workspace: &Workspace, command: Command, icon: &str, due: &mut Option<Command>) {
    let enabled = command.enabled(workspace.session.as_ref());
    let button = Button::new(icon_text(icon, 17.0)).frame_when_inactive(false);
    let response = ui.add_enabled(enabled.is_ok(), button).accessible_name(command.spec().label);
    let response = response.on_disabled_hover_text(enabled.err().unwrap_or_default());
    if response.on_hover_text(hint(ui.ctx(), command)).clicked() {
        *due = Some(command);
    }
}

fn tidy_button(ui: &mut egui::Ui, workspace: &Workspace, due: &mut Option<Command>) {
    let enabled = Command::Tidy.enabled(workspace.session.as_ref());
    let several = workspace.session.as_ref().is_some_and(|s| s.has_selected(2));
    let label = if several { "Tidy selection" } else { "Tidy" };
    let button = Button::new((icon_text("magic-wand", 15.0), RichText::new(label))).frame_when_inactive(false);
    let response = ui.add_enabled(enabled.is_ok(), button).accessible_name(label);
    let response = response.on_disabled_hover_text(enabled.err().unwrap_or_default());
    if response.on_hover_text(hint(ui.ctx(), Command::Tidy)).clicked() {
        *due = Some(Command::Tidy);
    }
}

/// The choices side by side as far as there is room, the rest in a menu.
fn choices_ui(ui: &mut egui::Ui, session: &mut Session, theme: &Theme, diagram: bool) -> Chosen {
    let view = session.shown_view();
    let document = session.document().clone();
    let mut chosen = None;
    let mut room = ui.available_width() - MORE;
    if room > 60.0 {
        ui.separator();
        room -= 12.0;
    }
    let relations = if diagram { relations_label(session) } else { String::new() };
    let relations_fit = diagram && bar_width(ui, "Relations", &relations) <= room;
    if relations_fit {
        room -= bar_width(ui, "Relations", &relations);
        relations_ui(ui, session, &relations, theme);
    }
    let mut rest = Vec::new();
    for choice in session.view_choices() {
        let says = choice.chosen(&document, &view);
        // A state is picked at a glance where all of them fit.
        let entries = if choice == ViewChoice::State { choice.entries(&document, &view) } else { Vec::new() };
        let side_by_side = segments_width(ui, &entries) + 4.0;
        let needed = bar_width(ui, choice.label(), &says);
        if choice == ViewChoice::State && entries.len() <= 5 && side_by_side + 8.0 <= room {
            room -= side_by_side + 8.0;
            ui.add_space(4.0);
            chosen = chosen.or(segments(ui, choice, &entries, theme));
            ui.add_space(4.0);
        } else if rest.is_empty() && needed <= room && !matches!(choice, ViewChoice::Legend | ViewChoice::Labels) {
            room -= needed;
            let menu = egui::containers::menu::MenuButton::from_button(bar_button(choice.label(), &says, theme));
            let (response, _) = menu.ui(ui, |ui| chosen = chosen.take().or(entries_ui(ui, choice, session, theme)));
            response.accessible_name(format!("{}: {says}", choice.label()));
        } else {
            rest.push(choice);
        }
    }
    if !rest.is_empty() || diagram && !relations_fit {
        let button = Button::new(icon_text("sliders-horizontal", 15.0)).frame_when_inactive(false);
        let (response, _) = egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
            ui.set_min_width(200.0);
            if diagram && !relations_fit {
                let label = format!("Relations: {relations}");
                let sub = ui.menu_button(&label, |ui| kinds_ui(ui, session));
                sub.response.accessible_name(label);
            }
            for choice in rest {
                let label = format!("{}: {}", choice.label(), choice.chosen(&document, &view));
                let sub =
                    ui.menu_button(&label, |ui| chosen = chosen.take().or(entries_ui(ui, choice, session, theme)));
                sub.response.accessible_name(label);
            }
        });
        response.accessible_name("More about this view").on_hover_text("How else this view is drawn");
    }
    chosen
}

/// A button that says what is chosen of what.
fn bar_button<'a>(label: &str, says: &str, theme: &Theme) -> Button<'a> {
    let text = (
        RichText::new(label).color(color(theme.muted)),
        RichText::new(says),
        icon_text("caret-down", 10.0).color(color(theme.muted)),
    );
    Button::new(text).frame_when_inactive(false)
}

fn text_width(ui: &egui::Ui, text: &str) -> f32 {
    let font = FontId::new(13.0, family(Weight::Medium));
    ui.fonts_mut(|f| f.layout_no_wrap(text.to_owned(), font, egui::Color32::PLACEHOLDER).size().x)
}

fn bar_width(ui: &egui::Ui, label: &str, says: &str) -> f32 {
    text_width(ui, label) + text_width(ui, says) + 50.0
}

fn segments_width(ui: &egui::Ui, entries: &[Entry]) -> f32 {
    entries.iter().map(|e| text_width(ui, &e.label) + 20.0).sum::<f32>() + 6.0
}

/// The entries of a choice in a menu, under their headings.
fn entries_ui(ui: &mut egui::Ui, choice: ViewChoice, session: &mut Session, theme: &Theme) -> Chosen {
    let view = session.shown_view();
    let mut chosen = None;
    ui.set_min_width(190.0);
    egui::ScrollArea::vertical().max_height(560.0).show(ui, |ui| {
        let mut group = ecow::EcoString::new();
        for entry in choice.entries(session.document(), &view) {
            if entry.group != group {
                group.clone_from(&entry.group);
                ui.add_space(6.0);
                ui.label(RichText::new(group.as_str()).size(11.0).color(color(theme.muted)));
            }
            let tick =
                if entry.chosen { icon_text("check", 13.0).color(color(theme.accent)) } else { icon_text("", 13.0) };
            let button = Button::new((tick, RichText::new(entry.label.as_str()))).frame(false);
            let button = button.min_size(Vec2::new(180.0, 27.0)).selected(entry.chosen);
            if ui.add(button).accessible_name(entry.label.as_str()).clicked() {
                chosen = Some((choice, entry));
                ui.close();
            }
        }
    });
    chosen
}

/// Entries side by side in one frame, the chosen one raised.
fn segments(ui: &mut egui::Ui, choice: ViewChoice, entries: &[Entry], theme: &Theme) -> Chosen {
    let mut chosen = None;
    let height = 28.0;
    let (frame, _) = ui.allocate_exact_size(Vec2::new(segments_width(ui, entries), height), Sense::hover());
    ui.painter().rect(frame, 7.0, color(theme.hover), Stroke::new(1.0, color(theme.panel_border)), StrokeKind::Inside);
    let mut x = frame.left() + 3.0;
    for entry in entries {
        let width = text_width(ui, &entry.label) + 20.0;
        let place = egui::Rect::from_min_size(egui::pos2(x, frame.top() + 3.0), Vec2::new(width, height - 6.0));
        x += width;
        let id = ui.scope_id().with((choice.key(), entry.label.as_str()));
        let response = ui.interact(place, id, Sense::click());
        let name = format!("{}: {}", choice.label(), entry.label);
        let enabled = ui.is_enabled();
        response.widget_info(|| WidgetInfo::selected(accesskit::Role::RadioButton, enabled, entry.chosen, &name));
        let painter = ui.painter();
        if entry.chosen {
            painter.rect(place, 5.0, color(theme.accent), Stroke::NONE, StrokeKind::Inside);
        } else if response.hovered() {
            painter.rect_filled(place, CornerRadius::same(5), color(theme.selected));
        }
        if response.has_focus() {
            painter.rect_stroke(place.expand(1.5), 6.0, Stroke::new(1.5, color(theme.accent)), StrokeKind::Middle);
        }
        let ink = if entry.chosen { theme.accent_text } else { theme.text_secondary };
        let font = FontId::new(13.0, family(Weight::Medium));
        painter.text(place.center(), egui::Align2::CENTER_CENTER, entry.label.as_str(), font, color(ink));
        if response.clicked() {
            chosen = Some((choice, entry.clone()));
        }
    }
    chosen
}

fn relations_label(session: &mut Session) -> String {
    let kinds = session.relation_kinds();
    let shown = kinds.iter().filter(|(_, on)| *on).count();
    format!("{shown} of {}", kinds.len())
}

/// The button for the relation kinds that a diagram shows.
fn relations_ui(ui: &mut egui::Ui, session: &mut Session, says: &str, theme: &Theme) {
    // Ticking one after the other must not close the menu.
    let config = egui::containers::menu::MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let menu = egui::containers::menu::MenuButton::from_button(bar_button("Relations", says, theme)).config(config);
    let (response, _) = menu.ui(ui, |ui| kinds_ui(ui, session));
    response.accessible_name(format!("Relations: {says}"));
}

/// The relation kinds, to be ticked.
fn kinds_ui(ui: &mut egui::Ui, session: &mut Session) {
    let mut changed = None;
    ui.set_min_width(190.0);
    for (kind, on) in session.relation_kinds() {
        let mut shown = on;
        if ui.checkbox(&mut shown, session.document().metamodel().relation_label(kind)).changed() {
            changed = Some((kind, shown));
        }
    }
    if let Some((kind, on)) = changed {
        session.show_relations(kind, on);
    }
}
/// Whether a tool stays after it was used, where there is one that would not.
fn keep_tool(ui: &mut egui::Ui, workspace: &Workspace, due: &mut Option<Command>) {
    use crate::editor::gesture::Tool;
    let Some(session) = &workspace.session else { return };
    let keeps = session.keeps_tool();
    if !keeps && matches!(session.tool, Tool::Select | Tool::Hand) {
        return;
    }
    let button = Button::new(icon_text("push-pin", 14.0)).selected(keeps).frame_when_inactive(keeps);
    let response = ui.add(button).accessible_name(Command::KeepTool.spec().label);
    if response.on_hover_text(hint(ui.ctx(), Command::KeepTool)).clicked() {
        *due = Some(Command::KeepTool);
    }
}
