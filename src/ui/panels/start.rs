//! The start screen: a blank model, the examples as pictures, open, and the files that were opened last.
//!
//! Knows nothing about what the files hold, but draws the examples as they will open.

use std::sync::Arc;

use eframe::egui::{self, Frame, Key, Margin, Rect, RichText, Sense, Stroke, StrokeKind, Vec2, WidgetInfo, accesskit};

use crate::editor::workspace::{Template, Then, Workspace};
use crate::editor::{Camera, Command};
use crate::geom;
use crate::scene::Scene;
use crate::theme::{Mode, Theme};
use crate::ui::paint::Brush;
use crate::ui::style::{color, icon_text, strong};

/// What the start screen keeps: the pictures of the templates.
#[derive(Default)]
pub(in crate::ui) struct Start {
    pictures: Vec<(Template, Mode, Arc<Scene>)>,
    recents: super::recents::Recents,
}

const CARDS: [(Template, &str, &str); 3] = [
    (Template::Blank, "Blank model", "Start with an empty canvas"),
    (Template::Bank, "Lumen Bank", "Example: a mobile-first bank"),
    (Template::City, "City of Aldergrove", "Example: a city and its residents"),
];

impl Start {
    pub(in crate::ui) fn ui(&mut self, ui: &mut egui::Ui, workspace: &mut Workspace, mode: Mode) {
        let theme = Theme::of(mode);
        let frame = Frame::NONE.fill(color(theme.page)).inner_margin(Margin::same(0));
        egui::CentralPanel::no_frame().frame(frame).show(ui, |ui| {
            egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                let width = ui.available_width().min(980.0) - 48.0;
                let side = (ui.available_width() - width) / 2.0 - ui.spacing().item_spacing.x;
                ui.add_space((ui.available_height() * 0.10).clamp(16.0, 96.0));
                ui.horizontal_top(|ui| {
                    ui.add_space(side);
                    ui.vertical(|ui| {
                        ui.set_width(width);
                        self.contents(ui, workspace, theme, mode);
                    });
                });
            });
        });
        let typing = ui.ctx().text_edit_focused();
        if !typing
            && workspace.question.is_none()
            && workspace.sheet.is_none()
            && ui.input(|i| i.key_pressed(Key::Enter))
            && ui.memory(|m| m.focused().is_none())
        {
            workspace.leave(Then::New(Template::Blank));
        }
    }

    fn contents(&mut self, ui: &mut egui::Ui, workspace: &mut Workspace, theme: &Theme, mode: Mode) {
        ui.label(strong("opcanvas", 30.0).color(color(theme.text)));
        ui.label(
            RichText::new("Draw how your organisation cocreates value, and how it runs itself.")
                .size(15.0)
                .color(color(theme.text_secondary)),
        );
        ui.add_space(26.0);
        let mut then = None;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 18.0;
            let width = (ui.available_width() - 36.0) / 3.0;
            for (template, title, words) in CARDS {
                if self.card(ui, theme, mode, template, title, words, width) {
                    then = Some(Then::New(template));
                }
            }
        });
        ui.add_space(26.0);
        ui.horizontal(|ui| {
            let open = egui::Button::new((icon_text("folder-open", 17.0), RichText::new("Open…")))
                .min_size(Vec2::new(110.0, 34.0));
            if ui.add(open).accessible_name("Open…").clicked() {
                workspace.run(Command::Open, mode);
            }
            let mut hint = "or drop a file here · Enter starts a blank model".to_owned();
            if let Some(keys) = crate::ui::keys::first(ui.ctx(), Command::FindCommand) {
                hint.push_str(&format!(" · {keys} finds any command"));
            }
            ui.label(RichText::new(hint).color(color(theme.muted)));
            for job in workspace.jobs.running() {
                ui.add(egui::Spinner::new().size(14.0));
                ui.label(RichText::new(format!("{job} …")).color(color(theme.text_secondary)));
            }
        });
        if let Some(open) = self.recents.ui(ui, workspace, theme) {
            then = Some(open);
        }
        if let Some(then) = then {
            workspace.leave(then);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a drawing helper that is called once")]
    fn card(
        &mut self,
        ui: &mut egui::Ui,
        theme: &Theme,
        mode: Mode,
        template: Template,
        title: &str,
        words: &str,
        width: f32,
    ) -> bool {
        let (rect, response) = ui.allocate_exact_size(Vec2::new(width, width * 0.62 + 62.0), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Button, true, title));
        let border = match (response.has_focus(), response.hovered()) {
            (true, _) => Stroke::new(2.0, color(theme.accent)),
            (_, true) => Stroke::new(1.5, color(theme.accent)),
            _ => Stroke::new(1.0, color(theme.panel_border)),
        };
        let painter = ui.painter();
        painter.rect(rect, 12.0, color(theme.panel), border, StrokeKind::Inside);
        let picture =
            Rect::from_min_size(rect.min + Vec2::splat(10.0), Vec2::new(rect.width() - 20.0, width * 0.62 - 8.0));
        painter.rect_filled(picture, 8.0, color(theme.page));
        match template {
            Template::Blank => {
                painter.text(
                    picture.center(),
                    egui::Align2::CENTER_CENTER,
                    "+",
                    egui::FontId::new(40.0, crate::ui::style::family(crate::text::Weight::Regular)),
                    color(theme.accent),
                );
            }
            _ => {
                if let Some(scene) = self.picture(template, mode) {
                    let mut camera = Camera::default();
                    let size = geom::Size::new(f64::from(picture.width()) - 12.0, f64::from(picture.height()) - 12.0);
                    camera.fit(scene.bounds, size, 1.0);
                    let painter = ui.painter_at(picture);
                    let brush =
                        Brush { painter: &painter, camera, origin: picture.min + Vec2::splat(6.0), strength: 1.0 };
                    scene.figures().for_each(|f| brush.figure(f));
                }
            }
        }
        let text = Rect::from_min_max(rect.left_bottom() - Vec2::new(-14.0, 50.0), rect.right_bottom());
        let painter = ui.painter();
        painter.text(
            text.left_top(),
            egui::Align2::LEFT_TOP,
            title,
            egui::FontId::new(14.0, crate::ui::style::family(crate::text::Weight::SemiBold)),
            color(theme.text),
        );
        painter.text(
            text.left_top() + Vec2::new(0.0, 20.0),
            egui::Align2::LEFT_TOP,
            words,
            egui::FontId::new(12.0, crate::ui::style::family(crate::text::Weight::Regular)),
            color(theme.text_secondary),
        );
        response.clicked()
    }

    /// The picture of a template, drawn once for each mode.
    fn picture(&mut self, template: Template, mode: Mode) -> Option<Arc<Scene>> {
        if let Some((.., scene)) = self.pictures.iter().find(|(t, m, _)| *t == template && *m == mode) {
            return Some(scene.clone());
        }
        let scene = crate::editor::workspace::picture(template, mode)?;
        self.pictures.push((template, mode, scene.clone()));
        Some(scene)
    }
}
