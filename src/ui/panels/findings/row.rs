//! How one line of the findings looks: a group, or what was found with what to do about it and what it is about.
//!
//! Knows nothing about the keys of the list.

use std::sync::Arc;

use eframe::egui::{
    self, Align2, FontId, Galley, Id, Painter, Pos2, Rect, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, accesskit,
    text::{LayoutJob, TextWrapping},
};

use super::{icon, ink, plural_of};
use crate::check::{Finding, Severity, Subject};
use crate::editor::Session;
use crate::editor::session::findings::{Group, Line, title};
use crate::editor::session::fixes;
use crate::fix::Fix;
use crate::model::ElementId;
use crate::scene::anatomy;
use crate::text::Weight;
use crate::theme::{Color, Theme};
use crate::ui::style::{color, family, fill_sign, icon_text, sign};

/// Narrower than this there is no room for what to do about it; it is told when the pointer rests on the line.
const ROOMY: f32 = 620.0;
/// Room for the id of the rule.
const RULE: f32 = 46.0;
/// Room for what can be done with a line.
const DOES: f32 = 30.0;
/// Where the words of a finding begin.
const LEFT: f32 = 46.0;
/// Room for the sign of a fix.
const WAND: f32 = 18.0;

/// What was done with a line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Did {
    /// It was chosen.
    Chosen,
    /// It is to be waived.
    Waived,
    /// That it was waived is to be taken back.
    TakenBack,
    /// One of its fixes is to be done, by its number.
    Fixed(usize),
}

/// How a line stands.
#[derive(Clone, Copy)]
pub(super) struct State {
    /// Whether the keys are on it.
    pub(super) at: bool,
    /// Whether the list has the keyboard.
    pub(super) focused: bool,
    /// Whether the model is young.
    pub(super) young: bool,
}

/// The id of a line.
pub(super) fn id(i: usize) -> Id {
    Id::unique(("finding", i))
}

/// Shows a line. What was done with it just now.
pub(super) fn ui(
    ui: &mut Ui,
    session: &mut Session,
    (i, line): (usize, &Line),
    rect: Rect,
    state: State,
    theme: &Theme,
) -> Option<Did> {
    let response = ui.interact(rect, id(i), Sense::CLICK);
    let told = match line {
        Line::Group { group, count, .. } => format!("{}, {count}", words_of(session, group, state.young)),
        Line::Row(finding, reason) => told(session, finding, reason.as_deref(), state.young),
    };
    response.widget_info(|| WidgetInfo::selected(accesskit::Role::TreeItem, true, state.at, &told));
    ui.ctx().accesskit_node_builder(id(i), |node| match line {
        Line::Group { open, .. } => {
            node.set_level(1);
            node.set_expanded(*open);
        }
        Line::Row(..) => node.set_level(2),
    });
    let painter = ui.painter_at(rect);
    let over = response.hovered();
    if state.at || over {
        painter.rect_filled(rect, 5.0, color(if state.at { theme.selected } else { theme.hover }));
    }
    if state.at && state.focused {
        painter.rect_stroke(rect, 5.0, Stroke::new(1.5, color(theme.accent)), StrokeKind::Inside);
    }
    let offers = match line {
        Line::Row(finding, None) => session.fixes_of(finding),
        _ => Arc::default(),
    };
    let response = match line {
        Line::Group { group, count, severity, open } => {
            group_ui(&painter, session, rect, (group, *count, *severity, *open), state.young, theme);
            response
        }
        Line::Row(finding, reason) => {
            if !state.at && !over {
                let y = rect.bottom() - 0.5;
                painter.hline(rect.left() + 30.0..=rect.right() - 8.0, y, Stroke::new(1.0, color(theme.panel_border)));
            }
            let fix = offers.first().filter(|fix| fix.is_work()).map(fixes::told);
            let says = (reason.as_deref(), fix.as_deref());
            let cut = row_ui(&painter, session, rect, finding, says, state.young, theme);
            if over || state.at && state.focused {
                session.light_finding(Some(finding));
            }
            let rest = rest_of(finding, reason.as_deref(), state.young);
            if cut { response.on_hover_text(rest) } else { response }
        }
    };
    let mut did = response.clicked().then_some(Did::Chosen);
    if let Line::Row(finding, reason) = line {
        let waived = reason.is_some();
        let mut chosen = None;
        response.context_menu(|ui| chosen = menu(ui, session, &offers, waived));
        did = chosen.or(did);
        // One line at a time has its button, so that the keyboard has one stop here and not hundreds.
        if state.at || over || ui.rect_contains_pointer(rect) {
            if let Some(fix) = offers.first().filter(|fix| fix.is_work())
                && fix_ui(ui, fix_rect(rect), i, fix, theme)
            {
                did = Some(Did::Fixed(0));
            }
            let place = does_rect(rect);
            let mut child = ui.new_child(egui::UiBuilder::new().max_rect(place).id_salt(("finding-does", i)));
            let button = egui::Button::new(icon_text("dots-three", 16.0)).frame_when_inactive(false);
            let button = egui::containers::menu::MenuButton::from_button(button.min_size(place.size()));
            child.spacing_mut().button_padding = Vec2::splat(2.0);
            let (shown, inner) = button.ui(&mut child, |ui| menu(ui, session, &offers, waived));
            if shown.clicked() {
                // The line keeps its button while the menu is open.
                session.be_at_finding(i);
            }
            shown.accessible_name(format!("What can be done about {}", finding.rule.id));
            did = inner.and_then(|shown| shown.inner).or(did);
        }
    }
    did
}

