//! What the picture that is exported will look like, and whether it has lines for the relations.
//!
//! Knows nothing about files.

use eframe::egui::{self, Rect, RichText, Sense, Stroke, StrokeKind, Vec2, WidgetInfo, accesskit};

use crate::editor::Camera;
use crate::editor::workspace::{LinesChoice, Workspace};
use crate::geom;
use crate::theme::Theme;
use crate::ui::paint::Brush;
use crate::ui::style::color;

/// The picture beside the words, and alone above them.
const SMALL: Vec2 = Vec2::new(232.0, 146.0);
const LARGE: Vec2 = Vec2::new(416.0, 262.0);

/// Shows the picture with the choice beside it; without the picture where there is no room for it.
pub(super) fn beside(ui: &mut egui::Ui, workspace: &mut Workspace, theme: &Theme, room: bool) {
    let choice = workspace.lines_choice();
    if !room {
        choice_ui(ui, workspace, choice, theme);
        return;
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        picture(ui, workspace, theme, SMALL);
        ui.vertical(|ui| {
            ui.add_space(2.0);
            match choice {
                Some(_) => choice_ui(ui, workspace, choice, theme),
                None => quiet(ui, "The view as it stands, drawn on white.", theme),
            }
        });
    });
}

/// Shows the picture with the choice below it.
pub(in crate::ui) fn above(ui: &mut egui::Ui, workspace: &mut Workspace, theme: &Theme) {
    let choice = workspace.lines_choice();
    picture(ui, workspace, theme, LARGE);
    ui.add_space(8.0);
    choice_ui(ui, workspace, choice, theme);
}

fn choice_ui(ui: &mut egui::Ui, workspace: &mut Workspace, choice: Option<LinesChoice>, theme: &Theme) {
    let Some(choice) = choice else { return };
    let mut drawn = choice.drawn;
    let tick = ui.checkbox(&mut drawn, "Draw relations").accessible_name("Draw relations");
    if tick.changed() {
        workspace.draw_lines(drawn);
    }
    let lines = if choice.lines == 1 { "1 relation".to_owned() } else { format!("{} relations", choice.lines) };
    let says = match (drawn, choice.crowded) {
        (true, false) => format!("{lines} as lines. In the window they show when you point at a card."),
        (true, true) => format!("{lines} as lines are hard to follow. A scope makes the page smaller."),
        (false, true) => format!("{lines} are too many to be followed on one page, so the cards stand alone."),
        (false, false) => format!("The cards stand alone in their zones; {lines} between them are not seen."),
    };
    quiet(ui, &says, theme);
}

fn quiet(ui: &mut egui::Ui, says: &str, theme: &Theme) {
    ui.add(egui::Label::new(RichText::new(says).size(12.0).color(color(theme.text_secondary))).wrap());
}

fn picture(ui: &mut egui::Ui, workspace: &mut Workspace, theme: &Theme, size: Vec2) {
    let (place, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Image, true, "The picture as it will be"));
    ui.painter().rect(place, 6.0, color(theme.panel), Stroke::new(1.0, color(theme.panel_border)), StrokeKind::Inside);
    let inside = place.shrink(5.0);
    let Some(scene) = workspace.preview() else {
        let font = egui::FontId::proportional(12.0);
        let words = "Too large to be shown here";
        ui.painter().text(place.center(), egui::Align2::CENTER_CENTER, words, font, color(theme.muted));
        return;
    };
    let room = geom::Size::new(f64::from(inside.width()), f64::from(inside.height()));
    let mut camera = Camera::default();
    camera.fit(scene.bounds, room, 1.0);
    let painter = ui.painter_at(inside);
    let brush = Brush { painter: &painter, camera, origin: inside.min, strength: 1.0 };
    let sheet = Rect::from_min_max(
        brush.at(geom::Point::new(scene.bounds.x0, scene.bounds.y0)),
        brush.at(geom::Point::new(scene.bounds.x1, scene.bounds.y1)),
    );
    painter.rect_filled(sheet, 2.0, color(scene.page));
    // Small, but with all that is in it: the window would leave words out at this size.
    scene.figures().flat_map(|f| &f.items).for_each(|item| brush.item(item));
}
