//! What a family of rules goes by when it makes offers: the finding, the model around it, and where offers are put.
//!
//! Knows nothing about any one rule.

use ecow::EcoString;

use super::focus::Focus;
use super::pick::{Among, Pick};
use super::{Act, Fix, label, refused};
use crate::analysis::Date;
use crate::check::facts::Limits;
use crate::check::{Finding, Subject};
use crate::edit::Edit;
use crate::model::attr::{Choice, assigned_to};
use crate::model::legality::initial_attributes;
use crate::model::{
    Direction, Document, Element, ElementId, ElementKind, Record, Relation, RelationId, RelationKind, Value,
};

/// The most elements that get an offer each.
pub(super) const MOST: usize = 4;

/// A finding about which something is to be done.
pub(super) struct Ask<'a> {
    pub document: &'a Document,
    pub finding: &'a Finding,
    pub limits: Limits,
    pub offers: Vec<Fix>,
}

impl<'a> Ask<'a> {
    pub fn new(document: &'a Document, finding: &'a Finding, today: Option<Date>) -> Self {
        Self { document, finding, limits: Limits::of(document, today), offers: Vec::new() }
    }

    // --- reading ---

    pub fn element(&self, id: &ElementId) -> Option<&'a Element> {
        self.document.element(id).map(|e| &**e)
    }

    /// The element that the finding is about.
    pub fn subject(&self) -> Option<&'a Element> {
        if let Subject::Element(id) = &self.finding.subject { self.element(id) } else { None }
    }

    /// The relation that the finding is about; none where the model only keeps it aside.
    pub fn relation(&self) -> Option<&'a Relation> {
        let Subject::Relation(id) = &self.finding.subject else { return None };
        self.document.relation(id).map(|r| &**r)
    }

    /// The relation that the finding is about, where the model only keeps it aside.
    pub fn refused(&self) -> Option<&'a Relation> {
        let Subject::Relation(id) = &self.finding.subject else { return None };
        refused::found(self.document, id).map(|refused| &refused.relation)
    }

    pub fn name(&self, id: &ElementId) -> String {
        label::name(self.document, id)
    }

    /// The elements of a kind.
    pub fn all(&self, kind: ElementKind) -> impl Iterator<Item = &'a Element> + use<'a> {
        let document = self.document;
        document.index().of_kind(kind).filter_map(move |id| document.element(id)).map(|e| &**e)
    }

    pub fn outgoing(&self, id: &ElementId, kind: RelationKind) -> Vec<&'a Relation> {
        around(self.document, id, kind, Direction::Outgoing)
    }

    pub fn incoming(&self, id: &ElementId, kind: RelationKind) -> Vec<&'a Relation> {
        around(self.document, id, kind, Direction::Incoming)
    }

    /// Who has a letter for an element, each once.
    pub fn assigned(&self, id: &ElementId, wanted: &str) -> Vec<&'a ElementId> {
        let who = self.incoming(id, RelationKind::AssignedTo).into_iter().filter(|r| letter(r) == Some(wanted.into()));
        let mut ids: Vec<&ElementId> = who.map(|r| &r.source).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Whether an element says a thing, where it or the metamodel says any.
    pub fn is(&self, element: &Element, attr: crate::model::attr::Attr<Choice>, wanted: &str) -> bool {
        self.limits.settled(element, attr).is_some_and(|Choice(value)| value == wanted)
    }

    // --- edits ---

    pub fn set(id: &ElementId, key: &str, value: impl Into<Option<Value>>) -> Edit {
        Edit::SetAttribute(id.clone(), EcoString::from(key), value.into())
    }

    pub fn choose(id: &ElementId, key: &str, value: &str) -> Edit {
        Self::set(id, key, Value::text(value))
    }

    /// A new relation with what its kind starts with and what it says.
    pub fn relate(&self, kind: RelationKind, source: &ElementId, target: &ElementId, says: &Record) -> Edit {
        let mut relation = Relation::new(RelationId::random(), kind, source.clone(), target.clone());
        relation.attributes = initial_attributes(self.document, kind);
        says.iter().for_each(|(key, value)| relation.attributes.set(key.clone(), value.clone()));
        Edit::AddRelation(relation)
    }

    /// A new element with a name that no other of its kind has.
    pub fn make(&self, kind: ElementKind, name: &str, says: Record) -> Element {
        let mut element = Element::new(ElementId::random(), kind, label::unique(self.document, kind, name));
        element.attributes = says;
        element
    }

    // --- offers ---

    /// Edits that state what the user decides by choosing them.
    pub fn offer(&mut self, label: impl Into<String>, edits: Vec<Edit>, focus: Option<Focus>) {
        self.offers.push(Fix { label: label.into(), act: Act::Do { edits, focus }, certain: false });
    }

    /// Edits that follow from the model itself.
    pub fn certain(&mut self, label: impl Into<String>, edits: Vec<Edit>) {
        self.offers.push(Fix { label: label.into(), act: Act::Do { edits, focus: None }, certain: true });
    }

    /// Only leads to a field.
    pub fn look(&mut self, label: impl Into<String>, focus: Focus) {
        self.offer(label, Vec::new(), Some(focus));
    }

    /// A relation whose other end is picked.
    pub fn pick(&mut self, label: impl Into<String>, pick: Pick) {
        self.offers.push(Fix { label: label.into(), act: Act::Pick(pick), certain: false });
    }

    /// A relation that leaves an element.
    pub fn to(&self, relation: RelationKind, from: &ElementId, kinds: &[ElementKind]) -> Pick {
        self.end(relation, from, Direction::Outgoing, kinds)
    }

    /// A relation that reaches an element.
    pub fn from(&self, relation: RelationKind, to: &ElementId, kinds: &[ElementKind]) -> Pick {
        self.end(relation, to, Direction::Incoming, kinds)
    }

    fn end(&self, relation: RelationKind, from: &ElementId, way: Direction, kinds: &[ElementKind]) -> Pick {
        Pick {
            relation,
            from: from.clone(),
            way,
            kinds: kinds.to_vec(),
            new: Vec::new(),
            says: Record::new(),
            made: Record::new(),
            among: Among::All,
            below: self.finding.severity(),
        }
    }
}

impl Pick {
    /// The same where one of these kinds may be made new.
    pub(super) fn or_new(mut self, kinds: &[ElementKind]) -> Self {
        self.new = kinds.to_vec();
        self
    }

    /// The same with what the relation says.
    pub(super) fn saying(mut self, key: &str, value: &str) -> Self {
        self.says.set(key, Value::text(value));
        self
    }

    /// The same among some only.
    pub(super) fn among(mut self, among: Among) -> Self {
        self.among = among;
        self
    }

    /// The same where a new element says this.
    pub(super) fn made_with(mut self, key: &str, value: Value) -> Self {
        self.made.set(key, value);
        self
    }
}

/// The relations of a kind around an element.
pub(super) fn around<'a>(
    document: &'a Document,
    id: &ElementId,
    kind: RelationKind,
    way: Direction,
) -> Vec<&'a Relation> {
    let all = document.index().relations_of_kind(id, kind, way);
    all.filter_map(|(_, id)| document.relation(id)).map(|r| &**r).collect()
}

/// The letter that an assignment states.
pub(super) fn letter(relation: &Relation) -> Option<EcoString> {
    relation.get(assigned_to::RACI).map(|Choice(letter)| letter)
}
