//! Where names lead: the index that rules and the linker share.

use std::collections::HashMap;

use super::{DialogId, IntegrationId, InteractionId};
use crate::bot::{Bot, Dialog, Integration, Intent, Interaction};

/// The names of a bot. Where a name is defined twice, it leads to the first definition.
#[derive(Debug)]
pub struct Names<'b> {
    bot: &'b Bot,
    places: Vec<(usize, usize)>,
    interactions: HashMap<&'b str, InteractionId>,
    dialogs: HashMap<&'b str, DialogId>,
    integrations: HashMap<&'b str, IntegrationId>,
    intents: HashMap<&'b str, usize>,
    knowledge_bases: HashMap<&'b str, usize>,
}

impl<'b> Names<'b> {
    /// Indexes a bot's names, in one pass.
    pub fn new(bot: &'b Bot) -> Self {
        let mut names = Self {
            bot,
            places: Vec::new(),
            interactions: HashMap::new(),
            dialogs: HashMap::new(),
            integrations: HashMap::new(),
            intents: HashMap::new(),
            knowledge_bases: HashMap::new(),
        };
        for (dialog_index, dialog) in bot.dialogs.iter().enumerate() {
            names.dialogs.entry(dialog.name.as_str()).or_insert_with(|| DialogId::new(dialog_index));
            for (index, interaction) in dialog.interactions.iter().enumerate() {
                let id = InteractionId::new(names.places.len());
                names.places.push((dialog_index, index));
                if let Some(name) = &interaction.name {
                    names.interactions.entry(name.as_str()).or_insert(id);
                }
            }
        }
        for (index, integration) in bot.integrations.iter().enumerate() {
            let id = IntegrationId::new(index);
            names.integrations.entry(integration.name.as_str()).or_insert(id);
        }
        for (index, intent) in bot.intents.iter().enumerate() {
            names.intents.entry(intent.name.as_str()).or_insert(index);
        }
        for (index, base) in bot.knowledge_bases.iter().enumerate() {
            names.knowledge_bases.entry(base.name.as_str()).or_insert(index);
        }
        names
    }

    /// The bot whose names these are.
    pub fn bot(&self) -> &'b Bot {
        self.bot
    }

    /// The interaction of a name.
    pub fn interaction(&self, name: &str) -> Option<InteractionId> {
        self.interactions.get(name).copied()
    }

    /// The dialog of a name.
    pub fn dialog(&self, name: &str) -> Option<DialogId> {
        self.dialogs.get(name).copied()
    }

    /// The integration of a name.
    pub fn integration(&self, name: &str) -> Option<IntegrationId> {
        self.integrations.get(name).copied()
    }

    /// The intent of a name.
    pub fn intent(&self, name: &str) -> Option<&'b Intent> {
        self.intents.get(name).map(|&index| &self.bot.intents[index])
    }

    /// The index of an intent in the bot's list.
    pub fn intent_index(&self, name: &str) -> Option<usize> {
        self.intents.get(name).copied()
    }

    /// The index of a knowledge base in the bot's list.
    pub fn knowledge_base(&self, name: &str) -> Option<usize> {
        self.knowledge_bases.get(name).copied()
    }

    /// The definition behind an integration's id.
    pub fn integration_at(&self, id: IntegrationId) -> &'b Integration {
        &self.bot.integrations[id.index()]
    }

    /// The dialog and the interaction behind an id.
    pub fn at(&self, id: InteractionId) -> (&'b Dialog, &'b Interaction) {
        let (dialog, index) = self.places[id.index()];
        let dialog = &self.bot.dialogs[dialog];
        (dialog, &dialog.interactions[index])
    }

    /// The dialog that holds an interaction.
    pub fn dialog_of(&self, id: InteractionId) -> DialogId {
        DialogId::new(self.places[id.index()].0)
    }

    /// How many interactions the bot has.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether the bot has no interactions.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// All names of interactions, for did-you-mean.
    pub fn interaction_names(&self) -> impl Iterator<Item = &'b str> {
        self.bot.interactions().filter_map(|(_, item)| item.name.as_ref().map(|name| name.as_str()))
    }

    /// All names of integrations, for did-you-mean.
    pub fn integration_names(&self) -> impl Iterator<Item = &'b str> {
        self.bot.integrations.iter().map(|integration| integration.name.as_str())
    }

    /// All names of knowledge bases, for did-you-mean.
    pub fn knowledge_base_names(&self) -> impl Iterator<Item = &'b str> {
        self.bot.knowledge_bases.iter().map(|base| base.name.as_str())
    }

    /// All names of intents, for did-you-mean.
    pub fn intent_names(&self) -> impl Iterator<Item = &'b str> {
        self.bot.intents.iter().map(|intent| intent.name.as_str())
    }
}
