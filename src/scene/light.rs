//! What a picture points out while the rest recedes: marks on elements, and the lines between them.
//!
//! A light lies on a finished scene, so that it can change without anything else being drawn anew.
//!
//! Knows nothing about why something is pointed out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ecow::EcoString;

use super::figure::{Figure, Item, Layer, Line, Owner, Region, Stroke};
use super::outline::{self, Form, Outline};
use super::plan::{Plan, Planned};
use super::{Scene, canvas, lines};
use crate::geom::{Point, Rect, bounds_of};
use crate::model::{Document, ElementId, ElementKind, RelationId, RelationKind};
use crate::text::{Font, Weight, fit_line, icon, width};
use crate::theme::{Color, Theme, size};

/// How strongly what is not pointed out is drawn.
pub const FAINT: f64 = 0.34;

/// A mark that is drawn with all its strength has this one.
pub const FULL: u8 = 8;

/// The least width of a line that is pointed out.
const LINE: f64 = 2.0;
/// Height of the words on a mark.
const STRIP: f64 = 20.0;
/// Letters of those words, which are read on a whole page too.
const WORDS: Font = Font::new(Weight::Medium, 12.5);
/// The number before them.
const ORDER: Font = Font::new(Weight::Bold, 12.5);
/// Space between the ends of a strip and what stands in it.
const PAD: f64 = 7.0;

/// Words of which fewer letters than these have room are left out.
const LEAST_TOLD: usize = 7;

/// Where more is marked than this the marks have no words: nobody would read them, and they take long.
const MOST_TOLD: usize = 1_500;

/// What something is pointed out as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tone {
    /// It was switched off.
    Off,
    /// It is lost with that.
    Lost,
    /// It holds out with less, or something is missing.
    Weak,
    /// It is on the way.
    Way,
}

impl Tone {
    /// Its colour, and what is written on that.
    #[must_use]
    pub const fn colors(self, theme: &Theme) -> (Color, Color) {
        match self {
            Self::Off | Self::Lost => (theme.finding.error, theme.finding.mark),
            Self::Weak => (theme.finding.warning, theme.finding.mark),
            Self::Way => (theme.accent, theme.accent_text),
        }
    }
}

/// A mark on an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// As what it is pointed out.
    pub tone: Tone,
    /// Its number, if it has one.
    pub order: EcoString,
    /// A few words that stand on it.
    pub words: EcoString,
    /// The same where there is room for fewer.
    pub short: EcoString,
    /// How strong it is, up to [`FULL`]: it may be on its way in.
    pub strength: u8,
}

impl Mark {
    /// A mark with all its strength.
    #[must_use]
    pub fn new(tone: Tone, order: impl Into<EcoString>, words: impl Into<EcoString>) -> Self {
        let words = words.into();
        Self { tone, order: order.into(), short: words.clone(), words, strength: FULL }
    }
}

/// What a picture points out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Light {
    /// What it is about, over the whole picture where that is exported.
    pub caption: EcoString,
    /// The elements that have a mark.
    pub marks: BTreeMap<ElementId, Mark>,
    /// The elements that only keep their strength.
    pub bright: BTreeSet<ElementId>,
    /// The lines that are drawn, whether the view draws them or not.
    pub lines: BTreeMap<RelationId, Tone>,
    /// How much larger the words on marks are than usual, in quarters: so that they can be read from afar.
    pub larger: u8,
}

/// What a light adds to a scene.
#[derive(Debug)]
pub(super) struct Shone {
    /// What keeps its strength.
    bright: BTreeSet<Owner>,
    /// What is drawn over it, in the order of drawing.
    pub(super) over: Vec<Arc<Figure>>,
    /// The words of that, which nothing else may cover.
    pub(super) words: Vec<Arc<Figure>>,
    caption: EcoString,
    tint: Color,
}

impl Shone {
    pub(super) fn recedes(&self, owner: &Owner) -> bool {
        owner.is_thing() && !self.bright.contains(owner)
    }

    /// Whether it is drawn anew over the scene.
    pub(super) fn replaces(&self, owner: &Owner) -> bool {
        matches!(owner, Owner::Relation(_)) && self.bright.contains(owner)
    }
}

/// A plan with the lines of these relations, where the view does not have them: a canvas draws few, and a diagram may hide
/// some. What is drawn as one box within another has no line.
#[must_use]
pub fn led(document: &Document, plan: &Plan, relations: &BTreeSet<RelationId>) -> Plan {
    let mut led = plan.clone();
    let told = |r: &crate::model::Relation| {
        r.kind == RelationKind::Contains || plan.canvas.is_some() && canvas::is_told(document, r)
    };
    led.lead(document, Some(plan), |r| relations.contains(&r.id) && !told(r));
    led
}

