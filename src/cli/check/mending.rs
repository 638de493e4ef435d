//! `check --fix` and `check --diff`: what can be mended is mended, and looked at before it is written.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::checking::{Checked, Subjects};
use crate::cli::Exit;
use crate::cli::baseline::Against;
use crate::cli::disk_files::Texts;
use crate::cli::host::{complain, print};
use crate::diagnostic::{Diagnostic, Mended, Rule, Safety, Severity, mend};
use crate::disk::{read_if_there, replace_file};
use crate::load;
use crate::source::{SourceId, Sources};
use crate::terminal::{Terminal, count};
use crate::writing::{Replaced, diff};
use crate::yaml;

/// Fixes that meet one another take a round each, so this bounds how many do so at one place.
const MOST_ROUNDS: usize = 100;

/// Mends what can be mended of what a run reports.
pub(super) struct Mending<'m> {
    /// What is checked.
    pub(super) subjects: &'m Subjects<'m>,
    /// How bold fixes may be.
    pub(super) allowed: Safety,
    /// The baseline, whose problems are not reported and so not mended.
    pub(super) baseline: Option<&'m Path>,
}

/// What was mended.
#[derive(Default)]
pub(super) struct Mends {
    /// How many problems.
    problems: usize,
    /// The files that change, by their place on disk.
    files: BTreeMap<PathBuf, Change>,
}

/// A file that changes.
struct Change {
    /// As people see it.
    name: String,
    old: String,
    new: String,
}

impl Mending<'_> {
    /// Works out what becomes of what was checked; nothing is written yet. Gives that back as it is with everything
    /// mended.
    ///
    /// # Errors
    /// The baseline cannot be read, or a fix does harm; that is said.
    pub(super) fn run(&self, checked: Checked) -> Result<(Checked, Mends), Exit> {
        let mut state = State { checked, texts: Texts::new(), mends: Mends::default() };
        for allowed in [Safety::Safe, Safety::Unsafe].into_iter().filter(|safety| *safety <= self.allowed) {
            for _ in 0..MOST_ROUNDS {
                if !self.round(&mut state, allowed)? {
                    break;
                }
            }
        }
        Ok((state.checked, state.mends))
    }

    /// Applies all fixes that do not meet one another, and checks everything again. Says whether there were any.
    fn round(&self, state: &mut State, allowed: Safety) -> Result<bool, Exit> {
        let reported = self.reported(state)?;
        let files = Paths::of(&state.checked.sources, self.subjects);
        let mended = mend(&reported, &state.checked.sources, allowed, &|id| files.first_of(id));
        if mended.mended.is_empty() {
            return Ok(false);
        }
        let mut texts = state.texts.clone();
        texts.extend(mended.files.iter().filter_map(|file| {
            let path = files.paths.get(&file.source)?;
            Some((path.clone(), file.text.clone()))
        }));
        let after = self.subjects.check_with(Arc::new(texts.clone()));
        if let Some(problem) = harm(&state.checked, &mended, &reported, &after) {
            return Err(self.confess(&problem, &mended, &reported));
        }
        state.mends.add(&mended, &state.checked.sources, &files);
        state.texts = texts;
        state.checked = after;
        Ok(true)
    }

    fn reported(&self, state: &State) -> Result<Vec<Diagnostic>, Exit> {
        let diagnostics = state.checked.diagnostics.clone();
        let Some(file) = self.baseline else { return Ok(diagnostics) };
        let Subjects { selection, host, messages, .. } = *self.subjects;
        Against { file, selection, sources: &state.checked.sources, host, messages }.unknown(diagnostics)
    }

    /// A fix that breaks something is wrong itself.
    fn confess(&self, problem: &str, mended: &Mended, reported: &[Diagnostic]) -> Exit {
        let rules: BTreeSet<&str> = mended.mended.iter().map(|index| reported[*index].rule.name).collect();
        let rules: Vec<&str> = rules.into_iter().collect();
        let message = format!(
            "nothing is written: mending {} would bring a new error, {problem}. That is a mistake of dialogsim, not of \
             your files; please report it.",
            rules.join(", ")
        );
        complain(self.subjects.messages, Severity::Error, &message);
        Exit::Failed
    }
}

struct State {
    checked: Checked,
    texts: Texts,
    mends: Mends,
}

/// Where the files of a run lie on disk.
struct Paths {
    paths: HashMap<SourceId, PathBuf>,
    /// The first id of each file that was read with one text only.
    first: HashMap<PathBuf, SourceId>,
}

impl Paths {
    fn of(sources: &Sources, subjects: &Subjects<'_>) -> Self {
        let mut found = Self { paths: HashMap::new(), first: HashMap::new() };
        for (id, source) in sources.iter() {
            let Ok(path) = subjects.host.folder.join(source.name()).canonicalize() else { continue };
            let first = *found.first.entry(path.clone()).or_insert(id);
            // A file that changes while it is checked is left alone.
            if sources.get(first).text() == source.text() {
                found.paths.insert(id, path);
            }
        }
        found
    }

