//! The most telling facts of an element for its card: what is stored or follows from it, never defaults.
//!
//! Knows nothing about how they are drawn.

use super::words::{duration, durations, grouped, label_of, money, month, number, record_label};
use crate::analysis::{self, Date, contract, flow, lead_time};
use crate::model::attr::{
    self, Choice, Hours, Money, Percent, action, choice, contract as contract_of, culture, experiment, investment,
    key_result, kpi, location, management, objective, org_unit, partner, portfolio_item, process, role, stage,
    stakeholder, technology, value_proposition, value_stream,
};
use crate::model::{Document, Element, ElementKind, Record, Value};
use crate::text::{Font, width};

/// What a card says below the name.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Facts {
    /// Short lines, most telling first.
    pub lines: Vec<Fact>,
    /// A figure as a bar.
    pub bar: Option<Bar>,
    /// The one figure that a board reads.
    pub number: Option<String>,
    /// A figure that is short enough to stand beside the name.
    pub beside: Option<String>,
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fact {
    /// What it says.
    pub text: String,
    /// The same in fewer letters, for where there is less and less room.
    pub shorter: Vec<String>,
    /// How it is meant.
    pub tone: Tone,
    /// How telling it is: 1 is what a card is looked at for, 3 is only of use where there is much room.
    pub rank: u8,
}

impl Fact {
    pub(super) fn new(text: String, tone: Tone) -> Self {
        Self { text, shorter: Vec::new(), tone, rank: 1 }
    }

    /// The longest way of saying it that fits; the shortest where none does.
    pub(super) fn fitting(&self, font: Font, room: f64) -> &str {
        let mut ways = std::iter::once(&self.text).chain(&self.shorter);
        ways.find(|text| width(text, font) <= room).or(self.shorter.last()).unwrap_or(&self.text)
    }
}

/// How a line is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    /// A fact like others.
    Plain,
    /// The figure to look at first.
    Strong,
    /// Not as it should be.
    Missed,
}

/// A figure as a bar.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Bar {
    /// A part of the whole, 0 to 1, with its words.
    Share(f64, String),
    /// How near a target is, 0 to 1, with its words.
    Progress(f64, String),
    /// Run, grow and transform, as parts of 1.
    Investment([f64; 3]),
    /// The days from the first start to the last end of a partner's contracts.
    Contract(Date, Option<Date>),
}

fn plain(text: Option<String>) -> Option<Fact> {
    text.map(|text| Fact::new(text, Tone::Plain))
}

fn strong(text: Option<String>) -> Option<Fact> {
    text.map(|text| Fact::new(text, Tone::Strong))
}

/// A fact that is less telling.
fn ranked(rank: u8, text: Option<String>) -> Option<Fact> {
    plain(text).map(|fact| Fact { rank, ..fact })
}

