//! Texts that look like a credential, wherever they stand.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// What keys of well-known services look like, and what is assigned to a name that says it is a secret. The
/// credential is the group `it`, or everything that is found.
static SHAPES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let shapes = [
        // OpenAI and those who imitate it, Stripe
        r"\b(?:sk|pk|rk)[-_](?:live_|test_|proj-|ant-)?[A-Za-z0-9_-]{20,}",
        // Amazon
        r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
        // GitHub, GitLab, Slack, Google, SendGrid, Shopify
        r"\bgh[pousr]_[A-Za-z0-9]{30,}",
        r"\bgithub_pat_[A-Za-z0-9_]{30,}",
        r"\bglpat-[A-Za-z0-9_-]{20,}",
        r"\bxox[abeprs]-[A-Za-z0-9-]{10,}",
        r"\bAIza[0-9A-Za-z_-]{35}",
        r"\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}",
        r"\bshp(?:at|ca|pa|ss)_[A-Fa-f0-9]{32}",
        // JSON Web Tokens and private keys
        r"\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*",
        r"-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(?:-----END [A-Z ]*PRIVATE KEY-----)?",
        // The value of an Authorization header
        r#"\b(?i:bearer|basic)\s+(?P<scheme>[A-Za-z0-9+/._~-]{16,}=*)"#,
        // apiKey = "…", "client_secret": "…"
        r#"(?i)\b[\w-]*(?:api[-_]?key|secret|passw(?:or)?d|access[-_]?token|auth[-_]?token|private[-_]?token)[\w-]*["']?\s*[:=]\s*["'](?P<it>[^"'\s{}<>$]{6,})["']"#,
    ];
    Regex::new(&shapes.join("|")).ok()
});

/// The stretches of a text that look like credentials, in their order.
///
/// A word in the place of one ("yourKeyHere") is found only behind a name that says what it is.
pub fn credentials_in(text: &str) -> Vec<Range<usize>> {
    let Some(shapes) = &*SHAPES else { return Vec::new() };
    let credential = |found: regex::Captures<'_>| {
        let it = found.name("it").or_else(|| found.name("scheme")).or_else(|| found.get(0));
        it.map(|it| it.range())
    };
    shapes.captures_iter(text).filter_map(credential).collect()
}

#[cfg(test)]
mod tests {
    use super::credentials_in;

    fn found(text: &str) -> Vec<&str> {
        credentials_in(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn keys_of_services_are_found_wherever_they_stand() {
        let key = format!("sk-{}", "a1B2".repeat(6));
        assert_eq!(found(&format!("call({key:?})")), [key.as_str()]);
        assert_eq!(found("x AKIAABCDEFGHIJKLMNOP y"), ["AKIAABCDEFGHIJKLMNOP"]);
        assert_eq!(found("Authorization: Bearer abcdefghijklmnop1234"), ["abcdefghijklmnop1234"]);
    }

    #[test]
    fn what_is_assigned_to_a_secret_is_one() {
        assert_eq!(found("var apiKey = 'hunter22';"), ["hunter22"]);
        assert_eq!(found(r#"{ "client_secret": "abcdef" }"#), ["abcdef"]);
    }

    #[test]
    fn ordinary_words_are_none() {
        for text in [
            "var key = 'name';",
            "What is your password?",
            "token: {$botContext.token}",
            "password: '{$env.password}'",
            "Basic information about loans",
            "skip-this-very-long-word-of-mine-please",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
