//! What a node shows and how big it is: icon, name, the most telling facts, badges, in the outline of its kind.
//!
//! Knows nothing about where nodes stand.

use ecow::EcoString;

use super::badges;
use super::context::{Context, Marks};
use super::facts::{Bar, Fact, Facts, Tone, facts, is_emerging};
use super::figure::{Item, Line, Stroke};
use super::manner::Manner;
use super::outline::{self, Form, Outline};
use crate::geom::{Insets, Point, Rect, Size, Vec2};
use crate::model::metamodel::KindTheme;
use crate::model::{Document, Element, ElementKind, State};
use crate::text::{Font, Line as TextLine, break_lines, fit_line, icon, width};
use crate::theme::{Color, Theme, size};

/// Space between the icon and the name.
const ICON_GAP: f64 = 8.0;

/// Height that a bar takes, with the space above it.
const BAR_LINE: f64 = 13.0;

/// The size a node wants in a diagram when it holds no others.
#[must_use]
pub fn natural_size(document: &Document, element: &Element) -> Size {
    let width = natural_width(element);
    Size::new(width, extent(element, &facts(document, element), &Manner::DIAGRAM, width).0)
}

/// The height that a card of this width wants, and how much it has to cut: 1 for its name, a part of that for each fact.
#[must_use]
pub(super) fn extent(element: &Element, facts: &Facts, manner: &Manner, width: f64) -> (f64, f64) {
    const FACT: f64 = 0.3;
    let outline = outline::of(element.kind);
    let room = text_width(outline, manner, width);
    let says = Says::new(element, facts, manner, room);
    let padding = padding(element.kind, manner);
    let least = if element.kind == ElementKind::Role { manner.least.min(40.0) } else { manner.least };
    let (top, bottom) = outline.inset_vertical();
    let height = (says.height(manner) + 2.0 * padding + top + bottom).max(least).ceil();
    let cut_line = says.title.last().filter(|line| line.text.ends_with('…') && !element.name.ends_with('…'));
    let name_cut = cut_line.map_or(0.0, |line| {
        // A word that is cut is worse than a name that is.
        if ends_at_word(element.shown_name(), line) { 1.0 } else { 4.0 }
    });
    let mark = says.state.map_or(0.0, |state| badges::state_width(state, manner));
    let last = says.facts().count().saturating_sub(1);
    let facts_cut = says.facts().enumerate().filter(|(i, fact)| {
        let mark = if *i == 0 { mark } else { 0.0 };
        let badge = if *i == last && says.bar.is_none() && manner.initials { 20.0 } else { 0.0 };
        let text = fact.shorter.last().unwrap_or(&fact.text);
        text_width_of(text, fact.tone, manner) > room - mark - badge
    });
    (height, name_cut + FACT * facts_cut.count() as f64)
}

/// Whether the last line of a name ends with one of its words.
fn ends_at_word(name: &str, line: &TextLine) -> bool {
    let kept = line.text.trim_end_matches('…');
    words(name).any(|word| kept.ends_with(word.trim_end_matches([',', ';', ':', '.', '-'])))
}

fn text_width_of(text: &str, tone: Tone, manner: &Manner) -> f64 {
    width(text, fact_font(tone, manner))
}

fn fact_font(tone: Tone, manner: &Manner) -> Font {
    match tone {
        Tone::Plain => manner.detail,
        Tone::Strong | Tone::Missed => Font::new(crate::text::Weight::Medium, manner.detail.size),
    }
}

/// Wide enough that no word of the name has to be cut, up to a limit.
fn natural_width(element: &Element) -> f64 {
    const MOST: f64 = 300.0;
    let usual = match element.kind {
        ElementKind::Stage => size::STAGE_WIDTH,
        ElementKind::ValueStream => 240.0,
        _ => size::CARD_WIDTH,
    };
    let manner = &Manner::DIAGRAM;
    let room = text_width(outline::of(element.kind), manner, usual);
    let longest = words(element.shown_name()).map(|word| width(word, manner.title)).fold(0.0, f64::max);
    if longest <= room || unbroken(element.shown_name()) { usual } else { (usual + longest - room).ceil().min(MOST) }
}

