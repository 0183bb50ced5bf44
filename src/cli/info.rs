//! `opcanvas info`: what a file holds, and what is damaged in it.
//!
//! Knows nothing about how it came about.

use std::collections::BTreeMap;

use serde_json::json;

use super::{Exit, Failure, file_and_format, print, shown};
use crate::file::{self, Opened};
use crate::model::graph::Lens;
use crate::model::{Document, ElementKind, RelationKind};

pub(super) fn run(parser: &mut lexopt::Parser) -> Result<Exit, Failure> {
    let (input, as_json) = file_and_format(parser, "info")?;
    let opened = file::open(&input)?;
    print(&if as_json { json_text(&opened) } else { shown(&plain_text(&opened)) })
}

/// Kinds with how many there are, without those there are none of.
type Counts<K> = Vec<(K, usize)>;

fn counts(document: &Document) -> (Counts<ElementKind>, Counts<RelationKind>) {
    let mut elements: BTreeMap<ElementKind, usize> = BTreeMap::new();
    document.elements().values().for_each(|e| *elements.entry(e.kind).or_default() += 1);
    let mut relations: BTreeMap<RelationKind, usize> = BTreeMap::new();
    document.relations().values().for_each(|r| *relations.entry(r.kind).or_default() += 1);
    (elements.into_iter().collect(), relations.into_iter().collect())
}

/// What the graph of all relations says: parts that nothing joins, elements that stand alone.
struct Shape {
    parts: usize,
    alone: Vec<String>,
    dependency_cycles: Vec<Vec<String>>,
}

fn shape(document: &Document) -> Shape {
    let all = Lens::new(document, |_| true);
    let depends = Lens::new(document, |r| r.kind == RelationKind::DependsOn);
    let texts = |ids: Vec<crate::model::ElementId>| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    Shape {
        parts: all.components(),
        alone: texts(all.alone()),
        dependency_cycles: depends.cycles().into_iter().map(texts).collect(),
    }
}

fn json_text(opened: &Opened) -> String {
    let document = &opened.loaded.document;
    let (elements, relations) = counts(document);
    let shape = shape(document);
    let views: Vec<_> = document
        .views_in_order()
        .into_iter()
        .map(|v| json!({"id": v.id.as_str(), "kind": v.kind.as_str(), "name": v.name.as_str(), "elements": v.placements.len()}))
        .collect();
    let problems: Vec<_> = opened
        .loaded
        .problems
        .iter()
        .map(|p| json!({"id": p.code.id(), "subject": p.subject.as_str(), "message": p.message}))
        .collect();
    let info = json!({
        "name": document.name(),
        "version": document.head().version,
        "readOnly": opened.loaded.newer_version.is_some(),
        "elements": document.elements().len(),
        "relations": document.relations().len(),
        "elementsByKind": elements.iter().map(|(k, n)| (k.id(), *n)).collect::<BTreeMap<_, _>>(),
        "relationsByKind": relations.iter().map(|(k, n)| (k.id(), *n)).collect::<BTreeMap<_, _>>(),
        "parts": shape.parts,
        "alone": shape.alone,
        "dependencyCycles": shape.dependency_cycles,
        "views": views,
        "problems": problems,
        "unlistedProblems": opened.loaded.unlisted,
    });
    super::json_shown(&info)
}

fn plain_text(opened: &Opened) -> String {
    let document = &opened.loaded.document;
    let metamodel = document.metamodel();
    let (elements, relations) = counts(document);
    let mut text = String::new();
    let mut line = |s: String| {
        // A name with a line break must not look like a line of ours.
        text.push_str(&s.replace(['\n', '\r'], " "));
        text.push('\n');
    };
    line(if document.name().is_empty() { "Unnamed model".into() } else { document.name().to_owned() });
    if let Some(version) = opened.loaded.newer_version {
        line(format!("Version {version} of the format, newer than this program: it can be looked at, not changed."));
    }
    line(format!("{} elements", document.elements().len()));
    for (kind, n) in elements {
        line(format!("  {n:>6}  {}", metamodel.kind_label(kind)));
    }
    line(format!("{} relations", document.relations().len()));
    for (kind, n) in relations {
        line(format!("  {n:>6}  {}", metamodel.relation_label(kind)));
    }
    let shape = shape(document);
    line(format!("{} connected parts, {} elements without a relation", shape.parts, shape.alone.len()));
    for cycle in shape.dependency_cycles {
        line(format!("Dependency cycle: {}", cycle.join(", ")));
    }
    let views = document.views_in_order();
    line(format!("{} views", views.len()));
    for view in views {
        line(format!("  {} ({}, {} elements)", view.name, view.kind, view.placements.len()));
    }
    line(format!("{} problems", opened.loaded.problems.len() + opened.loaded.unlisted));
    for problem in &opened.loaded.problems {
        line(format!("  {} {}", problem.code.id(), problem.message));
    }
    text
}
