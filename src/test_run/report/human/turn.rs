//! A turn: what happens, what the bot answers, what is wrong with that and why.

use super::act::act;
use super::line::Lines;
use super::page::{PLAIN, Page};
use crate::replay::{PlayedTurn, Trouble, TroubleKind, Unmet};
use crate::terminal::Style;
use crate::test_run::cause::{Atlas, Cause, cause};
use crate::transcript::Case;

/// Draws turns of one case.
pub(super) struct Turns<'t> {
    pub(super) page: Page<'t>,
    pub(super) atlas: &'t Atlas<'t>,
    pub(super) case: &'t Case,
    pub(super) turns: &'t [PlayedTurn],
    /// Whether messages are told apart by the names of the bots, as there are several.
    pub(super) names_bots: bool,
}

impl Turns<'_> {
    /// The conversation of a turn, wrong lines marked.
    pub(super) fn conversation(&self, place: usize) -> Vec<String> {
        let Some(turn) = self.turns.get(place) else { return Vec::new() };
        let mut lines = act(&self.page, &self.turns[..=place]);
        let drawing = Lines { page: &self.page, atlas: self.atlas, turn, names_bots: self.names_bots };
        if turn.is_refused() {
            // Nothing happened, so whatever is expected of it is missing.
            lines.extend(turn.troubles.iter().map(|trouble| self.trouble(trouble)));
            return lines;
        }
        lines.extend((0..turn.lines.len()).flat_map(|line| drawing.draw(line)));
        lines.extend(turn.unmet.iter().map(|unmet| self.unmet(unmet)));
        lines.extend(turn.troubles.iter().map(|trouble| self.trouble(trouble)));
        lines
    }

    fn unmet(&self, unmet: &Unmet) -> String {
        let Unmet { what, expected, actual, place } = unmet;
        let place = format!("{}:{}", place.file, place.line);
        let text = match (actual.as_str(), expected.as_str()) {
            // What differs in a call is a sentence of its own.
            _ if is_about_one_call(what) && actual != "no call" => {
                format!("{what}: {actual} ({place})")
            }
            (actual, expected) => format!("{what}: {actual}; expected: {expected} ({place})"),
        };
        self.page.alarm(&text)
    }

    fn trouble(&self, trouble: &Trouble) -> String {
        let nearest = if trouble.kind == TroubleKind::Call { "it stands at " } else { "" };
        let place = trouble.place.as_ref().map(|place| format!(" ({nearest}{}:{})", place.file, place.line));
        self.page.alarm(&format!("{}{}", trouble.message, place.unwrap_or_default()))
    }

    /// Why a turn went as it did.
    pub(super) fn cause(&self, place: usize) -> Vec<String> {
        let Cause { reasons, variables } = cause(self.atlas, self.case, &self.turns[..=place]);
        let why = reasons.iter().map(|reason| self.labelled("why:", reason));
        why.chain(variables.iter().map(|variable| self.labelled("with:", variable))).collect()
    }

    /// `why: …`, its further lines under the first.
    pub(super) fn labelled(&self, label: &str, text: &str) -> String {
        let first = format!("{PLAIN}{} ", self.page.terminal.paint(Style::Strong, label));
        let rest = " ".repeat(PLAIN.len() + label.len() + 1);
        self.page.lines(&self.page.safe_line(text), &first, &rest)
    }
}

fn is_about_one_call(what: &str) -> bool {
    what.starts_with("calls.") && [".first", ".last", ".some"].iter().any(|end| what.ends_with(end))
}
