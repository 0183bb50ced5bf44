//! The commands that arrange what is selected: what they do, and whether they can be used now.
//!
//! Knows nothing about where that is shown.

use super::Command;
use crate::editor::session::Session;
use crate::editor::session::Shift;
use crate::editor::session::align::{Arranging, Sides};
use crate::layout::align::{Align, Axis};

impl Command {
    /// Whether it arranges what is selected.
    pub(super) const fn arranges(self) -> bool {
        self.brings_into_line().is_some()
            || self.makes_same().is_some()
            || self.shifts().is_some()
            || matches!(self, Self::NaturalSize | Self::Lock | Self::Collapse | Self::Expand)
    }

    pub(super) fn enabled_to_arrange(self, s: &Session) -> Result<(), &'static str> {
        let least = match self.brings_into_line() {
            Some(Arranging::Distribute(_)) => 3,
            Some(_) => 2,
            None if self.makes_same().is_some() => 2,
            None => 1,
        };
        let things = s.selected_things();
        match self {
            Self::Collapse => s.can_collapse(true),
            Self::Expand => s.can_collapse(false),
            _ if things >= least => Ok(()),
            _ => Err(match least {
                3 => "Select three things or more first",
                2 => "Select two things or more first",
                _ => "Select an element, a note or a frame first",
            }),
        }
    }

    const fn brings_into_line(self) -> Option<Arranging> {
        Some(match self {
            Self::AlignLeft => Arranging::Align(Align::Left),
            Self::AlignRight => Arranging::Align(Align::Right),
            Self::AlignTop => Arranging::Align(Align::Top),
            Self::AlignBottom => Arranging::Align(Align::Bottom),
            Self::AlignCentres => Arranging::Align(Align::CentreAcross),
            Self::AlignMiddles => Arranging::Align(Align::CentreDown),
            Self::DistributeAcross => Arranging::Distribute(Axis::Across),
            Self::DistributeDown => Arranging::Distribute(Axis::Down),
            Self::StackRow => Arranging::Stack(Axis::Across),
            Self::StackColumn => Arranging::Stack(Axis::Down),
            _ => return None,
        })
    }

    const fn makes_same(self) -> Option<Sides> {
        Some(match self {
            Self::SameWidth => Sides::Width,
            Self::SameHeight => Sides::Height,
            Self::SameSize => Sides::Both,
            _ => return None,
        })
    }

    const fn shifts(self) -> Option<Shift> {
        Some(match self {
            Self::BringForward => Shift::Forward,
            Self::SendBackward => Shift::Backward,
            Self::BringToFront => Shift::Front,
            Self::SendToBack => Shift::Back,
            _ => return None,
        })
    }

    /// Arranges what is selected, if that is what the command does.
    pub(in crate::editor) fn arrange(self, session: &mut Session) {
        if let Some(how) = self.brings_into_line() {
            session.bring_into_line(how);
        } else if let Some(sides) = self.makes_same() {
            session.make_same_size(sides);
        } else if let Some(shift) = self.shifts() {
            session.shift_order(shift);
        } else {
            match self {
                Self::NaturalSize => session.use_natural_size(),
                Self::Lock => session.toggle_lock(),
                Self::Collapse => session.set_collapsed(true),
                Self::Expand => session.set_collapsed(false),
                _ => {}
            }
        }
    }
}
