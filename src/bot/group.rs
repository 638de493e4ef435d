//! The bot group, whose bots may take messages from each other (spec 2.1, 14.2).

use crate::source::Text;

/// The one group that a bot may belong to. Each bot of the group says what the group is like.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its name; bots that name the same group are siblings.
    pub name: Text,
    /// Whether a message that a bot does not understand goes to a sibling that does; off by default.
    pub collaboration: bool,
    /// What the consumer is told when a sibling takes over.
    pub transfer_message: Option<Text>,
}
