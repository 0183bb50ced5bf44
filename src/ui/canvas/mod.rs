//! The drawing: it is painted, the pointer works on it, and each element and relation is an accessible item.
//!
//! Knows nothing about what a gesture means: the session does.

mod fields;
mod items;
mod overlay;

use std::collections::HashSet;

use ecow::EcoString;
use eframe::egui::{self, CursorIcon, Id, Key, PointerButton, Pos2, Rect, Sense, Vec2, WidgetInfo, accesskit};

use super::paint::Brush;
use super::style::{color, strong};
use crate::editor::Session;
use crate::editor::gesture::{Event, Gesture, Grip, Held, Tool, Under};
use crate::editor::session::{Menu, grip_at};
use crate::geom::{self, Point};
use crate::model::ElementId;
use crate::scene::{Owner, Plan, Scene};
use crate::theme::{Mode, Theme};
use overlay::{HANDLE, handle_owner, handles};

/// How near a line the pointer must be, in points of the screen.
const LINE_REACH: f64 = 6.0;
/// How near the corner of a note the pointer must be, in points of the screen.
const CORNER_REACH: f64 = 10.0;

/// What the canvas remembers from frame to frame.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each remembers another thing of the last frame")]
pub(super) struct Canvas {
    /// Whether the naming field was shown already, so that it takes the keyboard only once.
    naming_shown: Option<ElementId>,
    /// The same of the field for the text of a note.
    writing_shown: Option<EcoString>,
    /// Whether a menu was shown already.
    menu_shown: bool,
    /// Where the drawing was on the screen.
    pub(super) rect: Option<Rect>,
    panning: bool,
    /// Whether the keyboard goes away from the drawing in this frame.
    pub(super) leaving: bool,
    /// Whether the keyboard came here by keys, so that it must be seen where it is.
    by_keys: bool,
    /// The items of the last frame, to know whose keyboard it is.
    items: HashSet<Id>,
}

impl Canvas {
    /// Whether a widget with the keyboard is the canvas or one of its items.
    pub(super) fn owns(&self, id: Id) -> bool {
        id == Id::unique("canvas") || self.items.contains(&id)
    }

