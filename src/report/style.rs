//! How the page looks: the design tokens as variables, light, dark and on paper, and the letters of the product.
//!
//! Nothing here comes from a model.
//!
//! Knows nothing about what a page says.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Colors;
use crate::model::ElementKind;
use crate::text::{Weight, bundled};
use crate::theme::{Mode, Theme};

/// Everything but the colours and the letters.
const RULES: &str = include_str!("style.css");

/// The style sheet of a page.
pub(super) fn sheet(colors: Colors) -> String {
    let mut sheet = String::new();
    for weight in [Weight::Regular, Weight::SemiBold] {
        let data = STANDARD.encode(bundled(weight));
        sheet += &format!(
            "@font-face{{font-family:Inter;font-weight:{};src:url(data:font/ttf;base64,{data}) format(\"truetype\")}}\n",
            weight.css()
        );
    }
    // Paper is white, whatever the screen shows.
    match colors {
        Colors::Light => sheet += &variables(Mode::Light),
        Colors::Dark => {
            sheet += &variables(Mode::Dark);
            sheet += &format!("@media print{{{}}}\n", variables(Mode::Light));
        }
        Colors::System => {
            sheet += &variables(Mode::Light);
            sheet += &format!("@media screen and (prefers-color-scheme:dark){{{}}}\n", variables(Mode::Dark));
        }
    }
    for kind in kinds() {
        sheet += &format!(".k-{kind}{{fill:var(--k-{kind})}}\n");
    }
    sheet += &shown(colors);
    sheet + RULES
}

/// Which of the two drawings of a picture is shown.
fn shown(colors: Colors) -> String {
    let light = ".dark{display:none}.light{display:block}";
    let dark = ".light{display:none}.dark{display:block}";
    match colors {
        Colors::Light => String::new(),
        Colors::Dark => format!("@media screen{{{dark}}}@media print{{{light}}}\n"),
        Colors::System => format!("{light}@media screen and (prefers-color-scheme:dark){{{dark}}}\n"),
    }
}

/// The kinds of elements.
fn kinds() -> impl Iterator<Item = &'static str> {
    ElementKind::ALL.into_iter().chain([ElementKind::Foreign]).map(ElementKind::id)
}

/// The colours of a mode as variables.
fn variables(mode: Mode) -> String {
    let theme = Theme::of(mode);
    let scheme = if mode == Mode::Dark { "dark" } else { "light" };
    let colors = [
        ("page", theme.page),
        ("card", theme.panel),
        ("line", theme.panel_border),
        ("edge", theme.field_border),
        ("hover", theme.hover),
        ("text", theme.text),
        ("second", theme.text_secondary),
        ("muted", theme.muted),
        ("accent", theme.accent),
        ("soft", theme.accent_soft),
        ("error", theme.finding.error),
        ("warning", theme.finding.warning),
        ("info", theme.finding.info),
        ("key", theme.kind("value_stream")),
    ];
    let mut colors: Vec<String> = colors.iter().map(|(name, color)| format!("--{name}:{}", color.hex())).collect();
    colors.extend(kinds().map(|kind| format!("--k-{kind}:{}", theme.kind(kind).hex())));
    format!(":root{{color-scheme:{scheme};{}}}\n", colors.join(";"))
}
