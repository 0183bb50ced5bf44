//! Which commands the context menus have, by what they are opened on.
//!
//! A menu has the groups of its place in their order; commands that cannot be used there are left out by who shows it.
//!
//! Knows nothing about pointers and popups.

use super::Command as C;
use crate::editor::session::Session;
use crate::geom::Point;
use crate::scene::Owner;

/// What a context menu is opened on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// One element.
    Element,
    /// One relation.
    Relation,
    /// One note or frame.
    Note,
    /// A border around elements.
    Group,
    /// Several things.
    Several,
    /// A zone of a canvas.
    Zone,
    /// An empty place.
    Page,
}

impl Place {
    /// Every place.
    pub const ALL: [Self; 7] =
        [Self::Element, Self::Relation, Self::Note, Self::Group, Self::Several, Self::Zone, Self::Page];

    /// What the menu is called.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Element => "What can be done with this element",
            Self::Relation => "What can be done with this relation",
            Self::Note => "What can be done with this note",
            Self::Group => "What can be done with this group",
            Self::Several => "What can be done with the selection",
            Self::Zone => "What can be done in this zone",
            Self::Page => "What can be done here",
        }
    }

    /// The commands in their groups.
    #[must_use]
    pub const fn groups(self) -> &'static [&'static [C]] {
        match self {
            Self::Element => &[
                &[C::Rename, C::ChangeKind, C::ConnectTo],
                &[C::Cut, C::Copy, C::Duplicate],
                &[C::Lock, C::Pin, C::AddNeighbours, C::AddFrame],
                &[C::Neighbourhood, C::Upstream, C::Downstream],
                &[C::FitSelection],
                &[C::DeleteFromView, C::DeleteFromModel],
            ],
            Self::Relation => &[&[C::ChangeKind, C::ResetLine], &[C::FitSelection], &[C::DeleteFromModel]],
            Self::Note => &[&[C::Rename], &[C::FitSelection], &[C::DeleteFromView]],
            Self::Group => &[&[C::Rename, C::Ungroup], &[C::FitSelection], &[C::DeleteFromView]],
            Self::Several => &[
                &[C::Cut, C::Copy, C::Duplicate],
                &[C::Tidy, C::Lock, C::Pin, C::ResetLine],
                &[C::Group, C::GroupAs, C::Ungroup, C::AddFrame, C::AddNeighbours],
                &[C::Neighbourhood, C::Upstream, C::Downstream],
                &[C::FitSelection],
                &[C::DeleteFromView, C::DeleteFromModel],
            ],
            Self::Zone => {
                &[&[C::AddHere, C::Paste], &[C::SelectAll], &[C::FitAll, C::ZoomActual], &[C::Export, C::Present]]
            }
            Self::Page => &[
                &[C::AddHere, C::AddNote, C::AddFrame, C::Paste],
                &[C::SelectAll, C::Tidy],
                &[C::FitAll, C::ZoomActual],
                &[C::Export, C::Present],
            ],
        }
    }
}

impl Session {
    /// Makes what is under the pointer what a context menu is about: it is selected, unless it is selected with others.
    pub fn point_at(&mut self, under: Option<Owner>, at: Point) -> Place {
        let zone = match &under {
            Some(Owner::Zone(zone) | Owner::More(zone)) => Some(zone.clone()),
            _ => None,
        };
        self.showing.pointed = Some((at, zone));
        match under {
            Some(owner) if owner.is_thing() => {
                if !self.selection().contains(&owner) {
                    self.select(Some(owner));
                }
                self.place_of_selection()
            }
            Some(Owner::Zone(_) | Owner::More(_)) => {
                self.select(None);
                Place::Zone
            }
            _ => {
                self.select(None);
                Place::Page
            }
        }
    }

    /// What a context menu is about that is opened on the selection.
    #[must_use]
    pub fn place_of_selection(&self) -> Place {
        let mut selection = self.selection().iter();
        match (selection.next(), selection.next()) {
            (None, _) => Place::Page,
            (_, Some(_)) => Place::Several,
            (Some(Owner::Element(_)), _) => Place::Element,
            (Some(Owner::Relation(_)), _) => Place::Relation,
            (Some(Owner::Annotation(_)), _) if self.has_selected_group() => Place::Group,
            (Some(Owner::Annotation(_)), _) => Place::Note,
            (Some(_), _) => Place::Page,
        }
    }
}
