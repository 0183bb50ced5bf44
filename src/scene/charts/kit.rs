//! The sheet that a chart is drawn on: its head, its large figures, its legend, and the numbers that were drawn.
//!
//! Everything goes from the top down; `y` is where the next thing begins.
//!
//! Knows nothing about analyses.

use std::sync::Arc;

use ecow::{EcoString, eco_format};

use super::marks::{bar, dot, hollow, left, line, on, right};
use super::{Drawn, Number};
use crate::analysis::reading::amount;
use crate::analysis::{Answer, Date, Reading, readings_of, short_month};
use crate::geom::{Point, Rect, bounds_of};
use crate::model::{Document, ElementId};
use crate::scene::Scene;
use crate::scene::figure::{Figure, Item, Layer, Line, Owner, Region, Stroke};
use crate::scene::words::grouped;
use crate::text::{Font, Weight, width};
use crate::theme::{Color, Theme};

/// Title of a chart.
const TITLE: Font = Font::new(Weight::SemiBold, 18.0);
/// Its question, notes.
pub(super) const TEXT: Font = Font::new(Weight::Regular, 12.0);
/// Large figures.
const LARGE: Font = Font::new(Weight::SemiBold, 24.0);
/// Names of rows.
pub(super) const NAME: Font = Font::new(Weight::Medium, 12.0);
/// Headings of groups of rows.
pub(super) const HEADING: Font = Font::new(Weight::SemiBold, 13.5);
/// Figures in rows.
pub(super) const FIGURE: Font = Font::new(Weight::SemiBold, 12.0);
/// Words beside figures.
pub(super) const DETAIL: Font = Font::new(Weight::Regular, 11.0);
/// Words of scales and the legend.
pub(super) const SMALL: Font = Font::new(Weight::Regular, 10.5);
/// Height of a row.
pub(super) const ROW: f64 = 26.0;
/// Space around all.
const MARGIN: f64 = 28.0;

/// A number before it has its figure.
pub(super) struct Say {
    pub name: EcoString,
    pub words: EcoString,
    pub elements: Vec<ElementId>,
    pub missing: Vec<ElementId>,
    pub value: Option<f64>,
    pub reading: Option<(EcoString, crate::analysis::Subject)>,
}

impl Say {
    /// A number that the model states, or a part of a reading.
    pub(super) fn part(name: impl Into<EcoString>, words: impl Into<EcoString>, elements: Vec<ElementId>) -> Self {
        Self { name: name.into(), words: words.into(), elements, missing: Vec::new(), value: None, reading: None }
    }

    /// A reading; its subject comes before what it was computed from.
    pub(super) fn of(document: &Document, reading: &Reading, what: &str) -> Self {
        let subject = match reading.subject.element() {
            Some(id) => format!("{}: ", document.element(id).map_or("", |e| e.shown_name())),
            None => String::new(),
        };
        let own = reading.subject.element().cloned();
        let others = reading.elements.iter().filter(|id| Some(*id) != own.as_ref()).cloned();
        Self {
            name: eco_format!("{subject}{what} {}", reading.shown(document)),
            words: reading.words(document),
            elements: own.iter().cloned().chain(others).collect(),
            missing: reading.missing.to_vec(),
            value: if let Answer::Number(n) = reading.value { Some(n) } else { None },
            reading: Some((reading.analysis.clone(), reading.subject.clone())),
        }
    }
}

/// How a number is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    /// A fact like others.
    Plain,
    /// As it should be.
    Good,
    /// Not as it should be.
    Bad,
}

/// A large figure over what it is.
pub(super) struct Stat {
    pub say: Say,
    pub large: String,
    pub label: String,
    pub tone: Tone,
}

/// A sample of the legend.
#[derive(Clone, Copy)]
pub(super) enum Sample {
    /// A filled bar.
    Bar(Color),
    /// A quiet bar with an outline.
    Hollow(Color, Color),
    /// A broken line, upright.
    Upright(Color),
    /// A disc.
    Dot(Color),
    /// A ring.
    Ring(Color),
}

