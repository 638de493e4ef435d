//! Which values a placeholder may name, and which of them are used.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::TranscriptLoader;
use super::values::{NamedValue, Values};
use crate::diagnostic::{Diagnostic, Fix, nearest};
use crate::load::fields::list;
use crate::load::rules;
use crate::source::Text;
use crate::transcript::Namespace;

/// Where a text stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Place {
    /// In what is said of all transcripts.
    #[default]
    File,
    Transcript,
    /// In turns that are included.
    Shared,
}

/// The values that placeholders may name.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scope<'v> {
    pub(super) place: Place,
    /// Of the file.
    pub(super) file: Option<&'v Values>,
    /// Of the transcript; they hide those of the file.
    pub(super) own: Option<&'v Values>,
    pub(super) example: Option<&'v Values>,
    pub(super) with: Option<&'v Values>,
}

/// What a name stands for.
pub(super) enum Found<'v> {
    Value(&'v NamedValue),
    /// It may be there: something could not be read.
    Unsure,
    Nothing,
}

impl<'v> Scope<'v> {
    fn layers(&self, namespace: Namespace) -> impl Iterator<Item = &'v Values> + use<'v> {
        let layers = match namespace {
            Namespace::Vars => [self.own, self.file],
            Namespace::Example => [self.example, None],
            Namespace::With => [self.with, None],
            Namespace::Captured => [None, None],
        };
        layers.into_iter().flatten()
    }

    pub(super) fn find(&self, namespace: Namespace, name: &str) -> Found<'v> {
        match self.layers(namespace).find_map(|values| values.get(name)) {
            Some(value) => Found::Value(value),
            None if self.layers(namespace).any(|values| !values.is_complete) => Found::Unsure,
            None => Found::Nothing,
        }
    }
}

impl TranscriptLoader<'_> {
    /// Reports a placeholder without a value. What is meant instead counts as used: it is one mistake.
    pub(super) fn report_unknown_value(
        &mut self,
        scope: &Scope<'_>,
        (namespace, name): (Namespace, &str),
        (text, range): (&Text, Range<usize>),
        used: &mut Used,
    ) {
        let word = namespace.word();
        let message = format!("there is no value for `{{{word}.{name}}}`");
        let diagnostic = Diagnostic::new(&rules::UNKNOWN_VALUE, text.part(range.clone()), message);
        if let Some((label, help)) = out_of_place(scope, namespace, name) {
            self.report(diagnostic.label(label).help(help));
            return;
        }
        let names: Vec<&str> = scope.layers(namespace).flat_map(Values::names).collect();
        let diagnostic = match nearest(name, names.iter().copied()) {
            Some(meant) => {
                used.note(namespace, meant);
                diagnostic
                    .label(format!("did you mean `{{{word}.{meant}}}`?"))
                    .fix_if(renamed(text, &range, name, meant))
            }
            None => diagnostic.label("unknown"),
        };
        let known = match names.is_empty() {
            true => format!("Nothing is defined in `{word}`."),
            false => format!("Known: {}.", list(&names)),
        };
        let help = format!("{known} A backslash makes a text of it: `\\{{{word}.{name}}}`.");
        self.report(diagnostic.help(help));
    }

    /// Reports values that nothing has used.
    pub(super) fn check_used(&mut self, values: &Values, namespace: Namespace, used: &Used) {
        // Some of what uses them may stand where nothing could be read.
        if !self.unread.is_empty() || self.budget.is_exceeded() {
            return;
        }
        let word = namespace.word();
        for NamedValue { name, .. } in values.iter() {
            if !used.has(namespace, name.as_str()) {
                let help = format!("Write `{{{word}.{name}}}` where it belongs, or take it out.");
                let message = format!("nothing uses `{{{word}.{name}}}`");
                let problem = Diagnostic::new(&rules::UNUSED_VALUE, name.span(), message);
                self.report(problem.label("unused").help(help));
            }
        }
    }
}

/// Writes another name in a placeholder, whose last part it is.
pub(super) fn renamed(text: &Text, placeholder: &Range<usize>, name: &str, meant: &str) -> Option<Fix> {
    let start = placeholder.start + text.as_str().get(placeholder.clone())?.rfind(name)?;
    Fix::rename(text, start..start + name.len(), meant)
}

/// What to say where a whole namespace has no meaning.
fn out_of_place(scope: &Scope<'_>, namespace: Namespace, name: &str) -> Option<(&'static str, String)> {
    if scope.layers(namespace).next().is_some() {
        return None;
    }
    let word = namespace.word();
    let (label, help) = match (namespace, scope.place) {
        (Namespace::With, _) => (
            "not in included turns",
            "`with` gives values to turns that are included; these are not.".to_owned(),
        ),
        (_, Place::Shared) => (
            "not known in included turns",
            format!(
                "Included turns know what their `include` gives them: write `with: {{ {name}: \"{{{word}.{name}}}\" }}` \
                 there, and `{{with.{name}}}` here."
            ),
        ),
        (Namespace::Vars, Place::File) => (
            "not known here",
            "The `vars` of a file are made of nothing else. Those of a transcript may use them.".to_owned(),
        ),
        (Namespace::Example, Place::File) => (
            "not known outside of a transcript",
            "Each transcript has examples of its own. Write what depends on them into the transcript."
                .to_owned(),
        ),
        (Namespace::Example, Place::Transcript) => (
            "there are no examples",
            format!("Give the transcript `examples:`, a list of rows that have a value for `{name}`."),
        ),
        _ => return None,
    };
    Some((label, help))
}

/// The names that texts have used.
#[derive(Debug, Default)]
pub(super) struct Used(BTreeMap<&'static str, BTreeSet<String>>);

impl Used {
    /// Adds what `other` has used, but for the values of the file that the transcript hides.
    pub(super) fn extend(&mut self, other: Self, hidden: &Values) {
        for (word, names) in other.0 {
            let is_vars = word == Namespace::Vars.word();
            let names = names.into_iter().filter(|name| !is_vars || hidden.get(name).is_none());
            self.0.entry(word).or_default().extend(names);
        }
    }

    pub(super) fn note(&mut self, namespace: Namespace, name: &str) {
        let names = self.0.entry(namespace.word()).or_default();
        if !names.contains(name) {
            names.insert(name.to_owned());
        }
    }

    fn has(&self, namespace: Namespace, name: &str) -> bool {
        self.0.get(namespace.word()).is_some_and(|names| names.contains(name))
    }
}
