//! Calls: from the engine's words to the gateway's and back.

use std::sync::Arc;

use crate::bot::SendFile;
use crate::engine::{Call, CallError, CallFile, CallOutcome, Response};
use crate::integration::{Answer, AnswerSource, FileBody, HttpRequest, NoAnswer, OutgoingFile, Searched};
use crate::linked::{IntegrationId, LinkedBot};

/// A call that was made, for people to look at.
#[derive(Clone, Debug)]
pub struct CallRecord {
    /// Which integration.
    pub integration: IntegrationId,
    /// What was sent.
    pub request: HttpRequest,
    /// The type of the file that was sent.
    pub file_type: Option<&'static str>,
    /// What came back.
    pub answer: Answer,
}

/// A call as the gateway sends it.
pub(super) fn http_request(bot: &LinkedBot, call: &Call) -> HttpRequest {
    let owned = |pairs: &[(Arc<str>, Arc<str>)]| {
        pairs.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect()
    };
    HttpRequest {
        integration: bot.integration(call.integration).name.to_string(),
        method: call.method.to_owned(),
        url: call.url.to_string(),
        params: owned(&call.params),
        headers: owned(&call.headers),
        body: call.body.as_ref().map(|body| body.to_string()),
        file: call.file.as_ref().map(outgoing),
        timeout: call.timeout,
    }
}

fn outgoing(call: &CallFile) -> OutgoingFile {
    let facts = &call.file.facts;
    OutgoingFile {
        path: call.file.path.clone(),
        name: facts.name.clone(),
        media_type: facts.media_type.clone(),
        size: facts.size,
        send: match &call.send {
            SendFile::Stream => FileBody::Stream,
            SendFile::Multipart(field) => FileBody::Multipart { field: field.as_str().to_owned() },
        },
        caption: call.file.caption.as_ref().map(|caption| caption.to_string()),
    }
}

/// How a search of articles went, in words.
fn articles(searched: Searched) -> String {
    let Searched { articles, good_enough, least, best } = searched;
    let of = if articles == 1 { "article is" } else { "articles are" };
    let best = best.map_or_else(|| "none is like it".to_owned(), |best| format!("the best has {best}"));
    format!("{good_enough} of {articles} {of} {} or better, {best}", least.name())
}

/// What the engine is told of an answer.
pub(super) fn outcome(answer: &Answer) -> CallOutcome {
    let explanation = match answer.source {
        AnswerSource::Live => "live".to_owned(),
        AnswerSource::Mock(entry, _) => format!("mock entry {entry}"),
        AnswerSource::Override(entry, _) => format!("overriding mock {entry}"),
        AnswerSource::Articles(searched) => articles(searched),
        AnswerSource::Nobody => "no answer".to_owned(),
    };
    let result = match &answer.result {
        Ok(answered) => Ok(Response { status: answered.status, body: answered.body.clone() }),
        Err(NoAnswer::Failed(reason) | NoAnswer::Refused(reason)) => {
            Err(CallError(Arc::from(reason.as_str())))
        }
    };
    CallOutcome { result, elapsed: answer.elapsed, explanation: Arc::from(explanation) }
}
