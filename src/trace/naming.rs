//! Ids and texts as a trace tells them: names with places, everything masked.

use std::sync::Arc;

use super::Writer;
use super::place::{InteractionPlace, NamedPlace, RulePlace};
use crate::linked::{DialogId, IntegrationId, InteractionId, LinkedRule};
use crate::source::Span;

impl Writer<'_> {
    /// A text, masked.
    pub(super) fn text(&self, text: &str) -> String {
        self.secrets.mask(text).into_owned()
    }

    pub(super) fn some(&self, text: Option<&Arc<str>>) -> Option<String> {
        text.map(|text| self.text(text))
    }

    /// A JSON value as a text, masked.
    pub(super) fn json(&self, value: Option<&Arc<serde_json::Value>>) -> Option<String> {
        value.map(|value| self.text(&value.to_string()))
    }

    pub(super) fn intent(&self, intent: usize) -> String {
        self.text(self.bot.intents.name(intent))
    }

    /// File, line and column.
    pub(super) fn position(&self, span: Span) -> (String, usize, usize) {
        let position = self.sources.position(span);
        (self.text(self.sources.get(span.source).name()), position.line, position.column)
    }

    pub(super) fn interaction(&self, id: InteractionId) -> InteractionPlace {
        let interaction = self.bot.interaction(id);
        let (file, line, column) = self.position(interaction.span);
        InteractionPlace {
            name: self.some(interaction.name.as_ref()),
            kind: interaction.kind,
            dialog: self.text(&self.bot.dialog(interaction.dialog).name),
            file,
            line,
            column,
        }
    }

    pub(super) fn dialog(&self, id: DialogId) -> NamedPlace {
        let dialog = self.bot.dialog(id);
        self.named(&dialog.name, dialog.span)
    }

    pub(super) fn integration(&self, id: IntegrationId) -> NamedPlace {
        let integration = self.bot.integration(id);
        self.named(&integration.name, integration.span)
    }

    fn named(&self, name: &str, span: Span) -> NamedPlace {
        let (file, line, column) = self.position(span);
        NamedPlace { name: self.text(name), file, line, column }
    }

    pub(super) fn rule(&self, rule: &LinkedRule) -> RulePlace {
        let (file, line, column) = self.position(rule.span);
        RulePlace {
            number: rule.position + 1,
            name: self.some(rule.name.as_ref()),
            condition: rule.condition.key(),
            file,
            line,
            column,
        }
    }

    /// A rule by its interaction and its place as listed.
    pub(super) fn rule_of(&self, id: InteractionId, position: usize) -> RulePlace {
        let rule = self.bot.interaction(id).rule(position);
        rule.map_or_else(|| self.unknown_rule(id, position), |rule| self.rule(rule))
    }

    /// A rule of which only its number is known stands where its interaction does.
    fn unknown_rule(&self, id: InteractionId, position: usize) -> RulePlace {
        let (file, line, column) = self.position(self.bot.interaction(id).span);
        RulePlace { number: position + 1, name: None, condition: "unknown", file, line, column }
    }
}
