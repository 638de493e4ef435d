//! Diagnostics drawn for people: the source lines with what is wrong underlined.
//!
//! The only place that names `miette`.

use std::collections::HashSet;
use std::fmt::{self, Write};

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents,
};

use super::excerpt::Excerpt;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Sources;
use crate::terminal::{Style, Terminal, printable};

/// Draws each diagnostic, with an empty line after it: severity, rule and message, the lines with
/// every label underlined, the help, what would mend it, and for the first of each rule where to read about it.
pub fn human(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    terminal: &Terminal,
    out: &mut dyn Write,
) -> fmt::Result {
    let mut explained = HashSet::new();
    for diagnostic in diagnostics {
        let mut drawn = String::new();
        handler(diagnostic, terminal)
            .render_report(&mut drawn, &Report::new(diagnostic, sources, terminal))?;
        // The library indents the headline, which is easier to find at the start of the line.
        for line in drawn.strip_prefix("  ").unwrap_or(&drawn).lines() {
            writeln!(out, "{}", line.trim_end())?;
        }
        if let Some(fix) = &diagnostic.fix {
            let mend =
                format!("  mend: {} (dialogsim check {})", printable(&fix.title), fix.safety.options());
            writeln!(out, "{}", terminal.paint(Style::Dim, &mend))?;
        }
        if explained.insert(diagnostic.rule.name) {
            let see = format!("   see: dialogsim explain {}", diagnostic.rule.name);
            writeln!(out, "{}", terminal.paint(Style::Dim, &see))?;
        }
        out.write_char('\n')?;
    }
    Ok(())
}

/// The library draws an icon before the message; here it is `error[rule-name]:`, which says more, in
/// one line with the message.
fn handler(diagnostic: &Diagnostic, terminal: &Terminal) -> GraphicalReportHandler {
    let mut theme = match (terminal.unicode, terminal.color) {
        (true, true) => GraphicalTheme::unicode(),
        (true, false) => GraphicalTheme::unicode_nocolor(),
        (false, true) => GraphicalTheme::ascii(),
        (false, false) => GraphicalTheme::none(),
    };
    let headline = format!("{}[{}]:", diagnostic.severity, diagnostic.rule.name);
    theme.characters.error = headline.clone();
    theme.characters.warning = headline.clone();
    theme.characters.advice = headline;
    GraphicalReportHandler::new_themed(theme)
        // The library keeps two columns free at the right.
        .with_width(terminal.width + 2)
        .with_context_lines(1)
        .with_urls(false)
        .without_syntax_highlighting()
}

/// A diagnostic as the library wants it.
struct Report {
    severity: miette::Severity,
    message: String,
    help: Option<String>,
    excerpt: Excerpt,
}

impl Report {
    fn new(diagnostic: &Diagnostic, sources: &Sources, terminal: &Terminal) -> Self {
        let help = diagnostic.help.as_deref().filter(|help| !help.trim().is_empty());
        Self {
            severity: match diagnostic.severity {
                Severity::Error => miette::Severity::Error,
                Severity::Warning => miette::Severity::Warning,
                Severity::Info => miette::Severity::Advice,
            },
            message: printable(&diagnostic.message).into_owned(),
            help: help.map(|help| printable(help.trim_end()).into_owned()),
            excerpt: Excerpt::new(diagnostic, sources, terminal),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl fmt::Debug for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Report {}

impl miette::Diagnostic for Report {
    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        (!self.excerpt.marks.is_empty()).then_some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.excerpt.marks.iter().map(|mark| {
            let text = (!mark.text.is_empty()).then(|| mark.text.clone());
            let span = SourceSpan::from(mark.range.clone());
            match mark.primary {
                true => LabeledSpan::new_primary_with_span(text, span),
                false => LabeledSpan::new_with_span(text, span),
            }
        })))
    }
}

impl SourceCode for Excerpt {
    /// The whole chunk that the span lies in. What lies in two chunks is refused: the library asks
    /// whether it may draw neighbouring lines together, and only those of one chunk are neighbours.
    ///
    /// Without context it asks for the line and column to put above the lines, so these are the ones
    /// in the author's file.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        context_lines_before: usize,
        context_lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let range = span.offset()..span.offset() + span.len();
        let chunk = self.chunk(&range).ok_or(MietteError::OutOfBounds)?;
        let is_header = context_lines_before == 0 && context_lines_after == 0;
        let mark = self.marks.iter().find(|mark| is_header && mark.range == range);
        let (line, column) =
            mark.map_or((chunk.first_line, 1), |mark| (mark.position.line, mark.position.column));
        let data = self.text.as_bytes().get(chunk.range.clone()).ok_or(MietteError::OutOfBounds)?;
        Ok(Box::new(MietteSpanContents::new_named(
            chunk.name.clone(),
            data,
            SourceSpan::from(chunk.range.clone()),
            line - 1,
            column - 1,
            chunk.lines,
        )))
    }
}
