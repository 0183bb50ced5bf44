//! The drawing: it is painted, the pointer works on it, and each element and relation is an accessible item.
//!
//! Knows nothing about what a gesture means: the session does.

use std::collections::HashSet;

use eframe::egui::{
    self, Color32, CornerRadius, CursorIcon, Id, Key, PointerButton, Pos2, Rect, Sense, Stroke, StrokeKind, Vec2,
    WidgetInfo, accesskit,
};

use super::paint::Brush;
use super::style::{color, family};
use crate::editor::Session;
use crate::editor::gesture::{Event, Gesture, Held, Tool, Under};
use crate::editor::session::Menu;
use crate::geom::{self, Point};
use crate::model::ElementId;
use crate::scene::diagram::label_items;
use crate::scene::{Figure, Owner, Plan, Region, Scene};
use crate::text::Weight;
use crate::theme::{Mode, Theme};

/// How near a line the pointer must be, in points of the screen.
const LINE_REACH: f64 = 6.0;
/// Radius of the handles from which connections start, in points of the screen.
const HANDLE: f64 = 5.5;
/// How far outside the border the handles stand on cards that are small on the screen, so that they do not cover them.
const HANDLE_OUT: f64 = 7.0;
/// Cards lower than this on the screen are small.
const SMALL_CARD: f64 = 44.0;

/// What the canvas remembers from frame to frame.
#[derive(Default)]
pub(super) struct Canvas {
    /// Whether the naming field was shown already, so that it takes the keyboard only once.
    naming_shown: Option<ElementId>,
    /// Whether a menu was shown already.
    menu_shown: bool,
    /// Where the drawing was on the screen.
    pub(super) rect: Option<Rect>,
    panning: bool,
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
        let keep = egui::EventFilter { horizontal_arrows: true, vertical_arrows: true, ..egui::EventFilter::default() };
        // Arrow keys move the selection here; egui would move the keyboard to a neighbour.
        if let Some(id) = ui.memory(egui::Memory::focused).filter(|id| self.owns(*id)) {
            ui.memory_mut(|m| m.set_focus_lock_filter(id, keep));
        }
        background.widget_info(|| WidgetInfo::labeled(accesskit::Role::Canvas, true, "Canvas"));
        let (plan, scene) = session.show(mode);
        self.look_around(ui, session, &background, rect);
        if session.naming.is_none() {
            self.pointer(ui, session, &background, rect, &plan, &scene);
        }
        // What the pointer did shows at once.
        let (plan, scene) = session.show(mode);
        let painter = ui.painter_at(rect);
        painter.rect_filled(rect, 0.0, color(theme.page));
        let brush = Brush { painter: &painter, camera: session.camera, origin: rect.min, strength: 1.0 };
        dots(&brush, rect, theme);
        let window = session.camera.window(session.canvas);
        let visible = scene.visible(window);
        for figure in &visible {
            brush.figure(figure);
        }
        overlay(&brush, session, &plan, &visible, mode);
        self.items = items(ui, session, &brush, &visible, rect, keyboard);
        self.naming(ui, session, &plan, &brush);
        let at = |p: Point| brush.at(p);
        let fresh = session.menu.is_some() && !self.menu_shown;
        self.menu_shown = session.menu.is_some();
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
        let under = under(session, plan, scene, at);
        if session.gesture == Gesture::Idle {
            session.hovered = match (&under, inside) {
                (Under::Owner(owner), true) => Some(owner.clone()),
                (Under::Handle(id), true) => Some(Owner::Element(id.clone())),
                _ => None,
            };
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
        } else if inside && matches!(under, Under::Handle(_)) {
            ui.ctx().set_cursor_icon(CursorIcon::Crosshair);
        }
        if released {
            session.pointer(Event::Release);
        } else if session.gesture.is_active() && !ui.input(|i| i.pointer.primary_down()) {
            // The release was lost, as when the pointer left the screen with it: nothing must stick to the pointer.
            session.pointer(Event::Cancel);
        }
        if background.double_clicked() && !self.panning && session.tool == Tool::Select {
            match under {
                Under::Owner(Owner::Element(id)) | Under::Handle(id) => session.begin_naming(&id),
                Under::Page if session.editable().is_ok() => {
                    session.menu = Some(Menu::Create { at, from: None, filter: String::new() });
                }
                _ => {}
            }
        }
    }

    /// The name of an element, open for typing where it stands.
    fn naming(&mut self, ui: &egui::Ui, session: &mut Session, plan: &Plan, brush: &Brush<'_>) {
        let Some(mut naming) = session.naming.clone() else {
            self.naming_shown = None;
            return;
        };
        let Some(node) = plan.node(&naming.element) else {
            session.commit_naming();
            return;
        };
        let fresh = self.naming_shown.as_ref() != Some(&naming.element);
        self.naming_shown = Some(naming.element.clone());
        let on_screen = brush.rect(node.rect);
        let zoom = session.camera.zoom.clamp(0.75, 2.0) as f32;
        let width = on_screen.width().max(160.0);
        let height = 18.0 * zoom + 14.0;
        let top = if node.holds { on_screen.top() + 6.0 } else { on_screen.center().y - height / 2.0 };
        let place = Pos2::new(on_screen.center().x - width / 2.0, top);
        let place = if node.holds { Pos2::new(on_screen.left(), top) } else { place };
        let id = Id::unique("naming-field");
        let area = egui::Area::new(Id::unique("naming")).order(egui::Order::Foreground).fixed_pos(place).show(
            ui.ctx(),
            |ui| {
                let font = egui::FontId::new(14.0 * zoom, family(Weight::SemiBold));
                let edit = egui::TextEdit::singleline(&mut naming.text)
                    .id(id)
                    .font(font)
                    .char_limit(120)
                    .hint_text("Name")
                    .desired_width(width.min(360.0))
                    .margin(egui::Margin::symmetric(8, 6));
                ui.add(edit).accessible_name("Name")
            },
        );
        let field = area.inner;
        if fresh {
            field.request_focus();
            if let Some(mut state) = egui::TextEdit::load_state(ui.ctx(), id) {
                let all = egui::text::CCursorRange::two(
                    egui::text::CCursor::new(0),
                    egui::text::CCursor::new(naming.text.chars().count()),
                );
                state.cursor.set_char_range(Some(all));
                egui::TextEdit::store_state(ui.ctx(), id, state);
            }
        }
        session.naming = Some(naming);
        if ui.input(|i| i.key_pressed(Key::Escape)) {
            session.cancel_naming();
        } else if field.lost_focus() && !fresh {
            session.commit_naming();
        }
    }
}

