//! All rules in one place.

use super::rules;
use super::{Absence, Lint, allow};
use crate::diagnostic::{Rule, nearest};
use crate::{load, yaml};

macro_rules! lint {
    ($module:ident, $rule:ident, $absence:ident) => {
        Lint { rule: &rules::$module::$rule, check: rules::$module::check, absence: Absence::$absence }
    };
}

/// Every rule that is checked on a bot that loads, in the order of the manual.
pub static LINTS: &[Lint] = &[
    lint!(file_upload_without_file_integration, FILE_UPLOAD_WITHOUT_FILE_INTEGRATION, InPair),
    lint!(upload_without_fallback, UPLOAD_WITHOUT_FALLBACK, InInteraction),
    lint!(upload_accepts_everything, UPLOAD_ACCEPTS_EVERYTHING, InInteraction),
    lint!(unknown_file_type, UNKNOWN_FILE_TYPE, Nothing),
    lint!(upload_prompt_omits_type, UPLOAD_PROMPT_OMITS_TYPE, InInteraction),
    lint!(upload_size_over_limit, UPLOAD_SIZE_OVER_LIMIT, Nothing),
    lint!(several_uploads_in_dialog, SEVERAL_UPLOADS_IN_DIALOG, Nothing),
    lint!(unreadable_file_response, UNREADABLE_FILE_RESPONSE, InBot),
    lint!(duplicate_interaction_name, DUPLICATE_INTERACTION_NAME, Nothing),
    lint!(duplicate_definition, DUPLICATE_DEFINITION, Nothing),
    lint!(dangling_next_action, DANGLING_NEXT_ACTION, InBot),
    lint!(dangling_integration_reference, DANGLING_INTEGRATION_REFERENCE, InBot),
    lint!(unknown_intent, UNKNOWN_INTENT, InBot),
    lint!(unknown_option, UNKNOWN_OPTION, InInteraction),
    lint!(undefined_environment_variable, UNDEFINED_ENVIRONMENT_VARIABLE, InBot),
    lint!(undefined_entity, UNDEFINED_ENTITY, InBot),
    lint!(undefined_field, UNDEFINED_FIELD, InBot),
    lint!(malformed_reference, MALFORMED_REFERENCE, Nothing),
    lint!(misplaced_process_variable, MISPLACED_PROCESS_VARIABLE, Nothing),
    lint!(starter_not_first, STARTER_NOT_FIRST, Nothing),
    lint!(several_starters, SEVERAL_STARTERS, Nothing),
    lint!(starter_in_special_dialog, STARTER_IN_SPECIAL_DIALOG, Nothing),
    lint!(starter_without_trigger, STARTER_WITHOUT_TRIGGER, AnyPart),
    lint!(too_many_dialogs_of_a_kind, TOO_MANY_DIALOGS_OF_A_KIND, Nothing),
    lint!(disabled_target, DISABLED_TARGET, Nothing),
    lint!(unbalanced_pattern, UNBALANCED_PATTERN, Nothing),
    lint!(invalid_regex, INVALID_REGEX, Nothing),
    lint!(unanchored_regex, UNANCHORED_REGEX, Nothing),
    lint!(misplaced_condition, MISPLACED_CONDITION, Nothing),
    lint!(no_match_not_last, NO_MATCH_NOT_LAST, Nothing),
    lint!(several_no_match, SEVERAL_NO_MATCH, Nothing),
    lint!(delay_over_limit, DELAY_OVER_LIMIT, Nothing),
    lint!(current_outside_question, CURRENT_OUTSIDE_QUESTION, Nothing),
    lint!(transfer_without_skill, TRANSFER_WITHOUT_SKILL, InInteraction),
    lint!(unsupported_interaction, UNSUPPORTED_INTERACTION, Nothing),
    lint!(unreachable_mock, UNREACHABLE_MOCK, InBot),
    lint!(unused_integration, UNUSED_INTEGRATION, InBot),
];

/// Every rule that there is: of reading YAML, of loading a bot, of `check`, of allowances.
pub fn all_rules() -> impl Iterator<Item = &'static Rule> {
    let reading = yaml::rules::ALL.iter().chain(load::rules::ALL).copied();
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
