//! Structured content that the bot's channel does not show as it is.

use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::rich::Consequence;

rule! {
    /// Structured content goes over a limit of the bot's channel, or holds something that is not drawn.
    ///
    /// What the web's window takes another channel may cut, leave out, or refuse: Facebook shows three buttons of a
    /// card and 20 characters of a title. The channel is that of `settings: channel`, the web unless written.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// settings: { channel: facebook }
    /// dialogs:
    ///   - dialog: Card
    ///     interactions:
    ///       - dialog_starter: { patterns: [card] }
    ///       - universal:
    ///           type: vertical
    ///           tag: generic
    ///           elements:
    ///             - type: vertical
    ///               elements:
    ///                 - { type: text, tag: title, text: Teapot }
    ///                 - type: button
    ///                   title: Put this teapot into my cart
    ///                   click: { actions: [{ type: publishText, text: teapot }] }
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
    ///             - { type: text, text: Teapot }
    ///             - type: button
    ///               title: Put this teapot into my cart
    ///               click: { actions: [{ type: publishText, text: teapot }] }
    /// ```
    pub(crate) RICH_CONTENT_OVER_LIMIT = "rich-content-over-limit", Warning
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for found in names.rich_content() {
        let consequence = match found.violation.consequence {
            Consequence::NotRendered => continue,
            Consequence::NotDrawn => "The window leaves it out without a word.".to_owned(),
            Consequence::ChannelLimit(channel) => {
                format!("The channel `{}` does not show it as it is.", channel.name())
            }
        };
        let diagnostic =
            Diagnostic::new(&RICH_CONTENT_OVER_LIMIT, found.span, found.violation.message.clone());
        let help = format!("{consequence} {}", found.violation.help);
        out.push(diagnostic.also(found.interaction.kind_span, "this interaction").help(help));
    }
}
