//! One document being edited: the view on show, what is selected, the camera, the gesture under way, and undo.
//!
//! Knows nothing about windows; files only by name.

pub mod additions;
pub mod align;
mod annotations;
mod append;
pub mod belong;
mod cards;
mod cells;
mod change;
pub mod choices;
pub mod clipboard;
mod collapse;
mod connect;
mod connect_to;
mod deletion;
pub mod diagrams;
mod duplicate;
mod entries;
pub mod explore;
pub mod figures;
mod find;
pub mod findings;
pub mod fixes;
mod fly;
mod folded;
mod fresh;
mod from_words;
pub mod go;
mod group_as;
pub mod hand;
pub mod hints;
mod images;
mod insert;
mod kept;
mod keys;
mod lead;
pub mod led;
mod left_off;
mod lines;
mod lock;
mod make;
mod matching;
mod moves;
pub mod neighbours;
pub mod offers;
mod order;
pub mod outline;
mod picture;
mod place;
mod reattach;
pub mod related;
mod rename;
mod replace;
pub mod roadmap;
mod row;
mod selected;
pub mod selecting;
mod sequence;
pub mod several;
mod showing;
mod size;
pub mod sorting;
mod space;
mod steps;
mod style;
pub mod tidy;
mod tips;
mod told;
mod travel;
pub mod tray;
mod views;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ecow::EcoString;

use super::camera::Camera;
use super::drawing::Drawing;
use super::gesture::{Gesture, Tool};
use super::table::Tables;
use super::wording::plural;
use crate::edit::History;
use crate::file::{Fingerprint, Opened};
use crate::format::Problem;
use crate::geom::{Point, Size};
pub use crate::layout::space::Space;
use crate::model::metamodel::Preset;
use crate::model::{Document, Element, ElementId, ElementKind, RelationId, RelationKind, Revision};
use crate::scene::Owner;
pub use annotations::Writing;
pub use choices::ViewChoice;
pub use clipboard::{Asking, Clipboard};
pub use connect_to::Target;
pub use diagrams::NewView;
pub use find::Found;
pub use from_words::Phrase;
pub use images::Sheet;
pub use keys::{Keys, Leaving};
pub use left_off::Panels;
pub use lines::grip_at;
pub use offers::Offer;
pub use order::Shift;
pub use reattach::end_at;
pub use rename::Ending;
pub use replace::KindOffer;
pub use showing::Showing;
pub use size::{corners, sides};
pub use steps::Suggestion;
pub use style::Style;
pub use tips::Tip;
pub use travel::Past;
pub use views::{OnShow, Tab};
pub use words::STREAM_EXAMPLE;

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something happened as wished.
    Info,
    /// Something was not done, for a reason.
    Refusal,
    /// Something failed.
    Error,
}

/// A sentence for the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The sentence.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
}

/// A name being typed on the canvas.
#[derive(Clone, Debug, PartialEq)]
pub struct Naming {
    /// Of which element.
    pub element: ElementId,
    /// What is typed so far.
    pub text: String,
    /// The state of the document when the element was just made: then it goes when it gets no name.
    pub fresh: Option<Revision>,
}

