//! Texts with references in braces: read once, filled whenever the bot says them (spec 5.3, 10.1).

use std::ops::Range;
use std::sync::Arc;

use super::reference::{Content, Reference, parse};

/// A text with references.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    segments: Box<[Segment]>,
    problems: Box<[TemplateProblem]>,
}

/// A piece of a [`Template`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Said as it is.
    Literal(Arc<str>),
    /// Filled in.
    Reference {
        /// What stands in the braces.
        reference: Reference,
        /// The bytes of the template's text, braces included.
        range: Range<usize>,
        /// How it is written, braces included: said when there is no value (U-07).
        verbatim: Arc<str>,
    },
}

/// Something in a text that looks like a reference and is none; it is said as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateProblem {
    /// The bytes of the template's text, braces included.
    pub range: Range<usize>,
    /// What is wrong.
    pub kind: TemplateProblemKind,
    /// What to write there instead, braces included.
    pub suggestion: Option<String>,
}

/// The ways in which a reference can be malformed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateProblemKind {
    /// `{botContext.name}`
    MissingDollar,
    /// `{$botcontext.name}`
    WrongCase,
    /// `{$something}`
    Unknown,
    /// `{$botContext.name` and no brace that closes it
    Unclosed,
    /// `{$botContext.}`
    EmptyName,
    /// `{ $userMessage }`
    Spaces,
    /// `{$.score.value}`; says what is wrong with the path.
    BadPath(&'static str),
}

impl std::fmt::Display for TemplateProblemKind {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::MissingDollar => "this reference lacks its `$`",
            Self::WrongCase => "the platform tells upper from lower case in references",
            Self::Unknown => "the platform has no such reference",
            Self::Unclosed => "this reference is never closed: a `}` is missing",
            Self::EmptyName => "this reference names nothing: a name is missing after the dot",
            Self::Spaces => "a reference has no spaces inside its braces",
            Self::BadPath(message) => return write!(formatter, "this path is malformed: {message}"),
        })
    }
}

impl Template {
    /// Reads a text as a bot may hold it. Braces that are no reference are text.
    pub fn parse(text: &str) -> Self {
        Self::parse_with(text, false)
    }

    /// A text that is said as it is, whatever it holds.
    pub fn literal(text: Arc<str>) -> Self {
        Self { segments: Box::new([Segment::Literal(text)]), problems: Box::new([]) }
    }

    /// Reads a text of a mock's answer, which may also quote `{request.…}` and `{file.…}`.
    pub fn parse_mock(text: &str) -> Self {
        Self::parse_with(text, true)
    }

    fn parse_with(text: &str, mock: bool) -> Self {
        let mut segments = Vec::new();
        let mut problems = Vec::new();
        let mut literal = 0;
        let mut from = 0;
        while let Some(open) = text[from..].find('{').map(|at| from + at) {
            let Some(close) = closing_brace(text, open) else {
                problems.extend(unclosed(text, open));
                from = open + 1;
                continue;
            };
            let range = open..close + 1;
            from = range.end;
            match parse(&text[open + 1..close], mock) {
                Content::Reference(reference) => {
                    if literal < open {
                        segments.push(Segment::Literal(text[literal..open].into()));
                    }
                    literal = range.end;
                    let verbatim = text[range.clone()].into();
                    segments.push(Segment::Reference { reference, range, verbatim });
                }
                Content::Problem(kind, suggestion) => {
                    let suggestion = suggestion.map(|inner| format!("{{{inner}}}"));
                    problems.push(TemplateProblem { range, kind, suggestion });
                }
                Content::Text => {}
            }
        }
        if literal < text.len() || segments.is_empty() {
            segments.push(Segment::Literal(text[literal..].into()));
        }
        Self { segments: segments.into(), problems: problems.into() }
    }

    /// The pieces in order.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// All references with their places.
    pub fn references(&self) -> impl Iterator<Item = (&Reference, Range<usize>)> {
        self.segments.iter().filter_map(|segment| match segment {
            Segment::Literal(_) => None,
            Segment::Reference { reference, range, .. } => Some((reference, range.clone())),
        })
    }

    /// What looks like a reference and is none, in order.
    pub fn problems(&self) -> &[TemplateProblem] {
        &self.problems
    }

    /// The text with its references as they are written.
    pub fn as_written(&self) -> String {
        let piece = |segment: &Segment| match segment {
            Segment::Literal(text) => text.clone(),
            Segment::Reference { verbatim, .. } => verbatim.clone(),
        };
        self.segments.iter().map(|segment| piece(segment).to_string()).collect()
    }

    /// The text, if it holds no reference.
    pub fn as_literal(&self) -> Option<&Arc<str>> {
        match &*self.segments {
            [Segment::Literal(text)] => Some(text),
            _ => None,
        }
    }

    /// The text with its references filled by `lookup`. The places of those without a value are
    /// added to `unresolved`; they are said as they are written (U-07).
    pub fn fill(
        &self,
        lookup: &mut dyn FnMut(&Reference) -> Option<Arc<str>>,
        unresolved: &mut Vec<Range<usize>>,
    ) -> Arc<str> {
        let mut value = |segment: &Segment| match segment {
            Segment::Literal(text) => text.clone(),
            Segment::Reference { reference, range, verbatim } => lookup(reference).unwrap_or_else(|| {
                unresolved.push(range.clone());
                verbatim.clone()
            }),
        };
        match &*self.segments {
            [only] => value(only),
            segments => segments.iter().fold(String::new(), |said, segment| said + &value(segment)).into(),
        }
    }
}

/// The `}` that belongs to a `{`, if nothing stands between that no reference can hold.
fn closing_brace(text: &str, open: usize) -> Option<usize> {
    let end = open + 1 + text[open + 1..].find(['{', '}', '\n'])?;
    text[end..].starts_with('}').then_some(end)
}

/// A `{$name` that is not closed; a lone `{` is text.
fn unclosed(text: &str, open: usize) -> Option<TemplateProblem> {
    let name = text[open..].strip_prefix("{$")?;
    let in_name = |character: char| character.is_alphanumeric() || "._-[]*".contains(character);
    let end = name.find(|character| !in_name(character)).unwrap_or(name.len());
    // The full stop of a sentence is not part of the name.
    let name = name[..end].trim_end_matches(['.', '-']);
    if !name.starts_with(|first: char| first.is_alphabetic() || first == '.') {
        return None;
    }
    let range = open..open + 2 + name.len();
    let closed = matches!(parse(&format!("${name}"), false), Content::Reference(_));
    let suggestion = closed.then(|| format!("{{${name}}}"));
    Some(TemplateProblem { range, kind: TemplateProblemKind::Unclosed, suggestion })
}
