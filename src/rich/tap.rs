//! What a tap does, as data (scripting spec 7.3, 8).

use std::collections::BTreeSet;
use std::sync::Arc;

use super::clickable::Choice;
use super::{Action, CartItem, Clickable, ClickableKind, DatePicker, KeyValuePair, Link, Metadata, Navigate};
use super::{SelectMode, SelectReference, SlotList};

/// What stands between the texts of ticked checkboxes.
const BETWEEN: &str = ",";

/// What is ticked or chosen in a message, by the numbers of its clickables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ticked(BTreeSet<usize>);

/// What becomes of a tap.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tapped {
    /// What happens, in order.
    pub effects: Vec<Effect>,
    /// What comes back with it.
    pub metadata: Vec<Metadata>,
    /// Why nothing happens.
    pub refused: Option<Refusal>,
}

/// One thing that happens.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// The consumer says this.
    Publish(Arc<str>),
    /// The consumer sends a form, which says this; the form then shows its first text only.
    Submit(Arc<str>),
    /// A page opens.
    OpenLink(Link),
    /// A map opens.
    Navigate(Navigate),
    /// The consumer is asked for a date, which is then said.
    AskDate(DatePicker),
    /// The consumer is asked for a slot, which is then said.
    AskSlot(SlotList),
    /// The host puts products into its cart.
    AddToCart(Box<[CartItem]>),
    /// The host does something of its own.
    Custom(Box<[KeyValuePair]>),
    /// A checkbox or card is ticked, or no longer.
    Ticked(bool),
}

/// Why nothing happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The button is disabled.
    Disabled,
    /// It sends what is ticked, and nothing is.
    NothingTicked,
}

impl Ticked {
    /// Whether the clickable of that number is ticked.
    pub fn contains(&self, number: usize) -> bool {
        self.0.contains(&number)
    }

    /// Ticks it, or no longer. Whether it is ticked now.
    fn toggle(&mut self, number: usize) -> bool {
        let is_new = self.0.insert(number);
        if !is_new {
            self.0.remove(&number);
        }
        is_new
    }
}

impl Tapped {
    /// What the consumer says, in order.
    pub fn texts(&self) -> impl Iterator<Item = &Arc<str>> {
        self.effects.iter().filter_map(|effect| match effect {
            Effect::Publish(text) | Effect::Submit(text) => Some(text),
            _ => None,
        })
    }
}

/// Taps the clickable of that number; `None` where there is none.
pub fn tap(clickables: &[Clickable<'_>], number: usize, ticked: &mut Ticked) -> Option<Tapped> {
    let tapped = clickables.get(number.checked_sub(1)?)?;
    let metadata = tapped.metadata.to_vec();
    let done = match (tapped.kind, tapped.choice, tapped.sends) {
        (ClickableKind::Card, Some(choice), _) => {
            choose(clickables, number, choice, ticked);
            Tapped { effects: vec![Effect::Ticked(ticked.contains(number))], ..Tapped::default() }
        }
        (ClickableKind::Checkbox, _, _) => {
            let effects = vec![Effect::Ticked(ticked.toggle(number))];
            Tapped { effects, metadata, refused: None }
        }
        (ClickableKind::SubmitButton, _, _) => submit(clickables, tapped, ticked),
        (_, _, Some(reference)) => send_choice(clickables, tapped, reference, ticked),
        _ => Tapped { effects: effects(&tapped.actions), metadata, refused: None },
    };
    Some(done)
}

/// Ticks a card; where only one can be, the others no longer are.
fn choose(clickables: &[Clickable<'_>], number: usize, choice: Choice<'_>, ticked: &mut Ticked) {
    if choice.mode == SelectMode::Single {
        let others = clickables.iter().filter(|other| other.choice == Some(choice) && other.number != number);
        for other in others {
            ticked.0.remove(&other.number);
        }
    }
    ticked.toggle(number);
}

fn submit(clickables: &[Clickable<'_>], button: &Clickable<'_>, ticked: &Ticked) -> Tapped {
    if button.disabled {
        return refused(Refusal::Disabled);
    }
    let own = |other: &&Clickable<'_>| other.form == button.form && ticked.contains(other.number);
    let says = |checkbox: &Clickable<'_>| {
        checkbox.actions.iter().find_map(|action| match action {
            Action::Checked(text) => Some(text.to_string()),
            _ => None,
        })
    };
    let texts: Vec<String> = clickables.iter().filter(own).filter_map(says).collect();
    if texts.is_empty() {
        return refused(Refusal::NothingTicked);
    }
    let text = Arc::from(texts.join(BETWEEN));
    Tapped { effects: vec![Effect::Submit(text)], metadata: button.metadata.to_vec(), refused: None }
}

/// A button that sends a selection brings the metadata of what is selected in place of its own.
fn send_choice(
    clickables: &[Clickable<'_>],
    button: &Clickable<'_>,
    reference: &SelectReference,
    ticked: &Ticked,
) -> Tapped {
    let is_chosen = |card: &&Clickable<'_>| {
        let belongs = |choice: Choice<'_>| {
            Some(choice.name) == reference.name.as_deref() && Some(choice.kind) == reference.kind
        };
        ticked.contains(card.number) && card.choice.is_some_and(belongs)
    };
    let chosen: Vec<&Clickable<'_>> = clickables.iter().filter(is_chosen).collect();
    if chosen.is_empty() {
        return refused(Refusal::NothingTicked);
    }
    let metadata = chosen.iter().flat_map(|card| card.metadata).cloned().collect();
    Tapped { effects: effects(&button.actions), metadata, refused: None }
}

fn refused(why: Refusal) -> Tapped {
    Tapped { refused: Some(why), ..Tapped::default() }
}

fn effects(actions: &[Action]) -> Vec<Effect> {
    let effect = |action: &Action| match action {
        Action::PublishText(text) => Some(Effect::Publish(text.clone())),
        Action::Link(link) => Some(Effect::OpenLink(link.clone())),
        Action::Navigate(place) => Some(Effect::Navigate(place.clone())),
        Action::DatePicker(picker) => Some(Effect::AskDate(picker.clone())),
        Action::ScheduleSlotList(list) => Some(Effect::AskSlot(list.clone())),
        Action::AddToCart(items) => Some(Effect::AddToCart(items.clone())),
        Action::Custom(data) => Some(Effect::Custom(data.clone())),
        // They belong to checkboxes and submit buttons, which are not tapped this way.
        Action::Checked(_) | Action::SubmitAsText => None,
    };
    actions.iter().filter_map(effect).collect()
}
