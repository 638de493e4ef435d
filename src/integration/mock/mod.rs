//! Mocks: an integration's scripted answers ("Mocks" in the bot format).
//!
//! Entries are tried from the top. When none answers, the nearest one is named with what differs.

mod compare;
mod overrides;
mod respond;
mod write;
mod write_response;

pub use overrides::Overrides;
pub use write::{EntryWriter, MockEntry};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use compare::{Comparison, Difference, compare};

use super::{Answered, HttpRequest};
use crate::bot::{Fault, Mock, MockAnswer, When};
use crate::linked::{IntegrationId, LinkedIntegration};
use crate::source::Span;
use crate::text::Reference;

/// How often integrations were called and mocks used in one conversation; cloned with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MockCounts {
    calls: Vec<u32>,
    uses: Vec<Vec<u32>>,
    /// Uses of overriding entries, by where they are written: their list may change.
    overriding_uses: BTreeMap<(IntegrationId, Span), u32>,
}

/// A call as mocks see it.
#[derive(Clone, Copy, Debug)]
pub struct MockedCall<'c> {
    /// What would be sent.
    pub request: &'c HttpRequest,
    /// The type of the file that would be sent, e.g. `PDF`.
    pub file_type: Option<&'c str>,
}

/// What a mock did.
#[derive(Clone, Debug)]
pub struct MockReply {
    /// The answer, its quotes of the request filled, or the fault.
    pub result: Result<Answered, Fault>,
    /// How long it took, in virtual time.
    pub elapsed: Duration,
    /// The entry, counted from 1 in its list, and where it stands.
    pub entry: (usize, Span),
    /// Whether the entry is one of the [`Overrides`].
    pub overriding: bool,
}

/// No mock answers a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmocked {
    /// Which entry comes nearest and what differs, as a sentence.
    pub explanation: String,
    /// The nearest entry's place.
    pub nearest: Option<Span>,
}

/// Fills references that are not the request's own: variables of the conversation.
pub type Lookup<'l> = &'l dyn Fn(&Reference) -> Option<Arc<str>>;

impl MockCounts {
    /// Counts a call; to be said once for each, before it is answered.
    pub fn begin_call(&mut self, id: IntegrationId) {
        if self.calls.len() <= id.index() {
            self.calls.resize(id.index() + 1, 0);
        }
        self.calls[id.index()] += 1;
    }

    /// Answers a call from the first of the overriding entries that fits, if one does.
    pub fn answer_overriding(
        &mut self,
        id: IntegrationId,
        overrides: &[Mock],
        call: MockedCall<'_>,
        lookup: Lookup<'_>,
    ) -> Option<MockReply> {
        let number = self.calls(id);
        let fits = |mock: &Mock| {
            compare(mock, call, number, self.overriding_uses(id, mock.span)).differences.is_empty()
        };
        let (index, mock) = overrides.iter().enumerate().find(|(_, mock)| fits(mock))?;
        *self.overriding_uses.entry((id, mock.span)).or_default() += 1;
        Some(MockReply { overriding: true, ..reply(index, mock, call, lookup) })
    }

    /// Answers a call from the first entry of the integration itself that fits, and counts its use.
    ///
    /// # Errors
    /// No entry fits; says which one comes nearest, those among `overrides` included.
    pub fn answer(
        &mut self,
        id: IntegrationId,
        integration: &LinkedIntegration,
        overrides: &[Mock],
        call: MockedCall<'_>,
        lookup: Lookup<'_>,
    ) -> Result<MockReply, Unmocked> {
        let number = self.calls(id);
        let mut nearest: Option<Near> = None;
        for (index, mock) in overrides.iter().enumerate() {
            let comparison = compare(mock, call, number, self.overriding_uses(id, mock.span));
            Near { index, span: mock.span, overriding: true, comparison }.or_nearer(&mut nearest);
        }
        let uses = self.uses_of(id, integration.mocks.len());
        for (index, mock) in integration.mocks.iter().enumerate() {
            let comparison = compare(mock, call, number, uses[index]);
            if comparison.differences.is_empty() {
                uses[index] += 1;
                return Ok(reply(index, mock, call, lookup));
            }
            Near { index, span: mock.span, overriding: false, comparison }.or_nearer(&mut nearest);
        }
        Err(unmocked(integration, nearest))
    }

