//! The chart on show, painted as the drawing is; each of its numbers can be pointed at, walked to and asked about.
//!
//! Knows nothing about what the numbers mean.

use eframe::egui::{self, Id, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, accesskit};

use crate::editor::{Camera, Session};
use crate::geom::{self, Point};
use crate::scene::charts::{Drawn, LEAST_WIDTH, Number};
use crate::scene::{Figure, Item, Owner, Region};
use crate::theme::{Mode, Theme};
use crate::ui::paint::Brush;
use crate::ui::style::{color, strong};

/// Beyond this a chart would only be stretched.
const MOST: f32 = 1160.0;
/// How near a line a pointer has to be.
const SLOP: f64 = 5.0;
/// Side of what stands for a line for those who walk by keys.
const HANDLE: f32 = 18.0;

/// What was clicked of a chart.
pub(super) enum Clicked {
    Nothing,
    Number(Owner),
    /// None of its numbers.
    Beside,
}

/// What the picture tells.
pub(super) struct Told {
    /// What was clicked.
    pub clicked: Clicked,
    /// Where the number that is asked about stands on the screen.
    pub place: Option<Rect>,
    /// Where the chart is seen.
    pub area: Rect,
}

impl Default for Told {
    fn default() -> Self {
        Self { clicked: Clicked::Nothing, place: None, area: Rect::ZERO }
    }
}

/// A number with its figure on the screen.
struct Shown<'a> {
    figure: &'a Figure,
    rect: Rect,
}

pub(super) fn ui(ui: &mut Ui, session: &mut Session, mode: Mode) -> Result<Told, String> {
    let area = ui.available_rect_before_wrap();
    let width = (area.width() - 14.0).clamp(60.0, MOST);
    let picture = session.figure(mode, f64::from(width).max(LEAST_WIDTH).floor());
    let drawn = picture.as_ref().as_ref().map_err(Clone::clone)?;
    let theme = Theme::of(mode);
    let zoom = (f64::from(width) / drawn.scene.bounds.width()).min(1.0);
    let chart = session.figures.chart();
    let asked = session.figures.asked().cloned();
    let scroll = egui::ScrollArea::vertical().id_salt(("figure", chart)).auto_shrink(false);
    let mut told = scroll.show(ui, |ui| {
        let size = Vec2::new((drawn.scene.bounds.width() * zoom) as f32, (drawn.scene.bounds.height() * zoom) as f32);
        let size = Vec2::new(size.x.max(ui.available_width()), size.y);
        let (rect, ground) = ui.allocate_exact_size(size, Sense::click());
        let name = format!("{}. {}", chart.title(), chart.question());
        ground.widget_info(|| WidgetInfo::labeled(accesskit::Role::Figure, true, &name));
        // In the middle, where there is more room than a chart takes.
        let left = (rect.width() - (drawn.scene.bounds.width() * zoom) as f32) / 2.0;
        let origin = (rect.min + Vec2::new(left.max(0.0), 0.0)).round();
        let camera = Camera { origin: Point::ORIGIN, zoom };
        let painter = ui.painter().clone();
        let brush = Brush { painter: &painter, camera, origin, strength: 1.0 };
        paint(ui, &brush, drawn);
        numbers(ui, &brush, drawn, theme, (&ground, asked.as_ref()))
    });
    told.inner.area = area;
    Ok(told.inner)
}

/// A place of the screen as one of the chart.
fn in_chart(brush: &Brush, p: Pos2) -> Point {
    let from = (p - brush.origin) / brush.camera.zoom as f32;
    Point::new(f64::from(from.x), f64::from(from.y))
}

/// What has the keyboard while a number has.
pub(super) fn number_id(owner: &Owner) -> Id {
    Id::unique("figure-number").with(owner)
}

/// Paints what is in sight.
fn paint(ui: &Ui, brush: &Brush, drawn: &Drawn) {
    let seen = ui.clip_rect();
    let (min, max) = (in_chart(brush, seen.min), in_chart(brush, seen.max));
    for figure in drawn.scene.visible(geom::Rect::new(min.x, min.y, max.x, max.y)) {
        figure.items.iter().for_each(|item| brush.item(item));
    }
}

