//! The code of bots that were exported from the platform, checked as it stands there.
//!
//! The exports lie outside of the project; where they are not there, nothing is checked.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use dialogsim::javascript::reading::{Role, read};
use dialogsim::lint::{LINTS, Selection, check_bot};
use dialogsim::load::MemoryFiles;
use dialogsim::source::Sources;
use serde_json::Value;

/// The exports by name, in order.
fn exports() -> Option<BTreeMap<String, Value>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/exports");
    let Ok(entries) = std::fs::read_dir(folder) else {
        println!("skipped: the exports are not here");
        return None;
    };
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.unwrap().path();
        let export = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        (path.file_stem().unwrap().to_string_lossy().into_owned(), export)
    };
    Some(entries.map(read).collect())
}

/// The scripts of an export that are not empty, under the keys that they have in a bot file.
fn code<'e>(item: &'e Value, fields: &[(&str, &'static str)]) -> Vec<(&'static str, &'e str)> {
    let code = |(field, key): &(&str, &'static str)| Some((*key, item[*field].as_str()?));
    fields.iter().filter_map(code).filter(|(_, code)| !code.trim().is_empty()).collect()
}

const HOOKS: [(&str, &str); 3] = [
    ("preProcessMessage", "pre_process"),
    ("postProcessMessage", "post_process"),
    ("processUserResponse", "process_user_response"),
];

fn functions(export: &Value) -> Vec<(&'static str, &str)> {
    code(&export["globalFunctions"], &[("methods", "functions")])
}

fn transforms(export: &Value) -> Vec<(&'static str, &str)> {
    let responders = export["responder"].as_array().map_or(&[][..], Vec::as_slice);
    responders.iter().flat_map(|item| code(item, &[("transformResultsScript", "transform_result")])).collect()
}

fn interactions(export: &Value) -> &[Value] {
    export["conversationMessage"].as_array().map_or(&[][..], Vec::as_slice)
}

/// A bot with the code of an export and the names of its interactions.
fn bot_with_code_of(export: &Value) -> String {
    // A text in JSON is one in YAML.
    let mut bot = String::from("bot: Exported\n");
    for (key, code) in functions(export) {
        writeln!(bot, "{key}: {}", Value::from(code)).unwrap();
    }
    for (index, (key, code)) in transforms(export).iter().enumerate() {
        bot.push_str(if index == 0 { "integrations:\n" } else { "" });
        let address = "method: GET, url: https://example.com/";
        writeln!(bot, "  - {{ api: Api{index}, {address}, {key}: {} }}", Value::from(*code)).unwrap();
    }
    bot.push_str(
        "dialogs:\n  - dialog: All\n    interactions:\n      - dialog_starter: { patterns: [hello] }\n",
    );
    for item in interactions(export) {
        writeln!(bot, "      - text_question: What?\n        name: {}", item["name"]).unwrap();
        for (key, code) in code(item, &HOOKS) {
            writeln!(bot, "        {key}: {}", Value::from(code)).unwrap();
        }
    }
    bot
}

/// The rules on code that find something, with how often.
fn findings(export: &Value) -> BTreeMap<&'static str, usize> {
    let bot = bot_with_code_of(export);
    let files = MemoryFiles::default().with("bot.yaml", bot.as_str());
    let mut sources = Sources::default();
    let checked = check_bot("bot.yaml", &files, &mut sources, &Selection::default());
    let mut counts = BTreeMap::new();
    // What rules set, and what integrations store, is not in this bot.
    let about_other_things = ["unused-integration", "duplicate-interaction-name", "unset-variable"];
    for found in checked.diagnostics {
        if about_other_things.contains(&found.rule.name) {
            continue;
        }
        assert!(LINTS.iter().any(|lint| lint.rule.name == found.rule.name), "{}", found.message);
        println!("{}: {} | {}", found.rule.name, found.message, sources.slice(found.span()));
        *counts.entry(found.rule.name).or_default() += 1;
    }
    counts
}

#[test]
fn every_exported_script_is_read() {
    let Some(exports) = exports() else { return };
    let mut scripts = 0;
    for (name, export) in &exports {
        let hooks = interactions(export).iter().flat_map(|item| code(item, &HOOKS));
        for (_, code) in hooks.chain(transforms(export)) {
            assert_eq!(read(code, Role::Hook).problems, [], "{name}");
            scripts += 1;
        }
        for (_, code) in functions(export) {
            assert_eq!(read(code, Role::Functions).problems, [], "{name}");
            scripts += 1;
        }
    }
    assert!(scripts > 20);
}

/// What is known to be wrong: jumps to interactions that were never made, and what may be `null`.
const KNOWN: &[(&str, &[(&str, usize)])] = &[
    ("BotFlow", &[("dangling-trigger", 1)]),
    ("GPT3-Character-Template", &[("unchecked-null", 1)]),
    ("ShopifyBot", &[("dangling-trigger", 2)]),
    ("Universal-Tile-Demo", &[("dangling-trigger", 1)]),
    ("displaying-results-in-text-only-demo", &[("dangling-trigger", 1)]),
    ("goBackBot", &[("dangling-trigger", 1)]),
];

#[test]
fn only_what_is_wrong_with_exported_code_is_reported() {
    let Some(exports) = exports() else { return };
    for (name, known) in KNOWN {
        let expected: BTreeMap<&str, usize> = known.iter().copied().collect();
        assert_eq!(findings(&exports[*name]), expected, "{name}");
    }
}

#[test]
fn a_damaged_export_is_reported_where_it_is_damaged() {
    let Some(exports) = exports() else { return };
    let damages = [
        ("setBotVariable(", "setBotVar1able(", "unknown-bot-context-function"),
        ("function ", "funktion ", "code-syntax-error"),
        ("botContext.", "botcontext.", "unknown-bot-context-function"),
        ("JSON.parse(", "JSON.prase(parse(", "code-syntax-error"),
        ("var ", "const ", "code-not-es5"),
        ("trail(", "trial(", "undefined-function"),
    ];
    for (right, wrong, rule) in damages {
        let damaged = exports.values().filter_map(|export| {
            // Only the code of interactions and integrations: global functions are known by their names.
            let text = export["conversationMessage"].to_string();
            let mut export = export.clone();
            export["conversationMessage"] = serde_json::from_str(&text.replace(right, wrong)).unwrap();
            text.contains(right).then(|| findings(&export))
        });
        let damaged: Vec<_> = damaged.collect();
        let is_found = damaged.iter().any(|found| found.contains_key(rule));
        assert!(damaged.is_empty() || is_found, "{wrong}: {damaged:?}");
    }
}
