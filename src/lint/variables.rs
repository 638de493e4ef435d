//! Where the bot's variables get their values.

use std::collections::HashMap;

use super::Subject;
use super::scripts::{Owner, Script, Scripts};
use super::visit::{Place, rules};
use crate::bot::{CodeHook, Scope};
use crate::javascript::reading::{Argument, Call, Constant, Value};
use crate::linked::Names;
use crate::source::{Span, Text};

/// A place where a variable gets a value.
#[derive(Clone, Debug)]
pub(super) struct Write<'b> {
    /// The call, or the name in a rule.
    pub(super) place: Span,
    /// Who does it.
    pub(super) writer: Writer<'b>,
    /// How long the value lasts, as far as that is known.
    pub(super) scope: Option<Scope>,
    /// Where a call ends that says nothing of how long the value lasts: a third argument belongs there.
    pub(super) open_end: Option<Span>,
    value: Written<'b>,
}

/// Who sets a variable.
#[derive(Clone, Copy, Debug)]
pub(super) enum Writer<'b> {
    /// A rule of this interaction.
    Rule(Place<'b>),
    /// Code.
    Code(Owner<'b>),
}

/// What a variable is set to.
#[derive(Clone, Debug)]
enum Written<'b> {
    /// A text, which may hold references.
    Text(&'b str),
    /// What code gives.
    Value(Value),
}

/// Every variable of a bot with its writes; a slot is called `slot.NAME`.
#[derive(Debug)]
pub(super) struct Variables<'b> {
    writes: HashMap<Box<str>, Vec<Write<'b>>>,
    /// Whether all code names the variables that it sets.
    is_certain: bool,
}

/// The names that code reads, by itself or through a global function that hands the name on: with their places,
/// and what stands between the quotation marks.
pub(super) fn reads_of_code<'s>(scripts: &'s Scripts<'_>) -> Vec<(&'s str, Span, Span)> {
    let wrappers = scripts.wrappers("getBotVariable");
    let mut reads = Vec::new();
    for script in &scripts.list {
        let own = script.calls_of("getBotVariable").filter_map(|(_, call)| call.argument(0));
        let of_wrappers = script.calls_of_globals().filter_map(|(found, arguments)| {
            let position = *wrappers.get(&*found.name)?;
            arguments.get(position)
        });
        let named = |name: &'s Argument| {
            let inner = name.range.start + 1..name.range.end.saturating_sub(1);
            Some((name.text()?, script.place(&name.range), script.place(&inner)))
        };
        reads.extend(own.chain(of_wrappers).filter(|name| name.variable.is_none()).filter_map(named));
    }
    reads
}

/// Every place where code reads a variable all of whose writes are known, with its name, the call and those writes.
pub(super) fn known_reads<'s, 'b>(
    subject: &'s Subject<'b>,
) -> impl Iterator<Item = (&'s Script<'b>, &'s str, &'s Call, &'s [Write<'b>])> {
    let variables = subject.variables();
    subject.scripts().list.iter().flat_map(move |script| {
        script.calls_of("getBotVariable").filter_map(move |(_, call)| {
            let name = call.argument(0).and_then(Argument::text)?;
            Some((script, name, call, variables.all_writes(name)?))
        })
    })
}

impl<'b> Variables<'b> {
    /// Finds the writes of a bot's code and rules.
    pub(super) fn new(names: &Names<'b>, scripts: &Scripts<'b>) -> Self {
        let mut variables = Self { writes: HashMap::new(), is_certain: true };
        for (place, rule) in rules(names) {
            for set in &rule.set {
                let write = Write::of_rule(place, &set.name, &set.value, set.scope);
                variables.add(set.name.as_str(), write);
            }
            if let Some(slot) = &rule.slot {
                let write = Write::of_rule(place, &slot.name, &slot.value, slot.scope);
                variables.add(&format!("slot.{}", slot.name), write);
            }
        }
        let wrappers = scripts.wrappers("setBotVariable");
        for script in &scripts.list {
            let reading = &script.reading;
            let is_lent = reading.lends_context
                || reading.calls.iter().any(|found| &*found.name == "setBotVariable" && found.call.is_none());
            variables.is_certain &= reading.problems.is_empty() && !reading.is_opaque && !is_lent;
            variables.note_calls(script, &wrappers);
            variables.note_calls_of_wrappers(script, &wrappers);
        }
        variables
    }

    fn note_calls(&mut self, script: &Script<'b>, wrappers: &HashMap<&str, usize>) {
        for (found, call) in script.calls_of("setBotVariable") {
            let name = call.argument(0);
            let hands_on = matches!(name.map(|name| &name.value), Some(Value::Parameter(_)))
                && found.within.as_deref().is_some_and(|within| wrappers.contains_key(within));
            match name.and_then(Argument::text) {
                Some(name) => self.add(name, Write::of_call(script, call)),
                None => self.is_certain &= hands_on,
            }
        }
    }

