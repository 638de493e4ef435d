//! What changes are taken for, and how they are told.

use dialogsim::diff::render::{human, json, short};
use dialogsim::terminal::Terminal;

use super::bots::changes;

/// A bot that is changed in each test.
const OLD: &str = r#"bot: Parcels
settings: { session_length: 30m }
environment: { shopHost: "https://shop.example.com" }
intents:
  track: { phrases: [where is my parcel, track it] }
entities:
  SIZE: [small, large]
integrations:
  - api: Parcel
    method: GET
    url: "{$env.shopHost}/parcels/{$botContext.number}"
    headers: { Authorization: Bearer abc }
    fields: { town: "{$.api_Parcel.town}" }
    mock:
      - respond: { json: { town: Oslo } }
dialogs:
  - dialog: Tracking
    interactions:
      - dialog_starter: { intent: track }
      - text_question: What is the number? It has four digits.
        name: ask_number
        rules:
          - regex: ^\d{4}$
            set: { number: "{$userMessage}" }
            next: look_up
          - pattern: [help, "*what*"]
            next: explain
          - no_match: Digits, please.
        fallback: Four digits, please.
      - integration: Parcel
        name: look_up
        rules:
          - result: failure
            next: lost
      - text: "It is in {Parcel.town}."
        post_process: |
          var town = botContext.getBotVariable('api_Parcel');
          if (town === 'Oslo') {
            botContext.setTriggerNextMessage('explain');
          }
          botContext.logCustomEvent('a', 'b', 'c');
        next: end
      - text: We have lost it. We are sorry.
        name: lost
        comment: Nobody likes to hear that.
        next: end
      - text: The number stands on the receipt.
        name: explain
        next: ask_number
  - dialog: Hours
    interactions:
      - dialog_starter: { patterns: [hours, open] }
      - text: From nine to five.
      - text: Not on Sundays.
  - fallback_dialog: Fallback
    interactions:
      - text: I know where parcels are.
"#;

fn edited(edits: &[(&str, &str)]) -> String {
    edits.iter().fold(OLD.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replace(old, new)
    })
}

fn shown(edits: &[(&str, &str)]) -> String {
    let (changes, sources) = changes(OLD, &edited(edits));
    human(&changes, &sources, &Terminal::plain())
}

fn lines(edits: &[(&str, &str)]) -> String {
    let (changes, sources) = changes(OLD, &edited(edits));
    short(&changes, &sources)
}

#[test]
fn nothing_changed() {
    assert_eq!(shown(&[]), "no differences\n");
    assert_eq!(
        lines(&[
            ("  - regex: ^\\d{4}$", "  - regex: '^\\d{4}$'"),
            ("[small, large]", "{ values: [small, large] }")
        ]),
        ""
    );
}

#[test]
fn values_of_all_kinds_are_told_by_their_keys() {
    insta::assert_snapshot!(
        "values",
        shown(&[
            ("session_length: 30m", "connector: { tile_display: horizontal }"),
            ("track it]", "track it, where does it stay]"),
            ("[small, large]", "[small, medium, large]"),
            ("Bearer abc", "Bearer abd"),
            ("town: Oslo", "town: Bergen, boxes: 2"),
            ("It has four digits.", "It has five digits."),
            ("\\d{4}", "\\d{5}"),
            ("          - no_match: Digits, please.\n", ""),
            ("town === 'Oslo'", "town === 'Bergen'"),
            ("comment: Nobody likes to hear that.", "comment: Nobody likes it."),
            ("- text: From nine to five.", "- text_question: From nine to five."),
            ("next: lost", "next: explain"),
        ])
    );
}