/// What a chart is drawn on.
pub(super) struct Sheet<'a> {
    pub document: &'a Document,
    pub day: Option<Date>,
    pub theme: &'a Theme,
    /// The left edge of what is drawn.
    pub x0: f64,
    /// The right edge.
    pub x1: f64,
    /// Where the next thing begins.
    pub y: f64,
    id: &'static str,
    figures: Vec<Arc<Figure>>,
    numbers: Vec<Number>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(
        id: &'static str,
        document: &'a Document,
        day: Option<Date>,
        theme: &'a Theme,
        width: f64,
    ) -> Self {
        let (x0, x1, y) = (MARGIN, width - MARGIN, MARGIN - 6.0);
        Self { document, day, theme, x0, x1, y, id, figures: Vec::new(), numbers: Vec::new() }
    }

    /// The name of an element.
    pub(super) fn name(&self, id: &ElementId) -> &'a str {
        self.document.element(id).map_or("", |e| e.shown_name())
    }

    /// The width between the margins.
    pub(super) fn width(&self) -> f64 {
        self.x1 - self.x0
    }

    /// An amount with its unit as a reader likes it.
    pub(super) fn amount(&self, n: f64, unit: &str) -> String {
        amount(self.document, n, unit)
    }

    fn push(&mut self, layer: Layer, name: EcoString, items: Vec<Item>, region: Option<Region>) -> Owner {
        let owner = Owner::Mark(eco_format!("{}-{}", self.id, self.figures.len() + 1));
        let bounds = bounds_of(items.iter().map(Item::bounds)).unwrap_or(Rect::ZERO);
        let region = region.unwrap_or(Region::Rect(bounds.inflate(3.0, 3.0)));
        let (title, title_room) = (EcoString::new(), Rect::ZERO);
        let figure = Figure { owner: owner.clone(), layer, name, title, title_room, bounds, items, region };
        self.figures.push(Arc::new(figure));
        owner
    }

    /// Words and lines that stand for no number.
    pub(super) fn ground(&mut self, name: impl Into<EcoString>, items: Vec<Item>) {
        if !items.is_empty() {
            self.push(Layer::Ground(0), name.into(), items, Some(Region::Rect(Rect::ZERO)));
        }
    }

    /// The marks of a number.
    pub(super) fn number(&mut self, say: Say, items: Vec<Item>) {
        if items.is_empty() {
            return;
        }
        self.add(say, items, None);
    }

    /// A number that is drawn as one curved line.
    pub(super) fn flow(&mut self, say: Say, item: Item) {
        let mut points = Vec::new();
        if let Item::Path { path, .. } = &item {
            crate::geom::flatten(path, 0.5, |p| points.push(p));
        }
        self.add(say, vec![item], Some(Region::Line(points)));
    }

    fn add(&mut self, say: Say, items: Vec<Item>, region: Option<Region>) {
        let owner = self.push(Layer::Node(0), say.name.clone(), items, region);
        let Say { name, words, elements, missing, value, reading } = say;
        self.numbers.push(Number { owner, name, words, elements, missing, value, reading });
    }

    /// Title, question, and the day where there is one.
    pub(super) fn head(&mut self, title: &str, question: &str) {
        let theme = self.theme;
        let day = self.day.map(|day| format!("as of {} {} {}", day.day(), short_month(day.month()), day.year()));
        let day = day.unwrap_or_default();
        let whose = self.document.name();
        let both = match (whose.is_empty(), day.is_empty()) {
            (false, false) => format!("{whose}, {day}"),
            (true, _) => day,
            (_, true) => whose.to_owned(),
        };
        let room = self.width() - width(title, TITLE) - 24.0;
        let baseline = self.y + 20.0;
        let mut items = vec![left(title, self.x0, baseline, self.width(), TITLE, theme.text)];
        if !both.is_empty() && room > 40.0 {
            items.push(right(&both, self.x1, baseline, room, TEXT, theme.muted));
        }
        items.push(left(question, self.x0, self.y + 42.0, self.width(), TEXT, theme.text_secondary));
        self.ground(eco_format!("{title}. {question} {both}"), items);
        self.y += 62.0;
    }

    /// Large figures beside each other, as many to a line as fit.
    pub(super) fn stats(&mut self, stats: Vec<Stat>) {
        const GAP: f64 = 30.0;
        let (mut x, mut any) = (self.x0, false);
        for stat in stats {
            let wide = width(&stat.large, LARGE).max(width(&stat.label, TEXT)).min(self.width());
            if any && x + wide > self.x1 {
                (x, self.y) = (self.x0, self.y + 58.0);
            }
            let color = self.ink(stat.tone);
            let items = vec![
                left(&stat.large, x, self.y + 22.0, wide, LARGE, color),
                left(&stat.label, x, self.y + 40.0, wide, TEXT, self.theme.text_secondary),
            ];
            self.number(stat.say, items);
            (x, any) = (x + wide + GAP, true);
        }
        if any {
            self.y += 64.0;
        }
    }

    /// The colour of words that are meant so.
    pub(super) fn ink(&self, tone: Tone) -> Color {
        match tone {
            Tone::Plain => self.theme.text,
            Tone::Good => self.theme.kind("stage"),
            Tone::Bad => self.theme.finding.warning,
        }
    }

    /// The readings of an analysis with its parts.
    pub(super) fn readings(&self, analysis: &str) -> Vec<Reading> {
        readings_of(self.document, self.day, analysis)
    }

    /// The one reading of an analysis, or of a part of one, that is of the model.
    pub(super) fn reading(&self, analysis: &str) -> Option<Reading> {
        self.readings(analysis).into_iter().find(|r| r.analysis == analysis)
    }

    /// A reading as a large figure.
    pub(super) fn stat(&self, reading: &Reading, label: &str, tone: Tone) -> Stat {
        let say = Say::of(self.document, reading, label);
        Stat { say, large: reading.shown(self.document), label: label.to_owned(), tone }
    }

    /// The width of the names of rows.
    pub(super) fn names(&self) -> f64 {
        (self.width() * 0.24).clamp(120.0, 220.0)
    }

    /// What the marks mean, on a line.
    pub(super) fn legend(&mut self, entries: &[(Sample, &str)]) {
        let y = self.y + 7.0;
        let (mut x, mut items) = (self.x0, Vec::new());
        for (sample, words) in entries {
            let wide = width(words, SMALL);
            if x + 24.0 + wide > self.x1 {
                break;
            }
            let at = Rect::new(x, y - 4.0, x + 18.0, y + 4.0);
            items.push(drawn_sample(*sample, at));
            items.push(left(words, x + 25.0, on(y, SMALL), self.x1 - x, SMALL, self.theme.text_secondary));
            x += 25.0 + wide + 20.0;
        }
        let words: Vec<&str> = entries.iter().map(|(_, words)| *words).collect();
        self.ground(eco_format!("Legend: {}", words.join(", ")), items);
        self.y += 26.0;
    }

    /// A quiet line of words across the sheet.
    pub(super) fn note(&mut self, words: &str) {
        let item = left(words, self.x0, self.y + 14.0, self.width(), DETAIL, self.theme.muted);
        self.ground(words, vec![item]);
        self.y += 22.0;
    }

    /// How many there are besides those that are drawn.
    pub(super) fn and_more(&mut self, rest: usize, one: &str, many: &str) {
        if rest > 0 {
            let many = if rest == 1 { one } else { many };
            self.note(&format!("and {} more {many}", grouped(&rest.to_string())));
        }
    }

    pub(super) fn finish(self) -> Drawn {
        let bounds = Rect::new(0.0, 0.0, self.x1 + MARGIN, self.y + MARGIN - 8.0);
        Drawn { scene: Scene::new(bounds, self.theme.frame, self.figures), numbers: self.numbers }
    }
}

/// A sample in its place.
fn drawn_sample(sample: Sample, at: Rect) -> Item {
    let middle = at.center();
    match sample {
        Sample::Bar(color) => bar(at, color),
        Sample::Hollow(fill, edge) => hollow(at, fill, edge),
        Sample::Upright(color) => {
            // Two pieces with the gap between them.
            let (from, to) = (Point::new(middle.x, middle.y - 8.25), Point::new(middle.x, middle.y + 8.25));
            line(from, to, color, 1.5, Line::Dashed)
        }
        Sample::Dot(color) => dot(middle, 4.5, color, None),
        Sample::Ring(color) => dot(middle, 4.5, Color::NONE, Some(Stroke::solid(color, 1.5))),
    }
}
