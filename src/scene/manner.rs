//! Manners of drawing a card: how much it says and in which type, from everything down to a single line.
//!
//! Knows nothing about kinds of elements.

use super::options::Density;
use crate::text::{Font, Weight};
use crate::theme::size;

/// How much a card says and in which type.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own that a card has or has not")]
pub struct Manner {
    /// Of the name.
    pub title: Font,
    /// Line height of the name.
    pub title_line: f64,
    /// Lines that a name may take; what drives the model may take one more.
    pub title_lines: usize,
    /// Of the facts.
    pub detail: Font,
    /// Line height of the facts.
    pub detail_line: f64,
    /// Lines of facts at most.
    pub facts: usize,
    /// Facts that are less telling than this are left out, see `facts`.
    pub least_telling: u8,
    /// Only the one figure that a board reads.
    pub figure_only: bool,
    /// Whether figures are shown as bars too.
    pub bar: bool,
    /// Of initials and state marks.
    pub badge: Font,
    /// Whether the initials of the accountable role are shown.
    pub initials: bool,
    /// Whether a role's number of holders stands beside its name.
    pub beside: bool,
    /// Space between the border and what is inside.
    pub padding: f64,
    /// Side of the icon.
    pub icon: f64,
    /// Least height of a card.
    pub least: f64,
}

impl Manner {
    /// On a diagram.
    pub const DIAGRAM: Self = Self {
        title: size::TITLE,
        title_line: size::TITLE_LINE,
        title_lines: 2,
        detail: size::DETAIL,
        detail_line: size::DETAIL_LINE,
        facts: 2,
        least_telling: 3,
        figure_only: false,
        bar: false,
        badge: size::BADGE,
        initials: true,
        beside: false,
        padding: size::CARD_PADDING,
        icon: size::ICON,
        least: size::CARD_HEIGHT,
    };

    /// How many steps there are from the most to the least that a card on the canvas says.
    pub const STEPS: usize = 5;

    /// On the canvas, at a step from 0 (all that the density shows) to [`Self::STEPS`] - 1 (one line).
    #[must_use]
    pub fn canvas(density: Density, step: usize) -> Self {
        let full =
            Self { bar: true, beside: true, padding: 9.0, least: 34.0, facts: 3, least_telling: 2, ..Self::DIAGRAM };
        let start = match density {
            Density::Full => Self { facts: 4, least_telling: 3, ..full },
            Density::Working => full,
            Density::Board => Self {
                title: Font::new(Weight::SemiBold, 15.0),
                title_line: 19.0,
                detail: Font::new(Weight::Regular, 12.5),
                detail_line: 17.0,
                badge: Font::new(Weight::SemiBold, 12.0),
                facts: 1,
                figure_only: true,
                bar: false,
                initials: false,
                icon: 17.0,
                ..full
            },
        };
        // Names become smaller before they go; the least type of the density is never undercut.
        let board = density == Density::Board;
        let title = |size: f64, line: f64| {
            let more = if board { 1.0 } else { 0.0 };
            (Font::new(Weight::SemiBold, size + more), line + more)
        };
        let smaller = |manner: Self, (title, title_line): (Font, f64)| Self { title, title_line, icon: 15.0, ..manner };
        match step {
            0 => start,
            1 => Self { facts: start.facts.min(2), padding: 8.0, ..start },
            2 => smaller(Self { facts: 1, bar: false, padding: 7.0, least: 29.0, ..start }, title(13.0, 17.0)),
            3 => {
                let title = title(12.5, 16.0);
                smaller(
                    Self {
                        facts: 0,
                        figure_only: false,
                        bar: false,
                        initials: false,
                        padding: 5.0,
                        least: 26.0,
                        ..start
                    },
                    title,
                )
            }
            _ => {
                let title = title(12.0, 15.0);
                let one = Self {
                    facts: 0,
                    figure_only: false,
                    bar: false,
                    initials: false,
                    beside: false,
                    title_lines: 1,
                    ..start
                };
                smaller(Self { padding: 4.0, least: 24.0, ..one }, title)
            }
        }
    }

    /// The smallest type that a density uses.
    #[must_use]
    pub fn least_type(density: Density) -> f64 {
        let manner = Self::canvas(density, 0);
        manner.badge.size.min(manner.detail.size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_says_no_more_than_the_one_before() {
        for density in Density::ALL {
            let manners: Vec<Manner> = (0..Manner::STEPS).map(|step| Manner::canvas(*density, step)).collect();
            for pair in manners.windows(2) {
                assert!(pair[1].facts <= pair[0].facts && pair[1].padding <= pair[0].padding, "{density:?}");
                let least = Manner::least_type(*density);
                assert!(pair[1].title.size >= least && pair[1].detail.size >= least && pair[1].badge.size >= least);
            }
        }
    }
}
