//! Kinds of interaction that no channel shows.

use super::words::article;
use crate::bot::InteractionKind;
use crate::diagnostic::{Diagnostic, rule};
use crate::linked::Names;
use crate::lint::visit::live_places;

rule! {
    /// An audio or video statement.
    ///
    /// The platform lists them, but no channel supports them: the consumer gets nothing. Send a text
    /// with the address instead.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Help
    ///     interactions:
    ///       - dialog_starter: { patterns: [help] }
    ///       - video: https://www.example.com/help.mp4
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Help
    ///     interactions:
    ///       - dialog_starter: { patterns: [help] }
    ///       - text: "See how it works: https://www.example.com/help.mp4"
    /// ```
    pub(crate) UNSUPPORTED_INTERACTION = "unsupported-interaction", Error
}

pub(crate) fn check(names: &Names<'_>, out: &mut Vec<Diagnostic>) {
    for place in live_places(names) {
        let kind = &place.interaction.kind;
        if matches!(kind, InteractionKind::Audio(_) | InteractionKind::Video(_)) {
            out.push(
                Diagnostic::new(
                    &UNSUPPORTED_INTERACTION,
                    place.interaction.kind_span,
                    format!("no channel supports {} `{}`", article(kind.key()), kind.key()),
                )
                .label("the consumer gets nothing")
                .help("Send a `text` with the address, or an `image` where the channel shows images."),
            );
        }
    }
}
