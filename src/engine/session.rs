//! The state of one conversation.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use super::arrival::Arrival;
use super::fallback::FallbackRun;
use super::transfer::Transfers;
use super::{CallId, ConsumerFile, Ended, RichMessage};
use crate::bot::{ApiResult, Channel, Fixtures};
use crate::linked::{DialogId, InteractionId, LinkedBot, Offer, OfferedChoice, Skills};
use crate::memory::{Identity, Memory, Variables};
use crate::nlu::{FoundEntity, Understanding};
use crate::rich::Ticked;
use crate::script::{Profile, Random, identity_with, seed};
use crate::text::Moment;

/// One conversation with a bot. Cheap to clone; a clone goes its own way.
#[derive(Clone, Debug)]
pub struct Session {
    pub(super) identity: Arc<Identity>,
    pub(super) now: Duration,
    pub(super) last_activity: Duration,
    pub(super) state: State,
    pub(super) request: Request,
    pub(super) memory: Memory,
    pub(super) stack: Vec<Frame>,
    pub(super) chain: Chain,
    pub(super) offered: Option<Offered>,
    pub(super) earlier: EarlierOffers,
    pub(super) pending: Option<PendingCall>,
    pub(super) background: Vec<PendingCall>,
    pub(super) last_call: u32,
    /// The channel, where it is another than the bot's settings say.
    pub(super) channel: Option<Channel>,
    /// What becomes of transfers to some skills, whatever the bot lists.
    pub(super) skills: Option<Arc<Skills>>,
    /// The intent that was met last, a meta intent's child.
    pub(super) last_intent: Option<usize>,
    /// The intent that the consumer chose last when asked which was meant.
    pub(super) disambiguated_intent: Option<usize>,
    /// What has come of the Fallback dialog, while it is on the stack.
    pub(super) fallback_run: Option<FallbackRun>,
    /// Who the consumer is, as `SET_USER_PROFILE` says.
    pub(super) profile: Option<Arc<Profile>>,
    /// When the consumer said something last, whether the bot saw it or not.
    pub(super) last_message: Option<Duration>,
    /// When the bot came to rest after the message that it worked off last.
    pub(super) busy_until: Duration,
    /// When somebody was heard last: the consumer, or the bot.
    pub(super) silent_since: Duration,
    /// How often the consumer's message was sent again in this silence.
    pub(super) resent: u32,
    /// Whether a stuck conversation was begun afresh already.
    pub(super) asked_to_start_over: bool,
    /// Texts of a burst that are still to come.
    pub(super) arriving: VecDeque<Arrival>,
    /// How the integration that ended last went, with its status (spec 11.7.4).
    pub(super) last_outcome: Option<(ApiResult, Option<u16>)>,
    /// The transfers so far; few sessions have any.
    pub(super) transfers: Option<Box<Transfers>>,
    /// Whether there are bots that can be asked when this one has no answer.
    pub(super) has_siblings: bool,
    /// Whether they are being asked.
    pub(super) asks_group: bool,
    /// Whether this is the survey that follows a conversation, also when an agent has it.
    pub(super) is_survey: bool,
    /// Whether the session's first input was worked off.
    pub(super) has_begun: bool,
    /// Whether fixtures have said what there was before the conversation.
    pub(super) is_seeded: bool,
    /// Whether texts are no longer split, as code says.
    pub(super) unsplit: bool,
    /// The moment at which the conversation began.
    pub(super) began: Moment,
    /// What `Math.random` draws from.
    pub(super) random: Random,
    /// What the platform would know, where that is not left to the bot.
    pub(super) fixtures: Option<Arc<Fixtures>>,
    /// The consumer's file that came last.
    pub(super) last_file: Option<Arc<ConsumerFile>>,
    /// What code says that a bot is told which takes over.
    pub(super) transfer_context: Option<Box<TransferContext>>,
}

/// What bot code puts in place of what a bot that takes over is told otherwise (scripting spec 5.5).
#[derive(Clone, Debug, Default)]
pub(super) struct TransferContext {
    /// The intent.
    pub(super) intent: Option<Arc<str>>,
    /// The consumer's message.
    pub(super) message: Option<Arc<str>>,
}

/// What was offered last.
#[derive(Clone, Debug)]
pub(super) struct Offered {
    /// The question that offers it, and with which it is over; `None` where no question does.
    pub(super) question: Option<InteractionId>,
    pub(super) offer: Arc<Offer>,
    /// The structured content, where it is that which offers it.
    pub(super) rich: Option<Arc<RichMessage>>,
    /// What is ticked in it.
    pub(super) ticked: Ticked,
    /// The how-manieth message of the session it is that offers something, from 1.
    pub(super) number: u32,
    /// Whether the consumer has done something since, which takes quick replies away.
    pub(super) replies_are_gone: bool,
}

