//! The items of `turns`: the first key of each says what it is.

use super::TranscriptLoader;
use crate::bot::Channel;
use crate::diagnostic::Diagnostic;
use crate::load::fields::Fields;
use crate::load::{rules, values::first_line};
use crate::transcript::{Step, Turn};
use crate::yaml::{Entry, Node, Value};

/// The kinds of item; the last one may also stand in front of another.
const KINDS: [&str; 20] = [
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
    "include",
    "comment",
];

impl TranscriptLoader<'_> {
    /// The turns of a transcript.
    pub(super) fn load_turns(&mut self, node: &Node) -> Vec<Turn> {
        self.check_some_turns(node);
        let file = self.current.clone();
        self.chain = vec![file.clone()];
        self.captured = Default::default();
        let mut turns = Vec::new();
        for item in self.items(node, "`turns`") {
            self.current.clone_from(&file);
            let first = turns.len();
            self.load_item(item, &mut turns);
            turns[first..].iter_mut().for_each(|turn| turn.own = item.span);
        }
        self.current = file;
        self.check_silence(&turns);
        turns
    }

    pub(super) fn check_some_turns(&mut self, node: &Node) {
        if matches!(&node.value, Value::Sequence(items) if items.is_empty()) {
            self.empty(node, "`turns` is empty");
        }
    }

    /// One item, or all those that it includes.
    pub(super) fn load_item(&mut self, item: &Node, turns: &mut Vec<Turn>) {
        if self.budget.is_exceeded() {
            return;
        }
        if let Value::Scalar(scalar) = &item.value {
            self.report_bare_text(item, scalar.text.as_str());
        }
        self.check_captured(item);
        let Value::Mapping(entries) = &item.value else {
            if !matches!(item.value, Value::Scalar(_)) {
                self.wrong_type(item, "an item of `turns` is written as keys with values");
            }
            self.captured.is_unsure();
            return;
        };
        let Some(mut fields) = self.fields(item, "an item of `turns`") else { return };
        // A comment may be the whole item, but it names no other one.
        let is_comment = entries.iter().all(|entry| !names_a_kind(entry) || entry.key.as_str() == "comment");
        let kinds = if is_comment { &KINDS[..] } else { &KINDS[..KINDS.len() - 1] };
        let Some((kind, entry)) = self.kind_entry(&mut fields, kinds, "an item of `turns`") else {
            return;
        };
        fields.what = described(kind);
        if kind == "include" {
            self.load_included(entry, fields, turns);
            return;
        }
        let step = self.load_step(kind, entry, &mut fields);
        let only_on = self.load_shared_keys(kind, &mut fields);
        self.finish(fields);
        let (span, key) = (item.span, entry.key.span());
        turns.extend(step.map(|step| Turn { step, only_on, span, key, own: span }));
    }

    /// What every item may have.
    fn load_shared_keys(&mut self, kind: &str, fields: &mut Fields<'_>) -> Vec<Channel> {
        if let Some(node) = fields.value("comment").filter(|_| kind != "comment") {
            self.text(node, "`comment`");
        }
        fields.value("only_if").map_or_else(Vec::new, |node| self.load_only_if(node))
    }

    /// A text where an item belongs: who says it?
    fn report_bare_text(&mut self, item: &Node, text: &str) {
        let help = match text {
            "nothing" | "closed" => format!("Write `- {text}: true`."),
            kind if KINDS.contains(&kind) => format!("Write `- {kind}: …`."),
            _ => "Say who says it: `- consumer: …` or `- bot: …`.".to_owned(),
        };
        let at = first_line(item.span, self.sources.slice(item.span));
        let message = "an item of `turns` is written as keys with values, but here is a text";
        let problem = Diagnostic::new(&rules::WRONG_TYPE, at, message);
        self.report(problem.label("a text does not fit here").help(help));
    }

    fn load_step(&mut self, kind: &str, entry: &Entry, fields: &mut Fields<'_>) -> Option<Step> {
        let node = &entry.value;
        Some(match kind {
            "consumer" => Step::Consumer(self.name(node, "`consumer`")?),
            "tap" => Step::Tap(Box::new(self.load_tap(node)?)),
            "upload" => self.load_upload(node)?,
            "intent" => self.load_intention(node, fields)?,
            "event" => Step::Event(self.name(node, "`event`")?),
            "wait" => Step::Wait(self.duration(node, "`wait`")?.value),
            "burst" => self.load_burst(node, fields)?,
            "interrupt" => self.load_interrupt(node, fields)?,
            "goto" => Step::Goto(self.bot_name(node, "`goto`")?),
            "set" => Step::Set(self.load_assignments(node, "`set`")),
            "channel" => Step::Channel(self.word(node, "`channel`", &Channel::ALL)?.value),
            "bot" => Step::Bot(Box::new(self.load_bot_turn(node, fields)?)),
            "private" => self.load_private(node, fields)?,
            "transfer" => Step::Transfer(self.load_transfer_expected(node)?),
            "closed" => Step::Closed(self.load_closed(node)?),
            "link" => Step::Link(self.wanted(node)?),
            "nothing" => {
                self.must_be_true(node, "nothing")?;
                Step::Nothing
            }
            "expect" => Step::Expect(Box::new(self.load_expectation(node)?)),
            _ => {
                self.text(node, "`comment`");
                return None;
            }
        })
    }
}

fn names_a_kind(entry: &Entry) -> bool {
    KINDS.contains(&entry.key.as_str())
}

/// The kind with its article, for messages.
fn described(kind: &str) -> &'static str {
    match kind {
        "consumer" => "a `consumer` item",
        "tap" => "a `tap` item",
        "upload" => "an `upload` item",
        "intent" => "an `intent` item",
        "event" => "an `event` item",
        "wait" => "a `wait` item",
        "burst" => "a `burst` item",
        "interrupt" => "an `interrupt` item",
        "goto" => "a `goto` item",
        "set" => "a `set` item",
        "channel" => "a `channel` item",
        "bot" => "a `bot` item",
        "private" => "a `private` item",
        "transfer" => "a `transfer` item",
        "closed" => "a `closed` item",
        "link" => "a `link` item",
        "nothing" => "a `nothing` item",
        "expect" => "an `expect` item",
        "include" => "an `include` item",
        _ => "a `comment` item",
    }
}
