//! The report as one HTML page that needs nothing but itself: style, letters and pictures are in it, and no script.
//!
//! It is XML too. What a model says is never more than a text: every address, class and number is ours.
//!
//! Knows nothing about rules and analyses.

use super::markup::{Attribute, Markup};
use super::pictures::{Picture, Pictures};
use super::words::Telling;
use super::{Bit, Block, Cell, Colors, Column, Fill, Group, Line, Report, Row, Section, Table, Tile, style};
use crate::analysis::Date;
use crate::export::{ExportError, svg};
use crate::geom::Affine;
use crate::model::{Document, ElementKind};
use crate::text::icon::{self, Style};

/// What the page may load: nothing, but for the style, letters and pictures that stand in it.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; \
                      form-action 'none'";

/// A row with more lines than this may go on on the next sheet of paper.
const LONG: usize = 12;

/// The longest word that makes a column as wide as it is.
const LONGEST_WORD: usize = 22;

/// The side of an icon.
const ICON: f64 = 20.0;

/// Writes a report down.
pub(super) fn write(
    report: &Report,
    document: &Document,
    today: Option<Date>,
    colors: Colors,
) -> Result<String, ExportError> {
    let pictures = Pictures::draw(&Telling::new(document), today, colors)?;
    let page = Page { document, pictures };
    let mut markup = Markup::default();
    markup.raw("<!DOCTYPE html>\n");
    markup.element("html", &[("xmlns", "http://www.w3.org/1999/xhtml"), ("lang", "en")], |html| {
        html.element("head", &[], |head| self::head(head, report, colors));
        html.element("body", &[], |body| {
            body.words("a", &[("class", "skip"), ("href", "#report")], "Skip to the report");
            body.element("div", &[("class", "layout")], |layout| {
                layout.element("header", &[], |header| self::header(header, report));
                layout.element("nav", &[("aria-label", "Contents")], |nav| contents(nav, report));
                layout.element("main", &[("id", "report")], |main| {
                    report.sections.iter().for_each(|section| page.section(main, section, 2));
                    main.element("footer", &[], |footer| footer_of(footer, report));
                });
            });
        });
    });
    Ok(markup.into_text())
}

fn head(head: &mut Markup, report: &Report, colors: Colors) {
    let scheme = match colors {
        Colors::System => "light dark",
        Colors::Light | Colors::Dark => colors.id(),
    };
    head.void("meta", &[("charset", "utf-8")]);
    head.void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", POLICY)]);
    head.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
    head.void("meta", &[("name", "color-scheme"), ("content", scheme)]);
    head.void("meta", &[("name", "referrer"), ("content", "no-referrer")]);
    head.void("meta", &[("name", "generator"), ("content", concat!("opcanvas ", env!("CARGO_PKG_VERSION")))]);
    head.words("title", &[], &format!("{}: operating model report", report.title));
    // The style sheet has none of the signs that HTML and XML read differently.
    let sheet = style::sheet(colors);
    head.element("style", &[], |style| style.raw(&sheet));
}

fn header(header: &mut Markup, report: &Report) {
    header.words("p", &[("class", "over")], "Operating model report");
    header.element("h1", &[], |h1| h1.words("bdi", &[], &report.title));
    for paragraph in &report.purpose {
        header.words("p", &[("class", "lead"), ("dir", "auto")], paragraph);
    }
    header.element("ul", &[("class", "facts")], |list| {
        report.facts.iter().for_each(|fact| list.words("li", &[], fact));
    });
}

fn contents(nav: &mut Markup, report: &Report) {
    nav.words("p", &[], "Contents");
    items(nav, &report.sections);
}

fn items(markup: &mut Markup, sections: &[Section]) {
    markup.element("ol", &[], |list| {
        for section in sections {
            list.element("li", &[], |item| {
                item.words("a", &[("href", &format!("#{}", section.id))], &section.title);
                if !section.parts.is_empty() {
                    items(item, &section.parts);
                }
            });
        }
    });
}

fn footer_of(footer: &mut Markup, report: &Report) {
    footer.element("p", &[], |p| {
        p.words("bdi", &[], &report.title);
        p.say(&report.facts.first().map(|day| format!(". {day}.")).unwrap_or_default());
    });
}

