//! The inspector: name, description, state and the attributes of what is selected, generated from the metamodel.
//!
//! A field keeps what is typed until it is left; then the whole change is one step.
//!
//! Knows nothing about any single attribute.

mod arranged;
mod ends;
mod found;
mod marks;
mod parts;
mod relations;
mod several;
mod worth;

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::{self, Frame, Key, Margin, Panel, RichText};

use ends::{end_button, nothing, ways};
use parts::{annotation, heading, read_only, unknown};
use relations::Relations;

use crate::editor::fields::{Cell, Part, Place};
use crate::editor::known::Known;
use crate::editor::session::led::Led;
use crate::editor::settings::Settings;
use crate::editor::wording::capital;
use crate::editor::workspace::Sheet;
use crate::editor::{Session, Workspace};
use crate::model::metamodel::{AttributeDef, AttributeType};
use crate::model::{Document, Element, ElementId, ElementKind, RelationId, Revision};
use crate::scene::Owner;
use crate::theme::Theme;
use crate::ui::fields::{Fields, Records, caption, changing, lead_in, undo};
use crate::ui::style::{color, strong};

/// What the inspector keeps while its fields are edited.
#[derive(Default)]
pub(in crate::ui) struct Inspector {
    fields: Fields,
    records: Records,
    relations: Relations,
    /// The name as it is being typed, and whose.
    naming: Option<(ElementId, String)>,
    told: found::Told,
    /// Of which document.
    of: Option<u64>,
    /// The sheet that was asked for.
    asked: Option<Sheet>,
    /// Whether it was shown in this frame.
    shown: bool,
    /// The state of the document and the selection that the fields were last kept for.
    seen: Option<(Revision, u64)>,
    /// The field that the keyboard is led to.
    led: Option<Led>,
    /// How many elements there are of each kind, counted once for each state of the document.
    counts: Known<Revision, Vec<(ElementKind, usize)>>,
}

impl Inspector {
    /// Takes the keys of tables before anything else answers to them.
    pub(in crate::ui) fn take_keys(&mut self, ctx: &eframe::egui::Context) {
        self.records.take(ctx);
    }

    /// Ends a frame, whether it was shown in it or not.
    pub(in crate::ui) fn end(&mut self) {
        if !std::mem::take(&mut self.shown) {
            self.records.keep(|_| false);
        }
        self.records.end();
    }

    /// Whether it shows something over the window.
    pub(in crate::ui) fn is_over(&self) -> bool {
        self.records.is_wide()
    }

