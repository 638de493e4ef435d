//! How a dialog was chosen, and what the consumer means, in words.

use super::page::{Page, count};
use super::view_rule::quoted;
use super::view_trace::dialog;
use crate::engine::{Candidate, Decision, Fit, NotAsked, Picked, StarterChoice, Verdict};
use crate::linked::{InteractionId, LinkedRule, SetValue};
use crate::nlu::{DecidedBy, FoundEntity, ScoredIntent, Understanding};

/// What the starters made of a message: what follows, then everything that did not win and why.
pub(super) fn choice(page: &Page<'_>, choice: &StarterChoice) -> String {
    let mut lines = vec![decision(page, choice)];
    let losers = choice.candidates.iter().filter(|candidate| candidate.verdict != Verdict::Chosen);
    // Those that the consumer is asked about are told by the decision.
    let losers = losers.filter(|candidate| candidate.verdict != Verdict::Asked);
    lines.extend(
        losers.map(|candidate| format!("{}: no, {}", fit(page, candidate), verdict(candidate.verdict))),
    );
    lines.join("\n")
}

/// What follows from a message for the dialogs.
pub(super) fn decision(page: &Page<'_>, choice: &StarterChoice) -> String {
    let name = |intent: usize| page.bot.intents.name(intent);
    match choice.decision {
        Decision::Pattern(_) => {
            let winner = choice.candidates.iter().find(|candidate| candidate.verdict == Verdict::Chosen);
            let winner = winner.map_or_else(String::new, |candidate| fit(page, candidate));
            format!("starter {winner} matches")
        }
        Decision::Intent(id, intent) => format!("the intent `{}` starts {}", name(intent), dialog(page, id)),
        Decision::Ask(id) => {
            let asked = choice.candidates.iter().filter(|candidate| candidate.verdict == Verdict::Asked);
            let mut intents: Vec<String> =
                asked.filter_map(|candidate| scored_fit(page, candidate)).collect();
            intents.dedup();
            format!(
                "no starter takes the message, and several intents are in question, so {} asks: {}",
                dialog(page, id),
                intents.join(", ")
            )
        }
        Decision::OnlyStarter(id, intent) => format!(
            "of the intents in question only `{}` has a starter, so it starts {} unasked",
            name(intent),
            dialog(page, id)
        ),
        Decision::Nothing(why) => {
            let tried = format!("no starter takes the message ({} tried)", count(choice.patterns, "pattern"));
            match not_asked(page, why) {
                Some(reason) => format!("{tried}, and the consumer is not asked what was meant: {reason}"),
                None => tried,
            }
        }
    }
}

/// Why the consumer is not asked which intent was meant, where there is something to ask about.
pub(super) fn not_asked(page: &Page<'_>, why: NotAsked) -> Option<String> {
    Some(match why {
        // There is nothing to ask about, or nobody to ask.
        NotAsked::NoIntent | NotAsked::NoDialog | NotAsked::Event => return None,
        NotAsked::ThirdParty => "the engine of a third party gives one intent only".to_owned(),
        NotAsked::IsClear(intent) => {
            format!("`{}` is GOOD or better, so there is no doubt", page.bot.intents.name(intent))
        }
        NotAsked::FewerThanTwo => "fewer than two intents are FAIR PLUS".to_owned(),
        NotAsked::NoneHasStarter => "none of the intents in question has a starter".to_owned(),
    })
}

/// What fits a message: a pattern, or an intent with its score and band, and the dialog.
pub(super) fn fit(page: &Page<'_>, candidate: &Candidate) -> String {
    let what = match candidate.fit {
        Fit::Pattern(pattern) => format!("pattern `{}`", page.bot.starters.pattern(pattern)),
        Fit::Intent { intent, meta, score, band } => {
            let by = meta.map_or_else(String::new, |meta| format!(", by `{}`", page.bot.intents.name(meta)));
            format!("intent `{}` ({score}, {}{by})", page.bot.intents.name(intent), band.name())
        }
    };
    match candidate.dialog {
        Some(id) => format!("{what} of {}", dialog(page, id)),
        None => what,
    }
}

