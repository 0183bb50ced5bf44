//! The drawing: it is painted, the pointer works on it, and each element and relation is an accessible item.
//!
//! Knows nothing about what a gesture means: the session does.

mod aim;
mod dots;
mod drag;
mod empty;
mod fields;
mod items;
mod laser;
mod marks;
mod more;
mod overlay;
mod pad;
mod pinned;
mod reader;
mod tip;
mod wheel;

use std::collections::HashSet;

use ecow::EcoString;
use eframe::egui::{self, CursorIcon, Id, Key, PointerButton, Pos2, Rect, Sense, Vec2, WidgetInfo, accesskit};

use super::paint::Brush;
use super::style::color;
use crate::editor::commands::places::Place;
use crate::editor::gesture::{Event, Gesture, Grip, Held, Pull, Tool, Under};
use crate::editor::session::{Menu, corners, end_at, grip_at, sides};
use crate::editor::settings::Wheel;
use crate::editor::{Command, Session};
use crate::geom::{self, Point};
use crate::model::ElementId;
use crate::scene::diagram::label_rect;
use crate::scene::{Owner, Plan, Scene};
use crate::theme::{Mode, Theme};
use overlay::{HANDLE, handle_owner, handles};

/// How near a line the pointer must be, in points of the screen.
const LINE_REACH: f64 = 6.0;
/// How near the corner of a box the pointer must be, in points of the screen.
const CORNER_REACH: f64 = 8.0;
/// How near the side of a box the pointer must be, in points of the screen.
const SIDE_REACH: f64 = 4.0;
/// Boxes that are smaller on the screen are not resized by their sides: one would miss them to move them.
const LEAST_SIDED: f64 = 48.0;
/// From this zoom on empty zones say what they ask for.
const LEAST_PROMPTED: f64 = 0.25;
/// How far a label reaches from its line, in units.
const LABEL_REACH: f64 = 16.0;

/// What the canvas remembers from frame to frame.
#[derive(Default)]
pub(super) struct Canvas {
    /// Whether the naming field was shown already, so that it takes the keyboard only once.
    naming_shown: Option<ElementId>,
    /// The same of the field for the text of a note.
    writing_shown: Option<EcoString>,
    /// Which menu was shown already.
    menu_shown: Option<std::mem::Discriminant<Menu>>,
    /// Where the drawing was on the screen.
    pub(super) rect: Option<Rect>,
    panning: bool,
    /// A command that was pressed beside the selection.
    due: Option<Command>,
    /// Whether the keyboard goes away from the drawing in this frame.
    pub(super) leaving: bool,
    /// Whether the keyboard came here by keys, so that it must be seen where it is.
    by_keys: bool,
    /// The items of the last frame, to know whose keyboard it is.
    items: HashSet<Id>,
    /// What the wheel does.
    pub(super) wheel: Wheel,
    /// Where a context menu is asked for, and on what.
    pub(super) asked: Option<(Place, Pos2)>,
    laser: laser::Laser,
    dots: dots::Dots,
}

impl Canvas {
    /// Forgets the drawing of a document that is no longer in front.
    pub(super) fn forget(&mut self) {
        *self = Self { rect: self.rect, wheel: self.wheel, ..Self::default() };
    }

