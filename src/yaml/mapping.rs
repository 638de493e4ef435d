//! Keys: what may be one, which are written twice, and what merge keys bring in.

use std::collections::{HashMap, HashSet};

use super::rules::{DUPLICATE_KEY, UNSUPPORTED_YAML, YAML_SYNTAX};
use super::{Entry, Node, Value};
use crate::diagnostic::Diagnostic;
use crate::source::{Span, Text};

/// Up to this many keys are compared each with each, which is faster than hashing them.
const FEW: usize = 8;

/// A key that waits for its value.
pub(super) enum Key {
    /// An ordinary key.
    Text(Text),
    /// `<<`.
    Merge(Span),
    /// Something that cannot be a key; its value is dropped.
    Refused,
}

impl Key {
    pub(super) fn from_node(node: Node, written: Span, problems: &mut Vec<Diagnostic>) -> Self {
        let what = match node.value {
            Value::Scalar(scalar) if scalar.plain && scalar.text.as_str() == "<<" => {
                return Self::Merge(written);
            }
            Value::Scalar(scalar) => return Self::Text(scalar.text),
            Value::Null => "this key is empty",
            Value::Sequence(_) => "a list cannot be a key",
            Value::Mapping(_) => "a mapping cannot be a key",
        };
        let help =
            "Keys are texts. A value such as `{$botContext.name}` must be quoted: `\"{$botContext.name}\"`.";
        problems.push(Diagnostic::new(&UNSUPPORTED_YAML, written, what).help(help));
        Self::Refused
    }
}

/// The value of a `<<`, and how many entries stood before it.
struct Merge {
    key: Span,
    position: usize,
    entries: Vec<Entry>,
}

/// A mapping under construction.
#[derive(Default)]
pub(super) struct Pairs {
    pub(super) key: Option<Key>,
    entries: Vec<Entry>,
    merges: Vec<Merge>,
}

impl Pairs {
    /// Adds a key with its value, whose token is at `written`. Merging one of the `undefined` aliases is
    /// no second problem.
    pub(super) fn add(
        &mut self,
        key: Key,
        value: Node,
        written: Span,
        undefined: &HashSet<Span>,
        problems: &mut Vec<Diagnostic>,
    ) {
        match key {
            Key::Text(key) => self.entries.push(Entry { key, value }),
            Key::Refused => {}
            Key::Merge(key) => {
                let mut entries = Vec::new();
                collect(value, written, undefined, &mut entries, problems);
                self.merges.push(Merge { key, position: self.entries.len(), entries });
            }
        }
    }

    /// The entries: each key once, merge keys expanded where they stand.
    pub(super) fn finish(mut self, problems: &mut Vec<Diagnostic>) -> Vec<Entry> {
        if let [first, others @ ..] = self.merges.as_slice() {
            for other in others {
                problems
                    .push(duplicate("<<", first.key, other.key).help("Write one: `<<: [*first, *second]`."));
            }
        }
        // With merge keys the positions must stay, so repeated keys are dropped behind them.
        let repeated = repeated(&self.entries);
        if repeated.is_empty() && self.merges.is_empty() {
            return self.entries;
        }
        for &(first, again) in &repeated {
            let key = &self.entries[again].key;
            let problem = duplicate(key.as_str(), self.entries[first].key.span(), key.span());
            problems.push(problem.help("Remove one of them, or rename it. Only the first one is used."));
        }
        let dropped: HashSet<usize> = repeated.into_iter().map(|(_, again)| again).collect();
        if self.merges.is_empty() {
            let mut index = 0..;
            self.entries.retain(|_| index.next().is_none_or(|index| !dropped.contains(&index)));
            return self.entries;
        }
        self.expanded(&dropped)
    }

    fn expanded(self, dropped: &HashSet<usize>) -> Vec<Entry> {
        let mut taken: HashSet<Box<str>> =
            self.entries.iter().map(|entry| entry.key.as_str().into()).collect();
        let mut merges = self.merges.into_iter().peekable();
        let mut expanded = Vec::with_capacity(self.entries.len());
        let mut entries = self.entries.into_iter().enumerate();
        loop {
            let next = entries.next();
            let position = next.as_ref().map_or(usize::MAX, |&(index, _)| index);
            while let Some(merge) = merges.next_if(|merge| merge.position <= position) {
                expanded.extend(
                    merge.entries.into_iter().filter(|entry| taken.insert(entry.key.as_str().into())),
                );
            }
            match next {
                Some((index, entry)) if !dropped.contains(&index) => expanded.push(entry),
                Some(_) => {}
                None => return expanded,
            }
        }
    }
}

/// The entries that a merge key's value brings in.
fn collect(
    value: Node,
    written: Span,
    undefined: &HashSet<Span>,
    entries: &mut Vec<Entry>,
    problems: &mut Vec<Diagnostic>,
) {
    match value.value {
        Value::Mapping(more) => entries.extend(more),
        Value::Sequence(parts) if !parts.iter().any(|part| matches!(part.value, Value::Sequence(_))) => {
            for part in parts {
                let place = part.span;
                collect(part, place, undefined, entries, problems);
            }
        }
        _ if undefined.contains(&value.span) => {}
        _ => {
            let message = "`<<` takes a mapping to merge, or a list of mappings";
            let help = "Name a mapping with `&name` and merge it with `<<: *name`. A key that is really called `<<` must be quoted.";
            problems.push(Diagnostic::new(&YAML_SYNTAX, written, message).help(help));
        }
    }
}

fn duplicate(key: &str, first: Span, again: Span) -> Diagnostic {
    Diagnostic::new(&DUPLICATE_KEY, again, format!("the key `{key}` is written twice"))
        .label("written again here")
        .also(first, "first written here")
}

/// Pairs of places of the same key: its first one and a later one.
fn repeated(entries: &[Entry]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    if entries.len() <= FEW {
        for (again, entry) in entries.iter().enumerate().skip(1) {
            let first = entries[..again].iter().position(|other| other.key.as_str() == entry.key.as_str());
            found.extend(first.map(|first| (first, again)));
        }
    } else {
        let mut seen = HashMap::with_capacity(entries.len());
        for (again, entry) in entries.iter().enumerate() {
            let first = *seen.entry(entry.key.as_str()).or_insert(again);
            if first != again {
                found.push((first, again));
            }
        }
    }
    found
}
