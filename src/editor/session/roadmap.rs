//! As is and to be: the plateaus, what is new, changes or retires at each, and what the projects change.
//!
//! Knows nothing about how they are shown.

use std::collections::BTreeMap;

use ecow::{EcoString, EcoVec};

use super::{Session, Tone};
use crate::analysis::cost::yearly_cost;
use crate::analysis::date::{Date, as_of};
use crate::edit::{Edit, compose};
use crate::editor::wording::plural;
use crate::file::today;
use crate::model::attr::{Money, PlateauId, common};
use crate::model::index::folded;
use crate::model::legality::connections;
use crate::model::metamodel::{AttributeType, is_date};
use crate::model::{
    Direction, Document, Element, ElementId, ElementKind, Plateau, Record, RelationId, RelationKind, State, Value,
};
use crate::scene::options::STATE;
use crate::scene::words::grouped;

/// The key of how a project changes something.
const EFFECT: &str = "effect";

/// What happens at a plateau, or at none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    /// Which plateau; nothing for what is marked without one.
    pub plateau: Option<EcoString>,
    /// Its name, or what stands for it.
    pub name: EcoString,
    /// What comes, changes and goes, by name.
    pub what: Vec<(State, ElementId)>,
}

/// A project and what it changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Project {
    /// Which.
    pub id: ElementId,
    /// From when and until when, and the money of the year, as far as they are known.
    pub facts: String,
    /// What it changes, how, and through which relation.
    pub changes: Vec<(RelationId, EcoString, ElementId)>,
}

/// The roadmap of a model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Roadmap {
    /// The plateaus in their order, then what is marked without one.
    pub steps: Vec<Step>,
    /// The projects by name.
    pub projects: Vec<Project>,
    /// What is marked but changed by no project.
    pub without_project: Vec<(State, ElementId)>,
}

/// The roadmap of a document.
#[must_use]
pub fn roadmap(document: &Document) -> Roadmap {
    let plateaus = &document.head().plateaus;
    let mut marked: Vec<&Element> =
        document.elements().values().map(AsRef::as_ref).filter(|e| e.state() != State::Keep).collect();
    marked.sort_by(|a, b| a.state().cmp(&b.state()).then_with(|| a.name.cmp(&b.name)).then_with(|| a.id.cmp(&b.id)));
    let mut by_plateau: BTreeMap<Option<EcoString>, Vec<(State, ElementId)>> = BTreeMap::new();
    for element in &marked {
        let of = common::PLATEAU.read(&element.fields).map(|PlateauId(id)| id);
        let known = of.filter(|id| plateaus.iter().any(|p| p.id == *id));
        by_plateau.entry(known).or_default().push((element.state(), element.id.clone()));
    }
    let mut steps: Vec<Step> = plateaus
        .iter()
        .map(|p| Step {
            plateau: Some(p.id.clone()),
            name: p.name().clone(),
            what: by_plateau.remove(&Some(p.id.clone())).unwrap_or_default(),
        })
        .collect();
    if let Some(what) = by_plateau.remove(&None) {
        steps.push(Step { plateau: None, name: "At no plateau".into(), what });
    }
    let changed = |id: &ElementId| {
        document.index().relations_of_kind(id, RelationKind::Changes, Direction::Incoming).next().is_some()
    };
    // A project is what changes others, not what is changed.
    let without_project =
        marked.iter().filter(|e| !is_project(e) && !changed(&e.id)).map(|e| (e.state(), e.id.clone())).collect();
    Roadmap { steps, projects: projects(document), without_project }
}

fn is_project(element: &Element) -> bool {
    element.kind == ElementKind::PortfolioItem
        && element.attributes.get("itemType").and_then(Value::as_text).is_some_and(|t| t == "project")
}

fn projects(document: &Document) -> Vec<Project> {
    let items = document.index().of_kind(ElementKind::PortfolioItem).filter_map(|id| document.element(id));
    let mut projects: Vec<&Element> = items.map(AsRef::as_ref).filter(|e| is_project(e)).collect();
    projects.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.id.cmp(&b.id)));
    let day = as_of(document, today());
    projects
        .into_iter()
        .map(|e| Project { id: e.id.clone(), facts: facts(document, e, day), changes: changes_of(document, &e.id) })
        .collect()
}

fn changes_of(document: &Document, project: &ElementId) -> Vec<(RelationId, EcoString, ElementId)> {
    let related = document.index().relations_of_kind(project, RelationKind::Changes, Direction::Outgoing);
    related
        .map(|(target, id)| {
            let effect = document.relation(id).and_then(|r| r.attributes.get(EFFECT)).and_then(Value::as_text);
            let label = effect.map(|effect| {
                effects(document).into_iter().find(|(id, _)| id == effect).map_or_else(|| effect.clone(), |(_, l)| l)
            });
            (id.clone(), label.unwrap_or_else(|| "Changes".into()), target.clone())
        })
        .collect()
}

