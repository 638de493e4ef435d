//! The consumer of a transcript: from an item to what happens to the bot.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::Act;
use super::observed::Observed;
use super::script::Script;
use crate::bot::Channel;
use crate::diagnostic::nearest;
use crate::engine::{ConsumerFile, Input};
use crate::linked::OfferedChoice;
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
            Step::Tap(names) => self.tap(names, conversation)?,
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

    fn tap(&self, names: &[Text], conversation: &Conversation) -> Result<Input, String> {
        let offered = conversation.session.offered();
        let mut places = Vec::with_capacity(names.len());
        for name in names {
            let name = self.words(name.as_str());
            places.push(find_choice(&name, offered).ok_or_else(|| nothing_to_tap(&name, offered))?);
        }
        places.sort_unstable();
        places.dedup();
        Ok(match places.as_slice() {
            [only] => Input::Tap(*only),
            _ => Input::Taps(places),
        })
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
            Step::Tap(names) => Act::Taps { choices: names.iter().map(words).collect() },
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

/// The choice of a label, else of a payload, else of a number from 1.
pub fn find_choice(name: &str, offered: &[OfferedChoice]) -> Option<usize> {
    let name = name.trim();
    let by_label = || offered.iter().position(|choice| choice.label.trim() == name);
    let by_value = || offered.iter().position(|choice| choice.value.as_deref() == Some(name));
    let by_number = || {
        let number = name.strip_prefix('#').unwrap_or(name).parse::<usize>().ok()?;
        number.checked_sub(1).filter(|place| *place < offered.len())
    };
    by_label().or_else(by_value).or_else(by_number)
}

fn nothing_to_tap(name: &str, offered: &[OfferedChoice]) -> String {
    if offered.is_empty() {
        return format!("there is nothing to tap, so `{name}` cannot be tapped");
    }
    let labels: Vec<&str> = offered.iter().map(|choice| &*choice.label).collect();
    let meant = nearest(name, labels.iter().copied()).map(|meant| format!(": did you mean `{meant}`?"));
    let shown: Vec<String> = labels.iter().map(|label| format!("`{label}`")).collect();
    format!("`{name}` is not on offer{}; on offer: {}", meant.unwrap_or_default(), shown.join(", "))
}
