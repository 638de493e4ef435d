//! A message that answers nothing is matched with the starters (spec 4.6).

use std::sync::Arc;

use super::advance::Turn;
use super::fallback::Unanswered;
use super::session::{Request, State};
use super::{LeftBecause, StarterOutcome, Trace, literals};
use crate::linked::DialogId;

impl Turn<'_> {
    pub(super) fn route(&mut self) {
        if self.session.state == State::Surveying {
            // The survey is a bot of its own: the starters of this one are not there.
            self.trace(Trace::HeldBySurvey);
            self.fall_back(Unanswered::Message);
            return;
        }
        let said = self.session.request.said.clone();
        match self.starter_for(&said) {
            Some(dialog) => self.switch_to(dialog),
            None => self.fall_back(Unanswered::Message),
        }
    }

    /// A text of the platform goes straight to the starters, past any question. What nobody wants is
    /// dropped if it tells of an upload; else it falls back, which does not count against the question
    /// (spec U-15, U-38).
    pub(super) fn route_event(&mut self, text: Arc<str>) {
        if self.session.state == State::Surveying {
            self.trace(Trace::EventDropped(text));
            return;
        }
        let starter = self.starter_for(&text);
        let is_upload = [literals::UPLOAD_SUCCESS_EVENT, literals::UPLOAD_FAILED_EVENT]
            .iter()
            .any(|prefix| text.starts_with(prefix));
        if starter.is_none() && is_upload {
            self.trace(Trace::EventDropped(text));
            return;
        }
        // A file that is on its way stays so.
        self.session.request = Request { upload: self.session.request.upload.take(), ..Request::new(text) };
        match starter {
            Some(dialog) => self.switch_to(dialog),
            None => self.fall_back(Unanswered::SystemText),
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
        self.begin(dialog, LeftBecause::TriggeredAgain);
    }
}
