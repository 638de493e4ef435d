//! The consumer of a transcript: from an item to what happens to the bot.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::Act;
use super::observed::Observed;
use super::script::Script;
use crate::bot::Channel;
use crate::engine::{ConsumerFile, Input};
use crate::nlu::ScoredIntent;
use crate::play::Conversation;
use crate::source::Text;
use crate::text::TextMatch;
use crate::transcript::{Capture, Namespace, Step, Turn, fill};

/// Plays the consumer's part of a case, item by item. It remembers what was captured.
#[derive(Debug)]
pub struct Consumer<'s> {
    script: &'s Script,
    captured: HashMap<Arc<str>, Arc<str>>,
}

/// What an item does.
#[derive(Clone, Debug)]
pub enum Doing {
    /// It happens to the bot.
    Play(Input),
    /// Session variables are set.
    Set(Vec<(Arc<str>, Arc<str>)>),
    /// The conversation goes on on another channel.
    Channel(Channel),
}

impl<'s> Consumer<'s> {
    /// The consumer of a case.
    pub fn new(script: &'s Script) -> Self {
        Self { script, captured: HashMap::new() }
    }

    /// A text with what was captured.
    pub(super) fn words<'t>(&self, text: &'t str) -> Cow<'t, str> {
        fill(text, true, &mut |namespace, name| {
            (namespace == Namespace::Captured)
                .then(|| self.captured.get(name).map(|value| value.to_string()))?
        })
    }

    fn shared(&self, text: &Text) -> Arc<str> {
        match self.words(text.as_str()) {
            Cow::Borrowed(_) => text.shared(),
            Cow::Owned(filled) => Arc::from(filled),
        }
    }

    /// A predicate with what was captured.
    pub(super) fn predicate<'t>(&self, wanted: &'t TextMatch) -> Cow<'t, TextMatch> {
        match wanted {
            TextMatch::Equals(text) | TextMatch::Contains(text) | TextMatch::Glob(text)
                if !text.contains('{') =>
            {
                Cow::Borrowed(wanted)
            }
            TextMatch::Matches(_) | TextMatch::Any => Cow::Borrowed(wanted),
            _ => Cow::Owned(wanted.filled(&|text| self.words(text).into_owned())),
        }
    }

    /// Keeps what these captures find in a message.
    ///
    /// # Errors
    /// The names of those that find nothing, with their expressions.
    pub(super) fn capture<'c>(
        &mut self,
        captures: &'c [Capture],
        heard: &Observed,
    ) -> Result<(), Vec<&'c Capture>> {
        let text = heard.text().cloned().unwrap_or_else(|| Arc::from(""));
        let mut missed = Vec::new();
        for capture in captures {
            match capture.regex.first_group(&text) {
                Ok(Some(value)) => {
                    self.captured.insert(capture.name.shared(), Arc::from(value));
                }
                Ok(None) | Err(_) => missed.push(capture),
            }
        }
        if missed.is_empty() { Ok(()) } else { Err(missed) }
    }

    /// What an item does to a conversation as it is now; `None` for what only looks.
    ///
    /// # Errors
    /// Why it cannot be done, as a sentence.
    pub fn doing(&self, turn: &Turn, conversation: &Conversation) -> Result<Option<Doing>, String> {
        let input = match &turn.step {
            Step::Consumer(text) => Input::Text(self.shared(text)),
            Step::Burst { texts, gap } => {
                Input::Burst { texts: texts.iter().map(|text| self.shared(text)).collect(), gap: *gap }
            }
            Step::Interrupt { text, after } => Input::Interruption { text: self.shared(text), after: *after },
            Step::Tap(tapping) => self.tap(tapping, conversation)?,
            Step::Upload { path, caption, .. } => self.upload(path, caption.as_ref())?,
            Step::Intent { ranked, text } => {
                let bot = conversation.bot();
                let find = |name: &str| {
                    let found = bot.intents.find(name);
                    found.ok_or_else(|| {
                        format!("the bot `{}`, which has the conversation, has no intent `{name}`", bot.name)
                    })
                };
                let mut scored = Vec::with_capacity(ranked.len());
                for intention in ranked {
                    scored.push(ScoredIntent {
                        intent: find(intention.name.as_str())?,
                        score: intention.score,
                    });
                }
                Input::Intent { text: text.as_ref().map(|text| self.shared(text)), ranked: scored }
            }
            Step::Event(text) => Input::Event(self.shared(text)),
            Step::Wait(time) => Input::TimePassed(*time),
            Step::Goto(name) => {
                let place = self.script.cast.find_place(conversation.active(), name.as_str());
                Input::Goto(place.ok_or_else(|| {
                    format!(
                        "the bot `{}`, which has the conversation, has no `{name}` to go to",
                        conversation.bot().name
                    )
                })?)
            }
            Step::Set(pairs) => {
                let pair = |(name, value): &(Text, Text)| (name.shared(), self.shared(value));
                return Ok(Some(Doing::Set(pairs.iter().map(pair).collect())));
            }
            Step::Channel(channel) => return Ok(Some(Doing::Channel(*channel))),
            _ => return Ok(None),
        };
        Ok(Some(Doing::Play(input)))
    }

    fn upload(&self, path: &str, caption: Option<&Text>) -> Result<Input, String> {
        let file = self.script.uploads.get(path).ok_or("the file was not examined")?;
        let caption = caption.map(|caption| self.shared(caption));
        Ok(Input::File(Arc::new(ConsumerFile {
            facts: file.facts.clone(),
            caption,
            path: file.path.clone(),
        })))
    }

    /// What an item does, in its own words, as `mask` lets them be told.
    pub(super) fn act(&self, turn: &Turn, mask: &dyn Fn(&str) -> String) -> Option<Act> {
        let words = |text: &Text| mask(&self.words(text.as_str()));
        let milliseconds = |time: std::time::Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        Some(match &turn.step {
            Step::Consumer(text) => Act::Says { text: words(text) },
            Step::Burst { texts, gap } => {
                Act::Burst { texts: texts.iter().map(words).collect(), gap_ms: milliseconds(*gap) }
            }
            Step::Interrupt { text, after } => {
                Act::Interrupts { text: words(text), after_ms: milliseconds(*after) }
            }
            Step::Tap(tapping) => Act::Taps {
                choices: tapping.choices.iter().map(words).collect(),
                message: tapping.message,
                picked: tapping.pick.as_ref().map(words),
            },
            Step::Upload { file, path, caption } => {
                let facts = self.script.uploads.get(&**path).map(|file| &file.facts);
                Act::Sends {
                    file: mask(file.as_str()),
                    file_type: facts.map_or("unknown", |facts| facts.type_label()).to_owned(),
                    size: facts.map_or(0, |facts| facts.size),
                    caption: caption.as_ref().map(words),
                }
            }
            Step::Intent { ranked, text } => Act::Means {
                text: text.as_ref().map(words),
                intents: ranked.iter().map(|one| mask(&format!("{} {}", one.name, one.score))).collect(),
            },
            Step::Event(text) => Act::Event { text: words(text) },
            Step::Wait(time) => Act::Waits { time_ms: milliseconds(*time) },
            Step::Goto(name) => Act::Goes { to: mask(name.as_str()) },
            Step::Set(pairs) => {
                let pair = |(name, value): &(Text, Text)| (mask(name.as_str()), words(value));
                Act::Sets { variables: pairs.iter().map(pair).collect() }
            }
            Step::Channel(channel) => Act::Channel { channel: channel.name() },
            _ => return None,
        })
    }
}
