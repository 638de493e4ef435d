//! What is said when nothing understood the message, and when that starts the Auto Escalation dialog
//! (spec 13.6).

use super::advance::Turn;
use super::session::State;
use super::{Counter, FallbackChoice, LeftBecause, NotCounted, Part, Trace, WentBecause, literals};
use crate::bot::ApiResult;
use crate::linked::{DialogId, InteractionId, Target};

/// What was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unanswered {
    /// A message of the consumer's, which counts towards auto escalation.
    Message,
    /// A text of the platform: the consumer gave no wrong answer, so it does not count.
    SystemText,
}

/// What has come of the Fallback dialog that is on the stack: whether it counts is known when it is
/// complete (spec 13.6.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FallbackRun {
    /// It has said texts, or ended in the text for a failure that no rule handles: counts.
    GaveNoAnswer,
    /// An integration of it found something, or a rule handled its failure.
    FoundAnswer,
    /// It has asked a question.
    Asked,
    /// A text of the platform led to it.
    NotTheConsumers,
}

impl Turn<'_> {
    pub(super) fn fall_back(&mut self, what: Unanswered) {
        let question = self.session.waiting_at();
        if what == Unanswered::Message && self.escalate() {
            return;
        }
        if let Some(id) = question
            && let Some(text) = &self.bot.interaction(id).fallback
        {
            self.trace(Trace::Fallback(FallbackChoice::Question(id)));
            self.send_template(text, id, Part::Fallback);
            self.after_fallback_text(id, what);
            return;
        }
        if let Some(dialog) = self.fallback_dialog_for(question) {
            self.play_fallback_dialog(dialog, what);
            return;
        }
        self.trace(Trace::Fallback(FallbackChoice::BuiltIn));
        self.send_built_in(literals::DEFAULT_FALLBACK, question);
        if let Some(id) = question {
            self.after_fallback_text(id, what);
        }
    }

    /// Starts the Auto Escalation dialog if the question has had as many fallbacks as it allows.
    fn escalate(&mut self) -> bool {
        let Some((dialog, threshold)) = self.auto_escalation() else { return false };
        let Some(frame) = self.session.stack.last_mut().filter(|frame| frame.waiting.is_some()) else {
            return false;
        };
        if frame.fallbacks < threshold {
            return false;
        }
        frame.fallbacks = 0;
        self.trace(Trace::Fallback(FallbackChoice::AutoEscalation { dialog, threshold }));
        self.begin(dialog, LeftBecause::TriggeredAgain);
        true
    }

    /// The dialog that escalates what is asked now. It does not escalate its own questions, as the
    /// Fallback dialog does not nest (by analogy to spec U-37), and a survey has none.
    fn auto_escalation(&self) -> Option<(DialogId, u32)> {
        let (dialog, threshold) = self.bot.auto_escalation?;
        let inside = self.session.stack.last().is_some_and(|frame| frame.dialog == dialog);
        (!inside && self.session.state != State::Surveying).then_some((dialog, threshold))
    }

    /// A question inside the Fallback dialog does not nest it (spec U-37); a survey has none (spec 15.2).
    fn fallback_dialog_for(&self, question: Option<InteractionId>) -> Option<DialogId> {
        let dialog = self.bot.fallback_dialog?;
        let inside = self.session.stack.last().is_some_and(|frame| frame.dialog == dialog);
        let nests = inside && question.is_some();
        (!nests && self.session.state != State::Surveying).then_some(dialog)
    }

    fn play_fallback_dialog(&mut self, dialog: DialogId, what: Unanswered) {
        self.trace(Trace::Fallback(FallbackChoice::Dialog(dialog)));
        self.discard_fallback_dialog();
        // It may lie further down where it was left by a jump.
        self.drop_frames_of(dialog, LeftBecause::FallbackDiscarded);
        self.session.fallback_run = Some(match what {
            Unanswered::Message => FallbackRun::GaveNoAnswer,
            Unanswered::SystemText => FallbackRun::NotTheConsumers,
        });
        self.begin(dialog, LeftBecause::FallbackDiscarded);
    }

    /// Puts a dialog on the stack, afresh, and plays it.
    pub(super) fn begin(&mut self, dialog: DialogId, old_run: LeftBecause) {
        self.drop_frames_of(dialog, old_run);
        self.push(dialog);
        match self.bot.dialog(dialog).first {
            Some(first) => self.go(first, Target::Interaction(first), WentBecause::Triggered),
            None => self.complete(),
        }
    }

    /// The question keeps waiting after a plain text; whether it is asked again is a setting (spec U-25).
    fn after_fallback_text(&mut self, question: InteractionId, what: Unanswered) {
        match what {
            Unanswered::Message => self.count_fallback(),
            Unanswered::SystemText => self.trace_not_counted(NotCounted::SystemText),
        }
        if self.bot.settings.repeat_question_after_fallback {
            self.ask_again(question);
        }
    }

    /// Counts a fallback in the question that waits (spec 13.6.2, 13.6.3).
    fn count_fallback(&mut self) {
        let Some((_, limit)) = self.auto_escalation() else { return };
        let Some(frame) = self.session.stack.last_mut().filter(|frame| frame.waiting.is_some()) else {
            return;
        };
        frame.fallbacks += 1;
        let now = frame.fallbacks;
        self.trace(Trace::Counted { counter: Counter::Fallbacks, now, limit });
    }

    fn trace_not_counted(&mut self, because: NotCounted) {
        if self.auto_escalation().is_some() && self.session.waiting_at().is_some() {
            self.trace(Trace::NotCounted(because));
        }
    }

    /// How an Integration-class interaction went, in case the Fallback dialog is under way.
    pub(super) fn note_result(&mut self, result: ApiResult, handled: bool) {
        if let Some(run @ (FallbackRun::GaveNoAnswer | FallbackRun::FoundAnswer)) =
            &mut self.session.fallback_run
        {
            let found = result == ApiResult::Success || handled;
            *run = if found { FallbackRun::FoundAnswer } else { FallbackRun::GaveNoAnswer };
        }
    }

    /// The Fallback dialog is complete: now it is known whether it counts.
    pub(super) fn settle_fallback_run(&mut self, run: FallbackRun) {
        match run {
            FallbackRun::GaveNoAnswer => self.count_fallback(),
            FallbackRun::FoundAnswer => self.trace_not_counted(NotCounted::FoundAnswer),
            FallbackRun::Asked => self.trace_not_counted(NotCounted::Asked),
            FallbackRun::NotTheConsumers => self.trace_not_counted(NotCounted::SystemText),
        }
    }
}
