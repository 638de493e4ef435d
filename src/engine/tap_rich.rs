//! Taps on structured content (scripting spec 7.3, 8).

use std::sync::Arc;

use super::advance::Turn;
use super::pages::map_address;
use super::rich::metadata_json;
use super::session::{Answer, Offered, Request};
use super::{Event, Problem, RichMessage, RichTap, Trace};
use crate::rich::{self, Clickable, ClickableKind, Effect, Refusal, Tapped};

impl Turn<'_> {
    /// The consumer taps elements of structured content, one after the other. A turn begins where one of
    /// them says something.
    pub(super) fn tap_rich(
        &mut self,
        mut offered: Offered,
        message: &RichMessage,
        places: &[usize],
        picked: Option<&Arc<str>>,
    ) {
        let clickables = rich::clickables(Some(&message.content), message.quick_replies.as_ref());
        if places.is_empty() || places.iter().any(|place| *place >= clickables.len()) {
            self.problem(Problem::NothingToTap { offered: clickables.len() });
            return;
        }
        for place in places {
            let Some(clickable) = clickables.get(*place) else { continue };
            if clickable.kind == ClickableKind::QuickReply && offered.replies_are_gone {
                self.problem(Problem::ReplyIsGone(Arc::from(&*clickable.title)));
                return;
            }
            let Some(tapped) = rich::tap(&clickables, place + 1, &mut offered.ticked) else { continue };
            self.session.remember_ticks(&offered);
            if self.take_tap(clickable, tapped, picked) {
                return;
            }
        }
    }

    /// What a tap does, in order. Whether a turn has begun.
    fn take_tap(&mut self, clickable: &Clickable<'_>, tapped: Tapped, picked: Option<&Arc<str>>) -> bool {
        let label: Arc<str> = Arc::from(&*clickable.title);
        if let Some(refusal) = tapped.refused {
            self.problem(Problem::TapRefused { label, nothing_ticked: refusal == Refusal::NothingTicked });
            return false;
        }
        let mut said = Vec::new();
        for effect in &tapped.effects {
            match effect {
                Effect::Publish(text) | Effect::Submit(text) => said.push(text.clone()),
                Effect::OpenLink(link) => self.events.push(Event::LinkOpened(link.uri.clone())),
                Effect::Navigate(place) => {
                    self.events.push(Event::LinkOpened(Arc::from(map_address(place))));
                }
                Effect::AskDate(picker) => match picked.map(|picked| rich::say_date(picker, picked)) {
                    Some(Ok(text)) => said.push(Arc::from(text)),
                    Some(Err(why)) => return self.ask_to_pick(label, Some(why)),
                    None => return self.ask_to_pick(label, Some(rich::date_hint(picker))),
                },
                Effect::AskSlot(slots) => match picked.map(|picked| rich::say_slot(slots, picked)) {
                    Some(Ok(text)) => said.push(Arc::from(text)),
                    Some(Err(why)) => return self.ask_to_pick(label, Some(why)),
                    None => return self.ask_to_pick(label, Some(rich::slot_hint(slots))),
                },
                Effect::Ticked(on) => {
                    self.trace(Trace::RichTap(RichTap::Ticked { label: label.clone(), on: *on }))
                }
                Effect::AddToCart(items) => {
                    let products =
                        items.iter().filter_map(|item| item.product_id.as_deref()).collect::<Vec<_>>();
                    let what = Arc::from(products.join(", "));
                    self.trace(Trace::RichTap(RichTap::Cart { label: label.clone(), what }));
                }
                Effect::Custom(_) => self.trace(Trace::RichTap(RichTap::Custom { label: label.clone() })),
            }
        }
        self.say_tapped(clickable, label, said, metadata_json(&tapped.metadata))
    }

    fn ask_to_pick(&mut self, label: Arc<str>, hint: Option<String>) -> bool {
        let hint = Arc::from(hint.unwrap_or_default());
        self.problem(Problem::PickFirst { label, hint });
        false
    }

    /// The first text is the consumer's message; further ones follow it as messages of their own.
    fn say_tapped(
        &mut self,
        clickable: &Clickable<'_>,
        label: Arc<str>,
        said: Vec<Arc<str>>,
        metadata: Option<Arc<serde_json::Value>>,
    ) -> bool {
        let mut said = said.into_iter();
        let Some(first) = said.next() else { return false };
        self.trace(Trace::Tapped { label: label.clone(), said: first.clone() });
        let is_reply = clickable.kind == ClickableKind::QuickReply;
        let mut request = Request::new(first.clone());
        if is_reply {
            request = Request { also: Some(label), payload: Some(first.clone()), ..request };
        }
        let answer = Answer { button_payload: (!is_reply).then_some(first), metadata, listed: None };
        self.session.request = Request { answer: Some(Arc::new(answer)), ..request };
        self.follow_up(said);
        self.trace_answer();
        self.answer_or_route();
        true
    }
}
