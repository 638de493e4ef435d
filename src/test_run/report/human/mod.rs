//! The report for people: each failure as the conversation around it, only the wrong lines marked, and why the
//! bot went that way.

mod bubble;
mod case;
mod line;
mod page;
mod reproduce;
mod turn;

use std::collections::HashMap;
use std::sync::Arc;

use case::Failed;
use page::Page;

use super::problem::unused_default;
use super::{Beginning, Problems, Report, Told};
use crate::terminal::{Style, Terminal, printable_line};
use crate::test_run::Totals;

/// With more failures than these their names are told once more at the end.
const NAMED_AGAIN: usize = 3;

/// See the module.
#[derive(Debug)]
pub struct Human {
    terminal: Terminal,
    wraps: bool,
    /// How many cases of the plan stand at a line of a file.
    cases_at: HashMap<(Arc<str>, usize), usize>,
    names: Vec<String>,
}

impl Human {
    /// For an output that can show this; `wraps` says whether its lines are broken at its width.
    pub fn new(terminal: Terminal, wraps: bool) -> Self {
        Self { terminal, wraps, cases_at: HashMap::new(), names: Vec::new() }
    }
}

impl Report for Human {
    fn begin(&mut self, beginning: &Beginning<'_>) -> String {
        for planned in &beginning.plan.cases {
            *self.cases_at.entry((planned.file.clone(), planned.line)).or_default() += 1;
        }
        String::new()
    }

    fn case(&mut self, told: &Told<'_>) -> String {
        let Some(failure) = told.failure() else { return String::new() };
        let planned = told.planned;
        let secrets = planned.secrets();
        let page = Page { terminal: self.terminal, wraps: self.wraps, secrets };
        self.names.push(page.safe_line(&format!("{} ({})", told.name, told.place())));
        let here = (planned.file.clone(), planned.line);
        let is_one_of_several = self.cases_at.get(&here).is_some_and(|cases| *cases > 1);
        Failed { page, failure, told, is_one_of_several }.draw()
    }

    fn end(&mut self, _totals: &Totals, problems: &Problems<'_>) -> String {
        let mut text = String::new();
        let sign = |style| self.terminal.paint(style, if self.terminal.unicode { "✗" } else { "FAIL" });
        for mock in problems.unused_defaults {
            let problem = unused_default(mock);
            let help = problem.help.as_deref().unwrap_or_default();
            let message = format!("{}. {help}", problem.placed());
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
