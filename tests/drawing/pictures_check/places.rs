//! Boxes stand apart and inside what holds them; what belongs to a figure is drawn inside it, and all of it on the page.

use opcanvas::geom::{PathShape, Point, Rect};
use opcanvas::model::ElementKind;
use opcanvas::scene::anatomy::accessible_name;
use opcanvas::scene::canvas::zone_of;
use opcanvas::scene::{Item, Owner};
use opcanvas::theme::size;

use super::{Drawn, Law, Violation, called, depth, excess, fault};

/// Coordinates are rounded to whole units here and there.
const SLACK: f64 = 0.51;
/// How far the border, the shadow and the rings of a calendar card may reach beyond the rectangle of the card.
const ON_BORDER: f64 = 3.01;

pub fn check(drawn: &Drawn, faults: &mut Vec<Violation>) {
    nodes(drawn, faults);
    zones(drawn, faults);
    insides(drawn, faults);
    page(drawn, faults);
}

fn nodes(drawn: &Drawn, faults: &mut Vec<Violation>) {
    let (document, plan) = (drawn.picture.document, drawn.picture.plan);
    let name = |i: usize| {
        let id = &plan.nodes[i].element;
        document.element(id).map_or_else(|| id.to_string(), |e| format!("{} [{id}]", accessible_name(document, e)))
    };
    let is_stage = |i: usize| document.element(&plan.nodes[i].element).is_some_and(|e| e.kind == ElementKind::Stage);
    for (i, a) in plan.nodes.iter().enumerate() {
        if let Some(parent) = a.parent {
            let out = excess(plan.nodes[parent].rect, a.rect);
            if out > SLACK {
                faults.push(fault(Law::OutOfPlace, name(i), name(parent), out));
            }
        }
        for (j, b) in plan.nodes.iter().enumerate().take(i) {
            let shared = depth(a.rect, b.rect);
            if shared <= 0.01 || drawn.is_around(i, j) || drawn.is_around(j, i) {
                continue;
            }
            // On the canvas the chevrons of a stream push each other: tip in notch.
            let pushes = plan.canvas.is_some() && is_stage(i) && is_stage(j) && a.parent == b.parent;
            if !(pushes && shared <= size::CHEVRON && (a.rect.y0 - b.rect.y0).abs() < 0.01) {
                faults.push(fault(Law::Overlap, name(i), name(j), shared));
            }
        }
    }
}

fn zones(drawn: &Drawn, faults: &mut Vec<Violation>) {
    let (document, plan) = (drawn.picture.document, drawn.picture.plan);
    let Some(canvas) = &plan.canvas else {
        for node in &plan.nodes {
            let out = excess(drawn.picture.scene.bounds, node.rect);
            if out > 0.0 {
                faults.push(fault(Law::OffPage, &node.element, "page", out));
            }
        }
        return;
    };
    for (i, zone) in canvas.zones.iter().enumerate() {
        let driver = document.metamodel().zones.iter().any(|z| z.id == zone.id && z.theme == "driver");
        let around = canvas.frame.filter(|_| !driver).unwrap_or(canvas.page);
        let out = excess(around, zone.rect);
        if out > SLACK {
            faults.push(fault(Law::OutOfPlace, &zone.id, "frame", out));
        }
        let beside = canvas.frame.filter(|_| driver).map_or(0.0, |frame| depth(frame, zone.rect));
        if beside > 0.01 {
            faults.push(fault(Law::Overlap, &zone.id, "frame", beside));
        }
        for other in &canvas.zones[..i] {
            let shared = depth(zone.rect, other.rect);
            if shared > 0.01 {
                faults.push(fault(Law::Overlap, &zone.id, &other.id, shared));
            }
        }
        for (id, rect) in &zone.slots {
            let out = excess(zone.rect, *rect);
            let Some(id) = id else { continue };
            if out > SLACK {
                faults.push(fault(Law::OutOfPlace, id, &zone.id, out));
            }
            let home = document.element(id).and_then(|e| zone_of(document, e));
            if home.is_some_and(|home| *home != zone.id) {
                faults.push(fault(Law::OutOfPlace, id, &zone.id, 0.0));
            }
        }
        let legend = canvas.legend.map_or(0.0, |legend| depth(legend, zone.rect));
        if legend > 0.01 {
            faults.push(fault(Law::Overlap, &zone.id, "Legend", legend));
        }
        if let Some(more) = zone.more {
            let out = excess(zone.rect, more);
            if out > SLACK {
                faults.push(fault(Law::OutOfPlace, "+n more", &zone.id, out));
            }
        }
    }
}

/// What is drawn of a figure lies in its room, its words in its outline too.
fn insides(drawn: &Drawn, faults: &mut Vec<Violation>) {
    for figure in drawn.figures() {
        let Some(room) = drawn.room(figure) else { continue };
        for item in &figure.items {
            let (rect, slack) = match item {
                Item::Text { at, font, width, .. } => {
                    (Rect::new(at.x, at.y - font.cap_height(), at.x + width, at.y), SLACK)
                }
                other => (other.bounds(), ON_BORDER),
            };
            let out = excess(room, rect);
            if out > slack {
                faults.push(fault(Law::SticksOut, called(figure), what(item), out));
            }
        }
    }
    for text in &drawn.texts {
        let figure = drawn.figure(text.figure);
        if !matches!(figure.owner, Owner::Element(_)) {
            continue;
        }
        let Some(outline) = figure.items.iter().find(|i| is_outline(i, figure.bounds)) else { continue };
        let middle = text.at.y - text.font.cap_height() / 2.0;
        for x in [text.rect.x0, text.rect.x1 - 0.5] {
            if !holds(outline, Point::new(x, middle)) {
                faults.push(fault(Law::SticksOut, called(figure), format!("\"{}\"", text.says), x));
            }
        }
    }
}

fn page(drawn: &Drawn, faults: &mut Vec<Violation>) {
    let page = drawn.picture.scene.bounds;
    for figure in drawn.figures() {
        let items = figure.items.iter().map(Item::bounds);
        for rect in items.chain([figure.bounds]) {
            let out = excess(page, rect);
            if out > 0.01 {
                faults.push(fault(Law::OffPage, called(figure), "page", out));
            }
        }
    }
}

/// Whether an item is the outline of a card rather than something on it.
pub fn is_outline(item: &Item, figure: Rect) -> bool {
    let bounds = item.bounds();
    let large = bounds.width() >= 0.8 * figure.width() && bounds.height() >= 0.6 * figure.height();
    large && matches!(item, Item::Box { .. } | Item::Path { .. })
}

/// Whether a point lies in the inside of a shape.
pub fn holds(item: &Item, p: Point) -> bool {
    match item {
        Item::Box { rect, radius, .. } => rect.to_rounded_rect(*radius).contains(p),
        Item::Path { path, .. } => path.contains(p),
        Item::Icon { square: rect, .. } | Item::Image { rect, .. } => rect.contains(p),
        Item::Text { .. } => false,
    }
}

fn what(item: &Item) -> String {
    match item {
        Item::Text { text, .. } => format!("\"{text}\""),
        Item::Icon { name, .. } => format!("icon {name}"),
        other => format!("shape at {}", other.bounds()),
    }
}
