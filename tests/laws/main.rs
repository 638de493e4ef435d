//! Laws that hold for every bot and every conversation, checked on generated ones.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

#[path = "../support/project.rs"]
mod project;
#[path = "../support/steps.rs"]
mod steps;

mod back;
mod bots;
mod cassettes;
mod chats;
mod consumers;
mod conversations;
mod flow;
mod rewriting;
mod secrets;
mod texts;
mod transfers;

use proptest::test_runner::Config;

/// So many cases, or `PROPTEST_CASES` if that is set.
pub(crate) fn cases(usual: u32) -> Config {
    let chosen = std::env::var_os("PROPTEST_CASES").and_then(|cases| cases.to_str()?.parse().ok());
    Config { cases: chosen.unwrap_or(usual), failure_persistence: None, ..Config::default() }
}
