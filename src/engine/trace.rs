//! Why things happen: one structured stream, of which `/why` is a view (spec 18.2).

use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;

use crate::bot::{ApiResult, Scope};
use crate::linked::{DialogId, IntegrationId, InteractionId, StarterMatch, Target};

/// One step of an explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trace {
    /// The consumer said this.
    Said(Arc<str>),
    /// The consumer tapped this; what the bot gets as the message.
    Tapped {
        /// What the choice shows.
        label: Arc<str>,
        /// What counts as said.
        said: Arc<str>,
    },
    /// The consumer sent a file of this name.
    SentFile(Arc<str>),
    /// A message while the bot was busy is lost (spec 13.8).
    Blocked,
    /// The session was idle for too long or closed; a fresh one begins.
    FreshSession,
    /// The consumer said `reset`.
    Reset,
    /// The consumer talks with an agent; the bot does not see the message.
    WithAgent,
    /// This question's answer it may be.
    Answering(InteractionId),
    /// Nothing is pending.
    NothingPending,
    /// A rule was tried.
    RuleTried {
        /// The interaction.
        interaction: InteractionId,
        /// The rule's place as listed, from 0.
        rule: usize,
        /// What came of it.
        outcome: RuleOutcome,
    },
    /// No rule matched, and there is a No Match rule.
    NoMatchTaken(InteractionId),
    /// The question has no rules: everything is its answer.
    AnythingAnswers(InteractionId),
    /// A variable or slot was set.
    VariableSet {
        /// Its name.
        name: Arc<str>,
        /// Its value.
        value: Arc<str>,
        /// How long it lives.
        scope: Scope,
    },
    /// The starters were considered.
    Starters(StarterOutcome),
    /// The flow goes somewhere.
    Went {
        /// From where.
        from: InteractionId,
        /// Where to.
        to: Target,
        /// Why.
        because: WentBecause,
    },
    /// An interaction is played.
    Entered(InteractionId),
    /// The flow passed over a disabled interaction.
    PassedOver(InteractionId),
    /// A dialog was put on the stack.
    DialogEntered(DialogId),
    /// A dialog left the stack.
    DialogLeft(DialogId, LeftBecause),
    /// The question beneath is asked again.
    Resumed(InteractionId),
    /// Nothing understood the message.
    Fallback(FallbackChoice),
    /// A file was judged.
    FileJudged {
        /// The File Upload.
        upload: InteractionId,
        /// Whether it is accepted.
        accepted: bool,
        /// The evidence, as a sentence.
        reason: Arc<str>,
    },
    /// An integration was called.
    Called {
        /// Which.
        integration: IntegrationId,
        /// What for.
        purpose: CallPurpose,
    },
    /// A call has ended.
    CallEnded {
        /// Which integration.
        integration: IntegrationId,
        /// Success or failure as the platform counts it.
        result: ApiResult,
        /// The status, if there was an answer.
        status: Option<u16>,
        /// Who answered and why, or why nobody did.
        explanation: Arc<str>,
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
    /// An event was offered to the starters and none wanted it.
    EventDropped(Arc<str>),
    /// Time passed before something was sent or called.
    Waited {
        /// The interaction that waits.
        from: Option<InteractionId>,
        /// How long.
        time: Duration,
        /// What for.
        because: WaitedBecause,
    },
}

/// What time passed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WaitedBecause {
    /// The interaction's delay (spec 5.1).
    Delay,
    /// A break in its text (spec 5.4.4).
    Break,
}

/// What is counted towards a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Counter {
    /// Interactions in a row without a question (spec 13.7).
    Chain,
    /// Fallbacks in a row in one question, towards auto escalation (spec 13.6).
    Fallbacks,
    /// Transfers that failed (spec 8.3.1).
    FailedTransfers,
}

/// Why a rule was taken or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleOutcome {
    /// It was taken.
    Matched,
    /// Its condition is not met.
    Missed(Missed),
    /// Its condition is met, a variable condition is not.
    Variable {
        /// The condition's place in its list, from 0.
        index: usize,
        /// Whether the list is one of which any suffices.
        any: bool,
        /// The variable.
        variable: Arc<str>,
        /// What it is.
        actual: Option<Arc<str>>,
    },
    /// Its regular expression gave up.
    Failed,
    /// It judges something that is not played yet.
    NotSimulated,
}

/// Why a condition is not met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missed {
    /// No pattern matches the whole message.
    Pattern,
    /// The expression does not match.
    Regex,
    /// The message means this intent, or none.
    Intent(Option<usize>),
    /// The message is another.
    Exact,
    /// Another option, or none, was chosen.
    Option,
    /// The integration's result was this.
    Result(ApiResult),
    /// It judges a consumer's answer, and this is an integration's result, or the other way round.
    NotApplicable,
}

/// What the starters made of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StarterOutcome {
    /// A pattern matched; further matches lost by the order of definition (spec U-03).
    Pattern {
        /// The winner.
        matched: StarterMatch,
        /// The losers.
        ties: Vec<StarterMatch>,
    },
    /// An intent's training phrase.
    Intent {
        /// The dialog.
        dialog: DialogId,
        /// The intent.
        intent: usize,
    },
    /// This would have matched, if an exclude keyword had not forbidden it.
    Excluded(StarterMatch),
    /// This intent would have matched, if an exclude keyword had not forbidden it.
    ExcludedIntent(DialogId, usize),
    /// None matched.
    None {
        /// How many patterns there are.
        patterns: usize,
        /// The intent that the message means, which has no starter.
        intent: Option<usize>,
    },
}

/// Why the flow went somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WentBecause {
    /// The interaction's own next action.
    NextAction,
    /// A rule, by its place as listed.
    Rule(usize),
    /// Its starter was triggered.
    Triggered,
    /// The author sent it there.
    Author,
    /// The integration failed, and no rule handles that (spec 8.1.2, U-12).
    UnhandledFailure,
}

/// Why a dialog left the stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LeftBecause {
    /// It is complete.
    Complete,
    /// The flow had left it by a jump, so it is finished too.
    LeftByJump,
    /// A Fallback dialog is never resumed (spec 3.4.3).
    FallbackDiscarded,
    /// It was triggered again; the old run is dropped (spec U-22).
    TriggeredAgain,
    /// The flow jumped back to a dialog beneath (spec U-36).
    Unwound,
    /// End Interaction stops everything by the bot's setting.
    Stopped,
}

/// What is said when nothing understood the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FallbackChoice {
    /// The question's own fallback message (spec U-23).
    Question(InteractionId),
    /// The fallback dialog.
    Dialog(DialogId),
    /// The platform's text.
    BuiltIn,
}

/// What a call is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallPurpose {
    /// The flow waits for its result.
    Wait,
    /// It sends this upload's file; the flow waits.
    SendFile(InteractionId),
    /// It sends this upload's file; the flow goes on.
    SendFileInBackground(InteractionId),
}
