//! `check --format sarif`: valid against the public schema, and known again after changes.
#![allow(clippy::unwrap_used, reason = "a test")]

#[path = "support/project.rs"]
mod project;

use project::Project;
use serde_json::Value;

const BOT: &str = "\
bot: Demo
dialogs:
  - dialog: Größe
    interactions:
      - dialog_starter: { patterns: [hello] }
      - text_question: \"Größe?\"
        rules:
          - regex: \\d{6}
          - regex: \\d{6}
        dellay: 2s
      - text: Hello!
        next: nowhere
";

/// The log, which is held against the schema of SARIF 2.1.0 as OASIS publishes it.
fn log(project: &Project) -> Value {
    let ran = project.run(&["check", "--format", "sarif"]);
    assert_eq!(ran.err, "");
    let log = serde_json::from_str(&ran.out).unwrap();
    // A pattern in it has a bracket too many for a regex.
    let schema = include_str!("fixtures/sarif-2.1.0.schema.json").replace("{2}]?$\"", "{2}?$\"");
    let schema = serde_json::from_str(&schema).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let problems: Vec<String> = schema.iter_errors(&log).map(|problem| problem.to_string()).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    log
}

fn results(log: &Value) -> &[Value] {
    log["runs"][0]["results"].as_array().unwrap()
}

fn fingerprints(log: &Value) -> Vec<&str> {
    let all = results(log).iter().map(|result| &result["partialFingerprints"]["dialogsim/v1"]);
    let mut all: Vec<&str> = all.map(|fingerprint| fingerprint.as_str().unwrap()).collect();
    all.sort_unstable();
    all
}

#[test]
fn a_log_is_what_the_schema_says() {
    let log = log(&Project::new().file("größe & maß/bot.yaml", BOT));
    insta::with_settings!({ omit_expression => true }, {
        let mut shown = log.clone();
        let driver = &mut shown["runs"][0]["tool"]["driver"];
        driver["version"] = "VERSION".into();
        for rule in driver["rules"].as_array_mut().unwrap() {
            for text in ["text", "markdown"] {
                assert!(rule["help"][text].as_str().unwrap().contains("```yaml fails"));
                rule["help"][text] = "MANUAL".into();
            }
        }
        insta::assert_snapshot!(serde_json::to_string_pretty(&shown).unwrap());
    });
}

#[test]
fn every_mistake_is_in_the_log_with_a_rule_of_the_log() {
    let project = Project::fixture("cli/twenty");
    let log = log(&project);
    let json: Value = serde_json::from_str(&project.run(&["check", "--format", "json"]).out).unwrap();
    let found = json["diagnostics"].as_array().unwrap();
    assert_eq!(results(&log).len(), found.len());
    for (result, found) in results(&log).iter().zip(found) {
        assert_eq!(result["ruleId"], found["rule"]);
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][index]["id"], found["rule"]);
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert_eq!(region["startLine"], found["span"]["start"]["line"]);
        assert_eq!(region["startColumn"], found["span"]["start"]["column"]);
        assert_eq!(region["endColumn"], found["span"]["end"]["column"]);
    }
}

#[test]
fn nothing_wrong_is_a_log_too() {
    let project = Project::new();
    project.run(&["init"]);
    assert_eq!(results(&log(&project)).len(), 0);
}

#[test]
fn problems_are_known_again_wherever_they_move() {
    let before = log(&Project::new().file("bot.yaml", BOT));
    let mut distinct = fingerprints(&before);
    distinct.dedup();
    assert_eq!(distinct.len(), results(&before).len());
    assert!(distinct.len() >= 4, "{distinct:?}");
    // Lines above; Windows' line ends.
    let moved = BOT.replace("dialogs:\n", "# a comment\n\ndescription: A bot.\ndialogs:\n");
    let after = log(&Project::new().file("bot.yaml", &moved));
    assert_eq!(fingerprints(&after), fingerprints(&before));
    let after = log(&Project::new().file("bot.yaml", BOT.replace('\n', "\r\n")));
    assert_eq!(fingerprints(&after), fingerprints(&before));
    // What is mended is gone, everything else is the same.
    let mended = BOT.replace("        next: nowhere\n", "");
    let after = log(&Project::new().file("bot.yaml", &mended));
    assert_eq!(results(&after).len() + 1, results(&before).len());
    assert!(fingerprints(&after).iter().all(|known| fingerprints(&before).contains(known)));
}

#[test]
fn what_would_mend_a_problem_is_in_the_log_as_replacements() {
    let bot = BOT.replace("Größe?", "Größe? { $userMessage }").replace(
        "          - regex: \\d{6}\n          - regex: \\d{6}\n",
        "          - no_match: Again.\n          - exact: x\n",
    );
    let log = log(&Project::new().file("größe/bot.yaml", &bot));
    let with_fix = |result: &&Value| !result["fixes"].is_null();
    let fixes: Vec<&Value> =
        results(&log).iter().filter(with_fix).map(|result| &result["fixes"][0]).collect();
    assert_eq!(fixes.len(), 3, "{fixes:#?}");
    for fix in &fixes {
        let change = &fix["artifactChanges"][0];
        assert_eq!(change["artifactLocation"]["uri"], "gr%C3%B6%C3%9Fe/bot.yaml");
        assert!(!fix["description"]["text"].as_str().unwrap().is_empty());
    }
    // A rule moves: taken out here, put in there.
    let moved =
        fixes.iter().find(|fix| fix["artifactChanges"][0]["replacements"].as_array().unwrap().len() == 2);
    let replacements = &moved.unwrap()["artifactChanges"][0]["replacements"];
    assert!(replacements[0]["insertedContent"].is_null());
    assert_eq!(replacements[1]["insertedContent"]["text"], "          - no_match: Again.\n");
    assert_eq!(replacements[1]["deletedRegion"]["startLine"], replacements[1]["deletedRegion"]["endLine"]);
}

#[test]
fn a_rule_of_the_log_has_its_stage() {
    let log = log(&Project::new().file("bot.yaml", BOT));
    for rule in log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap() {
        assert_eq!(rule["properties"]["stage"], "stable");
    }
}
