//! Settings of the model: its name, its day, its money and time, and every threshold, each with its help and default.
//!
//! Knows nothing about how a value is edited: settings are cells as everything else is.

use eframe::egui::{self, RichText, ScrollArea};

use super::shell::{Shell, heading, icon_button, quiet};
use crate::editor::fields::{self, Cell, Place};
use crate::editor::model_settings::{about, currencies, grouped};
use crate::editor::{Session, Workspace};
use crate::model::metamodel::{AttributeDef, AttributeType};
use crate::model::{Document, Value};
use crate::theme::Theme;
use crate::ui::fields::records_pick::{button, pick};
use crate::ui::fields::{Fields, caption};
use crate::ui::list::Row;
use crate::ui::style::color;

/// The width of what can be typed in a row.
const VALUES: f32 = 240.0;

/// What the sheet remembers while it is open.
#[derive(Default)]
pub(super) struct Model {
    shell: Shell,
    filter: String,
}

impl Model {
    pub(super) fn sheet(&mut self, ctx: &egui::Context, workspace: &mut Workspace, theme: &Theme) {
        let Some(session) = &mut workspace.session else {
            workspace.sheet = None;
            return;
        };
        let Self { shell, filter } = self;
        let titled = ("model-settings", "Settings of the model", 720.0);
        let close = shell.sheet(ctx, session.id, titled, |fields, ui, room| {
            let edit = egui::TextEdit::singleline(filter).hint_text("Find a setting").desired_width(f32::INFINITY);
            ui.add(edit).accessible_name("Find a setting");
            ui.add_space(2.0);
            let height = (room - 190.0).max(120.0);
            ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink(false).show(ui, |ui| {
                ui.set_width(ui.available_width() - 12.0);
                ui.add_enabled_ui(session.editable().is_ok(), |ui| settings(ui, theme, session, fields, filter));
            });
        });
        if close {
            workspace.sheet = None;
        }
    }
}

fn settings(ui: &mut egui::Ui, theme: &Theme, session: &mut Session, fields: &mut Fields, filter: &str) {
    let filter = filter.trim().to_lowercase();
    let has = |text: &str| text.to_lowercase().contains(&filter);
    let document = session.document().clone();
    let mut any = false;
    if has("name") || has("description") || has("the model") {
        any = true;
        heading(ui, theme, "The model");
        for def in about() {
            caption(ui, &def.label, None, theme);
            let cell = Cell::from(Place::Meta(def.key.clone()));
            fields.editor(ui, session, &def, &[cell], &def.label, theme);
        }
    }
    for (group, defs) in grouped(document.metamodel()) {
        let of_group = has(group);
        let help = |d: &AttributeDef| d.help.as_deref().unwrap_or_default().to_owned();
        let fits = |d: &&&AttributeDef| of_group || has(&d.label) || has(&help(d)) || has(&d.key);
        let fitting: Vec<_> = defs.iter().filter(fits).collect();
        if fitting.is_empty() {
            continue;
        }
        any = true;
        heading(ui, theme, group);
        for def in fitting {
            setting(ui, theme, session, fields, (&document, def));
        }
    }
    if !any {
        ui.add_space(8.0);
        quiet(ui, theme, "No setting has these words");
    }
}

fn setting(
    ui: &mut egui::Ui,
    theme: &Theme,
    session: &mut Session,
    fields: &mut Fields,
    (document, def): (&Document, &AttributeDef),
) {
    let left = (ui.available_width() - VALUES - 16.0).max(120.0);
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(egui::vec2(left, 30.0), egui::Layout::top_down(egui::Align::Min), |ui| {
            ui.set_width(left);
            ui.spacing_mut().item_spacing.y = 2.0;
            let unit = fields::unit_words(def).map(|u| format!(" ({u})")).unwrap_or_default();
            ui.label(RichText::new(format!("{}{unit}", def.label)).color(color(theme.text)));
            if let Some(help) = &def.help {
                quiet(ui, theme, help);
            }
        });
        ui.vertical(|ui| {
            ui.set_width(VALUES);
            value(ui, theme, session, fields, (document, def));
        });
    });
    ui.add_space(6.0);
}

fn value(
    ui: &mut egui::Ui,
    theme: &Theme,
    session: &mut Session,
    fields: &mut Fields,
    (document, def): (&Document, &AttributeDef),
) {
    let cells = [Cell::from(Place::Setting(def.key.clone()))];
    let usual = fields::typed(def.default.as_ref()).replace('\n', ", ");
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.vertical(|ui| {
            ui.set_width(VALUES - 28.0);
            if def.key == "currency" {
                currency(ui, theme, session, (document, def), &cells[0]);
            } else {
                fields.control(ui, session, def, &cells, &def.label, theme);
            }
        });
        // Only where there is something to go back from.
        if cells[0].value(document).is_some_and(|v| def.default.as_ref() != Some(v)) {
            let back = if usual.is_empty() { "none" } else { &usual };
            if icon_button(ui, "arrow-u-up-left", &format!("Back to the default of {}: {back}", def.label), true) {
                set(session, def, &cells[0], None);
            }
        }
    });
    let default = match (&def.ty, usual.as_str()) {
        (AttributeType::Date, "") => "Today when empty".to_owned(),
        (_, "") => return,
        (_, usual) => format!("Default: {usual}"),
    };
    ui.label(RichText::new(default).size(11.0).color(color(theme.muted)));
}

fn set(session: &mut Session, def: &AttributeDef, cell: &Cell, value: Option<Value>) {
    let step = session.cells_label(&def.label, std::slice::from_ref(cell));
    // A code of the list and a default make sense: nothing is refused.
    let _ = session.set_cells(&step, &[(cell.clone(), value)]);
}

/// The currency: one of the list, found by its code or its name, or any other code.
fn currency(
    ui: &mut egui::Ui,
    theme: &Theme,
    session: &mut Session,
    (document, def): (&Document, &AttributeDef),
    cell: &Cell,
) {
    let code = document.currency();
    let name = currencies(&code).into_iter().find(|(c, _)| *c == code).map(|(_, name)| name);
    let words = name.map_or_else(|| code.to_string(), |name| format!("{code}, {name}"));
    let button = button(ui, theme, &def.label, Some((None, words)));
    let mut found: Vec<String> = Vec::new();
    let chosen = pick(ui, theme, &button, "Find a currency", |typed| {
        let fitting = currencies(typed);
        found = fitting.iter().map(|(code, _)| (*code).to_owned()).collect();
        let mut rows: Vec<Row> = fitting
            .iter()
            .map(|(code, name)| Row { name: format!("{code} {name}"), note: (*code).to_owned(), ..Row::new(*name) })
            .collect();
        let other = typed.trim().to_uppercase();
        if other.len() == 3 && other.bytes().all(|b| b.is_ascii_uppercase()) && !found.contains(&other) {
            rows.push(Row::new(format!("Use {other}")));
            found.push(other);
        } else if rows.is_empty() {
            let why = "A code has three letters, such as EUR".to_owned();
            rows.push(Row { why_not: Some(why), ..Row::new("No currency has this name") });
        }
        rows
    });
    if let Some(code) = chosen.and_then(|i| found.get(i)) {
        set(session, def, cell, Some(Value::text(code.as_str())));
    }
}