/// What the card of an element says.
pub(super) fn facts(document: &Document, element: &Element) -> Facts {
    let e = element;
    let label =
        |key: attr::Attr<Choice>| e.get(key).map(|Choice(id)| label_of(document, e, key.key, &id).to_lowercase());
    let mut facts = Facts::default();
    let lines: Vec<Option<Fact>> = match e.kind {
        ElementKind::ValueProposition => {
            facts.number = label(value_proposition::DIFFERENTIATOR).map(|d| format!("by {d}"));
            vec![plain(facts.number.clone()), ranked(3, text(e, "marketPosition"))]
        }
        ElementKind::Objective => objective_facts(e, &mut facts),
        ElementKind::Stakeholder => {
            facts.number = e.get(stakeholder::POPULATION).map(|n| grouped(&n.to_string()));
            let roles = e.get(stakeholder::ROLES).map(|roles| {
                let labels: Vec<_> =
                    roles.0.iter().map(|id| label_of(document, e, "roles", id).to_lowercase()).collect();
                labels.join(", ")
            });
            // Where nobody has counted, what they are to us is the most telling.
            let rank = if facts.number.is_some() { 3 } else { 1 };
            vec![plain(facts.number.clone()), ranked(rank, roles), ranked(3, text(e, "segment"))]
        }
        ElementKind::ValueStream => stream_facts(document, e, &mut facts),
        ElementKind::Stage => stage_facts(document, e, &mut facts),
        ElementKind::Process => {
            let days = e.get(process::TIME_TO_MARKET).map(|d| format!("{} days to market", number(d)));
            facts.number.clone_from(&days);
            vec![plain(joined(&[label(process::APPROACH), days])), ranked(3, label(process::PROCESS_TYPE))]
        }
        ElementKind::PortfolioItem => portfolio_facts(document, e, &mut facts),
        ElementKind::OrgUnit => {
            facts.number = e.get(org_unit::FTE).map(|n| format!("{} FTE", number(n)));
            let fact = plain(joined(&[facts.number.clone(), label(org_unit::UNIT_TYPE)]));
            vec![fact.map(|fact| Fact { shorter: facts.number.clone().into_iter().collect(), ..fact })]
        }
        ElementKind::Role => {
            facts.beside = e.get(role::HOLDERS).map(|n| n.to_string());
            let holders = e.get(role::HOLDERS).map(|n| if n == 1 { "1 holder".into() } else { format!("{n} holders") });
            facts.number.clone_from(&holders);
            vec![plain(holders)]
        }
        ElementKind::Location => {
            vec![plain(joined(&[text(e, location::REGION.key), label(location::LOCATION_TYPE)]))]
        }
        ElementKind::Technology => {
            facts.number = label(technology::RING);
            let fact = plain(joined(&[label(technology::RING), label(technology::MATURITY)]));
            vec![fact.map(|fact| Fact { shorter: label(technology::RING).into_iter().collect(), ..fact })]
        }
        ElementKind::Partner => partner_facts(document, e, &mut facts),
        ElementKind::Culture => {
            facts.number = match (e.get(culture::CURRENT), e.get(culture::TARGET)) {
                (Some(now), Some(target)) => Some(format!("level {now} of {target}")),
                _ => None,
            };
            let actions = actions(e).map(|(text, short)| Fact { shorter: vec![short], ..Fact::new(text, Tone::Plain) });
            vec![plain(facts.number.clone()), actions]
        }
        ElementKind::Experiment => {
            facts.number = label(experiment::STATUS);
            vec![plain(label(experiment::STATUS)), plain(criterion(document, e))]
        }
        ElementKind::Management => {
            facts.number = label(management::CADENCE);
            let kpi = e.get(management::KPIS).and_then(|list| kpi::NAME.read(list.0.first()?));
            vec![
                plain(joined(&[label(management::CADENCE), kpi.map(|k| k.to_string())])),
                ranked(3, text(e, management::PURPOSE.key)),
            ]
        }
        ElementKind::Choice => {
            facts.number = label(choice::STATUS);
            let decided = match (label(choice::STATUS), text(e, choice::DECISION.key)) {
                (Some(status), Some(decision)) => Some(format!("{status}: {decision}")),
                (status, decision) => status.or(decision),
            };
            vec![plain(decided)]
        }
        ElementKind::Foreign => vec![plain(text(e, "type"))],
    };
    facts.lines = lines.into_iter().flatten().filter(|l| !l.text.trim().is_empty()).collect();
    facts
}

fn text(e: &Element, key: &str) -> Option<String> {
    let text = e.attributes.get(key).and_then(Value::as_text)?;
    // A line of a card is one line.
    Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|t| !t.is_empty())
}

fn objective_facts(e: &Element, facts: &mut Facts) -> Vec<Option<Fact>> {
    let measure = e.get(objective::KEY_RESULTS).and_then(|list| key_result::NAME.read(list.0.first()?));
    if let Some(share) = analysis::objective::progress(e).map(|f| f.percent.0 / 100.0) {
        let words = format!("{:.0} %", share * 100.0);
        facts.number = Some(words.clone());
        facts.bar = Some(Bar::Progress(share, words));
    }
    let due = e.get(objective::DUE_DATE).map(|d| format!("by {}", month(&d.0)));
    vec![plain(measure.map(|m| m.to_string())), ranked(3, due)]
}

