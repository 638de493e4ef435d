//! What the playing of one case wishes of its items.

use std::collections::HashMap;

use super::Played;
use super::agree::Agreement;
use super::change::{changed_value, changes};
use super::tree::Trees;
use super::wish::{Addition, ItemWish, Wish};
use crate::replay::{LineNotes, Mark, PlayedTurn, TurnNotes};
use crate::source::Span;
use crate::transcript::{Step, Turn};
use crate::writing::items::item;

/// Adds every wish of a case, up to the turn that could not be played: what follows is another conversation.
pub(super) fn of_case<'w>(
    place: usize,
    played: &Played<'w>,
    trees: &'w Trees<'w>,
    agreement: &'w mut Agreement<'_>,
) {
    let first = played.case.turns.first();
    let mut wishing = Wishing { place, trees, agreement, wishes: Vec::new(), known: HashMap::new() };
    for (turn, notes) in played.outcome.turns.iter().zip(played.notes) {
        if !turn.troubles.is_empty() {
            refuse_troubles(place, turn, notes, first, wishing.agreement);
            break;
        }
        wishing.turn(notes, first);
    }
    let Wishing { wishes, agreement, .. } = wishing;
    for (item, wish) in wishes {
        agreement.add(place, item.span, wish);
    }
    for unused in &played.outcome.unused_mocks {
        let reason = format!("{unused}: take it out");
        agreement.refuse(place, unused.place.clone(), reason);
    }
}

fn refuse_troubles(
    place: usize,
    turn: &PlayedTurn,
    notes: &TurnNotes<'_>,
    first: Option<&Turn>,
    agreement: &mut Agreement<'_>,
) {
    for trouble in &turn.troubles {
        let at = match (&turn.place, notes.act.or(first)) {
            (Some(place), _) => place.clone(),
            (None, Some(item)) => agreement.place_of(item.key),
            (None, None) => continue,
        };
        let reason = format!("{}; nothing from here on is rewritten", trouble.message);
        agreement.refuse(place, at, reason);
    }
}

/// The wishes of one case, in the order of its items.
struct Wishing<'w, 'a> {
    place: usize,
    trees: &'w Trees<'w>,
    agreement: &'w mut Agreement<'a>,
    wishes: Vec<(&'w Turn, Wish)>,
    /// Where in the list the wish for an item is. What is included twice is two items.
    known: HashMap<*const Turn, usize>,
}

impl<'w> Wishing<'w, '_> {
    fn turn(&mut self, notes: &TurnNotes<'w>, first: Option<&'w Turn>) {
        // What happened is the anchor of what comes first, also where nothing else changes.
        let mut anchor = notes.act;
        if let Some(act) = anchor {
            self.wish(act);
        }
        let says_something = notes.lines.iter().any(|line| line.shown.is_some());
        let mut in_front = Vec::new();
        for line in &notes.lines {
            match line.item {
                Some(item) => {
                    let wish = self.item(item, line);
                    self.wish(item).item = wish;
                    anchor = Some(item);
                }
                None => {
                    let Some(addition) = self.addition(line, notes, anchor.or(first)) else { continue };
                    match anchor {
                        Some(anchor) => self.wish(anchor).after.push(addition),
                        None => in_front.push(addition),
                    }
                }
            }
        }
        for expected in &notes.expected {
            match &expected.step {
                Step::Nothing => {
                    self.wish(expected).item = if says_something { ItemWish::Go } else { ItemWish::Stay };
                }
                Step::Expect(_) => self.expectation(expected, notes),
                _ => {}
            }
        }
        self.keep_an_assertion(notes);
        if let Some(front) = notes.expected.first().copied().or(first).filter(|_| !in_front.is_empty()) {
            self.wish(front).before = in_front;
        }
    }

    /// The wish for an item, which is at first that it stays.
    fn wish(&mut self, item: &'w Turn) -> &mut Wish {
        let known = *self.known.entry(std::ptr::from_ref(item)).or_insert_with(|| {
            self.wishes.push((item, Wish::default()));
            self.wishes.len() - 1
        });
        &mut self.wishes[known].1
    }

    fn item(&mut self, item: &Turn, line: &LineNotes<'_>) -> ItemWish {
        match (line.mark, &line.shown) {
            (Mark::Missing | Mark::Moved, _) => ItemWish::Go,
            (Mark::Differs, Some(Ok(shown))) => match changes(self.trees, item, line, shown) {
                Ok(changes) => ItemWish::Change(changes),
                Err(reasons) => ItemWish::Refused(reasons),
            },
            (Mark::Differs, Some(Err(_))) => {
                ItemWish::Refused(vec!["what the bot does now holds a secret".to_owned()])
            }
            _ => ItemWish::Stay,
        }
    }

    /// Something that the transcript does not mention, at least not here.
    fn addition(
        &mut self,
        line: &LineNotes<'_>,
        notes: &TurnNotes<'_>,
        anchor: Option<&Turn>,
    ) -> Option<Addition> {
        if let Some(moved) = line.moved.filter(|moved| self.can_move(moved.span, anchor.or(notes.act))) {
            return Some(Addition::Moved(moved.span));
        }
        match line.shown.as_ref()? {
            Ok(shown) => Some(Addition::New(item(shown))),
            Err(_) => {
                let at = self.agreement.place_of(anchor?.key);
                let reason = "behind this the bot does something that holds a secret".to_owned();
                self.agreement.refuse(self.place, at, reason);
                None
            }
        }
    }

    /// Whether an item can be taken to another place as it is: within its own list.
    fn can_move(&self, moved: Span, anchor: Option<&Turn>) -> bool {
        let list = |span: Span| Some(self.trees.get(span.source)?.spot(span)?.list?.0.span);
        let anchor = anchor.and_then(|anchor| list(anchor.span));
        anchor.is_some() && anchor == list(moved)
    }

    fn expectation(&mut self, expected: &'w Turn, notes: &TurnNotes<'_>) {
        let (mut changes, mut reasons) = (Vec::new(), Vec::new());
        let is_inside = |span: Span| {
            let own = expected.span;
            own.source == span.source && own.start <= span.start && span.end <= own.end
        };
        for unmet in notes.unmet.iter().filter(|unmet| is_inside(unmet.span)) {
            match changed_value(self.trees, expected, unmet) {
                Ok(change) => changes.push(change),
                Err(reason) => reasons.push(reason),
            }
        }
        self.wish(expected).item = match (reasons.is_empty(), changes.is_empty()) {
            (false, _) => ItemWish::Refused(reasons),
            (true, false) => ItemWish::Change(changes),
            (true, true) => ItemWish::Stay,
        };
    }

    /// A turn that said something of the bot still does where the bot says nothing any more.
    fn keep_an_assertion(&mut self, notes: &TurnNotes<'w>) {
        let (Some(act), false) = (notes.act, notes.lines.is_empty()) else { return };
        let all_go = notes.lines.iter().all(|line| matches!(line.mark, Mark::Missing));
        let asserts_more =
            notes.expected.iter().any(|item| matches!(item.step, Step::Expect(_) | Step::Nothing));
        if all_go && !asserts_more {
            let nothing = serde_json::Map::from_iter([("nothing".to_owned(), true.into())]);
            self.wish(act).after.push(Addition::New(nothing.into()));
        }
    }
}
