//! `--trace` and `--trace-file`: where the explanation of each turn goes.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use clap::ValueEnum;

use super::chat::Failure;
use super::open::is_read_already;
use super::{Exit, Host};
use crate::chat::{TraceFormat, TraceOutput};
use crate::source::Sources;

/// Who reads the trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Trace {
    /// For people: what `/why` says, after each turn.
    Human,
    /// For programs: one object a line.
    Json,
}

/// A trace with its place.
#[derive(Debug)]
pub(super) struct TracePlace {
    /// Where it goes.
    pub(super) output: TraceOutput<'static>,
    /// Whether standard output is the trace's alone.
    pub(super) replaces_conversation: bool,
}

/// What the command line asks for.
pub(super) fn trace_output(
    trace: Option<Trace>,
    file: Option<&Path>,
    bot: &Sources,
    host: &Host<'_>,
) -> Result<Option<TracePlace>, Failure> {
    let Some(trace) = trace else { return Ok(None) };
    let format = match trace {
        Trace::Human => TraceFormat::Human,
        Trace::Json => TraceFormat::Json,
    };
    let out: Option<Box<dyn Write>> = match (file, trace) {
        (Some(path), _) => Some(Box::new(create(path, bot, host)?)),
        (None, Trace::Human) => None,
        (None, Trace::Json) if host.stdin_is_terminal && host.stdout_is_terminal => {
            let reason = "--trace=json writes where the chat is: add --trace-file FILE, or send standard \
                          output through a pipe";
            return Err((Exit::Usage, reason.to_owned()));
        }
        (None, Trace::Json) => Some(Box::new(std::io::stdout())),
    };
    let replaces_conversation = file.is_none() && trace == Trace::Json;
    Ok(Some(TracePlace { output: TraceOutput::new(format, out), replaces_conversation }))
}

fn create(path: &Path, bot: &Sources, host: &Host<'_>) -> Result<File, Failure> {
    if is_read_already(path, bot, host) {
        let reason = format!("--trace-file: {} is a file of the bot; name another file", path.display());
        return Err((Exit::Usage, reason));
    }
    let unwritable =
        |error| (Exit::Failed, format!("--trace-file: cannot write {}: {error}", path.display()));
    File::create(host.folder.join(path)).map_err(unwritable)
}
