//! A failed conversation as a diff: what the transcript says against what happened.

use std::fmt::Write;

use super::act;
use super::shown::{Shown, shown};
use super::words;
use crate::replay::{Difference, Line, Mark, Outcome, PlayedTurn};
use crate::terminal::{printable, printable_line};

/// So many turns before one that went wrong are shown with it.
const BEFORE: usize = 2;

/// Lines that begin with `-` where only the transcript says so, with `+` where only the bot did it, with `!`
/// where something else went wrong, with `#` where a remark stands, else with a blank. Turns far from any
/// that went wrong are left out.
pub(super) fn excerpt(outcome: &Outcome) -> String {
    let mut diff = Diff::default();
    let turns = &outcome.turns;
    let is_near = |place: usize| turns.iter().skip(place).take(BEFORE + 1).any(|turn| !turn.agrees());
    let mut left_out = 0;
    for (place, turn) in turns.iter().enumerate() {
        if is_near(place) {
            diff.remark(std::mem::take(&mut left_out));
            diff.turn(turn);
        } else {
            left_out += 1;
        }
    }
    diff.remark(left_out);
    for mock in &outcome.unused_mocks {
        diff.add('!', &format!("{mock} ({})", mock.place));
    }
    diff.text
}

#[derive(Default)]
struct Diff {
    text: String,
}

impl Diff {
    /// Adds a text of one or more lines, those after the first one moved in.
    fn add(&mut self, sign: char, text: &str) {
        for (number, line) in printable(text).lines().enumerate() {
            let indentation = if number == 0 { "" } else { "    " };
            let line = format!("{sign} {indentation}{line}");
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }

    fn remark(&mut self, left_out: usize) {
        // Writing to a string cannot fail.
        let _ = match left_out {
            0 => Ok(()),
            1 => writeln!(self.text, "# one turn went as the transcript says"),
            more => writeln!(self.text, "# {more} turns went as the transcript says"),
        };
    }

    fn turn(&mut self, turn: &PlayedTurn) {
        if let Some(act) = &turn.act {
            let (key, words) = act::as_item(act);
            self.add(' ', &format!("{key}: {words}"));
        }
        turn.lines.iter().for_each(|line| self.line(turn, line));
        for unmet in &turn.unmet {
            self.add('-', &format!("expect {}: {}", unmet.what, unmet.expected));
            self.add('+', &format!("expect {}: {}", unmet.what, unmet.actual));
        }
        turn.troubles.iter().for_each(|trouble| self.add('!', &words::trouble(trouble)));
    }

    fn line(&mut self, turn: &PlayedTurn, line: &Line) {
        let seen = line.shown.and_then(|place| turn.trace.events.get(place)).and_then(shown);
        let expected = line.expected.as_ref();
        match (line.mark, expected, seen) {
            (Mark::Differs, Some(expected), Some(seen)) => {
                let texts = |difference: &&Difference| difference.what == "text";
                match expected.differences.iter().find(texts) {
                    Some(text) => {
                        self.add('-', &keyed(expected.kind, &text.expected));
                        self.add('+', &keyed(seen.what.key(), &seen.text));
                    }
                    None => self.add(' ', &keyed(seen.what.key(), &seen.text)),
                }
                for other in expected.differences.iter().filter(|difference| !texts(difference)) {
                    let actual = other.actual.as_deref().unwrap_or("nothing");
                    self.add('-', &format!("    {}: {}", other.what, other.expected));
                    self.add('+', &format!("    {}: {actual}", other.what));
                }
            }
            (Mark::Missing | Mark::Moved, Some(expected), _) => {
                self.add('-', &keyed(expected.kind, &expected.text));
            }
            (Mark::Agrees, _, Some(seen)) => self.shown(' ', &seen),
            (_, _, Some(seen)) => self.shown('+', &seen),
            _ => {}
        }
    }

    fn shown(&mut self, sign: char, shown: &Shown<'_>) {
        self.add(sign, &keyed(shown.what.key(), &shown.text));
        if !shown.choices.is_empty() {
            let choices: Vec<_> = shown.choices.iter().map(|choice| printable_line(choice)).collect();
            self.add(sign, &format!("    choices: [{}]", choices.join(", ")));
        }
        for card in shown.cards {
            self.add(sign, &format!("    card: {}", printable_line(&card.title)));
        }
    }
}

fn keyed(key: &str, text: &str) -> String {
    if text.is_empty() { key.to_owned() } else { format!("{key}: {text}") }
}