/// The parts of a name between which a line may end.
fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split_whitespace().flat_map(|word| word.split_inclusive('-'))
}

fn padding(kind: ElementKind, manner: &Manner) -> f64 {
    if kind == ElementKind::Role { manner.padding.min(8.0) } else { manner.padding }
}

fn has_icon(outline: Outline) -> bool {
    // Chevrons say by their shape what they are; the room goes to the name.
    outline != Outline::Chevron
}

fn text_width(outline: Outline, manner: &Manner, width: f64) -> f64 {
    let (left, right) = outline.inset();
    let icon = if has_icon(outline) { manner.icon + ICON_GAP } else { 0.0 };
    (width - left - right - 2.0 * manner.padding - icon).max(24.0)
}

/// Space that a container keeps around what it holds, its header included.
#[must_use]
pub fn container_padding(kind: ElementKind) -> Insets {
    if kind == ElementKind::ValueStream {
        Insets::new(16.0, 52.0, 16.0, 16.0)
    } else {
        Insets::new(12.0, 50.0, 12.0, 12.0)
    }
}

/// Where the name of a container has its room.
#[must_use]
pub fn header_of(kind: ElementKind, rect: Rect) -> Rect {
    let padding = container_padding(kind);
    Rect::new(rect.x0 + padding.x0, rect.y0 + 2.0, rect.x1 - padding.x1, rect.y0 + padding.y0 - 4.0)
}

/// Space between what a container holds.
pub const CONTAINER_GAP: f64 = 10.0;

/// The name of an element's icon: that of the preset it was made as, else of its kind.
#[must_use]
pub fn icon_name(document: &Document, element: &Element) -> EcoString {
    let metamodel = document.metamodel();
    let Some(kind) = metamodel.kind(element.kind) else { return metamodel.foreign.icon.clone() };
    // Products, services and projects differ in their icon, and so do stakeholders; other kinds keep one, to be known by.
    if !matches!(element.kind, ElementKind::PortfolioItem | ElementKind::Stakeholder) {
        return kind.icon.clone();
    }
    let has = |name: &EcoString| icon::letter(name, icon::Style::Fill).is_some();
    kind.presets
        .iter()
        .filter(|p| !p.attributes.is_empty())
        .find(|p| p.attributes.iter().take(1).all(|(key, value)| element.attributes.get(key) == Some(value)))
        .and_then(|p| p.icon.clone())
        .filter(has)
        .unwrap_or_else(|| kind.icon.clone())
}

/// What a node is called where it cannot be seen: its kind and its name.
#[must_use]
pub fn accessible_name(document: &Document, element: &Element) -> EcoString {
    ecow::eco_format!("{} {}", kind_words(document, element), element.shown_name())
}

/// What an element is, in words.
#[must_use]
pub fn kind_words<'a>(document: &'a Document, element: &Element) -> &'a str {
    match element.kind {
        // The kind's full label names both uses; a name should say which.
        ElementKind::Stakeholder if is_consumer(element) => "Consumer",
        ElementKind::Stakeholder => "Stakeholder",
        ElementKind::Stage => "Stage",
        kind => document.metamodel().kind_label(kind),
    }
}

/// Whether a stakeholder is a service consumer: customer, user or sponsor.
#[must_use]
pub fn is_consumer(element: &Element) -> bool {
    let roles = element.get(crate::model::attr::stakeholder::ROLES).map(|r| r.0).unwrap_or_default();
    roles.iter().any(|r| matches!(r.as_str(), "customer" | "user" | "sponsor"))
}

/// What a card says, broken into lines.
struct Says<'a> {
    title: Vec<TextLine>,
    /// The type of the name: that of the manner, or smaller where a word needs it.
    font: Font,
    lines: Vec<&'a Fact>,
    bar: Option<&'a Bar>,
    beside: Option<&'a str>,
    figure: Option<Fact>,
    state: Option<State>,
    /// Whether there is room for the state beside the name, and no fact whose line it could share.
    state_beside: bool,
}

