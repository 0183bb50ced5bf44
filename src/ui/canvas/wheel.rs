//! What the wheel and pinches do to the camera.
//!
//! Knows nothing about what is drawn.

use eframe::egui::{self, Rect, Vec2};

use super::local;
use crate::editor::Session;
use crate::editor::settings::Wheel;
use crate::geom;

/// How far the wheel turns for the zoom to grow by e, in points; egui has the same with Ctrl.
const POINTS: f32 = 200.0;

/// Moves the camera by what the wheel and pinches did in this frame.
pub(super) fn turn(ui: &egui::Ui, session: &mut Session, wheel: Wheel, rect: Rect) {
    let (factor, scroll, at, held) =
        ui.input(|i| (i.zoom_delta(), i.smooth_scroll_delta(), i.pointer.hover_pos(), i.modifiers));
    let Some(at) = at else { return };
    let (zoom, by) = meant(wheel, factor, scroll, held.command, held.shift);
    if (zoom - 1.0).abs() > 1e-4 {
        session.camera.zoom_at(local(at, rect), f64::from(zoom));
    } else if by != Vec2::ZERO {
        session.camera.pan(geom::Vec2::new(f64::from(by.x), f64::from(by.y)));
    }
}

/// By which factor to zoom and how far to scroll. With Ctrl held egui has made a zoom of the wheel already; without it a
/// zoom is a pinch.
fn meant(wheel: Wheel, factor: f32, scroll: Vec2, ctrl: bool, shift: bool) -> (f32, Vec2) {
    let turned = || if ctrl { factor.ln() * POINTS } else { 0.0 };
    match wheel {
        Wheel::Zooms if ctrl => (1.0, scroll + Vec2::new(0.0, turned())),
        Wheel::Zooms if !shift => (factor * (scroll.y / POINTS).exp(), Vec2::ZERO),
        Wheel::Scrolls if ctrl => (1.0, scroll + Vec2::new(turned(), 0.0)),
        Wheel::Auto | Wheel::Zooms | Wheel::Scrolls => (factor, scroll),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wheel_does_what_is_set() {
        let (none, down) = (Vec2::ZERO, Vec2::new(0.0, -50.0));
        let pinch = 1.2;
        for wheel in [Wheel::Auto, Wheel::Zooms, Wheel::Scrolls] {
            assert_eq!(meant(wheel, pinch, none, false, false), (pinch, none), "{wheel:?}: a pinch zooms");
        }
        assert_eq!(meant(Wheel::Auto, 1.0, down, false, false), (1.0, down));
        assert_eq!(meant(Wheel::Auto, 0.8, none, true, false), (0.8, none));
        let (zoom, by) = meant(Wheel::Zooms, 1.0, down, false, false);
        assert!(zoom < 0.9 && by == none);
        let (zoom, by) = meant(Wheel::Zooms, 0.8, none, true, false);
        assert!(zoom >= 1.0 && by.y < -40.0);
        let (zoom, by) = meant(Wheel::Scrolls, 0.8, none, true, false);
        assert!(zoom >= 1.0 && by.x < -40.0 && by.y == 0.0);
        assert_eq!(meant(Wheel::Scrolls, 1.0, down, false, false), (1.0, down));
    }
}
