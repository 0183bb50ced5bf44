//! Charts: what the analyses of a model say, as pictures, each on a page of its own.
//!
//! A chart is a scene like any other, so the window paints it and every export writes it. Each number that is drawn is a
//! figure with a name, and beside the scene stands for each how it comes about and of which elements.
//!
//! The charts: [`Chart::LeadTime`] in `lead_time`, and so on, one a file; `kit` and `marks` are what they share.
//!
//! Knows nothing about windows, and nothing about where a chart is shown.

mod accountability;
mod alignment;
mod contracts;
mod cost;
mod culture;
mod delight;
mod emerging;
mod grid;
mod investment;
mod kit;
mod lead_time;
mod marks;
mod objectives;
mod partners;
mod vocr;

use ecow::EcoString;

use super::Scene;
use super::figure::Owner;
use crate::analysis::{Date, Subject, as_of};
use crate::model::{Document, ElementId};
use crate::theme::Theme;
use kit::Sheet;

/// The least width of a chart; below it names would be cut to nothing.
pub const LEAST_WIDTH: f64 = 560.0;

/// A width at which every chart reads well, for a page or a file.
pub const WIDTH: f64 = 920.0;

/// Which chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chart {
    /// Stages of each stream as steps of work and waiting.
    LeadTime,
    /// Money from its sources to the streams.
    Cost,
    /// The shares of partners.
    Partners,
    /// Run, grow and transform.
    Investment,
    /// Technologies by maturity, with their experiments.
    Emerging,
    /// Units against objectives.
    Alignment,
    /// Work against roles.
    Accountability,
    /// What is known of value, outcomes, costs and risks.
    Vocr,
    /// Contracts along the years.
    Contracts,
    /// Scores of consumers.
    Delight,
    /// Levels of culture.
    Culture,
    /// Key results from baseline to target.
    Objectives,
}

/// What there is to say about a chart before it is drawn.
struct About {
    id: &'static str,
    title: &'static str,
    question: &'static str,
    draw: fn(&mut Sheet) -> Result<(), String>,
}

impl Chart {
    /// Every chart, in the order in which they are offered.
    pub const ALL: [Self; 12] = [
        Self::LeadTime,
        Self::Cost,
        Self::Partners,
        Self::Investment,
        Self::Emerging,
        Self::Alignment,
        Self::Accountability,
        Self::Vocr,
        Self::Contracts,
        Self::Delight,
        Self::Culture,
        Self::Objectives,
    ];

    const fn about(self) -> About {
        match self {
            Self::LeadTime => About {
                id: "lead-time",
                title: "Lead time",
                question: "Where does the time of each stream go, into work or into waiting?",
                draw: lead_time::draw,
            },
            Self::Cost => About {
                id: "cost",
                title: "Cost of streams",
                question: "What does each stream cost in a year, and where does the money come from?",
                draw: cost::draw,
            },
            Self::Partners => About {
                id: "partners",
                title: "Partner concentration",
                question: "How much depends on few partners?",
                draw: partners::draw,
            },
            Self::Investment => About {
                id: "investment",
                title: "Run, grow, transform",
                question: "Does the money of the year go where it should?",
                draw: investment::draw,
            },
            Self::Emerging => About {
                id: "emerging",
                title: "Emerging technology",
                question: "What is new, and does an experiment test it?",
                draw: emerging::draw,
            },
            Self::Alignment => About {
                id: "alignment",
                title: "Alignment",
                question: "Which units contribute to which objective?",
                draw: alignment::draw,
            },
            Self::Accountability => About {
                id: "accountability",
                title: "Accountability",
                question: "Who answers for what, and what has nobody?",
                draw: accountability::draw,
            },
            Self::Vocr => About {
                id: "vocr",
                title: "VOCR completeness",
                question: "Of what is it known what it is worth, brings, costs and risks?",
                draw: vocr::draw,
            },
            Self::Contracts => About {
                id: "contracts",
                title: "Contract horizon",
                question: "Which contracts end when, and by when has to be decided?",
                draw: contracts::draw,
            },
            Self::Delight => About {
                id: "delight",
                title: "Delight",
                question: "How do those who use it experience it?",
                draw: delight::draw,
            },
            Self::Culture => About {
                id: "culture",
                title: "Culture gap",
                question: "How far is the culture from what is wished for, and is anything done about it?",
                draw: culture::draw,
            },
            Self::Objectives => About {
                id: "objectives",
                title: "Objective progress",
                question: "How far has each objective come?",
                draw: objectives::draw,
            },
        }
    }

    /// The word for a command line or a setting.
    #[must_use]
    pub const fn id(self) -> &'static str {
        self.about().id
    }

    /// The chart with an id.
    #[must_use]
    pub fn named(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|chart| chart.id() == id)
    }

    /// What people call it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.about().title
    }

    /// The question that it answers, in one line.
    #[must_use]
    pub const fn question(self) -> &'static str {
        self.about().question
    }
}

/// A chart that was drawn.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// The picture.
    pub scene: Scene,
    /// Every number in it, in reading order.
    pub numbers: Vec<Number>,
}

impl Drawn {
    /// The number that a figure stands for.
    #[must_use]
    pub fn number(&self, owner: &Owner) -> Option<&Number> {
        self.numbers.iter().find(|number| number.owner == *owner)
    }
}

/// A number of a chart, with how it comes about.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// The figure that stands for it.
    pub owner: Owner,
    /// What it is and how much, such as "Lending: lead time 34 h".
    pub name: EcoString,
    /// The arithmetic in words; empty where the model states it so.
    pub words: EcoString,
    /// The elements that it comes from, the one that it is of first.
    pub elements: Vec<ElementId>,
    /// The elements that do not say what it would need of them.
    pub missing: Vec<ElementId>,
    /// What is drawn, in the unit of the reading; `None` of a date or a name.
    pub value: Option<f64>,
    /// The reading that it is, by its analysis and subject.
    pub reading: Option<(EcoString, Subject)>,
}

/// Draws a chart of a model on a day, `width` wide. What the model sets as its day counts more than `day`.
///
/// # Errors
/// One sentence on what the chart needs that the model does not say yet.
pub fn draw(chart: Chart, document: &Document, day: Option<Date>, theme: &Theme, width: f64) -> Result<Drawn, String> {
    drawn(chart, document, day, theme, width, true)
}

/// The same without title and question, for where they stand beside it.
///
/// # Errors
/// As [`draw`].
pub fn draw_untitled(
    chart: Chart,
    document: &Document,
    day: Option<Date>,
    theme: &Theme,
    width: f64,
) -> Result<Drawn, String> {
    drawn(chart, document, day, theme, width, false)
}

fn drawn(
    chart: Chart,
    document: &Document,
    day: Option<Date>,
    theme: &Theme,
    width: f64,
    titled: bool,
) -> Result<Drawn, String> {
    let width = if width.is_finite() { width.clamp(LEAST_WIDTH, 4000.0) } else { WIDTH };
    let mut sheet = Sheet::new(chart.id(), document, as_of(document, day), theme, width);
    if titled {
        sheet.head(chart.title(), chart.question());
    }
    (chart.about().draw)(&mut sheet)?;
    Ok(sheet.finish())
}
