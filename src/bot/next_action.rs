//! Where the flow goes after an interaction or a rule (spec 9.1).

use crate::source::{Span, Text};

/// Next-action words that cannot name an interaction.
pub const RESERVED_NAMES: [&str; 5] = ["next", "current", "end", "close_dialog", "close_conversation"];

/// A next action with its place.
#[derive(Clone, Debug)]
pub struct Next {
    /// Where the flow goes.
    pub action: NextAction,
    /// The value's token.
    pub span: Span,
}

/// Where the flow goes.
#[derive(Clone, Debug)]
pub enum NextAction {
    /// The following enabled interaction; after the last one the dialog is complete.
    Next,
    /// This interaction again.
    Current,
    /// Stop the flow in this dialog.
    End,
    /// Close the conversation and ask for the survey.
    CloseDialog,
    /// Close the conversation without a survey.
    CloseConversation,
    /// A jump, also into other dialogs.
    Interaction(Text),
}
