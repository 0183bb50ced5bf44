//! Going to anything by its name: elements, relations, views, the choices of the view, and the commands of the menus View and Explore.
//!
//! The names are put together once for each state of the model, and compared once for each text that is typed.
//!
//! Knows nothing about how the list looks.

use std::cmp::Reverse;
use std::sync::Arc;

use ecow::EcoString;

use super::choices::ViewChoice;
use super::fly::Flight;
use super::matching::{fit, plain};
use super::views::Tab;
use super::{OnShow, Session, Tone, deletion, find, folded, neighbours, outline, travel};
use crate::editor::commands::{self, Command};
use crate::editor::wording::beginning;
use crate::model::view::CANVAS;
use crate::model::{ElementId, RelationId, Revision, ViewId};
use crate::scene::{Owner, anatomy, edge};

/// The most offers that are shown.
const MOST: usize = 50;

/// What a session remembers of finding and going.
#[derive(Default)]
pub(super) struct Going {
    pub flight: Option<Flight>,
    pub find: Option<find::Find>,
    /// How often the search was asked for.
    pub asked: u64,
    pub focus: Option<neighbours::Focus>,
    pub elsewhere: Option<travel::Elsewhere>,
    pub folded: Option<folded::Folded>,
    pub gone: Option<deletion::Gone>,
    pub outline: outline::Outline,
    /// Whether the small map is shown, where that was chosen.
    pub map: Option<bool>,
    /// Whether the history is shown.
    pub history: bool,
    go: Option<GoTo>,
    names: Option<(Revision, Arc<Vec<Name>>)>,
    /// The choices of the view on show.
    choices: Option<(Revision, OnShow, Arc<Vec<Name>>)>,
    /// How often names were put together, to be counted in tests.
    built: usize,
}

/// Where one can go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To an element.
    Element(ElementId),
    /// To a relation.
    Relation(RelationId),
    /// To a view.
    View(OnShow),
    /// To what a command does.
    Command(Command),
    /// To a note, frame or group of a view.
    Note(ViewId, EcoString),
    /// To an entry of a choice of how the view on show is drawn.
    Choice(ViewChoice, usize),
}

/// A name with where it leads.
struct Name {
    target: Target,
    label: EcoString,
    plain: String,
}

/// The list while it is open.
#[derive(Default)]
struct GoTo {
    text: String,
    of: Option<(Revision, OnShow)>,
    offers: Vec<Offer>,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Where it leads.
    pub target: Target,
    /// What it says.
    pub label: EcoString,
    /// What is said beside it, more quietly.
    pub detail: EcoString,
}

impl Session {
    /// Opens the list of all that one can go to.
    pub fn begin_go_to(&mut self) {
        self.commit_naming();
        self.going.go = Some(GoTo::default());
    }

    /// Closes it.
    pub fn end_go_to(&mut self) {
        self.going.go = None;
    }

    /// Whether it is open.
    #[must_use]
    pub fn is_going(&self) -> bool {
        self.going.go.is_some()
    }

    /// What is typed.
    #[must_use]
    pub fn go_to_text(&self) -> &str {
        self.going.go.as_ref().map_or("", |g| &g.text)
    }

    /// Types something else.
    pub fn set_go_to_text(&mut self, text: &str) {
        if let Some(go) = self.going.go.as_mut().filter(|g| g.text != text) {
            *go = GoTo { text: text.to_owned(), ..GoTo::default() };
        }
    }

    /// What fits what is typed, best first.
    pub fn go_to_offers(&mut self) -> &[Offer] {
        let now = (self.document().revision(), self.on_show.clone());
        let stale = self.going.go.as_ref().is_some_and(|g| g.of.as_ref() != Some(&now));
        if stale {
            let typed = plain(self.go_to_text());
            let offers = self.offers(&typed);
            if let Some(go) = &mut self.going.go {
                go.offers = offers;
                go.of = Some(now);
            }
        }
        self.going.go.as_ref().map_or(&[], |g| &g.offers)
    }

    /// Closes the list and goes where one of its lines leads; a command is given back, to be carried out.
    pub fn take_offer(&mut self, i: usize) -> Option<Command> {
        let target = self.go_to_offers().get(i).map(|o| o.target.clone())?;
        self.end_go_to();
        match target {
            Target::Command(command) => return Some(command),
            Target::View(which) => self.show_tab(which),
            Target::Element(id) => {
                if !self.go_to_element(&id) {
                    self.select(Some(Owner::Element(id.clone())));
                    let name = self.name_of(&id);
                    self.say(
                        Tone::Info,
                        format!("No view shows {name} now. It is selected, and the inspector has it."),
                    );
                }
            }
            Target::Relation(id) => self.go_to_relation(&id),
            Target::Note(view, id) => self.go_to_note(&view, &id),
            Target::Choice(choice, i) => {
                let entries = choice.entries(&self.document().clone(), &self.shown_view());
                if let Some(entry) = entries.get(i) {
                    self.choose(choice, entry);
                }
            }
        }
        None
    }

