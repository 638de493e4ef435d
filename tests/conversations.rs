//! Conversations: a bot and what is typed go in, what a person reads comes out.
//!
//! Each file in `tests/conversations/` holds sections that begin with `--- `: `rules` (the rules of
//! the platform that it shows), `arguments` (optional; may name further bots), `file NAME` (the first one is the bot, but with
//! `--replay` among the arguments, where transcripts name it), `input`, and then what is expected: `output`, `messages`
//! (standard error, if any) and `exit CODE`. `DIALOGSIM_UPDATE=1` writes the expected part anew.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use assert_cmd::Command;

struct Conversation {
    arguments: Vec<String>,
    files: Vec<(String, String)>,
    input: String,
    /// Everything up to what is expected, to be kept when that is written anew.
    head: String,
    expected: String,
}

fn parse(text: &str) -> Conversation {
    let mut conversation = Conversation {
        arguments: Vec::new(),
        files: Vec::new(),
        input: String::new(),
        head: String::new(),
        expected: String::new(),
    };
    let start_of_expected = text.find("\n--- output\n").map_or(text.len(), |index| index + 1);
    conversation.head = text[..start_of_expected].to_owned();
    conversation.expected = text[start_of_expected..].to_owned();
    for section in format!("\n{}", conversation.head).split("\n--- ").skip(1) {
        let (title, body) = section.split_once('\n').unwrap_or((section, ""));
        let body = format!("{}\n", body.trim_end_matches('\n'));
        match title.split_once(' ') {
            Some(("file", name)) => conversation.files.push((name.to_owned(), body)),
            None if title == "arguments" => {
                conversation.arguments = body.split_whitespace().map(|word| word.replace('+', " ")).collect();
            }
            None if title == "input" => conversation.input = body,
            // Which rules of the platform it shows; `tests/conformance.rs` reads them.
            None if title == "rules" => {}
            _ => panic!("unknown section `{title}`"),
        }
    }
    conversation
}

/// Plays a conversation in a folder of its own and renders what came out as the expected part.
fn play(conversation: &Conversation) -> String {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in &conversation.files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    write_uploads(&folder.path().join("files"));
    let bot = &conversation.files[0].0;
    let names_bot = !conversation.arguments.iter().any(|argument| argument == "--replay");
    let output = Command::cargo_bin("dialogsim")
        .unwrap()
        .current_dir(folder.path())
        .env_clear()
        .env("SECRET_TOKEN", "s3cr3t-t0ken")
        .arg("chat")
        .args(names_bot.then_some(bot))
        .args(&conversation.arguments)
        .write_stdin(conversation.input.as_bytes())
        .output()
        .unwrap();
    let mut text = format!("--- output\n{}", String::from_utf8(output.stdout).unwrap());
    if !output.stderr.is_empty() {
        let _ = write!(text, "--- messages\n{}", String::from_utf8(output.stderr).unwrap());
    }
    let _ = writeln!(text, "--- exit {}", output.status.code().unwrap());
    text
}

/// The files that consumers of these conversations send.
fn write_uploads(folder: &Path) {
    const LIMIT: usize = 5 * 1024 * 1024;
    let pdf = |size: usize| {
        let mut bytes = b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n".to_vec();
        bytes.resize(size.max(bytes.len()), b' ');
        bytes
    };
    fs::create_dir_all(folder.join("folder.pdf")).unwrap();
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";
    let files: [(&str, Vec<u8>); 9] = [
        ("id.pdf", pdf(0)),
        ("unlucky.pdf", pdf(0)),
        ("photo.png", png.to_vec()),
        ("setup.exe", b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0".to_vec()),
        ("renamed.pdf", b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0".to_vec()),
        ("five-megabytes.pdf", pdf(LIMIT)),
        ("one-byte-more.pdf", pdf(LIMIT + 1)),
        ("empty.pdf", Vec::new()),
        ("notes.txt", b"just some notes\n".to_vec()),
    ];
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes).unwrap();
    }
}

#[test]
fn conversations_go_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conversations");
    let mut paths: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    let update = std::env::var_os("DIALOGSIM_UPDATE").is_some();
    let mut wrong = Vec::new();
    for path in paths {
        let conversation = parse(&fs::read_to_string(&path).unwrap());
        let actual = play(&conversation);
        if update {
            fs::write(&path, format!("{}{actual}", conversation.head)).unwrap();
        } else if actual != conversation.expected {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            wrong.push(format!("{name}\nexpected:\n{}\nactual:\n{actual}", conversation.expected));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
