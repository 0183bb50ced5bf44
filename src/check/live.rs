//! The findings of a document that is being edited: what an edit cannot have changed is not asked again.
//!
//! Each element and each relation is looked at by all rules of its kind at once; what they read elsewhere is noted. An
//! edit therefore asks again only about what it changed and about what read that. Rules about the whole model read running
//! totals and are asked after every edit.
//!
//! Knows nothing about who edits.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt;
use std::sync::Arc;

use ecow::EcoString;

use super::cycles::Cycles;
use super::facts::{Facts, Limits};
use super::finding::{Finding, Found, Subject};
use super::looks::LOOKS;
use super::read::{Key, Read};
use super::rule::Severity;
use super::totals::{Count, Totals};
use super::waiver::{Waiver, waivers};
use crate::analysis::Date;
use crate::model::aside::Aside;
use crate::model::attr::contract;
use crate::model::index::folded;
use crate::model::{Change, Delta, Direction, Document, Element, ElementId, Head, Metamodel, Relation, RelationId};

/// What is looked at in one go.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Unit {
    Model,
    Element(ElementId),
    Relation(RelationId),
}

/// The place of a finding: the order in which findings are told, and who found it.
type Place = (&'static str, Subject, Unit);

/// What following an edit took.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// Elements and relations that were looked at or read.
    pub visited: usize,
    /// Whether everything was asked again, because a setting or the metamodel changed.
    pub whole: bool,
    /// Elements and relations whose findings were asked again.
    pub asked: usize,
}

/// The findings of a document, kept up to date.
pub struct Live {
    today: Option<Date>,
    limits: Limits,
    head: Arc<Head>,
    aside: Arc<Aside>,
    metamodel: Arc<Metamodel>,
    totals: Totals,
    cycles: Cycles,
    found: BTreeMap<Place, Arc<Finding>>,
    of_unit: HashMap<Unit, Vec<Place>>,
    /// What is read elsewhere, and by whom.
    readers: HashMap<Key, Vec<Unit>>,
    reads: HashMap<Unit, Vec<Key>>,
    /// Where the findings about an element stand.
    about: HashMap<ElementId, Vec<Place>>,
    waivers: HashMap<(EcoString, EcoString), Waiver>,
    /// Whether reads are noted; not where the model is looked at once.
    noted: bool,
    counts: [usize; 3],
    turn: u64,
}

impl Live {
    /// All findings of a document. Days are compared with the model's own as-of date, else with `today`.
    #[must_use]
    pub fn new(document: &Document, today: Option<Date>) -> Self {
        Self::begin(document, today, true)
    }

    /// All findings of a document that nobody will follow.
    pub(super) fn once(document: &Document, today: Option<Date>) -> Self {
        Self::begin(document, today, false)
    }

    fn begin(document: &Document, today: Option<Date>, noted: bool) -> Self {
        let limits = Limits::of(document, today);
        let mut totals = Totals::default();
        document.elements().values().for_each(|e| totals.add(e, &limits));
        let mut live = Self {
            today,
            limits,
            head: document.head.clone(),
            aside: document.aside.clone(),
            metamodel: document.metamodel().clone(),
            totals,
            cycles: Cycles::of(document),
            found: BTreeMap::new(),
            of_unit: HashMap::new(),
            readers: HashMap::new(),
            reads: HashMap::new(),
            about: HashMap::new(),
            waivers: HashMap::new(),
            noted,
            counts: [0; 3],
            turn: 0,
        };
        let elements = document.elements().keys().map(|id| Unit::Element(id.clone()));
        let relations = document.relations().keys().map(|id| Unit::Relation(id.clone()));
        let units: Vec<Unit> = elements.chain(relations).chain([Unit::Model]).collect();
        live.ask(document, units);
        live.accept(document);
        live
    }

