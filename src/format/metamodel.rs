//! Reads the metamodel that the program brings; what a file adds to it is `model::additions`.
//!
//! Knows nothing about elements.

use std::sync::{Arc, LazyLock};

use crate::model::Metamodel;
pub use crate::model::additions::extended;

/// The metamodel of `assets/metamodel.json`.
///
/// # Panics
/// Never in a program that passed its tests: the data is part of the program.
#[must_use]
pub fn base() -> Arc<Metamodel> {
    static BASE: LazyLock<Arc<Metamodel>> = LazyLock::new(|| {
        let data = include_str!("../../assets/metamodel.json");
        Arc::new(serde_json::from_str(data).expect("the bundled metamodel is valid, a test reads it"))
    });
    BASE.clone()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::attr::{Owner, TYPED};
    use crate::model::metamodel::{AttributeDef, AttributeType};
    use crate::model::{ElementKind, Record, RelationKind};

    #[test]
    fn kinds_of_code_and_data_are_the_same_in_the_same_order() {
        let m = base();
        assert_eq!(m.kinds.iter().map(|k| k.id.as_str()).collect::<Vec<_>>(), ElementKind::ALL.map(ElementKind::id));
        assert_eq!(
            m.relations.iter().map(|k| k.id.as_str()).collect::<Vec<_>>(),
            RelationKind::ALL.map(RelationKind::id)
        );
    }

    #[test]
    fn there_are_136_legal_triples_and_quick_connect_lists_each_once() {
        let m = base();
        let triples: BTreeSet<_> = RelationKind::ALL
            .into_iter()
            .flat_map(|kind| m.relation(kind).unwrap().pairs.iter().map(move |(s, t)| (*s, *t, kind)))
            .collect();
        assert_eq!(triples.len(), 136);
        let quick: Vec<_> = m
            .quick_connect
            .iter()
            .flat_map(|q| q.relations.iter().map(move |kind| (q.source, q.target, *kind)))
            .collect();
        assert_eq!(quick.len(), 136);
        assert_eq!(quick.into_iter().collect::<BTreeSet<_>>(), triples);
    }

    #[test]
    fn typed_keys_exist_with_their_types() {
        let m = base();
        for (owner, key, ty) in TYPED {
            let defs: &[AttributeDef] = match owner {
                Owner::Common => &m.common,
                Owner::Element(kind) => m.element_attributes(*kind),
                Owner::Relation(kind) => m.relation_attributes(*kind),
                Owner::Record(name) => &m.records[*name].fields,
            };
            let def = defs.iter().find(|d| d.key == *key).unwrap_or_else(|| panic!("{owner:?} has no {key}"));
            let found = match &def.ty {
                AttributeType::Text | AttributeType::Contract => "text",
                AttributeType::Integer => "integer",
                AttributeType::Number => "number",
                AttributeType::Boolean => "boolean",
                AttributeType::Percent => "percent",
                AttributeType::Money => "money",
                AttributeType::Duration => "duration",
                AttributeType::Date => "date",
                AttributeType::Enum { .. } => "enum",
                AttributeType::Set { .. } => "set",
                AttributeType::Plateau => "plateau",
                AttributeType::Record { .. } => "record",
                AttributeType::List { of } if matches!(**of, AttributeType::Record { .. }) => "list",
                AttributeType::List { of } if matches!(**of, AttributeType::Text) => "texts",
                other => panic!("{key} is {other:?}"),
            };
            assert_eq!(found, *ty, "{owner:?} {key}");
        }
    }

    #[test]
    fn every_default_and_preset_is_of_its_type_and_every_record_exists() {
        fn check(m: &Metamodel, place: &str, defs: &[AttributeDef]) {
            let keys: BTreeSet<_> = defs.iter().map(|d| &d.key).collect();
            assert_eq!(keys.len(), defs.len(), "{place} repeats a key");
            for def in defs {
                if let Some(default) = &def.default {
                    assert_eq!(m.check_type(&def.ty, default), Ok(()), "{place}.{}", def.key);
                }
                let mut ty = &def.ty;
                while let AttributeType::List { of } = ty {
                    ty = of;
                }
                if let AttributeType::Record { record } = ty {
                    assert!(m.records.contains_key(record), "{place}.{}", def.key);
                }
            }
        }
        let m = base();
        check(&m, "common", &m.common);
        check(&m, "settings", &m.settings);
        m.records.iter().for_each(|(name, r)| check(&m, name, &r.fields));
        m.relations.iter().for_each(|r| check(&m, &r.id, &r.attributes));
        for kind in &m.kinds {
            check(&m, &kind.id, &kind.attributes);
            for preset in &kind.presets {
                for (key, value) in &preset.attributes {
                    let def = kind.attributes.iter().find(|d| d.key == *key).expect("a preset sets known attributes");
                    assert_eq!(m.check_type(&def.ty, value), Ok(()), "{} {key}", preset.label);
                }
            }
            assert!(kind.facts.iter().all(|f| kind.attributes.iter().any(|d| d.key == *f)), "{}", kind.id);
            assert!(m.zones.iter().any(|z| z.id == kind.zone && z.kinds.contains(&kind.id)), "{}", kind.id);
        }
        let ranks: BTreeSet<_> = m.kinds.iter().map(|k| k.importance).collect();
        assert_eq!(ranks, (1..=16).collect());
    }

    #[test]
    fn a_type_is_a_text_not_a_number() {
        for attribute in [
            r#"{"key": "k", "label": "K", "type": 3}"#,
            r#"{"key": "k", "label": "K", "type": "list", "of": {"type": 1}}"#,
        ] {
            let additions = format!(r#"{{"elements": {{"stage": {{"attributes": [{attribute}]}}}}}}"#);
            let (m, complaints) = extended(&base(), &serde_json::from_str(&additions).unwrap());
            assert_eq!(complaints.len(), 1, "{attribute}");
            assert!(m.element_attributes(ElementKind::Stage).iter().all(|a| a.key != "k"));
        }
    }

    #[test]
    fn a_file_may_add_attributes_and_bad_additions_are_said() {
        let additions: Record = serde_json::from_str(
            r#"{"elements": {"stage": {"label": "Step", "attributes": [{"key": "co2", "label": "CO2", "type": "number"},
                {"key": "order", "label": "Order", "type": "text"}]}, "client": {}}, "relations": {"flows_to": {"attributes": 5}}}"#,
        )
        .unwrap();
        let (m, complaints) = extended(&base(), &additions);
        assert_eq!(m.kind_label(ElementKind::Stage), "Step");
        assert!(m.element_attributes(ElementKind::Stage).iter().any(|a| a.key == "co2"));
        assert_eq!(complaints.len(), 3, "{complaints:?}");
    }
}
