//! What the consumer taps.

use super::TranscriptLoader;
use crate::load::fields::Fields;
use crate::source::Text;
use crate::transcript::{TappedBy, Tapping};
use crate::yaml::{Entry, Node, Value};

impl TranscriptLoader<'_> {
    /// A label, a list of them, or keys.
    pub(super) fn load_tap(&mut self, node: &Node) -> Option<Tapping> {
        let Value::Mapping(_) = &node.value else {
            let choices = self.load_tapped(node, "`tap`")?;
            return Some(Tapping { choices, by: TappedBy::Name, message: None, pick: None });
        };
        let mut fields = self.fields(node, "`tap`")?;
        let choice = fields.take("choice");
        let payload = fields.take("payload");
        let message = fields.value("message").map(|node| self.count(node, "`message`"));
        let pick = fields.value("pick").map(|node| self.name(node, "`pick`"));
        let tapped = self.load_target(node, &fields, choice, payload);
        self.finish(fields);
        let (choices, by) = tapped?;
        // Where one of the two cannot be read, it would be another tap.
        let message = message.map_or(Some(None), |message| message.map(Some))?;
        let pick = pick.map_or(Some(None), |pick| pick.map(Some))?;
        Some(Tapping { choices, by, message: message.map(|message| message.value), pick })
    }

    fn load_target(
        &mut self,
        node: &Node,
        fields: &Fields<'_>,
        choice: Option<&Entry>,
        payload: Option<&Entry>,
    ) -> Option<(Vec<Text>, TappedBy)> {
        match (choice, payload) {
            (Some(entry), None) => Some((self.load_tapped(&entry.value, "`choice`")?, TappedBy::Name)),
            (None, Some(entry)) => Some((self.load_tapped(&entry.value, "`payload`")?, TappedBy::Payload)),
            (Some(_), Some(entry)) => {
                let help = "`choice` finds labels, payloads and numbers; `payload` finds payloads only.";
                self.invalid(entry.key.span(), "a tap has `choice` or `payload`, not both", help);
                None
            }
            (None, None) if fields.entries().is_empty() => {
                self.empty(node, "`tap` names nothing");
                None
            }
            (None, None) => {
                self.missing(fields, "choice", "Name what is tapped: its label, its payload or its number.");
                None
            }
        }
    }

    /// One name, or a list of them.
    fn load_tapped(&mut self, node: &Node, what: &str) -> Option<Vec<Text>> {
        match &node.value {
            Value::Sequence(items) if items.is_empty() => {
                self.empty(node, &format!("{what} names nothing"));
                None
            }
            Value::Sequence(items) => self.all_names(items, what),
            _ => self.name(node, what).map(|text| vec![text]),
        }
    }
}