/// What can be done about a finding. What mends it stands first, before what leaves it as it is.
fn menu(ui: &mut Ui, session: &Session, offers: &[Fix], waived: bool) -> Option<Did> {
    ui.set_min_width(190.0);
    ui.set_max_width(420.0);
    ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
    let mut did = None;
    let mut entry = |ui: &mut Ui, text: &str, may: Result<(), &'static str>, does: Did| {
        let button = egui::Button::new(text).frame_when_inactive(false).min_size(Vec2::new(180.0, 27.0));
        let response = ui.add_enabled(may.is_ok(), button).on_disabled_hover_text(may.err().unwrap_or_default());
        if response.clicked() {
            did = Some(does);
            ui.close();
        }
    };
    for (i, fix) in offers.iter().enumerate() {
        entry(ui, &fixes::told(fix), session.editable(), Did::Fixed(i));
    }
    if !offers.is_empty() {
        ui.separator();
    }
    entry(ui, "Go there", Ok(()), Did::Chosen);
    if waived {
        entry(ui, "Take back the waiver", session.editable(), Did::TakenBack);
    } else {
        entry(ui, "Waive with a reason…", session.editable(), Did::Waived);
    }
    did
}

/// A text in one line, cut where there is no room.
fn cut(painter: &Painter, text: &str, (size, weight): (f32, Weight), ink: Color, room: f32) -> Arc<Galley> {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), FontId::new(size, family(weight)), color(ink));
    job.wrap = TextWrapping::truncate_at_width(room.max(16.0));
    painter.layout_job(job)
}

fn put(painter: &Painter, x: f32, rect: Rect, galley: Arc<Galley>) {
    let at = Pos2::new(x, rect.center().y - galley.size().y / 2.0);
    painter.galley(at, galley, egui::Color32::PLACEHOLDER);
}

fn group_ui(
    painter: &Painter,
    session: &Session,
    rect: Rect,
    (group, count, severity, open): (&Group, usize, Severity, bool),
    young: bool,
    theme: &Theme,
) {
    let y = rect.center().y;
    let caret = if open { "caret-down" } else { "caret-right" };
    let at = Pos2::new(rect.left() + 11.0, y);
    sign(painter, caret, at, Align2::CENTER_CENTER, 11.0, color(theme.text_secondary));
    let mut x = rect.left() + 24.0;
    if let Some(id) = element_of(group) {
        if let Some((icon, tint)) = kind_sign(session, id, theme) {
            fill_sign(painter, &icon, Pos2::new(x, y), Align2::LEFT_CENTER, 14.0, color(tint));
            x += 20.0;
        }
    } else if !young {
        let tint = color(ink(severity, theme));
        fill_sign(painter, icon(severity), Pos2::new(x, y), Align2::LEFT_CENTER, 14.0, tint);
        x += 20.0;
    }
    let words = words_of(session, group, young);
    let name = cut(painter, &words, (12.5, Weight::SemiBold), theme.text, rect.right() - x - 60.0);
    let end = x + name.size().x;
    put(painter, x, rect, name);
    let count = cut(painter, &count.to_string(), (11.5, Weight::Regular), theme.muted, 60.0);
    put(painter, end + 8.0, rect, count);
}

