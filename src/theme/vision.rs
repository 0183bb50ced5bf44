//! How far apart two colours look, also to eyes that miss one of the three kinds of cones.
//!
//! Knows nothing about what the colours are for.

use super::Color;

/// Whose eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vision {
    /// All three kinds of cones.
    Full,
    /// No cones for medium wavelengths: red and green look alike.
    Deuteranopia,
    /// No cones for long wavelengths: red and green look alike, and red is dark.
    Protanopia,
}

impl Vision {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Full, Self::Deuteranopia, Self::Protanopia];

    /// What linear red, green and blue become (G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A physiologically-based
    /// model for simulation of color vision deficiency", 2009, table of matrices, severity 1.0).
    const fn matrix(self) -> [[f64; 3]; 3] {
        match self {
            Self::Full => [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            Self::Deuteranopia => [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
            Self::Protanopia => [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
        }
    }
}

/// The difference of two opaque colours as such eyes see them: the distance in CIELAB (CIE 1976), where 2 can just be
/// told apart side by side, and 20 across a page.
#[must_use]
pub fn difference(a: Color, b: Color, vision: Vision) -> f64 {
    let (a, b) = (lab(a, vision), lab(b, vision));
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

/// The least [`difference`] over all eyes.
#[must_use]
pub fn least_difference(a: Color, b: Color) -> f64 {
    Vision::ALL.into_iter().map(|vision| difference(a, b, vision)).fold(f64::INFINITY, f64::min)
}

/// Lightness, red against green and yellow against blue of a colour under daylight (CIE 15, white D65).
fn lab(color: Color, vision: Vision) -> [f64; 3] {
    let seen = times(vision.matrix(), color.linear()).map(|c| c.clamp(0.0, 1.0));
    // IEC 61966-2-1: linear sRGB to the tristimulus values.
    let [x, y, z] = times(
        [
            [0.412_456_4, 0.357_576_1, 0.180_437_5],
            [0.212_672_9, 0.715_152_2, 0.072_175_0],
            [0.019_333_9, 0.119_192_0, 0.950_304_1],
        ],
        seen,
    );
    let f = |t: f64| if t > 216.0 / 24_389.0 { t.cbrt() } else { (24_389.0 / 27.0 * t + 16.0) / 116.0 };
    let (x, y, z) = (f(x / 0.950_47), f(y), f(z / 1.088_83));
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn times(matrix: [[f64; 3]; 3], v: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(v).map(|(m, v)| m * v).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(hex: &str) -> Color {
        Color::from_hex(hex).unwrap()
    }

    /// Values of pure sRGB red and of greys as colour libraries give them.
    #[test]
    fn lab_is_as_published() {
        let close = |color: &str, expected: [f64; 3]| {
            let found = lab(hex(color), Vision::Full);
            assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 0.02), "{color} {found:?}");
        };
        close("#ffffff", [100.0, 0.0, 0.0]);
        close("#000000", [0.0, 0.0, 0.0]);
        close("#ff0000", [53.24, 80.09, 67.20]);
        close("#0000ff", [32.30, 79.19, -107.86]);
        close("#777777", [50.03, 0.0, 0.0]);
        assert!((difference(hex("#000000"), hex("#ffffff"), Vision::Full) - 100.0).abs() < 0.02);
    }

    #[test]
    fn red_and_green_are_alike_to_some_and_greys_are_the_same_to_all() {
        let (red, green) = (hex("#c00000"), hex("#7a6a00"));
        assert!(difference(red, green, Vision::Full) > 50.0);
        assert!(difference(red, green, Vision::Deuteranopia) < 20.0);
        assert!((least_difference(red, green) - difference(red, green, Vision::Deuteranopia)).abs() < 1e-9);
        let (dark, light) = (hex("#404040"), hex("#a0a0a0"));
        let all = Vision::ALL.map(|vision| difference(dark, light, vision));
        assert!(all.iter().all(|d| (d - all[0]).abs() < 0.01), "{all:?}");
    }
}
