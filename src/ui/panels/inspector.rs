//! The inspector: name, description, state and the attributes of what is selected, generated from the metamodel.
//!
//! A field keeps what is typed until it is left; then the whole change is one step.
//!
//! Knows nothing about any single attribute.

use std::collections::HashMap;

use ecow::EcoString;
use eframe::egui::{self, Frame, Key, Margin, Panel, RichText};

use crate::editor::{Session, Workspace, fields};
use crate::model::metamodel::{AttributeDef, AttributeType, EnumValue};
use crate::model::{Direction, Document, Element, ElementId, Record, Relation, RelationId, State, Value};
use crate::scene::{Owner, anatomy};
use crate::theme::Theme;
use crate::ui::style::{color, fill_icon_text, icon_text, strong};

/// What is being typed, by owner and key.
#[derive(Default)]
pub(in crate::ui) struct Inspector {
    typed: HashMap<(Owner, EcoString), String>,
    wrong: HashMap<(Owner, EcoString), String>,
}

/// Whose field it is: where its value comes from and goes to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Common,
    Attribute,
    Relation,
}

impl Inspector {
    pub(in crate::ui) fn ui(&mut self, ui: &mut egui::Ui, workspace: &mut Workspace, theme: &Theme) {
        let Some(session) = &mut workspace.session else { return };
        let frame =
            Frame::NONE.fill(color(theme.panel)).inner_margin(Margin { left: 16, right: 10, top: 14, bottom: 10 });
        Panel::right("inspector").frame(frame).default_size(304.0).size_range(260.0..=480.0).show(ui, |ui| {
            egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                ui.set_width(ui.available_width() - 8.0);
                ui.add_enabled_ui(session.editable().is_ok(), |ui| {
                    let selection: Vec<_> = session.selection().iter().cloned().collect();
                    match selection.as_slice() {
                        [] => nothing(ui, session, theme),
                        [Owner::Element(id)] => self.element(ui, session, id, theme),
                        [Owner::Relation(id)] => self.relation(ui, session, id, theme),
                        several => {
                            ui.label(strong(format!("{} selected", several.len()), 16.0));
                            ui.label(
                                RichText::new("Drag to move them together. Delete takes them out of this view.")
                                    .color(color(theme.text_secondary)),
                            );
                        }
                    }
                });
            });
        });
    }

    fn element(&mut self, ui: &mut egui::Ui, session: &mut Session, id: &ElementId, theme: &Theme) {
        let document = session.document().clone();
        let Some(element) = document.element(id).cloned() else { return };
        let metamodel = document.metamodel().clone();
        let owner = Owner::Element(id.clone());
        heading(ui, &document, &element, theme);
        self.name(ui, session, &element);
        for def in metamodel.common.iter().filter(|d| d.key == "description") {
            self.field(ui, session, &owner, Part::Common, def, &element.fields, theme);
        }
        state(ui, session, &element, theme);
        let defs = metamodel.element_attributes(element.kind);
        for def in defs {
            // Attributes of other uses of the kind stay out of the way, unless they hold something.
            if metamodel.meets(&def.when, defs, &element.attributes) || element.attributes.get(&def.key).is_some() {
                self.field(ui, session, &owner, Part::Attribute, def, &element.attributes, theme);
            }
        }
        for def in metamodel.common.iter().filter(|d| !matches!(d.key.as_str(), "description" | "state")) {
            self.field(ui, session, &owner, Part::Common, def, &element.fields, theme);
        }
        unknown(ui, defs, &element.attributes, theme);
        relations(ui, session, &document, &element, theme);
    }

    fn relation(&mut self, ui: &mut egui::Ui, session: &mut Session, id: &RelationId, theme: &Theme) {
        let document = session.document().clone();
        let Some(relation) = document.relation(id).cloned() else { return };
        let metamodel = document.metamodel().clone();
        ui.label(strong(capital(metamodel.relation_label(relation.kind)), 16.0));
        if let Some(def) = metamodel.relation(relation.kind) {
            ui.label(RichText::new(def.meaning.as_str()).color(color(theme.text_secondary)));
        }
        ui.add_space(8.0);
        for (label, end) in [("From", &relation.source), ("To", &relation.target)] {
            caption(ui, label, None, theme);
            end_button(ui, session, &document, end, theme);
        }
        let owner = Owner::Relation(id.clone());
        let defs = metamodel.relation_attributes(relation.kind);
        for def in defs {
            if matches!(def.ty, AttributeType::Contract) {
                contract(ui, session, &document, &relation, def, theme);
            } else {
                self.field(ui, session, &owner, Part::Relation, def, &relation.attributes, theme);
            }
        }
        unknown(ui, defs, &relation.attributes, theme);
    }

    fn name(&mut self, ui: &mut egui::Ui, session: &mut Session, element: &Element) {
        let key = (Owner::Element(element.id.clone()), EcoString::from("name"));
        let mut text = self.typed.get(&key).cloned().unwrap_or_else(|| element.name.to_string());
        let edit = egui::TextEdit::singleline(&mut text).char_limit(120).hint_text("Name").desired_width(f32::INFINITY);
        let response = ui.add(edit).accessible_name("Name");
        if self.leaves(ui, &response, &key, &text) && text.trim() != element.name {
            session.set_name(&element.id, &text);
        }
    }

    /// Keeps what is typed while the field has the keyboard; whether it was just left with something to take.
    fn leaves(&mut self, ui: &egui::Ui, response: &egui::Response, key: &(Owner, EcoString), text: &str) -> bool {
        if response.lost_focus() {
            // Leaving shows for more than one frame; what was typed is taken once.
            return self.typed.remove(key).is_some() && !ui.input(|i| i.key_pressed(Key::Escape));
        }
        if response.has_focus() {
            self.typed.insert(key.clone(), text.to_owned());
        } else if self.typed.remove(key).is_some() {
            // The field went away and came back without the keyboard.
            return true;
        }
        false
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "every argument is another thing: whose, which, what it holds, how it looks"
    )]
    fn field(
        &mut self,
        ui: &mut egui::Ui,
        session: &mut Session,
        owner: &Owner,
        part: Part,
        def: &AttributeDef,
        record: &Record,
        theme: &Theme,
    ) {
        let value = record.get(&def.key);
        let damaged = value.is_some_and(|v| session.document().metamodel().check_type(&def.ty, v).is_err());
        match &def.ty {
            _ if damaged => {
                caption(ui, &def.label, Some(def), theme);
                let text = format!("{} (should be {})", fields::typed(value), def.ty.expected());
                ui.label(RichText::new(text).color(color(theme.finding.warning)));
                if ui.button("Remove this value").clicked() {
                    put(session, owner, part, def, None);
                }
            }
            AttributeType::Boolean => {
                let stored = value.and_then(Value::as_bool);
                let mut on = stored.or(def.default.as_ref().and_then(Value::as_bool)).unwrap_or(false);
                ui.add_space(2.0);
                if ui.checkbox(&mut on, def.label.as_str()).changed() {
                    put(session, owner, part, def, Some(Value::Bool(on)));
                }
            }
            AttributeType::Enum { values } => {
                caption(ui, &def.label, Some(def), theme);
                let choices: Vec<&EnumValue> = values
                    .iter()
                    .filter(|v| {
                        session.document().metamodel().meets(&v.when, siblings(session, owner, part).as_slice(), record)
                    })
                    .collect();
                if let Some(picked) = choose(
                    ui,
                    &def.label,
                    &choices,
                    value.and_then(Value::as_text),
                    def.default.as_ref().and_then(Value::as_text),
                ) {
                    put(session, owner, part, def, picked.value());
                }
            }
            AttributeType::Set { values } => {
                caption(ui, &def.label, Some(def), theme);
                let mut chosen: Vec<EcoString> = value
                    .map(|v| v.as_list().iter().filter_map(|v| v.as_text().cloned()).collect())
                    .unwrap_or_default();
                let mut changed = false;
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing = egui::vec2(5.0, 5.0);
                    for v in values {
                        let on = chosen.contains(&v.id);
                        if ui.add(egui::Button::new(v.label.as_str()).selected(on)).clicked() {
                            changed = true;
                            if on { chosen.retain(|c| *c != v.id) } else { chosen.push(v.id.clone()) }
                        }
                    }
                });
                if changed {
                    // The order of the definition, whatever the order of the clicks.
                    chosen.sort_by_key(|id| values.iter().position(|v| v.id == *id));
                    let list: Vec<Value> = chosen.into_iter().map(Value::Text).collect();
                    put(session, owner, part, def, (!list.is_empty()).then(|| Value::List(list.into())));
                }
            }
            AttributeType::Plateau => {
                let plateaus: Vec<EnumValue> = session
                    .document()
                    .head()
                    .plateaus
                    .iter()
                    .map(|p| {
                        let label = p.fields.get("name").and_then(Value::as_text).unwrap_or(&p.id).clone();
                        EnumValue {
                            id: p.id.clone(),
                            label,
                            when: crate::model::metamodel::Conditions::new(),
                            phrase: None,
                        }
                    })
                    .collect();
                if !plateaus.is_empty() {
                    caption(ui, &def.label, Some(def), theme);
                    let choices: Vec<&EnumValue> = plateaus.iter().collect();
                    if let Some(picked) = choose(ui, &def.label, &choices, value.and_then(Value::as_text), None) {
                        put(session, owner, part, def, picked.value());
                    }
                }
            }
            AttributeType::Record { .. } | AttributeType::Properties => {
                read_only(ui, session.document(), def, value, theme);
            }
            AttributeType::List { of } if matches!(**of, AttributeType::Record { .. }) => {
                read_only(ui, session.document(), def, value, theme);
            }
            _ => self.text_field(ui, session, owner, part, def, value, theme),
        }
    }

    #[expect(clippy::too_many_arguments, reason = "as for `field`, which passes them on")]
    fn text_field(
        &mut self,
        ui: &mut egui::Ui,
        session: &mut Session,
        owner: &Owner,
        part: Part,
        def: &AttributeDef,
        value: Option<&Value>,
        theme: &Theme,
    ) {
        caption(ui, &def.label, Some(def), theme);
        let key = (owner.clone(), def.key.clone());
        let stored = fields::typed(value);
        let mut text = self.typed.get(&key).cloned().unwrap_or_else(|| stored.clone());
        let lines = matches!(def.ty, AttributeType::List { .. });
        let long = def.multiline || lines || matches!(def.ty, AttributeType::Text) && stored.chars().count() > 34;
        let hint = match (&def.ty, &def.default) {
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
        let response = ui.add(edit).accessible_name(def.label.as_str());
        if matches!(def.ty, AttributeType::Duration)
            && response.has_focus()
            && let Some(echo) = fields::duration_echo(session.document(), &text)
        {
            ui.label(RichText::new(echo).size(11.0).color(color(theme.muted)));
        }
        if self.leaves(ui, &response, &key, &text) {
            self.wrong.remove(&key);
            if text != stored {
                match fields::read(session.document(), &def.ty, &text) {
                    Ok(value) => {
                        put(session, owner, part, def, value);
                    }
                    Err(expected) => {
                        self.wrong
                            .insert(key.clone(), format!("\"{}\" was not taken: {expected} is expected.", text.trim()));
                    }
                }
            }
        }
        if let Some(why) = self.wrong.get(&key) {
            ui.label(RichText::new(why).size(11.0).color(color(theme.finding.error)));
        }
    }
}

