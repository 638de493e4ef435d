//! `dialogsim init`: a bot to begin with.

use std::fmt::Write;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::host::{complain, next_steps, print};
use super::{Exit, Host};
use crate::diagnostic::Severity;
use crate::disk::replace_file;
use crate::template::{NewFile, TEMPLATES, Template};
use crate::terminal::{ColorChoice, Terminal, printable, shell_word};

/// Make a folder with a bot to begin with, and transcripts that test it.
#[derive(Debug, clap::Args)]
pub(super) struct InitArguments {
    /// The folder; it is made where it is not there. No file in it is overwritten.
    #[arg(value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
    /// What to begin with.
    #[arg(long, default_value = "hello", value_parser = templates())]
    template: &'static Template,
    /// The bot's name; without it, the bot is called as the folder is.
    #[arg(long, value_name = "NAME", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    name: Option<String>,
}

fn templates() -> impl TypedValueParser<Value = &'static Template> {
    let values = TEMPLATES.iter().map(|template| PossibleValue::new(template.name).help(template.summary));
    PossibleValuesParser::new(values).try_map(|name| {
        TEMPLATES.iter().find(|template| template.name == name).ok_or("there is no such template")
    })
}

/// Runs the command.
pub(super) fn run(arguments: &InitArguments, host: &Host<'_>, color: ColorChoice) -> Exit {
    let folder = host.folder.join(&arguments.folder);
    let name = arguments.name.clone().unwrap_or_else(|| name_of(&folder));
    let files = arguments.template.files(&name);
    let fail = |problem: &str| {
        complain(&host.stderr(color), Severity::Error, problem);
        Exit::Failed
    };
    let there: Vec<&str> =
        files.iter().map(|file| file.path).filter(|path| is_there(&folder.join(path))).collect();
    if !there.is_empty() {
        return fail(&format!(
            "{} already has {}, and nothing is overwritten: name another folder, such as `dialogsim init my-bot`",
            shown(&arguments.folder),
            there.join(", ")
        ));
    }
    for file in &files {
        if let Err(error) = write(&folder.join(file.path), &file.content) {
            let path = arguments.folder.join(file.path);
            return fail(&format!("{} cannot be written: {error}", path.display()));
        }
    }
    print(&told(&arguments.folder, &name, &files, &host.stdout(color)));
    Exit::Fine
}

/// Whether a path is taken, also by a link that leads nowhere.
fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    replace_file(path, content)
}

/// What a bot in this folder is called: `my-bot` is `My bot`.
fn name_of(folder: &Path) -> String {
    // The last part of the path may be `.`, and of a folder that is not there yet nothing else is known.
    let real = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    let name = real.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let words = name.split(['-', '_', ' ']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "My bot".to_owned(),
    }
}

fn shown(folder: &Path) -> String {
    if folder == Path::new(".") { "this folder".to_owned() } else { format!("`{}`", folder.display()) }
}

fn told(folder: &Path, name: &str, files: &[NewFile], terminal: &Terminal) -> String {
    let mut text = format!("Made the bot `{}` in {}:\n", printable(name), printable(&shown(folder)));
    let width = files.iter().map(|file| file.path.len()).max().unwrap_or(0);
    for NewFile { path, about, .. } in files {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {path:<width$}  {about}");
    }
    let here = shell_word(&folder.display().to_string()).into_owned();
    // The others look at everything in the folder that they are started in.
    let place = if folder == Path::new(".") { String::new() } else { format!(" {here}") };
    let commands = [
        (format!("dialogsim chat {here}"), "talk to it"),
        (format!("dialogsim check{place}"), "what is wrong with it"),
        (format!("dialogsim test{place} --coverage"), "play its transcripts"),
    ];
    text.push_str(&next_steps(&commands, terminal));
    text
}
