//! Entries put into a cassette's text; every other line of it stays as it is.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::layout::{Layout, List, layout};
use crate::integration::mock::MockEntry;
use crate::terminal::printable_line;
use crate::yaml::to_yaml;

/// The first line of a new cassette.
const TITLE: &str =
    "# Answers of live calls, recorded by `dialogsim chat --record`; `--mocks` replays them.\n";

/// The text with these entries before all others of their integration. Those for the same requests give
/// way to them. Of `names`, by which the integration may be written, the first is written where none is yet.
///
/// # Errors
/// The text is not laid out so that lines can be added, as a sentence.
pub(super) fn with_entries(text: &str, names: &[String], entries: &[MockEntry]) -> Result<String, String> {
    let layout = layout(text).map_err(|problem| problem.to_string())?;
    let list = layout.iter().flat_map(|layout| &layout.lists).find(|list| names.contains(&list.name));
    let edited = match (&layout, list) {
        (None, _) => in_new_file(text, names, entries),
        (Some(layout), None) => with_list(text, layout, names, entries),
        (Some(_), Some(list)) => in_list(text, list, entries),
    };
    is_read_back(&edited, names, entries).map(|()| edited)
}

fn in_new_file(text: &str, names: &[String], entries: &[MockEntry]) -> String {
    let title = if text.trim().is_empty() { TITLE } else { text };
    let end = if title.ends_with('\n') { "" } else { "\n" };
    format!("{title}{end}mocks:\n{}", list_text(names, 2, entries))
}

fn with_list(text: &str, layout: &Layout, names: &[String], entries: &[MockEntry]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.split_inclusive('\n');
    for line in lines.by_ref().take(layout.end) {
        out.push_str(line);
    }
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out.push_str(&list_text(names, layout.column, entries));
    out.extend(lines);
    out
}

fn list_text(names: &[String], column: usize, entries: &[MockEntry]) -> String {
    let name = names.first().map_or("", String::as_str);
    let key = to_yaml(&Value::Object(Map::from_iter([(name.to_owned(), Value::Array(Vec::new()))])));
    let key = key.trim_end().trim_end_matches("[]").trim_end();
    format!("{}{}", indented(key, column), entries_text(column + 2, entries))
}

fn in_list(text: &str, list: &List, entries: &[MockEntry]) -> String {
    let requests: BTreeSet<String> =
        entries.iter().filter_map(|entry| entry.entry.get("when")).map(in_one_order).collect();
    let replaced = list.items.iter().filter(|item| requests.contains(&in_one_order(&item.when)));
    let mut gone = replaced.flat_map(|item| item.first..=item.last).peekable();
    let mut out = String::with_capacity(text.len());
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if gone.next_if_eq(&number).is_none() {
            out.push_str(line);
        }
        if number == list.line {
            if !out.ends_with('\n') {
                out.push('\n');
            }
            out.push_str(&entries_text(list.column, entries));
        }
    }
    out
}

/// A value as a text that is the same in whatever order its keys are written.
fn in_one_order(value: &Value) -> String {
    match value {
        Value::Object(pairs) => {
            let sorted: BTreeMap<&String, String> =
                pairs.iter().map(|(key, value)| (key, in_one_order(value))).collect();
            format!("{sorted:?}")
        }
        Value::Array(items) => format!("{:?}", items.iter().map(in_one_order).collect::<Vec<_>>()),
        plain => plain.to_string(),
    }
}

fn entries_text(column: usize, entries: &[MockEntry]) -> String {
    entries.iter().map(|entry| entry_text(column, entry)).collect()
}

fn entry_text(column: usize, entry: &MockEntry) -> String {
    let remark = |remark: &String| format!("# {}\n", printable_line(remark));
    let remarks: String = entry.remarks.iter().map(remark).collect();
    let yaml = to_yaml(&Value::Array(vec![Value::Object(entry.entry.clone())]));
    indented(&format!("{remarks}{}", yaml.trim_end_matches('\n')), column)
}

fn indented(text: &str, column: usize) -> String {
    let line = |line: &str| match line {
        "" => "\n".to_owned(),
        line => format!("{:column$}{line}\n", ""),
    };
    text.split('\n').map(line).collect()
}

/// Nothing is written that would not be read as what it was meant to be.
fn is_read_back(text: &str, names: &[String], entries: &[MockEntry]) -> Result<(), String> {
    let broken = |why: String| format!("the call cannot be written so that it is read back: {why}");
    let layout = layout(text).map_err(|problem| broken(problem.to_string()))?;
    let list = layout.iter().flat_map(|layout| &layout.lists).find(|list| names.contains(&list.name));
    let items = list.map_or(&[][..], |list| &list.items);
    let is_same = |(index, entry): (usize, &MockEntry)| {
        items.get(index).is_some_and(|item| item.value.as_object() == Some(&entry.entry))
    };
    match entries.iter().enumerate().all(is_same) {
        true => Ok(()),
        false => Err(broken("an entry is another one then".to_owned())),
    }
}
