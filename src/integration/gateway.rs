//! The gateway: each call is answered by a mock, unless its integration was switched to live.

use std::sync::Arc;
use std::time::Duration;

use super::articles::{Searched, search};
use super::curl::render_curl;
use super::mock::{Lookup, MockCounts, MockReply, MockedCall, Unmocked, describe_fault};
use super::{AllowList, CallFailure, CallObserver, HttpResponse, LiveClient, Secrets};
use crate::bot::{Fault, Mock};
use crate::linked::{IntegrationId, LinkedIntegration, LinkedIntegrationKind};
use crate::source::Span;

/// Answers calls. One gateway serves a whole process; what belongs to a conversation is passed in.
#[derive(Debug)]
pub struct Gateway {
    live: LiveClient,
    secrets: Secrets,
    dry_run: bool,
    interrupt: Interrupt,
}

/// What Ctrl-C does while a live call is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interrupt {
    /// It ends the process, as everywhere else. Right where nobody types a next line.
    EndsProcess,
    /// It cancels the call, and the conversation takes its failure route.
    CancelsCall,
}

/// One call to be answered.
#[derive(Clone, Copy)]
pub struct GatewayCall<'c> {
    /// The integration's id, for counting.
    pub id: IntegrationId,
    /// The integration.
    pub integration: &'c LinkedIntegration,
    /// What is sent.
    pub call: MockedCall<'c>,
    /// Whether it was switched to live.
    pub live: bool,
    /// Fills references to the conversation in a mock's answer.
    pub lookup: Lookup<'c>,
    /// The conversation's own answers, tried before everything else.
    pub overrides: &'c [Mock],
}

/// What came of a call.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The answer, or why there is none.
    pub result: Result<Answered, NoAnswer>,
    /// How long it took: of a mock in virtual time, of a live call on the wall's clock.
    pub elapsed: Duration,
    /// Who answered.
    pub source: AnswerSource,
    /// How the call failed, in the words of a mock; nothing where it did not, or where that says nothing
    /// of the service: it was cancelled, or not made.
    pub fault: Option<Fault>,
    /// Where the mock entry stands that comes nearest to a call that none answers.
    pub nearest: Option<Span>,
    /// The request as a curl command, in a dry run.
    pub curl: Option<String>,
}

impl Answer {
    fn new(result: Result<Answered, NoAnswer>, elapsed: Duration, source: AnswerSource) -> Self {
        Self { result, elapsed, source, fault: None, nearest: None, curl: None }
    }
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The HTTP status.
    pub status: u16,
    /// Headers.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Arc<[u8]>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// The call failed as calls do; the bot takes its failure route.
    Failed(String),
    /// This program could not make the call: no mock fits, or a promise forbids it. The bot takes its
    /// failure route too, but the run as a whole has not done its work.
    Refused(String),
}

impl NoAnswer {
    /// The reason, as a sentence.
    pub fn reason(&self) -> &str {
        match self {
            Self::Failed(reason) | Self::Refused(reason) => reason,
        }
    }
}

/// Who answered a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerSource {
    /// The mock entry of this number, from 1, at this place.
    Mock(usize, Span),
    /// The conversation's own answer of this number, from 1, which was put before the bot's mocks.
    Override(usize, Span),
    /// The bot's articles.
    Articles(Searched),
    /// The real service.
    Live,
    /// Nobody.
    Nobody,
}

impl Gateway {
    /// A gateway whose live calls go to the hosts of `allow` only. In a dry run nothing is sent: live
    /// calls are shown, and answered by mocks where there are any.
    pub fn new(allow: AllowList, secrets: Secrets, dry_run: bool, interrupt: Interrupt) -> Self {
        Self { live: LiveClient::new(allow, secrets.clone()), secrets, dry_run, interrupt }
    }

    /// What must not be shown.
    pub fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// Answers a call.
    pub fn answer(
        &self,
        call: GatewayCall<'_>,
        counts: &mut MockCounts,
        observer: &mut dyn CallObserver,
    ) -> Answer {
        counts.begin_call(call.id);
        let overriding = counts.answer_overriding(call.id, call.overrides, call.call, call.lookup);
        if let Some(reply) = overriding {
            return of_reply(reply);
        }
        match (call.live, self.dry_run) {
            (true, false) => self.answer_live(call, observer),
            (true, true) => Answer {
                curl: Some(render_curl(call.call.request, &self.secrets)),
                ..answer_mock(call, counts)
            },
            (false, _) => answer_mock(call, counts),
        }
    }

    fn answer_live(&self, call: GatewayCall<'_>, observer: &mut dyn CallObserver) -> Answer {
        let request = call.call.request;
        let unset = call.integration.unset.first().cloned();
        let sent = match unset {
            Some(name) => Err(CallFailure::UnsetVariable { name }),
            None => match self.interrupt {
                Interrupt::CancelsCall => self.live.send(request, observer),
                Interrupt::EndsProcess => self.live.send_unless(request, observer, std::future::pending()),
            },
        };
        match sent {
            Ok(response) => {
                let HttpResponse { status, headers, body, elapsed } = response;
                let answered = Answered { status, headers, body: Arc::from(body) };
                Answer::new(Ok(answered), elapsed, AnswerSource::Live)
            }
            Err(failure) => {
                let elapsed = if matches!(failure, CallFailure::Timeout { .. }) {
                    request.timeout
                } else {
                    Duration::ZERO
                };
                let answer = Answer::new(Err(no_answer(&failure)), elapsed, AnswerSource::Live);
                Answer { fault: failure.fault(), ..answer }
            }
        }
    }
}

fn no_answer(failure: &CallFailure) -> NoAnswer {
    let reason = failure.to_string();
    match failure {
        CallFailure::HostNotAllowed { .. } | CallFailure::UnsetVariable { .. } => NoAnswer::Refused(reason),
        _ => NoAnswer::Failed(reason),
    }
}

fn answer_mock(call: GatewayCall<'_>, counts: &mut MockCounts) -> Answer {
    match counts.answer(call.id, call.integration, call.overrides, call.call, call.lookup) {
        Ok(reply) => of_reply(reply),
        Err(unmocked) => answer_unmocked(call, unmocked),
    }
}

/// What answers where no mock does: articles answer searches, and a policy engine that nobody mocks
/// fails, which is what Dynamic Routing has its fallback skill for.
fn answer_unmocked(call: GatewayCall<'_>, unmocked: Unmocked) -> Answer {
    let integration = call.integration;
    if let Some(articles) = &integration.articles {
        let (answered, searched) = search(articles, &integration.kind, call.call.request);
        return Answer::new(Ok(answered), Duration::ZERO, AnswerSource::Articles(searched));
    }
    let is_routing = matches!(integration.kind, LinkedIntegrationKind::Routing);
    let has_mocks = !(integration.mocks.is_empty() && call.overrides.is_empty());
    let reason = match is_routing && !has_mocks {
        true => NoAnswer::Failed(unmocked.explanation),
        false => NoAnswer::Refused(unmocked.explanation),
    };
    let answer = Answer::new(Err(reason), Duration::ZERO, AnswerSource::Nobody);
    Answer { nearest: unmocked.nearest, ..answer }
}

fn of_reply(reply: MockReply) -> Answer {
    let (number, span) = reply.entry;
    let source = if reply.overriding {
        AnswerSource::Override(number, span)
    } else {
        AnswerSource::Mock(number, span)
    };
    let fault = reply.result.as_ref().err().copied();
    let result = reply.result.map_err(|fault| NoAnswer::Failed(describe_fault(fault).to_owned()));
    Answer { fault, ..Answer::new(result, reply.elapsed, source) }
}
