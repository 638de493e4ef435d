//! More to choose from than anybody weighs.

use super::said::button_groups;
use crate::bot::InteractionKind;
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::visit::places;
use crate::source::Span;

rule! {
    /// A question offers more than five options.
    ///
    /// Long lists are not read to their end, and on a channel without buttons they are one long text. Ask in two steps,
    /// or let the consumer say it.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Tea
    ///     interactions:
    ///       - dialog_starter: { patterns: [tea] }
    ///       - multiple_choice: Which one?
    ///         choices: [Assam, Sencha, Lapsang, Darjeeling, Ceylon, Matcha]
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Tea
    ///     interactions:
    ///       - dialog_starter: { patterns: [tea] }
    ///       - multiple_choice: Black or green?
    ///         choices: [Black, Green]
    /// ```
    pub(crate) TOO_MANY_OPTIONS = "too-many-options", Info, preview
}

const MOST: usize = 5;

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for place in places(subject) {
        let (count, extra) = match &place.interaction.kind {
            InteractionKind::MultipleChoice(question) => {
                (question.choices.len(), question.choices.get(MOST).map(|choice| choice.span()))
            }
            InteractionKind::QuickReply { replies, .. } => {
                (replies.len(), replies.get(MOST).map(|reply| reply.title.span()))
            }
            _ => (0, None),
        };
        out.extend(extra.map(|extra| report(count, extra, place.interaction.kind_span)));
        for buttons in button_groups(place.interaction) {
            let extra = buttons.get(MOST).map(|button| button.label.span());
            out.extend(extra.map(|extra| report(buttons.len(), extra, place.interaction.kind_span)));
        }
    }
}

fn report(count: usize, extra: Span, interaction: Span) -> Diagnostic {
    Diagnostic::new(&TOO_MANY_OPTIONS, extra, format!("{count} options are more than consumers weigh"))
        .label(format!("the first one after {MOST}"))
        .also(interaction, "this interaction")
        .help("Long lists are not read to their end. Ask in two steps, or let the consumer say it.")
}
