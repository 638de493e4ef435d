//! The bots of a file of transcripts, with their names to be found quickly.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::nearest;
use crate::integration::Gateway;
use crate::linked::{DialogId, IntegrationId, InteractionId, LinkedBot};

/// An integration of one of the bots: the bot's place, and the integration.
pub type Place = (usize, IntegrationId);

/// Bots that have conversations together, and their way out to services.
#[derive(Debug)]
pub struct Cast {
    first: Arc<LinkedBot>,
    members: Vec<Names>,
    gateway: Arc<Gateway>,
}

/// A bot's names.
#[derive(Debug)]
struct Names {
    bot: Arc<LinkedBot>,
    interactions: HashMap<Arc<str>, InteractionId>,
    dialogs: HashMap<Arc<str>, DialogId>,
    integrations: HashMap<Arc<str>, IntegrationId>,
}

impl Names {
    fn new(bot: Arc<LinkedBot>) -> Self {
        let mut interactions = HashMap::new();
        for (index, interaction) in bot.interactions.iter().enumerate() {
            if let Some(name) = &interaction.name {
                interactions.entry(name.clone()).or_insert_with(|| InteractionId::new(index));
            }
        }
        let mut dialogs = HashMap::new();
        for (index, dialog) in bot.dialogs.iter().enumerate() {
            dialogs.entry(dialog.name.clone()).or_insert_with(|| DialogId::new(index));
        }
        let mut integrations = HashMap::new();
        for (index, integration) in bot.integrations.iter().enumerate() {
            integrations.entry(integration.name.clone()).or_insert_with(|| IntegrationId::new(index));
        }
        Self { bot, interactions, dialogs, integrations }
    }
}

impl Cast {
    /// The bot that answers first, and the others in the order in which they are named.
    pub fn new(
        first: Arc<LinkedBot>,
        others: impl IntoIterator<Item = Arc<LinkedBot>>,
        gateway: Arc<Gateway>,
    ) -> Self {
        let members = std::iter::once(first.clone()).chain(others).map(Names::new).collect();
        Self { first, members, gateway }
    }

    /// The bot that answers first.
    pub fn first(&self) -> &Arc<LinkedBot> {
        &self.first
    }

    /// The bots, in their order.
    pub fn bots(&self) -> impl Iterator<Item = &Arc<LinkedBot>> {
        self.members.iter().map(|member| &member.bot)
    }

    /// What answers their calls.
    pub fn gateway(&self) -> &Arc<Gateway> {
        &self.gateway
    }

    /// The place of a bot.
    pub(super) fn find_bot(&self, name: &str) -> Option<usize> {
        self.members.iter().position(|member| &*member.bot.name == name)
    }

    /// An integration by its name, or as `BOT/NAME`.
    pub fn find_integration(&self, name: &str) -> Option<Place> {
        let plain = |(place, member): (usize, &Names)| Some((place, *member.integrations.get(name)?));
        let owned = |(place, member): (usize, &Names)| {
            let own = name.strip_prefix(&*member.bot.name)?.strip_prefix('/')?;
            Some((place, *member.integrations.get(own)?))
        };
        let members = || self.members.iter().enumerate();
        members().find_map(plain).or_else(|| members().find_map(owned))
    }

    /// Where a bot can be sent by the author: an interaction, or the first one of a dialog.
    pub(super) fn find_place(&self, bot: usize, name: &str) -> Option<InteractionId> {
        let member = &self.members[bot];
        let of_dialog = || member.bot.dialog(*member.dialogs.get(name)?).first;
        member.interactions.get(name).copied().or_else(of_dialog)
    }

    /// Whether any of the bots has an interaction of that name.
    pub(super) fn has_interaction(&self, name: &str) -> bool {
        self.members.iter().any(|member| member.interactions.contains_key(name))
    }

    /// Whether any of the bots has a dialog of that name.
    pub(super) fn has_dialog(&self, name: &str) -> bool {
        self.members.iter().any(|member| member.dialogs.contains_key(name))
    }

    /// Whether any of the bots has an intent of that name.
    pub(super) fn has_intent(&self, name: &str) -> bool {
        self.bots().any(|bot| bot.intents.find(name).is_some())
    }

    /// The interaction that a wrong name probably means.
    pub(super) fn nearest_interaction(&self, name: &str) -> Option<&str> {
        nearest(name, self.members.iter().flat_map(|member| sorted(&member.interactions)))
    }

    /// The dialog that a wrong name probably means.
    pub(super) fn nearest_dialog(&self, name: &str) -> Option<&str> {
        nearest(name, self.members.iter().flat_map(|member| sorted(&member.dialogs)))
    }

    /// The integration that a wrong name probably means.
    pub(super) fn nearest_integration(&self, name: &str) -> Option<&str> {
        nearest(name, self.members.iter().flat_map(|member| sorted(&member.integrations)))
    }

    /// Why an integration is not found, as a sentence.
    pub fn no_integration(&self, name: &str) -> String {
        let meant = self.nearest_integration(name).map(|meant| format!(": did you mean `{meant}`?"));
        format!("no bot has an integration `{name}`{}", meant.unwrap_or_default())
    }

    /// The intent that a wrong name probably means.
    pub(super) fn nearest_intent(&self, name: &str) -> Option<&str> {
        nearest(name, self.bots().flat_map(|bot| bot.intents.names().map(|name| &**name)))
    }

    /// The bot that a wrong name probably means.
    pub(super) fn nearest_bot(&self, name: &str) -> Option<&str> {
        nearest(name, self.bots().map(|bot| &*bot.name))
    }
}

/// Names in an order of their own, so that the same one is nearest in every run.
fn sorted<T>(names: &HashMap<Arc<str>, T>) -> Vec<&str> {
    let mut names: Vec<&str> = names.keys().map(|name| &**name).collect();
    names.sort_unstable();
    names
}
