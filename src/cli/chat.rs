//! `dialogsim chat BOT`: play the consumer.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use super::host::complain;
use super::open::{OpenFailure, Opened, main_file, open};
use super::trace::{Trace, trace_output};
use super::{Exit, Host};
use crate::bot::Channel;
use crate::chat::{
    BotFile, Chat, ChatOptions, Folders, LoadFailure, Playable, Progress, Screen, converse, find_channel,
    find_integration, find_place, never_live, read_all,
};
use crate::diagnostic::render::{self, Summary};
use crate::diagnostic::{Diagnostic, Severity};
use crate::integration::{AllowList, Interrupt};
use crate::linked::{LinkedBot, Names, link};
use crate::lint::Selection;
use crate::source::Sources;
use crate::terminal::{ColorChoice, Terminal};

/// Play the consumer against a bot.
///
/// On a terminal this is a chat; /help lists its commands. From a pipe, each line is one message or
/// command.
#[derive(Debug, clap::Args)]
pub(super) struct ChatArguments {
    /// The bot's file, or a folder that holds a `bot.yaml`.
    bot: PathBuf,
    /// Call this integration's real service; may be given several times.
    #[arg(long, value_name = "NAME")]
    live: Vec<String>,
    /// Call the real services of all integrations.
    #[arg(long)]
    live_all: bool,
    /// A host that live calls may reach; may be given several times.
    #[arg(long, value_name = "HOST[:PORT]")]
    allow_host: Vec<String>,
    /// Allow live calls although this is a CI run (CI is set).
    #[arg(long)]
    live_in_ci: bool,
    /// Show live calls instead of making them.
    #[arg(long)]
    dry_run: bool,
    /// Begin at this interaction or dialog.
    #[arg(long, value_name = "NAME")]
    start: Option<String>,
    /// Play this channel instead of the one in the bot's settings.
    #[arg(long, value_name = "NAME", value_parser = find_channel)]
    channel: Option<Channel>,
    /// Set a session variable at the beginning; may be given several times.
    #[arg(long, value_name = "NAME=VALUE", value_parser = name_and_value)]
    set: Vec<(String, String)>,
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
    let mut options = options(arguments, host)?;
    let path = main_file(&arguments.bot, host).map_err(|failure| (failure.exit(), failure.to_string()))?;
    let file = DiskBot { path, host, messages };
    let playable = match file.load() {
        Ok(playable) => playable,
        Err(failure) => {
            // Nobody is left to tell if this cannot be written.
            let _ = std::io::stderr().write_all(failure.drawn.as_bytes());
            return Err((if failure.is_readable { Exit::Problems } else { Exit::Failed }, failure.reason));
        }
    };
    check_names(&playable.bot, &mut options).map_err(|message| (Exit::Usage, message))?;
    let interactive = is_interactive(host);
    let trace = trace_output(arguments.trace, arguments.trace_file.as_deref(), &playable.sources, host)?;
    // Where the trace takes standard output, what else there is to say goes to standard error.
    let is_replaced = trace.as_ref().is_some_and(|trace| trace.replaces_conversation);
    let terminal = || match is_replaced {
        true => host.stderr(color),
        false => Terminal::detect(color, interactive, host.environment),
    };
    let out: Box<dyn Write> =
        if is_replaced { Box::new(std::io::stderr()) } else { Box::new(std::io::stdout()) };
    let mut screen = Screen::new(out, &terminal, interactive);
    screen.quiet = is_replaced;
    let progress = Progress::new(host.stderr_is_terminal && interactive);
    let notice = playable.notice.clone();
    let mut chat = Chat::new(playable, &file, options, screen, progress)
        .map_err(|error| (Exit::Problems, format!("`allow_hosts` of the bot's settings: {error}")))?;
    if let Some(trace) = trace {
        chat.trace_to(trace.output);
    }
    if interactive {
        chat.greet();
    }
    let notes = [notice, chat.not_simulated()];
    for note in notes.into_iter().flatten() {
        if interactive {
            chat.remark(&note);
        } else {
            complain(&messages, Severity::Info, &note);
        }
    }
    chat.begin();
    if interactive {
        return converse(&mut chat).map(|()| Exit::Fine).map_err(|reason| (Exit::Failed, reason));
    }
    read_all(&mut chat, &mut std::io::stdin().lock());
    Ok(if chat.has_failed() { Exit::Failed } else { Exit::Fine })
}

