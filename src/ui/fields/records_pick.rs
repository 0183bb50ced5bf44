//! Lists to search that open below a button: what is referred to, the other end of a relation, a contract.
//!
//! What is not there yet can be made by typing its name.
//!
//! Knows nothing about what is legal: the session says.

use eframe::egui::{self, Popup, PopupCloseBehavior, Response, RichText};

use super::records::tool;
use super::{Fields, changing};
use crate::editor::Session;
use crate::editor::fields::{Cell, Cells, Stored, shown};
use crate::editor::session::related::Choice;
use crate::model::index::folded;
use crate::model::metamodel::{AttributeDef, AttributeType};
use crate::model::{Document, ElementId, Relation, Value};
use crate::scene::anatomy;
use crate::theme::Theme;
use crate::ui::list::{self, Look, MENU, Row, Said};
use crate::ui::style::{color, fill_icon_text, icon_text};

/// A list to search below a button that was just drawn. `rows` gives what fits what is typed. Which was chosen just now.
pub(in crate::ui) fn pick(
    ui: &egui::Ui,
    theme: &Theme,
    button: &Response,
    hint: &str,
    rows: impl FnOnce(&str) -> Vec<Row>,
) -> Option<usize> {
    let popup = Popup::default_response_id(button);
    let text_id = popup.with("typed");
    let mut chosen = None;
    let fresh = button.clicked();
    let open = Popup::from_toggle_button_response(button).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let shown = open.width(250.0).show(|ui| {
        ui.set_width(250.0);
        let mut text = if fresh { String::new() } else { ui.data(|d| d.get_temp(text_id)).unwrap_or_default() };
        let look = Look { name: hint, hint, nothing: "Nothing of this name fits", most: 8.5 * MENU.row, ..MENU };
        let said = list::find(ui, theme, &look, (popup.with("list"), fresh), &mut text, |typed| (rows(typed), 0));
        ui.data_mut(|d| d.insert_temp(text_id, text));
        said
    });
    match shown.map(|s| s.inner) {
        Some(Said::Chosen(at)) => chosen = Some(at),
        Some(Said::Closed) => {}
        _ => return None,
    }
    Popup::close_id(ui.ctx(), popup);
    button.request_focus();
    chosen
}

/// The rows of some choices.
pub(in crate::ui) fn rows(document: &Document, theme: &Theme, choices: &[Choice]) -> Vec<Row> {
    let metamodel = document.metamodel();
    let row = |choice: &Choice| match choice {
        Choice::Element(id) => {
            let element = document.element(id);
            let icon = element.map(|e| fill_icon_text(&anatomy::icon_name(document, e), 16.0, theme.kind(e.kind.id())));
            let title = element.map_or_else(|| id.to_string(), |e| e.shown_name().to_owned());
            let kind = element.map(|e| metamodel.kind_label(e.kind).to_owned()).unwrap_or_default();
            Row { icon, name: format!("{title}, {}", kind.to_lowercase()), ..Row::new(title) }
        }
        Choice::New(kind, name) => {
            let label = metamodel.kind(*kind).map_or(metamodel.kind_label(*kind), |k| k.short.as_str());
            let icon = Some(icon_text("plus", 14.0));
            Row { icon, ..Row::new(format!("Create {} \"{name}\"", label.to_lowercase())) }
        }
    };
    choices.iter().map(row).collect()
}

/// A button that shows what is chosen and opens a list. `text` is nothing where nothing is.
pub(in crate::ui) fn button(
    ui: &mut egui::Ui,
    theme: &Theme,
    name: &str,
    text: Option<(Option<RichText>, String)>,
) -> Response {
    let words = match &text {
        Some((_, text)) => RichText::new(text.as_str()),
        None => RichText::new("Not set").color(color(theme.muted)),
    };
    let icon = text.and_then(|(icon, _)| icon);
    let mut atoms = egui::Atoms::default();
    if let Some(icon) = icon {
        atoms.push_right(icon);
    }
    atoms.push_right(egui::AtomExt::atom_shrink(words, true));
    atoms.push_right(egui::AtomExt::atom_grow(RichText::new(""), true));
    atoms.push_right(icon_text("caret-down", 12.0));
    let wide = egui::vec2(ui.available_width(), ui.spacing().interact_size.y);
    let button = egui::Button::new(atoms).min_size(wide).wrap_mode(egui::TextWrapMode::Truncate);
    ui.add(button).accessible_name(name)
}

