//! Rules that an earlier rule takes everything from.

use std::collections::HashMap;

use super::answers::{is_unconditional, place_of, questions_with_rules};
use super::duplicate_starter::key;
use super::taken::LISTED;
use crate::bot::{ConditionKind, Interaction, InteractionKind, RegexSearch, Rule};
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::source::Text;
use crate::text::{Effort, Pattern, RegexRule};

rule! {
    /// A rule is never met, because an earlier one takes every answer that it waits for.
    ///
    /// Rules are tried in their order, `intent` rules first, and the first one that is met is taken. The earlier
    /// rule waits for the same, for everything (`*`), or for more: `*no*` is met by "not sure" too. Rules with
    /// variable conditions leave answers to the rules below and are not held against them.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: Did it arrive?
    ///         fallback: Yes or no, please.
    ///         rules:
    ///           - pattern: "*yes*"
    ///             next: end
    ///           - pattern: "*no*"
    ///             next: search
    ///           - pattern: "*not sure*"
    ///             next: end
    ///       - text: We look for it.
    ///         name: search
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text_question: Did it arrive?
    ///         fallback: Yes or no, please.
    ///         rules:
    ///           - pattern: "*yes*"
    ///             next: end
    ///           - pattern: "*not sure*"
    ///             next: end
    ///           - pattern: "*no*"
    ///             next: search
    ///       - text: We look for it.
    ///         name: search
    /// ```
    pub(crate) SHADOWED_RULE = "shadowed-rule", Warning
}

/// So many earlier patterns and regular expressions of a question are compared with a rule.
const COMPARED: usize = 32;
/// What the comparisons in one bot may take: about a quarter of a second.
const EFFORT: usize = 5_000_000;

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let mut effort = Effort::new(EFFORT);
    for place in questions_with_rules(subject).filter(|place| place.interaction.rules.len() > 1) {
        let mut earlier = Earlier::new(subject);
        for rule in in_order(place.interaction) {
            match earlier.takes_all_of(rule, &mut effort) {
                Some(taker) => out.push(shadowed(rule, taker)),
                None if is_unconditional(rule) => earlier.add(rule),
                None => {}
            }
        }
    }
}

/// The rules in the order in which they are tried.
fn in_order(interaction: &Interaction) -> impl Iterator<Item = &Rule> {
    let of_kind = |wanted: bool| {
        let rules = interaction.rules.iter().filter(|rule| fits(interaction, rule));
        rules.filter(move |rule| matches!(rule.condition.kind, ConditionKind::Intent(_)) == wanted)
    };
    of_kind(true).chain(of_kind(false))
}

/// Whether the rule can be met at all; that it cannot is another rule's.
fn fits(interaction: &Interaction, rule: &Rule) -> bool {
    let has_options = matches!(interaction.kind, InteractionKind::MultipleChoice(_));
    has_options || !matches!(rule.condition.kind, ConditionKind::Option(_))
}

fn shadowed(rule: &Rule, taker: &Rule) -> Diagnostic {
    Diagnostic::new(
        &SHADOWED_RULE,
        place_of(rule),
        "this rule is never met: an earlier one takes every answer that it waits for",
    )
    .label("never met")
    .also(place_of(taker), "takes them first")
    .help(
        "The first rule that is met is taken, so the `next` of this one never counts. Move this rule above the \
         other, make the other one narrower, or take this one out.",
    )
}

/// The rules of a question that were tried before and depend on nothing but the answer.
struct Earlier<'s, 'b> {
    subject: &'s Subject<'b>,
    intents: Vec<(&'b Text, &'b Rule)>,
    options: HashMap<String, &'b Rule>,
    texts: HashMap<String, &'b Rule>,
    patterns: Vec<(Pattern, &'b Rule)>,
    regexes: Vec<(&'b Text, &'b Rule)>,
}

impl<'s, 'b> Earlier<'s, 'b> {
    fn new(subject: &'s Subject<'b>) -> Self {
        Self {
            subject,
            intents: Vec::new(),
            options: HashMap::new(),
            texts: HashMap::new(),
            patterns: Vec::new(),
            regexes: Vec::new(),
        }
    }

    fn add(&mut self, rule: &'b Rule) {
        match &rule.condition.kind {
            ConditionKind::Intent(name) => self.intents.push((name, rule)),
            ConditionKind::Option(option) => {
                self.options.entry(key(option.as_str())).or_insert(rule);
            }
            ConditionKind::Exact(values) => {
                for value in values {
                    self.texts.entry(key(value.as_str())).or_insert(rule);
                }
            }
            ConditionKind::Pattern(patterns) => {
                for pattern in patterns.iter().filter_map(|pattern| self.subject.pattern(pattern).ok()) {
                    self.add_pattern(pattern, rule);
                }
            }
            ConditionKind::Regex(text) => self.regexes.push((text, rule)),
            ConditionKind::NoMatch(_) | ConditionKind::Result(_) | ConditionKind::KnowledgeMatch(_) => {}
        }
    }

