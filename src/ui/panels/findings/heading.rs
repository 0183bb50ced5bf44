//! The heading of the findings: how many there are, which of them are shown, and how they are grouped.
//!
//! Knows nothing about the lines.

use eframe::egui::{self, Align, Button, Layout, RichText, Stroke, TextEdit, Ui, Vec2, WidgetInfo, accesskit};

use super::{icon, ink, plural_of};
use crate::check::Severity;
use crate::editor::Session;
use crate::editor::session::findings::{Asked, GroupBy};
use crate::editor::wording::plural;
use crate::theme::Theme;
use crate::ui::going::small;
use crate::ui::style::{color, fill_icon_text, icon_text, strong};

/// Narrower than this the choices stand on a line of their own.
const NARROW: f32 = 690.0;

/// Shows the heading. Whether the findings are to be hidden.
pub(super) fn ui(ui: &mut Ui, session: &mut Session, theme: &Theme) -> bool {
    let mut asked = session.findings_asked().clone();
    let mut hide = false;
    let narrow = ui.available_width() < NARROW;
    ui.horizontal(|ui| {
        ui.set_min_height(30.0);
        title(ui, session, theme);
        if !session.is_young() {
            severities(ui, session, &mut asked, theme);
        }
        let certain = if session.editable().is_ok() { session.certain_fixes() } else { 0 };
        if certain > 0 {
            let words = RichText::new(format!("Fix {certain}")).color(color(theme.accent));
            let button = Button::new((icon_text("magic-wand", 14.0).color(color(theme.accent)), words));
            let name = format!(
                "Fix {} that {} no answer",
                plural(certain, "finding"),
                if certain == 1 { "needs" } else { "need" }
            );
            let response = ui.add(button.frame_when_inactive(false)).accessible_name(&name);
            if response.on_hover_text(format!("{name}, as one step")).clicked() {
                session.fix_all();
            }
        }
        if session.findings().is_checking() {
            ui.add(egui::Spinner::new().size(12.0));
            ui.label(RichText::new("Checking…").size(12.0).color(color(theme.text_secondary)));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            hide = small(ui, "caret-down", "Hide the findings", true);
            if !narrow {
                choices(ui, session, &mut asked, theme);
            }
        });
    });
    if narrow {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| choices(ui, session, &mut asked, theme));
        });
    }
    if asked != *session.findings_asked() {
        session.ask_findings(asked);
    }
    hide
}

/// What the panel shows and how much of it, underlined as the tab that it is.
fn title(ui: &mut Ui, session: &mut Session, theme: &Theme) {
    let n: usize = session.findings().counts().iter().sum();
    let word = if session.is_young() { "Next steps" } else { "Findings" };
    let shown = session.finding_lines().found;
    let some = shown != n && !session.findings_asked().waived;
    let of = if session.is_young() {
        String::new()
    } else if some {
        format!("{shown} of {n}")
    } else {
        n.to_string()
    };
    let label = ui.label(strong(format!("{word} {of}").trim_end(), 13.0).color(color(theme.text)));
    label.widget_info(|| {
        WidgetInfo::labeled(
            accesskit::Role::Heading,
            true,
            if of.is_empty() { word.to_owned() } else { format!("{word}: {of}") },
        )
    });
    let y = label.rect.bottom() + 4.0;
    ui.painter().hline(label.rect.x_range(), y, Stroke::new(2.0, color(theme.accent)));
    ui.add_space(4.0);
}

/// How many there are of each severity; a click shows them or hides them.
fn severities(ui: &mut Ui, session: &mut Session, asked: &mut Asked, theme: &Theme) {
    let counts = session.findings().counts();
    ui.spacing_mut().item_spacing.x = 4.0;
    for severity in Severity::ALL {
        let (n, shown) = (counts[severity as usize], asked.severities[severity as usize]);
        let tint = if shown && n > 0 { ink(severity, theme) } else { theme.muted };
        let words = RichText::new(n.to_string()).color(color(if shown { theme.text } else { theme.muted }));
        let button = Button::new((fill_icon_text(icon(severity), 14.0, tint), words)).frame_when_inactive(false);
        let button = button.min_size(Vec2::new(44.0, 26.0));
        let name = format!("{}: {n}", plural_of(severity, false));
        let response = ui.add(button);
        response.widget_info(|| WidgetInfo::selected(accesskit::Role::Button, true, shown, &name));
        let help = if shown { "A click hides them" } else { "A click shows them" };
        if response.on_hover_text(format!("{name}. {help}")).clicked() {
            asked.severities[severity as usize] = !shown;
        }
    }
    ui.spacing_mut().item_spacing.x = 8.0;
}

/// Which are shown and how they are grouped, from right to left.
fn choices(ui: &mut Ui, session: &mut Session, asked: &mut Asked, theme: &Theme) {
    let edit = TextEdit::singleline(&mut asked.text).hint_text("Filter").char_limit(200);
    let width = (ui.available_width() - 330.0).clamp(90.0, 190.0);
    let field = ui.add_sized(Vec2::new(width, 26.0), edit).accessible_name("Filter the findings");
    // From the field down into the list, as in every list that is searched.
    if field.has_focus() && ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, egui::Key::ArrowDown)) {
        ui.memory_mut(|m| m.request_focus(super::list_id()));
    }
    let says = (
        RichText::new("By").color(color(theme.muted)),
        RichText::new(asked.by.label().to_lowercase()),
        icon_text("caret-down", 10.0).color(color(theme.muted)),
    );
    let menu = egui::containers::menu::MenuButton::from_button(Button::new(says).frame_when_inactive(false));
    let (response, _) = menu.ui(ui, |ui| {
        ui.set_min_width(150.0);
        for by in GroupBy::ALL {
            let tick = if asked.by == by { "check" } else { "" };
            let tick = icon_text(tick, 13.0).color(color(theme.accent));
            let button = Button::new((tick, by.label())).frame(false).min_size(Vec2::new(140.0, 27.0));
            if ui.add(button.selected(asked.by == by)).accessible_name(by.label()).clicked() {
                asked.by = by;
                ui.close();
            }
        }
    });
    response.accessible_name(format!("Group by: {}", asked.by.label())).on_hover_text("How the findings are grouped");
    let waived = session.findings().waived_count();
    if waived > 0 || asked.waived {
        let help = "Only those that were waived, each with its reason";
        toggle(
            ui,
            &format!("Waived {waived}"),
            &format!("Waived: {}", plural(waived, "finding")),
            help,
            &mut asked.waived,
        );
    }
    toggle(ui, "Selected", "Only of what is selected", "Only what is found of the selection", &mut asked.selected);
}

fn toggle(ui: &mut Ui, text: &str, name: &str, help: &str, on: &mut bool) {
    let response = ui.add(Button::new(text).selected(*on).frame_when_inactive(*on));
    response.widget_info(|| WidgetInfo::selected(accesskit::Role::Button, true, *on, name));
    if response.on_hover_text(help).clicked() {
        *on = !*on;
    }
}
