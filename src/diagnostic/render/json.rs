//! One JSON document for programs. Its shape is a promise: fields are added, never changed; another
//! shape gets another [`JSON_VERSION`].

use std::fmt::{self, Write};

use serde::Serialize;

use super::{Summary, clamp};
use crate::diagnostic::{self, Edit, Fix, Safety, Severity};
use crate::source::{Position, Sources, Span};
use crate::terminal::escape_json;

/// The version of the document's shape.
pub const JSON_VERSION: u32 = 1;

/// The whole output.
#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    diagnostics: Vec<Entry<'a>>,
    summary: Summary,
}

/// One problem. Without a place (which no rule of this program makes), `file`, `span` and `label`
/// are null.
#[derive(Serialize)]
struct Entry<'a> {
    rule: &'a str,
    severity: Severity,
    message: &'a str,
    file: Option<&'a str>,
    span: Option<Stretch>,
    /// What about the place, in a few words; null where there is nothing to add.
    label: Option<&'a str>,
    /// The other ends of the problem, without the first place.
    labels: Vec<Other<'a>>,
    help: Option<&'a str>,
    /// What would mend it, as `check --fix` does; null where nobody knows.
    fix: Option<Mend<'a>>,
}

/// What would mend a problem.
#[derive(Serialize)]
struct Mend<'a> {
    /// What it does, as a command.
    title: &'a str,
    /// `safe`, or `unsafe` where something is guessed.
    safety: Safety,
    /// What to replace with what; the stretches do not overlap.
    edits: Vec<Replacement<'a>>,
}

/// A stretch, and what is to stand in its place.
#[derive(Serialize)]
struct Replacement<'a> {
    file: &'a str,
    span: Stretch,
    text: &'a str,
}

/// Another place that belongs to a problem.
#[derive(Serialize)]
struct Other<'a> {
    file: &'a str,
    span: Stretch,
    label: &'a str,
}

/// From the first character to the one after the last.
#[derive(Serialize)]
struct Stretch {
    start: Point,
    end: Point,
}

/// A place: line and column (in characters) from 1, offset in bytes from 0.
#[derive(Serialize)]
struct Point {
    line: usize,
    column: usize,
    offset: usize,
}

/// Writes all diagnostics as one JSON document with a newline at its end.
///
/// Texts are as they are, not made printable, but characters that could steer a terminal are
/// written as `\u` escapes, which read back as the same text.
pub fn json(diagnostics: &[diagnostic::Diagnostic], sources: &Sources, out: &mut dyn Write) -> fmt::Result {
    let document = Document {
        version: JSON_VERSION,
        diagnostics: diagnostics.iter().map(|found| entry(found, sources)).collect(),
        summary: Summary::of(diagnostics),
    };
    let text = serde_json::to_string_pretty(&document).map_err(|_| fmt::Error)?;
    out.write_str(&escape_json(&text))?;
    out.write_char('\n')
}

fn entry<'a>(found: &'a diagnostic::Diagnostic, sources: &'a Sources) -> Entry<'a> {
    let first = found.labels.first();
    let others = found.labels.iter().skip(1).map(|label| Other {
        file: sources.get(label.span.source).name(),
        span: stretch(label.span, sources),
        label: &label.text,
    });
    Entry {
        rule: found.rule.name,
        severity: found.severity,
        message: &found.message,
        file: first.map(|label| sources.get(label.span.source).name()),
        span: first.map(|label| stretch(label.span, sources)),
        label: first.map(|label| label.text.as_str()).filter(|text| !text.is_empty()),
        labels: others.collect(),
        help: found.help.as_deref(),
        fix: found.fix.as_ref().map(|fix| mend(fix, sources)),
    }
}

fn mend<'a>(fix: &'a Fix, sources: &'a Sources) -> Mend<'a> {
    let replacement = |edit: &'a Edit| Replacement {
        file: sources.get(edit.span.source).name(),
        span: stretch(edit.span, sources),
        text: &edit.text,
    };
    Mend { title: &fix.title, safety: fix.safety, edits: fix.edits.iter().map(replacement).collect() }
}

fn stretch(span: Span, sources: &Sources) -> Stretch {
    let source = sources.get(span.source);
    let range = clamp(span, source.text());
    let point = |offset: usize| {
        let Position { line, column } = source.position(offset);
        Point { line, column, offset }
    };
    Stretch { start: point(range.start), end: point(range.end) }
}
