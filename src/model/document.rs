//! The document: an operating model with its views and settings, as one value.
//!
//! A clone is a snapshot and costs nothing worth counting; every change keeps the indexes. Invariants, which hold for
//! every document however it came about: ids are unique, both ends of a relation exist, its triple is legal, `contains`
//! is a forest, numbers are finite, placements refer to elements. What a file holds against them stands in [`Aside`].
//!
//! Knows nothing about history, files or drawing.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ecow::{EcoString, EcoVec};

use super::aside::Aside;
use super::element::{Element, Relation};
use super::ids::{ElementId, RelationId, ViewId};
use super::index::{Direction, Index};
use super::kind::{ElementKind, RelationKind};
use super::metamodel::Metamodel;
use super::table::Table;
use super::unsorted::Unsorted;
use super::value::{Record, Value};
use super::view::View;

/// The version of the file format that this program writes.
pub const FORMAT_VERSION: i64 = 1;

/// Tells two states of documents apart: equal revisions are equal states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Revision(u64);

impl Revision {
    fn next() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        Self(LAST.fetch_add(1, Ordering::Relaxed))
    }
}

/// A step of the roadmap.
#[derive(Clone, Debug, PartialEq)]
pub struct Plateau {
    /// Its id, unique among plateaus.
    pub id: EcoString,
    /// Name, date, then keys this version does not know.
    pub fields: Record,
}

/// An operating model with its views and settings.
#[derive(Clone, Debug)]
pub struct Document {
    pub(crate) head: Arc<Head>,
    pub(crate) aside: Arc<Aside>,
    /// The metamodel without what this file adds.
    base: Arc<Metamodel>,
    metamodel: Arc<Metamodel>,
    elements: Table<ElementId, Arc<Element>>,
    relations: Table<RelationId, Arc<Relation>>,
    views: Table<ViewId, Arc<View>>,
    index: Index,
    revision: Revision,
}

/// What a document says about itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// The version that the file had.
    pub version: i64,
    /// Name, description, then keys this version does not know.
    pub meta: Record,
    /// Currency, as-of date, thresholds; defaults are not stored.
    pub settings: Record,
    /// What this file adds to the metamodel.
    pub additions: Record,
    /// Steps of the roadmap, in their order.
    pub plateaus: EcoVec<Plateau>,
    /// Findings that were accepted, with the reason.
    pub waivers: EcoVec<Value>,
    /// Embedded pictures.
    pub assets: EcoVec<Value>,
    /// What a merge could not settle.
    pub conflicts: EcoVec<Value>,
    /// What was said and is no element yet, in its order.
    pub unsorted: EcoVec<Unsorted>,
    /// Keys this version does not know.
    pub fields: Record,
}

impl Default for Head {
    fn default() -> Self {
        Self {
            version: FORMAT_VERSION,
            meta: Record::new(),
            settings: Record::new(),
            additions: Record::new(),
            plateaus: EcoVec::new(),
            waivers: EcoVec::new(),
            assets: EcoVec::new(),
            conflicts: EcoVec::new(),
            unsorted: EcoVec::new(),
            fields: Record::new(),
        }
    }
}

impl Plateau {
    /// What it is called: its id where it has no name.
    #[must_use]
    pub fn name(&self) -> &EcoString {
        let name = self.fields.get("name").and_then(Value::as_text);
        name.filter(|n| !n.trim().is_empty()).unwrap_or(&self.id)
    }
}

impl PartialEq for Document {
    /// Whether two documents say the same, whatever their revisions.
    fn eq(&self, other: &Self) -> bool {
        self.head == other.head
            && self.elements == other.elements
            && self.relations == other.relations
            && self.views == other.views
            && self.aside == other.aside
    }
}

impl Document {
    /// A document with nothing in it.
    #[must_use]
    pub fn new(metamodel: Arc<Metamodel>) -> Self {
        Self {
            head: Arc::new(Head::default()),
            aside: Arc::new(Aside::default()),
            base: metamodel.clone(),
            metamodel,
            elements: Table::new(),
            relations: Table::new(),
            views: Table::new(),
            index: Index::default(),
            revision: Revision::next(),
        }
    }

    /// What kinds there are, additions of this file included.
    #[must_use]
    pub fn metamodel(&self) -> &Arc<Metamodel> {
        &self.metamodel
    }

    /// What kinds there are, without the additions of this file.
    #[must_use]
    pub fn base_metamodel(&self) -> &Arc<Metamodel> {
        &self.base
    }

    /// What the document says about itself.
    #[must_use]
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// What the file held that the model cannot use.
    #[must_use]
    pub fn aside(&self) -> &Aside {
        &self.aside
    }

    /// Which state this is.
    #[must_use]
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// The model's name; empty when it has none.
    #[must_use]
    pub fn name(&self) -> &str {
        self.head.meta.get("name").and_then(Value::as_text).map_or("", EcoString::as_str)
    }

    /// The value of a setting: what the file says, else the default of the metamodel.
    #[must_use]
    pub fn setting(&self, key: &str) -> Option<Value> {
        self.head
            .settings
            .get(key)
            .cloned()
            .or_else(|| self.metamodel.settings.iter().find(|def| def.key == key).and_then(|def| def.default.clone()))
    }

    /// The currency of every amount, as its code; empty where the file says something else than a text.
    #[must_use]
    pub fn currency(&self) -> EcoString {
        self.setting("currency").and_then(|v| v.as_text().cloned()).unwrap_or_default()
    }

    /// Hours of a working day.
    #[must_use]
    pub fn hours_per_day(&self) -> f64 {
        self.positive("hoursPerDay").unwrap_or(8.0)
    }

    /// Hours of a working week.
    #[must_use]
    pub fn hours_per_week(&self) -> f64 {
        self.hours_per_day() * self.positive("daysPerWeek").unwrap_or(5.0)
    }

