//! The chat: a person, or a pipe, plays the consumer.
//!
//! A line becomes an input of the conversation ([`line`]) or a slash command ([`commands`]); what
//! happens becomes text in views, which are pure functions. Nothing that others wrote reaches the
//! terminal but through [`page::Page`], which masks secrets and makes escapes visible.

// The module is named for the activity, the file for its one type.
mod awaited;
mod branches;
#[allow(clippy::module_inception)]
mod chat;
mod command_back;
mod command_branch;
mod command_call;
mod command_fixture;
mod command_intent;
mod command_show;
mod command_talk;
mod command_time;
mod commands;
mod editor;
mod history;
mod line;
mod loading;
mod log;
mod names;
mod offers;
mod options;
mod page;
mod past;
mod pipe;
mod prelude;
mod progress;
mod replaying;
mod save;
mod screen;
mod tape;
mod together;
mod turn_told;
mod turn_trace;
mod view_call;
mod view_choice;
mod view_code;
mod view_element;
mod view_event;
mod view_group;
mod view_offer;
mod view_past;
mod view_problem;
mod view_replay;
mod view_rich;
mod view_rule;
mod view_service;
mod view_state;
mod view_tap;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod view_tests;
mod view_timing;
mod view_trace;
mod view_wire;
mod watch;
mod why_not;
mod words;

pub use chat::{Chat, Then};
pub use editor::converse;
pub use names::{OwnedIntegration, Run, find_channel, find_place, never_live};
pub use options::{BotFile, ChatOptions, LoadFailure, Playable};
pub use pipe::read_all;
pub use prelude::Prelude;
pub use progress::Progress;
pub use save::{Place, TranscriptStore};
pub use screen::{Messages, Screen};
pub use together::{clash, group_notes};
pub use turn_trace::{TraceFormat, TraceOutput};
pub use words::Folders;
