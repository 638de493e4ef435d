//! `expect`: what holds when a turn is over.

use super::TranscriptLoader;
use crate::bot::When;
use crate::source::{Spanned, Text};
use crate::transcript::{CallsExpected, Expectation, ExpectedState, VariableExpected, Wanted};
use crate::yaml::{Entry, Node, Value};

impl TranscriptLoader<'_> {
    pub(super) fn load_expectation(&mut self, node: &Node) -> Option<Expectation> {
        let mut fields = self.fields(node, "`expect`")?;
        let waiting_at =
            fields.value("waiting_at").and_then(|node| self.name_or_nothing(node, "`waiting_at`"));
        let variables =
            fields.value("variables").map_or_else(Vec::new, |node| self.load_expected_variables(node));
        let calls = fields.value("calls").map_or_else(Vec::new, |node| self.load_expected_calls(node));
        let stack = fields.value("stack").map(|node| Spanned::new(self.load_stack(node), node.span));
        let state = fields.value("state").and_then(|node| self.word(node, "`state`", &ExpectedState::ALL));
        let bot = fields.value("bot").and_then(|node| self.bot_name(node, "`bot`"));
        let clock = fields.value("clock").and_then(|node| self.moment(node));
        let log = fields.value("log").map(|node| Spanned::new(self.load_expected_log(node), node.span));
        let triggered = fields.value("triggered").and_then(|node| self.name_or_nothing(node, "`triggered`"));
        if fields.entries().is_empty() {
            self.empty(node, "`expect` expects nothing");
        }
        self.finish(fields);
        Some(Expectation { waiting_at, variables, calls, stack, state, bot, clock, log, triggered })
    }

    /// A name of the bot, or `null` where there is none.
    fn name_or_nothing(&mut self, node: &Node, what: &str) -> Option<Spanned<Option<Text>>> {
        if is_null(node) {
            return Some(Spanned::new(None, node.span));
        }
        self.bot_name(node, what).map(|name| Spanned::new(Some(name), node.span))
    }

    /// Lines of the bot's log: one, or a list.
    fn load_expected_log(&mut self, node: &Node) -> Vec<Wanted> {
        match &node.value {
            Value::Sequence(_) => self.wanted_list(node, "`log`"),
            _ => self.wanted(node).into_iter().collect(),
        }
    }

    fn load_expected_variables(&mut self, node: &Node) -> Vec<VariableExpected> {
        let Some(fields) = self.fields(node, "`variables`") else { return Vec::new() };
        if fields.entries().is_empty() {
            self.empty(node, "`variables` expects nothing");
        }
        let mut expected = Vec::new();
        for Entry { key, value } in fields.entries() {
            let wanted = match is_null(value) {
                true => None,
                false => match self.wanted(value) {
                    Some(wanted) => Some(wanted),
                    None => continue,
                },
            };
            expected.push(VariableExpected { name: key.clone(), value: wanted, span: value.span });
        }
        expected
    }

    fn load_stack(&mut self, node: &Node) -> Vec<Text> {
        let items = self.items(node, "`stack`");
        items.iter().filter_map(|item| self.bot_name(item, "a dialog's name")).collect()
    }

    fn load_expected_calls(&mut self, node: &Node) -> Vec<CallsExpected> {
        let Some(fields) = self.fields(node, "`calls`") else { return Vec::new() };
        if fields.entries().is_empty() {
            self.empty(node, "`calls` expects nothing");
        }
        fields.entries().iter().filter_map(|entry| self.load_calls_of(entry)).collect()
    }

    /// The calls of one integration: their number alone, or keys.
    fn load_calls_of(&mut self, entry: &Entry) -> Option<CallsExpected> {
        let integration = entry.key.clone();
        let none = CallsExpected { integration, count: None, first: None, last: None, some: None };
        if let Value::Scalar(_) = &entry.value.value {
            let count = self.number(&entry.value, "the number of calls")?;
            return Some(CallsExpected { count: Some(count), ..none });
        }
        let mut fields = self.fields(&entry.value, "an entry of `calls`")?;
        let count = fields.value("count").and_then(|node| self.number(node, "`count`"));
        let mut of = |loader: &mut Self, key| fields.value(key).map(|node| loader.expected_call(node));
        let expected = CallsExpected {
            count,
            first: of(self, "first"),
            last: of(self, "last"),
            some: of(self, "some"),
            ..none
        };
        if fields.entries().is_empty() {
            self.empty(&entry.value, "nothing is expected of these calls");
        }
        self.finish(fields);
        Some(expected)
    }

    fn expected_call(&mut self, node: &Node) -> Spanned<When> {
        if matches!(&node.value, Value::Mapping(entries) if entries.is_empty()) {
            self.invalid(
                node.span,
                "nothing is expected of this call",
                "To say that there is one, write `count`.",
            );
        }
        Spanned::new(self.load_when(node, "an expected call"), node.span)
    }
}

/// Nothing, or an unquoted `null` or `~`.
pub(super) fn is_null(node: &Node) -> bool {
    match &node.value {
        Value::Null => true,
        Value::Scalar(scalar) => scalar.plain && matches!(scalar.text.as_str(), "null" | "~"),
        _ => false,
    }
}
