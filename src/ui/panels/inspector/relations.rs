//! The relations of what is selected, the ends of a relation, and what is shown when nothing is selected.
//!
//! Knows nothing about attributes but a contract's reference.

use eframe::egui::{self, RichText};

use super::parts::{caption, choose};
use crate::editor::Session;
use crate::editor::workspace::Sheet;
use crate::model::metamodel::{AttributeDef, AttributeType, Conditions, EnumValue};
use crate::model::{Direction, Document, Element, ElementId, ElementKind, Relation, RelationId, Value};
use crate::scene::{Owner, anatomy};
use crate::theme::Theme;
use crate::ui::style::{color, fill_icon_text, icon_text, strong};

/// Every relation of an element, hidden kinds too; a click goes to it.
pub(super) fn relations(
    ui: &mut egui::Ui,
    session: &mut Session,
    document: &Document,
    element: &Element,
    theme: &Theme,
) {
    let index = document.index();
    let rows: Vec<(Direction, RelationId, ElementId)> = [Direction::Outgoing, Direction::Incoming]
        .into_iter()
        .flat_map(|d| index.relations_of(&element.id, d).map(move |(_, other, id)| (d, id.clone(), other.clone())))
        .collect();
    ui.add_space(10.0);
    ui.label(strong(format!("Relations ({})", rows.len()), 13.0));
    for (direction, id, other) in rows {
        let Some(relation) = document.relation(&id) else { continue };
        let verb = relation_words(document, relation, direction);
        let name = document.element(&other).map_or_else(|| other.to_string(), |e| e.shown_name().to_owned());
        let atoms = (
            RichText::new(verb.as_str()).size(12.0).color(color(theme.muted)),
            RichText::new(name.as_str()).size(12.5),
        );
        let row = ui.add(egui::Button::new(atoms).frame(false).wrap_mode(egui::TextWrapMode::Truncate));
        if row.accessible_name(format!("{verb} {name}")).clicked() {
            session.select(Some(Owner::Relation(id)));
        }
    }
}

/// A relation from the side of one of its ends: "supplies", "supplied by", "is accountable for".
pub(super) fn relation_words(document: &Document, relation: &Relation, direction: Direction) -> String {
    let metamodel = document.metamodel();
    let raci = relation.get(crate::model::attr::assigned_to::RACI);
    if let Some(crate::model::attr::Choice(id)) = raci {
        let def = metamodel.relation_attributes(relation.kind).iter().find(|d| d.key == "raci");
        if let Some(AttributeType::Enum { values }) = def.map(|d| &d.ty)
            && let Some(value) = values.iter().find(|v| v.id == id)
        {
            return match direction {
                Direction::Outgoing => value.phrase.as_ref().unwrap_or(&value.label).to_string(),
                Direction::Incoming => format!("{} is", value.label.to_lowercase()),
            };
        }
    }
    match (metamodel.relation(relation.kind), direction) {
        (Some(def), Direction::Outgoing) => def.label.to_string(),
        (Some(def), Direction::Incoming) => def.inverse.to_string(),
        (None, _) => metamodel.relation_label(relation.kind).to_owned(),
    }
}

pub(super) fn end_button(
    ui: &mut egui::Ui,
    session: &mut Session,
    document: &Document,
    end: &ElementId,
    theme: &Theme,
) {
    let Some(element) = document.element(end) else {
        ui.label(end.to_string());
        return;
    };
    let icon = anatomy::icon_name(document, element);
    let atoms = (fill_icon_text(&icon, 15.0, theme.kind(element.kind.id())), RichText::new(element.shown_name()));
    if ui.add(egui::Button::new(atoms).wrap_mode(egui::TextWrapMode::Truncate)).clicked() {
        session.select(Some(Owner::Element(end.clone())));
    }
}

/// The contract under which a partner supplies: one of its own.
pub(super) fn contract(
    ui: &mut egui::Ui,
    session: &mut Session,
    document: &Document,
    relation: &Relation,
    def: &AttributeDef,
    theme: &Theme,
) {
    caption(ui, &def.label, Some(def), theme);
    let partner = document.element(&relation.source);
    let contracts =
        partner.and_then(|p| p.get(crate::model::attr::partner::CONTRACTS)).map(|c| c.0).unwrap_or_default();
    let references: Vec<EnumValue> = contracts
        .iter()
        .filter_map(|c| c.get("reference").and_then(Value::as_text))
        .map(|r| EnumValue { id: r.clone(), label: r.clone(), when: Conditions::new(), phrase: None })
        .collect();
    let choices: Vec<&EnumValue> = references.iter().collect();
    let stored = relation.attributes.get(&def.key).and_then(Value::as_text);
    if choices.is_empty() && stored.is_none() {
        ui.label(RichText::new("The partner has no contracts yet").color(color(theme.muted)));
    } else if let Some(picked) = choose(ui, &def.label, &choices, stored, None) {
        session.set_relation_attribute(&relation.id, &def.key, &def.label, picked.value());
    }
}

/// The ways to what is said of the whole model; which was taken.
pub(super) fn ways(ui: &mut egui::Ui) -> Option<Sheet> {
    ui.add_space(10.0);
    let ways = [
        ("sliders-horizontal", "Settings of the model", Sheet::Model),
        ("text-t", "Words and attributes", Sheet::Words),
        ("clock", "Roadmap", Sheet::Roadmap),
    ];
    let mut taken = None;
    for (icon, label, sheet) in ways {
        let button = egui::Button::new((icon_text(icon, 15.0), label)).min_size(egui::vec2(ui.available_width(), 28.0));
        if ui.add(button).accessible_name(label).clicked() {
            taken = Some(sheet);
        }
    }
    taken
}

pub(super) fn nothing(ui: &mut egui::Ui, session: &Session, counts: &[(ElementKind, usize)], theme: &Theme) {
    let document = session.document();
    ui.label(strong(session.title(), 16.0));
    if let Some(description) = document.head().meta.get("description").and_then(Value::as_text) {
        ui.label(RichText::new(description.as_str()).color(color(theme.text_secondary)));
    }
    ui.add_space(8.0);
    for (kind, n) in counts.iter().filter(|(_, n)| *n > 0) {
        let Some(def) = document.metamodel().kind(*kind) else { continue };
        ui.horizontal(|ui| {
            ui.label(fill_icon_text(&def.icon, 15.0, theme.kind(kind.id())));
            ui.label(def.plural.as_str());
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.label(RichText::new(n.to_string()).color(color(theme.muted)));
            });
        });
    }
    if document.elements().is_empty() {
        ui.horizontal(|ui| {
            ui.label(icon_text("cursor-click", 16.0).color(color(theme.accent)));
            ui.add(
                egui::Label::new(
                    RichText::new("Pick a kind on the left, or double-click the canvas, to add the first element.")
                        .color(color(theme.text_secondary)),
                )
                .wrap(),
            );
        });
    }
}
