//! The palette: the kinds of elements, the four headline ones first.
//!
//! A click adds one in the middle of what is shown, a drag where it is dropped.
//!
//! Knows nothing about where things go.

use eframe::egui::{self, Frame, Id, Margin, Panel, RichText, Sense, Stroke, StrokeKind, Vec2, WidgetInfo, accesskit};

use crate::editor::session::Creatable;
use crate::editor::{Command, Workspace};
use crate::geom::Point;
use crate::text::Weight;
use crate::theme::Theme;
use crate::ui::pasting::palette_field;
use crate::ui::style::{color, family, fill_sign};

/// How many kinds are headline kinds.
const HEADLINE: usize = 4;

pub(in crate::ui) fn ui(ui: &mut egui::Ui, workspace: &mut Workspace, theme: &Theme) {
    let shows_outline = workspace.shows_outline();
    let mut turned = false;
    let Some(session) = &mut workspace.session else { return };
    let frame = Frame::NONE.fill(color(theme.panel)).inner_margin(Margin::symmetric(12, 14));
    Panel::left("palette").frame(frame).exact_size(254.0).resizable(false).show(ui, |ui| {
        let outline = super::outline::ui(ui, session, theme, shows_outline);
        turned = outline.turned;
        ui.label(RichText::new("ADD").size(11.0).extra_letter_spacing(1.2).color(color(theme.muted)));
        ui.add_space(4.0);
        let editable = session.editable().is_ok();
        let mut chosen = None;
        let searched = search(ui, editable);
        let offers = session.creatable(&searched.text, None);
        if let Some(first) = offers.first().filter(|_| searched.entered && !searched.text.trim().is_empty()) {
            chosen = Some((first.clone(), Picked::Clicked));
        }
        let all = searched.text.trim().is_empty();
        if offers.is_empty() {
            ui.label(RichText::new("No kind has this name").color(color(theme.muted)));
        }
        let width = (ui.available_width() - 8.0) / 2.0;
        egui::ScrollArea::vertical().show(ui, |ui| {
            for (i, pair) in offers.chunks(2).enumerate() {
                let headline = all && i * 2 < HEADLINE;
                if all && i * 2 == HEADLINE {
                    ui.add_space(8.0);
                }
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 8.0;
                    for offer in pair {
                        let size = Vec2::new(width, if headline { 48.0 } else { 30.0 });
                        if let Some(picked) = card(ui, session.document(), offer, size, theme, headline, editable) {
                            chosen = Some((offer.clone(), picked));
                        }
                    }
                });
            }
        });
        if chosen.is_some() {
            // What was searched for is found.
            ui.data_mut(|d| d.remove::<String>(palette_field()));
        }
        let canvas: Option<egui::Rect> = ui.data(|d| d.get_temp(Id::unique("canvas-rect")));
        let over = |pos: egui::Pos2| {
            let canvas = canvas.filter(|c| c.contains(pos))?;
            Some(Point::new(f64::from(pos.x - canvas.min.x), f64::from(pos.y - canvas.min.y)))
        };
        match chosen {
            Some((offer, Picked::Held(pos))) => match over(pos) {
                Some(local) => {
                    let at = session.camera.doc_from_screen(local);
                    session.hold_new(&offer, at, ui.input(|i| i.modifiers.command));
                    session.hold_apart(ui.input(|i| i.modifiers.alt));
                }
                None => session.let_go(),
            },
            Some((offer, Picked::Clicked)) if session.table.is_open() => session.begin_in_table(offer.kind),
            Some((offer, Picked::Clicked)) => session.create(&offer, None, None),
            Some((offer, Picked::Dropped(pos))) => {
                // A drop outside the canvas takes the drag back.
                if let Some(local) = over(pos) {
                    let at = session.camera.doc_from_screen(local);
                    session.hold_new(&offer, at, ui.input(|i| i.modifiers.command));
                    session.hold_apart(ui.input(|i| i.modifiers.alt));
                    session.drop_new();
                }
                session.let_go();
            }
            None if outline.holds => {}
            None => session.let_go(),
        }
    });
    if turned {
        workspace.turn_panels(Command::ToggleOutline);
    }
}

/// What is searched for in the palette.
struct Searched {
    text: String,
    /// Whether Enter was pressed: then the first is meant.
    entered: bool,
}