    fn offers(&mut self, typed: &str) -> Vec<Offer> {
        let (names, choices) = (self.names(), self.choice_names());
        let mut fits: Vec<(Reverse<u32>, u8, usize, usize)> = Vec::new();
        for (i, name) in names.iter().chain(choices.iter()).enumerate() {
            let order = match name.target {
                Target::View(_) if typed.is_empty() => 0,
                Target::Element(_) => 1,
                Target::View(_) => 2,
                Target::Relation(_) | Target::Note(..) => 3,
                Target::Choice(..) => 4,
                Target::Command(_) => 5,
            };
            // Relations begin with names of elements, and would stand before other elements that are meant.
            let less = if order > 2 { 250 } else { 0 };
            if let Some(fit) = fit(typed, &name.plain).map(|fit| fit.saturating_sub(less)) {
                fits.push((Reverse(fit), order, name.plain.len(), i));
            }
        }
        if fits.len() > MOST {
            fits.select_nth_unstable(MOST - 1);
            fits.truncate(MOST);
        }
        fits.sort_unstable();
        let plan = self.plan();
        let view = self.shown_view();
        let document = self.history.document();
        let detail = |target: &Target| -> EcoString {
            match target {
                Target::Element(id) => document.element(id).map_or_else(EcoString::new, |e| {
                    let kind = anatomy::kind_words(document, e);
                    match plan.standing_for(id) {
                        None => ecow::eco_format!("{kind} · not in this view"),
                        Some(node) if node.element == *id => kind.into(),
                        Some(node) => {
                            let whole = document.element(&node.element).map_or("", |e| e.shown_name());
                            ecow::eco_format!("{kind} · in {whole}, collapsed")
                        }
                    }
                }),
                Target::Relation(_) => "Relation".into(),
                Target::Note(view, id) => {
                    let view = document.view(view);
                    let kind =
                        view.and_then(|v| v.annotations().find(|a| a.id == *id)).map_or("Note", |a| a.kind.label());
                    ecow::eco_format!("{kind} in {}", view.map_or("", |v| v.name.as_str()))
                }
                Target::View(which) if *which == self.on_show => "View · on show".into(),
                Target::View(_) => "View".into(),
                Target::Command(command) => command.spec().tooltip.into(),
                Target::Choice(choice, i) => {
                    let chosen = choice.entries(document, &view).get(*i).is_some_and(|e| e.chosen);
                    if chosen { "How this view is drawn · chosen".into() } else { "How this view is drawn".into() }
                }
            }
        };
        let offer = |name: &Name| Offer {
            target: name.target.clone(),
            label: name.label.clone(),
            detail: detail(&name.target),
        };
        let known = |i: usize| names.get(i).or_else(|| choices.get(i - names.len()));
        fits.into_iter().filter_map(|(.., i)| known(i)).map(offer).collect()
    }

    /// All names, put together anew only when the model has changed.
    fn names(&mut self) -> Arc<Vec<Name>> {
        let revision = self.document().revision();
        if let Some((known, names)) = &self.going.names
            && *known == revision
        {
            return names.clone();
        }
        let document = self.document();
        let mut names = Vec::new();
        let mut add = |target, label: EcoString, more: &str| {
            let plain = if more.is_empty() { plain(&label) } else { plain(&format!("{label} {more}")) };
            names.push(Name { target, label, plain });
        };
        for element in document.elements().values() {
            add(Target::Element(element.id.clone()), element.shown_name().into(), "");
        }
        for view in document.views().values() {
            for note in view.annotations().filter(|a| !a.text.trim().is_empty()) {
                add(Target::Note(view.id.clone(), note.id), beginning(&note.text).into(), &note.text);
            }
        }
        for tab in self.tabs() {
            add(Target::View(tab.which), tab.name, "");
        }
        for relation in document.relations().values() {
            add(Target::Relation(relation.id.clone()), edge::accessible_name(document, relation), "");
        }
        for spec in commands::ALL.iter().filter(|s| matches!(s.menu, commands::Menu::View | commands::Menu::Explore)) {
            add(Target::Command(spec.command), spec.label.into(), spec.words);
        }
        let names = Arc::new(names);
        self.going.built += 1;
        self.going.names = Some((revision, names.clone()));
        names
    }

