//! One frame of the window: background work, input, panels, canvas, dialogs, toasts, in this order.
//!
//! A table of contents: each part has its own file.
//!
//! Knows nothing about how anything is done.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{self, Event, Key, ViewportCommand};

use super::canvas::Canvas;
use super::context::Context;
use super::dialogs::Dialogs;
use super::fields::undo;
use super::keys;
use super::panels;
use super::pasting::{self, Pasting};
use super::round::Panel;
use super::sheets::Sheets;
use super::style;
use super::table::TableView;
use super::toasts::Toasts;
use super::tour;
use crate::editor::commands::{self, Shortcut};
use crate::editor::session::Leaving;
use crate::editor::workspace::Then;
use crate::editor::{Command, Session, Workspace};
use crate::geom::Vec2;
use crate::theme::{Mode, Theme};

/// How the window starts.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The files to open.
    pub files: Vec<PathBuf>,
    /// Whether paths are asked for by the system's dialogs.
    pub system_dialogs: bool,
    /// The folder for what is remembered between runs, such as recent files.
    pub state: Option<PathBuf>,
    /// Whether nothing moves by itself, as some systems ask for.
    pub reduced_motion: bool,
}

/// The program with its window.
pub struct App {
    workspace: Workspace,
    canvas: Canvas,
    dialogs: Dialogs,
    sheets: Sheets,
    context: Context,
    toasts: Toasts,
    pasting: Pasting,
    inspector: panels::inspector::Inspector,
    start: panels::start::Start,
    applied: Option<Mode>,
    title: String,
    still: bool,
    /// Whether a field had the keyboard in the last frame: Escape takes it away before we see it.
    was_typing: bool,
    /// Commands that wait until the field that was typed in has given what it holds.
    later: Vec<Command>,
    /// The panel that had the keyboard when it was asked to go on to the next.
    panel: Panel,
    /// Where the top bar ended.
    top: f32,
    /// The panel that the keyboard is led to once it is drawn.
    lead_to: Option<Panel>,
    /// Whether the drawing had the keyboard in the last frame: Escape takes it away before we see it.
    canvas_had_keys: bool,
    /// Which document was in front in the last frame.
    front: Option<u64>,
    table: TableView,
}

impl App {
    /// The program on a context of egui.
    #[must_use]
    pub fn new(ctx: &egui::Context, options: Options) -> Self {
        style::install_fonts(ctx);
        ctx.options_mut(|o| {
            // Zoom keys and Ctrl+Q are ours: the first zoom the drawing, the second asks before work is lost.
            o.zoom_with_keyboard = false;
            o.quit_shortcuts.clear();
            // A field gives what it holds before a button is clicked, not after.
            o.input_options.surrender_focus_on = egui::SurrenderFocusOn::Presses;
        });
        let waker = ctx.clone();
        let mut workspace = Workspace::new(Arc::new(move || waker.request_repaint()), options.state);
        for file in options.files {
            workspace.leave(Then::Open(file));
        }
        workspace.no_system_dialog = !options.system_dialogs;
        Self {
            workspace,
            canvas: Canvas::default(),
            dialogs: Dialogs::default(),
            sheets: Sheets::default(),
            context: Context::default(),
            toasts: Toasts::default(),
            pasting: Pasting::default(),
            inspector: panels::inspector::Inspector::default(),
            start: panels::start::Start::default(),
            applied: None,
            title: String::new(),
            still: options.reduced_motion,
            was_typing: false,
            later: Vec::new(),
            panel: Panel::Canvas,
            top: 0.0,
            lead_to: None,
            canvas_had_keys: false,
            front: None,
            table: TableView::default(),
        }
    }

    /// What is open.
    #[must_use]
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// Whether the model is shown as a table in place of the drawing.
    fn shows_table(&self) -> bool {
        self.workspace.session.as_ref().is_some_and(|s| s.table.is_open() && !s.showing.presenting)
    }

    /// Whether something else stands in place of the drawing: the table, or the charts.
    fn is_covered(&self) -> bool {
        self.shows_figures() || self.shows_table()
    }

    /// Whether charts are looked at.
    fn shows_figures(&self) -> bool {
        self.workspace.session.as_ref().is_some_and(|s| s.figures.is_open() && !s.showing.presenting)
    }

    /// Gives the table its keys, if nothing else asks for them. Whether a table is shown.
    fn table_keys(&mut self, ctx: &egui::Context, free: bool) -> bool {
        let shown = self.shows_table();
        if let Some(session) = self.workspace.session.as_mut().filter(|_| shown && free) {
            self.table.keys(ctx, session);
        }
        shown
    }

