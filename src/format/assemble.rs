//! Puts the entries of a file together: checks ids, ends, types and positions, and keeps aside what cannot be used.
//!
//! Knows nothing about JSON.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use ecow::{EcoString, EcoVec};

use super::limits;
use super::load::{Entries, Loaded};
use super::metamodel;
use super::problem::{Code, Problem, Refused};
use super::save::COMMON;
use crate::geom::Point;
use crate::model::aside::{AsideReason, AsideRelation};
use crate::model::document::{FORMAT_VERSION, Plateau};
use crate::model::ids::{derived_id, is_id};
use crate::model::legality::may_stand;
use crate::model::metamodel::AttributeDef;
use crate::model::view::ViewAside;
use crate::model::{
    Document, Element, ElementId, ElementKind, Metamodel, Placement, Record, Relation, RelationId, RelationKind, Value,
    View, ViewId,
};

/// The document of the entries, with its problems.
pub(super) fn assemble(entries: Entries) -> Result<Loaded, Refused> {
    let version = entries.version.as_ref().and_then(Value::as_int).filter(|v| *v >= 1).ok_or(Refused::NoVersion)?;
    let mut problems = Problems::default();
    let mut rest = entries.rest;
    let mut record_of = |key: &str, value: Option<Value>, problems: &mut Problems| match value {
        None | Some(Value::Null) => Record::new(),
        Some(Value::Record(record)) => record,
        Some(other) => {
            problems.add(Code::WrongType, key, format!("\"{key}\" of the file is not a record and is not used."));
            rest.push(key.into(), other);
            Record::new()
        }
    };
    let mut meta = record_of("meta", entries.meta, &mut problems);
    let mut settings = record_of("settings", entries.settings, &mut problems);
    let additions = record_of("metamodel", entries.metamodel, &mut problems);

    let (metamodel, complaints) = metamodel::extended(&metamodel::base(), &additions);
    for complaint in complaints {
        problems.add(Code::Addition, "metamodel", complaint);
    }
    meta.sort_by_rank(|key| rank(&["name", "description"], key));
    if meta.get("name").is_some_and(|n| n.as_text().is_none()) {
        problems.add(Code::WrongType, "meta", "The model's name is not a text and is not used.".into());
    }
    metamodel.put_in_order(&metamodel.settings, &mut settings);
    check_types(&metamodel, &metamodel.settings, &settings, "settings", "The setting", &mut problems);

    let mut document = Document::new(metamodel.clone());
    let mut reader = Reader { metamodel: &metamodel, problems: &mut problems };
    let (plateaus, aside_plateaus) = reader.plateaus(entries.plateaus);
    let plateau_ids: HashSet<_> = plateaus.iter().map(|p| p.id.clone()).collect();

    let (elements, renamed, unreadable) = reader.elements(entries.elements, &plateau_ids);
    for element in elements {
        document.put_element(Arc::new(element));
    }
    let (mut relations, relation_entries) = reader.relations(entries.relations, &renamed);
    // The order of ids, so that which of two parents stays does not depend on the order of the file.
    relations.sort_by(|a, b| (a.kind == RelationKind::Foreign, &a.id).cmp(&(b.kind == RelationKind::Foreign, &b.id)));
    let mut aside_relations = EcoVec::new();
    let mut pending = Vec::new();
    for relation in relations {
        match may_stand(&document, &relation) {
            Ok(()) => {
                document.put_relation(Arc::new(relation));
            }
            Err(_) if relation.kind == RelationKind::Foreign => pending.push(relation),
            Err(why) => reader.put_aside(&document, relation, why, &mut aside_relations),
        }
    }
    // A foreign relation may end at another relation, itself perhaps foreign: settle until nothing more finds its ends.
    loop {
        let (ready, waiting): (Vec<_>, Vec<_>) =
            pending.into_iter().partition(|r| crate::model::invariants::foreign_ends_exist(&document, r));
        pending = waiting;
        if ready.is_empty() {
            break;
        }
        for relation in ready {
            document.put_relation(Arc::new(relation));
        }
    }
    for relation in pending {
        reader.put_aside(&document, relation, AsideReason::MissingEnd, &mut aside_relations);
    }
    aside_relations.make_mut().sort_by(|a, b| a.relation.id.cmp(&b.relation.id));
    let (views, aside_views) = reader.views(&document, entries.views, &renamed);
    for view in views {
        document.put_view(Arc::new(view));
    }

    let head = document.head_mut();
    head.version = version;
    head.meta = meta;
    head.settings = settings;
    head.additions = additions;
    head.plateaus = plateaus;
    head.waivers = sorted(entries.waivers, &["rule", "subject", "reason"], 2);
    head.assets = sorted(entries.assets, &["id", "type", "data"], 0);
    head.conflicts = sorted(entries.conflicts, &["subject", "field", "base", "ours", "theirs"], 0);
    head.fields = rest;
    let aside = document.aside_mut();
    aside.elements = unreadable.into();
    aside.relation_entries = relation_entries.into();
    aside.relations = aside_relations;
    aside.views = aside_views.into();
    aside.plateaus = aside_plateaus.into();
    if aside.elements.len() + aside.relation_entries.len() > limits::MAX_UNREADABLE {
        return Err(Refused::TooMany { what: "unreadable entries", limit: limits::MAX_UNREADABLE });
    }
    let newer_version = (version > FORMAT_VERSION).then_some(version);
    Ok(Loaded { document, problems: problems.listed, unlisted: problems.unlisted, newer_version })
}

