//! When messages arrive: interruptions, bursts, silence (spec 13.3, 13.8, 13.10, 16).

use std::sync::Arc;
use std::time::Duration;

use super::advance::Turn;
use super::session::State;
use super::{Event, Interrupted, Message, MessageBody, Part, Timing, Trace};

/// How long the connector waits for the consumer's first message (spec 16).
const GREETING_AFTER: Duration = Duration::from_secs(3);
/// What it says then, unless the connector has other words.
const GREETING: &str = "hi";

/// A text of a burst that is still to come.
#[derive(Clone, Debug)]
pub(super) struct Arrival {
    at: Duration,
    text: Arc<str>,
}

impl Turn<'_> {
    /// A message so long after the one before. The bot is taken as it is after the turn that it
    /// interrupts: what that turn says is said, whatever becomes of this message.
    pub(super) fn interrupt(&mut self, text: Arc<str>, after: Duration) {
        self.arrive(text, self.session.last_activity + after);
    }

    /// Several texts, one quickly after the other (spec 13.3): one message if they are near enough.
    pub(super) fn burst(&mut self, texts: Vec<Arc<str>>, gap: Duration) {
        if texts.len() > 1 && gap <= self.bot.settings.connector.message_delay {
            let merged = Arc::from(texts.join(" "));
            let count = texts.len();
            self.hear(|turn| {
                turn.trace(Trace::Timing(Timing::Merged(count)));
                turn.text(merged);
            });
            return;
        }
        let mut texts = texts.into_iter();
        let Some(first) = texts.next() else { return };
        let mut at = self.session.now;
        for text in texts {
            at += gap;
            self.session.arriving.push_back(Arrival { at, text });
        }
        self.hear(|turn| turn.text(first));
    }

    /// Texts that follow at once on what the consumer has said.
    pub(super) fn follow_up(&mut self, texts: impl Iterator<Item = Arc<str>>) {
        let at = self.session.now;
        self.session.arriving.extend(texts.map(|text| Arrival { at, text }));
    }

    /// The next text of a burst, if the bot has come to rest.
    pub(super) fn next_arrival(&mut self) -> bool {
        if self.session.is_busy() {
            return false;
        }
        let Some(Arrival { at, text }) = self.session.arriving.pop_front() else { return false };
        self.arrive(text, at);
        true
    }

    fn arrive(&mut self, text: Arc<str>, at: Duration) {
        // A transfer that fails before the text comes is heard first, with all that follows from it.
        while self.fail_transfer_due_by(at) {}
        if self.session.is_busy() {
            self.session.arriving.push_front(Arrival { at, text });
            return;
        }
        let busy = self.session.busy_for();
        let after = at.saturating_sub(self.session.last_activity);
        // A debug command is not for the bot, which may be busy (spec 13.3).
        if !self.is_debug_command(&text) {
            let outcome = self.interrupted(after, busy);
            self.trace(Trace::Timing(Timing::Interruption { after, busy, outcome }));
            if outcome == Interrupted::Blocked {
                self.trace(Trace::Said(text));
                self.reply_to_interruption(at);
                return;
            }
        }
        self.session.now = self.session.now.max(at);
        self.hear(|turn| turn.text(text));
    }

    fn interrupted(&self, after: Duration, busy: Duration) -> Interrupted {
        let interruptions = &self.bot.interruptions;
        if after >= busy {
            Interrupted::NotBusy
        } else if !interruptions.are_blocked {
            Interrupted::BlockingOff
        } else if after >= interruptions.longest {
            Interrupted::TimedOut { limit: interruptions.longest }
        } else {
            Interrupted::Blocked
        }
    }

    fn reply_to_interruption(&mut self, at: Duration) {
        if let Some(text) = self.bot.interruptions.reply.clone() {
            let body = MessageBody::Text;
            let part = Part::Interruption;
            self.events.push(Event::Message(Message { text, body, from: None, part, at, metadata: None }));
        }
    }

    /// Nobody speaks for a while. The connector may speak in the consumer's place (spec 16).
    pub(super) fn pass_time(&mut self, time: Duration) {
        let then = self.session.now + time;
        if self.is_greeting_due(then) {
            let connector = &self.bot.settings.connector;
            let words = connector.default_greeting_message.as_ref();
            let text = words.map_or_else(|| Arc::from(GREETING), |text| text.shared());
            self.session.now = self.session.now.max(GREETING_AFTER);
            self.hear(|turn| {
                turn.trace(Trace::Timing(Timing::Greeting(text.clone())));
                turn.text(text);
            });
        }
        while self.fail_transfer_due_by(then) {}
        self.session.now = self.session.now.max(then);
    }

    fn is_greeting_due(&self, then: Duration) -> bool {
        let silent = self.session.last_message.is_none() && self.session.state == State::Open;
        silent && then >= GREETING_AFTER && !self.bot.settings.connector.disable_greetings
    }

    /// Whether a message comes so late after the one before that a deployed bot ignores it (spec 13.10).
    pub(super) fn is_too_late(&mut self) -> bool {
        let before = self.session.last_message.replace(self.session.now);
        let Some(limit) = self.bot.settings.connector.max_consumer_message_delay else { return false };
        let after = self.session.now.saturating_sub(before.unwrap_or(self.session.now));
        let late = after > limit && self.session.state != State::Closed;
        if late {
            self.trace(Trace::Timing(Timing::TooLate { after, limit }));
        }
        late
    }
}
