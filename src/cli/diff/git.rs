//! Git's external diff: two texts of one file. Git gives them as files of their own, so what they name (parts, code,
//! answers of mocks) cannot be read: it is compared by its name.

use std::ffi::OsString;
use std::path::Path;

use super::exported;
use super::one_file::{Content, read};
use crate::cli::disk_files::read_file;
use crate::cli::host::{complain, print};
use crate::cli::{Exit, Host};
use crate::comparison::{Replaced, diff};
use crate::diagnostic::Severity;
use crate::diff::{Subject, complete_places, diff as compared, diff_subjects, render};
use crate::source::Sources;
use crate::terminal::{ColorChoice, Style, Terminal, printable_line, wrap};
use crate::yaml::Limits;

/// What git says of a changed file.
struct Given<'g> {
    path: &'g Path,
    old_file: &'g Path,
    new_file: &'g Path,
    /// Where it was renamed or copied to.
    new_path: Option<&'g Path>,
}

impl<'g> Given<'g> {
    /// Seven arguments, and two more where the file has another name now.
    fn of(given: &'g [OsString]) -> Option<Self> {
        if !matches!(given.len(), 7 | 9) {
            return None;
        }
        let path = |place: usize| Path::new(&given[place]);
        let new_path = (given.len() == 9).then(|| path(7));
        Some(Self { path: path(0), old_file: path(1), new_file: path(4), new_path })
    }

    fn new_name(&self) -> String {
        self.new_path.unwrap_or(self.path).display().to_string()
    }

    fn title(&self, terminal: &Terminal) -> String {
        let arrow = if terminal.unicode { "→" } else { "->" };
        let name = self.new_name();
        match self.new_path {
            _ if is_nothing(self.old_file) => format!("{name} (new)"),
            _ if is_nothing(self.new_file) => format!("{name} (deleted)"),
            Some(_) => format!("{} {arrow} {name}", self.path.display()),
            None => name,
        }
    }
}

/// How git says that a file is not there.
fn is_nothing(file: &Path) -> bool {
    matches!(file.to_str(), Some("/dev/null" | "nul"))
}

/// Runs as git's external diff, with the arguments that git adds.
pub(super) fn run(given: &[OsString], host: &Host<'_>, color: ColorChoice) -> Exit {
    let messages = host.stderr(color);
    if let [path] = given {
        let path = printable_line(&path.to_string_lossy()).into_owned();
        print(&format!("{path}: not merged yet, so there is nothing to compare\n"));
        return Exit::Fine;
    }
    let Some(given) = Given::of(given) else {
        let told = "--git is for git, which adds seven arguments: \
                    git config diff.dialogsim.command \"dialogsim diff --git\"";
        complain(&messages, Severity::Error, told);
        return Exit::Usage;
    };
    // Git's pager shows colours, and is asked for them.
    let is_paged = (host.environment)("GIT_PAGER_IN_USE").is_some_and(|value| value == "true");
    let terminal = Terminal::detect(color, host.stdout_is_terminal || is_paged, host.environment);
    match both_texts(&given, host) {
        Ok([old, new]) => {
            print(&told(&given, &old, &new, &terminal));
            Exit::Fine
        }
        Err(told) => {
            complain(&messages, Severity::Error, &told);
            Exit::Failed
        }
    }
}

/// The bytes on both sides; none where a file is not there.
fn both_texts(given: &Given<'_>, host: &Host<'_>) -> Result<[Vec<u8>; 2], String> {
    let bytes = |file: &Path| {
        if is_nothing(file) {
            return Ok(Vec::new());
        }
        let read = read_file(&host.folder.join(file), Limits::default().bytes);
        read.map_err(|failure| format!("cannot read {}: {failure}", file.display()))
    };
    Ok([bytes(given.old_file)?, bytes(given.new_file)?])
}

/// What changed in a file, whatever it holds.
fn told(given: &Given<'_>, old: &[u8], new: &[u8], terminal: &Terminal) -> String {
    let title = terminal.paint(Style::Heading, &printable_line(&given.title(terminal)));
    let (Ok(old_text), Ok(new_text)) = (std::str::from_utf8(old), std::str::from_utf8(new)) else {
        return format!("{title}\n\nnot UTF-8 text, so it is not compared\n\n");
    };
    let bots = told_as_bots(given, old_text, new_text, terminal);
    format!("{title}\n\n{}\n", bots.unwrap_or_else(|| lines(given, old_text, new_text, terminal)))
}

/// The changes of a bot, or of a part of one; nothing where one of the texts is neither.
fn told_as_bots(given: &Given<'_>, old: &str, new: &str, terminal: &Terminal) -> Option<String> {
    if let Some(told) = told_as_exports(given, old, new, terminal) {
        return Some(told);
    }
    let mut sources = Sources::default();
    let (old_name, new_name) = (given.path.display().to_string(), given.new_name());
    let (old, new) = match (is_nothing(given.old_file), is_nothing(given.new_file)) {
        (true, _) => {
            let new = read(&new_name, new, &mut sources)?;
            (new.empty(&mut sources)?, new)
        }
        (_, true) => {
            let old = read(&old_name, old, &mut sources)?;
            let new = old.empty(&mut sources)?;
            (old, new)
        }
        _ => (read(&old_name, old, &mut sources)?, read(&new_name, new, &mut sources)?),
    };
    let mut changes = diff_subjects(
        &Subject { bot: &old.bot, include: &old.include },
        &Subject { bot: &new.bot, include: &new.include },
    );
    complete_places(&mut changes, &[old.file], &[new.file], &sources);
    let told = render::human(&changes, &sources, terminal);
    Some(format!("{told}{}", notes(&old, &new, terminal)))
}

/// The changes of an export; nothing where one of the texts is none.
fn told_as_exports(given: &Given<'_>, old: &str, new: &str, terminal: &Terminal) -> Option<String> {
    if !given.new_name().ends_with(".json") || is_nothing(given.old_file) || is_nothing(given.new_file) {
        return None;
    }
    let mut sources = Sources::default();
    let mut load = |text| exported::load(&given.new_name(), text, &mut sources).ok()?.bot;
    let (old, new) = (load(old)?, load(new)?);
    let changes = compared(&old, &new);
    Some(render::human(&changes, &sources, terminal))
}

/// What is not compared.
fn notes(old: &Content, new: &Content, terminal: &Terminal) -> String {
    let mut notes = Vec::new();
    if old.is_broken || new.is_broken {
        notes.push("it is no valid YAML, so it is compared as far as it can be read".to_owned());
    }
    let named: Vec<&str> = old.named.union(&new.named).map(String::as_str).collect();
    if !named.is_empty() {
        notes.push(format!("of the files that it names only the names are compared: {}", named.join(", ")));
    }
    let note = |note: String| {
        let wrapped = wrap(&format!("note: {}", printable_line(&note)), terminal.width, "", "  ");
        wrapped.lines().map(|line| format!("{}\n", terminal.paint(Style::Note, line))).collect::<String>()
    };
    notes.into_iter().map(note).collect()
}

/// The lines that changed, of a text that is no bot.
fn lines(given: &Given<'_>, old: &str, new: &str, terminal: &Terminal) -> String {
    let whole = [Replaced { old: 0..old.len(), new: 0..new.len() }];
    diff(&given.new_name(), old, new, &whole, terminal)
}
