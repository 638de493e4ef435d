//! From a request as an author wrote it to what goes out, refusing what cannot.

use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Url};

use super::super::allow_list::AllowList;
use super::super::request::{FileBody, HttpRequest, OutgoingFile, append_params};
use super::super::response::CallFailure;
use super::super::secrets::Secrets;

/// One request on its way to one host.
#[derive(Clone, Debug)]
pub(super) struct Hop {
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) headers: HeaderMap,
    pub(super) body: HopBody,
}

/// What a hop sends; a file is opened anew for each hop.
#[derive(Clone, Debug)]
pub(super) enum HopBody {
    None,
    Text(String),
    File(OutgoingFile),
}

/// Headers that describe the connection; the client sets them, and a second opinion of an author
/// would break the message apart.
const MANAGED: &[&str] = &[
    "content-length",
    "transfer-encoding",
    "connection",
    "keep-alive",
    "upgrade",
    "te",
    "trailer",
    "expect",
];

pub(super) fn first_hop(request: &HttpRequest, secrets: &Secrets) -> Result<Hop, CallFailure> {
    let method = request.method.trim().to_ascii_uppercase();
    let method = match Method::from_bytes(method.as_bytes()) {
        Ok(method) if method != Method::CONNECT => method,
        _ => return Err(CallFailure::InvalidMethod { method: secrets.mask(&request.method).into_owned() }),
    };
    let mut headers = header_map(&request.headers)?;
    let body = match (&request.file, &request.body) {
        (Some(file), _) => HopBody::File(file.clone()),
        (None, Some(text)) => HopBody::Text(text.clone()),
        (None, None) => HopBody::None,
    };
    if let HopBody::File(file) = &body {
        set_file_headers(&mut headers, file)?;
    }
    Ok(Hop { method, url: full_url(request, secrets)?, headers, body })
}

/// The URL with the parameters appended to its query.
fn full_url(request: &HttpRequest, secrets: &Secrets) -> Result<Url, CallFailure> {
    let invalid =
        |reason: String| CallFailure::InvalidUrl { url: secrets.mask_url(request.url.trim()), reason };
    let mut url = Url::parse(request.url.trim())
        .map_err(|error| invalid(format!("{error}; write a whole URL such as https://example.com/path")))?;
    check_callable(&url).map_err(invalid)?;
    append_params(&mut url, &request.params);
    Ok(url)
}

/// Only http and https, and a host.
pub(super) fn check_callable(url: &Url) -> Result<(), String> {
    match url.scheme() {
        "http" | "https" if url.host_str().is_some_and(|host| !host.is_empty()) => Ok(()),
        scheme => Err(format!("only http and https can be called, not {scheme}")),
    }
}

pub(super) fn check_allowed(url: &Url, allow: &AllowList) -> Result<(), CallFailure> {
    match allow.allows(url) {
        true => Ok(()),
        false => Err(not_allowed(url.host_str().unwrap_or_default())),
    }
}

pub(super) fn not_allowed(host: &str) -> CallFailure {
    let hint = format!("if it may be called, add `--allow-host {host}`");
    CallFailure::HostNotAllowed { host: host.to_owned(), hint }
}

/// `host`, or `host:port` where the port is not the scheme's own.
pub(super) fn host_and_port(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

fn header_map(written: &[(String, String)]) -> Result<HeaderMap, CallFailure> {
    let mut headers = HeaderMap::new();
    for (name, value) in written {
        let invalid =
            |reason: &str| CallFailure::InvalidHeader { name: name.clone(), reason: reason.to_owned() };
        let header = HeaderName::from_bytes(name.trim().as_bytes())
            .map_err(|_| invalid("a name has letters, digits and `-` only"))?;
        if MANAGED.contains(&header.as_str()) {
            return Err(invalid("it is set by the connection itself; remove it"));
        }
        let value = HeaderValue::from_bytes(value.trim().as_bytes())
            .map_err(|_| invalid("its value has a line break or control character; remove that"))?;
        headers.append(header, value);
    }
    Ok(headers)
}

/// A file says its type; a stream also its length, as else it would be sent in unmarked chunks that
/// many document stores refuse. The form of a multipart body sets both itself.
fn set_file_headers(headers: &mut HeaderMap, file: &OutgoingFile) -> Result<(), CallFailure> {
    let invalid =
        |reason: String| CallFailure::InvalidHeader { name: CONTENT_TYPE.as_str().to_owned(), reason };
    match &file.send {
        FileBody::Stream => {
            headers.insert(CONTENT_LENGTH, HeaderValue::from(file.size));
            if !headers.contains_key(CONTENT_TYPE) {
                let media_type = HeaderValue::from_str(&file.media_type);
                let media_type =
                    media_type.map_err(|_| invalid(format!("`{}` is not a media type", file.media_type)))?;
                headers.insert(CONTENT_TYPE, media_type);
            }
        }
        FileBody::Multipart { .. } => {
            let written = headers.remove(CONTENT_TYPE);
            if written.is_some_and(|value| {
                !value.as_bytes().to_ascii_lowercase().starts_with(b"multipart/form-data")
            }) {
                return Err(invalid("a multipart body is multipart/form-data; remove the header".to_owned()));
            }
        }
    }
    Ok(())
}
