//! What is found of what is selected: at the field that it is about, else above the fields.
//!
//! Knows nothing about rules.

use std::collections::BTreeSet;

use eframe::egui::{self, AtomExt as _, Button, Label, RichText, Sense, Ui, Vec2, WidgetInfo, accesskit};

use crate::check::{Finding, Severity};
use crate::editor::Session;
use crate::editor::session::findings::AtField;
use crate::editor::session::fixes;
use crate::fix::Fix;
use crate::scene::Owner;
use crate::theme::Theme;
use crate::ui::panels::findings::{icon, ink};
use crate::ui::style::{color, fill_icon_text, icon_text};

/// The most that stands above the fields; the rest is in the list.
const MOST: usize = 4;

/// The same of a young model, which is not to be told too much at once.
const FEW: usize = 2;

/// What is found of what is selected, in this frame.
#[derive(Default)]
pub(super) struct Told {
    of: Option<Owner>,
    found: Vec<AtField>,
    /// The fields that were shown in this frame, and in the last one: what is about another stands above them.
    shown: BTreeSet<String>,
    before: BTreeSet<String>,
}

impl Told {
    /// Begins a frame with what is found of something.
    pub(super) fn begin(&mut self, session: &mut Session, of: &Owner) {
        if self.of.as_ref() != Some(of) {
            *self = Self { of: Some(of.clone()), ..Self::default() };
        }
        self.found = match of {
            // What it lacks is not told before it has a name.
            Owner::Element(id) if session.is_fresh(id) => Vec::new(),
            Owner::Element(id) => session.findings_at_element(id),
            Owner::Relation(id) => session.findings_at_relation(id),
            _ => Vec::new(),
        };
        self.before = std::mem::take(&mut self.shown);
    }

    /// Ends a frame.
    pub(super) fn end(&self, ui: &Ui) {
        if self.shown != self.before {
            ui.ctx().request_repaint();
        }
    }

    /// What is about no field that is shown.
    pub(super) fn above(&self, ui: &mut Ui, session: &mut Session, theme: &Theme) {
        let is_above = |(key, _): &&AtField| key.is_none_or(|key| !self.before.contains(key));
        let above: Vec<&Finding> = self.found.iter().filter(is_above).map(|(_, finding)| finding).collect();
        let most = if session.is_young() { FEW } else { MOST };
        lines(ui, above.is_empty(), |ui| {
            for finding in above.iter().take(most) {
                line(ui, session, finding, theme);
            }
            let rest = above.len().saturating_sub(most);
            if rest > 0 {
                let text = RichText::new(format!("{rest} more in the list")).size(11.5).color(color(theme.accent));
                if ui.add(Button::new(text).frame(false)).clicked()
                    && let Some(Owner::Element(id)) = self.of.clone()
                {
                    session.list_findings_of(&id);
                }
            }
            ui.add_space(4.0);
        });
    }

    /// What is about a field, under it.
    pub(super) fn at(&mut self, ui: &mut Ui, session: &mut Session, key: &str, theme: &Theme) {
        self.shown.insert(key.to_owned());
        let found: Vec<&Finding> = self.found.iter().filter(|(of, _)| *of == Some(key)).map(|(_, f)| f).collect();
        lines(ui, found.is_empty(), |ui| {
            for finding in found {
                line(ui, session, finding, theme);
            }
        });
    }
}

/// Lines that come and go without the fields after them becoming others for the toolkit, which would take the keyboard
/// from the one that has it.
fn lines(ui: &mut Ui, none: bool, add: impl FnOnce(&mut Ui)) {
    if none {
        ui.skip_ahead_auto_ids(1);
    } else {
        ui.scope(add);
    }
}

