//! The flow of a bot as a picture: every format, what is always so, the command from outside.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

#[path = "graph/bots.rs"]
mod bots;
#[path = "graph/command.rs"]
mod command;
#[path = "graph/formats.rs"]
mod formats;
#[path = "graph/hostile.rs"]
mod hostile;
#[path = "graph/laws.rs"]
mod laws;
#[path = "graph/layout.rs"]
mod layout;
#[path = "graph/played.rs"]
mod played;
#[path = "support/project.rs"]
mod project;
