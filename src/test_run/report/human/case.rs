//! A case that failed: the conversation around each failure, why it went that way, how to see it again.

use super::page::{PLAIN, Page};
use super::reproduce::command;
use super::turn::Turns;
use crate::replay::{Act, Outcome, PlayedTurn, UnusedKind};
use crate::terminal::{Style, count};
use crate::test_run::report::told::{Failure, MOST_CAUSES, Told};
use crate::test_run::report::words;

/// So many turns are drawn before each of them.
const BEFORE: usize = 2;

/// A failed case of a plan.
pub(super) struct Failed<'f> {
    pub(super) page: Page<'f>,
    pub(super) told: &'f Told<'f>,
    pub(super) failure: &'f Failure<'f>,
    /// Whether other cases stand at the same line, so that its name must be given.
    pub(super) is_one_of_several: bool,
}

impl Failed<'_> {
    pub(super) fn draw(&self) -> String {
        let mut lines = vec![self.headline(), String::new()];
        let turns = &self.told.result.outcome.turns;
        let failing: Vec<usize> = (0..turns.len()).filter(|place| !turns[*place].agrees()).collect();
        let mut drawn = 0;
        for place in failing.iter().take(MOST_CAUSES) {
            lines.extend(self.failing(*place, drawn));
            drawn = place + 1;
            lines.push(String::new());
        }
        lines.extend(self.rest(failing.len().saturating_sub(MOST_CAUSES)));
        lines.extend(self.beside());
        lines.push(self.reproduce(failing.first().copied()));
        lines.push(String::new());
        let mut text = lines.join("\n");
        text.push('\n');
        text
    }

    fn headline(&self) -> String {
        let terminal = &self.page.terminal;
        let sign = terminal.paint(Style::Error, if terminal.unicode { "✗" } else { "FAIL" });
        let name = terminal.paint(Style::Strong, &self.page.safe_line(&self.told.name));
        let place = self.page.safe_line(&self.told.place().to_string());
        let place = terminal.paint(Style::Path, &format!("({place})"));
        self.page.lines(&format!("{name} {place}"), &format!("{sign} "), PLAIN)
    }

    fn turns(&self) -> Turns<'_> {
        Turns {
            page: self.page,
            failure: self.failure,
            turns: &self.told.result.outcome.turns,
            names_bots: self.told.planned.script.cast().bots().count() > 1,
        }
    }

    /// A failing turn with the turns before it; `drawn` of all turns are drawn already.
    fn failing(&self, place: usize, drawn: usize) -> Vec<String> {
        let turns = self.turns();
        let first = place.saturating_sub(BEFORE).max(drawn);
        let mut lines = Vec::new();
        let left_out = turns.turns[drawn..first].iter().filter(|turn| is_input(turn)).count();
        if left_out > 0 {
            let text = format!("({} before, as the transcript says)", count(left_out, "turn"));
            lines.push(self.dim(&text));
        }
        for place in first..=place {
            lines.extend(turns.conversation(place));
        }
        let cause = turns.cause(place);
        if !cause.is_empty() {
            lines.push(String::new());
            lines.extend(cause);
        }
        lines
    }

    /// What is not drawn, and what was not played.
    fn rest(&self, more: usize) -> Vec<String> {
        let mut lines = Vec::new();
        if more > 0 {
            lines.push(self.dim(&format!("({} more not as the transcript says)", count(more, "turn"))));
        }
        let unplayed = self.unplayed();
        if unplayed > 0 {
            lines.push(self.dim(&format!(
                "({} after this not played: the conversation may be another one from here on)",
                count(unplayed, "turn")
            )));
        }
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines
    }

    /// How many turns of the transcript were not played.
    fn unplayed(&self) -> usize {
        let Outcome { turns, played, .. } = &self.told.result.outcome;
        let Some(channel) = turns.last().map(|turn| turn.trace.after.channel) else { return 0 };
        let counts = |item: &&crate::transcript::Turn| {
            item.only_on.is_empty() || item.only_on.iter().any(|only| only.name() == channel)
        };
        let items = &self.told.planned.script.case().turns;
        let inputs = items.iter().filter(|item| item.step.is_input()).filter(counts).count();
        inputs.saturating_sub(*played)
    }

    /// What is wrong beside the conversation.
    fn beside(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for mock in &self.told.result.outcome.unused_mocks {
            let why = match mock.kind {
                UnusedKind::Mock => ": the bot does not make that call, or an entry above answers it",
                UnusedKind::Skill => "",
            };
            lines.push(self.page.alarm(&format!("{mock} ({}){why}", mock.place)));
        }
        if let Some(repetition) = self.told.result.unsteady {
            lines.push(self.page.alarm(&words::unsteady(repetition)));
        }
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines
    }

    /// The command that opens the chat there; at the end of the transcript where no turn is wrong.
    fn reproduce(&self, failing: Option<usize>) -> String {
        let turns = &self.told.result.outcome.turns;
        let turn = failing.map_or_else(|| turns.last(), |place| turns.get(place));
        let line = turn.and_then(|turn| turn.own_line);
        let needs_name = self.is_one_of_several || line.is_none();
        let name = needs_name.then_some(self.told.planned.name());
        let planned = self.told.planned;
        let command = command(planned.bots.iter().map(|bot| &**bot), &planned.file, line, name);
        let label = self.page.terminal.paint(Style::Strong, "reproduce:");
        // It is not broken, so that it can be copied.
        format!("{PLAIN}{label} {}", self.page.safe_line(&command))
    }

    fn dim(&self, text: &str) -> String {
        self.page.painted(Style::Dim, &self.page.lines(text, PLAIN, &format!("{PLAIN} ")))
    }
}

/// Whether something happens to the bot in a turn.
fn is_input(turn: &PlayedTurn) -> bool {
    !matches!(turn.act, None | Some(Act::Sets { .. } | Act::Channel { .. }))
}
