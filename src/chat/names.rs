//! Names that a person types, found in the bot or answered with what was meant.

use crate::bot::Channel;
use crate::diagnostic::nearest;
use crate::linked::{IntegrationId, InteractionId, LinkedBot};

/// The bots of a run and which of them has the conversation, as far as names are concerned.
#[derive(Clone, Debug)]
pub struct Run<'r> {
    /// All bots, in the order in which they were named.
    pub bots: Vec<&'r LinkedBot>,
    /// The place of the one that has the conversation.
    pub active: usize,
}

/// An integration, with the place of its bot in the run.
pub type OwnedIntegration = (usize, IntegrationId);

impl Run<'_> {
    /// An integration by its name: of the bot that has the conversation, or of any bot with that bot's
    /// name before it, `BOT/NAME`.
    ///
    /// # Errors
    /// There is none of that name; says which one may be meant.
    pub fn find_integration(&self, name: &str) -> Result<OwnedIntegration, String> {
        let own = self.bots[self.active].find_integration(name).map(|id| (self.active, id));
        let of_any = || {
            let mut bots = self.bots.iter().enumerate();
            bots.find_map(|(place, bot)| Some((place, bot.find_integration(own_part(bot, name)?)?)))
        };
        own.or_else(of_any).ok_or_else(|| self.unknown_integration(name))
    }

    /// Why a name leads nowhere: it is another bot's, or else `reason`.
    pub(super) fn why_unknown(&self, name: &str, reason: String, has: impl Fn(&LinkedBot) -> bool) -> String {
        let active = &self.bots[self.active].name;
        let mut others = self.bots.iter().enumerate().filter(|(place, _)| *place != self.active);
        match others.find(|(_, bot)| has(bot)) {
            Some((_, owner)) => format!(
                "`{name}` belongs to the bot `{owner}`, but `{active}` has the conversation, and only its names \
                 lead somewhere: `{owner}` must have the conversation first",
                owner = owner.name
            ),
            None => reason,
        }
    }

    fn unknown_integration(&self, name: &str) -> String {
        let owner = self.bots.iter().find(|bot| bot.find_integration(name).is_some());
        if let Some(owner) = owner {
            let active = &self.bots[self.active].name;
            return format!(
                "`{active}` has no integration `{name}`, but `{}` has: write `{}/{name}`",
                owner.name, owner.name
            );
        }
        let names = self.integration_names();
        unknown("integration", name, names.iter().map(String::as_str))
    }

    /// How an integration is called now.
    pub fn integration_name(&self, (place, id): OwnedIntegration) -> String {
        let bot = self.bots[place];
        let name = &bot.integration(id).name;
        if place == self.active { name.to_string() } else { format!("{}/{name}", bot.name) }
    }

    /// All integrations: those of the bot that has the conversation first.
    pub fn integrations(&self) -> impl Iterator<Item = OwnedIntegration> {
        let others = (0..self.bots.len()).filter(|place| *place != self.active);
        std::iter::once(self.active).chain(others).flat_map(|place| {
            (0..self.bots[place].integrations.len()).map(move |index| (place, IntegrationId::new(index)))
        })
    }

    /// How they are called now.
    pub fn integration_names(&self) -> Vec<String> {
        self.integrations().map(|integration| self.integration_name(integration)).collect()
    }
}

/// What follows a bot's name and a slash.
fn own_part<'n>(bot: &LinkedBot, name: &'n str) -> Option<&'n str> {
    name.strip_prefix(&*bot.name)?.strip_prefix('/')
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

/// That there is nothing of a name, and what may be meant.
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
