//! Preparing and sending what the bot says (spec 5.3, 5.4).

use std::sync::Arc;
use std::time::Duration;

use super::advance::Turn;
use super::session::Offered;
use super::{Event, Message, MessageBody, Part, Problem, Session, Trace, WaitedBecause, literals};
use crate::bot::{Content, named};
use crate::linked::{InteractionId, LinkedBot, Offer, Question};
use crate::text::{Reference, Segment, Template, split_text};

/// What a reference stands for in a session.
pub(super) type Lookup<'l> = dyn Fn(&LinkedBot, &Session, &Reference) -> Option<Arc<str>> + 'l;

impl Turn<'_> {
    /// A text with its references filled. What is not set stays as written and is reported (U-07).
    pub(super) fn fill(&mut self, template: &Template, at: Option<InteractionId>) -> Arc<str> {
        if let Some(text) = template.as_literal() {
            return text.clone();
        }
        self.fill_by(template, at, &|bot, session, reference| session.lookup(bot, reference))
    }

    /// As [`Self::fill`], with another way to look up what references stand for.
    pub(super) fn fill_by(
        &mut self,
        template: &Template,
        at: Option<InteractionId>,
        lookup: &Lookup<'_>,
    ) -> Arc<str> {
        let mut unresolved = Vec::new();
        let (bot, session) = (self.bot, &*self.session);
        let text = template.fill(&mut |reference| lookup(bot, session, reference), &mut unresolved);
        if let Some(from) = at.filter(|_| !unresolved.is_empty()) {
            for segment in template.segments() {
                if let Segment::Reference { range, verbatim, reference } = segment
                    && unresolved.contains(range)
                    && is_meant_as_reference(bot, reference)
                {
                    self.unresolved(verbatim.clone(), from);
                }
            }
        }
        text
    }

    /// A text of no interaction with its references filled, and those that are not set.
    pub(super) fn filled(&self, template: &Template) -> (Arc<str>, Vec<Arc<str>>) {
        let mut unresolved = Vec::new();
        let (bot, session) = (self.bot, &*self.session);
        let text = template.fill(&mut |reference| session.lookup(bot, reference), &mut unresolved);
        let written = template.segments().iter().filter_map(|segment| match segment {
            Segment::Reference { range, verbatim, reference }
                if unresolved.contains(range) && is_meant_as_reference(bot, reference) =>
            {
                Some(verbatim.clone())
            }
            _ => None,
        });
        (text, written.collect())
    }

    /// Reports a reference without a value, once where the texts of one message hold it several times.
    fn unresolved(&mut self, reference: Arc<str>, from: InteractionId) {
        let problem = Problem::UnresolvedReference { reference, from };
        let latest = self.events.iter().rev().map_while(|event| match event {
            Event::Problem(known) => Some(known),
            _ => None,
        });
        if !latest.into_iter().any(|known| *known == problem) {
            self.problem(problem);
        }
    }

    /// Sends one of an interaction's texts.
    pub(super) fn send_template(&mut self, template: &Template, id: InteractionId, part: Part) {
        self.prepare_template(template, id, part);
        self.flush();
    }

    /// Puts one of an interaction's texts on its message stack.
    pub(super) fn prepare_template(&mut self, template: &Template, id: InteractionId, part: Part) {
        let text = self.fill(template, Some(id));
        self.prepare_text(text, Some(id), part);
    }

    pub(super) fn prepare_image(&mut self, url: &Template, id: InteractionId) {
        if !self.session.channel(self.bot).shows(Content::Image) {
            self.not_shown(Content::Image, id);
            return;
        }
        let text = self.fill(url, Some(id));
        self.prepare(text, MessageBody::Image, Some(id), Part::Content);
    }

    pub(super) fn prepare_private_message(&mut self, text: &Template, id: InteractionId) {
        let text = self.fill(text, Some(id));
        let event = Event::PrivateMessage { text, from: Some(id), metadata: self.metadata(id) };
        self.prepared.push(Prepared::new(event));
    }

    /// Puts a text for agents on the message stack that code sends.
    pub(super) fn prepare_private(&mut self, text: Arc<str>, from: Option<InteractionId>) {
        let event = Event::PrivateMessage { text, from, metadata: None };
        self.prepared.push(Prepared::new(event));
    }

    pub(super) fn prepare_question(&mut self, question: &Question, id: InteractionId, part: Part) {
        let text = self.fill(&question.text, Some(id));
        match &question.offering {
            Some(offering) => self.prepare_offer(offering, text, id, part),
            None => self.prepare_text(text, Some(id), part),
        }
    }

    /// Sends a text of the platform.
    pub(super) fn send_built_in(&mut self, text: &str, from: Option<InteractionId>) {
        self.send_text(Arc::from(text), from, Part::BuiltIn);
    }

    /// Sends the error text: the Default User-Friendly Response, else the platform's (spec 2.1).
    pub(super) fn send_error(&mut self, id: InteractionId) {
        match &self.bot.default_response {
            Some(response) => self.send_template(response, id, Part::DefaultResponse),
            None => self.send_built_in(literals::DEFAULT_FALLBACK, Some(id)),
        }
    }

    /// Sends a text.
    pub(super) fn send_text(&mut self, text: Arc<str>, from: Option<InteractionId>, part: Part) {
        self.prepare_text(text, from, part);
        self.flush();
    }

    /// Puts a text on the message stack: as several messages where it is too long or says so itself, not
    /// at all where it is the word for nothing.
    pub(super) fn prepare_text(&mut self, text: Arc<str>, from: Option<InteractionId>, part: Part) {
        if &*text == literals::BLANK_MESSAGE {
            return;
        }
        let limit = if self.session.unsplit { usize::MAX } else { self.bot.settings.text_limit as usize };
        if text.len() <= limit && !text.contains(literals::BREAK_WITH_DELAY) {
            self.prepare(text, MessageBody::Text, from, part);
            return;
        }
        let mut wait = Duration::ZERO;
        for (piece, delay) in manual_breaks(&text) {
            // Where nothing is said between two breaks, both delays pass.
            wait += delay;
            let pieces = split_text(piece, limit).into_iter();
            for piece in pieces.filter(|piece| !piece.is_empty() && *piece != literals::BLANK_MESSAGE) {
                self.prepare(Arc::from(piece), MessageBody::Text, from, part);
                if let Some(last) = self.prepared.last_mut() {
                    last.wait = std::mem::take(&mut wait);
                }
            }
        }
    }

    pub(super) fn prepare(
        &mut self,
        text: Arc<str>,
        body: MessageBody,
        from: Option<InteractionId>,
        part: Part,
    ) {
        let metadata = from.filter(|_| matches!(part, Part::Content | Part::Repeated));
        let metadata = metadata.and_then(|id| self.metadata(id));
        let message = Message { text, body, from, part, at: Duration::ZERO, metadata };
        self.prepared.push(Prepared::new(Event::Message(message)));
    }

    /// The metadata that goes with an interaction's content.
    pub(super) fn metadata(&mut self, id: InteractionId) -> Option<Arc<serde_json::Value>> {
        let metadata = self.bot.interaction(id).metadata.as_deref()?;
        Some(metadata.fill(&mut |template| self.fill(template, Some(id))))
    }

    /// Sends everything that is on the message stack, in its order (spec 5.2.2).
    pub(super) fn flush(&mut self) {
        for Prepared { wait, mut event, offers } in self.prepared.drain(..) {
            if !wait.is_zero() {
                self.session.now += wait;
                let from = sender(&event);
                self.events.push(Event::Trace(Trace::Waited {
                    from,
                    time: wait,
                    because: WaitedBecause::Break,
                }));
            }
            if let Event::Message(message) = &mut event {
                message.at = self.session.now;
                self.session.silent_since = self.session.now;
            }
            match offers {
                Offers::AsBefore => {}
                Offers::Nothing => self.session.offer_nothing(),
                Offers::Now(offered) => self.session.offer_now(*offered),
            }
            self.events.push(event);
        }
    }

    /// Says what the last message of the stack offers. It is on offer when the message is sent, and never where
    /// the message is dropped.
    pub(super) fn offers(&mut self, offers: Offers) {
        if let Some(last) = self.prepared.last_mut() {
            last.offers = offers;
        }
    }
}

