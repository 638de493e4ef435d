//! Scalars of the kinds that the format knows.

use std::fmt::Display;
use std::time::Duration;

use super::{Loader, fields::list, rules};
use crate::diagnostic::{Diagnostic, Fix, nearest};
use crate::source::{Span, Spanned, Text};
use crate::text::{QuantityProblem, parse_duration, parse_size};
use crate::yaml::{Node, Value};

/// What a node is, for a message that says what was found.
pub(super) fn found(node: &Node) -> &'static str {
    match &node.value {
        Value::Null => "nothing",
        Value::Scalar(_) => "a text",
        Value::Sequence(_) => "a list",
        Value::Mapping(_) => "keys with values",
    }
}

impl Loader<'_> {
    /// Reports a value of the wrong kind; `expected` says what belongs here.
    pub(super) fn wrong_type(&mut self, node: &Node, expected: &str) {
        let found = found(node);
        let diagnostic = Diagnostic::new(
            &rules::WRONG_TYPE,
            first_line(node.span, self.sources.slice(node.span)),
            format!("{expected}, but here is {found}"),
        );
        self.report(diagnostic.label(format!("{found} does not fit here")));
    }

    /// A text exactly as written.
    pub(super) fn text(&mut self, node: &Node, what: impl Display) -> Option<Text> {
        match &node.value {
            Value::Scalar(scalar) => Some(scalar.text.clone()),
            _ => {
                self.wrong_type(node, &format!("{what} is a text"));
                None
            }
        }
    }

    /// A text that must not be empty.
    pub(super) fn name(&mut self, node: &Node, what: impl Display + Copy) -> Option<Text> {
        let text = self.text(node, what)?;
        if text.as_str().trim().is_empty() {
            self.invalid(text.span(), format!("{what} is empty"), "Write a text.");
            return None;
        }
        Some(text)
    }

    /// One text, or a list of texts.
    pub(super) fn texts(&mut self, node: &Node, what: &str) -> Vec<Text> {
        match &node.value {
            Value::Scalar(scalar) => vec![scalar.text.clone()],
            Value::Sequence(items) => items.iter().filter_map(|item| self.text(item, what)).collect(),
            _ => {
                self.wrong_type(node, &format!("{what} is a text or a list of texts"));
                Vec::new()
            }
        }
    }

    /// The items of a list; anything else is reported.
    pub(super) fn items<'n>(&mut self, node: &'n Node, what: &str) -> &'n [Node] {
        match &node.value {
            Value::Sequence(items) => items,
            _ => {
                self.wrong_type(node, &format!("{what} is a list"));
                &[]
            }
        }
    }

    /// `true` or `false`, and no other spelling.
    pub(super) fn boolean(&mut self, node: &Node, what: &str) -> Option<Spanned<bool>> {
        let text = self.text(node, what)?;
        match text.as_str() {
            "true" => Some(Spanned::new(true, text.span())),
            "false" => Some(Spanned::new(false, text.span())),
            other => {
                let message = format!("{what} is `true` or `false`, not `{other}`");
                let meant = meant_boolean(other);
                let fix = meant.and_then(|meant| Fix::respell(&text, 0..other.len(), meant));
                self.report(invalid(text.span(), message, "Write `true` or `false`.").fix_if(fix));
                None
            }
        }
    }

    /// A whole number from 0 on.
    pub(super) fn number(&mut self, node: &Node, what: &str) -> Option<Spanned<u32>> {
        let text = self.text(node, what)?;
        match text.as_str().parse() {
            Ok(number) => Some(Spanned::new(number, text.span())),
            Err(_) => {
                let message = format!("{what} is a whole number, not `{}`", text.as_str());
                self.invalid(text.span(), message, "Write digits only, e.g. `3`.");
                None
            }
        }
    }

    /// A whole number from 1 on.
    pub(super) fn count(&mut self, node: &Node, what: &str) -> Option<Spanned<u32>> {
        let number = self.number(node, what)?;
        if number.value == 0 {
            let message = format!("{what} counts from 1");
            self.invalid(number.span, message, "Write a number from 1 on, or leave the key out.");
            return None;
        }
        Some(number)
    }

    /// A whole number from 1 to `most`.
    pub(super) fn count_up_to(&mut self, node: &Node, what: &str, most: u32) -> Option<Spanned<u32>> {
        let number = self.count(node, what)?;
        if number.value > most {
            let message = format!("{what} is {most} at most, not {}", number.value);
            self.invalid(number.span, message, &format!("The platform shows 1 to {most}."));
            return None;
        }
        Some(number)
    }

    /// A length of time such as `800ms`, `2s`, `15m`, `1h`.
    pub(super) fn duration(&mut self, node: &Node, what: &str) -> Option<Spanned<Duration>> {
        let text = self.text(node, what)?;
        match parse_duration(text.as_str()) {
            Ok(duration) => Some(Spanned::new(duration, text.span())),
            Err(problem) => {
                let message = format!("{what} cannot be `{}`: that is no length of time", text.as_str());
                self.report(quantity(&text, message, &problem));
                None
            }
        }
    }

    /// A size such as `5MB`, in bytes.
    pub(super) fn size(&mut self, node: &Node, what: &str) -> Option<Spanned<u64>> {
        let text = self.text(node, what)?;
        match parse_size(text.as_str()) {
            Ok(size) => Some(Spanned::new(size, text.span())),
            Err(problem) => {
                let message = format!("{what} cannot be `{}`: that is no size", text.as_str());
                self.report(quantity(&text, message, &problem));
                None
            }
        }
    }

    /// One of a fixed set of words.
    pub(super) fn word<T: Copy>(
        &mut self,
        node: &Node,
        what: &str,
        words: &[(&'static str, T)],
    ) -> Option<Spanned<T>> {
        let text = self.text(node, what)?;
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text.as_str()) {
            return Some(Spanned::new(*value, text.span()));
        }
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let message = format!("{what} cannot be `{}`", text.as_str());
        let diagnostic = Diagnostic::new(&rules::INVALID_VALUE, text.span(), message)
            .help(format!("Possible: {}.", list(&known)));
        self.report(match nearest(text.as_str(), known) {
            Some(meant) => diagnostic.label(format!("did you mean `{meant}`?")).fix_if(Fix::respell(
                &text,
                0..text.as_str().len(),
                meant,
            )),
            None => diagnostic.label("not one of the possible words"),
        });
        None
    }

    /// One of a fixed set of words, kept as the word.
    pub(super) fn plain_word(
        &mut self,
        node: &Node,
        what: &str,
        words: &[&'static str],
    ) -> Option<Spanned<&'static str>> {
        let pairs: Vec<(&'static str, &'static str)> = words.iter().map(|word| (*word, *word)).collect();
        self.word(node, what, &pairs)
    }

    /// Reports a value that has the right kind and the wrong content.
    pub(super) fn invalid(&mut self, span: Span, message: impl Into<String>, help: &str) {
        self.report(invalid(span, message, help));
    }
}

