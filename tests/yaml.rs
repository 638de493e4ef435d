//! What the YAML reader promises, through its public face.

#![allow(clippy::unwrap_used, clippy::panic)]

use dialogsim::diagnostic::Diagnostic;
use dialogsim::source::{Sources, Text};
use dialogsim::yaml::{DecodeError, Document, Limits, Node, Scalar, Value, decode, parse_yaml};

struct Read {
    sources: Sources,
    document: Option<Document>,
    problems: Vec<Diagnostic>,
}

fn read_within(text: &str, limits: Limits) -> Read {
    let mut sources = Sources::default();
    let id = sources.add("bot.yaml", text);
    let (document, problems) = parse_yaml(&sources, id, &limits);
    Read { sources, document, problems }
}

fn read(text: &str) -> Read {
    read_within(text, Limits::default())
}

fn child<'a>(node: &'a Node, key: &str) -> &'a Node {
    match &node.value {
        Value::Mapping(entries) => &entries.iter().find(|entry| entry.key.as_str() == key).unwrap().value,
        Value::Sequence(items) => &items[key.parse::<usize>().unwrap()],
        _ => panic!("{node:?} has no `{key}`"),
    }
}

impl Read {
    /// The node at a path such as `a.0.b`.
    fn at(&self, path: &str) -> &Node {
        path.split('.').fold(&self.document.as_ref().unwrap().root, child)
    }

    fn scalar(&self, path: &str) -> &Scalar {
        match &self.at(path).value {
            Value::Scalar(scalar) => scalar,
            other => panic!("`{path}` is {other:?}"),
        }
    }

    fn text(&self, path: &str) -> &str {
        self.scalar(path).text.as_str()
    }

    fn slice(&self, path: &str) -> &str {
        self.sources.slice(self.at(path).span)
    }

    fn part(&self, text: &Text, part: &str) -> &str {
        let start = text.as_str().find(part).unwrap();
        self.sources.slice(text.part(start..start + part.len()))
    }

    fn keys(&self) -> Vec<&str> {
        match &self.document.as_ref().unwrap().root.value {
            Value::Mapping(entries) => entries.iter().map(|entry| entry.key.as_str()).collect(),
            other => panic!("{other:?}"),
        }
    }

    /// Each problem as `rule line:column`.
    fn problems(&self) -> Vec<String> {
        let place = |problem: &Diagnostic| self.sources.position(problem.span());
        self.problems
            .iter()
            .map(|p| format!("{} {}:{}", p.rule.name, place(p).line, place(p).column))
            .collect()
    }
}

#[test]
fn strings_stay_strings() {
    let read = read("a: yes\nb: 1.0\nc: 007\nd: '5'\ne: ~\nf: null\n");
    assert_eq!([read.text("a"), read.text("b"), read.text("c")], ["yes", "1.0", "007"]);
    assert_eq!([read.text("e"), read.text("f")], ["~", "null"]);
    assert!(read.scalar("b").plain);
    assert!(!read.scalar("d").plain);
    assert_eq!(read.slice("d"), "'5'");
}

#[test]
fn a_missing_value_is_null_right_behind_the_colon() {
    let read = read("a:\nb: [x]\nc:\n");
    assert_eq!(read.at("a").value, Value::Null);
    assert_eq!(read.at("a").span.range(), 2..2);
    assert_eq!(read.at("c").span.range(), 12..12);
}

#[test]
fn collections_span_from_their_first_to_their_last_token() {
    let read = read("a:\n  - x\n  - k: v   # c\n\nb: { c: [d] } \ne:\n- 1\n- 2\n\n");
    assert_eq!(read.slice("a"), "- x\n  - k: v");
    assert_eq!(read.slice("a.1"), "k: v");
    assert_eq!(read.slice("b"), "{ c: [d] }");
    assert_eq!(read.slice("b.c"), "[d]");
    assert_eq!(read.slice("e"), "- 1\n- 2");
}

#[test]
fn a_part_of_a_literal_block_points_into_its_line() {
    let read = read("a: |  # code\r\n\r\n    one\r\n      two é\r\n    three\r\nb: 1\r\n");
    let text = &read.scalar("a").text;
    assert_eq!(text.as_str(), "\none\n  two é\nthree\n");
    for part in ["one", "  two é", "é", "three"] {
        assert_eq!(read.part(text, part), part);
    }
    assert_eq!(read.sources.position(text.part(1..4)).line, 3);
    assert!(read.slice("a").starts_with("|  # code"));
}

#[test]
fn a_part_of_a_folded_block_points_into_its_line() {
    let read = read("a: >-\n  one\n  two\n\n    deeper\n  three\n\n\n  four\n");
    let text = &read.scalar("a").text;
    assert_eq!(text.as_str(), "one two\n\n  deeper\nthree\n\nfour");
    for part in ["one", "two", "deeper", "three", "four"] {
        assert_eq!(read.part(text, part), part);
    }
}

