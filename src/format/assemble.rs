//! Puts the entries of a file together: checks ids, ends, types and positions, and keeps aside what cannot be used.
//!
//! Knows nothing about JSON.

use std::collections::HashSet;
use std::sync::Arc;

use ecow::{EcoString, EcoVec};

use super::ids::{AllRenamed, Ids, Renamed, follow_in_record, follow_in_waiver};
use super::join::{Forest, settle_foreign};
use super::limits;
use super::load::{Entries, Loaded};
use super::metamodel;
use super::placed::{bend, line_place, placement};
use super::problem::{Code, Problem, Refused, quoted};
use super::save::{COMMON, aside_id};
use crate::model::aside::{AsideReason, AsideRelation};
use crate::model::document::{FORMAT_VERSION, Plateau};
use crate::model::legality::may_stand;
use crate::model::metamodel::{AttributeDef, is_date};
use crate::model::view::ViewAside;
use crate::model::{
    Document, Element, ElementId, ElementKind, Metamodel, Record, Relation, RelationId, RelationKind, Value, View,
    ViewId,
};

/// The document of the entries, with its problems.
pub(super) fn assemble(mut entries: Entries) -> Result<Loaded, Refused> {
    let version = entries.version.as_ref().and_then(Value::as_int).filter(|v| *v >= 1).ok_or(Refused::NoVersion)?;
    let mut problems = Problems::default();
    let mut rest = std::mem::take(&mut entries.rest);
    let mut record_of = |key: &str, value: Option<Value>, problems: &mut Problems| match value {
        None | Some(Value::Null) => Record::new(),
        Some(Value::Record(record)) => record,
        Some(other) => {
            let kept = unreadable_key(key, &rest);
            let message = format!("\"{key}\" of the file is not a record; it is kept as \"{kept}\" and not used.");
            problems.add(Code::WrongType, key, message);
            rest.push(kept, other);
            Record::new()
        }
    };
    let mut meta = record_of("meta", entries.meta, &mut problems);
    let mut settings = record_of("settings", entries.settings, &mut problems);
    let additions = record_of("metamodel", entries.metamodel, &mut problems);

    let mut document = Document::new(metamodel::base());
    let complaints = document.put_additions(additions);
    let metamodel = document.metamodel().clone();
    for complaint in complaints {
        problems.add(Code::Addition, "metamodel", complaint);
    }
    meta.sort_by_rank(|key| rank(&["name", "description"], key));
    for key in ["name", "description"] {
        if meta.get(key).is_some_and(|n| n.as_text().is_none()) {
            problems.add(Code::WrongType, "meta", format!("The model's {key} is not a text and is not used."));
        }
    }
    metamodel.put_in_order(&metamodel.settings, &mut settings);
    check_types(&metamodel, &metamodel.settings, &settings, "settings", "The setting", &mut problems);

    let mut reader = Reader { metamodel: &metamodel, problems: &mut problems };
    let (plateaus, renamed_plateaus, aside_plateaus) = reader.plateaus(entries.plateaus);
    let known_plateaus = Plateaus { ids: plateaus.iter().map(|p| p.id.clone()).collect(), renamed: renamed_plateaus };

    let (mut elements, renamed, mut unreadable) = reader.elements(entries.elements, &known_plateaus);
    if !renamed.is_empty() {
        for element in &mut elements {
            let defs = metamodel.element_attributes(element.kind);
            follow_in_record(&metamodel, defs, &mut element.attributes, &renamed);
        }
    }
    for element in elements {
        document.put_element(Arc::new(element));
    }
    let (relations, renamed_relations, mut relation_entries) = reader.relations(entries.relations, &renamed);
    let aside_relations = reader.join(&mut document, relations, &renamed_relations);
    let renamed = AllRenamed { elements: renamed, relations: renamed_relations };
    let (views, mut aside_views) = reader.views(&document, entries.views, &renamed);
    // As saving sorts them, so that what was saved reads back as the same document.
    for list in [&mut unreadable, &mut relation_entries, &mut aside_views] {
        list.sort_by_cached_key(aside_id);
    }
    for view in views {
        document.put_view(Arc::new(view));
    }

    for waiver in &mut entries.waivers {
        follow_in_waiver(waiver, &renamed);
    }
    let texts = ["rule", "subject", "reason"];
    let waivers = reader.reserved("waivers", entries.waivers, &texts, &[], 2);
    let assets = reader.reserved("assets", entries.assets, &["id", "type", "data"], &[], 0);
    let (unsorted, aside_unsorted) = reader.unsorted(entries.unsorted, &mut rest);
    let conflicts =
        reader.reserved("conflicts", entries.conflicts, &["subject", "field"], &["base", "ours", "theirs"], 0);

    let head = document.head_mut();
    head.version = version;
    head.meta = meta;
    head.settings = settings;
    head.plateaus = plateaus;
    head.waivers = waivers;
    head.assets = assets;
    head.conflicts = conflicts;
    head.unsorted = unsorted;
    head.fields = rest;
    let aside = document.aside_mut();
    aside.elements = unreadable.into();
    aside.relation_entries = relation_entries.into();
    aside.relations = aside_relations;
    aside.views = aside_views.into();
    aside.plateaus = aside_plateaus.into();
    aside.unsorted = aside_unsorted.into();
    if aside.elements.len() + aside.relation_entries.len() > limits::MAX_UNREADABLE {
        return Err(Refused::TooMany { what: "unreadable entries", limit: limits::MAX_UNREADABLE });
    }
    let newer_version = (version > FORMAT_VERSION).then_some(version);
    Ok(Loaded { document, problems: problems.listed, unlisted: problems.unlisted, newer_version })
}

