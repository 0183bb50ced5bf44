//! Editors of values, one for each type of the metamodel, wherever a value is edited: inspector, tables, sheets.
//!
//! An editor shows what stands in its cells - one, or the same of several - and keeps what is typed until it is left; then
//! the whole change is one step. What is refused stays in the field with the reason below it, and the model keeps its last
//! good value.
//!
//! Knows nothing about any single attribute.

mod choice;
mod day;
mod look;
mod menu;
mod rating;
mod records;
mod records_card;
mod records_keys;
pub(in crate::ui) mod records_pick;
mod records_properties;
mod records_sheet;
mod segments;
mod typing;
pub(in crate::ui) mod undo;
mod words;

use std::collections::HashMap;

use ecow::EcoString;
use eframe::egui::{self, RichText};

pub(in crate::ui) use choice::choose;
pub(in crate::ui) use look::{caption, changing};
pub(in crate::ui) use records::{Records, lead_in, tool};
pub(in crate::ui) use records_card::{frame as card_frame, labelled};

use crate::editor::Session;
use crate::editor::fields::{self, Cell, Cells, Stored, Which};
use crate::editor::known::Known;
use crate::model::metamodel::{AttributeDef, AttributeType, Conditions, EnumValue};
use crate::model::{Document, Revision, Value};
use crate::theme::Theme;
use crate::ui::style::color;

/// What is being typed, by the cells that it is typed for.
#[derive(Default)]
pub(in crate::ui) struct Fields {
    drafts: HashMap<Which, Draft>,
    /// What speaks against what is being typed, for so many cells as there are.
    against: Known<(Revision, Which, String), Option<String>>,
}

/// What was typed and not taken yet.
#[derive(Default)]
struct Draft {
    text: String,
    /// Why it was not taken.
    wrong: Option<String>,
    /// The entry of a list that is corrected.
    of: Option<EcoString>,
    /// What was stored when it was not taken: once something else is, the text is out of date.
    over: Option<String>,
}

impl Draft {
    /// A text that was not taken, with the reason.
    fn refused(text: String, why: String) -> Self {
        Self { text, wrong: Some(why), ..Self::default() }
    }
}

impl Fields {
    /// Forgets what was typed for cells that are no longer asked for, so that it does not turn up later; but what was
    /// refused waits there to be corrected.
    pub(in crate::ui) fn keep(&mut self, asked: impl Fn(&Cell) -> bool) {
        self.drafts.retain(|cells, draft| draft.wrong.is_some() || cells.iter().all(&asked));
    }

    /// A whole field: its caption with unit and help, its editor, what it comes to and what is wrong with it.
    pub(in crate::ui) fn field(
        &mut self,
        ui: &mut egui::Ui,
        session: &mut Session,
        def: &AttributeDef,
        cells: impl Into<Cells>,
        theme: &Theme,
    ) {
        if !matches!(def.ty, AttributeType::Boolean) {
            caption(ui, &def.label, Some(def), theme);
        }
        self.control(ui, session, def, cells, &def.label, theme);
    }

    /// The editor where there is room for one: few small numbers as a row of them, everything else as [`Self::editor`].
    pub(in crate::ui) fn control(
        &mut self,
        ui: &mut egui::Ui,
        session: &mut Session,
        def: &AttributeDef,
        cells: impl Into<Cells>,
        name: &str,
        theme: &Theme,
    ) {
        let cells = cells.into();
        if !self.rating(ui, session, def, &cells, name) {
            self.editor(ui, session, def, &cells, name, theme);
        }
    }

    /// Whether something was refused and waits to be corrected.
    pub(in crate::ui) fn is_refusing(&self) -> bool {
        self.drafts.values().any(|d| d.wrong.is_some())
    }

    /// The editor alone, under an accessible name.
    pub(in crate::ui) fn editor(
        &mut self,
        ui: &mut egui::Ui,
        session: &mut Session,
        def: &AttributeDef,
        cells: impl Into<Cells>,
        name: &str,
        theme: &Theme,
    ) {
        let cells = &cells.into();
        let stored = cells.stored(session.document());
        let damaged = stored.value().is_some_and(|v| session.document().metamodel().check_type(&def.ty, v).is_err());
        if matches!(def.ty, AttributeType::Reference { .. }) && !damaged {
            // It can be followed even where it may not be changed.
            self.reference(ui, session, def, cells, name, theme);
        } else {
            changing(ui, session.editable(), |ui| self.value(ui, session, def, cells, &stored, damaged, name, theme));
        }
        self.problem(ui, session, cells, name, theme);
    }

    /// What is wrong, below its field.
    pub(in crate::ui) fn problem(
        &mut self,
        ui: &mut egui::Ui,
        session: &Session,
        cells: impl Into<Cells>,
        name: &str,
        theme: &Theme,
    ) {
        let cells = &cells.into();
        let Some(why) = self.wrong(session.document(), cells) else { return };
        let refused = self.drafts.get(cells.which()).is_some_and(|d| d.wrong.is_some());
        if look::problem(ui, name, &why, refused, theme) {
            self.drafts.remove(cells.which());
        }
    }

