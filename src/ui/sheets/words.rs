//! Words and attributes of this model: what kinds are called here, and attributes of its own.
//!
//! Knows nothing about how additions are stored.

use eframe::egui::{self, Button, Frame, Margin, RichText, ScrollArea};

use super::shell::{Shell, heading, icon_button, quiet};
use crate::editor::fields::{Cell, Cells};
use crate::editor::known::Known;
use crate::editor::session::additions::{Facet, Of, OwnType, Word};
use crate::editor::{Session, Workspace};
use crate::model::additions::attribute_def;
use crate::model::metamodel::{AttributeDef, AttributeType, Conditions, EnumValue, KindDef};
use crate::model::{Document, Revision, Value};
use crate::theme::Theme;
use crate::ui::fields::Fields;
use crate::ui::style::{color, fill_icon_text, list_arrow, strong};

/// The width of the list of kinds.
const KINDS: f32 = 214.0;

/// The attributes that the file gives a kind, found once for each state of the model.
type Own = Known<(Revision, Of), Vec<Attribute>>;

/// An attribute of this model.
struct Attribute {
    /// As it stands in the file.
    stored: Value,
    /// What it is, or why it cannot be used.
    def: Result<AttributeDef, String>,
    /// How often it is used, and how often with a value that does not fit.
    used: (usize, usize),
}

/// What the sheet remembers while it is open.
#[derive(Default)]
pub(super) struct Words {
    shell: Shell,
    filter: String,
    of: Option<Of>,
    /// The label of an attribute to be added.
    new: String,
    /// Why it was not added.
    refused: Option<String>,
    own: Own,
}

impl Words {
    pub(super) fn sheet(&mut self, ctx: &egui::Context, workspace: &mut Workspace, theme: &Theme) {
        let Some(session) = &mut workspace.session else {
            workspace.sheet = None;
            return;
        };
        let of = *self.of.get_or_insert_with(|| selected(session));
        let Self { shell, filter, new, refused, own, .. } = self;
        let mut picked = None;
        let titled = ("model-words", "Words and attributes of this model", 900.0);
        let close = shell.sheet(ctx, session.id, titled, |fields, ui, room| {
            let height = (room - 160.0).max(140.0);
            ui.horizontal_top(|ui| {
                ui.allocate_ui_with_layout(egui::vec2(KINDS, height), egui::Layout::top_down(egui::Align::Min), |ui| {
                    ui.set_width(KINDS);
                    picked = kinds(ui, theme, session.document(), of, filter);
                });
                ui.separator();
                ui.vertical(|ui| {
                    let area = ScrollArea::vertical().id_salt(of).max_height(height).min_scrolled_height(height);
                    area.auto_shrink(false).show(ui, |ui| {
                        ui.set_width(ui.available_width() - 12.0);
                        ui.add_enabled_ui(session.editable().is_ok(), |ui| {
                            words(ui, theme, session, fields, of);
                            attributes(ui, theme, session, fields, (of, own));
                            add(ui, theme, session, (new, refused), of);
                        });
                    });
                });
            });
        });
        if let Some(of) = picked {
            self.of = Some(of);
            self.new.clear();
            self.refused = None;
        }
        if close {
            workspace.sheet = None;
        }
    }
}

/// The kind of what is selected, else the first.
fn selected(session: &Session) -> Of {
    let metamodel = session.document().metamodel();
    let of_element = session.single_element().map(|e| Of::Element(e.kind));
    let all = Of::all(metamodel);
    of_element
        .filter(|of| all.contains(of))
        .or_else(|| all.first().copied())
        .unwrap_or(Of::Element(crate::model::ElementKind::Stage))
}