impl Offered {
    pub(super) fn new(question: Option<InteractionId>, offer: Arc<Offer>) -> Self {
        Self { question, offer, rich: None, ticked: Ticked::default(), number: 0, replies_are_gone: false }
    }
}

/// Of so many messages that offer something the earlier ones can still be tapped.
const EARLIER_OFFERS: usize = 20;

/// What was offered before, and can still be tapped: structured content stays in the window.
#[derive(Clone, Debug, Default)]
pub(super) struct EarlierOffers {
    /// The oldest first.
    pub(super) kept: VecDeque<Offered>,
    /// How many messages have offered something.
    pub(super) count: u32,
}

/// Whether the bot is in the conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Open,
    WithAgent,
    /// The conversation is closed and its survey plays.
    Surveying,
    Closed,
}

/// What the consumer said last.
#[derive(Clone, Debug)]
pub(super) struct Request {
    /// `{$userMessage}`
    pub(super) said: Arc<str>,
    /// What else rules are tried with: a quick reply's title where its payload counts as said.
    pub(super) also: Option<Arc<str>>,
    /// `{$quickReplyPayload}`
    pub(super) payload: Option<Arc<str>>,
    /// What else the answer brings; most bring nothing.
    pub(super) answer: Option<Arc<Answer>>,
    /// The file that is on its way to the external system, and the File Upload that took it.
    pub(super) upload: Option<(InteractionId, Arc<ConsumerFile>)>,
    /// What it means, once something has asked for that.
    pub(super) meaning: Option<Understanding>,
    /// The entities in it, in their order; `None` where there are none or no slot could take one.
    pub(super) entities: Option<Arc<[FoundEntity]>>,
}

impl Request {
    pub(super) fn new(said: Arc<str>) -> Self {
        Self { said, also: None, payload: None, answer: None, upload: None, meaning: None, entities: None }
    }
}

/// What an answer brings beside the message.
#[derive(Debug)]
pub(super) struct Answer {
    /// The callback of the button that was tapped.
    pub(super) button_payload: Option<Arc<str>>,
    /// The metadata of what was tapped.
    pub(super) metadata: Option<Arc<serde_json::Value>>,
    /// The choice whose number or letter was typed.
    pub(super) listed: Option<Arc<str>>,
}

/// A dialog on the stack.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The dialog.
    pub dialog: DialogId,
    /// The question or File Upload that waits.
    pub waiting: Option<InteractionId>,
    /// Fallbacks in a row in the question that waits.
    pub fallbacks: u32,
    /// Variables of dialog scope.
    pub variables: Variables,
    /// What the consumer has given of each entity since the dialog was triggered (spec U-11).
    pub entities: Vec<FoundEntity>,
    /// In a disambiguation dialog: the intents in question, the best first.
    pub doubtful: Option<Arc<[usize]>>,
}

impl Frame {
    pub(super) fn new(dialog: DialogId) -> Self {
        Self {
            dialog,
            waiting: None,
            fallbacks: 0,
            variables: Variables::new(),
            entities: Vec::new(),
            doubtful: None,
        }
    }
}

/// How many interactions ran since the last wait (spec 13.7).
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Chain {
    pub(super) count: u32,
    pub(super) crossed: bool,
}

/// A call whose end is awaited.
#[derive(Clone, Debug)]
pub(super) struct PendingCall {
    pub(super) id: CallId,
    /// The Integration interaction.
    pub(super) interaction: InteractionId,
    /// For a File integration, the File Upload whose file it sends.
    pub(super) upload: Option<InteractionId>,
}

impl Session {
    /// A fresh conversation.
    pub fn new(identity: Identity) -> Self {
        Self::of(Arc::new(identity))
    }

    fn of(identity: Arc<Identity>) -> Self {
        Self {
            identity,
            now: Duration::ZERO,
            last_activity: Duration::ZERO,
            state: State::Open,
            request: Request::new(Arc::from("")),
            memory: Memory::default(),
            stack: Vec::new(),
            chain: Chain::default(),
            offered: None,
            earlier: EarlierOffers::default(),
            pending: None,
            background: Vec::new(),
            last_call: 0,
            fallback_run: None,
            profile: None,
            last_message: None,
            busy_until: Duration::ZERO,
            silent_since: Duration::ZERO,
            resent: 0,
            asked_to_start_over: false,
            arriving: VecDeque::new(),
            last_intent: None,
            disambiguated_intent: None,
            channel: None,
            skills: None,
            last_outcome: None,
            transfers: None,
            has_siblings: false,
            asks_group: false,
            is_survey: false,
            has_begun: false,
            is_seeded: false,
            unsplit: false,
            began: Moment::default(),
            random: Random::new(0),
            fixtures: None,
            last_file: None,
            transfer_context: None,
        }
    }