fn scored_fit(page: &Page<'_>, candidate: &Candidate) -> Option<String> {
    match candidate.fit {
        Fit::Intent { intent, score, .. } => Some(scored(page, ScoredIntent { intent, score })),
        Fit::Pattern(_) => None,
    }
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Chosen => "it is chosen",
        Verdict::Asked => "the consumer is asked",
        Verdict::Disabled => "the dialog is disabled",
        Verdict::Excluded => "an exclude keyword forbids it",
        Verdict::NoStarter => "no starter names it",
        Verdict::BelowGood => "that is below GOOD",
        Verdict::LowerScore => "another intent is surer",
        Verdict::ByMetaIntent => "the intent's own starter wins over that of its meta intent",
        Verdict::LaterInBot => "it fits too, but comes later in the bot",
    }
}

/// `` `balance` (72 %, GOOD) ``
pub(super) fn scored(page: &Page<'_>, scored: ScoredIntent) -> String {
    let name = page.bot.intents.name(scored.intent);
    format!("`{name}` ({}, {})", scored.score, page.bot.band(scored.score).name())
}

/// What the message means, and what decided that.
pub(super) fn understood(page: &Page<'_>, meaning: &Understanding) -> String {
    if meaning.ranked.is_empty() {
        return match meaning.by {
            DecidedBy::Phrase | DecidedBy::Nothing => "the message is no training phrase of an intent",
            DecidedBy::Words => "the message comes near no intent",
            DecidedBy::Script => "the message means no intent, as scripted",
        }
        .to_owned();
    }
    let by = match meaning.by {
        DecidedBy::Phrase => "it is a training phrase",
        DecidedBy::Words => "by its words",
        DecidedBy::Script => "scripted",
        DecidedBy::Nothing => "nothing was asked",
    };
    let intents: Vec<String> = meaning.ranked.iter().map(|intent| scored(page, *intent)).collect();
    format!("the message means {}: {by}", intents.join(", "))
}

/// What was picked of the intents in question.
pub(super) fn picked(page: &Page<'_>, picked: Picked) -> String {
    match picked {
        Picked::Intent(intent) => {
            let of = match page.bot.starters.dialog_of(intent) {
                Some(id) => format!("of {}", dialog(page, id)),
                None => "which has no starter".to_owned(),
            };
            format!("the consumer means the intent `{}`, {of}", page.bot.intents.name(intent))
        }
        Picked::NoneOfThese => "the consumer means none of these".to_owned(),
        Picked::Nothing => {
            "the consumer picks nothing that is offered; there is no context switching here".to_owned()
        }
    }
}

/// Entities in a message.
pub(super) fn entities(page: &Page<'_>, found: &[FoundEntity]) -> String {
    let found: Vec<String> = found.iter().map(|found| entity(page, found)).collect();
    format!("finds {}", found.join(", "))
}

fn entity(page: &Page<'_>, found: &FoundEntity) -> String {
    let stands_for = if found.phrase == found.value {
        String::new()
    } else {
        format!(" for {}", quoted(page, &found.value))
    };
    format!("@{} {}{stands_for}", page.bot.entities.name(found.entity), quoted(page, &found.phrase))
}

/// A question that is not asked, and the rule's entity.
pub(super) fn skipped(page: &Page<'_>, question: InteractionId, position: usize) -> String {
    let rules = &page.bot.interaction(question).rules;
    let rule = rules.iter().find(|rule| rule.position == position);
    let entity = rule.and_then(entity_of).unwrap_or_default();
    format!("{} is not asked: {entity} is known already", page.interaction(question))
}

/// A question that is asked since none of its entities is known.
pub(super) fn missing(page: &Page<'_>, question: InteractionId) -> String {
    let rules = &page.bot.interaction(question).rules;
    let mut names: Vec<String> = rules.iter().filter_map(entity_of).collect();
    names.dedup();
    format!("{} is asked: nothing that was said is {}", page.interaction(question), names.join(" or "))
}

/// `@NAME` of the entity that a rule's slot takes.
fn entity_of(rule: &LinkedRule) -> Option<String> {
    rule.set.iter().find_map(|set| match &set.value {
        SetValue::Entity { name, .. } => Some(format!("@{name}")),
        SetValue::Text(_) => None,
    })
}
