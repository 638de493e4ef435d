//! What was done, as the items of a transcript that do the same.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value};

use super::Saving;
use super::history::Done;
use crate::chat::names::find_place;
use crate::chat::past::{Change, Step};
use crate::chat::words::unquoted;
use crate::engine::{ConsumerFile, Input, TapOn};
use crate::linked::InteractionId;
use crate::nlu::{Score, ScoredIntent};
use crate::replay::find_choice;
use crate::text::{format_duration, parse_duration};
use crate::transcript::escaped;

/// The time between the texts of a burst that need not be said.
const QUICK: Duration = Duration::from_millis(100);

/// The item that does what was done; nothing where a transcript needs none.
pub(super) fn act(saving: &Saving<'_, '_>, done: &Done<'_>) -> Result<Option<Value>, String> {
    let Some(step) = done.step else { return Ok(None) };
    let acting = Acting { saving, step };
    let pairs = match &step.change {
        Change::Input(input) => acting.input(input)?,
        Change::Set(variables) => acting.set_all(variables)?,
        Change::Channel(channel) => pair("channel", channel.name()),
        Change::Command(name, arguments) => match *name {
            "set" => acting.set(arguments)?,
            "channel" => pair("channel", acting.channel(arguments)),
            "clock" => acting.clock(arguments)?,
            "goto" => acting.goto_named(arguments)?,
            // The answers that it led to are mocks of the transcript.
            "mock" => return Ok(None),
            name => return Err(format!("a transcript cannot say `/{name} {arguments}`")),
        },
    };
    Ok(Some(Value::Object(pairs)))
}

fn pair(key: &str, value: impl Into<Value>) -> Map<String, Value> {
    Map::from_iter([(key.to_owned(), value.into())])
}

struct Acting<'a, 'c> {
    saving: &'a Saving<'a, 'c>,
    step: &'a Step,
}

impl Acting<'_, '_> {
    fn input(&self, input: &Input) -> Result<Map<String, Value>, String> {
        Ok(match input {
            Input::Text(text) => pair("consumer", self.words(text)?),
            Input::Intent { text, ranked } => self.intent(text.as_deref(), ranked)?,
            Input::Tap(place) => pair("tap", self.choice(*place)?),
            Input::Taps(places) => {
                let labels: Vec<String> =
                    places.iter().map(|place| self.choice(*place)).collect::<Result<_, _>>()?;
                pair("tap", labels)
            }
            Input::TapOn(tap) => self.tap_on(tap)?,
            Input::File(file) => pair("upload", self.file(file)?),
            Input::TimePassed(time) => pair("wait", duration(*time)?),
            Input::Goto(id) => pair("goto", self.place(*id)?),
            Input::Interruption { text, after } => {
                let mut pairs = pair("interrupt", self.words(text)?);
                pairs.insert("after".into(), duration(*after)?.into());
                pairs
            }
            Input::Burst { texts, gap } => {
                let texts: Vec<String> =
                    texts.iter().map(|text| self.words(text)).collect::<Result<_, _>>()?;
                let mut pairs = pair("burst", texts);
                if *gap != QUICK {
                    pairs.insert("gap".into(), duration(*gap)?.into());
                }
                pairs
            }
            Input::Event(text) => pair("event", self.words(text)?),
            Input::CallFinished(..) | Input::GroupAnswered(_) | Input::TakeOver(_) => {
                return Err("the conversation holds something that no person did".to_owned());
            }
        })
    }

    /// What the consumer says, as it is to be written.
    fn words(&self, text: &str) -> Result<String, String> {
        match self.saving.chat.conversation.gateway().secrets().contained_in(text) {
            true => Err("what the consumer says holds a secret, which no transcript may show".to_owned()),
            false => Ok(escaped(text).into_owned()),
        }
    }

    fn intent(&self, text: Option<&str>, ranked: &[ScoredIntent]) -> Result<Map<String, Value>, String> {
        let bot = self.step.before.checkpoint.bot();
        let one = |scored: &ScoredIntent| {
            let name = bot.intents.names().nth(scored.intent).map_or_else(String::new, ToString::to_string);
            let name = escaped(&name).into_owned();
            match scored.score {
                Score::FULL => Value::from(name),
                score => {
                    let score = score.to_string();
                    let score = score.trim_end_matches('%').trim();
                    Value::Object(Map::from_iter([
                        ("name".to_owned(), Value::from(name)),
                        ("score".to_owned(), Value::from(score)),
                    ]))
                }
            }
        };
        let mut pairs = match ranked {
            [only] => pair("intent", one(only)),
            several => pair("intent", several.iter().map(one).collect::<Vec<_>>()),
        };
        if let Some(text) = text {
            pairs.insert("text".into(), self.words(text)?.into());
        }
        Ok(pairs)
    }

