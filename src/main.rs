//! The `dialogsim` program.

#![allow(clippy::disallowed_methods, reason = "the one place that asks the process")]

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use dialogsim::cli::{Host, run};

fn main() -> ExitCode {
    let host = Host {
        environment: &|name| std::env::var(name).ok(),
        folder: std::env::current_dir().unwrap_or_else(|_| PathBuf::from(".")),
        stdin_is_terminal: std::io::stdin().is_terminal(),
        stdout_is_terminal: std::io::stdout().is_terminal(),
        stderr_is_terminal: std::io::stderr().is_terminal(),
    };
    run(std::env::args_os(), &host).into()
}
