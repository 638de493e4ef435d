//! One conversation, from input to the end of the turn.

use std::collections::VecDeque;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::time::Duration;

use super::calls::{CallRecord, http_request, outcome};
use super::hand_over::HandOvers;
use super::member::{Member, identity_of};
use crate::engine::{Call, Event, HandOver, Identity, Input, Session, advance_into};
use crate::integration::mock::{MockCounts, MockedCall};
use crate::integration::{CallObserver, Gateway, GatewayCall};
use crate::linked::LinkedBot;
use crate::text::{Moment, Reference};

/// Sees a conversation while it happens.
pub trait Watcher: CallObserver {
    /// Something happens. Events come in order; a call's event comes before the call is made. `bot` is the
    /// bot that the conversation is with at that moment; the event's ids are of that bot.
    fn event(&mut self, bot: &Arc<LinkedBot>, session: &Session, event: &Event);

    /// A call has ended: the last one of `calls`, which are all since the conversation began.
    fn call_ended(&mut self, _bot: &Arc<LinkedBot>, _calls: &[CallRecord]) {}
}

/// Something that happened, with the bot whose ids it holds.
#[derive(Clone, Debug)]
pub struct Happened {
    /// The bot.
    pub bot: Arc<LinkedBot>,
    /// What happened.
    pub event: Event,
}

/// A conversation with one bot, or with several of which one has it at a time; it can be asked whatever
/// that bot's [`Member`] can. A clone goes its own way; the bots and the gateway are shared.
#[derive(Clone, Debug)]
pub struct Conversation {
    /// In the order in which they were named; the first one answers first. Never empty.
    pub(super) members: Vec<Member>,
    /// Which of them has the conversation.
    pub(super) active: usize,
    gateway: Arc<Gateway>,
    calls: Vec<CallRecord>,
    /// So many calls were made before the conversation began anew.
    earlier_calls: usize,
    /// What a bot has said since the consumer spoke, as far as others may hear it.
    pub(super) last_message: Option<Arc<str>>,
}

/// What an input has led to so far.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// Calls that nobody waits for, with the bot that makes them.
    background: VecDeque<(usize, Box<Call>)>,
    /// How often the conversation has changed hands.
    pub(super) hand_overs: HandOvers,
}

impl Deref for Conversation {
    type Target = Member;

    fn deref(&self) -> &Member {
        &self.members[self.active]
    }
}

impl DerefMut for Conversation {
    fn deref_mut(&mut self) -> &mut Member {
        &mut self.members[self.active]
    }
}

impl Conversation {
    /// A fresh conversation.
    pub fn new(bot: Arc<LinkedBot>, gateway: Arc<Gateway>, identity: Identity) -> Self {
        let members = vec![Member::new(bot, identity)];
        Self { members, active: 0, gateway, calls: Vec::new(), earlier_calls: 0, last_message: None }
    }

    /// The same with further bots, to which it can be handed over.
    pub fn with_others(mut self, bots: impl IntoIterator<Item = Arc<LinkedBot>>) -> Self {
        self.members.extend(bots.into_iter().map(|bot| Member::new(bot, Identity::default())));
        let identity = self.members[0].session.identity().clone();
        self.restart(identity);
        self
    }

    /// The gateway that answers calls.
    pub fn gateway(&self) -> &Arc<Gateway> {
        &self.gateway
    }

    /// All bots of the run, in the order in which they were named.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// As [`Conversation::members`], to change what is live and which answers override.
    pub fn members_mut(&mut self) -> &mut [Member] {
        &mut self.members
    }

    /// The place of the bot that has the conversation.
    pub fn active(&self) -> usize {
        self.active
    }

    /// Begins the conversation anew with the first bot; the others forget it too. Mocks are fresh too;
    /// what is live, which answers override, the channel, and the list of calls that were made stay.
    pub fn restart(&mut self, identity: Identity) {
        self.active = 0;
        self.last_message = None;
        self.earlier_calls = self.calls.len();
        for place in 0..self.members.len() {
            let has_siblings = self.siblings(place).next().is_some();
            let member = &mut self.members[place];
            let fresh = Session::new(identity_of(place, &identity)).with_siblings(has_siblings);
            member.session = fresh.as_chosen_for(&member.session);
            member.counts = MockCounts::default();
        }
    }

    /// Says when the conversation begins, which bot code sees as its clock.
    pub fn begin_at(&mut self, moment: Moment) {
        self.members.iter_mut().for_each(|member| member.session.begin_at(moment));
    }

    /// All calls that were made so far.
    pub fn calls(&self) -> &[CallRecord] {
        &self.calls
    }

