//! The charts of a model in place of its drawing: which one is looked at, how it is drawn, and which number is asked about.
//!
//! A chart is drawn when it is looked at, and again only when the model, the day, the colours or the width are others.
//!
//! Knows nothing about how they are shown.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::Session;
use super::hints::Hint;
use crate::analysis::Date;
use crate::editor::commands::{Command, Menu};
use crate::file::today;
use crate::model::{ElementId, Revision};
use crate::scene::Owner;
use crate::scene::charts::{self, Chart, Drawn, Number};
use crate::theme::{Mode, Theme};

/// A chart, or what it lacks.
pub type Picture = Arc<Result<Drawn, String>>;

/// From what a chart was drawn.
type Key = (Chart, Revision, Option<Date>, Mode, u32);

/// How the charts are looked at.
#[derive(Default)]
pub struct Figures {
    open: bool,
    chart: Option<Chart>,
    /// The number that is asked about.
    asked: Option<Owner>,
    drawn: Option<(Key, Picture)>,
    /// How often a chart was drawn.
    pub work: usize,
}

impl Figures {
    /// Whether the charts stand in place of the drawing.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// Which one is looked at, or was last.
    #[must_use]
    pub fn chart(&self) -> Chart {
        self.chart.unwrap_or(Chart::ALL[0])
    }

    /// Looks at the drawing again.
    pub(in crate::editor) fn close(&mut self) {
        self.open = false;
        self.asked = None;
        // The drawing of a chart is large, and quickly done again.
        self.drawn = None;
    }

    /// The number that is asked about.
    #[must_use]
    pub fn asked(&self) -> Option<&Owner> {
        self.asked.as_ref()
    }
}

impl Session {
    /// Shows the charts, or the drawing again.
    pub fn toggle_figures(&mut self) {
        if self.figures.open { self.close_figures() } else { self.show_figure(self.figures.chart()) }
    }

    /// Shows a chart.
    pub fn show_figure(&mut self, chart: Chart) {
        self.close_table();
        self.commit_naming();
        self.cancel_find();
        self.end_exploring();
        self.figures.open = true;
        self.figures.chart = Some(chart);
        self.figures.asked = None;
    }

    /// Looks at the drawing again.
    pub fn close_figures(&mut self) {
        self.figures.close();
    }

    /// The chart that is looked at.
    pub fn figure(&mut self, mode: Mode, width: f64) -> Picture {
        let (chart, document) = (self.figures.chart(), self.history.document());
        let day = today();
        let key = (chart, document.revision(), day, mode, width.clamp(0.0, 1e6) as u32);
        if let Some((of, picture)) = &self.figures.drawn
            && *of == key
        {
            return picture.clone();
        }
        let picture = Arc::new(charts::draw(chart, document, day, Theme::of(mode), f64::from(key.4)));
        self.figures.work += 1;
        // The same number of the model as it is now is still asked about, as long as there is one.
        let gone = |owner: &mut Owner| picture.as_ref().as_ref().ok().is_none_or(|drawn| drawn.number(owner).is_none());
        self.figures.asked.take_if(gone);
        self.figures.drawn = Some((key, picture.clone()));
        picture
    }

    /// The day that counts where the model sets none.
    #[must_use]
    pub fn today(&self) -> Option<Date> {
        today()
    }

    /// Asks how a number comes about; once more, or without one, for no more.
    pub fn ask_number(&mut self, owner: Option<Owner>) {
        self.figures.asked = owner.filter(|owner| self.figures.asked.as_ref() != Some(owner));
    }

    /// The number that is asked about, as it is drawn now.
    #[must_use]
    pub fn asked_number(&self) -> Option<Number> {
        let (_, picture) = self.figures.drawn.as_ref()?;
        picture.as_ref().as_ref().ok()?.number(self.figures.asked.as_ref()?).cloned()
    }

    /// Goes from a chart to an element on the drawing.
    pub fn leave_figures_for(&mut self, id: &ElementId) {
        self.close_figures();
        self.go_or_select(id);
    }

    /// What the chart on show lacks; none where no chart is on show.
    #[must_use]
    pub fn figure_lacks(&mut self, mode: Mode) -> Option<String> {
        if !self.figures.open {
            return None;
        }
        self.figure(mode, charts::WIDTH).as_ref().as_ref().err().cloned()
    }

    /// What is remembered of the charts: which one, and whether it was on show.
    pub(super) fn figures_left_off(&self, entry: &mut Map<String, Value>) {
        if let Some(chart) = self.figures.chart {
            entry.insert("chart".into(), json!({ "id": chart.id(), "open": self.figures.open }));
        }
    }

    /// Takes up what is remembered of them.
    pub(super) fn take_up_figures(&mut self, entry: &Map<String, Value>) {
        let Some(chart) = entry.get("chart") else { return };
        let named = chart.get("id").and_then(Value::as_str).and_then(Chart::named);
        let open = chart.get("open").and_then(Value::as_bool) == Some(true);
        self.figures.chart = named;
        if let Some(chart) = named.filter(|_| open) {
            self.show_figure(chart);
        }
    }

    /// What the keys do while a chart is looked at.
    pub(super) fn figures_hint(&self) -> Option<Hint> {
        let shown = self.figures.open && !self.showing.presenting;
        let hint =
            || Hint::of("A click on a number says how it comes about").with("Tab", "goes from one to the next", false);
        shown.then(|| hint().with("Esc", "back to the drawing", false))
    }
}

/// Whether a command concerns the drawing, so that it is to be seen.
pub(in crate::editor) fn leaves(command: Command) -> bool {
    match command.spec().menu {
        Menu::Tabs | Menu::Arrange | Menu::Select | Menu::Go => true,
        Menu::Explore => !matches!(command, Command::ToggleFigures | Command::ToggleFindings | Command::ToggleDots),
        Menu::Edit => !matches!(
            command,
            Command::Undo
                | Command::Redo
                | Command::CopyPicture
                | Command::CopySvg
                | Command::ModelWords
                | Command::ToggleHistory
        ),
        Menu::View => matches!(
            command,
            Command::ZoomIn
                | Command::ZoomOut
                | Command::ZoomActual
                | Command::FitAll
                | Command::FitSelection
                | Command::SelectTool
                | Command::HandTool
                | Command::ConnectTool
                | Command::SpaceTool
                | Command::ToggleFocus
                | Command::ToggleMap
                | Command::ToggleTable
                | Command::Present
        ),
        _ => false,
    }
}
