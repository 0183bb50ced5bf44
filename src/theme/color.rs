//! Colours with opacity, and how well one is read on another.
//!
//! Knows nothing about themes.

use serde::{Deserialize, Deserializer, de};

/// An sRGB colour with opacity, each 0 to 255, not premultiplied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Color {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
    /// Opacity.
    pub a: u8,
}

impl Color {
    /// Nothing at all.
    pub const NONE: Self = Self { r: 0, g: 0, b: 0, a: 0 };

    /// The colour of `#RRGGBB` or `#RRGGBBAA`.
    #[must_use]
    pub fn from_hex(hex: &str) -> Option<Self> {
        let digits = hex.strip_prefix('#')?;
        if !digits.is_ascii() || !matches!(digits.len(), 6 | 8) {
            return None;
        }
        let byte = |i: usize| u8::from_str_radix(&digits[i..i + 2], 16).ok();
        Some(Self { r: byte(0)?, g: byte(2)?, b: byte(4)?, a: if digits.len() == 8 { byte(6)? } else { 255 } })
    }

    /// `#rrggbb`, without the opacity.
    #[must_use]
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.r, self.g, self.b)
    }

    /// Opacity, 0 to 1.
    #[must_use]
    pub fn opacity(self) -> f64 {
        f64::from(self.a) / 255.0
    }

    /// The colour with its opacity multiplied by `share`.
    #[must_use]
    pub fn faded(self, share: f64) -> Self {
        Self { a: (f64::from(self.a) * share).round() as u8, ..self }
    }

    /// The colour that is seen when this lies on an opaque `ground`.
    #[must_use]
    pub fn over(self, ground: Self) -> Self {
        let mix = |top: u8, bottom: u8| {
            (f64::from(top) * self.opacity() + f64::from(bottom) * (1.0 - self.opacity())).round() as u8
        };
        Self { r: mix(self.r, ground.r), g: mix(self.g, ground.g), b: mix(self.b, ground.b), a: 255 }
    }

    /// Contrast of two opaque colours, 1 to 21 (WCAG 2.2, relative luminance).
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Red, green and blue as amounts of light, 0 to 1, without the opacity (IEC 61966-2-1).
    pub(super) fn linear(self) -> [f64; 3] {
        [self.r, self.g, self.b].map(|c| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        })
    }

    fn luminance(self) -> f64 {
        let [r, g, b] = self.linear();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }
}

impl<'de> Deserialize<'de> for Color {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let hex = String::deserialize(d)?;
        Self::from_hex(&hex).ok_or_else(|| de::Error::custom(format!("\"{hex}\" is no colour")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_of_black_and_white_is_21() {
        let (black, white) = (Color::from_hex("#000000").unwrap(), Color::from_hex("#ffffff").unwrap());
        assert!((black.contrast(white) - 21.0).abs() < 1e-9);
        assert_eq!(Color::from_hex("#00000080").unwrap().over(white), Color::from_hex("#7f7f7f").unwrap());
        assert_eq!(Color::from_hex("#12345"), None);
        assert_eq!(Color::from_hex("#ÄÄÄ"), None);
    }
}
