//! The manuals say what the program does: examples are checked and played, tables are complete, and the
//! pages of the rules are generated.
//!
//! `DIALOGSIM_UPDATE=1` writes `docs/rules/` and the output of the sessions anew.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use dialogsim::diagnostic::{Diagnostic, Rule};
use dialogsim::file_type::FileType;
use dialogsim::lint::manual::{MendedExample, mended_example};
use dialogsim::lint::{Selection, all_rules, check_bot};
use dialogsim::load::{FileKind, MemoryFiles, load_transcripts, recognise};
use dialogsim::source::Sources;
use regex::Regex;

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(project().join(path)).unwrap()
}

fn is_update() -> bool {
    std::env::var_os("DIALOGSIM_UPDATE").is_some()
}

/// `README.md`, `docs/*.md` and the pages of the rules, those that are there.
fn manuals() -> Vec<PathBuf> {
    let folders = ["docs", RULES].map(|folder| project().join(folder));
    let docs = folders.into_iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten();
    let docs = docs.map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = docs.filter(|path| path.extension() == Some("md".as_ref())).collect();
    paths.push(project().join("README.md"));
    paths.retain(|path| path.is_file());
    paths.sort();
    paths
}

/// A fenced block: where it stands, what is written behind the fence, and its lines.
struct Block {
    place: String,
    kind: String,
    text: String,
}

fn blocks(path: &Path) -> Vec<Block> {
    let name = path.strip_prefix(project()).unwrap().display().to_string();
    let text = fs::read_to_string(path).unwrap();
    let mut found: Vec<Block> = Vec::new();
    let mut is_open = false;
    for (index, line) in text.lines().enumerate() {
        match (is_open, line.strip_prefix("```")) {
            (false, Some(kind)) => {
                let place = format!("{name}:{}", index + 1);
                found.push(Block { place, kind: kind.to_owned(), text: String::new() });
                is_open = true;
            }
            (true, Some("")) => is_open = false,
            (true, _) => writeln!(found.last_mut().unwrap().text, "{line}").unwrap(),
            (false, None) => {}
        }
    }
    assert!(!is_open, "{name}: a fence is not closed");
    found
}

fn all_blocks() -> Vec<Block> {
    manuals().iter().flat_map(|path| blocks(path)).collect()
}

/// What is wrong with a bot or a file of transcripts that a manual shows.
fn findings(text: &str) -> Vec<String> {
    let files = MemoryFiles::default().with("shown.yaml", text);
    let mut sources = Sources::default();
    let diagnostics = match recognise(text) {
        FileKind::Transcripts => load_transcripts("shown.yaml", &files, &mut sources).diagnostics,
        FileKind::Bot | FileKind::Other => {
            check_bot("shown.yaml", &files, &mut sources, &Selection::default()).diagnostics
        }
    };
    let line = |found: &Diagnostic| {
        let line = sources.position(found.span()).line;
        format!("line {line} of the block: {}[{}]: {}", found.severity, found.rule.name, found.message)
    };
    diagnostics.iter().map(line).collect()
}

#[test]
fn every_bot_and_transcript_in_a_manual_is_without_findings() {
    let is_whole = |block: &Block| block.kind == "yaml" && block.text.starts_with("bot:");
    let whole: Vec<Block> = all_blocks().into_iter().filter(is_whole).collect();
    assert!(whole.iter().any(|block| recognise(&block.text) == FileKind::Bot));
    assert!(whole.iter().any(|block| recognise(&block.text) == FileKind::Transcripts));
    for block in whole {
        let found = findings(&block.text);
        assert!(found.is_empty(), "{}:\n{}", block.place, found.join("\n"));
    }
}

/// The anchors of a file's headings, as GitHub makes them.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter_map(|line| line.strip_prefix('#'));
    let anchor = |heading: &str| {
        let words = heading.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
        words.chars().filter(|letter| letter.is_alphanumeric() || "-_".contains(*letter)).collect()
    };
    headings.map(anchor).collect()
}

