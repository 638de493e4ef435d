//! A pattern with groups as a small program, run over all its states at once.
//!
//! The time to match is proportional to the message's length, whatever the pattern: there is no
//! backtracking. It works on bytes: literals begin at character borders, so `*` always covers whole
//! characters where the rest fits.

use std::collections::BTreeSet;

use super::{Node, Sequence};

#[derive(Debug)]
pub(super) struct Program {
    steps: Box<[Step]>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// Takes this byte and goes on.
    Byte(u8),
    /// Takes any byte and stays, or goes on without one.
    Any,
    /// Goes on at the next step and at this one.
    Split(u32),
    /// Goes on at this step.
    Jump(u32),
    /// The message matches if it ends here.
    End,
}

impl Step {
    /// Where it goes on without taking a byte, from its own place.
    pub(super) fn without_reading(self, place: u32) -> impl IntoIterator<Item = u32> {
        let (first, second) = match self {
            Self::Any => (Some(place + 1), None),
            Self::Split(other) => (Some(place + 1), Some(other)),
            Self::Jump(target) => (Some(target), None),
            Self::Byte(_) | Self::End => (None, None),
        };
        first.into_iter().chain(second)
    }
}

impl Program {
    pub(super) fn new(alternatives: &[Sequence]) -> Self {
        let mut steps = Vec::new();
        emit_alternatives(alternatives, &mut steps);
        steps.push(Step::End);
        Self { steps: steps.into() }
    }

    pub(super) fn is_match(&self, message: &[u8]) -> bool {
        let mut now = States::new(self.steps.len());
        let mut next = States::new(self.steps.len());
        let mut pending = Vec::new();
        self.enter(0, &mut now, &mut pending);
        for &byte in message {
            if self.accepts_any_rest(&now) {
                return true;
            }
            for &state in &now.list {
                match self.steps[state as usize] {
                    Step::Byte(expected) if expected == byte => {
                        self.enter(state + 1, &mut next, &mut pending);
                    }
                    Step::Any => self.enter(state, &mut next, &mut pending),
                    _ => {}
                }
            }
            if next.list.is_empty() {
                return false;
            }
            std::mem::swap(&mut now, &mut next);
            next.list.clear();
        }
        now.list.iter().any(|&state| matches!(self.steps[state as usize], Step::End))
    }

    /// Adds a state and all that are reached from it without taking a byte.
    fn enter(&self, state: u32, states: &mut States, pending: &mut Vec<u32>) {
        pending.push(state);
        while let Some(state) = pending.pop() {
            if !states.insert(state) {
                continue;
            }
            pending.extend(self.steps[state as usize].without_reading(state));
        }
    }

    /// Whether a `*` that ends the pattern has been reached; the usual case, and cheap to ask.
    fn accepts_any_rest(&self, states: &States) -> bool {
        self.last_star().is_some_and(|last| states.contains(last))
    }

    /// The `*` that ends the pattern.
    fn last_star(&self) -> Option<u32> {
        let last = self.steps.len().saturating_sub(2);
        matches!(self.steps[last], Step::Any).then_some(last as u32)
    }
}

/// States as lists, for those who keep many sets of them.
impl Program {
    pub(super) fn step(&self, state: u32) -> Step {
        self.steps[state as usize]
    }

    /// The states before a message.
    pub(super) fn start(&self) -> Box<[u32]> {
        self.entered([0])
    }

    /// The states after a byte.
    pub(super) fn follow(&self, states: &[u32], byte: u8) -> Box<[u32]> {
        self.entered(states.iter().filter_map(|&state| match self.step(state) {
            Step::Byte(expected) => (expected == byte).then_some(state + 1),
            Step::Any => Some(state),
            _ => None,
        }))
    }

    /// The bytes that lead on from some of the states only.
    pub(super) fn bytes(&self, states: &[u32]) -> impl Iterator<Item = u8> {
        let bytes = states.iter().filter_map(|&state| match self.step(state) {
            Step::Byte(byte) => Some(byte),
            _ => None,
        });
        bytes.collect::<BTreeSet<u8>>().into_iter()
    }

    /// Whether the message may end in one of the states.
    pub(super) fn accepts(&self, states: &[u32]) -> bool {
        states.iter().any(|&state| matches!(self.step(state), Step::End))
    }

    /// Whether every message that goes on from one of the states matches.
    pub(super) fn accepts_any_rest_of(&self, states: &[u32]) -> bool {
        self.last_star().is_some_and(|last| states.contains(&last))
    }

    /// The states that wait for something, among these and all that are reached from them; sorted.
    fn entered(&self, states: impl IntoIterator<Item = u32>) -> Box<[u32]> {
        let mut found = BTreeSet::new();
        let mut pending: Vec<u32> = states.into_iter().collect();
        while let Some(state) = pending.pop() {
            if found.insert(state) {
                pending.extend(self.step(state).without_reading(state));
            }
        }
        found.retain(|&state| !matches!(self.step(state), Step::Split(_) | Step::Jump(_)));
        found.into_iter().collect()
    }
}

/// A set of states with insertion, test and clearing in constant time.
struct States {
    list: Vec<u32>,
    /// Where in `list` a state stands, if it stands there; stale entries do no harm.
    places: Vec<u32>,
}

impl States {
    fn new(size: usize) -> Self {
        Self { list: Vec::with_capacity(size), places: vec![0; size] }
    }

    fn contains(&self, state: u32) -> bool {
        self.list.get(self.places[state as usize] as usize) == Some(&state)
    }

    fn insert(&mut self, state: u32) -> bool {
        if self.contains(state) {
            return false;
        }
        self.places[state as usize] = self.list.len() as u32;
        self.list.push(state);
        true
    }
}

fn emit_alternatives(alternatives: &[Sequence], steps: &mut Vec<Step>) {
    let mut jumps = Vec::new();
    let Some((last, earlier)) = alternatives.split_last() else { return };
    for sequence in earlier {
        let split = steps.len();
        steps.push(Step::Split(0));
        emit_sequence(sequence, steps);
        jumps.push(steps.len());
        steps.push(Step::Jump(0));
        steps[split] = Step::Split(steps.len() as u32);
    }
    emit_sequence(last, steps);
    let end = steps.len() as u32;
    for jump in jumps {
        steps[jump] = Step::Jump(end);
    }
}

fn emit_sequence(sequence: &[Node], steps: &mut Vec<Step>) {
    for node in sequence {
        match node {
            Node::Literal(text) => steps.extend(text.bytes().map(Step::Byte)),
            Node::Any => steps.push(Step::Any),
            Node::Group(alternatives) => emit_alternatives(alternatives, steps),
        }
    }
}
