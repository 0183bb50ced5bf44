//! The rules as the specification of operating models words them: `tests/fixtures/rules.json`, as it came from there.

use opcanvas::check::{RULES, check, rule};

use super::{FAMILIES, both, day, loaded};

fn specified() -> Vec<serde_json::Value> {
    let path = format!("{}/tests/fixtures/rules.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

#[test]
fn every_rule_says_what_is_specified() {
    let specified = specified();
    assert_eq!((specified.len(), RULES.len()), (88, 88));
    for entry in &specified {
        let text = |key: &str| entry[key].as_str().unwrap();
        let rule = rule(text("id")).unwrap_or_else(|| panic!("no rule {}", text("id")));
        let clauses: Vec<_> = text("clauses").split_whitespace().collect();
        assert_eq!((rule.severity.id(), rule.clauses), (text("severity"), &clauses[..]), "{}", rule.id);
        assert_eq!((rule.message, rule.suggestion), (text("message"), text("suggestion")), "{}", rule.id);
        assert_eq!(rule.when, text("condition"), "{}", rule.id);
    }
}

#[test]
fn every_finding_is_about_what_is_specified() {
    for entry in &specified() {
        let (id, subject) = (entry["id"].as_str().unwrap(), entry["subject"].as_str().unwrap());
        let kinds: &[&str] = match subject {
            "the missing role (customer, user or sponsor)" => &["role"],
            "contract (or the partner for a supplies that names none of its contracts)" => &["contract", "element"],
            "element, or model where there is no leadership unit" | "element, or model where there is no objective" => {
                &["element", "model"]
            }
            "element or relation" => &["element", "relation"],
            one => &[one][..],
        };
        for case in FAMILIES.into_iter().flatten().filter(|case| case.rule == id) {
            let document = loaded(id, &both(case.facts)[0]).document;
            for finding in check(&document, day()).iter().filter(|f| f.rule.id == id) {
                assert!(
                    kinds.contains(&finding.subject.kind()),
                    "{id} is about {subject} and not {:?}",
                    finding.subject
                );
            }
        }
    }
}