    /// Takes the command that was pressed beside the selection.
    pub(super) fn take_due(&mut self) -> Option<Command> {
        self.due.take()
    }

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
        self.take_keyboard(ui, session, &background, keyboard);
        background.widget_info(|| WidgetInfo::labeled(accesskit::Role::Canvas, true, "Canvas area"));
        let (plan, scene) = session.show(mode);
        self.look_around(ui, session, &background, rect);
        end_typing(ui, session, &background);
        let typing = session.naming.is_some() || session.writing.is_some();
        if session.showing.only_shows() {
            session.hover(None);
        } else if !typing {
            self.pointer(ui, session, &background, rect, &plan, &scene);
        }
        // What the pointer did shows at once.
        let (plan, scene) = session.show(mode);
        let painter = ui.painter_at(rect);
        painter.rect_filled(rect, 0.0, color(theme.page));
        // On a flight everything acts where it ends; only what is seen is on the way.
        let seen = session.seen();
        let brush = Brush { painter: &painter, camera: seen, origin: rect.min, strength: 1.0 };
        if session.is_moving() || session.is_flying() || session.is_washing() {
            ui.ctx().request_repaint();
        } else if let Some(left) = session.rests_in().filter(|_| session.is_canvas()) {
            ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(left));
        }
        if !session.is_canvas() {
            overlay::dots(&brush, rect, theme, session.grid());
        }
        let window = seen.window(session.canvas);
        let visible = scene.visible(window);
        let lit = session.lit();
        self.dots.begin(session);
        let faint = Brush { strength: super::going::DIMMED, ..brush };
        for figure in &visible {
            let dim = lit.as_ref().is_some_and(|lit| super::going::is_dimmed(lit, figure));
            let dim = dim || scene.recedes(&figure.owner);
            let brush = if dim { &faint } else { &brush };
            brush.figure(figure);
            self.dots.paint(brush, session, figure, theme);
        }
        for figure in &visible {
            brush.zone_title(figure, theme);
        }
        prompts(&brush, session, &plan, theme);
        empty::ui(ui, session, &plan, rect, theme);
        pinned::ui(&brush, &plan, &visible, theme);
        overlay::ui(&brush, session, &plan, &visible, mode);
        // The ring of what is selected may not strike out why it is pointed out.
        scene.light_words().for_each(|words| brush.figure(words));
        drag::ui(&brush, session, &plan, theme);
        aim::ui(&brush, session, theme);
        let leaving = std::mem::take(&mut self.leaving);
        self.items = items::ui(ui, session, &brush, &visible, rect, items::Keyboard { allowed: keyboard, leaving });
        marks::ui(ui, session, &plan, &brush, rect);
        if ui.input(|i| i.key_pressed(Key::Tab) || i.key_pressed(Key::F6)) {
            self.by_keys = true;
        } else if ui.input(|i| i.pointer.any_pressed()) {
            self.by_keys = false;
        }
        if self.by_keys && background.has_focus() {
            painter.rect_stroke(rect, 2.0, ui.visuals().selection.stroke, egui::StrokeKind::Inside);
        }
        self.naming(ui, session, &plan, &brush, theme);
        self.writing(ui, session, &scene, &brush, theme);
        self.asks_for_menu(ui, session, &background, rect, &scene);
        self.laser.ui(ui, rect, session.showing.laser, theme.finding.error);
        // While something else is asked it would only be in the way.
        self.due = if keyboard { pad::ui(ui, session, &scene, &brush, rect, theme) } else { None };
        // What is typed elsewhere is not covered by what the pointer happens to rest on.
        if !session.is_going() && session.menu.is_none() && !ui.ctx().text_edit_focused() {
            let at = session.keys.pointer;
            if !self.dots.tell(session, &background, at, theme) {
                tip::ui(session, &background, &brush, theme);
            }
            more::ui(ui.ctx(), session, &plan, &brush, theme);
        }
        let at = |p: Point| brush.at(p);
        let menu = session.menu.as_ref().map(std::mem::discriminant);
        let fresh = menu.is_some() && menu != self.menu_shown;
        self.menu_shown = menu;
        if fresh {
            // What is chosen next is not chosen on the item that had the keyboard.
            ui.memory_mut(|m| m.request_focus(Id::unique("canvas")));
        }
        super::menus::ui(ui.ctx(), session, theme, rect, at, fresh);
    }

    /// A drawing with nothing else to type into has the keyboard.
    fn take_keyboard(&self, ui: &egui::Ui, session: &Session, background: &egui::Response, keyboard: bool) {
        let keep = egui::EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: false };
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
    }

    /// Panning and zooming.
    fn look_around(&mut self, ui: &egui::Ui, session: &mut Session, background: &egui::Response, rect: Rect) {
        let over =
            ui.input(|i| i.pointer.hover_pos()).is_some_and(|p| rect.contains(p)) && background.contains_pointer();
        if over {
            wheel::turn(ui, session, self.wheel, rect);
        }
        let space = ui.input(|i| i.key_down(Key::Space)) && !ui.ctx().text_edit_focused();
        let hand = space || (session.tool == Tool::Hand && !session.showing.laser);
        let hand = hand || (session.showing.presenting && !session.showing.laser);
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

    /// A context menu is asked for on what is under the pointer, or by the keyboard on what is selected.
    fn asks_for_menu(
        &mut self,
        ui: &egui::Ui,
        session: &mut Session,
        background: &egui::Response,
        rect: Rect,
        scene: &Scene,
    ) {
        let by_key = std::mem::take(&mut session.showing.context);
        let asked: Option<Pos2> = ui.data_mut(|d| d.remove_temp(crate::ui::panels::context_place()));
        if session.showing.only_shows() || session.gesture.is_active() || session.menu.is_some() {
            return;
        }
        let at = ui.input(|i| i.pointer.interact_pos()).filter(|_| background.secondary_clicked());
        if let Some(at) = at {
            let reach = LINE_REACH / session.camera.zoom;
            let place = session.camera.doc_from_screen(local(at, rect));
            let under = scene.hit(place, reach).cloned();
            background.request_focus();
            self.asked = Some((session.point_at(under, place), at));
        } else if by_key {
            session.showing.pointed = None;
            let chosen = scene.figures().find(|f| session.selection().contains(&f.owner));
            let middle = chosen.map(|f| session.camera.screen_from_doc(f.bounds.center()));
            let at = middle.map(|p| rect.min + Vec2::new(p.x as f32, p.y as f32)).filter(|p| rect.contains(*p));
            self.asked = Some((session.place_of_selection(), asked.or(at).unwrap_or(rect.center())));
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
        session.note_held(held);
        // A press begins where it was, though the pointer may have gone on within the same frame.
        let pos = ui.input(|i| {
            let origin = i.pointer.press_origin().filter(|_| i.pointer.button_pressed(PointerButton::Primary));
            origin.or(i.pointer.latest_pos()).or(i.pointer.interact_pos())
        });
        let Some(pos) = pos else { return };
        // While a new element is held over it, it comes along too; a palette beside it is no reason to.
        if (rect.contains(pos) || session.placing().is_none())
            && session.pan_at_border(local(pos, rect), f64::from(ui.input(|i| i.stable_dt)))
        {
            ui.ctx().request_repaint();
        }
        let at = session.camera.doc_from_screen(local(pos, rect));
        let inside = rect.contains(pos) && background.contains_pointer();
        session.keys.pointer = Some(at).filter(|_| inside);
        let under = under(session, plan, scene, at);
        if session.gesture == Gesture::Idle {
            let over = match (&under, inside) {
                (Under::Owner(owner) | Under::Locked(owner) | Under::Corner(owner, _), true) => Some(owner.clone()),
                (Under::Handle(id), true) => Some(Owner::Element(id.clone())),
                (Under::Line(id, _) | Under::End(id, _) | Under::Label(id), true) => Some(Owner::Relation(id.clone())),
                _ => None,
            };
            session.hover(over);
        }
        let (pressed, released) = ui.input(|i| {
            (i.pointer.button_pressed(PointerButton::Primary), i.pointer.button_released(PointerButton::Primary))
        });
        let folded = if pressed && inside && !self.panning { marks::at(session, plan, at) } else { None };
        let dotted = if pressed && inside && !self.panning { self.dots.at(session, at) } else { None };
        let dotted = dotted.filter(|_| session.menu.is_none() && session.tool == Tool::Select);
        if let Some(id) = dotted {
            background.request_focus();
            session.list_findings_of(&id);
        } else if let Some(container) = folded.filter(|_| session.menu.is_none() && session.tool == Tool::Select) {
            background.request_focus();
            session.expand(&container);
        } else if pressed && inside && !self.panning && session.menu.is_none() {
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
                Under::Corner(_, pull) => ui.ctx().set_cursor_icon(corner_cursor(pull)),
                Under::Line(..) | Under::End(..) | Under::Label(_) => ui.ctx().set_cursor_icon(CursorIcon::Grab),
                Under::Page | Under::Owner(_) | Under::Locked(_) => {}
            }
        }
        if released {
            session.pointer(Event::Release);
        } else if session.gesture.is_active() && !ui.input(|i| i.pointer.primary_down()) {
            // The release was lost, as when the pointer left the screen with it: nothing must stick to the pointer.
            session.pointer(Event::Cancel);
        }
        if background.double_clicked() && !self.panning && session.tool == Tool::Select {
            // What is held while a button is down is not looked for, so it is looked for again.
            let under = self::under(session, plan, scene, at);
            double_click(session, under, at);
        }
    }
}

