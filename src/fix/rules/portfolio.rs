//! What can be done where products, services and projects lack users, money or a plan, or contradict their type.
//!
//! Knows nothing about the other families.

use crate::analysis::date::read;
use crate::edit::Edit;
use crate::fix::ask::Ask;
use crate::fix::focus::Focus;
use crate::fix::records::{appended, record};
use crate::model::attr::{Choice, investment, portfolio_item as item, stakeholder};
use crate::model::{Element, ElementKind, Record, RelationKind, Value};

const OF_PRODUCTS: [&str; 6] = ["idea", "mvp", "scaling", "live", "sunset", "retired"];
const OF_PROJECTS: [&str; 6] = ["proposed", "approved", "active", "on_hold", "completed", "cancelled"];
const CHANGED: [ElementKind; 11] = [
    ElementKind::ValueStream,
    ElementKind::Stage,
    ElementKind::Process,
    ElementKind::PortfolioItem,
    ElementKind::Technology,
    ElementKind::OrgUnit,
    ElementKind::Role,
    ElementKind::Location,
    ElementKind::Partner,
    ElementKind::Culture,
    ElementKind::Management,
];

pub(super) fn offers(ask: &mut Ask<'_>) {
    let Some(element) = ask.subject() else { return };
    let (id, name) = (&element.id, element.shown_name());
    match ask.finding.rule.id {
        "PF-01" => {
            let kinds = [ElementKind::Stakeholder];
            let customer = Value::List([Value::text("customer")].into_iter().collect());
            let pick = ask.from(RelationKind::Consumes, id, &kinds).or_new(&kinds);
            ask.pick(format!("Choose who consumes {name}"), pick.made_with(stakeholder::ROLES.key, customer));
            let edits = vec![Ask::choose(id, item::LIFECYCLE.key, "sunset")];
            ask.offer(format!("Move {name} to sunset"), edits, None);
        }
        "PF-02" => {
            let kinds = [ElementKind::ValueStream, ElementKind::Stage];
            let pick = ask.from(RelationKind::Delivers, id, &kinds);
            ask.pick(format!("Choose the stream that delivers {name}"), pick);
            let edits = vec![Ask::choose(id, item::LIFECYCLE.key, "retired")];
            ask.offer(format!("Say that {name} is retired"), edits, None);
        }
        "PF-03" => {
            let year = ask.finding.number;
            let of_year = record(&[(investment::YEAR.key, Value::Int(year))]);
            let Some((edit, at)) = appended(element, item::INVESTMENTS.key, of_year) else { return };
            let focus = Focus::element(id, item::INVESTMENTS.key).entry(at, investment::RUN.key);
            ask.offer(format!("Add the investment in {name} of {year}"), vec![edit], Some(focus));
        }
        "PF-05" => {
            let Some((edit, at)) = appended(element, item::INCREMENTS.key, Record::new()) else { return };
            let focus = Focus::element(id, item::INCREMENTS.key).entry(at, "name");
            ask.offer(format!("Add the next increment of {name}"), vec![edit], Some(focus));
        }
        "PF-06" => {
            let made = [ElementKind::Process, ElementKind::Management, ElementKind::Location];
            let pick = ask.to(RelationKind::Changes, id, &CHANGED).or_new(&made);
            ask.pick(format!("Choose what {name} changes"), pick);
        }
        "PF-07" => agree(ask, element),
        _ => {}
    }
}

fn says<'a>(element: &Element, attr: crate::model::attr::Attr<Choice>, wanted: &[&'a str]) -> Option<&'a str> {
    let Choice(value) = element.get(attr)?;
    wanted.iter().find(|w| **w == value).copied()
}

/// Type, lifecycle, what it changes and its dates are made to agree. Dates that are the wrong way round are exchanged with
/// whatever else is done.
fn agree(ask: &mut Ask<'_>, element: &Element) {
    let (id, name) = (&element.id, element.shown_name());
    let ty = says(element, item::ITEM_TYPE, &["product", "service", "project"]);
    let is_project = ty == Some("project");
    let (of_products, of_projects) =
        (says(element, item::LIFECYCLE, &OF_PRODUCTS), says(element, item::LIFECYCLE, &OF_PROJECTS));
    let is_stated = element.get(item::LIFECYCLE).is_some();
    let is_strange = is_stated
        && match ty {
            Some("project") => of_projects.is_none(),
            Some(_) => of_products.is_none(),
            None => false,
        };
    let changes = if is_project { Vec::new() } else { ask.outgoing(id, RelationKind::Changes) };
    let dates = exchanged_dates(element);
    let and_dates = |label: String| if dates.is_empty() { label } else { format!("{label} and exchange its dates") };
    let with = |edits: Vec<Edit>| edits.into_iter().chain(dates.clone()).collect::<Vec<_>>();
    let lifecycle = |wanted: Option<&str>| Ask::set(id, item::LIFECYCLE.key, wanted.map(Value::text));
    let into = |wanted: &str| Ask::choose(id, item::ITEM_TYPE.key, wanted);
    let empty = || Some(Focus::element(id, item::LIFECYCLE.key));
    if !changes.is_empty() {
        let mut edits = vec![into("project")];
        let keeps = !is_stated || of_projects.is_some();
        if !keeps {
            edits.push(lifecycle(None));
        }
        ask.offer(
            and_dates(format!("Make {name} a project, which may change others")),
            with(edits),
            if keeps { None } else { empty() },
        );
        if !is_strange {
            let edits = changes.iter().map(|r| Edit::RemoveRelation(r.id.clone())).collect();
            ask.offer(and_dates(format!("Remove what {name} changes")), with(edits), None);
        }
    } else if is_strange && is_project && of_products.is_some() {
        let is_used = of_products.is_none_or(|l| !["scaling", "live"].contains(&l))
            || !ask.incoming(id, RelationKind::Consumes).is_empty();
        if is_used && ask.outgoing(id, RelationKind::Changes).is_empty() {
            for wanted in ["product", "service"] {
                ask.offer(and_dates(format!("Make {name} a {wanted}")), with(vec![into(wanted)]), None);
            }
        }
    } else if is_strange && of_projects.is_some() {
        ask.offer(and_dates(format!("Make {name} a project")), with(vec![into("project")]), None);
    }
    if is_strange && changes.is_empty() {
        let edits = with(vec![lifecycle(None)]);
        ask.offer(and_dates(format!("Choose another lifecycle of {name}")), edits, empty());
    }
    if changes.is_empty() && !is_strange && !dates.is_empty() {
        ask.offer(format!("Exchange the start and the end of {name}"), dates.clone(), None);
        let edits = vec![Ask::set(id, item::END.key, None)];
        ask.offer(format!("Enter another end of {name}"), edits, Some(Focus::element(id, item::END.key)));
    }
}

fn exchanged_dates(element: &Element) -> Vec<Edit> {
    let ends = element.get(item::START).zip(element.get(item::END));
    let Some((start, end)) = ends.filter(|(start, end)| read(end) < read(start) && read(end).is_some()) else {
        return Vec::new();
    };
    vec![
        Ask::set(&element.id, item::START.key, Value::Text(end.0)),
        Ask::set(&element.id, item::END.key, Value::Text(start.0)),
    ]
}
