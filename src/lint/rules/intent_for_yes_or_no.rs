//! Intent rules for answers that a pattern understands better.

use crate::bot::{ConditionKind, Intent, NluEngine};
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::visit::rules;
use crate::nlu::{Language, phrase_key};
use crate::source::Text;

rule! {
    /// An `intent` rule waits for yes or no.
    ///
    /// The LivePerson engine compares sentences; an answer of one word gives it little to go by. Its documentation
    /// advises patterns for yes and no, which also need no training. The rule is checked in bots whose `language` is
    /// English, and not where `settings.nlu_engine` is `third_party`.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// intents:
    ///   agree: { phrases: ["yes", yeah, sure] }
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: Did it arrive?
    ///         fallback: Yes or no, please.
    ///         rules:
    ///           - intent: agree
    ///             next: end
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: Did it arrive?
    ///         fallback: Yes or no, please.
    ///         rules:
    ///           - pattern: (yes|yeah|sure)*
    ///             next: end
    /// ```
    pub(crate) INTENT_FOR_YES_OR_NO = "intent-for-yes-or-no", Info, preview
}

/// Ways to say yes or no.
const WORDS: [&str; 24] = [
    "yes",
    "yeah",
    "yep",
    "yup",
    "yah",
    "yes please",
    "y",
    "ok",
    "okay",
    "sure",
    "of course",
    "correct",
    "right",
    "that is right",
    "that's right",
    "no",
    "nope",
    "nah",
    "n",
    "no thanks",
    "no thank you",
    "not really",
    "wrong",
    "never",
];

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let bot = subject.bot();
    let is_english = Language::of_tag(bot.language.as_ref().map(Text::as_str)) == Language::English;
    if !is_english || bot.settings.nlu_engine == NluEngine::ThirdParty {
        return;
    }
    for (_, rule) in rules(subject) {
        let ConditionKind::Intent(name) = &rule.condition.kind else { continue };
        let Some(intent) = subject.intent(name.as_str()).filter(|intent| is_yes_or_no(intent)) else {
            continue;
        };
        out.push(
            Diagnostic::new(
                &INTENT_FOR_YES_OR_NO,
                name.span(),
                format!("`{name}` is an intent for yes or no, which a pattern understands better"),
            )
            .label("single words are hard to tell by their meaning")
            .also(intent.name.span(), "its phrases")
            .help("A short answer may be taken for another intent, or for none. Write a `pattern`, such as `(yes|yeah|sure)*`."),
        );
    }
}

fn is_yes_or_no(intent: &Intent) -> bool {
    let is_word = |phrase: &Text| WORDS.contains(&phrase_key(phrase.as_str()).as_str());
    !intent.phrases.is_empty() && intent.phrases.iter().all(is_word)
}
