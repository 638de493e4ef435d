//! Why the parser stopped, in the words of somebody who writes bots, and how to read on.
//!
//! The parser reports where it could not go on; the cause is often a line above. So the text around the
//! place is looked at for the mistakes that people make.

use std::ops::Range;

use granit_parser::ErrorKind;

use super::build::Builder;
use super::lines::Line;
use super::parts::{Parts, parts};
use super::repair::{Patch, value_end};
use super::rules::YAML_SYNTAX;
use crate::diagnostic::{Diagnostic, Fix, Safety};
use crate::source::{SourceId, Span};

/// What is known of an error.
pub(super) struct Failure {
    pub(super) kind: ErrorKind,
    /// The place where the parser stopped.
    pub(super) offset: usize,
    /// Where the last token before it ends.
    after: usize,
    last_scalar: Range<usize>,
    open_bracket: Option<usize>,
    innermost_list: Option<usize>,
}

impl Failure {
    pub(super) fn new(builder: &Builder<'_>, kind: ErrorKind, offset: usize, text: &str) -> Self {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        Self {
            kind,
            offset,
            after: builder.after.min(offset),
            last_scalar: builder.last_scalar.clone(),
            open_bracket: builder.open_bracket(),
            innermost_list: builder.innermost_list(),
        }
    }
}

/// An explained error.
pub(super) struct Finding {
    pub(super) range: Range<usize>,
    message: String,
    help: String,
    /// What can be written at a place instead, and how to say so.
    meant: Option<Meant>,
    pub(super) patch: Patch,
}

/// A stretch and what is meant there.
struct Meant {
    title: String,
    range: Range<usize>,
    text: String,
}

impl Finding {
    fn new(range: Range<usize>, message: impl Into<String>, help: impl Into<String>, patch: Patch) -> Self {
        Self { range, message: message.into(), help: help.into(), meant: None, patch }
    }

    fn meant(self, meant: Option<Meant>) -> Self {
        Self { meant, ..self }
    }

    pub(super) fn diagnostic(&self, id: SourceId) -> Diagnostic {
        let rewrite = |Meant { title, range, text }: &Meant| {
            Fix::replace(title.as_str(), Safety::Unsafe, Span::new(id, range.clone()), text.as_str())
        };
        Diagnostic::new(&YAML_SYNTAX, Span::new(id, self.range.clone()), &*self.message)
            .help(&*self.help)
            .fix_if(self.meant.as_ref().map(rewrite))
    }
}

/// Finds the cause of a failure in the text.
pub(super) fn explain(text: &str, failure: &Failure) -> Finding {
    let case = Case { text, failure, line: Line::around(text, failure.offset) };
    case.tab()
        .or_else(|| case.bracket())
        .or_else(|| case.quote())
        .or_else(|| case.value())
        .or_else(|| case.colon())
        .or_else(|| case.indentation())
        .unwrap_or_else(|| case.other())
}

/// `text` as a YAML author would quote it.
pub(super) fn quoted(text: &str) -> String {
    match (text.contains(['"', '\\']), text.contains('\'')) {
        (false, _) => format!("\"{text}\""),
        (true, false) => format!("'{text}'"),
        (true, true) => format!("'{}'", text.replace('\'', "''")),
    }
}

fn quote_advice(value: &str) -> String {
    // A text that is already half quoted, or long, is not spelled out.
    if value.len() > 80 || value.starts_with(['"', '\'']) {
        return "Put the whole text in quotes.".to_owned();
    }
    format!("Put the text in quotes: `{}`.", quoted(value))
}

struct Case<'a> {
    text: &'a str,
    failure: &'a Failure,
    line: Line,
}

