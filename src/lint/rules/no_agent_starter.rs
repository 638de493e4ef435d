//! Bots whose agents cannot be asked for.

use super::agents::first_transfer;
use crate::bot::Intent;
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::nlu::Language;
use crate::source::Text;

rule! {
    /// The bot can hand over to an agent, but no dialog starts when the consumer asks for one.
    ///
    /// No starter has a pattern or an intent with a word for it, such as `agent`, `human` or
    /// `representative`. Who wants to talk to somebody gets the fallback, however often they say so. The rule
    /// knows English words, so it is only checked in bots whose `language` is English.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Complaint
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*(complain|complaint)*"] }
    ///       - agent_transfer: A colleague will be with you in a moment.
    ///         skill: "4711"
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Complaint
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*(complain|complaint|agent|human)*"] }
    ///       - agent_transfer: A colleague will be with you in a moment.
    ///         skill: "4711"
    /// ```
    pub(crate) NO_AGENT_STARTER = "no-agent-starter", Warning, preview
}

/// Beginnings of the words by which people ask for people.
const WORDS: [&str; 16] = [
    "agent",
    "representative",
    "human",
    "person",
    "people",
    "somebody",
    "someone",
    "operator",
    "advisor",
    "adviser",
    "colleague",
    "assistant",
    "staff",
    "support",
    "specialist",
    "live chat",
];

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let bot = subject.bot();
    let triggers = subject.triggers();
    if Language::of_tag(bot.language.as_ref().map(Text::as_str)) != Language::English
        || triggers.starters.is_empty()
    {
        return;
    }
    let Some(transfer) = first_transfer(subject) else { return };
    let is_asked_for = triggers
        .list
        .iter()
        .any(|trigger| names_people(trigger.text) || trigger.pattern.matches_everything())
        || triggers
            .starters
            .iter()
            .any(|starter| starter.starter.intent.as_ref().is_some_and(|name| means_people(subject, name)));
    if is_asked_for {
        return;
    }
    out.push(
        Diagnostic::new(
            &NO_AGENT_STARTER,
            transfer.interaction.kind_span,
            "no dialog starts when the consumer asks for an agent",
        )
        .label("is reached in other ways only")
        .help(
            "Who says \"I want to talk to a human\" gets the fallback. Give a dialog that leads here a pattern such as \
             `*(agent|human|representative)*`.",
        ),
    );
}

fn names_people(text: &Text) -> bool {
    let text = text.as_str().to_lowercase();
    WORDS.iter().any(|word| text.contains(word))
}

/// Whether an intent, or one that it wraps, has a word for people in its name or its phrases.
fn means_people(subject: &Subject<'_>, name: &Text) -> bool {
    let own = |intent: &Intent| names_people(&intent.name) || intent.phrases.iter().any(names_people);
    let Some(intent) = subject.intent(name.as_str()) else { return true };
    own(intent) || intent.intents.iter().filter_map(|child| subject.intent(child.as_str())).any(own)
}
