//! The thirty analyses: their ids, names, formulas in words, and where they come from.
//!
//! Knows nothing about how they are computed.

use crate::model::Document;

/// What is said of an analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Analysis {
    /// `A1` to `A30`; the parts of an analysis add a point and a word.
    pub id: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// The formula in words.
    pub formula: &'static str,
    /// Where the formula comes from.
    pub source: &'static str,
}

const fn a(id: &'static str, name: &'static str, formula: &'static str, source: &'static str) -> Analysis {
    Analysis { id, name, formula, source }
}

/// Every analysis, in its order.
pub const ALL: [Analysis; 30] = [
    a("A1", "Total lead time", "lead times + hand-off delays; the one that counts: A3, else A2, else the sum", "Lean"),
    a("A2", "Lead time with parallel branches", "the longest way through the flows", "Critical path method"),
    a("A3", "Expected lead time with alternatives", "lead time + each probability × what follows", "Expected value"),
    a("A4", "Flow efficiency", "100 × process times / lead times", "Lean"),
    a("A5", "Rolled complete and accurate", "the product of %C&A of the stages", "Lean"),
    a("A6", "Bottleneck", "the stage with the most waiting, lead time − process time", "Lean"),
    a("A7", "Flow check", "items asked for in an hour × lead time; items under way / lead time", "Little's law"),
    a("A8", "Throughput time gap", "lead time − target lead time", "Lean"),
    a(
        "A9",
        "Cost roll-up to streams",
        "costs of partners, technologies, processes and roles, split over what they serve",
        "Activity-based costing",
    ),
    a("A10", "Partner concentration", "the sum of squared shares of contract values", "HHI, US scale of 2010"),
    a(
        "A11",
        "Blast radius",
        "what is lost over enables, supplies, delivers and hard dependencies",
        "Business continuity",
    ),
    a(
        "A12",
        "Single points of failure",
        "roles with too few holders, technologies without a second source, what a core stream cannot do without",
        "Reliability engineering",
    ),
    a(
        "A13",
        "Accountability coverage",
        "elements with exactly one accountable / elements that should have one",
        "RACI",
    ),
    a(
        "A14",
        "Strategic alignment coverage",
        "aligned teams, departments and divisions / all of them",
        "Balanced scorecard",
    ),
    a(
        "A15",
        "Portfolio balance",
        "money of a sort / all money; 0.5 × sum of differences to the target",
        "Run, grow, transform",
    ),
    a(
        "A16",
        "VOCR completeness",
        "known values, outcomes, costs and risks / four for each element",
        "Based on ITIL 4 ideas",
    ),
    a("A17", "Emerging-technology ratio", "emerging / all technologies", "Technology radar"),
    a(
        "A18",
        "Emerging covered by experiments",
        "emerging technologies that are tested / emerging technologies",
        "Lean Startup",
    ),
    a("A19", "Validated-learning rate", "(validated + invalidated) / all past draft", "Lean Startup"),
    a("A20", "Risk exposure", "the greatest likelihood × impact of each element", "Risk matrix"),
    a("A21", "Agility index", "signs of six that a process shows", "Agile and DevOps"),
    a("A22", "Organization flatness", "greatest depth + 1; mean number of units in a unit", "Organization design"),
    a(
        "A23",
        "Decentralization index",
        "teams, departments and divisions that decide locally / all of them",
        "Decision rights",
    ),
    a("A24", "Delight index", "delighted / all rated; scores weighted by volume", "Net Promoter Score"),
    a("A25", "Culture gap", "mean of target − current; promoted / all", "Gap analysis"),
    a("A26", "Contract horizon", "end − today; end − notice", "Supplier management"),
    a(
        "A27",
        "Value-loop closure",
        "promises whose stream delivers what the promised consume / promises",
        "Value stream thinking",
    ),
    a("A28", "Canvas coverage", "zones with something in them / zones in the frame", "Operating Model Canvas"),
    a("A29", "As-is/to-be difference", "elements that are new, change or retire", "Gap analysis of plateaus"),
    a("A30", "Objective progress", "mean of (actual − baseline) / (target − baseline)", "Objectives and key results"),
];

/// What is said of the analysis with an id, without its part.
#[must_use]
pub fn about(id: &str) -> Option<&'static Analysis> {
    ALL.iter().find(|analysis| analysis.id == id)
}

/// What is said of the analysis that a reading is of, such as `A9` of `A9.total`.
///
/// # Panics
/// Never: there is no reading of another.
#[must_use]
pub fn of(reading: &str) -> &'static Analysis {
    let id = reading.split('.').next().unwrap_or_default();
    about(id).unwrap_or(&ALL[0])
}

/// The part of its analysis that a reading is, in words, such as "by cost" for `A17.cost`; `None` for the whole.
#[must_use]
pub fn part(document: &Document, reading: &str) -> Option<String> {
    let (_, part) = reading.split_once('.')?;
    if let Some((state, kind)) = part.split_once('.') {
        let label = kind.parse().map_or(kind, |kind| document.metamodel().kind_label(kind));
        return Some(format!("{state}, {}", label.to_lowercase()));
    }
    let words = match part {
        "all" => "all elements",
        "articulations" => "what a core stream cannot do without",
        "cost" => "by cost",
        "decideBy" => "decide by",
        "effective" if reading.starts_with("A10.") => "effective number",
        "effective" => "also through their work",
        "nps" => "net promoter score",
        "points" => "of 10,000",
        "span" => "span of control",
        "waiting" => "its waiting",
        other => other,
    };
    Some(words.to_owned())
}
