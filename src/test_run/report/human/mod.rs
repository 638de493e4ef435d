//! The report for people: each failure as the conversation around it, only the wrong lines marked, and why the
//! bot went that way.

mod act;
mod bubble;
mod case;
mod diff;
mod line;
mod page;
mod reproduce;
mod rows;
mod turn;

use std::collections::HashMap;
use std::sync::Arc;

pub(super) use bubble::said;

use case::Failed;
use page::Page;

use super::{Beginning, Problems, Report};
use crate::source::Sources;
use crate::terminal::{Style, Terminal, printable_line};
use crate::test_run::cause::Atlas;
use crate::test_run::{CaseResult, Plan, Totals};

/// With more failures than these their names are told once more at the end.
const NAMED_AGAIN: usize = 3;

/// See the module.
#[derive(Debug)]
pub struct Human<'h> {
    terminal: Terminal,
    wraps: bool,
    sources: &'h Sources,
    /// What is known of each cast, by its address.
    atlases: HashMap<usize, Atlas<'h>>,
    /// How many cases of the plan stand at a line of a file.
    cases_at: HashMap<(Arc<str>, usize), usize>,
    names: Vec<String>,
}

impl<'h> Human<'h> {
    /// For an output that can show this; `wraps` says whether its lines are broken at its width.
    pub fn new(terminal: Terminal, wraps: bool, sources: &'h Sources) -> Self {
        Self {
            terminal,
            wraps,
            sources,
            atlases: HashMap::new(),
            cases_at: HashMap::new(),
            names: Vec::new(),
        }
    }
}

impl Report for Human<'_> {
    fn begin(&mut self, beginning: &Beginning<'_>) -> String {
        for planned in &beginning.plan.cases {
            *self.cases_at.entry((planned.file.clone(), planned.line)).or_default() += 1;
        }
        String::new()
    }

    fn case(&mut self, plan: &Plan, result: &CaseResult) -> String {
        if !result.has_failed() {
            return String::new();
        }
        let planned = &plan.cases[result.case];
        let cast = planned.script.cast();
        let sources = self.sources;
        let atlas =
            self.atlases.entry(Arc::as_ptr(cast) as usize).or_insert_with(|| Atlas::new(cast, sources));
        let page = Page { terminal: self.terminal, wraps: self.wraps, secrets: cast.gateway().secrets() };
        self.names.push(page.safe_line(&format!("{} ({}:{})", planned.name(), planned.file, planned.line)));
        let here = (planned.file.clone(), planned.line);
        let is_one_of_several = self.cases_at.get(&here).is_some_and(|cases| *cases > 1);
        Failed { page, atlas, planned, result, is_one_of_several }.draw()
    }

    fn end(&mut self, _totals: &Totals, problems: &Problems<'_>) -> String {
        let mut text = String::new();
        let sign = |style| self.terminal.paint(style, if self.terminal.unicode { "✗" } else { "FAIL" });
        for mock in problems.unused_defaults {
            let message = format!(
                "{}:{}: no transcript uses this default mock of `{}`: take it away, or write the transcript that needs it",
                mock.place.file, mock.place.line, mock.integration
            );
            text.push_str(&format!("{} {}\n", sign(Style::Error), printable_line(&message)));
        }
        if !problems.unused_defaults.is_empty() {
            text.push('\n');
        }
        if self.names.len() > NAMED_AGAIN {
            text.push_str(&format!("{}\n", self.terminal.paint(Style::Heading, "Failed")));
            for name in &self.names {
                text.push_str(&format!("  {} {name}\n", sign(Style::Error)));
            }
            text.push('\n');
        }
        text
    }
}