    fn positive(&self, setting: &str) -> Option<f64> {
        self.setting(setting).and_then(|v| v.as_number()).filter(|n| *n > 0.0)
    }

    /// The element with an id.
    #[must_use]
    pub fn element(&self, id: &ElementId) -> Option<&Arc<Element>> {
        self.elements.get(id)
    }

    /// The relation with an id.
    #[must_use]
    pub fn relation(&self, id: &RelationId) -> Option<&Arc<Relation>> {
        self.relations.get(id)
    }

    /// The view with an id.
    #[must_use]
    pub fn view(&self, id: &ViewId) -> Option<&Arc<View>> {
        self.views.get(id)
    }

    /// All elements by id.
    #[must_use]
    pub fn elements(&self) -> &Table<ElementId, Arc<Element>> {
        &self.elements
    }

    /// All relations by id.
    #[must_use]
    pub fn relations(&self) -> &Table<RelationId, Arc<Relation>> {
        &self.relations
    }

    /// All views by id.
    #[must_use]
    pub fn views(&self) -> &Table<ViewId, Arc<View>> {
        &self.views
    }

    /// The views in the order in which they are shown.
    #[must_use]
    pub fn views_in_order(&self) -> Vec<&Arc<View>> {
        let mut views: Vec<_> = self.views.values().collect();
        views.sort_by(|a, b| a.order.unwrap_or(0.0).total_cmp(&b.order.unwrap_or(0.0)).then_with(|| a.id.cmp(&b.id)));
        views
    }

    /// Neighbours, kinds and names.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The element that contains `id`, if one does.
    #[must_use]
    pub fn parent(&self, id: &ElementId) -> Option<&ElementId> {
        self.index.relations_of_kind(id, RelationKind::Contains, Direction::Incoming).next().map(|(parent, _)| parent)
    }

    /// The elements that `id` contains: stages by their order, others by name.
    #[must_use]
    pub fn children(&self, id: &ElementId) -> Vec<&Arc<Element>> {
        let mut children: Vec<_> = self
            .index
            .relations_of_kind(id, RelationKind::Contains, Direction::Outgoing)
            .filter_map(|(child, _)| self.element(child))
            .collect();
        let order = |e: &Element| e.get(super::attr::stage::ORDER).unwrap_or(i64::MAX);
        children.sort_by(|a, b| {
            let both_stages = a.kind == ElementKind::Stage && b.kind == ElementKind::Stage;
            let by_order = if both_stages { order(a).cmp(&order(b)) } else { a.kind.cmp(&b.kind) };
            by_order.then_with(|| a.name.cmp(&b.name)).then_with(|| a.id.cmp(&b.id))
        });
        children
    }

    // --- changes: for `edit`, readers and merges only; each keeps the indexes ---

    pub(crate) fn head_mut(&mut self) -> &mut Head {
        self.revision = Revision::next();
        Arc::make_mut(&mut self.head)
    }

    /// Takes what a file adds to the metamodel, and gives a sentence for each addition that cannot be used.
    pub(crate) fn put_additions(&mut self, additions: Record) -> Vec<String> {
        let (metamodel, complaints) = super::additions::extended(&self.base, &additions);
        self.metamodel = metamodel;
        self.head_mut().additions = additions;
        complaints
    }

    pub(crate) fn aside_mut(&mut self) -> &mut Aside {
        self.revision = Revision::next();
        Arc::make_mut(&mut self.aside)
    }

    /// Adds or replaces an element.
    pub(crate) fn put_element(&mut self, element: Arc<Element>) -> Option<Arc<Element>> {
        self.revision = Revision::next();
        let before = self.elements.get(&element.id).cloned();
        if let Some(before) = &before {
            self.index.remove_element(before);
        }
        self.index.add_element(&element);
        self.elements.insert(element.id.clone(), element);
        before
    }

    /// Removes an element that nothing refers to any more.
    pub(crate) fn take_element(&mut self, id: &ElementId) -> Option<Arc<Element>> {
        let element = self.elements.get(id)?.clone();
        self.revision = Revision::next();
        self.index.remove_element(&element);
        self.elements.remove(id);
        Some(element)
    }

    /// Adds or replaces a relation whose ends exist.
    pub(crate) fn put_relation(&mut self, relation: Arc<Relation>) -> Option<Arc<Relation>> {
        self.revision = Revision::next();
        let before = self.relations.get(&relation.id).cloned();
        if let Some(before) = &before {
            self.index.remove_relation(before);
        }
        self.index.add_relation(&relation);
        self.relations.insert(relation.id.clone(), relation);
        before
    }

    /// Removes a relation that nothing refers to any more.
    pub(crate) fn take_relation(&mut self, id: &RelationId) -> Option<Arc<Relation>> {
        let relation = self.relations.get(id)?.clone();
        self.revision = Revision::next();
        self.index.remove_relation(&relation);
        self.relations.remove(id);
        Some(relation)
    }

    /// Adds or replaces a view.
    pub(crate) fn put_view(&mut self, view: Arc<View>) -> Option<Arc<View>> {
        self.revision = Revision::next();
        let before = self.views.get(&view.id).cloned();
        self.views.insert(view.id.clone(), view);
        before
    }

    /// Removes a view.
    pub(crate) fn take_view(&mut self, id: &ViewId) -> Option<Arc<View>> {
        let view = self.views.get(id)?.clone();
        self.revision = Revision::next();
        self.views.remove(id);
        Some(view)
    }

    /// What is wrong with the document against its invariants; empty always, unless the program has a fault.
    #[must_use]
    pub fn broken_invariants(&self) -> Vec<String> {
        super::invariants::broken(self)
    }
}
