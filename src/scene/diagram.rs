//! Draws a diagram: every box of its plan as the card of its kind, every line as its relation.
//!
//! Knows nothing about who looks at it.

use std::collections::HashMap;
use std::sync::Arc;

use ecow::EcoString;

use super::collapsed::{self, inside_words, mark_of};
use super::context::{Answers, Context, Marks};
use super::facts::{Facts, facts};
use super::figure::{Figure, Item, Layer, Owner, Region};
use super::legend::KeptEntries;
use super::light::{self, Light};
use super::lines::KeptLines;
use super::manner::Manner;
use super::options::Legend;
use super::patch::Picture;
use super::plan::{Plan, Planned};
use super::{Scene, anatomy, canvas, edge, legend, notes, ways};
use crate::analysis::Date;
use crate::geom::{Rect, bounds_of};
use crate::model::{Document, Element, ElementId, ElementKind, Head, Record, Relation, Revision, View};
use crate::theme::{Mode, Theme, size};

/// How a scene is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    /// Light or dark.
    pub mode: Mode,
    /// The day that counts where the model sets none.
    pub today: Option<Date>,
    /// On a canvas, the element whose relations are drawn while the rest is dimmed.
    pub focus: Option<ElementId>,
    /// What is pointed out while the rest recedes.
    pub light: Option<Arc<Light>>,
}

impl Look {
    /// A mode, and nothing else.
    #[must_use]
    pub fn of(mode: Mode) -> Self {
        Self { mode, ..Self::default() }
    }
}

/// The figures of the last scene, kept so that what did not change is not drawn again.
#[derive(Default)]
pub struct Kept {
    look: Option<Look>,
    /// Settings such as the currency show on cards.
    head: Option<Arc<Head>>,
    answers: Option<(Revision, Record, Arc<Answers>)>,
    nodes: HashMap<Owner, KeptNode>,
    lines: KeptLines,
    entries: Option<KeptEntries>,
    legend: Option<Arc<Figure>>,
    /// How many figures were drawn anew by the last [`build_with`].
    pub drawn: usize,
    /// How often the last [`build_with`] asked the model what a figure says; nothing is asked twice as long as the model,
    /// the choices of the view and the look stay the same.
    pub asked: usize,
}

/// A box as it was drawn, with all that its drawing came from.
struct KeptNode {
    element: Arc<Element>,
    rect: Rect,
    holds: bool,
    inside: EcoString,
    says: Arc<Says>,
    figure: Arc<Figure>,
}

/// What a box says beside what its element holds.
#[derive(PartialEq)]
pub(super) struct Says {
    marks: Marks,
    /// What a stream says follows from its stages.
    facts: Option<Facts>,
}

impl Says {
    pub(super) fn of(ctx: &Context, element: &Element) -> Self {
        let facts = (element.kind == ElementKind::ValueStream).then(|| facts(ctx.document, element));
        Self { marks: ctx.marks(element), facts }
    }
}

fn layer_of(node: &Planned) -> Layer {
    if node.holds { Layer::Container(node.depth) } else { Layer::Node(node.z) }
}

/// The box of an element; `inside` says what it holds without showing it.
pub(super) fn box_figure(ctx: &Context, element: &Element, says: &Says, node: &Planned, inside: &str) -> Figure {
    let items = if node.holds {
        anatomy::container(ctx, element, &says.marks, node.rect)
    } else if let Some(mark) = mark_of(ctx.document, node) {
        collapsed::card(ctx, element, &says.marks, node.rect, (mark, inside))
    } else {
        anatomy::card(ctx, element, &says.marks, &Manner::DIAGRAM, node.rect)
    };
    let mut name = anatomy::accessible_name(ctx.document, element);
    if !inside.is_empty() {
        name = ecow::eco_format!("{name}, collapsed, {inside}");
    }
    Figure {
        owner: Owner::Element(node.element.clone()),
        layer: layer_of(node),
        name,
        title: element.shown_name().into(),
        title_room: if node.holds { anatomy::header_of(element.kind, node.rect) } else { node.rect },
        bounds: bounds_of(items.iter().map(Item::bounds)).unwrap_or(node.rect),
        items,
        region: Region::Rect(node.rect),
    }
}

/// The scene of a plan, with the light of the look on it.
#[must_use]
pub fn build(document: &Document, view: Option<&View>, plan: &Plan, look: &Look) -> Scene {
    let scene = build_with(document, view, plan, look, &mut Kept::default());
    let Some(light) = &look.light else { return scene };
    let plan = light::led(document, plan, &light.lines.keys().cloned().collect());
    light::shine(&scene, document, &plan, light, Theme::of(look.mode)).settled()
}

