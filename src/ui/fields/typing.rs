//! Fields that are typed in: a value shows as people read it, and as it is typed once the field has the keyboard.
//!
//! Knows nothing about any single attribute.

use std::sync::Arc;

use eframe::egui::{self, Align2, FontId, Key, Margin, RichText};

use super::day::{Chosen, calendar};
use super::{Draft, Fields, typed};
use crate::editor::Session;
use crate::editor::fields::{self, Cells, Stored};
use crate::editor::wording::capital;
use crate::model::metamodel::{AttributeDef, AttributeType};
use crate::model::{Document, Value};
use crate::theme::Theme;
use crate::ui::style::color;

impl Fields {
    #[expect(
        clippy::too_many_arguments,
        reason = "every argument is another thing: whose, which, what it holds, how it looks"
    )]
    pub(super) fn text(
        &mut self,
        ui: &mut egui::Ui,
        session: &mut Session,
        def: &AttributeDef,
        cells: &Cells,
        stored: &Stored,
        name: &str,
        theme: &Theme,
    ) {
        let before = typed(session.document(), &def.ty, stored.value());
        self.drop_what_is_out_of_date(cells, &before);
        let id = ui.make_persistent_id((name, cells.which()));
        // At rest it is shown as people read it.
        let resting = stored.value().and_then(|v| fields::resting(session.document(), &def.ty, v));
        let resting = resting.filter(|_| !ui.memory(|m| m.has_focus(id)));
        let shown = resting.as_ref().unwrap_or(&before);
        let mut text = self.drafts.get(cells.which()).map_or_else(|| shown.clone(), |d| d.text.clone());
        let untouched = text.clone();
        let response = if matches!(def.ty, AttributeType::Date) {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                let width = (ui.available_width() - 44.0).max(60.0);
                let response = line(ui, id, &mut text, def, stored, &before, width, name);
                let day = stored.value().and_then(Value::as_text).map(ToString::to_string);
                let chosen = calendar(ui, session.document(), name, day.as_deref(), theme);
                match chosen {
                    Some(Chosen::Day(day)) => self.take(session, def, cells, day, &before),
                    Some(Chosen::Nothing) => self.take(session, def, cells, String::new(), &before),
                    None => {}
                }
                response
            })
            .inner
        } else {
            line(ui, id, &mut text, def, stored, &before, f32::INFINITY, name)
        };
        if let Some(help) = &def.help {
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(help.as_str()));
        }
        // What is shown at rest was not typed.
        if text == untouched && resting.is_some() && !self.drafts.contains_key(cells.which()) {
            text.clone_from(&before);
        }
        // What was refused says why below its field already.
        let refused = self.drafts.get(cells.which()).is_some_and(|d| d.wrong.is_some() && d.text == text);
        if response.has_focus() && !refused {
            let against = (text != before).then(|| self.against(session.document(), def, cells, &text));
            let against = against.as_ref().and_then(|why| why.as_deref());
            while_typing(ui, session.document(), def, &text, against, theme);
        } else if let (AttributeType::Duration, Some(value), None) =
            (&def.ty, stored.value(), self.drafts.get(cells.which()))
            && let Some(note) = fields::in_other_words(session.document(), value)
        {
            let at = response.rect.right_center() - egui::vec2(8.0, 0.0);
            let font = FontId::new(11.0, egui::FontFamily::Proportional);
            ui.painter().text(at, Align2::RIGHT_CENTER, note, font, color(theme.muted));
        }
        let unchanged = text == before;
        super::undo::say(ui, &response, &text, unchanged);
        if self.leaves(ui, &response, cells, &text, unchanged) && !unchanged {
            self.take(session, def, cells, text, &before);
            // Enter on what was refused stays there to correct it.
            if self.drafts.contains_key(cells.which()) && ui.input(|i| i.key_pressed(Key::Enter)) {
                response.request_focus();
            }
        }
    }

    /// What speaks against what is being typed, found once for each text: there may be thousands of cells.
    fn against(&self, document: &Document, def: &AttributeDef, cells: &Cells, text: &str) -> Arc<Option<String>> {
        self.against.of((document.revision(), cells.which().clone(), text.to_owned()), || {
            match fields::read(document, &def.ty, text) {
                Err(expected) => Some(format!("{} is expected", capital(&expected))),
                Ok(value) => {
                    value.and_then(|value| cells.iter().find_map(|cell| fields::judge(document, cell, &value).err()))
                }
            }
        })
    }

    /// What was refused waits for its correction only as long as nothing else is stored there.
    fn drop_what_is_out_of_date(&mut self, cells: &Cells, before: &str) {
        let Some(draft) = self.drafts.get_mut(cells.which()) else { return };
        if draft.wrong.is_none() {
            draft.over = None;
        } else if draft.over.get_or_insert_with(|| before.to_owned()) != before {
            self.drafts.remove(cells.which());
        }
    }

    /// Takes what was typed, or keeps it with the reason why not.
    fn take(&mut self, session: &mut Session, def: &AttributeDef, cells: &Cells, text: String, before: &str) {
        let read = fields::read(session.document(), &def.ty, &text);
        let wrong = match read {
            Ok(value) => self.put(session, def, cells, value.as_ref()),
            Err(expected) => Some(format!("{} is expected.", capital(&expected))),
        };
        if let Some(why) = wrong {
            let stays = if before.is_empty() || before.len() > 40 || before.contains('\n') {
                String::new()
            } else {
                format!(" The model keeps {before}.")
            };
            self.drafts.insert(cells.which().clone(), Draft::refused(text, why + &stays));
        }
    }

    /// Keeps what is typed while the field has the keyboard; whether it was just left with something to take.
    pub(super) fn leaves(
        &mut self,
        ui: &egui::Ui,
        response: &egui::Response,
        cells: &Cells,
        text: &str,
        unchanged: bool,
    ) -> bool {
        let fresh = self.drafts.get(cells.which()).is_some_and(|d| d.wrong.is_none());
        if response.lost_focus() {
            if ui.input(|i| i.key_pressed(Key::Escape)) {
                self.drafts.remove(cells.which());
                return false;
            }
            // Leaving shows for more than one frame; what was typed is taken once.
            if fresh {
                self.drafts.remove(cells.which());
            }
            return fresh;
        }
        if response.has_focus() && unchanged {
            // Nothing is typed, so what is stored may change below it.
            self.drafts.remove(cells.which());
        } else if response.has_focus() {
            let draft = self.drafts.entry(cells.which().clone()).or_default();
            if draft.text != text {
                draft.wrong = None;
            }
            text.clone_into(&mut draft.text);
        } else if fresh {
            // The field went away and came back without the keyboard.
            self.drafts.remove(cells.which());
            return true;
        }
        false
    }
}

