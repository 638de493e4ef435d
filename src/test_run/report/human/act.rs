//! What happens to the bot, as in a chat.

use std::time::Duration;

use super::page::{PLAIN, Page, count};
use crate::replay::{Act, PlayedTurn};
use crate::terminal::Style;
use crate::text::format_duration;
use crate::trace::TraceEvent;

/// What happens in the last of these turns.
pub(super) fn act(page: &Page<'_>, turns: &[PlayedTurn]) -> Vec<String> {
    let Some(turn) = turns.last() else { return Vec::new() };
    let Some(act) = &turn.act else {
        return vec![aside(page, "(the conversation begins)")];
    };
    let time = |milliseconds: u64| format_duration(Duration::from_millis(milliseconds));
    match act {
        Act::Says { text } => vec![consumer(page, text)],
        Act::Means { text, intents } => {
            let said = text.as_deref().or_else(|| heard(turn)).unwrap_or_default();
            vec![consumer(page, format!("{said} [{}]", intents.join(", ")).trim())]
        }
        Act::Burst { texts, gap_ms } => {
            let mut lines: Vec<String> = texts.iter().map(|text| consumer(page, text)).collect();
            lines.push(aside(
                page,
                &format!("({} in quick succession, {} apart)", count(texts.len(), "text"), time(*gap_ms)),
            ));
            lines
        }
        Act::Interrupts { text, after_ms } => {
            vec![
                consumer(page, text),
                aside(page, &format!("({} after the message before)", time(*after_ms))),
            ]
        }
        Act::Taps { choices } => {
            let tapped: Vec<String> = choices.iter().map(|name| tap(name, turns)).collect();
            vec![consumer(page, &tapped.join(", "))]
        }
        Act::Sends { file, file_type, size, caption } => {
            let bytes = if *size == 1 { "byte" } else { "bytes" };
            let caption = caption.as_ref().map_or_else(String::new, |caption| format!(" {caption}"));
            vec![consumer(page, &format!("[file {file}, {file_type}, {size} {bytes}]{caption}"))]
        }
        Act::Event { text } => vec![aside(page, &format!("(the platform tells the bot {text})"))],
        Act::Waits { time_ms } => vec![aside(page, &format!("({} pass)", time(*time_ms)))],
        Act::Goes { to } => vec![aside(page, &format!("(the flow is sent to `{to}`)"))],
        Act::Sets { variables } => variables
            .iter()
            .map(|(name, value)| aside(page, &format!("({name} is set to \"{value}\")")))
            .collect(),
        Act::Channel { channel } => vec![aside(page, &format!("(from here on on the channel `{channel}`)"))],
    }
}

fn consumer(page: &Page<'_>, text: &str) -> String {
    let text = page.safe(text);
    page.painted(Style::Consumer, &page.lines(&text, &format!("{PLAIN}> "), &format!("{PLAIN}  ")))
}

fn aside(page: &Page<'_>, text: &str) -> String {
    page.painted(Style::Dim, &page.lines(&page.safe_line(text), PLAIN, &format!("{PLAIN} ")))
}

/// What the bot got as the message.
fn heard(turn: &PlayedTurn) -> Option<&str> {
    turn.trace.events.iter().find_map(|event| match event {
        TraceEvent::Said { text } => Some(text.as_str()),
        _ => None,
    })
}

/// `[2] So so`: a choice with the number that it had, if it was offered.
fn tap(name: &str, turns: &[PlayedTurn]) -> String {
    let (turn, earlier) = match turns.split_last() {
        Some(split) => split,
        None => return format!("[{name}]"),
    };
    let label = turn.trace.events.iter().find_map(|event| match event {
        TraceEvent::Tapped { label, .. } => Some(label.as_str()),
        _ => None,
    });
    let offered =
        earlier.iter().rev().flat_map(|turn| turn.trace.events.iter().rev()).find_map(|event| match event {
            TraceEvent::Message { choices, .. } if !choices.is_empty() => Some(choices),
            _ => None,
        });
    let named = offered.and_then(|choices| choices.iter().position(|choice| choice.trim() == name.trim()));
    let tapped = || label.and_then(|label| offered?.iter().position(|choice| choice == label));
    match (named.or_else(tapped), offered) {
        (Some(place), Some(choices)) => format!("[{}] {}", place + 1, choices[place]),
        _ => format!("[{name}]"),
    }
}
