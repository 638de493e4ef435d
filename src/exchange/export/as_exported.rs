//! A bot without what an export has no place for, so that it can be compared with one.

use super::integration::on_platform;
use super::{DEFAULT_LANGUAGE, interaction_names};
use crate::bot::{Bot, Fixtures, HttpDefinition, IntegrationKind, InteractionKind, Settings};
use crate::source::Text;

/// Takes out of a bot what [`export`](super::export) does not write: mocks, fixtures, the environment, what belongs to
/// a domain or an account, settings that are ours. Interactions get the names that they have in an export.
pub fn as_exported(bot: &mut Bot) {
    bot.language.get_or_insert_with(|| Text::made_of(DEFAULT_LANGUAGE, bot.name.span()));
    let names = interaction_names(bot);
    let interactions = bot.dialogs.iter_mut().flat_map(|dialog| &mut dialog.interactions);
    for (interaction, name) in interactions.zip(names) {
        let named = || Text::made_of(name, interaction.kind_span);
        interaction.name.get_or_insert_with(named);
        if let InteractionKind::DynamicRouting(routing) = &mut interaction.kind {
            routing.mocks.clear();
        }
    }
    for integration in &mut bot.integrations {
        integration.mocks.clear();
        if let IntegrationKind::Api(http) | IntegrationKind::File(http, _) = &mut integration.kind {
            read_the_bots_environment(http);
        }
    }
    for base in &mut bot.knowledge_bases {
        base.mocks.clear();
        base.articles.clear();
    }
    bot.intents.iter_mut().for_each(|intent| intent.phrases.clear());
    bot.entities.clear();
    bot.environment.clear();
    bot.skills.clear();
    bot.fixtures = Fixtures::default();
    bot.group = None;
    let Settings { default_response, debug_commands, .. } = std::mem::take(&mut bot.settings);
    bot.settings = Settings { default_response, debug_commands, ..Settings::default() };
}

fn read_the_bots_environment(http: &mut HttpDefinition) {
    let pairs = http.params.iter_mut().chain(&mut http.headers).map(|pair| &mut pair.value);
    for text in pairs.chain([&mut http.url]).chain(&mut http.body) {
        if text.as_str().contains("${") {
            *text = Text::made_of(on_platform(text.as_str(), &mut |_, _| {}), text.span());
        }
    }
}
