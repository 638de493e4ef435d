//! The sample bots on disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use dialogsim::load::{FileKind, MemoryFiles, recognise};

/// A folder of `dialogs/`.
pub(crate) struct Sample {
    pub(crate) name: String,
    /// Its files, by their paths from the project on.
    texts: BTreeMap<String, Vec<u8>>,
}

impl Sample {
    /// Every sample, in the order of their names.
    pub(crate) fn all() -> Vec<Self> {
        let mut folders: Vec<PathBuf> =
            fs::read_dir(project().join("dialogs")).unwrap().map(|entry| entry.unwrap().path()).collect();
        folders.sort();
        let sample = |folder: &PathBuf| {
            let mut texts = BTreeMap::new();
            read(folder, &mut texts);
            Self { name: folder.file_name().unwrap().to_str().unwrap().to_owned(), texts }
        };
        folders.iter().map(sample).collect()
    }

    /// Its files, some of them changed.
    pub(crate) fn files(&self, changed: &BTreeMap<&str, String>) -> MemoryFiles {
        let mut files = MemoryFiles::default();
        for (path, bytes) in &self.texts {
            files = match changed.get(path.as_str()) {
                Some(text) => files.with(path, text.as_bytes()),
                None => files.with(path, bytes.as_slice()),
            };
        }
        files
    }

    pub(crate) fn text(&self, path: &str) -> &str {
        std::str::from_utf8(&self.texts[path]).unwrap()
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.texts.contains_key(path)
    }

    /// The files of transcripts.
    pub(crate) fn transcripts(&self) -> impl Iterator<Item = &str> {
        let is_one =
            |path: &&str| path.ends_with(".yaml") && recognise(self.text(path)) == FileKind::Transcripts;
        self.texts.keys().map(String::as_str).filter(is_one)
    }
}

/// The folder of the project, to which all paths are relative.
pub(crate) fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(folder: &Path, texts: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, texts);
        } else {
            let name = path.strip_prefix(project()).unwrap().to_str().unwrap().replace('\\', "/");
            texts.insert(name, fs::read(&path).unwrap());
        }
    }
}
