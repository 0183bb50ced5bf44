//! Which commands the context menus have, by what they are opened on.
//!
//! A menu has the groups of its place in their order, kept short by submenus.
//!
//! Knows nothing about pointers and popups.

use Entry::{More, One};

use super::{Command as C, Menu};
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

    /// What the menu has, in groups.
    #[must_use]
    pub const fn groups(self) -> &'static [&'static [Entry]] {
        match self {
            Self::Element => &[
                &[One(C::Rename), One(C::ChangeKind), One(C::ConnectTo), More("Add beside it", BESIDE)],
                &[One(C::Cut), One(C::Copy), One(C::Paste), One(C::Duplicate), COPY_AS],
                &[One(C::Pin), One(C::Lock), One(C::Collapse), One(C::Expand), One(C::NaturalSize), ORDER],
                &[One(C::AddNeighbours), One(C::AddFrame), NEW_DIAGRAM, MARK, One(C::ToggleTable)],
                &[EXPLORE, SELECT, One(C::ToggleFocus), One(C::FitSelection)],
                &[One(C::DeleteFromView), One(C::DeleteFromModel)],
            ],
            Self::Relation => &[
                &[One(C::ChangeKind), One(C::ResetLine)],
                &[One(C::NextRelation), One(C::PreviousRelation), One(C::FitSelection)],
                &[One(C::DeleteFromModel)],
            ],
            Self::Note => &[
                &[One(C::Rename), One(C::ChangeKind)],
                &[One(C::Cut), One(C::Copy), One(C::Paste), One(C::Duplicate), COPY_AS],
                &[One(C::Lock), One(C::NaturalSize), ORDER],
                &[One(C::FitSelection)],
                &[One(C::DeleteFromView)],
            ],
            Self::Group => &[
                &[One(C::Rename), One(C::Ungroup)],
                &[One(C::Cut), One(C::Copy), One(C::Paste), One(C::Duplicate), COPY_AS],
                &[One(C::Lock), One(C::NaturalSize)],
                &[One(C::FitSelection)],
                &[One(C::DeleteFromView)],
            ],
            Self::Several => &[
                &[One(C::Rename), One(C::ChangeKind), One(C::ConnectTo)],
                &[One(C::Cut), One(C::Copy), One(C::Paste), One(C::Duplicate), COPY_AS],
                &[More("Align and distribute", ALIGN), More("Size", SIZE), ORDER],
                &[One(C::Tidy), One(C::Pin), One(C::Lock), One(C::Collapse), One(C::Expand), One(C::ResetLine)],
                &[One(C::Group), GROUP, One(C::AddFrame), One(C::AddNeighbours)],
                &[NEW_DIAGRAM, MARK, SELECT, EXPLORE_SEVERAL, One(C::FitSelection)],
                &[One(C::DeleteFromView), One(C::DeleteFromModel)],
            ],
            Self::Zone => &[
                &[One(C::AddHere), One(C::Paste)],
                &[One(C::SelectAll)],
                &[One(C::FitAll), One(C::ZoomActual), One(C::ToggleTable)],
                &[One(C::Export), COPY_AS, One(C::Present)],
            ],
            Self::Page => &[
                &[One(C::AddHere), One(C::AddNote), One(C::AddFrame), One(C::Paste)],
                &[One(C::SelectAll), One(C::Tidy)],
                &[One(C::FitAll), One(C::ZoomActual), One(C::ToggleTable)],
                &[One(C::Export), COPY_AS, One(C::Present)],
            ],
        }
    }

    /// Every command of the menu, those of its submenus too.
    #[must_use]
    pub fn commands(self) -> Vec<C> {
        let entries = self.groups().iter().copied().flatten();
        entries
            .flat_map(|entry| match entry {
                One(command) => vec![*command],
                More(_, groups) => groups.concat(),
            })
            .collect()
    }
}

