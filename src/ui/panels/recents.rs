//! The files that were open not long ago, as cards with a picture of each.
//!
//! Knows nothing about how they are remembered.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::{
    self, Align2, Button, Color32, ColorImage, FontId, Rect, RichText, Sense, Stroke, StrokeKind, TextureHandle,
    TextureOptions, Vec2, WidgetInfo, accesskit, pos2,
};

use crate::editor::Workspace;
use crate::editor::workspace::{Recent, Then};
use crate::model::picture::Pixels;
use crate::text::Weight;
use crate::theme::{Mode, Theme};
use crate::ui::style::{color, family, sign};

/// The narrowest that a card gets.
const NARROWEST: f32 = 200.0;
/// Space between cards.
const GAP: f32 = 14.0;
/// Height of what is said under the picture.
const WORDS: f32 = 66.0;

/// Pictures as textures, made once.
#[derive(Default)]
pub(super) struct Recents {
    textures: HashMap<PathBuf, (Arc<Pixels>, TextureHandle)>,
}

/// What is done with a card.
enum Done {
    Open(PathBuf),
    Forget(PathBuf),
}

impl Recents {
    /// Shows the cards, if there is any; gives what follows a click.
    pub(super) fn ui(&mut self, ui: &mut egui::Ui, workspace: &mut Workspace, theme: &Theme) -> Option<Then> {
        if workspace.recent.is_empty() {
            self.textures.clear();
            return None;
        }
        ui.add_space(26.0);
        ui.label(RichText::new("RECENT").size(11.0).extra_letter_spacing(1.2).color(color(theme.muted)));
        ui.add_space(6.0);
        let known = workspace.recents();
        // What was not looked up yet is shown by its name.
        let of = |path: &PathBuf| known.iter().find(|r| r.path == *path).cloned().unwrap_or_else(|| bare(path));
        let recents: Vec<Recent> = workspace.recent.iter().map(of).collect();
        let room = ui.available_width();
        let across = (((room + GAP) / (NARROWEST + GAP)).floor().max(1.0) as usize).min(4);
        let width = (room - GAP * (across - 1) as f32) / across as f32;
        let mut done = None;
        for row in recents.chunks(across) {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = GAP;
                for recent in row {
                    done = self.card(ui, recent, width, theme).or(done.take());
                }
            });
            ui.add_space(GAP - ui.spacing().item_spacing.y);
        }
        match done? {
            Done::Open(path) => return Some(Then::Open(path)),
            Done::Forget(path) => workspace.forget_recent(&path),
        }
        None
    }

    fn card(&mut self, ui: &mut egui::Ui, recent: &Recent, width: f32, theme: &Theme) -> Option<Done> {
        let high = (width * 0.56).round();
        let sense = if recent.missing { Sense::hover() } else { Sense::click() };
        let (rect, response) = ui.allocate_exact_size(Vec2::new(width, high + WORDS), sense);
        let name = file_name(&recent.path);
        let said = if recent.missing { format!("{name} is no longer there") } else { format!("Open {name}") };
        response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Button, !recent.missing, &said));
        // The ring is for the keyboard alone.
        let border = match (response.has_focus(), response.hovered() && !recent.missing) {
            (true, _) => Stroke::new(2.5, color(theme.accent)),
            (_, true) => Stroke::new(1.0, color(theme.muted)),
            _ => Stroke::new(1.0, color(theme.panel_border)),
        };
        ui.painter().rect(rect, 10.0, color(theme.panel), border, StrokeKind::Inside);
        let picture = Rect::from_min_size(rect.min, Vec2::new(width, high)).shrink(6.0);
        self.picture(ui, recent, picture, theme);
        words(ui, recent, rect.with_min_y(rect.top() + high), theme);
        let mut forget = false;
        if recent.missing {
            let at = Rect::from_center_size(picture.center() + Vec2::new(0.0, 18.0), Vec2::new(150.0, 28.0));
            let button = ui.put(at, Button::new("Remove from list"));
            forget = button.accessible_name(format!("Remove {name} from the list")).clicked();
        }
        let response = response.on_hover_text(recent.path.display().to_string());
        response.context_menu(|ui| {
            ui.set_min_width(180.0);
            let item = Button::new("Remove from list").frame_when_inactive(false).min_size(Vec2::new(170.0, 28.0));
            if ui.add(item).on_hover_text("The file stays").clicked() {
                forget = true;
                ui.close();
            }
        });
        if forget {
            return Some(Done::Forget(recent.path.clone()));
        }
        response.clicked().then(|| Done::Open(recent.path.clone()))
    }

    /// The picture, whole.
    fn picture(&mut self, ui: &egui::Ui, recent: &Recent, rect: Rect, theme: &Theme) {
        let painter = ui.painter_at(rect);
        let dark = ui.visuals().dark_mode;
        let drawn = recent.picture(if dark { Mode::Dark } else { Mode::Light });
        // What was drawn by a program that knew one theme only is better than nothing.
        let bright = dark && drawn.is_none();
        let drawn = drawn.or_else(|| recent.picture(Mode::Light));
        let texture = drawn.map(|pixels| self.texture(ui.ctx(), &recent.path, pixels));
        let Some(texture) = texture.filter(|_| !recent.missing) else {
            painter.rect_filled(rect, 6.0, color(theme.page));
            let lift = if recent.missing { Vec2::new(0.0, -18.0) } else { Vec2::ZERO };
            sign(&painter, "file-text", rect.center() + lift, Align2::CENTER_CENTER, 28.0, color(theme.muted));
            return;
        };
        painter.rect_filled(rect, 6.0, color(theme.page));
        let size = texture.size_vec2();
        let scale = ((rect.width() - 8.0) / size.x).min((rect.height() - 8.0) / size.y);
        let place = Rect::from_center_size(rect.center(), size * scale);
        painter.image(
            texture.id(),
            place,
            Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0)),
            // What is bright would blind on a dark page.
            Color32::WHITE.gamma_multiply(if bright { 0.85 } else { 1.0 }),
        );
    }

    fn texture(&mut self, ctx: &egui::Context, path: &Path, pixels: &Arc<Pixels>) -> TextureHandle {
        if let Some((of, texture)) = self.textures.get(path)
            && Arc::ptr_eq(of, pixels)
        {
            return texture.clone();
        }
        let image = ColorImage::from_rgba_unmultiplied([pixels.width, pixels.height], &pixels.rgba);
        let options = TextureOptions { mipmap_mode: Some(egui::TextureFilter::Linear), ..TextureOptions::LINEAR };
        let texture = ctx.load_texture("recent-file", image, options);
        self.textures.insert(path.to_owned(), (pixels.clone(), texture.clone()));
        texture
    }
}

