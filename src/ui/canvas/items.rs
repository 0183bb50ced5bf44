//! What is visible of the drawing as items of the accessibility tree.
//!
//! Knows nothing about how the items are drawn.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use eframe::egui::{self, Id, Key, Modifiers, Rect, Sense, StrokeKind, Vec2, WidgetInfo, accesskit};

use super::reader;
use crate::editor::Session;
use crate::model::ElementId;
use crate::scene::{Figure, Owner, Region};
use crate::ui::paint::Brush;

/// What the keyboard may do on the drawing.
#[derive(Clone, Copy)]
pub(super) struct Keyboard {
    /// Whether it may come here at all.
    pub(super) allowed: bool,
    /// Whether it goes away from the items in this frame.
    pub(super) leaving: bool,
}

/// Every visible element, relation and note as an item of the accessibility tree, which the keyboard can reach too; zones
/// and what says that there is more are buttons. Gives the items: their keys are those of the canvas.
pub(super) fn ui(
    ui: &egui::Ui,
    session: &mut Session,
    brush: &Brush<'_>,
    visible: &[&Arc<Figure>],
    canvas: Rect,
    keyboard: Keyboard,
) -> HashSet<Id> {
    // What gains the keyboard is chosen; what is chosen already by other means is given it below.
    let chosen_by_keys = session.naming.is_none() && session.writing.is_none() && session.menu.is_none();
    let mut chosen = None;
    let mut pressed = None;
    let (asked, mut wished) = (reader::asks(ui), None);
    let mut all = HashSet::with_capacity(visible.len());
    let ranks = session.ranks();
    let mut ordered = visible.to_vec();
    ordered.sort_by_key(|f| rank(&f.owner, &ranks));
    let single = session.selection().first().filter(|_| session.selection().len() == 1).cloned();
    let mut focus = None;
    for figure in &ordered {
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
            (Owner::Annotation(id), Region::Rect(rect)) => {
                (Id::unique(("annotation", id.as_str())), brush.rect(*rect), accesskit::Role::Note)
            }
            (Owner::Zone(_) | Owner::More(_), Region::Rect(rect)) => {
                if button(ui, session, figure, brush.rect(*rect).intersect(canvas), keyboard.allowed) {
                    pressed = Some(figure);
                }
                continue;
            }
            _ => continue,
        };
        all.insert(id);
        let sense =
            if keyboard.allowed && !keyboard.leaving { Sense::focusable_noninteractive() } else { Sense::hover() };
        let response = ui.interact(place.intersect(canvas), id, sense);
        let selected = session.selection().contains(&figure.owner);
        let name =
            if session.is_locked(&figure.owner) { format!("{}, locked", figure.name) } else { figure.name.to_string() };
        response.widget_info(|| WidgetInfo::selected(role, true, selected, &name));
        let told = reader::Told::of(session, &figure.owner);
        ui.ctx().accesskit_node_builder(id, |node| told.write(node, selected));
        if single.as_ref() == Some(&figure.owner) {
            focus = Some(id);
        }
        if response.gained_focus() && single.as_ref() != Some(&figure.owner) {
            chosen = Some(figure.owner.clone());
        }
        if asked && let Some(wish) = reader::wish(ui, id) {
            wished = Some((figure.owner.clone(), wish));
        }
    }
    if let Some((owner, wish)) = wished {
        chosen = Some(owner.clone()).filter(|_| wish == reader::Wish::Select);
        reader::grant(session, owner, wish);
    }
    if let Some(owner) = chosen {
        if let Some(figure) = visible.iter().find(|f| f.owner == owner) {
            let canvas = session.canvas;
            session.camera.reveal(figure.bounds, canvas);
        }
        session.select(Some(owner));
    }
    match pressed.map(|f| (&f.owner, &f.region)) {
        // The corner of a zone is where no card stands.
        Some((Owner::Zone(zone), Region::Rect(rect))) => session.create_in_zone(zone, rect.origin()),
        Some((Owner::More(zone), _)) => session.tell_left_over(zone),
        _ => {}
    }
    // The keyboard is where the selection is, so that it is told and seen.
    let focused = ui.memory(egui::Memory::focused);
    if let Some(id) = focus.filter(|_| keyboard.allowed && !keyboard.leaving && chosen_by_keys)
        && focused.is_some_and(|f| f != id && (all.contains(&f) || f == Id::unique("canvas")))
    {
        ui.memory_mut(|m| m.request_focus(id));
    }
    all
}

/// Elements in reading order, then their relations, then the rest.
fn rank(owner: &Owner, ranks: &HashMap<ElementId, usize>) -> (u8, usize) {
    match owner {
        Owner::Element(id) => (0, ranks.get(id).copied().unwrap_or(usize::MAX)),
        Owner::Relation(_) => (1, 0),
        _ => (2, 0),
    }
}

/// A zone, or what says that there is more in it, as a button for the keyboard and for screen readers; a pointer works on
/// the canvas itself. Whether it was pressed.
fn button(ui: &egui::Ui, session: &Session, figure: &Figure, place: Rect, keyboard: bool) -> bool {
    let (id, does, enabled) = match &figure.owner {
        Owner::Zone(zone) => (Id::unique(("zone", zone.as_str())), "Add here", session.editable().is_ok()),
        Owner::More(zone) => (Id::unique(("more", zone.as_str())), "Say what has no room", true),
        _ => return false,
    };
    let sense = if keyboard && enabled { Sense::focusable_noninteractive() } else { Sense::hover() };
    let response = ui.interact(place, id, sense);
    response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Button, enabled, &figure.name));
    // What a zone asks for is drawn over it, so it is told with what pressing it does.
    let asks = match &figure.owner {
        Owner::Zone(zone) => session.document().metamodel().zones.iter().find(|z| z.id == *zone),
        _ => None,
    };
    let asks = asks.and_then(|zone| zone.prompt.as_ref()).map_or_else(String::new, |prompt| format!("{prompt} "));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_description(format!("{asks}{does}"));
        if enabled {
            node.add_action(accesskit::Action::Click);
        }
    });
    if response.has_focus() {
        ui.painter_at(place).rect_stroke(place, 6.0, ui.visuals().selection.stroke, StrokeKind::Inside);
    }
    // What opens next must not take the key for its own.
    let taken = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    let keys = response.has_focus() && (taken(Key::Enter) || taken(Key::Space));
    enabled && (keys || ui.input(|i| i.has_accesskit_action_request(id, accesskit::Action::Click)))
}
