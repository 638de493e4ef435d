//! What must hold when a turn is over.

use super::Wanted;
use crate::bot::When;
use crate::source::{Span, Spanned, Text};
use crate::text::Moment;

/// An `expect` item; what is absent is not compared.
#[derive(Clone, Debug, Default)]
pub struct Expectation {
    /// The interaction that waits for the consumer; with nothing in it, none does.
    pub waiting_at: Option<Spanned<Option<Text>>>,
    /// Variables, slots and data fields.
    pub variables: Vec<VariableExpected>,
    /// Calls since the conversation began.
    pub calls: Vec<CallsExpected>,
    /// The dialogs under way, the newest last.
    pub stack: Option<Spanned<Vec<Text>>>,
    /// Who has the conversation.
    pub state: Option<Spanned<ExpectedState>>,
    /// The bot that has it.
    pub bot: Option<Text>,
    /// What the conversation's clock shows.
    pub clock: Option<Spanned<Moment>>,
    /// Lines that bot code has logged since the last `expect`, in this order; with nothing in it, there are none.
    pub log: Option<Spanned<Vec<Wanted>>>,
    /// Where bot code has let the flow go last since then; with nothing in it, nowhere.
    pub triggered: Option<Spanned<Option<Text>>>,
}

impl Expectation {
    /// Whether nothing is expected.
    pub fn is_empty(&self) -> bool {
        let Self { waiting_at, variables, calls, stack, state, bot, clock, log, triggered } = self;
        variables.is_empty()
            && calls.is_empty()
            && waiting_at.is_none()
            && stack.is_none()
            && state.is_none()
            && bot.is_none()
            && clock.is_none()
            && log.is_none()
            && triggered.is_none()
    }
}

/// What a variable must be.
#[derive(Clone, Debug)]
pub struct VariableExpected {
    /// Its name.
    pub name: Text,
    /// Its value; nothing where it must not be set.
    pub value: Option<Wanted>,
    /// Where that stands.
    pub span: Span,
}

/// What the calls of an integration must be.
#[derive(Clone, Debug)]
pub struct CallsExpected {
    /// The integration; `BOT/NAME` for one of another bot.
    pub integration: Text,
    /// How many there must be.
    pub count: Option<Spanned<u32>>,
    /// What the first one must be like.
    pub first: Option<Spanned<When>>,
    /// What the last one must be like.
    pub last: Option<Spanned<When>>,
    /// What at least one must be like.
    pub some: Option<Spanned<When>>,
}

/// Who has a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectedState {
    /// The bot.
    Open,
    /// An agent.
    WithAgent,
    /// The bot's survey.
    Surveying,
    /// Nobody.
    Closed,
}

impl ExpectedState {
    /// Every state with its word.
    pub const ALL: [(&'static str, Self); 4] = [
        ("open", Self::Open),
        ("with_agent", Self::WithAgent),
        ("surveying", Self::Surveying),
        ("closed", Self::Closed),
    ];

    /// The word in a transcript.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, state)| *state == self).map_or("", |(name, _)| name)
    }
}
