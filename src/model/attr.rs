//! Typed attribute keys: the names by which code reads attributes, each with its kind and type.
//!
//! A test proves every key against the metamodel's data, so that a wrong name or type cannot ship.
//!
//! Knows nothing about values that are damaged: those read as absent.

use std::marker::PhantomData;

use ecow::EcoString;

use super::kind::{ElementKind, RelationKind};
use super::value::{Record, Value};

/// Business hours.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Hours(pub f64);

/// Money in the model's currency.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Money(pub f64);

/// A share of 100.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Percent(pub f64);

/// The id of an enum value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice(pub EcoString);

/// A calendar date, `YYYY-MM-DD`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(pub EcoString);

/// A list of enum ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices(pub Vec<EcoString>);

/// A list of texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texts(pub Vec<EcoString>);

/// The id of a plateau.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlateauId(pub EcoString);

/// A list of records.
#[derive(Clone, Debug, PartialEq)]
pub struct Records(pub Vec<Record>);

/// Reads a value as a type.
pub trait FromValue: Sized {
    /// The name of the type in the metamodel's data.
    const TYPE: &'static str;

    /// The value as this type; `None` when it is of another.
    fn from_value(value: &Value) -> Option<Self>;
}

macro_rules! from_value {
    ($($ty:ty, $name:literal, $read:expr;)*) => {
        $(impl FromValue for $ty {
            const TYPE: &'static str = $name;
            fn from_value(value: &Value) -> Option<Self> {
                let read: fn(&Value) -> Option<Self> = $read;
                read(value)
            }
        })*
    };
}

from_value!(
    EcoString, "text", |v| v.as_text().cloned();
    i64, "integer", Value::as_int;
    f64, "number", Value::as_number;
    bool, "boolean", Value::as_bool;
    Percent, "percent", |v| v.as_number().map(Percent);
    Money, "money", |v| v.as_number().map(Money);
    Hours, "duration", |v| v.as_number().map(Hours);
    Date, "date", |v| v.as_text().cloned().map(Date);
    Choice, "enum", |v| v.as_text().cloned().map(Choice);
    Choices, "set", |v| Some(Self(v.as_list().iter().filter_map(|v| v.as_text().cloned()).collect()));
    Texts, "texts", |v| Some(Self(v.as_list().iter().filter_map(|v| v.as_text().cloned()).collect()));
    PlateauId, "plateau", |v| v.as_text().cloned().map(PlateauId);
    Record, "record", |v| v.as_record().cloned();
    Records, "list", |v| Some(Self(v.as_list().iter().filter_map(|v| v.as_record().cloned()).collect()));
);

/// Whose attribute it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Owner {
    /// Of every element; read from its fields.
    Common,
    /// Of elements of a kind.
    Element(ElementKind),
    /// Of relations of a kind.
    Relation(RelationKind),
    /// Of the entries of a record type.
    Record(&'static str),
}

/// The key of an attribute with the type of its values.
#[derive(Debug)]
pub struct Attr<T> {
    /// Whose attribute it is.
    pub owner: Owner,
    /// The key in the file.
    pub key: &'static str,
    value: PhantomData<fn() -> T>,
}

impl<T> Clone for Attr<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Attr<T> {}

impl<T: FromValue> Attr<T> {
    const fn new(owner: Owner, key: &'static str) -> Self {
        Self { owner, key, value: PhantomData }
    }

    /// The value in `record`; `None` when it is absent or of another type.
    #[must_use]
    pub fn read(self, record: &Record) -> Option<T> {
        record.get(self.key).and_then(T::from_value)
    }
}

