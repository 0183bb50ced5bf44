//! Choices on the canvas that are searched by typing: what to connect with, what kind to become.
//!
//! Knows nothing about legality: it shows what the session offers.

use eframe::egui::{self, Id};

use super::popup::{self, heading};
use super::style::fill_icon_text;
use crate::editor::Session;
use crate::editor::session::Menu;
use crate::geom::Point;
use crate::model::{ElementId, RelationId, RelationKind};
use crate::theme::Theme;

/// A field to find an entry by, with the keyboard in it.
fn field(ui: &mut egui::Ui, filter: &mut String, hint: &str, fresh: bool) {
    let response = popup::field(ui, Some(Id::unique("find-a-kind")), filter, hint).accessible_name(hint);
    if fresh {
        response.request_focus();
    }
}

/// What an element can be connected with.
pub(super) fn targets(
    ui: &mut egui::Ui,
    session: &mut Session,
    theme: &Theme,
    (at, source, mut filter): (Point, ElementId, String),
    fresh: bool,
    enter: bool,
) {
    heading(ui, theme, "Connect with");
    field(ui, &mut filter, "Find an element", fresh);
    let targets = session.targets(&source, &filter);
    let (marked, led) = popup::marked(ui, fresh, &filter, 0, targets.len());
    let mut chosen = targets.get(marked).filter(|_| enter).cloned();
    popup::list(ui, |ui| {
        for (i, target) in targets.iter().enumerate() {
            let document = session.document();
            let Some(element) = document.element(&target.element) else { continue };
            let icon = crate::scene::anatomy::icon_name(document, element);
            let tint = theme.kind(element.kind.id());
            let row = popup::row(ui, theme, Some(fill_icon_text(&icon, 16.0, tint)), &target.label, i == marked);
            let row = row.accessible_name(&target.label);
            if i == marked && led {
                row.scroll_to_me(None);
            }
            if row.clicked() {
                chosen = Some(target.clone());
            }
        }
        if targets.is_empty() {
            popup::nothing(ui, theme, "Nothing of this name can be connected");
        }
    });
    match chosen {
        Some(target) => session.connect_target(&target),
        None => session.menu = Some(Menu::Target { at, source, filter }),
    }
}

/// What the selected elements can become, each with what it would drop.
pub(super) fn kinds(
    ui: &mut egui::Ui,
    session: &mut Session,
    theme: &Theme,
    (at, mut filter): (Point, String),
    fresh: bool,
    enter: bool,
) {
    heading(ui, theme, "Change to");
    field(ui, &mut filter, "Find a kind", fresh);
    let offers = session.kind_offers(&filter);
    let (marked, led) = popup::marked(ui, fresh, &filter, 0, offers.len());
    let mut chosen = offers.get(marked).filter(|_| enter).map(|o| o.what.clone());
    popup::list(ui, |ui| {
        for (i, offer) in offers.iter().enumerate() {
            let document = session.document();
            let icon = document.metamodel().kind(offer.what.kind).map_or("shapes", |k| k.icon.as_str());
            let tint = theme.kind(offer.what.kind.id());
            let drops =
                if offer.drops.is_empty() { String::new() } else { format!("drops {}", offer.drops.join(", ")) };
            let name = format!("Change to {}", offer.what.label);
            let name = if drops.is_empty() { name } else { format!("{name}, {drops}") };
            let row = popup::row(ui, theme, Some(fill_icon_text(icon, 16.0, tint)), &offer.what.label, i == marked);
            let row = row.accessible_name(name);
            if !drops.is_empty() {
                popup::below(ui, theme, &drops);
            }
            if i == marked && led {
                row.scroll_to_me(None);
            }
            if row.clicked() {
                chosen = Some(offer.what.clone());
            }
        }
        if offers.is_empty() {
            popup::nothing(ui, theme, "No kind has this name");
        }
    });
    match chosen {
        Some(what) => session.change_kind(&what),
        None => session.menu = Some(Menu::Kind { at, filter }),
    }
}

/// What a relation can become.
pub(super) fn relation_kinds(
    ui: &mut egui::Ui,
    session: &mut Session,
    theme: &Theme,
    relation: &RelationId,
    kinds: &[RelationKind],
    (fresh, enter): (bool, bool),
) {
    heading(ui, theme, "Change to");
    let document = session.document().clone();
    let (marked, _) = popup::marked(ui, fresh, "", 0, kinds.len());
    for (i, kind) in kinds.iter().enumerate() {
        let label = document.metamodel().relation_label(*kind);
        if popup::row(ui, theme, None, label, i == marked).clicked() || (enter && i == marked) {
            session.change_relation_kind(relation, *kind);
            break;
        }
    }
}
