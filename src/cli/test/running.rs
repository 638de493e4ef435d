//! A run of transcripts: what is played, what is told of it, what it means for the exit code.

use super::Testing;
use super::chosen::Chosen;
use crate::cassette::Recording;
use crate::cli::Exit;
use crate::cli::chat::Failure;
use crate::cli::coverage::Told;
use crate::cli::disk_cassettes;
use crate::cli::host::{complain, print, tell};
use crate::cli::last_failed::LastFailed;
use crate::cli::observing::{Observer, Observing};
use crate::cli::parallel::processors;
use crate::cli::report_choice::{Kind, ReportChoice};
use crate::cli::run_progress::RunProgress;
use crate::cli::test_reports::Reports;
use crate::cli::transcripts::Loaded;
use crate::cli::update::Update;
use crate::diagnostic::{Severity, render};
use crate::integration::AllowList;
use crate::test_run::coverage::Hits;
use crate::test_run::report::Summary;
use crate::test_run::{Beginning, Problems, RunOptions, SharedMocks, Totals, run as play};

/// What came of a run.
struct Played<'p> {
    totals: Totals,
    summary: Summary,
    shared: SharedMocks,
    watchers: Vec<Observer<'p>>,
}

impl Testing<'_> {
    /// Plays what was loaded and reports it, or rewrites it.
    pub(super) fn play(&self, loaded: &mut Loaded) -> Result<Exit, Failure> {
        if loaded.files.is_empty() && loaded.exit.is_none() {
            let reason = "no transcript found; their files have `bot:` and `transcripts:`";
            return Err((Exit::NothingToDo, reason.to_owned()));
        }
        ReportChoice::check_against(&self.arguments.report, &loaded.files, self.host)?;
        render::sort(&mut loaded.diagnostics, &loaded.sources);
        // A report for programs holds them itself.
        if self.printed().is_for_people() {
            print(&loaded.drawn_diagnostics(&self.host.stdout(self.color)));
        }
        let last_failed = LastFailed::read(self.host);
        let chosen = self.arguments.choose(&loaded.plan, &last_failed);
        self.check_chosen(&chosen, loaded)?;
        match self.arguments.update {
            true => self.update(loaded, &chosen),
            false => self.run(loaded, &chosen, last_failed),
        }
    }

    /// Whether anything is to be played.
    ///
    /// # Errors
    /// Nothing is, and nothing else is wrong that would say why.
    fn check_chosen(&self, chosen: &Chosen, loaded: &Loaded) -> Result<(), Failure> {
        if chosen.is_empty_part {
            let message = "this shard has no transcripts: the others have them all";
            complain(&self.messages(), Severity::Info, message);
            return Ok(());
        }
        if !chosen.own.is_empty() || !loaded.diagnostics.is_empty() || loaded.exit.is_some() {
            return Ok(());
        }
        let reason = match loaded.plan.cases.len() {
            0 => "the files hold no transcript".to_owned(),
            all => format!("none of the {all} transcripts was chosen, so nothing was tested"),
        };
        Err((Exit::NothingToDo, reason))
    }

    fn update(&self, loaded: &Loaded, chosen: &Chosen) -> Result<Exit, Failure> {
        let (host, color, channel) = (self.host, self.color, self.arguments.channel);
        let allow = AllowList::default();
        let calls = &self.calls(&allow);
        Update { loaded, chosen: &chosen.own, channel, calls, host, color }.run()
    }

    fn run(&self, loaded: &Loaded, chosen: &Chosen, last_failed: LastFailed) -> Result<Exit, Failure> {
        let mut reports = Reports::new(&self.arguments.report, self.printed(), loaded, self.host, self.color);
        let options = self.options(loaded, reports.tell_passed())?;
        let measured = self.arguments.coverage.plan(loaded)?;
        let recording = self.recording(loaded)?;
        let messages = self.messages();
        let watching = Observing::new(measured.as_ref(), recording.as_ref(), &messages);
        reports
            .begin(&Beginning { plan: &loaded.plan, chosen: &chosen.own, sources: &loaded.sources }, loaded);
        let Played { totals, summary, shared, watchers } =
            self.play_chosen(loaded, chosen, &options, &watching, &mut reports, last_failed);
        let Loaded { plan, sources, diagnostics, .. } = loaded;
        let unused = shared.unused_defaults(plan, sources);
        let written = reports.end(&totals, &Problems { diagnostics, unused_defaults: &unused, sources });
        let covered = match &measured {
            Some(plan) => {
                let mut hits = Hits::default();
                watchers.into_iter().for_each(|watcher| hits.merge(&watcher.into_hits()));
                let people = reports.people(self.host, self.color);
                let told = Told { host: self.host, people: &people, messages: &messages };
                self.arguments.coverage.tell(&plan.coverage(&hits), loaded, &told)?
            }
            None => Exit::Fine,
        };
        written?;
        if let Some(problem) = watching.problem() {
            return Err((Exit::Failed, problem));
        }
        self.name_unused_cassettes(loaded, &shared);
        let problems = diagnostics.len() + unused.len();
        let fails = covered != Exit::Fine || totals.failed > 0 || problems > 0;
        if fails || self.printed() != Kind::Quiet {
            tell(&summary.line(&totals, problems, &messages));
        }
        let was_nothing_played = totals.passed + totals.failed == 0;
        Ok(match loaded.exit {
            Some(exit) => exit,
            None if fails => Exit::Problems,
            None if was_nothing_played && !chosen.is_empty_part => Exit::NothingToDo,
            None => Exit::Fine,
        })
    }

    fn options(&self, loaded: &Loaded, keeps_passed: bool) -> Result<RunOptions, Failure> {
        let jobs = match &self.arguments.record {
            // What is recorded is in order only where one conversation comes after the other.
            Some(_) => 1,
            None => self.arguments.jobs.map_or_else(processors, usize::from),
        };
        let casts: Vec<_> = loaded.plan.cases.iter().map(|planned| planned.script.cast()).collect();
        Ok(RunOptions {
            jobs,
            channel: self.arguments.channel,
            live: self.arguments.live.choices(&casts)?,
            keeps_passed,
            fail_fast: self.arguments.fail_fast,
            repeat: self.arguments.repeat as usize,
        })
    }

    /// Plays the chosen cases; reports are told of each as it comes in.
    fn play_chosen<'o>(
        &self,
        loaded: &Loaded,
        chosen: &Chosen,
        options: &RunOptions,
        watching: &'o Observing<'o>,
        reports: &mut Reports<'_>,
        mut last_failed: LastFailed,
    ) -> Played<'o> {
        let Loaded { plan, sources, .. } = loaded;
        // Somebody has to see how the run comes along.
        let is_shown = self.host.stderr_is_terminal && self.printed() != Kind::Quiet;
        let mut progress = RunProgress::new(is_shown, chosen.own.len());
        let (mut shared, mut summary) = (SharedMocks::default(), Summary::default());
        let (totals, watchers) =
            play(plan, &chosen.own, options, sources, &|| watching.observer(), &mut |result| {
                shared.note(&result);
                summary.note(&result);
                last_failed.note(&plan.cases[result.case].id(), result.has_failed());
                progress.played(&result, || reports.case(plan, &result));
            });
        progress.clear();
        last_failed.write();
        Played { totals, summary, shared, watchers }
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
        for (name, span) in loaded.cassettes.iter().filter(|(_, span)| !shared.is_used(*span)) {
            let message =
                format!("{}: no transcript used this answer of `{name}`", loaded.sources.place(*span));
            complain(&self.messages(), Severity::Warning, &message);
        }
    }
}
