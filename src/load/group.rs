//! The bot group.

use super::Loader;
use crate::bot::Group;
use crate::yaml::{Node, Value};

impl Loader<'_> {
    /// A group's name, or its keys.
    pub(super) fn load_group(&mut self, node: &Node) -> Option<Group> {
        if matches!(node.value, Value::Scalar(_)) {
            let name = self.name(node, "`group`")?;
            return Some(Group { name, collaboration: false, transfer_message: None });
        }
        let mut fields = self.fields(node, "`group`")?;
        let name = match fields.value("name") {
            Some(node) => self.name(node, "the group's name"),
            None => {
                self.missing(&fields, "name", "Bots that name the same group are siblings.");
                None
            }
        };
        let collaboration =
            fields.value("collaboration").and_then(|node| self.boolean(node, "`collaboration`"));
        let transfer_message =
            fields.value("transfer_message").and_then(|node| self.text(node, "`transfer_message`"));
        self.finish(fields);
        let collaboration = collaboration.is_some_and(|on| on.value);
        Some(Group { name: name?, collaboration, transfer_message })
    }
}
