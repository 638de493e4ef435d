//! What the consumer says, sent as it is.

use std::collections::HashSet;
use std::ops::Range;

use crate::bot::{ConditionKind, IntegrationKind, Rule};
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::visit::{TextRole, integration_texts, rules};
use crate::source::Text;
use crate::text::{Pattern, Reference, Template};

rule! {
    /// The consumer's message goes into a request as it is.
    ///
    /// A message may hold line breaks, quotation marks and anything else. The platform refuses to call with a line
    /// break in a value, and JSON with a quotation mark in it is none. Take what you need with a rule: a `regex` says
    /// what the variable may hold, or code cleans it first. The phrase of a search is not meant.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// integrations:
    ///   - api: Parcel
    ///     method: GET
    ///     url: "https://parcels.example.com/find?number={$userMessage}"
    /// dialogs:
    ///   - dialog: Parcel
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*parcel*"] }
    ///       - text_question: What is the number?
    ///       - integration: Parcel
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// integrations:
    ///   - api: Parcel
    ///     method: GET
    ///     url: "https://parcels.example.com/find?number={$botContext.number}"
    /// dialogs:
    ///   - dialog: Parcel
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*parcel*"] }
    ///       - text_question: What is the number?
    ///         rules:
    ///           - regex: ^\d{4}$
    ///             set: { number: "{$userMessage}" }
    ///         fallback: Four digits, please.
    ///       - integration: Parcel
    /// ```
    pub(crate) RAW_MESSAGE_IN_REQUEST = "raw-message-in-request", Warning, preview
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let raw = raw_variables(subject);
    for integration in &subject.bot().integrations {
        if matches!(
            integration.kind,
            IntegrationKind::Knowledge { .. } | IntegrationKind::AgentEscalation { .. }
        ) {
            continue;
        }
        integration_texts(integration, &mut |text, role| {
            if role != TextRole::Request || !text.as_str().contains('{') {
                return;
            }
            for (reference, range) in Template::parse(text.as_str()).references() {
                let label = match reference {
                    Reference::UserMessage => "may hold line breaks and quotation marks",
                    Reference::BotVariable(name) if raw.contains(&**name) => {
                        "a rule that takes everything sets it"
                    }
                    _ => continue,
                };
                out.push(report(text, range, label));
            }
        });
    }
}

fn report(text: &Text, range: Range<usize>, label: &str) -> Diagnostic {
    let message = "the consumer's message is sent as it is";
    Diagnostic::new(&RAW_MESSAGE_IN_REQUEST, text.part(range), message).label(label).help(
        "A line break in it makes the call fail on the platform. Keep what a `regex` of a rule has checked in a \
         variable, or clean the message in code, and send that.",
    )
}

/// The variables that hold whatever the consumer has said: a rule that takes everything sets them to it.
fn raw_variables<'b>(subject: &Subject<'b>) -> HashSet<&'b str> {
    let taking = rules(subject).filter(|(_, rule)| takes_everything(rule));
    let sets = taking.flat_map(|(_, rule)| &rule.set);
    let is_raw = |text: &Text| matches!(text.as_str().trim(), "{$userMessage}" | "{$query}");
    sets.filter(|set| is_raw(&set.value)).map(|set| set.name.as_str()).collect()
}

fn takes_everything(rule: &Rule) -> bool {
    match &rule.condition.kind {
        ConditionKind::NoMatch(_) => true,
        ConditionKind::Pattern(patterns) => patterns.iter().any(|pattern| {
            Pattern::parse(pattern.as_str()).is_ok_and(|pattern| pattern.matches_everything())
        }),
        _ => false,
    }
}