/// The scene with a light on it; `plan` has the lines of the light, see [`led`].
#[must_use]
pub fn shine(scene: &Scene, document: &Document, plan: &Plan, light: &Light, theme: &Theme) -> Scene {
    // Of what is not in this picture nothing can be pointed out, and nothing recedes behind that.
    if !light.marks.keys().chain(&light.bright).any(|id| plan.standing_for(id).is_some()) {
        return scene.clone();
    }
    let mut bright = BTreeSet::new();
    for id in light.marks.keys().chain(&light.bright) {
        bright.insert(Owner::Element(plan.standing_for(id).map_or_else(|| id.clone(), |node| node.element.clone())));
    }
    let mut over = Vec::new();
    for planned in plan.edges.iter().filter(|e| e.route.len() > 1) {
        let Some((relation, tone)) = document.relation(&planned.relation).zip(light.lines.get(&planned.relation))
        else {
            continue;
        };
        let mut figure = lines::figure(document, plan, relation, planned, theme);
        paint_line(&mut figure, tone.colors(theme).0);
        bright.insert(figure.owner.clone());
        over.push(Arc::new(figure));
    }
    let larger = 1.0 + f64::from(light.larger) / 4.0;
    let mut words = Vec::new();
    let seen = seen_marks(plan, light);
    let many = seen.len() > MOST_TOLD;
    for (node, id, mark) in seen {
        let Some(element) = document.element(id) else { continue };
        let name = ecow::eco_format!("{}: {} {}", element.shown_name(), mark.order, mark.words);
        let [mut ring, mut strip] = mark_figures(document, plan, node, mark, &name, (theme, larger));
        for figure in [&mut ring, &mut strip] {
            figure.fade(f64::from(mark.strength.min(FULL)) / f64::from(FULL));
        }
        over.push(Arc::new(ring));
        if !strip.items.is_empty() && !many {
            words.push(Arc::new(strip));
        }
    }
    over.sort_by_key(|f| f.layer);
    // Words lie over the outlines of what stands close.
    over.extend(words.iter().cloned());
    let tint = light.marks.values().map(|m| m.tone).min().unwrap_or(Tone::Way).colors(theme).0;
    scene.with_light(Shone { bright, over, words, caption: light.caption.clone(), tint })
}

/// The marks where they are seen, one on each box: a collapsed container has its own, else the first of what it holds.
fn seen_marks<'a>(plan: &'a Plan, light: &'a Light) -> Vec<(&'a Planned, &'a ElementId, &'a Mark)> {
    let mut seen: BTreeMap<&ElementId, (&Planned, &ElementId, &Mark)> = BTreeMap::new();
    for (id, mark) in &light.marks {
        let Some(node) = plan.standing_for(id) else { continue };
        let rank = |id: &ElementId, mark: &Mark| (*id != node.element, mark.tone, mark.order.len(), mark.order.clone());
        let better = |(_, other, last): &(&Planned, &ElementId, &Mark)| rank(id, mark) < rank(other, last);
        if seen.get(&node.element).is_none_or(better) {
            seen.insert(&node.element, (node, id, mark));
        }
    }
    seen.into_values().collect()
}

/// The figures of a scene with a light on it as they are seen, and its caption above; for what cannot recede by itself.
pub(super) fn settled(scene: &Scene, shone: &Shone) -> Scene {
    let mut figures: Vec<Arc<Figure>> = scene
        .figures()
        .map(|figure| {
            if !shone.recedes(&figure.owner) {
                return figure.clone();
            }
            let mut figure = Figure::clone(figure);
            figure.fade(FAINT);
            Arc::new(figure)
        })
        .collect();
    figures.sort_by_key(|f| f.layer);
    let mut bounds = scene.bounds;
    if !shone.caption.is_empty() {
        let font = size::HEADING;
        let left = figures.iter().map(|f| f.bounds.x0).fold(bounds.x1, f64::min);
        let at = Point::new(left, bounds.y0 + 8.0);
        let line = fit_line(&shone.caption, font, bounds.width() - 2.0 * size::PAGE_MARGIN, false);
        let baseline = Point::new(at.x, at.y - size::HEADING_LINE + font.baseline_in(size::HEADING_LINE));
        let item = Item::Text { at: baseline, text: line.text, font, color: shone.tint, width: line.width };
        let rect = item.bounds();
        figures.push(Arc::new(page_figure(shone.caption.clone(), vec![item], rect)));
        bounds.y0 -= size::HEADING_LINE;
    }
    Scene::new(bounds, scene.page, figures)
}

/// Gives a line another colour, and makes it strong enough to be seen.
fn paint_line(figure: &mut Figure, tint: Color) {
    for item in &mut figure.items {
        match item {
            Item::Path { stroke, fill, .. } => {
                if let Some(stroke) = stroke {
                    *stroke = Stroke { color: tint, width: stroke.width.max(LINE), ..*stroke };
                }
                if fill.a > 0 {
                    *fill = tint;
                }
            }
            Item::Box { stroke: Some(stroke), .. } => stroke.color = tint,
            _ => {}
        }
    }
}

