//! Laws that hold for every bot and every conversation, checked on generated ones.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

#[path = "support/project.rs"]
mod project;

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use dialogsim::diagnostic::render;
use dialogsim::engine::{ConsumerFile, Event, Identity, Input, MessageBody, Session};
use dialogsim::file_type::{Content, Evidence, FileFacts, FileType};
use dialogsim::integration::{AllowList, CallObserver, Gateway, Interrupt, Secrets};
use dialogsim::linked::{InteractionId, LinkedBot, Names, Offer, link};
use dialogsim::lint::{Selection, check_bot};
use dialogsim::load::{MemoryFiles, load_bot};
use dialogsim::play::{Conversation, Watcher};
use dialogsim::source::Sources;
use dialogsim::terminal::{ColorChoice, Terminal};
use proptest::prelude::*;
use proptest::test_runner::Config;

/// So many cases, or `PROPTEST_CASES` if that is set.
fn cases(usual: u32) -> Config {
    let chosen = std::env::var_os("PROPTEST_CASES").and_then(|cases| cases.to_str()?.parse().ok());
    Config { cases: chosen.unwrap_or(usual), failure_persistence: None, ..Config::default() }
}

// ---- Whatever is in the file, loading and reporting end.

const SEEDS: [&str; 3] = [
    include_str!("fixtures/loading/every_kind/bot.yaml"),
    include_str!("fixtures/cli/twenty/bot.yaml"),
    include_str!("../dialogs/loan-application/bot.yaml"),
];

/// Loads, checks, links and renders in all formats.
fn work_through(text: &str) {
    let files = MemoryFiles::default()
        .with("bot.yaml", text)
        .with("parts/more.yaml", include_str!("fixtures/cli/twenty/parts/more.yaml"))
        .with("code/functions.js", "1");
    let mut sources = Sources::default();
    let checked = check_bot("bot.yaml", &files, &mut sources, &Selection::default());
    let mut diagnostics = checked.diagnostics;
    if let Some(bot) = &checked.loaded.bot {
        let linked = link(&Names::new(bot), &|_| None);
        let has_errors =
            diagnostics.iter().any(|problem| problem.severity >= dialogsim::diagnostic::Severity::Error);
        assert!(linked.is_some() || has_errors, "a bot without errors does not link");
    }
    render::sort(&mut diagnostics, &sources);
    let mut out = String::new();
    for color in [ColorChoice::Never, ColorChoice::Always] {
        render::human(&diagnostics, &sources, &Terminal::detect(color, false, &|_| None), &mut out).unwrap();
    }
    render::short(&diagnostics, &sources, &mut out).unwrap();
    render::github(&diagnostics, &sources, &mut out).unwrap();
    let mut json = String::new();
    render::json(&diagnostics, &sources, &mut json).unwrap();
    assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
    for problem in &diagnostics {
        for label in &problem.labels {
            let _ = sources.slice(label.span);
        }
    }
}

/// A change to a text.
#[derive(Clone, Debug)]
enum Change {
    DeleteLine(usize),
    DuplicateLine(usize),
    SwapLines(usize, usize),
    Indent(usize, usize),
    ReplaceWord(usize, usize),
    Insert(usize, String),
    SwapWords(usize, usize),
    Cut(usize),
}

const WORDS: [&str; 40] = [
    "~",
    "[",
    "]",
    "{",
    "}",
    "*a",
    "&a",
    "<<:",
    "<<: *a",
    "!tag",
    "- ",
    ": ",
    "|",
    ">-",
    "\"",
    "'",
    "#",
    "? ",
    "\t",
    "---",
    "...",
    "next",
    "end",
    "current",
    "file_upload",
    "integration",
    "text",
    "rules:",
    "{$botContext.x}",
    "{$env.nope}",
    "${HOST}",
    "(((",
    "[a-",
    "\u{feff}",
    "\u{202e}",
    "ü",
    "\r",
    "99999999999999999999",
    "include: bot.yaml",
    "-1",
];

