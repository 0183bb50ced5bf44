//! The portfolio: who consumes it, what it costs and what projects change.
//!
//! Knows nothing about the other families.

use crate::analysis::date::read;
use crate::check::facts::Facts;
use crate::check::finding::Found;
use crate::check::rule::{Look, Rule, Severity};
use crate::model::attr::{self, Choice, mvp, portfolio_item as item};
use crate::model::{Element, ElementKind, RelationKind};

/// The rules of the family.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "PF-01",
        severity: Severity::Error,
        clauses: &["C17"],
        when: "product/service with lifecycle in {scaling, live} and no incoming consumes",
        message: "\"{n}\" has no consumer.",
        suggestion: "Link who consumes it or move it to sunset.",
        look: &[Look::Elements(&[ElementKind::PortfolioItem], has_no_consumer)],
    },
    Rule {
        id: "PF-02",
        severity: Severity::Warning,
        clauses: &["C11", "C19"],
        when: "product/service not retired with no incoming delivers",
        message: "No stream delivers \"{n}\".",
        suggestion: "Link the delivering stream.",
        look: &[Look::Elements(&[ElementKind::PortfolioItem], is_delivered_by_none)],
    },
    Rule {
        id: "PF-03",
        severity: Severity::Warning,
        clauses: &["C20"],
        when: "portfolio_item in active lifecycle (not idea, proposed, retired, completed, cancelled) with no investment for the as-of year",
        message: "No investment information for \"{n}\" in {y}.",
        suggestion: "Enter run, grow and transform money for the year.",
        look: &[Look::Elements(&[ElementKind::PortfolioItem], has_no_investment)],
    },
    Rule {
        id: "PF-04",
        severity: Severity::Warning,
        clauses: &["C24"],
        when: "product/service with lifecycle idea or mvp and no mvp record (scope empty)",
        message: "\"{n}\" has no minimum viable product defined.",
        suggestion: "Write the smallest scope that tests the promise.",
        look: &[Look::Elements(&[ElementKind::PortfolioItem], has_no_mvp)],
    },
    Rule {
        id: "PF-05",
        severity: Severity::Info,
        clauses: &["C25"],
        when: "product/service in mvp/scaling, or project active, with no increments",
        message: "\"{n}\" has no planned increments.",
        suggestion: "Plan the next increments with an outcome each.",
        look: &[Look::Elements(&[ElementKind::PortfolioItem], has_no_increments)],
    },
    Rule {
        id: "PF-06",
        severity: Severity::Warning,
        clauses: &["C19", "C02"],
        when: "project with no outgoing changes",
        message: "Project \"{n}\" changes nothing in the model.",
        suggestion: "Link what it introduces, improves or retires.",
        look: &[Look::Elements(&[ElementKind::PortfolioItem], changes_nothing)],
    },
    Rule {
        id: "PF-07",
        severity: Severity::Error,
        clauses: &["C19"],
        when: "changes whose source is not itemType=project; or lifecycle not of the list of its itemType; or end < start",
        message: "\"{n}\": value not allowed for its type.",
        suggestion: "Correct the type, state or dates.",
        look: &[Look::Elements(&[ElementKind::PortfolioItem], is_not_of_its_type)],
    },
    Rule {
        id: "PF-08",
        severity: Severity::Warning,
        clauses: &["C20", "C26"],
        when: "portfolio transform share of the as-of year < settings.minTransform (default 5 %)",
        message: "Only {n} % of investment transforms the business.",
        suggestion: "Rebalance or record why.",
        look: &[Look::Model(transforms_little)],
    },
];

const OF_PRODUCTS: [&str; 6] = ["idea", "mvp", "scaling", "live", "sunset", "retired"];
const OF_PROJECTS: [&str; 6] = ["proposed", "approved", "active", "on_hold", "completed", "cancelled"];

fn is(element: &Element, attr: attr::Attr<Choice>, wanted: &[&str]) -> bool {
    element.get(attr).is_some_and(|Choice(value)| wanted.contains(&value.as_str()))
}

fn is_product(element: &Element) -> bool {
    is(element, item::ITEM_TYPE, &["product", "service"])
}

/// Whether a portfolio item is a project.
pub(super) fn is_project(element: &Element) -> bool {
    is(element, item::ITEM_TYPE, &["project"])
}

fn has_no_consumer(facts: &Facts<'_>, element: &Element, found: &mut Found<'_>) {
    let is_used = is_product(element) && is(element, item::LIFECYCLE, &["scaling", "live"]);
    if is_used && !facts.is_led_to(&element.id, RelationKind::Consumes) {
        found.element(element);
    }
}

fn is_delivered_by_none(facts: &Facts<'_>, element: &Element, found: &mut Found<'_>) {
    let is_there = is_product(element) && !is(element, item::LIFECYCLE, &["retired"]);
    if is_there && !facts.is_led_to(&element.id, RelationKind::Delivers) {
        found.element(element);
    }
}

fn has_no_investment(facts: &Facts<'_>, element: &Element, found: &mut Found<'_>) {
    let Some(year) = facts.limits.year() else { return };
    let is_idle = is(element, item::LIFECYCLE, &["idea", "proposed", "retired", "completed", "cancelled"]);
    let list = element.get(item::INVESTMENTS).map(|list| list.0).unwrap_or_default();
    if !is_idle && !list.iter().any(|entry| attr::investment::YEAR.read(entry) == Some(year)) {
        found.counted(element, year, &[]);
    }
}

fn has_no_mvp(_: &Facts<'_>, element: &Element, found: &mut Found<'_>) {
    let is_early = is_product(element) && is(element, item::LIFECYCLE, &["idea", "mvp"]);
    let scope = element.get(item::MVP).and_then(|record| mvp::SCOPE.read(&record));
    if is_early && scope.is_none_or(|scope| scope.trim().is_empty()) {
        found.element(element);
    }
}

fn has_no_increments(_: &Facts<'_>, element: &Element, found: &mut Found<'_>) {
    let grows = is_product(element) && is(element, item::LIFECYCLE, &["mvp", "scaling"]);
    let runs = is_project(element) && is(element, item::LIFECYCLE, &["active"]);
    if (grows || runs) && element.get(item::INCREMENTS).is_none_or(|list| list.0.is_empty()) {
        found.element(element);
    }
}

fn changes_nothing(facts: &Facts<'_>, element: &Element, found: &mut Found<'_>) {
    if is_project(element) && !facts.leads(&element.id, RelationKind::Changes) {
        found.element(element);
    }
}

fn is_not_of_its_type(facts: &Facts<'_>, element: &Element, found: &mut Found<'_>) {
    let changes = !is_project(element) && facts.leads(&element.id, RelationKind::Changes);
    let has_lifecycle = element.get(item::LIFECYCLE).is_some();
    let strange = (is_project(element) && !is(element, item::LIFECYCLE, &OF_PROJECTS))
        || (is_product(element) && !is(element, item::LIFECYCLE, &OF_PRODUCTS));
    let day = |attr| element.get(attr).as_ref().and_then(read);
    let ends_before = day(item::START).zip(day(item::END)).is_some_and(|(start, end)| end < start);
    if changes || (has_lifecycle && strange) || ends_before {
        found.element(element);
    }
}

fn transforms_little(facts: &Facts<'_>, found: &mut Found<'_>) {
    let [run, grow, transform] = facts.totals().invested();
    let all = run + grow + transform;
    if all > 0.0 && transform / all < facts.limits.min_transform {
        found.model(short(100.0 * transform / all));
    }
}

/// A share with one place, and none where it is whole.
fn short(percent: f64) -> String {
    let text = format!("{percent:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}
