//! Several elements or relations at once: what they have in common is shown, and set in all of them as one step.
//!
//! Knows nothing about any single attribute but tags.

use std::collections::BTreeSet;

use eframe::egui::{self, Key, Margin, RichText};

use super::Inspector;
use crate::editor::Session;
use crate::editor::fields::{Cell, Place};
use crate::model::metamodel::{AttributeDef, AttributeType, Metamodel};
use crate::model::{Document, Value};
use crate::scene::Owner;
use crate::theme::Theme;
use crate::ui::fields::{Records, caption, changing};
use crate::ui::style::{color, icon_text, strong};

impl Inspector {
    pub(super) fn several(&mut self, ui: &mut egui::Ui, session: &mut Session, owners: &[Owner], theme: &Theme) {
        let document = session.document().clone();
        ui.label(strong(heading(&document, owners), 16.0));
        let fields = common_fields(&document, owners);
        let hint = if fields.is_empty() {
            "Drag to move them together. Delete takes them out of this view."
        } else {
            "What is changed here changes in all of them."
        };
        ui.label(RichText::new(hint).size(12.0).color(color(theme.text_secondary)));
        ui.add_space(4.0);
        for (def, cells) in fields {
            if def.key == "tags" && cells.iter().all(|c| matches!(c.place, Place::Common(..))) {
                changing(ui, session.editable(), |ui| tags(ui, session, &def, &cells, theme));
            } else {
                self.fields.field(ui, session, &def, &cells, theme);
            }
        }
    }
}

/// `5 stages selected`, `3 elements selected`.
fn heading(document: &Document, owners: &[Owner]) -> String {
    let metamodel = document.metamodel();
    let mut words = BTreeSet::new();
    for owner in owners {
        words.insert(match owner {
            Owner::Element(id) => match document.element(id).and_then(|e| metamodel.kind(e.kind)) {
                Some(kind) => kind.plural.to_lowercase(),
                None => "elements".into(),
            },
            Owner::Relation(_) => "relations".into(),
            _ => "things".into(),
        });
    }
    let all_elements = owners.iter().all(|o| matches!(o, Owner::Element(_)));
    let word = match words.first() {
        Some(word) if words.len() == 1 => word.as_str(),
        _ if all_elements => "elements",
        _ => "things",
    };
    format!("{} {word} selected", owners.len())
}

/// The attributes that all of them have, with the cells of each; nothing where elements and relations are mixed.
fn common_fields(document: &Document, owners: &[Owner]) -> Vec<(AttributeDef, Vec<Cell>)> {
    let metamodel = document.metamodel();
    let mut shared: Option<Vec<AttributeDef>> = None;
    for owner in owners {
        let defs = match owner {
            Owner::Element(id) => document.element(id).map(|e| metamodel.element_attributes(e.kind)),
            Owner::Relation(id) => document.relation(id).map(|r| metamodel.relation_attributes(r.kind)),
            _ => None,
        };
        let defs = defs.unwrap_or_default();
        shared = Some(match shared {
            None => defs.iter().filter(|d| one_value(document, d)).cloned().collect(),
            Some(shared) => shared.into_iter().filter(|d| same(defs, d)).collect(),
        });
    }
    let mut shared = shared.unwrap_or_default();
    // What holds only in some uses of a kind is offered where it holds for all of them.
    shared.retain(|def| def.when.is_empty() || owners.iter().all(|owner| holds(document, metamodel, owner, def)));
    let at = |def: &AttributeDef| -> Option<Vec<Cell>> {
        let place = |owner: &Owner| match owner {
            Owner::Element(id) => Some(Place::Attribute(id.clone(), def.key.clone())),
            Owner::Relation(id) => Some(Place::Relation(id.clone(), def.key.clone())),
            _ => None,
        };
        owners.iter().map(|o| place(o).map(Cell::from)).collect()
    };
    let elements: Option<Vec<_>> =
        owners.iter().map(|o| if let Owner::Element(id) = o { Some(id.clone()) } else { None }).collect();
    let relations = owners.iter().all(|o| matches!(o, Owner::Relation(_)));
    let mut fields = Vec::new();
    if let Some(elements) = &elements {
        let common = metamodel.common.iter().filter(|d| one_value(document, d));
        fields.extend(common.map(|def| {
            let cells = elements.iter().map(|id| Place::Common(id.clone(), def.key.clone()).into());
            (def.clone(), cells.collect())
        }));
    }
    if elements.is_some() || relations {
        fields.extend(shared.iter().filter_map(|def| Some((def.clone(), at(def)?))));
    }
    fields
}

