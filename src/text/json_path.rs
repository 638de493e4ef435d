//! The platform's paths into a JSON value (spec 10.1, 11.7.3).

use std::ops::Range;

use serde_json::Value;

/// A path such as `$.api_score.items[0].title`.
///
/// `[i]` and `[*]` stand for every element of a list; `['a key.with dots']` for a key that cannot
/// be written after a dot.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct JsonPath {
    steps: Box<[Step]>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Step {
    Key(Box<str>),
    Index(usize),
    Each,
}

/// What is wrong with a path, and where in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct JsonPathProblem {
    /// The bytes of the path that are wrong.
    pub range: Range<usize>,
    /// What is wrong and what is expected, as a sentence without a full stop.
    pub message: &'static str,
}

impl JsonPath {
    /// Reads a path, which begins with `$`.
    pub fn parse(text: &str) -> Result<Self, JsonPathProblem> {
        if !text.starts_with('$') {
            let end = text.chars().next().map_or(0, char::len_utf8);
            return Err(JsonPathProblem { range: 0..end, message: "a path begins with `$`" });
        }
        let mut offset = 1;
        let mut steps = Vec::new();
        while offset < text.len() {
            let (step, end) = match text.as_bytes()[offset] {
                b'.' => parse_key(text, offset)?,
                b'[' => parse_bracket(text, offset)?,
                _ => {
                    let message = "a key begins with `.`, an index is written in `[ ]`";
                    return Err(JsonPathProblem { range: offset..text.len(), message });
                }
            };
            steps.push(step);
            offset = end;
        }
        Ok(Self { steps: steps.into() })
    }

    /// All values that the path leads to, in the order of the document; none where it leads nowhere.
    pub fn select<'v>(&self, value: &'v Value) -> Vec<&'v Value> {
        let mut current = vec![value];
        for step in &self.steps {
            current = current.into_iter().flat_map(|value| step.apply(value)).collect();
        }
        current
    }

    /// The value for each element that the path goes through, in the order of the document; `None` for an
    /// element that lacks it. So paths into the same list stay side by side (spec 11.7.3).
    pub fn select_each<'v>(&self, value: &'v Value) -> Vec<Option<&'v Value>> {
        let last = self.steps.iter().rposition(|step| *step == Step::Each).map_or(0, |last| last + 1);
        let (to_elements, within) = self.steps.split_at(last);
        let mut elements = vec![value];
        for step in to_elements {
            elements = elements.into_iter().flat_map(|value| step.apply(value)).collect();
        }
        let value_in = |element| within.iter().try_fold(element, |value, step| step.apply(value).first());
        elements.into_iter().map(value_in).collect()
    }

    /// The steps: a key, or nothing for elements of a list.
    pub fn steps(&self) -> impl Iterator<Item = Option<&str>> {
        self.steps.iter().map(|step| match step {
            Step::Key(key) => Some(&**key),
            Step::Index(_) | Step::Each => None,
        })
    }

    /// Whether it may lead to several values: it holds `[i]` or `[*]`.
    pub fn is_iterating(&self) -> bool {
        self.steps.contains(&Step::Each)
    }

    /// The first key and the path from there on: `$.api_score.value` is `api_score` and `$.value`.
    pub fn split_first_key(&self) -> Option<(&str, JsonPath)> {
        match &*self.steps {
            [Step::Key(key), rest @ ..] => Some((key, JsonPath { steps: rest.into() })),
            _ => None,
        }
    }
}

impl Step {
    fn apply<'v>(&self, value: &'v Value) -> &'v [Value] {
        let one = |found: Option<&'v Value>| found.map_or(&[][..], std::slice::from_ref);
        match (self, value) {
            (Step::Key(key), Value::Object(object)) => one(object.get(&**key)),
            (Step::Index(index), Value::Array(list)) => one(list.get(*index)),
            (Step::Each, Value::Array(list)) => list,
            _ => &[],
        }
    }
}

impl std::fmt::Display for JsonPath {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("$")?;
        for step in &self.steps {
            match step {
                Step::Key(key) if !key.is_empty() && !key.contains(NO_PLAIN_KEY) => {
                    write!(formatter, ".{key}")?;
                }
                Step::Key(key) => {
                    let escaped = key.replace('\\', r"\\").replace('\'', r"\'");
                    write!(formatter, "['{escaped}']")?;
                }
                Step::Index(index) => write!(formatter, "[{index}]")?,
                Step::Each => formatter.write_str("[i]")?,
            }
        }
        Ok(())
    }
}

/// What a key after a dot cannot hold.
const NO_PLAIN_KEY: [char; 7] = ['.', '[', ']', '{', '}', '\'', '"'];

fn parse_key(text: &str, dot: usize) -> Result<(Step, usize), JsonPathProblem> {
    let rest = &text[dot + 1..];
    let length = rest.find(NO_PLAIN_KEY).unwrap_or(rest.len());
    if length == 0 {
        return Err(JsonPathProblem { range: dot..dot + 1, message: "a key is missing after this dot" });
    }
    Ok((Step::Key(rest[..length].into()), dot + 1 + length))
}

fn parse_bracket(text: &str, open: usize) -> Result<(Step, usize), JsonPathProblem> {
    let rest = &text[open + 1..];
    if let Some(quote @ ('\'' | '"')) = rest.chars().next() {
        return parse_quoted(text, open, quote);
    }
    let Some(length) = rest.find(']') else {
        return Err(JsonPathProblem { range: open..text.len(), message: "a `]` is missing" });
    };
    let problem = |message| Err(JsonPathProblem { range: open..open + length + 2, message });
    let step = match &rest[..length] {
        "i" | "*" => Step::Each,
        digits if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            match digits.parse() {
                Ok(index) => Step::Index(index),
                Err(_) => return problem("this index is larger than any list"),
            }
        }
        _ => return problem("an index is a number from 0, `i` for every element, or a key in quotes"),
    };
    Ok((step, open + length + 2))
}

fn parse_quoted(text: &str, open: usize, quote: char) -> Result<(Step, usize), JsonPathProblem> {
    let start = open + 2;
    let mut key = String::new();
    let mut characters = text[start..].char_indices();
    while let Some((offset, character)) = characters.next() {
        match character {
            '\\' => key.extend(characters.next().map(|(_, escaped)| escaped)),
            _ if character == quote => {
                let end = start + offset + 1;
                if !text[end..].starts_with(']') {
                    let message = "a `]` is missing after the key";
                    return Err(JsonPathProblem { range: open..end, message });
                }
                return Ok((Step::Key(key.into()), end + 1));
            }
            _ => key.push(character),
        }
    }
    Err(JsonPathProblem { range: open..text.len(), message: "the quote is never closed" })
}

/// A value as it is shown in a text: strings bare, everything else as compact JSON.
pub fn json_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
