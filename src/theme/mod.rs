//! Design tokens: every colour, size and line of the drawings and the window, light and dark, read from `assets/theme`.
//!
//! Nothing else names a colour.
//!
//! Knows nothing about models.

mod color;
pub mod size;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

pub use color::Color;

/// Which theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Dark on light.
    #[default]
    Light,
    /// Light on dark.
    Dark,
}

/// The colours of one theme.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say what the colours are for; assets/theme shows them")]
pub struct Theme {
    pub page: Color,
    pub panel: Color,
    pub panel_border: Color,
    pub field: Color,
    pub field_border: Color,
    pub hover: Color,
    pub selected: Color,
    pub grid: Color,
    pub frame: Color,
    pub frame_stroke: Color,
    pub card: Color,
    pub card_stroke: Color,
    pub text: Color,
    pub text_secondary: Color,
    pub muted: Color,
    pub shadow: Color,
    pub accent: Color,
    pub accent_text: Color,
    pub accent_soft: Color,
    pub badge: Color,
    pub badge_text: Color,
    pub bar: Color,
    pub stream_fill: Color,
    pub stage_stroke: Color,
    pub edge: Color,
    /// Notes on a diagram.
    pub note: Area,
    pub zone: ZoneColors,
    /// By the id of an element kind.
    pub kind: BTreeMap<String, Color>,
    /// By the id of a state.
    pub state: BTreeMap<String, Mark>,
    pub finding: FindingColors,
    pub investment: InvestmentColors,
}

/// The colours of areas, by theme of their kinds.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say what the colours are for")]
pub struct ZoneColors {
    pub key: Area,
    pub context: Area,
    pub driver: Area,
}

/// An area with its border and its title.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say what the colours are for")]
pub struct Area {
    pub fill: Color,
    pub stroke: Color,
    pub text: Color,
}

/// A mark with its text.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say what the colours are for")]
pub struct Mark {
    pub fill: Color,
    pub text: Color,
}

/// The colours of findings.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say what the colours are for")]
pub struct FindingColors {
    pub warning: Color,
    pub error: Color,
    pub info: Color,
    /// The sign on the mark.
    pub mark: Color,
}

/// The colours of money by what it does.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names say what the colours are for")]
pub struct InvestmentColors {
    pub run: Color,
    pub grow: Color,
    pub transform: Color,
}

impl Theme {
    /// The colours of a mode.
    #[must_use]
    pub fn of(mode: Mode) -> &'static Self {
        static LIGHT: LazyLock<Theme> = LazyLock::new(|| read(include_str!("../../assets/theme/light.json")));
        static DARK: LazyLock<Theme> = LazyLock::new(|| read(include_str!("../../assets/theme/dark.json")));
        match mode {
            Mode::Light => &LIGHT,
            Mode::Dark => &DARK,
        }
    }

    /// The colour of a kind's icon and marks, by its id.
    #[must_use]
    pub fn kind(&self, id: &str) -> Color {
        self.kind.get(id).copied().unwrap_or(self.text_secondary)
    }
}

fn read(data: &str) -> Theme {
    serde_json::from_str(data).expect("the bundled themes are valid, a test reads them")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every text on every ground that it stands on, with the least contrast it needs.
    #[test]
    fn contrast_is_as_look_demands() {
        for mode in [Mode::Light, Mode::Dark] {
            let t = Theme::of(mode);
            let mut pairs = vec![
                ("text on page", t.text, t.page, 4.5),
                ("text on card", t.text, t.card, 4.5),
                ("text on panel", t.text, t.panel, 4.5),
                ("text on selected", t.text, t.selected, 4.5),
                ("secondary on card", t.text_secondary, t.card, 4.5),
                ("secondary on stream", t.text_secondary, t.stream_fill, 4.5),
                ("secondary on accent soft", t.text_secondary, t.accent_soft, 4.5),
                ("secondary on hover", t.text_secondary, t.hover, 4.5),
                ("muted on panel", t.muted, t.panel, 4.5),
                ("muted on field", t.muted, t.field, 4.5),
                ("muted on page", t.muted, t.page, 4.5),
                ("accent text on accent", t.accent_text, t.accent, 4.5),
                ("badge", t.badge_text, t.badge, 4.5),
                ("key zone title", t.zone.key.text, t.zone.key.fill, 4.5),
                ("context zone title", t.zone.context.text, t.zone.context.fill, 4.5),
                ("driver zone title", t.zone.driver.text, t.page, 4.5),
                ("note", t.note.text, t.note.fill, 4.5),
                ("edge on page", t.edge, t.page, 3.0),
                ("accent on page", t.accent, t.page, 3.0),
                ("accent on card", t.accent, t.card, 3.0),
                ("stage outline", t.stage_stroke, t.card, 3.0),
                ("finding sign", t.finding.mark, t.finding.warning, 3.0),
                ("driver dashes", t.zone.driver.stroke, t.page, 2.4),
            ];
            pairs.extend(t.kind.values().map(|c| ("kind on card", *c, t.card, 3.0)));
            pairs.extend(t.state.values().map(|m| ("state", m.text, m.fill, 4.5)));
            for (what, a, b, least) in pairs {
                let contrast = a.contrast(b);
                assert!(contrast >= least, "{mode:?} {what}: {contrast:.2} < {least}");
            }
        }
    }
}
