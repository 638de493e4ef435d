//! The schema, and the tables of the manual, from the types and their documentation.
//!
//! `DIALOGSIM_UPDATE=1 cargo test --lib trace` writes `docs/trace.schema.json` and the tables in
//! `docs/trace.md` anew.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value as Json;

use super::TurnTrace;

pub(crate) fn document(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)
}

/// The schema of what is written of a type.
pub(crate) fn schema_of<T: JsonSchema>() -> Json {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = generator.into_root_schema_for::<T>().to_value();
    polish(&mut schema);
    schema
}

/// Documentation for readers of the code becomes documentation for readers of the output; an absent
/// field is left out, so `null` is no value.
fn polish(schema: &mut Json) {
    let sources = Regex::new(r" \((?:spec|rulings)[^)]*\)").unwrap();
    match schema {
        Json::Object(fields) => {
            if let Some(Json::String(text)) = fields.get_mut("description") {
                *text = sources.replace_all(&text.replace('\n', " "), "").into_owned();
            }
            if let Some(Json::Array(types)) = fields.get_mut("type") {
                types.retain(|kind| kind != "null");
                if let [only] = types.as_slice() {
                    let only = only.clone();
                    fields.insert("type".to_owned(), only);
                }
            }
            if let Some(Json::Array(choices)) = fields.get_mut("anyOf") {
                choices.retain(|choice| choice.get("type") != Some(&Json::from("null")));
                if let [only] = choices.as_slice()
                    && let Some(reference) = only.get("$ref").cloned()
                {
                    fields.remove("anyOf");
                    fields.insert("$ref".to_owned(), reference);
                }
            }
            // `uint` says less than the minimum beside it.
            if fields.get("format").is_some_and(Json::is_string) {
                fields.remove("format");
            }
            fields.values_mut().for_each(polish);
        }
        Json::Array(items) => items.iter_mut().for_each(polish),
        _ => {}
    }
}

/// The tables: every event, then every object and every set of words.
fn tables(schema: &Json) -> String {
    let mut out = String::new();
    kinds(&mut out, &schema["$defs"]["TraceEvent"], "event");
    objects_and_words(&mut out, schema);
    out
}

/// The tables of objects of several kinds, which the field `tag` tells apart.
pub(crate) fn kinds(out: &mut String, definition: &Json, tag: &str) {
    for kind in definition["oneOf"].as_array().unwrap() {
        let name = kind["properties"][tag]["const"].as_str().unwrap();
        fields(out, &format!("### `{name}`"), kind, tag);
    }
}

/// The tables of every object and of every set of words.
pub(crate) fn objects_and_words(out: &mut String, schema: &Json) {
    let definitions = schema["$defs"].as_object().unwrap();
    out.push_str("\n## Objects\n");
    for (name, definition) in definitions.iter().filter(|(_, found)| found["type"] == "object") {
        fields(out, &format!("### {name}"), definition, "");
    }
    out.push_str("\n## Words\n");
    for (name, definition) in definitions.iter().filter(|(_, found)| is_words(found)) {
        let text = definition["description"].as_str().unwrap();
        write!(out, "\n### {name}\n\n{text}\n\n| Word | What it means |\n|---|---|\n").unwrap();
        for word in definition["oneOf"].as_array().unwrap() {
            let (value, text) = (word["const"].as_str().unwrap(), word["description"].as_str().unwrap());
            writeln!(out, "| `{value}` | {text} |").unwrap();
        }
    }
}

fn is_words(definition: &Json) -> bool {
    definition["oneOf"].as_array().is_some_and(|choices| choices.iter().all(|one| one["const"].is_string()))
}

fn fields(out: &mut String, heading: &str, definition: &Json, tag: &str) {
    let text = definition["description"].as_str().unwrap();
    write!(out, "\n{heading}\n\n{text}\n").unwrap();
    let required: Vec<&str> =
        definition["required"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
    let properties = definition["properties"].as_object().unwrap();
    let own: Vec<_> = properties.iter().filter(|(name, _)| *name != tag).collect();
    if own.is_empty() {
        return;
    }
    out.push_str("\n| Field | Type | What it holds |\n|---|---|---|\n");
    for (name, field) in own {
        let optional = if required.contains(&name.as_str()) { "" } else { ", optional" };
        let text = field["description"].as_str().unwrap_or_else(|| panic!("{heading}: {name} has no text"));
        writeln!(out, "| `{name}` | {}{optional} | {text} |", kind(field)).unwrap();
    }
}

fn kind(field: &Json) -> String {
    match (field["type"].as_str(), field["$ref"].as_str()) {
        (_, Some(file)) if file.ends_with(".json") => {
            format!("an object of [{file}]({file})")
        }
        (_, Some(reference)) => {
            let name = reference.rsplit('/').next().unwrap();
            format!("[{name}](#{})", name.to_lowercase())
        }
        (Some("array"), _) if field["prefixItems"].is_array() => {
            let parts: Vec<String> = field["prefixItems"].as_array().unwrap().iter().map(kind).collect();
            format!("pair of {}", parts.join(" and "))
        }
        (Some("array"), _) => format!("list of {}", kind(&field["items"])),
        (Some(kind), _) => kind.to_owned(),
        _ => panic!("a field without a type: {field}"),
    }
}

pub(crate) fn up_to_date(path: &Path, expected: &str) {
    if std::env::var_os("DIALOGSIM_UPDATE").is_some() {
        fs::write(path, expected).unwrap();
    }
    let written = fs::read_to_string(path).unwrap_or_default();
    assert!(written == expected, "{} is out of date: DIALOGSIM_UPDATE=1 writes it anew", path.display());
}

#[test]
fn the_schema_is_that_of_the_types() {
    let schema = serde_json::to_string_pretty(&schema_of::<TurnTrace>()).unwrap();
    up_to_date(&document("trace.schema.json"), &format!("{schema}\n"));
}

#[test]
fn the_manual_has_every_event_field_and_word() {
    const MARK: &str = "<!-- Generated from src/trace: DIALOGSIM_UPDATE=1 cargo test --lib trace -->\n";
    let path = document("trace.md");
    let manual = fs::read_to_string(&path).unwrap();
    let (head, _) = manual.split_once(MARK).unwrap();
    up_to_date(&path, &format!("{head}{MARK}{}", tables(&schema_of::<TurnTrace>())));
}
