//! One conversation, from input to the end of the turn.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use super::calls::{CallRecord, http_request, outcome};
use crate::engine::{Call, Event, Identity, Input, Session, advance_into};
use crate::integration::mock::{MockCounts, MockedCall, Overrides};
use crate::integration::{CallObserver, Gateway, GatewayCall};
use crate::linked::{IntegrationId, LinkedBot};
use crate::text::Reference;

/// Sees a conversation while it happens.
pub trait Watcher: CallObserver {
    /// Something happens. Events come in order; a call's event comes before the call is made. `bot` is the
    /// bot that the conversation is with at that moment; the event's ids are of that bot.
    fn event(&mut self, bot: &Arc<LinkedBot>, session: &Session, event: &Event);

    /// A call has ended.
    fn call_ended(&mut self, _bot: &Arc<LinkedBot>, _record: &CallRecord) {}
}

/// Something that happened, with the bot whose ids it holds.
#[derive(Clone, Debug)]
pub struct Happened {
    /// The bot.
    pub bot: Arc<LinkedBot>,
    /// What happened.
    pub event: Event,
}

/// Which integrations call their real service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LiveChoice {
    /// Every integration.
    pub all: bool,
    /// These.
    pub integrations: BTreeSet<IntegrationId>,
}

impl LiveChoice {
    /// Whether an integration is live.
    pub fn includes(&self, id: IntegrationId) -> bool {
        self.all || self.integrations.contains(&id)
    }
}

/// A conversation with a bot. A clone goes its own way; the bot and the gateway are shared.
#[derive(Clone, Debug)]
pub struct Conversation {
    bot: Arc<LinkedBot>,
    gateway: Arc<Gateway>,
    /// The engine's state.
    pub session: Session,
    /// Which integrations are live.
    pub live: LiveChoice,
    /// Answers of this conversation, tried before the bot's mocks and before live calls.
    pub overrides: Overrides,
    counts: MockCounts,
    calls: Vec<CallRecord>,
}

impl Conversation {
    /// A fresh conversation.
    pub fn new(bot: Arc<LinkedBot>, gateway: Arc<Gateway>, identity: Identity) -> Self {
        Self {
            bot,
            gateway,
            session: Session::new(identity),
            live: LiveChoice::default(),
            overrides: Overrides::default(),
            counts: MockCounts::default(),
            calls: Vec::new(),
        }
    }

    /// The bot that is played.
    pub fn bot(&self) -> &Arc<LinkedBot> {
        &self.bot
    }

    /// The gateway that answers calls.
    pub fn gateway(&self) -> &Arc<Gateway> {
        &self.gateway
    }

    /// Begins the conversation anew with the same bot. Mocks are fresh too; what is live, which answers
    /// override, the channel, and the list of calls that were made stay.
    pub fn restart(&mut self, identity: Identity) {
        let channel = self.session.chosen_channel();
        self.session = Session::new(identity);
        self.session.choose_channel(channel);
        self.counts = MockCounts::default();
    }

    /// All calls that were made so far.
    pub fn calls(&self) -> &[CallRecord] {
        &self.calls
    }

    /// Plays one input to the end of its turn, with all calls that it leads to. Uploads in the
    /// background are worked off after the flow has come to rest, each as a turn of its own.
    pub fn play(&mut self, input: Input, watcher: &mut dyn Watcher) {
        let mut background = VecDeque::new();
        self.turn(input, &mut background, watcher);
        while let Some(call) = background.pop_front() {
            let input = self.make(&call, watcher);
            self.turn(input, &mut background, watcher);
        }
    }

    fn turn(&mut self, input: Input, background: &mut VecDeque<Box<Call>>, watcher: &mut dyn Watcher) {
        let mut next = Some(input);
        while let Some(input) = next.take() {
            let mut events = Vec::new();
            advance_into(&self.bot, &mut self.session, input, &mut events);
            for event in &events {
                watcher.event(&self.bot, &self.session, event);
            }
            for event in events {
                match event {
                    Event::Call(call) if call.background => background.push_back(call),
                    Event::Call(call) => next = Some(self.make(&call, watcher)),
                    _ => {}
                }
            }
        }
    }

    fn make(&mut self, call: &Call, watcher: &mut dyn Watcher) -> Input {
        let request = http_request(&self.bot, call);
        // What has no real service that this program could call is answered by mocks.
        let is_http = self.bot.integration(call.integration).http().is_some();
        let live = is_http && self.live.includes(call.integration);
        let file_type = call.file.as_ref().map(|file| file.file.facts.type_label());
        let (bot, session) = (&self.bot, &self.session);
        let lookup = |reference: &Reference| session.lookup(bot, reference);
        let gateway_call = GatewayCall {
            id: call.integration,
            integration: bot.integration(call.integration),
            call: MockedCall { request: &request, file_type },
            live,
            lookup: &lookup,
            overrides: self.overrides.of(call.integration),
        };
        let answer = self.gateway.answer(gateway_call, &mut self.counts, watcher);
        let outcome = outcome(&answer);
        let record = CallRecord { integration: call.integration, request, file_type, answer };
        watcher.call_ended(&self.bot, &record);
        self.calls.push(record);
        Input::CallFinished(call.id, outcome)
    }
}
