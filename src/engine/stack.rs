//! The stack of dialogs (spec 13.5).

use super::advance::Turn;
use super::session::Frame;
use super::{LeftBecause, Trace};
use crate::linked::DialogId;
use crate::nlu::FoundEntity;

impl Turn<'_> {
    pub(super) fn push(&mut self, dialog: DialogId) {
        self.trace(Trace::DialogEntered(dialog));
        self.session.stack.push(Frame::new(dialog));
        self.remember_entities();
    }

    /// Drops the newest dialog.
    pub(super) fn pop(&mut self, because: LeftBecause) {
        if let Some(frame) = self.session.stack.pop() {
            self.trace(Trace::DialogLeft(frame.dialog, because));
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
    /// again; those that the flow had left by a jump are finished too (spec 13.5.1, 13.5.2).
    pub(super) fn complete(&mut self) {
        self.pop(LeftBecause::Complete);
        while self.session.stack.last().is_some_and(|frame| frame.waiting.is_none()) {
            self.pop(LeftBecause::LeftByJump);
        }
        if let Some(question) = self.session.waiting_at() {
            self.trace(Trace::Resumed(question));
            self.ask_again(question);
        }
    }
}
