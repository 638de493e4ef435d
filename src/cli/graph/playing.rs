//! `--coverage` and `--transcript`: what conversations play of a bot, for its picture.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::GraphArguments;
use crate::cli::chat::Failure;
use crate::cli::find::find;
use crate::cli::host::{complain, tell};
use crate::cli::parallel::processors;
use crate::cli::replay::file_and_line;
use crate::cli::transcripts::{Calls, Known, Loaded, LoadedBot, load_with};
use crate::cli::which_case::choose;
use crate::cli::{Exit, Host};
use crate::diagnostic::{Severity, render};
use crate::engine::{Event, Session};
use crate::flow::Graph;
use crate::graph::{Key, Picture, Steps};
use crate::integration::{AllowList, CallObserver, Secrets};
use crate::linked::LinkedBot;
use crate::play::Watcher;
use crate::replay::{Options, Record, Script, Stop, Verdict, play};
use crate::source::Sources;
use crate::terminal::{Terminal, count};
use crate::test_run::{CaseWatcher, Planned, RunOptions, run};

/// What is to be played for a picture.
pub(super) enum Asked<'a> {
    /// Every transcript under the folder.
    Coverage(PathBuf),
    /// A case of a file, by its line or its name.
    Case { file: PathBuf, line: Option<usize>, name: Option<&'a str> },
}

impl GraphArguments {
    /// What is asked for, if anything is. Without another folder, coverage looks in that of the bot.
    pub(super) fn asked(&self, main: &Path, host: &Host<'_>) -> Result<Option<Asked<'_>>, Failure> {
        if let Some(written) = &self.transcript {
            let (file, line) = file_and_line(written, host).map_err(|reason| (Exit::Usage, reason))?;
            return Ok(Some(Asked::Case { file, line, name: self.case.as_deref() }));
        }
        let Some(folder) = &self.coverage else { return Ok(None) };
        let own = main.parent().filter(|own| !own.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Ok(Some(Asked::Coverage(folder.clone().unwrap_or_else(|| own.to_path_buf()))))
    }
}

/// A bot, what is to be played of it, and where it is told of.
pub(super) struct Playing<'p> {
    pub(super) asked: Asked<'p>,
    pub(super) host: &'p Host<'p>,
    pub(super) messages: Terminal,
    /// Its main file, without links.
    pub(super) file: PathBuf,
    /// As it is played.
    pub(super) bot: Arc<LinkedBot>,
}

impl Playing<'_> {
    /// Loads what is asked for; the bot is read already, so that its places are those of `sources`.
    pub(super) fn load(&self, sources: Sources) -> Result<Loaded, Failure> {
        let (files, exit) = match &self.asked {
            Asked::Case { file, .. } => (vec![file.clone()], None),
            Asked::Coverage(folder) => {
                let found = find(std::slice::from_ref(folder), self.host, &self.messages);
                (found.transcripts, found.exit)
            }
        };
        let known = LoadedBot { bot: Some(self.bot.clone()), files: Arc::from([self.file.clone()]) };
        let known =
            Known { sources, bots: [(self.file.clone(), known)].into_iter().collect(), ..Known::default() };
        let calls = Calls { allow: &AllowList::default(), mocks: &[] };
        let mut loaded = load_with(known, &files, self.host, &self.messages, &calls);
        loaded.exit = exit.or(loaded.exit);
        self.tell_problems(&mut loaded);
        if !loaded.plan.cases.iter().any(|case| self.is_own(case)) {
            return Err(self.nothing_to_play(&loaded));
        }
        Ok(loaded)
    }

    /// Whether the bot plays in a case.
    fn is_own(&self, planned: &Planned) -> bool {
        planned.script.cast().bots().any(|bot| Arc::ptr_eq(bot, &self.bot))
    }

    fn tell_problems(&self, loaded: &mut Loaded) {
        render::sort(&mut loaded.diagnostics, &loaded.sources);
        if !loaded.diagnostics.is_empty() {
            tell(&self.masked(&loaded.drawn_diagnostics(&self.messages)));
        }
    }

    fn nothing_to_play(&self, loaded: &Loaded) -> Failure {
        let place = match &self.asked {
            Asked::Case { file, .. } => file.display(),
            Asked::Coverage(folder) => folder.display(),
        };
        if !loaded.diagnostics.is_empty() {
            return (Exit::Problems, format!("nothing of {place} can be played: there are errors"));
        }
        let reason = match &self.asked {
            Asked::Case { .. } => {
                format!("no transcript of {place} is played with this bot: name another file")
            }
            Asked::Coverage(_) => format!(
                "no transcript in {place} is played with this bot: `--coverage=FOLDER` looks in another folder"
            ),
        };
        (loaded.exit.unwrap_or(Exit::NothingToDo), reason)
    }

