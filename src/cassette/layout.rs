//! Where the lines of a cassette's entries lie, so that some can be exchanged and all others stay.

use serde_json::{Map, Value};

use crate::source::{SourceId, Sources, Span};
use crate::yaml::{self, Limits, Node, parse_yaml};

/// A cassette's text, as far as it matters to where lines may be added and taken away. Lines count from 0.
#[derive(Debug)]
pub(super) struct Layout {
    /// The integrations in the order of the file.
    pub(super) lists: Vec<List>,
    /// The column of their names.
    pub(super) column: usize,
    /// The first line after the last entry.
    pub(super) end: usize,
}

/// The entries of one integration.
#[derive(Debug)]
pub(super) struct List {
    pub(super) name: String,
    /// The line of its name.
    pub(super) line: usize,
    /// The column of the dashes.
    pub(super) column: usize,
    pub(super) items: Vec<Item>,
}

/// One entry.
#[derive(Debug)]
pub(super) struct Item {
    /// From the comments above it on.
    pub(super) first: usize,
    /// Its own last line.
    pub(super) last: usize,
    /// What it holds, unquoted numbers, `true`, `false` and `null` as JSON has them.
    pub(super) value: Value,
    /// Its `when`, every scalar as text.
    pub(super) when: Value,
}

/// Why lines cannot be added.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {message}")]
pub(super) struct NoLayout {
    line: usize,
    message: String,
}

/// The layout of a cassette's text; nothing where there is nothing in it but comments.
pub(super) fn layout(text: &str) -> Result<Option<Layout>, NoLayout> {
    let mut sources = Sources::default();
    let id = sources.add("", text);
    if has_no_content(text) {
        return Ok(None);
    }
    let (document, problems) = parse_yaml(&sources, id, &Limits::default());
    if let Some(problem) = problems.first() {
        let line = sources.position(problem.span()).line;
        return Err(NoLayout { line, message: problem.message.clone() });
    }
    let root = document.map(|document| document.root);
    let only = root.as_ref().and_then(|root| match &root.value {
        yaml::Value::Mapping(entries) if entries.len() == 1 => entry(root, "mocks"),
        _ => None,
    });
    let Some((key, mocks)) = only else {
        let message = "this is no cassette, which has `mocks:` and nothing beside it".to_owned();
        return Err(NoLayout { line: 1, message });
    };
    Reader { lines: Lines::new(text), id }.read(key, mocks).map(Some)
}

fn has_no_content(text: &str) -> bool {
    text.lines().map(str::trim).all(|line| line.is_empty() || line.starts_with('#'))
}

/// A key's place and its value.
fn entry<'n>(node: &'n Node, key: &str) -> Option<(Span, &'n Node)> {
    let yaml::Value::Mapping(entries) = &node.value else { return None };
    let entry = entries.iter().find(|entry| entry.key.as_str() == key)?;
    Some((entry.key.span(), &entry.value))
}

/// A text's lines.
struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(breaks).collect() }
    }

    /// The line that holds a byte.
    fn of(&self, offset: u32) -> usize {
        self.starts.partition_point(|start| *start <= offset as usize) - 1
    }

    /// The last line of a value; one that ends with a line's end does not reach into the next line.
    fn last(&self, span: Span) -> usize {
        self.of(span.end.saturating_sub(1).max(span.start))
    }

    /// What stands before a place in its line.
    fn before(&self, span: Span) -> &'t str {
        let start = self.starts[self.of(span.start)];
        self.text.get(start..span.start as usize).unwrap_or_default()
    }

    fn starts_with_bracket(&self, span: Span) -> bool {
        self.text.get(span.range()).is_some_and(|value| value.starts_with(['{', '[']))
    }
}

struct Reader<'t> {
    lines: Lines<'t>,
    id: SourceId,
}

