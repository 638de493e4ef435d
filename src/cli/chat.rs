//! `dialogsim chat`.

use super::{Exit, Host};
use crate::terminal::ColorChoice;

/// Play the consumer against a bot.
#[derive(Debug, clap::Args)]
pub(super) struct ChatArguments {}

/// Runs the command.
pub(super) fn run(_arguments: &ChatArguments, _host: &Host<'_>, _color: ColorChoice) -> Exit {
    Exit::Failed
}
