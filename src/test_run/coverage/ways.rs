//! What may happen at an interaction, by what it does and by its rules.

use crate::bot::{
    ApiResult, Bot, FileUploadMode, KnowledgeMatch, RegexSearch, SkillAnswer, UnhandledFailure,
};
use crate::linked::{
    IntegrationId, InteractionId, LinkedBot, LinkedCondition, LinkedIntegrationKind, LinkedInteraction,
    LinkedRule, SetValue, Step, TransferStep,
};

/// What may happen at an interaction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ways {
    /// The flow may take its own next action.
    pub(super) next: bool,
    /// The flow may stop at a failure that no rule takes.
    pub(super) stops_at_failure: bool,
    /// Its fallback message may be said because of what the consumer says.
    pub(super) fallback: bool,
    /// Its rules, as far as anything may happen to them.
    pub(super) rules: Vec<RuleWays>,
}

/// What may happen to a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RuleWays {
    /// Its place as listed, from 0.
    pub(super) position: usize,
    /// It may be taken.
    pub(super) taken: bool,
    /// It may be tried and not taken.
    pub(super) not_taken: bool,
}

/// Regular expressions that find something in every text, also in none and in one of several lines.
const FINDS_ALWAYS: [&str; 9] =
    [".*", "(.*)", "^.*", ".*$", "(?s).*", "(?s)^.*$", "[\\s\\S]*", "^[\\s\\S]*$", "^([\\s\\S]*)$"];

/// What is left of two results, after rules have taken some.
#[derive(Clone, Copy)]
struct Left {
    good: bool,
    bad: bool,
}

impl Ways {
    /// Those of an interaction.
    pub(super) fn of(written: &Bot, bot: &LinkedBot, id: InteractionId) -> Self {
        let interaction = bot.interaction(id);
        match &interaction.step {
            Step::NotSimulated(_) => Self::default(),
            Step::Question(_) | Step::Disambiguation(_) => answered(bot, interaction),
            Step::Universal(step) if step.waits => answered(bot, interaction),
            Step::Upload(upload) => Self {
                next: upload.pair.is_some(),
                fallback: interaction.fallback.is_some(),
                ..Self::default()
            },
            Step::Call(integration) => called(written, bot, interaction, *integration),
            Step::Transfer(transfer) => judged(interaction, transferred(written, transfer)).0,
            Step::Knowledge(_) => judged(interaction, Left { good: true, bad: true }).0,
            Step::Starter
            | Step::Text(_)
            | Step::Image(_)
            | Step::RichLink(_)
            | Step::PrivateMessage(_)
            | Step::Universal(_)
            | Step::Routing(_) => Self { next: true, ..Self::default() },
        }
    }
}

/// Those of what waits for an answer.
fn answered(bot: &LinkedBot, interaction: &LinkedInteraction) -> Ways {
    let mut rules = Vec::new();
    let (mut is_closed, mut is_tried) = (false, false);
    for rule in interaction.rules.iter().filter(|rule| judges_answers(&rule.condition)) {
        let takes_all = takes_everything(bot, rule);
        // A question may be skipped by any rule that takes an entity.
        let taken = !is_closed || takes_entity(rule);
        rules.push(RuleWays { position: rule.position, taken, not_taken: !is_closed && !takes_all });
        is_tried |= !is_closed;
        is_closed |= takes_all;
    }
    if let Some(rule) = interaction.no_match.as_deref().filter(|_| !is_closed) {
        rules.push(RuleWays { position: rule.position, taken: true, not_taken: is_tried });
    }
    rules.retain(|rule| rule.taken || rule.not_taken);
    let is_question = matches!(interaction.step, Step::Question(_) | Step::Universal(_));
    let takes_any_answer = is_closed || interaction.no_match.is_some();
    Ways {
        next: is_question && !interaction.has_rules(),
        fallback: interaction.fallback.is_some()
            && !takes_any_answer
            && (interaction.has_rules() || !is_question),
        stops_at_failure: false,
        rules,
    }
}

