//! Two patterns beside each other: a message that both match, and whether one takes all that the other takes.
//!
//! Both questions are about messages that a consumer can send: with at least one character, and without white
//! space at their ends, as that is dropped before a pattern sees them. A pattern is walked as a [`Program`], so
//! the work is bounded by the product of the two programs for a common message; for covering it may grow beyond
//! every bound that is worth waiting for, so all work is paid for with an [`Effort`].

use std::collections::{HashMap, HashSet, VecDeque};

use super::Pattern;
use super::program::{Program, Step};
use crate::text::keyword::is_in_word;

/// How much work comparisons of patterns may still take, all of them together.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    left: usize,
    /// The most that one comparison may take.
    of_one: usize,
}

impl Effort {
    /// The most that one comparison may take: far more than patterns need that people write.
    const OF_ONE: usize = 20_000;

    /// Enough for so many steps, each of which takes some ten nanoseconds.
    pub fn new(steps: usize) -> Self {
        Self { left: steps, of_one: Self::OF_ONE }
    }

    /// Enough for so many steps, all of which one comparison may take.
    #[cfg(test)]
    pub(crate) fn for_one(steps: usize) -> Self {
        Self { left: steps, of_one: steps }
    }

    /// What one comparison gets.
    fn one(self) -> Self {
        Self { left: self.left.min(self.of_one), ..self }
    }

    /// Takes steps away; whether there were enough.
    fn spend(&mut self, steps: usize) -> bool {
        let is_enough = self.left >= steps;
        self.left = self.left.saturating_sub(steps);
        is_enough
    }

    /// Takes away what one comparison used of its own.
    fn settle(&mut self, given: Self, rest: Self) {
        self.left = self.left.saturating_sub(given.left - rest.left);
    }
}

impl Pattern {
    /// A short message that both patterns match, as readable as it can be; `None` where there is none, or
    /// where finding it takes too much effort.
    pub fn common_message(&self, other: &Self, effort: &mut Effort) -> Option<String> {
        let given = effort.one();
        let mut left = given;
        let found = Meeting::new(self.program(), other.program()).shortest(&mut left);
        effort.settle(given, left);
        let is_common = |text: &str| self.is_match(text) && other.is_match(text);
        found.map(|bytes| readable(&bytes, &is_common)).filter(|text| is_common(text))
    }

    /// Whether every message that `other` matches matches this pattern too. Where finding that out takes too
    /// much effort, it is taken for not so.
    pub fn covers(&self, other: &Self, effort: &mut Effort) -> bool {
        let given = effort.one();
        let mut left = given;
        let covers = Covering { narrow: other.program(), wide: self.program() }.holds(&mut left);
        effort.settle(given, left);
        covers
    }
}

/// What a walk has read last: a message neither begins nor ends with white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Read {
    Nothing,
    Space,
    Other,
}

impl Read {
    /// After one more byte; `None` where a message cannot begin with it.
    fn and(self, byte: u8) -> Option<Self> {
        match byte.is_ascii_whitespace() {
            true => (self != Self::Nothing).then_some(Self::Space),
            false => Some(Self::Other),
        }
    }
}

/// Stands for whatever both patterns take.
const FILLER: u8 = 1;
/// What is written for it.
const FILLER_WORD: &str = "ok";

/// A place in both programs.
type Both = (u32, u32, Read);

/// Two programs that read the same message.
struct Meeting<'p> {
    one: &'p Program,
    other: &'p Program,
    /// Places still to be looked at with where they were reached from and what was read on the way. Those
    /// that took less to reach come first.
    open: VecDeque<(Both, Both, Option<u8>)>,
    reached: HashMap<Both, (Both, Option<u8>)>,
}

impl<'p> Meeting<'p> {
    fn new(one: &'p Program, other: &'p Program) -> Self {
        Self { one, other, open: VecDeque::new(), reached: HashMap::new() }
    }

    /// The bytes of a shortest message that both accept.
    fn shortest(mut self, effort: &mut Effort) -> Option<Vec<u8>> {
        let start = (0, 0, Read::Nothing);
        self.open.push_back((start, start, None));
        while let Some((place, from, byte)) = self.open.pop_front() {
            if self.reached.contains_key(&place) {
                continue;
            }
            if !effort.spend(1) {
                return None;
            }
            self.reached.insert(place, (from, byte));
            let (one, other, read) = place;
            match (self.one.step(one), self.other.step(other)) {
                (Step::End, Step::End) if read == Read::Other => return Some(self.path_to(place)),
                (one_step, other_step) => self.go_on(place, one_step, other_step),
            }
        }
        None
    }

