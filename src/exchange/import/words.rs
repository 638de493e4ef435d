//! What the code and the texts of an export mention.

use std::collections::{BTreeSet, HashSet};

use serde_json::Value;

use super::super::fields::{Fields, Object};
use crate::javascript::reading::{Constant, Reading, Role, Value as Argument, read};

/// Calls `visit` with each piece of code.
pub(super) fn each_code(root: &Object, visit: &mut dyn FnMut(&str, Role)) {
    if let Some(code) = root.object("globalFunctions").and_then(|functions| functions.text("methods")) {
        visit(code, Role::Functions);
    }
    const HOOKS: [&str; 4] =
        ["preProcessMessage", "postProcessMessage", "processUserResponse", "transformResultsScript"];
    for item in root.objects("conversationMessage").chain(root.objects("responder")) {
        HOOKS.iter().filter_map(|hook| item.text(hook)).for_each(|code| visit(code, Role::Hook));
    }
}

/// The first argument of each call of a function of `botContext`, where it is a literal text.
fn first_texts<'r>(reading: &'r Reading, function: &'r str) -> impl Iterator<Item = &'r str> {
    let calls = reading.calls.iter().filter(move |found| &*found.name == function);
    calls.filter_map(|found| match &found.call.as_ref()?.arguments.first()?.value {
        Argument::Constant(Constant::Text(text)) => Some(&**text),
        _ => None,
    })
}

/// What rules and code mention by name; all code is read for it, once.
#[derive(Default)]
pub(super) struct Mentioned {
    /// The bot variables that they set.
    pub(super) variables: HashSet<String>,
    /// The environment variables that code reads.
    pub(super) environment: BTreeSet<String>,
}

impl Mentioned {
    pub(super) fn read(root: &Object) -> Self {
        let mut mentioned = Self::default();
        let entries = root.objects("conversationMessage").flat_map(|item| item.objects("responseMatches"));
        let set = entries.flat_map(|entry| entry.objects("contextDataVariables"));
        mentioned.variables.extend(set.filter_map(|variable| variable.text("name")).map(str::to_owned));
        each_code(root, &mut |code, role| {
            let reading = read(code, role);
            mentioned.variables.extend(first_texts(&reading, "setBotVariable").map(str::to_owned));
            mentioned.environment.extend(first_texts(&reading, "getEnvVariable").map(str::to_owned));
        });
        mentioned
    }
}

/// Calls `visit` with every text, however deep it lies.
pub(super) fn each_text<'v>(value: &'v Value, visit: &mut dyn FnMut(&'v str)) {
    match value {
        Value::String(text) => visit(text),
        Value::Array(items) => items.iter().for_each(|item| each_text(item, visit)),
        Value::Object(pairs) => pairs.values().for_each(|item| each_text(item, visit)),
        _ => {}
    }
}