    fn add_pattern(&mut self, pattern: Pattern, rule: &'b Rule) {
        match pattern.messages(LISTED) {
            Some(messages) => {
                for message in messages {
                    self.texts.entry(message).or_insert(rule);
                }
            }
            None => self.patterns.push((pattern, rule)),
        }
    }

    /// The earlier rule that takes what a rule waits for; where several share it, the last of them.
    fn takes_all_of(&self, rule: &Rule, effort: &mut Effort) -> Option<&'b Rule> {
        // A question may be passed over by such a rule, whatever its condition (spec 7.4).
        if rule.slot.as_ref().is_some_and(|slot| slot.value.as_str().trim().starts_with('@')) {
            return None;
        }
        match &rule.condition.kind {
            ConditionKind::Intent(name) => self.takes_intent(name),
            ConditionKind::Option(option) => self.takes_option(option),
            ConditionKind::Exact(values) => {
                last_of_all(values.iter().map(|value| self.takes(value.as_str())))
            }
            ConditionKind::Pattern(patterns) => {
                last_of_all(patterns.iter().map(|pattern| self.takes_pattern(pattern, effort)))
            }
            ConditionKind::Regex(regex) => self.takes_regex(regex),
            ConditionKind::NoMatch(_) | ConditionKind::Result(_) | ConditionKind::KnowledgeMatch(_) => None,
        }
    }

    fn takes_intent(&self, name: &Text) -> Option<&'b Rule> {
        let wraps = |earlier: &Text| {
            let meta = self.subject.intent(earlier.as_str());
            meta.is_some_and(|meta| meta.intents.iter().any(|child| child.as_str() == name.as_str()))
        };
        let mut first = self.intents.iter().take(COMPARED);
        first.find(|(earlier, _)| earlier.as_str() == name.as_str() || wraps(earlier)).map(|(_, rule)| *rule)
    }

    fn takes_option(&self, option: &Text) -> Option<&'b Rule> {
        if let Some(rule) =
            self.options.get(&key(option.as_str())).copied().or_else(|| self.takes_everything())
        {
            return Some(rule);
        }
        // Where choices are a list in the text, an option is met by its number too.
        let is_open = option.as_str().contains('{') || self.subject.bot().settings.channel.lists_choices();
        if is_open { None } else { self.takes(option.as_str()) }
    }

    fn takes_pattern(&self, text: &Text, effort: &mut Effort) -> Option<&'b Rule> {
        let pattern = self.subject.pattern(text).ok()?;
        if let Some(rule) = self.takes_everything() {
            return Some(rule);
        }
        if let Some(messages) = pattern.messages(LISTED).filter(|messages| !messages.is_empty()) {
            return last_of_all(messages.iter().map(|message| self.takes(message)));
        }
        let mut first = self.patterns.iter().take(COMPARED);
        first.find(|(earlier, _)| earlier.covers(&pattern, effort)).map(|(_, rule)| *rule)
    }

    fn takes_regex(&self, regex: &Text) -> Option<&'b Rule> {
        let mut first = self.regexes.iter().take(COMPARED);
        let same = first.find(|(earlier, _)| earlier.as_str() == regex.as_str());
        same.map(|(_, rule)| *rule).or_else(|| self.takes_everything())
    }

    /// What takes a text, however it is capitalised.
    fn takes(&self, text: &str) -> Option<&'b Rule> {
        let key = key(text);
        if let Some(rule) = self.texts.get(&key).or_else(|| self.options.get(&key)) {
            return Some(rule);
        }
        let pattern = self.patterns.iter().take(COMPARED).find(|(earlier, _)| earlier.is_match(text));
        if let Some((_, rule)) = pattern {
            return Some(rule);
        }
        let spellings = [text.to_owned(), text.to_uppercase(), key];
        let is_met = |regex: &RegexRule| spellings.iter().all(|text| regex.is_match(text).unwrap_or(false));
        let mut regexes = self.regexes.iter().take(COMPARED);
        let takes = |text: &Text| self.subject.regex_rule(text).as_ref().is_some_and(is_met);
        regexes.find(|(text, _)| takes(text)).map(|(_, rule)| *rule)
    }

    fn takes_everything(&self) -> Option<&'b Rule> {
        let pattern = self.patterns.iter().take(COMPARED).find(|(pattern, _)| pattern.matches_everything());
        let regex = || self.regexes.iter().take(COMPARED).find(|(regex, _)| self.is_met_by_everything(regex));
        pattern.map(|(_, rule)| *rule).or_else(|| regex().map(|(_, rule)| *rule))
    }

    fn is_met_by_everything(&self, regex: &Text) -> bool {
        self.subject.bot().settings.regex_search == RegexSearch::Anywhere
            && matches!(regex.as_str(), ".*" | ".+" | "^.*" | "^.+" | ".*$" | ".+$")
    }
}

/// The last of the rules, where there is one each time.
fn last_of_all<'b>(takers: impl Iterator<Item = Option<&'b Rule>>) -> Option<&'b Rule> {
    takers.collect::<Option<Vec<_>>>()?.last().copied()
}
