//! The forms that one secret value takes on its way through URLs, JSON and credentials.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Url;

use super::MIN_SECRET_CHARS;

/// Lines of a value over several lines are secrets of their own from this length on; shorter ones
/// are mostly brackets and keys.
const MIN_LINE_CHARS: usize = 16;

/// One text to look for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Form {
    pub(super) text: String,
    /// Base64 from the middle of a longer value, so the characters beside it belong to it.
    pub(super) inner_base64: bool,
}

/// All forms of a value from the environment.
pub(super) fn of_value(value: &str) -> Vec<Form> {
    let trimmed = value.trim();
    let parts = match Url::parse(trimmed) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => url_parts(&url, trimmed),
        _ => text_parts(value, trimmed),
    };
    parts.iter().filter(|part| is_worth_masking(part)).flat_map(|part| of_text(part)).collect()
}

fn is_worth_masking(text: &str) -> bool {
    text.chars().count() >= MIN_SECRET_CHARS
}

/// The value, without the line end that files add, and its long lines.
fn text_parts(value: &str, trimmed: &str) -> Vec<String> {
    let mut parts = vec![value.to_owned(), trimmed.to_owned()];
    if trimmed.contains('\n') {
        let lines = trimmed.lines().map(str::trim).filter(|line| line.chars().count() >= MIN_LINE_CHARS);
        parts.extend(lines.map(str::to_owned));
    }
    parts
}

/// What is secret of a URL: everything but the origin, both as written and as the parser has it.
fn url_parts(url: &Url, written: &str) -> Vec<String> {
    let mut parts = vec![url.username().to_owned(), url.path().trim_matches('/').to_owned()];
    parts.extend(url.password().map(str::to_owned));
    parts.extend(url.query().map(str::to_owned));
    parts.extend(url.fragment().map(str::to_owned));
    parts.extend(url.query_pairs().map(|(_, value)| value.into_owned()));
    parts.extend(parts.clone().iter().map(|part| percent_decoded(part)));
    let after_host = written.split_once("://").and_then(|(_, rest)| rest.split_once(['/', '?', '#']));
    parts.extend(after_host.map(|(_, rest)| rest.trim_matches('/').to_owned()));
    parts
}

fn percent_decoded(text: &str) -> String {
    // A form value decodes like any other once its `+` cannot mean a space.
    let pair = format!("x={}", text.replace('+', "%2B").replace('&', "%26"));
    let url = Url::parse(&format!("http://x/?{}", pair.replace('#', "%23")));
    let decoded = url.ok().and_then(|url| url.query_pairs().next().map(|(_, value)| value.into_owned()));
    decoded.unwrap_or_else(|| text.to_owned())
}

fn of_text(text: &str) -> Vec<Form> {
    let plain = [text.to_owned(), format!("{text:?}").trim_matches('"').to_owned()];
    let mut forms: Vec<Form> =
        plain.into_iter().chain(percent_encoded(text)).chain(json_escaped(text)).map(whole).collect();
    forms.extend(base64_forms(text));
    forms.retain(|form| is_worth_masking(&form.text));
    forms
}

fn whole(text: String) -> Form {
    Form { text, inner_base64: false }
}

/// All but letters, digits and the bytes of `keep`.
const fn all_but(keep: &[u8]) -> AsciiSet {
    let mut escaped = NON_ALPHANUMERIC.add(b' ');
    let mut index = 0;
    while index < keep.len() {
        escaped = escaped.remove(keep[index]);
        index += 1;
    }
    escaped
}

/// What encoders do not leave alone, from one to the next.
static ESCAPED: [AsciiSet; 6] = [
    all_but(b"-_.~"),
    all_but(b"-_.!~*'()"),
    all_but(b"-_.*"),
    all_but(b"!$&'()*+,-./:;=@_~"),
    all_but(b"!$&'()*+,-.:;=@_~"),
    all_but(b"!$()*+,-./:;=?@_~[]\\^`{|}"),
];

/// Encoders differ in what they leave alone, in the case of the digits and in the space.
fn percent_encoded(text: &str) -> Vec<String> {
    let mut encoded: Vec<String> =
        ESCAPED.iter().map(|escaped| utf8_percent_encode(text, escaped).to_string()).collect();
    encoded.extend(encoded.clone().iter().map(|text| lower_digits(text)));
    encoded.extend(encoded.clone().iter().map(|text| text.replace("%20", "+")));
    // Exactly what the URL parser makes of a value that an author puts into a path or a query.
    if let Ok(mut url) = Url::parse("http://x/") {
        url.set_query(Some(text));
        encoded.extend(url.query().map(str::to_owned));
        url.set_path(text);
        encoded.push(url.path().trim_start_matches('/').to_owned());
        encoded.extend(url.set_password(Some(text)).ok().and_then(|()| url.password().map(str::to_owned)));
    }
    encoded
}

fn lower_digits(encoded: &str) -> String {
    let mut digits = 0;
    let lowered = encoded.chars().map(|character| {
        let is_digit = digits > 0;
        digits = if character == '%' { 2 } else { usize::saturating_sub(digits, 1) };
        if is_digit { character.to_ascii_lowercase() } else { character }
    });
    lowered.collect()
}

/// As serde_json writes it, as those write it who escape `/`, and as those who keep to ASCII.
fn json_escaped(text: &str) -> Vec<String> {
    let quoted = serde_json::Value::from(text).to_string();
    let escaped = quoted[1..quoted.len() - 1].to_owned();
    let mut ascii = String::new();
    for character in escaped.chars() {
        match character.is_ascii() {
            true => ascii.push(character),
            false => character
                .encode_utf16(&mut [0; 2])
                .iter()
                .for_each(|unit| ascii.push_str(&format!("\\u{unit:04x}"))),
        }
    }
    vec![escaped.replace('/', "\\/"), ascii.replace('/', "\\/"), escaped, ascii]
}

/// `base64(user:secret)` for any user: three bytes make four characters, so what the secret's own
/// bytes look like depends only on how many bytes stand before it, modulo three.
fn base64_forms(text: &str) -> Vec<Form> {
    let mut forms = Vec::new();
    for before in 0..3_usize {
        let bytes = [&[0_u8; 3][..before], text.as_bytes()].concat();
        let (start, end) = ((before * 8).div_ceil(6), bytes.len() * 8 / 6);
        for engine in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
            let encoded = engine.encode(&bytes);
            let inner = encoded.get(start..end).unwrap_or_default().to_owned();
            forms.push(Form { text: inner, inner_base64: true });
        }
    }
    forms
}
