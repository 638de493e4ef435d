//! What the bot did against what an item says of it.

use super::consumer::Consumer;
use super::observed::Observed;
use super::outcome::Difference;
use crate::engine::{Card, Message, MessageBody};
use crate::linked::{ChoiceKind, Offer, OfferedChoice, OfferedGroup};
use crate::source::Spanned;
use crate::text::TextMatch;
use crate::transcript::{BotTurn, CardExpected, LabelsExpected, Step, TransferExpected, Wanted};

impl Consumer<'_> {
    /// Whether something that shows is of the kind that an item is about.
    pub(super) fn is_same_kind(step: &Step, seen: &Observed) -> bool {
        matches!(
            (step, seen),
            (Step::Bot(_), Observed::Message(_))
                | (Step::Private(..), Observed::Private(_))
                | (Step::Transfer(_), Observed::Transfer { .. } | Observed::HandOver(_))
                | (Step::Closed(_), Observed::Closed(_))
                | (Step::Link(_), Observed::Link(_))
        )
    }

    /// Whether something that shows is as an item says.
    pub(super) fn is_as(&self, step: &Step, seen: &Observed) -> bool {
        Self::is_same_kind(step, seen) && self.differences(step, seen).is_empty()
    }

    /// Everything in which something that shows differs from what an item of its kind says.
    pub(super) fn differences(&self, step: &Step, seen: &Observed) -> Vec<Difference> {
        let mut found = Vec::new();
        match (step, seen) {
            (Step::Bot(bot), Observed::Message(message)) => self.compare_message(bot, message, &mut found),
            (Step::Private(wanted, _), Observed::Private(text))
            | (Step::Link(wanted), Observed::Link(text)) => {
                self.compare("text", wanted, Some(text), &mut found);
            }
            (Step::Transfer(expected), Observed::Transfer { skill, agent }) => {
                self.compare_transfer(expected, Some(skill), agent.as_deref(), None, &mut found);
            }
            (Step::Transfer(expected), Observed::HandOver(bot)) => {
                self.compare_transfer(expected, None, None, Some(bot), &mut found);
            }
            (Step::Closed(Some(wanted)), Observed::Closed(survey)) if wanted != survey => {
                found.push(Difference {
                    what: "survey".to_owned(),
                    expected: wanted.to_string(),
                    actual: Some(survey.to_string()),
                });
            }
            _ => {}
        }
        found
    }

    /// Compares one text; a regular expression that gives up is not met.
    fn compare(&self, what: &str, wanted: &Wanted, actual: Option<&str>, found: &mut Vec<Difference>) {
        let predicate = self.predicate(&wanted.value);
        if !actual.is_some_and(|actual| predicate.is_match(actual).unwrap_or(false)) {
            let (expected, actual) = (predicate.to_string(), actual.map(str::to_owned));
            found.push(Difference { what: what.to_owned(), expected, actual });
        }
    }

    fn compare_message(&self, bot: &BotTurn, message: &Message, found: &mut Vec<Difference>) {
        self.compare("text", &bot.text, Some(&message.text), found);
        let offer = match &message.body {
            MessageBody::Choices(offer) => Some(&**offer),
            _ => None,
        };
        for labels in &bot.labels {
            self.compare_labels(labels, offer, found);
        }
        if let Some(cards) = &bot.cards {
            self.compare_cards(cards, message, found);
        }
    }

    /// All labels in their order. `buttons` and `quick_replies` look at those of their kind only.
    fn compare_labels(&self, expected: &LabelsExpected, offer: Option<&Offer>, found: &mut Vec<Difference>) {
        let of_kind = |choice: &&OfferedChoice| match expected.key {
            "buttons" => choice.kind == ChoiceKind::Button,
            "quick_replies" => choice.kind == ChoiceKind::QuickReply,
            _ => true,
        };
        let choices = offer.map_or(&[][..], |offer| &offer.choices);
        let actual: Vec<&str> = choices.iter().filter(of_kind).map(|choice| &*choice.label).collect();
        self.compare_list(expected.key, &expected.labels, &actual, found);
    }

    fn compare_list(&self, what: &str, wanted: &[Wanted], actual: &[&str], found: &mut Vec<Difference>) {
        let predicates: Vec<_> = wanted.iter().map(|wanted| self.predicate(&wanted.value)).collect();
        let agrees = predicates.len() == actual.len()
            && predicates.iter().zip(actual).all(|(wanted, actual)| wanted.is_match(actual).unwrap_or(false));
        if !agrees {
            let expected: Vec<String> = predicates.iter().map(|wanted| wanted.to_string()).collect();
            found.push(Difference {
                what: what.to_owned(),
                expected: format!("[{}]", expected.join(", ")),
                actual: Some(format!("[{}]", actual.join(", "))),
            });
        }
    }

    fn compare_cards(
        &self,
        wanted: &Spanned<Vec<CardExpected>>,
        message: &Message,
        found: &mut Vec<Difference>,
    ) {
        let actual = cards(message);
        if actual.len() != wanted.value.len() {
            let titles: Vec<&str> = actual.iter().map(|card| card.title).collect();
            found.push(Difference {
                what: "cards".to_owned(),
                expected: wanted.value.len().to_string(),
                actual: Some(format!("{}: [{}]", actual.len(), titles.join(", "))),
            });
            return;
        }
        for (number, (expected, actual)) in (1..).zip(wanted.value.iter().zip(&actual)) {
            let CardExpected { title, text, image, link, buttons, .. } = expected;
            let mut one = |field: &str, wanted: &Option<Wanted>, actual: Option<&str>| {
                if let Some(wanted) = wanted {
                    self.compare(&format!("card {number} {field}"), wanted, actual, found);
                }
            };
            one("title", title, Some(actual.title));
            one("text", text, actual.text);
            one("image", image, actual.image);
            one("link", link, actual.link);
            if let Some(buttons) = buttons {
                self.compare_list(&format!("card {number} buttons"), buttons, &actual.buttons, found);
            }
        }
    }

    fn compare_transfer(
        &self,
        expected: &TransferExpected,
        skill: Option<&str>,
        agent: Option<&str>,
        bot: Option<&str>,
        found: &mut Vec<Difference>,
    ) {
        for (what, wanted, actual) in [
            ("skill", &expected.skill, skill),
            ("agent", &expected.agent, agent),
            ("bot", &expected.bot, bot),
        ] {
            // Whoever gets the consumer will do, also where nobody is named.
            if let Some(wanted) = wanted.as_ref().filter(|wanted| wanted.value != TextMatch::Any) {
                self.compare(what, wanted, actual, found);
            }
        }
    }
}

