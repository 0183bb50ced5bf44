//! What an element is related with, in both directions.
//!
//! Each relation opens to what is said of it, can be led elsewhere and removed, and new ones are added.
//!
//! Knows nothing about what is legal: the session says.

use std::collections::HashSet;

use eframe::egui::{self, RichText, TextWrapMode, Vec2};

use crate::editor::Session;
use crate::editor::fields::{Cell, Place};
use crate::editor::gesture::End;
use crate::editor::session::related::{Way, ways_of};
use crate::editor::wording::capital;
use crate::model::legality::other_kinds;
use crate::model::metamodel::{AttributeDef, AttributeType};
use crate::model::{Direction, Document, Element, ElementId, Relation, RelationId, RelationKind, Value};
use crate::scene::{Owner, anatomy};
use crate::theme::Theme;
use crate::ui::fields::records_pick::{button, pick, rows};
use crate::ui::fields::{Fields, card_frame, changing, labelled, tool};
use crate::ui::list::Row;
use crate::ui::more::some;
use crate::ui::style::{color, fill_icon_text, icon_text, strong};

/// What the list of relations remembers between frames.
#[derive(Default)]
pub(super) struct Relations {
    /// The relations that are open.
    open: HashSet<RelationId>,
    /// The way in which one is being added.
    adding: Option<(ElementId, Way)>,
}

/// What the rows of the list show and change.
struct Shown<'a> {
    document: &'a Document,
    element: &'a Element,
    theme: &'a Theme,
}

impl Relations {
    /// Every relation of an element, those of kinds that the view hides too.
    pub(super) fn ui(
        &mut self,
        ui: &mut egui::Ui,
        session: &mut Session,
        fields: &mut Fields,
        element: &Element,
        theme: &Theme,
    ) {
        let document = session.document().clone();
        let shown = Shown { document: &document, element, theme };
        let groups = session.relations_of(&element.id);
        let ways = ways_of(&document, &element.id);
        let n: usize = groups.iter().map(|g| g.rows.len()).sum();
        ui.add_space(10.0);
        ui.label(strong(format!("Relations ({n})"), 13.0));
        if n == 0 {
            let text = "None yet. Drag from the handle of the element to another one, or add one here.";
            ui.add(egui::Label::new(RichText::new(text).size(12.0).color(color(theme.muted))).wrap());
        }
        for group in groups.iter() {
            ui.push_id((group.way.kind.id(), group.way.direction == Direction::Outgoing), |ui| {
                heading(ui, session, &shown, group.way, group.rows.len(), ways.contains(&group.way));
                let of = (&element.id, group.way.kind, group.way.direction == Direction::Outgoing);
                some(ui, of, &group.way.label(&document), &group.rows, |ui, (id, other)| {
                    if let Some(relation) = document.relation(id) {
                        ui.push_id(id, |ui| self.row(ui, session, fields, &shown, group.way, relation, other));
                    }
                });
            });
        }
        ui.add_space(4.0);
        self.add(ui, session, &shown, &ways);
    }

