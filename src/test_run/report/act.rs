//! What happens to a bot, in words: as an item of a transcript, and as in a chat.

use std::time::Duration;

use crate::replay::{Act, PlayedTurn};
use crate::terminal::count;
use crate::text::{format_duration, format_size};
use crate::trace::TraceEvent;

/// So many turns are looked back for what a tapped choice was offered with.
const LOOKED_BACK: usize = 50;

/// A line of a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// What the consumer says or does.
    Consumer(String),
    /// What happens besides.
    Aside(String),
}

/// The key of the item and what it says.
pub(super) fn as_item(act: &Act) -> (&'static str, String) {
    match act {
        Act::Says { text } => ("consumer", text.clone()),
        Act::Means { text, intents } => {
            let said = text.as_ref().map(|text| format!(": {text}")).unwrap_or_default();
            ("intent", format!("{}{said}", intents.join(", ")))
        }
        Act::Burst { texts, gap_ms } => ("burst", format!("{}, {} apart", texts.join(" / "), time(*gap_ms))),
        Act::Interrupts { text, after_ms } => ("interrupt", format!("{text}, after {}", time(*after_ms))),
        Act::Taps { choices, message, picked } => {
            ("tap", tapped(&choices.join(", "), *message, picked.as_deref()))
        }
        Act::Sends { file, file_type, size, caption } => {
            let caption = caption.as_ref().map(|caption| format!(": {caption}")).unwrap_or_default();
            ("upload", format!("{file} ({file_type}, {}){caption}", format_size(*size)))
        }
        Act::Event { text } => ("event", text.clone()),
        Act::Waits { time_ms } => ("wait", time(*time_ms)),
        Act::Goes { to } => ("goto", to.clone()),
        Act::Sets { variables } => {
            let pair = |(name, value): &(String, String)| format!("{name}: {value}");
            ("set", variables.iter().map(pair).collect::<Vec<_>>().join(", "))
        }
        Act::Channel { channel } => ("channel", (*channel).to_owned()),
    }
}

/// What happens in the last of these turns; nothing where the bot begins.
pub(super) fn in_chat(turns: &[PlayedTurn]) -> Vec<Heard> {
    use Heard::{Aside, Consumer};
    let Some((turn, earlier)) = turns.split_last() else { return Vec::new() };
    let Some(act) = &turn.act else { return Vec::new() };
    match act {
        Act::Says { text } => vec![Consumer(text.clone())],
        Act::Means { text, intents } => {
            let said = text.as_deref().or_else(|| heard(turn)).unwrap_or_default();
            vec![Consumer(format!("{said} [{}]", intents.join(", ")).trim().to_owned())]
        }
        Act::Burst { texts, gap_ms } => {
            let apart =
                format!("({} in quick succession, {} apart)", count(texts.len(), "text"), time(*gap_ms));
            texts.iter().cloned().map(Consumer).chain([Aside(apart)]).collect()
        }
        Act::Interrupts { text, after_ms } => {
            let after = format!("({} after the message before)", time(*after_ms));
            vec![Consumer(text.clone()), Aside(after)]
        }
        Act::Taps { choices, message, picked } => {
            let taps: Vec<String> = choices.iter().map(|name| tap(name, *message, turn, earlier)).collect();
            vec![Consumer(tapped(&taps.join(", "), *message, picked.as_deref()))]
        }
        Act::Sends { file, file_type, size, caption } => {
            let bytes = usize::try_from(*size).unwrap_or(usize::MAX);
            let caption = caption.as_ref().map_or_else(String::new, |caption| format!(" {caption}"));
            vec![Consumer(format!("[file {file}, {file_type}, {}]{caption}", count(bytes, "byte")))]
        }
        Act::Event { text } => vec![Aside(format!("(the platform tells the bot {text})"))],
        Act::Waits { time_ms } => vec![Aside(format!("({} pass)", time(*time_ms)))],
        Act::Goes { to } => vec![Aside(format!("(the flow is sent to `{to}`)"))],
        Act::Sets { variables } => {
            let set = |(name, value): &(String, String)| Aside(format!("({name} is set to \"{value}\")"));
            variables.iter().map(set).collect()
        }
        Act::Channel { channel } => vec![Aside(format!("(from here on on the channel `{channel}`)"))],
    }
}

/// A time on the conversation's clock.
pub(super) fn time(milliseconds: u64) -> String {
    format_duration(Duration::from_millis(milliseconds))
}

/// What the bot got as the message.
fn heard(turn: &PlayedTurn) -> Option<&str> {
    turn.trace.events.iter().find_map(|event| match event {
        TraceEvent::Said { text } => Some(text.as_str()),
        _ => None,
    })
}

/// Taps with what is picked and the message that is gone back to: `Pick a day: 2026-12-24 (of message 3)`.
fn tapped(choices: &str, message: Option<u32>, picked: Option<&str>) -> String {
    let picked = picked.map(|picked| format!(": {picked}")).unwrap_or_default();
    let message = message.map(|number| format!(" (of message {number})")).unwrap_or_default();
    format!("{choices}{picked}{message}")
}

/// `[2] So so`: a choice with the number that it had, if it was offered by the last message that offers some.
fn tap(name: &str, message: Option<u32>, turn: &PlayedTurn, earlier: &[PlayedTurn]) -> String {
    let label = turn.trace.events.iter().find_map(|event| match event {
        TraceEvent::Tapped { label, .. } => Some(label.as_str()),
        _ => None,
    });
    let before = earlier.iter().rev().take(LOOKED_BACK).flat_map(|turn| turn.trace.events.iter().rev());
    let offered = before.into_iter().find_map(|event| match event {
        TraceEvent::Message { choices, .. } if !choices.is_empty() => Some(choices),
        _ => None,
    });
    let offered = offered.filter(|_| message.is_none());
    let named = offered.and_then(|choices| choices.iter().position(|choice| choice.trim() == name.trim()));
    let tapped = || label.and_then(|label| offered?.iter().position(|choice| choice == label));
    match (named.or_else(tapped), offered) {
        (Some(place), Some(choices)) => format!("[{}] {}", place + 1, choices[place]),
        _ => format!("[{name}]"),
    }
}
