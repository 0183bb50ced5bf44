//! The ways from one element to another over the relations between them: the shortest, and all up to a bound.
//!
//! A way visits no element twice. Two elements with several relations between them are one link of it.
//!
//! Knows nothing about what the relations mean: every kind counts alike.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use ecow::EcoString;

use crate::model::attr::{Choice, assigned_to, depends_on};
use crate::model::{Direction, Document, ElementId, Relation, RelationId, RelationKind};

/// Which way relations may be gone along.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Along {
    /// Only from source to target.
    Arrows,
    /// Whichever way they run.
    #[default]
    Either,
}

/// One link of a way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// From which element.
    pub from: ElementId,
    /// To which.
    pub to: ElementId,
    /// The relations that join the two in a direction that counts, sorted; at least one.
    pub relations: Vec<RelationId>,
}

/// A way from one element to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// Its links in their order; none where both ends are the same element.
    pub links: Vec<Link>,
}

/// How many ways are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    /// At most so many ways.
    pub paths: usize,
    /// Of at most so many links each.
    pub links: usize,
    /// After so many steps it is given up, however few were found.
    pub steps: usize,
}

impl Default for Bound {
    fn default() -> Self {
        Self { paths: 100, links: 8, steps: 200_000 }
    }
}

/// Why there may be more ways than were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// There are none that visit no element twice.
    Not,
    /// There may be longer ones.
    ByLinks,
    /// There are more as long as the last one, or longer.
    ByPaths,
    /// It would take too long.
    BySteps,
}

/// The ways between two elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// From which element.
    pub from: ElementId,
    /// To which.
    pub to: ElementId,
    /// The ways, the shortest first; those of the same length by the ids on them.
    pub paths: Vec<Path>,
    /// Whether these are all.
    pub cut: Cut,
    /// What they were looked for with.
    pub bound: Bound,
}

impl Paths {
    /// What was left out, as a sentence; nothing where these are all.
    #[must_use]
    pub fn left_out(&self) -> Option<String> {
        let Bound { paths, links, .. } = self.bound;
        match self.cut {
            Cut::Not => None,
            Cut::ByLinks => Some(format!("Other ways of more than {links} links were not looked for.")),
            Cut::ByPaths if paths == 1 => Some("There are more; only the shortest is shown.".to_owned()),
            Cut::ByPaths => Some(format!("There are more; the {paths} shortest are shown.")),
            Cut::BySteps => Some("There are too many ways to try them all; these are the shortest.".to_owned()),
        }
    }
}

impl Path {
    /// The elements on it, from one end to the other; `from` where it has no link.
    #[must_use]
    pub fn elements(&self, from: &ElementId) -> Vec<ElementId> {
        std::iter::once(from).chain(self.links.iter().map(|link| &link.to)).cloned().collect()
    }

    /// One sentence for each link.
    #[must_use]
    pub fn sentences(&self, document: &Document) -> Vec<String> {
        self.links.iter().map(|link| link.sentence(document)).collect()
    }
}

impl Link {
    /// What its relations say: "Core banking enables Decide credit". They read from their source, whichever way it is gone.
    #[must_use]
    pub fn sentence(&self, document: &Document) -> String {
        let told: Vec<String> =
            self.relations.iter().filter_map(|id| document.relation(id)).map(|r| sentence(document, r)).collect();
        told.join("; ")
    }
}

/// What a relation says, as a sentence without its full stop.
#[must_use]
pub fn sentence(document: &Document, relation: &Relation) -> String {
    let name = |id: &ElementId| document.element(id).map_or_else(|| id.text(), |e| e.shown_name().into());
    format!("{} {} {}", name(&relation.source), verb(document, relation), name(&relation.target))
}

/// What stands between source and target in that sentence.
#[must_use]
pub fn verb(document: &Document, relation: &Relation) -> EcoString {
    let says = match relation.kind {
        RelationKind::AssignedTo => match relation.get(assigned_to::RACI) {
            Some(Choice(raci)) if raci == "A" => Some("is accountable for"),
            Some(Choice(raci)) if raci == "C" => Some("is consulted on"),
            Some(Choice(raci)) if raci == "I" => Some("is informed of"),
            _ => Some("is responsible for"),
        },
        RelationKind::DependsOn => match relation.get(depends_on::STRENGTH) {
            Some(Choice(strength)) if strength == "hard" => Some("depends hard on"),
            _ => None,
        },
        RelationKind::LocatedAt => Some("is located at"),
        RelationKind::AlignedTo => Some("is aligned to"),
        RelationKind::OfferedTo => Some("is offered to"),
        _ => None,
    };
    says.map_or_else(|| document.metamodel().relation_label(relation.kind).into(), EcoString::from)
}