impl<'a> Says<'a> {
    fn new(element: &Element, facts: &'a Facts, manner: &Manner, room: f64) -> Self {
        let beside = facts.beside.as_deref().filter(|_| manner.beside && element.kind == ElementKind::Role);
        let title_room = beside.map_or(room, |b| room - width(b, manner.detail) - 6.0);
        let driver = matches!(element.kind, ElementKind::ValueProposition | ElementKind::Objective);
        let most = manner.title_lines + usize::from(driver && manner.title_lines > 1);
        let font = title_font(element.shown_name(), manner, title_room, most);
        let title = title_lines(element.shown_name(), font, title_room, most);
        let state = Some(element.state()).filter(|s| *s != State::Keep);
        let figure = facts.number.clone().filter(|_| manner.figure_only && beside.is_none());
        let lines =
            if manner.figure_only || beside.is_some() { Vec::new() } else { most_telling(&facts.lines, manner) };
        let beside_name = |state| match title.as_slice() {
            [only] => only.width + 6.0 + badges::state_width(state, manner) <= title_room,
            _ => false,
        };
        let state_beside = lines.is_empty() && figure.is_none() && state.is_some_and(beside_name);
        Self {
            title,
            font,
            lines,
            bar: facts.bar.as_ref().filter(|_| manner.bar),
            beside,
            figure: figure.map(|text| Fact { text, shorter: Vec::new(), tone: Tone::Strong, rank: 1 }),
            state,
            state_beside,
        }
    }

    fn facts(&self) -> impl Iterator<Item = &Fact> {
        self.lines.iter().copied().chain(&self.figure)
    }

    /// Lines below the name; a state mark stands before the first, or alone.
    fn lines_below(&self) -> usize {
        self.facts().count().max(usize::from(self.state.is_some() && !self.state_beside))
    }

    fn height(&self, manner: &Manner) -> f64 {
        self.title.len().max(1) as f64 * manner.title_line
            + self.lines_below() as f64 * manner.detail_line
            + if self.bar.is_some() { BAR_LINE } else { 0.0 }
    }
}

/// A name in at most so many lines, with its type.
pub(super) fn set_name(name: &str, manner: &Manner, room: f64, most: usize) -> (Font, Vec<TextLine>) {
    let font = title_font(name, manner, room, most);
    (font, title_lines(name, font, room, most))
}

/// The type of a name: smaller, as far as the density allows, where that keeps its longest word whole, and a little smaller
/// where that keeps the whole name.
fn title_font(name: &str, manner: &Manner, room: f64, most: usize) -> Font {
    /// A name that is smaller than this, of its usual size, would look like another kind of thing.
    const WHOLE: f64 = 0.88;
    let font = manner.title;
    if unbroken(name) {
        return font;
    }
    let least = manner.detail.size.max(manner.badge.size).min(font.size);
    let longest = words(name).map(|word| width(word, font)).fold(0.0, f64::max);
    let last = |font: Font| title_lines(name, font, room, most).pop();
    let is_cut = |font: Font| last(font).is_some_and(|line| line.text.ends_with('…')) && !name.ends_with('…');
    if longest <= room {
        let smaller = [0.5, 1.0, 1.5].map(|by| font.size - by).into_iter();
        let mut sizes = smaller.filter(|size| *size >= least && *size >= font.size * WHOLE);
        if !is_cut(font) {
            return font;
        }
        if let Some(size) = sizes.find(|size| !is_cut(Font { size: *size, ..font })) {
            return Font { size, ..font };
        }
        if last(font).is_none_or(|line| ends_at_word(name, &line)) {
            return font;
        }
    }
    // With the ellipsis that may have to follow it, where there is more than the one word.
    let wanted = longest + if words(name).count() > 1 { width("…", font) } else { 0.0 };
    let size = (font.size * room / wanted * 4.0).floor() / 4.0;
    Font { size: if size < least { font.size } else { size }, ..font }
}

