//! `dialogsim test [PATH]…`: replay transcripts.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::chat::Failure;
use super::coverage::CoverageArguments;
use super::disk_cassettes;
use super::find::find;
use super::host::{People, complain, print, tell};
use super::last_failed::LastFailed;
use super::live::LiveArguments;
use super::observing::{Observer, Observing};
use super::report_choice::{Kind, ReportChoice};
use super::run_progress::RunProgress;
use super::test_reports::Reports;
use super::transcripts::{Calls, Loaded, load};
use super::update::{Update, attended};
use super::watch::FileWatch;
use super::{Exit, Host};
use crate::bot::Channel;
use crate::cassette::Recording;
use crate::chat::{find_channel, never_live};
use crate::diagnostic::Severity;
use crate::diagnostic::render;
use crate::integration::{AllowList, Secrets};
use crate::play::LiveChoice;
use crate::terminal::ColorChoice;
use crate::test_run::coverage::{self, Hits};
use crate::test_run::report::Summary;
use crate::test_run::{Beginning, Filter, Plan, Problems, RunOptions, Shard, SharedMocks, run as play};

/// Replay transcripts and compare what the bots say with what they say there.
#[derive(Debug, clap::Args)]
pub(super) struct TestArguments {
    /// Files of transcripts, or folders that are searched for them; here if none is given.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Play only transcripts that this finds: a part of file or name, or `tag:smoke & !channel:sms`.
    #[arg(long, value_name = "FILTER", value_parser = Filter::parse)]
    filter: Option<Filter>,
    /// Play only transcripts that failed when they were played last; all of them if none did.
    #[arg(long)]
    last_failed: bool,
    /// Play one of several parts with about as many turns each, such as 2/5.
    #[arg(long, value_name = "I/N")]
    shard: Option<Shard>,
    /// How many are played at once; as many as there are processors if it is not given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// End with the first transcript that fails.
    #[arg(long)]
    fail_fast: bool,
    /// Play each transcript so often, to see whether it always goes the same way.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    repeat: u32,
    /// Play this channel, whatever the transcripts and the bots say.
    #[arg(long, value_name = "NAME", value_parser = find_channel)]
    channel: Option<Channel>,
    /// Tell of failures only, a line each.
    #[arg(long)]
    quiet: bool,
    /// Go on, and play again what a saved file affects.
    #[arg(long)]
    watch: bool,
    /// Rewrite what transcripts say of the bot where it does something else now, and show the difference.
    #[arg(
        long,
        conflicts_with_all = [
            "watch", "repeat", "fail_fast", "jobs", "live", "live_all", "allow_host", "live_in_ci", "coverage",
            "fail_under", "merge_coverage", "record", "report",
        ]
    )]
    update: bool,
    /// What is written of the run, to standard output or to a file; may be given several times. Kinds: human,
    /// quiet, json, junit, tap, github, html.
    #[arg(long, value_name = "KIND[=FILE]", value_parser = ReportChoice::parse)]
    report: Vec<ReportChoice>,
    /// Let the answers of this cassette come before the bots' own mocks; may be given several times.
    #[arg(long, value_name = "CASSETTE")]
    mocks: Vec<PathBuf>,
    /// Keep the answers of live calls in this cassette; one transcript is played at a time then.
    #[arg(long, value_name = "CASSETTE")]
    record: Option<PathBuf>,
    #[command(flatten)]
    coverage: CoverageArguments,
    #[command(flatten)]
    live: LiveArguments,
}

/// Runs the command.
pub(super) fn run(arguments: &TestArguments, host: &Host<'_>, color: ColorChoice) -> Exit {
    let testing = Testing { arguments, host, color };
    let people = People { terminal: host.stdout(color), read_messages_only: false };
    let play = || match (arguments.coverage.only_merges(), arguments.watch) {
        (true, _) => arguments.coverage.merge(host, &people, &host.stderr(color)),
        (false, true) => testing.watch(),
        (false, false) => testing.find_and_play(),
    };
    let done = ReportChoice::check(&arguments.report, host).and_then(|()| play());
    done.unwrap_or_else(|(exit, message)| {
        complain(&host.stderr(color), Severity::Error, &message);
        exit
    })
}

