//! Data fields that an integration does not have.

use std::collections::{HashMap, HashSet};

use super::words::Nearest;
use crate::bot::Bot;
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::visit::{references, rules};
use crate::source::Span;
use crate::text::Reference;

rule! {
    /// A text or a condition reads a field that its integration does not define.
    ///
    /// `{Integration.field}` reads what `fields` of that integration takes out of the answer. A field
    /// that is not defined is never filled: the consumer reads the braces, and a condition on it is
    /// never met.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// integrations:
    ///   - api: Weather
    ///     method: GET
    ///     url: https://weather.example.com/today
    ///     fields: { temperature: "{$.api_Weather.temperature}" }
    /// dialogs:
    ///   - dialog: Weather
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*weather*"] }
    ///       - integration: Weather
    ///       - text: "It is {Weather.temprature} degrees."
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// integrations:
    ///   - api: Weather
    ///     method: GET
    ///     url: https://weather.example.com/today
    ///     fields: { temperature: "{$.api_Weather.temperature}" }
    /// dialogs:
    ///   - dialog: Weather
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*weather*"] }
    ///       - integration: Weather
    ///       - text: "It is {Weather.temperature} degrees."
    /// ```
    pub(crate) UNDEFINED_FIELD = "undefined-field", Warning
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let mut fields = Fields::new(names);
    if fields.by_integration.is_empty() {
        return;
    }
    references(names, &mut |text, reference, range| {
        if let Reference::Field { integration, field } = reference {
            fields.check(&format!("{integration}.{field}"), text.part(range), out);
        }
    });
    for (_, rule) in rules(names) {
        for condition in rule.all.iter().chain(&rule.any) {
            fields.check(condition.variable.as_str(), condition.variable.span(), out);
        }
    }
}

/// The fields of all integrations.
struct Fields<'b> {
    by_integration: HashMap<&'b str, Definition<'b>>,
    /// Names that rules or code set themselves.
    set: HashSet<&'b str>,
    /// The length of the longest name of an integration.
    longest: usize,
    nearest: Nearest,
}

struct Definition<'b> {
    name: Span,
    fields: HashSet<&'b str>,
}

impl<'b> Fields<'b> {
    fn new(names: &Subject<'b>) -> Self {
        let bot: &'b Bot = names.bot();
        let mut by_integration: HashMap<&'b str, Definition<'b>> = HashMap::new();
        for integration in &bot.integrations {
            let name = integration.name.as_str();
            let fresh = || Definition { name: integration.name.span(), fields: HashSet::new() };
            let definition = by_integration.entry(name).or_insert_with(fresh);
            definition.fields.extend(integration.fields.iter().map(|field| field.name.as_str()));
        }
        let mut set = HashSet::new();
        if !by_integration.is_empty() {
            set = names.quoted().clone();
            set.extend(rules(names).flat_map(|(_, rule)| &rule.set).map(|variable| variable.name.as_str()));
        }
        let longest = by_integration.keys().map(|name| name.len()).max().unwrap_or(0);
        Self { by_integration, set, longest, nearest: Nearest::new() }
    }

    /// Reports `path` if it is a field of a known integration that this integration does not have. Names
    /// of integrations and fields may hold dots, so that every dot may be the one between the two.
    fn check(&mut self, path: &str, place: Span, out: &mut Vec<Diagnostic>) {
        if self.set.contains(path) {
            return;
        }
        let mut unknown = None;
        for (dot, _) in path.match_indices('.').take_while(|(dot, _)| *dot <= self.longest) {
            let (integration, field) = (&path[..dot], &path[dot + 1..]);
            let Some(definition) = self.by_integration.get(integration) else { continue };
            if definition.has(field) {
                return;
            }
            unknown = Some((integration, field, definition));
        }
        let Some((integration, field, definition)) = unknown else { return };
        // In a fixed order, as hash sets have none.
        let mut known: Vec<&str> = definition.fields.iter().copied().collect();
        known.sort_unstable();
        let element = field.split_once('[').is_some_and(|(list, _)| definition.has(list));
        let label = match self.nearest.of(field, known) {
            _ if element => "a field has no elements to choose from".to_owned(),
            Some(meant) => format!("did you mean `{integration}.{meant}`?"),
            None => "never filled".to_owned(),
        };
        out.push(
            Diagnostic::new(
                &UNDEFINED_FIELD,
                place,
                format!("the integration `{integration}` has no field `{field}`"),
            )
            .label(label)
            .also(definition.name, "the integration")
            .help(help(field, element)),
        );
    }
}

fn help(field: &str, element: bool) -> String {
    const EFFECT: &str = "It stays without a value: a text shows the braces, a condition is never met.";
    if element {
        return format!(
            "{EFFECT} The element is chosen in the path: define a field for it under the integration's `fields`, e.g. \
             `first: \"{{$.api_VARIABLE.PATH[0]}}\"`."
        );
    }
    format!(
        "{EFFECT} Define it under the integration's `fields`, e.g. `{field}: \"{{$.api_VARIABLE.PATH}}\"`."
    )
}

impl Definition<'_> {
    /// Whether there is such a field, or it is the number of a field's elements.
    fn has(&self, field: &str) -> bool {
        let base = field.strip_suffix(".count").unwrap_or(field);
        self.fields.contains(field) || self.fields.contains(base)
    }
}