    pub(super) fn ui(&mut self, ui: &mut egui::Ui, session: &mut Session, mode: Mode, keyboard: bool) {
        let theme = Theme::of(mode);
        let rect = ui.available_rect_before_wrap();
        self.rect = Some(rect);
        // The palette drops onto it.
        ui.data_mut(|d| d.insert_temp(Id::unique("canvas-rect"), rect));
        session.canvas = geom::Size::new(f64::from(rect.width()), f64::from(rect.height()));
        let background = ui.interact(rect, Id::unique("canvas"), Sense::click_and_drag());
        let keep = egui::EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: false };
        // A drawing with nothing else to type into has the keyboard.
        let free = session.naming.is_none() && session.writing.is_none() && session.menu.is_none();
        if keyboard
            && free
            && !self.leaving
            && ui.memory(|m| m.focused().is_none())
            && !egui::Popup::is_any_open(ui.ctx())
        {
            background.request_focus();
        }
        // Arrow keys move the selection here, Tab walks; egui would move the keyboard to a neighbour.
        if let Some(id) = ui.memory(egui::Memory::focused).filter(|id| self.owns(*id)) {
            ui.memory_mut(|m| m.set_focus_lock_filter(id, keep));
        }
        background.widget_info(|| WidgetInfo::labeled(accesskit::Role::Canvas, true, "Canvas area"));
        let (plan, scene) = session.show(mode);
        self.look_around(ui, session, &background, rect);
        if session.naming.is_none() && session.writing.is_none() {
            self.pointer(ui, session, &background, rect, &plan, &scene);
        }
        // What the pointer did shows at once.
        let (plan, scene) = session.show(mode);
        let painter = ui.painter_at(rect);
        painter.rect_filled(rect, 0.0, color(theme.page));
        let brush = Brush { painter: &painter, camera: session.camera, origin: rect.min, strength: 1.0 };
        if session.is_moving() {
            ui.ctx().request_repaint();
        } else if let Some(left) = session.rests_in().filter(|_| session.is_canvas()) {
            ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(left));
        }
        if !session.is_canvas() {
            overlay::dots(&brush, rect, theme);
        }
        let window = session.camera.window(session.canvas);
        let visible = scene.visible(window);
        for figure in &visible {
            brush.figure(figure);
        }
        for figure in &visible {
            brush.zone_title(figure, theme);
        }
        overlay::ui(&brush, session, &plan, &visible, mode);
        let leaving = std::mem::take(&mut self.leaving);
        self.items = items::ui(ui, session, &brush, &visible, rect, items::Keyboard { allowed: keyboard, leaving });
        if ui.input(|i| i.key_pressed(Key::Tab) || i.key_pressed(Key::F6)) {
            self.by_keys = true;
        } else if ui.input(|i| i.pointer.any_pressed()) {
            self.by_keys = false;
        }
        if self.by_keys && background.has_focus() {
            painter.rect_stroke(rect, 2.0, ui.visuals().selection.stroke, egui::StrokeKind::Inside);
        }
        self.naming(ui, session, &plan, &brush);
        self.writing(ui, session, &scene, &brush, theme);
        tip(session, background, theme);
        let at = |p: Point| brush.at(p);
        let fresh = session.menu.is_some() && !self.menu_shown;
        self.menu_shown = session.menu.is_some();
        if fresh {
            // What is chosen next is not chosen on the item that had the keyboard.
            ui.memory_mut(|m| m.request_focus(Id::unique("canvas")));
        }
        super::menus::ui(ui.ctx(), session, theme, at, fresh);
    }

    /// Panning and zooming.
    fn look_around(&mut self, ui: &egui::Ui, session: &mut Session, background: &egui::Response, rect: Rect) {
        let over =
            ui.input(|i| i.pointer.hover_pos()).is_some_and(|p| rect.contains(p)) && background.contains_pointer();
        if over {
            let (zoom, scroll, at) = ui.input(|i| (i.zoom_delta(), i.smooth_scroll_delta(), i.pointer.hover_pos()));
            if let Some(at) = at
                && (zoom - 1.0).abs() > 1e-4
            {
                session.camera.zoom_at(local(at, rect), f64::from(zoom));
            } else if scroll != Vec2::ZERO {
                session.camera.pan(geom::Vec2::new(f64::from(scroll.x), f64::from(scroll.y)));
            }
        }
        let space = ui.input(|i| i.key_down(Key::Space)) && !ui.ctx().text_edit_focused();
        let hand = space || session.tool == Tool::Hand;
        let start = ui.input(|i| {
            i.pointer.button_pressed(PointerButton::Middle)
                || (hand && i.pointer.button_pressed(PointerButton::Primary))
        });
        if over && start {
            self.panning = true;
        }
        if !ui.input(|i| i.pointer.any_down()) {
            self.panning = false;
        }
        if self.panning {
            let by = ui.input(|i| i.pointer.delta());
            session.camera.pan(geom::Vec2::new(f64::from(by.x), f64::from(by.y)));
            ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
        } else if over && hand {
            ui.ctx().set_cursor_icon(CursorIcon::Grab);
        }
    }

    fn pointer(
        &mut self,
        ui: &egui::Ui,
        session: &mut Session,
        background: &egui::Response,
        rect: Rect,
        plan: &Plan,
        scene: &Scene,
    ) {
        let held = ui.input(|i| Held {
            shift: i.modifiers.shift,
            command: i.modifiers.command,
            alt: i.modifiers.alt,
            space: i.key_down(Key::Space),
        });
        let Some(pos) = ui.input(|i| i.pointer.latest_pos().or(i.pointer.interact_pos())) else { return };
        let at = session.camera.doc_from_screen(local(pos, rect));
        let inside = rect.contains(pos) && background.contains_pointer();
        session.keys.pointer = Some(at).filter(|_| inside);
        let under = under(session, plan, scene, at);
        if session.gesture == Gesture::Idle {
            let over = match (&under, inside) {
                (Under::Owner(owner), true) => Some(owner.clone()),
                (Under::Handle(id), true) => Some(Owner::Element(id.clone())),
                (Under::Corner(id), true) => Some(Owner::Annotation(id.clone())),
                (Under::Line(id, _), true) => Some(Owner::Relation(id.clone())),
                _ => None,
            };
            session.hover(over);
        }
        let (pressed, released) = ui.input(|i| {
            (i.pointer.button_pressed(PointerButton::Primary), i.pointer.button_released(PointerButton::Primary))
        });
        if pressed && inside && !self.panning && session.menu.is_none() {
            background.request_focus();
            session.pointer(Event::Press { at, under: under.clone(), held, tool: session.tool });
        }
        if session.gesture.is_active() {
            session.pointer(Event::Move { at, under: under.clone(), zoom: session.camera.zoom, held });
            cursor(ui, session);
            if ui.input(|i| i.key_pressed(Key::Escape)) {
                session.pointer(Event::Cancel);
            }
        } else if inside {
            match under {
                Under::Handle(_) => ui.ctx().set_cursor_icon(CursorIcon::Crosshair),
                Under::Corner(_) => ui.ctx().set_cursor_icon(CursorIcon::ResizeNwSe),
                Under::Line(..) => ui.ctx().set_cursor_icon(CursorIcon::Grab),
                Under::Page | Under::Owner(_) => {}
            }
        }
        if released {
            session.pointer(Event::Release);
        } else if session.gesture.is_active() && !ui.input(|i| i.pointer.primary_down()) {
            // The release was lost, as when the pointer left the screen with it: nothing must stick to the pointer.
            session.pointer(Event::Cancel);
        }
        if background.double_clicked() && !self.panning && session.tool == Tool::Select {
            double_click(session, under, at);
        }
    }
}

