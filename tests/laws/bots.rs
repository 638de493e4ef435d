//! Bots of a small grammar. A kind of thing more is a line more in one of the tables.

use std::fmt::Write as _;

use dialogsim::linked::{LinkedBot, Names, link};
use dialogsim::load::{MemoryFiles, load_bot};
use dialogsim::source::Sources;
use proptest::prelude::*;

/// Settings; one line of each table is in a bot.
const SETTINGS: &[&[&str]] = &[
    &["file_upload: sequential", "file_upload: asynchronous"],
    &["end_interaction: resume", "end_interaction: stop"],
    &["repeat_question_after_fallback: false", "repeat_question_after_fallback: true"],
    &["unhandled_failure: stop", "unhandled_failure: continue"],
    &["quick_reply_value: payload", "quick_reply_value: title"],
    &["text_limit: 320", "default_response: Something went wrong."],
    &["session_length: 1h"],
    &["debug_commands: true"],
    &[
        "channel: web",
        "channel: web",
        "channel: apple",
        "channel: sms",
        "channel: facebook",
        "channel: viber",
    ],
];

/// What triggers dialogs; they overlap.
const STARTERS: &[&str] = &[
    "{ patterns: [\"*yes*\"] }",
    "{ patterns: [(hi|hello)*] }",
    "{ patterns: [\"*\"] }",
    "{ patterns: [\"*e*\", \"*o\"] }",
    "{ patterns: [two, \"*hello*\"] }",
    "{ patterns: [\"*yes*\"], exclude: [no] }",
    "{ patterns: [\"*\"], exclude: [thanks, please] }",
    "{ patterns: [\"file_upload_*\"] }",
    "{ intent: order }",
    "{ intent: any_order, exclude: [oh] }",
    "{ patterns: [two], intent: order }",
];

/// Dialogs that are not triggered by the consumer's words, with their own keys.
const SPECIAL_DIALOGS: &[&str] = &[
    "fallback_dialog: Fallback",
    "auto_escalation_dialog: Escalation\n    threshold: 2\n    skill: \"4711\"",
    "disambiguation_dialog: Which",
    "survey_dialog: Survey",
    "file_upload_dialog: Files",
];

/// Interactions that the flow goes through.
const STATEMENTS: &[&str] = &[
    "text: Hello {$botContext.said}.",
    "text: \"{Score.value} and {$nothing}\"",
    "text: One\n        delay: 2s",
    "text: \"{$botContext.said}{$botContext.said} tag::breakWithDelay=500 {$userMessage}\"",
    "text: Off\n        enabled: false",
    "text: Long\n        next: end",
    "text: Bye.\n        next: close_dialog",
    "text: Coded\n        pre_process: botContext.printDebugMessage('x');",
    "image: https://example.com/a.png",
    "rich_link: A page\n        url: https://example.com\n        image: https://example.com/a.png\n        metadata: { said: \"{$botContext.said}\" }",
    "private_message: A note.",
];

/// Interactions that wait for an answer and may have rules.
const QUESTIONS: &[&str] = &[
    "text_question: What?",
    "text_question: What?\n        fallback: Pardon?",
    "multiple_choice: Which?\n        choices: [One, two, \"*yes*\"]",
    "button_question: Tap?\n        buttons: [One, { label: Two, postback: p2 }, { label: Page, url: \"https://example.com\" }]",
    "quick_reply: Quick?\n        replies: [One, { title: Two, payload: yes }]",
    "quick_reply: \"Quick, {$botContext.said}?\"\n        replies: [\"{$botContext.said}\", { title: Two, payload: yes }]\n        delay: 1s",
    "structured_question: Tiles?\n        tiles: [{ title: T, buttons: [One] }]",
    "structured_question: Tiles?\n        tiles: [{ title: \"{$.api_Score.list[i].t}\", url: \"https://example.com\", buttons: [One, Two, yes, no] }, { title: \"{Score.titles}\" }]",
    "list_picker: Items?\n        multiple: true\n        sections: [{ title: S, items: [One, { title: \"{Score.titles}\", subtitle: s }] }, { title: T, items: [two] }]",
    "list_picker: Items?\n        sections: [{ title: S, items: [One, two] }]",
    "time_picker: When?\n        event: E\n        slots: [2026-04-30T13:30+0000, \"{$botContext.said}\", \"{Score.titles}\"]",
    "multiple_choice: Which?\n        display: quick_reply\n        list_style: letters\n        choices: [One, two, three, four]",
];

