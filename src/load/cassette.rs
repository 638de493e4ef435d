//! Cassettes: mocks in a file of their own, by the names of integrations.

use super::{Files, Format, Loader};
use crate::bot::Mock;
use crate::diagnostic::Diagnostic;
use crate::source::{Sources, Text};

/// A cassette: answers for the integrations of one bot or of several.
#[derive(Clone, Debug, Default)]
pub struct Cassette {
    /// What it holds for each integration that it names.
    pub recorded: Vec<Recorded>,
}

/// What a cassette holds for one integration.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The integration's name, `BOT/NAME` where that is written.
    pub name: Text,
    /// Its entries, tried from the top.
    pub mocks: Vec<Mock>,
}

/// What came of loading a cassette.
#[derive(Debug)]
pub struct LoadedCassette {
    /// The cassette as far as it could be read.
    pub cassette: Cassette,
    /// Everything that is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Loads the cassette at `path`, which is relative to the project folder of `files`. Its text is added to
/// `sources`, to which all places in the result refer.
pub fn load_cassette(path: &str, files: &dyn Files, sources: &mut Sources) -> LoadedCassette {
    let mut loader = Loader::new(files, sources, Format::Bot);
    let recorded = loader.load_recorded(path);
    loader.drop_consequences();
    LoadedCassette { cassette: Cassette { recorded }, diagnostics: loader.diagnostics }
}

impl Loader<'_> {
    fn load_recorded(&mut self, path: &str) -> Vec<Recorded> {
        let Some(root) = self.read_yaml(path, None) else { return Vec::new() };
        let Some(mut fields) = self.fields(&root, "a cassette") else { return Vec::new() };
        let mocks = fields.value("mocks");
        if mocks.is_none() {
            self.missing(
                &fields,
                "mocks",
                "A cassette is `mocks:` with the names of integrations, and a list of mocks for each.",
            );
        }
        let by_name = mocks.and_then(|node| self.fields(node, "`mocks`"));
        let recorded = by_name.iter().flat_map(|by_name| by_name.entries());
        let recorded = recorded
            .map(|entry| Recorded { name: entry.key.clone(), mocks: self.load_mocks(&entry.value) })
            .collect();
        self.finish(fields);
        recorded
    }
}
