//! Structured content that no window shows.

use crate::bot::{InteractionKind, UniversalContent};
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::rich_content::json;
use crate::rich::Consequence;
use crate::text::Template;

rule! {
    /// The JSON of a Universal interaction is not structured content as the messaging window knows it.
    ///
    /// The window checks what it is sent and shows nothing of what does not pass: the consumer sees no card, and a
    /// question among it waits for an answer to something that nobody has read. Texts with references are not
    /// judged, as what becomes of them is known only in the conversation.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Card
    ///     interactions:
    ///       - dialog_starter: { patterns: [card] }
    ///       - universal:
    ///           type: vertical
    ///           elements:
    ///             - { type: buton, title: Yes, click: { actions: [{ type: publishText, text: yes }] } }
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Card
    ///     interactions:
    ///       - dialog_starter: { patterns: [card] }
    ///       - universal:
    ///           type: vertical
    ///           elements:
    ///             - { type: button, title: Yes, click: { actions: [{ type: publishText, text: yes }] } }
    /// ```
    pub(crate) INVALID_RICH_CONTENT = "invalid-rich-content", Error
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    not_json(names, out);
    for found in names.rich_content() {
        if found.violation.consequence != Consequence::NotRendered {
            continue;
        }
        let diagnostic = Diagnostic::new(&INVALID_RICH_CONTENT, found.span, found.violation.message.clone());
        let help = format!("The window would show nothing of it. {}", found.violation.help);
        out.push(diagnostic.also(found.interaction.kind_span, "this interaction").help(help));
    }
}

/// A text without references must be JSON as it stands.
fn not_json(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for (_, interaction) in names.bot().interactions() {
        let InteractionKind::Universal(universal) = &interaction.kind else { continue };
        let UniversalContent::Json(code) = &universal.content else { continue };
        let text = code.text();
        let has_references = Template::parse(text.as_str()).references().next().is_some();
        if has_references || json(universal).is_some() {
            continue;
        }
        let Err(problem) = serde_json::from_str::<serde_json::Value>(text.as_str()) else { continue };
        let at = offset(text.as_str(), problem.line(), problem.column());
        let message = format!("the content is no JSON: {problem}");
        out.push(
            Diagnostic::new(&INVALID_RICH_CONTENT, text.part(at..at + 1), message)
                .label("here")
                .also(interaction.kind_span, "this interaction")
                .help("The window would show nothing of it. Correct it, or write the content as YAML."),
        );
    }
}

/// The byte of a line and a column, both from 1.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (start + column.saturating_sub(1)).min(text.len().saturating_sub(1))
}
