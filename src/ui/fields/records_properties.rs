//! Any names with any values, as things from other tools have them: added, renamed, changed, removed.
//!
//! What has parts is kept and shown.
//!
//! Knows nothing about what the names mean.

use ecow::EcoString;
use eframe::egui::{self, RichText};

use super::records::{Records, tool};
use super::{Fields, caption, changing, records_card as card};
use crate::editor::Session;
use crate::editor::fields::{self, Cell};
use crate::model::metamodel::AttributeDef;
use crate::model::{Record, Value};
use crate::theme::Theme;
use crate::ui::style::{color, icon_text};

impl Records {
    /// The table of properties.
    pub(super) fn properties(
        &mut self,
        ui: &mut egui::Ui,
        session: &mut Session,
        fields: &mut Fields,
        def: &AttributeDef,
        cell: &Cell,
        theme: &Theme,
    ) {
        let value = cell.value(session.document()).cloned();
        if value.as_ref().is_some_and(|v| v.as_record().is_none()) {
            fields.field(ui, session, def, std::slice::from_ref(cell), theme);
            return;
        }
        caption(ui, &def.label, Some(def), theme);
        let record = value.as_ref().and_then(Value::as_record).cloned().unwrap_or_default();
        if record.is_empty() {
            ui.label(RichText::new("None yet").size(12.0).color(color(theme.muted)));
        }
        changing(ui, session.editable(), |ui| self.named(ui, session, cell, &record, theme));
    }

    /// The names with their values, and one more.
    fn named(&mut self, ui: &mut egui::Ui, session: &mut Session, cell: &Cell, record: &Record, theme: &Theme) {
        ui.push_id(cell, |ui| {
            for (i, (key, value)) in record.iter().enumerate() {
                ui.push_id(i, |ui| {
                    card::frame(ui, theme).show(ui, |ui| self.property(ui, session, cell, record, (key, value), theme));
                });
            }
            self.add_property(ui, session, cell, record);
        });
    }

    fn property(
        &mut self,
        ui: &mut egui::Ui,
        session: &mut Session,
        cell: &Cell,
        record: &Record,
        (key, value): (&EcoString, &Value),
        theme: &Theme,
    ) {
        ui.horizontal(|ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if tool(ui, "trash", &format!("Remove property {key}"), "") {
                    let label = format!("Remove property {key} of {}", session.whose(cell));
                    self.put(session, &label, &[(cell.key(key.clone()), None)]);
                }
                let name = format!("Name of property {key}");
                if let Some(new) = typed(ui, &name, key).filter(|new| !new.is_empty()) {
                    self.rename(session, cell, record, key, &new);
                }
            });
        });
        match value {
            Value::List(_) | Value::Record(_) => {
                let text = RichText::new(fields::typed(Some(value))).size(12.0).color(color(theme.text_secondary));
                ui.add(egui::Label::new(text).wrap()).on_hover_text("It has parts, which are kept as they are");
            }
            _ => {
                if let Some(text) = typed(ui, &format!("Value of property {key}"), &fields::typed(Some(value))) {
                    let label = format!("Set property {key} of {}", session.whose(cell));
                    self.put(session, &label, &[(cell.key(key.clone()), Some(like(value, &text)))]);
                }
            }
        }
        if let Some((at, why)) = &self.naming
            && *at == cell.key(key.clone())
        {
            ui.label(RichText::new(why).size(11.0).color(color(theme.finding.error)));
        }
    }

    /// Gives a property another name; it stays where it was.
    fn rename(&mut self, session: &mut Session, cell: &Cell, record: &Record, key: &EcoString, new: &str) {
        if record.get(new).is_some() {
            let why = format!("There is a property \"{new}\" already; each name appears once.");
            self.naming = Some((cell.key(key.clone()), why));
            return;
        }
        let renamed = record.iter().fold(Record::new(), |mut all, (k, v)| {
            all.set(if k == key { EcoString::from(new) } else { k.clone() }, v.clone());
            all
        });
        let label = format!("Rename property {key} of {}", session.whose(cell));
        self.put(session, &label, &[(cell.clone(), Some(Value::Record(renamed)))]);
    }

    fn add_property(&mut self, ui: &mut egui::Ui, session: &mut Session, cell: &Cell, record: &Record) {
        let button = egui::Button::new((icon_text("plus", 13.0), RichText::new("Add property").size(12.5)));
        if ui.add(button).accessible_name("Add property").clicked() {
            let names = (1..).map(|n| if n == 1 { "property".to_owned() } else { format!("property {n}") });
            if let Some(name) = names.into_iter().find(|n| record.get(n).is_none()) {
                let label = format!("Add a property to {}", session.whose(cell));
                self.put(session, &label, &[(cell.key(name), Some(Value::text("")))]);
            }
        }
    }

    fn put(&mut self, session: &mut Session, label: &str, values: &[(Cell, Option<Value>)]) {
        self.naming = None;
        if let (Err(why), Some((cell, _))) = (session.set_cells(label, values), values.first()) {
            self.naming = Some((cell.clone(), why));
        }
    }
}

/// A text that keeps its type where it can: a number stays one, yes and no too; anything else becomes a text.
fn like(before: &Value, text: &str) -> Value {
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|n| n.is_finite()).and_then(Value::number);
    match before {
        Value::Int(_) | Value::Number(_) => number(text).unwrap_or_else(|| Value::text(text)),
        Value::Bool(_) => match text.trim() {
            "yes" | "true" => Value::Bool(true),
            "no" | "false" => Value::Bool(false),
            _ => Value::text(text),
        },
        _ => Value::text(text),
    }
}

/// A field of one line. What was typed, once it is left.
fn typed(ui: &mut egui::Ui, name: &str, stored: &str) -> Option<String> {
    let id = ui.scope_id().with(name);
    let mut text = ui.data(|d| d.get_temp::<String>(id)).unwrap_or_else(|| stored.to_owned());
    let edit = egui::TextEdit::singleline(&mut text).desired_width(f32::INFINITY).margin(egui::Margin::symmetric(8, 4));
    let response = ui.add(edit).accessible_name(name);
    if response.has_focus() {
        ui.data_mut(|d| d.insert_temp(id, text));
        return None;
    }
    let was = ui.data_mut(|d| {
        let was = d.get_temp::<String>(id);
        d.remove::<String>(id);
        was
    });
    let escaped = ui.input(|i| i.key_pressed(egui::Key::Escape));
    was.is_some().then_some(text).filter(|text| !escaped && text.trim() != stored).map(|text| text.trim().to_owned())
}
