//! The attribute that a finding is about, where it is about one: the field in which it is put right.
//!
//! Knows nothing about how a field looks.

use super::finding::{Finding, Subject};
use crate::model::metamodel::{AttributeDef, AttributeType};
use crate::model::{Document, Record, Value};

/// The attributes that a rule speaks of, by its id. Of several it is the first that is not set, else the first. For a
/// contract it is where its partner has the contracts.
pub const FIELDS: &[(&str, &[&str])] = &[
    ("AG-01", &["timeToMarketDays"]),
    ("CH-02", &["decision", "rationale"]),
    ("CN-03", &["influencingFactors"]),
    ("CN-04", &["experience"]),
    ("CU-02", &["promotingActions"]),
    ("CU-04", &["current"]),
    ("GE-06", &["state"]),
    ("IN-02", &["hypothesis", "measure", "target"]),
    ("IN-03", &["actual", "decision"]),
    ("IN-04", &["end"]),
    ("OB-02", &["keyResults"]),
    ("OR-04", &["alignment"]),
    ("OR-05", &["learningOpenness", "learningPractices"]),
    ("OR-06", &["until"]),
    ("OR-07", &["holders"]),
    ("PF-03", &["investments"]),
    ("PF-04", &["mvp"]),
    ("PF-05", &["increments"]),
    ("PF-07", &["lifecycle"]),
    ("PT-01", &["contracts"]),
    ("PT-02", &["contracts"]),
    ("PT-03", &["contracts"]),
    ("PT-04", &["contract", "contracts"]),
    ("PT-06", &["roleInModel"]),
    ("PT-07", &["contracts"]),
    ("PT-10", &["contracts"]),
    ("ST-06", &["processTime"]),
    ("ST-07", &["leadTime", "processTime", "pctCA"]),
    ("TE-03", &["ring"]),
    ("TE-04", &["endOfSupport"]),
    ("VO-01", &["vocr"]),
    ("VO-03", &["vocr"]),
    ("VP-06", &["marketPosition"]),
    ("VS-06", &["targetLeadTime"]),
    ("VS-07", &["reviewCadence"]),
];

impl Finding {
    /// The key of the attribute that it is about; nothing where it is about more than one attribute, or about what is
    /// gone.
    #[must_use]
    pub fn field(&self, document: &Document) -> Option<&'static str> {
        let (_, keys) = FIELDS.iter().find(|(rule, _)| *rule == self.rule.id)?;
        let metamodel = document.metamodel();
        let records: Vec<(&Record, &[AttributeDef])> = match &self.subject {
            Subject::Relation(id) => {
                let relation = document.relation(id)?;
                vec![(&relation.attributes, metamodel.relation_attributes(relation.kind))]
            }
            _ => {
                let element = document.element(self.element()?)?;
                let own = (&element.attributes, metamodel.element_attributes(element.kind));
                vec![own, (&element.fields, metamodel.common.as_slice())]
            }
        };
        let known = keys.iter().filter_map(|key| {
            let (record, defs) = records.iter().find(|(_, defs)| defs.iter().any(|def| def.key == *key))?;
            let def = defs.iter().find(|def| def.key == *key)?;
            Some((*key, is_set(def, record.get(key))))
        });
        let known: Vec<(&'static str, bool)> = known.collect();
        known.iter().find(|(_, set)| !set).or(known.first()).map(|(key, _)| *key)
    }
}

/// Whether something stands in a field.
fn is_set(def: &AttributeDef, value: Option<&Value>) -> bool {
    match value {
        None => false,
        Some(value) if matches!(def.ty, AttributeType::List { .. }) => !value.as_list().is_empty(),
        Some(value) => value.as_text().is_none_or(|text| !text.trim().is_empty()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rule;
    use crate::check::rule::Look;
    use crate::format::{load, templates::Template};

    #[test]
    fn every_field_is_one_of_what_the_rule_looks_at() {
        let document = load(Template::Blank.bytes()).unwrap().document;
        let metamodel = document.metamodel();
        for (id, keys) in FIELDS {
            let rule = rule(id).unwrap_or_else(|| panic!("{id} is no rule"));
            for key in *keys {
                let has = |defs: &[AttributeDef]| defs.iter().any(|def| def.key == *key);
                let fits = rule.look.iter().any(|look| match look {
                    Look::Model(_) => false,
                    Look::Elements(kinds, _) => {
                        has(&metamodel.common) || kinds.iter().any(|kind| has(metamodel.element_attributes(*kind)))
                    }
                    Look::Relations(kinds, _) => kinds.iter().any(|kind| has(metamodel.relation_attributes(*kind))),
                });
                assert!(fits, "{id} looks at nothing with {key}");
            }
        }
    }
}