/// Interactions that call an integration and may have rules for its result.
const CALLS: &[&str] = &[
    "integration: Score",
    "integration: Broken",
    "integration: Unmocked",
    "integration: Twice",
    "integration: Store",
    "integration: Score\n        fallback: The call failed.",
];

/// File Uploads; one of [`KEEPERS`] comes next.
const UPLOADS: &[&str] = &[
    "file_upload: A file?",
    "file_upload: A PDF?\n        accept: [PDF]\n        fallback: A PDF, please.\n        in_progress: Wait.\n        success: Done.\n        failure: No.",
];

/// The integrations that take files.
const KEEPERS: &[&str] = &["Store", "Store broken", "Store in turns"];

/// Interactions after which somebody else has the conversation.
const TRANSFERS: &[&str] = &[
    "agent_transfer: A colleague.\n        skill: \"12\"",
    "agent_transfer: Hm.\n        skill: \"{$botContext.said}\"",
    "agent_transfer: Hm.\n        skill: \"{$botContext.said}\"\n        fallback: Nobody is there.",
];

/// What rules of questions ask for.
const CONDITIONS: &[&str] = &[
    "pattern: \"*yes*\"",
    "pattern: [\"(hi|hello)*\", \"no *\"]",
    "regex: ^[a-z ]+$",
    "regex: (?=y)yes",
    "regex: ^(?:(a|aa)\\1?)+b$",
    "exact: One",
    "exact: [two, \"*yes*\"]",
    "intent: order",
    "no_match: Pardon?",
    "no_match:",
];

/// What rules of integrations ask for.
const RESULTS: &[&str] = &["result: success", "result: failure"];

/// What rules have besides.
const EXTRAS: &[&str] = &[
    "",
    "",
    "            set: { said: \"{$userMessage}\" }\n",
    "            set: { said: { value: \"{$botContext.said}x\", scope: dialog } }\n",
    "            slot: { name: pet, value: cat, scope: request }\n",
    "            slot: { name: pet, value: \"@PET\", scope: session }\n",
    "            and: { variable: said, exists: true }\n",
    "            and: { variable: slot.pet, not_exists: true }\n",
    "            any: [{ variable: said, equals: yes }, { variable: n, less_than: 3 }]\n",
];

/// Where a `next` leads that names no interaction.
const PLACES: &[&str] = &["next", "current", "end", "close_dialog", "close_conversation"];

const PARTS: &str = r#"intents:
  order: { phrases: [I want to order, order please, oh yes please] }
  any_order: { intents: [order] }
entities:
  PET: [cat, dog]
integrations:
  - api: Score
    method: GET
    url: https://example.com/score
    params: { said: "{$botContext.said}" }
    fields: { value: "{$.api_Score.value}", titles: "{$.api_Score.list[i].t}" }
    mock:
      - when: { params: { said: yes } }
        respond: { status: 500 }
      - respond: { json: { value: 7, list: [{ t: One }, {}, { t: two }] }, after: 3s }
  - api: Twice
    method: GET
    url: https://example.com/twice
    mock:
      - times: 2
        respond: { json: { value: 7 } }
      - respond: { status: 503, after: 1s }
  - api: Broken
    method: GET
    url: https://example.com/broken
    mock: [{ fault: timeout }]
  - api: Unmocked
    method: GET
    url: https://example.com/unmocked
    mock: [{ when: { method: POST }, respond: }]
  - file: Store
    method: PUT
    url: https://example.com/store
    mock: [{ respond: { status: 201, after: 1s } }]
  - file: Store broken
    method: PUT
    url: https://example.com/store
    mock: [{ fault: connection_reset }]
  - file: Store in turns
    method: PUT
    url: https://example.com/store
    mock: [{ respond: { status: 500 }, times: 1 }, { respond: { status: 200 } }]
"#;

fn one_of(table: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    proptest::sample::select(table)
}

/// Where an interaction or a rule leads: to an interaction by its numbers, or a word.
fn next() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => (0_usize..4, 0_usize..6).prop_map(|(dialog, item)| format!("i{dialog}x{item}")),
        1 => one_of(PLACES).prop_map(str::to_owned),
    ]
}

fn rules(conditions: &'static [&'static str]) -> impl Strategy<Value = String> {
    let rule = (one_of(conditions), one_of(EXTRAS), proptest::option::of(next()));
    let rule = rule.prop_map(|(condition, extra, next)| {
        let next = next.map_or_else(String::new, |next| format!("            next: {next}\n"));
        format!("          - {condition}\n{extra}{next}")
    });
    proptest::collection::vec(rule, 0..5).prop_map(|rules| match rules.len() {
        0 => String::new(),
        _ => format!("        rules:\n{}", rules.concat()),
    })
}

