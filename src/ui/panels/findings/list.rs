//! The lines of the findings that are seen, and the keys that lead in them: the list has the keyboard as one.
//!
//! Knows nothing about how a line looks.

use eframe::egui::{self, Id, Key, Modifiers, Sense, Ui, Vec2, WidgetInfo, accesskit};

use super::list_id;
use super::row::{self, Did};
use crate::editor::Session;
use crate::editor::session::findings::{Line, Listing};
use crate::theme::Theme;

/// Height of a line.
pub(super) const ROW: f32 = 27.0;

/// Shows the lines.
pub(super) fn ui(ui: &mut Ui, session: &mut Session, listing: &Listing, theme: &Theme) {
    let area = ui.available_rect_before_wrap();
    let response = ui.interact(area, list_id(), Sense::focusable_noninteractive());
    let name = if session.is_young() { "Next steps of the model" } else { "Findings of the model" };
    response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Tree, true, name));
    let before = session.finding_at();
    if response.gained_focus() && before.is_none() {
        session.be_at_finding(0);
    }
    let mut done = None;
    if response.has_focus() {
        let keep = egui::EventFilter {
            vertical_arrows: true,
            horizontal_arrows: true,
            escape: true,
            ..egui::EventFilter::default()
        };
        ui.memory_mut(|m| m.set_focus_lock_filter(list_id(), keep));
        done = keys(ui, session, listing);
    }
    let at = session.finding_at();
    // What the keys or F8 led to comes into sight.
    let seen = Id::unique("findings-seen");
    let moved = ui.data_mut(|d| d.get_temp::<Option<usize>>(seen)).flatten() != at;
    ui.data_mut(|d| d.insert_temp(seen, at));
    let mut scroll = egui::ScrollArea::vertical().auto_shrink(false).id_salt("findings-rows");
    let last: (f32, f32) = ui.data(|d| d.get_temp(list_id())).unwrap_or_default();
    if let Some(top) = at.filter(|_| moved).map(|at| at as f32 * ROW) {
        if top < last.0 {
            scroll = scroll.vertical_scroll_offset(top);
        } else if last.1 > 0.0 && top + ROW > last.0 + last.1 {
            scroll = scroll.vertical_scroll_offset(top + ROW - last.1);
        }
    }
    let focused = response.has_focus();
    ui.spacing_mut().item_spacing.y = 0.0;
    let shown = scroll.show_rows(ui, ROW, listing.lines.len(), |ui, range| {
        for i in range {
            let Some(line) = listing.lines.get(i) else { continue };
            let (_, rect) = ui.allocate_space(Vec2::new(ui.available_width(), ROW));
            let state = row::State { at: at == Some(i), focused, young: session.is_young() };
            if let Some(did) = row::ui(ui, session, (i, line), rect, state, theme) {
                done = Some((i, did));
            }
        }
    });
    ui.data_mut(|d| d.insert_temp(list_id(), (shown.state.clamped_offset().y, shown.inner_rect.height())));
    if let Some(at) = at {
        ui.ctx().accesskit_node_builder(list_id(), |node| node.set_active_descendant(row::id(at).accesskit_id()));
    }
    if let Some((i, did)) = done {
        act(ui, session, listing, i, did);
    }
}

fn act(ui: &Ui, session: &mut Session, listing: &Listing, i: usize, did: Did) {
    let Some(line) = listing.lines.get(i) else { return };
    session.be_at_finding(i);
    match (line, did) {
        (Line::Group { group, .. }, Did::Chosen) => {
            session.turn_findings(group);
            ui.memory_mut(|m| m.request_focus(list_id()));
        }
        (Line::Row(finding, _), Did::Chosen) => {
            ui.memory_mut(|m| m.request_focus(list_id()));
            session.go_to_finding(finding);
        }
        (Line::Row(finding, _), Did::Fixed(fix)) => {
            if let Some(fix) = session.fixes_of(finding).get(fix) {
                session.apply_fix(finding, fix);
            }
        }
        (Line::Row(finding, _), Did::Waived) => session.begin_waiving(finding),
        (Line::Row(finding, _), Did::TakenBack) => session.take_back_waiver(finding),
        (Line::Group { .. }, _) => {}
    }
}

/// The keys of the list. What they did to a line.
fn keys(ui: &Ui, session: &mut Session, listing: &Listing) -> Option<(usize, Did)> {
    let taken = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    let last = listing.lines.len().checked_sub(1)?;
    let i = session.finding_at().unwrap_or(0).min(last);
    let heads = |lines: &[Line]| lines.iter().rposition(|line| matches!(line, Line::Group { .. }));
    let page = (ui.data(|d| d.get_temp::<(f32, f32)>(list_id())).unwrap_or_default().1 / ROW) as usize;
    let mut to = None;
    if taken(Key::ArrowDown) {
        to = Some((i + 1).min(last));
    } else if taken(Key::ArrowUp) {
        to = Some(i.saturating_sub(1));
    } else if taken(Key::PageDown) {
        to = Some((i + page.max(1)).min(last));
    } else if taken(Key::PageUp) {
        to = Some(i.saturating_sub(page.max(1)));
    } else if taken(Key::Home) {
        to = Some(0);
    } else if taken(Key::End) {
        to = Some(last);
    } else if taken(Key::Escape) {
        ui.memory_mut(|m| m.request_focus(Id::unique("canvas")));
        return None;
    } else if taken(Key::Enter) || taken(Key::Space) {
        return Some((i, Did::Chosen));
    }
    match &listing.lines[i] {
        Line::Group { group, open, .. } => {
            if taken(Key::ArrowRight) {
                if *open {
                    to = Some((i + 1).min(last));
                } else {
                    session.turn_findings(group);
                }
            } else if *open && taken(Key::ArrowLeft) {
                session.turn_findings(group);
            }
        }
        Line::Row(..) => {
            if taken(Key::ArrowLeft) {
                to = heads(&listing.lines[..i]);
            }
        }
    }
    if let Some(to) = to {
        session.be_at_finding(to);
    }
    None
}
