//! What comes back: an answer, or the reason why there is none.

use std::time::Duration;

use crate::bot::Fault;

/// An answer of any status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpResponse {
    /// The HTTP status; which ones are success is for the engine to say.
    pub status: u16,
    /// In the order of arrival, names in lower case; bytes that are not UTF-8 are replaced.
    pub headers: Vec<(String, String)>,
    /// The body, unpacked; at most [`super::live::MAX_RESPONSE_BYTES`].
    pub body: Vec<u8>,
    /// From the start of the call to the last byte of the answer, redirects included.
    pub elapsed: Duration,
}

/// Why a call has no answer. Each message says what happened and what to do; none holds a secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallFailure {
    /// No complete answer in time.
    #[error(
        "`{host}` did not answer within {}: is it running and reachable? A longer time-out can be set on the integration",
        seconds(*.after)
    )]
    Timeout {
        /// Who was asked.
        host: String,
        /// How long was waited.
        after: Duration,
    },
    /// Nobody listens there.
    #[error("`{host}` refused the connection: start the service, or correct the port of the URL")]
    ConnectionRefused {
        /// Who was asked.
        host: String,
    },
    /// The other side closed the connection before a complete answer.
    #[error("`{host}` closed the connection before it answered: its own log should say why")]
    ConnectionReset {
        /// Who was asked.
        host: String,
    },
    /// The name has no address.
    #[error("the host `{host}` was not found: check its spelling and the network's name service")]
    DnsFailure {
        /// The name that was looked up.
        host: String,
    },
    /// No secure connection.
    #[error("no secure connection to `{host}`: {reason}; check its certificate and this machine's clock")]
    Tls {
        /// Who was asked.
        host: String,
        /// What the TLS library says.
        reason: String,
    },
    /// The host is not on the allow list; it was not contacted.
    #[error("`{host}` is not on the allow list and was not contacted: {hint}")]
    HostNotAllowed {
        /// The host that was refused.
        host: String,
        /// The flag to add.
        hint: String,
    },
    /// The answer pointed from https to http; the target was not contacted.
    #[error(
        "`{from}` redirects from https to the unprotected `{to}`, which is refused: use the final https URL"
    )]
    InsecureRedirect {
        /// Where the redirect came from, masked.
        from: String,
        /// Where it points, masked.
        to: String,
    },
    /// A chain of redirects that does not end.
    #[error(
        "gave up after {limit} redirects: the service redirects in a circle, or the URL should be the final one"
    )]
    TooManyRedirects {
        /// How many were followed.
        limit: usize,
    },
    /// The file is not any more what was examined; nothing cut or mixed is counted as sent.
    #[error("the file `{name}` changed while it was sent ({change}): upload it again")]
    FileChanged {
        /// The file's name.
        name: String,
        /// What changed, in a few words.
        change: String,
    },
    /// The file could not be opened or read.
    #[error("the file `{name}` cannot be read ({reason}): check that it is still there and its permissions")]
    FileUnreadable {
        /// The file's name.
        name: String,
        /// What the system says.
        reason: String,
    },
    /// The answer is longer than what is kept.
    #[error("the answer of `{host}` is larger than {limit} bytes: ask the service for less")]
    ResponseTooLarge {
        /// Who answered.
        host: String,
        /// The limit in bytes.
        limit: usize,
    },
    /// The URL cannot be called.
    #[error("`{url}` cannot be called: {reason}")]
    InvalidUrl {
        /// The URL, masked.
        url: String,
        /// What is wrong and what to write.
        reason: String,
    },
    /// The method is not an HTTP verb.
    #[error("`{method}` is not an HTTP method: write one such as GET, POST or PUT")]
    InvalidMethod {
        /// As written.
        method: String,
    },
    /// A header cannot be sent.
    #[error("the header `{name}` cannot be sent: {reason}")]
    InvalidHeader {
        /// Its name.
        name: String,
        /// What is wrong and what to write.
        reason: String,
    },
    /// The person stopped the call.
    #[error("the call was cancelled")]
    Cancelled,
    /// A reference in the request has no value; found before anything is sent.
    #[error(
        "`{name}` is used in the request but has no value: set the environment variable, or give it a default"
    )]
    UnsetVariable {
        /// The variable's name.
        name: String,
    },
    /// Anything else, in the library's own words, masked.
    #[error("the call did not work: {reason}")]
    Other {
        /// What the library says.
        reason: String,
    },
}

impl CallFailure {
    /// The failure in the words of a mock, which takes the bot the same way; what is none of the others is
    /// a broken connection. A call that the person stopped, or that was never made, says nothing of the
    /// service.
    pub fn fault(&self) -> Option<Fault> {
        match self {
            Self::Timeout { .. } => Some(Fault::Timeout),
            Self::ConnectionRefused { .. } => Some(Fault::ConnectionRefused),
            Self::Cancelled | Self::HostNotAllowed { .. } | Self::UnsetVariable { .. } => None,
            _ => Some(Fault::ConnectionReset),
        }
    }
}

/// A duration as a person says it: `15 s`, `0.25 s`.
fn seconds(duration: Duration) -> String {
    let text = format!("{:.3}", duration.as_secs_f64());
    format!("{} s", text.trim_end_matches('0').trim_end_matches('.'))
}
