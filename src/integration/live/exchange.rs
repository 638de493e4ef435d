//! One request and its answer, with the progress of an upload reported on the way.

use std::future::Future;
use std::sync::PoisonError;
use std::time::Duration;

use reqwest::{Body, Client, Response};

use super::super::response::{CallFailure, HttpResponse};
use super::super::secrets::Secrets;
use super::body::{self, Progress};
use super::prepare::{Hop, HopBody, host_and_port};
use super::{CallObserver, MAX_RESPONSE_BYTES, failure};

/// An answer whose body is still to be read. Dropping it closes a connection that is not through.
#[derive(Debug)]
pub(super) struct Exchange {
    pub(super) response: Response,
    upload: Option<Progress>,
}

/// Sends the hop's request and waits for the head of the answer.
pub(super) async fn begin(
    client: &Client,
    hop: &Hop,
    secrets: &Secrets,
    observer: &mut dyn CallObserver,
) -> Result<Exchange, CallFailure> {
    let mut request = client.request(hop.method.clone(), hop.url.clone()).headers(hop.headers.clone());
    let mut upload = None;
    match &hop.body {
        HopBody::None => {}
        HopBody::Text(text) => request = request.body(text.clone()),
        HopBody::File(file) => {
            let (stream, progress) = body::open(file).await?;
            request = match body::field(file) {
                Some(field) => request.multipart(body::form(file, field, stream)?),
                None => request.body(Body::wrap_stream(stream)),
            };
            upload = Some(progress);
        }
    }
    if upload.as_ref().is_none_or(|upload| upload.total == 0) {
        observer.waiting();
    }
    let sent = watched(request.send(), upload.as_mut(), observer).await;
    let response = sent.map_err(|error| describe(error, upload.as_ref(), hop, secrets))?;
    Ok(Exchange { response, upload })
}

impl Exchange {
    /// The body, up to the limit. The upload goes on meanwhile: a service may begin to answer early.
    pub(super) async fn read_body(
        &mut self,
        hop: &Hop,
        secrets: &Secrets,
        observer: &mut dyn CallObserver,
    ) -> Result<Vec<u8>, CallFailure> {
        let mut body = Vec::new();
        loop {
            let piece = watched(self.response.chunk(), self.upload.as_mut(), observer).await;
            let piece = piece.map_err(|error| describe(error, self.upload.as_ref(), hop, secrets))?;
            let Some(piece) = piece else { break };
            if body.len() + piece.len() > MAX_RESPONSE_BYTES {
                return Err(CallFailure::ResponseTooLarge {
                    host: host_and_port(&hop.url),
                    limit: MAX_RESPONSE_BYTES,
                });
            }
            body.extend_from_slice(&piece);
        }
        // An answer to a file that changed on the way is no answer to what was asked.
        trouble(self.upload.as_ref()).map_or(Ok(body), Err)
    }

    /// The answer with its body.
    pub(super) fn into_response(self, body: Vec<u8>, elapsed: Duration) -> HttpResponse {
        let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
        let headers = self.response.headers().iter();
        let headers =
            headers.map(|(name, value)| (name.as_str().to_owned(), text(value.as_bytes()))).collect();
        HttpResponse { status: self.response.status().as_u16(), headers, body, elapsed }
    }
}

/// Waits for `future` and reports the upload's progress meanwhile, which is also what lets it go on.
async fn watched<F: Future>(
    future: F,
    upload: Option<&mut Progress>,
    observer: &mut dyn CallObserver,
) -> F::Output {
    let Some(upload) = upload else { return future.await };
    tokio::pin!(future);
    loop {
        tokio::select! {
            biased;
            Some(bytes) = upload.sent.recv() => {
                observer.sent(bytes, upload.total);
                if bytes == upload.total {
                    observer.waiting();
                }
            }
            output = &mut future => return output,
        }
    }
}

/// What the file's stream says comes first: to the client it is just an error of the body.
fn describe(error: reqwest::Error, upload: Option<&Progress>, hop: &Hop, secrets: &Secrets) -> CallFailure {
    trouble(upload).unwrap_or_else(|| failure::of(error, &hop.url, secrets))
}

fn trouble(upload: Option<&Progress>) -> Option<CallFailure> {
    upload?.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone()
}
