//! The choices that open on the canvas: which relation joins two elements, which kind of element to make.
//!
//! Knows nothing about legality: it shows what the session offers.

use eframe::egui::{self, Area, Frame, Id, Key, Margin, Order, Pos2, RichText};

use super::finding;
use super::style::{color, fill_icon_text};
use crate::editor::Session;
use crate::editor::session::{Menu, Offer};
use crate::model::index::folded;
use crate::theme::Theme;

/// Shows the open menu, if one is.
pub(super) fn ui(
    ctx: &egui::Context,
    session: &mut Session,
    theme: &Theme,
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
    let area = Area::new(Id::unique("canvas-menu")).order(Order::Foreground).fixed_pos(place).constrain(true);
    let shown = area.show(ctx, |ui| {
        Frame::popup(ui.style()).inner_margin(Margin::same(6)).show(ui, |ui| {
            ui.set_width(230.0);
            match menu {
                Menu::Relation { source, target, kinds, .. } => {
                    let document = session.document().clone();
                    let name = |id| document.element(id).map_or_else(String::new, |e| e.shown_name().to_owned());
                    heading(ui, theme, &format!("{} …", name(&source)));
                    for (i, kind) in kinds.iter().enumerate() {
                        let label = document.metamodel().relation_label(*kind);
                        let row = ui.add(
                            egui::Button::new(label)
                                .frame(false)
                                .min_size(egui::vec2(218.0, 28.0))
                                .wrap_mode(egui::TextWrapMode::Truncate)
                                .selected(i == 0),
                        );
                        if row.clicked() || (enter && i == 0) {
                            session.connect_as(*kind, &source, &target);
                            break;
                        }
                    }
                    heading(ui, theme, &format!("… {}", name(&target)));
                }
                Menu::Offer(mut offer) => {
                    let taken = offer_ui(ui, &mut offer, fresh, enter);
                    let typed = offer.field.is_some();
                    session.menu = Some(Menu::Offer(offer));
                    match taken {
                        Some(0) if typed => session.answer_text(),
                        Some(i) => session.answer(i - usize::from(typed)),
                        None => {}
                    }
                }
                Menu::GroupAs { kinds, .. } => group_as(ui, session, theme, &kinds, enter),
                Menu::Target { at, source, filter } => {
                    finding::targets(ui, session, theme, (at, source, filter), fresh, enter);
                }
                Menu::Kind { at, filter } => finding::kinds(ui, session, theme, (at, filter), fresh, enter),
                Menu::RelationKind { relation, kinds, .. } => {
                    finding::relation_kinds(ui, session, theme, &relation, &kinds, enter);
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

/// Where the rows of a list stand: near the lower border the menu moves up, instead of showing two rows of them.
pub(super) fn list_area(height: f32) -> egui::ScrollArea {
    egui::ScrollArea::vertical().max_height(height).min_scrolled_height(height)
}

/// A question with its answers, the first of which Enter takes; which was taken. Where there is something to type it is
/// the first.
fn offer_ui(ui: &mut egui::Ui, offer: &mut Offer, fresh: bool, enter: bool) -> Option<usize> {
    ui.add(egui::Label::new(RichText::new(&offer.text).size(13.0)).wrap());
    ui.add_space(4.0);
    let mut taken = enter.then_some(0);
    let mut first = 0;
    if let Some(field) = &mut offer.field {
        let edit = egui::TextEdit::singleline(&mut field.text).hint_text(field.label.as_str()).desired_width(218.0);
        let response = ui.add(edit).accessible_name(&field.label);
        if fresh {
            response.request_focus();
        }
        if response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter)) {
            taken = Some(0);
        }
        first = 1;
    }
    for (i, choice) in offer.choices.iter().enumerate() {
        let button = egui::Button::new(choice.label.as_str())
            .frame(false)
            .min_size(egui::vec2(218.0, 28.0))
            .wrap_mode(egui::TextWrapMode::Truncate)
            .selected(first == 0 && i == 0);
        if ui.add(button).clicked() {
            taken = Some(i + first);
        }
    }
    taken
}

/// The kinds of elements in which what is selected can be taken together.
fn group_as(ui: &mut egui::Ui, session: &mut Session, theme: &Theme, kinds: &[crate::model::ElementKind], enter: bool) {
    heading(ui, theme, "Take together in a new");
    for (i, kind) in kinds.iter().enumerate() {
        let document = session.document();
        let Some(def) = document.metamodel().kind(*kind) else { continue };
        let atoms = (fill_icon_text(&def.icon, 16.0, theme.kind(kind.id())), RichText::new(def.short.as_str()));
        let row = egui::Button::new(atoms).frame(false).min_size(egui::vec2(218.0, 28.0)).selected(i == 0);
        let name = format!("Take together in a new {}", def.short);
        if ui.add(row).accessible_name(name).clicked() || (enter && i == 0) {
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
    let edit = egui::TextEdit::singleline(&mut filter)
        .id(field)
        .hint_text("A kind, an element, Join: a > b")
        .desired_width(218.0);
    let response = ui.add(edit).accessible_name("Find a kind");
    if fresh {
        response.request_focus();
    }
    let offers = session.creatable(&filter, from.as_ref());
    let there = session.elsewhere(&filter, from.as_ref());
    let phrase = session.phrase(&filter);
    let mut said = enter && phrase.is_some();
    let mut placed = None;
    // A name that is typed whole means what has it, before it means a kind.
    let exact =
        there.first().filter(|id| session.document().element(id).is_some_and(|e| folded(&e.name) == folded(&filter)));
    if enter && !said && (offers.is_empty() || exact.is_some()) {
        placed = there.first().cloned();
    }
    let mut chosen = if enter && !said && placed.is_none() { offers.first().cloned() } else { None };
    list_area(300.0).show(ui, |ui| {
        if let Some(phrase) = &phrase {
            let icon = session.document().metamodel().kind(phrase.kind).map_or("shapes", |k| k.icon.as_str());
            let tint = theme.kind(phrase.kind.id());
            let row = egui::Button::new((fill_icon_text(icon, 16.0, tint), RichText::new(phrase.label.as_str())))
                .frame(false)
                .min_size(egui::vec2(210.0, 28.0))
                .wrap()
                .selected(true);
            said |= ui.add(row).accessible_name(phrase.label.as_str()).clicked();
        }
        for (i, offer) in offers.iter().enumerate() {
            let document = session.document();
            let kind = document.metamodel().kind(offer.kind);
            let icon = offer.preset.as_ref().and_then(|p| p.icon.as_deref());
            let has = |n: &&str| crate::text::icon::letter(n, crate::text::icon::Style::Fill).is_some();
            let icon = icon.filter(has).or_else(|| kind.map(|k| k.icon.as_str())).unwrap_or("shapes");
            let tint = theme.kind(offer.kind.id());
            let atoms = (fill_icon_text(icon, 16.0, tint), RichText::new(offer.label.as_str()));
            let row = egui::Button::new(atoms)
                .frame(false)
                .min_size(egui::vec2(210.0, 28.0))
                .selected(i == 0 && !filter.is_empty() && phrase.is_none());
            if ui.add(row).accessible_name(format!("Add {}", offer.label)).clicked() {
                chosen = Some(offer.clone());
            }
        }
        if !there.is_empty() {
            ui.add_space(4.0);
            heading(ui, theme, "In the model");
        }
        for id in &there {
            let document = session.document();
            let Some(element) = document.element(id) else { continue };
            let icon = crate::scene::anatomy::icon_name(document, element);
            let tint = theme.kind(element.kind.id());
            let atoms = (fill_icon_text(&icon, 16.0, tint), RichText::new(element.shown_name()));
            let row = egui::Button::new(atoms)
                .frame(false)
                .min_size(egui::vec2(210.0, 28.0))
                .wrap_mode(egui::TextWrapMode::Truncate)
                .selected(exact == Some(id) || offers.is_empty() && there.first() == Some(id));
            let name = format!("Add {} to this view", element.shown_name());
            if ui.add(row).accessible_name(name).clicked() {
                placed = Some(id.clone());
            }
        }
        if offers.is_empty() && there.is_empty() && phrase.is_none() {
            let hidden = session.hidden_by_state(&filter).and_then(|id| session.document().element(&id).cloned());
            let says = hidden.map_or_else(
                || "No kind or element has this name".to_owned(),
                |e| format!("{} is here, but hidden in this state", e.shown_name()),
            );
            ui.label(RichText::new(says).color(color(theme.muted)));
        }
    });
    if let Some(phrase) = phrase.filter(|_| said) {
        session.do_phrase(&phrase, at, from.as_ref());
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

pub(super) fn heading(ui: &mut egui::Ui, theme: &Theme, text: &str) {
    ui.add(egui::Label::new(RichText::new(text).size(11.0).color(color(theme.muted))).truncate());
}