/// What the empty zones ask for, where the document may be changed.
fn prompts(brush: &Brush<'_>, session: &Session, plan: &Plan, theme: &Theme) {
    let Some(canvas) = plan.canvas.as_ref().filter(|_| session.editable().is_ok()) else { return };
    if !session.showing.presenting && brush.camera.zoom >= LEAST_PROMPTED {
        let asked = crate::scene::canvas::prompts(session.document(), canvas);
        super::prompts::paint(brush, &asked, theme);
    }
}

/// Opens what is under the pointer: the name of an element, the text of a note, a choice of what to add to an empty place.
fn double_click(session: &mut Session, under: Under, at: Point) {
    match under {
        Under::Owner(Owner::Element(id)) | Under::Handle(id) => session.begin_naming(&id),
        Under::Owner(Owner::Annotation(id)) => session.begin_writing(&id),
        Under::Corner(owner, _) => {
            session.select(Some(owner));
            session.use_natural_size();
        }
        Under::Line(relation, Grip::Bend(i)) => session.remove_bend(&relation, i),
        Under::Label(relation) if session.has_slid(&relation) => session.free_label(&relation),
        Under::Line(relation, Grip::Piece(_))
        | Under::End(relation, _)
        | Under::Label(relation)
        | Under::Owner(Owner::Relation(relation)) => {
            session.open_relation(&relation, at);
        }
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
    let connects = matches!(session.gesture, Gesture::Connecting { .. } | Gesture::Reattaching { .. });
    let select = session.tool == Tool::Select && session.gesture == Gesture::Idle;
    let alone = session.selection().iter().next().filter(|_| session.selection().len() == 1).cloned();
    // The ends of the selected line lie where handles of the elements are, and are what was asked for.
    if select
        && session.editable().is_ok()
        && !session.is_canvas()
        && let Some(Owner::Relation(id)) = &alone
        && let Some(end) = end_at(plan, id, at, zoom)
    {
        return Under::End(id.clone(), end);
    }
    if !connects
        && let Some(id) = handle_owner(session)
        && is_at_handle(plan, scene, &id, at, zoom)
    {
        return Under::Handle(id);
    }
    if select
        && let Some((owner, rect)) = overlay::gripped(session)
        && let Some((pull, _)) = corners(rect).into_iter().find(|(_, c)| c.distance(at) * zoom <= CORNER_REACH)
    {
        return Under::Corner(owner, pull);
    }
    if select
        && let Some((owner, rect)) = overlay::gripped(session)
        && rect.width().min(rect.height()) * zoom >= LEAST_SIDED
        && let Some((pull, ..)) =
            sides(rect).into_iter().find(|(_, a, b)| geom::distance_to_segment(at, *a, *b) * zoom <= SIDE_REACH)
    {
        return Under::Corner(owner, pull);
    }
    let reach = LINE_REACH / zoom;
    // A selected line is held where it is: its bends before what lies under them.
    if select && session.editable().is_ok() && !session.is_canvas() {
        if let Some(Owner::Relation(id)) = &alone {
            // A label stands on its line, so only near that is it looked for.
            let owner = Owner::Relation(id.clone());
            let near = scene.figure(&owner).is_some_and(|f| f.region.contains(at, LABEL_REACH));
            let relation = session.document().relation(id).filter(|_| near);
            if relation.and_then(|r| label_rect(session.document(), plan, r)).is_some_and(|label| label.contains(at)) {
                return Under::Label(id.clone());
            }
        }
        if let Some(owner @ Owner::Relation(id)) = &alone
            && scene.figure(owner).is_some_and(|f| f.region.contains(at, reach))
            && let Some(grip) = grip_at(plan, id, at, reach)
        {
            return Under::Line(id.clone(), grip);
        }
    }
    let hit = scene.hit(at, reach);
    // While a connection is drawn only elements count.
    if connects && matches!(hit, Some(Owner::Relation(_))) {
        let node = plan.nodes.iter().rev().find(|n| n.rect.contains(at));
        return node.map_or(Under::Page, |n| Under::Owner(Owner::Element(n.element.clone())));
    }
    hit.map_or(Under::Page, |owner| Under::Owner(owner.clone()))
}

/// Whether a point is at a handle of an element.
fn is_at_handle(plan: &Plan, scene: &Scene, id: &ElementId, at: Point, zoom: f64) -> bool {
    let reach = (HANDLE + 3.0) / zoom;
    let Some(around) = around(plan, id, zoom).filter(|r| r.contains(at)) else { return false };
    handles(plan, &scene.visible(around), id, zoom).iter().any(|h| h.distance(at) <= reach)
}

/// The part of the drawing that the handles of an element are in.
fn around(plan: &Plan, id: &ElementId, zoom: f64) -> Option<geom::Rect> {
    let reach = 4.0 * (HANDLE + 3.0) / zoom;
    plan.node(id).map(|n| n.rect.inflate(reach, reach))
}

/// The handles that an element has now, in the drawing; none where a press would not take hold of them.
pub(super) fn handles_of(session: &mut Session, id: &ElementId, mode: Mode) -> Vec<Point> {
    if handle_owner(session).as_ref() != Some(id) {
        return Vec::new();
    }
    let (plan, scene) = session.show(mode);
    let zoom = session.camera.zoom;
    around(&plan, id, zoom).map(|around| handles(&plan, &scene.visible(around), id, zoom)).unwrap_or_default()
}

fn corner_cursor(pull: Pull) -> CursorIcon {
    if pull.width_only {
        return CursorIcon::ResizeHorizontal;
    }
    if pull.height_only {
        return CursorIcon::ResizeVertical;
    }
    if pull.left == pull.top { CursorIcon::ResizeNwSe } else { CursorIcon::ResizeNeSw }
}

fn cursor(ui: &egui::Ui, session: &mut Session) {
    let icon = match session.gesture.clone() {
        Gesture::Moving { copy: true, .. } => CursorIcon::Copy,
        Gesture::Reattaching { over: Some(over), .. } if !session.may_end_at(&over) => CursorIcon::NotAllowed,
        Gesture::Moving { .. } | Gesture::Bending { .. } | Gesture::Sliding { .. } | Gesture::Reattaching { .. } => {
            CursorIcon::Grabbing
        }
        Gesture::Spacing { start, now } if (now.x - start.x).abs() >= (now.y - start.y).abs() => {
            CursorIcon::ResizeHorizontal
        }
        Gesture::Spacing { .. } => CursorIcon::ResizeVertical,
        Gesture::Resizing { pull, .. } => corner_cursor(pull),
        Gesture::Connecting { over: Some(over), .. } if !session.may_end_at(&over) => CursorIcon::NotAllowed,
        Gesture::Connecting { .. } | Gesture::Marquee { .. } => CursorIcon::Crosshair,
        _ => return,
    };
    ui.ctx().set_cursor_icon(icon);
}

/// A press elsewhere ends what is typed, and then does what it does there; where that is, is as it was seen.
fn end_typing(ui: &egui::Ui, session: &mut Session, background: &egui::Response) {
    let ends = (session.naming.is_some() || session.writing.is_some())
        && background.contains_pointer()
        && ui.input(|i| i.pointer.button_pressed(PointerButton::Primary));
    if ends {
        fields::take_letters(ui, session);
        session.keys.goes_on_no_more();
        session.commit_naming();
    }
}
