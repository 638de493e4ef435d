//! What is seen of the cases of a run while they are played: what they cover, live calls that are kept, hosts
//! that are called for the first time.

use std::sync::{Arc, Mutex, PoisonError};

use super::host::complain;
use crate::cassette::{Recording, RecordingNames};
use crate::diagnostic::Severity;
use crate::engine::{Event, Session};
use crate::integration::{CallObserver, Secrets};
use crate::linked::LinkedBot;
use crate::play::{CallRecord, Watcher};
use crate::replay::Script;
use crate::terminal::Terminal;
use crate::test_run::CaseWatcher;
use crate::test_run::coverage::{Hits, Listener, Plan};

/// What the threads of a run have in common.
pub(super) struct Observing<'o> {
    /// What there is to cover, where that is asked for.
    plan: Option<&'o Plan>,
    /// Where live calls are kept, if they are.
    recording: Option<&'o Recording>,
    messages: &'o Terminal,
    /// Why a call could not be kept, the first time.
    problem: Mutex<Option<String>>,
}

impl<'o> Observing<'o> {
    /// Counts and keeps what is asked for.
    pub(super) fn new(
        plan: Option<&'o Plan>,
        recording: Option<&'o Recording>,
        messages: &'o Terminal,
    ) -> Self {
        Self { plan, recording, messages, problem: Mutex::new(None) }
    }

    /// A watcher for a thread.
    pub(super) fn observer(&self) -> Observer<'_> {
        Observer { observing: self, listener: self.plan.map(Listener::new), case: None }
    }

    /// Why a live call could not be kept.
    pub(super) fn problem(&self) -> Option<String> {
        self.problem.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn note(&self, problem: String) {
        self.problem.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(problem);
    }
}

/// What one thread sees.
pub(super) struct Observer<'o> {
    observing: &'o Observing<'o>,
    listener: Option<Listener<'o>>,
    /// How the calls of the case that is played are named and masked.
    case: Option<(RecordingNames, Secrets)>,
}

impl Observer<'_> {
    /// What was counted.
    pub(super) fn into_hits(self) -> Hits {
        self.listener.map_or_else(Hits::default, Listener::into_hits)
    }
}

impl CaseWatcher for Observer<'_> {
    fn begin_case(&mut self, script: &Script) {
        if let Some(listener) = &mut self.listener {
            listener.begin_conversation();
        }
        if self.observing.recording.is_some() {
            let cast = script.cast();
            let names = RecordingNames {
                first_bot: cast.first().name.clone(),
                several_bots: cast.bots().count() > 1,
            };
            self.case = Some((names, cast.gateway().secrets().clone()));
        }
    }
}

impl CallObserver for Observer<'_> {
    fn connecting(&mut self, host: &str, first: bool) {
        if first {
            complain(self.observing.messages, Severity::Info, &format!("first call to {host}"));
        }
    }

    fn redirected(&mut self, from: &str, to: &str) {
        complain(self.observing.messages, Severity::Info, &format!("redirected from {from} to {to}"));
    }
}

impl Watcher for Observer<'_> {
    fn event(&mut self, bot: &Arc<LinkedBot>, _session: &Session, event: &Event) {
        if let Some(listener) = &mut self.listener {
            listener.event(bot, event);
        }
    }

    fn call_ended(&mut self, _bot: &Arc<LinkedBot>, calls: &[CallRecord]) {
        if let (Some(recording), Some((names, secrets))) = (self.observing.recording, &self.case)
            && let Err(problem) = recording.add(calls, names, secrets)
        {
            self.observing.note(problem);
        }
    }
}
