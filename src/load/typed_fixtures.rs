//! A fixture that a person types.

use super::{Format, Loader, MemoryFiles};
use crate::bot::Fixtures;
use crate::diagnostic::Diagnostic;
use crate::source::Sources;

/// The name of what is typed.
const TYPED: &str = "fixture.yaml";

/// Reads one fixture as bots write it: its key, and its value as YAML or JSON.
///
/// # Errors
/// What is wrong with it and what to do, as sentences.
pub fn read_typed_fixture(key: &str, value: &str) -> Result<Fixtures, String> {
    let files = MemoryFiles::default().with(TYPED, format!("{key}: {value}\n"));
    let mut sources = Sources::default();
    let mut loader = Loader::new(&files, &mut sources, Format::Bot);
    let fixtures = loader.read_yaml(TYPED, None).map(|node| loader.load_fixtures(&node));
    let problems: Vec<String> = loader.diagnostics.iter().map(in_words).collect();
    match fixtures {
        Some(fixtures) if problems.is_empty() => Ok(fixtures),
        _ => Err(problems.join("\n")),
    }
}

/// What is wrong, what about it, what to do.
fn in_words(problem: &Diagnostic) -> String {
    let mut words = problem.message.clone();
    if let Some(label) = problem.labels.first().filter(|label| !label.text.is_empty()) {
        words.push_str(&format!(": {}", label.text));
    }
    if let Some(help) = &problem.help {
        let end = if words.ends_with(['?', '.']) { " " } else { ". " };
        words.push_str(end);
        words.push_str(help);
    }
    words
}
