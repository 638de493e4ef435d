//! A SARIF 2.1.0 log: what code scanning services and editors read.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::{clamp, flat};
use crate::diagnostic::{Diagnostic, Fix, Label, Rule, Severity, Stage, fingerprints};
use crate::source::{SourceId, Sources, Span};
use crate::terminal::escape_json;

/// Where the shape of the document is written down.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The folder that relative addresses of files begin in; a service puts its checkout there.
const ROOT: &str = "%SRCROOT%";

/// What the way of making fingerprints is called; another way gets another name.
const FINGERPRINT: &str = "dialogsim/v1";

/// What does not stand as it is in the path of an address (RFC 3986).
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'a str,
    version: &'a str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    column_kind: &'a str,
    results: Vec<Found<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
struct Driver<'a> {
    name: &'a str,
    version: &'a str,
    rules: Vec<Descriptor<'a>>,
}

/// A rule of which there are problems.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor<'a> {
    id: &'a str,
    short_description: Message,
    help: Help,
    default_configuration: Configuration,
    properties: Properties,
}

/// What is ours alone.
#[derive(Serialize)]
struct Properties {
    stage: Stage,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Found<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Mend>,
}

/// What would mend a problem.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Mend {
    description: Message,
    artifact_changes: Vec<Change>,
}

/// What changes in one file.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    artifact_location: Artifact,
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    #[serde(skip_serializing_if = "Option::is_none")]
    inserted_content: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

/// Lines and columns count from 1, the end is the column after the last character.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

/// Writes all diagnostics as one log with a newline at its end.
///
/// Rules come with their manuals. A result has a fingerprint that stays while lines above it come and go, so
/// that a service knows it again.
pub fn sarif(diagnostics: &[Diagnostic], sources: &Sources, out: &mut dyn Write) -> fmt::Result {
    let mut rules: Vec<&Rule> = diagnostics.iter().map(|found| found.rule).collect();
    rules.sort_by_key(|rule| rule.name);
    rules.dedup_by_key(|rule| rule.name);
    let results = diagnostics.iter().zip(fingerprints(diagnostics, sources));
    let driver = Driver {
        name: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        rules: rules.iter().map(|rule| descriptor(rule)).collect(),
    };
    let run = Run {
        tool: Tool { driver },
        column_kind: "unicodeCodePoints",
        results: results.map(|(found, fingerprint)| result(found, fingerprint, &rules, sources)).collect(),
    };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    let text = serde_json::to_string_pretty(&log).map_err(|_| fmt::Error)?;
    out.write_str(&escape_json(&text))?;
    out.write_char('\n')
}

fn descriptor<'a>(rule: &'a Rule) -> Descriptor<'a> {
    let manual = rule.manual();
    Descriptor {
        id: rule.name,
        short_description: Message { text: rule.summary() },
        help: Help { text: manual.clone(), markdown: manual },
        default_configuration: Configuration { level: level(rule.severity) },
        properties: Properties { stage: rule.stage },
    }
}

fn result<'a>(found: &'a Diagnostic, fingerprint: String, rules: &[&Rule], sources: &Sources) -> Found<'a> {
    let (first, others) = found.labels.split_at(found.labels.len().min(1));
    let located = |label: &Label| location(label, sources);
    let related = others
        .iter()
        .enumerate()
        .map(|(index, label)| Location { id: Some(index + 1), ..location(label, sources) });
    Found {
        rule_id: found.rule.name,
        rule_index: rules.partition_point(|rule| rule.name < found.rule.name),
        level: level(found.severity),
        message: Message { text: told(found) },
        locations: first.iter().map(located).collect(),
        related_locations: related.collect(),
        partial_fingerprints: BTreeMap::from([(FINGERPRINT, fingerprint)]),
        fixes: found.fix.iter().map(|fix| mend(fix, sources)).collect(),
    }
}

fn mend(fix: &Fix, sources: &Sources) -> Mend {
    let mut changes: BTreeMap<SourceId, Vec<Replacement>> = BTreeMap::new();
    for edit in &fix.edits {
        let text = Some(&edit.text).filter(|text| !text.is_empty());
        let replacement = Replacement {
            deleted_region: region(edit.span, sources),
            inserted_content: text.map(|text| Message { text: text.clone() }),
        };
        changes.entry(edit.span.source).or_default().push(replacement);
    }
    let change =
        |(file, replacements)| Change { artifact_location: artifact(sources.get(file).name()), replacements };
    Mend {
        description: Message { text: fix.title.clone() },
        artifact_changes: changes.into_iter().map(change).collect(),
    }
}

/// All that is said of a problem at its place; services show nothing else.
fn told(found: &Diagnostic) -> String {
    let label = found.labels.first().map(|label| flat(&label.text)).filter(|text| !text.is_empty());
    let help = found.help.iter().map(|help| format!("\n{}", flat(help)));
    let label = label.iter().map(|text| format!(": {text}"));
    std::iter::once(found.message.clone()).chain(label).chain(help).collect()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn location(label: &Label, sources: &Sources) -> Location {
    let artifact_location = artifact(sources.get(label.span.source).name());
    Location {
        id: None,
        physical_location: Physical { artifact_location, region: region(label.span, sources) },
        message: Some(&label.text).filter(|text| !text.is_empty()).map(|text| Message { text: text.clone() }),
    }
}

fn region(span: Span, sources: &Sources) -> Region {
    let source = sources.get(span.source);
    let range = clamp(span, source.text());
    let (start, end) = (source.position(range.start), source.position(range.end));
    Region { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column }
}

/// The address of a file: relative to the folder that was checked, or a `file:` address of its own.
fn artifact(name: &str) -> Artifact {
    let path = name.replace('\\', "/");
    let on_drive = path.split_once(':').filter(|(drive, rest)| drive.len() == 1 && rest.starts_with('/'));
    if let Some((drive, rest)) = on_drive {
        Artifact { uri: format!("file:///{drive}:{}", utf8_percent_encode(rest, ESCAPED)), uri_base_id: None }
    } else if path.starts_with('/') {
        Artifact { uri: format!("file://{}", utf8_percent_encode(&path, ESCAPED)), uri_base_id: None }
    } else {
        Artifact { uri: utf8_percent_encode(&path, ESCAPED).to_string(), uri_base_id: Some(ROOT) }
    }
}
