//! Quick replies that bot code adds (scripting spec 5.2).

use std::sync::Arc;

use super::advance::Turn;
use super::session::Offered;
use super::{Event, MessageBody, Part};
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
        self.session.offer_now(Offered::new(None, offer.clone()));
        self.prepare(text, MessageBody::Choices(offer), from, Part::Code);
    }

    /// Adds the quick replies that Pre-Process code wants to the last message of an interaction's content,
    /// which begins at this place of the message stack.
    pub(super) fn attach_replies(&mut self, first: usize, id: InteractionId) {
        if self.code_replies.is_empty() {
            return;
        }
        let replies: Vec<OfferedChoice> =
            std::mem::take(&mut self.code_replies).iter().map(offered).collect();
        let Some(body) = self.last_body(first) else { return };
        let offer = match body {
            MessageBody::Choices(offer) => {
                let choices = offer.choices.iter().cloned().chain(replies).collect();
                Arc::new(Offer { layout: offer.layout.clone(), choices })
            }
            MessageBody::Text => {
                let layout = Layout::QuickReplies { per_row: None };
                Arc::new(Offer { layout, choices: replies.into() })
            }
            _ => return,
        };
        *body = MessageBody::Choices(offer.clone());
        let waits = self.bot.interaction(id).step.waits();
        self.session.offer_now(Offered::new(waits.then_some(id), offer));
    }

    fn last_body(&mut self, first: usize) -> Option<&mut MessageBody> {
        let content = self.prepared.get_mut(first..)?;
        content.iter_mut().rev().find_map(|prepared| match &mut prepared.event {
            Event::Message(message) => Some(&mut message.body),
            _ => None,
        })
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
