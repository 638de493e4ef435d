//! The pages that a message lets its consumer open (scripting spec 7.3).

use std::sync::Arc;

use super::{Message, MessageBody, RichMessage};
use crate::rich::{self, Action, Navigate};

impl Message {
    /// What taps open: the places of choices, each with the address of a page or a map. One choice may open
    /// several.
    pub fn pages(&self) -> Vec<(usize, Arc<str>)> {
        match &self.body {
            MessageBody::Choices(offer) => {
                let choices = offer.choices.iter().enumerate();
                choices.filter_map(|(place, choice)| Some((place, choice.url.clone()?))).collect()
            }
            MessageBody::Rich(rich) => rich.pages(),
            MessageBody::Text | MessageBody::Image | MessageBody::RichLink { .. } | MessageBody::Cards(_) => {
                Vec::new()
            }
        }
    }
}

impl RichMessage {
    /// As [`Message::pages`].
    pub fn pages(&self) -> Vec<(usize, Arc<str>)> {
        let page = |action: &Action| match action {
            Action::Link(link) => Some(link.uri.clone()),
            Action::Navigate(place) => Some(Arc::from(map_address(place))),
            _ => None,
        };
        let clickables = rich::clickables(Some(&self.content), self.quick_replies.as_ref());
        let pages = clickables.iter().enumerate().flat_map(|(place, clickable)| {
            clickable.actions.iter().filter_map(page).map(move |page| (place, page))
        });
        pages.collect()
    }
}

/// The page that a tap on a map opens (scripting spec 7.2).
pub fn map_address(place: &Navigate) -> String {
    format!("https://maps.google.com/?q={},{}", place.la, place.lo)
}