/// It is looked at, not pressed: what is pressed is the element under it.
fn page_figure(name: EcoString, items: Vec<Item>, rect: Rect) -> Figure {
    Figure {
        owner: Owner::Page,
        layer: Layer::Top,
        title: name.clone(),
        name,
        title_room: rect,
        bounds: bounds_of(items.iter().map(Item::bounds)).unwrap_or(rect),
        items,
        region: Region::Rect(Rect::ZERO),
    }
}

/// The outline of a box drawn over it, and the words on its lower edge.
fn mark_figures(
    document: &Document,
    plan: &Plan,
    node: &Planned,
    mark: &Mark,
    name: &EcoString,
    (theme, larger): (&Theme, f64),
) -> [Figure; 2] {
    let kind = document.element(&node.element).map_or(ElementKind::Foreign, |e| e.kind);
    let is_row = plan.canvas.is_some() && kind == ElementKind::ValueStream;
    let outline = if is_row { Outline::Row } else { outline::of(kind) };
    let (tint, ink) = mark.tone.colors(theme);
    let line = if mark.tone == Tone::Weak { Line::Dashed } else { Line::Solid };
    let ring = Stroke { color: tint, width: if mark.tone == Tone::Off { 3.0 } else { 2.0 }, line };
    let fill = tint.faded(if node.holds || is_row { 0.0 } else { 0.06 });
    let outlined = vec![ring_item(outline, node.rect, fill, ring)];
    let room = if is_row { canvas::header_of(node.rect) } else { node.rect };
    let (left, right) = if is_row { (0.0, 0.0) } else { outline.inset() };
    let height = STRIP * larger;
    // What holds others has its words above, clear of theirs.
    let y = if node.holds && !is_row {
        room.y0 - height * 0.75
    } else {
        room.y1 - outline.inset_vertical().1 - height / 2.0
    };
    let room = Rect::new(room.x0 + left + 8.0, y, room.x1 - right - 8.0, y + height);
    let mut words = Vec::new();
    push_strip(&mut words, mark, room, larger, (tint, ink));
    [page_figure(name.clone(), outlined, node.rect), page_figure(name.clone(), words, node.rect)]
}

fn ring_item(outline: Outline, rect: Rect, fill: Color, stroke: Stroke) -> Item {
    match outline.form(rect) {
        Form::Box { radius } => Item::Box { rect, radius, fill, stroke: Some(stroke) },
        Form::Path(path) => Item::Path { path, fill, stroke: Some(stroke) },
    }
}

/// Number and words in `room`, as far as there is room.
fn push_strip(items: &mut Vec<Item>, mark: &Mark, room: Rect, larger: f64, (tint, ink): (Color, Color)) {
    let grown = |font: Font| Font::new(font.weight, font.size * larger);
    let (words_font, order_font, height, pad) = (grown(WORDS), grown(ORDER), room.height(), PAD * larger);
    let sign = if mark.tone == Tone::Off { height * 0.75 } else { 0.0 };
    let order = if mark.order.is_empty() { 0.0 } else { width(&mark.order, order_font) };
    let before = pad + sign + order;
    let space = if before > pad && !mark.words.is_empty() { pad * 0.7 } else { 0.0 };
    let left = room.width() - before - space - pad;
    let fitting = if width(&mark.words, words_font) <= left { &mark.words } else { &mark.short };
    let line = fit_line(fitting, words_font, left, false);
    // Two letters and an ellipsis say nothing.
    let told = line.text == *fitting || line.text.chars().count() >= LEAST_TOLD;
    let words = Some(line).filter(|_| !fitting.is_empty() && told);
    if words.is_none() && mark.order.is_empty() && sign == 0.0 {
        return;
    }
    let wide = before + words.as_ref().map_or(0.0, |line| space + line.width) + pad;
    let strip = Rect::from_origin_size(room.origin(), (wide.max(height), height));
    items.push(Item::Box { rect: strip, radius: height / 2.0, fill: tint, stroke: None });
    let mut x = strip.x0 + pad;
    if sign > 0.0 {
        let square = Rect::from_center_size((x + sign / 2.0 - pad * 0.4, strip.center().y), (sign, sign));
        items.push(Item::Icon { square, name: "prohibit".into(), style: icon::Style::Regular, color: ink });
        x += sign;
    }
    if order > 0.0 {
        // A number alone stands in the middle of its disc.
        let x = if words.is_none() && sign == 0.0 { strip.center().x - order / 2.0 } else { x };
        let at = Point::new(x, strip.y0 + order_font.baseline_in(height));
        items.push(Item::text(at, mark.order.clone(), order_font, ink));
    }
    if let Some(line) = words {
        let at = Point::new(x + order + space, strip.y0 + words_font.baseline_in(height));
        items.push(Item::Text { at, text: line.text, font: words_font, color: ink, width: line.width });
    }
}
