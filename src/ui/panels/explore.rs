//! What is explored, beside the drawing: a line, a few numbers, and rows to go along, each with how it came about.
//!
//! Knows nothing about what is lost, on the way or broken: it shows what the session tells.

use eframe::egui::{
    self, Button, Frame, Galley, Id, Label, Margin, Panel, Pos2, Rect, RichText, Sense, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo, accesskit, text::LayoutJob,
};

use crate::analysis::paths::Along;
use crate::editor::Session;
use crate::editor::session::explore::{Explored, Figure, Row, What};
use crate::model::ElementId;
use crate::scene::anatomy;
use crate::scene::light::Tone;
use crate::text::Weight;
use crate::theme::Theme;
use crate::ui::going::small;
use crate::ui::style::{color, family, fill_icon_text, strong};

/// Space between the border of a row and what stands in it.
const PAD: f32 = 8.0;
/// Room for the icon of a row.
const ICON: f32 = 26.0;
/// Side of the disc with the number of a row.
const DISC: f32 = 20.0;

/// What was done with the rows.
enum Did {
    Chosen(usize),
    Opened(usize),
    Seen(ElementId),
}

/// Shows what is explored. Whether anything is.
pub(in crate::ui) fn ui(ui: &mut Ui, session: &mut Session, theme: &Theme, width: f32) -> bool {
    let Some(told) = session.explored() else { return false };
    let frame = Frame::NONE.fill(color(theme.panel)).inner_margin(Margin { left: 16, right: 12, top: 10, bottom: 10 });
    // It stands where the inspector does, and is as wide, so that the drawing stays as it is.
    let most = (ui.ctx().content_rect().width() * 0.5).max(264.0);
    let panel = Panel::right("explore").frame(frame).resizable(true).default_size(width).size_range(264.0..=most);
    panel.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        heading(ui, session, &told, theme);
        numbers(ui, &told.figures, theme);
        for note in &told.notes {
            ui.add(Label::new(RichText::new(note).color(color(theme.text_secondary))).wrap());
        }
        controls(ui, session, theme);
        ui.add_space(4.0);
        egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.set_width(ui.available_width() - 6.0);
            ui.spacing_mut().item_spacing.y = 1.0;
            let did = groups(ui, session, &told, theme);
            match did {
                Some(Did::Chosen(at)) => session.go_to_explored(at),
                Some(Did::Opened(at)) => session.open_explored(at),
                Some(Did::Seen(id)) => session.see_explored(&id),
                None => {}
            }
        });
    });
    true
}

/// What it is, what it is about, and how to leave it.
fn heading(ui: &mut Ui, session: &mut Session, told: &Explored, theme: &Theme) {
    ui.horizontal(|ui| {
        let title = told.title.to_uppercase();
        ui.label(RichText::new(title).size(11.0).extra_letter_spacing(1.2).color(color(theme.muted)));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if small(ui, "x", "Leave and go back to the drawing", true) {
                session.end_exploring();
            }
        });
    });
    let document = session.document();
    let subject = told.subject.as_ref().and_then(|id| document.element(id));
    let path = matches!(session.exploring(), Some(What::Paths { .. }));
    match subject.filter(|_| !path) {
        Some(element) => {
            ui.horizontal(|ui| {
                let icon = anatomy::icon_name(document, element);
                ui.label(fill_icon_text(&icon, 20.0, theme.kind(element.kind.id())));
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    ui.add(Label::new(strong(element.shown_name(), 16.0).color(color(theme.text))).wrap());
                    let kind = anatomy::kind_words(document, element);
                    ui.label(RichText::new(kind).size(12.0).color(color(theme.text_secondary)));
                });
            });
        }
        None => {
            ui.add(Label::new(strong(&told.line, 16.0).color(color(theme.text))).wrap());
        }
    }
    ui.add_space(4.0);
}

/// The colour of words that are meant so.
fn ink(tone: Tone, theme: &Theme) -> egui::Color32 {
    color(tone.colors(theme).0)
}

/// A few numbers side by side, each over what it counts; the first, which tells most, has most room.
fn numbers(ui: &mut Ui, figures: &[Figure], theme: &Theme) {
    if figures.is_empty() {
        return;
    }
    let (gap, first) = (6.0, if figures.len() > 2 { 1.6 } else { 1.0 });
    let room = ui.available_width() - 6.0 - gap * (figures.len() - 1) as f32;
    let part = room / (first + (figures.len() - 1) as f32);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        for (i, figure) in figures.iter().enumerate() {
            let frame = Frame::NONE
                .fill(color(theme.page))
                .stroke(Stroke::new(1.0, color(theme.panel_border)))
                .corner_radius(8.0)
                .inner_margin(Margin::symmetric(8, 6));
            frame.show(ui, |ui| {
                ui.set_width(if i == 0 { part * first } else { part } - 18.0);
                ui.set_min_height(40.0);
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    let ink = if figure.tone == Tone::Way { color(theme.text) } else { ink(figure.tone, theme) };
                    let value = ui.add(Label::new(strong(&figure.value, 19.0).color(ink)).extend());
                    value.widget_info(|| {
                        let said = format!("{} {}", figure.value, figure.label);
                        WidgetInfo::labeled(accesskit::Role::Label, true, said)
                    });
                    let label = RichText::new(&figure.label).size(11.0).color(color(theme.text_secondary));
                    ui.add(Label::new(label).wrap());
                });
            });
        }
    });
    ui.add_space(2.0);
}

