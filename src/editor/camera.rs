//! Which part of a drawing is shown, and how large.
//!
//! Screen points are relative to the top left of the canvas.
//!
//! Knows nothing about what is drawn.

use crate::geom::{Point, Rect, Size, Vec2};

/// The smallest zoom.
pub const MIN_ZOOM: f64 = 0.02;
/// The largest zoom.
pub const MAX_ZOOM: f64 = 8.0;

/// A place in the drawing and a zoom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// The point of the drawing at the top left of the canvas.
    pub origin: Point,
    /// Screen points per document unit.
    pub zoom: f64,
}

impl Default for Camera {
    fn default() -> Self {
        Self { origin: Point::ZERO, zoom: 1.0 }
    }
}

impl Camera {
    /// Where a point of the drawing is on the screen.
    #[must_use]
    pub fn screen_from_doc(&self, p: Point) -> Point {
        ((p - self.origin) * self.zoom).to_point()
    }

    /// Which point of the drawing is at a point of the screen.
    #[must_use]
    pub fn doc_from_screen(&self, p: Point) -> Point {
        self.origin + p.to_vec2() / self.zoom
    }

    /// The part of the drawing that a canvas of this size shows.
    #[must_use]
    pub fn window(&self, canvas: Size) -> Rect {
        Rect::from_origin_size(self.origin, canvas / self.zoom)
    }

    /// The camera a share of the way to another, so that what is seen changes evenly.
    #[must_use]
    pub fn towards(&self, other: &Self, share: f64) -> Self {
        let between = |a: f64, b: f64| a + (b - a) * share;
        if share <= 0.0 {
            return *self;
        }
        Self { origin: self.origin.lerp(other.origin, share), zoom: 1.0 / between(1.0 / self.zoom, 1.0 / other.zoom) }
    }

    /// Moves the drawing by a way on the screen.
    pub fn pan(&mut self, by: Vec2) {
        self.origin -= by / self.zoom;
    }

    /// Zooms by a factor; what is at the screen point `at` stays there.
    pub fn zoom_at(&mut self, at: Point, factor: f64) {
        let zoom = (self.zoom * factor).clamp(MIN_ZOOM, MAX_ZOOM);
        let fixed = self.doc_from_screen(at);
        self.zoom = zoom;
        self.origin = fixed - at.to_vec2() / zoom;
    }

    /// Shows `bounds` whole and centred, at most at `max_zoom`.
    pub fn fit(&mut self, bounds: Rect, canvas: Size, max_zoom: f64) {
        if canvas.width <= 0.0 || canvas.height <= 0.0 || bounds.width() <= 0.0 || bounds.height() <= 0.0 {
            return;
        }
        let zoom = (canvas.width / bounds.width()).min(canvas.height / bounds.height());
        self.zoom = zoom.min(max_zoom).clamp(MIN_ZOOM, MAX_ZOOM);
        self.origin = bounds.center() - Vec2::new(canvas.width, canvas.height) / 2.0 / self.zoom;
    }

    /// Moves as little as needed to show `rect`, with a margin.
    pub fn reveal(&mut self, rect: Rect, canvas: Size) {
        let window = self.window(canvas);
        let rect = rect.inflate(24.0 / self.zoom, 24.0 / self.zoom);
        let shift = |low: f64, high: f64, from: f64, to: f64| {
            if high - low > to - from || low < from {
                low - from
            } else if high > to {
                high - to
            } else {
                0.0
            }
        };
        self.origin +=
            Vec2::new(shift(rect.x0, rect.x1, window.x0, window.x1), shift(rect.y0, rect.y1, window.y0, window.y1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zooming_keeps_what_is_under_the_pointer() {
        let mut camera = Camera { origin: Point::new(30.0, -20.0), zoom: 0.8 };
        let at = Point::new(200.0, 100.0);
        let before = camera.doc_from_screen(at);
        for factor in [1.1, 3.0, 0.2, 100.0, 0.001] {
            camera.zoom_at(at, factor);
            assert!(camera.doc_from_screen(at).distance(before) < 1e-9);
            assert!((MIN_ZOOM..=MAX_ZOOM).contains(&camera.zoom));
        }
    }

    #[test]
    fn fitting_shows_everything() {
        let mut camera = Camera::default();
        let canvas = Size::new(800.0, 600.0);
        let bounds = Rect::new(-500.0, 100.0, 1500.0, 900.0);
        camera.fit(bounds, canvas, 1.0);
        let window = camera.window(canvas).inflate(1e-6, 1e-6);
        assert!(crate::geom::encloses(window, bounds));
        assert!((camera.zoom - 0.4).abs() < 1e-12);
    }
}