#[test]
fn what_is_renamed_is_told_with_the_references_that_follow() {
    let edits = [
        ("name: explain", "name: explain_number"),
        ("next: explain", "next: explain_number"),
        ("'explain'", "'explain_number'"),
        ("api: Parcel", "api: Shipment"),
        ("integration: Parcel", "integration: Shipment"),
        ("{Parcel.town}", "{Shipment.town}"),
        ("api_Parcel", "api_Shipment"),
        ("  track:", "  track_parcel:"),
        ("intent: track", "intent: track_parcel"),
        ("dialog: Hours", "dialog: Opening hours"),
    ];
    insta::assert_snapshot!("renamed", shown(&edits));
    // Another name for a part that is something else now is no new name.
    let other = [
        ("name: lost\n        comment: Nobody likes to hear that.", "name: gone"),
        ("We have lost it. We are sorry.", "Come back tomorrow!"),
    ];
    let expected = "old.yaml:43: dialog \"Tracking\": text `lost` removed\n\
                    new.yaml:43: dialog \"Tracking\": text `gone` added\n";
    assert_eq!(lines(&other), expected);
}

#[test]
fn what_moves_is_told_as_that() {
    let bye = "      - text: We have lost it. We are sorry.\n        name: lost\n        comment: Nobody likes to hear that.\n        next: end\n";
    let sunday = "      - text: Not on Sundays.\n";
    insta::assert_snapshot!(
        "moved",
        shown(&[
            (bye, ""),
            (sunday, &format!("{sunday}{bye}")),
            ("[help, \"*what*\"]", "[\"*what*\", help]"),
            (
                "      - text: From nine to five.\n      - text: Not on Sundays.",
                "      - text: Not on Sundays.\n      - text: From nine to five."
            ),
        ])
    );
}

#[test]
fn order_is_told_where_it_decides_something() {
    let bot = |intents: &str, set: &str, dialogs: [&str; 3]| {
        let dialogs = dialogs
            .map(|name| format!("  - dialog: {name}\n    interactions:\n      - text: This is {name}.\n"));
        format!(
            "bot: Order\nintents: {{{intents}}}\ndialogs:\n  - dialog: Set\n    interactions:\n      - text_question: What?\n        \
             rules:\n          - pattern: x\n            set: {{{set}}}\n{}",
            dialogs.concat()
        )
    };
    let old = bot("a: {phrases: x}, b: {phrases: x}", "one: x, two: y", ["A", "B", "C"]);
    let new = bot("b: {phrases: x}, a: {phrases: x}", "two: y, one: x", ["B", "C", "A"]);
    let (changed, sources) = changes(&old, &new);
    assert_eq!(
        short(&changed, &sources),
        "new.yaml:2: intents.(order) changed\nnew.yaml:16: dialog \"A\" moved\n"
    );
    let old = bot("", "one: x, two: \"{$botContext.one}\"", ["A", "B", "C"]);
    let new = bot("", "two: \"{$botContext.one}\", one: x", ["A", "B", "C"]);
    let (changed, sources) = changes(&old, &new);
    assert_eq!(
        short(&changed, &sources),
        "new.yaml:9: dialog \"Set\": rules[1].set.(order) of text_question \"What?\" changed\n"
    );
}

/// With anything that grows with the square of the bot this would take minutes.
#[test]
fn large_bots_are_compared_in_little_time() {
    let bot = |text: &dyn Fn(usize) -> String| {
        let texts: String = (0..10_000).map(|number| format!("      - text: {}\n", text(number))).collect();
        format!("bot: Large\ndialogs:\n  - dialog: All\n    interactions:\n{texts}")
    };
    let old = bot(&|number| format!("This is text {number} about topic {}", number % 97));
    let same = bot(&|_| "This is always the same".to_owned());
    let sum = |new: &str| dialogsim::diff::render::summary(&changes(&old, new).0);
    let some = bot(&|number| {
        format!(
            "This is text {number} about topic {}{}",
            number % 97,
            if number % 10 == 0 { "!" } else { "" }
        )
    });
    assert_eq!(sum(&some), "1 dialog changed: 1000 interactions changed");
    let turned =
        bot(&|number| format!("This is text {} about topic {}", 9_999 - number, (9_999 - number) % 97));
    assert_eq!(sum(&turned), "1 dialog changed: 9999 interactions moved");
    assert_eq!(sum(&same), "1 dialog changed: 10000 interactions changed");
}

