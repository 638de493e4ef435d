//! What can be typed next: candidates for Tab, and the grey hint behind the cursor.

use std::sync::Arc;

use super::commands::{Argument, COMMANDS, Command};
use super::names::places;
use crate::bot::{Channel, Fault};
use crate::linked::LinkedBot;
use crate::terminal::printable_line;

/// What the conversation offers now.
#[derive(Clone, Debug)]
pub(super) struct Offers {
    /// The bot, for names.
    pub bot: Arc<LinkedBot>,
    /// The labels on offer.
    pub choices: Vec<String>,
    /// Whether a file is awaited.
    pub file: bool,
}

/// Candidates for what is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Candidates {
    /// These, in the place of everything from this byte on.
    Texts(usize, Vec<String>),
    /// Files.
    Files,
}

/// A hint: what is shown in grey, and what of it can be taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Suggestion {
    /// What is shown.
    pub shown: String,
    /// What is typed if it is accepted.
    pub taken: Option<String>,
}

impl Offers {
    /// Candidates for the text before the cursor.
    pub(super) fn candidates(&self, typed: &str) -> Candidates {
        if typed.starts_with('/') && !typed.starts_with("//") {
            return self.for_command(typed);
        }
        if self.file && !typed.is_empty() {
            return Candidates::Files;
        }
        matching(0, typed, self.choices.iter().map(String::as_str))
    }

    fn for_command(&self, typed: &str) -> Candidates {
        let Some((name, rest)) = typed.split_once(char::is_whitespace) else {
            let names = command_names().map(|name| format!("/{name}")).collect::<Vec<_>>();
            let found = matching(0, typed, names.iter().map(String::as_str));
            let none = found == Candidates::Texts(0, Vec::new());
            return if none && self.file { Candidates::Files } else { found };
        };
        let start = typed.len() - rest.trim_start().len();
        let rest = &typed[start..];
        let Some(command) = COMMANDS.iter().find(|command| name[1..] == *command.name) else {
            return Candidates::Texts(0, Vec::new());
        };
        match command.argument {
            Argument::File => Candidates::Files,
            Argument::Place => matching(start, rest, places(&self.bot)),
            Argument::Channel => matching(start, rest, Channel::ALL.iter().map(|(name, _)| *name)),
            Argument::Command => matching(start, rest, command_names()),
            Argument::Intent => self.for_intent(start, rest),
            Argument::Integration => self.for_integration(command, start, rest),
            Argument::Free => Candidates::Texts(start, Vec::new()),
        }
    }

    /// The integration's name first, then what may follow it.
    fn for_integration(&self, command: &Command, start: usize, rest: &str) -> Candidates {
        let names = || self.bot.integrations.iter().map(|integration| &*integration.name);
        let named =
            names().filter(|name| rest.strip_prefix(name).is_some_and(|after| after.starts_with(' ')));
        let Some(name) = named.max_by_key(|name| name.len()) else { return matching(start, rest, names()) };
        let after = rest[name.len()..].trim_start();
        let start = start + rest.len() - after.len();
        let faults = Fault::ALL.iter().map(|(name, _)| *name);
        match command.name {
            "live" => matching(start, after, ["on", "off"].into_iter()),
            _ => matching(start, after, faults.chain(["off"])),
        }
    }

    /// An intent's name, also after others with their scores.
    fn for_intent(&self, mut start: usize, mut rest: &str) -> Candidates {
        let names = || self.bot.intents.names().map(|name| &**name);
        loop {
            let named =
                names().filter(|name| rest.strip_prefix(name).is_some_and(|after| after.starts_with(' ')));
            let Some(name) = named.max_by_key(|name| name.len()) else { break };
            let after = rest[name.len()..].trim_start();
            let Some((score, next)) = after.split_once(' ') else { break };
            if !score.starts_with(|digit: char| digit.is_ascii_digit()) {
                break;
            }
            let next = next.trim_start();
            start += rest.len() - next.len();
            rest = next;
        }
        matching(start, rest, names())
    }

    /// The hint for a line with the cursor at its end.
    pub(super) fn suggestion(&self, line: &str) -> Option<Suggestion> {
        let only_shown = |shown: &str| Some(Suggestion { shown: shown.to_owned(), taken: None });
        if line.is_empty() {
            return match self.choices.len() {
                _ if self.file => only_shown("drop a file here, or /upload PATH"),
                0 => None,
                1 => only_shown("1 taps it"),
                several => only_shown(&format!("1 to {several} taps one")),
            };
        }
        if let Some(name) = line.strip_prefix('/').filter(|name| !name.is_empty()) {
            return command_suggestion(name);
        }
        let label = self.choices.iter().find(|label| label.len() > line.len() && label.starts_with(line))?;
        let rest = label[line.len()..].to_owned();
        Some(Suggestion { shown: rest.clone(), taken: Some(rest) })
    }
}

fn command_names() -> impl Iterator<Item = &'static str> + Clone {
    COMMANDS.iter().map(|command| command.name)
}

fn command_suggestion(typed: &str) -> Option<Suggestion> {
    let command = COMMANDS.iter().find(|command| command.name.starts_with(typed))?;
    let rest = &command.name[typed.len()..];
    let arguments =
        if command.arguments.is_empty() { String::new() } else { format!(" {}", command.arguments) };
    let shown = format!("{rest}{arguments}");
    let taken = (!rest.is_empty()).then(|| rest.to_owned());
    (!shown.is_empty()).then_some(Suggestion { shown, taken })
}

/// Candidates that begin as typed, in any case. What a terminal must not be shown is left out: the
/// line editor writes candidates as they are.
fn matching<'c>(start: usize, typed: &str, known: impl Iterator<Item = &'c str>) -> Candidates {
    let typed = typed.to_lowercase();
    let fits = |text: &&str| text.to_lowercase().starts_with(&typed) && printable_line(text) == **text;
    let mut found: Vec<String> = known.filter(fits).map(str::to_owned).collect();
    found.dedup();
    Candidates::Texts(start, found)
}
