//! Bots that tests compare.

use std::fs;
use std::path::Path;

use dialogsim::bot::Bot;
use dialogsim::diff::{Changes, diff};
use dialogsim::load::{MemoryFiles, load_bot};
use dialogsim::source::Sources;
use regex::Regex;

/// The files of a bot.
#[derive(Clone)]
pub(crate) struct Sample {
    pub(crate) name: &'static str,
    pub(crate) files: Vec<(String, Vec<u8>)>,
}

impl Sample {
    /// A folder of the repository with a `bot.yaml`.
    pub(crate) fn read(name: &'static str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let mut files = Vec::new();
        collect(&root, &root, &mut files);
        Self { name, files }
    }

    /// With another text in one of its files.
    pub(crate) fn with(&self, path: &str, text: String) -> Self {
        let mut files = self.files.clone();
        files.iter_mut().filter(|(own, _)| own == path).for_each(|file| file.1 = text.clone().into_bytes());
        Self { name: self.name, files }
    }

    /// Its YAML files of the bot, without transcripts.
    pub(crate) fn yaml(&self) -> impl Iterator<Item = (&str, String)> {
        let yaml = self.files.iter().filter(|(path, _)| path.ends_with(".yaml"));
        let texts = yaml.map(|(path, bytes)| (path.as_str(), String::from_utf8(bytes.clone()).unwrap()));
        texts.filter(|(path, text)| !path.contains("transcript") && !text.contains("transcripts:"))
    }

    pub(crate) fn load(&self) -> Option<Bot> {
        let files = self
            .files
            .iter()
            .fold(MemoryFiles::default(), |files, (path, bytes)| files.with(path.clone(), bytes.clone()));
        load_bot("bot.yaml", &files, &mut Sources::default()).bot
    }
}

/// Bots whose changes are all noticed.
pub(crate) fn samples() -> Vec<Sample> {
    let names = [
        "dialogs/hello",
        "dialogs/loan-application",
        "dialogs/order-status",
        "dialogs/tea-shop",
        "dialogs/retail/shop",
        "dialogs/retail/billing",
        "tests/fixtures/loading/every_kind",
    ];
    names.map(Sample::read).into()
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            files.push((name, fs::read(&path).unwrap()));
        }
    }
    files.sort();
}

/// What one text says against another.
pub(crate) fn changes(old: &str, new: &str) -> (Changes, Sources) {
    let mut sources = Sources::default();
    let mut load = |path: &str, text: &str| {
        let files = MemoryFiles::default().with(path, text);
        load_bot(path, &files, &mut sources).bot.unwrap()
    };
    let (old, new) = (load("old.yaml", old), load("new.yaml", new));
    (diff(&old, &new), sources)
}

/// A bot as its model has it, without places.
pub(crate) fn without_places(bot: &Bot) -> String {
    thread_local! {
        static PLACES: Regex = Regex::new(
            r"(?x) Span\ \{\ source:\ SourceId\(\d+\),\ start:\ \d+,\ end:\ \d+\ \}
            | parts:\ (?: From\(\d+\) | Whole | Mapped\(\[ [\d,\ ()]* \]\) )
            | places:\ \[ .*? \],\ user_input",
        )
        .unwrap();
    }
    PLACES.with(|places| places.replace_all(&format!("{bot:?}"), "_").into_owned())
}
