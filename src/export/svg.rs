//! Scene to SVG: text as text, shapes grouped by the element or relation that they show, no filters, masks or scripts.
//!
//! Texts carry their measured length, so that a viewer without the font keeps the picture.
//!
//! Knows nothing about what the shapes mean.

use std::fmt::Write as _;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};

use super::ExportError;
use crate::geom::{BezPath, PathEl, Point, Rect};
use crate::model::picture;
use crate::scene::{Figure, Item, Owner, Scene, Stroke};
use crate::text::icon;
use crate::theme::Color;

/// The families that are asked for, the bundled one first.
const FAMILIES: &str = "Inter, 'Helvetica Neue', Arial, 'Noto Sans', sans-serif";

/// Draws a scene as an SVG document.
///
/// # Errors
/// Never for a scene of finite shapes; the writer's word if it fails.
pub fn render(scene: &Scene, title: &str) -> Result<Vec<u8>, ExportError> {
    let mut svg = Svg { writer: Writer::new(Vec::with_capacity(1 << 16)), link: None };
    svg.document(scene, title).map_err(|e| ExportError::Encoding(e.to_string()))?;
    let mut bytes = svg.writer.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

/// Draws a scene as a part of an HTML page. Nothing in it has an id, so that several stand on one page; what `link` knows
/// an address of leads there.
///
/// # Errors
/// Never for a scene of finite shapes; the writer's word if it fails.
pub fn inline(scene: &Scene, title: &str, link: Link<'_>) -> Result<String, ExportError> {
    let mut svg = Svg { writer: Writer::new(Vec::with_capacity(1 << 16)), link: Some(link) };
    svg.document(scene, title).map_err(|e| ExportError::Encoding(e.to_string()))?;
    String::from_utf8(svg.writer.into_inner()).map_err(|e| ExportError::Encoding(e.to_string()))
}

/// The address within a page that an owner leads to.
pub type Link<'a> = &'a dyn Fn(&Owner) -> Option<String>;

struct Svg<'a> {
    writer: Writer<Vec<u8>>,
    /// Where things lead, on a page; none where the drawing is a file of its own.
    link: Option<Link<'a>>,
}

type Attribute = (&'static str, String);

impl Svg<'_> {
    fn document(&mut self, scene: &Scene, title: &str) -> io::Result<()> {
        let b = scene.bounds;
        self.open(
            "svg",
            &[
                ("xmlns", "http://www.w3.org/2000/svg".into()),
                ("width", number(b.width())),
                ("height", number(b.height())),
                ("viewBox", format!("{} {} {} {}", number(b.x0), number(b.y0), number(b.width()), number(b.height()))),
                ("font-family", FAMILIES.into()),
                // On a page it is more than a picture: its parts lead somewhere.
                ("role", if self.link.is_some() { "group" } else { "img" }.into()),
            ],
        )?;
        self.title(title)?;
        self.rect(b, 0.0, scene.page, None)?;
        for figure in scene.figures() {
            if let Some(link) = self.link {
                self.linked(figure, link(&figure.owner))?;
                continue;
            }
            let (prefix, id) = match &figure.owner {
                Owner::Element(id) => ("e", id.as_str()),
                Owner::Relation(id) => ("r", id.as_str()),
                Owner::Annotation(id) => ("a", id.as_str()),
                Owner::Zone(id) => ("z", id.as_str()),
                Owner::More(id) => ("more", id.as_str()),
                Owner::Mark(id) => ("m", id.as_str()),
                Owner::Page => ("page", ""),
            };
            self.open("g", &[("id", format!("{prefix}-{id}"))])?;
            self.title(&figure.name)?;
            for item in &figure.items {
                self.item(item)?;
            }
            self.close("g")?;
        }
        self.close("svg")
    }

    /// A figure of a page, leading to an address where it has one. The keyboard does not stop at each: what is said there is
    /// on the page for everybody.
    fn linked(&mut self, figure: &Figure, address: Option<String>) -> io::Result<()> {
        let name = if address.is_some() { "a" } else { "g" };
        let attributes: Vec<Attribute> =
            address.into_iter().flat_map(|address| [("href", address), ("tabindex", "-1".into())]).collect();
        self.open(name, &attributes)?;
        self.title(&figure.name)?;
        for item in &figure.items {
            self.item(item)?;
        }
        self.close(name)
    }

    fn open(&mut self, name: &'static str, attributes: &[Attribute]) -> io::Result<()> {
        self.writer.write_event(Event::Start(element(name, attributes)))
    }

    fn close(&mut self, name: &'static str) -> io::Result<()> {
        self.writer.write_event(Event::End(BytesEnd::new(name)))?;
        self.writer.get_mut().push(b'\n');
        Ok(())
    }

    fn empty(&mut self, name: &'static str, attributes: &[Attribute]) -> io::Result<()> {
        self.writer.write_event(Event::Empty(element(name, attributes)))
    }

    fn title(&mut self, text: &str) -> io::Result<()> {
        self.writer.write_event(Event::Start(BytesStart::new("title")))?;
        self.writer.write_event(Event::Text(BytesText::new(&legal(text))))?;
        self.writer.write_event(Event::End(BytesEnd::new("title")))
    }

    fn item(&mut self, item: &Item) -> io::Result<()> {
        match item {
            Item::Box { rect, radius, fill, stroke } => self.rect(*rect, *radius, *fill, *stroke),
            Item::Path { path, fill, stroke } => {
                let mut attributes = vec![("d", path_data(path))];
                paint(&mut attributes, *fill, *stroke);
                self.empty("path", &attributes)
            }
            Item::Text { at, text, font, color, width } => {
                let mut attributes = vec![
                    ("x", number(at.x)),
                    ("y", number(at.y)),
                    ("font-size", number(font.size)),
                    ("font-weight", font.weight.css().to_string()),
                    ("textLength", number(*width)),
                    ("lengthAdjust", "spacingAndGlyphs".into()),
                    ("xml:space", "preserve".into()),
                ];
                paint(&mut attributes, *color, None);
                self.open_text(&attributes, text)
            }
            Item::Icon { square, name, style, color } => {
                let Some(outline) = icon::outline(name, *style) else { return Ok(()) };
                let place = crate::geom::Affine::translate(square.origin().to_vec2())
                    * crate::geom::Affine::scale_non_uniform(square.width(), square.height());
                let mut attributes = vec![("d", path_data(&(place * outline)))];
                paint(&mut attributes, *color, None);
                self.empty("path", &attributes)
            }
            Item::Image { rect, data, opacity } => self.image(*rect, data, *opacity),
        }
    }

    fn image(&mut self, rect: Rect, data: &str, opacity: f64) -> io::Result<()> {
        // Only what is a picture goes into the file, whatever the model holds there.
        if picture::size(data).is_none() {
            return Ok(());
        }
        let mut attributes = vec![
            ("x", number(rect.x0)),
            ("y", number(rect.y0)),
            ("width", number(rect.width())),
            ("height", number(rect.height())),
            ("preserveAspectRatio", "none".into()),
            ("href", format!("data:image/png;base64,{data}")),
        ];
        if opacity < 1.0 {
            attributes.push(("opacity", number(opacity)));
        }
        self.empty("image", &attributes)
    }

    fn open_text(&mut self, attributes: &[Attribute], text: &str) -> io::Result<()> {
        self.writer.write_event(Event::Start(element("text", attributes)))?;
        self.writer.write_event(Event::Text(BytesText::new(&legal(text))))?;
        self.writer.write_event(Event::End(BytesEnd::new("text")))
    }

    fn rect(&mut self, rect: Rect, radius: f64, fill: Color, stroke: Option<Stroke>) -> io::Result<()> {
        let mut attributes = vec![
            ("x", number(rect.x0)),
            ("y", number(rect.y0)),
            // What was drawn from its inner edge may have less than no width, which no viewer takes.
            ("width", number(rect.width().max(0.0))),
            ("height", number(rect.height().max(0.0))),
        ];
        if radius > 0.0 {
            attributes.push(("rx", number(radius)));
        }
        paint(&mut attributes, fill, stroke);
        self.empty("rect", &attributes)
    }
}

