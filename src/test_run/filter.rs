//! `--filter`: which cases are played, by name, file, tag and channel.
//!
//! A text without `:`, `&`, `|`, `!`, brackets and quotes is looked for in file and name. Otherwise terms are
//! combined: `tag:smoke & !channel:sms`, `(file:loan | name:"a loan") & !tag:slow`. Upper and lower case are the
//! same.

use super::plan::Planned;
use crate::diagnostic::nearest;

/// Which cases are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// This text is somewhere in `file: name`.
    Anywhere(String),
    /// This text is somewhere in the name.
    Name(String),
    /// This text is somewhere in the file's path.
    File(String),
    /// One of the tags is this.
    Tag(String),
    /// The channel is this.
    Channel(String),
    /// Both.
    And(Box<Filter>, Box<Filter>),
    /// At least one of them.
    Or(Box<Filter>, Box<Filter>),
    /// Everything else.
    Not(Box<Filter>),
}

/// Why a text is no filter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}\n  {text}\n  {}^", " ".repeat(.text[..*.at].chars().count()))]
pub struct FilterProblem {
    message: String,
    text: String,
    /// Where, in bytes.
    at: usize,
}

/// What terms may be about.
const FIELDS: [&str; 4] = ["name", "file", "tag", "channel"];

/// How deep brackets may be.
const DEEPEST: usize = 100;

impl Filter {
    /// Reads a filter.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn parse(text: &str) -> Result<Self, FilterProblem> {
        let mut parser = Parser { text, at: 0, depth: 0 };
        if text.trim().is_empty() {
            return Err(parser.problem("the filter is empty: write a part of a name, or `tag:NAME`"));
        }
        if !text.contains([':', '&', '|', '!', '(', ')', '"']) {
            return Ok(Self::Anywhere(text.trim().to_lowercase()));
        }
        let filter = parser.either()?;
        match parser.peek() {
            None => Ok(filter),
            Some(')') => Err(parser.problem("this bracket closes nothing")),
            Some(_) => Err(parser.problem("`&` or `|` is missing before this; quote a text that has blanks")),
        }
    }

    /// Whether a case is meant. `channel` is the one that it runs on.
    pub fn includes(&self, planned: &Planned, channel: &str) -> bool {
        let has = |text: &str, part: &str| text.to_lowercase().contains(part);
        match self {
            Self::Anywhere(part) => has(&planned.id(), part),
            Self::Name(part) => has(planned.name(), part),
            Self::File(part) => has(&planned.file, part),
            Self::Tag(wanted) => {
                planned.script.case().tags.iter().any(|tag| tag.as_str().to_lowercase() == *wanted)
            }
            Self::Channel(wanted) => channel == wanted,
            Self::And(left, right) => left.includes(planned, channel) && right.includes(planned, channel),
            Self::Or(left, right) => left.includes(planned, channel) || right.includes(planned, channel),
            Self::Not(inner) => !inner.includes(planned, channel),
        }
    }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

impl<'t> Parser<'t> {
    fn problem(&self, message: impl Into<String>) -> FilterProblem {
        FilterProblem { message: message.into(), text: self.text.to_owned(), at: self.at }
    }

    /// The next character that is no blank.
    fn peek(&mut self) -> Option<char> {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        self.text[self.at..].chars().next()
    }

    fn takes(&mut self, wanted: char) -> bool {
        let is_there = self.peek() == Some(wanted);
        self.at += if is_there { wanted.len_utf8() } else { 0 };
        is_there
    }

    fn either(&mut self) -> Result<Filter, FilterProblem> {
        let mut left = self.both()?;
        while self.takes('|') {
            left = Filter::Or(Box::new(left), Box::new(self.both()?));
        }
        Ok(left)
    }

    fn both(&mut self) -> Result<Filter, FilterProblem> {
        let mut left = self.one()?;
        while self.takes('&') {
            left = Filter::And(Box::new(left), Box::new(self.one()?));
        }
        Ok(left)
    }

