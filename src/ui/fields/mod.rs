//! Editors of values, one for each type of the metamodel, wherever a value is edited: inspector, tables, sheets.
//!
//! An editor shows what stands in its cells - one, or the same of several - and keeps what is typed until it is left; then
//! the whole change is one step. What is refused stays in the field with the reason below it, and the model keeps its last
//! good value.
//!
//! Knows nothing about any single attribute.

mod choice;
mod records;
mod records_card;
mod records_keys;
mod records_properties;
mod records_sheet;

use std::collections::HashMap;

use eframe::egui::{self, Key, Margin, RichText};

pub(in crate::ui) use choice::choose;
pub(in crate::ui) use records::Records;

use crate::editor::Session;
use crate::editor::fields::{self, Cell};
use crate::model::metamodel::{AttributeDef, AttributeType, Conditions, EnumValue};
use crate::model::{Document, Value};
use crate::theme::Theme;
use crate::ui::style::color;

/// What is being typed, by the cells that it is typed for.
#[derive(Default)]
pub(in crate::ui) struct Fields {
    drafts: HashMap<Vec<Cell>, Draft>,
}

/// What was typed and not taken yet.
#[derive(Default)]
struct Draft {
    text: String,
    /// Why it was not taken.
    wrong: Option<String>,
}

/// What stands in some cells.
enum Stored {
    Same(Option<Value>),
    /// The cells differ.
    Mixed,
}

impl Stored {
    fn of(document: &Document, cells: &[Cell]) -> Self {
        let mut values = cells.iter().map(|c| c.value(document));
        let first = values.next().flatten();
        if values.all(|v| v == first) { Self::Same(first.cloned()) } else { Self::Mixed }
    }

    fn value(&self) -> Option<&Value> {
        if let Self::Same(value) = self { value.as_ref() } else { None }
    }
}

impl Fields {
    /// Forgets what was typed for cells that are no longer asked for, so that it does not turn up later.
    pub(in crate::ui) fn keep(&mut self, asked: impl Fn(&Cell) -> bool) {
        self.drafts.retain(|cells, _| cells.iter().all(&asked));
    }

    /// A whole field: its caption with unit and help, its editor, what it comes to and what is wrong with it.
    pub(in crate::ui) fn field(
        &mut self,
        ui: &mut egui::Ui,
        session: &mut Session,
        def: &AttributeDef,
        cells: &[Cell],
        theme: &Theme,
    ) {
        if !matches!(def.ty, AttributeType::Boolean) {
            caption(ui, &def.label, Some(def), theme);
        }
        self.editor(ui, session, def, cells, &def.label, theme);
    }

    /// The editor alone, under an accessible name.
    pub(in crate::ui) fn editor(
        &mut self,
        ui: &mut egui::Ui,
        session: &mut Session,
        def: &AttributeDef,
        cells: &[Cell],
        name: &str,
        theme: &Theme,
    ) {
        let stored = Stored::of(session.document(), cells);
        let value = stored.value();
        let damaged = value.is_some_and(|v| session.document().metamodel().check_type(&def.ty, v).is_err());
        match &def.ty {
            _ if damaged => {
                let text = format!("{} (should be {})", fields::typed(value), def.ty.expected());
                ui.label(RichText::new(text).color(color(theme.finding.warning)));
                if ui.button("Remove this value").clicked() {
                    self.put(session, def, cells, None);
                }
            }
            AttributeType::Boolean => {
                let stored = value.and_then(Value::as_bool);
                let mut on = stored.or(def.default.as_ref().and_then(Value::as_bool)).unwrap_or(false);
                ui.add_space(2.0);
                if ui.checkbox(&mut on, def.label.as_str()).accessible_name(name).changed() {
                    self.put(session, def, cells, Some(&Value::Bool(on)));
                }
            }
            AttributeType::Enum { values } => {
                let picked = {
                    let document = session.document();
                    let beside = cells.first().and_then(|c| c.siblings(document));
                    let fits =
                        |v: &&EnumValue| beside.is_none_or(|(r, defs)| document.metamodel().meets(&v.when, defs, r));
                    let choices: Vec<&EnumValue> = values.iter().filter(fits).collect();
                    let default = def.default.as_ref().and_then(Value::as_text);
                    choose(ui, name, &choices, value.and_then(Value::as_text), default)
                };
                if let Some(picked) = picked {
                    self.put(session, def, cells, picked.value().as_ref());
                }
            }
            AttributeType::Set { values } => {
                let chosen = value.map(Value::as_list).unwrap_or_default();
                if let Some(list) = choice::chips(ui, name, values, chosen) {
                    let list = (!list.is_empty()).then(|| Value::List(list.into_iter().collect()));
                    self.put(session, def, cells, list.as_ref());
                }
            }
            AttributeType::Plateau => {
                let plateaus = plateaus(session.document());
                let choices: Vec<&EnumValue> = plateaus.iter().collect();
                if let Some(picked) = choose(ui, name, &choices, value.and_then(Value::as_text), None) {
                    self.put(session, def, cells, picked.value().as_ref());
                }
            }
            _ => self.text(ui, session, def, cells, &stored, name, theme),
        }
        if let Some(why) = self.wrong(session.document(), cells) {
            ui.label(RichText::new(why).size(11.0).color(color(theme.finding.error)));
        }
    }

