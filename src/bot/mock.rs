//! What an integration answers when it is not live.

use std::sync::Arc;
use std::time::Duration;

use super::{Pair, WrittenJson};
use crate::source::{Span, Spanned, Text};
use crate::text::TextMatch;

/// One entry of an integration's mock list.
#[derive(Clone, Debug)]
pub struct Mock {
    /// Which calls it answers; everything that is absent matches.
    pub when: When,
    /// What it answers.
    pub answer: MockAnswer,
    /// How often it may be used; without end if absent.
    pub times: Option<Spanned<u32>>,
    /// The whole list item.
    pub span: Span,
}

/// Which calls a mock answers.
#[derive(Clone, Debug, Default)]
pub struct When {
    /// The verb.
    pub method: Option<Spanned<&'static str>>,
    /// The URL without the query.
    pub url: Option<Spanned<TextMatch>>,
    /// Query parameters.
    pub params: Vec<(Text, TextMatch)>,
    /// Headers; names in any case.
    pub headers: Vec<(Text, TextMatch)>,
    /// The body.
    pub body: Option<BodyMatch>,
    /// The file that is sent.
    pub file: Option<FileMatch>,
    /// The how-manieth call of this integration it is, from 1.
    pub call: Option<Spanned<u32>>,
}

impl When {
    /// The same with each text that is compared as `fill` makes it.
    #[must_use]
    pub fn filled(&self, fill: &dyn Fn(&str) -> String) -> Self {
        let pairs = |pairs: &[(Text, TextMatch)]| {
            pairs.iter().map(|(name, wanted)| (name.clone(), wanted.filled(fill))).collect()
        };
        let some = |wanted: &Option<TextMatch>| wanted.as_ref().map(|wanted| wanted.filled(fill));
        Self {
            method: self.method,
            url: self.url.as_ref().map(|url| Spanned::new(url.value.filled(fill), url.span)),
            params: pairs(&self.params),
            headers: pairs(&self.headers),
            body: self.body.as_ref().map(|body| match body {
                BodyMatch::Text(wanted) => BodyMatch::Text(wanted.filled(fill)),
                BodyMatch::Json(paths) => BodyMatch::Json(pairs(paths)),
            }),
            file: self.file.as_ref().map(|file| FileMatch {
                name: some(&file.name),
                file_type: some(&file.file_type),
                size: file.size,
                caption: some(&file.caption),
            }),
            call: self.call,
        }
    }
}

/// What a request's body must be like.
#[derive(Clone, Debug)]
pub enum BodyMatch {
    /// Its text.
    Text(TextMatch),
    /// Values at JSON paths.
    Json(Vec<(Text, TextMatch)>),
}

/// What the file that is sent must be like.
#[derive(Clone, Debug, Default)]
pub struct FileMatch {
    /// Its name.
    pub name: Option<TextMatch>,
    /// Its type, e.g. `PDF`.
    pub file_type: Option<TextMatch>,
    /// Its size in bytes.
    pub size: Option<Spanned<u64>>,
    /// The consumer's caption.
    pub caption: Option<TextMatch>,
}

/// What a mock does.
#[derive(Clone, Debug)]
pub enum MockAnswer {
    /// It answers.
    Respond(Box<MockResponse>),
    /// The call fails before there is an answer.
    Fault(Spanned<Fault>),
}

/// A mock's answer.
#[derive(Clone, Debug)]
pub struct MockResponse {
    /// The HTTP status; 200 unless written.
    pub status: u16,
    /// Response headers.
    pub headers: Vec<Pair>,
    /// The response's body.
    pub body: MockBody,
    /// Whether braces in headers and body are text, and nothing is filled.
    pub literal: bool,
    /// How long it takes, in virtual time.
    pub after: Duration,
}

/// A mock answer's body.
#[derive(Clone, Debug)]
pub enum MockBody {
    /// Nothing.
    Empty,
    /// A text that may quote the request.
    Text(Text),
    /// A JSON value whose strings may quote the request.
    Json(WrittenJson),
    /// Bytes: written as base64, or those of a file of the project, read when the bot is loaded.
    Bytes(Arc<[u8]>),
}

/// How a call fails before there is an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No answer within the integration's time-out.
    Timeout,
    /// Nobody listens.
    ConnectionRefused,
    /// The connection broke.
    ConnectionReset,
    /// The answer is not HTTP.
    MalformedResponse,
}

impl Fault {
    /// Every fault with its word in the bot file.
    pub const ALL: [(&'static str, Fault); 4] = [
        ("timeout", Self::Timeout),
        ("connection_refused", Self::ConnectionRefused),
        ("connection_reset", Self::ConnectionReset),
        ("malformed_response", Self::MalformedResponse),
    ];

    /// The word in the bot file.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, fault)| *fault == self).map_or("", |(name, _)| name)
    }
}