/// A tile, or an answer of a knowledge base.
pub(super) struct ShownCard<'m> {
    pub(super) title: &'m str,
    pub(super) text: Option<&'m str>,
    pub(super) image: Option<&'m str>,
    pub(super) link: Option<&'m str>,
    pub(super) buttons: Vec<&'m str>,
}

pub(super) fn cards(message: &Message) -> Vec<ShownCard<'_>> {
    match &message.body {
        MessageBody::Cards(cards) => cards.iter().map(answer).collect(),
        MessageBody::Choices(offer) => offer.groups().iter().map(|group| tile(offer, group)).collect(),
        _ => Vec::new(),
    }
}

fn answer(card: &Card) -> ShownCard<'_> {
    ShownCard {
        title: &card.title,
        text: card.text.as_deref(),
        image: card.image.as_deref(),
        link: card.link.as_ref().map(|link| &*link.url),
        buttons: card.link.iter().filter_map(|link| link.label.as_deref()).collect(),
    }
}

fn tile<'m>(offer: &'m Offer, group: &'m OfferedGroup) -> ShownCard<'m> {
    let choices = offer.choices.get(group.choices.clone()).unwrap_or_default();
    let (own, buttons): (Vec<_>, Vec<_>) = choices.iter().partition(|choice| choice.kind == ChoiceKind::Tile);
    ShownCard {
        title: &group.title,
        text: group.subtitle.as_deref(),
        image: group.image.as_deref(),
        link: own.first().and_then(|choice| choice.url.as_deref()),
        buttons: buttons.iter().map(|choice| &*choice.label).collect(),
    }
}
