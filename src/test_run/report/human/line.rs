//! A line of the conversation, marked where it is wrong.

use super::bubble::{bubble, said, sentence};
use super::page::Page;
use crate::comparison::{Marked, Side, compare, rows};
use crate::replay::{Difference, ExpectedLine, Line, Mark, PlayedTurn};
use crate::test_run::cause::Atlas;
use crate::test_run::report::shown::{Shown, shown};
use crate::trace::TraceEvent;
use crate::writing::item_in_one_line;

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
        let shown = line.shown.and_then(|place| self.turn.trace.events.get(place)).and_then(shown);
        let shown = shown.as_ref();
        match (line.mark, &line.expected, shown) {
            (Mark::Agrees, _, Some(shown)) => bubble(self.page, shown, &self.speaker(line), None),
            (Mark::Differs, Some(expected), Some(shown)) => self.differs(line, expected, shown),
            (Mark::Missing, Some(expected), _) => self.missing(line, expected),
            (Mark::Moved, Some(expected), _) => self.moved(place, line, expected),
            (Mark::Extra, _, Some(shown)) => {
                let said_by = self.said_by(shown).map_or_else(String::new, |by| format!("; {by}"));
                let mut lines = self.shown(line, shown, &format!("not in the transcript{said_by}"));
                let item = line.unmentioned.as_ref().map(item_in_one_line);
                lines.extend(item.map(|item| self.page.remark(&format!("write: {item}"))));
                lines
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
    fn said_by(&self, shown: &Shown<'_>) -> Option<String> {
        let whom = shown.from.map_or_else(|| "the platform".to_owned(), |from| self.atlas.interaction(from));
        Some(format!("{} {whom}", shown.verb()?))
    }

    fn shown(&self, line: &Line, shown: &Shown<'_>, remark: &str) -> Vec<String> {
        let mut lines = bubble(self.page, shown, &self.speaker(line), Some(Side::Actual));
        lines.push(self.page.remark(remark));
        lines
    }

    fn expected(&self, line: &Line, expected: &ExpectedLine, remark: &str) -> Vec<String> {
        let (lead, text) = words(expected, &self.speaker(line));
        vec![sentence(self.page, &lead, &text, Some(Side::Expected)), self.page.remark(remark)]
    }

    fn missing(&self, line: &Line, expected: &ExpectedLine) -> Vec<String> {
        self.expected(line, expected, &format!("missing; the transcript expects it ({})", expected.place))
    }

    fn moved(&self, at: usize, line: &Line, expected: &ExpectedLine) -> Vec<String> {
        let way = match line.other {
            Some(other) if other < at => "earlier",
            _ => "later",
        };
        self.expected(
            line,
            expected,
            &format!("comes {way}; the transcript expects it here ({})", expected.place),
        )
    }

    fn moved_here(&self, at: usize, line: &Line, shown: &Shown<'_>) -> Vec<String> {
        let other = line.other.and_then(|other| self.turn.lines.get(other)?.expected.as_ref());
        let way = match line.other {
            Some(other) if other > at => "later",
            _ => "earlier",
        };
        let expected = other.map_or_else(String::new, |expected| format!(" ({})", expected.place));
        let said_by = self.said_by(shown).map_or_else(String::new, |by| format!(", {by}"));
        let remark = format!("comes here{said_by}; the transcript expects it {way}{expected}");
        self.shown(line, shown, &remark)
    }

    fn differs(&self, line: &Line, expected: &ExpectedLine, shown: &Shown<'_>) -> Vec<String> {
        let text = expected.differences.iter().find(|one| is_about_text(one));
        let mut lines = match text {
            Some(difference) => self.text_differs(line, expected, shown, difference),
            None => bubble(self.page, shown, &self.speaker(line), None),
        };
        for difference in expected.differences.iter().filter(|one| !is_about_text(one)) {
            let actual = difference.actual.as_deref().unwrap_or("nothing");
            lines.extend(self.both(&format!("{}: ", difference.what), true, &difference.expected, actual));
        }
        let said_by = self.said_by(shown).unwrap_or_else(|| "what happens".to_owned());
        lines.push(self.page.remark(&format!("- is expected ({}), + is {said_by}", expected.place)));
        lines
    }

    /// The two texts, what differs marked where the whole text is given; then what is offered to tap.
    fn text_differs(
        &self,
        line: &Line,
        expected: &ExpectedLine,
        shown: &Shown<'_>,
        difference: &Difference,
    ) -> Vec<String> {
        let speaker = self.speaker(line);
        let Some(actual) = &difference.actual else { return Vec::new() };
        let (lead, _) = said(shown, &speaker);
        let wanted = described(expected, &difference.expected);
        let mut lines = self.both(&lead, expected.is_exact, &wanted, actual);
        let offered = bubble(self.page, shown, &speaker, None);
        lines.extend(offered.into_iter().skip(1));
        lines
    }

    fn both(&self, lead: &str, is_exact: bool, expected: &str, actual: &str) -> Vec<String> {
        let safe = |text: &str| self.page.safe(text.trim()).replace('\t', "\\t");
        let (expected, actual) = (safe(expected), safe(actual));
        let compared = is_exact.then(|| compare(&expected, &actual));
        let lead = self.page.safe_line(lead);
        let side = |(side, text): (Side, &str)| match &compared {
            Some(compared) => self.rows(side, &lead, &compared.marked(side.of())),
            None => self.rows(side, &lead, &[Marked { text, is_changed: false }]),
        };
        [(Side::Expected, expected.as_str()), (Side::Actual, &actual)].into_iter().flat_map(side).collect()
    }

    fn rows(&self, side: Side, lead: &str, parts: &[Marked<'_>]) -> Vec<String> {
        rows(&self.page.terminal, self.page.width(), side, ("  ", lead), parts)
    }
}

/// What differs in the text itself; the rest is told by what it is.
fn is_about_text(difference: &Difference) -> bool {
    difference.what == "text"
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
