//! What the passing of time does to messages: the part of the trace that tells of it.

use std::sync::Arc;
use std::time::Duration;

/// One thing that happens because of when something is said, or is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Timing {
    /// A message came while the bot was busy, or would have.
    Interruption {
        /// So long after the message before it.
        after: Duration,
        /// For so long the bot was busy with that message.
        busy: Duration,
        /// What becomes of it.
        outcome: Interrupted,
    },
    /// So many texts came within the connector's `message_delay` and are one message (spec 13.3).
    Merged(usize),
    /// A message came too late after the one before; a deployed bot ignores it (spec 13.10).
    TooLate {
        /// So long after the message before it.
        after: Duration,
        /// The connector's `max_consumer_message_delay`.
        limit: Duration,
    },
    /// The consumer says nothing, so the connector says this to the bot (spec 16).
    Greeting(Arc<str>),
    /// The bot said nothing for the connector's `retry_message_interval`, so it gets the consumer's message
    /// again: this often so far (spec 13.9). It is busy with the call, so nothing comes of it.
    Resent(u32),
    /// The bot still said nothing: the consumer is asked to start over, the session begins afresh.
    StartOver,
    /// The bot still said nothing: the consumer is handed to an agent.
    Escalate,
    /// The bot still said nothing, and the connector does nothing about it.
    LeftStuck,
}

/// What becomes of a message that comes while the bot is busy (spec 13.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interrupted {
    /// It is lost.
    Blocked,
    /// The bot is not busy any more: it is a message as any other.
    NotBusy,
    /// The bot is busy for longer than it may block.
    TimedOut {
        /// `system_intermediateBotResponseTimeout`.
        limit: Duration,
    },
    /// `system_handleIntermediateUserMessage` is false.
    BlockingOff,
}
