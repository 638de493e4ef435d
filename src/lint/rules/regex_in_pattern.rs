//! Patterns that are written as regular expressions.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Edit, Fix, Safety, rule};
use crate::lint::Subject;
use crate::lint::visit::{FoundPattern, patterns};
use crate::source::Text;

rule! {
    /// A pattern has signs in it that only a regular expression gives a meaning.
    ///
    /// In a pattern `*` is any text and `(a|b)` a choice; every other sign stands for itself. `.*loan.*` waits
    /// for a message with two full stops in it, `\d{4}` for a backslash. Write `*` for any text; where a rule
    /// needs digits or letters of a kind, use `regex` instead of `pattern`. Starters know no regular
    /// expressions.
    ///
    /// Only what nobody writes in a message is reported, not the marks of ordinary sentences: `what?`,
    /// `e.g. *`, `$5`.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Loan
    ///     interactions:
    ///       - dialog_starter: { patterns: [".*loan.*"] }
    ///       - text: I can help with loans.
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Loan
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*loan*"] }
    ///       - text: I can help with loans.
    /// ```
    pub(crate) REGEX_IN_PATTERN = "regex-in-pattern", Warning
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for found in patterns(subject) {
        if let Some(sign) = sign_of_regex(found.text.as_str()) {
            out.push(meant_as_regex(&found, sign));
        }
    }
}

fn meant_as_regex(found: &FoundPattern<'_>, sign: Range<usize>) -> Diagnostic {
    let FoundPattern { text, rule, .. } = found;
    let written = &text.as_str()[sign.clone()];
    let diagnostic = Diagnostic::new(
        &REGEX_IN_PATTERN,
        text.part(sign.clone()),
        format!("`{written}` stands for itself in a pattern: this is no regular expression"),
    )
    .label("only a message with these very signs matches")
    .help(match rule {
        Some(_) => "Any text is `*`, a choice is `(one|other)`. If a regular expression is meant, write `regex` instead of \
                    `pattern`.",
        None => "Any text is `*`, a choice is `(one|other)`. A starter knows no regular expressions: write what \
                 consumers say as patterns, or as an intent.",
    });
    match any_text(text) {
        Some(fix) => diagnostic.fix(fix),
        None => diagnostic,
    }
}

/// `*` for each `.*`, where that is all of the regular expression.
fn any_text(text: &Text) -> Option<Fix> {
    let source = text.as_str();
    let mended = source.replace(".*", "*");
    // A plain YAML value cannot begin with `*`.
    let is_quoted = text.part(0..0).start > text.span().start;
    let is_whole = mended != source && sign_of_regex(&mended).is_none();
    if !is_whole || (mended.trim_start().starts_with('*') && !is_quoted) {
        return None;
    }
    let edits = source.match_indices(".*").map(|(at, _)| {
        let span = text.part(at..at + 1);
        // What was decoded, or made of an alias, has no place of its own for each sign.
        (span.range().len() == 1).then(|| Edit { span, text: String::new() })
    });
    let edits: Option<Vec<Edit>> = edits.collect();
    Some(Fix { title: "Write `*` for any text".to_owned(), safety: Safety::Unsafe, edits: edits? })
}

/// The first part of a pattern that means something in a regular expression only.
fn sign_of_regex(source: &str) -> Option<Range<usize>> {
    let at = |at: usize| At { source, at };
    source.char_indices().find_map(|(index, sign)| {
        let length = match sign {
            '\\' => at(index).escape(),
            '.' => at(index).any_character(),
            '[' => at(index).class(),
            '{' => at(index).count(),
            '(' => at(index).special_group(),
            '?' => at(index).optional_letter(),
            '^' => at(index).start(),
            '$' => at(index).end(),
            _ => None,
        };
        Some(index..index + length?)
    })
}

/// A place in a pattern.
#[derive(Clone, Copy)]
struct At<'s> {
    source: &'s str,
    at: usize,
}