/// The kinds that fit what is typed; which was picked.
fn kinds(ui: &mut egui::Ui, theme: &Theme, document: &Document, on: Of, filter: &mut String) -> Option<Of> {
    let edit = egui::TextEdit::singleline(filter).hint_text("Find a kind").desired_width(f32::INFINITY);
    ui.add(edit).accessible_name("Find a kind");
    let wanted = filter.trim().to_lowercase();
    let metamodel = document.metamodel();
    let mut picked = None;
    ScrollArea::vertical().id_salt("kinds").max_height(ui.available_height()).auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        let mut relations = false;
        for of in Of::all(metamodel) {
            let (now, came) = (of.label(metamodel), of.label(document.base_metamodel()));
            let fits = |text: &str| text.to_lowercase().contains(&wanted);
            if !(fits(&now) || fits(&came) || of.own_synonyms(document).iter().any(|s| fits(s))) {
                continue;
            }
            if matches!(of, Of::Relation(_)) && !std::mem::replace(&mut relations, true) {
                heading(ui, theme, "Relations");
            }
            let mark = if of.is_added_to(document) { "•" } else { "" };
            let icon = match of {
                Of::Element(kind) => {
                    let icon = metamodel.kind(kind).map_or("", |k| k.icon.as_str());
                    fill_icon_text(icon, 15.0, theme.kind(kind.id()))
                }
                Of::Relation(_) => crate::ui::style::icon_text("arrow-right", 13.0).color(color(theme.muted)),
            };
            let atoms = (icon, RichText::new(now.as_str()).size(12.5), strong(mark, 13.0).color(color(theme.accent)));
            let row = Button::new(atoms)
                .selected(of == on)
                .frame_when_inactive(of == on)
                .truncate()
                .min_size(egui::vec2(ui.available_width() - 8.0, 26.0));
            let name = if matches!(of, Of::Element(_)) { format!("Kind {now}") } else { format!("Relation {now}") };
            if ui.add(row).accessible_name(name).clicked() {
                picked = Some(of);
            }
        }
    });
    picked
}

fn words(ui: &mut egui::Ui, theme: &Theme, session: &mut Session, fields: &mut Fields, of: Of) {
    let document = session.document().clone();
    let base = document.base_metamodel().clone();
    let came = of.label(&base);
    ui.label(strong(came.as_str(), 15.0));
    let about = match of {
        Of::Element(kind) => base.kind(kind).map(|k| k.definition.clone()),
        Of::Relation(kind) => base.relation(kind).map(|r| r.meaning.clone()),
    };
    quiet(ui, theme, &about.unwrap_or_default());
    ui.add_space(6.0);
    let half = ((ui.available_width() - ui.spacing().item_spacing.x) / 2.0).max(120.0);
    let other = if matches!(of, Of::Element(_)) { "Called for several" } else { "Called from the other end" };
    ui.horizontal_top(|ui| {
        for (word, name) in [(Word::Label, "Called here"), (Word::Other, other)] {
            // What it is called without a word of its own shows through.
            let usual = if word == Word::Label { of.word(word, &base) } else { of.word(word, document.metamodel()) };
            let def = AttributeDef { default: Some(Value::Text(usual)), ..AttributeDef::text("word", name) };
            ui.vertical(|ui| {
                ui.set_width(half);
                quiet(ui, theme, name);
                fields.editor(ui, session, &def, &[Cell::from(of.place(word))], name, theme);
            });
        }
    });
    let Of::Element(kind) = of else { return };
    let known = base.kind(kind).map(|k| format!("Beside {}", k.synonyms.join(", "))).unwrap_or_default();
    quiet(ui, theme, "Other words").on_hover_text(known);
    let def = AttributeDef::text("synonyms", "Other words");
    let cells = Cells::from(vec![Cell::from(of.place_of_synonyms())]);
    fields.words(ui, session, &def, &cells, &def.label, theme);
    fields.problem(ui, session, &cells, &def.label, theme);
}

