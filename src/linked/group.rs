//! A bot's group, ready to be played, and what a bot makes of a message that a sibling passes around.

use std::sync::Arc;

use super::{LinkedBot, link::template};
use crate::bot::{Bot, DialogKind};
use crate::source::Span;
use crate::text::Template;

/// The group that a bot belongs to (spec 14.2).
#[derive(Debug)]
pub struct LinkedGroup {
    /// Its name; bots of a run that name the same group are siblings.
    pub name: Arc<str>,
    /// Whether messages go to siblings at all.
    pub collaboration: bool,
    /// What the consumer is told when a sibling takes over.
    pub transfer_message: Option<Template>,
    /// Whether this bot asks a survey after conversations: then it takes no part.
    pub is_survey: bool,
    /// Where the name stands.
    pub span: Span,
}

pub(super) fn linked_group(bot: &Bot) -> Option<LinkedGroup> {
    let group = bot.group.as_ref()?;
    Some(LinkedGroup {
        name: group.name.shared(),
        collaboration: group.collaboration,
        transfer_message: group.transfer_message.as_ref().map(template),
        is_survey: bot.dialogs.iter().any(|dialog| matches!(dialog.kind, DialogKind::Survey)),
        span: group.name.span(),
    })
}

impl LinkedBot {
    /// Whether another bot is of the same group.
    pub fn is_sibling_of(&self, other: &LinkedBot) -> bool {
        matches!((&self.group, &other.group), (Some(own), Some(others)) if own.name == others.name)
    }
}
