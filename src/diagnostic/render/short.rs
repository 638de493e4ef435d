//! One line for each diagnostic, as editors and `grep` like it.

use std::fmt::{self, Write};

use super::flat;
use crate::diagnostic::Diagnostic;
use crate::source::Sources;
use crate::terminal::printable_line;

/// Writes `path:line:column: severity[rule]: message` for each diagnostic and nothing else.
pub fn short(diagnostics: &[Diagnostic], sources: &Sources, out: &mut dyn Write) -> fmt::Result {
    for diagnostic in diagnostics {
        if let Some(label) = diagnostic.labels.first() {
            let position = sources.position(label.span);
            let name = printable_line(sources.get(label.span.source).name());
            write!(out, "{name}:{}:{}: ", position.line, position.column)?;
        }
        let message = flat(&diagnostic.message);
        let message = printable_line(&message);
        writeln!(out, "{}[{}]: {message}", diagnostic.severity, diagnostic.rule.name)?;
    }
    Ok(())
}
