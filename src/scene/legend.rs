//! The legend: every mark that a drawing shows, with what it means, and no other.
//!
//! Knows nothing about where the legend stands.

use std::collections::BTreeSet;

use ecow::EcoString;

use super::badges::{self, Sample};
use super::context::{Context, shade};
use super::facts::{Bar, facts, is_emerging};
use super::figure::{Item, Stroke};
use super::manner::Manner;
use super::plan::Plan;
use super::{edge, outline};
use crate::geom::{Point, Rect, Vec2};
use crate::model::{ElementId, RelationId, RelationKind, State};
use crate::text::{Font, Weight, fit_line, width};
use crate::theme::{Color, Mark, Theme, size};

/// Height of an entry.
pub(super) const LINE: f64 = 19.0;
/// Height of the word above the entries.
pub(super) const HEAD: f64 = 24.0;
/// Width of a sample.
const SAMPLE: f64 = 34.0;

/// One mark with its meaning.
pub(super) struct Entry {
    pub(super) sample: What,
    pub(super) words: EcoString,
}

/// What a mark looks like.
pub(super) enum What {
    KeyWork,
    Context,
    Driver,
    Relation(RelationKind),
    Emerging,
    Share,
    Progress,
    Ribbon,
    Investment,
    Contract,
    States(Vec<State>),
    Initials(EcoString),
    Tint(Mark),
}

/// The marks of a plan with what they came from beside the model: what is in the plan, but not where.
pub(super) struct KeptEntries {
    nodes: Vec<(ElementId, bool)>,
    lines: Vec<RelationId>,
    pub(super) entries: Vec<Entry>,
}

impl KeptEntries {
    /// The marks of a diagram.
    pub(super) fn new(ctx: &Context, plan: &Plan) -> Self {
        Self {
            nodes: plan.nodes.iter().map(|n| (n.element.clone(), n.holds)).collect(),
            lines: drawn_lines(plan).cloned().collect(),
            entries: entries(ctx, plan, |_| Manner::DIAGRAM),
        }
    }

    /// Whether a diagram of the same model, drawn by the same choices, has these marks because the same is in it.
    pub(super) fn are_of(&self, plan: &Plan) -> bool {
        let nodes = self.nodes.iter().map(|(element, holds)| (element, *holds));
        nodes.eq(plan.nodes.iter().map(|n| (&n.element, n.holds))) && self.lines.iter().eq(drawn_lines(plan))
    }
}

fn drawn_lines(plan: &Plan) -> impl Iterator<Item = &RelationId> {
    plan.edges.iter().filter(|e| e.route.len() > 1).map(|e| &e.relation)
}

/// The marks of a plan; `manner` says how much each element's card says.
pub(super) fn entries(ctx: &Context, plan: &Plan, manner: impl Fn(usize) -> Manner) -> Vec<Entry> {
    let mut all = Vec::new();
    let mut add = |sample, words: &str| all.push(Entry { sample, words: words.into() });
    if plan.canvas.is_some() {
        add(What::KeyWork, "key work");
        add(What::Context, "context in which it performs");
        add(What::Driver, "driver, outside the model");
    }
    let kinds: BTreeSet<RelationKind> =
        drawn_lines(plan).filter_map(|id| ctx.document.relation(id)).map(|r| r.kind).collect();
    for kind in kinds {
        add(What::Relation(kind), ctx.document.metamodel().relation_label(kind));
    }
    let (mut emerging, mut coming, mut working, mut progress) = (false, false, false, false);
    let (mut money, mut contract) = (false, false);
    let mut states = BTreeSet::new();
    let mut initials: Option<EcoString> = None;
    for (i, node) in plan.nodes.iter().enumerate() {
        let Some(element) = ctx.document.element(&node.element) else { continue };
        emerging |= is_emerging(element);
        coming |= outline::is_coming(element);
        let marks = ctx.marks(element);
        let manner = manner(i);
        states.extend(marks.state);
        if initials.is_none() && manner.initials {
            initials = marks.initials;
        }
        if manner.bar && !node.holds {
            match facts(ctx.document, element).bar {
                Some(Bar::Share(..)) => working = true,
                Some(Bar::Progress(..)) => progress = true,
                Some(Bar::Investment(_)) => money = true,
                Some(Bar::Contract(..)) => contract |= marks.contracts.is_some(),
                None => {}
            }
        }
    }
    let flags = [
        (emerging, What::Emerging, "emerging technology"),
        (coming, What::Ribbon, "not live yet"),
        (working, What::Share, "working time in lead time"),
        (progress, What::Progress, "progress to the target"),
        (money, What::Investment, "run, grow, transform investment"),
        (contract, What::Contract, "contracts, and the day of this picture"),
    ];
    for (shown, what, words) in flags {
        if shown {
            add(what, words);
        }
    }
    if !states.is_empty() {
        add(What::States(states.into_iter().collect()), "what changes");
    }
    if let Some(initials) = initials {
        add(What::Initials(initials), "accountable role");
    }
    if let Some(overlay) = &ctx.overlay {
        let shown: BTreeSet<usize> = plan.nodes.iter().filter_map(|n| overlay.class_of(&n.element)).collect();
        for class in shown {
            let mark = shade(ctx.theme, overlay, class);
            all.push(Entry { sample: What::Tint(mark), words: overlay.classes[class].label.clone() });
        }
    }
    all
}

