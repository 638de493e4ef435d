//! Nodes to bot: what an author wrote becomes the bot as data, with every problem at its place.
//!
//! A broken part is left out and reported; everything else is loaded, so that one run shows all
//! problems. Files are read through [`Files`]; this module touches no disk, no environment.

mod bot;
mod cassette;
mod choices;
mod code;
mod connector;
mod dialog;
mod fields;
mod files;
mod fixtures;
mod group;
mod include;
mod integration;
mod interaction;
mod json;
mod kinds;
mod knowledge_base;
mod misplaced;
mod mock;
mod mock_response;
mod nlu;
mod recognise;
mod rule;
pub mod rules;
mod settings;
mod skill;
mod transcript;
mod typed_fixtures;
mod universal;
mod values;

pub use cassette::{Cassette, LoadedCassette, Recorded, load_cassette};
pub use files::{Files, MemoryFiles, ReadFailure};
pub use recognise::{FileKind, recognise};
pub use transcript::{LoadedTranscripts, load_transcripts};
pub use typed_fixtures::read_typed_fixture;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::bot::Bot;
use crate::diagnostic::Diagnostic;
use crate::source::{SourceId, Sources, Span};
use crate::text::RegexRule;
use crate::yaml::{self, Comment, Limits};

/// What came of loading one bot.
#[derive(Debug)]
pub struct Loaded {
    /// The bot as far as it could be read; `None` where not even its name is there.
    pub bot: Option<Bot>,
    /// Everything that is wrong with its files.
    pub diagnostics: Vec<Diagnostic>,
    /// All comments of its YAML files, for inline allowances.
    pub comments: Vec<(SourceId, Vec<Comment>)>,
    /// What was left out as a whole: items of which not even the kind is known, keys that hold
    /// something and have no meaning, stretches that are no YAML, files that cannot be read (at the
    /// place that names them). What is missing elsewhere may be due to these.
    pub lost: Vec<Span>,
    /// The files that were read, by their path in the project, in the order of reading.
    pub files: Vec<String>,
}

/// Loads the bot whose main file is `path`, with everything that it includes.
///
/// `path` is relative to the project folder of `files`, with `/` between its parts. The files' texts
/// are added to `sources`, to which all places in the result refer.
pub fn load_bot(path: &str, files: &dyn Files, sources: &mut Sources) -> Loaded {
    let mut loader = Loader::new(files, sources, Format::Bot);
    let bot = loader.load_main_file(path);
    loader.drop_consequences();
    Loaded {
        bot,
        diagnostics: loader.diagnostics,
        comments: loader.comments,
        lost: loader.lost,
        files: loader.read,
    }
}

/// What is loaded; the advice differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Bot,
    Transcripts,
}

impl Format {
    /// The word for what its files make.
    fn what(self) -> &'static str {
        match self {
            Self::Bot => "bot",
            Self::Transcripts => "transcript",
        }
    }
}

/// The state of one loading run; each concept's file adds the methods that read it.
struct Loader<'a> {
    files: &'a dyn Files,
    sources: &'a mut Sources,
    format: Format,
    limits: Limits,
    diagnostics: Vec<Diagnostic>,
    comments: Vec<(SourceId, Vec<Comment>)>,
    /// Stretches that the YAML reader could not make sense of.
    unread: Vec<Span>,
    /// See [`Loaded::lost`].
    lost: Vec<Span>,
    /// Paths read so far.
    read: Vec<String>,
    /// The file being read, to which paths in it are relative.
    current: String,
    /// What predicates search for, so that an expression is compiled once however often it is written.
    regexes: HashMap<Box<str>, RegexRule>,
    /// Files that mocks answer with, each held once.
    bodies: HashMap<String, Arc<[u8]>>,
}

impl<'a> Loader<'a> {
    fn new(files: &'a dyn Files, sources: &'a mut Sources, format: Format) -> Self {
        Self {
            files,
            sources,
            format,
            limits: Limits::default(),
            diagnostics: Vec::new(),
            comments: Vec::new(),
            unread: Vec::new(),
            lost: Vec::new(),
            read: Vec::new(),
            current: String::new(),
            regexes: HashMap::new(),
            bodies: HashMap::new(),
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// What touches a stretch that could not be read is most likely a consequence of that.
    fn drop_consequences(&mut self) {
        let unread = std::mem::take(&mut self.unread);
        self.lost.extend(&unread);
        let touches = |span: Span| {
            unread
                .iter()
                .any(|hole| hole.source == span.source && span.start <= hole.end && hole.start <= span.end)
        };
        // Nothing stands in the place of an alias that is not repeated.
        let limits = self.diagnostics.iter().filter(|problem| problem.rule == &yaml::rules::YAML_LIMIT);
        let empty: HashSet<Span> = limits.map(Diagnostic::span).collect();
        self.diagnostics.retain(|problem| {
            let of_yaml = yaml::rules::ALL.iter().any(|rule| std::ptr::eq(*rule, problem.rule));
            of_yaml || !(empty.contains(&problem.span()) || touches(problem.span()))
        });
    }
}