fn siblings(session: &Session, owner: &Owner, part: Part) -> Vec<AttributeDef> {
    let document = session.document();
    match (owner, part) {
        (Owner::Element(id), Part::Attribute) => {
            document.element(id).map(|e| document.metamodel().element_attributes(e.kind).to_vec())
        }
        _ => None,
    }
    .unwrap_or_default()
}

fn put(session: &mut Session, owner: &Owner, part: Part, def: &AttributeDef, value: Option<Value>) {
    match (owner, part) {
        (Owner::Element(id), Part::Common) => session.set_field(id, &def.key, &def.label, value),
        (Owner::Element(id), _) => session.set_attribute(id, &def.key, &def.label, value),
        (Owner::Relation(id), _) => session.set_relation_attribute(id, &def.key, &def.label, value),
    };
}

/// What was picked of some choices.
enum Picked {
    Value(EcoString),
    Nothing,
}

impl Picked {
    fn value(self) -> Option<Value> {
        match self {
            Self::Value(id) => Some(Value::Text(id)),
            Self::Nothing => None,
        }
    }
}

/// Few short choices side by side, else a list. Gives what was picked just now.
fn choose(
    ui: &mut egui::Ui,
    label: &str,
    choices: &[&EnumValue],
    stored: Option<&EcoString>,
    default: Option<&EcoString>,
) -> Option<Picked> {
    let shown = stored.or(default);
    let letters: usize = choices.iter().map(|v| v.label.chars().count() + 3).sum();
    let mut picked = None;
    if choices.len() <= 5 && letters <= 38 {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            for v in choices {
                let on = shown == Some(&v.id);
                let button = egui::Button::new(v.label.as_str()).selected(on && stored.is_some());
                let button = if on && stored.is_none() {
                    button.stroke(egui::Stroke::new(1.0, ui.visuals().selection.stroke.color))
                } else {
                    button
                };
                if ui.add(button).accessible_name(format!("{label}: {}", v.label)).clicked() {
                    // A click on what is chosen takes it away again.
                    picked = Some(if stored == Some(&v.id) { Picked::Nothing } else { Picked::Value(v.id.clone()) });
                }
            }
        });
        return picked;
    }
    let text =
        shown.map_or("Not set", |id| choices.iter().find(|v| v.id == *id).map_or(id.as_str(), |v| v.label.as_str()));
    let combo = egui::ComboBox::from_id_salt(label).width(ui.available_width()).selected_text(text);
    combo
        .show_ui(ui, |ui| {
            if ui.selectable_label(stored.is_none(), "Not set").clicked() {
                picked = Some(Picked::Nothing);
            }
            for v in choices {
                if ui.selectable_label(stored == Some(&v.id), v.label.as_str()).clicked() {
                    picked = Some(Picked::Value(v.id.clone()));
                }
            }
        })
        .response
        .accessible_name(label);
    picked
}

