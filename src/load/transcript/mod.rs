//! Files of transcripts: what a consumer does, what the bot must answer.
//!
//! Everything is worked out here that does not depend on the bot: examples become cases, included turns
//! stand in their place, placeholders are filled. Names of the bot are looked up when a case is prepared.

mod cases;
mod expect;
mod include;
mod message;
mod scope;
mod settings;
mod turns;

use std::collections::HashMap;
use std::rc::Rc;

use super::{Files, Loader};
use crate::diagnostic::Diagnostic;
use crate::source::{SourceId, Sources};
use crate::transcript::TranscriptFile;
use crate::yaml::{Comment, Node};

/// What came of loading one file of transcripts.
#[derive(Debug)]
pub struct LoadedTranscripts {
    /// Its cases as far as they could be read; `None` where it is no file of transcripts at all.
    pub file: Option<TranscriptFile>,
    /// Everything that is wrong with it and what it includes.
    pub diagnostics: Vec<Diagnostic>,
    /// All comments, for inline allowances.
    pub comments: Vec<(SourceId, Vec<Comment>)>,
    /// The files that were read, by their path in the project, in the order of reading.
    pub files: Vec<String>,
}

/// Loads the transcripts in the file at `path`, with everything that they include.
///
/// `path` is relative to the project folder of `files`. The files' texts are added to `sources`.
pub fn load_transcripts(path: &str, files: &dyn Files, sources: &mut Sources) -> LoadedTranscripts {
    let mut loader = TranscriptLoader { loader: Loader::new(files, sources), sequences: HashMap::new() };
    let file = loader.load_file(path);
    let mut loader = loader.loader;
    loader.drop_consequences();
    // What is wrong with a transcript is found once for each row of its examples.
    let mut diagnostics = loader.diagnostics;
    diagnostics.sort_by(|left, right| {
        let key = |problem: &Diagnostic| (problem.span(), problem.rule.name);
        key(left).cmp(&key(right)).then_with(|| left.message.cmp(&right.message))
    });
    diagnostics.dedup();
    LoadedTranscripts { file, diagnostics, comments: loader.comments, files: loader.read }
}

/// The state of loading a file of transcripts: that of the loader, and the turns that were included before.
struct TranscriptLoader<'a> {
    loader: Loader<'a>,
    /// Included files by their path, read once; `None` where one cannot be read.
    sequences: HashMap<String, Option<Rc<Node>>>,
}

impl<'a> std::ops::Deref for TranscriptLoader<'a> {
    type Target = Loader<'a>;

    fn deref(&self) -> &Loader<'a> {
        &self.loader
    }
}

impl std::ops::DerefMut for TranscriptLoader<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.loader
    }
}