impl Case<'_> {
    fn char_at(&self, offset: usize) -> Range<usize> {
        let length = self.text[offset..].chars().next().map_or(0, char::len_utf8);
        offset..offset + length
    }

    fn tab(&self) -> Option<Finding> {
        let next = self.line.following(self.text);
        let tabs = matches!(
            self.failure.kind,
            ErrorKind::TabInBlockIndentation
                | ErrorKind::TabInIndentation
                | ErrorKind::TabNotAllowed
                | ErrorKind::TabInPlainScalar
                | ErrorKind::TabAtBlockScalarStart
        );
        if !tabs && !self.text[self.line.range()].starts_with('\t') {
            return None;
        }
        for line in std::iter::once(self.line).chain(next) {
            let indent = line.start..line.start + line.indent(self.text);
            if let Some(tab) = self.text[indent.clone()].find('\t') {
                let message = "this line is indented with a tab; YAML wants spaces";
                let help = "Replace each tab at the start of a line by two spaces, here and below; most editors can be told to do so (\"indent using spaces\").";
                return Some(Finding::new(
                    indent.start + tab..indent.end,
                    message,
                    help,
                    Patch::Tabs(line.start),
                ));
            }
        }
        None
    }

    /// A bracket that is opened and not closed, or a mistake between brackets of several lines.
    fn bracket(&self) -> Option<Finding> {
        if self.failure.kind == ErrorKind::MisplacedFlowCollectionEnd {
            let place = self.char_at(self.failure.offset);
            let message = format!("this `{}` closes nothing", &self.text[place.clone()]);
            let value = self.value_around(place.start, self.line);
            let help = "Remove it, or put the text in quotes.";
            return Some(Finding::new(place, message, help, Patch::Value(value)));
        }
        let open = match self.failure.open_bracket {
            Some(open) => open,
            None if matches!(self.failure.kind, ErrorKind::UnclosedFlowCollection { .. }) => {
                self.failure.offset
            }
            None => return None,
        };
        let head = Line::around(self.text, open);
        let head_parts = parts(self.text, head);
        let at_end = matches!(self.failure.kind, ErrorKind::UnclosedFlowCollection { .. })
            || self.failure.offset >= self.text.trim_end().len();
        if self.line == head && !at_end {
            return None;
        }
        let value = if head_parts.value.contains(&open) {
            head_parts.value
        } else {
            open..value_end(self.text, open, head.end)
        };
        let start = self.text[value.clone()].to_owned();
        let patch = Patch::ValueAndBelow(value);
        let error_text = self.line.text(self.text).trim_start();
        let outside =
            self.line.indent(self.text) <= head.indent(self.text) && !error_text.starts_with([']', '}']);
        if at_end || outside {
            let bracket = &self.text[self.char_at(open)];
            let closing = if bracket == "[" { "]" } else { "}" };
            let message = format!("this `{bracket}` is never closed");
            let help = if start.starts_with("{$") {
                format!("A text that starts with `{{` must be quoted. {}", quote_advice(&start))
            } else {
                format!("Add the `{closing}`. A text that contains brackets must be quoted.")
            };
            return Some(Finding::new(self.char_at(open), message, help, patch));
        }
        let message =
            format!("this does not fit between the brackets that line {} opens", self.line_number(head));
        let help = "Between brackets, values are separated by commas; a text with `: `, a comma or a bracket must be quoted.";
        Some(Finding::new(self.char_at(self.failure.offset), message, help, patch))
    }

    fn line_number(&self, line: Line) -> usize {
        let mut number = 1;
        let mut other = Line::from(self.text, 0);
        while other.start < line.start {
            number += 1;
            match other.following(self.text) {
                Some(next) => other = next,
                None => break,
            }
        }
        number
    }

    /// A quote that is not closed, closed too early, or holds an unknown escape.
    fn quote(&self) -> Option<Finding> {
        let kind = &self.failure.kind;
        let trailing = matches!(
            kind,
            ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar
        );
        let unclosed = matches!(
            kind,
            ErrorKind::UnclosedQuotedScalar
                | ErrorKind::DocumentIndicatorInQuotedScalar
                | ErrorKind::InvalidQuotedScalarIndent
        );
        let escape = is_escape(kind);
        if !trailing && !unclosed && !escape {
            return None;
        }
        let between = self.text.get(self.failure.after..).unwrap_or("");
        let start = self.failure.after + between.find(['"', '\''])?;
        let head = Line::around(self.text, start);
        let value = self.value_around(start, head);
        let quote = self.char_at(start);
        let sign = self.text[quote.clone()].to_owned();
        // Lines that go on with the text are indented deeper than its key.
        let column = parts(self.text, head).key.start - head.start;
        let goes_on = self.line.indent(self.text) > column;
        if escape {
            let (place, found) = bad_escape(&self.text[start..], start)?;
            let message = format!("`{found}` is not an escape that YAML knows");
            let help = "Between double quotes a backslash starts an escape such as `\\n`. In single quotes it is just a backslash, which suits a regex: `'\\d+'`. Or write it twice: `\"\\\\d+\"`.";
            return Some(Finding::new(place, message, help, Patch::ValueAndBelow(value)));
        }
        if unclosed || (head != self.line && !goes_on) {
            let message = format!("this `{sign}` quote is never closed");
            let help = format!("Add the closing `{sign}` at the end of the text.");
            return Some(Finding::new(quote, message, help, Patch::Value(value)));
        }
        let help = if sign == "'" {
            "Write an apostrophe within single quotes twice (`'it''s'`), or use double quotes (`\"it's\"`)."
        } else {
            "Put the whole text in quotes; write a quote within double quotes as `\\\"`, or use single quotes around it."
        };
        let place = self.char_at(self.failure.offset);
        let message = format!("the text goes on after its closing `{sign}` quote");
        let patch = if head == self.line { Patch::Value(value) } else { Patch::ValueAndBelow(value) };
        Some(Finding::new(place, message, help, patch))
    }

    fn value_around(&self, start: usize, line: Line) -> Range<usize> {
        let value = parts(self.text, line).value;
        if value.contains(&start) { value } else { start..value_end(self.text, start, line.end) }
    }

    /// A value that needs quotes.
    fn value(&self) -> Option<Finding> {
        let parts = parts(self.text, self.line);
        let value = parts.value.clone();
        let stopped = self.failure.offset;
        if value.is_empty() || stopped < value.start {
            return None;
        }
        let written = &self.text[value.clone()];
        let first = written.chars().next()?;
        let sign = value.start..value.start + first.len_utf8();
        let advice = quote_advice(written);
        let patch = Patch::Value(value.clone());
        let meaning = match first {
            '*' => "repeats a value that `&` has named",
            '&' => "names a value",
            '%' | '@' | '`' => "is reserved",
            '!' => "marks a type",
            '{' | '}' => "belongs to a mapping in brackets",
            '[' | ']' => "belongs to a list in brackets",
            ',' => "separates values in brackets",
            '|' | '>' => "starts a text on the next line",
            '?' | '-' if written[1..].starts_with(' ') && (parts.has_key || first == '?') => {
                let message = format!("`{first} ` cannot stand behind a key");
                let help = format!("Start the list on the next line, or quote a text. {advice}");
                return Some(Finding::new(sign, message, help, patch));
            }
            _ => {
                let colon = written.find(": ").or_else(|| written.ends_with(':').then(|| written.len() - 1));
                let colon = colon.filter(|_| self.failure.kind == ErrorKind::MappingValueNotAllowed)?;
                if !parts.has_key {
                    return None;
                }
                let place = value.start + colon..value.start + colon + 1;
                let message = "a text with a colon and a space in it must be quoted";
                let help = format!("`: ` separates a key from its value. {advice}");
                return Some(Finding::new(place, message, help, patch).meant(self.quoted_value(&parts)));
            }
        };
        let message = format!("a text that starts with `{first}` must be quoted");
        let help = format!("Without quotes a leading `{first}` {meaning}. {advice}");
        let patch = if matches!(first, '|' | '>') { Patch::ValueAndBelow(value) } else { patch };
        // What is in brackets may be meant so.
        let is_text = matches!(first, '*' | '%' | '@' | '`' | '!') || written.starts_with("{$");
        let meant = if is_text { self.quoted_value(&parts) } else { None };
        Some(Finding::new(sign, message, help, patch).meant(meant))
    }

    /// The value of a line in quotes, unless it has some, or goes on in the line below.
    fn quoted_value(&self, parts: &Parts) -> Option<Meant> {
        let written = self.text.get(parts.value.clone())?;
        let column = parts.key.start - self.line.start;
        let mut below = self.line.following(self.text);
        while let Some(line) = below.filter(|line| line.is_blank(self.text)) {
            below = line.following(self.text);
        }
        let goes_on = below.is_some_and(|line| line.indent(self.text) > column);
        let title = "Put the text in quotes".to_owned();
        (!goes_on && !written.contains(['"', '\''])).then(|| Meant {
            title,
            range: parts.value.clone(),
            text: quoted(written),
        })
    }

    /// A key without its colon, or a colon without its space.
    fn colon(&self) -> Option<Finding> {
        let start = match self.failure.kind {
            ErrorKind::SimpleKeyExpected => self.failure.offset,
            ErrorKind::MappingValueNotAllowed => self.failure.last_scalar.start,
            _ => return None,
        };
        let head = Line::around(self.text, start);
        let parts = parts(self.text, head);
        let expected_here = self.failure.kind == ErrorKind::SimpleKeyExpected || head != self.line;
        if !expected_here || parts.has_key || parts.value.is_empty() {
            return None;
        }
        let written = &self.text[parts.value.clone()];
        if let Some(colon) = glued_colon(written) {
            let place = parts.value.start + colon;
            let message = "a space is missing after this colon";
            let help = format!("Write `{}: {}`.", &written[..colon], shortened(&written[colon + 1..]));
            let title = "Put a space behind the colon".to_owned();
            let meant = Some(Meant { title, range: place + 1..place + 1, text: " ".to_owned() });
            return Some(Finding::new(place..place + 1, message, help, Patch::Colon(place)).meant(meant));
        }
        let message = "this line is neither `key: value` nor a list item";
        let help = "Add the colon if it is a key. A text that goes on from the line above must be indented deeper than its key.";
        Some(Finding::new(parts.value, message, help, Patch::Line(head.start)))
    }

    /// A line that belongs to nothing above it.
    fn indentation(&self) -> Option<Finding> {
        let indent = self.line.indent(self.text);
        let first = self.line.start + indent;
        let place = first..value_end(self.text, first, self.line.end).max(first);
        let patch = Patch::Block(self.line.start);
        let list_column = self.failure.innermost_list.map(|at| at - Line::around(self.text, at).start);
        let item = self.text[first..].starts_with("- ");
        match self.failure.kind {
            ErrorKind::MappingValueNotAllowed
                if self.line != Line::around(self.text, self.failure.last_scalar.start) =>
            {
                let message =
                    "this line is indented as if it belonged to the value above, which is already complete";
                let help = "Indent it like the keys beside it.";
                Some(Finding::new(place, message, help, patch))
            }
            ErrorKind::ExpectedBlockSequenceEntry if list_column == Some(indent) && !item => {
                let message = "this stands among the items of a list but does not start with `- `";
                let help = "Put `- ` before it, or indent it so that it belongs to the item above or to the mapping around the list.";
                Some(Finding::new(place, message, help, patch))
            }
            ErrorKind::ExpectedBlockMappingKey if item && self.failure.offset <= first => {
                let message = "a list item stands where a key is expected";
                let help = "Indent the list under the key that it belongs to.";
                Some(Finding::new(place, message, help, patch))
            }
            ErrorKind::ExpectedBlockSequenceEntry
            | ErrorKind::ExpectedBlockMappingKey
            | ErrorKind::InvalidIndentation
            | ErrorKind::InvalidBlockScalarIndent
            | ErrorKind::BlockSequenceEntryNotAllowed
                if self.failure.offset <= first =>
            {
                let message = format!(
                    "this line is indented by {indent} spaces, which fits none of the lines above it"
                );
                let help = "Lines that belong together start in the same column.";
                Some(Finding::new(place, message, help, patch))
            }
            _ => None,
        }
    }

    fn other(&self) -> Finding {
        let offset = self.failure.offset;
        let value = parts(self.text, self.line).value;
        let patch = match () {
            () if !value.is_empty() && value.start <= offset => Patch::Value(value),
            () => Patch::Block(self.line.start),
        };
        let mut range = self.char_at(offset);
        if let ErrorKind::UnexpectedCharacter { character } = self.failure.kind {
            // Within a text the parser reports the text's start.
            let found = self.text[offset..self.line.end.max(offset)].find(character);
            range = self.char_at(offset + found.unwrap_or(0));
            let message = if character.is_control() {
                format!("the invisible character U+{:04X} may not stand in a YAML file", character as u32)
            } else {
                format!("`{character}` cannot stand here without quotes")
            };
            return Finding::new(range, message, "Remove it, or put the text in quotes.", patch);
        }
        let message = format!("this is not valid YAML: {}", self.failure.kind);
        Finding::new(
            range,
            message,
            "Compare with the lines above; a text with special characters must be quoted.",
            patch,
        )
    }
}