    /// What is wrong with what was typed, else with what is stored.
    fn wrong(&self, document: &Document, cells: &[Cell]) -> Option<String> {
        let typed = self.drafts.get(cells).and_then(|d| d.wrong.clone());
        typed.or_else(|| if let [one] = cells { fields::doubt(document, one) } else { None })
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "every argument is another thing: whose, which, what it holds, how it looks"
    )]
    fn text(
        &mut self,
        ui: &mut egui::Ui,
        session: &mut Session,
        def: &AttributeDef,
        cells: &[Cell],
        stored: &Stored,
        name: &str,
        theme: &Theme,
    ) {
        let before = typed(session.document(), &def.ty, stored.value());
        let mut text = self.drafts.get(cells).map_or_else(|| before.clone(), |d| d.text.clone());
        let lines = matches!(def.ty, AttributeType::List { .. });
        let long = def.multiline || lines || matches!(def.ty, AttributeType::Text) && before.chars().count() > 34;
        let hint = match (&def.ty, &def.default) {
            _ if matches!(stored, Stored::Mixed) => "Different values".into(),
            (_, Some(default)) => fields::typed(Some(default)),
            (AttributeType::Date, _) => "YYYY-MM-DD".into(),
            (AttributeType::List { .. }, _) => "One on each line".into(),
            _ => "Not set".into(),
        };
        let edit = if long {
            egui::TextEdit::multiline(&mut text).desired_rows(if lines { 2 } else { 1 })
        } else {
            egui::TextEdit::singleline(&mut text)
        };
        let edit = edit.desired_width(f32::INFINITY).hint_text(hint).margin(Margin::symmetric(8, 5));
        let response = ui.add(edit).accessible_name(name);
        if matches!(def.ty, AttributeType::Duration)
            && response.has_focus()
            && let Some(echo) = fields::duration_echo(session.document(), &text)
        {
            ui.label(RichText::new(echo).size(11.0).color(color(theme.muted)));
        }
        if self.leaves(ui, &response, cells, &text) && text != before {
            self.take(session, def, cells, text);
        }
    }

    /// Takes what was typed, or keeps it with the reason why not.
    fn take(&mut self, session: &mut Session, def: &AttributeDef, cells: &[Cell], text: String) {
        let read = fields::read(session.document(), &def.ty, &text);
        let wrong = match read {
            Ok(value) => self.put(session, def, cells, value.as_ref()),
            Err(expected) => Some(format!("{} is expected.", crate::ui::style::capital(&expected))),
        };
        if wrong.is_some() {
            self.drafts.insert(cells.to_vec(), Draft { text, wrong });
        }
    }

    /// Puts a value into all cells as one step. Why not, if it was refused.
    fn put(
        &mut self,
        session: &mut Session,
        def: &AttributeDef,
        cells: &[Cell],
        value: Option<&Value>,
    ) -> Option<String> {
        self.drafts.remove(cells);
        let values: Vec<_> = cells.iter().map(|c| (c.clone(), value.cloned())).collect();
        session.set_cells(&session.cells_label(&def.label, cells), &values).err()
    }

    /// Keeps what is typed while the field has the keyboard; whether it was just left with something to take.
    fn leaves(&mut self, ui: &egui::Ui, response: &egui::Response, cells: &[Cell], text: &str) -> bool {
        let fresh = self.drafts.get(cells).is_some_and(|d| d.wrong.is_none());
        if response.lost_focus() {
            if ui.input(|i| i.key_pressed(Key::Escape)) {
                self.drafts.remove(cells);
                return false;
            }
            // Leaving shows for more than one frame; what was typed is taken once.
            if fresh {
                self.drafts.remove(cells);
            }
            return fresh;
        }
        if response.has_focus() {
            let draft = self.drafts.entry(cells.to_vec()).or_default();
            if draft.text != text {
                draft.wrong = None;
            }
            text.clone_into(&mut draft.text);
        } else if fresh {
            // The field went away and came back without the keyboard.
            self.drafts.remove(cells);
            return true;
        }
        false
    }
}

/// What is in the field of a value: as it would be typed, but elements by their names.
fn typed(document: &Document, ty: &AttributeType, value: Option<&Value>) -> String {
    match (ty, value) {
        (AttributeType::Reference { .. }, Some(value)) => fields::shown(document, ty, value),
        _ => fields::typed(value),
    }
}

/// The plateaus as choices.
fn plateaus(document: &Document) -> Vec<EnumValue> {
    let plateaus = document.head().plateaus.iter();
    plateaus
        .map(|p| {
            let label = p.fields.get("name").and_then(Value::as_text).unwrap_or(&p.id).clone();
            EnumValue { id: p.id.clone(), label, when: Conditions::new(), phrase: None }
        })
        .collect()
}

/// What a field is called, with its unit; its help shows on hovering.
pub(in crate::ui) fn caption(ui: &mut egui::Ui, label: &str, def: Option<&AttributeDef>, theme: &Theme) {
    ui.add_space(4.0);
    let unit = def.and_then(|d| d.unit.as_ref()).map(|u| format!(" ({u})")).unwrap_or_default();
    let response = ui.label(RichText::new(format!("{label}{unit}")).size(12.0).color(color(theme.text_secondary)));
    if let Some(help) = def.and_then(|d| d.help.as_ref()) {
        response.on_hover_text(help.as_str());
    }
}
