//! What turns have captured, and where they use it.

use std::collections::BTreeSet;

use super::TranscriptLoader;
use super::scope::renamed;
use crate::diagnostic::{Diagnostic, nearest};
use crate::load::fields::list;
use crate::load::rules;
use crate::source::Text;
use crate::transcript::{Namespace, Piece, fill, holds, pieces};
use crate::yaml::{Entry, Node, Value};

/// The names that the turns of a case have captured so far.
#[derive(Debug)]
pub(super) struct Captured {
    names: BTreeSet<String>,
    /// Names that were reported: it is one mistake, also where the value is passed on to included turns.
    reported: BTreeSet<String>,
    /// Whether all turns so far could be read: else nobody can say that a name is not captured.
    is_complete: bool,
}

impl Default for Captured {
    fn default() -> Self {
        Self { names: BTreeSet::new(), reported: BTreeSet::new(), is_complete: true }
    }
}

impl Captured {
    pub(super) fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// Turns were left out.
    pub(super) fn is_unsure(&mut self) {
        self.is_complete = false;
    }
}

impl TranscriptLoader<'_> {
    /// Reports what an item uses and nothing before it has captured, and notes what it captures itself.
    pub(super) fn check_captured(&mut self, item: &Node) {
        self.check_captured_in(item);
        let Value::Mapping(entries) = &item.value else { return };
        let capture = entries.iter().find(|entry| entry.key.as_str() == "capture");
        if let Some(Value::Mapping(captures)) = capture.map(|entry| &entry.value.value) {
            self.captured.names.extend(captures.iter().map(|capture| capture.key.as_str().to_owned()));
        }
    }

    fn check_captured_in(&mut self, node: &Node) {
        match &node.value {
            Value::Null => {}
            Value::Scalar(scalar) => self.check_captured_text(&scalar.text),
            Value::Sequence(items) => items.iter().for_each(|item| self.check_captured_in(item)),
            // Keys cannot hold captured values at all.
            Value::Mapping(entries) => {
                entries.iter().for_each(|Entry { value, .. }| self.check_captured_in(value));
            }
        }
    }

    fn check_captured_text(&mut self, text: &Text) {
        if !text.as_str().contains('{') || !self.captured.is_complete {
            return;
        }
        for piece in pieces(text.as_str()) {
            let Piece::Placeholder { namespace: Namespace::Captured, name, range } = piece else { continue };
            if self.captured.names.contains(name) || !self.captured.reported.insert(name.to_owned()) {
                continue;
            }
            let message = format!("nothing before this has captured `{{captured.{name}}}`");
            let problem = Diagnostic::new(&rules::UNKNOWN_VALUE, text.part(range.clone()), message);
            let names: Vec<&str> = self.captured.names.iter().map(String::as_str).collect();
            let problem = match nearest(name, names.iter().copied()) {
                Some(meant) => problem
                    .label(format!("did you mean `{{captured.{meant}}}`?"))
                    .fix_if(renamed(text, &range, name, meant)),
                None => problem.label("unknown"),
            };
            let help = match names.is_empty() {
                true => format!(
                    "A `bot` item before it captures a value with `capture: {{ {name}: 'number (\\d+)' }}`."
                ),
                false => format!("Captured so far: {}.", list(&names)),
            };
            self.report(problem.help(help));
            self.unfilled.insert(text.span());
        }
    }

    /// A name of the bot in a turn. It is looked up before the conversation begins, so it is final.
    pub(super) fn bot_name(&mut self, node: &Node, what: &str) -> Option<Text> {
        let name = self.name(node, what)?;
        if holds(name.as_str(), Namespace::Captured) {
            let message = format!("{what} cannot hold a captured value");
            let help = "It is looked up before the conversation begins. Write it out, or use `examples`.";
            self.invalid(name.span(), message, help);
            return None;
        }
        let filled = fill(name.as_str(), true, &mut |_, _| None);
        match filled == name.as_str() {
            true => Some(name),
            false => Some(Text::made_of(filled.as_ref(), name.span())),
        }
    }
}
