//! The rules, one file each: the rule with its manual, and `check`. A new one has two lines here, where
//! its file is named and where it is listed.

use super::{Absence, Lint};

pub(crate) mod branch_falls_through;
pub(crate) mod chain_across_dialogs_over_limit;
pub(crate) mod chain_over_limit;
mod chains;
pub(crate) mod circle_without_question;
pub(crate) mod close_without_survey;
pub(crate) mod closing_text_not_last;
pub(crate) mod code_not_es5;
pub(crate) mod code_syntax_error;
pub(crate) mod compared_with_type;
pub(crate) mod current_outside_question;
pub(crate) mod dangling_integration_reference;
pub(crate) mod dangling_next_action;
pub(crate) mod dangling_trigger;
pub(crate) mod delay_over_limit;
pub(crate) mod deprecated_bot_context_function;
pub(crate) mod disabled_target;
pub(crate) mod disambiguation_settings;
pub(crate) mod duplicate_definition;
pub(crate) mod duplicate_interaction_name;
pub(crate) mod duplicate_phrase;
pub(crate) mod entity_never_found;
pub(crate) mod file_upload_without_file_integration;
pub(crate) mod incomplete_interruption_settings;
pub(crate) mod inescapable_question;
pub(crate) mod intent_without_phrases;
pub(crate) mod invalid_regex;
pub(crate) mod invalid_rich_content;
pub(crate) mod malformed_data_field;
pub(crate) mod malformed_meta_intent;
pub(crate) mod malformed_reference;
pub(crate) mod misplaced_condition;
pub(crate) mod misplaced_process_variable;
pub(crate) mod misplaced_trigger;
mod no_match;
pub(crate) mod no_match_not_last;
pub(crate) mod object_stored_unserialised;
pub(crate) mod question_repeated_after_transfer;
pub(crate) mod question_without_rules;
pub(crate) mod request_variable_read_later;
mod rich_content;
pub(crate) mod rich_content_over_limit;
pub(crate) mod several_dynamic_routings;
pub(crate) mod several_no_match;
pub(crate) mod several_starters;
pub(crate) mod several_uploads_in_dialog;
pub(crate) mod starter_in_special_dialog;
pub(crate) mod starter_not_first;
pub(crate) mod starter_without_trigger;
mod starters;
pub(crate) mod statement_asks;
pub(crate) mod too_many_dialogs_of_a_kind;
pub(crate) mod transfer_without_skill;
pub(crate) mod unanchored_regex;
pub(crate) mod unavailable_global;
pub(crate) mod unbalanced_pattern;
pub(crate) mod unchecked_null;
pub(crate) mod uncounted_fallback;
mod undefined;
pub(crate) mod undefined_entity;
pub(crate) mod undefined_environment_variable;
pub(crate) mod undefined_field;
pub(crate) mod undefined_function;
pub(crate) mod undefined_name;
pub(crate) mod undetected_entity;
pub(crate) mod unknown_bot_context_function;
pub(crate) mod unknown_file_type;
pub(crate) mod unknown_intent;
pub(crate) mod unknown_knowledge_base;
pub(crate) mod unknown_option;
pub(crate) mod unreachable_agent;
pub(crate) mod unreachable_interaction;
pub(crate) mod unreachable_mock;
pub(crate) mod unreadable_file_response;
pub(crate) mod unsupported_interaction;
pub(crate) mod unused_integration;
pub(crate) mod upload_accepts_everything;
pub(crate) mod upload_prompt_omits_type;
pub(crate) mod upload_size_over_limit;
pub(crate) mod upload_without_fallback;
mod uploads;
mod ways;
mod words;
pub(crate) mod wrong_argument_count;

