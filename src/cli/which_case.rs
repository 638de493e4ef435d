//! Which case of a file of transcripts is meant, and how much of it.

use std::ops::RangeInclusive;
use std::sync::Arc;

use crate::diagnostic::nearest;
use crate::source::Sources;
use crate::transcript::Case;

/// What is meant.
pub(super) struct Chosen {
    pub(super) case: Arc<Case>,
    /// So many of its items.
    pub(super) items: usize,
    /// Whether something is still to happen after them.
    pub(super) stops_early: bool,
}

/// More names would push everything else off the screen.
const NAMED: usize = 10;

/// Chooses a case by a line of its file, by a name, or by both; and as much of it as stands up to the line.
///
/// # Errors
/// None or several are meant; says which there are.
pub(super) fn choose(
    cases: &[Arc<Case>],
    line: Option<usize>,
    name: Option<&str>,
    sources: &Sources,
) -> Result<Chosen, String> {
    let at_line: Vec<&Arc<Case>> =
        cases.iter().filter(|case| line.is_none_or(|line| lines(case, sources).contains(&line))).collect();
    if let (true, Some(line)) = (at_line.is_empty(), line) {
        return Err(format!("line {line} is in no transcript: {}", all_lines(cases, sources)));
    }
    let case = match name {
        Some(name) => named(name, &at_line).map_err(|reason| match (named(name, &all(cases)), line) {
            (Ok(elsewhere), Some(line)) => {
                let name = &elsewhere.name;
                format!("line {line} is not in `{name}`, which is {}", in_lines(elsewhere, sources))
            }
            _ => reason,
        })?,
        None => only(&at_line, line)?,
    };
    let items = line.map_or(case.turns.len(), |line| items_up_to(case, line, sources));
    let stops_early = case.turns[items..].iter().any(|item| !item.step.is_assertion());
    Ok(Chosen { case: case.clone(), items, stops_early })
}

fn all(cases: &[Arc<Case>]) -> Vec<&Arc<Case>> {
    cases.iter().collect()
}

/// How many items stand up to a line; those of an included file stand where it is included. The line of the
/// transcript's name means all of it.
fn items_up_to(case: &Case, line: usize, sources: &Sources) -> usize {
    if sources.position(case.span).line == line {
        return case.turns.len();
    }
    let last = case.turns.iter().rposition(|item| sources.position(item.own).line <= line);
    last.map_or(0, |last| last + 1)
}

/// The case of a name: its own, or that of its transcript where that has one case only.
fn named<'c>(name: &str, cases: &[&'c Arc<Case>]) -> Result<&'c Arc<Case>, String> {
    if let Some(case) = cases.iter().find(|case| case.name == name) {
        return Ok(case);
    }
    let of_transcript: Vec<&Arc<Case>> =
        cases.iter().copied().filter(|case| case.transcript.as_str() == name).collect();
    match of_transcript.as_slice() {
        [only] => Ok(only),
        [] => {
            let known = cases.iter().flat_map(|case| [case.name.as_str(), case.transcript.as_str()]);
            Err(match nearest(name, known) {
                Some(meant) => format!("there is no transcript `{name}`: did you mean `{meant}`?"),
                None => format!("there is no transcript `{name}`; there are {}", names(cases)),
            })
        }
        several => Err(format!(
            "`{name}` is played {} times: choose one with --case, as it is called: {}",
            several.len(),
            names(several)
        )),
    }
}

fn only<'c>(cases: &[&'c Arc<Case>], line: Option<usize>) -> Result<&'c Arc<Case>, String> {
    match cases {
        [only] => Ok(only),
        several => {
            let (number, names) = (several.len(), names(several));
            Err(match line {
                Some(line) => format!(
                    "line {line} is played {number} times: choose one with --case, as it is called: {names}"
                ),
                None => format!(
                    "the file holds {number} transcripts, their examples and channels counted: choose one with \
                     --case NAME, or by a line, FILE:LINE: {names}"
                ),
            })
        }
    }
}

fn names(cases: &[&Arc<Case>]) -> String {
    listed(cases.iter().map(|case| format!("`{}`", case.name)).collect())
}

/// Which lines each transcript takes, each once.
fn all_lines(cases: &[Arc<Case>], sources: &Sources) -> String {
    let mut places: Vec<String> = Vec::new();
    let mut seen = None;
    for case in cases {
        if seen.replace(case.whole) != Some(case.whole) {
            places.push(format!("`{}` is {}", case.transcript, in_lines(case, sources)));
        }
    }
    listed(places)
}

fn in_lines(case: &Case, sources: &Sources) -> String {
    let lines = lines(case, sources);
    format!("in lines {} to {}", lines.start(), lines.end())
}

/// From the transcript's first key to its last value.
fn lines(case: &Case, sources: &Sources) -> RangeInclusive<usize> {
    let source = sources.get(case.whole.source);
    let (start, end) = (case.whole.start as usize, case.whole.end as usize);
    source.position(start).line..=source.position(end.saturating_sub(1).max(start)).line
}

fn listed(mut all: Vec<String>) -> String {
    let more = all.len().saturating_sub(NAMED);
    all.truncate(NAMED);
    if more > 0 {
        all.push(format!("and {more} more"));
    }
    all.join(", ")
}
