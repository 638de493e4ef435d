//! Workflow commands: GitHub shows each diagnostic at its line of a pull request.

use std::fmt::{self, Write};

use super::clamp;
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::source::Sources;
use crate::terminal::printable;

/// Writes `::error file=…,line=…,col=…,endLine=…,endColumn=…,title=RULE::MESSAGE%0AHELP` for each
/// diagnostic; warnings are `::warning`, infos are `::notice`.
///
/// `endColumn` is exclusive, as in other linters. GitHub refuses columns for a place of several
/// lines, so these have only `line` and `endLine`.
pub fn github(diagnostics: &[Diagnostic], sources: &Sources, out: &mut dyn Write) -> fmt::Result {
    for diagnostic in diagnostics {
        write!(out, "::{} ", command(diagnostic.severity))?;
        if let Some(label) = diagnostic.labels.first() {
            write_place(label, sources, out)?;
        }
        let help = diagnostic.help.iter().flat_map(|help| ["\n", help]);
        let text: String = std::iter::once(diagnostic.message.as_str()).chain(help).collect();
        writeln!(
            out,
            "title={}::{}",
            command_property(diagnostic.rule.name),
            command_data(&printable(&text))
        )?;
    }
    Ok(())
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

fn write_place(label: &Label, sources: &Sources, out: &mut dyn Write) -> fmt::Result {
    let source = sources.get(label.span.source);
    let range = clamp(label.span, source.text());
    let (start, end) = (source.position(range.start), source.position(range.end));
    let file = command_property(source.name());
    if start.line == end.line {
        let (line, from, to) = (start.line, start.column, end.column);
        write!(out, "file={file},line={line},col={from},endLine={line},endColumn={to},")
    } else {
        write!(out, "file={file},line={},endLine={},", start.line, end.line)
    }
}

/// The escapes of a workflow command's text. `%` is first, or it would escape the escapes.
pub fn command_data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The escapes of a workflow command's properties, which also end at a comma or a colon.
///
/// Control characters stay hidden in a log here as everywhere; a file with such a name is not found
/// by GitHub, but its diagnostics are still shown.
pub fn command_property(text: &str) -> String {
    command_data(&printable(text)).replace(':', "%3A").replace(',', "%2C")
}
