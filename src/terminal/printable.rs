//! Untrusted text made safe to show.

use std::borrow::Cow;

/// The text with every character that could steer the terminal or deceive the reader shown as
/// `\u{…}` with its number in hexadecimal; newlines and tabs stay.
///
/// These are shown: control characters (so every escape sequence and DEL), bidirectional marks,
/// overrides and isolates, line and paragraph separators, characters without width, blank letters,
/// and tags. The joiners U+200C and U+200D stay after a character beyond ASCII, where emoji and
/// several scripts need them. A carriage return before a newline is part of the line break and is
/// left out. A backslash stays as it is, so this is for reading, not for reading back.
pub fn printable(text: &str) -> Cow<'_, str> {
    escape(text, false)
}

/// As [`printable`], for what must stay on one line: newlines are shown as `\n`, carriage returns as
/// `\r`, tabs as `\t`.
pub fn printable_line(text: &str) -> Cow<'_, str> {
    escape(text, true)
}

/// JSON that reads back as the same, with every character that could steer a terminal or deceive the
/// reader written as a `\u` escape. Such characters stand only inside of strings: what JSON itself
/// needs is ASCII and newlines.
pub fn escape_json(json: &str) -> Cow<'_, str> {
    let Some(first) = first_hidden(json, false) else { return Cow::Borrowed(json) };
    let mut escaped = String::with_capacity(json.len() + 16);
    escaped.push_str(&json[..first]);
    let mut previous = json[..first].chars().next_back();
    for character in json[first..].chars() {
        if character != '\n' && is_hidden(previous, character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                escaped.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            escaped.push(character);
        }
        previous = Some(character);
    }
    Cow::Owned(escaped)
}

/// Whether a character must not reach a terminal, given the one before it. Newline and tab count.
pub fn is_hidden(previous: Option<char>, character: char) -> bool {
    match character {
        '\u{200c}' | '\u{200d}' => previous.is_none_or(|previous| previous.is_ascii()),
        '\u{20}'..='\u{7e}' => false,
        _ => character.is_control() || is_format(character),
    }
}

/// Characters that are not controls and still are invisible or reorder what is around them.
fn is_format(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}'
        | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{3164}' | '\u{ffa0}'
        | '\u{200b}' | '\u{200e}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e007f}')
}

fn escape(text: &str, one_line: bool) -> Cow<'_, str> {
    let Some(first) = first_hidden(text, one_line) else { return Cow::Borrowed(text) };
    let mut shown = String::with_capacity(text.len() + 16);
    shown.push_str(&text[..first]);
    let mut previous = text[..first].chars().next_back();
    let mut rest = text[first..].chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '\n' | '\t' if !one_line => shown.push(character),
            '\r' if !one_line && rest.peek() == Some(&'\n') => {}
            '\n' | '\t' | '\r' if one_line => shown.extend(character.escape_default()),
            _ if is_hidden(previous, character) => shown.extend(character.escape_unicode()),
            _ => shown.push(character),
        }
        previous = shown.chars().next_back();
    }
    Cow::Owned(shown)
}

fn first_hidden(text: &str, one_line: bool) -> Option<usize> {
    let mut previous = None;
    for (offset, character) in text.char_indices() {
        let kept = !one_line && matches!(character, '\n' | '\t');
        if !kept && is_hidden(previous, character) {
            return Some(offset);
        }
        previous = Some(character);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn harmless_text_is_borrowed() {
        for text in
            ["", "Grüß dich\n\t日本語", "👩\u{200d}👩\u{200d}👧 می\u{200c}خواهم", "e\u{301} ❤\u{fe0f}"]
        {
            assert!(matches!(printable(text), Cow::Borrowed(_)), "{text:?}");
        }
    }

    #[test]
    fn what_steers_or_deceives_is_shown() {
        assert_eq!(printable("a\u{1b}[31mb\u{7f}\u{9b}c"), "a\\u{1b}[31mb\\u{7f}\\u{9b}c");
        assert_eq!(
            printable("\u{202e}\u{2066}\u{200b}\u{2028}\u{feff}"),
            "\\u{202e}\\u{2066}\\u{200b}\\u{2028}\\u{feff}"
        );
        assert_eq!(printable("pay\u{200d}pal"), "pay\\u{200d}pal");
        assert_eq!(printable("one\r\ntwo\rthree"), "one\ntwo\\u{d}three");
        assert_eq!(printable_line("one\r\ntwo\t"), "one\\r\\ntwo\\t");
    }

    fn is_safe(text: &str, one_line: bool) -> bool {
        let mut previous = None;
        text.chars().all(|character| {
            let kept = !one_line && matches!(character, '\n' | '\t');
            let safe = kept || !is_hidden(previous, character);
            previous = Some(character);
            safe
        })
    }

    proptest! {
        #[test]
        fn the_result_is_safe_and_stays_as_it_is(text in any::<String>(), noise in "[\\x00-\\x1f\u{7f}-\u{9f}\u{200b}-\u{206f}a👩\n]*") {
            for text in [text.clone(), noise.clone(), format!("{text}{noise}")] {
                let shown = printable(&text).into_owned();
                prop_assert!(is_safe(&shown, false), "{shown:?}");
                prop_assert!(shown.chars().all(|c| c == '\n' || c == '\t' || !c.is_control()));
                prop_assert_eq!(printable(&shown).into_owned(), shown.clone());
                let line = printable_line(&text).into_owned();
                prop_assert!(is_safe(&line, true) && !line.contains('\n'), "{line:?}");
                prop_assert_eq!(printable_line(&line).into_owned(), line.clone());
            }
        }
    }
}
