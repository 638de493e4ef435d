//! Answers of a search that nobody gets.

use std::collections::HashSet;

use crate::bot::{AnswerLayout, InteractionKind};
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::visit::{conditions, live_places, references};
use crate::text::Reference;

rule! {
    /// A search stores its answers without showing them, and nothing reads them.
    ///
    /// With `layout: none` the consumer sees what the bot makes of the answers: `{$.api_kb_search.results[0].title}` in a
    /// text, tiles with `[i]`, code. Here nothing does, nor does a rule ask whether anything was found, so the
    /// search has no effect.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// knowledge_bases:
    ///   Returns:
    ///     - { title: How do I return something?, summary: Send it back within 30 days. }
    /// dialogs:
    ///   - dialog: Returns
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*return*"] }
    ///       - knowledge: Returns
    ///         layout: none
    ///         not_found: I do not know.
    ///       - text: I hope that helps.
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// knowledge_bases:
    ///   Returns:
    ///     - { title: How do I return something?, summary: Send it back within 30 days. }
    /// dialogs:
    ///   - dialog: Returns
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*return*"] }
    ///       - knowledge: Returns
    ///         layout: none
    ///         not_found: I do not know.
    ///       - text: "{$.api_kb_search.results[0].summary}"
    /// ```
    pub(crate) ANSWERS_NEVER_SHOWN = "answers-never-shown", Warning
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let mut read = None;
    for place in live_places(subject) {
        let InteractionKind::Knowledge(search) = &place.interaction.kind else { continue };
        let Some(layout) = search.layout.filter(|layout| layout.value == AnswerLayout::None) else {
            continue;
        };
        let variable = search.answer();
        let read = read.get_or_insert_with(|| read_answers(subject));
        if !place.interaction.rules.is_empty() || !is_word(variable) || read.contains(variable) {
            continue;
        }
        let message = format!("nothing shows what the search of `{}` finds", search.knowledge_base);
        out.push(
            Diagnostic::new(&ANSWERS_NEVER_SHOWN, layout.span, message)
                .label("answers are stored only")
                .also(place.interaction.kind_span, "this search")
                .help(format!(
                    "The consumer gets no answer. Show it, `{{$.api_{variable}.results[0].summary}}`, or let the platform \
                     show it: `layout: rich` or `plain`."
                )),
        );
    }
}

/// The variables of the answers that a text, a field, a condition or code reads, without `api_`.
fn read_answers(subject: &Subject<'_>) -> HashSet<String> {
    let mut read: HashSet<String> = HashSet::new();
    for (_, condition) in conditions(subject) {
        read.extend(answers_in(condition.variable.as_str()));
    }
    references(subject, &mut |_, reference, _| match reference {
        Reference::JsonPath { variable, .. } => {
            read.insert(variable.to_string());
        }
        Reference::BotVariable(name) => read.extend(answers_in(name)),
        _ => {}
    });
    for text in subject.quoted() {
        read.extend(answers_in(text));
    }
    read
}

/// The words behind each `api_` of a text.
fn answers_in(text: &str) -> impl Iterator<Item = String> {
    let words = text.match_indices("api_").map(|(at, prefix)| &text[at + prefix.len()..]);
    words.map(|rest| rest.chars().take_while(|letter| is_of_word(*letter)).collect())
}

/// Whether it can be found in code by its letters.
fn is_word(name: &str) -> bool {
    name.chars().all(is_of_word)
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}
