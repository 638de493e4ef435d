use proptest::prelude::*;
use serde_json::json;

use crate::text::{JsonPath, json_text};

fn selected(path: &str) -> Vec<String> {
    let value = json!({
        "api_score": { "value": 780, "a b.c": null, "items": [{ "t": "x", "n": [1, 2] }, { "n": [3] }, { "t": "z" }] }
    });
    JsonPath::parse(path).unwrap().select(&value).into_iter().map(json_text).collect()
}

#[test]
fn a_path_leads_to_a_value() {
    assert_eq!(selected("$.api_score.value"), ["780"]);
    assert_eq!(selected("$.api_score.items[0].t"), ["x"]);
    assert_eq!(selected("$.api_score['a b.c']"), ["null"]);
    assert_eq!(selected(r#"$["api_score"].items[2]"#), [r#"{"t":"z"}"#]);
}

#[test]
fn paths_into_a_list_stay_side_by_side() {
    let value = json!({ "items": [{ "t": "x", "n": [1, 2] }, { "n": [3] }, { "t": null }], "town": "Oslo" });
    let each = |path: &str| -> Vec<Option<String>> {
        let path = JsonPath::parse(path).unwrap();
        path.select_each(&value).into_iter().map(|found| found.map(json_text)).collect()
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(each("$.items[i].t"), [some("x"), None, some("null")]);
    assert_eq!(each("$.items[i].n[0]"), [some("1"), some("3"), None]);
    assert_eq!(each("$.items[*].n[i]"), [some("1"), some("2"), some("3")]);
    assert_eq!(each("$.town"), [some("Oslo")]);
    assert_eq!(each("$.nothing"), [None]);
    assert_eq!(each("$.nothing[i].t"), []);
}

#[test]
fn i_and_star_stand_for_every_element() {
    assert_eq!(selected("$.api_score.items[i].t"), ["x", "z"]);
    assert_eq!(selected("$.api_score.items[*].n[i]"), ["1", "2", "3"]);
    assert!(JsonPath::parse("$.a[i]").unwrap().is_iterating());
    assert!(!JsonPath::parse("$.a[1]").unwrap().is_iterating());
}

#[test]
fn a_path_that_leads_nowhere_selects_nothing() {
    for path in
        ["$.x", "$.api_score[0]", "$.api_score.items[9]", "$.api_score.items.t", "$.api_score.value.x"]
    {
        assert_eq!(selected(path), [""; 0], "{path}");
    }
}

#[test]
fn a_malformed_path_is_reported_at_its_place() {
    for (path, range) in [
        ("", 0..0),
        ("a.b", 0..1),
        ("$a", 1..2),
        ("$.a.", 3..4),
        ("$.a..b", 3..4),
        ("$.a[", 3..4),
        ("$.a[x]", 3..6),
        ("$.a[-1]", 3..7),
        ("$.a['b", 3..6),
        ("$.a['b'x]", 3..7),
        ("$.a[99999999999999999999999]", 3..28),
    ] {
        assert_eq!(JsonPath::parse(path).unwrap_err().range, range, "{path}");
    }
}

proptest! {
    #[test]
    fn any_text_is_a_path_or_has_a_problem_in_it(text in "\\PC{0,30}|\\$([.\\[\\]'\\\\ai*é0]|\"){0,20}") {
        match JsonPath::parse(&text) {
            Ok(path) => prop_assert_eq!(JsonPath::parse(&path.to_string()), Ok(path)),
            Err(problem) => prop_assert!(text.get(problem.range).is_some()),
        }
    }
}
