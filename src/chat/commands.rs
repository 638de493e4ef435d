//! The slash commands, in one table.

use super::chat::{Chat, Outcome, Then};
use super::page::Page;
use super::{
    command_back, command_branch, command_call, command_fixture, command_intent, command_show, command_talk,
    command_time, save,
};
use crate::diagnostic::nearest;
use crate::terminal::{Style, display_width};

/// What a command's argument is, for completion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Argument {
    /// Nothing that could be completed.
    Free,
    /// An interaction or a dialog.
    Place,
    /// An integration.
    Integration,
    /// Intents with scores.
    Intent,
    /// A file.
    File,
    /// A branch of the conversation.
    Branch,
    /// Another command.
    Command,
    /// A channel.
    Channel,
}

/// Whether a command changes the conversation, so that `/back` takes it back. What only plays an input
/// needs no word here: the input is the change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Changes {
    /// It does not.
    Never,
    /// It does.
    Always,
    /// It does if something follows it; alone it only shows.
    WithArguments,
}

impl Changes {
    /// Whether the command changes something, given what follows it.
    pub(super) fn with(self, arguments: &str) -> bool {
        match self {
            Self::Never => false,
            Self::Always => true,
            Self::WithArguments => !arguments.is_empty(),
        }
    }
}

/// A slash command.
pub(super) struct Command {
    /// Its name, without the slash.
    pub name: &'static str,
    /// What may follow it.
    pub arguments: &'static str,
    /// What its first argument is.
    pub argument: Argument,
    /// What it does, as one sentence without a full stop.
    pub help: &'static str,
    /// What else there is to know, for `/help COMMAND`; may be empty.
    pub more: &'static str,
    /// Whether it changes the conversation.
    pub changes: Changes,
    /// Does it.
    pub run: for<'a, 'c> fn(&'a mut Chat<'c>, &str) -> Outcome,
}

const fn command(
    name: &'static str,
    arguments: &'static str,
    argument: Argument,
    help: &'static str,
    run: for<'a, 'c> fn(&'a mut Chat<'c>, &str) -> Outcome,
) -> Command {
    Command { name, arguments, argument, help, more: "", changes: Changes::Never, run }
}

impl Command {
    const fn more(self, more: &'static str) -> Self {
        Self { more, ..self }
    }

    const fn changes(self, changes: Changes) -> Self {
        Self { changes, ..self }
    }
}

