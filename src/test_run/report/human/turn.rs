//! A turn: what happens, what the bot answers, what is wrong with that and why.

use super::line::Lines;
use super::page::{PLAIN, Page};
use crate::replay::{PlayedTurn, Unmet};
use crate::terminal::Style;
use crate::test_run::report::act::{Heard, in_chat};
use crate::test_run::report::told::Failure;
use crate::test_run::report::words;

/// Draws turns of one case.
pub(super) struct Turns<'t> {
    pub(super) page: Page<'t>,
    pub(super) failure: &'t Failure<'t>,
    pub(super) turns: &'t [PlayedTurn],
    /// Whether messages are told apart by the names of the bots, as there are several.
    pub(super) names_bots: bool,
}

impl Turns<'_> {
    /// The conversation of a turn, wrong lines marked.
    pub(super) fn conversation(&self, place: usize) -> Vec<String> {
        let Some(turn) = self.turns.get(place) else { return Vec::new() };
        let mut lines = self.happens(place);
        let atlas = self.failure.atlas;
        let drawing = Lines { page: &self.page, atlas, turn, names_bots: self.names_bots };
        // Where nothing happened, whatever is expected is missing.
        if !turn.is_refused() {
            lines.extend((0..turn.lines.len()).flat_map(|line| drawing.draw(line)));
            lines.extend(turn.unmet.iter().map(|unmet| self.unmet(unmet)));
        }
        lines.extend(turn.troubles.iter().map(|trouble| self.page.alarm(&words::trouble(trouble))));
        lines
    }

    /// What happens to the bot.
    fn happens(&self, place: usize) -> Vec<String> {
        let heard = in_chat(&self.turns[..=place]);
        if heard.is_empty() {
            return vec![self.aside("(the conversation begins)")];
        }
        let line = |heard: &Heard| match heard {
            Heard::Consumer(text) => {
                let text =
                    self.page.lines(&self.page.safe(text), &format!("{PLAIN}> "), &format!("{PLAIN}  "));
                self.page.painted(Style::Consumer, &text)
            }
            Heard::Aside(text) => self.aside(text),
        };
        heard.iter().map(line).collect()
    }

    fn aside(&self, text: &str) -> String {
        let text = self.page.lines(&self.page.safe_line(text), PLAIN, &format!("{PLAIN} "));
        self.page.painted(Style::Dim, &text)
    }

    fn unmet(&self, unmet: &Unmet) -> String {
        self.page.alarm(&format!("{} ({})", words::unmet(unmet), unmet.place))
    }

    /// Why a turn went as it did.
    pub(super) fn cause(&self, place: usize) -> Vec<String> {
        let Some(cause) = self.failure.causes.get(&place) else { return Vec::new() };
        let why = cause.reasons.iter().map(|reason| self.labelled("why:", &reason.words));
        why.chain(cause.variables.iter().map(|variable| self.labelled("with:", variable))).collect()
    }

    /// `why: …`, its further lines under the first.
    pub(super) fn labelled(&self, label: &str, text: &str) -> String {
        let first = format!("{PLAIN}{} ", self.page.terminal.paint(Style::Strong, label));
        let rest = " ".repeat(PLAIN.len() + label.len() + 1);
        self.page.lines(&self.page.safe_line(text), &first, &rest)
    }
}
