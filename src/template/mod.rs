//! Bots to begin with, which `dialogsim init` writes. Each passes `check`, and its transcripts cover all of it.
//!
//! A new one is a folder here, and an entry in [`TEMPLATES`].

use crate::yaml::compose::in_one_line;

/// A bot to begin with.
#[derive(Debug)]
pub struct Template {
    /// What it is called on the command line.
    pub name: &'static str,
    /// What it shows, in a few words.
    pub summary: &'static str,
    files: &'static [File],
}

/// A file of a template.
#[derive(Clone, Copy, Debug)]
struct File {
    path: &'static str,
    about: &'static str,
    content: &'static [u8],
}

/// A file that is to be written.
#[derive(Debug)]
pub struct NewFile {
    /// Its path in the bot's folder, with `/` between the parts.
    pub path: &'static str,
    /// What it is there for, in a few words.
    pub about: &'static str,
    /// What stands in it.
    pub content: Vec<u8>,
}

macro_rules! file {
    ($template:literal, $path:literal, $about:literal) => {
        File { path: $path, about: $about, content: include_bytes!(concat!($template, "/", $path)) }
    };
}

/// All templates, the simplest first.
pub const TEMPLATES: &[Template] = &[
    Template {
        name: "hello",
        summary: "a greeting and a question: the smallest bot that is pleasant to talk to",
        files: &[
            file!("hello", "bot.yaml", "the bot"),
            file!("hello", "transcripts.yaml", "conversations that test it"),
        ],
    },
    Template {
        name: "faq",
        summary: "questions that are understood by intent, and a hand-over to an agent",
        files: &[
            file!("faq", "bot.yaml", "the bot"),
            file!("faq", "transcripts.yaml", "conversations that test it"),
        ],
    },
    Template {
        name: "file-upload",
        summary: "a File Upload and the File integration that takes the file on",
        files: &[
            file!("file-upload", "bot.yaml", "the bot, its integration and mocks"),
            file!("file-upload", "transcripts.yaml", "conversations that test it"),
            file!("file-upload", "files/receipt.pdf", "a file that it takes"),
            file!("file-upload", "files/notes.txt", "a file that it refuses"),
        ],
    },
    Template {
        name: "lead",
        summary: "a form: answers are checked, collected and handed to an API",
        files: &[
            file!("lead", "bot.yaml", "the bot, its integration and mocks"),
            file!("lead", "transcripts.yaml", "conversations that test it"),
        ],
    },
];

impl Template {
    /// The files of a bot of this name.
    pub fn files(&self, bot: &str) -> Vec<NewFile> {
        let new = |file: &File| {
            let content = match file.path {
                "bot.yaml" => named(file.content, bot),
                _ => file.content.to_vec(),
            };
            NewFile { path: file.path, about: file.about, content }
        };
        self.files.iter().map(new).collect()
    }
}

/// A definition with another name in its line `bot:`.
fn named(definition: &[u8], bot: &str) -> Vec<u8> {
    let line = format!("bot: {}\n", in_one_line(bot, false));
    let lines = definition.split_inclusive(|byte| *byte == b'\n');
    lines.flat_map(|old| if old.starts_with(b"bot: ") { line.as_bytes() } else { old }).copied().collect()
}