    /// The control of a value that is not a reference.
    #[expect(
        clippy::too_many_arguments,
        reason = "every argument is another thing: whose, which, what it holds, how it looks"
    )]
    fn value(
        &mut self,
        ui: &mut egui::Ui,
        session: &mut Session,
        def: &AttributeDef,
        cells: &Cells,
        stored: &Stored,
        damaged: bool,
        name: &str,
        theme: &Theme,
    ) {
        let value = stored.value();
        match &def.ty {
            _ if damaged => {
                let text = format!("{} (should be {})", fields::typed(value), def.ty.expected());
                ui.label(RichText::new(text).color(color(theme.finding.warning)));
                if ui.button("Remove this value").clicked() {
                    self.put(session, def, cells, None);
                }
            }
            AttributeType::Boolean => self.tick(ui, session, def, cells, &def.label, name, theme),
            AttributeType::Enum { values } => {
                let stored = value.and_then(Value::as_text);
                let choices = choices(session.document(), cells, values, stored);
                if let ([], Some(first)) = (choices.as_slice(), decided_by(session.document(), cells, values)) {
                    let text = format!("Choose a {} first", first.to_lowercase());
                    ui.label(RichText::new(text).color(color(theme.muted)));
                    return;
                }
                let default = def.default.as_ref().and_then(Value::as_text);
                if let Some(picked) = choose(ui, name, &choices, stored, default) {
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
            AttributeType::List { of } if matches!(**of, AttributeType::Text) => {
                self.words(ui, session, def, cells, name, theme);
            }
            _ => self.text(ui, session, def, cells, stored, name, theme),
        }
    }

    /// Yes, no or neither, with a label beside the box.
    #[expect(
        clippy::too_many_arguments,
        reason = "every argument is another thing: whose, which, what it is called, how it looks"
    )]
    fn tick(
        &mut self,
        ui: &mut egui::Ui,
        session: &mut Session,
        def: &AttributeDef,
        cells: &Cells,
        label: &str,
        name: &str,
        theme: &Theme,
    ) {
        let stored = cells.stored(session.document());
        let said = stored.value().and_then(Value::as_bool);
        let mixed = matches!(*stored, Stored::Mixed);
        let Some(answer) = look::yes_or_no(ui, def, label, said, mixed, name, theme) else { return };
        let value = match answer {
            look::Answer::Yes => Some(Value::Bool(true)),
            look::Answer::No => Some(Value::Bool(false)),
            look::Answer::Neither => None,
        };
        self.put(session, def, cells, value.as_ref());
    }

    /// What is wrong with what was typed, else with what is stored.
    pub(in crate::ui) fn wrong(&self, document: &Document, cells: impl Into<Cells>) -> Option<String> {
        let cells = cells.into();
        let typed = self.drafts.get(cells.which()).and_then(|d| d.wrong.clone());
        typed.or_else(|| if let [one] = &*cells { fields::doubt(document, one) } else { None })
    }

    /// Puts a value into all cells as one step. Why not, if it was refused.
    fn put(
        &mut self,
        session: &mut Session,
        def: &AttributeDef,
        cells: impl Into<Cells>,
        value: Option<&Value>,
    ) -> Option<String> {
        let cells = &cells.into();
        self.drafts.remove(cells.which());
        let values: Vec<_> = cells.iter().map(|c| (c.clone(), value.cloned())).collect();
        session.set_cells(&session.cells_label(&def.label, cells), &values).err()
    }
}

/// The values that can be chosen beside what else is said there, and the one that is stored.
fn choices<'a>(
    document: &Document,
    cells: &[Cell],
    values: &'a [EnumValue],
    stored: Option<&EcoString>,
) -> Vec<&'a EnumValue> {
    let beside = cells.first().and_then(|c| c.siblings(document));
    let fits = |v: &EnumValue| beside.is_none_or(|(r, defs)| document.metamodel().meets(&v.when, defs, r));
    values.iter().filter(|v| fits(v) || stored == Some(&v.id)).collect()
}

/// The field that decides which values can be chosen.
fn decided_by(document: &Document, cells: &[Cell], values: &[EnumValue]) -> Option<EcoString> {
    let (_, defs) = cells.first()?.siblings(document)?;
    let key = values.iter().flat_map(|v| v.when.keys()).next()?;
    defs.iter().find(|d| d.key == *key).map(|d| d.label.clone())
}

/// What is in the field of a value: as it would be typed, but elements by their names, and days and weeks as such.
fn typed(document: &Document, ty: &AttributeType, value: Option<&Value>) -> String {
    match (ty, value) {
        (AttributeType::Reference { .. }, Some(value)) => fields::shown(document, ty, value),
        (AttributeType::Duration, Some(value)) => {
            fields::in_days(document, value).unwrap_or_else(|| fields::typed(Some(value)))
        }
        _ => fields::typed(value),
    }
}

/// The plateaus as choices.
fn plateaus(document: &Document) -> Vec<EnumValue> {
    let plateaus = document.head().plateaus.iter();
    plateaus
        .map(|p| EnumValue { id: p.id.clone(), label: p.name().clone(), when: Conditions::new(), phrase: None })
        .collect()
}
