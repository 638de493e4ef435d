//! Headers and parameters that hold credentials by their very name.

use super::MASK;

/// Headers whose value is a credential, in lower case.
const HEADERS: &[&str] = &[
    "authorization",
    "proxy-authorization",
    "authentication-info",
    "cookie",
    "set-cookie",
    "x-api-key",
    "api-key",
    "apikey",
    "x-apikey",
    "x-auth-token",
    "x-access-token",
    "x-session-token",
    "x-csrf-token",
    "x-xsrf-token",
    "x-amz-security-token",
    "x-goog-api-key",
    "x-functions-key",
    "x-vault-token",
    "ocp-apim-subscription-key",
    "private-token",
    "x-gitlab-token",
    "x-shopify-access-token",
];

/// URL parameters whose value is a credential, in lower case without `-` and `_`.
const PARAMETERS: &[&str] = &[
    "accesstoken",
    "apikey",
    "auth",
    "authtoken",
    "clientsecret",
    "idtoken",
    "key",
    "password",
    "passwd",
    "pwd",
    "refreshtoken",
    "secret",
    "sessiontoken",
    "sig",
    "signature",
    "subscriptionkey",
    "token",
    "xamzcredential",
    "xamzsecuritytoken",
    "xamzsignature",
    "xgoogsignature",
];

/// The words before a credential that say nothing secret.
const SCHEMES: &[&str] =
    &["basic", "bearer", "digest", "token", "apikey", "negotiate", "ntlm", "hmac", "aws4-hmac-sha256"];

/// Whether a header's value is a credential; case does not matter.
pub fn is_credential_header(name: &str) -> bool {
    HEADERS.iter().any(|known| known.eq_ignore_ascii_case(name.trim()))
}

/// Whether a URL parameter's value is a credential; case, `-` and `_` do not matter.
pub fn is_credential_parameter(name: &str) -> bool {
    let folded: String =
        name.chars().filter(|c| !matches!(c, '-' | '_')).map(|c| c.to_ascii_lowercase()).collect();
    PARAMETERS.contains(&folded.as_str())
}

/// `Bearer abc` as `Bearer ***`, anything without a known scheme as `***`.
pub(super) fn mask_credential(value: &str) -> String {
    let scheme = value.trim_start().split_once(char::is_whitespace).map(|(scheme, _)| scheme);
    match scheme.filter(|scheme| SCHEMES.iter().any(|known| known.eq_ignore_ascii_case(scheme))) {
        Some(scheme) => format!("{scheme} {MASK}"),
        None => MASK.to_owned(),
    }
}

/// A URL with its credentials masked; works on the text, so that nothing else of it changes.
pub(super) fn mask_in_url(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").map_or(("", url), |(scheme, rest)| (scheme, rest));
    let authority_end = rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len());
    let (authority, rest) = rest.split_at(authority_end);
    let mut masked = String::with_capacity(url.len());
    if url.contains("://") {
        masked.push_str(scheme);
        masked.push_str("://");
    }
    match authority.rsplit_once('@') {
        Some((_, host)) => masked.push_str(&format!("{MASK}@{host}")),
        None => masked.push_str(authority),
    }
    let parameters = rest.find(['?', '#']).unwrap_or(rest.len());
    masked.push_str(&rest[..parameters]);
    mask_parameters(&rest[parameters..], &mut masked);
    masked
}

/// Query and fragment: both may hold `name=value` pairs (a fragment does after an OAuth sign-in).
fn mask_parameters(text: &str, masked: &mut String) {
    for pair in text.split_inclusive(['?', '#', '&', ';']) {
        let (body, separator) = match pair.strip_suffix(['?', '#', '&', ';']) {
            Some(body) => (body, &pair[body.len()..]),
            None => (pair, ""),
        };
        match body.split_once('=') {
            Some((name, value)) if !value.is_empty() && is_credential_parameter(&decoded(name)) => {
                masked.push_str(&format!("{name}={MASK}"));
            }
            _ => masked.push_str(body),
        }
        masked.push_str(separator);
    }
}

/// A parameter's name may be percent-encoded too, though rarely more than its `_`.
fn decoded(name: &str) -> String {
    name.replace("%5F", "_").replace("%5f", "_").replace("%2D", "-").replace("%2d", "-")
}
