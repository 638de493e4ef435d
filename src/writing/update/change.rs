//! What an item would have to say of what shows.

use super::tree::Trees;
use super::wish::{Addition, Change, Element, NewValue};
use super::{cards, carry, choices, labels};
use crate::replay::{Actual, ChoiceShown, LineNotes, MessageShown, Shown, UnmetNotes};
use crate::source::{Span, Text};
use crate::text::TextMatch;
use crate::transcript::{BotTurn, Offering, Step, TransferExpected, Turn, Wanted, escaped, fill};
use crate::writing::items::{receiver, text};
use crate::yaml::{Node, Value};

/// Works out what of one item changes.
pub(super) struct Changing<'c> {
    pub(super) trees: &'c Trees<'c>,
    pub(super) item: &'c Turn,
    pub(super) changes: Vec<Change>,
    /// Why something cannot change.
    pub(super) reasons: Vec<String>,
}

/// What an item has to change to say what shows.
///
/// # Errors
/// Why it cannot, a sentence each.
pub(super) fn changes(
    trees: &Trees<'_>,
    item: &Turn,
    line: &LineNotes<'_>,
    shown: &Shown,
) -> Result<Vec<Change>, Vec<String>> {
    let mut changing = Changing { trees, item, changes: Vec::new(), reasons: Vec::new() };
    let old = line.wanted.as_deref();
    match (&item.step, shown) {
        (Step::Bot(bot), Shown::Message(message)) => changing.message(bot, message, line),
        (Step::Private(wanted, _), Shown::Private(text)) | (Step::Link(wanted), Shown::Link(text)) => {
            changing.text(wanted, old, text);
        }
        (Step::Transfer(expected), Shown::Transfer { .. } | Shown::HandOver(_)) => {
            changing.transfer(expected, shown, &line.differs);
        }
        (Step::Closed(_), Shown::Closed(survey)) => {
            let to = NewValue::Word(survey.to_string());
            let value = changing.node().and_then(|node| entry(entry(node, "closed")?, "survey"));
            changing.change(value.map(|node| node.span), to);
        }
        _ => changing.reasons.push("it is about something else".to_owned()),
    }
    match changing.reasons.is_empty() {
        true => Ok(changing.changes),
        false => Err(changing.reasons),
    }
}

/// What an `expect` has to change to say what holds.
pub(super) fn changed_value(trees: &Trees<'_>, item: &Turn, unmet: &UnmetNotes) -> Result<Change, String> {
    let (what, actual) = (&unmet.unmet.what, &unmet.unmet.actual);
    if let Actual::Unsayable(reason) = unmet.actual {
        return Err(format!("`{what}` does not hold ({actual}), and cannot be rewritten: {reason}"));
    }
    let node = trees.node(unmet.span).filter(|_| holds(item.span, unmet.span));
    let Some(node) = node else { return Err(format!("`{what}` {ELSEWHERE}")) };
    if let Value::Mapping(_) = node.value {
        let reason = "its predicate says what matters of it: change it by hand";
        return Err(format!("`{what}` is `{actual}` now; {reason}"));
    }
    let to = match &unmet.actual {
        Actual::Text(Some(text)) => NewValue::Text(escaped(text.trim()).into_owned()),
        Actual::Text(None) | Actual::Unsayable(_) => NewValue::Word("null".to_owned()),
        Actual::Number(number) => NewValue::Word(number.to_string()),
        Actual::Names(names) => NewValue::List(stack(item, names)),
    };
    Ok(Change { span: unmet.span, to })
}

/// The dialogs that are under way, those that were expected as they are written.
fn stack(item: &Turn, names: &[String]) -> Vec<Element> {
    let old: &[Text] = match &item.step {
        Step::Expect(expected) => expected.stack.as_ref().map_or(&[], |stack| &stack.value),
        _ => &[],
    };
    let fits = |from: usize, to: usize| old[from].as_str() == names[to];
    let element = |step| match step {
        labels::Step::Same(place) => Some(Element::Old(place)),
        labels::Step::Gone(_) => None,
        labels::Step::Other(_, new) | labels::Step::Come(new) => {
            Some(Element::New(Addition::New(text(&names[new]))))
        }
    };
    labels::steps(old.len(), names.len(), &fits).into_iter().filter_map(element).collect()
}

