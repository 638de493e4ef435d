//! `dialogsim test --update`: transcripts are made to say what their bots do now.

mod check;
mod groups;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::chat::Failure;
use super::disk_files::Texts;
use super::host::{complain, print};
use super::transcripts::{Calls, Known, Loaded, load_with};
use super::{Exit, Host};
use crate::bot::Channel;
use crate::comparison::diff;
use crate::diagnostic::Severity;
use crate::disk::replace_file;
use crate::replay::{Outcome, TurnNotes, observe};
use crate::source::SourceId;
use crate::terminal::{ColorChoice, count};
use crate::test_run::Silent;
use crate::writing::update::{Played, RevisedFile, Revision, revise};
use check::Check;
use groups::{Group, groups};

/// Rewriting is something that a person looks at.
///
/// # Errors
/// This is an unattended run.
pub(super) fn attended(host: &Host<'_>) -> Result<(), Failure> {
    if !host.is_ci() {
        return Ok(());
    }
    let reason = "--update rewrites files, which is not done in CI (the variable CI is set): run it on your own \
                  machine, look at the difference, and check that in";
    Err((Exit::Usage, reason.to_owned()))
}

/// What is to be rewritten, and how.
pub(super) struct Update<'u> {
    pub(super) loaded: &'u Loaded,
    /// The places of the cases whose lines are rewritten.
    pub(super) chosen: &'u [usize],
    pub(super) channel: Option<Channel>,
    pub(super) calls: &'u Calls<'u>,
    pub(super) host: &'u Host<'u>,
    pub(super) color: ColorChoice,
}

/// What came of playing every case.
struct Playing<'p> {
    observed: Vec<(Outcome, Vec<TurnNotes<'p>>)>,
    same: BTreeMap<SourceId, SourceId>,
    paths: BTreeMap<SourceId, PathBuf>,
}

