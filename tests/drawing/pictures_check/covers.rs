//! Words lie on nothing but their own ground: not on other words, not on boxes, badges, icons and bars.

use opcanvas::geom::{Rect, overlaps};
use opcanvas::scene::{Figure, Item, Owner};

use super::places::is_outline;
use super::{Drawn, Law, Text, Violation, called, depth, fault};

/// Letters may come this near to what they do not belong to, since few of them fill their line.
const SLACK: f64 = 0.75;

pub fn check(drawn: &Drawn, faults: &mut Vec<Violation>) {
    texts(drawn, faults);
    nodes(drawn, faults);
    pieces(drawn, faults);
}

fn quoted(drawn: &Drawn, text: &Text) -> String {
    format!("\"{}\" of {}", text.says, called(drawn.figure(text.figure)))
}

fn texts(drawn: &Drawn, faults: &mut Vec<Violation>) {
    let mut order: Vec<usize> = (0..drawn.texts.len()).collect();
    order.sort_by(|a, b| drawn.texts[*a].rect.x0.total_cmp(&drawn.texts[*b].rect.x0));
    for (n, i) in order.iter().enumerate() {
        let one = &drawn.texts[*i];
        for other in order[n + 1..].iter().map(|j| &drawn.texts[*j]).take_while(|o| o.rect.x0 < one.rect.x1) {
            let shared = depth(one.rect, other.rect);
            if shared > SLACK {
                faults.push(fault(Law::Covers, quoted(drawn, one), quoted(drawn, other), shared));
            }
        }
    }
}

fn nodes(drawn: &Drawn, faults: &mut Vec<Violation>) {
    let nodes = &drawn.picture.plan.nodes;
    for text in &drawn.texts {
        let figure = drawn.figure(text.figure);
        let own = match &figure.owner {
            Owner::Element(id) => drawn.node(id),
            _ => None,
        };
        for (i, node) in nodes.iter().enumerate() {
            if !overlaps(node.rect, text.rect) || own.is_some_and(|own| own == i || drawn.is_around(i, own)) {
                continue;
            }
            // A container is the ground of the lines between its parts.
            if node.holds && matches!(figure.owner, Owner::Relation(_)) {
                continue;
            }
            let shared = depth(node.rect, text.rect);
            if shared > SLACK {
                faults.push(fault(Law::Covers, quoted(drawn, text), &node.element, shared));
            }
        }
    }
}

/// Within a figure, words lie on a badge as a whole or not at all.
fn pieces(drawn: &Drawn, faults: &mut Vec<Violation>) {
    for text in &drawn.texts {
        let figure = drawn.figure(text.figure);
        // A label stands on its own line, which leaves it room.
        if matches!(figure.owner, Owner::Relation(_)) {
            continue;
        }
        for item in &figure.items {
            let Some(piece) = piece(item, figure) else { continue };
            let shared = depth(piece, text.rect);
            let on_it = matches!(item, Item::Box { .. }) && piece.inflate(1.0, 1.0).contains(text.rect.origin()) && {
                let ink = Rect::new(text.rect.x0, text.rect.y0, text.rect.x1, text.at.y);
                super::excess(piece, ink) <= 0.5
            };
            if shared > SLACK && !on_it {
                faults.push(fault(Law::Covers, quoted(drawn, text), format!("a piece at {piece}"), shared));
            }
        }
    }
}

/// Where an item that stands on a card, a zone or the page is.
pub fn piece(item: &Item, figure: &Figure) -> Option<Rect> {
    match item {
        Item::Icon { square, .. } => Some(*square),
        Item::Box { rect, .. } if !is_outline(item, figure.bounds) => Some(*rect),
        Item::Path { .. } if !is_outline(item, figure.bounds) && matches!(figure.owner, Owner::Element(_)) => {
            Some(item.bounds())
        }
        _ => None,
    }
}