fn caption(ui: &mut egui::Ui, label: &str, def: Option<&AttributeDef>, theme: &Theme) {
    ui.add_space(4.0);
    let unit = def.and_then(|d| d.unit.as_ref()).map(|u| format!(" ({u})")).unwrap_or_default();
    let response = ui.label(RichText::new(format!("{label}{unit}")).size(12.0).color(color(theme.text_secondary)));
    if let Some(help) = def.and_then(|d| d.help.as_ref()) {
        response.on_hover_text(help.as_str());
    }
}

fn heading(ui: &mut egui::Ui, document: &Document, element: &Element, theme: &Theme) {
    ui.horizontal(|ui| {
        let icon = anatomy::icon_name(document, element);
        ui.label(fill_icon_text(&icon, 20.0, theme.kind(element.kind.id())));
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.add(egui::Label::new(strong(element.shown_name(), 16.0)).truncate());
            let kind = ui.label(
                RichText::new(document.metamodel().kind_label(element.kind))
                    .size(12.0)
                    .color(color(theme.text_secondary)),
            );
            if let Some(def) = document.metamodel().kind(element.kind) {
                kind.on_hover_text(def.definition.as_str());
            }
        });
    });
    ui.add_space(6.0);
}

fn state(ui: &mut egui::Ui, session: &mut Session, element: &Element, theme: &Theme) {
    caption(ui, "State", None, theme);
    let stored = element.fields.get("state").is_some();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for s in State::ALL {
            let on = element.state() == s;
            let label = capital(s.id());
            if ui
                .add(egui::Button::new(label.as_str()).selected(on))
                .accessible_name(format!("State: {label}"))
                .clicked()
                && !(on && stored)
            {
                // Keep is what absence means, so it is not stored.
                let value = (s != State::Keep).then(|| Value::text(s.id()));
                session.set_field(&element.id, "state", "State", value);
            }
        }
    });
}