/// The shortest way from one element to another, the first by the ids on it where several are as short. `None` where none
/// leads there, or one of the two is not in the model.
///
/// ```
/// use opcanvas::analysis::paths::{Along, shortest};
/// use opcanvas::format::load;
///
/// let model = load(br#"{"format": "opcanvas", "version": 1, "elements": [
///     {"id": "t", "kind": "technology", "name": "Core banking"}, {"id": "s", "kind": "stage", "name": "Decide credit"},
///     {"id": "v", "kind": "value_stream", "name": "Lend"}],
///   "relations": [
///     {"id": "r1", "kind": "enables", "source": "t", "target": "s"},
///     {"id": "r2", "kind": "contains", "source": "v", "target": "s"}]}"#).unwrap().document;
///
/// let path = shortest(&model, &"t".into(), &"v".into(), Along::Either).unwrap();
/// assert_eq!(path.sentences(&model), ["Core banking enables Decide credit", "Lend contains Decide credit"]);
/// assert_eq!(shortest(&model, &"t".into(), &"v".into(), Along::Arrows), None);
/// ```
#[must_use]
pub fn shortest(document: &Document, from: &ElementId, to: &ElementId, along: Along) -> Option<Path> {
    let far = distances(document, to, along);
    let mut left = *far.get(from)?;
    let mut links = Vec::with_capacity(left);
    let mut at = from.clone();
    while left > 0 {
        left -= 1;
        let (next, relations) =
            neighbours(document, &at, along).into_iter().find(|(next, _)| far.get(next) == Some(&left))?;
        links.push(Link { from: at, to: next.clone(), relations });
        at = next;
    }
    Some(Path { links })
}

/// Every way from one element to another that visits none twice, up to a bound, the shortest first.
///
/// Lengths are tried one after the other. No step is taken from which the other end is too far, so that what it costs grows
/// with what is found, not with the model.
///
/// ```
/// use opcanvas::analysis::paths::{Along, Bound, Cut, simple_paths};
/// use opcanvas::format::load;
///
/// let model = load(br#"{"format": "opcanvas", "version": 1, "elements": [
///     {"id": "a", "kind": "process", "name": "A"}, {"id": "b", "kind": "process", "name": "B"},
///     {"id": "c", "kind": "process", "name": "C"}],
///   "relations": [
///     {"id": "r1", "kind": "flows_to", "source": "a", "target": "b"},
///     {"id": "r2", "kind": "flows_to", "source": "b", "target": "c"},
///     {"id": "r3", "kind": "flows_to", "source": "a", "target": "c"}]}"#).unwrap().document;
///
/// let all = simple_paths(&model, &"a".into(), &"c".into(), Along::Arrows, Bound::default());
/// assert_eq!(all.paths.iter().map(|p| p.links.len()).collect::<Vec<_>>(), [1, 2]);
/// assert_eq!(all.cut, Cut::Not);
/// let one = simple_paths(&model, &"a".into(), &"c".into(), Along::Arrows, Bound { paths: 1, ..Bound::default() });
/// assert_eq!(one.left_out().unwrap(), "There are more; only the shortest is shown.");
/// ```
#[must_use]
pub fn simple_paths(document: &Document, from: &ElementId, to: &ElementId, along: Along, bound: Bound) -> Paths {
    let mut found = Paths { from: from.clone(), to: to.clone(), paths: Vec::new(), cut: Cut::Not, bound };
    let far = distances(document, to, along);
    let Some(nearest) = far.get(from).copied() else { return found };
    let mut search = Search { document, to, along, far, near: BTreeMap::new(), steps: bound.steps, longer: false };
    for length in nearest..=bound.links {
        search.longer = false;
        if let Err(cut) = search.of_length(from, length, bound.paths, &mut found.paths) {
            found.cut = cut;
            return found;
        }
        // Nothing was left out for being too long, so nothing longer is there.
        if !search.longer {
            return found;
        }
    }
    found.cut = Cut::ByLinks;
    found
}

/// A neighbour with the relations to it.
type Neighbour = (ElementId, Vec<RelationId>);

