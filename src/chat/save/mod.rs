//! `/save`: the conversation so far as a transcript that passes.
//!
//! What was done since the conversation began is in the [`past`](super::past), and so is what was seen. Both
//! become a transcript; the calls that the bots' own mocks did not answer become mocks of it. Before anything is
//! written the transcript is read and played as `dialogsim test` would, and it must say what was seen.

mod acts;
mod arguments;
pub(super) mod fixtures;
mod history;
mod mocks;
mod settings;
mod skills;
mod store;

use serde_json::Value;

use super::chat::{Chat, Outcome, Then};
use super::page::count;
use crate::replay::{Verdict, shown};
use crate::writing::{Asserted, Expecting, appended, item, new_file, transcript};
use arguments::Arguments;
use history::{Done, History};
pub use store::{Place, TranscriptStore};

/// `/save FILE [NAME] [--assert text,state,calls]`.
pub(super) fn save(chat: &mut Chat<'_>, arguments: &str) -> Outcome {
    let arguments = arguments::parse(arguments)?;
    let store = chat.transcripts.ok_or("this chat has no place for transcripts")?;
    let place = store.look(&chat.options.folders.resolve(&arguments.file))?;
    let history = History::of(chat)?;
    let name = name(&arguments, &history, &place)?;
    let saving = Saving { chat, store, place: &place, history: &history };
    let (text, turns) = saving.made(&name, arguments.asserted)?;
    store.keep(&place, &text)?;
    let shown = &place.shown;
    let turns = count(turns, "turn");
    let added = if place.text.is_some() { "added to" } else { "saved in" };
    chat.remark(&format!("`{name}` is {added} {shown}: {turns}; `dialogsim test {shown}` passes it"));
    Ok(Then::GoOn)
}

/// The transcript's name: as given, else what the consumer says first.
fn name(arguments: &Arguments, history: &History<'_>, place: &Place) -> Result<String, String> {
    let free = |wanted: &str| {
        let further = (2..).map(|number| format!("{wanted} {number}"));
        let mut names = std::iter::once(wanted.to_owned()).chain(further);
        names.find(|name| !place.has(name)).unwrap_or_default()
    };
    let Some(name) = &arguments.name else { return Ok(free(&history.title())) };
    match place.has(name) {
        true => Err(format!(
            "{} has a transcript `{name}` already: give this one another name, for example `{}`",
            place.shown,
            free(name)
        )),
        false => Ok(name.clone()),
    }
}

/// What is needed to make a transcript.
struct Saving<'s, 'c> {
    chat: &'s Chat<'c>,
    store: &'s dyn TranscriptStore,
    place: &'s Place,
    history: &'s History<'s>,
}

/// A turn as items.
struct TurnItems {
    act: Option<Value>,
    lines: Vec<Value>,
    /// Whether something happened to the bot.
    is_input: bool,
}

impl Saving<'_, '_> {
    /// The file's new text, and how many turns the transcript has.
    fn made(&self, name: &str, asserted: Asserted) -> Result<(String, usize), String> {
        let turns = self.turns()?;
        let settings = settings::settings(self)?;
        let items = |expected: &mut dyn FnMut(usize) -> Option<Value>| {
            let mut items = Vec::new();
            for (place, turn) in turns.iter().enumerate() {
                items.extend(turn.act.clone());
                items.extend(turn.lines.iter().cloned());
                items.extend(expected(place).filter(|_| turn.is_input));
            }
            items
        };
        let text = |items| self.in_file(&transcript(name, settings.clone(), items));
        let plain = text(items(&mut |_| None))?;
        let outcome = self.passing(&plain, name)?;
        if asserted == Asserted::default() {
            return Ok((plain, outcome.played));
        }
        let mut expecting = Expecting::new(asserted, self.chat.has_several_bots());
        let expected: Vec<_> = outcome.turns.iter().map(|turn| expecting.after(turn)).collect();
        let full = text(items(&mut |place| expected.get(place).cloned().flatten()))?;
        let played = self.passing(&full, name)?.played;
        Ok((full, played))
    }

    /// What happened, turn by turn.
    fn turns(&self) -> Result<Vec<TurnItems>, String> {
        let secrets = self.chat.conversation.gateway().secrets();
        let mut turns = Vec::new();
        for done in &self.history.done {
            let act = acts::act(self, done)?;
            let mut lines = Vec::new();
            for happened in done.events() {
                match shown(&happened.event, secrets) {
                    None => {}
                    Some(Ok(shown)) => lines.push(item(&shown)),
                    Some(Err(_)) => {
                        return Err(format!(
                            "{} what the bot does holds a secret, which no transcript may show",
                            done.when()
                        ));
                    }
                }
            }
            let began_somewhere = done.is_start() && settings::start(self)?.is_some();
            if act.is_none() && lines.is_empty() && !began_somewhere {
                continue;
            }
            if lines.is_empty() && done.speaks_to_bot() {
                lines.push(serde_json::json!({ "nothing": true }));
            }
            turns.push(TurnItems { act, lines, is_input: done.is_input() });
        }
        match turns.iter().all(|turn| turn.lines.is_empty()) {
            true => Err("nothing was said yet that a transcript could check".to_owned()),
            false => Ok(turns),
        }
    }

    fn in_file(&self, transcript: &Value) -> Result<String, String> {
        match &self.place.text {
            None => Ok(new_file(&self.place.bots, transcript)),
            Some(text) => {
                appended(text, transcript).map_err(|reason| format!("{}: {reason}", self.place.shown))
            }
        }
    }

    /// What comes of the transcript, which must pass.
    fn passing(&self, text: &str, name: &str) -> Result<crate::replay::Outcome, String> {
        let outcome = self.store.try_out(self.place, text, name)?;
        if outcome.verdict == Verdict::Passed {
            return Ok(outcome);
        }
        let trouble = outcome.turns.iter().flat_map(|turn| &turn.troubles).next();
        if let Some(trouble) = trouble {
            return Err(format!("nothing is saved, as the transcript would fail: {}", trouble.message));
        }
        let why = match &outcome.verdict {
            Verdict::Skipped(reason) => reason.clone(),
            _ => outcome.first_difference().unwrap_or_else(|| "a mock of it is not used".to_owned()),
        };
        Err(format!(
            "nothing is saved: played again, the conversation is another one ({why}); what `defaults` of the \
             file say, live calls, or a bot that changed on disk (/reload) may be why"
        ))
    }
}

impl Done<'_> {
    /// When it happened, in words.
    fn when(&self) -> String {
        match self.turn {
            Some(turn) => format!("turn {} cannot be saved:", turn.number),
            None => "this conversation cannot be saved:".to_owned(),
        }
    }
}
