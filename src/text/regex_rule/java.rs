//! The platform's engine is Java's (spec 4.2.1). Where it and the Rust ones read the same text
//! differently, the text is rewritten; places in what came out are led back to what was written.

use std::ops::Range;

/// A regex in the syntax of the Rust engines.
#[derive(Debug)]
pub(super) struct Translated {
    pub(super) text: String,
    source_len: usize,
    /// In order; the first one is at 0.
    pieces: Vec<Piece>,
}

#[derive(Debug)]
struct Piece {
    /// Where it stands in `text`.
    at: usize,
    /// Where it comes from.
    source: usize,
    /// Whether it is a copy, so that its bytes run in step.
    copied: bool,
}

const HORIZONTAL: &str = r"\t\x20\x{A0}\x{1680}\x{180E}\x{2000}-\x{200A}\x{202F}\x{205F}\x{3000}";
const VERTICAL: &str = r"\n\x0B\f\r\x{85}\x{2028}\x{2029}";
/// The ASCII classes of `\p{…}`, which the Rust engines know by other names or in larger form.
const POSIX: [&str; 13] = [
    "Lower", "Upper", "ASCII", "Alpha", "Digit", "Alnum", "Punct", "Graph", "Print", "Blank", "Cntrl",
    "XDigit", "Space",
];

/// Rewrites a regex; mistakes are left for the parser to find.
pub(super) fn translate(source: &str) -> Translated {
    let mut out = Translated { text: String::new(), source_len: source.len(), pieces: Vec::new() };
    let mut from = 0;
    while let Some(at) = source[from..].find('\\').map(|offset| from + offset) {
        out.copy(source, from..at);
        from = match replacement(&source[at + 1..]) {
            Some((text, length)) => {
                out.replace(&text, at);
                at + 1 + length
            }
            None => {
                let escaped = source[at + 1..].chars().next().map_or(0, char::len_utf8);
                out.copy(source, at..at + 1 + escaped);
                at + 1 + escaped
            }
        };
    }
    out.copy(source, from..source.len());
    out
}

/// What to write for the escape whose text after the backslash begins `rest`, and how much of
/// `rest` it covers.
///
/// Classes come in brackets, which is right outside of a class and inside; spaces are escaped as
/// `(?x)` ignores them.
fn replacement(rest: &str) -> Option<(String, usize)> {
    let escaped = rest.chars().next()?;
    let text = match escaped {
        // Java's short classes are ASCII: `^\w+$` does not match `José` there.
        'd' => "[0-9]".into(),
        'D' => "[^0-9]".into(),
        'w' => "[A-Za-z0-9_]".into(),
        'W' => "[^A-Za-z0-9_]".into(),
        's' => r"[\x20\t\n\x0B\f\r]".into(),
        'S' => r"[^\x20\t\n\x0B\f\r]".into(),
        'h' => format!("[{HORIZONTAL}]"),
        'H' => format!("[^{HORIZONTAL}]"),
        'v' => format!("[{VERTICAL}]"),
        'V' => format!("[^{VERTICAL}]"),
        'R' => format!(r"(?:\r\n|[{VERTICAL}])"),
        'Z' => r"(?:\n?\z)".into(),
        'e' => r"\x1B".into(),
        // In Rust these two are borders of words.
        '<' | '>' => escaped.to_string(),
        'p' | 'P' => return posix(rest, escaped == 'P'),
        'Q' => {
            let length = rest.find("\\E").unwrap_or(rest.len());
            let end = (length + 2).min(rest.len());
            return Some((regex_syntax::escape(&rest[1..length]), end));
        }
        _ if !escaped.is_ascii() => escaped.to_string(),
        _ => return None,
    };
    Some((text, escaped.len_utf8()))
}

/// `p{Alpha}` and the like.
fn posix(rest: &str, negated: bool) -> Option<(String, usize)> {
    let name = rest[1..].strip_prefix('{')?.split_once('}')?.0;
    POSIX.contains(&name).then(|| {
        let negation = if negated { "^" } else { "" };
        (format!("[[:{negation}{}:]]", name.to_ascii_lowercase()), name.len() + 3)
    })
}

impl Translated {
    fn copy(&mut self, source: &str, range: Range<usize>) {
        self.pieces.push(Piece { at: self.text.len(), source: range.start, copied: true });
        self.text.push_str(&source[range]);
    }

    fn replace(&mut self, text: &str, source: usize) {
        self.pieces.push(Piece { at: self.text.len(), source, copied: false });
        self.text.push_str(text);
    }

    /// The part of what was written that a part of `text` comes from.
    pub(super) fn source_range(&self, range: Range<usize>) -> Range<usize> {
        let start = self.piece(range.start).0;
        let end = if range.end > range.start { self.piece(range.end - 1).1 } else { start };
        start..end.max(start)
    }

    /// Where the byte at `at` comes from, and where that ends.
    fn piece(&self, at: usize) -> (usize, usize) {
        let after = self.pieces.partition_point(|piece| piece.at <= at);
        let Some(piece) = self.pieces.get(after.saturating_sub(1)) else { return (0, self.source_len) };
        if piece.copied {
            let source = (piece.source + at - piece.at).min(self.source_len);
            return (source, (source + 1).min(self.source_len));
        }
        (piece.source, self.pieces.get(after).map_or(self.source_len, |next| next.source))
    }
}
