//! The state of one conversation.

use std::sync::Arc;
use std::time::Duration;

use super::variables::{Results, Variables};
use super::{CallId, ConsumerFile};
use crate::linked::{DialogId, InteractionId, LinkedBot, OfferedChoice};

/// Who talks: ids that texts may show. They are given, never made up, so that runs repeat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// `{$conversationId}`
    pub conversation: Arc<str>,
    /// `{$chatBotId}`
    pub bot: Arc<str>,
    /// `{$chatBotUserId}`
    pub consumer: Arc<str>,
    /// `{$chatBotUserPlatformId}`
    pub bot_agent: Arc<str>,
    /// `{$firstname}`
    pub bot_first_name: Arc<str>,
}

impl Default for Identity {
    fn default() -> Self {
        Self {
            conversation: Arc::from("conversation-1"),
            bot: Arc::from("bot-1"),
            consumer: Arc::from("consumer-1"),
            bot_agent: Arc::from("bot-agent-1"),
            bot_first_name: Arc::from("Bot"),
        }
    }
}

/// One conversation with a bot. Cheap to clone; a clone goes its own way.
#[derive(Clone, Debug)]
pub struct Session {
    pub(super) identity: Arc<Identity>,
    pub(super) now: Duration,
    pub(super) last_activity: Duration,
    pub(super) state: State,
    pub(super) request: Request,
    pub(super) request_variables: Variables,
    pub(super) session_variables: Variables,
    pub(super) results: Results,
    pub(super) stack: Vec<Frame>,
    pub(super) chain: Chain,
    pub(super) offered: Option<Offered>,
    pub(super) pending: Option<PendingCall>,
    pub(super) background: Vec<PendingCall>,
    pub(super) last_call: u32,
    /// Whether there are bots that can be asked when this one has no answer.
    pub(super) has_siblings: bool,
    /// Whether they are being asked.
    pub(super) asks_group: bool,
}

/// The question whose choices were shown last, and the choices.
pub(super) type Offered = (InteractionId, Arc<[OfferedChoice]>);

/// Whether the bot is in the conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Open,
    WithAgent,
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
    /// The file that is on its way to the external system, and the File Upload that took it.
    pub(super) upload: Option<(InteractionId, Arc<ConsumerFile>)>,
}

impl Request {
    pub(super) fn new(said: Arc<str>) -> Self {
        Self { said, also: None, payload: None, upload: None }
    }
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
}

impl Frame {
    pub(super) fn new(dialog: DialogId) -> Self {
        Self { dialog, waiting: None, fallbacks: 0, variables: Variables::new() }
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
        Self {
            identity: Arc::new(identity),
            now: Duration::ZERO,
            last_activity: Duration::ZERO,
            state: State::Open,
            request: Request::new(Arc::from("")),
            request_variables: Variables::new(),
            session_variables: Variables::new(),
            results: Results::default(),
            stack: Vec::new(),
            chain: Chain::default(),
            offered: None,
            pending: None,
            background: Vec::new(),
            last_call: 0,
            has_siblings: false,
            asks_group: false,
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
    pub fn offered(&self) -> &[OfferedChoice] {
        match &self.offered {
            Some((question, choices)) if self.waiting_at() == Some(*question) => choices,
            _ => &[],
        }
    }

    /// Whether the bot waits for the end of a call, or for the answer of its group, before it goes on.
    pub fn is_busy(&self) -> bool {
        self.pending.is_some() || self.asks_group
    }

    /// Uploads that are still under way in the background.
    pub fn background_calls(&self) -> usize {
        self.background.len()
    }

    /// Whether the conversation is closed; the next message begins a new one.
    pub fn is_closed(&self) -> bool {
        self.state == State::Closed
    }

    /// Whether an agent has taken over.
    pub fn is_with_agent(&self) -> bool {
        self.state == State::WithAgent
    }

    /// Whether the consumer was silent for longer than the bot's session length (spec 13.10).
    pub(super) fn is_expired(&self, bot: &LinkedBot) -> bool {
        self.now.saturating_sub(self.last_activity) > bot.settings.session_length
    }

    /// Everything but the clock, the ids and the numbering of calls is forgotten.
    pub(super) fn start_afresh(&mut self) {
        let identity = Identity::clone(&self.identity);
        let fresh = Self {
            now: self.now,
            last_activity: self.now,
            last_call: self.last_call,
            has_siblings: self.has_siblings,
            ..Self::new(identity)
        };
        *self = fresh;
    }
}
