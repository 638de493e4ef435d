//! The strings in a Text statement that the platform acts on instead of showing them (spec 3.7).

/// In a text: closes the conversation and asks for the survey (spec 3.7.1).
pub const CLOSE_DIALOG: &str = "LP_CLOSEDIALOG";
/// In a text: closes the conversation without a survey (spec 3.7.2).
pub const CLOSE_CONVERSATION: &str = "LP_CLOSECONVERSATION";
/// Before JSON, in a text: sets the consumer's profile (spec 3.7.4).
pub const SET_USER_PROFILE: &str = "SET_USER_PROFILE";

/// A string in a text that closes the conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closing {
    /// Where it begins.
    pub at: usize,
    /// The string.
    pub string: &'static str,
    /// Whether the survey follows.
    pub survey: bool,
}

impl Closing {
    /// The first string of a text that closes the conversation. A text that sets the profile closes nothing.
    pub fn find(text: &str) -> Option<Self> {
        if text.trim_start().starts_with(SET_USER_PROFILE) {
            return None;
        }
        [(CLOSE_DIALOG, true), (CLOSE_CONVERSATION, false)]
            .into_iter()
            .filter_map(|(string, survey)| Some(Self { at: text.find(string)?, string, survey }))
            .min_by_key(|closing| closing.at)
    }
}
