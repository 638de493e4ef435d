//! The keys of a mapping, taken one by one; what nobody took is unknown.

use super::{Format, Loader, misplaced, rules};
use crate::diagnostic::{Diagnostic, Fix, nearest};
use crate::source::{Span, Text};
use crate::yaml::{Entry, Node, Value};

/// A mapping whose keys are being read. Each concept takes the keys that it knows, then
/// [`Loader::finish`] reports the rest, with the taken ones as suggestions.
pub(super) struct Fields<'n> {
    /// What the mapping is, with its article: "a text_question".
    pub(super) what: &'static str,
    /// The mapping's place.
    pub(super) span: Span,
    entries: &'n [Entry],
    taken: Vec<bool>,
    known: Vec<&'static str>,
}

impl<'n> Fields<'n> {
    /// The entry of `key`, which this makes a known key.
    pub(super) fn take(&mut self, key: &'static str) -> Option<&'n Entry> {
        self.known.push(key);
        let index = self.entries.iter().position(|entry| entry.key.as_str() == key)?;
        self.taken[index] = true;
        Some(&self.entries[index])
    }

    /// The value of `key`, as [`Fields::take`].
    pub(super) fn value(&mut self, key: &'static str) -> Option<&'n Node> {
        self.take(key).map(|entry| &entry.value)
    }

    /// The first key of the mapping.
    pub(super) fn first(&self) -> Option<&'n Entry> {
        self.entries.first()
    }

    /// All entries, taken or not.
    pub(super) fn entries(&self) -> &'n [Entry] {
        self.entries
    }

    /// The keys that nobody took so far.
    fn unknown(&self) -> impl Iterator<Item = &'n Text> {
        let entries = self.entries.iter().zip(&self.taken);
        entries.filter(|(_, taken)| !**taken).map(|(entry, _)| &entry.key)
    }

    /// Whether a key that nobody took so far is plainly meant as this one.
    pub(super) fn is_misspelt(&self, key: &str) -> bool {
        self.unknown().any(|written| nearest(written.as_str(), [key]).is_some())
    }

    /// Writes a key as another one, which is not there yet.
    pub(super) fn respelt(&self, key: &Text, meant: &str) -> Option<Fix> {
        let is_there = self.entries.iter().any(|entry| entry.key.as_str() == meant);
        if is_there { None } else { Fix::respell(key, 0..key.as_str().len(), meant) }
    }

    /// Marks a key as one that belongs here although its problem was reported otherwise.
    pub(super) fn ignore(&mut self, key: &Text) {
        for (entry, taken) in self.entries.iter().zip(&mut self.taken) {
            *taken |= entry.key.span() == key.span();
        }
    }
}

impl Loader<'_> {
    /// Reads `node` as a mapping; anything else is reported.
    pub(super) fn fields<'n>(&mut self, node: &'n Node, what: &'static str) -> Option<Fields<'n>> {
        match &node.value {
            Value::Mapping(entries) => Some(Fields {
                what,
                span: node.span,
                entries,
                taken: vec![false; entries.len()],
                // Enough for every kind of item, so that it never grows.
                known: Vec::with_capacity(20),
            }),
            _ => {
                self.wrong_type(node, &format!("{what} is written as keys with values"));
                None
            }
        }
    }

    /// Reports every key that nobody took.
    pub(super) fn finish(&mut self, fields: Fields<'_>) {
        let unknown = fields.entries.iter().zip(&fields.taken).filter(|(_, taken)| !**taken);
        for (entry, _) in unknown {
            let diagnostic = unknown_key(self.format, &entry.key, &fields);
            self.report(diagnostic);
            if matches!(entry.value.value, Value::Sequence(_) | Value::Mapping(_)) {
                self.lost.push(entry.value.span);
            }
        }
    }

    /// Reports that a key is missing, at the place of the mapping's first key; not where it is plainly
    /// there and misspelt, which is reported as an unknown key.
    pub(super) fn missing(&mut self, fields: &Fields<'_>, key: &str, why: &str) {
        if fields.is_misspelt(key) {
            return;
        }
        let span = fields.first().map_or(fields.span, |entry| entry.key.span());
        self.report(
            Diagnostic::new(&rules::MISSING_KEY, span, format!("{} needs `{key}`", fields.what))
                .label(format!("`{key}` is missing"))
                .help(why.to_owned()),
        );
    }
}

fn unknown_key(format: Format, key: &Text, fields: &Fields<'_>) -> Diagnostic {
    let (what, known) = (fields.what, fields.known.as_slice());
    let written = key.as_str();
    if let Some(home) = misplaced::home(format, written).filter(|_| !known.contains(&written)) {
        return Diagnostic::new(
            &rules::MISPLACED_KEY,
            key.span(),
            format!("`{written}` does not belong in {what}"),
        )
        .label("not allowed here")
        .help(format!("`{written}` {home}; here it would have no effect on the conversation."));
    }
    let diagnostic =
        Diagnostic::new(&rules::UNKNOWN_KEY, key.span(), format!("{what} has no key `{written}`"));
    match nearest(written, known.iter().copied()) {
        Some(meant) => diagnostic
            .label(format!("did you mean `{meant}`?"))
            .fix_if(fields.respelt(key, meant))
            .help("An unknown key would be silently without effect, so it is an error."),
        None => diagnostic.label("unknown key").help(format!("Known keys: {}.", list(known))),
    }
}

/// Words for a help text: `a`, `b`, `c`.
pub(super) fn list(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
