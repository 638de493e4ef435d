//! Taking a conversation over from another bot (spec 14.4, 14.5).

use std::sync::Arc;
use std::time::Duration;

use super::advance::Turn;
use super::choose::Heard;
use super::fallback::Unanswered;
use super::session::{Request, State};
use super::{Decision, HandOver, PassedContext, Session, Trace};
use crate::linked::{DialogId, LinkedBot};

/// What an intent that was passed on means to the bot that gets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassedIntent {
    /// Its starter is triggered.
    Starts(DialogId),
    /// Its starter would be triggered if its dialog were enabled and no exclude keyword forbade it.
    Barred(DialogId),
    /// The bot has the intent, and no starter for it.
    NoStarter,
    /// The bot has no intent of this name.
    Unknown,
}

impl Session {
    /// Hears from now on what is still to come from the consumer, instead of the bot that had the
    /// conversation; and knows when they spoke last.
    pub fn take_consumer_from(&mut self, giver: &mut Self) {
        self.arriving.append(&mut giver.arriving);
        self.last_message = giver.last_message;
        // The context service is the account's, not the bot's.
        self.memory.context = std::mem::take(&mut giver.memory.context);
    }

    /// Brings the clock to a later time: that of the conversation, which was with another bot meanwhile.
    pub fn catch_up(&mut self, now: Duration) {
        self.now = self.now.max(now);
        if self.stack.is_empty() && self.memory.session.is_empty() {
            // There is nothing yet that could have ended meanwhile.
            self.last_activity = self.now;
        }
    }

    /// Whether texts of a burst are still to come.
    pub fn has_arrivals(&self) -> bool {
        !self.arriving.is_empty()
    }

    /// The conversation was closed, be it by another bot: the next message begins a fresh session.
    pub fn end(&mut self) {
        self.state = State::Closed;
    }

    /// The conversation was closed, and a new one begins with another bot.
    pub fn forget(&mut self) {
        self.start_afresh();
    }
}

impl Turn<'_> {
    pub(super) fn take_over(&mut self, over: HandOver) {
        if self.session.state == State::WithAgent {
            // This bot had handed the consumer on, and gets them back.
            self.session.state = State::Open;
        }
        // The consumer has said nothing new that could come too late.
        self.attend(|turn| {
            turn.trace(Trace::TookOver(over.heard.clone()));
            if let Some(dialog) = over.dialog.as_deref().and_then(|name| turn.bot.find_dialog(name)) {
                turn.session.request = Request::new(over.heard);
                turn.begin_session();
                turn.switch_to(dialog);
                return;
            }
            match over.context {
                Some(context) => turn.begin_with(context),
                None => {
                    turn.session.request = Request::new(over.heard);
                    turn.answer_or_route();
                }
            }
        });
    }

    /// The passed intent, then the passed message, then the fallback (spec 14.4). Both go past a question
    /// that still waits from before: they were meant as a new beginning.
    fn begin_with(&mut self, PassedContext { intent, message }: PassedContext) {
        self.session.request = Request::new(message.clone());
        self.begin_session();
        if let Some(dialog) = intent.and_then(|intent| self.starter_for_passed(intent, &message)) {
            self.switch_to(dialog);
            return;
        }
        let (decision, doubtful) = self.choose(&message, Heard::Message);
        match decision {
            Decision::Pattern(dialog) => self.switch_to(dialog),
            Decision::Intent(dialog, intent) | Decision::OnlyStarter(dialog, intent) => {
                self.start_by_intent(dialog, intent);
            }
            Decision::Ask(dialog) => self.disambiguate(dialog, doubtful),
            Decision::Nothing(_) => self.fall_back(Unanswered::Message),
        }
    }

    fn starter_for_passed(&mut self, intent: Arc<str>, message: &str) -> Option<DialogId> {
        let outcome = passed_intent(self.bot, &intent, message);
        self.trace(Trace::IntentPassed { intent, outcome });
        match outcome {
            PassedIntent::Starts(dialog) => Some(dialog),
            _ => None,
        }
    }
}

fn passed_intent(bot: &LinkedBot, intent: &str, message: &str) -> PassedIntent {
    let Some(intent) = bot.intents.find(intent) else { return PassedIntent::Unknown };
    let mut dialogs = bot.starters.by_intent(intent).iter().map(|starter| starter.dialog);
    let free = dialogs.clone().find(|dialog| bot.starters.barred(*dialog, message).is_none());
    match (free, dialogs.next()) {
        (Some(dialog), _) => PassedIntent::Starts(dialog),
        (None, Some(dialog)) => PassedIntent::Barred(dialog),
        (None, None) => PassedIntent::NoStarter,
    }
}
