//! The lists on the canvas: what to add, what to connect with, what kind to become.
//!
//! Knows nothing about legality: it shows what the session offers.

use eframe::egui::{self, Id, RichText};

use super::list::{self, Look, MENU, Row, Said};
use super::popup::heading;
use super::style::{color, fill_icon_text};
use crate::editor::Session;
use crate::editor::session::fixes::{Asked, OtherEnd};
use crate::editor::session::{Creatable, Menu, Phrase, Target};
use crate::geom::Point;
use crate::model::index::folded;
use crate::model::{ElementId, ElementKind, RelationId, RelationKind};
use crate::text::icon;
use crate::theme::Theme;

/// The list of a menu on the canvas; one is open at a time.
fn id() -> Id {
    Id::unique("canvas-list")
}

/// The icon of a kind, or of a preset where it has one of its own.
fn icon_of(session: &Session, theme: &Theme, kind: ElementKind, preset: Option<&str>) -> RichText {
    let has = |n: &&str| icon::letter(n, icon::Style::Fill).is_some();
    let of_kind = session.document().metamodel().kind(kind).map(|k| k.icon.as_str());
    fill_icon_text(preset.filter(has).or(of_kind).unwrap_or("shapes"), 16.0, theme.kind(kind.id()))
}

fn icon_of_element(session: &Session, theme: &Theme, id: &ElementId) -> Option<RichText> {
    let document = session.document();
    let element = document.element(id)?;
    let icon = crate::scene::anatomy::icon_name(document, element);
    Some(fill_icon_text(&icon, 16.0, theme.kind(element.kind.id())))
}

/// What an element can be connected with.
pub(super) fn targets(
    ui: &mut egui::Ui,
    session: &mut Session,
    theme: &Theme,
    (at, source, mut filter): (Point, ElementId, String),
    fresh: bool,
) {
    heading(ui, theme, "Connect with");
    let name = "Find an element";
    let look = Look { name, hint: name, nothing: "Nothing of this name can be connected", ..MENU };
    let mut targets = Vec::new();
    let said = list::find(ui, theme, &look, (id(), fresh), &mut filter, |typed| {
        targets = session.targets(&source, typed);
        let row = |t: &Target| Row { icon: icon_of_element(session, theme, &t.element), ..Row::new(t.label.as_str()) };
        (targets.iter().map(row).collect(), 0)
    });
    match said {
        Said::Chosen(i) => session.connect_target(&targets[i]),
        _ => session.menu = Some(Menu::Target { at, source, filter }),
    }
}

/// What can be the other end of a relation that is missing.
pub(super) fn other_ends(
    ui: &mut egui::Ui,
    session: &mut Session,
    theme: &Theme,
    (at, asked, mut filter): (Point, Box<Asked>, String),
    fresh: bool,
) {
    heading(ui, theme, &asked.label);
    let name = "Find an element";
    let hint = if asked.pick.new.is_empty() { name } else { "Find one, or name a new one" };
    let look = Look { name, hint, nothing: "No element of this name can be connected", ..MENU };
    let mut ends = Vec::new();
    let said = list::find(ui, theme, &look, (id(), fresh), &mut filter, |typed| {
        ends = session.other_ends(&asked.pick, typed);
        let document = session.document();
        let row = |end: &OtherEnd| match end {
            OtherEnd::There(id) => {
                let element = document.element(id);
                let note = element.map_or("", |e| crate::scene::anatomy::kind_words(document, e)).to_owned();
                let name = element.map_or("", |e| e.shown_name());
                Row { icon: icon_of_element(session, theme, id), note, ..Row::new(name) }
            }
            OtherEnd::New(kind) => {
                let kind_name = document.metamodel().kind_label(*kind).to_lowercase();
                let typed = typed.trim();
                let name =
                    if typed.is_empty() { format!("New {kind_name}") } else { format!("New {kind_name} \"{typed}\"") };
                Row { icon: Some(icon_of(session, theme, *kind, None)), ..Row::new(name.as_str()) }
            }
        };
        (ends.iter().map(row).collect(), 0)
    });
    match said {
        Said::Chosen(i) => session.take_other_end(&asked, &ends[i], &filter),
        _ => session.menu = Some(Menu::Pick { at, asked, filter }),
    }
}

/// The elements to which a way from another can be shown.
pub(super) fn path_ends(
    ui: &mut egui::Ui,
    session: &mut Session,
    theme: &Theme,
    (at, source, mut filter): (Point, ElementId, String),
    fresh: bool,
) {
    let from = session.document().element(&source).map_or_else(String::new, |e| e.shown_name().to_owned());
    heading(ui, theme, &format!("Path from {from} to …"));
    let name = "Find an element";
    let hint = "Type its name, or click it";
    let look = Look { name, hint, nothing: "No element has this name", ..MENU };
    let mut ends = Vec::new();
    let said = list::find(ui, theme, &look, (id(), fresh), &mut filter, |typed| {
        ends = session.path_ends(&source, typed);
        let row = |id: &ElementId| {
            let document = session.document();
            let element = document.element(id);
            let note = element.map_or("", |e| crate::scene::anatomy::kind_words(document, e)).to_owned();
            let name = element.map_or("", |e| e.shown_name());
            Row { icon: icon_of_element(session, theme, id), note, ..Row::new(name) }
        };
        (ends.iter().map(row).collect(), 0)
    });
    match said {
        Said::Chosen(i) => session.take_path_end(&source, &ends[i]),
        _ => session.menu = Some(Menu::PathTo { at, source, filter }),
    }
}