    /// How often an integration was called.
    pub fn calls(&self, id: IntegrationId) -> u32 {
        self.calls.get(id.index()).copied().unwrap_or(0)
    }

    /// The places of the overriding entries that were used, in their order.
    pub fn overriding_used(&self) -> impl Iterator<Item = Span> {
        let used: BTreeSet<Span> = self.overriding_uses.keys().map(|(_, entry)| *entry).collect();
        used.into_iter()
    }

    /// How often an integration's overriding entry at this place was used.
    pub fn overriding_uses(&self, id: IntegrationId, entry: Span) -> u32 {
        self.overriding_uses.get(&(id, entry)).copied().unwrap_or(0)
    }

    fn uses_of(&mut self, id: IntegrationId, entries: usize) -> &mut Vec<u32> {
        if self.uses.len() <= id.index() {
            self.uses.resize(id.index() + 1, Vec::new());
        }
        let uses = &mut self.uses[id.index()];
        uses.resize(entries, 0);
        uses
    }
}

fn reply(index: usize, mock: &Mock, call: MockedCall<'_>, lookup: Lookup<'_>) -> MockReply {
    let timeout = call.request.timeout;
    let (result, elapsed) = match &mock.answer {
        // An answer that comes after the time-out is none (spec U-18).
        MockAnswer::Respond(response) if response.after > timeout => (Err(Fault::Timeout), timeout),
        MockAnswer::Respond(response) => (Ok(respond::respond(response, call, lookup)), response.after),
        MockAnswer::Fault(fault) if fault.value == Fault::Timeout => (Err(Fault::Timeout), timeout),
        MockAnswer::Fault(fault) => (Err(fault.value), Duration::ZERO),
    };
    MockReply { result, elapsed, entry: (index + 1, mock.span), overriding: false }
}

/// An entry that does not answer a call.
struct Near {
    index: usize,
    span: Span,
    overriding: bool,
    comparison: Comparison,
}

impl Near {
    /// Takes the place of the nearest entry so far if this one is nearer.
    fn or_nearer(self, nearest: &mut Option<Self>) {
        if nearest.as_ref().is_none_or(|nearest| self.comparison.is_nearer_than(&nearest.comparison)) {
            *nearest = Some(self);
        }
    }
}

fn unmocked(integration: &LinkedIntegration, nearest: Option<Near>) -> Unmocked {
    let name = &integration.name;
    let Some(near) = nearest else {
        let explanation = match integration.http() {
            Some(_) => format!(
                "`{name}` has no mock and is not live: give it a `mock:`, or call it for real with --live \"{name}\""
            ),
            None => format!(
                "`{name}` has no mock, and this program cannot call it for real: give it one, e.g. `mock: [{{ respond: {{ status: 200 }} }}]`"
            ),
        };
        return Unmocked { explanation, nearest: None };
    };
    let differences: Vec<String> = near.comparison.differences.iter().map(Difference::to_string).collect();
    let whose = if near.overriding { "overriding entry" } else { "entry" };
    let explanation = format!(
        "no mock of `{name}` answers this call; the nearest is {whose} {}, but {}",
        near.index + 1,
        differences.join("; ")
    );
    Unmocked { explanation, nearest: Some(near.span) }
}

/// In what a call is not as `when` says, a sentence each. `number` is that of the call, from 1.
pub fn unmet(when: &When, call: MockedCall<'_>, number: u32) -> Vec<String> {
    compare::differences(when, call, number).iter().map(Difference::to_string).collect()
}

/// What a fault means, as a sentence.
pub fn describe_fault(fault: Fault) -> &'static str {
    match fault {
        Fault::Timeout => "no answer came in time",
        Fault::ConnectionRefused => "the connection was refused",
        Fault::ConnectionReset => "the connection broke",
        Fault::MalformedResponse => "the answer was not HTTP",
    }
}
