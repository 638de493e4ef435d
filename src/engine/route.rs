//! A message that answers nothing is matched with the starters (spec 4.6).

use std::sync::Arc;

use super::advance::Turn;
use super::choose::Heard;
use super::fallback::Unanswered;
use super::session::{Request, State};
use super::{Decision, LeftBecause, Trace, WentBecause, literals};
use crate::linked::{DialogId, Target};

impl Turn<'_> {
    /// In the platform's order (spec 4.6, U-04): starters by pattern and by intent, the question which
    /// intent was meant, the bots of the group, the fallback.
    pub(super) fn route(&mut self) {
        if self.session.state == State::Surveying {
            // The survey is a bot of its own: the starters of this one are not there.
            self.trace(Trace::HeldBySurvey);
            self.fall_back(Unanswered::Message);
            return;
        }
        let said = self.session.request.said.clone();
        let (decision, doubtful) = self.choose(&said, Heard::Message);
        match decision {
            Decision::Pattern(dialog) => self.switch_to(dialog),
            Decision::Intent(dialog, intent) | Decision::OnlyStarter(dialog, intent) => {
                self.start_by_intent(dialog, intent);
            }
            Decision::Ask(dialog) => self.disambiguate(dialog, doubtful),
            Decision::Nothing(_) => self.fall_back(Unanswered::Message),
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
        let decision = self.choose(&text, Heard::Event).0;
        let is_chosen = matches!(decision, Decision::Pattern(_) | Decision::Intent(..));
        let is_upload = [literals::UPLOAD_SUCCESS_EVENT, literals::UPLOAD_FAILED_EVENT]
            .iter()
            .any(|prefix| text.starts_with(prefix));
        if !is_chosen && is_upload {
            self.trace(Trace::EventDropped(text));
            return;
        }
        // A file that is on its way stays so.
        self.session.request = Request { upload: self.session.request.upload.take(), ..Request::new(text) };
        match decision {
            Decision::Pattern(dialog) => self.switch_to(dialog),
            Decision::Intent(dialog, intent) => self.start_by_intent(dialog, intent),
            _ => self.fall_back(Unanswered::SystemText),
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
        match self.bot.dialog(dialog).first {
            Some(first) => self.go(first, Target::Interaction(first), WentBecause::Triggered),
            None => self.complete(),
        }
    }
}