    fn first_of(&self, id: SourceId) -> Option<SourceId> {
        self.first.get(self.paths.get(&id)?).copied()
    }
}

/// An error that was not there before, and that mending has not only uncovered.
///
/// What could not be loaded was not checked: once it can be, what is wrong with it shows. And where something is
/// mended on a line, more of that line is understood. A file that cannot be read is never right.
fn harm(before: &Checked, mended: &Mended, reported: &[Diagnostic], after: &Checked) -> Option<String> {
    let key = |sources: &Sources, problem: &Diagnostic| {
        (problem.rule.name, problem.message.clone(), sources.get(problem.span().source).name().to_owned())
    };
    let known: BTreeSet<_> = before.diagnostics.iter().map(|problem| key(&before.sources, problem)).collect();
    let is_of_yaml = |rule: &Rule| yaml::rules::ALL.contains(&rule);
    let is_of_loading = |rule: &Rule| is_of_yaml(rule) || load::rules::ALL.contains(&rule);
    let uncovers = mended.mended.iter().any(|index| is_of_loading(reported[*index].rule));
    let is_harm = |problem: &&Diagnostic| {
        let is_uncovered = uncovers || is_on_mended_line(problem, mended, before, after);
        problem.is_error()
            && (is_of_yaml(problem.rule) || !is_uncovered)
            && !known.contains(&key(&after.sources, problem))
    };
    let found = after.diagnostics.iter().find(is_harm)?;
    Some(format!("{}[{}]: {}", after.sources.place(found.span()), found.rule.name, found.message))
}

fn is_on_mended_line(problem: &Diagnostic, mended: &Mended, before: &Checked, after: &Checked) -> bool {
    let source = after.sources.get(problem.span().source);
    let line = source.position(problem.span().start as usize).line;
    let same = mended.files.iter().find(|file| before.sources.get(file.source).name() == source.name());
    same.is_some_and(|file| {
        let lines = |range: &std::ops::Range<usize>| {
            source.position(range.start).line..=source.position(range.end).line
        };
        file.text == source.text() && file.new.iter().any(|range| lines(range).contains(&line))
    })
}

impl Mends {
    fn add(&mut self, mended: &Mended, sources: &Sources, files: &Paths) {
        self.problems += mended.mended.len();
        for file in &mended.files {
            let Some(path) = files.paths.get(&file.source) else { continue };
            let source = sources.get(file.source);
            let change = self.files.entry(path.clone()).or_insert_with(|| Change {
                name: source.name().to_owned(),
                old: source.text().to_owned(),
                new: String::new(),
            });
            change.new = file.text.clone();
        }
    }

    /// `Mended 3 problems in 2 files`, or what would be; nothing where there is nothing.
    pub(super) fn line(&self, is_written: bool) -> Option<String> {
        let what = format!("{} in {}", count(self.problems, "problem"), count(self.files.len(), "file"));
        let verb = if is_written { "Mended" } else { "Would mend" };
        (self.problems > 0).then(|| format!("{verb} {what}"))
    }

    /// Shows what would change.
    pub(super) fn show(&self, terminal: &Terminal) {
        for Change { name, old, new } in self.files.values() {
            let all = Replaced { old: 0..old.len(), new: 0..new.len() };
            print(&diff(name, old, new, &[all], terminal));
        }
    }

    /// Writes the files, if they are still what was checked.
    ///
    /// # Errors
    /// A file cannot be written, or is another one by now; that is said.
    pub(super) fn write(&self, messages: &Terminal) -> Result<(), Exit> {
        let failed = |message: String| {
            complain(messages, Severity::Error, &message);
            Exit::Failed
        };
        let mut marks = Vec::with_capacity(self.files.len());
        for (path, change) in &self.files {
            match mark_of(path, change) {
                Some(mark) => marks.push(mark),
                None => {
                    let name = &change.name;
                    return Err(failed(format!("{name} changed while it was checked: nothing is written")));
                }
            }
        }
        let mut written: Vec<&str> = Vec::new();
        for ((path, change), mark) in self.files.iter().zip(marks) {
            let bytes = [mark, change.new.as_bytes()].concat();
            if let Err(error) = replace_file(path, &bytes) {
                let others = match written.is_empty() {
                    true => "nothing is written".to_owned(),
                    false => format!("written so far: {}", written.join(", ")),
                };
                return Err(failed(format!("{} cannot be written: {error}; {others}", change.name)));
            }
            written.push(&change.name);
        }
        Ok(())
    }
}

/// The byte order mark of a file that is as it was checked, or that it has none.
fn mark_of(path: &Path, change: &Change) -> Option<&'static [u8]> {
    const MARK: &[u8] = "\u{feff}".as_bytes();
    let bytes = read_if_there(path).ok()??;
    match bytes.strip_prefix(MARK) {
        Some(rest) => (rest == change.old.as_bytes()).then_some(MARK),
        None => (bytes == change.old.as_bytes()).then_some(&[]),
    }
}
