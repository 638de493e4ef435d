//! What is wrong with a bot that loads: rules on its structure and its conversation.
//!
//! A rule sees the names of a bot and reports; it never sees a file. Each rule is one file in
//! `rules/` and is listed in [`LINTS`]. Authors may allow what a rule finds, place by
//! place and with a reason, see [`allow`].

pub mod allow;
mod context_functions;
mod lost;
pub mod registry;
mod rules;
mod selection;
mod subject;
#[cfg(test)]
mod tests;
mod variables;
mod visit;

pub use registry::{LINTS, all_rules, find_rule};
pub use selection::{Selection, SelectionError};
pub use subject::Subject;

use std::collections::{HashMap, HashSet};

use crate::code as scripts;
use crate::diagnostic::{Diagnostic, Rule};
use crate::linked::Names;
use crate::load::{Files, Loaded, load_bot};
use crate::source::Sources;

/// A rule that is checked on a bot that loads.
#[derive(Debug)]
pub struct Lint {
    /// Its name, severity and manual.
    pub rule: &'static Rule,
    /// Adds what it finds.
    pub check: fn(&Subject<'_>, &mut Vec<Diagnostic>),
    /// What it concludes from something not being there.
    pub absence: Absence,
}

/// What a rule concludes from something not being there: where the loader had to leave something out,
/// that conclusion would be a second report of the same mistake, and often a wrong one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// Nothing: what it reports is written in the file.
    Nothing,
    /// A key of the same interaction is missing.
    InInteraction,
    /// The interaction that makes a pair with an upload or its Integration is missing.
    InPair,
    /// A definition is missing, or an interaction.
    InBot,
    /// Anything is missing, be it a rule of an interaction.
    AnyPart,
}

/// A bot with everything that is wrong with it.
#[derive(Debug)]
pub struct Checked {
    /// The bot as far as it could be loaded.
    pub loaded: Loaded,
    /// What the loader and the rules found, in the order of the files and of the places in them.
    pub diagnostics: Vec<Diagnostic>,
}

/// Loads the bot whose main file is `path` and checks it with the selected rules.
///
/// What the loader finds is always reported: a bot that cannot be read is never fine.
pub fn check_bot(path: &str, files: &dyn Files, sources: &mut Sources, selection: &Selection) -> Checked {
    let loaded = load_bot(path, files, sources);
    let mut found = Vec::new();
    let mut comments_in_code = HashMap::new();
    if let Some(bot) = &loaded.bot {
        let subject = Subject::new(Names::new(bot));
        let lost = lost::Lost::new(bot, &loaded);
        for lint in LINTS.iter().filter(|lint| selection.selects(lint.rule)) {
            let first = found.len();
            (lint.check)(&subject, &mut found);
            lost.hold_back(lint.absence, &mut found, first);
        }
        comments_in_code = subject.scripts().comments();
    }
    let mut diagnostics = loaded.diagnostics.clone();
    diagnostics.append(&mut allow::apply(found, &loaded, &comments_in_code, sources, selection));
    diagnostics.sort_by_key(|diagnostic| {
        let span = diagnostic.span();
        (span.source, span.start, span.end, diagnostic.rule.name)
    });
    Checked { loaded, diagnostics: each_once(diagnostics, sources) }
}

/// A file of code that several interactions share is read for each of them, and is wrong once.
fn each_once(diagnostics: Vec<Diagnostic>, sources: &Sources) -> Vec<Diagnostic> {
    let mut seen = HashSet::new();
    let mut is_new = |found: &Diagnostic| {
        let span = found.span();
        let file = sources.get(span.source).name().to_owned();
        seen.insert((file, span.start, span.end, found.rule.name, found.message.clone()))
    };
    diagnostics.into_iter().filter(|found| is_new(found)).collect()
}
