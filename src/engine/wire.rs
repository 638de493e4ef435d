//! Messages as the platform's own events (scripting spec 7.1).

use serde_json::{Map, Value as Json};

use super::{Card, Message, MessageBody};
use crate::bot::Channel;
use crate::rich::{Outgoing, PlainCard, PlainLink, events};

impl Message {
    /// The events that go over the wire, in order: one in most cases; tiles below a text are two.
    pub fn wire(&self, channel: Channel) -> Vec<Json> {
        let cards: Vec<PlainCard<'_>> = match &self.body {
            MessageBody::Cards(cards) => cards.iter().map(plain_card).collect(),
            _ => Vec::new(),
        };
        let outgoing = match &self.body {
            MessageBody::Text => Outgoing::Text(&self.text),
            MessageBody::Image => Outgoing::Image(&self.text),
            MessageBody::RichLink { url, image } => Outgoing::RichLink { title: &self.text, url, image },
            MessageBody::Choices(offer) => Outgoing::Offer { text: &self.text, offer },
            MessageBody::Cards(_) => Outgoing::Cards(&cards),
            MessageBody::Rich(rich) => Outgoing::Content {
                content: &rich.content.json,
                quick_replies: rich.quick_replies.as_ref().map(|replies| &replies.json),
            },
        };
        events(&outgoing, self.metadata.as_deref(), channel)
    }

    /// The structured content of those events with the quick replies under a key of their own, as an author
    /// writes both; `null` for a message that has neither.
    pub fn wire_content(&self, channel: Channel) -> Json {
        let Some(Json::Object(mut event)) = self.wire(channel).pop() else { return Json::Null };
        let quick_replies = event.remove("quickReplies");
        let mut content = match event.remove("content") {
            Some(Json::Object(content)) => content,
            _ => Map::new(),
        };
        content.extend(quick_replies.map(|replies| ("quickReplies".to_owned(), replies)));
        if content.is_empty() { Json::Null } else { Json::Object(content) }
    }
}

fn plain_card(card: &Card) -> PlainCard<'_> {
    let link = card.link.as_ref();
    PlainCard {
        title: &card.title,
        text: card.text.as_deref(),
        image: card.image.as_deref(),
        link: link.map(|link| PlainLink { label: link.label.as_deref(), url: &link.url }),
    }
}
