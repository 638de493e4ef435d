//! Messages that a pattern matches: all of them where they are few, a short one, what each must have.

use super::{Node, Pattern, Sequence};
use crate::text::pattern_set::required;

impl Pattern {
    /// Every message that matches, in lower case, where there are no more than `most`; `None` where there are
    /// more, as with every `*`.
    pub fn messages(&self, most: usize) -> Option<Vec<String>> {
        let mut messages = of_alternatives(&self.0.alternatives, most)?;
        // What has white space at its ends nobody can send.
        messages.retain(|message| !message.is_empty() && message.trim() == message);
        messages.sort_unstable();
        messages.dedup();
        Some(messages)
    }

    /// A short message that matches, in lower case; `None` where there is none, or it is not easily found.
    pub fn example(&self) -> Option<String> {
        let shortest = shortest(&self.0.alternatives);
        let at_ends = [("", ""), ("", "ok"), ("ok", ""), ("ok", "ok")];
        let mut messages = at_ends.into_iter().map(|(start, end)| format!("{start}{shortest}{end}"));
        messages.find(|message| !message.is_empty() && message.trim() == message && self.is_match(message))
    }

    /// How many letters and signs, white space not counted, every message has that matches.
    pub fn least_signs(&self) -> usize {
        signs(&shortest(&self.0.alternatives))
    }

    /// Texts of which every message that matches holds at least one; `None` where there are no such.
    pub fn needed(&self) -> Option<Vec<&str>> {
        required(&self.0.alternatives)
    }
}

/// The text that is left where every `*` stands for nothing and every choice is the one with the fewest signs.
fn shortest(alternatives: &[Sequence]) -> String {
    let texts = alternatives.iter().map(|sequence| {
        let pieces = sequence.iter().map(|node| match node {
            Node::Literal(text) => text.to_string(),
            Node::Any => String::new(),
            Node::Group(inner) => shortest(inner),
        });
        pieces.collect::<String>()
    });
    texts.min_by_key(|text| (signs(text), text.len())).unwrap_or_default()
}

fn signs(text: &str) -> usize {
    text.chars().filter(|sign| !sign.is_whitespace()).count()
}

fn of_alternatives(alternatives: &[Sequence], most: usize) -> Option<Vec<String>> {
    let mut all = Vec::new();
    for sequence in alternatives {
        all.extend(of_sequence(sequence, most)?);
        if all.len() > most {
            return None;
        }
    }
    Some(all)
}

fn of_sequence(sequence: &[Node], most: usize) -> Option<Vec<String>> {
    let mut all = vec![String::new()];
    for node in sequence {
        let next = match node {
            Node::Literal(text) => {
                all.iter_mut().for_each(|message| message.push_str(text));
                continue;
            }
            Node::Any => return None,
            Node::Group(alternatives) => of_alternatives(alternatives, most)?,
        };
        if all.len() * next.len() > most {
            return None;
        }
        all = all.iter().flat_map(|start| next.iter().map(move |end| format!("{start}{end}"))).collect();
    }
    Some(all)
}
