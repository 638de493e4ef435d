//! The Test Anything Protocol, version 14: a test point for each case and for each problem of a file.

use std::fmt::Write;

use super::excerpt::excerpt;
use super::finding::{Finding, findings, headline, listed};
use super::problem::{FileProblem, file_problems};
use super::roll::{LEFT_OUT, Listed, Roll};
use super::{Beginning, Problems, Report};
use crate::replay::{FilePlace, Verdict};
use crate::terminal::{escape_json, printable_line};
use crate::test_run::{CaseResult, Plan, Totals};

/// Writes each test point as soon as it is known, and the plan behind all of them.
#[derive(Debug, Default)]
pub struct Tap {
    roll: Roll,
    points: usize,
}

impl Report for Tap {
    fn begin(&mut self, beginning: &Beginning<'_>) -> String {
        self.roll = Roll::new(beginning);
        "TAP version 14\n".to_owned()
    }

    fn case(&mut self, plan: &Plan, result: &CaseResult) -> String {
        self.roll.tick();
        let planned = &plan.cases[result.case];
        let name = name(&Listed::new(planned));
        match &result.outcome.verdict {
            _ if result.has_failed() => {
                let findings = findings(planned, result);
                let diagnostics = diagnostics(&findings, &excerpt(&result.outcome));
                self.point("not ok", &name) + &diagnostics
            }
            Verdict::Skipped(reason) => self.skipped(&name, reason),
            _ => self.point("ok", &name),
        }
    }

    fn end(&mut self, _totals: &Totals, problems: &Problems<'_>) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        for listed in self.roll.left_out() {
            let _ = writeln!(out, "# {} {LEFT_OUT}", printable_line(&name(listed)));
        }
        for problem in file_problems(problems) {
            out.push_str(&self.problem(&problem));
        }
        let reason = if self.points == 0 { " # no transcript was played" } else { "" };
        format!("{out}1..{}{reason}\n", self.points)
    }
}

impl Tap {
    fn point(&mut self, status: &str, description: &str) -> String {
        self.points += 1;
        format!("{status} {} - {}\n", self.points, escaped(description))
    }

    fn skipped(&mut self, name: &str, reason: &str) -> String {
        let point = self.point("ok", name);
        format!("{} # SKIP {}\n", point.trim_end(), printable_line(reason.trim()))
    }

    fn problem(&mut self, problem: &FileProblem) -> String {
        let FileProblem { rule, message, help, place } = problem;
        let at = place.as_ref().map(|place| format!("{}:{}: ", place.file, place.line)).unwrap_or_default();
        let mut block = Block::new();
        block.text("message", message);
        block.text("severity", "fail");
        if let Some(rule) = rule {
            block.text("rule", rule);
        }
        if let Some(help) = help {
            block.text("help", help);
        }
        if let Some(place) = place {
            block.place("at", place);
        }
        self.point("not ok", &format!("{at}{message}")) + &block.end()
    }
}

fn name(listed: &Listed) -> String {
    format!("{}: {}", listed.file, listed.name)
}

/// A description on its line; `#` would begin a directive.
fn escaped(text: &str) -> String {
    printable_line(text.trim()).replace('\\', "\\\\").replace('#', "\\#")
}

fn diagnostics(findings: &[Finding], excerpt: &str) -> String {
    let mut block = Block::new();
    block.text("message", &headline(findings));
    block.text("severity", "fail");
    if let Some(first) = findings.first() {
        block.place("at", &first.place);
        if let Some(cause) = &first.cause {
            block.place("cause", cause);
        }
    }
    if findings.len() > 1 {
        block.lines("findings", listed(findings).lines());
    }
    if !excerpt.is_empty() {
        let head = ["--- transcript", "+++ conversation"];
        block.lines("diff", head.into_iter().chain(excerpt.lines()));
    }
    block.end()
}

/// A block of YAML below a test point. Its texts are quoted as in JSON, which is YAML too.
struct Block {
    text: String,
}

impl Block {
    fn new() -> Self {
        Self { text: "  ---\n".to_owned() }
    }

    fn text(&mut self, key: &str, value: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "  {key}: {}", quoted(value));
    }

    fn place(&mut self, key: &str, FilePlace { file, line }: &FilePlace) {
        let _ = writeln!(self.text, "  {key}:\n    file: {}\n    line: {line}", quoted(file));
    }

    /// Lines as they are, of which nothing is hidden any more. The first one must not begin with a blank: it
    /// tells how far the block is moved in, in the one way that small parsers of YAML know too.
    fn lines<'l>(&mut self, key: &str, lines: impl Iterator<Item = &'l str>) {
        let _ = writeln!(self.text, "  {key}: |");
        for line in lines {
            let _ = writeln!(self.text, "{}", format!("    {line}").trim_end());
        }
    }

    fn end(self) -> String {
        format!("{}  ...\n", self.text)
    }
}

fn quoted(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    escape_json(&json).into_owned()
}