/// What is under the pointer, told in full once it rests there.
fn tip(session: &mut Session, background: egui::Response, theme: &Theme) {
    if let Some(tip) = session.tip() {
        background.on_hover_ui_at_pointer(|ui| {
            ui.set_max_width(300.0);
            ui.label(strong(tip.title, 13.0));
            for line in tip.lines {
                ui.label(egui::RichText::new(line).size(12.0).color(color(theme.text_secondary)));
            }
        });
    }
}

/// Opens what is under the pointer: the name of an element, the text of a note, a choice of what to add to an empty place.
fn double_click(session: &mut Session, under: Under, at: Point) {
    match under {
        Under::Owner(Owner::Element(id)) | Under::Handle(id) => session.begin_naming(&id),
        Under::Owner(Owner::Annotation(id)) | Under::Corner(id) => session.begin_writing(&id),
        Under::Line(relation, Grip::Bend(i)) => session.remove_bend(&relation, i),
        Under::Owner(Owner::Zone(zone)) if session.editable().is_ok() => session.create_in_zone(&zone, at),
        Under::Page | Under::Owner(Owner::Page) if session.editable().is_ok() => {
            session.menu = Some(Menu::Create { at, from: None, filter: String::new() });
        }
        _ => {}
    }
}

fn local(pos: Pos2, rect: Rect) -> Point {
    Point::new(f64::from(pos.x - rect.min.x), f64::from(pos.y - rect.min.y))
}

fn under(session: &mut Session, plan: &Plan, scene: &Scene, at: Point) -> Under {
    let zoom = session.camera.zoom;
    if !matches!(session.gesture, Gesture::Connecting { .. })
        && let Some(id) = handle_owner(session)
        && handles(plan, &id, zoom).iter().any(|h| h.distance(at) * zoom <= HANDLE + 3.0)
    {
        return Under::Handle(id);
    }
    let select = session.tool == Tool::Select && session.gesture == Gesture::Idle;
    if select
        && let Some(note) = session.resizable()
        && Point::new(note.rect.x1, note.rect.y1).distance(at) * zoom <= CORNER_REACH
    {
        return Under::Corner(note.id);
    }
    let reach = LINE_REACH / zoom;
    // A selected line is held where it is: its bends before what lies under them.
    if select && session.editable().is_ok() && !session.is_canvas() {
        let alone = session.selection().iter().next().filter(|_| session.selection().len() == 1);
        if let Some(owner @ Owner::Relation(id)) = alone
            && scene.figure(owner).is_some_and(|f| f.region.contains(at, reach))
            && let Some(grip) = grip_at(plan, id, at, reach)
        {
            return Under::Line(id.clone(), grip);
        }
    }
    let hit = scene.hit(at, reach);
    // While a connection is drawn only elements count.
    if matches!(session.gesture, Gesture::Connecting { .. }) && matches!(hit, Some(Owner::Relation(_))) {
        let node = plan.nodes.iter().rev().find(|n| n.rect.contains(at));
        return node.map_or(Under::Page, |n| Under::Owner(Owner::Element(n.element.clone())));
    }
    hit.map_or(Under::Page, |owner| Under::Owner(owner.clone()))
}

fn cursor(ui: &egui::Ui, session: &mut Session) {
    let icon = match session.gesture.clone() {
        Gesture::Moving { .. } | Gesture::Bending { .. } => CursorIcon::Grabbing,
        Gesture::Resizing { .. } => CursorIcon::ResizeNwSe,
        Gesture::Connecting { over: Some(over), .. } if !session.may_end_at(&over) => CursorIcon::NotAllowed,
        Gesture::Connecting { .. } | Gesture::Marquee { .. } => CursorIcon::Crosshair,
        _ => return,
    };
    ui.ctx().set_cursor_icon(icon);
}
