//! What the bot must say: texts, what is offered to tap, cards, what is captured of it.

use super::TranscriptLoader;
use crate::load::fields::Fields;
use crate::source::Spanned;
use crate::text::{RegexMode, RegexRule, TextMatch};
use crate::transcript::{
    BotTurn, Capture, CardExpected, LabelsExpected, Namespace, TransferExpected, Wanted, holds,
};
use crate::yaml::{Node, Value};

impl TranscriptLoader<'_> {
    /// A predicate on a text, with its place.
    pub(super) fn wanted(&mut self, node: &Node) -> Option<Wanted> {
        let predicate = self.load_text_match(node)?;
        if let Some(regex) = regex_with_captures(&predicate) {
            let message = format!("a regular expression cannot hold a captured value: `{regex}`");
            let help = "Its letters would be read as an expression. Use `contains` or `glob`.";
            self.invalid(node.span, message, help);
            return None;
        }
        Some(Spanned::new(predicate, node.span))
    }

    fn wanted_list(&mut self, node: &Node, what: &str) -> Vec<Wanted> {
        self.items(node, what).iter().filter_map(|item| self.wanted(item)).collect()
    }

    pub(super) fn load_bot_turn(&mut self, node: &Node, fields: &mut Fields<'_>) -> Option<BotTurn> {
        let text = self.wanted(node);
        let mut labels = Vec::new();
        for key in ["choices", "buttons", "quick_replies"] {
            if let Some(entry) = fields.take(key) {
                let expected = self.wanted_list(&entry.value, &format!("`{key}`"));
                labels.push(LabelsExpected { key, span: entry.key.span(), labels: expected });
            }
        }
        let cards = fields.take("cards").map(|entry| {
            let cards = self.items(&entry.value, "`cards`");
            let cards = cards.iter().filter_map(|card| self.load_card(card)).collect();
            Spanned::new(cards, entry.key.span())
        });
        Some(BotTurn { text: text?, labels, cards, captures: self.load_captures(fields) })
    }

    /// A card: its title alone, or keys.
    fn load_card(&mut self, node: &Node) -> Option<CardExpected> {
        const KEYS: [&str; 5] = ["title", "text", "image", "link", "buttons"];
        let is_predicate = match &node.value {
            Value::Mapping(entries) => !entries.iter().any(|entry| KEYS.contains(&entry.key.as_str())),
            _ => true,
        };
        let empty =
            CardExpected { title: None, text: None, image: None, link: None, buttons: None, span: node.span };
        if is_predicate {
            return Some(CardExpected { title: Some(self.wanted(node)?), ..empty });
        }
        let mut fields = self.fields(node, "a card")?;
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

    /// `capture: { name: expression }`.
    pub(super) fn load_captures(&mut self, fields: &mut Fields<'_>) -> Vec<Capture> {
        let Some(node) = fields.value("capture") else { return Vec::new() };
        let mut captures = Vec::new();
        for (name, written) in self.load_texts_by_name(node, "`capture`") {
            let named = format!("{{captured.{name}}}");
            if !holds(&named, Namespace::Captured) {
                let message = format!("`{name}` cannot name a captured value");
                self.invalid(name.span(), message, "Use letters, digits, `_` and `-`: `{captured.order}`.");
                continue;
            }
            match RegexRule::new(written.as_str(), RegexMode::Search) {
                Ok(regex) => captures.push(Capture { name, regex, span: written.span() }),
                Err(problem) => {
                    let message = format!("`{written}` is not a regular expression: {}", problem.message);
                    let help =
                        "It finds the value in the message: `order: \"number (\\\\d+)\"` keeps the digits.";
                    self.invalid(written.part(problem.range), message, help);
                }
            }
        }
        captures
    }

    pub(super) fn load_transfer_expected(&mut self, node: &Node) -> Option<TransferExpected> {
        const KEYS: [&str; 3] = ["skill", "agent", "bot"];
        let is_predicate = match &node.value {
            Value::Mapping(entries) => !entries.iter().any(|entry| KEYS.contains(&entry.key.as_str())),
            _ => true,
        };
        if is_predicate {
            return Some(TransferExpected { skill: Some(self.wanted(node)?), ..TransferExpected::default() });
        }
        let mut fields = self.fields(node, "`transfer`")?;
        let mut of = |loader: &mut Self, key| fields.value(key).and_then(|node| loader.wanted(node));
        let expected =
            TransferExpected { skill: of(self, "skill"), agent: of(self, "agent"), bot: of(self, "bot") };
        self.finish(fields);
        Some(expected)
    }
}

fn regex_with_captures(predicate: &TextMatch) -> Option<&RegexRule> {
    match predicate {
        TextMatch::Matches(regex) => Some(regex).filter(|regex| holds(regex.source(), Namespace::Captured)),
        TextMatch::AnyOf(choices) => choices.iter().find_map(regex_with_captures),
        TextMatch::Not(inner) => regex_with_captures(inner),
        TextMatch::Equals(_) | TextMatch::Contains(_) | TextMatch::Glob(_) | TextMatch::Any => None,
    }
}
