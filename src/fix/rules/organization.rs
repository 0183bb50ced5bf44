//! What can be done about units and roles without aim or work, about depth, and about leadership.
//!
//! Knows nothing about the other families.

use crate::check::Subject;
use crate::edit::Edit;
use crate::fix::ask::{Ask, MOST, letter};
use crate::fix::focus::Focus;
use crate::fix::records::record;
use crate::fix::refused;
use crate::model::attr::{assigned_to, interacts_with, org_unit as attr, role};
use crate::model::{Element, ElementId, ElementKind, Record, RelationKind, Value};

/// What people answer for, likeliest first.
pub(super) const WORK: [ElementKind; 13] = [
    ElementKind::Stage,
    ElementKind::ValueStream,
    ElementKind::Process,
    ElementKind::PortfolioItem,
    ElementKind::Technology,
    ElementKind::Partner,
    ElementKind::Management,
    ElementKind::Experiment,
    ElementKind::Culture,
    ElementKind::Objective,
    ElementKind::Choice,
    ElementKind::Location,
    ElementKind::ValueProposition,
];

/// What is made new for people to answer for.
const NEW_WORK: [ElementKind; 2] = [ElementKind::Process, ElementKind::Management];

pub(super) fn offers(ask: &mut Ask<'_>) {
    match (ask.finding.rule.id, &ask.finding.subject) {
        ("OR-05", Subject::Model) => add_leadership(ask),
        ("OR-06", _) => end_the_collaboration(ask),
        _ => {}
    }
    let Some(element) = ask.subject() else { return };
    let (id, name) = (&element.id, element.shown_name());
    match ask.finding.rule.id {
        "OR-01" => {
            let kinds = [ElementKind::Objective];
            let pick = ask.to(RelationKind::AlignedTo, id, &kinds).or_new(&kinds);
            ask.pick(format!("Choose the objective that {name} contributes to"), pick);
        }
        "OR-02" | "OR-08" => {
            let pick = ask.to(RelationKind::AssignedTo, id, &WORK).saying(assigned_to::RACI.key, "R");
            ask.pick(format!("Choose what {name} is responsible for"), pick.or_new(&NEW_WORK));
        }
        "OR-03" => flatten(ask, element),
        "OR-04" => move_customers(ask, element),
        "OR-10" => keep_one_whole(ask, element),
        _ => {}
    }
}

fn works(ask: &Ask<'_>, unit: &Element) -> bool {
    unit.kind == ElementKind::OrgUnit
        && ["team", "department", "division"].into_iter().any(|ty| ask.is(unit, attr::UNIT_TYPE, ty))
}

fn answers(ask: &Ask<'_>, id: &ElementId) -> bool {
    let held = ask.outgoing(id, RelationKind::AssignedTo);
    held.into_iter().any(|r| letter(r).is_some_and(|l| l == "A" || l == "R"))
}

/// Whether a unit still answers for something without some of its parts, where it has to and does.
fn answers_without(ask: &Ask<'_>, unit: &Element, gone: &[ElementId]) -> bool {
    let parts = ask.outgoing(&unit.id, RelationKind::Contains);
    let (going, staying): (Vec<_>, Vec<_>) = parts.into_iter().partition(|r| gone.contains(&r.target));
    !works(ask, unit)
        || answers(ask, &unit.id)
        || staying.iter().any(|r| answers(ask, &r.target))
        || !going.iter().any(|r| answers(ask, &r.target))
}

/// A unit that lies too deep is moved up to the lowest place that is not.
fn flatten(ask: &mut Ask<'_>, unit: &Element) {
    let mut above = Vec::new();
    let mut at = ask.document.parent(&unit.id);
    while let Some(id) = at {
        above.push(id);
        at = ask.document.parent(id);
    }
    let Some(most) = usize::try_from(ask.limits.max_layers).ok().filter(|most| *most > 0) else { return };
    let Some(new) = above.len().checked_sub(most).and_then(|i| above.get(i)) else { return };
    let whole = ask.incoming(&unit.id, RelationKind::Contains);
    let (Some(old), [contains]) = (above.first().and_then(|id| ask.element(id)), whole.as_slice()) else { return };
    if *new != &old.id && answers_without(ask, old, std::slice::from_ref(&unit.id)) {
        let edits = vec![Edit::SetRelationEnds(contains.id.clone(), (*new).clone(), unit.id.clone())];
        ask.offer(format!("Move {} up to {}", unit.shown_name(), ask.name(new)), edits, None);
    }
}

