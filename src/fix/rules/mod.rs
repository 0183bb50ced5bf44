//! The offers, a family of rules a file, in the order of the rules.
//!
//! Knows nothing about who asks.

mod agility;
mod choice;
mod consumer;
mod culture;
mod general;
mod innovation;
mod objective;
mod organization;
mod partner;
mod portfolio;
mod promise;
mod stage;
mod stream;
mod technology;
mod worth;

use super::ask::Ask;

/// The rules that have offers which follow from the model itself.
pub const CERTAIN: [&str; 4] = ["GE-03", "ST-02", "ST-04", "ST-09"];

/// Puts the offers of the family of the rule.
pub(super) fn ask(ask: &mut Ask<'_>) {
    let family = match ask.finding.rule.family() {
        "AG" => agility::offers,
        "CH" => choice::offers,
        "CN" => consumer::offers,
        "CU" => culture::offers,
        "GE" => general::offers,
        "IN" => innovation::offers,
        "OB" => objective::offers,
        "OR" => organization::offers,
        "PF" => portfolio::offers,
        "PT" => partner::offers,
        "VP" => promise::offers,
        "ST" => stage::offers,
        "VS" => stream::offers,
        "TE" => technology::offers,
        "VO" => worth::offers,
        _ => return,
    };
    family(ask);
}
