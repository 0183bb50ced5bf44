//! The model as a tree: its kinds, and in them the elements, under those that contain them.
//!
//! The tree is made once for each state of the model, and its rows once for each way in which it is opened and filtered.
//!
//! Knows nothing about how rows look.

use std::collections::BTreeSet;
use std::sync::Arc;

use ecow::EcoString;

use super::folded::folded_in;
use super::matching::plain;
use super::{Session, Tone};
use crate::geom::Point;
use crate::model::{AnnotationKind, Document, ElementId, ElementKind, Revision, ViewId};
use crate::scene::Owner;

/// What a row of the outline stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Branch {
    /// A kind with the elements of it that no other contains.
    Kind(ElementKind),
    /// An element with those that it contains.
    Element(ElementId),
    /// The notes of all views.
    Notes,
    /// A note of a view.
    Note(ViewId, EcoString),
}

/// A row of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it stands for.
    pub branch: Branch,
    /// How many rows it stands under.
    pub depth: u16,
    /// How many stand directly under it, whether they are shown or not.
    pub count: usize,
    /// Whether they are shown.
    pub open: bool,
}

/// The outline, as it is opened and filtered.
#[derive(Default)]
pub(super) struct Outline {
    filter: String,
    /// What was opened or closed otherwise than it is at first.
    turned: BTreeSet<Branch>,
    tree: Option<(Revision, Arc<Tree>)>,
    rows: Option<(Revision, Arc<Vec<Row>>)>,
    /// How often the tree or its rows were made.
    pub built: usize,
}

/// An element with what it contains.
struct Node {
    id: ElementId,
    kind: ElementKind,
    name: String,
    parts: Vec<Node>,
}

type Tree = Vec<(ElementKind, Vec<Node>)>;

impl Session {
    /// The rows that are shown.
    pub fn outline(&mut self) -> Arc<Vec<Row>> {
        let revision = self.document().revision();
        if let Some((known, rows)) = &self.going.outline.rows
            && *known == revision
        {
            return rows.clone();
        }
        let tree = match &self.going.outline.tree {
            Some((known, tree)) if *known == revision => tree.clone(),
            _ => {
                let tree = Arc::new(tree(self.document()));
                self.going.outline.built += 1;
                self.going.outline.tree = Some((revision, tree.clone()));
                tree
            }
        };
        let mut all = rows(self.document(), &tree, &self.going.outline);
        all.extend(note_rows(self.document(), &self.going.outline));
        let rows = Arc::new(all);
        self.going.outline.built += 1;
        self.going.outline.rows = Some((revision, rows.clone()));
        rows
    }

    /// By what the outline is filtered.
    #[must_use]
    pub fn outline_filter(&self) -> &str {
        &self.going.outline.filter
    }

    /// Shows only what has this in its name, or is of a kind that is called so.
    pub fn set_outline_filter(&mut self, filter: &str) {
        if self.going.outline.filter != filter {
            filter.clone_into(&mut self.going.outline.filter);
            self.going.outline.rows = None;
        }
    }

    /// Shows what stands under a row, or hides it.
    pub fn turn(&mut self, branch: &Branch) {
        let turned = &mut self.going.outline.turned;
        if !turned.remove(branch) {
            turned.insert(branch.clone());
        }
        self.going.outline.rows = None;
    }

    /// Opens what an element stands under. Which row it has.
    pub fn reveal_in_outline(&mut self, id: &ElementId) -> Option<usize> {
        let mut above = Vec::new();
        let mut top = id.clone();
        while let Some(parent) = self.document().parent(&top).cloned().filter(|p| above.len() < 64 && p != id) {
            above.push(Branch::Element(parent.clone()));
            top = parent;
        }
        above.push(Branch::Kind(self.document().element(&top)?.kind));
        for branch in above.into_iter().rev() {
            let row = self.outline().iter().find(|r| r.branch == branch).cloned();
            if row.is_some_and(|r| !r.open && r.count > 0) {
                self.turn(&branch);
            }
        }
        self.outline().iter().position(|r| matches!(&r.branch, Branch::Element(e) if e == id))
    }

    /// Selects the element of a row with what is selected already, or lets go of it.
    pub fn toggle_in_outline(&mut self, id: &ElementId) {
        self.commit_naming();
        let owner = Owner::Element(id.clone());
        if !self.selection.remove(&owner) {
            self.selection.insert(owner);
        }
    }

    /// Selects the elements of all rows from one to another.
    pub fn choose_range_in_outline(&mut self, from: usize, to: usize) {
        self.commit_naming();
        let rows = self.outline();
        let range = from.min(to)..=from.max(to).min(rows.len().saturating_sub(1));
        let elements = rows.get(range).into_iter().flatten().filter_map(|row| match &row.branch {
            Branch::Element(id) => Some(Owner::Element(id.clone())),
            Branch::Kind(_) | Branch::Notes | Branch::Note(..) => None,
        });
        *self.selection = elements.collect();
    }

    /// Removes what is selected in the outline from the view, or deletes it from the model: the row with all that is
    /// selected, where it is.
    pub fn delete_in_outline(&mut self, id: &ElementId, from_model: bool) {
        self.commit_naming();
        if !self.selection.contains(&Owner::Element(id.clone())) {
            self.select(Some(Owner::Element(id.clone())));
        }
        if from_model {
            self.delete_from_model();
            return;
        }
        let plan = self.plan();
        if !self.is_canvas() && self.selected_elements().iter().all(|id| plan.standing_for(id).is_none()) {
            let names = self.names_of(&self.selected_elements());
            let verb = if self.selection.len() == 1 { "is" } else { "are" };
            self.say(Tone::Refusal, format!("{names} {verb} not in this view. Shift+Delete deletes from the model."));
            return;
        }
        self.delete_from_view();
    }

