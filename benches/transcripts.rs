//! A thousand six-turn transcripts, the whole process: found, read, prepared, played and reported.
//!
//! Budget: under a second on two cores.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "support/six_turns.rs"]
#[allow(dead_code, reason = "the process plays it here")]
mod six_turns_dialog;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use divan::Bencher;
use divan::counter::ItemsCount;
use six_turns_dialog::{SIX_MESSAGES, SIX_TURNS};

/// What the bot answers to each message.
const SIX_ANSWERS: [&[&str]; 6] = [
    &["What is your name?"],
    &["\"Home or car, Ada?\""],
    &["How old are you?"],
    &["Do you live in town?"],
    &["Anything else that we should know?"],
    &["\"Thank you, Ada.\""],
];

fn main() {
    divan::main();
}

/// So many transcripts in files of so many each.
fn project(files: usize, per_file: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bot.yaml"), SIX_TURNS).unwrap();
    for file in 0..files {
        let mut text = String::from("bot: bot.yaml\ntranscripts:\n");
        for number in 0..per_file {
            let _ = writeln!(text, "  - transcript: Number {number} of file {file}\n    turns:");
            for (message, answers) in SIX_MESSAGES.iter().zip(SIX_ANSWERS) {
                let _ = writeln!(text, "      - consumer: {message}");
                for answer in answers {
                    let _ = writeln!(text, "      - bot: {answer}");
                }
            }
        }
        fs::write(folder.path().join(format!("transcripts-{file}.yaml")), text).unwrap();
    }
    folder
}

fn play(folder: &Path, arguments: &[&str]) {
    let status = Command::new(env!("CARGO_BIN_EXE_dialogsim"))
        .arg("test")
        .args(arguments)
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
}

/// Ten files of a hundred transcripts each.
#[divan::bench(args = ["1", "2"], sample_count = 20)]
fn a_thousand_in_ten_files(bencher: Bencher, jobs: &str) {
    let folder = project(10, 100);
    bencher.counter(ItemsCount::new(1_000_usize)).bench(|| play(folder.path(), &["--jobs", jobs]));
}

/// A file for each transcript.
#[divan::bench(args = ["1", "2"], sample_count = 20)]
fn a_thousand_files(bencher: Bencher, jobs: &str) {
    let folder = project(1_000, 1);
    bencher.counter(ItemsCount::new(1_000_usize)).bench(|| play(folder.path(), &["--jobs", jobs]));
}

/// 100,002 turns, in seventeen files.
#[divan::bench(args = ["1", "2"], sample_count = 5)]
fn a_hundred_thousand_turns(bencher: Bencher, jobs: &str) {
    let folder = project(17, 981);
    bencher.counter(ItemsCount::new(6 * 17 * 981_usize)).bench(|| play(folder.path(), &["--jobs", jobs]));
}
