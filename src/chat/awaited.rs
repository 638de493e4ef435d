//! What the conversation waits for, and so what can be typed.

use super::chat::Chat;
use super::line::Expecting;
use super::offers::Offers;
use crate::engine::Session;
use crate::linked::{InteractionId, Offer, Step};
use crate::text::shortened;

impl Chat<'_> {
    /// What the conversation waits for, in a word for the prompt.
    pub(super) fn expects(&self) -> &'static str {
        let session = &self.conversation.session;
        match session.waiting_at() {
            _ if session.is_with_agent() => "agent",
            _ if self.awaits_file() => "file",
            Some(_) if !session.offered().is_empty() => "choose",
            Some(_) if !session.is_closed() => "answer",
            _ => "you",
        }
    }

    /// What is typed at: the branch, where there are several, and what is awaited.
    pub(super) fn prompt(&self) -> String {
        let branch = self.branches.current();
        let expects = self.expects();
        match self.branches.is_main() {
            true => format!("{expects}> "),
            false => format!("[{}] {expects}> ", shortened(&self.page().safe_line(branch), 40)),
        }
    }

    /// What can be typed now.
    pub(super) fn offers(&self) -> Offers {
        let secrets = self.conversation.gateway().secrets();
        let labels = self.conversation.session.offered().iter().map(|choice| choice.label.to_string());
        Offers {
            bot: self.conversation.bot().clone(),
            integrations: self.run().integration_names(),
            choices: labels.filter(|label| !secrets.contained_in(label)).collect(),
            file: self.awaits_file(),
            branches: self
                .branches
                .others()
                .filter(|name| !secrets.contained_in(name))
                .map(str::to_owned)
                .collect(),
        }
    }

    /// Whether a File Upload waits.
    pub fn awaits_file(&self) -> bool {
        self.awaits_file_in(&self.conversation.session)
    }

    fn awaits_file_in(&self, session: &Session) -> bool {
        let waiting = session.waiting_at();
        waiting.is_some_and(|id: InteractionId| matches!(self.bot().interaction(id).step, Step::Upload(_)))
    }

    /// What decides the meaning of a line where the conversation is in this state.
    pub(super) fn expecting<'e>(&'e self, session: &'e Session) -> Expecting<'e> {
        Expecting {
            choices: session.offered(),
            several: session.offer().is_some_and(Offer::is_multiple),
            file: self.awaits_file_in(session),
            folders: &self.options.folders,
        }
    }
}
