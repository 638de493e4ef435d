//! Text in lines of a given width.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A tab in running text is shown as this; real tab stops depend on what stands before the text.
const TAB: &str = "    ";

/// The columns that a text takes on one line, not counting colour sequences.
pub fn display_width(text: &str) -> usize {
    let mut width = 0;
    let mut rest = text;
    while let Some(start) = rest.find("\u{1b}[") {
        width += rest[..start].width();
        let sequence = &rest[start + 2..];
        let end = sequence.find(|c: char| ('\u{40}'..='\u{7e}').contains(&c));
        rest = end.map_or("", |end| &sequence[end + 1..]);
    }
    width + rest.width()
}

/// The text in lines of at most `width` columns, broken at words.
///
/// The first line begins with `first_indent`, all others with `rest_indent`; both count to the
/// width, their colour sequences do not. Newlines in the text stay, blanks at a break go, words that
/// are longer than a line are cut, never between a character and the marks that belong to it.
/// The result has no newline at its end.
pub fn wrap(text: &str, width: usize, first_indent: &str, rest_indent: &str) -> String {
    let text = text.replace('\t', TAB);
    let mut lines = Lines::new(width, first_indent, rest_indent);
    for (index, paragraph) in text.split('\n').enumerate() {
        if index > 0 {
            lines.break_line();
        }
        lines.add_paragraph(paragraph.strip_suffix('\r').unwrap_or(paragraph));
    }
    lines.done
}

/// The lines so far; the last one still grows.
struct Lines<'a> {
    done: String,
    /// The columns of text in the last line, without its indent.
    used: usize,
    /// The columns for text in the last line.
    room: usize,
    width: usize,
    rest_indent: &'a str,
}

impl<'a> Lines<'a> {
    fn new(width: usize, first_indent: &'a str, rest_indent: &'a str) -> Self {
        let room = room(width, first_indent);
        Self { done: first_indent.to_owned(), used: 0, room, width, rest_indent }
    }

    fn add_paragraph(&mut self, paragraph: &str) {
        let mut rest = paragraph;
        while !rest.is_empty() {
            let blanks = rest.len() - rest.trim_start_matches(' ').len();
            let word = rest[blanks..].find(' ').map_or(rest.len(), |end| blanks + end);
            self.add_word(&rest[..blanks], &rest[blanks..word]);
            rest = &rest[word..];
        }
    }

    fn add_word(&mut self, blanks: &str, word: &str) {
        let (gap, columns) = (blanks.len(), word.width());
        if word.is_empty() || (self.used > 0 && self.used + gap + columns > self.room) {
            if word.is_empty() {
                return;
            }
            self.break_line();
        } else {
            // Blanks before the first word of a line are the author's indentation.
            let gap = gap.min(self.room.saturating_sub(self.used + 1));
            self.push(&blanks[..gap], gap);
        }
        if self.used + columns <= self.room {
            self.push(word, columns);
        } else {
            self.cut(word);
        }
    }

    fn cut(&mut self, word: &str) {
        for cluster in clusters(word) {
            let columns = cluster.width();
            if self.used > 0 && self.used + columns > self.room {
                self.break_line();
            }
            self.push(cluster, columns);
        }
    }

    fn push(&mut self, text: &str, columns: usize) {
        self.done.push_str(text);
        self.used += columns;
    }

    fn break_line(&mut self) {
        let kept = self.done.trim_end_matches(' ').len();
        self.done.truncate(kept);
        self.done.push('\n');
        self.done.push_str(self.rest_indent);
        self.used = 0;
        self.room = room(self.width, self.rest_indent);
    }
}

/// At least one column, so that text is cut to pieces rather than lost.
fn room(width: usize, indent: &str) -> usize {
    width.saturating_sub(display_width(indent)).max(1)
}

/// What is shown as one: a character with the marks, joiners and modifiers that belong to it; two regional
/// indicators.
pub fn clusters(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut characters = rest.char_indices();
        let (_, mut previous) = characters.next()?;
        let mut flag_is_open = is_regional(previous);
        let end = characters.find(|&(_, character)| {
            let pairs = flag_is_open && is_regional(character);
            let joins = pairs || previous == '\u{200d}' || belongs_to_base(character);
            (previous, flag_is_open) = (character, flag_is_open && !pairs);
            !joins
        });
        let (cluster, after) = rest.split_at(end.map_or(rest.len(), |(offset, _)| offset));
        rest = after;
        Some(cluster)
    })
}

fn belongs_to_base(character: char) -> bool {
    character.width() == Some(0) || ('\u{1f3fb}'..='\u{1f3ff}').contains(&character)
}

fn is_regional(character: char) -> bool {
    ('\u{1f1e6}'..='\u{1f1ff}').contains(&character)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn breaks_at_words_and_keeps_newlines() {
        assert_eq!(wrap("one two three", 9, "", ""), "one two\nthree");
        assert_eq!(wrap("one  two\n\n  three", 20, "> ", ". "), "> one  two\n.\n.   three");
        assert_eq!(wrap("", 20, "> ", ""), "> ");
    }

    #[test]
    fn cuts_long_words_between_clusters() {
        assert_eq!(wrap("abcdefgh", 3, "", ""), "abc\ndef\ngh");
        assert_eq!(wrap("日本語", 5, "", ""), "日本\n語");
        assert_eq!(wrap("e\u{301}e\u{301}e\u{301}", 2, "", ""), "e\u{301}e\u{301}\ne\u{301}");
        assert_eq!(wrap("👩\u{200d}👧👩\u{200d}👧", 3, "", ""), "👩\u{200d}👧\n👩\u{200d}👧");
        assert_eq!(wrap("🇩🇪🇫🇷", 2, "", ""), "🇩🇪\n🇫🇷");
    }

    #[test]
    fn colour_sequences_have_no_width() {
        assert_eq!(display_width("\u{1b}[1;31mab\u{1b}[0m日"), 4);
        assert_eq!(wrap("aa bb", 5, "\u{1b}[31m>\u{1b}[0m ", "  "), "\u{1b}[31m>\u{1b}[0m aa\n  bb");
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_letter_is_lost(text in "[a-z日é \n]{0,80}", width in 2usize..30) {
            let wrapped = wrap(&text, width, "", "");
            prop_assert!(wrapped.split('\n').all(|line| display_width(line) <= width), "{wrapped:?}");
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&wrapped), letters(&text));
        }

        #[test]
        fn never_panics(text in any::<String>(), width in any::<usize>(), indent in any::<String>()) {
            wrap(&text, width, &indent, &indent);
        }
    }
}
