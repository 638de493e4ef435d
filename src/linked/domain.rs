//! The stand-in for a domain: a bot's intents and entities, ready to be understood (spec 1.4, 4.5).

use super::Names;
use crate::bot::{Bot, Intent, NluEngine};
use crate::nlu::{
    DomainSettings, Engine, EntityDefinition, EntityKind, EntityModel, EntityValue, IntentDefinition,
    IntentModel, Language,
};
use crate::source::Text;
use crate::text::{RegexMode, RegexRule};

/// What the intents of a bot mean, or `None` where its entities cannot be read: for those who ask about a bot
/// that need not be fit to be played.
pub fn intent_model(names: &Names<'_>) -> Option<IntentModel> {
    Some(intents(names.bot(), names, &entities(names.bot())?))
}

pub(super) fn intents(bot: &Bot, names: &Names<'_>, entities: &EntityModel) -> IntentModel {
    let definition = |intent: &Intent| IntentDefinition {
        name: intent.name.shared(),
        display_name: intent.display_name.as_ref().map(|name| name.shared()),
        phrases: intent.phrases.iter().map(|phrase| phrase.shared()).collect(),
        children: intent.intents.iter().filter_map(|child| names.intent_index(child.as_str())).collect(),
    };
    let settings = DomainSettings {
        engine: engine(bot.settings.nlu_engine),
        language: language(bot),
        entities: entities.regexes(),
    };
    IntentModel::with(bot.intents.iter().map(definition).collect(), settings)
}

/// The bot's entities, or `None` where a regular expression cannot be read.
pub(super) fn entities(bot: &Bot) -> Option<EntityModel> {
    let mut definitions = Vec::with_capacity(bot.entities.len());
    for entity in &bot.entities {
        let kind = match &entity.regex {
            Some(regex) => EntityKind::Regex(RegexRule::new(regex.as_str(), RegexMode::Search).ok()?),
            None => EntityKind::Values(
                entity.values.iter().map(|value| EntityValue::parse(value.as_str())).collect(),
            ),
        };
        definitions.push(EntityDefinition { name: entity.name.shared(), kind });
    }
    let model = EntityModel::new(definitions, engine(bot.settings.nlu_engine), language(bot));
    let in_slots = slot_entities(bot).filter_map(|name| model.index_of(name)).collect();
    Some(model.used_in_slots(in_slots))
}

/// The names of entities that slots take their values from.
fn slot_entities(bot: &Bot) -> impl Iterator<Item = &str> {
    let slots = bot.interactions().flat_map(|(_, item)| &item.rules).filter_map(|rule| rule.slot.as_ref());
    slots.filter_map(|slot| entity_name(&slot.value))
}

/// The engine whose scores the settings choose.
pub(super) fn engine(chosen: NluEngine) -> Engine {
    match chosen {
        NluEngine::LivePerson => Engine::LivePerson,
        NluEngine::ThirdParty => Engine::ThirdParty,
    }
}

fn language(bot: &Bot) -> Language {
    Language::of_tag(bot.language.as_ref().map(Text::as_str))
}

/// The entity that a slot's value names.
pub(super) fn entity_name(value: &Text) -> Option<&str> {
    value.as_str().trim().strip_prefix('@')
}
