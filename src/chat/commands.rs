//! The slash commands, in one table.

use super::chat::{Chat, Outcome, Then};
use super::page::Page;
use super::words::{first_word, unquoted};
use super::{clock, command_call, names, view_call, view_state, view_trace};
use crate::diagnostic::nearest;
use crate::engine::Input;
use crate::terminal::{Style, display_width};
use crate::text::parse_duration;

/// What a command's argument is, for completion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Argument {
    /// Nothing that could be completed.
    Free,
    /// An interaction or a dialog.
    Place,
    /// An integration.
    Integration,
    /// A file.
    File,
    /// Another command.
    Command,
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
    Command { name, arguments, argument, help, run }
}

/// All commands, in the order of `/help`.
pub(super) static COMMANDS: [Command; 16] = [
    command("upload", "PATH [CAPTION]", Argument::File, "send a file", upload),
    command("say", "TEXT", Argument::Free, "say a text as it is, also `2` or `/x`", say),
    command("why", "", Argument::Free, "explain the last turn, step by step", why),
    command("vars", "", Argument::Free, "show variables, answers of integrations, environment", vars),
    command("stack", "", Argument::Free, "show the dialogs under way", stack),
    command("log", "", Argument::Free, "show the platform's log and what went wrong", log),
    command("calls", "[N]", Argument::Free, "list the calls; with N, show one as a mock entry", calls),
    command("goto", "NAME", Argument::Place, "jump to an interaction or a dialog", goto),
    command("reset", "", Argument::Free, "begin the conversation anew", reset),
    command("reload", "", Argument::Free, "read the bot's files again and begin anew", reload),
    command(
        "live",
        "[NAME on|off]",
        Argument::Integration,
        "list what is live, or switch it",
        command_call::live,
    ),
    command(
        "mock",
        "[NAME STATUS [BODY] | NAME FAULT | NAME off]",
        Argument::Integration,
        "answer an integration's calls from now on",
        command_call::mock,
    ),
    command(
        "clock",
        "[2h]",
        Argument::Free,
        "show the conversation's clock, or let time pass",
        clock_command,
    ),
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

fn upload(chat: &mut Chat<'_>, arguments: &str) -> Outcome {
    if arguments.is_empty() {
        return Err("name the file: /upload PATH [CAPTION]".to_owned());
    }
    // A path with spaces that nobody quoted.
    if let Some(path) = chat.options.folders.file_of_line(arguments) {
        return chat.upload(&path, None).map(|()| Then::GoOn);
    }
    let (path, caption) = first_word(arguments).map_err(|error| error.to_string())?;
    let path = chat.options.folders.resolve(&path);
    let caption = unquoted(caption);
    let caption = (!caption.is_empty()).then_some(caption.as_str());
    chat.upload(&path, caption).map(|()| Then::GoOn)
}

fn say(chat: &mut Chat<'_>, text: &str) -> Outcome {
    if text.is_empty() {
        return Err("say what? /say TEXT".to_owned());
    }
    chat.say(text);
    Ok(Then::GoOn)
}

fn why(chat: &mut Chat<'_>, _arguments: &str) -> Outcome {
    let text = match chat.last_turn() {
        Some((number, events, calls)) => view_trace::why(&chat.page(), number, events, calls),
        None => return Err("nothing has happened yet".to_owned()),
    };
    chat.show(|_| text);
    Ok(Then::GoOn)
}

fn vars(chat: &mut Chat<'_>, _arguments: &str) -> Outcome {
    let text = view_state::variables(&chat.page(), &chat.conversation.session);
    chat.show(|_| text);
    Ok(Then::GoOn)
}

fn stack(chat: &mut Chat<'_>, _arguments: &str) -> Outcome {
    let text = view_state::stack(&chat.page(), &chat.conversation.session);
    chat.show(|_| text);
    Ok(Then::GoOn)
}

fn log(chat: &mut Chat<'_>, _arguments: &str) -> Outcome {
    let text = view_state::log(&chat.page(), &chat.log);
    chat.show(|_| text);
    Ok(Then::GoOn)
}

fn calls(chat: &mut Chat<'_>, arguments: &str) -> Outcome {
    let calls = chat.conversation.calls();
    let page = chat.page();
    if calls.is_empty() {
        chat.remark("no call was made yet");
        return Ok(Then::GoOn);
    }
    let text = if arguments.is_empty() {
        view_call::list(&page, calls)
    } else {
        let index = arguments.trim_start_matches('#').parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        let call = index.and_then(|index| calls.get(index));
        let call = call
            .ok_or_else(|| format!("there is no call {arguments}; there are calls 1 to {}", calls.len()))?;
        view_call::as_mock(&page, call)
    };
    chat.show(|_| text);
    Ok(Then::GoOn)
}

fn goto(chat: &mut Chat<'_>, arguments: &str) -> Outcome {
    if arguments.is_empty() {
        return Err("where to? /goto NAME of an interaction or a dialog".to_owned());
    }
    let id = names::find_place(chat.bot(), arguments)
        .or_else(|reason| names::find_place(chat.bot(), &unquoted(arguments)).map_err(|_| reason))?;
    chat.play(Input::Goto(id));
    Ok(Then::GoOn)
}

fn reset(chat: &mut Chat<'_>, _arguments: &str) -> Outcome {
    chat.remark("the conversation begins anew");
    chat.restart();
    Ok(Then::GoOn)
}

fn reload(chat: &mut Chat<'_>, _arguments: &str) -> Outcome {
    chat.reload()?;
    chat.remark("the bot is read again, and the conversation begins anew");
    chat.begin();
    Ok(Then::GoOn)
}

fn clock_command(chat: &mut Chat<'_>, arguments: &str) -> Outcome {
    let wanted = arguments.strip_prefix('+').unwrap_or(arguments).trim();
    if !wanted.is_empty() {
        let time = parse_duration(wanted).map_err(|problem| match &problem.suggestion {
            Some(meant) => format!("{problem}; write `/clock +{meant}`"),
            None => problem.to_string(),
        })?;
        chat.pass_time(time);
    }
    let now = clock::date_time(chat.conversation.session.now());
    chat.remark(&format!("it is {now} in the conversation"));
    Ok(Then::GoOn)
}

fn help(chat: &mut Chat<'_>, arguments: &str) -> Outcome {
    let name = arguments.trim_start_matches('/');
    if name.is_empty() {
        chat.show(all_help);
        return Ok(Then::GoOn);
    }
    let command = find(name)?;
    chat.show(|page| format!("{}\n{}", usage(command), page.lines(command.help, "  ", "  ")));
    Ok(Then::GoOn)
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
        let painted = page.terminal.paint(Style::Choice, &usage);
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
    let more = "Everything else is what the consumer says. A number, `#2` or a label taps a choice; a file's path, \
                while a file is awaited, sends the file; `//text` says a text that begins with a slash.";
    lines.push(page.lines(more, "", ""));
    lines.join("\n")
}

fn quit(_chat: &mut Chat<'_>, _arguments: &str) -> Outcome {
    Ok(Then::Leave)
}
