//! All patterns of a bot asked at once (spec 4.6; ties in definition order, U-03).

use std::collections::HashMap;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::pattern::{Node, Pattern, Sequence, message};

/// Patterns that are asked together: a message is matched in much less time than one by one.
///
/// A pattern without `*` or groups is looked up by its text. Of any other, every message that
/// matches must hold a certain literal (or one of several); one pass over the message finds the
/// literals in it, and only patterns whose literal was found are tried.
#[derive(Debug)]
pub struct PatternSet {
    patterns: Box<[Pattern]>,
    /// Built with the first message: `check` never sends one.
    index: OnceLock<Index>,
}

#[derive(Debug)]
struct Index {
    exact: HashMap<Box<str>, Vec<u32>>,
    /// Finds the needles; `None` where there are none or the automaton could not be built.
    automaton: Option<AhoCorasick>,
    /// For each needle the patterns that need it.
    needed_by: Vec<Vec<u32>>,
    /// Patterns without a needle.
    always: Vec<u32>,
}

impl PatternSet {
    /// A set of patterns; the order is the order of definition.
    pub fn new<'a>(patterns: impl IntoIterator<Item = &'a Pattern>) -> Self {
        Self { patterns: patterns.into_iter().cloned().collect(), index: OnceLock::new() }
    }

    /// How many patterns there are.
    pub fn len(&self) -> usize {
        self.patterns.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// Puts the indexes of all patterns that match `text` into `out`, in definition order.
    pub fn matches(&self, text: &str, out: &mut Vec<usize>) {
        out.clear();
        if self.patterns.is_empty() {
            return;
        }
        let index = self.index.get_or_init(|| Index::new(&self.patterns));
        let message = message(text);
        index.candidates(&message, out);
        out.retain(|&candidate| self.patterns[candidate].matches_message(&message));
        if let Some(exact) = index.exact.get(&*message) {
            out.extend(exact.iter().map(|&pattern| pattern as usize));
            out.sort_unstable();
        }
    }
}

impl Index {
    fn new(patterns: &[Pattern]) -> Self {
        let mut exact: HashMap<Box<str>, Vec<u32>> = HashMap::new();
        let mut needles = Needles::default();
        let mut always = Vec::new();
        for (number, pattern) in (0u32..).zip(patterns) {
            if let Some(literal) = pattern.as_literal() {
                exact.entry(literal.into()).or_default().push(number);
            } else if let Some(required) = required(pattern.alternatives()) {
                required.into_iter().for_each(|needle| needles.add(needle, number));
            } else {
                always.push(number);
            }
        }
        let automaton = needles.automaton();
        if automaton.is_none() {
            always.extend(needles.needed_by.iter().flatten());
        }
        Self { exact, automaton, needed_by: needles.needed_by, always }
    }

    /// Puts all patterns that may match, apart from the exact ones, into `out`, sorted.
    fn candidates(&self, message: &str, out: &mut Vec<usize>) {
        out.extend(self.always.iter().map(|&pattern| pattern as usize));
        if let Some(automaton) = &self.automaton {
            let mut seen = vec![0u64; self.needed_by.len().div_ceil(64)];
            for found in automaton.find_overlapping_iter(message) {
                let needle = found.pattern().as_usize();
                let (word, bit) = (needle / 64, 1u64 << (needle % 64));
                if seen[word] & bit == 0 {
                    seen[word] |= bit;
                    out.extend(self.needed_by[needle].iter().map(|&pattern| pattern as usize));
                }
            }
        }
        out.sort_unstable();
        out.dedup();
    }
}

/// The distinct literals that patterns need.
#[derive(Default)]
struct Needles<'a> {
    numbers: HashMap<&'a str, usize>,
    list: Vec<&'a str>,
    needed_by: Vec<Vec<u32>>,
}

impl<'a> Needles<'a> {
    fn add(&mut self, needle: &'a str, pattern: u32) {
        let needle = shortened(needle);
        let number = *self.numbers.entry(needle).or_insert_with(|| {
            self.list.push(needle);
            self.needed_by.push(Vec::new());
            self.list.len() - 1
        });
        self.needed_by[number].push(pattern);
    }

    /// The kind of automaton that is built fastest, as every start of the program builds one.
    fn automaton(&self) -> Option<AhoCorasick> {
        if self.list.is_empty() {
            return None;
        }
        AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::NoncontiguousNFA))
            .match_kind(MatchKind::Standard)
            .prefilter(false)
            .build(&self.list)
            .ok()
    }
}

/// The end of a needle: what is found is tried anyway, and a shorter needle is built faster. The
/// end, as phrases differ more there (`I want to …`).
fn shortened(needle: &str) -> &str {
    const LONGEST: usize = 16;
    let mut start = needle.len().saturating_sub(LONGEST);
    while !needle.is_char_boundary(start) {
        start += 1;
    }
    &needle[start..]
}

/// Literals of which every text that matches holds at least one; `None` where there are no such.
pub(super) fn required(alternatives: &[Sequence]) -> Option<Vec<&str>> {
    let mut needles = Vec::new();
    for sequence in alternatives {
        needles.extend(required_by_sequence(sequence)?);
    }
    Some(needles)
}

/// The choice that promises the fewest false candidates: the longest shortest literal.
fn required_by_sequence(sequence: &[Node]) -> Option<Vec<&str>> {
    let choices = sequence.iter().filter_map(|node| match node {
        Node::Literal(text) => Some(vec![&**text]),
        Node::Any => None,
        Node::Group(alternatives) => required(alternatives),
    });
    choices.max_by_key(|needles| {
        let shortest = needles.iter().map(|needle| needle.len()).min();
        (shortest, std::cmp::Reverse(needles.len()))
    })
}
