//! The sample bots, tested by their transcripts as the manual says, from outside.
#![allow(clippy::unwrap_used, reason = "a test")]

#[path = "support/project.rs"]
mod project;

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use dialogsim::test_run::coverage::{Aspect, Coverage};
use project::{Ran, ran};

/// `dialogsim test dialogs`, with nothing in its environment.
fn test_dialogs(arguments: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dialogsim"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env_clear().env("COLUMNS", "100");
    ran(command.args(["test", "dialogs"]).args(arguments))
}

#[test]
fn the_transcripts_of_the_samples_play_all_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("coverage.json");
    let report = format!("--coverage=json={}", file.display());
    let ran = test_dialogs(&[&report, "--fail-under", "100"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    let coverage = Coverage::parse(&fs::read_to_string(&file).unwrap()).unwrap();
    for aspect in Aspect::ALL {
        let tally = coverage.tallies().aspect(aspect);
        assert!(tally.total > 0, "the samples have no {}", aspect.name());
        assert_eq!(tally.covered, tally.total, "{}", aspect.name());
    }
    for folder in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("dialogs")).unwrap() {
        let name = format!("dialogs/{}/", folder.unwrap().file_name().to_str().unwrap());
        assert!(coverage.files().any(|(file, _)| file.starts_with(&name)), "{name} is not tested");
    }
}

#[test]
fn the_samples_go_the_same_way_on_one_thread_and_on_eight() {
    for told in [&["--coverage"][..], &["--report", "tap"], &["--report", "json"]] {
        let with = |jobs| test_dialogs(&[told, &["--jobs", jobs]].concat());
        let (one, eight) = (with("1"), with("8"));
        assert_eq!(one.code, 0, "{}{}", one.out, one.err);
        assert!(one.out.lines().count() > 10, "{}", one.out);
        assert_eq!(one.out, eight.out);
    }
}

#[test]
fn the_samples_go_the_same_way_fifty_times() {
    let ran = test_dialogs(&["--repeat", "50"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
}