/// A name in at most so many lines. A word that is too long for a line ends in an ellipsis; broken between letters it
/// would read as two.
fn title_lines(name: &str, font: Font, room: f64, most: usize) -> Vec<TextLine> {
    let name = name.trim();
    let words_fit = words(name).take(most).all(|word| width(word, font) <= room);
    if words_fit || !name.contains(char::is_whitespace) && unbroken(name) {
        break_lines(name, font, room, most)
    } else {
        vec![fit_line(name, font, room, false)]
    }
}

/// Whether a name is of a script that is written without blanks and breaks anywhere.
fn unbroken(name: &str) -> bool {
    name.chars().any(|c| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{0e00}'..='\u{0eff}'))
}

/// The lines that a manner has room for, the most telling ones in their order.
fn most_telling<'a>(lines: &'a [Fact], manner: &Manner) -> Vec<&'a Fact> {
    let mut kept: Vec<usize> = (0..lines.len()).filter(|i| lines[*i].rank <= manner.least_telling).collect();
    kept.sort_by_key(|i| (lines[*i].rank, *i));
    kept.truncate(manner.facts);
    kept.sort_unstable();
    kept.into_iter().map(|i| &lines[i]).collect()
}

/// The shapes of a node that holds no others.
#[must_use]
pub fn card(ctx: &Context, element: &Element, marks: &Marks, manner: &Manner, rect: Rect) -> Vec<Item> {
    let theme = ctx.theme;
    let outline = outline::of(element.kind);
    let (fill, stroke) = paint(ctx.document, element, outline, marks, theme);
    let mut items = Vec::with_capacity(12);
    if outline != Outline::Chevron {
        shape(&mut items, outline, rect + Vec2::new(0.0, 1.5), theme.shadow, None);
    }
    shape(&mut items, outline, rect, fill, Some(stroke));
    outline::ornament(element, rect, stroke, marks.tint.map(|tint| tint.text), theme, &mut items);
    contents(ctx, element, marks, manner, rect, &mut items);
    items
}

/// Inside and border of a card.
pub(super) fn paint(
    document: &Document,
    element: &Element,
    outline: Outline,
    marks: &Marks,
    theme: &Theme,
) -> (Color, Stroke) {
    let driver = document.metamodel().kind(element.kind).is_some_and(|k| k.theme == KindTheme::Driver);
    let accent = theme.kind(element.kind.id());
    let (fill, stroke) = match outline {
        Outline::Chevron => (theme.card, Stroke::solid(theme.stage_stroke, 1.2)),
        Outline::Arrow => (theme.accent_soft, Stroke::solid(accent, 1.5)),
        Outline::Pill if driver => (theme.card, Stroke::solid(accent, 1.2)),
        Outline::Plain => (theme.card, Stroke { color: theme.edge, width: 1.0, line: Line::Dotted }),
        _ if is_emerging(element) => (theme.card, Stroke { color: accent, width: 1.3, line: Line::Dashed }),
        _ => (theme.card, Stroke::solid(theme.card_stroke, 1.0)),
    };
    match marks.tint {
        // Dashes mean something whatever the class; other borders are quiet.
        Some(tint) if stroke.line == Line::Dashed => (tint.fill, Stroke { color: tint.text, ..stroke }),
        Some(tint) => (tint.fill, Stroke { color: tint.text.faded(0.35), ..stroke }),
        None => (fill, stroke),
    }
}