/// Another key under which something of the wrong type is kept, so that it does not stand twice once the document has
/// something sound of its own.
pub(super) fn unreadable_key(key: &str, rest: &Record) -> EcoString {
    let mut kept = EcoString::from(format!("{key}.unreadable"));
    while rest.get(&kept).is_some() {
        kept.push('.');
    }
    kept
}

/// Problems up to the limit, the rest counted.
#[derive(Default)]
pub(super) struct Problems {
    listed: Vec<Problem>,
    unlisted: usize,
}

impl Problems {
    pub(super) fn add(&mut self, code: Code, subject: &str, message: String) {
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
            let key = quoted(&def.key);
            let message = format!("{of} \"{key}\" should be {expected}; the value is kept and not used.");
            problems.add(Code::WrongType, subject, message);
        }
    }
}

/// Reads entries; problems go to one list.
pub(super) struct Reader<'a> {
    metamodel: &'a Metamodel,
    pub(super) problems: &'a mut Problems,
}

/// The plateaus of the file, and those of them that were renamed.
struct Plateaus {
    ids: HashSet<EcoString>,
    renamed: Renamed,
}

/// A name as a text; what has no short text stays what it is.
fn name_of(value: Option<Value>) -> Result<Option<EcoString>, &'static str> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Text(name)) => Ok(Some(name)),
        Some(Value::Int(n)) => Ok(Some(EcoString::from(n.to_string()))),
        Some(Value::Number(n)) => Ok(Some(EcoString::from(n.to_string()))),
        Some(Value::Bool(b)) => Ok(Some(EcoString::from(b.to_string()))),
        Some(Value::List(_) | Value::Record(_)) => Err("its name is not a text"),
    }
}

/// Why an entry without a usable id cannot be used.
pub(super) fn no_id(entry: &Value) -> &'static str {
    match entry.as_record().map(|r| r.get("id")) {
        None => "it is not a record",
        Some(None) => "it has no id",
        Some(Some(_)) => "its id is not a text",
    }
}

