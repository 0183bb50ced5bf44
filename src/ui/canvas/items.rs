//! What is visible of the drawing as items of the accessibility tree.
//!
//! Knows nothing about how the items are drawn.

use std::collections::HashSet;
use std::sync::Arc;

use eframe::egui::{self, Id, Rect, Sense, Vec2, WidgetInfo, accesskit};

use crate::editor::Session;
use crate::scene::{Figure, Owner, Region};
use crate::ui::paint::Brush;

/// Every visible element, relation and note as an item of the accessibility tree, which the keyboard can reach too.
pub(super) fn ui(
    ui: &egui::Ui,
    session: &mut Session,
    brush: &Brush<'_>,
    visible: &[&Arc<Figure>],
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
            (Owner::Annotation(id), Region::Rect(rect)) => {
                (Id::unique(("annotation", id.as_str())), brush.rect(*rect), accesskit::Role::Note)
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
