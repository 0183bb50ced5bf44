//! What must not fail because nothing stands in for it (A12), of the whole model at once.
//!
//! Knows nothing about how likely a failure is.

use std::collections::{BTreeMap, BTreeSet};

use super::accountable::{A, R, assigned};
use super::outage::Outages;
use super::settings;
use crate::model::attr::{Choice, partner, role, technology, value_stream};
use crate::model::{Direction, Document, Element, ElementId, ElementKind, RelationKind};

/// What a core stream would have none of without an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lost {
    /// Anybody responsible.
    Responsible,
    /// Any technology that enables it.
    Technology,
}

/// Elements that must not fail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SinglePoints {
    /// Roles that are accountable for something and that only one person, or nobody, can fill; sorted.
    pub roles: Vec<ElementId>,
    /// Critical technologies that reach several streams and have one supplier, who is hard to replace; sorted.
    pub technologies: Vec<ElementId>,
    /// Elements without which a core stream has nothing left of what it needs, with the stream; sorted.
    pub articulations: Vec<(ElementId, ElementId, Lost)>,
}

impl SinglePoints {
    /// All of them, each once, sorted.
    #[must_use]
    pub fn all(&self) -> Vec<ElementId> {
        let articulations = self.articulations.iter().map(|(id, ..)| id);
        let all: BTreeSet<&ElementId> = self.roles.iter().chain(&self.technologies).chain(articulations).collect();
        all.into_iter().cloned().collect()
    }
}

/// A12, single points of failure = the number of elements that are one of these:
///
/// - roles with A for something and at most `singleHolder` holders, 1 by default;
/// - technologies whose outage (A11) reaches at least `spofStreams` streams, 2 by default, with a criticality of at least
///   `criticalFrom`, 4 by default, and with one supplying partner whose substitutability is hard or none;
/// - articulations: elements whose removal leaves a core stream with nobody responsible (R on it or on a stage; A where
///   nobody is R), or with no technology that enables it or a stage. What an outage takes along is removed too.
///
/// Source: reliability engineering; articulation points of graphs. Its worked example, four roles with A and with 2, 1, 3
/// and 0 holders:
///
/// ```
/// use opcanvas::analysis::{outage::Outages, standins::without_standin};
///
/// let roles = [2, 1, 3, 0].map(|n| format!(
///     r#"{{"id": "r{n}", "kind": "role", "name": "Role", "attributes": {{"holders": {n}}}}}"#));
/// let assigned = [2, 1, 3, 0].map(|n| format!(r#"{{"id": "a{n}", "kind": "assigned_to", "source": "r{n}",
///     "target": "o", "attributes": {{"raci": "A"}}}}"#));
/// let model = format!(r#"{{"format": "opcanvas", "version": 1, "elements": [
///     {{"id": "o", "kind": "objective", "name": "O"}}, {}], "relations": [{}]}}"#, roles.join(","), assigned.join(","));
/// let document = opcanvas::format::load(model.as_bytes()).unwrap().document;
/// let found = without_standin(&document, &mut Outages::new(&document));
/// assert_eq!(found.all(), ["r0".into(), "r1".into()]);
/// ```
#[must_use]
pub fn without_standin<'a>(document: &'a Document, outages: &mut Outages<'a>) -> SinglePoints {
    let roles = of_kind(document, ElementKind::Role).filter(|role| is_alone(document, role));
    let mut found = SinglePoints { roles: roles.map(|e| e.id.clone()).collect(), ..SinglePoints::default() };
    let most = settings::whole(document, "spofStreams").unwrap_or(2);
    let needs = Needs::new(document);
    for kind in [ElementKind::Technology, ElementKind::Partner] {
        for element in of_kind(document, kind) {
            let reached = outages.reached(&element.id);
            let streams = reached.iter().filter(|(_, kind)| *kind == ElementKind::ValueStream).count();
            if streams as i64 >= most && has_no_second_source(document, element) {
                found.technologies.push(element.id.clone());
            }
            let technologies = reached.iter().filter(|(_, kind)| *kind == ElementKind::Technology).map(|(id, _)| *id);
            for stream in needs.without(std::iter::once(&element.id).chain(technologies)) {
                found.articulations.push((element.id.clone(), stream.clone(), Lost::Technology));
            }
        }
    }
    for stream in core_streams(document) {
        let doing = responsible(document, &stream.id);
        if let [only] = doing.into_iter().collect::<Vec<_>>()[..] {
            found.articulations.push((only.clone(), stream.id.clone(), Lost::Responsible));
        }
    }
    found.articulations.sort();
    found
}

