//! Steps and beginnings in a few words, as they stand beside an arrow.

use super::{Cause, Edge, Entry, Pause, Trigger};
use crate::bot::{ConditionKind, InteractionKind, Rule};
use crate::linked::{InteractionId, Names};
use crate::source::Text;
use crate::text::{CLOSE_CONVERSATION, CLOSE_DIALOG, Closing, shortened};

/// So much of a pattern or a value is said.
const QUOTED: usize = 40;

impl Edge {
    /// What makes the flow take it: `option Home`, `no match`, `result failure`, `else`, `code`. Empty where nothing
    /// has to be said.
    pub fn in_words(&self, names: &Names<'_>) -> String {
        let interaction = names.at(self.from).1;
        match self.cause {
            Cause::Rule(index) => interaction.rules.get(index).map(rule_in_words).unwrap_or_default(),
            Cause::UnhandledFailure => "failure that no rule takes".to_owned(),
            Cause::SystemString => closing(&interaction.kind).to_owned(),
            Cause::Code { .. } => "code".to_owned(),
            Cause::NextAction => match &interaction.kind {
                InteractionKind::FileUpload(_) => "file",
                InteractionKind::Disambiguation(_) => "nothing in question",
                _ if self.pause == Pause::Answer => "any answer",
                _ if interaction.rules.is_empty() => "",
                _ => "else",
            }
            .to_owned(),
        }
    }
}

impl Entry {
    /// What makes the dialog begin: `pattern *loan*`, `intent order`, `no other dialog`.
    pub fn in_words(&self, names: &Names<'_>) -> String {
        match self.cause {
            Trigger::Starter(id) => starter_in_words(names, id),
            Trigger::Fallback => "not understood".to_owned(),
            Trigger::Disambiguation => "several intents in question".to_owned(),
            Trigger::AutoEscalation => "too many fallbacks".to_owned(),
            Trigger::Survey => "conversation closed".to_owned(),
            Trigger::Upload => "file upload".to_owned(),
        }
    }
}

fn starter_in_words(names: &Names<'_>, id: InteractionId) -> String {
    let InteractionKind::DialogStarter(starter) = &names.at(id).1.kind else { return String::new() };
    let patterns = (!starter.patterns.is_empty()).then(|| format!("pattern {}", several(&starter.patterns)));
    let intent = starter.intent.as_ref().map(|intent| format!("intent {intent}"));
    patterns.into_iter().chain(intent).collect::<Vec<_>>().join(", ")
}

fn closing(kind: &InteractionKind) -> &'static str {
    let found = match kind {
        InteractionKind::Text(text) => Closing::find(text.as_str()),
        _ => None,
    };
    match found {
        Some(closing) if closing.survey => CLOSE_DIALOG,
        _ => CLOSE_CONVERSATION,
    }
}

/// A rule's condition, with the variables that it asks for besides.
pub(super) fn rule_in_words(rule: &Rule) -> String {
    let condition = match &rule.condition.kind {
        ConditionKind::Pattern(patterns) => format!("pattern {}", several(patterns)),
        ConditionKind::Regex(regex) => format!("regex {}", shortened(regex.as_str(), QUOTED)),
        ConditionKind::Intent(intent) => format!("intent {intent}"),
        ConditionKind::Exact(values) => format!("exact {}", several(values)),
        ConditionKind::Option(option) => format!("option {}", shortened(option.as_str(), QUOTED)),
        ConditionKind::Result(result) => format!("result {}", result.value.name()),
        ConditionKind::NoMatch(_) => "no match".to_owned(),
        ConditionKind::KnowledgeMatch(found) => format!("knowledge {}", found.value.name().replace('_', " ")),
    };
    let variables = |list: &[crate::bot::VariableCondition], word: &str| {
        list.iter().map(|one| one.variable.as_str()).collect::<Vec<_>>().join(word)
    };
    let conditions = [variables(&rule.all, " and "), variables(&rule.any, " or ")];
    let conditions: Vec<&str> = conditions.iter().map(String::as_str).filter(|one| !one.is_empty()).collect();
    match conditions.is_empty() {
        true => condition,
        false => format!("{condition} if {}", conditions.join(", ")),
    }
}

fn several(texts: &[Text]) -> String {
    let texts: Vec<&str> = texts.iter().map(Text::as_str).collect();
    shortened(&texts.join(" or "), QUOTED).to_string()
}
