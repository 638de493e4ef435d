//! Bot code as it is read without being run.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

#[path = "reading/context.rs"]
mod context;
#[path = "reading/hostile.rs"]
mod hostile;
#[path = "reading/laws.rs"]
mod laws;
#[path = "reading/names.rs"]
mod names;
#[path = "reading/newer.rs"]
mod newer;
#[path = "reading/problems.rs"]
mod problems;
#[path = "reading/runnable.rs"]
mod runnable;
