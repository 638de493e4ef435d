//! Environment variables that the platform itself reads (spec 2.2.2).

/// A variable of the bot's environment whose name begins with `system_`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SystemVariable {
    /// Whether messages are blocked while the bot is busy; true by default.
    HandleIntermediateUserMessage,
    /// For how many milliseconds at most; 15000 by default.
    IntermediateBotResponseTimeout,
    /// What is said to each blocked message; nothing by default.
    IntermediateBotMessage,
    /// Whether intents without a starter are left out of disambiguation; false by default.
    IntentsOnlyWithDialogStarters,
    /// The platform does not support it any more: without effect.
    GroupConsecutiveIntentRanks,
}

impl SystemVariable {
    /// Every variable with its name.
    pub const ALL: [(&'static str, Self); 5] = [
        ("system_handleIntermediateUserMessage", Self::HandleIntermediateUserMessage),
        ("system_intermediateBotResponseTimeout", Self::IntermediateBotResponseTimeout),
        ("system_intermediateBotMessage", Self::IntermediateBotMessage),
        ("system_useIntentsOnlyWithDialogStartersInDisambiguation", Self::IntentsOnlyWithDialogStarters),
        ("system_groupConsecutiveIntentRanksInDisambiguation", Self::GroupConsecutiveIntentRanks),
    ];

    /// The three that say what becomes of messages while the bot is busy (spec 13.8).
    pub const INTERRUPTIONS: [Self; 3] = [
        Self::HandleIntermediateUserMessage,
        Self::IntermediateBotResponseTimeout,
        Self::IntermediateBotMessage,
    ];

    /// The variable of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, variable)| *variable)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, variable)| *variable == self).map_or("", |(name, _)| name)
    }

    /// What its value must be, if anything.
    pub fn accepts(self, value: &str) -> Result<(), &'static str> {
        let value = value.trim();
        match self {
            Self::IntermediateBotMessage => Ok(()),
            Self::IntermediateBotResponseTimeout => match value.parse::<u32>() {
                Ok(_) => Ok(()),
                Err(_) => Err("a whole number of milliseconds, such as `15000`"),
            },
            _ if matches!(value, "true" | "false") => Ok(()),
            _ => Err("`true` or `false`"),
        }
    }
}
