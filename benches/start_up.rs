//! From the start of the process to the bot's first words.
//!
//! Budget: under 15 ms.
#![allow(missing_docs, clippy::unwrap_used)]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use divan::Bencher;

fn main() {
    divan::main();
}

/// The whole process: start, load, check, link, one message, exit.
#[divan::bench(args = ["dialogs/hello", "dialogs/loan-application"])]
fn first_bot_message(bencher: Bencher, bot: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    bencher.bench(|| {
        let mut process = Command::new(env!("CARGO_BIN_EXE_dialogsim"))
            .args(["chat", bot])
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        process.stdin.take().unwrap().write_all(b"hello, a loan please\n").unwrap();
        let output = process.wait_with_output().unwrap();
        assert!(output.stdout.windows(4).any(|bytes| bytes == b"Bot:"));
    });
}
