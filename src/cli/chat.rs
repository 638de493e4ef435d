//! `dialogsim chat BOT`: play the consumer.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::disk_bots::DiskBots;
use super::disk_cassettes;
use super::host::complain;
use super::live::LiveArguments;
use super::replay::{DiskReplay, file_and_line};
use super::saved::SavedTranscripts;
use super::trace::{Trace, trace_output};
use super::{Exit, Host};
use crate::bot::Channel;
use crate::cassette::Recording;
use crate::chat::{
    BotFile, Chat, ChatOptions, Folders, LoadFailure, Messages, Playable, Progress, Run, Screen, converse,
    find_channel, find_place, never_live, read_all,
};
use crate::diagnostic::Severity;
use crate::integration::Interrupt;
use crate::terminal::{ColorChoice, Terminal};
use crate::text::Moment;

/// Play the consumer against a bot, or several.
///
/// On a terminal this is a chat; /help lists its commands. From a pipe, each line is one message or
/// command.
#[derive(Debug, clap::Args)]
pub(super) struct ChatArguments {
    /// The bot's file, or a folder that holds a `bot.yaml`; further bots can be handed the conversation. With
    /// --replay the transcript names the bots.
    #[arg(required_unless_present = "replay", value_name = "BOT")]
    bots: Vec<PathBuf>,
    /// Begin with this transcript: what its consumer does is done, up to the turn at LINE or to its end, and you
    /// go on from there.
    #[arg(long, value_name = "FILE[:LINE]", conflicts_with = "start")]
    replay: Option<String>,
    /// Which transcript of the file, where LINE does not say it.
    #[arg(long, value_name = "NAME", requires = "replay")]
    case: Option<String>,
    #[command(flatten)]
    live: LiveArguments,
    /// Show live calls instead of making them.
    #[arg(long)]
    dry_run: bool,
    /// Keep the answers of live calls in this file, as mocks; secrets are masked.
    #[arg(long, value_name = "CASSETTE")]
    record: Option<PathBuf>,
    /// Let the mocks in this file answer, before the bot's own and before live calls; may be given several
    /// times.
    #[arg(long, value_name = "CASSETTE")]
    mocks: Vec<PathBuf>,
    /// Begin at this interaction or dialog.
    #[arg(long, value_name = "NAME")]
    start: Option<String>,
    /// Play this channel instead of the one in the bot's settings.
    #[arg(long, value_name = "NAME", value_parser = find_channel)]
    channel: Option<Channel>,
    /// Set a session variable at the beginning; may be given several times.
    #[arg(long, value_name = "NAME=VALUE", value_parser = name_and_value)]
    set: Vec<(String, String)>,
    /// Write what the bot says as the JSON events that go over the wire, one a line, instead of drawing it. From a
    /// pipe, standard output holds nothing else.
    #[arg(long)]
    json: bool,
    /// Explain each turn. `--trace=json` writes one JSON object a turn, instead of the conversation.
    #[arg(
        long,
        value_name = "FORMAT",
        value_enum,
        num_args = 0..=1,
        default_missing_value = "human",
        require_equals = true
    )]
    trace: Option<Trace>,
    /// Write the trace to this file, besides the conversation.
    #[arg(long, value_name = "FILE", requires = "trace")]
    trace_file: Option<PathBuf>,
}

fn name_and_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_owned(), value.to_owned())),
        _ => Err("write a name, `=`, and the value".to_owned()),
    }
}

/// Runs the command.
pub(super) fn run(arguments: &ChatArguments, host: &Host<'_>, color: ColorChoice) -> Exit {
    let messages = host.stderr(color);
    run_or_fail(arguments, host, color).unwrap_or_else(|(exit, message)| {
        complain(&messages, Severity::Error, &message);
        exit
    })
}

/// An exit code and what to say.
pub(super) type Failure = (Exit, String);

