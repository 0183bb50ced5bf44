//! Collapsed containers: one card instead of what they hold, and lines to them instead of to what is inside.
//!
//! Knows nothing about who collapses and expands.

use std::collections::{BTreeMap, HashMap};

use ecow::{EcoString, eco_format};

use super::context::{Context, Marks};
use super::figure::{Item, Stroke};
use super::manner::Manner;
use super::plan::{Plan, Planned, assembled};
use super::{anatomy, outline};
use crate::geom::{Point, Rect, Size, Vec2};
use crate::model::{Document, Element, ElementId, ElementKind, RelationId, RelationKind, View};
use crate::text::{fit_line, icon};
use crate::theme::size;

/// Height of the line that says what is inside.
const STRIP: f64 = size::DETAIL_LINE + 3.0;
/// Side of the mark that expands.
const MARK: f64 = 14.0;

/// The plan of boxes with parents, where what stands in collapsed containers is left out and these are as small as a card.
pub(super) fn folded(
    document: &Document,
    view: &View,
    boxes: &[(ElementId, Rect, i64)],
    parents: &[Option<usize>],
) -> Plan {
    let mut holds = vec![false; boxes.len()];
    parents.iter().flatten().for_each(|p| holds[*p] = true);
    let is_collapsed =
        |i: usize| holds[i] && view.placements.get(&boxes[i].0).is_some_and(|p| p.collapsed == Some(true));
    // The outermost collapsed container that something stands in.
    let stands_in = |i: usize| {
        let around = std::iter::successors(parents[i], |p| parents[*p]);
        around.filter(|p| is_collapsed(*p)).last()
    };
    if !(0..boxes.len()).any(is_collapsed) {
        return assembled(boxes, parents);
    }
    let mut hidden: BTreeMap<usize, Vec<ElementId>> = BTreeMap::new();
    let mut kept = Vec::new();
    for (i, (id, ..)) in boxes.iter().enumerate() {
        match stands_in(i) {
            Some(container) => hidden.entry(container).or_default().push(id.clone()),
            None => kept.push(i),
        }
    }
    let at: HashMap<usize, usize> = kept.iter().enumerate().map(|(new, old)| (*old, new)).collect();
    let shown: Vec<_> = kept
        .iter()
        .map(|i| {
            let (id, rect, z) = boxes[*i].clone();
            let element = document.element(&id).filter(|_| hidden.contains_key(i));
            let rect = element.map_or(rect, |e| Rect::from_origin_size(rect.origin(), card_size(document, e)));
            (id, rect, z)
        })
        .collect();
    let inside: Vec<Option<usize>> = kept.iter().map(|i| parents[*i].and_then(|p| at.get(&p).copied())).collect();
    let mut plan = assembled(&shown, &inside);
    for (container, ids) in hidden {
        plan.hide(&boxes[container].0, ids);
    }
    plan
}

/// The size of a collapsed container.
fn card_size(document: &Document, element: &Element) -> Size {
    let natural = anatomy::natural_size(document, element);
    Size::new(natural.width, natural.height + STRIP)
}

/// The relations that have a line, with how many each stands for: those of one kind between the same two boxes are one
/// where an end is in a collapsed container.
pub(super) fn merged(document: &Document, plan: &Plan, relations: Vec<RelationId>) -> Vec<(RelationId, usize)> {
    let mut lines: Vec<(RelationId, usize)> = Vec::with_capacity(relations.len());
    let mut known: HashMap<(usize, usize, RelationKind), usize> = HashMap::new();
    for id in relations {
        let Some(relation) = document.relation(&id) else { continue };
        let ends = plan.place(&relation.source).zip(plan.place(&relation.target));
        let folds = |place: usize| !plan.nodes[place].hides.is_empty();
        match ends.filter(|(a, b)| folds(*a) || folds(*b)) {
            Some((a, b)) => match known.get(&(a, b, relation.kind)) {
                Some(line) => lines[*line].1 += 1,
                None => {
                    known.insert((a, b, relation.kind), lines.len());
                    lines.push((id, 1));
                }
            },
            None => lines.push((id, 1)),
        }
    }
    lines
}

/// What a collapsed container says of what is inside: "4 stages".
#[must_use]
pub fn inside_words(document: &Document, node: &Planned) -> EcoString {
    let direct = document.children(&node.element);
    let direct: Vec<_> = direct.iter().filter(|c| node.hides.contains(&c.id)).collect();
    let number = direct.len().max(1);
    let kind = direct.first().map(|c| c.kind).filter(|kind| direct.iter().all(|c| c.kind == *kind));
    let word: EcoString = match kind {
        Some(ElementKind::Stage) => "stage".into(),
        Some(kind) => document.metamodel().kind(kind).map_or("element".into(), |k| k.short.to_lowercase()),
        None => "element".into(),
    };
    let word = match word.strip_suffix('y') {
        _ if number == 1 => word,
        Some(stem) => eco_format!("{stem}ies"),
        None if word.ends_with('s') => eco_format!("{word}es"),
        None => eco_format!("{word}s"),
    };
    eco_format!("{number} {word}")
}

/// The square of the mark that expands a collapsed container.
#[must_use]
pub fn mark_of(document: &Document, node: &Planned) -> Option<Rect> {
    let element = document.element(&node.element).filter(|_| !node.hides.is_empty())?;
    let (left, _) = outline::of(element.kind).inset();
    let middle = node.rect.y1 - outline::of(element.kind).inset_vertical().1 - STRIP / 2.0 - 4.0;
    let x = node.rect.x0 + left + size::CARD_PADDING;
    Some(Rect::from_origin_size(Point::new(x, middle - MARK / 2.0), (MARK, MARK)))
}

/// The shapes of a container that is collapsed: its card, and below that what is inside, with the mark that expands it.
#[must_use]
pub(super) fn card(
    ctx: &Context,
    element: &Element,
    marks: &Marks,
    rect: Rect,
    (mark, inside): (Rect, &str),
) -> Vec<Item> {
    let theme = ctx.theme;
    let outline = outline::of(element.kind);
    let (fill, stroke) = anatomy::paint(ctx.document, element, outline, marks, theme);
    let mut items = Vec::with_capacity(16);
    // Another card seems to lie beneath.
    let beneath = rect + Vec2::new(3.0, 3.0);
    anatomy::shape(&mut items, outline, beneath, fill, Some(Stroke { width: stroke.width * 0.8, ..stroke }));
    anatomy::shape(&mut items, outline, rect, fill, Some(stroke));
    outline::ornament(element, rect, stroke, marks.tint.map(|tint| tint.text), theme, &mut items);
    anatomy::contents(ctx, element, marks, &Manner::DIAGRAM, Rect { y1: rect.y1 - STRIP, ..rect }, &mut items);
    let ink = anatomy::Ink::new(element, marks, theme);
    items.push(Item::Icon { square: mark, name: "caret-right".into(), style: icon::Style::Bold, color: ink.facts });
    let x = mark.x1 + 4.0;
    let at = Point::new(x, mark.center().y - size::DETAIL_LINE / 2.0 + size::DETAIL.baseline_in(size::DETAIL_LINE));
    let line = fit_line(inside, size::DETAIL, (rect.x1 - outline.inset().1 - size::CARD_PADDING - x).max(24.0), false);
    items.push(Item::Text { at, text: line.text, font: size::DETAIL, color: ink.facts, width: line.width });
    items
}
