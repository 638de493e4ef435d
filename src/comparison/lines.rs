//! What changes in a file, line by line, as version control shows it.

use std::ops::Range;

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices, group_diff_ops};

use crate::terminal::{Style, Terminal, printable_line};

/// So many lines around a change are shown.
const AROUND: usize = 3;

/// A stretch of a text, and what stands in its place, in bytes of the old text and of the new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// In the old text.
    pub old: Range<usize>,
    /// In the new text.
    pub new: Range<usize>,
}

/// The difference of a file's old text and its new one. `replaced` says in order where they differ, so that a long file
/// with many changes costs no more than these.
pub fn diff(name: &str, old: &str, new: &str, replaced: &[Replaced], terminal: &Terminal) -> String {
    let name = printable_line(name);
    let mut out = terminal.paint(Style::Path, &format!("--- {name}\n+++ {name}"));
    out.push('\n');
    out.push_str(&hunks(old, new, replaced, AROUND, terminal));
    out
}

/// The hunks alone, with so many lines around each change.
pub fn hunks(old: &str, new: &str, replaced: &[Replaced], around: usize, terminal: &Terminal) -> String {
    let (old, new) = (Lines::of(old), Lines::of(new));
    let groups = group_diff_ops(steps(&old, &new, replaced), around);
    groups.iter().map(|group| hunk(group, &old, &new, terminal)).collect()
}

/// A text with the places of its lines.
struct Lines<'t> {
    lines: Vec<&'t str>,
    /// Where each line begins, and where the last one ends.
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let mut starts = vec![0];
        for line in &lines {
            starts.push(starts[starts.len() - 1] + line.len());
        }
        Self { lines, starts }
    }

    /// The line that begins at a byte.
    fn beginning(&self, byte: usize) -> Option<usize> {
        self.starts.binary_search(&byte).ok()
    }
}

/// The way from the old lines to the new ones.
fn steps(old: &Lines<'_>, new: &Lines<'_>, replaced: &[Replaced]) -> Vec<DiffOp> {
    let mut steps: Vec<DiffOp> = Vec::new();
    let (mut old_at, mut new_at) = (0, 0);
    for (old_same, new_same) in unchanged(old, new, replaced) {
        add_block(&mut steps, old, new, (old_at..old_same.start, new_at..new_same.start));
        add_equal(&mut steps, old_same.start, new_same.start, old_same.len());
        (old_at, new_at) = (old_same.end, new_same.end);
    }
    add_block(&mut steps, old, new, (old_at..old.lines.len(), new_at..new.lines.len()));
    steps
}

/// The lines that no change touches, in the old text and in the new one.
fn unchanged(old: &Lines<'_>, new: &Lines<'_>, replaced: &[Replaced]) -> Vec<(Range<usize>, Range<usize>)> {
    let ends = |lines: &Lines<'_>| lines.starts[lines.starts.len() - 1];
    let end = Replaced { old: ends(old)..ends(old), new: ends(new)..ends(new) };
    let (mut same, mut old_at, mut new_at) = (Vec::new(), 0, 0);
    for next in replaced.iter().chain([&end]) {
        let length = next.old.start - old_at;
        // The first place between two changes at which a line begins on both sides, and the last one.
        let begins_line = |offset: &usize| {
            old.beginning(old_at + offset).is_some() && new.beginning(new_at + offset).is_some()
        };
        let first_break = old.starts.partition_point(|start| *start <= old_at);
        let behind_break = old.starts.get(first_break).map(|start| start - old_at);
        let first = [Some(0), behind_break].into_iter().flatten().find(begins_line);
        let last_break = old.starts.partition_point(|start| *start <= old_at + length).checked_sub(1);
        let last = last_break.and_then(|line| old.starts[line].checked_sub(old_at)).filter(begins_line);
        if let (Some(first), Some(last)) = (first, last.filter(|last| *last <= length))
            && first < last
            && let (Some(old_from), Some(old_to)) =
                (old.beginning(old_at + first), old.beginning(old_at + last))
            && let (Some(new_from), Some(new_to)) =
                (new.beginning(new_at + first), new.beginning(new_at + last))
        {
            same.push((old_from..old_to, new_from..new_to));
        }
        (old_at, new_at) = (next.old.end, next.new.end);
    }
    same
}

