//! Placeholders filled before a transcript is read: values of `vars:`, of a row of `examples:`, of `with:`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::TranscriptLoader;
use crate::diagnostic::{Diagnostic, nearest};
use crate::load::fields::list;
use crate::load::rules;
use crate::source::{Span, Text};
use crate::transcript::{Namespace, Piece, fill, pieces};
use crate::yaml::{Entry, Node, Scalar, Value};

/// Values by their name, with the place of the name.
pub(super) type Values = BTreeMap<Arc<str>, (Text, Arc<str>)>;

/// The values that placeholders may name.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    pub(super) vars: Values,
    pub(super) example: Option<Values>,
    pub(super) with: Option<Values>,
}

impl Scope {
    fn of(&self, namespace: Namespace) -> Option<&Values> {
        match namespace {
            Namespace::Vars => Some(&self.vars),
            Namespace::Example => self.example.as_ref(),
            Namespace::With => self.with.as_ref(),
            Namespace::Captured => None,
        }
    }

    fn value(&self, namespace: Namespace, name: &str) -> Option<&str> {
        self.of(namespace)?.get(name).map(|(_, value)| &**value)
    }
}

impl TranscriptLoader<'_> {
    /// Named values: texts by names.
    pub(super) fn load_values(&mut self, node: &Node, what: &'static str) -> Values {
        let pairs = self.load_pairs(node, what);
        pairs.into_iter().map(|pair| (pair.key.shared(), (pair.key.clone(), pair.value.shared()))).collect()
    }

    /// A node with all its placeholders filled, but those that are captured. Every name that a text of it has used
    /// is added to `used`.
    pub(super) fn filled(&mut self, node: &Node, scope: &Scope, used: &mut Used) -> Node {
        let value = match &node.value {
            Value::Null => Value::Null,
            Value::Scalar(scalar) => {
                let text = self.filled_text(&scalar.text, scope, used);
                let is_changed = text != scalar.text;
                // A value that comes out as `null` is still the text that somebody wrote.
                Value::Scalar(Scalar { text, plain: scalar.plain && !is_changed })
            }
            Value::Sequence(items) => {
                Value::Sequence(items.iter().map(|item| self.filled(item, scope, used)).collect())
            }
            Value::Mapping(entries) => {
                let mut filled = Vec::with_capacity(entries.len());
                for Entry { key, value } in entries {
                    let key = self.filled_text(key, scope, used);
                    filled.push(Entry { key, value: self.filled(value, scope, used) });
                }
                Value::Mapping(filled)
            }
        };
        Node { span: node.span, value }
    }

    fn filled_text(&mut self, text: &Text, scope: &Scope, used: &mut Used) -> Text {
        if !text.as_str().contains('{') {
            return text.clone();
        }
        for piece in pieces(text.as_str()) {
            if let Piece::Placeholder { namespace, name, range } = piece
                && namespace != Namespace::Captured
            {
                used.note(namespace, name);
                if scope.value(namespace, name).is_none() {
                    let problem = unknown_value(scope, namespace, name, text.part(range));
                    self.report(problem);
                }
            }
        }
        let mut value = |namespace, name: &str| scope.value(namespace, name).map(str::to_owned);
        let filled = fill(text.as_str(), false, &mut value);
        match filled == text.as_str() {
            true => text.clone(),
            false => Text::new(filled.as_ref(), text.span(), text.span().start),
        }
    }

    /// Reports values that nothing has used.
    pub(super) fn check_used(&mut self, values: &Values, namespace: Namespace, used: &Used) {
        for (name, (written, _)) in values {
            if !used.has(namespace, name) {
                let word = namespace.word();
                let help = format!("Write `{{{word}.{name}}}` where it belongs, or take it out.");
                let message = format!("nothing uses `{{{word}.{name}}}`");
                self.report(
                    Diagnostic::new(&rules::UNUSED_VALUE, written.span(), message).label("unused").help(help),
                );
            }
        }
    }
}

/// The names that texts have used.
#[derive(Debug, Default)]
pub(super) struct Used(std::collections::BTreeSet<(&'static str, String)>);

impl Used {
    pub(super) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    fn note(&mut self, namespace: Namespace, name: &str) {
        self.0.insert((namespace.word(), name.to_owned()));
    }

    fn has(&self, namespace: Namespace, name: &str) -> bool {
        self.0.contains(&(namespace.word(), name.to_owned()))
    }
}

fn unknown_value(scope: &Scope, namespace: Namespace, name: &str, span: Span) -> Diagnostic {
    let word = namespace.word();
    let diagnostic =
        Diagnostic::new(&rules::UNKNOWN_VALUE, span, format!("there is no value for `{{{word}.{name}}}`"));
    let Some(values) = scope.of(namespace) else {
        let (label, help) = match namespace {
            Namespace::With => {
                ("not in included turns", "`with` gives values to turns that are included; these are not.")
            }
            _ => ("there are no examples", "Give the transcript `examples:`, a list of rows with values."),
        };
        return diagnostic.label(label).help(help);
    };
    let names: Vec<&str> = values.keys().map(|name| &**name).collect();
    let diagnostic = match nearest(name, names.iter().copied()) {
        Some(meant) => diagnostic.label(format!("did you mean `{{{word}.{meant}}}`?")),
        None => diagnostic.label("unknown"),
    };
    diagnostic.help(match names.is_empty() {
        true => {
            format!("Nothing is defined for `{word}`. To say this as a text, write `\\{{{word}.{name}}}`.")
        }
        false => format!("Known: {}. To say this as a text, write `\\{{{word}.{name}}}`.", list(&names)),
    })
}
