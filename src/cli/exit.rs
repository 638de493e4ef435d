//! Exit codes, the same for all commands.

use std::process::ExitCode;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All is fine.
    Fine,
    /// Problems were found in what was asked about.
    Problems,
    /// The command line makes no sense.
    Usage,
    /// The work could not be done: an unreadable file, a refused call, an error of this program.
    Failed,
    /// There was nothing to do: no bot was found.
    NothingToDo,
}

impl Exit {
    /// The number that the shell sees.
    pub fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Problems => 1,
            Self::Usage => 2,
            Self::Failed => 3,
            Self::NothingToDo => 4,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit.code())
    }
}

/// Prints what clap has to say: help and version are fine, the rest is wrong usage.
pub(super) fn of_usage(usage: &clap::Error) -> Exit {
    // Nobody is left to tell if this cannot be printed.
    let _ = usage.print();
    if usage.use_stderr() { Exit::Usage } else { Exit::Fine }
}