/// What stands in a context menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A command.
    One(C),
    /// A submenu with its groups.
    More(&'static str, &'static [&'static [C]]),
}

const BESIDE: &[&[C]] = &[&[C::AppendRight, C::AppendLeft, C::AppendUp, C::AppendDown], &[C::NewSibling]];
const COPY_AS: Entry =
    More("Copy as", &[&[C::CopyPicture, C::CopySvg], &[C::CopyStyle, C::PasteStyle], &[C::PasteSpecial]]);
const ORDER: Entry = More(
    "Order",
    &[&[C::MoveEarlier, C::MoveLater], &[C::BringToFront, C::BringForward, C::SendBackward, C::SendToBack]],
);
const ALIGN: &[&[C]] = &[
    &[C::AlignLeft, C::AlignCentres, C::AlignRight],
    &[C::AlignTop, C::AlignMiddles, C::AlignBottom],
    &[C::DistributeAcross, C::DistributeDown, C::StackRow, C::StackColumn],
];
const SIZE: &[&[C]] = &[&[C::SameWidth, C::SameHeight, C::SameSize], &[C::NaturalSize]];
const NEW_DIAGRAM: Entry = More("New diagram", &[&[C::Neighbourhood, C::Upstream, C::Downstream]]);
const GROUP: Entry = More("Take together", &[&[C::GroupAs, C::Ungroup]]);
const MARK: Entry = More("On the roadmap", &[&[C::MarkNew, C::MarkChange, C::MarkRetire], &[C::MarkKeep]]);
const EXPLORE: Entry = More("Explore", &[&[C::SwitchOff, C::PathTo, C::LineOfSight], &[C::SinglePoints]]);
const EXPLORE_SEVERAL: Entry = More("Explore", &[&[C::PathTo, C::ToggleFocus]]);
const SELECT: Entry = More(
    "Select",
    &[
        &[C::SelectNeighbours, C::SelectUpstream, C::SelectDownstream, C::SelectInside],
        &[C::SelectSameKind, C::SelectSameOwner, C::SelectSameState],
        &[C::SelectElements, C::SelectRelations, C::SelectOthers, C::NextRelation],
    ],
);

/// Commands of the menus of editing, selecting and arranging that no context menu has, and why.
pub const LEFT_OUT: &[(C, &str)] = &[
    (C::Undo, "it is about the last step, not about what is selected"),
    (C::Redo, "it is about the last step, not about what is selected"),
    (C::ToggleHistory, "it is about the steps, not about what is selected"),
    (C::QuickFix, "what can be done stands in a menu of its own, by what was found"),
    (C::FixAll, "it is about the whole model, not about what is selected"),
    (C::FillDown, "it is about the cells of a table, not about what is drawn"),
    (C::ModelWords, "it is about the kinds of the model, not about what is selected"),
    (C::ToggleTray, "it is about what is no element yet, not about what is selected"),
    (C::NewConsumer, "what is added here is chosen in a list"),
    (C::NewStream, "what is added here is chosen in a list"),
    (C::NewPartner, "what is added here is chosen in a list"),
    (C::NewTechnology, "what is added here is chosen in a list"),
    (C::ContextMenu, "it opens this menu"),
    (C::SelectNothing, "a click beside does it, and this menu needs a selection"),
    (C::NextElement, "it is for the keyboard: a pointer is there already"),
    (C::PreviousElement, "it is for the keyboard: a pointer is there already"),
    (C::WalkRight, "it is for the keyboard: a pointer is there already"),
    (C::WalkLeft, "it is for the keyboard: a pointer is there already"),
    (C::WalkUp, "it is for the keyboard: a pointer is there already"),
    (C::WalkDown, "it is for the keyboard: a pointer is there already"),
];

/// Whether a menu leaves a command out where it cannot be used, instead of saying why: it is about something else than
/// what the menu is opened on.
#[must_use]
pub fn is_left_out(command: C, session: &Session) -> bool {
    let of_some = matches!(
        command,
        C::SwitchOff
            | C::Collapse
            | C::Expand
            | C::Ungroup
            | C::ResetLine
            | C::GroupAs
            | C::SelectInside
            | C::SelectSameOwner
    );
    let of_diagrams = command.spec().menu == Menu::Arrange && session.is_canvas();
    (of_some || of_diagrams) && command.enabled(Some(session)).is_err()
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
