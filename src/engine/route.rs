//! A message that answers nothing is matched with the starters, else falls back (spec 4.6, 13.6).

use std::sync::Arc;

use super::advance::Turn;
use super::choose::Heard;
use super::{Decision, Event, FallbackChoice, LeftBecause, Part, Trace, Unplayed, WentBecause};
use crate::linked::{DialogId, Target};

impl Turn<'_> {
    /// In the platform's order (spec 4.6, U-04): starters by pattern and by intent, the question which
    /// intent was meant, the bots of the group, the fallback.
    pub(super) fn route(&mut self) {
        let said = self.session.request.said.clone();
        let (decision, doubtful) = self.choose(&said, Heard::Message);
        match decision {
            Decision::Pattern(dialog) => self.switch_to(dialog),
            Decision::Intent(dialog, intent) | Decision::OnlyStarter(dialog, intent) => {
                self.start_by_intent(dialog, intent);
            }
            Decision::Ask(dialog) => self.disambiguate(dialog, doubtful),
            Decision::Nothing(_) => self.fall_back(),
        }
    }

    /// A text of the platform goes straight to the starters, past any question (spec U-38). What
    /// nobody wants is dropped.
    pub(super) fn route_event(&mut self, text: Arc<str>) {
        match self.choose(&text, Heard::Event).0 {
            Decision::Pattern(dialog) => self.switch_to(dialog),
            Decision::Intent(dialog, intent) => self.start_by_intent(dialog, intent),
            _ => self.trace(Trace::EventDropped(text)),
        }
    }

    /// An intent starts a dialog. The scored intent is remembered, not its meta intent (spec 4.4.2).
    pub(super) fn start_by_intent(&mut self, dialog: DialogId, intent: usize) {
        self.session.last_intent = Some(intent);
        self.switch_to(dialog);
    }

    /// Puts a triggered dialog on the stack and plays it.
    pub(super) fn switch_to(&mut self, dialog: DialogId) {
        let given = self.discard_passing_dialogs();
        if let Some(frame) = self.session.stack.last_mut() {
            frame.fallbacks = 0;
        }
        self.drop_frames_of(dialog, LeftBecause::TriggeredAgain);
        self.push(dialog);
        self.pass_on(given);
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