fn local(pos: Pos2, rect: Rect) -> Point {
    Point::new(f64::from(pos.x - rect.min.x), f64::from(pos.y - rect.min.y))
}

/// The element whose handles are shown: the one under the pointer, else the only one selected.
fn handle_owner(session: &Session) -> Option<ElementId> {
    if session.editable().is_err() || session.tool == Tool::Hand {
        return None;
    }
    match (&session.hovered, session.single_element()) {
        // Several are selected to be moved together; handles would be in the way.
        _ if session.selection().len() > 1 => None,
        (Some(Owner::Element(id)), _) => Some(id.clone()),
        (_, Some(element)) => Some(element.id.clone()),
        _ => None,
    }
}

/// The handles of an element, in the drawing.
fn handles(plan: &Plan, id: &ElementId, zoom: f64) -> Vec<Point> {
    let Some(node) = plan.node(id) else { return Vec::new() };
    let small = node.rect.width().min(node.rect.height()) * zoom < SMALL_CARD;
    let out = if small { HANDLE_OUT / zoom } else { 0.0 };
    let r = node.rect.inflate(out, out);
    let c = r.center();
    vec![Point::new(r.x1, c.y), Point::new(c.x, r.y1), Point::new(r.x0, c.y), Point::new(c.x, r.y0)]
}

fn under(session: &Session, plan: &Plan, scene: &Scene, at: Point) -> Under {
    let zoom = session.camera.zoom;
    if !matches!(session.gesture, Gesture::Connecting { .. })
        && let Some(id) = handle_owner(session)
        && handles(plan, &id, zoom).iter().any(|h| h.distance(at) * zoom <= HANDLE + 3.0)
    {
        return Under::Handle(id);
    }
    let reach = LINE_REACH / zoom;
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
        Gesture::Moving { .. } => CursorIcon::Grabbing,
        Gesture::Connecting { over: Some(over), .. } if !session.may_end_at(&over) => CursorIcon::NotAllowed,
        Gesture::Connecting { .. } | Gesture::Marquee { .. } => CursorIcon::Crosshair,
        _ => return,
    };
    ui.ctx().set_cursor_icon(icon);
}

