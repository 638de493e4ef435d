#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::{ScalarPlace, Texts, in_brackets, list_item, mapping, scalar_like};
use crate::source::Sources;
use crate::yaml::{self, Limits, Node, parse_yaml};

fn parsed(text: &str) -> Node {
    let mut sources = Sources::default();
    let id = sources.add("x", text);
    let (document, problems) = parse_yaml(&sources, id, &Limits::default());
    assert!(problems.is_empty(), "{problems:?}\n{text}");
    document.unwrap().root
}

/// A node as the value that was written; scalars that are no texts only where JSON is read.
fn read(node: &Node, texts: Texts) -> Value {
    match &node.value {
        yaml::Value::Null => Value::Null,
        yaml::Value::Scalar(scalar) => {
            let text = scalar.text.as_str();
            let json = serde_json::from_str(text).ok();
            let typed =
                json.filter(|json| scalar.plain && (texts == Texts::Quoted || matches!(json, Value::Null)));
            typed.unwrap_or_else(|| Value::from(text))
        }
        yaml::Value::Sequence(items) => items.iter().map(|item| read(item, texts)).collect(),
        yaml::Value::Mapping(entries) => {
            let pairs = entries.iter().map(|entry| {
                let key = entry.key.as_str();
                (key.to_owned(), read(&entry.value, super::inside(key, texts)))
            });
            Value::Object(Map::from_iter(pairs))
        }
    }
}

#[test]
fn what_reads_well_in_one_line_stands_in_one_line() {
    let item = json!({ "bot": "What is it?", "choices": ["Home", "a, b", "it's", "1"] });
    assert_eq!(
        list_item(&item, 6, Texts::Everything),
        "      - bot: What is it?\n        choices: [Home, \"a, b\", it's, 1]"
    );
    let item = json!({ "expect": { "waiting_at": null, "variables": { "name": "Ada", "n": "null" } } });
    assert_eq!(
        list_item(&item, 0, Texts::Everything),
        "- expect: { waiting_at: null, variables: { name: Ada, n: \"null\" } }"
    );
    let item = json!({ "bot": "one\n\n two\nthree: #3", "cards": [{ "title": "a\nb" }, { "title": "c" }] });
    assert_eq!(
        list_item(&item, 2, Texts::Everything),
        "  - bot: |-\n      one\n\n       two\n      three: #3\n    cards:\n      - title: |-\n          a\n          b\n      - title: c"
    );
    let item = json!({ "json": { "a": "5", "b": 5, "c": "x" } });
    assert_eq!(list_item(&item, 0, Texts::Everything), "- json: { a: \"5\", b: 5, c: x }");
}

#[test]
fn a_text_takes_the_style_of_the_one_before_it() {
    let like = |new: &str, old: &str| scalar_like(new, old, "", ScalarPlace::Block(4));
    assert_eq!(like("new", "\"old\""), "\"new\"");
    assert_eq!(like("it's", "'old'"), "'it''s'");
    assert_eq!(like("a\nb", "old"), "|-\n    a\n    b");
    assert_eq!(scalar_like("a\nb", "old", " # why", ScalarPlace::Block(4)), "\"a\\nb\"");
    assert_eq!(like("new", "|\r\n      old\r\n"), "|\n      new\n");
    assert_eq!(like("one\ntwo\n\nthree", ">-\n  old\n  text"), ">-\n  one\n\n  two\n\n\n  three");
    assert_eq!(like("a\n  b", ">-\n  old"), "|-\n    a\n      b");
    assert_eq!(like("", "|-\n  old"), "\"\"");
}

fn text() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "",
        " ",
        "\n",
        "\r",
        "\t",
        "\r\n",
        "\u{85}",
        "\u{2028}",
        "\u{feff}",
        "\0",
        "\u{1b}",
        "<<",
        "~",
        "null",
        "true",
        "yes",
        "0x1",
        "1e5",
        ".5",
        "-",
        "- a",
        "a: b",
        "a #b",
        "# a",
        "&a",
        "*a",
        "!a",
        "|",
        ">",
        "%",
        "@",
        "`",
        "'",
        "\"",
        "\\",
        "{",
        "}",
        "[",
        "]",
        ",",
        "?",
        ":",
        "---",
        "...",
        "é",
        "😀",
        "\u{fffe}",
        "007",
        "=",
        "\u{a0}",
        "a:b",
        "https://x.y/z?a=b#c",
    ]);
    let piece = prop_oneof![3 => odd.prop_map(str::to_owned), 1 => any::<String>(), 1 => "[a-z ]{1,9}"];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![1 => Just(Value::Null), 8 => text().prop_map(Value::from)];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((text(), inner), 0..5).prop_map(|all| Value::Object(Map::from_iter(all))),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(value in value(), column in 0..9_usize) {
        for texts in [Texts::Everything, Texts::Quoted] {
            let items = format!("{}\n{}\n", list_item(&value, column, texts), list_item(&value, column, texts));
            prop_assert_eq!(read(&parsed(&items), texts), json!([value, value]), "{}", items);
            let pairs = Map::from_iter([("a".to_owned(), value.clone()), ("b".to_owned(), value.clone())]);
            let keys = format!("{}\n", mapping(&pairs, column, texts));
            prop_assert_eq!(read(&parsed(&keys), texts), json!({ "a": value, "b": value }), "{}", keys);
            let flow = format!("[{}]\n", in_brackets(&value, texts));
            prop_assert_eq!(read(&parsed(&flow), texts), json!([value]), "{}", flow);
        }
    }

    #[test]
    fn a_replaced_scalar_is_read_back(
        new in text(),
        old in prop::sample::select(vec![
            "old", "'old'", "\"old\"", "|\n    old\n", "|-\n      old\n      text\n", ">\n    old\n", ">-\n   old\n\n   text\n",
            "|2+\n    old\n",
        ]),
    ) {
        let new = new.trim();
        let written = scalar_like(new, old, "", ScalarPlace::Block(4));
        let end = if written.ends_with('\n') { "" } else { "\n" };
        let text = format!("- a: {written}{end}  b: c\n");
        let expected = json!([{ "a": new, "b": "c" }]);
        let Value::Array(mut items) = read(&parsed(&text), Texts::Everything) else { unreachable!() };
        // A block may end with a line break, which no comparison of texts takes into account.
        let trimmed = items[0]["a"].as_str().unwrap_or("null").trim_end_matches('\n').to_owned();
        items[0]["a"] = Value::from(trimmed);
        prop_assert_eq!(Value::from(items), expected, "{}", text);
    }
}