fn read_only(ui: &mut egui::Ui, document: &Document, def: &AttributeDef, value: Option<&Value>, theme: &Theme) {
    let Some(value) = value else { return };
    caption(ui, &def.label, Some(def), theme);
    let entries = if let Value::List(list) = value { list.to_vec() } else { vec![value.clone()] };
    let name = match &def.ty {
        AttributeType::Record { record } => Some(record),
        AttributeType::List { of } => {
            if let AttributeType::Record { record } = &**of {
                Some(record)
            } else {
                None
            }
        }
        _ => None,
    };
    for entry in entries {
        Frame::group(ui.style()).inner_margin(Margin::symmetric(10, 7)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 2.0;
            record_lines(ui, document, name.map(EcoString::as_str), &entry, theme);
        });
    }
}

fn record_lines(ui: &mut egui::Ui, document: &Document, name: Option<&str>, entry: &Value, theme: &Theme) {
    let Some(record) = entry.as_record() else {
        ui.label(fields::typed(Some(entry)));
        return;
    };
    let defs = name.and_then(|n| document.metamodel().records.get(n)).map(|r| r.fields.as_slice()).unwrap_or_default();
    for (key, value) in record {
        let label = defs.iter().find(|d| d.key == *key).map_or(key.as_str(), |d| d.label.as_str());
        let text = match value {
            Value::Text(id) => match defs.iter().find(|d| d.key == *key).map(|d| &d.ty) {
                Some(AttributeType::Enum { values }) => {
                    values.iter().find(|v| v.id == *id).map_or(id.as_str(), |v| v.label.as_str()).to_owned()
                }
                Some(AttributeType::Reference { .. }) => {
                    document.element(&ElementId::new(id.clone())).map_or(id.as_str(), |e| e.shown_name()).to_owned()
                }
                _ => id.to_string(),
            },
            other => fields::typed(Some(other)).replace('\n', "; "),
        };
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            ui.label(RichText::new(label).size(11.0).color(color(theme.muted)));
            ui.label(RichText::new(text).size(12.0));
        });
    }
}

