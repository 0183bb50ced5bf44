//! Makes operating models of any size, the same every time, to test and to measure with.
//!
//! A model is a row of clusters of 40 elements around one value stream, with about 1.5 relations for each element, all of
//! them legal. Names mix scripts, so that text has to be shaped and broken.

use std::collections::{BTreeMap, BTreeSet};

use opcanvas::edit::{Edit, apply};
use opcanvas::format::metamodel::base;
use opcanvas::model::ElementKind::{
    Experiment, Management, Objective, OrgUnit, Partner, PortfolioItem, Process, Role, Stage, Stakeholder, Technology,
    ValueProposition, ValueStream,
};
use opcanvas::model::RelationKind::{
    AlignedTo, AssignedTo, Consumes, Contains, Delivers, DependsOn, Drives, Enables, FlowsTo, Governs, OfferedTo,
    ParticipatesIn, Supplies, Tests,
};
use opcanvas::model::{Document, Element, ElementId, ElementKind, Record, Relation, RelationId, RelationKind, Value};

/// The kinds of a cluster, in the order of their ids.
const KINDS: [(ElementKind, usize); 13] = [
    (ValueStream, 1),
    (Stage, 6),
    (Stakeholder, 3),
    (ValueProposition, 1),
    (PortfolioItem, 4),
    (Process, 6),
    (Role, 6),
    (OrgUnit, 2),
    (Technology, 5),
    (Partner, 3),
    (Experiment, 1),
    (Management, 1),
    (Objective, 1),
];

/// A cluster that is cut short still has its value stream, its stages and a stakeholder.
const LEAST: usize = 8;

const FIRST_WORDS: [&str; 14] = [
    "Retail",
    "Corporate",
    "Digital",
    "Regional",
    "Central",
    "Field",
    "Crédit",
    "Öffentliche",
    "Señal",
    "北京",
    "東京",
    "서울",
    "São Paulo",
    "Łódź",
];

fn words(kind: ElementKind) -> &'static [&'static str] {
    match kind {
        Stakeholder => &["customers", "households", "agencies", "patients", "ménages", "お客様"],
        ValueProposition => &["in ten minutes", "without paperwork", "at a fair price"],
        ValueStream => &["onboard to serve", "order to cash", "idea to launch", "Entwicklung bis Übergabe"],
        Stage => &["request", "verify", "decide", "deliver", "support", "审核申请"],
        Process => &["risk assessment", "invoicing", "change enablement", "Prüfung der Unterlagen"],
        PortfolioItem => &["current account", "care line", "subscription", "crédit-bail"],
        OrgUnit => &["team", "department", "platform team"],
        Role => &["case manager", "analyst", "responsable qualité", "担当者"],
        Technology => &["CRM", "data lake", "identity provider", "événements bus", "データ基盤"],
        Partner => &["logistics", "payment bureau", "Auditor GmbH", "供应商"],
        Experiment => &["shadow scoring", "A/B liveness"],
        Management => &["flow review", "portfolio review"],
        _ => &["grow profitably", "halve lead time"],
    }
}

/// A small generator of numbers that look random: `SplitMix64`.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }

    fn amount(&mut self, from: u32, below: u32) -> Value {
        Value::Int(i64::from(from + self.below((below - from) as usize) as u32))
    }

    fn one_of<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}

/// A model of about `n` elements: the last cluster has at least eight. Of 100 elements `far` depend on a platform of any
/// cluster, some platforms being far more asked for than others; with 0 every cluster is by itself and does not depend on
/// `n`.
///
/// # Panics
/// Never: what is made is legal.
pub fn model(n: usize, far: usize) -> Document {
    let mut dice = Dice(2026);
    let (mut edits, mut platforms) = (Vec::new(), Vec::new());
    let mut relations = Relations::default();
    let mut made = 0;
    while made < n {
        let mut cluster = Cluster::new();
        let kinds = KINDS.iter().flat_map(|(kind, count)| std::iter::repeat_n(*kind, *count));
        for kind in kinds.take((n - made).max(LEAST)) {
            let element = element(made, kind, cluster.get(&kind).map_or(0, |made| made.len() as u32), &mut dice);
            cluster.entry(kind).or_default().push(element.id.clone());
            edits.push(Edit::AddElement(element));
            made += 1;
        }
        relate(&cluster, &mut dice, &mut relations);
        platforms.extend(cluster.remove(&Technology).unwrap_or_default());
    }
    for _ in 0..made * far / 100 {
        if platforms.len() > 1 {
            let asked = dice.below(platforms.len()).min(dice.below(platforms.len()));
            relations.add(DependsOn, &platforms[dice.below(platforms.len())], &platforms[asked]);
        }
    }
    edits.extend(relations.edits);
    apply(&Document::new(base()), &edits).expect("a made model is legal").0
}