    /// Follows an edit: `document` is what `delta` led to.
    pub fn follow(&mut self, document: &Document, delta: &Delta) -> Step {
        let settings = self.head.settings != document.head.settings;
        // What a file holds against the model is let go of now and then, and read by many rules.
        let is_dropped = !Arc::ptr_eq(&self.aside, &document.aside);
        if settings || is_dropped || !Arc::ptr_eq(&self.metamodel, document.metamodel()) {
            *self = Self { turn: self.turn + 1, ..Self::new(document, self.today) };
            return Step { visited: document.elements().len() + document.relations().len(), whole: true, asked: 0 };
        }
        let mut units = BTreeSet::from([Unit::Model]);
        let mut keys = HashSet::new();
        let customers = self.totals.count(Count::CustomerUnits) > 0;
        for (id, change) in &delta.elements {
            units.insert(Unit::Element(id.clone()));
            keys.insert(Read::Element(id).key());
            for (element, is_gone) in [(&change.before, true), (&change.after, false)] {
                let Some(element) = element else { continue };
                if is_gone {
                    self.totals.take(element, &self.limits);
                } else {
                    self.totals.add(element, &self.limits);
                }
                keys.extend(keys_of(element));
            }
        }
        if (self.totals.count(Count::CustomerUnits) > 0) != customers {
            keys.insert(Read::CustomerUnits.key());
        }
        let changed = delta.relations.values().flat_map(|c| c.before.iter().chain(&c.after)).map(|r| &**r);
        let mut changed: Vec<&Relation> = changed.collect();
        for (id, _) in delta.elements.iter().filter(|(_, change)| is_of_another_kind(change)) {
            keys.insert(Read::Kind(id).key());
            // What goes in circles depends on what is joined.
            let around = [Direction::Outgoing, Direction::Incoming].into_iter();
            let around = around.flat_map(|direction| document.index().relations_of(id, direction));
            changed.extend(around.filter_map(|(.., relation)| document.relation(relation)).map(|relation| &**relation));
        }
        for relation in &changed {
            units.insert(Unit::Relation(relation.id.clone()));
            units.extend([&relation.source, &relation.target].map(|id| Unit::Element(id.clone())));
            keys.extend(keys_of_relation(relation));
        }
        let gone = delta.elements.iter().filter(|(_, c)| c.after.is_none()).map(|(id, _)| id);
        let (other, visited) = self.cycles.follow(document, &changed, gone);
        units.extend(other.into_iter().map(Unit::Element));
        units.extend(keys.iter().filter_map(|key| self.readers.get(key)).flatten().cloned());

        let units: Vec<Unit> = units.into_iter().collect();
        let asked = units.len();
        let visited = visited + self.ask(document, units);
        if !Arc::ptr_eq(&self.head, &document.head) {
            self.accept(document);
        }
        Step { visited, whole: false, asked }
    }

