//! What is called at a place. The engine says that something is no function and not what: it names the place of the
//! dot in front of a name, of the name, or of one of the arguments.

use std::ops::Range;

/// How far back a call may have begun.
const FAR: usize = 4_000;

/// Words that stand in front of parentheses and are called by nobody.
const NOT_CALLED: [&str; 8] = ["catch", "for", "function", "if", "return", "switch", "while", "with"];

/// The name that is called at a place, with those in front of it that are its objects.
pub(super) fn called_at(text: &str, offset: usize) -> Option<Range<usize>> {
    let offset = floor(text, offset);
    named_here(text, offset).or_else(|| around(text, offset))
}

/// The last name of a range as [`called_at`] gives it.
pub(super) fn last_name(text: &str, called: &Range<usize>) -> Range<usize> {
    let name = text[called.clone()].rfind('.').map_or(0, |dot| dot + 1);
    let start = called.start + name;
    let spaces = text[start..called.end].len() - text[start..called.end].trim_start().len();
    start + spaces..called.end
}

/// A name here that parentheses follow.
fn named_here(text: &str, offset: usize) -> Option<Range<usize>> {
    let at_name = text[offset..].trim_start_matches(|sign: char| sign == '.' || sign.is_whitespace());
    let start = text.len() - at_name.len();
    let length = at_name.find(|letter| !is_of_names(letter)).unwrap_or(at_name.len());
    let end = start + at_name[..length].trim_end_matches('.').len();
    let is_called = text[end..].trim_start().starts_with('(');
    if is_called { before(text, end) } else { None }
}

/// What the innermost parenthesis belongs to that is open here.
fn around(text: &str, offset: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut closed = 0;
    let mut at = offset + usize::from(bytes.get(offset) == Some(&b'('));
    let first = offset.saturating_sub(FAR);
    while at > first {
        at -= 1;
        match bytes[at] {
            b')' | b']' | b'}' => closed += 1,
            b'[' | b'{' if closed > 0 => closed -= 1,
            b'(' if closed > 0 => closed -= 1,
            b'(' => return before(text, at),
            quote @ (b'\'' | b'"' | b'`') => {
                at = bytes[first..at].iter().rposition(|byte| *byte == quote)? + first
            }
            _ => {}
        }
    }
    None
}

/// The names with dots between them that end here, but for white space.
fn before(text: &str, end: usize) -> Option<Range<usize>> {
    let end = text[..end].trim_end().len();
    let start = text[..end]
        .rfind(|letter| !is_of_names(letter))
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let start = start + (text[start..end].len() - text[start..end].trim_start_matches('.').len());
    (start < end && !NOT_CALLED.contains(&&text[start..end])).then_some(start..end)
}

fn is_of_names(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '$' | '.')
}

/// The start of the letter that a byte is part of.
pub(super) fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{called_at, last_name};

    #[test]
    fn what_is_called_is_found_wherever_the_engine_points() {
        // The place is marked by a bar.
        for (marked, called, last) in [
            ("|f(1)", "f", "f"),
            ("var a; a|.b.c()", "a.b.c", "c"),
            ("a.b|.c ()", "a.b.c", "c"),
            ("a\n  |.first()", "first", "first"),
            ("new |a.b(1)", "a.b", "b"),
            ("a.find|(function () {})", "a.find", "find"),
            ("[1].find(|function () {})", "find", "find"),
            ("a.b(1, |x, function () {})", "a.b", "b"),
            ("a.b(c.d(|function () {}))", "c.d", "d"),
            ("a.b(c.d(')'), |x)", "a.b", "b"),
            ("a.b('(', [f(1)], { c: g() }, |x)", "a.b", "b"),
            ("ä.ö(\n|1,\n2)", "ä.ö", "ö"),
        ] {
            let offset = marked.find('|').unwrap();
            let text = marked.replace('|', "");
            let range = called_at(&text, offset).unwrap_or(0..0);
            assert_eq!(&text[range.clone()], called, "{marked}");
            assert_eq!(&text[last_name(&text, &range)], last, "{marked}");
        }
    }

    #[test]
    fn where_no_name_is_called_there_is_none() {
        for marked in [
            "|(5)()",
            "|(function () {})()()",
            "if (|x) {}",
            "|",
            "x|",
            "(|'",
            "a[0](|1)",
            "return (|1)",
            "')|",
        ] {
            let offset = marked.find('|').unwrap();
            let text = marked.replace('|', "");
            assert_eq!(called_at(&text, offset), None, "{marked}");
        }
        assert_eq!(called_at("ä", 1), None);
        assert_eq!(called_at("f()", 99), None);
    }
}
