//! `/intent`: the consumer says something, and the person says what it means.

use std::cmp::Reverse;
use std::sync::Arc;

use super::chat::{Chat, Outcome, Then};
use super::names;
use super::view_event;
use super::words::first_name;
use crate::engine::Input;
use crate::linked::LinkedBot;
use crate::nlu::{Score, ScoreProblem, ScoredIntent};

/// What is scripted: the intents, and what is said if it is given.
#[derive(Debug, PartialEq, Eq)]
struct Script<'a> {
    ranked: Vec<ScoredIntent>,
    text: &'a str,
}

pub(super) fn intent(chat: &mut Chat<'_>, arguments: &str) -> Outcome {
    if arguments.is_empty() {
        return Err("which one? /intent NAME [SCORE] [NAME SCORE]… [TEXT]".to_owned());
    }
    let Script { ranked, text } = parse(chat.bot(), arguments)?;
    // The person who types sees what is said, also where it is the intent's own phrase.
    let text = match (text, ranked.iter().max_by_key(|scored| (scored.score, Reverse(scored.intent)))) {
        ("", Some(best)) => chat.bot().words_for(best.intent).clone(),
        _ => Arc::from(text),
    };
    chat.show_turn(|page| view_event::scripted(page, &ranked, &text));
    chat.play(Input::Intent { text: Some(text), ranked });
    Ok(Then::GoOn)
}

/// The first intent may go without a score. Further ones need one: without it their name is what the
/// consumer says.
fn parse<'a>(bot: &LinkedBot, arguments: &'a str) -> Result<Script<'a>, String> {
    let (name, rest) = name(bot, arguments).map_err(|error| error.to_string())?;
    let first = names::find_intent(bot, &name)?;
    let (score, mut text) = match score(rest)? {
        Some((score, rest)) => (score, rest),
        None => (Score::FULL, rest),
    };
    let mut ranked = vec![ScoredIntent { intent: first, score }];
    while let Ok((name, rest)) = self::name(bot, text)
        && bot.intents.find(&name).is_some()
        && let Some((score, rest)) = self::score(rest)?
    {
        let intent = names::find_intent(bot, &name)?;
        if ranked.iter().any(|earlier| earlier.intent == intent) {
            return Err(format!("the intent `{name}` has a score already; give each intent one"));
        }
        ranked.push(ScoredIntent { intent, score });
        text = rest;
    }
    Ok(Script { ranked, text })
}

fn name<'a>(bot: &LinkedBot, text: &'a str) -> Result<(String, &'a str), super::words::UnclosedQuote> {
    first_name(text, bot.intents.names().map(|name| &**name))
}

/// A score at the start of a text, and what comes after it: `72`, `72.5`, `72%`.
fn score(text: &str) -> Result<Option<(Score, &str)>, String> {
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (word, rest) = (&text[..end], text[end..].trim_start());
    match Score::parse(word) {
        Ok(score) => Ok(Some((score, rest))),
        Err(ScoreProblem::NotANumber) => Ok(None),
        Err(ScoreProblem::TooMuch) => {
            Err(format!("a score is in percent, at most 100; to say `{word}`, write the score before it"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn scores_are_percent_with_at_most_two_decimals() {
        let of = |text| score(text).map(|found| found.map(|(score, rest)| (score.hundredths(), rest)));
        assert_eq!(of("72 what is left"), Ok(Some((7_200, "what is left"))));
        assert_eq!(of("72.5%"), Ok(Some((7_250, ""))));
        assert_eq!(of("0.05 x"), Ok(Some((5, "x"))));
        for text in ["", "%", "seventy", "7,5", "1.234", ".5", "-1", "12345678901"] {
            assert_eq!(of(text), Ok(None), "{text}");
        }
        assert!(of("100.01").is_err() && of("2026 was good").is_err());
    }

    proptest! {
        #[test]
        fn never_panics(text in any::<String>()) {
            let _ = score(&text);
        }
    }
}
