//! The schema, and the tables of the manual, from the types and their documentation.
//!
//! `DIALOGSIM_UPDATE=1 cargo test --lib test_run` writes `docs/test-report.schema.json` and the tables in
//! `docs/test-report.md` anew.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value as Json, json};

use super::RunEvent;
use crate::trace::schema_tests::{document, kinds, objects_and_words, schema_of, up_to_date};

/// The schema of a line. That of a turn's trace is its own file already.
fn schema() -> Json {
    let mut schema = schema_of::<RunEvent<'_>>();
    refer_to_trace(&mut schema);
    let mut used = BTreeSet::new();
    let definitions = schema["$defs"].take();
    find_used(&schema, &definitions, &mut used);
    let mut definitions = definitions.as_object().unwrap().clone();
    definitions.retain(|name, _| used.contains(name));
    schema["$defs"] = Json::Object(definitions);
    schema
}

fn refer_to_trace(schema: &mut Json) {
    match schema {
        Json::Object(fields) => {
            if fields.get("$ref") == Some(&json!("#/$defs/TurnTrace")) {
                fields.insert("$ref".to_owned(), json!("trace.schema.json"));
            }
            fields.values_mut().for_each(refer_to_trace);
        }
        Json::Array(items) => items.iter_mut().for_each(refer_to_trace),
        _ => {}
    }
}

/// The definitions that something refers to, from here on.
fn find_used(schema: &Json, definitions: &Json, used: &mut BTreeSet<String>) {
    match schema {
        Json::Object(fields) => {
            let reference = fields.get("$ref").and_then(Json::as_str);
            if let Some(name) = reference.and_then(|reference| reference.strip_prefix("#/$defs/"))
                && used.insert(name.to_owned())
            {
                find_used(&definitions[name], definitions, used);
            }
            fields.values().for_each(|value| find_used(value, definitions, used));
        }
        Json::Array(items) => items.iter().for_each(|item| find_used(item, definitions, used)),
        _ => {}
    }
}

#[test]
fn the_schema_is_that_of_the_types() {
    let schema = serde_json::to_string_pretty(&schema()).unwrap();
    up_to_date(&document("test-report.schema.json"), &format!("{schema}\n"));
}

#[test]
fn the_manual_has_every_event_field_and_word() {
    const MARK: &str =
        "<!-- Generated from src/test_run/report: DIALOGSIM_UPDATE=1 cargo test --lib test_run -->\n";
    let path = document("test-report.md");
    let manual = fs::read_to_string(&path).unwrap();
    let (head, _) = manual.split_once(MARK).unwrap();
    let schema = schema();
    let mut tables = String::new();
    kinds(&mut tables, &schema, "event");
    tables.push_str("\n## What happens to the bot\n\nThe field `act` tells which.\n");
    kinds(&mut tables, &schema["$defs"]["Act"], "act");
    objects_and_words(&mut tables, &schema);
    let tables = tables.replace("(#act)", "(#what-happens-to-the-bot)");
    up_to_date(&path, &format!("{head}{MARK}{tables}"));
}
