//! Structured content that an author wrote or code made: read, judged, offered (scripting spec 7, 8).

use std::sync::Arc;

use serde_json::Value as Json;

use super::advance::Turn;
use super::flow::After;
use super::send::Offers;
use super::session::Offered;
use super::{MessageBody, Part, Problem, RichMessage};
use crate::linked::{ChoiceKind, InteractionId, Layout, Offer, OfferedChoice, UniversalJson, UniversalStep};
use crate::rich::{self, Action, Clickable, ClickableKind, MessageParts, Metadata, Violation};

impl Turn<'_> {
    /// A Universal interaction: it waits only where it says so (rulings, section 2).
    pub(super) fn play_universal(&mut self, id: InteractionId, step: &UniversalStep, part: Part) -> After {
        if step.waits {
            self.ask_by(id, |turn| turn.prepare_universal(step, id, part))
        } else {
            self.statement(id, |turn| turn.prepare_universal(step, id, part))
        }
    }

    /// Puts structured content on the message stack. What the window would refuse is not sent (scripting
    /// spec 7.7); what only this channel does not take is sent, and told.
    fn prepare_universal(&mut self, step: &UniversalStep, id: InteractionId, part: Part) {
        let (message, violations) = match self.universal_json(step, id) {
            Ok(json) => read_message(json),
            Err(violations) => (None, violations),
        };
        let Some(message) = message.filter(|_| violations.is_empty()) else {
            self.problem(Problem::NotRendered { from: id, violations: violations.into() });
            return;
        };
        let channel = self.session.channel(self.bot);
        let metadata = self.metadata(id);
        let (content, replies) = (&message.content, message.quick_replies.as_ref());
        let limits = rich::judge(Some(content), replies, metadata.as_deref(), channel);
        if !limits.is_empty() {
            self.problem(Problem::RichLimits { from: id, channel, violations: limits.into() });
        }
        let text = message.text.clone();
        let message = Arc::new(message);
        self.prepare(text, MessageBody::Rich(message.clone()), Some(id), part);
        self.offers(if message.offer.choices.is_empty() {
            Offers::Nothing
        } else {
            let waits = self.bot.interaction(id).step.waits();
            let offered = Offered::new(waits.then_some(id), message.offer.clone());
            Offers::Now(Box::new(Offered { rich: Some(message), ..offered }))
        });
    }

    fn universal_json(&mut self, step: &UniversalStep, id: InteractionId) -> Result<Json, Vec<Violation>> {
        match &step.content {
            UniversalJson::Value(value) => {
                Ok((*value.fill(&mut |template| self.fill(template, Some(id)))).clone())
            }
            UniversalJson::Text(template) => {
                let text = self.fill(template, Some(id));
                serde_json::from_str(&text).map_err(|_| rich::read_text(&text).violations)
            }
        }
    }
}

/// A message of its JSON: the content, with quick replies beside it under a key of their own.
pub fn read_message(json: Json) -> (Option<RichMessage>, Vec<Violation>) {
    let MessageParts { content, quick_replies, violations } = MessageParts::read(json);
    let message = content.map(|content| {
        let clickables = rich::clickables(Some(&content), quick_replies.as_ref());
        let choices = clickables.iter().map(choice).collect();
        let is_ticked =
            |one: &Clickable<'_>| matches!(one.kind, ClickableKind::Checkbox | ClickableKind::Card);
        let layout = Layout::Rich { multiple: clickables.iter().any(is_ticked) };
        let offer = Arc::new(Offer { layout, choices });
        let text = Arc::from(content.plain_text());
        RichMessage { content, quick_replies, offer, text }
    });
    (message, violations)
}

/// What can be tapped, as everything else that can be.
fn choice(clickable: &Clickable<'_>) -> OfferedChoice {
    let mut texts = clickable.actions.iter().filter_map(|action| match action {
        Action::PublishText(text) | Action::Checked(text) => Some(text.clone()),
        _ => None,
    });
    let said = texts.next();
    let url = clickable.actions.iter().find_map(|action| match action {
        Action::Link(link) => Some(link.uri.clone()),
        _ => None,
    });
    OfferedChoice {
        label: Arc::from(&*clickable.title),
        url: url.filter(|_| said.is_none()),
        value: said.filter(|said| **said != *clickable.title),
        kind: ChoiceKind::Rich,
        metadata: metadata_json(clickable.metadata),
        asks: matches!(clickable.kind, ClickableKind::DatePicker | ClickableKind::SlotList),
        ..OfferedChoice::default()
    }
}

/// The metadata of a tap as JSON, where there is some.
pub(super) fn metadata_json(metadata: &[Metadata]) -> Option<Arc<Json>> {
    let all: Vec<Json> = metadata.iter().map(|one| one.json.clone()).collect();
    (!all.is_empty()).then(|| Arc::new(Json::Array(all)))
}
