//! All messages that a pattern matches, where they are few.

use super::{Node, Pattern, Sequence};

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
