//! Texts that would like to be more than texts.

use dialogsim::graph::Format;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::bots::{drawn, text};

/// What would run, load or end something where it is not escaped.
const HOSTILE: &str = r#"</script></style></svg><script>alert(1)</script><img src=x onerror=alert(2)> "' onload="alert(3) ]]> --> &lt;b&gt; %%{init} `code` \N *x* {{y}}"#;

fn hostile() -> String {
    let quoted = HOSTILE.replace('\'', "''");
    format!(
        "bot: 'Bot {quoted}'\n\
         dialogs:\n  \
         - dialog: 'Dialog {quoted}'\n    \
           interactions:\n      \
           - dialog_starter: {{ patterns: ['Pattern {quoted}'] }}\n      \
           - multiple_choice: 'Question {quoted}'\n        \
             name: 'name {quoted}'\n        \
             choices: ['Choice {quoted}']\n        \
             rules:\n          \
             - option: 'Choice {quoted}'\n            \
               next: 'other {quoted}'\n        \
             fallback: 'Fallback {quoted}'\n  \
         - dialog: Other\n    \
           interactions:\n      \
           - text: \"Bell \\a, escape \\e[31m, mark \\u202E, none \\uFFFF\"\n        \
             name: 'other {quoted}'\n"
    )
}

#[test]
fn no_text_of_a_bot_becomes_markup_of_the_page() {
    let page = text(&drawn(&hostile()).picture, Format::Html);
    assert_eq!(page.matches("<script").count(), 2, "the data and the program");
    assert_eq!(page.matches("</script").count(), 2);
    assert_eq!((page.matches("<svg").count(), page.matches("</svg").count()), (1, 1));
    assert_eq!(page.matches("<style").count(), page.matches("</style").count());
    assert!(!page.contains("<img") && !page.contains("onload=\""));
}

#[test]
fn the_page_runs_and_loads_nothing_but_its_own() {
    let page = text(&drawn(&hostile()).picture, Format::Html);
    let nonce = regex::Regex::new("script-src 'nonce-([0-9a-f]{16})'").unwrap().captures(&page).unwrap()[1]
        .to_owned();
    assert!(page.contains(&format!(
        "content=\"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'"
    )));
    assert_eq!(page.matches(&format!("<script nonce=\"{nonce}\">")).count(), 1);
    for address in ["http://", "https://", "src=", "@import", "url("] {
        let outside = page.replace("http://www.w3.org/2000/svg", "").replace("src=x", "");
        assert!(!outside.contains(address), "{address}");
    }
    // What is set by the program is set as text.
    assert!(
        !page.contains("innerHTML")
            && !page.contains("insertAdjacentHTML")
            && !page.contains("document.write")
    );
}

#[test]
fn the_data_of_the_page_reads_back_as_the_json() {
    let picture = drawn(&hostile()).picture;
    let page = text(&picture, Format::Html);
    let data = page
        .split("id=\"data\"")
        .nth(1)
        .unwrap()
        .split_once('>')
        .unwrap()
        .1
        .split("</script>")
        .next()
        .unwrap();
    let read = |json: &str| serde_json::from_str::<serde_json::Value>(json).unwrap();
    assert_eq!(read(data), read(&text(&picture, Format::Json)));
}

#[test]
fn the_svg_is_xml_with_the_texts_as_they_are() {
    let svg = text(&drawn(&hostile()).picture, Format::Svg);
    let mut reader = Reader::from_str(&svg);
    let mut elements = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => break,
            Event::Start(start) | Event::Empty(start) => {
                elements.push(start.name().as_ref().to_owned());
                start.attributes().for_each(|attribute| assert!(attribute.is_ok()));
            }
            _ => {}
        }
    }
    assert!(!elements.iter().any(|name| ["script", "img", "foreignObject"].contains(&name.as_str())));
    assert!(svg.contains("&lt;script&gt;alert(1)"));
    assert!(!svg.contains(['\u{7}', '\u{1b}', '\u{202e}', '\u{ffff}']));
}

#[test]
fn no_text_ends_a_label_of_mermaid_or_dot() {
    let picture = drawn(&hostile()).picture;
    let mermaid = text(&picture, Format::Mermaid);
    for line in mermaid.lines().filter(|line| line.contains('"')) {
        assert_eq!(line.matches('"').count(), 2, "{line}");
        assert!(
            !line.replace("<br/>", "").contains('<') && !line.contains('`') && !line.contains('%'),
            "{line}"
        );
    }
    for line in text(&picture, Format::Dot).lines() {
        let unescaped = line.replace("\\\\", "").replace("\\\"", "");
        assert_eq!(unescaped.matches('"').count() % 2, 0, "{line}");
    }
}