fn options(arguments: &ChatArguments, host: &Host<'_>) -> Result<ChatOptions, Failure> {
    let forbidden = (host.is_ci() && !arguments.live_in_ci).then(|| {
        "live calls are off in CI (the variable CI is set): add --live-in-ci if they are meant".to_owned()
    });
    if let Some(reason) = &forbidden
        && (arguments.live_all || !arguments.live.is_empty())
    {
        return Err((Exit::Failed, reason.clone()));
    }
    let allow = AllowList::parse(&arguments.allow_host)
        .map_err(|error| (Exit::Usage, format!("--allow-host: {error}")))?;
    let home = (host.environment)("HOME").or_else(|| (host.environment)("USERPROFILE"));
    Ok(ChatOptions {
        live: arguments.live.clone(),
        live_all: arguments.live_all,
        live_forbidden: forbidden,
        allow,
        dry_run: arguments.dry_run,
        interrupt: if is_interactive(host) { Interrupt::CancelsCall } else { Interrupt::EndsProcess },
        start: arguments.start.clone(),
        channel: arguments.channel,
        set: arguments.set.clone(),
        folders: Folders { current: host.folder.clone(), home: home.map(PathBuf::from) },
    })
}

/// Whether a person types and reads.
fn is_interactive(host: &Host<'_>) -> bool {
    host.stdin_is_terminal && host.stdout_is_terminal
}

fn check_names(bot: &LinkedBot, options: &mut ChatOptions) -> Result<(), String> {
    for name in &options.live {
        let id = find_integration(bot, name).map_err(|reason| format!("--live: {reason}"))?;
        if let Some(reason) = never_live(bot, id) {
            return Err(format!("--live: {reason}"));
        }
    }
    if let Some(name) = &options.start {
        find_place(bot, name).map_err(|reason| format!("--start: {reason}"))?;
    }
    Ok(())
}

/// A bot on disk.
struct DiskBot<'h> {
    path: PathBuf,
    host: &'h Host<'h>,
    messages: Terminal,
}

impl BotFile for DiskBot<'_> {
    fn load(&self) -> Result<Playable, LoadFailure> {
        let opened = open(&self.path, self.host, &Selection::default(), Sources::default());
        let Opened { checked, sources, .. } = opened.map_err(|failure| unreadable(&failure))?;
        let linked = match (&checked.loaded.bot, has_errors(&checked.loaded.diagnostics)) {
            (Some(bot), false) => link(&Names::new(bot), self.host.environment),
            _ => None,
        };
        let mut diagnostics = checked.diagnostics;
        render::sort(&mut diagnostics, &sources);
        match linked {
            Some(bot) => Ok(Playable { bot: Arc::new(bot), notice: self.notice(&diagnostics), sources }),
            None => Err(self.broken(&diagnostics, &sources)),
        }
    }
}

fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

fn unreadable(failure: &OpenFailure) -> LoadFailure {
    LoadFailure { reason: failure.to_string(), drawn: String::new(), is_readable: false }
}

impl DiskBot<'_> {
    /// What `check` finds in a bot that can be played all the same.
    fn notice(&self, diagnostics: &[Diagnostic]) -> Option<String> {
        let found = Summary::of(diagnostics);
        let some = |number: usize, noun: &str| match number {
            0 => None,
            1 => Some(format!("1 {noun}")),
            several => Some(format!("{several} {noun}s")),
        };
        let counts: Vec<String> =
            [some(found.errors, "error"), some(found.warnings, "warning")].into_iter().flatten().collect();
        let shown = format!("`dialogsim check {}`", self.path.display());
        (!counts.is_empty()).then(|| format!("the bot has {}; {shown} shows them", counts.join(" and ")))
    }

    fn broken(&self, diagnostics: &[Diagnostic], sources: &Sources) -> LoadFailure {
        let mut drawn = String::new();
        // Writing to a string cannot fail.
        let _ = render::human(diagnostics, sources, &self.messages, &mut drawn);
        LoadFailure {
            reason: format!("{} cannot be played: it has errors", self.path.display()),
            drawn,
            is_readable: true,
        }
    }
}
