//! The roadmap: plateaus with what is new, changes and retires at each, the projects, and the choice where to mark.
//!
//! Knows nothing about how marks are stored.

use eframe::egui::{self, Button, Frame, Margin, RichText, ScrollArea};

use super::shell::{Shell, heading, icon_button, quiet};
use crate::editor::fields::{Cell, Place};
use crate::editor::known::Known;
use crate::editor::session::roadmap::{Project, Roadmap as Map, Step, effects, mark_label, roadmap};
use crate::editor::wording::plural;
use crate::editor::{Session, Workspace};
use crate::model::metamodel::{AttributeDef, AttributeType};
use crate::model::{Document, ElementId, Revision, State, Value};
use crate::scene::anatomy;
use crate::theme::Theme;
use crate::ui::fields::Fields;
use crate::ui::more::some;
use crate::ui::popup;
use crate::ui::style::{color, fill_icon_text, strong};

/// How many elements are offered to be changed at once.
const OFFERED: usize = 8;

/// What the sheets remember while one is open.
#[derive(Default)]
pub(super) struct Roadmap {
    shell: Shell,
    map: Known<Revision, Map>,
    new: String,
    refused: Option<String>,
    adding: Option<Adding>,
}

/// A change that is being added to a project.
struct Adding {
    project: ElementId,
    filter: String,
    effect: Option<String>,
    /// What it can change, as of a revision.
    legal: (Revision, Vec<ElementId>),
}

impl Roadmap {
    pub(super) fn sheet(&mut self, ctx: &egui::Context, workspace: &mut Workspace, theme: &Theme) {
        let Some(session) = &mut workspace.session else {
            workspace.sheet = None;
            return;
        };
        let document = session.document().clone();
        let map = self.map.of(document.revision(), || roadmap(&document));
        let Self { shell, new, refused, adding, .. } = self;
        let mut go = None;
        let close = shell.sheet(ctx, session.id, ("roadmap", "Roadmap", 820.0), |fields, ui, room| {
            let height = (room - 150.0).max(140.0);
            ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink(false).show(ui, |ui| {
                ui.set_width(ui.available_width() - 12.0);
                heading(ui, theme, "Plateaus");
                if document.head().plateaus.is_empty() {
                    quiet(ui, theme, "A plateau is a day at which the model has changed, such as the end of next year. Add the first one, then mark what is new, changes or retires at it.");
                }
                let last = document.head().plateaus.len();
                for (at, step) in map.steps.iter().enumerate() {
                    plateau(ui, theme, session, fields, (&document, step, (at == 0, at + 1 == last)), &mut go);
                }
                ui.add_enabled_ui(session.editable().is_ok(), |ui| {
                    add(ui, theme, (new, refused), "Add plateau", |name| session.add_plateau(name).map(drop));
                });
                heading(ui, theme, "Projects");
                if map.projects.is_empty() {
                    quiet(ui, theme, "No portfolio item is a project yet. Set the type of one to Project to say what it changes.");
                }
                some(ui, "projects", "projects", &map.projects, |ui, each| {
                    project(ui, theme, session, (&document, each), adding, &mut go);
                });
                if !map.without_project.is_empty() {
                    heading(ui, theme, "Marked, but changed by no project");
                    marked(ui, theme, &document, ("without", &map.without_project), true, &mut go);
                }
            });
        });
        let left = go.is_some_and(|id| {
            session.go_to_element(&id);
            true
        });
        if close || left {
            workspace.sheet = None;
        }
    }

    /// At which plateau the selection is marked.
    pub(super) fn mark(&mut self, ctx: &egui::Context, workspace: &mut Workspace, theme: &Theme, state: State) {
        let Some(session) = &mut workspace.session else {
            workspace.sheet = None;
            return;
        };
        let Self { shell, new, refused, .. } = self;
        let n = session.selected_elements().len();
        let title = format!("Mark {} as {}", plural(n, "element"), mark_label(state));
        let mut done = n == 0;
        let close = shell.sheet(ctx, session.id, ("mark", &title, 340.0), |_, ui, _| {
            let plateaus = session.document().head().plateaus.clone();
            for plateau in &plateaus {
                let date = plateau.fields.get("date").and_then(Value::as_text);
                let name = plateau.name().clone();
                let label = date.map_or_else(|| format!("At {name}"), |date| format!("At {name} · {date}"));
                if popup::row(ui, theme, None, &label, false).accessible_name(format!("At {name}")).clicked() {
                    done = session.mark_selection(state, Some(&plateau.id));
                }
            }
            if popup::row(ui, theme, None, "At no plateau", false).clicked() {
                done = session.mark_selection(state, None);
            }
            ui.add_space(6.0);
            let mut marked = false;
            add(ui, theme, (new, refused), "Mark at a new plateau", |name| {
                session.mark_selection_at_new(state, name)?;
                marked = true;
                Ok(())
            });
            done |= marked;
        });
        if done || close {
            workspace.sheet = None;
        }
    }
}

