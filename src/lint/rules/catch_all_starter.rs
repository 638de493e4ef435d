//! Patterns of starters that match whatever is said.

use crate::bot::{Dialog, DialogKind};
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::triggers::{Starter, Trigger, Triggers};
use crate::text::{Effort, Pattern};

rule! {
    /// A starter's pattern matches every message, or every message of several words.
    ///
    /// A pattern wins over all intents, over disambiguation, over the other bots of a group and over the
    /// fallback dialog, and over the patterns of all dialogs that are defined later. With `*` in a starter
    /// none of them is reached any more. What shall play when nothing else fits is a `fallback_dialog`.
    ///
    /// It says nothing where there is nothing else that could play.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Anything
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*"] }
    ///       - text: Ask me about tea.
    ///   - dialog: Tea
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*tea*"] }
    ///       - text: Green or black?
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Tea
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*tea*"] }
    ///       - text: Green or black?
    ///   - fallback_dialog: Anything
    ///     interactions:
    ///       - text: Ask me about tea.
    /// ```
    pub(crate) CATCH_ALL_STARTER = "catch-all-starter", Warning
}

/// Messages that nobody has in mind who writes a pattern: most patterns match none of them.
const UNLIKELY: &str = "~~ ~~";

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let triggers = subject.triggers();
    let Ok(several_words) = Pattern::parse("* *") else { return };
    let mut effort = Effort::new(100_000);
    for (index, trigger) in triggers.list.iter().enumerate() {
        let pattern = &trigger.pattern;
        if !pattern.has_wildcard() || !pattern.is_match(UNLIKELY) {
            continue;
        }
        let what = match pattern.matches_everything() {
            true => "every message",
            false if pattern.covers(&several_words, &mut effort) => "every message of several words",
            false => continue,
        };
        if takes_from_others(subject, index) {
            out.push(catch_all(triggers, index, what));
        }
    }
}

/// Whether anything else could play where the pattern does: a dialog that is tried later, one that is there
/// for the rest, another bot.
fn takes_from_others(subject: &Subject<'_>, index: usize) -> bool {
    let (bot, triggers) = (subject.bot(), subject.triggers());
    let own = triggers.list[index].of.id;
    let is_in_group = bot.group.as_ref().is_some_and(|group| group.collaboration);
    let takes_rest = |dialog: &Dialog| {
        dialog.is_enabled() && matches!(dialog.kind, DialogKind::Fallback | DialogKind::Disambiguation { .. })
    };
    let has_intent = |starter: &Starter<'_>| starter.id != own && starter.starter.intent.is_some();
    is_in_group
        || bot.dialogs.iter().any(takes_rest)
        || triggers.starters.iter().any(has_intent)
        || triggers.list[index..].iter().any(|later| later.of.id != own)
}

fn catch_all(triggers: &Triggers<'_>, index: usize, what: &str) -> Diagnostic {
    let Trigger { of, text, .. } = &triggers.list[index];
    let found = Diagnostic::new(&CATCH_ALL_STARTER, text.span(), format!("`{text}` matches {what}"))
        .label("takes what is meant for others");
    let found = match triggers.list[index..].iter().find(|later| later.of.id != of.id) {
        Some(later) => {
            found.also(later.text.span(), format!("hardly reached: `{}` is defined first", of.dialog.name))
        }
        None => found,
    };
    found.help(format!(
        "A pattern wins over all intents, the fallback dialog and whatever is defined later: they are left \
         with what `{text}` does not match. Name the words that `{}` is about, or make it a `fallback_dialog`.",
        of.dialog.name
    ))
}