/// An interaction whose name is still to be put where `NAME` stands.
#[derive(Clone, Debug)]
struct Item {
    text: String,
    /// Whether it waits, so that `current` makes sense.
    waits: bool,
}

fn item() -> impl Strategy<Value = Item> {
    let with_rules = |heads, conditions| {
        (one_of(heads), rules(conditions))
            .prop_map(|(head, rules)| Item { text: format!("{head}\nNAME{rules}"), waits: true })
    };
    prop_oneof![
        4 => (one_of(STATEMENTS), proptest::option::of(next())).prop_map(|(head, next)| {
            let next = next.filter(|_| !head.contains("next:"));
            let next = next.map_or_else(String::new, |next| format!("        next: {next}\n"));
            Item { text: format!("{head}\nNAME{next}"), waits: false }
        }),
        6 => with_rules(QUESTIONS, CONDITIONS),
        2 => with_rules(CALLS, RESULTS),
        2 => (one_of(UPLOADS), one_of(KEEPERS), rules(RESULTS)).prop_map(|(head, keeper, rules)| {
            Item { text: format!("{head}\nNAME      - integration: {keeper}\n{rules}"), waits: true }
        }),
        1 => one_of(TRANSFERS).prop_map(|head| Item { text: format!("{head}\nNAME"), waits: false }),
    ]
}

fn settings() -> impl Strategy<Value = String> {
    let lines: Vec<_> = SETTINGS.iter().map(|table| one_of(table)).collect();
    lines.prop_map(|lines| lines.iter().map(|line| format!("  {line}\n")).collect())
}

/// A bot as a text that loads and links.
pub(crate) fn bot() -> impl Strategy<Value = String> {
    let items = || proptest::collection::vec(item(), 1..=6);
    let dialog = (one_of(STARTERS), items());
    let special = (proptest::sample::subsequence(SPECIAL_DIALOGS, 0..=2), items());
    (settings(), proptest::collection::vec(dialog, 1..=4), special).prop_map(
        |(settings, dialogs, (specials, special_items))| {
            let mut text = format!("bot: Generated\nsettings:\n{settings}{PARTS}dialogs:\n");
            let mut sizes = Vec::new();
            for (index, (starter, items)) in dialogs.iter().enumerate() {
                writeln!(text, "  - dialog: D{index}\n    interactions:").unwrap();
                writeln!(text, "      - dialog_starter: {starter}").unwrap();
                write_items(&mut text, index, items);
                sizes.push(items.len());
            }
            for (index, head) in specials.iter().enumerate() {
                writeln!(text, "  - {head}\n    interactions:").unwrap();
                write_items(&mut text, dialogs.len() + index, &special_items);
                sizes.push(special_items.len());
            }
            retarget(&text, &sizes)
        },
    )
}

fn write_items(text: &mut String, dialog: usize, items: &[Item]) {
    for (place, item) in items.iter().enumerate() {
        let named = item.text.replace("NAME", &format!("        name: i{dialog}x{place}\n"));
        // `current` repeats what waits only.
        let named = if item.waits { named } else { named.replace("next: current", "next: next") };
        writeln!(text, "      - {}", named.trim_end()).unwrap();
    }
}

/// Lets every `next` that names an interaction name one that there is.
fn retarget(text: &str, sizes: &[usize]) -> String {
    let line = |line: &str| -> String {
        let Some((before, target)) = line.split_once("next: i") else { return line.to_owned() };
        let Some((dialog, item)) = target.split_once('x') else { return line.to_owned() };
        let (dialog, item): (usize, usize) = (dialog.parse().unwrap(), item.parse().unwrap());
        let dialog = dialog % sizes.len();
        format!("{before}next: i{dialog}x{}", item % sizes[dialog])
    };
    text.lines().map(|text| line(text) + "\n").collect()
}

/// The bot of a text that has nothing wrong.
pub(crate) fn linked(text: &str) -> LinkedBot {
    let files = MemoryFiles::default().with("bot.yaml", text);
    let mut sources = Sources::default();
    let loaded = load_bot("bot.yaml", &files, &mut sources);
    let found: Vec<String> = loaded
        .diagnostics
        .iter()
        .map(|found| {
            format!("{} {} {:?}", sources.position(found.span()).line, found.rule.name, found.message)
        })
        .collect();
    assert!(found.is_empty(), "{found:#?}\n{text}");
    link(&Names::new(&loaded.bot.unwrap()), &|_| None).unwrap_or_else(|| panic!("does not link:\n{text}"))
}