/// Problems up to the limit, the rest counted.
#[derive(Default)]
struct Problems {
    listed: Vec<Problem>,
    unlisted: usize,
}

impl Problems {
    fn add(&mut self, code: Code, subject: &str, message: String) {
        if self.listed.len() < limits::MAX_PROBLEMS {
            self.listed.push(Problem { code, subject: subject.into(), message });
        } else {
            self.unlisted += 1;
        }
    }
}

fn rank(order: &[&str], key: &str) -> usize {
    order.iter().position(|k| *k == key).unwrap_or(order.len())
}

/// Reserved entries with their keys in order, sorted by the first `by` of them.
fn sorted(mut list: Vec<Value>, keys: &[&str], by: usize) -> EcoVec<Value> {
    for entry in &mut list {
        if let Value::Record(record) = entry {
            record.sort_by_rank(|key| rank(keys, key));
        }
    }
    if by > 0 {
        list.sort_by_cached_key(|entry| {
            let text = |key: &&str| entry.as_record().and_then(|r| r.get(key)).and_then(Value::as_text).cloned();
            keys[..by].iter().map(text).collect::<Vec<_>>()
        });
    }
    list.into()
}

fn check_types(
    metamodel: &Metamodel,
    defs: &[AttributeDef],
    record: &Record,
    subject: &str,
    of: &str,
    problems: &mut Problems,
) {
    for def in defs {
        if let Some(value) = record.get(&def.key)
            && let Err(expected) = metamodel.check_type(&def.ty, value)
        {
            let message = format!("{of} \"{}\" should be {expected}; the value is kept and not used.", def.key);
            problems.add(Code::WrongType, subject, message);
        }
    }
}

/// Reads entries; problems go to one list.
struct Reader<'a> {
    metamodel: &'a Metamodel,
    problems: &'a mut Problems,
}

/// Ids that were changed while reading: what the file says, what it became.
type Renamed = HashMap<EcoString, EcoString>;