/// Lines that are not all the same.
fn add_block(steps: &mut Vec<DiffOp>, old: &Lines<'_>, new: &Lines<'_>, block: (Range<usize>, Range<usize>)) {
    let (old_lines, new_lines) = block;
    let part =
        capture_diff_slices(Algorithm::Myers, &old.lines[old_lines.clone()], &new.lines[new_lines.clone()]);
    for step in part {
        let (tag, old, new) = step.as_tag_tuple();
        let (old_index, new_index) = (old.start + old_lines.start, new.start + new_lines.start);
        let (old_len, new_len) = (old.len(), new.len());
        match tag {
            DiffTag::Equal => add_equal(steps, old_index, new_index, old_len),
            DiffTag::Delete => steps.push(DiffOp::Delete { old_index, old_len, new_index }),
            DiffTag::Insert => steps.push(DiffOp::Insert { old_index, new_index, new_len }),
            DiffTag::Replace => steps.push(DiffOp::Replace { old_index, old_len, new_index, new_len }),
        }
    }
}

fn add_equal(steps: &mut Vec<DiffOp>, old_index: usize, new_index: usize, len: usize) {
    match steps.last_mut() {
        _ if len == 0 => {}
        Some(DiffOp::Equal { len: before, .. }) => *before += len,
        _ => steps.push(DiffOp::Equal { old_index, new_index, len }),
    }
}

fn hunk(group: &[DiffOp], old: &Lines<'_>, new: &Lines<'_>, terminal: &Terminal) -> String {
    let (Some(first), Some(last)) = (group.first(), group.last()) else { return String::new() };
    let span = |first: Range<usize>, last: Range<usize>| {
        let length = last.end - first.start;
        let start = first.start + usize::from(length > 0);
        if length == 1 { start.to_string() } else { format!("{start},{length}") }
    };
    let header = format!(
        "@@ -{} +{} @@",
        span(first.old_range(), last.old_range()),
        span(first.new_range(), last.new_range())
    );
    let mut out = format!("{}\n", terminal.paint(Style::Dim, &header));
    let mut add = |lines: &[&str], sign: char, style: Option<Style>| {
        for line in lines {
            let line = format!("{sign}{}", printable_line(line.trim_end_matches(['\n', '\r'])));
            let line = line.trim_end();
            out.push_str(&style.map_or_else(|| line.to_owned(), |style| terminal.paint(style, line)));
            out.push('\n');
        }
    };
    for step in group {
        match step.tag() {
            DiffTag::Equal => add(&old.lines[step.old_range()], ' ', None),
            _ => {
                add(&old.lines[step.old_range()], '-', Some(Style::Removed));
                add(&new.lines[step.new_range()], '+', Some(Style::Added));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The old text with a diff applied.
    fn patched(old: &str, diff: &str) -> String {
        let old: Vec<&str> = old.split_inclusive('\n').collect();
        let (mut at, mut out) = (0, String::new());
        for line in diff.lines().skip(2) {
            if let Some(header) = line.strip_prefix("@@ -") {
                let place = header.split([',', ' ']).next().unwrap_or_default();
                let is_empty = header.split(' ').next().is_some_and(|span| span.ends_with(",0"));
                let start = place.parse::<usize>().unwrap_or(0) - usize::from(!is_empty);
                out.extend(old[at..start].iter().copied());
                at = start;
                continue;
            }
            match line.chars().next() {
                Some('+') => out.push_str(&format!("{}\n", &line[1..])),
                Some('-') => at += 1,
                _ => {
                    out.push_str(old[at]);
                    at += 1;
                }
            }
        }
        out.extend(old[at..].iter().copied());
        out
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_diff_leads_from_one_text_to_the_other(
            parts in proptest::collection::vec(("([ab]{0,2}\n){0,9}[ab]?", "([abc]{0,2}\n){0,3}[ab]?"), 1..6),
        ) {
            let (mut old, mut new, mut replaced) = (String::new(), String::new(), Vec::new());
            for (number, (kept, changed)) in parts.iter().enumerate() {
                old.push_str(kept);
                new.push_str(kept);
                let (old_start, new_start) = (old.len(), new.len());
                // Sometimes something comes or goes, sometimes one gives way to another.
                let (was, is) = match number % 3 {
                    0 => (changed.as_str(), ""),
                    1 => ("", changed.as_str()),
                    _ => (changed.as_str(), "c\nb"),
                };
                old.push_str(was);
                new.push_str(is);
                replaced.push(Replaced { old: old_start..old.len(), new: new_start..new.len() });
            }
            old.push('\n');
            new.push('\n');
            let shown = diff("x", &old, &new, &replaced, &Terminal::plain());
            prop_assert_eq!(patched(&old, &shown), new, "{}", shown);
        }
    }
}
