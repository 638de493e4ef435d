//! What the consumer of a transcript taps: from names to places.

use std::sync::Arc;

use super::consumer::Consumer;
use crate::diagnostic::nearest;
use crate::engine::{Input, TapOn};
use crate::linked::{Layout, Offer, OfferedChoice};
use crate::play::Conversation;
use crate::transcript::{TappedBy, Tapping};

/// So many choices are named where none is the one that is meant.
const NAMED: usize = 20;

impl Consumer<'_> {
    /// What taps do to a conversation as it is now.
    ///
    /// # Errors
    /// What is not on offer, and what is.
    pub(super) fn tap(&self, tapping: &Tapping, conversation: &Conversation) -> Result<Input, String> {
        let Tapping { choices, by, message, pick } = tapping;
        let session = &conversation.session;
        let offer = match message {
            None => session.offer(),
            Some(number) => Some(
                session
                    .offers()
                    .find(|(own, _)| own == number)
                    .map(|(_, offer)| &**offer)
                    .ok_or_else(|| no_such_message(*number, conversation))?,
            ),
        };
        let offered = offer.map_or(&[][..], |offer| &offer.choices);
        let mut places = Vec::with_capacity(choices.len());
        for name in choices {
            let name = self.words(name.as_str());
            let found = match by {
                TappedBy::Name => find_choice(&name, offered),
                TappedBy::Payload => find_payload(&name, offered),
            };
            places.push(found.ok_or_else(|| nothing_to_tap(&name, *by, offered))?);
        }
        if !offer.is_some_and(keeps_order) {
            places.sort_unstable();
            places.dedup();
        }
        if message.is_none() && pick.is_none() {
            return Ok(match places.as_slice() {
                [only] => Input::Tap(*only),
                _ => Input::Taps(places),
            });
        }
        let picked = pick.as_ref().map(|pick| Arc::from(self.words(pick.as_str())));
        Ok(Input::TapOn(TapOn { message: *message, places, picked }))
    }
}

/// Whether it matters what is tapped first, and how often: a second tap takes a tick away.
fn keeps_order(offer: &Offer) -> bool {
    matches!(offer.layout, Layout::Rich { .. })
}

/// The choice of a label, else of a payload, else of a number from 1.
pub fn find_choice(name: &str, offered: &[OfferedChoice]) -> Option<usize> {
    let name = name.trim();
    let by_label = || offered.iter().position(|choice| choice.label.trim() == name);
    let by_value = || offered.iter().position(|choice| choice.value.as_deref() == Some(name));
    let by_number = || {
        let number = name.strip_prefix('#').unwrap_or(name).parse::<usize>().ok()?;
        number.checked_sub(1).filter(|place| *place < offered.len())
    };
    by_label().or_else(by_value).or_else(by_number)
}

/// The choice of which the bot gets this: its payload, or its label where it has none.
fn find_payload(payload: &str, offered: &[OfferedChoice]) -> Option<usize> {
    offered.iter().position(|choice| self::payload(choice).is_some_and(|own| own.trim() == payload.trim()))
}

fn payload(choice: &OfferedChoice) -> Option<&str> {
    let says_label = choice.url.is_none() && !choice.asks;
    choice.value.as_deref().or_else(|| says_label.then_some(&*choice.label))
}

fn nothing_to_tap(name: &str, by: TappedBy, offered: &[OfferedChoice]) -> String {
    if offered.is_empty() {
        return format!("there is nothing to tap, so `{name}` cannot be tapped");
    }
    let labels: Vec<&str> = match by {
        TappedBy::Name => offered.iter().map(|choice| &*choice.label).collect(),
        TappedBy::Payload => offered.iter().filter_map(payload).collect(),
    };
    let meant = nearest(name, labels.iter().copied()).map(|meant| format!(": did you mean `{meant}`?"));
    let (what, all) = match by {
        TappedBy::Name => ("", "on offer"),
        TappedBy::Payload => ("the payload ", "the payloads on offer"),
    };
    format!("{what}`{name}` is not on offer{}; {all}: {}", meant.unwrap_or_default(), listed(&labels))
}

fn no_such_message(number: u32, conversation: &Conversation) -> String {
    let offers = conversation.session.offers().map(|(own, offer)| {
        let labels: Vec<&str> = offer.choices.iter().map(|choice| &*choice.label).collect();
        format!("{own} ({})", listed(&labels))
    });
    let offers: Vec<String> = offers.collect();
    match offers.is_empty() {
        true => format!("no message has offered anything to tap yet, so there is no message {number}"),
        false => format!(
            "no message {number} offers anything that can still be tapped; these do: {}",
            offers.join(", ")
        ),
    }
}

fn listed(labels: &[&str]) -> String {
    let mut shown: Vec<String> = labels.iter().take(NAMED).map(|label| format!("`{label}`")).collect();
    if labels.len() > NAMED {
        shown.push(format!("{} more", labels.len() - NAMED));
    }
    shown.join(", ")
}
