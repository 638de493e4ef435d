//! The scripts of real bots, as they stand in their exports: each runs to its end against fixtures. The exports
//! are not part of the project; without them the test says so and passes.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use dialogsim::bot::{Channel, Code, CodeBody, CodeHook, Es5, Fixtures, ReplaceAll};
use dialogsim::javascript::CodeBase;
use dialogsim::memory::{Identity, Memory, StoredResponse, Value, Variables};
use dialogsim::script::{Effect, Facts, Heard, Random, ScriptId, World};
use dialogsim::source::{Sources, Span, Text};
use dialogsim::text::Moment;
use serde_json::{Value as Json, json};

/// Where a script stands in an export.
const HOOKS: [(&str, CodeHook); 4] = [
    ("preProcessMessage", CodeHook::PreProcess),
    ("postProcessMessage", CodeHook::PostProcess),
    ("processUserResponse", CodeHook::ProcessUserResponse),
    ("transformResultsScript", CodeHook::TransformResult),
];

struct Export {
    name: String,
    functions: Option<String>,
    scripts: Vec<(String, CodeHook, String)>,
}

fn exports() -> Vec<Export> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/exports");
    let Ok(entries) = fs::read_dir(&folder) else {
        println!("skipped: there is no {}", folder.display());
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> Export {
    let export: Json = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let functions = export.pointer("/globalFunctions/methods").and_then(Json::as_str).map(str::to_owned);
    let mut scripts = Vec::new();
    for list in ["responder", "conversationMessage"] {
        for item in export[list].as_array().into_iter().flatten() {
            for (key, hook) in HOOKS {
                let Some(text) = item[key].as_str().filter(|text| !text.trim().is_empty()) else { continue };
                let name = item["name"].as_str().unwrap_or(list).to_owned();
                scripts.push((name, hook, text.to_owned()));
            }
        }
    }
    Export { name: path.file_stem().unwrap().to_string_lossy().into_owned(), functions, scripts }
}

fn code(sources: &mut Sources, name: &str, text: &str) -> Code {
    let id = sources.add(name, text);
    let span = Span::new(id, 0..text.len());
    Code { span, body: CodeBody::File(Text::new(text, span, 0)) }
}

/// What the scripts of these bots expect to be there when they run.
fn memory() -> Memory {
    let mut memory = Memory::default();
    let product = json!({
        "id": 1, "title": "A cup", "handle": "cup", "image": { "src": "https://pics.example.com/cup.png" },
        "images": [{ "src": "https://pics.example.com/cup.png" }],
        "variants": [{ "id": 2, "inventory_quantity": 3, "price": "9.00", "title": "blue", "option1": "blue" }]
    });
    let answers = [
        ("api_GPT3", json!({ "choices": [{ "text": "Hello" }] })),
        ("api_getProducts", json!({ "products": [product.clone()] })),
        ("api_StoreLocator", json!({ "stores": [{ "id": 1, "city": "Bonn", "address": "Here 1" }] })),
    ];
    for (name, body) in answers {
        memory.results.store(Arc::from(name), StoredResponse { status: Some(200), body: Some(body) });
    }
    let variables = [
        ("products", Value::from(&json!([product]))),
        ("storeArray", Value::text(r#"[{ "id": 1, "city": "Bonn", "address": "Here 1" }]"#)),
        ("optionsArray", Value::text(r#"["A) Bonn\n"]"#)),
        ("interactionHistory", Value::text(r#"["one", "two", "three"]"#)),
    ];
    memory.session = variables.into_iter().map(|(name, value)| (Arc::from(name), value)).collect();
    memory
}

fn world(hook: Option<CodeHook>, memory: Memory) -> Box<World> {
    Box::new(World {
        hook,
        memory,
        dialog: Variables::new(),
        heard: Heard { message: Arc::from("add to 7"), ..Heard::default() },
        facts: Arc::new(Facts::default()),
        fixtures: Arc::new(Fixtures::default()),
        identity: Arc::new(Identity::default()),
        profile: None,
        channel: Channel::Web,
        now: Duration::ZERO,
        began: Moment::default(),
        random: Random::new(1),
        always_text: false,
        effects: Vec::new(),
    })
}

#[test]
fn every_script_of_the_exports_runs_to_its_end() {
    let mut ran = 0;
    let mut wrong = Vec::new();
    for export in exports() {
        let mut sources = Sources::default();
        let mut base = CodeBase::new(Es5::Error, ReplaceAll::Java);
        if let Some(functions) = &export.functions {
            base.functions(&code(&mut sources, "functions.js", functions));
        }
        let ids: BTreeMap<usize, ScriptId> = export
            .scripts
            .iter()
            .enumerate()
            .map(|(place, (name, _, text))| (place, base.add(&code(&mut sources, name, text))))
            .collect();
        let scripts = base.finish();
        let begun = scripts.init_conversation(world(None, memory()));
        let begun = begun.map_or_else(
            |world| *world,
            |ran| {
                wrong.extend(
                    ran.failures.iter().map(|failure| format!("{}, begin: {}", export.name, failure.message)),
                );
                *ran.world
            },
        );
        for (place, (name, hook, _)) in export.scripts.iter().enumerate() {
            let done = scripts.run(ids[&place], world(Some(*hook), begun.memory.clone()));
            ran += 1;
            let told = |text: &str| format!("{}, {name}, {}: {text}", export.name, hook.key());
            wrong.extend(done.failures.iter().map(|failure| told(&failure.message)));
            wrong.extend(done.world.effects.iter().filter_map(|effect| match effect {
                Effect::Warning(text) if text.contains("no function") => Some(told(text)),
                _ => None,
            }));
        }
    }
    println!("{ran} scripts ran");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
