//! Coverage of bots by conversations: what counts, how it adds up, what is told of it.
#![allow(clippy::unwrap_used, reason = "a test")]

#[path = "coverage/counted.rs"]
mod counted;
#[path = "coverage/dtd.rs"]
mod dtd;
#[path = "coverage/laws.rs"]
mod laws;
#[path = "coverage/played.rs"]
mod played;
#[path = "coverage/reports.rs"]
mod reports;