#[test]
fn a_part_of_a_quoted_text_with_escapes_points_at_what_was_written() {
    let read = read("a: \"x\\n\\u00e9 z\\\n   w\"\nb: 'it''s  {$x}\n  more'\nc: plain\n  text\n");
    let text = &read.scalar("a").text;
    assert_eq!(text.as_str(), "x\né zw");
    assert_eq!(read.part(text, "é"), "\\u00e9");
    assert_eq!(read.part(text, "w"), "w");
    assert_eq!(read.part(&read.scalar("b").text, "{$x}"), "{$x}");
    assert_eq!(read.part(&read.scalar("b").text, "more"), "more");
    assert_eq!(read.text("c"), "plain text");
    assert_eq!(read.part(&read.scalar("c").text, "text"), "text");
}

#[test]
fn comments_are_kept_with_their_places() {
    let read = read("# first\na: 1 #  second \n");
    let comments = &read.document.as_ref().unwrap().comments;
    assert_eq!(comments.iter().map(|comment| &*comment.text).collect::<Vec<_>>(), ["first", "second"]);
    assert_eq!(read.sources.slice(comments[0].span), "# first");
}

#[test]
fn a_duplicate_key_shows_both_places_and_the_first_one_counts() {
    let read = read("a: 1\nb: 2\na: 3\n");
    assert_eq!(read.problems(), ["duplicate-key 3:1"]);
    assert_eq!(read.problems[0].labels[1].span.range(), 0..1);
    assert_eq!(read.text("a"), "1");
    assert_eq!(read.keys(), ["a", "b"]);
}

#[test]
fn duplicates_are_found_among_many_keys() {
    let many: String = (0..200_000).map(|number| format!("k{}: v\n", number % 199_999)).collect();
    assert_eq!(read(&many).problems(), ["duplicate-key 200000:1"]);
}

#[test]
fn aliases_and_merge_keys_are_expanded_and_own_keys_win() {
    let read = read(
        "a: &a { x: 1, y: 2 }\nb: &b { y: 3, z: 4 }\nc:\n  <<: [*a, *b]\n  y: own\nd:\n  k: v\n  <<: *a\ne: *a\n",
    );
    assert_eq!(read.problems(), [""; 0]);
    assert_eq!([read.text("c.x"), read.text("c.y"), read.text("c.z")], ["1", "own", "4"]);
    assert_eq!([read.text("d.k"), read.text("d.x")], ["v", "1"]);
    assert_eq!(read.slice("e"), "{ x: 1, y: 2 }");
    assert_eq!(read.slice("c"), "<<: [*a, *b]\n  y: own");
}

#[test]
fn merging_what_is_not_a_mapping_is_an_error() {
    assert_eq!(read("a: &a text\nb:\n  <<: *a\n").problems(), ["yaml-syntax 3:7"]);
}

#[test]
fn an_unquoted_pattern_is_reported_and_still_read_as_the_text_it_was_meant_to_be() {
    let read = read("patterns: [*loan*, \"*x*\"]\nmore: *car* please\n");
    assert_eq!(read.problems(), ["undefined-alias 1:12", "yaml-syntax 2:7"]);
    assert!(read.problems[0].help.as_ref().unwrap().contains("`\"*loan*\"`"));
    assert_eq!([read.text("patterns.0"), read.text("more")], ["*loan*", "*car* please"]);
}

#[test]
fn several_syntax_errors_are_reported_in_one_run_at_their_places() {
    let read = read(
        "dialogs:\n  - text: Hello: world\n  - text: {$x} hi\n  - name:x\n    b: c\n  - text: \"open\n    name: \"n\"\n  - text: %d\n  - last: 1\n",
    );
    let expected =
        ["yaml-syntax 2:16", "yaml-syntax 3:11", "yaml-syntax 4:9", "yaml-syntax 6:11", "yaml-syntax 8:11"];
    assert_eq!(read.problems(), expected);
    assert_eq!([read.text("dialogs.0.text"), read.text("dialogs.1.text")], ["Hello: world", "{$x} hi"]);
    assert_eq!([read.text("dialogs.2.name"), read.text("dialogs.3.name")], ["x", "n"]);
    assert_eq!(read.slice("dialogs.5.last"), "1");
    assert_eq!(read.document.as_ref().unwrap().unread.len(), 5);
}

