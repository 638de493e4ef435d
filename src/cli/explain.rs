//! `dialogsim explain RULE`: a rule's manual.

use std::fmt::Write;

use super::host::{complain, print};
use super::{Exit, Host};
use crate::diagnostic::{Rule, Severity, Stage};
use crate::lint::manual::{MendedExample, mended_example};
use crate::lint::{all_rules, find_rule};
use crate::terminal::{ColorChoice, Style, Terminal};

/// Explain a rule: what it finds, why it matters, what to write instead.
#[derive(Debug, clap::Args)]
pub(super) struct ExplainArguments {
    /// The rule's name, as it stands in brackets in a problem. Without it, all rules are listed.
    rule: Option<String>,
}

/// Runs the command.
pub(super) fn run(arguments: &ExplainArguments, host: &Host<'_>, color: ColorChoice) -> Exit {
    let terminal = host.stdout(color);
    let Some(name) = &arguments.rule else {
        print(&list(&terminal));
        return Exit::Fine;
    };
    match find_rule(name) {
        Ok(rule) => {
            print(&page(rule, &terminal));
            Exit::Fine
        }
        Err(suggestion) => {
            let hint = suggestion.map_or_else(
                || "`dialogsim explain` lists all rules".to_owned(),
                |meant| format!("did you mean `{meant}`?"),
            );
            complain(&host.stderr(color), Severity::Error, &format!("there is no rule `{name}`: {hint}"));
            Exit::Usage
        }
    }
}

fn page(rule: &Rule, terminal: &Terminal) -> String {
    let style = style_of(rule.severity);
    let head = format!(
        "{} ({}{})",
        terminal.paint(Style::Heading, rule.name),
        terminal.paint(style, rule.severity.name()),
        match rule.stage {
            Stage::Stable => "",
            Stage::Preview => ", preview: checked with --preview, or with --only",
        }
    );
    let mut page = format!("{head}\n\n");
    for line in rule.manual().lines() {
        // The fences say which example is which; people read words.
        let line = match line.trim() {
            "```yaml fails" => terminal.paint(Style::Error, "  Reported:"),
            "```yaml passes" => terminal.paint(Style::Success, "  Fine:"),
            "```" => String::new(),
            _ => line.to_owned(),
        };
        page.push_str(line.trim_end());
        page.push('\n');
    }
    if let Some(MendedExample { safety, text, .. }) = mended_example(rule) {
        let head = format!("  Mended by `dialogsim check {}`:", safety.options());
        page.push_str(&format!("\n{}\n{text}\n", terminal.paint(Style::Success, &head)));
    }
    page
}

fn list(terminal: &Terminal) -> String {
    let rules: Vec<&Rule> = all_rules().collect();
    let width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for rule in rules {
        let severity = terminal.paint(style_of(rule.severity), &format!("{:<7}", rule.severity.name()));
        let summary = rule.summary();
        let stage = terminal.paint(Style::Dim, &format!("{:<7}", rule.stage.name()));
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{:<width$}  {severity}  {stage}  {summary}", rule.name);
    }
    text
}

fn style_of(severity: Severity) -> Style {
    match severity {
        Severity::Error => Style::Error,
        Severity::Warning => Style::Warning,
        Severity::Info => Style::Info,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::rule;

    rule! {
        /// A rule that has to prove itself.
        ON_TRIAL = "on-trial", Warning, preview
    }

    #[test]
    fn a_preview_rule_says_how_it_is_checked() {
        let page = page(&ON_TRIAL, &Terminal::plain());
        assert!(
            page.starts_with("on-trial (warning, preview: checked with --preview, or with --only)\n"),
            "{page}"
        );
    }
}
