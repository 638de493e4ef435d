//! What the rules on answers share: which interactions wait for one, and which rules take any.

use crate::bot::{ConditionKind, Interaction, InteractionKind, Rule};
use crate::linked::Names;
use crate::lint::Subject;
use crate::lint::visit::{Place, live_places};
use crate::source::Span;
use crate::text::RegexRule;

/// Every question that the flow can stop at and that has rules.
pub(super) fn questions_with_rules<'b>(names: &Names<'b>) -> impl Iterator<Item = Place<'b>> {
    live_places(names).filter(|place| !place.interaction.rules.is_empty() && asks(place.interaction))
}

/// Whether an interaction waits for an answer that its rules judge.
pub(super) fn asks(interaction: &Interaction) -> bool {
    interaction.kind.waits() && !matches!(interaction.kind, InteractionKind::FileUpload(_))
}

/// Whether nothing but its own condition keeps a rule from being taken.
pub(super) fn is_unconditional(rule: &Rule) -> bool {
    rule.all.is_empty() && rule.any.is_empty()
}

/// Answers that nobody has in mind who writes a rule.
const UNLIKELY: [&str; 2] = ["~~ #17 ~~", "x"];

/// Whether a rule takes whatever is said, as `no_match` does.
pub(super) fn takes_anything(subject: &Subject<'_>, rule: &Rule) -> bool {
    is_unconditional(rule)
        && match &rule.condition.kind {
            ConditionKind::NoMatch(_) => true,
            ConditionKind::Pattern(patterns) => patterns.iter().any(|pattern| {
                subject
                    .pattern(pattern)
                    .is_ok_and(|pattern| UNLIKELY.iter().all(|text| pattern.is_match(text)))
            }),
            ConditionKind::Regex(_) => regex(subject, rule)
                .is_some_and(|regex| UNLIKELY.iter().all(|text| regex.is_match(text).unwrap_or(true))),
            _ => false,
        }
}

/// The regular expression of a rule, as the bot's settings have it applied.
pub(super) fn regex(subject: &Subject<'_>, rule: &Rule) -> Option<RegexRule> {
    let ConditionKind::Regex(regex) = &rule.condition.kind else { return None };
    subject.regex_rule(regex)
}

/// The place of what a rule waits for.
pub(super) fn place_of(rule: &Rule) -> Span {
    match &rule.condition.kind {
        ConditionKind::Pattern(texts) | ConditionKind::Exact(texts) => {
            texts.first().map_or(rule.condition.key_span, |text| text.span())
        }
        ConditionKind::Regex(text) | ConditionKind::Intent(text) | ConditionKind::Option(text) => text.span(),
        _ => rule.condition.key_span,
    }
}