    /// A relation: its other end, how to open it, its letter where it is a responsibility.
    #[expect(clippy::too_many_arguments, reason = "every argument is another thing: where, whose, which, seen how")]
    fn row(
        &mut self,
        ui: &mut egui::Ui,
        session: &mut Session,
        fields: &mut Fields,
        shown: &Shown<'_>,
        way: Way,
        relation: &Relation,
        other: &ElementId,
    ) {
        let theme = shown.theme;
        let name = shown.document.element(other).map_or_else(|| other.to_string(), |e| e.shown_name().to_owned());
        let verb = words(shown.document, relation, way);
        let title = format!("{verb} {name}");
        let mut open = self.open.contains(&relation.id);
        card_frame(ui, theme).inner_margin(egui::Margin::symmetric(6, 2)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                let caret = if open { "caret-down" } else { "caret-right" };
                let does = if open { "Close" } else { "Open" };
                if tool(ui, caret, &format!("{does} {title}"), "") {
                    open = !open;
                }
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    changing(ui, session.editable(), |ui| {
                        if tool(ui, "trash", &format!("Remove {title}"), "The relation goes, both elements stay") {
                            session.remove_relation(&relation.id);
                        }
                        if way.kind == RelationKind::AssignedTo {
                            letters(ui, session, shown, relation, &title);
                        }
                    });
                    ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                        end(ui, session, shown, other, &title, &name);
                    });
                });
            });
            if let (false, Some(why)) = (open, problem(session, fields, shown, relation)) {
                ui.label(RichText::new(why).size(11.0).color(color(theme.finding.error)));
            }
            if open {
                let of = title.as_str();
                details(ui, session, fields, shown, way, relation, (&name, of));
            }
        });
        if open {
            self.open.insert(relation.id.clone());
        } else {
            self.open.remove(&relation.id);
        }
    }

    /// Adds a relation: first which, then to what.
    fn add(&mut self, ui: &mut egui::Ui, session: &mut Session, shown: &Shown<'_>, ways: &[Way]) {
        if ways.is_empty() {
            return;
        }
        let theme = shown.theme;
        self.adding.take_if(|(id, _)| *id != shown.element.id);
        let plus = (icon_text("plus", 13.0), RichText::new("Add relation").size(12.5));
        let first =
            changing(ui, session.editable(), |ui| ui.add(egui::Button::new(plus)).accessible_name("Add relation"));
        let mut labels: Vec<(String, Way)> = Vec::new();
        let chosen = pick(ui, theme, &first, "Find a relation", |typed| {
            let wanted = crate::model::index::folded(typed);
            let all = ways.iter().map(|w| (w.label(shown.document), *w));
            labels = all.filter(|(label, _)| label.to_lowercase().contains(wanted.as_str())).collect();
            labels.iter().map(|(label, way)| Row { note: ends(shown, *way), ..Row::new(label.as_str()) }).collect()
        });
        if let Some((_, way)) = chosen.and_then(|i| labels.get(i)) {
            self.adding = Some((shown.element.id.clone(), *way));
        }
        let Some((_, way)) = self.adding.clone() else { return };
        let label = way.label(shown.document);
        ui.horizontal(|ui| {
            if tool(ui, "x", "Cancel the new relation", "") {
                self.adding = None;
            }
            let name = format!("Other end of the new relation: {label}");
            let text = format!("{} ...", capital(&label));
            let button = button(ui, theme, &name, Some((None, text)));
            if chosen.is_some() {
                button.request_focus();
            }
            if target(ui, session, shown, &button, way) {
                self.adding = None;
                first.request_focus();
            }
        });
    }
}

/// What a group of relations is, with a button for one more.
fn heading(ui: &mut egui::Ui, session: &mut Session, shown: &Shown<'_>, way: Way, n: usize, more: bool) {
    let label = way.label(shown.document);
    ui.add_space(2.0);
    ui.horizontal(|ui| {
        let text = RichText::new(capital(&label)).size(12.0).color(color(shown.theme.text_secondary));
        let heading = ui.label(text);
        if let Some(def) = shown.document.metamodel().relation(way.kind) {
            heading.on_hover_text(def.meaning.as_str());
        }
        ui.label(RichText::new(n.to_string()).size(12.0).color(color(shown.theme.muted)));
        if !more {
            return;
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let plus = egui::Button::new(icon_text("plus", 13.0)).frame_when_inactive(false);
            let name = format!("Add relation: {label}");
            let plus = plus.min_size(Vec2::splat(22.0));
            let plus = changing(ui, session.editable(), |ui| ui.add(plus).accessible_name(&name).on_hover_text(&name));
            target(ui, session, shown, &plus, way);
        });
    });
}

/// The other element; a click goes there.
fn end(ui: &mut egui::Ui, session: &mut Session, shown: &Shown<'_>, other: &ElementId, title: &str, name: &str) {
    let icon = shown
        .document
        .element(other)
        .map(|e| fill_icon_text(&anatomy::icon_name(shown.document, e), 14.0, shown.theme.kind(e.kind.id())));
    let words = RichText::new(name).size(12.5);
    let mut atoms = egui::Atoms::default();
    if let Some(icon) = icon {
        atoms.push_right(icon);
    }
    atoms.push_right(egui::AtomExt::atom_shrink(words, true));
    ui.spacing_mut().button_padding = Vec2::new(3.0, 2.0);
    let go = egui::Button::new(atoms).frame_when_inactive(false).wrap_mode(TextWrapMode::Truncate);
    if ui.add(go).accessible_name(title).on_hover_text(format!("Go to {name}")).clicked() {
        session.go_or_select(other);
    }
}

/// What is wrong with what is said of a relation, if anything is.
fn problem(session: &Session, fields: &Fields, shown: &Shown<'_>, relation: &Relation) -> Option<String> {
    let defs = shown.document.metamodel().relation_attributes(relation.kind);
    defs.iter().find_map(|def| {
        let cell = Cell::from(Place::Relation(relation.id.clone(), def.key.clone()));
        fields.wrong(session.document(), &[cell]).map(|why| format!("{}: {why}", def.label))
    })
}