    /// Global functions that hand a name on set the variable where they are called.
    fn note_calls_of_wrappers(&mut self, script: &Script<'b>, wrappers: &HashMap<&str, usize>) {
        for (found, arguments) in script.calls_of_globals() {
            let Some(&position) = wrappers.get(&*found.name) else { continue };
            let write = Write {
                place: script.place(&found.range),
                writer: Writer::Code(script.owner),
                scope: None,
                open_end: None,
                value: Written::Value(Value::Unknown),
            };
            match arguments.get(position).and_then(Argument::text) {
                Some(name) => self.add(name, write),
                None => self.is_certain = false,
            }
        }
    }

    fn add(&mut self, name: &str, write: Write<'b>) {
        self.writes.entry(name.into()).or_default().push(write);
    }

    /// Whether all code names the variables that it sets, so that no variable is set unseen.
    pub(super) fn is_certain(&self) -> bool {
        self.is_certain
    }

    /// Every variable that is set somewhere, in no order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.writes.keys().map(|name| &**name)
    }

    /// All writes of a variable, if there are any and all of them are known.
    pub(super) fn all_writes(&self, name: &str) -> Option<&[Write<'b>]> {
        self.writes.get(name).filter(|_| self.is_certain && is_own(name)).map(Vec::as_slice)
    }

    /// Whether something may set a variable, be it code that does not show the name.
    pub(super) fn may_be_set(&self, name: &str) -> bool {
        !self.is_certain || self.writes.contains_key(name)
    }

    /// Every variable whose writes are all known, by name.
    pub(super) fn certain(&self) -> Vec<(&str, &[Write<'b>])> {
        let names = self.writes.keys().filter_map(|name| Some((&**name, self.all_writes(name)?)));
        let mut certain: Vec<_> = names.collect();
        // In a fixed order, as hash maps have none.
        certain.sort_unstable_by_key(|(name, _)| *name);
        certain
    }
}

/// Whether a variable is the bot's. The platform has some of its own, whose names begin with `api_` or have a
/// point in them.
pub(super) fn is_own(name: &str) -> bool {
    let name = name.strip_prefix("slot.").unwrap_or(name);
    !name.starts_with("api_") && !name.contains('.')
}

impl<'b> Write<'b> {
    fn of_rule(place: Place<'b>, name: &Text, value: &'b Text, scope: Scope) -> Self {
        Self {
            place: name.span(),
            writer: Writer::Rule(place),
            scope: Some(scope),
            open_end: None,
            value: Written::Text(value.as_str()),
        }
    }

    fn of_call(script: &Script<'b>, call: &Call) -> Self {
        let value = call.argument(1).map_or(Value::Unknown, |value| value.value.clone());
        Self {
            place: script.place(&call.range),
            writer: Writer::Code(script.owner),
            scope: scope_of(call),
            open_end: open_end(script, call),
            value: Written::Value(value),
        }
    }

    /// Whether it stores a text for certain.
    pub(super) fn is_text(&self) -> bool {
        match &self.value {
            Written::Text(_) => true,
            Written::Value(value) => {
                matches!(value, Value::Constant(Constant::Text(_)) | Value::Stringified)
            }
        }
    }

    /// `true` or `false`, or the text of one, where it stores that.
    pub(super) fn yes_or_no(&self) -> Option<bool> {
        let text = match &self.value {
            Written::Text(text) => text,
            Written::Value(Value::Constant(Constant::Text(text))) => &**text,
            Written::Value(Value::Constant(Constant::Boolean(is_so))) => return Some(*is_so),
            Written::Value(_) => return None,
        };
        match text {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    /// Whether what it stores is gone with the consumer's next message.
    pub(super) fn is_for_this_message(&self) -> bool {
        self.scope == Some(Scope::Request)
    }

    /// Whether it happens while the bot answers, not while it looks at the consumer's answer.
    pub(super) fn is_while_answering(&self) -> bool {
        match self.writer {
            Writer::Code(Owner::Interaction(_, hook)) => hook != CodeHook::ProcessUserResponse,
            Writer::Code(Owner::Integration(_)) => true,
            Writer::Code(Owner::Functions) | Writer::Rule(_) => false,
        }
    }
}

/// Right behind the second argument, where nothing else follows.
fn open_end(script: &Script<'_>, call: &Call) -> Option<Span> {
    let [_, value] = call.arguments.as_slice() else { return None };
    let end = value.range.end;
    (script.text(&(end..call.range.end)).trim() == ")").then(|| script.place(&(end..end)))
}

/// How long a call of `setBotVariable` keeps a value, where that is written.
fn scope_of(call: &Call) -> Option<Scope> {
    let is_certain = call.arguments.iter().all(|argument| argument.value != Value::Spread);
    let flag = |position: usize| match call.arguments.get(position).map(|argument| &argument.value) {
        None => Some(false),
        Some(Value::Constant(Constant::Boolean(is_set))) => Some(*is_set),
        Some(_) => None,
    };
    match (flag(2), flag(3)) {
        _ if !is_certain => None,
        (Some(false), Some(false)) => Some(Scope::Request),
        (Some(true), _) | (_, Some(true)) => Some(Scope::Session),
        _ => None,
    }
}