    /// The ids that texts may show.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Virtual time since the conversation began.
    pub fn now(&self) -> Duration {
        self.now
    }

    /// The dialogs under way, the newest last.
    pub fn stack(&self) -> &[Frame] {
        &self.stack
    }

    /// The question or File Upload that waits for the consumer.
    pub fn waiting_at(&self) -> Option<InteractionId> {
        self.stack.last().and_then(|frame| frame.waiting)
    }

    /// What is offered to tap, if the question that offers it still waits.
    pub fn offer(&self) -> Option<&Offer> {
        let offered = self.offered.as_ref()?;
        let waits = offered.question.is_none_or(|question| self.waiting_at() == Some(question));
        (waits && !offered.offer.is_typed()).then_some(&*offered.offer)
    }

    /// Offers something to tap. What was offered before stays where it can be tapped still.
    pub(super) fn offer_now(&mut self, mut offered: Offered) {
        self.earlier.count += 1;
        offered.number = self.earlier.count;
        self.offer_nothing();
        self.offered = Some(offered);
    }

    /// Nothing is offered from now on. What was offered before stays where it can be tapped still.
    pub(super) fn offer_nothing(&mut self) {
        if let Some(before) = self.offered.take() {
            self.earlier.kept.push_back(before);
            if self.earlier.kept.len() > EARLIER_OFFERS {
                self.earlier.kept.pop_front();
            }
        }
    }

    /// What the message of this number offers, if it can still be tapped.
    pub(super) fn offered_by(&self, number: u32) -> Option<&Offered> {
        let all = self.earlier.kept.iter().chain(&self.offered);
        all.into_iter().find(|offered| offered.number == number)
    }

    /// Keeps what is ticked now.
    pub(super) fn remember_ticks(&mut self, ticked: &Offered) {
        let all = self.earlier.kept.iter_mut().chain(&mut self.offered);
        if let Some(offered) = all.into_iter().find(|offered| offered.number == ticked.number) {
            offered.ticked = ticked.ticked.clone();
        }
    }

    /// The consumer does something: quick replies vanish from the window (scripting spec 7.4).
    pub(super) fn take_replies_away(&mut self) {
        for offered in self.earlier.kept.iter_mut().chain(&mut self.offered) {
            offered.replies_are_gone = true;
        }
    }

    /// The messages that offer something and can still be tapped, the oldest first: their numbers with what
    /// they offer.
    pub fn offers(&self) -> impl Iterator<Item = (u32, &Arc<Offer>)> {
        let all = self.earlier.kept.iter().chain(&self.offered);
        all.filter(|offered| !offered.offer.is_typed()).map(|offered| (offered.number, &offered.offer))
    }

    /// The choices of [`Session::offer`].
    pub fn offered(&self) -> &[OfferedChoice] {
        self.offer().map_or(&[], |offer| &offer.choices)
    }

    /// The channel that the conversation runs on.
    pub fn channel(&self, bot: &LinkedBot) -> Channel {
        self.channel.unwrap_or(bot.settings.channel)
    }

    /// The channel that was chosen for this conversation, if one was.
    pub fn chosen_channel(&self) -> Option<Channel> {
        self.channel
    }

    /// Chooses the channel for this conversation; `None` leaves it to the bot's settings. What was said
    /// so far stays as it is.
    pub fn choose_channel(&mut self, channel: Option<Channel>) {
        self.channel = channel;
    }

    /// Chooses what becomes of transfers to the skills that are listed there, whatever the bot lists; others
    /// are left to the bot.
    pub fn choose_skills(&mut self, skills: Option<Arc<Skills>>) {
        self.skills = skills;
    }

    /// The moment at which the conversation begins, which bot code sees as its clock.
    pub fn begin_at(&mut self, moment: Moment) {
        self.began = moment;
    }

    /// Lets the platform know something else from now on; what earlier conversations have left is
    /// remembered at once.
    pub fn know(&mut self, bot: &LinkedBot, fixtures: Arc<Fixtures>) {
        if self.is_seeded {
            self.identity = Arc::new(identity_with(&fixtures, (*self.identity).clone()));
            seed(&fixtures, &mut self.memory, self.now);
        }
        let is_new = self.fixtures(bot).random_seed != fixtures.random_seed;
        if let Some(seed) = fixtures.random_seed.filter(|_| is_new) {
            self.random = Random::new(seed);
        }
        self.fixtures = Some(fixtures);
    }

