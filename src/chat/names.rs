//! Names that a person types, found in the bot or answered with what was meant.

use crate::bot::Channel;
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

/// Why an integration can never be live, if it cannot: only HTTP calls are made for real.
pub fn never_live(bot: &LinkedBot, id: IntegrationId) -> Option<String> {
    let integration = bot.integration(id);
    let what = match integration.key {
        _ if integration.http().is_some() => return None,
        "knowledge" | "knowledge_base" => "searches no real knowledge base: its articles and mocks answer",
        "function" => "calls no function of the platform: give it a `mock:`",
        "email" => "sends no mails: give it a `mock:`",
        "agent_escalation" => "reaches no agents: `skills` say what becomes of a transfer",
        _ => "asks no policy engine: give the interaction a `mock:`",
    };
    Some(format!("`{}` cannot be live: this program {what}", integration.name))
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

/// An intent by its name. A meta intent is no intent that a message can be scored with.
///
/// # Errors
/// There is none of that name, or it is a meta intent; says which one may be meant.
pub(super) fn find_intent(bot: &LinkedBot, name: &str) -> Result<usize, String> {
    let known: Vec<&str> = bot.intents.names().map(|name| &**name).collect();
    let intent = bot.intents.find(name).ok_or_else(|| unknown("intent", name, known.iter().copied()))?;
    let all = bot.intents.names().enumerate();
    let wrapped: Vec<String> = all
        .filter(|(other, _)| bot.intents.meta_of(*other) == Some(intent))
        .map(|(_, name)| format!("`{name}`"))
        .collect();
    if wrapped.is_empty() {
        return Ok(intent);
    }
    Err(format!(
        "`{name}` is a meta intent and scores what its intents score: name one of {}",
        wrapped.join(", ")
    ))
}

/// A channel by its name.
///
/// # Errors
/// There is none of that name; says which one may be meant.
pub fn find_channel(name: &str) -> Result<Channel, String> {
    let found = Channel::ALL.iter().find(|(known, _)| *known == name);
    let names = || Channel::ALL.iter().map(|(known, _)| *known);
    found.map(|(_, channel)| *channel).ok_or_else(|| match nearest(name, names()) {
        Some(meant) => format!("there is no channel `{name}`: did you mean `{meant}`?"),
        None => format!("there is no channel `{name}`; there are {}", names().collect::<Vec<_>>().join(", ")),
    })
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