fn run_or_fail(arguments: &ChatArguments, host: &Host<'_>, color: ColorChoice) -> Result<Exit, Failure> {
    let messages = host.stderr(color);
    let options = options(arguments, host)?;
    let bots = opening(arguments, host, messages)?;
    let replayed = match &bots {
        Opening::Bots(_) => None,
        Opening::Transcript(replay) => Some(replay.file.clone()),
    };
    let saved = SavedTranscripts { bots: arguments.bots.clone(), replayed, host, messages };
    let playable = match bots.read() {
        Ok(playable) => playable,
        Err((exit, failure)) => {
            // Nobody is left to tell if this cannot be written.
            let _ = std::io::stderr().write_all(failure.drawn.as_bytes());
            failure.reasons.iter().for_each(|reason| complain(&messages, Severity::Error, reason));
            if let Some(hint) = mistaken_format(arguments) {
                complain(&messages, Severity::Info, &hint);
            }
            return Ok(exit);
        }
    };
    check_names(&playable, &options).map_err(|message| (Exit::Usage, message))?;
    let recording = recording(arguments, &playable, host)?;
    let interactive = is_interactive(host);
    let trace = trace_output(arguments.trace, arguments.trace_file.as_deref(), &playable.sources, host)?;
    let is_replaced = trace.as_ref().is_some_and(|trace| trace.replaces_conversation);
    if is_replaced && arguments.json {
        let reason = "--json and --trace=json both write to standard output: add --trace-file FILE";
        return Err((Exit::Usage, reason.to_owned()));
    }
    // Where a program reads standard output, what else there is to say goes to standard error.
    let is_for_programs = is_replaced || (arguments.json && !interactive);
    let terminal = || match is_for_programs {
        true => host.stderr(color),
        false => Terminal::detect(color, interactive, host.environment),
    };
    let out: Box<dyn Write> =
        if is_for_programs { Box::new(std::io::stderr()) } else { Box::new(std::io::stdout()) };
    let mut screen = Screen::new(out, &terminal, interactive);
    screen.quiet = is_replaced;
    screen.messages = messages_of(arguments, interactive);
    let progress = Progress::new(host.stderr_is_terminal && interactive);
    let notices = playable.notices.clone();
    let mut chat = Chat::new(playable, &bots, options, screen, progress)
        .map_err(|error| (Exit::Problems, format!("`allow_hosts` of the bot's settings: {error}")))?;
    chat.save_in(&saved);
    if let Some(trace) = trace {
        chat.trace_to(trace.output);
    }
    let unrecorded = recording.and_then(|recording| record_to(&mut chat, recording, arguments.dry_run));
    if interactive {
        chat.greet();
    }
    let unplayed = chat.not_simulated().map(|note| (Severity::Info, note));
    let say = |chat: &mut Chat<'_>, severity, note: &str| match interactive {
        true => chat.remark(note),
        false => complain(&messages, severity, note),
    };
    for (severity, note) in notices.into_iter().chain(unplayed).chain(unrecorded) {
        say(&mut chat, severity, &note);
    }
    chat.begin();
    chat.replay();
    let exit = play(&mut chat, interactive);
    if let Some(note) = chat.unused_entries() {
        say(&mut chat, Severity::Info, &note);
    }
    exit
}

/// How the bot's messages show.
fn messages_of(arguments: &ChatArguments, interactive: bool) -> Messages<'static> {
    match (arguments.json, interactive) {
        (false, _) => Messages::Drawn,
        (true, true) => Messages::Events,
        (true, false) => Messages::EventsTo(Box::new(std::io::stdout())),
    }
}

/// The conversation, until the person leaves or the input ends.
fn play(chat: &mut Chat<'_>, interactive: bool) -> Result<Exit, Failure> {
    if interactive {
        return converse(chat).map(|()| Exit::Fine).map_err(|reason| (Exit::Failed, reason));
    }
    read_all(chat, &mut std::io::stdin().lock());
    Ok(if chat.has_failed() { Exit::Failed } else { Exit::Fine })
}

