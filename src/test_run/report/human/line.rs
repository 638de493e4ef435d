//! A line of the conversation, marked where it is wrong.

use super::bubble::{bubble, said, sentence};
use super::diff::{Piece, compare};
use super::page::Page;
use super::rows::{Side, rows};
use crate::replay::{Difference, ExpectedLine, FilePlace, Line, Mark, PlayedTurn};
use crate::test_run::cause::Atlas;
use crate::trace::TraceEvent;

/// Draws the lines of a turn.
pub(super) struct Lines<'l> {
    pub(super) page: &'l Page<'l>,
    pub(super) atlas: &'l Atlas<'l>,
    pub(super) turn: &'l PlayedTurn,
    /// Whether messages are told apart by the names of the bots, as there are several.
    pub(super) names_bots: bool,
}

impl Lines<'_> {
    pub(super) fn draw(&self, place: usize) -> Vec<String> {
        let Some(line) = self.turn.lines.get(place) else { return Vec::new() };
        let shown = line.shown.and_then(|shown| self.turn.trace.events.get(shown));
        match (line.mark, &line.expected, shown) {
            (Mark::Agrees, _, Some(shown)) => {
                bubble(self.page, shown, &self.speaker(line), None).unwrap_or_default()
            }
            (Mark::Differs, Some(expected), Some(shown)) => self.differs(line, expected, shown),
            (Mark::Missing, Some(expected), _) => self.missing(line, expected),
            (Mark::Moved, Some(expected), _) => self.moved(place, line, expected),
            (Mark::Extra, _, Some(shown)) => {
                let said_by = self.said_by(shown).map_or_else(String::new, |by| format!("; {by}"));
                self.shown(line, shown, &format!("not in the transcript{said_by}"))
            }
            (Mark::MovedHere, _, Some(shown)) => self.moved_here(place, line, shown),
            _ => Vec::new(),
        }
    }

    /// The name in front of what a line says.
    fn speaker(&self, line: &Line) -> String {
        if !self.names_bots {
            return "Bot".to_owned();
        }
        let trace = &self.turn.trace;
        let until = line.shown.unwrap_or(trace.events.len());
        let taken_over = trace.events[..until].iter().rev().find_map(|event| match event {
            TraceEvent::TookOver { bot, .. } => Some(bot),
            _ => None,
        });
        taken_over.unwrap_or(&trace.before.bot).clone()
    }

    /// Who says something: `` said by `glad` (bot.yaml:33) ``.
    fn said_by(&self, shown: &TraceEvent) -> Option<String> {
        Some(match shown {
            TraceEvent::Message { from: Some(from), .. } | TraceEvent::PrivateMessage { from, .. } => {
                format!("said by {}", self.atlas.interaction(from))
            }
            TraceEvent::Transferred { from, .. } => format!("made by {}", self.atlas.interaction(from)),
            TraceEvent::Message { from: None, .. } => "said by the platform".to_owned(),
            _ => return None,
        })
    }

    fn shown(&self, line: &Line, shown: &TraceEvent, remark: &str) -> Vec<String> {
        let mut lines = bubble(self.page, shown, &self.speaker(line), Some(Side::Actual)).unwrap_or_default();
        lines.push(self.page.remark(remark));
        lines
    }

    fn expected(&self, line: &Line, expected: &ExpectedLine, remark: &str) -> Vec<String> {
        let (lead, text) = words(expected, &self.speaker(line));
        vec![sentence(self.page, &lead, &text, Some(Side::Expected)), self.page.remark(remark)]
    }

    fn missing(&self, line: &Line, expected: &ExpectedLine) -> Vec<String> {
        self.expected(
            line,
            expected,
            &format!("missing; the transcript expects it ({})", place(&expected.place)),
        )
    }

    fn moved(&self, at: usize, line: &Line, expected: &ExpectedLine) -> Vec<String> {
        let way = match line.other {
            Some(other) if other < at => "earlier",
            _ => "later",
        };
        self.expected(
            line,
            expected,
            &format!("comes {way}; the transcript expects it here ({})", place(&expected.place)),
        )
    }

    fn moved_here(&self, at: usize, line: &Line, shown: &TraceEvent) -> Vec<String> {
        let other = line.other.and_then(|other| self.turn.lines.get(other)?.expected.as_ref());
        let way = match line.other {
            Some(other) if other > at => "later",
            _ => "earlier",
        };
        let expected = other.map_or_else(String::new, |expected| format!(" ({})", place(&expected.place)));
        let said_by = self.said_by(shown).map_or_else(String::new, |by| format!(", {by}"));
        let remark = format!("comes here{said_by}; the transcript expects it {way}{expected}");
        self.shown(line, shown, &remark)
    }

    fn differs(&self, line: &Line, expected: &ExpectedLine, shown: &TraceEvent) -> Vec<String> {
        let text = expected.differences.iter().find(|one| is_about_text(one));
        let mut lines = match text {
            Some(difference) => self.text_differs(line, expected, shown, difference),
            None => bubble(self.page, shown, &self.speaker(line), None).unwrap_or_default(),
        };
        for difference in expected.differences.iter().filter(|one| !is_about_text(one)) {
            let actual = difference.actual.as_deref().unwrap_or("nothing");
            lines.extend(self.both(&format!("{}: ", difference.what), true, &difference.expected, actual));
        }
        let said_by = self.said_by(shown).unwrap_or_else(|| "what happens".to_owned());
        lines.push(self.page.remark(&format!("- is expected ({}), + is {said_by}", place(&expected.place))));
        lines
    }

    /// The two texts, what differs marked where the whole text is given; then what is offered to tap.
    fn text_differs(
        &self,
        line: &Line,
        expected: &ExpectedLine,
        shown: &TraceEvent,
        difference: &Difference,
    ) -> Vec<String> {
        let speaker = self.speaker(line);
        let (Some((lead, _)), Some(actual)) = (said(shown, &speaker), &difference.actual) else {
            return Vec::new();
        };
        let wanted = described(expected, &difference.expected);
        let mut lines = self.both(&lead, expected.is_exact, &wanted, actual);
        let offered = bubble(self.page, shown, &speaker, None).unwrap_or_default();
        lines.extend(offered.into_iter().skip(1));
        lines
    }

    fn both(&self, lead: &str, is_exact: bool, expected: &str, actual: &str) -> Vec<String> {
        let safe = |text: &str| self.page.safe(text.trim()).replace('\t', "\\t");
        let (expected, actual) = (safe(expected), safe(actual));
        let whole = |text: &str| vec![Piece { text: text.to_owned(), is_changed: false }];
        let (left, right) = match is_exact {
            true => compare(&expected, &actual),
            false => (whole(&expected), whole(&actual)),
        };
        let lead = self.page.safe_line(lead);
        let mut lines = rows(self.page, Side::Expected, &lead, &left);
        lines.extend(rows(self.page, Side::Actual, &lead, &right));
        lines
    }
}

/// What differs in the text itself; the rest is told by what it is.
fn is_about_text(difference: &Difference) -> bool {
    difference.what == "text"
}

fn place(place: &FilePlace) -> String {
    format!("{}:{}", place.file, place.line)
}

/// What is expected of a text: the text itself, or in brackets what it must be like.
fn described(expected: &ExpectedLine, text: &str) -> String {
    if expected.is_exact { text.to_owned() } else { format!("({text})") }
}

/// An expected line as a bubble.
fn words(expected: &ExpectedLine, speaker: &str) -> (String, String) {
    let text = expected.text.clone();
    match expected.kind {
        "bot" => (format!("{speaker}: "), described(expected, &text)),
        "transfer" if text.is_empty() => (String::new(), "[transferred]".to_owned()),
        "transfer" => (String::new(), format!("[transferred to {text}]")),
        "closed" if text.is_empty() => (String::new(), "[closed]".to_owned()),
        "closed" => (String::new(), format!("[closed {text}]")),
        kind => (format!("[{kind}] "), described(expected, &text)),
    }
}