pub(super) fn shape(items: &mut Vec<Item>, outline: Outline, rect: Rect, fill: Color, stroke: Option<Stroke>) {
    items.push(match outline.form(rect) {
        Form::Box { radius } => Item::Box { rect, radius, fill, stroke },
        Form::Path(path) => Item::Path { path, fill, stroke },
    });
}
/// The icon, the name and the facts of a card.
pub(super) fn contents(
    ctx: &Context,
    element: &Element,
    marks: &Marks,
    manner: &Manner,
    rect: Rect,
    items: &mut Vec<Item>,
) {
    let theme = ctx.theme;
    let outline = outline::of(element.kind);
    let (left, right) = outline.inset();
    let (inset_top, inset_bottom) = outline.inset_vertical();
    let room = text_width(outline, manner, rect.width());
    let facts = facts(ctx.document, element);
    let says = Says::new(element, &facts, manner, room);
    let padding = padding(element.kind, manner);
    let inside = Rect::new(
        rect.x0 + left + manner.padding,
        rect.y0 + inset_top + padding.min(6.0),
        rect.x1 - right - manner.padding,
        rect.y1 - inset_bottom - padding.min(6.0),
    );
    // A box that was made small by hand shows what fits, the name first.
    let title_height = says.title.len() as f64 * manner.title_line;
    let bar_height = if says.bar.is_some() { BAR_LINE } else { 0.0 };
    let spare = (inside.height() + 0.5 - title_height - bar_height).max(0.0);
    let lines = says.lines_below().min((spare / manner.detail_line) as usize);
    // On the colour of a class a bar could not be told apart.
    let bar = says.bar.filter(|_| marks.tint.is_none());
    let bar = bar.filter(|_| lines == says.lines_below() && inside.height() + 0.5 >= title_height + bar_height);
    let height = title_height + lines as f64 * manner.detail_line + if bar.is_some() { BAR_LINE } else { 0.0 };
    let centred = matches!(outline, Outline::Pill | Outline::Arrow | Outline::Chevron) || manner.facts == 0;
    let mut loose = (rect.y1 - inset_bottom - padding - (rect.y0 + inset_top + padding) - height).max(0.0);
    let start = if centred { ((rect.height() - inset_top - inset_bottom - height) / 2.0).max(2.0) } else { padding };
    let mut y = (rect.y0 + inset_top + start).round();
    let mut x = inside.x0;
    let ink = Ink::new(element, marks, theme);
    if has_icon(outline) {
        let square = Rect::from_origin_size(
            (x, y + ((manner.title_line - manner.icon) / 2.0).floor()),
            (manner.icon, manner.icon),
        );
        let color = ink.icon;
        items.push(Item::Icon { square, name: icon_name(ctx.document, element), style: icon::Style::Fill, color });
        x += manner.icon + ICON_GAP;
    }
    let badge = badges::initials(marks.initials.as_deref().filter(|_| manner.initials), rect, outline, manner, theme);
    if let Some(beside) = says.beside {
        let w = width(beside, manner.detail);
        let at = Point::new(inside.x1 - w, y + manner.detail.baseline_in(manner.title_line));
        items.push(Item::text(at, beside, manner.detail, ink.facts));
    }
    for line in &says.title {
        let at = Point::new(x, y + says.font.baseline_in(manner.title_line));
        let text = line.text.clone();
        items.push(Item::Text { at, text, font: says.font, color: ink.title, width: line.width });
        y += manner.title_line;
    }
    if let Some(state) = marks.state.filter(|_| says.state_beside)
        && let Some(name) = says.title.first()
    {
        let lift = (manner.title_line - manner.detail_line) / 2.0;
        let at = Point::new(x + name.width + 6.0, y - manner.title_line + lift);
        badges::state_on(marks.tint, state, at, manner, theme, items);
    }
    // Where the badge stands there is less room.
    let taken = |top: f64, bottom: f64| match &badge {
        // Letters leave some of their line free above, and a little below.
        Some((at, _)) if bottom - 1.0 > at.y0 && top + 3.0 < at.y1 => (inside.x1 - at.x0 + 7.0).max(0.0),
        _ => 0.0,
    };
    let first_strong = says.facts().position(|f| f.tone == Tone::Strong).filter(|_| !centred && !manner.figure_only);
    for i in 0..lines {
        if first_strong == Some(i) && loose > 0.0 {
            // Figures stand at the bottom, level with those of the cards beside.
            y = (y + loose).round();
            loose = 0.0;
        }
        let mut from = x;
        if i == 0
            && let Some(state) = marks.state
        {
            from = badges::state_on(marks.tint, state, Point::new(x, y), manner, theme, items);
        }
        if let Some(fact) = says.facts().nth(i) {
            let end = inside.x1.max(x + room);
            let room = end - from - taken(y, y + manner.detail_line);
            // Room that the cards beside need is there for words that one line would cut.
            let spare = if centred || from > x { 0 } else { (loose / manner.detail_line) as usize };
            let least = end - from - taken(y, y + (1 + spare) as f64 * manner.detail_line);
            let cut = spare > 0 && text_width_of(&fact.text, fact.tone, manner) > room;
            if let Some(broken) = cut.then(|| broken_fact(fact, least, 1 + spare, manner)).flatten() {
                loose -= (broken.len() - 1) as f64 * manner.detail_line;
                for line in &broken {
                    items.extend(fact_line(line, Point::new(x, y), least, manner, &ink));
                    y += manner.detail_line;
                }
                continue;
            }
            items.extend(fact_line(fact, Point::new(from, y), room, manner, &ink));
        }
        y += manner.detail_line;
    }
    if let Some(bar) = bar {
        if first_strong.is_none() && loose > 0.0 && !centred {
            y = (y + loose).round();
        }
        let end = inside.x1.max(x + room) - taken(y, y + BAR_LINE + 2.0);
        badges::bar(bar, marks, Rect::new(x, y, end, y + BAR_LINE), theme, items);
    }
    if let Some((_, shapes)) = badge {
        items.extend(shapes);
    }
}

