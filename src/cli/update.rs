//! `dialogsim test --update`: transcripts are made to say what their bots do now.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::chat::Failure;
use super::disk_files::Texts;
use super::host::{complain, print};
use super::transcripts::{Calls, Known, Loaded, load_with};
use super::{Exit, Host};
use crate::bot::Channel;
use crate::diagnostic::{Diagnostic, Severity};
use crate::disk::replace_file;
use crate::replay::{Outcome, TurnNotes, Verdict, observe};
use crate::source::{SourceId, Sources};
use crate::terminal::ColorChoice;
use crate::test_run::Silent;
use crate::writing::diff;
use crate::writing::update::{Played, Refusal, RevisedFile, Revision, revise};

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
            self.warn(&format!("{}:{}: {}", refusal.place.file, refusal.place.line, refusal.reason));
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
        let observed = loaded
            .plan
            .cases
            .iter()
            .map(|planned| observe(&planned.script, self.channel, &loaded.sources, &mut Silent));
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
        let known = Known { texts, ..Known::default() };
        let again = load_with(known, &paths, self.host, &messages, self.calls);
        let again_by_id =
            again.plan.cases.iter().enumerate().map(|(place, planned)| (planned.id(), place)).collect();
        let played = self.play(&again);
        let check = Check { update: self, before: playing, again: &again, again_by_id, played };
        let groups = groups(self.loaded, playing, &revision.files);
        let (mut reasons, mut passing) = (Vec::new(), BTreeSet::new());
        for group in &groups {
            let names: Vec<&str> =
                group.files.iter().map(|source| self.loaded.sources.get(*source).name()).collect();
            match check.group(group, &groups, &revision.refusals) {
                Err(reason) => {
                    reasons.push(format!("nothing is written to {}: {reason}", names.join(" and ")));
                    revision.files.retain(|file| !group.files.contains(&file.source));
                }
                Ok(unused) => {
                    revision.refusals.extend(unused);
                    passing.extend(group.cases.iter().copied().filter(|case| check.passes(*case)));
                }
            }
        }
        // What could not be rewritten in its own place may have changed with another one.
        revision.refusals.retain(|refusal| !refusal.cases.is_subset(&passing));
        revision.refusals.sort();
        reasons
    }

    fn write(&self, file: &RevisedFile, playing: &Playing<'_>) -> Result<(), Failure> {
        let source = self.loaded.sources.get(file.source);
        let terminal = self.host.stdout(self.color);
        print(&diff(source.name(), source.text(), &file.text, &terminal));
        let failed = |reason: String| (Exit::Failed, format!("cannot write {}: {reason}", source.name()));
        let path =
            playing.paths.get(&file.source).ok_or_else(|| failed("its place is not known".to_owned()))?;
        replace_file(path, file.text.as_bytes()).map_err(|error| failed(error.to_string()))
    }

    fn summarise(&self, revision: &Revision, dropped: usize) {
        let count = |number: usize, noun: &str| match number {
            1 => format!("1 {noun}"),
            _ => format!("{number} {noun}s"),
        };
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

/// Files that share cases: they change together or not at all.
struct Group {
    files: BTreeSet<SourceId>,
    cases: BTreeSet<usize>,
}

fn groups(loaded: &Loaded, playing: &Playing<'_>, files: &[RevisedFile]) -> Vec<Group> {
    let changed: BTreeSet<SourceId> = files.iter().map(|file| file.source).collect();
    let mut groups: Vec<Group> = Vec::new();
    for (place, planned) in loaded.plan.cases.iter().enumerate() {
        let case = planned.script.case();
        let spans = case.turns.iter().map(|turn| turn.span).chain([case.span]);
        let sources = spans.filter_map(|span| playing.same.get(&span.source).copied());
        let touched: BTreeSet<SourceId> = sources.filter(|source| changed.contains(source)).collect();
        if touched.is_empty() {
            continue;
        }
        let mut group = Group { files: touched, cases: BTreeSet::from([place]) };
        let (joined, others) =
            groups.into_iter().partition(|other: &Group| !other.files.is_disjoint(&group.files));
        groups = others;
        for other in joined {
            group.files.extend(other.files);
            group.cases.extend(other.cases);
        }
        groups.push(group);
    }
    groups.sort_by_key(|group| group.files.first().copied());
    groups
}

/// Everything as it would be, against what it was.
struct Check<'c> {
    update: &'c Update<'c>,
    before: &'c Playing<'c>,
    again: &'c Loaded,
    /// The places of the cases by what names them.
    again_by_id: BTreeMap<String, usize>,
    played: Playing<'c>,
}

impl Check<'_> {
    /// Whether a group of files would be sound. Then there may still be mocks that no call uses any more, which
    /// is known only now.
    fn group(&self, group: &Group, groups: &[Group], refusals: &[Refusal]) -> Result<Vec<Refusal>, String> {
        if let Some(problem) = self.new_problem(group, groups) {
            return Err(format!("it would not be right any more: {problem}"));
        }
        let mut unused = Vec::new();
        for place in &group.cases {
            let id = self.update.loaded.plan.cases[*place].id();
            let is = self.outcome(*place).ok_or_else(|| format!("`{id}` would be gone"))?;
            if self.is_expected(*place, is, refusals) {
                continue;
            }
            if let Some(why) = is.first_difference() {
                return Err(format!("`{id}` would not pass with the new text either ({why})"));
            }
            for mock in &is.unused_mocks {
                let reason = format!("no call of `{}` uses this mock entry: take it out", mock.integration);
                unused.push(Refusal { place: mock.place.clone(), reason, cases: BTreeSet::from([*place]) });
            }
        }
        Ok(unused)
    }

    /// What would come of a case.
    fn outcome(&self, place: usize) -> Option<&Outcome> {
        let id = self.update.loaded.plan.cases[place].id();
        self.again_by_id.get(&id).map(|now| &self.played.observed[*now].0)
    }

    fn passes(&self, place: usize) -> bool {
        self.outcome(place).is_some_and(|outcome| outcome.verdict != Verdict::Failed)
    }

    /// Whether a case does what was to be expected of it.
    fn is_expected(&self, place: usize, is: &Outcome, refusals: &[Refusal]) -> bool {
        let has_failed = |outcome: &Outcome| outcome.verdict == Verdict::Failed;
        let is_chosen = self.update.chosen.contains(&place);
        let was_refused = || refusals.iter().any(|refusal| refusal.cases.contains(&place));
        !has_failed(is) || has_failed(&self.before.observed[place].0) && (!is_chosen || was_refused())
    }

    /// Something that is wrong with these files now and was not before, or with one that belongs to no group.
    fn new_problem(&self, group: &Group, groups: &[Group]) -> Option<String> {
        let (loaded, again) = (self.update.loaded, self.again);
        let key = |sources: &Sources, problem: &Diagnostic| {
            (problem.rule.name, problem.message.clone(), sources.get(problem.span().source).name().to_owned())
        };
        let known: BTreeSet<_> =
            loaded.diagnostics.iter().map(|problem| key(&loaded.sources, problem)).collect();
        let is_of = |group: &Group, problem: &Diagnostic| {
            let name = again.sources.get(problem.span().source).name();
            group.files.iter().any(|file| loaded.sources.get(*file).name() == name)
        };
        let new = again.diagnostics.iter().find(|problem| {
            let is_ours = is_of(group, problem) || !groups.iter().any(|other| is_of(other, problem));
            is_ours && !known.contains(&key(&again.sources, problem))
        })?;
        Some(format!("{}: {}", again.sources.place(new.span()), new.message))
    }
}