/// Attributes that this version does not know: kept, shown, not edited.
fn unknown(ui: &mut egui::Ui, defs: &[AttributeDef], record: &Record, theme: &Theme) {
    let others: Vec<_> = record.iter().filter(|(key, _)| defs.iter().all(|d| d.key != **key)).collect();
    if others.is_empty() {
        return;
    }
    caption(ui, "Other attributes of the file", None, theme);
    for (key, value) in others {
        ui.label(RichText::new(format!("{key}: {}", fields::typed(Some(value)))).size(12.0));
    }
}

/// Every relation of an element, hidden kinds too; a click goes to it.
fn relations(ui: &mut egui::Ui, session: &mut Session, document: &Document, element: &Element, theme: &Theme) {
    let index = document.index();
    let rows: Vec<(Direction, RelationId, ElementId)> = [Direction::Outgoing, Direction::Incoming]
        .into_iter()
        .flat_map(|d| index.relations_of(&element.id, d).map(move |(_, other, id)| (d, id.clone(), other.clone())))
        .collect();
    ui.add_space(10.0);
    ui.label(strong(format!("Relations ({})", rows.len()), 13.0));
    for (direction, id, other) in rows {
        let Some(relation) = document.relation(&id) else { continue };
        let metamodel = document.metamodel();
        let verb = relation_words(document, relation, direction);
        let name = document.element(&other).map_or_else(|| other.to_string(), |e| e.shown_name().to_owned());
        let _ = metamodel;
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
fn relation_words(document: &Document, relation: &Relation, direction: Direction) -> String {
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

fn end_button(ui: &mut egui::Ui, session: &mut Session, document: &Document, end: &ElementId, theme: &Theme) {
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
fn contract(
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
        .map(|r| EnumValue {
            id: r.clone(),
            label: r.clone(),
            when: crate::model::metamodel::Conditions::new(),
            phrase: None,
        })
        .collect();
    let choices: Vec<&EnumValue> = references.iter().collect();
    let stored = relation.attributes.get(&def.key).and_then(Value::as_text);
    if choices.is_empty() && stored.is_none() {
        ui.label(RichText::new("The partner has no contracts yet").color(color(theme.muted)));
    } else if let Some(picked) = choose(ui, &def.label, &choices, stored, None) {
        session.set_relation_attribute(&relation.id, &def.key, &def.label, picked.value());
    }
}

fn nothing(ui: &mut egui::Ui, session: &Session, theme: &Theme) {
    let document = session.document();
    ui.label(strong(session.title(), 16.0));
    if let Some(description) = document.head().meta.get("description").and_then(Value::as_text) {
        ui.label(RichText::new(description.as_str()).color(color(theme.text_secondary)));
    }
    ui.add_space(8.0);
    for kind in document.metamodel().kinds_by_importance() {
        let n = document.index().of_kind(kind).count();
        let Some(def) = document.metamodel().kind(kind).filter(|_| n > 0) else { continue };
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

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
