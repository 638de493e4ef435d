//! Source files and the lines in them.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::{SourceId, Span};

/// A line and a column for people: both count from 1, columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// One file's name and text.
#[derive(Debug)]
pub struct Source {
    name: String,
    text: String,
    line_starts: OnceLock<Vec<usize>>,
    /// How many characters start before each block of [`BLOCK`] bytes, so that a column costs the same
    /// wherever it is, also in a line of megabytes.
    characters: OnceLock<Vec<usize>>,
}

/// Bytes between two counts of characters.
const BLOCK: usize = 1024;

impl Source {
    /// The name that people see: the path as the user gave it, or relative to the project.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line and column of a byte offset; offsets past the end or inside a character are moved
    /// back to the nearest place that exists.
    pub fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let starts = self.line_starts();
        let line = starts.partition_point(|&start| start <= offset);
        let start = starts[line - 1];
        Position { line, column: self.characters_before(offset) - self.characters_before(start) + 1 }
    }

    fn characters_before(&self, offset: usize) -> usize {
        let bytes = self.text.as_bytes();
        let blocks = self.characters.get_or_init(|| {
            let before = bytes.chunks(BLOCK).scan(0, |before, block| {
                let here = *before;
                *before += character_starts(block);
                Some(here)
            });
            before.collect()
        });
        let block = offset / BLOCK;
        match blocks.get(block) {
            Some(before) => before + character_starts(&bytes[block * BLOCK..offset]),
            // The end of a text that fills its last block.
            None => {
                blocks.last().map_or(0, |before| before + character_starts(&bytes[(block - 1) * BLOCK..]))
            }
        }
    }

    /// The text of a line, counted from 1, without its line break; empty past the last one.
    pub fn line(&self, line: usize) -> &str {
        let starts = self.line_starts();
        let Some(&start) = line.checked_sub(1).and_then(|index| starts.get(index)) else { return "" };
        let end = starts.get(line).copied().unwrap_or(self.text.len());
        self.text[start..end].trim_end_matches(['\n', '\r'])
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let breaks = self.text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
            std::iter::once(0).chain(breaks.map(|(offset, _)| offset + 1)).collect()
        })
    }
}

/// How many characters of UTF-8 start in a stretch of bytes.
fn character_starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

/// So many ids has a part, see [`Sources::part`].
const IDS_IN_PART: u32 = 1 << 16;

/// All files that a run has read, in the order of reading.
#[derive(Debug, Default)]
pub struct Sources {
    list: Vec<Source>,
    /// Where ids do not run on: the first id of each run of files, and how many files come before it. Files of a run
    /// that begins with the first file need no entry.
    runs: Vec<(u32, usize)>,
    /// The id that the next file gets.
    next: u32,
    /// The first file of each name.
    first: HashMap<String, SourceId>,
    /// The latest file of each name that [`Sources::add_once`] has added.
    named: HashMap<String, SourceId>,
}

impl Sources {
    /// The first file of a name, as people see it.
    pub fn find(&self, name: &str) -> Option<&Source> {
        self.first.get(name).map(|id| self.get(*id))
    }

    /// Files whose ids begin with the `place`th part of all ids, so that several threads may read at once what
    /// [`Sources::append`] brings together; nothing where there are not so many parts.
    pub fn part(place: usize) -> Option<Self> {
        let first = u32::try_from(place + 1).ok()?.checked_mul(IDS_IN_PART)?;
        Some(Self { runs: vec![(first, 0)], next: first, ..Self::default() })
    }

    /// Whether ids beyond those of a part were given.
    pub fn exceeds_part(&self) -> bool {
        self.list.len() > IDS_IN_PART as usize
    }

    /// Adds all files of a part, which keep their ids. Parts are added in their order.
    pub fn append(&mut self, part: Sources) {
        let before = self.list.len();
        self.runs.extend(part.runs.iter().map(|(first, place)| (*first, before + place)));
        self.next = part.next;
        for (name, id) in part.first {
            self.first.entry(name).or_insert(id);
        }
        self.named.extend(part.named);
        self.list.extend(part.list);
    }