/// A finding in the colour of its weight, with what to do about it under the pointer; a young model is told what to do.
fn line(ui: &mut Ui, session: &mut Session, finding: &Finding, theme: &Theme) {
    let young = session.is_young();
    let severity = finding.severity();
    let (sign, tint) = if young { ("arrow-circle-right", theme.muted) } else { (icon(severity), ink(severity, theme)) };
    let (text, help) = if young {
        (finding.rule.suggestion.to_owned(), finding.message())
    } else {
        (finding.message(), finding.rule.suggestion.to_owned())
    };
    let weight = match severity {
        _ if young => "Next step",
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Info => "Worth knowing",
    };
    let row = egui::Layout::left_to_right(egui::Align::Min);
    ui.allocate_ui_with_layout(Vec2::new(ui.available_width(), 16.0), row, |ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        ui.spacing_mut().interact_size.y = 15.0;
        ui.label(fill_icon_text(sign, 13.0, tint));
        let room = ui.available_width() - 24.0;
        ui.allocate_ui(Vec2::new(room, 15.0), |ui| {
            ui.set_max_width(room);
            let ink = if young { theme.text_secondary } else { tint };
            let label = Label::new(RichText::new(&text).size(11.5).color(color(ink))).wrap().sense(Sense::hover());
            let response = ui.add(label);
            let told = format!("{weight}: {text}");
            response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Label, true, &told));
            response.on_hover_text(format!("{help}\n{}", finding.rule.id));
        });
        if young {
            return;
        }
        let button = Button::new(icon_text("prohibit", 12.0).color(color(theme.muted))).frame(false);
        let button = ui.add_enabled(session.editable().is_ok(), button);
        let button = button.accessible_name(format!("Waive {}: {text}", finding.rule.id));
        if button.on_hover_text("Waive it with a reason").clicked() {
            session.begin_waiving(finding);
        }
    });
    fixes_ui(ui, session, finding, theme);
}

/// What can be done about it, below it: the first as a button, the others in a menu. What leads to a field does not stand
/// here: the field is in sight.
fn fixes_ui(ui: &mut Ui, session: &mut Session, finding: &Finding, theme: &Theme) {
    let offers = session.fixes_of(finding);
    let work: Vec<&Fix> = offers.iter().filter(|fix| fix.is_work()).collect();
    let Some((first, others)) = work.split_first() else { return };
    let mut chosen = None;
    ui.add_space(-4.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.spacing_mut().button_padding = Vec2::new(4.0, 1.0);
        ui.spacing_mut().interact_size.y = 18.0;
        ui.add_space(14.0);
        let room = ui.available_width() - if others.is_empty() { 0.0 } else { 24.0 };
        let told = fixes::told(first);
        // Else the wand would be what gives way.
        let words = RichText::new(&told).size(11.5).color(color(theme.accent)).atom_shrink(true);
        let wand = icon_text("magic-wand", 12.0).color(color(theme.accent));
        let button = Button::new((wand, words)).frame_when_inactive(false).wrap_mode(egui::TextWrapMode::Truncate);
        let shown = ui.allocate_ui(Vec2::new(room, 18.0), |ui| {
            ui.set_max_width(room);
            ui.add(button).accessible_name(&told)
        });
        if shown.inner.on_hover_text(&told).clicked() {
            chosen = Some(*first);
        }
        if !others.is_empty() {
            let more = Button::new(icon_text("dots-three", 13.0).color(color(theme.muted))).frame_when_inactive(false);
            let (shown, _) = egui::containers::menu::MenuButton::from_button(more).ui(ui, |ui| {
                ui.set_min_width(220.0);
                for fix in others {
                    let told = fixes::told(fix);
                    let button = Button::new(&told).frame_when_inactive(false).min_size(Vec2::new(210.0, 27.0));
                    if ui.add(button).accessible_name(&told).clicked() {
                        chosen = Some(*fix);
                        ui.close();
                    }
                }
            });
            shown.accessible_name(format!("Other fixes of {}", finding.rule.id)).on_hover_text("Other fixes");
        }
    });
    if let Some(fix) = chosen {
        session.apply_fix(finding, fix);
    }
}
