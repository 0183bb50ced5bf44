//! What the pointer is doing on the canvas, as a state machine: an event goes in, the next state and an outcome come out.
//!
//! A gesture changes nothing until it ends; cancelling one forgets it.
//!
//! Knows nothing about documents: what is under the pointer is told to it.

use crate::geom::{Point, Rect, Vec2};
use crate::model::{ElementId, RelationId};
use crate::scene::Owner;

/// How far the pointer moves on the screen before a press becomes a drag, in points.
pub const DRAG_THRESHOLD: f64 = 4.0;

/// Keys that are held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "keys are held or not, each on its own")]
pub struct Held {
    /// Shift.
    pub shift: bool,
    /// Ctrl, on macOS Cmd.
    pub command: bool,
    /// Alt.
    pub alt: bool,
    /// The space bar.
    pub space: bool,
}

/// What lies under the pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Under {
    /// Nothing.
    Page,
    /// An element or a relation.
    Owner(Owner),
    /// One of the handles around an element from which a connection starts.
    Handle(ElementId),
    /// Something that is locked: it is selected by a click, and does not move.
    Locked(Owner),
    /// A corner of something that changes its size.
    Corner(Owner, Pull),
    /// A piece or a bend of a selected relation's line.
    Line(RelationId, Grip),
    /// An end of a selected relation's line.
    End(RelationId, End),
    /// The label of a relation's line.
    Label(RelationId),
}

/// How a corner, or a side, is dragged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, not a state of one thing")]
pub struct Pull {
    /// It is one on the left.
    pub left: bool,
    /// It is one at the top.
    pub top: bool,
    /// It is a side: the height stays as it is.
    pub width_only: bool,
    /// It is a side: the width stays as it is.
    pub height_only: bool,
    /// Width and height keep their ratio.
    pub ratio: bool,
    /// The middle stays where it is.
    pub centred: bool,
}

impl Pull {
    const fn with(self, held: Held) -> Self {
        Self { ratio: held.shift, centred: held.alt, ..self }
    }
}

/// Where a line is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grip {
    /// On the piece behind this point of its route.
    Piece(usize),
    /// On this point of its route, which is no end.
    Bend(usize),
}

/// An end of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Where it comes from.
    Source,
    /// Where it leads to.
    Target,
}

/// What happened. Points are of the drawing, with how much a document unit is on the screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The main button went down.
    Press {
        /// Where.
        at: Point,
        /// On what.
        under: Under,
        /// With which keys.
        held: Held,
        /// The tool that is chosen.
        tool: Tool,
    },
    /// The pointer moved.
    Move {
        /// To where.
        at: Point,
        /// Over what.
        under: Under,
        /// Screen points per document unit.
        zoom: f64,
        /// With which keys.
        held: Held,
    },
    /// The main button went up.
    Release,
    /// Escape, or the pointer was taken away.
    Cancel,
}

/// What a press does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tool {
    /// Selects and moves.
    #[default]
    Select,
    /// Moves the drawing.
    Hand,
    /// Starts connections.
    Connect,
    /// Makes and closes space.
    Space,
}

/// What the pointer is doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Gesture {
    /// Nothing.
    #[default]
    Idle,
    /// The button is down and the pointer has hardly moved.
    Pressed {
        /// Where it went down.
        start: Point,
        /// On what.
        under: Under,
        /// With which keys.
        held: Held,
        /// The tool that is chosen.
        tool: Tool,
    },
    /// Moves the selected elements.
    Moving {
        /// Where it started.
        start: Point,
        /// Where the pointer is.
        now: Point,
        /// Only along the longer axis.
        straight: bool,
        /// Leaves what is selected where it is and drags a copy.
        copy: bool,
    },
    /// Drags a corner of something.
    Resizing {
        /// Of what.
        owner: Owner,
        /// Where it started.
        start: Point,
        /// Where the pointer is.
        now: Point,
        /// Which corner, and how.
        pull: Pull,
    },
    /// Bends the line of a relation.
    Bending {
        /// Of which.
        relation: RelationId,
        /// Where it is held.
        grip: Grip,
        /// Where it started.
        start: Point,
        /// Where the pointer is.
        now: Point,
    },
    /// Draws a rectangle that selects what lies in it.
    Marquee {
        /// Where it started.
        start: Point,
        /// Where the pointer is.
        now: Point,
        /// Keeps what is selected.
        add: bool,
        /// Turns what lies in it: what is selected there no longer is, what is not is.
        toggle: bool,
    },
    /// Draws a connection from an element.
    Connecting {
        /// From which.
        source: ElementId,
        /// Where the pointer is.
        now: Point,
        /// The element under the pointer.
        over: Option<ElementId>,
    },
    /// Leads an end of a line to another element.
    Reattaching {
        /// Of which relation.
        relation: RelationId,
        /// Which end.
        end: End,
        /// Where the pointer is.
        now: Point,
        /// The element under the pointer.
        over: Option<ElementId>,
        /// Pins the end to the spot.
        pin: bool,
    },
    /// Slides a label along its line.
    Sliding {
        /// Of which relation.
        relation: RelationId,
        /// Where the pointer is.
        now: Point,
    },
    /// Makes or closes space beyond a line.
    Spacing {
        /// Where it started.
        start: Point,
        /// Where the pointer is.
        now: Point,
    },
}