/// Those of an Integration.
fn called(
    written: &Bot,
    bot: &LinkedBot,
    interaction: &LinkedInteraction,
    integration: IntegrationId,
) -> Ways {
    let any = Left { good: true, bad: true };
    match &bot.integration(integration).kind {
        LinkedIntegrationKind::Escalation(transfer) => judged(interaction, transferred(written, transfer)).0,
        // Its result comes when the flow has gone on.
        LinkedIntegrationKind::File(..) if bot.settings.file_upload == FileUploadMode::Asynchronous => {
            Ways { next: true, ..Ways::default() }
        }
        // The consumer is told of a failed upload, and the flow goes on.
        LinkedIntegrationKind::File(..) => judged(interaction, any).0,
        _ => {
            let (ways, left) = judged(interaction, any);
            let goes_on = bot.settings.unhandled_failure == UnhandledFailure::Continue;
            let next = left.good || (left.bad && goes_on);
            Ways { next, stops_at_failure: left.bad && !goes_on, ..ways }
        }
    }
}

/// Those of what has one of two results, and which results no rule takes for sure.
fn judged(interaction: &LinkedInteraction, mut left: Left) -> (Ways, Left) {
    let mut rules = Vec::new();
    for rule in &interaction.rules {
        let is_good = match rule.condition {
            LinkedCondition::Result(result) => result == ApiResult::Success,
            LinkedCondition::Knowledge(found) => found == KnowledgeMatch::Found,
            _ => continue,
        };
        let (own, other) = if is_good { (left.good, left.bad) } else { (left.bad, left.good) };
        let not_taken = other || (own && has_variable_conditions(rule));
        // One that is only ever tried in vain is below another that takes the same.
        if own {
            rules.push(RuleWays { position: rule.position, taken: true, not_taken });
        }
        if !has_variable_conditions(rule) {
            left = if is_good { Left { good: false, ..left } } else { Left { bad: false, ..left } };
        }
    }
    (Ways { next: left.good || left.bad, rules, ..Ways::default() }, left)
}

/// How a transfer may end at once, by its skill and by what the bot says of it.
fn transferred(written: &Bot, transfer: &TransferStep) -> Left {
    let never = Left { good: false, bad: true };
    let Some(skill) = &transfer.skill else { return never };
    let Some(skill) = skill.as_literal() else { return Left { good: true, bad: true } };
    let number = skill.trim();
    if number.is_empty() || !number.bytes().all(|digit| digit.is_ascii_digit()) {
        return never;
    }
    let listed = written.skills.iter().rev().find(|skill| skill.number.as_str() == number);
    let answers = listed.map_or(&[][..], |skill| &skill.answers);
    let is_unavailable = |answer: &SkillAnswer| matches!(answer, SkillAnswer::Unavailable);
    Left {
        good: answers.is_empty() || !answers.iter().all(is_unavailable),
        bad: answers.iter().any(is_unavailable),
    }
}

fn judges_answers(condition: &LinkedCondition) -> bool {
    match condition {
        LinkedCondition::Pattern(_)
        | LinkedCondition::Regex(_)
        | LinkedCondition::Intent(_)
        | LinkedCondition::Exact(_)
        | LinkedCondition::Option(_) => true,
        LinkedCondition::Result(_) | LinkedCondition::Knowledge(_) | LinkedCondition::NoMatch(_) => false,
    }
}

fn takes_everything(bot: &LinkedBot, rule: &LinkedRule) -> bool {
    let is_everything = match &rule.condition {
        LinkedCondition::Pattern(patterns) => {
            patterns.iter().any(|pattern| pattern.source().trim().bytes().all(|byte| byte == b'*'))
        }
        LinkedCondition::Regex(regex) => {
            bot.settings.regex_search == RegexSearch::Anywhere && FINDS_ALWAYS.contains(&regex.source())
        }
        _ => false,
    };
    is_everything && !has_variable_conditions(rule)
}

fn has_variable_conditions(rule: &LinkedRule) -> bool {
    !rule.all.is_empty() || !rule.any.is_empty()
}

fn takes_entity(rule: &LinkedRule) -> bool {
    rule.set.iter().any(|set| matches!(set.value, SetValue::Entity { entity: Some(_), .. }))
}