fn stream_facts(document: &Document, e: &Element, facts: &mut Facts) -> Vec<Option<Fact>> {
    let hours = lead_time::lead_time(document, &e.id).map(|l| l.hours.0);
    let target = e.get(value_stream::TARGET_LEAD_TIME).map(|Hours(h)| h);
    let time = match (hours, target) {
        (Some(hours), Some(target)) => {
            let tone = if hours > target { Tone::Missed } else { Tone::Plain };
            let both = durations(document, [hours, target]);
            let short = format!("{}, target {}", both[0], both[1]);
            let text = format!("{} lead time, target {}", both[0], both[1]);
            Some(Fact { shorter: vec![short, both[0].clone()], ..Fact::new(text, tone) })
        }
        (Some(hours), None) => plain(Some(format!("{} lead time", duration(document, hours)))),
        (None, target) => plain(target.map(|t| format!("target {}", duration(document, t)))),
    };
    facts.number = hours.map(|h| duration(document, h));
    let flow = flow::efficiency(document, &e.id).map(|f| Fact {
        shorter: vec![format!("{:.1} % flow", f.percent.0)],
        ..Fact::new(format!("{:.1} % flow efficiency", f.percent.0), Tone::Plain)
    });
    let kind =
        e.get(value_stream::STREAM_TYPE).map(|Choice(id)| label_of(document, e, "streamType", &id).to_lowercase());
    vec![time, flow, ranked(3, kind)]
}

fn stage_facts(document: &Document, e: &Element, facts: &mut Facts) -> Vec<Option<Fact>> {
    let lead = e.get(stage::LEAD_TIME).map(|Hours(h)| h);
    let right = e.get(stage::PCT_CA).map(|Percent(p)| p);
    facts.number = lead.map(|h| duration(document, h));
    if let (Some(lead), Some(Hours(work))) = (lead, e.get(stage::PROCESS_TIME))
        && lead > 0.0
        && (0.0..=lead).contains(&work)
    {
        let share = work / lead;
        facts.bar = Some(Bar::Share(share, format!("{:.0} % working", share * 100.0)));
    }
    let together = |what: &str, share: &str| {
        let time = lead.map(|h| format!("{}{what}", duration(document, h)));
        let parts = [time, right.map(|p| format!("{} {share}", number(p)))];
        parts.into_iter().flatten().reduce(|a, b| format!("{a} · {b}"))
    };
    let fact = plain(together(" lead", "% right first time"));
    let shorter = [together(" lead", "% right"), together("", "%"), facts.number.clone()];
    let shorter = shorter.into_iter().flatten().collect();
    vec![fact.map(|fact| Fact { shorter, ..fact })]
}

fn portfolio_facts(document: &Document, e: &Element, facts: &mut Facts) -> Vec<Option<Fact>> {
    let words = [portfolio_item::ITEM_TYPE, portfolio_item::LIFECYCLE]
        .map(|key| e.get(key).map(|Choice(id)| label_of(document, e, key.key, &id).to_lowercase()));
    let (money_of_year, split) = yearly_investment(document, e).unzip();
    facts.number.clone_from(&money_of_year);
    facts.bar = split.flatten().map(Bar::Investment);
    let kind = plain(joined(&words)).map(|fact| Fact { shorter: words[1].clone().into_iter().collect(), ..fact });
    vec![kind, strong(money_of_year)]
}