/// The whole that an element has stays, or one of those that claim it takes its place; what would make it part of itself
/// goes.
fn keep_one_whole(ask: &mut Ask<'_>, element: &Element) {
    let id = &element.id;
    let claims = refused::second_claims(ask.document, id);
    let circular = refused::circular_claims(ask.document, id);
    let dropped = || refused::drop(claims.iter().chain(&circular).copied());
    let name = element.shown_name();
    if claims.is_empty() {
        ask.offer(format!("Let go of what would make {name} part of itself"), dropped(), None);
        return;
    }
    if let Some(whole) = ask.document.parent(id) {
        ask.offer(format!("Keep {name} in {} only", ask.name(whole)), dropped(), None);
    }
    for relation in ask.incoming(id, RelationKind::Contains) {
        for claim in claims.iter().take(MOST).filter(|claim| claim.source != relation.source) {
            let mut edits = dropped();
            edits.push(Edit::SetRelationEnds(relation.id.clone(), claim.source.clone(), id.clone()));
            ask.offer(format!("Move {name} to {}", ask.name(&claim.source)), edits, None);
        }
    }
}

/// Those of a product team who face customers get a unit of their own beside it, which works towards the same objectives;
/// or the team itself is built around customers.
fn move_customers(ask: &mut Ask<'_>, team: &Element) {
    let facing: Vec<ElementId> = ask
        .outgoing(&team.id, RelationKind::Contains)
        .into_iter()
        .filter(|r| {
            let role = ask.element(&r.target).filter(|e| e.kind == ElementKind::Role);
            role.is_some_and(|e| ask.limits.settled(e, role::CUSTOMER_FACING) == Some(true))
        })
        .map(|r| r.target.clone())
        .collect();
    let aims: Vec<ElementId> =
        ask.outgoing(&team.id, RelationKind::AlignedTo).into_iter().map(|r| r.target.clone()).collect();
    let is_sound = !aims.is_empty() && facing.iter().any(|id| answers(ask, id)) && answers_without(ask, team, &facing);
    if is_sound && let [first, ..] = facing.as_slice() {
        let says = record(&[(attr::ALIGNMENT.key, Value::text("customer"))]);
        let unit = ask.make(ElementKind::OrgUnit, "Customer management", says);
        let focus = Focus::element(&unit.id, "name");
        let mut edits = vec![Edit::AddElement(unit.clone())];
        if let Some(above) = ask.document.parent(&team.id) {
            edits.push(ask.relate(RelationKind::Contains, above, &unit.id, &Record::new()));
        }
        for aim in &aims {
            edits.push(ask.relate(RelationKind::AlignedTo, &unit.id, aim, &Record::new()));
        }
        for role in &facing {
            let contains = ask.incoming(role, RelationKind::Contains);
            edits.extend(
                contains.into_iter().map(|r| Edit::SetRelationEnds(r.id.clone(), unit.id.clone(), role.clone())),
            );
        }
        let who =
            if facing.len() == 1 { ask.name(first) } else { format!("the {} roles that face customers", facing.len()) };
        ask.offer(format!("Move {who} from {} to a unit of its own", team.shown_name()), edits, Some(focus));
    }
    let edits = vec![Ask::choose(&team.id, attr::ALIGNMENT.key, "customer")];
    ask.offer(format!("Build {} around customers instead of a product", team.shown_name()), edits, None);
}

/// A unit that leads, in the one that is at the top; how open it is to learning is for the user to say.
fn add_leadership(ask: &mut Ask<'_>) {
    let mut tops = ask.all(ElementKind::OrgUnit).filter(|unit| ask.document.parent(&unit.id).is_none());
    let Some(top) = tops.find(|unit| !ask.outgoing(&unit.id, RelationKind::Contains).is_empty()) else { return };
    let says = record(&[(attr::UNIT_TYPE.key, Value::text("leadership"))]);
    let unit = ask.make(ElementKind::OrgUnit, "Executive team", says);
    let focus = Focus::element(&unit.id, attr::LEARNING_OPENNESS.key);
    let contains = ask.relate(RelationKind::Contains, &top.id, &unit.id, &Record::new());
    let label = format!("Add the executive team of {}", top.shown_name());
    ask.offer(label, vec![Edit::AddElement(unit), contains], Some(focus));
}

fn end_the_collaboration(ask: &mut Ask<'_>) {
    let Some(relation) = ask.relation() else { return };
    let (a, b) = (ask.name(&relation.source), ask.name(&relation.target));
    let mode = |wanted: &str| {
        let key = interacts_with::MODE.key.into();
        vec![Edit::SetRelationAttribute(relation.id.clone(), key, Some(Value::text(wanted)))]
    };
    let focus = Focus::relation(&relation.id, interacts_with::UNTIL.key);
    ask.offer(format!("Let {a} use {b} as a service instead"), mode("x_as_a_service"), None);
    ask.offer(format!("Let {a} facilitate {b} instead"), mode("facilitating"), None);
    ask.look(format!("Enter when the collaboration of {a} with {b} ends"), focus);
}
