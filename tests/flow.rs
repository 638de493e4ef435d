//! The flow graph: what leads where, and that the engine goes nowhere else in the samples and in all conversations of
//! the tests.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

#[path = "flow/graphs.rs"]
mod graphs;
#[path = "flow/played.rs"]
mod played;
#[path = "mutations/sample.rs"]
#[allow(dead_code, reason = "the mutations need more of it")]
mod sample;
#[path = "support/steps.rs"]
mod steps;
#[path = "../benches/support/tangled.rs"]
mod tangled;