/// What was chosen.
struct Chosen {
    /// The places of the cases of this part.
    own: Vec<usize>,
    /// How many all parts have.
    whole: usize,
}

/// What the arguments ask for, and where.
struct Testing<'t> {
    arguments: &'t TestArguments,
    host: &'t Host<'t>,
    color: ColorChoice,
}

impl Testing<'_> {
    /// Everything under the paths, once.
    fn find_and_play(&self) -> Result<Exit, Failure> {
        if self.arguments.update {
            attended(self.host)?;
        }
        let messages = self.host.stderr(self.color);
        let found = find(&self.arguments.paths, self.host, &messages);
        let allow = self.arguments.live.allowed(self.host)?;
        let mut loaded = load(&found.transcripts, self.host, &messages, &self.calls(&allow));
        loaded.exit = found.exit.or(loaded.exit);
        self.play(&mut loaded)
    }

    fn calls<'c>(&'c self, allow: &'c AllowList) -> Calls<'c> {
        Calls { allow, mocks: &self.arguments.mocks }
    }

    /// Plays what was loaded and reports it.
    fn play(&self, loaded: &mut Loaded) -> Result<Exit, Failure> {
        if loaded.files.is_empty() && loaded.exit.is_none() {
            let reason = "no transcript found; their files have `bot:` and `transcripts:`";
            return Err((Exit::NothingToDo, reason.to_owned()));
        }
        ReportChoice::check_against(&self.arguments.report, &loaded.files, self.host)?;
        render::sort(&mut loaded.diagnostics, &loaded.sources);
        // A report for programs holds them itself.
        if self.printed().is_for_people() {
            self.draw_diagnostics(loaded);
        }
        let mut last_failed = LastFailed::read(self.host);
        let chosen = self.choose(&loaded.plan, &last_failed);
        // A part of a run may be empty where there are more parts than transcripts.
        let is_empty_part = chosen.whole > 0 && chosen.own.is_empty();
        if is_empty_part {
            let messages = self.host.stderr(self.color);
            complain(&messages, Severity::Info, "this shard has no transcripts: the others have them all");
        }
        let chosen = chosen.own;
        if chosen.is_empty() && !is_empty_part && loaded.diagnostics.is_empty() && loaded.exit.is_none() {
            let reason = match loaded.plan.cases.len() {
                0 => "the files hold no transcript".to_owned(),
                all => format!("none of the {all} transcripts was chosen, so nothing was tested"),
            };
            return Err((Exit::NothingToDo, reason));
        }
        if self.arguments.update {
            let allow = AllowList::default();
            let (host, color, channel) = (self.host, self.color, self.arguments.channel);
            let calls = &self.calls(&allow);
            return Update { loaded, chosen: &chosen, channel, calls, host, color }.run();
        }
        let loaded = &*loaded;
        let mut reports = Reports::new(&self.arguments.report, self.printed(), loaded, self.host, self.color);
        let options = RunOptions {
            // What is recorded is in order only where one conversation comes after the other.
            jobs: if self.arguments.record.is_some() { 1 } else { self.jobs() },
            channel: self.arguments.channel,
            live: self.live(&loaded.plan)?,
            keeps_passed: reports.tell_passed(),
            fail_fast: self.arguments.fail_fast,
            repeat: self.arguments.repeat as usize,
        };
        let Loaded { plan, sources, diagnostics, .. } = loaded;
        let mut shared = SharedMocks::default();
        let measured = self.coverage_plan(loaded)?;
        let recording = self.recording(loaded)?;
        let messages = self.host.stderr(self.color);
        let watching = Observing::new(measured.as_ref(), recording.as_ref(), &messages);
        reports.begin(&Beginning { plan, chosen: &chosen, sources }, diagnostics);
        let mut progress = RunProgress::new(self.shows_progress(), chosen.len());
        let mut summary = Summary::default();
        let (totals, watchers) =
            play(plan, &chosen, &options, sources, &|| watching.observer(), &mut |result| {
                shared.note(&result);
                summary.note(&result);
                last_failed.note(&plan.cases[result.case].id(), result.has_failed());
                progress.played(&result, || reports.case(plan, &result));
            });
        progress.clear();
        last_failed.write();
        let unused = shared.unused_defaults(plan, sources);
        let written = reports.end(&totals, &Problems { diagnostics, unused_defaults: &unused, sources });
        let people = reports.people(self.host, self.color);
        let covered = match &measured {
            Some(plan) => self.tell_coverage(plan, watchers, loaded, &people)?,
            None => Exit::Fine,
        };
        written?;
        if let Some(problem) = watching.problem() {
            return Err((Exit::Failed, problem));
        }
        self.name_unused_cassettes(loaded, &shared);
        let fails =
            covered != Exit::Fine || totals.failed > 0 || !diagnostics.is_empty() || !unused.is_empty();
        if fails || self.printed() != Kind::Quiet {
            tell(&summary.line(&totals, &messages));
        }
        let was_nothing_played = totals.passed + totals.failed == 0;
        Ok(match loaded.exit {
            Some(exit) => exit,
            None if fails => Exit::Problems,
            None if was_nothing_played && !is_empty_part => Exit::NothingToDo,
            None => Exit::Fine,
        })
    }

    /// What goes to standard output.
    fn printed(&self) -> Kind {
        ReportChoice::printed(&self.arguments.report, self.arguments.quiet)
    }

    fn draw_diagnostics(&self, loaded: &Loaded) {
        let mut drawn = String::new();
        let terminal = self.host.stdout(self.color);
        // Writing to a string cannot fail.
        let _ = render::human(&loaded.diagnostics, &loaded.sources, &terminal, &mut drawn);
        print(&drawn);
    }

    /// Whether somebody sees how the run comes along.
    fn shows_progress(&self) -> bool {
        self.host.stderr_is_terminal && self.printed() != Kind::Quiet
    }

    /// The cassette that live calls are kept in.
    fn recording(&self, loaded: &Loaded) -> Result<Option<Recording>, Failure> {
        let Some(path) = &self.arguments.record else { return Ok(None) };
        if !self.arguments.live.is_asked_for() {
            let reason =
                "--record keeps what live calls answer, and nothing is live: add --live NAME or --live-all";
            return Err((Exit::Usage, reason.to_owned()));
        }
        disk_cassettes::recording(path, &loaded.sources, self.host).map(Some)
    }

    /// Entries of cassettes that no transcript used: they may be for others, so the run is as good.
    fn name_unused_cassettes(&self, loaded: &Loaded, shared: &SharedMocks) {
        let messages = self.host.stderr(self.color);
        for (name, span) in loaded.cassettes.iter().filter(|(_, span)| !shared.is_used(*span)) {
            let message =
                format!("{}: no transcript used this answer of `{name}`", loaded.sources.place(*span));
            complain(&messages, Severity::Warning, &message);
        }
    }

    /// What there is to cover, where that is asked for.
    fn coverage_plan(&self, loaded: &Loaded) -> Result<Option<coverage::Plan>, Failure> {
        if !self.arguments.coverage.is_asked_for() {
            return Ok(None);
        }
        let mut plan = coverage::Plan::new();
        for (written, bot) in &loaded.bots {
            plan.add(written, bot, &loaded.sources).map_err(|error| (Exit::Failed, error.to_string()))?;
        }
        Ok(Some(plan))
    }

    /// Tells what the threads of a run have counted; the exit code says whether it is enough.
    fn tell_coverage(
        &self,
        plan: &coverage::Plan,
        counted: Vec<Observer<'_>>,
        loaded: &Loaded,
        people: &People,
    ) -> Result<Exit, Failure> {
        let mut hits = Hits::default();
        counted.into_iter().for_each(|counting| hits.merge(&counting.into_hits()));
        let secrets = loaded.bots.iter().flat_map(|(_, bot)| &bot.secrets).map(|(_, value)| value);
        let (coverage, secrets) = (plan.coverage(&hits), Secrets::new(secrets));
        let messages = self.host.stderr(self.color);
        self.arguments.coverage.tell(&coverage, &loaded.sources, &secrets, self.host, people, &messages)
    }

    /// The places of the cases that are to be played.
    fn choose(&self, plan: &Plan, last_failed: &LastFailed) -> Chosen {
        let mut chosen: Vec<usize> = (0..plan.cases.len()).collect();
        if let Some(filter) = &self.arguments.filter {
            let run_on = self.arguments.channel.map(Channel::name);
            chosen.retain(|case| {
                let planned = &plan.cases[*case];
                filter.includes(planned, run_on.unwrap_or(planned.channel()))
            });
        }
        if self.arguments.last_failed && !last_failed.is_empty() {
            let failed: Vec<usize> =
                chosen.iter().copied().filter(|case| last_failed.has(&plan.cases[*case].id())).collect();
            // Those that failed elsewhere, or are gone, leave nothing to do here but everything.
            chosen = if failed.is_empty() { chosen } else { failed };
        }
        let whole = chosen.len();
        if let Some(shard) = self.arguments.shard {
            chosen = shard.of(plan, &chosen);
        }
        Chosen { own: chosen, whole }
    }

    fn jobs(&self) -> usize {
        let processors = || std::thread::available_parallelism().map_or(1, usize::from);
        self.arguments.jobs.map_or_else(processors, usize::from)
    }

    /// What is live for the bots of each case.
    fn live(&self, plan: &Plan) -> Result<Vec<Vec<LiveChoice>>, Failure> {
        let live = &self.arguments.live;
        if !live.is_asked_for() {
            return Ok(Vec::new());
        }
        for name in &live.live {
            let casts = plan.cases.iter().map(|planned| planned.script.cast());
            let mut found = casts.clone().filter_map(|cast| Some((cast, cast.find_integration(name)?)));
            match found.next() {
                None => {
                    let reason =
                        casts.clone().next().map(|cast| cast.no_integration(name)).unwrap_or_default();
                    return Err((Exit::Usage, format!("--live: {reason}")));
                }
                Some((cast, (bot, id))) => {
                    let reason = cast.bots().nth(bot).and_then(|bot| never_live(bot, id));
                    reason.map_or(Ok(()), |reason| Err((Exit::Usage, format!("--live: {reason}"))))?;
                }
            }
        }
        let choices = |planned: &crate::test_run::Planned| {
            let cast = planned.script.cast();
            let none = LiveChoice { all: live.live_all, ..LiveChoice::default() };
            let mut choices = vec![none; cast.bots().count()];
            for (bot, id) in live.live.iter().filter_map(|name| cast.find_integration(name)) {
                choices[bot].integrations.insert(id);
            }
            choices
        };
        Ok(plan.cases.iter().map(choices).collect())
    }

    /// Plays everything, and then, until it is stopped, what a saved file affects.
    fn watch(&self) -> Result<Exit, Failure> {
        let messages = self.host.stderr(self.color);
        let allow: AllowList = self.arguments.live.allowed(self.host)?;
        let mut watch = FileWatch::new().map_err(|reason| (Exit::Failed, reason))?;
        let here = [PathBuf::from(".")];
        let paths = if self.arguments.paths.is_empty() { &here[..] } else { &self.arguments.paths };
        let folders: Vec<PathBuf> = paths
            .iter()
            .filter_map(|path| self.host.folder.join(path).canonicalize().ok())
            .filter(|path| path.is_dir())
            .collect();
        let mut known: Vec<super::transcripts::LoadedFile> = Vec::new();
        let mut due: Option<BTreeSet<PathBuf>> = None;
        loop {
            let found = find(&self.arguments.paths, self.host, &messages);
            let affected = found.transcripts.iter().filter(|path| match &due {
                None => true,
                Some(changed) => match known.iter().find(|file| file.path == **path) {
                    Some(file) => !file.depends_on.is_disjoint(changed),
                    None => true,
                },
            });
            let affected: Vec<PathBuf> = affected.cloned().collect();
            let is_played = !affected.is_empty() || due.is_none();
            if is_played {
                let mut loaded = load(&affected, self.host, &messages, &self.calls(&allow));
                if let Err((_, message)) = self.play(&mut loaded) {
                    complain(&messages, Severity::Error, &message);
                }
                known.retain(|file| !affected.contains(&file.path));
                known.append(&mut loaded.files);
            }
            let files = known.iter().flat_map(|file| file.depends_on.iter().cloned()).collect();
            watch.add(&files, &folders).map_err(|reason| (Exit::Failed, reason))?;
            if is_played {
                complain(&messages, Severity::Info, "waiting for a file to be saved; Ctrl-C ends");
            }
            due = watch.wait();
            if due.is_none() {
                return Err((Exit::Failed, "the system tells of no further changes".to_owned()));
            }
        }
    }
}