fn attributes(ui: &mut egui::Ui, theme: &Theme, session: &mut Session, fields: &mut Fields, (of, own): (Of, &Own)) {
    heading(ui, theme, "Attributes of this model");
    let document = session.document().clone();
    let list = own.of((document.revision(), of), || {
        let attribute = |stored: Value| {
            let def = attribute_def(&stored);
            let used = def.as_ref().map_or((0, 0), |def| session.attribute_use(of, def));
            Attribute { stored, def, used }
        };
        of.own_attributes(&document).into_iter().map(attribute).collect()
    });
    if list.is_empty() {
        let label = of.label(document.metamodel()).to_lowercase();
        quiet(ui, theme, &format!("None yet. What you add here can be said of every {label} of this model."));
    }
    for (at, Attribute { stored, def, used }) in list.iter().enumerate() {
        Frame::group(ui.style()).inner_margin(Margin::symmetric(10, 8)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            let name = def.as_ref().map_or_else(|_| raw_name(stored), |d| d.label.to_string());
            let (first, last) = (at == 0, at + 1 == list.len());
            match def {
                Ok(def) => {
                    head(ui, theme, session, fields, (of, def), |ui, session| {
                        tools(ui, session, of, at, &name, (first, last));
                    });
                    facets(ui, theme, session, fields, of, def);
                    told(ui, theme, *used);
                }
                Err(why) => {
                    ui.horizontal(|ui| {
                        ui.label(name.as_str());
                        tools(ui, session, of, at, &name, (first, last));
                    });
                    let text = format!("This program cannot use it and keeps it as it is: {why}.");
                    ui.add(egui::Label::new(RichText::new(text).size(12.0).color(color(theme.finding.warning))).wrap());
                }
            }
        });
    }
}

/// What an attribute that cannot be read is called.
fn raw_name(attribute: &Value) -> String {
    let text = |key: &str| attribute.as_record().and_then(|r| r.get(key)).and_then(Value::as_text);
    text("label").or_else(|| text("key")).map_or_else(|| "Something".to_owned(), ToString::to_string)
}

/// Label, type and what can be done with the attribute.
fn head(
    ui: &mut egui::Ui,
    theme: &Theme,
    session: &mut Session,
    fields: &mut Fields,
    (of, def): (Of, &AttributeDef),
    rest: impl FnOnce(&mut egui::Ui, &mut Session),
) {
    ui.horizontal_top(|ui| {
        facet(ui, theme, session, fields, (of, def), Facet::Label, 180.0);
        let now = OwnType::of(def);
        let name = format!("Type of {}", def.label);
        let text = now.map_or("Made elsewhere", OwnType::label);
        let mut picked = None;
        let combo =
            egui::ComboBox::from_id_salt((of, def.key.as_str())).width(160.0).icon(list_arrow).selected_text(text);
        let combo = ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.label(RichText::new("Type").size(11.0).color(color(theme.muted)));
            combo.show_ui(ui, |ui| {
                for ty in OwnType::ALL {
                    if ui.selectable_label(now == Some(ty), ty.label()).clicked() && now != Some(ty) {
                        picked = Some(ty);
                        // What is not clicked by a pointer closes it too.
                        ui.close();
                    }
                }
            })
        });
        combo.inner.response.accessible_name(name);
        if let Some(ty) = picked {
            say(session, |s| s.set_attribute_type(of, &def.key, ty));
        }
        rest(ui, session);
    });
}

fn tools(ui: &mut egui::Ui, session: &mut Session, of: Of, at: usize, name: &str, (first, last): (bool, bool)) {
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        if icon_button(ui, "trash", &format!("Remove {name}"), true) {
            say(session, |s| s.remove_own_attribute(of, at));
        }
        if icon_button(ui, "caret-down", &format!("Move {name} down"), !last) {
            say(session, |s| s.move_own_attribute(of, at, true));
        }
        if icon_button(ui, "caret-up", &format!("Move {name} up"), !first) {
            say(session, |s| s.move_own_attribute(of, at, false));
        }
    });
}

/// What belongs to no field is said as everywhere.
fn say(session: &mut Session, change: impl FnOnce(&mut Session) -> Result<(), String>) {
    if let Err(why) = change(session) {
        session.say(crate::editor::session::Tone::Refusal, why);
    }
}