/// The colours of what is written on a card.
pub(super) struct Ink {
    title: Color,
    pub(super) facts: Color,
    strong: Color,
    missed: Color,
    icon: Color,
}

impl Ink {
    pub(super) fn new(element: &Element, marks: &Marks, theme: &Theme) -> Self {
        match marks.tint {
            Some(tint) => {
                let text = tint.text;
                Self { title: text, facts: text, strong: text, missed: text, icon: text }
            }
            None => Self::plain(element, theme),
        }
    }

    fn plain(element: &Element, theme: &Theme) -> Self {
        let quiet = element.name.trim().is_empty() || element.state() == State::Retire;
        Self {
            title: if quiet { theme.muted } else { theme.text },
            facts: theme.text_secondary,
            strong: theme.text,
            missed: theme.finding.warning,
            icon: theme.kind(element.kind.id()),
        }
    }
}

/// A fact that one line would cut, on at most so many lines.
fn broken_fact(fact: &Fact, room: f64, most: usize, manner: &Manner) -> Option<Vec<Fact>> {
    let font = fact_font(fact.tone, manner);
    if words(&fact.text).any(|word| width(word, font) > room) {
        return None;
    }
    let lines = break_lines(&fact.text, font, room, most);
    // Fewer words that are whole say more than an ellipsis.
    let cut = lines.last().is_some_and(|line| line.text.ends_with('…'));
    let line = |line: TextLine| Fact::new(line.text.to_string(), fact.tone);
    (!cut || fact.shorter.is_empty()).then(|| lines.into_iter().map(line).collect())
}

/// A fact on its line, whose top left is `at`, cut where there is no more room.
fn fact_line(fact: &Fact, at: Point, room: f64, manner: &Manner, ink: &Ink) -> Option<Item> {
    let font = fact_font(fact.tone, manner);
    let color = match fact.tone {
        Tone::Plain => ink.facts,
        Tone::Strong => ink.strong,
        Tone::Missed => ink.missed,
    };
    let words = fact.fitting(font, room);
    // Part of a word says nothing.
    let first = words.split(' ').next().unwrap_or_default();
    if room < 2.0 * font.size || words.contains(' ') && width(first, font) + width("…", font) > room {
        return None;
    }
    let line = fit_line(words, font, room, false);
    let at = Point::new(at.x, at.y + font.baseline_in(manner.detail_line));
    Some(Item::Text { at, text: line.text, font, color, width: line.width })
}

