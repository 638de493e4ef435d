//! The summary of a job, in Markdown.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::Arc;

use crate::terminal::{count, printable, printable_line};
use crate::test_run::Totals;
use crate::test_run::report::excerpt::excerpt;
use crate::test_run::report::finding::Finding;
use crate::test_run::report::problem::{FileProblem, file_problems};
use crate::test_run::report::summary::counts;
use crate::test_run::report::told::Ending;
use crate::test_run::report::{Problems, Report, Told};

/// GitHub refuses a summary of more than a mebibyte, all steps of a job together; so much is left for others.
const MOST_BYTES: usize = 900 * 1024;
/// So many files stand in the table.
const MOST_FILES: usize = 500;

/// Writes a table of files, each failed case with its diff, and what is wrong with files.
#[derive(Debug, Default)]
pub struct GithubSummary {
    files: Vec<(Arc<str>, Counts)>,
    by_file: HashMap<Arc<str>, usize>,
    failures: String,
    /// Failed cases that are not told, as there are too many.
    untold: usize,
}

#[derive(Debug, Default)]
struct Counts {
    passed: usize,
    failed: usize,
    skipped: usize,
}

impl Report for GithubSummary {
    fn case(&mut self, told: &Told<'_>) -> String {
        let counts = self.counts(&told.planned.file);
        match &told.ending {
            Ending::Failed(_) => counts.failed += 1,
            Ending::Skipped(_) => counts.skipped += 1,
            Ending::Passed => counts.passed += 1,
        }
        if let Some(found) = told.failure() {
            let told = failure(&told.name, &found.findings, &excerpt(&told.result.outcome));
            match self.failures.len() + told.len() <= MOST_BYTES {
                true => self.failures.push_str(&told),
                false => self.untold += 1,
            }
        }
        String::new()
    }

    fn end(&mut self, totals: &Totals, problems: &Problems<'_>) -> String {
        let mut out =
            format!("### dialogsim test\n\n{} ({})\n\n", counts(totals), count(totals.turns, "turn"));
        out.push_str(&self.table());
        out.push_str(&problems_told(&file_problems(problems)));
        out.push_str(&self.failures);
        if self.untold > 0 {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "\n{} more failed cases are in the log of the job.", self.untold);
        }
        out
    }
}

impl GithubSummary {
    fn counts(&mut self, file: &Arc<str>) -> &mut Counts {
        let place = *self.by_file.entry(file.clone()).or_insert_with(|| {
            self.files.push((file.clone(), Counts::default()));
            self.files.len() - 1
        });
        &mut self.files[place].1
    }

    fn table(&self) -> String {
        if self.files.is_empty() {
            return String::new();
        }
        let mut out = "| File | Passed | Failed | Skipped |\n|---|--:|--:|--:|\n".to_owned();
        for (file, Counts { passed, failed, skipped }) in self.files.iter().take(MOST_FILES) {
            let sign = if *failed > 0 { "❌ " } else { "" };
            let _ = writeln!(out, "| {sign}{} | {passed} | {failed} | {skipped} |", inline(file));
        }
        if let Some(more) = self.files.len().checked_sub(MOST_FILES).filter(|more| *more > 0) {
            let _ = writeln!(out, "| and {more} more files | | | |");
        }
        out
    }
}

fn problems_told(problems: &[FileProblem]) -> String {
    let mut out = String::new();
    for FileProblem { rule, message, help, place } in problems {
        let place =
            place.as_ref().map(|place| format!("{}: ", inline(&place.to_string()))).unwrap_or_default();
        let rule = rule.map(|rule| format!(" ({})", inline(rule))).unwrap_or_default();
        let help = help.as_deref().map(|help| format!(" {}", inline(help))).unwrap_or_default();
        let line = format!("- {place}{}{rule}.{help}\n", inline(message));
        if out.len() + line.len() > MOST_BYTES / 10 {
            out.push_str("- and more, which are in the log of the job\n");
            break;
        }
        out.push_str(&line);
    }
    if out.is_empty() { out } else { format!("\n#### Problems of files\n\n{out}") }
}

fn failure(name: &str, findings: &[Finding], excerpt: &str) -> String {
    let mut out = format!("\n#### ❌ {}\n\n", inline(name));
    for finding in findings {
        let Finding { message, place, cause, .. } = finding;
        let cause = cause.as_ref().map(|cause| format!(" (from {cause})")).unwrap_or_default();
        let _ = writeln!(out, "- {}", inline(&format!("{place}: {message}{cause}")));
        for reason in finding.reasons() {
            let _ = writeln!(out, "  - {}", inline(&reason));
        }
    }
    if !excerpt.is_empty() {
        let fence = "`".repeat(longest_run(excerpt, '`').max(2) + 1);
        let _ = writeln!(out, "\n{fence}diff\n{}\n{fence}", printable(excerpt.trim_end()));
    }
    out
}

/// A text as it is, in a line or a cell of Markdown: nothing in it is markup, HTML or a mention.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in printable_line(text).chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '@' => out.push_str("&#64;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '$' => out.extend(['\\', character]),
            _ => out.push(character),
        }
    }
    out
}

/// How long the longest run of a character is.
fn longest_run(text: &str, wanted: char) -> usize {
    text.split(|character| character != wanted).map(str::len).max().unwrap_or(0)
}
