//! `check --fix` and `check --diff`: what can be mended is mended, and looked at before it is written.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::checking::{Checked, Subjects};
use super::harm::{Key, harm, key};
use crate::cli::Exit;
use crate::cli::baseline::Against;
use crate::cli::disk_files::Texts;
use crate::cli::host::{complain, print};
use crate::comparison::{Replaced, diff};
use crate::diagnostic::{Diagnostic, Mended, Safety, Severity, mend};
use crate::disk::{read_if_there, replace_file};
use crate::source::{SourceId, Sources};
use crate::terminal::{Terminal, count};

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
    /// The baseline cannot be read, or a safe fix does harm; that is said.
    pub(super) fn run(&self, checked: Checked) -> Result<(Checked, Mends), Exit> {
        let (texts, refused) = (Texts::new(), BTreeSet::new());
        let mut state = State { checked, texts, refused, mends: Mends::default() };
        for allowed in [Safety::Safe, Safety::Unsafe].into_iter().filter(|safety| *safety <= self.allowed) {
            for _ in 0..MOST_ROUNDS {
                if !self.round(&mut state, allowed)? {
                    break;
                }
            }
        }
        let State { mut checked, mends, refused, .. } = state;
        let is_refused = |found: &&mut Diagnostic| refused.contains(&key(&checked.sources, found));
        for found in checked.diagnostics.iter_mut().filter(is_refused) {
            found.fix = None;
        }
        Ok((checked, mends))
    }

    /// Applies all fixes that do not meet one another, and checks everything again. Says whether there were any.
    ///
    /// Where they do harm together, the half of them is tried, down to the one that does it.
    fn round(&self, state: &mut State, allowed: Safety) -> Result<bool, Exit> {
        let mut candidates = self.reported(state)?;
        let sources = &state.checked.sources;
        candidates.retain(|found| !state.refused.contains(&key(sources, found)));
        let files = Paths::of(sources, self.subjects);
        loop {
            let mended = mend(&candidates, sources, allowed, &|id| files.first_of(id));
            let mut places = mended.mended.iter().copied();
            let Some(first) = places.next() else { return Ok(false) };
            let (texts, after) = self.afterwards(state, &mended, &files);
            let Some(problem) = harm(&state.checked, &mended, &candidates, &after) else {
                state.mends.add(&mended, sources, &files);
                (state.texts, state.checked) = (texts, after);
                return Ok(true);
            };
            if places.next().is_some() {
                let half = &mended.mended[..mended.mended.len() / 2];
                candidates = half.iter().map(|place| candidates[*place].clone()).collect();
                continue;
            }
            self.refuse(&candidates[first], sources, &problem)?;
            state.refused.insert(key(sources, &candidates[first]));
            return Ok(true);
        }
    }

    /// Everything as it would be.
    fn afterwards(&self, state: &State, mended: &Mended, files: &Paths) -> (Texts, Checked) {
        let mut texts = state.texts.clone();
        texts.extend(mended.files.iter().filter_map(|file| {
            let path = files.paths.get(&file.source)?;
            Some((path.clone(), file.text.clone()))
        }));
        let after = self.subjects.check_with(Arc::new(texts.clone()));
        (texts, after)
    }

    fn reported(&self, state: &State) -> Result<Vec<Diagnostic>, Exit> {
        let diagnostics = state.checked.diagnostics.clone();
        let Some(file) = self.baseline else { return Ok(diagnostics) };
        let Subjects { selection, host, messages, .. } = *self.subjects;
        Against { file, selection, sources: &state.checked.sources, host, messages }.unknown(diagnostics)
    }

    /// A guess that brings a new error was a bad one. A safe fix that does is wrong itself: then nothing is to be
    /// relied on.
    fn refuse(&self, found: &Diagnostic, sources: &Sources, problem: &str) -> Result<(), Exit> {
        let (place, rule) = (sources.place(found.span()), found.rule.name);
        let Some(fix) = &found.fix else { return Ok(()) };
        let told = format!("{place}: mending {rule} ({}) would bring a new error, {problem}", fix.title);
        if fix.safety == Safety::Unsafe {
            complain(self.subjects.messages, Severity::Info, &format!("{told}; this one is left to you"));
            return Ok(());
        }
        let ours =
            "that is a mistake of dialogsim, not of your files, so nothing is written; please report it";
        complain(self.subjects.messages, Severity::Error, &format!("{told}; {ours}"));
        Err(Exit::Failed)
    }
}

struct State {
    checked: Checked,
    texts: Texts,
    /// Problems that are left to people, as mending them does harm.
    refused: BTreeSet<Key>,
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