/// Whether an attribute can be set in many at once.
fn one_value(document: &Document, def: &AttributeDef) -> bool {
    match def.ty {
        AttributeType::Contract => false,
        AttributeType::Plateau => !document.head().plateaus.is_empty(),
        _ => !Records::edits(&def.ty),
    }
}

fn same(defs: &[AttributeDef], def: &AttributeDef) -> bool {
    defs.iter().any(|d| d.key == def.key && d.ty == def.ty)
}

fn holds(document: &Document, metamodel: &Metamodel, owner: &Owner, def: &AttributeDef) -> bool {
    let Owner::Element(id) = owner else { return true };
    document.element(id).is_some_and(|e| {
        metamodel.meets(&def.when, metamodel.element_attributes(e.kind), &e.attributes)
            || e.attributes.get(&def.key).is_some()
    })
}

/// The tags that any of them has: those of only some say so. One is added to or taken from all, the others stay.
fn tags(ui: &mut egui::Ui, session: &mut Session, def: &AttributeDef, cells: &[Cell], theme: &Theme) {
    caption(ui, &def.label, Some(def), theme);
    let of = |session: &Session, cell: &Cell| -> Vec<Value> {
        cell.value(session.document()).map(|v| v.as_list().to_vec()).unwrap_or_default()
    };
    let mut all: Vec<(Value, usize)> = Vec::new();
    for tag in cells.iter().flat_map(|c| of(session, c)) {
        match all.iter_mut().find(|(t, _)| *t == tag) {
            Some((_, n)) => *n += 1,
            None => all.push((tag, 1)),
        }
    }
    let mut change: Option<(Value, bool)> = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(5.0, 5.0);
        for (tag, n) in &all {
            let word = crate::editor::fields::typed(Some(tag));
            let few = *n < cells.len();
            let text = if few { format!("{word} ({n} of {})", cells.len()) } else { word.clone() };
            let chip = egui::Button::new((RichText::new(text.as_str()), icon_text("x", 10.0)));
            let chip = ui.add(chip).on_hover_text("Take this tag from all of them");
            if chip.accessible_name(format!("Remove tag {text}")).clicked() {
                change = Some((tag.clone(), false));
            }
        }
    });
    let id = ui.make_persistent_id("new tag");
    let mut text: String = ui.data(|d| d.get_temp(id)).unwrap_or_default();
    let edit = egui::TextEdit::singleline(&mut text).hint_text("Add to all").margin(Margin::symmetric(8, 5));
    let response = ui.add(edit.desired_width(f32::INFINITY)).accessible_name("Add tag to all");
    if response.lost_focus() && !ui.input(|i| i.key_pressed(Key::Escape)) && !text.trim().is_empty() {
        change = Some((Value::text(text.trim()), true));
    }
    if response.lost_focus() {
        text.clear();
    }
    ui.data_mut(|d| d.insert_temp(id, text));
    if let Some((tag, add)) = change {
        let put = |cell: &Cell| {
            let mut list = of(session, cell);
            list.retain(|t| *t != tag || add);
            if add && !list.contains(&tag) {
                list.push(tag.clone());
            }
            (cell.clone(), (!list.is_empty()).then(|| Value::List(list.into_iter().collect())))
        };
        let values: Vec<_> = cells.iter().map(put).collect();
        // A tag is a text, which is never refused.
        let _ = session.set_cells(&session.cells_label(&def.label, cells), &values);
    }
}
