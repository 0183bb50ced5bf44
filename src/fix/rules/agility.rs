//! What can be done about processes that are slow to market or work in one large step.
//!
//! Knows nothing about the other families.

use crate::fix::ask::{Ask, MOST};
use crate::model::attr::process as attr;
use crate::model::{Element, ElementKind, Value};

pub(super) fn offers(ask: &mut Ask<'_>) {
    match (ask.finding.rule.id, ask.subject()) {
        ("AG-01", Some(process)) => {
            // How long it takes is not changed by saying so.
            let days = process.get(attr::TIME_TO_MARKET);
            if days.is_none_or(|days| days <= ask.limits.max_time_to_market) {
                for (approach, word) in [("agile", "agile"), ("hybrid", "in a hybrid way"), ("lean", "lean")] {
                    let edits = vec![Ask::choose(&process.id, attr::APPROACH.key, approach)];
                    ask.offer(
                        format!("Let {} work {word} instead of as a waterfall", process.shown_name()),
                        edits,
                        None,
                    );
                }
            }
        }
        ("AG-02", _) => {
            // Those that come nearest first.
            let is = |process: &Element, attr| ask.limits.settled(process, attr) == Some(true);
            let near = |p: &Element| usize::from(is(p, attr::MVP_FIRST)) + usize::from(is(p, attr::INCREMENTAL));
            let mut all: Vec<&Element> = ask.all(ElementKind::Process).collect();
            all.sort_by_key(|p| (std::cmp::Reverse(near(p)), ask.is(p, attr::APPROACH, "waterfall")));
            for process in all.into_iter().take(MOST) {
                let edits =
                    [attr::MVP_FIRST, attr::INCREMENTAL].map(|a| Ask::set(&process.id, a.key, Value::Bool(true)));
                let name = process.shown_name();
                let label = format!("Let {name} begin with a minimum viable product and go on in increments");
                ask.offer(label, edits.to_vec(), None);
            }
        }
        _ => {}
    }
}
