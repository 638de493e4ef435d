#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod consumer;
mod context;
mod conversation;
mod hours;
mod message;
mod sending;
mod table;
mod transfer;
mod understanding;
mod variables;

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value as Json;

use crate::bot::{Channel, CodeHook, Fixtures};
use crate::memory::{Identity, Memory, Value, Variables};
use crate::script::{Arguments, Effect, Facts, Heard, Random, Returned, World, find_function};
use crate::text::Moment;

/// A world in which nothing has happened, at the pre-process code of an interaction.
fn world() -> World {
    World {
        hook: Some(CodeHook::PreProcess),
        memory: Memory::default(),
        dialog: Variables::new(),
        heard: Heard::default(),
        facts: Arc::new(Facts::default()),
        fixtures: Arc::new(Fixtures::default()),
        identity: Arc::new(Identity::default()),
        profile: None,
        channel: Channel::Web,
        now: Duration::ZERO,
        began: Moment::default(),
        random: Random::new(1),
        always_text: false,
        effects: Vec::new(),
    }
}

/// The same with fixtures.
fn world_with(fixtures: Fixtures) -> World {
    World { fixtures: Arc::new(fixtures), ..world() }
}

/// The same in which the consumer has said something.
fn world_that_heard(message: &str) -> World {
    World { heard: Heard { message: message.into(), ..Heard::default() }, ..world() }
}

/// Calls a function as code does. Arguments are written as a JSON list.
fn call(world: &mut World, function: &str, arguments: Json) -> Returned {
    let Value::List(arguments) = Value::from(&arguments) else { panic!("arguments are a list") };
    call_with(world, function, &arguments)
}

fn call_with(world: &mut World, function: &str, arguments: &[Value]) -> Returned {
    let function = find_function(function).unwrap_or_else(|| panic!("there is no `{function}`"));
    (function.call)(world, &Arguments(arguments)).unwrap()
}

/// What a call gives that is no special object.
fn value(world: &mut World, function: &str, arguments: Json) -> Value {
    match call(world, function, arguments) {
        Returned::Value(value) => value,
        other => panic!("`{function}` gave {other:?}"),
    }
}

/// The same as JSON.
fn json(world: &mut World, function: &str, arguments: Json) -> Json {
    value(world, function, arguments).to_json()
}

/// What was done since this was asked last, warnings and notes of fixtures aside.
fn done(world: &mut World) -> Vec<Effect> {
    let is_note = |effect: &Effect| matches!(effect, Effect::Warning(_) | Effect::FromFixture(_));
    let (notes, done) = std::mem::take(&mut world.effects).into_iter().partition(is_note);
    world.effects = notes;
    done
}

/// What was warned of since this was asked last. A warning is one sentence without a full stop.
fn warnings(world: &mut World) -> Vec<String> {
    let mut found = Vec::new();
    world.effects.retain(|effect| {
        let Effect::Warning(warning) = effect else { return true };
        assert!(!warning.ends_with('.') && !warning.contains('\n'), "{warning}");
        found.push(warning.to_string());
        false
    });
    found
}

/// The functions that have answered from fixtures since this was asked last.
fn from_fixtures(world: &mut World) -> Vec<&'static str> {
    let mut found = Vec::new();
    world.effects.retain(|effect| {
        let Effect::FromFixture(function) = effect else { return true };
        found.push(*function);
        false
    });
    found
}
