//! What the bot did against what an item says of it.

use std::sync::Arc;

use super::consumer::Consumer;
use super::json;
use super::observed::{Observed, SeenMessage};
use super::offered::{Tappable, cards, offered};
use super::outcome::Difference;
use crate::engine::Message;
use crate::source::Spanned;
use crate::text::TextMatch;
use crate::transcript::{
    BotTurn, CardExpected, ChoiceExpected, ChoicesExpected, Offering, Step, TransferExpected, Wanted,
};

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

    fn compare_message(&self, bot: &BotTurn, seen: &SeenMessage, found: &mut Vec<Difference>) {
        let message = seen.message();
        self.compare("text", &bot.text, Some(&message.text), found);
        for expected in &bot.offered {
            self.compare_choices(expected, &offered(message, expected.of), found);
        }
        if let Some(cards) = &bot.cards {
            self.compare_cards(cards, message, found);
        }
        if let Some(rich) = &bot.rich {
            let wanted = rich.value.filled(&|text| self.words(text).into_owned());
            json::compare("rich", &wanted, seen.content(), found);
        }
    }

    /// All of them in their order.
    fn compare_choices(&self, expected: &ChoicesExpected, actual: &[Tappable], found: &mut Vec<Difference>) {
        let (of, choices) = (expected.of, &expected.choices);
        let agrees = choices.len() == actual.len()
            && choices.iter().zip(actual).all(|(wanted, actual)| self.is_choice(wanted, actual, of));
        if agrees {
            return;
        }
        let wanted: Vec<String> = choices.iter().map(|wanted| self.choice_words(wanted)).collect();
        let actual: Vec<String> =
            actual.iter().enumerate().map(|(place, actual)| told(actual, choices.get(place), of)).collect();
        found.push(Difference {
            what: of.key().to_owned(),
            expected: format!("[{}]", wanted.join(", ")),
            actual: Some(format!("[{}]", actual.join(", "))),
        });
    }

    fn is_choice(&self, wanted: &ChoiceExpected, actual: &Tappable, of: Offering) -> bool {
        let is = |wanted: &Wanted, actual: Option<&Arc<str>>| {
            let predicate = self.predicate(&wanted.value);
            actual.is_some_and(|actual| predicate.is_match(actual).unwrap_or(false))
        };
        match wanted {
            ChoiceExpected::Named(wanted) => {
                is(wanted, Some(&actual.label)) || (of == Offering::Links && is(wanted, actual.link.as_ref()))
            }
            ChoiceExpected::Keys { title, payload, link, .. } => {
                let pairs = [
                    (title, Some(&actual.label)),
                    (payload, actual.payload.as_ref()),
                    (link, actual.link.as_ref()),
                ];
                pairs
                    .into_iter()
                    .all(|(wanted, actual)| wanted.as_ref().is_none_or(|wanted| is(wanted, actual)))
            }
        }
    }

    fn choice_words(&self, wanted: &ChoiceExpected) -> String {
        let text = |wanted: &Wanted| self.predicate(&wanted.value).to_string();
        match wanted {
            ChoiceExpected::Named(wanted) => text(wanted),
            ChoiceExpected::Keys { title, payload, link, .. } => {
                let keys = [("title", title), ("payload", payload), ("link", link)];
                let keys = keys.iter().filter_map(|(key, wanted)| Some((*key, text(wanted.as_ref()?))));
                in_keys(keys)
            }
        }
    }

    fn compare_list(&self, what: &str, wanted: &[Wanted], actual: &[Arc<str>], found: &mut Vec<Difference>) {
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
            let titles: Vec<&str> = actual.iter().map(|card| &*card.title).collect();
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
            one("title", title, Some(&actual.title));
            one("text", text, actual.text.as_deref());
            one("image", image, actual.image.as_deref());
            one("link", link, actual.link.as_deref());
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

/// What can be tapped, as far as the transcript speaks of it.
fn told(actual: &Tappable, wanted: Option<&ChoiceExpected>, of: Offering) -> String {
    let Tappable { label, payload, link, .. } = actual;
    let nothing = || Arc::from("nothing");
    match (wanted, of) {
        (Some(ChoiceExpected::Keys { title, payload: gets, link: opens, .. }), _) => {
            let keys = [
                ("title", title.is_some().then(|| label.clone())),
                ("payload", gets.is_some().then(|| payload.clone().unwrap_or_else(nothing))),
                ("link", opens.is_some().then(|| link.clone().unwrap_or_else(nothing))),
            ];
            in_keys(keys.into_iter().filter_map(|(key, actual)| Some((key, actual?.to_string()))))
        }
        (_, Offering::Links) => match link.as_ref().filter(|link| *link != label) {
            Some(link) => format!("{label} ({link})"),
            None => label.to_string(),
        },
        _ => label.to_string(),
    }
}

fn in_keys(pairs: impl Iterator<Item = (&'static str, String)>) -> String {
    let pairs: Vec<String> = pairs.map(|(key, text)| format!("{key}: {text}")).collect();
    format!("{{ {} }}", pairs.join(", "))
}