    fn go_on(&mut self, place: Both, one_step: Step, other_step: Step) {
        let (one, other, read) = place;
        for next in one_step.without_reading(one) {
            self.open.push_front(((next, other, read), place, None));
        }
        for next in other_step.without_reading(other) {
            self.open.push_front(((one, next, read), place, None));
        }
        let (byte, one, other) = match (one_step, other_step) {
            (Step::Byte(byte), Step::Byte(same)) if byte == same => (byte, one + 1, other + 1),
            (Step::Byte(byte), Step::Any) => (byte, one + 1, other),
            (Step::Any, Step::Byte(byte)) => (byte, one, other + 1),
            // Only needed to have something before or behind white space.
            (Step::Any, Step::Any) if read != Read::Other => (FILLER, one, other),
            _ => return,
        };
        if let Some(read) = read.and(byte) {
            self.open.push_back(((one, other, read), place, Some(byte)));
        }
    }

    fn path_to(&self, end: Both) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut place = end;
        while let Some((from, byte)) = self.reached.get(&place) {
            bytes.extend(byte);
            if *from == place {
                break;
            }
            place = *from;
        }
        bytes.reverse();
        bytes
    }
}

/// What a walk read, with words apart where they may be.
fn readable(bytes: &[u8], is_common: &dyn Fn(&str) -> bool) -> String {
    /// A longer text is no easier to read with blanks in it.
    const LONGEST: usize = 120;
    let mut spaced = String::from_utf8_lossy(bytes).into_owned();
    let mut at = if spaced.len() > LONGEST { spaced.len() } else { 0 };
    while let Some(next) = spaced[at..].chars().next() {
        let in_word = spaced[..at].chars().next_back().is_some_and(is_in_word) && is_in_word(next);
        if in_word {
            let apart = format!("{} {}", &spaced[..at], &spaced[at..]);
            if is_common(&apart) {
                spaced = apart;
                at += 1;
            }
        }
        at += next.len_utf8();
    }
    spaced.replace(char::from(FILLER), FILLER_WORD)
}

/// The question whether one program accepts all that another does.
struct Covering<'p> {
    narrow: &'p Program,
    wide: &'p Program,
}

/// A place in the narrow program with all places of the wide one that the same message leads to.
type Against = (u32, Box<[u32]>, Read);

impl Covering<'_> {
    /// Looks for a message that only the narrow one accepts.
    fn holds(&self, effort: &mut Effort) -> bool {
        let mut open: Vec<Against> = vec![(0, self.wide.start(), Read::Nothing)];
        let mut seen: HashSet<Against> = HashSet::new();
        while let Some(place) = open.pop() {
            // Whatever comes behind the last `*`, the wide one accepts it.
            if self.wide.accepts_any_rest_of(&place.1) || !seen.insert(place.clone()) {
                continue;
            }
            let next = self.next(&place);
            let steps: usize = next.iter().map(|(_, wide, _)| 1 + wide.len()).sum();
            if self.is_missed(&place) || !effort.spend(1 + steps) {
                return false;
            }
            open.extend(next);
        }
        true
    }

    /// Whether a message may end here that the wide one does not accept.
    fn is_missed(&self, (at, wide, read): &Against) -> bool {
        *read == Read::Other && matches!(self.narrow.step(*at), Step::End) && !self.wide.accepts(wide)
    }

    /// The places behind one. `*` of the narrow one takes the bytes that make a difference to the wide one,
    /// and one that stands for all others.
    fn next(&self, (at, wide, read): &Against) -> Vec<Against> {
        let step = self.narrow.step(*at);
        let by_reading: Vec<Option<Against>> = match step {
            Step::Byte(byte) => vec![self.after(at + 1, wide, *read, byte)],
            Step::Any => {
                self.wide.bytes(wide).chain([FILLER]).map(|byte| self.after(*at, wide, *read, byte)).collect()
            }
            Step::Split(_) | Step::Jump(_) | Step::End => Vec::new(),
        };
        let without = step.without_reading(*at).into_iter().map(|next| (next, wide.clone(), *read));
        by_reading.into_iter().flatten().chain(without).collect()
    }

    fn after(&self, at: u32, wide: &[u32], read: Read, byte: u8) -> Option<Against> {
        Some((at, self.wide.follow(wide, byte), read.and(byte)?))
    }
}
