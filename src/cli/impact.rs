//! `opcanvas impact`: what is lost when an element is switched off, and why.
//!
//! Knows nothing about how an outage spreads.

use std::fmt::Write as _;
use std::path::PathBuf;

use lexopt::prelude::*;
use serde_json::json;

use super::{Exit, Failure, json_shown, open, print, shown};
use crate::analysis::impact::{Blast, Link, blast_radius};
use crate::model::attr::Percent;
use crate::model::index::folded;
use crate::model::{Document, Element, ElementId};

/// The most elements that are named instead of one that is not there.
const MOST_NAMED: usize = 5;

pub(super) fn run(parser: &mut lexopt::Parser) -> Result<Exit, Failure> {
    let (mut input, mut wanted, mut as_json) = (None, None, false);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("format") => as_json = super::is_json(parser)?,
            Value(path) if input.is_none() => input = Some(PathBuf::from(path)),
            Value(name) if wanted.is_none() => wanted = Some(name.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    let (Some(input), Some(wanted)) = (input, wanted) else {
        return Err(Failure::usage("impact needs a FILE and an ELEMENT"));
    };
    let document = open(&input)?.loaded.document;
    let element = find(&document, &wanted)?;
    let blast = blast_radius(&document, &element.id);
    print(&if as_json { json_text(&document, element, &blast) } else { shown(&plain_text(&document, element, &blast)) })
}

/// The element with an id or, where only one has it, a name.
fn find<'a>(document: &'a Document, wanted: &str) -> Result<&'a Element, Failure> {
    let by_id = document.element(&ElementId::new(wanted));
    let mut named = document.index().named(wanted).filter_map(|id| document.element(id));
    match (by_id, named.next(), named.next()) {
        (Some(element), ..) | (None, Some(element), None) => Ok(element),
        (None, Some(_), Some(_)) => {
            let all = document.index().named(wanted).filter_map(|id| document.element(id));
            let all: Vec<String> = all.map(|e| line(document, e)).collect();
            let message = format!("there are {} elements named '{wanted}'; say which by its id:", all.len());
            Err(Failure::new(Exit::Usage, format!("{message}\n{}", all.join("\n"))))
        }
        (None, None, _) => {
            let near = nearest(document, wanted);
            let near: Vec<String> = near.into_iter().map(|e| line(document, e)).collect();
            let message = format!("there is no element '{wanted}'");
            let nearest = if near.is_empty() { String::new() } else { format!(". Nearest:\n{}", near.join("\n")) };
            Err(Failure::new(Exit::Usage, message + &nearest))
        }
    }
}

fn line(document: &Document, element: &Element) -> String {
    format!("  {} ({}, {})", element.id, element.shown_name(), document.metamodel().kind_label(element.kind))
        .replace(['\n', '\r'], " ")
}

/// The elements whose name or id is most like what was asked for.
fn nearest<'a>(document: &'a Document, wanted: &str) -> Vec<&'a Element> {
    let wanted: Vec<char> = folded(wanted).chars().take(120).collect();
    let mut all: Vec<(usize, &ElementId, &Element)> = document
        .elements()
        .values()
        .map(|e| {
            let texts = [folded(&e.name), folded(e.id.as_str())];
            (texts.iter().map(|text| unlike(&wanted, text)).min().unwrap_or(usize::MAX), &e.id, &**e)
        })
        .collect();
    all.sort_by_key(|(unlike, id, _)| (*unlike, *id));
    all.into_iter().take(MOST_NAMED).map(|(.., e)| e).collect()
}

/// How many letters have to be added, left out or changed to make one of the other; letters that only stand around it
/// count little, since names are often given in part.
fn unlike(wanted: &[char], text: &str) -> usize {
    let text: Vec<char> = text.chars().take(120).collect();
    if !wanted.is_empty() && text.windows(wanted.len()).any(|part| part == wanted) {
        return (text.len() - wanted.len()) / 8;
    }
    let mut row: Vec<usize> = (0..=text.len()).collect();
    for (i, a) in wanted.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, b) in text.iter().enumerate() {
            let changed = corner + usize::from(a != b);
            corner = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(corner + 1);
        }
    }
    row[text.len()]
}

