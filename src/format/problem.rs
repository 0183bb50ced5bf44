//! What was found wrong while loading: problems that a file opens with, and refusals that it does not open with.
//!
//! Knows nothing about how they are shown.

use ecow::EcoString;
use thiserror::Error;

pub(super) use crate::model::additions::quoted;

/// Something damaged in a file that opened all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which sort of damage.
    pub code: Code,
    /// Id of the element, relation or view, or the key of the part of the file.
    pub subject: EcoString,
    /// A full sentence for people.
    pub message: String,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $id:literal),* $(,)?) => {
        /// The sorts of damage.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $($(#[$doc])* $name),*
        }

        impl Code {
            /// Every sort.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The id that is printed.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id),*
                }
            }
        }
    };
}

codes! {
    /// An entry is not what its list holds; it is kept aside.
    Unreadable = "FI-01",
    /// An id stands twice; the later one got another.
    RepeatedId = "FI-02",
    /// A relation names an end that is not there; it is kept aside.
    MissingEnd = "FI-03",
    /// A relation joins kinds that it may not join; it is kept aside.
    IllegalRelation = "FI-04",
    /// `contains` is no tree here; the relation is kept aside.
    NotATree = "FI-05",
    /// A name is missing, empty or too long.
    Name = "FI-06",
    /// A value is not of its attribute's type; it is kept and not used.
    WrongType = "FI-07",
    /// A placement or bend refers to nothing; it is kept aside.
    Placement = "FI-08",
    /// An id has letters that no id may have; it got a derived one.
    UnfitId = "FI-09",
    /// A position or size cannot be drawn as it is.
    Position = "FI-10",
    /// A plateau is named that the file does not have.
    MissingPlateau = "FI-11",
    /// An addition to the metamodel cannot be used.
    Addition = "FI-12",
}

/// Where in the bytes: both count from 1, the column in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The byte in the line.
    pub column: usize,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// Why a file does not open. Nothing of it was changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refused {
    /// The file has no bytes.
    #[error("The file is empty.")]
    Empty,
    /// The bytes stop in the middle.
    #[error(
        "The file ends too early, at {0}. It may have been cut while it was copied or saved; look for an older copy."
    )]
    EndsEarly(Place),
    /// The bytes are not JSON.
    #[error("The file is not valid JSON: {what} at {place}.")]
    NotJson {
        /// What the parser says.
        what: String,
        /// Where.
        place: Place,
    },
    /// JSON, but of something else.
    #[error("The file is JSON but not an opcanvas model: it has no \"format\": \"opcanvas\".")]
    NotOpcanvas,
    /// A part of the file is of the wrong form.
    #[error("The model is damaged at {place}: {what}.")]
    Damaged {
        /// What is wrong.
        what: String,
        /// Where.
        place: Place,
    },
    /// The version is missing or none.
    #[error("The file does not say which version of the format it has; \"version\": 1 is expected.")]
    NoVersion,
    /// A text merge was left unfinished.
    #[error(
        "The file holds the conflict marks of an unfinished text merge (line {0}). Take one side with your version control, then open it again."
    )]
    Conflicted(usize),
    /// Nested too deep.
    #[error("The file is nested 128 levels deep or deeper at {0}; no model is.")]
    TooDeep(Place),
    /// Too large to read.
    #[error("The file has {bytes} bytes; the limit is {limit}.")]
    TooLarge {
        /// How many it has.
        bytes: u64,
        /// How many it may have.
        limit: u64,
    },
    /// Too much of something.
    #[error("The file has too many {what}: more than {limit}.")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many are allowed.
        limit: usize,
    },
}

impl Refused {
    /// Whether a limit was exceeded, as opposed to something unreadable.
    #[must_use]
    pub fn is_limit(&self) -> bool {
        matches!(self, Self::TooDeep(_) | Self::TooLarge { .. } | Self::TooMany { .. })
    }
}