/// A colon with a value stuck to it: `key:value`, but not `https://…` or `12:30`.
fn glued_colon(written: &str) -> Option<usize> {
    let colon = written.find(':')?;
    let key = &written[..colon];
    let word = !key.is_empty() && key.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '_' | '-'));
    let value = &written[colon + 1..];
    (word
        && !key.starts_with(|sign: char| sign.is_ascii_digit())
        && !value.is_empty()
        && !value.starts_with("//"))
    .then_some(colon)
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn is_escape(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::UnknownQuotedScalarEscape
            | ErrorKind::InvalidQuotedScalarHexEscape
            | ErrorKind::InvalidLowSurrogateHexEscape
            | ErrorKind::InvalidLowSurrogate
            | ErrorKind::MissingLowSurrogate
            | ErrorKind::UnpairedLowSurrogate
            | ErrorKind::InvalidUnicodeEscape
    )
}

/// The first escape of a double-quoted text that YAML does not know, or whose digits are wrong.
fn bad_escape(text: &str, base: usize) -> Option<(Range<usize>, &str)> {
    let mut at = 0;
    while let Some(found) = text.get(at..)?.find('\\') {
        let start = at + found;
        let sign = text[start + 1..].chars().next()?;
        let end = start + 1 + sign.len_utf8();
        if !"0abtnvfre \"/\\N_LP\t\n\r".contains(sign) {
            // Hexadecimal escapes are taken for the culprit only where their digits are wrong.
            let digits = match sign {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ => return Some((base + start..base + end, &text[start..end])),
            };
            let hex = text.get(end..end + digits).unwrap_or("");
            let number = u32::from_str_radix(hex, 16).ok().and_then(char::from_u32);
            if number.is_none() {
                return Some((base + start..base + end, &text[start..end]));
            }
        }
        at = end;
    }
    None
}
