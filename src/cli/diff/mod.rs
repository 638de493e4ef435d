//! `dialogsim diff A B`: what changed between two bots.

mod exported;
mod git;
mod one_file;
mod side;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::ValueEnum;

use self::side::Side;
use super::host::{complain, print};
use super::{Exit, Host};
use crate::diagnostic::Severity;
use crate::diff::{Changes, complete_places, diff, render};
use crate::exchange::as_exported;
use crate::source::Sources;
use crate::terminal::{ColorChoice, Terminal, count};

/// Say what changed between two bots: in dialogs and interactions, rules, texts, code and all the rest.
///
/// Bots are compared, not their files: the order of keys, comments, quotes, and what stands in which file make no
/// difference.
#[derive(Debug, clap::Args)]
#[command(override_usage = "dialogsim diff [OPTIONS] <A> <B>")]
pub(super) struct DiffArguments {
    /// The bot as it was: its file, its folder, or an export of Conversation Builder (JSON).
    #[arg(value_name = "A", required_unless_present = "git")]
    old: Option<PathBuf>,
    /// The bot as it is.
    #[arg(value_name = "B", required_unless_present = "git")]
    new: Option<PathBuf>,
    /// How changes are written.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Exit with 1 where there are differences.
    #[arg(long)]
    exit_code: bool,
    /// Be git's external diff: `git config diff.dialogsim.command "dialogsim diff --git"`. Git adds the arguments.
    #[arg(
        long,
        value_name = "ARGUMENT",
        num_args = 1..=9,
        allow_hyphen_values = true,
        conflicts_with_all = ["old", "new", "format", "exit_code"]
    )]
    git: Option<Vec<OsString>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Human,
    /// One line a change.
    Short,
    /// One JSON document.
    Json,
}

/// Runs the command.
pub(super) fn run(arguments: &DiffArguments, host: &Host<'_>, color: ColorChoice) -> Exit {
    match (&arguments.git, &arguments.old, &arguments.new) {
        (Some(given), ..) => git::run(given, host, color),
        (None, Some(old), Some(new)) => compare([old, new], arguments, host, color),
        // Which is what the arguments demand.
        _ => Exit::Usage,
    }
}

fn compare(paths: [&PathBuf; 2], arguments: &DiffArguments, host: &Host<'_>, color: ColorChoice) -> Exit {
    let messages = host.stderr(color);
    let mut sources = Sources::default();
    let [old, new] = paths.map(|path| side::open(path, host, &mut sources));
    let (mut old, mut new) = match (old, new) {
        (Ok(old), Ok(new)) => (old, new),
        (old, new) => {
            let failures: Vec<_> = [old.err(), new.err()].into_iter().flatten().collect();
            failures.iter().for_each(|failure| complain(&messages, Severity::Error, &failure.to_string()));
            return failures.first().map_or(Exit::Failed, side::SideFailure::exit);
        }
    };
    for side in [&old, &new] {
        warn(side, &messages);
    }
    if old.is_export != new.is_export {
        // What only a definition can say is no difference.
        as_exported(&mut old.bot);
        as_exported(&mut new.bot);
    }
    let mut changes = diff(&old.bot, &new.bot);
    complete_places(&mut changes, &old.files, &new.files, &sources);
    print(&rendered(&changes, arguments.format, &sources, &host.stdout(color)));
    if arguments.exit_code && !changes.is_empty() { Exit::Problems } else { Exit::Fine }
}

/// Says that a side is not whole.
fn warn(side: &Side, messages: &Terminal) {
    if side.errors > 0 {
        let (path, errors) = (side.path.display(), count(side.errors, "error"));
        let told = format!(
            "{path} has {errors} and is compared as far as it loads; `dialogsim check {path}` shows them"
        );
        complain(messages, Severity::Warning, &told);
    }
}

fn rendered(changes: &Changes, format: Format, sources: &Sources, terminal: &Terminal) -> String {
    match format {
        Format::Human => render::human(changes, sources, terminal),
        Format::Short => render::short(changes, sources),
        Format::Json => render::json(changes, sources),
    }
}