fn change() -> impl Strategy<Value = Change> {
    let n = any::<usize>;
    prop_oneof![
        n().prop_map(Change::DeleteLine),
        n().prop_map(Change::DuplicateLine),
        (n(), n()).prop_map(|(a, b)| Change::SwapLines(a, b)),
        (n(), 0_usize..12).prop_map(|(a, b)| Change::Indent(a, b)),
        (n(), n()).prop_map(|(a, b)| Change::ReplaceWord(a, b)),
        (n(), prop_oneof![proptest::sample::select(&WORDS[..]).prop_map(str::to_owned), ".{0,12}"])
            .prop_map(|(a, b)| Change::Insert(a, b)),
        (n(), n()).prop_map(|(a, b)| Change::SwapWords(a, b)),
        n().prop_map(Change::Cut),
    ]
}

fn changed(text: &str, changes: &[Change]) -> String {
    let mut text = text.to_owned();
    for change in changes {
        text = change_once(&text, change);
    }
    text
}

fn change_once(text: &str, change: &Change) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    if lines.is_empty() {
        return text.to_owned();
    }
    let count = lines.len();
    let at = |index: usize| index % count;
    let owned;
    match change {
        Change::DeleteLine(index) => drop(lines.remove(at(*index))),
        Change::DuplicateLine(index) => lines.insert(at(*index), lines[at(*index)]),
        Change::SwapLines(one, other) => lines.swap(at(*one), at(*other)),
        Change::Indent(index, columns) => {
            owned = format!("{}{}", " ".repeat(*columns), lines[at(*index)].trim_start());
            lines[at(*index)] = &owned;
        }
        Change::ReplaceWord(index, word) => {
            let line = lines[at(*index)];
            let words: Vec<&str> = line.split_whitespace().collect();
            let old = if words.is_empty() { "" } else { words[word % words.len()] };
            owned = line.replacen(old, WORDS[word % WORDS.len()], 1);
            lines[at(*index)] = &owned;
        }
        Change::Insert(index, word) => {
            let mut index = index % (text.len() + 1);
            while !text.is_char_boundary(index) {
                index -= 1;
            }
            return format!("{}{word}{}", &text[..index], &text[index..]);
        }
        Change::SwapWords(one, other) => {
            let words: Vec<&str> = text.split_whitespace().collect();
            if words.is_empty() {
                return text.to_owned();
            }
            let (one, other) = (words[one % words.len()], words[other % words.len()]);
            return text.replacen(one, "\u{1}", 1).replacen(other, one, 1).replacen('\u{1}', other, 1);
        }
        Change::Cut(index) => {
            let mut index = index % (text.len() + 1);
            while !text.is_char_boundary(index) {
                index -= 1;
            }
            return text[..index].to_owned();
        }
    }
    lines.join("\n") + "\n"
}

// ---- Bots of a small grammar.

/// Names that a `next` may say, not all of which exist.
fn next() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => (0_usize..4, 0_usize..6).prop_map(|(dialog, item)| format!("i{dialog}x{item}")),
        1 => proptest::sample::select(&["next", "current", "end", "close_dialog", "close_conversation"][..])
            .prop_map(str::to_owned),
    ]
}

fn rule(kind: &'static str) -> BoxedStrategy<String> {
    let condition: BoxedStrategy<String> = if kind == "integration" {
        proptest::sample::select(&["result: success", "result: failure"][..]).prop_map(str::to_owned).boxed()
    } else {
        let conditions = [
            "pattern: \"*yes*\"",
            "pattern: [\"(hi|hello)*\", \"no *\"]",
            "regex: ^[a-z ]+$",
            "regex: (a+)+$",
            "exact: One",
            "exact: [two, \"*yes*\"]",
            "no_match: Pardon?",
            "no_match:",
            "regex: (?=y)yes",
        ];
        proptest::sample::select(conditions.to_vec()).prop_map(str::to_owned).boxed()
    };
    let extra = [
        "",
        "",
        "            set: { said: \"{$userMessage}\" }\n",
        "            set: { said: { value: \"{$botContext.said}x\", scope: dialog } }\n",
        "            and: { variable: said, exists: true }\n",
        "            any: [{ variable: said, equals: yes }, { variable: n, less_than: 3 }]\n",
    ];
    (condition, proptest::sample::select(extra.to_vec()), proptest::option::of(next()))
        .prop_map(|(condition, extra, next)| {
            let next = next.map_or_else(String::new, |next| format!("            next: {next}\n"));
            format!("          - {condition}\n{extra}{next}")
        })
        .boxed()
}

