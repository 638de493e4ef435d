//! `dialogsim test [PATH]…`: replay transcripts.

mod chosen;
mod running;
mod watching;

use std::path::PathBuf;

use super::chat::Failure;
use super::coverage::{CoverageArguments, Told};
use super::find::find;
use super::host::{People, complain};
use super::live::LiveArguments;
use super::report_choice::{Kind, ReportChoice};
use super::transcripts::{Calls, load};
use super::update::attended;
use super::{Exit, Host};
use crate::bot::Channel;
use crate::chat::find_channel;
use crate::diagnostic::Severity;
use crate::integration::AllowList;
use crate::terminal::{ColorChoice, Terminal};
use crate::test_run::{Filter, Shard};

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
        (true, _) => arguments.coverage.merge(&Told { host, people: &people, messages: &host.stderr(color) }),
        (false, true) => testing.watch(),
        (false, false) => testing.find_and_play(),
    };
    let done = ReportChoice::check(&arguments.report, host).and_then(|()| play());
    done.unwrap_or_else(|(exit, message)| {
        complain(&host.stderr(color), Severity::Error, &message);
        exit
    })
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
        let messages = self.messages();
        let found = find(&self.arguments.paths, self.host, &messages);
        let allow = self.arguments.live.allowed(self.host)?;
        let mut loaded = load(&found.transcripts, self.host, &messages, &self.calls(&allow));
        loaded.exit = found.exit.or(loaded.exit);
        self.play(&mut loaded)
    }

    fn calls<'c>(&'c self, allow: &'c AllowList) -> Calls<'c> {
        Calls { allow, mocks: &self.arguments.mocks }
    }

    fn messages(&self) -> Terminal {
        self.host.stderr(self.color)
    }

    /// What goes to standard output.
    fn printed(&self) -> Kind {
        ReportChoice::printed(&self.arguments.report, self.arguments.quiet)
    }
}