/// What a gesture asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Select this, alone or toggled in what is selected; nothing for an empty place.
    Select {
        /// What.
        owner: Option<Owner>,
        /// Whether the rest stays selected.
        toggle: bool,
    },
    /// Select everything in a rectangle.
    SelectIn {
        /// The rectangle.
        area: Rect,
        /// Whether the rest stays selected.
        add: bool,
        /// Whether what lies in it is turned.
        toggle: bool,
    },
    /// Make sure this is selected, since it is about to be moved.
    Grab(Owner),
    /// Move the selected elements.
    MoveBy(Vec2),
    /// Put a copy of what is selected so far from it.
    CopyBy(Vec2),
    /// Drag a corner of something.
    ResizeBy(Owner, Vec2, Pull),
    /// Bend the line of a relation.
    Bend {
        /// Of which.
        relation: RelationId,
        /// Where it was held.
        grip: Grip,
        /// Where it was taken.
        from: Point,
        /// Where it was dropped.
        to: Point,
    },
    /// Connect two elements.
    Connect {
        /// From which.
        source: ElementId,
        /// To which.
        target: ElementId,
    },
    /// A connection was dropped on an empty place.
    DroppedOnPage {
        /// From which element.
        source: ElementId,
        /// Where.
        at: Point,
    },
    /// Select the next of what lies under a point.
    SelectUnder(Point),
    /// An end of a line was dropped.
    Reattach {
        /// Of which relation.
        relation: RelationId,
        /// Which end.
        end: End,
        /// On which element.
        over: Option<ElementId>,
        /// Where.
        at: Point,
        /// Whether it is pinned to the spot.
        pin: bool,
    },
    /// Put the label of a line near a point.
    Slide(RelationId, Point),
    /// Make or close space.
    Space {
        /// Where it started.
        start: Point,
        /// Where it ended.
        now: Point,
    },
}

impl Gesture {
    /// The next state, and what is asked for.
    #[must_use]
    pub fn step(self, event: Event) -> (Self, Option<Outcome>) {
        match (self, event) {
            (_, Event::Cancel) => (Self::Idle, None),
            (Self::Idle, Event::Press { at, under, held, tool }) => {
                (Self::Pressed { start: at, under, held, tool }, None)
            }
            (Self::Pressed { start, under, held, tool }, Event::Move { at, under: over, zoom, held: now }) => {
                if (at - start).hypot() * zoom < DRAG_THRESHOLD {
                    return (Self::Pressed { start, under, held, tool }, None);
                }
                // Whether it becomes a copy is for now to say, not for when it was pressed.
                Self::drag(start, at, under, &over, Held { alt: now.alt, ..held }, tool)
            }
            (Self::Pressed { start, held, tool: Tool::Select, .. }, Event::Release) if held.alt => {
                (Self::Idle, Some(Outcome::SelectUnder(start)))
            }
            (Self::Pressed { under, held, .. }, Event::Release) => {
                let owner = match under {
                    Under::Page => None,
                    Under::Owner(owner) | Under::Locked(owner) | Under::Corner(owner, _) => Some(owner),
                    Under::Handle(element) => Some(Owner::Element(element)),
                    Under::Line(relation, _) | Under::End(relation, _) | Under::Label(relation) => {
                        Some(Owner::Relation(relation))
                    }
                };
                (Self::Idle, Some(Outcome::Select { owner, toggle: held.shift || held.command }))
            }
            (Self::Moving { start, .. }, Event::Move { at, held, .. }) => {
                (Self::Moving { start, now: at, straight: held.shift, copy: held.alt }, None)
            }
            (moving @ Self::Moving { .. }, Event::Release) => {
                let by = moving.offset().filter(|by| by.hypot2() > 0.0);
                (Self::Idle, by.map(if moving.is_copying() { Outcome::CopyBy } else { Outcome::MoveBy }))
            }
            (Self::Resizing { owner, start, pull, .. }, Event::Move { at, held, .. }) => {
                (Self::Resizing { owner, start, now: at, pull: pull.with(held) }, None)
            }
            (Self::Resizing { owner, start, now, pull }, Event::Release) => {
                (Self::Idle, Some(Outcome::ResizeBy(owner, now - start, pull)))
            }
            (Self::Bending { relation, grip, start, .. }, Event::Move { at, .. }) => {
                (Self::Bending { relation, grip, start, now: at }, None)
            }
            (Self::Bending { relation, grip, start, now }, Event::Release) => {
                (Self::Idle, Some(Outcome::Bend { relation, grip, from: start, to: now }))
            }
            (Self::Marquee { start, .. }, Event::Move { at, held, .. }) => (Self::marquee(start, at, held), None),
            (Self::Marquee { start, now, add, toggle }, Event::Release) => {
                (Self::Idle, Some(Outcome::SelectIn { area: Rect::from_points(start, now), add, toggle }))
            }
            (Self::Connecting { source, .. }, Event::Move { at, under, .. }) => {
                let over = over_element(&source, &under);
                (Self::Connecting { source, now: at, over }, None)
            }
            (Self::Connecting { source, now, over }, Event::Release) => {
                let outcome = match over {
                    Some(target) => Outcome::Connect { source, target },
                    None => Outcome::DroppedOnPage { source, at: now },
                };
                (Self::Idle, Some(outcome))
            }
            (Self::Reattaching { relation, end, .. }, Event::Move { at, under, held, .. }) => {
                (Self::Reattaching { relation, end, now: at, over: element_of(&under), pin: held.shift }, None)
            }
            (Self::Reattaching { relation, end, now, over, pin }, Event::Release) => {
                (Self::Idle, Some(Outcome::Reattach { relation, end, over, at: now, pin }))
            }
            (Self::Sliding { relation, .. }, Event::Move { at, .. }) => (Self::Sliding { relation, now: at }, None),
            (Self::Sliding { relation, now }, Event::Release) => (Self::Idle, Some(Outcome::Slide(relation, now))),
            (Self::Spacing { start, .. }, Event::Move { at, .. }) => (Self::Spacing { start, now: at }, None),
            (Self::Spacing { start, now }, Event::Release) => (Self::Idle, Some(Outcome::Space { start, now })),
            (state, _) => (state, None),
        }
    }