struct Page<'a> {
    document: &'a Document,
    pictures: Pictures,
}

impl Page<'_> {
    fn section(&self, markup: &mut Markup, section: &Section, level: usize) {
        let heading = format!("h-{}", section.id);
        let mut attributes: Vec<Attribute<'_>> = vec![("id", &section.id), ("aria-labelledby", &heading)];
        if section.blocks.contains(&Block::Canvas) {
            attributes.push(("class", "wide"));
        }
        markup.element("section", &attributes, |markup| {
            let name = if level == 2 { "h2" } else { "h3" };
            markup.element(name, &[("id", &heading)], |h| self.heading(h, section));
            section.blocks.iter().for_each(|block| self.block(markup, section, block));
            section.parts.iter().for_each(|part| self.section(markup, part, level + 1));
        });
    }

    fn heading(&self, h: &mut Markup, section: &Section) {
        if let Some(kind) = section.kind {
            self.icon(h, kind);
        }
        h.words("span", &[("dir", "auto")], &section.title);
        if let (Some(_), Some(Block::Table(table))) = (section.kind, section.blocks.first()) {
            let count: usize = table.groups.iter().map(|g| g.rows.len()).sum();
            h.say(" ");
            h.words("span", &[("class", "count")], &count.to_string());
        }
    }

    /// The icon of a kind in its colour.
    fn icon(&self, markup: &mut Markup, kind: ElementKind) {
        let metamodel = self.document.metamodel();
        let name = metamodel.kind(kind).map_or(&metamodel.foreign.icon, |def| &def.icon);
        let Some(outline) = icon::outline(name, Style::Fill) else { return };
        let data = svg::path_data(&(Affine::scale(ICON) * outline));
        let class = format!("k-{}", kind.id());
        let attributes = [("viewBox", "0 0 20 20"), ("aria-hidden", "true"), ("xmlns", "http://www.w3.org/2000/svg")];
        markup.element("svg", &attributes, |svg| svg.void("path", &[("class", &class), ("d", &data)]));
    }

    fn block(&self, markup: &mut Markup, section: &Section, block: &Block) {
        match block {
            Block::Text(line) => markup.element("p", &[], |p| inline(p, line)),
            Block::List(lines) => {
                markup.element("ul", &[("class", "plain")], |list| {
                    for line in lines {
                        list.element("li", &[], |li| inline(li, line));
                    }
                });
            }
            Block::Tiles(tiles) => self::tiles(markup, tiles),
            Block::Table(table) => self::table(markup, table),
            Block::Canvas => {
                self.pictures.canvas.iter().for_each(|picture| self::picture(markup, picture));
                if let Some(words) = &self.pictures.left_out {
                    left_out(markup, words);
                }
            }
            Block::Charts => {
                let charts: Vec<&Picture> = self.pictures.charts_of(&section.id).collect();
                if !charts.is_empty() {
                    markup.element("div", &[("class", "charts")], |markup| {
                        for chart in charts {
                            self::picture(markup, chart);
                        }
                    });
                }
            }
        }
    }
}

fn picture(markup: &mut Markup, picture: &Picture) {
    markup.element("figure", &[], |figure| {
        if let Some(title) = picture.title {
            figure.element("figcaption", &[], |caption| {
                caption.words("strong", &[], title);
                caption.say(" ");
                caption.say(&picture.caption);
            });
        }
        figure.element("div", &[("class", "picture")], |frame| {
            for (class, svg) in &picture.drawings {
                frame.element("div", &[("class", class)], |div| div.raw(svg));
            }
        });
        if picture.title.is_none() {
            figure.words("figcaption", &[], &picture.caption);
        }
    });
}

fn tiles(markup: &mut Markup, tiles: &[Tile]) {
    markup.element("ul", &[("class", "tiles")], |list| {
        for tile in tiles {
            list.element("li", &[], |li| {
                li.words("a", &[("href", &format!("#{}", tile.section))], &tile.label);
                li.words("strong", &[], &tile.value);
                li.words("span", &[], &tile.how);
            });
        }
    });
}

