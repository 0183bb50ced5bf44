//! What the rules found: by severity, then rule by rule with what to do about it, and what was accepted and why.
//!
//! Knows nothing about what the rules look at.

use std::collections::BTreeMap;

use super::words::{Telling, counted};
use super::{Bit, Block, Cell, Column, Fill, Group, Line, Row, Section, Table};
use crate::check::{Finding, Live, Rule, Severity};

/// The most findings of one rule.
const MOST: usize = 100;

/// The section.
pub(super) fn section(telling: &Telling, live: &Live) -> Section {
    let mut section = Section::new("findings", "Findings");
    let words = match live.counts().iter().sum() {
        0_usize => "The rules found nothing that is missing, contradicts itself or will hurt.".to_owned(),
        n => format!("{} by the rules of operating models, the heaviest first.", counted(n, "finding", "findings")),
    };
    section.blocks.push(Block::Text(vec![Bit::Words(words)]));
    section.parts.extend(Severity::ALL.into_iter().filter_map(|severity| weighing(telling, live, severity)));
    section.parts.extend(accepted(telling, live));
    section
}

fn title(severity: Severity, n: usize) -> String {
    match severity {
        Severity::Error => counted(n, "error", "errors"),
        Severity::Warning => counted(n, "warning", "warnings"),
        Severity::Info => format!("{n} for information"),
    }
}

/// The findings that weigh as much, a row for each rule.
fn weighing(telling: &Telling, live: &Live, severity: Severity) -> Option<Section> {
    let mut rules: BTreeMap<&str, (&Rule, Vec<&Finding>)> = BTreeMap::new();
    for finding in live.open().filter(|f| f.severity() == severity) {
        rules.entry(finding.rule.id).or_insert((finding.rule, Vec::new())).1.push(finding);
    }
    if rules.is_empty() {
        return None;
    }
    let count = rules.values().map(|(_, findings)| findings.len()).sum();
    let rows = rules.values().map(|(rule, findings)| {
        let mut found: Cell = findings.iter().take(MOST).map(|f| message(telling, f)).collect();
        if findings.len() > MOST {
            found.push(vec![Bit::Faint(format!("and {} more", findings.len() - MOST))]);
        }
        let mark = vec![Bit::Severity(severity.id(), format!("{} ", rule.id)), Bit::Faint(rule.clauses.join(" "))];
        Row { number: None, cells: vec![vec![mark], found, vec![vec![Bit::Words(rule.suggestion.to_owned())]]] }
    });
    let column = |title: &str, fill| Column { title: title.to_owned(), fill };
    let columns = vec![
        column("Rule and clauses", Fill::Words),
        column("What was found", Fill::Prose),
        column("What to do", Fill::Prose),
    ];
    let groups = vec![Group { rows: rows.collect(), ..Group::default() }];
    let title = title(severity, count);
    let mut section = Section::new(format!("findings-{}", severity.id()), title.clone());
    section.blocks.push(Block::Table(Table { caption: format!("Findings: {title}"), columns, groups }));
    Some(section)
}

/// What was found, as a sentence in which the name leads to its element.
fn message(telling: &Telling, finding: &Finding) -> Line {
    let filled = |words: &str| {
        let number = finding.number.to_string();
        Bit::Words(words.replace("{k}", &number).replace("{y}", &number))
    };
    match (finding.rule.message.split_once("{n}"), finding.element()) {
        (Some((before, after)), element) if !after.contains("{n}") => {
            let number = element.and_then(|id| telling.number(id));
            vec![filled(before), Bit::Name(finding.name.clone(), number), filled(after)]
        }
        _ => vec![Bit::Words(finding.message())],
    }
}

/// What somebody accepted, with the reason.
fn accepted(telling: &Telling, live: &Live) -> Option<Section> {
    let waived: Vec<_> = live.all().filter_map(|f| live.waiver(f).map(|w| (f, w))).collect();
    if waived.is_empty() {
        return None;
    }
    let column = |title: &str, fill| Column { title: title.to_owned(), fill };
    let columns = vec![
        column("Rule", Fill::Words),
        column("What was found", Fill::Prose),
        column("Why it is accepted", Fill::Prose),
    ];
    let rows = waived.into_iter().map(|(finding, waiver)| {
        let rule = vec![Bit::Severity(finding.severity().id(), finding.rule.id.to_owned())];
        let reason = vec![Bit::Name(waiver.reason.clone(), None)];
        Row { number: None, cells: vec![vec![rule], vec![message(telling, finding)], vec![reason]] }
    });
    let groups = vec![Group { rows: rows.collect(), ..Group::default() }];
    let mut section = Section::new("accepted", "Accepted");
    section.blocks.push(Block::Table(Table { caption: "Findings that were accepted".to_owned(), columns, groups }));
    Some(section)
}
