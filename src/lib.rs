//! `dialogsim` plays, checks and tests LivePerson Conversation Builder bots on a developer's machine.
//!
//! One pipeline with a type at each border: text, nodes with places ([`yaml`]), the bot as data
//! ([`bot`]), the linked bot, a session of the [`engine`]. What is wrong with a file is a
//! [`diagnostic`]; what happens in a conversation is an event.

pub mod bot;
pub mod cassette;
pub mod chat;
pub mod cli;
pub mod code;
pub mod comparison;
pub mod diagnostic;
pub mod diff;
pub mod disk;
pub mod engine;
pub mod exchange;
pub mod file_type;
pub mod flow;
pub mod graph;
pub mod integration;
pub mod javascript;
pub mod linked;
pub mod lint;
pub mod load;
pub mod memory;
pub mod nlu;
pub mod play;
pub mod replay;
pub mod rich;
pub mod script;
pub mod source;
pub mod template;
pub mod terminal;
pub mod test_run;
pub mod text;
pub mod trace;
pub mod transcript;
pub mod writing;
pub mod yaml;
