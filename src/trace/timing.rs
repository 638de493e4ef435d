//! What the passing of time does.

use std::time::Duration;

use super::Writer;
use super::entry::TraceEvent as To;
use super::outcome::TimingKind;
use super::writer::milliseconds;
use crate::engine::{Interrupted, Timing};

/// The parts of an entry; most have few of them.
#[derive(Default)]
struct Parts {
    after: Option<Duration>,
    busy: Option<Duration>,
    limit: Option<Duration>,
    count: Option<usize>,
    text: Option<String>,
}

impl Writer<'_> {
    pub(super) fn timing(&self, timing: &Timing) -> To {
        let none = Parts::default();
        let (what, parts) = match timing {
            Timing::Interruption { after, busy, outcome } => {
                let (what, limit) = match outcome {
                    Interrupted::Blocked => (TimingKind::Blocked, None),
                    Interrupted::NotBusy => (TimingKind::NotBusy, None),
                    Interrupted::TimedOut { limit } => (TimingKind::TimedOut, Some(*limit)),
                    Interrupted::BlockingOff => (TimingKind::BlockingOff, None),
                };
                (what, Parts { after: Some(*after), busy: Some(*busy), limit, ..none })
            }
            Timing::Merged(texts) => (TimingKind::Merged, Parts { count: Some(*texts), ..none }),
            Timing::TooLate { after, limit } => {
                (TimingKind::TooLate, Parts { after: Some(*after), limit: Some(*limit), ..none })
            }
            Timing::Greeting(text) => (TimingKind::Greeting, Parts { text: Some(self.text(text)), ..none }),
            Timing::Resent(times) => (TimingKind::Resent, Parts { count: Some(*times as usize), ..none }),
            Timing::StartOver => (TimingKind::StartOver, none),
            Timing::Escalate => (TimingKind::Escalate, none),
            Timing::LeftStuck => (TimingKind::LeftStuck, none),
        };
        To::Timing {
            what,
            after_ms: parts.after.map(milliseconds),
            busy_ms: parts.busy.map(milliseconds),
            limit_ms: parts.limit.map(milliseconds),
            count: parts.count,
            text: parts.text,
        }
    }
}
