//! Laws that hold for any text as code.

use dialogsim::bot::Es5;
use dialogsim::javascript::Limits;
use proptest::prelude::*;
use proptest::test_runner::Config;

use crate::run::{functions, hook};

/// Words that code is made of, and some that only look like it.
const WORDS: &[&str] = &[
    "botContext",
    ".getBotVariable",
    ".setBotVariable",
    ".printDebugMessage",
    ".sendMessage",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "'a'",
    "\"b\"",
    "1",
    "null",
    "undefined",
    "var x =",
    "x",
    ";",
    ",",
    "+",
    "=",
    "==",
    "function f()",
    "function ()",
    "return",
    "throw",
    "for (;;)",
    "for (var k in",
    "for each (var v in",
    "while (x)",
    "try",
    "catch (e)",
    "finally",
    "new",
    "Date",
    "Map",
    "this",
    "/a+/",
    ".replaceAll",
    ".x",
    "=>",
    "`t`",
    "let y = 2",
    "class",
    "async",
    "await",
    "yield",
    "...",
    "?.",
    "\n",
    "//",
    "/*",
    "*/",
    "ä",
    "😀",
    "\u{2028}",
    "\0",
    "\\u0041",
    "'\\ud800'",
    "eval",
    "typeof",
    "delete",
    "toString",
    ": ",
    "?",
    "if",
    "else",
    "0x1F",
    "1n",
    "break",
    "continue",
    "f()",
    "throw new Error('x')",
    "JSON.parse",
    "Object.prototype",
    "__proto__",
    "$each",
];

fn limits() -> Limits {
    Limits { steps: 30, ..Limits::small() }
}

fn cases(usual: u32) -> Config {
    let chosen = std::env::var_os("PROPTEST_CASES").and_then(|cases| cases.to_str()?.parse().ok());
    Config { cases: chosen.unwrap_or(usual), failure_persistence: None, ..Config::default() }
}

fn code() -> impl Strategy<Value = String> {
    let words = prop::collection::vec(prop::sample::select(WORDS), 0..25).prop_map(|words| words.join(" "));
    prop_oneof![3 => words, 1 => any::<String>()]
}

fn es5() -> impl Strategy<Value = Es5> {
    prop_oneof![Just(Es5::Warn), Just(Es5::Error), Just(Es5::Off)]
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn any_text_runs_or_says_why_not(part in code(), text in code(), es5 in es5()) {
        let bot = functions(&part).hook(&text).es5(es5).limits(limits());
        let done = bot.run();
        prop_assert!(done.failures.len() <= 2, "{:?}", done.failures);
        for failure in &done.failures {
            let message = &failure.message;
            prop_assert!(!message.is_empty() && message.chars().count() <= 300);
            prop_assert!(!message.chars().any(char::is_control), "{message:?}");
            let place = done.place_of(failure);
            let file = if failure.in_functions { "functions0.js:" } else { "" };
            prop_assert!(place.starts_with(file), "{place}");
        }
        // It does the same each time.
        let again = bot.run();
        prop_assert_eq!(again.failures, done.failures);
        prop_assert_eq!(again.world.effects, done.world.effects);
        let _ = bot.begin();
    }
}

#[test]
fn texts_with_zero_bytes_are_code_too() {
    assert_eq!(hook("botContext.printDebugMessage('a\0b'.length);").run().log(), ["3"]);
    assert_eq!(hook("var a\0;").run().failures.len(), 1);
}