#[test]
fn every_link_in_a_manual_leads_somewhere() {
    for path in manuals() {
        let text = fs::read_to_string(&path).unwrap();
        for link in all(&text, r"\]\(([^)\s]+)\)").filter(|link| !link.contains("://")) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { path.clone() } else { path.parent().unwrap().join(file) };
            assert!(target.exists(), "{}: {link} leads nowhere", path.display());
            let is_known =
                anchor.is_empty() || anchors(&fs::read_to_string(&target).unwrap()).contains(anchor);
            assert!(is_known, "{}: {link}: there is no such heading", path.display());
        }
    }
}

#[test]
fn a_block_of_a_format_is_whole_or_marked_as_a_fragment() {
    for manual in ["docs/format.md", "docs/transcripts.md"] {
        for block in blocks(&project().join(manual)) {
            let is_whole = block.kind == "yaml" && block.text.starts_with("bot:");
            let others = ["yaml fragment", "text", "sh", "console"];
            assert!(is_whole || others.contains(&block.kind.as_str()), "{}: `{}`", block.place, block.kind);
        }
    }
}

/// The items that are shown as fragments, each played in a transcript of its own.
#[test]
fn the_fragments_of_the_transcript_format_are_turns() {
    let fragments = blocks(&project().join("docs/transcripts.md"));
    let items: Vec<Block> = fragments
        .into_iter()
        .filter(|block| block.kind == "yaml fragment" && block.text.starts_with("- "))
        .collect();
    assert!(items.len() > 4);
    for Block { place, text, .. } in items {
        let indented: String = text.lines().map(|line| format!("      {line}\n")).collect();
        let whole = format!(
            "bot: bot.yaml\ntranscripts:\n  - transcript: T\n    examples: [{{ name: Ada }}]\n    turns:\n{indented}      - bot: Hello {{example.name}}!\n"
        );
        let shared = "turns:\n  - consumer: I am {with.name}.\n";
        let files = MemoryFiles::default().with("shown.yaml", whole.as_str()).with("greet.yaml", shared);
        let loaded = load_transcripts("shown.yaml", &files, &mut Sources::default());
        let found: Vec<&str> = loaded.diagnostics.iter().map(|found| found.message.as_str()).collect();
        assert!(found.is_empty(), "{place}: {found:?}\n{whole}");
    }
}

/// Whether a line is one of the two forms that are played: the program, or texts piped into it.
#[cfg(unix)]
fn is_playable(command: &str) -> bool {
    let mut is_quoted = false;
    let mut pipes = 0;
    for letter in command.chars() {
        match letter {
            '\'' => is_quoted = !is_quoted,
            '|' if !is_quoted => pipes += 1,
            ';' | '&' | '<' | '>' | '`' | '$' | '(' | '\\' if !is_quoted => return false,
            _ => {}
        }
    }
    match pipes {
        0 => command.starts_with("dialogsim "),
        1 => command.starts_with("printf ") && command.contains(" | dialogsim "),
        _ => false,
    }
}

/// What a command says, on both of its outputs.
#[cfg(unix)]
fn played(command: &str) -> String {
    let program = assert_cmd::cargo::cargo_bin("dialogsim");
    let output = assert_cmd::Command::new("/bin/sh")
        .args(["-c", &format!("{command} 2>&1")])
        .current_dir(project())
        .env_clear()
        .env("PATH", program.parent().unwrap())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    // The only thing that differs from run to run: how long transcripts took.
    let time = Regex::new(r"(turns? in )[\d.]+ m?s\b").unwrap();
    time.replace_all(&said, "${1}9 ms").into_owned()
}