/// What can be asked differently.
fn controls(ui: &mut Ui, session: &mut Session, theme: &Theme) {
    let link = |text: &str| Button::new(strong(text, 12.5).color(color(theme.accent))).frame(false);
    let what = session.exploring().cloned();
    if matches!(what, Some(What::Outage(_))) && !session.still {
        let help = "Let the outage wash over the drawing once more";
        if ui.add(link("Play again")).on_hover_text(help).clicked() {
            session.replay();
        }
    }
    if let Some(What::Paths { along, .. }) = what {
        let mut arrows = along == Along::Arrows;
        let help = "Only from the source of a relation to its target, and not back";
        if ui.checkbox(&mut arrows, "Only with the arrows").on_hover_text(help).changed() {
            session.set_along(if arrows { Along::Arrows } else { Along::Either });
        }
    }
    if matches!(what, Some(What::Sight(_))) && ui.add(link("All promises")).clicked() {
        session.explore(What::Promises);
    }
}

fn groups(ui: &mut Ui, session: &mut Session, told: &Explored, theme: &Theme) -> Option<Did> {
    let (mut did, mut i) = (None, 0);
    let at = session.explored_at();
    let seen = Id::unique("explored-at");
    let moved = ui.data_mut(|d| std::mem::replace(d.get_temp_mut_or(seen, at), at)) != at;
    let plan = session.plan();
    for group in &told.groups {
        ui.add_space(10.0);
        let n = group.rows.len() + group.more;
        let label = if matches!(session.exploring(), Some(What::Paths { .. })) {
            group.label.clone()
        } else {
            format!("{} ({n})", group.label)
        };
        ui.label(strong(label, 12.0).color(color(theme.text_secondary)));
        for row in &group.rows {
            let here = at == Some(i);
            let away = row.element.as_ref().is_some_and(|id| plan.standing_for(id).is_none());
            let response = row_ui(ui, session, theme, (i, row), here, away);
            if here && moved {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                did = Some(Did::Chosen(i));
            }
            if here {
                did = did.or_else(|| details(ui, session, theme, i, row));
            }
            i += 1;
        }
        if group.more > 0 {
            let more = format!("and {} more", group.more);
            ui.label(RichText::new(more).size(12.0).color(color(theme.muted)));
        }
    }
    did
}

/// A text that is broken to fit.
fn broken(ui: &Ui, text: &str, size: f32, weight: Weight, ink: egui::Color32, room: f32) -> std::sync::Arc<Galley> {
    let job = LayoutJob::simple(text.to_owned(), egui::FontId::new(size, family(weight)), ink, room.max(40.0));
    ui.fonts_mut(|f| f.layout_job(job))
}

fn row_ui(
    ui: &mut Ui,
    session: &Session,
    theme: &Theme,
    (i, row): (usize, &Row),
    here: bool,
    away: bool,
) -> egui::Response {
    let width = ui.available_width();
    let disc = if row.order.is_empty() { 0.0 } else { DISC + 6.0 };
    let element = row.element.as_ref().and_then(|id| session.document().element(id));
    let icon = if element.is_some() { ICON } else { 0.0 };
    // A way begins with its number, what is lost ends with how far it is.
    let (before, after) = if element.is_some() { (icon, disc) } else { (disc, 0.0) };
    let room = width - 2.0 * PAD - before - after;
    let name = broken(ui, &row.name, 13.0, Weight::Medium, color(theme.text), room);
    let mut words = row.words.clone();
    if away {
        let before = if words.is_empty() { "" } else { " · " };
        words = format!("{}{before}not in this view", words.trim_end_matches('.'));
    }
    let words =
        (!words.is_empty()).then(|| broken(ui, &words, 12.0, Weight::Regular, color(theme.text_secondary), room));
    let height = 12.0 + name.size().y + words.as_ref().map_or(0.0, |w| w.size().y + 1.0);
    let place = Rect::from_min_size(ui.cursor().min, Vec2::new(width, height.max(30.0)));
    ui.allocate_rect(place, Sense::hover());
    let response = ui.interact(place, Id::unique("explored").with(i), Sense::click());
    if here || response.hovered() {
        ui.painter().rect_filled(place, 7.0, color(if here { theme.selected } else { theme.hover }));
    }
    if response.has_focus() {
        ui.painter().rect_stroke(place, 7.0, Stroke::new(1.5, color(theme.accent)), StrokeKind::Inside);
    }
    let top = place.top() + if words.is_some() { 6.0 } else { (place.height() - name.size().y) / 2.0 };
    if let Some(element) = element {
        let name = anatomy::icon_name(session.document(), element);
        let icon = egui::WidgetText::from(fill_icon_text(&name, 16.0, theme.kind(element.kind.id())));
        let icon = icon.into_galley(ui, Some(egui::TextWrapMode::Extend), f32::INFINITY, egui::TextStyle::Body);
        ui.painter().galley(Pos2::new(place.left() + PAD, top), icon, color(theme.text));
    }
    let left = place.left() + PAD + before;
    let below = top + name.size().y + 1.0;
    ui.painter().galley(Pos2::new(left, top), name, color(theme.text));
    if let Some(words) = words {
        ui.painter().galley(Pos2::new(left, below), words, color(theme.text_secondary));
    }
    if !row.order.is_empty() {
        let x = if element.is_some() { place.right() - PAD - DISC / 2.0 } else { place.left() + PAD + DISC / 2.0 };
        disc_ui(ui, theme, row, Pos2::new(x, place.top() + 6.0 + DISC / 2.0));
    }
    let spoken = spoken(session, row, away);
    response.widget_info(|| WidgetInfo::selected(accesskit::Role::ListItem, true, here, &spoken));
    response
}