/// A search for ways.
struct Search<'a> {
    document: &'a Document,
    to: &'a ElementId,
    along: Along,
    /// How many links each element is from the end.
    far: BTreeMap<ElementId, usize>,
    /// The neighbours of the elements that were visited.
    near: BTreeMap<ElementId, Rc<[Neighbour]>>,
    /// How many steps are left.
    steps: usize,
    /// Whether something was left out for being too long.
    longer: bool,
}

impl Search<'_> {
    /// Adds the ways of exactly so many links; `most` is how many there may be in all.
    fn of_length(&mut self, from: &ElementId, length: usize, most: usize, paths: &mut Vec<Path>) -> Result<(), Cut> {
        let mut add = |path: Path| {
            if paths.len() == most {
                return Err(Cut::ByPaths);
            }
            paths.push(path);
            Ok(())
        };
        if from == self.to {
            return if length == 0 { add(Path { links: Vec::new() }) } else { Ok(()) };
        }
        let mut on_way = BTreeSet::from([from.clone()]);
        // Each element on the way with the neighbour that is tried next.
        let mut way: Vec<(ElementId, Rc<[Neighbour]>, usize)> = vec![(from.clone(), self.near(from), 0)];
        while let Some((at, near, next)) = way.last_mut() {
            let Some((other, _)) = near.get(*next).cloned() else {
                on_way.remove(at);
                way.pop();
                continue;
            };
            *next += 1;
            self.steps = self.steps.checked_sub(1).ok_or(Cut::BySteps)?;
            let far = self.far.get(&other).copied().filter(|_| !on_way.contains(&other));
            let Some(left) = far else { continue };
            let gone = way.len();
            if gone + left > length {
                self.longer = true;
            } else if other != *self.to {
                on_way.insert(other.clone());
                let near = self.near(&other);
                way.push((other, near, 0));
            } else if gone == length {
                add(path(&way))?;
            }
        }
        Ok(())
    }

    fn near(&mut self, id: &ElementId) -> Rc<[Neighbour]> {
        let (document, along) = (self.document, self.along);
        let near = self.near.entry(id.clone());
        near.or_insert_with(|| neighbours(document, id, along).into()).clone()
    }
}

/// The way over the neighbours that were taken last.
fn path(way: &[(ElementId, Rc<[Neighbour]>, usize)]) -> Path {
    let taken = way.iter().filter_map(|(from, near, next)| Some((from, near.get(next.checked_sub(1)?)?)));
    let link = |(from, (to, relations)): (&ElementId, &Neighbour)| Link {
        from: from.clone(),
        to: to.clone(),
        relations: relations.clone(),
    };
    Path { links: taken.map(link).collect() }
}

/// The elements that one link leads to, sorted, each once, with the relations that lead there.
fn neighbours(document: &Document, id: &ElementId, along: Along) -> Vec<Neighbour> {
    let ways = match along {
        Along::Arrows => &[Direction::Outgoing][..],
        Along::Either => &[Direction::Outgoing, Direction::Incoming],
    };
    let mut near: BTreeMap<&ElementId, Vec<RelationId>> = BTreeMap::new();
    for way in ways {
        for (_, other, relation) in document.index().relations_of(id, *way) {
            // What another tool relates may be a relation itself.
            if other != id && document.element(other).is_some() {
                near.entry(other).or_default().push(relation.clone());
            }
        }
    }
    let sorted = near.into_iter().map(|(other, mut relations)| {
        relations.sort();
        (other.clone(), relations)
    });
    sorted.collect()
}

/// How many links each element is from `to`, for those from which a way leads there.
fn distances(document: &Document, to: &ElementId, along: Along) -> BTreeMap<ElementId, usize> {
    let mut far = BTreeMap::new();
    if document.element(to).is_none() {
        return far;
    }
    far.insert(to.clone(), 0);
    let mut edge = VecDeque::from([(to.clone(), 0)]);
    let ways = match along {
        Along::Arrows => &[Direction::Incoming][..],
        Along::Either => &[Direction::Outgoing, Direction::Incoming],
    };
    while let Some((id, links)) = edge.pop_front() {
        for (_, other, _) in ways.iter().flat_map(|way| document.index().relations_of(&id, *way)) {
            if document.element(other).is_some() && !far.contains_key(other) {
                far.insert(other.clone(), links + 1);
                edge.push_back((other.clone(), links + 1));
            }
        }
    }
    far
}