/// Shows a finding. Whether something of it is cut or left out.
fn row_ui(
    painter: &Painter,
    session: &Session,
    rect: Rect,
    finding: &Finding,
    (reason, fix): (Option<&str>, Option<&str>),
    young: bool,
    theme: &Theme,
) -> bool {
    let y = rect.center().y;
    let (sign_name, tint) = sign_of(finding.severity(), young, theme);
    fill_sign(painter, sign_name, Pos2::new(rect.left() + 24.0, y), Align2::LEFT_CENTER, 14.0, color(tint));
    let left = rect.left() + LEFT;
    let right = rect.right() - DOES;
    let rule = cut(painter, finding.rule.id, (11.0, Weight::Regular), theme.muted, RULE);
    put(painter, right - rule.size().x, rect, rule);
    let (room, parts) = parts(rect);
    let roomy = parts[1] > 0.0;
    let (first, second) = texts(finding, reason, young);
    let first = cut(painter, &first, (12.5, Weight::Regular), theme.text, room * parts[0] - 12.0);
    let mut is_cut = first.elided || !roomy;
    put(painter, left, rect, first);
    if let Some(fix) = fix.filter(|_| roomy) {
        // What the program can do itself stands where else the advice does.
        let at = fix_rect(rect);
        sign(painter, "magic-wand", at.left_center(), Align2::LEFT_CENTER, 13.0, color(theme.accent));
        put(
            painter,
            at.left() + WAND,
            rect,
            cut(painter, fix, (12.0, Weight::Regular), theme.accent, at.width() - WAND),
        );
        is_cut = true;
    } else if roomy {
        let second = cut(painter, &second, (12.0, Weight::Regular), theme.text_secondary, room * parts[1] - 12.0);
        is_cut |= second.elided;
        put(painter, left + room * parts[0], rect, second);
    }
    let mut x = left + room * (parts[0] + parts[1]);
    let (kind, name) = subject_of(session, finding, theme);
    if let Some((icon, tint)) = kind {
        fill_sign(painter, &icon, Pos2::new(x, y), Align2::LEFT_CENTER, 13.0, color(tint));
        x += 18.0;
    }
    let name = cut(painter, &name, (12.0, Weight::Regular), theme.text_secondary, left + room - x);
    is_cut |= name.elided;
    put(painter, x, rect, name);
    is_cut
}

/// The width of what is said of a finding, and which shares of it what was found, what to do and what it is about have.
fn parts(rect: Rect) -> (f32, [f32; 3]) {
    let room = rect.width() - LEFT - DOES - RULE - 10.0;
    (room, if rect.width() >= ROOMY { [0.42, 0.36, 0.22] } else { [0.66, 0.0, 0.34] })
}

/// Where in a line the first fix stands; nowhere where there is no room.
fn fix_rect(rect: Rect) -> Rect {
    let (room, parts) = parts(rect);
    let left = rect.left() + LEFT + room * parts[0];
    Rect::from_x_y_ranges(left..=left + (room * parts[1] - 12.0).max(0.0), rect.y_range())
}

/// The first fix of the line that the pointer or the keys are on, as a button. Whether it was pressed.
fn fix_ui(ui: &Ui, rect: Rect, i: usize, fix: &Fix, theme: &Theme) -> bool {
    if rect.width() < 2.0 * WAND {
        return false;
    }
    let told = fixes::told(fix);
    let response = ui.interact(rect, Id::unique(("finding-fix", i)), Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Button, true, &told));
    if response.hovered() || response.has_focus() {
        let tint = color(theme.accent);
        let around = rect.expand2(Vec2::new(5.0, -3.0));
        ui.painter_at(rect.expand(6.0)).rect_stroke(around, 5.0, Stroke::new(1.0, tint), StrokeKind::Inside);
    }
    response.on_hover_text(&told).clicked()
}

/// The mark of a finding; a step of a young model has none of the alarming ones.
fn sign_of(severity: Severity, young: bool, theme: &Theme) -> (&'static str, Color) {
    match (young, severity) {
        (true, Severity::Error) => ("arrow-circle-right", theme.accent),
        (true, _) => ("arrow-circle-right", theme.muted),
        (false, severity) => (icon(severity), ink(severity, theme)),
    }
}

/// What is read first and second: what was found and what to do; in a young model the other way round. What was waived
/// has its reason.
fn texts(finding: &Finding, reason: Option<&str>, young: bool) -> (String, String) {
    let (message, does) = (finding.message(), finding.rule.suggestion.to_owned());
    match reason {
        Some(reason) => (message, format!("Waived: {reason}")),
        None if young => (does, message),
        None => (message, does),
    }
}

