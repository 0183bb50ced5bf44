//! The bundled icons, by name.
//!
//! Knows nothing about what an icon stands for.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::geom::BezPath;

/// How an icon is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// Solid, for what stands in drawings.
    Fill,
    /// Lines, for buttons.
    Regular,
    /// Heavy lines, for small marks.
    Bold,
}

impl Style {
    /// Every style.
    pub const ALL: [Self; 3] = [Self::Fill, Self::Regular, Self::Bold];

    /// The bytes of the icon font.
    #[must_use]
    pub fn bundled(self) -> &'static [u8] {
        match self {
            Self::Fill => include_bytes!("../../assets/icons/phosphor-fill.ttf"),
            Self::Regular => include_bytes!("../../assets/icons/phosphor-regular.ttf"),
            Self::Bold => include_bytes!("../../assets/icons/phosphor-bold.ttf"),
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Fill => "fill",
            Self::Regular => "regular",
            Self::Bold => "bold",
        }
    }
}

/// The letter of the icon font that shows an icon; `None` when the bundled set lacks it.
#[must_use]
pub fn letter(name: &str, style: Style) -> Option<char> {
    static LETTERS: LazyLock<BTreeMap<String, BTreeMap<String, String>>> = LazyLock::new(|| {
        let data = include_str!("../../assets/icons/icons.json");
        serde_json::from_str(data).expect("the bundled icon list is valid, a test reads it")
    });
    let hex = LETTERS.get(style.name())?.get(name)?;
    u32::from_str_radix(hex, 16).ok().and_then(char::from_u32)
}

/// The outline of an icon in the unit square, y down.
#[must_use]
pub fn outline(name: &str, style: Style) -> Option<BezPath> {
    super::face::icon_outline(style.bundled(), letter(name, style)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::PathShape;

    #[test]
    fn icons_lie_in_the_unit_square() {
        for name in ["user", "handshake", "cpu", "seal-check", "flag-banner"] {
            let bounds = outline(name, Style::Fill).unwrap().bounding_box();
            assert!(
                bounds.x0 >= -0.01 && bounds.y0 >= -0.01 && bounds.x1 <= 1.01 && bounds.y1 <= 1.01,
                "{name} {bounds:?}"
            );
            assert!(bounds.width() > 0.5, "{name} {bounds:?}");
        }
        assert!(outline("no-such-icon", Style::Fill).is_none());
    }
}