    fn mode(&self, ctx: &egui::Context) -> Mode {
        let system = ctx.system_theme().map(|t| if t == egui::Theme::Dark { Mode::Dark } else { Mode::Light });
        self.workspace.mode(system)
    }

    fn keys(&mut self, ctx: &egui::Context, mode: Mode) {
        let typing = ctx.text_edit_focused() || std::mem::take(&mut self.was_typing);
        // Keys without Ctrl work on the drawing; while a button or a field has the keyboard they are its own.
        // Over the window only what is done to the document goes on.
        let over = self.inspector.is_over();
        let away = over || self.is_covered();
        let on_canvas = !typing && !away && ctx.memory(egui::Memory::focused).is_none_or(|id| self.canvas.owns(id));
        if let Some(session) = self.workspace.session.as_mut().filter(|_| on_canvas) {
            super::going::keys(ctx, session);
        }
        let mut due = Vec::new();
        for spec in commands::ALL {
            if over && !matches!(spec.command, Command::Undo | Command::Redo | Command::Save) {
                continue;
            }
            for shortcut in self.workspace.settings.keymap.of(spec.command) {
                // A field that is being typed in has most keys for itself.
                let usable =
                    if typing { shortcut.command && spec.command.works_in_fields() } else { !shortcut.is_typed() };
                // A field with nothing typed leaves undoing to the model.
                let undoes = matches!(spec.command, Command::Undo | Command::Redo);
                let left = typing && undoes && undo::is_left_to_the_model(ctx, spec.command == Command::Redo);
                let usable = usable || left;
                // From panel to panel leads everywhere.
                let goes = matches!(spec.command, Command::NextFinding | Command::PreviousFinding);
                let usable = usable || goes || spec.command == Command::NextPanel;
                let walks = matches!(spec.command, Command::NextElement | Command::PreviousElement);
                if walks && !ctx.memory(egui::Memory::focused).is_some_and(|id| self.canvas.owns(id)) {
                    continue;
                }
                // The outline renames what its keys are on.
                let in_outline =
                    spec.command == Command::Rename && ctx.memory(egui::Memory::focused) == Some(panels::tree_id());
                // The list of the tray has keys of its own.
                let in_tray = ctx.memory(egui::Memory::focused) == Some(panels::tray::list_id())
                    && (!shortcut.command || spec.command == Command::SelectAll)
                    && spec.command != Command::NextPanel;
                if in_outline || in_tray || !on_canvas && !usable {
                    continue;
                }
                // On the start screen a key that could do nothing is the screen's own.
                let start = self.workspace.session.is_none();
                if start && !shortcut.command && self.workspace.enabled(spec.command).is_err() {
                    continue;
                }
                let repeats =
                    matches!(spec.command, Command::Undo | Command::Redo | Command::ZoomIn | Command::ZoomOut);
                if pressed(ctx, shortcut, repeats || walks) {
                    if spec.command == Command::NextPanel {
                        self.panel = Panel::of_focus(ctx, self.canvas.rect, self.top);
                    }
                    due.push(spec.command);
                }
            }
        }
        for command in due {
            let stays = typing && matches!(command, Command::Undo | Command::Redo);
            if typing && !stays {
                // What is being typed belongs to what is saved or left.
                if let Some(id) = ctx.memory(egui::Memory::focused) {
                    ctx.memory_mut(|m| m.surrender_focus(id));
                }
                self.later.push(command);
            } else {
                self.workspace.run(command, mode);
            }
        }
        if on_canvas && let Some(session) = &mut self.workspace.session {
            let step = |far| session.nudge_step(far);
            let by = ctx.input(|i| i.events.iter().map(|e| arrow(e, step)).fold(Vec2::ZERO, |a, b| a + b));
            if by != Vec2::ZERO && !session.selection().is_empty() && !session.gesture.is_active() {
                session.nudge_selection(by);
            }
            if ctx.input(|i| i.key_pressed(Key::Escape)) && !session.gesture.is_active() && session.menu.is_none() {
                // With nothing left to let go of, the keyboard goes on to the panels.
                if session.selection().is_empty() && self.canvas_had_keys {
                    self.panel = Panel::Canvas;
                    session.keys.leaving = Some(Leaving::Panels);
                }
                session.select(None);
            }
        }
        self.leave_canvas(ctx);
    }

