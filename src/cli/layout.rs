//! `opcanvas layout`: places a diagram automatically and saves it, or prints where everything would stand.
//!
//! Knows nothing about how places are found.

use std::path::{Path, PathBuf};

use lexopt::prelude::*;
use serde_json::json;

use super::export::find_view;
use super::{Exit, Failure, json_shown, open, print};
use crate::edit::{Edit, apply};
use crate::file;
use crate::model::view::DIAGRAM;
use crate::model::{Document, View, ViewId};
use crate::scene::plan::default_view;
use crate::scene::tidy::{flat, tidied};

pub(super) fn run(parser: &mut lexopt::Parser) -> Result<Exit, Failure> {
    let (mut input, mut output, mut view, mut positions) = (None, None, None, false);
    while let Some(argument) = parser.next()? {
        match argument {
            Short('o') | Long("output") => output = Some(PathBuf::from(parser.value()?)),
            Long("view") => view = Some(parser.value()?.string()?),
            Long("positions") => positions = true,
            Value(path) if input.is_none() => input = Some(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
    }
    let input: PathBuf = input.ok_or_else(|| Failure::usage("layout needs a FILE"))?;
    match (positions, output, view) {
        (true, None, None) => print(&positions_of(&open(&input)?.loaded.document)),
        (true, ..) => Err(Failure::usage("--positions prints; it takes neither -o nor --view")),
        (false, None, _) => Err(Failure::usage("layout needs -o OUT, or --positions")),
        (false, Some(output), view) => tidy(&input, &output, view.as_deref()),
    }
}

fn positions_of(document: &Document) -> String {
    let nodes: Vec<_> = flat(document)
        .into_iter()
        .map(|(id, r)| json!({"id": id.as_str(), "x": r.x0, "y": r.y0, "width": r.width(), "height": r.height()}))
        .collect();
    let edges: Vec<_> = document
        .relations()
        .values()
        .map(|r| json!({"source": r.source.as_str(), "target": r.target.as_str()}))
        .collect();
    json_shown(&json!({"nodes": nodes, "edges": edges}))
}

fn tidy(input: &Path, output: &Path, wanted: Option<&str>) -> Result<Exit, Failure> {
    let opened = open(input)?;
    let document = &opened.loaded.document;
    if let Some(version) = opened.loaded.newer_version {
        let message = format!("{}: version {version} is newer than this program; it is not written.", input.display());
        return Err(Failure::new(Exit::Unavailable, message));
    }
    let view = match wanted {
        Some(wanted) => Some(find_view(document, wanted)?),
        None => document.views_in_order().into_iter().find(|v| v.kind == DIAGRAM).map(|v| View::clone(v)),
    };
    let edits: Vec<Edit> = match view {
        Some(view) if view.kind != DIAGRAM => {
            let message = format!(
                "view '{}' is a {}, which places its cards itself; diagrams can be laid out",
                view.id, view.kind
            );
            return Err(Failure::usage(message));
        }
        // One that is drawn without being stored has to be stored first.
        Some(view) if document.view(&view.id).is_some() => {
            let places = tidied(document, &view, None);
            places.into_iter().map(|(element, placement)| Edit::Place(view.id.clone(), element, placement)).collect()
        }
        // The same file gives the same bytes, so the id is no random one.
        _ => vec![Edit::AddView(View { id: free_id(document), ..default_view(document) })],
    };
    let (document, _) = apply(document, &edits).map_err(|error| Failure::new(Exit::Unwritable, error))?;
    let expected = file::is_same(input, output).then_some(opened.fingerprint);
    file::save(output, &document, expected)?;
    Ok(Exit::Ok)
}

/// An id that no view has.
fn free_id(document: &Document) -> ViewId {
    let numbered = (2..).map(|n| ViewId::new(format!("whole-model.{n}")));
    let mut ids = std::iter::once(ViewId::new("whole-model")).chain(numbered);
    ids.find(|id| document.view(id).is_none()).expect("there are more numbers than views")
}
