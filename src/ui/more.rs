//! The first of many things, and more of them on request: what is listed does not grow with the model by itself.
//!
//! Knows nothing about what is listed.

use std::fmt::Debug;
use std::hash::Hash;

use eframe::egui::{self, RichText};

/// So many are shown at first, and so many more on request.
const FIRST: usize = 30;
const MORE: usize = 100;

/// Shows the first of some things, with a button for more. `of` tells one list from another, `what` is what is listed.
pub(super) fn some<T>(
    ui: &mut egui::Ui,
    of: impl Hash + Debug,
    what: &str,
    things: &[T],
    mut each: impl FnMut(&mut egui::Ui, &T),
) {
    let id = egui::Id::unique("more").with(egui::Id::unique(of));
    let most: usize = if things.len() > FIRST { ui.data(|d| d.get_temp(id)).unwrap_or(FIRST) } else { FIRST };
    for thing in things.iter().take(most) {
        each(ui, thing);
    }
    let left = things.len().saturating_sub(most);
    if left == 0 {
        return;
    }
    let text = if left > MORE { format!("Show {MORE} of {left} more") } else { format!("Show {left} more") };
    let button = egui::Button::new(RichText::new(text.as_str()).size(12.0)).frame_when_inactive(false);
    if ui.add(button).accessible_name(format!("{text}: {what}")).clicked() {
        ui.data_mut(|d| d.insert_temp(id, most + MORE));
    }
}