/// A quiet grid of dots that shows movement and scale.
fn dots(brush: &Brush<'_>, rect: Rect, theme: &Theme) {
    let mut step = 24.0;
    while step * brush.camera.zoom < 16.0 {
        step *= 2.0;
    }
    let first = brush.camera.doc_from_screen(Point::ZERO);
    let (mut x, y0) = ((first.x / step).floor() * step, (first.y / step).floor() * step);
    let tint = color(theme.grid);
    while brush.at(Point::new(x, 0.0)).x < rect.right() {
        let mut y = y0;
        while brush.at(Point::new(0.0, y)).y < rect.bottom() {
            brush.painter.rect_filled(Rect::from_center_size(brush.at(Point::new(x, y)), Vec2::splat(1.6)), 0.8, tint);
            y += step;
        }
        x += step;
    }
}

/// What the pointer and the selection add to the drawing.
fn overlay(brush: &Brush<'_>, session: &mut Session, plan: &Plan, visible: &[&std::sync::Arc<Figure>], mode: Mode) {
    let theme = Theme::of(mode);
    let accent = color(theme.accent);
    if let Gesture::Connecting { source, now, over } = session.gesture.clone() {
        connecting(brush, session, plan, visible, theme, &source, now, over.as_ref());
        return;
    }
    let chosen: Vec<_> = visible.iter().filter(|f| session.selection().contains(&f.owner)).collect();
    for figure in &chosen {
        mark(brush, session, plan, figure, accent, 2.0, mode);
    }
    if let Some(owner) = &session.hovered
        && !session.selection().contains(owner)
        && let Some(figure) = visible.iter().find(|f| f.owner == *owner)
    {
        mark(brush, session, plan, figure, accent.gamma_multiply(0.55), 1.5, mode);
    }
    if !session.gesture.is_active()
        && session.naming.is_none()
        && let Some(id) = handle_owner(session)
    {
        for handle in handles(plan, &id, session.camera.zoom) {
            brush.painter.circle(brush.at(handle), HANDLE as f32, color(theme.card), Stroke::new(1.8, accent));
        }
    }
    if let Gesture::Marquee { start, now, .. } = session.gesture {
        let area = brush.rect(geom::Rect::from_points(start, now));
        brush.painter.rect(area, 2.0, accent.gamma_multiply(0.08), Stroke::new(1.0, accent), StrokeKind::Middle);
    }
}

/// A ring around a node, or a line drawn over a line.
fn mark(brush: &Brush<'_>, session: &Session, plan: &Plan, figure: &Figure, tint: Color32, width: f32, mode: Mode) {
    match &figure.region {
        Region::Rect(rect) => {
            let radius = CornerRadius::same((11.0 * brush.camera.zoom).clamp(3.0, 40.0) as u8);
            brush.painter.rect_stroke(
                brush.rect(*rect).expand(4.0),
                radius,
                Stroke::new(width, tint),
                StrokeKind::Middle,
            );
        }
        Region::Line(points) => {
            let line: Vec<Pos2> = points.iter().map(|p| brush.at(*p)).collect();
            brush.painter.line(line, Stroke::new(width + 1.0, tint));
            if let Owner::Relation(id) = &figure.owner
                && let Some(relation) = session.document().relation(id)
            {
                // Where its letters are too small, its ground would only cut the line in two.
                if crate::theme::size::LABEL.size * brush.camera.zoom >= 6.0 {
                    for item in label_items(session.document(), plan, relation, mode) {
                        brush.item(&item);
                    }
                }
            }
        }
    }
}