fn element(name: &'static str, attributes: &[Attribute]) -> BytesStart<'static> {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        start.push_attribute((*key, value.as_str()));
    }
    start
}

fn paint(attributes: &mut Vec<Attribute>, fill: Color, stroke: Option<Stroke>) {
    if fill.a == 0 {
        attributes.push(("fill", "none".into()));
    } else {
        attributes.push(("fill", fill.hex()));
        if fill.a < 255 {
            attributes.push(("fill-opacity", number(fill.opacity())));
        }
    }
    if let Some(stroke) = stroke {
        attributes.push(("stroke", stroke.color.hex()));
        attributes.push(("stroke-width", number(stroke.width)));
        if stroke.color.a < 255 {
            attributes.push(("stroke-opacity", number(stroke.color.opacity())));
        }
        let pattern = stroke.line.pattern(stroke.width);
        if !pattern.is_empty() {
            let pattern: Vec<_> = pattern.into_iter().map(number).collect();
            attributes.push(("stroke-dasharray", pattern.join(" ")));
        }
    }
}

/// A number with at most two decimals: a hundredth of a unit is finer than any eye or printer.
fn number(n: f64) -> String {
    let rounded = (n * 100.0).round() / 100.0;
    // Adding zero turns a negative zero into a plain one.
    (rounded + 0.0).to_string()
}

/// A path as the `d` of an SVG.
#[must_use]
pub fn path_data(path: &BezPath) -> String {
    let mut data = String::new();
    let mut put = |letter: char, points: &[Point]| {
        data.push(letter);
        for (i, p) in points.iter().enumerate() {
            let gap = if i == 0 { "" } else { " " };
            // Writing to a String cannot fail.
            let _ = write!(data, "{gap}{} {}", number(p.x), number(p.y));
        }
    };
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(p) => put('M', &[p]),
            PathEl::LineTo(p) => put('L', &[p]),
            PathEl::QuadTo(a, p) => put('Q', &[a, p]),
            PathEl::CurveTo(a, b, p) => put('C', &[a, b, p]),
            PathEl::ClosePath => put('Z', &[]),
        }
    }
    data
}

/// The text with the characters that XML or HTML cannot hold, not even escaped, shown as the replacement character.
fn legal(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' | '\n' | '\r' => c,
            // XML holds those from DEL on, but no page should. The last two of every plane are no characters.
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fdd0}'..='\u{fdef}' => '\u{fffd}',
            _ if u32::from(c) & 0xfffe == 0xfffe => '\u{fffd}',
            _ => c,
        })
        .collect()
}
