//! Texts and strings that the platform itself says or understands (spec 22).

pub use crate::text::{CLOSE_CONVERSATION, CLOSE_DIALOG, SET_USER_PROFILE};

/// Nothing was understood; also the default error text.
pub const DEFAULT_FALLBACK: &str = "Not able to understand your question. Can you please re-phrase it?";
/// An integration failed and no rule says what to do.
pub const INTEGRATION_FAILED: &str = "Sorry, I could not find anything for that.";
/// The additional option of a disambiguation was chosen, and no rule takes it (spec 3.5.4).
pub const NONE_OF_THESE: &str = "That's not what I was expecting, Please select from one of these options.";
/// A file has reached the messaging platform (spec 8.4.1).
pub const UPLOAD_IN_PROGRESS: &str = "Processing the file…";
/// The external system has taken the file.
pub const UPLOAD_SUCCEEDED: &str = "Successfully processed the file.";
/// The external system has not taken the file.
pub const UPLOAD_FAILED: &str = "Failed to process the file. Please try again.";
/// A message of this text is not sent.
pub const BLANK_MESSAGE: &str = "BLANK_MESSAGE";
/// To the consumer of a stuck conversation that begins afresh (spec 13.9).
pub const STUCK_START_OVER: &str =
    "I’m sorry. Something went wrong, so let’s start fresh. How can I help you today?";
/// To the consumer of a stuck conversation that goes to an agent.
pub const STUCK_ESCALATE: &str = "I’m having some trouble. Let me connect you with an agent.";
/// What the consumer says to start afresh, where debug commands are on (spec 2.1).
pub const RESET_COMMAND: &str = "reset";
/// What the consumer says to see their id, where debug commands are on.
pub const USER_ID_COMMAND: &str = "display userid";
/// Offered to the starters when an asynchronous upload has succeeded (spec 8.4.5).
pub const UPLOAD_SUCCESS_EVENT: &str = "file_upload_success:";
/// Offered to the starters when it has failed.
pub const UPLOAD_FAILED_EVENT: &str = "file_upload_failed:";
/// Heard in the consumer's place when nobody has answered a transfer (spec 8.3.1).
pub const ESCALATION_FAILED: &str = "__agent_escalation_failed__";
/// Said when transfers have failed too often.
pub const TRANSFER_EXHAUSTED: &str = "Not able to transfer to Agent at this time. Please try later.";
/// The global function that is called where a session begins (scripting spec 2.4).
pub const INIT_CONVERSATION: &str = "__initConversation";
/// In a text: split here and delay the rest by the milliseconds that follow (spec 5.4.4).
pub const BREAK_WITH_DELAY: &str = "tag::breakWithDelay=";
/// Begins the reply of an Apple list or time picker (spec 7.2).
pub const USER_SELECTED: &str = "User Selected: ";
/// Between several items of a list picker's reply.
pub const BETWEEN_SELECTED: &str = " and ";
/// Before the event's title in a time picker's reply.
pub const FOR_EVENT: &str = "For ";
/// The platform's log line when one dialog runs on too long (spec 13.7).
pub const CHAIN_LIMIT_IN_DIALOG: &str =
    "BREAKING THE INTERACTION FLOW. Reached max limit on daisy chaining of interactions: 10";
/// The platform's log line when a run over several dialogs is too long.
pub const CHAIN_LIMIT_ACROSS_DIALOGS: &str =
    "Breaking the interaction flow because iteration count exceeded 5";

/// The text for a file of a type that is not accepted (spec 8.4.1).
pub fn invalid_file_type(accepted: &[&str]) -> String {
    format!("The file type is invalid. Upload one of these types: {}.", accepted.join(", "))
}