macro_rules! lint {
    ($module:ident, $rule:ident, $absence:ident) => {
        Lint { rule: &$module::$rule, check: $module::check, absence: Absence::$absence }
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
    lint!(unknown_knowledge_base, UNKNOWN_KNOWLEDGE_BASE, InBot),
    lint!(unknown_intent, UNKNOWN_INTENT, InBot),
    lint!(intent_without_phrases, INTENT_WITHOUT_PHRASES, InBot),
    lint!(malformed_meta_intent, MALFORMED_META_INTENT, Nothing),
    lint!(duplicate_phrase, DUPLICATE_PHRASE, Nothing),
    lint!(unknown_option, UNKNOWN_OPTION, InInteraction),
    lint!(undefined_environment_variable, UNDEFINED_ENVIRONMENT_VARIABLE, InBot),
    lint!(incomplete_interruption_settings, INCOMPLETE_INTERRUPTION_SETTINGS, Nothing),
    lint!(undefined_entity, UNDEFINED_ENTITY, InBot),
    lint!(undetected_entity, UNDETECTED_ENTITY, InBot),
    lint!(entity_never_found, ENTITY_NEVER_FOUND, InBot),
    lint!(undefined_field, UNDEFINED_FIELD, InBot),
    lint!(malformed_reference, MALFORMED_REFERENCE, Nothing),
    lint!(malformed_data_field, MALFORMED_DATA_FIELD, Nothing),
    lint!(misplaced_process_variable, MISPLACED_PROCESS_VARIABLE, Nothing),
    lint!(starter_not_first, STARTER_NOT_FIRST, Nothing),
    lint!(several_starters, SEVERAL_STARTERS, Nothing),
    lint!(starter_in_special_dialog, STARTER_IN_SPECIAL_DIALOG, Nothing),
    lint!(starter_without_trigger, STARTER_WITHOUT_TRIGGER, AnyPart),
    lint!(too_many_dialogs_of_a_kind, TOO_MANY_DIALOGS_OF_A_KIND, Nothing),
    lint!(unreachable_interaction, UNREACHABLE_INTERACTION, AnyPart),
    lint!(unreachable_agent, UNREACHABLE_AGENT, AnyPart),
    lint!(chain_over_limit, CHAIN_OVER_LIMIT, AnyPart),
    lint!(chain_across_dialogs_over_limit, CHAIN_ACROSS_DIALOGS_OVER_LIMIT, AnyPart),
    lint!(circle_without_question, CIRCLE_WITHOUT_QUESTION, AnyPart),
    lint!(branch_falls_through, BRANCH_FALLS_THROUGH, AnyPart),
    lint!(inescapable_question, INESCAPABLE_QUESTION, AnyPart),
    lint!(question_without_rules, QUESTION_WITHOUT_RULES, InInteraction),
    lint!(statement_asks, STATEMENT_ASKS, AnyPart),
    lint!(question_repeated_after_transfer, QUESTION_REPEATED_AFTER_TRANSFER, AnyPart),
    lint!(closing_text_not_last, CLOSING_TEXT_NOT_LAST, Nothing),
    lint!(close_without_survey, CLOSE_WITHOUT_SURVEY, Nothing),
    lint!(uncounted_fallback, UNCOUNTED_FALLBACK, Nothing),
    lint!(disabled_target, DISABLED_TARGET, Nothing),
    lint!(disambiguation_settings, DISAMBIGUATION_SETTINGS, Nothing),
    lint!(unbalanced_pattern, UNBALANCED_PATTERN, Nothing),
    lint!(invalid_regex, INVALID_REGEX, Nothing),
    lint!(unanchored_regex, UNANCHORED_REGEX, Nothing),
    lint!(misplaced_condition, MISPLACED_CONDITION, Nothing),
    lint!(no_match_not_last, NO_MATCH_NOT_LAST, Nothing),
    lint!(several_no_match, SEVERAL_NO_MATCH, Nothing),
    lint!(delay_over_limit, DELAY_OVER_LIMIT, Nothing),
    lint!(current_outside_question, CURRENT_OUTSIDE_QUESTION, Nothing),
    lint!(several_dynamic_routings, SEVERAL_DYNAMIC_ROUTINGS, Nothing),
    lint!(transfer_without_skill, TRANSFER_WITHOUT_SKILL, InInteraction),
    lint!(invalid_rich_content, INVALID_RICH_CONTENT, Nothing),
    lint!(rich_content_over_limit, RICH_CONTENT_OVER_LIMIT, Nothing),
    lint!(unsupported_interaction, UNSUPPORTED_INTERACTION, Nothing),
    lint!(code_syntax_error, CODE_SYNTAX_ERROR, Nothing),
    lint!(code_not_es5, CODE_NOT_ES5, InBot),
    lint!(unknown_bot_context_function, UNKNOWN_BOT_CONTEXT_FUNCTION, InBot),
    lint!(deprecated_bot_context_function, DEPRECATED_BOT_CONTEXT_FUNCTION, Nothing),
    lint!(wrong_argument_count, WRONG_ARGUMENT_COUNT, Nothing),
    lint!(undefined_function, UNDEFINED_FUNCTION, InBot),
    lint!(undefined_name, UNDEFINED_NAME, InBot),
    lint!(unavailable_global, UNAVAILABLE_GLOBAL, InBot),
    lint!(dangling_trigger, DANGLING_TRIGGER, InBot),
    lint!(misplaced_trigger, MISPLACED_TRIGGER, Nothing),
    lint!(unchecked_null, UNCHECKED_NULL, Nothing),
    lint!(object_stored_unserialised, OBJECT_STORED_UNSERIALISED, InBot),
    lint!(compared_with_type, COMPARED_WITH_TYPE, AnyPart),
    lint!(request_variable_read_later, REQUEST_VARIABLE_READ_LATER, AnyPart),
    lint!(unreachable_mock, UNREACHABLE_MOCK, InBot),
    lint!(unused_integration, UNUSED_INTEGRATION, InBot),
];