/// The field that finds kinds and presets by their names and by other words for them.
fn search(ui: &mut egui::Ui, editable: bool) -> Searched {
    let id = palette_field();
    let mut text: String = ui.data(|d| d.get_temp(id)).unwrap_or_default();
    let edit = egui::TextEdit::singleline(&mut text)
        .id(id)
        .hint_text("Vendor, app, step, client …")
        .char_limit(60)
        .desired_width(f32::INFINITY);
    let response = ui.add_enabled(editable, edit).accessible_name("Search the palette");
    let entered = response.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
    if response.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Escape)) {
        text.clear();
    }
    ui.data_mut(|d| d.insert_temp(id, text.clone()));
    ui.add_space(8.0);
    Searched { text, entered }
}

/// How a kind was picked.
#[derive(Clone, Copy)]
enum Picked {
    /// By a click.
    Clicked,
    /// By dragging it, which is still under way, to a place of the window.
    Held(egui::Pos2),
    /// By dropping it there.
    Dropped(egui::Pos2),
}

/// One kind, and how it was picked just now.
fn card(
    ui: &mut egui::Ui,
    document: &crate::model::Document,
    offer: &Creatable,
    size: Vec2,
    theme: &Theme,
    headline: bool,
    editable: bool,
) -> Option<Picked> {
    let sense = if editable { Sense::click_and_drag() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(size, sense);
    let name = format!("Add {}", offer.label);
    response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Button, editable, &name));
    let kind = document.metamodel().kind(offer.kind);
    let tint = color(theme.kind(offer.kind.id()));
    let visuals = ui.style().interact(&response);
    let border = if response.has_focus() { Stroke::new(2.0, color(theme.accent)) } else { visuals.bg_stroke };
    let painter = ui.painter();
    painter.rect(rect, 7.0, visuals.bg_fill, border, StrokeKind::Inside);
    let icon = kind.map_or("", |k| k.icon.as_str());
    let ink = if editable { color(theme.text) } else { color(theme.muted) };
    let text = egui::FontId::new(12.0, family(Weight::Medium));
    if headline {
        fill_sign(painter, icon, rect.left_top() + Vec2::new(10.0, 8.0), egui::Align2::LEFT_TOP, 17.0, tint);
        painter.text(rect.left_bottom() + Vec2::new(10.0, -7.0), egui::Align2::LEFT_BOTTOM, &offer.label, text, ink);
    } else {
        fill_sign(painter, icon, rect.left_center() + Vec2::new(8.0, 0.0), egui::Align2::LEFT_CENTER, 14.0, tint);
        painter.text(rect.left_center() + Vec2::new(27.0, 0.0), egui::Align2::LEFT_CENTER, &offer.label, text, ink);
    }
    let response = response.on_hover_ui(|ui| {
        ui.set_max_width(280.0);
        ui.label(kind.map_or("", |k| k.definition.as_str()));
    });
    if response.dragged() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::Copy);
        let pos = ui.input(|i| i.pointer.latest_pos());
        let canvas: Option<egui::Rect> = ui.data(|d| d.get_temp(Id::unique("canvas-rect")));
        // Over the drawing it is shown there, as large as it will be.
        if let Some(pos) = pos.filter(|pos| !canvas.is_some_and(|c| c.contains(*pos))) {
            ghost(ui.ctx(), theme, pos, &offer.label);
        }
    }
    if response.dragged() {
        return ui.input(|i| i.pointer.latest_pos()).map(Picked::Held);
    }
    if response.drag_stopped() && !ui.input(|i| i.key_pressed(egui::Key::Escape)) {
        return ui.input(|i| i.pointer.latest_pos()).map(Picked::Dropped);
    }
    response.clicked().then_some(Picked::Clicked)
}

/// What is dragged onto the drawing, under the pointer.
pub(super) fn ghost(ctx: &egui::Context, theme: &Theme, pos: egui::Pos2, name: &str) {
    let ghost = ctx.layer_painter(egui::LayerId::new(egui::Order::Tooltip, Id::unique("palette-ghost")));
    let font = egui::FontId::new(13.0, family(Weight::SemiBold));
    let galley = ghost.layout_no_wrap(name.to_owned(), font, color(theme.text));
    let at = egui::Rect::from_center_size(pos, Vec2::new((galley.size().x + 28.0).max(150.0), 40.0));
    ghost.rect(at, 8.0, color(theme.card), Stroke::new(1.5, color(theme.accent)), StrokeKind::Middle);
    ghost.galley(at.center() - galley.size() / 2.0, galley, color(theme.text));
}

/// Forgets what was typed to find a kind.
pub(super) fn forget(ctx: &egui::Context) {
    ctx.data_mut(|d| d.remove::<String>(palette_field()));
}
