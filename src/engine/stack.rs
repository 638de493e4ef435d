//! The stack of dialogs (spec 13.5).

use super::advance::Turn;
use super::session::{Frame, State};
use super::{LeftBecause, Trace};
use crate::linked::DialogId;
use crate::nlu::FoundEntity;

/// A variable that code or a rule sets: while it is `true`, no interrupted dialog resumes (spec 13.5.3).
const SKIP_PREVIOUS_DIALOG: &str = "skipPreviousDialog";

impl Turn<'_> {
    pub(super) fn push(&mut self, dialog: DialogId) {
        self.trace(Trace::DialogEntered(dialog));
        self.session.stack.push(Frame::new(dialog));
        self.remember_entities();
    }

    /// Drops the newest dialog.
    pub(super) fn pop(&mut self, because: LeftBecause) {
        let Some(frame) = self.session.stack.pop() else { return };
        self.trace(Trace::DialogLeft(frame.dialog, because));
        self.leave_fallback_dialog(frame.dialog, because);
    }

    /// If it was the Fallback dialog that left the stack: it counts only where it came to its end.
    fn leave_fallback_dialog(&mut self, dialog: DialogId, because: LeftBecause) {
        if self.session.fallback_run.is_none() || !self.bot.dialog(dialog).is_fallback {
            return;
        }
        let run = self.session.fallback_run.take();
        if matches!(because, LeftBecause::Complete | LeftBecause::LeftByJump)
            && let Some(run) = run
        {
            self.settle_fallback_run(run);
        }
    }

    /// A Disambiguation or Fallback dialog that another dialog takes over from is never resumed (spec
    /// U-40, 3.4.3). Gives the entities that the consumer said to be disambiguated.
    pub(super) fn discard_passing_dialogs(&mut self) -> Vec<FoundEntity> {
        let mut given = Vec::new();
        while let Some(frame) = self.session.stack.last_mut() {
            let dialog = self.bot.dialog(frame.dialog);
            if dialog.is_disambiguation {
                given = std::mem::take(&mut frame.entities);
                self.pop(LeftBecause::DisambiguationOver);
            } else if dialog.is_fallback {
                self.pop(LeftBecause::FallbackDiscarded);
            } else {
                break;
            }
        }
        given
    }

    /// A Fallback dialog that another dialog interrupts is never resumed (spec 3.4.3).
    pub(super) fn discard_fallback_dialog(&mut self) {
        let top = self.session.stack.last().map(|frame| frame.dialog);
        if top.is_some_and(|dialog| self.bot.dialog(dialog).is_fallback) {
            self.pop(LeftBecause::FallbackDiscarded);
        }
    }

    /// Drops an older run of a dialog that starts afresh, which bounds the stack by the number of
    /// dialogs (spec U-22).
    pub(super) fn drop_frames_of(&mut self, dialog: DialogId, because: LeftBecause) {
        let before = self.session.stack.len();
        self.session.stack.retain(|frame| frame.dialog != dialog);
        if self.session.stack.len() < before {
            self.trace(Trace::DialogLeft(dialog, because));
            self.leave_fallback_dialog(dialog, because);
        }
    }

    /// Makes `dialog` the one that plays: it is already, it lies beneath and everything above it goes
    /// (spec U-36), or it is put on top (spec 13.5.2). Says whether the flow crossed into another one.
    pub(super) fn enter_dialog(&mut self, dialog: DialogId) -> bool {
        if self.session.stack.last().is_some_and(|frame| frame.dialog == dialog) {
            return false;
        }
        let beneath = self.session.stack.iter().rposition(|frame| frame.dialog == dialog);
        match beneath {
            Some(index) => {
                while self.session.stack.len() > index + 1 {
                    self.pop(LeftBecause::Unwound);
                }
                self.leave();
                self.remember_entities();
            }
            None => self.push(dialog),
        }
        true
    }

    /// The dialog that plays is complete: the one beneath that was interrupted at a question asks it
    /// again; those that the flow had left by a jump are finished too (spec 13.5.1, 13.5.2). Nothing
    /// beneath resumes while `skipPreviousDialog` is `true` (spec 13.5.3, U-20).
    pub(super) fn complete(&mut self) {
        self.pop(LeftBecause::Complete);
        if !self.session.stack.is_empty() && self.skips_previous_dialog() {
            self.leave_all(LeftBecause::PreviousSkipped);
            return;
        }
        while self.session.stack.last().is_some_and(|frame| frame.waiting.is_none()) {
            self.pop(LeftBecause::LeftByJump);
        }
        if let Some(question) = self.session.waiting_at() {
            self.trace(Trace::Resumed(question));
            self.ask_again(question);
        } else {
            self.end_survey();
        }
    }

    /// Drops all dialogs.
    pub(super) fn leave_all(&mut self, because: LeftBecause) {
        while !self.session.stack.is_empty() {
            self.pop(because);
        }
        self.end_survey();
    }

    /// A survey of which nothing is left under way is over, however its last dialog was left.
    fn end_survey(&mut self) {
        if self.session.state == State::Surveying {
            self.close(false);
        }
    }

    fn skips_previous_dialog(&self) -> bool {
        self.session.variable(SKIP_PREVIOUS_DIALOG).as_deref() == Some("true")
    }
}
