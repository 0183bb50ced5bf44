//! The inspector: name, description, state and the attributes of what is selected, generated from the metamodel.
//!
//! A field keeps what is typed until it is left; then the whole change is one step.
//!
//! Knows nothing about any single attribute.

mod parts;
mod relations;

use std::collections::HashMap;

use ecow::EcoString;
use eframe::egui::{self, Frame, Key, Margin, Panel, RichText};

use parts::{annotation, capital, caption, choose, heading, read_only, state, unknown};
use relations::{contract, end_button, nothing, relations, ways};

use crate::editor::{Session, Workspace, fields};
use crate::model::metamodel::{AttributeDef, AttributeType, EnumValue};
use crate::model::{Document, Element, ElementId, ElementKind, Record, RelationId, Revision, Value};
use crate::scene::Owner;
use crate::theme::Theme;
use crate::ui::style::{color, strong};

/// What is being typed, by owner and key.
#[derive(Default)]
pub(in crate::ui) struct Inspector {
    typed: HashMap<(Owner, EcoString), String>,
    wrong: HashMap<(Owner, EcoString), String>,
    /// Of which document.
    of: Option<u64>,
    /// How many elements there are of each kind, counted once for each state of the document.
    counts: Option<(Revision, Vec<(ElementKind, usize)>)>,
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
        if self.of != Some(session.id) {
            *self = Self { of: Some(session.id), ..Self::default() };
        }
        // What was typed for something that is no longer selected must not turn up when it is selected again.
        let selected = session.selection();
        self.typed.retain(|(owner, _), _| selected.contains(owner));
        self.wrong.retain(|(owner, _), _| selected.contains(owner));
        let frame =
            Frame::NONE.fill(color(theme.panel)).inner_margin(Margin { left: 16, right: 10, top: 14, bottom: 10 });
        // A narrow window is for the drawing first.
        let width = (ui.ctx().content_rect().width() * 0.28).clamp(264.0, 320.0);
        let mut asked = None;
        Panel::right("inspector").frame(frame).exact_size(width).resizable(false).show(ui, |ui| {
            super::history::ui(ui, session, theme);
            egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                ui.set_width(ui.available_width() - 8.0);
                ui.add_enabled_ui(session.editable().is_ok(), |ui| {
                    let selection: Vec<_> = session.selection().iter().cloned().collect();
                    match selection.as_slice() {
                        [] => {
                            let counts = self.counts(session.document());
                            nothing(ui, session, counts, theme);
                            asked = ways(ui);
                        }
                        [Owner::Element(id)] => self.element(ui, session, id, theme),
                        [Owner::Relation(id)] => self.relation(ui, session, id, theme),
                        [Owner::Annotation(id)] => annotation(ui, session, id, theme),
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
        if asked.is_some() {
            workspace.sheet = asked;
        }
    }

    fn counts(&mut self, document: &Document) -> &[(ElementKind, usize)] {
        let revision = document.revision();
        if self.counts.as_ref().is_none_or(|(of, _)| *of != revision) {
            let kinds = document.metamodel().kinds_by_importance();
            let counted = kinds.into_iter().map(|kind| (kind, document.index().of_kind(kind).count())).collect();
            self.counts = Some((revision, counted));
        }
        self.counts.as_ref().map_or(&[], |(_, counts)| counts)
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
        // Only elements and relations have fields.
        (Owner::Annotation(_) | Owner::Zone(_) | Owner::More(_) | Owner::Page, _) => false,
    };
}
