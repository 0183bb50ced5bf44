//! Whether the picture of a canvas has lines for the relations, and what it will look like.
//!
//! A canvas in the window draws a relation only for what is pointed at, and nobody can point at a picture: without lines it
//! would lack what was drawn. So it has them, unless there are so many that nothing could be followed.
//!
//! Knows nothing about how the choice is offered.

use std::sync::Arc;

use super::{Purpose, Question, Session, Workspace};
use crate::editor::drawn::Drawn;
use crate::model::{Revision, ViewId};
use crate::scene::Scene;
use crate::scene::canvas;
use crate::scene::options::Relations;

/// More lines than these on one page are a net in which no single one can be followed.
const MOST_LINES: usize = 30;
/// A picture with more boxes and lines than these is not shown before it is made: that would hold up the window.
const MOST_SHOWN: usize = 900;

/// What is to be chosen about the picture of a canvas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinesChoice {
    /// How many relations there are that only lines can show.
    pub lines: usize,
    /// Whether they are drawn.
    pub drawn: bool,
    /// Whether they are too many to be followed.
    pub crowded: bool,
}

/// A view of a document; whether it is a canvas tells those apart that are not in the file.
type Of = (u64, bool, Option<ViewId>);

/// The picture of a state of a view, with its lines or without; none where it takes long to draw.
type Preview = ((Of, Revision, bool), Option<Arc<Scene>>);

/// What was chosen, and what was found out for it.
#[derive(Default)]
pub(super) struct Chosen {
    by_hand: Option<(Of, bool)>,
    /// The number of lines of a state of a view.
    counted: Option<((Of, Revision), usize)>,
    /// The picture as it will be.
    preview: Option<Preview>,
}

impl Chosen {
    /// Forgets the picture: something else may be pointed out in it by now.
    pub(super) fn look_anew(&mut self) {
        self.preview = None;
    }
}

impl Workspace {
    /// What is to be chosen about the picture of a document; nothing where lines are drawn anyway or there are none.
    pub(super) fn lines_choice_of(&mut self, id: u64) -> Option<LinesChoice> {
        let known = self.lines.counted.take();
        // A chart has no relations to draw.
        let session = self.session_of(id).filter(|s| !s.figures.is_open())?;
        let key = state(session);
        let lines = match known {
            Some((known, lines)) if known == key => lines,
            _ => count(session),
        };
        let all = Relations::of(&session.shown_view()) == Relations::All;
        let chosen = self.lines.by_hand.as_ref().filter(|(of, _)| *of == key.0).map(|(_, drawn)| *drawn);
        self.lines.counted = Some((key, lines));
        let crowded = lines > MOST_LINES;
        (lines > 0).then(|| LinesChoice { lines, drawn: chosen.unwrap_or(all || !crowded), crowded })
    }

    /// What is to be chosen about the picture that is asked about.
    pub fn lines_choice(&mut self) -> Option<LinesChoice> {
        let id = self.exported()?;
        self.lines_choice_of(id)
    }

    /// Says whether the picture that is asked about has lines for the relations.
    pub fn draw_lines(&mut self, drawn: bool) {
        let Some(id) = self.exported() else { return };
        self.lines.by_hand = self.session_of(id).map(|s| (state(s).0, drawn));
    }

    /// The picture that is asked about, as it will be; nothing where it takes long to draw.
    pub fn preview(&mut self) -> Option<Arc<Scene>> {
        let id = self.exported()?;
        let choice = self.lines_choice_of(id);
        let session = self.session_of(id)?;
        let (of, revision) = state(session);
        let key = (of, revision, choice.is_some_and(|c| c.drawn));
        let known = self.lines.preview.take();
        let session = self.session_of(id)?;
        let scene = match known {
            Some((known, scene)) if known == key => scene,
            _ => draw(session, choice),
        };
        self.lines.preview = Some((key, scene.clone()));
        scene
    }

    /// The document whose picture is asked about.
    fn exported(&self) -> Option<u64> {
        match &self.question {
            Some(Question::Path { purpose: Purpose::Export(id), .. }) => Some(*id),
            _ => None,
        }
    }
}

/// How many relations of a canvas only lines can show. What is explored draws its own.
fn count(session: &mut Session) -> usize {
    if !session.is_canvas() || session.exploring().is_some() {
        return 0;
    }
    let plan = session.plan();
    canvas::untold(session.document(), &plan)
}

/// The view on show and the state it is in.
fn state(session: &Session) -> (Of, Revision) {
    ((session.id, session.is_canvas(), session.view().map(|v| v.id.clone())), session.document().revision())
}

fn draw(session: &mut Session, choice: Option<LinesChoice>) -> Option<Arc<Scene>> {
    let lines = choice.filter(|c| c.drawn).map_or(0, |c| c.lines);
    if session.plan().nodes.len() + lines > MOST_SHOWN {
        return None;
    }
    let mut picture = Drawn::of(session);
    if let Some(choice) = choice {
        picture.draw_relations(choice.drawn);
    }
    Some(Arc::new(picture.scene()))
}
