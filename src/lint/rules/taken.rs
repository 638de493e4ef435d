//! Which answers the rules of a question take, whatever variables are.

use std::collections::HashSet;

use super::answers::regex;
use super::duplicate_starter::key;
use crate::bot::{ConditionKind, Interaction};
use crate::lint::Subject;
use crate::text::{Pattern, RegexRule};

/// So many messages of a pattern are listed; one that matches more is tried.
pub(super) const LISTED: usize = 16;

/// What the rules of one question take.
#[derive(Debug, Default)]
pub(super) struct Taken {
    texts: HashSet<String>,
    patterns: Vec<Pattern>,
    regexes: Vec<RegexRule>,
    /// Whether it cannot be told of all rules: they ask for a meaning, or for what a variable becomes.
    pub(super) is_open: bool,
}

impl Taken {
    pub(super) fn new(subject: &Subject<'_>, interaction: &Interaction) -> Self {
        let mut taken = Self::default();
        for rule in &interaction.rules {
            match &rule.condition.kind {
                ConditionKind::Exact(values) => {
                    taken.texts.extend(values.iter().map(|value| key(value.as_str())));
                }
                ConditionKind::Option(option) => {
                    taken.is_open |= option.as_str().contains('{');
                    taken.texts.insert(key(option.as_str()));
                }
                ConditionKind::Pattern(patterns) => {
                    for pattern in patterns.iter().filter_map(|pattern| subject.pattern(pattern).ok()) {
                        taken.add(pattern);
                    }
                }
                ConditionKind::Regex(_) => match regex(subject, rule) {
                    Some(regex) => taken.regexes.push(regex),
                    None => taken.is_open = true,
                },
                ConditionKind::Intent(_) => taken.is_open = true,
                ConditionKind::NoMatch(_) | ConditionKind::Result(_) | ConditionKind::KnowledgeMatch(_) => {}
            }
        }
        taken
    }

    fn add(&mut self, pattern: Pattern) {
        match pattern.messages(LISTED) {
            Some(messages) => self.texts.extend(messages),
            None => self.patterns.push(pattern),
        }
    }

    /// How many rules must be tried with an answer, one by one.
    pub(super) fn tries(&self) -> usize {
        self.patterns.len() + self.regexes.len()
    }

    /// Whether a rule takes an answer. A regular expression that is given up may have taken it.
    pub(super) fn takes(&self, answer: &str) -> bool {
        self.texts.contains(&key(answer))
            || self.patterns.iter().any(|pattern| pattern.is_match(answer))
            || self.regexes.iter().any(|regex| regex.is_match(answer).unwrap_or(true))
    }
}
