//! What an import or an export has to tell, by topic.

use std::fmt::Write;

use crate::exchange::{Note, Topic};
use crate::terminal::{Style, Terminal, printable, wrap};

/// So many places with the same remark are named.
const NAMED: usize = 4;

/// The notes as text, an empty line before each topic.
pub(super) fn told(notes: &[Note], heading: fn(Topic) -> &'static str, terminal: &Terminal) -> String {
    let mut text = String::new();
    for topic in Topic::ALL {
        let lines = lines_of(notes, topic);
        if lines.is_empty() {
            continue;
        }
        // Writing to a string cannot fail.
        let _ = writeln!(text, "\n{}:", terminal.paint(style_of(topic), heading(topic)));
        for line in lines {
            let _ = writeln!(text, "{}", wrap(&printable(&line), terminal.width, "  ", "    "));
        }
    }
    text
}

/// A line for each remark, with all places that it is about.
fn lines_of(notes: &[Note], topic: Topic) -> Vec<String> {
    let mut remarks: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut known = std::collections::HashMap::new();
    for note in notes.iter().filter(|note| note.topic == topic) {
        let at = *known.entry(note.text.as_str()).or_insert_with(|| {
            remarks.push((&note.text, Vec::new()));
            remarks.len() - 1
        });
        remarks[at].1.push(&note.place);
    }
    remarks.into_iter().map(|(text, places)| format!("{}: {text}", places_in_words(&places))).collect()
}

fn places_in_words(places: &[&str]) -> String {
    let named = places.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    match places.len().saturating_sub(NAMED) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}

fn style_of(topic: Topic) -> Style {
    match topic {
        Topic::Fault => Style::Warning,
        Topic::Guess | Topic::Masked | Topic::Missing | Topic::LeftOut => Style::Note,
    }
}