/// Whether a role answers for something and at most one person can fill it. One that does not say how many is not known
/// to be alone.
#[must_use]
pub fn is_alone(document: &Document, role: &Element) -> bool {
    let most = settings::whole(document, "singleHolder").unwrap_or(1);
    let is_short = role.kind == ElementKind::Role && role.get(role::HOLDERS).is_some_and(|holders| holders <= most);
    is_short && assigned(document, &role.id, Direction::Outgoing, A).next().is_some()
}

/// Whether it is a critical technology with one supplier, who is hard to replace.
#[must_use]
pub fn has_no_second_source(document: &Document, technology: &Element) -> bool {
    let from = settings::whole(document, "criticalFrom").unwrap_or(4);
    let criticality = settings::of_element(document, technology, technology::CRITICALITY);
    if technology.kind != ElementKind::Technology || criticality.is_none_or(|level| level < from) {
        return false;
    }
    let suppliers = document.index().relations_of_kind(&technology.id, RelationKind::Supplies, Direction::Incoming);
    let suppliers: BTreeSet<&ElementId> = suppliers.map(|(partner, _)| partner).collect();
    let mut suppliers = suppliers.into_iter().filter_map(|id| document.element(id));
    let (Some(only), None) = (suppliers.next(), suppliers.next()) else { return false };
    let substitute = settings::of_element(document, only, partner::SUBSTITUTABILITY);
    substitute.is_some_and(|Choice(how)| how == "hard" || how == "none")
}

/// Which core streams need which technologies.
struct Needs<'a> {
    /// The core streams that each technology enables, themselves or a stage of theirs.
    enabled: BTreeMap<&'a ElementId, Vec<&'a ElementId>>,
    /// By how many technologies each of them is enabled.
    enabling: BTreeMap<&'a ElementId, usize>,
}

impl<'a> Needs<'a> {
    fn new(document: &'a Document) -> Self {
        let (mut enabled, mut enabling) = (BTreeMap::<_, Vec<_>>::new(), BTreeMap::new());
        for stream in core_streams(document) {
            let ways = work(document, &stream.id).into_iter().flat_map(|id| {
                document.index().relations_of_kind(id, RelationKind::Enables, Direction::Incoming).map(|(by, _)| by)
            });
            let is_technology =
                |id: &ElementId| document.element(id).is_some_and(|e| e.kind == ElementKind::Technology);
            let all: BTreeSet<&ElementId> = ways.filter(|id| is_technology(id)).collect();
            enabling.insert(&stream.id, all.len());
            for id in all {
                enabled.entry(id).or_default().push(&stream.id);
            }
        }
        Self { enabled, enabling }
    }

    /// The core streams that have technologies, but only such that are lost.
    fn without<'b>(&self, lost: impl Iterator<Item = &'b ElementId>) -> Vec<&'a ElementId> {
        let mut gone: BTreeMap<&ElementId, usize> = BTreeMap::new();
        let mut left_alone = Vec::new();
        for stream in lost.flat_map(|id| self.enabled.get(id).into_iter().flatten().copied()) {
            let gone = gone.entry(stream).or_default();
            *gone += 1;
            if self.enabling.get(stream) == Some(gone) {
                left_alone.push(stream);
            }
        }
        left_alone
    }
}

/// Who is responsible for a stream or a stage of it; who is accountable where nobody is.
fn responsible<'a>(document: &'a Document, stream: &'a ElementId) -> BTreeSet<&'a ElementId> {
    let with = |letter: &'static str| -> BTreeSet<&'a ElementId> {
        let work = work(document, stream).into_iter();
        work.flat_map(|id| assigned(document, id, Direction::Incoming, letter)).map(|(who, _)| who).collect()
    };
    Some(with(R)).filter(|who| !who.is_empty()).unwrap_or_else(|| with(A))
}

/// A stream and its stages.
fn work<'a>(document: &'a Document, stream: &'a ElementId) -> Vec<&'a ElementId> {
    let stages = document.index().relations_of_kind(stream, RelationKind::Contains, Direction::Outgoing);
    std::iter::once(stream).chain(stages.map(|(stage, _)| stage)).collect()
}

fn core_streams(document: &Document) -> impl Iterator<Item = &Element> {
    let is_core = |e: &&Element| {
        settings::of_element(document, e, value_stream::STREAM_TYPE).is_some_and(|Choice(ty)| ty == "core")
    };
    of_kind(document, ElementKind::ValueStream).filter(is_core)
}

fn of_kind(document: &Document, kind: ElementKind) -> impl Iterator<Item = &Element> {
    document.index().of_kind(kind).filter_map(|id| document.element(id)).map(|e| &**e)
}
