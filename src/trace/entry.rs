//! One entry of a trace.

use serde::Serialize;

use super::choice::{EntityFound, IntentScore, StarterCandidate};
use super::message::{CardTrace, ChoiceLink};
use super::outcome::{
    CallPurposeName, ChoiceLayout, Destination, EndedBecause, FallbackKind, MessageKind, NotAskedBecause,
    PassedIntentKind, PickedKind, ProblemKind, RichTapKind, RuleVerdict, SiblingVerdictKind, SkillAnswerKind,
    StarterDecision, TimingKind, TriggerOutcome, UnplayedKind, WentReason,
};
use super::place::{CodePlaceTrace, InteractionPlace, NameAndValue, NamedPlace, RulePlace};
use crate::bot::{ApiResult, Scope};
use crate::engine::{AnswersShown, Counter, GroupNotAsked, LeftBecause, NotCounted, Part, WaitedBecause};
use crate::nlu::{Band, DecidedBy};

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
    /// What comes with a tap beside the message.
    TapBrings {
        /// The button's callback, where the message is another.
        #[serde(skip_serializing_if = "Option::is_none")]
        payload: Option<String>,
        /// The metadata of what was tapped, as JSON.
        #[serde(skip_serializing_if = "Option::is_none")]
        metadata: Option<String>,
    },
    /// A tap on structured content did something beside saying something.
    RichTap {
        /// What.
        what: RichTapKind,
        /// What was tapped.
        label: String,
        /// The products that go into the host's cart.
        #[serde(skip_serializing_if = "Option::is_none")]
        products: Option<String>,
    },
    /// The channel shows text only, so a question's choices become a list in its text.
    ChoicesListed {
        /// The channel, as in the bot file.
        channel: &'static str,
    },
    /// What was typed is the number or letter of a choice in a list.
    ListMarker {
        /// What the choice shows.
        label: String,
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
        /// For `other_intent`: the intent that the message means best, if any.
        #[serde(skip_serializing_if = "Option::is_none")]
        meant: Option<IntentScore>,
        /// For `variable_differs`: the variable.
        #[serde(skip_serializing_if = "Option::is_none")]
        variable: Option<String>,
        /// For `variable_differs`: what the variable is, or for `other_result` the result. Absent where
        /// the variable is not set.
        #[serde(skip_serializing_if = "Option::is_none")]
        actual: Option<String>,
    },
    /// No rule matched the message, so they are tried again with the other value of what was tapped.
    TriedAgainWith {
        /// That value.
        text: String,
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
    /// A variable was set that outlives the session.
    LastingVariableSet {
        /// Its name.
        name: String,
        /// Its value.
        value: String,
    },
    /// A piece of bot code begins; what it does follows.
    CodeBegins {
        /// The code.
        code: CodePlaceTrace,
    },
    /// Bot code lets the flow go somewhere.
    Triggered {
        /// The code.
        code: CodePlaceTrace,
        /// The name that it gives.
        name: String,
        /// What comes of it.
        outcome: TriggerOutcome,
        /// The interaction that it leads to.
        #[serde(skip_serializing_if = "Option::is_none")]
        to: Option<InteractionPlace>,
    },
    /// An interaction's content was prepared and is not sent, as its code leads the flow elsewhere.
    ContentDropped {
        /// The interaction.
        at: InteractionPlace,
    },
    /// Code hands an answer back to be matched with the starters.
    HandedBack {
        /// The question.
        at: InteractionPlace,
    },
    /// Bot code stops the flow.
    StoppedByCode,
    /// A property of the context service was set, or deleted.
    ContextChanged {
        /// Scope, namespace and key.
        property: String,
        /// Its value as JSON; nothing where it was deleted.
        #[serde(skip_serializing_if = "Option::is_none")]
        value: Option<String>,
    },
    /// Bot code writes an event into the bot's reports.
    CustomEvent {
        /// The event's name.
        name: String,
        /// What the consumer said, as the code tells it.
        message: String,
        /// What else there is to it.
        #[serde(skip_serializing_if = "Option::is_none")]
        detail: Option<String>,
    },
    /// A script function answered from fixtures or their defaults.
    FromFixture {
        /// The code.
        code: CodePlaceTrace,
        /// The function.
        function: &'static str,
    },
    /// A line that bot code writes into the bot's log.
    CodeLog {
        /// The code.
        code: CodePlaceTrace,
        /// The line.
        text: String,
    },
    /// The starters were considered: what follows, and everything that could have been chosen.
    Starters {
        /// What follows.
        decision: StarterDecision,
        /// The dialog that begins; for `ask`, the one that asks.
        #[serde(skip_serializing_if = "Option::is_none")]
        dialog: Option<NamedPlace>,
        /// The intent that starts it; for `is_clear`, the one that leaves no doubt.
        #[serde(skip_serializing_if = "Option::is_none")]
        intent: Option<String>,
        /// For `nothing`: why the consumer is not asked which intent was meant.
        #[serde(skip_serializing_if = "Option::is_none")]
        not_asked: Option<NotAskedBecause>,
        /// How many patterns the message was tried with.
        patterns: usize,
        /// What decided which intents are meant; absent where none was asked for, because a pattern
        /// matched or the bot has none.
        #[serde(skip_serializing_if = "Option::is_none")]
        decided_by: Option<DecidedBy>,
        /// Everything that fits the message, the winner among it: patterns in the order of definition,
        /// then intents from the best on.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        candidates: Vec<StarterCandidate>,
    },
    /// What the message means.
    Understood {
        /// What decided that.
        decided_by: DecidedBy,
        /// The intents that are not `POOR`, from the best on.
        intents: Vec<IntentScore>,
    },
    /// Entities stand in the message.
    EntitiesFound {
        /// Which, in the order of the message.
        entities: Vec<EntityFound>,
    },
    /// A question is not asked, since a rule of it takes an entity that is known.
    QuestionSkipped {
        /// The question.
        at: InteractionPlace,
        /// The rule that is taken.
        rule: RulePlace,
    },
    /// A question is asked, since no entity is known that its rules take.
    EntityMissing {
        /// The question.
        at: InteractionPlace,
    },
    /// A question is asked, since it was passed in this turn before.
    NotSkippedAgain {
        /// The question.
        at: InteractionPlace,
    },
    /// A rule was taken whose slot takes an entity that is not known.
    SlotStaysUnset {
        /// The slot, as `slot.NAME`.
        slot: String,
        /// The entity.
        entity: String,
    },
    /// The consumer was asked which intent was meant, and answered.
    Picked {
        /// What was picked.
        what: PickedKind,
        /// For `intent`: the intent.
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
        /// For `dialog` the fallback dialog, for `auto_escalation` the auto escalation dialog.
        #[serde(skip_serializing_if = "Option::is_none")]
        dialog: Option<NamedPlace>,
        /// For `auto_escalation`: so many fallbacks in a row the question has had.
        #[serde(skip_serializing_if = "Option::is_none")]
        threshold: Option<u32>,
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
    /// A text of the platform comes to the bot.
    SystemText {
        /// The text.
        text: String,
    },
    /// Something happens because of when something is said, or is not.
    Timing {
        /// What.
        what: TimingKind,
        /// For a message that comes too early or too late: so long after the one before, in milliseconds.
        #[serde(skip_serializing_if = "Option::is_none")]
        after_ms: Option<u64>,
        /// For a message that comes early: for so long the bot is busy, in milliseconds.
        #[serde(skip_serializing_if = "Option::is_none")]
        busy_ms: Option<u64>,
        /// For `timed_out` and `too_late`: the limit, in milliseconds.
        #[serde(skip_serializing_if = "Option::is_none")]
        limit_ms: Option<u64>,
        /// For `merged`: how many texts; for `resent`: how often so far.
        #[serde(skip_serializing_if = "Option::is_none")]
        count: Option<usize>,
        /// For `greeting`: what the connector says.
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// A fallback does not count towards auto escalation.
    NotCounted {
        /// Why.
        because: NotCounted,
    },
    /// The consumer's profile was set.
    ProfileSet {
        /// The first name.
        #[serde(skip_serializing_if = "Option::is_none")]
        first_name: Option<String>,
        /// The last name.
        #[serde(skip_serializing_if = "Option::is_none")]
        last_name: Option<String>,
    },
    /// The conversation is closed, and its survey begins.
    SurveyBegins {
        /// The survey's dialog.
        dialog: NamedPlace,
    },
    /// The survey's question is not answered, and a survey has no other dialogs.
    HeldBySurvey,
    /// The other bots of the group are asked about a message that this bot has no starter for.
    GroupAsked {
        /// The message.
        text: String,
    },
    /// They are not asked.
    GroupNotAsked {
        /// Why.
        because: GroupNotAsked,
    },
    /// A bot of the group was asked.
    SiblingAsked {
        /// The bot.
        bot: String,
        /// Whether it takes the conversation over.
        taken: bool,
        /// What it makes of the message.
        verdict: SiblingVerdictKind,
        /// The pattern that matches.
        #[serde(skip_serializing_if = "Option::is_none")]
        pattern: Option<String>,
        /// Its dialog that the message would start.
        #[serde(skip_serializing_if = "Option::is_none")]
        dialog: Option<String>,
        /// The intent that the message may mean to it.
        #[serde(skip_serializing_if = "Option::is_none")]
        intent: Option<String>,
        /// The intent's score in hundredths of a percent.
        #[serde(skip_serializing_if = "Option::is_none")]
        score: Option<u16>,
        /// What the platform calls such a score.
        #[serde(skip_serializing_if = "Option::is_none")]
        band: Option<Band>,
    },
    /// A bot takes the conversation over; what follows is of that bot.
    TookOver {
        /// The bot.
        bot: String,
        /// What it hears first.
        heard: String,
    },
    /// An intent was passed on by the bot that handed over.
    IntentPassed {
        /// The intent.
        intent: String,
        /// What it means to the bot that gets it.
        outcome: PassedIntentKind,
        /// The dialog of its starter.
        #[serde(skip_serializing_if = "Option::is_none")]
        dialog: Option<NamedPlace>,
    },
    /// A knowledge base was searched.
    Searched {
        /// The Knowledge AI interaction.
        at: InteractionPlace,
        /// How many answers there are.
        answers: usize,
        /// What the consumer sees of them.
        shown: AnswersShown,
    },
    /// What becomes of a transfer to a skill.
    SkillAnswers {
        /// The skill's number.
        skill: String,
        /// The how-manieth transfer to it, from 1.
        transfer: u32,
        /// What becomes of it.
        answer: SkillAnswerKind,
        /// For `bot`: the bot that holds the skill.
        #[serde(skip_serializing_if = "Option::is_none")]
        bot: Option<String>,
        /// Whether the bot file lists the skill; if not, agents answer.
        listed: bool,
    },
    /// Nobody has answered a transfer in time.
    TransferFailed {
        /// The interaction that made it.
        from: InteractionPlace,
        /// The skill's number.
        skill: String,
        /// Whether the bot is told; if not, attempts end.
        told: bool,
    },
    /// Dynamic Routing transfers nobody by what the policy engine answered.
    NotRouted {
        /// The interaction.
        at: InteractionPlace,
        /// Whether its fallback skill is tried.
        fallback_skill: bool,
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
        /// For `choices`: how they are laid out.
        #[serde(skip_serializing_if = "Option::is_none")]
        layout: Option<ChoiceLayout>,
        /// The labels on offer, for `choices`.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        choices: Vec<String>,
        /// The pages that choices open.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        links: Vec<ChoiceLink>,
        /// The cards, for `cards`.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        cards: Vec<CardTrace>,
        /// For `rich_link`: where it leads.
        #[serde(skip_serializing_if = "Option::is_none")]
        link: Option<String>,
        /// For `rich_link`: its picture's URL.
        #[serde(skip_serializing_if = "Option::is_none")]
        image: Option<String>,
        /// Structured content as it goes over the wire, as JSON.
        #[serde(skip_serializing_if = "Option::is_none")]
        content: Option<String>,
        /// The quick replies beside it, as JSON.
        #[serde(skip_serializing_if = "Option::is_none")]
        quick_replies: Option<String>,
        /// Structured metadata that goes with it, as JSON.
        #[serde(skip_serializing_if = "Option::is_none")]
        metadata: Option<String>,
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
        /// The interaction that says it; nothing for the code at the beginning of a session.
        #[serde(skip_serializing_if = "Option::is_none")]
        from: Option<InteractionPlace>,
        /// Structured metadata that goes with it, as JSON.
        #[serde(skip_serializing_if = "Option::is_none")]
        metadata: Option<String>,
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
    },
    /// The bot did something that goes wrong.
    Problem {
        /// What.
        problem: ProblemKind,
        /// The interaction.
        #[serde(skip_serializing_if = "Option::is_none")]
        at: Option<InteractionPlace>,
        /// What it is about: the reference, the file, the skill, the list, the entity, the label.
        #[serde(skip_serializing_if = "Option::is_none")]
        subject: Option<String>,
        /// Why, as a sentence.
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        /// The channel, as in the bot file.
        #[serde(skip_serializing_if = "Option::is_none")]
        channel: Option<&'static str>,
        /// How many: the tiles that there are, the choices that are left out, the choices on offer.
        #[serde(skip_serializing_if = "Option::is_none")]
        number: Option<usize>,
        /// How many are allowed: choices, or characters of a label.
        #[serde(skip_serializing_if = "Option::is_none")]
        limit: Option<usize>,
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
