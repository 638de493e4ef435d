//! What the message means, and what stands in it (scripting spec 5.4).

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

use crate::memory::Value;
use crate::nlu::{FoundEntity, NotDetected};
use crate::script::{Arguments, Function, Returned, Standing, Thrown, World};
use crate::text::{PhrasePlace, PhraseSet};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "getDialogStarterIntent",
        parameters: "",
        summary: "the intent that was met last, of a meta intent the one beneath; `null` before any",
        standing: Standing::Simulated,
        call: get_dialog_starter_intent,
    },
    Function {
        name: "getNamedEntities",
        parameters: "entity",
        summary: "what stands of an entity in the last message: objects with `getPhrase()` and `getDataValue()`; `null` where nothing does",
        standing: Standing::Simulated,
        call: get_named_entities,
    },
    Function {
        name: "getDisambiguatedIntentName",
        parameters: "",
        summary: "the intent that the consumer chose when asked which was meant; `null` without",
        standing: Standing::Simulated,
        call: get_disambiguated_intent_name,
    },
    Function {
        name: "getDisambiguatedIntentId",
        parameters: "",
        summary: "the same; here an intent has no other id than its name",
        standing: Standing::Fixture,
        call: get_disambiguated_intent_id,
    },
    Function {
        name: "getSentiment",
        parameters: "",
        summary: "`sentiment` of the fixtures, else `Neutral`",
        standing: Standing::Fixture,
        call: get_sentiment,
    },
    Function {
        name: "getNlpResponse",
        parameters: "",
        summary: "an object with the lists `nouns`, `verbs`, `phrases`, `sentences` and `tokens`, of which only `tokens` holds something: the words of the last message",
        standing: Standing::Fixture,
        call: get_nlp_response,
    },
];

fn get_dialog_starter_intent(world: &mut World, _: &Arguments<'_>) -> Result<Returned, Thrown> {
    Ok(world.heard.intent.clone().into())
}

/// A phrase of the message, and what it stands for.
struct Found {
    range: Range<usize>,
    phrase: Arc<str>,
    value: Arc<str>,
}

/// Those of the fixtures count, then those of the bot's own that lie elsewhere in the message.
fn get_named_entities(world: &mut World, arguments: &Arguments<'_>) -> Result<Returned, Thrown> {
    let written = arguments.text(0);
    let name = written.strip_prefix('@').unwrap_or(&written);
    let mut found = fixture_entities(world, name);
    if found.is_empty() {
        found = bot_entities(world, name);
    } else {
        world.answers_from_fixtures("getNamedEntities");
        let own: Vec<Found> =
            bot_entities(world, name).into_iter().filter(|own| is_free(&own.range, &found)).collect();
        found.extend(own);
        found.sort_by_key(|one| one.range.start);
    }
    if found.is_empty() {
        warn_of_unknown(world, name);
        return Ok(Returned::NULL);
    }
    let methods =
        |one: Found| vec![("getPhrase", Value::Text(one.phrase)), ("getDataValue", Value::Text(one.value))];
    Ok(Returned::ListOfGetters(found.into_iter().map(methods).collect()))
}

/// Whether a stretch touches none of these, which are in their order and do not overlap.
fn is_free(range: &Range<usize>, taken: &[Found]) -> bool {
    let next = taken.partition_point(|one| one.range.end <= range.start);
    taken.get(next).is_none_or(|one| range.end <= one.range.start)
}

/// Of phrases that overlap the one that begins first counts, of those the longest, as with the bot's own.
fn fixture_entities(world: &World, name: &str) -> Vec<Found> {
    let listed: Vec<_> = world.fixtures.entities.iter().filter(|one| &*one.entity == name).collect();
    let message = &world.heard.message;
    let mut places = PhraseSet::new(listed.iter().map(|one| &*one.phrase)).find_all(message);
    places.sort_by_key(|place| (place.range.start, Reverse(place.range.end)));
    let mut found: Vec<Found> = Vec::new();
    for PhrasePlace { phrase, range } in places {
        if found.last().is_none_or(|last| last.range.end <= range.start) {
            let (value, phrase) = (listed[phrase].value.clone(), Arc::from(&message[range.clone()]));
            found.push(Found { range, phrase, value });
        }
    }
    found
}

fn bot_entities(world: &World, name: &str) -> Vec<Found> {
    let model = &world.facts.entities;
    let Some(index) = model.index_of(name) else { return Vec::new() };
    let detected = model.detect(&world.heard.message, &|entity| entity == index);
    let found = |FoundEntity { phrase, value, start, .. }| {
        let range = start..start + phrase.len();
        Found { range, phrase, value }
    };
    detected.found.into_iter().map(found).collect()
}

/// Nothing was found, and nothing could be.
fn warn_of_unknown(world: &mut World, name: &str) {
    let model = &world.facts.entities;
    let cure = "list what stands in messages under `entities` of the fixtures";
    let warning = match model.index_of(name).map(|index| model.not_detected(index)) {
        Some(None) => return,
        None if world.fixtures.entities.iter().any(|one| &*one.entity == name) => return,
        None => format!("the bot has no entity `{name}`: define it, or {cure}"),
        Some(Some(NotDetected::PlatformOnly)) => {
            format!("the entity `{name}` is found by the platform only: {cure}")
        }
        Some(Some(NotDetected::NotWithThisEngine)) => {
            format!(
                "the entity `{name}` is a regular expression, which the bot's engine does not know: {cure}"
            )
        }
    };
    world.warn(warning);
}

fn get_disambiguated_intent_name(world: &mut World, _: &Arguments<'_>) -> Result<Returned, Thrown> {
    Ok(world.heard.disambiguated.clone().into())
}

fn get_disambiguated_intent_id(world: &mut World, _: &Arguments<'_>) -> Result<Returned, Thrown> {
    world.answers_from_fixtures("getDisambiguatedIntentId");
    Ok(world.heard.disambiguated.clone().into())
}

fn get_sentiment(world: &mut World, _: &Arguments<'_>) -> Result<Returned, Thrown> {
    world.answers_from_fixtures("getSentiment");
    let sentiment = world.fixtures.sentiment.clone();
    Ok(sentiment.unwrap_or_else(|| Arc::from("Neutral")).into())
}

fn get_nlp_response(world: &mut World, _: &Arguments<'_>) -> Result<Returned, Thrown> {
    world.answers_from_fixtures("getNlpResponse");
    let words = world.heard.message.split_whitespace();
    let words = words.map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric()));
    let tokens: Arc<[Value]> = words.filter(|word| !word.is_empty()).map(Value::text).collect();
    let list = |name: &str| {
        let items = if name == "tokens" { tokens.clone() } else { Arc::default() };
        (Arc::from(name), Value::List(items))
    };
    let fields = ["nouns", "verbs", "phrases", "sentences", "tokens"].map(list);
    Ok(Value::Object(Arc::from(fields), None).into())
}
