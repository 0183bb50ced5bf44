//! A small bar beside what is selected, with the commands that are wanted most.
//!
//! Knows nothing about which commands these are: the list of commands says so.

use eframe::egui::{self, Align2, Area, Frame, Id, Margin, Order, Pos2, Rect, Response, RichText, Sense, Stroke, Vec2};

use crate::editor::commands::pad::{Button, Pad, pad};
use crate::editor::{Command, Session};
use crate::scene::{Owner, Region, Scene, label_spot};
use crate::theme::Theme;
use crate::ui::paint::Brush;
use crate::ui::panels::top_bar::hint;
use crate::ui::style::{color, icon_text};

/// Height of the bar, in points of the screen.
const HEIGHT: f32 = 36.0;
/// Space between the bar and what is selected, its handles included.
const GAP: f32 = 18.0;
/// Side of a button.
const BUTTON: f32 = 28.0;

/// The bar, where there is one. Gives the command that was pressed.
pub(super) fn ui(
    ui: &egui::Ui,
    session: &mut Session,
    scene: &Scene,
    brush: &Brush<'_>,
    canvas: Rect,
    theme: &Theme,
) -> Option<Command> {
    let busy = session.gesture.is_active()
        || session.naming.is_some()
        || session.writing.is_some()
        || session.menu.is_some()
        || session.is_moving();
    if busy || ui.input(|i| i.pointer.primary_down() && i.pointer.is_decidedly_dragging()) {
        return None;
    }
    let (about, buttons) = pad(session)?;
    let around = selected_on_screen(session, scene, brush)?;
    let wide = if about == Pad::Locked { 96.0 } else { 0.0 };
    let room = Vec2::new((BUTTON + 1.0) * buttons.len() as f32 + 8.0 + wide, HEIGHT);
    let others = others_on_screen(session, scene, brush, around);
    let (pivot, place) = place(around, canvas, room, &others)?;
    let area = Area::new(Id::unique("pad")).order(Order::Middle).pivot(pivot).fixed_pos(place).constrain_to(canvas);
    let shown = area.show(ui.ctx(), |ui| {
        let frame = Frame::popup(ui.style()).inner_margin(Margin::same(3)).corner_radius(9);
        frame.show(ui, |ui| ui.horizontal(|ui| row(ui, about, &buttons, session, theme)).inner).inner
    });
    shown.inner
}

/// Whether the bar is where something else would like to be.
pub(super) fn covers(ctx: &egui::Context, place: Rect) -> bool {
    let layer = egui::LayerId::new(Order::Middle, Id::unique("pad"));
    ctx.memory(|m| m.areas().is_visible(&layer) && m.area_rect(layer.id).is_some_and(|r| r.intersects(place)))
}

/// The buttons of a bar side by side.
fn row(ui: &mut egui::Ui, about: Pad, buttons: &[Button], session: &Session, theme: &Theme) -> Option<Command> {
    ui.spacing_mut().item_spacing.x = 1.0;
    ui.spacing_mut().button_padding = Vec2::new(5.0, 4.0);
    let mut pressed = None;
    if about == Pad::Locked {
        ui.add_space(6.0);
        ui.spacing_mut().item_spacing.x = 5.0;
        ui.label(icon_text("lock", 14.0).color(color(theme.text_secondary)));
        ui.label(RichText::new("Locked").color(color(theme.text_secondary)));
        ui.add_space(4.0);
    }
    for (command, icon) in buttons {
        let name = match command {
            Command::Lock if about == Pad::Locked => "Unlock",
            Command::Lock => "Lock",
            Command::Tidy if session.has_selected(2) => "Tidy these",
            command => command.spec().label,
        };
        let response = if about == Pad::Locked {
            ui.add(egui::Button::new((icon_text(icon, 14.0), RichText::new(name))).frame_when_inactive(false))
        } else if icon.is_empty() {
            drawn(ui, *command, theme)
        } else {
            let button = egui::Button::new(icon_text(icon, 16.0)).min_size(Vec2::splat(BUTTON));
            ui.add(button.frame_when_inactive(false))
        };
        let response = response.accessible_name(name).on_hover_text(format!("{name}: {}", hint(ui.ctx(), *command)));
        if response.clicked() {
            pressed = Some(*command);
        }
    }
    pressed
}