impl Reader<'_> {
    fn plateaus(&mut self, list: Vec<Value>) -> (EcoVec<Plateau>, Vec<Value>) {
        let (mut plateaus, mut aside) = (EcoVec::<Plateau>::new(), Vec::new());
        for (i, entry) in list.into_iter().enumerate() {
            match entry {
                Value::Record(mut fields) if fields.get("id").is_some_and(|id| id.as_text().is_some()) => {
                    let id = fields.remove("id").and_then(|id| id.as_text().cloned()).unwrap_or_default();
                    fields.sort_by_rank(|key| rank(&["name", "date"], key));
                    if plateaus.iter().any(|p| p.id == id) {
                        self.problems.add(Code::RepeatedId, &id, format!("The plateau \"{id}\" stands twice."));
                    }
                    plateaus.push(Plateau { id, fields });
                }
                other => {
                    self.unreadable("plateaus", i, "it has no id");
                    aside.push(other);
                }
            }
        }
        (plateaus, aside)
    }

    fn unreadable(&mut self, list: &str, index: usize, why: &str) {
        let message = format!("Entry {} of \"{list}\" is kept aside: {why}.", index + 1);
        self.problems.add(Code::Unreadable, &format!("{list}[{index}]"), message);
    }

    fn elements(&mut self, list: Vec<Value>, plateaus: &HashSet<EcoString>) -> (Vec<Element>, Renamed, Vec<Value>) {
        let mut ids = Ids::of(&list);
        let mut elements = Vec::with_capacity(list.len());
        let mut aside = Vec::new();
        for (i, entry) in list.into_iter().enumerate() {
            match self.element(i, &entry, &mut ids, plateaus) {
                Ok(element) => elements.push(element),
                Err(why) => {
                    self.unreadable("elements", i, &why);
                    aside.push(entry);
                }
            }
        }
        (elements, ids.renamed, aside)
    }

    fn element(
        &mut self,
        index: usize,
        entry: &Value,
        ids: &mut Ids,
        plateaus: &HashSet<EcoString>,
    ) -> Result<Element, String> {
        let mut fields = entry.as_record().ok_or("it is not a record")?.clone();
        let text = |fields: &mut Record, key: &str| fields.remove(key).and_then(|v| v.as_text().cloned());
        let said = text(&mut fields, "id").ok_or("it has no id")?;
        let kind = text(&mut fields, "kind").ok_or("it has no kind")?;
        let kind: ElementKind = kind.parse().map_err(|_| format!("\"{kind}\" is no kind of element"))?;
        let mut attributes = match fields.remove("attributes") {
            None => Record::new(),
            Some(Value::Record(record)) => record,
            Some(_) => return Err("its attributes are not a record".into()),
        };
        let name = self.name(index, &said, fields.remove("name"));
        let id = ElementId::new(ids.settle(&said, "element", self.problems));

        let common = &self.metamodel.common;
        self.metamodel.put_in_order(common, &mut fields);
        let of = format!("In \"{}\" the field", if name.is_empty() { &said } else { &name });
        check_types(self.metamodel, common, &fields, id.as_str(), &of, self.problems);
        if let Some(plateau) = fields.get("plateau").and_then(Value::as_text)
            && !plateaus.contains(plateau)
        {
            let message = format!("\"{name}\" names the plateau \"{plateau}\", which the file does not have.");
            self.problems.add(Code::MissingPlateau, id.as_str(), message);
        }
        let defs = self.metamodel.element_attributes(kind);
        self.metamodel.put_in_order(defs, &mut attributes);
        let of = format!("In \"{}\" the attribute", if name.is_empty() { &said } else { &name });
        check_types(self.metamodel, defs, &attributes, id.as_str(), &of, self.problems);
        debug_assert!(COMMON.iter().all(|key| common.iter().any(|d| d.key == *key)));
        Ok(Element { id, kind, name, fields, attributes })
    }

    fn name(&mut self, index: usize, id: &str, value: Option<Value>) -> EcoString {
        let name = match value {
            Some(Value::Text(name)) => name,
            Some(Value::Int(n)) => EcoString::from(n.to_string()),
            Some(Value::Number(n)) => EcoString::from(n.to_string()),
            _ => {
                let message = format!("Entry {} of \"elements\" (\"{id}\") has no name.", index + 1);
                self.problems.add(Code::Name, id, message);
                return EcoString::new();
            }
        };
        if name.trim().is_empty() {
            let message = format!("The name of \"{id}\" is empty.");
            self.problems.add(Code::Name, id, message);
        } else if name.chars().count() > limits::MAX_NAME {
            let message = format!("The name of \"{id}\" is longer than {} characters.", limits::MAX_NAME);
            self.problems.add(Code::Name, id, message);
        }
        name
    }

    fn relations(&mut self, list: Vec<Value>, elements: &Renamed) -> (Vec<Relation>, Vec<Value>) {
        let mut ids = Ids::of(&list);
        let mut relations = Vec::with_capacity(list.len());
        let mut aside = Vec::new();
        for (i, entry) in list.into_iter().enumerate() {
            match self.relation(&entry, &mut ids, elements) {
                Ok(relation) => relations.push(relation),
                Err(why) => {
                    self.unreadable("relations", i, &why);
                    aside.push(entry);
                }
            }
        }
        (relations, aside)
    }

    fn relation(&mut self, entry: &Value, ids: &mut Ids, elements: &Renamed) -> Result<Relation, String> {
        let mut fields = entry.as_record().ok_or("it is not a record")?.clone();
        let mut text = |key: &str| fields.remove(key).and_then(|v| v.as_text().cloned());
        let id = text("id").ok_or("it has no id")?;
        let kind = text("kind").ok_or("it has no kind")?;
        let kind: RelationKind = kind.parse().map_err(|_| format!("\"{kind}\" is no kind of relation"))?;
        let end = |said: EcoString| ElementId::new(elements.get(&said).cloned().unwrap_or(said));
        let source = end(text("source").ok_or("it has no source")?);
        let target = end(text("target").ok_or("it has no target")?);
        let mut attributes = match fields.remove("attributes") {
            None => Record::new(),
            Some(Value::Record(record)) => record,
            Some(_) => return Err("its attributes are not a record".into()),
        };
        let id = RelationId::new(ids.settle(&id, "relation", self.problems));
        let defs = self.metamodel.relation_attributes(kind);
        self.metamodel.put_in_order(defs, &mut attributes);
        let of = format!("In relation \"{id}\" the attribute");
        check_types(self.metamodel, defs, &attributes, id.as_str(), &of, self.problems);
        Ok(Relation { id, kind, source, target, fields, attributes })
    }

    fn put_aside(
        &mut self,
        document: &Document,
        relation: Relation,
        why: AsideReason,
        aside: &mut EcoVec<AsideRelation>,
    ) {
        let named = |id: &ElementId| document.element(id).map_or_else(|| id.to_string(), |e| e.shown_name().to_owned());
        let label = self.metamodel.relation_label(relation.kind);
        let sentence = format!("\"{}\" {label} \"{}\"", named(&relation.source), named(&relation.target));
        let (code, reason) = match why {
            AsideReason::MissingEnd => (Code::MissingEnd, "an end is not in the file"),
            AsideReason::Illegal => (Code::IllegalRelation, "these kinds may not be joined so"),
            AsideReason::SecondParent => (Code::NotATree, "the target is part of another element already"),
            AsideReason::ContainsItself => (Code::NotATree, "an element would contain itself"),
        };
        let message = format!("Relation \"{}\" ({sentence}) is kept aside: {reason}.", relation.id);
        self.problems.add(code, relation.id.as_str(), message);
        aside.push(AsideRelation { relation, why });
    }

    fn views(&mut self, document: &Document, list: Vec<Value>, elements: &Renamed) -> (Vec<View>, Vec<Value>) {
        let mut ids = Ids::of(&list);
        let mut views = Vec::new();
        let mut aside = Vec::new();
        for (i, entry) in list.into_iter().enumerate() {
            match self.view(document, &entry, &mut ids, elements) {
                Ok(view) => views.push(view),
                Err(why) => {
                    self.unreadable("views", i, why);
                    aside.push(entry);
                }
            }
        }
        (views, aside)
    }

    fn view(
        &mut self,
        document: &Document,
        entry: &Value,
        ids: &mut Ids,
        elements: &Renamed,
    ) -> Result<View, &'static str> {
        let mut fields = entry.as_record().ok_or("it is not a record")?.clone();
        let mut text = |key: &str| fields.remove(key).and_then(|v| v.as_text().cloned());
        let id = text("id").ok_or("it has no id")?;
        let kind = text("kind").ok_or("it has no kind")?;
        let name = text("name").unwrap_or_default();
        let mut list = |key: &str| match fields.remove(key) {
            None => Ok(EcoVec::new()),
            Some(Value::List(list)) => Ok(list),
            Some(_) => Err("its placements, bends or annotations are not a list"),
        };
        let (placements, bends, annotations) = (list("placements")?, list("bends")?, list("annotations")?);
        let order = match fields.get("order").map(Value::as_number) {
            Some(None) => return Err("its order is not a number"),
            Some(order) => order,
            None => None,
        };
        fields.remove("order");
        let options = match fields.remove("options") {
            None => Record::new(),
            Some(Value::Record(record)) => record,
            Some(_) => return Err("its options are not a record"),
        };
        let id = ViewId::new(ids.settle(&id, "view", self.problems));
        let mut view = View { order, options, annotations, fields, ..View::new(id, kind, name) };
        view.aside =
            ViewAside { placements: self.placements(document, &mut view, placements, elements), bends: EcoVec::new() };
        for entry in bends {
            match bend(document, &entry).filter(|(relation, _)| !view.bends.contains(relation)) {
                Some((relation, points)) => view.bends.insert(relation, points),
                None => {
                    let message =
                        format!("A bend of view \"{}\" is kept aside: its relation or points are missing.", view.name);
                    self.problems.add(Code::Placement, view.id.as_str(), message);
                    view.aside.bends.push(entry);
                }
            }
        }
        Ok(view)
    }

    /// Adds the usable placements to the view and gives the others.
    fn placements(
        &mut self,
        document: &Document,
        view: &mut View,
        list: EcoVec<Value>,
        elements: &Renamed,
    ) -> EcoVec<Value> {
        let mut aside = EcoVec::new();
        for entry in list {
            let read = placement(&entry, elements)
                .filter(|(element, _)| document.element(element).is_some() && !view.placements.contains(element));
            let Some((element, placement)) = read else {
                let message =
                    format!("A placement of view \"{}\" is kept aside: its element or position is missing.", view.name);
                self.problems.add(Code::Placement, view.id.as_str(), message);
                aside.push(entry);
                continue;
            };
            let far = |n: f64| n.abs() > limits::MAX_COORDINATE;
            let bad_size = |n: Option<f64>| n.is_some_and(|n| far(n) || n <= 0.0);
            if far(placement.x) || far(placement.y) || bad_size(placement.w) || bad_size(placement.h) {
                let message =
                    format!("\"{element}\" in view \"{}\" is drawn nearer than its position says.", view.name);
                self.problems.add(Code::Position, element.as_str(), message);
            }
            view.placements.insert(element, placement);
        }
        aside
    }
}