fn invalid(span: Span, message: impl Into<String>, help: &str) -> Diagnostic {
    Diagnostic::new(&rules::INVALID_VALUE, span, message).label("not valid here").help(help)
}

/// What is meant by other spellings of `true` and `false`, which some readers of YAML take for these.
fn meant_boolean(written: &str) -> Option<&'static str> {
    match written.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "y" => Some("true"),
        "false" | "no" | "off" | "n" => Some("false"),
        _ => None,
    }
}

fn quantity(text: &Text, message: String, problem: &QuantityProblem) -> Diagnostic {
    let fix =
        problem.suggestion.as_deref().and_then(|meant| Fix::rename(text, 0..text.as_str().len(), meant));
    invalid(text.span(), message, &quantity_help(problem)).fix_if(fix)
}

/// What is accepted, as sentences, with what is probably meant.
fn quantity_help(problem: &QuantityProblem) -> String {
    let text = problem.to_string();
    let mut letters = text.chars();
    let first = letters.next().map_or_else(String::new, |first| first.to_uppercase().to_string());
    let sentence = format!("{first}{}.", letters.as_str());
    match &problem.suggestion {
        Some(meant) => format!("{sentence} Perhaps `{meant}` is meant."),
        None => sentence,
    }
}

/// The part of a span on its first line, so that a label does not cover half a file.
pub(super) fn first_line(span: Span, text: &str) -> Span {
    match text.find(['\r', '\n']) {
        Some(length) if length > 0 => Span { end: span.start + length as u32, ..span },
        _ => span,
    }
}