fn disc_ui(ui: &Ui, theme: &Theme, row: &Row, centre: Pos2) {
    let (fill, text) = row.tone.colors(theme);
    let font = egui::FontId::new(11.0, family(Weight::SemiBold));
    let number = ui.painter().layout_no_wrap(row.order.to_string(), font, color(text));
    let size = Vec2::new((number.size().x + 10.0).max(DISC), DISC);
    ui.painter().rect_filled(Rect::from_center_size(centre, size), DISC / 2.0, color(fill));
    ui.painter().galley(centre - number.size() / 2.0, number, color(text));
}

/// What a row says to somebody who does not see it.
fn spoken(session: &Session, row: &Row, away: bool) -> String {
    let kind = row.element.as_ref().and_then(|id| session.document().element(id));
    let kind = kind.map_or("", |e| anatomy::kind_words(session.document(), e));
    let order = match (row.order.as_str(), kind) {
        ("", _) => String::new(),
        (n, "") => format!("Way {n}"),
        (n, _) => format!("hop {n}"),
    };
    let away = if away { "not in this view" } else { "" };
    let parts = if kind.is_empty() { [&order, &row.name, kind, ""] } else { [&row.name, kind, &order, away] };
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let words = if row.words.is_empty() { String::new() } else { format!(": {}", row.words) };
    parts.join(", ") + &words
}

/// How what one is at came about, and what else can be done from there.
fn details(ui: &mut Ui, session: &Session, theme: &Theme, i: usize, row: &Row) -> Option<Did> {
    let mut did = None;
    let left = if row.element.is_some() { PAD + ICON } else { PAD + DISC + 6.0 };
    let frame = Frame::NONE.inner_margin(Margin { left: left as i8, right: 4, top: 3, bottom: 6 });
    frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for (n, step) in row.steps.iter().enumerate() {
            let name = session.document().element(&step.element).map_or("", |e| e.shown_name());
            let said = format!("Step {} of {}: {}", n + 1, row.steps.len(), step.words);
            let response = step_ui(ui, theme, n + 1, &step.words, row.tone);
            response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Button, true, &said));
            if response.on_hover_text(format!("Go to {name}")).clicked() {
                did = Some(Did::Seen(step.element.clone()));
            }
        }
        if let Some(opens) = &row.opens {
            let label = if matches!(opens, What::Outage(_)) { "Switch it off" } else { "Follow its line of sight" };
            let button = Button::new(strong(label, 12.5).color(color(theme.accent))).frame(false);
            let said = format!("{label}: {}", row.name);
            if ui.add(button).accessible_name(said).clicked() {
                did = Some(Did::Opened(i));
            }
        }
    });
    did
}

/// One link of a chain: its number, and what it says.
fn step_ui(ui: &mut Ui, theme: &Theme, n: usize, words: &str, tone: Tone) -> egui::Response {
    let number = 20.0;
    let galley = broken(ui, words, 12.0, Weight::Regular, color(theme.text), ui.available_width() - number - 4.0);
    let size = Vec2::new(ui.available_width(), galley.size().y + 5.0);
    let (place, response) = ui.allocate_exact_size(size, Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(place, 5.0, color(theme.hover));
    }
    if response.has_focus() {
        ui.painter().rect_stroke(place, 5.0, Stroke::new(1.5, color(theme.accent)), StrokeKind::Inside);
    }
    let at = place.min + Vec2::new(4.0, 2.5);
    let font = egui::FontId::new(12.0, family(Weight::SemiBold));
    ui.painter().text(at, egui::Align2::LEFT_TOP, n.to_string(), font, ink(tone, theme));
    ui.painter().galley(at + Vec2::new(number - 4.0, 0.0), galley, color(theme.text));
    response
}