fn element(number: usize, kind: ElementKind, order: u32, dice: &mut Dice) -> Element {
    let name = format!("{} {} {number}", dice.one_of(&FIRST_WORDS), dice.one_of(words(kind)));
    let mut element = Element::new(ElementId::new(format!("e{number:07}")), kind, name);
    let mut set = |key: &str, value| element.attributes.set(key, value);
    match kind {
        Stakeholder => set("roles", Value::List(["customer", "user"].map(Value::text).into_iter().collect())),
        Stage => {
            set("order", Value::Int(i64::from(order) + 1));
            set("leadTime", dice.amount(20, 100));
            set("processTime", dice.amount(1, 20));
            set("pctCA", dice.amount(60, 100));
        }
        PortfolioItem => {
            set("itemType", Value::text("product"));
            set("lifecycle", Value::text("live"));
        }
        Technology => {
            set("maturity", Value::text(dice.one_of(&["emerging", "growth", "mature", "legacy"])));
            set("ring", Value::text(dice.one_of(&["assess", "trial", "adopt", "hold"])));
        }
        _ => {}
    }
    element
}

type Cluster = BTreeMap<ElementKind, Vec<ElementId>>;

/// Relations to be added, each triple once.
#[derive(Default)]
struct Relations {
    edits: Vec<Edit>,
    known: BTreeSet<(RelationKind, ElementId, ElementId)>,
}

impl Relations {
    fn add(&mut self, kind: RelationKind, source: &ElementId, target: &ElementId) {
        if source == target || !self.known.insert((kind, source.clone(), target.clone())) {
            return;
        }
        let id = RelationId::new(format!("r{:07}", self.edits.len()));
        let mut relation = Relation::new(id, kind, source.clone(), target.clone());
        if kind == AssignedTo {
            relation.attributes = Record::from_iter([("raci".into(), Value::text("R"))]);
        }
        self.edits.push(Edit::AddRelation(relation));
    }

    /// Each of `sources` with one of `targets`.
    fn join(&mut self, kind: RelationKind, sources: &[ElementId], targets: &[ElementId], dice: &mut Dice) {
        for source in sources.iter().filter(|_| !targets.is_empty()) {
            self.add(kind, source, &targets[dice.below(targets.len())]);
        }
    }
}

/// The relations within one cluster, which may be cut short.
fn relate(cluster: &Cluster, dice: &mut Dice, relations: &mut Relations) {
    let all = |kind| cluster.get(&kind).map_or(&[][..], Vec::as_slice);
    let stream = &all(ValueStream)[0];
    let stages = all(Stage);
    for stage in stages {
        relations.add(Contains, stream, stage);
    }
    for pair in stages.windows(2) {
        relations.add(FlowsTo, &pair[0], &pair[1]);
    }
    relations.join(ParticipatesIn, all(Stakeholder), stages, dice);
    relations.join(Consumes, all(Stakeholder), all(PortfolioItem), dice);
    for proposition in all(ValueProposition) {
        relations.add(Drives, proposition, stream);
        relations.add(OfferedTo, proposition, &all(Stakeholder)[0]);
    }
    for item in all(PortfolioItem) {
        relations.add(Delivers, stream, item);
    }
    relations.join(Enables, all(Process), stages, dice);
    relations.join(AssignedTo, all(OrgUnit), stages, dice);
    for (role, stage) in all(Role).iter().zip(stages) {
        relations.add(AssignedTo, role, stage);
    }
    let units = all(OrgUnit);
    for role in all(Role).iter().filter(|_| !units.is_empty()) {
        relations.add(Contains, &units[dice.below(units.len())], role);
    }
    let processes = if all(Process).is_empty() { stages } else { all(Process) };
    for technology in all(Technology) {
        relations.add(Enables, technology, &stages[dice.below(stages.len())]);
        relations.add(Enables, technology, &processes[dice.below(processes.len())]);
    }
    relations.join(Supplies, all(Partner), all(Technology), dice);
    relations.join(Tests, all(Experiment), all(Technology), dice);
    for management in all(Management) {
        relations.add(Governs, management, stream);
    }
    for objective in all(Objective) {
        relations.add(AlignedTo, stream, objective);
    }
}