    /// The entries of the choices that the view on show has, put together anew when it or the model has changed.
    fn choice_names(&mut self) -> Arc<Vec<Name>> {
        let (revision, on_show) = (self.document().revision(), self.on_show.clone());
        if let Some((known, which, names)) = &self.going.choices
            && (*known, which) == (revision, &on_show)
        {
            return names.clone();
        }
        let (choices, view) = (self.view_choices(), self.shown_view());
        let document = self.document();
        let mut names = Vec::new();
        for choice in choices {
            let also = if choice == ViewChoice::ColorBy { " color" } else { "" };
            for (i, entry) in choice.entries(document, &view).iter().enumerate() {
                let label = ecow::eco_format!("{}: {}", choice.label(), entry.label);
                names.push(Name { plain: plain(&format!("{label}{also}")), target: Target::Choice(choice, i), label });
            }
        }
        let names = Arc::new(names);
        self.going.choices = Some((revision, on_show, names.clone()));
        names
    }

    /// How often the lists of names and of the outline were put together, to be counted in tests.
    #[must_use]
    pub fn lists_built(&self) -> usize {
        self.going.built + self.going.outline.built
    }

    /// Selects an element and goes to it: in this view if it is seen there, else in the first diagram that shows it, else
    /// on a canvas. Whether it is seen now.
    pub fn go_to_element(&mut self, id: &ElementId) -> bool {
        self.close_figures();
        let owner = Owner::Element(id.clone());
        if self.plan().standing_for(id).is_some() {
            return self.select_and_fly(&owner);
        }
        self.show_view_with(&[id]) && self.select_and_fly(&owner)
    }

    /// Goes to an element where a view shows it, else only selects it. The table follows what is selected.
    pub fn go_or_select(&mut self, id: &ElementId) {
        if self.table.is_open() || !self.go_to_element(id) {
            self.select(Some(Owner::Element(id.clone())));
        }
    }

    /// Shows the view of a note, frame or group, selects it and goes there.
    pub fn go_to_note(&mut self, view: &ViewId, id: &str) {
        if self.view().is_none_or(|shown| shown.id != *view) {
            self.show_tab(OnShow::Stored(view.clone()));
        }
        self.select_and_fly(&Owner::Annotation(id.into()));
    }

    pub(super) fn go_to_relation(&mut self, id: &RelationId) {
        let Some(relation) = self.document().relation(id).cloned() else { return };
        let owner = Owner::Relation(id.clone());
        let drawn = |s: &mut Self| s.plan().edges.iter().any(|e| e.relation == *id);
        let ends = [&relation.source, &relation.target];
        // A canvas draws a line that is selected, so it is shown where the reader already is.
        let seen = self.is_canvas().then(|| self.plan());
        let seen = seen.and_then(|plan| Some(plan.standing_for(ends[0])?.rect.union(plan.standing_for(ends[1])?.rect)));
        if let Some(place) = seen {
            self.select(Some(owner));
            self.fly_to_reveal(place);
            return;
        }
        if drawn(self) || self.show_view_with(&ends) && drawn(self) {
            self.select_and_fly(&owner);
            return;
        }
        // Where it is not drawn its source is, and the inspector tells of the relation.
        self.go_to_element(&relation.source);
        self.select(Some(owner));
    }

    /// Shows the first other view in which all of these are seen, diagrams before canvases; none of which the layout
    /// would take long. Whether there is one.
    fn show_view_with(&mut self, ids: &[&ElementId]) -> bool {
        let before = self.on_show.clone();
        let slow = self.model_takes_long();
        let usable = |t: &Tab| t.which != before && !(slow && t.which == OnShow::Diagram);
        let mut tabs: Vec<Tab> = self.tabs().into_iter().filter(usable).collect();
        tabs.sort_by_key(|t| t.kind == CANVAS);
        for tab in tabs {
            let canvas = tab.kind == CANVAS;
            let view = self.view_of(&tab.which);
            if !canvas && !ids.iter().all(|id| view.placements.contains(*id)) {
                continue;
            }
            // A state or a scope may hide them all the same, so it is looked at.
            let plan = self.drawing.plan(&self.history, &view);
            if ids.iter().all(|id| plan.standing_for(id).is_some()) {
                self.show_tab(tab.which);
                return true;
            }
        }
        false
    }
}
