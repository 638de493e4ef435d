//! Placeholders filled before a transcript is read.

use std::collections::HashMap;

use super::TranscriptLoader;
use super::scope::{Found, Scope, Used};
use super::values::NamedValue;
use crate::diagnostic::Diagnostic;
use crate::load::rules;
use crate::source::{Span, Text};
use crate::transcript::{Namespace, Piece, fill, pieces};
use crate::yaml::{Entry, Node, Scalar, Value, rules::DUPLICATE_KEY};

/// What a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// It is final: nothing captured is known, escapes are over.
    Setting,
    /// It is put into other texts, so its escapes stay; nothing captured is known.
    Value,
    /// It is filled once more when it is played, with what is captured; its escapes stay until then.
    Turn,
}

impl TranscriptLoader<'_> {
    /// A node with all its placeholders filled, but those that are captured. Every name that a text of it has
    /// used is added to `used`. Nothing where the file has become too large.
    pub(super) fn filled(
        &mut self,
        node: &Node,
        scope: &Scope<'_>,
        used: &mut Used,
        purpose: Use,
    ) -> Option<Node> {
        self.charge_node(node.span)?;
        let value = match &node.value {
            Value::Null => Value::Null,
            Value::Scalar(scalar) => Value::Scalar(self.filled_scalar(scalar, scope, used, purpose)?),
            Value::Sequence(items) => {
                let items = items.iter().map(|item| self.filled(item, scope, used, purpose));
                Value::Sequence(items.collect::<Option<_>>()?)
            }
            Value::Mapping(entries) => {
                let mut filled = Vec::with_capacity(entries.len());
                for Entry { key, value } in entries {
                    filled.push(Entry {
                        key: self.filled_key(key, scope, used)?,
                        value: self.filled(value, scope, used, purpose)?,
                    });
                }
                self.drop_equal_keys(entries, &mut filled);
                Value::Mapping(filled)
            }
        };
        Some(Node { span: node.span, value })
    }

    /// A key is a name, whatever it belongs to.
    pub(super) fn filled_key(&mut self, key: &Text, scope: &Scope<'_>, used: &mut Used) -> Option<Text> {
        self.filled_text(key, scope, used, Use::Setting)
    }

    /// A text that is one placeholder and nothing else becomes the value as it is written there: a number
    /// without quotes is a number in JSON.
    fn filled_scalar(
        &mut self,
        scalar: &Scalar,
        scope: &Scope<'_>,
        used: &mut Used,
        purpose: Use,
    ) -> Option<Scalar> {
        if !scalar.text.as_str().contains('{') {
            return Some(scalar.clone());
        }
        let text = self.filled_text(&scalar.text, scope, used, purpose)?;
        let plain = match pieces(scalar.text.as_str()).as_slice() {
            [Piece::Placeholder { namespace, name, .. }] => match scope.find(*namespace, name) {
                Found::Value(value) => value.plain,
                Found::Unsure | Found::Nothing => scalar.plain,
            },
            _ => scalar.plain && text == scalar.text,
        };
        Some(Scalar { text, plain })
    }

    fn filled_text(&mut self, text: &Text, scope: &Scope<'_>, used: &mut Used, purpose: Use) -> Option<Text> {
        let written = text.as_str();
        if !written.contains('{') {
            return Some(text.clone());
        }
        let (size, mut is_unfilled) = self.check_placeholders(text, scope, used);
        self.charge(size, text.span())?;
        let mut value = |namespace, name: &str| match scope.find(namespace, name) {
            Found::Value(value) => value.text.as_deref().map(str::to_owned),
            Found::Unsure | Found::Nothing => None,
        };
        let filled = fill(written, false, &mut value);
        is_unfilled |= purpose != Use::Turn && self.report_captured(&filled, text.span());
        let filled = match purpose {
            Use::Setting => fill(&filled, true, &mut |_, _| None).into_owned(),
            Use::Value | Use::Turn => filled.into_owned(),
        };
        if is_unfilled {
            self.unfilled.insert(text.span());
        }
        match filled == written && !is_unfilled {
            true => Some(text.clone()),
            false => Some(Text::made_of(filled, text.span())),
        }
    }

    /// Reports placeholders without a value. How long the filled text is at most, and whether some are not filled.
    fn check_placeholders(&mut self, text: &Text, scope: &Scope<'_>, used: &mut Used) -> (usize, bool) {
        let (mut size, mut is_unfilled) = (text.as_str().len(), false);
        for piece in pieces(text.as_str()) {
            let Piece::Placeholder { namespace, name, range } = piece else { continue };
            if namespace == Namespace::Captured {
                continue;
            }
            used.note(namespace, name);
            match scope.find(namespace, name) {
                Found::Value(NamedValue { text: Some(value), .. }) => size = size.saturating_add(value.len()),
                Found::Value(_) | Found::Unsure => is_unfilled = true,
                Found::Nothing => {
                    self.report_unknown_value(scope, (namespace, name), (text, range), used);
                    is_unfilled = true;
                }
            }
        }
        (size, is_unfilled)
    }

    /// Reports a captured value where nothing is captured yet; whether there is one.
    fn report_captured(&mut self, text: &str, span: Span) -> bool {
        for piece in pieces(text) {
            if let Piece::Placeholder { namespace: Namespace::Captured, name, .. } = piece {
                let message = format!("there is no value for `{{captured.{name}}}` here");
                let help = "What a message holds is known while the conversation is played: use it in what is said \
                            and expected in `turns`.";
                let problem = Diagnostic::new(&rules::UNKNOWN_VALUE, span, message);
                self.report(problem.label("nothing is captured yet").help(help));
                return true;
            }
        }
        false
    }

    /// Keys that are different as they are written may be the same when they are filled.
    fn drop_equal_keys(&mut self, written: &[Entry], filled: &mut Vec<Entry>) {
        let is_changed = |(written, filled): (&Entry, &Entry)| written.key != filled.key;
        if !written.iter().zip(&*filled).any(is_changed) {
            return;
        }
        let mut first: HashMap<String, Span> = HashMap::new();
        filled.retain(|Entry { key, .. }| {
            let Some(before) = first.insert(key.as_str().to_owned(), key.span()) else { return true };
            let message = format!("the key `{key}` is there twice, with the placeholders filled");
            self.report(
                Diagnostic::new(&DUPLICATE_KEY, key.span(), message)
                    .label("again here")
                    .also(before, "first here")
                    .help("Give them different values. Only the first one is used."),
            );
            false
        });
    }
}
