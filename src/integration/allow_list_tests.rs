use super::*;

fn allows(entry: &str, url: &str) -> bool {
    let list = AllowList::parse([entry]).unwrap();
    list.allows(&Url::parse(url).unwrap())
}

#[test]
fn an_entry_allows_what_it_says_and_nothing_else() {
    let table = [
        ("example.com", "https://example.com/a?b#c", true),
        ("example.com", "http://EXAMPLE.com:8080/", true),
        ("Example.COM.", "http://example.com/", true),
        ("example.com", "http://example.com./", true),
        ("example.com", "http://api.example.com/", false),
        ("example.com", "http://notexample.com/", false),
        ("example.com", "http://example.com.evil.test/", false),
        ("example.com", "http://example.com@evil.test/", false),
        ("example.com", "ftp://example.com/", false),
        ("example.com:8443", "https://example.com:8443/", true),
        ("example.com:8443", "https://example.com/", false),
        ("example.com:80", "http://example.com/", true),
        ("example.com:80", "https://example.com/", false),
        ("*.example.com", "http://a.example.com/", true),
        ("*.example.com", "http://a.b.example.com./", true),
        ("*.example.com", "http://example.com/", false),
        ("*.example.com", "http://badexample.com/", false),
        ("*.example.com:8080", "http://a.example.com/", false),
        ("127.0.0.1", "http://127.0.0.1:9/", true),
        ("127.0.0.1", "http://0x7f.1/", true),
        ("127.0.0.1", "http://localhost/", false),
        ("127.0.0.1", "http://[::ffff:127.0.0.1]/", false),
        ("[::1]", "http://[::1]:80/", true),
        ("::1", "http://[0:0:0:0:0:0:0:1]/", true),
        ("[::1]:8080", "http://[::1]/", false),
        ("bücher.example", "http://xn--bcher-kva.example/", true),
        ("xn--bcher-kva.example", "http://BÜCHER.example/", true),
        ("localhost", "http://localhost:3000/", true),
    ];
    for (entry, url, expected) in table {
        assert_eq!(allows(entry, url), expected, "{entry} for {url}");
    }
}

#[test]
fn an_empty_list_allows_nothing() {
    assert!(AllowList::default().is_empty());
    for url in ["http://localhost/", "http://127.0.0.1/", "https://example.com/"] {
        assert!(!AllowList::default().allows(&Url::parse(url).unwrap()), "{url}");
    }
}

#[test]
fn an_entry_that_is_no_host_says_what_to_write() {
    let message = |entry: &str| AllowList::parse([entry]).unwrap_err().to_string();
    assert_eq!(message("http://x/"), "`http://x/` is a URL, not a host: write `x`");
    assert_eq!(message("x:81/path"), "`x:81/path` is a URL, not a host: write `x:81`");
    assert_eq!(message("https://u:secret@x"), "`***@x` is a URL, not a host: write `x`");
    assert!(message("*").contains("would allow every host"));
    assert!(message("*:80").contains("would allow every host"));
    assert!(message("a.*.com").contains("only `*.example.com` is understood"));
    for entry in
        ["", " ", "a b", "x:", "x:0", "x:+80", "x:99999", "x:a", "[::1", "*.127.0.0.1", "/", ":80", "."]
    {
        assert!(AllowList::parse([entry]).is_err(), "{entry:?} must be refused");
    }
}

proptest::proptest! {
    #[test]
    fn no_entry_makes_it_panic(entry in "\\PC{0,20}|[*.:/@\\[\\]a-z0-9]{0,12}") {
        let _ = AllowList::parse([entry]);
    }
}
