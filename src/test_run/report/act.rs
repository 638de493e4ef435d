//! What happens to a bot, in the words of a transcript.

use std::time::Duration;

use crate::replay::Act;
use crate::text::{format_duration, format_size};

/// The key of the item and what it says.
pub(super) fn words(act: &Act) -> (&'static str, String) {
    match act {
        Act::Says { text } => ("consumer", text.clone()),
        Act::Means { text, intents } => {
            let said = text.as_ref().map(|text| format!(": {text}")).unwrap_or_default();
            ("intent", format!("{}{said}", intents.join(", ")))
        }
        Act::Burst { texts, gap_ms } => ("burst", format!("{}, {} apart", texts.join(" / "), time(*gap_ms))),
        Act::Interrupts { text, after_ms } => ("interrupt", format!("{text}, after {}", time(*after_ms))),
        Act::Taps { choices } => ("tap", choices.join(", ")),
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

/// A time on the conversation's clock.
pub(super) fn time(milliseconds: u64) -> String {
    format_duration(Duration::from_millis(milliseconds))
}