macro_rules! attributes {
    ($($group:ident of $owner:expr => { $($(#[$doc:meta])* $name:ident: $ty:ty = $key:literal),* $(,)? })*) => {
        $(
            #[doc = concat!("Keys of `", stringify!($group), "`.")]
            pub mod $group {
                use super::*;
                $($(#[$doc])* pub const $name: Attr<$ty> = Attr::new($owner, $key);)*
            }
        )*

        /// Owner, key and type of every typed key, for the proof against the data.
        pub const TYPED: &[(Owner, &str, &str)] = &[
            $($(($owner, $key, <$ty as FromValue>::TYPE),)*)*
        ];
    };
}

attributes! {
    common of Owner::Common => {
        /// The step of the roadmap at which the state takes effect.
        PLATEAU: PlateauId = "plateau",
        /// Free words.
        TAGS: Texts = "tags",
        /// Value, outcomes, costs, risks.
        VOCR: Record = "vocr",
    }
    vocr of Owner::Record("Vocr") => {
        /// What it is worth.
        VALUE: Record = "value",
        /// Results for someone.
        OUTCOMES: Records = "outcomes",
        /// Money spent on it.
        COST: Record = "cost",
        /// Whether the amounts were checked, zero included.
        COST_KNOWN: bool = "costKnown",
        /// What could go wrong.
        RISKS: Records = "risks",
        /// Whether risks were looked for and none was found.
        NO_KNOWN_RISK: bool = "noKnownRisk",
    }
    vocr_value of Owner::Record("VocrValue") => {
        /// Who benefits, and how.
        STATEMENT: EcoString = "statement",
        /// From 0, none, to 5, indispensable.
        RATING: i64 = "rating",
    }
    vocr_outcome of Owner::Record("VocrOutcome") => {
        /// The figure that shows it.
        MEASURE: EcoString = "measure",
    }
    vocr_cost of Owner::Record("VocrCost") => {
        /// Money a year.
        RUN_PER_YEAR: Money = "runPerYear",
    }
    vocr_risk of Owner::Record("VocrRisk") => {
        /// From 1, rare, to 5, expected.
        LIKELIHOOD: i64 = "likelihood",
        /// From 1, slight, to 5, ruinous.
        IMPACT: i64 = "impact",
        /// Avoid, reduce, transfer or accept.
        RESPONSE: Choice = "response",
    }
    stakeholder of Owner::Element(ElementKind::Stakeholder) => {
        /// Customer, user, sponsor, owner, regulator ...
        ROLES: Choices = "roles",
        /// How many there are.
        POPULATION: i64 = "population",
        /// Satisfaction or delight.
        EXPECTATION: Choice = "expectation",
        /// What helps or hinders them.
        FACTORS: Records = "influencingFactors",
    }
    objective of Owner::Element(ElementKind::Objective) => {
        /// Measures with baseline, target and actual.
        KEY_RESULTS: Records = "keyResults",
        /// When it is due.
        DUE_DATE: Date = "dueDate",
    }
    value_proposition of Owner::Element(ElementKind::ValueProposition) => {
        /// What sets the promise apart.
        DIFFERENTIATOR: Choice = "differentiator",
        /// Where the promise stands against alternatives.
        MARKET_POSITION: EcoString = "marketPosition",
    }
    value_stream of Owner::Element(ElementKind::ValueStream) => {
        /// Items asked for in a year.
        DEMAND_PER_YEAR: f64 = "demandPerYear",
        /// Core or enabling.
        STREAM_TYPE: Choice = "streamType",
        /// Wished lead time.
        TARGET_LEAD_TIME: Hours = "targetLeadTime",
        /// How often it is reviewed.
        REVIEW_CADENCE: Choice = "reviewCadence",
    }
    stage of Owner::Element(ElementKind::Stage) => {
        /// Position in the stream, from 1.
        ORDER: i64 = "order",
        /// From the start to the end, waiting included.
        LEAD_TIME: Hours = "leadTime",
        /// Time that is worked.
        PROCESS_TIME: Hours = "processTime",
        /// Share that arrives complete and accurate.
        PCT_CA: Percent = "pctCA",
        /// Items under way.
        WIP: f64 = "wip",
    }
    process of Owner::Element(ElementKind::Process) => {
        /// Capability, practice or process.
        PROCESS_TYPE: Choice = "processType",
        /// Waterfall to devops.
        APPROACH: Choice = "approach",
        /// Days of an iteration.
        ITERATION_DAYS: f64 = "iterationDays",
        /// How often consumers are heard: none, periodic or continuous.
        FEEDBACK: Choice = "feedback",
        /// Days from idea to first use.
        TIME_TO_MARKET: f64 = "timeToMarketDays",
        /// Whether the least viable product comes first.
        MVP_FIRST: bool = "mvpFirst",
        /// Whether it delivers in increments.
        INCREMENTAL: bool = "incremental",
    }
    portfolio_item of Owner::Element(ElementKind::PortfolioItem) => {
        /// Product, service or project.
        ITEM_TYPE: Choice = "itemType",
        /// Where it is in its life.
        LIFECYCLE: Choice = "lifecycle",
        /// Money by year.
        INVESTMENTS: Records = "investments",
        /// The smallest scope that tests the promise.
        MVP: Record = "mvp",
        /// Its planned increments.
        INCREMENTS: Records = "increments",
        /// First day.
        START: Date = "start",
        /// Last day.
        END: Date = "end",
    }
    org_unit of Owner::Element(ElementKind::OrgUnit) => {
        /// Enterprise to team.
        UNIT_TYPE: Choice = "unitType",
        /// Where decisions are made: central, shared or local.
        DECISION_RIGHTS: Choice = "decisionRights",
        /// Full-time equivalents.
        FTE: f64 = "fte",
        /// Stream-aligned, platform, enabling ...
        TOPOLOGY: Choice = "topology",
        /// What it is built around.
        ALIGNMENT: Choice = "alignment",
        /// How open leadership is to learning, 1 to 5.
        LEARNING_OPENNESS: i64 = "learningOpenness",
        /// What leadership does to learn.
        LEARNING_PRACTICES: Texts = "learningPractices",
    }
    role of Owner::Element(ElementKind::Role) => {
        /// How many people can do it.
        HOLDERS: i64 = "holders",
        /// Full-time equivalents.
        FTE: f64 = "fte",
        /// Money a year for each of those.
        COST_PER_FTE: Money = "costPerFte",
        /// Whether it deals with customers.
        CUSTOMER_FACING: bool = "customerFacing",
    }
    location of Owner::Element(ElementKind::Location) => {
        /// Site, cloud region ...
        LOCATION_TYPE: Choice = "locationType",
        /// Where on the map.
        REGION: EcoString = "region",
    }
    technology of Owner::Element(ElementKind::Technology) => {
        /// Research to legacy.
        MATURITY: Choice = "maturity",
        /// Assess, trial, adopt or hold.
        RING: Choice = "ring",
        /// How much would stop without it, 1 to 5.
        CRITICALITY: i64 = "criticality",
        /// Last day of support.
        END_OF_SUPPORT: Date = "endOfSupport",
    }
    partner of Owner::Element(ElementKind::Partner) => {
        /// What it does for the model.
        ROLE_IN_MODEL: EcoString = "roleInModel",
        /// Easy, hard or none: whether another could take its place.
        SUBSTITUTABILITY: Choice = "substitutability",
        /// Its contracts.
        CONTRACTS: Records = "contracts",
        /// Goods, service or partnership.
        COOPERATION: Choice = "cooperation",
        /// How much would stop without it, 1 to 5.
        CRITICALITY: i64 = "criticality",
    }
    contract of Owner::Record("Contract") => {
        /// Purchase to memorandum of understanding.
        TYPE: Choice = "type",
        /// First day.
        START: Date = "start",
        /// Last day.
        END: Date = "end",
        /// Days before the end by which notice has to be given.
        NOTICE_DAYS: i64 = "noticeDays",
        /// Money a year.
        VALUE_PER_YEAR: Money = "valuePerYear",
        /// Its number, unique in the model.
        REFERENCE: EcoString = "reference",
        /// The service level.
        SLA: EcoString = "sla",
        /// Whether there is a way out.
        EXIT_PLAN: bool = "exitPlan",
    }
    investment of Owner::Record("Investment") => {
        /// The year.
        YEAR: i64 = "year",
        /// Money that keeps it running.
        RUN: Money = "run",
        /// Money that lets it grow.
        GROW: Money = "grow",
        /// Money that changes it.
        TRANSFORM: Money = "transform",
    }
    key_result of Owner::Record("KeyResult") => {
        /// What is measured.
        NAME: EcoString = "name",
        /// Where it began.
        BASELINE: f64 = "baseline",
        /// Where it should end.
        TARGET: f64 = "target",
        /// Where it is.
        ACTUAL: f64 = "actual",
    }
    culture of Owner::Element(ElementKind::Culture) => {
        /// Level today, 1 to 5.
        CURRENT: i64 = "current",
        /// Level wished for, 1 to 5.
        TARGET: i64 = "target",
        /// What is done to promote it.
        ACTIONS: Records = "promotingActions",
    }
    action of Owner::Record("Action") => {
        /// Planned, active or done.
        STATUS: Choice = "status",
    }
    experiment of Owner::Element(ElementKind::Experiment) => {
        /// Draft to stopped.
        STATUS: Choice = "status",
        /// What is measured.
        MEASURE: EcoString = "measure",
        /// From which figure on it passes.
        TARGET: f64 = "target",
        /// Whether at least or at most that figure passes.
        COMPARATOR: Choice = "comparator",
        /// What is believed.
        HYPOTHESIS: EcoString = "hypothesis",
        /// The figure that came out.
        ACTUAL: f64 = "actual",
        /// What was decided on the result.
        DECISION: Choice = "decision",
        /// Last day.
        END: Date = "end",
    }
    management of Owner::Element(ElementKind::Management) => {
        /// How often.
        CADENCE: Choice = "cadence",
        /// What for.
        PURPOSE: EcoString = "purpose",
        /// What it looks at.
        KPIS: Records = "kpis",
    }
    kpi of Owner::Record("Kpi") => {
        /// What is measured.
        NAME: EcoString = "name",
    }
    choice of Owner::Element(ElementKind::Choice) => {
        /// Open, decided or superseded.
        STATUS: Choice = "status",
        /// What was decided.
        DECISION: EcoString = "decision",
        /// Why it was decided so.
        RATIONALE: EcoString = "rationale",
    }
    assigned_to of Owner::Relation(RelationKind::AssignedTo) => {
        /// R, A, C or I.
        RACI: Choice = "raci",
        /// Share of the cost, 0 to 1.
        SHARE: f64 = "share",
    }
    enables of Owner::Relation(RelationKind::Enables) => {
        /// Share of the cost, 0 to 1.
        SHARE: f64 = "share",
    }
    mvp of Owner::Record("Mvp") => {
        /// The least that still tests the promise.
        SCOPE: EcoString = "scope",
    }
    consumes of Owner::Relation(RelationKind::Consumes) => {
        /// Dissatisfied to delighted.
        EXPERIENCE: Choice = "experience",
        /// Net promoter score, -100 to 100.
        NPS: f64 = "nps",
        /// How much in a year.
        VOLUME_PER_YEAR: f64 = "volumePerYear",
    }
    interacts_with of Owner::Relation(RelationKind::InteractsWith) => {
        /// Collaboration, as a service or facilitating.
        MODE: Choice = "mode",
        /// When the collaboration ends.
        UNTIL: Date = "until",
    }
    supplies of Owner::Relation(RelationKind::Supplies) => {
        /// The reference of the contract it is supplied under.
        CONTRACT: EcoString = "contract",
        /// Share of the cost, 0 to 1.
        SHARE: f64 = "share",
    }
    shapes of Owner::Relation(RelationKind::Shapes) => {
        /// Reinforces, conflicts or constrains.
        EFFECT: Choice = "effect",
    }
    depends_on of Owner::Relation(RelationKind::DependsOn) => {
        /// Hard or soft.
        STRENGTH: Choice = "strength",
    }
    flows_to of Owner::Relation(RelationKind::FlowsTo) => {
        /// Whether the flow goes back for rework.
        REWORK: bool = "rework",
        /// Share of the work that goes this way, 0 to 1.
        PROBABILITY: f64 = "probability",
        /// Waiting between the two ends.
        HANDOFF_DELAY: Hours = "handoffDelay",
    }
}
