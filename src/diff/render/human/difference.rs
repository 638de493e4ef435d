//! A value that differs: in one line where there is room, texts with what differs marked, code as lines.

use super::Page;
use crate::comparison::{Marked, Replaced, Side, compare, hunks, rows};
use crate::diff::changes::Difference;
use crate::diff::render::words::{code, line, places, prose};
use crate::diff::value::Entry;
use crate::source::Span;
use crate::terminal::{Style, count, display_width, printable};
use crate::text::shortened;

/// Lines of code around a change.
const AROUND: usize = 2;

impl Page<'_> {
    /// A value that is not as it was.
    pub(super) fn difference(&mut self, difference: &Difference, indent: &str) {
        let key = line(&difference.key());
        match (&difference.old, &difference.new) {
            (Some(old), Some(new)) if difference.is_move => {
                let told = format!("{} {key}: moved here", self.arrow());
                self.told(&told, indent, Style::Info, (old.place, new.place));
            }
            (Some(old), Some(new)) => self.changed(&key, old, new, indent),
            (None, Some(new)) => self.one_sided("+", &key, new, indent, Style::Added),
            (Some(old), None) => self.one_sided("-", &key, old, indent, Style::Removed),
            (None, None) => {}
        }
    }

    fn changed(&mut self, key: &str, old: &Entry, new: &Entry, indent: &str) {
        let places = (old.place, new.place);
        if let (Some(one), Some(other)) = (code(old), code(new)) {
            self.told(&format!("~ {key}:"), indent, Style::Strong, places);
            let whole = [Replaced { old: 0..one.len(), new: 0..other.len() }];
            let hunks = hunks(one, other, &whole, AROUND, self.terminal);
            hunks.lines().for_each(|line| self.out.push_str(&format!("{indent}  {line}\n")));
            return;
        }
        let (was, is) = (line(&old.value.in_line()), line(&new.value.in_line()));
        if was == is {
            // Which is so of credentials only.
            return self.told(
                &format!("~ {key}: another one, which is not shown"),
                indent,
                Style::Strong,
                places,
            );
        }
        let one_line = format!("~ {key}: {was} {} {is}", self.arrow());
        let is_short = display_width(indent) + display_width(&one_line) <= self.terminal.width;
        if is_short && (prose(old).is_none() || prose(new).is_none()) {
            return self.told(&one_line, indent, Style::Strong, places);
        }
        self.told(&format!("~ {key}:"), indent, Style::Strong, places);
        match (prose(old), prose(new)) {
            (Some(was), Some(is)) => self.both(&printable(was), &printable(is), indent),
            _ => self.both(&was, &is, indent),
        }
    }

    /// Two texts, with what differs marked.
    fn both(&mut self, was: &str, is: &str, indent: &str) {
        let lead = format!("{indent}  ");
        let compared = compare(was, is);
        for side in [Side::Expected, Side::Actual] {
            let parts = near(&compared.marked(side.of()));
            let parts = parts.iter().map(|(text, is_changed)| Marked { text, is_changed: *is_changed });
            let parts: Vec<Marked<'_>> = parts.collect();
            for row in rows(self.terminal, self.terminal.width, side, (&lead, ""), &parts) {
                self.out.push_str(&format!("{row}\n"));
            }
        }
    }

    fn one_sided(&mut self, sign: &str, key: &str, entry: &Entry, indent: &str, style: Style) {
        if let Some(code) = code(entry).filter(|code| code.lines().count() > 1) {
            let told = format!("{sign} {key}: {}", count(code.lines().count(), "line"));
            return self.told(&told, indent, style, (None, entry.place));
        }
        let value = line(&entry.value.in_line());
        let told = format!("{sign} {key}: {}", shortened(&value, self.terminal.width.max(40) * 2));
        self.told(&told, indent, style, (None, entry.place));
    }

    /// A line, with its places where the line above does not say them.
    fn told(&mut self, text: &str, indent: &str, style: Style, (old, new): (Option<Span>, Option<Span>)) {
        let places = places(old, new, self.sources, self.arrow());
        let places = if places == self.above { "" } else { &places };
        self.placed(text, indent, style, places);
    }
}

/// So much of what did not change is shown before and behind what did.
const CONTEXT: usize = 60;

/// A text without what lies far from all that changed.
fn near(parts: &[Marked<'_>]) -> Vec<(String, bool)> {
    let last = parts.len().saturating_sub(1);
    let shown = parts.iter().enumerate().map(|(place, part)| {
        let whole = if place == 0 || place == last { CONTEXT } else { 2 * CONTEXT };
        if part.is_changed || parts.len() == 1 || part.text.chars().count() <= whole + 20 {
            return (part.text.to_owned(), part.is_changed);
        }
        let head = if place == 0 { String::new() } else { part.text.chars().take(CONTEXT).collect() };
        let length = part.text.chars().count();
        let tail: String =
            if place == last { String::new() } else { part.text.chars().skip(length - CONTEXT).collect() };
        (format!("{head}…{tail}"), false)
    });
    shown.collect()
}