    /// Adds a file and gives it its id.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        let id = SourceId(self.next);
        self.next = self.next.saturating_add(1);
        let name = name.into();
        self.first.entry(name.clone()).or_insert(id);
        self.list.push(Source {
            name,
            text: text.into(),
            line_starts: OnceLock::new(),
            characters: OnceLock::new(),
        });
        id
    }

    /// As [`Sources::add`], but a file that is read a second time keeps its id while it has the same text: what is
    /// wrong with a file that others share is then the same problem, however often it is found.
    pub fn add_once(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        let (name, text) = (name.into(), text.into());
        if let Some(&id) = self.named.get(&name).filter(|id| self.get(**id).text == text) {
            return id;
        }
        let id = self.add(name.clone(), text);
        self.named.insert(name, id);
        id
    }

    /// The file behind an id that [`Sources::add`] gave.
    pub fn get(&self, id: SourceId) -> &Source {
        let run = self.runs.partition_point(|(first, _)| *first <= id.0);
        let (first, before) = run.checked_sub(1).map_or((0, 0), |run| self.runs[run]);
        &self.list[before + (id.0 - first) as usize]
    }

    /// All files in the order of reading.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        let mut runs = self.runs.iter().peekable();
        let mut id = 0;
        self.list.iter().enumerate().map(move |(place, source)| {
            while let Some((first, _)) = runs.next_if(|(_, before)| *before == place) {
                id = *first;
            }
            id += 1;
            (SourceId(id - 1), source)
        })
    }

    /// The line and column where a span starts.
    pub fn position(&self, span: Span) -> Position {
        self.get(span.source).position(span.start as usize)
    }

    /// The text under a span.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.source).text().get(span.range()).unwrap_or("")
    }

    /// `file:line`, the form in which a trace names a place.
    pub fn place(&self, span: Span) -> String {
        format!("{}:{}", self.get(span.source).name(), self.position(span).line)
    }
}

#[cfg(test)]
mod tests {
    use super::Sources;

    #[test]
    fn a_file_keeps_its_id_while_its_text_is_the_same() {
        let mut sources = Sources::default();
        let first = sources.add_once("x", "a");
        assert_eq!(sources.add_once("x", "a"), first);
        let second = sources.add_once("x", "b");
        assert_ne!(second, first);
        assert_ne!(sources.add_once("y", "b"), second);
        assert_eq!(sources.add_once("x", "b"), second);
        assert_eq!(sources.get(first).text(), "a");
    }

    #[test]
    fn parts_that_are_brought_together_keep_their_ids() {
        let mut sources = Sources::default();
        let own = sources.add("own", "0");
        let mut parts: Vec<_> = (0..3).filter_map(Sources::part).collect();
        let ids: Vec<_> =
            [(0, "a"), (0, "b"), (2, "c")].map(|(part, name)| (parts[part].add(name, name), name)).into();
        parts.into_iter().for_each(|part| sources.append(part));
        let last = sources.add("last", "1");
        for (id, name) in ids.iter().copied().chain([(own, "own"), (last, "last")]) {
            assert_eq!(sources.get(id).name(), name);
        }
        let listed: Vec<_> = sources.iter().map(|(id, source)| (id, source.name().to_owned())).collect();
        assert!(listed.iter().all(|(id, name)| sources.get(*id).name() == name));
        assert!(listed.is_sorted_by_key(|(id, _)| *id));
        assert_eq!(listed.len(), 5);
    }

    #[test]
    fn columns_count_characters_wherever_the_blocks_lie() {
        let text = format!("é{}\n{}ü€x", "a".repeat(1021), "ß".repeat(1500));
        let mut sources = Sources::default();
        let id = sources.add("x", text.clone());
        let source = sources.get(id);
        for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let before = &text[..offset];
            let line_start = before.rfind('\n').map_or(0, |index| index + 1);
            let expected = (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1);
            let position = source.position(offset);
            assert_eq!((position.line, position.column), expected, "{offset}");
        }
        let exact = sources.add("y", "b".repeat(2048));
        assert_eq!(sources.get(exact).position(2048).column, 2049);
    }
}
