//! Why a rule was, or was not, taken.

use super::course::Course;
use super::{Answer, dialog};
use crate::chat::page::Page;
use crate::chat::view_rule::{quoted, summary, verdict};
use crate::chat::view_trace::ended;
use crate::diagnostic::nearest;
use crate::engine::{Ended, Missed, RuleOutcome};
use crate::linked::{InteractionId, LinkedCondition, LinkedRule, Step};
use crate::text::{Pattern, PatternMiss};

/// The answer about a rule.
pub(super) fn answer(page: &Page<'_>, course: &Course<'_>, id: InteractionId, position: usize) -> Answer {
    let Some(rule) = page.bot.interaction(id).rule(position) else { return Answer::new(String::new()) };
    let name = format!("{} of {}", summary(page, rule), page.interaction(id));
    let is_no_match = matches!(rule.condition, LinkedCondition::NoMatch(_));
    let is_taken = course.taken(id) == Some(position) || (is_no_match && course.took_no_match(id));
    if is_taken {
        return Answer::new(format!("{name} was taken in turn {}", course.number));
    }
    let answer = Answer::new(format!("{name} was not taken in turn {}", course.number));
    if course.was_played(id) {
        return answer.with([why_not_taken(page, course, id, rule)]);
    }
    let lost = dialog::lost(page, course);
    let not_reached =
        format!("{} was not played in that turn, so none of its rules was tried", page.interaction(id));
    answer.with(lost.into_iter().chain([not_reached])).with(course.ended.map(|how| ended(page, how)))
}

/// Why a rule of an interaction that was played, or waited, was not taken.
pub(super) fn why_not_taken(
    page: &Page<'_>,
    course: &Course<'_>,
    id: InteractionId,
    rule: &LinkedRule,
) -> String {
    if let Some(outcome) = course.tried(id, rule.position) {
        let words = verdict(page, rule, outcome);
        return match hint(page, course, rule, outcome) {
            Some(hint) => format!("{words}; {hint}"),
            None => words,
        };
    }
    let interaction = page.bot.interaction(id);
    let taken = course.taken(id).and_then(|position| interaction.rule(position));
    if let Some(first) = taken {
        return format!("not tried, as {} was met first", summary(page, first));
    }
    if course.took_no_match(id) {
        return "not tried, as No Match was taken".to_owned();
    }
    if course.ended == Some(Ended::Waiting(id)) && course.was_entered(id) {
        return format!("not tried yet, as {} has just been asked and waits", page.interaction(id));
    }
    let is_no_match = matches!(rule.condition, LinkedCondition::NoMatch(_));
    match interaction.step {
        Step::Upload(_) => "not tried, as a File Upload waits for a file, whatever its rules say".to_owned(),
        Step::Call(_) => "not tried, as the call did not come to its end in that turn".to_owned(),
        _ if is_no_match => "not taken, as it is for an answer that no other rule takes".to_owned(),
        _ => "not tried".to_owned(),
    }
}

/// What would have made the difference, where that is near.
fn hint(page: &Page<'_>, course: &Course<'_>, rule: &LinkedRule, outcome: &RuleOutcome) -> Option<String> {
    let said = course.said?;
    match (&rule.condition, outcome) {
        (LinkedCondition::Pattern(patterns), RuleOutcome::Missed(Missed::Pattern)) => {
            patterns.iter().find_map(|pattern| miss(page, pattern, said))
        }
        (LinkedCondition::Exact(values), RuleOutcome::Missed(Missed::Exact)) => {
            let near = nearest(said.trim(), values.iter().map(|value| &**value))?;
            Some(format!("{} is nearly {}", quoted(page, said), quoted(page, near)))
        }
        (LinkedCondition::Option(option), RuleOutcome::Missed(Missed::Option)) => {
            let option = option.as_written();
            let near = nearest(said.trim(), [option.as_str()])?;
            Some(format!("{} is nearly {}", quoted(page, said), quoted(page, near)))
        }
        (LinkedCondition::Intent(intent), RuleOutcome::Missed(Missed::Intent(best))) => {
            let is_below = best.is_some_and(|best| page.bot.intents.is_or_wraps(*intent, best.intent));
            if is_below { None } else { super::meaning::likeness(page, said, &[*intent]) }
        }
        _ => None,
    }
}

/// Why a message does not match a pattern, where the reason is near.
pub(super) fn miss(page: &Page<'_>, pattern: &Pattern, said: &str) -> Option<String> {
    Some(match pattern.miss(said)? {
        PatternMiss::SpaceAtStar(other) => {
            format!("the space beside `*` must stand in the message too; `{other}` would match")
        }
        PatternMiss::MoreAround(other) => {
            format!("the whole message counts; `{other}` would match")
        }
        PatternMiss::Lacks { text, nearly: Some(nearly) } => {
            format!("the message has {}, not `{text}`", quoted(page, &nearly))
        }
        PatternMiss::Lacks { text, nearly: None } => format!("`{text}` does not stand in the message"),
        PatternMiss::LacksAll(texts) => {
            let texts: Vec<String> = texts.iter().map(|text| format!("`{text}`")).collect();
            format!("the message has none of {}", super::first_few(texts, 6, "text").join(", "))
        }
    })
}