/// All that is said of the attribute beside its label and type.
fn facets(ui: &mut egui::Ui, theme: &Theme, session: &mut Session, fields: &mut Fields, of: Of, def: &AttributeDef) {
    let ty = OwnType::of(def);
    let wide = ui.available_width();
    if ty.is_some_and(OwnType::has_values) {
        facet(ui, theme, session, fields, (of, def), Facet::Values, wide);
    }
    if ty == Some(OwnType::Reference) {
        facet(ui, theme, session, fields, (of, def), Facet::To, wide);
    }
    ui.horizontal_top(|ui| {
        if ty.is_some_and(OwnType::is_figure) {
            for each in [Facet::Unit, Facet::Min, Facet::Max] {
                facet(ui, theme, session, fields, (of, def), each, 80.0);
            }
        }
        facet(ui, theme, session, fields, (of, def), Facet::Default, 180.0);
        let rest = ui.available_width().max(120.0);
        facet(ui, theme, session, fields, (of, def), Facet::Help, rest);
    });
    let mut required = def.required;
    let ask = ui.checkbox(&mut required, "Asked for").accessible_name(format!("Ask for {}", def.label));
    if ask.on_hover_text("The inspector asks for it; a model without it is still complete").changed() {
        say(session, |s| s.set_attribute_required(of, &def.key, required));
    }
}

/// What one facet of an attribute may be: its default what the attribute itself may be.
fn facet_def(document: &Document, def: &AttributeDef, facet: Facet) -> AttributeDef {
    let ty = match facet {
        Facet::Label | Facet::Unit | Facet::Help => AttributeType::Text,
        Facet::Min | Facet::Max if def.ty == AttributeType::Duration => AttributeType::Duration,
        Facet::Min | Facet::Max => AttributeType::Number,
        Facet::Default => def.ty.clone(),
        Facet::Values => AttributeType::List { of: Box::new(AttributeType::Text) },
        Facet::To => {
            let value = |k: &KindDef| EnumValue {
                id: k.id.clone(),
                label: k.label.clone(),
                when: Conditions::new(),
                phrase: None,
            };
            AttributeType::Set { values: document.metamodel().kinds.iter().map(value).collect() }
        }
    };
    // A box for yes or no has its word beside it.
    let label = if facet == Facet::Default && ty == AttributeType::Boolean { "Yes" } else { facet.label() };
    AttributeDef { ty, ..AttributeDef::text("facet", label) }
}

fn facet(
    ui: &mut egui::Ui,
    theme: &Theme,
    session: &mut Session,
    fields: &mut Fields,
    (of, def): (Of, &AttributeDef),
    facet: Facet,
    width: f32,
) {
    let name = format!("{} of {}", facet.label(), def.label);
    let cells = Cells::from(vec![Cell::from(facet.place(of, &def.key))]);
    let what = facet_def(session.document(), def, facet);
    ui.vertical(|ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.label(RichText::new(facet.label()).size(11.0).color(color(theme.muted)));
        if facet == Facet::Values {
            // They stand there with more than their words.
            fields.words(ui, session, &what, &cells, &name, theme);
            fields.problem(ui, session, &cells, &name, theme);
        } else {
            fields.editor(ui, session, &what, &cells, &name, theme);
        }
    });
}

fn told(ui: &mut egui::Ui, theme: &Theme, (used, bad): (usize, usize)) {
    if used > 0 {
        quiet(ui, theme, &format!("Used {used} {}", if used == 1 { "time" } else { "times" }));
    }
    if bad > 0 {
        let verb = if bad == 1 { "1 value does" } else { &format!("{bad} values do") };
        let text = format!("{verb} not fit the type. The inspector shows what stands there.");
        ui.label(RichText::new(text).size(12.0).color(color(theme.finding.warning)));
    }
}

/// The field that adds an attribute.
fn add(
    ui: &mut egui::Ui,
    theme: &Theme,
    session: &mut Session,
    (new, refused): (&mut String, &mut Option<String>),
    of: Of,
) {
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        let edit = egui::TextEdit::singleline(new).hint_text("Label of a new attribute").desired_width(220.0);
        let field = ui.add(edit.margin(Margin::symmetric(8, 5))).accessible_name("Label of a new attribute");
        let entered = field.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
        if field.changed() {
            *refused = None;
        }
        if ui.button("Add attribute").clicked() || entered {
            match session.add_own_attribute(of, new) {
                Ok(_) => {
                    new.clear();
                    *refused = None;
                }
                Err(why) => *refused = Some(why),
            }
            if entered {
                field.request_focus();
            }
        }
    });
    if let Some(why) = refused {
        ui.label(RichText::new(why.as_str()).size(11.0).color(color(theme.finding.error)));
    }
}