/// What the selected elements can become, each with what it would drop.
pub(super) fn kinds(
    ui: &mut egui::Ui,
    session: &mut Session,
    theme: &Theme,
    (at, mut filter): (Point, String),
    fresh: bool,
) {
    heading(ui, theme, "Change to");
    let name = "Find a kind";
    let look = Look { name, hint: name, nothing: "No kind has this name", ..MENU };
    let mut offers = Vec::new();
    let said = list::find(ui, theme, &look, (id(), fresh), &mut filter, |typed| {
        offers = session.kind_offers(typed);
        let rows = offers.iter().map(|offer| {
            let name = format!("Change to {}", offer.what.label);
            let below =
                if offer.drops.is_empty() { String::new() } else { format!("drops {}", offer.drops.join(", ")) };
            let name = if below.is_empty() { name } else { format!("{name}, {below}") };
            let icon = Some(icon_of(session, theme, offer.what.kind, None));
            Row { icon, name, below, ..Row::new(offer.what.label.as_str()) }
        });
        (rows.collect(), 0)
    });
    if let Some(offer) = offers.get(list::at(ui, id())).filter(|o| !o.drops.is_empty()) {
        // The row has room for the first words only.
        let words = RichText::new(format!("Drops {}", offer.drops.join(", "))).size(11.0);
        ui.add_space(4.0);
        ui.add(egui::Label::new(words.color(color(theme.text_secondary))).wrap());
    }
    match said {
        Said::Chosen(i) => session.change_kind(&offers[i].what),
        _ => session.menu = Some(Menu::Kind { at, filter }),
    }
}

/// What becomes of what was only said.
pub(super) fn sort(ui: &mut egui::Ui, session: &mut Session, theme: &Theme, menu: Menu, fresh: bool) {
    let Menu::Sort { at, said: what, kinds, into, mut filter } = menu else { return };
    let n = what.count();
    heading(ui, theme, &if n == 1 { "Make it a".to_owned() } else { format!("Make each of {n} a") });
    let name = "Find a kind";
    let look = Look { name, hint: name, nothing: "No kind has this name", ..MENU };
    let mut offers = Vec::new();
    let said = list::find(ui, theme, &look, (id(), fresh), &mut filter, |typed| {
        offers = session.sort_offers(&what, &kinds, typed);
        let rows = offers.iter().map(|offer| {
            let icon = icon_of(session, theme, offer.kind, offer.preset.as_ref().and_then(|p| p.icon.as_deref()));
            let name = format!("Make it a {}", offer.label);
            Row { icon: Some(icon), name, ..Row::new(offer.label.as_str()) }
        });
        (rows.collect(), 0)
    });
    match said {
        Said::Chosen(i) => {
            session.sort(&what, &offers[i], at, into.as_ref(), None);
        }
        _ => session.menu = Some(Menu::Sort { at, said: what, kinds, into, filter }),
    }
}

/// What a relation can become.
pub(super) fn relation_kinds(
    ui: &mut egui::Ui,
    session: &mut Session,
    theme: &Theme,
    relation: &RelationId,
    kinds: &[RelationKind],
    fresh: bool,
) {
    heading(ui, theme, "Change to");
    if let Said::Chosen(i) = relations(ui, session, theme, kinds, fresh) {
        session.change_relation_kind(relation, kinds[i]);
    }
}

/// Relations by their verbs.
pub(super) fn relations(
    ui: &mut egui::Ui,
    session: &Session,
    theme: &Theme,
    kinds: &[RelationKind],
    fresh: bool,
) -> Said {
    let label = |kind: &RelationKind| Row::new(session.document().metamodel().relation_label(*kind));
    let rows: Vec<Row> = kinds.iter().map(label).collect();
    list::choose(ui, theme, &MENU, (id(), fresh), &rows)
}

/// The kinds of elements in which what is selected can be taken together.
pub(super) fn group_as(ui: &mut egui::Ui, session: &mut Session, theme: &Theme, kinds: &[ElementKind], fresh: bool) {
    let name = "Take together in a new";
    heading(ui, theme, name);
    let label = |kind| session.document().metamodel().kind(kind).map_or_else(String::new, |k| k.short.to_string());
    let row = |kind: &ElementKind| Row {
        icon: Some(icon_of(session, theme, *kind, None)),
        name: format!("{name} {}", label(*kind)),
        ..Row::new(label(*kind))
    };
    let rows: Vec<Row> = kinds.iter().map(row).collect();
    if let Said::Chosen(i) = list::choose(ui, theme, &MENU, (id(), fresh), &rows) {
        session.group_as_kind(kinds[i]);
    }
}

