//! Code as tokens, as far as brackets, words and operators go.
//!
//! Where this and the parser took one text for different tokens, [`nesting`](super::nesting) would promise
//! a depth that the parser does not keep. So all that may hide a bracket is read exactly as the parser
//! reads it: strings, templates, comments, regular expressions.

use std::ops::Range;

use super::problem::Problem;

/// What a `/` is after the previous token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slash {
    /// An operator: a value stands before it.
    Divides,
    /// The start of a regular expression.
    Begins,
    /// One of the two; only the grammar knows which.
    Unclear,
}

/// A token with its place.
#[derive(Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) range: Range<usize>,
    /// Whether a line ends between the previous token and this one.
    pub(super) on_new_line: bool,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A keyword or a name.
    Word,
    /// A number or a string.
    Value,
    /// A regular expression, with how deep its groups are nested.
    Regex { depth: u32 },
    /// A template, or the rest of one, up to its end.
    TemplateEnd,
    /// A template, or the rest of one, up to `${`.
    TemplateOpen,
    /// One of `( [ {`.
    Open(u8),
    /// One of `) ] }`.
    Close(u8),
    /// Any other sign.
    Sign,
}

/// All signs of more than one byte, longer ones first.
const SIGNS: [&str; 33] = [
    ">>>=", "...", "===", "!==", ">>>", "<<=", ">>=", "**=", "&&=", "||=", "??=", "=>", "==", "!=", "<=",
    ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>",
    "**",
];

/// Reads a text token by token.
#[derive(Debug)]
pub(super) struct Tokens<'t> {
    text: &'t str,
    position: usize,
    on_new_line: bool,
}

