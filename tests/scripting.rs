//! `docs/scripting.md` lists the functions of `botContext` as the program has them, each with a test.
//!
//! `DIALOGSIM_UPDATE=1` writes its table anew; tests are named by hand in the last column, and kept.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use dialogsim::script::{FUNCTIONS, Function, Standing};

/// The line above the table.
const HEAD: &str = "| Function | Parameters | What it does here | Standing | Test |\n|---|---|---|---|---|\n";

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn functions() -> impl Iterator<Item = &'static Function> {
    FUNCTIONS.iter().flat_map(|family| family.iter())
}

/// The manual before its table, and the table.
fn manual() -> (String, String) {
    let text = fs::read_to_string(project().join("docs/scripting.md")).unwrap();
    let (before, table) = text.split_once(HEAD).unwrap();
    (before.to_owned(), table.to_owned())
}

/// The test that each row names.
fn tests_named() -> BTreeMap<String, String> {
    let (_, table) = manual();
    let row = |line: &str| {
        let name = line.strip_prefix("| `")?.split('`').next()?;
        let test = line.strip_suffix("` |")?.rsplit('`').next()?;
        Some((name.to_owned(), test.to_owned()))
    };
    table.lines().filter_map(row).collect()
}

fn standing(function: &Function) -> String {
    match function.standing {
        Standing::Simulated => "simulated".to_owned(),
        Standing::Fixture => "fixture".to_owned(),
        Standing::Deprecated(instead) => format!("outdated: `{instead}`"),
    }
}

fn table(tests: &BTreeMap<String, String>) -> String {
    let mut out = String::new();
    for function in functions() {
        let Function { name, parameters, summary, .. } = function;
        let parameters = if parameters.is_empty() { String::new() } else { format!("`{parameters}`") };
        let summary = summary.replace('|', "\\|");
        let test = tests.get(*name).map_or("none", String::as_str);
        writeln!(out, "| `{name}` | {parameters} | {summary} | {} | `{test}` |", standing(function)).unwrap();
    }
    out
}

#[test]
fn the_table_of_functions_is_the_programs() {
    let (before, written) = manual();
    let table = table(&tests_named());
    if std::env::var_os("DIALOGSIM_UPDATE").is_some() {
        fs::write(project().join("docs/scripting.md"), format!("{before}{HEAD}{table}")).unwrap();
    } else {
        assert!(written == table, "docs/scripting.md is out of date: DIALOGSIM_UPDATE=1 writes it anew");
    }
}

/// The test functions of a folder, each with the file that it stands in.
fn tests_of(folder: PathBuf) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        for piece in text.split("#[test]").skip(1) {
            let name = piece.trim_start().trim_start_matches("fn ").split('(').next().unwrap();
            found.insert(name.to_owned(), text.clone());
        }
    }
    found
}

#[test]
fn every_function_names_a_test_that_calls_it() {
    let named = tests_named();
    let tests = tests_of(project().join("src/script/bot_context/tests"));
    let mut wrong = BTreeSet::new();
    for Function { name, .. } in functions() {
        let test = named.get(*name).map_or("none", String::as_str);
        match tests.get(test) {
            None => wrong.insert(format!("{name}: there is no test `{test}`")),
            Some(file) if !file.contains(&format!("\"{name}\"")) => {
                wrong.insert(format!("{name}: the file of `{test}` does not name it"))
            }
            Some(_) => false,
        };
    }
    assert!(wrong.is_empty(), "{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
}
