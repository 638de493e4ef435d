use super::*;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;

fn secrets(values: &[&str]) -> Secrets {
    Secrets::new(values)
}

#[test]
fn a_secret_is_masked_in_every_form() {
    let secrets = secrets(&["p\"a s/s&ö+word"]);
    let basic = |user: &str| STANDARD.encode(format!("{user}:p\"a s/s&ö+word"));
    let texts = [
        "x p\"a s/s&ö+word y".to_owned(),
        "x p%22a%20s%2Fs%26%C3%B6%2Bword y".to_owned(),
        "x p%22a%20s%2fs%26%c3%b6%2bword y".to_owned(),
        "x p%22a+s%2Fs%26%C3%B6%2Bword y".to_owned(),
        "x p%22a%20s/s&%C3%B6+word y".to_owned(),
        r#"x p\"a s/s&ö+word y"#.to_owned(),
        r#"x p\"a s\/s&ö+word y"#.to_owned(),
        r#"x p\"a s/s&\u00f6+word y"#.to_owned(),
    ];
    for text in texts {
        assert_eq!(secrets.mask(&text), "x *** y", "{text}");
    }
    for user in ["", "a", "ab", "abc", "a-longer-user"] {
        let masked = secrets.mask(&basic(user)).into_owned();
        let kept = masked.split("***").map(str::len).sum::<usize>();
        assert!(masked.contains("***") && kept <= user.len() * 4 / 3 + 4, "{user}: {masked}");
    }
}

#[test]
fn a_text_without_secrets_is_not_copied() {
    assert!(matches!(Secrets::default().mask("text"), Cow::Borrowed("text")));
    assert!(matches!(secrets(&["hidden"]).mask("text"), Cow::Borrowed("text")));
}

#[test]
fn overlapping_secrets_leave_no_half_behind() {
    assert_eq!(secrets(&["abcdef", "defghi"]).mask("_abcdefghi_"), "_***_");
    assert_eq!(secrets(&["abcd", "abcdefgh"]).mask("_abcdefgh_"), "_***_");
    assert_eq!(secrets(&["abcd", "efgh"]).mask("abcdefgh"), "******");
    assert_eq!(secrets(&["ab**", "wxyz"]).mask("abwxyz"), "****");
    assert_eq!(secrets(&["****"]).mask("*********"), "***");
}

#[test]
fn a_short_value_is_not_masked() {
    assert_eq!(secrets(&["1", "on", "öäü"]).mask("1 on öäü"), "1 on öäü");
    assert_eq!(secrets(&["öäüß"]).mask("öäüß"), "***");
}

#[test]
fn a_line_end_of_an_environment_file_does_not_hide_the_secret() {
    assert_eq!(secrets(&["token-value\n"]).mask("x token-value y"), "x *** y");
    let key = "-----BEGIN-----\nMIIEvQIBADANBgkqhkiG9w0\n-----END-----";
    assert_eq!(secrets(&[key]).mask("line: MIIEvQIBADANBgkqhkiG9w0"), "line: ***");
}

#[test]
fn of_a_url_only_the_origin_is_no_secret() {
    let secrets =
        secrets(&["https://jane:pass%2Fword@hooks.example:8443/services/T0/B0?token=querytoken#frag"]);
    assert_eq!(secrets.mask("https://hooks.example:8443/"), "https://hooks.example:8443/");
    assert_eq!(
        secrets.mask("at https://hooks.example:8443/services/T0/B0/x"),
        "at https://hooks.example:8443/***/x"
    );
    for text in ["jane", "pass%2Fword", "pass/word", "token=querytoken", "querytoken"] {
        assert_eq!(secrets.mask(text), "***", "{text}");
    }
    assert_eq!(
        Secrets::new(["http://localhost:8080"]).mask("http://localhost:8080/x"),
        "http://localhost:8080/x"
    );
}

#[test]
fn a_credential_header_is_masked_whatever_its_value() {
    let secrets = Secrets::default();
    assert_eq!(secrets.mask_header("Authorization", "Bearer abc"), "Bearer ***");
    assert_eq!(secrets.mask_header("authorization", "basic  YTpi"), "basic ***");
    assert_eq!(secrets.mask_header("Authorization", "abc def"), "***");
    for name in [
        "Proxy-Authorization",
        "Cookie",
        "Set-Cookie",
        "X-API-KEY",
        "api-key",
        "X-Auth-Token",
        "x-amz-security-token",
    ] {
        assert_eq!(secrets.mask_header(name, "v"), "***", "{name}");
    }
    assert_eq!(secrets.mask_header("Accept", "a/b"), "a/b");
}

#[test]
fn a_url_is_shown_without_credentials() {
    let secrets = secrets(&["registered"]);
    let table = [
        ("https://u:p@x.example/a?b=c", "https://***@x.example/a?b=c"),
        (
            "https://x/?api_key=1&b=2&Access-Token=3#token=4",
            "https://x/?api_key=***&b=2&Access-Token=***#token=***",
        ),
        ("https://x/?sig=1;password=2&secret=", "https://x/?sig=***;password=***&secret="),
        ("https://x/registered?q=registered", "https://x/***?q=***"),
        ("https://x/?client%5Fsecret=1&keyboard=2", "https://x/?client%5Fsecret=***&keyboard=2"),
        ("not a url", "not a url"),
        ("https://x/a@b?c=d@e", "https://x/a@b?c=d@e"),
    ];
    for (url, shown) in table {
        assert_eq!(secrets.mask_url(url), shown, "{url}");
    }
}

proptest! {
    #[test]
    fn what_is_masked_holds_no_secret(
        values in prop::collection::vec("[ab*%+/ö\"]{4,8}|\\PC{4,12}", 1..4),
        pieces in prop::collection::vec((0..4_usize, "[ab*%+/ö\"]{0,6}"), 0..8),
    ) {
        let secrets = Secrets::new(&values);
        let mut text = String::new();
        for (index, between) in pieces {
            text.push_str(values.get(index).map_or("", String::as_str));
            text.push_str(&between);
        }
        let masked = secrets.mask(&text);
        for value in &values {
            prop_assert!(!masked.contains(value.as_str()), "{value:?} in {masked:?}");
        }
    }

    #[test]
    fn nothing_makes_masking_panic(value in "\\PC{0,12}|https?://\\PC{0,20}", text in "\\PC{0,40}") {
        let secrets = Secrets::new([&value]);
        let _ = (secrets.mask(&text), secrets.mask_url(&text), secrets.mask_header("Cookie", &text));
    }
}