fn add(
    ui: &mut egui::Ui,
    theme: &Theme,
    (new, refused): (&mut String, &mut Option<String>),
    button: &str,
    add: impl FnOnce(&str) -> Result<(), String>,
) {
    ui.horizontal(|ui| {
        let edit = egui::TextEdit::singleline(new).hint_text("Name of a new plateau").desired_width(160.0);
        let field = ui.add(edit.margin(Margin::symmetric(8, 5))).accessible_name("Name of a new plateau");
        if field.changed() {
            *refused = None;
        }
        let entered = field.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
        if ui.button(button).clicked() || entered {
            match add(new) {
                Ok(()) => {
                    new.clear();
                    *refused = None;
                }
                Err(why) => *refused = Some(why),
            }
        }
    });
    if let Some(why) = refused {
        ui.label(RichText::new(why.as_str()).size(11.0).color(color(theme.finding.error)));
    }
}

fn plateau(
    ui: &mut egui::Ui,
    theme: &Theme,
    session: &mut Session,
    fields: &mut Fields,
    (document, step, (first, last)): (&Document, &Step, (bool, bool)),
    go: &mut Option<ElementId>,
) {
    Frame::group(ui.style()).inner_margin(Margin::symmetric(10, 8)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        let stored = document.head().plateaus.iter().find(|p| Some(&p.id) == step.plateau.as_ref());
        if let Some(stored) = stored {
            let (id, name) = (stored.id.as_str(), &step.name);
            let mut part = |ui: &mut egui::Ui, session: &mut Session, def: &AttributeDef, width: f32| {
                let cell = Cell::from(Place::Plateau(stored.id.clone(), def.key.clone()));
                ui.vertical(|ui| {
                    ui.set_width(width);
                    fields.editor(ui, session, def, &[cell], &format!("{} of {name}", def.label), theme);
                });
            };
            ui.add_enabled_ui(session.editable().is_ok(), |ui| {
                ui.horizontal_top(|ui| {
                    part(ui, session, &AttributeDef::text("name", "Name"), 220.0);
                    let date = AttributeDef { ty: AttributeType::Date, ..AttributeDef::text("date", "Date") };
                    part(ui, session, &date, 160.0);
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
                        ui.spacing_mut().item_spacing.x = 2.0;
                        if icon_button(ui, "trash", &format!("Remove {name}"), true) {
                            session.remove_plateau(id);
                        }
                        if icon_button(ui, "caret-down", &format!("Move {name} later"), !last) {
                            session.move_plateau(id, true);
                        }
                        if icon_button(ui, "caret-up", &format!("Move {name} earlier"), !first) {
                            session.move_plateau(id, false);
                        }
                    });
                });
            });
        } else {
            ui.label(strong(step.name.as_str(), 13.0));
        }
        if step.what.is_empty() {
            quiet(
                ui,
                theme,
                "Nothing is new, changes or retires here yet. Select elements and choose \"Mark as new…\".",
            );
        }
        marked(ui, theme, document, (&step.name, &step.what), false, go);
    });
}

/// Elements by how they are marked; a click goes to one.
fn marked(
    ui: &mut egui::Ui,
    theme: &Theme,
    document: &Document,
    (name, what): (&str, &[(State, ElementId)]),
    without: bool,
    go: &mut Option<ElementId>,
) {
    for (state, label) in [(State::New, "New"), (State::Change, "Changes"), (State::Retire, "Retires")] {
        let of_state: Vec<_> = what.iter().filter(|(s, _)| *s == state).collect();
        if of_state.is_empty() {
            continue;
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            before(ui, theme, label, 64.0);
            let of = if without { "without a project".to_owned() } else { label.to_lowercase() };
            some(ui, (name, state), &of, &of_state, |ui, (_, id)| {
                element(ui, theme, document, id, &of, go);
            });
        });
    }
}