fn partner_facts(document: &Document, e: &Element, facts: &mut Facts) -> Vec<Option<Fact>> {
    let role = text(e, partner::ROLE_IN_MODEL.key);
    let contracts = contract::contracts(e);
    let total: f64 = contracts.iter().filter_map(|c| contract_of::VALUE_PER_YEAR.read(c)).map(|Money(m)| m).sum();
    let money = (total > 0.0).then(|| format!("{} a year", money(document, total)));
    let kind = |c: &Record| {
        contract_of::TYPE.read(c).map(|Choice(id)| record_label(document, "Contract", "type", &id).to_lowercase())
    };
    let first = match contracts.as_slice() {
        [] => None,
        [one] => {
            // That it has no end is said once its term is stated; before, it is only not known yet.
            let open = contract_of::START.read(one).map(|_| "open-ended".to_owned());
            let end = contract_of::END.read(one).map(|d| format!("to {}", month(&d.0))).or(open);
            joined(&[kind(one), end])
        }
        several => Some(format!("{} contracts", several.len())),
    };
    facts.number = money.clone().or(first.clone());
    facts.bar = contract_span(&contracts).map(|(start, end)| Bar::Contract(start, end));
    vec![ranked(2, role), strong(money), plain(first)]
}

/// The first start and the last end of contracts, without an end where one has none; `None` when no start is known.
pub(super) fn contract_span(contracts: &[Record]) -> Option<(Date, Option<Date>)> {
    let starts = contracts.iter().filter_map(|c| analysis::date::read(&contract_of::START.read(c)?));
    let ends: Option<Vec<Date>> =
        contracts.iter().map(|c| contract_of::END.read(c).and_then(|d| analysis::date::read(&d))).collect();
    Some((starts.min()?, ends.and_then(|ends| ends.into_iter().max())))
}

/// What an item gets in the as-of year, else in the last year that is known, and its parts.
fn yearly_investment(document: &Document, e: &Element) -> Option<(String, Option<[f64; 3]>)> {
    let list = e.get(portfolio_item::INVESTMENTS)?.0;
    let year = analysis::as_of(document, None).map(Date::year);
    let of_year = |r: &&Record| investment::YEAR.read(r) == year;
    // Without an as-of date the last year that is known speaks.
    let entry = list.iter().find(of_year).or_else(|| if year.is_none() { list.last() } else { None })?;
    let parts = [investment::RUN, investment::GROW, investment::TRANSFORM]
        .map(|k| k.read(entry).map_or(0.0, |Money(m)| m.max(0.0)));
    let total: f64 = parts.iter().sum();
    let words = format!("{} in {}", money(document, total), investment::YEAR.read(entry)?);
    Some((words, (total > 0.0).then(|| parts.map(|p| p / total))))
}

/// How many actions promote a culture, in full and in short.
fn actions(e: &Element) -> Option<(String, String)> {
    let list = e.get(culture::ACTIONS)?.0;
    let active = list.iter().filter(|a| action::STATUS.read(a).is_some_and(|Choice(s)| s == "active")).count();
    match active {
        0 => None,
        1 => Some(("1 action under way".to_owned(), "1 action".to_owned())),
        n => Some((format!("{n} actions under way"), format!("{n} actions"))),
    }
}

/// What an experiment measures and when it passes.
fn criterion(document: &Document, e: &Element) -> Option<String> {
    let measure = text(e, experiment::MEASURE.key)?;
    let Some(target) = e.get(experiment::TARGET) else { return Some(measure) };
    let default = document.metamodel().element_attributes(e.kind).iter().find(|d| d.key == experiment::COMPARATOR.key);
    let default = default.and_then(|d| d.default.as_ref()).and_then(Value::as_text).cloned();
    let comparator = e.get(experiment::COMPARATOR).map(|Choice(c)| c).or(default);
    let sign = if comparator.is_some_and(|c| c == "<=") { "≤" } else { "≥" };
    Some(format!("{measure} {sign} {}", number(target)))
}

/// Whether a technology is still emerging: in research or just appearing.
pub(super) fn is_emerging(element: &Element) -> bool {
    element.kind == ElementKind::Technology
        && element.get(technology::MATURITY).is_some_and(|Choice(m)| m == "research" || m == "emerging")
}

fn joined(parts: &[Option<String>]) -> Option<String> {
    let parts: Vec<_> = parts.iter().flatten().map(String::as_str).collect();
    if parts.is_empty() { None } else { Some(parts.join(", ")) }
}
