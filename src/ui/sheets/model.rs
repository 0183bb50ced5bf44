//! Settings of the model: its name, its day, its money and time, and every threshold, each with its help and default.
//!
//! Knows nothing about how a setting is read.

use eframe::egui::{self, RichText, ScrollArea};

use super::typing::{Field, Typing, heading, icon_button, quiet};
use crate::editor::session::model_settings::{CURRENCIES, grouped, typed, usual};
use crate::editor::{Session, Workspace};
use crate::model::metamodel::{AttributeDef, AttributeType};
use crate::model::{Document, Value};
use crate::theme::Theme;
use crate::ui::style::{color, strong};

/// The width of what can be typed in a row.
const VALUES: f32 = 240.0;

/// How many currencies are offered at once.
const OFFERED: usize = 6;

/// What the sheet remembers while it is open.
#[derive(Default)]
pub(super) struct Model {
    typing: Typing,
    filter: String,
    /// Whether currencies were offered in the last frame: a click on one must not take it away.
    offering: bool,
}

impl Model {
    pub(super) fn sheet(&mut self, ctx: &egui::Context, workspace: &mut Workspace, theme: &Theme) {
        let Some(session) = &mut workspace.session else {
            workspace.sheet = None;
            return;
        };
        let Self { typing, filter, offering } = self;
        let close = typing.sheet(ctx, "model-settings", "Settings of the model", 720.0, |typing, ui, room| {
            let edit = egui::TextEdit::singleline(filter).hint_text("Find a setting").desired_width(f32::INFINITY);
            ui.add(edit).accessible_name("Find a setting");
            ui.add_space(2.0);
            let height = (room - 190.0).max(120.0);
            ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink(false).show(ui, |ui| {
                ui.set_width(ui.available_width() - 12.0);
                ui.add_enabled_ui(session.editable().is_ok(), |ui| {
                    settings(ui, theme, session, typing, filter, offering);
                });
            });
        });
        if close {
            workspace.sheet = None;
        }
    }
}

fn settings(
    ui: &mut egui::Ui,
    theme: &Theme,
    session: &mut Session,
    typing: &mut Typing,
    filter: &str,
    offering: &mut bool,
) {
    let filter = filter.trim().to_lowercase();
    let has = |text: &str| text.to_lowercase().contains(&filter);
    let document = session.document().clone();
    let mut any = false;
    if has("name") || has("description") || has("the model") {
        any = true;
        heading(ui, theme, "The model");
        about(ui, theme, session, typing, &document);
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
            setting(ui, theme, session, typing, (&document, def), offering);
        }
    }
    if !any {
        ui.add_space(8.0);
        quiet(ui, theme, "No setting has these words");
    }
}

fn about(ui: &mut egui::Ui, theme: &Theme, session: &mut Session, typing: &mut Typing, document: &Document) {
    let width = ui.available_width();
    quiet(ui, theme, "Name");
    let field = Field { key: "name".into(), name: "Model name", hint: "Untitled".into(), width, lines: 1 };
    if let Some(text) = typing.field(ui, theme, &field, document.name()) {
        session.set_model_name(&text);
        typing.forget(&field.key);
    }
    quiet(ui, theme, "Description");
    let stored = document.head().meta.get("description").and_then(Value::as_text).cloned().unwrap_or_default();
    let hint = "What this model is about, and for whom".into();
    let field = Field { key: "description".into(), name: "Model description", hint, width, lines: 2 };
    if let Some(text) = typing.field(ui, theme, &field, &stored) {
        let answer = session.set_model_description(&text);
        typing.answer(&field.key, answer);
    }
}

fn setting(
    ui: &mut egui::Ui,
    theme: &Theme,
    session: &mut Session,
    typing: &mut Typing,
    (document, def): (&Document, &AttributeDef),
    offering: &mut bool,
) {
    let left = (ui.available_width() - VALUES - 16.0).max(120.0);
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(egui::vec2(left, 30.0), egui::Layout::top_down(egui::Align::Min), |ui| {
            ui.set_width(left);
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.label(RichText::new(def.label.as_str()).color(color(theme.text)));
            if let Some(help) = &def.help {
                quiet(ui, theme, help);
            }
        });
        ui.vertical(|ui| {
            ui.set_width(VALUES);
            value(ui, theme, session, typing, (document, def));
            if def.key == "currency" {
                currencies(ui, theme, session, typing, offering);
            }
        });
    });
    ui.add_space(6.0);
}

fn value(
    ui: &mut egui::Ui,
    theme: &Theme,
    session: &mut Session,
    typing: &mut Typing,
    (document, def): (&Document, &AttributeDef),
) {
    let stored = typed(document, &def.key);
    let usual = usual(def);
    let hint = match (&def.ty, usual.as_str()) {
        (AttributeType::Date, "") => "Today".to_owned(),
        (_, usual) => usual.to_owned(),
    };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let field = Field { key: def.key.to_string(), name: &def.label, hint, width: 120.0, lines: 1 };
        if let Some(text) = typing.field(ui, theme, &field, &stored) {
            let answer = session.set_setting(&def.key, &text);
            typing.answer(&field.key, answer);
        }
        if let Some(unit) = &def.unit {
            ui.label(RichText::new(unit.as_str()).size(12.0).color(color(theme.text_secondary)));
        }
        if !stored.is_empty() || typing.is_wrong(&def.key) {
            let back = if usual.is_empty() { "none".to_owned() } else { usual.clone() };
            let name = format!("Back to the default of {}: {back}", def.label);
            if icon_button(ui, "arrow-u-up-left", &name, true) {
                let answer = session.set_setting(&def.key, "");
                typing.forget(&def.key);
                typing.answer(&def.key, answer);
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

/// The currencies that fit what is typed.
fn currencies(ui: &mut egui::Ui, theme: &Theme, session: &mut Session, typing: &mut Typing, offering: &mut bool) {
    let typed = typing.pending("currency").map(str::to_lowercase);
    let pressed = ui.input(|i| i.pointer.any_down() || i.pointer.any_released());
    if typed.is_none() && !(pressed && *offering) {
        *offering = false;
        return;
    }
    *offering = true;
    let stored = session.document().setting("currency").and_then(|v| v.as_text().cloned()).unwrap_or_default();
    let typed = typed.filter(|t| !t.eq_ignore_ascii_case(&stored)).unwrap_or_default();
    let fits = |(code, name): &&(&str, &str)| {
        code.to_lowercase().starts_with(typed.trim()) || name.to_lowercase().contains(typed.trim())
    };
    let all: Vec<_> = CURRENCIES.iter().filter(fits).collect();
    for (code, name) in all.iter().take(OFFERED) {
        let atoms = (strong(*code, 12.0), RichText::new(*name).size(12.0).color(color(theme.text_secondary)));
        let row = egui::Button::new(atoms).frame_when_inactive(false).min_size(egui::vec2(VALUES - 20.0, 24.0));
        if ui.add(row).accessible_name(format!("{code} {name}")).clicked() {
            let answer = session.set_setting("currency", code);
            typing.forget("currency");
            typing.answer("currency", answer);
            *offering = false;
        }
    }
    let text = match all.len() {
        0 => "Any code of three letters is taken".to_owned(),
        n if n > OFFERED => format!("and {} more: type to find one", n - OFFERED),
        _ => return,
    };
    ui.label(RichText::new(text).size(11.0).color(color(theme.muted)));
}