/// Something on an interaction's message stack: prepared, and sent with all the rest after one delay.
#[derive(Debug)]
pub(super) struct Prepared {
    /// A wait of its own before it, where its text asks for one.
    wait: Duration,
    pub(super) event: Event,
    /// What can be tapped once it is sent.
    pub(super) offers: Offers,
}

impl Prepared {
    fn new(event: Event) -> Self {
        Self { wait: Duration::ZERO, event, offers: Offers::AsBefore }
    }
}

/// What a message changes of what can be tapped.
#[derive(Debug)]
pub(super) enum Offers {
    /// It has nothing to do with that.
    AsBefore,
    /// It shows that there is nothing to tap.
    Nothing,
    /// It offers something of its own.
    Now(Box<Offered>),
}

impl Offers {
    /// Something to tap, by the question that waits for it, if one does.
    pub(super) fn now(question: Option<InteractionId>, offer: Arc<Offer>) -> Self {
        Self::Now(Box::new(Offered::new(question, offer)))
    }
}

fn sender(event: &Event) -> Option<InteractionId> {
    match event {
        Event::Message(message) => message.from,
        Event::PrivateMessage { from, .. } => *from,
        _ => None,
    }
}

/// `{this one}` may be a remark in braces: it is a reference only if there is such an integration.
fn is_meant_as_reference(bot: &LinkedBot, reference: &Reference) -> bool {
    match reference {
        Reference::Field { integration, .. } => bot.find_integration(integration).is_some(),
        _ => true,
    }
}

