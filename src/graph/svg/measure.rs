//! How wide a text will be, in a font that nobody knows yet.
//!
//! A picture is drawn with whatever sans-serif font the reader's machine has. So a text counts as wide as in the
//! widest of the usual ones: it may take less room than it was given, never more.

use crate::terminal::{clusters, display_width};

/// A font's size, in pixels, and whether it is bold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Font {
    pub(super) size: f64,
    pub(super) is_bold: bool,
}

impl Font {
    pub(super) const fn plain(size: f64) -> Self {
        Self { size, is_bold: false }
    }

    pub(super) const fn bold(size: f64) -> Self {
        Self { size, is_bold: true }
    }
}

/// The widths of the characters from the space to `~`, in hundredths of the size: of DejaVu Sans and Liberation
/// Sans, whichever is wider.
#[rustfmt::skip]
const ASCII: [u8; 95] = [
    32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34,
    64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 56,
    102, 68, 69, 72, 77, 67, 61, 78, 75, 29, 50, 67, 56, 86, 75, 79,
    67, 79, 72, 67, 61, 73, 68, 99, 69, 67, 69, 39, 34, 39, 84, 56,
    50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61,
    63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84,
];

/// Of other characters, those that take one column of a terminal, and those that take two.
const NARROW: f64 = 0.78;
const WIDE: f64 = 1.2;

/// How much wider bold is.
const BOLD: f64 = 1.13;

/// What stands for what is left out.
const ELLIPSIS: &str = "…";

/// How wide a text is at most.
pub(super) fn width(text: &str, font: Font) -> f64 {
    clusters(text).map(|cluster| cluster_width(cluster, font)).sum()
}

fn cluster_width(cluster: &str, font: Font) -> f64 {
    let of_em = match cluster.as_bytes() {
        [byte @ b' '..=b'~'] => f64::from(ASCII[usize::from(byte - b' ')]) / 100.0,
        _ => match display_width(cluster) {
            0 => 0.0,
            1 => NARROW,
            _ => WIDE,
        },
    };
    of_em * font.size * if font.is_bold { BOLD } else { 1.0 }
}

/// The text, shortened to this width.
pub(super) fn fitted(text: &str, most: f64, font: Font) -> String {
    wrapped(text, most, font, 1).pop().unwrap_or_default()
}

/// The text on so many lines of this width at most; what does not fit is left out, and `…` says so. White space
/// at the borders of lines goes. A word that is wider than a line is broken.
pub(super) fn wrapped(text: &str, most: f64, font: Font, most_lines: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = Line::default();
    for word in text.split_whitespace() {
        if line.takes(word, most, font) {
            continue;
        }
        if lines.len() + 1 == most_lines {
            lines.push(line.cut(word, most, font));
            return lines;
        }
        if !line.text.is_empty() {
            lines.push(std::mem::take(&mut line).text);
        }
        if !line.takes(word, most, font) {
            let rest = line.break_word(word, most, font);
            if lines.len() + 1 == most_lines {
                lines.push(line.cut(rest, most, font));
                return lines;
            }
            lines.push(std::mem::take(&mut line).text);
            // What is longer than two lines is no word for people.
            line.text = fitted_word(rest, most, font);
            line.width = width(&line.text, font);
        }
    }
    if !line.text.is_empty() {
        lines.push(line.text);
    }
    lines
}

/// A line that is being filled.
#[derive(Default)]
struct Line {
    text: String,
    width: f64,
}

impl Line {
    /// Adds a word, if there is room.
    fn takes(&mut self, word: &str, most: f64, font: Font) -> bool {
        let space = if self.text.is_empty() { "" } else { " " };
        let wider = self.width + width(space, font) + width(word, font);
        if wider > most {
            return false;
        }
        self.text.push_str(space);
        self.text.push_str(word);
        self.width = wider;
        true
    }

    /// Takes as much of a word as there is room for on an empty line, and gives back the rest.
    fn break_word<'w>(&mut self, word: &'w str, most: f64, font: Font) -> &'w str {
        let mut taken = 0;
        for cluster in clusters(word) {
            let wider = self.width + cluster_width(cluster, font);
            if wider > most && taken > 0 {
                break;
            }
            taken += cluster.len();
            self.width = wider;
        }
        self.text.push_str(&word[..taken]);
        &word[taken..]
    }

    /// The line with what fits of a word that does not fit, and the ellipsis.
    fn cut(self, word: &str, most: f64, font: Font) -> String {
        let whole = if self.text.is_empty() { word.to_owned() } else { format!("{} {word}", self.text) };
        fitted_word(&whole, most, font)
    }
}

/// A text on one line, cut where it is too wide.
fn fitted_word(text: &str, most: f64, font: Font) -> String {
    if width(text, font) <= most {
        return text.to_owned();
    }
    let room = most - width(ELLIPSIS, font);
    let mut cut = String::new();
    let mut so_far = 0.0;
    for cluster in clusters(text) {
        so_far += cluster_width(cluster, font);
        if so_far > room {
            break;
        }
        cut.push_str(cluster);
    }
    cut.truncate(cut.trim_end().len());
    cut + ELLIPSIS
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FONT: Font = Font::plain(12.0);

    #[test]
    fn a_text_is_broken_at_words_and_cut_at_the_last_line() {
        assert_eq!(wrapped("one two three", 60.0, FONT, 2), ["one two", "three"]);
        assert_eq!(wrapped("one two three four five", 60.0, FONT, 2), ["one two", "three fo…"]);
        assert_eq!(wrapped("one two three four five", 60.0, FONT, 1), ["one two…"]);
        assert_eq!(wrapped("incomprehensibilities", 60.0, FONT, 2), ["incompre", "hensibili…"]);
        assert_eq!(wrapped("  \n ", 60.0, FONT, 2), [""; 0]);
        assert_eq!(fitted("short", 60.0, FONT), "short");
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_it_may_be(text in any::<String>(), most in 20.0..300.0f64, lines in 1usize..4) {
            let wrapped = wrapped(&text, most, FONT, lines);
            prop_assert!(wrapped.len() <= lines);
            for line in wrapped {
                prop_assert!(width(&line, FONT) <= most + 0.001, "{line:?}");
            }
        }

        #[test]
        fn nothing_is_left_out_without_a_mark(text in "[a-zé日 ]{0,60}", most in 20.0..300.0f64) {
            let wrapped = wrapped(&text, most, FONT, 2).concat();
            let letters = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert!(wrapped.ends_with('…') || letters(&wrapped) == letters(&text));
        }
    }
}