    /// Plays what is asked for, and marks it in the picture.
    pub(super) fn mark(
        &self,
        loaded: &Loaded,
        flow: &Graph,
        picture: &mut Picture,
        key: &Key,
    ) -> Result<Exit, Failure> {
        let exit = match &self.asked {
            Asked::Coverage(_) => {
                let (steps, exit) = self.play_all(loaded, flow);
                steps.mark_often(picture, key);
                exit
            }
            Asked::Case { file, line, name } => {
                let script = find_case(loaded, *line, *name)
                    .map_err(|reason| (Exit::Usage, format!("--transcript {}: {reason}", file.display())))?;
                let (steps, exit) = self.play_case(script, loaded, flow)?;
                steps.mark_steps(picture, key, self.masked(&script.case().name));
                exit
            }
        };
        Ok(match loaded.exit {
            Some(exit) => exit,
            None if loaded.diagnostics.is_empty() => exit,
            None => Exit::Problems,
        })
    }

    /// A text without what the bot was given by the process environment.
    fn masked(&self, text: &str) -> String {
        Secrets::of([&*self.bot]).mask(text).into_owned()
    }

    fn play_all<'f>(&'f self, loaded: &Loaded, flow: &'f Graph) -> (Steps<'f>, Exit) {
        let cases = &loaded.plan.cases;
        let chosen: Vec<usize> = (0..cases.len()).filter(|case| self.is_own(&cases[*case])).collect();
        let options = RunOptions {
            jobs: processors(),
            channel: None,
            live: Vec::new(),
            keeps_passed: false,
            fail_fast: false,
            repeat: 1,
        };
        let bot = &self.bot;
        let see = || Seeing { bot, steps: Steps::new(flow, bot) };
        let (totals, seen) = run(&loaded.plan, &chosen, &options, &loaded.sources, &see, &mut |_| {});
        let mut steps = Steps::new(flow, &self.bot);
        seen.iter().for_each(|seen| steps.merge(&seen.steps));
        if totals.failed == 0 {
            return (steps, Exit::Fine);
        }
        let failed = count(totals.failed, "transcript");
        let message = format!(
            "{failed} of {} failed: what is drawn of them ends there; `dialogsim test` says why",
            chosen.len()
        );
        complain(&self.messages, Severity::Warning, &message);
        (steps, Exit::Problems)
    }

    fn play_case<'f>(
        &'f self,
        script: &Script,
        loaded: &Loaded,
        flow: &'f Graph,
    ) -> Result<(Steps<'f>, Exit), Failure> {
        let options = Options { record: Record::Everything, stop: Stop::Never, channel: None, live: &[] };
        let mut seeing = Seeing { bot: &self.bot, steps: Steps::new(flow, &self.bot) };
        let outcome = play(script, &options, &loaded.sources, &mut seeing);
        let name = &script.case().name;
        match outcome.verdict {
            Verdict::Passed => Ok((seeing.steps, Exit::Fine)),
            Verdict::Skipped(reason) => Err((Exit::NothingToDo, format!("`{name}` is not played: {reason}"))),
            Verdict::Failed => {
                let message =
                    format!("`{name}` fails: what the bot does is drawn, not what is expected of it");
                complain(&self.messages, Severity::Warning, &self.masked(&message));
                Ok((seeing.steps, Exit::Problems))
            }
        }
    }
}

/// The case that is meant.
fn find_case<'l>(loaded: &'l Loaded, line: Option<usize>, name: Option<&str>) -> Result<&'l Script, String> {
    let scripts = || loaded.plan.cases.iter().map(|planned| &planned.script);
    let cases: Vec<_> = scripts().map(|script| script.case().clone()).collect();
    let chosen = choose(&cases, line, name, &loaded.sources)?.case;
    let found = scripts().find(|script| Arc::ptr_eq(script.case(), &chosen));
    found.ok_or_else(|| format!("`{}` cannot be played", chosen.name))
}

/// Sees what one bot does in conversations.
struct Seeing<'s> {
    bot: &'s Arc<LinkedBot>,
    steps: Steps<'s>,
}

impl CallObserver for Seeing<'_> {}

impl Watcher for Seeing<'_> {
    fn event(&mut self, bot: &Arc<LinkedBot>, _session: &Session, event: &Event) {
        if Arc::ptr_eq(bot, self.bot) {
            self.steps.event(event);
        }
    }
}

impl CaseWatcher for Seeing<'_> {
    fn begin_case(&mut self, _script: &Script) {}
}