/// Lets each number be pointed at, walked to and asked about.
fn numbers(
    ui: &mut Ui,
    brush: &Brush,
    drawn: &Drawn,
    theme: &Theme,
    (ground, asked): (&Response, Option<&Owner>),
) -> Told {
    let figures: std::collections::HashMap<&Owner, &Figure> =
        drawn.scene.figures().map(|figure| (&figure.owner, &**figure)).collect();
    let mut told = Told::default();
    let mut lit: Option<Shown> = None;
    for number in &drawn.numbers {
        let Some(figure) = figures.get(&number.owner) else { continue };
        let is_asked = asked == Some(&number.owner);
        let shown = Shown { figure, rect: place(brush, figure) };
        let response = ui.interact(shown.rect, number_id(&number.owner), Sense::click());
        let spoken = spoken(number);
        response.widget_info(|| WidgetInfo::selected(accesskit::Role::Button, true, is_asked, &spoken));
        if response.has_focus() && response.gained_focus() {
            response.scroll_to_me(None);
        }
        if response.clicked() {
            told.clicked = Clicked::Number(number.owner.clone());
        }
        let is_lit = response.hovered() || response.has_focus();
        if is_asked {
            told.place = Some(shown.rect);
            light(ui, brush, &shown, theme);
        }
        if is_lit && !is_asked {
            if response.hovered() && asked.is_none() {
                response.on_hover_ui(|ui| tip(ui, number, theme));
            }
            lit = Some(shown);
        }
    }
    // A line is pointed at beside its handle too; a click beside all numbers asks for none.
    if let Some(pos) = ground.hover_pos().filter(|_| lit.is_none()) {
        let p = in_chart(brush, pos);
        let under = drawn.scene.hits(p, SLOP).into_iter().find_map(|owner| drawn.number(owner));
        if let Some(number) = under
            && let Some(figure) = figures.get(&number.owner)
        {
            lit = Some(Shown { figure, rect: place(brush, figure) });
            if asked.is_none() {
                ground.clone().on_hover_ui_at_pointer(|ui| tip(ui, number, theme));
            }
        }
        if ground.clicked() {
            told.clicked = under.map_or(Clicked::Beside, |number| Clicked::Number(number.owner.clone()));
        }
    }
    if let Some(shown) = lit {
        light(ui, brush, &shown, theme);
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    told
}

/// Where a number is on the screen; of a line its middle.
fn place(brush: &Brush, figure: &Figure) -> Rect {
    match &figure.region {
        Region::Rect(rect) => brush.rect(*rect),
        Region::Line(points) => {
            let middle = points.get(points.len() / 2).copied().unwrap_or_default();
            Rect::from_center_size(brush.at(middle), Vec2::splat(HANDLE))
        }
    }
}

/// Shows that a number is meant.
fn light(ui: &Ui, brush: &Brush, shown: &Shown, theme: &Theme) {
    if let Region::Line(_) = shown.figure.region {
        for item in &shown.figure.items {
            if let Item::Path { path, fill, stroke: Some(stroke) } = item {
                let strong = crate::scene::Stroke { color: theme.accent.faded(0.6), ..*stroke };
                brush.item(&Item::Path { path: path.clone(), fill: *fill, stroke: Some(strong) });
            }
        }
        return;
    }
    let rect = shown.rect.expand(2.0);
    ui.painter().rect_stroke(rect, 6.0, Stroke::new(1.5, color(theme.accent)), StrokeKind::Inside);
}

fn tip(ui: &mut Ui, number: &Number, theme: &Theme) {
    ui.set_max_width(340.0);
    ui.add(egui::Label::new(strong(&number.name, 12.5).color(color(theme.text))).wrap());
    if !number.words.is_empty() {
        let words = egui::RichText::new(number.words.as_str()).size(12.0).color(color(theme.text_secondary));
        ui.add(egui::Label::new(words).wrap());
    }
}

/// What a number says to somebody who does not see it.
fn spoken(number: &Number) -> String {
    if number.words.is_empty() { number.name.to_string() } else { format!("{}: {}", number.name, number.words) }
}