    /// A choice by its label, or by its number where the label means another one.
    fn choice(&self, place: usize) -> Result<String, String> {
        let offered = self.step.before.checkpoint.session().offered();
        let label = offered.get(place).map(|choice| choice.label.trim().to_owned());
        let named = [label, Some(format!("#{}", place + 1))].into_iter().flatten();
        let mut found = named.filter(|name| !name.is_empty() && find_choice(name, offered) == Some(place));
        let name = found.next().ok_or("a choice was tapped that a transcript cannot name")?;
        self.words(&name)
    }

    /// Taps on a message that is named, or with something that is picked.
    fn tap_on(&self, tap: &TapOn) -> Result<Map<String, Value>, String> {
        let session = self.step.before.checkpoint.session();
        let last = session.offers().last();
        let offer = match tap.message {
            Some(number) => session.offers().find(|(own, _)| *own == number),
            None => last,
        };
        let choices = offer.map_or(&[][..], |(_, offer)| &offer.choices);
        let name = |place: &usize| {
            let label = choices.get(*place).map(|choice| choice.label.trim().to_owned());
            let named = [label, Some(format!("#{}", place + 1))].into_iter().flatten();
            let mut found =
                named.filter(|name| !name.is_empty() && find_choice(name, choices) == Some(*place));
            self.words(&found.next().ok_or("a choice was tapped that a transcript cannot name")?)
        };
        let names: Vec<String> = tap.places.iter().map(name).collect::<Result<_, String>>()?;
        let choice = match <[String; 1]>::try_from(names) {
            Ok([only]) => Value::from(only),
            Err(several) => Value::from(several),
        };
        let mut pairs = pair("choice", choice);
        if let Some(number) = tap.message {
            pairs.insert("message".into(), number.into());
        }
        if let Some(picked) = &tap.picked {
            pairs.insert("pick".into(), self.words(picked)?.into());
        }
        Ok(pair("tap", Value::Object(pairs)))
    }

    fn file(&self, file: &ConsumerFile) -> Result<Value, String> {
        let path = self.saving.store.written(self.saving.place, &file.path)?;
        Ok(match &file.caption {
            None => Value::from(path),
            Some(caption) => Value::Object(Map::from_iter([
                ("file".to_owned(), Value::from(path)),
                ("caption".to_owned(), Value::from(self.words(caption)?)),
            ])),
        })
    }

    /// An interaction by its name, or as the first one of its dialog.
    fn place(&self, id: InteractionId) -> Result<String, String> {
        let bot = self.step.before.checkpoint.bot();
        let interaction = bot.interaction(id);
        let names = [interaction.name.as_deref(), Some(&*bot.dialog(interaction.dialog).name)];
        let found = names.into_iter().flatten().find(|name| find_place(bot, name) == Ok(id));
        found.map(|name| escaped(name).into_owned()).ok_or_else(|| {
            let place = self.saving.chat.sources.place(interaction.span);
            format!(
                "the {} at {place}, to which the flow was sent, has no name to be called by",
                interaction.title
            )
        })
    }

    /// As `/goto` finds it.
    fn goto_named(&self, arguments: &str) -> Result<Map<String, Value>, String> {
        let bot = self.step.before.checkpoint.bot();
        let id = find_place(bot, arguments).or_else(|_| find_place(bot, &unquoted(arguments)))?;
        Ok(pair("goto", self.place(id)?))
    }

    fn set(&self, arguments: &str) -> Result<Map<String, Value>, String> {
        let (name, value) = arguments.split_once('=').unwrap_or((arguments, ""));
        let value = self.words(&unquoted(value.trim()))?;
        Ok(pair("set", pair(name.trim(), value)))
    }

    /// As a transcript has set them.
    fn set_all(&self, variables: &[(Arc<str>, Arc<str>)]) -> Result<Map<String, Value>, String> {
        let mut pairs = Map::new();
        for (name, value) in variables {
            pairs.insert(name.to_string(), self.words(value)?.into());
        }
        Ok(pair("set", pairs))
    }

    fn channel(&self, arguments: &str) -> String {
        unquoted(arguments)
    }

    fn clock(&self, arguments: &str) -> Result<Map<String, Value>, String> {
        let written = arguments.strip_prefix('+').unwrap_or(arguments).trim();
        let time = parse_duration(written).map_err(|problem| problem.to_string())?;
        Ok(pair("wait", duration(time)?))
    }
}

fn duration(time: Duration) -> Result<String, String> {
    match time.subsec_nanos() % 1_000_000 {
        0 => Ok(format_duration(time)),
        _ => Err("a transcript counts time in whole milliseconds".to_owned()),
    }
}
