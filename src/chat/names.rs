//! Names that a person types, found in the bot or answered with what was meant.

use crate::diagnostic::nearest;
use crate::linked::{IntegrationId, InteractionId, LinkedBot};

/// An integration by its name.
///
/// # Errors
/// There is none of that name; says which one may be meant.
pub fn find_integration(bot: &LinkedBot, name: &str) -> Result<IntegrationId, String> {
    let names = || bot.integrations.iter().map(|integration| &*integration.name);
    bot.find_integration(name).ok_or_else(|| unknown("integration", name, names()))
}

/// Where a conversation can be sent: an interaction by its name, or the first one of a dialog.
///
/// # Errors
/// There is none of that name, or the dialog is empty; says which one may be meant.
pub fn find_place(bot: &LinkedBot, name: &str) -> Result<InteractionId, String> {
    if let Some(interaction) = bot.find_interaction(name) {
        return Ok(interaction);
    }
    match bot.find_dialog(name) {
        Some(dialog) => {
            let first = bot.dialog(dialog).first;
            first.ok_or_else(|| format!("the dialog `{name}` has no interaction that could be played"))
        }
        None => Err(unknown("interaction or dialog", name, places(bot))),
    }
}

/// The names of all interactions and dialogs.
pub(super) fn places(bot: &LinkedBot) -> impl Iterator<Item = &str> + Clone {
    let interactions = bot.interactions.iter().filter_map(|interaction| interaction.name.as_deref());
    interactions.chain(bot.dialogs.iter().map(|dialog| &*dialog.name))
}

/// What is said of a name that leads nowhere.
pub(super) fn unknown<'n>(what: &str, name: &str, known: impl Iterator<Item = &'n str> + Clone) -> String {
    match nearest(name, known.clone()) {
        Some(meant) => format!("there is no {what} `{name}`: did you mean `{meant}`?"),
        None if known.clone().next().is_none() => format!("there is no {what} `{name}`: the bot has none"),
        None => {
            let mut some: Vec<String> = known.clone().take(5).map(|name| format!("`{name}`")).collect();
            if known.count() > some.len() {
                some.push("…".to_owned());
            }
            format!("there is no {what} `{name}`; there are {}", some.join(", "))
        }
    }
}