#[expect(clippy::too_many_arguments, reason = "every argument is another thing that a line of text shows")]
fn line(
    ui: &mut egui::Ui,
    id: egui::Id,
    text: &mut String,
    def: &AttributeDef,
    stored: &Stored,
    before: &str,
    width: f32,
    name: &str,
) -> egui::Response {
    let lines = matches!(def.ty, AttributeType::List { .. });
    let long = def.multiline || lines || matches!(def.ty, AttributeType::Text) && before.chars().count() > 34;
    let hint = match (&def.ty, &def.default) {
        _ if matches!(stored, Stored::Mixed) => "Different values".into(),
        (_, Some(default)) => fields::typed(Some(default)),
        (AttributeType::Date, _) => "YYYY-MM-DD".into(),
        (AttributeType::Duration, _) => "90m, 6h, 2d, 1w".into(),
        (AttributeType::List { .. }, _) => "One on each line".into(),
        _ => "Not set".into(),
    };
    let edit = if long {
        egui::TextEdit::multiline(text).desired_rows(if lines { 2 } else { 1 })
    } else {
        egui::TextEdit::singleline(text)
    };
    let edit = edit.id(id).desired_width(width).hint_text(hint).margin(Margin::symmetric(8, 5));
    ui.add(edit).accessible_name(name)
}

/// What is typed comes to this, or is not yet what is expected; quietly, for it may become it.
fn while_typing(
    ui: &mut egui::Ui,
    document: &Document,
    def: &AttributeDef,
    text: &str,
    against: Option<&str>,
    theme: &Theme,
) {
    let quiet = |ui: &mut egui::Ui, text: String| {
        ui.label(RichText::new(text).size(11.0).color(color(theme.muted)));
    };
    if matches!(def.ty, AttributeType::Duration)
        && let Some(echo) = fields::duration_echo(document, text)
    {
        quiet(ui, echo);
    }
    if let Some(why) = against {
        quiet(ui, why.to_owned());
    }
}