impl Reader<'_> {
    fn read(&self, key: Span, mocks: &Node) -> Result<Layout, NoLayout> {
        let yaml::Value::Mapping(entries) = &mocks.value else {
            return Err(self.refused(key, "`mocks:` has no names of integrations below it"));
        };
        let mut before = self.lines.of(key.start);
        let mut lists = Vec::new();
        let mut column = None;
        for entry in entries {
            let (name, list) = (entry.key.span(), &entry.value);
            self.follows(name, before, "")?;
            column.get_or_insert(self.lines.before(name).len());
            let items = self.items(name, list)?;
            before = items.last().map_or(self.lines.of(name.start), |item| item.last);
            let first = match &list.value {
                yaml::Value::Sequence(items) => items.first(),
                _ => None,
            };
            let dash = first.map(|item| self.lines.before(item.span).trim_end().len() - 1);
            let own = self.lines.before(name).len();
            lists.push(List {
                name: entry.key.as_str().to_owned(),
                line: self.lines.of(name.start),
                column: dash.unwrap_or(own + 2),
                items,
            });
        }
        if self.lines.starts_with_bracket(mocks.span) || lists.is_empty() {
            return Err(self.refused(key, IN_BRACKETS));
        }
        Ok(Layout { lists, column: column.unwrap_or(2), end: before + 1 })
    }

    fn items(&self, name: Span, list: &Node) -> Result<Vec<Item>, NoLayout> {
        let items = match &list.value {
            yaml::Value::Sequence(items) if !self.lines.starts_with_bracket(list.span) => items,
            yaml::Value::Sequence(_) => return Err(self.refused(name, IN_BRACKETS)),
            _ => return Err(self.refused(name, "here is no list of mocks")),
        };
        let mut before = self.lines.of(name.start);
        let mut found = Vec::new();
        for item in items {
            self.follows(item.span, before, "-")?;
            let last = self.lines.last(item.span);
            let when = entry(item, "when").map_or(Value::Object(Map::new()), |(_, when)| as_texts(when));
            found.push(Item { first: before + 1, last, value: as_json(item), when });
            before = last;
        }
        Ok(found)
    }

    /// Whether a name or an entry begins a line of its own below the one before, behind this mark. What came
    /// in by an alias stands elsewhere.
    fn follows(&self, span: Span, before: usize, mark: &str) -> Result<(), NoLayout> {
        let is_here = span.source == self.id && self.lines.of(span.start) > before;
        match is_here && self.lines.before(span).trim() == mark {
            true => Ok(()),
            false => Err(self.refused(span, IN_BRACKETS)),
        }
    }

    fn refused(&self, at: Span, message: &str) -> NoLayout {
        NoLayout { line: self.lines.of(at.start) + 1, message: message.to_owned() }
    }
}

const IN_BRACKETS: &str = "calls can be added only where each name begins a line of its own, and each entry one with `- `: \
                           write it without brackets, anchors and aliases";

/// A value with every scalar as text.
fn as_texts(node: &Node) -> Value {
    value(node, &|scalar| Value::from(scalar.text.as_str()))
}

/// A value with unquoted scalars as JSON reads them.
fn as_json(node: &Node) -> Value {
    value(node, &|scalar| {
        let text = scalar.text.as_str();
        let json = if scalar.plain { serde_json::from_str(text).ok() } else { None };
        json.unwrap_or_else(|| Value::from(text))
    })
}

fn value(node: &Node, scalar: &dyn Fn(&yaml::Scalar) -> Value) -> Value {
    match &node.value {
        yaml::Value::Null => Value::Null,
        yaml::Value::Scalar(text) => scalar(text),
        yaml::Value::Sequence(items) => items.iter().map(|item| value(item, scalar)).collect(),
        yaml::Value::Mapping(entries) => {
            let pair = |entry: &yaml::Entry| (entry.key.as_str().to_owned(), value(&entry.value, scalar));
            Value::Object(Map::from_iter(entries.iter().map(pair)))
        }
    }
}