/// The shapes of an element that holds others: an area with a header.
#[must_use]
pub fn container(ctx: &Context, element: &Element, marks: &Marks, rect: Rect) -> Vec<Item> {
    let (document, theme) = (ctx.document, ctx.theme);
    let manner = Manner::DIAGRAM;
    let stream = element.kind == ElementKind::ValueStream;
    let (fill, stroke) = if stream {
        (theme.stream_fill, theme.zone.key.stroke)
    } else {
        (theme.zone.context.fill, theme.zone.context.stroke)
    };
    let (fill, stroke) = match marks.tint {
        // The class colours the header; what is inside has classes of its own.
        Some(tint) => (fill, Stroke::solid(tint.fill, 3.0)),
        None => (fill, Stroke::solid(stroke, 1.0)),
    };
    let mut items = vec![Item::Box { rect, radius: 12.0, fill, stroke: Some(stroke) }];
    let (font, line_height): (Font, f64) =
        if stream { (size::HEADING, size::HEADING_LINE) } else { (size::TITLE, size::TITLE_LINE) };
    let padding = container_padding(element.kind);
    let x = rect.x0 + padding.x0;
    let header = Rect::new(rect.x0, rect.y0, rect.x1, rect.y0 + padding.y0 - 4.0);
    let fact = facts(document, element).lines.into_iter().next();
    let below = if stream || (fact.is_none() && marks.state.is_none()) { 0.0 } else { size::DETAIL_LINE };
    let top = (header.center().y - f64::midpoint(line_height, below)).round() + 1.0;
    let square = Rect::from_origin_size((x, top + (line_height - size::ICON) / 2.0), (size::ICON, size::ICON));
    let color = theme.kind(element.kind.id());
    items.push(Item::Icon { square, name: icon_name(document, element), style: icon::Style::Fill, color });
    let text_x = x + size::ICON + ICON_GAP;
    let mut right = rect.x1 - padding.x1;
    let header_box = Rect::new(rect.x0, top - 2.0, right, top + line_height + 2.0);
    if let Some((at, shapes)) = badges::beside(marks.initials.as_deref(), header_box, &manner, theme) {
        right = at.x0 - 8.0;
        items.extend(shapes);
    }
    let beside = fact.as_ref().filter(|_| stream).map_or(0.0, |f| width(&f.text, size::DETAIL) + 16.0);
    let room = right - text_x;
    // Beside the name only where the name keeps most of the room.
    let beside = if beside > room / 2.0 { 0.0 } else { beside };
    let title = fit_line(element.shown_name(), font, (room - beside).max(24.0), false);
    let at = Point::new(text_x, top + font.baseline_in(line_height));
    let title_end = text_x + title.width;
    items.push(Item::Text { at, text: title.text, font, color: theme.text, width: title.width });
    if stream {
        if let Some(fact) = fact.filter(|_| beside > 0.0) {
            let w = width(&fact.text, size::DETAIL);
            let color = if fact.tone == Tone::Missed { theme.finding.warning } else { theme.text_secondary };
            items.push(Item::text(Point::new(right - w, at.y), fact.text, size::DETAIL, color));
        }
        if let Some(state) = marks.state
            && title_end + badges::state_width(state, &manner) + 10.0 < right - beside
        {
            badges::state(state, Point::new(title_end + 8.0, top + 2.5), &manner, theme, &mut items);
        }
        return items;
    }
    let mut from = text_x;
    if let Some(state) = marks.state {
        from = badges::state(state, Point::new(text_x, top + line_height), &manner, theme, &mut items);
    }
    if let Some(fact) = fact {
        let at = Point::new(from, top + line_height);
        items.extend(fact_line(
            &fact,
            at,
            (rect.x1 - padding.x1 - from).max(24.0),
            &manner,
            &Ink::plain(element, theme),
        ));
    }
    items
}
