//! Problems that are known and left for later, so that an old bot can start clean.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use super::{Diagnostic, fingerprints};
use crate::source::Sources;

const HEAD: &str = "\
# Problems that `dialogsim check --baseline` leaves out, by what they are known by when lines move.
# `--update-baseline` writes this file again. Lines may be taken out: then the problem is reported.
";

/// Problems that are known, by their [fingerprints].
#[derive(Debug, Default)]
pub struct Baseline {
    known: HashMap<String, Place>,
}

/// Where a known problem was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file as it was named in the report; empty where there was none.
    pub file: String,
    /// The rule's name.
    pub rule: String,
}

/// What a baseline makes of the problems of a run.
#[derive(Debug)]
pub struct Sifted {
    /// The problems that it does not know.
    pub new: Vec<Diagnostic>,
    /// How many problems it knows.
    pub known: usize,
    /// How many problems it knows that would have been found and are not there any more.
    pub gone: usize,
}

impl Baseline {
    /// A baseline that knows these problems, which are in the order of a report.
    pub fn of(diagnostics: &[Diagnostic], sources: &Sources) -> Self {
        let place = |found: &Diagnostic| Place {
            file: found
                .labels
                .first()
                .map_or_else(String::new, |label| sources.get(label.span.source).name().into()),
            rule: found.rule.name.to_owned(),
        };
        Self {
            known: fingerprints(diagnostics, sources)
                .into_iter()
                .zip(diagnostics.iter().map(place))
                .collect(),
        }
    }

    /// The text of a file: a line for each problem with its fingerprint, its rule and its file. Empty lines
    /// and what begins with `#` mean nothing.
    ///
    /// # Errors
    /// The number of the first line that does not begin with a fingerprint.
    pub fn read(text: &str) -> Result<Self, usize> {
        let mut known = HashMap::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (fingerprint, place) = line.split_once(' ').unwrap_or((line, ""));
            if fingerprint.len() != 16 || !fingerprint.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                return Err(index + 1);
            }
            let (rule, file) = place.split_once(' ').unwrap_or((place, ""));
            known.insert(
                fingerprint.to_ascii_lowercase(),
                Place { file: file.to_owned(), rule: rule.to_owned() },
            );
        }
        Ok(Self { known })
    }

    /// The text of the file that is [read](Baseline::read), in the order of files and rules.
    pub fn text(&self) -> String {
        let mut lines: Vec<(&Place, &str)> =
            self.known.iter().map(|(fingerprint, place)| (place, fingerprint.as_str())).collect();
        lines.sort_unstable();
        let mut text = HEAD.to_owned();
        for (Place { file, rule }, fingerprint) in lines {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{}", format!("{fingerprint} {rule} {file}").trim_end());
        }
        text
    }

    /// Takes out what is known. What `was_checked` says no to cannot be gone.
    pub fn sift(
        &self,
        diagnostics: Vec<Diagnostic>,
        sources: &Sources,
        was_checked: impl Fn(&Place) -> bool,
    ) -> Sifted {
        let fingerprints = fingerprints(&diagnostics, sources);
        let all = diagnostics.len();
        let found = diagnostics.into_iter().zip(&fingerprints);
        let new: Vec<Diagnostic> = found
            .filter(|(_, fingerprint)| !self.known.contains_key(*fingerprint))
            .map(|(found, _)| found)
            .collect();
        let there: HashSet<&String> = fingerprints.iter().collect();
        let gone = self.known.iter().filter(|(known, place)| !there.contains(known) && was_checked(place));
        Sifted { known: all - new.len(), gone: gone.count(), new }
    }

    /// Knows these problems, and of the old ones those that `was_checked` says no to.
    pub fn update(&mut self, found: Self, was_checked: impl Fn(&Place) -> bool) {
        self.known.retain(|_, place| !was_checked(place));
        self.known.extend(found.known);
    }
}