/// The pieces of a text between its `tag::breakWithDelay=<ms>` marks, each with the delay before it
/// (spec 5.4.4). A delay is at most ten seconds, as everywhere (spec 5.1).
fn manual_breaks(text: &str) -> Vec<(&str, Duration)> {
    const MOST: u64 = 10_000;
    let mut pieces = text.split(literals::BREAK_WITH_DELAY);
    let mut found: Vec<(&str, Duration)> =
        pieces.next().map(|first| (first.trim_end(), Duration::ZERO)).into_iter().collect();
    for piece in pieces {
        let digits = piece.len() - piece.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        let delay = piece[..digits].parse().unwrap_or(0).min(MOST);
        found.push((piece[digits..].trim(), Duration::from_millis(delay)));
    }
    found
}

impl Session {
    /// What a reference stands for now; `None` where nothing of that name is set (spec 10.1).
    pub fn lookup(&self, bot: &LinkedBot, reference: &Reference) -> Option<Arc<str>> {
        match reference {
            Reference::BotVariable(name) => self.variable(name),
            Reference::Slot(name) => self.variable(&format!("slot.{name}")),
            Reference::Environment(name) => {
                let fixture = named(&self.fixtures(bot).environment, name);
                fixture.or_else(|| bot.environment.get(name)).cloned()
            }
            Reference::UserMessage => Some(self.request.said.clone()),
            Reference::QuickReplyPayload => self.request.payload.clone(),
            Reference::ConversationId => Some(self.identity.conversation.clone()),
            Reference::ChatBotId => Some(self.identity.bot.clone()),
            Reference::ChatBotUserId => Some(self.identity.consumer.clone()),
            Reference::ChatBotUserPlatformId => Some(self.identity.bot_agent.clone()),
            Reference::FirstName => Some(self.identity.bot_first_name.clone()),
            Reference::Field { integration, field } => self.variable(&format!("{integration}.{field}")),
            Reference::JsonPath { variable, path } => self.memory.results.path_text(variable, path),
            Reference::Request(_) | Reference::File(_) => None,
        }
    }
}
