//! `dialogsim diff`: what is noticed, what it is taken for, how it is told, and what git shows.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

#[path = "support/project.rs"]
mod project;

#[path = "diff/bots.rs"]
mod bots;
#[path = "diff/command.rs"]
mod command;
#[path = "diff/exports.rs"]
mod exports;
#[path = "diff/git.rs"]
mod git;
#[path = "diff/laws.rs"]
mod laws;
#[path = "diff/told.rs"]
mod told;
#[path = "diff/tree.rs"]
mod tree;
