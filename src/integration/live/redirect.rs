//! Where a redirect leads and what may go there. A pure function of the hop and its answer.

use reqwest::header::{
    AUTHORIZATION, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_LOCATION, CONTENT_TYPE,
    COOKIE, HOST, HeaderMap, LOCATION, PROXY_AUTHORIZATION,
};
use reqwest::{Method, Response, StatusCode, Url};

use super::super::response::CallFailure;
use super::super::secrets::{Secrets, is_credential_header};
use super::prepare::{Hop, HopBody, check_callable};

/// The hop that an answer asks for, or nothing where the answer is the end.
pub(super) fn next_hop(
    hop: &Hop,
    response: &Response,
    secrets: &Secrets,
) -> Result<Option<Hop>, CallFailure> {
    match response.headers().get(LOCATION) {
        Some(location) => follow(hop, response.status(), location.as_bytes(), secrets),
        None => Ok(None),
    }
}

fn follow(
    hop: &Hop,
    status: StatusCode,
    location: &[u8],
    secrets: &Secrets,
) -> Result<Option<Hop>, CallFailure> {
    if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let url = target(&hop.url, location, secrets)?;
    let mut next = Hop { url, ..hop.clone() };
    if turns_into_get(status, &hop.method) {
        next.method = Method::GET;
        next.body = HopBody::None;
        for header in [CONTENT_TYPE, CONTENT_LENGTH, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LOCATION] {
            next.headers.remove(header);
        }
    }
    if next.url.origin() != hop.url.origin() {
        drop_credentials(&mut next.headers, secrets);
    }
    Ok(Some(next))
}

fn target(from: &Url, location: &[u8], secrets: &Secrets) -> Result<Url, CallFailure> {
    let location = String::from_utf8_lossy(location);
    let invalid = |reason: String| CallFailure::InvalidUrl { url: secrets.mask_url(&location), reason };
    let url =
        from.join(&location).map_err(|error| invalid(format!("the redirect's target is no URL: {error}")))?;
    check_callable(&url).map_err(invalid)?;
    if from.scheme() == "https" && url.scheme() == "http" {
        let (from, to) = (secrets.mask_url(from.as_str()), secrets.mask_url(url.as_str()));
        return Err(CallFailure::InsecureRedirect { from, to });
    }
    Ok(url)
}

/// As browsers do (WHATWG Fetch, "HTTP-redirect fetch"): 303 asks for a page, and 301 and 302 do
/// after a POST. A PUT stays a PUT, for which a GET that succeeds would be a wrong success.
fn turns_into_get(status: StatusCode, method: &Method) -> bool {
    match status {
        StatusCode::SEE_OTHER => *method != Method::HEAD,
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND => *method == Method::POST,
        _ => false,
    }
}

/// Another origin gets no credentials: none by name, none by value, and not the first one's name.
fn drop_credentials(headers: &mut HeaderMap, secrets: &Secrets) {
    let mut dropped = vec![AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE, HOST];
    let holds_one = |value: &[u8]| secrets.contained_in(&String::from_utf8_lossy(value));
    let secret = headers
        .iter()
        .filter(|(name, value)| is_credential_header(name.as_str()) || holds_one(value.as_bytes()));
    dropped.extend(secret.map(|(name, _)| name.clone()));
    for name in dropped {
        headers.remove(name);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
#[path = "redirect_tests.rs"]
mod tests;
