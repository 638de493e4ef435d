//! Bot code as it is run: `botContext` and the language, limits, failures and their places.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

#[path = "javascript/run.rs"]
mod run;

#[path = "javascript/beginning.rs"]
mod beginning;
#[path = "javascript/conformance.rs"]
mod conformance;
#[path = "javascript/dates.rs"]
mod dates;
#[path = "javascript/engine.rs"]
mod engine;
#[path = "javascript/failures.rs"]
mod failures;
#[path = "javascript/host_objects.rs"]
mod host_objects;
#[path = "javascript/hostile.rs"]
mod hostile;
#[path = "javascript/language.rs"]
mod language;
#[path = "javascript/laws.rs"]
mod laws;
#[path = "javascript/newer.rs"]
mod newer;
#[path = "javascript/sandbox.rs"]
mod sandbox;
#[path = "javascript/variables.rs"]
mod variables;