    fn drag(start: Point, at: Point, under: Under, over: &Under, held: Held, tool: Tool) -> (Self, Option<Outcome>) {
        let connecting = |source: ElementId| {
            let over = over_element(&source, over);
            (Self::Connecting { source, now: at, over }, None)
        };
        match under {
            _ if tool == Tool::Space => (Self::Spacing { start, now: at }, None),
            Under::Handle(source) => connecting(source),
            Under::End(relation, end) => {
                (Self::Reattaching { relation, end, now: at, over: element_of(over), pin: held.shift }, None)
            }
            Under::Label(relation) => (Self::Sliding { relation, now: at }, None),
            Under::Owner(Owner::Element(source)) if tool == Tool::Connect => connecting(source),
            Under::Corner(owner, pull) => (Self::Resizing { owner, start, now: at, pull: pull.with(held) }, None),
            Under::Line(relation, grip) => (Self::Bending { relation, grip, start, now: at }, None),
            Under::Owner(owner @ (Owner::Element(_) | Owner::Annotation(_))) if !held.command => {
                (Self::Moving { start, now: at, straight: held.shift, copy: held.alt }, Some(Outcome::Grab(owner)))
            }
            _ => (Self::marquee(start, at, held), None),
        }
    }

    const fn marquee(start: Point, now: Point, held: Held) -> Self {
        Self::Marquee { start, now, add: held.shift, toggle: held.command }
    }

    /// How far what is moved is from where it was, in whole units.
    #[must_use]
    pub fn offset(&self) -> Option<Vec2> {
        let Self::Moving { start, now, straight, .. } = self else { return None };
        let by = *now - *start;
        let by = match *straight {
            true if by.x.abs() >= by.y.abs() => Vec2::new(by.x, 0.0),
            true => Vec2::new(0.0, by.y),
            false => by,
        };
        Some(Vec2::new(by.x.round(), by.y.round()))
    }

    /// Whether a copy of what is selected is dragged.
    #[must_use]
    pub fn is_copying(&self) -> bool {
        matches!(self, Self::Moving { copy: true, .. })
    }

    /// Whether the pointer is in the middle of something.
    #[must_use]
    pub fn is_active(&self) -> bool {
        !matches!(self, Self::Idle)
    }
}

fn element_of(under: &Under) -> Option<ElementId> {
    match under {
        Under::Owner(Owner::Element(id)) | Under::Handle(id) => Some(id.clone()),
        _ => None,
    }
}