    /// The findings that are not waived, by rule and subject.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        self.all().filter(|finding| self.waiver(finding).is_none())
    }

    /// Every finding, waived ones too, by rule and subject.
    pub fn all(&self) -> impl Iterator<Item = &Finding> {
        self.shared().map(|finding| &**finding)
    }

    /// The same, to be kept by others without a copy.
    pub fn shared(&self) -> impl Iterator<Item = &Arc<Finding>> {
        // A contract may be found wrong by its partner and by what is supplied under it: that is one finding.
        let mut last: Option<(&str, &Subject)> = None;
        self.found.iter().filter_map(move |((rule, subject, _), finding)| {
            let is_new = last != Some((rule, subject));
            last = Some((rule, subject));
            is_new.then_some(finding)
        })
    }

    /// How many findings are accepted.
    #[must_use]
    pub fn waived_count(&self) -> usize {
        let of_rule = |w: &&Waiver| self.of_waiver(w).is_some();
        self.waivers.values().filter(of_rule).count()
    }

    /// What a waiver accepts, if it is found.
    fn of_waiver(&self, waiver: &Waiver) -> Option<&Finding> {
        let rule = super::rule(&waiver.rule)?.id;
        let kinds: [fn(EcoString) -> Subject; 5] = [
            |id| Subject::Element(ElementId::from(id.as_str())),
            |id| Subject::Relation(RelationId::from(id.as_str())),
            Subject::Contract,
            Subject::Zone,
            Subject::Role,
        ];
        let subjects = kinds.iter().map(|of| of(waiver.subject.clone()));
        let model = (waiver.subject == "model").then_some(Subject::Model);
        subjects.chain(model).find_map(|subject| self.found(rule, &subject))
    }

    /// A number that is another after a finding came, changed or went, or was accepted.
    #[must_use]
    pub const fn turn(&self) -> u64 {
        self.turn
    }

    /// What a rule found about something, waived or not.
    #[must_use]
    pub fn found(&self, rule: &str, subject: &Subject) -> Option<&Finding> {
        let rule = super::rule(rule)?.id;
        let from: Place = (rule, subject.clone(), Unit::Model);
        let (place, finding) = self.found.range(from..).next()?;
        (place.0 == rule && place.1 == *subject).then_some(&**finding)
    }

    /// Why a finding was accepted; `None` when it was not.
    #[must_use]
    pub fn waiver(&self, finding: &Finding) -> Option<&Waiver> {
        if self.waivers.is_empty() {
            return None;
        }
        self.waivers.get(&(finding.rule.id.into(), finding.subject.id().into()))
    }

    /// The open findings that are about an element, about a contract of its, or about a relation that leaves it.
    #[must_use]
    pub fn of_element(&self, id: &ElementId) -> Vec<&Finding> {
        let places = self.about.get(id).into_iter().flatten();
        let found = places.filter_map(|place| self.found.get(place)).map(|finding| &**finding);
        let mut own: Vec<&Finding> = found.filter(|f| self.waiver(f).is_none()).collect();
        own.sort_by(|a, b| a.cmp_place(b));
        own.dedup_by(|a, b| a.rule.id == b.rule.id && a.subject == b.subject);
        own
    }

    /// The elements that open findings are about, each with the heaviest severity of its findings.
    pub fn elements(&self) -> impl Iterator<Item = (&ElementId, Severity)> {
        self.about.iter().filter_map(|(id, places)| {
            let found = places.iter().filter_map(|place| self.found.get(place));
            let open = found.filter(|f| self.waiver(f).is_none());
            open.map(|f| f.severity()).min().map(|severity| (id, severity))
        })
    }

    /// How many open findings there are of each severity, the heaviest first.
    #[must_use]
    pub const fn counts(&self) -> [usize; 3] {
        self.counts
    }

    /// The day and the thresholds that were used.
    #[must_use]
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Asks about some units again; how many elements and relations were looked at for it.
    fn ask(&mut self, document: &Document, units: Vec<Unit>) -> usize {
        let facts = Facts::new(document, &self.limits, &self.totals, &self.cycles, self.noted);
        let mut answers = Vec::with_capacity(units.len());
        for unit in units {
            let findings = look(&facts, document, &unit);
            answers.push((unit, findings, facts.take_reads()));
        }
        let visited = facts.visited().get();
        for (unit, findings, reads) in answers {
            self.put(unit, findings, reads);
        }
        visited
    }

    /// Reads the waivers of a document and counts what is open.
    fn accept(&mut self, document: &Document) {
        self.head = document.head.clone();
        let all = waivers(&self.head).into_iter();
        let waivers: HashMap<_, _> = all.map(|w| ((w.rule.clone(), w.subject.clone()), w)).collect();
        if waivers != self.waivers {
            self.turn += 1;
            self.waivers = waivers;
        }
        let mut counts = [0; 3];
        self.open().for_each(|finding| counts[finding.severity() as usize] += 1);
        self.counts = counts;
    }

    fn put(&mut self, unit: Unit, findings: Vec<Finding>, reads: Vec<Key>) {
        if !self.is_as_found(&unit, &findings) {
            self.replace(&unit, findings);
        }
        let before = self.reads.remove(&unit).unwrap_or_default();
        for key in before.iter().filter(|key| reads.binary_search(key).is_err()) {
            if let Some(readers) = self.readers.get_mut(key) {
                readers.retain(|reader| *reader != unit);
                if readers.is_empty() {
                    self.readers.remove(key);
                }
            }
        }
        for key in reads.iter().filter(|key| before.binary_search(key).is_err()) {
            self.readers.entry(*key).or_default().push(unit.clone());
        }
        if !reads.is_empty() {
            self.reads.insert(unit, reads);
        }
    }

    /// Whether a unit has the same findings as before.
    fn is_as_found(&self, unit: &Unit, findings: &[Finding]) -> bool {
        let places = self.of_unit.get(unit).map_or(&[][..], Vec::as_slice);
        let is_same = |(place, now): (&Place, &Finding)| {
            place.0 == now.rule.id && self.found.get(place).is_some_and(|found| **found == *now)
        };
        places.len() == findings.len() && places.iter().zip(findings).all(is_same)
    }

    /// Takes other findings for those that a unit had.
    fn replace(&mut self, unit: &Unit, findings: Vec<Finding>) {
        self.turn += 1;
        for place in self.of_unit.remove(unit).unwrap_or_default() {
            self.take(&place);
        }
        let mut places = Vec::with_capacity(findings.len());
        for finding in findings {
            let place = (finding.rule.id, finding.subject.clone(), unit.clone());
            places.push(place.clone());
            self.add(place, finding);
        }
        if !places.is_empty() {
            self.of_unit.insert(unit.clone(), places);
        }
    }

    fn add(&mut self, place: Place, finding: Finding) {
        if let Some(id) = finding.element() {
            let places = self.about.entry(id.clone()).or_default();
            if !places.contains(&place) {
                places.push(place.clone());
            }
        }
        if !self.is_found(&place) && self.waiver(&finding).is_none() {
            self.counts[finding.severity() as usize] += 1;
        }
        self.found.insert(place, Arc::new(finding));
    }

    fn take(&mut self, place: &Place) {
        let Some(finding) = self.found.remove(place) else { return };
        if let Some(places) = finding.element().and_then(|id| self.about.get_mut(id)) {
            places.retain(|other| other != place);
        }
        if let Some(id) = finding.element().filter(|id| self.about.get(*id).is_some_and(Vec::is_empty)) {
            self.about.remove(id);
        }
        if !self.is_found(place) && self.waiver(&finding).is_none() {
            self.counts[finding.severity() as usize] -= 1;
        }
    }

    /// Whether somebody found this already.
    fn is_found(&self, (rule, subject, _): &Place) -> bool {
        let from: Place = (rule, subject.clone(), Unit::Model);
        self.found.range(from..).next().is_some_and(|((r, s, _), _)| r == rule && s == subject)
    }
}

