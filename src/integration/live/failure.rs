//! What an error of the HTTP client means to a person.

use std::error::Error;
use std::io::{self, ErrorKind};

use reqwest::Url;

use super::super::response::CallFailure;
use super::super::secrets::Secrets;
use super::CONNECT_TIMEOUT;
use super::prepare::host_and_port;

/// The failure behind an error; the innermost cause that says something wins.
pub(super) fn of(error: reqwest::Error, url: &Url, secrets: &Secrets) -> CallFailure {
    let host = host_and_port(url);
    let error = error.without_url();
    if error.is_timeout() {
        return CallFailure::Timeout { host, after: CONNECT_TIMEOUT };
    }
    let connecting = error.is_connect();
    let mut innermost = error.to_string();
    let mut cause: Option<&(dyn Error + 'static)> = Some(&error);
    while let Some(error) = cause {
        if let Some(failure) = of_cause(error, &host) {
            return failure;
        }
        innermost = error.to_string();
        cause = error.source();
    }
    // Only text tells this one: the type belongs to the library under the library.
    if !connecting && innermost.contains("connection closed before message completed") {
        return CallFailure::ConnectionReset { host };
    }
    CallFailure::Other { reason: secrets.mask(&innermost).into_owned() }
}

fn of_cause(error: &(dyn Error + 'static), host: &str) -> Option<CallFailure> {
    if let Some(failure) = error.downcast_ref::<CallFailure>() {
        return Some(failure.clone());
    }
    if let Some(error) = error.downcast_ref::<rustls::Error>() {
        return Some(CallFailure::Tls { host: host.to_owned(), reason: error.to_string() });
    }
    let error = error.downcast_ref::<io::Error>()?;
    // An io error does not name what it wraps as its source, but its source's source.
    if let Some(failure) = error.get_ref().and_then(|inner| of_cause(inner, host)) {
        return Some(failure);
    }
    let host = host.to_owned();
    match error.kind() {
        ErrorKind::ConnectionRefused => Some(CallFailure::ConnectionRefused { host }),
        ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::BrokenPipe
        | ErrorKind::NotConnected
        | ErrorKind::UnexpectedEof => Some(CallFailure::ConnectionReset { host }),
        _ => None,
    }
}
