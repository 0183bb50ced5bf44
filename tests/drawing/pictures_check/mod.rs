//! The laws of a picture, measured on its scene and its plan alone: every fault is a value with its owner and its number.

mod breaches;
mod colors;
mod covers;
mod lines;
mod places;
mod words;

use std::fmt;

use opcanvas::geom::{Point, Rect, Size};
use opcanvas::model::{Document, ElementId};
use opcanvas::scene::{Figure, Item, Owner, Plan, Region, Scene};
use opcanvas::text::Font;
use opcanvas::theme::Color;

/// A picture with what its laws need to know.
pub struct Picture<'a> {
    pub document: &'a Document,
    pub plan: &'a Plan,
    pub scene: &'a Scene,
    /// The paper in points and the smallest type on it in points, where the picture is drawn for one.
    pub paper: Option<(Size, f64)>,
    /// Straight lines know no way around a box.
    pub straight: bool,
    /// Whether faded things are dimmed, and need not be read.
    pub dimmed: bool,
    /// Whether no word of any name may be cut, however narrow its card.
    pub whole_names: bool,
}

/// What a picture may not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Law {
    /// Two boxes share an area; by how much they reach into each other.
    Overlap,
    /// A box does not lie in what holds it: its container, its zone, the frame, the page; by how much it sticks out.
    OutOfPlace,
    /// Something of a figure lies outside of its box; by how much.
    SticksOut,
    /// Something is drawn outside of the page; by how much.
    OffPage,
    /// A label ends, or its line breaks, in the middle of a word; how many letters of the word are missing.
    CutWord,
    /// A card without its name.
    NoName,
    /// Letters take another width than the scene says; by how much.
    Width,
    /// Letters too small to be read; their size in points or units.
    SmallType,
    /// A text lies on another text, on a box or badge that is not its own; by how much.
    Covers,
    /// A line runs through a box that is not its end; how far.
    Through,
    /// A line does not end on the border of what it joins; how far from it.
    LooseEnd,
    /// A text that cannot be read on its ground; the contrast.
    FaintText,
    /// A mark that does not stand out from its ground; the contrast.
    FaintMark,
}

/// One fault.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    pub law: Law,
    pub owner: String,
    pub other: String,
    pub number: f64,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {} / {} ({:.2})", self.law, self.owner, self.other, self.number)
    }
}

/// Everything that is wrong with a picture.
pub fn check(picture: &Picture) -> Vec<Violation> {
    let drawn = Drawn::new(picture);
    let mut faults = Vec::new();
    places::check(&drawn, &mut faults);
    words::check(&drawn, &mut faults);
    covers::check(&drawn, &mut faults);
    lines::check(&drawn, &mut faults);
    colors::check(&drawn, &mut faults);
    faults
}

/// A text with its place.
struct Text<'a> {
    /// Its figure, and its place among the items of that.
    figure: usize,
    item: usize,
    at: Point,
    says: &'a str,
    font: Font,
    color: Color,
    width: f64,
    /// What its letters take up, from the top of capitals to the foot of a p.
    rect: Rect,
}

/// A picture with its texts at hand.
struct Drawn<'a> {
    picture: &'a Picture<'a>,
    figures: Vec<&'a Figure>,
    texts: Vec<Text<'a>>,
}

impl<'a> Drawn<'a> {
    fn new(picture: &'a Picture<'a>) -> Self {
        let figures: Vec<&Figure> = picture.scene.figures().map(|f| &**f).collect();
        let mut texts = Vec::new();
        for (figure, of) in figures.iter().enumerate() {
            for (item, what) in of.items.iter().enumerate() {
                if let Item::Text { at, text, font, color, width } = what {
                    let rect = Rect::new(at.x, at.y - font.cap_height(), at.x + width, at.y + 0.2 * font.size);
                    let (at, font, color, width) = (*at, *font, *color, *width);
                    texts.push(Text { figure, item, at, says: text, font, color, width, rect });
                }
            }
        }
        Self { picture, figures, texts }
    }

    fn figure(&self, index: usize) -> &'a Figure {
        self.figures[index]
    }

    fn figures(&self) -> impl Iterator<Item = &'a Figure> {
        self.figures.iter().copied()
    }

    /// Whether a node is around another one.
    fn is_around(&self, outer: usize, inner: usize) -> bool {
        let nodes = &self.picture.plan.nodes;
        std::iter::successors(nodes[inner].parent, |i| nodes[*i].parent).any(|i| i == outer)
    }

    /// The place of an element's node.
    fn node(&self, id: &ElementId) -> Option<usize> {
        self.picture.plan.nodes.iter().position(|n| n.element == *id)
    }

    /// Where a figure has its room; nothing where it stands free.
    fn room(&self, figure: &Figure) -> Option<Rect> {
        match (&figure.owner, &figure.region) {
            (Owner::Relation(_), _) | (_, Region::Line(_)) => None,
            (Owner::Page, _) => {
                let canvas = self.picture.plan.canvas.as_ref();
                match figure.name.as_str() {
                    "Legend" => Some(canvas.and_then(|c| c.legend).unwrap_or(figure.bounds)),
                    "Operating model" => Some(self.picture.scene.bounds),
                    _ => Some(canvas.map_or(self.picture.scene.bounds, |c| c.title)),
                }
            }
            (_, Region::Rect(rect)) => Some(*rect),
        }
    }
}

fn fault(law: Law, owner: impl fmt::Display, other: impl fmt::Display, number: f64) -> Violation {
    Violation { law, owner: owner.to_string(), other: other.to_string(), number }
}

/// What a figure is called in a fault.
fn called(figure: &Figure) -> String {
    match &figure.owner {
        Owner::Element(id) => format!("{} [{id}]", figure.name),
        Owner::Relation(id) => format!("{} [{id}]", figure.name),
        _ => figure.name.to_string(),
    }
}

/// How far two rectangles reach into each other; nothing or less where they are apart.
fn depth(a: Rect, b: Rect) -> f64 {
    (a.x1.min(b.x1) - a.x0.max(b.x0)).min(a.y1.min(b.y1) - a.y0.max(b.y0))
}

/// How far the inner rectangle sticks out of the outer one; nothing or less where it lies inside.
fn excess(outer: Rect, inner: Rect) -> f64 {
    (outer.x0 - inner.x0).max(inner.x1 - outer.x1).max(outer.y0 - inner.y0).max(inner.y1 - outer.y1)
}

/// How much of the line from `a` to `b` lies inside a rectangle.
fn inside(rect: Rect, a: Point, b: Point) -> f64 {
    let d = b - a;
    let (mut from, mut to) = (0.0_f64, 1.0_f64);
    for (start, along, low, high) in [(a.x, d.x, rect.x0, rect.x1), (a.y, d.y, rect.y0, rect.y1)] {
        if along.abs() < 1e-9 {
            if start <= low || start >= high {
                return 0.0;
            }
            continue;
        }
        let (one, other) = ((low - start) / along, (high - start) / along);
        from = from.max(one.min(other));
        to = to.min(one.max(other));
    }
    (to - from).max(0.0) * d.hypot()
}
