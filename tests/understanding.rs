//! What messages mean and what stands in them: the local stand-in for a domain (spec 4.3 to 4.5).
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use std::sync::{Arc, LazyLock};

use dialogsim::nlu::{
    Band, DecidedBy, DomainSettings, Engine, EntityDefinition, EntityKind, EntityModel, EntityValue,
    IntentDefinition, IntentModel, Language, NotDetected, Score,
};
use dialogsim::text::{RegexMode, RegexRule};
use proptest::prelude::*;

fn intent(name: &str, phrases: &[&str]) -> IntentDefinition {
    IntentDefinition {
        name: name.into(),
        display_name: None,
        phrases: phrases.iter().map(|phrase| Arc::from(*phrase)).collect(),
        children: Vec::new(),
    }
}

/// The intents of a shop.
fn shop() -> Vec<IntentDefinition> {
    vec![
        intent(
            "track_parcel",
            &[
                "where is my parcel",
                "track my parcel",
                "my parcel has not arrived",
                "when will my delivery come",
            ],
        ),
        intent(
            "cancel_order",
            &[
                "I want to cancel my order",
                "cancel an order",
                "please stop my order",
                "I changed my mind about buying",
            ],
        ),
        intent(
            "return_item",
            &["how do I return something", "send an item back", "I want to return my shoes", "return label"],
        ),
        intent("refund", &["I want my money back", "where is my refund", "refund my payment"]),
        intent("opening_hours", &["when are you open", "opening hours", "is the shop open on Sunday"]),
        intent("agent", &["talk to a human", "I need help from a person", "connect me with an agent"]),
        intent("greeting", &["hello", "good morning", "hi there"]),
    ]
}

/// What a message means, as `intent BAND by`.
fn meant(model: &IntentModel, message: &str) -> String {
    let understanding = model.understand(message);
    let Some(best) = understanding.best() else { return "nothing".into() };
    let by = match understanding.by {
        DecidedBy::Phrase => "phrase",
        DecidedBy::Words => "words",
        other => panic!("{other:?}"),
    };
    format!("{} {} {by}", model.name(best.intent), Band::of(best.score, model.engine()).name())
}

