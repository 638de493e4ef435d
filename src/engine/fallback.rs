//! What is said when nothing understood the message (spec 13.6).

use super::advance::Turn;
use super::{Event, FallbackChoice, LeftBecause, Part, Trace, Unplayed, WentBecause};
use crate::linked::Target;

impl Turn<'_> {
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
