//! A message that answers nothing is matched with the starters (spec 4.6).

use std::sync::Arc;

use super::advance::Turn;
use super::{LeftBecause, StarterOutcome, Trace, WentBecause};
use crate::linked::{DialogId, Target};

impl Turn<'_> {
    pub(super) fn route(&mut self) {
        let said = self.session.request.said.clone();
        match self.starter_for(&said) {
            Some(dialog) => self.switch_to(dialog),
            None => self.fall_back(),
        }
    }

    /// A text of the platform goes straight to the starters, past any question (spec U-38). What
    /// nobody wants is dropped.
    pub(super) fn route_event(&mut self, text: Arc<str>) {
        match self.starter_for(&text) {
            Some(dialog) => self.switch_to(dialog),
            None => self.trace(Trace::EventDropped(text)),
        }
    }

    /// Patterns first, in the order of definition, then the intent (spec 4.6).
    fn starter_for(&mut self, message: &str) -> Option<DialogId> {
        let bot = self.bot;
        let mut allowed = Vec::new();
        for (found, excluded) in bot.starters.matches(message) {
            if excluded {
                self.trace(Trace::Starters(StarterOutcome::Excluded(found)));
            } else {
                allowed.push(found);
            }
        }
        if let Some((&matched, others)) = allowed.split_first() {
            let ties = others.iter().filter(|other| other.dialog != matched.dialog).copied().collect();
            self.trace(Trace::Starters(StarterOutcome::Pattern { matched, ties }));
            return Some(matched.dialog);
        }
        let intent = bot.intents.understand(message).best().map(|best| best.intent);
        let by_intent = intent.and_then(|intent| Some((intent, bot.starters.by_intent(intent, message)?)));
        match by_intent {
            Some((intent, (dialog, false))) => {
                self.trace(Trace::Starters(StarterOutcome::Intent { dialog, intent }));
                Some(dialog)
            }
            Some((intent, (dialog, true))) => {
                self.trace(Trace::Starters(StarterOutcome::ExcludedIntent(dialog, intent)));
                None
            }
            None => {
                let patterns = bot.starters.len();
                self.trace(Trace::Starters(StarterOutcome::None { patterns, intent }));
                None
            }
        }
    }

    /// Puts a triggered dialog on the stack and plays it.
    fn switch_to(&mut self, dialog: DialogId) {
        self.discard_fallback_dialog();
        if let Some(frame) = self.session.stack.last_mut() {
            frame.fallbacks = 0;
        }
        self.drop_frames_of(dialog, LeftBecause::TriggeredAgain);
        self.push(dialog);
        let Some(first) = self.bot.dialog(dialog).first else {
            self.complete();
            return;
        };
        self.go(first, Target::Interaction(first), WentBecause::Triggered);
    }
}
