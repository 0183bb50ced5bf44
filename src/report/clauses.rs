//! What the clauses say that rules refer to, in our own words.
//!
//! Knows nothing about the rules.

use std::collections::BTreeSet;

use super::{Bit, Block, Section};
use crate::check::Live;

/// The clauses of the definition of operating models.
const CLAUSES: [(&str, &str); 34] = [
    ("C01", "It pictures how the organization cocreates value with its customers and other stakeholders."),
    ("C02", "It pictures how the organization runs itself."),
    ("C03", "How value is captured is the business model's to say, how the work runs is the operating model's."),
    ("C04", "It is a series of practices and choices."),
    ("C05", "How its parts interact decides what is delivered and where the organization stands in its market."),
    ("C06", "The value proposition is no part of the model but drives it."),
    ("C07", "It is a tool to design and configure operations."),
    ("C08", "It shows the key work that takes place."),
    ("C09", "It shows the context in which the value streams perform."),
    ("C10", "It fits on one page, the canvas."),
    ("C11", "It shows how value is created."),
    ("C12", "It shows the value streams and how they are managed."),
    ("C13", "It shows the parts of people, processes and technology in the streams."),
    ("C14", "It shows the partners, their roles and their contracts."),
    ("C15", "It shows which culture is needed and how that is promoted."),
    ("C16", "It shows the consumers and their parts in the streams."),
    ("C17", "It shows the products and services that are consumed."),
    ("C18", "It shows what influences the consumers."),
    ("C19", "It shows the portfolio of projects, services and products."),
    ("C20", "It says what is invested to keep the portfolio up."),
    ("C21", "It says which technologies are emerging."),
    ("C22", "It leaves room for innovation and experiments."),
    ("C23", "Agile processes bring what is new to market quickly."),
    ("C24", "What is new begins as a minimum viable product."),
    ("C25", "Products grow in increments."),
    ("C26", "It is flexible, and adopts emerging practices and technologies to keep an advantage."),
    ("C27", "The hierarchy becomes flat, for time to market and for agile, lean and DevOps work."),
    ("C28", "In the product model the care for customers moves away from the product team."),
    ("C29", "Customers expect delight."),
    ("C30", "Alignment with the strategy is known across teams, departments and divisions."),
    ("C31", "Accountability is known across them."),
    ("C32", "Value, outcomes, costs and risks are understood by all."),
    ("C33", "It rests on collaboration and partnerships."),
    ("C34", "Its leaders are open to learning."),
];

/// What the clauses say that open findings name; `None` where none does.
pub(super) fn section(live: &Live) -> Option<Section> {
    let named: BTreeSet<&str> = live.open().flat_map(|finding| finding.rule.clauses).copied().collect();
    let said = CLAUSES.iter().filter(|(id, _)| named.contains(id));
    let lines: Vec<_> =
        said.map(|(id, says)| vec![Bit::Strong(format!("{id} ")), Bit::Words((*says).to_owned())]).collect();
    if lines.is_empty() {
        return None;
    }
    let mut section = Section::new("clauses", "Clauses that findings refer to");
    section.blocks.push(Block::List(lines));
    Some(section)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::RULES;

    #[test]
    fn every_clause_that_a_rule_names_is_told() {
        for clause in RULES.iter().flat_map(|rule| rule.clauses) {
            assert!(CLAUSES.iter().any(|(id, _)| id == clause), "{clause}");
        }
    }
}