impl Reader<'_> {
    /// Reserved entries with their keys in order, sorted by the first `by` of them.
    fn reserved(
        &mut self,
        key: &str,
        mut list: Vec<Value>,
        texts: &[&str],
        others: &[&str],
        by: usize,
    ) -> EcoVec<Value> {
        for (i, entry) in list.iter_mut().enumerate() {
            let Value::Record(record) = entry else {
                self.unusable(key, i, "it is not a record");
                continue;
            };
            record.sort_by_rank(|k| texts.iter().chain(others).position(|t| *t == k).unwrap_or(usize::MAX));
            if let Some(wrong) = texts.iter().find(|t| record.get(t).is_some_and(|v| v.as_text().is_none())) {
                self.unusable(key, i, &format!("its {wrong} is not a text"));
            }
        }
        if by > 0 {
            list.sort_by_cached_key(|entry| {
                let text = |key: &&str| entry.as_record().and_then(|r| r.get(key)).and_then(Value::as_text).cloned();
                texts[..by].iter().map(text).collect::<Vec<_>>()
            });
        }
        list.into()
    }

    fn unusable(&mut self, list: &str, index: usize, why: &str) {
        let message = format!("Entry {} of \"{list}\" is kept and not used: {why}.", index + 1);
        self.problems.add(Code::WrongType, &format!("{list}[{index}]"), message);
    }

    fn plateaus(&mut self, list: Vec<Value>) -> (EcoVec<Plateau>, Renamed, Vec<Value>) {
        let mut ids = Ids::of(&list);
        let (mut plateaus, mut aside) = (EcoVec::<Plateau>::new(), Vec::new());
        for (i, entry) in list.into_iter().enumerate() {
            match entry {
                Value::Record(mut fields) if fields.get("id").is_some_and(|id| id.as_text().is_some()) => {
                    let id = fields.remove("id").and_then(|id| id.as_text().cloned()).unwrap_or_default();
                    let id = ids.settle(&id, "plateau", self.problems);
                    fields.sort_by_rank(|key| rank(&["name", "date"], key));
                    if fields.get("name").is_some_and(|v| v.as_text().is_none()) {
                        let message = format!("The name of plateau \"{id}\" is not a text and is not used.");
                        self.problems.add(Code::WrongType, &id, message);
                    }
                    if fields.get("date").is_some_and(|v| v.as_text().is_none_or(|t| !is_date(t))) {
                        let message =
                            format!("The date of plateau \"{id}\" is no date such as 2026-07-01 and is not used.");
                        self.problems.add(Code::WrongType, &id, message);
                    }
                    plateaus.push(Plateau { id, fields });
                }
                other => {
                    self.unreadable("plateaus", i, no_id(&other));
                    aside.push(other);
                }
            }
        }
        (plateaus, ids.renamed, aside)
    }

    pub(super) fn unreadable(&mut self, list: &str, index: usize, why: &str) {
        let message = format!("Entry {} of \"{list}\" is kept aside: {why}.", index + 1);
        self.problems.add(Code::Unreadable, &format!("{list}[{index}]"), message);
    }

    fn elements(&mut self, list: Vec<Value>, plateaus: &Plateaus) -> (Vec<Element>, Renamed, Vec<Value>) {
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

    fn element(&mut self, index: usize, entry: &Value, ids: &mut Ids, plateaus: &Plateaus) -> Result<Element, String> {
        let mut fields = entry.as_record().ok_or("it is not a record")?.clone();
        let text = |fields: &mut Record, key: &str| fields.remove(key).and_then(|v| v.as_text().cloned());
        let said = text(&mut fields, "id").ok_or_else(|| no_id(entry))?;
        let kind = text(&mut fields, "kind").ok_or("it has no kind")?;
        let kind: ElementKind = kind.parse().map_err(|_| format!("\"{}\" is no kind of element", quoted(&kind)))?;
        let mut attributes = match fields.remove("attributes") {
            None => Record::new(),
            Some(Value::Record(record)) => record,
            Some(_) => return Err("its attributes are not a record".into()),
        };
        let name = name_of(fields.remove("name"))?;
        let id = ElementId::new(ids.settle(&said, "element", self.problems));
        let name = self.name(index, &id, name);
        let shown = if name.trim().is_empty() { quoted(id.as_str()) } else { quoted(&name) };

        let common = &self.metamodel.common;
        self.metamodel.put_in_order(common, &mut fields);
        let of = format!("In \"{shown}\" the field");
        check_types(self.metamodel, common, &fields, id.as_str(), &of, self.problems);
        if let Some(plateau) = fields.get("plateau").and_then(Value::as_text).cloned() {
            if let Some(renamed) = plateaus.renamed.get(&plateau) {
                fields.set("plateau", Value::Text(renamed.clone()));
            } else if !plateaus.ids.contains(&plateau) {
                let plateau = quoted(&plateau);
                let message = format!("\"{shown}\" names the plateau \"{plateau}\", which the file does not have.");
                self.problems.add(Code::MissingPlateau, id.as_str(), message);
            }
        }
        let defs = self.metamodel.element_attributes(kind);
        self.metamodel.put_in_order(defs, &mut attributes);
        let of = format!("In \"{shown}\" the attribute");
        check_types(self.metamodel, defs, &attributes, id.as_str(), &of, self.problems);
        debug_assert!(COMMON.iter().all(|key| common.iter().any(|d| d.key == *key)));
        Ok(Element { id, kind, name, fields, attributes })
    }

    /// The name, or none; what is wrong with it is a problem of the element.
    fn name(&mut self, index: usize, id: &ElementId, name: Option<EcoString>) -> EcoString {
        let Some(name) = name else {
            let message = format!("Entry {} of \"elements\" (\"{id}\") has no name.", index + 1);
            self.problems.add(Code::Name, id.as_str(), message);
            return EcoString::new();
        };
        if name.trim().is_empty() {
            self.problems.add(Code::Name, id.as_str(), format!("The name of \"{id}\" is empty."));
        } else if name.chars().count() > limits::MAX_NAME {
            let message = format!("The name of \"{id}\" is longer than {} characters.", limits::MAX_NAME);
            self.problems.add(Code::Name, id.as_str(), message);
        }
        name
    }

    fn relations(&mut self, list: Vec<Value>, elements: &Renamed) -> (Vec<Relation>, Renamed, Vec<Value>) {
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
        (relations, ids.renamed, aside)
    }

    fn relation(&mut self, entry: &Value, ids: &mut Ids, elements: &Renamed) -> Result<Relation, String> {
        let mut fields = entry.as_record().ok_or("it is not a record")?.clone();
        let mut text = |key: &str| fields.remove(key).and_then(|v| v.as_text().cloned());
        let id = text("id").ok_or_else(|| no_id(entry))?;
        let kind = text("kind").ok_or("it has no kind")?;
        let kind: RelationKind = kind.parse().map_err(|_| format!("\"{}\" is no kind of relation", quoted(&kind)))?;
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

    /// Adds the relations that may be in the document and gives the others, by id.
    fn join(
        &mut self,
        document: &mut Document,
        mut relations: Vec<Relation>,
        renamed: &Renamed,
    ) -> EcoVec<AsideRelation> {
        // The order of ids, so that which of two parents stays does not depend on the order of the file.
        relations.sort_by(|a, b| a.id.cmp(&b.id));
        let mut aside = EcoVec::new();
        let mut foreign = Vec::new();
        let mut forest = Forest::default();
        for relation in relations {
            if relation.kind == RelationKind::Foreign {
                foreign.push(relation);
                continue;
            }
            match may_stand(document, &relation, |inner, outer| forest.root(inner) == *outer) {
                Ok(()) => {
                    if relation.kind == RelationKind::Contains {
                        forest.put(&relation.target, &relation.source);
                    }
                    document.put_relation(Arc::new(relation));
                }
                Err(why) => self.put_aside(document, relation, why, &mut aside),
            }
        }
        for relation in settle_foreign(document, foreign, renamed) {
            self.put_aside(document, relation, AsideReason::MissingEnd, &mut aside);
        }
        aside.make_mut().sort_by(|a, b| a.relation.id.cmp(&b.relation.id));
        aside
    }

    fn put_aside(
        &mut self,
        document: &Document,
        relation: Relation,
        why: AsideReason,
        aside: &mut EcoVec<AsideRelation>,
    ) {
        let named = |id: &ElementId| quoted(document.element(id).map_or(id.as_str(), |e| e.shown_name())).into_owned();
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

    fn views(&mut self, document: &Document, list: Vec<Value>, renamed: &AllRenamed) -> (Vec<View>, Vec<Value>) {
        let mut ids = Ids::of(&list);
        let mut views = Vec::new();
        let mut aside = Vec::new();
        for (i, entry) in list.into_iter().enumerate() {
            match self.view(document, &entry, &mut ids, renamed) {
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
        renamed: &AllRenamed,
    ) -> Result<View, &'static str> {
        let mut fields = entry.as_record().ok_or("it is not a record")?.clone();
        let mut text = |key: &str| fields.remove(key).and_then(|v| v.as_text().cloned());
        let id = text("id").ok_or_else(|| no_id(entry))?;
        let kind = text("kind").ok_or("it has no kind")?;
        let name = name_of(fields.remove("name"))?.unwrap_or_default();
        // Before this key was known a file may have had something else there: that stays as it came.
        let has_lines = matches!(fields.get("lines"), Some(Value::List(_)));
        let mut list = |key: &str| match fields.remove(key) {
            None => Ok(EcoVec::new()),
            Some(Value::List(list)) => Ok(list),
            Some(_) => Err("its placements, bends or annotations are not a list"),
        };
        let (placements, bends, annotations) = (list("placements")?, list("bends")?, list("annotations")?);
        let lines = if has_lines { list("lines")? } else { EcoVec::new() };
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
        for (i, note) in annotations.iter().enumerate() {
            let why = match note.as_record().map(|r| r.get("id")) {
                None => "it is not a record",
                Some(Some(id)) if id.as_text().is_none() => "its id is not a text",
                Some(_) => continue,
            };
            let message = format!("Annotation {} of view \"{}\" is kept and not used: {why}.", i + 1, quoted(&name));
            self.problems.add(Code::WrongType, id.as_str(), message);
        }
        let mut view = View { order, options, annotations, fields, ..View::new(id, kind, name) };
        view.aside =
            ViewAside { placements: self.placements(document, &mut view, placements, renamed), ..ViewAside::default() };
        for entry in bends {
            match bend(document, &entry, renamed).filter(|(relation, _)| !view.bends.contains(relation)) {
                Some((relation, points)) => view.bends.insert(relation, points),
                None => {
                    let message = format!(
                        "A bend of view \"{}\" is kept aside: its relation or points cannot be used.",
                        quoted(&view.name)
                    );
                    self.problems.add(Code::Placement, view.id.as_str(), message);
                    view.aside.bends.push(entry);
                }
            }
        }
        for entry in lines {
            match line_place(document, &entry, renamed).filter(|(relation, _)| !view.lines.contains(relation)) {
                Some((relation, place)) => view.lines.insert(relation, place),
                None => {
                    let message = format!(
                        "A place of a line in view \"{}\" is kept aside: its relation or shares cannot be used.",
                        quoted(&view.name)
                    );
                    self.problems.add(Code::Placement, view.id.as_str(), message);
                    view.aside.lines.push(entry);
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
        renamed: &AllRenamed,
    ) -> EcoVec<Value> {
        let mut aside = EcoVec::new();
        for entry in list {
            let read = placement(&entry, renamed)
                .filter(|(element, _)| document.element(element).is_some() && !view.placements.contains(element));
            let Some((element, placement)) = read else {
                let message = format!(
                    "A placement of view \"{}\" is kept aside: its element, position or size cannot be used.",
                    quoted(&view.name)
                );
                self.problems.add(Code::Placement, view.id.as_str(), message);
                aside.push(entry);
                continue;
            };
            let far = |n: f64| n.abs() > limits::MAX_COORDINATE;
            let bad_size = |n: Option<f64>| n.is_some_and(|n| far(n) || n <= 0.0);
            let said = if far(placement.x) || far(placement.y) {
                Some("farther out than can be drawn")
            } else if bad_size(placement.w) || bad_size(placement.h) {
                Some("of a size that cannot be drawn")
            } else {
                None
            };
            if let Some(said) = said {
                let view = quoted(&view.name);
                let message = format!("\"{element}\" in view \"{view}\" is {said}; the file keeps what it says.");
                self.problems.add(Code::Position, element.as_str(), message);
            }
            view.placements.insert(element, placement);
        }
        aside
    }
}
