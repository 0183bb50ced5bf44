//! Choices on the canvas that are searched by typing: what to connect with, what kind to become.
//!
//! Knows nothing about legality: it shows what the session offers.

use eframe::egui::{self, Id, Key, Modifiers, RichText};

use super::menus::heading;
use super::style::{color, fill_icon_text};
use crate::editor::Session;
use crate::editor::session::Menu;
use crate::geom::Point;
use crate::model::{ElementId, RelationId, RelationKind};
use crate::theme::Theme;

/// A field to find an entry by, with the keyboard in it.
fn field(ui: &mut egui::Ui, filter: &mut String, hint: &str, fresh: bool) {
    let edit = egui::TextEdit::singleline(filter).id(Id::unique("find-a-kind")).hint_text(hint).desired_width(218.0);
    let response = ui.add(edit).accessible_name(hint);
    if fresh {
        response.request_focus();
    }
}

/// Which entry the arrow keys have led to, among so many.
fn marked(ui: &egui::Ui, fresh: bool, n: usize) -> usize {
    let id = Id::unique("find-marked");
    let mut at: usize = if fresh { 0 } else { ui.data(|d| d.get_temp(id)).unwrap_or(0) };
    if ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::ArrowDown)) {
        at += 1;
    }
    if ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::ArrowUp)) {
        at = at.saturating_sub(1);
    }
    at = at.min(n.saturating_sub(1));
    ui.data_mut(|d| d.insert_temp(id, at));
    at
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
    let marked = marked(ui, fresh, targets.len());
    let mut chosen = targets.get(marked).filter(|_| enter).cloned();
    super::menus::list_area(300.0).show(ui, |ui| {
        for (i, target) in targets.iter().enumerate() {
            let document = session.document();
            let Some(element) = document.element(&target.element) else { continue };
            let icon = crate::scene::anatomy::icon_name(document, element);
            let tint = theme.kind(element.kind.id());
            let atoms = (fill_icon_text(&icon, 16.0, tint), RichText::new(&target.label));
            let row = egui::Button::new(atoms)
                .frame(false)
                .min_size(egui::vec2(210.0, 28.0))
                .wrap_mode(egui::TextWrapMode::Truncate)
                .selected(i == marked);
            let row = ui.add(row).accessible_name(&target.label);
            if i == marked && !fresh {
                row.scroll_to_me(None);
            }
            if row.clicked() {
                chosen = Some(target.clone());
            }
        }
        if targets.is_empty() {
            ui.label(RichText::new("Nothing of this name can be connected").color(color(theme.muted)));
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
    let marked = marked(ui, fresh, offers.len());
    let mut chosen = offers.get(marked).filter(|_| enter).map(|o| o.what.clone());
    super::menus::list_area(320.0).show(ui, |ui| {
        for (i, offer) in offers.iter().enumerate() {
            let document = session.document();
            let icon = document.metamodel().kind(offer.what.kind).map_or("shapes", |k| k.icon.as_str());
            let tint = theme.kind(offer.what.kind.id());
            let atoms = (fill_icon_text(icon, 16.0, tint), RichText::new(offer.what.label.as_str()));
            let row = egui::Button::new(atoms)
                .frame(false)
                .min_size(egui::vec2(210.0, 28.0))
                .wrap_mode(egui::TextWrapMode::Truncate)
                .selected(i == marked);
            let drops =
                if offer.drops.is_empty() { String::new() } else { format!("drops: {}", offer.drops.join(", ")) };
            let name = format!("Change to {}", offer.what.label);
            let name = if drops.is_empty() { name } else { format!("{name}, {drops}") };
            let row = ui.add(row).accessible_name(name);
            if !drops.is_empty() {
                let words = RichText::new(&drops).size(11.0).color(color(theme.text_secondary));
                ui.add(egui::Label::new(words).wrap());
            }
            if i == marked && !fresh {
                row.scroll_to_me(None);
            }
            if row.clicked() {
                chosen = Some(offer.what.clone());
            }
        }
        if offers.is_empty() {
            ui.label(RichText::new("No kind has this name").color(color(theme.muted)));
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
    enter: bool,
) {
    heading(ui, theme, "Change to");
    let document = session.document().clone();
    for (i, kind) in kinds.iter().enumerate() {
        let label = document.metamodel().relation_label(*kind);
        let row = egui::Button::new(label).frame(false).min_size(egui::vec2(218.0, 28.0)).selected(i == 0);
        if ui.add(row).clicked() || (enter && i == 0) {
            session.change_relation_kind(relation, *kind);
            break;
        }
    }
}
