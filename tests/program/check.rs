//! `opcanvas check`: what it prints about findings, and what makes its exit code.

use crate::program;

use program::{DIFFERENCE, Folder, OK, UNREADABLE, USAGE};
use serde_json::{Value as Json, json};

fn told(out: &str) -> Vec<Json> {
    serde_json::from_str::<Json>(out).expect("JSON").as_array().expect("an array").clone()
}

#[test]
fn findings_are_told_as_json_one_object_a_file() {
    let folder = Folder::with_examples();
    let ended = folder.run(&["check", "bank.json", "city.json", "--format", "json"]);
    ended.failed(OK, "");
    let files = told(&ended.out);
    assert_eq!(files.iter().map(|f| f["file"].as_str().unwrap()).collect::<Vec<_>>(), ["bank.json", "city.json"]);
    let bank = files[0]["findings"].as_array().unwrap();
    assert_eq!(files[0]["counts"], json!({"error": 0, "warning": 9, "info": 0}));
    assert_eq!(files[0]["problems"], json!([]));
    assert_eq!(bank.len(), 9);
    assert_eq!(
        bank[8],
        json!({
            "rule": "VS-06", "severity": "warning", "subject": "vs.onboard", "subjectKind": "element",
            "related": ["st.on1", "st.on2", "st.on3"],
            "message": "Stream \"Join and fund\" takes longer than its target.",
            "suggestion": "See the slowest stage and its waiting time.", "clauses": ["C08", "C23"],
        })
    );
    let contract = files[1]["findings"].as_array().unwrap().iter().find(|f| f["rule"] == "PT-03").unwrap().clone();
    assert_eq!((&contract["subject"], &contract["subjectKind"]), (&json!("ALD-25-031"), &json!("contract")));
}

#[test]
fn the_least_severity_sets_the_exit_code_and_nothing_else() {
    let folder = Folder::with_examples();
    let run = |least: &str| folder.run(&["check", "bank.json", "--format=json", "--min-severity", least]);
    let (error, warning, info) = (run("error"), run("warning"), run("info"));
    error.failed(OK, "");
    warning.failed(DIFFERENCE, "");
    info.failed(DIFFERENCE, "");
    assert_eq!((&error.out, &error.out), (&warning.out, &info.out));
    folder.run(&["check", "bank.json", "--min-severity", "loud"]).failed(USAGE, "no severity 'loud'");
    folder.run(&["check"]).failed(USAGE, "needs a FILE");
}

#[test]
fn a_file_that_cannot_be_read_does_not_keep_others_from_being_checked() {
    let folder = Folder::with_examples();
    let ended = folder.run(&["check", "nowhere.json", "bank.json"]);
    assert_eq!((ended.code, ended.err.contains("nowhere.json: there is no such file")), (UNREADABLE, true));
    assert!(ended.out.starts_with("bank.json: 0 errors, 9 warnings, 0 for information\n"), "{}", ended.out);
    assert!(ended.out.contains("  warning OR-07 ro.mlro: Only one person can be "), "{}", ended.out);
}