/// A button whose picture is drawn here: a line, and boxes that stand at it.
fn drawn(ui: &mut egui::Ui, command: Command, theme: &Theme) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(BUTTON), Sense::click());
    let visuals = ui.style().interact(&response);
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 6.0, visuals.weak_bg_fill);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, 6.0, ui.visuals().selection.stroke, egui::StrokeKind::Inside);
    }
    let ink = color(theme.text_secondary);
    let square = Rect::from_center_size(rect.center(), Vec2::splat(16.0));
    // A long and a short bar along the line; in columns everything is turned.
    let turned =
        matches!(command, Command::AlignTop | Command::AlignMiddles | Command::AlignBottom | Command::DistributeDown);
    let at = |x: f32, y: f32| {
        let (x, y) = if turned { (y, x) } else { (x, y) };
        square.min + Vec2::new(x, y)
    };
    let bar = |x0: f32, y0: f32, x1: f32, y1: f32| {
        ui.painter().rect_filled(Rect::from_two_pos(at(x0, y0), at(x1, y1)), 1.0, ink);
    };
    let line = |x: f32| {
        ui.painter().line_segment([at(x, 0.0), at(x, 16.0)], Stroke::new(1.4, ink));
    };
    match command {
        Command::AlignLeft | Command::AlignTop => {
            line(1.0);
            bar(3.0, 3.0, 15.0, 6.5);
            bar(3.0, 9.5, 10.0, 13.0);
        }
        Command::AlignRight | Command::AlignBottom => {
            line(15.0);
            bar(1.0, 3.0, 13.0, 6.5);
            bar(6.0, 9.5, 13.0, 13.0);
        }
        Command::AlignCentres | Command::AlignMiddles => {
            line(8.0);
            bar(1.5, 3.0, 14.5, 6.5);
            bar(4.5, 9.5, 11.5, 13.0);
        }
        _ => {
            line(1.0);
            line(15.0);
            bar(6.0, 3.0, 10.0, 13.0);
        }
    }
    response
}

/// What is selected, on the screen. Of a line it is the place of its label.
fn selected_on_screen(session: &Session, scene: &Scene, brush: &Brush<'_>) -> Option<Rect> {
    let seen = scene.visible(session.camera.window(session.canvas));
    let chosen = seen.into_iter().filter(|f| session.selection().contains(&f.owner));
    let rects = chosen.map(|figure| match (&figure.owner, &figure.region) {
        (Owner::Relation(_), Region::Line(points)) if session.selection().len() == 1 => {
            Rect::from_center_size(brush.at(label_spot(points)), Vec2::new(80.0, 16.0))
        }
        _ => brush.rect(figure.bounds),
    });
    rects.reduce(Rect::union)
}

/// The words around the selection, on the screen: those on other cards and the titles of zones and of what holds the
/// selection. The bar had better not cover them.
fn others_on_screen(session: &mut Session, scene: &Scene, brush: &Brush<'_>, around: Rect) -> Vec<Rect> {
    let near = around.expand2(Vec2::new(400.0, 2.0 * (GAP + HEIGHT)));
    let window = session.camera.window(session.canvas);
    let others: Vec<_> =
        scene.visible(window).into_iter().filter(|f| !session.selection().contains(&f.owner)).collect();
    let doc = |p: Pos2| {
        let at = p - brush.origin;
        brush.camera.doc_from_screen(crate::geom::Point::new(f64::from(at.x), f64::from(at.y)))
    };
    let words = super::overlay::words(&others, crate::geom::Rect::from_points(doc(near.min), doc(near.max)));
    let asked = prompts(session).into_iter().map(|r| brush.rect(r));
    words.into_iter().map(|r| brush.rect(r).expand(2.0)).chain(asked).collect()
}

/// Where empty zones say what they ask for.
fn prompts(session: &mut Session) -> Vec<crate::geom::Rect> {
    let plan = session.plan();
    let Some(canvas) = &plan.canvas else { return Vec::new() };
    let asked = crate::scene::canvas::prompts(session.document(), canvas).into_iter().map(|p| p.room);
    // The words stand in the middle.
    asked.map(|r| r.inset((-r.width() * 0.2, -r.height() * 0.25))).collect()
}

/// Where the bar stands so that it covers nothing that is selected, and the fewest words: above, else below, else beside it;
/// nowhere where there is no room.
fn place(around: Rect, canvas: Rect, size: Vec2, others: &[Rect]) -> Option<(Align2, Pos2)> {
    if !around.intersects(canvas) {
        return None;
    }
    let half = (size.x / 2.0).min(canvas.width() / 2.0);
    let x = around.center().x.clamp(canvas.left() + half, canvas.right() - half);
    let y = around.center().y.min(canvas.bottom() - size.y / 2.0).max(canvas.top() + size.y / 2.0);
    let places = [
        (Align2::CENTER_BOTTOM, Pos2::new(x, around.top() - GAP)),
        (Align2::CENTER_TOP, Pos2::new(x, around.bottom() + GAP)),
        (Align2::LEFT_CENTER, Pos2::new(around.right() + GAP, y)),
        (Align2::RIGHT_CENTER, Pos2::new(around.left() - GAP, y)),
        // A little farther off there may be nothing to cover.
        (Align2::CENTER_BOTTOM, Pos2::new(x, around.top() - GAP - HEIGHT * 0.7)),
        (Align2::CENTER_TOP, Pos2::new(x, around.bottom() + GAP + HEIGHT * 0.7)),
    ];
    let bar = |(pivot, at): &(Align2, Pos2)| pivot.anchor_size(*at, size);
    let fits = places.into_iter().filter(|p| canvas.expand(1.0).contains_rect(bar(p)));
    fits.min_by_key(|p| others.iter().filter(|r| r.intersects(bar(p))).count())
}