    /// That moment.
    pub fn began(&self) -> Moment {
        self.began
    }

    /// Chooses what the platform would know in this conversation; `None` leaves it to the bot.
    pub fn choose_fixtures(&mut self, fixtures: Option<Arc<Fixtures>>) {
        self.fixtures = fixtures;
    }

    /// The same with what was chosen for another: channel, moment, fixtures.
    #[must_use]
    pub fn as_chosen_for(self, other: &Self) -> Self {
        Self { channel: other.channel, began: other.began, fixtures: other.fixtures.clone(), ..self }
    }

    /// What the platform would know in this conversation.
    pub fn fixtures<'s>(&'s self, bot: &'s LinkedBot) -> &'s Arc<Fixtures> {
        self.fixtures.as_ref().unwrap_or(&bot.fixtures)
    }

    /// The metadata that came with the consumer's last message, where it was a tap (spec 7.1).
    pub fn metadata(&self) -> Option<&serde_json::Value> {
        self.request.answer.as_ref()?.metadata.as_deref()
    }

    /// The callback of the button that the consumer's last message was a tap on (spec 7.3.1).
    pub fn button_payload(&self) -> Option<&Arc<str>> {
        self.request.answer.as_ref()?.button_payload.as_ref()
    }

    /// For how long the bot was busy with the message that it worked off last: until its last message
    /// was sent and its last call had ended.
    pub fn busy_for(&self) -> Duration {
        self.busy_until.saturating_sub(self.last_activity)
    }

    /// Who the consumer is, if the bot has set it.
    pub fn profile(&self) -> Option<&Profile> {
        self.profile.as_deref()
    }

    /// Whether the bot waits for the end of a call, or for the answer of its group, before it goes on.
    pub fn is_busy(&self) -> bool {
        self.pending.is_some() || self.asks_group
    }

    /// Uploads that are still under way in the background.
    pub fn background_calls(&self) -> usize {
        self.background.len()
    }

    /// What the conversation waits for while nothing happens.
    pub fn rest_state(&self) -> Ended {
        match self.state {
            State::Closed => Ended::Closed,
            State::WithAgent => Ended::WithAgent,
            State::Open | State::Surveying => self.waiting_at().map_or(Ended::Idle, Ended::Waiting),
        }
    }

    /// Whether the conversation is closed; the next message begins a new one.
    pub fn is_closed(&self) -> bool {
        self.state == State::Closed
    }

    /// Whether an agent has taken over.
    pub fn is_with_agent(&self) -> bool {
        self.state == State::WithAgent
    }

    /// Whether the conversation is closed and its survey plays.
    pub fn is_surveying(&self) -> bool {
        self.state == State::Surveying
    }

    /// Whether the integration that ended last succeeded, and its HTTP status if it got an answer;
    /// `None` before the first one (spec 11.7.4).
    pub fn last_outcome(&self) -> Option<(ApiResult, Option<u16>)> {
        self.last_outcome
    }

    /// Whether the consumer was silent for longer than the bot's session length (spec 13.10), or than a
    /// survey waits (spec 15.1).
    pub(super) fn is_expired(&self, bot: &LinkedBot) -> bool {
        let longest = match self.state {
            State::Surveying => SURVEY_TIMEOUT,
            _ => bot.settings.session_length,
        };
        self.now.saturating_sub(self.last_activity) > longest
    }

    /// The consumer says something new: what lived for the message before is gone, and what had another
    /// type than text is one now.
    pub(super) fn open_message(&mut self) {
        self.memory.open_message(self.stack.iter_mut().map(|frame| &mut frame.variables));
    }

    /// Everything is forgotten but the clock, the ids, the numbering of calls, and what is the
    /// consumer's rather than the session's.
    pub(super) fn start_afresh(&mut self) {
        *self = Self {
            now: self.now,
            last_activity: self.now,
            last_call: self.last_call,
            channel: self.channel,
            skills: self.skills.take(),
            has_siblings: self.has_siblings,
            memory: std::mem::take(&mut self.memory).for_next_session(self.state != State::Closed),
            profile: self.profile.take(),
            last_message: self.last_message,
            busy_until: self.busy_until,
            silent_since: self.silent_since,
            asked_to_start_over: self.asked_to_start_over,
            arriving: std::mem::take(&mut self.arriving),
            is_seeded: self.is_seeded,
            began: self.began,
            random: self.random,
            fixtures: self.fixtures.take(),
            ..Self::of(self.identity.clone())
        };
    }
}

/// How long a survey waits for an answer, by default.
const SURVEY_TIMEOUT: Duration = Duration::from_secs(60 * 60);
