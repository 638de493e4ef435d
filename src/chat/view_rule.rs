//! Rules in words: what one asks for, and why it was not taken.

use super::page::Page;
use super::view_choice::scored;
use crate::engine::{Missed, RuleOutcome};
use crate::linked::{InteractionId, LinkedRule};
use crate::nlu::Band;
use crate::text::shortened;

/// How much of a pattern or a value is quoted.
const QUOTED: usize = 60;

/// A rule that was tried, and what came of it.
pub(super) fn tried(page: &Page<'_>, id: InteractionId, position: usize, outcome: &RuleOutcome) -> String {
    let Some(rule) = page.bot.interaction(id).rule(position) else { return format!("rule {}", position + 1) };
    format!("{}: {}", summary(page, rule), verdict(page, rule, outcome))
}

/// What came of a rule that was tried.
pub(super) fn verdict(page: &Page<'_>, rule: &LinkedRule, outcome: &RuleOutcome) -> String {
    match outcome {
        RuleOutcome::Matched => "yes, it is taken".to_owned(),
        RuleOutcome::Missed(missed) => format!("no, {}", why_missed(page, *missed)),
        RuleOutcome::Variable { index, any, variable, actual } => {
            let conditions = if *any { &rule.any } else { &rule.all };
            let wanted = conditions.get(*index).map_or_else(String::new, |condition| condition.in_words());
            let actual = match actual {
                Some(actual) => format!("it is {}", quoted(page, actual)),
                None => "it is not set".to_owned(),
            };
            let all = if *any { "none of its variable conditions holds; the last: " } else { "" };
            format!("yes, but {all}`{variable}` must {wanted}, and {actual}")
        }
        RuleOutcome::Failed => "no, the expression gave up".to_owned(),
    }
}

/// A rule's number, name, place and condition.
pub(super) fn summary(page: &Page<'_>, rule: &LinkedRule) -> String {
    let name = rule.name.as_ref().map_or_else(String::new, |name| format!(" `{name}`"));
    let condition = page.bot.condition_in_words(&rule.condition);
    format!("rule {}{name} ({}) {condition}", rule.position + 1, page.place(rule.span))
}

/// The No Match rule's place.
pub(super) fn no_match(page: &Page<'_>, id: InteractionId) -> String {
    let rule = page.bot.interaction(id).no_match.as_deref();
    let place = rule.map_or_else(String::new, |rule| format!(" ({})", page.place(rule.span)));
    format!("no rule matched, so No Match{place} is taken")
}

fn why_missed(page: &Page<'_>, missed: Missed) -> String {
    match missed {
        Missed::Pattern => "the whole message is not like that".to_owned(),
        Missed::Regex => "it does not match the message".to_owned(),
        Missed::Intent(None) => "the message means no intent".to_owned(),
        Missed::Intent(Some(best)) if page.bot.band(best.score) < Band::Good => {
            format!("at best the message means {}, which is below GOOD", scored(page, best))
        }
        Missed::Intent(Some(best)) => format!("the message means {}", scored(page, best)),
        Missed::Exact => "the message is another".to_owned(),
        Missed::Option => "that option was not chosen".to_owned(),
        Missed::Result(result) => format!("the result is {}", result.name()),
        Missed::Knowledge(found) => format!("the search's result is {}", found.name()),
        Missed::NotApplicable => "it judges something else".to_owned(),
    }
}

/// A value between quotes, on one line and shortened. It is masked before it is cut, as half a secret
/// would not be found any more.
pub(super) fn quoted(page: &Page<'_>, text: &str) -> String {
    format!("\"{}\"", shortened(&page.safe_line(text), QUOTED))
}
