//! Lines run around boxes and words and end on the border of what they join.

use opcanvas::geom::{Point, Rect, distance_to_segment, flatten, overlaps};
use opcanvas::model::{ElementId, ElementKind, RelationKind};
use opcanvas::scene::outline::round_rect;
use opcanvas::scene::{Item, Owner, Region};

use super::places::is_outline;
use super::{Drawn, Law, Violation, called, fault, inside};

/// How far a line may run within a box that is not its end before it counts as running through it.
const SLACK: f64 = 1.0;
/// How far from the border of its end a line may stop: half of what the thickest line is wide.
const LOOSE: f64 = 1.6;

pub fn check(drawn: &Drawn, faults: &mut Vec<Violation>) {
    let document = drawn.picture.document;
    for figure in drawn.figures() {
        let (Owner::Relation(id), Region::Line(points)) = (&figure.owner, &figure.region) else { continue };
        let Some(relation) = document.relation(id) else { continue };
        // What a stage delivers leaves on the canvas from the tip of its stream.
        let from_stream = drawn.picture.plan.canvas.is_some() && relation.kind == RelationKind::Delivers;
        let stream = document.parent(&relation.source).filter(|_| from_stream);
        let is_stream = |id: &ElementId| document.element(id).is_some_and(|e| e.kind == ElementKind::ValueStream);
        let source = stream.filter(|id| is_stream(id)).unwrap_or(&relation.source);
        let ends = [source, &relation.target];
        through(drawn, &called(figure), points, ends, faults);
        for (end, tip) in ends.into_iter().zip([points.first(), points.last()]) {
            if let (Some(away), Some(_)) = (tip.and_then(|tip| from_border(drawn, end, *tip)), drawn.node(end))
                && away > LOOSE
            {
                faults.push(fault(Law::LooseEnd, called(figure), end, away));
            }
        }
    }
}

fn through(drawn: &Drawn, name: &str, points: &[Point], ends: [&ElementId; 2], faults: &mut Vec<Violation>) {
    if drawn.picture.straight {
        return;
    }
    let nodes = &drawn.picture.plan.nodes;
    let ends: Vec<usize> = ends.into_iter().filter_map(|id| drawn.node(id)).collect();
    let run = |rect: Rect| points.windows(2).map(|s| inside(rect, s[0], s[1])).sum::<f64>();
    let around = points.iter().fold(Rect::from_points(points[0], points[0]), |r, p| r.union_pt(*p));
    for (i, node) in nodes.iter().enumerate() {
        let own = ends.iter().any(|end| *end == i || drawn.is_around(i, *end));
        if own || !overlaps(around.inflate(1.0, 1.0), node.rect) {
            continue;
        }
        let far = run(node.rect.inset(-1.0));
        if far > SLACK {
            faults.push(fault(Law::Through, name, &node.element, far));
        }
    }
}

/// How far a point is from the outline of an element as it is drawn.
fn from_border(drawn: &Drawn, id: &ElementId, p: Point) -> Option<f64> {
    let owner = Owner::Element(id.clone());
    let figure = drawn.figures().find(|f| f.owner == owner)?;
    let Region::Rect(rect) = figure.region else { return None };
    // The first outline may be the shadow of the second.
    let outlines = figure.items.iter().filter(|i| is_outline(i, rect)).take(2);
    let outline = outlines.last()?;
    let path = match outline {
        Item::Box { rect, radius, .. } => round_rect(*rect, *radius),
        Item::Path { path, .. } => path.clone(),
        _ => return None,
    };
    let (mut last, mut nearest) = (None, f64::INFINITY);
    flatten(&path, 0.1, |q| {
        if let Some(before) = last.replace(q) {
            nearest = nearest.min(distance_to_segment(p, before, q));
        }
    });
    Some(nearest)
}
