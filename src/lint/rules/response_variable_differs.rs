//! Two names for what one integration gives.

use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::source::Text;

rule! {
    /// An integration and its response variable have different names.
    ///
    /// `{Weather.sky}` begins with the integration's name, `{$.api_today.sky}` with its response variable. Where the
    /// two are called the same nobody mixes them up, and the platform's own examples do it so. Nothing is said of a
    /// name that is no variable's, such as one with blanks.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// integrations:
    ///   - api: Weather
    ///     method: GET
    ///     url: https://weather.example.com/today
    ///     response_variable: today
    ///     fields: { sky: "{$.api_today.sky}" }
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
    ///       - text: "Today: {Weather.sky}."
    /// ```
    pub(crate) RESPONSE_VARIABLE_DIFFERS = "response-variable-differs", Info, preview
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for integration in &subject.bot().integrations {
        let Some(variable) = &integration.response_variable else { continue };
        let name = &integration.name;
        if variable.as_str() == name.as_str() || !could_be_variable(name) {
            continue;
        }
        out.push(
            Diagnostic::new(
                &RESPONSE_VARIABLE_DIFFERS,
                variable.span(),
                format!("the answer of `{name}` is called `{variable}`"),
            )
            .label("another name")
            .also(name.span(), "the integration")
            .help(format!(
                "Its fields are read as `{{{name}.FIELD}}`, its answer as `{{$.api_{variable}.PATH}}`, and the two are \
                 easily mixed up. Call both the same."
            )),
        );
    }
}

fn could_be_variable(name: &Text) -> bool {
    name.as_str().chars().all(|letter| letter.is_alphanumeric() || letter == '_')
}
