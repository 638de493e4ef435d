//! Starters that wait for a whole sentence, word by word.

use std::collections::HashSet;

use super::duplicate_starter::key;
use super::taken::LISTED;
use crate::bot::{Bot, Button, ButtonAction, InteractionKind};
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::source::Text;

rule! {
    /// A starter's pattern is a sentence without `*`.
    ///
    /// A pattern must match the whole message: `where can I find my order` is met by these very words and
    /// nothing else, not even with a "please" or a question mark behind them. Use `*` around the words that
    /// matter, as in `*find*order*`, or make the sentence a phrase of an intent.
    ///
    /// It says nothing where a button or a choice of the bot says the sentence.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: [where can I find my order] }
    ///       - text: We look for it.
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*find*order*"] }
    ///       - text: We look for it.
    /// ```
    pub(crate) LONG_EXACT_PATTERN = "long-exact-pattern", Info, preview
}

/// Fewer words are said just so.
const MANY_WORDS: usize = 5;

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let mut tapped: Option<HashSet<String>> = None;
    for trigger in &subject.triggers().list {
        let Some(messages) = trigger.pattern.messages(LISTED).filter(|messages| !messages.is_empty()) else {
            continue;
        };
        let is_long = |message: &String| message.split_whitespace().count() >= MANY_WORDS;
        if !messages.iter().all(is_long) {
            continue;
        }
        let tapped = tapped.get_or_insert_with(|| tapped_texts(subject.bot()));
        if messages.iter().any(|message| tapped.contains(message)) {
            continue;
        }
        out.push(
            Diagnostic::new(
                &LONG_EXACT_PATTERN,
                trigger.text.span(),
                "this pattern is met by these very words only",
            )
            .label("no `*` in it")
            .help(
                "One word more or less, even a question mark, and the message is not understood. Put `*` around the words \
                 that matter, or make the sentence a phrase of an intent.",
            ),
        );
    }
}

/// Everything that a tap in the bot says, as it is compared.
fn tapped_texts(bot: &Bot) -> HashSet<String> {
    let mut tapped = HashSet::new();
    for (_, interaction) in bot.interactions() {
        match &interaction.kind {
            InteractionKind::MultipleChoice(question) => tapped.extend(question.choices.iter().map(said)),
            InteractionKind::ButtonQuestion { buttons, .. } => tapped.extend(buttons.iter().flat_map(button)),
            InteractionKind::StructuredQuestion(question) => {
                tapped.extend(question.tiles.iter().flat_map(|tile| &tile.buttons).flat_map(button));
            }
            InteractionKind::QuickReply { replies, .. } => {
                tapped.extend(
                    replies.iter().flat_map(|reply| reply.payload.iter().chain([&reply.title])).map(said),
                );
            }
            _ => {}
        }
    }
    tapped
}

fn button(button: &Button) -> impl Iterator<Item = String> {
    let callback = match &button.action {
        ButtonAction::Postback(callback) => callback.as_ref(),
        ButtonAction::WebUrl { .. } => None,
    };
    callback.into_iter().chain([&button.label]).map(said)
}

fn said(text: &Text) -> String {
    key(text.as_str())
}
