//! Texts with marked parts in rows: in colour by colours, without by a line of carets beneath.

use super::words::{Marked, Of};
use crate::terminal::{Style, Terminal, clusters, display_width};

/// Which of two texts it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What is expected, or was there before.
    Expected,
    /// What is there.
    Actual,
}

impl Side {
    /// The sign in front of it.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Expected => "-",
            Self::Actual => "+",
        }
    }

    /// The parts of a comparison that it is made of.
    pub fn of(self) -> Of {
        match self {
            Self::Expected => Of::Expected,
            Self::Actual => Of::Actual,
        }
    }

    /// The colours of the whole and of what differs.
    pub fn styles(self) -> (Style, Style) {
        match self {
            Self::Expected => (Style::Removed, Style::RemovedPart),
            Self::Actual => (Style::Added, Style::AddedPart),
        }
    }
}

/// A letter as it is shown.
#[derive(Clone, Copy)]
struct Letter<'t> {
    text: &'t str,
    is_changed: bool,
}

/// A text in rows of at most `width` columns, behind its sign. What is in `lead` stands before the first row, and as
/// blanks before the others.
pub fn rows(
    terminal: &Terminal,
    width: usize,
    side: Side,
    lead: (&str, &str),
    parts: &[Marked<'_>],
) -> Vec<String> {
    let first = format!("{}{} {}", lead.0, side.sign(), lead.1);
    let indent = " ".repeat(display_width(&first));
    let room = width.saturating_sub(display_width(&first)).max(8);
    let mut shown = Vec::new();
    for (number, row) in broken(parts, room).iter().enumerate() {
        let before = if number == 0 { first.as_str() } else { indent.as_str() };
        shown.push(painted(terminal, side, before, row));
        shown.extend(carets(terminal, &indent, row));
    }
    shown
}

/// Rows of at most so many columns, broken at blanks.
fn broken<'t>(parts: &[Marked<'t>], room: usize) -> Vec<Vec<Letter<'t>>> {
    let mut rows: Vec<Vec<Letter<'_>>> = vec![Vec::new()];
    let mut used = 0;
    let letters = parts
        .iter()
        .flat_map(|part| clusters(part.text).map(|text| Letter { text, is_changed: part.is_changed }));
    for letter in letters {
        let Some(row) = rows.last_mut() else { break };
        if letter.text == "\n" {
            // A line break that the other text has not must show.
            if letter.is_changed {
                row.push(Letter { text: "\\n", ..letter });
            }
            rows.push(Vec::new());
            used = 0;
            continue;
        }
        let columns = display_width(letter.text);
        if used + columns > room && !row.is_empty() {
            let blank = row.iter().rposition(|letter| letter.text == " ").map(|blank| blank + 1);
            let rest = row.split_off(blank.unwrap_or(row.len()));
            used = rest.iter().map(|letter| display_width(letter.text)).sum();
            rows.push(rest);
        }
        if let Some(row) = rows.last_mut() {
            row.push(letter);
            used += columns;
        }
    }
    rows
}

fn painted(terminal: &Terminal, side: Side, before: &str, row: &[Letter<'_>]) -> String {
    let (whole, part) = side.styles();
    let mut shown = terminal.paint(whole, before);
    for run in row.chunk_by(|left, right| left.is_changed == right.is_changed) {
        let text: String = run.iter().map(|letter| letter.text).collect();
        let is_changed = run.first().is_some_and(|letter| letter.is_changed);
        shown.push_str(&terminal.paint(if is_changed { part } else { whole }, &text));
    }
    shown.trim_end_matches(' ').to_owned()
}

/// Carets beneath what differs. Nobody can tell what stands above them where letters run from right to left.
fn carets(terminal: &Terminal, indent: &str, row: &[Letter<'_>]) -> Option<String> {
    let is_marked = row.iter().any(|letter| letter.is_changed);
    if terminal.color || !is_marked || row.iter().any(|letter| letter.text.chars().any(is_right_to_left)) {
        return None;
    }
    let mark = |letter: &Letter<'_>| {
        let sign = if letter.is_changed { "^" } else { " " };
        sign.repeat(display_width(letter.text))
    };
    let marks: String = row.iter().map(mark).collect();
    Some(format!("{indent}{}", marks.trim_end()))
}

/// Letters of Hebrew, Arabic and their neighbours.
fn is_right_to_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}
