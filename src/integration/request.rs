//! What is sent: a request whose references are all filled.

use std::path::PathBuf;
use std::time::Duration;

use reqwest::Url;

/// One call of an integration, ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpRequest {
    /// The integration's name, for messages.
    pub integration: String,
    /// The HTTP verb; case does not matter.
    pub method: String,
    /// An absolute http or https URL.
    pub url: String,
    /// Appended to the URL's query, percent-encoded, in this order.
    pub params: Vec<(String, String)>,
    /// Sent as written; a name may occur several times.
    pub headers: Vec<(String, String)>,
    /// The post body as text; ignored where a file is sent, as the file is the body.
    pub body: Option<String>,
    /// The consumer's file, for integrations of type File.
    pub file: Option<OutgoingFile>,
    /// How long the whole call may take: name look-up, connection, redirects and answer.
    pub timeout: Duration,
}

/// A file to send, as it was when it was examined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutgoingFile {
    /// Where it is on this machine.
    pub path: PathBuf,
    /// The name that the receiver sees.
    pub name: String,
    /// The media type that the receiver sees, such as `application/pdf`.
    pub media_type: String,
    /// Bytes; a file that has another size when it is sent fails the call.
    pub size: u64,
    /// How it travels.
    pub send: FileBody,
    /// What the consumer wrote with it; not sent, the platform keeps it for `getFileCaption()`.
    pub caption: Option<String>,
}

/// How a file travels in a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileBody {
    /// The file is the request body.
    Stream,
    /// The file is the only part of a `multipart/form-data` body.
    Multipart {
        /// The form field's name.
        field: String,
    },
}

/// Appends parameters to a URL's query. A space becomes `%20`, which means a space to everybody, not
/// only to who expects a web form's `+`.
pub(super) fn append_params(url: &mut Url, params: &[(String, String)]) {
    if params.is_empty() {
        return;
    }
    let mut scratch = url.clone();
    scratch.set_query(None);
    scratch.query_pairs_mut().extend_pairs(params);
    // A plus sign of the text itself is `%2B` by now.
    let added = scratch.query().unwrap_or_default().replace('+', "%20");
    let query = match url.query().filter(|query| !query.is_empty()) {
        Some(written) => format!("{written}&{added}"),
        None => added,
    };
    url.set_query(Some(&query));
}

/// A file name or field name as it may stand between the quotes of a `Content-Disposition`.
///
/// Browsers' form (WHATWG, "multipart/form-data encoding algorithm"): line breaks and quotes are
/// percent-encoded, so a file name can neither end its quotes nor add a header. Other control
/// characters and the backslash, which receivers read in different ways, become `_`.
pub(super) fn quotable_name(name: &str) -> String {
    let mut quotable = String::with_capacity(name.len());
    for character in name.chars() {
        match character {
            '\r' => quotable.push_str("%0D"),
            '\n' => quotable.push_str("%0A"),
            '"' => quotable.push_str("%22"),
            '\\' => quotable.push('_'),
            control if control.is_control() => quotable.push('_'),
            plain => quotable.push(plain),
        }
    }
    quotable
}