impl Update<'_> {
    /// Rewrites what can be rewritten, after it was played again as it will be.
    pub(super) fn run(&self) -> Result<Exit, Failure> {
        let playing = self.play(self.loaded);
        let chosen: BTreeSet<usize> = self.chosen.iter().copied().collect();
        let mut revision = revision(self.loaded, &playing, &|case| chosen.contains(&case));
        let dropped = self.drop_unsound(&playing, &mut revision);
        for refusal in &revision.refusals {
            self.warn(&format!("{}: {}", refusal.place, refusal.reason));
        }
        for reason in &dropped {
            self.warn(reason);
        }
        for file in &revision.files {
            self.write(file, &playing)?;
        }
        self.summarise(&revision, dropped.len());
        let is_done =
            revision.refusals.is_empty() && dropped.is_empty() && self.loaded.diagnostics.is_empty();
        Ok(self.loaded.exit.unwrap_or(if is_done { Exit::Fine } else { Exit::Problems }))
    }

    fn warn(&self, message: &str) {
        complain(&self.host.stderr(self.color), Severity::Warning, message);
    }

    /// Plays every case, also those that are not chosen: they may share lines with others.
    fn play<'p>(&self, loaded: &'p Loaded) -> Playing<'p> {
        let observed = loaded.plan.cases.iter().map(|planned| {
            let (outcome, notes) = observe(&planned.script, self.channel, &loaded.sources, &mut Silent);
            (without_traces(outcome), notes)
        });
        let observed = observed.collect();
        let (mut same, mut paths) = (BTreeMap::new(), BTreeMap::new());
        let mut first_of: BTreeMap<PathBuf, SourceId> = BTreeMap::new();
        for (id, source) in loaded.sources.iter() {
            let path = self.host.folder.join(source.name());
            if let Ok(path) = path.canonicalize() {
                same.insert(id, *first_of.entry(path.clone()).or_insert(id));
                paths.insert(id, path);
            }
        }
        Playing { observed, same, paths }
    }

    /// Takes out the files that would not be sound as they would be, with all that share a case with them;
    /// says why.
    fn drop_unsound(&self, playing: &Playing<'_>, revision: &mut Revision) -> Vec<String> {
        if revision.files.is_empty() {
            return Vec::new();
        }
        let texts: Texts = revision
            .files
            .iter()
            .filter_map(|file| Some((playing.paths.get(&file.source)?.clone(), file.text.clone())))
            .collect();
        let paths: Vec<PathBuf> = self.loaded.files.iter().map(|file| file.path.clone()).collect();
        let messages = self.host.stderr(self.color);
        let known = Known { texts: Arc::new(texts), ..Known::default() };
        let again = load_with(known, &paths, self.host, &messages, self.calls);
        let check = Check::new(self, playing, &again, &revision.refusals);
        let name = |source: &SourceId| self.loaded.sources.get(*source).name();
        let changed: BTreeSet<&str> = revision.files.iter().map(|file| name(&file.source)).collect();
        let groups = self.groups(playing, &revision.files);
        let (mut reasons, mut passing) = (Vec::new(), BTreeSet::new());
        let mut unsound: BTreeSet<SourceId> = BTreeSet::new();
        for group in &groups {
            match check.group(group, &changed) {
                Err(reason) => {
                    let names: Vec<&str> = group.files.iter().map(name).collect();
                    reasons.push(format!("nothing is written to {}: {reason}", names.join(" and ")));
                    unsound.extend(&group.files);
                }
                Ok(unused) => {
                    revision.refusals.extend(unused);
                    passing.extend(group.cases.iter().copied().filter(|case| check.passes(*case)));
                }
            }
        }
        revision.files.retain(|file| !unsound.contains(&file.source));
        // What could not be rewritten in its own place may have changed with another one.
        revision.refusals.retain(|refusal| !refusal.cases.is_subset(&passing));
        revision.refusals.sort();
        reasons
    }

    /// The changed files that share cases.
    fn groups(&self, playing: &Playing<'_>, files: &[RevisedFile]) -> Vec<Group> {
        let changed: BTreeSet<SourceId> = files.iter().map(|file| file.source).collect();
        groups(self.loaded.plan.cases.iter().map(|planned| planned.script.case()).enumerate().map(
            |(place, case)| {
                let spans = case.turns.iter().map(|turn| turn.span).chain([case.span]);
                let sources = spans.filter_map(|span| playing.same.get(&span.source).copied());
                (place, sources.filter(|source| changed.contains(source)).collect())
            },
        ))
    }

    fn write(&self, file: &RevisedFile, playing: &Playing<'_>) -> Result<(), Failure> {
        let source = self.loaded.sources.get(file.source);
        let terminal = self.host.stdout(self.color);
        print(&diff(source.name(), source.text(), &file.text, &file.replaced, &terminal));
        let failed = |reason: String| (Exit::Failed, format!("cannot write {}: {reason}", source.name()));
        let path =
            playing.paths.get(&file.source).ok_or_else(|| failed("its place is not known".to_owned()))?;
        replace_file(path, file.text.as_bytes()).map_err(|error| failed(error.to_string()))
    }

    fn summarise(&self, revision: &Revision, dropped: usize) {
        let rewritten = match revision.files.len() {
            0 if revision.refusals.is_empty() && dropped == 0 => {
                "nothing to update: everything is as it says".to_owned()
            }
            0 => "nothing was updated".to_owned(),
            files => format!("{} updated", count(files, "file")),
        };
        let refused: BTreeSet<_> = revision.refusals.iter().map(|refusal| &refusal.place).collect();
        let refused = match refused.len() {
            0 => String::new(),
            places => format!(", {} to be changed by hand", count(places, "line")),
        };
        complain(&self.host.stderr(self.color), Severity::Info, &format!("{rewritten}{refused}"));
    }
}

/// What came of a case without what explains it, of which there may be much.
fn without_traces(mut outcome: Outcome) -> Outcome {
    for turn in &mut outcome.turns {
        turn.trace.events = Vec::new();
        turn.trace.variables = Vec::new();
    }
    outcome
}

fn revision(loaded: &Loaded, playing: &Playing<'_>, is_chosen: &dyn Fn(usize) -> bool) -> Revision {
    let planned = loaded.plan.cases.iter().zip(&playing.observed).enumerate();
    let played: Vec<Played<'_>> = planned
        .map(|(place, (planned, (outcome, notes)))| Played {
            case: planned.script.case(),
            outcome,
            notes,
            is_chosen: is_chosen(place),
        })
        .collect();
    revise(&played, &loaded.sources, &|id| playing.same.get(&id).copied().unwrap_or(id))
}
