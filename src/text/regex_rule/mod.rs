//! Regular expressions of rules and entities (spec 4.2), and of transcripts.

mod check;
mod java;
mod size;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A regular expression that was checked; compiled when it is first asked. Clones share it.
#[derive(Clone, Debug)]
pub struct RegexRule(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    source: Box<str>,
    mode: RegexMode,
    notes: RegexNotes,
    text: Box<str>,
    engine: OnceLock<Result<Engine, RegexFailure>>,
}

/// How much of a text a regex must match (U-02).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RegexMode {
    /// Some part of it.
    #[default]
    Search,
    /// All of it.
    Full,
}

/// What an author may want to know about a regex.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegexNotes {
    /// It can only match at the start of a text.
    pub anchored_start: bool,
    /// It can only match at the end of a text.
    pub anchored_end: bool,
    /// It has look-around or references to groups: it may be given up on a text that makes it slow.
    pub needs_backtracking: bool,
}

/// What is wrong with a regex, and where in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct RegexProblem {
    /// The bytes of the regex that are wrong.
    pub range: Range<usize>,
    /// What is wrong, without a full stop.
    pub message: String,
}

/// Why it is not known whether a text matches.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RegexFailure {
    /// The backtracking engine tried too many ways.
    #[error(
        "the regex was given up after {BACKTRACKS} attempts on this text; it repeats something that \
         itself repeats, which takes the platform's engine very long too"
    )]
    Backtracking,
    /// The check let it pass, the engine did not.
    #[error("the regex cannot be compiled: {0}")]
    Compile(String),
}

/// Enough for every regex that is written with care: some ten milliseconds.
const BACKTRACKS: usize = 200_000;
const COMPILED_BYTES: usize = 32 * 1024 * 1024;
const CACHE_BYTES: usize = 2 * 1024 * 1024;

#[derive(Debug)]
enum Engine {
    Linear(regex::Regex),
    Backtracking(Box<fancy_regex::Regex>),
}

impl RegexRule {
    /// Says whether a regex can be used, without compiling it, or where its first mistake is.
    pub fn check(source: &str) -> Result<RegexNotes, RegexProblem> {
        check::check(source).map(|checked| checked.notes)
    }

    /// A regex that passes [`RegexRule::check`].
    pub fn new(source: &str, mode: RegexMode) -> Result<Self, RegexProblem> {
        let checked = check::check(source)?;
        Ok(Self(Arc::new(Inner {
            source: source.into(),
            mode,
            notes: checked.notes,
            text: checked.text.into(),
            engine: OnceLock::new(),
        })))
    }

    /// The regex as it was written.
    pub fn source(&self) -> &str {
        &self.0.source
    }

    /// What the check found out.
    pub fn notes(&self) -> RegexNotes {
        self.0.notes
    }

    /// Whether `text` matches, as the mode says.
    pub fn is_match(&self, text: &str) -> Result<bool, RegexFailure> {
        match self.0.engine.get_or_init(|| self.0.compile()) {
            Ok(Engine::Linear(regex)) => Ok(regex.is_match(text)),
            Ok(Engine::Backtracking(regex)) => regex.is_match(text).map_err(|_| RegexFailure::Backtracking),
            Err(failure) => Err(failure.clone()),
        }
    }

    /// What the first match in `text` holds: its first group, or all of it where the expression has none.
    pub fn first_group(&self, text: &str) -> Result<Option<String>, RegexFailure> {
        match self.0.engine.get_or_init(|| self.0.compile()) {
            Ok(Engine::Linear(regex)) => Ok(regex.captures(text).and_then(|found| {
                let place = usize::from(regex.captures_len() > 1);
                found.get(place).map(|group| group.as_str().to_owned())
            })),
            Ok(Engine::Backtracking(regex)) => {
                let found = regex.captures(text).map_err(|_| RegexFailure::Backtracking)?;
                let place = usize::from(regex.captures_len() > 1);
                Ok(found.and_then(|found| found.get(place).map(|group| group.as_str().to_owned())))
            }
            Err(failure) => Err(failure.clone()),
        }
    }

    /// Where `text` matches, from its start on, no two places overlapping; a match of nothing is none.
    pub fn find_all(&self, text: &str) -> Result<Vec<Range<usize>>, RegexFailure> {
        let mut found = Vec::new();
        match self.0.engine.get_or_init(|| self.0.compile()) {
            Ok(Engine::Linear(regex)) => found.extend(regex.find_iter(text).map(|found| found.range())),
            Ok(Engine::Backtracking(regex)) => {
                for place in regex.find_iter(text) {
                    found.push(place.map_err(|_| RegexFailure::Backtracking)?.range());
                }
            }
            Err(failure) => return Err(failure.clone()),
        }
        found.retain(|range| !range.is_empty());
        Ok(found)
    }
}

impl Inner {
    fn compile(&self) -> Result<Engine, RegexFailure> {
        let text = match self.mode {
            RegexMode::Search => self.text.to_string(),
            RegexMode::Full => format!(r"\A(?:{})\z", self.text),
        };
        if self.notes.needs_backtracking {
            let regex = backtracking_engine(&text);
            return regex
                .map(|regex| Engine::Backtracking(Box::new(regex)))
                .map_err(|error| RegexFailure::Compile(error.to_string()));
        }
        regex::RegexBuilder::new(&text)
            .size_limit(COMPILED_BYTES)
            .dfa_size_limit(CACHE_BYTES)
            .build()
            .map(Engine::Linear)
            .map_err(|error| RegexFailure::Compile(error.to_string()))
    }
}

/// A regex of the engine that knows look-around, with limits on its size and its time.
fn backtracking_engine(text: &str) -> fancy_regex::Result<fancy_regex::Regex> {
    fancy_regex::RegexBuilder::new(text)
        .backtrack_limit(BACKTRACKS)
        .delegate_size_limit(COMPILED_BYTES)
        .delegate_dfa_size_limit(CACHE_BYTES)
        .max_prog_size(size::MOST as usize)
        .build()
}

impl PartialEq for RegexRule {
    fn eq(&self, other: &Self) -> bool {
        self.source() == other.source() && self.0.mode == other.0.mode
    }
}

impl Eq for RegexRule {}

impl std::fmt::Display for RegexRule {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.source())
    }
}
