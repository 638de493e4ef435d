//! A line of an author's file, safe to be shown to others.

use crate::integration::{Secrets, is_credential_header};
use crate::terminal::printable_line;

/// The line with secrets masked, with the values of well-known credential headers masked whatever they are,
/// and with nothing in it that is not what it looks like. Tabs stay.
pub(super) fn shown(line: &str, secrets: &Secrets) -> String {
    let masked = without_credentials(&secrets.mask(line));
    let parts: Vec<_> = masked.split('\t').map(printable_line).collect();
    parts.join("\t")
}

fn without_credentials(line: &str) -> String {
    let mut shown = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(colon) = rest.find(':') {
        let (key, value) = rest.split_at(colon + 1);
        shown.push_str(key);
        rest = value;
        let name = header_name(key);
        if !is_credential_header(name) {
            continue;
        }
        let (credential, after) = value.split_at(end_of_value(value, shown.contains('{')));
        let credential = credential.trim().trim_matches(['"', '\'']);
        if !credential.is_empty() {
            shown.push(' ');
            shown.push_str(&Secrets::default().mask_header(name, credential));
            rest = after;
        }
    }
    shown + rest
}

/// Where a key's value ends: behind its quotes, before the next key of a mapping in braces, else with the line.
fn end_of_value(value: &str, is_in_braces: bool) -> usize {
    let start = value.len() - value.trim_start().len();
    let quoted = value[start..].chars().next().filter(|quote| matches!(quote, '"' | '\''));
    let end = match quoted {
        Some(quote) => value[start + 1..].find(quote).map(|end| start + 1 + end + 1),
        None if is_in_braces => value.find([',', '}']),
        None => None,
    };
    end.unwrap_or(value.len())
}

/// The key before a colon, without its quotes.
fn header_name(key: &str) -> &str {
    let key = key.trim_end_matches(':').trim_end().trim_end_matches(['"', '\'']);
    let start = key.rfind(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '-'));
    start
        .map_or(key, |before| &key[before..])
        .trim_start_matches(|letter: char| !letter.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_masked_and_the_rest_stays() {
        let secrets = Secrets::new(["s3cret-value"]);
        for (line, expected) in [
            ("      - text: Hello: you", "      - text: Hello: you"),
            ("  Authorization: Bearer abc", "  Authorization: Bearer ***"),
            (
                "  headers: { Authorization: \"Bearer ${TOKEN}\", Accept: text/plain }",
                "  headers: { Authorization: Bearer ***, Accept: text/plain }",
            ),
            ("  { cookie: a b, x: {cookie: c} }", "  { cookie: ***, x: {cookie: ***} }"),
            ("  cookie: \"open", "  cookie: ***"),
            ("  'X-Api-Key': abc # it: is", "  'X-Api-Key': ***"),
            ("  Authorization:", "  Authorization:"),
            ("  a: s3cret-value", "  a: ***"),
            ("\ta: \u{202e}b", "\ta: \\u{202e}b"),
            ("", ""),
        ] {
            assert_eq!(shown(line, &secrets), expected);
        }
    }
}