#[test]
fn messages_get_the_band_that_a_reader_expects() {
    let model = IntentModel::new(shop());
    let cases = [
        // Phrases.
        ("Where is my PARCEL?", "track_parcel VERY GOOD phrase"),
        ("  hello!! ", "greeting VERY GOOD phrase"),
        // The same in other words that carry little.
        ("where's the parcel", "track_parcel VERY GOOD words"),
        ("please cancel the order for me", "cancel_order VERY GOOD words"),
        ("I would like to cancel my orders", "cancel_order VERY GOOD words"),
        ("cancelling an order", "cancel_order VERY GOOD words"),
        ("could you refund the payment please", "refund VERY GOOD words"),
        ("can I talk to some human", "agent VERY GOOD words"),
        // One slip.
        ("where is my parcle", "track_parcel VERY GOOD words"),
        ("refnud my payment", "refund VERY GOOD words"),
        // A phrase inside of more.
        (
            "good morning, I bought shoes last week and now I ask you: where is my parcel",
            "track_parcel GOOD words",
        ),
        // Half of what counts.
        ("cancel my subscription", "cancel_order FAIR PLUS words"),
        ("track my luggage", "track_parcel FAIR PLUS words"),
        ("return policy", "return_item FAIR PLUS words"),
        // Hardly anything, or nothing.
        ("what is the weather like", "nothing"),
        ("tell me a joke about the president", "nothing"),
        ("my", "nothing"),
        ("", "nothing"),
        ("???", "nothing"),
        ("12345", "nothing"),
    ];
    let wrong: Vec<String> = cases
        .into_iter()
        .filter(|(message, expected)| meant(&model, message) != *expected)
        .map(|(message, expected)| {
            let got = meant(&model, message);
            let score = model.understand(message).best().map(|best| best.score.to_string());
            format!("{message:?}: {got} {score:?}, expected {expected}")
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The worked example of docs/format.md.
#[test]
fn the_score_is_worked_out_as_the_manual_says() {
    let model = IntentModel::new(vec![
        intent("track_parcel", &["where is my parcel", "track my parcel"]),
        intent("cancel_order", &["I want to cancel my order", "cancel an order"]),
    ]);
    let explanation = model.explain("please cancel the orders for me", 1).unwrap();
    assert_eq!(&*explanation.phrase, "cancel an order");
    assert_eq!(explanation.score, Score::from_percent(80));
    let weights: Vec<u32> = explanation.words.shared.iter().map(|word| word.weight).collect();
    assert_eq!(weights, [1000, 1000]);
    assert_eq!(explanation.words.missing, ["an"]);
    assert_eq!(explanation.words.besides, ["please", "the", "for", "me"]);
}

#[test]
fn intents_come_from_the_best_on_and_the_poor_ones_not_at_all() {
    let model = IntentModel::new(shop());
    let understanding = model.understand("where is my refund");
    let names: Vec<&str> = understanding.ranked.iter().map(|scored| &**model.name(scored.intent)).collect();
    assert_eq!(names, ["refund", "track_parcel"]);
    assert_eq!((understanding.by, understanding.ranked[0].score), (DecidedBy::Phrase, Score::FULL));
    assert!(understanding.ranked[1].score >= Score::from_percent(30));

    let third = DomainSettings { engine: Engine::ThirdParty, ..DomainSettings::default() };
    let model = IntentModel::with(shop(), third);
    assert_eq!(model.understand("where is my refund").ranked.len(), 1);
    // 50 % is FAIR there, less is POOR.
    assert_eq!(meant(&model, "cancel my subscription"), "nothing");
}

#[test]
fn a_phrase_of_two_intents_means_both_and_the_first_one_first() {
    let model = IntentModel::new(vec![intent("a", &["one two"]), intent("b", &["One  two."])]);
    let ranked = model.understand("one two!").ranked;
    assert_eq!([ranked[0].intent, ranked[1].intent], [0, 1]);
    assert_eq!([ranked[0].score, ranked[1].score], [Score::FULL; 2]);
}

#[test]
fn a_meta_intent_is_not_scored_and_explained_by_its_best_child() {
    let mut intents = shop();
    intents.push(IntentDefinition { children: vec![0, 3], ..intent("where", &["where is my parcel"]) });
    let model = IntentModel::new(intents);
    let ranked = model.understand("where is my parcel").ranked;
    assert!(ranked.iter().all(|scored| scored.intent != 7));
    assert!(model.is_or_wraps(7, 0) && model.meta_of(3) == Some(7) && model.meta_of(1).is_none());
    assert_eq!(model.explain("refund my payment", 7).unwrap().intent, 3);
}

#[test]
fn matches_of_a_regex_entity_count_as_its_name() {
    let intents =
        vec![intent("status", &["status of 100001", "where is 100002"]), intent("other", &["hello"])];
    let entities = vec![("ORDER".into(), RegexRule::new(r"\b\d{6}\b", RegexMode::Search).unwrap())];
    let with = |engine| DomainSettings { engine, entities: entities.clone(), ..DomainSettings::default() };
    let model = IntentModel::with(intents.clone(), with(Engine::LivePerson));
    assert_eq!(meant(&model, "Status of 765432?"), "status VERY GOOD phrase");
    assert_eq!(meant(&model, "765432"), "status GOOD words");
    let explanation = model.explain("the status of 765432", 0).unwrap();
    let shared: Vec<&str> = explanation.words.shared.iter().map(|word| &*word.said).collect();
    assert_eq!(shared, ["status", "of", "@ORDER"]);
    // Other engines have no such entities.
    let model = IntentModel::with(intents, with(Engine::ThirdParty));
    assert_eq!(meant(&model, "765432"), "nothing");
}

#[test]
fn an_explanation_names_the_phrase_and_the_words() {
    let model = IntentModel::new(shop());
    let explanation = model.explain("plaese cancell the subscription", 1).unwrap();
    assert_eq!(&*explanation.phrase, "cancel an order");
    let shared: Vec<(&str, &str, u32)> =
        explanation.words.shared.iter().map(|word| (&*word.said, &*word.phrase, word.weight)).collect();
    assert_eq!(shared, [("cancell", "cancel", 1000)]);
    assert_eq!(explanation.words.missing, ["an", "order"]);
    assert_eq!(explanation.words.besides, ["plaese", "the", "subscription"]);
    assert_eq!(explanation.by, DecidedBy::Words);
    assert!(model.explain("xyzzy", 1).is_none());
    assert!(model.explain("hello", 99).is_none());
}

#[test]
fn languages_without_known_endings_and_without_spaces_work() {
    let german = DomainSettings { language: Language::of_tag(Some("de")), ..DomainSettings::default() };
    let intents = vec![
        intent("konto", &["ich möchte ein Konto eröffnen", "Konto anlegen"]),
        intent("karte", &["meine Karte ist weg"]),
    ];
    let model = IntentModel::with(intents, german);
    assert_eq!(meant(&model, "ein konto eroffnen"), "konto GOOD words");
    let chinese =
        IntentModel::new(vec![intent("parcel", &["我的包裹在哪里"]), intent("refund", &["我要退款"])]);
    assert_eq!(meant(&chinese, "包裹在哪里？"), "parcel VERY GOOD words");
}

fn set(name: &str, values: &[&str]) -> EntityDefinition {
    let values = values.iter().map(|value| EntityValue::parse(value)).collect();
    EntityDefinition { name: name.into(), kind: EntityKind::Values(values) }
}

fn regex(name: &str, regex: &str) -> EntityDefinition {
    let regex = RegexRule::new(regex, RegexMode::Search).unwrap();
    EntityDefinition { name: name.into(), kind: EntityKind::Regex(regex) }
}

/// Everything that is found, as `NAME phrase=value`.
fn found(model: &EntityModel, message: &str) -> Vec<String> {
    let shown = model.find(message).into_iter().map(|found| {
        assert_eq!(&message[found.start..found.start + found.phrase.len()], &*found.phrase);
        format!("{} {}={}", model.name(found.entity), found.phrase, found.value)
    });
    shown.collect()
}

#[test]
fn values_are_whole_words_and_the_longest_of_those_that_overlap() {
    let definitions =
        vec![set("COLOR", &["red", "blue", "navy blue~dark blue", "~none"]), set("SHOE", &["blue suede"])];
    let model = EntityModel::new(definitions, Engine::LivePerson, Language::English);
    assert_eq!(
        found(&model, "Red or NAVY  blue, not redder"),
        ["COLOR Red=red", "COLOR NAVY  blue=dark blue"]
    );
    // Of several entities each finds its own.
    assert_eq!(found(&model, "blue suede"), ["COLOR blue=blue", "SHOE blue suede=blue suede"]);
    assert!(found(&model, "none").is_empty());
}

#[test]
fn an_entity_of_the_bot_takes_the_place_of_the_platform_s() {
    let definitions = vec![set("NUMBER", &["lots~1000"]), regex("ORDER", r"\d{6}")];
    let model = EntityModel::new(definitions.clone(), Engine::LivePerson, Language::English);
    assert_eq!(found(&model, "lots of 5, 123456"), ["NUMBER lots=1000", "ORDER 123456=123456"]);
    assert_eq!(model.index_of("NUMBER"), Some(0));
    let person = model.index_of("PERSON").unwrap();
    assert_eq!(model.not_detected(person), Some(NotDetected::PlatformOnly));
    assert_eq!(model.not_detected(model.index_of("DATE").unwrap()), None);
    assert_eq!(model.index_of("EMAIL"), None);

    let model = EntityModel::new(definitions, Engine::ThirdParty, Language::English);
    assert_eq!(found(&model, "123456"), [""; 0]);
    assert_eq!(model.not_detected(1), Some(NotDetected::NotWithThisEngine));
}

#[test]
fn only_what_slots_use_is_looked_for_on_their_behalf() {
    let definitions = vec![set("PET", &["dog"]), set("TOWN", &["Oslo"])];
    let model = EntityModel::new(definitions, Engine::LivePerson, Language::English);
    let date = model.index_of("DATE").unwrap();
    assert!(model.find_for_slots("a dog in Oslo on 2026-11-22").found.is_empty());
    let model = model.used_in_slots(vec![date, 1, date]);
    assert_eq!(model.in_slots(), [1, date]);
    let found = model.find_for_slots("5 dogs, a dog in oslo on 22 November 2026").found;
    let values: Vec<&str> = found.iter().map(|found| &*found.value).collect();
    assert_eq!(values, ["Oslo", "2026-11-22"]);
}

#[test]
fn a_regex_that_gives_up_is_named() {
    let model =
        EntityModel::new(vec![regex("SLOW", r"^(?=a)(a|aa|a\1)+$")], Engine::LivePerson, Language::English);
    let detected = model.detect(&format!("{}b", "a".repeat(5_000)), &|_| true);
    assert!(detected.found.is_empty());
    assert_eq!(detected.failed.len(), 1);
}

static IN_LANGUAGES: LazyLock<[EntityModel; 4]> = LazyLock::new(|| {
    let model = |tag| EntityModel::new(Vec::new(), Engine::LivePerson, Language::of_tag(Some(tag)));
    ["en", "de", "fr", "fi"].map(model)
});

/// Words of few letters, so that they meet.
fn text() -> impl Strategy<Value = String> {
    prop::collection::vec("[abc]{1,3}|the|my|orders?|12|é|#", 0..8).prop_map(|words| words.join(" "))
}

fn intents() -> impl Strategy<Value = Vec<IntentDefinition>> {
    let phrases = prop::collection::vec(prop::collection::vec(text(), 0..4), 0..6);
    phrases.prop_map(|all| {
        let named = all.into_iter().enumerate().map(|(number, phrases)| IntentDefinition {
            name: format!("i{number}").into(),
            display_name: None,
            phrases: phrases.into_iter().map(Arc::from).collect(),
            children: Vec::new(),
        });
        named.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_text_is_understood_and_searched_the_same_way_twice(message in any::<String>(), intents in intents()) {
        let model = IntentModel::new(intents.clone());
        let first = model.understand(&message);
        prop_assert_eq!(&first, &model.understand(&message));
        prop_assert_eq!(&first, &IntentModel::new(intents).understand(&message));
        prop_assert_eq!(found(&IN_LANGUAGES[0], &message), found(&IN_LANGUAGES[0], &message));
    }

    #[test]
    fn texts_full_of_figures_are_searched(message in "[0-9 .,:/%$€-]{0,30}(am|pm|th|May|weeks|one|half|of| ){0,6}[0-9 -]{0,6}") {
        for model in IN_LANGUAGES.iter() {
            found(model, &message);
        }
    }

    #[test]
    fn scores_are_sorted_in_bounds_and_explained(message in text(), intents in intents()) {
        let model = IntentModel::new(intents);
        let understanding = model.understand(&message);
        prop_assert!(understanding.ranked.is_sorted_by_key(|scored| (std::cmp::Reverse(scored.score), scored.intent)));
        for scored in understanding.ranked.iter() {
            prop_assert!(scored.score >= Score::from_percent(30));
            prop_assert!(scored.score == Score::FULL || scored.score <= Score::from_percent(95));
            let explanation = model.explain(&message, scored.intent).unwrap();
            prop_assert_eq!(explanation.score, scored.score);
        }
    }

    #[test]
    fn a_phrase_means_its_intent_without_doubt(intents in intents(), pick in any::<prop::sample::Index>()) {
        let phrases: Vec<(usize, Arc<str>)> = intents
            .iter()
            .enumerate()
            .flat_map(|(number, intent)| intent.phrases.iter().map(move |phrase| (number, phrase.clone())))
            .filter(|(_, phrase)| !phrase.trim().is_empty())
            .collect();
        prop_assume!(!phrases.is_empty());
        let (intent, phrase) = &phrases[pick.index(phrases.len())];
        let understanding = IntentModel::new(intents).understand(&format!(" {} ?", phrase.to_uppercase()));
        prop_assert_eq!(understanding.by, DecidedBy::Phrase);
        let own = understanding.ranked.iter().find(|scored| scored.intent == *intent);
        prop_assert_eq!(own.map(|scored| scored.score), Some(Score::FULL));
    }

    #[test]
    fn an_intent_that_has_nothing_to_do_with_a_message_changes_nothing(message in text(), intents in intents()) {
        let before = IntentModel::new(intents.clone()).understand(&message);
        let mut more = intents;
        more.push(intent("unrelated", &["xylophone quartet", "zymurgy"]));
        let after = IntentModel::new(more).understand(&message);
        prop_assert_eq!(before.ranked, after.ranked);
    }

    #[test]
    fn found_values_are_those_that_were_put_in(words in prop::collection::vec("[x-z]{1,4}|red|navy blue", 0..6)) {
        let model = EntityModel::new(vec![set("COLOR", &["red", "navy blue~blue"])], Engine::LivePerson, Language::English);
        let expected: Vec<&str> = words.iter().filter_map(|word| match word.as_str() {
            "red" => Some("red"),
            "navy blue" => Some("blue"),
            _ => None,
        }).collect();
        let message = words.join(", ");
        let values: Vec<String> = model.find(&message).iter().map(|found| found.value.to_string()).collect();
        prop_assert_eq!(values, expected);
    }
}
