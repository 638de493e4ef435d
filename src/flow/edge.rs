//! A step that the flow may take.

use crate::bot::CodeHook;
use crate::linked::InteractionId;
use crate::source::Span;

/// A step that the flow may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The interaction that is played before it.
    pub from: InteractionId,
    /// Where it leads. What is disabled is passed over already.
    pub to: Destination,
    /// Why the flow takes it.
    pub cause: Cause,
    /// What happens between the two.
    pub pause: Pause,
    /// Whether nothing but what the consumer says, or how a call ends, decides that it is taken: no code and no
    /// variable.
    pub is_certain: bool,
}

/// Where a step leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Destination {
    /// To an interaction that is played.
    Interaction(InteractionId),
    /// To no other one.
    End(Ending),
}

/// How the flow ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ending {
    /// Nothing follows in the dialog, so it is complete and the one beneath it resumes.
    Complete,
    /// End Interaction.
    EndInteraction,
    /// The conversation is closed, and the survey follows; see [`super::Graph::survey`].
    CloseDialog,
    /// The conversation is closed.
    CloseConversation,
    /// The next action names an interaction that does not exist.
    Missing,
    /// Code hands the message to the starters.
    Rematched,
    /// Code stops the flow, or lets another bot go on.
    StoppedByCode,
}

/// Why the flow takes a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It is the interaction's own next action, written or not.
    NextAction,
    /// A rule, by its place as listed, is met.
    Rule(usize),
    /// A call failed, and no rule takes that.
    UnhandledFailure,
    /// A string in its text closes the conversation.
    SystemString,
    /// Code may say so.
    Code {
        /// When the code runs.
        hook: CodeHook,
        /// What it says, which may stand in a global function.
        span: Span,
    },
}

/// What happens between an interaction and the step that follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pause {
    /// The flow goes on at once.
    None,
    /// The consumer answers, or sends the file.
    Answer,
    /// The consumer answers, or has done so before they were asked: a slot takes what they said.
    AnswerOrKnown,
}

impl Destination {
    /// The interaction that is played there.
    pub fn interaction(self) -> Option<InteractionId> {
        match self {
            Self::Interaction(id) => Some(id),
            Self::End(_) => None,
        }
    }
}

impl Edge {
    /// The interaction that it leads to.
    pub fn target(&self) -> Option<InteractionId> {
        self.to.interaction()
    }

    /// Whether code is its only cause.
    pub fn is_by_code(&self) -> bool {
        matches!(self.cause, Cause::Code { .. })
    }

    /// Whether the consumer always says something before it is taken.
    pub fn waits(&self) -> bool {
        self.pause == Pause::Answer
    }
}