/// The lengths of signs at a place that a regular expression gives a meaning.
impl At<'_> {
    fn rest(&self) -> &str {
        &self.source[self.at..]
    }

    fn before(&self) -> &str {
        &self.source[..self.at]
    }

    /// `\d`, `\.`; not the backslash of a path, as in `C:\data`.
    fn escape(&self) -> Option<usize> {
        let mut signs = self.rest().chars().skip(1);
        let next = signs.next()?;
        let is_class = "dDwWsSbB".contains(next) && !signs.next().is_some_and(char::is_alphanumeric);
        (is_class || ".?+*()[]{}|^$/".contains(next)).then_some(2)
    }

    /// `.*` and `.+`, but not behind an abbreviation, such as `etc.*`.
    fn any_character(&self) -> Option<usize> {
        const ABBREVIATIONS: [&str; 17] = [
            "etc", "e.g", "i.e", "mr", "mrs", "ms", "dr", "no", "st", "vs", "approx", "a.m", "p.m", "inc",
            "ltd", "co", "www",
        ];
        let next = self.rest().chars().nth(1)?;
        let lower = self.before().to_lowercase();
        let word = lower.rsplit(|character: char| !character.is_alphanumeric() && character != '.').next();
        let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let is_abbreviation = word.is_some_and(|word| {
            let is_short = word.chars().count() == 1;
            is_short || ABBREVIATIONS.contains(&word) || (!word.is_empty() && is_number(word))
        });
        // Of several full stops, and of `*.*`, nobody knows.
        let is_mark = lower.ends_with(['.', '*']);
        (matches!(next, '*' | '+') && !is_abbreviation && !is_mark).then_some(2)
    }

    /// `[a-z]`, `[^0-9]`; not `[a note]`.
    fn class(&self) -> Option<usize> {
        let inside =
            self.rest()[1..].split(']').next().filter(|inside| inside.len() + 1 < self.rest().len())?;
        let signs: Vec<char> = inside.chars().collect();
        let has_range = signs.windows(3).any(|three| {
            let ([low, '-', high], true) = (three, signs.len() <= 12) else { return false };
            low < high && low.is_ascii_alphanumeric() && high.is_ascii_alphanumeric()
        });
        // `[9-5]` may be a time; letters, or all digits, are a class.
        let is_range =
            has_range && (inside.contains("a-z") || inside.contains("A-Z") || inside.contains("0-9"));
        (is_range || inside.starts_with('^')).then_some(inside.len() + 2)
    }

    /// `{2}`, `{2,}`, `{2,4}`.
    fn count(&self) -> Option<usize> {
        let inside =
            self.rest()[1..].split('}').next().filter(|inside| inside.len() + 1 < self.rest().len())?;
        let (least, most) = inside.split_once(',').unwrap_or((inside, ""));
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        // It says how often what stands before it comes.
        let repeats = self.before().chars().next_back().is_some_and(|sign| !sign.is_whitespace());
        (repeats && !least.is_empty() && is_number(least) && is_number(most)).then_some(inside.len() + 2)
    }

    /// `(?:`, `(?i)`, `(?=`, `(?<`; not `(?|!)`.
    fn special_group(&self) -> Option<usize> {
        let mut signs = self.rest().chars().skip(1);
        let is_special =
            signs.next() == Some('?') && matches!(signs.next(), Some(':' | '=' | '<' | 'i' | 's' | 'm'));
        is_special.then_some(3)
    }

    /// `colou?r`: a question mark between letters.
    fn optional_letter(&self) -> Option<usize> {
        let before = self.before().chars().next_back()?;
        let mut after = self.rest().chars().skip(1);
        let (next, second) = (after.next()?, after.next());
        // An address may go on with `?key=`.
        let is_address =
            self.source.contains("://") || self.source.contains('=') || self.source.contains('/');
        let is_letter = |sign: char| sign.is_alphabetic();
        let goes_on = second.is_none_or(|second| is_letter(second) || !second.is_alphanumeric());
        (is_letter(before) && is_letter(next) && goes_on && !is_address).then_some(1)
    }

    /// `^` before everything, or before everything of a choice.
    fn start(&self) -> Option<usize> {
        let is_first = matches!(self.before().trim().chars().next_back(), None | Some('(' | '|'));
        let goes_on =
            self.rest().chars().nth(1).is_some_and(|next| next.is_alphanumeric() || "(*.[\\".contains(next));
        (is_first && goes_on).then_some(1)
    }

    /// `$` behind everything, where it is no currency: behind a word, or where `^` begins.
    fn end(&self) -> Option<usize> {
        let is_last = self.rest()[1..].trim().is_empty();
        let word: String = self.before().chars().rev().take_while(|sign| sign.is_alphabetic()).collect();
        let is_word = word.chars().count() > 3;
        (is_last && (is_word || self.source.trim().starts_with('^'))).then_some(1)
    }
}

#[cfg(test)]
mod tests {
    use super::sign_of_regex;

    fn sign(source: &str) -> Option<&str> {
        sign_of_regex(source).map(|range| &source[range])
    }

    #[test]
    fn what_only_a_regular_expression_has_is_found() {
        for (source, expected) in [
            (".*loan.*", ".*"),
            ("*hello.*", ".*"),
            ("(.+)", ".+"),
            (r"\d{4}", r"\d"),
            (r"*order #\w+*", r"\w"),
            (r"what\?", r"\?"),
            ("[0-9]{6}", "[0-9]"),
            ("*[A-Za-z]*", "[A-Za-z]"),
            ("[^@]*", "[^@]"),
            ("(?:hi|hello)", "(?:"),
            ("(?i)hello", "(?i"),
            ("colou?r", "?"),
            ("^hello*", "^"),
            ("(^hi|^hello)", "^"),
            ("hello$", "$"),
            ("x{2,3}", "{2,3}"),
        ] {
            assert_eq!(sign(source), Some(expected), "{source}");
        }
    }

    #[test]
    fn the_marks_of_sentences_are_none() {
        for source in [
            "Quiz Me!",
            "what?",
            "e.g. *",
            "*etc.*",
            "*$5*",
            "5$",
            "us$",
            "*(5|10)$",
            "c++",
            "*disney+*",
            "[a note]",
            "hello (?|!|)",
            "who? me",
            "*a.b*",
            "Mr.*",
            "1.*",
            "[9-5]",
            "*{name}*",
            "*...*",
            "back\\slash",
            r"C:\data",
            "*^_^*",
            "*(don't|do not) agree*",
            "yes.",
            "Product #",
            "https://example.com/?page=1",
            "what?!",
            "no? yes",
            "...*",
            "*www.shop.com*",
            "*.*",
            "www.*",
            "{12}",
            "10.*",
            "version 3.2.*",
            "(hi|hello|hey)*",
            "a/b",
            "~ ^ ~",
            "*?*",
            "?",
            "*@*",
            "#1",
            "file_upload_success:*",
        ] {
            assert_eq!(sign(source), None, "{source}");
        }
    }
}
