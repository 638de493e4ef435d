//! The rules of the house: who may know whom, and what each folder may touch.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Which modules a module may use, besides itself.
const LAYERS: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("terminal", &[]),
    ("file_type", &[]),
    ("disk", &[]),
    ("comparison", &["terminal"]),
    ("diagnostic", &["source", "terminal"]),
    ("text", &["diagnostic"]),
    ("yaml", &["diagnostic", "source"]),
    ("template", &["yaml"]),
    ("bot", &["source", "text"]),
    ("diff", &["bot", "comparison", "integration", "source", "terminal", "text", "yaml"]),
    ("nlu", &["text"]),
    ("memory", &["text"]),
    ("script", &["bot", "memory", "nlu", "source", "text"]),
    ("javascript", &["bot", "diagnostic", "memory", "script", "source", "text"]),
    ("linked", &["bot", "file_type", "javascript", "nlu", "script", "source", "text"]),
    ("code", &["bot", "javascript", "linked", "source"]),
    ("flow", &["bot", "code", "javascript", "linked", "source", "text"]),
    ("graph", &["bot", "engine", "flow", "integration", "linked", "source", "terminal", "text"]),
    ("rich", &["bot", "diagnostic", "linked", "text"]),
    ("load", &["bot", "diagnostic", "memory", "nlu", "source", "text", "transcript", "yaml"]),
    ("transcript", &["bot", "nlu", "source", "text"]),
    (
        "lint",
        &[
            "bot",
            "code",
            "diagnostic",
            "engine",
            "file_type",
            "flow",
            "javascript",
            "linked",
            "load",
            "nlu",
            "replay",
            "rich",
            "script",
            "source",
            "text",
            "yaml",
        ],
    ),
    ("exchange", &["bot", "integration", "javascript", "load", "source", "text", "yaml"]),
    ("engine", &["bot", "file_type", "linked", "memory", "nlu", "rich", "script", "source", "text"]),
    ("integration", &["bot", "file_type", "linked", "nlu", "source", "text"]),
    ("play", &["bot", "engine", "file_type", "integration", "linked", "nlu", "source", "text"]),
    ("trace", &["bot", "engine", "integration", "linked", "nlu", "play", "rich", "script", "source"]),
    ("cassette", &["disk", "integration", "linked", "load", "play", "source", "terminal", "yaml"]),
    (
        "replay",
        &[
            "bot",
            "cassette",
            "diagnostic",
            "engine",
            "file_type",
            "integration",
            "linked",
            "nlu",
            "play",
            "rich",
            "script",
            "source",
            "text",
            "trace",
            "transcript",
        ],
    ),
    (
        "writing",
        &["comparison", "integration", "linked", "replay", "source", "text", "trace", "transcript", "yaml"],
    ),
    (
        "test_run",
        &[
            "bot",
            "comparison",
            "diagnostic",
            "engine",
            "integration",
            "linked",
            "play",
            "replay",
            "rich",
            "source",
            "terminal",
            "text",
            "trace",
            "transcript",
            "writing",
        ],
    ),
    (
        "chat",
        &[
            "bot",
            "cassette",
            "diagnostic",
            "engine",
            "file_type",
            "integration",
            "linked",
            "lint",
            "load",
            "nlu",
            "play",
            "replay",
            "rich",
            "script",
            "source",
            "terminal",
            "text",
            "trace",
            "transcript",
            "writing",
            "yaml",
        ],
    ),
    (
        "cli",
        &[
            "bot",
            "cassette",
            "chat",
            "code",
            "comparison",
            "diagnostic",
            "diff",
            "disk",
            "engine",
            "exchange",
            "file_type",
            "flow",
            "graph",
            "integration",
            "linked",
            "lint",
            "load",
            "nlu",
            "play",
            "replay",
            "source",
            "template",
            "terminal",
            "test_run",
            "text",
            "transcript",
            "writing",
            "yaml",
        ],
    ),
];

/// The words of the language itself, which any folder may use.
const VOCABULARY: &[&str] = &["serde", "serde_json", "thiserror"];

/// Crates that two folders need, each for itself.
const SHARED: &[(&str, &[&str])] = &[
    // One automaton over a bot's patterns, one over the secrets to mask.
    ("aho_corasick", &["integration", "text"]),
    // What is wrong with files as the test cases of a CI, and what transcripts come to.
    ("quick_junit", &["diagnostic", "test_run"]),
    // The body of a mock that is no text: decoded where it is loaded, encoded where a call becomes one; and
    // the form that a secret takes in a Basic credential.
    ("base64", &["integration", "load"]),
    // Addresses of files in a report, secrets as they stand in addresses.
    ("percent_encoding", &["diagnostic", "integration"]),
    // The wait for a live call, and how a run of transcripts comes along.
    ("indicatif", &["chat", "cli"]),
    // Pages of reports, and a bot's flow as a picture.
    ("minijinja", &["graph", "test_run"]),
    // The virtual clock as people read it, dates and times in what they say.
    ("jiff", &["nlu", "text"]),
];

/// What only some places may touch: files, the environment, the network, the clock, standard output.
const TOUCHES: &[(&str, &[&str])] = &[
    ("std::fs", &["cli", "chat", "disk", "integration/live", "integration/evidence"]),
    ("std::net", &["integration/live", "integration/allow_list"]),
    ("std::env", &["main.rs"]),
    ("Instant::now", &["integration/live", "test_run/run"]),
    ("SystemTime::now", &[]),
    ("println!", &["cli", "chat"]),
    ("print!", &["cli", "chat"]),
    ("std::io::stdout", &["main.rs", "cli", "chat"]),
    ("std::io::stdin", &["main.rs", "cli", "chat"]),
    ("\\x1b", &["terminal"]),
];

