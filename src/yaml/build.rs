//! Events of the parser to a tree.

use std::ops::Range;

use granit_parser::{Event, ScalarStyle, StructureStyle, Tag};

use super::expand::Anchors;
use super::lines::Line;
use super::mapping::{Key, Pairs};
use super::offsets::text_of;
use super::repair::Unread;
use super::rules::{UNDEFINED_ALIAS, UNSUPPORTED_YAML, YAML_LIMIT};
use super::syntax_help::quoted;
use super::{Comment, Limits, Node, Scalar, Value};
use crate::diagnostic::{Diagnostic, Fix, Safety};
use crate::source::{SourceId, Span, Text};

/// Whether the rest of the file is worth reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Continue,
    Stop,
}

/// An open collection.
struct Frame {
    start: usize,
    /// Where the last token in it ends.
    end: usize,
    /// In brackets.
    flow: bool,
    anchor: usize,
    content: Content,
}

enum Content {
    Sequence(Vec<Node>),
    Mapping(Pairs),
}

/// The tree under construction.
pub(super) struct Builder<'a> {
    text: &'a str,
    /// The text without repairs; the same as `text` where there are none.
    original: &'a str,
    /// Whether anything may be named in it, so that it can be repeated.
    has_names: bool,
    id: SourceId,
    limits: Limits,
    unread: &'a [Unread],
    frames: Vec<Frame>,
    documents: usize,
    nodes: usize,
    anchors: Anchors,
    /// Where the last token that is not a comment ends.
    pub(super) after: usize,
    /// The last scalar's token.
    pub(super) last_scalar: Range<usize>,
    pub(super) root: Option<Node>,
    pub(super) comments: Vec<Comment>,
    pub(super) problems: Vec<Diagnostic>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(
        text: &'a str,
        original: &'a str,
        id: SourceId,
        limits: Limits,
        unread: &'a [Unread],
    ) -> Self {
        Self {
            text,
            original,
            has_names: original.contains('&'),
            id,
            limits,
            unread,
            frames: Vec::new(),
            documents: 0,
            nodes: 0,
            anchors: Anchors::default(),
            after: 0,
            last_scalar: 0..0,
            root: None,
            comments: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// Where the outermost open bracket stands.
    pub(super) fn open_bracket(&self) -> Option<usize> {
        let open = self.frames.iter().find(|frame| frame.flow)?;
        Some(open.start)
    }

    /// Where the innermost open block collection starts, if it is a list.
    pub(super) fn innermost_list(&self) -> Option<usize> {
        let last = self.frames.last()?;
        matches!(last.content, Content::Sequence(_)).then_some(last.start)
    }

    pub(super) fn event(&mut self, event: Event<'_>, place: granit_parser::Span) -> Step {
        let range = place.byte_range().unwrap_or(0..0);
        let step = match event {
            Event::Scalar(value, style, anchor, tag) => {
                self.check_tag(tag.as_deref(), place);
                self.scalar(value.into(), style, anchor, tag.as_deref(), range.clone())
            }
            Event::SequenceStart(style, anchor, tag) => {
                self.check_tag(tag.as_deref(), place);
                self.open(style, anchor, range.start, Content::Sequence(Vec::new()))
            }
            Event::MappingStart(style, anchor, tag) => {
                self.check_tag(tag.as_deref(), place);
                self.open(style, anchor, range.start, Content::Mapping(Pairs::default()))
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(range.clone()),
            Event::Alias(anchor) => self.alias(anchor, range.clone()),
            Event::UnresolvedAlias(_) => self.unresolved(range.clone()),
            Event::Comment(text, _) => {
                let text = text.trim().to_owned();
                self.comments.push(Comment { span: self.span(range), text });
                return Step::Continue;
            }
            // Without its `---` a document's start is reported over its first token.
            Event::DocumentStart(false, _) => return self.document(range),
            Event::DocumentStart(true, _) => self.document(range.clone()),
            _ => Step::Continue,
        };
        self.after = self.after.max(range.end);
        step
    }

    /// Closes what is open after an error, so that the tree holds everything before it.
    pub(super) fn finish(&mut self) {
        while !self.frames.is_empty() {
            self.close(0..0);
        }
    }

    fn span(&self, range: Range<usize>) -> Span {
        // A painted-over text has other character boundaries.
        let range = if self.unread.is_empty() { range } else { snapped(self.original, range) };
        Span::new(self.id, range)
    }

    fn document(&mut self, range: Range<usize>) -> Step {
        self.documents += 1;
        if self.documents == 1 {
            return Step::Continue;
        }
        let message = "this file holds more than one YAML document; everything from here on is not read";
        let help =
            "Remove the line `---` or `...` that separates them, or put each document in its own file.";
        self.problems.push(Diagnostic::new(&UNSUPPORTED_YAML, self.span(range), message).help(help));
        Step::Stop
    }

    fn check_tag(&mut self, tag: Option<&Tag>, place: granit_parser::Span) {
        let Some(tag) = tag else { return };
        if tag.is_yaml_core_schema() || is_non_specific(tag) {
            return;
        }
        let range = place.tag_span().or(Some(place)).and_then(|span| span.byte_range()).unwrap_or(0..0);
        let written = self.text.get(range.clone()).unwrap_or("!").to_owned();
        let message = format!("the tag `{written}` has no meaning here");
        let help = format!(
            "Remove it. A text that starts with `!` must be quoted, as in `{}`.",
            quoted(&format!("{written} …"))
        );
        self.problems.push(Diagnostic::new(&UNSUPPORTED_YAML, self.span(range), message).help(help));
    }

    /// Counts nodes; `false` says that there are too many, which is reported.
    fn spend(&mut self, nodes: usize, span: Span) -> bool {
        self.nodes = self.nodes.saturating_add(nodes);
        if self.nodes <= self.limits.nodes {
            return true;
        }
        let most = self.limits.nodes;
        let message = format!("the file holds more than {most} values; the rest is not read");
        let help = "Split the file with `include`. Aliases (`*name`) count with all that they bring in.";
        self.problems.push(Diagnostic::new(&YAML_LIMIT, span, message).help(help));
        false
    }

    pub(super) fn too_deep(&mut self, span: Span) -> Step {
        let most = self.limits.depth;
        let message = format!("more than {most} lists and mappings lie in one another; the rest is not read");
        let help = "Move inner parts up or into a file of their own.";
        self.problems.push(Diagnostic::new(&YAML_LIMIT, span, message).help(help));
        Step::Stop
    }

    fn scalar(
        &mut self,
        value: Box<str>,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        range: Range<usize>,
    ) -> Step {
        if !self.spend(1, self.span(range.clone())) {
            return Step::Stop;
        }
        let text_tag = tag.is_some_and(|tag| tag.is_yaml_core_schema_tag("str") || is_non_specific(tag));
        let nothing = style == ScalarStyle::Plain && range.is_empty();
        let place = if nothing && tag.is_none() && anchor == 0 { self.empty_place(range) } else { range };
        if let Some(raw) = self.unread_value(&place) {
            return self.place(raw, anchor);
        }
        if nothing && !text_tag {
            return self.place(Node { span: self.span(place), value: Value::Null }, anchor);
        }
        self.last_scalar = place.clone();
        let value = if nothing { Box::default() } else { value };
        let text = text_of(self.text, self.id, value, style, place, self.after);
        let plain = style == ScalarStyle::Plain && !text_tag;
        let span = text.span();
        self.place(Node { span, value: Value::Scalar(Scalar { text, plain }) }, anchor)
    }

    /// The place of a value that was left out: behind the colon, which the parser puts before it.
    fn empty_place(&self, range: Range<usize>) -> Range<usize> {
        let Some(rest) = self.text.get(self.after..) else { return range };
        let blanks = rest.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let expects_value = matches!(self.frames.last(), Some(Frame { content: Content::Mapping(pairs), .. }) if pairs.key.is_some());
        if expects_value && rest.as_bytes().get(blanks) == Some(&b':') {
            let end = self.after + blanks + 1;
            return end..end;
        }
        if expects_value { self.after..self.after } else { range }
    }

    /// The text as written where a syntax error was repaired over.
    fn unread_value(&self, place: &Range<usize>) -> Option<Node> {
        let meant = self.unread.iter().find(|unread| unread.is_value && unread.holds(place.start));
        let range = match meant {
            Some(value) => value.range.clone(),
            // A text over several lines, some of which were painted over.
            None => self.unread.iter().any(|unread| unread.overlaps(place)).then(|| place.clone())?,
        };
        let span = self.span(range);
        let raw = self.original.get(span.range()).unwrap_or("");
        let text = Text::new(raw, span, span.start);
        Some(Node { span, value: Value::Scalar(Scalar { text, plain: true }) })
    }

    fn open(&mut self, style: StructureStyle, anchor: usize, start: usize, content: Content) -> Step {
        let span = self.span(start..start);
        if !self.spend(1, span) {
            return Step::Stop;
        }
        if self.frames.len() >= self.limits.depth {
            return self.too_deep(span);
        }
        let start = if style == StructureStyle::Block { self.first_dash(start, &content) } else { start };
        self.frames.push(Frame { start, end: start, flow: style == StructureStyle::Flow, anchor, content });
        Step::Continue
    }

    /// Where a block collection starts. A list that is not indented under its key is reported by the
    /// parser at the first item's text; it starts at the first `-` after the key.
    fn first_dash(&self, start: usize, content: &Content) -> usize {
        let parent = self.frames.last().map(|frame| &frame.content);
        let (Content::Sequence(_), Some(Content::Mapping(Pairs { key: Some(_), .. }))) = (content, parent)
        else {
            return start;
        };
        let bytes = self.text.as_bytes();
        let mut at = self.after;
        while at < start {
            at += match bytes[at] {
                b'-' => return at,
                b'#' => Line::around(self.text, at).end - at,
                b'&' | b'!' => bytes[at..].iter().take_while(|byte| !byte.is_ascii_whitespace()).count(),
                _ => 1,
            };
        }
        start
    }

    fn close(&mut self, event: Range<usize>) -> Step {
        let Some(frame) = self.frames.pop() else { return Step::Continue };
        // The end of a block collection is reported at the next token, that of a flow one at its bracket.
        let end = if frame.flow && !event.is_empty() { event.end } else { frame.end };
        let value = match frame.content {
            Content::Sequence(items) => Value::Sequence(items),
            Content::Mapping(pairs) => Value::Mapping(pairs.finish(&mut self.problems)),
        };
        let span = self.span(frame.start..end.max(frame.start));
        self.place(Node { span, value }, frame.anchor)
    }

    fn unresolved(&mut self, range: Range<usize>) -> Step {
        let span = self.span(range.clone());
        if !self.spend(1, span) {
            return Step::Stop;
        }
        let written = self.original.get(span.range()).unwrap_or("").to_owned();
        let name = written.trim_start_matches('*');
        let message = format!("`{written}` refers to an anchor `&{name}`, which is not defined above");
        let help = format!(
            "A text that starts with `*` must be quoted: `{}`. Without quotes `*` repeats a value that `&` has named.",
            quoted(&written)
        );
        // Where the text was painted over, the problem is reported already.
        if !self.unread.iter().any(|unread| unread.overlaps(&range)) {
            // Where nothing is named with `&`, nothing can be repeated.
            let safety = if self.has_names { Safety::Unsafe } else { Safety::Safe };
            let fix = Fix::replace(format!("Write `{}`", quoted(&written)), safety, span, quoted(&written));
            self.problems.push(Diagnostic::new(&UNDEFINED_ALIAS, span, message).help(help).fix(fix));
        }
        self.anchors.undefined.insert(span);
        // Most probably a pattern that lacks its quotes: the tree holds the text that was meant.
        let text = Text::new(written, span, span.start);
        self.place(Node { span, value: Value::Scalar(Scalar { text, plain: true }) }, 0)
    }

    fn alias(&mut self, anchor: usize, range: Range<usize>) -> Step {
        let span = self.span(range);
        if self.frames.iter().any(|frame| frame.anchor == anchor) {
            let message = "this alias stands inside the value that it repeats";
            let help = "Such a value would never end. Write out what is meant.";
            self.problems.push(Diagnostic::new(&YAML_LIMIT, span, message).help(help));
            return self.place(Node { span, value: Value::Null }, 0);
        }
        let Some(size) = self.anchors.size(anchor) else {
            return self.place(Node { span, value: Value::Null }, 0);
        };
        if !self.spend(size.nodes, span) {
            return Step::Stop;
        }
        if self.frames.len() + size.depth > self.limits.depth {
            return self.too_deep(span);
        }
        let node = self.anchors.copy(anchor).unwrap_or(Node { span, value: Value::Null });
        self.place_at(node, 0, span)
    }

    fn place(&mut self, node: Node, anchor: usize) -> Step {
        let written = node.span;
        self.place_at(node, anchor, written)
    }

    /// Puts a finished node where it belongs; `written` is the place of its token, an alias perhaps.
    fn place_at(&mut self, node: Node, anchor: usize, written: Span) -> Step {
        if anchor != 0 {
            let size = Anchors::measure(&node);
            if !self.spend(size.nodes, written) {
                return Step::Stop;
            }
            self.anchors.keep(anchor, &node, size);
        }
        let Some(frame) = self.frames.last_mut() else {
            self.root = Some(node);
            return Step::Continue;
        };
        frame.end = frame.end.max(written.end as usize);
        match &mut frame.content {
            Content::Sequence(items) => items.push(node),
            Content::Mapping(pairs) => match pairs.key.take() {
                None => pairs.key = Some(Key::from_node(node, written, &mut self.problems)),
                Some(key) => pairs.add(key, node, written, &self.anchors.undefined, &mut self.problems),
            },
        }
        Step::Continue
    }
}

/// The range widened to whole characters of `text`.
pub(super) fn snapped(text: &str, range: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (range.start.min(text.len()), range.end.min(text.len()));
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end.max(start)
}

/// `!` alone, which says "as written".
fn is_non_specific(tag: &Tag) -> bool {
    matches!(tag.parts(), ("", "!") | ("!", ""))
}