/// What is said of a relation, its other end, and the way to its line.
fn details(
    ui: &mut egui::Ui,
    session: &mut Session,
    fields: &mut Fields,
    shown: &Shown<'_>,
    way: Way,
    relation: &Relation,
    (other, of): (&str, &str),
) {
    let theme = shown.theme;
    for def in shown.document.metamodel().relation_attributes(relation.kind) {
        let name = format!("{} of {of}", def.label);
        let place = Place::Relation(relation.id.clone(), def.key.clone());
        labelled(ui, def, theme, |ui| {
            if matches!(def.ty, AttributeType::Contract) {
                fields.contract(ui, session, relation, def, &name, theme);
            } else {
                fields.editor(ui, session, def, &[place.into()], &name, theme);
            }
        });
    }
    let (end, label) = match way.direction {
        Direction::Outgoing => (End::Target, "To"),
        Direction::Incoming => (End::Source, "From"),
    };
    let plain = AttributeDef::text("", label);
    labelled(ui, &plain, theme, |ui| {
        let name = format!("Other end of {of}");
        let button = changing(ui, session.editable(), |ui| button(ui, theme, &name, Some((None, other.to_owned()))));
        let mut choices = std::sync::Arc::default();
        let chosen = pick(ui, theme, &button, "Find or create", |typed| {
            choices = session.end_choices(&relation.id, end, typed);
            rows(shown.document, theme, &choices)
        });
        if let Some(choice) = chosen.and_then(|i| choices.get(i)) {
            session.lead_end(&relation.id, end, choice);
        }
    });
    let show = egui::Button::new(RichText::new("Select the relation").size(12.0)).frame_when_inactive(false);
    if ui.add(show).accessible_name(format!("Select {of}")).clicked() {
        session.select(Some(Owner::Relation(relation.id.clone())));
    }
}

/// The kinds that a relation leads to or comes from, in few words.
fn ends(shown: &Shown<'_>, way: Way) -> String {
    let metamodel = shown.document.metamodel();
    let others = other_kinds(metamodel, way.kind, shown.element.kind, way.direction);
    let names: Vec<&str> = others.into_iter().filter_map(|k| metamodel.kind(k)).map(|k| k.short.as_str()).collect();
    match names.as_slice() {
        [one, two, _, ..] => format!("{one}, {two} ..."),
        few => few.join(", "),
    }
}

/// The list of what an element may be related with, below a button. Whether something was chosen.
fn target(ui: &egui::Ui, session: &mut Session, shown: &Shown<'_>, button: &egui::Response, way: Way) -> bool {
    let mut choices = std::sync::Arc::default();
    let chosen = pick(ui, shown.theme, button, "Find or create", |typed| {
        choices = session.relation_choices(&shown.element.id, way, typed);
        rows(shown.document, shown.theme, &choices)
    });
    match chosen.and_then(|i| choices.get(i)) {
        Some(choice) => session.relate(&shown.element.id, way, choice),
        None => false,
    }
}

/// The letters of a responsibility, of which one is on.
fn letters(ui: &mut egui::Ui, session: &mut Session, shown: &Shown<'_>, relation: &Relation, title: &str) {
    let defs = shown.document.metamodel().relation_attributes(relation.kind);
    let Some(def) = defs.iter().find(|d| d.key == "raci") else { return };
    let AttributeType::Enum { values } = &def.ty else { return };
    let stored = relation.attributes.get(&def.key).and_then(Value::as_text);
    ui.spacing_mut().item_spacing.x = 1.0;
    ui.spacing_mut().button_padding = Vec2::new(4.0, 1.0);
    // The row is filled from the right.
    for value in values.iter().rev() {
        let letter: String = value.label.chars().take(1).flat_map(char::to_uppercase).collect();
        let on = stored == Some(&value.id);
        let button = egui::Button::new(RichText::new(letter).size(11.5)).selected(on).frame_when_inactive(on);
        let button = ui.add(button.min_size(Vec2::new(19.0, 20.0)));
        let button = button.accessible_name(format!("{}: {title}", value.label)).on_hover_text(value.label.as_str());
        if button.clicked() && !on {
            let place = Place::Relation(relation.id.clone(), def.key.clone());
            session.set_value(place, &def.label, Some(Value::Text(value.id.clone())));
        }
    }
}

/// A relation from the side of one of its ends: "supplies", "supplied by", "is accountable for".
fn words(document: &Document, relation: &Relation, way: Way) -> String {
    let raci = relation.get(crate::model::attr::assigned_to::RACI);
    let defs = document.metamodel().relation_attributes(relation.kind);
    if let Some(crate::model::attr::Choice(id)) = raci
        && let Some(AttributeType::Enum { values }) = defs.iter().find(|d| d.key == "raci").map(|d| &d.ty)
        && let Some(value) = values.iter().find(|v| v.id == id)
    {
        return match way.direction {
            Direction::Outgoing => value.phrase.as_ref().unwrap_or(&value.label).to_string(),
            Direction::Incoming => format!("{} is", value.label.to_lowercase()),
        };
    }
    way.label(document)
}
