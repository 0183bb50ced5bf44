//! The rules, a family a file.
//!
//! Knows nothing about who asks.

mod agility;
mod choice;
mod consumer;
mod culture;
mod general;
mod innovation;
mod objective;
mod organization;
mod partner;
mod portfolio;
mod promise;
mod stage;
mod stream;
mod technology;
mod worth;

use std::sync::LazyLock;

use super::rule::Rule;

/// Every rule, by its id.
pub static RULES: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    let families = [
        agility::RULES,
        choice::RULES,
        consumer::RULES,
        culture::RULES,
        general::RULES,
        innovation::RULES,
        objective::RULES,
        organization::RULES,
        partner::RULES,
        portfolio::RULES,
        promise::RULES,
        stage::RULES,
        stream::RULES,
        technology::RULES,
        worth::RULES,
    ];
    let mut rules: Vec<&'static Rule> = families.into_iter().flatten().collect();
    rules.sort_by_key(|rule| rule.id);
    rules
});

/// The rule with an id.
#[must_use]
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.binary_search_by_key(&id, |rule| rule.id).ok().map(|at| RULES[at])
}
