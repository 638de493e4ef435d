//! Where the bot's variables get their values.

use std::collections::HashMap;

use super::Subject;
use super::scripts::{Owner, Script};
use super::visit::rules;
use crate::bot::CodeHook;
use crate::javascript::reading::{Argument, Call, Constant, Value};

/// A place where a variable gets a value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Write<'s> {
    /// Its code; none where a rule sets it.
    pub(super) script: Option<&'s Script<'s>>,
    /// The call in that code.
    pub(super) call: Option<&'s Call>,
}

/// Every variable of a bot with its writes.
#[derive(Debug)]
pub(super) struct Variables<'s> {
    writes: HashMap<&'s str, Vec<Write<'s>>>,
    /// Whether all code names the variables that it sets.
    is_certain: bool,
}

impl<'s> Variables<'s> {
    /// Finds the writes of a bot's code and rules.
    pub(super) fn new<'b: 's>(subject: &'s Subject<'b>) -> Self {
        let mut variables = Self { writes: HashMap::new(), is_certain: true };
        for (_, rule) in rules(subject) {
            for set in &rule.set {
                variables.add(set.name.as_str(), Write { script: None, call: None });
            }
        }
        for script in &subject.scripts().list {
            variables.is_certain &= script.reading.problems.is_empty() && !script.reading.is_opaque;
            for (_, call) in script.calls_of("setBotVariable") {
                match call.argument(0).and_then(Argument::text) {
                    Some(name) => variables.add(name, Write { script: Some(script), call: Some(call) }),
                    None => variables.is_certain = false,
                }
            }
        }
        variables
    }

    fn add(&mut self, name: &'s str, write: Write<'s>) {
        self.writes.entry(name).or_default().push(write);
    }

    /// All writes of a variable, if there are any and all of them are known. The platform has variables of
    /// its own, whose names begin with `api_` or have a point in them.
    pub(super) fn all_writes(&self, name: &str) -> Option<&[Write<'s>]> {
        let is_own = !name.starts_with("api_") && !name.contains('.');
        self.writes.get(name).filter(|_| self.is_certain && is_own).map(Vec::as_slice)
    }

    /// Whether something may set a variable, be it code that does not show the name.
    pub(super) fn may_be_set(&self, name: &str) -> bool {
        !self.is_certain || self.writes.contains_key(name)
    }

    /// Every variable whose writes are all known, by name.
    pub(super) fn certain(&self) -> Vec<(&'s str, &[Write<'s>])> {
        let names = self.writes.keys().filter_map(|name| Some((*name, self.all_writes(name)?)));
        let mut certain: Vec<_> = names.collect();
        // In a fixed order, as hash maps have none.
        certain.sort_unstable_by_key(|(name, _)| *name);
        certain
    }
}

impl<'s> Write<'s> {
    /// The value, as far as code shows it; a rule sets texts only, which are not told apart.
    pub(super) fn value(&self) -> Option<&'s Value> {
        self.call.and_then(|call| Some(&call.argument(1)?.value))
    }

    /// Whether it stores a text for certain.
    pub(super) fn is_text(&self) -> bool {
        self.call.is_none()
            || matches!(self.value(), Some(Value::Constant(Constant::Text(_)) | Value::Stringified))
    }

    /// Whether it stores `true` or `false`, or the text of one.
    pub(super) fn is_yes_or_no(&self) -> bool {
        match self.value() {
            Some(Value::Constant(Constant::Text(text))) => matches!(&**text, "true" | "false"),
            Some(Value::Constant(Constant::Boolean(_))) => true,
            _ => false,
        }
    }

    /// Whether what it stores is gone with the consumer's next message.
    pub(super) fn is_for_this_message(&self) -> bool {
        let Some(call) = self.call else { return false };
        let is_no = |argument: Option<&Argument>| {
            argument.is_none_or(|argument| argument.value == Value::Constant(Constant::Boolean(false)))
        };
        let is_certain = call.arguments.iter().all(|argument| argument.value != Value::Spread);
        is_certain && is_no(call.argument(2)) && is_no(call.argument(3))
    }

    /// Whether it happens while the bot answers, not while it looks at the consumer's answer.
    pub(super) fn is_while_answering(&self) -> bool {
        self.script.is_some_and(|script| match script.owner {
            Owner::Interaction(_, hook) => hook != CodeHook::ProcessUserResponse,
            Owner::Integration(_) => true,
            Owner::Functions => false,
        })
    }
}
