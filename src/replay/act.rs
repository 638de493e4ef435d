//! What happens to a bot, as plain data.

use serde::Serialize;

/// What happens to the bot, in the words of the transcript.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum Act {
    /// The consumer says something.
    Says {
        /// What.
        text: String,
    },
    /// The consumer says something whose meaning is given.
    Means {
        /// What is said.
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<String>,
        /// The intents with their scores, `balance 50 %`.
        intents: Vec<String>,
    },
    /// The consumer says several texts in quick succession.
    Burst {
        /// The texts.
        texts: Vec<String>,
        /// The time between two of them, in milliseconds.
        gap_ms: u64,
    },
    /// The consumer says something while the bot is busy.
    Interrupts {
        /// What.
        text: String,
        /// How long after the message before, in milliseconds.
        after_ms: u64,
    },
    /// The consumer taps.
    Taps {
        /// As the transcript names the choices.
        choices: Vec<String>,
        /// The message, by its number among those that offer something, where it is not the last one.
        #[serde(skip_serializing_if = "Option::is_none")]
        message: Option<u32>,
        /// The date or the slot that is picked.
        #[serde(skip_serializing_if = "Option::is_none")]
        picked: Option<String>,
    },
    /// The consumer sends a file.
    Sends {
        /// As the transcript names the file.
        file: String,
        /// Its type.
        file_type: String,
        /// Its size in bytes.
        size: u64,
        /// What the consumer writes with it.
        #[serde(skip_serializing_if = "Option::is_none")]
        caption: Option<String>,
    },
    /// A text of the platform comes to the bot.
    Event {
        /// The text.
        text: String,
    },
    /// Time passes.
    Waits {
        /// How long, in milliseconds.
        time_ms: u64,
    },
    /// The author sends the flow somewhere.
    Goes {
        /// Where to.
        to: String,
    },
    /// Variables are set.
    Sets {
        /// Names and values.
        variables: Vec<(String, String)>,
    },
    /// The channel changes.
    Channel {
        /// The channel.
        channel: &'static str,
    },
}
