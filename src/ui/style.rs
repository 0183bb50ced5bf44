//! Fonts, colours and sizes of the widgets, from the theme's tokens.
//!
//! Knows nothing about what the widgets are for.

use std::sync::Arc;

use eframe::egui::{
    self, Align2, Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Painter, Pos2, Stroke,
    TextStyle, Vec2, Visuals, epaint::Shadow, style::WidgetVisuals,
};

use crate::text::{Weight, bundled, icon};
use crate::theme::{Color, Mode, Theme};

/// The family of a weight of Inter.
pub(super) fn family(weight: Weight) -> FontFamily {
    FontFamily::Name(
        match weight {
            Weight::Regular => "inter-regular",
            Weight::Medium => "inter-medium",
            Weight::SemiBold => "inter-semibold",
            Weight::Bold => "inter-bold",
        }
        .into(),
    )
}

/// The family of an icon style.
pub(super) fn icon_family(style: icon::Style) -> FontFamily {
    FontFamily::Name(
        match style {
            icon::Style::Fill => "icons-fill",
            icon::Style::Regular => "icons-regular",
            icon::Style::Bold => "icons-bold",
        }
        .into(),
    )
}

/// A colour of the theme as egui has it.
pub(super) fn color(c: Color) -> Color32 {
    Color32::from_rgba_unmultiplied(c.r, c.g, c.b, c.a)
}

/// What lies over the window behind a dialog: it is quiet, but still to be read.
pub(super) fn backdrop(ctx: &egui::Context) -> Color32 {
    if ctx.global_style().visuals.dark_mode {
        color(Theme::of(Mode::Dark).shadow)
    } else {
        color(Theme::of(Mode::Light).shadow.faded(2.2))
    }
}

/// An icon of the regular set as text, for buttons.
pub(super) fn icon_text(name: &str, size: f32) -> egui::RichText {
    let letter = icon::letter(name, icon::Style::Regular).map(String::from).unwrap_or_default();
    egui::RichText::new(letter).font(FontId::new(size, icon_family(icon::Style::Regular)))
}

/// An icon of the filled set as text, in its colour.
pub(super) fn fill_icon_text(name: &str, size: f32, c: Color) -> egui::RichText {
    let letter = icon::letter(name, icon::Style::Fill).map(String::from).unwrap_or_default();
    egui::RichText::new(letter).font(FontId::new(size, icon_family(icon::Style::Fill))).color(color(c))
}

/// Paints an icon of the regular set.
pub(super) fn sign(painter: &Painter, name: &str, at: Pos2, anchor: Align2, size: f32, ink: Color32) {
    painted(painter, (name, icon::Style::Regular), at, anchor, size, ink);
}

/// Paints an icon of the filled set.
pub(super) fn fill_sign(painter: &Painter, name: &str, at: Pos2, anchor: Align2, size: f32, ink: Color32) {
    painted(painter, (name, icon::Style::Fill), at, anchor, size, ink);
}

fn painted(painter: &Painter, (name, style): (&str, icon::Style), at: Pos2, anchor: Align2, size: f32, ink: Color32) {
    if let Some(letter) = icon::letter(name, style) {
        painter.text(at, anchor, letter, FontId::new(size, icon_family(style)), ink);
    }
}

/// The quiet arrow of a list that opens.
pub(super) fn list_arrow(ui: &egui::Ui, rect: egui::Rect, _: &WidgetVisuals, _: bool) {
    sign(ui.painter(), "caret-down", rect.center(), Align2::CENTER_CENTER, 12.0, ui.visuals().weak_text_color());
}

/// Text in a heavier weight.
pub(super) fn strong(text: impl Into<String>, size: f32) -> egui::RichText {
    egui::RichText::new(text).font(FontId::new(size, family(Weight::SemiBold)))
}