/// What every rule finds about one thing.
fn look(facts: &Facts<'_>, document: &Document, unit: &Unit) -> Vec<Finding> {
    let mut into = Vec::new();
    match unit {
        Unit::Model => {
            facts.look_at(None);
            for (rule, ask) in &LOOKS.model {
                ask(facts, &mut Found { rule, into: &mut into });
            }
        }
        Unit::Element(id) => {
            let Some(element) = document.element(id) else { return into };
            facts.look_at(Some(id));
            for (rule, ask) in LOOKS.at_elements(element.kind) {
                ask(facts, element, &mut Found { rule, into: &mut into });
            }
        }
        Unit::Relation(id) => {
            let Some(relation) = document.relation(id) else { return into };
            facts.look_at(None);
            for (rule, ask) in LOOKS.at_relations(relation.kind) {
                ask(facts, relation, &mut Found { rule, into: &mut into });
            }
        }
    }
    into
}

/// Whether an element was made one of another kind.
fn is_of_another_kind(change: &Change<Arc<Element>>) -> bool {
    change.before.as_ref().zip(change.after.as_ref()).is_some_and(|(before, after)| before.kind != after.kind)
}

/// What others read of an element besides itself.
fn keys_of(element: &Element) -> Vec<Key> {
    let mut keys = vec![Read::Name(element.kind, &folded(&element.name)).key()];
    for contract in crate::analysis::contract::contracts(element) {
        keys.extend(contract::REFERENCE.read(&contract).map(|reference| Read::Reference(&reference).key()));
    }
    keys
}

/// What others read of a relation.
fn keys_of_relation(relation: &Relation) -> [Key; 3] {
    [
        Read::around(&relation.source, relation.kind, Direction::Outgoing).key(),
        Read::around(&relation.target, relation.kind, Direction::Incoming).key(),
        Read::Between(&relation.source, relation.kind, &relation.target).key(),
    ]
}

impl fmt::Debug for Live {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Live").field("counts", &self.counts).finish_non_exhaustive()
    }
}