/// Where live calls are kept, if they are to be kept.
fn recording(
    arguments: &ChatArguments,
    playable: &Playable,
    host: &Host<'_>,
) -> Result<Option<Recording>, Failure> {
    let Some(path) = &arguments.record else { return Ok(None) };
    let is_live = match arguments.live.live_all {
        true => playable.bots().any(|bot| bot.integrations.iter().any(|own| own.http().is_some())),
        false => !arguments.live.live.is_empty(),
    };
    if !is_live {
        let reason = "--record keeps what live calls answer, and nothing is live: add --live NAME or --live-all, \
                      for a bot with an `api` or `file` integration";
        return Err((Exit::Usage, reason.to_owned()));
    }
    disk_cassettes::recording(path, &playable.sources, host).map(Some)
}

/// Records the chat; or says that there will be nothing to record.
fn record_to(chat: &mut Chat<'_>, recording: Recording, dry_run: bool) -> Option<(Severity, String)> {
    if dry_run {
        let note = format!("--dry-run sends nothing, so nothing is recorded in {}", recording.shown());
        return Some((Severity::Info, note));
    }
    chat.record_to(recording);
    None
}

/// What a chat begins with, read again by `/reload`.
enum Opening<'h> {
    Bots(DiskBots<'h>),
    Transcript(DiskReplay<'h>),
}

impl Opening<'_> {
    fn read(&self) -> Result<Playable, (Exit, LoadFailure)> {
        match self {
            Self::Bots(bots) => bots.read(),
            Self::Transcript(replay) => replay.read(),
        }
    }
}

impl BotFile for Opening<'_> {
    fn load(&self) -> Result<Playable, LoadFailure> {
        self.read().map_err(|(_, failure)| failure)
    }
}

fn opening<'h>(
    arguments: &ChatArguments,
    host: &'h Host<'h>,
    messages: Terminal,
) -> Result<Opening<'h>, Failure> {
    let (bots, cassettes) = (arguments.bots.clone(), arguments.mocks.clone());
    let Some(replay) = &arguments.replay else {
        return Ok(Opening::Bots(DiskBots { paths: bots, cassettes, host, messages }));
    };
    let (file, line) =
        file_and_line(replay, host).map_err(|reason| (Exit::Usage, format!("--replay: {reason}")))?;
    let (case, channel) = (arguments.case.clone(), arguments.channel);
    Ok(Opening::Transcript(DiskReplay { file, line, case, bots, cassettes, channel, host, messages }))
}

/// What `--trace json` means, which reads as if it chose a format.
fn mistaken_format(arguments: &ChatArguments) -> Option<String> {
    arguments.trace?;
    let formats = ["json", "human"].map(Path::new);
    let format = arguments.bots.iter().find(|path| formats.contains(&path.as_path()))?.display();
    Some(format!(
        "`--trace {format}` is read as a bot called `{format}`: write `--trace={format}` for the format"
    ))
}

fn options(arguments: &ChatArguments, host: &Host<'_>) -> Result<ChatOptions, Failure> {
    let allow = arguments.live.allowed(host)?;
    let home = (host.environment)("HOME").or_else(|| (host.environment)("USERPROFILE"));
    Ok(ChatOptions {
        live: arguments.live.live.clone(),
        live_all: arguments.live.live_all,
        live_forbidden: arguments.live.forbidden(host),
        allow,
        dry_run: arguments.dry_run,
        interrupt: if is_interactive(host) { Interrupt::CancelsCall } else { Interrupt::EndsProcess },
        start: arguments.start.clone(),
        channel: arguments.channel,
        set: arguments.set.clone(),
        clock: Moment::default(),
        folders: Folders { current: host.folder.clone(), home: home.map(PathBuf::from) },
    })
}

/// Whether a person types and reads.
fn is_interactive(host: &Host<'_>) -> bool {
    host.stdin_is_terminal && host.stdout_is_terminal
}

fn check_names(playable: &Playable, options: &ChatOptions) -> Result<(), String> {
    let run = Run { bots: playable.bots().map(|bot| &**bot).collect(), active: 0 };
    for name in &options.live {
        let (place, id) = run.find_integration(name).map_err(|reason| format!("--live: {reason}"))?;
        if let Some(reason) = never_live(run.bots[place], id) {
            return Err(format!("--live: {reason}"));
        }
    }
    if let Some(name) = &options.start {
        find_place(&playable.bot, name).map_err(|reason| format!("--start: {reason}"))?;
    }
    Ok(())
}
