//! Calls whose failure nobody has thought of.

use crate::bot::{ApiResult, ConditionKind, IntegrationKind, InteractionKind};
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::visit::{Place, live_places};

rule! {
    /// An Integration interaction has neither a rule for `result: failure` nor a `fallback`.
    ///
    /// Sooner or later a call fails. Then the consumer reads "Sorry, I could not find anything for that.", whatever it
    /// was about, and the dialog is complete. A rule leads them on, a `fallback` says what has happened.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// integrations:
    ///   - api: Weather
    ///     method: GET
    ///     url: https://weather.example.com/today
    ///     fields: { sky: "{$.api_Weather.sky}" }
    /// dialogs:
    ///   - dialog: Weather
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*weather*"] }
    ///       - integration: Weather
    ///       - text: "Today: {Weather.sky}."
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// integrations:
    ///   - api: Weather
    ///     method: GET
    ///     url: https://weather.example.com/today
    ///     fields: { sky: "{$.api_Weather.sky}" }
    /// dialogs:
    ///   - dialog: Weather
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*weather*"] }
    ///       - integration: Weather
    ///         fallback: The weather service does not answer just now.
    ///       - text: "Today: {Weather.sky}."
    /// ```
    pub(crate) INTEGRATION_WITHOUT_FAILURE_RULE = "integration-without-failure-rule", Warning, preview
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for place in live_places(subject) {
        let InteractionKind::Integration(name) = &place.interaction.kind else { continue };
        if is_of_type_file(subject, name.as_str())
            || place.interaction.fallback.is_some()
            || judges_failure(place)
        {
            continue;
        }
        out.push(
            Diagnostic::new(
                &INTEGRATION_WITHOUT_FAILURE_RULE,
                place.interaction.kind_span,
                format!("nothing says what follows when `{name}` fails"),
            )
            .label("no `result: failure`, no `fallback`")
            .help(
                "The consumer would read \"Sorry, I could not find anything for that.\". Add a rule, \
                 `{ result: failure, next: … }`, or a `fallback` that says what has happened.",
            ),
        );
    }
}

/// Its fallback is asked for by a rule of its own.
fn is_of_type_file(subject: &Subject<'_>, name: &str) -> bool {
    let integration = subject.integration(name).map(|id| subject.integration_at(id));
    integration.is_some_and(|integration| matches!(integration.kind, IntegrationKind::File(..)))
}

/// Whether a rule takes a failure, on whatever other conditions.
fn judges_failure(place: Place<'_>) -> bool {
    let takes_failure = |condition: &ConditionKind| matches!(condition, ConditionKind::Result(result) if result.value == ApiResult::Failure);
    place.interaction.rules.iter().any(|rule| takes_failure(&rule.condition.kind))
}