/// Legal ends ringed, the rest dimmed, and the connection as it would be.
#[expect(
    clippy::too_many_arguments,
    reason = "a drawing helper that is called once; a struct would only rename its locals"
)]
fn connecting(
    brush: &Brush<'_>,
    session: &mut Session,
    plan: &Plan,
    visible: &[&std::sync::Arc<Figure>],
    theme: &Theme,
    source: &ElementId,
    now: Point,
    over: Option<&ElementId>,
) {
    let accent = color(theme.accent);
    let veil = color(theme.page.faded(0.62));
    for figure in visible {
        let Owner::Element(id) = &figure.owner else { continue };
        let Some(node) = plan.node(id) else { continue };
        let rect = brush.rect(node.rect);
        if id == source {
            brush.painter.rect_stroke(rect.expand(3.0), 10.0, Stroke::new(2.5, accent), StrokeKind::Middle);
        } else if session.may_end_at(id) {
            let width = if over == Some(id) { 3.0 } else { 1.5 };
            brush.painter.rect_stroke(rect.expand(4.0), 10.0, Stroke::new(width, accent), StrokeKind::Middle);
        } else if !node.holds {
            brush.painter.rect_filled(rect.expand(1.0), 8.0, veil);
        }
    }
    let Some(from) = plan.node(source) else { return };
    let start = geom::border_towards(from.rect, now);
    let legal = over.is_none_or(|id| session.may_end_at(id));
    let tint = if legal { accent } else { color(theme.muted) };
    let (a, b) = (brush.at(start), brush.at(now));
    let bend = Vec2::new((b.x - a.x) * 0.5, 0.0);
    let curve = egui::epaint::CubicBezierShape::from_points_stroke(
        [a, a + bend, b - bend, b],
        false,
        Color32::TRANSPARENT,
        Stroke::new(2.2, tint),
    );
    let points = curve.flatten(Some(0.3));
    brush.painter.extend(egui::Shape::dashed_line(&points, Stroke::new(2.2, tint), 7.0, 4.0));
    if let [.., before, tip] = points[..] {
        let along = (tip - before).normalized();
        let across = Vec2::new(-along.y, along.x);
        let base = tip - along * 11.0;
        brush.painter.add(egui::Shape::convex_polygon(
            vec![tip, base + across * 5.0, base - across * 5.0],
            tint,
            Stroke::NONE,
        ));
    }
    let text = session.connecting_label();
    if !text.is_empty() {
        let font = egui::FontId::new(12.0, family(Weight::SemiBold));
        let ink = if legal { color(theme.accent_text) } else { color(theme.panel) };
        let galley = brush.painter.layout(text, font, ink, 320.0);
        let pill =
            Rect::from_min_size(b + Vec2::new(14.0, -galley.size().y - 18.0), galley.size() + Vec2::new(20.0, 10.0));
        let room = brush.painter.clip_rect().shrink(8.0);
        let shift = Vec2::new((room.right() - pill.right()).min(0.0), (room.top() - pill.top()).max(0.0));
        let pill = pill.translate(shift);
        brush.painter.rect_filled(pill, 10.0, tint);
        brush.painter.galley(pill.min + Vec2::new(10.0, 5.0), galley, ink);
    }
}

/// Every visible element and relation as an item of the accessibility tree, which the keyboard can reach too.
fn items(
    ui: &egui::Ui,
    session: &mut Session,
    brush: &Brush<'_>,
    visible: &[&std::sync::Arc<Figure>],
    canvas: Rect,
    keyboard: bool,
) -> HashSet<Id> {
    let mut chosen = None;
    let mut all = HashSet::with_capacity(visible.len());
    for figure in visible {
        let (id, place, role) = match (&figure.owner, &figure.region) {
            (Owner::Element(id), Region::Rect(rect)) => {
                (Id::unique(("element", id.as_str())), brush.rect(*rect), accesskit::Role::GraphicsObject)
            }
            (Owner::Relation(id), Region::Line(points)) => {
                let spot = brush.at(crate::scene::label_spot(points));
                (
                    Id::unique(("relation", id.as_str())),
                    Rect::from_center_size(spot, Vec2::splat(12.0)),
                    accesskit::Role::GraphicsSymbol,
                )
            }
            _ => continue,
        };
        all.insert(id);
        let sense = if keyboard { Sense::focusable_noninteractive() } else { Sense::hover() };
        let response = ui.interact(place.intersect(canvas), id, sense);
        let selected = session.selection().contains(&figure.owner);
        response.widget_info(|| WidgetInfo::selected(role, true, selected, &figure.name));
        if response.gained_focus() || ui.input(|i| i.has_accesskit_action_request(id, accesskit::Action::Click)) {
            chosen = Some(figure.owner.clone());
        }
    }
    if let Some(owner) = chosen {
        if let Some(figure) = visible.iter().find(|f| f.owner == owner) {
            let canvas = session.canvas;
            session.camera.reveal(figure.bounds, canvas);
        }
        session.select(Some(owner));
    }
    all
}
