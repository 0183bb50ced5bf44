//! `opcanvas check`: what is missing, contradicts itself or will hurt, with what to do about it.
//!
//! Knows nothing about what any rule looks at.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use lexopt::prelude::*;
use serde_json::json;

use super::{Exit, Failure, complain, json_shown, print, shown};
use crate::check::{Finding, Severity, check};
use crate::file::{self, Opened};

pub(super) fn run(parser: &mut lexopt::Parser) -> Result<Exit, Failure> {
    let (mut files, mut as_json, mut least) = (Vec::new(), false, Severity::Error);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("format") => as_json = super::is_json(parser)?,
            Long("min-severity") => least = severity(&parser.value()?.string()?)?,
            Value(path) => files.push(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
    }
    if files.is_empty() {
        return Err(Failure::usage("check needs a FILE"));
    }
    let (mut worst, mut text, mut entries) = (Exit::Ok, String::new(), Vec::new());
    for path in &files {
        // One bad file must not keep the others from being looked at.
        let exit = match file::open(path) {
            Ok(opened) => {
                let findings = check(&opened.loaded.document, file::today());
                if as_json {
                    entries.push(entry(path, &opened, &findings));
                } else {
                    text.push_str(&plain(path, &opened, &findings));
                }
                let is_heavy = findings.iter().any(|finding| finding.severity() <= least);
                if is_heavy { Exit::Difference } else { Exit::Ok }
            }
            Err(error) => {
                let failure = Failure::from(error);
                complain(&failure.message);
                failure.exit
            }
        };
        worst = if exit as u8 > worst as u8 { exit } else { worst };
    }
    print(&if as_json { json_shown(&json!(entries)) } else { shown(&text) })?;
    Ok(worst)
}

fn severity(word: &str) -> Result<Severity, Failure> {
    let known = Severity::ALL.into_iter().find(|severity| severity.id() == word);
    known.ok_or_else(|| Failure::usage(format!("there is no severity '{word}'; error, warning and info are")))
}

fn counted(findings: &[Finding]) -> impl Iterator<Item = (Severity, usize)> {
    Severity::ALL.into_iter().map(|severity| (severity, findings.iter().filter(|f| f.severity() == severity).count()))
}

fn entry(path: &Path, opened: &Opened, findings: &[Finding]) -> serde_json::Value {
    let problem =
        |p: &crate::format::Problem| json!({"id": p.code.id(), "subject": p.subject.as_str(), "message": p.message});
    let finding = |f: &Finding| {
        json!({
            "rule": f.rule.id,
            "severity": f.severity().id(),
            "subject": f.subject.id(),
            "subjectKind": f.subject.kind(),
            "related": f.related.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "message": f.message(),
            "suggestion": f.rule.suggestion,
            "clauses": f.rule.clauses,
        })
    };
    let counts: BTreeMap<_, _> = counted(findings).map(|(severity, count)| (severity.id(), count)).collect();
    json!({
        "file": path.display().to_string(),
        "problems": opened.loaded.problems.iter().map(problem).collect::<Vec<_>>(),
        "findings": findings.iter().map(finding).collect::<Vec<_>>(),
        "counts": counts,
    })
}

fn plain(path: &Path, opened: &Opened, findings: &[Finding]) -> String {
    let mut text = String::new();
    let mut line = |s: String| {
        // A name with a line break must not look like a line of ours.
        text.push_str(&s.replace(['\n', '\r'], " "));
        text.push('\n');
    };
    let counts: Vec<String> = counted(findings)
        .map(|(severity, count)| match (severity, count) {
            (Severity::Info, _) => format!("{count} for information"),
            (_, 1) => format!("1 {}", severity.id()),
            _ => format!("{count} {}s", severity.id()),
        })
        .collect();
    line(format!("{}: {}", path.display(), counts.join(", ")));
    for problem in &opened.loaded.problems {
        line(format!("  {:<7} {} {}", "problem", problem.code.id(), problem.message));
    }
    for finding in findings {
        let (rule, subject) = (finding.rule, finding.subject.id());
        line(format!("  {:<7} {} {subject}: {} {}", rule.severity.id(), rule.id, finding.message(), rule.suggestion));
    }
    text
}
