//! What the platform makes of a tap, or of a number that stands for one (spec 7.2, 7.3, 9.3).

use std::sync::Arc;

use super::advance::Turn;
use super::rules::same;
use super::session::{Answer, Offered, Request};
use super::{Event, Problem, Trace, literals};
use crate::bot::{ListStyle, QuickReplyValue};
use crate::linked::{ChoiceKind, Layout, Offer, OfferedChoice};

impl Turn<'_> {
    /// The consumer taps choices of what was offered.
    pub(super) fn tap(&mut self, offered: Option<Offered>, taps: &[usize], picked: Option<&Arc<str>>) {
        if let Some(message) = offered.as_ref().and_then(|offered| offered.rich.clone())
            && let Some(offered) = offered
        {
            self.tap_rich(offered, &message, taps, picked);
            return;
        }
        let offer = offered.map(|offered| offered.offer).filter(|offer| !offer.is_typed());
        let Some(chosen) = offer.as_ref().and_then(|offer| chosen(offer, taps)) else {
            let offered = offer.map_or(0, |offer| offer.choices.len());
            self.problem(Problem::NothingToTap { offered });
            return;
        };
        let (Some(offer), [first, others @ ..]) = (&offer, &*chosen) else { return };
        if !others.is_empty() && !offer.is_multiple() {
            self.problem(Problem::OneTapOnly);
            return;
        }
        if let Some(url) = &first.url {
            // The page opens, the question keeps waiting (spec U-10).
            self.events.push(Event::LinkOpened(url.clone()));
            return;
        }
        let request = self.tapped(offer, first, &chosen);
        let label = if others.is_empty() { first.label.clone() } else { joined(&chosen, ", ") };
        self.trace(Trace::Tapped { label, said: request.said.clone() });
        self.session.request = request;
        self.trace_answer();
        self.answer_or_route();
    }

    /// What the bot gets of a tap (spec 7.3; rulings, section 2).
    fn tapped(&self, offer: &Offer, choice: &OfferedChoice, chosen: &[&OfferedChoice]) -> Request {
        let label = choice.label.clone();
        let mut button_payload = None;
        let request = match choice.kind {
            // Elements of structured content are tapped elsewhere.
            ChoiceKind::Choice | ChoiceKind::Tile | ChoiceKind::Rich => Request::new(label),
            ChoiceKind::QuickReply => self.quick_reply(label, choice.value.clone()),
            ChoiceKind::Button => {
                let callback = choice.value.clone().unwrap_or_else(|| label.clone());
                button_payload = Some(callback.clone());
                let says_label = self.bot.settings.connector.enable_button_text_on_postback;
                Request::new(if says_label { label } else { callback })
            }
            ChoiceKind::Item => {
                let titles = joined(chosen, literals::BETWEEN_SELECTED);
                selected("", titles)
            }
            ChoiceKind::Time => match &offer.layout {
                Layout::TimePicker { event: Some(event), .. } => {
                    selected(&format!("{}{event} ", literals::FOR_EVENT), label)
                }
                _ => selected("", label),
            },
        };
        let metadata = choice.metadata.clone();
        if button_payload.is_none() && metadata.is_none() {
            return request;
        }
        let answer = Answer { button_payload, metadata, listed: None };
        Request { answer: Some(Arc::new(answer)), ..request }
    }

    fn quick_reply(&self, title: Arc<str>, payload: Option<Arc<str>>) -> Request {
        let Some(payload) = payload else { return Request::new(title) };
        let (said, also) = match self.bot.settings.quick_reply_value {
            QuickReplyValue::Payload => (payload.clone(), title),
            QuickReplyValue::Title => (title, payload.clone()),
        };
        Request { also: Some(also), payload: Some(payload), ..Request::new(said) }
    }

    pub(super) fn trace_answer(&mut self) {
        let Some(answer) = self.session.request.answer.clone() else { return };
        let payload = answer.button_payload.clone().filter(|payload| **payload != *self.session.request.said);
        if payload.is_some() || answer.metadata.is_some() {
            self.trace(Trace::TapBrings { payload, metadata: answer.metadata.clone() });
        }
    }

    /// A number or letter that stands for a choice of the list in the question's text (spec 9.3).
    pub(super) fn read_list_marker(&mut self) {
        let Some(Offered { question, offer, .. }) = &self.session.offered else { return };
        let Layout::Typed(style) = offer.layout else { return };
        if self.session.waiting_at() != *question {
            return;
        }
        let said = self.session.request.said.trim();
        // What a choice says itself is that choice, whatever stands before another.
        if offer.choices.iter().any(|choice| same(&choice.label, said)) {
            return;
        }
        let place = (0..offer.choices.len()).find(|place| is_marker(said, style, *place));
        let Some(choice) = place.and_then(|place| offer.choices.get(place)) else { return };
        let label = choice.label.clone();
        let answer = Answer { listed: Some(label.clone()), button_payload: None, metadata: None };
        self.session.request.answer = Some(Arc::new(answer));
        self.trace(Trace::ListMarker { label });
    }
}

/// The choices at these places in the offer's order, each once; `None` where one is not there.
fn chosen<'o>(offer: &'o Offer, taps: &[usize]) -> Option<Vec<&'o OfferedChoice>> {
    let mut places = taps.to_vec();
    places.sort_unstable();
    places.dedup();
    let chosen: Option<Vec<_>> = places.into_iter().map(|place| offer.choices.get(place)).collect();
    chosen.filter(|chosen| !chosen.is_empty())
}

/// The reply of an Apple picker; rules are tried with all of it, then with what was chosen (spec U-34).
fn selected(before: &str, chosen: Arc<str>) -> Request {
    let said = Arc::from(format!("{before}{}{chosen}", literals::USER_SELECTED));
    Request { also: Some(chosen), ..Request::new(said) }
}

fn joined(chosen: &[&OfferedChoice], between: &str) -> Arc<str> {
    match chosen {
        [only] => only.label.clone(),
        several => {
            let labels: Vec<&str> = several.iter().map(|choice| &*choice.label).collect();
            Arc::from(labels.join(between))
        }
    }
}

/// Whether a text is what stands before a choice: `2`, `2.`, `2)`, or `b`, `b.`, `b)`.
fn is_marker(said: &str, style: ListStyle, place: usize) -> bool {
    let bare = said.strip_suffix(['.', ')']).unwrap_or(said);
    bare.eq_ignore_ascii_case(&style.marker(place))
}