/// Name of the model, then the file and when, then the folder.
fn words(ui: &egui::Ui, recent: &Recent, rect: Rect, theme: &Theme) {
    let name = file_name(&recent.path);
    let short = name.strip_suffix(".opcanvas.json").unwrap_or(&name);
    let title = recent.name.as_deref().unwrap_or(short);
    let when = if recent.missing { "No longer there" } else { &recent.when };
    let folder = recent.path.parent().map(short_folder).unwrap_or_default();
    let strong = if recent.missing { theme.muted } else { theme.text };
    let lines = [
        (title.to_owned(), 13.0, Weight::SemiBold, strong),
        (
            if when.is_empty() { name.clone() } else { format!("{when} · {name}") },
            11.5,
            Weight::Regular,
            theme.text_secondary,
        ),
        (folder, 11.0, Weight::Regular, theme.muted),
    ];
    let mut at = rect.min + Vec2::new(12.0, 4.0);
    for (text, size, weight, ink) in lines {
        let mut job = egui::text::LayoutJob::simple_singleline(text, FontId::new(size, family(weight)), color(ink));
        job.wrap.max_width = rect.width() - 24.0;
        job.wrap.max_rows = 1;
        job.wrap.break_anywhere = true;
        let galley = ui.fonts_mut(|f| f.layout_job(job));
        ui.painter().galley(at, galley, color(ink));
        at.y += size + 6.0;
    }
}

/// The folder, with the home of the user as people write it.
fn short_folder(folder: &Path) -> String {
    let home = crate::editor::folder::home();
    match home.as_deref().and_then(|home| folder.strip_prefix(home).ok()) {
        Some(rest) if rest.as_os_str().is_empty() => "~".to_owned(),
        Some(rest) => format!("~{}{}", std::path::MAIN_SEPARATOR, rest.display()),
        None => folder.display().to_string(),
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A file of which nothing is known but where it is.
fn bare(path: &Path) -> Recent {
    Recent { path: path.to_owned(), name: None, when: String::new(), missing: false, pictures: [None, None] }
}
