//! A message that answers nothing is matched with the starters, else falls back (spec 4.6, 13.6).

use std::sync::Arc;

use super::advance::Turn;
use super::{Event, FallbackChoice, LeftBecause, Part, StarterOutcome, Trace, Unplayed, WentBecause};
use crate::linked::{DialogId, Target};

impl Turn<'_> {
    pub(super) fn route(&mut self) {
        let said = self.session.request.said.clone();
        match self.starter_for(&said) {
            Some(dialog) => self.switch_to(dialog),
            None => {
                // The siblings come before the fallback (spec 4.6, U-04).
                if !self.ask_group(&said) {
                    self.fall_back();
                }
            }
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
    pub(super) fn starter_for(&mut self, message: &str) -> Option<DialogId> {
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
    pub(super) fn switch_to(&mut self, dialog: DialogId) {
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

    pub(super) fn fall_back(&mut self) {
        let bot = self.bot;
        let question = self.session.waiting_at();
        self.count_fallback();
        let text = question.and_then(|id| Some((id, bot.interaction(id).fallback.as_ref()?)));
        if let Some((id, text)) = text {
            self.trace(Trace::Fallback(FallbackChoice::Question(id)));
            self.send_template(text, id, Part::Fallback);
            self.repeat_after_fallback();
            return;
        }
        // A question inside the fallback dialog does not nest it (spec U-37).
        let inside = self.session.stack.last().is_some_and(|frame| bot.dialog(frame.dialog).is_fallback);
        if let Some(dialog) = bot.fallback_dialog.filter(|_| !(inside && question.is_some())) {
            self.trace(Trace::Fallback(FallbackChoice::Dialog(dialog)));
            self.discard_fallback_dialog();
            // It may lie further down where it was left by a jump.
            self.drop_frames_of(dialog, LeftBecause::FallbackDiscarded);
            self.push(dialog);
            match bot.dialog(dialog).first {
                Some(first) => self.go(first, Target::Interaction(first), WentBecause::Triggered),
                None => self.complete(),
            }
            return;
        }
        self.trace(Trace::Fallback(FallbackChoice::BuiltIn));
        self.send_built_in(super::literals::DEFAULT_FALLBACK, question);
        self.repeat_after_fallback();
    }

    fn repeat_after_fallback(&mut self) {
        if self.bot.settings.repeat_question_after_fallback
            && let Some(question) = self.session.waiting_at()
        {
            self.ask_again(question);
        }
    }

    /// Counts towards the auto escalation dialog, which is not played yet: says so when it is due.
    fn count_fallback(&mut self) {
        let Some((_, threshold)) = self.bot.auto_escalation else { return };
        let Some(frame) = self.session.stack.last_mut().filter(|frame| frame.waiting.is_some()) else {
            return;
        };
        if frame.fallbacks >= threshold {
            frame.fallbacks = 0;
            self.events.push(Event::NotSimulated(Unplayed::AutoEscalation(threshold)));
        } else {
            frame.fallbacks += 1;
        }
    }
}