/// The answers to a question.
pub(super) fn answers(ui: &mut egui::Ui, theme: &Theme, labels: &[&str], fresh: bool) -> Option<usize> {
    let rows: Vec<Row> = labels.iter().map(|l| Row { help: (*l).to_owned(), ..Row::new(*l) }).collect();
    match list::choose(ui, theme, &MENU, (id().with(labels), fresh), &rows) {
        Said::Chosen(i) => Some(i),
        _ => None,
    }
}

/// What can be added where.
pub(super) struct Create {
    pub at: Point,
    pub from: Option<ElementId>,
    pub filter: String,
}

/// An entry of the list of what can be added.
enum Add {
    /// What the words that are typed mean.
    Said(Phrase),
    /// An element of this view that is called so.
    Here(ElementId),
    /// A new element.
    New(Creatable),
    /// An element of the model that this view lacks.
    There(ElementId),
}

/// What can be added: what the typed words mean, kinds of elements, and elements of the model that this view lacks.
pub(super) fn create(ui: &mut egui::Ui, session: &mut Session, theme: &Theme, what: Create, fresh: bool) {
    let Create { at, from, mut filter } = what;
    heading(ui, theme, if from.is_some() { "Connect to a new" } else { "Add" });
    let mut entries = Vec::new();
    let nothing = nothing(session, &filter);
    let look = Look { name: "Find a kind", hint: "A kind, an element, Join: a > b", nothing: &nothing, ..MENU };
    let said = list::find(ui, theme, &look, (id(), fresh), &mut filter, |typed| {
        let (found, likeliest) = entries_of(session, typed, from.as_ref());
        entries = found;
        let first = entries.iter().position(|e| matches!(e, Add::There(_)));
        let rows = entries.iter().enumerate().map(|(i, entry)| Row {
            heading: if first == Some(i) { "In the model" } else { "" },
            ..row(session, theme, entry, from.is_some())
        });
        (rows.collect(), likeliest)
    });
    let chosen = if let Said::Chosen(i) = said { entries.get(i) } else { None };
    match chosen {
        Some(Add::Said(phrase)) => session.do_phrase(phrase, at, from.as_ref()),
        Some(Add::Here(id)) => session.use_here(id, at, from.as_ref()),
        Some(Add::New(offer)) => session.create(offer, Some(at), from.as_ref()),
        Some(Add::There(id)) => session.place_existing(id, at, from.as_ref()),
        None => session.menu = Some(Menu::Create { at, from, filter }),
    }
}

/// What can be added, and which of it is likeliest meant: a name that is typed whole means what has it, before it means a
/// kind.
fn entries_of(session: &mut Session, typed: &str, from: Option<&ElementId>) -> (Vec<Add>, usize) {
    let mut entries: Vec<Add> = session.phrase(typed).into_iter().map(Add::Said).collect();
    let said = entries.len();
    entries.extend(session.here_already(typed, from).map(Add::Here));
    let (here, kinds) = (entries.len() > said, entries.len());
    entries.extend(session.creatable(typed, from).into_iter().map(Add::New));
    let none = entries.len() == kinds;
    let there = session.elsewhere(typed, from);
    let first = there.first().and_then(|id| session.document().element(id));
    let exact = first.is_some_and(|e| folded(&e.name) == folded(typed));
    let likeliest = if said > 0 {
        0
    } else if here && (none || from.is_some()) {
        // A kind that is called so can be added all the same.
        said
    } else if exact {
        entries.len()
    } else if none {
        0
    } else {
        kinds
    };
    entries.extend(there.into_iter().map(Add::There));
    (entries, likeliest)
}

fn row(session: &Session, theme: &Theme, entry: &Add, connects: bool) -> Row {
    match entry {
        Add::Said(phrase) => Row {
            icon: Some(icon_of(session, theme, phrase.kind, None)),
            help: phrase.label.clone(),
            ..Row::new(phrase.label.as_str())
        },
        Add::Here(id) => {
            let name = session.document().element(id).map_or_else(String::new, |e| e.shown_name().to_owned());
            let words = if connects { format!("Connect to {name}") } else { format!("{name} is here already") };
            Row { icon: icon_of_element(session, theme, id), ..Row::new(words) }
        }
        Add::New(offer) => Row {
            icon: Some(icon_of(session, theme, offer.kind, offer.preset.as_ref().and_then(|p| p.icon.as_deref()))),
            name: format!("Add {}", offer.label),
            ..Row::new(offer.label.as_str())
        },
        Add::There(id) => {
            let name = session.document().element(id).map_or_else(String::new, |e| e.shown_name().to_owned());
            Row {
                icon: icon_of_element(session, theme, id),
                name: format!("Add {name} to this view"),
                ..Row::new(name)
            }
        }
    }
}

/// What is said where nothing fits.
fn nothing(session: &mut Session, typed: &str) -> String {
    let hidden = session.hidden_by_state(typed).and_then(|id| session.document().element(&id));
    hidden.map_or_else(
        || "No kind or element has this name".to_owned(),
        |e| format!("{} is here, but hidden in this state", e.shown_name()),
    )
}
