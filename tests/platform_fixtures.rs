//! Fixtures from the file to the conversation: loaded whole, laid over each other, placeholders filled.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::sync::Arc;

use dialogsim::bot::{ContextFixtures, FixtureEntity, Fixtures};
use dialogsim::integration::{AllowList, Gateway, Interrupt, Secrets};
use dialogsim::linked::{LinkedBot, Names, link};
use dialogsim::load::{MemoryFiles, load_bot, load_transcripts};
use dialogsim::replay::{Cast, Script, UploadedFile, Uploads, prepare};
use dialogsim::source::Sources;
use serde_json::{Value as Json, json};

const DIALOGS: &str = "\
dialogs:
  - dialog: Greeting
    interactions:
      - dialog_starter: { patterns: [hello] }
      - text: Hello!
";

/// The linked bot of these files.
fn bot(files: &MemoryFiles) -> Arc<LinkedBot> {
    let loaded = load_bot("bot.yaml", files, &mut Sources::default());
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    Arc::new(link(&Names::new(&loaded.bot.unwrap()), &|_| None).unwrap())
}

fn fixtures_of(text: &str) -> Fixtures {
    let files = MemoryFiles::default().with("bot.yaml", format!("bot: Demo\n{text}\n{DIALOGS}"));
    Fixtures::clone(&bot(&files).fixtures)
}

fn pairs<const N: usize>(pairs: [(&str, &str); N]) -> Vec<(Arc<str>, Arc<str>)> {
    pairs.map(|(name, value)| (Arc::from(name), Arc::from(value))).into()
}

fn property(namespace: &str, key: &str, value: Json) -> (Arc<str>, Arc<str>, Json) {
    (namespace.into(), key.into(), value)
}

fn entity(phrase: &str, entity: &str, value: &str) -> FixtureEntity {
    FixtureEntity { phrase: phrase.into(), entity: entity.into(), value: value.into() }
}

fn text(text: &str) -> Option<Arc<str>> {
    Some(text.into())
}

#[test]
fn every_fixture_of_a_bot_is_loaded() {
    let loaded = fixtures_of(
        r#"
fixtures:
  account_id: 12345678
  bot_id: b
  user_id: u
  conversation_id: c
  user_name: Ada
  email: ada@example.com
  user_platform_type: Web
  customer_info: { customerId: "007", balance: 12.5, vip: true, note: null }
  personal_info: { firstname: Ada, contacts: [{ email: a }] }
  location: { city: Oslo, state: OS, zip: 0150, country: "NO", latitude: 59.9, longitude: -10 }
  metadata: [{ type: ExternalId, id: "1" }]
  maven: { rule: { actions: [{ type: SEND_MESSAGE }] } }
  sentiment: Negative
  time_zone: Europe/Berlin
  random_seed: 18446744073709551615
  engagement: { campaignId: 77 }
  environment: { host: x }
  web_view: { cart: "3", empty: }
  permanent_variables: { visits: "3" }
  entities:
    - { phrase: my usual, entity: "@DRINK", value: tea }
    - { phrase: Ada, entity: PERSON }
  context:
    global: { shop: { open: true } }
    user: { shop: { tier: gold, orders: [1, 2] }, club: { since: 1999 } }
    conversation: { shop: { topic: null } }
"#,
    );
    let expected = Fixtures {
        account_id: text("12345678"),
        bot_id: text("b"),
        user_id: text("u"),
        conversation_id: text("c"),
        user_name: text("Ada"),
        email: text("ada@example.com"),
        user_platform_type: text("Web"),
        customer_info: Some(json!({ "customerId": "007", "balance": 12.5, "vip": true, "note": null })),
        personal_info: Some(json!({ "firstname": "Ada", "contacts": [{ "email": "a" }] })),
        location: Some(json!({
            "city": "Oslo", "state": "OS", "zip": "0150", "country": "NO", "latitude": 59.9, "longitude": -10
        })),
        metadata: Some(json!([{ "type": "ExternalId", "id": "1" }])),
        maven: Some(json!({ "rule": { "actions": [{ "type": "SEND_MESSAGE" }] } })),
        sentiment: text("Negative"),
        time_zone: text("Europe/Berlin"),
        random_seed: Some(u64::MAX),
        engagement: pairs([("campaignId", "77")]),
        environment: pairs([("host", "x")]),
        web_view: pairs([("cart", "3"), ("empty", "")]),
        permanent_variables: pairs([("visits", "3")]),
        entities: vec![entity("my usual", "DRINK", "tea"), entity("Ada", "PERSON", "Ada")],
        context: ContextFixtures {
            global: vec![property("shop", "open", json!(true))],
            user: vec![
                property("shop", "tier", json!("gold")),
                property("shop", "orders", json!([1, 2])),
                property("club", "since", json!(1999)),
            ],
            conversation: vec![property("shop", "topic", Json::Null)],
        },
    };
    assert_eq!(loaded, expected);
}