/// A choice that is asked for where the pointer is.
#[derive(Clone, Debug, PartialEq)]
pub enum Menu {
    /// Which relation joins two elements; likeliest first.
    Relation {
        /// From which.
        source: ElementId,
        /// To which.
        target: ElementId,
        /// What is legal.
        kinds: Vec<RelationKind>,
        /// Where in the drawing.
        at: Point,
    },
    /// Which kind of element to make.
    Create {
        /// Where in the drawing.
        at: Point,
        /// The element from which it will be connected.
        from: Option<ElementId>,
        /// What is typed to filter.
        filter: String,
    },
    /// A question with its answers.
    Offer(Offer),
    /// In which kind of element what is selected is taken together.
    GroupAs {
        /// What may contain it.
        kinds: Vec<ElementKind>,
        /// Where in the drawing.
        at: Point,
    },
    /// Which element to connect the selected one with.
    Target {
        /// Where in the drawing.
        at: Point,
        /// From which element.
        source: ElementId,
        /// What is typed to filter.
        filter: String,
    },
    /// To which element the ways from another are shown.
    PathTo {
        /// Where in the drawing.
        at: Point,
        /// From which element.
        source: ElementId,
        /// What is typed to filter.
        filter: String,
    },
    /// Which kind the selected elements become.
    Kind {
        /// Where in the drawing.
        at: Point,
        /// What is typed to filter.
        filter: String,
    },
    /// What was only said becomes elements of which kind.
    Sort {
        /// Where in the drawing.
        at: Point,
        /// What was said.
        said: sorting::Said,
        /// What it may become; anything where it is empty.
        kinds: Vec<Creatable>,
        /// What it becomes part of.
        into: Option<ElementId>,
        /// What is typed to filter.
        filter: String,
    },
    /// Which element is the other end of a relation that is missing.
    Pick {
        /// Where in the drawing.
        at: Point,
        /// The relation.
        asked: Box<fixes::Asked>,
        /// What is typed to filter.
        filter: String,
    },
    /// Which kind a relation becomes.
    RelationKind {
        /// Where in the drawing.
        at: Point,
        /// Which relation.
        relation: RelationId,
        /// What is legal.
        kinds: Vec<RelationKind>,
    },
}

/// A kind of element, perhaps as one of its presets, that can be made.
#[derive(Clone, Debug, PartialEq)]
pub struct Creatable {
    /// Which kind.
    pub kind: ElementKind,
    /// Which preset.
    pub preset: Option<Preset>,
    /// Its name.
    pub label: EcoString,
}

/// One document being edited.
pub struct Session {
    /// Tells this document from others that were or will be open.
    pub id: u64,
    history: History,
    /// The state that the last nudge led to, and what was nudged.
    nudged: Option<(Revision, BTreeSet<Owner>)>,
    on_show: OnShow,
    /// The kind of the view on show, so that one like it takes its place when it goes.
    last_kind: EcoString,
    /// How the views were left that are not on show.
    cameras: BTreeMap<OnShow, Camera>,
    drawing: Drawing,
    moving: Option<picture::Moving>,
    /// The time of the frame, in seconds, for what moves by itself.
    pub now: f64,
    /// Whether nothing moves by itself.
    pub still: bool,
    /// The layout that is waited for.
    pending: Option<tidy::Pending>,
    task: Option<tidy::Task>,
    layouts: u64,
    selection: selected::Selected,
    /// What is shown of the drawing.
    pub camera: Camera,
    /// The size of the canvas on the screen; nothing before it was first shown.
    pub canvas: Size,
    /// What the pointer is doing.
    pub gesture: Gesture,
    /// What a press does.
    pub tool: Tool,
    hovered: Option<Owner>,
    /// What is told of an element, as of a revision: the pointer rests on it for many frames.
    told: Option<(Revision, ElementId, Tip)>,
    /// Since when, in seconds.
    hovered_since: f64,
    /// A name being typed.
    pub naming: Option<Naming>,
    /// A text of a note, frame or group being typed.
    pub writing: Option<Writing>,
    /// The name of the view on show being typed.
    pub renaming: Option<String>,
    /// A choice that is asked for.
    pub menu: Option<Menu>,
    path: Option<PathBuf>,
    fingerprint: Option<Fingerprint>,
    saved: Revision,
    /// What was damaged in the file.
    pub problems: Vec<Problem>,
    read_only: Option<&'static str>,
    notices: Vec<Notice>,
    fitted: bool,
    fit: Option<picture::Fit>,
    legal: BTreeMap<ElementId, bool>,
    /// Whether the model has states, as of a revision.
    states: Option<(Revision, bool)>,
    /// How the drawing is shown to others.
    pub showing: Showing,
    /// Copying and pasting.
    pub clipboard: Clipboard,
    /// What the hand holds while it drags.
    hand: hand::Hand,
    /// How fast the view moves along while something is dragged at the border of the canvas, in points a second; 0 for not.
    pub auto_pan: f64,
    going: go::Going,
    /// What the keyboard is in the middle of.
    pub keys: Keys,
    /// Where it was left, until it is shown.
    arrival: Option<left_off::Arrival>,
    /// The model as a table.
    pub table: Tables,
    steps: steps::Steps,
    /// How the tray of what is not sorted is shown.
    pub tray: tray::Tray,
    kept: kept::Kept,
    /// The panels as they stood when the document was left, until they are turned; else they stand as is set for all.
    pub panels: Option<Panels>,
    exploring: explore::Exploring,
    findings: findings::Findings,
    /// How many checks were carried out elsewhere.
    checks: u64,
    fixing: fixes::Fixing,
    led: Option<led::Led>,
    list: findings::List,
    /// What is pointed out by a finding that the pointer is over.
    pointed_out: Vec<Owner>,
    waiving: Option<findings::Waiving>,
    /// Whether cards have dots that say how much is found of them.
    pub dots: bool,
    /// The charts in place of the drawing.
    pub figures: figures::Figures,
}

