//! Why things happen: one structured stream, of which `/why` is a view (spec 18.2).

use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;

use super::{CodePlace, GroupNotAsked, PassedIntent, Profile, Sibling, StarterChoice, Timing};
use crate::bot::{ApiResult, Channel, CodeHook, KnowledgeMatch, Scope};
use crate::linked::{DialogId, IntegrationId, InteractionId, SkillAnswer, Target};
use crate::nlu::{FoundEntity, ScoredIntent, Understanding};

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
    /// What comes with a tap beside the message (spec 7.3.1, 7.1).
    TapBrings {
        /// The button's callback, where the message is another.
        payload: Option<Arc<str>>,
        /// The metadata of what was tapped.
        metadata: Option<Arc<serde_json::Value>>,
    },
    /// A tap on structured content that says nothing.
    RichTap(RichTap),
    /// A question's choices become a list in its text, as the channel shows text only (spec 17.1).
    ChoicesListed(Channel),
    /// What was typed is the number or letter of this choice (spec 9.3).
    ListMarker {
        /// What the choice shows.
        label: Arc<str>,
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
    /// No rule matched the message; they are tried again with the other value of what was tapped.
    TriedAgainWith(Arc<str>),
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
    /// A variable was set that outlives the session.
    LastingVariableSet {
        /// Its name.
        name: Arc<str>,
        /// Its value.
        value: Arc<str>,
    },
    /// A piece of bot code begins; what it does follows.
    CodeBegins(CodePlace),
    /// Bot code lets the flow go somewhere.
    Triggered {
        /// The code.
        place: CodePlace,
        /// The name that it gives.
        name: Arc<str>,
        /// What comes of it.
        outcome: Triggered,
    },
    /// An interaction's content was prepared and is not sent, as its code leads the flow elsewhere.
    ContentDropped(InteractionId),
    /// The answer is no answer, as code hands it back to be matched with the starters.
    HandedBack(InteractionId),
    /// Bot code stops the flow.
    StoppedByCode,
    /// A property of the context service was set, or deleted.
    ContextChanged {
        /// Which: scope, namespace and key.
        what: Arc<str>,
        /// Its value as JSON; `None` where it was deleted.
        value: Option<Arc<str>>,
    },
    /// Bot code writes an event into the bot's reports.
    CustomEvent {
        /// What the consumer said, as the code tells it.
        message: Arc<str>,
        /// The event's name.
        name: Arc<str>,
        /// What else there is to it.
        detail: Option<Arc<str>>,
    },
    /// A script function answered from fixtures or their defaults.
    FromFixture {
        /// The code.
        place: CodePlace,
        /// The function.
        function: &'static str,
    },
    /// The starters were considered.
    Starters(StarterChoice),
    /// What the message means, as the model or a person says.
    Understood(Understanding),
    /// These entities stand in the message.
    EntitiesFound(Arc<[FoundEntity]>),
    /// A question is not asked: the rule of this place takes an entity that is known.
    QuestionSkipped {
        /// The question.
        question: InteractionId,
        /// The rule's place as listed, from 0.
        rule: usize,
    },
    /// The question has rules that take an entity, and none of these is known, so it is asked.
    EntityMissing(InteractionId),
    /// The question was skipped in this turn before, so now it is asked.
    NotSkippedAgain(InteractionId),
    /// A rule was taken whose slot takes an entity that is not known.
    SlotStaysUnset {
        /// The slot, as `slot.NAME`.
        slot: Arc<str>,
        /// The entity's name.
        entity: Arc<str>,
    },
    /// What the consumer picked of the intents in question.
    Picked(Picked),
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
    /// A text of the platform comes to the bot.
    SystemText(Arc<str>),
    /// What the passing of time does.
    Timing(Timing),
    /// A fallback does not count towards auto escalation.
    NotCounted(NotCounted),
    /// The consumer's profile was set.
    ProfileSet(Arc<Profile>),
    /// The conversation is closed, its survey begins.
    SurveyBegins(DialogId),
    /// The survey's question is not answered; there are no other dialogs in a survey.
    HeldBySurvey,
    /// No starter takes the message, and the group is not asked either.
    GroupNotAsked(GroupNotAsked),
    /// A bot of the group was asked.
    SiblingAsked {
        /// It, with what it makes of the message.
        sibling: Sibling,
        /// Whether it takes over.
        taken: bool,
    },
    /// This bot takes the conversation over and hears this.
    TookOver(Arc<str>),
    /// An intent was passed on by the bot that handed over (spec 14.4).
    IntentPassed {
        /// Its name.
        intent: Arc<str>,
        /// What it means to this bot.
        outcome: PassedIntent,
    },
    /// What a search found and what became of it (spec 8.2).
    Searched {
        /// The Knowledge AI interaction.
        interaction: InteractionId,
        /// How many answers there are.
        answers: usize,
        /// What the consumer sees of it.
        shown: AnswersShown,
    },
    /// What becomes of a transfer to a skill.
    SkillAnswers {
        /// The skill's number.
        skill: Arc<str>,
        /// The how-manieth transfer to it, from 1.
        transfer: u32,
        /// What becomes of it.
        answer: SkillAnswer,
        /// Whether the bot lists the skill; if not, agents answer.
        listed: bool,
    },
    /// Nobody has answered a transfer in time (spec 8.3.1).
    TransferFailed {
        /// The interaction that made it.
        from: InteractionId,
        /// The skill's number.
        skill: Arc<str>,
        /// Whether the consumer's side says so to the bot; if not, attempts end.
        told: bool,
    },
    /// Dynamic Routing transfers nobody by what the policy engine answered (spec 8.5).
    NotRouted {
        /// The interaction.
        interaction: InteractionId,
        /// Whether its fallback skill is tried.
        fallback_skill: bool,
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

/// Why a fallback does not count towards auto escalation (spec 13.6.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NotCounted {
    /// The Fallback dialog has asked something.
    Asked,
    /// The Fallback dialog found an answer, or a rule of it handled a failure.
    FoundAnswer,
    /// It was a text of the platform, not the consumer's.
    SystemText,
}

/// What the consumer sees of a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AnswersShown {
    /// A card for each answer.
    Rich,
    /// The best answer as a text.
    Plain,
    /// The best answer as a text, since the channel has no cards (spec 17.1).
    PlainForChannel,
    /// Nothing: answers are stored.
    Stored,
    /// The message for no results.
    NotFoundMessage,
    /// Nothing: that message is the word for nothing.
    Silenced,
    /// The platform's text, as there is neither such a message nor a rule.
    BuiltIn,
    /// Nothing: a rule says what follows.
    LeftToRule,
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
}