/// An interaction (or an upload with its integration) without its name.
fn item() -> impl Strategy<Value = (String, bool)> {
    let statements = [
        "text: Hello {$botContext.said}.",
        "text: \"{Score.value} and {$nothing}\"",
        "image: https://example.com/a.png",
        "rich_link: A page\n        url: https://example.com\n        image: https://example.com/a.png\n        metadata: { said: \"{$botContext.said}\" }",
        "private_message: A note.",
        "text: One\n        delay: 2s",
        "text: Off\n        enabled: false",
        "text: Long\n        next: end",
    ];
    let questions = [
        "text_question: What?",
        "text_question: What?\n        fallback: Pardon?",
        "multiple_choice: Which?\n        choices: [One, two, \"*yes*\"]",
        "button_question: Tap?\n        buttons: [One, { label: Two, postback: p2 }, { label: Page, url: \"https://example.com\" }]",
        "quick_reply: Quick?\n        replies: [One, { title: Two, payload: yes }]",
        "structured_question: Tiles?\n        tiles: [{ title: T, buttons: [One] }]",
        "structured_question: Tiles?\n        tiles: [{ title: \"{$.api_Score.list[i].t}\", url: \"https://example.com\", buttons: [One, Two, yes, no] }, { title: \"{Score.titles}\" }]",
        "list_picker: Items?\n        multiple: true\n        sections: [{ title: S, items: [One, { title: \"{Score.titles}\", subtitle: s }] }, { title: T, items: [two] }]",
        "list_picker: Items?\n        sections: [{ title: S, items: [One, two] }]",
        "time_picker: When?\n        event: E\n        slots: [2026-04-30T13:30+0000, \"{$botContext.said}\", \"{Score.titles}\"]",
        "multiple_choice: Which?\n        display: quick_reply\n        list_style: letters\n        choices: [One, two, three, four]",
    ];
    let calls = [
        "integration: Score",
        "integration: Broken",
        "integration: Unmocked",
        "integration: Score\n        fallback: The call failed.",
    ];
    let uploads = [
        "file_upload: A file?",
        "file_upload: A PDF?\n        accept: [PDF]\n        fallback: A PDF, please.\n        in_progress: Wait.\n        success: Done.\n        failure: No.",
    ];
    let keeper = ["Store", "Store broken", "Store in turns"];
    let with_rules = |kind: &'static str, heads: Vec<&'static str>| {
        (proptest::sample::select(heads), proptest::collection::vec(rule(kind), 0..4)).prop_map(
            |(head, rules)| {
                let rules = if rules.is_empty() {
                    String::new()
                } else {
                    format!("        rules:\n{}", rules.concat())
                };
                (format!("{head}\nNAME{rules}"), true)
            },
        )
    };
    prop_oneof![
        3 => (proptest::sample::select(statements.to_vec()), proptest::option::of(next())).prop_map(|(head, next)| {
            let next = next.filter(|_| !head.contains("next:")).map_or_else(String::new, |next| format!("        next: {next}\n"));
            (format!("{head}\nNAME{next}"), false)
        }),
        3 => with_rules("question", questions.to_vec()),
        2 => with_rules("integration", calls.to_vec()),
        2 => (proptest::sample::select(uploads.to_vec()), proptest::sample::select(keeper.to_vec()), proptest::collection::vec(rule("integration"), 0..3))
            .prop_map(|(head, keeper, rules)| {
                let rules = if rules.is_empty() { String::new() } else { format!("        rules:\n{}", rules.concat()) };
                (format!("{head}\nNAME      - integration: {keeper}\n{rules}"), true)
            }),
        1 => proptest::sample::select(&["agent_transfer: A colleague.\n        skill: \"12\"\nNAME", "agent_transfer: Hm.\n        skill: \"{$botContext.said}\"\nNAME"][..])
            .prop_map(|text| (text.to_owned(), false)),
    ]
}

