//! Laws on generated input; what single cases promise is in `tests/yaml.rs`.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::{Document, Limits, Node, Value, parse_yaml};
use crate::diagnostic::Diagnostic;
use crate::source::{Sources, Span, Text};

fn read(text: &str) -> (Sources, Option<Document>, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    let id = sources.add("bot.yaml", text);
    let (document, problems) = parse_yaml(&sources, id, &Limits::default());
    (sources, document, problems)
}

fn check_span(text: &str, span: Span) {
    assert!(span.start <= span.end, "{span:?} in {text:?}");
    assert!(text.get(span.range()).is_some(), "{span:?} in {text:?}");
}

fn check_text(source: &str, text: &Text) {
    check_span(source, text.span());
    for (at, sign) in text.as_str().char_indices() {
        let part = text.part(at..at + sign.len_utf8());
        check_span(source, part);
        for byte in at..at + sign.len_utf8() {
            let part = text.part(byte..byte + 1);
            let inside = text.span().start <= part.start && part.end <= text.span().end;
            assert!(
                inside,
                "byte {byte} of {:?}: {part:?} not in {:?} of {source:?}",
                text.as_str(),
                text.span()
            );
        }
    }
}

fn check_node(source: &str, node: &Node) {
    check_span(source, node.span);
    match &node.value {
        Value::Null => {}
        Value::Scalar(scalar) => check_text(source, &scalar.text),
        Value::Sequence(items) => items.iter().for_each(|item| check_node(source, item)),
        Value::Mapping(entries) => {
            for entry in entries {
                check_text(source, &entry.key);
                check_node(source, &entry.value);
            }
        }
    }
}

fn check_everything(text: &str) {
    let (_, document, problems) = read(text);
    for problem in &problems {
        problem.labels.iter().for_each(|label| check_span(text, label.span));
    }
    if let Some(document) = document {
        check_node(text, &document.root);
        document.comments.iter().for_each(|comment| check_span(text, comment.span));
        document.unread.iter().for_each(|&span| check_span(text, span));
    }
}

/// The law of places: a character that no escape made stands in the file where the text says.
fn check_places(source: &str, text: &Text) {
    for (at, sign) in text.as_str().char_indices() {
        let written = &source[text.part(at..at + sign.len_utf8()).range()];
        let folded = matches!(sign, ' ' | '\n') && matches!(written, "\n" | "\r");
        let escape = written.starts_with('\\');
        let exact = written == sign.encode_utf8(&mut [0; 4]);
        assert!(exact || folded || escape, "{sign:?} at {at} is {written:?} in {source:?}");
    }
}

fn only_value(document: &Document) -> Option<&Text> {
    let Value::Mapping(entries) = &document.root.value else { return None };
    match &entries.first()?.value.value {
        Value::Scalar(scalar) => Some(&scalar.text),
        _ => None,
    }
}

fn fragments() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "key",
        ": ",
        ":",
        "- ",
        "-",
        "\n",
        "\n",
        "\r\n",
        "\r",
        "  ",
        " ",
        "\t",
        "'",
        "\"",
        "''",
        "\\n",
        "\\",
        "\\u00e9",
        "\\\n",
        "|",
        ">",
        "|-",
        ">+",
        "|2",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "&x ",
        "*x",
        "*loan*",
        "<<: ",
        "!t ",
        "!!str ",
        "# c",
        "---",
        "...",
        "? ",
        "é",
        "🙂",
        "%",
        "@",
        "x y",
        "\u{feff}",
        "\u{0}",
        "\u{85}",
        "\u{2028}",
        "\n  - b: ",
        "\na: ",
        "\n    ",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|parts| parts.concat())
}

fn cases() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, cases: 512, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn no_text_makes_it_panic_or_lose_its_place(text in any::<String>()) {
        check_everything(&text);
    }

    #[test]
    fn no_broken_yaml_makes_it_panic_or_lose_its_place(text in fragments()) {
        check_everything(&text);
    }

    #[test]
    fn characters_of_literal_blocks_stand_where_the_text_says(
        lines in prop::collection::vec("[ a-zé🙂:#'\"\\\\-]{0,8}", 1..6),
        indent in 1..5_usize,
        sign in prop::sample::select(vec!["|", "|-", "|+", ">", ">-", ">+"]),
        crlf in any::<bool>(),
        last_break in any::<bool>(),
    ) {
        let pad = " ".repeat(indent);
        let body: Vec<String> = lines.iter().map(|line| format!("{pad}{line}")).collect();
        let mut source = format!("k: {sign}\n{}", body.join("\n"));
        if last_break {
            source.push_str("\nend: 1\n");
        }
        let source = if crlf { source.replace('\n', "\r\n") } else { source };
        let (_, document, _) = read(&source);
        check_everything(&source);
        if let Some(text) = document.as_ref().and_then(only_value) {
            check_places(&source, text);
        }
    }

    #[test]
    fn characters_of_quoted_and_plain_texts_stand_where_the_text_says(
        parts in prop::collection::vec(prop::sample::select(vec![
            "a", "b c", " ", "\t", "é", "🙂", "\n  ", "\n\n  ", " \n\n\n \t", "''", "\\n", "\\t", "\\x41", "\\u00e9",
            "\\U0001F642", "\\ud83d\\ude42", "\\P", "\\_", "\\\n  ", "\\\\", "\\\"", "\\/", ":x", "#",
        ]), 1..10),
        style in 0..3,
        crlf in any::<bool>(),
    ) {
        let text = parts.concat();
        let source = match style {
            0 => format!("k: x{text}\nend: 1\n"),
            1 => format!("k: '{text}'\nend: 1\n"),
            _ => format!("k: \"{}\"\nend: 1\n", text.replace("''", "'")),
        };
        let source = if crlf { source.replace('\n', "\r\n") } else { source };
        let (_, document, problems) = read(&source);
        check_everything(&source);
        if problems.is_empty() && let Some(text) = document.as_ref().and_then(only_value) {
            if style == 2 {
                check_places(&source, text);
            } else {
                for (at, sign) in text.as_str().char_indices() {
                    let written = &source[text.part(at..at + sign.len_utf8()).range()];
                    let folded = matches!(sign, ' ' | '\n') && matches!(written, "\n" | "\r");
                    prop_assert!(folded || written == sign.to_string(), "{:?} is {:?} in {:?}", sign, written, source);
                }
            }
        }
    }
}