/// Why a condition is not met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missed {
    /// No pattern matches the whole message.
    Pattern,
    /// The expression does not match.
    Regex,
    /// The message means this intent best, or none.
    Intent(Option<ScoredIntent>),
    /// The message is another.
    Exact,
    /// Another option, or none, was chosen.
    Option,
    /// The integration's result was this.
    Result(ApiResult),
    /// The search's result was this.
    Knowledge(KnowledgeMatch),
    /// It judges a consumer's answer, and this is an integration's result, or the other way round.
    NotApplicable,
}

/// What the consumer's answer to a disambiguation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picked {
    /// This intent.
    Intent(usize),
    /// The additional option.
    NoneOfThese,
    /// Nothing that was offered.
    Nothing,
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
    /// A system string in its text (spec 3.7).
    SystemString,
    /// Bot code of this place.
    Code(CodeHook),
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
    /// A Disambiguation dialog is never repeated (spec U-40).
    DisambiguationOver,
    /// It was triggered again; the old run is dropped (spec U-22).
    TriggeredAgain,
    /// The flow jumped back to a dialog beneath (spec U-36).
    Unwound,
    /// End Interaction stops everything by the bot's setting.
    Stopped,
    /// `skipPreviousDialog` is `true` (spec 13.5.3).
    PreviousSkipped,
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
    /// No fallback any more: the auto escalation dialog.
    AutoEscalation {
        /// The dialog.
        dialog: DialogId,
        /// So many fallbacks in a row the question has had.
        threshold: u32,
    },
}

/// What comes of a trigger that bot code sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Triggered {
    /// The flow goes to this interaction.
    Interaction(InteractionId),
    /// The consumer's message is matched with the starters.
    Rematch,
    /// Nothing: there is no interaction of this name.
    Unknown,
}

/// What a tap on structured content does beside saying something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RichTap {
    /// A checkbox or a card is ticked, or no longer.
    Ticked {
        /// What it shows.
        label: Arc<str>,
        /// Whether it is ticked now.
        on: bool,
    },
    /// The host puts products into its cart.
    Cart {
        /// What was tapped.
        label: Arc<str>,
        /// The products.
        what: Arc<str>,
    },
    /// The host does something of its own.
    Custom {
        /// What was tapped.
        label: Arc<str>,
    },
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
