//! Items of `turns` that say what shows.

use serde_json::{Map, Value};

use crate::replay::{CardShown, ChoiceShown, Looks, MessageShown, Shown};
use crate::transcript::{Offering, escaped};
use crate::yaml::compose::{Texts, in_brackets, in_one_line};

/// The item that says what shows.
pub fn item(shown: &Shown) -> Value {
    let mut item = Map::new();
    match shown {
        Shown::Message(message) => message_keys(message, &mut item),
        Shown::Private(said) => drop(item.insert("private".into(), text(said))),
        Shown::Transfer { skill, agent: None } => drop(item.insert("transfer".into(), text(skill))),
        shown @ (Shown::Transfer { .. } | Shown::HandOver(_)) => {
            item.insert("transfer".into(), Value::Object(receiver(shown)));
        }
        Shown::Closed(survey) => {
            let survey = Map::from_iter([("survey".to_owned(), Value::from(*survey))]);
            item.insert("closed".into(), Value::Object(survey));
        }
        Shown::Link(url) => drop(item.insert("link".into(), text(url))),
    }
    Value::Object(item)
}

/// The item that says what shows, in one line: `- transfer: { bot: Billing }`.
pub fn item_in_one_line(shown: &Shown) -> String {
    let item = item(shown);
    let only = item.as_object().filter(|keys| keys.len() == 1).and_then(|keys| keys.iter().next());
    match only {
        Some((key, Value::String(text))) => format!("- {key}: {}", in_one_line(text, false)),
        Some((key, value)) => format!("- {key}: {}", in_brackets(value, Texts::Everything)),
        None => format!("- {}", in_brackets(&item, Texts::Everything)),
    }
}

/// To whom the consumer is handed, in keys.
pub(super) fn receiver(shown: &Shown) -> Map<String, Value> {
    let mut keys = Map::new();
    match shown {
        Shown::Transfer { skill, agent } => {
            keys.insert("skill".into(), text(skill));
            keys.extend(agent.as_ref().map(|agent| ("agent".to_owned(), text(agent))));
        }
        Shown::HandOver(bot) => drop(keys.insert("bot".into(), text(bot))),
        _ => {}
    }
    keys
}

fn message_keys(message: &MessageShown, item: &mut Map<String, Value>) {
    item.insert("bot".into(), text(&message.text));
    let mut add = |key: &str, looks: &[Looks]| {
        let choices = message.choices.iter().filter(|choice| looks.contains(&choice.looks));
        let labels: Vec<&str> = choices.map(|choice| &*choice.label).collect();
        if !labels.is_empty() {
            item.insert(key.to_owned(), texts(labels.into_iter()));
        }
    };
    let has_others = message.choices.iter().any(|choice| choice.looks == Looks::Other);
    if message.is_in_cards {
        // They hold what can be tapped, but for quick replies.
        add("quick_replies", &[Looks::QuickReply]);
        item.insert("cards".into(), message.cards.iter().map(card).collect());
    } else if message.is_rich && !has_others {
        add("buttons", &[Looks::Button]);
        add("quick_replies", &[Looks::QuickReply]);
    } else if !message.is_typed {
        add("choices", &[Looks::Button, Looks::QuickReply, Looks::Other]);
    }
}

/// Something to tap by its label; what opens a page, where it is looked at as such, by its address.
pub(super) fn choice(choice: &ChoiceShown, of: Offering) -> Value {
    let address = choice.link.as_ref().filter(|_| of == Offering::Links);
    text(address.unwrap_or(&choice.label))
}

/// A card: its title alone where there is nothing else.
pub fn card(card: &CardShown) -> Value {
    let CardShown { title, text: second, image, link, buttons } = card;
    let mut keys = Map::from_iter([("title".to_owned(), text(title))]);
    for (key, value) in [("text", second), ("image", image), ("link", link)] {
        keys.extend(value.as_ref().map(|value| (key.to_owned(), text(value))));
    }
    if !buttons.is_empty() {
        keys.insert("buttons".into(), texts(buttons.iter().map(String::as_str)));
    }
    match keys.len() {
        1 => text(title),
        _ => Value::Object(keys),
    }
}

/// Texts as a list.
pub fn texts<'t>(all: impl Iterator<Item = &'t str>) -> Value {
    all.map(text).collect()
}

/// A text as it is compared: white space around it does not count.
pub(super) fn text(shown: &str) -> Value {
    Value::from(escaped(shown.trim()))
}
