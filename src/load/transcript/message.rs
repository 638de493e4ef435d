//! What the bot must say: texts, what is offered to tap, cards, what is captured of it.

use super::TranscriptLoader;
use crate::diagnostic::Diagnostic;
use crate::load::fields::Fields;
use crate::load::mock::PREDICATES;
use crate::load::rules;
use crate::load::values::first_line;
use crate::source::Spanned;
use crate::transcript::{BotTurn, Capture, CardExpected, Step, TransferExpected, Wanted, is_name};
use crate::yaml::{Entry, Node, Value};

impl TranscriptLoader<'_> {
    /// A predicate on a text, with its place.
    pub(super) fn wanted(&mut self, node: &Node) -> Option<Wanted> {
        if matches!(node.value, Value::Sequence(_)) {
            let at = first_line(node.span, self.sources.slice(node.span));
            let message = "a text or a predicate belongs here, but here is a list";
            let help = "Where one of several texts will do, write `any_of: […]`. Several messages are several items.";
            let problem = Diagnostic::new(&rules::WRONG_TYPE, at, message);
            self.report(problem.label("a list does not fit here").help(help));
            return None;
        }
        Some(Spanned::new(self.load_text_match(node)?, node.span))
    }

    pub(super) fn wanted_list(&mut self, node: &Node, what: &str) -> Vec<Wanted> {
        self.items(node, what).iter().filter_map(|item| self.wanted(item)).collect()
    }

    pub(super) fn load_bot_turn(&mut self, node: &Node, fields: &mut Fields<'_>) -> Option<BotTurn> {
        let text = self.wanted(node);
        let offered = self.load_offered(fields);
        let cards = fields.take("cards").map(|entry| {
            let cards = self.items(&entry.value, "`cards`");
            let cards = cards.iter().filter_map(|card| self.load_card(card)).collect();
            Spanned::new(cards, entry.key.span())
        });
        let rich = fields.take("rich").and_then(|entry| {
            let expected = self.load_rich(&entry.value)?;
            Some(Spanned::new(expected, entry.key.span()))
        });
        Some(BotTurn { text: text?, offered, cards, rich, captures: self.load_captures(fields) })
    }

    /// A card: its title alone, or keys.
    fn load_card(&mut self, node: &Node) -> Option<CardExpected> {
        let empty =
            CardExpected { title: None, text: None, image: None, link: None, buttons: None, span: node.span };
        if is_predicate(node) {
            return Some(CardExpected { title: Some(self.wanted(node)?), ..empty });
        }
        let mut fields = self.fields(node, "a card")?;
        if fields.entries().is_empty() {
            self.empty(node, "a card says nothing");
        }
        let mut of = |loader: &mut Self, key| fields.value(key).and_then(|node| loader.wanted(node));
        let card = CardExpected {
            title: of(self, "title"),
            text: of(self, "text"),
            image: of(self, "image"),
            link: of(self, "link"),
            ..empty
        };
        let buttons = fields.value("buttons").map(|node| self.wanted_list(node, "`buttons`"));
        self.finish(fields);
        Some(CardExpected { buttons, ..card })
    }

    pub(super) fn load_private(&mut self, node: &Node, fields: &mut Fields<'_>) -> Option<Step> {
        let captures = self.load_captures(fields);
        Some(Step::Private(self.wanted(node)?, captures))
    }

    /// `capture: { name: expression }`.
    fn load_captures(&mut self, fields: &mut Fields<'_>) -> Vec<Capture> {
        let Some(node) = fields.value("capture") else { return Vec::new() };
        let Some(pairs) = self.fields(node, "`capture`") else { return Vec::new() };
        if pairs.entries().is_empty() {
            self.empty(node, "`capture` names nothing");
        }
        pairs.entries().iter().filter_map(|entry| self.load_capture(entry)).collect()
    }

    fn load_capture(&mut self, Entry { key, value }: &Entry) -> Option<Capture> {
        if !is_name(key.as_str()) {
            let message = format!("`{key}` cannot name a captured value");
            self.invalid(key.span(), message, "Use letters, digits, `_` and `-`: `{captured.order}`.");
        }
        let written = self.name(value, "what finds a captured value")?;
        let help = "It finds the value in the message: `'number (\\d+)'` keeps the digits.";
        let regex = self.load_search(&written, help)?;
        Some(Capture { name: key.clone(), regex, span: written.span() })
    }

    pub(super) fn load_transfer_expected(&mut self, node: &Node) -> Option<TransferExpected> {
        if is_predicate(node) {
            return Some(TransferExpected { skill: Some(self.wanted(node)?), ..TransferExpected::default() });
        }
        let mut fields = self.fields(node, "`transfer`")?;
        if fields.entries().is_empty() {
            let help = "Name the `skill`, the `agent` or the `bot`, or write `{ any: true }`.";
            self.invalid(node.span, "`transfer` says nothing", help);
        }
        let mut of = |loader: &mut Self, key| fields.value(key).and_then(|node| loader.wanted(node));
        let expected =
            TransferExpected { skill: of(self, "skill"), agent: of(self, "agent"), bot: of(self, "bot") };
        self.finish(fields);
        Some(expected)
    }
}

/// Whether a node is a text or says what one must be like; else it is keys of something else.
pub(super) fn is_predicate(node: &Node) -> bool {
    match &node.value {
        Value::Mapping(entries) => entries.iter().any(|entry| PREDICATES.contains(&entry.key.as_str())),
        _ => true,
    }
}