/// All commands, in the order of `/help`.
pub(super) static COMMANDS: [Command; 29] = [
    command("upload", "PATH [CAPTION]", Argument::File, "send a file", command_talk::upload)
        .more("Quotes and backslashes work as in a shell, `~` is the home folder. While a file is awaited, its path alone will do."),
    command("say", "TEXT", Argument::Free, "say a text as it is, also `2` or `/x`", command_talk::say),
    command(
        "intent",
        "NAME [SCORE] [NAME SCORE]… [TEXT]",
        Argument::Intent,
        "say something that means an intent",
        command_intent::intent,
    )
        .more("SCORE is in percent, 100 where none is given. Further intents have a score each, as for trying a \
         disambiguation. TEXT is what is said, the intent's first phrase where none is given. Examples:\n\
         /intent balance\n\
         /intent balance 72.5 what is left\n\
         /intent balance 50 billing 48 what do I owe"),
    command("why", "[NAME]", Argument::Place, "explain the last turn, or why NAME was played or not", command_show::why)
        .more("NAME is an interaction or a dialog; FILE:LINE is what stands there, a rule also: `/why bot.yaml:42`."),
    command("vars", "", Argument::Free, "show variables, answers of integrations, environment", command_show::vars),
    command("stack", "", Argument::Free, "show the dialogs under way", command_show::stack),
    command("log", "", Argument::Free, "show the platform's log and what went wrong", command_show::log),
    command("calls", "[N]", Argument::Free, "list the calls; with N, show one as a mock entry", command_show::calls)
        .more("A mock entry can be pasted into the bot. What is masked stands in comments."),
    command("goto", "NAME", Argument::Place, "jump to an interaction or a dialog", command_talk::goto)
        .changes(Changes::Always),
    command("set", "NAME=VALUE", Argument::Free, "set a session variable", command_talk::set)
        .more("`/vars` shows it. Slots are named `slot.NAME`.")
        .changes(Changes::Always),
    command("back", "[N]", Argument::Free, "take the last change back, or the last N", command_back::back)
        .more("A change is what the consumer does, and /goto, /set, /mock, /clock, /channel, /event, /reset. What a live call did at the \
         service stays done."),
    command("redo", "[TEXT]", Argument::Free, "do again what was taken back, or the last turn with TEXT", command_back::redo)
        .more("TEXT stands in the place of the last turn, which is taken back; it may be a choice. A live call is not \
         made again unless you say `/redo --live`."),
    command("fork", "NAME", Argument::Free, "go on in a new branch, keep this one", command_branch::fork),
    command("switch", "[NAME]", Argument::Branch, "go to another branch, as it was left", command_branch::switch),
    command("forks", "", Argument::Free, "list the branches", command_branch::forks),
    command(
        "save",
        "FILE [NAME] [--assert LIST]",
        Argument::File,
        "save the conversation so far as a transcript that passes",
        save::save,
    )
        .more("FILE is new, or holds transcripts of the same bots: then this one is added to it. LIST says what is \
         asserted beside what the bot says: `state`, `calls`, or both with a comma between. The conversation goes on \
         as if nothing had happened. Examples:\n\
         /save tests.yaml\n\
         /save tests.yaml A loan for Ada --assert state,calls"),
    command("reset", "", Argument::Free, "begin the conversation anew", command_talk::reset)
        .changes(Changes::Always),
    command("reload", "", Argument::Free, "read the bot's files again and begin anew", command_talk::reload),
    command(
        "live",
        "[NAME on|off]",
        Argument::Integration,
        "list what is live, or switch it",
        command_call::live,
    )
        .more("Live calls go to hosts on the allow list only: `--allow-host`, or `allow_hosts` in the bot's settings."),
    command(
        "mock",
        "[NAME STATUS [BODY] | NAME FAULT | NAME off]",
        Argument::Integration,
        "answer an integration's calls from now on",
        command_call::mock,
    )
        .more("STATUS is an HTTP status, BODY is JSON or text, FAULT is timeout, connection_refused, connection_reset or \
         malformed_response. These answers come before the bot's mocks and before live calls. Examples:\n\
         /mock Credit score 503\n\
         /mock Credit score 200 {\"value\": 780}\n\
         /mock Credit score timeout\n\
         /mock Credit score off")
        .changes(Changes::WithArguments),
    command(
        "fixture",
        "[KEY VALUE]",
        Argument::Free,
        "say what the platform would know, for bot code to ask",
        command_fixture::fixture,
    )
        .more("The keys are those of `fixtures:` in a bot; VALUE is a text, YAML or JSON. Alone it lists what is known. \
         Examples:\n\
         /fixture customer_info {customerId: \"7\", userName: Ada}\n\
         /fixture engagement {appId: shop}\n\
         /fixture time_zone Europe/Berlin")
        .changes(Changes::WithArguments),
    command(
        "clock",
        "[+TIME]",
        Argument::Free,
        "show the conversation's clock, or let time pass",
        command_talk::clock,
    )
        .more("`/clock +90m` lets ninety minutes pass; sessions can end that way. A time has one unit: ms, s, m or h.")
        .changes(Changes::WithArguments),
    command(
        "interrupt",
        "[TIME] TEXT",
        Argument::Free,
        "say a text while the bot is busy with the last message",
        command_time::interrupt,
    )
        .more("TIME is counted from that message; half of the time that the bot was busy, unless written. The \
         message meets the conversation as it is after that turn. Example: /interrupt 2s are you there?"),
    command(
        "burst",
        "[TIME] TEXT | TEXT",
        Argument::Free,
        "say several texts in quick succession",
        command_time::burst,
    )
        .more("TIME lies between two of them, 100ms unless written: within the connector's `message_delay` they \
         are one message, else each interrupts the one before."),
    command("event", "TEXT", Argument::Free, "let a text of the platform come to the bot", command_time::event)
        .more("It goes to the dialog starters, past any question. Examples:\n\
         /event __agent_escalation_failed__\n\
         /event file_upload_success:Thank you."),
    command(
        "channel",
        "[NAME]",
        Argument::Channel,
        "show the conversation's channel, or go on with another",
        command_talk::channel,
    )
        .more("Channels differ in what they show. What was said before stays as it is.")
        .changes(Changes::WithArguments),
    command("help", "[COMMAND]", Argument::Command, "show the commands, or one of them", help),
    command("quit", "", Argument::Free, "leave", quit),
    command("exit", "", Argument::Free, "leave", quit),
];

