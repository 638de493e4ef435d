//! `dialogsim export BOT`: the vendor's export out of a bot.

use std::path::PathBuf;

use super::host::{complain, print, tell};
use super::notes::told;
use super::open::{main_file, open};
use super::{Exit, Host};
use crate::diagnostic::{Diagnostic, Severity};
use crate::disk::{read_if_there, replace_file};
use crate::exchange::{LOCK_FILE, Lock, Topic, export};
use crate::lint::Selection;
use crate::source::Sources;
use crate::terminal::{ColorChoice, count};

/// Write a bot as an export that Conversation Builder can import.
#[derive(Debug, clap::Args)]
pub(super) struct ExportArguments {
    /// The bot's file, or a folder that holds a `bot.yaml`.
    #[arg(value_name = "BOT")]
    bot: PathBuf,
    /// The file to write; standard output without it.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Runs the command.
pub(super) fn run(arguments: &ExportArguments, host: &Host<'_>, color: ColorChoice) -> Exit {
    let messages = host.stderr(color);
    let fail = |problem: &str, exit: Exit| {
        complain(&messages, Severity::Error, problem);
        exit
    };
    let main = match main_file(&arguments.bot, host) {
        Ok(main) => main,
        Err(failure) => return fail(&failure.to_string(), failure.exit()),
    };
    let mut sources = Sources::default();
    let checked = match open(&main, host, &Selection::default(), &mut sources) {
        Ok(checked) => checked,
        Err(failure) => return fail(&failure.to_string(), failure.exit()),
    };
    let errors = checked.loaded.diagnostics.iter().filter(|found| found.is_error()).count();
    let bot = match &checked.loaded.bot {
        Some(bot) if errors == 0 => bot,
        _ => {
            let text = format!(
                "{} cannot be exported: it has {}, and parts of it would be missing; `dialogsim check` tells them",
                main.display(),
                count(errors, "error")
            );
            return fail(&text, Exit::Problems);
        }
    };
    let lock_file = main.with_file_name(LOCK_FILE);
    let lock = match read_if_there(&host.folder.join(&lock_file)) {
        Ok(None) => Ok(Lock::default()),
        Ok(Some(bytes)) => Lock::read(&String::from_utf8_lossy(&bytes)).map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    let lock = match lock {
        Ok(lock) => lock,
        Err(problem) => return fail(&format!("{}: {problem}", lock_file.display()), Exit::Failed),
    };
    let exported = export(bot, &lock);
    let faults = checked.diagnostics.iter().filter(|found: &&Diagnostic| found.is_error()).count();
    if faults > 0 {
        let text = format!(
            "the bot has {}, which the export has too; `dialogsim check` tells them",
            count(faults, "error")
        );
        complain(&messages, Severity::Warning, &text);
    }
    let notes = told(&exported.notes, heading, &messages);
    if !notes.is_empty() {
        tell(notes.trim_matches('\n'));
    }
    match &arguments.output {
        None => print(&exported.text),
        Some(file) => {
            if let Err(error) = replace_file(&host.folder.join(file), exported.text.as_bytes()) {
                return fail(&format!("{} cannot be written: {error}", file.display()), Exit::Failed);
            }
        }
    }
    Exit::Fine
}

fn heading(topic: Topic) -> &'static str {
    match topic {
        Topic::Fault => "Faults of the bot",
        Topic::Guess => "Guessed, please look at it in Conversation Builder",
        Topic::Masked => "Masked",
        Topic::Missing => "To be chosen again in Conversation Builder",
        Topic::LeftOut => "Without a place in an export",
    }
}