/// Why a value cannot be changed in its place.
const ELSEWHERE: &str = "stands elsewhere in the file: an alias brings it in";

impl<'c> Changing<'c> {
    /// The item as it is written.
    pub(super) fn node(&self) -> Option<&'c Node> {
        self.trees.node(self.item.span)
    }

    /// Wishes a value to be another one, if it stands in this item.
    pub(super) fn change(&mut self, span: Option<Span>, to: NewValue) {
        match span {
            Some(span) if holds(self.item.span, span) => self.changes.push(Change { span, to }),
            _ => self.reasons.push(format!("its value {ELSEWHERE}")),
        }
    }

    fn message(&mut self, bot: &BotTurn, message: &MessageShown, line: &LineNotes<'_>) {
        let Some(node) = self.node() else {
            self.reasons.push(format!("it {ELSEWHERE}"));
            return;
        };
        let differs = |what: &str| line.differs.iter().any(|found| found == what);
        if differs("text") {
            self.text(&bot.text, line.wanted.as_deref(), &message.text);
        }
        for expected in bot.offered.iter().filter(|expected| differs(expected.of.key())) {
            let of = expected.of;
            let shown: Vec<&ChoiceShown> = match of {
                Offering::Links => message.links.iter().collect(),
                _ => message.choices.iter().filter(|choice| choice.looks.belongs_to(of)).collect(),
            };
            choices::change(self, entry(node, of.key()), expected, &shown);
        }
        if line.differs.iter().any(|what| what.starts_with("rich")) {
            let reason = "`rich` says what matters of the structured content: change it by hand";
            self.reasons.push(reason.to_owned());
        }
        if let Some(expected) = &bot.cards
            && line.differs.iter().any(|what| what.starts_with("card"))
        {
            cards::change(self, entry(node, "cards"), &expected.value, &message.cards);
        }
    }

    fn transfer(&mut self, expected: &TransferExpected, shown: &Shown, differs: &[String]) {
        let TransferExpected { skill, agent, bot } = expected;
        let now = receiver(shown);
        let fields = [("skill", skill), ("agent", agent), ("bot", bot)];
        let mut differing = Vec::new();
        for (key, wanted) in fields {
            let differs = differs.iter().any(|what| what == key);
            if let Some(wanted) = wanted.as_ref().filter(|_| differs) {
                differing.push((wanted, now.get(key).and_then(|value| value.as_str())));
            }
        }
        if differing.iter().all(|(_, actual)| actual.is_some()) {
            for (wanted, actual) in differing {
                self.text(wanted, None, actual.unwrap_or_default());
            }
            return;
        }
        // Handed to somebody of another kind.
        if let Some(reason) = fields.iter().find_map(|(_, wanted)| predicate(wanted.as_ref()?)) {
            self.reasons.push(reason);
            return;
        }
        let value = self.node().and_then(|node| entry(node, "transfer"));
        self.change(value.map(|node| node.span), NewValue::Value(now.into()));
    }

    /// Wishes a text to be another one. `old` is what it says now, captured values filled.
    pub(super) fn text(&mut self, wanted: &Wanted, old: Option<&str>, new: &str) {
        let TextMatch::Equals(text) = &wanted.value else {
            let reason = format!(
                "`{}` says what matters of the text, and it is `{}` now: change it by hand",
                wanted.value,
                new.trim()
            );
            self.reasons.push(reason);
            return;
        };
        let Some(Value::Scalar(scalar)) = self.trees.node(wanted.span).map(|node| &node.value) else {
            self.reasons.push(format!("its value {ELSEWHERE}"));
            return;
        };
        let filled = fill(text, true, &mut |_, _| None);
        let to = carry::carried(scalar.text.as_str(), old.unwrap_or(&filled), new.trim());
        self.change(Some(wanted.span), NewValue::Text(to));
    }
}

/// Why a predicate cannot be rewritten, if it is more than a text.
pub(super) fn predicate(wanted: &Wanted) -> Option<String> {
    match &wanted.value {
        TextMatch::Equals(_) => None,
        other => Some(format!("`{other}` says what matters of the text: change it by hand")),
    }
}

/// The value of a key.
pub(super) fn entry<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let Value::Mapping(entries) = &node.value else { return None };
    entries.iter().find(|entry| entry.key.as_str() == key).map(|entry| &entry.value)
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.source == inner.source && outer.start <= inner.start && inner.end <= outer.end
}