    /// Leads the keyboard away from the drawing, if it asked for that.
    fn leave_canvas(&mut self, ctx: &egui::Context) {
        let leaving = self.workspace.session.as_mut().and_then(|s| s.keys.leaving.take());
        let direction = match leaving {
            None => return,
            Some(Leaving::Forward) => egui::FocusDirection::Next,
            Some(Leaving::Back) => egui::FocusDirection::Previous,
            Some(Leaving::Panels) => {
                self.lead_to = Some(self.panel.next(self.workspace.shows_panels(), self.workspace.shows_findings()));
                return;
            }
        };
        self.canvas.leaving = true;
        ctx.memory_mut(|m| {
            m.request_focus(egui::Id::unique("canvas"));
            m.move_focus(direction);
        });
    }

    /// Gives the keyboard to the first control of the panel that is shown next, if it is meant.
    fn lead(&mut self, ui: &egui::Ui, panel: Panel) {
        if self.lead_to != Some(panel) {
            return;
        }
        self.lead_to = None;
        let id = egui::Id::unique("way-into-panel");
        if panel == Panel::Canvas {
            ui.memory_mut(|m| m.request_focus(egui::Id::unique("canvas")));
            return;
        }
        ui.memory_mut(|m| {
            m.request_focus(id);
            m.move_focus(egui::FocusDirection::Next);
        });
        ui.interact(egui::Rect::ZERO, id, egui::Sense::focusable_noninteractive());
    }

    /// The keys of what is shown to others: they turn its pages and end it.
    fn showing_keys(&mut self, ctx: &egui::Context, mode: Mode) {
        let Some(session) = &mut self.workspace.session else { return };
        if !session.showing.only_shows() || ctx.text_edit_focused() {
            return;
        }
        let pressed = |key| ctx.input_mut(|i| i.consume_key(egui::Modifiers::NONE, key));
        if pressed(Key::Escape) {
            session.stop_showing();
        }
        if session.showing.presenting {
            let forwards = [Key::PageDown, Key::ArrowRight, Key::ArrowDown, Key::Space].map(pressed).contains(&true);
            let backwards = [Key::PageUp, Key::ArrowLeft, Key::ArrowUp].map(pressed).contains(&true);
            if forwards != backwards {
                session.turn_page(forwards, mode);
            }
        }
    }

    /// What is remembered of the drawing and what is typed beside it are of one document only.
    fn front(&mut self, ctx: &egui::Context) {
        let front = self.workspace.session.as_ref().map(|s| s.id);
        if self.front != front {
            self.front = front;
            self.canvas.forget();
            panels::forget(ctx);
            // What asks about the document has the keyboard by now.
            if self.workspace.question.is_none() {
                keys::let_go(ctx);
            }
        }
    }

    fn dropped_files(&mut self, ctx: &egui::Context) {
        let dropped = ctx.input(|i| i.raw.dropped_files.iter().map(|f| f.path().to_path_buf()).collect::<Vec<_>>());
        for path in dropped {
            // A picture is put onto the drawing, anything else is opened.
            if self.workspace.session.is_some() && path.extension().is_some_and(|e| e.eq_ignore_ascii_case("png")) {
                self.workspace.drop_picture(path, Pasting::over(ctx, self.canvas.rect));
                continue;
            }
            self.workspace.leave(Then::Open(path));
        }
    }