fn bot() -> impl Strategy<Value = String> {
    let dialog = (
        proptest::sample::select(&["\"*yes*\"", "(hi|hello)*", "\"*\"", "two"][..]),
        proptest::option::of(proptest::sample::select(&["exclude: [no]", "exclude: [\"*\"]"][..])),
        proptest::collection::vec(item(), 1..=6),
    );
    let settings = (
        proptest::sample::select(&["sequential", "asynchronous"][..]),
        proptest::sample::select(&["resume", "stop"][..]),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        proptest::sample::select(&["web", "web", "apple", "sms", "facebook", "facebook", "viber"][..]),
    );
    (settings, proptest::collection::vec(dialog, 1..=4)).prop_map(|((upload, end, repeat, default, fallback, channel), dialogs)| {
        let mut text = format!(
            "bot: Generated\nsettings:\n  file_upload: {upload}\n  end_interaction: {end}\n  session_length: 1h\n  \
             debug_commands: true\n  text_limit: 320\n  repeat_question_after_fallback: {repeat}\n  channel: {channel}\n"
        );
        if default {
            text.push_str("  default_response: Something went wrong.\n");
        }
        text.push_str(INTEGRATIONS);
        text.push_str("dialogs:\n");
        let count = dialogs.len();
        let sizes: Vec<usize> = dialogs.iter().map(|(_, _, items)| items.len()).collect();
        for (index, (pattern, exclude, items)) in dialogs.into_iter().enumerate() {
            let is_fallback = fallback && count > 1 && index + 1 == count;
            let kind = if is_fallback { "fallback_dialog" } else { "dialog" };
            writeln!(text, "  - {kind}: D{index}\n    interactions:").unwrap();
            if !is_fallback {
                let exclude = exclude.map_or_else(String::new, |exclude| format!(", {exclude}"));
                writeln!(text, "      - dialog_starter: {{ patterns: [{pattern}]{exclude} }}").unwrap();
            }
            for (place, (item, waits)) in items.into_iter().enumerate() {
                let name = format!("        name: i{index}x{place}\n");
                let item = item.replace("NAME", &name);
                // `current` repeats what waits only; and a target must exist.
                let item = if waits { item } else { item.replace("next: current", "next: next") };
                writeln!(text, "      - {}", item.trim_end()).unwrap();
            }
        text.push_str(
            "  - auto_escalation_dialog: Escalation\n    threshold: 1\n    interactions:\n      - text_question: Escalate?\n        \
             rules:\n          - pattern: \"*no*\"\n            next: end\n      - text: Somebody comes.\n  - survey_dialog: Survey\n    \
             interactions:\n      - text_question: Well?\n        rules:\n          - pattern: \"*e*\"\n            next: close_dialog\n",
        );
        }
        retarget(&text, &sizes)
    })
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

const INTEGRATIONS: &str = r#"integrations:
  - api: Score
    method: GET
    url: https://example.com/score
    params: { said: "{$botContext.said}" }
    fields: { value: "{$.api_Score.value}", titles: "{$.api_Score.list[i].t}" }
    mock:
      - when: { params: { said: yes } }
        respond: { status: 500 }
      - respond: { json: { value: 7, list: [{ t: One }, {}, { t: two }] }, after: 3s }
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

fn linked(text: &str) -> LinkedBot {
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

// ---- Consumers.

fn input() -> impl Strategy<Value = Act> {
    let texts = [
        "yes",
        "hello there",
        "no thanks",
        "One",
        "two",
        "",
        "  ",
        "reset",
        "display userid",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
        "ü 🎈",
        "oh yes please",
        "2.",
        "a)",
        "file_upload_success:x",
        "{$botContext.said}",
    ];
    prop_oneof![
        6 => proptest::sample::select(texts.to_vec()).prop_map(Act::Text),
        2 => (0_usize..5).prop_map(Act::Tap),
        1 => proptest::collection::vec(0_usize..4, 0..4).prop_map(Act::Taps),
        3 => (0_usize..3, any::<bool>()).prop_map(|(file, caption)| Act::File(file, caption)),
        1 => prop_oneof![0_u64..100, 3590_u64..8000].prop_map(Act::Time),
        1 => any::<usize>().prop_map(Act::Goto),
        1 => (proptest::sample::select(texts.to_vec()), 0_u64..20).prop_map(|(text, after)| Act::Interrupt(text, after)),
        1 => (proptest::collection::vec(proptest::sample::select(texts.to_vec()), 0..4), 0_u64..900)
            .prop_map(|(texts, gap)| Act::Burst(texts, gap)),
        1 => proptest::sample::select(vec!["__agent_escalation_failed__", "file_upload_failed:x", "yes"])
            .prop_map(Act::Event),
    ]
}

#[derive(Clone, Debug)]
enum Act {
    Text(&'static str),
    Tap(usize),
    Taps(Vec<usize>),
    File(usize, bool),
    Time(u64),
    Goto(usize),
    Interrupt(&'static str, u64),
    Burst(Vec<&'static str>, u64),
    Event(&'static str),
}

impl Act {
    fn input(&self, bot: &LinkedBot) -> Input {
        match self {
            Self::Text(text) => Input::Text(Arc::from(*text)),
            Self::Tap(index) => Input::Tap(*index),
            Self::Taps(places) => Input::Taps(places.clone()),
            Self::File(file, caption) => Input::File(Arc::new(ConsumerFile {
                facts: facts(*file),
                caption: caption.then(|| Arc::from("yes")),
                path: PathBuf::from("files/a.pdf"),
            })),
            Self::Time(seconds) => Input::TimePassed(Duration::from_secs(*seconds)),
            Self::Goto(index) => Input::Goto(InteractionId::new(index % bot.interactions.len())),
            Self::Interrupt(text, after) => {
                Input::Interruption { text: Arc::from(*text), after: Duration::from_secs(*after) }
            }
            Self::Burst(texts, gap) => Input::Burst {
                texts: texts.iter().map(|text| Arc::from(*text)).collect(),
                gap: Duration::from_millis(*gap),
            },
            Self::Event(text) => Input::Event(Arc::from(*text)),
        }
    }

    /// How many messages it is for the bot: the texts of a burst are one, if they come quickly.
    fn messages(&self) -> usize {
        match self {
            Self::Burst(texts, gap) if *gap > 300 => texts.len().max(1),
            _ => 1,
        }
    }
}

/// A PDF, a PDF that is too large, a program.
fn facts(which: usize) -> FileFacts {
    let pdf = FileType::from_name("PDF").unwrap();
    let size = if which == 1 { 5 * 1024 * 1024 + 1 } else { 100 };
    if which == 2 {
        let evidence = Evidence {
            content: Content::Foreign("a Windows program (MZ)".into()),
            extension: Some("pdf".into()),
        };
        let media_type = "application/octet-stream".into();
        return FileFacts { name: "b.pdf".into(), size, file_type: None, media_type, evidence };
    }
    let evidence = Evidence { content: Content::Known(pdf), extension: Some("pdf".into()) };
    FileFacts {
        name: "a.pdf".into(),
        size,
        file_type: Some(pdf),
        media_type: "application/pdf".into(),
        evidence,
    }
}

/// Writes down what it sees, and holds the laws on every event.
#[derive(Default)]
struct Witness {
    log: String,
    /// How many times a turn ended, how many calls were begun that the flow waits for, and that not.
    ended: usize,
    awaited: usize,
    background: usize,
    messages: usize,
    most_frames: usize,
}

impl CallObserver for Witness {}

impl Watcher for Witness {
    fn event(&mut self, _bot: &Arc<LinkedBot>, session: &Session, event: &Event) {
        let _ = writeln!(self.log, "{event:?}");
        self.most_frames = self.most_frames.max(session.stack().len());
        match event {
            Event::Ended(_) => self.ended += 1,
            Event::Call(call) if call.background => self.background += 1,
            Event::Call(_) => self.awaited += 1,
            Event::Message(message) => {
                self.messages += 1;
                if let MessageBody::Choices(offer) = &message.body {
                    groups_hold_all_choices(offer);
                }
            }
            _ => {}
        }
    }
}

/// Where choices stand in groups, each stands in one, in order.
fn groups_hold_all_choices(offer: &Offer) {
    let Some(first) = offer.groups().first() else { return };
    let mut next = first.choices.start;
    for group in offer.groups() {
        assert_eq!(group.choices.start, next, "{offer:?}");
        next = group.choices.end;
    }
    assert_eq!((first.choices.start, next), (0, offer.choices.len()), "{offer:?}");
}

fn conversation(bot: LinkedBot) -> Conversation {
    let gateway = Gateway::new(AllowList::default(), Secrets::default(), false, Interrupt::EndsProcess);
    Conversation::new(Arc::new(bot), Arc::new(gateway), Identity::default())
}

fn play(conversation: &mut Conversation, act: &Act) -> Witness {
    let input = act.input(&conversation.bot().clone());
    let mut witness = Witness::default();
    conversation.play(input, &mut witness);
    witness
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn any_text_is_worked_through(text in "\\PC{0,200}|[-:a-z\\[\\]{}*&!|>'\"# \n\t\r]{0,200}") {
        work_through(&text);
        work_through(&format!("bot: A\ndialogs:\n{text}"));
        work_through(&format!("bot: A\ndialogs:\n  - dialog: A\n    interactions:\n      - text: {text}\n      - text: A\n"));
    }

    #[test]
    fn a_changed_bot_is_worked_through(seed in 0_usize..SEEDS.len(), changes in proptest::collection::vec(change(), 1..6)) {
        work_through(&changed(SEEDS[seed], &changes));
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_conversation_holds_the_laws(text in bot(), acts in proptest::collection::vec(input(), 1..20)) {
        let bot = linked(&text);
        let dialogs = bot.dialogs.len();
        let mut one = conversation(bot);
        let mut other = conversation(linked(&text));
        for act in &acts {
            let mut undone = one.clone();
            let seen = play(&mut one, act);
            // Each engine turn ends once; the flow waits for every call that is not in the background.
            let turns = act.messages();
            prop_assert_eq!(seen.ended, turns + seen.background, "{}\n{}", text, seen.log);
            prop_assert!(!one.session.is_busy(), "a call is pending\n{text}\n{}", seen.log);
            prop_assert_eq!(one.session.background_calls(), 0, "{}\n{}", text, seen.log);
            let frames = seen.most_frames.max(one.session.stack().len());
            prop_assert!(frames <= dialogs, "{frames} frames\n{text}\n{}", seen.log);
            prop_assert!(seen.messages <= 75 * turns, "{} messages\n{}\n{}", seen.messages, text, seen.log);
            prop_assert!(seen.awaited <= 40 * turns, "{} calls\n{}\n{}", seen.awaited, text, seen.log);
            // The same again, with another bot and with a clone.
            prop_assert_eq!(&seen.log, &play(&mut other, act).log);
            prop_assert_eq!(&seen.log, &play(&mut undone, act).log);
            prop_assert_eq!(format!("{:?}", one.session), format!("{:?}", undone.session));
        }
    }
}

/// Found by the law above: a Fallback dialog that jumps elsewhere was put on the stack once more.
#[test]
fn the_fallback_dialog_is_on_the_stack_once() {
    let bot = linked(
        "bot: A\ndialogs:\n  - dialog: Form\n    interactions:\n      - dialog_starter: { patterns: [form] }\n      \
         - text_question: What?\n        name: what\n        rules:\n          - exact: fine\n  - fallback_dialog: Fallback\n    \
         interactions:\n      - text_question: Pardon?\n        rules:\n          - exact: go\n            next: what\n",
    );
    let mut conversation = conversation(bot);
    for text in ["x", "go", "x"] {
        play(&mut conversation, &Act::Text(text));
    }
    let frames: Vec<usize> = conversation.session.stack().iter().map(|frame| frame.dialog.index()).collect();
    assert_eq!(frames, [0, 1]);
}

/// Variables that bot code keeps for 180 days are the consumer's, not the session's (spec 10.2.1).
#[test]
fn lasting_variables_survive_the_session_and_end_after_180_days() {
    const DAY: u64 = 24 * 60 * 60;
    let bot = linked(
        "bot: A\ndialogs:\n  - dialog: Form\n    interactions:\n      - dialog_starter: { patterns: [bye] }\n      \
         - text: \"{$botContext.tier}\"\n        next: close_conversation\n",
    );
    let mut conversation = conversation(bot);
    conversation.session.set_lasting_variable(Arc::from("tier"), Arc::from("gold"));
    let says = |seen: &Witness, text: &str| seen.log.contains(&format!("text: {text:?}"));
    for text in ["bye", "reset", "bye"] {
        let seen = play(&mut conversation, &Act::Text(text));
        assert!(text != "bye" || says(&seen, "gold"), "{}", seen.log);
    }
    play(&mut conversation, &Act::Time(180 * DAY - 1));
    assert!(says(&play(&mut conversation, &Act::Text("bye")), "gold"));
    play(&mut conversation, &Act::Time(1));
    assert!(says(&play(&mut conversation, &Act::Text("bye")), "{$botContext.tier}"));
    assert!(conversation.session.lasting_variables().is_empty());
}

/// A generator that makes nothing of interest proves nothing.
#[test]
fn generated_conversations_reach_what_matters() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut log = String::new();
    let strategy = (bot(), proptest::collection::vec(input(), 1..20));
    for _ in 0..600 {
        let (text, acts) = strategy.new_tree(&mut runner).unwrap().current();
        let mut conversation = conversation(linked(&text));
        for act in &acts {
            log.push_str(&play(&mut conversation, act).log);
        }
    }
    for word in [
        "Message(",
        "PrivateMessage",
        "Transferred",
        "Closed {",
        "Problem(",
        "LinkOpened",
        "Ended(Waiting",
        "Ended(Idle",
        "Ended(Closed",
        "Ended(WithAgent",
        "Ended(ChainLimit",
        "background: true",
        "background: false",
        "InProgress",
        "Success",
        "Failure",
        "Repeated",
        "NoMatch",
        "BuiltIn",
        "Image",
        "Choices(",
        "RichLink {",
        "Tiles {",
        "ListPicker {",
        "TimePicker {",
        "ChoicesListed",
        "ListMarker",
        "NotOnChannel",
        "NotATime",
        "TooManyChoices",
        "NothingToTap",
        "OneTapOnly",
        "TriedAgainWith",
        "AutoEscalation {",
        "SurveyBegins(",
        "HeldBySurvey",
        "outcome: Blocked",
        "outcome: NotBusy",
        "Merged(",
        "Greeting(",
        "EventDropped(",
        "counter: Fallbacks",
        "NotCounted(",
    ] {
        assert!(log.contains(word), "no generated conversation has `{word}`");
    }
}

const SECRET: &str = "s3cr3t-Zebra-42";

#[test]
fn a_secret_of_the_environment_is_in_no_output() {
    let text = r#"
bot: Secret
environment: { token: "${TOKEN}" }
integrations:
  - api: Score
    method: POST
    url: "https://example.com/{$env.token}/score"
    params: { token: "${TOKEN}", said: "{$userMessage}" }
    headers: { Authorization: "Bearer ${TOKEN}", X-Key: "{$env.token}" }
    body: '{"token": "{$env.token}"}'
    fields: { token: "{$.api_Score.token}" }
    mock:
      - when: { call: 1 }
        respond: { json: { token: "{request.params.token}" } }
      - when: { params: { token: other } }
        respond: { status: 500 }
dialogs:
  - dialog: Greeting
    interactions:
      - dialog_starter: { patterns: ["*"] }
      - text: "Token {$env.token} {Score.token}"
      - integration: Score
        rules:
          - result: success
            set: { token: "{$env.token}", copy: "{Score.token}" }
      - text_question: "Token {Score.token}, {$botContext.token}?"
        rules:
          - exact: "{$env.token}"
      - integration: Score
      - agent_transfer: "{$env.token}"
        skill: "{$env.token}"
"#;
    let project = project::Project::new().file("bot.yaml", text);
    let input = format!(
        "hello\n/vars\n/calls\n/calls 1\n/why\n/stack\n/log\n{SECRET}\n/why\n/vars\n/calls\n/calls 2\n/log\n/mock\n/live\n\
         /goto {SECRET}\n/mock Score 200 {{\"token\": \"{SECRET}\"}}\n/mock\n/set x {SECRET}\n/vars\n/redo {SECRET}\n/reset\n"
    );
    for arguments in [
        &["chat", "bot.yaml"][..],
        &["chat", "bot.yaml", "--dry-run", "--live-all", "--allow-host", "example.com"],
    ] {
        let mut command = project.command(arguments);
        let ran = project::ran(command.env("TOKEN", SECRET).write_stdin(input.clone()));
        assert!(!ran.out.contains(SECRET) && !ran.err.contains(SECRET), "{}\n--\n{}", ran.out, ran.err);
        assert!(ran.out.contains("***"), "{}\n--\n{}", ran.out, ran.err);
    }
}

// ---- However time passes, a transfer that nobody answers fails once, and when its time is over.

const TRANSFERS: &str = r#"
bot: Desk
skills: { "2": no_answer }
dialogs:
  - dialog: Agent
    interactions:
      - dialog_starter: { patterns: [agent] }
      - agent_transfer: One moment.
        skill: "2"
        next: end
  - dialog: Nobody
    interactions:
      - dialog_starter: { patterns: [__agent_escalation_failed__] }
      - text: Nobody answers.
        next: end
"#;

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn a_transfer_fails_once_and_in_time(steps in prop::collection::vec(0..120_u64, 1..12)) {
        let mut sources = Sources::default();
        let files = MemoryFiles::default().with("bot.yaml", TRANSFERS);
        let bot = link(&Names::new(&load_bot("bot.yaml", &files, &mut sources).bot.unwrap()), &|_| None).unwrap();
        let mut session = Session::new(Identity::default());
        let mut said = Vec::new();
        let first = [Input::Text(Arc::from("agent"))].into_iter();
        let later = steps.iter().map(|seconds| Input::TimePassed(Duration::from_secs(*seconds)));
        for input in first.chain(later) {
            for event in dialogsim::engine::advance(&bot, &mut session, input) {
                if let Event::Message(message) = event {
                    said.push((message.text.to_string(), message.at.as_secs()));
                }
            }
        }
        let passed: u64 = steps.iter().sum();
        let mut expected = vec![("One moment.".to_owned(), 0)];
        if passed >= 180 {
            expected.push(("Nobody answers.".to_owned(), 180));
        }
        prop_assert_eq!(said, expected);
        prop_assert_eq!(session.is_with_agent(), passed < 180);
        prop_assert_eq!(session.now().as_secs(), passed);
    }
}
