//! All rules by name: of the YAML reader, the loader, `check` and the allowances.

use super::allow;
pub use super::rules::LINTS;
use crate::diagnostic::{Rule, nearest};
use crate::{load, replay, yaml};

/// Every rule that there is: of reading YAML, of loading a bot or transcripts, of preparing transcripts for
/// their bots, of `check`, of allowances.
pub fn all_rules() -> impl Iterator<Item = &'static Rule> {
    let reading = yaml::rules::ALL.iter().chain(load::rules::ALL).chain(replay::RULES).copied();
    reading.chain(selectable_rules())
}

/// The rule of a name.
///
/// # Errors
/// If there is none: the name that is probably meant.
pub fn find_rule(name: &str) -> Result<&'static Rule, Option<&'static str>> {
    let found = all_rules().find(|rule| rule.name == name);
    found.ok_or_else(|| nearest(name, all_rules().map(|rule| rule.name)))
}

/// Whether a rule can be left out of a run.
pub(super) fn is_selectable(rule: &Rule) -> bool {
    selectable_rules().any(|known| known.name == rule.name)
}

/// Whether a rule is checked on a bot that loads.
pub(super) fn is_lint(rule: &Rule) -> bool {
    LINTS.iter().any(|lint| lint.rule.name == rule.name)
}

fn selectable_rules() -> impl Iterator<Item = &'static Rule> {
    LINTS.iter().map(|lint| lint.rule).chain(allow::ALL.iter().copied())
}
