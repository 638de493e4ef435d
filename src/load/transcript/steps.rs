//! What single kinds of item say: what the consumer does, and what ends a conversation.

use std::collections::BTreeSet;
use std::time::Duration;

use super::TranscriptLoader;
use crate::load::fields::Fields;
use crate::load::values::first_line;
use crate::nlu::Score;
use crate::source::Text;
use crate::transcript::{Intention, Step};
use crate::yaml::{Node, Value};

/// The time between the texts of a burst, unless written; the same as in the chat.
const QUICK: Duration = Duration::from_millis(100);

impl TranscriptLoader<'_> {
    /// All of them, or nothing where one cannot be read.
    pub(super) fn all_names(&mut self, items: &[Node], what: &str) -> Option<Vec<Text>> {
        let texts: Vec<Text> = items.iter().filter_map(|item| self.name(item, what)).collect();
        (texts.len() == items.len()).then_some(texts)
    }

    pub(super) fn load_upload(&mut self, node: &Node) -> Option<Step> {
        let (file, caption) = match &node.value {
            Value::Mapping(_) => {
                let mut fields = self.fields(node, "`upload`")?;
                let file = match fields.value("file") {
                    Some(node) => self.bot_name(node, "`file`"),
                    None => {
                        self.missing(&fields, "file", "Name the file that the consumer sends.");
                        None
                    }
                };
                let caption = fields.value("caption").and_then(|node| self.name(node, "`caption`"));
                self.finish(fields);
                (file?, caption)
            }
            _ => (self.bot_name(node, "`upload`")?, None),
        };
        let path = self.resolve(&file)?;
        Some(Step::Upload { file, path, caption })
    }

    pub(super) fn load_intention(&mut self, node: &Node, fields: &mut Fields<'_>) -> Option<Step> {
        let text = fields.value("text").and_then(|node| self.name(node, "`text`"));
        let items = match &node.value {
            Value::Sequence(items) if items.is_empty() => {
                self.empty(node, "`intent` names none");
                return None;
            }
            Value::Sequence(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let mut ranked = Vec::with_capacity(items.len());
        let mut known = BTreeSet::new();
        for item in items {
            let Some(intention) = self.load_one_intention(item) else { continue };
            if !known.insert(intention.name.shared()) {
                let message = format!("the intent `{}` is named twice", intention.name);
                self.invalid(intention.name.span(), message, "Give each intent one score.");
            }
            ranked.push(intention);
        }
        (ranked.len() == items.len()).then_some(Step::Intent { ranked, text })
    }

    fn load_one_intention(&mut self, node: &Node) -> Option<Intention> {
        let Value::Mapping(_) = &node.value else {
            return Some(Intention { name: self.bot_name(node, "`intent`")?, score: Score::FULL });
        };
        let mut fields = self.fields(node, "`intent`")?;
        let name = match fields.value("name") {
            Some(node) => self.bot_name(node, "`name`"),
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

    pub(super) fn load_burst(&mut self, node: &Node, fields: &mut Fields<'_>) -> Option<Step> {
        let gap = fields.value("gap").map(|node| self.duration(node, "`gap`"));
        let Value::Sequence(items) = &node.value else {
            self.wrong_type(node, "`burst` is a list of texts");
            return None;
        };
        let texts = self.all_names(items, "an item of `burst`")?;
        if texts.len() < 2 {
            self.invalid(node.span, "a burst has two texts or more", "One text alone is `consumer: …`.");
            return None;
        }
        let gap = gap.map_or(Some(QUICK), |gap| gap.map(|gap| gap.value))?;
        Some(Step::Burst { texts, gap })
    }

    pub(super) fn load_interrupt(&mut self, node: &Node, fields: &mut Fields<'_>) -> Option<Step> {
        let text = self.name(node, "`interrupt`");
        let after = match fields.value("after") {
            Some(node) => self.duration(node, "`after`"),
            None => {
                self.missing(fields, "after", "Say how long after the message before: `after: 1s`.");
                None
            }
        };
        Some(Step::Interrupt { text: text?, after: after?.value })
    }

    pub(super) fn load_closed(&mut self, node: &Node) -> Option<Option<bool>> {
        let Value::Mapping(entries) = &node.value else {
            return self.must_be_true(node, "closed").map(|()| None);
        };
        if entries.is_empty() {
            self.invalid(node.span, "`closed` says nothing", "Write `closed: true`.");
            return None;
        }
        let mut fields = self.fields(node, "`closed`")?;
        let survey = fields.value("survey").map(|node| self.boolean(node, "`survey`"));
        self.finish(fields);
        survey?.map(|survey| Some(survey.value))
    }

    /// What is there or is not, and has no other value.
    pub(super) fn must_be_true(&mut self, node: &Node, key: &str) -> Option<()> {
        if matches!(&node.value, Value::Scalar(scalar) if scalar.text.as_str() == "true") {
            return Some(());
        }
        let help = format!("Write `{key}: true`, or leave the item out.");
        let at = first_line(node.span, self.sources.slice(node.span));
        self.invalid(at, format!("`{key}` is `true` and nothing else"), &help);
        None
    }
}
