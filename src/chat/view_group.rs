//! What goes on between bots, in words.

use super::page::Page;
use super::view_rule::quoted;
use crate::diagnostic::nearest;
use crate::engine::{GroupNotAsked, PassedIntent, Sibling, SiblingVerdict};
use crate::linked::{DialogId, LinkedBot};

/// The name of a bot's group, with the place where it is written.
fn group(page: &Page<'_>) -> String {
    match &page.bot.group {
        Some(group) => format!("the group `{}` ({})", group.name, page.place(group.span)),
        None => "the group".to_owned(),
    }
}

pub(super) fn asked(page: &Page<'_>) -> String {
    format!("asks the other bots of {}", group(page))
}

pub(super) fn not_asked(page: &Page<'_>, reason: GroupNotAsked) -> String {
    let group = group(page);
    match reason {
        GroupNotAsked::CollaborationOff => {
            format!("no other bot is asked: {group} does not collaborate (key `collaboration`)")
        }
        GroupNotAsked::NoSiblings => format!("no other bot is asked: none of {group} is in this run"),
        GroupNotAsked::Survey => {
            format!("no other bot of {group} is asked: this one is a survey bot, which takes no part")
        }
    }
}

/// What a bot of the group makes of the message, and what follows.
pub(super) fn sibling(sibling: &Sibling, taken: bool) -> String {
    let lost = if taken { "" } else { ", but another bot comes first" };
    let verdict = match &sibling.verdict {
        SiblingVerdict::Pattern { pattern, dialog } => {
            format!("its pattern `{pattern}` of the dialog `{dialog}` matches{lost}")
        }
        SiblingVerdict::Intent { intent, score, dialog } => {
            format!("to it the message means the intent `{intent}` ({score}), which starts `{dialog}`{lost}")
        }
        SiblingVerdict::Unsure { intent, score, band } => format!(
            "to it the message may mean the intent `{intent}` ({score}), but {} is not enough: GOOD is",
            band.name()
        ),
        SiblingVerdict::Excluded(dialog) => {
            format!("its dialog `{dialog}` would be triggered, but an exclude keyword forbids it")
        }
        SiblingVerdict::Nothing => "none of its starters takes the message".to_owned(),
        SiblingVerdict::Survey => "not asked, as a survey bot takes no part".to_owned(),
        SiblingVerdict::CollaborationOff => {
            "not asked, as its own file says that the group does not collaborate".to_owned()
        }
    };
    format!("`{}`: {verdict}", sibling.bot)
}

pub(super) fn took_over(page: &Page<'_>, heard: &str) -> String {
    format!("`{}` takes over and hears {}", page.bot.name, quoted(page, heard))
}

pub(super) fn passed(page: &Page<'_>, intent: &str, outcome: PassedIntent) -> String {
    let name = |id: DialogId| &page.bot.dialog(id).name;
    match outcome {
        PassedIntent::Starts(id) => {
            format!("the intent `{intent}` was passed on, and starts the dialog `{}`", name(id))
        }
        PassedIntent::Barred(id) => format!(
            "the intent `{intent}` was passed on, but an exclude keyword keeps it from starting the dialog `{}`",
            name(id)
        ),
        PassedIntent::NoStarter => {
            format!("the intent `{intent}` was passed on, but it starts no dialog of this bot")
        }
        PassedIntent::Unknown => {
            format!("the intent `{intent}` was passed on, but this bot has no intent of that name")
        }
    }
}

/// The conversation goes to a bot that is not there.
pub(super) fn not_in_run(bot: &LinkedBot, to: &str, known: &[std::sync::Arc<str>]) -> String {
    let stays = format!("nobody takes over and the consumer stays with `{}`", bot.name);
    let meant = nearest(to, known.iter().map(|name| &**name));
    let meant = meant.map_or_else(String::new, |meant| format!("did you mean `{meant}`? Else "));
    format!(
        "there is no bot `{to}` in this run, so {stays}: {meant}name its file too, `dialogsim chat BOT OTHER-BOT`"
    )
}

pub(super) fn without_end(bot: &LinkedBot, most: u32) -> String {
    format!(
        "the conversation has changed hands {most} times because of one message, so it stops with `{}`: on the \
         platform these bots would hand it to each other for ever; let one of them answer",
        bot.name
    )
}

pub(super) fn unresolved(page: &Page<'_>, reference: &str) -> String {
    format!(
        "`{reference}` in the transfer message of {} is not set, so the consumer reads it as it is written: set it \
         before, or correct its name",
        group(page)
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::sync::Arc;

    use super::*;
    use crate::linked::{Names, link};
    use crate::load::{MemoryFiles, load_bot};
    use crate::nlu::{Band, Score};
    use crate::source::Sources;

    #[test]
    fn every_verdict_says_why() {
        let name = || Arc::from("name");
        let score = Score::from_percent(50);
        let verdicts = [
            (SiblingVerdict::Pattern { pattern: Arc::from("*a*"), dialog: name() }, true),
            (SiblingVerdict::Pattern { pattern: Arc::from("*a*"), dialog: name() }, false),
            (SiblingVerdict::Intent { intent: name(), score, dialog: name() }, true),
            (SiblingVerdict::Unsure { intent: name(), score, band: Band::FairPlus }, false),
            (SiblingVerdict::Excluded(name()), false),
            (SiblingVerdict::Nothing, false),
            (SiblingVerdict::Survey, false),
            (SiblingVerdict::CollaborationOff, false),
        ];
        let bot: Arc<str> = Arc::from("B");
        let words = verdicts.map(|(verdict, taken)| sibling(&Sibling { bot: bot.clone(), verdict }, taken));
        insta::assert_snapshot!(words.join("\n"), @r"
        `B`: its pattern `*a*` of the dialog `name` matches
        `B`: its pattern `*a*` of the dialog `name` matches, but another bot comes first
        `B`: to it the message means the intent `name` (50 %), which starts `name`
        `B`: to it the message may mean the intent `name` (50 %), but FAIR PLUS is not enough: GOOD is
        `B`: its dialog `name` would be triggered, but an exclude keyword forbids it
        `B`: none of its starters takes the message
        `B`: not asked, as a survey bot takes no part
        `B`: not asked, as its own file says that the group does not collaborate
        ");
    }

    #[test]
    fn a_bot_that_is_not_there_is_told_how_to_come() {
        let text = "bot: Shop\ndialogs:\n  - dialog: A\n    interactions: [text: A]\n";
        let files = MemoryFiles::default().with("bot.yaml", text);
        let loaded = load_bot("bot.yaml", &files, &mut Sources::default());
        let bot = link(&Names::new(&loaded.bot.unwrap()), &|_| None).unwrap();
        let known = [Arc::from("Shop"), Arc::from("Billing")];
        let words =
            [not_in_run(&bot, "Biling", &known), not_in_run(&bot, "Delivery", &known), without_end(&bot, 10)];
        insta::assert_snapshot!(words.join("\n"), @r"
        there is no bot `Biling` in this run, so nobody takes over and the consumer stays with `Shop`: did you mean `Billing`? Else name its file too, `dialogsim chat BOT OTHER-BOT`
        there is no bot `Delivery` in this run, so nobody takes over and the consumer stays with `Shop`: name its file too, `dialogsim chat BOT OTHER-BOT`
        the conversation has changed hands 10 times because of one message, so it stops with `Shop`: on the platform these bots would hand it to each other for ever; let one of them answer
        ");
    }
}
