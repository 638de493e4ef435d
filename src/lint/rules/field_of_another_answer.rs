//! Data fields that read what another integration gives.

use std::collections::HashMap;

use crate::bot::Integration;
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::text::{Reference, Template};

rule! {
    /// A data field of an integration reads the answer of another one.
    ///
    /// Fields are read when their own integration has answered, so this one holds what the other gave last, or nothing.
    /// Usually the path was copied along. Define the field where its answer comes from, or name the answer that is
    /// meant.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// integrations:
    ///   - api: Weather
    ///     method: GET
    ///     url: https://weather.example.com/today
    ///     fields: { sky: "{$.api_Weather.sky}" }
    ///   - api: Tomorrow
    ///     method: GET
    ///     url: https://weather.example.com/tomorrow
    ///     fields: { sky: "{$.api_Weather.sky}" }
    /// dialogs:
    ///   - dialog: Weather
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*weather*"] }
    ///       - integration: Weather
    ///       - integration: Tomorrow
    ///       - text: "Today: {Weather.sky}. Tomorrow: {Tomorrow.sky}."
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// integrations:
    ///   - api: Weather
    ///     method: GET
    ///     url: https://weather.example.com/today
    ///     fields: { sky: "{$.api_Weather.sky}" }
    ///   - api: Tomorrow
    ///     method: GET
    ///     url: https://weather.example.com/tomorrow
    ///     fields: { sky: "{$.api_Tomorrow.sky}" }
    /// dialogs:
    ///   - dialog: Weather
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*weather*"] }
    ///       - integration: Weather
    ///       - integration: Tomorrow
    ///       - text: "Today: {Weather.sky}. Tomorrow: {Tomorrow.sky}."
    /// ```
    pub(crate) FIELD_OF_ANOTHER_ANSWER = "field-of-another-answer", Warning, preview
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let all = &subject.bot().integrations;
    let answers: HashMap<&str, &Integration> =
        all.iter().map(|item| (item.answer().as_str(), item)).collect();
    for integration in all {
        for field in &integration.fields {
            for (reference, range) in Template::parse(field.path.as_str()).references() {
                let Reference::JsonPath { variable, .. } = reference else { continue };
                let Some(other) = answers.get(&**variable) else { continue };
                if **variable == *integration.answer().as_str() {
                    continue;
                }
                let message =
                    format!("`{}.{}` reads the answer of `{}`", integration.name, field.name, other.name);
                out.push(
                    Diagnostic::new(&FIELD_OF_ANOTHER_ANSWER, field.path.part(range), message)
                        .label(format!("its own answer is `api_{}`", integration.answer()))
                        .also(other.name.span(), "the integration whose answer this is")
                        .help(
                            "It holds what the other integration gave last, or nothing. Name the answer of its own \
                             integration, or define the field there.",
                        ),
                );
            }
        }
    }
}
