//! The items of `turns`: the first key of each says what it is.

use std::time::Duration;

use super::TranscriptLoader;
use crate::bot::Channel;
use crate::load::fields::Fields;
use crate::nlu::Score;
use crate::source::Text;
use crate::transcript::{Intention, Namespace, Step, Turn, holds};
use crate::yaml::{Entry, Node, Value};

/// The kinds of item.
const KINDS: [&str; 19] = [
    "consumer",
    "tap",
    "upload",
    "intent",
    "event",
    "wait",
    "burst",
    "interrupt",
    "goto",
    "set",
    "channel",
    "bot",
    "private",
    "transfer",
    "closed",
    "link",
    "nothing",
    "expect",
    "comment",
];

/// The time between the texts of a burst, unless written; the same as in the chat.
const QUICK: Duration = Duration::from_millis(100);

impl TranscriptLoader<'_> {
    pub(super) fn load_turns(&mut self, node: &Node) -> Vec<Turn> {
        let mut turns = Vec::new();
        let file = self.current.clone();
        for item in self.items(node, "`turns`") {
            self.current.clone_from(&file);
            let first = turns.len();
            self.load_item(item, &mut turns, &mut vec![file.clone()]);
            turns[first..].iter_mut().for_each(|turn| turn.own = item.span);
        }
        self.current = file;
        turns
    }

    /// One item, or all those that it includes.
    pub(super) fn load_item(&mut self, item: &Node, turns: &mut Vec<Turn>, chain: &mut Vec<String>) {
        let Some(mut fields) = self.fields(item, "an item of `turns`") else { return };
        if fields.first().is_some_and(|entry| entry.key.as_str() == "include") {
            self.load_included(fields, turns, chain);
            return;
        }
        let lost = self.lost.len();
        let Some((kind, entry)) = self.kind_entry(&mut fields, &KINDS, "an item of `turns`") else {
            self.lost.push(item.span);
            return;
        };
        let step = self.load_step(kind, entry, &mut fields);
        let only_on = fields.value("only_if").map_or_else(Vec::new, |node| self.load_only_if(node));
        if kind != "comment"
            && let Some(node) = fields.value("comment")
        {
            self.text(node, "`comment`");
        }
        self.finish(fields);
        match step {
            Some(step) => {
                let (span, key) = (item.span, entry.key.span());
                turns.push(Turn { step, only_on, span, key, own: span });
            }
            None if kind == "comment" => {}
            // What could not be read is no reason to say that nothing is asserted.
            None if self.lost.len() == lost => self.lost.push(item.span),
            None => {}
        }
    }

    fn load_step(&mut self, kind: &str, entry: &Entry, fields: &mut Fields<'_>) -> Option<Step> {
        let node = &entry.value;
        Some(match kind {
            "consumer" => Step::Consumer(self.text(node, "`consumer`")?),
            "tap" => Step::Tap(self.load_tap(node)?),
            "upload" => self.load_upload(node)?,
            "intent" => self.load_intention(node, fields)?,
            "event" => Step::Event(self.name(node, "`event`")?),
            "wait" => Step::Wait(self.duration(node, "`wait`")?.value),
            "burst" => self.load_burst(node, fields)?,
            "interrupt" => self.load_interrupt(node, fields)?,
            "goto" => Step::Goto(self.name(node, "`goto`")?),
            "set" => Step::Set(self.load_texts_by_name(node, "`set`")),
            "channel" => Step::Channel(self.word(node, "`channel`", &Channel::ALL)?.value),
            "bot" => Step::Bot(Box::new(self.load_bot_turn(node, fields)?)),
            "private" => Step::Private(self.wanted(node)?, self.load_captures(fields)),
            "transfer" => Step::Transfer(self.load_transfer_expected(node)?),
            "closed" => Step::Closed(self.load_closed(node)?),
            "link" => Step::Link(self.wanted(node)?),
            "nothing" => {
                self.word(node, "`nothing`", &[("true", ())])?;
                Step::Nothing
            }
            "expect" => Step::Expect(Box::new(self.load_expectation(node)?)),
            _ => {
                self.text(node, "`comment`");
                return None;
            }
        })
    }

    fn load_tap(&mut self, node: &Node) -> Option<Vec<Text>> {
        match &node.value {
            Value::Sequence(items) if items.is_empty() => {
                self.empty(node, "`tap` names nothing");
                None
            }
            Value::Sequence(items) => items.iter().map(|item| self.name(item, "`tap`")).collect(),
            _ => self.name(node, "`tap`").map(|text| vec![text]),
        }
    }

    fn load_upload(&mut self, node: &Node) -> Option<Step> {
        let (file, caption) = match &node.value {
            Value::Mapping(_) => {
                let mut fields = self.fields(node, "`upload`")?;
                let file = match fields.value("file") {
                    Some(node) => self.name(node, "`file`"),
                    None => {
                        self.missing(&fields, "file", "Name the file that the consumer sends.");
                        None
                    }
                };
                let caption = fields.value("caption").and_then(|node| self.text(node, "`caption`"));
                self.finish(fields);
                (file?, caption)
            }
            _ => (self.name(node, "`upload`")?, None),
        };
        if holds(file.as_str(), Namespace::Captured) {
            let help =
                "Files are looked up before the conversation begins: write its path, or use `examples`.";
            self.invalid(file.span(), "a file's path cannot hold a captured value", help);
            return None;
        }
        let path = self.resolve(&file)?;
        Some(Step::Upload { file, path, caption })
    }

    fn load_intention(&mut self, node: &Node, fields: &mut Fields<'_>) -> Option<Step> {
        let text = fields.value("text").and_then(|node| self.text(node, "`text`"));
        let ranked = match &node.value {
            Value::Sequence(items) => items.iter().map(|item| self.load_one_intention(item)).collect(),
            _ => self.load_one_intention(node).map(|only| vec![only]),
        };
        let ranked: Vec<Intention> = ranked?;
        if ranked.is_empty() {
            self.empty(node, "`intent` names none");
            return None;
        }
        for (place, intention) in ranked.iter().enumerate() {
            if ranked[..place].iter().any(|earlier| earlier.name.as_str() == intention.name.as_str()) {
                let message = format!("the intent `{}` has a score already", intention.name);
                self.invalid(intention.name.span(), message, "Give each intent one score.");
            }
        }
        Some(Step::Intent { ranked, text })
    }

    fn load_one_intention(&mut self, node: &Node) -> Option<Intention> {
        let Value::Mapping(_) = &node.value else {
            return Some(Intention { name: self.name(node, "`intent`")?, score: Score::FULL });
        };
        let mut fields = self.fields(node, "`intent`")?;
        let name = match fields.value("name") {
            Some(node) => self.name(node, "`name`"),
            None => {
                self.missing(&fields, "name", "Say which intent is meant.");
                None
            }
        };
        let score = match fields.value("score") {
            Some(node) => self.score(node),
            None => Some(Score::FULL),
        };
        self.finish(fields);
        Some(Intention { name: name?, score: score? })
    }

    fn score(&mut self, node: &Node) -> Option<Score> {
        let text = self.text(node, "`score`")?;
        let score = Score::parse(text.as_str()).ok();
        if score.is_none() {
            let message = format!("a score is in percent, from 0 to 100, not `{text}`");
            self.invalid(text.span(), message, "Write it with two decimals at most: `72`, `72.5`.");
        }
        score
    }

    fn load_burst(&mut self, node: &Node, fields: &mut Fields<'_>) -> Option<Step> {
        let gap = fields.value("gap").and_then(|node| self.duration(node, "`gap`"));
        let items = self.items(node, "`burst`");
        let texts: Vec<Text> = items.iter().map(|item| self.text(item, "`burst`")).collect::<Option<_>>()?;
        if texts.len() < 2 {
            self.invalid(node.span, "a burst has two texts or more", "One text alone is `consumer: …`.");
            return None;
        }
        Some(Step::Burst { texts, gap: gap.map_or(QUICK, |gap| gap.value) })
    }

    fn load_interrupt(&mut self, node: &Node, fields: &mut Fields<'_>) -> Option<Step> {
        let text = self.text(node, "`interrupt`");
        let after = match fields.value("after") {
            Some(node) => self.duration(node, "`after`"),
            None => {
                self.missing(fields, "after", "Say how long after the message before: `after: 1s`.");
                None
            }
        };
        Some(Step::Interrupt { text: text?, after: after?.value })
    }

    fn load_closed(&mut self, node: &Node) -> Option<Option<bool>> {
        match &node.value {
            Value::Mapping(_) => {
                let mut fields = self.fields(node, "`closed`")?;
                let survey = fields.value("survey").and_then(|node| self.boolean(node, "`survey`"));
                if survey.is_none() && fields.entries().is_empty() {
                    self.empty(node, "`closed` says nothing");
                }
                self.finish(fields);
                Some(survey.map(|survey| survey.value))
            }
            _ => self.word(node, "`closed`", &[("true", ())]).map(|_| None),
        }
    }
}