    /// Puts an element that was dragged from the outline into the view, around a point; one that is there already is
    /// selected.
    pub fn drop_from_outline(&mut self, id: &ElementId, at: Point) {
        let plan = self.plan();
        if folded_in(&plan, id).is_some() {
            self.select_and_fly(&Owner::Element(id.clone()));
        } else if plan.node(id).is_some() {
            let text = format!("{} is in this view already.", self.name_of(id));
            self.say(Tone::Info, text);
            self.select_and_fly(&Owner::Element(id.clone()));
        } else if self.is_canvas() {
            let text = format!(
                "A canvas shows what is in its scope by itself, and {} is not. Choose another scope, or drag it onto a diagram.",
                self.name_of(id)
            );
            self.say(Tone::Refusal, text);
        } else {
            self.place_existing(id, at, None);
        }
    }

    /// Selects the element of a row and goes to it where this view shows it.
    pub fn choose_in_outline(&mut self, id: &ElementId) {
        self.commit_naming();
        self.select_and_fly(&Owner::Element(id.clone()));
    }
}

/// The notes of all views, under a heading of their own.
fn note_rows(document: &Document, outline: &Outline) -> Vec<Row> {
    let typed = plain(&outline.filter);
    let fits = |text: &str| typed.is_empty() || plain(text).contains(&typed) || "notes".contains(&typed);
    let notes: Vec<Branch> = document
        .views_in_order()
        .into_iter()
        .flat_map(|v| v.annotations().map(|a| (v.id.clone(), a)).collect::<Vec<_>>())
        .filter(|(_, a)| a.kind == AnnotationKind::Note && !a.text.trim().is_empty() && fits(&a.text))
        .map(|(view, a)| Branch::Note(view, a.id))
        .collect();
    if notes.is_empty() {
        return Vec::new();
    }
    let open = !typed.is_empty() || outline.turned.contains(&Branch::Notes);
    let mut rows = vec![Row { branch: Branch::Notes, depth: 0, count: notes.len(), open }];
    if open {
        rows.extend(notes.into_iter().map(|branch| Row { branch, depth: 1, count: 0, open: false }));
    }
    rows
}

fn tree(document: &Document) -> Tree {
    let mut kinds = document.metamodel().kinds_by_importance();
    kinds.push(ElementKind::Foreign);
    let mut tree = Vec::new();
    for kind in kinds {
        let top = document.index().of_kind(kind).filter(|id| document.parent(id).is_none());
        let mut nodes: Vec<Node> = top.filter_map(|id| node(document, id, 0)).collect();
        nodes.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.id.cmp(&b.id)));
        if !nodes.is_empty() {
            tree.push((kind, nodes));
        }
    }
    tree
}

fn node(document: &Document, id: &ElementId, depth: usize) -> Option<Node> {
    /// Deeper than people go; what contains itself, which no file may say, ends here all the same.
    const DEEPEST: usize = 64;
    let element = document.element(id)?;
    let parts = if depth < DEEPEST { document.children(id) } else { Vec::new() };
    let parts = parts.iter().filter_map(|e| node(document, &e.id, depth + 1)).collect();
    Some(Node { id: id.clone(), kind: element.kind, name: plain(element.shown_name()), parts })
}

fn rows(document: &Document, tree: &Tree, outline: &Outline) -> Vec<Row> {
    let typed = plain(&outline.filter);
    let kinds = ElementKind::ALL.into_iter().filter(|k| !typed.is_empty() && is_called(document, *k, &typed));
    let mut rows = Rows { called: kinds.collect(), typed, turned: &outline.turned, all: Vec::new() };
    for (kind, nodes) in tree {
        let branch = Branch::Kind(*kind);
        let start = rows.all.len();
        // Closed at first; what is filtered shows all it has.
        let open = !rows.typed.is_empty() || outline.turned.contains(&branch);
        rows.all.push(Row { branch, depth: 0, count: nodes.len(), open });
        let hits = if open { rows.add(nodes, 1) } else { nodes.len() };
        if hits == 0 {
            rows.all.truncate(start);
        } else {
            rows.all[start].count = hits;
        }
    }
    rows.all
}

/// Rows while they are put together.
struct Rows<'a> {
    typed: String,
    /// The kinds that are called as is typed.
    called: BTreeSet<ElementKind>,
    turned: &'a BTreeSet<Branch>,
    all: Vec<Row>,
}

impl Rows<'_> {
    /// Adds the rows of nodes that fit, each with those under it that do. How many of the nodes have rows.
    fn add(&mut self, nodes: &[Node], depth: u16) -> usize {
        let mut hits = 0;
        for node in nodes {
            let fits = node.name.contains(&self.typed) || self.called.contains(&node.kind);
            let start = self.all.len();
            let branch = Branch::Element(node.id.clone());
            let open = !node.parts.is_empty() && (!self.typed.is_empty() || self.turned.contains(&branch));
            self.all.push(Row { branch, depth, count: node.parts.len(), open });
            let under = if open { self.add(&node.parts, depth + 1) } else { 0 };
            if fits || under > 0 {
                hits += 1;
                self.all[start].open = under > 0;
            } else {
                self.all.truncate(start);
            }
        }
        hits
    }
}

/// Whether a kind, or one of its common uses, is called so or has another word for it that begins so.
fn is_called(document: &Document, kind: ElementKind, typed: &str) -> bool {
    let Some(def) = document.metamodel().kind(kind) else { return false };
    let has = |label: &str| plain(label).contains(typed);
    let begins = |words: &[ecow::EcoString]| words.iter().any(|w| plain(w).starts_with(typed));
    has(&def.label) || has(&def.short) || begins(&def.synonyms)
}
