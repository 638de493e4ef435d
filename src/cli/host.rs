//! What differs from run to run.

use std::io::Write;
use std::path::PathBuf;

use crate::diagnostic::Severity;
use crate::terminal::{ColorChoice, Style, Terminal, printable};

/// The process around a run.
pub struct Host<'h> {
    /// Reads a variable of the environment.
    pub environment: &'h (dyn Fn(&str) -> Option<String> + Sync),
    /// The folder in which the program was started.
    pub folder: PathBuf,
    /// Whether a person types.
    pub stdin_is_terminal: bool,
    /// Whether a person reads the output.
    pub stdout_is_terminal: bool,
    /// Whether a person reads the messages.
    pub stderr_is_terminal: bool,
}

impl Host<'_> {
    /// What standard output is able to show.
    pub fn stdout(&self, color: ColorChoice) -> Terminal {
        Terminal::detect(color, self.stdout_is_terminal, self.environment)
    }

    /// What standard error is able to show.
    pub fn stderr(&self, color: ColorChoice) -> Terminal {
        Terminal::detect(color, self.stderr_is_terminal, self.environment)
    }

    /// Whether this is an unattended run.
    pub fn is_ci(&self) -> bool {
        (self.environment)("CI").is_some_and(|value| !matches!(value.as_str(), "" | "0" | "false"))
    }
}

/// Writes a line to standard error, with its severity in front.
pub(super) fn complain(terminal: &Terminal, severity: Severity, message: &str) {
    let style = match severity {
        Severity::Error => Style::Error,
        Severity::Warning => Style::Warning,
        Severity::Info => Style::Note,
    };
    let name = if severity == Severity::Info { "note" } else { severity.name() };
    // Nobody is left to tell if this cannot be written.
    let _ = writeln!(std::io::stderr(), "{}: {}", terminal.paint(style, name), printable(message));
}

/// Writes a result to standard output. A reader that has gone away, such as `head`, is no failure.
pub(super) fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Commands to go on with, each with what it is good for, an empty line before them.
pub(super) fn next_steps(commands: &[(String, &str)], terminal: &Terminal) -> String {
    let mut text = "\nNext:\n".to_owned();
    let width = commands.iter().map(|(command, _)| command.chars().count()).max().unwrap_or(0);
    for (command, about) in commands {
        let gap = " ".repeat(width - command.chars().count());
        text.push_str(&format!("  {}{gap}  {about}\n", terminal.paint(Style::Heading, &printable(command))));
    }
    text
}

/// Where what people read goes: standard output, or standard error where a program reads that.
#[derive(Clone, Copy, Debug)]
pub(super) struct People {
    /// What can be shown there.
    pub(super) terminal: Terminal,
    /// Whether standard output is somebody else's.
    pub(super) read_messages_only: bool,
}

impl People {
    /// Shows a text as it is.
    pub(super) fn show(&self, text: &str) {
        if self.read_messages_only {
            // Nobody is left to tell if this cannot be written.
            let _ = std::io::stderr().write_all(text.as_bytes());
        } else {
            print(text);
        }
    }
}

/// Writes a line to standard error as it is.
pub(super) fn tell(line: &str) {
    // Nobody is left to tell if this cannot be written.
    let _ = writeln!(std::io::stderr(), "{line}");
}
