//! What a model says about itself: figures of streams and elements, who answers, what is shown, reached and how rated.
//!
//! Every analysis is a pure function of a document, and of a day where days matter: there is no clock here. `A1` and the
//! like are the numbers under which the field's formulas are listed in the documentation of operating models.
//!
//! Knows nothing about edits, drawing, colours or files.

pub mod accountable;
pub mod agility;
pub mod alignment;
pub mod catalogue;
pub mod concentration;
pub mod contract;
pub mod cost;
pub mod coverage;
pub mod culture;
pub mod date;
pub mod delight;
pub mod difference;
pub mod flow;
pub mod impact;
pub mod initials;
pub mod investment;
pub mod lead_time;
pub mod learning;
pub mod line_of_sight;
pub mod next_steps;
pub mod objective;
pub mod outage;
pub mod overlay;
pub mod paths;
pub mod reading;
pub mod readings;
pub mod risk;
pub mod roll_up;
pub mod scope;
pub mod settings;
pub mod share;
pub mod show;
pub mod single_points;
pub mod source;
pub mod structure;
pub mod technology;
pub mod value_loop;
pub mod vocr;
pub mod written;

pub use accountable::accountable;
pub use date::{Date, MONTHS, as_of, month_name, short_month};
pub use initials::{Initials, initials};
pub use overlay::{ColorBy, Overlay, classify};
pub use reading::{Answer, Reading, Step, Subject};
pub use readings::{readings, readings_of};
pub use scope::{Scope, reach};
pub use show::{Show, is_relation_shown, is_shown};

use crate::model::attr::Percent;

/// A share that was computed from the values that are known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// The share.
    pub percent: Percent,
    /// How many values it would need but does not have; 0 when it is the whole truth.
    pub unknown: usize,
}
