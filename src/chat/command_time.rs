//! Commands about when things are said: while the bot is busy, in quick succession, by the platform.

use std::sync::Arc;
use std::time::Duration;

use super::chat::{Chat, Outcome, Then};
use crate::engine::Input;
use crate::text::parse_duration;

/// `/interrupt [TIME] TEXT`.
pub(super) fn interrupt(chat: &mut Chat<'_>, arguments: &str) -> Outcome {
    let (time, text) = leading_time(arguments);
    if text.is_empty() {
        return Err("say what, and when? /interrupt [2s] TEXT".to_owned());
    }
    let busy = chat.conversation.session.busy_for();
    let after = match time {
        Some(time) => time,
        None if busy.is_zero() => {
            return Err(
                "the bot was not busy with the last message, so nothing can interrupt it: delays and slow \
                        calls keep it busy; /interrupt TIME TEXT says the time after that message"
                    .to_owned(),
            );
        }
        None => busy / 2,
    };
    chat.hear(text);
    chat.play(Input::Interruption { text: Arc::from(text), after });
    Ok(Then::GoOn)
}

/// `/burst [TIME] TEXT | TEXT…`.
pub(super) fn burst(chat: &mut Chat<'_>, arguments: &str) -> Outcome {
    let (time, rest) = leading_time(arguments);
    let texts: Vec<Arc<str>> =
        rest.split('|').map(str::trim).filter(|text| !text.is_empty()).map(Arc::from).collect();
    if texts.len() < 2 {
        return Err("say what? /burst [100ms] TEXT | TEXT, with a bar between the texts".to_owned());
    }
    for text in &texts {
        chat.hear(text);
    }
    chat.play(Input::Burst { texts, gap: time.unwrap_or(QUICK) });
    Ok(Then::GoOn)
}

/// The time between the texts of a burst, unless written: quicker than any connector's `message_delay`
/// is by default.
const QUICK: Duration = Duration::from_millis(100);

/// `/event TEXT`.
pub(super) fn event(chat: &mut Chat<'_>, text: &str) -> Outcome {
    if text.is_empty() {
        return Err("which event? /event __agent_escalation_failed__".to_owned());
    }
    chat.hear(&format!("[event] {text}"));
    chat.play(Input::Event(Arc::from(text)));
    Ok(Then::GoOn)
}

/// A time in front of a text, if there is one.
fn leading_time(arguments: &str) -> (Option<Duration>, &str) {
    let (word, rest) = arguments.split_once(char::is_whitespace).unwrap_or((arguments, ""));
    match parse_duration(word.strip_prefix('+').unwrap_or(word)) {
        Ok(time) if !rest.trim().is_empty() => (Some(time), rest.trim()),
        _ => (None, arguments.trim()),
    }
}
