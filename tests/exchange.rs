//! The vendor's export into a bot's folder and back, from outside.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

#[path = "support/project.rs"]
mod project_folder;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use dialogsim::exchange::{ImportError, ImportOptions, Lock, export, import};
use dialogsim::load::{MemoryFiles, load_bot};
use dialogsim::source::Sources;
use project_folder::Project;
use proptest::prelude::*;
use serde_json::{Value, json};

const GARDEN: &str = include_str!("fixtures/exports/garden-club.json");

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder, by their paths in it.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read_to_string(path).unwrap());
            }
        }
    }
    found
}

fn with_garden() -> Project {
    Project::new().file("garden.json", GARDEN)
}

#[test]
fn an_export_becomes_a_folder_that_a_person_would_own() {
    let project = with_garden();
    let ran = project.run(&["import", "garden.json", "--suggest-mocks"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let mut shown = ran.out;
    for (path, text) in files(&project.path("garden-club")) {
        if path != "bot.lock.json" {
            shown.push_str(&format!("\n==== {path}\n{text}"));
        }
    }
    insta::assert_snapshot!("garden_club", shown);
    let checked = project.run(&["check", "garden-club", "--format", "short"]);
    insta::assert_snapshot!("garden_club_checked", checked.out);
    assert_eq!(checked.code, 0);
}

#[test]
fn the_documentation_shows_what_an_import_says() {
    let project = Project::new().file("parcel.json", include_str!("fixtures/exports/parcel.json"));
    let mut command = project.command(&["import", "parcel.json"]);
    // As wide as the page.
    let ran = project_folder::ran(command.env("COLUMNS", "200"));
    let page = fs::read_to_string(root().join("docs/exchange.md")).unwrap();
    let shown =
        page.split("$ dialogsim import parcel.json\n").nth(1).and_then(|rest| rest.split("```").next());
    assert_eq!(Some(ran.out.as_str()), shown);
}

#[test]
fn nothing_personal_and_no_credential_is_written() {
    let project = with_garden();
    let ran = project.run(&["import", "garden.json", "-o", "bot"]);
    let exported = project.run(&["export", "bot"]);
    let mut written: Vec<String> = files(&project.path("bot")).into_values().collect();
    written.extend([ran.out, ran.err, exported.out, exported.err]);
    for secret in [
        "grow-and-bloom",
        "abc123def",
        "sesame-open-up",
        "abcdefghijklmnopqrstuvwxyz",
        "Grace Gardener",
        "user-77",
        "org-9",
        "87654321",
    ] {
        assert!(GARDEN.contains(secret), "{secret}");
        assert!(!written.iter().any(|text| text.contains(secret)), "{secret} is written");
    }
}

#[test]
fn an_import_is_idempotent_and_never_overwrites_what_was_edited() {
    let project = with_garden();
    let bot = project.path("garden-club");
    project.run(&["import", "garden.json"]);
    let first = files(&bot);
    let again = project.run(&["import", "garden.json"]);
    assert!(again.out.contains("nothing was written"), "{}", again.out);
    assert_eq!(files(&bot), first);

    let quiz = bot.join("dialogs/4-quiz.yaml");
    fs::write(&quiz, first["dialogs/4-quiz.yaml"].replace("Bonn", "Köln")).unwrap();
    let edited = files(&bot);
    let refused = project.run(&["import", "garden.json"]);
    assert_eq!((refused.code, refused.out.as_str()), (3, ""));
    insta::assert_snapshot!("edited_file_in_the_way", refused.err);
    assert_eq!(files(&bot), edited);
    let forced = project.run(&["import", "garden.json", "--force"]);
    assert!(forced.out.contains("rewritten"), "{}", forced.out);
    assert_eq!(files(&bot), first);
}

#[test]
fn files_that_no_import_made_stay() {
    let project = with_garden().file("garden-club/bot.yaml", "bot: Mine\n");
    let refused = project.run(&["import", "garden.json"]);
    assert_eq!(refused.code, 3);
    assert_eq!(files(&project.path("garden-club")).len(), 1);
}

#[test]
fn files_that_an_export_has_no_more_go_unless_they_were_edited() {
    let project = with_garden();
    project.run(&["import", "garden.json"]);
    let mut export: Value = serde_json::from_str(GARDEN).unwrap();
    export.as_object_mut().unwrap().remove("globalFunctions");
    fs::write(project.path("garden.json"), export.to_string()).unwrap();
    let bot = project.path("garden-club");
    fs::write(bot.join("code/functions.js"), "// mine\n").unwrap();
    let ran = project.run(&["import", "garden.json"]);
    assert!(ran.out.contains("left, as it was edited"), "{}", ran.out);
    assert!(bot.join("code/functions.js").exists());
}

#[test]
fn what_is_no_export_is_refused_with_the_reason() {
    let project = Project::new();
    let mut shown = String::new();
    for (name, text) in [
        ("broken.json", "{ \"bot\": {}, }"),
        ("other.json", "{ \"name\": \"package\" }"),
        ("list.json", "[]"),
        ("empty.json", ""),
        ("no-dialogs.json", r#"{ "bot": {}, "groups": [], "conversationMessage": [] }"#),
    ] {
        fs::write(project.path(name), text).unwrap();
        let ran = project.run(&["import", name]);
        assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{name}");
        shown.push_str(&ran.err);
    }
    fs::write(project.path("binary.json"), [0xff, 0xfe]).unwrap();
    shown.push_str(&project.run(&["import", "binary.json"]).err);
    shown.push_str(&project.run(&["import", "nowhere.json"]).err);
    insta::assert_snapshot!("no_exports", shown);
    assert_eq!(fs::read_dir(project.path("")).unwrap().count(), 6);
}

/// The bot of an import, loaded, and its lock.
struct Taken {
    files: Vec<(String, String)>,
    lock: Lock,
}

fn take(text: &str) -> Taken {
    let imported = import(text, ImportOptions::default()).unwrap();
    let files = imported.files.into_iter().map(|file| (file.path, file.text)).collect();
    Taken { files, lock: imported.lock }
}

fn give(taken: &Taken) -> String {
    let folder = taken
        .files
        .iter()
        .fold(MemoryFiles::default(), |folder, (path, text)| folder.with(path.clone(), text.clone()));
    let mut sources = Sources::default();
    let loaded = load_bot("bot.yaml", &folder, &mut sources);
    let messages: Vec<_> =
        loaded.diagnostics.iter().filter(|found| found.is_error()).map(|found| &found.message).collect();
    assert!(messages.is_empty(), "{messages:?}");
    export(&loaded.bot.unwrap(), &taken.lock).text
}

/// Where two values differ, as JSON pointers.
fn differences(at: &str, left: &Value, right: &Value, found: &mut Vec<String>) {
    match (left, right) {
        (Value::Object(left), Value::Object(right)) => {
            for key in left.keys().chain(right.keys().filter(|key| !left.contains_key(*key))) {
                let at = format!("{at}/{key}");
                differences(
                    &at,
                    left.get(key).unwrap_or(&Value::Null),
                    right.get(key).unwrap_or(&Value::Null),
                    found,
                );
            }
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            for (place, (left, right)) in left.iter().zip(right).enumerate() {
                differences(&format!("{at}/{place}"), left, right, found);
            }
        }
        _ if left == right => {}
        _ => found.push(at.to_owned()),
    }
}

/// All exports at hand: those of the project, and real ones where they are there.
fn exports() -> Vec<(String, String)> {
    let parcel = include_str!("fixtures/exports/parcel.json");
    let mut exports =
        vec![("garden-club".to_owned(), GARDEN.to_owned()), ("parcel".to_owned(), parcel.to_owned())];
    let real = root().join("../shared/data/exports");
    match fs::read_dir(&real) {
        Ok(entries) => {
            let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
            paths.sort();
            exports.extend(paths.iter().map(|path| {
                let name = path.file_stem().unwrap().to_string_lossy().into_owned();
                (name, fs::read_to_string(path).unwrap())
            }));
        }
        Err(_) => println!("skipped: there is no {}", real.display()),
    }
    exports
}

#[test]
fn an_export_comes_back_as_it_was_but_for_what_is_masked() {
    let mut masked = Vec::new();
    for (name, text) in exports() {
        let original: Value = serde_json::from_str(&text).unwrap();
        let returned: Value = serde_json::from_str(&give(&take(&text))).unwrap();
        let mut found = Vec::new();
        differences("", &original, &returned, &mut found);
        for at in found {
            let is = returned.pointer(&at).and_then(Value::as_str).unwrap_or("").to_owned();
            assert!(is.contains("***") || is.contains("{$env."), "{name}{at}: {is}");
            masked.push(format!("{name}{at}"));
        }
    }
    // Only what masking replaces differs; a list, so that no other difference hides among it.
    let of_project: Vec<&String> = masked.iter().filter(|at| at.starts_with("garden-club")).collect();
    insta::assert_debug_snapshot!("masked_in_garden_club", of_project);
}

#[test]
fn import_export_import_is_a_fixed_point() {
    for (name, text) in exports() {
        let once = take(&text);
        let twice = take(&give(&once));
        assert_eq!(once.files, twice.files, "{name}");
        assert_eq!(once.lock, twice.lock, "{name}");
    }
}

#[test]
fn what_an_author_changes_is_exported_and_all_else_is_kept() {
    let mut taken = take(GARDEN);
    for (_, text) in &mut taken.files {
        *text = text.replace("Which river flows through Bonn?", "Which river flows through Basel?");
    }
    let original: Value = serde_json::from_str(&give(&take(GARDEN))).unwrap();
    let changed: Value = serde_json::from_str(&give(&taken)).unwrap();
    let mut found = Vec::new();
    differences("", &original, &changed, &mut found);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].ends_with("/text"), "{found:?}");
    assert_eq!(changed.pointer(&found[0]), Some(&json!("Which river flows through Basel?")));
}

/// The sample bots, exported without a lock: what the definition says survives the way there and back.
#[test]
fn the_export_of_a_bot_imports_to_the_same_export() {
    for entry in fs::read_dir(root().join("dialogs")).unwrap() {
        let folder = entry.unwrap().path();
        let mut mains = vec![folder.join("bot.yaml")];
        if !mains[0].exists() {
            mains = fs::read_dir(&folder)
                .unwrap()
                .map(|entry| entry.unwrap().path().join("bot.yaml"))
                .filter(|path| path.exists())
                .collect();
        }
        for main in mains {
            let ran = Project::new().run(&["export", main.to_str().unwrap()]);
            assert_eq!(ran.code, 0, "{}: {}", main.display(), ran.err);
            assert_eq!(give(&take(&ran.out)), ran.out, "{}", main.display());
        }
    }
}

#[test]
fn an_export_of_a_sample_bot_tells_what_the_platform_has_no_place_for() {
    let bot = root().join("dialogs/loan-application");
    let ran = Project::new().run(&["export", bot.to_str().unwrap(), "-o", "export.json"]);
    insta::assert_snapshot!("export_of_loan_application", ran.err);
}

/// The main path of each real export, with mocks that the import suggests. The transcripts are the project's own.
#[test]
fn the_main_paths_of_real_exports_play() {
    for (name, text) in exports() {
        let transcript = root().join(format!("tests/exports/{name}.yaml"));
        let project = Project::new().file("export.json", text);
        let imported = project.run(&["import", "export.json", "-o", "bot", "--suggest-mocks"]);
        assert_eq!(imported.code, 0, "{name}: {}", imported.err);
        fs::copy(&transcript, project.path("bot/transcripts.yaml")).unwrap();
        let tested = project.run(&["test", "bot"]);
        assert_eq!(tested.code, 0, "{name}:\n{}{}", tested.out, tested.err);
    }
}

/// What the stable rules find in real exports, looked at one by one: each is a fault of the bot. Whatever comes on top
/// is a fault of a rule, until somebody has looked at it.
const REVIEWED: &[(&str, &[&str])] = &[
    // The vendor's template leads to an interaction that these bots do not have.
    ("BotFlow", &["dangling-trigger"]),
    // A dialog that is only read in the editor; personal information that may be missing.
    ("GPT3-Character-Template", &["starter-without-trigger", "unchecked-null"]),
    // Two names that no interaction has, a text that shows its braces, two expressions that a sentence meets.
    (
        "ShopifyBot",
        &["unset-variable", "unanchored-regex", "unanchored-regex", "dangling-trigger", "dangling-trigger"],
    ),
    ("Universal-Tile-Demo", &["dangling-trigger"]),
    ("displaying-results-in-text-only-demo", &["dangling-trigger"]),
    // No Match stands above a rule that is tried before it.
    ("goBackBot", &["no-match-not-last", "dangling-trigger"]),
];

#[test]
fn what_is_found_in_real_exports_was_looked_at() {
    for (name, text) in exports() {
        let Some((_, reviewed)) = REVIEWED.iter().find(|(known, _)| *known == name) else { continue };
        let project = Project::new().file("export.json", text);
        project.run(&["import", "export.json", "-o", "bot"]);
        let checked = project.run(&["check", "bot", "--format", "json"]);
        let json: Value = serde_json::from_str(&checked.out).unwrap();
        let rules =
            json["diagnostics"].as_array().unwrap().iter().map(|found| found["rule"].as_str().unwrap());
        let (mut found, mut reviewed): (Vec<&str>, Vec<&str>) = (rules.collect(), reviewed.to_vec());
        found.sort_unstable();
        reviewed.sort_unstable();
        assert_eq!(found, reviewed, "{name}");
    }
}

/// Replaces, or takes out, what stands at some place of the export.
fn damaged(at: &mut Value, path: &[usize], new: Option<Value>) {
    let Some((step, rest)) = path.split_first() else {
        if let Some(new) = new {
            *at = new;
        }
        return;
    };
    match at {
        Value::Object(object) if !object.is_empty() => {
            let key = object.keys().nth(step % object.len()).unwrap().clone();
            if rest.is_empty() && new.is_none() {
                object.remove(&key);
            } else {
                damaged(object.get_mut(&key).unwrap(), rest, new);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            let place = step % items.len();
            if rest.is_empty() && new.is_none() {
                items.remove(place);
            } else {
                damaged(&mut items[place], rest, new);
            }
        }
        at => *at = new.unwrap_or_default(),
    }
}

fn any_value() -> impl Strategy<Value = Option<Value>> {
    prop_oneof![
        Just(None),
        Just(Some(json!(null))),
        Just(Some(json!(""))),
        Just(Some(json!("next"))),
        Just(Some(json!(" {$botContext.x\n\"': -\t# *&"))),
        Just(Some(json!(7))),
        Just(Some(json!([]))),
        Just(Some(json!({}))),
        Just(Some(json!("DIALOG"))),
        Just(Some(json!({ "name": "x", "id": "y" }))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// However an export is damaged: it is imported, and comes back as it was, or it is refused as no export.
    #[test]
    fn no_export_is_too_odd(damages in prop::collection::vec((prop::collection::vec(0usize..40, 1..9), any_value()), 1..6)) {
        let mut export: Value = serde_json::from_str(GARDEN).unwrap();
        for (path, new) in damages {
            damaged(&mut export, &path, new);
        }
        match import(export.to_string(), ImportOptions { suggest_mocks: true }) {
            Ok(imported) => {
                let taken = Taken {
                    files: imported.files.into_iter().map(|file| (file.path, file.text)).collect(),
                    lock: imported.lock,
                };
                give(&taken);
            }
            Err(ImportError::Unreadable(problem)) => prop_assert!(false, "{problem}"),
            Err(_) => {}
        }
    }
}
