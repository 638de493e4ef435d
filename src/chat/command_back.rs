//! `/back` and `/redo`: take changes of the conversation back, and do them again.

use std::cmp::Reverse;
use std::sync::Arc;

use super::chat::{Chat, Outcome, Then};
use super::line::{Line, read_line};
use super::past::{Change, MOST, Step, Undone};
use super::{view_event, view_past};
use crate::engine::Input;

/// The word that lets `/redo` make live calls again. Consumers do not say it.
const LIVE: &str = "--live";

/// `/back [N]`.
pub(super) fn back(chat: &mut Chat<'_>, arguments: &str) -> Outcome {
    let steps = match arguments {
        "" => 1,
        number => number
            .parse::<usize>()
            .ok()
            .filter(|steps| *steps > 0)
            .ok_or("how many? /back takes the last change back, /back 3 the last three")?,
    };
    let known = chat.past.len();
    if steps > known {
        return Err(match (known, chat.past.is_cut) {
            (0, false) => "there is nothing to take back: the conversation has only begun".to_owned(),
            (0, true) => format!("only the last {MOST} changes are kept, and all of them are taken back"),
            (_, false) => {
                format!("there are not so many changes: /back {known} goes back to the beginning")
            }
            (_, true) => {
                format!("only the last {MOST} changes are kept: /back {known} goes back as far as that")
            }
        });
    }
    let taken = chat.take_back(steps);
    tell(chat, &taken);
    chat.show_state();
    Ok(Then::GoOn)
}

/// What was taken back, and what cannot be.
fn tell(chat: &mut Chat<'_>, taken: &[Undone]) {
    let steps = taken.iter().map(|undone| &*undone.step);
    let text = view_past::taken_back(&chat.page(), steps);
    chat.remark(&text);
    let live: Vec<_> = taken.iter().rev().flat_map(|undone| undone.live.iter().cloned()).collect();
    if let Some(text) = view_past::not_taken_back(&live) {
        chat.show(|page| page.alarm(&text));
    }
}

/// `/redo`, `/redo TEXT`, each also with `--live`.
pub(super) fn redo(chat: &mut Chat<'_>, arguments: &str) -> Outcome {
    let rest = arguments.strip_prefix(LIVE).filter(|rest| rest.is_empty() || rest.starts_with(' '));
    let (may_call, text) = rest.map_or((false, arguments), |rest| (true, rest.trim()));
    if text.is_empty() { again(chat, may_call) } else { instead(chat, text, may_call) }
}

/// Does again what was taken back last.
fn again(chat: &mut Chat<'_>, may_call: bool) -> Outcome {
    let Some(next) = chat.past.next() else {
        return Err(
            "nothing was taken back that could be done again: /back first, or /redo TEXT to say something \
             else in the last turn's place"
                .to_owned(),
        );
    };
    let made = next.ever_made();
    if let Some(name) = chat.would_call(&made).filter(|_| !may_call) {
        let what = view_past::change(&chat.page(), &next.step);
        return Err(format!(
            "{what} called `{name}` live and would call it again: `/redo {LIVE}` does so, `/live {name} off` \
             lets its mocks answer"
        ));
    }
    chat.do_again(do_step)?;
    Ok(Then::GoOn)
}

fn do_step(chat: &mut Chat<'_>, step: &Step) -> Result<(), String> {
    match &step.change {
        Change::Input(input) if !matches!(input, Input::TimePassed(_)) => chat.echo(input),
        _ => {
            let text = format!("again: {}", view_past::change(&chat.page(), step));
            chat.remark(&text);
        }
    }
    chat.do_change(&step.change)
}

impl Chat<'_> {
    /// Shows what the consumer does, also on a terminal: nobody has typed it this time.
    pub(super) fn echo(&mut self, input: &Input) {
        match input {
            Input::Text(text) | Input::Interruption { text, .. } => {
                self.show_turn(|page| view_event::consumer(page, text));
            }
            Input::Burst { texts, .. } => {
                for text in texts {
                    self.show_turn(|page| view_event::consumer(page, text));
                }
            }
            Input::Intent { text, ranked } => {
                let best = ranked.iter().max_by_key(|scored| (scored.score, Reverse(scored.intent)));
                let words = best.map(|best| self.bot().words_for(best.intent).clone());
                let text = text.clone().or(words).unwrap_or_default();
                self.show_turn(|page| view_event::scripted(page, ranked, &text));
            }
            Input::Event(text) => {
                self.show_turn(|page| view_event::consumer(page, &format!("[event] {text}")));
            }
            Input::Tap(index) => self.show_taps(&[*index]),
            Input::Taps(places) => self.show_taps(places),
            Input::TapOn(tap) => self.show_taps_on(tap),
            Input::File(file) => self.show_turn(|page| view_event::file(page, file)),
            // These come by commands, or from the conversation itself.
            Input::CallFinished(..)
            | Input::TimePassed(_)
            | Input::Goto(_)
            | Input::GroupAnswered(_)
            | Input::TakeOver(_) => {}
        }
    }
}

/// Takes the consumer's last turn back and does what `text` says in its place.
fn instead(chat: &mut Chat<'_>, text: &str, may_call: bool) -> Outcome {
    let Some((steps, step)) = chat.past.last_input() else {
        return Err("the consumer has said nothing yet that could be said otherwise".to_owned());
    };
    // It is read as it would have been read then: `2` taps the second choice of the question of then.
    let before = &step.before.checkpoint;
    let input = match read_line(text, chat.expecting(before.session())) {
        Line::Say(said) => Input::Text(Arc::from(said)),
        Line::Empty => return Err("say what? /redo TEXT".to_owned()),
        Line::Tap(index) => Input::Tap(index),
        Line::Taps(places) => Input::Taps(places),
        Line::TapOn(tap) => Input::TapOn(tap),
        Line::File(path) => Input::File(Arc::new(chat.examined(&path, None)?)),
        Line::NoSuchChoice(number) => return Err(format!("there was no choice {number} then")),
        Line::Command(name, _) => {
            return Err(format!(
                "/redo says something, taps, or sends a file; for /{name} in the last turn's place, /back first"
            ));
        }
    };
    let live = chat.live_calls(before.calls(), chat.conversation.calls().len());
    if let Some(name) = chat.would_call(&live).filter(|_| !may_call) {
        return Err(format!(
            "the last turn called `{name}` live, and this may call it again: `/redo {LIVE} {text}` does so, \
             `/live {name} off` lets its mocks answer"
        ));
    }
    let taken = chat.take_back(steps);
    tell(chat, &taken);
    let is_typed = chat.screen.interactive && matches!(input, Input::Text(_));
    if !is_typed {
        chat.echo(&input);
    }
    chat.play(input);
    Ok(Then::GoOn)
}