fn placement(entry: &Value, elements: &Renamed) -> Option<(ElementId, Placement)> {
    let mut fields = entry.as_record()?.clone();
    let said = fields.remove("element")?.as_text()?.clone();
    let element = ElementId::new(elements.get(&said).cloned().unwrap_or(said));
    let mut number = |key: &str| match fields.remove(key) {
        None => Some(None),
        Some(value) => value.as_number().map(Some),
    };
    let (x, y, w, h) = (number("x")??, number("y")??, number("w")?, number("h")?);
    let z = match fields.remove("z") {
        None => None,
        Some(value) => Some(value.as_int()?),
    };
    let mut yes = |key: &str| match fields.remove(key) {
        None => Some(None),
        Some(value) => value.as_bool().map(Some),
    };
    let (pinned, locked) = (yes("pinned")?, yes("locked")?);
    Some((element, Placement { x, y, w, h, z, pinned, locked, fields }))
}

fn bend(document: &Document, entry: &Value) -> Option<(RelationId, EcoVec<Point>)> {
    let record = entry.as_record().filter(|r| r.len() == 2)?;
    let relation = RelationId::new(record.get("relation")?.as_text()?.clone());
    document.relation(&relation)?;
    let Value::List(points) = record.get("points")? else { return None };
    if points.len() > limits::MAX_BENDS {
        return None;
    }
    let point = |p: &Value| {
        let p = p.as_record().filter(|p| p.len() == 2)?;
        Some(Point::new(p.get("x")?.as_number()?, p.get("y")?.as_number()?))
    };
    Some((relation, points.iter().map(point).collect::<Option<_>>()?))
}

