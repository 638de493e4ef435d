use proptest::prelude::*;

use crate::text::{Expansion, ProcessEnvironmentText};

fn expand(text: &str) -> Expansion {
    ProcessEnvironmentText::parse(text).expand(&|name| match name {
        "HOST" => Some("example.com".into()),
        "EMPTY" => Some(String::new()),
        _ => None,
    })
}

#[test]
fn variables_are_replaced_and_defaults_stand_in() {
    assert_eq!(expand("https://${HOST}/a").value, "https://example.com/a");
    assert_eq!(expand("${NONE:-http://localhost:8080}/a").value, "http://localhost:8080/a");
    assert_eq!(expand("${EMPTY:-x}${EMPTY}${NONE:-}").value, "x");
    assert_eq!(expand("plain $HOST {$env.x}").value, "plain $HOST {$env.x}");
}

#[test]
fn only_values_from_the_environment_are_named_as_used() {
    let expansion = expand("${HOST} ${NONE:-x} ${_A1}");
    assert_eq!(expansion.used, [("HOST".to_owned(), "example.com".to_owned())]);
    assert_eq!(expansion.unset, [("_A1".to_owned(), 19..25)]);
}

#[test]
fn a_doubled_dollar_escapes() {
    assert_eq!(expand("$${HOST} $$ ${HOST}").value, "${HOST} $$ example.com");
    assert!(!ProcessEnvironmentText::parse("$${HOST}").has_variables());
}

#[test]
fn malformed_references_are_reported_and_stay() {
    for (text, wrong, suggestion) in [
        ("a ${} b", "${}", None),
        ("${:-x}", "${:-x}", None),
        ("${1A}", "${1A}", None),
        ("${A-x}", "${A-x}", Some("${A:-x}")),
        ("${A:x}", "${A:x}", Some("${A:-x}")),
        ("${A:=x}", "${A:=x}", Some("${A:-x}")),
        ("${a.b}", "${a.b}", None),
        ("x ${HOST and", "${HOST", None),
    ] {
        let parsed = ProcessEnvironmentText::parse(text);
        let [problem] = parsed.problems() else { panic!("{text}: {:?}", parsed.problems()) };
        assert_eq!(&text[problem.range.clone()], wrong);
        assert_eq!(problem.suggestion.as_deref(), suggestion, "{text}");
        assert_eq!(expand(text).value, text);
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,40}|([${}:\\-é\n_ ]|HOST|A1){0,20}") {
        let parsed = ProcessEnvironmentText::parse(&text);
        let expansion = parsed.expand(&|_| None);
        let ranges = parsed.problems().iter().map(|problem| problem.range.clone());
        for range in ranges.chain(expansion.unset.into_iter().map(|(_, range)| range)) {
            let starts = text[range].starts_with("${");
            prop_assert!(starts);
        }
    }
}
