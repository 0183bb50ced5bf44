//! `opcanvas views`: the stored views of a file in their order, or what is drawn where there are none.
//!
//! Knows nothing about how views are drawn.

use serde_json::json;

use super::{Exit, Failure, file_and_format, json_shown, open, print, shown};
use crate::model::Document;

pub(super) fn run(parser: &mut lexopt::Parser) -> Result<Exit, Failure> {
    let (input, as_json) = file_and_format(parser, "views")?;
    let document = open(&input)?.loaded.document;
    print(&if as_json { json_text(&document) } else { shown(&plain_text(&document)) })
}

/// What is drawn of a file without views.
const INSTEAD: [&str; 2] = ["canvas", "diagram"];

fn json_text(document: &Document) -> String {
    let views: Vec<_> = document
        .views_in_order()
        .into_iter()
        .map(|v| json!({"id": v.id.as_str(), "kind": v.kind.as_str(), "name": v.name.as_str(), "elements": v.placements.len()}))
        .collect();
    let instead: &[&str] = if views.is_empty() { &INSTEAD } else { &[] };
    json_shown(&json!({"views": views, "drawnInstead": instead}))
}

fn plain_text(document: &Document) -> String {
    let views = document.views_in_order();
    if views.is_empty() {
        return "No views are stored. Drawn instead: the canvas, and the default diagram of the whole model.\n".into();
    }
    let longest =
        |text: fn(&crate::model::View) -> &str| views.iter().map(|v| text(v).chars().count()).max().unwrap_or(0);
    let (id_width, kind_width) = (longest(|v| v.id.as_str()), longest(|v| &v.kind));
    let mut text = String::new();
    for view in views {
        let elements = match view.placements.len() {
            1 => "1 element".to_owned(),
            n => format!("{n} elements"),
        };
        // A name with a line break must not look like another view.
        let line = format!("{:id_width$}  {:kind_width$}  {} ({elements})", view.id.as_str(), view.kind, view.name);
        text.push_str(&line.replace(['\n', '\r'], " "));
        text.push('\n');
    }
    text
}
