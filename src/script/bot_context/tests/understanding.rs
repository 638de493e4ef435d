use serde_json::{Value as Json, json};

use super::*;
use crate::bot::FixtureEntity;
use crate::nlu::{Engine, EntityDefinition, EntityKind, EntityModel, EntityValue, Language};

fn world_with_colors(message: &str) -> World {
    let values = ["red", "navy blue~blue"].map(EntityValue::parse).into();
    let colors = EntityDefinition { name: "COLOR".into(), kind: EntityKind::Values(values) };
    let entities = Arc::new(EntityModel::new(vec![colors], Engine::LivePerson, Language::English));
    World { facts: Arc::new(Facts { entities, ..Facts::default() }), ..world_that_heard(message) }
}

fn fixture(phrase: &str, entity: &str, value: &str) -> FixtureEntity {
    FixtureEntity { phrase: phrase.into(), entity: entity.into(), value: value.into() }
}

/// Phrases with what they stand for.
fn entities(world: &mut World, name: &str) -> Vec<(String, String)> {
    let text = |methods: &[(&str, Value)], name| {
        methods.iter().find(|(method, _)| *method == name).unwrap().1.to_text().to_string()
    };
    match call(world, "getNamedEntities", json!([name])) {
        Returned::ListOfGetters(list) => {
            list.iter().map(|one| (text(one, "getPhrase"), text(one, "getDataValue"))).collect()
        }
        Returned::Value(Value::Null) => Vec::new(),
        other => panic!("{other:?}"),
    }
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(phrase, value)| ((*phrase).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn entities_of_the_bot_are_found_in_the_message() {
    let mut world = world_with_colors("a Red car or a Navy Blue one");
    let found = pairs(&[("Red", "red"), ("Navy Blue", "blue")]);
    assert_eq!(entities(&mut world, "COLOR"), found);
    assert_eq!(entities(&mut world, "@COLOR"), found);
    assert_eq!(value(&mut world_with_colors("a car"), "getNamedEntities", json!(["COLOR"])), Value::Null);
    assert_eq!(entities(&mut world_with_colors("I have 5"), "NUMBER"), pairs(&[("5", "5")]));
    assert!(warnings(&mut world).is_empty() && from_fixtures(&mut world).is_empty());
}

#[test]
fn entities_of_fixtures_stand_beside_those_of_the_bot() {
    let mut world = world_with_colors("Pink, red and ruby red for Ada");
    let list = [
        ("pink", "COLOR", "rose"),
        ("ruby red", "COLOR", "ruby"),
        ("red", "COLOR", "r"),
        ("ada", "PERSON", "Ada L."),
    ];
    let entities_given = list.map(|(phrase, entity, value)| fixture(phrase, entity, value)).into();
    world.fixtures = Arc::new(Fixtures { entities: entities_given, ..Fixtures::default() });
    let colors = pairs(&[("Pink", "rose"), ("red", "r"), ("ruby red", "ruby")]);
    assert_eq!(entities(&mut world, "COLOR"), colors);
    assert_eq!(entities(&mut world, "PERSON"), pairs(&[("Ada", "Ada L.")]));
    assert_eq!(from_fixtures(&mut world), ["getNamedEntities"; 2]);
    // Parts of words are none.
    world.heard.message = "reddish pinkish".into();
    assert!(entities(&mut world, "COLOR").is_empty());
}

#[test]
fn the_bots_own_entities_are_found_where_fixtures_say_nothing() {
    let mut world = world_with_colors("red and pink");
    world.fixtures =
        Arc::new(Fixtures { entities: vec![fixture("pink", "COLOR", "rose")], ..Fixtures::default() });
    assert_eq!(entities(&mut world, "COLOR"), pairs(&[("red", "red"), ("pink", "rose")]));
}

#[test]
fn an_entity_that_is_never_found_is_warned_of() {
    let mut world = world_with_colors("Ada in Oslo");
    assert!(entities(&mut world, "PERSON").is_empty());
    assert!(warnings(&mut world)[0].contains("found by the platform only"));
    assert!(entities(&mut world, "TOPPING").is_empty());
    assert!(warnings(&mut world)[0].contains("no entity `TOPPING`"));
    assert!(entities(&mut world, "COLOR").is_empty());
    assert!(warnings(&mut world).is_empty());
}

#[test]
fn intents_are_those_that_were_met_and_chosen() {
    for function in ["getDialogStarterIntent", "getDisambiguatedIntentName", "getDisambiguatedIntentId"] {
        assert_eq!(json(&mut world(), function, json!([])), Json::Null);
    }
    let heard =
        Heard { intent: Some("loan".into()), disambiguated: Some("cancel".into()), ..Heard::default() };
    let mut world = World { heard, ..world() };
    assert_eq!(json(&mut world, "getDialogStarterIntent", json!([])), "loan");
    assert_eq!(json(&mut world, "getDisambiguatedIntentName", json!([])), "cancel");
    assert_eq!(json(&mut world, "getDisambiguatedIntentId", json!([])), "cancel");
}

#[test]
fn a_sentiment_is_neutral_unless_the_fixtures_say_otherwise() {
    assert_eq!(json(&mut world(), "getSentiment", json!([])), "Neutral");
    let fixtures = Fixtures { sentiment: Some("Negative".into()), ..Fixtures::default() };
    assert_eq!(json(&mut world_with(fixtures), "getSentiment", json!([])), "Negative");
}

#[test]
fn the_words_of_the_message_are_its_tokens() {
    let response = json(&mut world_that_heard("Hello, my dear -- bot!"), "getNlpResponse", json!([]));
    let tokens = ["Hello", "my", "dear", "bot"];
    let expected = json!({ "nouns": [], "verbs": [], "phrases": [], "sentences": [], "tokens": tokens });
    assert_eq!(response, expected);
}
