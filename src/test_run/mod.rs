//! Runs of scripted conversations: what they play, and what is told of it.

pub mod coverage;
