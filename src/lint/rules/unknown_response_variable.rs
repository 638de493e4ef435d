//! Answers that nobody stores.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::words::Nearest;
use crate::bot::{Integration, InteractionKind};
use crate::diagnostic::{Diagnostic, Fix, Safety, rule};
use crate::lint::Subject;
use crate::lint::visit::references;
use crate::source::{Span, Text};
use crate::text::Reference;

rule! {
    /// A path reads an answer that no integration and no search stores.
    ///
    /// `{$.api_NAME.path}` reads the answer whose `response_variable` is `NAME`; where none is written, that is the
    /// name of the integration. A path that begins with anything else never has a value: a text shows the braces, a
    /// field stays empty.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// integrations:
    ///   - api: Weather
    ///     method: GET
    ///     url: https://weather.example.com/today
    ///     response_variable: today
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
    ///     response_variable: today
    ///     fields: { sky: "{$.api_today.sky}" }
    /// dialogs:
    ///   - dialog: Weather
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*weather*"] }
    ///       - integration: Weather
    ///       - text: "Today: {Weather.sky}."
    /// ```
    pub(crate) UNKNOWN_RESPONSE_VARIABLE = "unknown-response-variable", Error
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    if !subject.variables().is_certain() {
        return;
    }
    let stored = stored(subject);
    let own = own_of_fields(subject);
    let mut nearest = Nearest::new();
    references(subject, &mut |text, reference, range| {
        let Reference::JsonPath { variable, .. } = reference else { return };
        let by_code = || subject.quoted().contains(format!("api_{variable}").as_str());
        if stored.contains(&**variable) || by_code() {
            return;
        }
        let integration = own.get(&text.span()).copied();
        let meant = match integration {
            Some(integration) => Some(integration.answer().as_str()),
            None => nearest.of(variable, stored.iter().copied()),
        };
        out.push(report(text, variable, range, meant, integration));
    });
}

/// Every response variable, in a fixed order.
fn stored<'b>(subject: &Subject<'b>) -> BTreeSet<&'b str> {
    let bot = subject.bot();
    let of_integrations = bot.integrations.iter().map(|integration| integration.answer().as_str());
    let of_searches = bot.interactions().filter_map(|(_, item)| match &item.kind {
        InteractionKind::Knowledge(search) => Some(search.answer()),
        _ => None,
    });
    of_integrations.chain(of_searches).collect()
}

/// The integrations by the places of their fields' paths.
fn own_of_fields<'b>(subject: &Subject<'b>) -> HashMap<Span, &'b Integration> {
    let all = subject.bot().integrations.iter();
    all.flat_map(|item| item.fields.iter().map(move |field| (field.path.span(), item))).collect()
}

fn report(
    text: &Text,
    variable: &str,
    range: Range<usize>,
    meant: Option<&str>,
    integration: Option<&Integration>,
) -> Diagnostic {
    let message = format!("no answer is stored as `api_{variable}`");
    let diagnostic = Diagnostic::new(&UNKNOWN_RESPONSE_VARIABLE, text.part(range.clone()), message);
    let diagnostic = match integration {
        Some(integration) => diagnostic.also(integration.answer().span(), "the name of its answer"),
        None => diagnostic,
    };
    let diagnostic = diagnostic.help(
        "It never has a value: a text shows the braces, a field stays empty. Behind `$.api_` stands the \
         `response_variable` of an integration or a search; without one, the integration's name.",
    );
    let Some(meant) = meant else { return diagnostic.label("never has a value") };
    let diagnostic = diagnostic.label(format!("did you mean `api_{meant}`?"));
    let written = format!("api_{variable}");
    let Some(at) = text.as_str()[range.clone()].find(&written).map(|at| range.start + at) else {
        return diagnostic;
    };
    let place = text.part(at..at + written.len());
    diagnostic.fix(Fix::replace(format!("Read `api_{meant}`"), Safety::Unsafe, place, format!("api_{meant}")))
}
