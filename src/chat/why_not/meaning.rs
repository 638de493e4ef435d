//! Why no starter of a dialog took the message: its patterns, and what the message means.

use super::course::Course;
use super::dialog::not_asked;
use super::first_few;
use super::rule::miss;
use crate::chat::page::Page;
use crate::chat::view_choice::{decision, scored};
use crate::chat::view_rule::quoted;
use crate::engine::{Candidate, Decision, Fit, StarterChoice, Verdict};
use crate::linked::DialogId;
use crate::nlu::{DecidedBy, ScoredIntent};
use crate::text::Pattern;

/// How many patterns and words are told.
const MOST: usize = 6;

/// Why no starter of a dialog took the message.
pub(super) fn not_triggered(page: &Page<'_>, course: &Course<'_>, id: DialogId) -> Vec<String> {
    if let Some(reason) = not_asked(page, course) {
        return vec![reason];
    }
    let Some(choice) = course.starters() else { return Vec::new() };
    let said = course.said.unwrap_or("");
    let own = || choice.candidates.iter().filter(|candidate| candidate.dialog == Some(id));
    let lost = own().filter(|candidate| candidate.verdict != Verdict::Chosen);
    let mut reasons: Vec<String> =
        lost.map(|candidate| why_lost(page, choice, candidate, said)).take(MOST).collect();
    let keyword = page.bot.starters.excluded_by(id, said);
    if let Some(keyword) = keyword.filter(|_| reasons.is_empty()) {
        reasons.push(format!("its exclude keyword `{keyword}` stands in {}", quoted(page, said)));
    }
    if keyword.is_none() && !own().any(|candidate| matches!(candidate.fit, Fit::Pattern(_))) {
        reasons.splice(0..0, mismatches(page, id, said));
    }
    if !own().any(|candidate| matches!(candidate.fit, Fit::Intent { .. })) {
        reasons.extend(not_meant(page, choice, &page.bot.starters.intents_of(id), said));
    }
    reasons.push(decision(page, choice));
    reasons
}

/// Why each pattern of a dialog does not match.
fn mismatches(page: &Page<'_>, id: DialogId, said: &str) -> Vec<String> {
    let missed = |pattern: &Pattern| {
        let why = miss(page, pattern, said).map_or_else(String::new, |why| format!(": {why}"));
        format!("its pattern `{pattern}` does not match {}{why}", quoted(page, said))
    };
    let patterns = page.bot.starters.patterns_of(id).filter(|pattern| !pattern.is_match(said));
    first_few(patterns.map(missed).collect(), MOST, "pattern")
}

/// Why something that fits the message did not begin its dialog.
fn why_lost(page: &Page<'_>, choice: &StarterChoice, candidate: &Candidate, said: &str) -> String {
    let fits = match candidate.fit {
        Fit::Pattern(pattern) => {
            format!("its pattern `{}` matches {}", page.bot.starters.pattern(pattern), quoted(page, said))
        }
        Fit::Intent { intent, meta, score, .. } => {
            let by = meta.map_or_else(String::new, |meta| {
                format!(", by the meta intent `{}`", page.bot.intents.name(meta))
            });
            format!("the message may mean its intent {}{by}", scored(page, ScoredIntent { intent, score }))
        }
    };
    let why = match candidate.verdict {
        Verdict::Chosen => return fits,
        Verdict::Asked => return format!("{fits}: the consumer is asked which intent was meant"),
        Verdict::Disabled => "the dialog is disabled".to_owned(),
        Verdict::Excluded => {
            let keyword = candidate.dialog.and_then(|id| page.bot.starters.excluded_by(id, said));
            format!("its exclude keyword `{}` stands in the message", keyword.unwrap_or(""))
        }
        Verdict::NoStarter => "no starter names it".to_owned(),
        Verdict::BelowGood => "that is below GOOD, which a starter needs".to_owned(),
        Verdict::LowerScore => match winner(choice) {
            Some(winner) => format!("{} is surer", scored(page, winner)),
            None => "another intent is surer".to_owned(),
        },
        Verdict::ByMetaIntent => "the intent's own starter wins over that of its meta intent".to_owned(),
        Verdict::LaterInBot => "another that fits as well comes first in the bot".to_owned(),
    };
    format!("{fits}, but {why}")
}

/// The intent that won.
fn winner(choice: &StarterChoice) -> Option<ScoredIntent> {
    let mut chosen = choice.candidates.iter().filter(|candidate| candidate.verdict == Verdict::Chosen);
    chosen.find_map(intent_of)
}

/// The intent that fits best.
fn best(choice: &StarterChoice) -> Option<ScoredIntent> {
    choice.candidates.iter().find_map(intent_of)
}

fn intent_of(candidate: &Candidate) -> Option<ScoredIntent> {
    match candidate.fit {
        Fit::Intent { intent, score, .. } => Some(ScoredIntent { intent, score }),
        Fit::Pattern(_) => None,
    }
}

/// Why none of the intents that begin a dialog is meant.
fn not_meant(page: &Page<'_>, choice: &StarterChoice, intents: &[usize], said: &str) -> Option<String> {
    let name = page.bot.intents.name(*intents.first()?);
    if matches!(choice.decision, Decision::Pattern(_)) {
        return Some(format!(
            "its intent `{name}` was not asked: a pattern of any dialog goes before every intent"
        ));
    }
    let not_meant = format!("the message does not mean its intent `{name}`");
    if choice.by == Some(DecidedBy::Script) {
        return Some(format!("{not_meant}: what it means was said with it"));
    }
    if let Some(likeness) = likeness(page, said, intents) {
        return Some(format!("the message does not mean its intent {likeness}"));
    }
    Some(match best(choice) {
        Some(best) => format!("{not_meant}: it means {}", scored(page, best)),
        None => format!("{not_meant}, nor another"),
    })
}

/// How near a message comes to the nearest of some intents.
pub(super) fn likeness(page: &Page<'_>, said: &str, intents: &[usize]) -> Option<String> {
    let explained = intents.iter().filter_map(|intent| page.bot.intents.explain(said, *intent));
    let nearest = explained.reduce(|best, next| if next.score > best.score { next } else { best })?;
    let found = scored(page, ScoredIntent { intent: nearest.intent, score: nearest.score });
    let phrase = quoted(page, &nearest.phrase);
    let lacks = listed(page, &nearest.words.missing);
    let besides = listed(page, &nearest.words.besides);
    Some(match (lacks, besides) {
        (Some(lacks), _) => format!("{found}: of the phrase {phrase} the message lacks {lacks}"),
        (None, Some(besides)) => format!("{found}: beside the phrase {phrase} the message has {besides}"),
        (None, None) => format!("{found}: its nearest phrase is {phrase}"),
    })
}

fn listed(page: &Page<'_>, words: &[String]) -> Option<String> {
    let words: Vec<String> = words.iter().map(|word| quoted(page, word)).collect();
    (!words.is_empty()).then(|| first_few(words, MOST, "word").join(", "))
}