/// Gives egui the bundled fonts; what they lack comes from egui's own and the system's.
pub(super) fn install_fonts(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::default();
    let fallback: Vec<String> = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let mut add = |name: String, bytes: &'static [u8], family: FontFamily, with_fallback: bool| {
        fonts.font_data.insert(name.clone(), Arc::new(FontData::from_static(bytes)));
        let mut list = vec![name];
        if with_fallback {
            list.extend(fallback.iter().cloned());
        }
        fonts.families.insert(family, list);
    };
    for weight in Weight::ALL {
        add(format!("inter-{}", weight.css()), bundled(weight), family(weight), true);
    }
    for style in icon::Style::ALL {
        add(format!("icons-{style:?}"), style.bundled(), icon_family(style), false);
    }
    let regular = format!("inter-{}", Weight::Regular.css());
    fonts.families.entry(FontFamily::Proportional).or_default().insert(0, regular);
    ctx.set_fonts(fonts);
}

/// Gives the widgets the colours and sizes of a mode.
pub(super) fn apply(ctx: &egui::Context, mode: Mode) {
    let t = Theme::of(mode);
    let egui_theme = match mode {
        Mode::Light => egui::Theme::Light,
        Mode::Dark => egui::Theme::Dark,
    };
    ctx.set_theme(egui_theme);
    ctx.style_mut_of(egui_theme, |style| {
        let regular = |size| FontId::new(size, family(Weight::Regular));
        style.text_styles = [
            (TextStyle::Small, regular(11.0)),
            (TextStyle::Body, regular(13.0)),
            (TextStyle::Button, FontId::new(13.0, family(Weight::Medium))),
            (TextStyle::Heading, FontId::new(16.0, family(Weight::SemiBold))),
            (TextStyle::Monospace, FontId::new(12.0, FontFamily::Monospace)),
        ]
        .into();
        style.spacing.item_spacing = Vec2::new(8.0, 6.0);
        style.spacing.button_padding = Vec2::new(10.0, 5.0);
        style.spacing.interact_size = Vec2::new(28.0, 28.0);
        style.spacing.menu_margin = Margin::same(6);
        style.spacing.window_margin = Margin::same(20);
        style.spacing.combo_width = 80.0;
        style.spacing.icon_width = 16.0;
        style.spacing.scroll = egui::style::ScrollStyle::thin();
        style.visuals = visuals(t, mode);
    });
}

fn visuals(t: &Theme, mode: Mode) -> Visuals {
    let mut v = match mode {
        Mode::Light => Visuals::light(),
        Mode::Dark => Visuals::dark(),
    };
    let radius = CornerRadius::same(6);
    let widget = |fill: Color, border: Color, text: Color| WidgetVisuals {
        bg_fill: color(fill),
        weak_bg_fill: color(fill),
        bg_stroke: Stroke::new(1.0, color(border)),
        corner_radius: radius,
        fg_stroke: Stroke::new(1.0, color(text)),
        expansion: 0.0,
    };
    v.widgets.noninteractive = widget(t.panel, t.panel_border, t.text);
    v.widgets.inactive = widget(t.field, t.field_border, t.text);
    v.widgets.hovered = widget(t.hover, t.field_border, t.text);
    v.widgets.active = widget(t.selected, t.accent, t.text);
    v.widgets.open = widget(t.hover, t.field_border, t.text);
    v.selection.bg_fill = color(t.selected);
    v.selection.stroke = Stroke::new(1.5, color(t.accent));
    v.weak_text_color = Some(color(t.muted));
    v.hyperlink_color = color(t.accent);
    v.faint_bg_color = color(t.hover);
    v.extreme_bg_color = color(t.field);
    v.text_edit_bg_color = Some(color(t.field));
    v.warn_fg_color = color(t.finding.warning);
    v.error_fg_color = color(t.finding.error);
    v.panel_fill = color(t.panel);
    v.window_fill = color(t.panel);
    v.window_stroke = Stroke::new(1.0, color(t.panel_border));
    v.window_corner_radius = CornerRadius::same(12);
    v.menu_corner_radius = CornerRadius::same(8);
    let shadow = Shadow { offset: [0, 8], blur: 24, spread: 0, color: color(t.shadow) };
    v.window_shadow = shadow;
    v.popup_shadow = Shadow { offset: [0, 4], blur: 12, ..shadow };
    v.interact_cursor = Some(egui::CursorIcon::PointingHand);
    v
}
