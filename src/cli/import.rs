//! `dialogsim import EXPORT.json`: a bot's folder out of the vendor's export.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use super::disk_files::read_file;
use super::host::{complain, next_steps, print};
use super::imported_folder::{Change, Folder};
use super::notes::told as told_notes;
use super::{Exit, Host};
use crate::diagnostic::Severity;
use crate::exchange::{ImportOptions, Imported, LOCK_FILE, Topic, import, slug};
use crate::terminal::{ColorChoice, Style, Terminal, count, printable, shell_word};

/// The largest export that is read.
pub(super) const MOST_BYTES: usize = 64 * 1024 * 1024;

/// Make a bot's folder out of an export of Conversation Builder.
#[derive(Debug, clap::Args)]
pub(super) struct ImportArguments {
    /// The export, a JSON file.
    #[arg(value_name = "EXPORT")]
    export: PathBuf,
    /// The folder; without it, one that is called as the bot is.
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
    /// Overwrite files that were edited since they were imported, or that no import wrote.
    #[arg(long)]
    force: bool,
    /// Give integrations mocks, made of what the bot reads of their answers.
    #[arg(long)]
    suggest_mocks: bool,
}

/// Runs the command.
pub(super) fn run(arguments: &ImportArguments, host: &Host<'_>, color: ColorChoice) -> Exit {
    let fail = |problem: &str| {
        complain(&host.stderr(color), Severity::Error, problem);
        Exit::Failed
    };
    let shown = arguments.export.display();
    let bytes = match read_file(&host.folder.join(&arguments.export), MOST_BYTES) {
        Ok(bytes) => bytes,
        Err(failure) => return fail(&format!("cannot read {shown}: {failure}")),
    };
    let imported = match import(&bytes, ImportOptions { suggest_mocks: arguments.suggest_mocks }) {
        Ok(imported) => imported,
        Err(error) => return fail(&format!("{shown}: {error}")),
    };
    let output = arguments.output.clone().unwrap_or_else(|| PathBuf::from(slug(&imported.name)));
    let folder = match Folder::open(host.folder.join(&output)) {
        Ok(folder) => folder,
        Err(problem) => return fail(&format!("{}: {problem}", output.join(LOCK_FILE).display())),
    };
    let in_the_way = folder.in_the_way(&imported);
    if !in_the_way.is_empty() && !arguments.force {
        return fail(&refusal(&output, &in_the_way));
    }
    match folder.write(&imported) {
        Ok(changes) => {
            print(&told(&imported, &output, &changes, &host.stdout(color)));
            Exit::Fine
        }
        Err((path, error)) => fail(&format!("{} cannot be written: {error}", output.join(path).display())),
    }
}

fn refusal(output: &Path, in_the_way: &[String]) -> String {
    let (are, were) = if in_the_way.len() == 1 { ("is", "was") } else { ("are", "were") };
    format!(
        "{} in {} {are} in the way, which {were} edited since the import, or {were} not made by one: {}. Nothing was \
         written. Name another folder with `-o` and compare, or overwrite with `--force`",
        count(in_the_way.len(), "file"),
        output.display(),
        in_the_way.join(", ")
    )
}

fn told(imported: &Imported, output: &Path, changes: &[(String, Change)], terminal: &Terminal) -> String {
    let totals = &imported.totals;
    let mut text = format!(
        "Imported the bot `{}` into {}: {}, {}, {}, {}.\n",
        printable(&imported.name),
        printable(&output.display().to_string()),
        count(totals.dialogs, "dialog"),
        count(totals.interactions, "interaction"),
        count(totals.rules, "rule"),
        count(totals.integrations, "integration"),
    );
    text.push_str(&files_told(changes, terminal));
    text.push_str(&told_notes(&imported.notes, heading, terminal));
    let here = shell_word(&output.display().to_string()).into_owned();
    let commands = [
        (format!("dialogsim check {here}"), "what is wrong with it"),
        (format!("dialogsim chat {here}"), "talk to it"),
    ];
    text.push_str(&next_steps(&commands, terminal));
    text
}

/// What became of the files: those of a kind together, where there are many.
fn files_told(changes: &[(String, Change)], terminal: &Terminal) -> String {
    const NAMED: usize = 12;
    if changes.iter().all(|(_, change)| *change == Change::Same) {
        return "All files were as they are: nothing was written.\n".to_owned();
    }
    let mut text = String::new();
    let width = changes.iter().take(NAMED).map(|(path, _)| path.chars().count()).max().unwrap_or(0);
    for (path, change) in changes.iter().take(NAMED) {
        let gap = " ".repeat(width - path.chars().count());
        let word = match change {
            Change::New => "",
            Change::Same => "as it was",
            Change::Rewritten => "rewritten",
            Change::Removed => "removed: the export has it no more",
            Change::Left => "left, as it was edited: the export has it no more",
        };
        let line = format!("  {}{gap}  {}", printable(path), terminal.paint(Style::Dim, word));
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}", line.trim_end());
    }
    if changes.len() > NAMED {
        let _ = writeln!(text, "  and {} more", changes.len() - NAMED);
    }
    text
}

fn heading(topic: Topic) -> &'static str {
    match topic {
        Topic::Fault => "Faults of the export",
        Topic::Guess => "Guessed, please look at it",
        Topic::Masked => "Masked",
        Topic::Missing => "Not in the export, to be filled in",
        Topic::LeftOut => "Without a place in a definition",
    }
}