#[test]
fn what_comes_and_goes_is_told_with_what_it_says() {
    let hours = "  - dialog: Hours\n    interactions:\n      - dialog_starter: { patterns: [hours, open] }\n      - text: From nine to five.\n      - text: Not on Sundays.\n";
    let prices = "  - dialog: Prices\n    interactions:\n      - dialog_starter: { patterns: [price] }\n      - text: It costs ten crowns.\n";
    insta::assert_snapshot!(
        "added_and_removed",
        shown(&[
            (hours, prices),
            (
                "      - text: We have lost it.",
                "      - text_question: May we look for it, and write to you when we know where it is?\n        name: ask_search\n      - text: We have lost it."
            ),
            (
                "      - text: \"It is in {Parcel.town}.\"\n",
                "      - text: \"It is in {Parcel.town}.\"\n        name: found\n"
            ),
            (
                "      - text: I know where parcels are.\n",
                "      - text: I know where parcels are.\n        comment: All that it knows.\n"
            ),
        ])
    );
}

#[test]
fn long_texts_are_shown_around_what_changed() {
    let long = |word: &str| format!("{} {word} {}", "far before it ".repeat(20), "far behind it ".repeat(20));
    let text = |word: &str| edited(&[("From nine to five.", &long(word))]);
    let (changes, sources) = changes(&text("one"), &text("another"));
    insta::assert_snapshot!("long", human(&changes, &sources, &Terminal { width: 60, ..Terminal::plain() }));
}

#[test]
fn a_program_reads_the_same() {
    let edits = [
        ("name: explain", "name: explain_number"),
        ("next: explain", "next: explain_number"),
        ("It has four digits.", "It has five digits."),
        ("      - text: From nine to five.\n", ""),
    ];
    let (changes, sources) = changes(OLD, &edited(&edits));
    insta::assert_snapshot!("json", json(&changes, &sources));
    insta::assert_snapshot!("short", short(&changes, &sources));
}

#[test]
fn what_a_bot_says_cannot_steer_a_terminal() {
    let (changes, sources) = changes(OLD, &edited(&[("From nine to five.", "\"\\e[31mred\"")]));
    for text in
        [human(&changes, &sources, &Terminal::plain()), short(&changes, &sources), json(&changes, &sources)]
    {
        assert!(!text.contains('\u{1b}'), "{text}");
    }
}

#[test]
fn each_field_for_programs_is_in_the_manual() {
    fn keys(value: &serde_json::Value, all: &mut std::collections::BTreeSet<String>) {
        match value {
            serde_json::Value::Array(items) => items.iter().for_each(|item| keys(item, all)),
            serde_json::Value::Object(members) => {
                all.extend(members.keys().cloned());
                // Values are the bot's own.
                let shapes = members.iter().filter(|(key, value)| {
                    !matches!(key.as_str(), "old" | "new")
                        || value.get("kind").is_some()
                        || value.get("line").is_some()
                });
                shapes.for_each(|(_, value)| keys(value, all));
            }
            _ => {}
        }
    }
    let (changes, sources) = changes(
        OLD,
        &edited(&[
            ("name: lost", "name: gone"),
            ("next: lost", "next: gone"),
            ("  - dialog: Hours", "  - survey_dialog: Hours"),
        ]),
    );
    let mut all = std::collections::BTreeSet::new();
    keys(&serde_json::from_str(&json(&changes, &sources)).unwrap(), &mut all);
    assert!(all.len() > 20, "{all:?}");
    let manual = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/diff.md")).unwrap();
    for key in all {
        assert!(manual.contains(&format!("`{key}`")), "docs/diff.md does not tell of `{key}`");
    }
}