#[test]
fn one_mistake_is_one_problem() {
    let cases = [
        ("a:\n\tb: c\n\td: e\nf: g\n", "yaml-syntax 2:1"),
        ("a: 1\n  b: 2\nc: 3\n", "yaml-syntax 2:3"),
        ("a:\n  b: 1\n c: 2\nd: 3\n", "yaml-syntax 3:2"),
        ("a\nb: c\n", "yaml-syntax 1:1"),
        ("a:b\nc: d\n", "yaml-syntax 1:2"),
        ("a:\n  - b\n  c: d\ne: f\n", "yaml-syntax 3:3"),
        ("a: [b, c\nd: e\nf: g\n", "yaml-syntax 1:4"),
        ("a: {b: 1, c: {d}\ne: 1\n", "yaml-syntax 1:4"),
        ("a: [1, 2]]\nb: c\n", "yaml-syntax 1:10"),
        ("a: \"x\nb: \"y\"\nc: d\n", "yaml-syntax 1:4"),
        ("a: 'x\nb: y\n", "yaml-syntax 1:4"),
        ("a: 'it's'\nb: c\n", "yaml-syntax 1:8"),
        ("a: \"\\d+\"\nb: c\n", "yaml-syntax 1:5"),
        ("a: @b\nc: d\n", "yaml-syntax 1:4"),
        ("a: > b\n  c: d\ne: f\n", "yaml-syntax 1:4"),
        ("a: - b\nc: d\n", "yaml-syntax 1:4"),
        ("a:\n  - b # x\n    c\nd: e\n", "yaml-syntax 2:7"),
        ("a: b\u{7}c\nd: e\n", "yaml-syntax 1:5"),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text).problems(), [expected], "{text:?}");
    }
}

#[test]
fn an_anchor_in_an_unreadable_part_is_not_missed() {
    assert_eq!(read("a: &x b: c\nd: *x\n").problems(), ["yaml-syntax 1:4"]);
}

#[test]
fn what_has_no_meaning_in_a_bot_is_refused() {
    assert_eq!(read("a: !foo b\nc: !!str 5\n").problems(), ["unsupported-yaml 1:4"]);
    assert_eq!(read("? [a, b]\n: c\nd: e\n").problems(), ["unsupported-yaml 1:3"]);
    assert_eq!(read("a: b\n---\nc: d\n").problems(), ["unsupported-yaml 2:1"]);
    assert!(!read("a: !!str 5\n").scalar("a").plain);
}

#[test]
fn files_without_content_are_reported() {
    for text in ["", " \n\n", "# only this\n", "---\n"] {
        let read = read(text);
        assert_eq!(read.problems(), ["empty-file 1:1"], "{text:?}");
        assert!(read.document.is_none());
    }
}

#[test]
fn limits_stop_large_deep_and_exploding_files() {
    let limits = Limits { bytes: 1000, depth: 4, nodes: 50 };
    assert_eq!(read_within(&"a".repeat(1001), limits).problems(), ["yaml-limit 1:1"]);
    assert_eq!(read_within("a: [[[[[1]]]]]\n", limits).problems(), ["yaml-limit 1:7"]);
    assert_eq!(read_within(&"- 1\n".repeat(60), limits).problems(), ["yaml-limit 50:3"]);
    let read_so_far = read_within("a: 1\nb: [[[[[1]]]]]\nc: 2\n", limits);
    assert_eq!(read_so_far.text("a"), "1");
    assert_eq!(read_so_far.document.unwrap().unread[0].range(), 11..25);
    assert_eq!(read_within("a: &a [*a]\n", limits).problems(), ["yaml-limit 1:8"]);
    assert_eq!(read_within("a: &a [[[1]]]\nb: [[*a]]\n", limits).problems(), ["yaml-limit 2:6"]);
    let mut bomb = String::from("a0: &a0 [x, x]\n");
    for level in 1..40 {
        let below = level - 1;
        bomb.push_str(&format!("a{level}: &a{level} [*a{below}, *a{below}]\n"));
    }
    let read = read(&bomb);
    assert_eq!(read.problems.len(), 1);
    assert_eq!(read.problems[0].rule.name, "yaml-limit");
}

#[test]
fn depth_without_end_does_not_overflow_the_stack() {
    for opening in ["[", "{a: ", "- ", "? ", "&a [", "a:\n "] {
        assert!(!read(&opening.repeat(100_000)).problems.is_empty(), "{opening}");
    }
    let deepest = Limits { depth: usize::MAX, ..Limits::default() };
    assert_eq!(read_within(&"[".repeat(100_000), deepest).problems().len(), 1);
}

#[test]
fn bytes_become_text_or_say_why_not() {
    assert_eq!(decode(b"\xEF\xBB\xBFa: \xC3\xA9\r\n".to_vec()), Ok("a: é\r\n".to_owned()));
    assert_eq!(decode(b"a\nb\xE9\n".to_vec()), Err(DecodeError::NotUtf8 { offset: 3, line: 2 }));
    assert!(matches!(decode(b"\xFF\xFEa\0".to_vec()), Err(DecodeError::Utf16 { .. })));
}