/// The icon and the name of what a finding is about.
fn subject_of(session: &Session, finding: &Finding, theme: &Theme) -> (Option<(ecow::EcoString, Color)>, String) {
    let document = session.document();
    let name = |id: &ElementId| document.element(id).map_or_else(|| id.to_string(), |e| e.shown_name().to_owned());
    match &finding.subject {
        Subject::Element(id) => (kind_sign(session, id, theme), name(id)),
        Subject::Contract(reference) => {
            let partner = finding.element();
            let of = partner.map_or_else(String::new, |id| format!("{}, ", name(id)));
            (partner.and_then(|id| kind_sign(session, id, theme)), format!("{of}{reference}"))
        }
        Subject::Relation(id) => match document.relation(id) {
            Some(relation) => {
                let words = format!("{} → {}", name(&relation.source), name(&relation.target));
                (Some(("path".into(), theme.text_secondary)), words)
            }
            None => (None, id.to_string()),
        },
        Subject::Zone(id) => {
            let zone = document.metamodel().zones.iter().find(|z| z.id == *id);
            (Some(("app-window".into(), theme.muted)), zone.map_or_else(|| id.to_string(), |z| z.label.to_string()))
        }
        Subject::Role(role) => (Some(("user".into(), theme.muted)), role.to_string()),
        Subject::Model => (Some(("shapes".into(), theme.muted)), "The whole model".to_owned()),
    }
}

fn kind_sign(session: &Session, id: &ElementId, theme: &Theme) -> Option<(ecow::EcoString, Color)> {
    let document = session.document();
    let element = document.element(id)?;
    Some((anatomy::icon_name(document, element), theme.kind(element.kind.id())))
}

fn element_of(group: &Group) -> Option<&ElementId> {
    match group {
        Group::Subject(Subject::Element(id)) | Group::Owner(Some(id)) => Some(id),
        _ => None,
    }
}

/// What a group is called.
fn words_of(session: &Session, group: &Group, young: bool) -> String {
    let document = session.document();
    let name = |id: &ElementId| document.element(id).map_or_else(|| id.to_string(), |e| e.shown_name().to_owned());
    match group {
        Group::Severity(severity) => plural_of(*severity, young).to_owned(),
        Group::Rule(id) => crate::check::rule(id).map_or_else(|| (*id).to_owned(), |r| format!("{} · {id}", title(r))),
        Group::Subject(Subject::Element(id)) | Group::Owner(Some(id)) => name(id),
        Group::Subject(Subject::Zone(id)) => {
            let zone = document.metamodel().zones.iter().find(|z| z.id == *id);
            zone.map_or_else(|| id.to_string(), |z| format!("Zone {}", z.label))
        }
        Group::Subject(Subject::Role(role)) => format!("The role {role}"),
        Group::Subject(Subject::Model) => "The whole model".to_owned(),
        Group::Subject(subject) => subject.id().to_owned(),
        Group::Owner(None) => "Nobody is accountable".to_owned(),
    }
}

/// What is told of a finding to somebody who does not see it.
fn told(session: &Session, finding: &Finding, reason: Option<&str>, young: bool) -> String {
    let weight = match (reason, finding.severity()) {
        (Some(_), _) => "Waived",
        (None, _) if young => "Next step",
        (None, Severity::Error) => "Error",
        (None, Severity::Warning) => "Warning",
        (None, Severity::Info) => "Worth knowing",
    };
    let (first, second) = texts(finding, reason, young);
    // The subject is in the message already, except for what is about a relation or the whole model.
    let about = match &finding.subject {
        Subject::Relation(id) => document_words(session, id),
        _ => String::new(),
    };
    format!("{weight}: {first} {second}{about} {}", finding.rule.id)
}

fn document_words(session: &Session, id: &crate::model::RelationId) -> String {
    let document = session.document();
    document
        .relation(id)
        .map_or_else(String::new, |r| format!(" {}.", crate::scene::edge::accessible_name(document, r)))
}

/// All that a line says, where not all of it is seen.
fn rest_of(finding: &Finding, reason: Option<&str>, young: bool) -> String {
    let (first, second) = texts(finding, reason, young);
    format!("{first}\n{second}")
}

/// Where a line ends with what can be done with it.
fn does_rect(rect: Rect) -> Rect {
    Rect::from_min_max(Pos2::new(rect.right() - DOES, rect.top()), rect.max).shrink2(Vec2::new(2.0, 1.0))
}
