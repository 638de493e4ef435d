//! The command line: arguments, one file a command, exit codes.
//!
//! Commands get everything that differs from run to run as a [`Host`], so that tests may give them
//! another one.

mod baseline;
mod chat;
mod check;
mod coverage;
mod diff;
mod disk_bots;
mod disk_cassettes;
mod disk_files;
mod exit;
mod explain;
mod export;
mod find;
mod graph;
mod host;
mod import;
mod imported_folder;
mod init;
mod last_failed;
mod live;
mod notes;
mod observing;
mod open;
mod parallel;
mod replay;
mod report_choice;
mod run_progress;
mod saved;
mod test;
mod test_reports;
mod trace;
mod transcripts;
mod update;
mod watch;
mod which_case;

pub use disk_files::DiskFiles;
pub use exit::Exit;
pub use host::Host;

use std::ffi::OsString;

use clap::{Parser, Subcommand, ValueEnum};

use crate::terminal::ColorChoice;

/// Check and play LivePerson Conversation Builder bots on your own machine.
#[derive(Debug, Parser)]
#[command(name = "dialogsim", version, max_term_width = 100, after_help = EXIT_CODES)]
struct Arguments {
    /// When to use colour.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Color::Auto, global = true)]
    color: Color,
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 fine · 1 problems found · 2 wrong usage · 3 could not do the work · \
                          4 no bot or no transcript found";

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Color {
    /// On a terminal, unless NO_COLOR says otherwise.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::InitArguments),
    Check(check::CheckArguments),
    Chat(chat::ChatArguments),
    Test(test::TestArguments),
    Graph(graph::GraphArguments),
    Import(import::ImportArguments),
    Export(export::ExportArguments),
    Diff(diff::DiffArguments),
    Explain(explain::ExplainArguments),
}

/// Runs the program with the arguments of a process, its own name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>, host: &Host<'_>) -> Exit {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(usage) => return exit::of_usage(&usage),
    };
    let color = match arguments.color {
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    };
    match &arguments.command {
        Command::Init(arguments) => init::run(arguments, host, color),
        Command::Check(arguments) => check::run(arguments, host, color),
        Command::Chat(arguments) => chat::run(arguments, host, color),
        Command::Test(arguments) => test::run(arguments, host, color),
        Command::Graph(arguments) => graph::run(arguments, host, color),
        Command::Import(arguments) => import::run(arguments, host, color),
        Command::Export(arguments) => export::run(arguments, host, color),
        Command::Diff(arguments) => diff::run(arguments, host, color),
        Command::Explain(arguments) => explain::run(arguments, host, color),
    }
}
