//! `${VAR}` and `${VAR:-default}`: values of the process environment in a bot's settings.
//!
//! This is ours, not the platform's; it is expanded once when a bot is loaded. `$${` is a `${` that
//! is meant as it stands.

use std::ops::Range;

/// A text with references to the process environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProcessEnvironmentText {
    segments: Box<[EnvironmentSegment]>,
    problems: Box<[EnvironmentProblem]>,
}

/// A piece of a [`ProcessEnvironmentText`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnvironmentSegment {
    /// Text as it stands.
    Literal(Box<str>),
    /// `${NAME}` or `${NAME:-default}`
    Variable {
        /// The variable.
        name: Box<str>,
        /// Used when it is not set or empty, as in a shell.
        default: Option<Box<str>>,
        /// The bytes of the text from `$` to `}`.
        range: Range<usize>,
    },
}

/// A malformed reference; it stays in the text as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvironmentProblem {
    /// The bytes of the text that are wrong.
    pub range: Range<usize>,
    /// What is wrong, as a sentence without a full stop.
    pub message: String,
    /// What to write there instead, where that is plain.
    pub suggestion: Option<String>,
}

/// A text with its references replaced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expansion {
    /// The text.
    pub value: String,
    /// The variables that really came from the environment, with their values: secrets perhaps.
    pub used: Vec<(String, String)>,
    /// The variables that have neither a value nor a default; nothing stands in their place.
    pub unset: Vec<(String, Range<usize>)>,
}

impl ProcessEnvironmentText {
    /// Reads a text. Never fails: see [`Self::problems`].
    pub fn parse(text: &str) -> Self {
        let mut reader = Reader { text, segments: Vec::new(), problems: Vec::new(), literal: String::new() };
        let mut from = 0;
        while let Some(at) = text[from..].find("${").map(|offset| from + offset) {
            reader.literal.push_str(&text[from..at]);
            from = reader.read(at);
        }
        reader.literal.push_str(&text[from..]);
        reader.end_literal();
        Self { segments: reader.segments.into(), problems: reader.problems.into() }
    }

    /// The pieces in order.
    pub fn segments(&self) -> &[EnvironmentSegment] {
        &self.segments
    }

    /// Malformed references, in order.
    pub fn problems(&self) -> &[EnvironmentProblem] {
        &self.problems
    }

    /// Whether the text depends on the environment.
    pub fn has_variables(&self) -> bool {
        self.segments.iter().any(|segment| matches!(segment, EnvironmentSegment::Variable { .. }))
    }

    /// The text with the values that `lookup` knows.
    pub fn expand(&self, lookup: &dyn Fn(&str) -> Option<String>) -> Expansion {
        let mut expansion = Expansion::default();
        for segment in &self.segments {
            let (name, default, range) = match segment {
                EnvironmentSegment::Literal(text) => {
                    expansion.value.push_str(text);
                    continue;
                }
                EnvironmentSegment::Variable { name, default, range } => (name, default, range),
            };
            match (lookup(name), default) {
                // As in a shell, `:-` replaces an empty value too.
                (Some(value), Some(default)) if value.is_empty() => expansion.value.push_str(default),
                (Some(value), _) => {
                    expansion.value.push_str(&value);
                    expansion.used.push((name.to_string(), value));
                }
                (None, Some(default)) => expansion.value.push_str(default),
                (None, None) => expansion.unset.push((name.to_string(), range.clone())),
            }
        }
        expansion
    }
}

struct Reader<'a> {
    text: &'a str,
    segments: Vec<EnvironmentSegment>,
    problems: Vec<EnvironmentProblem>,
    literal: String,
}

impl Reader<'_> {
    /// Reads the `${` at `at` and returns the place after what it has read.
    fn read(&mut self, at: usize) -> usize {
        if self.literal.ends_with('$') {
            self.literal.push('{');
            return at + 2;
        }
        let rest = &self.text[at + 2..];
        let stop = rest.find(['}', '\n']).filter(|&stop| rest[stop..].starts_with('}'));
        let Some(length) = stop else {
            let end = at + 2 + rest.find(char::is_whitespace).unwrap_or(rest.len());
            self.problem(at..end, "this reference is never closed: a `}` is missing", None);
            self.literal.push_str("${");
            return at + 2;
        };
        let range = at..at + 2 + length + 1;
        let end = range.end;
        match parse_inner(&rest[..length]) {
            Ok((name, default)) => {
                self.end_literal();
                let (name, default) = (name.into(), default.map(Into::into));
                self.segments.push(EnvironmentSegment::Variable { name, default, range });
            }
            Err((message, suggestion)) => {
                self.literal.push_str(&self.text[range.clone()]);
                self.problem(range, message, suggestion);
            }
        }
        end
    }

    fn problem(&mut self, range: Range<usize>, message: &str, suggestion: Option<String>) {
        self.problems.push(EnvironmentProblem { range, message: message.into(), suggestion });
    }

    fn end_literal(&mut self) {
        if !self.literal.is_empty() {
            let literal = std::mem::take(&mut self.literal).into();
            self.segments.push(EnvironmentSegment::Literal(literal));
        }
    }
}

type Malformed = (&'static str, Option<String>);

fn parse_inner(inner: &str) -> Result<(&str, Option<&str>), Malformed> {
    let length = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(inner.len());
    let (name, rest) = inner.split_at(length);
    if name.is_empty() && (rest.is_empty() || rest.starts_with(':')) {
        return Err(("the name of a variable is missing here", None));
    }
    if name.is_empty() || name.starts_with(|first: char| first.is_ascii_digit()) {
        let message = "the name of a variable begins with a letter or `_` and holds only those and digits; \
                       write `$${` where `${` is meant as it stands";
        return Err((message, None));
    }
    if rest.is_empty() {
        return Ok((name, None));
    }
    if let Some(default) = rest.strip_prefix(":-") {
        return Ok((name, Some(default)));
    }
    if let Some(default) = rest.strip_prefix([':', '-', '=']) {
        let default = default.trim_start_matches(['=', '-', ' ']);
        return Err(("a default is written after `:-`", Some(format!("${{{name}:-{default}}}"))));
    }
    let message = "after the name of a variable only `}` or `:-` and a default may stand; write `$${` where \
                   `${` is meant as it stands";
    Err((message, None))
}
