//! `nothing` beside something that shows: one of the two can never hold.

use super::TranscriptLoader;
use crate::bot::Channel;
use crate::diagnostic::Diagnostic;
use crate::load::rules;
use crate::transcript::{Step, Turn};

impl TranscriptLoader<'_> {
    /// Reports each `nothing` whose turn also says that the bot does something, on a channel that both count on.
    pub(super) fn check_silence(&mut self, turns: &[Turn]) {
        for items in turns.split(|turn| !turn.step.is_assertion()) {
            for nothing in items.iter().filter(|item| matches!(item.step, Step::Nothing)) {
                let other = items.iter().find(|item| shows(&item.step) && meet(item, nothing));
                let Some(other) = other else { continue };
                let message = "`nothing` says that the bot is silent, and its turn that it is not";
                self.report(
                    Diagnostic::new(&rules::INVALID_VALUE, nothing.key, message)
                        .label("silent")
                        .also(other.key, "not silent")
                        .help(
                            "A turn goes from one thing that happens to the next. Take one of the two out.",
                        ),
                );
            }
        }
    }
}

/// Whether an item is about something that the consumer or an agent sees.
fn shows(step: &Step) -> bool {
    step.is_assertion() && !matches!(step, Step::Nothing | Step::Expect(_))
}

/// Whether there is a channel on which both count.
fn meet(one: &Turn, other: &Turn) -> bool {
    let counts = |turn: &Turn, channel: &Channel| turn.only_on.is_empty() || turn.only_on.contains(channel);
    Channel::ALL.iter().any(|(_, channel)| counts(one, channel) && counts(other, channel))
}
