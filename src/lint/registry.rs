//! TEMPORARY until the lint branch lands.
use super::Lint;
use crate::diagnostic::Rule;
/// All lints.
pub static LINTS: &[Lint] = &[];
/// All rules.
pub fn all_rules() -> impl Iterator<Item = &'static Rule> {
    crate::yaml::rules::ALL.iter().chain(crate::load::rules::ALL).copied()
}
/// One rule.
pub fn find_rule(name: &str) -> Result<&'static Rule, Option<&'static str>> {
    all_rules().find(|rule| rule.name == name).ok_or(None)
}
pub(super) fn is_lint(_rule: &Rule) -> bool {
    false
}
pub(super) fn is_selectable(_rule: &Rule) -> bool {
    true
}