    pub(in crate::ui) fn ui(&mut self, ui: &mut egui::Ui, workspace: &mut Workspace, theme: &Theme) {
        let Some(session) = &mut workspace.session else { return };
        if self.of != Some(session.id) {
            *self = Self { of: Some(session.id), ..Self::default() };
        }
        // What was typed for something that is no longer selected must not turn up when it is selected again.
        let selected = session.selection();
        let document = session.document();
        let now = Some((document.revision(), session.selection_turn()));
        if self.seen != now {
            self.seen = now;
            self.fields.keep(|cell| concerns(document, &cell.place, selected));
            self.naming.take_if(|(id, _)| !selected.contains(&Owner::Element(id.clone())));
        }
        self.records.keep(|cell| concerns(document, &cell.place, selected));
        self.shown = true;
        let frame =
            Frame::NONE.fill(color(theme.panel)).inner_margin(Margin { left: 16, right: 10, top: 14, bottom: 10 });
        let most = (ui.ctx().content_rect().width() * 0.5).max(264.0);
        let wished = width(ui.ctx(), &workspace.settings);
        let settings = &mut workspace.settings;
        let panel =
            Panel::right("inspector").frame(frame).resizable(true).default_size(wished).size_range(264.0..=most);
        let shown = panel.show(ui, |ui| {
            ui.advance_cursor_after_rect(ui.max_rect());
            // A line that is too long is cut off; it may not make the panel wider, and with it move the drawing.
            let room = ui.max_rect();
            let ui = &mut ui.new_child(egui::UiBuilder::new().max_rect(room).layout(*ui.layout()));
            super::history::ui(ui, session, theme);
            egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                ui.set_width(ui.available_width() - 8.0);
                read_only(ui, session, theme);
                let first: Vec<_> = session.selection().iter().take(2).cloned().collect();
                match first.as_slice() {
                    [] => {
                        let counts = self.counts(session.document());
                        nothing(ui, session, &counts, theme);
                        self.asked = ways(ui).or(self.asked);
                    }
                    [Owner::Element(id)] => self.element(ui, session, id, &mut settings.more, theme),
                    [Owner::Relation(id)] => self.relation(ui, session, id, theme),
                    [Owner::Annotation(id)] => annotation(ui, session, id, theme),
                    _ => self.several(ui, session, theme),
                }
            });
        });
        // Only what was dragged is remembered; else the width follows the window.
        if ui.input(|i| i.pointer.any_released()) {
            let width = shown.response.rect.width();
            if (width - wished).abs() > 4.0 {
                settings.inspector = Some(width.round() as u16);
            }
        }
        if let Some(sheet) = self.asked.take() {
            workspace.sheet = Some(sheet);
        }
    }

    fn counts(&self, document: &Document) -> Arc<Vec<(ElementKind, usize)>> {
        self.counts.of(document.revision(), || {
            let kinds = document.metamodel().kinds_by_importance();
            kinds.into_iter().map(|kind| (kind, document.index().of_kind(kind).count())).collect()
        })
    }

    fn element(&mut self, ui: &mut egui::Ui, session: &mut Session, id: &ElementId, more: &mut bool, theme: &Theme) {
        let document = session.document().clone();
        let Some(element) = document.element(id).cloned() else { return };
        let metamodel = document.metamodel().clone();
        let common = |def: &AttributeDef| Place::Common(id.clone(), def.key.clone());
        self.take_led(session, &Owner::Element(id.clone()));
        heading(ui, &document, &element, &session.called(&element), theme);
        self.told.begin(session, &Owner::Element(id.clone()));
        self.told.above(ui, session, theme);
        self.name(ui, session, &element);
        for def in metamodel.common.iter().filter(|d| d.key == "description") {
            self.field(ui, session, common(def), def, theme);
        }
        self.marks(ui, session, std::slice::from_ref(id), theme);
        let defs = metamodel.element_attributes(element.kind);
        self.attributes(ui, session, &element, more, theme);
        unknown(ui, defs, &element.attributes, theme);
        self.relations.ui(ui, session, &mut self.fields, &element, theme);
        self.told.end(ui);
    }

    fn relation(&mut self, ui: &mut egui::Ui, session: &mut Session, id: &RelationId, theme: &Theme) {
        let document = session.document().clone();
        let Some(relation) = document.relation(id).cloned() else { return };
        let metamodel = document.metamodel().clone();
        self.take_led(session, &Owner::Relation(id.clone()));
        ui.label(strong(capital(metamodel.relation_label(relation.kind)), 16.0));
        if let Some(def) = metamodel.relation(relation.kind) {
            ui.label(RichText::new(def.meaning.as_str()).color(color(theme.text_secondary)));
        }
        ui.add_space(8.0);
        for (label, end) in [("From", &relation.source), ("To", &relation.target)] {
            caption(ui, label, None, theme);
            end_button(ui, session, &document, end, theme);
        }
        self.told.begin(session, &Owner::Relation(id.clone()));
        self.told.above(ui, session, theme);
        let defs = metamodel.relation_attributes(relation.kind);
        for def in defs {
            if matches!(def.ty, AttributeType::Contract) {
                caption(ui, &def.label, Some(def), theme);
                if self.is_led_to(def).is_some() {
                    lead_in(ui);
                }
                self.fields.contract(ui, session, &relation, def, &def.label, theme);
                self.told.at(ui, session, &def.key, theme);
            } else {
                self.field(ui, session, Place::Relation(id.clone(), def.key.clone()), def, theme);
            }
        }
        unknown(ui, defs, &relation.attributes, theme);
        self.told.end(ui);
    }

    fn name(&mut self, ui: &mut egui::Ui, session: &mut Session, element: &Element) {
        let naming = self.naming.take().filter(|(id, _)| *id == element.id).map(|(_, text)| text);
        let mut text = naming.clone().unwrap_or_else(|| element.name.to_string());
        let edit = egui::TextEdit::singleline(&mut text).char_limit(120).hint_text("Name").desired_width(f32::INFINITY);
        let response = changing(ui, session.editable(), |ui| ui.add(edit).accessible_name("Name"));
        if self.led.take_if(|led| led.key == "name").is_some() {
            response.request_focus();
        }
        let unchanged = text == element.name;
        undo::say(ui, &response, &text, unchanged);
        if response.has_focus() {
            self.naming = (!unchanged).then(|| (element.id.clone(), text));
        } else if naming.is_some() && !ui.input(|i| i.key_pressed(Key::Escape)) && text.trim() != element.name {
            session.set_name(&element.id, &text);
        }
    }

    /// Takes the field that the keyboard is led to; one of something else is forgotten.
    fn take_led(&mut self, session: &mut Session, owner: &Owner) {
        self.led = session.take_led(owner).or_else(|| self.led.take().filter(|led| led.owner == *owner));
    }

    /// The way into a field that the keyboard is led to; told once.
    fn is_led_to(&mut self, def: &AttributeDef) -> Option<Vec<Part>> {
        self.led.take_if(|led| led.key == def.key).map(|led| led.way)
    }

    fn field(&mut self, ui: &mut egui::Ui, session: &mut Session, place: Place, def: &AttributeDef, theme: &Theme) {
        let cell = Cell::from(place);
        let into = self.is_led_to(def);
        if let Some(way) = into.as_ref().filter(|way| !way.is_empty()) {
            self.records.lead_into(&Cell { place: cell.place.clone(), way: way.clone() });
        }
        let led = into.is_some_and(|way| way.is_empty());
        if led && def.ty.has_parts() {
            self.records.lead_to(&cell);
        } else if led {
            lead_in(ui);
            ui.scroll_to_cursor(Some(egui::Align::Center));
        }
        if def.ty.has_parts() {
            self.records.field(ui, session, &mut self.fields, def, &cell, theme);
        } else if !matches!(def.ty, AttributeType::Plateau) || !session.document().head().plateaus.is_empty() {
            self.fields.field(ui, session, def, &[cell], theme);
        }
        self.told.at(ui, session, &def.key, theme);
    }
}

/// How wide it is to be.
pub(in crate::ui) fn width(ctx: &egui::Context, settings: &Settings) -> f32 {
    // A narrow window is for the drawing first.
    let window = ctx.content_rect().width();
    let usual = (window * 0.28).clamp(264.0, 320.0);
    settings.inspector.map_or(usual, f32::from).clamp(264.0, (window * 0.5).max(264.0))
}

/// Whether the attribute at a place is of what is selected, or of a relation of it.
fn concerns(document: &Document, place: &Place, selected: &BTreeSet<Owner>) -> bool {
    match place {
        Place::Common(id, _) | Place::Attribute(id, _) => selected.contains(&Owner::Element(id.clone())),
        Place::Relation(id, _) => {
            let ends = document.relation(id).map(|r| [r.source.clone(), r.target.clone()]);
            selected.contains(&Owner::Relation(id.clone()))
                || ends.is_some_and(|ends| ends.into_iter().any(|end| selected.contains(&Owner::Element(end))))
        }
        _ => false,
    }
}
