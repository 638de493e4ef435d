//! `dialogsim test [PATH]…`: replay transcripts.

use std::path::PathBuf;

use super::find::find;
use super::host::{complain, print};
use super::transcripts::{Calls, load};
use super::{Exit, Host};
use crate::bot::Channel;
use crate::chat::find_channel;
use crate::diagnostic::Severity;
use crate::diagnostic::render::{self};
use crate::integration::AllowList;
use crate::terminal::ColorChoice;
use crate::test_run::{RunOptions, run as run_plan};

/// Replay transcripts and compare what the bots say with what they say there.
#[derive(Debug, clap::Args)]
pub(super) struct TestArguments {
    /// Files of transcripts, or folders that are searched for them; here if none is given.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How many are played at once; as many as there are processors if it is not given.
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// Play this channel, whatever the transcripts and the bots say.
    #[arg(long, value_name = "NAME", value_parser = find_channel)]
    channel: Option<Channel>,
    /// End with the first transcript that fails.
    #[arg(long)]
    fail_fast: bool,
    /// Play each transcript so often, to see whether it always goes the same way.
    #[arg(long, value_name = "N", default_value_t = 1)]
    repeat: usize,
}

/// Runs the command.
pub(super) fn run(arguments: &TestArguments, host: &Host<'_>, color: ColorChoice) -> Exit {
    let messages = host.stderr(color);
    let found = find(&arguments.paths, host, &messages);
    let allow = AllowList::default();
    let mut loaded = load(&found.transcripts, host, &messages, &Calls { allow: &allow });
    let exit = found.exit.or(loaded.exit);
    if loaded.files == 0 && exit.is_none() {
        complain(
            &messages,
            Severity::Error,
            "no transcript found; their files have `bot:` and `transcripts:`",
        );
        return Exit::NothingToDo;
    }
    render::sort(&mut loaded.diagnostics, &loaded.sources);
    let mut drawn = String::new();
    // Writing to a string cannot fail.
    let _ = render::human(&loaded.diagnostics, &loaded.sources, &host.stdout(color), &mut drawn);
    print(&drawn);
    let jobs = arguments.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let options = RunOptions {
        jobs,
        channel: arguments.channel,
        live: Vec::new(),
        keeps_passed: false,
        fail_fast: arguments.fail_fast,
        repeat: arguments.repeat,
    };
    let chosen: Vec<usize> = (0..loaded.plan.cases.len()).collect();
    let (totals, _) = run_plan(&loaded.plan, &chosen, &options, &loaded.sources, &(), &mut |result| {
        if result.has_failed() {
            print(&format!("{}\n", serde_json::to_string_pretty(&result.outcome).unwrap_or_default()));
        }
    });
    eprintln!("{totals:?}");
    let fails = totals.failed > 0 || !loaded.diagnostics.is_empty();
    exit.unwrap_or(if fails { Exit::Problems } else { Exit::Fine })
}
