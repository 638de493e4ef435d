//! What a message must offer to tap.

use super::TranscriptLoader;
use super::message::is_predicate;
use crate::load::fields::Fields;
use crate::transcript::{ChoiceExpected, ChoicesExpected, Offering};
use crate::yaml::Node;

impl TranscriptLoader<'_> {
    /// `choices`, `buttons`, `quick_replies` and `links`.
    pub(super) fn load_offered(&mut self, fields: &mut Fields<'_>) -> Vec<ChoicesExpected> {
        let mut offered = Vec::new();
        for (key, of) in Offering::ALL {
            let Some(entry) = fields.take(key) else { continue };
            let items = self.items(&entry.value, &format!("`{key}`"));
            let choices = items.iter().filter_map(|item| self.load_choice(item, of)).collect();
            offered.push(ChoicesExpected { of, span: entry.key.span(), choices });
        }
        offered
    }

    /// A label alone, or keys.
    fn load_choice(&mut self, node: &Node, of: Offering) -> Option<ChoiceExpected> {
        if is_predicate(node) {
            return self.wanted(node).map(ChoiceExpected::Named);
        }
        let mut fields = self.fields(node, described(of))?;
        if fields.entries().is_empty() {
            self.empty(node, &format!("{} says nothing", described(of)));
        }
        let mut key = |loader: &mut Self, key| fields.value(key).and_then(|node| loader.wanted(node));
        let title = key(self, "title");
        let link = key(self, "link");
        // What only opens a page brings nothing to the bot.
        let payload = if of == Offering::Links { None } else { key(self, "payload") };
        self.finish(fields);
        Some(ChoiceExpected::Keys { title, payload, link, span: node.span })
    }
}

fn described(of: Offering) -> &'static str {
    match of {
        Offering::Choices => "a choice",
        Offering::Buttons => "a button",
        Offering::QuickReplies => "a quick reply",
        Offering::Links => "a link",
    }
}
