//! What is played as one conversation.

use std::sync::Arc;

use super::Turn;
use crate::bot::{Channel, Fixtures, Mock, Skill};
use crate::source::{Span, Spanned, Text};
use crate::text::Moment;

/// A file of transcripts.
#[derive(Clone, Debug)]
pub struct TranscriptFile {
    /// The bots of its conversations; the first one answers first.
    pub bots: Vec<BotPath>,
    /// Its cases, in the order of the file.
    pub cases: Vec<Arc<Case>>,
}

/// A bot that a file of transcripts names.
#[derive(Clone, Debug)]
pub struct BotPath {
    /// As written: the bot's main file, or its folder.
    pub written: Text,
    /// The same from the project folder on.
    pub path: String,
}

/// One conversation: a transcript, with one row of its examples and on one channel.
#[derive(Clone, Debug)]
pub struct Case {
    /// The transcript's name, with the row and the channel where there are several; unique in its file.
    pub name: String,
    /// The transcript's name alone.
    pub transcript: Text,
    /// Where the transcript's name stands.
    pub span: Span,
    /// The whole transcript, from its first key on.
    pub whole: Span,
    /// Words to choose it by.
    pub tags: Vec<Text>,
    /// The channel that it runs on, where that is not left to the bot's settings.
    pub channel: Option<Spanned<Channel>>,
    /// It runs on these channels only; on all where there are none.
    pub only_on: Vec<Channel>,
    /// Why it is not played, if it is not.
    pub skip: Option<Text>,
    /// When the conversation begins.
    pub clock: Moment,
    /// What becomes of a case in which bot code goes wrong.
    pub code_errors: CodeErrors,
    /// Session variables that are set before it begins.
    pub variables: Vec<(Text, Text)>,
    /// Where it begins, if not with the consumer's first message: an interaction or a dialog.
    pub start_at: Option<Text>,
    /// What becomes of transfers to these skills, whatever the bots list. Each number once.
    pub skills: Vec<CaseSkill>,
    /// What the platform would know, before what the bots' own fixtures say.
    pub fixtures: Option<Arc<Fixtures>>,
    /// Answers that come before the bot's own mocks.
    pub mocks: Vec<CaseMocks>,
    /// What happens.
    pub turns: Vec<Turn>,
}

/// What becomes of a case in which bot code goes wrong. The platform logs that and goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CodeErrors {
    /// It fails.
    #[default]
    Fail,
    /// It goes on, as the platform does.
    Allow,
}

impl CodeErrors {
    /// Every choice with its word.
    pub const ALL: [(&'static str, Self); 2] = [("fail", Self::Fail), ("allow", Self::Allow)];
}

/// What becomes of transfers to one skill in a case.
#[derive(Clone, Debug)]
pub struct CaseSkill {
    /// The skill with what becomes of transfers to it.
    pub skill: Skill,
    /// Whether it is one of the file's defaults, which need not be used by each of its transcripts.
    pub is_default: bool,
}

/// The answers of one integration in a case.
#[derive(Clone, Debug)]
pub struct CaseMocks {
    /// The integration; `BOT/NAME` for one of another bot.
    pub integration: Text,
    /// Tried from the top.
    pub mocks: Vec<Mock>,
    /// Whether they are the file's defaults, which need not be used by each of its transcripts.
    pub is_default: bool,
}
