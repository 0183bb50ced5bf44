//! Words and attributes of this model: what kinds are called here, and attributes of its own.
//!
//! Knows nothing about how additions are stored.

use eframe::egui::{self, Button, Frame, Margin, RichText, ScrollArea};

use super::typing::{Field, Typing, heading, icon_button, quiet};
use crate::editor::known::Known;
use crate::editor::session::additions::{Facet, Of, OwnType, Word};
use crate::editor::{Session, Workspace};
use crate::model::additions::attribute_def;
use crate::model::metamodel::AttributeDef;
use crate::model::{Document, Revision, Value};
use crate::theme::Theme;
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
    typing: Typing,
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
        let Self { typing, filter, new, refused, own, .. } = self;
        let mut picked = None;
        let close =
            typing.sheet(ctx, "model-words", "Words and attributes of this model", 900.0, |typing, ui, room| {
                let height = (room - 160.0).max(140.0);
                ui.horizontal_top(|ui| {
                    ui.allocate_ui_with_layout(
                        egui::vec2(KINDS, height),
                        egui::Layout::top_down(egui::Align::Min),
                        |ui| {
                            ui.set_width(KINDS);
                            picked = kinds(ui, theme, session.document(), of, filter);
                        },
                    );
                    ui.separator();
                    ui.vertical(|ui| {
                        let area = ScrollArea::vertical().id_salt(of).max_height(height).min_scrolled_height(height);
                        area.auto_shrink(false).show(ui, |ui| {
                            ui.set_width(ui.available_width() - 12.0);
                            ui.add_enabled_ui(session.editable().is_ok(), |ui| {
                                words(ui, theme, session, typing, of);
                                attributes(ui, theme, session, typing, (of, own));
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

fn words(ui: &mut egui::Ui, theme: &Theme, session: &mut Session, typing: &mut Typing, of: Of) {
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
    let half = ((ui.available_width() - 28.0) / 2.0).max(120.0);
    let other = if matches!(of, Of::Element(_)) { "Called for several" } else { "Called from the other end" };
    ui.horizontal_top(|ui| {
        for (word, name) in [(Word::Label, "Called here"), (Word::Other, other)] {
            ui.vertical(|ui| {
                ui.set_width(half);
                quiet(ui, theme, name);
                let stored = of.own_word(word, &document).unwrap_or_default();
                let hint = if word == Word::Label { of.word(word, &base) } else { of.word(word, document.metamodel()) };
                let key = format!("{of:?} {word:?}");
                let field = Field { key, name, hint: hint.into(), width: half, lines: 1 };
                if let Some(text) = typing.field(ui, theme, &field, &stored) {
                    let answer = session.set_own_word(of, word, &text);
                    typing.answer(&field.key, answer);
                }
            });
        }
    });
    let Of::Element(kind) = of else { return };
    quiet(ui, theme, "Other words, set apart by commas");
    let hint = base.kind(kind).map(|k| format!("Beside {}", k.synonyms.join(", "))).unwrap_or_default();
    let (key, width) = (format!("{of:?} synonyms"), ui.available_width());
    let field = Field { key, name: "Other words", hint, width, lines: 1 };
    if let Some(text) = typing.field(ui, theme, &field, &of.own_synonyms(&document).join(", ")) {
        let answer = session.set_synonyms(of, &text);
        typing.answer(&field.key, answer);
    }
}

fn attributes(ui: &mut egui::Ui, theme: &Theme, session: &mut Session, typing: &mut Typing, (of, own): (Of, &Own)) {
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
                    head(ui, theme, session, typing, (of, stored, def), |ui, session| {
                        tools(ui, session, of, at, &name, (first, last));
                    });
                    facets(ui, theme, session, typing, (of, stored, def));
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
    typing: &mut Typing,
    (of, attribute, def): (Of, &Value, &AttributeDef),
    rest: impl FnOnce(&mut egui::Ui, &mut Session),
) {
    ui.horizontal_top(|ui| {
        facet(ui, theme, session, typing, (of, attribute, def), (Facet::Label, 180.0, 1));
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
fn facets(
    ui: &mut egui::Ui,
    theme: &Theme,
    session: &mut Session,
    typing: &mut Typing,
    which: (Of, &Value, &AttributeDef),
) {
    let (of, _, def) = which;
    let ty = OwnType::of(def);
    ui.horizontal_wrapped(|ui| {
        let figure = ty.is_some_and(OwnType::is_figure);
        if figure {
            facet(ui, theme, session, typing, which, (Facet::Unit, 70.0, 1));
            facet(ui, theme, session, typing, which, (Facet::Min, 70.0, 1));
            facet(ui, theme, session, typing, which, (Facet::Max, 70.0, 1));
        }
        if ty.is_some_and(OwnType::has_values) {
            facet(ui, theme, session, typing, which, (Facet::Values, 180.0, 3));
        }
        if ty == Some(OwnType::Reference) {
            facet(ui, theme, session, typing, which, (Facet::To, 180.0, 1));
        }
        facet(ui, theme, session, typing, which, (Facet::Default, if figure { 80.0 } else { 150.0 }, 1));
        facet(ui, theme, session, typing, which, (Facet::Help, if figure { 150.0 } else { 200.0 }, 1));
    });
    let mut required = def.required;
    let ask = ui.checkbox(&mut required, "Asked for").accessible_name(format!("Ask for {}", def.label));
    if ask.on_hover_text("The inspector asks for it; a model without it is still complete").changed() {
        say(session, |s| s.set_attribute_required(of, &def.key, required));
    }
}

fn facet(
    ui: &mut egui::Ui,
    theme: &Theme,
    session: &mut Session,
    typing: &mut Typing,
    (of, attribute, def): (Of, &Value, &AttributeDef),
    (facet, width, lines): (Facet, f32, usize),
) {
    let hint = match facet {
        Facet::Values => "One on each line",
        Facet::To => "Any kind",
        Facet::Help => "What it means",
        _ => "",
    };
    ui.vertical(|ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.label(RichText::new(facet.label()).size(11.0).color(color(theme.muted)));
        let key = format!("{of:?} {} {facet:?}", def.key);
        let name = format!("{} of {}", facet.label(), def.label);
        let field = Field { key, name: &name, hint: hint.into(), width, lines };
        let stored = facet.typed(attribute, session.document());
        if let Some(text) = typing.field(ui, theme, &field, &stored) {
            let answer = session.set_attribute_facet(of, &def.key, facet, &text);
            typing.answer(&field.key, answer);
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