impl Session {
    /// A document that is no file yet.
    #[must_use]
    pub fn untitled(document: Document) -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        let saved = document.revision();
        let on_show = views::first(&document);
        let mut session = Self {
            id: LAST.fetch_add(1, Ordering::Relaxed),
            nudged: None,
            history: History::new(document),
            on_show,
            last_kind: EcoString::new(),
            cameras: BTreeMap::new(),
            drawing: Drawing::default(),
            moving: None,
            now: 0.0,
            still: false,
            pending: None,
            task: None,
            layouts: 0,
            selection: selected::Selected::default(),
            camera: Camera::default(),
            canvas: Size::ZERO,
            gesture: Gesture::Idle,
            tool: Tool::Select,
            hovered: None,
            told: None,
            hovered_since: 0.0,
            naming: None,
            writing: None,
            renaming: None,
            menu: None,
            path: None,
            fingerprint: None,
            saved,
            problems: Vec::new(),
            read_only: None,
            notices: Vec::new(),
            fitted: false,
            fit: None,
            legal: BTreeMap::new(),
            states: None,
            showing: Showing::default(),
            clipboard: Clipboard::default(),
            hand: hand::Hand::default(),
            auto_pan: hand::AUTO_PAN,
            going: go::Going::default(),
            keys: Keys::default(),
            arrival: None,
            table: Tables::default(),
            steps: steps::Steps::default(),
            tray: tray::Tray::default(),
            kept: kept::Kept::default(),
            panels: None,
            exploring: explore::Exploring::default(),
            findings: findings::Findings::default(),
            checks: 0,
            fixing: fixes::Fixing::default(),
            led: None,
            list: findings::List::default(),
            pointed_out: Vec::new(),
            waiving: None,
            dots: false,
            figures: figures::Figures::default(),
        };
        session.last_kind = session.shown_view().kind.clone();
        session
    }

    /// A document of a file.
    #[must_use]
    pub fn of_file(path: PathBuf, opened: Opened) -> Self {
        let mut session = Self::untitled(opened.loaded.document);
        if let Some(version) = opened.loaded.newer_version {
            session.read_only = Some("This file was made by a newer version of opcanvas and can only be looked at");
            session.say(
                Tone::Refusal,
                format!("Version {version} of the file format is newer than this program. You can look at the model and export pictures, but not change it."),
            );
        }
        let problems = opened.loaded.problems.len() + opened.loaded.unlisted;
        if problems > 0 {
            let things = plural(problems, "thing");
            session.say(
                Tone::Refusal,
                format!(
                    "{things} in this file could not be used as written. Nothing was lost; the status bar lists them."
                ),
            );
        }
        session.problems = opened.loaded.problems;
        session.path = Some(path);
        session.fingerprint = Some(opened.fingerprint);
        session
    }

    /// The document as it is now.
    #[must_use]
    pub fn document(&self) -> &Document {
        self.history.document()
    }

    /// The steps that were done and undone.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The file, if it is one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// What the file held when it was read or written last.
    #[must_use]
    pub fn fingerprint(&self) -> Option<Fingerprint> {
        self.fingerprint
    }

    /// Notes that a state of the document is in a file now.
    pub fn saved_as(&mut self, path: PathBuf, revision: Revision, fingerprint: Fingerprint) {
        self.path = Some(path);
        self.saved = revision;
        self.fingerprint = Some(fingerprint);
    }

    /// Whether there is something that no file holds.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.document().revision() != self.saved
    }

    /// What the document is called: its model's name, else its file's.
    #[must_use]
    pub fn title(&self) -> String {
        let file = self.path.as_ref().and_then(|p| p.file_name()).map(|n| n.to_string_lossy().into_owned());
        match (self.document().name(), file) {
            ("", Some(file)) => file,
            ("", None) => "Untitled".to_owned(),
            (name, _) => name.to_owned(),
        }
    }

    /// Whether the document may be changed.
    ///
    /// # Errors
    /// Why not.
    pub fn editable(&self) -> Result<(), &'static str> {
        self.read_only.map_or(Ok(()), Err)
    }

    /// Takes the sentences that were not shown yet.
    pub fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    /// Adds a sentence for the user.
    pub fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.notices.push(Notice { text: text.into(), tone });
    }

    // --- selection ---

    /// What is selected.
    #[must_use]
    pub fn selection(&self) -> &BTreeSet<Owner> {
        &self.selection
    }

    /// A number that is another after the selection has changed.
    #[must_use]
    pub fn selection_turn(&self) -> u64 {
        self.selection.turn()
    }

    /// The selected element, when it is the only thing selected.
    #[must_use]
    pub fn single_element(&self) -> Option<&Arc<Element>> {
        match self.selection.iter().next() {
            Some(Owner::Element(id)) if self.selection.len() == 1 => self.document().element(id),
            _ => None,
        }
    }

    /// Selects only this.
    pub fn select(&mut self, owner: Option<Owner>) {
        *self.selection = owner.into_iter().filter(Owner::is_thing).collect();
    }

    /// What the pointer is over.
    #[must_use]
    pub fn hovered(&self) -> Option<&Owner> {
        self.hovered.as_ref()
    }

    /// Notes what the pointer is over.
    pub fn hover(&mut self, owner: Option<Owner>) {
        if self.hovered != owner {
            self.hovered = owner;
            self.hovered_since = self.now;
        }
    }

    /// The selected elements.
    #[must_use]
    pub fn selected_elements(&self) -> BTreeSet<ElementId> {
        let element = |o: &Owner| if let Owner::Element(id) = o { Some(id.clone()) } else { None };
        self.selection.iter().filter_map(element).collect()
    }

    /// Whether at least so many elements are selected.
    #[must_use]
    pub fn has_selected(&self, n: usize) -> bool {
        self.selection.iter().filter(|o| matches!(o, Owner::Element(_))).take(n).count() == n
    }

    /// Selects everything in the view.
    pub fn select_all(&mut self) {
        let plan = self.plan();
        *self.selection = plan.nodes.iter().map(|n| Owner::Element(n.element.clone())).collect();
    }

    fn forget_what_is_gone(&mut self) {
        self.settle_view();
        let document = self.history.document();
        let annotations: BTreeSet<EcoString> =
            self.view().map(|v| v.annotations().map(|a| a.id).collect()).unwrap_or_default();
        let there = |owner: &Owner| match owner {
            Owner::Element(id) => document.element(id).is_some(),
            Owner::Relation(id) => document.relation(id).is_some(),
            Owner::Annotation(id) => annotations.contains(id),
            Owner::Zone(_) | Owner::More(_) | Owner::Mark(_) | Owner::Page => true,
        };
        self.selection.retain(&there);
        self.hovered = self.hovered.take().filter(&there);
        self.naming = self.naming.take().filter(|n| document.element(&n.element).is_some());
        self.writing = self.writing.take().filter(|w| annotations.contains(&w.annotation));
    }
}
