//! A text to its tree and its problems, past syntax errors.

use std::collections::HashSet;

use granit_parser::{ErrorKind, Parser};

use super::build::{Builder, Step};
use super::lines::Line;
use super::repair::{Patch, Repaired, Unread};
use super::rules::{EMPTY_FILE, UNDEFINED_ALIAS, YAML_LIMIT};
use super::syntax_help::{self, Failure};
use super::{Document, Limits, Value};
use crate::diagnostic::Diagnostic;
use crate::source::{SourceId, Sources, Span};

/// A file is read again after each syntax error, but not more often than this,
const MOST_ERRORS: usize = 50;
/// nor more than this many bytes in all.
const MOST_BYTES: usize = 64 << 20;

/// Reads the text of `id`: what could be read of it, and everything that is wrong with it, in the order of
/// the file. There is no document where there is nothing in the file or nothing of it may be read.
pub fn parse_yaml(sources: &Sources, id: SourceId, limits: &Limits) -> (Option<Document>, Vec<Diagnostic>) {
    let text = sources.get(id).text();
    let limits = Limits { depth: limits.depth.min(Limits::DEEPEST), ..*limits };
    if text.len() > limits.bytes.min(u32::MAX as usize - 1) {
        let (size, most) = (text.len(), limits.bytes);
        let message = format!("the file has {size} bytes; at most {most} are read");
        let help = "Split it with `include`, and keep data such as pictures in files of their own.";
        return (None, vec![Diagnostic::new(&YAML_LIMIT, Span::new(id, 0..0), message).help(help)]);
    }
    let (mut attempt, failure) = read(text, id, limits, &[]);
    let mut problems = Vec::new();
    if let Some(failure) = failure {
        let mut repaired = Repaired::new(text);
        attempt = repair(text, id, limits, &mut repaired, attempt, failure, &mut problems);
        attempt.unread(id, &repaired.unread);
        attempt.forget_consequences(text);
    }
    attempt.finish(id, problems)
}

/// What one reading of the text gave.
struct Attempt {
    document: Option<Document>,
    problems: Vec<Diagnostic>,
}

/// Reads until the end, a limit or a syntax error.
fn read(text: &str, id: SourceId, limits: Limits, unread: &[Unread]) -> (Attempt, Option<Failure>) {
    let options = granit_parser::options! {
        emit_unresolved_aliases: true,
        // The end of the file adds nothing to the last block scalar, so each byte of it has a place.
        block_scalar_eof_without_line_feed: true,
        // Comments are bounded by the size of the file.
        max_buffered_comment_events: usize::MAX,
        // One more than ours, so that ours is met first and reported in our words.
        flow_nesting_limit: limits.depth + 1,
        block_nesting_limit: limits.depth + 1,
    };
    let mut builder = Builder::new(text, id, limits, unread);
    let mut parser = Parser::new_from_str_with_options(text, options);
    let mut failure = None;
    while let Some(next) = parser.next_event() {
        match next {
            Ok((event, span)) => {
                if builder.event(event, span) == Step::Stop {
                    break;
                }
            }
            Err(error) => {
                let offset = error.marker().byte_offset().unwrap_or(text.len());
                if *error.kind() == ErrorKind::RecursionLimitExceeded {
                    builder.too_deep(Span::new(id, offset..offset));
                } else {
                    failure = Some(Failure::new(&builder, error.kind().clone(), offset, text));
                }
                break;
            }
        }
    }
    builder.finish();
    let (root, comments) = (builder.root, builder.comments);
    let document = root.map(|root| Document { root, comments, unread: Vec::new() });
    (Attempt { document, problems: builder.problems }, failure)
}

/// Reports the failure, paints over its cause and reads again, until the text can be read.
fn repair(
    text: &str,
    id: SourceId,
    limits: Limits,
    repaired: &mut Repaired,
    mut attempt: Attempt,
    mut failure: Failure,
    problems: &mut Vec<Diagnostic>,
) -> Attempt {
    let most = (MOST_BYTES / text.len().max(1)).clamp(2, MOST_ERRORS);
    let mut tabs_reported = false;
    for _ in 0..most {
        let Some(current) = repaired.text() else { break };
        let finding = syntax_help::explain(current, &failure);
        let line = Line::around(text, finding.range.start);
        let error_line = Line::around(text, failure.offset);
        let suspect = repaired.is_suspect(line) || repaired.is_suspect(error_line);
        let tabs = matches!(finding.patch, Patch::Tabs(_));
        if !suspect && !(tabs && tabs_reported) {
            problems.push(finding.diagnostic(id));
            tabs_reported |= tabs;
        }
        let first = if suspect && !tabs { Patch::Block(line.start) } else { finding.patch };
        let attempts = [first, Patch::Block(line.start), Patch::Block(error_line.start)];
        if !attempts.iter().any(|patch| repaired.apply(patch)) {
            break;
        }
        let Some(current) = repaired.text() else { break };
        let (next, failed) = read(current, id, limits, &repaired.unread);
        attempt = next;
        match failed {
            Some(next) => failure = next,
            None => break,
        }
    }
    attempt
}

impl Attempt {
    fn unread(&mut self, id: SourceId, unread: &[Unread]) {
        if let Some(document) = &mut self.document {
            document.unread = unread.iter().map(|unread| Span::new(id, unread.range.clone())).collect();
            document.unread.sort();
        }
    }

    /// An anchor that stands in an unreadable part is there all the same.
    fn forget_consequences(&mut self, text: &str) {
        let anchors: HashSet<&str> = text
            .split('&')
            .skip(1)
            .filter_map(|rest| rest.split([' ', '\t', '\n', '\r', ',', '[', ']', '{', '}']).next())
            .collect();
        self.problems.retain(|problem| {
            let written = text.get(problem.span().range()).unwrap_or("");
            *problem.rule != UNDEFINED_ALIAS || !anchors.contains(written.trim_start_matches('*'))
        });
    }

    fn finish(self, id: SourceId, mut problems: Vec<Diagnostic>) -> (Option<Document>, Vec<Diagnostic>) {
        problems.extend(self.problems);
        let document = self.document.filter(|document| document.root.value != Value::Null);
        if document.is_none() && problems.is_empty() {
            let help = "Write at least one key, such as `bot: Loan application`.";
            let problem = Diagnostic::new(&EMPTY_FILE, Span::new(id, 0..0), "there is nothing in this file");
            problems.push(problem.help(help));
        }
        problems.sort_by_key(Diagnostic::span);
        (document, problems)
    }
}