    fn one(&mut self) -> Result<Filter, FilterProblem> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.problem(format!("more than {DEEPEST} brackets in one another")));
        }
        let found = if self.takes('!') {
            Filter::Not(Box::new(self.one()?))
        } else if self.takes('(') {
            let inner = self.either()?;
            if !self.takes(')') {
                return Err(self.problem("a closing bracket is missing"));
            }
            inner
        } else {
            self.term()?
        };
        self.depth -= 1;
        Ok(found)
    }

    fn term(&mut self) -> Result<Filter, FilterProblem> {
        let start = self.at;
        let word = self.word()?;
        if !self.text[self.at..].starts_with(':') {
            return Ok(Filter::Anywhere(word));
        }
        if !FIELDS.contains(&word.as_str()) {
            self.at = start;
            self.peek();
            let meant = nearest(&word, FIELDS).map(|meant| format!(": did you mean `{meant}:`?"));
            let known = format!("; a term is about {}", FIELDS.map(|field| format!("`{field}:`")).join(", "));
            return Err(self.problem(format!("`{word}:` is nothing to choose by{}", meant.unwrap_or(known))));
        }
        self.at += 1;
        let value = self.word()?;
        Ok(match word.as_str() {
            "name" => Filter::Name(value),
            "file" => Filter::File(value),
            "tag" => Filter::Tag(value),
            _ => Filter::Channel(value),
        })
    }

    /// A word, or a text in quotes, in lower case.
    fn word(&mut self) -> Result<String, FilterProblem> {
        if self.takes('"') {
            let rest = &self.text[self.at..];
            let Some(end) = rest.find('"') else {
                self.at -= 1;
                return Err(self.problem("this quote is not closed"));
            };
            self.at += end + 1;
            return Ok(rest[..end].to_lowercase());
        }
        self.peek();
        let rest = &self.text[self.at..];
        let ends = |letter: char| letter.is_whitespace() || ":&|!()\"".contains(letter);
        let end = rest.find(ends).unwrap_or(rest.len());
        if end == 0 {
            return Err(self.problem("a text is missing here"));
        }
        self.at += end;
        Ok(rest[..end].to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use proptest::prelude::*;

    fn name(text: &str) -> Filter {
        Filter::Name(text.to_owned())
    }

    #[test]
    fn a_plain_text_is_looked_for_as_it_is() {
        assert_eq!(Filter::parse(" A loan for Ada ").unwrap(), Filter::Anywhere("a loan for ada".to_owned()));
        assert_eq!(Filter::parse("a/b.yaml").unwrap(), Filter::Anywhere("a/b.yaml".to_owned()));
    }

    #[test]
    fn and_binds_more_than_or_and_not_most() {
        let tag = |text: &str| Filter::Tag(text.to_owned());
        let parsed = Filter::parse("name:a | !tag:b & name:\"c D\"").unwrap();
        let both = Filter::And(Box::new(Filter::Not(Box::new(tag("b")))), Box::new(name("c d")));
        assert_eq!(parsed, Filter::Or(Box::new(name("a")), Box::new(both)));
        let brackets = Filter::parse("(name:a|tag:b)&name:c").unwrap();
        let either = Filter::Or(Box::new(name("a")), Box::new(tag("b")));
        assert_eq!(brackets, Filter::And(Box::new(either), Box::new(name("c"))));
    }

    #[test]
    fn a_problem_says_what_and_where() {
        let problem = |text: &str| Filter::parse(text).unwrap_err().to_string();
        insta::assert_snapshot!(
            ["tga:x", "name:", "(a", "a & ", "a & \"b", "a)", "x:y z", "name:a b"].map(problem).join("\n\n"),
            @r#"
        `tga:` is nothing to choose by: did you mean `tag:`?
          tga:x
          ^

        a text is missing here
          name:
               ^

        a closing bracket is missing
          (a
            ^

        a text is missing here
          a & 
              ^

        this quote is not closed
          a & "b
              ^

        this bracket closes nothing
          a)
           ^

        `x:` is nothing to choose by; a term is about `name:`, `file:`, `tag:`, `channel:`
          x:y z
          ^

        `&` or `|` is missing before this; quote a text that has blanks
          name:a b
                 ^
        "#
        );
    }

    proptest! {
        #[test]
        fn never_panics(text in "[a-c:&|!()\" é]{0,30}") {
            let _ = Filter::parse(&text).map_err(|problem| problem.to_string());
        }

        #[test]
        fn deep_brackets_are_refused(depth in 0_usize..5_000) {
            prop_assert_eq!(Filter::parse(&format!("{}a", "!".repeat(depth))).is_ok(), depth < DEEPEST);
        }
    }
}
