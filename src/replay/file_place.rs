//! Places in files, as people find them.

use std::fmt;

use serde::Serialize;

use crate::source::{Sources, Span};
use crate::trace::{InteractionPlace, NamedPlace, RulePlace};

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FilePlace {
    /// The file, as people see it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

impl FilePlace {
    /// The file and the line where a span starts.
    pub fn of(span: Span, sources: &Sources) -> Self {
        Self { file: sources.get(span.source).name().to_owned(), line: sources.position(span).line }
    }
}

impl fmt::Display for FilePlace {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.file, self.line)
    }
}

impl From<&InteractionPlace> for FilePlace {
    fn from(place: &InteractionPlace) -> Self {
        Self { file: place.file.clone(), line: place.line }
    }
}

impl From<&NamedPlace> for FilePlace {
    fn from(place: &NamedPlace) -> Self {
        Self { file: place.file.clone(), line: place.line }
    }
}

impl From<&RulePlace> for FilePlace {
    fn from(place: &RulePlace) -> Self {
        Self { file: place.file.clone(), line: place.line }
    }
}