/// A manual with the output of its `console` blocks as it is now.
#[cfg(unix)]
fn with_played_sessions(text: &str, name: &str) -> String {
    let mut out = String::new();
    let mut is_session = false;
    for line in text.lines() {
        match (is_session, line.strip_prefix("$ ")) {
            (true, Some(command)) => {
                assert!(is_playable(command), "{name}: a session cannot be played: {command}");
                writeln!(out, "{line}\n{}", played(command).trim_end_matches('\n')).unwrap();
            }
            (true, None) if line == "```" => {
                is_session = false;
                writeln!(out, "{line}").unwrap();
            }
            // The output is what the command says now.
            (true, None) => {}
            (false, _) => {
                is_session = line == "```console";
                writeln!(out, "{line}").unwrap();
            }
        }
    }
    out
}

#[cfg(unix)]
#[test]
fn every_session_in_a_manual_goes_as_it_is_written() {
    let mut sessions = 0;
    for path in manuals() {
        let name = path.strip_prefix(project()).unwrap().display().to_string();
        let text = fs::read_to_string(&path).unwrap();
        sessions += text.lines().filter(|line| *line == "```console").count();
        let actual = with_played_sessions(&text, &name);
        if is_update() && actual != text {
            fs::write(&path, actual).unwrap();
        } else {
            let wrong = actual.lines().zip(text.lines()).position(|(actual, written)| actual != written);
            assert!(
                actual == text,
                "{name}:{}: DIALOGSIM_UPDATE=1 writes it anew; the program says:\n{actual}",
                wrong.map_or(0, |line| line + 1)
            );
        }
    }
    assert!(sessions > 0);
}

/// Where the pages of the rules lie.
const RULES: &str = "docs/rules";

const GENERATED: &str =
    "<!-- Generated from the rules by tests/docs.rs: DIALOGSIM_UPDATE=1 cargo test --test docs -->";

/// The table of all rules.
fn index_of_rules() -> String {
    let mut out = format!(
        "# Rules\n\n{GENERATED}\n\n\
         What `dialogsim check` reports. `dialogsim explain RULE` prints one of these pages.\n\n\
         A finding may be allowed where it stands, with a reason, at the end of its line or in a comment\n\
         line directly above it:\n\n\
         ```yaml fragment\n\
         # dialogsim: allow unanchored-regex because people write whole sentences\n\
         - regex: \\d{{6}}\n\
         ```\n\n\
         In code the comment is `// dialogsim: allow RULE because REASON`. What makes a file unreadable cannot be\n\
         allowed.\n\n\
         Rules of the stage `preview` are checked with `--preview`, or where `--only` names them. `check --fix` mends\n\
         what nobody needs to look at; `--unsafe-fixes` beside it mends what is guessed, too, so look at what changes.\n\
         The column says what it takes for the example of the page.\n\n\
         | Rule | Severity | Stage | Mended by | What it finds |\n|---|---|---|---|---|\n",
    );
    for rule in all_rules() {
        let Rule { name, severity, .. } = rule;
        let (stage, summary) = (rule.stage.name(), rule.summary().replace('|', "\\|"));
        let mended = mended_example(rule).map(|mended| format!("`{}`", mended.safety.options()));
        let mended = mended.unwrap_or_default();
        writeln!(out, "| [{name}]({name}.md) | {severity} | {stage} | {mended} | {summary} |").unwrap();
    }
    out
}

/// What `dialogsim explain` prints of a rule, for a reader of files.
fn page_of_rule(rule: &Rule) -> String {
    let Rule { name, severity, .. } = rule;
    let stage = rule.stage.name();
    let mut out = format!(
        "# {name}\n\n{GENERATED}\n\nSeverity: {severity}. Stage: {stage}. [All rules](README.md)\n\n"
    );
    for line in rule.manual().trim_end().lines() {
        match line {
            "```yaml fails" => out.push_str("Reported:\n\n```yaml fails\n"),
            "```yaml passes" => out.push_str("Fine:\n\n```yaml\n"),
            "```yaml" => out.push_str("```yaml fragment\n"),
            _ => writeln!(out, "{}", line.trim_end()).unwrap(),
        }
    }
    if let Some(MendedExample { title, safety, text }) = mended_example(rule) {
        let options = safety.options();
        write!(out, "\n`dialogsim check {options}` mends it ({title}):\n\n```yaml\n{text}```\n").unwrap();
    }
    out
}