/// The effects that a change can have: id and label.
#[must_use]
pub fn effects(document: &Document) -> Vec<(EcoString, EcoString)> {
    let defs = document.metamodel().relation_attributes(RelationKind::Changes);
    match defs.iter().find(|d| d.key == EFFECT).map(|d| &d.ty) {
        Some(AttributeType::Enum { values }) => values.iter().map(|v| (v.id.clone(), v.label.clone())).collect(),
        _ => Vec::new(),
    }
}

fn facts(document: &Document, project: &Element, day: Option<Date>) -> String {
    let date = |key: &str| project.attributes.get(key).and_then(Value::as_text).cloned();
    let span = match (date("start"), date("end")) {
        (Some(start), Some(end)) => Some(format!("{start} to {end}")),
        (Some(start), None) => Some(format!("from {start}")),
        (None, Some(end)) => Some(format!("until {end}")),
        (None, None) => None,
    };
    let money = yearly_cost(project, day).zip(day).map(|(Money(amount), day)| {
        format!("{} {} in {}", document.currency(), grouped(&format!("{amount:.0}")), day.year())
    });
    span.into_iter().chain(money).collect::<Vec<_>>().join(" · ")
}

impl Session {
    /// Adds a plateau at the end and gives its id.
    ///
    /// # Errors
    /// Why not.
    pub fn add_plateau(&mut self, name: &str) -> Result<EcoString, String> {
        let (plateau, plateaus) = self.with_new_plateau(name)?;
        self.perform_quietly(format!("Add the plateau {}", name.trim()), &[Edit::SetPlateaus(plateaus)])?;
        Ok(plateau)
    }

    fn with_new_plateau(&self, name: &str) -> Result<(EcoString, EcoVec<Plateau>), String> {
        let name = name.trim();
        self.check_plateau_name(None, name)?;
        let mut plateaus = self.document().head().plateaus.clone();
        let mut n = plateaus.len() + 1;
        let taken = |id: &str| {
            plateaus.iter().any(|p| p.id == id)
                // What was left by a plateau that is gone must not come back with a new one.
                || self.document().elements().values().any(|e| {
                    e.fields.get("plateau").and_then(Value::as_text).is_some_and(|t| t == id)
                })
        };
        let mut id = EcoString::from(format!("p{n}"));
        while taken(&id) {
            n += 1;
            id = EcoString::from(format!("p{n}"));
        }
        let fields: Record = [("name".into(), Value::text(name))].into_iter().collect();
        plateaus.push(Plateau { id: id.clone(), fields });
        Ok((id, plateaus))
    }

    fn check_plateau_name(&self, id: Option<&str>, name: &str) -> Result<(), String> {
        if name.is_empty() {
            return Err("A plateau needs a name.".into());
        }
        let same = |p: &&Plateau| Some(p.id.as_str()) != id && folded(p.name()) == folded(name);
        match self.document().head().plateaus.iter().find(same) {
            Some(_) => Err(format!("There is a plateau \"{name}\" already. Choose another name.")),
            None => Ok(()),
        }
    }

    /// Gives a plateau another name.
    ///
    /// # Errors
    /// Why not.
    pub fn rename_plateau(&mut self, id: &str, name: &str) -> Result<(), String> {
        let name = name.trim();
        self.check_plateau_name(Some(id), name)?;
        let step = format!("Rename the plateau {} to {name}", self.plateau_named(id));
        self.change_plateau(id, step, |fields| fields.set("name", Value::text(name)))
    }

    /// Sets the day of a plateau, or takes it away with an empty text.
    ///
    /// # Errors
    /// Why not.
    pub fn date_plateau(&mut self, id: &str, text: &str) -> Result<(), String> {
        let text = text.trim();
        if !text.is_empty() && !is_date(text) {
            return Err(format!("\"{text}\" is no date such as 2026-07-01."));
        }
        let step = format!("Set the date of the plateau {}", self.plateau_named(id));
        self.change_plateau(id, step, |fields| {
            if text.is_empty() {
                fields.remove("date");
            } else {
                fields.set("date", Value::text(text));
            }
        })
    }

    fn change_plateau(&mut self, id: &str, step: String, change: impl FnOnce(&mut Record)) -> Result<(), String> {
        let mut plateaus = self.document().head().plateaus.clone();
        let at = plateaus.iter().position(|p| p.id == id).ok_or("The plateau is gone.")?;
        change(&mut plateaus.make_mut()[at].fields);
        self.perform_quietly(step, &[Edit::SetPlateaus(plateaus)])
    }

    /// Moves a plateau one place earlier or later.
    pub fn move_plateau(&mut self, id: &str, later: bool) {
        let mut plateaus = self.document().head().plateaus.clone();
        let Some(at) = plateaus.iter().position(|p| p.id == id) else { return };
        let to = if later { at + 1 } else { at.wrapping_sub(1) };
        if to < plateaus.len() {
            plateaus.make_mut().swap(at, to);
            let side = if later { "later" } else { "earlier" };
            self.perform(format!("Move the plateau {} {side}", self.plateau_named(id)), &[Edit::SetPlateaus(plateaus)]);
        }
    }

