//! Code whose jump makes the rules beside it meaningless.

use super::answers::asks;
use crate::bot::CodeHook;
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::scripts::Owner;

rule! {
    /// The code of a question jumps whatever the answer is, so none of its rules decides where the flow goes.
    ///
    /// `process_user_response` runs when the rules have been tried, and a `setTriggerNextMessage` in it wins
    /// over the rule that was met, over `no_match`, and over the starters. The rules still set their variables;
    /// their `next` never counts. A jump behind a condition is fine and not reported.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: Did it arrive?
    ///         process_user_response: botContext.setTriggerNextMessage('thanks');
    ///         rules:
    ///           - pattern: "*yes*"
    ///             next: thanks
    ///           - no_match: I will look for it.
    ///             next: end
    ///       - text: Thank you.
    ///         name: thanks
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: Did it arrive?
    ///         rules:
    ///           - pattern: "*yes*"
    ///             next: thanks
    ///           - no_match: I will look for it.
    ///             next: end
    ///       - text: Thank you.
    ///         name: thanks
    /// ```
    pub(crate) TRIGGER_OVERRIDES_RULES = "trigger-overrides-rules", Warning, preview
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for script in &subject.scripts().list {
        let Owner::Interaction(place, CodeHook::ProcessUserResponse) = script.owner else { continue };
        let Some(rule) =
            place.interaction.rules.first().filter(|_| place.is_live() && asks(place.interaction))
        else {
            continue;
        };
        let mut calls = script.calls_of("setTriggerNextMessage");
        let always = calls.find(|(found, call)| {
            let before = 0..call.range.start;
            found.within.is_none() && always_runs(script.text(&before))
        });
        let Some((found, _)) = always else { continue };
        out.push(
            Diagnostic::new(
                &TRIGGER_OVERRIDES_RULES,
                script.place(&found.range),
                "this jump is always made, so no rule of the question decides where the flow goes",
            )
            .label("wins over the rules")
            .also(rule.condition.key_span, "its `next` never counts, nor does that of the others")
            .help(
                "The code runs after the rules and its jump replaces theirs. Put the jump behind a condition, or take \
                 it out and let the rules decide.",
            ),
        );
    }
}

/// Whether what follows this code is always run: nothing before it branches, and it begins a statement.
fn always_runs(before: &str) -> bool {
    const BRANCHES: [char; 5] = ['{', '}', '?', '&', '|'];
    let statement = before.rfind([';', '\n']).map_or(before, |end| &before[end + 1..]);
    let begins = statement.trim().is_empty();
    let words = || before.split(|character: char| !character.is_alphanumeric());
    let branches = words()
        .any(|word| matches!(word, "if" | "else" | "for" | "while" | "do" | "return" | "throw" | "case"));
    begins && !branches && !before.contains(BRANCHES)
}
