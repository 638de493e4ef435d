//! The rules, one file each: the rule with its manual, and `check`. A new one has two lines here, where
//! its file is named and where it is listed.

use super::{Absence, Lint};

pub(crate) mod answers_never_shown;
pub(crate) mod code_not_es5;
pub(crate) mod code_syntax_error;
pub(crate) mod compared_with_type;
pub(crate) mod content_longer_than_advised;
pub(crate) mod content_not_on_channel;
pub(crate) mod content_over_channel_limit;
pub(crate) mod content_over_limit;
pub(crate) mod current_outside_question;
pub(crate) mod dangling_integration_reference;
pub(crate) mod dangling_next_action;
pub(crate) mod dangling_trigger;
pub(crate) mod debug_commands_on;
pub(crate) mod delay_over_limit;
pub(crate) mod deprecated_bot_context_function;
pub(crate) mod dialog_variable_read_elsewhere;
pub(crate) mod disabled_target;
pub(crate) mod disallowed_html;
pub(crate) mod disambiguation_settings;
pub(crate) mod duplicate_definition;
pub(crate) mod duplicate_interaction_name;
pub(crate) mod duplicate_phrase;
pub(crate) mod entity_never_found;
pub(crate) mod failed_transfer_unanswered;
pub(crate) mod field_of_another_answer;
pub(crate) mod file_upload_without_file_integration;
pub(crate) mod incomplete_interruption_settings;
pub(crate) mod integration_without_failure_rule;
pub(crate) mod intent_offered_in_vain;
pub(crate) mod intent_with_few_phrases;
pub(crate) mod intent_without_phrases;
pub(crate) mod invalid_image_address;
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
pub(crate) mod raw_message_in_request;
pub(crate) mod request_variable_read_later;
pub(crate) mod response_variable_differs;
pub(crate) mod rich_content_over_limit;
mod runs;
mod said;
pub(crate) mod search_without_not_found;
pub(crate) mod sends_without_delay;
pub(crate) mod several_dynamic_routings;
pub(crate) mod several_no_match;
pub(crate) mod several_starters;
pub(crate) mod several_uploads_in_dialog;
pub(crate) mod starter_in_special_dialog;
pub(crate) mod starter_not_first;
pub(crate) mod starter_without_trigger;
mod starters;
pub(crate) mod survey_question_without_fallback;
pub(crate) mod too_many_bubbles;
pub(crate) mod too_many_dialogs_of_a_kind;
pub(crate) mod too_many_options;
pub(crate) mod transfer_without_delay;
pub(crate) mod transfer_without_skill;
pub(crate) mod truth_test_of_text;
pub(crate) mod unanchored_regex;
pub(crate) mod unavailable_global;
pub(crate) mod unbalanced_pattern;
pub(crate) mod unchecked_null;
pub(crate) mod unchecked_parse;
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
pub(crate) mod unknown_response_variable;
pub(crate) mod unmatched_upload_starter;
pub(crate) mod unreachable_mock;
pub(crate) mod unreadable_file_response;
pub(crate) mod unset_variable;
pub(crate) mod unsupported_interaction;
pub(crate) mod unused_integration;
pub(crate) mod upload_accepts_everything;
pub(crate) mod upload_assumed_finished;
pub(crate) mod upload_prompt_omits_type;
pub(crate) mod upload_size_over_limit;
pub(crate) mod upload_without_fallback;
mod uploads;
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
    lint!(unmatched_upload_starter, UNMATCHED_UPLOAD_STARTER, AnyPart),
    lint!(upload_assumed_finished, UPLOAD_ASSUMED_FINISHED, Nothing),
    lint!(unreadable_file_response, UNREADABLE_FILE_RESPONSE, InBot),
    lint!(duplicate_interaction_name, DUPLICATE_INTERACTION_NAME, Nothing),
    lint!(duplicate_definition, DUPLICATE_DEFINITION, Nothing),
    lint!(dangling_next_action, DANGLING_NEXT_ACTION, InBot),
    lint!(dangling_integration_reference, DANGLING_INTEGRATION_REFERENCE, InBot),
    lint!(unknown_knowledge_base, UNKNOWN_KNOWLEDGE_BASE, InBot),
    lint!(unknown_intent, UNKNOWN_INTENT, InBot),
    lint!(intent_without_phrases, INTENT_WITHOUT_PHRASES, InBot),
    lint!(intent_with_few_phrases, INTENT_WITH_FEW_PHRASES, Nothing),
    lint!(malformed_meta_intent, MALFORMED_META_INTENT, Nothing),
    lint!(duplicate_phrase, DUPLICATE_PHRASE, Nothing),
    lint!(unknown_option, UNKNOWN_OPTION, InInteraction),
    lint!(undefined_environment_variable, UNDEFINED_ENVIRONMENT_VARIABLE, InBot),
    lint!(incomplete_interruption_settings, INCOMPLETE_INTERRUPTION_SETTINGS, Nothing),
    lint!(undefined_entity, UNDEFINED_ENTITY, InBot),
    lint!(undetected_entity, UNDETECTED_ENTITY, InBot),
    lint!(entity_never_found, ENTITY_NEVER_FOUND, InBot),
    lint!(undefined_field, UNDEFINED_FIELD, InBot),
    lint!(unknown_response_variable, UNKNOWN_RESPONSE_VARIABLE, InBot),
    lint!(field_of_another_answer, FIELD_OF_ANOTHER_ANSWER, Nothing),
    lint!(response_variable_differs, RESPONSE_VARIABLE_DIFFERS, Nothing),
    lint!(raw_message_in_request, RAW_MESSAGE_IN_REQUEST, Nothing),
    lint!(integration_without_failure_rule, INTEGRATION_WITHOUT_FAILURE_RULE, InInteraction),
    lint!(malformed_reference, MALFORMED_REFERENCE, Nothing),
    lint!(unset_variable, UNSET_VARIABLE, AnyPart),
    lint!(dialog_variable_read_elsewhere, DIALOG_VARIABLE_READ_ELSEWHERE, AnyPart),
    lint!(malformed_data_field, MALFORMED_DATA_FIELD, Nothing),
    lint!(misplaced_process_variable, MISPLACED_PROCESS_VARIABLE, Nothing),
    lint!(starter_not_first, STARTER_NOT_FIRST, Nothing),
    lint!(several_starters, SEVERAL_STARTERS, Nothing),
    lint!(starter_in_special_dialog, STARTER_IN_SPECIAL_DIALOG, Nothing),
    lint!(starter_without_trigger, STARTER_WITHOUT_TRIGGER, AnyPart),
    lint!(too_many_dialogs_of_a_kind, TOO_MANY_DIALOGS_OF_A_KIND, Nothing),
    lint!(disabled_target, DISABLED_TARGET, Nothing),
    lint!(disambiguation_settings, DISAMBIGUATION_SETTINGS, Nothing),
    lint!(intent_offered_in_vain, INTENT_OFFERED_IN_VAIN, AnyPart),
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
    lint!(failed_transfer_unanswered, FAILED_TRANSFER_UNANSWERED, InBot),
    lint!(transfer_without_delay, TRANSFER_WITHOUT_DELAY, InBot),
    lint!(search_without_not_found, SEARCH_WITHOUT_NOT_FOUND, InInteraction),
    lint!(answers_never_shown, ANSWERS_NEVER_SHOWN, AnyPart),
    lint!(invalid_rich_content, INVALID_RICH_CONTENT, Nothing),
    lint!(rich_content_over_limit, RICH_CONTENT_OVER_LIMIT, Nothing),
    lint!(content_over_limit, CONTENT_OVER_LIMIT, Nothing),
    lint!(content_over_channel_limit, CONTENT_OVER_CHANNEL_LIMIT, Nothing),
    lint!(content_not_on_channel, CONTENT_NOT_ON_CHANNEL, Nothing),
    lint!(content_longer_than_advised, CONTENT_LONGER_THAN_ADVISED, Nothing),
    lint!(disallowed_html, DISALLOWED_HTML, Nothing),
    lint!(invalid_image_address, INVALID_IMAGE_ADDRESS, Nothing),
    lint!(too_many_options, TOO_MANY_OPTIONS, Nothing),
    lint!(too_many_bubbles, TOO_MANY_BUBBLES, InBot),
    lint!(sends_without_delay, SENDS_WITHOUT_DELAY, InBot),
    lint!(unsupported_interaction, UNSUPPORTED_INTERACTION, Nothing),
    lint!(survey_question_without_fallback, SURVEY_QUESTION_WITHOUT_FALLBACK, InInteraction),
    lint!(debug_commands_on, DEBUG_COMMANDS_ON, Nothing),
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
    lint!(unchecked_parse, UNCHECKED_PARSE, AnyPart),
    lint!(object_stored_unserialised, OBJECT_STORED_UNSERIALISED, InBot),
    lint!(compared_with_type, COMPARED_WITH_TYPE, AnyPart),
    lint!(truth_test_of_text, TRUTH_TEST_OF_TEXT, AnyPart),
    lint!(request_variable_read_later, REQUEST_VARIABLE_READ_LATER, AnyPart),
    lint!(unreachable_mock, UNREACHABLE_MOCK, InBot),
    lint!(unused_integration, UNUSED_INTEGRATION, InBot),
];