    /// This conversation without the list of its calls, which only grows: a length tells what it was.
    pub(super) fn without_calls(&self) -> Self {
        Self {
            members: self.members.clone(),
            active: self.active,
            gateway: self.gateway.clone(),
            calls: Vec::new(),
            earlier_calls: self.earlier_calls,
            last_message: self.last_message.clone(),
        }
    }

    /// Becomes as `state` is, with so many of its own calls and with what is live now.
    pub(super) fn become_as(&mut self, state: &Self, calls: usize) {
        let mut kept = std::mem::take(&mut self.calls);
        kept.truncate(calls);
        let live: Vec<_> = self.members.iter_mut().map(|member| std::mem::take(&mut member.live)).collect();
        *self = Self { calls: kept, ..state.without_calls() };
        for (member, live) in self.members.iter_mut().zip(live) {
            member.live = live;
        }
    }

    /// Plays one input to the end of its turn, with all calls that it leads to, also by the bots to which
    /// the conversation is handed. Uploads in the background are worked off after the flow has come to
    /// rest, each as a turn of its own.
    pub fn play(&mut self, input: Input, watcher: &mut dyn Watcher) {
        self.begin_again_if_closed(&input);
        if !matches!(input, Input::TimePassed(_)) {
            self.last_message = None;
        }
        let mut progress = Progress::default();
        self.play_to_the_end(self.active, input, &mut progress, watcher);
    }

    /// Plays an input to a bot, and then the uploads in the background that it leads to.
    pub(super) fn play_to_the_end(
        &mut self,
        place: usize,
        input: Input,
        progress: &mut Progress,
        watcher: &mut dyn Watcher,
    ) {
        self.play_on(place, input, progress, watcher);
        while let Some((place, call)) = progress.background.pop_front() {
            let input = self.make(place, &call, watcher);
            self.play_on(place, input, progress, watcher);
        }
    }

    /// Plays an input to a bot, and then what the bots do to which it hands over.
    fn play_on(&mut self, place: usize, input: Input, progress: &mut Progress, watcher: &mut dyn Watcher) {
        let mut next = Some((place, input));
        while let Some((place, input)) = next.take() {
            let over = self.turn(place, input, progress, watcher);
            next = over.and_then(|over| self.receiver(place, over));
        }
    }

    /// One turn of one bot; returns to whom it hands over.
    fn turn(
        &mut self,
        place: usize,
        input: Input,
        progress: &mut Progress,
        watcher: &mut dyn Watcher,
    ) -> Option<Box<HandOver>> {
        let mut next = Some(input);
        let mut over = None;
        while let Some(input) = next.take() {
            let mut events = Vec::new();
            let member = &mut self.members[place];
            advance_into(&member.bot, &mut member.session, input, &mut events);
            for event in &mut events {
                self.note(place, event, &mut progress.hand_overs);
                let member = &self.members[place];
                watcher.event(&member.bot, &member.session, event);
            }
            for event in events {
                match event {
                    Event::Call(call) if call.background => progress.background.push_back((place, call)),
                    Event::Call(call) => next = Some(self.make(place, &call, watcher)),
                    Event::AskGroup(said) => next = Some(self.answer_of_group(place, &said)),
                    Event::HandOver(to) => over = over.or(Some(to)),
                    _ => {}
                }
            }
            if next.is_none() && over.is_none() && self.members[place].session.has_arrivals() {
                // A hand-over was refused, so what is still to come is for the same bot.
                next = Some(Input::TimePassed(Duration::ZERO));
            }
        }
        over
    }

    fn make(&mut self, place: usize, call: &Call, watcher: &mut dyn Watcher) -> Input {
        let Member { bot, session, live, overrides, counts } = &mut self.members[place];
        // What has no real service that this program could call is answered by mocks.
        let live = bot.integration(call.integration).http().is_some() && live.includes(call.integration);
        let request = http_request(bot, call);
        let file_type = call.file.as_ref().map(|file| file.file.facts.type_label());
        let lookup = |reference: &Reference| session.lookup(bot, reference);
        let gateway_call = GatewayCall {
            id: call.integration,
            integration: bot.integration(call.integration),
            call: MockedCall { request: &request, file_type },
            live,
            lookup: &lookup,
            overrides: overrides.of(call.integration),
        };
        let answer = self.gateway.answer(gateway_call, counts, watcher);
        let outcome = outcome(&answer);
        let record =
            CallRecord { bot: bot.clone(), integration: call.integration, request, file_type, answer };
        self.calls.push(record);
        watcher.call_ended(bot, self.calls.get(self.earlier_calls..).unwrap_or_default());
        Input::CallFinished(call.id, outcome)
    }
}