/// The ids of a list: which are taken, and what became of those that could not stay.
struct Ids {
    /// Every id that the list says, so that a new one collides with none of them.
    said: HashSet<EcoString>,
    taken: HashSet<EcoString>,
    /// The last number that was tried behind an id, so that a file of one id a million times costs no square.
    tried: HashMap<EcoString, usize>,
    renamed: Renamed,
}

impl Ids {
    fn of(list: &[Value]) -> Self {
        let id = |entry: &Value| entry.as_record()?.get("id")?.as_text().cloned();
        let said = list.iter().filter_map(id).collect();
        Self { said, taken: HashSet::with_capacity(list.len()), tried: HashMap::new(), renamed: Renamed::new() }
    }

    /// The id under which an entry goes on: its own, a derived one where its own does not fit, the next free one where it
    /// is taken. The same file gives the same ids every time.
    fn settle(&mut self, said: &EcoString, what: &str, problems: &mut Problems) -> EcoString {
        if !self.taken.contains(said) && is_id(said) {
            self.taken.insert(said.clone());
            return said.clone();
        }
        let base = if is_id(said) { said.clone() } else { derived_id(said) };
        let mut id = base.clone();
        let n = self.tried.entry(base.clone()).or_insert(1);
        while self.taken.contains(&id) || (id != *said && self.said.contains(&id)) || !is_id(&id) {
            *n += 1;
            id = EcoString::from(format!("{}.{n}", &base[..base.len().min(50)]));
        }
        if is_id(said) {
            let message = format!(
                "The id \"{said}\" of {what}s stands more than once; the later {what} became \"{id}\" and what names the id means the first."
            );
            problems.add(Code::RepeatedId, &id, message);
        } else {
            let message = format!("The id \"{said}\" of a {what} has letters that no id may have; it became \"{id}\".");
            problems.add(Code::UnfitId, &id, message);
            self.renamed.entry(said.clone()).or_insert_with(|| id.clone());
        }
        self.taken.insert(id.clone());
        id
    }
}