/// A command by its name.
///
/// # Errors
/// There is none of that name; says which one may be meant.
pub(super) fn find(name: &str) -> Result<&'static Command, String> {
    let name = if name.is_empty() { "help" } else { name };
    if let Some(command) = COMMANDS.iter().find(|command| command.name == name) {
        return Ok(command);
    }
    if name.contains('/') {
        return Err(format!(
            "there is no command `/{name}`: if it is a file, send it with /upload; /say says it as text"
        ));
    }
    Err(match nearest(name, COMMANDS.iter().map(|command| command.name)) {
        Some(meant) => format!("there is no command `/{name}`: did you mean `/{meant}`?"),
        None => format!("there is no command `/{name}`: /help lists them; /say says it as text"),
    })
}

fn help(chat: &mut Chat<'_>, arguments: &str) -> Outcome {
    let name = arguments.trim_start_matches('/');
    if name.is_empty() {
        chat.show(all_help);
        return Ok(Then::GoOn);
    }
    let command = find(name)?;
    chat.show(|page| one_help(page, command));
    Ok(Then::GoOn)
}

fn one_help(page: &Page<'_>, command: &Command) -> String {
    let more = if command.more.is_empty() { String::new() } else { format!("\n{}", command.more) };
    let text = page.lines(&format!("{}{more}", command.help), "  ", "  ");
    let usage = page.lines(&usage(command), "", "  ");
    format!("{}\n{text}", page.painted(Style::Choice, &usage))
}

fn usage(command: &Command) -> String {
    format!("/{} {}", command.name, command.arguments).trim_end().to_owned()
}

/// The table; where the window is narrow, the explanation stands below.
fn all_help(page: &Page<'_>) -> String {
    const COLUMN: usize = 20;
    let mut lines: Vec<String> = Vec::new();
    for command in COMMANDS.iter().filter(|command| command.name != "exit") {
        let usage = usage(command);
        let painted = page.painted(Style::Choice, &page.lines(&usage, "", "  "));
        let column = " ".repeat(COLUMN);
        if page.wraps && page.terminal.width < 60 || display_width(&usage) + 2 > COLUMN {
            lines.push(painted);
            let indent = if page.wraps && page.terminal.width < 60 { "    " } else { &column };
            lines.push(page.lines(command.help, indent, indent));
        } else {
            let gap = " ".repeat(COLUMN - display_width(&usage));
            lines.push(page.lines(command.help, &format!("{painted}{gap}"), &column));
        }
    }
    let more = "Everything else is what the consumer says. A number, `#2` or a label taps a choice, `1,3` several of a \
                list that takes several; a file's path, \
                while a file is awaited, sends the file; `//text` says a text that begins with a slash.";
    lines.push(page.lines(more, "", ""));
    lines.join("\n")
}

fn quit(_chat: &mut Chat<'_>, _arguments: &str) -> Outcome {
    Ok(Then::Leave)
}
