//! How a view is drawn: the choices that a view stores, read as types.
//!
//! What a file says that is no choice reads as the default.
//!
//! Knows nothing about what is drawn.

use std::collections::BTreeSet;

use crate::geom::Size;
use crate::layout;
use crate::model::{RelationKind, Value, View};

macro_rules! choice {
    ($(#[$doc:meta])* $name:ident of $key:literal { $($(#[$vdoc:meta])* $variant:ident = $id:literal, $label:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$vdoc])* $variant),*
        }

        impl $name {
            /// The key of a view's options.
            pub const KEY: &'static str = $key;
            /// Every choice.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The id in the file and on the command line.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$variant => $id),*
                }
            }

            /// What it is called.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self {
                    $(Self::$variant => $label),*
                }
            }

            /// The choice with an id, whatever its case.
            #[must_use]
            pub fn named(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|c| c.id().eq_ignore_ascii_case(id))
            }

            /// What a view chooses; the default where it chooses nothing.
            #[must_use]
            pub fn of(view: &View) -> Self {
                view.choice(Self::KEY).and_then(Self::named).unwrap_or_default()
            }
        }
    };
}

choice!(
    /// The shape of the page that a canvas is drawn on.
    Shape of "shape" {
        /// As large as what is on it, near 16:10.
        #[default]
        Fit = "fit", "Fit to content";
        /// A wide slide, 13.33 x 7.5 inches.
        Wide = "16:9", "Slide 16:9";
        /// A slide of 13.33 x 8.33 inches.
        Screen = "16:10", "Slide 16:10";
        /// A3 landscape, 420 x 297 mm.
        A3 = "a3", "A3";
        /// A4 landscape, 297 x 210 mm.
        A4 = "a4", "A4";
    }
);

choice!(
    /// How much a card says.
    Density of "density" {
        /// The name and one number, for a board.
        Board = "board", "Board";
        /// The name and the facts that are worked with.
        #[default]
        Working = "working", "Working";
        /// Everything a card can hold.
        Full = "full", "Full";
    }
);

choice!(
    /// How wide the stages of a stream are on the canvas.
    StageWidth of "stages" {
        /// All the same.
        #[default]
        Equal = "equal", "Equal stages";
        /// By their lead times, as far as their names allow.
        LeadTime = "lead-time", "Stages by lead time";
    }
);

choice!(
    /// Which relations a canvas draws beside `delivers`.
    Relations of "relations" {
        /// Those of what is selected or under the pointer.
        #[default]
        Selected = "selected", "Relations of the selection";
        /// All.
        All = "all", "All relations";
    }
);

choice!(
    /// How the lines of a diagram run.
    Lines of "lines" {
        /// Horizontal and vertical pieces with rounded corners.
        #[default]
        RightAngled = "right-angled", "Right-angled lines";
        /// Straight from element to element.
        Straight = "straight", "Straight lines";
        /// Smooth curves.
        Curved = "curved", "Curved lines";
    }
);

impl From<Lines> for layout::Lines {
    fn from(lines: Lines) -> Self {
        match lines {
            Lines::RightAngled => Self::RightAngled,
            Lines::Straight => Self::Straight,
            Lines::Curved => Self::Curved,
        }
    }
}

choice!(
    /// When the lines of a diagram say what they mean.
    Labels of "labels" {
        /// When selected or under the pointer.
        #[default]
        Hover = "hover", "Labels when selected";
        /// Always, where there is room.
        Always = "always", "Labels always";
    }
);

choice!(
    /// Whether a drawing explains its marks.
    Legend of "legend" {
        /// With a legend of what is shown.
        #[default]
        Shown = "shown", "Legend";
        /// Without.
        Hidden = "hidden", "No legend";
    }
);

/// Key of the option that says which state of the roadmap is shown: `as-is`, the id of a plateau, or `difference`.
pub const STATE: &str = "state";
/// Key of the option that says what a canvas is about: a record of `kind` and `of`.
pub const SCOPE: &str = "scope";
/// Key of the option that says what cards are coloured by.
pub const COLOR_BY: &str = "colorBy";
/// Key of the option that lists the relation kinds that a diagram hides.
pub const HIDDEN: &str = "hidden";

/// The relation kinds that a diagram hides unless it says otherwise: they would turn any real model into a hairball.
pub const HIDDEN_BY_DEFAULT: [RelationKind; 4] =
    [RelationKind::AssignedTo, RelationKind::AlignedTo, RelationKind::Shapes, RelationKind::Governs];

/// The relation kinds that a view hides.
#[must_use]
pub fn hidden_kinds(view: &View) -> BTreeSet<RelationKind> {
    match view.options.get(HIDDEN) {
        Some(Value::List(list)) => list.iter().filter_map(|v| v.as_text()?.parse().ok()).collect(),
        _ => HIDDEN_BY_DEFAULT.into_iter().collect(),
    }
}

/// Points of paper in a millimetre.
const POINTS_PER_MM: f64 = 72.0 / 25.4;

impl Shape {
    /// The size of the page in points of 1/72 inch; `None` where the content decides.
    #[must_use]
    pub fn paper(self) -> Option<Size> {
        let mm = |w: f64, h: f64| Some(Size::new(w * POINTS_PER_MM, h * POINTS_PER_MM));
        match self {
            Self::Fit => None,
            Self::Wide => Some(Size::new(960.0, 540.0)),
            Self::Screen => Some(Size::new(960.0, 600.0)),
            Self::A3 => mm(420.0, 297.0),
            Self::A4 => mm(297.0, 210.0),
        }
    }
}

impl Density {
    /// The smallest type on the page, in points of 1/72 inch: what a reader can still read.
    #[must_use]
    pub const fn least_type(self) -> f64 {
        match self {
            Self::Board => 9.0,
            Self::Working | Self::Full => 7.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ViewId;
    use crate::model::view::CANVAS;

    #[test]
    fn a_view_that_chooses_nothing_or_nonsense_has_the_defaults() {
        let mut view = View::new(ViewId::new("v"), CANVAS, "Canvas");
        assert_eq!((Shape::of(&view), Density::of(&view)), (Shape::Fit, Density::Working));
        view.options.set("shape", Value::text("A3"));
        view.options.set("density", Value::Int(3));
        assert_eq!((Shape::of(&view), Density::of(&view)), (Shape::A3, Density::Working));
        assert_eq!(hidden_kinds(&view).len(), HIDDEN_BY_DEFAULT.len());
    }
}