/// The height of a legend of so many entries in so many columns.
pub(super) fn height(entries: usize, columns: usize) -> f64 {
    if entries == 0 { 0.0 } else { HEAD + LINE * entries.div_ceil(columns.max(1)) as f64 }
}

/// The shapes of a legend in a rectangle, in the type of a manner, in columns that are filled one after the other.
pub(super) fn items(entries: &[Entry], rect: Rect, columns: usize, manner: &Manner, theme: &Theme) -> Vec<Item> {
    let mut items = Vec::new();
    let title = Point::new(rect.x0, rect.y0 + size::ZONE.baseline_in(16.0));
    items.push(Item::text(title, "LEGEND", size::ZONE, theme.zone.context.text));
    let columns = columns.max(1);
    let rows = entries.len().div_ceil(columns);
    let column_width = rect.width() / columns as f64;
    for (i, entry) in entries.iter().enumerate() {
        let (column, row) = (i / rows.max(1), i % rows.max(1));
        let x = rect.x0 + column as f64 * column_width;
        let line = Rect::new(
            x,
            rect.y0 + HEAD + row as f64 * LINE,
            x + column_width - 8.0,
            rect.y0 + HEAD + (row + 1) as f64 * LINE,
        );
        self::entry(entry, line, manner, theme, &mut items);
    }
    items
}

fn entry(entry: &Entry, line: Rect, manner: &Manner, theme: &Theme, items: &mut Vec<Item>) {
    let y = line.center().y;
    let sample = Rect::from_center_size(Point::new(line.x0 + SAMPLE / 2.0, y), (SAMPLE, 13.0));
    let swatch = |fill: Color, stroke: Stroke| Item::Box { rect: sample, radius: 4.0, fill, stroke: Some(stroke) };
    let mut words_at = line.x0 + SAMPLE + 12.0;
    match &entry.sample {
        What::KeyWork => items.push(swatch(theme.zone.key.fill, Stroke::solid(theme.zone.key.stroke, 1.0))),
        What::Context => items.push(swatch(theme.zone.context.fill, Stroke::solid(theme.zone.context.stroke, 1.0))),
        What::Driver => items.push(swatch(theme.accent_soft, Stroke::solid(theme.accent, 1.2))),
        What::Relation(kind) => items.extend(edge::legend_sample(*kind, sample, theme)),
        What::Emerging => items.push(swatch(theme.card, badges::emerging(theme))),
        What::Share => items.extend(badges::sample(&Sample::Share, sample, theme)),
        What::Progress => items.extend(badges::sample(&Sample::Progress, sample, theme)),
        What::Ribbon => items.push(outline::coming_sample(sample, theme)),
        What::Investment => items.extend(badges::sample(&Sample::Investment, sample, theme)),
        What::Contract => items.extend(badges::sample(&Sample::Contract, sample, theme)),
        What::States(states) => {
            let mut x = line.x0;
            for state in states {
                let at = Point::new(x, y - manner.detail_line / 2.0);
                x = badges::state(*state, at, manner, theme, items) - 2.0;
            }
            words_at = (x + 8.0).max(words_at);
        }
        What::Initials(text) => items.extend(badges::sample_initials(text, sample.center(), manner, theme)),
        What::Tint(mark) => items.push(swatch(mark.fill, Stroke::solid(mark.fill, 1.0))),
    }
    let font = manner.detail;
    let words = fit_line(&entry.words, font, (line.x1 - words_at).max(20.0), false);
    let at = Point::new(words_at, y + font.cap_height() / 2.0);
    items.push(Item::Text { at, text: words.text, font, color: theme.text_secondary, width: words.width });
}

/// The width that entries want in one column.
pub(super) fn natural_width(entries: &[Entry]) -> f64 {
    let states = |states: &[State]| states.iter().map(|s| badges::state_width(*s, &Manner::DIAGRAM)).sum::<f64>();
    entries
        .iter()
        .map(|e| {
            let sample = if let What::States(all) = &e.sample { states(all).max(SAMPLE) } else { SAMPLE };
            sample + 20.0 + width(&e.words, Font::new(Weight::Regular, size::DETAIL.size))
        })
        .fold(120.0, f64::max)
}

/// A legend below a drawing, as wide as the drawing allows.
pub(super) fn below(entries: &[Entry], drawing: Rect, theme: &Theme) -> (Rect, Vec<Item>) {
    let column = natural_width(entries) + 24.0;
    let columns = ((drawing.width().max(column) / column).floor() as usize).clamp(1, entries.len().max(1)).min(6);
    let size = (column * columns as f64, height(entries.len(), columns));
    let rect = Rect::from_origin_size(Point::new(drawing.x0, drawing.y1) + Vec2::new(0.0, 28.0), size);
    (rect, items(entries, rect, columns, &Manner::DIAGRAM, theme))
}
