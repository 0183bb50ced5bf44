//! The choices that open on the canvas: which relation joins two elements, which kind of element to make.
//!
//! Knows nothing about legality: it shows what the session offers.

use eframe::egui::{self, Area, Id, Key, Order, Pos2, Rect};

use super::popup::{self, heading};
use super::style::fill_icon_text;
use super::{finding, popup::row};
use crate::editor::Session;
use crate::editor::session::{Menu, Offer};
use crate::model::index::folded;
use crate::theme::{Color, Theme};

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
    // Enter takes the first, unless the keyboard was led to another.
    let field = Id::unique("find-a-kind");
    let on_top = fresh || ctx.memory(egui::Memory::focused).is_none_or(|id| id == field || id == Id::unique("canvas"));
    let enter = on_top && ctx.input_mut(|i| i.consume_key(egui::Modifiers::NONE, Key::Enter));
    let place = match &menu {
        Menu::Relation { at: p, .. }
        | Menu::Create { at: p, .. }
        | Menu::GroupAs { at: p, .. }
        | Menu::Target { at: p, .. }
        | Menu::Kind { at: p, .. }
        | Menu::RelationKind { at: p, .. } => at(*p),
        Menu::Offer(offer) => at(offer.at),
    };
    let area = Area::new(Id::unique("canvas-menu")).order(Order::Foreground).fixed_pos(place);
    let area = area.constrain_to(canvas.shrink(4.0));
    let shown = area.show(ctx, |ui| {
        popup::frame(ui).show(ui, |ui| {
            ui.set_width(popup::WIDTH);
            ui.spacing_mut().item_spacing.y = 0.0;
            match menu {
                Menu::Relation { source, target, kinds, .. } => {
                    let document = session.document().clone();
                    let name = |id| document.element(id).map_or_else(String::new, |e| e.shown_name().to_owned());
                    heading(ui, theme, &format!("{} …", name(&source)));
                    let (marked, _) = popup::marked(ui, fresh, "", 0, kinds.len());
                    for (i, kind) in kinds.iter().enumerate() {
                        let label = document.metamodel().relation_label(*kind);
                        if row(ui, theme, None, label, i == marked).clicked() || (enter && i == marked) {
                            session.connect_as(*kind, &source, &target);
                            break;
                        }
                    }
                    heading(ui, theme, &format!("… {}", name(&target)));
                }
                Menu::Offer(mut offer) => {
                    let taken = offer_ui(ui, theme, &mut offer, fresh, enter);
                    let typed = offer.field.is_some();
                    session.menu = Some(Menu::Offer(offer));
                    match taken {
                        Some(0) if typed => session.answer_text(),
                        Some(i) => session.answer(i - usize::from(typed)),
                        None => {}
                    }
                }
                Menu::GroupAs { kinds, .. } => group_as(ui, session, theme, &kinds, (fresh, enter)),
                Menu::Target { at, source, filter } => {
                    finding::targets(ui, session, theme, (at, source, filter), fresh, enter);
                }
                Menu::Kind { at, filter } => finding::kinds(ui, session, theme, (at, filter), fresh, enter),
                Menu::RelationKind { relation, kinds, .. } => {
                    finding::relation_kinds(ui, session, theme, &relation, &kinds, (fresh, enter));
                }
                Menu::Create { at, from, filter } => {
                    create(ui, session, theme, Create { at, from, filter }, fresh, enter);
                }
            }
        });
    });
    let outside = ctx.input(|i| i.pointer.any_pressed())
        && ctx.input(|i| i.pointer.interact_pos()).is_some_and(|p| !shown.response.rect.contains(p));
    if outside && !fresh {
        // What was typed is kept, as everywhere.
        session.answer_text();
        session.menu = None;
    }
}

/// A question with its answers, the first of which Enter takes; which was taken. Where there is something to type it is
/// the first.
fn offer_ui(ui: &mut egui::Ui, theme: &Theme, offer: &mut Offer, fresh: bool, enter: bool) -> Option<usize> {
    popup::question(ui, theme, &offer.text);
    let first = usize::from(offer.field.is_some());
    let mut taken = None;
    if let Some(field) = &mut offer.field {
        let response = popup::field(ui, None, &mut field.text, &field.label).accessible_name(&field.label);
        if fresh {
            response.request_focus();
        }
        if response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter)) {
            taken = Some(0);
        }
    }
    let marked = if first == 0 { Some(popup::marked(ui, fresh, "", 0, offer.choices.len()).0) } else { None };
    if enter && taken.is_none() {
        taken = Some(marked.unwrap_or(0));
    }
    for (i, choice) in offer.choices.iter().enumerate() {
        if row(ui, theme, None, &choice.label, marked == Some(i)).clicked() {
            taken = Some(i + first);
        }
    }
    taken
}

/// The kinds of elements in which what is selected can be taken together.
fn group_as(
    ui: &mut egui::Ui,
    session: &mut Session,
    theme: &Theme,
    kinds: &[crate::model::ElementKind],
    (fresh, enter): (bool, bool),
) {
    heading(ui, theme, "Take together in a new");
    let (marked, _) = popup::marked(ui, fresh, "", 0, kinds.len());
    for (i, kind) in kinds.iter().enumerate() {
        let document = session.document();
        let Some(def) = document.metamodel().kind(*kind) else { continue };
        let icon = fill_icon_text(&def.icon, 16.0, theme.kind(kind.id()));
        let name = format!("Take together in a new {}", def.short);
        if row(ui, theme, Some(icon), &def.short, i == marked).accessible_name(name).clicked() || (enter && i == marked)
        {
            session.group_as_kind(*kind);
            break;
        }
    }
}

