//! Going back and forth in words.

use super::page::{Page, count};
use super::past::{Change, LiveCall, Step};
use crate::engine::{Event, Input, Part, Session};
use crate::linked::{InteractionId, LinkedBot};
use crate::play::Happened;
use crate::text::{format_duration, shortened};

/// How much of what was said is quoted.
const QUOTED: usize = 40;

/// A change as a person knows it: what was said in quotes, else as it was typed.
pub(super) fn change(page: &Page<'_>, step: &Step) -> String {
    // Masked before it is cut: half a secret would not be found.
    let cut = |text: &str| shortened(&page.safe_line(text), QUOTED);
    let quoted = |text: &str| format!("\"{}\"", cut(text));
    match &step.change {
        Change::Input(Input::Text(text) | Input::Interruption { text, .. }) => quoted(text),
        Change::Input(Input::Burst { texts, .. }) => {
            texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(" | ")
        }
        Change::Input(Input::Intent { text: Some(text), .. }) => quoted(text),
        Change::Input(Input::Intent { ranked, .. }) => {
            let best = ranked.iter().max_by_key(|one| one.score);
            let name = best.and_then(|best| page.bot.intents.names().nth(best.intent));
            format!("/intent {}", name.map_or_else(String::new, |name| cut(name)))
        }
        Change::Input(Input::Event(text)) => format!("[event] {}", cut(text)),
        Change::Input(Input::Tap(index)) => tap(step, *index, &cut),
        Change::Input(Input::Taps(places)) => {
            places.iter().map(|place| tap(step, *place, &cut)).collect::<Vec<_>>().join(" ")
        }
        Change::Input(Input::File(file)) => format!("[file {}]", cut(&file.facts.name)),
        Change::Command(name, arguments) => format!("/{name} {}", cut(arguments)).trim_end().to_owned(),
        other => cut(&as_command(other).unwrap_or_else(|| "what happened".to_owned())),
    }
}

/// A change that is done by a command, as the command that does it.
pub(super) fn as_command(change: &Change) -> Option<String> {
    Some(match change {
        Change::Command(name, arguments) => format!("/{name} {arguments}").trim_end().to_owned(),
        Change::Input(Input::TimePassed(time)) => format!("/clock +{}", format_duration(*time)),
        Change::Set(variables) => {
            let set = variables.iter().map(|(name, value)| format!("{name}={value}"));
            format!("/set {}", set.collect::<Vec<_>>().join(", "))
        }
        Change::Channel(channel) => format!("/channel {}", channel.name()),
        // The consumer does the others, or they come from the conversation itself.
        Change::Input(_) => return None,
    })
}

fn tap(step: &Step, place: usize, cut: &dyn Fn(&str) -> String) -> String {
    let choices = step.before.checkpoint.session().offered();
    let label = choices.get(place).map_or_else(String::new, |choice| cut(&choice.label));
    format!("[{}] {label}", place + 1).trim_end().to_owned()
}

/// Which changes were taken back, the newest first.
pub(super) fn taken_back<'s>(page: &Page<'_>, steps: impl ExactSizeIterator<Item = &'s Step>) -> String {
    /// More would push the conversation off the screen.
    const NAMED: usize = 5;
    let number = steps.len();
    let mut named: Vec<String> = steps.take(NAMED).map(|step| change(page, step)).collect();
    if number > NAMED {
        named.push(format!("{} more", number - NAMED));
    }
    match number {
        1 => format!("taken back: {}", named.concat()),
        _ => format!("{} taken back: {}", count(number, "change"), named.join(", ")),
    }
}

/// That services keep what live calls did; `None` if there were none.
pub(super) fn not_taken_back(live: &[LiveCall]) -> Option<String> {
    let mut names: Vec<(&str, usize)> = Vec::new();
    for call in live {
        match names.iter_mut().find(|(name, _)| *name == call.name) {
            Some((_, calls)) => *calls += 1,
            None => names.push((&call.name, 1)),
        }
    }
    let named: Vec<String> =
        names.iter().map(|(name, calls)| format!("`{name}` ({})", count(*calls, "call"))).collect();
    let listed = named.join(", ");
    (!named.is_empty()).then(|| format!("not taken back: what live calls did at their services: {listed}"))
}

/// What the conversation waits for, as the second half of a sentence.
pub(super) fn state(page: &Page<'_>, session: &Session, turns: usize) -> String {
    if session.is_with_agent() {
        return "an agent has the conversation".to_owned();
    }
    if session.is_closed() {
        return "the conversation is closed, the next message begins a new one".to_owned();
    }
    match session.waiting_at() {
        Some(question) => format!("{} waits", page.interaction(question)),
        None if turns == 0 => "nothing was said yet".to_owned(),
        None => "nothing waits, the next message goes to the dialog starters".to_owned(),
    }
}

/// The messages with which a question was asked last in a turn, as they were sent.
pub(super) fn asked<'t>(
    turn: &'t [Happened],
    bot: &LinkedBot,
    question: InteractionId,
) -> impl Iterator<Item = &'t Happened> {
    let part = move |happened: &Happened| match &happened.event {
        Event::Message(message) if message.from == Some(question) && std::ptr::eq(&*happened.bot, bot) => {
            Some(message.part).filter(|part| matches!(part, Part::Content | Part::Repeated))
        }
        _ => None,
    };
    let last = turn.iter().rev().find_map(part);
    let is_part = move |happened: &&Happened| last.is_some() && part(happened) == last;
    turn.iter().filter(is_part)
}