    /// Removes a plateau, as one step. What was marked at it stays marked, at no plateau; views that showed it show what
    /// they would without a choice.
    pub fn remove_plateau(&mut self, id: &str) {
        let document = self.document();
        let mut plateaus = document.head().plateaus.clone();
        plateaus.retain(|p| p.id != id);
        let at_it = |fields: &Record| fields.get("plateau").and_then(Value::as_text).is_some_and(|t| t == id);
        let users: Vec<ElementId> =
            document.elements().values().filter(|e| at_it(&e.fields)).map(|e| e.id.clone()).collect();
        let shows = |options: &Record| options.get(STATE).and_then(Value::as_text).is_some_and(|t| t == id);
        let views = document.views().values().filter(|v| shows(&v.options)).map(|v| v.id.clone());
        let mut edits: Vec<Edit> = users.iter().map(|e| Edit::SetField(e.clone(), "plateau".into(), None)).collect();
        edits.extend(views.map(|v| Edit::SetViewOption(v, STATE.into(), None)));
        edits.push(Edit::SetPlateaus(plateaus));
        let name = self.plateau_named(id);
        if self.perform(format!("Remove the plateau {name}"), &edits) && !users.is_empty() {
            let (who, verb) = (plural(users.len(), "element"), if users.len() == 1 { "is" } else { "are" });
            self.say(
                Tone::Info,
                format!("Removed {name}. {who} {verb} marked at no plateau now. Undo brings it back."),
            );
        }
    }

    fn plateau_named(&self, id: &str) -> EcoString {
        let plateau = self.document().head().plateaus.iter().find(|p| p.id == id);
        plateau.map_or_else(|| id.into(), |p| p.name().clone())
    }

    /// Marks the selected elements, at a plateau or at none, as one step. Whether it was done.
    pub fn mark_selection(&mut self, state: State, plateau: Option<&str>) -> bool {
        let edits = self.marks(state, plateau);
        let step = self.mark_step(state, plateau.map(|id| self.plateau_named(id)).as_deref());
        !edits.is_empty() && self.perform(step, &edits)
    }

    /// Marks the selected elements at a plateau that is made for them, as one step.
    ///
    /// # Errors
    /// Why not.
    pub fn mark_selection_at_new(&mut self, state: State, name: &str) -> Result<(), String> {
        let (id, plateaus) = self.with_new_plateau(name)?;
        let mut edits = vec![Edit::SetPlateaus(plateaus)];
        edits.extend(self.marks(state, Some(&id)));
        let step = self.mark_step(state, Some(name.trim()));
        self.perform_quietly(step, &edits)
    }

    fn marks(&self, state: State, plateau: Option<&str>) -> Vec<Edit> {
        // Keep is what absence means, so it is not stored.
        let state = (state != State::Keep).then(|| Value::text(state.id()));
        let set = |id: ElementId| {
            let plateau = plateau.map(Value::text);
            [Edit::SetField(id.clone(), "state".into(), state.clone()), Edit::SetField(id, "plateau".into(), plateau)]
        };
        self.selected_elements().into_iter().flat_map(set).collect()
    }

    fn mark_step(&self, state: State, plateau: Option<&str>) -> String {
        let at = plateau.map(|p| format!(" at {p}")).unwrap_or_default();
        format!("Mark {} as {}{at}", self.names_of(&self.selected_elements()), mark_label(state))
    }

    /// The elements that a project can change.
    #[must_use]
    pub fn changeable_by(&self, project: &ElementId) -> Vec<ElementId> {
        let document = self.document();
        let legal =
            |e: &&std::sync::Arc<Element>| connections(document, project, &e.id).contains(&RelationKind::Changes);
        let mut found: Vec<_> = document.elements().values().filter(legal).collect();
        found.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.id.cmp(&b.id)));
        found.into_iter().map(|e| e.id.clone()).collect()
    }

    /// Says that a project changes an element, and how, as one step.
    pub fn add_change(&mut self, project: &ElementId, target: &ElementId, effect: Option<&str>) -> bool {
        let mut edits = compose::connect(self.document(), RelationKind::Changes, project, target);
        if let (Some(effect), Some(Edit::AddRelation(relation))) = (effect, edits.first_mut()) {
            relation.attributes.set(EFFECT, Value::text(effect));
        }
        let step = format!("{} changes {}", self.name_of(project), self.name_of(target));
        self.perform(step, &edits)
    }
}

/// What it is called to be marked so.
#[must_use]
pub const fn mark_label(state: State) -> &'static str {
    match state {
        State::Keep => "kept",
        State::New => "new",
        State::Change => "changed",
        State::Retire => "retired",
    }
}