/// What the menu of what to add is about.
struct Create {
    at: crate::geom::Point,
    from: Option<crate::model::ElementId>,
    filter: String,
}

/// What can be added: kinds of elements, and elements of the model that this view lacks.
fn create(ui: &mut egui::Ui, session: &mut Session, theme: &Theme, what: Create, fresh: bool, enter: bool) {
    let field = Id::unique("find-a-kind");
    let Create { at, from, mut filter } = what;
    heading(ui, theme, if from.is_some() { "Connect to a new" } else { "Add" });
    let hint = "A kind, an element, Join: a > b";
    let response = popup::field(ui, Some(field), &mut filter, hint).accessible_name("Find a kind");
    if fresh {
        response.request_focus();
    }
    let offers = session.creatable(&filter, from.as_ref());
    let there = session.elsewhere(&filter, from.as_ref());
    let phrase = session.phrase(&filter);
    // A name that is typed whole means what has it, before it means a kind.
    let exact = there
        .iter()
        .take(1)
        .position(|id| session.document().element(id).is_some_and(|e| folded(&e.name) == folded(&filter)));
    let here = session.here_already(&filter, from.as_ref());
    // A kind that is called so can be added all the same.
    let to_here = here.is_some() && (offers.is_empty() || from.is_some());
    let said = usize::from(phrase.is_some());
    let kinds = said + usize::from(here.is_some());
    let all = kinds + offers.len();
    let best = match exact {
        _ if said > 0 => 0,
        _ if to_here => said,
        Some(at) => all + at,
        None => {
            if offers.is_empty() {
                0
            } else {
                kinds
            }
        }
    };
    let (marked, led) = popup::marked(ui, fresh, &filter, best, all + there.len());
    let mut taken = enter.then_some(marked);
    let mut line = |ui: &mut egui::Ui, at: usize, (icon, tint): (&str, Color), words: &str, name: &str| {
        let icon = fill_icon_text(icon, 16.0, tint);
        let response = row(ui, theme, Some(icon), words, at == marked).accessible_name(name);
        if at == marked && led {
            response.scroll_to_me(None);
        }
        if response.clicked() {
            taken = Some(at);
        }
    };
    popup::list(ui, |ui| {
        let document = session.document();
        if let Some(phrase) = &phrase {
            let icon = document.metamodel().kind(phrase.kind).map_or("shapes", |k| k.icon.as_str());
            line(ui, 0, (icon, theme.kind(phrase.kind.id())), &phrase.label, &phrase.label);
        }
        if let Some(element) = here.as_ref().and_then(|id| document.element(id)) {
            let icon = crate::scene::anatomy::icon_name(document, element);
            let name = element.shown_name();
            let words = if from.is_some() { format!("Connect to {name}") } else { format!("{name} is here already") };
            line(ui, said, (&icon, theme.kind(element.kind.id())), &words, &words);
        }
        for (i, offer) in offers.iter().enumerate() {
            let kind = document.metamodel().kind(offer.kind);
            let icon = offer.preset.as_ref().and_then(|p| p.icon.as_deref());
            let has = |n: &&str| crate::text::icon::letter(n, crate::text::icon::Style::Fill).is_some();
            let icon = icon.filter(has).or_else(|| kind.map(|k| k.icon.as_str())).unwrap_or("shapes");
            let look = (icon, theme.kind(offer.kind.id()));
            line(ui, kinds + i, look, &offer.label, &format!("Add {}", offer.label));
        }
        if !there.is_empty() {
            heading(ui, theme, "In the model");
        }
        for (i, id) in there.iter().enumerate() {
            let Some(element) = document.element(id) else { continue };
            let icon = crate::scene::anatomy::icon_name(document, element);
            let name = format!("Add {} to this view", element.shown_name());
            line(ui, all + i, (&icon, theme.kind(element.kind.id())), element.shown_name(), &name);
        }
        if all + there.len() == 0 {
            let hidden = session.hidden_by_state(&filter).and_then(|id| session.document().element(&id).cloned());
            let says = hidden.map_or_else(
                || "No kind or element has this name".to_owned(),
                |e| format!("{} is here, but hidden in this state", e.shown_name()),
            );
            popup::nothing(ui, theme, &says);
        }
    });
    let is_said = taken.is_some_and(|at| at < said);
    let used = here.filter(|_| taken.is_some_and(|at| at >= said && at < kinds));
    let chosen = taken.and_then(|at| offers.get(at.checked_sub(kinds)?)).cloned();
    let placed = taken.and_then(|at| there.get(at.checked_sub(all)?)).cloned();
    if let Some(phrase) = phrase.filter(|_| is_said) {
        session.do_phrase(&phrase, at, from.as_ref());
        return;
    }
    if let Some(id) = used {
        session.use_here(&id, at, from.as_ref());
        return;
    }
    if let Some(id) = placed {
        session.place_existing(&id, at, from.as_ref());
        return;
    }
    match chosen {
        Some(offer) => session.create(&offer, Some(at), from.as_ref()),
        None => session.menu = Some(Menu::Create { at, from, filter }),
    }
}
