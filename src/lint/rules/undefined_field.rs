//! Data fields that an integration does not have.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::words::Nearest;
use crate::bot::Bot;
use crate::diagnostic::{Diagnostic, Fix, rule};
use crate::lint::Subject;
use crate::lint::visit::{conditions, part_of, references, rules};
use crate::source::{Span, Text};
use crate::text::Reference;

rule! {
    /// A text or a condition reads a field that its integration does not define, or mistypes the integration.
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
            let path = format!("{integration}.{field}");
            let part = part_of(text, &range, &path);
            out.extend(fields.problem(&Read { path: &path, place: text.part(range), text, part }));
        }
    });
    for (_, condition) in conditions(names) {
        let (text, path) = (&condition.variable, condition.variable.as_str());
        out.extend(fields.problem(&Read { path, place: text.span(), text, part: Some(0..path.len()) }));
    }
}

/// A field that is read.
struct Read<'r> {
    /// `Integration.field`
    path: &'r str,
    /// All of the reference, or the condition's variable.
    place: Span,
    /// Where it stands.
    text: &'r Text,
    /// The part of the text that is the path, if it is plain where that stands.
    part: Option<Range<usize>>,
}

/// The fields of all integrations.
struct Fields<'b> {
    by_integration: HashMap<&'b str, Definition<'b>>,
    /// Their names in a fixed order, as hash maps have none.
    names: Vec<&'b str>,
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
        let mut names: Vec<&str> = by_integration.keys().copied().collect();
        names.sort_unstable();
        Self { by_integration, names, set, longest, nearest: Nearest::new() }
    }

    /// What is wrong with a path: a known integration does not have this field, or an integration that does is
    /// mistyped. Names of integrations and fields may hold dots, so that every dot may be the one between the two.
    fn problem(&mut self, read: &Read<'_>) -> Option<Diagnostic> {
        let path = read.path;
        if self.set.contains(path) {
            return None;
        }
        let mut unknown = None;
        for (dot, _) in path.match_indices('.').take_while(|(dot, _)| *dot <= self.longest) {
            let (integration, field) = (&path[..dot], &path[dot + 1..]);
            let Some(definition) = self.by_integration.get(integration) else { continue };
            if definition.has(field) {
                return None;
            }
            unknown = Some((integration, field, definition));
        }
        let Some((integration, field, definition)) = unknown else { return self.misnamed(read) };
        let message = format!("the integration `{integration}` has no field `{field}`");
        let element = field.split_once('[').is_some_and(|(list, _)| definition.has(list));
        let diagnostic = Diagnostic::new(&UNDEFINED_FIELD, read.place, message)
            .also(definition.name, "the integration")
            .help(help(field, element));
        if element {
            return Some(diagnostic.label("a field has no elements to choose from"));
        }
        // In a fixed order, as hash sets have none.
        let mut known: Vec<&str> = definition.fields.iter().copied().collect();
        known.sort_unstable();
        Some(match self.nearest.of(field, known) {
            Some(meant) => meaning(diagnostic, read, &format!("{integration}.{meant}")),
            None => diagnostic.label("never filled"),
        })
    }

    /// An integration of nearly this name has the field. Other words with a dot in braces are text.
    fn misnamed(&mut self, read: &Read<'_>) -> Option<Diagnostic> {
        let (integration, field) = read.path.split_once('.')?;
        let meant = self.nearest.of(integration, self.names.iter().copied())?;
        let definition = self.by_integration.get(meant).filter(|definition| definition.has(field))?;
        let diagnostic =
            Diagnostic::new(&UNDEFINED_FIELD, read.place, format!("there is no integration `{integration}`"))
                .also(definition.name, "this one has such a field")
                .help("It stays without a value: a text shows the braces, a condition is never met.");
        Some(meaning(diagnostic, read, &format!("{meant}.{field}")))
    }
}

fn meaning(diagnostic: Diagnostic, read: &Read<'_>, meant: &str) -> Diagnostic {
    let fix = read.part.clone().and_then(|part| Fix::rename(read.text, part, meant));
    diagnostic.label(format!("did you mean `{meant}`?")).fix_if(fix)
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