fn table(markup: &mut Markup, table: &Table) {
    markup.element("div", &[("class", "scroll")], |div| {
        div.element("table", &[], |element| {
            element.words("caption", &[], &table.caption);
            element.element("thead", &[], |thead| {
                thead.element("tr", &[], |tr| {
                    for column in &table.columns {
                        let mut attributes: Vec<Attribute<'_>> = vec![("scope", "col")];
                        attributes.extend(class(column.fill).map(|class| ("class", class)));
                        tr.words("th", &attributes, &column.title);
                    }
                });
            });
            for group in &table.groups {
                element.element("tbody", &[], |tbody| rows(tbody, table, group));
            }
        });
    });
    table.groups.iter().filter_map(|g| g.left_out.as_ref()).for_each(|words| left_out(markup, words));
}

fn rows(tbody: &mut Markup, table: &Table, group: &Group) {
    if !group.title.is_empty() {
        let across = table.columns.len().to_string();
        tbody.element("tr", &[("class", "group")], |tr| {
            tr.element("th", &[("colspan", &across), ("scope", "rowgroup")], |th| inline(th, &group.title));
        });
    }
    for row in &group.rows {
        self::row(tbody, &table.columns, row);
    }
}

fn row(tbody: &mut Markup, columns: &[Column], row: &Row) {
    let id = row.number.map(address);
    let mut attributes: Vec<Attribute<'_>> = id.iter().map(|id| ("id", id.as_str())).collect();
    if row.cells.iter().any(|cell| cell.len() > LONG) {
        attributes.push(("class", "long"));
    }
    tbody.element("tr", &attributes, |tr| {
        for (i, (cell, column)) in row.cells.iter().zip(columns).enumerate() {
            let name = if i == 0 { "th" } else { "td" };
            let label = if i == 0 { ("scope", "row") } else { ("data-label", column.title.as_str()) };
            let classes = classes(cell, if i == 0 { Fill::Words } else { column.fill });
            let mut attributes: Vec<Attribute<'_>> = vec![label];
            if !classes.is_empty() {
                attributes.push(("class", &classes));
            }
            tr.element(name, &attributes, |element| lines(element, cell));
        }
    });
}

/// How a cell stands.
fn classes(cell: &Cell, fill: Fill) -> String {
    let mut classes: Vec<&str> = class(fill).into_iter().collect();
    let names = cell.iter().flatten().any(|bit| matches!(bit, Bit::Name(..)));
    if names && fill == Fill::Figures {
        classes.push("names");
    }
    // Words are only broken where one of them would push the others off the page.
    let words = cell.iter().flatten().flat_map(|bit| bit.text().split_whitespace());
    if words.into_iter().any(|word| word.chars().nth(LONGEST_WORD).is_some()) {
        classes.push("any");
    }
    classes.join(" ")
}

const fn class(fill: Fill) -> Option<&'static str> {
    match fill {
        Fill::Words => None,
        Fill::Prose => Some("prose"),
        Fill::Wide => Some("most"),
        Fill::Figures => Some("figures"),
    }
}

fn lines(markup: &mut Markup, cell: &Cell) {
    match cell.as_slice() {
        [line] => inline(markup, line),
        lines => lines.iter().for_each(|line| markup.element("p", &[], |p| inline(p, line))),
    }
}

fn inline(markup: &mut Markup, line: &Line) {
    for bit in line {
        match bit {
            Bit::Words(words) => markup.say(words),
            Bit::Strong(words) => markup.words("strong", &[], words),
            Bit::Faint(words) => markup.words("small", &[], words),
            // What turns the reading direction turns it in the name alone.
            Bit::Name(name, None) => markup.words("bdi", &[], name),
            Bit::Name(name, Some(number)) => {
                let address = format!("#{}", address(*number));
                markup.element("a", &[("href", &address)], |a| a.words("bdi", &[], name));
            }
            Bit::Severity(id, words) => {
                markup.words("span", &[("class", &format!("mark {id}"))], "");
                markup.words("strong", &[], words);
            }
        }
    }
}

/// What was left out; what stands between backquotes is typed.
fn left_out(markup: &mut Markup, words: &str) {
    markup.element("p", &[("class", "left")], |p| {
        for (i, part) in words.split('`').enumerate() {
            if i % 2 == 1 {
                p.words("code", &[], part);
            } else {
                p.say(part);
            }
        }
    });
}

/// The address of the row of an element.
pub(super) fn address(number: usize) -> String {
    format!("e{number}")
}
