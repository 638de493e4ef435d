//! `--trace`: each turn explained as soon as it is over, for people or for programs.

use std::io::{ErrorKind, Write};
use std::sync::Arc;

use super::page::Page;
use super::view_trace;
use crate::engine::{Event, Session};
use crate::linked::LinkedBot;
use crate::play::{CallRecord, Happened};
use crate::terminal::{Style, Terminal, escape_json};
use crate::trace::{Moment, turn};

/// Who reads the trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TraceFormat {
    /// People: the explanation of `/why`.
    Human,
    /// Programs: one JSON object a line.
    Json,
}

/// Where the trace goes.
pub struct TraceOutput<'o> {
    /// Who reads it.
    pub format: TraceFormat,
    /// Where it is written; between the turns of the chat where there is no place of its own.
    pub out: Option<Box<dyn Write + 'o>>,
    /// Why nothing more is written, once that is so.
    pub(super) over: Option<Over>,
}

/// Why nothing more of a trace is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Over {
    /// Nobody reads any more.
    Unread,
    /// It cannot be written, in words.
    Failed(String),
}

impl<'o> TraceOutput<'o> {
    /// A trace that goes to `out`, or between the turns of the chat.
    pub fn new(format: TraceFormat, out: Option<Box<dyn Write + 'o>>) -> Self {
        Self { format, out, over: None }
    }

    /// Writes a turn, where the trace has a place of its own.
    pub(super) fn write(&mut self, text: &str) {
        let Some(out) = self.out.as_mut().filter(|_| self.over.is_none()) else { return };
        let written = out.write_all(format!("{text}\n").as_bytes()).and_then(|()| out.flush());
        self.over = match written {
            Ok(()) => None,
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Some(Over::Unread),
            Err(error) => Some(Over::Failed(format!("the trace cannot be written on: {error}"))),
        };
    }
}

impl std::fmt::Debug for TraceOutput<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("TraceOutput").field("format", &self.format).finish_non_exhaustive()
    }
}

/// A turn that is to be told.
pub(super) struct Told<'t> {
    /// Its number, from 1.
    pub number: usize,
    /// What happened.
    pub events: &'t [Happened],
    /// The calls that were made in it.
    pub calls: &'t [CallRecord],
    /// The bot and the session before it; kept for programs only.
    pub before: Option<&'t (Arc<LinkedBot>, Session)>,
    /// The session after it, with the page's bot.
    pub session: &'t Session,
}

/// Whether anything happened that is worth an entry.
pub(super) fn is_worth_telling(events: &[Happened]) -> bool {
    events.iter().any(|happened| !matches!(happened.event, Event::Ended(_)))
}

/// A turn for people: `/why`, between the turns and less important than they are.
pub(super) fn between_turns(page: &Page<'_>, told: &Told<'_>) -> String {
    let plain = Page { terminal: Terminal { color: false, ..page.terminal }, ..*page };
    page.painted(Style::Dim, &view_trace::indented(&plain, told.number, told.events, told.calls, "  "))
}

/// A turn for people, in a file of its own.
pub(super) fn in_a_file(page: &Page<'_>, told: &Told<'_>) -> String {
    let page = Page { terminal: Terminal::plain(), wraps: false, ..*page };
    view_trace::why(&page, told.number, told.events, told.calls)
}

/// A turn for programs: one line of JSON.
///
/// # Errors
/// It cannot be put in JSON, in words.
pub(super) fn json(page: &Page<'_>, told: &Told<'_>) -> Result<String, String> {
    let after = Moment { bot: page.bot, session: told.session };
    let before = told.before.map_or(after, |(bot, session)| Moment { bot, session });
    let trace = turn(page.sources, page.secrets, told.number, before, told.events, after);
    let json = serde_json::to_string(&trace);
    json.map(|json| escape_json(&json).into_owned())
        .map_err(|error| format!("the trace of turn {}: {error}", told.number))
}