struct SourceFile {
    path: String,
    module: String,
    code: String,
}

fn sources() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let read = |path: PathBuf| {
        let relative = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let module = relative.split('/').next().unwrap().trim_end_matches(".rs").to_owned();
        SourceFile { module, code: code_of(&fs::read_to_string(&path).unwrap()), path: relative }
    };
    files.into_iter().map(read).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
}

/// The code without comments and without what follows `#[cfg(test)]`, which is at the end of a file.
fn code_of(text: &str) -> String {
    let before_tests = match text.find("#[cfg(test)]\nmod tests {") {
        Some(start) => &text[..start],
        None => text,
    };
    let lines = before_tests.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.map(|line| line.split(" // ").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

fn is_test_file(path: &str) -> bool {
    path.ends_with("tests.rs") || path.contains("/tests/")
}

#[test]
fn modules_use_only_what_lies_beneath_them() {
    let layers: BTreeMap<&str, &[&str]> = LAYERS.iter().copied().collect();
    let mut broken = Vec::new();
    for file in sources().iter().filter(|file| !matches!(file.module.as_str(), "lib" | "main")) {
        let Some(allowed) = layers.get(file.module.as_str()) else {
            broken.push(format!("{}: the module has no place in the house; add it to LAYERS", file.path));
            continue;
        };
        for used in used_modules(&file.code) {
            if used != file.module && layers.contains_key(used.as_str()) && !allowed.contains(&used.as_str())
            {
                broken.push(format!("{} uses {used}", file.path));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

fn used_modules(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (index, _) in code.match_indices("crate::") {
        let rest = &code[index + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let inside = list.split('}').next().unwrap_or("");
            found.extend(inside.split(',').map(|item| first_word(item.trim())));
        } else {
            found.insert(first_word(rest));
        }
    }
    found
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

#[test]
fn a_third_party_crate_is_named_in_one_folder_only() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let mut folders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let crates = dependencies(&manifest);
    for file in sources().iter().filter(|file| !is_test_file(&file.path)) {
        for name in &crates {
            let word = format!("{name}::");
            let named = file.code.match_indices(&word).any(|(index, _)| {
                let before = file.code[..index].chars().next_back();
                !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_' || letter == ':')
            });
            if named {
                folders.entry(name.clone()).or_default().insert(file.module.clone());
            }
        }
    }
    let mut broken = Vec::new();
    for name in crates.iter().filter(|name| !VOCABULARY.contains(&name.as_str())) {
        match folders.get(name) {
            None => broken.push(format!("{name} is not used")),
            Some(folders) if folders.len() > 1 && !is_shared(name, folders) => {
                broken.push(format!("{name} is named in {folders:?}"));
            }
            Some(_) => {}
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

fn is_shared(name: &str, folders: &BTreeSet<String>) -> bool {
    let shared = SHARED.iter().find(|(shared, _)| *shared == name);
    shared.is_some_and(|(_, expected)| folders.iter().map(String::as_str).eq(expected.iter().copied()))
}

/// The names of the crates in `[dependencies]`, as they are written in code.
fn dependencies(manifest: &str) -> Vec<String> {
    let section = manifest.split("[dependencies]\n").nth(1).unwrap().split("\n[").next().unwrap();
    let names =
        section.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = "));
    names.map(|(name, _)| name.replace('-', "_")).collect()
}

#[test]
fn every_dependency_says_why_it_is_here() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    for section in ["[dependencies]\n", "[dev-dependencies]\n"] {
        let section = manifest.split(section).nth(1).unwrap().split("\n[").next().unwrap();
        let lines: Vec<&str> = section.lines().filter(|line| !line.is_empty()).collect();
        for (index, line) in lines.iter().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            assert!(index > 0 && lines[index - 1].starts_with('#'), "no reason above: {line}");
        }
    }
}

#[test]
fn only_the_outermost_layers_touch_the_world() {
    let mut broken = Vec::new();
    for file in sources().iter().filter(|file| !is_test_file(&file.path)) {
        for (what, allowed) in TOUCHES {
            let may = allowed.iter().any(|place| file.path.starts_with(place));
            if !may && mentions(&file.code, what) {
                broken.push(format!("{} touches {what}", file.path));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

fn mentions(code: &str, what: &str) -> bool {
    code.match_indices(what).any(|(index, _)| {
        let before = code[..index].chars().next_back();
        !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
    })
}

/// Its reasons stand in it; the manifest denies it everywhere else.
#[test]
fn only_one_file_is_unsafe() {
    let word = |file: &SourceFile| mentions(&file.code, "unsafe ") || mentions(&file.code, "unsafe_code");
    let found: Vec<String> = sources().into_iter().filter(word).map(|file| file.path).collect();
    assert_eq!(found, ["javascript/raw.rs"]);
}

#[test]
fn main_is_short_and_lib_has_no_code() {
    let main = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/main.rs")).unwrap();
    assert!(main.lines().count() < 40);
    let lib = sources().into_iter().find(|file| file.path == "lib.rs").unwrap();
    for line in lib.code.lines().filter(|line| !line.trim().is_empty()) {
        assert!(line.starts_with("pub mod "), "{line}");
    }
}
