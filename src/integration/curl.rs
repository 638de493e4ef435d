//! A request as a curl command that a person can copy, for `--dry-run`.
//!
//! The command sends the same bytes, apart from the masked secrets, which are to be filled in: it
//! names its own headers away, never reads a file that the body happens to name (`--data-raw`), and
//! keeps the URL as it is (`--upload-file` would add a file name to it, so `--data-binary` sends the
//! file). It does not follow redirects: each hop is a decision of the allow list.

use std::path::Path;

use reqwest::Url;

use super::live::USER_AGENT;
use super::request::{FileBody, HttpRequest, OutgoingFile, append_params, quotable_name};
use super::secrets::Secrets;

/// The request as a POSIX shell command over several lines, secrets masked.
///
/// A URL that is not one is shown as written; NUL characters, which no argument can hold, are left out.
pub fn render_curl(request: &HttpRequest, secrets: &Secrets) -> String {
    let mut lines = vec![format!("curl {}", method(&request.method))];
    lines.push(format!("--max-time {}", request.timeout.as_secs_f64()));
    lines.push("--compressed".to_owned());
    // Without it curl reads `[1-9]` and `{a,b}` in a URL as patterns.
    lines.push("--globoff".to_owned());
    lines.extend(headers(request, secrets));
    lines.extend(body(request, secrets));
    lines.push(quoted(&secrets.mask_url(&full_url(request))));
    lines.join(" \\\n  ").replace('\0', "")
}

fn method(method: &str) -> String {
    match method.to_ascii_uppercase().as_str() {
        // `--request HEAD` would wait for a body that never comes.
        "HEAD" => "--head".to_owned(),
        other => format!("--request {}", quoted_if_needed(other)),
    }
}

fn full_url(request: &HttpRequest) -> String {
    let Ok(mut url) = Url::parse(request.url.trim()) else { return request.url.clone() };
    append_params(&mut url, &request.params);
    url.into()
}

fn headers(request: &HttpRequest, secrets: &Secrets) -> Vec<String> {
    let mut lines = Vec::new();
    let has = |wanted: &str| request.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case(wanted));
    if !has("user-agent") {
        lines.push(format!("--user-agent {}", quoted(USER_AGENT)));
    }
    let is_form = matches!(&request.file, Some(OutgoingFile { send: FileBody::Multipart { .. }, .. }));
    for (name, value) in &request.headers {
        // Of a form the content type carries the boundary, which curl chooses.
        if is_form && name.eq_ignore_ascii_case("content-type") {
            continue;
        }
        lines.push(format!("--header {}", quoted(&header(name, &secrets.mask_header(name, value)))));
    }
    if !has("content-type") && !is_form {
        match (&request.file, &request.body) {
            (Some(file), _) => {
                lines.push(format!(
                    "--header {}",
                    quoted(&header("Content-Type", &secrets.mask(&file.media_type)))
                ));
            }
            // Else curl claims that the text is a web form.
            (None, Some(_)) => lines.push("--header 'Content-Type:'".to_owned()),
            (None, None) => {}
        }
    }
    lines
}

/// curl's way to send a header without a value is a semicolon.
fn header(name: &str, value: &str) -> String {
    if value.is_empty() { format!("{name};") } else { format!("{name}: {value}") }
}

fn body(request: &HttpRequest, secrets: &Secrets) -> Option<String> {
    match (&request.file, &request.body) {
        (Some(file), _) => Some(file_body(file, secrets)),
        (None, Some(text)) => Some(format!("--data-raw {}", quoted(&secrets.mask(text)))),
        (None, None) => None,
    }
}

fn file_body(file: &OutgoingFile, secrets: &Secrets) -> String {
    let path = argument_path(&file.path);
    match &file.send {
        FileBody::Stream => format!("--data-binary {}", quoted(&secrets.mask(&format!("@{path}")))),
        FileBody::Multipart { field } => {
            let in_quotes = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
            let form = format!(
                "{}=@\"{}\";type={};filename=\"{}\"",
                quotable_name(field),
                in_quotes(&path),
                file.media_type,
                in_quotes(&quotable_name(&file.name))
            );
            format!("--form {}", quoted(&secrets.mask(&form)))
        }
    }
}

/// A path that curl cannot take for `-`, its standard input.
fn argument_path(path: &Path) -> String {
    let shown = path.display().to_string();
    if shown.starts_with('-') { format!("./{shown}") } else { shown }
}

fn quoted_if_needed(text: &str) -> String {
    let is_word = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_word { text.to_owned() } else { quoted(text) }
}

/// One argument for a POSIX shell: in single quotes nothing is special but the quote itself.
pub(crate) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
#[path = "curl_tests.rs"]
mod tests;