impl<'t> Tokens<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let position = if text.starts_with("#!") { line_end(text, 0) } else { 0 };
        Self { text, position, on_new_line: true }
    }

    /// The next token; none at the end.
    pub(super) fn next(&mut self, slash: Slash) -> Result<Option<Token>, Problem> {
        self.skip_blank()?;
        let start = self.position;
        let on_new_line = std::mem::take(&mut self.on_new_line);
        let Some(&first) = self.text.as_bytes().get(start) else { return Ok(None) };
        let kind = match first {
            b'(' | b'[' | b'{' => self.one(Kind::Open(first)),
            b')' | b']' | b'}' => self.one(Kind::Close(first)),
            b'"' | b'\'' => self.string(first)?,
            b'`' => {
                self.position += 1;
                self.template(start)?
            }
            b'0'..=b'9' => self.number(),
            b'.' if self.byte(start + 1).is_some_and(|byte| byte.is_ascii_digit()) => self.number(),
            b'/' => self.slash(slash)?,
            _ if is_word_start(first) => self.word()?,
            _ => self.sign(),
        };
        Ok(Some(Token { kind, range: start..self.position, on_new_line }))
    }

    /// The rest of a template whose `${`, at `opened`, is closed at the current position.
    pub(super) fn template_rest(&mut self, opened: usize) -> Result<(Kind, Range<usize>), Problem> {
        let start = self.position;
        let kind = self.template(opened)?;
        Ok((kind, start..self.position))
    }

    fn byte(&self, position: usize) -> Option<u8> {
        self.text.as_bytes().get(position).copied()
    }

    fn rest(&self) -> &'t str {
        &self.text[self.position..]
    }

    fn one(&mut self, kind: Kind) -> Kind {
        self.position += 1;
        kind
    }

    /// White space and comments.
    fn skip_blank(&mut self) -> Result<(), Problem> {
        while let Some(letter) = self.rest().chars().next() {
            if is_line_end(letter) {
                self.on_new_line = true;
            } else if !is_blank(letter) {
                if !self.skip_comment(letter)? {
                    break;
                }
                continue;
            }
            self.position += letter.len_utf8();
        }
        Ok(())
    }

    fn skip_comment(&mut self, first: char) -> Result<bool, Problem> {
        let rest = self.rest();
        let is_line = match first {
            '/' => rest.starts_with("//"),
            // The two comments that scripts have from HTML.
            '<' => rest.starts_with("<!--"),
            '-' => self.on_new_line && rest.starts_with("-->"),
            _ => false,
        };
        if is_line {
            self.position = line_end(self.text, self.position);
            return Ok(true);
        }
        if !rest.starts_with("/*") {
            return Ok(false);
        }
        let Some(length) = rest[2..].find("*/") else {
            let range = self.position..self.position + 2;
            return Err(Problem::syntax(range, "this comment is never closed")
                .label("it goes on to the end of the code")
                .help("Write `*/` where the comment ends."));
        };
        self.on_new_line |= rest[..length + 2].contains(is_line_end);
        self.position += length + 4;
        Ok(true)
    }

    fn string(&mut self, quote: u8) -> Result<Kind, Problem> {
        let start = self.position;
        self.position += 1;
        while let Some(byte) = self.byte(self.position) {
            match byte {
                _ if byte == quote => return Ok(self.one(Kind::Value)),
                b'\n' | b'\r' => break,
                b'\\' => self.escape(),
                _ => self.position += 1,
            }
        }
        Err(Problem::syntax(start..self.position, "this text is not closed on its line")
            .label("the closing quotation mark is missing")
            .help(
                "Close the text on the line where it begins. A quotation mark inside it needs a backslash: \
                 `'It\\'s fine'`, or the other kind around it: `\"It's fine\"`. A line break in it is `\\n`.",
            ))
    }

    /// A backslash with what it escapes.
    fn escape(&mut self) {
        let escaped = self.text[self.position + 1..].chars().next();
        self.position += 1 + escaped.map_or(0, char::len_utf8);
        if escaped == Some('\r') && self.byte(self.position) == Some(b'\n') {
            self.position += 1;
        }
    }

    fn template(&mut self, start: usize) -> Result<Kind, Problem> {
        while let Some(byte) = self.byte(self.position) {
            match byte {
                b'`' => return Ok(self.one(Kind::TemplateEnd)),
                b'$' if self.byte(self.position + 1) == Some(b'{') => {
                    self.position += 2;
                    return Ok(Kind::TemplateOpen);
                }
                b'\\' => self.escape(),
                _ => self.position += 1,
            }
        }
        Err(Problem::syntax(start..start + 1, "this template is never closed")
            .label("it goes on to the end of the code")
            .help("Write a backtick where the template ends."))
    }

    fn number(&mut self) -> Kind {
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$';
        let mut has_point = false;
        while let Some(byte) = self.byte(self.position) {
            if byte == b'.' && !has_point {
                has_point = true;
            } else if !is_part(byte) {
                break;
            }
            self.position += 1;
        }
        Kind::Value
    }

    fn slash(&mut self, slash: Slash) -> Result<Kind, Problem> {
        match slash {
            Slash::Divides => Ok(self.sign()),
            Slash::Begins => self.regex(),
            Slash::Unclear => {
                let range = self.position..self.position + 1;
                Err(Problem::limit(range, "it is not clear what this `/` means")
                    .label("a division, or the start of a regular expression?")
                    .help(
                        "Give what stands before it a name, or put the regular expression in parentheses, so that \
                         people see it too.",
                    ))
            }
        }
    }

    fn regex(&mut self) -> Result<Kind, Problem> {
        let start = self.position;
        let (mut in_class, mut depth, mut deepest) = (false, 0_u32, 0);
        self.position += 1;
        while let Some(letter) = self.rest().chars().next() {
            match letter {
                _ if is_line_end(letter) => break,
                '/' if !in_class => {
                    self.position += 1;
                    while self.byte(self.position).is_some_and(is_word_part) {
                        self.position += 1;
                    }
                    return Ok(Kind::Regex { depth: deepest });
                }
                '\\' => {
                    self.position += 1;
                    // A line may not end in it, not even behind a backslash.
                    if self.rest().starts_with(is_line_end) {
                        break;
                    }
                    self.position += self.rest().chars().next().map_or(0, char::len_utf8);
                    continue;
                }
                '[' => in_class = true,
                ']' => in_class = false,
                '(' if !in_class => {
                    depth += 1;
                    deepest = deepest.max(depth);
                }
                ')' if !in_class => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.position += letter.len_utf8();
        }
        Err(Problem::syntax(start..self.position, "this regular expression is not closed on its line")
            .label("the closing `/` is missing")
            .help("Write `/` at its end; a `/` inside it needs a backslash: `/a\\/b/`."))
    }

    fn word(&mut self) -> Result<Kind, Problem> {
        let start = self.position;
        while let Some(letter) = self.rest().chars().next() {
            let is_part = match letter {
                '\\' => return Err(backslash(self.text, self.position)),
                '#' => self.position == start,
                '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' => {
                    if self.position == start {
                        return Err(typographic(letter, start));
                    }
                    false
                }
                _ if letter.is_ascii() => is_word_part(letter as u8),
                _ => !is_blank(letter) && !is_line_end(letter),
            };
            if !is_part {
                break;
            }
            self.position += letter.len_utf8();
        }
        Ok(Kind::Word)
    }

    fn sign(&mut self) -> Kind {
        let rest = self.rest();
        let known = SIGNS.iter().find(|sign| rest.starts_with(**sign)).map_or(1, |sign| sign.len());
        // `a?.5:b` is a condition.
        let is_condition =
            rest.starts_with("?.") && self.byte(self.position + 2).is_some_and(|byte| byte.is_ascii_digit());
        self.position += if is_condition { 1 } else { known };
        Kind::Sign
    }
}

fn typographic(mark: char, start: usize) -> Problem {
    let message = format!("`{mark}` is not a quotation mark of code");
    Problem::syntax(start..start + mark.len_utf8(), message).label("a typographic quotation mark").help(
        "Text in code stands between `\"` or `'`. Word processors and chat programs change them when code is copied.",
    )
}

/// Names may be written with escapes. Nobody does, and a backslash is then nearly always a slip.
fn backslash(text: &str, start: usize) -> Problem {
    let range = start..start + 1;
    if text[start..].starts_with("\\u") {
        return Problem::limit(range, "a name with an escape in it is not read here")
            .help("Write the letter itself.");
    }
    Problem::syntax(range, "a backslash outside of a text")
        .label("means nothing here")
        .help("A backslash belongs into a text or a regular expression; code goes on over lines without it.")
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find(is_line_end).map_or(text.len(), |length| from + length)
}

fn is_line_end(letter: char) -> bool {
    matches!(letter, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

fn is_blank(letter: char) -> bool {
    matches!(
        letter,
        ' ' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200b}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{feff}'
    )
}

fn is_word_start(byte: u8) -> bool {
    (is_word_part(byte) && !byte.is_ascii_digit()) || matches!(byte, b'\\' | b'#') || !byte.is_ascii()
}

fn is_word_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$')
}
