//! Which attributes come first: the few that the card shows, then, on request, all the others.
//!
//! Knows nothing about how an attribute is edited.

use eframe::egui::{self, RichText, Sense};

use super::Inspector;
use crate::editor::Session;
use crate::editor::fields::Place;
use crate::model::Element;
use crate::model::metamodel::AttributeDef;
use crate::theme::Theme;
use crate::ui::style::{color, icon_text, strong};

impl Inspector {
    /// The attributes of an element's kind and what every element has, but its description and mark. `more` says whether
    /// all of them are shown.
    pub(super) fn attributes(
        &mut self,
        ui: &mut egui::Ui,
        session: &mut Session,
        element: &Element,
        more: &mut bool,
        theme: &Theme,
    ) {
        let metamodel = session.document().metamodel().clone();
        let defs = metamodel.element_attributes(element.kind);
        let facts = metamodel.kind(element.kind).map(|k| k.facts.as_slice()).unwrap_or_default();
        // Attributes of other uses of the kind stay out of the way, unless they hold something.
        let usable = |d: &&AttributeDef| {
            metamodel.meets(&d.when, defs, &element.attributes) || element.attributes.get(&d.key).is_some()
        };
        // What is seen first depends on the kind alone, so that it stays where it is while it is filled in.
        let first = |d: &&AttributeDef| d.required || facts.contains(&d.key) || d.ty.has_parts();
        let at = |def: &AttributeDef| Place::Attribute(element.id.clone(), def.key.clone());
        for def in defs.iter().filter(usable).filter(first) {
            self.field(ui, session, at(def), def, theme);
        }
        let rest: Vec<_> = defs.iter().filter(usable).filter(|d| !first(d)).collect();
        let others = |d: &&AttributeDef| !matches!(d.key.as_str(), "description" | "state" | "plateau" | "vocr");
        let common: Vec<_> = metamodel.common.iter().filter(others).collect();
        let held = rest.iter().filter(|d| element.attributes.get(&d.key).is_some()).count()
            + common.iter().filter(|d| element.fields.get(&d.key).is_some()).count();
        // What is about to be entered may be one of the others.
        let is_entered = |key: &ecow::EcoString| self.led.as_ref().is_some_and(|led| led.key == *key);
        if rest.iter().any(|d| is_entered(&d.key))
            || common.iter().any(|d| is_entered(&d.key))
            || is_entered(&"vocr".into())
        {
            *more = true;
        }
        more_or_fewer(ui, more, held, theme);
        if *more {
            for def in rest {
                self.field(ui, session, at(def), def, theme);
            }
            for def in common {
                self.field(ui, session, Place::Common(element.id.clone(), def.key.clone()), def, theme);
            }
        }
        for def in metamodel.common.iter().filter(|d| d.key == "vocr") {
            self.worth(ui, session, element, def, *more, theme);
        }
    }
}

/// The line that opens and closes the attributes that are not on the card. `held` of them hold something.
fn more_or_fewer(ui: &mut egui::Ui, more: &mut bool, held: usize, theme: &Theme) {
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let icon = icon_text(if *more { "caret-down" } else { "caret-right" }, 12.0).color(color(theme.muted));
        let button = egui::Button::new((icon, strong("More", 12.0))).frame(false).sense(Sense::click());
        let name = if *more { "Fewer attributes" } else { "More attributes" };
        if ui.add(button).accessible_name(name).clicked() {
            *more = !*more;
        }
        if held > 0 && !*more {
            ui.label(RichText::new(format!("{held} filled in")).size(11.0).color(color(theme.muted)));
        }
    });
}