/// Quiet words before a row, as wide as those of the rows around.
fn before(ui: &mut egui::Ui, theme: &Theme, text: &str, width: f32) {
    let size = egui::vec2(width, 24.0);
    ui.allocate_ui_with_layout(size, egui::Layout::left_to_right(egui::Align::Center), |ui| {
        ui.set_min_size(size);
        ui.label(RichText::new(text).size(12.0).color(color(theme.muted)));
    });
}

/// An element as a button that goes to it.
fn element(
    ui: &mut egui::Ui,
    theme: &Theme,
    document: &Document,
    id: &ElementId,
    of: &str,
    go: &mut Option<ElementId>,
) {
    let Some(element) = document.element(id) else { return };
    let icon = anatomy::icon_name(document, element);
    let atoms =
        (fill_icon_text(&icon, 13.0, theme.kind(element.kind.id())), RichText::new(element.shown_name()).size(12.0));
    let button = Button::new(atoms).min_size(egui::vec2(0.0, 24.0));
    if ui.add(button).accessible_name(format!("Go to {}, {of}", element.shown_name())).clicked() {
        *go = Some(id.clone());
    }
}

fn project(
    ui: &mut egui::Ui,
    theme: &Theme,
    session: &mut Session,
    (document, project): (&Document, &Project),
    adding: &mut Option<Adding>,
    go: &mut Option<ElementId>,
) {
    let name = document.element(&project.id).map_or_else(|| project.id.to_string(), |e| e.shown_name().to_owned());
    Frame::group(ui.style()).inner_margin(Margin::symmetric(10, 8)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            element(ui, theme, document, &project.id, "project", go);
            ui.label(RichText::new(&project.facts).size(12.0).color(color(theme.text_secondary)));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let button = Button::new("Add a change");
                let button = ui.add_enabled(session.editable().is_ok(), button);
                if button.accessible_name(format!("Add a change by {name}")).clicked() {
                    let open = adding.as_ref().is_some_and(|a| a.project == project.id);
                    let legal = (document.revision(), session.changeable_by(&project.id));
                    let new = Adding { project: project.id.clone(), filter: String::new(), effect: None, legal };
                    *adding = (!open).then_some(new);
                }
            });
        });
        if project.changes.is_empty() {
            quiet(ui, theme, "Changes nothing yet");
        }
        some(ui, &project.id, &format!("changed by {name}"), &project.changes, |ui, (_, effect, target)| {
            ui.horizontal(|ui| {
                before(ui, theme, effect, 74.0);
                element(ui, theme, document, target, &format!("changed by {name}"), go);
            });
        });
        let done = match adding.as_mut().filter(|a| a.project == project.id) {
            Some(adding) => add_change(ui, theme, session, document, adding),
            None => false,
        };
        if done {
            *adding = None;
        }
    });
}

/// What a project changes more: how, and what. Whether it was added.
fn add_change(
    ui: &mut egui::Ui,
    theme: &Theme,
    session: &mut Session,
    document: &Document,
    adding: &mut Adding,
) -> bool {
    if adding.legal.0 != document.revision() {
        adding.legal = (document.revision(), session.changeable_by(&adding.project));
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (id, label) in effects(document) {
            let on = adding.effect.as_deref() == Some(id.as_str());
            if ui.add(Button::new(label.as_str()).selected(on)).accessible_name(format!("Effect: {label}")).clicked() {
                adding.effect = (!on).then(|| id.to_string());
            }
        }
    });
    let edit = egui::TextEdit::singleline(&mut adding.filter).hint_text("What it changes").desired_width(260.0);
    ui.add(edit.margin(Margin::symmetric(8, 5))).accessible_name("What it changes");
    let filter = adding.filter.trim().to_lowercase();
    let elements = adding.legal.1.iter().filter_map(|id| document.element(id));
    let fitting: Vec<_> = elements.filter(|e| e.name.to_lowercase().contains(&filter)).collect();
    let mut done = false;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for e in fitting.iter().take(OFFERED) {
            let icon = fill_icon_text(&anatomy::icon_name(document, e), 13.0, theme.kind(e.kind.id()));
            let button = Button::new((icon, RichText::new(e.shown_name()).size(12.0)));
            if ui.add(button).accessible_name(format!("Change {}", e.shown_name())).clicked() {
                done = session.add_change(&adding.project, &e.id, adding.effect.as_deref());
            }
        }
    });
    if fitting.len() > OFFERED {
        quiet(ui, theme, &format!("and {} more: type to find one", fitting.len() - OFFERED));
    } else if fitting.is_empty() {
        quiet(ui, theme, "Nothing that it can change has these words");
    }
    done
}
