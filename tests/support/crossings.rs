//! Counts what is wrong with a placement of boxes: lines that cross, boxes that overlap, the room it takes.

use opcanvas::geom::{Point, Rect, bounds_of, overlaps};

/// What a placement is like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quality {
    /// Pairs of links whose straight lines from centre to centre cross; links that share an end do not.
    pub crossings: usize,
    /// Pairs of boxes that share an area.
    pub overlaps: usize,
    /// Width times height of everything, in millions of square units.
    pub area: f64,
}

/// The quality of boxes with links between them, by their indices; the square of the number of links in time.
pub fn quality(boxes: &[Rect], links: &[(usize, usize)]) -> Quality {
    let links: Vec<(usize, usize)> = links.iter().copied().filter(|(a, b)| a != b).collect();
    let line = |(a, b): (usize, usize)| (boxes[a].center(), boxes[b].center());
    let mut crossings = 0;
    for (i, &one) in links.iter().enumerate() {
        crossings += links[i + 1..]
            .iter()
            .filter(|&&other| {
                let shares = [other.0, other.1].iter().any(|&end| end == one.0 || end == one.1);
                !shares && cross(line(one), line(other))
            })
            .count();
    }
    let all = bounds_of(boxes.iter().copied()).unwrap_or_default();
    let overlapping = |i: usize| boxes[..i].iter().filter(|other| overlaps(boxes[i], **other)).count();
    Quality { crossings, overlaps: (0..boxes.len()).map(overlapping).sum(), area: all.area() / 1e6 }
}

/// Whether two segments cross at a point inside both.
fn cross(one: (Point, Point), other: (Point, Point)) -> bool {
    let side = |(a, b): (Point, Point), p: Point| {
        let turn = (b - a).cross(p - a);
        if turn == 0.0 { 0.0 } else { turn.signum() }
    };
    side(one, other.0) * side(one, other.1) < 0.0 && side(other, one.0) * side(other, one.1) < 0.0
}
