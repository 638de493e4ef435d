#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod channels;
mod clickables;
mod laws;
mod limits;
mod reading;
mod taps;
mod violations;
mod wire;

use serde_json::Value as Json;

use super::{Content, Violation, read};

/// Content without a mistake.
fn content(json: Json) -> Content {
    let reading = read(&json);
    assert_eq!(reading.violations, [], "{json}");
    reading.content.unwrap()
}

/// What is wrong: where, and what.
fn wrong(json: &Json) -> Vec<(String, String)> {
    told(&read(json).violations)
}

fn told(violations: &[Violation]) -> Vec<(String, String)> {
    violations.iter().map(|one| (one.pointer.clone(), one.message.clone())).collect()
}