#[test]
fn a_platform_that_knows_nothing_is_written_as_null() {
    let loaded = fixtures_of("fixtures: { customer_info: null, personal_info: , location: ~ }");
    let null = Some(Json::Null);
    assert_eq!(
        (loaded.customer_info, loaded.personal_info, loaded.location),
        (null.clone(), null.clone(), null)
    );
    assert_eq!(fixtures_of(""), Fixtures::default());
}

#[test]
fn the_main_file_comes_before_its_parts_and_a_part_before_those_behind_it() {
    let main = format!(
        "bot: Demo\ninclude: [one.yaml, two.yaml]\nfixtures: {{ engagement: {{ os: main }} }}\n{DIALOGS}"
    );
    let files = MemoryFiles::default()
        .with("bot.yaml", main)
        .with("one.yaml", "fixtures: { user_name: One, engagement: { os: one, appId: one } }\n")
        .with("two.yaml", "fixtures: { user_name: Two, email: Two }\n");
    let fixtures = &bot(&files).fixtures;
    assert_eq!(fixtures.engagement, pairs([("os", "main"), ("appId", "one")]));
    assert_eq!((&fixtures.user_name, &fixtures.email), (&text("One"), &text("Two")));
}

struct NoFiles;

impl Uploads for NoFiles {
    fn examine(&self, path: &str) -> Result<Arc<UploadedFile>, String> {
        Err(format!("{path} is not there."))
    }
}

/// The scripts of a file of transcripts with a bot that has fixtures, and one that has none.
fn scripts(transcripts: &str) -> Vec<Script> {
    let named = |rest: &str| {
        let files = MemoryFiles::default().with("bot.yaml", format!("bot: {rest}\n{DIALOGS}"));
        bot(&files)
    };
    let bots = [named("One\nfixtures: { user_name: Bot, email: Bot, user_id: Bot }"), named("Two")];
    let files = MemoryFiles::default().with("test.yaml", transcripts);
    let loaded = load_transcripts("test.yaml", &files, &mut Sources::default());
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    let gateway = Gateway::new(AllowList::default(), Secrets::default(), false, Interrupt::EndsProcess);
    let [first, second] = bots;
    let cast = Arc::new(Cast::new(first, [second], Arc::new(gateway)));
    let prepared = |case| prepare(case, &cast, &NoFiles, &mut Vec::new()).unwrap();
    loaded.file.unwrap().cases.iter().map(prepared).collect()
}

#[test]
fn a_transcript_comes_before_the_defaults_and_these_before_the_bot() {
    let scripts = scripts(
        r#"
bot: [one.yaml, two.yaml]
defaults:
  fixtures: { user_name: Defaults, email: Defaults, engagement: { os: defaults } }
transcripts:
  - transcript: Own
    examples: [{ name: Ada }, { name: Bob }]
    fixtures:
      user_name: "{example.name}"
      customer_info: { number: "{example.name}" }
      engagement: { appId: own }
    turns: [{ consumer: hello }, { bot: "Hello!" }, { expect: { variables: { name: null } } }]
  - transcript: None
    turns: [{ consumer: hello }, { bot: "Hello!" }]
"#,
    );
    let of = |case: usize, bot| scripts[case].fixtures(bot).unwrap();
    let both = of(1, 0);
    assert_eq!(
        (&both.user_name, &both.email, &both.user_id),
        (&text("Bob"), &text("Defaults"), &text("Bot"))
    );
    assert_eq!(both.engagement, pairs([("appId", "own"), ("os", "defaults")]));
    assert_eq!(both.customer_info, Some(json!({ "number": "Bob" })));
    assert_eq!(of(0, 0).user_name, text("Ada"));
    assert_eq!((&of(0, 1).email, &of(0, 1).user_id), (&text("Defaults"), &None));
    assert_eq!((&of(2, 0).user_name, &of(2, 0).user_id), (&text("Defaults"), &text("Bot")));
}

#[test]
fn a_transcript_that_says_nothing_leaves_it_to_the_bots() {
    let scripts = scripts(
        "bot: [one.yaml, two.yaml]\ntranscripts:\n  - transcript: None\n    turns: [{ consumer: hello }, { bot: Hello! }]\n",
    );
    assert_eq!(scripts[0].fixtures(0), None);
}
