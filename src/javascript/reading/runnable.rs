//! Code as the JavaScript engine takes it.

use std::ops::Range;

/// What to run of a piece of code, and where its parts come from.
///
/// Nearly all code runs as it is written. The platform also knows `for each (var x in list)`, which no
/// engine of today does: it is run as `for (var x of $each(list))`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Runnable {
    rewritten: Option<Box<str>>,
    inserted: Vec<Inserted>,
}

/// Bytes that are in the run text only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Inserted {
    /// Where they are, in the run text.
    at: usize,
    length: usize,
    /// How much is inserted before them.
    before: usize,
}

/// The places of a `for each` in the code.
#[derive(Debug)]
pub(super) struct ForEach {
    /// The word `each`.
    pub(super) each: Range<usize>,
    /// The word `in`.
    pub(super) within: Range<usize>,
    /// What is iterated.
    pub(super) list: Range<usize>,
    /// Whether it has commas, which would make several arguments of it.
    pub(super) is_sequence: bool,
}

impl Runnable {
    /// The text to run of the code `original`.
    pub fn text<'t>(&'t self, original: &'t str) -> &'t str {
        self.rewritten.as_deref().unwrap_or(original)
    }

    /// The place in the code of a place in the run text.
    pub fn original_offset(&self, run_offset: usize) -> usize {
        let after = self.inserted.partition_point(|inserted| inserted.at <= run_offset);
        let Some(last) = after.checked_sub(1).and_then(|index| self.inserted.get(index)) else {
            return run_offset;
        };
        // Inside of what is inserted every place is the one where it was inserted.
        let end = last.at + last.length;
        run_offset.max(end) - last.before - last.length
    }

    /// Rewrites each `for each`.
    pub(super) fn rewrite(text: &str, loops: &[ForEach]) -> Self {
        if loops.is_empty() {
            return Self::default();
        }
        // One loop may stand in another one's list, as a function.
        let mut edits: Vec<(Range<usize>, &str, bool)> = Vec::with_capacity(loops.len() * 4);
        for ForEach { each, within, list, is_sequence } in loops {
            let (open, close) = if *is_sequence { ("$each((", "))") } else { ("$each(", ")") };
            edits.push((each.clone(), "    ", false));
            edits.push((within.clone(), "of", false));
            edits.push((list.start..list.start, open, true));
            edits.push((list.end..list.end, close, true));
        }
        edits.sort_by_key(|(range, ..)| range.start);
        let mut runnable = Self::default();
        let mut run = String::with_capacity(text.len() + edits.len() * 4);
        let (mut copied, mut before) = (0, 0);
        for (range, new, is_insertion) in edits {
            run.push_str(&text[copied..range.start]);
            if is_insertion {
                runnable.inserted.push(Inserted { at: run.len(), length: new.len(), before });
                before += new.len();
            }
            run.push_str(new);
            copied = range.end;
        }
        run.push_str(&text[copied..]);
        runnable.rewritten = Some(run.into());
        runnable
    }
}
