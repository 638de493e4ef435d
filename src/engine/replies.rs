//! Quick replies that bot code adds (scripting spec 5.2).

use std::sync::Arc;

use super::advance::Turn;
use super::send::Offers;
use super::{Event, MessageBody, Part, Problem};
use crate::linked::{ChoiceKind, InteractionId, Layout, Offer, OfferedChoice};
use crate::script::CodeReply;

impl Turn<'_> {
    /// Puts a text with quick replies on the message stack. It asks nothing: whatever is said is matched as
    /// if it had not been there.
    pub(super) fn prepare_code_replies(
        &mut self,
        text: Arc<str>,
        replies: &[CodeReply],
        from: Option<InteractionId>,
    ) {
        let choices = replies.iter().map(offered).collect();
        let offer = Arc::new(Offer { layout: Layout::QuickReplies { per_row: None }, choices });
        self.prepare(text, MessageBody::Choices(offer.clone()), from, Part::Code);
        self.offers(Offers::now(None, offer));
    }

    /// Adds the quick replies that Pre-Process code wants to the last message of an interaction's content,
    /// which begins at this place of the message stack. Only texts and what offers choices can have some.
    pub(super) fn attach_replies(&mut self, first: usize, id: InteractionId) {
        let replies = std::mem::take(&mut self.code_replies);
        if replies.is_empty() {
            return;
        }
        let own: &[OfferedChoice];
        let layout = match self.last_body(first) {
            Some(MessageBody::Choices(offer)) => {
                own = &offer.choices;
                offer.layout.clone()
            }
            Some(MessageBody::Text) => {
                own = &[];
                Layout::QuickReplies { per_row: None }
            }
            _ => {
                self.problem(Problem::NoPlaceForReplies(id));
                return;
            }
        };
        let choices = own.iter().cloned().chain(replies.iter().map(offered)).collect();
        let offer = Arc::new(Offer { layout, choices });
        let waits = self.bot.interaction(id).step.waits();
        self.offer_by_last(first, waits.then_some(id), offer);
    }

    fn last_body(&self, first: usize) -> Option<&MessageBody> {
        self.prepared.get(first..)?.iter().rev().find_map(|prepared| match &prepared.event {
            Event::Message(message) => Some(&message.body),
            _ => None,
        })
    }

    /// Lets the last message from this place of the stack on offer something, instead of what it did.
    fn offer_by_last(&mut self, first: usize, question: Option<InteractionId>, offer: Arc<Offer>) {
        for prepared in self.prepared.iter_mut().skip(first).rev() {
            if let Event::Message(message) = &mut prepared.event {
                message.body = MessageBody::Choices(offer.clone());
                prepared.offers = Offers::now(question, offer);
                return;
            }
        }
    }
}

fn offered(reply: &CodeReply) -> OfferedChoice {
    OfferedChoice {
        label: reply.title.clone(),
        value: reply.payload.clone(),
        kind: ChoiceKind::QuickReply,
        ..OfferedChoice::default()
    }
}
