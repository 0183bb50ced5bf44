//! Design tokens: every colour, size and line of the drawings and the window, light and dark, read from `assets/theme`.
//!
//! Nothing else names a colour.
//!
//! Knows nothing about models.

mod color;
pub mod size;
pub mod vision;

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
    /// The thin line around a badge, by which it stands out from its ground.
    pub badge_stroke: Color,
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
    pub overlay: OverlayColors,
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

/// A mark with its text. The colour of the text also draws the outline of a mark that is not far from its ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
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

/// The colours of classes of elements. They are told apart by colour alone, so none is close to another of its palette,
/// nor to `nothing`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OverlayColors {
    /// For classes with names.
    pub named: [Mark; 8],
    /// For all the names beyond those.
    pub others: Mark,
    /// For classes with an order, the least first.
    pub steps: [Mark; 5],
    /// For what is not there.
    pub nothing: Mark,
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
    serde_json::from_str(data).expect("the bundled themes are valid, the tests of colours read them")
}