fn over_element(source: &ElementId, under: &Under) -> Option<ElementId> {
    match under {
        Under::Owner(Owner::Element(id)) | Under::Handle(id) if id != source => Some(id.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(under: Under, tool: Tool) -> Gesture {
        Gesture::Idle.step(Event::Press { at: Point::ZERO, under, held: Held::default(), tool }).0
    }

    fn moved(gesture: Gesture, x: f64, y: f64, under: Under) -> (Gesture, Option<Outcome>) {
        gesture.step(Event::Move { at: Point::new(x, y), under, zoom: 1.0, held: Held::default() })
    }

    fn node(id: &str) -> Under {
        Under::Owner(Owner::Element(id.into()))
    }

    #[test]
    fn a_press_that_hardly_moves_is_a_click() {
        let gesture = press(node("a"), Tool::Select);
        let (gesture, outcome) = moved(gesture, 2.0, 2.0, node("a"));
        assert_eq!(outcome, None);
        let (gesture, outcome) = gesture.step(Event::Release);
        assert_eq!(gesture, Gesture::Idle);
        assert_eq!(outcome, Some(Outcome::Select { owner: Some(Owner::Element("a".into())), toggle: false }));
    }

    #[test]
    fn a_drag_on_a_node_moves_and_on_the_page_selects() {
        let (gesture, outcome) = moved(press(node("a"), Tool::Select), 10.0, 0.0, Under::Page);
        assert_eq!(outcome, Some(Outcome::Grab(Owner::Element("a".into()))));
        let (gesture, _) = moved(gesture, 20.4, 5.0, Under::Page);
        assert_eq!(gesture.step(Event::Release).1, Some(Outcome::MoveBy(Vec2::new(20.0, 5.0))));
        let (gesture, _) = moved(press(Under::Page, Tool::Select), 30.0, 40.0, node("a"));
        let area = Rect::new(0.0, 0.0, 30.0, 40.0);
        assert_eq!(gesture.step(Event::Release).1, Some(Outcome::SelectIn { area, add: false, toggle: false }));
    }

    #[test]
    fn alt_drags_a_copy_as_long_as_it_is_held() {
        let held = |alt| Held { alt, ..Held::default() };
        let to = |gesture: Gesture, x: f64, alt| {
            gesture.step(Event::Move { at: Point::new(x, 0.0), under: Under::Page, zoom: 1.0, held: held(alt) }).0
        };
        let gesture = to(press(node("a"), Tool::Select), 10.0, true);
        assert!(gesture.is_copying());
        assert_eq!(gesture.clone().step(Event::Release).1, Some(Outcome::CopyBy(Vec2::new(10.0, 0.0))));
        let gesture = to(gesture, 20.0, false);
        assert_eq!(gesture.step(Event::Release).1, Some(Outcome::MoveBy(Vec2::new(20.0, 0.0))));
    }

    #[test]
    fn a_drag_from_a_handle_or_with_the_connect_tool_connects() {
        for gesture in [press(Under::Handle("a".into()), Tool::Select), press(node("a"), Tool::Connect)] {
            let (gesture, _) = moved(gesture, 50.0, 0.0, node("b"));
            let connect = Outcome::Connect { source: "a".into(), target: "b".into() };
            assert_eq!(gesture.clone().step(Event::Release).1, Some(connect));
            let (gesture, _) = moved(gesture, 60.0, 0.0, Under::Page);
            let dropped = Outcome::DroppedOnPage { source: "a".into(), at: Point::new(60.0, 0.0) };
            assert_eq!(gesture.step(Event::Release).1, Some(dropped));
        }
    }

    #[test]
    fn a_corner_resizes_and_a_held_line_bends() {
        let corner = Under::Corner(Owner::Annotation("n".into()), Pull::default());
        let (gesture, _) = moved(press(corner, Tool::Select), 30.0, 10.0, Under::Page);
        let by = Outcome::ResizeBy(Owner::Annotation("n".into()), Vec2::new(30.0, 10.0), Pull::default());
        assert_eq!(gesture.step(Event::Release).1, Some(by));
        let (relation, grip) = (RelationId::from("r"), Grip::Piece(1));
        let (gesture, _) = moved(press(Under::Line(relation.clone(), grip), Tool::Select), 0.0, 40.0, Under::Page);
        let bend = Outcome::Bend { relation, grip, from: Point::ZERO, to: Point::new(0.0, 40.0) };
        assert_eq!(gesture.step(Event::Release).1, Some(bend));
    }

    #[test]
    fn escape_forgets_any_gesture() {
        let line = Under::Line("r".into(), Grip::Bend(1));
        let corner = Under::Corner(Owner::Annotation("n".into()), Pull::default());
        for under in [Under::Page, node("a"), Under::Handle("a".into()), corner, line] {
            let (gesture, _) = moved(press(under, Tool::Select), 50.0, 50.0, node("b"));
            assert!(gesture.is_active());
            assert_eq!(gesture.step(Event::Cancel), (Gesture::Idle, None));
        }
    }
}
