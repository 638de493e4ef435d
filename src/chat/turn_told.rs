//! The trace of each turn, written as soon as the turn is over.

use std::sync::Arc;

use super::chat::Chat;
use super::turn_trace::{Over, Told, TraceFormat, between_turns, in_a_file, is_worth_telling, json};
use crate::engine::Session;
use crate::linked::LinkedBot;
use crate::play::Happened;

impl Chat<'_> {
    /// The state that a trace for programs compares with.
    pub(super) fn state_before(&self, bot: &Arc<LinkedBot>) -> Option<(Arc<LinkedBot>, Session)> {
        let trace = self.trace.as_ref().filter(|trace| trace.format == TraceFormat::Json)?;
        trace.over.is_none().then(|| (bot.clone(), self.conversation.session.clone()))
    }

    /// Writes the trace of what just happened.
    pub(super) fn tell(
        &mut self,
        before: Option<&(Arc<LinkedBot>, Session)>,
        events: &[Happened],
        first_call: usize,
    ) {
        if self.trace.is_none() || !is_worth_telling(events) {
            return;
        }
        let calls = self.conversation.calls().get(first_call..).unwrap_or_default();
        let session = &self.conversation.session;
        let told = Told { number: self.turns, events, calls, before, session };
        let page = self.page();
        let text = match self.trace.as_ref().map(|trace| (trace.format, trace.out.is_some())) {
            Some((TraceFormat::Json, _)) => json(&page, &told),
            Some((TraceFormat::Human, true)) => Ok(in_a_file(&page, &told)),
            _ => Ok(between_turns(&page, &told)),
        };
        match (text, &mut self.trace) {
            (Err(reason), _) => self.complain(&reason),
            (Ok(text), Some(trace)) if trace.out.is_some() => {
                let was_over = trace.over.is_some();
                trace.write(&text);
                if let (false, Some(Over::Failed(reason))) = (was_over, trace.over.clone()) {
                    self.complain(&reason);
                }
            }
            (Ok(text), _) => self.show_turn(|_| text),
        }
    }
}
