//! A bot's code, read: each piece once, with whose it is.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::bot::{Code, CodeHook};
use crate::javascript::reading::{Argument, Call, Constant, ContextUse, NameUse, Reading, Role, Value, read};
use crate::linked::{IntegrationId, Names, Place};
use crate::source::{SourceId, Span};

/// Whose code it is.
#[derive(Clone, Copy, Debug)]
pub enum Owner<'b> {
    /// The bot's: global functions.
    Functions,
    /// An interaction's, which runs it at this point.
    Interaction(Place<'b>, CodeHook),
    /// An integration's, which runs it on its answers.
    Integration(IntegrationId),
}

/// A piece of code.
#[derive(Debug)]
pub struct Script<'b> {
    /// Whose it is.
    pub owner: Owner<'b>,
    code: &'b Code,
    /// What is known of it.
    pub reading: Reading,
}

impl<'b> Script<'b> {
    fn new(owner: Owner<'b>, code: &'b Code) -> Self {
        let role = match owner {
            Owner::Functions => Role::Functions,
            Owner::Interaction(..) | Owner::Integration(_) => Role::Hook,
        };
        Self { owner, code, reading: read(code.text().as_str(), role) }
    }

    /// The place of a part in the author's files.
    pub fn place(&self, range: &Range<usize>) -> Span {
        self.code.text().part(range.clone())
    }

    /// The place of all of it.
    pub fn all(&self) -> Span {
        self.code.text().span()
    }

    /// What stands at a part.
    pub fn text(&self, range: &Range<usize>) -> &'b str {
        self.code.text().as_str().get(range.clone()).unwrap_or("")
    }

    /// Whether it is a script of global functions.
    pub fn is_functions(&self) -> bool {
        matches!(self.owner, Owner::Functions)
    }

    /// Every call of a function of `botContext`.
    pub fn calls(&self) -> impl Iterator<Item = (&ContextUse, &Call)> {
        self.reading.calls.iter().filter_map(|found| Some((found, found.call.as_ref()?)))
    }

    /// Every call of a global function by its name.
    pub fn calls_of_globals(&self) -> impl Iterator<Item = (&NameUse, &[Argument])> {
        // A hook's own functions only look like global ones.
        let own = if self.is_functions() { self.reading.own_uses.as_slice() } else { &[] };
        let all = own.iter().chain(&self.reading.uses);
        all.filter_map(|found| Some((found, found.arguments.as_deref()?)))
    }

    /// Every call of one function of `botContext`.
    pub fn calls_of(&self, name: &str) -> impl Iterator<Item = (&ContextUse, &Call)> {
        self.calls().filter(move |(found, _)| &*found.name == name)
    }
}

/// All code of a bot.
#[derive(Debug)]
pub struct Scripts<'b> {
    /// Each piece: global functions first, then interaction by interaction, then the integrations'.
    pub list: Vec<Script<'b>>,
    /// The names that the global functions define.
    globals: HashSet<Box<str>>,
    /// The functions that the global functions hang on objects.
    added: HashSet<Box<str>>,
    /// Whether the global functions may define more than is seen here.
    is_opaque: bool,
}

impl<'b> Scripts<'b> {
    /// Reads all code of a bot.
    pub fn new(names: &Names<'b>) -> Self {
        let bot = names.bot();
        let hooks = [CodeHook::PreProcess, CodeHook::PostProcess, CodeHook::ProcessUserResponse];
        let of_interactions = names.all_places().flat_map(|place| {
            let code = move |hook| Some((Owner::Interaction(place, hook), place.interaction.code.get(hook)?));
            hooks.into_iter().filter_map(code)
        });
        let functions = bot.functions.iter().map(|code| (Owner::Functions, code));
        let integrations = bot.integrations.iter().enumerate().filter_map(|(index, item)| {
            Some((Owner::Integration(IntegrationId::new(index)), item.transform_result.as_ref()?))
        });
        let all = functions.chain(of_interactions).chain(integrations);
        let list: Vec<Script<'b>> = all.map(|(owner, code)| Script::new(owner, code)).collect();
        let mut scripts = Self { list, globals: HashSet::new(), added: HashSet::new(), is_opaque: false };
        for script in scripts.list.iter().filter(|script| script.is_functions()) {
            let reading = &script.reading;
            scripts.globals.extend(reading.declares.iter().map(|declaration| declaration.name.clone()));
            scripts.added.extend(reading.adds.iter().cloned());
            scripts.is_opaque |= reading.is_opaque || !reading.problems.is_empty();
        }
        scripts
    }

    /// Whether a piece of code finds a global name. Where nobody can tell, it does.
    pub fn is_global(&self, name: &str) -> bool {
        self.is_opaque || self.globals.contains(name) || self.added.contains(name)
    }

    /// The line comments of all code by file: allowances may stand in them.
    pub fn comments(&self) -> HashMap<SourceId, Vec<Span>> {
        let mut by_file: HashMap<SourceId, Vec<Span>> = HashMap::new();
        for script in self.list.iter().filter(|script| !script.reading.comments.is_empty()) {
            let comments = script.reading.comments.iter().map(|comment| script.place(comment));
            by_file.entry(script.code.text().span().source).or_default().extend(comments);
        }
        for comments in by_file.values_mut() {
            comments.sort_by_key(|comment| comment.start);
            comments.dedup();
        }
        by_file
    }

    /// Every global name, in a fixed order.
    pub fn global_names(&self) -> impl Iterator<Item = &str> {
        let functions = self.list.iter().filter(|script| script.is_functions());
        functions.flat_map(|script| script.reading.declares.iter().map(|declaration| &*declaration.name))
    }

    /// Whether the bot hangs a function of this name on some object itself.
    pub fn is_added(&self, script: &Script<'_>, name: &str) -> bool {
        self.is_opaque || self.added.contains(name) || script.reading.adds.contains(name)
    }

    /// The global functions that do nothing with a parameter but hand it on to `function` of `botContext` as its
    /// first argument, with that parameter's position.
    pub fn wrappers(&self, function: &str) -> HashMap<&str, usize> {
        let mut wrappers = HashMap::new();
        for script in self.list.iter().filter(|script| script.is_functions()) {
            for (found, call) in script.calls_of(function) {
                let Some(Value::Parameter(position)) = call.argument(0).map(|argument| &argument.value)
                else {
                    continue;
                };
                if let Some(name) = found.within.as_deref().filter(|name| self.globals.contains(*name)) {
                    wrappers.insert(name, *position);
                }
            }
        }
        wrappers
    }
}

/// Whether an argument is `true`.
pub fn is_true(argument: Option<&Argument>) -> bool {
    argument.is_some_and(|argument| argument.value == Value::Constant(Constant::Boolean(true)))
}
