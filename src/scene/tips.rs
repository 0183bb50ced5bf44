//! Ends lines where the outline of a node is, not at the rectangle around it.
//!
//! Knows nothing about how nodes or lines look otherwise.

use super::outline::{self, Form, Outline};
use crate::geom::{Point, Rect, flatten};
use crate::theme::size;

/// How far a line may be led on beyond the rectangle of its node.
const REACH: f64 = 48.0;

/// What a line ends at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Shape {
    /// The box of the node.
    pub(super) rect: Rect,
    /// The shape of its kind.
    pub(super) outline: Outline,
    /// Whether it is drawn as an area that holds others.
    pub(super) holds: bool,
}

impl Shape {
    fn form(&self) -> Form {
        if self.holds {
            // An area has rounded corners, whatever its kind.
            return Form::Box { radius: 1.5 * size::CARD_RADIUS };
        }
        self.outline.form(self.rect)
    }
}

/// The route with both tips led on straight to the outlines of its ends. A tip that the outline is not ahead of stays.
pub(super) fn fitted(route: &[Point], source: &Shape, target: &Shape) -> Vec<Point> {
    let mut fitted = route.to_vec();
    let n = fitted.len();
    if n >= 2 {
        fitted[0] = on_outline(route[0], route[1], source);
        fitted[n - 1] = on_outline(route[n - 1], route[n - 2], target);
    }
    fitted
}

/// Where the line from `from` through `tip` meets a shape.
fn on_outline(tip: Point, from: Point, shape: &Shape) -> Point {
    let rect = shape.rect;
    let length = tip.distance(from);
    // A line from what the shape holds meets it from inside, where its border is straight.
    if length == 0.0 || rect.inflate(-1e-6, -1e-6).contains(from) {
        return tip;
    }
    let path = match shape.form() {
        Form::Box { radius } => {
            let near_corner = (tip.x - rect.x0).min(rect.x1 - tip.x).abs() < radius
                && (tip.y - rect.y0).min(rect.y1 - tip.y).abs() < radius;
            if !near_corner {
                return tip;
            }
            outline::round_rect(rect, radius)
        }
        Form::Path(path) => path,
    };
    let along = (tip - from) / length;
    let start = tip - along;
    let (mut last, mut nearest) = (None, f64::INFINITY);
    flatten(&path, 0.05, |p| {
        if let Some(q) = last.replace(p) {
            let (side, between) = (p - q, q - start);
            let cross = along.cross(side);
            if cross != 0.0 {
                let (at, share) = (between.cross(side) / cross, between.cross(along) / cross);
                if at >= 0.0 && (-1e-9..=1.0 + 1e-9).contains(&share) {
                    nearest = nearest.min(at);
                }
            }
        }
    });
    if nearest <= REACH + 1.0 { start + along * nearest } else { tip }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECT: Rect = Rect::new(0.0, 0.0, 184.0, 60.0);

    fn shape(outline: Outline) -> Shape {
        Shape { rect: RECT, outline, holds: false }
    }

    fn tip(outline: Outline, tip: (f64, f64), from: (f64, f64)) -> Point {
        on_outline(tip.into(), from.into(), &shape(outline))
    }

    fn near(a: Point, b: (f64, f64)) -> bool {
        a.distance(b.into()) < 0.6
    }

    #[test]
    fn a_chevron_is_met_in_its_notch_and_on_its_slopes() {
        let notch = tip(Outline::Chevron, (0.0, 30.0), (-50.0, 30.0));
        assert!(near(notch, (size::CHEVRON - 0.5, 30.0)), "{notch}");
        let slope = tip(Outline::Chevron, (184.0, 15.0), (250.0, 15.0));
        assert!(near(slope, (184.0 - size::CHEVRON / 2.0, 15.0)), "{slope}");
    }

    #[test]
    fn arrows_pills_and_cut_corners_are_met_where_they_are() {
        let arrow = tip(Outline::Arrow, (184.0, 15.0), (250.0, 15.0));
        assert!(near(arrow, (173.0, 15.0)), "{arrow}");
        let from_below = tip(Outline::Arrow, (180.0, 60.0), (180.0, 90.0));
        assert!(from_below.y < 40.0 && from_below.y > 30.0, "{from_below}");
        let cut = tip(Outline::CutCorner, (184.0, 5.0), (250.0, 5.0));
        assert!(near(cut, (175.0, 5.0)), "{cut}");
        let pill = tip(Outline::Pill, (0.0, 4.0), (-40.0, 4.0));
        assert!(pill.x > 8.0 && (pill.y - 4.0).abs() < 1e-9, "{pill}");
        assert_eq!(tip(Outline::Pill, (0.0, 30.0), (-40.0, 30.0)), Point::new(0.0, 30.0));
        let tab = tip(Outline::Tab, (150.0, 0.0), (150.0, -40.0));
        assert!(near(tab, (150.0, 7.0)), "{tab}");
    }

    #[test]
    fn from_inside_and_from_nowhere_nothing_changes() {
        assert_eq!(tip(Outline::Chevron, (0.0, 30.0), (40.0, 30.0)), Point::new(0.0, 30.0));
        assert_eq!(tip(Outline::Chevron, (0.0, 30.0), (0.0, 30.0)), Point::new(0.0, 30.0));
        let route = [Point::new(300.0, 30.0)];
        assert_eq!(fitted(&route, &shape(Outline::Card), &shape(Outline::Card)), route);
    }
}
