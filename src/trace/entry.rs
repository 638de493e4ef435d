//! One entry of a trace.

use serde::Serialize;

use super::outcome::{
    CallPurposeName, Destination, EndedBecause, FallbackKind, MessageKind, ProblemKind, RuleVerdict,
    UnplayedKind, WentReason,
};
use super::place::{InteractionPlace, NameAndValue, NamedPlace, RulePlace, StarterPattern};
use crate::bot::{ApiResult, Scope};
use crate::engine::{Counter, LeftBecause, Part, WaitedBecause};

/// One thing that happened, in the order of happening; `event` says which.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "event", rename_all = "snake_case", deny_unknown_fields)]
pub enum TraceEvent {
    /// The consumer said something.
    Said {
        /// What.
        text: String,
    },
    /// The consumer tapped a choice.
    Tapped {
        /// What the choice shows.
        label: String,
        /// What the bot gets as the message.
        text: String,
    },
    /// The consumer sent a file.
    SentFile {
        /// Its name.
        name: String,
    },
    /// The message came while the bot was busy, and is lost.
    Blocked,
    /// The session was closed or idle for too long; a fresh one begins.
    FreshSession,
    /// The consumer said `reset`.
    Reset,
    /// The consumer talks with an agent; the bot does not see the message.
    WithAgent,
    /// The message may be the answer to a question that waits.
    Answering {
        /// The question.
        at: InteractionPlace,
    },
    /// No question waits.
    NothingPending,
    /// A rule was tried. Rules come in the order in which they are tried.
    RuleTried {
        /// The interaction that has the rule.
        at: InteractionPlace,
        /// The rule.
        rule: RulePlace,
        /// What came of it.
        outcome: RuleVerdict,
        /// For `other_intent`: the intent that the message means, if any.
        #[serde(skip_serializing_if = "Option::is_none")]
        meant: Option<String>,
        /// For `variable_differs`: the variable.
        #[serde(skip_serializing_if = "Option::is_none")]
        variable: Option<String>,
        /// For `variable_differs`: what the variable is, or for `other_result` the result. Absent where
        /// the variable is not set.
        #[serde(skip_serializing_if = "Option::is_none")]
        actual: Option<String>,
    },
    /// No rule matched, and the No Match rule was taken.
    NoMatchTaken {
        /// The question.
        at: InteractionPlace,
        /// The No Match rule.
        #[serde(skip_serializing_if = "Option::is_none")]
        rule: Option<RulePlace>,
    },
    /// The question has no rules, so everything is its answer.
    AnythingAnswers {
        /// The question.
        at: InteractionPlace,
    },
    /// A variable or a slot was set.
    VariableSet {
        /// Its name; slots are `slot.NAME`.
        name: String,
        /// Its value.
        value: String,
        /// How long it lives.
        scope: Scope,
    },
    /// A starter's pattern matched, and its dialog begins.
    StarterMatched {
        /// The dialog.
        dialog: NamedPlace,
        /// The pattern.
        pattern: String,
        /// Patterns of other dialogs that match too and come later in the bot.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        also: Vec<StarterPattern>,
    },
    /// A starter's intent is what the message means, and its dialog begins.
    StarterIntentMatched {
        /// The dialog.
        dialog: NamedPlace,
        /// The intent.
        intent: String,
    },
    /// A starter's pattern matched, but an exclude keyword forbids it.
    StarterExcluded {
        /// The dialog.
        dialog: NamedPlace,
        /// The pattern.
        pattern: String,
    },
    /// A starter's intent is what the message means, but an exclude keyword forbids it.
    StarterIntentExcluded {
        /// The dialog.
        dialog: NamedPlace,
        /// The intent.
        intent: String,
    },
    /// No starter takes the message.
    NoStarterMatched {
        /// How many patterns were tried.
        patterns: usize,
        /// The intent that the message means, which starts no dialog.
        #[serde(skip_serializing_if = "Option::is_none")]
        intent: Option<String>,
    },
    /// The flow goes somewhere.
    Went {
        /// From where.
        from: InteractionPlace,
        /// Where to.
        to: Destination,
        /// The interaction that it comes to, where there is one.
        #[serde(skip_serializing_if = "Option::is_none")]
        target: Option<InteractionPlace>,
        /// Why.
        because: WentReason,
        /// For `rule`: the rule.
        #[serde(skip_serializing_if = "Option::is_none")]
        rule: Option<RulePlace>,
    },
    /// An interaction is played.
    Entered {
        /// The interaction.
        at: InteractionPlace,
    },
    /// The flow passed over a disabled interaction.
    PassedOver {
        /// The interaction.
        at: InteractionPlace,
    },
    /// A dialog was put on the stack.
    DialogEntered {
        /// The dialog.
        dialog: NamedPlace,
    },
    /// A dialog left the stack.
    DialogLeft {
        /// The dialog.
        dialog: NamedPlace,
        /// Why.
        because: LeftBecause,
    },
    /// A question that was interrupted is asked again.
    Resumed {
        /// The question.
        at: InteractionPlace,
    },
    /// Nothing understood the message.
    Fallback {
        /// What is said.
        choice: FallbackKind,
        /// For `question`: the question.
        #[serde(skip_serializing_if = "Option::is_none")]
        at: Option<InteractionPlace>,
        /// For `dialog`: the fallback dialog.
        #[serde(skip_serializing_if = "Option::is_none")]
        dialog: Option<NamedPlace>,
    },
    /// A file was judged.
    FileJudged {
        /// The File Upload.
        at: InteractionPlace,
        /// Whether it is accepted.
        accepted: bool,
        /// The evidence, as a sentence.
        reason: String,
    },
    /// An integration is about to be called.
    Called {
        /// The integration.
        integration: NamedPlace,
        /// What for.
        purpose: CallPurposeName,
        /// The File Upload whose file is sent.
        #[serde(skip_serializing_if = "Option::is_none")]
        upload: Option<InteractionPlace>,
    },
    /// The request of a call, all references filled.
    Call {
        /// The integration.
        integration: NamedPlace,
        /// The interaction that calls it.
        from: InteractionPlace,
        /// The verb.
        method: &'static str,
        /// The address, without the parameters.
        url: String,
        /// Query parameters.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        params: Vec<NameAndValue>,
        /// Headers.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        headers: Vec<NameAndValue>,
        /// The body.
        #[serde(skip_serializing_if = "Option::is_none")]
        body: Option<String>,
        /// The name of the file that is sent on.
        #[serde(skip_serializing_if = "Option::is_none")]
        file: Option<String>,
        /// How long it may take, in milliseconds.
        timeout_ms: u64,
        /// Whether the flow goes on without waiting for it.
        background: bool,
    },
    /// A call has ended.
    CallEnded {
        /// The integration.
        integration: NamedPlace,
        /// What the platform counts it as.
        result: ApiResult,
        /// The HTTP status; absent where there was no answer.
        #[serde(skip_serializing_if = "Option::is_none")]
        status: Option<u16>,
        /// Who answered and why, or why nobody did.
        explanation: String,
    },
    /// Something with a limit was counted.
    Counted {
        /// What.
        counter: Counter,
        /// How many there are now.
        now: u32,
        /// At how many something happens.
        limit: u32,
    },
    /// An event of the platform was offered to the starters, and none wanted it.
    EventDropped {
        /// The event.
        text: String,
    },
    /// Time passed on the conversation's clock.
    Waited {
        /// The interaction that waits.
        #[serde(skip_serializing_if = "Option::is_none")]
        at: Option<InteractionPlace>,
        /// How long, in milliseconds.
        ms: u64,
        /// What for.
        because: WaitedBecause,
    },
    /// The bot sent something.
    Message {
        /// The text, or an image's URL.
        text: String,
        /// What kind of message it is.
        kind: MessageKind,
        /// The labels on offer, for `choices`.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        choices: Vec<String>,
        /// Which of the interaction's texts it is.
        part: Part,
        /// The interaction that sends it; absent for texts of the platform outside any interaction.
        #[serde(skip_serializing_if = "Option::is_none")]
        from: Option<InteractionPlace>,
        /// When, in milliseconds of the conversation's clock.
        clock_ms: u64,
    },
    /// The bot told agents something that the consumer does not see.
    PrivateMessage {
        /// What it says.
        text: String,
        /// The interaction that says it.
        from: InteractionPlace,
    },
    /// The consumer's tap opened a page.
    LinkOpened {
        /// The page.
        url: String,
    },
    /// The consumer was handed to an agent.
    Transferred {
        /// The skill's number.
        skill: String,
        /// The agent, if one is named.
        #[serde(skip_serializing_if = "Option::is_none")]
        agent: Option<String>,
        /// The interaction that does it.
        from: InteractionPlace,
    },
    /// Another bot took the conversation over.
    HandOver {
        /// That bot.
        to: String,
        /// What it hears first.
        heard: String,
        /// The intent that is passed on.
        #[serde(skip_serializing_if = "Option::is_none")]
        intent: Option<String>,
        /// The message that is passed on.
        #[serde(skip_serializing_if = "Option::is_none")]
        message: Option<String>,
    },
    /// The conversation was closed.
    Closed {
        /// Whether the platform asks for its survey.
        survey: bool,
    },
    /// Something that this version does not play was reached.
    NotSimulated {
        /// What.
        what: UnplayedKind,
        /// The interaction.
        #[serde(skip_serializing_if = "Option::is_none")]
        at: Option<InteractionPlace>,
        /// The key of the kind, or of the code.
        #[serde(skip_serializing_if = "Option::is_none")]
        key: Option<&'static str>,
        /// The number of the rule, from 1.
        #[serde(skip_serializing_if = "Option::is_none")]
        rule: Option<usize>,
    },
    /// The bot did something that goes wrong.
    Problem {
        /// What.
        problem: ProblemKind,
        /// The interaction.
        #[serde(skip_serializing_if = "Option::is_none")]
        at: Option<InteractionPlace>,
        /// What it is about: the reference, the file, the skill.
        #[serde(skip_serializing_if = "Option::is_none")]
        subject: Option<String>,
        /// Why, as a sentence.
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// A line of the platform's own log.
    Log {
        /// The line.
        line: String,
    },
    /// The turn is over.
    Ended {
        /// How.
        because: EndedBecause,
        /// For `waiting`: the question.
        #[serde(skip_serializing_if = "Option::is_none")]
        at: Option<InteractionPlace>,
    },
}