impl Fields {
    /// What a value refers to: an element that is chosen from a list, made there, gone to or taken away.
    pub(super) fn reference(
        &mut self,
        ui: &mut egui::Ui,
        session: &mut Session,
        def: &AttributeDef,
        cells: &Cells,
        name: &str,
        theme: &Theme,
    ) {
        let AttributeType::Reference { to } = &def.ty else { return };
        let document = session.document().clone();
        let stored = cells.stored(&document);
        let mixed = matches!(*stored, Stored::Mixed);
        let first = stored.value().and_then(Value::as_text);
        let element = first.and_then(|id| document.element(&ElementId::new(id.clone())));
        let text = first.map(|id| {
            let icon =
                element.map(|e| fill_icon_text(&anatomy::icon_name(&document, e), 15.0, theme.kind(e.kind.id())));
            (icon, shown(&document, &def.ty, &Value::Text(id.clone())))
        });
        let text = if mixed { Some((None, "Different values".to_owned())) } else { text };
        let set = first.is_some() || mixed;
        let mut choices = std::sync::Arc::default();
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let may = session.editable();
                if set && changing(ui, may, |ui| tool(ui, "x", &format!("Clear {name}"), "")) {
                    self.put(session, def, cells, None);
                }
                if let Some(element) = element
                    && tool(ui, "arrow-right", &format!("Go to {}", element.shown_name()), "")
                {
                    session.go_or_select(&element.id);
                }
                let button = changing(ui, may, |ui| button(ui, theme, name, text));
                let chosen = pick(ui, theme, &button, "Find or create", |typed| {
                    choices = session.reference_choices(to, typed);
                    rows(&document, theme, &choices)
                });
                if let Some(choice) = chosen.and_then(|i| choices.get(i)) {
                    self.drafts.remove(cells.which());
                    session.refer(cells, &def.label, choice);
                }
            });
        });
        if let (Some(id), None) = (first, element) {
            let text = format!("There is no element \"{id}\" in this model.");
            ui.label(RichText::new(text).size(11.0).color(color(theme.finding.warning)));
        }
    }

    /// The contract under which a partner supplies: one of its own, or a new one that it gets.
    pub(in crate::ui) fn contract(
        &mut self,
        ui: &mut egui::Ui,
        session: &mut Session,
        relation: &Relation,
        def: &AttributeDef,
        name: &str,
        theme: &Theme,
    ) {
        let document = session.document().clone();
        let partner = document.element(&relation.source);
        let contracts =
            partner.and_then(|p| p.get(crate::model::attr::partner::CONTRACTS)).map(|c| c.0).unwrap_or_default();
        let references: Vec<String> = contracts
            .iter()
            .filter_map(|c| c.get("reference").and_then(Value::as_text))
            .map(ToString::to_string)
            .collect();
        let cell = Cell::from(crate::editor::fields::Place::Relation(relation.id.clone(), def.key.clone()));
        let cells = Cells::from(vec![cell]);
        let stored = relation.attributes.get(&def.key).and_then(Value::as_text).cloned();
        let mut found: Vec<(bool, String)> = Vec::new();
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let may = session.editable();
                if stored.is_some() && changing(ui, may, |ui| tool(ui, "x", &format!("Clear {name}"), "")) {
                    self.put(session, def, &cells, None);
                }
                let text = stored.as_ref().map(|s| (None, s.to_string()));
                let button = changing(ui, may, |ui| button(ui, theme, name, text));
                let chosen = pick(ui, theme, &button, "Find or create a contract", |typed| {
                    let wanted = folded(typed);
                    let fits = references.iter().filter(|r| folded(r).contains(wanted.as_str()));
                    found = fits.map(|r| (false, r.clone())).collect();
                    if !wanted.is_empty() && references.iter().all(|r| folded(r) != wanted) {
                        found.push((true, typed.trim().to_owned()));
                    }
                    let mut rows: Vec<Row> = found
                        .iter()
                        .map(
                            |(new, r)| {
                                if *new { Row::new(format!("New contract \"{r}\"")) } else { Row::new(r.as_str()) }
                            },
                        )
                        .collect();
                    if rows.is_empty() {
                        let why = "Type its reference".to_owned();
                        rows.push(Row { why_not: Some(why), ..Row::new("New contract ...") });
                    }
                    rows
                });
                match chosen.and_then(|i| found.get(i)) {
                    Some((false, reference)) => {
                        self.put(session, def, &cells, Some(&Value::text(reference.as_str())));
                    }
                    Some((true, reference)) => {
                        self.drafts.remove(cells.which());
                        if let Err(why) = session.new_contract(&relation.id, &def.key, reference) {
                            self.drafts.insert(cells.which().clone(), super::Draft::refused(reference.clone(), why));
                        }
                    }
                    None => {}
                }
            });
        });
        let unknown = stored.filter(|s| !references.iter().any(|r| r == s.as_str()));
        let why = self.wrong(&document, &cells).or_else(|| {
            let whose = partner.map_or("the partner", |p| p.shown_name());
            unknown.map(|s| format!("\"{s}\" is no contract of {whose}."))
        });
        if let Some(why) = why {
            ui.label(RichText::new(why).size(11.0).color(color(theme.finding.error)));
        }
    }
}