/// The id of a link in JSON.
const fn link_id(link: Link) -> &'static str {
    match link {
        Link::Enables => "enables",
        Link::Supplies => "supplies",
        Link::Delivers => "delivers",
        Link::DependsHard => "depends_on",
        Link::StageOf => "stage_of",
        Link::Consumed => "consumed",
        Link::AloneIn(_) => "assigned_to",
        Link::OnlyPlace => "located_at",
        Link::PartOf => "part_of",
    }
}

fn json_text(document: &Document, element: &Element, blast: &Blast) -> String {
    let ids = |ids: &[ElementId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    let name = |id: &ElementId| document.element(id).map_or("", |e| e.name.as_str());
    let kind = |id: &ElementId| document.element(id).map_or("", |e| e.kind.id());
    let hits: Vec<_> = blast
        .hits
        .iter()
        .map(|hit| {
            json!({
                "element": hit.element.as_str(), "kind": kind(&hit.element), "name": name(&hit.element), "hop": hit.hop,
                "from": hit.from.as_str(), "relation": hit.relation.as_str(), "by": link_id(hit.link),
                "reason": blast.because(document, &hit.element),
            })
        })
        .collect();
    let weakened: Vec<_> = blast
        .weakened
        .iter()
        .map(|weak| {
            json!({
                "element": weak.element.as_str(), "kind": kind(&weak.element), "name": name(&weak.element),
                "from": weak.from.as_str(), "relation": weak.relation.as_str(), "by": link_id(weak.link),
                "left": ids(&weak.left), "reason": weak.because(document),
            })
        })
        .collect();
    json_shown(&json!({
        "element": element.id.as_str(),
        "kind": element.kind.id(),
        "name": element.name.as_str(),
        "streams": ids(&blast.streams),
        "items": ids(&blast.items),
        "consumers": ids(&blast.consumers),
        "allStreams": blast.all_streams,
        "share": blast.share().map(|Percent(share)| (share * 100.0).round() / 100.0),
        "hits": hits,
        "weakened": weakened,
    }))
}

fn plain_text(document: &Document, element: &Element, blast: &Blast) -> String {
    let mut text = String::new();
    let mut say = |line: &str| {
        // A name with a line break must not look like a line of ours.
        text.push_str(&line.replace(['\n', '\r'], " "));
        text.push('\n');
    };
    say(&format!("{} ({}) switched off", element.shown_name(), document.metamodel().kind_label(element.kind)));
    say(&totals(blast));
    let mut hop = 0;
    for hit in &blast.hits {
        if hit.hop != hop {
            hop = hit.hop;
            say(&format!("Hop {hop}"));
        }
        let kind = document.element(&hit.element).map_or("", |e| document.metamodel().kind_label(e.kind));
        let reason = blast.reason(document, &hit.element).unwrap_or_default();
        say(&format!("  {kind} {reason}"));
    }
    if !blast.weakened.is_empty() {
        say("Weakened");
    }
    for weakened in &blast.weakened {
        say(&format!("  {}", blast.weakness(document, &weakened.element).unwrap_or_default()));
    }
    text
}

/// The totals in one line.
fn totals(blast: &Blast) -> String {
    let mut text = format!("{} of {} value streams", blast.streams.len(), blast.all_streams);
    if let Some(Percent(share)) = blast.share() {
        let _ = write!(text, " ({share:.2} %)");
    }
    let many = |n: usize, one: &str, several: &str| format!("{n} {}", if n == 1 { one } else { several });
    let items = many(blast.items.len(), "product, service or project", "products, services and projects");
    let consumers = many(blast.consumers.len(), "consumer", "consumers");
    format!("{text}, {items} and {consumers} lost")
}