#[test]
fn the_pages_of_the_rules_are_up_to_date() {
    let mut pages: BTreeMap<String, String> =
        all_rules().map(|rule| (format!("{}.md", rule.name), page_of_rule(rule))).collect();
    pages.insert("README.md".to_owned(), index_of_rules());
    let folder = project().join(RULES);
    if is_update() {
        fs::create_dir_all(&folder).unwrap();
        for (name, page) in &pages {
            fs::write(folder.join(name), page).unwrap();
        }
    }
    let mut wrong: Vec<String> = Vec::new();
    for (name, page) in &pages {
        if fs::read_to_string(folder.join(name)).unwrap_or_default() != *page {
            wrong.push(format!("{RULES}/{name} is out of date: DIALOGSIM_UPDATE=1 writes it anew"));
        }
    }
    for entry in fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        if !pages.contains_key(&name) {
            wrong.push(format!("{RULES}/{name} is no rule's page: take it out"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// All sources of a folder, without comments, tests and runs of white space.
fn sources_of(folder: &str) -> String {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(project().join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension() == Some("rs".as_ref()));
    paths.sort();
    let mut code = String::new();
    for path in paths {
        let text = fs::read_to_string(path).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap();
        for line in text.lines().map(str::trim).filter(|line| !line.starts_with("//")) {
            write!(code, "{line} ").unwrap();
        }
    }
    code
}

/// Every match's first group.
fn all<'t>(text: &'t str, regex: &str) -> impl Iterator<Item = &'t str> {
    let regex = Regex::new(regex).unwrap();
    let found: Vec<&str> = regex.captures_iter(text).map(|found| found.get(1).unwrap().as_str()).collect();
    found.into_iter()
}

/// The keys that a loader takes, and the words of fixed sets in its model.
fn known_words(loader: &str, model: &str) -> BTreeSet<String> {
    let (load, model) = (sources_of(loader), sources_of(model));
    let mut words = BTreeSet::new();
    let mut add = |found: &mut dyn Iterator<Item = &str>| words.extend(found.map(str::to_owned));
    add(&mut all(&load, r#"\b(?:value|take)\( ?"([a-z_]+)""#));
    let readers = "optional|required|flag|pairs|required_list|load_matches";
    add(&mut all(&load, &format!(r#"\b(?:{readers})\( ?(?:&mut )?fields, "([a-z_]+)""#)));
    add(&mut all(&load, r#"\bof\(self, "([a-z_]+)""#));
    add(&mut all(&load, r"choice!\((\w+),"));
    add(&mut all(&load, r#"\("([a-z_]+)", \w+::\w+\)"#));
    add(&mut all(&model, r#"\("([a-z_]+)", Self::\w+\)"#));
    for list in all(&load, r#"\[( ?"[A-Za-z_0-9]+"(?:, "[A-Za-z_0-9]+")*,? ?)\]"#) {
        add(&mut all(list, r#""([A-Za-z_0-9]+)""#));
    }
    add(&mut all(&model, r"RESERVED_NAMES[^=]*= \[([^\]]*)\]").flat_map(|list| list.split(['"', ',', ' '])));
    words.remove("");
    words
}

/// What stands in the first column of the tables whose column is called `Key`, with its line.
fn keys_in_tables(manual: &str) -> Vec<(usize, &str)> {
    let mut keys = Vec::new();
    let mut is_key_table = false;
    for (index, line) in manual.lines().enumerate() {
        let Some(first) = line.strip_prefix("| ").and_then(|row| row.split(" |").next()) else {
            is_key_table &= line.starts_with('|');
            continue;
        };
        if first == "Key" {
            is_key_table = true;
        } else if is_key_table {
            keys.extend(all(first, "`([^`]+)`").map(|key| (index + 1, key)));
        }
    }
    keys
}

#[test]
fn every_key_of_transcripts_is_in_their_manual_and_none_besides() {
    let manual = read("docs/transcripts.md");
    let mut words = known_words("src/load/transcript", "src/transcript");
    assert!(words.len() > 60, "only {} words were found in the loader: {words:?}", words.len());
    // Predicates are read by the loader of bots.
    let predicates = sources_of("src/load");
    let predicates = all(&predicates, r"PREDICATES: [^=]*= \[([^\]]*)\]").next().unwrap();
    words.extend(all(predicates, r#""([a-z_]+)""#).map(str::to_owned));
    let is_told = |word: &&String| {
        [format!("`{word}`"), format!("`{{{word}.")].iter().any(|form| manual.contains(form))
    };
    let missing: Vec<&String> = words.iter().filter(|word| !is_told(word)).collect();
    assert!(missing.is_empty(), "docs/transcripts.md does not tell of {missing:?}");
    let keys = keys_in_tables(&manual);
    assert!(keys.len() > 60, "only {} keys were found in the tables", keys.len());
    for (line, key) in keys {
        assert!(words.contains(key), "docs/transcripts.md:{line}: there is no key `{key}`");
    }
}

#[test]
fn every_key_and_word_of_the_format_is_in_its_manual() {
    let manual = read("docs/format.md");
    let words = known_words("src/load", "src/bot");
    assert!(words.len() > 150, "only {} words were found in the loader: {words:?}", words.len());
    let file_types = FileType::names().map(str::to_owned);
    let references = all(&sources_of("src/text"), r#"\("(\w+)", Reference::\w+\)"#)
        .map(|name| format!("{{${name}}}"))
        .collect::<Vec<_>>();
    let all = words.into_iter().chain(file_types).chain(references);
    let missing: Vec<String> = all.filter(|word| !manual.contains(&format!("`{word}`"))).collect();
    assert!(missing.is_empty(), "docs/format.md does not tell of {missing:?}");
}

#[test]
fn every_key_in_a_table_of_the_format_is_known() {
    let manual = read("docs/format.md");
    let words = known_words("src/load", "src/bot");
    let keys = keys_in_tables(&manual);
    assert!(keys.len() > 100, "only {} keys were found in the tables", keys.len());
    for (line, key) in keys {
        assert!(words.contains(key), "docs/format.md:{line}: there is no key `{key}`");
    }
}

fn every_manual() -> String {
    manuals().iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

#[test]
fn every_slash_command_is_in_a_manual() {
    let manual = every_manual();
    let code = sources_of("src/chat");
    let commands: Vec<&str> = all(&code, r#" command\( ?"([a-z]+)","#).collect();
    assert!(commands.len() > 10, "{commands:?}");
    for command in commands {
        let is_told = manual.contains(&format!("`/{command}`")) || manual.contains(&format!("`/{command} "));
        assert!(is_told, "no manual tells of /{command}");
    }
}

#[test]
fn every_option_is_in_a_manual() {
    let manual = every_manual();
    for command in ["check", "chat", "test", "graph", "import", "export", "diff", "explain"] {
        let output = assert_cmd::Command::cargo_bin("dialogsim")
            .unwrap()
            .env_clear()
            .args([command, "--help"])
            .output()
            .unwrap();
        let help = String::from_utf8(output.stdout).unwrap();
        let options: BTreeSet<&str> = all(&help, r"(?m)^ +(?:-\w, )?(--[a-z-]+)").collect();
        assert!(options.contains("--help"), "{help}");
        for option in options {
            let is_told =
                [format!("`{option}`"), format!("`{option} ")].iter().any(|form| manual.contains(form));
            assert!(is_told, "no manual tells of `dialogsim {command} {option}`");
        }
    }
}
