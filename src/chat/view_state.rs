//! The state of a conversation in words: `/vars`, `/stack`, `/log`.

use std::sync::Arc;

use super::page::{Page, count};
use crate::bot::Scope;
use crate::engine::Session;
use crate::terminal::Style;
use crate::text::shortened;

/// How much of a value is shown.
const VALUE: usize = 500;

/// Variables by scope, the stored answers of integrations, the bot's environment.
pub(super) fn variables(page: &Page<'_>, session: &Session) -> String {
    let all = session.variables();
    let mut sections = Vec::new();
    for (name, scope) in Scope::ALL.into_iter().rev() {
        let of_scope: Vec<_> = all
            .iter()
            .filter(|(of, ..)| *of == scope)
            .map(|(_, name, value)| (name.clone(), value.clone()))
            .collect();
        sections.extend(section(page, &format!("{name} variables"), &of_scope));
    }
    sections.extend(section(page, "lasting variables (180 days)", &lasting(session)));
    sections.extend(section(page, "consumer's profile", &profile(session)));
    sections.extend(section(page, "what was understood", &understood(page, session)));
    sections.extend(section(page, "answers of integrations", &session.results()));
    let environment: Vec<_> =
        page.bot.environment.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
    sections.extend(section(page, "environment", &environment));
    if sections.is_empty() {
        return page.notice("no variable is set");
    }
    sections.join("\n")
}

/// What outlives the session.
fn lasting(session: &Session) -> Vec<(Arc<str>, Arc<str>)> {
    session.lasting_variables().into_iter().map(|(name, value, _)| (name, value)).collect()
}

fn profile(session: &Session) -> Vec<(Arc<str>, Arc<str>)> {
    let Some(profile) = session.profile() else { return Vec::new() };
    let entry = |name: &str, value: &Option<String>| {
        value.as_ref().map(|value| (Arc::from(name), Arc::from(value.as_str())))
    };
    let entries = [entry("firstName", &profile.first_name), entry("lastName", &profile.last_name)];
    entries.into_iter().flatten().collect()
}

/// The intents that were met last, and the entities that the dialog on top knows.
fn understood(page: &Page<'_>, session: &Session) -> Vec<(Arc<str>, Arc<str>)> {
    let name = |intent: usize| page.bot.intents.name(intent).clone();
    let intents = [("intent", session.last_intent()), ("chosen intent", session.disambiguated_intent())];
    let mut all: Vec<(Arc<str>, Arc<str>)> =
        intents.into_iter().filter_map(|(what, intent)| Some((Arc::from(what), name(intent?)))).collect();
    for found in session.stack().last().map_or(&[][..], |frame| &frame.entities) {
        let entity = format!("@{}", page.bot.entities.name(found.entity));
        all.push((Arc::from(entity), found.value.clone()));
    }
    all
}

fn section(page: &Page<'_>, title: &str, values: &[(Arc<str>, Arc<str>)]) -> Option<String> {
    if values.is_empty() {
        return None;
    }
    let mut shown = page.terminal.paint(Style::Heading, title);
    for (name, value) in values {
        // Masked before it is cut: half a secret would not be found.
        let value = shortened(&page.safe_line(value), VALUE);
        shown.push('\n');
        shown.push_str(&page.lines(&format!("{} = {value}", page.safe_line(name)), "  ", "    "));
    }
    Some(shown)
}

/// The dialogs under way, the one that plays first.
pub(super) fn stack(page: &Page<'_>, session: &Session) -> String {
    if session.is_closed() {
        return page.notice("the conversation is closed: the next message begins a new one");
    }
    if session.stack().is_empty() {
        return page.notice("no dialog is under way: the next message goes to the dialog starters");
    }
    let mut lines = Vec::new();
    for (index, frame) in session.stack().iter().rev().enumerate() {
        let dialog = page.bot.dialog(frame.dialog);
        let waits = match frame.waiting {
            Some(id) => format!("waits at {}", page.interaction(id)),
            None if index == 0 => "is under way".to_owned(),
            None => "is left: it ends when the dialog above it does".to_owned(),
        };
        let fallbacks = match frame.fallbacks {
            0 => String::new(),
            fallbacks => format!(", after {} in a row", count(fallbacks as usize, "fallback")),
        };
        let text = format!("{}. {} ({}) {waits}{fallbacks}", index + 1, dialog.name, page.place(dialog.span));
        lines.push(page.lines(&page.safe(&text), "  ", "     "));
    }
    lines.join("\n")
}

/// One line of `/log`.
#[derive(Clone, Debug)]
pub(super) struct LogEntry {
    /// The turn in which it was written.
    pub turn: usize,
    /// What it says, already worded.
    pub text: String,
}

/// The platform's log and what went wrong, with the numbers of the turns.
pub(super) fn log(page: &Page<'_>, entries: &[LogEntry]) -> String {
    if entries.is_empty() {
        return page.notice("the log is empty");
    }
    let line =
        |entry: &LogEntry| page.lines(&page.safe(&entry.text), &format!("  turn {}: ", entry.turn), "    ");
    entries.iter().map(line).collect::<Vec<_>>().join("\n")
}
