//! What is sent to services, what is read of their answers, and where the consumer is handed to.

use dialogsim::bot::{IntegrationKind, InteractionKind};

use crate::mutant::{Aspect, Changes, Edit};

impl Changes<'_> {
    pub(crate) fn calls(&mut self) {
        for integration in &self.bot.integrations {
            if let IntegrationKind::Api(http) | IntegrationKind::File(http, _) = &integration.kind {
                let pairs = http.params.iter().chain(&http.headers).map(|pair| &pair.value);
                for text in pairs.chain(&http.body) {
                    self.change(Aspect::Call, vec![Edit::marked(text)]);
                }
                let longer = format!("{}~", http.url.as_str());
                self.change(Aspect::Call, vec![Edit::value(&http.url, &longer)]);
            }
            for field in &integration.fields {
                self.change(Aspect::Call, vec![Edit::value(&field.path, "{$.api_never.there}")]);
            }
        }
        for (_, interaction) in self.bot.interactions() {
            if let InteractionKind::AgentTransfer(transfer) = &interaction.kind
                && let Some(skill) = &transfer.skill
            {
                self.change(Aspect::Call, vec![Edit::value(skill, "1234567")]);
            }
        }
    }
}