    fn closing(&mut self, ctx: &egui::Context) {
        if ctx.input(|i| i.viewport().close_requested()) && !self.workspace.quit {
            if ctx.text_edit_focused() {
                if let Some(id) = ctx.memory(egui::Memory::focused) {
                    ctx.memory_mut(|m| m.surrender_focus(id));
                }
                self.later.push(Command::Quit);
            } else {
                self.workspace.leave(Then::Quit);
            }
            if !self.workspace.quit {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            }
        } else if self.workspace.quit {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
    }

    fn run_later(&mut self, mode: Mode) {
        for command in std::mem::take(&mut self.later) {
            self.workspace.run(command, mode);
        }
    }

    fn title(&mut self, ctx: &egui::Context) {
        let title = match &self.workspace.session {
            Some(session) => {
                let mark = if session.is_dirty() { "• " } else { "" };
                format!("{mark}{} - opcanvas", session.title())
            }
            None => "opcanvas".to_owned(),
        };
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// The bars and panels around the drawing.
    fn panels(&mut self, ui: &mut egui::Ui, mode: Mode) {
        let theme = Theme::of(mode);
        self.lead(ui, Panel::TopBar);
        panels::top_bar::ui(ui, &mut self.workspace, mode);
        self.top = ui.available_rect_before_wrap().top();
        panels::status::ui(ui, &mut self.workspace, theme);
        // What is about to be entered needs its field.
        if self.workspace.session.as_ref().is_some_and(Session::is_led) && !self.workspace.shows_panels() {
            self.workspace.turn_panels(Command::TogglePanels);
        }
        if self.workspace.shows_panels() {
            self.lead(ui, Panel::Palette);
            // Where charts are looked at their list is there instead.
            if !self.shows_figures() {
                panels::palette::ui(ui, &mut self.workspace, theme);
            }
            if !self.is_covered()
                && let Some(session) = &mut self.workspace.session
            {
                panels::tray::ui(ui, session, theme);
            }
            self.lead(ui, Panel::Inspector);
            let right = ui.available_rect_before_wrap();
            let width = panels::inspector::width(ui.ctx(), &self.workspace.settings);
            let covered = self.is_covered();
            let session = self.workspace.session.as_mut().filter(|_| !covered);
            let exploring = session.is_some_and(|s| panels::explore::ui(ui, s, theme, width));
            if !exploring {
                self.inspector.ui(ui, &mut self.workspace, theme);
            }
            let inspector = right.with_min_x(ui.available_rect_before_wrap().right());
            super::places::note(ui.ctx(), "inspector", inspector);
            self.lead(ui, Panel::Findings);
            panels::findings::ui(ui, &mut self.workspace, theme);
            if !self.is_covered() {
                panels::options_bar::ui(ui, &mut self.workspace, mode);
            }
        }
    }

    /// The drawing, or the table in its place, with what floats over it.
    fn drawing(&mut self, ui: &mut egui::Ui, mode: Mode, asking: bool) {
        let (ctx, theme) = (ui.ctx().clone(), Theme::of(mode));
        self.lead(ui, Panel::Canvas);
        egui::CentralPanel::no_frame().show(ui, |ui| {
            let still = self.still || self.workspace.settings.still || ctx.global_style().animation_time <= 0.0;
            self.canvas.wheel = self.workspace.settings.wheel;
            if let Some(session) = &mut self.workspace.session {
                session.now = ctx.input(|i| i.time);
                session.still = still;
                session.dots = self.workspace.settings.dots;
                session.auto_pan = self.workspace.settings.auto_pan.speed();
                if session.table.is_open() && !session.showing.presenting {
                    self.canvas.rect = Some(ui.available_rect_before_wrap());
                    self.table.ui(ui, session, theme, !asking);
                    return;
                }
                if session.figures.is_open() && !session.showing.presenting {
                    self.canvas.rect = Some(ui.available_rect_before_wrap());
                    self.later.extend(super::figures::ui(ui, session, mode, !asking));
                    return;
                }
                self.canvas.ui(ui, session, mode, !asking);
                if let Some(canvas) = self.canvas.rect {
                    super::going::ui(&ctx, session, mode, canvas);
                    self.later.extend(super::go_to::ui(&ctx, session, theme));
                }
            }
            if let Some(canvas) = self.canvas.rect.filter(|_| !asking) {
                super::once::ui(&ctx, &mut self.workspace, mode, canvas);
                tour::ui(&ctx, &mut self.workspace, theme, canvas);
            }
        });
    }
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        self.workspace.typing(ctx.text_edit_focused());
        self.workspace.collect();
        let mode = self.mode(&ctx);
        if self.applied != Some(mode) {
            style::apply(&ctx, mode);
            // This frame has begun with the colours of before.
            ui.set_style(ctx.global_style());
            ctx.request_repaint();
            self.applied = Some(mode);
        }
        let theme = Theme::of(mode);
        self.closing(&ctx);
        self.dropped_files(&ctx);
        keys::give(&ctx, &self.workspace.settings.keymap);
        let pasting = self.workspace.session.as_ref().is_some_and(pasting::is_asking);
        let waives = self.workspace.session.as_ref().is_some_and(|s| s.waiving().is_some());
        let sheet = self.workspace.sheet.is_some() || self.context.is_open() || waives;
        let asking = self.workspace.question.is_some() || sheet || pasting;
        let menu = self.workspace.session.as_ref().is_some_and(|s| s.menu.is_some() || s.is_going());
        if !asking && !menu {
            self.inspector.take_keys(&ctx);
        }
        let table = self.table_keys(&ctx, !asking && !menu);
        self.workspace.follow_guide(ctx.input(|i| i.time));
        if !asking && !menu && !ctx.text_edit_focused() && !self.was_typing {
            tour::escape(&ctx, &mut self.workspace);
        }
        if !asking && !menu {
            self.showing_keys(&ctx, mode);
            self.keys(&ctx, mode);
        }
        let asking = asking || self.inspector.is_over();
        let free = !asking && !menu && !table && !ctx.text_edit_focused();
        self.pasting.exchange(&ctx, &mut self.workspace, self.canvas.rect, free);
        self.front(&ctx);
        let presenting = self.workspace.session.as_ref().is_some_and(|s| s.showing.presenting);
        let tabs = if presenting { None } else { panels::documents::ui(ui, &self.workspace, theme) };
        if (tabs.is_some() || self.workspace.has_arrival()) && ctx.text_edit_focused() {
            // What is being typed belongs to the document that is left.
            keys::let_go(&ctx);
        }
        if self.workspace.session.is_some() {
            if !presenting {
                self.panels(ui, mode);
            }
            self.drawing(ui, mode, asking);
        } else {
            self.start.ui(ui, &mut self.workspace, mode);
        }
        self.inspector.end();
        self.later.extend(self.canvas.take_due());
        if let Some(done) = tabs {
            self.later.extend(panels::documents::carry_out(done, &mut self.workspace));
        }
        if self.workspace.sheet.is_none() {
            self.run_later(mode);
        }
        if let Some((place, at)) = self.canvas.asked.take() {
            self.context.open(place, at);
        }
        self.context.ui(&ctx, &mut self.workspace, mode);
        self.sheets.ui(&ctx, &mut self.workspace, mode);
        if let Some(session) = &mut self.workspace.session {
            panels::findings::waive::ui(&ctx, session, theme);
        }
        // What is typed in a sheet belongs to what is left.
        self.run_later(mode);
        self.workspace.keep_settings();
        self.workspace.start_waiting(mode);
        self.dialogs.ui(&ctx, &mut self.workspace, theme);
        // By now every field has given what it holds.
        self.workspace.show_arrival();
        self.pasting.ui(&ctx, &mut self.workspace, theme);
        let now = ctx.input(|i| i.time);
        for notice in self.workspace.take_notices() {
            self.toasts.add(notice, now);
        }
        let area = self.canvas.rect.filter(|_| self.workspace.session.is_some()).unwrap_or_else(|| ctx.content_rect());
        self.toasts.ui(&ctx, theme, area, self.workspace.session.as_mut());
        super::dropping::ui(&ctx, theme);
        self.title(&ctx);
        self.was_typing = ctx.text_edit_focused();
        self.canvas_had_keys = ctx.memory(egui::Memory::focused).is_some_and(|id| self.canvas.owns(id));
    }
}

/// How far an arrow key moves the selection: a step, with Shift a far one.
fn arrow(event: &Event, step: impl Fn(bool) -> f64) -> Vec2 {
    let Event::Key { key, pressed: true, modifiers, .. } = event else { return Vec2::ZERO };
    let step = step(modifiers.shift);
    let (x, y) = match key {
        Key::ArrowLeft => (-1.0, 0.0),
        Key::ArrowRight => (1.0, 0.0),
        Key::ArrowUp => (0.0, -1.0),
        Key::ArrowDown => (0.0, 1.0),
        _ => return Vec2::ZERO,
    };
    if modifiers.command || modifiers.alt { Vec2::ZERO } else { Vec2::new(x, y) * step }
}

/// Whether the keys of a command were pressed; held keys repeat only what may be repeated.
fn pressed(ctx: &egui::Context, shortcut: &Shortcut, repeats: bool) -> bool {
    let Some(key) = Key::from_name(shortcut.key) else { return false };
    ctx.input_mut(|i| {
        // The keys that were held with the event, not those held now: quick fingers let go before the frame is drawn. And
        // exactly these: "Delete" must not answer to Shift+Delete, which does something else.
        let hit = i.events.iter().position(|event| {
            let Event::Key { key: k, physical_key, pressed: true, repeat, modifiers: m } = event else { return false };
            // With Shift many keyboards send another sign, such as ! for 1; the key itself is what is meant. And where +
            // needs Shift it is the same +.
            let same = *k == key || (shortcut.shift && *physical_key == Some(key));
            let shift = m.shift == shortcut.shift || key == Key::Plus;
            same && shift && m.command == shortcut.command && m.alt == shortcut.alt && (repeats || !repeat)
        });
        hit.map(|at| i.events.remove(at)).is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shortcut_names_a_key() {
        for spec in commands::ALL {
            for shortcut in spec.shortcuts {
                assert!(Key::from_name(shortcut.key).is_some(), "{}: {}", spec.id, shortcut.key);
            }
        }
    }
}
