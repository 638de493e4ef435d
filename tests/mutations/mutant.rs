//! A change of a bot, as edits of its text.

use std::collections::BTreeMap;

use dialogsim::bot::Bot;
use dialogsim::source::{Sources, Span, Text};

/// What is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aspect {
    Message,
    NextAction,
    Condition,
    Starter,
    Value,
    Call,
}

impl Aspect {
    pub(crate) const ALL: [Self; 6] =
        [Self::Message, Self::NextAction, Self::Condition, Self::Starter, Self::Value, Self::Call];

    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Message => "of what is said and offered",
            Self::NextAction => "of next actions",
            Self::Condition => "of conditions: those of rules and variables, accepted files",
            Self::Starter => "of starters: patterns, exclude words, intents",
            Self::Value => "of values that rules set",
            Self::Call => "of calls: requests, data fields, skills",
        }
    }
}

/// Why a change is not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LeftOut {
    SameTarget,
    RulesDecide,
    LeadsToItsIntegration,
    ResultsAreTaken,
}

impl LeftOut {
    /// The one table of what cannot be noticed, or cannot be written.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::SameTarget => "another next action that leads to the same place",
            Self::RulesDecide => "the next action of a question with rules, which is never followed",
            Self::LeadsToItsIntegration => {
                "the next action of a File Upload, which leads to its Integration or is an error"
            }
            Self::ResultsAreTaken => "the next action of an Integration whose rules take every result",
        }
    }
}

/// Another text in place of a stretch of a file; nothing is replaced where the stretch is empty.
#[derive(Clone, Debug)]
pub(crate) struct Edit {
    pub(crate) span: Span,
    pub(crate) text: String,
}

impl Edit {
    pub(crate) fn new(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    /// Another value of a text, in quotes, so that it may hold anything and stand anywhere.
    pub(crate) fn value(text: &Text, value: &str) -> Self {
        Self::new(text.span(), quoted(value))
    }

    /// The text with something before and behind it.
    pub(crate) fn marked(text: &Text) -> Self {
        Self::value(text, &format!("~{}~", text.as_str()))
    }
}

pub(crate) fn quoted(value: &str) -> String {
    serde_json::to_string(value).unwrap()
}

/// A bot that differs from the sample in one thing.
pub(crate) struct Mutant {
    pub(crate) aspect: Aspect,
    /// The main file of the bot that is changed.
    pub(crate) bot: String,
    /// The edits, each in a file.
    pub(crate) edits: Vec<(String, Edit)>,
    told: String,
}

impl Mutant {
    /// Where it is, and what is changed.
    pub(crate) fn told(&self) -> &str {
        &self.told
    }
}

/// Collects the changes of one bot.
pub(crate) struct Changes<'b> {
    pub(crate) bot: &'b Bot,
    pub(crate) sources: &'b Sources,
    main: &'b str,
    mutants: Vec<Mutant>,
    left_out: BTreeMap<LeftOut, usize>,
}

impl<'b> Changes<'b> {
    pub(crate) fn all(
        bot: &'b Bot,
        sources: &'b Sources,
        main: &'b str,
    ) -> (Vec<Mutant>, BTreeMap<LeftOut, usize>) {
        let mut changes = Self { bot, sources, main, mutants: Vec::new(), left_out: BTreeMap::new() };
        changes.messages();
        changes.next_actions();
        changes.conditions();
        changes.starters();
        changes.values();
        changes.calls();
        (changes.mutants, changes.left_out)
    }

    /// Adds a change, told by its first edit.
    pub(crate) fn change(&mut self, aspect: Aspect, edits: Vec<Edit>) {
        let mut told = Vec::new();
        for edit in &edits {
            let (old, new) = (self.sources.slice(edit.span), edit.text.trim());
            told.push(match old.is_empty() {
                true => format!("`{new}` is added"),
                false => format!("`{old}` becomes `{new}`"),
            });
        }
        let place = self.sources.place(edits[0].span);
        let named = |edit: Edit| (self.sources.get(edit.span.source).name().to_owned(), edit);
        self.mutants.push(Mutant {
            aspect,
            bot: self.main.to_owned(),
            edits: edits.into_iter().map(named).collect(),
            told: format!("{place}: {}", told.join(", ")),
        });
    }

    pub(crate) fn leave_out(&mut self, why: LeftOut) {
        *self.left_out.entry(why).or_default() += 1;
    }
}
