//! Files of transcripts: what a consumer does, what the bot must answer.
//!
//! Everything is worked out here that does not depend on the bot: examples become cases, included turns
//! stand in their place, placeholders are filled. Names of the bot are looked up when a case is prepared.

mod budget;
mod captured;
mod case;
mod cases;
mod choices;
mod examples;
mod expect;
mod file;
mod fill;
mod include;
mod items;
mod message;
mod rich;
mod scope;
mod settings;
mod silence;
mod steps;
mod tap;
mod values;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::{Files, Format, Loader, rules};
use crate::diagnostic::Diagnostic;
use crate::source::{SourceId, Sources, Span};
use crate::transcript::TranscriptFile;
use crate::yaml::{Comment, Node};
use budget::Budget;
use captured::Captured;

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
/// `path` is relative to the project folder of `files`. The files' texts are added to `sources`; one that several
/// files include is there once, and what is wrong with it is the same diagnostic each time.
pub fn load_transcripts(path: &str, files: &dyn Files, sources: &mut Sources) -> LoadedTranscripts {
    let mut loader = TranscriptLoader::new(files, sources);
    let file = loader.load_file(path);
    loader.drop_what_follows_from_missing_values();
    let mut loader = loader.loader;
    loader.drop_consequences();
    let mut diagnostics = loader.diagnostics;
    diagnostics.sort_by(|left, right| {
        let key = |problem: &Diagnostic| (problem.span(), problem.rule.name);
        key(left).cmp(&key(right)).then_with(|| left.message.cmp(&right.message))
    });
    LoadedTranscripts { file, diagnostics, comments: loader.comments, files: loader.read }
}

/// The state of loading a file of transcripts: that of the loader, and what its cases have in common.
struct TranscriptLoader<'a> {
    loader: Loader<'a>,
    /// Included files by their path, read once; `None` where one cannot be read.
    shared: HashMap<String, Option<Rc<Node>>>,
    /// The files whose turns are being read, each included by the one before.
    chain: Vec<String>,
    /// What the turns read so far have captured.
    captured: Captured,
    /// Texts with a placeholder that has no value: whatever else is wrong with them follows from that.
    unfilled: HashSet<Span>,
    budget: Budget,
    /// The problems found so far, as far as [`TranscriptLoader::drop_repetitions`] has seen them.
    known: HashSet<(Span, &'static str, String)>,
    /// How many diagnostics it has seen.
    seen: usize,
}

impl<'a> TranscriptLoader<'a> {
    fn new(files: &'a dyn Files, sources: &'a mut Sources) -> Self {
        Self {
            loader: Loader::new(files, sources, Format::Transcripts),
            shared: HashMap::new(),
            chain: Vec::new(),
            captured: Captured::default(),
            unfilled: HashSet::new(),
            budget: Budget::default(),
            known: HashSet::new(),
            seen: 0,
        }
    }

    /// What is wrong with a transcript is found for each row of its examples, and is said once.
    fn drop_repetitions(&mut self) {
        let Self { loader, known, seen, .. } = self;
        let new = loader.diagnostics.split_off(*seen);
        loader.diagnostics.extend(
            new.into_iter().filter(|new| known.insert((new.span(), new.rule.name, new.message.clone()))),
        );
        *seen = loader.diagnostics.len();
    }

    fn drop_what_follows_from_missing_values(&mut self) {
        self.drop_repetitions();
        let Self { loader, unfilled, .. } = self;
        loader
            .diagnostics
            .retain(|problem| problem.rule == &rules::UNKNOWN_VALUE || !unfilled.contains(&problem.span()));
    }

    /// Something that is there and holds nothing.
    fn empty(&mut self, node: &Node, message: &str) {
        self.invalid(node.span, message, "Fill it, or take it out.");
    }
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
