//! Bots that do not answer the first message.

use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::source::Text;

rule! {
    /// No starter takes the message that the connector sends where the consumer says nothing at first.
    ///
    /// Three seconds after the bot has joined, the connector says its `default_greeting_message`, `hi` unless
    /// another one is set, in the consumer's place. If nothing takes it, the conversation opens with the
    /// fallback, as it does for everybody who says hello.
    ///
    /// It says nothing with `settings.connector.disable_greetings`.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Tea
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*tea*"] }
    ///       - text: We have green tea and black tea.
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Tea
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*tea*"] }
    ///       - text: We have green tea and black tea.
    ///   - dialog: Greeting
    ///     interactions:
    ///       - dialog_starter: { patterns: ["(hi|hello|hey)*"] }
    ///       - text: Hello! Ask me about tea.
    /// ```
    pub(crate) NO_GREETING_STARTER = "no-greeting-starter", Warning, preview
}

/// What the connector says unless another greeting is set (spec 16).
const GREETING: &str = "hi";

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let bot = subject.bot();
    let connector = &bot.settings.connector;
    let (triggers, own) = (subject.triggers(), connector.default_greeting_message.as_ref());
    let greeting = own.map_or(GREETING, Text::as_str);
    let is_silent = connector.disable_greetings || triggers.starters.is_empty();
    if is_silent || triggers.may_start(subject, greeting) {
        return;
    }
    out.push(
        Diagnostic::new(
            &NO_GREETING_STARTER,
            own.map_or(bot.name.span(), Text::span),
            format!("no dialog starts with `{greeting}`"),
        )
        .label(format!("the connector says `{greeting}` where the consumer says nothing"))
        .help(format!(
            "The first that such a consumer reads is the fallback. Write a dialog that greets, with a pattern that \
             matches `{greeting}`; one as wide as `(hi|hello|hey)*` belongs below the other dialogs."
        )),
    );
}
