use super::*;
use reqwest::header::HeaderValue;

fn hop(method: Method, url: &str) -> Hop {
    let mut headers = HeaderMap::new();
    let written = [
        ("authorization", "Bearer abc"),
        ("x-note", "has s3cret"),
        ("accept", "a/b"),
        ("content-type", "t/x"),
        ("x-api-key", "k"),
    ];
    for (name, value) in written {
        headers.insert(name, HeaderValue::from_static(value));
    }
    Hop { method, url: Url::parse(url).unwrap(), headers, body: HopBody::Text("body".to_owned()) }
}

fn to(hop: &Hop, status: u16, location: &str) -> Result<Option<Hop>, CallFailure> {
    let secrets = Secrets::new(["s3cret"]);
    follow(hop, StatusCode::from_u16(status).unwrap(), location.as_bytes(), &secrets)
}

fn names(hop: &Hop) -> Vec<&str> {
    hop.headers.keys().map(|name| name.as_str()).collect()
}

#[test]
fn each_status_keeps_or_changes_the_method_as_browsers_do() {
    let table = [
        (301, Method::POST, Method::GET),
        (302, Method::POST, Method::GET),
        (303, Method::POST, Method::GET),
        (303, Method::PUT, Method::GET),
        (303, Method::HEAD, Method::HEAD),
        (301, Method::PUT, Method::PUT),
        (302, Method::DELETE, Method::DELETE),
        (307, Method::POST, Method::POST),
        (308, Method::PUT, Method::PUT),
    ];
    for (status, method, expected) in table {
        let next = to(&hop(method.clone(), "http://a/x"), status, "/y").unwrap().unwrap();
        assert_eq!(next.method, expected, "{status} after {method}");
        assert_eq!(next.url.as_str(), "http://a/y");
        let becomes_get = expected == Method::GET;
        assert_eq!(matches!(next.body, HopBody::None), becomes_get, "{status} after {method}");
        assert_eq!(names(&next).contains(&"content-type"), !becomes_get);
    }
}

#[test]
fn another_origin_gets_no_credentials() {
    let from = hop(Method::GET, "http://a:80/x");
    for location in ["http://b/", "http://a:81/", "https://a/", "//b/"] {
        let next = to(&from, 307, location).unwrap().unwrap();
        assert_eq!(names(&next), ["accept", "content-type"], "{location}");
    }
    assert_eq!(names(&to(&from, 307, "http://A:80/z").unwrap().unwrap()).len(), 5);
}

#[test]
fn a_protected_connection_is_not_given_up() {
    let failure = to(&hop(Method::GET, "https://a/?token=1"), 302, "http://a/s3cret").unwrap_err();
    assert!(matches!(&failure, CallFailure::InsecureRedirect { .. }), "{failure:?}");
    assert!(!failure.to_string().contains("s3cret") && !failure.to_string().contains("token=1"));
}

#[test]
fn only_web_addresses_are_followed() {
    let from = hop(Method::GET, "http://a/");
    for location in ["file:///etc/passwd", "ftp://a/", "http://", "javascript:1"] {
        assert!(matches!(to(&from, 302, location), Err(CallFailure::InvalidUrl { .. })), "{location}");
    }
    for status in [200, 201, 300, 304, 400] {
        assert!(to(&from, status, "/y").unwrap().is_none(), "{status}");
    }
}