/// The scene of a plan, without a light; figures of what did not change since the last call are taken from `kept`.
pub fn build_with(document: &Document, view: Option<&View>, plan: &Plan, look: &Look, kept: &mut Kept) -> Scene {
    if plan.canvas.is_some() {
        return canvas::build(document, view, plan, look);
    }
    let theme = Theme::of(look.mode);
    let same_head = kept.head.as_ref().is_some_and(|head| Arc::ptr_eq(head, &document.head));
    if kept.look.as_ref() != Some(look) || !same_head {
        *kept = Kept { look: Some(look.clone()), head: Some(document.head.clone()), ..Kept::default() };
    }
    let last = kept.answers.as_ref().map(|(.., answers)| answers.clone());
    let answers = kept.answers(document, view, look);
    // The answers are kept for one model and the choices of a view, so what was said then still holds.
    let same_model = last.is_some_and(|last| Arc::ptr_eq(&last, &answers));
    let ctx = Context::new(document, theme, answers);
    (kept.drawn, kept.asked) = (0, 0);
    let mut nodes = HashMap::new();
    let mut figures = Vec::with_capacity(plan.nodes.len() + plan.edges.len());
    figures.extend(notes::figures(document, view, plan, theme).into_iter().map(Arc::new));
    for node in &plan.nodes {
        let Some(element) = document.element(&node.element) else { continue };
        let owner = Owner::Element(node.element.clone());
        let layer = layer_of(node);
        let inside = if node.hides.is_empty() { EcoString::new() } else { inside_words(document, node) };
        let last = kept.nodes.remove(&owner);
        let says = last.as_ref().filter(|_| same_model).map_or_else(
            || {
                kept.asked += 1;
                Arc::new(Says::of(&ctx, element))
            },
            |last| last.says.clone(),
        );
        let same = last.filter(|last| {
            Arc::ptr_eq(&last.element, element)
                && last.rect == node.rect
                && last.holds == node.holds
                && last.inside == inside
                && (Arc::ptr_eq(&last.says, &says) || last.says == says)
                && last.figure.layer == layer
        });
        let figure = same.map_or_else(
            || {
                kept.drawn += 1;
                Arc::new(box_figure(&ctx, element, &says, node, &inside))
            },
            |last| last.figure,
        );
        figures.push(figure.clone());
        let (element, rect, holds) = (element.clone(), node.rect, node.holds);
        nodes.insert(owner, KeptNode { element, rect, holds, inside, says, figure });
    }
    let (lines, drawn, asked) = kept.lines.draw(document, plan, theme, same_model);
    figures.extend(lines);
    kept.drawn += drawn;
    kept.asked += asked;
    kept.nodes = nodes;
    if !same_model {
        kept.entries = None;
    }
    let drawing = bounds_of(figures.iter().map(|f| f.bounds));
    if let Some(drawing) = drawing
        && view.is_none_or(|v| Legend::of(v) == Legend::Shown)
    {
        let entries = kept.entries.take().filter(|entries| entries.are_of(plan)).unwrap_or_else(|| {
            kept.asked += plan.nodes.len();
            KeptEntries::new(&ctx, plan)
        });
        let legend = legend_figure(&entries.entries, drawing, theme);
        kept.entries = Some(entries);
        let same = kept.legend.take().filter(|last| legend.as_ref() == Some(&**last));
        kept.drawn += usize::from(legend.is_some() && same.is_none());
        kept.legend = same.or(legend.map(Arc::new));
        figures.extend(kept.legend.clone());
    }
    figures.sort_by_key(|f| f.layer);
    let margin = size::PAGE_MARGIN;
    let bounds = bounds_of(figures.iter().map(|f| f.bounds)).unwrap_or(Rect::new(0.0, 0.0, 320.0, 200.0));
    let bounds = Rect::new(bounds.x0.floor(), bounds.y0.floor(), bounds.x1.ceil(), bounds.y1.ceil());
    Scene::new(bounds.inflate(margin, margin), theme.page, figures)
}

impl Kept {
    /// The picture that was drawn last, to be patched.
    #[must_use]
    pub fn picture(&self, plan: Arc<Plan>, scene: Arc<Scene>) -> Picture {
        Picture { plan, scene, answers: self.answers.as_ref().map(|(.., answers)| answers.clone()) }
    }

    /// The answers of the last scene, as long as they are still true.
    fn answers(&mut self, document: &Document, view: Option<&View>, look: &Look) -> Arc<Answers> {
        let options = view.map(|v| v.options.clone()).unwrap_or_default();
        if let Some((revision, of, answers)) = &self.answers
            && *revision == document.revision()
            && *of == options
        {
            return answers.clone();
        }
        let answers = Arc::new(Answers::new(document, view, look.today));
        self.answers = Some((document.revision(), options, answers.clone()));
        answers
    }
}

/// The legend below a drawing; none where there is nothing to explain.
fn legend_figure(entries: &[legend::Entry], drawing: Rect, theme: &Theme) -> Option<Figure> {
    if entries.is_empty() {
        return None;
    }
    let (rect, items) = legend::below(entries, drawing, theme);
    // It is looked at, not pressed.
    let region = Region::Rect(Rect::ZERO);
    let bounds = bounds_of(items.iter().map(Item::bounds)).unwrap_or(rect);
    let (owner, layer, title) = (Owner::Page, Layer::Top, EcoString::new());
    let title_room = Rect::ZERO;
    Some(Figure { owner, layer, name: "Legend".into(), title, title_room, bounds, items, region })
}

/// Where the label of a relation stands, or would where it is not always shown.
#[must_use]
pub fn label_rect(document: &Document, plan: &Plan, relation: &Relation) -> Option<Rect> {
    let at = ways::label_place(document, plan, relation)?;
    let count = plan.edges.iter().find(|e| e.relation == relation.id).map_or(1, |e| e.count);
    Some(Rect::from_center_size(at, edge::label_size(document, relation, count)))
}

/// Where the line of a relation leaves and arrives: the boxes of its ends, or the spots that they are pinned to.
#[must_use]
pub fn line_ends(plan: &Plan, relation: &Relation) -> Option<(Rect, Rect)> {
    ways::ends(plan, relation)
}

/// The shapes of a relation's label where it is not always shown, for a hovered or selected line. A line that has no free
/// place for its label has none: it would cover what the line joins.
#[must_use]
pub fn label_items(document: &Document, plan: &Plan, relation: &Relation, mode: Mode) -> Vec<Item> {
    let mut items = Vec::new();
    if let Some(at) = ways::label_place(document, plan, relation) {
        let count = plan.edges.iter().find(|e| e.relation == relation.id).map_or(1, |e| e.count);
        edge::push_label(&mut items, document, relation, count, at, Theme::of(mode));
    }
    items
}
