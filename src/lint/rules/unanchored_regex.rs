//! Regex rules that a part of the message can meet.

use crate::bot::{ConditionKind, RegexSearch};
use crate::diagnostic::{Diagnostic, Fix, Safety, rule};
use crate::lint::Subject;
use crate::lint::visit::rules;
use crate::text::RegexNotes;

rule! {
    /// A regular expression of a rule is not tied to both ends of the message.
    ///
    /// The platform looks for it anywhere in the message. `\d{6}` is met by "I have waited 1234567 days",
    /// and the bot takes that for an order number. `^` ties it to the start, `$` to the end.
    ///
    /// It says nothing where `settings.regex_search` is `whole_message`.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: What is your order number?
    ///         fallback: An order number has six digits.
    ///         rules:
    ///           - regex: \d{6}
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: What is your order number?
    ///         fallback: An order number has six digits.
    ///         rules:
    ///           - regex: ^\d{6}$
    /// ```
    pub(crate) UNANCHORED_REGEX = "unanchored-regex", Warning
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    if names.bot().settings.regex_search == RegexSearch::WholeMessage {
        return;
    }
    for (_, rule) in rules(names) {
        let ConditionKind::Regex(regex) = &rule.condition.kind else { continue };
        let Ok(RegexNotes { anchored_start, anchored_end, .. }) = &*names.regex(regex) else {
            continue;
        };
        let missing = match (anchored_start, anchored_end) {
            (true, true) => continue,
            (false, false) => "either end",
            (false, true) => "the start",
            (true, false) => "the end",
        };
        let meant = anchored(regex.as_str());
        out.push(
            Diagnostic::new(
                &UNANCHORED_REGEX,
                regex.span(),
                format!("this regular expression is not tied to {missing} of the message"),
            )
            .label("a part of a longer message meets it too")
            .help(format!(
                "The bot would take a whole sentence for the answer it asked for. If the whole message is meant, \
                 write `{meant}`."
            ))
            .fix_if(Fix::rewrite(regex, 0..regex.as_str().len(), &meant, Safety::Unsafe)),
        );
    }
}

fn anchored(regex: &str) -> String {
    let bare = regex.strip_prefix('^').unwrap_or(regex);
    let bare = bare.strip_suffix('$').filter(|rest| !rest.ends_with('\\')).unwrap_or(bare);
    if bare.contains('|') { format!("^(?:{bare})$") } else { format!("^{bare}$") }
}
