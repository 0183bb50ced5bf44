//! The choices that open on the canvas: which relation joins two elements, which kind of element to make.
//!
//! Knows nothing about legality: it shows what the session offers.

use eframe::egui::{self, Area, Id, Key, Order, Pos2, Rect};

use super::finding::{self, Create};
use super::list::Said;
use super::popup::{self, heading};
use crate::editor::Session;
use crate::editor::session::{Menu, Offer};
use crate::theme::Theme;

/// The widest that a question gets with its answers.
const WIDEST: f32 = 480.0;

/// Shows the open menu, if one is.
pub(super) fn ui(
    ctx: &egui::Context,
    session: &mut Session,
    theme: &Theme,
    canvas: Rect,
    at: impl Fn(crate::geom::Point) -> Pos2,
    fresh: bool,
) {
    let Some(menu) = session.menu.clone() else { return };
    if ctx.input_mut(|i| i.consume_key(egui::Modifiers::NONE, Key::Escape)) {
        session.menu = None;
        return;
    }
    let place = match &menu {
        Menu::Relation { at: p, .. }
        | Menu::Create { at: p, .. }
        | Menu::GroupAs { at: p, .. }
        | Menu::Target { at: p, .. }
        | Menu::Pick { at: p, .. }
        | Menu::PathTo { at: p, .. }
        | Menu::Kind { at: p, .. }
        | Menu::Sort { at: p, .. }
        | Menu::RelationKind { at: p, .. } => at(*p),
        Menu::Offer(offer) => at(offer.at),
    };
    let area = Area::new(Id::unique("canvas-menu")).order(Order::Foreground).fixed_pos(place);
    let area = area.constrain_to(canvas.shrink(4.0));
    let shown = area.show(ctx, |ui| {
        popup::frame(ui).show(ui, |ui| {
            // Answers are told apart by how they end, so they are not cut.
            let widest = match &menu {
                Menu::Offer(offer) => offer.choices.iter().map(|c| popup::row_width(ui, &c.label)).fold(0.0, f32::max),
                _ => 0.0,
            };
            ui.set_width(widest.clamp(popup::WIDTH, WIDEST));
            ui.spacing_mut().item_spacing.y = 0.0;
            match menu {
                Menu::Relation { source, target, kinds, .. } => {
                    let document = session.document().clone();
                    let name = |id| document.element(id).map_or_else(String::new, |e| e.shown_name().to_owned());
                    heading(ui, theme, &format!("{} …", name(&source)));
                    let said = finding::relations(ui, session, theme, &kinds, fresh);
                    heading(ui, theme, &format!("… {}", name(&target)));
                    if let Said::Chosen(i) = said {
                        session.connect_as(kinds[i], &source, &target);
                    }
                }
                Menu::Offer(mut offer) => {
                    let taken = offer_ui(ui, theme, &mut offer, fresh);
                    let typed = offer.field.is_some();
                    session.menu = Some(Menu::Offer(offer));
                    match taken {
                        Some(0) if typed => session.answer_text(),
                        Some(i) => session.answer(i - usize::from(typed)),
                        None => {}
                    }
                }
                Menu::GroupAs { kinds, .. } => finding::group_as(ui, session, theme, &kinds, fresh),
                Menu::Target { at, source, filter } => {
                    finding::targets(ui, session, theme, (at, source, filter), fresh);
                }
                Menu::Pick { at, asked, filter } => finding::other_ends(ui, session, theme, (at, asked, filter), fresh),
                Menu::PathTo { at, source, filter } => {
                    finding::path_ends(ui, session, theme, (at, source, filter), fresh);
                }
                Menu::Kind { at, filter } => finding::kinds(ui, session, theme, (at, filter), fresh),
                sort @ Menu::Sort { .. } => finding::sort(ui, session, theme, sort, fresh),
                Menu::RelationKind { relation, kinds, .. } => {
                    finding::relation_kinds(ui, session, theme, &relation, &kinds, fresh);
                }
                Menu::Create { at, from, filter } => {
                    finding::create(ui, session, theme, Create { at, from, filter }, fresh);
                }
            }
        });
    });
    let outside = ctx.input(|i| i.pointer.any_pressed())
        && ctx.input(|i| i.pointer.interact_pos()).is_some_and(|p| !shown.response.rect.contains(p));
    if outside && !fresh {
        // The other end of a way is clicked where it stands.
        if session.take_pointed_path_end() {
            return;
        }
        // What was typed is kept, as everywhere.
        session.answer_text();
        session.menu = None;
    }
}

/// A question with its answers, the first of which Enter takes; which was taken. Where there is something to type it is
/// the first.
fn offer_ui(ui: &mut egui::Ui, theme: &Theme, offer: &mut Offer, fresh: bool) -> Option<usize> {
    popup::question(ui, theme, &offer.text);
    let labels: Vec<&str> = offer.choices.iter().map(|c| c.label.as_str()).collect();
    let Some(field) = &mut offer.field else { return finding::answers(ui, theme, &labels, fresh) };
    let response = popup::field(ui, None, &mut field.text, &field.label).accessible_name(&field.label);
    if fresh {
        response.request_focus();
    }
    let entered = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    let mut taken = entered.then_some(0);
    for (i, label) in labels.into_iter().enumerate() {
        if popup::row(ui, theme, None, label, false).clicked() {
            taken = Some(i + 1);
        }
    }
    taken
}
