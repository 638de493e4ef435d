//! Whether mending has made anything worse.

use std::collections::BTreeSet;

use super::checking::Checked;
use crate::diagnostic::{Diagnostic, Mended, MendedFile, Rule};
use crate::load;
use crate::source::Sources;
use crate::yaml;

/// What a problem is known by while lines move: its rule, its file, and what is said but for the numbers in it.
pub(super) type Key = (&'static str, String, String);

pub(super) fn key(sources: &Sources, problem: &Diagnostic) -> Key {
    let said = problem.message.chars().filter(|letter| !letter.is_ascii_digit()).collect();
    (problem.rule.name, sources.get(problem.span().source).name().to_owned(), said)
}

/// An error that was not there before, and that mending has not only uncovered.
///
/// What could not be loaded was not checked: once it can be, what is wrong with it shows. And where something is
/// mended on a line, more of that line is understood. But what was written must be right itself, and a file that cannot
/// be read never is.
pub(super) fn harm(
    before: &Checked,
    mended: &Mended,
    candidates: &[Diagnostic],
    after: &Checked,
) -> Option<String> {
    let is_of_yaml = |rule: &Rule| yaml::rules::ALL.contains(&rule);
    let is_of_loading = |rule: &Rule| is_of_yaml(rule) || load::rules::ALL.contains(&rule);
    let rules: Vec<&Rule> = mended.mended.iter().map(|place| candidates[*place].rule).collect();
    let uncovers = rules.iter().any(|rule| is_of_loading(rule));
    let known: BTreeSet<Key> =
        before.diagnostics.iter().map(|problem| key(&before.sources, problem)).collect();
    let is_harm = |problem: &&Diagnostic| {
        let place = place_of(problem, mended, before, after);
        let is_again = place == Place::New && rules.contains(&problem.rule);
        let is_uncovered = (uncovers || place != Place::Elsewhere) && !is_again;
        problem.is_error()
            && (is_of_yaml(problem.rule) || !is_uncovered)
            && !known.contains(&key(&after.sources, problem))
    };
    let found = after.diagnostics.iter().find(is_harm)?;
    Some(format!("{}[{}]: {}", after.sources.place(found.span()), found.rule.name, found.message))
}

/// Where a problem lies, as seen from what was mended.
#[derive(PartialEq, Eq)]
enum Place {
    /// In what was written.
    New,
    /// Beside it on a line.
    Beside,
    Elsewhere,
}

fn place_of(problem: &Diagnostic, mended: &Mended, before: &Checked, after: &Checked) -> Place {
    let source = after.sources.get(problem.span().source);
    let is_this = |file: &&MendedFile| {
        before.sources.get(file.source).name() == source.name() && file.text == source.text()
    };
    let Some(file) = mended.files.iter().find(is_this) else { return Place::Elsewhere };
    let (span, line_of) = (problem.span().range(), |at: usize| source.position(at).line);
    if file.new.iter().any(|new| new.start <= span.start && span.end <= new.end) {
        return Place::New;
    }
    let line = line_of(span.start);
    let is_beside = file.new.iter().any(|new| (line_of(new.start)..=line_of(new.end)).contains(&line));
    if is_beside { Place::Beside } else { Place::Elsewhere }
}
